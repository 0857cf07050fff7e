//! The settings: the network, its examples and weights. Missing ones are chosen to fit those given.

use super::{
    losses::{Clip, is_categorical, wants_distribution},
    machine::{Example, Machine, Place, Units, Weights},
    numbers::{Structure, Trace},
    presets::{Preset, Written},
    text::{MAX_UNITS, Rows, layers, layers_from, layers_text, rows, rows_text},
};
use crate::nn::{
    Activation, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName, check_target, random::MAX_SEED,
};
use serde::Serialize;
use value::{
    Choice, Error, Fields, NumberSetting, Reason, Result, Value, each,
    number::{decimal_point, rounded},
};

/// The most examples.
pub const MAX_EXAMPLES: usize = 64;
/// The most updates.
pub const MAX_EPOCH: u64 = 100_000;
/// The largest learning rate.
const MAX_ETA: f64 = 1000.0;

pub(super) const EPOCH: NumberSetting = NumberSetting::whole("epoch", 0, MAX_EPOCH, 0);
const EXAMPLE: NumberSetting = NumberSetting::whole("example", 1, MAX_EXAMPLES as u64, 1);
const SEED: NumberSetting = NumberSetting::whole("seed", 0, MAX_SEED, 0);

/// The settings. Missing ones fit those given: with two rows in `y`, the preset's first two rows of `x` are the inputs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The defaults of the others; `lecture`.
    pub preset: Preset,
    /// `layers`, all of them, the output last, `"2:tanh,1:sigmoid"` or `[{ units, activation }]`: 1 to [`MAX_LAYERS`] of 1 to
    /// [`MAX_UNITS`] units. `x`: as many inputs. `loss`. The preset's.
    pub(super) machine: Machine,
    /// `weights`, a text: of each layer a row for each input, a number a unit, then a row of biases; `random`: drawn from
    /// `seed`. The preset's, and where they do not fit, drawn.
    pub(super) weights: Weights,
    /// `x` and `y`, texts with an example a row, 1 to [`MAX_EXAMPLES`] of them; for a sparse loss y is the class, from 0. In
    /// texts a comma that might also stand between two numbers is what `decimal` says, `.` or `,`. (Not among the limits: a
    /// page hands on the texts that were shown, which mean the same in every language.)
    pub(super) batch: Vec<Example>,
    /// The same as the loss reads them, where it reads targets otherwise than they are written.
    coded: Option<Vec<Example>>,
    /// All of them as they would be typed, but for the epoch.
    typed: Typed,
    /// The learning rate, 0 to 1000; the preset's.
    pub eta: f64,
    /// The updates that have been made, 0 to [`MAX_EPOCH`]; 0.
    pub epoch: u64,
    /// The example that is shown, from 1; where there are fewer, the last one. 1.
    pub example: usize,
    seed: u64,
}

impl Settings {
    /// What each setting may be.
    pub fn limits() -> Value {
        let eta = vec![("min", 0.0.into()), ("max", MAX_ETA.into()), ("default", Value::Null), ("whole", false.into())];
        Value::object(vec![
            ("preset", Value::choices(Some(Preset::Lecture))),
            ("layers", Value::default_of(Value::Null)),
            ("x", Value::default_of(Value::Null)),
            ("y", Value::default_of(Value::Null)),
            ("weights", Value::default_of(Value::Null)),
            ("loss", Value::choices::<Loss>(None)),
            ("eta", Value::object(eta)),
            ("epoch", (&EPOCH).into()),
            ("example", (&EXAMPLE).into()),
            ("seed", (&SEED).into()),
        ])
    }

