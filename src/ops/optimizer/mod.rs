//! Optimizers: the update rules. One file each, with the formula, Keras's defaults and Keras's arithmetic
//! (<https://keras.io/api/optimizers/>); the table below lists them.
//!
//! In the formulas θ is a parameter, g its gradient, η the learning rate, t the number of this update (from 1).
//! An optimizer has state for each parameter (its *slots*: m, v, …). Parameters and slots are one flat buffer,
//! `[θ | slot 1 | slot 2 | …]`, which an update changes in place. Whoever may have to take it back keeps a copy, unless it is
//! shown beforehand that the new one will be finite.

mod adadelta;
mod adagrad;
mod adam;
mod adamax;
mod clip;
mod ftrl;
mod lanes;
mod lion;
mod nadam;
mod rmsprop;
mod sgd;

pub use adadelta::Adadelta;
pub use adagrad::Adagrad;
pub use adam::Adam;
pub use adamax::Adamax;
pub use clip::Clip;
pub use ftrl::Ftrl;
pub use lion::Lion;
pub use nadam::Nadam;
pub use rmsprop::RmsProp;
pub use sgd::Sgd;

use crate::{
    Schedule,
    simd::{F32x4, sum_of_sizes},
};
pub use lanes::decay;
use lanes::in_lanes;
use value::Choice;

/// One line for each optimizer makes its name, its update rule and what Keras calls it: the struct that holds its
/// hyperparameters, the name, the class, and the defaults of what every optimizer has: learning rate and weight decay.
macro_rules! optimizers {
    ($($(#[$doc:meta])* $variant:ident($rule:ident) $name:literal $class:literal, $rate:literal, $decay:expr;)*) => {
        /// The name of an optimizer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum OptimizerName {
            $($(#[$doc])* $variant,)*
        }

        /// The update rule of an optimizer, with its own hyperparameters.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])* $variant($rule),)*
        }

        impl Choice for OptimizerName {
            const WHAT: &'static str = "an optimizer";
            const NAMES: &'static [(&'static str, Self)] = &[$(($name, Self::$variant)),*];
        }

        impl OptimizerName {
            /// Keras's class.
            pub fn keras_class(self) -> &'static str {
                match self {
                    $(Self::$variant => $class,)*
                }
            }

            /// Keras's default of η.
            pub fn learning_rate(self) -> f64 {
                match self {
                    $(Self::$variant => $rate,)*
                }
            }

            /// Keras's default of λ; `None` means no decay.
            pub fn weight_decay(self) -> Option<f64> {
                match self {
                    $(Self::$variant => $decay,)*
                }
            }

            /// The update rule with Keras's defaults.
            #[inline(never)] // inlining would repeat all defaults at each call
            pub fn rule(self) -> Rule {
                match self {
                    $(Self::$variant => Rule::$variant($rule::default()),)*
                }
            }
        }

        impl Rule {
            /// The name of the optimizer whose rule it is.
            pub fn name(&self) -> OptimizerName {
                match self {
                    $(Self::$variant(_) => OptimizerName::$variant,)*
                }
            }

            fn get(&self) -> &dyn Update {
                match self {
                    $(Self::$variant(rule) => rule,)*
                }
            }

            fn get_mut(&mut self) -> &mut dyn Update {
                match self {
                    $(Self::$variant(rule) => rule,)*
                }
            }
        }
    };
}

optimizers! {
    /// Gradient descent, with or without momentum.
    Sgd(Sgd) "sgd" "SGD", 0.01, None;
    /// Divides by a running mean of the gradient's size.
    RmsProp(RmsProp) "rmsprop" "RMSprop", 0.001, None;
    /// Momentum and size, both with bias correction.
    Adam(Adam) "adam" "Adam", 0.001, None;
    /// Divides by the sum of all squared gradients.
    Adagrad(Adagrad) "adagrad" "Adagrad", 0.001, None;
    /// Steps in the units of the parameters.
    Adadelta(Adadelta) "adadelta" "Adadelta", 0.001, None;
    /// Adam with the largest gradient in place of the mean square.
    Adamax(Adamax) "adamax" "Adamax", 0.001, None;
    /// Adam with Nesterov's momentum.
    Nadam(Nadam) "nadam" "Nadam", 0.001, None;
    /// Adam with decoupled weight decay.
    AdamW(Adam) "adamw" "AdamW", 0.001, Some(0.004);
    /// Steps of one size, by the sign of momentum.
    Lion(Lion) "lion" "Lion", 0.001, None;
    /// Follows the regularized leader: sparse weights if l1 is greater than 0.
    Ftrl(Ftrl) "ftrl" "Ftrl", 0.001, None;
}

/// The range of a hyperparameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// 0 or greater.
    NotNegative,
    /// From −100 to 0: an exponent.
    Exponent,
    /// From 0 to just below 1: a decay rate.
    Fraction,
    /// From 10⁻⁷ to 1: a decay rate that must not be 0.
    Part,
    /// From 1 up: a number of updates.
    Steps,
    /// Whole numbers from 0 up to what an f64 counts exactly.
    Whole,
}

impl Range {
    /// Whether `value` is in it, and in the range of f32.
    pub fn contains(self, value: f64) -> bool {
        let legal = match self {
            Self::NotNegative => value >= 0.0,
            // Rounded to f32, as in the arithmetic, where 0.99999999 is 1.
            Self::Fraction => value >= 0.0 && (value as f32) < 1.0,
            Self::Part => (1e-7..=1.0).contains(&value),
            Self::Exponent => (-100.0..=0.0).contains(&value),
            Self::Steps => value >= 1.0,
            Self::Whole => value >= 0.0 && value.fract() == 0.0 && value <= value::MAX_SAFE_INTEGER as f64,
        };
        legal && value <= f64::from(f32::MAX)
    }
}

