//! An HTML canvas as a plotters backend.
//!
//! It wraps the backend of `plotters-canvas`, which draws rectangles and single pixels, and draws everything else on the same
//! 2d context: horizontal and vertical lines on whole pixels, curves and points at fractions of a pixel, colours whose CSS text
//! is cached, and text that is measured by the canvas instead of by an element in the document.

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};
use plotters_canvas::CanvasBackend;
use std::f64::consts::{FRAC_PI_2, TAU};
use std::fmt;
use value::{Error, Result, number::shown};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// How many of this backend's pixels make one pixel of the canvas: plotters counts in whole pixels, and a curve through whole
/// pixels of the screen would have steps.
pub const SUBPIXELS: f64 = 16.0;

/// Capacity of the CSS colour cache.
const KEPT_COLORS: usize = 300;

/// A canvas to draw on. Its pixels are [`SUBPIXELS`] to one of the canvas, each way.
pub struct Canvas {
    /// Draws rectangles and single pixels, in pixels of the canvas.
    coarse: CanvasBackend,
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    cleared: bool,
    colors: Vec<(BackendColor, JsValue)>,
    /// The present state of the context; unknown after `coarse`.
    fill: Option<BackendColor>,
    stroke: Option<(BackendColor, u32)>,
}

/// Why the browser did not draw.
#[derive(Debug)]
pub struct CanvasError;

impl fmt::Display for CanvasError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the canvas refused it")
    }
}

impl std::error::Error for CanvasError {}

type Done = std::result::Result<(), DrawingErrorKind<CanvasError>>;

fn refused<T>(_: T) -> DrawingErrorKind<CanvasError> {
    DrawingErrorKind::DrawingError(CanvasError)
}

impl Canvas {
    /// Takes a canvas. It is cleared when something is first drawn, so that a refused chart leaves the previous one.
    pub fn new(canvas: HtmlCanvasElement) -> Result<Self> {
        let context = canvas.get_context("2d").ok().flatten().and_then(|context| context.dyn_into().ok());
        let size = (canvas.width(), canvas.height());
        let (Some(context), Some(coarse)) = (context, CanvasBackend::with_canvas_object(canvas)) else {
            return Err(Error::drawing("the canvas has no 2d context; does it have one of another kind?"));
        };
        let context: CanvasRenderingContext2d = context;
        Ok(Self { coarse, context, size, cleared: false, colors: Vec::new(), fill: None, stroke: None })
    }

    #[expect(
        deprecated,
        reason = "the undeprecated setter takes a &str, and would copy it to JavaScript for every point"
    )]
    fn fill_with(&mut self, color: BackendColor) {
        if !self.fill.is_some_and(|now| same(now, color)) {
            self.context.set_fill_style(written(&mut self.colors, color));
            self.fill = Some(color);
        }
    }

    #[expect(deprecated, reason = "see fill_with")]
    fn stroke_with(&mut self, color: BackendColor, width: u32) {
        if !self.stroke.is_some_and(|(now, w)| same(now, color) && w == width) {
            self.context.set_stroke_style(written(&mut self.colors, color));
            self.context.set_line_width(f64::from(width) / SUBPIXELS);
            self.stroke = Some((color, width));
        }
    }

    /// Sets the path of the context; returns whether it is closed.
    fn trace(&self, mut points: impl Iterator<Item = BackendCoord>) -> bool {
        self.context.begin_path();
        let Some(first) = points.next() else { return false };
        self.context.move_to(fine(first.0), fine(first.1));
        let (mut last, mut count) = (first, 1);
        for point in points {
            self.context.line_to(fine(point.0), fine(point.1));
            (last, count) = (point, count + 1);
        }
        count > 3 && last == first
    }

    /// Leaves drawing to plotters-canvas.
    fn coarse<T: fmt::Debug>(&mut self, draw: impl FnOnce(&mut CanvasBackend) -> std::result::Result<(), T>) -> Done {
        (self.fill, self.stroke) = (None, None);
        draw(&mut self.coarse).map_err(refused)
    }

    fn set_font(&self, style: &impl BackendTextStyle) {
        let (shape, size, family) = (style.style(), style.size() / SUBPIXELS, style.family());
        self.context.set_font(&format!("{} {}px {}", shape.as_str(), shown(size), family.as_str()));
    }
}

/// A colour as CSS text, cached.
fn written(colors: &mut Vec<(BackendColor, JsValue)>, color: BackendColor) -> &JsValue {
    let found = colors.iter().position(|(known, _)| same(*known, color));
    let i = found.unwrap_or_else(|| {
        if colors.len() >= KEPT_COLORS {
            colors.clear();
        }
        let (red, green, blue) = color.rgb;
        let text = format!("rgba({red},{green},{blue},{})", shown(color.alpha));
        colors.push((color, JsValue::from(text)));
        colors.len() - 1
    });
    &colors[i].1
}