    /// Reads them.
    ///
    /// # Errors
    /// For an illegal value; the field is one that was written.
    pub fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("", value)?;
        let preset = fields.choice("preset")?.unwrap_or(Preset::Lecture);
        let standard = preset.written();
        let eta = fields.number_in("eta", 0.0, MAX_ETA)?.unwrap_or(standard.eta);
        let epoch = fields.setting(&EPOCH)? as u64;
        let example = fields.setting(&EXAMPLE)? as usize;
        let seed = fields.setting(&SEED)? as u64;
        let decimal = fields.text("decimal")?;
        let decimal = decimal_point(decimal).map_err(|reason| Error::config("decimal", reason))?;
        let own = Own::read(&mut fields, decimal)?;
        fields.finish()?;
        let (machine, batch) = own.problem(&standard)?;
        let weights = match own.weights {
            Some(Start::Rows(rows)) => machine.weights_from(&rows)?,
            Some(Start::Drawn) => machine.drawn_weights(seed)?,
            None => machine.own_weights(standard.weights, seed)?,
        };
        let coded = coded(&machine, &batch);
        let typed = Typed {
            preset: preset.name(),
            layers: layers_text(&machine.layers),
            x: rows_text(batch.iter().map(|example| &example.x[..machine.inputs])),
            y: rows_text(batch.iter().map(|example| &example.y[..machine.targets()])),
            weights: machine.weights_text(&weights),
            loss: machine.loss.name(),
            eta,
            epoch,
            seed,
        };
        let settings = Self { preset, machine, weights, batch, coded, typed, eta, epoch, example, seed };
        settings.network(&settings.weights)?;
        Ok(settings)
    }

    /// The examples as the loss reads them.
    pub(super) fn read_batch(&self) -> &[Example] {
        self.coded.as_deref().unwrap_or(&self.batch)
    }

    /// All numbers of the update that follows these weights.
    pub(super) fn trace<'a>(&'a self, weights: &'a Weights) -> Trace<'a> {
        Trace::new(self.structure(), weights, self.read_batch(), &self.batch, self.eta)
    }

    /// Which numbers there are.
    pub(super) fn structure(&self) -> Structure<'_> {
        Structure { machine: &self.machine, is_coded: self.coded.is_some(), examples: self.batch.len() }
    }

    /// The network as the core takes it.
    pub(super) fn config(&self) -> NetworkConfig {
        self.machine.config(self.eta, self.seed)
    }

    /// The core's network with these weights.
    pub(super) fn network(&self, weights: &Weights) -> Result<Network> {
        let mut network = Network::new(self.config())?;
        network.set_weights(&self.machine.keras_weights(weights))?;
        Ok(network)
    }

    /// x and y as the core takes them.
    pub(super) fn core_examples(&self) -> (Vec<f32>, Vec<f32>) {
        let single = |of: fn(&Example) -> &Units, count: usize| {
            self.batch.iter().flat_map(|example| of(example).iter().take(count)).map(|value| *value as f32).collect()
        };
        (single(|example| &example.x, self.machine.inputs), single(|example| &example.y, self.machine.targets()))
    }

    /// The settings as they would be typed, complete.
    pub(super) fn written(&self) -> Typed {
        Typed { epoch: self.epoch, ..self.typed.clone() }
    }

    /// Whether a run with these settings is also one of `other`.
    pub(super) fn has_run_of(&self, other: &Self) -> bool {
        (&self.machine, &self.weights, &self.batch, self.eta)
            == (&other.machine, &other.weights, &other.batch, other.eta)
    }
}

/// The settings as a user would type them, complete.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropSettings"))]
pub struct Typed {
    /// The preset.
    pub preset: &'static str,
    /// `2:tanh,1:sigmoid`.
    pub layers: String,
    /// A row a line, numbers with points and spaces between them.
    pub x: String,
    /// The same.
    pub y: String,
    /// The same, layers apart.
    pub weights: String,
    /// Keras's name of it.
    pub loss: &'static str,
    /// The learning rate.
    pub eta: f64,
    /// The requested number of updates.
    pub epoch: u64,
    /// The seed of drawn weights.
    pub seed: u64,
}

/// The weights to begin with.
enum Start {
    /// As they were written.
    Rows(Rows),
    /// Drawn from the seed.
    Drawn,
}

/// The parts of the problem that were written.
struct Own {
    layers: Option<Vec<(usize, Activation)>>,
    loss: Option<Loss>,
    x: Option<Rows>,
    y: Option<Rows>,
    weights: Option<Start>,
}

