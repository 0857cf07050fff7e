//! The picture of the race: its window, its contours, and the next step as arrows.

use super::*;

fn window(shown: &Value) -> [[f64; 2]; 2] {
    [pair(&shown["window"][0]), pair(&shown["window"][1])]
}

fn holds(window: [[f64; 2]; 2], point: [f64; 2]) -> bool {
    window.iter().zip(point).all(|([low, high], at)| (*low..=*high).contains(&at))
}

/// f(x) = 0.1 x₁² + 2 x₂² from (−5, −2): the digits of "Dive into Deep Learning" (Zhang et al.), chapter 12. The lab's
/// quadratic surface with κ = 20 is five times as high, so that plain rates are divided by 5, and their ε = 10⁻⁶, which is
/// added to squares of slopes, is multiplied by 25.
#[test]
fn textbook_from_outside_the_usual_picture() {
    for (racer, expected) in [
        (json!({ "name": "sgd", "learning_rate": 0.08 }), [-0.943467, -0.000073]),
        (json!({ "name": "momentum", "learning_rate": 0.12, "momentum": 0.5 }), [0.007188, 0.002553]),
        (json!({ "name": "momentum", "learning_rate": 0.12, "momentum": 0.25 }), [-0.126340, -0.186632]),
        (json!({ "name": "rmsprop", "learning_rate": 0.4, "rho": 0.9, "epsilon": 2.5e-5 }), [-0.010599, 0.0]),
        (
            json!({ "name": "adagrad", "learning_rate": 0.4, "initial_accumulator_value": 0, "epsilon": 2.5e-5 }),
            [-2.382563, -0.158591],
        ),
    ] {
        let shown = show(KEY, json!({ "condition": 20, "start": [-5, -2], "step": 20, "racers": [racer] }));
        let found = pair(&shown["racers"][0]["theta"]);
        // Six decimals, the last of them rounded.
        assert!(
            found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-6),
            "{racer}: {found:?}"
        );
    }
}

#[test]
fn the_picture_grows_to_hold_the_start() {
    for (surface, start, wide) in [
        ("quadratic", [-5.0, -2.0], 11.0),
        ("quadratic", [2.0, 5.0], 11.0),
        ("quadratic", [0.0, 5.0], 11.0),
        ("rosenbrock", [0.0, 5.0], 8.8),
        ("quadratic", [1000.0, -1000.0], 2200.0),
        ("beale", [-1000.0, 1000.0], 2200.0),
        ("network", [1000.0, 0.0], 2200.0),
    ] {
        let settings = json!({ "surface": surface, "start": start, "step": 5 });
        let shown = show(KEY, settings.clone());
        let [x, y] = window(&shown);
        assert_close([x[1] - x[0], y[1] - y[0]], [wide; 2], 1e-9);
        let [own_x, own_y] = objective(SurfaceName::from_name(surface).unwrap()).window();
        assert_close([x[0] + x[1], y[0] + y[1]], [own_x[0] + own_x[1], own_y[0] + own_y[1]], 1e-9);
        let minima = shown["minima"].as_array().unwrap().iter().map(pair);
        assert!(minima.chain([start]).all(|point| holds([x, y], point)), "{settings}: {x:?} {y:?}");
        for racer in shown["racers"].as_array().unwrap() {
            assert_eq!([&racer["path"]["x"][0], &racer["path"]["y"][0]], start, "{settings}");
        }
    }
    // In the surface's own window it is that one, edges included.
    for start in [json!(null), json!([4, -4]), json!([0, 0])] {
        assert_eq!(window(&show(KEY, json!({ "start": start }))), [[-4.0, 4.0]; 2]);
    }
}

#[test]
fn a_window_is_a_view() {
    let racers = json!(["sgd", "adam", { "name": "sgd", "learning_rate": 1 }]);
    let plain = show(KEY, json!({ "condition": CONDITION, "racers": racers, "step": 300 }));
    for edges in [[-0.01, 0.01, -0.02, 0.005], [-10_000.0, 10_000.0, -10_000.0, 10_000.0], [100.0, 100.001, 3.0, 4.0]] {
        let settings = json!({ "condition": CONDITION, "racers": racers, "step": 300, "window": edges });
        let shown = show(KEY, settings.clone());
        assert_eq!(window(&shown), [[edges[0], edges[1]], [edges[2], edges[3]]]);
        for (found, expected) in shown["racers"].as_array().unwrap().iter().zip(plain["racers"].as_array().unwrap()) {
            for key in ["theta", "status", "step", "place", "height", "arrows", "slots"] {
                assert_eq!(found[key], expected[key], "{settings}: {key}");
            }
        }
        // The contours lie in it, from its highest point down.
        let levels = numbers(&shown["levels"]);
        let corner = [edges[0], edges[1]].map(|x| [edges[2], edges[3]].map(|y| 0.5 * (x * x + 20.0 * y * y)));
        let highest = corner.concat().into_iter().fold(0.0, f64::max);
        assert!(levels.is_sorted() && levels[0] > 0.0, "{levels:?}");
        assert_near(levels[levels.len() - 1], highest, 1e-9 * highest);
    }
}

