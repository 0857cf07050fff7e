//! One example forward and backward, compared with a forward pass in f64 and its central differences.

use crate::{
    probes::experiment,
    support::{assert_near, bits},
};
use nn_playground::experiment::Experiment;
use serde_json::json;

/// What the layers from `first` on make of these values, with these parameters: tanh in hidden layers, `last` over z of the outputs.
fn run(experiment: &Experiment, parameters: &[f64], first: usize, x: &[f64], last: Last) -> Vec<f64> {
    let layers = experiment.network().layers();
    let mut x = x.to_vec();
    for (at, place) in layers.iter().enumerate().skip(first) {
        let (kernel, bias) = (&parameters[place.kernel.clone()], &parameters[place.bias.clone()]);
        let z: Vec<f64> = (0..place.units)
            .map(|unit| bias[unit] + x.iter().enumerate().map(|(i, x)| x * kernel[i * place.units + unit]).sum::<f64>())
            .collect();
        x = if at + 1 == layers.len() { last(&z) } else { z.iter().map(|z| z.tanh()).collect() };
    }
    x
}

type Last = fn(&[f64]) -> Vec<f64>;
type Loss = fn(&[f64], f64) -> f64;

fn sigmoid(z: &[f64]) -> Vec<f64> {
    z.iter().map(|z| 1.0 / (1.0 + (-z).exp())).collect()
}

fn softmax(z: &[f64]) -> Vec<f64> {
    let sum: f64 = z.iter().map(|z| z.exp()).sum();
    z.iter().map(|z| z.exp() / sum).collect()
}

const PROBLEMS: [(&str, Last, Loss); 3] = [
    ("xor", sigmoid, |p, y| -(if y > 0.5 { p[0] } else { 1.0 - p[0] }).ln()),
    ("blobs", softmax, |p, y| -p[y as usize].ln()),
    ("bumps", <[f64]>::to_vec, |p, y| (p[0] - y) * (p[0] - y)),
];

/// f′ by a central difference.
fn slope(f: impl Fn(f64) -> f64) -> f64 {
    const H: f64 = 1e-4;
    (f(H) - f(-H)) / (2.0 * H)
}

fn wide(values: &[f32]) -> Vec<f64> {
    values.iter().map(|value| f64::from(*value)).collect()
}

#[test]
fn every_number_of_an_example_is_the_derivative_of_its_loss() {
    for (dataset, last, loss) in PROBLEMS {
        // The penalty belongs to the weights, not to an example.
        let mut experiment = experiment(
            json!({ "dataset": dataset, "samples": 40, "layers": [{ "units": 4 }, { "units": 3 }], "l2": 0.1, "seed": 2 }),
        );
        experiment.train(25);
        let parameters = wide(experiment.network().parameters());
        for row in [0, 7, 39] {
            let pass = experiment.example(row).unwrap();
            let (x, y) = (wide(&pass.inputs), f64::from(experiment.data().y[row as usize]));
            assert_eq!(bits(&pass.inputs), bits(&experiment.inputs()[2 * row as usize..][..2]));
            assert_eq!(pass.loss.to_bits(), experiment.loss_of(row).unwrap().to_bits());
            let of = |parameters: &[f64]| loss(&run(&experiment, parameters, 0, &x, last), y);
            assert_near(pass.loss, of(&parameters), 1e-5);
            for (index, gradient) in pass.gradients.iter().enumerate() {
                let expected = slope(|by| {
                    let mut other = parameters.clone();
                    other[index] += by;
                    of(&other)
                });
                assert_near(f64::from(*gradient), expected, 2e-5 * expected.abs().max(1.0));
            }
            // Units, layer after layer: 4, 3 and the outputs.
            let a = wide(&pass.a);
            for (first, units) in [(1, 0..4), (2, 4..7)] {
                for unit in units.clone() {
                    let expected = slope(|by| {
                        let mut other = a.clone();
                        other[unit] += by;
                        loss(&run(&experiment, &parameters, first, &other[units.clone()], last), y)
                    });
                    let found = f64::from(pass.hidden_gradients[unit]);
                    assert_near(found, expected, 2e-5 * expected.abs().max(1.0));
                }
            }
            assert_eq!(pass.hidden_gradients.len(), 7);
            for (z, a) in pass.z[..7].iter().zip(&pass.a) {
                assert_near((*a).into(), f64::from(*z).tanh(), 1e-6);
            }
            let outputs = last(&wide(&pass.z[7..]));
            for ((a, expected), again) in a[7..].iter().zip(&outputs).zip(run(&experiment, &parameters, 0, &x, last)) {
                assert_near(*a, *expected, 1e-5 * expected.abs().max(1.0));
                assert_near(*a, again, 1e-5 * again.abs().max(1.0));
            }
        }
    }
}

#[test]
fn a_batch_is_the_mean_of_its_examples() {
    let mut experiment = experiment(json!({ "dataset": "spiral3", "samples": 60, "batch_size": 8 }));
    experiment.train(5);
    let batch = experiment.coming_batch();
    let mut mean = vec![0.0; experiment.network().parameter_count()];
    for row in &batch {
        for (sum, gradient) in mean.iter_mut().zip(experiment.example(*row).unwrap().gradients) {
            *sum += f64::from(gradient) / batch.len() as f64;
        }
    }
    for (found, expected) in experiment.coming_gradients().unwrap().iter().zip(mean) {
        assert_near((*found).into(), expected, 1e-6);
    }
}

/// p = e^(z − m) / Σ e^(z − m), and −ln p of the class.
#[test]
fn softmax_step_by_step() {
    let mut experiment =
        experiment(json!({ "dataset": "iris", "optimizer": { "name": "adam", "learning_rate": 0.1 } }));
    experiment.train(40);
    let pass = experiment.example(3).unwrap();
    let (z, p) = (&pass.z[pass.z.len() - 3..], &pass.a[pass.a.len() - 3..]);
    let largest = z.iter().copied().fold(f32::MIN, f32::max);
    let sum: f64 = wide(&pass.powers).iter().sum();
    for ((z, p), power) in z.iter().zip(p).zip(&pass.powers) {
        assert_near((*power).into(), f64::from(z - largest).exp(), 1e-6);
        assert_near((*p).into(), f64::from(*power) / sum, 1e-6);
    }
    let class = experiment.data().y[3] as usize;
    assert_near(pass.loss, -f64::from(p[class]).ln(), 1e-5);
    assert!(self::experiment(json!({})).example(0).unwrap().powers.is_empty(), "a single output has no softmax");
}

#[test]
fn there_is_no_example_beyond_the_last_row() {
    let experiment = experiment(json!({ "samples": 20 }));
    let error = experiment.example(20).unwrap_err();
    assert_eq!(error.field(), "row");
    assert!(error.to_string().contains("19"), "{error}");
}
