//! The race: surfaces against finite differences and the literature, paths against the recurrences of the slides in f64.

mod custom;
mod picture;
mod ranking;

use super::{number, numbers, show, try_show};
use crate::optimizers::Keras;
use crate::support::{Random, assert_near, open_lab, value, written};
use nn_playground::{
    labs::{
        Open,
        optimizers::{MAX_RACERS, MAX_STEP, Objective, OptimizersLab, RacerName, Status, SurfaceName},
    },
    plot::{Theme, contour::paint},
    value::Choice,
};
use serde_json::{Value, json};

const KEY: &str = "optimizers";

/// The condition number of the tests whose numbers were worked out by hand.
const CONDITION: f64 = 20.0;

fn objective(name: SurfaceName) -> Objective {
    Objective::new(name, CONDITION).unwrap()
}

/// The two numbers of a field.
#[track_caller]
fn pair(value: &Value) -> [f64; 2] {
    numbers(value).try_into().unwrap()
}

/// The only racer of a race.
fn racer(surface: &str, racer: Value, start: [f64; 2], step: u64) -> Value {
    let settings =
        json!({ "surface": surface, "condition": CONDITION, "racers": [racer], "start": start, "step": step });
    show(KEY, settings)["racers"][0].clone()
}

/// A slot of it before and after the coming update.
#[track_caller]
fn slot(racer: &Value, name: &str) -> [[f64; 2]; 2] {
    let slots = racer["slots"].as_array().unwrap();
    let found = slots.iter().find(|slot| slot["name"] == name).unwrap_or_else(|| panic!("no {name} in {racer}"));
    [pair(&found["before"]), pair(&found["after"])]
}

/// The arrow of that name: where it begins, where it ends, and what it is measured in.
#[track_caller]
fn arrow(racer: &Value, name: &str) -> ([f64; 2], [f64; 2], String) {
    let arrows = racer["arrows"].as_array().unwrap();
    let found = arrows.iter().find(|arrow| arrow["name"] == name).unwrap_or_else(|| panic!("no {name} in {racer}"));
    let (from, vector) = (pair(&found["from"]), pair(&found["vector"]));
    (from, [from[0] + vector[0], from[1] + vector[1]], found["unit"].as_str().unwrap().into())
}

#[track_caller]
fn assert_close<const N: usize>(found: [f64; N], expected: [f64; N], tolerance: f64) {
    for (found, expected) in found.into_iter().zip(expected) {
        assert_near(found, expected, tolerance * expected.abs().max(1.0));
    }
}

#[test]
fn slopes_are_those_of_the_heights() {
    let mut random = Random::new(1);
    for name in SurfaceName::all() {
        let objective = objective(name);
        // The network's losses are f32.
        let (h, tolerance) = if name == SurfaceName::Network { (1e-2, 1e-3) } else { (1e-6, 1e-7) };
        for _ in 0..200 {
            let [x, y] = objective.window().map(|[low, high]| low + (high - low) * random.unit());
            let difference = [
                (objective.height([x + h, y]) - objective.height([x - h, y])) / (2.0 * h),
                (objective.height([x, y + h]) - objective.height([x, y - h])) / (2.0 * h),
            ];
            let scale = objective.height([x, y]).abs().max(1.0);
            for (found, expected) in objective.gradient([x, y]).into_iter().zip(difference) {
                assert_near(found, expected, tolerance * scale.max(expected.abs()));
            }
        }
    }
}

