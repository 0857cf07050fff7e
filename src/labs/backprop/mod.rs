//! Training by hand (L7, and L4, L8 to L10): every number of an update, forward and backward, in f64.
//!
//! The settings, all with defaults:
//!
//! - `preset`: what the others begin with ([`Preset`]; lecture);
//! - `layers`: all of them, the output last, `"2:tanh,1:sigmoid"` or `[{ units, activation }]`; 1 to 4 of 1 to 6 units;
//! - `x`, `y`: a text with an example a line, 1 to 8 of them (for sparse_categorical_crossentropy y is the class, from 0);
//! - `weights`: a text, of each layer a line for each input, a number a unit, and then a line of biases: Keras's order;
//!   left out, the preset's, and where they do not fit, drawn from `seed`; `random`: drawn in any case;
//! - `loss`; `eta`, 0 to 1000; `epoch`, the updates that have been made, 0 to 10 000;
//! - `worksheet`: `latex` or `csv`, if one is wanted; `results`: with the numbers or with blanks;
//! - `decimal`: `.` or `,`: in the worksheet, and in texts for a comma that might also stand between two numbers. What is
//!   kept should be the texts of the `settings` shown, which have points and mean the same in every language.
//!
//! What it shows:
//!
//! - `settings`: those above, complete, as they would be typed;
//! - `status`: `running`; `diverged`: the next update, or one before `epoch`, would leave all numbers; `no_gradient`: a
//!   step function is in it, so there is only the way forward, and no update has been made;
//! - `epoch`: updates made; `loss`: the mean loss now; `losses`: `{ epoch, loss }`, lists, thinned, the present one last;
//! - `inputs`, `units` (of each layer), `activations`, `examples`: how much there is;
//! - `loss_sees`: `out`, `clipped`, `probability` (the outputs, whose δ is p − y), or `net` (probabilities made anew from what
//!   comes before the activation, so that there is no ∂Loss/∂out);
//! - `numbers`: `[{ id, kind, at, value, from }]`, see `trace::Kind` for the ids, in the order of computing;
//! - `check`: `{ weights: [{ weight, gradient, numeric, core }], worst_numeric, worst_core }`: beside the chain rule's
//!   gradient central differences of the loss, and what the core computes in f32; `worst`: the largest deviation in parts
//!   of the steepest slope of the loss, here or where one weight has moved by 1 (which is not 0 where the gradient is, so that
//!   rounding looks like rounding there, too); nothing without a gradient;
//! - `network`, `weights`: the network as `Network` takes it, and its weights now, `[kernel, bias, …]`;
//! - `worksheet`: the text, if one was asked for.

mod formulas;
mod machine;
mod presets;
mod settings;
mod trace;
mod worksheet;

pub use presets::Preset;
pub use settings::{MAX_EPOCH, MAX_EXAMPLES, MAX_LAYERS, MAX_UNITS};

use machine::{Example, Weights};
use settings::{Settings, coded, keras_weights};
use trace::{Id, Kind, Trace};
use value::{Result, Value};

super::at_once!(BackpropLab, "backprop", show, None);

/// Everything that the lab shows.
fn show(settings: &Value) -> Result<Value> {
    let settings = Settings::parse(settings)?;
    let machine = &settings.machine;
    let coded = coded(machine.loss, &settings.batch);
    let batch = coded.as_deref().unwrap_or(&settings.batch);
    let run = Run::new(&settings, batch);
    let written = coded.as_ref().map(|_| settings.batch.as_slice());
    let trace = Trace { machine, weights: &run.weights, batch, written, eta: settings.eta };
    let numbers = trace.numbers();
    let network = settings.network(&run.weights)?;
    let kernels = keras_weights(&run.weights);
    let worksheet = settings.worksheet.map(|wanted| Value::Text(worksheet::text(&trace, &numbers, wanted)));
    Ok(Value::object(vec![
        ("settings", settings.shown()),
        ("status", run.status.into()),
        ("epoch", (run.epoch as f64).into()),
        ("loss", machine.loss(&run.weights, batch).into()),
        ("losses", run.losses()),
        ("inputs", (machine.inputs as f64).into()),
        ("units", list(machine.layers.iter().map(|(units, _)| Value::Number(*units as f64)))),
        ("activations", Value::names(machine.layers.iter().map(|(_, activation)| *activation))),
        ("examples", (batch.len() as f64).into()),
        ("loss_sees", machine.sees().name().into()),
        ("numbers", list(numbers.iter().map(trace::Number::shown))),
        ("check", if machine.has_gradient() { check(&settings, &run.weights, batch) } else { Value::Null }),
        ("network", Value::from(network.config())),
        ("weights", list(kernels.iter().map(|kernel| list(kernel.iter().map(|w| Value::Number(f64::from(*w))))))),
        ("worksheet", worksheet.unwrap_or(Value::Null)),
    ]))
}

