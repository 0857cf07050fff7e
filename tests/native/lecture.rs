//! The lecture's numbers and spellings.

use crate::support::{assert_near, config, optimizer, parse, sgd, written};
use nn_playground::{
    data::{Dataset, DatasetConfig, DatasetName},
    nn::{Activation, Adam, FitOptions, Loss, Network, NetworkConfig, RmsProp, Rule, Sgd},
    value::Choice,
};
use serde_json::json;

const X: [f32; 5] = [0.06, 0.87, 0.60, 0.71, 0.02];
const Y: [f32; 5] = [3.17, 4.73, 4.26, 4.57, 3.02];

/// One epoch of the table, as it is printed.
pub struct Epoch {
    pub out: [&'static str; 5],
    pub loss: &'static str,
    pub slopes: [&'static str; 5],
    /// Mean ∂Loss/∂w1 and ∂Loss/∂w0.
    pub gradient: [&'static str; 2],
    /// New w1 and w0.
    pub weights: [&'static str; 2],
}

pub const EPOCHS: [Epoch; 3] = [
    Epoch {
        out: ["0.006", "0.087", "0.060", "0.071", "0.002"],
        loss: "15.711534",
        slopes: ["-6.328", "-9.286", "-8.400", "-8.998", "-6.036"],
        gradient: ["-4.00156", "-7.8096"],
        weights: ["0.1400156", "0.078096"],
    },
    Epoch {
        out: ["0.0865", "0.1999", "0.1621", "0.1775", "0.0809"],
        loss: "14.950955",
        slopes: ["-6.1670", "-9.0602", "-8.1958", "-8.7850", "-5.8782"],
        gradient: ["-3.904951", "-7.617234"],
        weights: ["0.17906511", "0.15426834"],
    },
    Epoch {
        out: ["0.1650", "0.3101", "0.2617", "0.2814", "0.1578"],
        loss: "14.227233",
        slopes: ["-6.0100", "-8.8399", "-7.9966", "-8.5772", "-5.7243"],
        gradient: ["-3.810709", "-7.429588"],
        weights: ["0.21717220", "0.22856422"],
    },
];

/// All printed digits: half a unit of the last one, and what f32 (24 bits) cannot tell apart there.
#[track_caller]
pub fn assert_printed(found: f64, printed: &str) {
    let expected: f64 = printed.parse().unwrap();
    let digits = printed.split_once('.').unwrap().1.len() as i32;
    assert_near(found, expected, 0.5 * 10_f64.powi(-digits) + 2.0 * f64::from(f32::EPSILON) * expected.abs());
}

/// The slide's neuron: out = 0.1 x + 0, η = 0.01.
fn neuron() -> Network {
    let mut network = Network::new(NetworkConfig {
        optimizer: sgd(0.01),
        ..config(1, &[(1, Activation::Linear)], Loss::MeanSquaredError)
    })
    .unwrap();
    network.set_weights(&[[0.1], [0.0]]).unwrap();
    network
}

#[test]
fn the_table_of_three_epochs() {
    let mut network = neuron();
    for epoch in &EPOCHS {
        let out = network.predict(&X).unwrap();
        for (((out, y), printed), slope) in out.iter().zip(Y).zip(epoch.out).zip(epoch.slopes) {
            assert_printed(f64::from(*out), printed);
            assert_printed(2.0 * f64::from(out - y), slope);
        }
        let gradient = network.gradients(&X, &Y).unwrap();
        assert_eq!(gradient.len(), 2);
        assert_printed(f64::from(gradient[0]), epoch.gradient[0]);
        assert_printed(f64::from(gradient[1]), epoch.gradient[1]);
        assert_printed(network.evaluate(network.examples(&X, &Y).unwrap()).unwrap().loss, epoch.loss);
        assert_printed(network.train_step(&X, &Y).unwrap(), epoch.loss);
        assert_printed(f64::from(network.parameters()[0]), epoch.weights[0]);
        assert_printed(f64::from(network.parameters()[1]), epoch.weights[1]);
    }
}

#[test]
fn the_same_by_fit() {
    let mut network = neuron();
    let options = FitOptions { epochs: 3, batch_size: 5, shuffle: false, validation: None };
    let history = network.fit(network.examples(&X, &Y).unwrap(), &options).unwrap();
    assert_eq!(history.loss.len(), 3);
    for (loss, epoch) in history.loss.iter().zip(&EPOCHS) {
        assert_printed(*loss, epoch.loss);
    }
    assert_printed(f64::from(network.parameters()[0]), EPOCHS[2].weights[0]);
    assert_printed(f64::from(network.parameters()[1]), EPOCHS[2].weights[1]);
    assert_eq!(history.accuracy, None, "a regression has none");
}

/// `word` as it stands, in capitals, in small letters and with a capital first.
fn in_any_case(word: &str) -> [String; 4] {
    let (first, rest) = word.split_at(1);
    [word.to_string(), word.to_uppercase(), word.to_lowercase(), first.to_uppercase() + &rest.to_lowercase()]
}

#[test]
fn losses_by_class_and_by_string() {
    for (class, string, loss) in [
        ("MeanSquaredError", "mean_squared_error", Loss::MeanSquaredError),
        ("MeanAbsoluteError", "mean_absolute_error", Loss::MeanAbsoluteError),
        ("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy", Loss::SparseCategoricalCrossentropy),
        ("BinaryCrossentropy", "binary_crossentropy", Loss::BinaryCrossentropy),
    ] {
        for written in in_any_case(class).into_iter().chain(in_any_case(string)) {
            let config = json!({ "inputs": 1, "layers": [{ "units": 2 }], "loss": written, "optimizer": "sgd" });
            assert_eq!(parse(config).unwrap().loss, loss, "{written}");
        }
        assert_eq!(loss.name(), string);
    }
    for (alias, loss) in [("mse", Loss::MeanSquaredError), ("MAE", Loss::MeanAbsoluteError)] {
        assert_eq!(Loss::from_name(alias), Ok(loss));
    }
}

#[test]
fn optimizers_as_on_the_slides() {
    for (name, canonical) in [("SGD", "sgd"), ("RMSprop", "rmsprop"), ("RMSProp", "rmsprop"), ("Adam", "adam")] {
        for name in in_any_case(name) {
            assert_eq!(written(json!(name)), optimizer(canonical), "{name}");
            let config = json!({ "inputs": 1, "layers": [{ "units": 1 }], "loss": "mse", "optimizer": name });
            assert_eq!(parse(config).unwrap().optimizer, optimizer(canonical));
        }
    }
    // SGD(lr=0.001, momentum=0.9, nesterov=True) and the others; `lr` is Keras 2's spelling.
    for rate in ["lr", "learning_rate"] {
        let found = written(json!({ "name": "SGD", rate: 0.001, "momentum": 0.9, "nesterov": true }));
        let rule = Rule::Sgd(Sgd { momentum: 0.9, nesterov: true });
        assert_eq!((found.learning_rate, found.rule), (0.001.into(), rule));
        let found = written(json!({ "name": "RMSprop", rate: 0.002, "rho": 0.8 }));
        let rule = Rule::RmsProp(RmsProp { rho: 0.8, ..RmsProp::default() });
        assert_eq!((found.learning_rate, found.rule), (0.002.into(), rule));
        let found = written(json!({ "name": "Adam", rate: 0.003, "beta_1": 0.8, "beta_2": 0.99 }));
        let rule = Rule::Adam(Adam { beta_1: 0.8, beta_2: 0.99, ..Adam::default() });
        assert_eq!((found.learning_rate, found.rule), (0.003.into(), rule));
    }
}

#[test]
fn activations_as_on_the_slides() {
    for name in ["relu", "linear", "sigmoid", "softmax", "tanh", "heaviside", "sgn", "sign"] {
        for written in in_any_case(name) {
            let layers = json!([{ "units": 2, "activation": written }]);
            let config = json!({ "inputs": 1, "layers": layers, "loss": "mse", "optimizer": "SGD" });
            let canonical = if name == "sgn" { "sign" } else { name };
            assert_eq!(parse(config).unwrap().layers[0].activation.name(), canonical, "{written}");
        }
    }
}

/// The four rows of the truth table.
fn xor() -> Dataset {
    DatasetConfig { name: DatasetName::XorGate, ..DatasetConfig::default() }.generate().unwrap()
}

fn classifier(hidden: &[(usize, Activation)], seed: u64) -> Network {
    let layers: Vec<_> = hidden.iter().copied().chain([(1, Activation::Sigmoid)]).collect();
    let optimizer = written(json!({ "name": "adam", "learning_rate": 0.05 }));
    Network::new(NetworkConfig { optimizer, seed, ..config(2, &layers, Loss::BinaryCrossentropy) }).unwrap()
}

#[test]
fn a_hidden_layer_learns_xor() {
    let data = xor();
    let mut learnt = 0;
    for seed in 0..10 {
        let mut network = classifier(&[(4, Activation::Tanh)], seed);
        let options = FitOptions { epochs: 400, batch_size: 4, ..FitOptions::default() };
        network.fit(network.examples(&data.x, &data.y).unwrap(), &options).unwrap();
        let metrics = network.evaluate(network.examples(&data.x, &data.y).unwrap()).unwrap();
        learnt += usize::from(metrics.accuracy == Some(1.0) && metrics.loss < 0.05);
    }
    assert!(learnt >= 8, "only {learnt} of 10 learnt it");
}

#[test]
fn no_single_unit_computes_xor() {
    let data = xor();
    let mut best = 0.0_f64;
    for seed in 0..10 {
        let mut network = classifier(&[], seed);
        for _ in 0..100 {
            network.train_step(&data.x, &data.y).unwrap();
            best = best.max(network.evaluate(network.examples(&data.x, &data.y).unwrap()).unwrap().accuracy.unwrap());
        }
    }
    // Nor does any other line.
    let mut random = crate::support::Random::new(1);
    let mut network = classifier(&[], 0);
    for _ in 0..1000 {
        network.set_weights(&[random.values(2, -1.0, 1.0), random.values(1, -1.0, 1.0)]).unwrap();
        best = best.max(network.evaluate(network.examples(&data.x, &data.y).unwrap()).unwrap().accuracy.unwrap());
    }
    assert_eq!(best, 0.75);
}

/// The hand-set weights: OR and NAND in the hidden layer, AND at the output.
#[test]
fn xor_with_hand_set_steps() {
    let layers = [(2, Activation::Heaviside), (1, Activation::Heaviside)];
    let mut network = Network::new(config(2, &layers, Loss::MeanSquaredError)).unwrap();
    let weights = [vec![1.0, -1.0, 1.0, -1.0], vec![-0.5, 1.5], vec![1.0, 1.0], vec![-1.5]];
    network.set_weights(&weights).unwrap();
    let data = xor();
    assert_eq!(network.predict(&data.x).unwrap(), data.y);
    assert_eq!(network.evaluate(network.examples(&data.x, &data.y).unwrap()).unwrap().loss, 0.0);
}
