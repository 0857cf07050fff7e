//! An implementation to compare with, in f64 and written from the textbook: plain loops over examples and units, the
//! formulas as they are defined, and gradients by finite differences instead of by the chain rule.

use nn_playground::{
    nn::{Activation, Loss, NetworkConfig},
    value::Choice,
};

use std::f64::consts::{FRAC_2_SQRT_PI, SQRT_2};

/// What every layer makes of one example.
pub struct Trace {
    /// Weighted sums, layer by layer.
    pub z: Vec<Vec<f64>>,
    /// The same after the activation.
    pub a: Vec<Vec<f64>>,
}

/// One row of x through the network. `parameters` is flat: each layer's kernel [inputs, units], then its bias.
pub fn forward(config: &NetworkConfig, parameters: &[f64], row: &[f32]) -> Trace {
    let mut trace = Trace { z: Vec::new(), a: Vec::new() };
    let mut input: Vec<f64> = row.iter().map(|x| f64::from(*x)).collect();
    let mut rest = parameters;
    for layer in &config.layers {
        let (kernel, behind) = rest.split_at(input.len() * layer.units);
        let (bias, behind) = behind.split_at(if layer.use_bias { layer.units } else { 0 });
        rest = behind;
        let mut z = vec![0.0; layer.units];
        for (unit, z) in z.iter_mut().enumerate() {
            for (i, x) in input.iter().enumerate() {
                *z += x * kernel[i * layer.units + unit];
            }
            if layer.use_bias {
                *z += bias[unit];
            }
        }
        input = activate(layer.activation, &z);
        trace.z.push(z);
        trace.a.push(input.clone());
    }
    assert!(rest.is_empty(), "{} parameters too many", rest.len());
    trace
}

/// An activation, by its definition.
pub fn activate(activation: Activation, z: &[f64]) -> Vec<f64> {
    if activation == Activation::Softmax {
        let sum: f64 = z.iter().map(|z| z.exp()).sum();
        return z.iter().map(|z| z.exp() / sum).collect();
    }
    let g = |z: f64| match activation {
        Activation::Linear | Activation::Softmax => z,
        Activation::Relu => z.max(0.0),
        Activation::Sigmoid => 1.0 / (1.0 + (-z).exp()),
        Activation::Tanh => (z.exp() - (-z).exp()) / (z.exp() + (-z).exp()),
        Activation::LeakyRelu => z.max(0.2 * z),
        Activation::Elu => elu(z),
        // The two numbers of Klambauer et al. (2017).
        Activation::Selu if z > 0.0 => 1.050_700_987_355_480_5 * z,
        Activation::Selu => 1.050_700_987_355_480_5 * 1.673_263_242_354_377_2 * elu(z),
        Activation::Gelu => z * 0.5 * (1.0 + erf(z / SQRT_2)),
        Activation::Silu => z / (1.0 + (-z).exp()),
        Activation::Softplus => (1.0 + z.exp()).ln(),
        Activation::Softsign => z / (1.0 + z.abs()),
        Activation::Relu6 => z.clamp(0.0, 6.0),
        Activation::Mish => z * (1.0 + z.exp()).ln().tanh(),
        Activation::HardSigmoid => (z + 3.0).clamp(0.0, 6.0) / 6.0,
        Activation::Exponential => z.exp(),
        Activation::Heaviside => f64::from(u8::from(z >= 0.0)),
        Activation::Sign => f64::from(i8::from(z > 0.0) - i8::from(z < 0.0)),
        _ => panic!("no reference for {}", activation.name()),
    };
    z.iter().map(|z| g(*z)).collect()
}

fn elu(z: f64) -> f64 {
    if z > 0.0 { z } else { z.exp() - 1.0 }
}

/// erf x = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (1 · 3 · 5 ⋯ (2n+1)) (Abramowitz & Stegun 7.1.6): no term is negative.
pub fn erf(x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (x, 0.0, 1.0);
    while term.abs() > 1e-18 {
        sum += term;
        n += 2.0;
        term *= 2.0 * x * x / n;
    }
    FRAC_2_SQRT_PI * (-x * x).exp() * sum
}

/// Keras clips probabilities with float32 numbers: 1 − 10⁻⁷ is not quite that.
fn clip(a: f64) -> f64 {
    a.clamp(f64::from(1e-7_f32), f64::from(1.0 - 1e-7_f32))
}

/// Keras on TensorFlow takes what comes before sigmoid or softmax for the logits of either cross-entropy.
fn takes_logits(activation: Activation) -> bool {
    matches!(activation, Activation::Sigmoid | Activation::Softmax)
}

