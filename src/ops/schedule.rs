//! Learning-rate schedules: η of an update as a function of k, the number of updates made before. Names, arguments and
//! defaults are Keras's (<https://keras.io/api/optimizers/learning_rate_schedules/>).
//!
//! The arguments and k are rounded to f32, as Keras's are; the formula is computed in f64, and its value rounded once.
//! Where k/d is rounded to a whole number, it is [what TensorFlow makes of it](quotient) in a model that is trained.

use crate::Range;
use value::Choice;

/// One argument of a schedule.
pub enum Argument<'a> {
    /// A number in a range; NaN if it has no default and is not set.
    Number(&'a mut f64, Range),
    /// A number in a range, or none.
    Optional(&'a mut Option<f64>, Range),
    /// A boolean.
    Switch(&'a mut bool),
    /// Some numbers in a range; empty if not set.
    Numbers(&'a mut Vec<f64>, Range),
}

use Argument::{Number, Numbers, Optional, Switch};

/// The arguments of a schedule with their names, in the order of Keras's constructor.
type Arguments<'a> = Vec<(&'static str, Argument<'a>)>;

/// A schedule's arguments and formula.
trait Decay {
    /// Its arguments. Reading, writing and checking all use this list.
    fn arguments(&mut self) -> Arguments<'_>;

    /// η of the update after `k` others.
    fn at(&self, k: u64) -> f64;
}

/// One line for each schedule makes its variant, its name and Keras's class; arguments and formula are in the struct of the
/// same name.
macro_rules! schedules {
    ($($(#[$doc:meta])* $variant:ident $name:literal $class:literal;)*) => {
        /// The name of a schedule.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum ScheduleName {
            $($(#[$doc])* $variant,)*
        }

        /// A schedule with its arguments.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Schedule {
            $($(#[$doc])* $variant($variant),)*
        }

        impl Choice for ScheduleName {
            const WHAT: &'static str = "a learning-rate schedule";
            const NAMES: &'static [(&'static str, Self)] = &[$(($name, Self::$variant)),*];
        }

        impl ScheduleName {
            /// Keras's class.
            pub fn keras_class(self) -> &'static str {
                match self {
                    $(Self::$variant => $class,)*
                }
            }

            /// The schedule with Keras's defaults; arguments without one are not set.
            pub fn schedule(self) -> Schedule {
                match self {
                    $(Self::$variant => Schedule::$variant($variant::default()),)*
                }
            }
        }

        impl Schedule {
            /// Its name.
            pub fn name(&self) -> ScheduleName {
                match self {
                    $(Self::$variant(_) => ScheduleName::$variant,)*
                }
            }

            /// Its arguments with their names, in the order of Keras's constructor, to be read, checked or changed.
            pub fn arguments(&mut self) -> Arguments<'_> {
                match self {
                    $(Self::$variant(schedule) => schedule.arguments(),)*
                }
            }

            /// η of the update after this many.
            pub fn at(&self, iterations: u64) -> f32 {
                let rate = match self {
                    $(Self::$variant(schedule) => schedule.at(iterations),)*
                };
                rate as f32
            }
        }
    };
}

schedules! {
    /// η falls by the same factor every d updates.
    ExponentialDecay "exponential_decay" "ExponentialDecay";
    /// η falls along half a period of a cosine, after a warmup if there is one.
    CosineDecay "cosine_decay" "CosineDecay";
    /// η is a constant between each two boundaries.
    PiecewiseConstantDecay "piecewise_constant_decay" "PiecewiseConstantDecay";
    /// η falls like 1/k.
    InverseTimeDecay "inverse_time_decay" "InverseTimeDecay";
    /// η falls from one number to another like a power of the remaining fraction, once or repeatedly.
    PolynomialDecay "polynomial_decay" "PolynomialDecay";
}

/// The arguments of a schedule that falls from period to period.
#[derive(Debug, Clone, PartialEq)]
pub struct Periods {
    /// η₀ ≥ 0.
    pub initial_learning_rate: f64,
    /// d ≥ 1.
    pub decay_steps: f64,
    /// r ≥ 0.
    pub decay_rate: f64,
    /// Whether η stays the same for d updates; false.
    pub staircase: bool,
}

impl Default for Periods {
    fn default() -> Self {
        Self { initial_learning_rate: f64::NAN, decay_steps: f64::NAN, decay_rate: f64::NAN, staircase: false }
    }
}

impl Periods {
    fn arguments(&mut self) -> Arguments<'_> {
        vec![
            ("initial_learning_rate", Number(&mut self.initial_learning_rate, Range::NotNegative)),
            ("decay_steps", Number(&mut self.decay_steps, Range::Steps)),
            ("decay_rate", Number(&mut self.decay_rate, Range::NotNegative)),
            ("staircase", Switch(&mut self.staircase)),
        ]
    }

    /// η₀, r and the periods p before update k + 1: k/d, or with `staircase` the whole number below it.
    fn at(&self, k: u64) -> [f64; 3] {
        let p = match self.staircase {
            true => libm::floor(quotient(k, self.decay_steps)),
            false => single(k as f64) / single(self.decay_steps),
        };
        [single(self.initial_learning_rate), single(self.decay_rate), p]
    }
}

/// η₀ rᵖ.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExponentialDecay(pub Periods);

impl Decay for ExponentialDecay {
    fn arguments(&mut self) -> Arguments<'_> {
        self.0.arguments()
    }

    fn at(&self, k: u64) -> f64 {
        let [rate, factor, p] = self.0.at(k);
        rate * libm::pow(factor, p)
    }
}

/// η₀ / (1 + rp).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InverseTimeDecay(pub Periods);

impl Decay for InverseTimeDecay {
    fn arguments(&mut self) -> Arguments<'_> {
        self.0.arguments()
    }

    fn at(&self, k: u64) -> f64 {
        let [rate, factor, p] = self.0.at(k);
        rate / (1.0 + factor * p)
    }
}

