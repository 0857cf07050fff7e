//! Data sets: their geometry, what their settings change and what they leave alone, a person's own data, features.

use nn_playground::Error;
use nn_playground::data::custom::from_text;
use nn_playground::data::features::{Feature, columns};
use nn_playground::data::{Dataset, DatasetConfig, DatasetName, Problem};
use nn_playground::nn::random::MAX_SEED;

/// `name` without noise, 500 points, seed 1.
fn config(name: DatasetName) -> DatasetConfig {
    DatasetConfig { name, seed: 1, ..DatasetConfig::default() }
}

fn draw(name: DatasetName) -> Dataset {
    config(name).generate().unwrap()
}

fn noisy(name: DatasetName, noise: f64) -> Dataset {
    DatasetConfig { noise, ..config(name) }.generate().unwrap()
}

/// (x, y, target) of every row of a set with two inputs.
fn points(data: &Dataset) -> Vec<(f64, f64, f64)> {
    assert_eq!((data.inputs, data.x.len()), (2, 2 * data.rows()));
    let rows = data.x.chunks(2).zip(&data.y);
    rows.map(|(x, &y)| (f64::from(x[0]), f64::from(x[1]), f64::from(y))).collect()
}

/// How many rows have the target `class`.
fn count(data: &Dataset, class: f32) -> usize {
    data.y.iter().filter(|&&y| y == class).count()
}

/// The rows as bits, in an order of their own.
fn sorted_bits(data: &Dataset) -> Vec<Vec<u32>> {
    let mut rows: Vec<Vec<u32>> = (data.x.chunks(data.inputs).zip(&data.y))
        .map(|(x, y)| x.iter().chain([y]).map(|value| value.to_bits()).collect())
        .collect();
    rows.sort();
    rows
}

fn mean(values: impl Iterator<Item = f64> + Clone) -> f64 {
    values.clone().sum::<f64>() / values.count() as f64
}

/// The average distance between points in the same places of two sets.
fn distance(a: &Dataset, b: &Dataset) -> f64 {
    mean(points(a).iter().zip(points(b).iter()).map(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1)))
}

#[track_caller]
fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not within {tolerance} of {expected}");
}

mod geometry {
    use super::*;
    use std::f64::consts::PI;

    #[test]
    fn circle_is_a_disc_in_a_ring() {
        let data = draw(DatasetName::Circle);
        let mut widest = 0.0_f64;
        for (x, y, class) in points(&data) {
            let radius = x.hypot(y);
            let ring = (3.5 - 1e-5..5.0 + 1e-5).contains(&radius);
            assert!(if class == 1.0 { radius < 2.5 + 1e-5 } else { ring }, "class {class} at {radius}");
            widest = widest.max(radius);
        }
        assert!(widest > 4.9);
        assert_eq!((count(&data, 1.0), count(&data, 0.0)), (250, 250));
        // All around, not in a corner.
        assert_near(mean(points(&data).iter().map(|p| p.0)), 0.0, 0.5);
        assert_near(mean(points(&data).iter().map(|p| p.1)), 0.0, 0.5);
    }

    #[test]
    fn xor_is_two_pairs_of_quadrants_apart() {
        let data = draw(DatasetName::Xor);
        for (x, y, class) in points(&data) {
            assert_eq!(class == 1.0, x * y > 0.0, "class {class} at ({x}, {y})");
            for value in [x.abs(), y.abs()] {
                assert!((0.3 - 1e-6..=5.3 + 1e-6).contains(&value), "{value}");
            }
        }
        assert_near(count(&data, 1.0) as f64, 250.0, 50.0);
    }

