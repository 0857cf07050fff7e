//! The tables of settings in docs/links.md say what the code says: each setting has a row with its limits, choices and default.

use nn_playground::{experiment::ExperimentSettings, labs::OpenLab, value::Value};
use serde_json::Value as Json;
use std::collections::BTreeMap;

const LINKS: &str = include_str!("../../docs/links.md");

/// The rows of the table under a heading, by each key that the first cell names: the cells of values and of the default.
fn table(heading: &str) -> BTreeMap<String, [String; 2]> {
    let rows =
        LINKS.lines().skip_while(|line| !line.starts_with(heading)).skip(2).take_while(|line| line.starts_with('|'));
    let mut table = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let keys: Vec<&str> = cells[0].split('`').skip(1).step_by(2).collect();
        for (at, key) in keys.iter().enumerate() {
            // Several keys in a row have their own parts, `;` between them, or share one.
            let part = |cell: &str| {
                let parts: Vec<&str> = cell.split("; ").collect();
                if parts.len() == keys.len() { parts[at] } else { cell }.to_owned()
            };
            table.insert((*key).to_owned(), [part(cells[1]), part(cells[2])]);
        }
    }
    assert!(!table.is_empty(), "docs/links.md has no table {heading}");
    table
}

/// A number as a person may have written it: `100000`, `100 000`, `10⁵`, `−1`.
fn says(cell: &str, number: f64) -> bool {
    let plain: String = cell.replace('\u{2212}', "-").replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ");
    let grouped = |digits: &str| {
        let from_end = digits.chars().rev().enumerate();
        let spaced: String =
            from_end.flat_map(|(at, digit)| [(at > 0 && at % 3 == 0).then_some(' '), Some(digit)]).flatten().collect();
        spaced.chars().rev().collect::<String>()
    };
    let superscript = |exponent: i32| {
        exponent
            .to_string()
            .chars()
            .map(|digit| match digit {
                '-' => '⁻',
                '0' => '⁰',
                '1' => '¹',
                '2' => '²',
                '3' => '³',
                d => char::from_u32('⁰' as u32 + d as u32 - '0' as u32).unwrap(),
            })
            .collect::<String>()
    };
    let exponent = number.abs().log10().round() as i32;
    let mut forms = vec![format!("{number}"), grouped(&format!("{number}"))];
    if 10f64.powi(exponent) == number.abs() {
        forms.push(format!("{}10{}", if number < 0.0 { "-" } else { "" }, superscript(exponent)));
    }
    if number == (1u64 << 53) as f64 - 1.0 {
        forms.push("2⁵³ - 1".into());
    }
    // As a word of its own: 10 is not in 100.
    let edge =
        |letter: Option<char>| letter.is_none_or(|letter| !(letter.is_ascii_digit() || "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".contains(letter)));
    forms.iter().any(|form| {
        plain
            .match_indices(form.as_str())
            .any(|(at, _)| edge(plain[..at].chars().next_back()) && edge(plain[at + form.len()..].chars().next()))
    })
}

#[track_caller]
fn assert_says(heading: &str, limits: &Value) {
    let rows = table(heading);
    let Json::Object(limits) = serde_json::to_value(limits).unwrap() else { panic!("no limits") };
    assert!(!limits.is_empty());
    for (key, limit) in limits {
        let key = key.replace('_', "-");
        if key == "seed" {
            continue; // in the first table, for all labs
        }
        let Some([values, default]) = rows.get(&key) else { panic!("{heading}: no row for {key}") };
        for bound in ["min", "max"] {
            if let Some(number) = limit[bound].as_f64() {
                assert!(says(values, number), "{heading} {key}: {values:?} does not say {number}");
            }
        }
        for choice in limit["choices"].as_array().into_iter().flatten() {
            let name = format!("`{}`", choice.as_str().unwrap());
            assert!(values.contains(&name), "{heading} {key}: {values:?} does not say {name}");
        }
        match &limit["default"] {
            Json::Number(number) => {
                let number = number.as_f64().unwrap();
                assert!(says(default, number), "{heading} {key}: {default:?} is not {number}");
            }
            Json::String(text) if limit["choices"].is_array() => {
                assert!(default.contains(text.as_str()), "{heading} {key}: {default:?} is not {text}");
            }
            _ => {}
        }
    }
}

#[test]
fn the_first_table_says_what_an_experiment_says() {
    assert_says("| key | values | default |", &ExperimentSettings::limits());
}

#[test]
fn the_tables_of_the_labs_say_what_the_labs_say() {
    for lab in ["neuron", "perceptron", "xor", "descent", "optimizers", "backprop", "functions"] {
        assert_says(&format!("| `lab={lab}`"), &OpenLab::named(lab).unwrap().limits());
    }
}