#[test]
fn minima_are_where_the_literature_has_them() {
    let published = [
        (SurfaceName::Quadratic, 0.0, vec![[0.0, 0.0]]),
        (SurfaceName::Beale, 0.0, vec![[3.0, 0.5]]),
        (SurfaceName::Rosenbrock, 0.0, vec![[1.0, 1.0]]),
        (SurfaceName::Saddle, -1.0, vec![[0.0, 2_f64.sqrt()], [0.0, -(2_f64.sqrt())]]),
        (
            SurfaceName::Himmelblau,
            0.0,
            vec![[3.0, 2.0], [-2.805118, 3.131312], [-3.779310, -3.283186], [3.584428, -1.848126]],
        ),
        (SurfaceName::Network, 0.0, vec![[1.5, 1.0], [-1.5, -1.0]]),
        // Both terms are least at 0: x²/6 + y², and −cos(3x)/3.
        (SurfaceName::Custom, -1.0 / 3.0, vec![[0.0, 0.0]]),
    ];
    for (name, least, minima) in published {
        let objective = objective(name);
        assert_eq!(objective.lowest().minima.len(), minima.len());
        for (found, expected) in objective.lowest().minima.iter().zip(minima) {
            assert_close(*found, expected, 1e-6);
            assert_near(objective.height(*found), least, 1e-12);
            assert_close(objective.gradient(*found), [0.0; 2], 1e-6);
        }
        let [x, y] = objective.window();
        let along = |[low, high]: [f64; 2], at: usize| low + (high - low) * at as f64 / 80.0;
        for at in 0..81 * 81 {
            let at = [along(x, at % 81), along(y, at / 81)];
            assert!(objective.height(at) >= least, "{name:?} is lower at {at:?}");
        }
    }
    // Values that can be computed by hand.
    assert_eq!(objective(SurfaceName::Rosenbrock).height([-1.2, 1.0]), 24.199999999999996);
    assert_eq!(objective(SurfaceName::Beale).height([0.0, 0.0]), 1.5 * 1.5 + 2.25 * 2.25 + 2.625 * 2.625);
    assert_eq!(objective(SurfaceName::Himmelblau).height([0.0, 0.0]), 170.0);
    assert_eq!(objective(SurfaceName::Quadratic).height([2.0, 1.0]), 12.0);
}

/// The condition number is the ratio of the curvatures.
#[test]
fn condition() {
    let settings = |condition: f64| json!({ "condition": condition, "start": [1, 1], "racers": ["sgd"] });
    for condition in [1.0, 20.0, 400.0] {
        let shown = show(KEY, settings(condition));
        assert_eq!(pair(&shown["racers"][0]["gradient"]), [1.0, condition]);
        // Stable below 2/κ, and not above.
        for (part, status) in [(1.9, "arrived"), (2.1, "diverged")] {
            let racers = json!([{ "name": "sgd", "learning_rate": part / condition }]);
            let shown = show(KEY, json!({ "condition": condition, "racers": racers, "step": 10_000 }));
            let racer = &shown["racers"][0];
            assert_eq!(racer["status"], status, "{racer}");
            assert!(numbers(&racer["theta"]).iter().all(|at| at.abs() < 1e5), "{racer}");
        }
    }
}