    #[test]
    fn gauss_widens_from_variance_one_half_to_four() {
        for (noise, variance) in [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)] {
            let all = DatasetConfig { samples: 5000, noise, ..config(DatasetName::Gauss) }.generate().unwrap();
            for (class, centre) in [(1.0, 2.0), (0.0, -2.0)] {
                assert_eq!(count(&all, class as f32), 2500);
                let points: Vec<_> = points(&all).into_iter().filter(|point| point.2 == class).collect();
                for values in [points.iter().map(|p| p.0).collect::<Vec<_>>(), points.iter().map(|p| p.1).collect()] {
                    assert_near(mean(values.iter().copied()), centre, 0.15);
                    let found = mean(values.iter().map(|value| (value - centre) * (value - centre)));
                    assert_near(found / variance, 1.0, 0.15);
                }
            }
        }
    }

    /// Each point lies where its radius says that the arm is.
    fn assert_arms(data: &Dataset, turns: f64, arms: usize, arm_of: fn(f64) -> usize) {
        let mut radii = vec![Vec::new(); arms];
        for (x, y, class) in points(data) {
            let (arm, radius) = (arm_of(class), x.hypot(y));
            let angle = turns * 2.0 * PI * radius / 5.0 + 2.0 * PI * arm as f64 / arms as f64;
            assert_near(x, radius * angle.sin(), 1e-4);
            assert_near(y, radius * angle.cos(), 1e-4);
            radii[arm].push(radius);
        }
        for mut arm in radii {
            arm.sort_by(f64::total_cmp);
            let n = arm.len() as f64;
            arm.iter().enumerate().for_each(|(i, &radius)| assert_near(radius, 5.0 * i as f64 / n, 1e-5));
        }
    }

    #[test]
    fn spirals_follow_their_arms() {
        for samples in [10, 11, 500, 1001] {
            let two = DatasetConfig { samples, ..config(DatasetName::Spiral) }.generate().unwrap();
            assert_arms(&two, 1.75, 2, |class| if class == 1.0 { 0 } else { 1 });
            let three = DatasetConfig { samples, ..config(DatasetName::Spiral3) }.generate().unwrap();
            assert_arms(&three, 1.25, 3, |class| class as usize);
        }
    }

    #[test]
    fn moons_are_half_circles() {
        let data = draw(DatasetName::Moons);
        for (x, y, class) in points(&data) {
            let sign = if class == 1.0 { 1.0 } else { -1.0 };
            assert_near((x + sign * 1.75).hypot(y + sign * 0.875), 3.5, 1e-5);
            assert!(sign * y >= -0.875 - 1e-6, "the moon of class {class} has a point at ({x}, {y})");
        }
        assert_eq!(count(&data, 1.0), 250);
    }

    #[test]
    fn gates_are_their_truth_tables() {
        for name in [DatasetName::And, DatasetName::Or, DatasetName::XorGate] {
            let gate = |a: bool, b: bool| match name {
                DatasetName::And => a && b,
                DatasetName::Or => a || b,
                _ => a != b,
            };
            let data = draw(name);
            assert_eq!(data.x, [0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0]);
            for (a, b, output) in points(&data) {
                assert_eq!(output == 1.0, gate(a == 1.0, b == 1.0), "{name}");
            }
            assert_eq!((data.train_rows, data.test().1.len()), (4, 0));
            assert_eq!((data.domain.x, data.domain.y), ([-0.5, 1.5], [-0.5, 1.5]));
        }
    }

    #[test]
    fn blobs_stand_around_the_centre() {
        let data = DatasetConfig { samples: 3000, ..config(DatasetName::Blobs) }.generate().unwrap();
        let centres = [(0.0, 3.5), (3.031, -1.75), (-3.031, -1.75)];
        for (class, (a, b)) in centres.into_iter().enumerate() {
            assert_eq!(count(&data, class as f32), 1000);
            let blob: Vec<_> = points(&data).into_iter().filter(|point| point.2 == class as f64).collect();
            assert_near(mean(blob.iter().map(|p| p.0)), a, 0.1);
            assert_near(mean(blob.iter().map(|p| p.1)), b, 0.1);
            assert_near(mean(blob.iter().map(|p| (p.0 - a) * (p.0 - a))), 0.5, 0.1);
        }
    }

    #[test]
    fn plane_and_bumps_are_their_formulas() {
        for (x, y, target) in points(&draw(DatasetName::Plane)) {
            assert_near(target, (x + y) / 10.0, 1e-6);
        }
        let centres = [(-4.0, 2.5), (0.0, 2.5), (4.0, 2.5), (-4.0, -2.5), (0.0, -2.5), (4.0, -2.5)];
        let signs = [1.0, -1.0, 1.0, -1.0, 1.0, -1.0];
        let data = DatasetConfig { samples: 5000, ..config(DatasetName::Bumps) }.generate().unwrap();
        let mut highest = [0.0_f64; 6];
        for (x, y, target) in points(&data) {
            let near = (0..6).find(|&i| (x - centres[i].0).hypot(y - centres[i].1) < 2.0);
            match near {
                None => assert_eq!(target, 0.0, "between the bumps, at ({x}, {y})"),
                Some(i) => {
                    assert_near(target, signs[i] * (1.0 - (x - centres[i].0).hypot(y - centres[i].1) / 2.0), 1e-5);
                    highest[i] = highest[i].max(target * signs[i]);
                }
            }
        }
        assert!(highest.iter().all(|&height| height > 0.9), "{highest:?}");
    }

    #[test]
    fn curves_are_their_formulas() {
        for (name, f) in [(DatasetName::Line, (|x| 0.5 * x + 1.0) as fn(f64) -> f64), (DatasetName::Sine, f64::sin)] {
            let data = draw(name);
            assert_eq!((data.inputs, data.problem, data.x.len()), (1, Problem::Regression, 500));
            for (&x, &y) in data.x.iter().zip(&data.y) {
                assert!((-6.0..=6.0).contains(&x));
                assert_near(f64::from(y), f(f64::from(x)), 1e-6);
            }
        }
    }

    #[test]
    fn lecture_is_the_five_points() {
        let data = draw(DatasetName::Lecture);
        assert_eq!(data.x, [0.06, 0.87, 0.60, 0.71, 0.02]);
        assert_eq!(data.y, [3.17, 4.73, 4.26, 4.57, 3.02]);
        assert_eq!((data.inputs, data.train_rows, data.problem), (1, 5, Problem::Regression));
        // The first row of the lecture's table: with w1 = 0.1 and w0 = 0 the loss is 15.711534.
        let squares = data.x.iter().zip(&data.y).map(|(&x, &y)| f64::from(y - 0.1 * x) * f64::from(y - 0.1 * x));
        assert_near(mean(squares), 15.711534, 1e-5);
    }
}

