//! Four f32 at once, as WebAssembly's 128-bit registers have them; on other targets the same arithmetic in plain Rust.
//!
//! Only what IEEE 754 fixes to the last bit: +, −, ×, ÷, roots, comparisons and selection. Nothing is fused, so both give
//! the same bits.

use std::ops::{Add, Div, Mul, Neg, Sub};

#[cfg(not(target_arch = "wasm32"))]
use plain as arch;
#[cfg(target_arch = "wasm32")]
use wasm as arch;

/// Values in a register.
pub const LANES: usize = 4;

/// Four values, computed lane by lane.
#[derive(Debug, Clone, Copy)]
pub struct F32x4(arch::Register);

/// A few registers that are processed together. Each operation is written out register by register: V8 keeps short loops in
/// memory.
pub trait Column: Copy {
    /// The same value everywhere.
    fn splat(value: f32) -> Self;
    /// self + x · weight
    fn add_product(self, x: &Self, weight: F32x4) -> Self;
    /// The sum of the products, lane by lane.
    fn dot(&self, other: &Self) -> F32x4;
    /// The sum of the registers.
    fn total(&self) -> F32x4;
    /// The sum of the registers without their signs.
    fn size(&self) -> F32x4;
    /// All but the first register with subnormal numbers as zeros.
    fn flushed(self) -> Self;
}

macro_rules! column {
    (@ $at:literal $value:ident) => { $value };
    ($count:literal: $first:literal $($next:literal)*) => {
        impl Column for [F32x4; $count] {
            #[inline(always)]
            fn splat(value: f32) -> Self {
                let value = F32x4::splat(value);
                [column!(@ $first value) $(, column!(@ $next value))*]
            }

            #[inline(always)]
            fn add_product(self, x: &Self, weight: F32x4) -> Self {
                [self[$first] + x[$first] * weight $(, self[$next] + x[$next] * weight)*]
            }

            #[inline(always)]
            fn dot(&self, other: &Self) -> F32x4 {
                self[$first] * other[$first] $(+ self[$next] * other[$next])*
            }

            #[inline(always)]
            fn total(&self) -> F32x4 {
                self[$first] $(+ self[$next])*
            }

            #[inline(always)]
            fn size(&self) -> F32x4 {
                self[$first].abs() $(+ self[$next].abs())*
            }

            #[inline(always)]
            fn flushed(self) -> Self {
                [self[$first] $(, self[$next].flushed())*]
            }
        }
    };
}
column!(1: 0);
column!(2: 0 1);
column!(3: 0 1 2);
column!(4: 0 1 2 3);

/// The place of the first value that is infinite or NaN.
pub fn first_not_finite(values: &[f32]) -> Option<usize> {
    if sum_of_sizes(values).is_finite() {
        return None;
    }
    values.iter().position(|value| !value.is_finite())
}

/// The sum of the values without their signs: no value is larger by size, as rounding is monotonic; not finite where one of them
/// is not.
pub fn sum_of_sizes(values: &[f32]) -> f32 {
    let (fours, rest) = values.as_chunks::<LANES>();
    let (blocks, others) = fours.as_chunks::<LANES>();
    let add = |sum: F32x4, four: &[f32; LANES]| sum + F32x4::from(*four).abs();
    let sum = others.iter().fold(F32x4::padded(rest).abs(), add);
    blocks.iter().fold(sum, |sum, four| sum + four.map(F32x4::from).size()).sum()
}

/// What belongs to the same examples in each of a layer's columns: one register of each, unit by unit. (A slice's `step_by`
/// divides to know its length.)
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    values: &'a [F32x4],
    registers: usize,
}

impl<'a> Row<'a> {
    /// The registers of this number, from 0, of `values` [units] of columns of `registers` registers each.
    #[inline(always)]
    pub fn new(values: &'a [F32x4], row: usize, registers: usize) -> Self {
        Self { values: values.get(row..).unwrap_or_default(), registers }
    }

    /// The largest of them in each lane; −∞ if there are none.
    #[inline(always)]
    pub fn largest(self) -> F32x4 {
        self.fold(F32x4::splat(f32::NEG_INFINITY), |largest, value| value.max(largest))
    }
}

