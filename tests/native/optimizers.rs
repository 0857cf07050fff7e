//! Optimizers against the recurrences that Keras 3 publishes, written down once more in f64.
//!
//! The gradients come from the network itself, so that only the update is under test. After every update the step of
//! each parameter is compared, not only where it arrives: an error cannot hide behind the size of the parameter.

use crate::support::{Random, bits, config, optimizer, quadrants, sgd, small, written};
use nn_playground::{
    nn::{Activation, Bound, Clip, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName, Rule},
    value::{Choice, Value},
};
use serde_json::json;

/// Deviations of a step, in parts of itself: bias corrections such as 1 − 0.999ᵗ lose digits in f32, as in Keras.
const TOLERANCE: f64 = 2e-5;

/// What Keras keeps for one parameter, by the names of its source.
#[derive(Clone, Copy, Default)]
struct Slots {
    momentum: f64,
    velocity: f64,
    other: f64,
}

/// Keras's optimizer, for one network.
pub struct Keras {
    slots: Vec<Slots>,
    iterations: i32,
    u_product: f64,
}

impl Keras {
    pub fn new(optimizer: &Optimizer, parameters: usize) -> Self {
        let accumulator = match &optimizer.rule {
            Rule::Adagrad(o) => o.initial_accumulator_value,
            Rule::Ftrl(o) => o.initial_accumulator_value,
            _ => 0.0,
        };
        let slots = vec![Slots { velocity: accumulator, ..Slots::default() }; parameters];
        Self { slots, iterations: 0, u_product: 1.0 }
    }

    /// The parameters after one update. The gradients are those of variables of these lengths.
    pub fn update(
        &mut self,
        optimizer: &Optimizer,
        parameters: &[f32],
        gradients: &[f32],
        variables: &[usize],
    ) -> Vec<f64> {
        let gradients = clipped(optimizer.clip, gradients, variables);
        self.iterations += 1;
        let t = self.iterations;
        if let Rule::Nadam(o) = &optimizer.rule {
            self.u_product *= o.beta_1 * (1.0 - 0.5 * 0.96_f64.powi(t));
        }
        let u_product = self.u_product;
        let both = parameters.iter().zip(gradients).zip(&mut self.slots);
        both.map(|((w, g), slots)| step(optimizer, t, u_product, f64::from(*w), g, slots)).collect()
    }
}

/// The gradients after the clip.
fn clipped(clip: Option<Clip>, gradients: &[f32], variables: &[usize]) -> Vec<f64> {
    let mut gradients: Vec<f64> = gradients.iter().map(|g| f64::from(*g)).collect();
    let norm = |of: &[f64]| of.iter().map(|g| g * g).sum::<f64>().sqrt();
    match clip {
        None => {}
        Some(clip) if clip.limit() == 0.0 => {}
        Some(Clip::Value(limit)) => gradients.iter_mut().for_each(|g| *g = g.clamp(-limit, limit)),
        Some(Clip::GlobalNorm(limit)) => {
            let scale = (limit / norm(&gradients)).min(1.0);
            gradients.iter_mut().for_each(|g| *g *= scale);
        }
        Some(Clip::Norm(limit)) => {
            let mut rest = &mut gradients[..];
            for length in variables {
                let (variable, behind) = rest.split_at_mut(*length);
                let scale = (limit / norm(variable)).min(1.0);
                variable.iter_mut().for_each(|g| *g *= scale);
                rest = behind;
            }
            assert!(rest.is_empty());
        }
    }
    gradients
}

