//! Training over epochs: batches, their order, what the history says, divergence.

use crate::support::{assert_near, config, optimizer, quadrants, sgd, small, weight_bits};
use nn_playground::{
    ErrorKind,
    nn::{Activation, FitOptions, History, Loss, Network, NetworkConfig},
};

fn fit(network: &mut Network, (x, y): &(Vec<f32>, Vec<f32>), options: &FitOptions) -> History {
    let options = *options;
    network.fit(network.examples(x, y).unwrap(), &options).unwrap()
}

/// Batches of 10 in the order of the data.
const IN_ORDER: FitOptions = FitOptions { epochs: 1, batch_size: 10, shuffle: false, validation: None };

#[test]
fn the_last_partial_batch_counts() {
    let data = quadrants(23, 1);
    for name in ["sgd", "adam"] {
        let mut network = small(optimizer(name));
        let mut by_hand = network.clone();
        let history = fit(&mut network, &data, &FitOptions { epochs: 3, ..IN_ORDER });
        for epoch in 0..3 {
            let (mut loss, mut accuracy) = (0.0, 0.0);
            for (x, y) in data.0.chunks(20).zip(data.1.chunks(10)) {
                let right = by_hand.evaluate(by_hand.examples(x, y).unwrap()).unwrap().accuracy.unwrap();
                loss += by_hand.train_step(x, y).unwrap() * y.len() as f64;
                accuracy += right * y.len() as f64;
            }
            // Before the updates, each batch by its size.
            assert_near(history.loss[epoch], loss / 23.0, 1e-12);
            assert_near(history.accuracy.as_ref().unwrap()[epoch], accuracy / 23.0, 1e-12);
        }
        assert_eq!(weight_bits(&network), weight_bits(&by_hand));
        assert_eq!((network.iterations(), network.epochs(), history.loss.len()), (9, 3, 3));
    }
}

#[test]
fn validation_is_measured_after_the_epoch() {
    let (data, (x, y)) = (quadrants(30, 2), quadrants(12, 3));
    let mut network = small(optimizer("adam"));
    let mut step_by_step = network.clone();
    let validation = network.examples(&x, &y).unwrap();
    let history = fit(&mut network, &data, &FitOptions { epochs: 2, validation: Some(validation), ..IN_ORDER });
    for epoch in 0..2 {
        fit(&mut step_by_step, &data, &IN_ORDER);
        let metrics = step_by_step.evaluate(validation).unwrap();
        assert_eq!(history.val_loss.as_ref().unwrap()[epoch].to_bits(), metrics.loss.to_bits());
        assert_eq!(Some(history.val_accuracy.as_ref().unwrap()[epoch]), metrics.accuracy);
    }
    assert_eq!(weight_bits(&network), weight_bits(&step_by_step), "measuring must not train");
    let without = fit(&mut step_by_step, &data, &IN_ORDER);
    assert_eq!((without.val_loss, without.val_accuracy), (None, None));
}

/// A network that tells which row came last: with x = 0, (y − b)² and η = ½, each row makes the bias its target.
#[test]
fn every_epoch_has_an_order_of_its_own() {
    let rows = (vec![0.0; 50], (0..50).map(|row| row as f32).collect());
    let last_rows = |seed: u64, shuffle: bool| -> Vec<f32> {
        let config = config(1, &[(1, Activation::Linear)], Loss::MeanSquaredError);
        let mut network = Network::new(NetworkConfig { seed, optimizer: sgd(0.5), ..config }).unwrap();
        let options = FitOptions { epochs: 1, batch_size: 1, shuffle, validation: None };
        let epoch = |_| {
            fit(&mut network, &rows, &options);
            network.parameters()[1]
        };
        (0..8).map(epoch).collect()
    };
    assert_eq!(last_rows(1, false), [49.0; 8], "not shuffled, the last row is the last");
    assert_eq!(last_rows(1, true), last_rows(1, true));
    assert_ne!(last_rows(1, true), last_rows(2, true));
    for seed in 0..5 {
        let mut different = last_rows(seed, true);
        different.sort_by(f32::total_cmp);
        different.dedup();
        assert!(different.len() >= 5, "seed {seed}: epochs end with the same rows, {different:?}");
    }
}

