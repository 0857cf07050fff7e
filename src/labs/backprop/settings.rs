//! What a person typed: layers, examples and weights as text.

use super::{
    machine::{Example, Machine, Weights},
    presets::Preset,
};
use crate::{
    data::custom,
    nn::{Activation, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName, random::MAX_SEED},
};
use value::{
    Choice, Error, Fields, Result, Value, each,
    number::{self, Quoted, decimal_point, shown},
};

/// The most layers, and ...
pub const MAX_LAYERS: usize = 4;
/// ... the most units in each, and inputs. More could not be read.
pub const MAX_UNITS: usize = 6;
/// The most examples.
pub const MAX_EXAMPLES: usize = 8;
/// The most updates.
pub const MAX_EPOCH: u64 = 10_000;
/// The largest number that can be typed.
const MAX_NUMBER: f64 = 1e6;
/// The largest learning rate.
const MAX_ETA: f64 = 1000.0;

/// Everything that an update is made from.
pub(super) struct Settings {
    pub preset: Preset,
    pub machine: Machine,
    pub weights: Weights,
    /// With targets as they were written.
    pub batch: Vec<Example>,
    pub eta: f64,
    pub epoch: u64,
    pub worksheet: Option<Worksheet>,
    seed: u64,
}

/// How the numbers are to be written down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Worksheet {
    pub format: Format,
    /// Or blanks to fill in.
    pub results: bool,
    pub decimal: char,
}

/// What the worksheet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Latex,
    Csv,
}

impl Choice for Format {
    const WHAT: &'static str = "a format";
    const NAMES: &'static [(&'static str, Self)] = &[("latex", Self::Latex), ("csv", Self::Csv)];
}

impl Settings {
    /// Other keys than its own are left to the page.
    pub fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("", value)?;
        let preset = fields.choice("preset")?.unwrap_or(Preset::Lecture);
        let standard = preset.written();
        let layers = match fields.take("layers") {
            None => layers_from(standard.layers)?,
            Some(Value::Text(text)) => layers_from(text)?,
            Some(Value::List(list)) => each(list, layer_from)?,
            Some(other) => {
                let problem = format!("{other} is not a list of layers such as \"2:tanh,1:sigmoid\"");
                return Err(Error::config("layers", problem));
            }
        };
        if layers.is_empty() || layers.len() > MAX_LAYERS {
            return Err(Error::config("layers", format!("{} layers: there must be 1 to {MAX_LAYERS}", layers.len())));
        }
        let loss = fields.choice("loss")?.unwrap_or(standard.loss);
        let eta = fields.number_in("eta", 0.0, MAX_ETA)?.unwrap_or(standard.eta);
        let epoch = fields.whole("epoch", 0, MAX_EPOCH)?.unwrap_or(0);
        let seed = fields.whole("seed", 0, MAX_SEED)?.unwrap_or(0);
        let decimal = fields.text("decimal")?;
        let decimal = decimal_point(decimal).map_err(|problem| Error::config("decimal", problem))?;
        let worksheet = Worksheet::parse(&mut fields, decimal)?;
        let x = table("x", fields.text("x")?.unwrap_or(standard.x), decimal, true)?;
        let y = table("y", fields.text("y")?.unwrap_or(standard.y), decimal, true)?;
        let machine = Machine { inputs: x.first().map_or(0, Vec::len), layers, loss };
        let batch = batch(&machine, x, y)?;
        let weights = match fields.text("weights")? {
            Some("random") => machine.drawn_weights(seed)?,
            Some(text) => machine.weights_from(&table("weights", text, decimal, false)?)?,
            None => machine.own_weights(standard.weights, seed)?,
        };
        let settings = Self { preset, machine, weights, batch, eta, epoch, worksheet, seed };
        // What is left of the core's conditions, such as that a sparse loss has two classes at least.
        settings.network(&settings.weights)?;
        Ok(settings)
    }

    /// The core's network with these weights.
    pub fn network(&self, weights: &Weights) -> Result<Network> {
        let mut network = self.machine.network(self.eta, self.seed)?;
        network.set_weights(&keras_weights(weights))?;
        Ok(network)
    }

    /// The settings as they would be typed, complete.
    pub fn shown(&self) -> Value {
        let column = |of: &dyn Fn(&Example) -> &Vec<f64>| {
            let mut text = String::new();
            for example in &self.batch {
                push_line(&mut text, of(example));
            }
            Value::Text(text)
        };
        let mut layers = String::new();
        for (units, activation) in &self.machine.layers {
            let separator = if layers.is_empty() { "" } else { "," };
            layers.push_str(&format!("{separator}{units}:{}", activation.name()));
        }
        Value::object(vec![
            ("preset", self.preset.name().into()),
            ("layers", Value::Text(layers)),
            ("x", column(&|example| &example.x)),
            ("y", column(&|example| &example.y)),
            ("weights", Value::Text(weights_text(&self.weights))),
            ("loss", self.machine.loss.name().into()),
            ("eta", self.eta.into()),
            ("epoch", (self.epoch as f64).into()),
            ("seed", (self.seed as f64).into()),
        ])
    }
}