impl Iterator for Row<'_> {
    type Item = F32x4;

    #[inline(always)]
    fn next(&mut self) -> Option<F32x4> {
        let value = *self.values.first()?;
        self.values = self.values.get(self.registers..).unwrap_or_default();
        Some(value)
    }
}

/// The answer to a comparison, for each lane.
#[derive(Clone, Copy)]
pub struct Mask(arch::Register);

impl F32x4 {
    /// Four zeros.
    pub const ZERO: Self = Self(arch::ZERO);

    /// The same value four times.
    #[inline(always)]
    pub fn splat(x: f32) -> Self {
        Self(arch::splat(x))
    }

    /// The four values.
    #[inline(always)]
    pub fn to_array(self) -> [f32; LANES] {
        arch::store(self.0)
    }

    /// `f` of each value, one after the other: for functions that are not vectorized.
    pub fn map(self, f: impl Fn(f32) -> f32) -> Self {
        self.to_array().map(f).into()
    }

    /// The smaller one; `self` where one of the two is NaN.
    #[inline(always)]
    pub fn min(self, other: Self) -> Self {
        Self(arch::min(self.0, other.0))
    }

    /// The larger one; `self` where one of the two is NaN.
    #[inline(always)]
    pub fn max(self, other: Self) -> Self {
        Self(arch::max(self.0, other.0))
    }

    /// Without the sign.
    #[inline(always)]
    pub fn abs(self) -> Self {
        Self(arch::abs(self.0))
    }

    /// Subnormal numbers as zeros.
    #[inline(always)]
    pub fn flushed(self) -> Self {
        self.abs().lt(Self::splat(f32::MIN_POSITIVE)).without(self)
    }

    /// The square root.
    #[inline(always)]
    pub fn sqrt(self) -> Self {
        Self(arch::sqrt(self.0))
    }

    /// self < other
    #[inline(always)]
    pub fn lt(self, other: Self) -> Mask {
        Mask(arch::lt(self.0, other.0))
    }

    /// self ≤ other
    #[inline(always)]
    pub fn le(self, other: Self) -> Mask {
        Mask(arch::le(self.0, other.0))
    }

    /// self = other
    #[inline(always)]
    pub fn eq(self, other: Self) -> Mask {
        Mask(arch::eq(self.0, other.0))
    }

    /// 2ⁿ for whole numbers n from −126 to 127.
    #[inline(always)]
    pub fn power_of_two(self) -> Self {
        // Adding 1.5·2²³ leaves n in the low bits, from where it goes into the exponent.
        Self(arch::low_bits_to_exponent((self + Self::splat(ROUND)).0))
    }

    /// The whole number nearest to it, for |x| < 2²², ties to even.
    #[inline(always)]
    pub fn round(self) -> Self {
        // The sum has no digits left behind the point.
        (self + Self::splat(ROUND)) - Self::splat(ROUND)
    }

    /// The sum of the four values, in the same order as [`sums`](Self::sums).
    #[inline(always)]
    pub fn sum(self) -> f32 {
        let [a, b, c, d] = self.to_array();
        (a + c) + (b + d)
    }

    /// The largest of the four values by size.
    #[inline(always)]
    pub fn largest(self) -> f32 {
        // Not number by number: engines branch there, and which one is larger nobody can predict.
        let all = self.abs();
        let two = all.max(Self(arch::high_halves(all.0, all.0)));
        let [a, _, b, _] = Self(arch::zip_low(two.0, two.0)).to_array();
        Self::splat(a).max(Self::splat(b)).to_array()[0]
    }

    /// The sums of four registers, each over its four values.
    #[inline(always)]
    pub fn sums([a, b, c, d]: [Self; 4]) -> Self {
        let ab = Self(arch::zip_low(a.0, b.0)) + Self(arch::zip_high(a.0, b.0));
        let cd = Self(arch::zip_low(c.0, d.0)) + Self(arch::zip_high(c.0, d.0));
        Self(arch::low_halves(ab.0, cd.0)) + Self(arch::high_halves(ab.0, cd.0))
    }

    /// These four values.
    #[inline(always)]
    pub fn from_lanes(a: f32, b: f32, c: f32, d: f32) -> Self {
        Self(arch::from_lanes(a, b, c, d))
    }

