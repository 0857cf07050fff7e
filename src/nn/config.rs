//! The configuration of a network: reading and checking it.

use crate::{Initializer, Optimizer, Regularizer, network::out_of_memory, optimizer::check_range, random::MAX_SEED};
use ops::{Activation, LayerLayout, Loss, Pass, Range, Targets};
use value::{Bounds, Choice, Error, Expected, Fields, Reason, Result, Value, each, serialize_as_value};

/// The most parameters that a network may have.
pub const MAX_PARAMETERS: usize = 1_000_000;

/// The most layers that a network may have.
pub const MAX_LAYERS: usize = 100;

/// A network to be built. [`Network::new`](crate::Network::new) checks it.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkConfig {
    /// Values in a row of x, at least 1.
    pub inputs: usize,
    /// The layers from the first hidden one to the output, at least one.
    pub layers: Vec<LayerConfig>,
    /// What training minimizes.
    pub loss: Loss,
    /// How training minimizes it.
    pub optimizer: Optimizer,
    /// 0 to [`MAX_SEED`]: the initial weights and the order of the batches come from it alone.
    pub seed: u64,
}

/// A dense layer, a = g(Wᵀx + b).
#[derive(Debug, Clone, PartialEq)]
pub struct LayerConfig {
    /// Neurons, at least 1.
    pub units: usize,
    /// g; linear.
    pub activation: Activation,
    /// Whether there is a b; true.
    pub use_bias: bool,
    /// How W begins; glorot_uniform.
    pub kernel_initializer: Initializer,
    /// How b begins, zeros or ones; zeros.
    pub bias_initializer: Initializer,
    /// The regularization term of W; none.
    pub kernel_regularizer: Regularizer,
}

impl LayerConfig {
    /// A layer with Keras's defaults.
    pub fn new(units: usize, activation: Activation) -> Self {
        Self {
            units,
            activation,
            use_bias: true,
            kernel_initializer: Initializer::GlorotUniform,
            bias_initializer: Initializer::Zeros,
            kernel_regularizer: Regularizer::default(),
        }
    }
}

impl NetworkConfig {
    /// Reads a `NetworkConfig` of `network.d.ts`. Where no seed is given, `seed` makes one.
    ///
    /// # Errors
    /// [`Config`](value::ErrorKind::Config) with the field that is missing, unknown, of the wrong type or, as for
    /// [`check`](Self::check), not legal.
    pub fn parse(value: &Value, seed: impl FnOnce() -> u64) -> Result<Self> {
        let (mut config, given_seed) = Self::read(value)?;
        config.seed = given_seed.unwrap_or_else(seed);
        config.check()?;
        Ok(config)
    }

    /// The configuration with 0 for the seed, and the seed if one is given.
    fn read(value: &Value) -> Result<(Self, Option<u64>)> {
        let mut fields = Fields::new("", value)?;
        let inputs = fields.require("inputs", "the number of values in a row of x")?;
        let inputs = count("inputs", inputs)?;
        let layers = fields.list("layers", "layers")?;
        let layers =
            fields.required("layers", "a list of layers such as { units: 4, activation: \"tanh\" }", layers)?;
        let layers = each(layers, LayerConfig::parse)?;
        let loss = fields.require_choice("loss")?;
        let optimizer = fields.require("optimizer", "a name such as \"adam\" or an object with a name")?;
        let optimizer = Optimizer::parse("optimizer", optimizer)?;
        let given_seed = fields.whole("seed", 0, MAX_SEED)?;
        fields.finish()?;
        Ok((Self { inputs, layers, loss, optimizer, seed: 0 }, given_seed))
    }

    /// Checks what the types do not guarantee.
    ///
    /// # Errors
    /// [`Config`](value::ErrorKind::Config) with the first field that is out of its range or does not fit the others:
    /// the number of inputs, layers, units or parameters, a bias initializer that draws, a loss that needs more
    /// outputs, the seed, a hyperparameter.
    pub fn check(&self) -> Result<()> {
        if self.inputs == 0 {
            return Err(Error::config("inputs", Reason::count(0, "inputs", 1, MAX_PARAMETERS)));
        }
        if self.layers.is_empty() || self.layers.len() > MAX_LAYERS {
            return Err(Error::config("layers", Reason::count(self.layers.len(), "layers", 1, MAX_LAYERS)));
        }
        for (at, layer) in self.layers.iter().enumerate() {
            layer.check(&format!("layers[{at}]"))?;
        }
        let parameters = self.parameter_count();
        if parameters > MAX_PARAMETERS as f64 {
            let problem = Reason::Count { count: parameters, what: "parameters", low: 0, high: MAX_PARAMETERS };
            return Err(Error::config("layers", problem));
        }
        if matches!(self.loss.targets_kind(), Targets::Class | Targets::Distribution) && self.outputs() < 2 {
            return Err(Error::config("loss", Reason::TooFewOutputs { loss: self.loss.name() }));
        }
        check_seed(self.seed)?;
        self.optimizer.check("optimizer")
    }

