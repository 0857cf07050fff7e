//! Values on a grid, painted as RGBA pixels: decision boundaries, loss landscapes, the outputs of a unit.

use super::chart::no_range;
use super::theme::{CLASS_COLORS, Theme, diverging, ease, mix};
use plotters::style::RGBColor;
use value::{Error, Reason, Result, filled};

/// The widest and the highest picture, in pixels.
pub const LARGEST_SIDE: usize = 4096;

/// Values at the points of a grid.
#[derive(Debug, Clone, Copy)]
pub struct Grid<'a> {
    /// `[rows, columns, outputs]`, row-major. Row 0 is the top of the picture, where y is largest; column 0 is its left.
    pub values: &'a [f32],
    /// How many points from left to right, at least 1.
    pub columns: usize,
    /// How many points from top to bottom, at least 1.
    pub rows: usize,
    /// How many values each point has, at least 1.
    pub outputs: usize,
}

/// How a value becomes a colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Coloring {
    /// One output: `low` and below has the full map colour of class 0 ([`Theme::map`]), half-way is neutral, `high` and above
    /// has that of class 1. NaN is neutral. The scale is eased so that the boundary shows as a narrow line.
    Diverging {
        /// Any finite number below `high`.
        low: f32,
        /// Any finite number above `low`.
        high: f32,
    },
    /// Two or more outputs, the probabilities of the classes. The colour is the map colour of the likeliest class, the nearer to
    /// neutral the smaller its lead over the second (0–1, eased likewise); so boundaries show as narrow lines.
    Classes,
}

/// The picture: `width * height * 4` bytes, red, green, blue and an alpha of 255, row by row from the top.
///
/// The picture is cut into `columns` × `rows` equal cells and each point of the grid is the centre of its cell, so a grid of
/// any resolution fills it. In between, values (not colours) are interpolated bilinearly and coloured afterwards, so that a
/// boundary stays crisp at any size; beyond the outermost centres they are constant. A grid of the picture's own size is
/// coloured as it is.
///
/// # Errors
/// [`Drawing`](value::ErrorKind::Drawing) where the values are not one for each point and output, the colouring does
/// not fit the outputs, a side has more than [`LARGEST_SIDE`] pixels, or memory is exhausted.
pub fn paint(grid: Grid, coloring: Coloring, theme: Theme, width: usize, height: usize) -> Result<Vec<u8>> {
    check(grid, coloring)?;
    match coloring {
        Coloring::Diverging { low, high } => {
            let ramp = Ramp::new(theme, [theme.map(0), theme.map(1)]).between(low, high);
            paint_by(grid, &|values, pixels| ramp.color(values, pixels), width, height)
        }
        Coloring::Classes => {
            let neutral = theme.neutral();
            let table: [_; CLASS_COLORS] = std::array::from_fn(|class| theme.map(class));
            let color = |values: &[f32], pixels: &mut [Pixel]| {
                for (outputs, pixel) in values.chunks_exact(grid.outputs).zip(pixels) {
                    let (best, lead) = strongest(outputs);
                    *pixel = opaque(mix(neutral, table[best % CLASS_COLORS], ease(lead)));
                }
            };
            paint_by(grid, &color, width, height)
        }
    }
}

/// [`paint`], discretized: each pixel has the map colour of its class, however sure the network is of it. With one output class 1 is
/// above the middle between `low` and `high`, class 0 all else; with more the largest counts, of equals the first. Where an output
/// is NaN the colour is neutral.
///
/// # Errors
/// As for [`paint`].
pub fn paint_decisions(grid: Grid, coloring: Coloring, theme: Theme, width: usize, height: usize) -> Result<Vec<u8>> {
    check(grid, coloring)?;
    let neutral = opaque(theme.neutral());
    let classes: [_; CLASS_COLORS] = std::array::from_fn(|class| opaque(theme.map(class)));
    let decided = |outputs: &[f32]| match coloring {
        // Halved first: the sum of two f32 may be too large for an f32.
        Coloring::Diverging { low, high } => usize::from(outputs[0] > low / 2.0 + high / 2.0),
        Coloring::Classes => strongest(outputs).0,
    };
    let color = |values: &[f32], pixels: &mut [Pixel]| {
        for (outputs, pixel) in values.chunks_exact(grid.outputs).zip(pixels) {
            let is_number = !outputs.iter().any(|output| output.is_nan());
            *pixel = if is_number { classes[decided(outputs) % CLASS_COLORS] } else { neutral };
        }
    };
    paint_by(grid, &color, width, height)
}