    /// 1 in the first `count` lanes, 0 in the others.
    pub fn first(count: usize) -> Self {
        Self::from_lanes(0.0, 1.0, 2.0, 3.0).lt(Self::splat(count as f32)).select(Self::splat(1.0), Self::ZERO)
    }

    /// The four values from `at` on; zeros where there are fewer.
    #[inline(always)]
    pub fn load(values: &[f32], at: usize) -> Self {
        values.get(at..at + LANES).and_then(<[f32]>::first_chunk).map_or(Self::ZERO, |four| Self::from(*four))
    }

    /// Writes the values from `at` on; nothing where there is less space.
    #[inline(always)]
    pub fn store(self, values: &mut [f32], at: usize) {
        if let Some(four) = values.get_mut(at..at + LANES).and_then(<[f32]>::first_chunk_mut) {
            *four = self.to_array();
        }
    }

    /// Fewer than four values, and zeros.
    #[inline(always)]
    pub fn padded(values: &[f32]) -> Self {
        match *values {
            [a] => Self::from_lanes(a, 0.0, 0.0, 0.0),
            [a, b] => Self::from_lanes(a, b, 0.0, 0.0),
            [a, b, c] => Self::from_lanes(a, b, c, 0.0),
            _ => Self::ZERO,
        }
    }

    /// Writes the first values to fewer than four places.
    #[inline(always)]
    pub fn store_prefix(self, places: &mut [f32]) {
        let [x, y, z, _] = self.to_array();
        match places {
            [a] => *a = x,
            [a, b] => (*a, *b) = (x, y),
            [a, b, c] => (*a, *b, *c) = (x, y, z),
            _ => {}
        }
    }

    /// Adds the values to those from `at` on, or sets them; nothing where there is less space.
    #[inline(always)]
    pub fn accumulate(self, begin: bool, values: &mut [f32], at: usize) {
        if let Some(places) = values.get_mut(at..at + LANES).and_then(<[f32]>::first_chunk_mut) {
            *places = if begin { self } else { Self::from(*places) + self }.to_array();
        }
    }
}

/// 1.5·2²³: a sum with it is rounded to a whole number.
const ROUND: f32 = 12_582_912.0;

impl Mask {
    /// `yes` where the answer is yes, else `no`.
    #[inline(always)]
    pub fn select(self, yes: F32x4, no: F32x4) -> F32x4 {
        F32x4(arch::select(self.0, yes.0, no.0))
    }

    /// 0 where the answer is yes, else `no`.
    #[inline(always)]
    pub fn without(self, no: F32x4) -> F32x4 {
        F32x4(arch::and_not(no.0, self.0))
    }
}

impl From<[f32; LANES]> for F32x4 {
    #[inline(always)]
    fn from(values: [f32; LANES]) -> Self {
        Self(arch::load(values))
    }
}

impl From<F32x4> for [f32; LANES] {
    #[inline(always)]
    fn from(values: F32x4) -> Self {
        values.to_array()
    }
}

macro_rules! operator {
    ($($trait:ident::$function:ident),+) => { $(
        impl $trait for F32x4 {
            type Output = Self;
            #[inline(always)]
            fn $function(self, other: Self) -> Self {
                Self(arch::$function(self.0, other.0))
            }
        }
    )+ };
}
operator!(Add::add, Sub::sub, Mul::mul, Div::div);

impl Neg for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(arch::neg(self.0))
    }
}

/// The instructions of WebAssembly.
#[cfg(target_arch = "wasm32")]
mod wasm {
    pub use core::arch::wasm32::{
        f32x4 as from_lanes, f32x4_abs as abs, f32x4_add as add, f32x4_div as div, f32x4_eq as eq, f32x4_le as le,
        f32x4_lt as lt, f32x4_mul as mul, f32x4_neg as neg, f32x4_pmax as max, f32x4_pmin as min, f32x4_splat as splat,
        f32x4_sqrt as sqrt, f32x4_sub as sub, v128 as Register, v128_andnot as and_not,
    };
    use core::arch::wasm32::{f32x4_extract_lane, i32x4_add, i32x4_shl, i32x4_shuffle, i32x4_splat, v128_bitselect};

