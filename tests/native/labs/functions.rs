//! L8 and L9: what is drawn of activations and losses, against Keras's numbers, finite differences and textbooks.

use super::{assert_refused, number, numbers, show};
use crate::support::{assert_near, is_finite, open_lab, value};
use nn_playground::nn::{Activation, Loss};
use nn_playground::value::Choice;
use serde_json::{Value as Json, json};

fn at(function: &str, key: &str, x: f64) -> [f64; 2] {
    let shown = show("functions", json!({ "function": function, key: x }));
    [number(&shown["value"]), number(&shown["derivative"])]
}

fn pointwise() -> impl Iterator<Item = &'static str> {
    Activation::all().filter(|activation| activation.at(0.0).is_some()).map(Choice::name)
}

/// The losses of one output.
const LOSSES: [&str; 7] =
    ["mean_squared_error", "mean_absolute_error", "binary_crossentropy", "huber", "hinge", "squared_hinge", "log_cosh"];
const OF_CLASSES: [&str; 3] = ["sparse_categorical_crossentropy", "categorical_crossentropy", "kl_divergence"];

#[test]
fn every_function_is_shown_with_finite_numbers() {
    let names: Vec<_> = Activation::all().map(Choice::name).chain(Loss::all().map(Choice::name)).collect();
    assert_eq!(names.len(), Activation::all().count() + LOSSES.len() + OF_CLASSES.len());
    for name in names {
        for x in [-100.0, -3.0, 0.0, 0.2, 1.0, 100.0] {
            let settings = value(json!({ "function": name, "x": x, "prediction": x }));
            assert!(is_finite(&open_lab("functions", &settings).unwrap()), "{name} at {x}");
        }
        for logits in [[30.0, -30.0, 0.0], [-30.0, 30.0, 30.0]] {
            let settings = value(json!({ "function": name, "logits": logits, "label": 3 }));
            assert!(is_finite(&open_lab("functions", &settings).unwrap()), "{name} with {logits:?}");
        }
    }
}

#[test]
fn activations_have_the_values_and_the_derivatives_of_keras() {
    let golden: Json = serde_json::from_str(include_str!("../../keras/golden/activations.json")).unwrap();
    let mut compared = 0;
    for case in golden["cases"].as_array().unwrap() {
        let name = case["activation"].as_str().unwrap();
        if name == "softmax" {
            continue;
        }
        let [z, a, back] = ["z", "a64", "back64"].map(|key| numbers(&case[key]));
        for ((z, a), back) in z.iter().zip(&a).zip(&back).filter(|((z, _), _)| z.abs() <= 20.0) {
            let [value, derivative] = at(name, "x", *z);
            assert_near(value, *a, 1e-6 * a.abs().max(1.0));
            assert_near(derivative, *back, 1e-6 * back.abs().max(1.0));
            compared += 1;
        }
    }
    assert!(compared > 500, "{compared}");
}

#[test]
fn losses_have_the_values_and_the_derivatives_of_keras() {
    let golden: Json = serde_json::from_str(include_str!("../../keras/golden/losses.json")).unwrap();
    let mut compared = std::collections::BTreeMap::new();
    for case in golden["cases"].as_array().unwrap() {
        let config = &case["config"];
        let loss = config["loss"].as_str().unwrap();
        let layer = &config["layers"][0];
        // Of one linear output the prediction is the logit.
        if !LOSSES.contains(&loss) || layer["activation"] != "linear" || layer["units"] != 1 {
            continue;
        }
        let [z, y, value, slope] = ["z", "y", "loss", "back64"].map(|key| numbers(&case[key]));
        for (at, z) in z.iter().enumerate().filter(|(_, z)| z.abs() <= 100.0) {
            let shown = show("functions", json!({ "function": loss, "prediction": z, "target": y[at] }));
            let place = format!("{loss} of {z} with the target {}", y[at]);
            for (key, expected) in [("value", value[at]), ("derivative", slope[at])] {
                let found = number(&shown[key]);
                assert!(
                    (found - expected).abs() <= 2e-6 * expected.abs().max(1.0),
                    "{place}: {key} {found}, not {expected}"
                );
            }
            *compared.entry(loss.to_owned()).or_insert(0) += 1;
        }
    }
    assert!(compared.len() == LOSSES.len() && compared.values().all(|count| *count >= 9), "{compared:?}");
}