/// One parameter's update number `t`, as the `update_step` of Keras's class has it.
fn step(optimizer: &Optimizer, t: i32, u_product: f64, w: f64, g: f64, s: &mut Slots) -> f64 {
    let rate = optimizer.learning_rate_at(t as u64 - 1);
    let w = w - w * optimizer.weight_decay.unwrap_or_default() * rate;
    let rms = |x: f64, epsilon: f64| (x + epsilon).sqrt();
    match &optimizer.rule {
        Rule::Sgd(o) if o.momentum == 0.0 => w - g * rate,
        Rule::Sgd(o) => {
            s.momentum = s.momentum * o.momentum - g * rate;
            if o.nesterov { w + s.momentum * o.momentum - g * rate } else { w + s.momentum }
        }
        Rule::RmsProp(o) => {
            s.velocity = o.rho * s.velocity + (1.0 - o.rho) * g * g;
            let mut denominator = s.velocity + o.epsilon;
            if o.centered {
                s.other = o.rho * s.other + (1.0 - o.rho) * g;
                denominator -= s.other * s.other;
            }
            let increment = rate * g / denominator.sqrt();
            if o.momentum == 0.0 {
                return w - increment;
            }
            s.momentum = o.momentum * s.momentum + increment;
            w - s.momentum
        }
        Rule::Adam(o) | Rule::AdamW(o) => {
            let alpha = rate * (1.0 - o.beta_2.powi(t)).sqrt() / (1.0 - o.beta_1.powi(t));
            s.momentum += (g - s.momentum) * (1.0 - o.beta_1);
            s.velocity += (g * g - s.velocity) * (1.0 - o.beta_2);
            s.other = s.other.max(s.velocity);
            let v = if o.amsgrad { s.other } else { s.velocity };
            w - s.momentum * alpha / (v.sqrt() + o.epsilon)
        }
        Rule::Adagrad(o) => {
            s.velocity += g * g;
            w - rate * g / (s.velocity + o.epsilon).sqrt()
        }
        Rule::Adadelta(o) => {
            s.velocity = o.rho * s.velocity + (1.0 - o.rho) * g * g;
            let delta = -rms(s.other, o.epsilon) * g / rms(s.velocity, o.epsilon);
            s.other = o.rho * s.other + (1.0 - o.rho) * delta * delta;
            w + rate * delta
        }
        Rule::Adamax(o) => {
            s.momentum += (g - s.momentum) * (1.0 - o.beta_1);
            s.velocity = (o.beta_2 * s.velocity).max(g.abs()); // its name there is u
            w - rate * s.momentum / ((1.0 - o.beta_1.powi(t)) * (s.velocity + o.epsilon))
        }
        Rule::Lion(o) => {
            let direction = s.momentum * o.beta_1 + g * (1.0 - o.beta_1);
            s.momentum = s.momentum * o.beta_2 + g * (1.0 - o.beta_2);
            w - rate * if direction == 0.0 { 0.0 } else { direction.signum() }
        }
        // In f32, as Keras has it: a difference of two powers that are nearly the same keeps few digits, and z sums them up.
        Rule::Ftrl(o) => {
            let [rate, w, g, l1, beta] = [rate, w, g, o.l1_regularization_strength, o.beta].map(|x| x as f32);
            let l2 = o.l2_regularization_strength as f32 + beta / (2.0 * rate);
            let shrinkage = 2.0 * o.l2_shrinkage_regularization_strength as f32;
            let power = |x: f64| x.powf(f64::from(-o.learning_rate_power as f32)) as f32;
            let (before, accumulator) = (power(s.velocity), s.velocity as f32 + g * g);
            s.velocity = f64::from(accumulator); // its name there is accumulator, and of other linear
            let after = power(s.velocity);
            let linear = s.other as f32 + (g + shrinkage * w - (after - before) / rate * w);
            s.other = f64::from(linear);
            f64::from((linear.clamp(-l1, l1) - linear) / (after / rate + 2.0 * l2))
        }
        Rule::Nadam(o) => {
            let u_t = o.beta_1 * (1.0 - 0.5 * 0.96_f64.powi(t));
            let u_t_1 = o.beta_1 * (1.0 - 0.5 * 0.96_f64.powi(t + 1));
            s.momentum += (g - s.momentum) * (1.0 - o.beta_1);
            s.velocity += (g * g - s.velocity) * (1.0 - o.beta_2);
            let m_hat = u_t_1 * s.momentum / (1.0 - u_product * u_t_1) + (1.0 - u_t) * g / (1.0 - u_product);
            let v_hat = s.velocity / (1.0 - o.beta_2.powi(t));
            w - m_hat * rate / (v_hat.sqrt() + o.epsilon)
        }
        _ => panic!("no recurrence for {}", optimizer.name().name()),
    }
}

/// A network and its counterpart, trained on four batches by turns, so that gradients keep changing.
struct Race {
    network: Network,
    keras: Keras,
    batches: Vec<(Vec<f32>, Vec<f32>)>,
    /// The largest step of each parameter so far.
    largest: Vec<f64>,
    worst: f64,
}

impl Race {
    fn new(optimizer: &Optimizer) -> Self {
        Self::of(small(optimizer.clone()), (0..4).map(|seed| quadrants(6, seed)).collect())
    }

