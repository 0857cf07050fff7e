//! A training run as a program in Python.

use super::{
    Stage,
    model::{self, Imports, Model},
    python,
    replay::{Change, End, MAX_BYTES, MAX_UPDATES, Replay, Segment, TOLERANCE},
};
use crate::{
    experiment::Experiment,
    nn::{NetworkConfig, Regularizer},
};
use value::{Result, number::shown};

/// An upper bound of the bytes of a script besides data, weights, batches and losses.
const FRAME: usize = 20_000;

/// A program that trains in Keras as the experiment did, and asserts that the losses are the same.
///
/// It contains the training points, the initial weights, and the rows of every batch. It covers all updates, but at most
/// [`MAX_UPDATES`] and [`MAX_BYTES`], and only as long as rounding does not determine them. It makes the same changes of
/// settings and single weights. If it ends early, its first lines say why.
///
/// The losses are those on all training points, regularization included, after about every hundredth of the updates. They may
/// differ by 10⁻⁴, relative to themselves or to a tenth of the first loss, whichever is larger.
///
/// # Errors
/// As for [`Experiment::new`]; [`Error::config`](crate::Error::config) where stages do not belong together, or where the data
/// alone is too long.
pub fn script(stages: &[Stage]) -> Result<String> {
    let replay = Replay::new(stages, |start| FRAME + points(start).len() + python::weights(start.network()).len())?;
    let start = &replay.start;
    let config = start.network().config();
    let Model { mut imports, definition, compile } = Model::new(config);
    imports.add(Imports::NUMPY);
    let (mut training, mut needs_keeping) = (String::new(), false);
    let mut penalty = config.layers.first().map_or(Regularizer::default(), |layer| layer.kernel_regularizer);
    for (at, segment) in replay.segments.iter().enumerate() {
        training.push_str(&python::set_weights(start.network(), &segment.weights));
        if at > 0 || segment.regularizer != penalty || segment.optimizer != config.optimizer {
            let changes_penalty = segment.regularizer != penalty;
            training.push_str(&transition(segment, changes_penalty, config, &mut imports));
        }
        penalty = segment.regularizer;
        needs_keeping |= segment.change == Change::Hyperparameters;
        training.push_str(&format!("train({})\n", segment.updates));
    }
    let normalization = start.settings().normalization;
    let (inputs, columns) = model::inputs(start.features(), start.data().inputs, normalization, &mut imports);
    let inputs = if columns.is_empty() { format!("inputs = {inputs}\n") } else { columns };
    let mut losses = Vec::with_capacity(replay.losses.len());
    for (updates, loss) in &replay.losses {
        // Seven digits suffice for the comparison; a loss that is too large for an `f32` must not become infinite.
        let single = *loss as f32;
        let loss = if single.is_finite() { python::number(single) } else { python::number(*loss) };
        losses.push(format!("{updates}: {loss}"));
    }
    Ok([
        heading(&replay).as_str(),
        &format!("{imports}\n"),
        &definition,
        &compile,
        "\n# Kernel and bias of every layer before training.\n",
        &python::weights(start.network()),
        python::SET_WEIGHTS,
        "\n",
        "# The training points, one a line: coordinates and target.\n",
        &points(start),
        "data = np.array([line.split() for line in data.strip().split('\\n')], dtype='float32')\n",
        "points, targets = data[:, :-1], data[:, -1:]\n",
        &inputs,
        "\n# The points of every batch, counted from 0. A line is an epoch, commas part the batches.\n",
        "batches = '''\n",
        &replay.batches,
        "\n'''\n",
        "batches = [np.array(batch.split(), dtype='int') for line in batches.strip().split('\\n') for batch in line.split(',')]\n",
        "\n# The loss on all training points, penalties included, after so many updates.\n",
        "losses = {\n",
        &python::lines(&losses),
        "}\n\n",
        &format!("\ntolerance = {}\n", shown(TOLERANCE)),
        TRAIN,
        if needs_keeping { GO_ON } else { "" },
        "\n\ncompare()\n",
        &training,
        "print(f'{updates} updates, {len(losses)} losses compared; the largest difference is {largest:.1e} of the loss')\n",
    ]
    .concat())
}

