//! The settings of an experiment, in the form that the page and its links use.

use super::schedule_text;
use crate::{
    data::{
        Dataset, DatasetConfig, DatasetName, FORMULA, Feature, Inputs, MAX_NOISE, MAX_SAMPLES, MAX_TRAIN_SHARE,
        MIN_SAMPLES, MIN_TRAIN_SHARE, Problem, Table, custom, features, from_formula,
    },
    nn::{
        Activation, Initializer, LayerConfig, Loss, NetworkConfig, Optimizer, OptimizerName, Regularizer, Targets,
        random::MAX_SEED,
    },
};
use std::sync::Arc;
use value::{Bounds, Choice, Error, Expected, Fields, NumberSetting, Reason, Result, Value, each};

/// The most hidden layers.
pub const MAX_HIDDEN_LAYERS: usize = 8;
/// The most units in a hidden layer.
pub const MAX_HIDDEN_UNITS: usize = 64;

const SAMPLES: NumberSetting = NumberSetting::whole("samples", MIN_SAMPLES as u64, MAX_SAMPLES as u64, 500);
/// In percent, like `train_share`.
const NOISE: NumberSetting = NumberSetting::new("noise", 0.0, 100.0 * MAX_NOISE, 0.0);
const TRAIN_SHARE: NumberSetting =
    NumberSetting::new("train_share", 100.0 * MIN_TRAIN_SHARE, 100.0 * MAX_TRAIN_SHARE, 50.0);
/// More examples than there are mean all of them.
pub(super) const BATCH_SIZE: NumberSetting = NumberSetting::whole("batch_size", 1, MAX_SEED, 10);
pub(super) const L1: NumberSetting = NumberSetting::new("l1", 0.0, 10.0, 0.0);
pub(super) const L2: NumberSetting = NumberSetting::new("l2", 0.0, 10.0, 0.0);
const SEED: NumberSetting = NumberSetting::whole("seed", 0, MAX_SEED, 0);

/// The default data set.
const DATASET: Source = Source::Named(DatasetName::Circle);
/// The default activation of the hidden layers.
const ACTIVATION: Activation = Activation::Tanh;

/// Everything that determines an experiment: same settings, same bits.
#[derive(Debug, Clone, PartialEq)]
pub struct ExperimentSettings {
    /// The points.
    pub data: Data,
    /// The features of a point that the network takes. Those that the data does not have are left out.
    pub features: Vec<Feature>,
    /// Whether each feature is shifted and scaled to mean 0 and deviation 1 over the training rows ([`Inputs::new`]).
    pub normalization: bool,
    /// The hidden layers.
    pub hidden: Vec<HiddenLayer>,
    /// How kernels begin, but for those of layers with an initializer of their own.
    pub initializer: Initializer,
    /// How all biases begin: with zeros or ones.
    pub bias_initializer: Initializer,
    /// One of the [`losses`] of the data's problem; `None` means the first of them.
    pub loss: Option<Loss>,
    /// How it learns.
    pub optimizer: Optimizer,
    /// Examples in a mini-batch; more than there are means all of them.
    pub batch_size: usize,
    /// The regularization term of all kernels.
    pub regularizer: Regularizer,
    /// Determines data, initial weights and the order of the batches.
    pub seed: u64,
}

/// A hidden layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HiddenLayer {
    /// 1 to [`MAX_HIDDEN_UNITS`].
    pub units: usize,
    /// That of its units.
    pub activation: Activation,
    /// How its kernel begins; `None` means as that of all layers.
    pub initializer: Option<Initializer>,
}

