//! What is 0 on paper is 0: decimals and fractions against whole numbers.

use super::*;

/// One threshold unit on paper: everything in whole numbers, the weights as so many hundredths.
#[derive(Clone)]
struct Paper {
    hundredths: [i64; 3],
    /// η in tenths.
    eta: i64,
    is_sign: bool,
    mistakes: u64,
}

impl Paper {
    /// Learns points in tenths.
    fn learn(&mut self, [x, y]: [i64; 2], is_yes: bool) {
        let inputs = [10, x, y];
        let z: i64 = self.hundredths.iter().zip(inputs).map(|(w, x)| w * x).sum();
        let (output, target) = match (self.is_sign, is_yes) {
            (true, yes) => (z.signum(), if yes { 1 } else { -1 }),
            (false, yes) => (i64::from(z >= 0), i64::from(yes)),
        };
        self.mistakes += u64::from(output != target);
        for (weight, x) in self.hundredths.iter_mut().zip(inputs) {
            *weight += self.eta * (target - output) * x;
        }
    }

    /// As they are written, with two decimals.
    fn weights(&self) -> [f64; 3] {
        self.hundredths.map(|weight| weight as f64 / 100.0)
    }
}

/// −0.3 · 1 + 0.2 · 1 + 0.1 · 1 is 0, which binary fractions miss by 2.8 · 10⁻¹⁷.
#[test]
fn what_is_0_on_paper_is_0() {
    let settings = json!({ "data": "and", "weights": [-0.2, 0.3, -0.1], "eta": 0.1, "step": 11 });
    let shown = perceptron(settings);
    let learns = &shown["example"]["units"][0];
    assert_eq!(numbers(&shown["units"][0]["weights"]), [-0.3, 0.2, 0.1]);
    assert_eq!(numbers(&learns["terms"]), [-0.3, 0.2, 0.1]);
    assert_eq!(["z", "output", "error"].map(|key| number(&learns[key])), [0.0, 1.0, 0.0]);
    assert_eq!(shown["points"][3]["right"], true);
}

/// All initial weights from −0.5 to 0.5 by 0.1.
#[test]
fn decimal_weights_learn_as_on_paper() {
    let mut lab = Open::<PerceptronLab>::new().unwrap();
    let mut settings = 0;
    for (gate, truth) in [("and", [false, false, false, true]), ("or", [false, true, true, true])] {
        for is_sign in [false, true] {
            for eta in [1, 2, 3, 5, 10] {
                for tenths in (0..11 * 11 * 11).map(|n| [n / 121 - 5, n / 11 % 11 - 5, n % 11 - 5]) {
                    let mut unit = Paper { hundredths: tenths.map(|w| 10 * w), eta, is_sign, mistakes: 0 };
                    for step in 0..40 {
                        let [x, y] = CORNERS[step % 4].map(|x| 10 * x as i64);
                        unit.learn([x, y], truth[step % 4]);
                    }
                    let written = json!({
                        "data": gate, "step_function": if is_sign { "sign" } else { "heaviside" },
                        "eta": eta as f64 / 10.0, "weights": tenths.map(|w| w as f64 / 10.0), "step": 40
                    });
                    lab.set(&value(written)).unwrap();
                    lab.advance(40);
                    let shown = lab.show();
                    assert_eq!(shown.units[0].weights, unit.weights(), "{gate} {is_sign} {eta} {tenths:?}");
                    assert_eq!(shown.updates, unit.mistakes);
                    settings += 1;
                }
            }
        }
    }
    assert_eq!(settings, 26_620);
}

/// What becomes of a unit that learns these points for so many passes, by keeping all weights that there were at the end of one.
fn ending(mut unit: Paper, points: &[([i64; 2], bool)], passes: usize) -> Json {
    let mut seen = std::collections::HashMap::from([(unit.hundredths, 0)]);
    for pass in 1..=passes {
        let before = unit.mistakes;
        points.iter().for_each(|(point, yes)| unit.learn(*point, *yes));
        let step = pass * points.len();
        if unit.mistakes == before {
            return json!({ "status": "converged", "step": step, "pass": pass });
        }
        if let Some(first) = seen.insert(unit.hundredths, pass) {
            return json!({ "status": "cycle", "step": step, "first": first, "period": pass - first });
        }
    }
    Json::Null
}

