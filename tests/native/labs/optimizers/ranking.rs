//! Who is ahead.

use super::*;

/// The racers of a race: place, status, steps and J.
fn standings(shown: &Value) -> Vec<(f64, &str, f64, f64)> {
    let racer = |r: &Value| (number(&r["place"]), number(&r["step"]), number(&r["height"]));
    let racers = shown["racers"].as_array().unwrap().iter();
    racers
        .map(|r| (r, racer(r)))
        .map(|(r, (place, step, height))| (place, r["status"].as_str().unwrap(), step, height))
        .collect()
}

#[test]
fn places_by_arrival() {
    // All arrive: fewer steps are better, whatever J each of them stopped at.
    let shown = show(KEY, json!({ "condition": 100, "step": 1000 }));
    assert_eq!(shown["ranking"], "arrival");
    let race = standings(&shown);
    assert!(race.iter().all(|(_, status, ..)| *status == "arrived"), "{race:?}");
    for (place, _, steps, _) in &race {
        let ahead = race.iter().filter(|(_, _, other, _)| other < steps).count();
        assert_eq!(*place, 1.0 + ahead as f64, "{race:?}");
    }
    let sgd = race[0];
    assert_eq!((sgd.0, sgd.2), (5.0, 297.0), "the slowest is the last: {race:?}");
    assert!(race.iter().any(|(.., height)| *height > sgd.3), "by J it would be before another one: {race:?}");
}

#[test]
fn places_of_those_that_have_not_arrived() {
    let lost = json!({ "name": "sgd", "learning_rate": 1e30 });
    let idle = json!({ "name": "sgd", "learning_rate": 0.0 });
    let shown = show(KEY, json!({ "racers": [lost, idle, "sgd", "adam", "sgd", lost], "step": 70 }));
    let race = standings(&shown);
    let found: Vec<_> = race.iter().map(|(place, status, ..)| (*place, *status)).collect();
    // Those still running by J; who is lost comes last, even with the same J as another one.
    let expected =
        [(5.0, "diverged"), (4.0, "running"), (1.0, "arrived"), (3.0, "running"), (1.0, "arrived"), (5.0, "diverged")];
    assert_eq!(found, expected, "{race:?}");
    assert_eq!(race[0].3, race[1].3);
}

#[test]
fn the_least_is_the_height_at_the_minima() {
    for name in SurfaceName::all() {
        let shown = show(KEY, json!({ "surface": name.name() }));
        assert_near(number(&shown["least"]), objective(name).height(pair(&shown["minima"][0])), 1e-12);
    }
}
