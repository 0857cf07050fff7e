//! The elementwise activations, each formula with its derivative below it.

use crate::real::Real;

/// An elementwise activation.
pub trait Pointwise {
    /// Whether a network with it can be trained by gradients.
    const HAS_GRADIENT: bool = true;

    /// No |g′(z)| is larger; ∞ where there is no bound.
    const STEEPEST: f32 = 1.0;

    /// a = g(z).
    fn value<N: Real>(z: N) -> N;

    /// g′(z), where a = g(z).
    fn derivative<N: Real>(z: N, a: N) -> N;
}

pub struct Linear;

impl Pointwise for Linear {
    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z
    }

    #[inline(always)]
    fn derivative<N: Real>(_z: N, _a: N) -> N {
        N::of(1.0)
    }
}

pub struct Relu;

impl Pointwise for Relu {
    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        // In this order NaN stays NaN instead of becoming 0.
        z.max(N::of(0.0))
    }

    #[inline(always)]
    fn derivative<N: Real>(z: N, _a: N) -> N {
        z.positive(N::of(1.0), N::of(0.0))
    }
}

pub struct Relu6;

impl Pointwise for Relu6 {
    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z.max(N::of(0.0)).min(N::of(6.0))
    }

    #[inline(always)]
    fn derivative<N: Real>(_z: N, a: N) -> N {
        a.positive(a.less(N::of(6.0), N::of(1.0), N::of(0.0)), N::of(0.0))
    }
}

pub struct LeakyRelu;

impl LeakyRelu {
    const SLOPE: f64 = 0.2;
}

impl Pointwise for LeakyRelu {
    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z.positive(z, N::of(Self::SLOPE) * z)
    }

    #[inline(always)]
    fn derivative<N: Real>(z: N, _a: N) -> N {
        z.positive(N::of(1.0), N::of(Self::SLOPE))
    }
}

pub struct Sigmoid;

impl Pointwise for Sigmoid {
    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z.sigmoid()
    }

    #[inline(always)]
    fn derivative<N: Real>(_z: N, a: N) -> N {
        a * (N::of(1.0) - a)
    }
}

pub struct HardSigmoid;

impl Pointwise for HardSigmoid {
    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        Relu6::value(z + N::of(3.0)) / N::of(6.0)
    }

    #[inline(always)]
    fn derivative<N: Real>(_z: N, a: N) -> N {
        a.positive(a.less(N::of(1.0), N::of(1.0 / 6.0), N::of(0.0)), N::of(0.0))
    }
}

pub struct Tanh;

impl Pointwise for Tanh {
    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z.tanh()
    }

    #[inline(always)]
    fn derivative<N: Real>(_z: N, a: N) -> N {
        N::of(1.0) - a * a
    }
}

pub struct Softsign;

impl Pointwise for Softsign {
    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z / (N::of(1.0) + z.abs())
    }

    #[inline(always)]
    fn derivative<N: Real>(z: N, _a: N) -> N {
        let d = N::of(1.0) + z.abs();
        N::of(1.0) / (d * d)
    }
}

pub struct Softplus;

impl Pointwise for Softplus {
    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z.softplus()
    }

    #[inline(always)]
    fn derivative<N: Real>(z: N, _a: N) -> N {
        z.sigmoid()
    }
}

pub struct Exponential;

impl Pointwise for Exponential {
    const STEEPEST: f32 = f32::INFINITY;

    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z.exp()
    }

    #[inline(always)]
    fn derivative<N: Real>(_z: N, a: N) -> N {
        a
    }
}

pub struct Elu;

impl Pointwise for Elu {
    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z.positive(z, z.exp_minus_one())
    }

    #[inline(always)]
    fn derivative<N: Real>(z: N, _a: N) -> N {
        z.positive(N::of(1.0), z.exp())
    }
}

pub struct Selu;

impl Selu {
    /// Two numbers of Klambauer et al. (2017), the second multiplied with the first.
    const SCALE: f64 = 1.050_700_987_355_480_5;
    const SCALE_ALPHA: f64 = Self::SCALE * 1.673_263_242_354_377_2;
}

impl Pointwise for Selu {
    const STEEPEST: f32 = 1.7581;

    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z.positive(N::of(Self::SCALE) * z, N::of(Self::SCALE_ALPHA) * z.exp_minus_one())
    }

    #[inline(always)]
    fn derivative<N: Real>(z: N, _a: N) -> N {
        z.positive(N::of(Self::SCALE), N::of(Self::SCALE_ALPHA) * z.exp())
    }
}

pub struct Gelu;

impl Pointwise for Gelu {
    const STEEPEST: f32 = 1.13;

    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z * z.normal().0
    }

    #[inline(always)]
    fn derivative<N: Real>(z: N, _a: N) -> N {
        let (distribution, density) = z.normal();
        distribution + z * density
    }
}

pub struct Silu;

impl Pointwise for Silu {
    const STEEPEST: f32 = 1.1;

    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z * z.sigmoid()
    }

    #[inline(always)]
    fn derivative<N: Real>(z: N, a: N) -> N {
        let s = z.sigmoid();
        s + a * (N::of(1.0) - s)
    }
}

pub struct Mish;

impl Mish {
    /// t = tanh(ln(1 + eᶻ)) = (w² + 2w) / (w² + 2w + 2) with w = eᶻ, and 1 − t: written with e⁻ᶻ for z > 0, nothing
    /// overflows and no digit is lost.
    #[inline(always)]
    fn gate<N: Real>(z: N) -> [N; 2] {
        let e = (-z.abs()).exp();
        let (two_e, square) = (e + e, e * e);
        let part = z.positive(N::of(1.0) + two_e, square + two_e);
        let rest = z.positive(square + square, N::of(2.0));
        let sum = part + rest;
        [part / sum, rest / sum]
    }
}

impl Pointwise for Mish {
    const STEEPEST: f32 = 1.09;

    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z * Self::gate(z)[0]
    }

    /// t + z (1 − t²) σ(z).
    #[inline(always)]
    fn derivative<N: Real>(z: N, _a: N) -> N {
        let [t, rest] = Self::gate(z);
        t + z * (rest * (N::of(1.0) + t)) * z.sigmoid()
    }
}

pub struct Heaviside;

impl Pointwise for Heaviside {
    const HAS_GRADIENT: bool = false;

    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        let (zero, one) = (N::of(0.0), N::of(1.0));
        zero.at_most(z, one, z.less(zero, zero, z))
    }

    #[inline(always)]
    fn derivative<N: Real>(_z: N, _a: N) -> N {
        N::of(0.0)
    }
}

pub struct Sign;

impl Pointwise for Sign {
    const HAS_GRADIENT: bool = false;

    #[inline(always)]
    fn value<N: Real>(z: N) -> N {
        z.sign()
    }

    #[inline(always)]
    fn derivative<N: Real>(_z: N, _a: N) -> N {
        N::of(0.0)
    }
}