/// Any points with one decimal, from w = 0 and from other weights.
#[test]
fn decimal_points_learn_as_on_paper() {
    let mut random = Random::new(11);
    let mut endings = std::collections::BTreeMap::new();
    for case in 0..2000 {
        let mut tenths = |most: usize| random.below(2 * most + 1) as i64 - most as i64;
        let points: Vec<([i64; 2], bool)> = (0..6).map(|at| ([tenths(30), tenths(30)], at % 2 == 1)).collect();
        let initial = if case % 2 == 0 { [0; 3] } else { [0; 3].map(|_| tenths(20)) };
        let (is_sign, eta) = (case % 4 > 1, [1, 3, 7][case % 3]);
        let mut unit = Paper { hundredths: initial.map(|w| 10 * w), eta, is_sign, mistakes: 0 };
        let text: Vec<String> = points
            .iter()
            .map(|([x, y], yes)| format!("{:.1}, {:.1}, {}", *x as f64 / 10.0, *y as f64 / 10.0, u8::from(*yes)))
            .collect();
        let settings = json!({
            "data": "custom", "points": text.join("\n"), "step_function": if is_sign { "sign" } else { "heaviside" },
            "eta": eta as f64 / 10.0, "weights": initial.map(|w| w as f64 / 10.0), "step": 100
        });
        let shown = perceptron(settings.clone());
        let steps = number(&shown["step"]) as usize; // fewer where it has converged
        assert!(steps == 100 || shown["status"] == "converged");
        if case % 20 == 0 {
            assert_eq!(shown["ending"], ending(unit.clone(), &points, 100_000 / 6), "{settings}");
            *endings.entry(shown["ending"]["status"].to_string()).or_insert(0) += 1;
        }
        for (point, yes) in points.iter().cycle().take(steps) {
            unit.learn(*point, *yes);
        }
        assert_eq!(numbers(&shown["units"][0]["weights"]), unit.weights(), "{settings}");
        assert_eq!(number(&shown["updates"]), unit.mistakes as f64, "{settings}");
    }
    assert!(endings.len() == 2 && endings.values().all(|count| *count > 10), "{endings:?}");
}

/// A unit with z = w0 + x of the example in turn, at step 0, from texts: z and ŷ.
fn z_of(w0: Json, x: &str, step_function: &str) -> [f64; 2] {
    let points = format!("{x}, 0, 1\n5, 0, 0");
    let settings = json!({ "data": "custom", "points": points, "weights": [w0, 1, 0], "step_function": step_function });
    let shown = perceptron(settings);
    ["z", "output"].map(|key| number(&shown["example"]["units"][0][key]))
}

/// What a person types counts in all its digits, also those that no float has.
#[test]
fn points_count_as_they_are_typed() {
    assert_eq!(z_of(json!(-1), "1.00000000000000000001", "sign"), [1e-20, 1.0]);
    assert_eq!(z_of(json!(-1), "0.99999999999999999999", "heaviside"), [-1e-20, 0.0]);
    assert_eq!(z_of(json!(-999_999.9), "999999.9", "sign")[0], 0.0); // no f32
    assert_eq!(z_of(json!(0), "-1e-100", "sign"), [-1e-100, -1.0]);
    assert_eq!(z_of(json!(0.1), "\u{2212}.1", "sign"), [0.0, 0.0]);
    assert_eq!(z_of(json!(1e-6), "-1e18", "sign"), [-1e18, -1.0]);
}

/// Thirds add up to ones, in the text of the points and as a page hands them on.
#[test]
fn fractions_are_exact() {
    assert_eq!(z_of(json!(-1.0 / 3.0), "1/3", "sign"), [0.0, 0.0]);
    assert_eq!(z_of(json!(1.0 / 7.0), "-2/14", "sign"), [0.0, 0.0]);
    assert_eq!(z_of(json!(-0.333_333_333_333_333), "1/3", "sign"), [1.0 / 3e15, 1.0]);
    assert_eq!(z_of(json!(-1.0 / 3.0), "0.3333333333333333", "sign"), [0.0, 0.0]);
    // η = 1/3: after three updates by x0 = 1 w0 is −1.
    let settings =
        json!({ "data": "custom", "points": "0, 0, 0", "rule": "hebb", "step_function": "sign", "eta": 1.0 / 3.0 });
    let weights = [1, 2, 3].map(|step| perceptron(with(&settings, json!({ "step": step })))["weights"][0][0].clone());
    assert_eq!(weights.map(|weight| number(&weight)), [-1.0 / 3.0, -2.0 / 3.0, -1.0]);
}

/// The largest and the smallest numbers that are accepted, and what is not.
#[test]
fn the_widest_numbers_are_exact_and_wider_ones_refused() {
    let primes = "1/9999999999999999999999999999999999989"; // a denominator of 37 digits
    let points = format!("1e18, {primes}, 1\n-1e-100, 1e18/7, 0\n3, 4, 1");
    let settings =
        json!({ "data": "custom", "points": points, "eta": 1000, "weights": [1e6, 1e-100, -1.0 / 9998.0], "step": 6 });
    let shown = perceptron(settings);
    assert!(shown["example"]["units"][0]["z"].is_number());
    let refused = |points: &str, weights: Json| {
        let settings = json!({ "data": "custom", "points": points, "weights": weights });
        try_show("perceptron", settings).unwrap_err().to_string()
    };
    let zero = json!([0, 0, 0]);
    assert_eq!(refused("1, 1, 0\n1, 1e-101, 1", zero.clone()), "points: line 2: \"1e-101\" has more than 100 decimals");
    let digits = "1.23456789012345678901234567890123456789012";
    let message = "points: line 1: \"1.23456789012345678901234567890123456789…\" has more than 38 digits";
    assert_eq!(refused(&format!("{digits}, 1, 0"), zero.clone()), message);
    let message = "points: these fractions have no common denominator of 38 digits";
    assert_eq!(refused(&format!("{primes}, 1/3, 0\n1, 1/7, 0\n1, 1/11, 1"), zero), message);
    assert!(refused("1, 1, 0", json!([0, 1e-101, 0])).starts_with("weights[1]: \"0.0000"));
    assert_eq!(z_of(json!(0), "-12345678901234567.890123456789012345678", "sign"), [-12345678901234567.89, -1.0]);
}