/// The comment at the start: what the script does, and how far it goes.
fn heading(replay: &Replay) -> String {
    let [updates, asked] = [replay.updates, replay.asked].map(|count| shown(count as f64).to_string());
    let plural = if replay.updates == 1 { "" } else { "s" };
    let mut text = format!("# An experiment of nn-playground, trained by Keras: {updates} update{plural}");
    let why = match replay.end {
        None => String::new(),
        Some(End::Updates) => format!("the first of {asked}: a script has {MAX_UPDATES} at most"),
        Some(End::Bytes) => format!("the first of {asked}: a script has {} KB at most", MAX_BYTES / 1000),
        Some(End::Rounding) => {
            format!(
                "the first of {asked}: further on rounding alone would change the losses by more than is allowed here"
            )
        }
        Some(End::Hyperparameter(name)) => {
            format!(
                "the first of {asked}: then {name} was changed, and Keras would forget what its optimizer has gathered"
            )
        }
    };
    if !why.is_empty() {
        text.push_str(",\n# ");
        text.push_str(&why);
    }
    text.push_str(
        ".\n# Same data, same initial weights, same batches; so the losses must be those that the page showed,\n",
    );
    text.push_str(&format!(
        "# to {} of themselves (or of a tenth of the first one). Keras 3, best on TensorFlow.\n\n",
        shown(TOLERANCE)
    ));
    text
}

/// `data = '''…'''`: coordinates and target of each training point.
fn points(start: &Experiment) -> String {
    let (x, y) = start.data().train();
    let mut text = "data = '''\n".to_owned();
    for (point, target) in x.chunks(start.data().inputs.max(1)).zip(y) {
        for coordinate in point {
            text.push_str(&python::number(*coordinate));
            text.push(' ');
        }
        text.push_str(&python::number(*target));
        text.push('\n');
    }
    text.push_str("'''\n");
    text
}

/// The code before a segment other than the first.
fn transition(segment: &Segment, changes_penalty: bool, config: &NetworkConfig, imports: &mut Imports) -> String {
    let mut text = String::new();
    if changes_penalty {
        let penalty = model::regularizer(segment.regularizer, imports);
        text.push_str(&format!("for layer in model.layers:\n    layer.kernel.regularizer = {penalty}\n"));
    }
    match segment.change {
        Change::Anew => text.push_str(&model::compile(&model::optimizer(&segment.optimizer, imports), config)),
        Change::Hyperparameters => {
            let optimizer = model::optimizer(&segment.optimizer, imports);
            text.push_str(&format!("go_on_with({optimizer})\n"));
        }
        Change::None | Change::LearningRate => {
            if segment.change == Change::LearningRate {
                let rate = crate::nn::python::float(segment.optimizer.learning_rate_at(0));
                text.push_str(&format!("model.optimizer.learning_rate = {rate}\n"));
            }
            if changes_penalty {
                // The compiled function contains the old regularization term.
                text.push_str(&model::compile("model.optimizer", config));
            }
        }
    }
    text
}

const TRAIN: &str = "updates, largest = 0, 0.0


def compare():
    global largest
    found, shown = float(model.test_on_batch(inputs, targets)), losses[updates]
    difference = abs(found - shown) / max(shown, losses[0] / 10, 1e-30)
    largest = max(largest, difference)
    assert difference <= tolerance, f'after {updates} updates the loss is {found:.9g}, not {shown:.9g}'


def train(count):
    global updates
    for batch in batches[updates:updates + count]:
        model.train_on_batch(inputs[batch], targets[batch])
        updates += 1
        if updates in losses:
            compare()
";

const GO_ON: &str = "

def go_on_with(optimizer):
    # Other hyperparameters; what the optimizer has gathered stays.
    def gathered(of):
        return [variable for variable in of.variables if variable is not of.learning_rate]

    old = model.optimizer
    model.compile(optimizer=optimizer, loss=model.loss)
    model.optimizer.build(model.trainable_variables)
    for new, kept in zip(gathered(model.optimizer), gathered(old)):
        new.assign(kept)
";
