//! Networks under any sequence of calls.

use super::{
    arbitrary::{Batch, batch, config, finite, moderate, optimizer, regularizer},
    cases,
};
use nn_playground::nn::{FitOptions, Loss, Network, Optimizer, Regularizer, random::MAX_SEED};
use proptest::{collection::vec, prelude::*, sample::select};

/// A call of a network.
#[derive(Debug, Clone)]
enum Call {
    TrainStep(Batch),
    Fit { train: Batch, validation: Option<Batch>, epochs: usize, batch_size: usize, shuffle: bool },
    Predict(Batch),
    Evaluate(Batch),
    Gradients(Batch),
    SetWeights(Vec<f32>),
    SetOptimizer(Optimizer),
    SetRegularizer(Regularizer),
    Reset(Option<u64>),
    Checkpoint,
}

fn call(values: BoxedStrategy<f32>) -> impl Strategy<Value = Call> {
    let batch = || batch(values.clone());
    let fit = (batch(), prop::option::of(batch()), 0usize..3, select(vec![0, 1, 7, 64, usize::MAX]), any::<bool>());
    prop_oneof![
        6 => batch().prop_map(Call::TrainStep),
        3 => fit.prop_map(|(train, validation, epochs, batch_size, shuffle)| {
            Call::Fit { train, validation, epochs, batch_size, shuffle }
        }),
        2 => batch().prop_map(Call::Predict),
        2 => batch().prop_map(Call::Evaluate),
        2 => batch().prop_map(Call::Gradients),
        1 => vec(values.clone(), 1..20).prop_map(Call::SetWeights),
        1 => optimizer().prop_map(Call::SetOptimizer),
        1 => regularizer().prop_map(Call::SetRegularizer),
        1 => prop::option::of(prop_oneof![0..=MAX_SEED, Just(MAX_SEED + 1), Just(u64::MAX)]).prop_map(Call::Reset),
        1 => Just(Call::Checkpoint),
    ]
}

/// Makes the call with legal data, and asserts what holds for every network. Returns the numbers that came out.
fn make(network: &mut Network, call: &Call) -> Result<Vec<f64>, TestCaseError> {
    let config = network.config().clone();
    let before = network.to_json().unwrap();
    let outcome = (|| -> nn_playground::Result<Vec<f64>> {
        Ok(match call {
            Call::TrainStep(batch) => {
                let (x, y) = batch.for_network(&config);
                vec![network.train_step(&x, &y)?]
            }
            Call::Fit { train, validation, epochs, batch_size, shuffle } => {
                let (x, y) = train.for_network(&config);
                let validation = validation.as_ref().map(|batch| batch.for_network(&config));
                let validation = validation.as_ref().map(|(x, y)| network.examples(x, y)).transpose()?;
                let options = FitOptions { epochs: *epochs, batch_size: *batch_size, shuffle: *shuffle, validation };
                let history = network.fit(network.examples(&x, &y)?, &options)?;
                let val_loss = history.val_loss.unwrap_or_default();
                assert!(!val_loss.iter().any(|loss| loss.is_nan()), "{val_loss:?}");
                [Some(history.loss), history.accuracy].into_iter().flatten().flatten().collect()
            }
            Call::Predict(batch) => {
                let x = batch.for_network(&config).0;
                let outputs = network.predict(&x)?;
                assert_eq!(outputs.len(), batch.rows * config.outputs());
                outputs.into_iter().map(f64::from).collect()
            }
            Call::Evaluate(batch) => {
                let (x, y) = batch.for_network(&config);
                let metrics = network.evaluate(network.examples(&x, &y)?)?;
                assert!(metrics.accuracy.is_none_or(|share| (0.0..=1.0).contains(&share)), "{metrics:?}");
                vec![metrics.loss]
            }
            Call::Gradients(batch) => {
                let (x, y) = batch.for_network(&config);
                network.gradients(&x, &y)?.into_iter().map(f64::from).collect()
            }
            Call::SetWeights(values) => {
                let mut values = values.iter().copied().cycle();
                let mut new = |old: &&[f32]| values.by_ref().take(old.len()).collect();
                let list: Vec<Vec<f32>> = network.get_weights().iter().map(&mut new).collect();
                network.set_weights(&list)?;
                assert_eq!(network.get_weights(), list.iter().map(Vec::as_slice).collect::<Vec<_>>());
                Vec::new()
            }
            Call::SetOptimizer(optimizer) => {
                network.set_optimizer(optimizer.clone())?;
                Vec::new()
            }
            Call::SetRegularizer(regularizer) => {
                network.set_regularizer(*regularizer)?;
                Vec::new()
            }
            Call::Reset(seed) => {
                network.reset(*seed)?;
                Vec::new()
            }
            Call::Checkpoint => {
                *network = Network::from_json(&network.to_json()?)?;
                Vec::new()
            }
        })
    })();
    let after = network.to_json().unwrap();
    let looks = matches!(call, Call::Predict(_) | Call::Evaluate(_) | Call::Gradients(_) | Call::Checkpoint);
    prop_assert!(network.parameters().iter().all(|weight| weight.is_finite()), "{call:?}");
    // A checkpoint with a number in the optimizer's memory that is not finite cannot be read.
    prop_assert!(Network::from_json(&after).is_ok(), "{call:?}");
    if outcome.is_err() || looks {
        prop_assert_eq!(&after, &before, "{:?} has changed something", call);
    }
    match outcome {
        Ok(numbers) => {
            // A loss that is measured may be infinite; nothing else that comes out may be.
            let legal =
                |number: &f64| number.is_finite() || matches!(call, Call::Evaluate(_)) && *number == f64::INFINITY;
            prop_assert!(
                numbers.iter().all(legal) || network.diverged() && !looks,
                "{call:?} gave {numbers:?}, and it is no divergence"
            );
            Ok(numbers)
        }
        Err(error) => {
            let untrainable = network.check_gradient() == Err(error.clone());
            let bad = match call {
                Call::Fit { batch_size, .. } => *batch_size == 0,
                Call::Reset(seed) => seed.is_some_and(|seed| seed > MAX_SEED),
                _ => false,
            };
            let overflows = looks && error.to_string().ends_with("the inputs or the weights are too large");
            prop_assert!(untrainable || bad || overflows, "{call:?}: {error}");
            Ok(Vec::new())
        }
    }
}

