//! Every setting at its documented maximum, and beyond it.

use crate::support::{parse, value};
use nn_playground::{
    data::MAX_SAMPLES,
    experiment::{Experiment, ExperimentSettings, MAX_FEATURES, MAX_HIDDEN_LAYERS, MAX_HIDDEN_UNITS, MAX_RESOLUTION},
    nn::{FitOptions, MAX_EPOCHS, MAX_LAYERS, MAX_PARAMETERS, Network, random::MAX_SEED},
    plot::{
        Theme,
        heat_map::{Coloring, Grid, LARGEST_SIDE, paint},
    },
    value::MAX_TEXT,
};
use serde_json::{Value as Json, json};

const ALL_FEATURES: [&str; 7] = ["x", "y", "x2", "y2", "xy", "sinx", "siny"];

fn experiment(settings: Json) -> nn_playground::Result<Experiment> {
    Experiment::new(ExperimentSettings::parse(&value(settings))?)
}

/// The field that is refused, and the message.
#[track_caller]
fn refused(settings: Json) -> String {
    experiment(settings).map(|_| "it was accepted").unwrap_err().to_string()
}

/// So many rows of eight classes.
fn eight_classes(rows: usize) -> String {
    (0..rows).map(|row| format!("{},{},{}\n", row % 71, row % 83, row % 8)).collect()
}

#[test]
fn each_feature_is_taken_once() {
    assert_eq!(MAX_FEATURES, 10, "as many as a table may have columns");
    assert!(experiment(json!({ "features": ALL_FEATURES })).is_ok());
    for (features, message) in [
        (json!(["x", "y", "x"]), "features[2]: \"x\" is there twice"),
        (json!(["sinx", "SinX"]), "features[1]: \"sinx\" is there twice"),
        (json!(vec!["x"; 11]), "features: 11 features: there must be 1 to 10"),
        (json!(vec!["x"; 10_000]), "features: 10000 features: there must be 1 to 10"),
    ] {
        assert_eq!(refused(json!({ "features": features })), message);
    }
    // Also where they were not read from a text.
    let mut settings = ExperimentSettings::parse(&value(json!({}))).unwrap();
    settings.features = vec![settings.features[0]; 2];
    assert_eq!(Experiment::new(settings).unwrap_err().to_string(), "features[1]: \"x\" is there twice");
}

#[test]
fn an_experiment_may_be_as_large_as_the_page_lets_it() {
    let rows = json!({
        "dataset": "custom", "points": eight_classes(MAX_SAMPLES), "train_share": 90, "features": ALL_FEATURES, "layers": [],
        "batch_size": MAX_SEED, "seed": MAX_SEED
    });
    let layers = vec![json!({ "units": MAX_HIDDEN_UNITS }); MAX_HIDDEN_LAYERS];
    let units = json!({ "samples": 10, "layers": layers, "optimizer": { "name": "adam", "amsgrad": true } });
    for (settings, rows) in [(rows, MAX_SAMPLES), (units, 10)] {
        let mut experiment = experiment(settings).unwrap();
        experiment.train(1);
        assert_eq!((experiment.step(), experiment.data().rows()), (1, rows));
        assert_eq!(experiment.heat_map(4, 4, 64, 64, Theme::Light).unwrap().len(), 64 * 64 * 4);
    }

    for (settings, field) in [
        (json!({ "samples": MAX_SAMPLES + 1 }), "samples"),
        (json!({ "dataset": "custom", "points": eight_classes(MAX_SAMPLES + 1) }), "line 5001"),
        (json!({ "dataset": "custom", "points": "1,".repeat(MAX_TEXT / 2 + 1) }), "points"),
        (json!({ "layers": vec![json!({ "units": 1 }); MAX_HIDDEN_LAYERS + 1] }), "layers"),
        (json!({ "layers": [{ "units": MAX_HIDDEN_UNITS + 1 }] }), "layers[0].units"),
        (json!({ "batch_size": 0 }), "batch_size"),
    ] {
        assert!(refused(settings.clone()).contains(field), "{}", refused(settings));
    }
}