/// Every row once an epoch, whatever the order.
#[test]
fn an_epoch_takes_every_row_once() {
    let y: Vec<f32> = (0..37).map(|i| if i == 17 { 1.0 } else { 0.0 }).collect();
    for batch_size in [1, 5, 36, 37, 1000] {
        // An absolute error far below all targets: each batch moves the bias by η. Only one row has an x that is not 0,
        // and it moves the kernel, once an epoch, by η over the size of its batch.
        let mut config = config(1, &[(1, Activation::Linear)], Loss::MeanAbsoluteError);
        config.optimizer = sgd(1.0);
        let mut network = Network::new(config).unwrap();
        network.set_weights(&[[0.0], [-1000.0]]).unwrap();
        let options = FitOptions { epochs: 4, batch_size, ..FitOptions::default() };
        fit(&mut network, &(y.clone(), y.clone()), &options);
        let batches = 37_usize.div_ceil(batch_size);
        assert_eq!(network.iterations(), 4 * batches as u64);
        assert_near(f64::from(network.parameters()[1]), -1000.0 + 4.0 * batches as f64, 1e-3);
        let moved = f64::from(network.parameters()[0]);
        match batch_size {
            1 => assert_near(moved, 4.0, 1e-5),
            37 | 1000 => assert_near(moved, 4.0 / 37.0, 1e-5),
            _ => assert!(moved >= 4.0 / batch_size as f64 - 1e-5, "{moved}: the row was left out"),
        }
    }
}

#[test]
fn two_calls_are_one() {
    let data = quadrants(45, 5);
    for shuffle in [true, false] {
        let options = |epochs| FitOptions { epochs, batch_size: 8, shuffle, validation: None };
        let mut once = small(optimizer("adam"));
        let mut twice = once.clone();
        let whole = fit(&mut once, &data, &options(5));
        let (first, second) = (fit(&mut twice, &data, &options(2)), fit(&mut twice, &data, &options(3)));
        assert_eq!(weight_bits(&once), weight_bits(&twice));
        assert_eq!(whole.loss, [first.loss, second.loss].concat());
        assert_eq!(once.epochs(), 5);
    }
}

#[test]
fn epochs_are_shuffled_unless_told_otherwise() {
    let data = quadrants(40, 6);
    let after = |options: &FitOptions| {
        let mut network = small(optimizer("sgd"));
        fit(&mut network, &data, options);
        weight_bits(&network)
    };
    let shuffled = FitOptions { epochs: 2, batch_size: 10, ..FitOptions::default() };
    assert_eq!(after(&shuffled), after(&shuffled));
    assert_ne!(after(&shuffled), after(&FitOptions { shuffle: false, ..shuffled }));
    assert_eq!(after(&FitOptions { epochs: 0, ..shuffled }), weight_bits(&small(optimizer("sgd"))));
}

#[test]
fn defaults_are_keras_s() {
    let FitOptions { epochs, batch_size, shuffle, validation } = FitOptions::default();
    assert_eq!((epochs, batch_size, shuffle, validation.is_none()), (1, 32, true, true));
}

#[test]
fn a_batch_of_nothing_is_refused() {
    let (x, y) = quadrants(4, 1);
    let mut network = small(optimizer("sgd"));
    let before = weight_bits(&network);
    let options = FitOptions { batch_size: 0, ..FitOptions::default() };
    let error = network.fit(network.examples(&x, &y).unwrap(), &options).unwrap_err();
    assert!(error.kind() == ErrorKind::Config && error.to_string().starts_with("batch_size: 0"), "{error}");
    assert_eq!(weight_bits(&network), before);
}

