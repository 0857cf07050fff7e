//! Nothing is allocated while a network trains. A test target of its own, because it counts in the allocator of its process.
#![cfg(not(target_arch = "wasm32"))] // wasm-pack builds all tests, also these
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and the standard library is an independent reference"
)]

use allocation_counter::measure;
use nn_playground::{
    experiment::{Experiment, ExperimentSettings},
    labs::{Open, backprop::BackpropLab},
    nn::{
        Activation, FitOptions, Hyperparameter, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName,
        Regularizer, Setting,
    },
    value::{Choice, Value},
};

/// Hidden layers of so many units and an output layer that suits the loss.
fn network(optimizer: OptimizerName, hidden: &[(usize, Activation)], loss: Loss, momentum: bool) -> Network {
    let (outputs, last) = match loss {
        Loss::SparseCategoricalCrossentropy | Loss::CategoricalCrossentropy => (3, Activation::Softmax),
        Loss::BinaryCrossentropy => (1, Activation::Sigmoid),
        _ => (2, Activation::Linear),
    };
    let penalty = Regularizer { l1: 0.001, l2: 0.001 };
    let layer =
        |(units, activation)| LayerConfig { kernel_regularizer: penalty, ..LayerConfig::new(units, activation) };
    let layers = hidden.iter().copied().chain([(outputs, last)]).map(layer).collect();
    let mut optimizer = Optimizer::new(optimizer);
    for Hyperparameter { name, setting } in optimizer.hyperparameters() {
        match setting {
            Setting::Number(..) if name == "momentum" && momentum => optimizer.set(name, 0.5).unwrap(),
            Setting::Switch(_) => optimizer.set(name, momentum).unwrap(),
            _ => {}
        }
    }
    Network::new(NetworkConfig { inputs: 2, layers, loss, optimizer, seed: 1 }).unwrap()
}

/// So many rows for such a network.
fn data(network: &Network, rows: usize) -> (Vec<f32>, Vec<f32>) {
    let config = network.config();
    let x = (0..rows * config.inputs).map(|at| ((at * 37 + 11) % 101) as f32 / 50.0 - 1.0).collect();
    let y = (0..rows * config.loss.targets(config.outputs())).map(|at| (at % 2) as f32).collect();
    (x, y)
}

/// One network for each optimizer, activation, loss and of several sizes, with its name.
fn networks() -> Vec<(String, Network)> {
    let hidden = [(4, Activation::Tanh), (3, Activation::Relu)];
    let mut networks = Vec::new();
    for name in OptimizerName::all() {
        for momentum in [false, true] {
            let label = format!("{}, momentum and switches: {momentum}", name.name());
            networks.push((label, network(name, &hidden, Loss::BinaryCrossentropy, momentum)));
        }
    }
    for activation in Activation::all().filter(|activation| activation.has_gradient()) {
        let network = network(OptimizerName::Sgd, &[(5, activation)], Loss::MeanSquaredError, false);
        networks.push((activation.name().into(), network));
    }
    for loss in Loss::all() {
        networks.push((loss.name().into(), network(OptimizerName::Adam, &hidden, loss, false)));
    }
    // Without a penalty: the weights change in place where there is one example.
    let mut plain = network(OptimizerName::Sgd, &hidden, Loss::MeanSquaredError, false);
    plain.set_regularizer(Regularizer::default()).unwrap();
    networks.push(("plain gradient descent".into(), plain));
    for units in [1, 8, 40] {
        let hidden = [(units, Activation::Silu); 2];
        networks.push((format!("{units} units"), network(OptimizerName::Nadam, &hidden, Loss::Huber, false)));
    }
    networks
}

#[test]
fn a_training_step_allocates_nothing() {
    for (name, mut network) in networks() {
        for rows in [1, 10, 70] {
            let (x, y) = data(&network, rows);
            // From the very first step on.
            let counted = measure(|| {
                for _ in 0..3 {
                    network.train_step(&x, &y).unwrap();
                }
            });
            assert_eq!(counted.count_total, 0, "{name}, {rows} rows: {} bytes", counted.bytes_total);
            assert!(!network.diverged(), "{name}");
        }
    }
}

#[test]
fn a_look_at_other_parameters_allocates_nothing() {
    for (name, mut network) in networks() {
        let (x, y) = data(&network, 70);
        let other = network.clone();
        let examples = other.examples(&x, &y).unwrap();
        let parameters = vec![0.5; network.parameter_count()];
        let counted = measure(|| {
            network.loss_and_gradient_at(&parameters, examples).unwrap();
        });
        assert_eq!(counted.count_total, 0, "{name}: {} bytes", counted.bytes_total);
    }
}

/// `fit` allocates its history and what it needs to begin with, but no more for more epochs.
#[test]
fn further_epochs_allocate_only_their_history() {
    for (name, network) in networks() {
        let (x, y) = data(&network, 10);
        let allocated = |epochs, shuffle| {
            let mut network = network.clone();
            let validation = Some(network.examples(&x, &y).unwrap());
            let options = FitOptions { epochs, batch_size: 4, shuffle, validation };
            let mut history = Default::default();
            let counted = measure(|| history = network.fit(network.examples(&x, &y).unwrap(), &options).unwrap());
            assert_eq!(history.loss.len(), epochs, "{name}");
            counted.count_total
        };
        for shuffle in [false, true] {
            let more = allocated(64, shuffle) - allocated(4, shuffle);
            assert_eq!(more, 0, "{name}, shuffled: {shuffle}: allocations in 60 epochs");
        }
    }
}

/// The record of an experiment holds every fourth step after 2,048 of them.
#[test]
fn an_experiment_allocates_nothing_between_records() {
    let settings =
        serde_json::json!({ "dataset": "spiral", "samples": 20, "optimizer": "adam", "batch_size": 4, "seed": 1 });
    let settings = ExperimentSettings::parse(&serde_json::from_value(settings).unwrap()).unwrap();
    let mut experiment = Experiment::new(settings).unwrap();
    experiment.train(2048);
    let before = experiment.history().len();
    let counted = measure(|| experiment.train(3));
    assert_eq!((experiment.step(), counted.count_total), (2051, 0), "{} bytes", counted.bytes_total);
    experiment.train(1);
    assert_eq!(experiment.history().len(), before + 1);
}

/// A lab allocates when it keeps a copy of its run to go back to, here at every 64th epoch, but for no update between two of them.
#[test]
fn an_update_by_hand_allocates_nothing() {
    let settings = |epoch: f64| {
        let (layers, y) = ("6:tanh,6:sigmoid,6:elu,2:linear", "1 2; 3 4; 5 6; 7 8");
        Value::object(vec![("layers", layers.into()), ("y", y.into()), ("epoch", epoch.into())])
    };
    let mut lab = Open::<BackpropLab>::new().unwrap();
    lab.set(&settings(100_000.0)).unwrap();
    lab.advance(1030);
    let counted = measure(|| assert_eq!(lab.advance(50).step, 1080));
    assert_eq!(counted.count_total, 0, "{} bytes", counted.bytes_total);
}
