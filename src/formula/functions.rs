//! The functions of one variable, each with its derivative beside it.

use libm::{acos, asin, atan, cos, cosh, exp, fabs, log, log2, log10, sin, sinh, sqrt, tan, tanh};
use std::f64::consts::{LN_2, LN_10};

/// A function of one variable.
#[derive(Debug)]
pub struct Function {
    /// Its name; others are in the parser's [`ALIASES`].
    pub name: &'static str,
    /// g(x).
    pub value: fn(f64) -> f64,
    /// g′(x).
    pub derivative: fn(f64) -> f64,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

const fn function(name: &'static str, value: fn(f64) -> f64, derivative: fn(f64) -> f64) -> Function {
    Function { name, value, derivative }
}

/// All of them. `log` is the natural logarithm, as in Python and Keras.
pub const FUNCTIONS: &[Function] = &[
    function("sin", sin, cos),
    function("cos", cos, |x| -sin(x)),
    function("tan", tan, |x| 1.0 + tan(x) * tan(x)),
    function("asin", asin, |x| 1.0 / sqrt(1.0 - x * x)),
    function("acos", acos, |x| -1.0 / sqrt(1.0 - x * x)),
    function("atan", atan, |x| 1.0 / (1.0 + x * x)),
    function("sinh", sinh, cosh),
    function("cosh", cosh, sinh),
    function("tanh", tanh, |x| 1.0 - tanh(x) * tanh(x)),
    function("exp", exp, exp),
    function("log", log, |x| 1.0 / x),
    function("log2", log2, |x| 1.0 / (x * LN_2)),
    function("log10", log10, |x| 1.0 / (x * LN_10)),
    function("sqrt", sqrt, |x| 0.5 / sqrt(x)),
    function("abs", fabs, sign),
    function("sign", sign, |_| 0.0),
    function("sigmoid", sigmoid, |x| sigmoid(x) * (1.0 - sigmoid(x))),
    function("relu", |x| if x <= 0.0 { 0.0 } else { x }, |x| if x > 0.0 { 1.0 } else { 0.0 }),
];

/// Other spellings, Polish ones among them.
pub(super) const ALIASES: &[(&str, &str)] = &[
    ("tg", "tan"),
    ("arcsin", "asin"),
    ("arccos", "acos"),
    ("arctan", "atan"),
    ("arctg", "atan"),
    ("ln", "log"),
    ("√", "sqrt"),
    ("sgn", "sign"),
];

fn sign(x: f64) -> f64 {
    if x == 0.0 || x.is_nan() { x } else { x.signum() }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}
