//! Regularization: terms of the loss that keep weights small.

use crate::NetworkConfig;
use ops::LayerLayout;
use std::ops::Range;
use value::{Choice, Error, Expected, Fields, Reason, Result, Value, serialize_as_value};

/// A regularization term of the loss: l1 Σ|w| + l2 Σw² over a kernel (Keras's `L1L2`; its l2 has no ½).
///
/// The gradient gets l1 sign(w) + 2 l2 w, with sign(0) = 0. (PyTorch's `weight_decay` λ adds λ w, to that of biases, too:
/// on kernels it is an l2 of λ/2.)
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Regularizer {
    /// ≥ 0; 0.
    pub l1: f64,
    /// ≥ 0; 0.
    pub l2: f64,
}

/// The regularizers that Keras knows by a name, each with 0.01.
#[derive(Debug, Clone, Copy, PartialEq)]
enum RegularizerName {
    L1,
    L2,
}

impl Choice for RegularizerName {
    const WHAT: &'static str = "a regularizer";
    const NAMES: &'static [(&'static str, Self)] = &[("l1", Self::L1), ("l2", Self::L2)];
}

impl Regularizer {
    /// Reads `{ l1, l2 }`, or Keras's names `"l1"` and `"l2"`.
    pub(crate) fn parse(path: &str, value: &Value) -> Result<Self> {
        if let Value::Text(name) = value {
            let name = RegularizerName::from_name(name).map_err(|reason| Error::config(path, reason))?;
            return Ok(match name {
                RegularizerName::L1 => Self { l1: 0.01, l2: 0.0 },
                RegularizerName::L2 => Self { l1: 0.0, l2: 0.01 },
            });
        }
        if !matches!(value, Value::Map(_)) {
            let expected = Expected::Object(RegularizerName::choices());
            return Err(Error::config(path, Reason::wrong_type(value, expected)));
        }
        let mut fields = Fields::new(path, value)?;
        let regularizer =
            Self { l1: fields.number("l1")?.unwrap_or_default(), l2: fields.number("l2")?.unwrap_or_default() };
        fields.finish()?;
        Ok(regularizer)
    }
}

serialize_as_value!(Regularizer);

impl From<&Regularizer> for Value {
    fn from(regularizer: &Regularizer) -> Self {
        Self::object(vec![("l1", Self::Number(regularizer.l1)), ("l2", Self::Number(regularizer.l2))])
    }
}

/// The terms of a network: the places of the kernels that have one, with it. Most networks have none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Penalties(Vec<(Range<usize>, Regularizer)>);

impl Penalties {
    /// Of this network, whose layers are at these places.
    pub fn new(config: &NetworkConfig, layers: &[LayerLayout]) -> Self {
        let all =
            layers.iter().zip(&config.layers).map(|(place, layer)| (place.kernel.clone(), layer.kernel_regularizer));
        Self(all.filter(|(_, regularizer)| *regularizer != Regularizer::default()).collect())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Their sum, Σ (l1 |w| + l2 w²). Its gradient is added to `gradients` if there are any.
    pub fn sum(&self, parameters: &[f32], mut gradients: Option<&mut [f32]>) -> f64 {
        let mut sum = 0.0;
        for (place, Regularizer { l1, l2 }) in &self.0 {
            let kernel = &parameters[place.clone()];
            sum += kernel.iter().map(|w| l1 * f64::from(w.abs()) + l2 * f64::from(*w) * f64::from(*w)).sum::<f64>();
            if let Some(gradients) = gradients.as_deref_mut() {
                for (g, w) in gradients[place.clone()].iter_mut().zip(kernel) {
                    let sign = if *w == 0.0 { 0.0 } else { 1f32.copysign(*w) };
                    *g += *l1 as f32 * sign + 2.0 * *l2 as f32 * w;
                }
            }
        }
        sum
    }
}