#[test]
fn contours_suit_the_window() {
    for name in SurfaceName::all() {
        let [x, y] = objective(name).window();
        let minimum = objective(name).lowest().minima[0];
        let around = |half: f64| [minimum[0] - half, minimum[0] + half, minimum[1] - half, minimum[1] + half];
        for edges in [
            around(0.1),
            around(100.0),
            [x[0] + 2.0 * (x[1] - x[0]), x[1] + 2.0 * (x[1] - x[0]), y[0], y[1]],
            [-10_000.0, 10_000.0, -10_000.0, 10_000.0],
        ] {
            let settings = json!({ "surface": name.name(), "window": edges });
            let surface = open_lab(KEY, &value(settings)).unwrap().contours().unwrap();
            let pixels = paint(&surface, Theme::Light, 60, 60).unwrap();
            let colors: std::collections::HashSet<_> = pixels.chunks(4).map(<[u8]>::to_vec).collect();
            assert!(colors.len() >= 8, "{name:?} {edges:?}: {} colours", colors.len());
        }
    }
}

#[test]
fn every_surface_can_be_painted() {
    for name in SurfaceName::all() {
        let surface = open_lab(KEY, &value(json!({ "surface": name.name() }))).unwrap().contours().unwrap();
        let colors = |pixels: Vec<u8>| pixels.chunks(4).map(<[u8]>::to_vec).collect::<std::collections::HashSet<_>>();
        // Most of the bands are seen.
        let pixels = paint(&surface, Theme::Light, 60, 60).unwrap();
        assert!(colors(pixels).len() >= 10, "{name:?}");
    }
    let shown = show(KEY, json!({ "surface": "beale" }));
    assert_eq!(shown["window"], json!([[-4.5, 4.5], [-4.5, 4.5]]));
    assert_eq!(shown["levels"].as_array().unwrap().len(), 14);
}

/// βm and then −η∇J end where the step ends; Nesterov's gradient is taken at the tip of βm.
#[test]
fn arrows_of_momentum_close_a_triangle() {
    for (name, step) in [("momentum", 0), ("momentum", 6), ("nesterov", 0), ("nesterov", 6)] {
        let settings = json!({ "name": name, "learning_rate": 0.002, "momentum": 0.8 });
        let shown = racer("himmelblau", settings, [-5.0, 0.2], step);
        let (stands, ahead, unit) = arrow(&shown, "memory");
        let (looks, tip, _) = arrow(&shown, "descent");
        let (from, to, _) = arrow(&shown, "m");
        assert_eq!(unit, "step");
        assert_close(from, stands, 1e-12);
        assert_close(to, tip, 1e-5);
        assert_close(looks, ahead, 1e-12);
        let at = if name == "nesterov" { looks } else { stands };
        assert_close(at, pair(&shown["theta"]), 1e-12);
        let slope = objective(SurfaceName::Himmelblau).gradient(at);
        assert_close([tip[0] - looks[0], tip[1] - looks[1]], slope.map(|slope| -0.002 * slope), 1e-6);
        assert_close(stands, pair(&shown["slide"]["theta"]), 1e-9);
        assert_close(to, pair(&shown["slide"]["next"]), 1e-5);
        let before = slot(&shown, "m")[0];
        assert_close([ahead[0] - stands[0], ahead[1] - stands[1]], before.map(|m| 0.8 * m), 1e-6);
    }
}

/// The step is η times the mean of the slopes, divided by their spread in each direction.
#[test]
fn arrows_of_slopes_make_the_step() {
    for (name, mean, spread) in [
        ("rmsprop", "gradient", "spread"),
        ("adam", "m_hat", "spread_hat"),
        ("adagrad", "gradient", "spread"),
        ("nadam", "m_hat", "spread_hat"),
        ("adamax", "m_hat", "spread"),
    ] {
        for step in [0, 5] {
            let shown = racer("himmelblau", json!({ "name": name, "learning_rate": 0.05 }), [-5.0, 0.2], step);
            let part = |name: &str| {
                let (from, to, unit) = arrow(&shown, name);
                assert_eq!(unit, if name == "step" { "step" } else { "slope" });
                assert_close(from, pair(&shown["theta"]), 1e-12);
                [to[0] - from[0], to[1] - from[1]]
            };
            let (mean, spread, moved) = (part(mean), part(spread), part("step"));
            assert_close(moved, [0, 1].map(|at| 0.05 * mean[at] / spread[at]), 1e-4);
            assert_close(part("gradient"), pair(&shown["gradient"]).map(|slope| -slope), 1e-9);
        }
    }
    let settings = json!({ "name": "adam", "amsgrad": true, "beta_2": 0.5 });
    let amsgrad = racer("himmelblau", settings, [-5.0, 0.2], 30);
    let (largest, v) = (slot(&amsgrad, "v_max")[1], slot(&amsgrad, "v")[1]);
    assert!(largest[0] > v[0], "it has come to where it is flatter");
    assert_near(pair(&amsgrad["corrected"][1]["value"])[0], largest[0] / (1.0 - 0.5_f64.powi(31)), largest[0] * 1e-9);
}