/// The slides' formulas, with a gradient of their own at every step.
#[test]
fn paths_by_the_formulas_of_the_slides() {
    // On a ridge the last digit decides; these starts are on none.
    let starts = [
        (SurfaceName::Quadratic, [-3.5, 2.0]),
        (SurfaceName::Rosenbrock, [-1.25, 1.0]),
        (SurfaceName::Himmelblau, [-0.5, -0.5]),
    ];
    for (name, start) in starts {
        let objective = objective(name);
        let slope = |at: [f64; 2]| objective.gradient(at);
        let each = |f: &dyn Fn(usize) -> f64| [f(0), f(1)];
        for which in ["sgd", "momentum", "nesterov", "rmsprop", "adam"] {
            let (eta, beta, rho, beta_1, beta_2, epsilon) = (0.0007, 0.8, 0.85, 0.8, 0.97, 1e-7);
            let settings = match which {
                "sgd" => json!({ "name": "sgd", "learning_rate": eta }),
                "rmsprop" => json!({ "name": "RMSprop", "lr": eta, "rho": rho }),
                "adam" => json!({ "name": "Adam", "lr": eta, "beta_1": beta_1, "beta_2": beta_2 }),
                _ => json!({ "name": which, "learning_rate": eta, "momentum": beta }),
            };
            let (mut theta, mut m, mut s) = (start, [0.0; 2], [0.0_f64; 2]);
            for t in 1..=60 {
                let shown = racer(name.name(), settings.clone(), start, t - 1);
                if which == "nesterov" {
                    // Keras stores the point where the slide takes the gradient.
                    let ahead = each(&|at| theta[at] + beta * m[at]);
                    assert_close(pair(&shown["theta"]), ahead, 2e-5);
                    assert_close(pair(&shown["slide"]["point"]), ahead, 2e-5);
                    assert_close(pair(&shown["slide"]["theta"]), theta, 2e-5);
                    assert_close(pair(&shown["slide"]["next_point"]), pair(&shown["next"]), 2e-5);
                } else {
                    assert_close(pair(&shown["theta"]), theta, 2e-5);
                }
                match which {
                    "sgd" => theta = each(&|at| theta[at] - eta * slope(theta)[at]),
                    "momentum" => {
                        m = each(&|at| beta * m[at] - eta * slope(theta)[at]);
                        theta = each(&|at| theta[at] + m[at]);
                    }
                    "nesterov" => {
                        let ahead = each(&|at| theta[at] + beta * m[at]);
                        m = each(&|at| beta * m[at] - eta * slope(ahead)[at]);
                        theta = each(&|at| theta[at] + m[at]);
                    }
                    "rmsprop" => {
                        let g = slope(theta);
                        s = each(&|at| rho * s[at] + (1.0 - rho) * g[at] * g[at]);
                        theta = each(&|at| theta[at] - eta * g[at] / (s[at] + epsilon).sqrt());
                        assert_close(slot(&shown, "v")[1], s, 1e-4);
                        assert_close(pair(&shown["slide"]["s"]), s, 1e-4);
                    }
                    _ => {
                        let g = slope(theta);
                        m = each(&|at| beta_1 * m[at] - (1.0 - beta_1) * g[at]);
                        s = each(&|at| beta_2 * s[at] + (1.0 - beta_2) * g[at] * g[at]);
                        let m_hat = m.map(|m| m / (1.0 - beta_1.powi(t as i32)));
                        let s_hat = s.map(|s| s / (1.0 - beta_2.powi(t as i32)));
                        theta = each(&|at| theta[at] + eta * m_hat[at] / (s_hat[at] + epsilon).sqrt());
                        assert_close(slot(&shown, "m")[1], m.map(|m| -m), 1e-4);
                        assert_close(pair(&shown["slide"]["m"]), m, 1e-4);
                        assert_close(pair(&shown["slide"]["m_hat"]), m_hat, 1e-4);
                        assert_close(pair(&shown["slide"]["s_hat"]), s_hat, 1e-4);
                        assert_close(pair(&shown["corrected"][0]["value"]), m_hat.map(|m| -m), 1e-4);
                        assert_close(pair(&shown["corrected"][1]["value"]), s_hat, 1e-4);
                    }
                }
                if matches!(which, "momentum" | "nesterov") {
                    assert_close(slot(&shown, "m")[1], m, 2e-5);
                    assert_close(pair(&shown["slide"]["m"]), m, 2e-5);
                }
                assert_close(pair(&shown["slide"]["next"]), theta, 2e-5);
            }
        }
    }
}

/// Every optimizer makes the steps that Keras's recurrence makes of the same gradients.
#[test]
fn every_racer_steps_as_keras_does() {
    for surface in SurfaceName::all() {
        for name in RacerName::all() {
            let first = racer(surface.name(), json!(name.name()), objective(surface).start(), 0);
            let optimizer = written(first["optimizer"].clone());
            let mut keras = Keras::new(&optimizer, 2);
            for step in 0..40 {
                let shown = racer(surface.name(), json!(name.name()), objective(surface).start(), step);
                if shown["step"] != step {
                    break;
                }
                let theta = pair(&shown["theta"]);
                let gradient = pair(&shown["gradient"]);
                assert_close(gradient, objective(surface).gradient(theta), 1e-6);
                let next = keras.update(&optimizer, &theta.map(|x| x as f32), &gradient.map(|x| x as f32), &[2]);
                assert_close(pair(&shown["next"]), [next[0], next[1]], 1e-6);
                for at in 0..2 {
                    assert_near(pair(&shown["update"])[at], next[at] - theta[at], 1e-6 * theta[at].abs().max(1.0));
                }
                assert_eq!(number(&shown["height"]), objective(surface).height(theta));
            }
        }
    }
}

/// m̂ and v̂ are what the step is made of: θ − η m̂ / (√v̂ + ε), and Adamax's θ − η m̂ / (u + ε).
#[test]
fn corrected_slots_make_the_step() {
    for (name, weight_decay) in [("adam", 0.0), ("adamw", 0.004), ("nadam", 0.0), ("adamax", 0.0)] {
        for step in [0, 1, 7, 30] {
            let shown = racer("himmelblau", json!({ "name": name, "learning_rate": 0.05 }), [-5.0, 0.2], step);
            let m_hat = pair(&shown["corrected"][0]["value"]);
            let size = match name {
                "adamax" => slot(&shown, "u")[1],
                _ => pair(&shown["corrected"][1]["value"]).map(f64::sqrt),
            };
            for at in 0..2 {
                let decay = weight_decay * 0.05 * pair(&shown["theta"])[at];
                let expected = -decay - 0.05 * m_hat[at] / (size[at] + 1e-7);
                assert_near(pair(&shown["update"])[at], expected, 1e-5 * expected.abs() + 1e-6);
            }
        }
    }
    let nadam = racer("himmelblau", json!("nadam"), [-5.0, 0.2], 1);
    assert_near(number(&nadam["product"]), 0.9 * (1.0 - 0.5 * 0.96), 1e-6);
}

