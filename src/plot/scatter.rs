//! Examples as points on a plane, to lie over a heat map of the same frame.

use super::chart::{Chart, Frame, Margins, Style, no_range};
use super::marker::{MarkerStyle, Shape, radius, test_first};
use super::theme::{CLASS_COLORS, diverging};
use plotters::prelude::DrawingBackend;
use value::{Error, Result};

/// The space around the points, always the same, so that the heat map under them does not move; as much across as up, so
/// that a square canvas has a square frame.
pub const MARGINS: Margins = Margins { left: 34.0, right: 12.0, top: 12.0, bottom: 34.0 };

/// The radius of the hole in a point to test on, for a point of radius 1.
const HOLE: f64 = 0.4;

/// What the numbers that belong to the points mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Target {
    /// Indices of classes, 0 and up (what is negative counts as class 0): colour and shape show them.
    Classes,
    /// Any numbers: the diverging colours show them.
    Values {
        /// Has the full colour of class 0.
        low: f32,
        /// Above `low`; has the full colour of class 1.
        high: f32,
    },
}

/// Points, and the axis labels.
#[derive(Debug, Clone, Copy)]
pub struct Scatter<'a> {
    /// `[rows, inputs]`, row-major: the examples.
    pub x: &'a [f32],
    /// How many numbers each example has, at least 1.
    pub inputs: usize,
    /// Which of them are drawn: across, and up. Each below `inputs`.
    pub columns: [usize; 2],
    /// `[rows]`: what belongs to each example.
    pub y: &'a [f32],
    /// What `y` means.
    pub target: Target,
    /// How many examples, from the first on, are for training; those after them are for testing.
    pub train_rows: usize,
    /// Examples to ring, by their row: the current mini-batch. Those that do not exist are passed over.
    pub batch: &'a [usize],
    /// The ends of the x axis and of the y axis. Points outside are left out.
    pub domain: [[f64; 2]; 2],
    /// The name of the x axis: `x₁`, or nothing.
    pub x_label: &'a str,
    /// The name of the y axis: `x₂`, or nothing.
    pub y_label: &'a str,
}

/// Draws the points and the axes, and nothing between them: a heat map on another canvas may show through.
///
/// A class is a colour and a shape: circle, diamond, triangle, square … Points to train on are filled, with an outline of the
/// page's colour; points to test on are the other way round. Numbers are circles in their colour; those to test on have a hole.
/// Test points are under, the ringed ones on top.
///
/// # Errors
/// [`Data`](value::ErrorKind::Data) for a column that is not there, and where x and y differ in number of rows;
/// [`Drawing`](value::ErrorKind::Drawing) where the backend fails or the domain is not a range.
pub fn scatter<DB: DrawingBackend>(backend: DB, points: &Scatter, style: &Style) -> Result<Frame> {
    check(points)?;
    let chart = Chart::new(backend, MARGINS, points.domain[0], points.domain[1], style)?;
    chart.axes(false, points.x_label, points.y_label)?;

    let rows = points.y.len();
    let train_rows = points.train_rows.min(rows);
    let radius = radius(rows, chart.frame.width.min(chart.frame.height));
    for row in test_first(rows, train_rows) {
        if let Some(place) = place(&chart, points, row) {
            point(&chart, points, row, place, radius)?;
        }
    }
    for &row in points.batch.iter().filter(|row| **row < rows) {
        if let Some(place) = place(&chart, points, row) {
            point(&chart, points, row, place, radius)?;
            chart.ring(place, radius + 2.5)?;
        }
    }
    chart.finish()
}

fn place<DB: DrawingBackend>(chart: &Chart<DB>, points: &Scatter, row: usize) -> Option<(i32, i32)> {
    let value = |column: usize| points.x.get(row * points.inputs + column).map(|value| f64::from(*value));
    chart.place(value(points.columns[0])?, value(points.columns[1])?)
}

/// Draws the point of a row at a place in pixels.
fn point<DB: DrawingBackend>(
    chart: &Chart<DB>,
    points: &Scatter,
    row: usize,
    place: (i32, i32),
    radius: f64,
) -> Result<()> {
    let marker = marker_style(points, row, radius, &chart.style);
    chart.marker(place, &marker)?;
    if row < points.train_rows || points.target == Target::Classes {
        return Ok(());
    }
    // The colour is the number's, so that it is seen around the hole.
    let fill = chart.style.theme.surface();
    chart.marker(place, &MarkerStyle { radius: radius * HOLE, fill, ..marker })
}

