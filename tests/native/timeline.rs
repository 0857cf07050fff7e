//! An experiment keeps its time: to any step in both directions, with what was changed on the way, to the same bits as a run
//! from the beginning.

use crate::support::{bits, optimizer, value, weight_bits, written};
use nn_playground::{
    ErrorKind,
    data::DatasetName,
    experiment::{Change, Experiment, ExperimentSettings, Point},
    nn::{OptimizerName, Parameter},
    value::Choice,
};
use serde_json::{Value as Json, json};

fn settings(json: Json) -> ExperimentSettings {
    ExperimentSettings::parse(&value(json)).unwrap()
}

fn experiment(json: Json) -> Experiment {
    Experiment::new(settings(json)).unwrap()
}

/// 20 rows for training.
fn small(optimizer: &str) -> Json {
    json!({ "dataset": "moons", "samples": 40, "optimizer": optimizer, "batch_size": 8, "seed": 5 })
}

/// Everything that can be seen of an experiment and everything that it goes on from.
type Snapshot = (Vec<u32>, Vec<Point>, Point, Vec<u32>, String);

pub fn snapshot(experiment: &Experiment) -> Snapshot {
    let network = experiment.network();
    let json = network.to_json().unwrap(); // configuration, slots, counters, divergence
    (experiment.checkpoint().unwrap(), experiment.history(), experiment.state(), weight_bits(network), json)
}

/// A run from the beginning in one go, with the same changes.
pub fn fresh(experiment: &Experiment, step: u64) -> Experiment {
    let changes = experiment.changes().to_vec();
    let mut fresh = Experiment::with_changes(experiment.start_settings(), changes).unwrap();
    fresh.train(step);
    fresh
}

#[track_caller]
pub fn assert_as_fresh(experiment: &Experiment) {
    assert!(
        snapshot(experiment) == snapshot(&fresh(experiment, experiment.step())),
        "differs at step {}",
        experiment.step()
    );
}

fn change(experiment: &mut Experiment, key: &str, setting: Json) {
    let mut changed = experiment.settings().clone();
    match key {
        "optimizer" => changed.optimizer = written(setting),
        "batch_size" => changed.batch_size = setting.as_u64().unwrap() as usize,
        "l1" => changed.regularizer.l1 = setting.as_f64().unwrap(),
        "l2" => changed.regularizer.l2 = setting.as_f64().unwrap(),
        other => panic!("{other}"),
    }
    assert_eq!(experiment.configure(changed), Ok(false));
}

const WEIGHT: Parameter = Parameter::Weight { layer: 1, input: 2, unit: 1 };
const BIAS: Parameter = Parameter::Bias { layer: 0, unit: 3 };

fn parameter(experiment: &Experiment, parameter: Parameter) -> f32 {
    experiment.network().parameters()[experiment.network().index_of(parameter).unwrap()]
}

#[test]
fn any_step_of_any_optimizer_in_both_directions() {
    for optimizer in OptimizerName::all() {
        let mut experiment = experiment(small(optimizer.name()));
        let mut snapshots = Vec::new();
        for step in [0, 1, 2, 100, 255, 256, 257, 400, 600] {
            experiment.train(step - experiment.step());
            snapshots.push((step, snapshot(&experiment)));
        }
        for (step, snapshot) in [8, 3, 5, 5, 0, 7, 2, 4, 6, 1].map(|at: usize| &snapshots[at]) {
            experiment.seek(*step).unwrap();
            assert_eq!(experiment.step(), *step);
            assert!(self::snapshot(&experiment) == *snapshot, "{optimizer:?}, step {step}");
        }
    }
}

#[test]
fn any_set_and_any_batch() {
    for name in DatasetName::all() {
        for batch_size in [1, 7, 1000] {
            let settings = json!({ "dataset": name.name(), "samples": 20, "batch_size": batch_size, "l1": 0.001 });
            let mut experiment = experiment(settings);
            experiment.train(90);
            experiment.seek(33).unwrap();
            assert_as_fresh(&experiment);
            experiment.train_epoch();
            assert_as_fresh(&experiment);
        }
    }
}

