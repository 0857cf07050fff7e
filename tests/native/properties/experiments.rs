//! Experiments from any settings, and pictures of any size.

use super::{
    arbitrary::{finite, slips, wild, with_slips},
    cases,
};
use crate::support::open_lab;
use nn_playground::{
    experiment::{Experiment, ExperimentSettings, MAX_RESOLUTION},
    nn::OptimizerName,
    plot::{
        Theme,
        heat_map::{Coloring, Grid, LARGEST_SIDE, paint},
    },
    value::{Choice, Value},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::json;

/// Legal settings of every kind of data set.
pub fn settings() -> impl Strategy<Value = serde_json::Value> {
    let dataset = select(vec![
        "circle", "xor", "gauss", "spiral", "moons", "and", "blobs", "spiral3", "plane", "line", "lecture", "custom",
    ]);
    let activation = select(vec!["tanh", "relu", "elu", "gelu", "softmax", "linear"]);
    let optimizer = select(OptimizerName::choices());
    let rate = select(vec![0.0, 0.03, 1.0, 1e3, 1e30]);
    let layers = vec((1u8..9).prop_map(|units| json!({ "units": units })), 0..4);
    let numbers = (10u16..80, 0f64..50.0, 10f64..90.0, 1u16..100, any::<u32>());
    (dataset, activation, optimizer, rate, layers, numbers).prop_map(
        |(dataset, activation, optimizer, rate, layers, (samples, noise, train_share, batch_size, seed))| {
            json!({
                "dataset": dataset, "points": "0, 1e18, 3\n1, 2, -4\n5, 5, 1e17", "samples": samples, "noise": noise,
                "train_share": train_share, "features": ["x", "y", "x2", "siny"], "layers": layers,
                "activation": activation, "optimizer": { "name": optimizer, "learning_rate": rate },
                "batch_size": batch_size, "l1": 0.001, "l2": 0, "seed": seed
            })
        },
    )
}

fn value(settings: serde_json::Value) -> Value {
    serde_json::from_value(settings).unwrap()
}

/// Everything that an experiment does, if there is one.
fn try_out(settings: &Value) -> Result<(), TestCaseError> {
    let Ok(settings) = ExperimentSettings::parse(settings) else { return Ok(()) };
    let Ok(mut experiment) = Experiment::new(settings) else { return Ok(()) };
    experiment.train(5);
    experiment.train_epoch();
    let weights = experiment.network().parameters();
    prop_assert!(weights.iter().all(|weight| weight.is_finite()));
    let state = experiment.state();
    for share in [state.accuracy, state.val_accuracy].into_iter().flatten() {
        prop_assert!((0.0..=1.0).contains(&share), "{state:?}");
    }
    prop_assert_eq!(experiment.heat_map(4, 3, 7, 5, Theme::Dark).unwrap().len(), 7 * 5 * 4);
    prop_assert_eq!(experiment.curve(3).is_ok(), experiment.data().inputs == 1);
    prop_assert!(experiment.history().windows(2).all(|pair| pair[0].step < pair[1].step));
    Ok(())
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn legal_settings_make_an_experiment(settings in settings()) {
        let parsed = ExperimentSettings::parse(&value(settings.clone()));
        prop_assert!(Experiment::new(parsed.unwrap()).is_ok());
        try_out(&value(settings))?;
    }

    #[test]
    fn slips_are_errors_or_other_legal_settings(settings in settings(), slips in slips()) {
        try_out(&with_slips(value(settings), slips))?;
    }

    #[test]
    fn whatever_else_is_written_is_no_panic(settings in wild()) {
        try_out(&settings)?;
    }

    #[test]
    fn an_experiment_that_cannot_be_configured_so_is_as_it_was(settings in settings(), slips in slips()) {
        let mut experiment = Experiment::new(ExperimentSettings::parse(&value(settings.clone())).unwrap()).unwrap();
        experiment.train(3);
        let before = (experiment.settings().clone(), experiment.step(), experiment.network().to_json());
        if let Ok(other) = ExperimentSettings::parse(&with_slips(value(settings), slips)) {
            match experiment.configure(other.clone()) {
                Ok(_) => prop_assert_eq!(format!("{:?}", experiment.settings()), format!("{other:?}")),
                Err(_) => {
                    let after = (experiment.settings().clone(), experiment.step(), experiment.network().to_json());
                    prop_assert!(after == before);
                }
            }
        }
    }

    #[test]
    fn any_text_is_a_network_or_refused(
        net in "([C-F](:[0-9]{0,2})?(<(-?[A-F1],){0,6})?;){0,5}|[A-F1:;<,0-9 -]{0,30}|.{0,9}",
        on in "[A-D,]{0,5}", start in "[C-F,]{0,5}", step in 0..1100, exercise in select(vec!["xor", "and-or", ""]),
    ) {
        let mut settings = json!({ "net": net, "on": on, "start": start, "step": step });
        if !exercise.is_empty() {
            settings["exercise"] = json!(exercise);
        }
        if let Err(error) = open_lab("neuron", &value(settings)) {
            prop_assert!(["net", "on", "step"].contains(&error.field()), "{error}");
        }
    }

    #[test]
    fn pictures_of_any_size(
        values in vec(prop_oneof![9 => finite(), 1 => any::<f32>()], 0..40),
        [columns, rows, outputs] in [0usize..7, 0usize..7, 0usize..4],
        [width, height] in [any_side(), any_side()],
        [low, high] in [any::<f32>(), any::<f32>()],
        classes in any::<bool>(), fits in any::<bool>(),
    ) {
        // Half of them of a size that fits.
        let count = if fits { columns * rows * outputs } else { values.len() };
        let values: Vec<f32> = values.into_iter().chain([0.5; 216]).take(count).collect();
        let coloring = if classes { Coloring::Classes } else { Coloring::Diverging { low, high } };
        let grid = Grid { values: &values, columns, rows, outputs };
        if let Ok(pixels) = paint(grid, coloring, Theme::Light, width, height) {
            prop_assert_eq!(pixels.len(), width * height * 4);
            prop_assert!(pixels.chunks(4).all(|pixel| pixel[3] == 255));
        }
    }

    #[test]
    fn pictures_of_absurd_sizes_are_errors(
        [columns, rows] in [any_size(), any_size()], [width, height] in [any_size(), any_size()]
    ) {
        let settings = ExperimentSettings::parse(&value(json!({ "layers": [] }))).unwrap();
        let experiment = Experiment::new(settings).unwrap();
        let legal = |side: usize, most: usize| (1..=most).contains(&side);
        let grid_is_legal = legal(columns, MAX_RESOLUTION) && legal(rows, MAX_RESOLUTION);
        prop_assume!(!(grid_is_legal && legal(width, LARGEST_SIDE) && legal(height, LARGEST_SIDE)));
        prop_assert!(experiment.heat_map(columns, rows, width, height, Theme::Light).is_err());
        let coloring = Coloring::Diverging { low: 0.0, high: 1.0 };
        let grid = Grid { values: &[], columns, rows, outputs: 1 };
        prop_assert!(paint(grid, coloring, Theme::Light, width, height).is_err());
    }
}

/// A side of a small picture.
fn any_side() -> impl Strategy<Value = usize> {
    prop_oneof![9 => 0usize..30, 1 => any_size().prop_filter("large", |side| *side < 30 || *side > LARGEST_SIDE)]
}

fn any_size() -> impl Strategy<Value = usize> {
    select(vec![0, 1, 8, LARGEST_SIDE + 1, 1 << 31, 1 << 32, usize::MAX / 4, usize::MAX])
}
