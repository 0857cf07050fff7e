//! A measure of the training, loss or accuracy, against the epochs or the updates.

use super::axes::ticks_up;
use super::chart::{Chart, FONT_SIZE, Figure, Frame, Margins, Style};
use super::clip::clipped;
use super::theme::mix;
use super::ticks::{powers, rounded_out};
use plotters::prelude::{DrawingBackend, ShapeStyle};
use plotters::style::text_anchor::{HPos, VPos};
use std::ops::Range;
use value::{Error, Result};

/// The space around the curve, always the same, so that nothing moves while a network trains.
pub const MARGINS: Margins = Margins { left: 50.0, right: 12.0, top: 24.0, bottom: 24.0 };

/// Widths of the two lines, in CSS pixels.
const TRAIN_WIDTH: f64 = 2.0;
const TEST_WIDTH: f64 = 1.75;
/// A dash and a gap of the test line, in CSS pixels.
const DASH: (f64, f64) = (6.0, 3.0);

/// Of a run before this one: the width of its line in CSS pixels, and how much of it is the line's colour, the rest the page's.
const EARLIER_WIDTH: f64 = 1.25;
const EARLIER_STRENGTH: f32 = 0.4;

/// The most powers of ten on a logarithmic axis: what is smaller than the largest value by more is drawn below it.
const MOST_DECADES: f64 = 12.0;

/// Numbers of this size count as not finite, so that distances between numbers are finite.
const LARGEST: f64 = f64::MAX / 4.0;

/// The base-10 logarithm of every finite number other than 0 is nearer to 0 than this; what is not counts as not finite.
const LARGEST_LOGARITHM: f64 = 400.0;

/// The losses, and the labels of axes and lines.
#[derive(Debug, Clone, Copy, Default)]
pub struct LossCurve<'a> {
    /// `[points]`: when, in epochs from the start (or in updates), in ascending order, 0 or more; or the logarithms of that.
    pub epochs: &'a [f64],
    /// `[points]`: the loss (or another measure) on the training examples. Points that are not finite are omitted.
    pub loss: &'a [f64],
    /// `[points]`: the loss on the test examples, where there are any; NaN where it was not measured.
    pub val_loss: Option<&'a [f64]>,
    /// The losses of runs before this one on the training examples, which are drawn pale: all x and then all y of each, and a NaN
    /// between two curves.
    pub earlier: &'a [f64],
    /// The same on the test examples.
    pub earlier_val: &'a [f64],
    /// Whether the y axis is logarithmic: the losses are their base-10 logarithms then, and so is the frame's `y`.
    pub is_logarithmic: bool,
    /// Whether the x axis is logarithmic: the epochs are their base-10 logarithms then, and so is the frame's `x`. The start has no place.
    pub is_logarithmic_across: bool,
    /// The name of the x axis: `epoch`.
    pub x_label: &'a str,
    /// The name of the y axis: `loss`.
    pub y_label: &'a str,
    /// The name of the training line in the legend: `train`. Without names there is no legend.
    pub train_label: &'a str,
    /// The name of the test line in the legend: `test`.
    pub test_label: &'a str,
}