/// Also where the record has become coarser since then.
#[test]
fn the_record_is_that_of_the_step() {
    let mut experiment = experiment(json!({ "dataset": "and", "layers": [], "batch_size": 4 }));
    experiment.train(9000);
    assert_eq!((experiment.history().len(), experiment.history()[1].step), (564, 16));
    for (step, points, gap) in
        [(1000, 1001, 1), (1023, 1024, 1), (1024, 513, 2), (3001, 752, 4), (0, 1, 1), (9000, 564, 16)]
    {
        experiment.seek(step).unwrap();
        let history = experiment.history();
        assert_eq!((history.len(), history.get(1).map_or(1, |point| point.step)), (points, gap), "{step}");
        assert_eq!(history.last(), Some(&experiment.state()));
        assert_as_fresh(&experiment);
    }
}

#[test]
fn a_seek_in_slices_shows_its_progress_and_can_be_left() {
    let mut experiment = experiment(small("adam"));
    experiment.train(1300);
    let snapshot = self::snapshot(&experiment);
    // Back to the checkpoint at 1024: 20 rows, eight a batch, make one every 256 steps.
    assert_eq!(experiment.advance_to(1200, 0), Ok(176));
    assert_eq!(experiment.step(), 1024);
    assert_as_fresh(&experiment);
    assert_eq!(experiment.advance_to(1200, 100), Ok(76));
    assert_as_fresh(&experiment);
    assert_eq!(experiment.advance_to(1200, 100), Ok(0));
    assert_eq!(experiment.step(), 1200);
    assert_eq!(experiment.advance_to(1200, 100), Ok(0));
    assert_as_fresh(&experiment);
    // Forward it goes on from where it is, or from a checkpoint that is nearer.
    assert_eq!(experiment.advance_to(1250, 0), Ok(50));
    experiment.seek(10).unwrap();
    assert_eq!(experiment.advance_to(1300, 0), Ok(20));
    experiment.seek(1300).unwrap();
    assert!(self::snapshot(&experiment) == snapshot);
    // Beyond what was trained.
    assert_eq!(experiment.advance_to(2000, 300), Ok(400));
    assert_as_fresh(&experiment);
}

#[test]
fn changes_are_made_again() {
    let mut experiment = experiment(small("sgd"));
    experiment.train(100);
    change(&mut experiment, "optimizer", json!({ "name": "adam", "learning_rate": 0.01 }));
    experiment.train(100);
    experiment.set(WEIGHT, 0.25).unwrap();
    experiment.set(BIAS, -3.0).unwrap();
    experiment.train(50);
    change(&mut experiment, "batch_size", json!(5));
    change(&mut experiment, "l2", json!(0.01));
    experiment.train(150);
    assert_as_fresh(&experiment);
    let steps: Vec<u64> = experiment.changes().iter().map(|change| change.step).collect();
    assert_eq!(steps, [100, 200, 250]);
    let end = snapshot(&experiment);
    for (step, name, batch_size) in
        [(99, "sgd", 8), (100, "adam", 8), (249, "adam", 8), (250, "adam", 5), (50, "sgd", 8)]
    {
        experiment.seek(step).unwrap();
        assert_as_fresh(&experiment);
        let settings = experiment.settings();
        assert_eq!((settings.optimizer.name().name(), settings.batch_size), (name, batch_size), "{step}");
        assert_eq!(experiment.changes().len(), 3);
    }
    // What a change made is measured, and in the record.
    experiment.seek(200).unwrap();
    assert_eq!((parameter(&experiment, WEIGHT), parameter(&experiment, BIAS)), (0.25, -3.0));
    assert_eq!(experiment.history().last(), Some(&experiment.state()));
    experiment.train(200);
    assert!(snapshot(&experiment) == end);
}

