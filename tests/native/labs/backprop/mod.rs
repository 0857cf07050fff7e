//! Training by hand: the slides' table, every pair of activation and loss against the reference and the core, and the
//! numbers against what they say they were made of.

mod formulas;
mod settings;
mod worksheets;

use super::{ask, number, numbers, show};
use crate::lecture::EPOCHS;
use crate::support::{Random, assert_near, config, value};
use crate::{gradients::near_kink, reference};
use nn_playground::{
    labs::{
        Open,
        backprop::{BackpropLab, MAX_EPOCH, MAX_TOGETHER},
    },
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
    for (at, (units, activation)) in layers.iter().enumerate() {
        let kernel = round(-1.0, 1.0, fan_in * units);
        // At the output so that clipped probabilities are not all cut.
        let (low, high) = match activation {
            _ if at + 1 < layers.len() => (-1.0, 1.0),
            Activation::Exponential => (-2.0, -1.0),
            _ => (0.2, 1.0),
        };
        let bias = round(low, high, *units);
        text += &format!("{}\n{}\n\n", lines(&kernel, *units), lines(&bias, *units));
        parameters.extend(kernel.into_iter().chain(bias));
        fan_in = *units;
    }
    let wide = reference::widen(&parameters);
    let (mut x, mut y) = (Vec::new(), Vec::new());
    let outputs = config.outputs();
    for at in 0..rows {
        let (row, target) = (at..10_000)
            .map(|turn| {
                let row = round(-1.5, 1.5, inputs);
                let target = match loss {
                    Loss::SparseCategoricalCrossentropy => vec![(turn % outputs) as f32],
                    Loss::BinaryCrossentropy => round(0.0, 1.0, outputs),
                    Loss::Hinge | Loss::SquaredHinge => round(0.0, 1.0, outputs).into_iter().map(f32::round).collect(),
                    // One-hot, or parts of 128 that sum to 1.
                    Loss::CategoricalCrossentropy | Loss::KlDivergence if turn % 2 == 0 => {
                        (0..outputs).map(|unit| f32::from(u8::from(unit == turn / 2 % outputs))).collect()
                    }
                    Loss::CategoricalCrossentropy | Loss::KlDivergence => {
                        let mut parts = round(0.0, 1.0 / outputs as f32, outputs);
                        parts[0] = 1.0 - parts[1..].iter().sum::<f32>();
                        parts
                    }
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
    let checked = ask(KEY, &settings, json!({ "about": "check" }));
    let rows_of_check = checked["weights"].as_array().unwrap();
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
    assert!(number(&checked["worst_numeric"]) < 1e-6 && number(&checked["worst_core"]) < 1e-4);
    let loss_here = reference::loss(&config, &reference::widen(&parameters), &x, &y);
    assert_near(number(&shown["loss"]), loss_here, 1e-7 * loss_here.abs().max(1.0));
    formulas::made_of_what_they_say(&settings, &shown);
    // And it is what a sheet can be made of.
    for (format, results) in [("latex", true), ("latex", false), ("csv", true)] {
        let question = json!({ "about": "worksheet", "format": format, "results": results });
        let text = ask(KEY, &settings, question).as_str().unwrap().to_owned();
        let count = |piece: &str| text.matches(piece).count();
        assert_eq!(count("{"), count("}"), "{text}");
        assert_eq!(count("\\begin"), count("\\end"), "{text}");
        assert_eq!(count("\\left("), count("\\right)"), "{text}");
        assert!(!text.contains("NaN") && !text.contains("= =") && !text.contains("?"), "{text}");
    }
}

fn smooth() -> impl Iterator<Item = Activation> {
    Activation::all().filter(|activation| activation.has_gradient())
}

#[test]
fn every_activation_as_output_under_every_loss() {
    for (a, activation) in smooth().enumerate() {
        for (l, loss) in Loss::all().enumerate() {
            let is_categorical = loss.is_sparse() || loss == Loss::CategoricalCrossentropy;
            let outputs = if is_categorical || activation == Activation::Softmax { 3 } else { 1 + (a + l) % 3 };
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
    check(&layers, Loss::SparseCategoricalCrossentropy, 6, 8, 7);
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
    assert_eq!((&shown["status"], &shown["epoch"]), (&json!("no_gradient"), &json!(0)));
    let check = ask(KEY, &json!({ "preset": "xor_steps" }), json!({ "about": "check" }));
    assert_eq!(check, Value::Null);
    let n = by_id(&shown);
    let row = |id: &str| [1, 2, 3, 4].map(|e| n[&format!("{id}.{e}")]);
    assert_eq!(row("out1.1"), [0.0, 1.0, 1.0, 1.0], "OR");
    assert_eq!(row("out1.2"), [1.0, 1.0, 1.0, 0.0], "NAND");
    assert_eq!(row("out2.1"), [0.0, 1.0, 1.0, 0.0], "XOR");
    assert_eq!(n["mean_loss"], 0.0);
    assert!(!n.keys().any(|id| id.starts_with("delta") || id.starts_with("new_w")), "there is no way backward");
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

/// At the last epoch one more costs one update, a long way back a part of it; and what is shown does not depend on the way.
#[test]
fn the_next_epoch_costs_one_update() {
    let mut lab = Open::<BackpropLab>::new().unwrap();
    let mut reach = |epoch: u64| {
        let before = lab.steps_computed();
        lab.set(&value(json!({ "preset": "xor", "epoch": epoch, "example": 1 + epoch % 4 }))).unwrap();
        assert!(lab.advance(u64::MAX).done);
        // As JSON has it, after all numbers were made the same kind of number.
        let shown = value(serde_json::to_value(lab.show()).unwrap());
        (lab.steps_computed() - before, serde_json::to_value(shown).unwrap())
    };
    assert_eq!(reach(MAX_EPOCH - 1).0, MAX_EPOCH - 1);
    let (cost, last) = reach(MAX_EPOCH);
    assert_eq!((cost, &last["status"]), (1, &json!("running")));
    let losses = [&last["losses"]["epoch"], &last["losses"]["loss"]].map(|list| list.as_array().unwrap().len());
    assert!(losses == [losses[0]; 2] && (256..=513).contains(&losses[0]), "{losses:?}");
    let (cost, back) = reach(30_001);
    assert!(cost <= MAX_EPOCH / 16, "{cost} updates");
    let direct = shown(json!({ "preset": "xor", "epoch": 30_001, "example": 2 }));
    for (key, value) in direct.as_object().unwrap() {
        assert!(back[key] == *value, "{key} depends on the way");
    }
}

/// Of many examples only the one that is looked at has all of its numbers; the others' are what the table shows.
#[test]
fn of_many_examples_one_is_worked_out() {
    let rows = |count: usize| (0..count).map(|row| format!("{}\n", row % 7)).collect::<String>();
    for (count, together) in [(MAX_TOGETHER, true), (MAX_TOGETHER + 1, false), (64, false)] {
        let settings =
            json!({ "x": rows(count), "y": rows(count), "layers": "2:tanh,1", "weights": "random", "example": 40 });
        let shown = shown(settings.clone());
        let looked_at = count.min(40);
        assert_eq!((&shown["together"], &shown["example"]), (&json!(together), &json!(looked_at)));
        let n = by_id(&shown);
        for e in 1..=count {
            for id in ["x1", "y1", "out2.1"] {
                assert!(n.contains_key(&format!("{id}.{e}")), "{id}.{e} of {count}");
            }
            assert_eq!(n.contains_key(&format!("delta1.2.{e}")), together || e == looked_at, "{e} of {count}");
        }
        // The worksheet has them all.
        let sheet = ask(KEY, &settings, json!({ "about": "worksheet", "format": "csv" }));
        assert!(sheet.as_str().unwrap().contains(&format!("\r\ndloss_dw1.0.2.{count},")));
    }
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
        let settings = json!({ "layers": layers, "x": x, "y": y, "weights": weights, "loss": "mse" });
        let check = ask(KEY, &settings, json!({ "about": "check" }));
        let worst = ["worst_numeric", "worst_core"].map(|key| number(&check[key]));
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
