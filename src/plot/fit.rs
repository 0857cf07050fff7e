//! One-dimensional regression: the examples, and the network's function as a line.

use super::axes::ticks_up;
use super::chart::{Chart, Figure, Frame, Margins, Style};
use super::marker::{MarkerStyle, Shape, radius, test_first};
use super::ticks::rounded_out;
use plotters::prelude::DrawingBackend;
use value::{Error, Result};

/// The space around the points and the line, always the same.
pub const MARGINS: Margins = Margins { left: 50.0, right: 12.0, top: 24.0, bottom: 26.0 };

/// Examples, a function, and the axis labels.
#[derive(Debug, Clone, Copy)]
pub struct Fit<'a> {
    /// `[samples]`: the arguments of the function, in ascending order. A value that is not finite interrupts the line.
    pub curve_x: &'a [f32],
    /// `[samples]`: its values.
    pub curve_y: &'a [f32],
    /// `[rows]`: the examples' input.
    pub x: &'a [f32],
    /// `[rows]`: the examples' target.
    pub y: &'a [f32],
    /// How many examples, from the first on, are for training; those after them are for testing.
    pub train_rows: usize,
    /// Examples to ring, by their row: the current mini-batch. Those that do not exist are ignored.
    pub batch: &'a [usize],
    /// The x axis reaches from the first to the second.
    pub domain: [f64; 2],
    /// The y axis reaches from the first to the second; without it, the range of the targets with a margin, so that the
    /// frame does not change while a network trains.
    pub range: Option<[f64; 2]>,
    /// The name of the x axis: `x`.
    pub x_label: &'a str,
    /// The name of the y axis: `y`.
    pub y_label: &'a str,
}

/// Draws the examples as points (filled: to train on; hollow: to test on) and over them the function as a line, which ends
/// where it leaves the frame.
///
/// # Errors
/// [`Data`](value::ErrorKind::Data) where x and y differ in length; [`Drawing`](value::ErrorKind::Drawing) where the
/// backend fails or the domain is not a range.
pub fn fit<DB: DrawingBackend>(backend: DB, fit: &Fit, style: &Style) -> Result<Frame> {
    for (name, x, y) in [("curve_y", fit.curve_x, fit.curve_y), ("y", fit.x, fit.y)] {
        if x.len() != y.len() {
            return Err(Error::data(name, format!("{} values for {} inputs; each needs one", y.len(), x.len())));
        }
    }
    let ticks = ticks_up(f64::from(backend.get_size().1) / style.scale, MARGINS);
    let chart = Chart::new(backend, MARGINS, fit.domain, fit.range.unwrap_or_else(|| range(fit, ticks)), style)?;
    chart.axes(true, fit.x_label, fit.y_label)?;

    let theme = style.theme;
    let (rows, train_rows) = (fit.x.len(), fit.train_rows.min(fit.x.len()));
    let radius = radius(rows, 280.0);
    let place = |row: usize| chart.place(f64::from(fit.x[row]), f64::from(fit.y[row]));
    let color = theme.class(1);
    let train = MarkerStyle { shape: Shape::Circle, radius, fill: color, outline: theme.surface(), line: 1.0 };
    let test = MarkerStyle { radius: radius - 0.25, fill: theme.surface(), outline: color, line: 1.5, ..train };
    for row in test_first(rows, train_rows) {
        if let Some(place) = place(row) {
            chart.marker(place, if row < train_rows { &train } else { &test })?;
        }
    }
    let line = chart.stroke(theme.class(0), 2.5);
    for piece in pieces(fit, chart.frame.y) {
        if piece.len() > 1 {
            chart.draw(Figure::Path, &chart.path(&piece), line)?;
        }
    }
    for row in fit.batch {
        if *row < rows
            && let Some(place) = place(*row)
        {
            chart.ring(place, radius + 2.5)?;
        }
    }
    chart.finish()
}

/// The targets and a tenth of their span above and below, to round numbers; the function's values if there are no targets.
fn range(fit: &Fit, ticks: usize) -> [f64; 2] {
    let values = if fit.y.is_empty() { fit.curve_y } else { fit.y };
    let mut range = [f64::INFINITY, f64::NEG_INFINITY];
    for value in values.iter().map(|value| f64::from(*value)).filter(|value| value.is_finite()) {
        range = [range[0].min(value), range[1].max(value)];
    }
    let [low, high] = range;
    if low > high {
        return [-1.0, 1.0];
    }
    let more = (high - low) / 10.0;
    rounded_out(low - more, high + more, ticks)
}

