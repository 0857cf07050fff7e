//! What is wrong with a configuration or with data is said, by the path of the field, before anything has changed.

use crate::support::{bits, config, parse, value};
use nn_playground::{
    Error, ErrorKind,
    nn::{Activation, Initializer, Loss, MAX_LAYERS, MAX_PARAMETERS, Network, NetworkConfig, Rule, random::MAX_SEED},
    value::{Choice, Value},
};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::{Value as Json, json};

/// A good configuration.
fn good() -> Json {
    json!({
        "inputs": 2,
        "layers": [{ "units": 4, "activation": "tanh" }, { "units": 1, "activation": "sigmoid" }],
        "loss": "binary_crossentropy",
        "optimizer": { "name": "adam", "learning_rate": 0.01 },
        "seed": 5,
    })
}

/// The message must begin with the path of the field and contain all of `words`.
#[track_caller]
fn refused(found: Result<NetworkConfig, Error>, field: &str, words: &[&str]) {
    let error = found.expect_err("was accepted");
    assert!((error.kind(), error.field()) == (ErrorKind::Config, field), "not at {field}: {error}");
    let message = error.to_string();
    assert!(field.is_empty() || message.starts_with(&format!("{field}: ")), "{message}");
    for word in words {
        assert!(message.contains(word), "{word:?} is not in: {message}");
    }
}

/// [`good`] with something else at this place.
fn with(place: &str, json: Json) -> Json {
    let mut config = good();
    *config.pointer_mut(place).unwrap() = json;
    config
}

/// [`good`] with one more key at this place.
fn with_key(place: &str, key: &str, json: Json) -> Json {
    let mut config = good();
    config.pointer_mut(place).unwrap()[key] = json;
    config
}

#[test]
fn what_is_left_out_gets_keras_s_default() {
    let short = json!({ "inputs": 3, "layers": [{ "units": 2 }], "loss": "mse", "optimizer": "rmsprop" });
    let expected = json!({
        "inputs": 3,
        "layers": [{
            "units": 2, "activation": "linear", "use_bias": true, "kernel_initializer": "glorot_uniform",
            "bias_initializer": "zeros", "kernel_regularizer": { "l1": 0.0, "l2": 0.0 },
        }],
        "loss": "mean_squared_error",
        "optimizer": { "name": "rmsprop", "learning_rate": 0.001, "rho": 0.9, "momentum": 0.0, "epsilon": 1e-7, "centered": false },
        "seed": 7,
    });
    let parsed = parse(short).unwrap();
    assert_eq!(value(serde_json::to_value(&parsed).unwrap()), value(expected.clone()));
    assert_eq!(parse(expected).unwrap(), parsed, "complete, it means the same");
    // null, JavaScript's undefined, is the same as nothing.
    let nulls = json!({ "inputs": 3, "layers": [{ "units": 2, "activation": null, "use_bias": null, "kernel_regularizer": null }],
                        "loss": "mse", "optimizer": "rmsprop", "seed": null, "unknown": null });
    assert_eq!(parse(nulls).unwrap(), parsed);
    let partly = with_key("/layers/1", "kernel_regularizer", json!({ "l2": 0.5 }));
    let regularizer = parse(partly).unwrap().layers[1].kernel_regularizer;
    assert_eq!((regularizer.l1, regularizer.l2), (0.0, 0.5));
}

#[test]
fn whole_numbers_are_integers_as_far_as_javascript_counts() {
    let counts = |number: f64| serde_json::to_value(Value::Number(number)).unwrap().is_i64();
    for number in [0.0, 4.0, -4.0, 9_007_199_254_740_991.0, -9_007_199_254_740_991.0] {
        assert!(counts(number), "{number} has a point");
    }
    for number in [-0.0, 0.5, 9_007_199_254_740_992.0, -9_007_199_254_740_992.0, 1e18, -1e18, 1e300] {
        assert!(!counts(number), "{number} has none");
        assert_eq!(serde_json::to_value(Value::Number(number)).unwrap().as_f64(), Some(number));
    }
}

