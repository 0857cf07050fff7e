//! The network laboratory: training, and what may change on the way.

mod pictures;
mod settings;

use crate::support::{assert_near, optimizer, value, weight_bits};
use nn_playground::{
    data::{DatasetName, Problem},
    experiment::{Experiment, ExperimentSettings, Training, losses},
    nn::{Loss, OptimizerName},
    value::Choice,
};
use serde_json::{Value as Json, json};

fn settings(json: Json) -> ExperimentSettings {
    ExperimentSettings::parse(&value(json)).unwrap()
}

fn experiment(json: Json) -> Experiment {
    Experiment::new(settings(json)).unwrap()
}

/// Why these settings do not make an experiment.
fn problem(json: Json) -> String {
    let made = ExperimentSettings::parse(&value(json)).and_then(Experiment::new);
    made.map(|experiment| experiment.settings().clone()).expect_err("was accepted").to_string()
}

/// `json` with other settings over it.
fn over(json: &Json, other: Json) -> Json {
    let mut all = json.clone();
    for (key, setting) in other.as_object().unwrap() {
        all[key] = setting.clone();
    }
    all
}

#[test]
fn the_circle_is_learnt_with_the_defaults() {
    let mut experiment = experiment(json!({ "optimizer": { "name": "sgd", "learning_rate": 0.03 } }));
    let start = experiment.state();
    assert_eq!((start.step, start.epoch), (0, 0.0));
    experiment.train(500);
    assert!(experiment.state().loss < start.loss);
    let mut steps = 500;
    while experiment.state().accuracy < Some(0.95) && steps < 10_000 {
        experiment.train(500);
        steps += 500;
    }
    let state = experiment.state();
    assert!(state.accuracy >= Some(0.95) && state.val_accuracy >= Some(0.9), "{state:?}");
    assert_eq!((state.step, state.epoch), (steps, steps as f64 / 25.0), "250 rows for training, 10 a batch");
}

/// Ten points of a textbook, a truth table of one's own: nothing is kept back for a test.
#[test]
fn all_points_may_be_trained_on() {
    let points = "0,0,0\n0,1,1\n1,0,1\n1,1,0";
    let mut experiment = experiment(json!({
        "dataset": "custom", "points": points, "train_share": 100, "layers": [{ "units": 8, "activation": "relu" }],
        "optimizer": { "name": "adam", "learning_rate": 0.05 }, "batch_size": 4, "seed": 3
    }));
    assert_eq!((experiment.data().rows(), experiment.data().train_rows), (4, 4));
    experiment.train(1000);
    let state = experiment.state();
    assert!(state.loss < 0.01 && state.accuracy == Some(1.0), "{state:?}");
    assert_eq!((state.val_loss, state.val_accuracy), (None, None));
}

/// What `state` says, measured by the network itself.
#[test]
fn state_is_measured_on_all_rows() {
    let mut experiment = experiment(json!({ "dataset": "xor", "train_share": 30, "samples": 101, "l2": 0.01 }));
    experiment.train(33);
    let (network, data, state) = (experiment.network(), experiment.data(), experiment.state());
    assert_eq!(data.train_rows, 30);
    let measure = |(x, y): (&[f32], &[f32])| network.evaluate(network.examples(x, y).unwrap()).unwrap();
    let (train, test) = (measure(data.train()), measure(data.test()));
    assert_eq!((state.loss, state.accuracy), (train.loss, train.accuracy));
    assert_eq!((state.val_loss, state.val_accuracy), (Some(test.loss), test.accuracy));
    assert_eq!((state.step, state.epoch), (33, 11.0));
    assert_eq!(experiment.step(), 33);
}

/// A last partial batch counts in the progress, too.
#[test]
fn an_epoch_is_all_rows() {
    let mut experiment = experiment(json!({ "samples": 70, "batch_size": 10 }));
    assert_eq!(experiment.data().train_rows, 35);
    assert_eq!(experiment.steps_to_epoch_end(), 4);
    experiment.train(3);
    assert_eq!(experiment.steps_to_epoch_end(), 1);
    assert!((experiment.state().epoch - 30.0 / 35.0).abs() < 1e-12);
    experiment.train_epoch();
    assert_eq!((experiment.step(), experiment.state().epoch), (4, 1.0));
    experiment.train_epoch();
    assert_eq!((experiment.step(), experiment.state().epoch), (8, 2.0));
}

