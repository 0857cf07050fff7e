//! What all charts share: the style, the frame with its grid, numbers and names, and the way from data to pixels.

use super::axis::{Tick, ticks};
use super::theme::Theme;
use crate::{Error, Result};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Drawable, PointCollection};
use plotters::prelude::{
    DrawingBackend, FontDesc, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendCoord, DrawingErrorKind};
use serde::Serialize;
use std::fmt::Display;

/// The size of letters and figures, in CSS pixels.
pub const FONT_SIZE: f64 = 11.5;

/// The least width and height of the area inside the axes, in CSS pixels.
pub const SMALLEST_SIDE: f64 = 24.0;

const FONT: FontFamily = FontFamily::Name("system-ui, sans-serif");
/// From an axis to its numbers, in CSS pixels.
const GAP: f64 = 6.0;

/// How a chart is drawn, whatever it shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The colours.
    pub theme: Theme,
    /// How many pixels of the backend make one CSS pixel, 0.25 to 64. Everything grows with it.
    pub scale: f64,
    /// What divides ones from tenths in numbers: `'.'` or `','`.
    pub decimal: char,
}

/// Where a chart has its data: what a page needs to lay another canvas under it, or to know what a pointer points at.
///
/// A pointer at (`px`, `py`), in CSS pixels from the chart's top left corner, is at
/// x = `x[0] + (px − left) / width · (x[1] − x[0])` and y = `y[1] − (py − top) / height · (y[1] − y[0])`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Frame {
    /// From the chart's left side to the area inside the axes, in CSS pixels.
    pub left: f64,
    /// From the chart's top to the area inside the axes, in CSS pixels.
    pub top: f64,
    /// The width of the area inside the axes, in CSS pixels.
    pub width: f64,
    /// The height of the area inside the axes, in CSS pixels.
    pub height: f64,
    /// The data at the left and at the right side of that area.
    pub x: [f64; 2],
    /// The data at the bottom and at the top of that area.
    pub y: [f64; 2],
}

/// The space around the area inside the axes, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    /// Holds the numbers of the y axis.
    pub left: f64,
    /// Holds half of the last number of the x axis.
    pub right: f64,
    /// Holds the name of the y axis and of the series, where it is large enough.
    pub top: f64,
    /// Holds the numbers and the name of the x axis.
    pub bottom: f64,
}

type Plane = Cartesian2d<RangedCoordf64, RangedCoordf64>;

/// A chart in the making.
pub(crate) struct Chart<DB: DrawingBackend> {
    /// The whole picture, in the backend's pixels.
    pub root: DrawingArea<DB, Shift>,
    /// The same picture, in data.
    pub plane: DrawingArea<DB, Plane>,
    pub frame: Frame,
    pub style: Style,
    /// Left, top, right and bottom of the area inside the axes, in the backend's pixels.
    pub inside: [i32; 4],
}

impl<DB: DrawingBackend> Chart<DB> {
    /// Lays out a chart; draws nothing yet.
    pub fn new(backend: DB, margins: Margins, x: [f64; 2], y: [f64; 2], style: &Style) -> Result<Self> {
        let scale = style.scale;
        if !(0.25..=64.0).contains(&scale) {
            return Err(Error::Drawing(format!("a scale of {scale}; it must be 0.25 to 64 pixels per CSS pixel")));
        }
        for (name, [low, high]) in [("x", x), ("y", y)] {
            if !(low < high && (high - low).is_finite()) {
                let problem = format!("{name} from {low} to {high}; both must be finite, the first below the second");
                return Err(Error::Drawing(problem));
            }
        }
        let (full_width, full_height) = backend.get_size();
        let width = (f64::from(full_width) / scale).floor() - margins.left - margins.right;
        let height = (f64::from(full_height) / scale).floor() - margins.top - margins.bottom;
        if width.min(height) < SMALLEST_SIDE || full_width.max(full_height) > 1 << 20 {
            return Err(Error::Drawing(format!(
                "a chart of {full_width} × {full_height} pixels at {scale} per CSS pixel; \
                 that leaves {width} × {height} CSS pixels inside the axes, fewer than {SMALLEST_SIDE}, or is too large"
            )));
        }
        let frame = Frame { left: margins.left, top: margins.top, width, height, x, y };
        let pixel = |css: f64| (css * scale).round() as i32;
        let inside = [pixel(frame.left), pixel(frame.top), pixel(frame.left + width), pixel(frame.top + height)];
        let root = backend.into_drawing_area();
        let pixels = (inside[0]..inside[2], inside[3]..inside[1]);
        let plane = root.apply_coord_spec(Plane::new(x[0]..x[1], y[0]..y[1], pixels));
        Ok(Self { root, plane, frame, style: *style, inside })
    }

    /// A length in CSS pixels, in the backend's.
    pub fn pixels(&self, css: f64) -> i32 {
        (css * self.style.scale).round() as i32
    }