mod settings {
    use super::*;

    #[test]
    fn same_seed_same_bits() {
        for &name in DatasetName::all() {
            let config = DatasetConfig { noise: 0.2, seed: 42, ..config(name) };
            let first = config.generate().unwrap();
            assert_eq!(first, config.generate().unwrap());
            let other = DatasetConfig { seed: 43, ..config }.generate().unwrap();
            assert_eq!(first == other, name.is_exact(), "{name}");
        }
    }

    /// A link means the same for ever, and on every machine.
    #[test]
    fn bits_are_the_published_ones() {
        for (name, published) in [
            ("circle", 0x0206_8fc1_5234_c6f1_u64),
            ("xor", 0x06bc_b725_a7fb_10f3),
            ("gauss", 0xa1bb_27f2_f18e_8a7b),
            ("spiral", 0xa21a_151d_83af_c593),
            ("moons", 0x6067_f25e_9acf_1b93),
            ("and", 0x95da_9dae_219b_5848),
            ("or", 0x6719_c1c0_463e_e698),
            ("xor-gate", 0x68cc_f0c0_47b0_caf5),
            ("blobs", 0x0035_1a58_4929_a410),
            ("spiral3", 0x26c8_728a_c975_255e),
            ("plane", 0xa4dc_1b16_4355_3dec),
            ("bumps", 0xd0cf_7c54_a343_2d68),
            ("line", 0xddaa_3781_9635_5324),
            ("sine", 0x04c6_aab0_a4c7_124c),
            ("lecture", 0x8840_b7b1_d9e1_8d1d),
        ] {
            let name = name.parse().unwrap();
            let data =
                DatasetConfig { name, samples: 100, noise: 0.3, train_share: 0.5, seed: 2026 }.generate().unwrap();
            let bytes = data.x.iter().chain(&data.y).flat_map(|value| value.to_le_bytes());
            let start = 0xcbf2_9ce4_8422_2325_u64; // FNV-1a
            let hash = bytes.fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
            assert_eq!(hash, published, "{name}: {hash:#018x}");
        }
    }

