//! A network's training state as one array: it goes on bit for bit, and whatever does not fit changes nothing.

use crate::support::{bits, quadrants, small, weight_bits, written};
use nn_playground::{
    ErrorKind,
    nn::{FitOptions, Network, Optimizer, OptimizerName},
    value::Choice,
};
use serde_json::json;

fn train(network: &mut Network, epochs: usize) {
    let (x, y) = quadrants(30, 1);
    let options = FitOptions { epochs, batch_size: 7, ..FitOptions::default() };
    network.fit(network.examples(&x, &y).unwrap(), &options).unwrap();
}

fn saved(network: &Network) -> Vec<u32> {
    let mut words = Vec::new();
    network.save_state(&mut words);
    assert_eq!(words.len(), network.state_words());
    words
}

#[test]
fn every_optimizer_goes_on_bit_for_bit() {
    let unusual = [
        json!({ "name": "sgd", "momentum": 0.9, "nesterov": true }),
        json!({ "name": "rmsprop", "centered": true, "momentum": 0.5 }),
        json!({ "name": "adam", "amsgrad": true, "learning_rate": 0.1 }),
        json!({ "name": "adagrad", "initial_accumulator_value": 0.7 }),
    ];
    for optimizer in OptimizerName::all().map(Optimizer::new).chain(unusual.map(written)) {
        let mut network = small(optimizer.clone());
        train(&mut network, 3);
        let state = saved(&network);
        train(&mut network, 3);
        let later = saved(&network);
        assert_ne!(state, later);
        // Into a fresh network, and back in the one that has gone further.
        for mut other in [small(optimizer.clone()), network.clone()] {
            other.load_state(&state).unwrap();
            assert_eq!((saved(&other), other.epochs(), other.iterations()), (state.clone(), 3, 15), "{optimizer:?}");
            train(&mut other, 3);
            assert_eq!(saved(&other), later, "{optimizer:?} goes on differently");
            assert_eq!(other.to_json(), network.to_json());
        }
    }
}

/// The bits themselves, −0 and subnormals included; counters beyond 2³²; and the flag.
#[test]
fn the_array_is_laid_out_as_documented() {
    let mut network = small(written(json!("sgd")));
    let mut weights: Vec<Vec<f32>> = network.get_weights().into_iter().map(<[f32]>::to_vec).collect();
    weights[0][..4].copy_from_slice(&[-0.0, 1e-45, f32::MAX, -1.5]);
    network.set_weights(&weights).unwrap();
    let mut words = saved(&network);
    assert_eq!(words[..5], [0; 5]);
    assert_eq!(words[5..], bits(&weights.concat()));
    words[..5].copy_from_slice(&[7, 1, 9, 2, 1]);
    network.load_state(&words).unwrap();
    assert_eq!((network.iterations(), network.epochs()), ((1 << 32) + 7, (2 << 32) + 9));
    assert!(network.diverged());
    assert_eq!(saved(&network), words);
}

#[test]
fn what_does_not_fit_changes_nothing() {
    let mut network = small(written(json!("adam")));
    train(&mut network, 2);
    let good = saved(&network);
    let with = |at: usize, word: u32| {
        let mut words = good.clone();
        words[at] = word;
        words
    };
    let count = good.len();
    train(&mut network, 1);
    let before = saved(&network);
    for (words, problem) in [
        (vec![], format!("0 words do not fit: this network has {count}")),
        (good[..count - 1].to_vec(), format!("{} words do not fit", count - 1)),
        ([&good[..], &[0]].concat(), format!("{} words do not fit", count + 1)),
        (with(1, 1 << 21), "iterations is 9007199254741002, more than 9007199254740991".into()),
        (with(3, u32::MAX), "epochs is 18446744069414584322, more than".into()),
        (with(4, 2), "diverged is 2".into()),
        (with(5, f32::NAN.to_bits()), "state[0]: NaN is not a finite number".into()),
        (with(count - 1, f32::NEG_INFINITY.to_bits()), format!("state[{}]: -inf is not", count - 6)),
    ] {
        let error = network.load_state(&words).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Checkpoint);
        assert!(error.to_string().contains(&problem), "{error}: {problem}");
        assert_eq!(saved(&network), before);
    }
    // A state with other slots does not fit either.
    let mut words = Vec::new();
    small(written(json!("sgd"))).save_state(&mut words);
    assert!(network.load_state(&words).is_err());
}

/// Where the slots begin is a hyperparameter of Adagrad: before the first update another one is as if there had been no other.
#[test]
fn before_the_first_update_an_optimizer_begins_anew() {
    let accumulators = |value: f64| written(json!({ "name": "adagrad", "initial_accumulator_value": value }));
    let (mut changed, mut fresh) = (small(accumulators(0.1)), small(accumulators(0.9)));
    changed.set_optimizer(accumulators(0.9)).unwrap();
    assert_eq!(saved(&changed), saved(&fresh));
    train(&mut changed, 1);
    train(&mut fresh, 1);
    assert_eq!(weight_bits(&changed), weight_bits(&fresh));
    // Later what was gathered stays.
    let state = saved(&changed);
    changed.set_optimizer(accumulators(0.2)).unwrap();
    assert_eq!(saved(&changed), state);
}