/// Looking back forgets nothing; changing the past does.
#[test]
fn a_change_forgets_what_came_later() {
    let mut experiment = experiment(small("adam"));
    experiment.train(300);
    experiment.set(WEIGHT, 1.0).unwrap();
    experiment.train(1000);
    let end = snapshot(&experiment);
    experiment.seek(299).unwrap();
    let same = experiment.settings().clone();
    assert_eq!(experiment.configure(same), Ok(false));
    let (weight, weights) = (parameter(&experiment, WEIGHT), experiment.network().get_weights().concat());
    experiment.set(WEIGHT, weight).unwrap();
    let weights: Vec<&[f32]> = experiment.network().split(&weights);
    let weights: Vec<Vec<f32>> = weights.into_iter().map(<[f32]>::to_vec).collect();
    experiment.set_weights(&weights).unwrap();
    experiment.seek(300).unwrap();
    experiment.set(WEIGHT, 1.0).unwrap();
    assert_eq!(experiment.advance_to(1300, 0), Ok(20), "the checkpoints are still there");
    experiment.seek(1300).unwrap();
    assert!(snapshot(&experiment) == end);

    experiment.seek(299).unwrap();
    experiment.set(BIAS, 2.0).unwrap();
    assert_eq!(experiment.changes().iter().map(|change| change.step).collect::<Vec<_>>(), [299]);
    assert_eq!(experiment.advance_to(1300, 0), Ok(1001), "there is nothing behind the change");
    experiment.train(500);
    assert_as_fresh(&experiment);
}

/// Trying settings out in a pause is no change, unless something remains: nothing that Adam had gathered is lost.
#[test]
fn what_is_set_back_is_no_change() {
    let mut experiment = experiment(small("adam"));
    experiment.train(77);
    let before = snapshot(&experiment);
    for name in ["sgd", "rmsprop", "adagrad"] {
        change(&mut experiment, "optimizer", json!(name));
        assert_eq!(experiment.changes().len(), 1);
        assert_as_fresh(&experiment);
        assert_eq!(experiment.network().iterations(), 0);
    }
    let weight = parameter(&experiment, WEIGHT);
    experiment.set(WEIGHT, 7.0).unwrap();
    change(&mut experiment, "optimizer", json!("adam"));
    assert_eq!(experiment.network().iterations(), 77);
    let index = experiment.network().index_of(WEIGHT).unwrap();
    assert_eq!(experiment.changes(), [Change { step: 77, training: None, parameters: vec![(index, 7.0)] }]);
    experiment.set(WEIGHT, weight).unwrap();
    assert!(experiment.changes().is_empty());
    assert!(snapshot(&experiment) == before);
    // The sign of a zero is a difference.
    experiment.set(BIAS, 0.0).unwrap();
    experiment.set(BIAS, -0.0).unwrap();
    assert_eq!(parameter(&experiment, BIAS).to_bits(), (-0.0f32).to_bits());
    assert_as_fresh(&experiment);
}

/// Before the first update other settings are another beginning, and weights that were set stay set.
#[test]
fn at_step_0() {
    let mut experiment = experiment(small("adagrad"));
    experiment.set(WEIGHT, 0.5).unwrap();
    change(&mut experiment, "optimizer", json!({ "name": "adagrad", "initial_accumulator_value": 0.9 }));
    change(&mut experiment, "batch_size", json!(3));
    assert_eq!(parameter(&experiment, WEIGHT), 0.5);
    assert_eq!(experiment.start_settings(), *experiment.settings());
    assert_eq!(experiment.changes().len(), 1);
    assert_eq!(experiment.history(), [experiment.state()]);
    assert_as_fresh(&experiment);
    experiment.train(40);
    assert_as_fresh(&experiment);
    // Also after it had gone further.
    experiment.seek(0).unwrap();
    change(&mut experiment, "optimizer", json!("nadam"));
    assert_eq!(experiment.start_settings().optimizer, optimizer("nadam"));
    experiment.train(40);
    assert_as_fresh(&experiment);
    experiment.reset().unwrap();
    assert_eq!((experiment.step(), experiment.changes().len()), (0, 0));
    assert_ne!(parameter(&experiment, WEIGHT), 0.5);
    assert_as_fresh(&experiment);
}

