//! L4: XOR and the hidden layer, against truth tables, finite differences and the core's networks.

use super::{assert_refused, number, numbers, show, with};
use crate::support::{assert_near, config, is_finite, open_lab, sgd, shown, value};
use nn_playground::nn::{Activation, Loss, Network, NetworkConfig};
use serde_json::{Value as Json, json};

const INPUTS: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const TARGETS: [f64; 4] = [0.0, 1.0, 1.0, 0.0];

/// A value of each of the four points.
fn of_points(shown: &Json, key: &str) -> Vec<Json> {
    shown["points"].as_array().unwrap().iter().map(|point| point[key].clone()).collect()
}

fn by_hand(weights: [f64; 9]) -> Json {
    show("xor", json!({ "weights": weights }))
}

fn learnt(activation: &str, seed: u64, step: u64) -> Json {
    show("xor", json!({ "way": "learnt", "activation": activation, "seed": seed, "step": step }))
}

#[test]
fn or_and_nand_and_an_and_behind_them_are_xor() {
    let shown = show("xor", json!({}));
    assert_eq!(of_points(&shown, "h"), [json!([0, 1]), json!([1, 1]), json!([1, 1]), json!([1, 0])]);
    assert_eq!(of_points(&shown, "answer"), [0, 1, 1, 0]);
    assert_eq!(of_points(&shown, "z")[1], json!([0.5, 0.5]));
    assert_eq!(of_points(&shown, "sum"), [-0.5, 0.5, 0.5, -0.5]);
    assert_eq!(
        [&shown["hidden"][0]["gate"], &shown["hidden"][1]["gate"], &shown["output"]["gate"]],
        ["or", "nand", "xor"]
    );
    assert_eq!(shown["together"], json!([[1, 2]]));
    assert_eq!(shown["status"], "solved");
    assert!(shown["diagnosis"].is_null() && shown["loss"].is_null());
    // x₁ + x₂ = ½ from edge to edge of the window.
    let border: Vec<_> = shown["hidden"][0]["border"].as_array().unwrap().iter().map(numbers).collect();
    for [x, y] in border.iter().map(|end| [end[0], end[1]]) {
        assert_near(x + y, 0.5, 1e-12);
        assert!([-0.5, 1.5].iter().any(|edge| x == *edge || y == *edge), "{x} {y}");
    }
}

#[test]
fn a_hidden_unit_is_named_by_what_it_computes() {
    // w₁, w₂ and w₀, of one hidden unit; the answers to 00, 01, 10 and 11 as a step gives them.
    let units = [
        ([1.0, 1.0, -0.5], "or"),
        ([1.0, 1.0, -1.5], "and"),
        ([-1.0, -1.0, 1.5], "nand"),
        ([-1.0, -1.0, 0.5], "nor"),
        ([1.0, 0.0, -0.5], "x1"),
        ([0.0, -2.0, 1.0], "not_x2"),
        ([-1.0, 0.0, 0.0], "not_x1"),
        ([1.0, -1.0, -0.5], "only_x1"),
        ([-1.0, 1.0, -0.5], "only_x2"),
        ([1.0, -1.0, 0.0], "x1_or_not_x2"),
        ([-1.0, 1.0, 0.0], "x2_or_not_x1"),
        ([0.0, 3.0, -1.0], "x2"),
        ([0.0, 0.0, 0.0], "always"),
        ([0.0, 0.0, -0.1], "never"),
    ];
    for ([w1, w2, w0], gate) in units {
        let shown = by_hand([0.0, w1, 0.0, w2, 0.0, w0, 1.0, 1.0, -1.5]);
        assert_eq!(shown["hidden"][1]["gate"], gate);
    }
}

#[test]
fn sums_by_hand_are_exact() {
    // In f64 0.3 − 0.1 − 0.2 is −2.8e−17, which a step would take for negative; on paper it is 0.
    let shown = by_hand([-0.1, -0.3, -0.2, 0.1, 0.3, 0.2, 1.0, 1.0, -1.5]);
    assert_eq!(of_points(&shown, "z")[3], json!([0, 0]));
    assert_eq!(of_points(&shown, "h")[3], json!([1, 1]));
    assert!([-0.1, -0.2].iter().fold(0.3, |sum, weight| sum + weight) < 0.0);
}

