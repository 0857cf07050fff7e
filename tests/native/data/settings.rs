//! What samples, noise, train_share and seed change, and what they leave alone.

use super::{assert_near, config, count, distance, draw, mean, noisy, points};
use nn_playground::{
    data::{Dataset, DatasetConfig, DatasetName, Problem},
    nn::random::MAX_SEED,
    value::Choice,
};

#[test]
fn same_seed_same_bits() {
    for name in DatasetName::all() {
        let config = DatasetConfig { noise: 0.2, seed: 42, ..config(name) };
        let first = config.generate().unwrap();
        assert_eq!(first, config.generate().unwrap());
        let other = DatasetConfig { seed: 43, ..config }.generate().unwrap();
        assert_eq!(first == other, name.is_exact(), "{name:?}");
    }
}

#[test]
fn share_moves_only_the_border() {
    for name in DatasetName::all().filter(|name| !name.is_exact()) {
        let half = draw(name);
        let most = DatasetConfig { train_share: 0.9, ..config(name) }.generate().unwrap();
        let rows = half.rows();
        assert_eq!((half.train_rows, most.train_rows), (rows / 2, 9 * rows / 10));
        assert_eq!((&half.x, &half.y), (&most.x, &most.y), "{name:?}");
        assert_eq!((half.train().0.len(), half.train().1.len()), (rows / 2 * half.inputs, rows / 2));
        assert_eq!(half.test().1, &half.y[rows / 2..]);
    }
}

#[test]
fn train_rows_are_the_nearest_whole_number() {
    for (samples, train_share, rows) in
        [(10, 0.1, 1), (10, 0.9, 9), (11, 0.5, 6), (333, 0.3, 100), (5000, 0.77, 3850), (12, 1.0, 12)]
    {
        let data = DatasetConfig { samples, train_share, ..config(DatasetName::Circle) }.generate().unwrap();
        assert_eq!((data.rows(), data.train_rows), (samples, rows));
    }
}

#[test]
fn order_says_nothing_about_the_class() {
    // In the order of making, the classes would take turns, and the spiral would grow outwards.
    let data = draw(DatasetName::Spiral);
    let turns = data.y.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert!((200..300).contains(&turns), "{turns}");
    assert_near(f64::from(data.train().1.iter().sum::<f32>()), 125.0, 25.0);
    let radius = |rows: &[(f64, f64, f64)]| mean(rows.iter().map(|p| p.0.hypot(p.1)));
    let points = points(&data);
    assert_near(radius(&points[..250]), radius(&points[250..]), 0.5);
}

#[test]
fn classes_are_balanced() {
    for samples in [10, 11, 500, 4999] {
        for name in [DatasetName::Circle, DatasetName::Gauss, DatasetName::Spiral, DatasetName::Moons] {
            let data = DatasetConfig { samples, ..config(name) }.generate().unwrap();
            assert!(count(&data, 1.0).abs_diff(count(&data, 0.0)) <= 1, "{name:?} of {samples}");
        }
        for name in [DatasetName::Blobs, DatasetName::Spiral3] {
            let data = DatasetConfig { samples, ..config(name) }.generate().unwrap();
            let counts = [0.0, 1.0, 2.0].map(|class| count(&data, class));
            assert!(counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 1, "{name:?}: {counts:?}");
            assert_eq!(counts.iter().sum::<usize>(), samples);
        }
    }
}

#[test]
fn noise_relabels_but_does_not_move() {
    for name in [DatasetName::Circle, DatasetName::Xor, DatasetName::Plane, DatasetName::Bumps] {
        let (clean, some, much) = (draw(name), noisy(name, 0.1), noisy(name, 0.5));
        assert_eq!((&clean.x, &clean.x), (&some.x, &much.x), "{name:?}");
        let changed = |data: &Dataset| {
            clean.y.iter().zip(&data.y).map(|(a, b)| f64::from((a - b).abs())).sum::<f64>() / data.rows() as f64
        };
        assert!(0.0 < changed(&some) && changed(&some) < changed(&much), "{name:?}");
    }
}

#[test]
fn noise_moves_but_does_not_relabel() {
    for name in [DatasetName::Gauss, DatasetName::Spiral, DatasetName::Moons, DatasetName::Blobs, DatasetName::Spiral3]
    {
        let (clean, some, much) = (draw(name), noisy(name, 0.1), noisy(name, 0.5));
        assert_eq!((&clean.y, &clean.y), (&some.y, &much.y), "{name:?}");
        let (little, more) = (distance(&clean, &some), distance(&clean, &much));
        assert!(0.01 < little && 2.0 * little < more && more < 2.5, "{name:?}: {little}, {more}");
    }
    let (clean, much) = (draw(DatasetName::Spiral), noisy(DatasetName::Spiral, 0.5));
    assert!(clean.x.iter().zip(&much.x).all(|(a, b)| (a - b).abs() <= 0.5 + 1e-5));
}

