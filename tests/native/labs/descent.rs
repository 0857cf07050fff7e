//! L5: descent down J, all points at a time or a few.

use super::{assert_refused, number, numbers, show, try_show, with};
use crate::{
    lecture::{EPOCHS, assert_printed},
    support::{Random, assert_near, open_lab, value},
};
use nn_playground::{
    labs::{Open, descent::DescentLab},
    plot::{
        Theme,
        contour::{Contours, paint},
    },
};
use serde_json::{Value as Json, json};

fn descent(settings: Json) -> Json {
    show("descent", settings)
}

fn surface(settings: Json) -> Contours {
    open_lab("descent", &value(settings)).unwrap().contours().unwrap()
}

fn points(shown: &Json) -> Vec<[f64; 2]> {
    shown["data"]["points"].as_array().unwrap().iter().map(|point| [number(&point["x"]), number(&point["y"])]).collect()
}

/// 1/(2|I|) Σ (θ0 + θ1 x − y)² of the slide.
fn j(points: &[[f64; 2]], theta: &[f64]) -> f64 {
    let squares: f64 = points.iter().map(|[x, y]| (theta[0] + theta[1] * x - y).powi(2)).sum();
    squares / (2.0 * points.len() as f64)
}

/// 1/|I| Σ (θᵀx − y) x_j of the slide.
fn slopes(points: &[[f64; 2]], theta: &[f64]) -> [f64; 2] {
    let mean = |of: fn(f64, f64) -> f64| {
        points.iter().map(|[x, y]| of(theta[0] + theta[1] * x - y, *x)).sum::<f64>() / points.len() as f64
    };
    [mean(|error, _| error), mean(|error, x| error * x)]
}

#[track_caller]
fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert_near(*found, *expected, tolerance * expected.abs().max(1.0));
    }
}

/// L7's table: Keras's MSE with η = 0.01 is 2 J, so J takes the same steps with η = 0.02.
#[test]
fn the_table_of_the_lecture_with_twice_the_rate() {
    let settings = json!({ "data": "lecture", "eta": 0.02, "theta0": 0, "theta1": 0.1 });
    for (step, epoch) in EPOCHS.iter().enumerate() {
        let shown = descent(with(&settings, json!({ "step": step })));
        assert_eq!(number(&shown["run"]["keras_rate"]), 0.01);
        assert_eq!(shown["run"]["keras_code"], "SGD(learning_rate=0.01)");
        assert_printed(number(&shown["run"]["mse"]), epoch.loss);
        assert_near(number(&shown["run"]["j"]) * 2.0, number(&shown["run"]["mse"]), 1e-12);
        let gradient = numbers(&shown["full"]["gradient"]);
        assert_printed(2.0 * gradient[1], epoch.gradient[0]);
        assert_printed(2.0 * gradient[0], epoch.gradient[1]);
        let next = numbers(&shown["batch"]["next"]);
        assert_printed(next[1], epoch.weights[0]);
        assert_printed(next[0], epoch.weights[1]);
        for (term, (out, slope)) in
            shown["batch"]["terms"].as_array().unwrap().iter().zip(epoch.out.iter().zip(epoch.slopes))
        {
            assert_printed(number(&term["prediction"]), out);
            assert_printed(2.0 * number(&term["error"]), slope);
        }
        let after = descent(with(&settings, json!({ "step": step + 1 })));
        assert_eq!(numbers(&after["run"]["theta"]), next);
    }
}

/// The height of the surface owes nothing to the gradient.
#[test]
fn the_gradient_by_finite_differences_of_the_surface() {
    let mut random = Random::new(3);
    for data in ["line", "lecture"] {
        for _ in 0..20 {
            let [theta0, theta1] = [0; 2].map(|_| f64::from(random.between(-3.0, 3.0)));
            let settings = json!({ "data": data, "theta0": theta0, "theta1": theta1 });
            let height = surface(settings.clone()).height;
            let h = 1e-4;
            let by_differences = [
                (height(theta0 + h, theta1) - height(theta0 - h, theta1)) / (2.0 * h),
                (height(theta0, theta1 + h) - height(theta0, theta1 - h)) / (2.0 * h),
            ];
            let shown = descent(settings);
            assert_close(&numbers(&shown["full"]["gradient"]), &by_differences, 1e-8);
            assert_eq!(shown["full"]["gradient"], shown["batch"]["gradient"], "all points are in the batch");
            assert_near(height(theta0, theta1), j(&points(&shown), &[theta0, theta1]), 1e-12);
        }
    }
}