/// Arrays that do not fit a network of this configuration, by turns.
fn spoil(x: &mut Vec<f32>, y: &mut Vec<f32>, loss: Loss, how: usize, at: prop::sample::Index) {
    let not_finite = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY][how % 3];
    match how / 3 {
        0 => {
            let at = at.index(x.len());
            x[at] = not_finite
        }
        1 => {
            let at = at.index(y.len());
            y[at] = not_finite
        }
        2 => x.push(1.0),
        3 => y.push(1.0),
        4 => x.clear(),
        5 => y.clear(),
        _ => {
            let at = at.index(y.len());
            y[at] = match loss {
                Loss::SparseCategoricalCrossentropy => [-1.0, 0.5, 1e9][how % 3],
                Loss::BinaryCrossentropy => [-0.001, 1.001, f32::MAX][how % 3],
                _ => not_finite,
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn any_calls_in_any_order(config in config(), calls in vec(call(finite()), 1..9)) {
        let mut network = Network::new(config).unwrap();
        for call in &calls {
            make(&mut network, call)?;
        }
    }

    #[test]
    fn data_that_does_not_fit_is_an_error_and_changes_nothing(
        config in config(), [trained, batch] in [batch(moderate()), batch(moderate())],
        how in 0usize..21, at in any::<prop::sample::Index>()
    ) {
        let mut network = Network::new(config.clone()).unwrap();
        let (x, y) = trained.for_network(&config);
        let _ = network.train_step(&x, &y);
        let before = network.to_json().unwrap();
        let (mut x, mut y) = batch.for_network(&config);
        spoil(&mut x, &mut y, config.loss, how, at);
        prop_assert!(network.train_step(&x, &y).is_err());
        prop_assert!(network.gradients(&x, &y).is_err());
        prop_assert!(network.examples(&x, &y).is_err());
        if how / 3 == 0 || how / 3 == 4 {
            prop_assert!(network.predict(&x).is_err());
        }
        prop_assert_eq!(network.to_json().unwrap(), before);
    }

    #[test]
    fn weights_that_do_not_fit_are_an_error_and_change_nothing(
        config in config(), list in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), how in 0usize..6
    ) {
        let mut network = Network::new(config).unwrap();
        let before = network.to_json().unwrap();
        let mut weights: Vec<Vec<f32>> = network.get_weights().iter().map(|list| list.to_vec()).collect();
        weights.iter_mut().flatten().for_each(|weight| *weight += 1.0);
        let list = list.index(weights.len());
        let at = at.index(weights[list].len());
        match how {
            0..3 => weights[list][at] = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY][how],
            3 => weights[list].push(1.0),
            4 => drop(weights[list].pop()),
            _ => drop(weights.remove(list)),
        }
        prop_assert!(network.set_weights(&weights).is_err());
        prop_assert_eq!(network.to_json().unwrap(), before);
    }
}
