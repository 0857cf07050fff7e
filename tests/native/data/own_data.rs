//! A person's own data, as text.

use super::{assert_near, sorted_bits};
use nn_playground::{
    ErrorKind,
    data::{
        Dataset, Problem,
        custom::{from_text, in_order},
    },
};

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
        "-3/2, 9/4, 0\n6/2, -18/4, 1",
        "-1,5; 9/4; 0/1\n3; \u{2212}9/2; 1",
        "the first line is a header\n-15e-1 +2.25 0\n.3e1 \u{2212}4.5 1.0",
    ] {
        assert_eq!(rows(text), expected, "{text:?}");
    }
}

#[test]
fn a_header_names_the_columns() {
    let named = |text: &str| {
        let data = read(text);
        let names: Vec<String> = data.columns.iter().map(|column| column.name.clone()).collect();
        (names.join("|"), data.target_name)
    };
    for (text, columns, target) in [
        ("width,petal height,kind\n1,2,0\n3,4,1\n", "width|petal height", "kind"),
        ("\u{feff}\r\n width, in cm; height;kind\r\n1;2;0\r\n3;4;1\r\n", "width, in cm|height", "kind"),
        ("age\tprice\n1\t2\n3\t4\n", "age", "price"),
        (",height,\n1,2,0\n3,4,1\n", "x|height", ""),
        ("1,2,0\n3,4,1\n", "", ""),
        ("three points of mine\n1,2,0\n3,4,1\n", "", ""), // not a name for each
    ] {
        assert_eq!(named(text), (columns.to_owned(), target.to_owned()), "{text:?}");
    }
    let data = read("width,height,kind\n1,200,0\n3,400,1\n");
    assert_eq!([data.columns[0].range, data.columns[1].range], [data.domain.x, data.domain.y]);
}

#[test]
fn the_order_is_kept_where_it_is_asked_for() {
    let text: String = (0..50).map(|row| format!("{row}, {}, {}\n", -row, row % 3)).collect();
    let data = in_order(&text).unwrap();
    let x: Vec<f32> = (0..50).flat_map(|row| [row as f32, -row as f32]).collect();
    assert_eq!((&data.x, data.train_rows, data.problem), (&x, 50, Problem::Classes(3)));
    assert_eq!(sorted_bits(&data), sorted_bits(&read(&text)));
    assert_eq!(data.domain, read(&text).domain);
    assert_eq!(in_order("1, 2\n").unwrap().rows(), 1);
    assert_eq!(in_order("x, y\n").unwrap_err().to_string(), "0 rows: there must be 1 to 5000");
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
        let text: String = labels.iter().enumerate().map(|(i, label)| format!("{i}, {}, {label}\n", i * i)).collect();
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
    assert_eq!(from_text("1, 2\n3, 4\n", 1.0, 5).unwrap().train_rows, 2);
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
    let cut = format!("line 2: \"{}…\" is not a number", "9".repeat(40));
    let too_many = "1 2 0\n".repeat(5001);
    for (text, message) in [
        ("1, 2, 0\n3, 4, 1\n5, abc, 1", "line 3: \"abc\" is not a number"),
        ("x, y, c\n\n3, 4, 1\n5, abc, 1", "line 4: \"abc\" is not a number"),
        ("1, abc, 0\n3, 4, 1", "line 1: \"abc\" is not a number"), // no header: it has a number
        ("x, y, c\na, b, c\n", "line 2: \"a\" is not a number"),   // one header only
        ("1;2;0\n3;;1", "line 2: a number is missing"),
        ("1;2;0\n3;1,;1", "line 2: \"1,\" is not a number"),
        ("1;2;0\n3;1.234,5;1", "line 2: \"1.234,5\" is not a number"),
        ("1, 2, 0\n3, NaN, 1", "line 2: NaN is not a finite number"),
        ("1, 2, 0\n3, -inf, 1", "line 2: -inf is not a finite number"),
        ("1, 2, 0\n3, 1e999, 1", "line 2: inf is not a finite number"),
        ("1, 2, 0\n3, -1e19, 1", "line 2: -1e19 is out of range: -1e18 to 1e18"),
        ("1, 2, 0\n3, 4", "line 2: 2 columns: there must be 3"),
        ("x\n\n1, 2\n3, 4, 5", "line 4: 3 columns: there must be 2"),
        ("1\n2\n", "line 1: 1 column: there must be 2 to 3"),
        ("1, 2, 3, 4\n", "line 1: 4 columns: there must be 2 to 3"),
        ("", "0 rows: there must be 2 to 5000"),
        ("x, y, class\n \n", "0 rows: there must be 2 to 5000"),
        ("x, y, class\n1, 2, 1\n", "1 row: there must be 2 to 5000"),
        (&too_many, "line 5001: 5001 rows: there must be 2 to 5000"),
        (&format!("1, 2\n1, {long}\n"), &cut),
    ] {
        let error = from_text(text, 0.5, 1).unwrap_err();
        assert!(error.kind() == ErrorKind::Data);
        assert_eq!(error.to_string(), message, "{text:.60?}");
    }
    assert_eq!(read(&too_many[6..]).rows(), 5000);
    let share = from_text("1 2\n3 4", 1.05, 1).unwrap_err();
    assert_eq!(share.to_string(), "train_share: 1.05 is out of range: 0.1 to 1");
}