#[test]
fn derivatives_are_those_of_differences() {
    let near = |name: &str, key: &str, x: f64| {
        let h = 1e-6;
        let [above, below] = [x + h, x - h].map(|x| at(name, key, x)[0]);
        let slope = (above - below) / (2.0 * h);
        let derivative = at(name, key, x)[1];
        assert!((derivative - slope).abs() <= 1e-6 * slope.abs().max(1.0), "{name} at {x}: {derivative}, not {slope}");
    };
    for name in pointwise() {
        for x in [-5.3, -2.1, -0.7, 0.4, 1.9, 5.2] {
            near(name, "x", x);
        }
    }
    for name in LOSSES {
        for x in [0.03, 0.4, 0.9] {
            near(name, "prediction", x);
        }
    }
    // In f32.
    for name in OF_CLASSES.into_iter().chain(["softmax"]) {
        let of = |z: f64| show("functions", json!({ "function": name, "logits": [0.5, z, -1.0], "label": 2 }));
        for z in [-2.0, 0.25, 1.5] {
            let [above, below] = [z + 0.01, z - 0.01].map(|z| number(&of(z)["value"]));
            assert_near(number(&of(z)["derivative"]), (above - below) / 0.02, 1e-3);
        }
    }
}

#[test]
fn keras_conventions_at_the_corners() {
    assert_eq!(at("relu", "x", 0.0), [0.0, 0.0]);
    assert_eq!(at("relu6", "x", 6.0), [6.0, 0.0]);
    assert_eq!(at("leaky_relu", "x", -1.0), [-0.2, 0.2]);
    assert_eq!(at("heaviside", "x", 0.0), [1.0, 0.0]);
    assert_eq!(at("sgn", "x", 0.0), [0.0, 0.0]);
    let shown = show("functions", json!({ "function": "selu" }));
    // Klambauer et al. (2017): 1.0507 and 1.0507 · 1.6733.
    assert_near(number(&shown["constants"]["right"]), 1.050_700_987, 1e-9);
    assert_near(number(&shown["constants"]["left"]), 1.758_099_341, 1e-9);
    assert_eq!(at("mean_absolute_error", "prediction", 1.0), [0.0, 0.0]);
    // −ln 10⁻⁷, as far as the nearest float32 has it.
    let [most, slope] = at("binary_crossentropy", "prediction", 0.0);
    assert_near(most, 16.118_095, 1e-6);
    assert_eq!(slope, 0.0);
    assert_eq!(number(&show("functions", json!({ "function": "bce" }))["most"]), most);
    // A hinge reads 0 and 1 as −1 and 1.
    assert_eq!(number(&show("functions", json!({ "function": "hinge", "target": 0 }))["target"]), -1.0);
}

/// [side, kind, from] of each tail.
fn tails(settings: Json) -> Vec<(String, String, f64)> {
    let shown = show("functions", settings);
    let tails = shown["tails"].as_array().unwrap().iter();
    tails
        .map(|tail| {
            let text = |key: &str| tail[key].as_str().unwrap().to_owned();
            (text("side"), text("kind"), number(&tail["from"]))
        })
        .collect()
}