/// Everything that is shown of a step, from the formulas of the slide.
#[test]
fn a_step_of_a_batch_is_what_the_slide_says() {
    for (batch, size) in [(json!(1), 1), (json!(7), 7), (json!(25), 25), (json!("all"), 40), (json!(1000), 40)] {
        let settings = json!({ "batch": batch, "eta": 0.05, "seed": 9, "theta0": -1 });
        let mut theta = vec![-1.0, 0.0];
        for step in 0..30 {
            let shown = descent(with(&settings, json!({ "step": step })));
            assert_eq!(number(&shown["run"]["step"]), f64::from(step));
            assert_close(&numbers(&shown["run"]["theta"]), &theta, 1e-12);
            let all = points(&shown);
            let indexes: Vec<usize> = numbers(&shown["batch"]["indexes"]).iter().map(|index| *index as usize).collect();
            assert_eq!(indexes.len(), size);
            assert!(indexes.is_sorted_by(|a, b| a < b), "{indexes:?}");
            let drawn: Vec<[f64; 2]> = indexes.iter().map(|index| all[*index]).collect();
            for (index, point) in shown["data"]["points"].as_array().unwrap().iter().enumerate() {
                assert_eq!(point["drawn"], indexes.contains(&index));
                assert_near(number(&point["prediction"]), theta[0] + theta[1] * all[index][0], 1e-12);
            }
            let gradient = slopes(&drawn, &theta);
            assert_close(&numbers(&shown["batch"]["gradient"]), &gradient, 1e-12);
            assert_close(&numbers(&shown["full"]["gradient"]), &slopes(&all, &theta), 1e-12);
            assert_near(number(&shown["batch"]["j"]), j(&drawn, &theta), 1e-12);
            assert_near(number(&shown["batch"]["mse"]), 2.0 * j(&drawn, &theta), 1e-12);
            assert_near(number(&shown["run"]["j"]), j(&all, &theta), 1e-12);
            let terms = shown["batch"]["terms"].as_array().unwrap();
            assert_eq!(terms.len(), size.min(10));
            assert_eq!(number(&shown["batch"]["omitted"]), (size - terms.len()) as f64);
            if size <= 10 {
                for at in 0..2 {
                    let sum: f64 = terms.iter().map(|term| number(&term["products"][at])).sum();
                    assert_near(sum / size as f64, gradient[at], 1e-12);
                }
            }
            theta = vec![theta[0] - 0.05 * gradient[0], theta[1] - 0.05 * gradient[1]];
            assert_close(&numbers(&shown["batch"]["next"]), &theta, 1e-12);
        }
    }
}

#[test]
fn subsets_are_random_and_repeatable() {
    let drawn = |seed: usize, step: usize| {
        let settings = json!({ "data": "lecture", "batch": 2, "eta": 0, "seed": seed, "step": step });
        numbers(&descent(settings)["batch"]["indexes"])
    };
    let mut pairs = std::collections::BTreeMap::new();
    for step in 0..1000 {
        let pair = drawn(1, step);
        *pairs.entry((pair[0] as usize, pair[1] as usize)).or_insert(0) += 1;
    }
    // Ten pairs, each a tenth of the time: 100 ± 9.5, and nothing is off by five of those.
    assert_eq!(pairs.len(), 10);
    assert!(pairs.values().all(|count| (53..=147).contains(count)), "{pairs:?}");
    assert!((0..20).all(|step| drawn(4, step) == drawn(4, step)));
    assert!((0..20).any(|step| drawn(4, step) != drawn(5, step)));
}