    /// A line of a colour and a width in CSS pixels.
    pub fn stroke(&self, color: RGBColor, css: f64) -> ShapeStyle {
        let stroke_width = self.pixels(css).max(1).unsigned_abs();
        ShapeStyle { color: color.into(), filled: false, stroke_width }
    }

    /// Draws a plotters element whose points are in the backend's pixels.
    pub fn draw<'a, E>(&self, element: &'a E) -> Result<()>
    where
        &'a E: PointCollection<'a, (i32, i32)>,
        E: Drawable<DB>,
    {
        self.root.draw(element).map_err(failed)
    }

    /// Draws a plotters element whose points are in data.
    pub fn draw_data<'a, E>(&self, element: &'a E) -> Result<()>
    where
        &'a E: PointCollection<'a, (f64, f64)>,
        E: Drawable<DB>,
    {
        self.plane.draw(element).map_err(failed)
    }

    /// A straight line between two points in the backend's pixels.
    pub fn line(&self, from: (i32, i32), to: (i32, i32), style: ShapeStyle) -> Result<()> {
        self.draw(&Line([from, to], style))
    }

    /// Where a point of the data is, in the backend's pixels; nowhere, where it is not finite or outside the axes.
    pub fn place(&self, x: f64, y: f64) -> Option<(i32, i32)> {
        let within = |value: f64, [low, high]: [f64; 2]| (low..=high).contains(&value);
        (within(x, self.frame.x) && within(y, self.frame.y)).then(|| self.plane.map_coordinate(&(x, y)))
    }

    /// The width of a text of the usual size, in the backend's pixels.
    pub fn text_width(&self, text: &str) -> Result<i32> {
        let (width, _) = self.root.estimate_text_size(text, &self.font(RGBColor(0, 0, 0))).map_err(failed)?;
        Ok(width.min(1 << 20) as i32)
    }

    /// Writes a text; `at` says where the point given by `h` and `v` of the text is, in the backend's pixels.
    pub fn text(&self, text: &str, color: RGBColor, at: (i32, i32), h: HPos, v: VPos) -> Result<()> {
        let style = self.font(color).pos(Pos::new(h, v));
        self.root.draw_text(text, &style, at).map_err(failed)
    }

    fn font(&self, color: RGBColor) -> TextStyle<'static> {
        FontDesc::new(FONT, FONT_SIZE * self.style.scale, FontStyle::Normal).color(&color)
    }

    /// Where the axes have their numbers: about one for every 65 CSS pixels across, and for every 40 up.
    fn ticks(&self) -> [Vec<Tick>; 2] {
        let Frame { x, y, width, height, .. } = self.frame;
        let count = |length: f64, each: f64| ((length / each).round() as usize).clamp(2, 8);
        [(x, count(width, 65.0)), (y, count(height, 40.0))].map(|(range, n)| ticks(range, n, self.style.decimal))
    }

    /// The axes with their numbers, and a `grid` behind the data if it is wanted.
    ///
    /// The name of the x axis stands at its right end, and that of the y axis at its upper end: above it where the top
    /// margin has room for it, else beside it, upright if it is short. Numbers that would touch a name are left out.
    pub fn axes(&self, grid: bool, x_label: &str, y_label: &str) -> Result<()> {
        let [left, top, right, bottom] = self.inside;
        let theme = self.style.theme;
        let [x_ticks, y_ticks] = self.ticks();
        let (gap, size) = (self.pixels(GAP), self.pixels(FONT_SIZE));
        let place_x = |tick: &Tick| self.plane.map_coordinate(&(tick.value, self.frame.y[0])).0;
        let place_y = |tick: &Tick| self.plane.map_coordinate(&(self.frame.x[0], tick.value)).1;
        if grid {
            let line = self.stroke(theme.grid(), 1.0);
            for x in x_ticks.iter().map(place_x) {
                self.line((x, top), (x, bottom), line)?;
            }
            for y in y_ticks.iter().map(place_y) {
                self.line((left, y), (right, y), line)?;
            }
        }
        let axis = self.stroke(theme.axis(), 1.0);
        self.line((left, bottom), (right, bottom), axis)?;
        self.line((left, top), (left, bottom), axis)?;

        let mut end = self.pixels(self.frame.left + self.frame.width) + self.pixels(GAP) * 4;
        if !x_label.is_empty() {
            self.text(x_label, theme.text(), (right, bottom + gap), HPos::Right, VPos::Top)?;
            end = right - self.text_width(x_label)? - gap;
        }
        for tick in &x_ticks {
            let (x, half) = (place_x(tick), self.text_width(&tick.label)? / 2);
            if x + half <= end {
                self.text(&tick.label, theme.muted(), (x, bottom + gap), HPos::Center, VPos::Top)?;
            }
        }

        let end = if y_label.is_empty() { 0 } else { self.name_y_axis(y_label)? };
        for tick in &y_ticks {
            let y = place_y(tick);
            if y - size / 2 >= end {
                self.text(&tick.label, theme.muted(), (left - gap, y), HPos::Right, VPos::Center)?;
            }
        }
        Ok(())
    }

    /// Writes the name; says how far down it takes the place of numbers.
    fn name_y_axis(&self, name: &str) -> Result<i32> {
        let [left, top, ..] = self.inside;
        let color = self.style.theme.text();
        let (gap, size) = (self.pixels(GAP), self.pixels(FONT_SIZE));
        if top >= size + gap {
            self.text(name, color, (self.pixels(2.0), top - gap), HPos::Left, VPos::Bottom)?;
            return Ok(0);
        }
        if self.text_width(name)? <= left - gap {
            self.text(name, color, (left - gap, top), HPos::Right, VPos::Top)?;
            return Ok(top + size);
        }
        let style = self.font(color).transform(FontTransform::Rotate270).pos(Pos::new(HPos::Right, VPos::Top));
        self.root.draw_text(name, &style, (0, top)).map_err(failed)?;
        Ok(0)
    }

    /// The end of every chart: shows what was drawn.
    pub fn finish(self) -> Result<Frame> {
        self.root.present().map_err(failed)?;
        Ok(self.frame)
    }
}

