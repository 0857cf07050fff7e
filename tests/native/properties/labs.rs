//! The lecture's machines from any settings.

use super::{
    arbitrary::{any_choice, slips, wild, with_slips},
    cases,
};
use crate::support::{is_finite, open_lab, shown};
use nn_playground::{
    labs::functions::Function,
    labs::optimizers::{MAX_EDGE, MAX_RACERS, MAX_START, MIN_EXTENT, RacerName, SurfaceName},
    nn::{Activation, Loss},
    plot::{Theme, contour::paint},
    value::{Choice, Value},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::json;

/// Whether a field is that of a key, or lies in it: `layers[0].units` in `layers`.
fn is_in(field: &str, key: &str) -> bool {
    field.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Whether it is shown; what is refused names a key that was written.
fn try_out(name: &str, settings: &Value) -> Result<bool, TestCaseError> {
    match open_lab(name, settings) {
        Ok(lab) => {
            prop_assert!(shown(&lab).is_object());
            if let Some(contours) = lab.contours() {
                prop_assert_eq!(paint(&contours, Theme::Dark, 5, 4).unwrap().len(), 5 * 4 * 4);
            }
            Ok(true)
        }
        Err(error) => {
            prop_assert!(error.to_string().len() < 500, "{error}");
            // Only what is no object has no key, and a key may be an empty text.
            let has_names = matches!(settings, Value::Map(entries) if entries.iter().all(|(key, _)| !key.is_empty()));
            let is_written = |settings: &Value| matches!(settings, Value::Map(all) if all.iter().any(|(key, _)| is_in(error.field(), key)));
            prop_assert!(is_written(settings) || !has_names, "nobody wrote {error}");
            Ok(false)
        }
    }
}

fn race() -> impl Strategy<Value = serde_json::Value> {
    let rate = select(vec![0.0, 1e-3, 0.1, 10.0, 1e30]);
    let decay = select(vec![None, Some(0.0), Some(0.1), Some(1e30)]);
    let racer = (any_choice::<RacerName>(), rate, decay)
        .prop_map(|(name, rate, decay)| json!({ "name": name.name(), "learning_rate": rate, "weight_decay": decay }));
    let near = [-1f64..1.0, -1f64..1.0];
    let far = [-MAX_START..MAX_START, -MAX_START..MAX_START];
    let window = (near.clone(), select(vec![MIN_EXTENT, 1.0, 100.0, MAX_EDGE - 1.0]))
        .prop_map(|([x, y], extent)| [x, x + extent, y, y + extent]);
    let start = prop_oneof![near.prop_map(Some), far.prop_map(Some), Just(None)];
    let view = (start, proptest::option::of(window));
    let racers = vec(racer, 0..=MAX_RACERS);
    (any_choice::<SurfaceName>(), 1f64..=1000.0, view, 0u16..200, racers).prop_map(
        |(surface, condition, (start, window), step, racers)| {
            json!({
                "surface": surface.name(), "condition": condition, "start": start, "window": window, "step": step,
                "racers": racers
            })
        },
    )
}

/// Any network of the lab, any loss that fits it, weights drawn from the seed.
fn update() -> impl Strategy<Value = serde_json::Value> {
    let layers = vec((1usize..=6, any_choice::<Activation>()), 1..=4);
    let number = select(vec!["0", "1", "-1", "0.5", "1e-9", "1000000"]);
    let x = (1usize..=6, 1usize..=16).prop_flat_map(move |(inputs, rows)| vec(vec(number.clone(), inputs), rows));
    let eta = select(vec![0.0, 0.01, 1.0, 1000.0]);
    (layers, any_choice::<Loss>(), x, eta, 0u8..20, 1u8..=64).prop_map(|(mut layers, loss, x, eta, epoch, example)| {
        let is_categorical = loss.is_sparse() || loss == Loss::CategoricalCrossentropy;
        if let (Some((units, _)), true) = (layers.last_mut(), is_categorical) {
            *units = 2.max(*units);
        }
        let outputs = layers.last().unwrap().0;
        let row = |row: usize| {
            let target = |u: usize| ((row + u) % 2).to_string();
            (0..loss.targets(outputs)).map(target).collect::<Vec<_>>().join(" ")
        };
        let y: Vec<String> = (0..x.len()).map(row).collect();
        let x: Vec<String> = x.iter().map(|row| row.join(" ")).collect();
        let layers: Vec<String> =
            layers.iter().map(|(units, activation)| format!("{units}:{}", activation.name())).collect();
        json!({
            "layers": layers.join(","), "loss": loss.name(), "x": x.join("\n"), "y": y.join("\n"), "eta": eta,
            "epoch": epoch, "example": example
        })
    })
}

/// Any function at any place.
fn function() -> impl Strategy<Value = serde_json::Value> {
    let place = || select(vec![-100.0, -6.0, -1e-7, 0.0, 1e-7, 0.2, 1.0, 3.0, 100.0]);
    let logits = vec(select(vec![-30.0, 0.0, 0.1, 30.0]), 3);
    (any_choice::<Function>(), place(), place(), place(), logits, 1u8..=3).prop_map(
        |(function, x, prediction, target, logits, label)| {
            // Cross-entropy wants a probability.
            let target = if function == Function::Loss(Loss::BinaryCrossentropy) { 0.3 } else { target };
            json!({
                "function": function.name(), "x": x, "prediction": prediction, "target": target, "logits": logits,
                "label": label
            })
        },
    )
}

/// Whether it is shown once every key that is complained of is left out: so a page mends a link, and the rest of it stays.
fn mend(name: &str, settings: &Value) -> Result<(), TestCaseError> {
    let Value::Map(mut entries) = settings.clone() else { return Ok(()) };
    while let Err(error) = open_lab(name, &Value::Map(entries.clone())) {
        let before = entries.len();
        entries.retain(|(key, _)| !is_in(error.field(), key));
        prop_assert!(entries.len() < before, "{error}: nobody wrote it, or it is said again");
    }
    Ok(())
}

fn value(settings: serde_json::Value) -> Value {
    serde_json::from_value(settings).unwrap()
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn any_legal_race_is_shown(race in race()) {
        prop_assert!(try_out("optimizers", &value(race.clone()))?);
        let shown = shown(&open_lab("optimizers", &value(race)).unwrap());
        let finite = |list: &serde_json::Value| list.as_array().unwrap().iter().all(serde_json::Value::is_number);
        prop_assert!(finite(&shown["levels"]) && shown["window"].as_array().unwrap().iter().all(finite));
        // In the coming update there may be what no number holds, where a racer is, never.
        for racer in shown["racers"].as_array().unwrap() {
            prop_assert!(["theta", "gradient"].iter().all(|key| finite(&racer[key])) && racer["height"].is_number(), "{racer}");
            prop_assert!(["x", "y", "height"].iter().all(|key| finite(&racer["path"][key])), "{racer}");
            prop_assert!(racer["place"].as_f64().unwrap() >= 1.0);
        }
    }

    #[test]
    fn any_legal_update_is_shown(update in update(), sheet in select(vec!["latex", "csv"]), results: bool) {
        let update = value(update);
        prop_assert!(try_out("backprop", &update)?);
        let lab = open_lab("backprop", &update).unwrap();
        let ask = |question| lab.answer(&value(question), serde_json::value::Serializer).unwrap().unwrap();
        let decimal = if results { "," } else { "." };
        let text = ask(json!({ "about": "worksheet", "format": sheet, "results": results, "decimal": decimal }));
        prop_assert!(text.is_string());
        ask(json!({ "about": "check" }));
    }

    #[test]
    fn any_function_is_shown(function in function()) {
        let settings = value(function);
        prop_assert!(try_out("functions", &settings)?);
        prop_assert!(is_finite(&open_lab("functions", &settings).unwrap()));
    }

    #[test]
    fn slips_in_a_function(function in function(), slips in slips()) {
        let settings = with_slips(value(function), slips);
        try_out("functions", &settings)?;
        mend("functions", &settings)?;
    }

    #[test]
    fn slips_in_a_race(race in race(), slips in slips()) {
        try_out("optimizers", &with_slips(value(race), slips))?;
    }

    #[test]
    fn slips_in_an_update(update in update(), slips in slips()) {
        let settings = with_slips(value(update), slips);
        try_out("backprop", &settings)?;
        mend("backprop", &settings)?;
    }

    #[test]
    fn whatever_else_is_written(settings in wild()) {
        try_out("optimizers", &settings)?;
        try_out("backprop", &settings)?;
        try_out("functions", &settings)?;
        try_out("xor", &settings)?;
    }

    #[test]
    fn any_weights_of_xor_are_shown(weights in vec(-1000f64..=1000.0, 9), eta in 0f64..=1000.0, seed in 0u64..1000, step in 0u64..40, learnt: bool) {
        let activation = ["tanh", "sigmoid", "heaviside"][(seed % 3) as usize];
        let way = if learnt { "learnt" } else { "hand" };
        let settings = value(json!({
            "way": way, "weights": weights, "activation": activation, "eta": eta, "seed": seed, "step": step
        }));
        prop_assert!(try_out("xor", &settings)?);
        prop_assert!(is_finite(&open_lab("xor", &settings).unwrap()));
    }
}
