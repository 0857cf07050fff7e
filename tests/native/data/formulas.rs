//! Points whose class or value a formula says.

use super::{config, points};
use nn_playground::{
    ErrorKind,
    data::{DatasetConfig, DatasetName, FORMULA, Problem, from_formula},
};

fn of(noise: f64) -> DatasetConfig {
    DatasetConfig { noise, ..config(DatasetName::Circle) }
}

fn share(formula: &str) -> f64 {
    let data = from_formula(formula, &DatasetConfig { samples: 5000, ..of(0.0) }).unwrap();
    assert_eq!(data.problem, Problem::Binary, "{formula}");
    data.y.iter().map(|y| f64::from(*y)).sum::<f64>() / 5000.0
}

/// The inequalities in plain Rust, and the areas by geometry.
#[test]
fn a_condition_says_the_class() {
    type Truth = fn(f64, f64) -> bool;
    let truths: [(&str, Truth); 6] = [
        (FORMULA, |x, y| y > x.sin()),
        ("x^2 + y^2 < 4 and x > 0", |x, y| x * x + y * y < 4.0 && x > 0.0),
        ("x² + y² ≤ 16", |x, y| x * x + y * y <= 16.0),
        ("1 < x^2+y^2 < 9", |x, y| 1.0 < x * x + y * y && x * x + y * y < 9.0),
        ("x > 4 or not (y >= 0)", |x, y| x > 4.0 || y < 0.0),
        ("x > 1,5 i y < -2", |x, y| x > 1.5 && y < -2.0),
    ];
    for (formula, truth) in truths {
        let data = from_formula(formula, &of(0.0)).unwrap();
        assert_eq!((data.problem, data.rows(), data.train_rows, data.domain.target), (Problem::Binary, 500, 250, None));
        for (x, y, class) in points(&data) {
            assert!((-6.0..6.0).contains(&x) && (-6.0..6.0).contains(&y));
            assert_eq!(class == 1.0, truth(x, y), "{formula} at {x}, {y}");
        }
    }
    // Of the square with the area 144.
    for (formula, area) in [("x^2 + y^2 < 16", 16.0 * std::f64::consts::PI), ("x < 0", 72.0), ("x > 4 and y > 4", 4.0)]
    {
        let (found, expected) = (share(formula), area / 144.0);
        assert!((found - expected).abs() < 0.02, "{formula}: {found}, not {expected}");
    }
}

#[test]
fn an_expression_says_the_value() {
    let data = from_formula("sin(x)*y", &of(0.0)).unwrap();
    assert_eq!(data.problem, Problem::Regression);
    let [low, high] = data.domain.target.unwrap();
    for (x, y, value) in points(&data) {
        assert!((value - x.sin() * y).abs() < 1e-5 && low <= value && value <= high);
    }
    // Values that are all the same have a range, too.
    let flat = from_formula("3", &of(0.5)).unwrap();
    assert!(flat.y.iter().all(|y| *y == 3.0) && flat.domain.target.unwrap()[0] < 3.0);
}

/// As in the sets of the table: it is asked beside the point, up to six times the noise in each direction.
#[test]
fn noise_is_that_of_the_other_sets() {
    let (clean, noisy) = (from_formula("x > 0", &of(0.0)).unwrap(), from_formula("x > 0", &of(0.2)).unwrap());
    assert_eq!(clean.x, noisy.x, "the points are the same");
    let wrong = points(&noisy).into_iter().filter(|(x, _, class)| (*x > 0.0) != (*class == 1.0));
    let (count, furthest) = wrong.fold((0, 0.0f64), |(count, most), (x, ..)| (count + 1, most.max(x.abs())));
    assert!(count > 20 && furthest < 1.2, "{count}, {furthest}");
    let (slope, shaken) = (from_formula("x", &of(0.0)).unwrap(), from_formula("x", &of(0.5)).unwrap());
    assert!(slope.y.iter().zip(&shaken.y).all(|(a, b)| (a - b).abs() <= 3.0 + 1e-5));
    assert!(slope.y.iter().zip(&shaken.y).any(|(a, b)| (a - b).abs() > 2.5));
}

#[test]
fn where_a_formula_has_no_value_there_is_no_point() {
    let data = from_formula("log(x)", &of(0.0)).unwrap();
    assert_eq!(data.rows(), 500);
    assert!(points(&data).iter().all(|(x, _, value)| *x > 0.0 && (value - x.ln()).abs() < 1e-4));
    for nowhere in ["log(-1 - x^2)", "1/0", "1e30 + x"] {
        let error = from_formula(nowhere, &of(0.0)).unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::Config, "formula"));
        assert!(error.to_string().contains("has no value at nearly all places"), "{error}");
    }
}

#[test]
fn what_compares_no_numbers_is_refused_and_where_some_are_compared_it_is_not() {
    for nowhere in ["x > 0/0", "log(-1) < y", "not (x > 0/0)", "sqrt(-1 - y^2) <= x <= 3", "x > 0 or y < 0/0"] {
        let error = from_formula(nowhere, &of(0.0)).unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::Config, "formula"));
        assert!(error.to_string().contains("compares what is not a number"), "{error}");
    }
    for (formula, is_class) in
        [("log(x) > 0", (|x| x > 1.0) as fn(f64) -> bool), ("log(x) > 0 or log(-x) > 0", |x| x.abs() > 1.0)]
    {
        let data = from_formula(formula, &of(0.0)).unwrap();
        assert!(points(&data).into_iter().all(|(x, _, class)| is_class(x) == (class == 1.0)), "{formula}");
    }
    // Ten points may all lie where x ≤ 4; there are numbers beside them.
    for seed in 0..100 {
        from_formula("log(x - 4) > y", &DatasetConfig { samples: 10, seed, ..of(0.0) }).unwrap();
    }
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (formula, part) in [
        ("", "there is no formula"),
        ("y > sin(x", "character 8"),
        ("y = sin(x)", "character 3"),
        ("y > sin(z)", "character 9"),
        ("x and y", "character 1"),
        ("x > ", "end"),
    ] {
        let error = from_formula(formula, &of(0.0)).unwrap_err();
        assert_eq!(error.field(), "formula");
        assert!(error.to_string().contains(part), "{formula:?}: {error}");
    }
    let long = "x+".repeat(300) + "1";
    assert!(from_formula(&long, &of(0.0)).is_err());
    let refused = from_formula(FORMULA, &DatasetConfig { samples: 7, ..of(0.0) }).unwrap_err();
    assert_eq!(refused.to_string(), "samples: 7 is out of range: 10 to 5000");
}
