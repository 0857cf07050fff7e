//! Filled contours of a function of two variables, as the background of an optimizer's paths.

use crate::plot::{
    Theme,
    heat_map::{self, Grid, LARGEST_SIDE, Pixel},
    theme::mix,
};
use plotters::style::RGBColor;
use value::{Error, Reason, Result};

/// The most levels that a landscape can have.
pub const MAX_LEVELS: usize = 64;

/// A function of two variables, its window and its levels.
pub struct Contours {
    /// The height at (x, y). Where it is not finite, the colour is that of the highest level.
    pub height: Box<dyn Fn(f64, f64) -> f64>,
    /// The window: from left to right, and from bottom to top.
    pub window: [[f64; 2]; 2],
    /// Heights at which the colour changes, rising; at most [`MAX_LEVELS`].
    pub levels: Vec<f64>,
    /// The points along a side at which the height is computed; `None` means every pixel. Between them it is interpolated, for
    /// functions that are expensive.
    pub samples: Option<usize>,
}

/// Its filled contours as RGBA, [height, width, 4]: the lower, the nearer to the page; levels are lines.
///
/// # Errors
/// [`Drawing`](value::ErrorKind::Drawing) where the levels do not rise, are none or more than [`MAX_LEVELS`], a side has
/// more than [`LARGEST_SIDE`] pixels, or memory is exhausted.
pub fn paint(surface: &Contours, theme: Theme, width: usize, height: usize) -> Result<Vec<u8>> {
    let Contours { height: function, window, levels, samples } = surface;
    if levels.is_empty() || levels.len() > MAX_LEVELS || !levels.is_sorted() {
        return Err(Error::drawing(format!("{} levels; 1 to {MAX_LEVELS} rising ones are needed", levels.len())));
    }
    if width.max(height) > LARGEST_SIDE {
        return Err(Error::drawing(format!("{width} × {height} pixels; each side may have {LARGEST_SIDE} at most")));
    }
    let count = |pixels: usize| samples.map_or(pixels, |most| most.min(pixels)).max(1);
    let (columns, rows) = (count(width), count(height));
    let along = |[low, high]: [f64; 2], at: usize, count: usize| low + (high - low) * (at as f64 + 0.5) / count as f64;
    let mut values: Vec<f32> = Vec::new();
    let out_of_memory = |_| Error::drawing(Reason::OutOfMemory { what: format!("{columns} × {rows} heights") });
    values.try_reserve_exact(columns * rows).map_err(out_of_memory)?;
    for row in (0..rows).rev() {
        let y = along(window[1], row, rows);
        values.extend((0..columns).map(|column| function(along(window[0], column, columns), y) as f32));
    }
    let last = levels.len();
    let colors: Vec<_> = (0..=last).map(|band| shade(theme, band as f32 / last as f32)).collect();
    let color = |values: &[f32], pixels: &mut [Pixel]| {
        for (height, pixel) in values.iter().zip(pixels) {
            let height = f64::from(*height);
            *pixel = colors[if height.is_finite() { levels.partition_point(|level| *level <= height) } else { last }];
        }
    };
    let grid = Grid { values: &values, columns, rows, outputs: 1 };
    let mut pixels = heat_map::paint_by(grid, &color, width, height)?;
    draw_levels(&mut pixels, width, theme);
    Ok(pixels)
}

/// The colour of a height from 0 to 1: distinct from the orange and blue of classes, and lighter than a path.
fn shade(theme: Theme, height: f32) -> Pixel {
    let high = if theme == Theme::Light { RGBColor(126, 141, 176) } else { RGBColor(84, 98, 140) };
    let RGBColor(red, green, blue) = mix(theme.neutral(), high, height);
    [red, green, blue, 255]
}

/// A line where a pixel's right or lower neighbour belongs to another band.
fn draw_levels(pixels: &mut [u8], width: usize, theme: Theme) {
    let height = pixels.len() / (4 * width);
    let (pixels, _) = pixels.as_chunks_mut::<4>();
    for row in 0..height {
        for column in 0..width {
            let at = row * width + column;
            let differs = |other: usize, there: bool| there && pixels[other] != pixels[at];
            if differs(at + 1, column + 1 < width) || differs(at + width, row + 1 < height) {
                let [red, green, blue, alpha] = pixels[at];
                let RGBColor(r, g, b) = mix(RGBColor(red, green, blue), theme.text(), 0.22);
                pixels[at] = [r, g, b, alpha];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cone(samples: Option<usize>) -> Contours {
        Contours {
            height: Box::new(|x, y| (x * x + y * y).sqrt()),
            window: [[-2.0, 2.0], [-2.0, 2.0]],
            levels: vec![0.5, 1.0, 1.5],
            samples,
        }
    }

    fn at(pixels: &[u8], x: usize, y: usize) -> &[u8] {
        &pixels[(y * 200 + x) * 4..][..4]
    }

    #[test]
    fn bands_lie_where_the_heights_are() {
        for theme in [Theme::Light, Theme::Dark] {
            for samples in [None, Some(80)] {
                let pixels = paint(&cone(samples), theme, 200, 200).unwrap();
                // 50 pixels to a unit: a height of 0.3, 0.75, 1.25 and 1.8 to the right of the middle, and above it.
                for (band, distance) in [(0, 15), (1, 38), (2, 62), (3, 90)] {
                    let expected = shade(theme, band as f32 / 3.0);
                    assert_eq!(at(&pixels, 100 + distance, 100), expected, "{samples:?} {band}");
                    assert_eq!(at(&pixels, 100, 100 - distance), expected, "{samples:?} {band}");
                }
                // Lines of one pixel between them, at 25, 50 and 75.
                for radius in [25, 50, 75] {
                    let near = (radius - 2..=radius + 2).map(|distance| at(&pixels, 100 + distance, 100).to_vec());
                    let shades: Vec<_> = (0..=3).map(|band| shade(theme, band as f32 / 3.0).to_vec()).collect();
                    assert_eq!(near.filter(|pixel| !shades.contains(pixel)).count(), 1, "{samples:?} {radius}");
                }
            }
        }
    }

    #[test]
    fn up_is_up_and_what_is_not_finite_is_high() {
        let slope = Contours { height: Box::new(|_, y| y), levels: vec![0.0], ..cone(None) };
        let pixels = paint(&slope, Theme::Light, 200, 200).unwrap();
        assert_eq!(at(&pixels, 10, 10), shade(Theme::Light, 1.0));
        assert_eq!(at(&pixels, 10, 190), shade(Theme::Light, 0.0));
        let abyss = Contours {
            height: Box::new(|x, _| if x < 0.0 { f64::NAN } else { -1.0 }),
            levels: vec![0.0],
            ..cone(None)
        };
        assert_eq!(at(&paint(&abyss, Theme::Light, 200, 200).unwrap(), 10, 10), shade(Theme::Light, 1.0));
    }

    #[test]
    fn levels_must_rise() {
        for levels in [vec![], vec![1.0, 0.0], vec![0.0; MAX_LEVELS + 1]] {
            assert!(paint(&Contours { levels, ..cone(None) }, Theme::Light, 2, 2).is_err());
        }
    }
}
