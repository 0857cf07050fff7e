//! The table of the built-in data sets.

use super::Problem::{Binary, Classes, Regression};
use super::recipe::Points::{self, Drawn, Exact};
use super::recipe::Recipe;
use super::{Domain, gates, iris, many_classes, regression, two_classes};
use value::Choice;

/// The domain of most sets.
const SQUARE: Domain = Domain::square([-6.0, 6.0]);

/// One line for each set makes the variant, its name and its recipe.
macro_rules! datasets {
    ($($(#[$doc:meta])* $variant:ident $name:literal = $problem:expr, $inputs:literal, $domain:expr, $points:expr;)*) => {
        /// A built-in data set. (U(a, b) is uniform between a and b, z the noise from 0 to 0.5.)
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum DatasetName {
            $($(#[$doc])* $variant,)*
        }

        impl Choice for DatasetName {
            const WHAT: &'static str = "a data set";
            const NAMES: &'static [(&'static str, Self)] = &[$(($name, Self::$variant)),*];
        }

        impl DatasetName {
            pub(super) fn recipe(self) -> Recipe {
                match self {
                    $(Self::$variant => Recipe { problem: $problem, inputs: $inputs, domain: $domain, points: $points },)*
                }
            }
        }
    };
}

datasets! {
    /// Two classes: a disc (1) in a ring (0). Noise shakes the point before its class is decided.
    Circle "circle" = Binary, 2, SQUARE, Drawn(two_classes::circle);
    /// Two classes: opposite quadrants (1: x and y have the same sign). Noise shakes the point before its class is decided.
    Xor "xor" = Binary, 2, SQUARE, Drawn(two_classes::xor);
    /// Two classes: two clouds, at (2, 2) (1) and (−2, −2) (0). Noise widens them.
    Gauss "gauss" = Binary, 2, SQUARE, Drawn(two_classes::gauss);
    /// Two classes: two spiral arms. Noise moves the points by up to z.
    Spiral "spiral" = Binary, 2, SQUARE, Drawn(two_classes::spiral);
    /// Two classes: two half circles, each reaching into the other. Noise moves the points, normally distributed.
    Moons "moons" = Binary, 2, SQUARE, Drawn(two_classes::moons);
    /// Exactly the four rows of the truth table of AND.
    And "and" = Binary, 2, gates::DOMAIN, Exact(&gates::AND);
    /// Exactly the four rows of the truth table of OR.
    Or "or" = Binary, 2, gates::DOMAIN, Exact(&gates::OR);
    /// Exactly the four rows of the truth table of XOR.
    XorGate "xor-gate" = Binary, 2, gates::DOMAIN, Exact(&gates::XOR);
    /// Three classes: three clouds about the centre. Noise widens them.
    Blobs "blobs" = Classes(3), 2, SQUARE, Drawn(many_classes::blobs);
    /// Three classes: three spiral arms. Noise moves the points by up to z.
    Spiral3 "spiral3" = Classes(3), 2, SQUARE, Drawn(many_classes::spiral3);
    /// Three classes, four inputs: Fisher's iris flowers, 150 of three species. Only the split depends on the settings.
    Iris "iris" = Classes(3), 4, SQUARE, Points::Table(iris::iris);
    /// Regression: a slope, (x + y) / 10. Noise shakes the point before its target is read.
    Plane "plane" = Regression, 2, SQUARE.with_target([-1.0, 1.0]), Drawn(regression::plane);
    /// Regression: six bumps, up and down by turns. Noise shakes the point before its target is read.
    Bumps "bumps" = Regression, 2, SQUARE.with_target([-1.0, 1.0]), Drawn(regression::bumps);
    /// Regression with one input: x/2 + 1. Noise moves the target by up to 3z.
    Line "line" = Regression, 1, regression::LINE_DOMAIN, Drawn(regression::line);
    /// Regression with one input: a sine wave. Noise moves the target by up to z.
    Sine "sine" = Regression, 1, regression::SINE_DOMAIN, Drawn(regression::sine);
    /// Regression with one input: exactly the five points that the lecture trains a neuron on by hand.
    Lecture "lecture" = Regression, 1, regression::LECTURE_DOMAIN, Exact(&regression::LECTURE);
}

impl DatasetName {
    /// The kind of problem.
    pub fn problem(self) -> super::Problem {
        self.recipe().problem
    }

    /// Raw columns per row: 1 or 2 coordinates, or those of a table.
    pub fn inputs(self) -> usize {
        self.recipe().inputs
    }

    /// Whether it is a few exact points, all for training, which do not depend on `samples`, `noise`, `train_share` and `seed`.
    pub fn is_exact(self) -> bool {
        matches!(self.recipe().points, Exact(_))
    }

    /// Whether its points are drawn at random, as many as `samples` says and with `noise`.
    pub fn is_drawn(self) -> bool {
        matches!(self.recipe().points, Drawn(_))
    }
}
