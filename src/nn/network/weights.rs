//! All weights, in the form in which Keras lists them.

use super::{Network, not_finite};
use value::{Error, Reason, Result};

impl Network {
    /// Splits a flat array in the order of [`parameters`](Self::parameters) into Keras's list: kernel `[inputs, units]`
    /// row-major and bias `[units]` of each layer in order.
    ///
    /// # Panics
    /// If `flat` is shorter than the parameters.
    pub fn split<'a>(&self, flat: &'a [f32]) -> Vec<&'a [f32]> {
        let mut arrays = Vec::new();
        for place in &self.layers {
            arrays.push(&flat[place.kernel.clone()]);
            if !place.bias.is_empty() {
                arrays.push(&flat[place.bias.clone()]);
            }
        }
        arrays
    }

    /// The weights, as Keras's `get_weights` lists them.
    pub fn get_weights(&self) -> Vec<&[f32]> {
        self.split(self.parameters())
    }

    /// Sets the weights, in the form of [`get_weights`](Self::get_weights). The optimizer's slots stay.
    ///
    /// # Errors
    /// [`Data`](value::ErrorKind::Data) where the number of arrays or the length of one is another, or a value is not
    /// finite.
    pub fn set_weights<W: AsRef<[f32]>>(&mut self, weights: &[W]) -> Result<()> {
        let present = self.get_weights();
        if weights.len() != present.len() {
            return Err(Error::data("weights", Reason::count(weights.len(), "arrays", present.len(), present.len())));
        }
        for (at, (given, present)) in weights.iter().zip(present).enumerate() {
            let given = given.as_ref();
            if given.len() != present.len() {
                let problem = Reason::Length { length: given.len(), rows: Some(present.len()), row: None };
                return Err(Error::data(format!("weights[{at}]"), problem));
            }
            if let Some(value) = given.iter().position(|value| !value.is_finite()) {
                return Err(not_finite(format!("weights[{at}][{value}]"), given[value]));
            }
        }
        let mut rest = self.state_mut();
        for given in weights {
            let given = given.as_ref();
            let (place, behind) = rest.split_at_mut(given.len());
            place.copy_from_slice(given);
            rest = behind;
        }
        self.diverged = false;
        Ok(())
    }
}
