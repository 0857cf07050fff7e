//! Gradients and losses against the reference.
//!
//! Kinks are avoided, not smoothed: an example is drawn again until the reference says that none of its values lies
//! within [`AWAY`] of a point where the slope jumps, and no weight that an l1 penalty sees lies near 0. A finite
//! difference of 10⁻⁶ then never reaches across one. What holds at the kinks themselves is in `kinks.rs`.

use crate::reference;
use crate::support::{Random, config};
use nn_playground::{
    nn::{Activation, Loss, Network, NetworkConfig, Regularizer},
    value::Choice,
};

/// Deviations of a gradient, in parts of its largest component. f32 has 6 × 10⁻⁸; sums and chains add to it.
const GRADIENT_TOLERANCE: f64 = 2e-5;
/// Deviations of a loss, in parts of itself.
const LOSS_TOLERANCE: f64 = 2e-6;
/// The distance kept from every kink.
const AWAY: f64 = 0.01;

const BATCHES: [usize; 6] = [1, 8, 10, 64, 65, 130];

/// The worst deviations seen.
#[derive(Default)]
struct Worst {
    gradient: f64,
    loss: f64,
    cases: usize,
}

impl Worst {
    fn print(&self) {
        println!("{} cases, worst gradient off by {:.1e}, loss by {:.1e}", self.cases, self.gradient, self.loss);
    }
}

/// Whether the slope of this network's loss jumps near this example.
pub fn near_kink(config: &NetworkConfig, parameters: &[f64], x: &[f32], y: &[f32]) -> bool {
    let trace = reference::forward(config, parameters, x);
    let bent = config.layers.iter().zip(&trace.z).any(|(layer, z)| {
        let kinks: &[f64] = match layer.activation {
            Activation::Relu | Activation::LeakyRelu | Activation::Selu => &[0.0],
            Activation::Relu6 => &[0.0, 6.0],
            Activation::HardSigmoid => &[-3.0, 3.0],
            _ => &[],
        };
        kinks.iter().any(|kink| z.iter().any(|z| (z - kink).abs() < AWAY))
    });
    let last = config.layers.last().unwrap().activation;
    let outputs = trace.a.last().unwrap();
    // Where probabilities are clipped there is a kink at both ends, and no digit is left beside them.
    let clipped = match config.loss {
        Loss::BinaryCrossentropy => last != Activation::Sigmoid,
        Loss::SparseCategoricalCrossentropy | Loss::KlDivergence => last != Activation::Softmax,
        Loss::CategoricalCrossentropy => !matches!(last, Activation::Softmax | Activation::Sigmoid),
        _ => false,
    };
    let is_categorical = config.loss == Loss::CategoricalCrossentropy;
    let total = if is_categorical && clipped { outputs.iter().sum::<f64>() } else { 1.0 };
    // An output that is 0 whatever its z is clipped, and stays so.
    let near_clip = |p: f64| (p.abs() < AWAY || (p - 1.0).abs() < AWAY) && p != 0.0 && p != 1.0;
    bent || clipped && outputs.iter().any(|a| near_clip(a / total))
        || total.abs() < 10.0 * AWAY
        || outputs.iter().zip(y).any(|(a, y)| match config.loss {
            Loss::MeanAbsoluteError => (a - f64::from(*y)).abs() < AWAY,
            Loss::Hinge | Loss::SquaredHinge => {
                (1.0 - a * (2.0 * f64::from(*y) - 1.0)).abs() < AWAY || (1.0 - a * f64::from(*y)).abs() < AWAY
            }
            _ => false,
        })
}

/// Targets for one example.
fn targets(loss: Loss, outputs: usize, case: usize, random: &mut Random) -> Vec<f32> {
    match loss {
        Loss::SparseCategoricalCrossentropy => vec![random.below(outputs) as f32],
        Loss::BinaryCrossentropy if case.is_multiple_of(2) => random.values(outputs, 0.0, 1.0), // soft targets are legal, too
        Loss::BinaryCrossentropy => (0..outputs).map(|_| random.below(2) as f32).collect(),
        // TensorFlow's gradient of the former is one of the loss only where they sum to 1.
        Loss::CategoricalCrossentropy | Loss::KlDivergence if case.is_multiple_of(2) => {
            let parts = random.values(outputs, 0.1, 1.0);
            let total: f32 = parts.iter().sum();
            parts.iter().map(|part| part / total).collect()
        }
        Loss::CategoricalCrossentropy | Loss::KlDivergence => {
            let class = random.below(outputs);
            (0..outputs).map(|unit| f32::from(u8::from(unit == class))).collect()
        }
        Loss::Hinge | Loss::SquaredHinge if case.is_multiple_of(2) => {
            (0..outputs).map(|_| random.below(2) as f32).collect()
        }
        Loss::Hinge | Loss::SquaredHinge => (0..outputs).map(|_| 2.0 * random.below(2) as f32 - 1.0).collect(),
        _ => random.values(outputs, -2.0, 2.0), // Huber's corner is at a distance of 1
    }
}

