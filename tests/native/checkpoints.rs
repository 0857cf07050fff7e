//! Checkpoints: everything that is needed to go on bit for bit, and nothing that breaks.

use crate::support::{Random, config, optimizer, quadrants, small, weight_bits, written};
use nn_playground::{
    Error, ErrorKind,
    nn::{
        Activation, FitOptions, Initializer, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName,
        Regularizer,
    },
    value::Choice,
};
use serde_json::{Value as Json, json};

fn train(network: &mut Network, epochs: usize) {
    let (x, y) = quadrants(30, 1);
    let options = FitOptions { epochs, batch_size: 7, ..FitOptions::default() };
    network.fit(network.examples(&x, &y).unwrap(), &options).unwrap();
}

fn again(network: &Network) -> Network {
    Network::from_json(&network.to_json().unwrap()).unwrap()
}

#[test]
fn every_optimizer_goes_on_bit_for_bit() {
    let unusual = [
        json!({ "name": "sgd", "momentum": 0.9, "nesterov": true }),
        json!({ "name": "rmsprop", "centered": true, "momentum": 0.5 }),
        json!({ "name": "adam", "amsgrad": true, "learning_rate": 0.1 }),
    ];
    let optimizers = OptimizerName::all().map(Optimizer::new).chain(unusual.map(written));
    for optimizer in optimizers {
        let mut network = small(optimizer.clone());
        train(&mut network, 3);
        let mut resumed = again(&network);
        assert_eq!(resumed.config(), network.config());
        assert_eq!((resumed.iterations(), resumed.epochs()), (network.iterations(), 3));
        assert_eq!(weight_bits(&resumed), weight_bits(&network), "{optimizer:?}");
        train(&mut network, 3);
        train(&mut resumed, 3);
        assert_eq!(weight_bits(&resumed), weight_bits(&network), "{optimizer:?} goes on differently");
        assert_eq!(resumed.to_json(), network.to_json());
    }
}

#[test]
fn any_weights_come_back() {
    let mut network = Network::new(config(8, &[(100, Activation::Linear)], Loss::MeanSquaredError)).unwrap();
    let mut random = Random::new(2);
    // All finite f32: tiny, huge, subnormal, −0.
    let mut any = |count| -> Vec<f32> {
        let bits = std::iter::repeat_with(|| f32::from_bits(random.next() as u32));
        bits.filter(|value| value.is_finite()).take(count).collect()
    };
    for _ in 0..20 {
        let mut weights = [any(800), any(100)];
        weights[1][..4].copy_from_slice(&[-0.0, f32::MAX, f32::MIN_POSITIVE, 1e-45]);
        network.set_weights(&weights).unwrap();
        assert_eq!(weight_bits(&again(&network)), weight_bits(&network));
    }
}

/// Also numbers that have no short decimal form.
#[test]
fn any_configuration_comes_back() {
    let mut random = Random::new(3);
    for _ in 0..500 {
        let mut layer = LayerConfig::new(3, Activation::Gelu);
        layer.use_bias = random.below(2) == 0;
        layer.kernel_initializer = Initializer::LecunNormal;
        layer.kernel_regularizer = Regularizer { l1: random.unit(), l2: random.unit() * 1e-5 };
        let mut optimizer = optimizer("adam");
        for name in ["learning_rate", "beta_1", "beta_2", "epsilon"] {
            optimizer.set(name, random.unit() * if name == "epsilon" { 1e-7 } else { 0.999 }).unwrap();
        }
        let seed = random.next() >> 11;
        let config = NetworkConfig { inputs: 2, layers: vec![layer], loss: Loss::Huber, optimizer, seed };
        let network = Network::new(config).unwrap();
        assert_eq!(again(&network).config(), network.config());
    }
}

#[test]
fn a_diverged_network_stays_one() {
    let optimizer = written(json!({ "name": "sgd", "learning_rate": 3e38 }));
    let config = config(2, &[(1, Activation::Linear)], Loss::MeanSquaredError);
    let mut network = Network::new(NetworkConfig { optimizer, ..config }).unwrap();
    train(&mut network, 1);
    assert!(network.diverged());
    assert!(again(&network).diverged());
}

