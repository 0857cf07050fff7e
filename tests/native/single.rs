//! Single examples, whose lanes run over units: against the kernels whose lanes run over examples. Plain gradient descent on
//! them, which changes weights while it computes their gradients: against the update that all optimizers have.

use crate::{
    reference,
    support::{Random, bits, config, sgd, weight_bits},
};
use nn_playground::{
    nn::{Activation, Loss, Network, NetworkConfig, Optimizer},
    value::Choice,
};

/// Plain gradient descent, and the same that does not pass for it: a decay of 0 leaves every parameter as it is, but it is a decay.
fn pair(config: &NetworkConfig, rate: f64) -> [Network; 2] {
    let beside = Optimizer { weight_decay: Some(0.0), ..sgd(rate) };
    [sgd(rate), beside].map(|optimizer| Network::new(NetworkConfig { optimizer, ..config.clone() }).unwrap())
}

/// One step of each on the same example: the same loss, weights and refusal, to the last bit. (So it does not matter for a run's bits
/// which steps were made in place.)
fn step(pair: &mut [Network; 2], x: &[f32], y: &[f32]) {
    let [loss, expected] = pair.each_mut().map(|network| network.train_step(x, y).unwrap());
    let [network, other] = &*pair;
    let config = network.config();
    assert_eq!(loss.to_bits(), expected.to_bits(), "{loss}, not {expected}: {config:?}");
    assert_eq!(weight_bits(network), weight_bits(other), "{config:?}");
    let progress = |network: &Network| (network.iterations(), network.diverged());
    assert_eq!(progress(network), progress(other), "{config:?}");
    assert!(network.parameters().iter().all(|weight| weight.is_finite()));
}

/// Networks of all remainders of four, with and without biases.
fn shapes() -> impl Iterator<Item = NetworkConfig> {
    (1..=9).flat_map(|width| {
        (0..3).map(move |case| {
            let layers = [
                ((3 * width + case) % 9 + 1, Activation::Tanh),
                ((5 * width + 2 * case) % 9 + 1, Activation::Silu),
                ((width + 4 * case) % 6 + 1, Activation::Linear),
            ];
            let mut config = config(width, &layers, Loss::MeanSquaredError);
            config.layers[case].use_bias = false;
            config
        })
    })
}

/// Four copies of an example have the mean that the example has, and halves and quarters are exact. So everything but ∂L/∂x,
/// which is summed in another order, has the same bits.
#[test]
fn one_example_is_a_batch_of_its_copies() {
    for (case, config) in shapes().enumerate() {
        let network = Network::new(config.clone()).unwrap();
        let random = &mut Random::new(case as u64);
        let (x, y) = (random.values(config.inputs, -2.0, 2.0), random.values(config.outputs(), -1.0, 1.0));
        let [one, four] = [1, 4].map(|copies| network.gradients(&x.repeat(copies), &y.repeat(copies)).unwrap());
        let last = network.layers().last().unwrap().kernel.start;
        assert_eq!(bits(&one[last..]), bits(&four[last..]), "{config:?}");
        let largest = four.iter().fold(0.0, |most: f32, g| most.max(g.abs()));
        for (one, four) in one.iter().zip(&four) {
            assert!((one - four).abs() <= 1e-6 * largest, "{one}, not {four}: {config:?}");
        }
    }
}

/// Two and three examples in wide networks are taken one by one. Two copies have the mean that the example has, with all of its bits;
/// three examples have the gradient that they have in f64.
#[test]
fn a_few_examples_in_a_wide_network() {
    for (case, widths) in [[33, 34, 3], [64, 17, 1], [5, 250, 2]].into_iter().enumerate() {
        let activations = [Activation::Tanh, Activation::Silu, Activation::Linear];
        let layers = widths.into_iter().zip(activations).collect::<Vec<_>>();
        let network = Network::new(config(3, &layers, Loss::MeanSquaredError)).unwrap();
        let random = &mut Random::new(case as u64);
        let (x, y) = (random.values(9, -2.0, 2.0), random.values(3 * widths[2], -1.0, 1.0));
        let first = (&x[..3], &y[..widths[2]]);
        let [one, two] =
            [1, 2].map(|copies| network.gradients(&first.0.repeat(copies), &first.1.repeat(copies)).unwrap());
        assert_eq!(bits(&one), bits(&two), "{widths:?}");
        let expected = reference::gradient(network.config(), network.parameters(), &x, &y);
        let largest = expected.iter().fold(0.0, |most: f64, g| most.max(g.abs()));
        for (found, expected) in network.gradients(&x, &y).unwrap().into_iter().zip(expected) {
            assert!((f64::from(found) - expected).abs() <= 1e-5 * largest, "{found}, not {expected}: {widths:?}");
        }
    }
}

