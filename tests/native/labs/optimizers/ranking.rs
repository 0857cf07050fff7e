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
    let racers = json!([lost, idle, "sgd", "adam", "sgd", lost]);
    let shown = show(KEY, json!({ "condition": CONDITION, "racers": racers, "step": 70 }));
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

/// The lecture's racers in the default valley, all with these settings besides their names, when the race is over: each with
/// its place, and the steps that it took to arrive.
fn finish(rate: impl Fn(&Value) -> Option<f64>) -> Vec<(String, f64, Option<f64>)> {
    let first = show(KEY, json!({}));
    let racers = first["racers"].as_array().unwrap().iter();
    let racers: Vec<_> = racers.map(|r| json!({ "name": r["name"], "learning_rate": rate(r) })).collect();
    let shown = show(KEY, json!({ "racers": racers, "step": MAX_STEP }));
    let arrived = |r: &Value| (r["status"] == "arrived").then(|| number(&r["step"]));
    let racers = shown["racers"].as_array().unwrap().iter();
    racers.map(|r| (r["name"].as_str().unwrap().to_owned(), number(&r["place"]), arrived(r))).collect()
}

fn smallest_good_rate() -> f64 {
    let first = show(KEY, json!({}));
    let rates = first["racers"].as_array().unwrap().iter().map(|r| number(&r["good_rate"]));
    rates.fold(f64::INFINITY, f64::min)
}

/// What the page says of its presets of learning rates, in the valley with κ = 100.
#[test]
fn what_the_presets_show() {
    // A good η for each: all arrive, plain descent last, after more than twice as many steps as any other one.
    let good = finish(|_| None);
    let steps = |race: &[(String, f64, Option<f64>)], which: usize| race[which].2.unwrap_or(f64::INFINITY);
    assert_eq!(good[0].1, 5.0, "{good:?}");
    assert!((1..5).all(|which| 2.0 * steps(&good, which) < steps(&good, 0)), "{good:?}");

    // The same η for all, the smallest of those: nobody diverges, both with momentum arrive first, plain descent after more
    // than ten times as many steps, and RMSprop jumps to and fro at the minimum.
    let rate = smallest_good_rate();
    assert_eq!(rate, 0.004);
    let same = finish(|_| Some(rate));
    let mut places = [same[1].1, same[2].1];
    places.sort_by(f64::total_cmp);
    assert_eq!(places, [1.0, 2.0], "{same:?}");
    assert!(steps(&same, 0) > 10.0 * steps(&same, 1).max(steps(&same, 2)), "{same:?}");
    assert!(steps(&same, 4) > steps(&same, 0) && same[3].2.is_none(), "{same:?}");

    // The slides' 0.001: the same, and RMSprop and Adam need thousands of steps.
    let slides = finish(|_| Some(0.001));
    let mut places = [slides[1].1, slides[2].1];
    places.sort_by(f64::total_cmp);
    assert_eq!(places, [1.0, 2.0], "{slides:?}");
    assert!([1, 2].iter().all(|which| steps(&slides, *which) < 500.0), "{slides:?}");
    assert!([0, 3, 4].iter().all(|which| (3000.0..10_000.0).contains(&steps(&slides, *which))), "{slides:?}");
}

/// The good rates do not depend on the present ones.
#[test]
fn good_rates_are_the_defaults() {
    for surface in SurfaceName::all() {
        let racers = |rate: Option<f64>| {
            let racers = RacerName::all().take(MAX_RACERS);
            let racers: Vec<_> = racers.map(|name| json!({ "name": name.name(), "learning_rate": rate })).collect();
            show(KEY, json!({ "surface": surface.name(), "racers": racers }))["racers"].as_array().unwrap().clone()
        };
        for (usual, other) in racers(None).iter().zip(racers(Some(0.5))) {
            assert_eq!(usual["rate"], usual["good_rate"]);
            assert_eq!((&other["rate"], &other["good_rate"]), (&json!(0.5), &usual["good_rate"]));
        }
    }
}