/// Draws the curve: training as a solid line, test as a dashed one of another colour, the x axis from 0 to the last epoch, the y axis from 0
/// (or from below the lowest loss, if that is negative) to a round number above the highest; logarithmic ones from a power of ten, the y
/// axis to another. Runs before this one are cut off at these axes: one that diverged would make this one a flat line. Only where this
/// one has no line yet the axes are those of all.
///
/// # Errors
/// [`Data`](value::ErrorKind::Data) where there is not a loss for each epoch; [`Drawing`](value::ErrorKind::Drawing)
/// where the backend fails.
pub fn loss_curve<DB: DrawingBackend>(backend: DB, curve: &LossCurve, style: &Style) -> Result<Frame> {
    let logarithms = -LARGEST_LOGARITHM..LARGEST_LOGARITHM;
    let within = [
        if curve.is_logarithmic_across { logarithms.clone() } else { 0.0..LARGEST },
        if curve.is_logarithmic { logarithms } else { -LARGEST..LARGEST },
    ];
    let train = points("loss", curve.epochs, curve.loss, &within)?;
    let test = match curve.val_loss {
        Some(val_loss) => points("val_loss", curve.epochs, val_loss, &within)?,
        None => Vec::new(),
    };
    let (mut across, mut up) = ([f64::INFINITY, f64::NEG_INFINITY], [f64::INFINITY, f64::NEG_INFINITY]);
    let mut reach = |points: &[(f64, f64)]| {
        for &(x, y) in points {
            across = [across[0].min(x), across[1].max(x)];
            up = [up[0].min(y), up[1].max(y)];
        }
    };
    reach(&train);
    reach(&test);
    let earlier = runs("earlier", curve.earlier, &within)?;
    let earlier_test = runs("earlier_val", curve.earlier_val, &within)?;
    if train.len() < 2 {
        earlier.iter().chain(&earlier_test).for_each(|points| reach(points));
    }
    let x = match across {
        [first, last] if curve.is_logarithmic_across => whole_start(first, last),
        [_, last] => [0.0, if last > 0.0 { last } else { 1.0 }],
    };
    let ticks = ticks_up(f64::from(backend.get_size().1) / style.scale, MARGINS);
    let [low, high] = up;
    let y = if curve.is_logarithmic { decades(low, high) } else { rounded_out(low.min(0.0), high.max(0.0), ticks) };
    let chart = Chart::new(backend, MARGINS, x, y, style)?;
    let x_ticks = if curve.is_logarithmic_across {
        powers([x[0], x[1].floor()], chart.count_across(), style.decimal)
    } else {
        chart.ticks_across()
    };
    let y_ticks = if curve.is_logarithmic { powers(y, ticks, style.decimal) } else { chart.ticks_up() };
    chart.axes_with(true, curve.x_label, curve.y_label, &x_ticks, &y_ticks)?;

    let (train_line, test_line) = lines(&chart);
    let theme = style.theme;
    for (runs, color, dashed) in [(&earlier_test, theme.test(), true), (&earlier, theme.train(), false)] {
        let pale = chart.stroke(mix(theme.surface(), color, EARLIER_STRENGTH), EARLIER_WIDTH);
        for part in runs.iter().flat_map(|points| clipped(points, x, y)) {
            chart.curve(&part, pale, dashed)?;
        }
    }
    chart.curve(&test, test_line, true)?;
    chart.curve(&train, train_line, false)?;
    legend(&chart, curve)?;
    chart.finish()
}

/// The whole exponents below `low` and above `high`, which are infinite where there is no point.
fn decades(low: f64, high: f64) -> [f64; 2] {
    if low > high {
        return [-1.0, 0.0];
    }
    let high = high.ceil();
    [low.floor().max(high - MOST_DECADES).min(high - 1.0), high]
}

/// The curves of runs before this one.
fn runs(name: &str, flat: &[f64], within: &[Range<f64>; 2]) -> Result<Vec<Vec<(f64, f64)>>> {
    let halves = flat.split(|number| number.is_nan()).map(|run| run.split_at(run.len() / 2));
    halves.map(|(x, y)| points(name, x, y, within)).collect()
}

/// From a whole exponent to the last epoch's, at least one power of ten farther; the ends are infinite where there is no point.
fn whole_start(first: f64, last: f64) -> [f64; 2] {
    if first > last {
        return [0.0, 1.0];
    }
    [first.floor(), last.max(first.floor() + 1.0)]
}

/// The points of a line that can be drawn.
fn points(name: &str, epochs: &[f64], loss: &[f64], within: &[Range<f64>; 2]) -> Result<Vec<(f64, f64)>> {
    if epochs.len() != loss.len() {
        let (found, expected) = (loss.len(), epochs.len());
        return Err(Error::data(name, format!("{found} values for {expected} epochs; each epoch needs one")));
    }
    let points = epochs.iter().copied().zip(loss.iter().copied());
    Ok(points.filter(|(x, y)| within[0].contains(x) && within[1].contains(y)).collect())
}