#[test]
fn noise_lifts_curves() {
    for (name, reach) in [(DatasetName::Line, 1.5), (DatasetName::Sine, 0.5)] {
        let (clean, much) = (draw(name), noisy(name, 0.5));
        assert_eq!(clean.x, much.x);
        let lifts: Vec<f64> = clean.y.iter().zip(&much.y).map(|(a, b)| f64::from((a - b).abs())).collect();
        assert!(lifts.iter().all(|&lift| lift <= reach + 1e-5), "{name:?}");
        assert_near(mean(lifts.iter().copied()) / reach, 0.5, 0.1);
        let [low, high] = much.domain.target.unwrap();
        assert!(much.y.iter().all(|&y| low <= f64::from(y) && f64::from(y) <= high), "{name:?} leaves its picture");
    }
}

#[test]
fn exact_sets_ignore_the_settings() {
    let exact: Vec<_> = DatasetName::all().filter(|name| name.is_exact()).map(|name| name.name()).collect();
    assert_eq!(exact, ["and", "or", "xor-gate", "lecture"]);
    for name in exact {
        let name = DatasetName::from_name(name).unwrap();
        let other = DatasetConfig { name, samples: 77, noise: 0.5, train_share: 0.2, seed: 9 }.generate().unwrap();
        assert_eq!(other, draw(name));
    }
}

#[test]
fn every_legal_setting_gives_sound_data() {
    for name in DatasetName::all() {
        for samples in [10, 11, 500, 4999, 5000] {
            for noise in [0.0, 0.01, 0.25, 0.5] {
                for (train_share, seed) in [(0.1, 0), (0.5, 77), (0.9, MAX_SEED)] {
                    let config = DatasetConfig { name, samples, noise, train_share, seed };
                    let data = config.generate().unwrap_or_else(|error| panic!("{config:?}: {error}"));
                    assert!(data.x.iter().chain(&data.y).all(|value| value.is_finite()), "{config:?}");
                    assert_eq!(data.x.len(), data.rows() * data.inputs);
                    assert_eq!((data.problem, data.inputs), (name.problem(), name.inputs()));
                    assert_eq!(data.domain.target.is_some(), data.problem == Problem::Regression);
                    let classes = match data.problem {
                        Problem::Binary => 2,
                        Problem::Classes(classes) => classes,
                        Problem::Regression => continue,
                    };
                    assert!(data.y.iter().all(|&y| (0..classes).any(|class| y == class as f32)), "{config:?}");
                }
            }
        }
    }
}

#[test]
fn points_lie_in_the_picture() {
    for name in DatasetName::all() {
        let data = draw(name);
        let inside = |[low, high]: [f64; 2], value: f32| low <= f64::from(value) && f64::from(value) <= high;
        for (row, &y) in data.x.chunks(data.inputs).zip(&data.y) {
            let up = if data.inputs >= 2 { row[1] } else { y };
            assert!(inside(data.domain.x, row[0]) && inside(data.domain.y, up), "{name:?}: {row:?} → {y}");
        }
    }
}

#[test]
fn ranges_are_kept() {
    let good = config(DatasetName::Circle);
    let cases = [
        (DatasetConfig { samples: 7, ..good.clone() }, "samples: 7 is out of range: 10 to 5000"),
        (DatasetConfig { samples: 5001, ..good.clone() }, "samples: 5001 is out of range: 10 to 5000"),
        (DatasetConfig { noise: -0.01, ..good.clone() }, "noise: -0.01 is out of range: 0 to 0.5"),
        (DatasetConfig { noise: 0.51, ..good.clone() }, "noise: 0.51 is out of range: 0 to 0.5"),
        (DatasetConfig { noise: f64::NAN, ..good.clone() }, "noise: NaN is out of range: 0 to 0.5"),
        (DatasetConfig { train_share: 0.0, ..good.clone() }, "train_share: 0 is out of range: 0.1 to 1"),
        (DatasetConfig { train_share: 1.01, ..good.clone() }, "train_share: 1.01 is out of range: 0.1 to 1"),
        (DatasetConfig { train_share: f64::INFINITY, ..good.clone() }, "train_share: inf is out of range: 0.1 to 1"),
        (
            DatasetConfig { seed: MAX_SEED + 1, ..good.clone() },
            "seed: 9007199254740992 is out of range: 0 to 9007199254740991",
        ),
        (DatasetConfig { name: DatasetName::And, samples: 7, ..good }, "samples: 7 is out of range: 10 to 5000"),
    ];
    for (config, message) in cases {
        assert_eq!(config.generate().unwrap_err().to_string(), message);
    }
}

#[test]
fn names_are_those_of_the_links() {
    let names: Vec<_> = DatasetName::all().map(DatasetName::name).collect();
    let expected = "circle xor gauss spiral moons and or xor-gate blobs spiral3 iris plane bumps line sine lecture";
    assert_eq!(names.join(" "), expected);
    for name in DatasetName::all() {
        assert_eq!(DatasetName::from_name(name.name()), Ok(name));
        assert_eq!(DatasetName::from_name(&name.name().to_uppercase()), Ok(name));
    }
    let message = DatasetName::from_name("circel").unwrap_err().to_string();
    assert_eq!(message, format!("\"circel\" is not a data set; choose one of {}", expected.replace(' ', ", ")));
}