#[test]
fn the_optimum_solves_the_normal_equations() {
    for settings in [
        json!({ "data": "lecture" }),
        json!({ "seed": 4, "samples": 200, "noise": 50 }),
        json!({ "data": "custom", "points": "1e6, 3\n1000001, 4\n1000002, 4.5" }),
    ] {
        let shown = descent(settings);
        let optimum = numbers(&shown["optimum"]["theta"]);
        // XᵀX θ = Xᵀy, as sums of the errors and of their products with x − x̄.
        let all = points(&shown);
        let mean = all.iter().map(|[x, _]| x).sum::<f64>() / all.len() as f64;
        let error = |[x, y]: &[f64; 2]| optimum[0] + optimum[1] * x - y;
        let scale = optimum[0].abs().max(1.0);
        assert_near(all.iter().map(error).sum(), 0.0, 1e-12 * scale * all.len() as f64);
        assert_near(all.iter().map(|point| error(point) * (point[0] - mean)).sum(), 0.0, 1e-10 * scale);
        assert_eq!(shown["optimum"]["unique"], true);
        assert_near(number(&shown["optimum"]["j"]) * 2.0, number(&shown["optimum"]["mse"]), 1e-12);
    }
    // Where all x are the same, many lines are best.
    let upright = descent(json!({ "data": "custom", "points": "2, 1\n2, 3" }));
    assert_eq!(upright["optimum"], json!({ "theta": [2, 0], "j": 0.5, "mse": 1, "unique": false }));
    assert_eq!(upright["eigenvalues"], json!([0, 5]));
}

/// The line of the settings, when there are many points or no noise.
#[test]
fn points_lie_about_the_line_of_the_settings() {
    let exact = descent(json!({ "noise": 0, "slope": -2.5, "intercept": 3 }));
    assert_close(&numbers(&exact["optimum"]["theta"]), &[3.0, -2.5], 1e-5);
    let noisy = descent(json!({ "noise": 25, "samples": 500, "slope": -2.5, "intercept": 3, "seed": 2 }));
    assert_close(&numbers(&noisy["optimum"]["theta"]), &[3.0, -2.5], 0.1);
    // The mean squared error is the variance of the noise, (4 · 0.25)², give or take four standard deviations.
    assert_near(number(&noisy["optimum"]["mse"]), 1.0, 4.0 * (2.0_f64 / 500.0).sqrt());
}

/// What a student sees of a drawn point is all that there is of it.
#[test]
fn drawn_points_have_few_decimals() {
    let shown = descent(json!({ "seed": 12, "samples": 500, "noise": 50, "slope": 0.123456 }));
    for point in shown["data"]["points"].as_array().unwrap() {
        for (key, most) in [("x", 2), ("y", 3)] {
            let written = point[key].to_string();
            let decimals = written.split('.').nth(1).map_or(0, str::len);
            assert!(decimals <= most, "{key} = {written}");
        }
    }
}

#[test]
fn just_below_the_largest_rate_it_converges_and_just_above_it_diverges() {
    for data in
        [json!({ "seed": 1 }), json!({ "data": "lecture" }), json!({ "data": "custom", "points": "0, 1\n4, 2\n9, 0" })]
    {
        let shown = descent(data.clone());
        let largest = number(&shown["largest_eta"]);
        // The largest eigenvalue, by the power method.
        let hessian = shown["hessian"].as_array().unwrap().iter().map(numbers).collect::<Vec<_>>();
        let (mut vector, mut length) = ([1.0, 1.0], 0.0);
        for _ in 0..200 {
            vector = [0, 1].map(|row| hessian[row][0] * vector[0] + hessian[row][1] * vector[1]);
            length = vector[0].hypot(vector[1]);
            vector = vector.map(|part| part / length);
        }
        assert_near(largest * length, 2.0, 1e-9);
        assert_near(number(&shown["eigenvalues"][1]), length, 1e-9);
        let end = |eta: f64| {
            descent(with(&data, json!({ "eta": eta, "step": 100_000, "theta0": 1, "theta1": 1 })))["run"].clone()
        };
        let below = end(0.995 * largest);
        assert_eq!(below["status"], "converged");
        assert_close(&numbers(&below["theta"]), &numbers(&shown["optimum"]["theta"]), 1e-5);
        let above = end(1.005 * largest);
        assert_eq!(above["status"], "diverged");
        assert!(number(&above["step"]) < 100_000.0);
        let costs = numbers(&above["path"]["j"]);
        assert!(costs.iter().all(|cost| cost.is_finite()));
        // It stops at the last θ that is within bounds, and says where the next step would have led.
        let stopped =
            descent(with(&data, json!({ "eta": 1.005 * largest, "step": above["step"], "theta0": 1, "theta1": 1 })));
        assert_eq!(stopped["run"]["theta"], above["theta"]);
        let limit = 1e12 * costs[0].max(1.0);
        assert!(number(&above["j"]) <= limit && j(&points(&shown), &numbers(&stopped["batch"]["next"])) > limit);
    }
}