/// The loss of one example, whose last layer has the values `z` before and `a` after its activation.
fn example_loss(config: &NetworkConfig, z: &[f64], a: &[f64], y: &[f64]) -> f64 {
    let activation = config.layers.last().unwrap().activation;
    if config.loss == Loss::SparseCategoricalCrossentropy {
        let class = y[0] as usize;
        if takes_logits(activation) {
            return z.iter().map(|z| z.exp()).sum::<f64>().ln() - z[class];
        }
        return -(clip(a[class]) / a.iter().map(|a| clip(*a)).sum::<f64>()).ln();
    }
    if config.loss == Loss::CategoricalCrossentropy {
        let values = if takes_logits(activation) { z.iter().map(|z| z.exp()).collect() } else { a.to_vec() };
        let total: f64 = values.iter().sum();
        let p = values.iter().map(|value| if takes_logits(activation) { value / total } else { clip(value / total) });
        return -p.zip(y).map(|(p, y)| y * p.ln()).sum::<f64>();
    }
    if config.loss == Loss::KlDivergence {
        // Clipped, too, but up to 1 itself, and the sum of the outputs instead of their mean.
        let clip = |x: f64| x.clamp(f64::from(1e-7_f32), 1.0);
        return a.iter().zip(y).map(|(a, y)| clip(*y) * (clip(*y) / clip(*a)).ln()).sum();
    }
    let mut sum = 0.0;
    for ((z, a), y) in z.iter().zip(a).zip(y) {
        sum += match config.loss {
            Loss::MeanSquaredError => (y - a).powi(2),
            Loss::MeanAbsoluteError => (y - a).abs(),
            // −ln σ(z) = ln(1 + e^(−z)) and −ln(1 − σ(z)) = ln(1 + e^z)
            Loss::BinaryCrossentropy if takes_logits(activation) => {
                y * (1.0 + (-z).exp()).ln() + (1.0 - y) * (1.0 + z.exp()).ln()
            }
            Loss::BinaryCrossentropy => -(y * clip(*a).ln() + (1.0 - y) * (1.0 - clip(*a)).ln()),
            Loss::Huber if (y - a).abs() <= 1.0 => 0.5 * (y - a).powi(2),
            Loss::Huber => (y - a).abs() - 0.5,
            Loss::Hinge => (1.0 - y * a).max(0.0),
            Loss::SquaredHinge => (1.0 - y * a).max(0.0).powi(2),
            Loss::LogCosh => (y - a).cosh().ln(),
            _ => panic!("no reference for {}", config.loss.name()),
        };
    }
    sum / a.len() as f64
}

/// The mean loss over all rows and the penalties on all kernels.
pub fn loss(config: &NetworkConfig, parameters: &[f64], x: &[f32], y: &[f32]) -> f64 {
    let rows = x.len() / config.inputs;
    let mut y: Vec<f64> = y.iter().map(|y| f64::from(*y)).collect();
    if matches!(config.loss, Loss::Hinge | Loss::SquaredHinge) && y.iter().all(|y| *y == 0.0 || *y == 1.0) {
        y.iter_mut().for_each(|y| *y = 2.0 * *y - 1.0);
    }
    let targets = y.len() / rows;
    let mut sum = 0.0;
    for (x, y) in x.chunks(config.inputs).zip(y.chunks(targets)) {
        let trace = forward(config, parameters, x);
        sum += example_loss(config, trace.z.last().unwrap(), trace.a.last().unwrap(), y);
    }
    sum / rows as f64 + penalty(config, parameters)
}

fn penalty(config: &NetworkConfig, parameters: &[f64]) -> f64 {
    let (mut sum, mut at, mut inputs) = (0.0, 0, config.inputs);
    for layer in &config.layers {
        for w in &parameters[at..at + inputs * layer.units] {
            sum += layer.kernel_regularizer.l1 * w.abs() + layer.kernel_regularizer.l2 * w * w;
        }
        at += inputs * layer.units + if layer.use_bias { layer.units } else { 0 };
        inputs = layer.units;
    }
    sum
}

/// ∂loss/∂parameter for each parameter, by central differences.
pub fn gradient(config: &NetworkConfig, parameters: &[f32], x: &[f32], y: &[f32]) -> Vec<f64> {
    const H: f64 = 1e-6;
    let (count, mut parameters) = (parameters.len(), widen(parameters));
    let slope = |at: usize| {
        let here = parameters[at];
        parameters[at] = here + H;
        let above = loss(config, &parameters, x, y);
        parameters[at] = here - H;
        let below = loss(config, &parameters, x, y);
        parameters[at] = here;
        (above - below) / (2.0 * H)
    };
    (0..count).map(slope).collect()
}

/// The same numbers in f64.
pub fn widen(values: &[f32]) -> Vec<f64> {
    values.iter().map(|value| f64::from(*value)).collect()
}

#[test]
fn erf_has_the_values_of_the_tables() {
    let table =
        [(0.0, 0.0), (0.5, 0.520_499_877_813_046_5), (1.0, 0.842_700_792_949_714_9), (2.0, 0.995_322_265_018_952_7)];
    for (x, value) in table {
        assert!((erf(x) - value).abs() < 1e-15 && (erf(-x) + value).abs() < 1e-15, "{x}");
    }
}