#[test]
fn where_a_gradient_is_lost() {
    let found = |name: &str| tails(json!({ "function": name }));
    let tail = |side: &str, kind: &str, from: f64| (side.to_owned(), kind.to_owned(), from);
    assert_eq!(found("relu"), [tail("left", "dead", 0.0)]);
    assert_eq!(found("relu6"), [tail("left", "dead", 0.0), tail("right", "dead", 6.0)]);
    assert_eq!(found("hard_sigmoid"), [tail("left", "dead", -3.0), tail("right", "dead", 3.0)]);
    for step in ["heaviside", "sign"] {
        assert_eq!(found(step), [tail("left", "dead", 0.0), tail("right", "dead", 0.0)]);
    }
    for never in ["linear", "leaky_relu", "mean_squared_error", "mean_absolute_error", "huber"] {
        assert_eq!(found(never), [], "{never}");
    }
    // σ′ = 0.01 where σ = (1 + √0.96) / 2, that is at ln((1 + √0.96) / (1 − √0.96)); tanh′(x) = 4 σ′(2x); 1/(1 + x)² at 9.
    let root = 0.96f64.sqrt();
    let sigmoid = ((1.0 + root) / (1.0 - root)).ln();
    let tanh = 0.99f64.sqrt().atanh();
    for (name, x) in [("sigmoid", sigmoid), ("tanh", tanh), ("softsign", 9.0)] {
        let [left, right] = &found(name)[..] else { panic!("{name}") };
        assert_eq!((&*left.0, &*left.1, &*right.0, &*right.1), ("left", "saturated", "right", "saturated"));
        assert_near(left.2, -x, 1e-9);
        assert_near(right.2, x, 1e-9);
    }
    // eˣ = 0.01.
    for name in ["exponential", "elu"] {
        let [tail] = &found(name)[..] else { panic!("{name}") };
        assert_eq!((&*tail.0, &*tail.1), ("left", "saturated"));
        assert_near(tail.2, 0.01f64.ln(), 1e-9);
    }
    // A hinge is 0 from y ŷ = 1 on, for either target.
    for name in ["hinge", "squared_hinge"] {
        assert_eq!(found(name), [tail("right", "dead", 1.0)]);
        assert_eq!(tails(json!({ "function": name, "target": -1 })), [tail("left", "dead", -1.0)]);
    }
    // Cross-entropy is clipped near 0 and 1.
    let clipped = found("binary_crossentropy");
    assert_eq!(clipped.len(), 2);
    assert_near(clipped[0].2, 1e-7, 1e-11);
    assert_near(clipped[1].2, 1.0 - 1e-7, 1e-7);
}

