//! The outputs of single layers.

use crate::Network;
use std::ops::Range;
use value::{Bounds, Error, Reason, Result, filled};

impl Network {
    /// The outputs of these layers for `x`, one layer after the other, each `[rows, units]` row-major; layers are counted from 0, the
    /// first hidden one. What overflows is infinite or NaN.
    ///
    /// # Errors
    /// [`ErrorKind::Data`](value::ErrorKind::Data) where x does not fit or memory does not hold the answer,
    /// [`Config`](value::ErrorKind::Config) where there are no such layers.
    pub fn layer_outputs(&self, x: &[f32], layers: Range<usize>) -> Result<Vec<f32>> {
        let rows = self.rows("x", x)?;
        let all = self.layers();
        let places = all.get(layers.clone()).filter(|places| !places.is_empty()).ok_or_else(|| {
            let range = Bounds::whole(0, all.len().saturating_sub(1) as u64);
            Error::config("layer", Reason::OutOfRange { value: layers.start as f64, range })
        })?;
        let units: usize = places.iter().map(|place| place.units).sum();
        let too_large = || Reason::OutOfMemory { what: format!("{rows} rows of {units} units") };
        let out = rows.checked_mul(units).and_then(|len| filled(0.0, len));
        let mut out = out.ok_or_else(|| Error::data("x", too_large()))?;
        self.config().pass(all)?.predict_layers(self.parameters(), x, rows, layers, &mut out);
        Ok(out)
    }
}