/// Compares gradients and losses on one random batch.
fn check(config: NetworkConfig, rows: usize, case: usize, worst: &mut Worst) {
    let mut network = Network::new(config).unwrap();
    let config = network.config().clone();
    let random = &mut Random::new(case as u64);
    // Everywhere within ±1 and nowhere near 0; the output biases positive, so that clipped probabilities are not all cut.
    let mut weights: Vec<Vec<f32>> = Vec::new();
    for given in network.get_weights() {
        let mut weight = || random.between(0.05, 1.0) * if random.below(2) == 0 { -1.0 } else { 1.0 };
        weights.push(given.iter().map(|_| weight()).collect());
    }
    if config.layers.last().unwrap().use_bias {
        weights.last_mut().unwrap().iter_mut().for_each(|bias| *bias = bias.abs());
    }
    network.set_weights(&weights).unwrap();
    let parameters = reference::widen(network.parameters());
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for _ in 0..rows {
        let (row, target) = (0..10_000)
            .map(|_| {
                let row = random.values(config.inputs, -1.5, 1.5);
                let target = targets(config.loss, config.outputs(), case, random);
                (row, target)
            })
            .find(|(row, target)| !near_kink(&config, &parameters, row, target))
            .unwrap_or_else(|| panic!("no example away from the kinks of {config:?}"));
        x.extend(row);
        y.extend(target);
    }

    let found = network.gradients(&x, &y).unwrap();
    let expected = reference::gradient(&config, network.parameters(), &x, &y);
    let largest = expected.iter().fold(0.0, |most: f64, g| most.max(g.abs()));
    assert!(largest > 1e-4, "nothing to compare: the gradient vanishes for {config:?}");
    for (at, (found, expected)) in found.iter().zip(&expected).enumerate() {
        let off = (f64::from(*found) - expected).abs() / largest;
        let place = || format!("parameter {at}, {rows} rows: {found}, not {expected} ({off:.1e}); {config:?}");
        assert!(off <= GRADIENT_TOLERANCE, "{}", place());
        worst.gradient = worst.gradient.max(off);
    }

    let expected = reference::loss(&config, &parameters, &x, &y);
    let evaluated = network.evaluate(network.examples(&x, &y).unwrap()).unwrap().loss;
    let trained = network.train_step(&x, &y).unwrap();
    assert_eq!(evaluated.to_bits(), trained.to_bits(), "evaluate and train_step measure differently");
    let off = (trained - expected).abs() / expected;
    assert!(off <= LOSS_TOLERANCE, "loss {trained}, not {expected} ({off:.1e}), {rows} rows; {config:?}");
    worst.loss = worst.loss.max(off);
    worst.cases += 1;
}

/// Whether it is a loss of at least two outputs.
fn needs_classes(loss: Loss) -> bool {
    matches!(loss, Loss::SparseCategoricalCrossentropy | Loss::CategoricalCrossentropy)
}

fn smooth() -> impl Iterator<Item = Activation> {
    Activation::all().filter(|activation| activation.has_gradient())
}

/// Gives every second network no bias here and there, and every third one penalties.
fn vary(mut config: NetworkConfig, case: usize) -> NetworkConfig {
    let outputs = config.layers.len() - 1;
    for (at, layer) in config.layers.iter_mut().enumerate() {
        layer.use_bias = !(case + at).is_multiple_of(3) || at == outputs && case.is_multiple_of(2);
        layer.kernel_regularizer = match (case + at) % 4 {
            0 => Regularizer { l1: 0.02, l2: 0.0 },
            1 => Regularizer { l1: 0.0, l2: 0.03 },
            2 => Regularizer { l1: 0.01, l2: 0.02 },
            _ => Regularizer::default(),
        };
    }
    config
}

#[test]
fn every_activation_as_output_under_every_loss() {
    let mut worst = Worst::default();
    for (a, activation) in smooth().enumerate() {
        for (l, loss) in Loss::all().enumerate() {
            for turn in 0..2 {
                let case = 100 * a + 10 * l + turn;
                let classes = needs_classes(loss) || activation == Activation::Softmax;
                let outputs = if classes { 2 + (l + turn) % 2 } else { 1 + (a + l + turn) % 3 };
                let (inputs, hidden) = (1 + (a + turn) % 3, 2 + (l + 2 * turn) % 4);
                let layers = [(hidden, Activation::Tanh), (outputs, activation)];
                let rows = BATCHES[(a + l) % 3 + 3 * turn];
                check(vary(config(inputs, &layers, loss), case), rows, case, &mut worst);
            }
        }
    }
    worst.print();
}

