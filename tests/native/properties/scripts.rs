//! Training runs as Keras scripts, whatever stages they are made of.

use super::{
    arbitrary::{optimizer, slips, wild, with_slips},
    cases,
    experiments::settings,
};
use nn_playground::{
    keras::{MAX_BYTES, MAX_UPDATES, Stage, script},
    value::Value,
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value as Json, json};

/// A run that goes on with other optimizers, penalties and sizes of a batch, now and then for ever.
fn stages() -> impl Strategy<Value = Json> {
    let steps = || prop_oneof![1 => Just(0u64), 12 => 0u64..25, 1 => select(vec![MAX_UPDATES + 1, (1 << 53) - 1])];
    let penalty = || select(vec![0.0, 0.0, 0.01, 10.0]);
    let later = vec((optimizer(), 1u16..100, [penalty(), penalty()], steps()), 0..4);
    (settings(), steps(), later).prop_map(|(first, steps, later)| {
        let mut told = vec![json!({ "settings": first, "steps": steps })];
        for (optimizer, batch_size, [l1, l2], steps) in later {
            let mut settings = first.clone();
            settings["optimizer"] = serde_json::to_value(&optimizer).unwrap();
            settings["batch_size"] = json!(batch_size);
            (settings["l1"], settings["l2"]) = (json!(l1), json!(l2));
            told.push(json!({ "settings": settings, "steps": steps }));
        }
        Json::from(told)
    })
}

fn value(json: &Json) -> Value {
    serde_json::from_value(json.clone()).unwrap()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|(middle, _)| middle)
}

/// The script of these stages, if they can have one: it trains as often as it has batches, which is what its first line
/// says, and it compares a loss at the end.
fn try_out(told: &Value) -> Result<Option<u64>, TestCaseError> {
    let Ok(stages) = Stage::parse_run(told) else { return Ok(None) };
    let Ok(text) = script(&stages) else { return Ok(None) };
    prop_assert!(text.len() <= MAX_BYTES);
    let updates: u64 = between(&text, "trained by Keras: ", " update").unwrap().parse().unwrap();
    let trained = text.lines().filter_map(|line| line.strip_prefix("train(")?.strip_suffix(')'));
    prop_assert_eq!(trained.map(|count| count.parse::<u64>().unwrap()).sum::<u64>(), updates);
    let batches = between(&text, "\nbatches = '''\n", "\n'''").unwrap();
    prop_assert_eq!(batches.split(['\n', ',']).filter(|batch| !batch.is_empty()).count() as u64, updates);
    let losses = between(&text, "\nlosses = {\n", "}").unwrap();
    prop_assert!(losses.contains(&format!("{updates}: ")), "{losses}");
    Ok(Some(updates))
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn any_legal_run_has_a_script(told in stages()) {
        let asked: u128 = told.as_array().unwrap().iter().map(|stage| u128::from(stage["steps"].as_u64().unwrap())).sum();
        match try_out(&value(&told))? {
            Some(updates) => prop_assert!(updates <= MAX_UPDATES && u128::from(updates) <= asked),
            // A loss of the largest of points may be infinite from the start.
            None => prop_assert_eq!(&told[0]["settings"]["dataset"], "custom"),
        }
    }

    #[test]
    fn slips_in_the_stages(told in stages(), slips in slips()) {
        try_out(&with_slips(value(&told), slips))?;
    }

    #[test]
    fn whatever_else_is_written(told in vec(wild(), 0..3), alone in wild()) {
        try_out(&Value::List(told))?;
        try_out(&alone)?;
    }
}
