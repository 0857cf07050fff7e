//! Looks inside an experiment: every unit over the picture, a single weight with its gradient and the optimizer's slots.

use crate::support::{assert_near, bits, value};
use nn_playground::{
    ErrorKind,
    experiment::{Experiment, ExperimentSettings, LayerSpan, MAX_RESOLUTION, MAX_VALUES},
    nn::{OptimizerName, Parameter},
    value::Choice,
};
use serde_json::{Value as Json, json};

pub fn experiment(json: Json) -> Experiment {
    Experiment::new(ExperimentSettings::parse(&value(json)).unwrap()).unwrap()
}

/// Forward in f64, unit by unit: what every layer of tanh units, and a last one of sigmoids, gives for these inputs.
pub fn forward(experiment: &Experiment, x: &[f64]) -> Vec<Vec<f64>> {
    let network = experiment.network();
    let weights: Vec<Vec<f64>> =
        network.get_weights().iter().map(|list| list.iter().map(|w| f64::from(*w)).collect()).collect();
    let (mut input, mut layers) = (x.to_vec(), Vec::new());
    for pair in weights.chunks(2) {
        let [kernel, bias] = pair else { panic!("every layer has a bias") };
        let is_last = layers.len() + 1 == weights.len() / 2;
        let unit = |unit: usize| {
            let z: f64 =
                bias[unit] + input.iter().enumerate().map(|(i, x)| x * kernel[i * bias.len() + unit]).sum::<f64>();
            if is_last { 1.0 / (1.0 + (-z).exp()) } else { z.tanh() }
        };
        input = (0..bias.len()).map(unit).collect();
        layers.push(input.clone());
    }
    layers
}

#[test]
fn every_unit_over_the_picture() {
    let mut experiment = experiment(
        json!({ "dataset": "xor", "features": ["x", "xy", "y"], "layers": [{ "units": 5 }, { "units": 3 }] }),
    );
    experiment.train(200);
    // More points than a tile of 16, and not a multiple of it.
    let (columns, rows) = (7, 5);
    let all = experiment.values_on_grid(columns, rows, None).unwrap();
    let spans = [(0, 5, 0), (1, 3, 175), (2, 1, 280)].map(|(layer, units, start)| LayerSpan { layer, units, start });
    assert_eq!((all.layers.as_slice(), all.points, all.values.len()), (&spans[..], 35, 315));
    let ([left, right], [bottom, top]) = (experiment.data().domain.x, experiment.data().domain.y);
    for row in 0..rows {
        for column in 0..columns {
            let x = left + (right - left) * (column as f64 + 0.5) / columns as f64;
            let y = top - (top - bottom) * (row as f64 + 0.5) / rows as f64;
            for (LayerSpan { units, start, .. }, expected) in spans.iter().zip(forward(&experiment, &[x, x * y, y])) {
                for (unit, expected) in expected.into_iter().enumerate() {
                    let found = all.values[start + (row * columns + column) * units + unit];
                    assert_near(found.into(), expected, 2e-5);
                }
            }
        }
    }
    // One layer by itself has the same bits, and the last one is what the network predicts.
    for span in spans {
        let one = experiment.values_on_grid(columns, rows, Some(span.layer)).unwrap();
        assert_eq!(one.layers, [LayerSpan { start: 0, ..span }]);
        assert_eq!(bits(&one.values), bits(&all.values[span.start..][..35 * span.units]));
    }
    let points = experiment.data().x.clone();
    let of_points = experiment.values(&points, Some(2)).unwrap();
    assert_eq!(of_points.points, experiment.data().rows());
    assert_eq!(bits(&of_points.values), bits(&experiment.network().predict(experiment.inputs()).unwrap()));
}

#[test]
fn data_with_one_coordinate() {
    let experiment = experiment(json!({ "dataset": "sine", "features": ["x", "sinx"] }));
    let (line, plane) =
        (experiment.values_on_grid(9, 1, None).unwrap(), experiment.values_on_grid(9, 2, Some(0)).unwrap());
    assert_eq!((line.points, plane.points), (9, 18));
    assert_eq!(bits(&plane.values[..36]), bits(&plane.values[36..]), "the rows are alike");
    assert_eq!(bits(&plane.values[..36]), bits(&line.values[..36]));
    assert_eq!(experiment.values(&[0.0, 1.0, 2.0], None).unwrap().points, 3);
}