/// Where they differ: the slide's ε is inside the root and not shrunk by the correction.
#[test]
fn epsilon_inside_and_outside_the_root() {
    let settings = json!({ "name": "adam", "learning_rate": 0.5, "epsilon": 0.1 });
    let shown = racer("quadratic", settings.clone(), [0.5, 0.125], 0);
    let gradient = [0.5_f64, 2.5];
    assert_eq!(pair(&shown["gradient"]), gradient);
    // In the first update m̂ is the gradient and v̂ its square.
    let correction = (1.0_f64 - 0.999).sqrt();
    for (at, g) in gradient.into_iter().enumerate() {
        let keras = 0.5 * g / (g + 0.1 / correction);
        let slide = 0.5 * g / (g * g + 0.1).sqrt();
        assert_near(pair(&shown["update"])[at], -keras, 1e-4);
        assert_near(pair(&shown["slide"]["update"])[at], -slide, 1e-9);
        assert_near(pair(&shown["slide"]["off"])[at], keras - slide, 1e-4);
    }
    // With Keras's own ε nobody could see it.
    let usual = racer("quadratic", json!("adam"), [0.5, 0.125], 20);
    assert_close(pair(&usual["slide"]["off"]), [0.0; 2], 1e-6);
}

/// Keras's three clips of ∇J = (−3.5, 40), whose norm is 40.1528…, and the steps that are made of what they leave.
#[test]
fn clipped_gradients() {
    let norm = (3.5f64 * 3.5 + 40.0 * 40.0).sqrt();
    let shorter = [-3.5 * 5.0 / norm, 40.0 * 5.0 / norm];
    for (clip, limit, expected) in [
        ("clipvalue", 5.0, [-3.5, 5.0]),
        ("clipnorm", 5.0, shorter),
        ("global_clipnorm", 5.0, shorter),
        ("clipnorm", 100.0, [-3.5, 40.0]),
    ] {
        for name in ["sgd", "momentum", "adam", "lion"] {
            let found = racer("quadratic", json!({ "name": name, "learning_rate": 0.1, clip: limit }), [-3.5, 2.0], 0);
            assert_close(pair(&found["gradient"]), [-3.5, 40.0], 1e-6);
            assert_close(pair(&found["clipped"]), expected, 1e-6);
            assert!(found["slide"].is_null(), "{found}");
            let step = expected.map(|g| -0.1 * if matches!(name, "adam" | "lion") { g.signum() } else { g });
            assert_close(pair(&found["update"]), step, 1e-5);
            let (from, to, _) = arrow(&found, if name == "momentum" { "descent" } else { "step" });
            assert_close([0, 1].map(|at| to[at] - from[at]), step, 1e-5);
        }
    }
    for unclipped in [json!({ "name": "sgd" }), json!({ "name": "sgd", "clipnorm": 0 })] {
        assert!(racer("quadratic", unclipped, [-3.5, 2.0], 0)["clipped"].is_null());
    }
}

/// η₀ · ½^(k/10) when k updates have been made.
#[test]
fn a_schedule_is_told_step_by_step() {
    let schedule = json!({
        "name": "exponential_decay", "initial_learning_rate": 0.05, "decay_steps": 10, "decay_rate": 0.5
    });
    for step in [0, 1, 10, 25] {
        let found = racer("quadratic", json!({ "name": "sgd", "learning_rate": schedule.clone() }), [-3.5, 2.0], step);
        let rate = 0.05 * 0.5f64.powf(step as f64 / 10.0);
        assert_near(number(&found["rate"]), rate, 1e-8);
        assert_close(pair(&found["update"]), pair(&found["gradient"]).map(|slope| -rate * slope), 1e-6);
        assert_eq!(found["optimizer"]["learning_rate"]["name"], "exponential_decay");
    }
    assert_eq!(racer("quadratic", json!({ "name": "sgd", "learning_rate": 0.09 }), [-3.5, 2.0], 7)["rate"], 0.09);
}