/// Equal bit by bit: the key of the cache.
fn same(a: BackendColor, b: BackendColor) -> bool {
    a.rgb == b.rgb && a.alpha == b.alpha
}

/// A coordinate in pixels of the canvas.
fn fine(coordinate: i32) -> f64 {
    f64::from(coordinate) / SUBPIXELS
}

/// The nearest whole pixel of the canvas.
fn whole((x, y): BackendCoord) -> BackendCoord {
    (fine(x).round() as i32, fine(y).round() as i32)
}

/// A colour and a width in pixels of the canvas, for plotters-canvas.
struct Pen(BackendColor, u32);

impl BackendStyle for Pen {
    fn color(&self) -> BackendColor {
        self.0
    }

    fn stroke_width(&self) -> u32 {
        self.1
    }
}

impl Pen {
    fn of(style: &impl BackendStyle) -> Self {
        Self(style.color(), (f64::from(style.stroke_width()) / SUBPIXELS).round().max(1.0) as u32)
    }
}

impl DrawingBackend for Canvas {
    type ErrorType = CanvasError;

    fn get_size(&self) -> (u32, u32) {
        let fine = |side: u32| side.saturating_mul(SUBPIXELS as u32);
        (fine(self.size.0), fine(self.size.1))
    }

    fn ensure_prepared(&mut self) -> Done {
        if !self.cleared {
            self.cleared = true;
            let context = &self.context;
            // The previous user of the context may have left another transform.
            context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0).map_err(refused)?;
            context.set_global_alpha(1.0);
            context.clear_rect(0.0, 0.0, f64::from(self.size.0), f64::from(self.size.1));
            context.set_line_join("round");
            context.set_line_cap("butt");
            context.set_text_baseline("alphabetic");
        }
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Done {
        self.coarse(|canvas| canvas.draw_pixel(whole(point), color))
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        if from.0 != to.0 && from.1 != to.1 {
            return self.draw_path([from, to], style);
        }
        let (from, to, Pen(color, width)) = (whole(from), whole(to), Pen::of(style));
        // A line of odd width is centred on the middle of a pixel, not between two.
        let half = f64::from(width % 2) / 2.0;
        let shift = (if from.0 == to.0 { half } else { 0.0 }, if from.1 == to.1 { half } else { 0.0 });
        self.stroke_with(color, width * SUBPIXELS as u32);
        self.context.begin_path();
        self.context.move_to(f64::from(from.0) + shift.0, f64::from(from.1) + shift.1);
        self.context.line_to(f64::from(to.0) + shift.0, f64::from(to.1) + shift.1);
        self.context.stroke();
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Done {
        self.coarse(|canvas| canvas.draw_rect(whole(from), whole(to), &Pen::of(style), fill))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        self.stroke_with(style.color(), style.stroke_width());
        if self.trace(path.into_iter()) {
            self.context.close_path();
        }
        self.context.stroke();
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        self.fill_with(style.color());
        self.trace(path.into_iter());
        self.context.fill();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Done {
        self.context.begin_path();
        self.context.arc(fine(center.0), fine(center.1), f64::from(radius) / SUBPIXELS, 0.0, TAU).map_err(refused)?;
        if fill {
            self.fill_with(style.color());
            self.context.fill();
        } else {
            self.stroke_with(style.color(), style.stroke_width());
            self.context.stroke();
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        self.fill_with(style.color());
        self.set_font(style);
        let (h, v) = (style.anchor().h_pos, style.anchor().v_pos);
        self.context.set_text_align(match h {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        // Only the alphabetic baseline is consistent across browsers; digits are 0.72 of the font size high.
        let below = style.size() / SUBPIXELS
            * match v {
                VPos::Top => 0.8,
                VPos::Center => 0.36,
                VPos::Bottom => -0.08,
            };
        let quarters = match style.transform() {
            FontTransform::None => 0.0,
            FontTransform::Rotate90 => 1.0,
            FontTransform::Rotate180 => 2.0,
            FontTransform::Rotate270 => 3.0,
        };
        let (x, y) = (fine(at.0), fine(at.1));
        if quarters == 0.0 {
            return self.context.fill_text(text, x, y + below).map_err(refused);
        }
        self.context.save();
        let drawn = self
            .context
            .translate(x, y)
            .and_then(|()| self.context.rotate(quarters * FRAC_PI_2))
            .and_then(|()| self.context.fill_text(text, 0.0, below));
        self.context.restore();
        drawn.map_err(refused)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> std::result::Result<(u32, u32), DrawingErrorKind<CanvasError>> {
        self.set_font(style);
        let width = self.context.measure_text(text).map_err(refused)?.width();
        Ok(((width * SUBPIXELS).ceil() as u32, style.size().ceil() as u32))
    }
}