/// A regression whose parabola is left upwards: every step overshoots further.
fn explosive(optimizer: nn_playground::nn::Optimizer) -> (Network, (Vec<f32>, Vec<f32>)) {
    let layers = [(3, Activation::Linear), (1, Activation::Linear)];
    let config = NetworkConfig { optimizer, ..config(1, &layers, Loss::MeanSquaredError) };
    let x: Vec<f32> = (0..20).map(|i| i as f32 / 10.0 - 1.0).collect();
    let y = x.iter().map(|x| 2.0 * x + 1.0).collect();
    (Network::new(config).unwrap(), (x, y))
}

#[test]
fn divergence_keeps_the_last_finite_weights() {
    let (mut network, (x, y)) = explosive(sgd(1e6));
    let mut last = weight_bits(&network);
    let mut updates = 0;
    for _ in 0..1000 {
        let loss = network.train_step(&x, &y).unwrap();
        if network.diverged() {
            break;
        }
        assert!(loss.is_finite());
        (last, updates) = (weight_bits(&network), updates + 1);
    }
    assert!(network.diverged() && updates > 0, "after {updates} updates");
    assert!(network.parameters().iter().all(|weight| weight.is_finite()));
    assert_eq!((weight_bits(&network), network.iterations()), (last.clone(), updates), "a refused update is none");
    // It says so again as long as nothing has changed, and stands still.
    network.train_step(&x, &y).unwrap();
    assert!(network.diverged());
    assert_eq!((weight_bits(&network), network.iterations()), (last, updates));
}

#[test]
fn fit_stops_where_it_diverges() {
    for name in ["sgd", "rmsprop", "adam", "adagrad"] {
        let mut exploding = optimizer(name);
        exploding.learning_rate = 1e30.into();
        let (mut network, data) = explosive(exploding);
        let history = fit(&mut network, &data, &FitOptions { epochs: 50, batch_size: 5, ..FitOptions::default() });
        assert!(network.diverged(), "{name}");
        assert!(history.loss.len() < 50 && network.iterations() < 200, "{name}: {} epochs", history.loss.len());
        assert!(network.parameters().iter().all(|weight| weight.is_finite()));
    }
}

#[test]
fn a_smaller_rate_goes_on() {
    // The very first step would leave the range of f32.
    let (mut network, data) = explosive(sgd(3e38));
    let start = weight_bits(&network);
    let options = FitOptions { epochs: 100, batch_size: 10, ..FitOptions::default() };
    let history = fit(&mut network, &data, &options);
    assert!(network.diverged());
    assert_eq!((history.loss.len(), weight_bits(&network), network.iterations()), (1, start, 0));
    network.set_optimizer(sgd(0.1)).unwrap();
    assert!(!network.diverged(), "another optimizer is another try");
    let history = fit(&mut network, &data, &options);
    assert!(!network.diverged());
    assert!(history.loss.len() == 100 && history.loss[99] < 1e-3, "{:?}", history.loss);
}

/// Weights that grew step by step: those that are kept must be such that training can go on from them.
#[test]
fn from_a_slow_explosion_a_reset_leads_back() {
    let config =
        NetworkConfig { optimizer: sgd(20.0), ..config(1, &[(1, Activation::Linear)], Loss::MeanSquaredError) };
    let (mut network, (_, data)) = (Network::new(config).unwrap(), explosive(sgd(1.0)));
    fit(&mut network, &data, &FitOptions { epochs: 1000, batch_size: 20, ..FitOptions::default() });
    assert!(network.diverged());
    assert!(network.parameters().iter().all(|weight| weight.is_finite()));
    // Weights of 10¹⁹ are finite, their loss is not: no smaller rate leads back from there.
    network.set_optimizer(sgd(0.1)).unwrap();
    network.reset(None).unwrap();
    let history = fit(&mut network, &data, &FitOptions { epochs: 1000, batch_size: 20, ..FitOptions::default() });
    assert!(!network.diverged(), "diverged at {:?} with a loss of {:?}", network.parameters(), history.loss);
}