#[test]
fn only_what_is_on_a_slide_has_a_slide() {
    for name in RacerName::all() {
        let shown = racer("beale", json!(name.name()), [1.0, 1.5], 3);
        let expected = matches!(name.name(), "sgd" | "momentum" | "nesterov" | "rmsprop" | "adam");
        assert_eq!(shown["slide"].is_object(), expected, "{name:?}");
    }
    for other in [
        json!({ "name": "adam", "amsgrad": true }),
        json!({ "name": "rmsprop", "centered": true }),
        json!({ "name": "rmsprop", "momentum": 0.5 }),
    ] {
        assert!(racer("beale", other, [1.0, 1.5], 3)["slide"].is_null());
    }
}

#[test]
fn the_usual_race_arrives() {
    for surface in SurfaceName::all() {
        let shown = show(KEY, json!({ "surface": surface.name(), "step": 3000 }));
        let racers = shown["racers"].as_array().unwrap();
        let arrived = racers.iter().filter(|racer| racer["status"] == "arrived").count();
        assert!(racers.iter().all(|racer| racer["status"] != "diverged"), "{surface:?}");
        // The waves of the default formula catch whoever has no momentum.
        let fewest = if surface == SurfaceName::Custom { 2 } else { 3 };
        assert!(arrived >= fewest, "{surface:?}: only {arrived} arrived");
        for racer in racers.iter().filter(|racer| racer["status"] == "arrived") {
            let at = pair(&racer["theta"]);
            let nearest = objective(surface)
                .lowest()
                .minima
                .iter()
                .map(|m| (m[0] - at[0]).hypot(m[1] - at[1]))
                .fold(9.0, f64::min);
            assert!(nearest <= 0.03, "{surface:?} {racer}");
        }
    }
}

#[test]
fn paths_are_thin_and_keep_their_zigzag() {
    // At the edge of stability y changes its sign with every step, for ever.
    let shown = racer("quadratic", json!({ "name": "sgd", "learning_rate": 0.1 }), [-3.5, 2.0], 10_000);
    let path = &shown["path"];
    let (x, y, steps) = (numbers(&path["x"]), numbers(&path["y"]), numbers(&path["step"]));
    assert!(steps.len() > 300 && steps.len() < 1100, "{}", steps.len());
    assert_eq!([x.len(), y.len(), numbers(&path["height"]).len()], [steps.len(); 3]);
    assert_eq!((steps[0], steps[steps.len() - 1]), (0.0, 10_000.0));
    assert_eq!([x[0], y[0]], [-3.5, 2.0]);
    assert_eq!([x[x.len() - 1], y[y.len() - 1]], pair(&shown["theta"]));
    let turns = y.windows(2).filter(|pair| pair[0] * pair[1] < 0.0).count();
    assert!(turns * 10 > 9 * y.len(), "{turns} turns of {}", y.len());
    // Where nothing was thinned, the path is every θ.
    let short = racer("quadratic", json!("momentum"), [-3.5, 2.0], 20);
    for (at, step) in numbers(&short["path"]["step"]).into_iter().enumerate() {
        let there = racer("quadratic", json!("momentum"), [-3.5, 2.0], step as u64);
        assert_eq!([numbers(&short["path"]["x"])[at], numbers(&short["path"]["y"])[at]], pair(&there["theta"]));
    }
}

/// All racers that there may be, too slow to arrive, on the surface that is most expensive.
fn longest_race(step: u64) -> Value {
    let racers: Vec<_> = RacerName::all().map(|name| json!({ "name": name.name(), "learning_rate": 1e-6 })).collect();
    json!({ "surface": "network", "racers": racers[..MAX_RACERS], "step": step })
}

#[test]
fn the_last_step_costs_what_the_first_one_does() {
    let mut lab = Open::<OptimizersLab>::new().unwrap();
    for step in [MAX_STEP - 1, MAX_STEP] {
        lab.set(&value(longest_race(step))).unwrap();
        assert!(lab.advance(u64::MAX).done);
        assert_eq!(lab.steps_computed(), step);
    }
    let shown = lab.show();
    assert_eq!((shown.step, shown.racers.len()), (MAX_STEP, MAX_RACERS));
    for racer in shown.racers {
        assert_eq!((racer.status, racer.step), (Status::Running, MAX_STEP), "{}", racer.name);
        assert!(racer.path.step.len() <= 1025, "{}: {} points", racer.name, racer.path.step.len());
    }
}

