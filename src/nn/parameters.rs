//! Single weights and biases by their place in the network.

use crate::Network;
use std::fmt;
use value::{Error, Result, number::shown};

/// A weight or a bias; layers, inputs and units are counted from 0. It is shown as in a link, where they are counted from 1:
/// `w1.2.3` (layer, input, unit), `b1.3` (layer, unit).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    /// Of the connection from an input of a layer to one of its units.
    Weight {
        /// The layer, 0 for the first hidden one.
        layer: usize,
        /// A unit of the layer before, or an input of the network.
        input: usize,
        /// A unit of the layer.
        unit: usize,
    },
    /// Of a unit.
    Bias {
        /// The layer, 0 for the first hidden one.
        layer: usize,
        /// A unit of the layer.
        unit: usize,
    },
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Weight { layer, input, unit } => write!(f, "w{}.{}.{}", layer + 1, input + 1, unit + 1),
            Self::Bias { layer, unit } => write!(f, "b{}.{}", layer + 1, unit + 1),
        }
    }
}

impl Parameter {
    /// Whether a key has this form: a `w` or a `b` followed by a digit.
    pub fn is_key(key: &str) -> bool {
        matches!(key.as_bytes(), [b'w' | b'b', b'0'..=b'9', ..])
    }

    /// The inverse of `Display`; `None` for any other text.
    pub fn from_key(key: &str) -> Option<Self> {
        let (kind, places) = key.split_at_checked(1)?;
        let mut places = places.split('.').map(|place| place.parse::<usize>().ok()?.checked_sub(1));
        let mut next = || places.next().flatten();
        let parameter = match (kind, next()?, next()?) {
            ("w", layer, input) => Self::Weight { layer, input, unit: next()? },
            ("b", layer, unit) => Self::Bias { layer, unit },
            _ => return None,
        };
        places.next().is_none().then_some(parameter)
    }
}

impl Network {
    /// The index of a weight or a bias in [`parameters`](Self::parameters); `None` if the network does not have it.
    pub fn index_of(&self, parameter: Parameter) -> Option<usize> {
        let (Parameter::Weight { layer, .. } | Parameter::Bias { layer, .. }) = parameter;
        let layout = self.layers().get(layer)?;
        match parameter {
            Parameter::Weight { input, unit, .. } if input < layout.inputs && unit < layout.units => {
                Some(layout.kernel.start + input * layout.units + unit)
            }
            Parameter::Bias { unit, .. } if unit < layout.bias.len() => Some(layout.bias.start + unit),
            _ => None,
        }
    }

    /// The weight or bias at an index of [`parameters`](Self::parameters).
    pub fn parameter_at(&self, index: usize) -> Option<Parameter> {
        let layer = self.layers().iter().position(|layout| index < layout.kernel.end.max(layout.bias.end))?;
        let layout = &self.layers()[layer];
        if layout.bias.contains(&index) {
            return Some(Parameter::Bias { layer, unit: index - layout.bias.start });
        }
        let at = index - layout.kernel.start;
        Some(Parameter::Weight { layer, input: at / layout.units, unit: at % layout.units })
    }

    /// The optimizer's slots of the parameter at an index, as far as the formula reads them with the present hyperparameters:
    /// their symbols in the formulas (`m`, `v`, …) and their values.
    pub fn slots_of(&self, index: usize) -> Vec<(&'static str, f32)> {
        let count = self.parameter_count();
        let value = |slot: usize| self.state().get(count * (slot + 1) + index).copied();
        let slots = self.config().optimizer.slots_in_use();
        slots.filter_map(|(number, slot)| Some((slot.symbol, value(number)?))).collect()
    }

    /// Sets single parameters, by their index in [`parameters`](Self::parameters). The optimizer's slots stay.
    ///
    /// # Errors
    /// [`ErrorKind::Data`](value::ErrorKind::Data) where an index is too large or a value is not finite. Nothing has changed then.
    pub fn set_parameters(&mut self, values: &[(usize, f32)]) -> Result<()> {
        for (index, value) in values {
            let count = self.parameter_count();
            if *index >= count {
                return Err(Error::data("weights", format!("there is no parameter {index}: the network has {count}")));
            }
            if !value.is_finite() {
                return Err(Error::data(
                    format!("weights[{index}]"),
                    format!("{} is not a finite number", shown(*value)),
                ));
            }
        }
        self.put_parameters(values);
        Ok(())
    }
}