#[test]
fn the_same_settings_make_the_same_bits() {
    let run = |json: Json, steps: &[u64]| {
        let mut experiment = experiment(json);
        steps.iter().for_each(|steps| experiment.train(*steps));
        (experiment.history(), weight_bits(experiment.network()))
    };
    let json = json!({ "dataset": "spiral", "optimizer": "adam", "seed": 12, "samples": 70 });
    let together = run(json.clone(), &[100]);
    assert_eq!(together, run(json.clone(), &[100]));
    assert_eq!(together, run(json.clone(), &[1; 100]), "one by one");
    assert_eq!(together, run(json.clone(), &[99, 1]));
    assert_ne!(together, run(over(&json, json!({ "seed": 13 })), &[100]));
}

#[test]
fn reset_goes_back() {
    let mut experiment = experiment(json!({ "optimizer": "adam" }));
    experiment.train(40);
    let (history, weights) = (experiment.history(), weight_bits(experiment.network()));
    experiment.reset().unwrap();
    assert_eq!((experiment.step(), experiment.history().len()), (0, 1));
    experiment.train(40);
    assert_eq!((experiment.history(), weight_bits(experiment.network())), (history, weights));
}

#[test]
fn some_things_change_while_it_trains() {
    let base = json!({ "dataset": "moons", "seed": 4, "optimizer": "sgd", "samples": 90 });
    for change in [
        json!({ "optimizer": "adam" }),
        json!({ "optimizer": { "name": "sgd", "learning_rate": 0.5 } }),
        json!({ "batch_size": 30 }),
        json!({ "l2": 0.01 }),
        json!({ "l1": 0.01, "optimizer": "nadam", "batch_size": 1 }),
    ] {
        let mut experiment = experiment(base.clone());
        experiment.train(37);
        let (weights, before) = (weight_bits(experiment.network()), experiment.history());
        let changed = settings(over(&base, change.clone()));
        assert_eq!(experiment.configure(changed.clone()), Ok(false), "{change}");
        assert_eq!((experiment.step(), weight_bits(experiment.network())), (37, weights.clone()));
        assert_eq!(experiment.settings(), &changed);
        assert_eq!(experiment.history()[..37], before[..37]);
        let config = experiment.network().config();
        assert_eq!(config.optimizer, changed.optimizer);
        assert!(config.layers.iter().all(|layer| layer.kernel_regularizer == changed.regularizer));
        experiment.train(10);
        assert_eq!(experiment.step(), 47);
        // It has an effect.
        let mut unchanged = Experiment::new(settings(base.clone())).unwrap();
        unchanged.train(47);
        assert_ne!(weight_bits(experiment.network()), weight_bits(unchanged.network()), "{change}");
    }
}

#[test]
fn other_things_start_over() {
    let base = json!({ "dataset": "moons", "seed": 4, "optimizer": "adam", "samples": 90 });
    for change in [
        json!({ "dataset": "xor" }),
        json!({ "seed": 5 }),
        json!({ "noise": 10 }),
        json!({ "samples": 100 }),
        json!({ "train_share": 60 }),
        json!({ "features": ["x"] }),
        json!({ "layers": [{ "units": 4 }] }),
        json!({ "activation": "relu" }),
        json!({ "loss": "hinge" }),
    ] {
        let mut experiment = experiment(base.clone());
        experiment.train(10);
        let changed = settings(over(&base, change.clone()));
        assert_eq!(experiment.configure(changed.clone()), Ok(true), "{change}");
        assert_eq!((experiment.step(), experiment.history().len()), (0, 1));
        let mut fresh = Experiment::new(changed).unwrap();
        assert_eq!(experiment.data(), fresh.data());
        experiment.train(5);
        fresh.train(5);
        assert_eq!(weight_bits(experiment.network()), weight_bits(fresh.network()), "{change}");
    }
}

