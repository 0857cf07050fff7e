//! The common parts of all charts: style, frame with grid, numbers and names, and the map from data to pixels.

use super::theme::Theme;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::coord::{CoordTranslate, Shift};
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Drawable, PointCollection};
use plotters::prelude::{DrawingBackend, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendCoord, DrawingErrorKind};
use std::fmt::Display;
use value::{
    Error, Result,
    number::{Shown, shown},
};

/// The size of letters and figures, in CSS pixels.
pub const FONT_SIZE: f64 = 11.5;

/// The least width and height of the area inside the axes, in CSS pixels.
pub const SMALLEST_SIDE: f64 = 24.0;

const FONT: FontFamily = FontFamily::Name("system-ui, sans-serif");

/// The style of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The colours.
    pub theme: Theme,
    /// How many pixels of the backend make one CSS pixel, 0.25 to 64. Everything grows with it.
    pub scale: f64,
    /// The decimal point of numbers: `'.'` or `','`.
    pub decimal: char,
}

/// The position of a chart's data, for placing another canvas under it and for interpreting a pointer.
///
/// A pointer at (`px`, `py`), in CSS pixels from the chart's top left corner, is at
/// x = `x[0] + (px − left) / width · (x[1] − x[0])` and y = `y[1] − (py − top) / height · (y[1] − y[0])`.
#[derive(Debug, Clone, Copy, PartialEq)]
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

/// A chart that is being drawn.
pub(crate) struct Chart<DB: DrawingBackend> {
    /// The whole picture, in the backend's pixels.
    pub root: DrawingArea<DB, Shift>,
    /// From data to the backend's pixels.
    plane: Plane,
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
            return Err(Error::drawing(format!(
                "a scale of {}; it must be 0.25 to 64 pixels per CSS pixel",
                shown(scale)
            )));
        }
        for (name, [low, high]) in [("x", x), ("y", y)] {
            if !(low < high && (high - low).is_finite()) {
                return Err(no_range(name, low.into(), high.into()));
            }
        }
        let (full_width, full_height) = backend.get_size();
        let css = |side: u32| (f64::from(side) / scale).floor();
        let (width, height) =
            (css(full_width) - margins.left - margins.right, css(full_height) - margins.top - margins.bottom);
        if width.min(height) < SMALLEST_SIDE || full_width.max(full_height) > 1 << 20 {
            return Err(Error::drawing(format!(
                "a chart of {} × {} CSS pixels is too small or too large; {} × {} would be inside its axes, and {} is the least",
                shown(css(full_width)),
                shown(css(full_height)),
                shown(width),
                shown(height),
                shown(SMALLEST_SIDE)
            )));
        }
        let frame = Frame { left: margins.left, top: margins.top, width, height, x, y };
        let pixel = |css: f64| (css * scale).round() as i32;
        let inside = [pixel(frame.left), pixel(frame.top), pixel(frame.left + width), pixel(frame.top + height)];
        let root = backend.into_drawing_area();
        let pixels = (inside[0]..inside[2], inside[3]..inside[1]);
        let plane = Plane::new(x[0]..x[1], y[0]..y[1], pixels);
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

    /// Draws a figure through points in the backend's pixels.
    pub fn draw(&self, figure: Figure, points: &[BackendCoord], style: ShapeStyle) -> Result<()> {
        self.root.draw(&Drawing { figure, points, style }).map_err(failed)
    }

    /// Where a point of the data is, in the backend's pixels; outside the axes, too.
    pub fn translate(&self, point: (f64, f64)) -> BackendCoord {
        self.plane.translate(&point)
    }

    /// The same of all points of a line.
    pub fn path(&self, points: &[(f64, f64)]) -> Vec<BackendCoord> {
        points.iter().map(|point| self.translate(*point)).collect()
    }

    /// A point of the data in the backend's pixels; `None` if it is not finite or outside the axes.
    pub fn place(&self, x: f64, y: f64) -> Option<(i32, i32)> {
        let within = |value: f64, [low, high]: [f64; 2]| (low..=high).contains(&value);
        (within(x, self.frame.x) && within(y, self.frame.y)).then(|| self.translate((x, y)))
    }

    /// The width of a text of the usual size, in the backend's pixels.
    pub fn text_width(&self, text: &str) -> Result<i32> {
        let (width, _) = self.root.estimate_text_size(text, &self.font(RGBColor(0, 0, 0))).map_err(failed)?;
        Ok(width.min(1 << 20) as i32)
    }

    /// Writes a text; `at` is the position of its anchor, given by `h` and `v`, in the backend's pixels.
    pub fn text(&self, text: &str, color: RGBColor, at: (i32, i32), h: HPos, v: VPos) -> Result<()> {
        let style = self.font(color).pos(Pos::new(h, v));
        self.root.draw_text(text, &style, at).map_err(failed)
    }

    pub fn font(&self, color: RGBColor) -> TextStyle<'static> {
        FontDesc::new(FONT, FONT_SIZE * self.style.scale, FontStyle::Normal).color(&color)
    }

    /// Finishes a chart: presents the backend.
    pub fn finish(self) -> Result<Frame> {
        self.root.present().map_err(failed)?;
        Ok(self.frame)
    }
}

/// What can be drawn besides text.
#[derive(Clone, Copy)]
pub(crate) enum Figure {
    /// A straight line between two points, which the backend may put on whole pixels.
    Line,
    /// A line through all points.
    Path,
    /// The area inside.
    Polygon,
    /// With this radius, around the only point.
    Circle(u32),
}

/// A figure at its position. One plotters element for all figures, because plotters is monomorphized for each element and each
/// iterator over points.
struct Drawing<'a> {
    figure: Figure,
    points: &'a [BackendCoord],
    style: ShapeStyle,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Drawing<'a> {
    type Point = &'a BackendCoord;
    type IntoIter = &'a [BackendCoord];

    fn point_iter(self) -> Self::IntoIter {
        self.points
    }
}

impl<DB: DrawingBackend> Drawable<DB> for Drawing<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> std::result::Result<(), DrawingErrorKind<DB::ErrorType>> {
        let style = &self.style;
        match self.figure {
            Figure::Path => backend.draw_path(points, style),
            Figure::Polygon => backend.fill_polygon(points, style),
            Figure::Line => match (points.next(), points.next()) {
                (Some(from), Some(to)) => backend.draw_line(from, to, style),
                _ => Ok(()),
            },
            Figure::Circle(radius) => match points.next() {
                Some(middle) => backend.draw_circle(middle, radius, style, style.filled),
                None => Ok(()),
            },
        }
    }
}

/// The error of a range that is empty or not finite.
pub(crate) fn no_range(what: &str, low: Shown, high: Shown) -> Error {
    Error::drawing(format!("{what} from {low} to {high}; both must be finite, the first below the second"))
}

/// An error of plotters as ours.
pub(crate) fn failed(error: impl Display) -> Error {
    Error::drawing(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::recorder::{Recorder, style};
    use value::ErrorKind;

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
            Err(error) if error.kind() == ErrorKind::Drawing => error.to_string(),
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
