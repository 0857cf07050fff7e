//! The settings of an experiment, as the page and its links write them.

use crate::{
    data::{
        Dataset, DatasetConfig, DatasetName, Feature, MAX_NOISE, MAX_SAMPLES, MAX_TRAIN_SHARE, MIN_SAMPLES,
        MIN_TRAIN_SHARE, Problem, custom,
    },
    nn::{Activation, LayerConfig, Loss, NetworkConfig, Optimizer, OptimizerName, Regularizer, random::MAX_SEED},
};
use value::{Choice, Error, Fields, Result, Value, each, joined, number::Quoted};

/// The most hidden layers.
pub const MAX_HIDDEN_LAYERS: usize = 8;
/// The most units in a hidden layer.
pub const MAX_HIDDEN_UNITS: usize = 64;

/// The largest penalty.
const MAX_PENALTY: f64 = 10.0;

/// Everything that an experiment is made from. Same settings, same experiment, to the last bit.
#[derive(Debug, Clone, PartialEq)]
pub struct ExperimentSettings {
    /// The points.
    pub data: Data,
    /// What the network sees of a point. With one input, those that need y are left out.
    pub features: Vec<Feature>,
    /// Units and activation of the hidden layers.
    pub hidden: Vec<(usize, Activation)>,
    /// One of [`losses`] of the data's problem; none means the first of them.
    pub loss: Option<Loss>,
    /// How it learns.
    pub optimizer: Optimizer,
    /// Examples in a mini-batch; more than there are means all of them.
    pub batch_size: usize,
    /// The penalty on all kernels.
    pub regularizer: Regularizer,
    /// Data, initial weights and the order of the batches come from it.
    pub seed: u64,
}

/// Where the points come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// A built-in set.
    Named(DatasetConfig),
    /// A person's own, as text ([`custom::from_text`]).
    Own {
        /// A row a line.
        text: String,
        /// 0.1 to 0.9.
        train_share: f64,
        /// For the split.
        seed: u64,
    },
}

impl Data {
    /// The points themselves.
    pub fn generate(&self) -> Result<Dataset> {
        match self {
            Self::Named(config) => config.generate(),
            Self::Own { text, train_share, seed } => custom::from_text(text, *train_share, *seed),
        }
    }
}

/// The losses that fit a problem, the usual one first.
pub fn losses(problem: Problem) -> &'static [Loss] {
    match problem {
        Problem::Binary => {
            &[Loss::BinaryCrossentropy, Loss::MeanSquaredError, Loss::MeanAbsoluteError, Loss::Huber, Loss::Hinge]
        }
        Problem::Classes(_) => &[Loss::SparseCategoricalCrossentropy],
        Problem::Regression => &[Loss::MeanSquaredError, Loss::MeanAbsoluteError, Loss::Huber],
    }
}

