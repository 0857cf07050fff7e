//! L2 and L3: threshold units, and the two rules.

mod exact;

use super::{assert_refused, number, numbers, show, try_show, with};
use crate::support::{Random, assert_near, value};
use nn_playground::labs::{Open, Progress, perceptron::PerceptronLab};
use serde_json::{Value as Json, json};

fn perceptron(settings: Json) -> Json {
    show("perceptron", settings)
}

/// The rule of the slide, w ← w + η (y − ŷ) x, written down once more: a unit for a list of (x, y, target).
struct Unit {
    weights: [f64; 3],
    eta: f64,
    step: fn(f64) -> f64,
}

fn heaviside(z: f64) -> f64 {
    if z < 0.0 { 0.0 } else { 1.0 }
}

fn sgn(z: f64) -> f64 {
    if z == 0.0 { 0.0 } else { z.signum() }
}

impl Unit {
    /// Whether it was right.
    fn learn(&mut self, x: f64, y: f64, target: f64) -> bool {
        let inputs = [1.0, x, y];
        let output = (self.step)(self.weights.iter().zip(inputs).map(|(w, x)| w * x).sum());
        for (weight, x) in self.weights.iter_mut().zip(inputs) {
            *weight += self.eta * (target - output) * x;
        }
        output == target
    }
}

const CORNERS: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];