    #[test]
    fn share_moves_only_the_border() {
        for &name in DatasetName::all().iter().filter(|name| !name.is_exact()) {
            let half = draw(name);
            let most = DatasetConfig { train_share: 0.9, ..config(name) }.generate().unwrap();
            assert_eq!((half.train_rows, most.train_rows), (250, 450));
            assert_eq!((&half.x, &half.y), (&most.x, &most.y), "{name}");
            assert_eq!((half.train().0.len(), half.train().1.len()), (250 * half.inputs, 250));
            assert_eq!(half.test().1, &half.y[250..]);
        }
    }

    #[test]
    fn train_rows_are_the_nearest_whole_number() {
        for (samples, train_share, rows) in
            [(10, 0.1, 1), (10, 0.9, 9), (11, 0.5, 6), (333, 0.3, 100), (5000, 0.77, 3850)]
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
                assert!(count(&data, 1.0).abs_diff(count(&data, 0.0)) <= 1, "{name} of {samples}");
            }
            for name in [DatasetName::Blobs, DatasetName::Spiral3] {
                let data = DatasetConfig { samples, ..config(name) }.generate().unwrap();
                let counts = [0.0, 1.0, 2.0].map(|class| count(&data, class));
                assert!(counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 1, "{name}: {counts:?}");
                assert_eq!(counts.iter().sum::<usize>(), samples);
            }
        }
    }

    #[test]
    fn noise_relabels_but_does_not_move() {
        for name in [DatasetName::Circle, DatasetName::Xor, DatasetName::Plane, DatasetName::Bumps] {
            let (clean, some, much) = (draw(name), noisy(name, 0.1), noisy(name, 0.5));
            assert_eq!((&clean.x, &clean.x), (&some.x, &much.x), "{name}");
            let changed = |data: &Dataset| {
                clean.y.iter().zip(&data.y).map(|(a, b)| f64::from((a - b).abs())).sum::<f64>() / data.rows() as f64
            };
            assert!(0.0 < changed(&some) && changed(&some) < changed(&much), "{name}");
        }
    }

    #[test]
    fn noise_moves_but_does_not_relabel() {
        for name in
            [DatasetName::Gauss, DatasetName::Spiral, DatasetName::Moons, DatasetName::Blobs, DatasetName::Spiral3]
        {
            let (clean, some, much) = (draw(name), noisy(name, 0.1), noisy(name, 0.5));
            assert_eq!((&clean.y, &clean.y), (&some.y, &much.y), "{name}");
            let (little, more) = (distance(&clean, &some), distance(&clean, &much));
            assert!(0.01 < little && 2.0 * little < more && more < 2.5, "{name}: {little}, {more}");
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
            assert!(lifts.iter().all(|&lift| lift <= reach + 1e-5), "{name}");
            assert_near(mean(lifts.iter().copied()) / reach, 0.5, 0.1);
            let [low, high] = much.domain.target.unwrap();
            assert!(much.y.iter().all(|&y| low <= f64::from(y) && f64::from(y) <= high), "{name} leaves its picture");
        }
    }

    #[test]
    fn exact_sets_ignore_the_settings() {
        let exact: Vec<_> = DatasetName::all().iter().filter(|name| name.is_exact()).map(|name| name.name()).collect();
        assert_eq!(exact, ["and", "or", "xor-gate", "lecture"]);
        for name in exact {
            let name = name.parse().unwrap();
            let other = DatasetConfig { name, samples: 77, noise: 0.5, train_share: 0.2, seed: 9 }.generate().unwrap();
            assert_eq!(other, draw(name));
        }
    }

    #[test]
    fn every_legal_setting_gives_sound_data() {
        for &name in DatasetName::all() {
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
        for &name in DatasetName::all() {
            let data = draw(name);
            let inside = |[low, high]: [f64; 2], value: f32| low <= f64::from(value) && f64::from(value) <= high;
            for (row, &y) in data.x.chunks(data.inputs).zip(&data.y) {
                let up = if data.inputs == 2 { row[1] } else { y };
                assert!(inside(data.domain.x, row[0]) && inside(data.domain.y, up), "{name}: {row:?} → {y}");
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
            (DatasetConfig { train_share: 0.0, ..good.clone() }, "train_share: 0 is out of range: 0.1 to 0.9"),
            (DatasetConfig { train_share: 1.0, ..good.clone() }, "train_share: 1 is out of range: 0.1 to 0.9"),
            (
                DatasetConfig { train_share: f64::INFINITY, ..good.clone() },
                "train_share: inf is out of range: 0.1 to 0.9",
            ),
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
        let names: Vec<_> = DatasetName::all().iter().map(|name| name.name()).collect();
        let expected = "circle xor gauss spiral moons and or xor-gate blobs spiral3 plane bumps line sine lecture";
        assert_eq!(names.join(" "), expected);
        for &name in DatasetName::all() {
            assert_eq!(name.to_string().parse(), Ok(name));
        }
        let message = "circel".parse::<DatasetName>().unwrap_err().to_string();
        assert_eq!(message, format!("dataset: \"circel\" is not one of {}", expected.replace(' ', ", ")));
    }
}

mod own_data {
    use super::*;

    fn read(text: &str) -> Dataset {
        from_text(text, 0.5, 1).unwrap_or_else(|error| panic!("{text:?}: {error}"))
    }

    /// The rows of `text`, in the order of their first number.
    fn rows(text: &str) -> Vec<Vec<f32>> {
        let data = read(text);
        let mut rows: Vec<Vec<f32>> =
            data.x.chunks(data.inputs).zip(&data.y).map(|(x, &y)| x.iter().copied().chain([y]).collect()).collect();
        rows.sort_by(|a, b| a[0].total_cmp(&b[0]));
        rows
    }

    #[test]
    fn every_separator_is_understood() {
        let expected = [[-1.5, 2.25, 0.0], [3.0, -4.5, 1.0]];
        for text in [
            "-1.5,2.25,0\n3,-4.5,1",
            "-1.5, 2.25, 0\n3, -4.5, 1\n",
            "-1.5 , 2.25 ,0\r\n3 ,-4.5 , 1\r\n",
            "-1.5;2.25;0\n3;-4.5;1\n",
            "-1,5; 2,25; 0\n3; -4,5; 1\n",
            "-1.5\t2.25\t0\n3\t-4.5\t1\n",
            "-1,5\t2,25\t0\n3\t-4,5\t1\n",
            "-1.5 2.25 0\n3 -4.5 1\n",
            "  -1,5   2,25 0\n3 -4,5 1",
            "x,y,label\n-1.5,2.25,0\n3,-4.5,1\n",
            "\u{feff}x;y;label\r\n\r\n-1,5;2,25;0\r\n\r\n   \r\n3,0;-4,5;1\r\n\r\n",
            "the first line is a header\n-15e-1 +2.25 0\n.3e1 \u{2212}4.5 1.0",
        ] {
            assert_eq!(rows(text), expected, "{text:?}");
        }
    }

    #[test]
    fn labels_tell_the_problem() {
        for (labels, problem, targets) in [
            (["0", "1", "0", "1"], Problem::Binary, [0.0, 1.0, 0.0, 1.0]),
            (["-1", "1", "1", "-1"], Problem::Binary, [0.0, 1.0, 1.0, 0.0]),
            (["1", "1", "1", "1"], Problem::Binary, [1.0, 1.0, 1.0, 1.0]),
            (["0", "1", "2", "1"], Problem::Classes(3), [0.0, 1.0, 2.0, 1.0]),
            (["1", "7", "2", "1.0"], Problem::Classes(8), [1.0, 7.0, 2.0, 1.0]),
            (["0", "1", "8", "1"], Problem::Regression, [0.0, 1.0, 8.0, 1.0]),
            (["-1", "0", "1", "1"], Problem::Regression, [-1.0, 0.0, 1.0, 1.0]),
            (["0", "1", "0.5", "1"], Problem::Regression, [0.0, 1.0, 0.5, 1.0]),
        ] {
            let text: String =
                labels.iter().enumerate().map(|(i, label)| format!("{i}, {}, {label}\n", i * i)).collect();
            let data = read(&text);
            assert_eq!((data.problem, data.inputs), (problem, 2), "{labels:?}");
            assert_eq!(rows(&text).iter().map(|row| row[2]).collect::<Vec<_>>(), targets);
            assert_eq!(data.domain.target.is_some(), problem == Problem::Regression);
        }
        let curve = read("0, 0\n1, 1\n2, 0\n");
        assert_eq!((curve.problem, curve.inputs, curve.x.len()), (Problem::Regression, 1, 3));
    }

    #[test]
    fn rows_are_split_by_seed_and_share() {
        let text: String = (0..100).map(|i| format!("{i}, {}, {}\n", 100 - i, i % 2)).collect();
        let data = from_text(&text, 0.8, 5).unwrap();
        assert_eq!((data.rows(), data.train_rows), (100, 80));
        assert_eq!(data, from_text(&text, 0.8, 5).unwrap());
        let (share, seed) = (from_text(&text, 0.2, 5).unwrap(), from_text(&text, 0.8, 6).unwrap());
        assert_eq!(data.x, share.x);
        assert_ne!(data.x, seed.x);
        assert_eq!(sorted_bits(&data), sorted_bits(&seed));
        assert_eq!(from_text("1, 2\n3, 4\n", 0.9, 5).unwrap().train_rows, 1);
    }

    #[test]
    fn domain_fits() {
        let domain = |text: &str| read(text).domain;
        // Symmetric where 0 is near the middle, square, with a margin.
        let both = domain("-4, -1, 0\n5, 2, 1\n");
        assert_eq!((both.x, both.target), ([-6.0, 6.0], None));
        assert_near(both.y[1] - both.y[0], 12.0, 1e-9);
        // Away from 0 where the data is.
        let away = domain("100, 101, 0\n102, 103, 1\n");
        assert!(away.x[0] > 99.0 && away.x[0] < 100.0 && away.x[1] > 102.0 && away.x[1] < 103.0, "{away:?}");
        assert_near(away.x[1] - away.x[0], away.y[1] - away.y[0], 1e-9);
        // Not square where that would leave a line.
        let flat = domain("0, 0, 0.1\n1, 1000, 0.2\n");
        assert!(flat.x[1] < 2.0 && flat.y[1] > 1000.0, "{flat:?}");
        assert!(flat.target.unwrap()[0] < 0.1 && flat.target.unwrap()[1] > 0.2);
        let curve = domain("0, 5\n10, 6\n");
        assert_eq!(curve.target, Some(curve.y));
        // Always a range, and always around the data.
        for (a, b) in [
            (0.0_f64, 0.0_f64),
            (7.0, 7.0),
            (-1e18, 1e18),
            (1e-30, 2e-30),
            (1e-320, 2e-320),
            (-1e-40, 1e-45),
            (1e18, 1e18),
            (-9.0, -8.99),
        ] {
            let found = domain(&format!("{a:e}, 0, 1\n{b:e}, 0, 0\n"));
            let (low, high) = (f64::from(a.min(b) as f32), f64::from(a.max(b) as f32));
            assert!(found.x[0] < low && high < found.x[1], "{a} and {b}: {found:?}");
            assert!(found.y[0] < 0.0 && 0.0 < found.y[1] && found.x[1].is_finite());
        }
    }

    #[test]
    fn errors_name_the_line() {
        let long = "9".repeat(50) + "x";
        let cut = format!("line 2: \"{}\" is not a number", "9".repeat(40));
        let too_many = "1 2 0\n".repeat(5001);
        for (text, message) in [
            ("1, 2, 0\n3, 4, 1\n5, abc, 1", "line 3: \"abc\" is not a number"),
            ("x, y, c\n\n3, 4, 1\n5, abc, 1", "line 4: \"abc\" is not a number"),
            ("1, abc, 0\n3, 4, 1", "line 1: \"abc\" is not a number"), // no header: it has a number
            ("x, y, c\na, b, c\n", "line 2: \"a\" is not a number"),   // one header only
            ("1;2;0\n3;;1", "line 2: a number is missing"),
            ("1;2;0\n3;1,;1", "line 2: \"1,\" is not a number"),
            ("1;2;0\n3;1.234,5;1", "line 2: \"1.234,5\" is not a number"),
            ("1, 2, 0\n3, NaN, 1", "line 2: \"NaN\" is not a finite number"),
            ("1, 2, 0\n3, -inf, 1", "line 2: \"-inf\" is not a finite number"),
            ("1, 2, 0\n3, 1e999, 1", "line 2: \"1e999\" is not a finite number"),
            ("1, 2, 0\n3, -1e19, 1", "line 2: \"-1e19\" is too large: numbers go up to 1e18"),
            ("1, 2, 0\n3, 4", "line 2: 2 columns, where line 1 has 3"),
            ("x\n\n1, 2\n3, 4, 5", "line 4: 3 columns, where line 3 has 2"),
            ("1\n2\n", "line 1: 1 column, where 2 or 3 are expected"),
            ("1, 2, 3, 4\n", "line 1: 4 columns, where 2 or 3 are expected"),
            ("", "data: no rows, where at least 2 are needed"),
            ("x, y, class\n \n", "data: no rows, where at least 2 are needed"),
            ("x, y, class\n1, 2, 1\n", "data: only one row, where at least 2 are needed"),
            (&too_many, "line 5001: more than 5000 rows"),
            (&format!("1, 2\n1, {long}\n"), &cut),
        ] {
            let error = from_text(text, 0.5, 1).unwrap_err();
            assert!(matches!(error, Error::Data { .. }));
            assert_eq!(error.to_string(), message, "{text:.60?}");
        }
        assert_eq!(read(&too_many[6..]).rows(), 5000);
        let share = from_text("1 2\n3 4", 0.95, 1).unwrap_err();
        assert_eq!(share.to_string(), "train_share: 0.95 is out of range: 0.1 to 0.9");
    }
}

mod feature_columns {
    use super::*;

    #[test]
    fn values_are_the_formulas() {
        let all = Feature::all();
        let found = columns(all, &[3.0, -2.0, 0.5, 0.25], 2).unwrap();
        let expected = [3.0, -2.0, 9.0, 4.0, -6.0, 0.141_120_01, -0.909_297_4];
        let second = [0.5, 0.25, 0.25, 0.0625, 0.125, 0.479_425_55, 0.247_403_96];
        assert_eq!(found.len(), 14);
        for (found, expected) in found.iter().zip(expected.iter().chain(&second)) {
            assert_near(f64::from(*found), *expected, 1e-7);
        }
    }

    #[test]
    fn order_and_repetition_are_kept() {
        assert_eq!(columns(&[Feature::Y, Feature::X, Feature::Y], &[1.0, 2.0], 2), Ok(vec![2.0, 1.0, 2.0]));
        assert_eq!(columns(&[Feature::X, Feature::X2], &[2.0, -3.0], 1), Ok(vec![2.0, 4.0, -3.0, 9.0]));
        assert_eq!(columns(&[Feature::X], &[], 2), Ok(vec![]));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (features, x, inputs, message) in [
            (&[][..], &[1.0, 2.0][..], 2, "features: none is chosen: at least one is needed"),
            (&[Feature::X, Feature::Xy], &[1.0], 1, "features: \"xy\" needs y, and this data has only x"),
            (&[Feature::X], &[1.0, 2.0, 3.0], 2, "x: 3 numbers are not whole rows of 2"),
            (&[Feature::X], &[1.0, 2.0, 3.0], 3, "x: 3 coordinates per row, where 1 or 2 are expected"),
            (&[Feature::X], &[1.0], 0, "x: 0 coordinates per row, where 1 or 2 are expected"),
        ] {
            assert_eq!(columns(features, x, inputs).unwrap_err().to_string(), message);
        }
        let needy: Vec<_> = Feature::all().iter().filter(|feature| feature.needs_y()).map(|f| f.name()).collect();
        assert_eq!(needy, ["y", "y2", "xy", "siny"]);
        for feature in Feature::all() {
            assert_eq!(columns(&[*feature], &[1.0], 1).is_err(), feature.needs_y());
        }
    }

    #[test]
    fn names_are_those_of_the_links() {
        let names: Vec<_> = Feature::all().iter().map(|feature| feature.to_string()).collect();
        assert_eq!(names.join(" "), "x y x2 y2 xy sinx siny");
        for &feature in Feature::all() {
            assert_eq!(feature.name().parse(), Ok(feature));
        }
        let message = "z".parse::<Feature>().unwrap_err().to_string();
        assert_eq!(message, "features: \"z\" is not one of x, y, x2, y2, xy, sinx, siny");
    }
}