#[test]
fn a_seed_is_asked_for_only_where_none_is_given() {
    let given = NetworkConfig::parse(&value(good()), || panic!("it has one"));
    assert_eq!(given.unwrap().seed, 5);
    for seed in [0, 1, MAX_SEED] {
        assert_eq!(parse(with("/seed", json!(seed))).unwrap().seed, seed);
    }
    for (seed, shown) in
        [(json!(MAX_SEED + 1), "9007199254740992"), (json!(-1), "-1"), (json!(1.5), "1.5"), (json!(1e300), "1e300")]
    {
        refused(parse(with("/seed", seed)), "seed", &[shown, "whole number", "0 to 9007199254740991"]);
    }
    refused(parse(with("/seed", json!("5"))), "seed", &["\"5\"", "not a number"]);
}

#[test]
fn unknown_keys_are_errors() {
    refused(parse(with_key("", "learning_rate", json!(1))), "learning_rate", &["no such field", "inputs", "optimizer"]);
    refused(parse(with_key("/layers/1", "unit", json!(1))), "layers[1].unit", &["no such field", "units", "use_bias"]);
    let regularizer = json!({ "l3": 1 });
    let with_regularizer = with_key("/layers/0", "kernel_regularizer", regularizer);
    refused(parse(with_regularizer), "layers[0].kernel_regularizer.l3", &["no such field", "l1, l2"]);
    let momentum = with_key("/optimizer", "momentum", json!(0.9));
    refused(parse(momentum), "optimizer.momentum", &["no such field", "learning_rate", "beta_1"]);
}

#[test]
fn missing_fields_are_asked_for() {
    for (key, words) in [
        ("inputs", "number of values"),
        ("layers", "list of layers"),
        ("loss", "mean_squared_error"),
        ("optimizer", "adam"),
    ] {
        let mut config = good();
        config.as_object_mut().unwrap().remove(key);
        refused(parse(config), key, &["is missing", words]);
    }
    refused(parse(with("/layers/1", json!({}))), "layers[1].units", &["is missing", "neurons"]);
    refused(parse(with("/optimizer", json!({ "lr": 1 }))), "optimizer.name", &["is missing", "sgd"]);
}

#[test]
fn wrong_types_are_named() {
    refused(parse(json!(5)), "", &["5 is not an object"]);
    refused(parse(json!([good()])), "", &["a list is not an object"]);
    refused(parse(with("/inputs", json!("2"))), "inputs", &["\"2\" is not a number"]);
    refused(parse(with("/layers", json!({ "units": 1 }))), "layers", &["an object is not a list"]);
    refused(parse(with("/layers/0", json!(4))), "layers[0]", &["4 is not an object"]);
    refused(parse(with("/layers/0/units", json!([4]))), "layers[0].units", &["a list is not a number"]);
    refused(parse(with("/layers/0/activation", json!(1))), "layers[0].activation", &["1 is not a name", "relu"]);
    refused(parse(with_key("/layers/0", "use_bias", json!(1))), "layers[0].use_bias", &["1 is neither true nor false"]);
    refused(parse(with("/loss", json!(true))), "loss", &["true is not a name", "huber"]);
    refused(parse(with("/optimizer", json!(0.1))), "optimizer", &["0.1 is not an object"]);
    let text = with("/optimizer/learning_rate", json!("0.1"));
    refused(parse(text), "optimizer.learning_rate", &["\"0.1\" is not a number"]);
    let amsgrad = with_key("/optimizer", "amsgrad", json!("yes"));
    refused(parse(amsgrad), "optimizer.amsgrad", &["\"yes\" is neither true nor false"]);
    let l2 = with_key("/layers/0", "kernel_regularizer", json!(0.1));
    refused(parse(l2), "layers[0].kernel_regularizer", &["0.1 is not an object"]);
}

#[test]
fn mistyped_names_come_with_the_right_ones() {
    refused(
        parse(with("/layers/1/activation", json!("rellu"))),
        "layers[1].activation",
        &["\"rellu\"", "relu, sigmoid"],
    );
    refused(parse(with("/loss", json!("mean_square_error"))), "loss", &["\"mean_square_error\"", "mean_squared_error"]);
    refused(parse(with("/optimizer", json!("adams"))), "optimizer", &["\"adams\"", "sgd, rmsprop, adam"]);
    refused(parse(with("/optimizer/name", json!("adams"))), "optimizer.name", &["\"adams\"", "sgd, rmsprop, adam"]);
    let kernel = with_key("/layers/0", "kernel_initializer", json!("he"));
    refused(parse(kernel), "layers[0].kernel_initializer", &["\"he\"", "he_normal"]);
    refused(parse(with("/loss", json!(""))), "loss", &["\"\""]);
    let endless = parse(with("/loss", json!("x".repeat(10_000)))).unwrap_err().to_string();
    assert!(endless.len() < 500, "the message repeats all of a long word");
}

