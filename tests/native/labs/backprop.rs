//! Training by hand: the slides' table, every pair of activation and loss against the reference and the core, and the
//! numbers against what they say they were made of.

use super::{number, numbers, show, try_show};
use crate::lecture::EPOCHS;
use crate::support::{Random, assert_near, config, value};
use crate::{gradients::near_kink, reference};
use nn_playground::{
    nn::{Activation, Loss, Network, NetworkConfig},
    value::Choice,
};
use serde_json::{Value, json};
use std::collections::HashMap;

const KEY: &str = "backprop";

/// What is shown for settings that are right.
#[track_caller]
fn shown(settings: Value) -> Value {
    show(KEY, settings)
}

/// The numbers by their ids.
fn by_id(shown: &Value) -> HashMap<String, f64> {
    let all = shown["numbers"].as_array().unwrap();
    let map: HashMap<_, _> =
        all.iter().map(|n| (n["id"].as_str().unwrap().to_owned(), n["value"].as_f64().unwrap_or(f64::NAN))).collect();
    assert_eq!(map.len(), all.len(), "an id stands for two numbers");
    map
}

/// `values` as they are typed.
fn lines(values: &[f32], columns: usize) -> String {
    let row = |row: &[f32]| row.iter().map(|value| value.to_string()).collect::<Vec<_>>().join(" ");
    values.chunks(columns).map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_table_of_three_epochs_digit_for_digit() {
    let printed = |found: f64, text: &str| {
        let decimals = text.split_once('.').unwrap().1.len();
        assert_eq!(format!("{found:.decimals$}"), text);
    };
    for (epoch, table) in EPOCHS.iter().enumerate() {
        let shown = shown(json!({ "epoch": epoch }));
        assert_eq!((&shown["status"], &shown["epoch"]), (&json!("running"), &json!(epoch)));
        let n = by_id(&shown);
        for e in 1..=5 {
            printed(n[&format!("out1.1.{e}")], table.out[e - 1]);
            printed(n[&format!("dloss_dout1.1.{e}")], table.slopes[e - 1]);
            assert_eq!(n[&format!("dout_dnet1.1.{e}")], 1.0);
            assert_eq!(n[&format!("dnet_dw1.1.{e}")], [0.06, 0.87, 0.60, 0.71, 0.02][e - 1]);
            assert_eq!(n[&format!("dnet_dw1.0.{e}")], 1.0);
        }
        printed(n["mean_loss"], table.loss);
        printed(number(&shown["loss"]), table.loss);
        printed(n["mean1.1.1"], table.gradient[0]);
        printed(n["mean1.0.1"], table.gradient[1]);
        printed(n["new_w1.1.1"], table.weights[0]);
        printed(n["new_w1.0.1"], table.weights[1]);
        printed(numbers(&shown["losses"]["loss"])[epoch], table.loss);
    }
    // y − out, which the slide squares in the wrong place, its column of step 4, and its mean of the losses.
    let n = by_id(&shown(json!({})));
    for (e, text) in ["-0.38", "-8.079", "-5.04", "-6.389", "-0.121"].into_iter().enumerate() {
        printed(n[&format!("dloss_dw1.1.1.{}", e + 1)], text);
    }
    for (e, text) in ["3.164", "4.643", "4.200", "4.499", "3.018"].into_iter().enumerate() {
        printed(n[&format!("error1.{}", e + 1)], text);
    }
    printed(n["mean_loss"], "15.71");
    assert_eq!(["w1.1.1", "w1.0.1", "eta", "x1.3", "y1.3"].map(|id| n[id]), [0.1, 0.0, 0.01, 0.6, 4.26]);
}

/// A network with random weights, all of them exact in f32, and examples away from every kink, as settings and as the core has it.
fn random_case(
    layers: &[(usize, Activation)],
    loss: Loss,
    inputs: usize,
    rows: usize,
    seed: u64,
) -> (Value, NetworkConfig, Vec<f32>, Vec<f32>, Vec<f32>) {
    let random = &mut Random::new(seed);
    let config = config(inputs, layers, loss);
    let mut round = |low: f32, high: f32, count: usize| -> Vec<f32> {
        random.values(count, low, high).into_iter().map(|value| (value * 128.0).round() / 128.0).collect()
    };
    let (mut text, mut parameters, mut fan_in) = (String::new(), Vec::new(), inputs);
    for (at, (units, _)) in layers.iter().enumerate() {
        let kernel = round(-1.0, 1.0, fan_in * units);
        // Positive at the output, so that clipped probabilities are not all cut.
        let bias = round(if at + 1 == layers.len() { 0.2 } else { -1.0 }, 1.0, *units);
        text += &format!("{}\n{}\n\n", lines(&kernel, *units), lines(&bias, *units));
        parameters.extend(kernel.into_iter().chain(bias));
        fan_in = *units;
    }
    let wide = reference::widen(&parameters);
    let (mut x, mut y) = (Vec::new(), Vec::new());
    let outputs = config.outputs();
    for _ in 0..rows {
        let (row, target) = (0..10_000)
            .map(|turn| {
                let row = round(-1.5, 1.5, inputs);
                let target = match loss {
                    Loss::SparseCategoricalCrossentropy => vec![(turn % outputs) as f32],
                    Loss::BinaryCrossentropy => round(0.0, 1.0, outputs),
                    Loss::Hinge => round(0.0, 1.0, outputs).into_iter().map(f32::round).collect(),
                    _ => round(-2.0, 2.0, outputs),
                };
                (row, target)
            })
            .find(|(row, target)| !near_kink(&config, &wide, row, target))
            .unwrap_or_else(|| panic!("no example away from the kinks of {config:?}"));
        x.extend(row);
        y.extend(target);
    }
    let written: Vec<_> = layers.iter().map(|(units, activation)| format!("{units}:{}", activation.name())).collect();
    let settings = json!({
        "layers": written.join(","), "loss": loss.name(), "weights": text,
        "x": lines(&x, inputs), "y": lines(&y, loss.targets(outputs)),
    });
    (settings, config, parameters, x, y)
}

/// Gradients, losses and ids of one case.
fn check(layers: &[(usize, Activation)], loss: Loss, inputs: usize, rows: usize, seed: u64) {
    let (settings, config, parameters, x, y) = random_case(layers, loss, inputs, rows, seed);
    let shown = shown(settings.clone());
    let n = by_id(&shown);
    let expected = reference::gradient(&config, &parameters, &x, &y);
    let core = {
        let mut network = Network::new(config.clone()).unwrap();
        let weights: Vec<Vec<f32>> = network.split(&parameters).into_iter().map(<[f32]>::to_vec).collect();
        network.set_weights(&weights).unwrap();
        network.gradients(&x, &y).unwrap()
    };
    let largest = expected.iter().fold(0.0, |most: f64, slope| most.max(slope.abs()));
    assert!(largest > 1e-4, "nothing to compare for {layers:?} {loss:?}");
    let rows_of_check = shown["check"]["weights"].as_array().unwrap();
    assert_eq!(rows_of_check.len(), expected.len());
    for ((row, expected), core) in rows_of_check.iter().zip(&expected).zip(&core) {
        let weight = row["weight"].as_str().unwrap();
        let found = n[&format!("mean{}", &weight[1..])];
        let off = (found - expected).abs() / largest;
        assert!(off < 1e-6, "{weight} {found}, not {expected}: {layers:?} {loss:?}");
        assert!((found - f64::from(*core)).abs() / largest < 1e-4, "{weight} {found}, in the core {core}");
        assert_eq!(number(&row["core"]), f64::from(*core));
        assert_near(number(&row["gradient"]), found, 0.0);
        assert!((number(&row["numeric"]) - found).abs() / largest < 1e-6, "{row}: {layers:?} {loss:?}");
    }
    assert!(number(&shown["check"]["worst_numeric"]) < 1e-6 && number(&shown["check"]["worst_core"]) < 1e-4);
    let loss_here = reference::loss(&config, &reference::widen(&parameters), &x, &y);
    assert_near(number(&shown["loss"]), loss_here, 1e-7 * loss_here.abs().max(1.0));
    made_of_what_they_say(&shown);
    // And it is what a sheet can be made of.
    for (format, results) in [("latex", true), ("latex", false), ("csv", true)] {
        let mut settings = settings.clone();
        settings["worksheet"] = json!(format);
        settings["results"] = json!(results);
        let text = show(KEY, settings)["worksheet"].as_str().unwrap().to_owned();
        let count = |piece: &str| text.matches(piece).count();
        assert_eq!(count("{"), count("}"), "{text}");
        assert_eq!(count("\\begin"), count("\\end"), "{text}");
        assert_eq!(count("\\left("), count("\\right)"), "{text}");
        assert!(!text.contains("NaN") && !text.contains("= =") && !text.contains("?"), "{text}");
    }
}

/// Every number comes after those that it was made of, and is what they make.
fn made_of_what_they_say(shown: &Value) {
    let mut known: HashMap<&str, f64> = HashMap::new();
    for n in shown["numbers"].as_array().unwrap() {
        let (id, kind) = (n["id"].as_str().unwrap(), n["kind"].as_str().unwrap());
        let from: Vec<f64> = n["from"]
            .as_array()
            .unwrap()
            .iter()
            .map(|id| *known.get(id.as_str().unwrap()).unwrap_or_else(|| panic!("{id} is not there for {n}")))
            .collect();
        let at: Vec<String> = numbers(&n["at"]).into_iter().map(|index| index.to_string()).collect();
        assert_eq!(id, format!("{kind}{}", at.join(".")));
        let value = number(&n["value"]);
        let product: f64 = from.iter().product();
        let sum: f64 = from.iter().sum();
        let expected = match kind {
            "product" | "term" | "dloss_dw" | "step" => product,
            "net" | "exp_sum" | "clipped_sum" => sum,
            "max" => from.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            "exp" => (from[0] - from[1]).exp(),
            "mean" | "mean_loss" => sum / from.len() as f64,
            "new_w" | "error" => from[0] - from[1],
            "out" if from.len() == 2 => from[0] / from[1],
            "dnet_dw" if from.len() == 1 => from[0],
            "jacobian" if at[1] == at[2] => from[0] * (1.0 - from[0]),
            "jacobian" => -from[0] * from[1],
            "coded" => 2.0 * from[0] - 1.0,
            // Factor by factor, pair by pair.
            "delta" if n["from"][0].as_str().unwrap().starts_with("dloss_dout") => {
                from.chunks(2).map(|pair| pair[0] * pair[1]).sum()
            }
            "dloss_dout" if n["from"][0].as_str().unwrap().starts_with("term") => sum,
            _ => value,
        };
        assert_near(value, expected, 1e-12 * expected.abs().max(1.0));
        known.insert(id, value);
    }
}

fn smooth() -> impl Iterator<Item = Activation> {
    Activation::all().filter(|activation| activation.has_gradient())
}

#[test]
fn every_activation_as_output_under_every_loss() {
    for (a, activation) in smooth().enumerate() {
        for (l, loss) in Loss::all().enumerate() {
            let outputs = if loss.is_sparse() || activation == Activation::Softmax { 3 } else { 1 + (a + l) % 3 };
            let layers = [(2 + (a + l) % 3, Activation::Tanh), (outputs, activation)];
            check(&layers, loss, 1 + a % 3, 1 + l, (100 * a + l) as u64);
        }
    }
}

#[test]
fn every_activation_in_hidden_layers() {
    for (a, activation) in smooth().enumerate() {
        let layers = [(3, activation), (2, activation), (1, Activation::Linear)];
        check(&layers, Loss::MeanSquaredError, 2, 4, 500 + a as u64);
        let layers = [(2, activation), (3, Activation::Softmax)];
        check(&layers, Loss::SparseCategoricalCrossentropy, 2, 3, 600 + a as u64);
    }
}

#[test]
fn the_largest_network() {
    let layers = [(6, Activation::Tanh), (6, Activation::Sigmoid), (6, Activation::Elu), (6, Activation::Softmax)];
    let start = std::time::Instant::now();
    check(&layers, Loss::SparseCategoricalCrossentropy, 6, 8, 7);
    println!("{:?}", start.elapsed());
}

#[test]
fn updates_are_those_of_the_core() {
    let layers = [(3, Activation::Tanh), (2, Activation::Sigmoid)];
    let (mut settings, config, parameters, x, y) = random_case(&layers, Loss::BinaryCrossentropy, 2, 6, 11);
    settings["eta"] = json!(0.5);
    let optimizer = crate::support::sgd(0.5);
    let mut network = Network::new(NetworkConfig { optimizer, ..config }).unwrap();
    let weights: Vec<Vec<f32>> = network.split(&parameters).into_iter().map(<[f32]>::to_vec).collect();
    network.set_weights(&weights).unwrap();
    settings["epoch"] = json!(40);
    let shown = shown(settings);
    let losses = numbers(&shown["losses"]["loss"]);
    for (epoch, loss) in losses.iter().enumerate() {
        assert_near(network.evaluate(network.examples(&x, &y).unwrap()).unwrap().loss, *loss, 1e-5);
        if epoch < 40 {
            network.train_step(&x, &y).unwrap();
        }
    }
    for (found, expected) in shown["weights"].as_array().unwrap().iter().zip(network.get_weights()) {
        for (found, expected) in numbers(found).into_iter().zip(expected) {
            assert_near(found, f64::from(*expected), 1e-4);
        }
    }
    // What is handed on is a network that can be built.
    let again = NetworkConfig::parse(&value(shown["network"].clone()), || 0).unwrap();
    assert_eq!(again, NetworkConfig { seed: again.seed, ..network.config().clone() });
}

#[test]
fn xor_with_hand_set_steps() {
    let shown = shown(json!({ "preset": "xor_steps", "epoch": 5 }));
    assert_eq!((&shown["status"], &shown["epoch"], &shown["check"]), (&json!("no_gradient"), &json!(0), &Value::Null));
    let n = by_id(&shown);
    let row = |id: &str| [1, 2, 3, 4].map(|e| n[&format!("{id}.{e}")]);
    assert_eq!(row("out1.1"), [0.0, 1.0, 1.0, 1.0], "OR");
    assert_eq!(row("out1.2"), [1.0, 1.0, 1.0, 0.0], "NAND");
    assert_eq!(row("out2.1"), [0.0, 1.0, 1.0, 0.0], "XOR");
    assert_eq!(n["mean_loss"], 0.0);
    let kinds: Vec<_> = shown["numbers"].as_array().unwrap().iter().map(|n| n["kind"].as_str().unwrap()).collect();
    assert!(!kinds.contains(&"delta") && !kinds.contains(&"new_w"), "there is no way backward");
}

#[test]
fn xor_is_learnt() {
    let begin = shown(json!({ "preset": "xor" }));
    assert!(number(&begin["loss"]) > 0.6);
    let end = shown(json!({ "preset": "xor", "epoch": 500 }));
    let n = by_id(&end);
    for (e, y) in [0.0, 1.0, 1.0, 0.0].into_iter().enumerate() {
        assert_near(n[&format!("out2.1.{}", e + 1)], y, 0.1);
    }
    assert_eq!(end["status"], "running");
    let epochs = numbers(&end["losses"]["epoch"]);
    assert!(epochs.len() <= 501 && epochs[0] == 0.0 && epochs[epochs.len() - 1] == 500.0);
}

/// One example by hand: logits 1, 2 and 4, class 1.
#[test]
fn softmax_in_stages() {
    let weights = "0 0 0\n1 2 4";
    let settings = json!({ "layers": "3:softmax", "loss": "SparseCategoricalCrossentropy", "x": "0", "y": "1", "weights": weights });
    let n = by_id(&shown(settings));
    assert_eq!([n["net1.1.1"], n["net1.2.1"], n["net1.3.1"], n["max1.1"]], [1.0, 2.0, 4.0, 4.0]);
    let e = std::f64::consts::E;
    let sum = e.powi(-3) + e.powi(-2) + 1.0;
    assert_near(n["exp1.1.1"], e.powi(-3), 1e-15);
    assert_near(n["exp_sum1.1"], sum, 1e-15);
    let p = [e.powi(-3) / sum, e.powi(-2) / sum, 1.0 / sum];
    for (u, p) in p.iter().enumerate() {
        assert_near(n[&format!("out1.{}.1", u + 1)], *p, 1e-15);
        assert_near(n[&format!("delta1.{}.1", u + 1)], p - if u == 1 { 1.0 } else { 0.0 }, 1e-15);
    }
    assert_near(n["loss1"], -p[1].ln(), 1e-14);
    assert_near(n["dloss_dout1.2.1"], -1.0 / p[1], 1e-12);
    assert_eq!([n["dloss_dout1.1.1"], n["dloss_dout1.3.1"]], [0.0; 2]);
    assert_near(n["jacobian1.1.2.1"], -p[0] * p[1], 1e-15);
}

/// Where e^z is too large or p too small for a number, loss and δ still are numbers.
#[test]
fn saturated_outputs() {
    for (layers, loss, y, weights, expected) in [
        ("2:softmax", "sparse_categorical_crossentropy", "1", "0 0\n900000 -900000", 1_800_000.0),
        ("1:sigmoid", "binary_crossentropy", "0", "0\n5000", 5000.0),
        ("1:sigmoid", "binary_crossentropy", "1", "0\n-5000", 5000.0),
    ] {
        let shown = shown(json!({ "layers": layers, "loss": loss, "x": "1", "y": y, "weights": weights }));
        assert_near(number(&shown["loss"]), expected, 1e-6);
        let n = by_id(&shown);
        assert_near(n["delta1.1.1"].abs(), 1.0, 1e-12);
        assert_eq!(shown["loss_sees"], "probability");
    }
}

/// Weights can be drawn where others would fit, too: as Keras draws a kernel of 2 · 2 (±√(6/4)), and biases of 0.
#[test]
fn weights_are_drawn_when_asked_for() {
    let weights = |seed: u64| {
        let shown = shown(json!({ "preset": "xor", "weights": "random", "seed": seed }));
        shown["settings"]["weights"].as_str().unwrap().to_owned()
    };
    assert_eq!(weights(3), weights(3));
    assert_ne!(weights(3), weights(4));
    let drawn: Vec<f64> = weights(3).split_whitespace().map(|w| w.parse().unwrap()).collect();
    assert_eq!(drawn.len(), 9);
    assert!(drawn[..4].iter().all(|w| w.abs() <= 1.23 && *w != 0.0));
    assert_eq!((&drawn[4..6], drawn[8]), (&[0.0, 0.0][..], 0.0));
}

/// What one learns from the settings shown is the same once more, with every field filled in.
#[test]
fn complete_settings_show_the_same() {
    for preset in ["lecture", "xor_steps", "xor", "softmax"] {
        let first = shown(json!({ "preset": preset, "epoch": 3 }));
        let again = shown(first["settings"].clone());
        assert_eq!(first, again, "{preset}");
    }
    // Weights that fit no more are drawn anew, and short enough to be typed.
    let drawn = shown(json!({ "layers": "2:tanh,1", "seed": 3 }));
    let text = drawn["settings"]["weights"].as_str().unwrap();
    assert_eq!(text.lines().count(), 6, "{text}");
    assert!(text.split_whitespace().all(|weight| weight.len() <= 5), "{text}");
    assert_ne!(drawn["settings"]["weights"], shown(json!({ "layers": "2:tanh,1", "seed": 4 }))["settings"]["weights"]);
    // Layers as a list are the same layers.
    let list = json!([{ "units": 2, "activation": "tanh" }, { "units": 1 }]);
    assert_eq!(drawn, shown(json!({ "layers": list, "seed": 3 })));
    // Decimal commas: where other separators make them clear, or where it is said that the comma is one.
    let points = shown(json!({ "x": "0.06 1.5\n0.87 2", "y": "3.5\n4" }));
    let commas = shown(json!({ "x": "0,06; 1,5\n0,87 2,0", "y": "3,5\n4", "decimal": "," }));
    assert_eq!(points, commas);
    let column = shown(json!({ "x": "0,06\n\u{2212}0,87", "y": "3,5\n4", "decimal": "," }));
    assert_eq!(column["settings"]["x"], "0.06\n-0.87\n");
    assert_eq!(shown(json!({ "x": "0,06\n0,87", "y": "3\n4" }))["inputs"], 2);
}

/// Where a network fits perfectly all slopes are 0, or what rounding leaves of 0: a deviation from them is still one of rounding.
#[test]
fn the_check_where_the_gradient_vanishes() {
    for (layers, x, y, weights) in [
        ("2:relu,1", "0 0\n0 1\n1 0\n1 1", "0\n1\n1\n0", "1 -1\n-1 1\n0 0\n1\n1\n0"),
        ("1", "1\n2\n3", "2\n4\n6", "2\n0"),
        ("1", ".1\n.2\n.3", ".3\n.5\n.7", "2\n.1"),
        // No slope anywhere near: all units of a hidden layer are dead, and the output is, too.
        ("2:relu,1:relu", "1", "0", "-9 -9\n-9 -9\n-9\n-9\n-9"),
        ("1", "0", "0", "0\n0"),
    ] {
        let shown = shown(json!({ "layers": layers, "x": x, "y": y, "weights": weights, "loss": "mse" }));
        let worst = ["worst_numeric", "worst_core"].map(|key| number(&shown["check"][key]));
        assert!(worst[0] < 1e-6 && worst[1] < 1e-6, "{layers} {weights:?}: {worst:?}");
    }
}

#[test]
fn too_large_a_rate_diverges() {
    let shown = shown(json!({ "eta": 1000, "epoch": 10_000 }));
    assert_eq!(shown["status"], "diverged");
    assert!(number(&shown["epoch"]) > 3.0 && number(&shown["epoch"]) < 1000.0);
    assert!(by_id(&shown)["w1.1.1"].is_finite());
}

#[test]
fn a_sheet_in_csv_reads_back() {
    for (decimal, separator) in [(".", ','), (",", ';')] {
        for preset in ["lecture", "xor", "softmax"] {
            let settings = json!({ "preset": preset, "worksheet": "csv", "decimal": decimal, "epoch": 7 });
            let shown = shown(settings);
            let text = shown["worksheet"].as_str().unwrap();
            let mut lines = text.split_terminator("\r\n");
            assert_eq!(lines.next().unwrap(), format!("id{separator}value{separator}from"));
            let all = shown["numbers"].as_array().unwrap();
            let read: Vec<_> = lines.map(|line| line.split(separator).collect::<Vec<_>>()).collect();
            assert_eq!(read.len(), all.len());
            for (line, n) in read.iter().zip(all) {
                assert_eq!(line.len(), 3, "{line:?}");
                assert_eq!(line[0], n["id"]);
                let back: f64 = line[1].replace(',', ".").parse().unwrap();
                let value = number(&n["value"]);
                assert_near(back, value, 4.0 * f64::EPSILON * value.abs());
                assert_eq!(line[2].split_whitespace().count(), n["from"].as_array().unwrap().len());
            }
        }
    }
    let blank = shown(json!({ "worksheet": "csv", "results": false }));
    let text = blank["worksheet"].as_str().unwrap();
    assert!(text.contains("\r\nw1.1.1,0.1,\r\n") && text.contains("\r\nx1.2,0.87,\r\n"), "{text}");
    assert!(
        text.contains("\r\nnet1.1.1,,product1.1.1.1 w1.0.1\r\n") && text.contains("\r\nmean_loss,,loss1 "),
        "{text}"
    );
}

#[test]
fn a_sheet_in_latex() {
    let sheet = |settings| shown(settings)["worksheet"].as_str().unwrap().to_owned();
    let full = sheet(json!({ "worksheet": "latex" }));
    for line in [
        r"y &= \begin{bmatrix} 3.17 \\ 4.73 \\ 4.26 \\ 4.57 \\ 3.02 \end{bmatrix}",
        r"\mathrm{net} &= w_{1} x + w_{0} = \begin{bmatrix} 0.006 \\ 0.087 \\ 0.06 \\ 0.071 \\ 0.002 \end{bmatrix}",
        r"\overline{\mathrm{Loss}} &= \frac{1}{5}\sum \mathrm{Loss} = 15.71153",
        r"-2(y - \mathrm{out}) = \begin{bmatrix} -6.328 \\ -9.286 \\ -8.4 \\ -8.998 \\ -6.036 \end{bmatrix}",
        r"w_{1,\mathrm{new}} &= w_{1} - \eta\,\overline{\frac{\partial \mathrm{Loss}}{\partial w_{1}}} = 0.1400156",
    ] {
        assert!(full.contains(line), "{line}\nis not in\n{full}");
    }
    let polish = sheet(json!({ "worksheet": "latex", "decimal": "," }));
    assert!(polish.contains(r"= 0{,}1400156") && !polish.contains("0."), "{polish}");
    let blank = sheet(json!({ "worksheet": "latex", "results": false }));
    assert!(blank.contains(r"w_{0} = \begin{bmatrix} \underline{\hspace{1.5cm}} \\"), "{blank}");
    assert!(blank.contains("0.87") && !blank.contains("0.087") && !blank.contains("1400156"), "{blank}");
    assert_eq!(shown(json!({}))["worksheet"], Value::Null);
}

#[test]
fn bad_settings_are_named() {
    for (settings, message) in [
        (json!({ "preset": "and" }), "preset: \"and\" is not an example; choose one of lecture, xor_steps"),
        (json!({ "eta": -1 }), "eta: -1 is out of range: 0 to 1000"),
        (json!({ "eta": "abc" }), "eta: \"abc\" is not a number"),
        (json!({ "eta": 1e308 }), "eta: 1"),
        (json!({ "epoch": 0.5 }), "epoch: 0.5 is not a whole number from 0 to 10000"),
        (json!({ "epoch": 1e9 }), "epoch: 1000000000 is not a whole number"),
        (json!({ "loss": "mce" }), "loss: \"mce\" is not a loss"),
        (json!({ "x": "1\ntwo" }), "x: line 2, number 1: \"two\" is not a number"),
        (json!({ "x": "1\n\n3" }), "x: line 2: a number is missing"),
        (json!({ "x": "1;;3" }), "x: line 1, number 2: a number is missing"),
        (json!({ "x": "1e308" }), "x: line 1, number 1: \"1e308\" is too large: at most 1000000"),
        (json!({ "x": "NaN" }), "x: line 1, number 1: \"NaN\" is not a finite number"),
        (json!({ "x": "" }), "x: 0 examples: there must be 1 to 8"),
        (json!({ "x": "1\n1\n1\n1\n1\n1\n1\n1\n1" }), "x: 9 examples: there must be 1 to 8"),
        (json!({ "x": "1 2 3 4 5 6 7", "y": "1" }), "x: 7 numbers in a line are too many: at most 6 inputs"),
        (json!({ "x": 3 }), "x: 3 is not a text"),
        (json!({ "x": "1 2\n3", "y": "1\n1" }), "x: line 2: 1 numbers, where 2 are expected"),
        (json!({ "y": "1\n2" }), "y: 2 lines do not fit: x has 5"),
        (json!({ "preset": "xor", "y": "0\n1\n1\n2" }), "y: line 4, number 1: 2 is out of range: 0 to 1"),
        (json!({ "preset": "softmax", "y": "0\n1\n3" }), "y: line 3, number 1: 3 is not a class"),
        (json!({ "weights": "0.1" }), "weights: 1 lines do not fit: 2 are needed"),
        (json!({ "weights": "0.1 2\n0" }), "weights: layer 1, weights of input 1: 2 numbers, where 1 are expected"),
        (json!({ "weights": "0.1\n0 0" }), "weights: layer 1, biases: 2 numbers, where 1 are expected"),
        (json!({ "weights": "0.1\nabc" }), "weights: line 2, number 1: \"abc\" is not a number"),
        (json!({ "layers": "7" }), "layers[0]: \"7\" does not begin with 1 to 6 units"),
        (json!({ "layers": "2:tanh," }), "layers[1]: \"\" does not begin with 1 to 6 units"),
        (json!({ "layers": "1e308" }), "layers[0]: \"1e308\" does not begin with"),
        (json!({ "layers": "2:tan,1" }), "layers[0].activation: \"tan\" is not an activation"),
        (json!({ "layers": "1,1,1,1,1" }), "layers: 5 layers: there must be 1 to 4"),
        (json!({ "layers": [] }), "layers: 0 layers: there must be 1 to 4"),
        (json!({ "layers": [{ "units": 0 }] }), "layers[0].units: 0 is not a whole number from 1 to 6"),
        (json!({ "layers": 3 }), "layers: 3 is not a list of layers"),
        (
            json!({ "loss": "sparse_categorical_crossentropy", "x": "1", "y": "0" }),
            "loss: sparse_categorical_crossentropy needs",
        ),
        (json!({ "worksheet": "pdf" }), "worksheet: \"pdf\" is not a format; choose one of latex, csv"),
        (json!({ "results": "yes" }), "results: \"yes\" is neither true nor false"),
        (json!({ "decimal": ";" }), "decimal: \";\" is not a decimal point"),
    ] {
        let found = try_show(KEY, settings.clone()).unwrap_err().to_string();
        assert!(found.starts_with(message), "{settings}: {found}");
    }
    shown(json!({ "lang": "pl", "lab": "backprop", "optimizer": "adam", "learning_rate": 7, "loss": null }));
}
