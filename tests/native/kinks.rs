//! Where a slope jumps: the values that the documentation promises there.

use crate::support::{assert_near, config};
use nn_playground::nn::{Activation, Loss, Network, Regularizer};

/// ∂L/∂z of a single unit at z, where ∂L/∂a is 1: the absolute error of an output above its target.
fn slope(activation: Activation, z: f32) -> f32 {
    let mut network = Network::new(config(1, &[(1, activation)], Loss::MeanAbsoluteError)).unwrap();
    network.set_weights(&[[0.0], [z]]).unwrap();
    network.gradients(&[1.0], &[-9.0]).unwrap()[1]
}

/// The loss and ∂L/∂a of a linear unit with the output `a`.
fn loss_at(loss: Loss, a: f32, y: f32) -> (f64, f32) {
    let mut network = Network::new(config(1, &[(1, Activation::Linear)], loss)).unwrap();
    network.set_weights(&[[0.0], [a]]).unwrap();
    let value = network.evaluate(network.examples(&[1.0], &[y]).unwrap()).unwrap().loss;
    (value, network.gradients(&[1.0], &[y]).unwrap()[1])
}

#[test]
fn activations_at_0() {
    for zero in [0.0, -0.0] {
        assert_eq!(slope(Activation::Relu, zero), 0.0);
        // "z where z > 0, else": 0 belongs to the other side.
        assert_eq!(slope(Activation::LeakyRelu, zero), 0.2);
        assert_near(f64::from(slope(Activation::Selu, zero)), 1.050_700_987 * 1.673_263_242, 1e-6);
        assert_eq!(slope(Activation::Elu, zero), 1.0);
        assert_eq!(slope(Activation::Softsign, zero), 1.0);
        assert_eq!(slope(Activation::Gelu, zero), 0.5);
    }
    let tiny = f32::MIN_POSITIVE;
    assert_eq!((slope(Activation::Relu, tiny), slope(Activation::Relu, -tiny)), (1.0, 0.0));
    assert_eq!((slope(Activation::LeakyRelu, tiny), slope(Activation::LeakyRelu, -tiny)), (1.0, 0.2));
}

/// relu6 and hard_sigmoid stand still at both of their corners, too.
#[test]
fn activations_with_two_corners() {
    let below = |x: f32| f32::from_bits(x.to_bits() - 1);
    for (z, expected) in [(0.0, 0.0), (f32::MIN_POSITIVE, 1.0), (below(6.0), 1.0), (6.0, 0.0), (7.0, 0.0)] {
        assert_eq!(slope(Activation::Relu6, z), expected, "{z}");
    }
    for (z, expected) in [(-3.0, 0.0), (-below(3.0), 1.0 / 6.0), (0.0, 1.0 / 6.0), (2.999_999, 1.0 / 6.0), (3.0, 0.0)] {
        assert_eq!(slope(Activation::HardSigmoid, z), expected, "{z}");
    }
    // tanh(ln 2) = 3/5.
    assert_near(f64::from(slope(Activation::Mish, 0.0)), 0.6, 1e-7);
    assert_eq!(slope(Activation::Exponential, 0.0), 1.0);
}

#[test]
fn steps_at_0() {
    let step = |activation, z: f32| {
        let mut network = Network::new(config(1, &[(1, activation)], Loss::MeanSquaredError)).unwrap();
        network.set_weights(&[[1.0], [0.0]]).unwrap();
        network.predict(&[z]).unwrap()[0]
    };
    for (z, heaviside, sign) in
        [(-2.0, 0.0, -1.0), (-1e-30, 0.0, -1.0), (0.0, 1.0, 0.0), (-0.0, 1.0, 0.0), (3.0, 1.0, 1.0)]
    {
        assert_eq!((step(Activation::Heaviside, z), step(Activation::Sign, z)), (heaviside, sign), "{z}");
    }
}

