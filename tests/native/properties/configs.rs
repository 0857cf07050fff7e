//! Configurations and checkpoints, legal ones and what may stand in their place.

use super::{
    arbitrary::{config, slips, wild, with_slips},
    cases,
};
use nn_playground::{
    nn::{Activation, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName},
    value::Value,
};
use proptest::prelude::*;

/// As a person writes it.
fn written(config: &NetworkConfig) -> Value {
    serde_json::from_value(serde_json::to_value(config).unwrap()).unwrap()
}

/// Parsed, built and tried. Only small networks are built: large ones are legal, but slow.
fn try_out(value: &Value) {
    let Ok(config) = NetworkConfig::parse(value, || 3) else { return };
    if config.inputs > 100 || config.layers.iter().any(|layer| layer.units > 100) {
        return;
    }
    let mut network = Network::new(config).expect("what was parsed has been checked");
    assert!(network.parameters().iter().all(|weight| weight.is_finite()));
    let x = vec![0.5; network.config().inputs];
    assert_eq!(network.predict(&x).unwrap().len(), network.config().outputs());
    let y = vec![1.0; network.config().loss.targets(network.config().outputs())];
    match network.train_step(&x, &y) {
        Ok(loss) => assert!(loss.is_finite() || network.diverged()),
        Err(error) => assert_eq!(network.check_gradient(), Err(error)),
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_legal_configuration_comes_back_from_its_own_text(config in config()) {
        let again = NetworkConfig::parse(&written(&config), || unreachable!("its seed is written"));
        prop_assert_eq!(again, Ok(config));
    }

    #[test]
    fn slips_are_errors_or_other_legal_configurations(config in config(), slips in slips()) {
        try_out(&with_slips(written(&config), slips));
    }

    #[test]
    fn whatever_else_is_written_is_no_panic(value in wild()) {
        try_out(&value);
        prop_assert!(Network::from_checkpoint(&value).is_err());
        let _ = Optimizer::parse("optimizer", &value);
    }

    #[test]
    fn a_damaged_checkpoint_is_an_error_or_another_network(
        config in config(), slips in slips(), at in any::<prop::sample::Index>(), byte in any::<char>()
    ) {
        let text = Network::new(config).unwrap().to_json().unwrap();
        let value = with_slips(serde_json::from_str(&text).unwrap(), slips);
        let mut damaged: Vec<char> = text.chars().collect();
        let at = at.index(damaged.len());
        damaged[at] = byte;
        let damaged: String = damaged.into_iter().collect();
        for network in [Network::from_json(&damaged), Network::from_checkpoint(&value)].into_iter().flatten() {
            prop_assert!(network.parameters().iter().all(|weight| weight.is_finite()));
            prop_assert_eq!(&Network::from_json(&network.to_json().unwrap()).unwrap().to_json(), &network.to_json());
        }
    }

    #[test]
    fn more_than_a_million_parameters_are_refused_with_their_count(
        inputs in 1usize..1_000_000_000, units in prop::collection::vec(1usize..1_000_000_000, 1..100)
    ) {
        let layers: Vec<_> = units.iter().map(|units| LayerConfig::new(*units, Activation::Tanh)).collect();
        let fan_in = std::iter::once(&inputs).chain(&units);
        let count: u128 = fan_in.zip(&units).map(|(fan_in, units)| (*fan_in as u128 + 1) * *units as u128).sum();
        let optimizer = Optimizer::new(OptimizerName::Adam);
        let config = NetworkConfig { inputs, layers, loss: Loss::MeanSquaredError, optimizer, seed: 1 };
        prop_assume!(count > 1_000_000);
        let error = Network::new(config).unwrap_err().to_string();
        let (field, problem) = error.split_once(": ").unwrap();
        let (found, rest) = problem.split_once(' ').unwrap();
        prop_assert_eq!((field, rest), ("layers", "parameters are too many: at most 1000000"));
        // Counted in f64, which is exact up to 2⁵³ and near beyond.
        let found: f64 = found.parse().unwrap();
        prop_assert!((found / count as f64 - 1.0).abs() < 1e-14, "{} for {}", found, count);
        prop_assert!(count > 1 << 53 || found == count as f64);
    }
}

/// The border itself, and the largest network that there may be.
#[test]
fn a_million_parameters_are_legal_and_one_more_is_not() {
    let config = |units| NetworkConfig {
        inputs: 1,
        layers: vec![LayerConfig { use_bias: false, ..LayerConfig::new(units, Activation::Linear) }],
        loss: Loss::MeanSquaredError,
        optimizer: Optimizer::new(OptimizerName::Sgd),
        seed: 1,
    };
    config(1_000_000).check().unwrap();
    let error = config(1_000_001).check().unwrap_err().to_string();
    assert_eq!(error, "layers: 1000001 parameters are too many: at most 1000000");
}