#[test]
fn looks_that_are_refused() {
    let small = experiment(json!({}));
    let wide = json!({ "units": 64 });
    let wide = experiment(json!({ "layers": [wide, wide, wide, wide, wide, wide, wide, wide] }));
    for (refused, field, word) in [
        (small.values_on_grid(0, 5, None), "columns", "0 "),
        (small.values_on_grid(5, 0, None), "rows", "0 "),
        (small.values_on_grid(MAX_RESOLUTION + 1, 5, None), "columns", "1024"),
        (small.values_on_grid(5, usize::MAX, None), "rows", "1024"),
        (small.values_on_grid(5, 5, Some(3)), "layer", "0 to 2"),
        (small.values_on_grid(5, 5, Some(usize::MAX)), "layer", "0 to 2"),
        (wide.values_on_grid(MAX_RESOLUTION, MAX_RESOLUTION, None), "points", "16777216"),
        (small.values(&[], None), "x", ""),
        (small.values(&[1.0, 2.0, 3.0], None), "x", ""),
        (small.values(&[1.0, f32::NAN], None), "x[1]", "NaN"),
    ] {
        let error = refused.expect_err(field);
        assert!(error.field() == field && error.to_string().contains(word), "{error}");
    }
    // What is refused is not computed first: one row of points too many.
    let rows = MAX_VALUES / (8 * 64 + 1) / MAX_RESOLUTION + 1;
    assert!(wide.values_on_grid(MAX_RESOLUTION, rows, None).is_err());
    assert_eq!(small.values_on_grid(MAX_RESOLUTION, 2, None).unwrap().values.len(), MAX_RESOLUTION * 2 * 7);
}

/// −ln p of the class, ½(ŷ − y)² is not Keras's: (ŷ − y)²; from the answers, and without the weights' own penalty.
#[test]
fn the_loss_of_one_point() {
    for (json, loss) in [
        (
            json!({ "dataset": "xor" }),
            (|out, y| if y > 0.5 { -out[0].ln() } else { -(1.0 - out[0]).ln() }) as fn(&[f64], f64) -> f64,
        ),
        (json!({ "dataset": "blobs" }), |out, y| -out[y as usize].ln()),
        (json!({ "dataset": "bumps" }), |out, y| (out[0] - y) * (out[0] - y)),
    ] {
        let mut json = json;
        json["l2"] = json!(0.1);
        json["samples"] = json!(40);
        let mut experiment = experiment(json);
        experiment.train(30);
        let (rows, answers) = (experiment.data().rows(), experiment.outputs().unwrap());
        assert_eq!(bits(&answers), bits(&experiment.network().predict(experiment.inputs()).unwrap()));
        let units = answers.len() / rows;
        let mut sum = 0.0;
        for (row, (answer, y)) in answers.chunks(units).zip(&experiment.data().y).enumerate() {
            let answer: Vec<f64> = answer.iter().map(|out| f64::from(*out)).collect();
            let found = experiment.loss_of(row as u32).unwrap();
            assert_near(found, loss(&answer, f64::from(*y)), 1e-5 * found.max(1.0));
            sum += if row < experiment.data().train_rows { found } else { 0.0 };
        }
        let mean = sum / experiment.data().train_rows as f64;
        assert!(experiment.state().loss > mean + 1e-3, "the training loss has the penalty besides");
        assert!(experiment.loss_of(rows as u32).is_err());
    }
}