/// The value of a hyperparameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// A number in a range.
    Number(f64, Range),
    /// A boolean.
    Switch(bool),
    /// A function of the updates made so far.
    Schedule(Schedule),
}

/// A hyperparameter in its struct.
enum Entry<'a> {
    Number(&'a mut f64, Range),
    Switch(&'a mut bool),
}

use Entry::{Number, Switch};

/// The hyperparameters of an optimizer with their names, in the order of Keras's constructor.
type Entries<'a> = Vec<(&'static str, Entry<'a>)>;

/// A value that an optimizer stores for each parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its symbol in the formulas: `m`, `v_max`.
    pub symbol: &'static str,
}

/// The inputs and the output of one update.
pub struct Step<'a> {
    /// Its number, from 1.
    pub t: u64,
    /// η.
    pub learning_rate: f32,
    /// `[parameters]`, at least one.
    pub gradients: &'a [f32],
    /// The state, of [`Rule::state_len`], its parameters after a weight decay; becomes the new one.
    pub state: &'a mut [f32],
}

/// How far an update can get; infinite where nothing is known. All that it computes on the way is of such a size, too, so that
/// the new state is finite where both are far from the largest f32.
pub(crate) struct Reach {
    /// The most by which a parameter changes.
    pub step: f32,
    /// The largest slot by size.
    pub slots: f32,
}

impl Reach {
    const UNKNOWN: Self = Self { step: f32::INFINITY, slots: f32::INFINITY };
}

/// An update rule and its hyperparameters.
trait Update {
    /// Its hyperparameters. Reading, writing and checking all use this list.
    fn entries(&mut self) -> Entries<'_>;

    /// Its slots, in the order of the state.
    fn slots(&self) -> &'static [Slot];

    /// Whether the formula reads the slot of this index. The others exist so that they can be switched on.
    fn uses(&self, _slot: usize) -> bool {
        true
    }

    /// The number of values after the slots, which are not per parameter.
    fn extra(&self) -> usize {
        0
    }

    /// Initializes the slots, if they do not start at zero.
    fn begin(&self, _parameters: usize, _state: &mut [f32]) {}

    /// How far an update can get where no slot is larger by size than `slots` and no gradient than `gradient`. The state is one that this
    /// rule has made, so that no root is taken of what is negative.
    fn reach(&self, _learning_rate: f32, _slots: f32, _gradient: f32) -> Reach {
        Reach::UNKNOWN
    }

    /// The update.
    fn update(&self, step: Step);
}

impl Rule {
    /// Its hyperparameters, in the order of Keras's constructor.
    pub fn hyperparameters(&self) -> Vec<(&'static str, Setting)> {
        let mut copy = self.clone();
        let mut list = Vec::new();
        for (name, entry) in copy.get_mut().entries() {
            list.push(match entry {
                Number(number, range) => (name, Setting::Number(*number, range)),
                Switch(switch) => (name, Setting::Switch(*switch)),
            });
        }
        list
    }

    /// Sets the number of that name; returns whether it exists.
    pub fn set_number(&mut self, name: &str, value: f64) -> bool {
        for entry in self.get_mut().entries() {
            if let (its, Number(number, _)) = entry
                && its == name
            {
                *number = value;
                return true;
            }
        }
        false
    }

    /// Sets the boolean of that name; returns whether it exists.
    pub fn set_switch(&mut self, name: &str, on: bool) -> bool {
        for entry in self.get_mut().entries() {
            if let (its, Switch(switch)) = entry
                && its == name
            {
                *switch = on;
                return true;
            }
        }
        false
    }

    /// Its slots, in the order of the state.
    pub fn slots(&self) -> &'static [Slot] {
        self.get().slots()
    }

    /// Whether its formula reads the slot of this index with the present hyperparameters.
    pub fn uses(&self, slot: usize) -> bool {
        self.get().uses(slot)
    }

    /// Whether it is θ ← θ − ηg with the present hyperparameters.
    pub fn is_plain(&self) -> bool {
        matches!(self, Self::Sgd(sgd) if sgd.momentum == 0.0)
    }

    /// Length of the state for `parameters` parameters: themselves, the slots, and other values.
    pub fn state_len(&self, parameters: usize) -> usize {
        let rule = self.get();
        parameters * (1 + rule.slots().len()) + rule.extra()
    }

    /// The initial state: `parameters`, and the slots at their initial values.
    pub fn fresh_state(&self, parameters: &[f32]) -> Vec<f32> {
        let mut state = vec![0.0; self.state_len(parameters.len())];
        state[..parameters.len()].copy_from_slice(parameters);
        self.get().begin(parameters.len(), &mut state);
        state
    }

    /// How far an update by these gradients, after a clip, can get where no slot is larger by size than `slots`.
    pub(crate) fn reach(&self, learning_rate: f32, slots: f32, gradients: &[f32]) -> Reach {
        self.get().reach(learning_rate, slots, sum_of_sizes(gradients))
    }

    /// Makes an update.
    pub fn update(&self, step: Step) {
        debug_assert!(!step.gradients.is_empty());
        debug_assert!(step.state.len() == self.state_len(step.gradients.len()));
        self.get().update(step);
    }
}

/// βᵗ as in Keras: β as an f32, the power rounded to f32.
#[inline(never)]
fn power(beta: f64, t: u64) -> f32 {
    let (mut base, mut exponent, mut product) = (f64::from(beta as f32), t, 1.0);
    while exponent > 0 {
        if exponent & 1 == 1 {
            product *= base;
        }
        base *= base;
        exponent >>= 1;
    }
    product as f32
}