/// (η₀ − η₁)(1 − k/d)ᵖ + η₁ up to k = d, then η₁. With `cycle`, d is multiplied by the smallest whole number
/// with which k does not exceed it.
#[derive(Debug, Clone, PartialEq)]
pub struct PolynomialDecay {
    /// η₀ ≥ 0.
    pub initial_learning_rate: f64,
    /// d ≥ 1.
    pub decay_steps: f64,
    /// η₁ ≥ 0; 0.0001.
    pub end_learning_rate: f64,
    /// p ≥ 0; 1.
    pub power: f64,
    /// Whether η rises again; false.
    pub cycle: bool,
}

impl Default for PolynomialDecay {
    fn default() -> Self {
        Self {
            initial_learning_rate: f64::NAN,
            decay_steps: f64::NAN,
            end_learning_rate: 0.0001,
            power: 1.0,
            cycle: false,
        }
    }
}

impl Decay for PolynomialDecay {
    fn arguments(&mut self) -> Arguments<'_> {
        vec![
            ("initial_learning_rate", Number(&mut self.initial_learning_rate, Range::NotNegative)),
            ("decay_steps", Number(&mut self.decay_steps, Range::Steps)),
            ("end_learning_rate", Number(&mut self.end_learning_rate, Range::NotNegative)),
            ("power", Number(&mut self.power, Range::NotNegative)),
            ("cycle", Switch(&mut self.cycle)),
        ]
    }

    fn at(&self, k: u64) -> f64 {
        let [rate, end, power] = [self.initial_learning_rate, self.end_learning_rate, self.power].map(single);
        let cycles = if self.cycle && k > 0 { libm::ceil(quotient(k, self.decay_steps)) } else { 1.0 };
        let left = 1.0 - single(k as f64) / (single(self.decay_steps) * cycles);
        (rate - end) * libm::pow(left.max(0.0), power) + end
    }
}

/// η₀((1 − α)½(1 + cos(πk/d)) + α) up to k = d, then η₀α (Loshchilov & Hutter, 2016). With a `warmup_target` η₁, first from η₀
/// straight to η₁ in s updates, and from there the same with η₁ and k − s.
#[derive(Debug, Clone, PartialEq)]
pub struct CosineDecay {
    /// η₀ ≥ 0.
    pub initial_learning_rate: f64,
    /// d ≥ 1.
    pub decay_steps: f64,
    /// α ≥ 0: the final η as a fraction; 0.
    pub alpha: f64,
    /// η₁ ≥ 0; none means no warmup.
    pub warmup_target: Option<f64>,
    /// s, whole; 0.
    pub warmup_steps: f64,
}

impl Default for CosineDecay {
    fn default() -> Self {
        Self {
            initial_learning_rate: f64::NAN,
            decay_steps: f64::NAN,
            alpha: 0.0,
            warmup_target: None,
            warmup_steps: 0.0,
        }
    }
}

impl Decay for CosineDecay {
    fn arguments(&mut self) -> Arguments<'_> {
        vec![
            ("initial_learning_rate", Number(&mut self.initial_learning_rate, Range::NotNegative)),
            ("decay_steps", Number(&mut self.decay_steps, Range::Steps)),
            ("alpha", Number(&mut self.alpha, Range::NotNegative)),
            ("warmup_target", Optional(&mut self.warmup_target, Range::NotNegative)),
            ("warmup_steps", Number(&mut self.warmup_steps, Range::Whole)),
        ]
    }

    fn at(&self, k: u64) -> f64 {
        let [mut rate, steps, alpha] = [self.initial_learning_rate, self.decay_steps, self.alpha].map(single);
        let mut k = single(k as f64);
        if let Some(target) = self.warmup_target.map(single) {
            let warmup = single(self.warmup_steps);
            if k < warmup {
                return rate + (target - rate) * (k / warmup);
            }
            (rate, k) = (target, k - warmup);
        }
        let half_wave = 0.5 * (1.0 + libm::cos(std::f64::consts::PI * (k / steps).min(1.0)));
        rate * ((1.0 - alpha) * half_wave + alpha)
    }
}

/// The first of the values up to k = the first boundary, that included, the next one up to the next boundary, and so on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PiecewiseConstantDecay {
    /// Whole numbers, at least one, each greater than the one before.
    pub boundaries: Vec<f64>,
    /// Each ≥ 0; one more than there are boundaries.
    pub values: Vec<f64>,
}

impl Decay for PiecewiseConstantDecay {
    fn arguments(&mut self) -> Arguments<'_> {
        vec![
            ("boundaries", Numbers(&mut self.boundaries, Range::Whole)),
            ("values", Numbers(&mut self.values, Range::NotNegative)),
        ]
    }

    fn at(&self, k: u64) -> f64 {
        let passed = self.boundaries.partition_point(|boundary| k as f64 > *boundary);
        self.values.get(passed).or(self.values.last()).copied().unwrap_or(f64::NAN)
    }
}

/// k/d as TensorFlow computes it in a model that is trained: k times the rounded 1/d. It is not always whole where k/d is: with
/// d = 41 a staircase comes one update late. (`schedule(k)` called by itself divides.)
fn quotient(k: u64, steps: f64) -> f64 {
    f64::from(k as f32 * (1.0 / steps as f32))
}

/// A number as an f32 holds it.
fn single(x: f64) -> f64 {
    f64::from(x as f32)
}
