//! What each built-in set looks like without noise.

use super::{assert_near, config, count, draw, mean, points};
use nn_playground::data::{Dataset, DatasetConfig, DatasetName, Problem};
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
            assert_eq!(output == 1.0, gate(a == 1.0, b == 1.0), "{name:?}");
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