#[test]
fn the_rule_of_the_slide_step_by_step() {
    // Powers of two: no rounding, so that every number is the same to the last bit.
    for (step_function, step, no) in [("heaviside", heaviside as fn(f64) -> f64, 0.0), ("sign", sgn, -1.0)] {
        for (gate, truth) in [("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("xor", [0, 1, 1, 0])] {
            let settings = json!({
                "data": gate, "step_function": step_function, "eta": 0.25, "weights": [0.5, -1.0, 0.75]
            });
            let mut unit = Unit { weights: [0.5, -1.0, 0.75], eta: 0.25, step };
            let mut updates = 0;
            for at in 0..40 {
                let shown = perceptron(with(&settings, json!({ "step": at })));
                if shown["status"] == "converged" {
                    assert!(at > 4 && gate != "xor");
                    break;
                }
                assert_eq!(number(&shown["step"]), f64::from(at));
                assert_eq!(number(&shown["updates"]), f64::from(updates));
                let before: Vec<f64> = numbers(&shown["units"][0]["weights"]);
                assert_eq!(before, unit.weights, "{gate} {step_function} {at}");
                let index = at as usize % 4;
                let [x, y] = CORNERS[index];
                let target = if truth[index] == 1 { 1.0 } else { no };
                let z = unit.weights[0] + unit.weights[1] * x + unit.weights[2] * y;
                let example = &shown["example"];
                assert_eq!(number(&example["index"]), index as f64);
                assert_eq!(numbers(&example["x"]), [1.0, x, y]);
                assert_eq!(number(&example["class"]), f64::from(truth[index]));
                let learns = &example["units"][0];
                assert_eq!(number(&learns["z"]), z);
                assert_eq!(numbers(&learns["terms"]).iter().sum::<f64>(), z);
                assert_eq!(number(&learns["output"]), step(z));
                assert_eq!(number(&learns["target"]), target);
                assert_eq!(number(&learns["error"]), target - step(z));
                updates += i32::from(!unit.learn(x, y, target));
                assert_eq!(numbers(&learns["before"]), before);
                assert_eq!(numbers(&learns["after"]), unit.weights);
                for (weight, change) in learns["changes"].as_array().unwrap().iter().enumerate() {
                    let factors = ["eta", "factor", "x"].map(|key| number(&change[key]));
                    assert_eq!(factors, [0.25, target - step(z), [1.0, x, y][weight]]);
                    assert_eq!(number(&change["change"]), factors.iter().product::<f64>());
                    assert_eq!(number(&change["change"]), unit.weights[weight] - before[weight]);
                }
            }
        }
    }
}

#[test]
fn and_and_or_converge_and_stay() {
    for (gate, truth) in [("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1])] {
        for step_function in ["heaviside", "sign"] {
            let settings = json!({ "data": gate, "step_function": step_function });
            let ending = perceptron(settings.clone())["ending"].clone();
            assert_eq!(ending["status"], "converged");
            let (step, pass) = (number(&ending["step"]), number(&ending["pass"]));
            assert_eq!(step, 4.0 * pass);
            let before = perceptron(with(&settings, json!({ "step": step - 1.0 })));
            assert_eq!(before["status"], "running");
            let at_end = perceptron(with(&settings, json!({ "step": step })));
            assert_eq!(at_end["status"], "converged");
            let mistakes = numbers(&at_end["mistakes"]["counts"]);
            assert_eq!(mistakes.len() as f64, pass);
            assert!(mistakes.iter().position(|count| *count == 0.0) == Some(mistakes.len() - 1), "{mistakes:?}");
            assert_eq!(mistakes.iter().sum::<f64>(), number(&at_end["updates"]));
            // Nothing happens after that.
            assert_eq!(perceptron(with(&settings, json!({ "step": 100_000 }))), at_end);
            assert_eq!(number(&at_end["wrong"]), 0.0);
            for (point, class) in at_end["points"].as_array().unwrap().iter().zip(truth) {
                assert_eq!((&point["winner"], &point["right"]), (&json!(class), &json!(true)));
            }
        }
    }
}

/// From weights of 0 the rate only scales the weights, so no mistake depends on it; also not by rounding.
#[test]
fn from_zero_the_rate_changes_no_decision() {
    for gate in ["and", "or", "xor"] {
        for step_function in ["heaviside", "sign"] {
            let seen = |eta: f64| {
                let shown =
                    perceptron(json!({ "data": gate, "step_function": step_function, "eta": eta, "step": 200 }));
                (shown["mistakes"].clone(), shown["ending"].clone())
            };
            for eta in [0.1, 0.3, 1e-6, 0.007, 1000.0] {
                assert_eq!(seen(eta), seen(1.0), "{gate} {eta}");
            }
        }
    }
}

#[test]
fn xor_goes_round_for_ever() {
    for (step_function, step, no) in [("heaviside", heaviside as fn(f64) -> f64, 0.0), ("sign", sgn, -1.0)] {
        for initial in [[0.0, 0.0, 0.0], [7.0, -3.0, 2.5]] {
            // By hand: the weights after every pass, until they have been there before.
            let mut unit = Unit { weights: initial, eta: 1.0, step };
            let mut seen = vec![unit.weights];
            let first = loop {
                let mut mistakes = 0;
                for ([x, y], yes) in CORNERS.into_iter().zip([false, true, true, false]) {
                    mistakes += i32::from(!unit.learn(x, y, if yes { 1.0 } else { no }));
                }
                assert!(mistakes > 0, "no unit computes XOR");
                if let Some(first) = seen.iter().position(|weights| *weights == unit.weights) {
                    break first;
                }
                seen.push(unit.weights);
            };
            let settings = json!({ "data": "xor", "step_function": step_function, "eta": 1, "weights": initial });
            let end = 4 * seen.len();
            let expected = json!({ "status": "cycle", "first": first, "period": seen.len() - first, "step": end });
            let shown = perceptron(with(&settings, json!({ "step": end - 1 })));
            assert_eq!((&shown["status"], &shown["ending"]), (&json!("running"), &expected));
            let again = perceptron(with(&settings, json!({ "step": end })));
            assert_eq!(again["status"], "cycle");
            assert_eq!(again["weights"], perceptron(with(&settings, json!({ "step": 4 * first })))["weights"]);
            // It goes on, and is nowhere right.
            let late = perceptron(with(&settings, json!({ "step": 100_000 })));
            assert_eq!((number(&late["step"]), &late["status"]), (100_000.0, &json!("cycle")));
            assert_eq!((number(&late["mistakes"]["first"]), number(&late["pass"])), (24_001.0, 25_000.0));
            let counts = numbers(&late["mistakes"]["counts"]);
            assert!(counts.len() == 1000 && counts.iter().all(|count| *count > 0.0));
        }
    }
}

/// Points (as text) that a line through random weights parts with a gap, and the two bounds on it: the largest length of
/// (1, x, y), and the margin of the unit vector that parts them.
fn separable(random: &mut Random) -> (String, f64, f64) {
    let [a, b, c] = [0; 3].map(|_| f64::from(random.between(-1.0, 1.0)));
    let length = (a * a + b * b + c * c).sqrt();
    let (mut text, mut radius, mut margin) = (String::new(), 0.0_f64, f64::INFINITY);
    while text.lines().count() < 30 {
        let [x, y] = [0; 2].map(|_| (f64::from(random.between(-5.0, 5.0)) * 1000.0).round() / 1000.0);
        let distance = (a + b * x + c * y) / length;
        if distance.abs() < 0.1 {
            continue;
        }
        text += &format!("{x}, {y}, {}\n", u8::from(distance > 0.0));
        (radius, margin) = (radius.max((1.0 + x * x + y * y).sqrt()), margin.min(distance.abs()));
    }
    (text, radius, margin)
}

/// Novikoff (1962): at most (R/γ)² mistakes from weights of 0, whatever the order and the rate.
#[test]
fn separable_data_converge_within_the_bound_of_novikoff() {
    let mut random = Random::new(5);
    let mut most = 0.0_f64;
    for _ in 0..60 {
        let (points, radius, margin) = separable(&mut random);
        for (step_function, eta) in [("heaviside", 0.1), ("sign", 1.0)] {
            let shown = perceptron(json!({
                "data": "custom", "points": points, "step_function": step_function, "eta": eta, "step": 100_000
            }));
            assert_eq!(shown["status"], "converged", "{points}");
            assert_eq!(number(&shown["wrong"]), 0.0);
            // With targets ±1 the very first mistake, at z = 0, moves half as far as the others: the bound is that for steps
            // of different lengths then.
            let bound = (radius / margin).powi(2) * if step_function == "sign" { 4.0 } else { 1.0 };
            most = most.max(number(&shown["updates"]) / bound);
            assert!(number(&shown["updates"]) <= bound, "{} > {bound}\n{points}", shown["updates"]);
        }
    }
    assert!(most > 0.01, "a bound that is never neared proves nothing: {most}");
}

#[test]
fn clouds_that_do_not_overlap_converge_and_others_do_not() {
    for (data, classes) in [("gauss", 2), ("three", 3)] {
        for seed in 0..5 {
            let settings = json!({ "data": data, "seed": seed, "samples": 60, "step": 100_000 });
            let shown = perceptron(settings.clone());
            assert_eq!((&shown["status"], number(&shown["wrong"])), (&json!("converged"), 0.0), "{data} {seed}");
            assert_eq!(shown["points"].as_array().unwrap().len(), 60);
            assert_eq!(number(&shown["classes"]), f64::from(classes));
            let noisy = perceptron(with(&settings, json!({ "noise": 50, "samples": 200 })));
            assert_eq!((&noisy["status"], &noisy["ending"]), (&json!("running"), &Json::Null), "{data} {seed}");
            assert!(number(&noisy["wrong"]) > 0.0);
        }
    }
}

#[test]
fn both_step_functions_and_the_coding_that_each_wants() {
    let zero = perceptron(json!({ "data": "and" }));
    assert_eq!(number(&zero["example"]["units"][0]["z"]), 0.0);
    assert_eq!(
        zero["step_functions"],
        json!([
            { "name": "heaviside", "coding": [0, 1], "below": 0, "at_zero": 1, "above": 1, "outputs": [1], "targets": [0] },
            { "name": "sign", "coding": [-1, 1], "below": -1, "at_zero": 0, "above": 1, "outputs": [0], "targets": [-1] }
        ])
    );
    // At z = 0 sgn says neither yes nor no, and is wrong by 1.
    let sign = perceptron(json!({ "data": "and", "step_function": "sgn" }));
    assert_eq!((&sign["step_function"], &sign["coding"]), (&json!("sign"), &json!([-1, 1])));
    assert_eq!((&sign["points"][3]["targets"], &sign["points"][3]["outputs"]), (&json!([1]), &json!([0])));
    assert_eq!((&sign["points"][0]["targets"], &sign["points"][0]["winner"]), (&json!([-1]), &Json::Null));
    assert_eq!(number(&sign["example"]["units"][0]["error"]), -1.0);
    assert_eq!((&zero["coding"], &zero["points"][0]["targets"]), (&json!([0, 1]), &json!([0])));
}

#[test]
fn three_classes_have_a_unit_each() {
    // Classes 0, 1, 2; the weights by input: w0 of each unit, w1 of each, w2 of each.
    let shown = perceptron(json!({
        "data": "custom", "points": "2, 0, 0\n-2, 0, 1\n0, 2, 2\n0, -2, 2", "eta": 0.5,
        "weights": [-1, -1, -1, 1, -1, 0, 0, 0, 1]
    }));
    assert_eq!(shown["weights"], json!([[-1, -1, -1], [1, -1, 0], [0, 0, 1]]));
    assert_eq!(shown["units"][1]["weights"], json!([-1, -1, 0]));
    let column =
        |key: &str| shown["points"].as_array().unwrap().iter().map(|point| point[key].clone()).collect::<Vec<_>>();
    assert_eq!(column("targets"), [json!([1, 0, 0]), json!([0, 1, 0]), json!([0, 0, 1]), json!([0, 0, 1])]);
    assert_eq!(column("outputs"), [json!([1, 0, 0]), json!([0, 1, 0]), json!([0, 0, 1]), json!([0, 0, 0])]);
    assert_eq!(column("winner"), [json!(0), json!(1), json!(2), Json::Null]);
    assert_eq!(column("right"), [json!(true), json!(true), json!(true), json!(false)]);
    for (at, targets) in [[1, 0, 0], [1, -1, -1]].iter().enumerate() {
        assert_eq!(shown["step_functions"][at]["targets"], json!(targets));
    }
    assert_eq!(number(&shown["wrong"]), 1.0);
    // Only the unit that was wrong changes.
    let last = perceptron(json!({
        "data": "custom", "points": "2, 0, 0\n-2, 0, 1\n0, 2, 2\n0, -2, 2", "eta": 0.5,
        "weights": [-1, -1, -1, 1, -1, 0, 0, 0, 1], "step": 4
    }));
    assert_eq!(last["weights"], json!([[-1, -1, -0.5], [1, -1, 0], [0, 0, 0]]));
    assert_eq!((&last["mistakes"]["counts"], number(&last["updates"])), (&json!([1]), 1.0));
}

#[test]
fn hebb_adds_what_fires_together() {
    // With ±1 each pass adds η Σ y x, whatever the unit said: for AND Σ y = −2, Σ y x1 = Σ y x2 = 0 … and so on for ever.
    let and = json!({ "data": "and", "rule": "hebb", "step_function": "sign", "eta": 0.5 });
    for passes in 0..5 {
        let shown = perceptron(with(&and, json!({ "step": 4 * passes })));
        assert_eq!(shown["weights"], json!([[-passes], [0], [0]]));
        assert_eq!((&shown["status"], &shown["ending"]), (&json!("running"), &Json::Null));
    }
    let change = &perceptron(and)["example"]["units"][0]["changes"][0];
    assert_eq!(*change, json!({ "eta": 0.5, "factor": -1, "x": 1, "change": -0.5 }));
    // With 0 and 1 a target of 0 changes nothing.
    let or = json!({ "data": "or", "rule": "hebb", "eta": 1 });
    let weights: Vec<Json> =
        (0..=4).map(|step| perceptron(with(&or, json!({ "step": step })))["weights"].clone()).collect();
    assert_eq!(weights[1], weights[0]);
    assert_eq!(weights[2], json!([[1], [0], [1]]));
    assert_eq!(weights[4], json!([[3], [2], [2]]));
    // XOR with ±1 adds up to nothing: the weights recur after every pass.
    let xor = perceptron(json!({ "data": "xor", "rule": "hebb", "step_function": "sign", "step": 4 }));
    assert_eq!(xor["ending"], json!({ "status": "cycle", "first": 0, "period": 1, "step": 4 }));
}

#[test]
fn without_a_bias_the_line_goes_through_the_origin() {
    let points = "1, 2, 1\n-1, -2, 0\n2, 1, 1\n-3, 1, 0";
    let settings = json!({ "data": "custom", "points": points, "bias": false, "weights": [9, 0, 0], "step": 1000 });
    let shown = perceptron(settings);
    assert_eq!(shown["status"], "converged");
    assert_eq!(shown["weights"][0], json!([0]));
    assert_eq!(numbers(&shown["example"]["x"])[0], 0.0);
    let foot = numbers(
        &perceptron(json!({
            "data": "custom", "points": points, "bias": false, "step": 1000, "window": [-3, 3, -3, 3]
        }))["units"][0]["foot"],
    );
    assert_eq!(foot, [0.0, 0.0]);
    // AND cannot be had without it.
    let and = perceptron(json!({ "data": "and", "bias": false, "step": 100 }));
    assert_eq!(and["status"], "cycle");
}

/// What is drawn agrees with what the units say: the ends of a line have z = 0, and the regions hold what their class wins.
#[test]
fn lines_and_regions_are_where_the_units_say() {
    for (data, step) in [("gauss", 30), ("three", 100), ("three", 7), ("xor", 9), ("and", 0)] {
        for step_function in ["heaviside", "sign"] {
            let shown = perceptron(json!({ "data": data, "step": step, "step_function": step_function, "seed": 3 }));
            for unit in shown["units"].as_array().unwrap() {
                let weights = numbers(&unit["weights"]);
                let z = |point: &[f64]| weights[0] + weights[1] * point[0] + weights[2] * point[1];
                let scale = weights.iter().map(|weight| weight.abs()).sum::<f64>();
                for end in unit["line"].as_array().into_iter().flatten() {
                    assert_near(z(&numbers(end)), 0.0, 1e-9 * scale);
                }
                if let Some(foot) = unit["foot"].as_array() {
                    assert_near(z(&[number(&foot[0]), number(&foot[1])]), 0.0, 1e-9 * scale);
                }
                if scale > 0.0 && unit["normal"].is_array() {
                    let (normal, length) = (numbers(&unit["normal"]), number(&unit["length"]));
                    assert_near(normal[0] * length, weights[1], 1e-9);
                    assert_near(normal[1] * length, weights[2], 1e-9);
                }
            }
            for point in shown["points"].as_array().unwrap() {
                let at = [number(&point["x"]), number(&point["y"])];
                for region in shown["regions"].as_array().unwrap() {
                    let polygon: Vec<Vec<f64>> = region["polygon"].as_array().unwrap().iter().map(numbers).collect();
                    // Inside a convex polygon every edge has the point on its left.
                    let sides = polygon
                        .iter()
                        .zip(polygon.iter().cycle().skip(1))
                        .map(|(a, b)| (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0]));
                    let least = sides.fold(f64::INFINITY, f64::min);
                    if polygon.is_empty() || least.abs() > 1e-9 {
                        let inside = !polygon.is_empty() && least > 0.0;
                        let index = shown["outside"].as_array().unwrap();
                        assert!(index.is_empty(), "{index:?}");
                        assert_eq!(inside, point["winner"] == region["class"], "{data} {step} {at:?} {region}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_point_outside_of_the_window_is_named() {
    let shown = perceptron(json!({
        "data": "custom", "points": "0, 0, 0\n7, 1, 1\n1, 1, 1\n0, -9, 0", "window": [-6, 6, -6, 6]
    }));
    assert_eq!((&shown["outside"], &shown["window"]), (&json!([1, 3]), &json!([[-6, 6], [-6, 6]])));
}

/// The largest task: eight classes that no lines part, 500 points of eight digits.
#[test]
fn the_last_step_costs_no_more_than_the_first() {
    let mut random = Random::new(4);
    let point = |at: usize| format!("{:.7}, {:.7}, {}\n", random.between(-6.0, 6.0), random.between(-6.0, 6.0), at % 8);
    let points: String = (0..500).map(point).collect();
    let settings = |step: u64| value(json!({ "data": "custom", "points": points, "step": step }));
    let mut lab = Open::<PerceptronLab>::new().unwrap();
    for step in [0, 1, 50_000, 99_999, 100_000] {
        lab.set(&settings(step)).unwrap();
        assert!(lab.advance(u64::MAX).done);
        assert_eq!((lab.show().step, lab.steps_computed()), (step, step));
    }
    // What becomes of it is looked for in pieces, once, and after the steps that were asked for.
    let mut lab = Open::<PerceptronLab>::new().unwrap();
    let progress = lab.set(&settings(1000)).unwrap();
    assert_eq!((progress.step, progress.done, lab.show().foreseen), (0, false, false));
    let progress = lab.advance(1001);
    assert_eq!((progress.step, progress.done, lab.show().foreseen), (1000, false, false));
    let mut pieces = 1;
    while !lab.advance(1).done {
        pieces += 1;
    }
    assert!((100_000..=200_000).contains(&pieces), "{pieces}");
    assert_eq!((lab.show().foreseen, lab.show().ending, lab.steps_computed()), (true, None, 1000));
    assert!(!lab.set(&settings(100_000)).unwrap().done);
    assert_eq!(lab.advance(99_000), Progress { step: 100_000, target: 100_000, done: true });
    // Other views of the same run are no steps.
    let mut other = settings(100_000);
    if let nn_playground::value::Value::Map(entries) = &mut other {
        entries.push(("window".into(), value(json!([-1, 1, -1, 1]))));
    }
    assert!(lab.set(&other).unwrap().done);
    assert_eq!(lab.show().window, [[-1.0, 1.0], [-1.0, 1.0]]);
    // Back costs at most the distance between two copies.
    lab.set(&settings(99_999)).unwrap();
    lab.advance(u64::MAX);
    assert!(lab.steps_computed() <= 100_000 + 100_000 / 16, "{}", lab.steps_computed());
}

#[test]
fn bad_settings_are_named() {
    let custom = |points: &str| json!({ "data": "custom", "points": points });
    assert_refused(
        "perceptron",
        &[
            (
                json!({ "data": "moons" }),
                "data: \"moons\" is not a data set of this lab; choose one of and, or, xor, gauss, three, custom",
            ),
            (
                json!({ "speed": 2 }),
                "speed: there is no such field; there may be data, points, samples, noise, seed, bias, step_function, \
                 rule, eta, weights, window, step",
            ),
            (json!({ "eta": -1 }), "eta: -1 is out of range: 0.000001 to 1000"),
            (json!({ "eta": "abc" }), "eta: \"abc\" is not a number"),
            (json!({ "eta": 1e308 }), "eta: 1e308 is out of range: 0.000001 to 1000"),
            (json!({ "step": 100_001 }), "step: 100001 is not a whole number from 0 to 100000"),
            (json!({ "step": 0.5 }), "step: 0.5 is not a whole number from 0 to 100000"),
            (json!({ "samples": 501 }), "samples: 501 is not a whole number from 10 to 500"),
            (json!({ "rule": "delta" }), "rule: \"delta\" is not a learning rule; choose one of perceptron, hebb"),
            (
                json!({ "step_function": "relu" }),
                "step_function: \"relu\" is not a step function; choose one of heaviside, sign",
            ),
            (json!({ "bias": "no" }), "bias: \"no\" is neither true nor false"),
            (json!({ "weights": [1, 2] }), "weights: 2 numbers: there must be 3"),
            (json!({ "weights": [1, "", 2] }), "weights[1]: \"\" is not a number"),
            (json!({ "weights": [1, 2, 1e7] }), "weights: 10000000 is out of range: -1000000 to 1000000"),
            (json!({ "data": "three", "weights": [0, 0, 0] }), "weights: 3 numbers: there must be 9"),
            (json!({ "window": [0, 1, 2] }), "window: 3 numbers: there must be 4"),
            (json!({ "window": [1, 1, 0, 1] }), "window[1]: there is no room between 1 and 1"),
            (custom(""), "points: 0 rows: there must be 1 to 5000"),
            (custom("1, 2, 0\n3, abc, 1"), "points: line 2: \"abc\" is not a number"),
            (custom("1, 2, 0\n3, , 1"), "points: line 2: a number is missing"),
            (custom("1, 2, 0\n3, 1e308, 1"), "points: line 2: 1e308 is out of range: -1e18 to 1e18"),
            (custom("1, 2\n3, 4"), "points: a point needs three numbers: x, y, class"),
            (
                custom("1, 2, 0.5\n3, 4, 1"),
                "points: the last column is a class: a whole number from 0 to 7, or −1 and 1",
            ),
            (custom(&"1, 2, 0\n".repeat(501)), "points: 501 points: there must be 1 to 500"),
            (json!(3), "3 is not an object with named fields"),
        ],
    );
    // The largest numbers, the most classes, a single point: nothing breaks.
    for points in ["1e18, -1e18, 1\n-1e18, 1e18, 0\n3, 4, 0", "5, 5, 1", "0, 0, 7", "0, 0, 0\n0, 0, 1"] {
        for rule in ["perceptron", "hebb"] {
            let settings = json!({ "data": "custom", "points": points, "rule": rule, "eta": 1000, "step": 99_999 });
            assert!(try_show("perceptron", settings).is_ok(), "{points}");
        }
    }
}
