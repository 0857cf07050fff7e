//! What names mean, and what happens when nothing is said.

use super::compare::{Keras, ROUNDING, Worst};
use super::golden::cases;
use super::subject::Subject;
use serde::Deserialize;
use serde_json::{Map, Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A spelling that Keras takes.
#[derive(Deserialize)]
struct Name {
    what: String,
    word: String,
    /// Our name of it; none for what there is in Keras only.
    means: Option<String>,
    computes: Option<Vec<f64>>,
}

/// Where [`Name::computes`] has been computed.
const Z: [f32; 4] = [-1.5, -0.25, 0.5, 2.0];
const GRADIENTS: [f32; 4] = [0.5, -0.25, 1.0, 0.125];

/// A network where this word stands in its place.
fn network(what: &str, word: &str) -> Result<Subject, String> {
    // What comes in goes out, but for the activation.
    let identity = |activation: &str, loss: &str| {
        Subject::new(&json!({
            "inputs": 4, "layers": [{ "units": 4, "activation": activation }], "loss": loss, "optimizer": "sgd"
        }))
        .map(|mut network| {
            network.set_weights(&[(0..16).map(|at| if at % 5 == 0 { 1.0 } else { 0.0 }).collect(), vec![0.0; 4]]);
            network
        })
    };
    match what {
        "activation" => identity(word, "mse"),
        "loss" => {
            let probe = identity("sigmoid", word)?;
            if probe.config()["loss"] == "sparse_categorical_crossentropy" {
                identity("softmax", word)
            } else {
                Ok(probe)
            }
        }
        "optimizer" => Subject::new(&json!({
            "inputs": 1, "layers": [{ "units": 1, "use_bias": false }], "loss": "mae", "optimizer": word
        })),
        "initializer" => Subject::new(&json!({
            "inputs": 1, "layers": [{ "units": 1, "kernel_initializer": word }], "loss": "mse", "optimizer": "sgd"
        })),
        other => panic!("what is {other}?"),
    }
}

/// The name in the network's own configuration.
fn understood(what: &str, network: &Subject) -> Value {
    let config = network.config();
    match what {
        "activation" => config["layers"][0]["activation"].clone(),
        "loss" => config["loss"].clone(),
        "optimizer" => config["optimizer"]["name"].clone(),
        _ => config["layers"][0]["kernel_initializer"].clone(),
    }
}

/// What Keras computed, computed here.
fn compute(what: &str, means: &str, network: &mut Subject) -> Vec<f64> {
    match what {
        "activation" => network.predict(&Z).into_iter().map(f64::from).collect(),
        "loss" => {
            let y: &[f32] = if means == "sparse_categorical_crossentropy" { &[2.0] } else { &[0.0, 1.0, 1.0, 0.0] };
            vec![network.evaluate(&Z, y).0]
        }
        "optimizer" => {
            network.set_weights(&[vec![0.3]]);
            let after = GRADIENTS.iter().map(|gradient| {
                // The absolute error above a target far below grows with the weight as the input says.
                network.train_step(&[*gradient], &[-1e6]);
                f64::from(network.get_weights()[0][0])
            });
            after.collect()
        }
        _ => panic!("nothing is computed for {what}"),
    }
}

/// The word in several letter cases. (Keras itself takes only optimizers in any.)
fn letter_cases(word: &str) -> [String; 4] {
    let mixed = |odd: bool| {
        let letter = |(at, c): (usize, char)| {
            if (at % 2 == 1) == odd { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
        };
        word.chars().enumerate().map(letter).collect()
    };
    [word.to_owned(), word.to_lowercase(), word.to_uppercase(), mixed(true)]
}

/// All of Keras's names: ours mean the same here, in any letter case, and the others are not taken for something else.
#[test]
fn names() {
    let mut worst = Worst::default();
    let names: Vec<Name> = cases(include_str!("golden/names.json"));
    let meant = |what: &str| names.iter().filter(|name| name.what == what && name.means.is_some()).count();
    assert_eq!(["activation", "loss", "optimizer", "initializer"].map(meant), [17, 28, 30, 19]);
    for Name { what, word, means, computes } in &names {
        for written in letter_cases(word) {
            let found = network(what, &written);
            let Some(means) = means else {
                let refusal = found.err().unwrap_or_else(|| panic!("{what} {written} was taken for something else"));
                assert!(refusal.contains(&written), "{refusal}");
                continue;
            };
            let mut network = found.unwrap();
            assert_eq!(understood(what, &network), json!(means), "{what} {written}");
            let Some(keras) = computes else { continue };
            let found = compute(what, means, &mut network);
            assert_eq!(found.len(), keras.len());
            // Of an optimizer, how far it has gone: some go so little that the weight itself would hide it.
            let (start, rounding) =
                if what == "optimizer" { (f64::from(0.3f32), ROUNDING / 2.0) } else { (0.0, ROUNDING) };
            for (found, keras) in found.iter().map(|found| found - start).zip(keras.iter().map(|keras| keras - start)) {
                worst.point(&format!("{what} by name"), &written, found, Keras(keras, keras), rounding);
            }
        }
    }
}

/// What Keras says of an object that was made without arguments.
#[derive(Deserialize)]
#[serde(untagged)]
enum Default {
    Optimizer { optimizer: String, config: Map<String, Value> },
    Layer { layer: Map<String, Value> },
    Weights { bias_initializer: String, shapes: Vec<Vec<usize>>, biases: Vec<Option<Vec<f32>>> },
    Fit { rows: usize, updates_of_fit: u64 },
    Schedule { schedule: String, class: String, required: Vec<String>, config: Map<String, Value> },
}

fn is_same(ours: &Value, keras: &Value) -> bool {
    match (ours.as_f64(), keras.as_f64()) {
        (Some(ours), Some(keras)) => ours == keras,
        // Keras's classes, our names.
        _ => match (ours.as_str(), keras.as_str()) {
            (Some(ours), Some(keras)) => ours.replace('_', "") == keras.to_lowercase().replace('_', ""),
            _ => ours == keras,
        },
    }
}

/// Whatever of Keras's is not among `ours` must be switched off there.
fn assert_same_fields(ours: &Value, keras: &Map<String, Value>, skip: &[&str]) {
    let ours = ours.as_object().unwrap();
    for (name, value) in ours.iter().filter(|(name, _)| !skip.contains(&name.as_str())) {
        assert!(is_same(value, &keras[name]), "{name}: {value}, Keras {}", keras[name]);
    }
    for (name, value) in keras.iter().filter(|(name, _)| !ours.contains_key(*name)) {
        let off =
            value.is_null() || *value == json!(false) || name == "ema_momentum" && keras["use_ema"] == json!(false);
        assert!(off, "Keras has {name} = {value}, which is not here");
    }
}

/// Every hyperparameter, number by number; a layer; the order and shapes of the weights; and the batches of `fit`.
#[test]
fn defaults() {
    let defaults: Vec<Default> = cases(include_str!("golden/defaults.json"));
    assert_eq!(defaults.len(), 19);
    let made = |layers: Value, optimizer: &str| {
        Subject::new(&json!({ "inputs": 2, "layers": layers, "loss": "mse", "optimizer": optimizer })).unwrap()
    };
    for default in defaults {
        match default {
            Default::Optimizer { optimizer, config } => {
                let ours = made(json!([{ "units": 1 }]), &optimizer).config();
                assert_same_fields(&ours["optimizer"], &config, &["name"]);
            }
            Default::Layer { layer } => {
                let ours = made(json!([{ "units": layer["units"] }]), "sgd").config();
                let ours = &ours["layers"][0];
                // What Keras calls none is a penalty of nothing here.
                assert!(layer["kernel_regularizer"].is_null());
                let penalty = |name: &str| ours["kernel_regularizer"][name].as_f64();
                assert_eq!([penalty("l1"), penalty("l2")], [Some(0.0); 2]);
                assert_same_fields(ours, &layer, &["kernel_regularizer"]);
            }
            Default::Weights { bias_initializer, shapes, biases } => {
                let layers = json!([
                    { "units": 4, "bias_initializer": bias_initializer },
                    { "units": 3, "use_bias": false },
                    { "units": 1, "bias_initializer": bias_initializer }
                ]);
                let weights = made(layers, "sgd").get_weights();
                let lengths: Vec<usize> = shapes.iter().map(|shape| shape.iter().product()).collect();
                assert_eq!(weights.iter().map(Vec::len).collect::<Vec<_>>(), lengths);
                for (found, bias) in weights.iter().zip(&biases) {
                    assert!(bias.as_ref().is_none_or(|bias| bias == found), "{found:?}, Keras {bias:?}");
                }
            }
            Default::Schedule { schedule, class, required, config } => {
                // Steps are counted from 1; of lists there is one value more than boundaries.
                let given = |name: &String| match name.as_str() {
                    "boundaries" => (name.clone(), json!([1])),
                    "values" => (name.clone(), json!([1, 1])),
                    _ => (name.clone(), json!(1)),
                };
                let given: Map<String, Value> = required.iter().map(given).collect();
                for name in [schedule.clone(), class] {
                    let rate = |without: Option<&String>| {
                        let mut written = given.clone();
                        without.map(|without| written.remove(without));
                        written.insert("name".into(), json!(name));
                        Subject::new(&json!({
                            "inputs": 1, "layers": [{ "units": 1 }], "loss": "mse",
                            "optimizer": { "name": "sgd", "learning_rate": written }
                        }))
                    };
                    let mut ours = rate(None).unwrap().config()["optimizer"]["learning_rate"].clone();
                    let fields = ours.as_object_mut().unwrap();
                    assert_eq!(fields.remove("name"), Some(json!(schedule)));
                    for argument in &required {
                        assert_eq!(fields.remove(argument), Some(given[argument].clone()));
                        let refusal = rate(Some(argument)).err().unwrap();
                        assert!(refusal.contains(&format!("learning_rate.{argument}: is missing")), "{refusal}");
                    }
                    assert_same_fields(&ours, &config, &[]);
                }
            }
            Default::Fit { rows, updates_of_fit } => {
                let mut network = made(json!([{ "units": 1 }]), "sgd");
                network.fit([&vec![0.0; 2 * rows], &vec![0.0; rows]], None, None);
                assert_eq!(network.iterations(), updates_of_fit);
            }
        }
    }
}
