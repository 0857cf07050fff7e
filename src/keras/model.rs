//! A network as `Sequential`, `Dense` and `compile`, in the style of the slides.

use crate::{
    data::Feature,
    nn::{
        Activation, Initializer, LayerConfig, LearningRate, NetworkConfig, Optimizer, Regularizer,
        python::{arguments, float},
    },
};
use std::fmt;
use value::Choice;

/// The parts of the code of a network.
pub struct Model {
    /// What the parts need.
    pub imports: Imports,
    /// `model = Sequential([…])`.
    pub definition: String,
    /// `model.compile(…)`.
    pub compile: String,
}

impl Model {
    /// The code of a network.
    pub fn new(config: &NetworkConfig) -> Self {
        let mut imports = Imports::default();
        imports.add(("keras", "Input"));
        imports.add(("keras", "Sequential"));
        imports.add(("keras.layers", "Dense"));
        let mut definition = format!("model = Sequential([\n    Input(shape=({},)),\n", config.inputs);
        for layer in &config.layers {
            definition.push_str(&format!("    {},\n", dense(layer, &mut imports)));
        }
        definition.push_str("])\n");
        let compile = compile(&optimizer(&config.optimizer, &mut imports), config);
        Self { imports, definition, compile }
    }
}

/// `model.compile(…)` with this optimizer.
pub fn compile(optimizer: &str, config: &NetworkConfig) -> String {
    format!("model.compile(optimizer={optimizer}, loss='{}')\n", config.loss.name())
}

fn dense(layer: &LayerConfig, imports: &mut Imports) -> String {
    let standard = LayerConfig::new(layer.units, Activation::Linear);
    let mut code = format!("Dense({}", layer.units);
    let mut argument = |name: &str, value: &str| {
        code.push_str(&format!(", {name}={value}"));
    };
    match layer.activation {
        // Keras has no such activation, but takes any function.
        Activation::Heaviside => {
            imports.add(("keras", "ops"));
            argument("activation", "lambda z: ops.cast(z >= 0, 'float32')");
        }
        Activation::Sign => {
            imports.add(("keras", "ops"));
            argument("activation", "ops.sign");
        }
        activation => argument("activation", &format!("'{}'", activation.name())),
    }
    if !layer.use_bias {
        argument("use_bias", "False");
    }
    let mut initializer = |name: &str, initializer: Initializer, standard: Initializer| {
        if initializer != standard {
            argument(name, &format!("'{}'", initializer.name()));
        }
    };
    initializer("kernel_initializer", layer.kernel_initializer, standard.kernel_initializer);
    if layer.use_bias {
        initializer("bias_initializer", layer.bias_initializer, standard.bias_initializer);
    }
    if layer.kernel_regularizer != standard.kernel_regularizer {
        argument("kernel_regularizer", &regularizer(layer.kernel_regularizer, imports));
    }
    code.push(')');
    code
}

/// A regularizer, `None` where there is none.
pub fn regularizer(Regularizer { l1, l2 }: Regularizer, imports: &mut Imports) -> String {
    let (class, arguments) = match (l1 != 0.0, l2 != 0.0) {
        (false, false) => return "None".to_owned(),
        (true, false) => ("L1", float(l1)),
        (false, true) => ("L2", float(l2)),
        (true, true) => ("L1L2", format!("l1={}, l2={}", float(l1), float(l2))),
    };
    imports.add(("keras.regularizers", class));
    format!("{class}({arguments})")
}

/// An optimizer: only its name in quotes if everything is at Keras's defaults.
pub fn optimizer(optimizer: &Optimizer, imports: &mut Imports) -> String {
    let class = optimizer.name().keras_class();
    if *optimizer == Optimizer::new(optimizer.name()) {
        return format!("'{class}'");
    }
    imports.add(("keras.optimizers", class));
    if matches!(optimizer.learning_rate, LearningRate::Schedule(_)) {
        imports.add(("", "keras"));
    }
    format!("{class}({})", arguments(optimizer))
}

/// The inputs of the network: the variable's name, and the code that computes it from `points`, [rows, `coordinates`]; no code
/// if the points are the inputs.
pub fn inputs(
    features: &[Feature],
    coordinates: usize,
    normalization: bool,
    imports: &mut Imports,
) -> (&'static str, String) {
    let (mut name, mut code) = chosen(features, coordinates);
    if normalization {
        imports.add(("keras.layers", "Normalization"));
        code.push_str(&format!(
            "normalization = Normalization()\nnormalization.adapt({name})\ninputs = np.array(normalization({name}))\n"
        ));
        name = "inputs";
    }
    if !code.is_empty() {
        imports.add(Imports::NUMPY);
    }
    (name, code)
}

/// [`inputs`] before they are normalized.
fn chosen(features: &[Feature], coordinates: usize) -> (&'static str, String) {
    let raw = |(at, feature): (usize, &Feature)| match at {
        0 if coordinates <= 2 => *feature == Feature::X,
        1 if coordinates <= 2 => *feature == Feature::Y,
        _ => *feature == Feature::Column(at),
    };
    if features.len() == coordinates && features.iter().enumerate().all(raw) {
        return ("points", String::new());
    }
    let column = |feature: &Feature| match feature {
        Feature::Column(at) => Some(at.to_string()),
        _ => None,
    };
    if let Some(columns) = features.iter().map(column).collect::<Option<Vec<_>>>() {
        return ("inputs", format!("inputs = points[:, [{}]]\n", columns.join(", ")));
    }
    let mut columns = String::new();
    for feature in features {
        columns.push_str(if columns.is_empty() { "" } else { ", " });
        columns.push_str(match feature {
            Feature::X => "x",
            Feature::Y => "y",
            Feature::X2 => "x**2",
            Feature::Y2 => "y**2",
            Feature::Xy => "x * y",
            Feature::SinX => "np.sin(x)",
            Feature::SinY => "np.sin(y)",
            Feature::Column(_) => "", // never beside formulas
        });
    }
    let names = if coordinates == 2 { "x, y = points.T" } else { "x = points[:, 0]" };
    ("inputs", format!("{names}\ninputs = np.stack([{columns}], axis=1)\n"))
}

/// The imports that code needs, one line for each module.
#[derive(Default)]
pub struct Imports(Vec<(&'static str, &'static str)>);

impl Imports {
    /// `import numpy as np`.
    pub const NUMPY: (&'static str, &'static str) = ("", "numpy as np");

    /// A module (none for an `import` of its own) and a name in it.
    pub fn add(&mut self, import: (&'static str, &'static str)) {
        if let Err(place) = self.0.binary_search(&import) {
            self.0.insert(place, import);
        }
    }
}

impl fmt::Display for Imports {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut line = None;
        for (module, name) in &self.0 {
            match (module.is_empty(), line == Some(module)) {
                (true, _) => write!(f, "{}import {name}", if line.is_some() { "\n" } else { "" })?,
                (false, true) => write!(f, ", {name}")?,
                (false, false) => {
                    f.write_str(if line.is_some() { "\n" } else { "" })?;
                    write!(f, "from {module} import {name}")?;
                }
            }
            line = Some(module);
        }
        f.write_str("\n")
    }
}