#[test]
fn a_run_that_diverges() {
    let steep = |rate: f64| json!({ "name": "sgd", "learning_rate": rate });
    let mut experiment = experiment(json!({ "dataset": "plane", "optimizer": steep(0.03), "activation": "linear" }));
    experiment.train(300);
    change(&mut experiment, "optimizer", steep(1e30));
    experiment.train(100);
    let end = experiment.step();
    assert!(experiment.network().diverged() && end < 400);
    let diverged = snapshot(&experiment);
    assert_eq!(experiment.advance_to(350, 1000), Ok(0));
    // At the step itself no update has been refused yet; at a later one it has.
    experiment.seek(end).unwrap();
    assert!(!experiment.network().diverged());
    assert_as_fresh(&experiment);
    for step in [end + 1, 1 << 53] {
        experiment.seek(step).unwrap();
        assert!(snapshot(&experiment) == diverged);
        experiment.seek(5).unwrap();
        assert_as_fresh(&experiment);
    }
    // On from other weights, or with a smaller rate from before it went wrong.
    experiment.seek(1000).unwrap();
    let zeros: Vec<Vec<f32>> = experiment.network().get_weights().iter().map(|list| vec![0.0; list.len()]).collect();
    experiment.set_weights(&zeros).unwrap();
    assert!(!experiment.network().diverged());
    assert_as_fresh(&experiment);
    experiment.seek(300).unwrap();
    change(&mut experiment, "optimizer", steep(0.001));
    experiment.train(20);
    assert_eq!((experiment.step(), experiment.changes().len()), (320, 1));
    assert_as_fresh(&experiment);
}

#[test]
fn what_is_refused_changes_nothing() {
    let mut experiment = experiment(small("adam"));
    experiment.train(30);
    experiment.set(WEIGHT, 1.5).unwrap();
    experiment.train(300);
    experiment.seek(30).unwrap();
    let before = snapshot(&experiment);
    let weights: Vec<Vec<f32>> = experiment.network().get_weights().into_iter().map(<[f32]>::to_vec).collect();
    let mut not_finite = weights.clone();
    not_finite[2][1] = f32::NAN;
    for (refused, field, word) in [
        (experiment.set(Parameter::Weight { layer: 3, input: 0, unit: 0 }, 1.0), "weight", "layer 3"),
        (experiment.set(Parameter::Weight { layer: 1, input: 4, unit: 0 }, 1.0), "weight", "input 4 to unit 0"),
        (experiment.set(Parameter::Weight { layer: 1, input: 0, unit: usize::MAX }, 1.0), "weight", "from input 0"),
        (experiment.set(Parameter::Bias { layer: 1, unit: 2 }, 1.0), "bias", "unit 2 of layer 1"),
        (experiment.set(WEIGHT, f32::INFINITY), "value", "inf is not a finite number"),
        (experiment.set_weights(&weights[1..]), "weights", "5 arrays: there must be 6"),
        (experiment.set_weights(&not_finite), "weights[2][1]", "NaN is not a finite number"),
    ] {
        let error = refused.unwrap_err();
        assert!(error.field().starts_with(field) && error.to_string().contains(word), "{error}");
    }
    let mut negative = experiment.settings().clone();
    negative.regularizer.l2 = -1.0;
    assert!(experiment.configure(negative).is_err());
    assert!(snapshot(&experiment) == before);
    assert_eq!(experiment.advance_to(330, 0), Ok(74), "not even the checkpoint at 256");
}

#[test]
fn changes_that_do_not_fit_are_refused() {
    let start = || settings(small("sgd"));
    let at = |step: u64, parameters: Vec<(usize, f32)>| Change { step, training: None, parameters };
    for changes in [
        vec![at(5, vec![(0, 1.0)]), at(5, vec![(1, 1.0)])],
        vec![at(5, vec![(0, 1.0)]), at(4, vec![(1, 1.0)])],
        vec![at(5, vec![(1, 1.0), (0, 1.0)])],
        vec![at(5, vec![(0, 1.0), (0, 2.0)])],
        vec![at(5, vec![(25, 1.0)])],
        vec![at(5, vec![(0, f32::NAN)])],
    ] {
        assert!(Experiment::with_changes(start(), changes).is_err());
    }
    assert!(Experiment::with_changes(start(), vec![at(5, vec![(24, 1.0)])]).is_ok());
}

