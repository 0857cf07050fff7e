//! exp, tanh, sigmoid and their like as branch-free arithmetic on four values at once: the same bits on every target.
//!
//! Only +, −, ×, ÷ and bit shifts, in a fixed order and never fused. The coefficients are minimax fits; `minimax.py` beside this
//! file documents what each approximates, on which range and in which norm, computes the best ones, and measures those used
//! here. The tests below measure the error of each function in units of the last place.
//! The logarithm is not on the hot path and uses the `libm` crate.

use crate::simd::F32x4;

/// The polynomial c₀ + c₁x + c₂x² + …, by Horner's rule.
macro_rules! polynomial {
    ($x:expr, [$last:expr]) => {
        F32x4::splat($last)
    };
    ($x:expr, [$c:expr, $($next:expr),+]) => {
        polynomial!($x, [$($next),+]) * $x + F32x4::splat($c)
    };
}

/// eˣ. Overflows to ∞ above 88.73, goes through the subnormals to 0 below −87.34; NaN stays NaN.
#[inline(always)]
pub fn exp(x: F32x4) -> F32x4 {
    let (n, e) = exp_parts(x.min(F32x4::splat(89.0)).max(F32x4::splat(-104.0)));
    // 2ⁿ in two factors, because n reaches from −150 to 128 and one exponent field does not.
    let half = (n * F32x4::splat(0.5)).round();
    (e + F32x4::splat(1.0)) * half.power_of_two() * (n - half).power_of_two()
}

/// eˣ − 1 for x ≤ 0, without losing digits near 0. NaN stays NaN.
#[inline(always)]
pub fn exp_minus_one(x: F32x4) -> F32x4 {
    // Below −17.4 it is −1.
    let (n, e) = exp_parts(x.max(F32x4::splat(-20.0)));
    let power = n.power_of_two();
    e * power + (power - F32x4::splat(1.0))
}

/// The whole number n nearest to x / ln 2, and eʳ − 1 for the rest r = x − n ln 2: eˣ = 2ⁿ eʳ.
#[inline(always)]
fn exp_parts(x: F32x4) -> (F32x4, F32x4) {
    // ln 2 in two parts, the first with so few digits that n times it is exact.
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let n = (x * F32x4::splat(std::f32::consts::LOG2_E)).round();
    let r = (x - n * F32x4::splat(LN2_HIGH)) - n * F32x4::splat(LN2_LOW);
    let p = polynomial!(r, [0.5, 0.166_665_77, 0.041_666_556, 0.008_363_195, 0.001_392_620_3]);
    (n, r + r * r * p)
}

/// tanh x, from −1 to 1.
///
/// tanh x = 2h / (1 + h²) with h = tanh(x/2) ≈ N/D, so tanh x = 2ND / (N² + D²): where tanh approaches 1 errors of N
/// and D have little effect, so few terms of both suffice. From ±8.72 on the result is ±1. (Both carry the same factor, for
/// which their values round best.)
#[inline(always)]
pub fn tanh(x: F32x4) -> F32x4 {
    let bound = F32x4::splat(8.720_004);
    let x = x.min(bound).max(-bound);
    let s = x * x;
    let n = x * polynomial!(s, [0.930_614_7, 0.027_723_856, 0.000_106_673_95]);
    let d = polynomial!(s, [1.861_229_4, 0.210_550_1, 0.002_249_007_6, 2.302289e-06]);
    let nd = n * d;
    (nd + nd) / (n * n + d * d)
}

/// σ(x) = 1 / (1 + e⁻ˣ), from 0 to 1.
#[inline(always)]
pub fn sigmoid(x: F32x4) -> F32x4 {
    // e to a negative power only, so that small values keep their digits.
    let (zero, one) = (F32x4::ZERO, F32x4::splat(1.0));
    let e = exp(-x.abs());
    x.lt(zero).select(e, one) / (one + e)
}

