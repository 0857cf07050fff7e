//! A person's own data: any text at all.

use super::cases;
use nn_playground::data::{Dataset, Problem, custom::from_text};
use proptest::{collection::vec, prelude::*, sample::select};

/// Texts that are nearly data: numbers, separators and slips of all kinds.
fn table() -> impl Strategy<Value = String> {
    let odd =
        ["1,5", "\u{2212}2", "1e999", "nan", "+inf", "", "abc", "0x10", "1e18", "-1e18", "1.0000001e18", "1e-45", "-0"];
    let odd = odd.to_vec();
    let number = prop_oneof![
        4 => (-9i32..9).prop_map(|n| n.to_string()),
        3 => any::<f32>().prop_map(|x| x.to_string()),
        1 => any::<f64>().prop_map(|x| format!("{x:e}")),
        1 => select(odd).prop_map(str::to_owned),
    ];
    let separator = select(vec![",", ", ", ";", "; ", "\t", " ", ",,", "\u{a0}"]);
    let end = select(vec!["\n", "\r\n", "\n\n", "\n \n", "\r", ""]);
    (vec((vec(number, 1..5), end), 0..12), separator, select(vec!["", "x, y, class\n", "\u{feff}", "x;1\n"])).prop_map(
        |(rows, separator, head)| {
            let line = |(fields, end): (Vec<String>, &str)| fields.join(separator) + end;
            head.to_owned() + &rows.into_iter().map(line).collect::<String>()
        },
    )
}

fn check(data: &Dataset) -> Result<(), TestCaseError> {
    prop_assert!((1..data.rows()).contains(&data.train_rows), "{} of {}", data.train_rows, data.rows());
    prop_assert_eq!(data.x.len(), data.rows() * data.inputs);
    prop_assert!(data.x.iter().chain(&data.y).all(|value| value.is_finite()));
    let ranges = [Some(data.domain.x), Some(data.domain.y), data.domain.target];
    for [low, high] in ranges.into_iter().flatten() {
        prop_assert!(low.is_finite() && high.is_finite() && low < high, "{low} to {high}");
    }
    let [low, high] = data.domain.x;
    prop_assert!(data.x.chunks(data.inputs).all(|row| (low..=high).contains(&f64::from(row[0]))));
    let legal = |y: &f32| match data.problem {
        Problem::Binary => *y == 0.0 || *y == 1.0,
        Problem::Classes(classes) => {
            (2..=8).contains(&classes) && y.fract() == 0.0 && (0.0..classes as f32).contains(y)
        }
        Problem::Regression => true,
    };
    prop_assert!(data.y.iter().all(legal), "{:?}: {:?}", data.problem, data.y);
    Ok(())
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn what_is_nearly_a_table(text in table(), share in 0.1f64..0.9, seed in any::<u32>()) {
        if let Ok(data) = from_text(&text, share, seed.into()) {
            check(&data)?;
        }
    }

    #[test]
    fn any_text(text in any::<String>(), share in any::<f64>(), seed in any::<u64>()) {
        for text in [&text, "1 2\n3 4"] {
            if let Ok(data) = from_text(text, share, seed) {
                check(&data)?;
            }
        }
    }

    /// Numbers of every size make a picture that can be drawn.
    #[test]
    fn two_points_far_apart_or_near(x in vec(-1e18f64..1e18, 2), scale in -60i32..1, y in any::<f32>()) {
        prop_assume!(y.is_finite() && y.abs() <= 1e18);
        let x: Vec<f64> = x.into_iter().map(|x| x * 10f64.powi(scale)).collect();
        let text = format!("{} {y}\n{} {y}\n", x[0], x[1]);
        check(&from_text(&text, 0.5, 1).unwrap())?;
    }
}
