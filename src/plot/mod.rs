//! Pictures: charts on any plotters backend, and heat maps as RGBA pixels.
//!
//! No word for the screen is written here: names of axes and series come from the caller, who knows the reader's language.

mod axes;
pub mod chart;
mod clip;
pub mod contour;
pub mod fit;
pub mod heat_map;
pub mod loss_curve;
mod marker;
#[cfg(test)]
mod recorder;
pub mod scatter;
pub mod theme;
pub mod ticks;

pub use chart::{Frame, Style};
pub use theme::Theme;
