//! Values as Python writes them.

use crate::nn::Network;
use value::number::{Shown, shown};

/// Longer lines are broken.
const LINE: usize = 100;

/// Sets the [`weights`] of a compiled `model`.
pub const SET_WEIGHTS: &str = "model.set_weights([np.array(w, dtype='float32') for w in weights])\n";

/// A number. An `int` would lose the sign of a zero.
pub fn number(value: impl Into<Shown>) -> String {
    let text = shown(value).to_string();
    if text == "-0" { "-0.0".to_owned() } else { text }
}

/// `weights = […]`: kernel [inputs, units] and bias of every layer.
pub fn weights(network: &Network) -> String {
    let mut text = "weights = [\n".to_owned();
    for place in network.layers() {
        let parameters = network.parameters();
        let kernel = parameters.get(place.kernel.clone()).unwrap_or_default();
        for (row, weights) in kernel.chunks(place.units.max(1)).enumerate() {
            text.push_str(if row == 0 { "    [" } else { "     " });
            push_list(&mut text, weights);
            text.push_str(if row + 1 == place.inputs { "],\n" } else { ",\n" });
        }
        let bias = parameters.get(place.bias.clone()).unwrap_or_default();
        if !bias.is_empty() {
            text.push_str("    ");
            push_list(&mut text, bias);
            text.push_str(",\n");
        }
    }
    text.push_str("]\n");
    text
}

/// Sets single weights and biases, by their index in the network's parameters; empty where there are none.
pub fn set_weights(network: &Network, values: &[(usize, f32)]) -> String {
    if values.is_empty() {
        return String::new();
    }
    let mut text = "w = model.get_weights()\n".to_owned();
    for (index, value) in values {
        // Keras lists a kernel and, where there is one, a bias for each layer.
        let mut array = 0;
        for place in network.layers() {
            if place.kernel.contains(index) {
                let at = index - place.kernel.start;
                text.push_str(&format!("w[{array}][{}, {}]", at / place.units, at % place.units));
            }
            if place.bias.contains(index) {
                text.push_str(&format!("w[{}][{}]", array + 1, index - place.bias.start));
            }
            array += if place.bias.is_empty() { 1 } else { 2 };
        }
        text.push_str(&format!(" = {}\n", number(*value)));
    }
    text.push_str("model.set_weights(w)\n");
    text
}

fn push_list(text: &mut String, values: &[f32]) {
    text.push('[');
    for (at, value) in values.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { ", " });
        text.push_str(&number(*value));
    }
    text.push(']');
}

/// Items with a comma after each, in lines that are not too long.
pub fn lines(items: &[String]) -> String {
    let (mut text, mut column) = (String::new(), 0);
    for item in items {
        if column > 0 && column + item.len() >= LINE {
            text.push('\n');
            column = 0;
        }
        text.push_str(if column == 0 { "    " } else { " " });
        text.push_str(item);
        text.push(',');
        column += item.len() + if column == 0 { 5 } else { 2 };
    }
    text.push('\n');
    text
}
