//! Whatever is done to an experiment, back and forth: it is the same as a run from the beginning with the same changes.

use super::{
    arbitrary::{finite, optimizer},
    cases,
};
use crate::{
    support::value,
    timeline::{assert_as_fresh, snapshot},
};
use nn_playground::{
    experiment::{Change, Experiment, ExperimentSettings},
    nn::{Optimizer, Regularizer},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::json;

#[derive(Debug, Clone)]
enum Deed {
    Train(u64),
    TrainEpoch,
    Seek(u64),
    /// A seek that is cancelled after so many updates.
    SeekPartly(u64, u64),
    Optimizer(Optimizer),
    BatchSize(usize),
    Regularizer(f64, f64),
    SetParameter(usize, f32),
    /// All weights become this many times what they are.
    ScaleWeights(f32),
    Keep,
    /// Back to what was kept, if it is of this run.
    Restore,
    Reset,
}

fn deed() -> impl Strategy<Value = Deed> {
    let penalty = || prop_oneof![select(vec![0.0, 0.001, 10.0]), 0.0..10.0];
    let near_zero = (-2f32..2.0).boxed();
    prop_oneof![
        8 => (0u64..90).prop_map(Deed::Train),
        2 => Just(Deed::TrainEpoch),
        8 => (0u64..250).prop_map(Deed::Seek),
        3 => (0u64..250, 0u64..90).prop_map(|(step, updates)| Deed::SeekPartly(step, updates)),
        3 => optimizer().prop_map(Deed::Optimizer),
        2 => (1usize..40).prop_map(Deed::BatchSize),
        1 => (penalty(), penalty()).prop_map(|(l1, l2)| Deed::Regularizer(l1, l2)),
        4 => (0usize..25, prop_oneof![4 => near_zero, 1 => finite().boxed()]).prop_map(|(at, value)| Deed::SetParameter(at, value)),
        1 => (-2f32..2.0).prop_map(Deed::ScaleWeights),
        2 => Just(Deed::Keep),
        2 => Just(Deed::Restore),
        1 => Just(Deed::Reset),
    ]
}

fn start() -> impl Strategy<Value = Experiment> {
    let dataset = select(vec!["circle", "moons", "plane", "and"]);
    (dataset, optimizer(), 1u8..30, 0u8..100).prop_map(|(dataset, optimizer, batch_size, seed)| {
        let optimizer = serde_json::to_value(&optimizer).unwrap();
        let settings =
            json!({ "dataset": dataset, "samples": 40, "optimizer": optimizer, "batch_size": batch_size, "seed": seed });
        Experiment::new(ExperimentSettings::parse(&value(settings)).unwrap()).unwrap()
    })
}

/// What is refused must change nothing.
fn attempt<T>(experiment: &mut Experiment, try_it: impl FnOnce(&mut Experiment) -> nn_playground::Result<T>) {
    let before = snapshot(experiment);
    if try_it(experiment).is_err() {
        assert!(snapshot(experiment) == before, "it was refused, and changed something");
    }
}

fn act(experiment: &mut Experiment, kept: &mut Option<Vec<u32>>, deed: Deed) {
    let mut settings = experiment.settings().clone();
    match deed {
        Deed::Train(steps) => experiment.train(steps),
        Deed::TrainEpoch => experiment.train_epoch(),
        Deed::Seek(step) => {
            experiment.seek(step).unwrap();
            assert!(experiment.step() == step || experiment.step() < step && experiment.network().diverged());
        }
        Deed::SeekPartly(step, updates) => {
            let left = experiment.advance_to(step, updates).unwrap();
            assert!(experiment.step() + left == step || experiment.network().diverged());
        }
        Deed::Optimizer(optimizer) => {
            settings.optimizer = optimizer;
            attempt(experiment, |experiment| experiment.configure(settings));
        }
        Deed::BatchSize(batch_size) => {
            settings.batch_size = batch_size;
            attempt(experiment, |experiment| experiment.configure(settings));
        }
        Deed::Regularizer(l1, l2) => {
            settings.regularizer = Regularizer { l1, l2 };
            attempt(experiment, |experiment| experiment.configure(settings));
        }
        Deed::SetParameter(at, value) => {
            let network = experiment.network();
            let parameter = network.parameter_at(at % network.parameter_count()).unwrap();
            attempt(experiment, |experiment| experiment.set(parameter, value));
        }
        Deed::ScaleWeights(factor) => {
            let weights = experiment.network().get_weights();
            let scaled: Vec<Vec<f32>> =
                weights.into_iter().map(|list| list.iter().map(|weight| weight * factor).collect()).collect();
            attempt(experiment, |experiment| experiment.set_weights(&scaled));
        }
        Deed::Keep => *kept = Some(experiment.checkpoint().unwrap()),
        Deed::Restore => {
            if let Some(checkpoint) = kept {
                attempt(experiment, |experiment| experiment.restore(checkpoint));
            }
        }
        Deed::Reset => experiment.reset().unwrap(),
    }
}

fn bits(change: &Change) -> Vec<(usize, u32)> {
    change.parameters.iter().map(|(index, value)| (*index, value.to_bits())).collect()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn back_and_forth_is_as_from_the_beginning(mut experiment in start(), deeds in vec(deed(), 1..14)) {
        let mut kept = None;
        for deed in deeds {
            act(&mut experiment, &mut kept, deed);
            // A step where an update was refused has two snapshots; a run from the beginning stands before it.
            if !experiment.network().diverged() {
                assert_as_fresh(&experiment);
            }
        }
        let text = experiment.changes_text(usize::MAX).unwrap();
        let again = Experiment::with_changes_text(experiment.start_settings(), &text).unwrap();
        prop_assert_eq!(again.changes().len(), experiment.changes().len(), "{}", text);
        for (again, change) in again.changes().iter().zip(experiment.changes()) {
            prop_assert_eq!((again.step, bits(again)), (change.step, bits(change)), "{}", text);
            prop_assert_eq!(&again.training, &change.training, "{}", text);
        }
        prop_assert!(experiment.history().windows(2).all(|pair| pair[0].step < pair[1].step));
    }
}
