//! The columns that a network is fed with.

use super::assert_near;
use nn_playground::{
    data::features::{Feature, columns},
    value::Choice,
};

#[test]
fn values_are_the_formulas() {
    let all: Vec<_> = Feature::all().filter(|feature| feature.fits(2)).collect();
    let found = columns(&all, &[3.0, -2.0, 0.5, 0.25], 2).unwrap();
    let expected = [3.0, -2.0, 9.0, 4.0, -6.0, 0.141_120_01, -0.909_297_4];
    let second = [0.5, 0.25, 0.25, 0.0625, 0.125, 0.479_425_55, 0.247_403_96];
    assert_eq!(found.len(), 14);
    for (found, expected) in found.iter().zip(expected.iter().chain(&second)) {
        assert_near(f64::from(*found), *expected, 1e-7);
    }
}

/// To 17 digits by arithmetic with 50 of them (mpmath).
#[test]
fn far_from_0_the_sine_is_the_sine() {
    for (x, expected) in [
        (2e6, -0.655_714_315_563_47),
        (3e6, -0.878_490_058_144_747_8),
        (-4e6, 0.990_140_546_404_147_2),
        (5e6, -0.976_542_468_657_082_9),
    ] {
        assert_eq!(columns(&[Feature::SinX, Feature::SinY], &[x, -x], 2), Ok(vec![expected as f32, -expected as f32]));
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
        (&[][..], &[1.0, 2.0][..], 2, "features: 0 features: there must be 1 to 10"),
        (
            &[Feature::X, Feature::Xy],
            &[1.0],
            1,
            "features: \"xy\" needs y, and this data has only x; choose one of x, x2, sinx",
        ),
        (&[Feature::X], &[1.0, 2.0, 3.0], 2, "x: 3 values do not fill rows of 2"),
        (&[Feature::SinX], &[1.0, 2.0, 3.0], 3, "features: \"sinx\" is not of this data; choose one of c1, c2, c3"),
        (&[Feature::Column(3)], &[1.0, 2.0, 3.0], 3, "features: \"c4\" is not of this data; choose one of c1, c2, c3"),
        (&[Feature::X], &[1.0], 0, "x: 0 columns: there must be 1 to 10"),
        (&[Feature::X], &[1.0; 11], 11, "x: 11 columns: there must be 1 to 10"),
    ] {
        assert_eq!(columns(features, x, inputs).unwrap_err().to_string(), message);
    }
    let needy: Vec<_> = Feature::all().filter(|feature| feature.needs_y()).map(|f| f.name()).collect();
    assert_eq!(needy, ["y", "y2", "xy", "siny"]);
    for feature in Feature::all() {
        assert_eq!(columns(&[feature], &[1.0], 1).is_ok(), ["x", "x2", "sinx"].contains(&feature.name()));
    }
}

#[test]
fn names_are_those_of_the_links() {
    let names: Vec<_> = Feature::all().map(Feature::name).collect();
    assert_eq!(names.join(" "), "x y x2 y2 xy sinx siny c1 c2 c3 c4 c5 c6 c7 c8 c9 c10");
    for feature in Feature::all() {
        assert_eq!(Feature::from_name(feature.name()), Ok(feature));
        assert_eq!(Feature::from_name(&feature.name().to_uppercase()), Ok(feature));
    }
    let message = Feature::from_name("z").unwrap_err().to_string();
    assert_eq!(message, format!("\"z\" is not a feature; choose one of {}", names.join(", ")));
}

#[test]
fn columns_of_a_table_are_taken_as_they_are() {
    let chosen = [Feature::Column(2), Feature::Column(0)];
    assert_eq!(columns(&chosen, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3), Ok(vec![3.0, 1.0, 6.0, 4.0]));
}
