//! The pictures of units, compared with a forward pass in f64 and the colour scale written out; and a unit's answers to a mini-batch.

use crate::{
    probes::{experiment, forward},
    support::assert_near,
};
use nn_playground::{
    experiment::{Experiment, Source, UnitPictures},
    nn::Parameter,
    plot::Theme,
};
use serde_json::json;

const SAMPLES: usize = 9;

/// The colour of −1 to 1 between those of the two classes, as the big picture has it: eased, s·(3 − |s|)/2.
fn color(theme: Theme, s: f64) -> [f64; 3] {
    let (from, to) = (theme.neutral(), theme.map(usize::from(s > 0.0)));
    let t = s.abs().min(1.0) * (3.0 - s.abs().min(1.0)) / 2.0;
    [(from.0, to.0), (from.1, to.1), (from.2, to.2)]
        .map(|(from, to)| f64::from(from) + (f64::from(to) - f64::from(from)) * t)
}

fn assert_color(pixel: &[u8], expected: [f64; 3]) {
    for (found, expected) in pixel.iter().zip(expected) {
        // 257 colours stand for the whole scale.
        assert!((f64::from(*found) - expected).abs() <= 2.5, "{pixel:?}, {expected:?} is expected");
    }
    assert_eq!(pixel[3], 255);
}

fn tiles(experiment: &Experiment, shown: &[usize]) -> Vec<Vec<u8>> {
    match experiment.unit_pictures(SAMPLES, Theme::Light, shown).unwrap() {
        UnitPictures::Tiles(pixels) => pixels.chunks(SAMPLES * SAMPLES * 4).map(<[u8]>::to_vec).collect(),
        UnitPictures::Curves(_) => panic!("there are two inputs"),
    }
}

/// The coordinates of the points of a picture, row by row from the top.
fn points() -> impl Iterator<Item = (usize, [f64; 2])> {
    let center = |at: usize| -6.0 + 12.0 * (at as f64 + 0.5) / SAMPLES as f64;
    (0..SAMPLES * SAMPLES).map(move |at| (at, [center(at % SAMPLES), -center(at / SAMPLES)]))
}

#[test]
fn features_and_units_have_the_colours_of_what_they_answer() {
    let mut experiment =
        experiment(json!({ "dataset": "circle", "features": ["y", "x2"], "layers": [{ "units": 3 }, { "units": 2 }] }));
    experiment.train(300);
    let all = tiles(&experiment, &[]);
    let features = experiment.offered().len();
    assert_eq!(all.len(), features + 3 + 2 + 1);
    let scales = [6.0, 6.0, 36.0, 36.0, 36.0, 1.0, 1.0];
    for (at, [x, y]) in points() {
        let values = [x, y, x * x, y * y, x * y, x.sin(), y.sin()];
        let center = 6.0 * (1.0 - 1.0 / SAMPLES as f64); // of the outermost points
        for ((tile, value), scale) in all.iter().zip(values).zip(scales) {
            let pixel = &tile[4 * at..4 * at + 4];
            // What has no bounds is scaled by its largest value over the picture.
            let largest = match scale {
                6.0 => center,
                36.0 => center * center,
                _ => points().map(|(_, [x, _])| x.sin().abs()).fold(0.0, f64::max),
            };
            assert_color(pixel, color(Theme::Light, value / largest));
        }
        let layers = forward(&experiment, &[y, x * x]);
        let units = layers[..2].concat().into_iter().chain([2.0 * layers[2][0] - 1.0]);
        for (tile, s) in all[features..].iter().zip(units) {
            assert_color(&tile[4 * at..4 * at + 4], color(Theme::Light, s));
        }
    }
    // Those that are not shown are left out, whatever is said of layers that are not there.
    let some = tiles(&experiment, &[2, 1, 9, 9]);
    assert_eq!(some.len(), features + 2 + 1 + 1);
    assert_eq!(
        [&some[features..features + 2], &some[features + 2..]].concat(),
        [&all[features..features + 2], &all[features + 3..features + 4], &all[features + 5..]].concat()
    );
    // The tile of the output is the big picture in small.
    assert_eq!(*all.last().unwrap(), experiment.heat_map(SAMPLES, SAMPLES, SAMPLES, SAMPLES, Theme::Light).unwrap());
}

#[test]
fn each_class_has_its_colour() {
    let experiment = experiment(json!({ "dataset": "blobs", "layers": [] }));
    let all = tiles(&experiment, &[]);
    let outputs = &all[experiment.offered().len()..];
    assert_eq!(outputs.len(), experiment.network().config().outputs());
    let places: Vec<f32> = points().flat_map(|(_, [x, y])| [x as f32, y as f32]).collect();
    let p = experiment.network().predict(&places).unwrap();
    for (class, tile) in outputs.iter().enumerate() {
        let (from, to) = (Theme::Light.neutral(), Theme::Light.map(class));
        for (at, _) in points() {
            let s = f64::from(p[at * outputs.len() + class]);
            let t = s * (3.0 - s) / 2.0;
            let expected = [(from.0, to.0), (from.1, to.1), (from.2, to.2)];
            let expected = expected.map(|(from, to)| f64::from(from) + (f64::from(to) - f64::from(from)) * t);
            assert_color(&tile[4 * at..4 * at + 4], expected);
        }
    }
}

