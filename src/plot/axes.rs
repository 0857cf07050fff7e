//! The axes of a chart: their lines, grid, numbers and names.

use super::chart::{Chart, FONT_SIZE, Figure, Margins, failed};
use super::ticks::{Tick, ticks};
use plotters::prelude::{DrawingBackend, FontTransform, ShapeStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use value::Result;

/// From an axis to its numbers, in CSS pixels.
const GAP: f64 = 6.0;

impl<DB: DrawingBackend> Chart<DB> {
    /// A straight line between two points in the backend's pixels.
    pub fn line(&self, from: (i32, i32), to: (i32, i32), style: ShapeStyle) -> Result<()> {
        self.draw(Figure::Line, &[from, to], style)
    }

    /// The axes with their numbers, about one for every 65 CSS pixels across, and for every 40 up, and a `grid` behind the data if it
    /// is wanted.
    ///
    /// The name of the x axis stands at its right end, and that of the y axis at its upper end: above it where the top
    /// margin has room for it, else beside it, along it if it is long. Numbers that would touch a name, or be cut off,
    /// are left out.
    pub fn axes(&self, grid: bool, x_label: &str, y_label: &str) -> Result<()> {
        self.axes_with(grid, x_label, y_label, &self.ticks_across(), &self.ticks_up())
    }

    /// The numbers that [`axes`](Self::axes) writes at the x axis.
    pub fn ticks_across(&self) -> Vec<Tick> {
        ticks(self.frame.x, self.count_across(), self.style.decimal)
    }

    /// About how many numbers the x axis has room for.
    pub fn count_across(&self) -> usize {
        tick_count(self.frame.width / 65.0)
    }

    /// The numbers that [`axes`](Self::axes) writes at the y axis.
    pub fn ticks_up(&self) -> Vec<Tick> {
        ticks(self.frame.y, tick_count(self.frame.height / 40.0), self.style.decimal)
    }

    /// [`axes`](Self::axes) with these numbers.
    pub fn axes_with(
        &self,
        grid: bool,
        x_label: &str,
        y_label: &str,
        x_ticks: &[Tick],
        y_ticks: &[Tick],
    ) -> Result<()> {
        let [left, top, right, bottom] = self.inside;
        let theme = self.style.theme;
        let (gap, size) = (self.pixels(GAP), self.pixels(FONT_SIZE));
        let place_x = |tick: &Tick| self.translate((tick.value, self.frame.y[0])).0;
        let place_y = |tick: &Tick| self.translate((self.frame.x[0], tick.value)).1;
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

        let mut end = self.root.dim_in_pixel().0 as i32;
        if !x_label.is_empty() {
            self.text(x_label, theme.text(), (right, bottom + gap), HPos::Right, VPos::Top)?;
            end = right - self.text_width(x_label)? - gap;
        }
        for tick in x_ticks {
            let (x, half) = (place_x(tick), self.text_width(&tick.label)? / 2);
            if x + half <= end {
                self.text(&tick.label, theme.muted(), (x, bottom + gap), HPos::Center, VPos::Top)?;
            }
        }

        let (depth, width) = if y_label.is_empty() { (0, 0) } else { self.name_y_axis(y_label)? };
        for tick in y_ticks {
            let y = place_y(tick);
            let taken = if y - size / 2 < depth { width } else { 0 };
            if self.text_width(&tick.label)? <= left - gap - taken {
                self.text(&tick.label, theme.muted(), (left - gap, y), HPos::Right, VPos::Center)?;
            }
        }
        Ok(())
    }

    /// Writes the name; returns the depth to which it takes room from numbers, and how wide it is there.
    fn name_y_axis(&self, name: &str) -> Result<(i32, i32)> {
        let [left, top, ..] = self.inside;
        let color = self.style.theme.text();
        let (gap, size) = (self.pixels(GAP), self.pixels(FONT_SIZE));
        if top >= size + gap {
            self.text(name, color, (self.pixels(2.0), top - gap), HPos::Left, VPos::Bottom)?;
            return Ok((0, 0));
        }
        let length = self.text_width(name)?;
        if length <= left - gap {
            self.text(name, color, (left - gap, top), HPos::Right, VPos::Top)?;
            return Ok((top + size, left));
        }
        let style = self.font(color).transform(FontTransform::Rotate270).pos(Pos::new(HPos::Right, VPos::Top));
        self.root.draw_text(name, &style, (0, top)).map_err(failed)?;
        Ok((top + length, size))
    }
}

/// The approximate number of labels at the y axis of a chart of this height, in CSS pixels.
pub(crate) fn ticks_up(height: f64, margins: Margins) -> usize {
    tick_count((height - margins.top - margins.bottom) / 40.0)
}

fn tick_count(room: f64) -> usize {
    (room.round() as usize).clamp(2, 8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::recorder::{Recorder, style};

    const MARGINS: Margins = Margins { left: 40.0, right: 10.0, top: 10.0, bottom: 24.0 };

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
        // A long name stands upright, and takes the room of some more.
        let recorder = Recorder::new(300.0, 300.0);
        let chart = Chart::new(recorder.clone(), MARGINS, [-6.0, 6.0], [-600.0, 0.0], &style(1.0)).unwrap();
        chart.axes(false, "", "szerokość").unwrap();
        let long = recorder.texts();
        assert!(!long.contains(&"−100".into()) && long.contains(&"−200".into()), "{long:?}");
    }
}
