//! Data sets: their geometry, what their settings change and what they leave alone, a person's own data, features.

mod feature_columns;
mod formulas;
mod geometry;
mod own_data;
mod settings;
mod tables;

use nn_playground::data::{Dataset, DatasetConfig, DatasetName};

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