/// The reasons, and the two points that are named.
fn diagnosis(shown: &Json) -> (Vec<&str>, [u64; 2]) {
    let Json::Object(diagnosis) = &shown["diagnosis"] else { panic!("{shown}") };
    let reasons = diagnosis["reasons"].as_array().unwrap().iter().map(|why| why.as_str().unwrap()).collect();
    (reasons, [0, 1].map(|at| diagnosis["pair"][at].as_u64().unwrap()))
}

#[test]
fn why_weights_do_not_solve_it_is_said() {
    // Both hidden units are OR: three points are at the same place.
    let shown = by_hand([1.0, 1.0, 1.0, 1.0, -0.5, -0.5, 1.0, 1.0, -1.5]);
    assert_eq!(diagnosis(&shown), (vec!["merged"], [1, 3]));
    assert_eq!(shown["together"], json!([[1, 2, 3]]));
    assert_eq!(number(&shown["diagnosis"]["angle"]), 0.0);
    // They copy x₁ and x₂: it is XOR once more, and an output is one line.
    let copied = [1.0, 0.0, 0.0, 1.0, -0.5, -0.5];
    for [v1, v2, c] in [[1.0, 1.0, -0.5], [1.0, 1.0, -1.5], [-1.0, -1.0, 0.5], [1.0, -1.0, 0.0]] {
        let [a, b, d, e, f, g] = copied;
        let shown = by_hand([a, b, d, e, f, g, v1, v2, c]);
        assert_eq!(diagnosis(&shown).0, ["copied"]);
        assert_near(number(&shown["diagnosis"]["angle"]), 90.0, 1e-9);
    }
    // OR and NAND, but an OR behind them.
    let shown = by_hand([1.0, -1.0, 1.0, -1.0, -0.5, 1.5, 1.0, 1.0, -0.5]);
    assert_eq!(diagnosis(&shown).0, ["output"]);
    assert_eq!(of_points(&shown, "right"), [false, true, true, false]);
    assert_eq!(shown["status"], "unsolved");
}

#[test]
fn wherever_it_is_not_solved_the_reason_is_the_right_one() {
    // All hidden weights of a small grid: some output solves it exactly where none of the reasons but the output's holds.
    let grid = [-1.0, 0.0, 1.0];
    let outputs: Vec<[f64; 3]> = [-1.0, 1.0]
        .iter()
        .flat_map(|v1| [-1.0, 1.0].iter().flat_map(move |v2| [-1.5, -0.5, 0.5, 1.5].map(|c| [*v1, *v2, c])))
        .collect();
    let units: Vec<[f64; 3]> = grid
        .iter()
        .flat_map(|w1| grid.iter().flat_map(move |w2| [-1.5, -0.5, 0.5, 1.5].map(|b| [*w1, *w2, b])))
        .collect();
    for [one, other] in units.iter().enumerate().flat_map(|(at, one)| units[at..].iter().map(move |other| [one, other]))
    {
        let of = |[v1, v2, c]: [f64; 3]| by_hand([one[0], other[0], one[1], other[1], one[2], other[2], v1, v2, c]);
        let all: Vec<Json> = outputs.iter().map(|output| of(*output)).collect();
        let is_possible = all.iter().any(|shown| shown["status"] == "solved");
        for shown in all.iter().filter(|shown| shown["status"] != "solved") {
            assert_eq!(diagnosis(shown).0[0] == "output", is_possible, "{one:?} {other:?}");
        }
    }
}

/// The mean binary cross-entropy of a network 2 – 2 – 1 with a sigmoid at its end.
fn loss(weights: &[f64], hidden: fn(f64) -> f64) -> f64 {
    let [w11, w12, w21, w22, b1, b2, v1, v2, c] = weights[..] else { panic!("{weights:?}") };
    let of = |([x1, x2], y): ([f64; 2], f64)| {
        let h1 = hidden(w11 * x1 + w21 * x2 + b1);
        let h2 = hidden(w12 * x1 + w22 * x2 + b2);
        let p = 1.0 / (1.0 + (-(v1 * h1 + v2 * h2 + c)).exp());
        -(y * p.ln() + (1.0 - y) * (1.0 - p).ln())
    };
    INPUTS.into_iter().zip(TARGETS).map(of).sum::<f64>() / 4.0
}