#[test]
fn a_checkpoint_enters_another_experiment() {
    let mut experiment = experiment(small("nadam"));
    let start = experiment.checkpoint().unwrap();
    experiment.train(700);
    experiment.set(WEIGHT, 0.125).unwrap();
    change(&mut experiment, "optimizer", json!("adamax"));
    let here = (experiment.checkpoint().unwrap(), snapshot(&experiment));
    experiment.train(400);
    let end = (experiment.checkpoint().unwrap(), snapshot(&experiment));
    let made = || Experiment::with_changes(experiment.start_settings(), experiment.changes().to_vec()).unwrap();
    for (checkpoint, snapshot) in [&here, &end] {
        let mut other = made();
        other.restore(checkpoint).unwrap();
        assert!(self::snapshot(&other) == *snapshot);
        // Every step before it, and on from it.
        for step in [699, 0, 701, 1150] {
            other.seek(step).unwrap();
            assert_as_fresh(&other);
        }
        assert_eq!(other.advance_to(700, 0), Ok(0), "what has entered is a checkpoint like any other");
        // It may enter where it came from, and what is known there stays.
        let mut same = experiment.clone();
        same.restore(checkpoint).unwrap();
        assert!(self::snapshot(&same) == *snapshot);
        assert_eq!(same.advance_to(1099, 0), Ok(1099 - 1024));
    }
    let mut other = made();
    other.train(10);
    other.restore(&start).unwrap();
    assert_as_fresh(&other);
}

#[test]
fn a_checkpoint_of_something_else_is_refused() {
    let mut experiment = experiment(small("adam"));
    experiment.train(50);
    experiment.set(BIAS, 1.0).unwrap();
    let good = experiment.checkpoint().unwrap();
    experiment.train(10);
    let before = snapshot(&experiment);
    let refused = |words: &[u32], problem: &str| {
        let mut experiment = experiment.clone();
        let error = experiment.restore(words).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Checkpoint);
        assert!(error.to_string().contains(problem), "{error}");
        assert!(snapshot(&experiment) == before);
    };
    refused(&[], "does not begin as one");
    refused(&good[..8], "does not begin as one");
    refused(&bits(&[1.0; 100]), "does not begin as one");
    let damaged: Vec<usize> = (1..good.len()).step_by(7).chain([1, 2, 3, 6, 7, 8, good.len() - 1]).collect();
    for at in damaged {
        let mut words = good.clone();
        words[at] ^= 1 << (at % 32);
        refused(&words, if at == 1 { "its version is" } else { "damaged" });
    }
    refused(&good[..good.len() - 1], "damaged");
    refused(&[&good[..], &[0; 12]].concat(), "damaged");
    // Of other data, another network, other settings, other changes.
    for (key, other) in [
        ("seed", json!(6)),
        ("noise", json!(1)),
        ("layers", json!([{ "units": 4 }, { "units": 2, "activation": "relu" }])),
        ("optimizer", json!({ "name": "adam", "learning_rate": 0.002 })),
        ("batch_size", json!(9)),
        ("l2", json!(0.1)),
    ] {
        let mut settings = small("adam");
        settings[key] = other;
        let mut other = self::experiment(settings);
        other.train(50);
        other.set(BIAS, 1.0).unwrap();
        refused(&other.checkpoint().unwrap(), "other settings, other data or other changes");
    }
    let mut other = self::experiment(small("adam"));
    other.train(50);
    refused(&other.checkpoint().unwrap(), "other settings, other data or other changes");
    other.set(BIAS, 1.5).unwrap();
    refused(&other.checkpoint().unwrap(), "other settings, other data or other changes");
    // What was changed later is no difference.
    other.set(BIAS, 1.0).unwrap();
    assert_eq!(other.checkpoint().unwrap(), good);
}