#[test]
fn lines_break_where_a_function_jumps() {
    let jumps = |name: &str, key: &str| -> Vec<[f64; 4]> {
        let shown = show("functions", json!({ "function": name }));
        let each = |jump: &Json| ["x", "left", "right", "value"].map(|key| number(&jump[key]));
        shown[key].as_array().unwrap().iter().map(each).collect()
    };
    assert_eq!(jumps("heaviside", "jumps"), [[0.0, 0.0, 1.0, 1.0]]);
    assert_eq!(jumps("sign", "jumps"), [[0.0, -1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]);
    assert_eq!(jumps("relu", "jumps"), [[0.0; 4]; 0]);
    assert_eq!(jumps("relu", "derivative_jumps"), [[0.0, 0.0, 1.0, 0.0]]);
    assert_eq!(jumps("leaky_relu", "derivative_jumps"), [[0.0, 0.2, 1.0, 0.2]]);
    assert_eq!(jumps("mean_absolute_error", "derivative_jumps"), [[1.0, -1.0, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0]]);
    for name in ["sigmoid", "tanh", "elu", "exponential", "gelu", "mean_squared_error", "huber"] {
        assert_eq!(jumps(name, "jumps"), [[0.0; 4]; 0], "{name}");
        assert_eq!(jumps(name, "derivative_jumps"), [[0.0; 4]; 0], "{name}");
    }
}

/// Nowhere is a line farther from the function than what can be seen.
#[test]
fn lines_lie_on_the_function() {
    for name in pointwise() {
        let shown = show("functions", json!({ "function": name }));
        let activation = Activation::from_name(name).unwrap();
        let [low, high] = [0, 1].map(|at| number(&shown["window"][1][at]));
        for (key, which) in [("values", 0), ("derivatives", 1)] {
            let mut points = 0;
            for piece in shown[key].as_array().unwrap() {
                let piece: Vec<_> = piece.as_array().unwrap().iter().map(numbers).collect();
                points += piece.len();
                for ends in piece.windows(2) {
                    let x = (ends[0][0] + ends[1][0]) / 2.0;
                    let y = (ends[0][1] + ends[1][1]) / 2.0;
                    let exact = activation.at(x).unwrap()[which];
                    if (low..=high).contains(&exact) {
                        assert!((y - exact).abs() < 0.01 * (high - low), "{name} {key} at {x}: {y}, not {exact}");
                    }
                }
            }
            assert!((60..2000).contains(&points), "{name}: {points} points");
        }
    }
}

#[test]
fn a_bell_of_inputs() {
    let bell = |name: &str| show("functions", json!({ "function": name }))["bell"].clone();
    let linear = bell("linear");
    assert_near(numbers(&linear["mean"])[1], 0.0, 1e-9);
    assert_near(numbers(&linear["deviation"])[1], 1.0, 2e-3);
    // Of a standard normal x: E max(x, 0) = 1/√2π, E max(x, 0)² = ½, and half of the gradient passes.
    let relu = bell("relu");
    let mean = 1.0 / (2.0 * std::f64::consts::PI).sqrt();
    assert_near(numbers(&relu["mean"])[1], mean, 1e-3);
    assert_near(numbers(&relu["deviation"])[1], (0.5 - mean * mean).sqrt(), 2e-3);
    assert_eq!([number(&relu["passes"]), number(&relu["flat"])], [0.5, 0.5]);
    // Selu keeps mean 0 and deviation 1 (Klambauer et al., 2017).
    let selu = bell("selu");
    assert_near(numbers(&selu["mean"])[1], 0.0, 3e-3);
    assert_near(numbers(&selu["deviation"])[1], 1.0, 3e-3);
    assert_eq!(number(&bell("sign")["passes"]), 0.0);
    for name in pointwise() {
        let bell = bell(name);
        for key in ["inputs", "outputs"] {
            let shares: f64 = bell[key].as_array().unwrap().iter().map(|bar| number(&bar["share"])).sum();
            assert_near(shares, 1.0, 1e-9);
        }
    }
    // Half of all outputs of relu, the zeros, are in one bar.
    let first = &relu["outputs"][0];
    assert!(number(&first["share"]) >= 0.5 && number(&first["from"]) == 0.0, "{first}");
}

#[test]
fn softmax_in_its_stages() {
    let shown = show("functions", json!({ "function": "softmax", "logits": [1, 2, 3], "label": 3 }));
    // e = 2.718282, e² = 7.389056, e³ = 20.085537; each as a fraction of 30.192875.
    let classes = &shown["classes"];
    assert_near(number(&classes["sum"]), 30.192_875, 1e-5);
    for (class, expected) in classes["all"].as_array().unwrap().iter().zip([0.090_030_57, 0.244_728_47, 0.665_240_96]) {
        assert_near(number(&class["probability"]), expected, 1e-6);
        assert_near(number(&class["exp"]) / number(&classes["sum"]), expected, 1e-6);
    }
    let slopes: f64 = classes["all"].as_array().unwrap().iter().map(|class| number(&class["slope"])).sum();
    assert_near(slopes, 0.0, 1e-6);
}

#[test]
fn losses_of_classes_are_minus_the_logarithm_of_the_probability() {
    let settings = json!({ "logits": [2, 1, 0.1], "label": 2 });
    let p = number(
        &show("functions", super::with(&settings, json!({ "function": "softmax" })))["classes"]["all"][1]["probability"],
    );
    for name in OF_CLASSES {
        let shown = show("functions", super::with(&settings, json!({ "function": name })));
        assert_near(number(&shown["value"]), -p.ln(), 1e-5);
        let slopes: Vec<_> =
            shown["classes"]["all"].as_array().unwrap().iter().map(|class| number(&class["slope"])).collect();
        assert_near(slopes[1], p - 1.0, 1e-5);
        assert_near(slopes.iter().sum::<f64>(), 0.0, 1e-5);
        assert_near(number(&shown["derivative"]), slopes[1], 0.0);
    }
}

#[test]
fn the_loss_of_a_batch_is_the_mean_of_its_examples() {
    for name in LOSSES.into_iter().chain(OF_CLASSES) {
        let shown = show("functions", json!({ "function": name, "prediction": 0.3, "label": 2 }));
        let examples = shown["batch"]["examples"].as_array().unwrap();
        let mean = examples.iter().map(|example| number(&example["loss"])).sum::<f64>() / examples.len() as f64;
        assert_near(number(&shown["batch"]["mean"]), mean, 1e-6);
        assert_near(number(&examples[0]["loss"]), number(&shown["value"]), 1e-9);
    }
}

#[test]
fn which_loss_goes_with_which_output() {
    let fits = |settings: Json| -> Vec<(String, String)> {
        let shown = show("functions", settings);
        let pairs = shown["pairs"].as_array().unwrap().iter();
        pairs.map(|pair| (pair["output"].as_str().unwrap().into(), pair["fit"].as_str().unwrap().into())).collect()
    };
    let expect = |settings: Json, expected: [&str; 5]| {
        let found = fits(settings.clone());
        let names: Vec<_> = found.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["linear", "relu", "sigmoid", "tanh", "softmax"]);
        let found: Vec<_> = found.iter().map(|(_, fit)| &**fit).collect();
        assert_eq!(found, expected, "{settings}");
    };
    // A sigmoid that is wrong and sure passes 2 (a − 1) a (1 − a) of the error: next to nothing. Relu is dead, softmax of one
    // output always 1.
    expect(json!({ "function": "mse" }), ["fits", "blocked", "vanishes", "vanishes", "constant"]);
    expect(json!({ "function": "mse", "target": 3 }), ["fits", "blocked", "unreachable", "unreachable", "constant"]);
    expect(
        json!({ "function": "mse", "target": -0.5 }),
        ["fits", "unreachable", "unreachable", "vanishes", "constant"],
    );
    expect(json!({ "function": "bce" }), ["blocked", "blocked", "fits", "blocked", "logits"]);
    expect(json!({ "function": "hinge", "target": -1 }), ["fits", "unreachable", "unreachable", "fits", "constant"]);
    for name in ["sparse_categorical_crossentropy", "categorical_crossentropy"] {
        let fits = fits(json!({ "function": name }));
        assert_eq!((&*fits[4].1, &*fits[2].1), ("fits", "logits"), "{name}");
    }
    let shown = show("functions", json!({ "function": "mse" }));
    let sigmoid = &shown["pairs"][2];
    let a = 1.0 / (1.0 + 5f64.exp());
    assert_near(number(&sigmoid["prediction"]), a, 1e-7);
    assert_near(number(&sigmoid["slope"]), 2.0 * (a - 1.0) * a * (1.0 - a), 1e-7);
}

