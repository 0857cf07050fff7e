//! The network itself: weights and their shapes, outputs, accuracy, seeds, copies.

use crate::reference;
use crate::support::{Random, assert_near, bits, config, optimizer, quadrants, small, weight_bits};
use nn_playground::{
    ErrorKind,
    nn::{Activation, Loss, Network, NetworkConfig, Regularizer, random::MAX_SEED},
    value::Choice,
};

/// 3 – 2 (relu) – 2 (linear), all weights chosen by hand.
fn by_hand() -> Network {
    let layers = [(2, Activation::Relu), (2, Activation::Linear)];
    let mut network = Network::new(config(3, &layers, Loss::MeanSquaredError)).unwrap();
    let weights = [vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], vec![0.5, -100.0], vec![1.0, 10.0, 7.0, 9.0], vec![0.25, -1.0]];
    network.set_weights(&weights).unwrap();
    network
}

#[test]
fn kernels_are_inputs_by_units_row_major() {
    let network = by_hand();
    // First unit: 1·1 + 2·3 + 3·5 + 0.5 = 22.5; second: 1·2 + 2·4 + 3·6 − 100 < 0, so relu makes it 0.
    // Outputs: 22.5·1 + 0.25 and 22.5·10 − 1.
    assert_eq!(network.predict(&[1.0, 2.0, 3.0]).unwrap(), [22.75, 224.0]);
    // x = (0, 20, 10) → (110.5, 40) → 110.5 + 280 + 0.25 and 1105 + 360 − 1.
    assert_eq!(network.predict(&[0.0, 20.0, 10.0]).unwrap(), [390.75, 1464.0]);
    let shapes: Vec<_> = network.layers().iter().map(|layer| (layer.inputs, layer.units)).collect();
    assert_eq!(shapes, [(3, 2), (2, 2)]);
    assert_eq!((network.layers()[1].kernel.clone(), network.layers()[1].bias.clone()), (8..12, 12..14));
    assert_eq!(network.parameter_count(), 14);
}