fn list(items: impl Iterator<Item = Value>) -> Value {
    Value::List(items.collect())
}

/// The updates before the one that is looked at.
struct Run {
    weights: Weights,
    epoch: u64,
    status: &'static str,
    /// The loss after so many updates.
    losses: Vec<(u64, f64)>,
}

/// How many losses are kept for the curve, at most.
const MOST_LOSSES: u64 = 500;

impl Run {
    fn new(settings: &Settings, batch: &[Example]) -> Self {
        let mut run = Self { weights: settings.weights.clone(), epoch: 0, status: "running", losses: Vec::new() };
        if !settings.machine.has_gradient() {
            run.status = "no_gradient";
            run.losses.push((0, settings.machine.loss(&run.weights, batch)));
            return run;
        }
        let stride = settings.epoch.div_ceil(MOST_LOSSES).max(1);
        loop {
            let next = settings.machine.update(&run.weights, batch, settings.eta);
            let is_last = run.epoch == settings.epoch || next.is_none();
            if is_last || run.epoch.is_multiple_of(stride) {
                run.losses.push((run.epoch, settings.machine.loss(&run.weights, batch)));
            }
            match next {
                None => {
                    run.status = "diverged";
                    return run;
                }
                Some(_) if is_last => return run,
                Some((_, weights)) => run.weights = weights,
            }
            run.epoch += 1;
        }
    }

    fn losses(&self) -> Value {
        Value::object(vec![
            ("epoch", list(self.losses.iter().map(|(epoch, _)| Value::Number(*epoch as f64)))),
            ("loss", list(self.losses.iter().map(|(_, loss)| Value::Number(*loss)))),
        ])
    }
}

/// The gradient three times: by the chain rule, by differences, and by the core.
fn check(settings: &Settings, weights: &Weights, batch: &[Example]) -> Value {
    let (_, gradient) = settings.machine.gradient(weights, batch);
    let numeric = settings.machine.numeric_gradient(weights, batch);
    // The core reads the targets itself.
    let single = |of: &dyn Fn(&Example) -> &Vec<f64>| -> Vec<f32> {
        settings.batch.iter().flat_map(|example| of(example).iter().map(|value| *value as f32)).collect()
    };
    let network = settings.network(weights);
    let core = network.and_then(|network| network.gradients(&single(&|e| &e.x), &single(&|e| &e.y))).ok();
    let steepest =
        |slopes: &Weights| slopes.iter().flatten().flatten().fold(0.0, |most: f64, slope| most.max(slope.abs()));
    let near = settings.machine.steepness(weights, batch).max(steepest(&gradient)).max(steepest(&numeric));
    let (mut rows, mut worst, mut at) = (Vec::new(), [0.0_f64; 2], 0);
    for (l, (layer, numeric)) in gradient.iter().zip(&numeric).enumerate() {
        // Keras's order, too, so that the core's flat list fits.
        for ((i, slopes), (_, numeric)) in trace::slide_order(layer).zip(trace::slide_order(numeric)) {
            for (u, (slope, numeric)) in slopes.iter().zip(numeric).enumerate() {
                let core = core.as_ref().and_then(|core| core.get(at)).map(|slope| f64::from(*slope));
                at += 1;
                for (worst, other) in worst.iter_mut().zip([Some(*numeric), core]) {
                    let deviation = other.map_or(0.0, |other| (other - slope).abs());
                    // 0 of 0 is no deviation.
                    *worst = worst.max(if deviation == 0.0 { 0.0 } else { deviation / near.max(deviation) });
                }
                let weight = Id { kind: Kind::W, at: [l + 1, i, u + 1, 0] };
                rows.push(Value::object(vec![
                    ("weight", Value::Text(weight.text())),
                    ("gradient", (*slope).into()),
                    ("numeric", (*numeric).into()),
                    ("core", core.into()),
                ]));
            }
        }
    }
    let worst_core = core.map(|_| worst[1]);
    Value::object(vec![
        ("weights", Value::List(rows)),
        ("worst_numeric", worst[0].into()),
        ("worst_core", worst_core.into()),
    ])
}