#[test]
fn code_is_spelt_as_on_the_slides() {
    let code = |name: &str| -> Vec<String> {
        let shown = show("functions", json!({ "function": name }));
        shown["code"].as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        code("relu"),
        [
            "tf.keras.activations.relu",
            "Dense(..., activation=tf.keras.activations.relu)",
            "Dense(..., activation='relu')"
        ]
    );
    assert_eq!(
        code("mse"),
        [
            "loss = tf.keras.losses.MeanSquaredError()",
            "model.compile(optimizer=optimizer, loss=loss)",
            "model.compile(optimizer=optimizer, loss='mean_squared_error')"
        ]
    );
    // Every class is one of Keras, and means this loss.
    let golden: Json = serde_json::from_str(include_str!("../../keras/golden/names.json")).unwrap();
    for loss in Loss::all().map(Choice::name) {
        let first = code(loss).swap_remove(0);
        let class = first.strip_prefix("loss = tf.keras.losses.").and_then(|rest| rest.strip_suffix("()")).unwrap();
        let is_it = |case: &Json| case["what"] == "loss" && case["word"] == class && case["means"] == loss;
        assert!(golden["cases"].as_array().unwrap().iter().any(is_it), "Keras has no {class} for {loss}");
    }
}

#[test]
fn the_point_and_the_target_are_always_seen() {
    for x in [-100.0, -7.0, 0.0, 6.0, 33.0, 100.0] {
        for name in ["relu", "sigmoid", "mse", "bce"] {
            let shown = show("functions", json!({ "function": name, "x": x, "prediction": x }));
            let [low, high] = [0, 1].map(|at| number(&shown["window"][0][at]));
            assert!(low <= x && x <= high, "{name}: {x} is not in {low}..{high}");
            let notch = number(&shown["notch"]);
            assert!(notch > 0.0 && (high - low) / notch >= 39.9 && (high - low) / notch <= 101.0, "{notch}");
        }
    }
    let shown = show("functions", json!({ "function": "mse", "target": 42 }));
    assert!(number(&shown["window"][0][1]) > 42.0);
}

#[test]
fn refused_settings() {
    assert_refused(
        "functions",
        &[
            (json!({ "x": 101 }), "x: 101 is out of range: -100 to 100"),
            (json!({ "function": "bce", "target": 1.5 }), "target: 1.5 is out of range: 0 to 1"),
            (json!({ "label": 4 }), "label: 4 is not a whole number from 1 to 3"),
            (json!({ "logits": [1, 2] }), "logits: 2 numbers: there must be 3"),
            (json!({ "logits": [1, 2, 31] }), "logits[2]: 31 is out of range: -30 to 30"),
            (
                json!({ "step": 1 }),
                "step: there is no such field; there may be function, x, prediction, target, label, logits",
            ),
        ],
    );
}