#[test]
fn rates_from_the_smallest_to_absurd_ones() {
    let end = |eta: f64, step: usize| descent(json!({ "data": "lecture", "eta": eta, "step": step }))["run"].clone();
    let slow = end(0.0001, 1000);
    assert_eq!(slow["status"], "running");
    assert!(number(&slow["j"]) < number(&end(0.0001, 0)["j"]));
    assert_eq!(end(0.0, 1000)["theta"], json!([0, 0]));
    // Each step multiplies J by about (η λ − 1)², more than a million: the second would be beyond 10¹².
    let absurd = end(1000.0, 1000);
    assert_eq!((&absurd["status"], number(&absurd["step"])), (&json!("diverged"), 1.0));
}

#[test]
fn long_paths_are_thinned_but_for_their_end() {
    for steps in [0, 1, 40, 1000, 5000, 100_000] {
        let shown = descent(json!({ "batch": 1, "step": steps, "eta": 0.002 }));
        let kept = numbers(&shown["run"]["path"]["step"]);
        assert!(kept.len() <= 1100, "{} points", kept.len());
        assert!(kept.is_sorted_by(|a, b| a < b));
        assert_eq!((kept[0], kept[kept.len() - 1]), (0.0, f64::from(steps)));
        let end: Vec<f64> = (steps.max(31) - 31..=steps).map(f64::from).collect();
        assert!(kept.ends_with(&end));
        let columns = ["theta0", "theta1", "j"].map(|key| numbers(&shown["run"]["path"][key]));
        assert!(columns.iter().all(|column| column.len() == kept.len()));
        let last = kept.len() - 1;
        assert_eq!(vec![columns[0][last], columns[1][last]], numbers(&shown["run"]["theta"]));
        for at in [0, last / 2, last] {
            assert_near(columns[2][at], j(&points(&shown), &[columns[0][at], columns[1][at]]), 1e-9);
        }
    }
    // What was kept is what a shorter run comes to.
    let long = descent(json!({ "batch": 3, "step": 3000 }));
    let path = &long["run"]["path"];
    let at = numbers(&path["step"]).iter().position(|step| *step == 2048.0).unwrap();
    let short = descent(json!({ "batch": 3, "step": 2048 }));
    assert_eq!(short["run"]["theta"], json!([path["theta0"][at], path["theta1"][at]]));
}

#[test]
fn other_runs_are_as_if_they_ran_alone() {
    let settings = json!({ "eta": 0.03, "theta0": 2, "batch": 4, "seed": 6, "step": 100 });
    let paths = json!([{ "batch": "all" }, { "eta": 0.1, "theta1": -1 }, {}]);
    let shown = descent(with(&settings, json!({ "paths": paths })));
    let mut alone = vec![descent(settings.clone())["run"].clone()];
    assert_eq!(shown["run"], alone[0]);
    for path in paths.as_array().unwrap() {
        alone.push(descent(with(&settings, path.clone()))["run"].clone());
    }
    assert_eq!(shown["paths"].as_array().unwrap()[..], alone[1..]);
    assert_eq!(alone[3], alone[0]);
    assert_eq!((&alone[1]["batch"], &alone[0]["batch"]), (&json!("all"), &json!(4)));
}

