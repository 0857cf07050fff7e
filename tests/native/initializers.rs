//! Initial weights: bounds, mean and variance by Keras's formulas.

use crate::support::{config, weight_bits};
use nn_playground::{
    nn::{Activation, Initializer, LayerConfig, Loss, Network, NetworkConfig},
    value::Choice,
};

/// A kernel of 120 × 80 weights.
fn kernel(initializer: Initializer, seed: u64) -> Vec<f64> {
    let layer = LayerConfig { kernel_initializer: initializer, ..LayerConfig::new(80, Activation::Linear) };
    let config = NetworkConfig { layers: vec![layer], seed, ..config(120, &[], Loss::MeanSquaredError) };
    let network = Network::new(config).unwrap();
    assert_eq!(network.get_weights()[1], [0.0; 80], "biases begin with zeros");
    crate::reference::widen(network.get_weights()[0])
}

fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n)
}

#[test]
fn bounds_mean_and_variance() {
    let (fan_in, fan_out) = (120.0_f64, 80.0_f64);
    // A normal distribution cut off at two deviations is stretched by 1/0.8796 to keep the variance.
    let cut = |variance: f64| (2.0 * variance.sqrt() / 0.879_625_661_034_239_8, variance);
    let flat = |limit: f64| (limit, limit * limit / 3.0);
    for (initializer, (bound, variance)) in [
        (Initializer::GlorotUniform, flat((6.0 / (fan_in + fan_out)).sqrt())),
        (Initializer::HeUniform, flat((6.0 / fan_in).sqrt())),
        (Initializer::RandomUniform, flat(0.05)),
        (Initializer::GlorotNormal, cut(2.0 / (fan_in + fan_out))),
        (Initializer::HeNormal, cut(2.0 / fan_in)),
        (Initializer::LecunNormal, cut(1.0 / fan_in)),
    ] {
        for seed in 0..3 {
            let values = kernel(initializer, seed);
            let largest = values.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
            assert!(largest <= bound * 1.000_001 && largest > 0.99 * bound, "{initializer:?}: {largest} of {bound}");
            let (mean, found) = moments(&values);
            // 9600 weights: four standard errors of the mean, and 5 % for the variance.
            assert!(mean.abs() < 4.0 * (variance / values.len() as f64).sqrt(), "{initializer:?}: mean {mean}");
            assert!((found / variance - 1.0).abs() < 0.05, "{initializer:?}: variance {found}, not {variance}");
        }
    }
    assert!(kernel(Initializer::Zeros, 0).iter().all(|value| *value == 0.0));
    assert!(kernel(Initializer::Ones, 0).iter().all(|value| *value == 1.0));
    assert_eq!(Initializer::all().count(), 8);
}

/// The shape of the distribution, which two moments do not tell: how much lies in the inner half of the range.
#[test]
fn normal_is_not_uniform() {
    let inner = |initializer| {
        let values = kernel(initializer, 1);
        let bound = values.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
        values.iter().filter(|value| value.abs() < bound / 2.0).count() as f64 / values.len() as f64
    };
    assert!((inner(Initializer::GlorotUniform) - 0.5).abs() < 0.02);
    // Within one of two deviations: 0.6827 / 0.9545.
    assert!((inner(Initializer::GlorotNormal) - 0.7152).abs() < 0.02);
}

#[test]
fn biases_begin_as_told() {
    let mut config = config(2, &[(3, Activation::Tanh)], Loss::MeanSquaredError);
    config.layers[0].bias_initializer = Initializer::Ones;
    assert_eq!(Network::new(config).unwrap().get_weights()[1], [1.0; 3]);
}

#[test]
fn a_layer_keeps_its_weights_when_another_is_added() {
    let one = Network::new(config(2, &[(4, Activation::Tanh)], Loss::MeanSquaredError)).unwrap();
    let two = Network::new(config(2, &[(4, Activation::Tanh), (4, Activation::Tanh)], Loss::MeanSquaredError)).unwrap();
    assert_eq!(weight_bits(&one), weight_bits(&two)[..12]);
    // Layers of the same shape are not the same.
    let three = Network::new(config(4, &[(4, Activation::Tanh); 2], Loss::MeanSquaredError)).unwrap();
    assert_ne!(three.get_weights()[0], three.get_weights()[2]);
}