/// What is shown follows from the settings alone, whatever has been shown before.
#[test]
fn back_and_forth_shows_what_a_fresh_race_shows() {
    let racers =
        json!(["sgd", "nadam", { "name": "sgd", "learning_rate": 1 }, { "name": "adam", "learning_rate": 1e30 }]);
    for surface in ["quadratic", "network", "saddle"] {
        let settings = |step: u64| value(json!({ "surface": surface, "racers": racers, "step": step }));
        let reach = |lab: &mut Open<OptimizersLab>, step: u64| {
            lab.set(&settings(step)).unwrap();
            assert!(lab.advance(u64::MAX).done);
            serde_json::to_value(lab.show()).unwrap()
        };
        let fresh = || Open::<OptimizersLab>::new().unwrap();
        let mut lab = fresh();
        for step in [0, 1, 2, 400, 37, 400, 1, 0, 9000, 250, 0] {
            let shown = reach(&mut lab, step);
            assert_eq!(shown, reach(&mut fresh(), step), "{surface}, step {step}");
            assert_eq!(shown["step"], step);
        }
    }
}

/// Decay, which no slide has, is part of the step, and an arrow of its own where momentum is the step.
#[test]
fn decay_of_the_variables() {
    for name in ["sgd", "momentum", "nesterov", "rmsprop", "adam"] {
        let settings = json!({ "name": name, "learning_rate": 0.001, "weight_decay": 5 });
        let plain = json!({ "name": name, "learning_rate": 0.001 });
        let (decayed, plain) =
            (racer("himmelblau", settings, [-5.0, 0.2], 0), racer("himmelblau", plain, [-5.0, 0.2], 0));
        let expected = [0, 1].map(|at| pair(&plain["update"])[at] - 0.001 * 5.0 * [-5.0, 0.2][at]);
        assert_close(pair(&decayed["update"]), expected, 1e-6);
        assert!(decayed["slide"].is_null() && plain["slide"].is_object());
        let (from, to, _) = arrow(&decayed, "step");
        assert_close([from[0], from[1], to[0], to[1]], [-5.0, 0.2, -5.0 + expected[0], 0.2 + expected[1]], 1e-6);
    }
}

#[test]
fn keras_lines() {
    for (settings, line) in [
        (json!({ "name": "sgd", "learning_rate": 0.01 }), "keras.optimizers.SGD(learning_rate=0.01)"),
        (
            json!({ "name": "nesterov", "lr": 0.01 }),
            "keras.optimizers.SGD(learning_rate=0.01, momentum=0.9, nesterov=True)",
        ),
        (json!({ "name": "momentum", "lr": 0.001 }), "keras.optimizers.SGD(learning_rate=0.001, momentum=0.9)"),
        (
            json!({ "name": "RMSprop", "lr": 0.001, "rho": 0.9 }),
            "keras.optimizers.RMSprop(learning_rate=0.001, rho=0.9)",
        ),
        (
            json!({ "name": "Adam", "lr": 0.001, "beta_1": 0.9, "beta_2": 0.999 }),
            "keras.optimizers.Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.999)",
        ),
        (
            json!({ "name": "adam", "lr": 0.001, "beta_1": 0.8, "epsilon": 1e-8, "amsgrad": true }),
            "keras.optimizers.Adam(learning_rate=0.001, beta_1=0.8, beta_2=0.999, epsilon=0.00000001, amsgrad=True)",
        ),
        (
            json!({ "name": "adamw", "lr": 1, "weight_decay": 0 }),
            "keras.optimizers.AdamW(learning_rate=1.0, weight_decay=0.0, beta_1=0.9, beta_2=0.999)",
        ),
    ] {
        assert_eq!(racer("beale", settings, [1.0, 1.5], 0)["code"], format!("optimizer = {line}"));
    }
    let rate = racer("rosenbrock", json!("sgd"), [0.0, 0.0], 0)["optimizer"]["learning_rate"].clone();
    assert_eq!(rate, 0.001, "one that suits the surface");
}

