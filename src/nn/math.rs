//! exp, tanh and sigmoid as branch-free arithmetic: the same bits on every target, and loops over slices become SIMD.
//!
//! Only +, −, ×, ÷ and bit shifts, in a fixed order and never fused. The polynomials are Chebyshev fits made for this
//! file; their relative error stays below 2⁻²⁶, so that what is left is the rounding of the last operations.
//! For what is not on the hot path (ln, erf, …) the `libm` crate serves.

/// eˣ. Overflows to ∞ above 88.73, goes through the subnormals to 0 below −87.34; NaN stays NaN.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    // eˣ = 2ⁿ eʳ with n the whole number nearest to x / ln 2. Adding 1.5·2²³ rounds to a whole number and leaves it in
    // the low bits; ln 2 comes in two parts, the first with so few digits that n · LN2_HIGH is exact.
    const ROUND: f32 = 12_582_912.0;
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let x = if x > 89.0 { 89.0 } else { x };
    let x = if x < -104.0 { -104.0 } else { x };
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = (x - n * LN2_HIGH) - n * LN2_LOW;
    let p = 0.001_392_620_3;
    let p = p * r + 0.008_363_195;
    let p = p * r + 0.041_666_556;
    let p = p * r + 0.166_665_77;
    let p = p * r + 0.5;
    let e = 1.0 + (r + r * r * p);
    // 2ⁿ in two factors, because n reaches from −150 to 128 and one exponent field does not.
    let n = (shifted.to_bits() as i32).wrapping_sub(ROUND.to_bits() as i32);
    let half = n >> 1;
    e * power_of_two(half) * power_of_two(n.wrapping_sub(half))
}

/// 2ⁿ for −126 ≤ n ≤ 127.
#[inline(always)]
fn power_of_two(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) << 23) as u32)
}

/// tanh x = (e²ˣ − 1) / (e²ˣ + 1), from −1 to 1.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let size = x.abs();
    // Near 0 the quotient loses its digits: there an odd polynomial takes over.
    let s = x * x;
    let p = -0.006_269_12;
    let p = p * s + 0.021_110_96;
    let p = p * s - 0.053_873_95;
    let p = p * s + 0.133_329_15;
    let p = p * s - 0.333_333_3;
    let near = x + x * (s * p);
    let far = (1.0 - 2.0 / (exp(2.0 * size) + 1.0)).copysign(x);
    if size < 0.6 { near } else { far }
}

/// σ(x) = 1 / (1 + e⁻ˣ), from 0 to 1.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    // e to a negative power only, so that small values keep their digits.
    let e = exp(-x.abs());
    (if x < 0.0 { e } else { 1.0 }) / (1.0 + e)
}

/// ln(1 + eˣ), without overflow.
pub fn softplus(x: f32) -> f32 {
    x.max(0.0) + libm::log1pf(exp(-x.abs()))
}

/// Φ(x), the standard normal distribution function.
pub fn normal_cdf(x: f32) -> f32 {
    // erfc keeps the digits of the left tail, which 1 + erf would lose.
    0.5 * libm::erfcf(-x * std::f32::consts::FRAC_1_SQRT_2)
}

/// φ(x), the standard normal density.
pub fn normal_pdf(x: f32) -> f32 {
    const ONE_OVER_SQRT_2PI: f32 = 0.398_942_3;
    ONE_OVER_SQRT_2PI * exp(-0.5 * x * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The distance of `value` from the exact `truth`, in units of the last place of the f32 nearest to it.
    fn ulps(value: f32, truth: f64) -> f64 {
        let nearest = truth as f32;
        if value == nearest {
            return 0.0;
        }
        let size = nearest.abs().max(f32::MIN_POSITIVE);
        (f64::from(value) - truth).abs() / f64::from(f32::from_bits(size.to_bits() + 1) - size)
    }

    /// The largest error over all f32 in [−to, to] that lie a step apart, in both signs.
    fn worst(f: impl Fn(f32) -> f32, truth: impl Fn(f64) -> f64, to: f32) -> f64 {
        (0..to.to_bits()).step_by(997).fold(0.0, |worst: f64, bits| {
            let x = f32::from_bits(bits);
            worst.max(ulps(f(x), truth(f64::from(x)))).max(ulps(f(-x), truth(f64::from(-x))))
        })
    }

    #[test]
    fn errors_stay_within_four_ulps() {
        let exp_error = worst(exp, f64::exp, 88.7);
        let tanh_error = worst(tanh, f64::tanh, 100.0);
        let sigmoid_error = worst(sigmoid, |x| 1.0 / (1.0 + (-x).exp()), 87.0);
        println!("worst error in ulps: exp {exp_error:.2}, tanh {tanh_error:.2}, sigmoid {sigmoid_error:.2}");
        assert!(exp_error <= 4.0 && tanh_error <= 4.0 && sigmoid_error <= 4.0);
    }

    #[test]
    fn the_ends_are_exact() {
        assert_eq!((exp(0.0), tanh(0.0), sigmoid(0.0)), (1.0, 0.0, 0.5));
        assert_eq!((exp(f32::INFINITY), exp(f32::NEG_INFINITY)), (f32::INFINITY, 0.0));
        assert_eq!((tanh(f32::INFINITY), tanh(f32::NEG_INFINITY)), (1.0, -1.0));
        assert_eq!((sigmoid(f32::INFINITY), sigmoid(f32::NEG_INFINITY)), (1.0, 0.0));
        for f in [exp, tanh, sigmoid, softplus, normal_cdf] {
            assert!(f(f32::NAN).is_nan());
        }
    }
}