    /// The positions of the layers' weights in the flat array of all parameters: layer by layer, kernel before bias.
    pub(crate) fn layouts(&self) -> Vec<LayerLayout> {
        let (mut inputs, mut at) = (self.inputs, 0);
        let next = |layer: &LayerConfig| {
            let layout = LayerLayout::new(at, inputs, layer.units, layer.use_bias);
            (inputs, at) = (layout.units, layout.bias.end);
            layout
        };
        self.layers.iter().map(next).collect()
    }

    /// The memory for a pass through the network, with its weights at these positions.
    pub(crate) fn pass(&self, layouts: &[LayerLayout]) -> Result<Pass> {
        let layers = layouts.iter().cloned().zip(self.layers.iter().map(|layer| layer.activation));
        Pass::new(self.loss, layers).ok_or_else(|| out_of_memory(layouts.last().map_or(0, |layer| layer.bias.end)))
    }

    /// Units of the last layer.
    pub fn outputs(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.units)
    }

    /// Weights and biases of all layers; an f64, so that the count of an absurdly large network does not overflow.
    fn parameter_count(&self) -> f64 {
        let (mut count, mut inputs) = (0.0, self.inputs as f64);
        for layer in &self.layers {
            let units = layer.units as f64;
            count += (inputs + if layer.use_bias { 1.0 } else { 0.0 }) * units;
            inputs = units;
        }
        count
    }
}

impl LayerConfig {
    fn parse(at: usize, value: &Value) -> Result<Self> {
        let mut fields = Fields::new(&format!("layers[{at}]"), value)?;
        let path = fields.path("units");
        let units = count(&path, fields.require("units", "the number of neurons in the layer")?)?;
        let default = Self::new(units, Activation::Linear);
        let layer = Self {
            units,
            activation: fields.choice("activation")?.unwrap_or(default.activation),
            use_bias: fields.switch("use_bias")?.unwrap_or(default.use_bias),
            kernel_initializer: fields.choice("kernel_initializer")?.unwrap_or(default.kernel_initializer),
            bias_initializer: fields.choice("bias_initializer")?.unwrap_or(default.bias_initializer),
            kernel_regularizer: match fields.take("kernel_regularizer") {
                None => default.kernel_regularizer,
                Some(value) => Regularizer::parse(&fields.path("kernel_regularizer"), value)?,
            },
        };
        fields.finish()?;
        Ok(layer)
    }

    fn check(&self, path: &str) -> Result<()> {
        if self.units == 0 {
            return Err(Error::config(format!("{path}.units"), Reason::count(0, "units", 1, MAX_PARAMETERS)));
        }
        if !self.bias_initializer.suits_bias() {
            let choices = Initializer::all().filter(|initializer| initializer.suits_bias());
            let problem = Reason::Unfit {
                word: self.bias_initializer.name().to_owned(),
                because: "does not suit a bias",
                choices: choices.map(Choice::name).collect(),
            };
            return Err(Error::config(format!("{path}.bias_initializer"), problem));
        }
        for (name, penalty) in [("l1", self.kernel_regularizer.l1), ("l2", self.kernel_regularizer.l2)] {
            let checked = check_range(Range::NotNegative, penalty);
            checked.map_err(|problem| Error::config(format!("{path}.kernel_regularizer.{name}"), problem))?;
        }
        Ok(())
    }
}

serialize_as_value!(NetworkConfig, LayerConfig);

impl From<&NetworkConfig> for Value {
    fn from(config: &NetworkConfig) -> Self {
        Self::object(vec![
            ("inputs", Self::Number(config.inputs as f64)),
            ("layers", config.layers.iter().map(Self::from).collect()),
            ("loss", Self::from(config.loss.name())),
            ("optimizer", Self::from(&config.optimizer)),
            ("seed", Self::Number(config.seed as f64)),
        ])
    }
}

impl From<&LayerConfig> for Value {
    fn from(layer: &LayerConfig) -> Self {
        Self::object(vec![
            ("units", Self::Number(layer.units as f64)),
            ("activation", Self::from(layer.activation.name())),
            ("use_bias", Self::Bool(layer.use_bias)),
            ("kernel_initializer", Self::from(layer.kernel_initializer.name())),
            ("bias_initializer", Self::from(layer.bias_initializer.name())),
            ("kernel_regularizer", Self::from(&layer.kernel_regularizer)),
        ])
    }
}

/// Refuses a seed above [`MAX_SEED`].
pub(crate) fn check_seed(seed: u64) -> Result<()> {
    Bounds::whole(0, MAX_SEED).check(seed as f64).map(|_| ()).map_err(|problem| Error::config("seed", problem))
}

/// A count, at least 1.
fn count(path: &str, value: &Value) -> Result<usize> {
    let number = match value {
        Value::Number(number) => Bounds::whole(1, MAX_SEED).check(*number),
        other => Err(Reason::wrong_type(other, Expected::Number)),
    };
    // A count beyond usize (on a 32-bit target) saturates; it is refused as too large later.
    number.map(|n| usize::try_from(n as u64).unwrap_or(usize::MAX)).map_err(|problem| Error::config(path, problem))
}