/// The colours of values between two ends, see [`Coloring::Diverging`].
#[derive(Clone, Copy)]
pub(crate) struct Ramp {
    /// An odd number of colours, so that one of them is the middle.
    table: [Pixel; 257],
    middle: f32,
    half: f32,
}

impl Ramp {
    /// From the colour of −1 over neutral at 0 to that of 1.
    pub(crate) fn new(theme: Theme, ends: [RGBColor; 2]) -> Self {
        let mut table = [[0; 4]; 257];
        for (at, color) in table.iter_mut().enumerate() {
            *color = opaque(diverging(theme, ends, at as f32 / 128.0 - 1.0));
        }
        Self { table, middle: 0.0, half: 1.0 }
    }

    /// The same colours between other ends, of which `low` is below `high`.
    pub(crate) fn between(self, low: f32, high: f32) -> Self {
        // Halved first: the distance between two f32 may be too large for an f32.
        Self { middle: low / 2.0 + high / 2.0, half: high / 2.0 - low / 2.0, ..self }
    }

    /// Where a value lies between the ends: −1 to 1, 0 for NaN.
    pub(crate) fn place(&self, value: f32) -> f32 {
        let s = (value - self.middle) / self.half;
        if s.is_nan() { 0.0 } else { s.clamp(-1.0, 1.0) }
    }

    /// The colour of each value.
    pub(crate) fn color(&self, values: &[f32], pixels: &mut [Pixel]) {
        for (value, pixel) in values.iter().zip(pixels) {
            *pixel = self.table[(self.place(*value) * 128.0 + 128.5) as usize];
        }
    }
}

/// Red, green, blue and an alpha of 255.
pub(crate) type Pixel = [u8; 4];

/// [`paint`] with the caller's colours: `color` gets the values of some pixels, [pixels, outputs], and writes their colours.
pub(crate) fn paint_by(
    grid: Grid,
    color: &dyn Fn(&[f32], &mut [Pixel]),
    width: usize,
    height: usize,
) -> Result<Vec<u8>> {
    check_sizes(grid, width, height)?;
    let Grid { values, columns, rows, outputs } = grid;
    let out_of_memory = || Reason::OutOfMemory { what: format!("{width} × {height} pixels") };
    let pixels = filled([0; 4], width * height);
    let mut pixels = pixels.ok_or_else(|| Error::drawing(out_of_memory()))?;
    if (columns, rows) == (width, height) {
        color(values, &mut pixels);
        return Ok(pixels.into_flattened());
    }
    let stride = columns * outputs;
    let across = between(columns, width);
    let mut line = vec![0.0; stride]; // one row of the grid, interpolated vertically
    let mut cells = vec![0.0; width * outputs]; // and horizontally, too
    for (row, y) in between(rows, height).iter().enumerate() {
        let (upper, lower) = (&values[y.first * stride..], &values[y.second * stride..]);
        for (value, (upper, lower)) in line.iter_mut().zip(upper.iter().zip(lower)) {
            *value = y.value(*upper, *lower);
        }
        for (x, cell) in across.iter().zip(cells.chunks_exact_mut(outputs)) {
            let (left, right) = (&line[x.first * outputs..], &line[x.second * outputs..]);
            for (value, (left, right)) in cell.iter_mut().zip(left.iter().zip(right)) {
                *value = x.value(*left, *right);
            }
        }
        color(&cells, &mut pixels[row * width..][..width]);
    }
    Ok(pixels.into_flattened())
}

/// The index of the largest value, and by how much it leads (0–1; 0 where a value is NaN).
pub(crate) fn strongest(values: &[f32]) -> (usize, f32) {
    let (mut best, mut first, mut second) = (0, f32::NEG_INFINITY, f32::NEG_INFINITY);
    for (i, &value) in values.iter().enumerate() {
        if value.is_nan() {
            return (0, 0.0);
        }
        if value > first {
            (best, second, first) = (i, first, value);
        } else if value > second {
            second = value;
        }
    }
    let lead = first - second;
    (best, if lead.is_nan() { 0.0 } else { lead.clamp(0.0, 1.0) })
}

fn opaque(RGBColor(red, green, blue): RGBColor) -> Pixel {
    [red, green, blue, 255]
}

