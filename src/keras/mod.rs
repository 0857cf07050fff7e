//! Networks and training runs as Keras code, in the style of hand-written Python.
//!
//! - [`network_code`]: a network, with its weights where they are given, as `Sequential`, `Dense` and `compile`.
//! - [`experiment_code`]: the same for the settings of an experiment, with its features and its training.
//! - [`script`]: a training run as a program: data, initial weights and the rows of every batch are in it, and it asserts
//!   that Keras finds the losses that the experiment showed.
//!
//! Only what differs from Keras's defaults is written. Numbers are written so that they read back to the same `f32`.

mod model;
mod python;
mod replay;
mod script;
mod stages;

pub use replay::{MAX_BYTES, MAX_UPDATES};
pub use script::script;
pub use stages::Stage;

use crate::{
    experiment::ExperimentSettings,
    nn::{Network, NetworkConfig},
};
use model::{Imports, Model};
use value::Result;

/// The Keras code of a network; with weights (as `get_weights` lists them), also the code that sets them.
///
/// # Errors
/// As for [`Network::new`] and [`Network::set_weights`].
pub fn network_code<W: AsRef<[f32]>>(config: &NetworkConfig, weights: Option<&[W]>) -> Result<String> {
    let mut network = Network::new(config.clone())?;
    let Model { mut imports, definition, compile } = Model::new(config);
    let mut code = format!("{definition}{compile}");
    if let Some(weights) = weights {
        network.set_weights(weights)?;
        imports.add(Imports::NUMPY);
        code.push_str(&python::weights(&network));
        code.push_str(python::SET_WEIGHTS);
    }
    Ok(format!("{imports}\n{code}"))
}

/// The Keras code of an experiment: features, network, and training. `points`, [rows, columns],
/// and `targets`, [rows, 1], are the training data.
///
/// # Errors
/// As for [`Experiment::new`](crate::experiment::Experiment::new).
pub fn experiment_code(settings: &ExperimentSettings) -> Result<String> {
    settings.check()?;
    let data = settings.data.generate()?;
    let config = settings.network_for(&data)?;
    Network::new(config.clone())?.check_gradient()?;
    let Model { mut imports, definition, compile } = Model::new(&config);
    let features = settings.features_for(&data);
    let (inputs, columns) = model::inputs(&features, data.inputs, settings.normalization, &mut imports);
    let batch_size = match settings.batch_size {
        size if size >= data.train_rows => "len(targets)".to_owned(),
        size => size.to_string(),
    };
    let fit = format!("model.fit({inputs}, targets, batch_size={batch_size})\n");
    let gap = if columns.is_empty() { "" } else { "\n" };
    Ok(format!("{imports}\n{columns}{gap}{definition}{compile}{fit}"))
}