#[test]
fn losses_at_their_corners() {
    assert_eq!(loss_at(Loss::MeanAbsoluteError, 2.0, 2.0), (0.0, 0.0));
    assert_eq!(loss_at(Loss::MeanAbsoluteError, 2.5, 2.0), (0.5, 1.0));
    assert_eq!(loss_at(Loss::MeanAbsoluteError, 1.5, 2.0), (0.5, -1.0));
    // Huber's two halves meet at a distance of 1, in value and in slope.
    assert_eq!(loss_at(Loss::Huber, 3.0, 2.0), (0.5, 1.0));
    assert_eq!(loss_at(Loss::Huber, 1.0, 2.0), (0.5, -1.0));
    assert_eq!(loss_at(Loss::Huber, 5.0, 2.0), (2.5, 1.0));
    // At the margin the loss is 0; beyond it nothing pulls any more, before it −y does.
    assert_eq!(loss_at(Loss::Hinge, 1.0, 1.0).0, 0.0);
    assert_eq!(loss_at(Loss::Hinge, 1.25, 1.0), (0.0, 0.0));
    assert_eq!(loss_at(Loss::Hinge, 0.75, 1.0), (0.25, -1.0));
    assert_eq!(loss_at(Loss::Hinge, 0.75, -1.0), (1.75, 1.0));
    assert_eq!(loss_at(Loss::SquaredHinge, 1.0, 1.0), (0.0, 0.0));
    assert_eq!(loss_at(Loss::SquaredHinge, 1.25, 1.0), (0.0, 0.0));
    assert_eq!(loss_at(Loss::SquaredHinge, 0.75, 1.0), (0.0625, -0.5));
    assert_eq!(loss_at(Loss::SquaredHinge, 0.75, -1.0), (3.0625, 3.5));
    assert_eq!(loss_at(Loss::LogCosh, 2.0, 2.0), (0.0, 0.0));
}

/// ln cosh keeps its digits where it is nearly 0, and does not overflow where cosh does.
#[test]
fn log_cosh_near_0_and_far_from_it() {
    let (loss, slope) = loss_at(Loss::LogCosh, 1e-4, 0.0);
    assert_near(loss / 5e-9, 1.0, 1e-6);
    assert_near(f64::from(slope) / 1e-4, 1.0, 1e-6);
    let (loss, slope) = loss_at(Loss::LogCosh, 1e30, 0.0);
    assert_near(loss / 1e30, 1.0, 1e-6);
    assert_eq!(slope, 1.0);
}

/// Kullback and Leibler's divergence clips targets and outputs to [10⁻⁷, 1], and sums over the outputs.
#[test]
fn divergence_at_its_bounds() {
    let epsilon = f64::from(1e-7_f32);
    let (loss, slope) = loss_at(Loss::KlDivergence, 1.0, 1.0);
    assert_eq!((loss, slope), (0.0, -1.0));
    let (loss, slope) = loss_at(Loss::KlDivergence, 1.5, 1.0);
    assert_eq!((loss, slope), (0.0, 0.0));
    let (loss, slope) = loss_at(Loss::KlDivergence, 0.0, 1.0);
    assert_near(loss, -epsilon.ln(), 1e-5);
    assert_eq!(slope, 0.0);
    // A target of 0 counts as 10⁻⁷.
    let (loss, slope) = loss_at(Loss::KlDivergence, 0.5, 0.0);
    assert_near(loss / (epsilon * (epsilon / 0.5).ln()), 1.0, 1e-5);
    assert_near(f64::from(slope) / (-epsilon / 0.5), 1.0, 1e-6);
    let mut network = Network::new(config(1, &[(2, Activation::Linear)], Loss::KlDivergence)).unwrap();
    network.set_weights(&[vec![0.0; 2], vec![0.25, 0.5]]).unwrap();
    let loss = network.evaluate(network.examples(&[1.0], &[0.5, 0.5]).unwrap()).unwrap().loss;
    assert_near(loss, 0.5 * 2_f64.ln(), 1e-6);
}

/// After sigmoid or softmax the gradient is p − y, whatever the targets sum to; after others outputs are made parts of their
/// sum before they are clipped.
#[test]
fn categorical_crossentropy_as_tensorflow_has_it() {
    let gradient = |activation, z: Vec<f32>, y: &[f32]| {
        let mut network = Network::new(config(1, &[(2, activation)], Loss::CategoricalCrossentropy)).unwrap();
        network.set_weights(&[vec![0.0; 2], z]).unwrap();
        let loss = network.evaluate(network.examples(&[1.0], y).unwrap()).unwrap().loss;
        let gradient = network.gradients(&[1.0], y).unwrap()[2..].to_vec();
        (loss, gradient)
    };
    for activation in [Activation::Softmax, Activation::Sigmoid] {
        let (loss, slopes) = gradient(activation, vec![1.0, 1.0], &[2.0, 1.0]);
        assert_near(loss, 3.0 * 2_f64.ln(), 1e-6);
        assert_eq!(slopes, [-1.5, -0.5]);
    }
    // a = (1, 3), q = (1/4, 3/4), y = (1, 0): L = ln 4, ∂L/∂a = (1/4 − 1, 1/4).
    let (loss, slopes) = gradient(Activation::Linear, vec![1.0, 3.0], &[1.0, 0.0]);
    assert_near(loss, 4_f64.ln(), 1e-6);
    assert_near(f64::from(slopes[0]), -0.75, 1e-6);
    assert_near(f64::from(slopes[1]), 0.25, 1e-6);
    // q = (1, 0) is clipped on both sides: nothing pulls.
    let (loss, slopes) = gradient(Activation::Linear, vec![2.0, 0.0], &[0.0, 1.0]);
    assert_near(loss, -f64::from(1e-7_f32).ln(), 1e-5);
    assert_eq!(slopes, [0.0, 0.0]);
}

