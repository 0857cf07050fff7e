//! Keras code: what is written, and that it says the same as what was trained. That Keras understands it, and finds the
//! same losses, is asked of Keras itself (`tests/keras/scripts`).

use crate::support::{Random, bits, parse, value, weight_bits};
use nn_playground::{
    data::{Problem, Table},
    experiment::{Experiment, ExperimentSettings},
    keras::{MAX_BYTES, MAX_UPDATES, Stage, experiment_code, network_code, script},
    nn::{Network, NetworkConfig, OptimizerName, Parameter},
    value::Choice,
};
use serde_json::{Value as Json, json};
use std::sync::Arc;

fn code(settings: Json) -> String {
    experiment_code(&ExperimentSettings::parse(&value(settings)).unwrap()).unwrap()
}

/// The line of a network's code that begins so.
#[track_caller]
fn line(config: &NetworkConfig, beginning: &str) -> String {
    let code = network_code::<Vec<f32>>(config, None).unwrap();
    let found = code.lines().find(|line| line.trim_start().starts_with(beginning));
    found.unwrap_or_else(|| panic!("no {beginning} in\n{code}")).trim().to_owned()
}

fn stages(json: Json) -> Vec<Stage> {
    Stage::parse_run(&value(json)).unwrap()
}

/// Why these stages have no script.
fn problem(json: Json) -> String {
    let written = Stage::parse_run(&value(json)).and_then(|stages| script(&stages));
    written.expect_err("was accepted").to_string()
}

/// What stands between two marks.
#[track_caller]
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("no {from:?} in\n{text}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to:?} after {from:?}")).0
}

/// A number as Python reads it into a float32.
fn float(text: &str) -> f32 {
    let number: f64 = text.trim().parse().unwrap_or_else(|_| panic!("{text:?} is not a number"));
    // A zero without a point is an `int`, which has no sign.
    if !text.contains('.') && number == 0.0 { 0.0 } else { number as f32 }
}

/// The lists of `weights = […]`.
fn weights_in(code: &str) -> Vec<Vec<f32>> {
    let mut arrays: Vec<Vec<f32>> = Vec::new();
    for line in between(code, "weights = [\n", "\n]\n").lines() {
        // The further rows of a kernel stand one to the right.
        if !line.starts_with("     ") {
            arrays.push(Vec::new());
        }
        arrays.last_mut().unwrap().extend(line.trim().trim_matches(['[', ']', ',']).split(',').map(float));
    }
    arrays
}

#[test]
fn an_experiment_reads_as_on_the_slides() {
    let expected = "\
from keras import Input, Sequential
from keras.layers import Dense
from keras.optimizers import SGD

model = Sequential([
    Input(shape=(2,)),
    Dense(4, activation='tanh'),
    Dense(2, activation='tanh'),
    Dense(1, activation='sigmoid'),
])
model.compile(optimizer=SGD(learning_rate=0.03), loss='binary_crossentropy')
model.fit(points, targets, batch_size=10)
";
    assert_eq!(code(json!({})), expected);
}

#[test]
fn columns_are_numpy_expressions() {
    let all = code(json!({
        "dataset": "blobs", "features": ["x", "y", "x2", "y2", "xy", "sinx", "siny"], "layers": [], "optimizer": "adam",
        "batch_size": 9007199254740991u64,
    }));
    let expected = "\
import numpy as np
from keras import Input, Sequential
from keras.layers import Dense

x, y = points.T
inputs = np.stack([x, y, x**2, y**2, x * y, np.sin(x), np.sin(y)], axis=1)

model = Sequential([
    Input(shape=(7,)),
    Dense(3, activation='softmax'),
])
model.compile(optimizer='Adam', loss='sparse_categorical_crossentropy')
model.fit(inputs, targets, batch_size=len(targets))
";
    assert_eq!(all, expected);
    let curve = code(json!({ "dataset": "sine", "features": ["y", "x2"] }));
    assert!(curve.contains("x = points[:, 0]\ninputs = np.stack([x**2], axis=1)\n"), "{curve}");
    assert!(!code(json!({ "dataset": "sine", "features": ["x", "y"] })).contains("np."));
}