    fn of(mut network: Network, batches: Vec<(Vec<f32>, Vec<f32>)>) -> Self {
        // All parameters small and none 0, so that f32 resolves small steps and weight decay reaches the biases, too.
        let mut random = Random::new(3);
        let weights: Vec<Vec<f32>> =
            network.get_weights().iter().map(|weights| random.values(weights.len(), 0.02, 0.1)).collect();
        network.set_weights(&weights).unwrap();
        let count = network.parameter_count();
        let keras = Keras::new(&network.config().optimizer, count);
        Self { network, keras, batches, largest: vec![0.0; count], worst: 0.0 }
    }

    /// So many updates, each compared.
    fn run(&mut self, updates: usize) {
        for _ in 0..updates {
            let (x, y) = &self.batches[self.keras.iterations as usize % self.batches.len()];
            let gradients = self.network.gradients(x, y).unwrap();
            let before = self.network.parameters().to_vec();
            let optimizer = self.network.config().optimizer.clone();
            let variables: Vec<usize> = self.network.get_weights().iter().map(|weights| weights.len()).collect();
            let expected = self.keras.update(&optimizer, &before, &gradients, &variables);
            self.network.train_step(x, y).unwrap();
            let parameters = self.network.parameters().iter().zip(&before).zip(expected);
            for (((found, before), expected), largest) in parameters.zip(&mut self.largest) {
                let step = expected - f64::from(*before);
                let off = (f64::from(*found) - expected).abs();
                // The new parameter is rounded to f32, whatever the step; so is what AdamW's decay makes of it.
                // And where momentum has all but cancelled, its f32 still carries the rounding of larger steps.
                *largest = largest.max(step.abs());
                let size = f64::from(before.abs().max(found.abs())) + *largest;
                let rounding = 1.5 * f64::from(f32::EPSILON) * size;
                let t = self.keras.iterations;
                assert!(
                    off <= TOLERANCE * step.abs() + rounding,
                    "update {t}: from {before} to {found}, not to {expected}; {optimizer:?}"
                );
                if step.abs() > 100.0 * rounding {
                    self.worst = self.worst.max((off - rounding).max(0.0) / step.abs());
                }
            }
        }
        assert_eq!(self.network.iterations(), self.keras.iterations as u64);
    }
}

fn race(optimizer: &Optimizer) {
    let mut race = Race::new(optimizer);
    let start = race.network.parameters().to_vec();
    race.run(200);
    assert_ne!(bits(&start), bits(race.network.parameters()));
    println!("worst step off by {:.1e} of itself: {optimizer:?}", race.worst);
}

#[test]
fn the_defaults_read_back() {
    for name in OptimizerName::all() {
        assert_eq!(written(serde_json::to_value(Optimizer::new(name)).unwrap()), Optimizer::new(name));
        assert_eq!(optimizer(name.name()), Optimizer::new(name));
    }
}

#[test]
fn each_with_its_defaults() {
    OptimizerName::all().for_each(|name| race(&Optimizer::new(name)));
}