#[test]
fn settings_that_do_not_work_change_nothing() {
    let base = json!({ "optimizer": "adam" });
    let mut experiment = experiment(base.clone());
    experiment.train(10);
    let (weights, before) = (weight_bits(experiment.network()), experiment.settings().clone());
    let mut negative = before.clone();
    negative.regularizer.l2 = -1.0;
    let mut too_few = before.clone();
    too_few.batch_size = 0;
    let mut both = negative.clone();
    both.optimizer = optimizer("sgd");
    for bad in [too_few, settings(json!({ "loss": "huber", "dataset": "blobs" })), negative, both] {
        assert!(experiment.configure(bad).is_err());
        assert_eq!((weight_bits(experiment.network()), experiment.step()), (weights.clone(), 10));
        assert_eq!(experiment.settings(), &before);
    }
}

/// Asking for what is already so changes nothing, not even an optimizer's memory.
#[test]
fn the_same_settings_again_are_no_change() {
    for optimizer in OptimizerName::all() {
        let json = json!({ "dataset": "moons", "optimizer": optimizer.name(), "l2": 0.001, "samples": 50 });
        let (mut asked, mut left_alone) = (experiment(json.clone()), experiment(json.clone()));
        asked.train(20);
        assert_eq!(asked.configure(settings(json)), Ok(false));
        asked.train(20);
        left_alone.train(40);
        assert_eq!(asked.history(), left_alone.history());
        assert_eq!(weight_bits(asked.network()), weight_bits(left_alone.network()), "{optimizer:?}");
    }
}

/// "More than there are means all of them", also when the epoch is half over.
#[test]
fn a_batch_of_everything() {
    let mut experiment = experiment(json!({ "samples": 100 }));
    experiment.train(2);
    for batch_size in [50, 51, 1 << 32, usize::MAX] {
        let mut larger = experiment.settings().clone();
        larger.batch_size = batch_size;
        let mut experiment = experiment.clone();
        assert_eq!(experiment.configure(larger), Ok(false));
        experiment.train(3);
        assert_eq!((experiment.step(), experiment.state().epoch), (5, 3.0), "{batch_size}");
    }
}

#[test]
fn the_record_stays_short() {
    let mut experiment = experiment(json!({ "dataset": "and", "layers": [], "batch_size": 4 }));
    for _ in 0..25 {
        experiment.train(333);
        let history = experiment.history();
        assert!(history.len() <= 1025, "{} points", history.len());
        assert_eq!((history[0].step, history.last().unwrap().step), (0, experiment.step()));
        assert!(history.windows(2).all(|pair| pair[0].step < pair[1].step));
        assert_eq!(history.last().unwrap().loss, experiment.state().loss);
    }
    assert!(experiment.history().len() > 500);
}

#[test]
fn divergence_stops_it() {
    let json =
        json!({ "dataset": "plane", "optimizer": { "name": "sgd", "learning_rate": 1e30 }, "activation": "linear" });
    let mut experiment = experiment(json.clone());
    experiment.train(1000);
    assert!(experiment.network().diverged());
    let stopped = experiment.step();
    assert!(stopped < 1000);
    assert!(experiment.network().parameters().iter().all(|weight| weight.is_finite()));
    experiment.train_epoch(); // must come back
    let again = over(&json, json!({ "optimizer": { "name": "sgd", "learning_rate": 0.01 } }));
    experiment.reset().unwrap();
    assert!(!experiment.network().diverged());
    assert_eq!(experiment.configure(settings(again)), Ok(false));
    experiment.train(100);
    assert!(!experiment.network().diverged() && experiment.step() == 100);
}

/// A batch that was refused counts neither as a step nor as a part of an epoch, however often it is tried.
#[test]
fn one_by_one_is_the_same_where_it_diverges() {
    let optimizer = json!({ "name": "sgd", "learning_rate": 1e30 });
    let mut together = experiment(json!({ "dataset": "plane", "optimizer": optimizer, "activation": "linear" }));
    let mut one_by_one = together.clone();
    together.train(100);
    (0..100).for_each(|_| one_by_one.train(1));
    assert_eq!(weight_bits(together.network()), weight_bits(one_by_one.network()));
    assert_eq!((together.step(), together.state().epoch), (one_by_one.step(), one_by_one.state().epoch));
}

