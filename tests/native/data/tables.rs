//! Data with named columns: Fisher's flowers, and tables made of arrays.

use super::{config, count, draw, sorted_bits};
use nn_playground::{
    ErrorKind,
    data::{Column, DatasetConfig, DatasetName, MAX_ROWS, Problem, Table},
};

/// The sums over the flowers of each species, in mm, of scikit-learn's iris.csv (of version 1.9, SHA-256
/// f13ffa8fdd56fd8e6c8d16d4081a3fbd3114bcd0aae4256c43205169cd9d1449), computed outside of this crate.
const SUMS: [[u32; 4]; 3] = [[2503, 1714, 731, 123], [2968, 1385, 2130, 663], [3294, 1487, 2776, 1013]];
/// The CRC-32 (by zlib) of that file's rows, sorted, each number in mm and the class as a byte.
const CRC: u32 = 0x1bb5_1716;

/// CRC-32 as in zlib (RFC 1952), bit by bit.
fn crc(bytes: impl Iterator<Item = u8>) -> u32 {
    !bytes.fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// Fisher's order is not kept, so the rows are sorted before they are compared.
#[test]
fn iris_is_fishers() {
    let data = draw(DatasetName::Iris);
    assert_eq!((data.problem, data.inputs, data.rows(), data.train_rows), (Problem::Classes(3), 4, 150, 75));
    let mut flowers: Vec<Vec<u8>> = (data.x.chunks(4).zip(&data.y))
        .map(|(x, class)| x.iter().map(|cm| (cm * 10.0).round() as u8).chain([*class as u8]).collect())
        .collect();
    for (class, sums) in SUMS.iter().enumerate() {
        assert_eq!(count(&data, class as f32), 50);
        let of_class = || flowers.iter().filter(|flower| usize::from(flower[4]) == class);
        assert_eq!([0, 1, 2, 3].map(|at| of_class().map(|flower| u32::from(flower[at])).sum::<u32>()), *sums);
    }
    flowers.sort();
    assert_eq!(crc(flowers.into_iter().flatten()), CRC);
    // As f32 the nearest to what a text says.
    assert!(data.x.iter().all(|x| *x == format!("{x:.1}").parse::<f32>().unwrap()));
    let names: Vec<_> = data.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["sepal_length", "sepal_width", "petal_length", "petal_width"]);
    for (at, Column { range: [low, high], .. }) in data.columns.iter().enumerate() {
        assert!(data.x.iter().skip(at).step_by(4).all(|x| (*low..=*high).contains(&f64::from(*x))));
        assert_eq!(data.range(at), [*low, *high]);
    }
}

#[test]
fn of_iris_only_the_split_can_be_set() {
    let data = draw(DatasetName::Iris);
    let other = DatasetConfig { samples: 77, noise: 0.5, ..config(DatasetName::Iris) }.generate().unwrap();
    assert_eq!(other, data);
    let more = DatasetConfig { train_share: 0.9, ..config(DatasetName::Iris) }.generate().unwrap();
    assert_eq!((more.train_rows, &more.x), (135, &data.x), "only the border between training and test rows moves");
    let shuffled = DatasetConfig { seed: 2, ..config(DatasetName::Iris) }.generate().unwrap();
    assert_ne!(shuffled.x, data.x);
    assert_eq!(sorted_bits(&shuffled), sorted_bits(&data));
    assert!(!DatasetName::Iris.is_drawn() && !DatasetName::Iris.is_exact());
    assert!(DatasetName::Circle.is_drawn() && !DatasetName::And.is_drawn());
}

#[test]
fn means_are_those_of_the_training_rows() {
    let names = ["a", "b", "c"].map(String::from).to_vec();
    let x: Vec<f32> = (0..30).map(|at| at as f32).collect();
    let table = Table::new(names, x, vec![0.5; 10], Problem::Regression).unwrap();
    let data = table.split(0.4, 3).unwrap();
    let (train, _) = data.train();
    assert_eq!((data.inputs, train.len()), (3, 12));
    for (at, mean) in data.means().into_iter().enumerate() {
        assert_eq!(mean, train.iter().skip(at).step_by(3).sum::<f32>() / 4.0);
    }
}

#[test]
fn tables_with_one_and_two_columns_are_curves_and_planes() {
    let table = |columns: usize, x: &[f32], problem| {
        Table::new(vec!["a".into(); columns], x.to_vec(), vec![0.0, 1.0], problem).unwrap().split(0.5, 1).unwrap()
    };
    let curve = table(1, &[2.0, 3.0], Problem::Regression);
    assert_eq!((curve.inputs, curve.domain.target), (1, Some(curve.domain.y)));
    let plane = table(2, &[0.0, 0.0, 5.0, 1.0], Problem::Binary);
    assert_eq!((plane.inputs, plane.domain.target), (2, None));
    let length = |[low, high]: [f64; 2]| high - low;
    assert_eq!(length(plane.domain.x), length(plane.domain.y), "both directions have one scale");
}

#[test]
fn tables_that_are_refused() {
    let names = |count: usize| vec!["a".to_owned(); count];
    for (columns, x, y, problem, message) in [
        (0, vec![], vec![0.0; 2], Problem::Regression, "columns: 0 columns: there must be 1 to 10"),
        (11, vec![0.0; 22], vec![0.0; 2], Problem::Regression, "columns: 11 columns: there must be 1 to 10"),
        (1, vec![0.0], vec![0.0], Problem::Regression, "y: 1 row: there must be 2 to 100000"),
        (2, vec![0.0; 3], vec![0.0; 2], Problem::Regression, "x: 3 values do not fit: 2 rows of 2 make 4"),
        (
            2,
            vec![0.0, 0.0, 0.0, f32::NAN],
            vec![0.0; 2],
            Problem::Regression,
            "x: line 2, number 2: NaN is not a finite number",
        ),
        (1, vec![0.0; 2], vec![0.0, 2e18], Problem::Regression, "y: line 2: "),
        (
            1,
            vec![0.0; 2],
            vec![0.0, 0.5],
            Problem::Binary,
            "y: line 2: 0.5 is not a class: with 2 outputs they are 0 to 1",
        ),
        (
            1,
            vec![0.0; 2],
            vec![0.0, 3.0],
            Problem::Classes(3),
            "y: line 2: 3 is not a class: with 3 outputs they are 0 to 2",
        ),
        (1, vec![0.0; 2], vec![0.0; 2], Problem::Classes(9), "y: 9 classes: there must be 2 to 8"),
        (
            1,
            vec![0.0; 2],
            vec![0.0, f32::INFINITY],
            Problem::Classes(usize::MAX),
            "y: line 2: inf is not a finite number",
        ),
    ] {
        let error = Table::new(names(columns), x, y, problem).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Data);
        assert!(error.to_string().starts_with(message), "{error}");
    }
    let large = Table::new(names(1), vec![0.0; MAX_ROWS + 1], vec![0.0; MAX_ROWS + 1], Problem::Regression);
    assert!(large.unwrap_err().to_string().contains("100001 rows"));
    let table = Table::new(names(1), vec![0.0; MAX_ROWS], vec![0.0; MAX_ROWS], Problem::Regression).unwrap();
    assert_eq!(table.split(0.01, 0).unwrap_err().field(), "train_share");
    assert_eq!(table.split(0.5, 0).unwrap().train_rows, MAX_ROWS / 2);
}
