//! The colours of every picture, for a light and a dark page.

use plotters::style::RGBColor;
use value::Choice;

/// How many class colours there are before they repeat.
pub const CLASS_COLORS: usize = 8;

/// A set of colours. Charts are transparent: the page shows through, so these fit a page of the colour [`Theme::surface`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark ink on a white page.
    #[default]
    Light,
    /// Light ink on a page that is almost black.
    Dark,
}

impl Choice for Theme {
    const WHAT: &'static str = "a theme";
    const NAMES: &'static [(&'static str, Self)] = &[("light", Self::Light), ("dark", Self::Dark)];
}

impl Theme {
    /// The page behind the chart.
    pub fn surface(self) -> RGBColor {
        self.pick((255, 255, 255), (21, 24, 29))
    }

    /// Names of axes and series.
    pub fn text(self) -> RGBColor {
        self.pick((31, 36, 48), (230, 233, 238))
    }

    /// Numbers at the axes: quieter than [`Theme::text`], still 4.5 : 1 or more against the surface.
    pub fn muted(self) -> RGBColor {
        self.pick((91, 100, 114), (163, 173, 186))
    }

    /// The lines behind the data.
    pub fn grid(self) -> RGBColor {
        self.pick((230, 233, 237), (41, 46, 54))
    }

    /// The two lines that carry the numbers.
    pub fn axis(self) -> RGBColor {
        self.pick((168, 175, 184), (84, 92, 104))
    }

    /// The line of what is measured on the training examples.
    pub fn train(self) -> RGBColor {
        self.text()
    }

    /// The line of what is measured on the test examples. Neither orange nor blue: it stands for no class.
    pub fn test(self) -> RGBColor {
        self.pick((190, 48, 138), (232, 110, 180))
    }

    /// The colour of a class, 0 and up; after [`CLASS_COLORS`] of them they repeat.
    ///
    /// The first two are the pair of every two-class problem: orange for class 0 (negative), blue for class 1 (positive).
    /// The rest follow the palette of Okabe and Ito, the likeliest confusions last, with the yellow darker on a white page.
    pub fn class(self, class: usize) -> RGBColor {
        match class % CLASS_COLORS {
            0 => self.pick((240, 135, 24), (245, 150, 50)),
            1 => self.pick((8, 114, 184), (45, 145, 222)),
            2 => self.pick((0, 158, 115), (20, 178, 135)),
            3 => self.pick((204, 105, 160), (222, 135, 184)),
            4 => self.pick((212, 190, 10), (240, 226, 66)),
            5 => self.pick((86, 180, 233), (120, 200, 245)),
            6 => self.pick((200, 75, 0), (226, 98, 30)),
            _ => self.pick((70, 74, 82), (200, 204, 210)),
        }
    }

    /// The colour of a class on a map, at its fullest: nearer to the page than [`Theme::class`], so that points of the same
    /// class stand out on it.
    pub fn map(self, class: usize) -> RGBColor {
        mix(self.class(class), self.surface(), if self == Self::Light { 0.3 } else { 0.4 })
    }

    /// The middle of a diverging map, and of a map of classes where no class is ahead.
    pub fn neutral(self) -> RGBColor {
        self.pick((246, 247, 248), (32, 36, 43))
    }

    fn pick(self, light: (u8, u8, u8), dark: (u8, u8, u8)) -> RGBColor {
        let (red, green, blue) = if self == Self::Light { light } else { dark };
        RGBColor(red, green, blue)
    }
}

/// The colour at `t` (0–1) on the way from one colour to another.
pub(crate) fn mix(from: RGBColor, to: RGBColor, t: f32) -> RGBColor {
    // Plus a half and cut off: WebAssembly has no instruction that rounds as `round` does.
    let channel = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * t + 0.5) as u8;
    RGBColor(channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}

/// The colour of a value on the diverging scale between two colours: −1 is the first, 0 neutral, 1 the second; outside that
/// it is clamped, and NaN is neutral.
///
/// The way is eased, s·(3 − |s|)/2: half as steep again around the middle, half as steep at the ends. So even a network that
/// is still unsure has a side that one can see, and the boundary between the sides is a narrow, light line.
pub(crate) fn diverging(theme: Theme, ends: [RGBColor; 2], s: f32) -> RGBColor {
    let s = if s.is_nan() { 0.0 } else { s.clamp(-1.0, 1.0) };
    mix(theme.neutral(), ends[usize::from(s > 0.0)], ease(s.abs()))
}

/// See [`diverging`]: 0–1 to 0–1.
pub(crate) fn ease(t: f32) -> f32 {
    t * (3.0 - t) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast as the accessibility guidelines define them.
    fn contrast(a: RGBColor, b: RGBColor) -> f64 {
        let luminance = |c: RGBColor| {
            let linear = |v: u8| {
                let v = f64::from(v) / 255.0;
                if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(c.0) + 0.7152 * linear(c.1) + 0.0722 * linear(c.2)
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_and_lines_be_seen() {
        for theme in [Theme::Light, Theme::Dark] {
            for color in [theme.text(), theme.muted(), theme.train(), theme.test()] {
                assert!(contrast(color, theme.surface()) >= 4.5, "{theme:?} {color:?}");
            }
            assert!(contrast(theme.train(), theme.test()) >= 2.0, "{theme:?}: told apart without colour");
        }
    }

    #[test]
    fn class_colours_are_distinct_and_repeat() {
        for theme in [Theme::Light, Theme::Dark] {
            for a in 0..CLASS_COLORS {
                assert_eq!(theme.class(a), theme.class(a + CLASS_COLORS));
                for b in 0..a {
                    let (p, q) = (theme.class(a), theme.class(b));
                    let distance = [(p.0, q.0), (p.1, q.1), (p.2, q.2)].map(|(p, q)| p.abs_diff(q)).into_iter().max();
                    assert!(distance >= Some(30), "{theme:?}: {a} and {b}");
                }
            }
        }
    }

    #[test]
    fn the_diverging_scale_has_its_ends_and_its_middle() {
        for theme in [Theme::Light, Theme::Dark] {
            let ends = [theme.class(0), theme.class(1)];
            for (s, color) in [(-7.0, ends[0]), (1.0, ends[1]), (0.0, theme.neutral()), (f32::NAN, theme.neutral())] {
                assert_eq!(diverging(theme, ends, s), color);
            }
        }
    }
}
