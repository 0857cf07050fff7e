//! Random numbers determined by the seed, the same on every machine.
//!
//! Each use has a [`Stream`] of its own, so that drawing more of one (say, a network with another layer)
//! never changes another (the data, the order of the batches).

use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{Rng as _, SeedableRng as _},
};

/// The largest seed: every whole number up to it is exact in JavaScript (`Number.MAX_SAFE_INTEGER`, 2⁵³ − 1).
pub const MAX_SEED: u64 = value::MAX_SAFE_INTEGER;

/// The use of the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stream {
    /// The initial weights of layer `n`.
    Weights(u64),
    /// The order of the examples in epoch `n`.
    Shuffle(u64),
    /// The points of a data set.
    Data,
    /// Which points are for training and which for testing.
    Split,
}

impl Stream {
    /// A distinct number for each stream. Published links depend on these values.
    fn tag(self) -> u64 {
        let (kind, index) = match self {
            Self::Weights(layer) => (1, layer),
            Self::Shuffle(epoch) => (2, epoch),
            Self::Data => (3, 0),
            Self::Split => (4, 0),
        };
        (kind << 56) | index
    }
}

/// A generator: xoshiro256++ (Blackman & Vigna, 2019), seeded through SplitMix64.
#[derive(Debug, Clone)]
pub struct Rng(Xoshiro256PlusPlus);

impl Rng {
    /// The numbers of `stream` under `seed`.
    pub fn new(seed: u64, stream: Stream) -> Self {
        // Seed and stream are mixed, so that neighbouring seeds and streams are independent.
        let key = Xoshiro256PlusPlus::seed_from_u64(stream.tag()).next_u64();
        Self(Xoshiro256PlusPlus::seed_from_u64(seed ^ key))
    }

    /// Uniform in [0, 1), in steps of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Uniform in [low, high).
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Standard normal: mean 0, variance 1 (Box & Muller, 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - self.unit())).sqrt();
        radius * libm::cos(2.0 * std::f64::consts::PI * self.unit())
    }

    /// A whole number in 0..`n`, for n up to 2³². (Biased by at most n/2³², which is negligible.)
    pub fn below(&mut self, n: usize) -> usize {
        (((self.0.next_u64() >> 32) * n as u64) >> 32) as usize
    }

    /// Puts `items` into random order (Fisher & Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
