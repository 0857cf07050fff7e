//! A backend for tests: it draws nothing and remembers what it was told to draw.

use super::{Style, Theme};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

/// One thing that was drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A line through points, or a filled polygon.
    Path {
        points: Vec<BackendCoord>,
        rgb: (u8, u8, u8),
        stroke: u32,
        filled: bool,
    },
    Circle {
        center: BackendCoord,
        radius: u32,
        rgb: (u8, u8, u8),
        filled: bool,
    },
    Text {
        text: String,
        at: BackendCoord,
    },
}

/// Clones remember together.
#[derive(Clone)]
pub struct Recorder {
    size: (u32, u32),
    marks: Rc<RefCell<Vec<Mark>>>,
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl Recorder {
    pub fn new(width: f64, height: f64) -> Self {
        Self { size: (width as u32, height as u32), marks: Rc::default() }
    }

    pub fn marks(&self) -> Vec<Mark> {
        self.marks.borrow().clone()
    }

    pub fn texts(&self) -> Vec<String> {
        let text = |mark| if let Mark::Text { text, .. } = mark { Some(text) } else { None };
        self.marks().into_iter().filter_map(text).collect()
    }

    /// The points of every path of this colour that is stroked with more than two points.
    pub fn curves(&self, color: plotters::style::RGBColor) -> Vec<Vec<BackendCoord>> {
        let curve = |mark| match mark {
            Mark::Path { points, rgb, filled: false, .. } if rgb == (color.0, color.1, color.2) && points.len() > 2 => {
                Some(points)
            }
            _ => None,
        };
        self.marks().into_iter().filter_map(curve).collect()
    }

    /// Whether all marks lie within the picture, give or take the given pixels.
    pub fn all_inside(&self, slack: i32) -> bool {
        let (width, height) = (self.size.0 as i32 + slack, self.size.1 as i32 + slack);
        let inside = |&(x, y): &BackendCoord| (-slack..=width).contains(&x) && (-slack..=height).contains(&y);
        self.marks().iter().all(|mark| match mark {
            Mark::Path { points, .. } => points.iter().all(inside),
            Mark::Circle { center, .. } => inside(center),
            Mark::Text { at, .. } => inside(at),
        })
    }

    fn add(&self, mark: Mark) -> Done {
        self.marks.borrow_mut().push(mark);
        Ok(())
    }
}

/// The style of most tests.
pub fn style(scale: f64) -> Style {
    Style { theme: Theme::Light, scale, decimal: '.' }
}

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Done {
        panic!("no chart draws single pixels");
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        let (points, stroke) = (path.into_iter().collect(), style.stroke_width());
        self.add(Mark::Path { points, rgb: style.color().rgb, stroke, filled: false })
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        self.add(Mark::Path { points: path.into_iter().collect(), rgb: style.color().rgb, stroke: 0, filled: true })
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, filled: bool) -> Done {
        self.add(Mark::Circle { center, radius, rgb: style.color().rgb, filled })
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, _: &S, at: BackendCoord) -> Done {
        self.add(Mark::Text { text: text.into(), at })
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok(((text.chars().count() as f64 * 0.6 * style.size()) as u32, style.size() as u32))
    }
}