    pub const ZERO: Register = from_lanes(0.0, 0.0, 0.0, 0.0);

    /// In one instruction, unlike [`from_lanes`], of which the compiler makes four loads where it optimises the module as a whole.
    #[inline(always)]
    pub fn load(x: [f32; 4]) -> Register {
        bytemuck::must_cast(x)
    }

    #[inline(always)]
    pub fn store(x: Register) -> [f32; 4] {
        [f32x4_extract_lane::<0>(x), f32x4_extract_lane::<1>(x), f32x4_extract_lane::<2>(x), f32x4_extract_lane::<3>(x)]
    }

    #[inline(always)]
    pub fn select(mask: Register, yes: Register, no: Register) -> Register {
        v128_bitselect(yes, no, mask)
    }

    #[inline(always)]
    pub fn low_bits_to_exponent(x: Register) -> Register {
        i32x4_add(i32x4_shl(x, 23), i32x4_splat(127 << 23))
    }

    #[inline(always)]
    pub fn zip_low(a: Register, b: Register) -> Register {
        i32x4_shuffle::<0, 4, 1, 5>(a, b)
    }

    #[inline(always)]
    pub fn zip_high(a: Register, b: Register) -> Register {
        i32x4_shuffle::<2, 6, 3, 7>(a, b)
    }

    #[inline(always)]
    pub fn low_halves(a: Register, b: Register) -> Register {
        i32x4_shuffle::<0, 1, 4, 5>(a, b)
    }

    #[inline(always)]
    pub fn high_halves(a: Register, b: Register) -> Register {
        i32x4_shuffle::<2, 3, 6, 7>(a, b)
    }
}

/// The same, lane by lane. A mask is 1 for yes and 0 for no.
#[cfg(not(target_arch = "wasm32"))]
mod plain {
    use std::array::from_fn;

    pub type Register = [f32; 4];

    pub const ZERO: Register = [0.0; 4];

    #[inline(always)]
    pub fn from_lanes(a: f32, b: f32, c: f32, d: f32) -> Register {
        [a, b, c, d]
    }

    #[inline(always)]
    pub fn load(x: [f32; 4]) -> Register {
        x
    }

    #[inline(always)]
    pub fn splat(x: f32) -> Register {
        [x, x, x, x]
    }

    #[inline(always)]
    pub fn store(x: Register) -> [f32; 4] {
        x
    }

    macro_rules! each {
        ($($name:ident($($x:ident),+) = $result:expr;)+) => { $(
            #[inline(always)]
            pub fn $name($($x: Register),+) -> Register {
                from_fn(|lane| { $(let $x = $x[lane];)+ $result })
            }
        )+ };
    }
    each! {
        add(a, b) = a + b;
        sub(a, b) = a - b;
        mul(a, b) = a * b;
        div(a, b) = a / b;
        neg(a) = -a;
        abs(a) = a.abs();
        sqrt(a) = a.sqrt();
        min(a, b) = if b < a { b } else { a };
        max(a, b) = if a < b { b } else { a };
        lt(a, b) = f32::from(u8::from(a < b));
        le(a, b) = f32::from(u8::from(a <= b));
        eq(a, b) = f32::from(u8::from(a == b));
        and_not(a, mask) = if mask == 1.0 { 0.0 } else { a };
        select(mask, yes, no) = if mask == 1.0 { yes } else { no };
        low_bits_to_exponent(a) = f32::from_bits((a.to_bits() << 23).wrapping_add(127 << 23));
    }

    #[inline(always)]
    pub fn zip_low(a: Register, b: Register) -> Register {
        [a[0], b[0], a[1], b[1]]
    }

    #[inline(always)]
    pub fn zip_high(a: Register, b: Register) -> Register {
        [a[2], b[2], a[3], b[3]]
    }

    #[inline(always)]
    pub fn low_halves(a: Register, b: Register) -> Register {
        [a[0], a[1], b[0], b[1]]
    }

    #[inline(always)]
    pub fn high_halves(a: Register, b: Register) -> Register {
        [a[2], a[3], b[2], b[3]]
    }
}