/// The picture holds the optimum, every start and every stable path, and does not jump while they go on.
#[test]
fn the_window_keeps_still_and_holds_the_runs() {
    let best = numbers(&descent(json!({ "data": "lecture" }))["optimum"]["theta"]);
    for settings in [
        json!({
            "paths": [{ "theta0": 4, "theta1": -2 }, { "eta": 0.8, "theta0": -1 }, { "batch": 5 }], "eta": 0.3, "seed": 8
        }),
        // From right below the optimum and from right beside it, along a valley that lies across: the paths bend far away.
        json!({ "data": "lecture", "eta": 0.1, "theta0": best[0], "theta1": 0 }),
        json!({ "data": "lecture", "eta": 1.5, "theta0": 0, "theta1": best[1] }),
    ] {
        let windows: Vec<Json> = [0, 1, 10, 500, 100_000]
            .into_iter()
            .map(|step| {
                let shown = descent(with(&settings, json!({ "step": step })));
                let window: Vec<Vec<f64>> = shown["window"].as_array().unwrap().iter().map(numbers).collect();
                for run in shown["paths"].as_array().unwrap().iter().chain([&shown["run"]]) {
                    for (range, key) in window.iter().zip(["theta0", "theta1"]) {
                        let all = numbers(&run["path"][key]);
                        assert!(
                            all.iter().all(|theta| (range[0]..=range[1]).contains(theta)),
                            "{key} {range:?} {all:?}"
                        );
                    }
                }
                let optimum = numbers(&shown["optimum"]["theta"]);
                assert!(window.iter().zip(optimum).all(|(range, best)| range[0] < best && best < range[1]));
                shown["window"].clone()
            })
            .collect();
        assert!(windows.iter().all(|window| *window == windows[0]), "{windows:?}");
    }
    let own = json!({ "window": [-1, 2, -3, 4.5] });
    assert_eq!(descent(own.clone())["window"], json!([[-1, 2], [-3, 4.5]]));
    assert_eq!(surface(own).window, [[-1.0, 2.0], [-3.0, 4.5]]);
}

#[test]
fn the_surface_is_painted_with_levels_that_close_in_on_the_optimum() {
    for settings in [
        json!({ "step": 300, "batch": 1 }),
        json!({ "data": "lecture" }),
        json!({ "data": "custom", "points": "2, 1\n2, 3" }),
        json!({ "data": "custom", "points": "0, 0" }),
        json!({ "data": "custom", "points": "1e18, -1e18\n-1e18, 1e18\n3, 4" }),
    ] {
        let (shown, surface) = (descent(settings.clone()), surface(settings));
        let levels = numbers(&shown["levels"]);
        assert_eq!((&levels, levels.len()), (&surface.levels, 12));
        let least = number(&shown["optimum"]["j"]);
        assert!(levels.is_sorted_by(|a, b| a < b) && levels[0] > least, "{levels:?}");
        for pair in levels.windows(2) {
            assert_near((pair[0] - least) / (pair[1] - least), 0.55, 1e-6);
        }
        let pixels = paint(&surface, Theme::Light, 40, 30).unwrap();
        let mut colors: Vec<&[u8]> = pixels.chunks(4).collect();
        colors.sort_unstable();
        colors.dedup();
        assert!(colors.len() > 6, "{} colours", colors.len());
    }
}

/// Steps of all points, with no other start than the first one, shrink along each axis by its factor.
#[test]
fn distances_shrink_by_the_factors() {
    for eta in [0.05, 0.9, 1.7] {
        let at = |step: usize| descent(json!({ "data": "lecture", "eta": eta, "theta0": -2, "step": step }));
        let shown = at(0);
        let (hessian, best) = (&shown["hessian"], numbers(&shown["optimum"]["theta"]));
        let (eigenvalues, factors) = (numbers(&shown["eigenvalues"]), numbers(&shown["factors"]));
        for (eigenvalue, factor) in eigenvalues.iter().zip(&factors) {
            // Along (H01, λ − H00), which H stretches by λ.
            let axis = [number(&hessian[0][1]), eigenvalue - number(&hessian[0][0])];
            let along = |step: usize| {
                let theta = numbers(&at(step)["run"]["theta"]);
                axis[0] * (theta[0] - best[0]) + axis[1] * (theta[1] - best[1])
            };
            for step in [0, 1, 7] {
                assert_near(along(step + 1), factor * along(step), 1e-9 * along(step).abs().max(1.0));
            }
        }
    }
}