#[test]
fn every_name_is_taken_in_any_case() {
    fn check<T: Choice + std::fmt::Debug>() {
        for (name, choice) in T::NAMES {
            for word in [name.to_string(), name.to_uppercase(), name.replace('_', "")] {
                assert_eq!(T::from_name(&word).as_ref(), Ok(choice), "{word}");
            }
            assert_eq!(T::from_name(choice.name()).as_ref(), Ok(choice));
        }
    }
    check::<Activation>();
    check::<Loss>();
    check::<Initializer>();
    check::<nn_playground::nn::OptimizerName>();
}

#[test]
fn counts_are_whole_and_at_least_1() {
    for (number, shown) in
        [(json!(0), "0"), (json!(-3), "-3"), (json!(2.5), "2.5"), (json!(1e17), "100000000000000000")]
    {
        refused(parse(with("/inputs", number.clone())), "inputs", &[shown, "whole number from 1"]);
        refused(parse(with("/layers/0/units", number)), "layers[0].units", &[shown, "whole number from 1"]);
    }
    assert_eq!(parse(with("/inputs", json!(2.0))).unwrap().inputs, 2);
    refused(parse(with("/layers", json!([]))), "layers", &["0 layers", "1 to 100"]);
    let layers = vec![json!({ "units": 1 }); MAX_LAYERS + 1];
    refused(parse(with("/layers", json!(layers))), "layers", &["101 layers", "1 to 100"]);
    // Also where Rust builds it without parsing.
    let mut direct = config(2, &[(0, Activation::Linear)], Loss::MeanSquaredError);
    refused(
        Network::new(direct.clone()).map(|network| network.config().clone()),
        "layers[0].units",
        &["0 units: there must be 1"],
    );
    (direct.inputs, direct.layers[0].units) = (0, 1);
    refused(Network::new(direct).map(|network| network.config().clone()), "inputs", &["0 inputs: there must be 1"]);
}

/// JSON has no NaN, JavaScript has.
#[test]
fn numbers_that_are_none() {
    for (number, shown) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")] {
        for (place, field) in [
            (vec!["inputs"], "inputs"),
            (vec!["seed"], "seed"),
            (vec!["optimizer", "learning_rate"], "optimizer.learning_rate"),
            (vec!["layers", "0", "units"], "layers[0].units"),
            (vec!["layers", "1", "kernel_regularizer", "l2"], "layers[1].kernel_regularizer.l2"),
        ] {
            let mut config = value(with_key("/layers/1", "kernel_regularizer", json!({ "l2": 0.1 })));
            let mut at = &mut config;
            for key in place {
                at = match at {
                    Value::Map(entries) => &mut entries.iter_mut().find(|(name, _)| name == key).unwrap().1,
                    Value::List(items) => &mut items[key.parse::<usize>().unwrap()],
                    _ => panic!("{key}"),
                };
            }
            *at = Value::Number(number);
            refused(NetworkConfig::parse(&config, || 0), field, &[shown]);
        }
    }
}

