//! What a network takes of a data set: features of its columns, normalized if it is wanted.

use super::{Dataset, Feature, features};
use value::Result;

/// Keras's `epsilon()`: a smaller deviation counts as this.
const EPSILON: f32 = 1e-7;

/// The inputs of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    features: Vec<Feature>,
    /// Mean and deviation of each feature; empty where nothing is normalized.
    normalization: Vec<[f32; 2]>,
}

impl Inputs {
    /// These features of the data; with `normalize` each shifted and scaled so that its mean is 0 and its standard deviation 1
    /// over the training rows, (x − μ) / max(σ, 10⁻⁷), as by Keras's `Normalization` after `adapt`.
    ///
    /// # Errors
    /// As for [`features::columns`].
    pub fn new(features: Vec<Feature>, data: &Dataset, normalize: bool) -> Result<Self> {
        let mut inputs = Self { features, normalization: Vec::new() };
        let (x, y) = data.train();
        let x = inputs.of(x, data.inputs)?;
        if normalize {
            let (width, count) = (inputs.features.len(), y.len().max(1) as f64);
            let moments = |at: usize| {
                let values = || x.iter().skip(at).step_by(width).map(|value| f64::from(*value));
                let mean = values().sum::<f64>() / count;
                let variance = values().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
                [mean as f32, (variance.sqrt() as f32).max(EPSILON)]
            };
            inputs.normalization = (0..width).map(moments).collect();
        }
        Ok(inputs)
    }

    /// The features, each a column of the network's input.
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// The network's inputs for rows of `columns` raw numbers: [rows, features].
    ///
    /// # Errors
    /// As for [`features::columns`].
    pub fn of(&self, x: &[f32], columns: usize) -> Result<Vec<f32>> {
        let mut values = features::columns(&self.features, x, columns)?;
        self.normalize(&mut values);
        Ok(values)
    }

    /// Normalizes rows of features, if they are to be.
    pub fn normalize(&self, values: &mut [f32]) {
        for row in values.chunks_exact_mut(self.normalization.len().max(1)) {
            for (value, [mean, deviation]) in row.iter_mut().zip(&self.normalization) {
                *value = (*value - mean) / deviation;
            }
        }
    }
}