#[test]
fn every_set_with_every_loss_and_optimizer_trains() {
    for name in DatasetName::all() {
        for loss in losses(name.problem()) {
            for optimizer in OptimizerName::all() {
                let mut experiment = experiment(json!({
                    "dataset": name.name(), "loss": loss.name(), "optimizer": optimizer.name(), "samples": 16,
                    "noise": 10, "layers": [{ "units": 3 }],
                }));
                experiment.train(20);
                let state = experiment.state();
                assert!(state.loss.is_finite() && !experiment.network().diverged(), "{name:?} {loss:?} {optimizer:?}");
                assert_eq!(state.step, 20);
                assert_eq!(state.accuracy.is_some(), name.problem() != Problem::Regression);
                assert_eq!(state.val_loss.is_some(), !name.is_exact());
            }
        }
    }
}

#[test]
fn a_person_s_own_points() {
    let text: String = (0..60).map(|i| format!("{};{};{}\n", i % 10, i / 10, u8::from(i % 10 > 4))).collect();
    let optimizer = json!({ "name": "adam", "learning_rate": 0.03 });
    let json = json!({ "dataset": "custom", "points": text, "train_share": 70, "optimizer": optimizer, "seed": 3 });
    let mut experiment = experiment(json);
    assert_eq!((experiment.data().rows(), experiment.data().train_rows), (60, 42));
    let start = experiment.state();
    experiment.train(300);
    assert!(experiment.state().loss < start.loss / 2.0 && experiment.state().accuracy > Some(0.9));

    let classes: String = (0..30).map(|i| format!("{i}, {}, {}\n", i * i, i % 4)).collect();
    let made = self::experiment(json!({ "dataset": "custom", "points": classes }));
    assert_eq!((made.data().problem, made.network().config().outputs()), (Problem::Classes(4), 4));
    assert_eq!(made.network().config().loss, Loss::SparseCategoricalCrossentropy);

    let curve = self::experiment(json!({ "dataset": "custom", "points": "0 1\n1 2\n2 3\n", "features": ["x", "y"] }));
    assert_eq!((curve.data().inputs, curve.network().config().inputs), (1, 1));
    assert!(curve.curve(10).is_ok());
}

#[test]
fn the_loss_of_an_epoch_is_that_of_keras_fit() {
    let mut experiment = experiment(json!({ "samples": 46, "batch_size": 10 }));
    assert!(experiment.epoch_loss().is_nan());
    for epoch in 1..=3 {
        let (mut sum, mut rows) = (0.0, 0);
        for _ in 0..experiment.steps_to_epoch_end() {
            let batch = experiment.coming_batch();
            let columns = experiment.features().len();
            let x: Vec<f32> = batch
                .iter()
                .flat_map(|row| experiment.inputs()[*row as usize * columns..][..columns].to_vec())
                .collect();
            let y: Vec<f32> = batch.iter().map(|row| experiment.data().y[*row as usize]).collect();
            let network = experiment.network();
            let losses = experiment.coming_losses().unwrap();
            let loss = network.evaluate(network.examples(&x, &y).unwrap()).unwrap().loss;
            assert_near(losses.iter().sum::<f64>() / batch.len() as f64, loss, 1e-6);
            let each = |at: usize| network.examples(&x[at * columns..][..columns], &y[at..=at]).unwrap();
            assert!((0..batch.len()).all(|at| network.evaluate(each(at)).unwrap().loss == losses[at]));
            sum += loss * batch.len() as f64;
            rows += batch.len();
            experiment.train(1);
        }
        assert_eq!((rows, experiment.epoch()), (23, epoch));
        assert_near(experiment.epoch_loss(), sum / 23.0, 1e-12);
    }
    // Of an epoch into whose middle a seek has led, over the batches since.
    experiment.seek(10).unwrap();
    experiment.seek(7).unwrap();
    let loss = experiment.epoch_loss();
    experiment.train(2);
    assert!(loss.is_finite() && experiment.epoch_loss() != loss);
}

/// A checkpoint does not know the losses of the epoch before it: a mean over the rest would be another number than Keras's.
#[test]
fn an_epoch_that_was_entered_in_its_middle_has_no_loss() {
    let json = json!({ "samples": 5000, "batch_size": 10 });
    let [mut straight, mut sought] = [experiment(json.clone()), experiment(json)];
    sought.train(300);
    sought.seek(260).unwrap(); // from the checkpoint at 256: an epoch has 250 updates
    sought.train_epoch();
    assert!(sought.step() == 500 && sought.epoch_loss().is_nan());
    sought.train_epoch();
    straight.train(750);
    assert_eq!((sought.step(), sought.epoch_loss()), (750, straight.epoch_loss()));
}