#[test]
fn bad_settings_are_named() {
    for (settings, message) in [
        (json!({ "surface": "hill" }), "surface: \"hill\" is not a surface; choose one of quadratic, beale"),
        (json!({ "condition": 0.5 }), "condition: 0.5 is out of range: 1 to 1000"),
        (json!({ "condition": "abc" }), "condition: \"abc\" is not a number"),
        (json!({ "step": -1 }), "step: -1 is not a whole number from 0 to 10000"),
        (json!({ "step": 1e308 }), "step: 1"),
        (json!({ "start": [1001, 0] }), "start[0]: 1001 is out of range: -1000 to 1000"),
        (json!({ "start": [0, 1e308] }), "start[1]: "),
        (json!({ "window": [0, 1, 2] }), "window: 3 numbers: there must be 4"),
        (json!({ "window": [1, 0, 0, 1] }), "window[1]: 0 is out of range: 1.001 to 10000"),
        (json!({ "window": [0, 1, 0, 0.0005] }), "window[3]: 0.0005 is out of range: 0.001 to 10000"),
        (json!({ "window": [0, 10_001, 0, 1] }), "window[1]: 10001 is out of range: 0.001 to 10000"),
        (json!({ "start": [0, ""] }), "start[1]: \"\" is not a number"),
        (json!({ "start": [0] }), "start: 1 number: there must be 2"),
        (json!({ "racers": "adam" }), "racers: \"adam\" is not a list of optimizers"),
        (
            json!({ "racers": ["sgd", "adm"] }),
            "racers[1].name: \"adm\" is not an optimizer; choose one of sgd, momentum",
        ),
        (json!({ "racers": [{}] }), "racers[0].name: is missing"),
        (json!({ "racers": [{ "name": 7 }] }), "racers[0].name: 7 is not a name"),
        (json!({ "racers": [7] }), "racers[0]: 7 is not a name or an object with a name"),
        (json!({ "racers": [{ "name": "sgd", "learning_rate": -1 }] }), "racers[0].learning_rate: -1 is not 0 or"),
        (json!({ "racers": [{ "name": "sgd", "learning_rate": 1e308 }] }), "racers[0].learning_rate: "),
        (json!({ "racers": [{ "name": "adam", "beta_1": "" }] }), "racers[0].beta_1: \"\" is not a number"),
        (json!({ "racers": [{ "name": "adam", "rho": 1 }] }), "racers[0].rho: there is no such field"),
        (
            json!({ "conditon": 5 }),
            "conditon: there is no such field; there may be surface, condition, formula, start, window, step, racers",
        ),
        (json!({ "racers": vec!["sgd"; 11] }), "racers: 11 racers are too many: at most 10"),
    ] {
        let found = try_show(KEY, settings.clone()).unwrap_err().to_string();
        assert!(found.starts_with(message), "{settings}: {found}");
    }
    // What is null is not there.
    show(KEY, json!({ "start": null, "window": null, "racers": [{ "name": "adam", "beta_1": null }] }));
    // A rate that throws everything out at once leaves what was there before.
    let shown = racer("beale", json!({ "name": "sgd", "learning_rate": 1e30 }), [1.0, 1.5], 9);
    assert_eq!((&shown["status"], &shown["step"], pair(&shown["theta"])), (&json!("diverged"), &json!(0), [1.0, 1.5]));
}

/// What the page writes into the formulas: the numbers before the update, and Keras's rate.
#[test]
fn numbers_in_the_formulas() {
    let adam = |step| racer("beale", json!({ "name": "adam", "learning_rate": 0.05 }), [1.0, 1.5], step);
    let (before, now) = (adam(6), adam(7));
    assert_eq!(before["t"], 7);
    assert_close(pair(&now["slide"]["m_before"]), pair(&before["slide"]["m"]), 1e-6);
    assert_close(pair(&now["slide"]["s_before"]), pair(&before["slide"]["s"]), 1e-6);
    let alpha = 0.05 * (1.0 - 0.999_f64.powi(8)).sqrt() / (1.0 - 0.9_f64.powi(8));
    assert_near(number(&now["alpha"]), alpha, 1e-12);
    let [m, v] = ["m", "v"].map(|name| slot(&now, name)[1]);
    assert_close(pair(&now["update"]), [0, 1].map(|at| -alpha * m[at] / (v[at].sqrt() + 1e-7)), 1e-5);
    let nadam = racer("beale", json!("nadam"), [1.0, 1.5], 2);
    assert_close(pair(&nadam["mu"]), [3, 4].map(|t| 0.9 * (1.0 - 0.5 * 0.96_f64.powi(t))), 1e-12);
    assert!(racer("beale", json!("sgd"), [1.0, 1.5], 2)["alpha"].is_null());
}