impl Own {
    fn read(fields: &mut Fields, decimal: char) -> Result<Self> {
        let mut examples = |key| {
            let rows = fields.text(key)?.map(|text| rows(key, text, decimal, true)).transpose()?;
            match &rows {
                Some(rows) if !(1..=MAX_EXAMPLES).contains(&rows.len()) => {
                    Err(Error::config(key, Reason::count(rows.len(), "examples", 1, MAX_EXAMPLES)))
                }
                _ => Ok(rows),
            }
        };
        let (x, y) = (examples("x")?, examples("y")?);
        let weights = match fields.text("weights")? {
            None => None,
            Some("random") => Some(Start::Drawn),
            Some(text) => Some(Start::Rows(rows("weights", text, decimal, false)?)),
        };
        let layers = fields.take("layers").map(layers).transpose()?;
        let loss = fields.choice("loss")?;
        Ok(Self { layers, loss, x, y, weights })
    }

    /// The written parts, completed by the preset as far as it fits.
    fn problem(&self, standard: &Written) -> Result<(Machine, Vec<Example>)> {
        let loss = self.loss.unwrap_or(standard.loss);
        let layers = match &self.layers {
            Some(layers) => layers.clone(),
            None => self.usual_layers(standard, loss)?,
        };
        let outputs = layers.last().map_or(0, |(units, _)| *units);
        if is_categorical(loss) && outputs < 2 {
            let key = if self.loss.is_some() { "loss" } else { "layers" };
            return Err(Error::config(key, Reason::TooFewOutputs { loss: loss.name() }));
        }
        let x = match &self.x {
            Some(x) => x.clone(),
            None => self.usual_x(standard, &layers)?,
        };
        let machine = Machine { inputs: x.first().map_or(0, Vec::len), layers, loss };
        let y = match &self.y {
            Some(y) => y.clone(),
            None => usual_y(standard, &machine, x.len())?,
        };
        let batch = batch(&machine, x, y)?;
        Ok((machine, batch))
    }

    /// The preset's layers, with as many outputs as the targets need.
    fn usual_layers(&self, standard: &Written, loss: Loss) -> Result<Vec<(usize, Activation)>> {
        let mut layers = layers_from(standard.layers)?;
        if let Some((units, _)) = layers.last_mut() {
            let wanted = match &self.y {
                _ if loss.is_sparse() => {
                    let classes = self.y.iter().flatten().flatten().fold(1.0, |most: f64, class| most.max(*class));
                    (*units).max(classes as usize + 1)
                }
                Some(y) => y.first().map_or(1, Vec::len),
                None if is_categorical(loss) => (*units).max(2),
                None => *units,
            };
            *units = wanted.clamp(1, MAX_UNITS);
        }
        Ok(layers)
    }

    /// The preset's inputs, as many as the weights take, for each row of targets.
    fn usual_x(&self, standard: &Written, layers: &[(usize, Activation)]) -> Result<Rows> {
        let x = rows("x", standard.x, '.', true)?;
        let own = x.first().map_or(1, Vec::len);
        let inputs = match &self.weights {
            Some(Start::Rows(rows)) => {
                // All but the first layer's, and its biases.
                let others: usize = layers.iter().rev().skip(1).map(|(units, _)| units + 1).sum();
                rows.len().checked_sub(others + 1).filter(|inputs| (1..=MAX_UNITS).contains(inputs)).unwrap_or(own)
            }
            _ => own,
        };
        Ok(reshaped(&x, self.y.as_ref().map_or(x.len(), Vec::len), inputs))
    }
}

/// The preset's targets, where they fit; else the classes in turn, as their numbers or as probabilities, or zeros.
fn usual_y(standard: &Written, machine: &Machine, examples: usize) -> Result<Rows> {
    let (loss, outputs) = (machine.loss, machine.outputs());
    if wants_distribution(loss) {
        return Ok((0..examples).map(|example| distribution(loss, outputs, example % outputs.max(1))).collect());
    }
    let y = reshaped(&rows("y", standard.y, '.', true)?, examples, loss.targets(outputs));
    if y.iter().flatten().all(|y| check_target(loss, *y as f32, outputs).is_none()) {
        return Ok(y);
    }
    let classes: Rows = (0..outputs).map(|class| vec![class as f64]).collect();
    Ok(if loss.is_sparse() {
        reshaped(&classes, examples, 1)
    } else {
        vec![vec![0.0; loss.targets(outputs)]; examples]
    })
}

