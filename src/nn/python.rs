//! How Python writes numbers and hyperparameters, for whoever shows an optimizer as Keras code.

use crate::Optimizer;
use value::{Value, number::shown};

/// A number that must be a `float`: Keras takes no `1` for a learning rate. With a decimal point in every language.
///
/// ```
/// use nn::python::float;
///
/// assert_eq!([0.01, 1.0, 1e-7].map(float), ["0.01", "1.0", "0.0000001"]);
/// ```
pub fn float(value: f64) -> String {
    let text = shown(value).to_string();
    if text.contains('.') { text } else { text + ".0" }
}

/// A hyperparameter: a `float`, `True` or `False`.
pub fn literal(value: &Value) -> String {
    match value {
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(value) => float(*value),
        other => other.to_string(),
    }
}

/// The hyperparameters that are not Keras's defaults, and those that are `wanted` anyway, as arguments of Keras's class:
/// `learning_rate=0.01, nesterov=True`.
pub fn arguments(optimizer: &Optimizer, wanted: impl Fn(&str) -> bool) -> String {
    let standard = Optimizer::new(optimizer.name()).hyperparameters();
    let all = optimizer.hyperparameters().into_iter();
    let written = all.filter(|hyperparameter| wanted(hyperparameter.name) || !standard.contains(hyperparameter));
    let written = written.map(|hyperparameter| format!("{}={}", hyperparameter.name, literal(&hyperparameter.value())));
    written.collect::<Vec<_>>().join(", ")
}