#[test]
fn the_gradient_is_that_of_finite_differences() {
    for name in ["tanh", "sigmoid"] {
        let hidden: fn(f64) -> f64 = if name == "tanh" { f64::tanh } else { |z| 1.0 / (1.0 + (-z).exp()) };
        for step in [0, 3, 200] {
            let shown = learnt(name, 3, step);
            let weights = numbers(&shown["weights"]);
            assert_near(number(&shown["loss"]), loss(&weights, hidden), 1e-12);
            let gradient = numbers(&shown["gradient"]);
            for (at, slope) in gradient.iter().enumerate() {
                let moved = |by: f64| {
                    let mut weights = weights.clone();
                    weights[at] += by;
                    loss(&weights, hidden)
                };
                assert_near(*slope, (moved(1e-5) - moved(-1e-5)) / 2e-5, 1e-8);
            }
            assert_near(
                number(&shown["gradient_length"]),
                gradient.iter().map(|slope| slope * slope).sum::<f64>().sqrt(),
                1e-12,
            );
        }
    }
}

#[test]
fn it_learns_what_the_core_learns() {
    for (name, activation) in [("tanh", Activation::Tanh), ("sigmoid", Activation::Sigmoid)] {
        let start = numbers(&learnt(name, 5, 0)["weights"]);
        let layers = [(2, activation), (1, Activation::Sigmoid)];
        let config = NetworkConfig { optimizer: sgd(1.0), ..config(2, &layers, Loss::BinaryCrossentropy) };
        let mut network = Network::new(config).unwrap();
        let arrays: Vec<Vec<f32>> =
            [0..4, 4..6, 6..8, 8..9].map(|range| start[range].iter().map(|weight| *weight as f32).collect()).to_vec();
        network.set_weights(&arrays).unwrap();
        let [x, y] = [INPUTS.concat(), TARGETS.to_vec()].map(|list| list.iter().map(|v| *v as f32).collect::<Vec<_>>());
        for step in 1..=200 {
            network.train_step(&x, &y).unwrap();
            if [1, 2, 20, 200].contains(&step) {
                let here = numbers(&learnt(name, 5, step)["weights"]);
                for (found, expected) in here.iter().zip(network.get_weights().concat()) {
                    assert_near(*found, f64::from(expected), 2e-4);
                }
            }
        }
    }
}

#[test]
fn its_code_gives_the_same_loss_in_keras() {
    // What `model.evaluate(x, y)` returned at the end of these programs in Keras 3 on TensorFlow.
    let keras = [
        (json!({ "seed": 3, "step": 200 }), "learning_rate=1.0", 0.023_107_144),
        (json!({ "activation": "sigmoid", "seed": 2, "eta": 2, "step": 400 }), "learning_rate=2.0", 0.018_615_283),
        (json!({ "activation": "heaviside", "seed": 3, "step": 100 }), "learning_rate=1.0", 0.483_426_094),
        (json!({ "seed": 7, "step": 1000 }), "learning_rate=1.0", 0.348_213_493),
    ];
    for (settings, rate, loss) in keras {
        let shown = show("xor", with(&settings, json!({ "way": "learnt" })));
        assert_near(number(&shown["loss"]), loss, 1e-6);
        // Keras refuses a rate that is a whole number.
        assert!(shown["code"].to_string().contains(&format!("SGD({rate})")), "{}", shown["code"]);
    }
}

#[test]
fn a_run_ends_solved_or_it_is_stuck_and_the_numbers_say_why() {
    let (mut solved, mut stuck) = (0, 0);
    for activation in ["tanh", "sigmoid"] {
        for seed in 0..12 {
            let shown = learnt(activation, seed, 5000);
            match shown["status"].as_str().unwrap() {
                "solved" => {
                    solved += 1;
                    assert!(of_points(&shown, "right").iter().all(|right| right == true));
                }
                "stuck" => {
                    stuck += 1;
                    let (reasons, [one, other]) = diagnosis(&shown);
                    assert!(!reasons.is_empty(), "{activation} {seed}: {shown}");
                    if reasons.contains(&"merged") {
                        let h = of_points(&shown, "h");
                        let [one, other] = [one, other].map(|at| numbers(&h[at as usize]));
                        assert!((one[0] - other[0]).hypot(one[1] - other[1]) < 0.1);
                    }
                }
                other => panic!("{activation} {seed}: {other}"),
            }
        }
    }
    assert!(solved > 12 && stuck > 1, "{solved} {stuck}");
}

