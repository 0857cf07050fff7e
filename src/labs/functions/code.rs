//! How a function is written in Keras, in the spelling of the slides.

use super::settings::Function;
use crate::nn::{Activation, Loss};
use value::Choice;

/// Lines of Python.
pub(super) fn code(function: Function) -> Vec<String> {
    match function {
        // Keras has no such activation, but takes any function.
        Function::Activation(Activation::Heaviside) => {
            vec!["Dense(..., activation=lambda z: keras.ops.cast(z >= 0, 'float32'))".to_owned()]
        }
        Function::Activation(Activation::Sign) => vec!["Dense(..., activation=keras.ops.sign)".to_owned()],
        Function::Activation(activation) => {
            let name = activation.name();
            vec![
                format!("tf.keras.activations.{name}"),
                format!("Dense(..., activation=tf.keras.activations.{name})"),
                format!("Dense(..., activation='{name}')"),
            ]
        }
        Function::Loss(loss) => vec![
            format!("loss = tf.keras.losses.{}()", class(loss)),
            "model.compile(optimizer=optimizer, loss=loss)".to_owned(),
            format!("model.compile(optimizer=optimizer, loss='{}')", loss.name()),
        ],
    }
}

/// Keras's class: `MeanSquaredError`.
fn class(loss: Loss) -> String {
    if loss == Loss::KlDivergence {
        return "KLDivergence".to_owned();
    }
    let capital = |word: &str| {
        word.chars().take(1).map(|first| first.to_ascii_uppercase()).chain(word.chars().skip(1)).collect::<String>()
    };
    loss.name().split('_').map(capital).collect()
}