#[test]
fn pictures_may_be_as_large_as_they_say() {
    // All features and eight outputs, so that every array is as large as it can be.
    let settings =
        json!({ "dataset": "custom", "points": eight_classes(80), "features": ALL_FEATURES, "layers": [], "seed": 1 });
    let experiment = experiment(settings).unwrap();
    let picture = experiment.heat_map(MAX_RESOLUTION, MAX_RESOLUTION, 2, LARGEST_SIDE, Theme::Dark).unwrap();
    assert_eq!(picture.len(), 2 * LARGEST_SIDE * 4);
    for (columns, rows, width, height) in [
        (MAX_RESOLUTION + 1, 1, 1, 1),
        (1, MAX_RESOLUTION + 1, 1, 1),
        (1, 1, LARGEST_SIDE + 1, 1),
        (1, 1, 1, LARGEST_SIDE + 1),
        (usize::MAX, usize::MAX, usize::MAX, usize::MAX),
        (0, 1, 1, 1),
        (1, 1, 0, 1),
    ] {
        assert!(experiment.heat_map(columns, rows, width, height, Theme::Dark).is_err());
    }
    let square = Grid { values: &[0.0, 1.0], columns: 2, rows: 1, outputs: 1 };
    let coloring = Coloring::Diverging { low: 0.0, high: 1.0 };
    let pixels = paint(square, coloring, Theme::Light, LARGEST_SIDE, LARGEST_SIDE).unwrap();
    assert_eq!(pixels.len(), LARGEST_SIDE * LARGEST_SIDE * 4);

    let curve = self::experiment(json!({ "dataset": "sine" })).unwrap().curve(MAX_RESOLUTION).unwrap();
    assert_eq!((curve.0.len(), curve.1.len()), (MAX_RESOLUTION, MAX_RESOLUTION));
}

/// Trains once, is copied and saved.
fn try_out(config: Json, parameters: usize) {
    let mut network = Network::new(parse(config).unwrap()).unwrap();
    assert_eq!(network.parameter_count(), parameters);
    let (x, y) = (vec![0.5; network.config().inputs], vec![0.5; network.config().outputs()]);
    network.train_step(&x, &y).unwrap();
    assert_eq!(network.predict(&x).unwrap(), network.try_clone().unwrap().predict(&x).unwrap());
    assert_eq!(network.gradients(&x, &y).unwrap().len(), parameters);
    let saved = network.to_json().unwrap();
    assert_eq!(Network::from_json(&saved).unwrap().to_json().unwrap(), saved);
}

#[test]
fn a_network_may_be_as_large_as_it_says() {
    let adam = json!({ "name": "adam", "amsgrad": true });
    let network =
        |inputs: usize, layers: Json| json!({ "inputs": inputs, "layers": layers, "loss": "mse", "optimizer": adam });
    let unit = json!({ "units": 1, "use_bias": false });
    for (inputs, layers, parameters) in [
        (999, json!([{ "units": 1000 }]), MAX_PARAMETERS),
        (MAX_PARAMETERS, json!([unit]), MAX_PARAMETERS),
        (1, json!([{ "units": MAX_PARAMETERS / 2 }]), MAX_PARAMETERS),
        (1, json!(vec![json!({ "units": 1 }); MAX_LAYERS]), 2 * MAX_LAYERS),
        (100, json!(vec![json!({ "units": 99 }); MAX_LAYERS]), 101 * 99 + 99 * 9900),
    ] {
        try_out(network(inputs, layers), parameters);
    }
    assert!(parse(network(1, json!(vec![unit.clone(); MAX_LAYERS + 1]))).is_err());
    assert!(parse(network(MAX_PARAMETERS + 1, json!([unit]))).is_err());
}

#[test]
fn epochs_end_somewhere() {
    let config = json!({ "inputs": 1, "layers": [{ "units": 1 }], "loss": "mse", "optimizer": { "name": "sgd", "learning_rate": 1e30 } });
    let mut network = Network::new(parse(config).unwrap()).unwrap();
    let (x, y) = ([1.0], [2.0]);
    let mut fit = |epochs| {
        network.reset(None).unwrap();
        let examples = network.examples(&x, &y).unwrap();
        network.fit(examples, &FitOptions { epochs, ..FitOptions::default() }).map(|history| history.loss.len())
    };
    // It diverges soon, so that the largest number can be tried.
    assert!(fit(MAX_EPOCHS).unwrap() < 10);
    for epochs in [MAX_EPOCHS + 1, usize::MAX] {
        assert!(fit(epochs).unwrap_err().to_string().starts_with("epochs: "));
    }
}
