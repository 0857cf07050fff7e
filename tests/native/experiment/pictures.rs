//! What an experiment draws, and its answers over a grid.

use super::{experiment, over};
use crate::support::bits;
use nn_playground::{data::DatasetName, plot::Theme, value::Choice};
use serde_json::json;

#[test]
fn heat_maps_show_what_the_gate_has_learnt() {
    let json = json!({ "dataset": "and", "batch_size": 4, "optimizer": { "name": "adam", "learning_rate": 0.1 } });
    for loss in ["binary_crossentropy", "mean_squared_error", "hinge"] {
        let mut experiment = experiment(over(&json, json!({ "loss": loss })));
        experiment.train(400);
        let (width, height) = (80, 40);
        for theme in [Theme::Light, Theme::Dark] {
            let pixels = experiment.heat_map(20, 20, width, height, theme).unwrap();
            assert_eq!(pixels.len(), width * height * 4);
            // The picture goes from −0.5 to 1.5 in both directions, upwards.
            let blueness = |x: f64, y: f64| {
                let column = ((x + 0.5) / 2.0 * width as f64) as usize;
                let row = ((1.5 - y) / 2.0 * height as f64) as usize;
                let pixel = &pixels[(row * width + column) * 4..][..4];
                assert_eq!(pixel[3], 255);
                i32::from(pixel[2]) - i32::from(pixel[0])
            };
            assert!(blueness(1.0, 1.0) > 50, "{loss}: (1, 1) is blue");
            for (x, y) in [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0)] {
                assert!(blueness(x, y) < -50, "{loss}: ({x}, {y}) is orange");
            }
        }
    }
}

#[test]
fn pictures_of_every_set() {
    for name in DatasetName::all() {
        let experiment = experiment(json!({ "dataset": name.name(), "features": ["x", "y", "sinx"] }));
        let pixels = experiment.heat_map(10, 7, 33, 21, Theme::Light).unwrap();
        assert_eq!(pixels.len(), 33 * 21 * 4, "{name:?}");
        assert!(experiment.heat_map(0, 7, 33, 21, Theme::Light).is_err());
        assert!(experiment.heat_map(10, 7, 0, 21, Theme::Light).is_err());
    }
}

/// Each pixel has one of two colours, and it is that of the class which the network gives to its centre; with more classes one of
/// as many.
#[test]
fn decisions_are_the_network_s() {
    for (json, classes) in [
        (json!({ "dataset": "xor" }), 2),
        (json!({ "dataset": "xor", "loss": "hinge" }), 2),
        (json!({ "dataset": "bumps" }), 2),
        (json!({ "dataset": "blobs" }), 3),
    ] {
        let fast = json!({ "optimizer": { "name": "adam", "learning_rate": 0.03 } });
        let mut experiment = experiment(over(&json, fast));
        experiment.train(500);
        let side = 30;
        let picture = experiment.decision_map(side, side, side, side, Theme::Light).unwrap();
        let answers = experiment.values_on_grid(side, side, Some(2)).unwrap().values;
        let middle = match (json["dataset"].as_str(), json["loss"].as_str()) {
            (_, Some("hinge")) => 0.0,
            (Some("bumps"), _) => {
                let [low, high] = experiment.data().domain.target.unwrap();
                (low + high) / 2.0
            }
            _ => 0.5,
        };
        let class = |point: usize| {
            let units = answers.len() / (side * side);
            let answer = &answers[point * units..][..units];
            match answer {
                [one] => usize::from(f64::from(*one) > middle),
                all => (0..all.len()).max_by(|a, b| all[*a].total_cmp(&all[*b])).unwrap(),
            }
        };
        let mut colors = vec![None; classes];
        for (point, pixel) in picture.chunks(4).enumerate() {
            let color = colors[class(point)].get_or_insert(pixel);
            assert_eq!(*color, pixel, "{json}: point {point}");
        }
        assert!(colors.iter().all(Option::is_some), "{json} shows all classes");
        for (one, color) in colors.iter().enumerate() {
            assert!(colors[..one].iter().all(|other| other != color), "{json}: classes differ in colour");
        }
    }
}

/// An absurd resolution is an error, not a panic.
#[test]
fn pictures_have_a_largest_size() {
    let (plane, curve) = (experiment(json!({})), experiment(json!({ "dataset": "sine" })));
    let refused = std::panic::catch_unwind(|| {
        let maps = [(usize::MAX, 2), (2, usize::MAX), (usize::MAX, usize::MAX)];
        maps.map(|(columns, rows)| plane.heat_map(columns, rows, 10, 10, Theme::Light).is_err())
    });
    assert_eq!(refused.ok(), Some([true; 3]));
    assert_eq!(std::panic::catch_unwind(|| curve.curve(usize::MAX).is_err()).ok(), Some(true));
}

#[test]
fn curves_of_sets_with_one_input() {
    for name in DatasetName::all().filter(|name| name.inputs() == 1) {
        let mut experiment = experiment(json!({ "dataset": name.name(), "optimizer": "adam" }));
        experiment.train(20);
        let (x, y) = experiment.curve(101).unwrap();
        let [low, high] = experiment.data().domain.x;
        assert_eq!((x.len(), y.len(), x[0], x[100]), (101, 101, low as f32, high as f32));
        assert_eq!(bits(&y), bits(&experiment.network().predict(&x).unwrap()), "{name:?}");
        assert!(experiment.curve(0).is_err());
        assert_eq!(experiment.curve(1).unwrap().0, [low as f32]);
    }
    let plane = experiment(json!({ "dataset": "circle" }));
    assert!(plane.curve(10).is_err(), "two inputs are no curve");
}