/// A pixel's place between two points of the grid, along one axis.
struct Between {
    first: usize,
    second: usize,
    /// 0 at the first, 1 at the second.
    weight: f32,
}

impl Between {
    fn value(&self, a: f32, b: f32) -> f32 {
        // At a grid point the neighbour does not count, even if it is not finite.
        if self.weight == 0.0 { a } else { a + (b - a) * self.weight }
    }
}

/// For each of `pixels` pixels, where its centre lies among `points` cell centres.
fn between(points: usize, pixels: usize) -> Vec<Between> {
    let last = points - 1;
    let place = |pixel: usize| {
        let place = ((pixel as f32 + 0.5) * points as f32 / pixels as f32 - 0.5).max(0.0).min(last as f32);
        let first = (place as usize).min(last);
        Between { first, second: (first + 1).min(last), weight: place - first as f32 }
    };
    (0..pixels).map(place).collect()
}

fn check_sizes(grid: Grid, width: usize, height: usize) -> Result<()> {
    let fail = |problem: String| Err(Error::drawing(problem));
    let Grid { values, columns, rows, outputs } = grid;
    if !(1..=LARGEST_SIDE).contains(&width) || !(1..=LARGEST_SIDE).contains(&height) {
        return fail(format!("a heat map of {width} × {height} pixels; each side must be 1 to {LARGEST_SIDE}"));
    }
    if columns == 0 || rows == 0 || outputs == 0 {
        return fail(format!("a grid of {rows} rows, {columns} columns, {outputs} outputs; each must be at least 1"));
    }
    let expected = columns.checked_mul(rows).and_then(|cells| cells.checked_mul(outputs));
    if expected != Some(values.len()) {
        let found = values.len();
        return fail(format!("{found} values for a grid of {rows} rows × {columns} columns × {outputs} outputs"));
    }
    Ok(())
}