/// Modules and names each have their line.
#[test]
fn a_schedule_and_numpy_are_both_imported() {
    let schedule = json!({
        "name": "exponential_decay", "initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5
    });
    let settings = calm(json!({ "optimizer": { "name": "sgd", "learning_rate": schedule } }));
    let text = script(&stages(json!([{ "settings": settings, "steps": 3 }]))).unwrap();
    assert!(text.contains("\n\nimport keras\nimport numpy as np\nfrom keras import Input, Sequential\n"), "{text}");
}

#[test]
fn what_the_slides_write_and_what_differs_from_keras() {
    let config = |optimizer: Json, layer: Json| {
        parse(json!({ "inputs": 3, "layers": [layer], "loss": "mse", "optimizer": optimizer })).unwrap()
    };
    let optimizer = |written: Json| line(&config(written, json!({ "units": 1 })), "model.compile");
    let compiled = |optimizer: &str| format!("model.compile(optimizer={optimizer}, loss='mean_squared_error')");
    for name in OptimizerName::all() {
        assert_eq!(optimizer(json!(name.name())), compiled(&format!("'{}'", name.keras_class())));
    }
    for (written, expected) in [
        (
            json!({ "name": "sgd", "learning_rate": 1, "momentum": 0.9, "nesterov": true }),
            "SGD(learning_rate=1.0, momentum=0.9, nesterov=True)",
        ),
        (json!({ "name": "sgd", "learning_rate": 0.01, "momentum": 0 }), "'SGD'"),
        (
            json!({ "name": "rmsprop", "rho": 0.5, "centered": true }),
            "RMSprop(learning_rate=0.001, rho=0.5, centered=True)",
        ),
        (
            json!({ "name": "adam", "lr": 0.3, "beta_1": 0, "epsilon": 1e-8, "amsgrad": true }),
            "Adam(learning_rate=0.3, beta_1=0.0, beta_2=0.999, epsilon=0.00000001, amsgrad=True)",
        ),
        (
            json!({ "name": "adamw", "weight_decay": 0.01 }),
            "AdamW(learning_rate=0.001, weight_decay=0.01, beta_1=0.9, beta_2=0.999)",
        ),
        (
            json!({ "name": "adagrad", "initial_accumulator_value": 0.5 }),
            "Adagrad(learning_rate=0.001, initial_accumulator_value=0.5)",
        ),
        (
            json!({ "name": "ftrl", "beta": 1, "weight_decay": 0.1, "clipnorm": 1 }),
            "Ftrl(learning_rate=0.001, weight_decay=0.1, beta=1.0, clipnorm=1.0)",
        ),
        (
            json!({ "name": "lion", "learning_rate": {
                "name": "CosineDecay", "initial_learning_rate": 0, "decay_steps": 50, "alpha": 0, "warmup_target": 1,
                "warmup_steps": 5
            } }),
            "Lion(learning_rate=keras.optimizers.schedules.CosineDecay(initial_learning_rate=0.0, decay_steps=50, \
             warmup_target=1.0, warmup_steps=5), beta_1=0.9, beta_2=0.99)",
        ),
        (
            json!({ "name": "sgd", "learning_rate": {
                "name": "piecewise_constant_decay", "boundaries": [10, 20], "values": [1, 0.5, 0]
            } }),
            "SGD(learning_rate=keras.optimizers.schedules.PiecewiseConstantDecay(boundaries=[10, 20], \
             values=[1.0, 0.5, 0.0]))",
        ),
        (
            json!({ "name": "sgd", "learning_rate": {
                "name": "exponential_decay", "initial_learning_rate": 1, "decay_steps": 10, "decay_rate": 0.5,
                "staircase": true
            } }),
            "SGD(learning_rate=keras.optimizers.schedules.ExponentialDecay(initial_learning_rate=1.0, decay_steps=10, \
             decay_rate=0.5, staircase=True))",
        ),
    ] {
        assert_eq!(optimizer(written), compiled(expected));
    }
    for (written, expected) in [
        (json!({ "units": 4 }), "Dense(4, activation='linear'),"),
        (
            json!({ "units": 4, "activation": "linear", "use_bias": true, "kernel_regularizer": {} }),
            "Dense(4, activation='linear'),",
        ),
        (
            json!({ "units": 4, "activation": "swish", "use_bias": false }),
            "Dense(4, activation='silu', use_bias=False),",
        ),
        (
            json!({ "units": 4, "kernel_initializer": "he_normal", "bias_initializer": "ones" }),
            "Dense(4, activation='linear', kernel_initializer='he_normal', bias_initializer='ones'),",
        ),
        (
            json!({ "units": 4, "kernel_regularizer": { "l1": 1 } }),
            "Dense(4, activation='linear', kernel_regularizer=L1(1.0)),",
        ),
        (
            json!({ "units": 4, "kernel_regularizer": { "l2": 0.001 } }),
            "Dense(4, activation='linear', kernel_regularizer=L2(0.001)),",
        ),
        (
            json!({ "units": 4, "kernel_regularizer": { "l1": 0.5, "l2": 0.25 } }),
            "Dense(4, activation='linear', kernel_regularizer=L1L2(l1=0.5, l2=0.25)),",
        ),
        (json!({ "units": 4, "activation": "sgn" }), "Dense(4, activation=ops.sign),"),
        (
            json!({ "units": 4, "activation": "heaviside" }),
            "Dense(4, activation=lambda z: ops.cast(z >= 0, 'float32')),",
        ),
    ] {
        assert_eq!(line(&config(json!("sgd"), written), "Dense("), expected);
    }
    let penalties = config(json!("sgd"), json!({ "units": 4, "kernel_regularizer": { "l2": 0.001 } }));
    assert_eq!(line(&penalties, "from keras.regularizers"), "from keras.regularizers import L2");
}