#[test]
fn hidden_steps_do_not_learn() {
    let before = learnt("heaviside", 3, 0);
    let after = learnt("heaviside", 3, 500);
    let [before, now] = [&before, &after].map(|shown| numbers(&shown["weights"]));
    assert_eq!(before[..6], now[..6]);
    assert_ne!(before[6..], now[6..]);
    assert!(numbers(&after["gradient"])[..6].iter().all(|slope| *slope == 0.0));
    assert_eq!(diagnosis(&after).0[0], "step");
}

#[test]
fn only_hidden_steps_are_told_to_be_steps() {
    // tanh′ = 1 − tanh², which is exactly 0 in f64 from |z| = 19.1 on: a large rate leads there.
    let settings = json!({ "way": "learnt", "eta": 30, "seed": 1, "step": 50 });
    let shown = show("xor", settings);
    assert!(number(&shown["diagnosis"]["slope"]) == 0.0);
    assert!(diagnosis(&shown).0.contains(&"saturated"));
    let mut zeros = 0;
    for activation in ["tanh", "sigmoid", "heaviside"] {
        for (eta, seed) in [10, 30, 1000].into_iter().flat_map(|eta| (0..6).map(move |seed| (eta, seed))) {
            for step in [0, 20, 50] {
                let settings = json!({ "way": "learnt", "activation": activation, "eta": eta, "seed": seed });
                let shown = show("xor", with(&settings, json!({ "step": step })));
                if shown["status"] == "solved" {
                    continue;
                }
                let (reasons, _) = diagnosis(&shown);
                let slope = number(&shown["diagnosis"]["slope"]);
                let is_step = activation == "heaviside";
                assert_eq!(reasons.contains(&"step"), is_step, "{settings} {step}");
                assert_eq!(reasons.contains(&"saturated"), !is_step && slope < 0.05, "{settings} {step}");
                zeros += u32::from(!is_step && slope == 0.0);
            }
        }
    }
    assert!(zeros > 5, "{zeros}");
}

#[test]
fn a_small_gradient_on_the_way_to_a_solution_is_a_plateau() {
    let at = |step: u64| show("xor", json!({ "way": "learnt", "eta": 5, "seed": 5, "step": step }));
    let all: Vec<_> = (0..=26).map(at).collect();
    assert_eq!(all[26]["status"], "solved");
    let is_still = |shown: &&Json| number(&shown["gradient_length"]) < 0.01;
    let still: Vec<_> = all[..26].iter().filter(is_still).collect();
    assert!(!still.is_empty() && still.iter().all(|shown| shown["status"] == "plateau"));
}

#[test]
fn the_largest_rate_leads_to_no_number_that_is_too_large() {
    // By the output's weights the loss has derivatives of at most 1, so that they grow by at most η a step; those of the hidden
    // units then by η times as much.
    let (steps, eta) = (5000.0, 1000.0);
    let output = 2.0 + steps * eta;
    for activation in ["tanh", "sigmoid", "heaviside"] {
        for seed in 0..4 {
            let settings =
                json!({ "way": "learnt", "activation": activation, "eta": eta, "seed": seed, "step": steps });
            let lab = open_lab("xor", &value(settings)).unwrap();
            let shown = shown(&lab);
            assert_eq!(shown["step"], steps, "{activation} {seed}");
            assert!(is_finite(&lab));
            let weights = numbers(&shown["weights"]);
            assert!(weights[6..].iter().all(|weight| weight.abs() <= output), "{weights:?}");
            assert!(weights[..6].iter().all(|weight| weight.abs() <= 2.0 + steps * eta * output), "{weights:?}");
        }
    }
}

#[test]
fn what_is_no_setting_is_refused() {
    assert_refused(
        "xor",
        &[
            (json!({ "weights": [1, 2] }), "weights: 2 numbers: there must be 9"),
            (json!({ "weights": [0, 0, 0, 0, 0, 0, 0, 0, 1e4] }), "weights[8]: 10000 is out of range: -1000 to 1000"),
            (json!({ "eta": -1 }), "eta: -1 is out of range: 0 to 1000"),
        ],
    );
}
