//! The losses that are computed output by output, each formula with its derivative below it.

use super::Targets;
use crate::real::Real;

/// A loss that is made of a term of each output a and its target y.
pub trait Pointwise {
    /// Whether the loss of an example is the mean of its terms; else it is their sum.
    const MEAN: bool = true;
    /// Whether it is a classifier's, so that an accuracy makes sense.
    const CLASSIFIES: bool = false;
    /// What its targets are.
    const TARGETS: Targets = Targets::Numbers;

    /// Its term.
    fn term<N: Real>(y: N, a: N) -> N;

    /// ∂(its term)/∂a.
    fn derivative<N: Real>(y: N, a: N) -> N;
}

pub struct MeanSquaredError;

impl Pointwise for MeanSquaredError {
    #[inline(always)]
    fn term<N: Real>(y: N, a: N) -> N {
        (y - a) * (y - a)
    }

    #[inline(always)]
    fn derivative<N: Real>(y: N, a: N) -> N {
        (a - y) + (a - y)
    }
}

pub struct MeanAbsoluteError;

impl Pointwise for MeanAbsoluteError {
    #[inline(always)]
    fn term<N: Real>(y: N, a: N) -> N {
        (y - a).abs()
    }

    #[inline(always)]
    fn derivative<N: Real>(y: N, a: N) -> N {
        (a - y).sign()
    }
}

pub struct Huber;

impl Pointwise for Huber {
    #[inline(always)]
    fn term<N: Real>(y: N, a: N) -> N {
        let (half, size) = (N::of(0.5), (y - a).abs());
        size.at_most(N::of(1.0), half * size * size, size - half)
    }

    #[inline(always)]
    fn derivative<N: Real>(y: N, a: N) -> N {
        let one = N::of(1.0);
        (a - y).min(one).max(-one)
    }
}

pub struct LogCosh;

impl Pointwise for LogCosh {
    #[inline(always)]
    fn term<N: Real>(y: N, a: N) -> N {
        (a - y).log_cosh()
    }

    #[inline(always)]
    fn derivative<N: Real>(y: N, a: N) -> N {
        (a - y).tanh()
    }
}

pub struct Hinge;

impl Pointwise for Hinge {
    const CLASSIFIES: bool = true;
    const TARGETS: Targets = Targets::Signs;

    #[inline(always)]
    fn term<N: Real>(y: N, a: N) -> N {
        (N::of(1.0) - y * a).max(N::of(0.0))
    }

    #[inline(always)]
    fn derivative<N: Real>(y: N, a: N) -> N {
        let zero = N::of(0.0);
        zero.at_most(N::of(1.0) - y * a, -y, zero)
    }
}

pub struct SquaredHinge;

impl Pointwise for SquaredHinge {
    const CLASSIFIES: bool = true;
    const TARGETS: Targets = Targets::Signs;

    #[inline(always)]
    fn term<N: Real>(y: N, a: N) -> N {
        let margin = Hinge::term(y, a);
        margin * margin
    }

    #[inline(always)]
    fn derivative<N: Real>(y: N, a: N) -> N {
        -(y + y) * Hinge::term(y, a)
    }
}

pub struct KlDivergence;

impl KlDivergence {
    /// Keras clips targets and outputs to [ε, 1].
    const BOUNDS: [f64; 2] = [super::EPSILON, 1.0];
}

impl Pointwise for KlDivergence {
    const MEAN: bool = false;
    const CLASSIFIES: bool = true;

    #[inline(always)]
    fn term<N: Real>(y: N, a: N) -> N {
        let [low, high] = Self::BOUNDS.map(N::of);
        let [y, a] = [y, a].map(|x| x.max(low).min(high));
        y * (y / a).ln()
    }

    #[inline(always)]
    fn derivative<N: Real>(y: N, a: N) -> N {
        let [low, high] = Self::BOUNDS;
        a.within(low, high, -y.max(N::of(low)).min(N::of(high)) / a)
    }
}