#[test]
fn weights_read_back_to_the_same_bits() {
    let config = parse(json!({
        "inputs": 3, "layers": [{ "units": 4 }, { "units": 2, "use_bias": false }, { "units": 1 }], "loss": "mse",
        "optimizer": "sgd",
    }))
    .unwrap();
    let mut random = Random::new(5);
    let any = |count: usize, random: &mut Random| -> Vec<f32> {
        let mut any = || loop {
            let value = f32::from_bits(random.next() as u32);
            if value.is_finite() {
                return value;
            }
        };
        (0..count).map(|_| any()).collect()
    };
    for _ in 0..50 {
        let mut weights = [12, 4, 8, 2, 1].map(|count| any(count, &mut random)).to_vec();
        weights[0][..5].copy_from_slice(&[0.0, -0.0, 1.0, f32::MAX, f32::from_bits(1)]);
        let code = network_code(&config, Some(&weights)).unwrap();
        let found = weights_in(&code);
        assert_eq!(found.len(), weights.len(), "{code}");
        for (found, weights) in found.iter().zip(&weights) {
            assert_eq!(bits(found), bits(weights), "{code}");
        }
    }
    // A row of the kernel a line, as NumPy shows it.
    let ordered: Vec<Vec<f32>> = vec![
        vec![1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11., 12.],
        vec![0.; 4],
        vec![0.5; 8],
        vec![-1.; 2],
        vec![0.],
    ];
    let code = network_code(&config, Some(&ordered)).unwrap();
    assert!(
        code.contains("    [[1, 2, 3, 4],\n     [5, 6, 7, 8],\n     [9, 10, 11, 12]],\n    [0, 0, 0, 0],\n"),
        "{code}"
    );
    let error = network_code(&config, Some(&ordered[..3])).unwrap_err().to_string();
    assert!(error.contains("3 arrays: there must be 5"), "{error}");
}

/// Settings with nothing at its default, and what of them may change on the way.
fn calm(changes: Json) -> Json {
    let mut settings = json!({
        "dataset": "blobs", "samples": 61, "noise": 10, "train_share": 60, "features": ["x", "y", "xy", "sinx"],
        "layers": [{ "units": 5, "activation": "tanh" }, { "units": 3 }], "activation": "elu",
        "optimizer": { "name": "adam", "learning_rate": 0.02 }, "batch_size": 8, "l2": 0.001, "seed": 11,
    });
    for (key, change) in changes.as_object().unwrap() {
        settings[key] = change.clone();
    }
    settings
}