/// Hyperparameters that nobody has.
fn unusual() -> [Optimizer; 31] {
    [
        json!({ "name": "sgd", "learning_rate": 0.3 }),
        json!({ "name": "sgd", "learning_rate": 0.05, "momentum": 0.9 }),
        json!({ "name": "sgd", "learning_rate": 0.05, "momentum": 0.5, "nesterov": true }),
        json!({ "name": "sgd", "nesterov": true }),
        json!({ "name": "rmsprop", "learning_rate": 0.01, "rho": 0.5, "epsilon": 0.1 }),
        json!({ "name": "rmsprop", "learning_rate": 0.01, "momentum": 0.8 }),
        json!({ "name": "rmsprop", "learning_rate": 0.01, "centered": true, "epsilon": 1e-3 }),
        json!({ "name": "rmsprop", "learning_rate": 0.01, "centered": true, "momentum": 0.5, "epsilon": 0.01 }),
        json!({ "name": "adam", "learning_rate": 0.02, "beta_1": 0.5, "beta_2": 0.9, "epsilon": 0.01 }),
        json!({ "name": "adam", "learning_rate": 0.02, "beta_1": 0.0, "beta_2": 0.0, "epsilon": 0.5 }),
        json!({ "name": "adam", "learning_rate": 0.02, "beta_2": 0.7, "amsgrad": true }),
        json!({ "name": "adamw", "learning_rate": 0.01, "weight_decay": 0.5 }),
        json!({ "name": "adamw", "learning_rate": 0.01, "weight_decay": 0.1, "beta_2": 0.7, "amsgrad": true }),
        json!({ "name": "adagrad", "learning_rate": 0.1, "initial_accumulator_value": 0.0 }),
        json!({ "name": "adagrad", "learning_rate": 0.1, "initial_accumulator_value": 2.0, "epsilon": 0.5 }),
        json!({ "name": "adadelta", "learning_rate": 1.0 }),
        json!({ "name": "adadelta", "learning_rate": 1.0, "rho": 0.5, "epsilon": 1e-3 }),
        json!({ "name": "adamax", "learning_rate": 0.02, "beta_1": 0.5, "beta_2": 0.7, "epsilon": 0.1 }),
        json!({ "name": "nadam", "learning_rate": 0.02, "beta_1": 0.5, "beta_2": 0.8, "epsilon": 0.01 }),
        json!({ "name": "nadam", "learning_rate": 0.02, "beta_1": 0.99 }),
        json!({ "name": "lion", "learning_rate": 0.01, "beta_1": 0.5, "beta_2": 0.8 }),
        json!({ "name": "lion", "learning_rate": 0.01, "beta_1": 1.0, "weight_decay": 0.5 }),
        json!({ "name": "ftrl", "learning_rate": 0.5 }),
        json!({ "name": "ftrl", "learning_rate": 0.5, "learning_rate_power": -0.3, "beta": 0.1,
                "l1_regularization_strength": 0.01, "l2_regularization_strength": 0.02,
                "l2_shrinkage_regularization_strength": 0.01 }),
        json!({ "name": "ftrl", "learning_rate": 0.5, "learning_rate_power": 0.0 }),
        json!({ "name": "sgd", "learning_rate": 0.3, "weight_decay": 0.1, "clipnorm": 0.1 }),
        json!({ "name": "sgd", "learning_rate": 0.3, "momentum": 0.5, "clipvalue": 0.02 }),
        json!({ "name": "sgd", "learning_rate": 0.3, "global_clipnorm": 0.1 }),
        json!({ "name": "sgd", "learning_rate": 0.3, "global_clipnorm": 0.0, "weight_decay": 0.0 }),
        json!({ "name": "adam", "learning_rate": 0.02, "weight_decay": 0.1, "clipnorm": 100.0 }),
        json!({ "name": "nadam", "learning_rate": 0.02, "weight_decay": 0.1, "global_clipnorm": 0.05 }),
    ]
    .map(written)
}

/// They are updated four at a time; with less than four, or some left over, it is the same update.
#[test]
fn whatever_the_number_of_parameters() {
    let usual = OptimizerName::all().map(Optimizer::new);
    for optimizer in usual.chain(unusual()) {
        for parameters in 1..=9 {
            let layer = LayerConfig { use_bias: false, ..LayerConfig::new(1, Activation::Linear) };
            let network = Network::new(NetworkConfig {
                layers: vec![layer],
                optimizer: optimizer.clone(),
                ..config(parameters, &[], Loss::MeanSquaredError)
            });
            let batch = |seed| {
                let mut random = Random::new(seed);
                (random.values(3 * parameters, -1.0, 1.0), random.values(3, -1.0, 1.0))
            };
            Race::of(network.unwrap(), (10..14).map(batch).collect()).run(12);
        }
    }
}

/// Wherever something is not finite, it is noticed; and nothing is that is not there, such as 0/0 behind the last one.
#[test]
fn every_parameter_is_looked_at() {
    for name in OptimizerName::all() {
        let mut optimizer = Optimizer::new(name);
        if optimizer.hyperparameters().iter().any(|hyperparameter| hyperparameter.name == "epsilon") {
            optimizer.set("epsilon", 0.0).unwrap();
        }
        for count in 1..=9 {
            let is_finite = |gradients: &[f32]| {
                let mut state = optimizer.fresh_state(&vec![0.1; count]);
                optimizer.update(1, 0.01, gradients, &mut state);
                let by_bound = Bound::of(&state, count).is_some();
                assert_eq!(by_bound, state.iter().all(|value| value.is_finite()), "{optimizer:?}");
                by_bound
            };
            assert!(is_finite(&vec![0.5; count]), "{count} parameters, {optimizer:?}");
            for bad in 0..count {
                let mut gradients = vec![0.5; count];
                gradients[bad] = f32::INFINITY;
                assert!(!is_finite(&gradients), "number {bad} of {count}, {optimizer:?}");
            }
        }
    }
}