#[test]
fn weights_go_out_as_they_came_in() {
    let mut network = by_hand();
    let weights: Vec<Vec<f32>> = network.get_weights().iter().map(|weights| weights.to_vec()).collect();
    assert_eq!(weights[0], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    assert_eq!(weights[3], [0.25, -1.0]);
    let before = weight_bits(&network);
    network.set_weights(&weights).unwrap();
    assert_eq!(weight_bits(&network), before);

    // Without a bias there is none in the list.
    let mut config = config(3, &[(2, Activation::Relu), (1, Activation::Linear)], Loss::MeanSquaredError);
    config.layers[0].use_bias = false;
    let network = Network::new(config).unwrap();
    assert_eq!(network.get_weights().iter().map(|weights| weights.len()).collect::<Vec<_>>(), [6, 2, 1]);
    let gradients = network.gradients(&[1.0; 3], &[1.0]).unwrap();
    assert_eq!(network.split(&gradients).iter().map(|part| part.len()).collect::<Vec<_>>(), [6, 2, 1]);
}

#[test]
fn weights_that_do_not_fit_change_nothing() {
    let mut network = by_hand();
    let before = weight_bits(&network);
    let good = [vec![9.0; 6], vec![9.0; 2], vec![9.0; 4], vec![9.0; 2]];
    let mut short = good.clone();
    short[2].pop();
    let mut bad = good.clone();
    bad[3][1] = f32::NAN;
    for (weights, message) in [
        (good[..3].to_vec(), "weights: 3 arrays: there must be 4"),
        (short.to_vec(), "weights[2]: 3 values do not fit: there must be 4"),
        (bad.to_vec(), "weights[3][1]: NaN is not a finite number"),
    ] {
        let error = network.set_weights(&weights).unwrap_err();
        assert!(error.kind() == ErrorKind::Data);
        assert_eq!(error.to_string(), message);
        assert_eq!(weight_bits(&network), before);
    }
    network.set_weights(&good).unwrap();
    assert_eq!(network.parameters(), [9.0; 14]);
}

#[test]
fn new_weights_leave_the_optimizer_alone() {
    let (x, y) = quadrants(8, 1);
    let mut network = small(optimizer("adam"));
    let start: Vec<Vec<f32>> = network.get_weights().iter().map(|weights| weights.to_vec()).collect();
    let fresh = network.clone();
    (0..5).for_each(|_| assert!(network.train_step(&x, &y).unwrap() > 0.0));
    network.set_weights(&start).unwrap();
    assert_eq!(network.iterations(), 5);
    let mut fresh = fresh;
    network.train_step(&x, &y).unwrap();
    fresh.train_step(&x, &y).unwrap();
    assert_ne!(weight_bits(&network), weight_bits(&fresh), "Adam has forgotten its momentum");
}

#[test]
fn outputs_do_not_depend_on_the_company() {
    for output in [(1, Activation::Sigmoid), (3, Activation::Softmax), (5, Activation::Gelu)] {
        let layers = [(7, Activation::Tanh), (3, Activation::Selu), output];
        let network = Network::new(config(3, &layers, Loss::MeanSquaredError)).unwrap();
        let all = Random::new(4).values(3000, -3.0, 3.0);
        let one_by_one: Vec<f32> = all.chunks(3).flat_map(|row| network.predict(row).unwrap()).collect();
        for rows in [1, 7, 8, 9, 63, 64, 65, 128, 1000] {
            let together = network.predict(&all[..3 * rows]).unwrap();
            assert_eq!(bits(&together), bits(&one_by_one[..output.0 * rows]), "{rows} rows");
        }
    }
}

#[test]
fn outputs_are_the_reference_s() {
    let mut worst = 0.0_f64;
    for activation in Activation::all() {
        // e to the power of e to the power of … is soon too large.
        let inner = if activation == Activation::Exponential { Activation::Tanh } else { activation };
        let layers = [(5, inner), (4, inner), (3, activation)];
        let network = Network::new(config(2, &layers, Loss::MeanSquaredError)).unwrap();
        let parameters = reference::widen(network.parameters());
        let x = Random::new(5).values(100, -4.0, 4.0);
        for (row, found) in x.chunks(2).zip(network.predict(&x).unwrap().chunks(3)) {
            let expected = reference::forward(network.config(), &parameters, row).a.pop().unwrap();
            for (found, expected) in found.iter().zip(expected) {
                let off = (f64::from(*found) - expected).abs() / expected.abs().max(0.1);
                assert!(off < 5e-6, "{activation:?} at {row:?}: {found}, not {expected}");
                worst = worst.max(off);
            }
        }
    }
    println!("worst output off by {worst:.1e}");
}

#[test]
fn accuracy_counts_what_is_right() {
    let accuracy =
        |network: &Network, x: &[f32], y: &[f32]| network.evaluate(network.examples(x, y).unwrap()).unwrap().accuracy;
    // out = x
    let identity = |loss, outputs| {
        let mut network = Network::new(config(outputs, &[(outputs, Activation::Linear)], loss)).unwrap();
        let kernel = (0..outputs * outputs).map(|i| f32::from(u8::from(i % (outputs + 1) == 0))).collect();
        network.set_weights(&[kernel, vec![0.0; outputs]]).unwrap();
        network
    };
    let x = [0.2, 0.4999, 0.5001, 0.9];
    let binary = identity(Loss::BinaryCrossentropy, 1);
    assert_eq!(accuracy(&binary, &x, &[0.0, 0.0, 1.0, 1.0]), Some(1.0));
    assert_eq!(accuracy(&binary, &x, &[0.0, 1.0, 1.0, 0.0]), Some(0.5));
    assert_eq!(accuracy(&binary, &[0.5], &[0.0]), Some(1.0), "above ½ means 1, so ½ is 0");
    // For hinge the border is at 0, however the classes are written.
    let hinge = identity(Loss::Hinge, 1);
    assert_eq!(accuracy(&hinge, &[-0.1, 0.1, 0.7], &[-1.0, 1.0, -1.0]), Some(2.0 / 3.0));
    assert_eq!(accuracy(&hinge, &[-0.1, 0.1, 0.7], &[0.0, 1.0, 0.0]), Some(2.0 / 3.0));
    // A soft target is met by nothing, as in Keras.
    assert_eq!(accuracy(&binary, &[0.9, 0.1], &[0.9, 0.0]), Some(0.5));
    // With several outputs the largest counts, whatever the loss; the first of several.
    let pair = identity(Loss::BinaryCrossentropy, 2);
    assert_eq!(accuracy(&pair, &[0.9, 0.8, 0.1, 0.1], &[1.0, 0.0, 0.0, 1.0]), Some(0.5));
    let hinges = identity(Loss::Hinge, 2);
    assert_eq!(accuracy(&hinges, &[-0.2, -0.1, 0.3, 0.1], &[-1.0, 1.0, -1.0, 1.0]), Some(0.5));
    let classes = identity(Loss::SparseCategoricalCrossentropy, 3);
    assert_eq!(accuracy(&classes, &[0.1, 0.9, 0.3, 0.5, 0.2, 0.4], &[1.0, 2.0]), Some(0.5));
    for loss in [Loss::MeanSquaredError, Loss::MeanAbsoluteError, Loss::Huber] {
        assert_eq!(accuracy(&identity(loss, 1), &x, &x), None);
    }
}

#[test]
fn a_seed_is_all_there_is_to_chance() {
    let (x, y) = quadrants(50, 2);
    let run = |seed| {
        let mut network = Network::new(NetworkConfig { seed, ..small(optimizer("adam")).config().clone() }).unwrap();
        network.fit(network.examples(&x, &y).unwrap(), &Default::default()).unwrap();
        weight_bits(&network)
    };
    assert_eq!(run(5), run(5));
    let seeds = [0, 1, 2, 5, 1 << 32, MAX_SEED - 1, MAX_SEED];
    for (at, seed) in seeds.iter().enumerate() {
        for other in &seeds[..at] {
            assert_ne!(run(*seed), run(*other), "{seed} and {other}");
        }
    }
}

#[test]
fn reset_goes_back_to_the_beginning() {
    let (x, y) = quadrants(40, 3);
    let mut network = small(optimizer("adam"));
    let start = weight_bits(&network);
    let train = |network: &mut Network| {
        network.fit(network.examples(&x, &y).unwrap(), &Default::default()).unwrap();
        weight_bits(network)
    };
    let trained = train(&mut network);
    network.reset(None).unwrap();
    assert_eq!((weight_bits(&network), network.iterations(), network.epochs()), (start.clone(), 0, 0));
    assert_eq!(train(&mut network), trained, "neither weights nor Adam's memory nor the order may be left over");

    network.reset(Some(9)).unwrap();
    assert_eq!(network.config().seed, 9);
    assert_ne!(weight_bits(&network), start);
    let nine = Network::new(network.config().clone()).unwrap();
    assert_eq!(weight_bits(&network), weight_bits(&nine));
    network.reset(None).unwrap();
    assert_eq!(weight_bits(&network), weight_bits(&nine), "it is the new seed that stays");

    let error = network.reset(Some(MAX_SEED + 1)).unwrap_err().to_string();
    assert!(error.starts_with("seed: 9007199254740992"), "{error}");
    assert_eq!((weight_bits(&network), network.config().seed), (weight_bits(&nine), 9));
}

#[test]
fn a_clone_goes_its_own_way() {
    let (x, y) = quadrants(20, 4);
    let mut network = small(optimizer("nadam"));
    network.train_step(&x, &y).unwrap();
    let (mut twin, reached) = (network.clone(), weight_bits(&network));
    network.train_step(&x, &y).unwrap();
    assert_eq!((weight_bits(&twin), twin.iterations()), (reached, 1));
    twin.train_step(&x, &y).unwrap();
    assert_eq!(weight_bits(&twin), weight_bits(&network), "it has all that the other had");
}

/// Over a loss surface: the numbers of a copy that has these weights, and the network stays where it is.
#[test]
fn loss_and_gradient_at_other_parameters() {
    let penalty = Regularizer { l1: 0.01, l2: 0.02 };
    for mut config in [small(optimizer("adam")).config().clone(), by_hand().config().clone()] {
        config.layers[0].kernel_regularizer = penalty;
        let mut network = Network::new(config).unwrap();
        let (inputs, targets) = (network.config().inputs, network.config().loss.targets(network.config().outputs()));
        let mut random = Random::new(3);
        let (x, y) = (random.values(70 * inputs, -1.0, 1.0), random.values(70 * targets, 0.0, 1.0));
        network.train_step(&x, &y).unwrap();
        let before = network.clone();
        for _ in 0..5 {
            let parameters = random.values(network.parameter_count(), -2.0, 2.0);
            let mut copy = before.clone();
            let weights: Vec<Vec<f32>> = copy.split(&parameters).into_iter().map(<[f32]>::to_vec).collect();
            copy.set_weights(&weights).unwrap();
            let examples = before.examples(&x, &y).unwrap();
            let (loss, gradient) = network.loss_and_gradient_at(&parameters, examples).unwrap();
            assert_eq!(loss, copy.evaluate(examples).unwrap().loss);
            assert_eq!(bits(gradient), bits(&copy.gradients(&x, &y).unwrap()));
        }
        assert_eq!(weight_bits(&network), weight_bits(&before));
        let few = vec![0.0; network.parameter_count() - 1];
        let error = network.loss_and_gradient_at(&few, before.examples(&x, &y).unwrap()).unwrap_err();
        assert!(error.to_string().starts_with("parameters: "), "{error}");
        // Both go on alike: what was left in the workspace does not matter.
        let mut before = before;
        assert_eq!(network.train_step(&x, &y), before.train_step(&x, &y));
        assert_eq!(weight_bits(&network), weight_bits(&before));
    }
}

#[test]
fn looking_changes_nothing() {
    let (x, y) = quadrants(70, 5);
    let mut network = small(optimizer("adam"));
    network.train_step(&x, &y).unwrap();
    let mut untouched = network.clone();
    network.predict(&x).unwrap();
    network.gradients(&x, &y).unwrap();
    assert_near(network.evaluate(network.examples(&x, &y).unwrap()).unwrap().loss, 0.7, 0.3);
    network.to_json().unwrap();
    network.train_step(&x, &y).unwrap();
    untouched.train_step(&x, &y).unwrap();
    assert_eq!(weight_bits(&network), weight_bits(&untouched));
}