/// A checkpoint as JSON, changed by hand.
fn changed(change: impl FnOnce(&mut Json)) -> Result<Network, Error> {
    let mut network = small(optimizer("adam"));
    train(&mut network, 1);
    let mut json: Json = serde_json::from_str(&network.to_json().unwrap()).unwrap();
    change(&mut json);
    Network::from_json(&json.to_string())
}

#[test]
fn what_is_wrong_is_said() {
    assert!(changed(|_| {}).is_ok());
    type Change = fn(&mut Json);
    let cases: [(&str, Change); 21] = [
        ("format", |json| json["format"] = json!("something else")),
        ("format", |json| drop(json.as_object_mut().unwrap().remove("format"))),
        ("version", |json| json["version"] = json!(2)),
        ("version", |json| json["version"] = json!("1")),
        ("config: is missing", |json| drop(json.as_object_mut().unwrap().remove("config"))),
        ("loss", |json| json["config"]["loss"] = json!("none")),
        ("config.layers[0].units: 0", |json| json["config"]["layers"][0]["units"] = json!(0)),
        ("config.seed: is missing", |json| drop(json["config"].as_object_mut().unwrap().remove("seed"))),
        ("iterations: is missing", |json| drop(json.as_object_mut().unwrap().remove("iterations"))),
        ("epochs: is missing", |json| drop(json.as_object_mut().unwrap().remove("epochs"))),
        ("diverged: is missing", |json| drop(json.as_object_mut().unwrap().remove("diverged"))),
        ("diverged: 0 is neither", |json| json["diverged"] = json!(0)),
        ("parameters are too many", |json| json["config"]["layers"][0]["units"] = json!(9e15)),
        ("state: 84 values do not fit: there must be 21", |json| json["config"]["optimizer"] = json!("sgd")),
        ("state: 83 values do not fit: there must be 84", |json| json["state"] = json!("00000000".repeat(83))),
        ("state[1]: \"7f800000\"", |json| json["state"] = json!("000000007f800000")),
        ("state[1]: \"0000000\"", |json| json["state"] = json!("000000000000000")),
        ("state[0]: \"x\"", |json| json["state"] = json!("x")),
        ("state", |json| json["state"] = json!({})),
        ("iterations", |json| json["iterations"] = json!(-1)),
        ("extra", |json| json["extra"] = json!(1)),
    ];
    for (at, (words, change)) in cases.into_iter().enumerate() {
        let error = changed(change).err().unwrap_or_else(|| panic!("case {at}, {words}: was accepted"));
        assert_eq!(error.kind(), ErrorKind::Checkpoint, "{error:?}");
        let message = error.to_string();
        assert!(
            message.starts_with("not a checkpoint of this playground") && message.contains(words),
            "{at}: {message}"
        );
    }
}

#[test]
fn no_text_makes_it_panic() {
    let whole = small(optimizer("sgd")).to_json().unwrap();
    let mut texts: Vec<String> =
        ["", "null", "5", "[]", "{}", "\"\"", "{\"format\":", "\u{0}", "{\"state\":\"ä\"}"].map(String::from).to_vec();
    texts.push("[".repeat(100_000));
    texts.push(format!("{{\"config\":{}", "{\"config\":".repeat(1000)));
    // Cut off anywhere, and with any byte replaced.
    texts.extend((0..whole.len()).map(|end| whole[..end].to_string()));
    let mut random = Random::new(6);
    for text in &texts {
        assert_eq!(Network::from_json(text).unwrap_err().kind(), ErrorKind::Checkpoint, "{text:.80}");
    }
    for _ in 0..1000 {
        let mut bytes = whole.clone().into_bytes();
        let at = random.below(bytes.len());
        bytes[at] = b"0123456789.-e\"{}[],:xn "[random.below(23)];
        if let Ok(mut network) = Network::from_json(&String::from_utf8(bytes).unwrap()) {
            train(&mut network, 1); // what is accepted must work
        }
    }
}