/// Targets for which this class is right: it is certain, or for a divergence each other one has a probability of 0.1.
fn distribution(loss: Loss, outputs: usize, class: usize) -> Vec<f64> {
    let tenths = if loss == Loss::KlDivergence { 1 } else { 0 };
    let tenths_of_class = 10 - tenths * outputs.saturating_sub(1);
    (0..outputs).map(|output| if output == class { tenths_of_class } else { tenths } as f64 / 10.0).collect()
}

/// The same numbers in another shape, from the first one again where there are not enough.
fn reshaped(rows: &Rows, count: usize, columns: usize) -> Rows {
    let mut numbers = rows.iter().flatten().copied().cycle();
    (0..count).map(|_| numbers.by_ref().take(columns).collect()).collect()
}

/// Puts inputs and targets together.
fn batch(machine: &Machine, x: Rows, y: Rows) -> Result<Vec<Example>> {
    if machine.inputs > MAX_UNITS {
        let reason = Reason::count(machine.inputs, "numbers", 1, MAX_UNITS);
        return Err(Error::config("x", reason.in_line(1, None)));
    }
    if y.len() != x.len() {
        return Err(Error::config("y", Reason::count(y.len(), "rows", x.len(), x.len())));
    }
    let (loss, outputs) = (machine.loss, machine.outputs());
    for (at, (x, y)) in x.iter().zip(&y).enumerate() {
        let here = |key, reason: Reason, number| Error::config(key, reason.in_line(at + 1, number));
        if x.len() != machine.inputs {
            return Err(here("x", Reason::count(x.len(), "numbers", machine.inputs, machine.inputs), None));
        }
        if y.len() != loss.targets(outputs) {
            return Err(here("y", wrong_targets(loss, outputs, y), None));
        }
        let wrong = |(place, y): (usize, &f64)| Some((place, check_target(loss, *y as f32, outputs)?));
        if let Some((place, reason)) = y.iter().enumerate().find_map(wrong) {
            return Err(here("y", reason, Some(place + 1)));
        }
    }
    Ok(x.iter().zip(&y).map(|(x, y)| Example { x: units(x), y: units(y) }).collect())
}

/// What is wrong with a row of targets of another length.
fn wrong_targets(loss: Loss, outputs: usize, y: &[f64]) -> Reason {
    if !loss.is_sparse() {
        return Reason::count(y.len(), "numbers", outputs, outputs);
    }
    let mut classes = y.iter().enumerate().filter(|(_, y)| **y == 1.0);
    let class = match (classes.next(), classes.next()) {
        (Some((class, _)), None) if y.len() == outputs => Some(class),
        _ => None,
    };
    let here = class.map_or_else(String::new, |class| format!(" (here {class})"));
    let (found, last) = (counted(y.len(), "number"), outputs.saturating_sub(1));
    let message = format!("{found}, where {} takes one, the number of the class from 0 to {last}{here}", loss.name());
    let mut values = vec![("value", loss.name().into()), ("count", number(y.len())), ("high", number(last))];
    match class {
        Some(class) => {
            values.push(("class", number(class)));
            Reason::special("y_class_here", values, message)
        }
        None => Reason::special("y_class", values, message),
    }
}

fn number(count: usize) -> Value {
    Value::Number(count as f64)
}

/// "1 row", "4 rows".
fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A row with room for the most numbers that there may be.
fn units(row: &[f64]) -> Units {
    let mut units = [0.0; MAX_UNITS];
    units.iter_mut().zip(row).for_each(|(place, value)| *place = *value);
    units
}

impl Machine {
    fn config(&self, eta: f64, seed: u64) -> NetworkConfig {
        NetworkConfig {
            inputs: self.inputs,
            layers: self.layers.iter().map(|(units, activation)| LayerConfig::new(*units, *activation)).collect(),
            loss: self.loss,
            optimizer: Optimizer { learning_rate: eta.into(), ..Optimizer::new(OptimizerName::Sgd) },
            seed,
        }
    }