/// Does what the script says, by hand and in this crate: training rows, weights, batches and changes are read from its text.
fn replayed(text: &str, config: &NetworkConfig, optimizers: &[Json]) -> Network {
    let data: Vec<Vec<f32>> =
        between(text, "data = '''\n", "\n'''").lines().map(|line| line.split(' ').map(float).collect()).collect();
    let mut network = Network::new(config.clone()).unwrap();
    network.set_weights(&weights_in(text)).unwrap();
    let mut batches = between(text, "\nbatches = '''\n", "\n'''").split(['\n', ',']);
    let mut optimizers = optimizers.iter();
    let mut w = Vec::new();
    for line in between(text, "\ncompare()\n", "\nprint(").lines() {
        if line == "w = model.get_weights()" {
            w = network.get_weights().into_iter().map(<[f32]>::to_vec).collect();
        }
        if line == "model.set_weights(w)" {
            network.set_weights(&w).unwrap();
        }
        if let Some((array, rest)) = line.strip_prefix("w[").and_then(|rest| rest.split_once("][")) {
            let (place, value) = rest.split_once("] = ").unwrap();
            let array: usize = array.parse().unwrap();
            let columns = config.layers[array / 2].units; // every layer has a bias
            let at = match place.split_once(", ") {
                Some((row, column)) => row.parse::<usize>().unwrap() * columns + column.parse::<usize>().unwrap(),
                None => place.parse().unwrap(),
            };
            w[array][at] = float(value);
        }
        let Some(count) = line.strip_prefix("train(").and_then(|line| line.strip_suffix(')')) else { continue };
        network.set_optimizer(crate::support::written(optimizers.next().unwrap().clone())).unwrap();
        for batch in batches.by_ref().take(count.parse().unwrap()) {
            let rows = batch.split(' ').map(|row| &data[row.parse::<usize>().unwrap()]);
            let (mut x, mut y) = (Vec::new(), Vec::new());
            for row in rows {
                let [a, b, target] = row[..] else { panic!("{row:?}") };
                x.extend([a, b, a * b, libm::sin(f64::from(a)) as f32]);
                y.push(target);
            }
            network.train_step(&x, &y).unwrap();
        }
    }
    assert_eq!(batches.next(), None, "there are more batches than are trained");
    network
}

#[test]
fn data_weights_and_batches_make_the_same_weights() {
    let mut experiment = Experiment::new(stages(json!([{ "settings": calm(json!({})) }]))[0].settings.clone()).unwrap();
    let start = experiment.network().config().clone();
    let text = script(&stages(json!([{ "settings": calm(json!({})), "steps": 33 }]))).unwrap();
    experiment.train(33);
    let adam = json!({ "name": "adam", "learning_rate": 0.02 });
    assert_eq!(weight_bits(&replayed(&text, &start, std::slice::from_ref(&adam))), weight_bits(experiment.network()));

    // With batches of another size and other optimizers on the way, in the middle of an epoch.
    let faster = json!({ "name": "adam", "learning_rate": 0.05 });
    let sgd = json!({ "name": "sgd", "momentum": 0.9 });
    let mut told = vec![json!({ "settings": calm(json!({})), "steps": 33 })];
    for (optimizer, batch_size, steps) in [(&faster, 8, 7), (&faster, 3, 20), (&sgd, 50, 0), (&sgd, 5, 21)] {
        told.push(
            json!({ "settings": calm(json!({ "optimizer": optimizer, "batch_size": batch_size })), "steps": steps }),
        );
        let stage = &stages(Json::from(told.clone()))[told.len() - 1];
        assert!(!experiment.configure(stage.settings.clone()).unwrap());
        experiment.train(steps);
    }
    let text = script(&stages(Json::from(told))).unwrap();
    assert_eq!(weight_bits(&replayed(&text, &start, &[adam, faster, sgd])), weight_bits(experiment.network()));
    let training = between(&text, "\ncompare()\n", "\nprint(");
    let expected = "train(33)\nmodel.optimizer.learning_rate = 0.05\ntrain(27)\n\
        model.compile(optimizer=SGD(learning_rate=0.01, momentum=0.9), loss='sparse_categorical_crossentropy')\ntrain(21)";
    assert_eq!(training, expected);
}