fn lines<DB: DrawingBackend>(chart: &Chart<DB>) -> (ShapeStyle, ShapeStyle) {
    let theme = chart.style.theme;
    (chart.stroke(theme.train(), TRAIN_WIDTH), chart.stroke(theme.test(), TEST_WIDTH))
}

/// Names beside samples of the lines, at the right end of the top margin; none of them, if there is no room for all.
fn legend<DB: DrawingBackend>(chart: &Chart<DB>, curve: &LossCurve) -> Result<()> {
    let [_, top, right, _] = chart.inside;
    let (gap, sample) = (chart.pixels(6.0), chart.pixels(2.0 * DASH.0 + DASH.1 + 3.0));
    let (train_line, test_line) = lines(chart);
    let test = if curve.val_loss.is_some() { curve.test_label } else { "" };
    let entries = [(curve.train_label, train_line, false), (test, test_line, true)];

    let mut places = Vec::new();
    let mut end = right + 2 * gap;
    for (name, line, dashed) in entries.into_iter().rev().filter(|(name, ..)| !name.is_empty()) {
        end -= 2 * gap;
        let left = end - chart.text_width(name)? - gap - sample;
        places.push((name, line, dashed, left, end));
        end = left;
    }
    if end < chart.pixels(2.0) + chart.text_width(curve.y_label)? + gap {
        return Ok(());
    }
    let bottom = top - gap;
    let middle = bottom - chart.pixels(FONT_SIZE * 0.42);
    for (name, line, dashed, left, end) in places {
        chart.text(name, chart.style.theme.text(), (end, bottom), HPos::Right, VPos::Bottom)?;
        if dashed {
            let dash = chart.pixels(DASH.0 + 1.0);
            chart.line((left, middle), (left + dash, middle), line)?;
            chart.line((left + sample - dash, middle), (left + sample, middle), line)?;
        } else {
            chart.line((left, middle), (left + sample, middle), line)?;
        }
    }
    Ok(())
}

impl<DB: DrawingBackend> Chart<DB> {
    /// A line through points in data, solid or dashed; a dot, if there is only one.
    fn curve(&self, points: &[(f64, f64)], line: ShapeStyle, dashed: bool) -> Result<()> {
        let path = self.path(points);
        match path[..] {
            [] => Ok(()),
            [place] => self.dot(place, line),
            _ if dashed => self.dashed(&path, line),
            _ => self.draw(Figure::Path, &path, line),
        }
    }