#[test]
fn every_activation_in_hidden_layers_under_every_loss() {
    let mut worst = Worst::default();
    for (a, activation) in smooth().enumerate() {
        for (l, loss) in Loss::all().enumerate() {
            for turn in 0..2 {
                let case = 2000 + 100 * a + 10 * l + turn;
                let outputs = if needs_classes(loss) { 2 + turn % 2 } else { 1 + (a + l + turn) % 3 };
                let output = match loss {
                    Loss::BinaryCrossentropy => Activation::Sigmoid,
                    Loss::SparseCategoricalCrossentropy | Loss::CategoricalCrossentropy => Activation::Softmax,
                    Loss::KlDivergence => Activation::Sigmoid,
                    _ => Activation::Linear,
                };
                // e to the power of e to the power of … is soon too steep for f32.
                let next = if activation == Activation::Exponential { Activation::Tanh } else { activation };
                let layers = [(2 + (a + turn) % 3, activation), (2 + (l + turn) % 2, next), (outputs, output)];
                let rows = BATCHES[(a + l) % 3 + 3 * turn];
                check(vary(config(1 + (l + turn) % 3, &layers, loss), case), rows, case, &mut worst);
            }
        }
    }
    worst.print();
}

/// The kernels work on pairs and fours of units, registers of four examples and tiles of 16: every remainder of each.
#[test]
fn every_width_with_every_batch_size() {
    let mut worst = Worst::default();
    for width in 1..=9 {
        for (b, rows) in BATCHES.into_iter().enumerate() {
            let (hidden, outputs) = ((width * 2 + b) % 9 + 1, (width * 4 + b) % 9 + 1);
            let layers = [(hidden, Activation::Tanh), (outputs, Activation::Linear)];
            let case = 4000 + 10 * width + b;
            check(vary(config(width, &layers, Loss::MeanSquaredError), case), rows, case, &mut worst);
        }
    }
    for width in 1..=9 {
        let layers = [(10 - width, Activation::Sigmoid)];
        check(config(width, &layers, Loss::BinaryCrossentropy), 10, 5000 + width, &mut worst);
    }
    worst.print();
}

/// Wide layers are worked through in blocks of 64 inputs.
#[test]
fn more_inputs_than_a_block_holds() {
    let mut worst = Worst::default();
    for (w, width) in [63, 64, 65, 128, 130].into_iter().enumerate() {
        for (r, rows) in [1, 5, 9, 16].into_iter().enumerate() {
            let case = 6000 + 10 * w + r;
            let layers = [((w + r) % 3 + 1, Activation::Tanh), (1, Activation::Linear)];
            check(vary(config(width, &layers, Loss::MeanSquaredError), case), rows, case, &mut worst);
        }
        let layers = [(width, Activation::Sigmoid), (2, Activation::Linear)];
        check(config(2, &layers, Loss::MeanSquaredError), 6, 6100 + w, &mut worst);
    }
    worst.print();
}

/// Cross-entropies after their own activation come from z: nothing overflows, and the gradient is never cut off.
#[test]
fn confident_mistakes_cost_what_they_should() {
    for z in [-80.0_f32, -30.0, 30.0, 80.0] {
        let mut network = Network::new(config(1, &[(1, Activation::Sigmoid)], Loss::BinaryCrossentropy)).unwrap();
        network.set_weights(&[[z], [0.0]]).unwrap();
        let wrong = if z > 0.0 { 0.0 } else { 1.0 };
        let loss = network.evaluate(network.examples(&[1.0], &[wrong]).unwrap()).unwrap().loss;
        crate::support::assert_near(loss, f64::from(z.abs()), 1e-5);
        assert_eq!(network.gradients(&[1.0], &[wrong]).unwrap(), [z.signum(), z.signum()]);

        let mut network =
            Network::new(config(1, &[(2, Activation::Softmax)], Loss::SparseCategoricalCrossentropy)).unwrap();
        network.set_weights(&[[0.0, z], [0.0, 0.0]]).unwrap();
        let loss = network.evaluate(network.examples(&[1.0], &[1.0 - wrong.abs()]).unwrap()).unwrap().loss;
        let right = network.evaluate(network.examples(&[1.0], &[wrong]).unwrap()).unwrap().loss;
        crate::support::assert_near(loss.max(right), f64::from(z.abs()), 1e-5);
        assert!((0.0..1e-12).contains(&loss.min(right)));
    }
}