/// A straight line that the backend knows to be one, and may put on whole pixels; a plotters path is any curve.
struct Line([BackendCoord; 2], ShapeStyle);

impl<'a> PointCollection<'a, BackendCoord> for &'a Line {
    type Point = &'a BackendCoord;
    type IntoIter = &'a [BackendCoord];

    fn point_iter(self) -> Self::IntoIter {
        &self.0
    }
}

impl<DB: DrawingBackend> Drawable<DB> for Line {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> std::result::Result<(), DrawingErrorKind<DB::ErrorType>> {
        match (points.next(), points.next()) {
            (Some(from), Some(to)) => backend.draw_line(from, to, &self.1),
            _ => Ok(()),
        }
    }
}

/// What plotters says went wrong, as our error.
pub(crate) fn failed(error: impl Display) -> Error {
    Error::Drawing(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::recorder::{Recorder, style};

    const MARGINS: Margins = Margins { left: 40.0, right: 10.0, top: 10.0, bottom: 24.0 };

    #[test]
    fn the_frame_is_in_css_pixels_at_any_scale() {
        for scale in [1.0, 2.0, 12.0] {
            let recorder = Recorder::new(300.0 * scale, 200.0 * scale);
            let chart = Chart::new(recorder.clone(), MARGINS, [0.0, 1.0], [-1.0, 1.0], &style(scale)).unwrap();
            assert_eq!(chart.place(0.0, -1.0), Some(((40.0 * scale) as i32, (176.0 * scale) as i32)));
            assert_eq!(chart.place(1.0, 1.0), Some(((290.0 * scale) as i32, (10.0 * scale) as i32)));
            assert_eq!(chart.place(1.01, 0.0), None);
            assert_eq!(chart.place(f64::NAN, 0.0), None);
            let frame = chart.finish().unwrap();
            assert_eq!((frame.left, frame.top, frame.width, frame.height), (40.0, 10.0, 250.0, 166.0));
        }
    }

    #[test]
    fn names_take_the_place_of_the_last_numbers() {
        let recorder = Recorder::new(300.0, 300.0);
        let chart = Chart::new(recorder.clone(), MARGINS, [-6.0, 6.0], [-6.0, 6.0], &style(1.0)).unwrap();
        chart.axes(true, "", "").unwrap();
        let plain = recorder.texts();
        assert_eq!(plain.iter().filter(|text| *text == "6").count(), 2, "{plain:?}");
        let recorder = Recorder::new(300.0, 300.0);
        let chart = Chart::new(recorder.clone(), MARGINS, [-6.0, 6.0], [-6.0, 6.0], &style(1.0)).unwrap();
        chart.axes(false, "x₁", "x₂").unwrap();
        let named = recorder.texts();
        assert!(named.contains(&"x₁".into()) && named.contains(&"x₂".into()) && !named.contains(&"6".into()));
        assert!(named.contains(&"−6".into()) && named.contains(&"0".into()), "{named:?}");
    }

    #[test]
    fn what_cannot_be_drawn_is_said() {
        let message = |width, height, x: [f64; 2], scale| match Chart::new(
            Recorder::new(width, height),
            MARGINS,
            x,
            [0.0, 1.0],
            &style(scale),
        )
        .map(|_| ())
        {
            Err(Error::Drawing(message)) => message,
            other => panic!("{other:?}"),
        };
        assert!(message(60.0, 200.0, [0.0, 1.0], 1.0).contains("10 × 166"));
        assert!(message(0.0, 0.0, [0.0, 1.0], 1.0).contains("0 × 0"));
        assert!(message(4e9, 4e9, [0.0, 1.0], 1.0).contains("too large"));
        for scale in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(message(300.0, 200.0, [0.0, 1.0], scale).contains("scale"));
        }
        for x in [[0.0, 0.0], [1.0, 0.0], [f64::NAN, 1.0], [0.0, f64::INFINITY], [f64::MIN, f64::MAX]] {
            assert!(message(300.0, 200.0, x, 1.0).contains("finite"));
        }
    }
}