#[test]
fn weights_are_set_where_they_were_set() {
    let mut experiment = Experiment::new(stages(json!([{ "settings": calm(json!({})) }]))[0].settings.clone()).unwrap();
    let start = experiment.network().config().clone();
    let weight = |layer, input, unit| Parameter::Weight { layer, input, unit };
    experiment.set(weight(0, 3, 4), -0.5).unwrap();
    experiment.train(20);
    experiment.set(weight(2, 1, 0), 0.25).unwrap();
    experiment.set(Parameter::Bias { layer: 1, unit: 2 }, -0.0).unwrap();
    experiment.train(15);
    let rmsprop = json!({ "name": "rmsprop", "learning_rate": 0.005 });
    let mut changed = experiment.settings().clone();
    changed.optimizer = crate::support::written(rmsprop.clone());
    experiment.configure(changed).unwrap();
    experiment.set(weight(1, 0, 0), 1.0).unwrap();
    experiment.train(12);
    let adam = json!({ "name": "adam", "learning_rate": 0.02 });
    let text = script(&Stage::of(&experiment, 47)).unwrap();
    assert_eq!(
        between(&text, "\ncompare()\n", "\nprint("),
        "w = model.get_weights()\nw[0][3, 4] = -0.5\nmodel.set_weights(w)\ntrain(20)\n\
        w = model.get_weights()\nw[3][2] = -0.0\nw[4][1, 0] = 0.25\nmodel.set_weights(w)\ntrain(15)\n\
        w = model.get_weights()\nw[2][0, 0] = 1\nmodel.set_weights(w)\n\
        model.compile(optimizer=RMSprop(learning_rate=0.005, rho=0.9), loss='sparse_categorical_crossentropy')\ntrain(12)"
    );
    let replayed = replayed(&text, &start, &[adam.clone(), adam, rmsprop.clone()]);
    assert_eq!(weight_bits(&replayed), weight_bits(experiment.network()));

    // The same run as a page tells it: with the text of a link, or stage by stage.
    let changes = experiment.changes_text(usize::MAX).unwrap();
    let told = json!({ "settings": calm(json!({})), "changes": changes, "steps": 47 });
    assert_eq!(script(&stages(told)).unwrap(), text);
    let told = json!([
        { "settings": calm(json!({})), "weights": "w1.4.5=-0.5", "steps": 20 },
        { "settings": calm(json!({})), "weights": "b2.3=-0;w3.2.1=0.25", "steps": 15 },
        { "settings": calm(json!({ "optimizer": rmsprop })), "weights": "w2.1.1=1", "steps": 12 },
    ]);
    assert_eq!(script(&stages(told)).unwrap(), text);
    // Up to an earlier step, and no further than there is room.
    let short = script(&Stage::of(&experiment, 20)).unwrap();
    assert!(between(&short, "\ncompare()\n", "\nprint(").ends_with("model.set_weights(w)\ntrain(20)"), "{short}");
}

/// A pause in which another optimizer was tried out: Adam goes on with what it had gathered, here as in the experiment.
#[test]
fn settings_without_an_update_count_for_nothing() {
    let adam = || calm(json!({}));
    let told = json!([
        { "settings": adam(), "steps": 20 }, { "settings": calm(json!({ "optimizer": "sgd" })), "steps": 0 },
        { "settings": adam(), "steps": 20 },
    ]);
    assert_eq!(script(&stages(told)), script(&stages(json!([{ "settings": adam(), "steps": 40 }]))));
}

#[test]
fn weights_that_fill_the_script_end_it() {
    let weights = |count: usize| -> String { (0..count).map(|_| "w1.1.1=0.000000012345678;").collect() };
    let told = json!([{ "settings": {}, "steps": 5 }, { "settings": {}, "weights": weights(39_000), "steps": 5 }]);
    let text = script(&stages(told)).unwrap();
    assert!(text.contains("trained by Keras: 5 updates,\n# the first of 10: a script has 1000 KB"), "{}", &text[..300]);
    assert!(text.len() < MAX_BYTES && !text.contains("model.get_weights()"));
}

#[test]
fn losses_are_those_of_the_record() {
    let mut experiment = Experiment::new(stages(json!([{ "settings": calm(json!({})) }]))[0].settings.clone()).unwrap();
    experiment.train(250);
    let text = script(&stages(json!([{ "settings": calm(json!({})), "steps": 250 }]))).unwrap();
    let record = experiment.history();
    let losses: Vec<(u64, f32)> = between(&text, "losses = {\n", "}")
        .split(',')
        .filter_map(|item| item.trim().split_once(": "))
        .map(|(step, loss)| (step.parse().unwrap(), float(loss)))
        .collect();
    assert!((80..120).contains(&losses.len()), "{} losses", losses.len());
    assert_eq!((losses[0].0, losses[losses.len() - 1].0), (0, 250));
    for (step, loss) in losses {
        let point = record.iter().find(|point| point.step == step).unwrap();
        assert_eq!(loss.to_bits(), (point.loss as f32).to_bits(), "after {step} updates");
    }
}