#[test]
fn a_schedule_is_a_setting_of_its_own_that_begins_at_the_learning_rate() {
    let sgd = json!({ "name": "sgd", "learning_rate": 0.25 });
    let text = experiment(json!({ "optimizer": sgd, "schedule": "exponential,100,0.5,staircase" }));
    let schedule = json!({
        "name": "exponential_decay", "initial_learning_rate": 0.25, "decay_steps": 100, "decay_rate": 0.5, "staircase": true
    });
    let written = experiment(json!({ "optimizer": { "name": "sgd", "learning_rate": schedule } }));
    assert_eq!(text.settings(), written.settings());
    let training = Training::of(text.settings());
    assert_eq!(training.schedule().as_deref(), Some("exponential,100,0.5,staircase"));
    assert_eq!(training.unscheduled(), experiment(json!({ "optimizer": sgd })).settings().optimizer);
    assert_eq!(
        experiment(json!({ "optimizer": sgd, "schedule": "none" })).settings().optimizer,
        training.unscheduled()
    );
    for (schedule, field) in
        [("cosinus,100", "schedule"), ("exponential,0,0.5", "schedule.decay_steps"), ("cosine", "schedule.decay_steps")]
    {
        let error = ExperimentSettings::parse(&value(json!({ "schedule": schedule }))).unwrap_err();
        assert_eq!(error.field(), field, "{error}");
    }
}

#[test]
fn weights_begin_as_the_initializer_says() {
    let of = |extra: Json| {
        let mut json = json!({ "dataset": "xor", "layers": [{ "units": 3 }], "seed": 5 });
        json.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        Experiment::new(settings(json)).unwrap()
    };
    let usual = of(json!({}));
    assert_eq!(of(json!({ "initializer": "glorot_uniform" })).network().parameters(), usual.network().parameters());
    let zeros = of(json!({ "initializer": "zeros" }));
    assert!(zeros.network().parameters().iter().all(|weight| *weight == 0.0));
    // tanh of 0 is 0: the gradient reaches the output's bias alone, and no kernel ever changes.
    let mut trained = zeros;
    trained.train(100);
    for kernel in trained.network().get_weights().iter().step_by(2) {
        assert!(kernel.iter().all(|weight| *weight == 0.0));
    }
    let ones = of(json!({ "initializer": "he_normal", "bias_initializer": "ones" }));
    for bias in ones.network().get_weights().iter().skip(1).step_by(2) {
        assert!(bias.iter().all(|bias| *bias == 1.0));
    }
    assert_ne!(ones.network().get_weights()[0], usual.network().get_weights()[0]);
    // A layer may have its own, which says nothing of the others and draws what it would draw as that of all.
    let own = json!({ "layers": [{ "units": 3, "initializer": "he_normal" }, { "units": 2 }] });
    let (own, all) = (of(own), of(json!({ "layers": [{ "units": 3 }, { "units": 2 }], "initializer": "he_normal" })));
    let usual = of(json!({ "layers": [{ "units": 3 }, { "units": 2 }] }));
    let kernels = |experiment: &Experiment, at: usize| experiment.network().get_weights()[2 * at].to_vec();
    assert_eq!(kernels(&own, 0), kernels(&all, 0));
    for layer in [1, 2] {
        assert_eq!(kernels(&own, layer), kernels(&usual, layer));
    }
    let code = nn_playground::keras::experiment_code(own.settings()).unwrap();
    assert!(code.contains("Dense(3, activation='tanh', kernel_initializer='he_normal')"), "{code}");
    assert!(code.contains("Dense(2, activation='tanh')"), "{code}");
    assert!(problem(json!({ "layers": [{ "units": 3, "initializer": "he" }] })).contains("layers[0].initializer"));
    let refused =
        ExperimentSettings::parse(&value(json!({ "bias_initializer": "he_normal" }))).and_then(Experiment::new);
    assert!(refused.unwrap_err().to_string().contains("does not suit a bias"));
}