impl Worksheet {
    fn parse(fields: &mut Fields, decimal: char) -> Result<Option<Self>> {
        let format = fields.choice("worksheet")?;
        let results = fields.switch("results")?.unwrap_or(true);
        Ok(format.map(|format| Self { format, results, decimal }))
    }
}

/// `2:tanh,1:sigmoid`: units, and an activation where it is not linear.
fn layers_from(text: &str) -> Result<Vec<(usize, Activation)>> {
    let mut layers = Vec::new();
    for (at, written) in text.split(',').enumerate() {
        let (units, activation) = written.split_once(':').unwrap_or((written, Activation::Linear.name()));
        let units = number::parse(units.trim()).filter(|units| units.fract() == 0.0);
        let units = units.filter(|units| (1.0..=MAX_UNITS as f64).contains(units)).ok_or_else(|| {
            let problem =
                format!("{} does not begin with 1 to {MAX_UNITS} units, as 2:tanh does", Quoted(written.trim()));
            Error::config(format!("layers[{at}]"), problem)
        })?;
        let activation = Activation::from_name(activation.trim());
        let activation = activation.map_err(|problem| Error::config(format!("layers[{at}].activation"), problem))?;
        layers.push((units as usize, activation));
    }
    Ok(layers)
}

/// `{ units, activation }`.
fn layer_from(at: usize, value: &Value) -> Result<(usize, Activation)> {
    let mut fields = Fields::new(&format!("layers[{at}]"), value)?;
    let units = fields.whole("units", 1, MAX_UNITS as u64)?;
    let units = fields.required("units", "the number of neurons in the layer", units)?;
    let activation = fields.choice("activation")?.unwrap_or_default();
    fields.finish()?;
    Ok((units as usize, activation))
}