#[test]
fn in_place_is_as_beside() {
    let mut random = Random::new(1);
    for config in shapes() {
        let mut pair = pair(&config, 0.05);
        for _ in 0..20 {
            let (x, y) = (random.values(config.inputs, -2.0, 2.0), random.values(config.outputs(), -1.0, 1.0));
            step(&mut pair, &x, &y);
        }
    }
    for activation in Activation::all().filter(|activation| activation.has_gradient()) {
        for loss in Loss::all() {
            let config = config(2, &[(5, activation), (3, Activation::Sigmoid)], loss);
            let mut pair = pair(&config, 0.1);
            for at in 0..20 {
                let y = if loss.is_sparse() { vec![2.0] } else { vec![1.0, 0.0, 0.0] };
                step(&mut pair, &[0.1 * at as f32, -0.7], &y);
            }
        }
    }
}

/// Rates from harmless to absurd, weights that were set in between to sizes up to the largest f32, depths up to ten layers: what
/// is refused is refused in place, too, and nothing of it has been written.
#[test]
fn divergence_in_place_is_as_beside() {
    let mut refused = [0, 0];
    for depth in 1..=10 {
        for activation in Activation::all().filter(|activation| activation.has_gradient()) {
            for exponent in [-30, -3, 0, 3, 10, 20, 30, 38] {
                let layers = std::iter::repeat_n((5, activation), depth).chain([(2, Activation::Linear)]);
                let config = config(3, &layers.collect::<Vec<_>>(), Loss::MeanSquaredError);
                let mut pair = pair(&config, 10f64.powi(exponent));
                let mut random = Random::new(depth as u64);
                for at in 0..12 {
                    if at % 4 == 2 {
                        let scale = 10f32.powi([2, 9, 37][at / 4]);
                        let weights = random.values(config.layers.len() * 100, -scale, scale);
                        let mut weights = weights.into_iter();
                        let shapes = pair[0].get_weights().into_iter().map(<[f32]>::len).collect::<Vec<_>>();
                        let weights = shapes.iter().map(|len| weights.by_ref().take(*len).collect::<Vec<_>>());
                        let weights = weights.collect::<Vec<_>>();
                        pair.iter_mut().for_each(|network| network.set_weights(&weights).unwrap());
                    }
                    let size = if at % 3 == 2 { 1e20 } else { 1.0 };
                    step(&mut pair, &random.values(3, -size, size), &[1.0, -1.0]);
                    refused[usize::from(pair[0].diverged())] += 1;
                }
            }
        }
    }
    assert!(refused.iter().all(|count| *count > 500), "{refused:?}: one of the two is hardly tried");
}

/// The first layer sums ∞ − ∞. Whatever the next one and the loss make of it, ∂L/∂w = NaN · ∂L/∂z is refused.
#[test]
fn a_hidden_unit_without_a_value_is_refused() {
    for activation in Activation::all().filter(|activation| activation.has_gradient()) {
        for loss in Loss::all() {
            let layers = [(2, Activation::Tanh), (2, activation), (3, Activation::Sigmoid)];
            let mut pair = pair(&config(2, &layers, loss), 0.1);
            let weights =
                [vec![1e13, 1e13, -1e13, -1e13], vec![0.0; 2], vec![1.0; 4], vec![0.0; 2], vec![0.0; 6], vec![0.0; 3]];
            pair.iter_mut().for_each(|network| network.set_weights(&weights).unwrap());
            let y = if loss.is_sparse() { vec![2.0] } else { vec![1.0, 0.0, 0.0] };
            step(&mut pair, &[1e26, 1e26], &y);
            assert!(pair[0].diverged(), "{activation:?}, {loss:?}");
        }
    }
}

#[test]
fn no_slope_is_steeper_than_the_bound() {
    for activation in Activation::all() {
        let bound = f64::from(activation.steepest());
        let slopes = (-30_000..=30_000).filter_map(|at| Some(activation.at(f64::from(at) / 1000.0)?[1].abs()));
        let steepest = slopes.fold(0.0, f64::max);
        assert!(steepest <= bound, "{activation:?}: {steepest} is steeper than {bound}");
        let tight = !activation.has_gradient() || bound.is_infinite() || steepest > 0.1 * bound;
        assert!(tight, "{activation:?}: {bound} is far above {steepest}");
    }
}