    /// A dashed line through points in the backend's pixels. The pattern runs on around corners.
    fn dashed(&self, path: &[(i32, i32)], line: ShapeStyle) -> Result<()> {
        let [dash, gap] = [DASH.0, DASH.1].map(|css| f64::from(self.pixels(css).max(1)));
        let (mut solid, mut left) = (true, dash); // `left` of this dash or gap
        let (mut x, mut y) = path.first().map_or((0.0, 0.0), |start| (f64::from(start.0), f64::from(start.1)));
        let mut piece = vec![(x as i32, y as i32)];
        for end in path {
            let end = (f64::from(end.0), f64::from(end.1));
            loop {
                let (dx, dy) = (end.0 - x, end.1 - y);
                let way = (dx * dx + dy * dy).sqrt();
                let turn = way < left;
                (x, y) = if turn { end } else { (x + dx * (left / way), y + dy * (left / way)) };
                if solid || !turn {
                    piece.push((x.round() as i32, y.round() as i32));
                }
                if turn {
                    left -= way;
                    break;
                }
                if solid {
                    self.draw(Figure::Path, &piece, line)?;
                    piece.clear();
                }
                solid = !solid;
                left = if solid { dash } else { gap };
            }
        }
        if piece.len() > 1 { self.draw(Figure::Path, &piece, line) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::recorder::{Mark, Recorder, style};
    use plotters::style::RGBColor;
    use plotters_backend::BackendCoord;

    const NAMES: LossCurve = LossCurve {
        epochs: &[],
        loss: &[],
        val_loss: None,
        earlier: &[],
        earlier_val: &[],
        is_logarithmic: false,
        is_logarithmic_across: false,
        x_label: "epoch",
        y_label: "loss",
        train_label: "train",
        test_label: "test",
    };

    fn draw(curve: LossCurve) -> (Recorder, Frame) {
        let recorder = Recorder::new(400.0, 220.0);
        let frame = loss_curve(recorder.clone(), &curve, &style(1.0)).unwrap();
        assert!(recorder.all_inside(1));
        (recorder, frame)
    }

    #[test]
    fn an_empty_history_has_axes() {
        let (recorder, frame) = draw(NAMES);
        assert_eq!((frame.x, frame.y), ([0.0, 1.0], [0.0, 1.0]));
        let texts = recorder.texts();
        for text in ["0", "0.6", "epoch", "loss", "train"] {
            assert!(texts.contains(&text.into()), "{text} is not among {texts:?}");
        }
        assert!(!texts.contains(&"test".into()), "no test examples, no name for them");
    }

    #[test]
    fn a_history_is_one_line_inside_the_frame() {
        let epochs: Vec<f64> = (0..=1000).map(f64::from).collect();
        let loss: Vec<f64> = epochs.iter().map(|epoch| 0.9 * (-epoch / 200.0).exp()).collect();
        let (recorder, frame) = draw(LossCurve { epochs: &epochs, loss: &loss, ..NAMES });
        assert_eq!((frame.x, frame.y), ([0.0, 1000.0], [0.0, 1.0]));
        let curves = recorder.curves(style(1.0).theme.train());
        let [curve] = &curves[..] else { panic!("{} lines", curves.len()) };
        assert_eq!(curve.len(), 1001);
        assert_eq!(curve[0].0, 50);
        assert_eq!(curve[1000].0, 388);
        let bottom = 220.0 - MARGINS.bottom;
        let expected = bottom - 0.9 * frame.height;
        assert!((f64::from(curve[0].1) - expected).abs() <= 1.0, "{} is not {expected}", curve[0].1);
        let all = curve.iter().all(|&(x, y)| (50..=388).contains(&x) && (24..=196).contains(&y));
        assert!(all);
    }

    #[test]
    fn what_is_not_finite_never_reaches_the_backend() {
        let epochs = [0.0, 1.0, 2.0, 3.0, f64::NAN, 5.0];
        let loss = [f64::INFINITY, 1.5, f64::NAN, 1.0, 0.7, 0.5];
        let val = [f64::NAN, 1e300, f64::NEG_INFINITY, f64::MAX, 0.2, 0.1];
        let (recorder, frame) = draw(LossCurve { epochs: &epochs, loss: &loss, ..NAMES });
        assert_eq!(frame.y, [0.0, 1.5]);
        assert_eq!(recorder.curves(style(1.0).theme.train())[0].len(), 3);
        let (_, frame) = draw(LossCurve { epochs: &epochs, loss: &loss, val_loss: Some(&val), ..NAMES });
        assert!(frame.y[0] == 0.0 && frame.y[1] > 1e300 * (1.0 - 1e-9) && frame.y[1] < 1.3e300, "{frame:?}");
        let nothing = [f64::NAN; 6];
        draw(LossCurve { epochs: &nothing, loss: &nothing, val_loss: Some(&nothing), ..NAMES });
    }

    #[test]
    fn the_test_line_is_dashed_and_named() {
        let epochs = [0.0, 10.0, 20.0, 30.0];
        let loss = [1.0, 0.5, 0.25, 0.2];
        let val = [1.2, f64::NAN, 0.5, 0.6];
        let (recorder, _) = draw(LossCurve { epochs: &epochs, loss: &loss, val_loss: Some(&val), ..NAMES });
        let test = style(1.0).theme.test();
        let is_dash = |mark: &Mark| matches!(mark, Mark::Path { rgb, .. } if *rgb == (test.0, test.1, test.2));
        assert!(recorder.marks().iter().filter(|mark| is_dash(mark)).count() > 20);
        assert!(recorder.texts().contains(&"test".into()));
    }

    #[test]
    fn one_point_is_a_dot_and_a_negative_loss_has_its_axis() {
        let (recorder, frame) = draw(LossCurve { epochs: &[0.0], loss: &[0.7], ..NAMES });
        assert_eq!(frame.x, [0.0, 1.0]);
        assert!(recorder.marks().iter().any(|mark| matches!(mark, Mark::Circle { filled: true, .. })));
        let (recorder, frame) = draw(LossCurve { epochs: &[0.0, 1.0], loss: &[0.1, -0.7], ..NAMES });
        assert!(frame.y[0] <= -0.7 && frame.y[1] >= 0.1);
        assert!(recorder.texts().iter().any(|text| text.starts_with('−')));
    }

    #[test]
    fn a_logarithmic_axis_goes_from_a_power_of_ten_to_another() {
        let epochs = [0.0, 1.0, 2.0, 3.0];
        let loss = [0.5, -0.75, f64::NEG_INFINITY, -2.625];
        let (recorder, frame) = draw(LossCurve { epochs: &epochs, loss: &loss, is_logarithmic: true, ..NAMES });
        assert_eq!((frame.x, frame.y), ([0.0, 3.0], [-3.0, 1.0]));
        let texts = recorder.texts();
        for text in ["0.001", "0.1", "10"] {
            assert!(texts.iter().any(|found| found == text), "{text} in {texts:?}");
        }
        let curves = recorder.curves(style(1.0).theme.train());
        let [curve] = &curves[..] else { panic!("{} lines", curves.len()) };
        assert_eq!(curve.len(), 3, "the logarithm of 0 has no place");
        for ((_, y), log) in curve.iter().zip([0.5, -0.75, -2.625]) {
            let expected = 220.0 - MARGINS.bottom - (log + 3.0) / 4.0 * frame.height;
            assert!((f64::from(*y) - expected).abs() <= 1.0, "{y} is not {expected}");
        }
        assert_eq!(decades(f64::INFINITY, f64::NEG_INFINITY), [-1.0, 0.0]);
        assert_eq!(decades(-0.3, -0.3), [-1.0, 0.0]);
        assert_eq!(decades(-1.0, -1.0), [-2.0, -1.0]);
        assert_eq!(decades(-300.0, 300.5), [289.0, 301.0]);
    }

    /// The lines of runs before this one.
    fn pale(recorder: &Recorder, color: RGBColor) -> Vec<Vec<BackendCoord>> {
        let color = mix(style(1.0).theme.surface(), color, EARLIER_STRENGTH);
        let line = |mark| match mark {
            Mark::Path { points, rgb, .. } if rgb == (color.0, color.1, color.2) => Some(points),
            _ => None,
        };
        recorder.marks().into_iter().filter_map(line).collect()
    }

    #[test]
    fn runs_before_this_one_are_pale_and_under_it() {
        let earlier = [0.0, 1.0, 2.0, 0.75, 0.5, 0.25, f64::NAN, 0.0, 1.0, 2.0, 1.0, 0.5, 0.25];
        let earlier_val = [0.0, 2.0, 0.9, 0.6];
        let epochs = [0.0, 1.0, 2.0];
        let curve = LossCurve {
            epochs: &epochs,
            loss: &[1.0, 0.5, 0.2],
            earlier: &earlier,
            earlier_val: &earlier_val,
            ..NAMES
        };
        let (recorder, _) = draw(curve);
        let theme = style(1.0).theme;
        assert_eq!(pale(&recorder, theme.train()).iter().map(Vec::len).collect::<Vec<_>>(), [3, 3]);
        assert!(pale(&recorder, theme.test()).len() > 20, "dashes");
        let colors: Vec<_> = recorder
            .marks()
            .into_iter()
            .filter_map(|mark| if let Mark::Path { rgb, filled: false, .. } = mark { Some(rgb) } else { None })
            .collect();
        let train = theme.train();
        assert_eq!(colors.last(), Some(&(train.0, train.1, train.2)));
    }

    #[test]
    fn the_axes_are_this_runs_and_those_before_are_cut_off_at_them() {
        // One that diverged, and one that was longer.
        let earlier = [0.0, 1.0, 2.0, 0.5, 1e30, 1e60, f64::NAN, 0.0, 1.0, 8.0, 0.5, 0.25, 0.25];
        let epochs = [0.0, 1.0, 2.0];
        let alone = LossCurve { epochs: &epochs, loss: &[1.0, 0.5, 0.2], ..NAMES };
        let (_, frame) = draw(alone);
        let (recorder, with_others) = draw(LossCurve { earlier: &earlier, ..alone });
        assert_eq!(with_others, frame);
        let curves = pale(&recorder, style(1.0).theme.train());
        let [diverged, longer] = &curves[..] else { panic!("{curves:?}") };
        let [left, top] = [MARGINS.left, MARGINS.top].map(|side| side as i32);
        assert_eq!(diverged[1], (left, top), "straight up");
        assert_eq!(longer[2].0, 400 - MARGINS.right as i32, "to the right edge");
        // Before this one has a line, the others are seen whole.
        let (_, frame) = draw(LossCurve { epochs: &[0.0], loss: &[1.0], earlier: &earlier[7..], ..NAMES });
        assert_eq!((frame.x, frame.y), ([0.0, 8.0], [0.0, 1.0]));
    }

    #[test]
    fn epochs_may_be_logarithmic_from_a_power_of_ten_on() {
        let epochs = [f64::NEG_INFINITY, -1.25, 0.0, 2.5];
        let loss = [0.9, 0.75, 0.5, 0.25];
        let curve = LossCurve { epochs: &epochs, loss: &loss, is_logarithmic_across: true, ..NAMES };
        let (recorder, frame) = draw(curve);
        assert_eq!((frame.x, frame.y), ([-2.0, 2.5], [0.0, 0.8]), "the start has no place");
        let texts = recorder.texts();
        for text in ["0.01", "0.1", "1", "10"] {
            assert!(texts.iter().any(|found| found == text), "{text} in {texts:?}");
        }
        let curves = recorder.curves(style(1.0).theme.train());
        for ((x, _), log) in curves[0].iter().zip([-1.25, 0.0, 2.5]) {
            let expected = MARGINS.left + (log + 2.0) / 4.5 * frame.width;
            assert!((f64::from(*x) - expected).abs() <= 1.0, "{x} is not {expected}");
        }
        let (_, frame) = draw(LossCurve { epochs: &epochs[..1], loss: &loss[..1], ..curve });
        assert_eq!(frame.x, [0.0, 1.0], "before the first update");
        assert_eq!(whole_start(0.25, 0.25), [0.0, 1.0]);
        let none = [1e300, f64::MAX, -1e9, f64::NAN];
        let (_, frame) = draw(LossCurve { epochs: &none, loss: &none, is_logarithmic: true, ..curve });
        assert_eq!((frame.x, frame.y), ([0.0, 1.0], [-1.0, 0.0]), "no logarithms of numbers");
    }

    #[test]
    fn lengths_must_agree() {
        let curve = LossCurve { epochs: &[0.0, 1.0], loss: &[1.0], ..NAMES };
        let error = loss_curve(Recorder::new(400.0, 220.0), &curve, &style(1.0)).unwrap_err();
        assert_eq!(error.to_string(), "loss: 1 values for 2 epochs; each epoch needs one");
    }
}