#[test]
fn with_one_input_pictures_are_curves() {
    let experiment = experiment(json!({ "dataset": "sine", "layers": [{ "units": 2, "activation": "sigmoid" }] }));
    let Ok(UnitPictures::Curves(curves)) = experiment.unit_pictures(11, Theme::Dark, &[]) else {
        panic!("there is one input")
    };
    let features = experiment.offered().len();
    assert_eq!(curves.len(), 11 * (features + 2 + 1));
    let weights = experiment.network().get_weights();
    let [low, high] = experiment.data().domain.x;
    for at in 0..11 {
        let x = low + (high - low) * (at as f64 + 0.5) / 11.0;
        for unit in 0..2 {
            let z = f64::from(weights[0][unit]) * x + f64::from(weights[1][unit]);
            assert_near(curves[11 * (features + unit) + at].into(), 2.0 / (1.0 + (-z).exp()) - 1.0, 1e-5);
        }
        assert_near(experiment.values_of_source(Source::Feature(0), 11, 1).unwrap()[at].into(), x, 1e-6);
    }
}

/// A picture of one point is a picture, too.
#[test]
fn a_tile_may_have_one_pixel() {
    let pictures = experiment(json!({})).unit_pictures(1, Theme::Light, &[0, 0, 0]).unwrap();
    assert!(matches!(pictures, UnitPictures::Tiles(pixels) if pixels.len() == 7 * 4));
}

#[test]
fn a_unit_of_the_first_layer_has_its_line_in_its_picture() {
    let mut experiment = experiment(json!({ "dataset": "gauss", "layers": [{ "units": 2 }] }));
    for (input, weight) in [1.0, 2.0].into_iter().enumerate() {
        experiment.set(Parameter::Weight { layer: 0, input, unit: 1 }, weight).unwrap();
    }
    experiment.set(Parameter::Bias { layer: 0, unit: 1 }, -1.0).unwrap();
    let size = 120;
    let line = Theme::Light.text();
    let picture = experiment.unit_map(Source::Unit { layer: 0, unit: 1 }, 60, size, Theme::Light).unwrap();
    let is_line = |at: usize| picture[4 * at..4 * at + 3] == [line.0, line.1, line.2];
    let z = |column: f64, row: f64| {
        let [x, y] = [column, row].map(|at| -6.0 + 12.0 * (at + 0.5) / size as f64);
        x - 2.0 * y - 1.0
    };
    for at in 0..size * size {
        let (column, row) = ((at % size) as f64, (at / size) as f64);
        // A pixel is 0.1 wide: over it z changes by 0.1 to the right and by 0.2 downwards.
        let distance = z(column, row).abs();
        assert!(!is_line(at) || distance <= 0.21, "{column}, {row}");
        if distance < 1e-3 {
            assert!(is_line(at) || is_line(at - 1) || is_line(at - size), "{column}, {row}");
        }
    }
    assert!((0..size).all(|column| (0..size).filter(|row| is_line(row * size + column)).count() <= 2));
    assert!((0..size).filter(|column| (0..size).any(|row| is_line(row * size + column))).count() > 100);
    // Deeper layers have none.
    let output = experiment.unit_map(Source::Unit { layer: 1, unit: 0 }, 60, size, Theme::Light).unwrap();
    assert_eq!(output, experiment.heat_map(60, 60, size, size, Theme::Light).unwrap());
    for source in [Source::Feature(7), Source::Unit { layer: 0, unit: 2 }, Source::Unit { layer: 2, unit: 0 }] {
        assert!(experiment.unit_map(source, 5, 5, Theme::Light).is_err(), "{source:?}");
        assert!(experiment.values_of_source(source, 5, 5).is_err(), "{source:?}");
    }
}

#[test]
fn a_unit_answers_to_the_coming_mini_batch() {
    let mut experiment = experiment(
        json!({ "dataset": "moons", "layers": [{ "units": 3 }, { "units": 2, "activation": "relu" }], "batch_size": 7 }),
    );
    experiment.train(50);
    let batch = experiment.coming_batch();
    let weights = experiment.network().get_weights();
    let hidden: Vec<Vec<f64>> = batch
        .iter()
        .map(|row| {
            let x = &experiment.data().x[2 * *row as usize..][..2];
            forward(&experiment, &[x[0].into(), x[1].into()])[0].clone()
        })
        .collect();
    let state = experiment.unit_state(1, 1).unwrap();
    assert_eq!(state.z.len(), 7);
    for (at, before) in hidden.iter().enumerate() {
        let z: f64 = before.iter().zip(weights[2].chunks(2)).map(|(a, w)| a * f64::from(w[1])).sum();
        let z = z + f64::from(weights[3][1]);
        assert_near(state.z[at].into(), z, 1e-5);
        assert_near(state.a[at].into(), z.max(0.0), 1e-5);
    }
    assert!(state.curve_z.contains(&0.0) && state.curve_z[0] <= -4.0);
    for (z, a) in state.curve_z.iter().zip(&state.curve_a) {
        assert_eq!(*a, z.max(0.0));
    }
    assert!(experiment.unit_state(1, 2).is_err() && experiment.unit_state(3, 0).is_err());
    // Softmax takes all units of a layer, and so has no curve.
    let classes = crate::probes::experiment(json!({ "dataset": "blobs", "layers": [] }));
    let state = classes.unit_state(0, 1).unwrap();
    assert!(state.curve_z.is_empty() && state.z.len() == 10);
}