/// "A batch whose targets are all 0 or 1 is taken as −1 and 1": the batch decides, not the example.
#[test]
fn hinge_reads_its_targets_by_the_batch() {
    assert_eq!(loss_at(Loss::Hinge, 0.25, 0.0), (1.25, 1.0));
    let mut network = Network::new(config(1, &[(1, Activation::Linear)], Loss::Hinge)).unwrap();
    network.set_weights(&[[1.0], [0.0]]).unwrap();
    let mut loss = |y: &[f32]| network.train_step(&[0.25, 0.5], y).unwrap();
    // (1.25 + 0.5) / 2 with 0 read as −1; with a −1 in the batch, 0 is a 0 and its loss is max(1 − 0, 0).
    assert_near(loss(&[0.0, 1.0]), 0.875, 1e-7);
    network.set_weights(&[[1.0], [0.0]]).unwrap();
    assert_near(network.train_step(&[0.25, 0.5], &[0.0, -1.0]).unwrap(), (1.0 + 1.5) / 2.0, 1e-7);
}

/// Keras clips probabilities that do not come from sigmoid or softmax; where the clip holds the value there is no slope.
#[test]
fn clipped_probabilities() {
    let cut = -f64::from(1e-7_f32).ln();
    let (loss, slope) = loss_at(Loss::BinaryCrossentropy, -0.5, 1.0);
    assert_near(loss, cut, 1e-5);
    assert_eq!(slope, 0.0);
    // 1 − 10⁻⁷ in float32 is 1 − 2⁻²³, in Keras as here.
    let (loss, slope) = loss_at(Loss::BinaryCrossentropy, 1.5, 0.0);
    assert_near(loss, 23.0 * std::f64::consts::LN_2, 1e-5);
    assert_eq!(slope, 0.0);
    let (loss, slope) = loss_at(Loss::BinaryCrossentropy, 0.25, 1.0);
    assert_near(loss, 4_f64.ln(), 1e-6);
    assert_near(f64::from(slope), -4.0, 1e-5);

    let mut network = Network::new(config(1, &[(3, Activation::Linear)], Loss::SparseCategoricalCrossentropy)).unwrap();
    network.set_weights(&[vec![0.0; 3], vec![0.5, -1.0, 2.0]]).unwrap();
    for (class, clipped) in [(0, 0.5_f64), (1, 1e-7), (2, 1.0)] {
        let y = [class as f32];
        let loss = network.evaluate(network.examples(&[1.0], &y).unwrap()).unwrap().loss;
        assert_near(loss, -(clipped / 1.5).ln(), 1e-5);
        let slopes = &network.gradients(&[1.0], &y).unwrap()[3..];
        assert_near(f64::from(slopes[0]), 1.0 / 1.5 - if class == 0 { 2.0 } else { 0.0 }, 1e-5);
        assert_eq!(slopes[1..], [0.0, 0.0]);
    }
}

#[test]
fn a_weight_of_0_has_no_l1_slope() {
    let mut config = config(1, &[(3, Activation::Linear)], Loss::MeanSquaredError);
    config.layers[0].kernel_regularizer = Regularizer { l1: 0.25, l2: 0.5 };
    let mut network = Network::new(config).unwrap();
    network.set_weights(&[[0.0, 2.0, -2.0], [0.0; 3]]).unwrap();
    // x = 0, so that only the penalty speaks: l1 sign(w) + 2 l2 w, on the kernel and not on the bias.
    assert_eq!(network.gradients(&[0.0], &[0.0; 3]).unwrap(), [0.0, 2.25, -2.25, 0.0, 0.0, 0.0]);
    let loss = network.evaluate(network.examples(&[0.0], &[0.0; 3]).unwrap()).unwrap().loss;
    assert_near(loss, 0.25 * 4.0 + 0.5 * 8.0, 1e-12);
}