/// The longer of the arrows takes up a good part of the picture, and never more than a quarter of it either way.
#[test]
fn arrows_can_be_seen_and_fit() {
    let best = numbers(&descent(json!({ "data": "lecture" }))["optimum"]["theta"]);
    for (settings, vanish) in [
        (json!({}), false),
        (json!({ "step": 200, "batch": 1, "eta": 0.3 }), false),
        (json!({ "step": 200, "eta": 0.3 }), true),
        (json!({ "theta0": -300, "theta1": 0.004, "batch": 3 }), false),
        (json!({ "slope": 0.0001, "intercept": 0.0002, "noise": 0 }), false),
        // A ravine: right on its floor, and very far from its lowest point.
        (json!({ "data": "custom", "points": "1e6, 3\n1000001, 4\n1000002, 4.5" }), true),
        (json!({ "data": "lecture", "theta0": best[0], "theta1": best[1] }), true),
        (json!({ "data": "custom", "points": "0, 0" }), true),
        (json!({ "data": "custom", "points": "1e18, -1e18\n-1e18, 1e18\n3, 4" }), false),
    ] {
        let shown = descent(settings.clone());
        let rate = number(&shown["arrow_rate"]);
        let window: Vec<Vec<f64>> = shown["window"].as_array().unwrap().iter().map(numbers).collect();
        let mut longest: f64 = 0.0;
        for gradient in ["full", "batch"].map(|key| numbers(&shown[key]["gradient"])) {
            for (slope, range) in gradient.iter().zip(&window) {
                longest = longest.max((rate * slope).abs() / (range[1] - range[0]));
            }
        }
        assert!(rate > 0.0 && longest <= 0.2501, "{settings}: {rate}, {longest}");
        if vanish {
            let most = 5.0 * number(&shown["largest_eta"]);
            assert!(longest < 1e-3 && rate <= most && rate > most / 2.6, "{settings}: {rate}, {longest}");
        } else {
            assert!(longest > 0.09, "{settings}: {rate}, {longest}");
        }
        let digit = format!("{rate:.6e}");
        assert!(
            ["1.000000e", "2.000000e", "5.000000e"].iter().any(|start| digit.starts_with(start)),
            "{settings}: {digit}"
        );
    }
}

/// The largest task: 500 points and eight paths beside the main one.
#[test]
fn the_last_step_costs_no_more_than_the_first() {
    let paths: Vec<Json> = [1, 1, 1, 2, 4, 8, 16, 500].iter().map(|size| json!({ "batch": size })).collect();
    let settings = json!({ "samples": 500, "paths": paths });
    let at = |step: u64| value(with(&settings, json!({ "step": step })));
    let mut lab = Open::<DescentLab>::new().unwrap();
    for step in [0, 1, 50_000, 99_999, 100_000] {
        lab.set(&at(step)).unwrap();
        assert!(lab.advance(u64::MAX).done);
        let shown = lab.show();
        assert_eq!((shown.run.step, lab.steps_computed()), (step, step));
        let kept = shown.paths.iter().chain([&shown.run]).map(|path| path.path.step.len());
        assert!(kept.max().unwrap() <= 1024 + 32);
    }
    // Its surface, and another view of the same run, are no steps.
    assert_eq!(lab.contours().unwrap().levels, lab.show().levels);
    let window = with(&settings, json!({ "step": 100_000, "window": [-1, 1, -1, 1] }));
    assert!(lab.set(&value(window)).unwrap().done);
    assert_eq!(lab.contours().unwrap().window, [[-1.0, 1.0], [-1.0, 1.0]]);
    assert_eq!(lab.steps_computed(), 100_000);
}

/// A path is the same, also in what is kept of it, whichever way the run has come there.
#[test]
fn back_and_forth_is_as_straight() {
    let settings =
        json!({ "data": "lecture", "batch": 2, "eta": 0.3, "paths": [{ "eta": 0.01 }, { "batch": 1, "eta": 2 }] });
    let at = |step: u64| value(with(&settings, json!({ "step": step })));
    let mut lab = Open::<DescentLab>::new().unwrap();
    for step in [3000, 40, 5000, 2048, 0, 2049] {
        lab.set(&at(step)).unwrap();
        lab.advance(u64::MAX);
        let straight = descent(with(&settings, json!({ "step": step })));
        assert_eq!(serde_json::to_value(lab.show()).unwrap()["run"]["path"]["step"], straight["run"]["path"]["step"]);
        assert_eq!(lab.show().run.theta.to_vec(), numbers(&straight["run"]["theta"]));
        assert_eq!(
            lab.show().window.map(Vec::from).to_vec(),
            straight["window"].as_array().unwrap().iter().map(numbers).collect::<Vec<_>>()
        );
    }
}

