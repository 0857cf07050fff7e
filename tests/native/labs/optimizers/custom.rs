//! A surface of one's own: its minima against those of the literature, what has none, and whatever may be written.

use super::*;
use proptest::prelude::*;

/// A race over a formula.
fn race(formula: &str, more: Value) -> Value {
    let mut settings = json!({ "surface": "custom", "formula": formula });
    settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    show(KEY, settings)
}

fn minima(shown: &Value) -> Vec<[f64; 2]> {
    shown["minima"].as_array().unwrap().iter().map(pair).collect()
}

#[test]
fn minima_are_found_where_the_literature_has_them() {
    for (formula, window, least, expected) in [
        ("(1-θ1)^2 + 100(θ2-θ1^2)^2", [-2.0, 2.0, -1.0, 3.0], 0.0, vec![[1.0, 1.0]]),
        ("(1.5-x+xy)^2 + (2.25-x+xy²)^2 + (2.625-x+xy^3)^2", [-4.5, 4.5, -4.5, 4.5], 0.0, vec![[3.0, 0.5]]),
        (
            "(θ₁²+θ₂-11)^2 + (θ₁+θ₂²-7)^2",
            [-6.0, 6.0, -6.0, 6.0],
            0.0,
            vec![[3.0, 2.0], [-2.805118, 3.131312], [-3.779310, -3.283186], [3.584428, -1.848126]],
        ),
        // Booth and Matyas, McCormick, the six-hump camel and Ackley: Jamil & Yang, "A literature survey of benchmark functions" (2013).
        ("(x+2y-7)^2 + (2x+y-5)^2", [-10.0, 10.0, -10.0, 10.0], 0.0, vec![[1.0, 3.0]]),
        ("0.26(x^2+y^2) - 0.48xy", [-10.0, 10.0, -10.0, 10.0], 0.0, vec![[0.0, 0.0]]),
        ("sin(x+y) + (x-y)^2 - 1.5x + 2.5y + 1", [-1.5, 4.0, -3.0, 4.0], -1.9132229, vec![[-0.547198, -1.547198]]),
        (
            "(4 - 2.1x^2 + x^4/3)x^2 + xy + (-4+4y^2)y^2",
            [-2.0, 2.0, -1.5, 1.5],
            -1.0316285,
            vec![[0.089842, -0.712656], [-0.089842, 0.712656]],
        ),
        (
            "-20exp(-0.2 sqrt((x^2+y^2)/2)) - exp((cos(2πx)+cos(2πy))/2) + 20 + e",
            [-5.0, 4.0, -4.0, 5.0],
            0.0,
            vec![[0.0, 0.0]],
        ),
        // Kinks have minima, too, and so have edges of where there is a value.
        ("abs(t1 - 1.3) + 2 abs(t2 + 0.7)", [-4.0, 4.0, -4.0, 4.0], 0.0, vec![[1.3, -0.7]]),
        ("max(x; -2x) + y^2", [-4.0, 4.0, -4.0, 4.0], 0.0, vec![[0.0, 0.0]]),
        ("x ln(x) + y^2", [-1.0, 2.0, -1.0, 2.0], -(-1.0_f64).exp(), vec![[(-1.0_f64).exp(), 0.0]]),
        ("sqrt(x) + y^2", [-4.0, 4.0, -4.0, 4.0], 0.0, vec![[0.0, 0.0]]),
        // Far from the middle.
        ("(x-203.25)^2 + 3(y+51.5)^2", [200.0, 210.0, -60.0, -50.0], 0.0, vec![[203.25, -51.5]]),
    ] {
        let shown = race(formula, json!({ "window": window }));
        assert_eq!(shown["ranking"], "arrival", "{formula}");
        let mut found = minima(&shown);
        let mut expected = expected;
        for list in [&mut found, &mut expected] {
            list.sort_by(|one, other| one[0].total_cmp(&other[0]));
        }
        assert_eq!(found.len(), expected.len(), "{formula}: {found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert_close(*found, expected, 2e-6);
        }
        assert_near(number(&shown["least"]), least, 1e-6);
    }
}

#[test]
fn where_no_minimum_is_known_the_race_is_ranked_by_height() {
    for formula in [
        "x + y",
        "x^3 + y^2",
        "-x^2 - y^2",
        "x^2 + (y-30)^2", // it is outside
        "x^2",            // a valley without a lowest place
        "relu(x) + relu(y)",
        "3",
        "0x",
        "1/x",
        "ln(x^2 + y^2)",  // falls without end in the middle
        "sqrt(-1 - x^2)", // is defined nowhere
        "0/0",
        "1e308 * x * 1e10",
        "ln(0)",
    ] {
        let shown = race(formula, json!({ "step": 50 }));
        assert_eq!(shown["ranking"], "height", "{formula}");
        assert_eq!(minima(&shown).len(), 0, "{formula}");
        assert!(number(&shown["least"]).is_finite(), "{formula}");
        let levels = numbers(&shown["levels"]);
        assert!(levels.is_sorted() && levels.iter().all(|level| level.is_finite()), "{formula}: {levels:?}");
    }
}