/// Where the points come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// A built-in set.
    Named(DatasetConfig),
    /// A user's own points, as text ([`custom::from_text`]).
    Own {
        /// One row per line. Shared, because settings are copied for each stage of a run.
        text: Arc<str>,
        /// 0.1 to 1.
        train_share: f64,
        /// For the split.
        seed: u64,
    },
    /// Points that a user's formula says the class or the value of ([`from_formula`]).
    Formula {
        /// The formula. Shared, because settings are copied for each stage of a run.
        text: Arc<str>,
        /// How many points, and the rest; the name is not used.
        config: DatasetConfig,
    },
    /// Rows that are given as arrays.
    Table {
        /// Shared, because settings are copied for each stage of a run.
        table: Arc<Table>,
        /// 0.1 to 1.
        train_share: f64,
        /// For the split.
        seed: u64,
    },
}

impl Data {
    /// The points themselves.
    ///
    /// # Errors
    /// As for [`DatasetConfig::generate`], [`custom::from_text`], [`from_formula`] and [`Table::split`].
    pub fn generate(&self) -> Result<Dataset> {
        match self {
            Self::Named(config) => config.generate(),
            Self::Own { text, train_share, seed } => {
                custom::from_text(text, *train_share, *seed).map_err(|error| error.or_field("points"))
            }
            Self::Formula { text, config } => from_formula(text, config),
            Self::Table { table, train_share, seed } => table.split(*train_share, *seed),
        }
    }
}

/// What `dataset` may be.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Source {
    Named(DatasetName),
    Formula,
    Own,
}

impl Choice for Source {
    const WHAT: &'static str = DatasetName::WHAT;
    const NAMES: &'static [(&'static str, Self)] = &{
        let named = DatasetName::NAMES;
        let mut names = [("custom", Self::Own); DatasetName::NAMES.len() + 2];
        names[DatasetName::NAMES.len()] = ("formula", Self::Formula);
        let mut at = 0;
        while at < named.len() {
            names[at] = (named[at].0, Self::Named(named[at].1));
            at += 1;
        }
        names
    };
}

/// The losses that fit a problem, the default first.
pub fn losses(problem: Problem) -> &'static [Loss] {
    match problem {
        Problem::Binary => &[
            Loss::BinaryCrossentropy,
            Loss::MeanSquaredError,
            Loss::MeanAbsoluteError,
            Loss::Huber,
            Loss::Hinge,
            Loss::SquaredHinge,
        ],
        Problem::Classes(_) => &[Loss::SparseCategoricalCrossentropy],
        Problem::Regression => &[Loss::MeanSquaredError, Loss::MeanAbsoluteError, Loss::Huber, Loss::LogCosh],
    }
}

impl ExperimentSettings {
    /// What the settings may be, by their key in snake_case: a [`NumberSetting`], or [`Value::choices`]. (An
    /// optimizer has its own: [`Optimizer::hyperparameters`].)
    pub fn limits() -> Value {
        // A larger batch is legal and has the same effect.
        let batch_size = NumberSetting { bounds: Bounds::whole(1, MAX_SAMPLES as u64), ..BATCH_SIZE };
        let numbers = [SAMPLES, NOISE, TRAIN_SHARE, batch_size, L1, L2, SEED];
        let choices = [
            ("dataset", Value::choices(Some(DATASET))),
            ("activation", Value::choices(Some(ACTIVATION))),
            ("initializer", Value::choices(Some(Initializer::GlorotUniform))),
            ("bias_initializer", bias_initializers()),
            ("loss", Value::choices::<Loss>(None)),
            ("optimizer", Value::choices(Some(OptimizerName::Sgd))),
        ];
        let numbers = numbers.iter().map(|setting| (setting.name, setting.into()));
        Value::object(numbers.chain(choices).collect())
    }