/// ln(1 + eˣ), without overflow.
#[inline(always)]
pub fn softplus(x: F32x4) -> F32x4 {
    // ln(1 + e) = 2 artanh(t) with t = e / (2 + e), which is at most ⅓ for e from 0 to 1.
    let e = exp(-x.abs());
    x.max(F32x4::ZERO) + twice_artanh(e / (F32x4::splat(2.0) + e))
}

/// 2 artanh t for |t| ≤ ⅓.
#[inline(always)]
fn twice_artanh(t: F32x4) -> F32x4 {
    let s = t * t;
    t + t + t * s * polynomial!(s, [0.666_664_2, 0.400_215_27, 0.280_018_06, 0.280_119_87])
}

/// ln cosh x, without overflow, and without losing digits near 0.
#[inline(always)]
pub fn log_cosh(x: F32x4) -> F32x4 {
    let (one, size) = (F32x4::splat(1.0), x.abs());
    // cosh x = (1 + t²) / (1 − t²) with t = tanh(x/2) = (1 − e⁻ˣ) / (1 + e⁻ˣ), and t² is at most 0.22 for x up to 1.
    let rest = -exp_minus_one(-size);
    let t = rest / (F32x4::splat(2.0) - rest);
    let near = twice_artanh(t * t);
    let far = size + softplus(-(size + size)) - F32x4::splat(std::f32::consts::LN_2);
    size.lt(one).select(near, far)
}

/// ln x.
#[inline(never)]
pub fn ln(x: F32x4) -> F32x4 {
    x.map(libm::logf)
}

/// Φ(x) and φ(x), the standard normal distribution function and its density.
///
/// For z = −x from 0 on, Φ is e^(−z²/2) / (√(2π) z + N/D), where N/D falls from 2 to 0: so the left tail keeps its digits,
/// which 1 + erf would lose, and where it is small, errors of N and D have little effect.
#[inline(always)]
pub fn normal(x: F32x4) -> (F32x4, F32x4) {
    const SQRT_2PI: f32 = 2.506_628_3;
    let (half, one) = (F32x4::splat(0.5), F32x4::splat(1.0));
    let z = x.abs().min(F32x4::splat(14.5)); // beyond, nothing is left of e^(−z²/2)
    // z² = near² + (z − near)(z + near), where near has 12 bits at most, so that its square is exact.
    let near = (z * F32x4::splat(256.0)).round() * F32x4::splat(1.0 / 256.0);
    let rest = half * (z - near) * (z + near);
    let power = exp(-half * near * near);
    let power = power - power * (rest * polynomial!(rest, [1.0, -0.5, 0.166_666_67]));
    let n = polynomial!(z, [2.0, 0.994_351_27, 0.255_855_86, 0.028_632_527]);
    let d = polynomial!(z, [1.0, 0.952_603_34, 0.425_172_66, 0.101_707_1, 0.011_432_579]);
    let tail = power / (F32x4::splat(SQRT_2PI) * z + n / d);
    (x.lt(F32x4::ZERO).select(tail, one - tail), power * F32x4::splat(1.0 / SQRT_2PI))
}