fn marker_style(points: &Scatter, row: usize, radius: f64, style: &Style) -> MarkerStyle {
    let (theme, value, train) = (style.theme, points.y[row], row < points.train_rows);
    let line = (radius * 0.3).min(1.0);
    match points.target {
        Target::Classes => {
            let class = value.max(0.0).round() as usize; // NaN and what is negative: 0
            let color = theme.class(class);
            let shape = Shape::of_class(class % CLASS_COLORS);
            if train {
                MarkerStyle { shape, radius, fill: color, outline: theme.surface(), line }
            } else {
                MarkerStyle { shape, radius: radius - 0.25, fill: theme.surface(), outline: color, line: 1.5 * line }
            }
        }
        Target::Values { low, high } => {
            let (middle, half) = (low / 2.0 + high / 2.0, high / 2.0 - low / 2.0);
            let fill = diverging(theme, [theme.class(0), theme.class(1)], (value - middle) / half);
            MarkerStyle { shape: Shape::Circle, radius, fill, outline: theme.muted(), line }
        }
    }
}

fn check(points: &Scatter) -> Result<()> {
    let Scatter { x, inputs, columns, y, target, .. } = *points;
    if inputs == 0 || columns.iter().any(|column| *column >= inputs) {
        let [across, up] = columns;
        let problem = format!("columns {across} and {up} of examples with {inputs} inputs; there are 0 to inputs − 1");
        return Err(Error::data("columns", problem));
    }
    if y.len().checked_mul(inputs) != Some(x.len()) {
        let (found, rows) = (x.len(), y.len());
        return Err(Error::data("x", format!("{found} values for {rows} examples with {inputs} inputs")));
    }
    match target {
        Target::Values { low, high } if !(low.is_finite() && high.is_finite() && low < high) => {
            Err(no_range("colours", low.into(), high.into()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Theme;
    use crate::plot::recorder::{Mark, Recorder, style};
    use plotters::style::RGBColor;

    const THEME: Theme = Theme::Light;

    fn points<'a>(x: &'a [f32], y: &'a [f32]) -> Scatter<'a> {
        Scatter {
            x,
            inputs: 2,
            columns: [0, 1],
            y,
            target: Target::Classes,
            train_rows: y.len(),
            batch: &[],
            domain: [[-6.0, 6.0]; 2],
            x_label: "",
            y_label: "",
        }
    }

    fn draw(points: &Scatter) -> (Recorder, Frame) {
        let recorder = Recorder::new(346.0, 346.0);
        let frame = scatter(recorder.clone(), points, &style(1.0)).unwrap();
        assert!(recorder.all_inside(6));
        (recorder, frame)
    }

    fn circles(recorder: &Recorder) -> Vec<(i32, i32)> {
        discs(recorder).into_iter().map(|(center, _)| center).collect()
    }

    /// Middle and colour of every round point; each was drawn as a disc of the outline's colour under a smaller one.
    #[expect(clippy::type_complexity, reason = "a pair of tuples that plotters gives")]
    fn discs(recorder: &Recorder) -> Vec<((i32, i32), (u8, u8, u8))> {
        let disc = |mark| match mark {
            Mark::Circle { center, radius, rgb, filled: true } => Some((center, radius, rgb)),
            _ => None,
        };
        let all: Vec<_> = recorder.marks().into_iter().filter_map(disc).collect();
        all.chunks_exact(2)
            .map(|pair| {
                assert!(pair[0].0 == pair[1].0 && pair[0].1 > pair[1].1);
                (pair[1].0, pair[1].2)
            })
            .collect()
    }

    #[test]
    fn points_are_where_the_frame_says() {
        let (recorder, frame) = draw(&points(&[-6.0, -6.0, 6.0, 6.0, 0.0, 3.0], &[0.0, 0.0, 0.0]));
        assert_eq!(frame, Frame { left: 34.0, top: 12.0, width: 300.0, height: 300.0, x: [-6.0, 6.0], y: [-6.0, 6.0] });
        assert_eq!(circles(&recorder), [(34, 312), (334, 12), (184, 87)]);
        let texts = recorder.texts();
        for text in ["−6", "−2", "0", "6"] {
            assert_eq!(texts.iter().filter(|t| *t == text).count(), 2, "{text} in {texts:?}");
        }
    }

    #[test]
    fn what_is_outside_or_not_finite_is_left_out() {
        let x = [f32::NAN, 0.0, 0.0, f32::INFINITY, 6.01, 0.0, 1.0, 1.0];
        let (recorder, _) = draw(&points(&x, &[0.0, 0.0, 0.0, f32::NAN]));
        assert_eq!(circles(&recorder).len(), 1);
    }

    #[test]
    fn classes_differ_in_colour_and_shape() {
        let x = [0.0; 12];
        let (recorder, _) = draw(&points(&x, &[-1.0, 1.0, 2.0, 3.0, 4.0, 1e20]));
        let corners = |class| {
            let RGBColor(r, g, b) = THEME.class(class);
            recorder.marks().into_iter().find_map(|mark| match mark {
                Mark::Path { points, rgb, filled: true, .. } if rgb == (r, g, b) => Some(points),
                _ => None,
            })
        };
        assert_eq!(corners(0), None, "class 0 is a circle");
        assert_eq!([1, 2, 3, 4].map(|class| corners(class).map(|c| c.len())), [Some(4), Some(3), Some(4), Some(3)]);
        assert_ne!(corners(1), corners(3));
    }

    #[test]
    fn test_points_are_hollow_and_under() {
        let (recorder, _) = draw(&Scatter { train_rows: 1, ..points(&[0.0; 4], &[0.0, 0.0]) });
        let fills: Vec<_> = discs(&recorder).into_iter().map(|(_, rgb)| rgb).collect();
        let [surface, class] = [THEME.surface(), THEME.class(0)].map(|c| (c.0, c.1, c.2));
        assert_eq!(fills, [surface, class]);
    }

    #[test]
    fn the_batch_is_ringed_and_strangers_in_it_are_passed_over() {
        let rings = |batch: &[usize]| {
            let (recorder, _) = draw(&Scatter { batch, ..points(&[0.0; 6], &[0.0, 1.0, 2.0]) });
            let RGBColor(r, g, b) = THEME.text();
            let ring = |mark: &Mark| matches!(mark, Mark::Circle { rgb, filled: false, .. } if *rgb == (r, g, b));
            recorder.marks().iter().filter(|mark| ring(mark)).count()
        };
        assert_eq!(rings(&[]), 0);
        assert_eq!(rings(&[2, 0, 3, usize::MAX]), 2);
    }

    #[test]
    fn values_have_the_colours_of_the_map() {
        let target = Target::Values { low: -2.0, high: 2.0 };
        let (recorder, _) = draw(&Scatter { target, ..points(&[0.0; 8], &[-2.0, 0.0, 9.0, f32::NAN]) });
        let fills: Vec<_> = discs(&recorder).into_iter().map(|(_, rgb)| rgb).collect();
        let [low, middle, high] = [THEME.class(0), THEME.neutral(), THEME.class(1)].map(|c| (c.0, c.1, c.2));
        assert_eq!(fills, [low, middle, high, middle]);
    }

    #[test]
    fn a_value_to_test_on_keeps_its_colour_around_a_hole() {
        let target = Target::Values { low: -2.0, high: 2.0 };
        let (recorder, _) = draw(&Scatter { target, train_rows: 1, ..points(&[0.0; 4], &[2.0, -2.0]) });
        let fills: Vec<_> = discs(&recorder).into_iter().map(|(_, rgb)| rgb).collect();
        let [low, surface, high] = [THEME.class(0), THEME.surface(), THEME.class(1)].map(|c| (c.0, c.1, c.2));
        assert_eq!(fills, [low, surface, high]);
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let good = points(&[0.0; 4], &[0.0, 0.0]);
        let fails =
            |points: Scatter| scatter(Recorder::new(346.0, 346.0), &points, &style(1.0)).unwrap_err().to_string();
        assert!(fails(Scatter { inputs: 0, ..good }).contains("0 inputs"));
        assert!(fails(Scatter { columns: [0, 2], ..good }).contains("columns 0 and 2"));
        assert!(fails(Scatter { y: &[0.0], ..good }).contains("4 values for 1 examples"));
        assert!(fails(Scatter { inputs: usize::MAX, ..good }).contains("4 values"));
        assert!(fails(Scatter { domain: [[1.0, 1.0]; 2], ..good }).contains("finite"));
        assert!(fails(Scatter { target: Target::Values { low: 0.0, high: 0.0 }, ..good }).contains("0 to 0"));
        draw(&Scatter { train_rows: 99, ..good });
        draw(&Scatter { x: &[], y: &[], ..good });
    }
}
