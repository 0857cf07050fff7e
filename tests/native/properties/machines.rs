//! The lecture's machines, from any settings.

use super::{
    arbitrary::{slips, wild, with_slips},
    cases,
};
use crate::support::{is_finite, open_lab, shown};
use nn_playground::{
    plot::{Theme, contour},
    value::Value,
};
use proptest::{prelude::*, sample::select};
use serde_json::json;

/// Legal settings of a machine.
fn settings() -> impl Strategy<Value = (&'static str, Value)> {
    let points = select(vec!["1, 2, 0\n-3, 4, 2\n0, 0, 1", "1, 2\n3, 4", "0, 0", "1e18, -1e18, 1\n1, 1, 0"]);
    let word = |words: &[&'static str]| select(words.to_vec());
    let perceptron = (
        word(&["and", "xor", "gauss", "three", "custom"]),
        points.clone(),
        word(&["heaviside", "sign"]),
        word(&["perceptron", "hebb"]),
        any::<bool>(),
        (1e-6f64..1000.0, 0u32..1000, any::<u32>()),
    )
        .prop_map(|(data, points, step_function, rule, bias, (eta, step, seed))| {
            let settings = json!({
                "data": data, "points": points, "step_function": step_function, "rule": rule, "bias": bias, "eta": eta,
                "step": step, "seed": seed, "samples": 12, "noise": 20, "window": [-6, 6, -6, 6]
            });
            ("perceptron", settings)
        });
    let descent = (
        word(&["line", "lecture", "custom"]),
        points,
        0f64..1000.0,
        (-10f64..10.0, -10f64..10.0),
        1u32..20,
        (0u32..300, any::<u32>()),
    )
        .prop_map(|(data, points, eta, (theta0, theta1), batch, (step, seed))| {
            let settings = json!({
                "data": data, "points": points, "eta": eta, "theta0": theta0, "theta1": theta1, "batch": batch,
                "step": step, "seed": seed, "samples": 12, "paths": [{ "batch": "all" }, { "eta": 0.5, "theta0": 3 }]
            });
            ("descent", settings)
        });
    prop_oneof![perceptron, descent].prop_map(|(name, settings)| (name, serde_json::from_value(settings).unwrap()))
}

fn try_out(name: &str, settings: &Value) -> Result<(), TestCaseError> {
    if let Ok(lab) = open_lab(name, settings) {
        prop_assert!(is_finite(&lab), "{}", shown(&lab));
        prop_assert_eq!(shown(&open_lab(name, settings).unwrap()), shown(&lab));
        if let Some(contours) = lab.contours() {
            prop_assert_eq!(contour::paint(&contours, Theme::Dark, 5, 4).unwrap().len(), 5 * 4 * 4);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn what_they_show_is_finite((name, settings) in settings()) {
        try_out(name, &settings)?;
    }

    #[test]
    fn slips_are_errors_or_other_legal_settings((name, settings) in settings(), slips in slips()) {
        try_out(name, &with_slips(settings, slips))?;
    }

    #[test]
    fn whatever_else_is_written_is_no_panic(name in select(vec!["perceptron", "descent"]), settings in wild()) {
        try_out(name, &settings)?;
    }
}
