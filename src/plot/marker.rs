//! The shapes of points: a second sign beside the colour.

use super::chart::{Chart, Figure};
use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor, ShapeStyle};
use value::Result;

/// Corners around the middle of a point, for a radius of 1, y downwards; all shapes appear about equally large.
const DIAMOND: &[(f64, f64)] = &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)];
const TRIANGLE: &[(f64, f64)] = &[(0.0, -1.3), (1.2, 0.8), (-1.2, 0.8)];
const SQUARE: &[(f64, f64)] = &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)];
const TRIANGLE_DOWN: &[(f64, f64)] = &[(0.0, 1.3), (-1.2, -0.8), (1.2, -0.8)];
const HEXAGON: &[(f64, f64)] = &[(0.0, -1.1), (0.95, -0.55), (0.95, 0.55), (0.0, 1.1), (-0.95, 0.55), (-0.95, -0.55)];

/// The shape of a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    Circle,
    Corners(&'static [(f64, f64)]),
}

impl Shape {
    /// Circle, diamond, triangle, square, triangle on its tip, hexagon; then again from the start.
    pub fn of_class(class: usize) -> Self {
        let corners = [DIAMOND, TRIANGLE, SQUARE, TRIANGLE_DOWN, HEXAGON];
        (class % 6).checked_sub(1).and_then(|i| corners.get(i)).map_or(Self::Circle, |corners| Self::Corners(corners))
    }
}

/// The style of a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MarkerStyle {
    pub shape: Shape,
    /// In CSS pixels, to the middle of the outline.
    pub radius: f64,
    pub fill: RGBColor,
    pub outline: RGBColor,
    /// The width of the outline in CSS pixels.
    pub line: f64,
}

impl<DB: DrawingBackend> Chart<DB> {
    /// Draws a point, its middle in the backend's pixels.
    pub fn marker(&self, middle: (i32, i32), style: &MarkerStyle) -> Result<()> {
        let half = style.line / 2.0;
        self.shape(middle, style.shape, style.radius + half, style.outline)?;
        self.shape(middle, style.shape, style.radius - half, style.fill)
    }

    /// Fills a shape; twice of these, one in the other, are quicker for a browser than a shape and its outline.
    fn shape(&self, middle: (i32, i32), shape: Shape, radius: f64, color: RGBColor) -> Result<()> {
        let radius = (radius * self.style.scale).max(1.0);
        match shape {
            Shape::Circle => self.draw(Figure::Circle(radius.round() as u32), &[middle], color.filled()),
            Shape::Corners(corners) => {
                let pixels = |length: f64| (length * radius).round() as i32;
                let path: Vec<_> =
                    corners.iter().map(|(x, y)| (middle.0 + pixels(*x), middle.1 + pixels(*y))).collect();
                self.draw(Figure::Polygon, &path, color.filled())
            }
        }
    }

    /// A small filled circle of a line's colour.
    pub fn dot(&self, middle: (i32, i32), line: ShapeStyle) -> Result<()> {
        self.draw(Figure::Circle(line.stroke_width * 3 / 2), &[middle], line.color.filled())
    }

    /// A ring around a point, to single it out.
    pub fn ring(&self, middle: (i32, i32), radius: f64) -> Result<()> {
        let radius = (radius * self.style.scale).round().max(1.0) as u32;
        self.draw(Figure::Circle(radius), &[middle], self.stroke(self.style.theme.text(), 1.5))
    }
}

/// All rows, in the order in which they are drawn: those to train on lie over those to test on.
pub(crate) fn test_first(rows: usize, train_rows: usize) -> impl Iterator<Item = usize> {
    (0..rows).map(move |at| (at + train_rows) % rows)
}

/// The radius of points in CSS pixels: the more there are and the smaller the chart, the smaller they are.
pub(crate) fn radius(count: usize, side: f64) -> f64 {
    let radius: f64 = match count {
        0..=60 => 4.5,
        61..=250 => 4.0,
        251..=800 => 3.5,
        801..=2000 => 2.8,
        _ => 2.2,
    };
    radius * (side / 280.0).clamp(0.7, 1.3)
}