impl ExperimentSettings {
    /// Reads the settings of the page that concern the experiment, in snake_case, `noise` and `train_share` in percent,
    /// `layers` as `[{ units, activation }]`, `optimizer` as in a [`NetworkConfig`]. What is missing gets the page's
    /// default.
    pub fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("config", value)?;
        let seed = fields.whole("seed", 0, MAX_SEED)?.unwrap_or_default();
        let train_share = fields.percent("train_share", MIN_TRAIN_SHARE, MAX_TRAIN_SHARE)?.unwrap_or(0.5);
        let samples = fields.whole("samples", MIN_SAMPLES as u64, MAX_SAMPLES as u64)?.unwrap_or(500) as usize;
        let noise = fields.percent("noise", 0.0, MAX_NOISE)?.unwrap_or(0.0);
        let text = fields.take("points");
        let data = match fields.take("dataset") {
            Some(Value::Text(name)) if name == "custom" => {
                let text = match text {
                    Some(Value::Text(text)) => text.clone(),
                    None => String::new(),
                    Some(other) => return Err(Error::config("points", format!("{other} is not a text"))),
                };
                Data::Own { text, train_share, seed }
            }
            named => {
                let name = match named {
                    None => DatasetName::Circle,
                    Some(Value::Text(name)) => DatasetName::from_name(name).map_err(|p| Error::config("dataset", p))?,
                    Some(other) => return Err(Error::config("dataset", format!("{other} is not a name"))),
                };
                Data::Named(DatasetConfig { name, samples, noise, train_share, seed })
            }
        };
        let features = match fields.list("features", "names")? {
            None => vec![Feature::X, Feature::Y],
            Some([]) => return Err(Error::config("features", "none is chosen: at least one is needed")),
            Some(names) => each(names, feature)?,
        };
        let activation = fields.choice("activation")?.unwrap_or(Activation::Tanh);
        let hidden = match fields.list("layers", "layers")? {
            None => vec![(4, activation), (2, activation)],
            Some(layers) if layers.len() > MAX_HIDDEN_LAYERS => {
                let problem = format!("{} hidden layers are too many: at most {MAX_HIDDEN_LAYERS}", layers.len());
                return Err(Error::config("layers", problem));
            }
            Some(layers) => each(layers, |at, layer| hidden(at, layer, activation))?,
        };
        let loss = fields.choice("loss")?;
        let batch_size = fields.whole("batch_size", 1, MAX_SEED)?.unwrap_or(10);
        let regularizer = Regularizer { l1: penalty(&mut fields, "l1")?, l2: penalty(&mut fields, "l2")? };
        let optimizer = match fields.take("optimizer") {
            None => Optimizer { learning_rate: 0.03, ..Optimizer::new(OptimizerName::Sgd) },
            Some(optimizer) => Optimizer::parse("optimizer", optimizer)?,
        };
        fields.finish()?;
        let batch_size = usize::try_from(batch_size).unwrap_or(usize::MAX);
        Ok(Self { data, features, hidden, loss, optimizer, batch_size, regularizer, seed })
    }

    /// Checks what neither the data nor the network checks.
    pub fn check(&self) -> Result<()> {
        if self.batch_size == 0 {
            return Err(Error::config("batch_size", "0 is too few: a batch needs at least 1 example"));
        }
        Ok(())
    }

    /// Whether an experiment with these settings can go on with the `next` ones where it stands: whether they differ in
    /// nothing but the optimizer and its numbers, the size of a batch and the penalty.
    pub fn goes_on_with(&self, next: &Self) -> bool {
        let live = Self {
            optimizer: next.optimizer.clone(),
            batch_size: next.batch_size,
            regularizer: next.regularizer,
            ..self.clone()
        };
        live == *next
    }

    /// The features that this data has.
    pub fn features_for(&self, data: &Dataset) -> Vec<Feature> {
        let mut features = Vec::new();
        for feature in &self.features {
            if data.inputs == 2 || !feature.needs_y() {
                features.push(*feature);
            }
        }
        if features.is_empty() { vec![Feature::X] } else { features }
    }

    /// The network for this data.
    pub fn network_for(&self, data: &Dataset) -> Result<NetworkConfig> {
        let legal = losses(data.problem);
        let loss = self.loss.unwrap_or(legal[0]);
        if !legal.contains(&loss) {
            let mut names = legal.iter().map(|loss| loss.name());
            let names = joined(&mut || names.next());
            let problem = format!("{} does not fit this data; choose one of {names}", Quoted(loss.name()));
            return Err(Error::config("loss", problem));
        }
        let (outputs, activation) = match data.problem {
            Problem::Binary if loss == Loss::Hinge => (1, Activation::Linear),
            Problem::Binary => (1, Activation::Sigmoid),
            Problem::Classes(classes) => (classes, Activation::Softmax),
            Problem::Regression => (1, Activation::Linear),
        };
        let mut layers = Vec::new();
        for (units, activation) in self.hidden.iter().copied().chain([(outputs, activation)]) {
            layers.push(LayerConfig { kernel_regularizer: self.regularizer, ..LayerConfig::new(units, activation) });
        }
        Ok(NetworkConfig {
            inputs: self.features_for(data).len(),
            layers,
            loss,
            optimizer: self.optimizer.clone(),
            seed: self.seed,
        })
    }
}

fn penalty(fields: &mut Fields, name: &'static str) -> Result<f64> {
    Ok(fields.number_in(name, 0.0, MAX_PENALTY)?.unwrap_or(0.0))
}

fn feature(at: usize, name: &Value) -> Result<Feature> {
    let found = match name {
        Value::Text(name) => Feature::from_name(name),
        other => Err(format!("{other} is not a name")),
    };
    found.map_err(|problem| Error::config(format!("features[{at}]"), problem))
}

/// A hidden layer: `{ units, activation }`, the activation left out where it is the common one.
fn hidden(at: usize, value: &Value, common: Activation) -> Result<(usize, Activation)> {
    let mut fields = Fields::new(&format!("layers[{at}]"), value)?;
    let units = fields.whole("units", 1, MAX_HIDDEN_UNITS as u64)?;
    let units = fields.required("units", "the number of neurons in the layer", units)?;
    let activation = fields.choice("activation")?.unwrap_or(common);
    fields.finish()?;
    Ok((units as usize, activation))
}