/// The parts of the function that are inside the x and y axes, each a line through two points or more.
fn pieces(fit: &Fit, [low, high]: [f64; 2]) -> Vec<Vec<(f64, f64)>> {
    let mut pieces = vec![Vec::new()];
    let point = |at: usize| (f64::from(fit.curve_x[at]), f64::from(fit.curve_y[at]));
    for at in 1..fit.curve_x.len() {
        let ((x0, y0), (x1, y1)) = (point(at - 1), point(at));
        let finite = x0.is_finite() && x1.is_finite() && y0.is_finite() && y1.is_finite();
        let beside = x0.min(x1) < fit.domain[0] || x0.max(x1) > fit.domain[1];
        if !finite || beside || y0.max(y1) < low || y0.min(y1) > high {
            pieces.push(Vec::new());
            continue;
        }
        // Where the segment crosses a height; asked only for heights between its ends.
        let cross = |y: f64| (x0 + (x1 - x0) * ((y - y0) / (y1 - y0)), y);
        let clip = |(x, y): (f64, f64)| match y {
            y if y < low => cross(low),
            y if y > high => cross(high),
            y => (x, y),
        };
        let (start, end) = (clip((x0, y0)), clip((x1, y1)));
        match pieces.last_mut() {
            Some(piece) if piece.last() == Some(&start) => piece.push(end),
            _ => pieces.push(vec![start, end]),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Theme;
    use crate::plot::recorder::{Mark, Recorder, style};

    const EMPTY: Fit = Fit {
        curve_x: &[],
        curve_y: &[],
        x: &[],
        y: &[],
        train_rows: 0,
        batch: &[],
        domain: [0.0, 4.0],
        range: None,
        x_label: "x",
        y_label: "y",
    };

    fn draw(what: Fit) -> (Recorder, Frame) {
        let recorder = Recorder::new(456.0, 250.0);
        let frame = fit(recorder.clone(), &what, &style(1.0)).unwrap();
        assert!(recorder.all_inside(6));
        (recorder, frame)
    }

    #[test]
    fn nothing_at_all_has_axes() {
        let (recorder, frame) = draw(EMPTY);
        assert_eq!((frame.x, frame.y), ([0.0, 4.0], [-1.0, 1.0]));
        assert!(recorder.texts().contains(&"x".into()) && recorder.texts().contains(&"−1.0".into()));
    }

    #[test]
    fn the_frame_follows_the_targets_and_not_the_function() {
        let (x, y) = ([0.0, 1.0, 2.0], [0.0, 5.0, 10.0]);
        let (_, still) = draw(Fit { x: &x, y: &y, train_rows: 3, ..EMPTY });
        let (_, wild) = draw(Fit { x: &x, y: &y, train_rows: 3, curve_x: &x, curve_y: &[1e9, 0.0, -1e30], ..EMPTY });
        assert_eq!(still, wild);
        assert_eq!(still.y, [-2.0, 12.0]);
        let (_, given) = draw(Fit { x: &x, y: &y, range: Some([0.0, 3.0]), ..EMPTY });
        assert_eq!(given.y, [0.0, 3.0]);
    }

    #[test]
    fn the_line_is_cut_at_the_frame_and_at_gaps() {
        let curve_x = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
        let what = Fit { curve_x: &curve_x, curve_y: &[-2.0, 2.0, 0.0, f32::NAN, 0.0, 0.0], ..EMPTY };
        let found: Vec<_> = pieces(&what, [-1.0, 1.0]).into_iter().filter(|piece| piece.len() > 1).collect();
        assert_eq!(found, [vec![(0.25, -1.0), (0.75, 1.0)], vec![(1.5, 1.0), (2.0, 0.0)]]);
        let above = Fit { curve_x: &curve_x[..3], curve_y: &[3.0, 4.0, f32::INFINITY], ..EMPTY };
        assert!(pieces(&above, [-1.0, 1.0]).iter().all(Vec::is_empty));
        draw(what);
        draw(above);
    }

    #[test]
    fn a_line_inside_is_one_path() {
        let curve_x: Vec<f32> = (0..=100).map(|i| i as f32 / 25.0).collect();
        let curve_y: Vec<f32> = curve_x.iter().map(|x| x.sin()).collect();
        let (recorder, _) = draw(Fit { curve_x: &curve_x, curve_y: &curve_y, ..EMPTY });
        let curves = recorder.curves(Theme::Light.class(0));
        assert_eq!(curves.iter().map(Vec::len).collect::<Vec<_>>(), [101]);
    }

    #[test]
    fn points_that_are_not_finite_are_left_out() {
        let (x, y) = ([0.0, f32::NAN, 1.0, 2.0], [0.0, 0.0, f32::INFINITY, 1.0]);
        let (recorder, _) = draw(Fit { x: &x, y: &y, train_rows: 9, batch: &[0, 1, 7], ..EMPTY });
        let filled = |mark: &Mark| matches!(mark, Mark::Circle { filled: true, .. });
        assert_eq!(recorder.marks().iter().filter(|mark| filled(mark)).count(), 2 * 2, "a disc and its outline each");
    }

    #[test]
    fn lengths_must_agree() {
        let error = |what| fit(Recorder::new(456.0, 250.0), &what, &style(1.0)).unwrap_err().to_string();
        assert_eq!(error(Fit { x: &[1.0], ..EMPTY }), "y: 0 values for 1 inputs; each needs one");
        assert_eq!(error(Fit { curve_y: &[1.0], ..EMPTY }), "curve_y: 1 values for 0 inputs; each needs one");
    }
}
