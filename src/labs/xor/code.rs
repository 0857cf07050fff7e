//! The network as Keras code, with the weights that are shown, or with those from which they are learnt.

use super::settings::{Task, WEIGHTS, Way};
use crate::nn::python::float;
use value::{Choice, number::shown};

fn row(numbers: &[f64]) -> String {
    numbers.iter().map(|number| shown(*number).to_string()).collect::<Vec<_>>().join(", ")
}

/// Lines of Python. `weights` are those that the network begins with, `steps` those that it makes.
pub(super) fn code(task: &Task, weights: &[f64; WEIGHTS], steps: u64) -> Vec<String> {
    let by_hand = task.way == Way::Hand;
    let step = "step = lambda z: keras.ops.cast(z >= 0, \"float32\")".to_owned();
    let has_step = by_hand || task.activation.name() == "heaviside";
    let hidden = if has_step { "step".to_owned() } else { format!("\"{}\"", task.activation.name()) };
    let output = if by_hand { "step" } else { "\"sigmoid\"" };
    let [w11, w12, w21, w22, b1, b2, v1, v2, c] = *weights;
    let mut lines = vec![
        "import keras".to_owned(),
        "import numpy as np".to_owned(),
        String::new(),
        "x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], \"float32\")".to_owned(),
        "y = np.array([[0], [1], [1], [0]], \"float32\")".to_owned(),
    ];
    if has_step {
        lines.push(step);
    }
    lines.extend([
        "model = keras.Sequential([".to_owned(),
        "    keras.Input((2,)),".to_owned(),
        format!("    keras.layers.Dense(2, activation={hidden}),"),
        format!("    keras.layers.Dense(1, activation={output}),"),
        "])".to_owned(),
        "model.set_weights([".to_owned(),
        format!("    np.array([[{}], [{}]]), np.array([{}]),", row(&[w11, w12]), row(&[w21, w22]), row(&[b1, b2])),
        format!("    np.array([[{}], [{}]]), np.array([{}]),", shown(v1), shown(v2), shown(c)),
        "])".to_owned(),
    ]);
    if !by_hand {
        lines.extend([
            format!("model.compile(keras.optimizers.SGD(learning_rate={}), \"binary_crossentropy\")", float(task.eta)),
            format!("model.fit(x, y, batch_size=4, epochs={steps}, verbose=0)"),
        ]);
    }
    lines.push("print(model.predict(x, verbose=0))".to_owned());
    lines
}