    /// Reads the settings of the page that concern the experiment, in snake_case, `noise` and `train_share` in percent,
    /// `layers` as `[{ units, activation, initializer }]`, `optimizer` as in a [`NetworkConfig`], `schedule` the text of a link for a schedule that starts at its learning rate. Missing settings get the
    /// page's default.
    ///
    /// # Errors
    /// [`Config`](value::ErrorKind::Config) with the field that is unknown, of the wrong type, not among its choices
    /// or out of range.
    pub fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("", value)?;
        let seed = fields.setting(&SEED)? as u64;
        let train_share = fields.setting(&TRAIN_SHARE)? / 100.0;
        let samples = fields.setting(&SAMPLES)? as usize;
        let noise = fields.setting(&NOISE)? / 100.0;
        let text = fields.text("points")?;
        let formula = fields.text("formula")?;
        let drawn = |name| DatasetConfig { name, samples, noise, train_share, seed };
        let data = match fields.choice("dataset")?.unwrap_or(DATASET) {
            Source::Own => Data::Own { text: text.unwrap_or_default().into(), train_share, seed },
            Source::Named(name) => Data::Named(drawn(name)),
            Source::Formula => {
                Data::Formula { text: formula.unwrap_or(FORMULA).into(), config: drawn(DatasetName::Circle) }
            }
        };
        let features = match fields.list("features", "names")? {
            None => vec![Feature::X, Feature::Y],
            Some(names) => each(names, feature)?,
        };
        let normalization = fields.switch("normalization")?.unwrap_or_default();
        let activation = fields.choice("activation")?.unwrap_or(ACTIVATION);
        let hidden = match fields.list("layers", "layers")? {
            None => [4, 2].map(|units| HiddenLayer { units, activation, initializer: None }).into(),
            Some(layers) if layers.len() > MAX_HIDDEN_LAYERS => {
                let reason = Reason::count(layers.len(), "hidden layers", 0, MAX_HIDDEN_LAYERS);
                return Err(Error::config("layers", reason));
            }
            Some(layers) => each(layers, |at, layer| hidden(at, layer, activation))?,
        };
        let initializer = fields.choice("initializer")?.unwrap_or_default();
        let bias_initializer = fields.choice("bias_initializer")?.unwrap_or(Initializer::Zeros);
        let loss = fields.choice("loss")?;
        let batch_size = fields.setting(&BATCH_SIZE)? as u64;
        let regularizer = Regularizer { l1: fields.setting(&L1)?, l2: fields.setting(&L2)? };
        let mut optimizer = match fields.take("optimizer") {
            None => Optimizer { learning_rate: 0.03.into(), ..Optimizer::new(OptimizerName::Sgd) },
            Some(optimizer) => Optimizer::parse("optimizer", optimizer)?,
        };
        if let Some(schedule) = fields.text("schedule")? {
            schedule_text::set_at(&mut optimizer, schedule, "schedule")?;
        }
        fields.finish()?;
        let batch_size = usize::try_from(batch_size).unwrap_or(usize::MAX);
        let settings = Self {
            data,
            features,
            normalization,
            hidden,
            initializer,
            bias_initializer,
            loss,
            optimizer,
            batch_size,
            regularizer,
            seed,
        };
        settings.check()?;
        Ok(settings)
    }

    /// The same settings for the rows of a table instead of their data; the split stays.
    #[must_use]
    pub fn with_table(mut self, table: Arc<Table>) -> Self {
        let (train_share, seed) = match self.data {
            Data::Named(DatasetConfig { train_share, seed, .. })
            | Data::Formula { config: DatasetConfig { train_share, seed, .. }, .. }
            | Data::Own { train_share, seed, .. }
            | Data::Table { train_share, seed, .. } => (train_share, seed),
        };
        self.data = Data::Table { table, train_share, seed };
        self
    }

    /// Checks what neither the data nor the network checks.
    ///
    /// # Errors
    /// [`Config`](value::ErrorKind::Config) for batches of 0 examples and for a list of features that is not legal.
    pub fn check(&self) -> Result<()> {
        if self.batch_size == 0 {
            return Err(Error::config("batch_size", Reason::count(0, "examples", 1, MAX_SAMPLES)));
        }
        features::check(&self.features)
    }

    /// Whether an experiment with these settings can continue with the `next` ones: whether they differ only in the optimizer
    /// and its hyperparameters, the batch size and the regularization.
    pub fn goes_on_with(&self, next: &Self) -> bool {
        let live = Self {
            optimizer: next.optimizer.clone(),
            batch_size: next.batch_size,
            regularizer: next.regularizer,
            ..self.clone()
        };
        live == *next
    }

    /// Those of the features that this data has; if there are none x, y, or all columns.
    pub fn features_for(&self, data: &Dataset) -> Vec<Feature> {
        let there = |feature: &Feature| feature.fits(data.inputs);
        let features: Vec<Feature> = self.features.iter().copied().filter(there).collect();
        if !features.is_empty() {
            return features;
        }
        let raw = |feature: &Feature| matches!(feature, Feature::X | Feature::Y | Feature::Column(_));
        Feature::all().filter(raw).filter(there).collect()
    }

    /// What the network takes of this data.
    ///
    /// # Errors
    /// As for [`Inputs::new`].
    pub fn inputs_for(&self, data: &Dataset) -> Result<Inputs> {
        Inputs::new(self.features_for(data), data, self.normalization)
    }

    /// The network for this data.
    ///
    /// # Errors
    /// [`Config`](value::ErrorKind::Config) for a loss that does not fit the data.
    pub fn network_for(&self, data: &Dataset) -> Result<NetworkConfig> {
        let legal = losses(data.problem);
        let loss = self.loss.unwrap_or(legal[0]);
        if !legal.contains(&loss) {
            let (word, because) = (loss.name().to_owned(), "does not fit this data");
            let choices = legal.iter().map(|loss| loss.name()).collect();
            return Err(Error::config("loss", Reason::Unfit { word, because, choices }));
        }
        let (outputs, activation) = match data.problem {
            Problem::Binary if loss.targets_kind() == Targets::Signs => (1, Activation::Linear),
            Problem::Binary => (1, Activation::Sigmoid),
            Problem::Classes(classes) => (classes, Activation::Softmax),
            Problem::Regression => (1, Activation::Linear),
        };
        let layer = |HiddenLayer { units, activation, initializer }| LayerConfig {
            kernel_initializer: initializer.unwrap_or(self.initializer),
            bias_initializer: self.bias_initializer,
            kernel_regularizer: self.regularizer,
            ..LayerConfig::new(units, activation)
        };
        let output = HiddenLayer { units: outputs, activation, initializer: None };
        Ok(NetworkConfig {
            inputs: self.features_for(data).len(),
            layers: self.hidden.iter().copied().chain([output]).map(layer).collect(),
            loss,
            optimizer: self.optimizer.clone(),
            seed: self.seed,
        })
    }
}

/// [`Value::choices`] of those that suit a bias.
fn bias_initializers() -> Value {
    let names = Value::names(Initializer::all().filter(|initializer| initializer.suits_bias()));
    Value::object(vec![("choices", names), ("default", Value::from(Initializer::Zeros.name()))])
}

fn feature(at: usize, name: &Value) -> Result<Feature> {
    let found = match name {
        Value::Text(name) => Feature::from_name(name),
        other => Err(Reason::wrong_type(other, Expected::Name(Feature::choices()))),
    };
    found.map_err(|reason| Error::config(format!("features[{at}]"), reason))
}

/// A hidden layer: `{ units, activation, initializer }`, the latter two left out where they are those of all layers.
fn hidden(at: usize, value: &Value, common: Activation) -> Result<HiddenLayer> {
    let mut fields = Fields::new(&format!("layers[{at}]"), value)?;
    let units = fields.whole("units", 1, MAX_HIDDEN_UNITS as u64)?;
    let units = fields.required("units", "the number of neurons in the layer", units)?;
    let activation = fields.choice("activation")?.unwrap_or(common);
    let initializer = fields.choice("initializer")?;
    fields.finish()?;
    Ok(HiddenLayer { units: units as usize, activation, initializer })
}