/// −1, 0 or +1. NaN stays NaN.
#[inline(always)]
pub fn sign(x: F32x4) -> F32x4 {
    let one = F32x4::splat(1.0);
    F32x4::ZERO.lt(x).select(one, x.lt(F32x4::ZERO).select(-one, x))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A function of lanes at one value.
    fn one(f: impl Fn(F32x4) -> F32x4) -> impl Fn(f32) -> f32 {
        move |x| f(F32x4::splat(x)).to_array()[0]
    }

    /// The distance of `value` from the exact `truth`, in units of the last place of the f32 nearest to it.
    fn ulps(value: f32, truth: f64) -> f64 {
        let nearest = truth as f32;
        if value == nearest {
            return 0.0;
        }
        let size = nearest.abs().max(f32::MIN_POSITIVE);
        (f64::from(value) - truth).abs() / f64::from(size - f32::from_bits(size.to_bits() - 1))
    }

    /// The largest error over all f32 between two bounds of the same sign that lie a step apart.
    fn worst(f: impl Fn(F32x4) -> F32x4, truth: impl Fn(f64) -> f64, from: f32, to: f32) -> f64 {
        let f = one(f);
        (from.to_bits()..to.to_bits()).step_by(30_011).fold(0.0, |worst: f64, bits| {
            let x = f32::from_bits(bits);
            worst.max(ulps(f(x), truth(f64::from(x))))
        })
    }

    /// Over negative and positive values up to these.
    fn over(f: impl Fn(F32x4) -> F32x4, truth: impl Fn(f64) -> f64, lowest: f32, highest: f32) -> f64 {
        worst(&f, &truth, -0.0, lowest).max(worst(&f, &truth, 0.0, highest))
    }

    fn exact_log_cosh(x: f64) -> f64 {
        let far = x.abs() + (-2.0 * x.abs()).exp().ln_1p() - std::f64::consts::LN_2;
        if x.abs() < 0.5 { 2.0 * (0.5 * x).tanh().powi(2).atanh() } else { far }
    }

    #[test]
    fn errors_stay_within_a_few_ulps() {
        let errors = [
            ("exp", over(exp, f64::exp, -104.0, 88.72)),
            ("tanh", over(tanh, f64::tanh, f32::MIN, f32::MAX)),
            ("sigmoid", over(sigmoid, |x| 1.0 / (1.0 + (-x).exp()), -104.0, f32::MAX)),
            ("softplus", over(softplus, |x| x.max(0.0) + (-x.abs()).exp().ln_1p(), -104.0, f32::MAX)),
            ("log_cosh", over(log_cosh, exact_log_cosh, -1e30, 1e30)),
            ("exp_minus_one", over(exp_minus_one, f64::exp_m1, f32::MIN, 0.0)),
            ("Φ", over(|x| normal(x).0, |x| 0.5 * libm::erfc(-x / std::f64::consts::SQRT_2), -12.9, f32::MAX)),
            ("φ", over(|x| normal(x).1, |x| (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt(), -13.1, 13.1)),
        ];
        for (name, error) in errors {
            println!("worst error of {name}: {error:.2} ulps");
        }
        // Φ and ln cosh consist of two functions and two divisions.
        assert!(
            errors.iter().all(|(name, error)| *error <= if ["Φ", "log_cosh"].contains(name) { 5.0 } else { 4.0 }),
            "{errors:?}"
        );
    }

    #[test]
    fn the_ends_are_exact() {
        let (exp, tanh, sigmoid, softplus) = (one(exp), one(tanh), one(sigmoid), one(softplus));
        assert_eq!((exp(0.0), tanh(0.0), sigmoid(0.0)), (1.0, 0.0, 0.5));
        assert!(tanh(-0.0).is_sign_negative());
        assert_eq!((exp(f32::INFINITY), exp(f32::NEG_INFINITY)), (f32::INFINITY, 0.0));
        assert_eq!((tanh(f32::INFINITY), tanh(f32::NEG_INFINITY)), (1.0, -1.0));
        assert_eq!((sigmoid(f32::INFINITY), sigmoid(f32::NEG_INFINITY)), (1.0, 0.0));
        assert_eq!((softplus(f32::INFINITY), softplus(f32::NEG_INFINITY)), (f32::INFINITY, 0.0));
        assert_eq!(one(exp_minus_one)(f32::NEG_INFINITY), -1.0);
        let functions = [super::exp, super::tanh, super::sigmoid, super::softplus, exp_minus_one, sign];
        assert!(functions.iter().all(|f| one(f)(f32::NAN).is_nan()));
    }

    /// No rounding carries tanh beyond 1: the derivative 1 − a² is never negative. Checked for many values near the end.
    #[test]
    fn tanh_stays_within_one() {
        let tanh = one(tanh);
        assert!(
            (7f32.to_bits()..9f32.to_bits())
                .step_by(11)
                .all(|bits| (0.999..=1.0).contains(&tanh(f32::from_bits(bits))))
        );
        assert_eq!([8.8, -8.8, f32::MAX].map(tanh), [1.0, -1.0, 1.0]);
    }
}