#[test]
fn typed_points_count_in_all_their_digits() {
    let shown = descent(json!({ "data": "custom", "points": "16777217, 1/3\n0.123456789012, -2/4" }));
    assert_eq!(points(&shown), [[16_777_217.0, 1.0 / 3.0], [0.123_456_789_012, -0.5]]);
}

#[test]
fn lines_end_at_the_edges_of_the_data() {
    let shown = descent(json!({ "data": "lecture", "step": 500 }));
    let window: Vec<Vec<f64>> = shown["data"]["window"].as_array().unwrap().iter().map(numbers).collect();
    for (line, theta) in [("line", &shown["run"]["theta"]), ("best", &shown["optimum"]["theta"])] {
        let theta = numbers(theta);
        for end in shown["data"][line].as_array().unwrap().iter().map(numbers) {
            assert_near(theta[0] + theta[1] * end[0], end[1], 1e-9);
            assert!(end.iter().zip(&window).any(|(at, range)| range.iter().any(|edge| (at - edge).abs() < 1e-12)));
        }
    }
}

#[test]
fn bad_settings_are_named() {
    let custom = |points: &str| json!({ "data": "custom", "points": points });
    assert_refused(
        "descent",
        &[
            (
                json!({ "data": "sine" }),
                "data: \"sine\" is not a data set of this lab; choose one of line, lecture, custom",
            ),
            (json!({ "eta": -1 }), "eta: -1 is out of range: 0 to 1000"),
            (json!({ "eta": "0,03" }), "eta: \"0,03\" is not a number"),
            (json!({ "theta0": 1e308 }), "theta0: 1e308 is out of range: -1000000 to 1000000"),
            (json!({ "theta1": "" }), "theta1: \"\" is not a number"),
            (json!({ "batch": 0 }), "batch: 0 is neither \"all\" nor a whole number from 1 to 5000"),
            (json!({ "batch": 2.5 }), "batch: 2.5 is neither \"all\" nor a whole number from 1 to 5000"),
            (json!({ "batch": "many" }), "batch: \"many\" is neither \"all\" nor a whole number from 1 to 5000"),
            (json!({ "step": 100_001 }), "step: 100001 is not a whole number from 0 to 100000"),
            (json!({ "slope": 2e6 }), "slope: 2000000 is out of range: -1000000 to 1000000"),
            (json!({ "noise": 51 }), "noise: 51 is out of range: 0 to 50"),
            (json!({ "paths": 3 }), "paths: 3 is not a list of paths"),
            (json!({ "paths": [{}, { "eta": -1 }] }), "paths[1].eta: -1 is out of range: 0 to 1000"),
            (
                json!({ "paths": [{ "batch": 0 }] }),
                "paths[0].batch: 0 is neither \"all\" nor a whole number from 1 to 5000",
            ),
            (
                json!({ "paths": [{ "rate": 1 }] }),
                "paths[0].rate: there is no such field; there may be batch, eta, theta0, theta1",
            ),
            (json!({ "paths": [1] }), "paths[0]: 1 is not an object with named fields"),
            (json!({ "paths": vec![json!({}); 9] }), "paths: 9 paths are too many: at most 8"),
            (json!({ "window": [0, 1, 2, 2] }), "window[3]: there is no room between 2 and 2"),
            (json!({ "window": [0, 1e19, 2, 3] }), "window[1]: 1e19 is out of range: -1e18 to 1e18"),
            (custom("1, 2, 0\n3, 4, 1"), "points: a point needs two numbers: x, y"),
            (custom("1, 2\n3, x"), "points: line 2: \"x\" is not a number"),
            (custom("\n"), "points: 0 rows: there must be 1 to 5000"),
        ],
    );
    for points in ["1e18, -1e18\n-1e18, 1e18\n3, 4", "0, 0", "-7, 1e18", "1e-18, 1e-18\n2e-18, 0"] {
        let settings = json!({ "data": "custom", "points": points, "eta": 1000, "step": 100_000, "batch": 1 });
        let shown = try_show("descent", settings).unwrap();
        assert!(number(&shown["run"]["j"]).is_finite());
    }
}
