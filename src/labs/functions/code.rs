//! How a function is written in Keras, in the spelling of the slides.

use super::settings::Function;
use crate::nn::Activation;
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
            format!("loss = tf.keras.losses.{}()", loss.keras_class()),
            "model.compile(optimizer=optimizer, loss=loss)".to_owned(),
            format!("model.compile(optimizer=optimizer, loss='{}')", loss.name()),
        ],
    }
}