/// Where it is said beforehand that the state stays finite it does, whatever the rate and the gradients; and in ordinary training it is
/// said after the first update, but by those rules that never do.
#[test]
fn what_is_said_to_stay_finite_does() {
    const WITHOUT: [OptimizerName; 3] = [OptimizerName::Adadelta, OptimizerName::Ftrl, OptimizerName::Nadam];
    let mut given = [0; 2];
    for optimizer in OptimizerName::all().map(Optimizer::new).chain(unusual()) {
        let is_centered = matches!(&optimizer.rule, Rule::RmsProp(rule) if rule.centered);
        for rate in [1e-3_f32, 1.0, 1e8, 1e25, 1e38] {
            for exponent in [-30_i32, -8, 0, 8, 14, 19, 30, 37] {
                let mut random = Random::new(exponent.unsigned_abs().into());
                let mut state = optimizer.fresh_state(&random.values(6, -1.0, 1.0));
                let mut bound = Bound::UNKNOWN;
                for t in 1..=20 {
                    let size = 10f32.powi(exponent);
                    let gradients = random.values(6, -size, size);
                    let before = state.clone();
                    let beforehand = optimizer.bound_after(&bound, rate, &gradients);
                    optimizer.update(t, rate, &gradients, &mut state);
                    let is_finite = state.iter().all(|value| value.is_finite());
                    assert!(is_finite || beforehand.is_none(), "{optimizer:?}, {gradients:?} to {before:?}: {state:?}");
                    if rate == 1e-3 && exponent == 0 {
                        let expected = t > 1 && !WITHOUT.contains(&optimizer.name()) && !is_centered;
                        assert_eq!(beforehand.is_some(), expected, "{optimizer:?}, update {t}");
                    }
                    given[usize::from(beforehand.is_some())] += 1;
                    let Some(next) = beforehand.or_else(|| Bound::of(&state, 6)) else { break };
                    bound = next;
                }
            }
        }
    }
    assert!(given.iter().all(|count| *count > 1000), "{given:?}: one of the two is hardly tried");
}

/// Keras 3.15 on TensorFlow, which knows no subnormal numbers: with η = 1 and β = 0.5 a gradient of 4e-38 and then none give
/// m = −4e-38, −2e-38, 0. No slot of any optimizer gets stuck at one.
#[test]
fn slots_have_no_subnormal_numbers() {
    let run = |optimizer: &Optimizer, gradient: f32, updates: u64| {
        let mut state = optimizer.fresh_state(&[1.0; 5]);
        for t in 1..=updates {
            let rate = optimizer.learning_rate_at(t - 1) as f32;
            optimizer.update(t, rate, &[if t == 1 { gradient } else { 0.0 }; 5], &mut state);
            assert!(state.iter().all(|value| value.is_finite()));
        }
        state
    };
    let momentum = written(json!({ "name": "sgd", "learning_rate": 1.0, "momentum": 0.5 }));
    for (updates, m) in [(1, -4e-38), (2, -2e-38), (3, 0.0)] {
        assert_eq!(run(&momentum, 4e-38, updates)[5..], [m; 5], "after {updates}");
    }
    for optimizer in OptimizerName::all().map(Optimizer::new).chain(unusual()) {
        for updates in [700, 900, 1100] {
            let state = run(&optimizer, 1e-3, updates);
            let slots = &state[..5 * (1 + optimizer.slots().len())]; // without the one number that Nadam has besides
            assert!(slots.iter().all(|value| !value.is_subnormal()), "{optimizer:?} after {updates}: {slots:?}");
        }
    }
}

#[test]
fn each_with_unusual_hyperparameters() {
    unusual().iter().for_each(race);
}

/// "What the optimizer keeps stays where it is the same optimizer": the counterpart goes on with its slots.
#[test]
fn hyperparameters_change_in_mid_run() {
    for name in OptimizerName::all() {
        let mut optimizer = Optimizer::new(name);
        let mut race = Race::new(&optimizer);
        race.run(60);
        for rate in [0.05, 0.002] {
            optimizer.learning_rate = rate.into();
            race.network.set_optimizer(optimizer.clone()).unwrap();
            race.run(60);
        }
        assert_eq!(race.network.iterations(), 180, "{name:?}");
    }
    // One whose memory has the same shape with and without them.
    let mut race =
        Race::new(&written(json!({ "name": "rmsprop", "momentum": 0.5, "centered": true, "epsilon": 1e-3 })));
    race.run(40);
    race.network
        .set_optimizer(written(
            json!({ "name": "rmsprop", "momentum": 0.9, "centered": true, "rho": 0.7, "epsilon": 1e-3 }),
        ))
        .unwrap();
    race.run(40);
    let mut race = Race::new(&written(json!({ "name": "adam", "beta_2": 0.7 })));
    race.run(40);
    race.network.set_optimizer(written(json!({ "name": "adam", "beta_2": 0.7, "amsgrad": true }))).unwrap();
    race.run(40);
}