    /// Weights as Keras lists them: of each layer a row for each input, one number a unit, and a row of biases.
    fn weights_from(&self, rows: &[Vec<f64>]) -> Result<Weights> {
        let places = || (0..self.layers.len()).flat_map(|layer| self.inputs_of(layer).map(move |input| (layer, input)));
        let expected = places().count();
        if rows.len() != expected {
            let message = format!(
                "{}, where {expected} are needed, of each layer one for each input, and one of biases",
                counted(rows.len(), "row")
            );
            let values = vec![("count", number(rows.len())), ("expected", number(expected))];
            return Err(Error::config("weights", Reason::special("weight_rows", values, message)));
        }
        let mut weights = Weights::default();
        each(rows.iter().zip(places()), |_, (row, (layer, input))| {
            let units = self.layers.get(layer).map_or(0, |(units, _)| *units);
            if row.len() != units {
                let what = if input == 0 { "biases".into() } else { format!("weights of input {input}") };
                let values = vec![
                    ("layer", number(layer + 1)),
                    ("input", number(input)),
                    ("count", number(row.len())),
                    ("units", number(units)),
                ];
                let (found, units) = (counted(row.len(), "number"), counted(units, "unit"));
                let message = format!("layer {}, {what}: {found}, where the layer has {units}", layer + 1);
                let name = if input == 0 { "bias_row" } else { "weight_row" };
                return Err(Error::config("weights", Reason::special(name, values, message)));
            }
            row.iter().enumerate().for_each(|(unit, w)| weights[Place { layer, input, unit }] = *w);
            Ok(())
        })?;
        Ok(weights)
    }

    /// The example's weights, if they fit; else drawn.
    fn own_weights(&self, standard: &str, seed: u64) -> Result<Weights> {
        match self.weights_from(&rows("weights", standard, '.', false)?) {
            Ok(weights) => Ok(weights),
            Err(_) => self.drawn_weights(seed),
        }
    }

    /// Weights drawn as Keras draws them, and rounded to what one would write.
    pub(in crate::labs) fn drawn_weights(&self, seed: u64) -> Result<Weights> {
        let network = Network::new(self.config(0.0, seed))?;
        let drawn = network.get_weights();
        let mut weights = Weights::default();
        let drawn = drawn.iter().copied().flatten();
        self.places().zip(drawn).for_each(|(place, w)| weights[place] = rounded(f64::from(*w), 2));
        Ok(weights)
    }

    /// The weights as Keras lists them, kernel and bias of each layer.
    pub fn keras_weights(&self, weights: &Weights) -> Vec<Vec<f32>> {
        let mut list = Vec::new();
        for place in self.places() {
            if place.unit == 0 && place.input <= 1 {
                list.push(Vec::new());
            }
            list.iter_mut().rev().take(1).for_each(|array| array.push(weights[place] as f32));
        }
        list
    }

    /// The weights as they are typed: layers apart, a row for each input, and one of biases.
    fn weights_text(&self, weights: &Weights) -> String {
        let layer = |layer: usize| {
            let units = self.layers.get(layer).map_or(0, |(units, _)| *units);
            let row = |input| (0..units).map(|unit| weights[Place { layer, input, unit }]).collect::<Vec<_>>();
            rows_text(self.inputs_of(layer).map(row))
        };
        (0..self.layers.len()).map(layer).collect::<Vec<_>>().join("\n")
    }
}

/// The batch as the loss reads it, if it reads targets otherwise than they are written: hinge 0 as −1, Kullback and Leibler's
/// divergence what its logarithm does not take.
fn coded(machine: &Machine, batch: &[Example]) -> Option<Vec<Example>> {
    let read_as = |read: &dyn Fn(f64) -> f64| {
        batch.iter().map(|example| Example { y: example.y.map(read), ..*example }).collect::<Vec<_>>()
    };
    if machine.loss == Loss::KlDivergence {
        let clip = Clip::of(machine.loss);
        let is_clipped = |example: &Example| example.y[..machine.targets()].iter().any(|y| clip.value(*y) != *y);
        return batch.iter().any(is_clipped).then(|| read_as(&|y| clip.value(y)));
    }
    let targets = batch.iter().flat_map(|example| example.y.iter().take(machine.targets()).map(|y| *y as f32));
    let (scale, shift) = machine.loss.target_map(targets)?;
    Some(read_as(&|y| f64::from(scale) * y + f64::from(shift)))
}