fn check(Grid { outputs, .. }: Grid, coloring: Coloring) -> Result<()> {
    let fail = |problem: String| Err(Error::drawing(problem));
    match coloring {
        Coloring::Diverging { .. } if outputs != 1 => {
            fail(format!("{outputs} outputs at each point; the diverging colours show exactly 1"))
        }
        Coloring::Diverging { low, high } if !(low.is_finite() && high.is_finite() && low < high) => {
            Err(no_range("colours", low.into(), high.into()))
        }
        Coloring::Classes if outputs < 2 => {
            fail("1 output at each point; the colours of classes need 2 or more".into())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use value::ErrorKind;

    const RAMP: Coloring = Coloring::Diverging { low: -1.0, high: 1.0 };

    fn grid(values: &[f32], columns: usize, outputs: usize) -> Grid<'_> {
        Grid { values, columns, rows: values.len() / (columns * outputs), outputs }
    }

    fn at(pixels: &[u8], width: usize, x: usize, y: usize) -> RGBColor {
        let pixel = &pixels[(y * width + x) * 4..][..4];
        assert_eq!(pixel[3], 255, "opaque");
        RGBColor(pixel[0], pixel[1], pixel[2])
    }

    #[test]
    fn a_ramp_has_the_right_corners_and_middle() {
        for theme in [Theme::Light, Theme::Dark] {
            let pixels = paint(grid(&[-1.0, 1.0, -1.0, 1.0], 2, 1), RAMP, theme, 101, 51).unwrap();
            assert_eq!(pixels.len(), 101 * 51 * 4);
            for y in [0, 25, 50] {
                assert_eq!(at(&pixels, 101, 0, y), theme.map(0));
                assert_eq!(at(&pixels, 101, 50, y), theme.neutral());
                assert_eq!(at(&pixels, 101, 100, y), theme.map(1));
            }
        }
    }

    #[test]
    fn row_0_is_the_top() {
        let pixels = paint(grid(&[1.0, -1.0], 1, 1), RAMP, Theme::Light, 3, 9).unwrap();
        assert_eq!(at(&pixels, 3, 1, 0), Theme::Light.map(1));
        assert_eq!(at(&pixels, 3, 1, 8), Theme::Light.map(0));
    }

    #[test]
    fn the_boundary_is_where_it_should_be_to_a_pixel() {
        // f(x, y) = x − 0.3 y − 0.1 on [−1, 1]², at the centres of 20 × 20 cells, in a picture of 230 × 230 pixels.
        let center = |i: usize, n: usize| (i as f32 + 0.5) / n as f32 * 2.0 - 1.0;
        let values: Vec<f32> =
            (0..400).map(|i| center(i % 20, 20) + 0.3 * center(i / 20, 20) - 0.1).collect::<Vec<_>>();
        let pixels = paint(grid(&values, 20, 1), RAMP, Theme::Light, 230, 230).unwrap();
        for row in [10, 60, 115, 200] {
            let y = -center(row, 230);
            let expected = ((0.3 * y + 0.1 + 1.0) / 2.0) * 230.0;
            let blue = |x: &usize| {
                let RGBColor(red, _, blue) = at(&pixels, 230, *x, row);
                blue > red
            };
            let found = (20..210).find(blue).unwrap() as f32;
            // Neutral itself is a shade bluer than red, which widens blue by less than a pixel.
            assert!((found - expected).abs() <= 1.5, "row {row}: {found}, not {expected}");
        }
    }

    #[test]
    fn a_grid_of_the_pictures_size_is_not_blurred() {
        let values = [-1.0, 1.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0];
        let pixels = paint(grid(&values, 3, 1), RAMP, Theme::Dark, 3, 2).unwrap();
        let dark = Theme::Dark;
        let expected = [dark.map(0), dark.map(1), dark.neutral(), dark.map(1), dark.map(0), dark.neutral()];
        for (i, color) in expected.into_iter().enumerate() {
            assert_eq!(at(&pixels, 3, i % 3, i / 3), color, "{i}");
        }
    }

    #[test]
    fn values_that_are_not_finite_paint_something() {
        for value in [f32::NAN, f32::INFINITY, f32::MAX] {
            let values = [value, -value, 0.0, 1.0];
            assert!(paint(grid(&values, 2, 1), RAMP, Theme::Light, 7, 7).is_ok());
            assert!(paint(grid(&values, 1, 2), Coloring::Classes, Theme::Light, 7, 7).is_ok());
        }
        let wide = Coloring::Diverging { low: f32::MIN, high: f32::MAX };
        let pixels = paint(grid(&[f32::MIN, f32::MAX], 2, 1), wide, Theme::Light, 2, 1).unwrap();
        assert_eq!(at(&pixels, 2, 0, 0), Theme::Light.map(0));
    }

    #[test]
    fn the_strongest_class_gives_the_colour_and_its_lead_the_strength() {
        let theme = Theme::Light;
        let values = [1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.4, 0.4, 0.2, 0.1, 0.6, 0.3, f32::NAN, 0.0, 1.0];
        let pixels = paint(grid(&values, 5, 3), Coloring::Classes, theme, 5, 1).unwrap();
        assert_eq!(at(&pixels, 5, 0, 0), theme.map(0));
        assert_eq!(at(&pixels, 5, 1, 0), theme.map(2));
        assert_eq!(at(&pixels, 5, 2, 0), theme.neutral());
        assert_eq!(at(&pixels, 5, 3, 0), mix(theme.neutral(), theme.map(1), ease(0.3)));
        assert_eq!(at(&pixels, 5, 4, 0), theme.neutral());
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let values = [0.0; 6];
        let whole = Grid { values: &values, columns: 3, rows: 2, outputs: 1 };
        let message = |grid, coloring, width, height| match paint(grid, coloring, Theme::Light, width, height) {
            Err(error) if error.kind() == ErrorKind::Drawing => error.to_string(),
            other => panic!("{other:?}"),
        };
        assert!(message(whole, RAMP, 0, 5).contains("0 × 5"));
        assert!(message(whole, RAMP, 5, usize::MAX).contains("4096"));
        assert!(message(Grid { rows: 0, ..whole }, RAMP, 5, 5).contains("0 rows"));
        assert!(message(Grid { rows: 3, ..whole }, RAMP, 5, 5).contains("6 values"));
        assert!(message(Grid { rows: usize::MAX, ..whole }, RAMP, 5, 5).contains("6 values"));
        assert!(message(Grid { outputs: 2, rows: 1, ..whole }, RAMP, 5, 5).contains("2 outputs"));
        assert!(message(whole, Coloring::Classes, 5, 5).contains("1 output"));
        for (low, high) in [(1.0, 1.0), (2.0, 1.0), (f32::NAN, 1.0), (0.0, f32::INFINITY)] {
            assert!(message(whole, Coloring::Diverging { low, high }, 5, 5).contains("finite"));
        }
    }
}