/// A race that begins, or ends, where the formula has no value.
#[test]
fn a_racer_stops_where_there_is_no_value() {
    let statuses = |shown: &Value| -> Vec<String> {
        shown["racers"].as_array().unwrap().iter().map(|r| r["status"].as_str().unwrap().into()).collect()
    };
    // Of some the derivative has a value nevertheless: 1/x.
    for formula in ["sqrt(x) + y^2", "ln(x)", "0/0", "1/0", "9^9^9^9"] {
        let nowhere = race(formula, json!({ "start": [-1, 1], "step": 9 }));
        assert!(statuses(&nowhere).iter().all(|status| status == "diverged"), "{nowhere}");
    }
    // Plain descent on √x goes faster and faster towards 0, and past it.
    let past = race("sqrt(x) + y^2", json!({ "start": [2, 1], "step": 3000 }));
    assert!(statuses(&past).iter().any(|status| status == "diverged"), "{past}");
}

/// On a formula for a surface that is built in the same race is run, with the same rates.
#[test]
fn a_formula_races_as_the_surface_that_it_is() {
    let racers = json!([{ "name": "sgd", "learning_rate": 0.01 }, { "name": "momentum", "learning_rate": 0.003 },
        { "name": "adam", "learning_rate": 0.05 }]);
    let more = json!({ "racers": racers, "start": [-5, 0.25], "window": [-6, 6, -6, 6], "step": 200 });
    let own = race("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", more.clone());
    let mut settings = more;
    settings["surface"] = json!("himmelblau");
    let built_in = show(KEY, settings);
    for (one, other) in own["racers"].as_array().unwrap().iter().zip(built_in["racers"].as_array().unwrap()) {
        assert_eq!((&one["status"], &one["step"], &one["place"]), (&other["status"], &other["step"], &other["place"]));
        assert_close(pair(&one["theta"]), pair(&other["theta"]), 1e-4);
    }
}

/// What the page says of the default formula.
#[test]
fn with_momentum_a_racer_rolls_over_the_waves() {
    let shown = race("x^2/6 + y^2 - cos(3x)/3", json!({ "step": 3000 }));
    assert_eq!(shown, show(KEY, json!({ "surface": "custom", "step": 3000 })), "the default");
    for racer in shown["racers"].as_array().unwrap() {
        let name = racer["name"].as_str().unwrap();
        let arrives = matches!(name, "momentum" | "nesterov");
        assert_eq!(racer["status"] == "arrived", arrives, "{name}");
        assert_eq!(pair(&racer["theta"])[0] < -1.5, !arrives, "{name}");
    }
}

#[test]
fn what_is_wrong_with_a_formula_is_named_with_its_place() {
    for (formula, message) in [
        ("", "formula: there is no formula"),
        ("x^2 + z", "formula: character 7: z is unknown; there are θ1, θ2, and functions such as sin"),
        ("x^2 +", "formula: the formula ends too early"),
        ("sin(x", "formula: character 4: this bracket is never closed"),
        ("x > 0", "formula: a surface needs a number at each place, and this is a condition"),
        ("x = 0", "formula: character 3: compare with < or > instead of ="),
    ] {
        let found = try_show(KEY, json!({ "surface": "custom", "formula": formula })).unwrap_err().to_string();
        assert_eq!(found, message);
    }
    // Other surfaces do not read it.
    show(KEY, json!({ "surface": "beale", "formula": "x^2 +" }));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Whatever is written is refused, or raced on to the end.
    #[test]
    fn any_text_is_refused_or_raced(
        text in "[xy0-9.,;+*/^() θ₁²√πe-]{1,24}|[xy]?[-+*/^(]?(sin|exp|ln|sqrt|abs|tan|max)\\([-xy0-9^*;.]{1,8}\\)[-+*/^xy0-9]{0,6}",
        low in -50.0..50.0f64, wide in 0.01..100.0f64,
    ) {
        let settings = json!({ "surface": "custom", "formula": text, "window": [low, low + wide, -low, wide - low], "step": 30 });
        if let Ok(shown) = try_show(KEY, settings) {
            let levels = numbers(&shown["levels"]);
            prop_assert!(levels.is_sorted() && levels.iter().all(|level| level.is_finite()), "{}: {:?}", text, levels);
            let [x, y] = [pair(&shown["window"][0]), pair(&shown["window"][1])];
            for [at, up] in minima(&shown) {
                prop_assert!((x[0]..=x[1]).contains(&at) && (y[0]..=y[1]).contains(&up), "{}: {} {}", text, at, up);
            }
            for racer in shown["racers"].as_array().unwrap() {
                let rate = number(&racer["good_rate"]);
                prop_assert!(rate > 0.0 && rate <= 1000.0, "{}: {}", text, rate);
            }
        }
    }
}

/// Contours are painted in f32, which has no digits for hills on a plateau of 10⁹.
#[test]
fn a_bowl_high_up_is_painted_as_one_at_zero() {
    let pixels = |formula: &str| {
        let settings = json!({ "surface": "custom", "formula": formula });
        let surface = open_lab(KEY, &value(settings)).unwrap().contours().unwrap();
        paint(&surface, Theme::Light, 40, 40).unwrap()
    };
    let differing =
        pixels("x^2 + y^2").iter().zip(pixels("x^2 + y^2 + 1e9")).filter(|(one, other)| *one != other).count();
    assert!(differing < 40, "{differing}");
}

/// The longest formula of functions that are expensive.
#[test]
fn the_longest_formula_can_be_raced_on() {
    let terms: Vec<_> = (10..52).map(|at| format!("sin({at}x^y)")).collect();
    let formula = terms.join("+");
    assert!((400..=500).contains(&formula.len()), "{}", formula.len());
    assert_eq!(race(&formula, json!({ "step": 3 }))["step"], 3);
    let longer = format!("{formula}{formula}+x");
    let found = try_show(KEY, json!({ "surface": "custom", "formula": longer })).unwrap_err().to_string();
    assert!(found.starts_with("formula: "), "{found}");
}