/// A schedule counts the updates that the optimizer has made; a number may take its place, and it the place of a number.
#[test]
fn a_schedule_counts_the_optimizer_s_updates() {
    let decay = json!({
        "name": "exponential_decay", "initial_learning_rate": 0.08, "decay_steps": 10, "decay_rate": 0.5
    });
    let scheduled = written(json!({ "name": "adam", "learning_rate": decay }));
    let rates = [0, 10, 25].map(|updates| scheduled.learning_rate_at(updates));
    for (rate, expected) in rates.into_iter().zip([0.08, 0.04, 0.08 * 0.5_f64.powf(2.5)]) {
        assert!((rate / expected - 1.0).abs() < 1e-6, "{rate}, not {expected}");
    }
    let mut race = Race::new(&scheduled);
    race.run(30);
    let mut constant = scheduled.clone();
    constant.learning_rate = 0.01.into();
    race.network.set_optimizer(constant.clone()).unwrap();
    race.run(30);
    race.network.set_optimizer(scheduled.clone()).unwrap();
    race.run(30);
    assert_eq!(race.network.iterations(), 90);
    constant.set("learning_rate", Value::from(&scheduled.learning_rate)).unwrap();
    assert_eq!(constant, scheduled);
    assert!(constant.set("learning_rate", -1.0).is_err());
    assert_eq!(constant, scheduled);
}

#[test]
fn another_optimizer_begins_anew() {
    let before_and_after = [
        (optimizer("adam"), optimizer("adamw")),
        (optimizer("adam"), optimizer("nadam")),
        (optimizer("rmsprop"), optimizer("adam")),
        // Momentum that was not there before has nothing to go on with.
        (sgd(0.01), written(json!({ "name": "sgd", "momentum": 0.9 }))),
        (written(json!({ "name": "sgd", "momentum": 0.9 })), sgd(0.01)),
    ];
    for (before, after) in before_and_after {
        let mut race = Race::new(&before);
        race.run(20);
        let reached = race.network.parameters().to_vec();
        race.network.set_optimizer(after.clone()).unwrap();
        assert_eq!(bits(race.network.parameters()), bits(&reached), "the weights stay");
        assert_eq!((race.network.iterations(), &race.network.config().optimizer), (0, &after));
        race.keras = Keras::new(&after, reached.len());
        race.run(20);
    }
}

#[test]
fn an_illegal_optimizer_changes_nothing() {
    let mut race = Race::new(&optimizer("adam"));
    race.run(5);
    for (name, value, words) in [
        ("learning_rate", -0.1, "optimizer.learning_rate: -0.1 is not 0 or a number greater than 0"),
        ("learning_rate", f64::NAN, "optimizer.learning_rate: NaN is not"),
        ("learning_rate", f64::INFINITY, "optimizer.learning_rate: inf is not"),
        ("beta_1", 1.0, "optimizer.beta_1: 1 is not a number from 0 to less than 1"),
    ] {
        let mut other = optimizer("adam");
        match (&mut other.rule, name) {
            (Rule::Adam(adam), "beta_1") => adam.beta_1 = value,
            _ => other.learning_rate = value.into(),
        }
        let message = race.network.set_optimizer(other).unwrap_err().to_string();
        assert!(message.starts_with(words), "{message}");
    }
    assert_eq!(race.network.config().optimizer, optimizer("adam"));
    race.run(5);
}

/// A learning rate of 0 is legal: everything stands still, weight decay included. But FTRL divides by it.
#[test]
fn a_rate_of_0_moves_nothing() {
    for name in OptimizerName::all() {
        if name == OptimizerName::Ftrl {
            continue;
        }
        let mut optimizer = Optimizer::new(name);
        optimizer.learning_rate = 0.0.into();
        let mut network = small(optimizer);
        let (before, (x, y)) = (bits(network.parameters()), quadrants(8, 1));
        for _ in 0..10 {
            network.train_step(&x, &y).unwrap();
        }
        assert_eq!((bits(network.parameters()), network.iterations()), (before, 10));
    }
}