#[test]
fn a_weight_with_the_gradient_of_the_coming_batch() {
    let mut experiment =
        experiment(json!({ "dataset": "blobs", "samples": 60, "batch_size": 7, "l2": 0.01, "seed": 4 }));
    for _ in 0..9 {
        let batch = experiment.coming_batch();
        let (x, y) = (experiment.inputs(), &experiment.data().y);
        let batch_x: Vec<f32> = batch.iter().flat_map(|row| x[*row as usize * 2..][..2].to_vec()).collect();
        let batch_y: Vec<f32> = batch.iter().map(|row| y[*row as usize]).collect();
        let network = experiment.network();
        let gradients = network.gradients(&batch_x, &batch_y).unwrap();
        assert_eq!(bits(&experiment.coming_gradients().unwrap()), bits(&gradients));
        for (index, gradient) in gradients.iter().enumerate() {
            let parameter = network.parameter_at(index).unwrap();
            assert_eq!(network.index_of(parameter), Some(index), "{parameter}");
            let state = experiment.parameter(parameter).unwrap();
            assert_eq!(state.value.to_bits(), network.parameters()[index].to_bits());
            assert_eq!(state.gradient.to_bits(), gradient.to_bits());
            assert!(state.slots.is_empty(), "plain gradient descent keeps nothing");
        }
        // It is the batch that is trained on: w ← w − ηg.
        let before = network.parameters().to_vec();
        experiment.train(1);
        for ((before, gradient), after) in before.iter().zip(&gradients).zip(experiment.network().parameters()) {
            assert_eq!((before - 0.03 * gradient).to_bits(), after.to_bits());
        }
    }
    assert_eq!(experiment.coming_batch().len(), 30 - 4 * 7, "the last batch of an epoch");
}

/// m ← βm + (1 − β)g and v ← βv + (1 − β)g² by hand, from the gradients that were told before each update.
#[test]
fn a_weight_with_what_the_optimizer_has_gathered() {
    let adam = json!({ "name": "adam", "beta_1": 0.75, "beta_2": 0.5 }); // exact in f32
    let mut experiment = experiment(json!({ "dataset": "moons", "samples": 30, "optimizer": adam }));
    let (mut m, mut v) = (0.0, 0.0);
    for at in [Parameter::Weight { layer: 1, input: 3, unit: 0 }, Parameter::Bias { layer: 0, unit: 2 }] {
        experiment.seek(0).unwrap();
        (m, v) = (0.0, 0.0);
        for _ in 0..20 {
            let state = experiment.parameter(at).unwrap();
            let [("m", its_m), ("v", its_v)] = state.slots[..] else { panic!("{:?}", state.slots) };
            assert_near(its_m.into(), m, 1e-7);
            assert_near(its_v.into(), v, 1e-7);
            let gradient = f64::from(state.gradient);
            m = 0.75 * m + 0.25 * gradient;
            v = 0.5 * v + 0.5 * gradient * gradient;
            experiment.train(1);
        }
    }
    assert!(m != 0.0 && v != 0.0);
}

#[test]
fn the_slots_are_those_of_the_formula() {
    for (optimizer, symbols) in [
        (json!({ "name": "sgd", "momentum": 0.9 }), &["m"][..]),
        (json!("rmsprop"), &["v"]),
        (json!({ "name": "rmsprop", "momentum": 0.5, "centered": true }), &["v", "u", "g_mean"]),
        (json!({ "name": "adam", "amsgrad": true }), &["m", "v", "v_max"]),
        (json!("nadam"), &["m", "v"]),
        (json!("adadelta"), &["v", "u"]),
    ] {
        let mut experiment = experiment(json!({ "optimizer": optimizer, "samples": 30 }));
        experiment.train(3);
        let state = experiment.parameter(Parameter::Bias { layer: 2, unit: 0 }).unwrap();
        assert_eq!(state.slots.iter().map(|slot| slot.0).collect::<Vec<_>>(), symbols, "{optimizer}");
        assert!(state.slots.iter().all(|slot| slot.1 != 0.0), "{optimizer}: {:?}", state.slots);
    }
    // Every optimizer answers, and so does a network that is about to overflow.
    for name in OptimizerName::all() {
        let optimizer = json!({ "name": name.name(), "learning_rate": 1e30 });
        let mut experiment = experiment(json!({ "dataset": "plane", "optimizer": optimizer, "samples": 30 }));
        experiment.train(5);
        experiment.parameter(Parameter::Bias { layer: 0, unit: 3 }).unwrap();
        let missing = experiment.parameter(Parameter::Bias { layer: 0, unit: 4 }).unwrap_err();
        assert_eq!((missing.kind(), missing.field()), (ErrorKind::Config, "bias"));
    }
}