#[test]
fn schedules_have_their_arguments() {
    let rate = |schedule: Json| with("/optimizer/learning_rate", schedule);
    let steps =
        json!({ "name": "ExponentialDecay", "initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5 });
    let config = parse(rate(steps.clone())).unwrap();
    let mut complete = serde_json::to_value(&config).unwrap()["optimizer"]["learning_rate"].clone();
    assert_eq!(complete["name"], "exponential_decay");
    assert_eq!(complete.as_object_mut().unwrap().remove("staircase"), Some(json!(false)));
    assert_eq!(parse(rate(complete)), Ok(config));
    let changed = |key: &str, value: Json| {
        let mut changed = steps.clone();
        changed[key] = value;
        rate(changed)
    };
    let pieces = |boundaries: Json, values: Json| {
        rate(json!({ "name": "piecewise_constant_decay", "boundaries": boundaries, "values": values }))
    };
    for (config, field, words) in [
        (rate(json!({ "decay_steps": 10 })), ".name", vec!["is missing", "exponential_decay"]),
        (rate(json!({ "name": "linear_decay" })), ".name", vec!["\"linear_decay\"", "cosine_decay"]),
        (changed("decay_rate", Json::Null), ".decay_rate", vec!["is missing"]),
        (changed("decay_rate", json!("half")), ".decay_rate", vec!["\"half\" is not a number"]),
        (changed("decay_rate", json!(-1)), ".decay_rate", vec!["-1 is not 0 or a number greater than 0"]),
        (changed("decay_steps", json!(0)), ".decay_steps", vec!["0 is not 1 or a number greater than 1"]),
        (changed("initial_learning_rate", json!(1e39)), ".initial_learning_rate", vec!["1e39 is out of range"]),
        (changed("staircase", json!(1)), ".staircase", vec!["1 is neither true nor false"]),
        (changed("alpha", json!(0.1)), ".alpha", vec!["no such field", "decay_rate"]),
        (
            rate(json!({ "name": "cosine_decay", "initial_learning_rate": 0, "decay_steps": 9, "warmup_steps": 1.5 })),
            ".warmup_steps",
            vec!["1.5 is not a whole number"],
        ),
        (pieces(json!([]), json!([1])), ".boundaries", vec!["0 boundaries"]),
        (pieces(json!([5, 5]), json!([1, 2, 3])), ".boundaries[1]", vec!["not greater than the boundary before"]),
        (pieces(json!([5, 7.5]), json!([1, 2, 3])), ".boundaries[1]", vec!["7.5 is not a whole number"]),
        (pieces(json!([5, 7]), json!([1, 2])), ".values", vec!["2 values"]),
        (pieces(json!([5]), json!([1, -2])), ".values[1]", vec!["-2 is not 0"]),
        (rate(json!([0.1])), "", vec!["a list is not a number"]),
    ] {
        refused(parse(config), &format!("optimizer.learning_rate{field}"), &words);
    }
}

#[test]
fn hyperparameters_have_their_ranges() {
    let fraction = "from 0 to less than 1";
    for (optimizer, field, words) in [
        (json!({ "name": "sgd", "learning_rate": -0.1 }), "learning_rate", "-0.1 is not 0 or a number greater than 0"),
        (json!({ "name": "sgd", "momentum": 1 }), "momentum", fraction),
        (json!({ "name": "sgd", "momentum": -0.5 }), "momentum", fraction),
        (json!({ "name": "adam", "beta_2": 1.5 }), "beta_2", fraction),
        (json!({ "name": "rmsprop", "rho": 1 }), "rho", fraction),
        (json!({ "name": "adamw", "weight_decay": -1 }), "weight_decay", "greater than 0"),
        (json!({ "name": "adam", "epsilon": 1e39 }), "epsilon", "1e39 is out of range: 0 to 3.4028235e38"),
        (json!({ "name": "sgd", "lr": -2 }), "learning_rate", "-2 is not"),
    ] {
        refused(parse(with("/optimizer", optimizer)), &format!("optimizer.{field}"), &[words]);
    }
    let both = json!({ "name": "sgd", "lr": 0.1, "learning_rate": 0.1 });
    refused(parse(with("/optimizer", both)), "optimizer.lr", &["learning_rate already", "one of them"]);
    // Keras refuses two clips, a limit of 0 included.
    let both = json!({ "name": "sgd", "clipnorm": 0, "clipvalue": 1 });
    refused(parse(with("/optimizer", both)), "optimizer.clipvalue", &["clipnorm already", "one of them"]);
    for (name, [l1, l2]) in [("l1", [0.01, 0.0]), ("L2", [0.0, 0.01])] {
        let named = parse(with_key("/layers/0", "kernel_regularizer", json!(name))).unwrap();
        assert_eq!(named.layers[0].kernel_regularizer, nn_playground::nn::Regularizer { l1, l2 });
    }
    for (unnamed, words) in
        [(json!(0.01), "0.01 is not an object with the fields l1, l2"), (json!("l3"), "one of l1, l2")]
    {
        refused(parse(with_key("/layers/0", "kernel_regularizer", unnamed)), "layers[0].kernel_regularizer", &[words]);
    }
    for (penalty, field) in [(json!({ "l1": -1 }), "l1"), (json!({ "l2": -1e-9 }), "l2")] {
        let field = format!("layers[0].kernel_regularizer.{field}");
        refused(parse(with_key("/layers/0", "kernel_regularizer", penalty)), &field, &["greater than 0"]);
    }
    let bias = with_key("/layers/0", "bias_initializer", json!("he_normal"));
    refused(parse(bias), "layers[0].bias_initializer", &["\"he_normal\"", "zeros, ones"]);
}

#[test]
fn a_network_must_fit_into_memory() {
    // 999 · 1000 + 1000 = 1 000 000 parameters are legal, one input more is not.
    let layers = json!([{ "units": 1000 }]);
    let of =
        |inputs: Json, layers: Json| json!({ "inputs": inputs, "layers": layers, "loss": "mse", "optimizer": "sgd" });
    let network = Network::new(parse(of(json!(999), layers.clone())).unwrap()).unwrap();
    assert_eq!(network.parameter_count(), MAX_PARAMETERS);
    refused(parse(of(json!(1000), layers)), "layers", &["1001000", "at most 1000000"]);
    let huge = json!([{ "units": 9e15 }, { "units": 9e15 }]);
    refused(parse(of(json!(9e15), huge)), "layers", &["too many", "1000000"]);
    // Biases count.
    let narrow = json!([{ "units": 1, "use_bias": false }]);
    assert!(parse(of(json!(1_000_000), narrow)).is_ok());
    refused(parse(of(json!(1_000_000), json!([{ "units": 1 }]))), "layers", &["1000001"]);
}

#[test]
fn a_sparse_loss_needs_two_outputs() {
    let sparse = with("/loss", json!("sparse_categorical_crossentropy"));
    refused(parse(sparse), "loss", &["sparse_categorical_crossentropy", "at least 2", "last layer has 1"]);
}

/// What JavaScript can make and JSON cannot: a list whose item is that very list.
struct WithinItself;

impl<'de> Deserializer<'de> for WithinItself {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_seq(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> SeqAccess<'de> for WithinItself {
    type Error = serde_json::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Self::Error> {
        seed.deserialize(WithinItself).map(Some)
    }
}

#[test]
fn an_object_within_itself_ends_in_an_error() {
    let error = Value::deserialize(WithinItself).unwrap_err();
    assert!(error.to_string().contains("nested too deeply"), "{error}");
    for depth in [10, 100, 100_000] {
        let text = "{\"layers\":[".repeat(depth);
        let error = serde_json::from_str::<Value>(&text).unwrap_err();
        assert!(error.to_string().contains("nested too deeply"), "{error}");
    }
    // The deepest that a configuration can be, with a level to spare for what surrounds it.
    let deepest = with_key("/layers/0", "kernel_regularizer", json!({ "l2": 0.1 }));
    assert!(serde_json::from_value::<Value>(json!({ "config": deepest })).is_ok());
}

/// Steps may be looked at; what needs their gradient is refused, with the reason.
#[test]
fn steps_work_forward_only() {
    for (name, at) in [("heaviside", 0), ("sign", 1)] {
        let config = parse(with(&format!("/layers/{at}/activation"), json!(name))).unwrap();
        let mut network = Network::new(config).unwrap();
        let (x, y) = ([0.5, -1.0, 2.0, 1.0], [1.0, 0.0]);
        assert_eq!(network.predict(&x).unwrap().len(), 2);
        assert!(network.evaluate(network.examples(&x, &y).unwrap()).unwrap().loss.is_finite());
        let before = bits(network.parameters());
        let errors = [
            network.train_step(&x, &y).unwrap_err(),
            network.gradients(&x, &y).unwrap_err(),
            network.fit(network.examples(&x, &y).unwrap(), &Default::default()).unwrap_err(),
        ];
        for error in errors {
            assert!(error.kind() == ErrorKind::NoGradient, "{error:?}");
            let message = error.to_string();
            for word in [format!("layers[{at}].activation"), name.into(), "gradient is 0".into(), "perceptron".into()] {
                assert!(message.contains(&word), "{word} is not in: {message}");
            }
        }
        assert_eq!((bits(network.parameters()), network.iterations()), (before, 0));
    }
}

/// All that takes data refuses it in the same words and changes nothing.
#[track_caller]
fn refused_data(network: &mut Network, x: &[f32], y: &[f32], what: &str, words: &[&str]) {
    let before = (bits(network.parameters()), network.to_json());
    let errors = [
        network.train_step(x, y).unwrap_err(),
        network.gradients(x, y).unwrap_err(),
        network.examples(x, y).unwrap_err(),
    ];
    for error in errors {
        assert!((error.kind(), error.field()) == (ErrorKind::Data, what), "not at {what}: {error}");
        for word in words {
            assert!(error.to_string().contains(word), "{word:?} is not in: {error}");
        }
    }
    assert_eq!((bits(network.parameters()), network.to_json()), before);
}

#[test]
fn data_that_does_not_fit() {
    let network = |loss, outputs| Network::new(config(2, &[(outputs, Activation::Sigmoid)], loss)).unwrap();
    let x = [0.1, 0.2, 0.3, 0.4];
    let mse = &mut network(Loss::MeanSquaredError, 2);
    refused_data(mse, &x[..3], &[0.0; 2], "x", &["3 values", "rows of 2"]);
    refused_data(mse, &[], &[], "x", &["empty", "2 values"]);
    refused_data(mse, &x, &[0.0; 3], "y", &["3 values", "2 rows of 2 make 4"]);
    refused_data(mse, &x, &[], "y", &["0 values", "2 rows of 2 make 4"]);
    refused_data(mse, &[0.0, f32::NAN], &[0.0; 2], "x[1]", &["NaN", "finite"]);
    refused_data(mse, &x, &[0.0, 0.0, f32::INFINITY, 0.0], "y[2]", &["inf", "finite"]);
    let binary = &mut network(Loss::BinaryCrossentropy, 1);
    refused_data(binary, &x, &[0.0, 1.5], "y[1]", &["1.5", "0 to 1"]);
    refused_data(binary, &x, &[-0.1, 1.0], "y[0]", &["-0.1", "0 to 1"]);
    refused_data(binary, &x, &[f32::NAN, 1.0], "y[0]", &["NaN"]);
    let classes = &mut network(Loss::SparseCategoricalCrossentropy, 3);
    for (label, shown) in
        [(3.0, "3"), (-1.0, "-1"), (0.5, "0.5"), (1e30, "1e30"), (f32::NAN, "NaN"), (f32::INFINITY, "inf")]
    {
        refused_data(classes, &x, &[0.0, label], "y[1]", &[shown, "0 to 2"]);
    }
    refused_data(classes, &x, &[0.0; 6], "y", &["6 values", "2 rows of 1 make 2"]);
    let hinge = &mut network(Loss::Hinge, 1);
    refused_data(hinge, &x, &[1.0, f32::NAN], "y[1]", &["NaN", "finite"]);

    assert!(mse.predict(&x[..3]).unwrap_err().to_string().starts_with("x: 3 values"));
    assert!(mse.predict(&[]).unwrap_err().to_string().starts_with("x: is empty"));
    assert!(mse.predict(&[f32::NAN, 0.0]).unwrap_err().to_string().starts_with("x[0]: NaN"));
    let named = mse.named_examples(["validation_data[0]", "validation_data[1]"], &x, &[0.0]).unwrap_err();
    assert!(named.to_string().starts_with("validation_data[1]: 1 values"), "{named}");
}

#[test]
fn an_illegal_penalty_changes_nothing() {
    let mut network = Network::new(parse(good()).unwrap()).unwrap();
    let before = network.config().clone();
    for l2 in [-1.0, f64::NAN, f64::INFINITY] {
        let penalty = nn_playground::nn::Regularizer { l1: 0.0, l2 };
        assert!(network.set_regularizer(penalty).unwrap_err().kind() == ErrorKind::Config);
        assert_eq!(network.config(), &before);
    }
    assert!(matches!(before.optimizer.rule, Rule::Adam(_)));
}