#[test]
fn what_cannot_go_on_in_keras_is_said() {
    let with = |optimizer: Json| calm(json!({ "optimizer": optimizer }));
    let schedule = json!({
        "name": "exponential_decay", "initial_learning_rate": 0.02, "decay_steps": 10, "decay_rate": 0.5
    });
    for (before, after, word) in [
        (json!("nadam"), json!({ "name": "nadam", "learning_rate": schedule }), "learning_rate was changed"),
        (json!({ "name": "adam" }), json!({ "name": "adam", "amsgrad": true }), "amsgrad was changed"),
        (json!({ "name": "rmsprop", "centered": true }), json!({ "name": "rmsprop" }), "centered was changed"),
        (json!({ "name": "rmsprop" }), json!({ "name": "rmsprop", "momentum": 0.5 }), "momentum was changed"),
        (json!({ "name": "nadam" }), json!({ "name": "nadam", "beta_2": 0.9 }), "beta_2 was changed"),
    ] {
        let told = json!([{ "settings": with(before), "steps": 12 }, { "settings": with(after), "steps": 5 }]);
        let text = script(&stages(told)).unwrap();
        assert!(text.contains("12 updates,\n# the first of 17: then") && text.contains(word), "{text}");
        assert_eq!(between(&text, "\ncompare()\n", "\nprint("), "train(12)");
    }
    // What Keras can: other numbers of the same kind keep what was gathered, another kind begins anew.
    for (before, after, line) in [
        (
            json!({ "name": "adam" }),
            json!({ "name": "adam", "beta_1": 0.5 }),
            "go_on_with(Adam(learning_rate=0.001, beta_1=0.5, beta_2=0.999))",
        ),
        (json!({ "name": "adam", "beta_1": 0.5 }), json!("adam"), "go_on_with('Adam')"),
        (
            json!({ "name": "sgd" }),
            json!({ "name": "sgd", "momentum": 0.5 }),
            "SGD(learning_rate=0.01, momentum=0.5), loss",
        ),
        (json!("nadam"), json!({ "name": "nadam", "learning_rate": 0.5 }), "model.optimizer.learning_rate = 0.5"),
        (
            json!("adam"),
            json!({ "name": "adam", "clipnorm": 1 }),
            "go_on_with(Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, clipnorm=1.0))",
        ),
        (json!({ "name": "adam", "weight_decay": 0.1 }), json!("adam"), "go_on_with('Adam')"),
        // A schedule cannot be set, nor a number in its place.
        (json!({ "name": "sgd", "learning_rate": schedule }), json!("sgd"), "go_on_with('SGD')"),
        (
            json!("sgd"),
            json!({ "name": "sgd", "learning_rate": schedule }),
            "go_on_with(SGD(learning_rate=keras.optimizers.schedules.ExponentialDecay(",
        ),
    ] {
        let told = json!([{ "settings": with(before), "steps": 12 }, { "settings": with(after), "steps": 5 }]);
        let text = script(&stages(told)).unwrap();
        assert!(between(&text, "\ntrain(12)\n", "\ntrain(5)").contains(line), "{text}");
    }
    let told = json!([{ "settings": calm(json!({})), "steps": 12 }, { "settings": calm(json!({ "l2": 0, "l1": 0.5 })), "steps": 5 }]);
    let text = script(&stages(told)).unwrap();
    let expected = "\
for layer in model.layers:
    layer.kernel.regularizer = L1(0.5)
model.compile(optimizer=model.optimizer, loss='sparse_categorical_crossentropy')";
    assert_eq!(between(&text, "\ntrain(12)\n", "\ntrain(5)"), expected);
    assert!(text.contains("import L1, L2\n"), "{text}");
}