/// Rows of numbers, one a line, separated as in a person's own data. Empty lines may stand at the end, and, unless every
/// line is an example, in between. With a decimal comma, `0,5` alone on a line is one number and not two.
fn table(key: &str, text: &str, decimal: char, lines_are_examples: bool) -> Result<Vec<Vec<f64>>> {
    let mut rows = Vec::new();
    for (line, written) in text.trim_end().lines().enumerate() {
        let written = written.trim();
        if written.is_empty() && !lines_are_examples {
            continue;
        }
        let is_number = decimal == ',' && custom::has_decimal_comma(written);
        let fields = if is_number { vec![written.replace(',', ".")] } else { custom::fields(written) };
        let mut row = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            let here = |problem| Error::config(key, format!("line {}, number {}: {problem}", line + 1, at + 1));
            row.push(cell(field).map_err(here)?);
        }
        if row.is_empty() {
            return Err(Error::config(key, format!("line {}: a number is missing", line + 1)));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// One number, or what is wrong with it.
fn cell(field: &str) -> std::result::Result<f64, String> {
    let written: String = field.chars().take(40).collect();
    match custom::read(field) {
        Some(value) if value.abs() <= MAX_NUMBER => Ok(value),
        _ if field.is_empty() => Err("a number is missing".into()),
        None => Err(format!("{} is not a number", Quoted(&written))),
        Some(value) if value.is_finite() => {
            Err(format!("{} is too large: at most {}", Quoted(&written), shown(MAX_NUMBER)))
        }
        Some(_) => Err(format!("{} is not a finite number", Quoted(&written))),
    }
}

/// Puts inputs and targets together.
fn batch(machine: &Machine, x: Vec<Vec<f64>>, y: Vec<Vec<f64>>) -> Result<Vec<Example>> {
    if x.is_empty() || x.len() > MAX_EXAMPLES {
        return Err(Error::config("x", format!("{} examples: there must be 1 to {MAX_EXAMPLES}, one a line", x.len())));
    }
    if machine.inputs > MAX_UNITS {
        let problem = format!("{} numbers in a line are too many: at most {MAX_UNITS} inputs", machine.inputs);
        return Err(Error::config("x", problem));
    }
    if y.len() != x.len() {
        return Err(Error::config("y", format!("{} lines do not fit: x has {}", y.len(), x.len())));
    }
    let targets = machine.loss.targets(machine.outputs());
    let mut batch = Vec::new();
    for (at, (x, y)) in x.into_iter().zip(y).enumerate() {
        for (key, found, expected) in [("x", x.len(), machine.inputs), ("y", y.len(), targets)] {
            if found != expected {
                let problem = format!("line {}: {found} numbers, where {expected} are expected", at + 1);
                return Err(Error::config(key, problem));
            }
        }
        for (place, y) in y.iter().enumerate() {
            if let Some(problem) = machine.loss.check_target(*y as f32, machine.outputs()) {
                return Err(Error::config("y", format!("line {}, number {}: {problem}", at + 1, place + 1)));
            }
        }
        batch.push(Example { x, y });
    }
    Ok(batch)
}

impl Machine {
    fn network(&self, eta: f64, seed: u64) -> Result<Network> {
        Network::new(NetworkConfig {
            inputs: self.inputs,
            layers: self.layers.iter().map(|(units, activation)| LayerConfig::new(*units, *activation)).collect(),
            loss: self.loss,
            optimizer: Optimizer { learning_rate: eta, ..Optimizer::new(OptimizerName::Sgd) },
            seed,
        })
    }

    /// Weights as Keras lists them: of each layer a line for each input, one number a unit, and a line of biases.
    fn weights_from(&self, lines: &[Vec<f64>]) -> Result<Weights> {
        let expected: usize = self.fan_in().take(self.layers.len()).map(|inputs| inputs + 1).sum();
        if lines.len() != expected {
            let problem = format!(
                "{} lines do not fit: {expected} are needed, of each layer one for each input, and one of biases",
                lines.len()
            );
            return Err(Error::config("weights", problem));
        }
        let (mut weights, mut rest) = (Weights::new(), lines);
        for (at, (inputs, (units, _))) in self.fan_in().zip(&self.layers).enumerate() {
            let (layer, behind) = rest.split_at((inputs + 1).min(rest.len()));
            rest = behind;
            if let Some(row) = layer.iter().position(|row| row.len() != *units) {
                let found = layer.get(row).map_or(0, Vec::len);
                let what = if row == inputs { "biases".into() } else { format!("weights of input {}", row + 1) };
                let problem = format!("layer {}, {what}: {found} numbers, where {units} are expected", at + 1);
                return Err(Error::config("weights", problem));
            }
            let mut layer = layer.to_vec();
            layer.rotate_right(1); // here the biases come first
            weights.push(layer);
        }
        Ok(weights)
    }

    /// The example's weights, if they fit; else drawn.
    fn own_weights(&self, standard: &str, seed: u64) -> Result<Weights> {
        match self.weights_from(&table("weights", standard, '.', false)?) {
            Ok(weights) => Ok(weights),
            Err(_) => self.drawn_weights(seed),
        }
    }

    /// Weights drawn as Keras draws them, and rounded to what one would write.
    fn drawn_weights(&self, seed: u64) -> Result<Weights> {
        let network = self.network(0.0, seed)?;
        let mut lines: Vec<Vec<f64>> = Vec::new();
        for (values, layer) in network.get_weights().chunks(2).zip(network.layers()) {
            for row in values.iter().flat_map(|values| values.chunks(layer.units)) {
                lines.push(row.iter().map(|w| number::rounded(f64::from(*w), 2)).collect());
            }
        }
        self.weights_from(&lines)
    }
}

/// The weights as Keras lists them, kernel and bias of each layer.
pub(super) fn keras_weights(weights: &Weights) -> Vec<Vec<f32>> {
    let mut list = Vec::new();
    for layer in weights {
        if let Some((bias, kernel)) = layer.split_first() {
            list.push(kernel.iter().flatten().map(|w| *w as f32).collect());
            list.push(bias.iter().map(|w| *w as f32).collect());
        }
    }
    list
}

/// The weights as they are typed.
pub(super) fn weights_text(weights: &Weights) -> String {
    let mut text = String::new();
    for layer in weights {
        text.push_str(if text.is_empty() { "" } else { "\n" });
        if let Some((bias, kernel)) = layer.split_first() {
            kernel.iter().for_each(|row| push_line(&mut text, row));
            push_line(&mut text, bias);
        }
    }
    text
}

/// A line of numbers with spaces between them.
fn push_line(text: &mut String, row: &[f64]) {
    for (at, value) in row.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { " " });
        text.push_str(&shown(*value).to_string());
    }
    text.push('\n');
}

/// Whether hinge reads the targets of the batch otherwise than they are written, and how: 0 as −1.
pub(super) fn coded(loss: Loss, batch: &[Example]) -> Option<Vec<Example>> {
    let targets = batch.iter().flat_map(|example| example.y.iter().map(|y| *y as f32));
    let (scale, shift) = loss.target_map(targets).unwrap_or((1.0, 0.0));
    let read = |y: &f64| f64::from(scale) * y + f64::from(shift);
    let example = |example: &Example| Example { x: example.x.clone(), y: example.y.iter().map(read).collect() };
    ((scale, shift) != (1.0, 0.0)).then(|| batch.iter().map(example).collect())
}
