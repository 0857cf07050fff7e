//! Every number is what its formula makes of other numbers: the trees are evaluated here, by nothing but their definition.

use super::KEY;
use crate::labs::{ask, number};
use crate::reference::erf;
use crate::support::assert_near;
use serde_json::{Value, json};
use std::{collections::HashMap, f64::consts::PI};

/// How one number is made.
pub struct Made {
    formula: Value,
    example: usize,
}

impl Made {
    /// The numbers that it is made of.
    pub fn sources(&self, known: &HashMap<String, f64>) -> Vec<String> {
        let mut found = Vec::new();
        if !self.formula.is_null() {
            evaluate(&self.formula, self.example, known, &mut found);
        }
        found
    }
}

/// The formula of each number that is shown.
pub fn of(settings: &Value, shown: &Value) -> HashMap<String, Made> {
    let ids: Vec<&str> = shown["numbers"].as_array().unwrap().iter().map(|n| n["id"].as_str().unwrap()).collect();
    let without_example = |id: &str| match id.rsplit_once('.') {
        Some((column, _)) => column.to_owned(),
        None => id.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned(),
    };
    let mut wanted: Vec<String> = ids.iter().flat_map(|id| [(*id).to_owned(), without_example(id)]).collect();
    wanted.sort();
    wanted.dedup();
    let answers: Vec<Value> = wanted
        .chunks(5000) // a list cannot be longer than 10,000
        .flat_map(|ids| {
            let answer = ask(KEY, settings, json!({ "about": "formulas", "ids": ids }));
            answer.as_array().unwrap().clone()
        })
        .collect();
    let answers: HashMap<String, Value> = wanted.into_iter().zip(answers).collect();
    let mut made = HashMap::new();
    for id in ids {
        let is_of_example = answers[id].is_null();
        let of = if is_of_example { &answers[&without_example(id)] } else { &answers[id] };
        assert_eq!(of["quantity"]["quantity"]["of_example"], is_of_example, "{id}");
        let digits: String = id.chars().rev().take_while(char::is_ascii_digit).collect();
        let example = if is_of_example { digits.chars().rev().collect::<String>().parse().unwrap() } else { 0 };
        made.insert(id.to_owned(), Made { formula: of["formula"].clone(), example });
    }
    made
}

/// What a formula is worth; the ids of the numbers in it are added to `found`.
fn evaluate(tree: &Value, example: usize, known: &HashMap<String, f64>, found: &mut Vec<String>) -> f64 {
    let (kind, of) = tree.as_object().unwrap().iter().next().unwrap();
    let all = |found: &mut Vec<String>| -> Vec<f64> {
        of.as_array().unwrap().iter().map(|part| evaluate(part, example, known, found)).collect()
    };
    match kind.as_str() {
        "quantity" => {
            let column = of["id"].as_str().unwrap();
            let dot = if column.ends_with(|letter: char| letter.is_ascii_digit()) { "." } else { "" };
            let id = if of["of_example"] == true { format!("{column}{dot}{example}") } else { column.to_owned() };
            let value = *known.get(&id).unwrap_or_else(|| panic!("{id} is not there"));
            found.push(id);
            value
        }
        "pick" => {
            let mut of_target = Vec::new();
            let target = evaluate(&of["by"], example, known, &mut of_target);
            let value = evaluate(&of["from"][target as usize], example, known, found);
            found.append(&mut of_target);
            value
        }
        "name" => {
            assert_eq!(of["base"], "e");
            std::f64::consts::E
        }
        "number" => number(of),
        "sum" => all(found).iter().sum(),
        "product" => all(found).iter().product(),
        "minus" => -evaluate(of, example, known, found),
        "abs" => evaluate(of, example, known, found).abs(),
        "fraction" => {
            let [above, below] = all(found)[..] else { panic!("{tree}") };
            above / below
        }
        "power" => {
            let [base, exponent] = all(found)[..] else { panic!("{tree}") };
            if base == std::f64::consts::E { exponent.exp() } else { base.powf(exponent) }
        }
        "condition" => {
            let [left, right] = ["left", "right"].map(|side| evaluate(&of[side], example, known, found));
            f64::from(u8::from(match of["relation"].as_str().unwrap() {
                "=" => left == right,
                ">" => left > right,
                "≥" => left >= right,
                "≤" => left <= right,
                other => panic!("{other}"),
            }))
        }
        "mean_of" => {
            let examples = of["examples"].as_u64().unwrap() as usize;
            let sum: f64 = (1..=examples).map(|example| evaluate(&of["of"], example, known, found)).sum();
            sum / examples as f64
        }
        "call" => {
            let of_call: Vec<f64> =
                of["of"].as_array().unwrap().iter().map(|part| evaluate(part, example, known, found)).collect();
            call(of["name"].as_str().unwrap(), &of_call)
        }
        other => panic!("{other} is in no formula"),
    }
}

fn call(name: &str, of: &[f64]) -> f64 {
    let [low, high] = [1e-7_f32, 1.0 - 1e-7].map(f64::from);
    match (name, of) {
        ("max", all) => all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        ("min", all) => all.iter().copied().fold(f64::INFINITY, f64::min),
        ("ln", [x]) => x.ln(),
        ("tanh", [x]) => x.tanh(),
        ("cosh", [x]) => x.cosh(),
        ("sgn", [x]) => {
            if *x == 0.0 {
                0.0
            } else {
                x.signum()
            }
        }
        ("huber", [x]) => {
            if x.abs() <= 1.0 {
                x * x / 2.0
            } else {
                x.abs() - 0.5
            }
        }
        ("clip", [x]) => x.clamp(low, high),
        ("clip′", [x]) => f64::from(u8::from(low <= *x && *x <= high)),
        ("clip₁", [x]) => x.clamp(low, 1.0),
        ("clip₁′", [x]) => f64::from(u8::from(low <= *x && *x <= 1.0)),
        ("Φ", [x]) => 0.5 * (1.0 + erf(x / 2f64.sqrt())),
        ("φ", [x]) => (-x * x / 2.0).exp() / (2.0 * PI).sqrt(),
        _ => panic!("{name} of {of:?}"),
    }
}

/// Every number comes after those that it is made of, and is what its formula says.
pub fn made_of_what_they_say(settings: &Value, shown: &Value) {
    let made = of(settings, shown);
    let mut known = HashMap::new();
    let mut stage = None;
    for n in shown["numbers"].as_array().unwrap() {
        let id = n["id"].as_str().unwrap();
        let value = number(&n["value"]);
        let Made { formula, example } = &made[id];
        assert_eq!(formula.is_null(), n["stage"].is_null(), "{id}");
        if !formula.is_null() {
            let expected = evaluate(formula, *example, &known, &mut Vec::new());
            assert!(
                (value - expected).abs() <= 1e-12 * expected.abs().max(1.0),
                "{id} is {value}, not {expected}: {formula}"
            );
        }
        assert!(stage <= n["stage"].as_u64(), "{id} comes too late");
        stage = n["stage"].as_u64();
        known.insert(id.to_owned(), value);
    }
    assert_near(number(&shown["loss"]), known["mean_loss"], 0.0);
}