#[test]
fn a_script_has_an_end() {
    let sgd = json!({ "samples": 20, "optimizer": "sgd" });
    let long = script(&stages(json!([{ "settings": sgd, "steps": 9007199254740991u64 }]))).unwrap();
    assert!(long.contains(&format!("{MAX_UPDATES} updates,\n# the first of 9007199254740991: a script has")), "{long}");
    assert_eq!(between(&long, "\ncompare()\n", "\nprint("), "train(1000)");

    let wide = json!({ "samples": 5000, "train_share": 90, "batch_size": 5000, "optimizer": "sgd" });
    let wide = script(&stages(json!([{ "settings": wide, "steps": 1000 }]))).unwrap();
    assert!((MAX_BYTES * 9 / 10..=MAX_BYTES).contains(&wide.len()), "{} bytes", wide.len());
    assert!(wide.contains("the first of 1000: a script has 1000 KB at most"));

    let wild = json!({ "dataset": "spiral", "optimizer": { "name": "sgd", "learning_rate": 30 }, "seed": 3 });
    let wild = script(&stages(json!([{ "settings": wild, "steps": 1000 }]))).unwrap();
    assert!(wild.contains("the first of 1000: further on rounding alone"), "{wild}");

    let none = script(&stages(json!([{ "settings": {} }]))).unwrap();
    assert!(none.contains("trained by Keras: 0 updates.") && !none.contains("\ntrain("), "{none}");
}

#[test]
fn stages_that_are_none_are_refused() {
    for (told, expected) in [
        (json!([]), "stages: 0 stages"),
        (json!("all"), "stages: \"all\" is not a list"),
        (json!([5]), "stages[0]: 5 is not an object"),
        (json!([{ "steps": 5 }]), "stages[0].settings: is missing"),
        (json!([{ "settings": {}, "steps": -1 }]), "stages[0].steps: -1 is not a whole number"),
        (json!([{ "settings": {}, "steps": "many" }]), "stages[0].steps: \"many\" is not a number"),
        (json!([{ "settings": {}, "step": 1 }]), "stages[0].step: there is no such field"),
        (json!([{ "settings": { "batch_size": 0 } }]), "stages[0].settings.batch_size: 0 is not"),
        (
            json!([{ "settings": {}, "steps": 1 }, { "settings": { "seed": 2 }, "steps": 1 }]),
            "stages[1].settings: differ in what starts an experiment over",
        ),
        (json!([{ "settings": {}, "weights": "w1.1.1" }]), "stages[0].weights: \"w1.1.1\" is not a weight such as"),
        (json!([{ "settings": {}, "weights": "w1.1=2" }]), "stages[0].weights: \"w1.1=2\" is not"),
        (json!([{ "settings": {}, "weights": "b1.1=inf" }]), "stages[0].weights: \"b1.1=inf\" is not"),
        (json!([{ "settings": {}, "weights": "b9.1=0" }]), "stages[0].weights: there is no b9.1 in the network"),
        (json!({ "settings": {}, "changes": "5:b9.1=0" }), "changes.5:b9.1: the network has no"),
        (json!({ "settings": { "samples": 1 } }), "settings.samples: 1 "),
        (json!({ "settings": {}, "weights": "" }), "weights: there is no such field"),
        (json!([{ "settings": { "activation": "sign" }, "steps": 1 }]), "layers[0].activation: sign is a step"),
    ] {
        let problem = problem(told);
        assert!(problem.starts_with(expected), "{problem}");
    }
}

/// The rows of a table are written as those of the text of points are: here they are the same.
#[test]
fn a_table_is_written_as_the_same_points_are() {
    let points = [(0.5, 2.0, 0.0), (1.0, -3.0, 1.0), (2.5, 0.25, 1.0), (-1.0, 4.0, 0.0), (3.0, 1.5, 1.0)];
    let text: String = points.iter().map(|(x, y, class)| format!("{x}, {y}, {class}\n")).collect();
    let settings = |dataset: &str| json!({ "dataset": dataset, "train_share": 60, "layers": [{ "units": 3 }], "batch_size": 2, "seed": 4 });
    let mut own = settings("custom");
    own["points"] = json!(text);
    let x = points.iter().flat_map(|(x, y, _)| [*x, *y]).collect();
    let y = points.iter().map(|(_, _, class)| *class).collect();
    let table = Table::new(vec!["x".into(), "y".into()], x, y, Problem::Binary).unwrap();
    let run = |settings: Json| value(json!({ "settings": settings, "steps": 7 }));
    let of_table = Stage::parse_run_with(&run(settings("circle")), Some(Arc::new(table))).unwrap();
    let of_text = Stage::parse_run(&run(own)).unwrap();
    let rows = |stages: &[Stage]| script(stages).unwrap().split_once("import").unwrap().1.to_owned();
    assert_eq!(rows(&of_table), rows(&of_text));
}
