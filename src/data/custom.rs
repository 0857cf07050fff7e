//! A user's own data, as pasted from a table or a CSV file.

use super::domain::Frame;
use super::recipe::Point;
use super::{Column, Dataset, Domain, MAX_SAMPLES, Problem, check_split, split};
use value::{Bounds, Error, Expected, MAX_TEXT, Reason, Result, Value, each, number};

/// The fewest rows: one for training, one for testing.
const MIN_ROWS: usize = 2;
/// The largest number; even its square is finite in `f32`.
const MAX_NUMBER: f64 = 1e18;
/// Labels 0 to 7 are classes.
pub(super) const MAX_CLASSES: usize = 8;

/// Reads rows of numbers and splits them, like those of the built-in sets, into rows for training and for testing.
///
/// - One row a line, 2 to 5000 of them, in at most [`MAX_TEXT`] bytes. Empty lines do not count; a first line without any
///   number is a header. If it has a field for each column, it names them.
/// - Between the numbers: semicolons, tabs, commas or spaces, whatever the line has first in this order, with spaces
///   around them if you like. A decimal comma is understood where the comma does not separate: `1,5; 2` and `1,5 2`.
///   A number may be a fraction: `1/3`.
/// - Two columns: an input and its target, for regression with one input.
/// - Three columns: two inputs and a label. If all labels are whole numbers from 0 to 7, they are classes
///   ([`Problem::Binary`] when there are only 0 and 1, else as many classes as the largest label needs); −1 and 1 are
///   taken as the classes 0 and 1; any other labels are targets for regression.
///
/// The domain fits the data, with a margin, at the same scale in both directions where that is reasonable.
///
/// ```
/// use nn_playground::data::{Problem, custom::from_text};
///
/// let data = from_text("x; y; class\n0,5; 1; 0\n2,5; 3; 1\n", 0.5, 1)?;
/// assert_eq!((data.problem, data.inputs, data.rows()), (Problem::Binary, 2, 2));
///
/// let error = from_text("1, 2, 0\n3, 4, 1\n5, abc, 1\n", 0.5, 1).unwrap_err();
/// assert_eq!(error.to_string(), "line 3: \"abc\" is not a number");
/// # Ok::<(), nn_playground::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Data`](value::ErrorKind::Data) with the number of the line and what was found there;
/// [`ErrorKind::Config`](value::ErrorKind::Config) for a `train_share` that is not in 0.1 to 1 or a `seed` over 2⁵³ − 1.
pub fn from_text(text: &str, train_share: f64, seed: u64) -> Result<Dataset> {
    check_split(train_share, seed)?;
    let (columns, points, names) = rows(text)?;
    if points.len() < MIN_ROWS {
        return Err(Error::data("", Reason::count(points.len(), "rows", MIN_ROWS, MAX_SAMPLES)));
    }
    Ok(assembled(columns, points, names, &|points| split(points, train_share, seed)))
}

/// The same rows, at least one, in their order and all for training: for the labs that process one example after another.
///
/// # Errors
/// [`ErrorKind::Data`](value::ErrorKind::Data) with the number of the line and what was found there.
pub fn in_order(text: &str) -> Result<Dataset> {
    let (columns, points, names) = rows(text)?;
    if points.is_empty() {
        return Err(Error::data("", Reason::count(0, "rows", 1, MAX_SAMPLES)));
    }
    Ok(assembled(columns, points, names, &|points| points.len()))
}

/// The data set of these rows; `split` orders them and returns how many are for training.
fn assembled(
    columns: usize,
    mut points: Vec<Point>,
    names: Vec<String>,
    split: &dyn Fn(&mut [Point]) -> usize,
) -> Dataset {
    let inputs = columns - 1;
    let problem = if inputs == 1 { Problem::Regression } else { classes(&mut points) };
    let domain = domain(problem, inputs, &points);
    let train_rows = split(&mut points);
    let data = Dataset::assemble(problem, inputs, &points, train_rows, domain);
    if names.len() == columns { named(data, names) } else { data }
}

/// With the names of its inputs and, last, of its target. An input without one is x or y.
fn named(mut data: Dataset, names: Vec<String>) -> Dataset {
    let usual = [("x", data.domain.x), ("y", data.domain.y)];
    for (at, name) in names.into_iter().enumerate() {
        match usual.get(at) {
            Some((usual, range)) if at < data.inputs => {
                let name = if name.is_empty() { (*usual).to_owned() } else { name };
                data.columns.push(Column { name, range: *range });
            }
            _ => data.target_name = name,
        }
    }
    data
}

/// The number of columns, 2 or 3, the rows, and the names in the header; none where there is no header.
fn rows(text: &str) -> Result<(usize, Vec<Point>, Vec<String>)> {
    if text.len() > MAX_TEXT {
        return Err(Error::data("", Reason::TooLong { length: text.len(), most: MAX_TEXT }));
    }
    let mut points = Vec::new();
    let mut first: Option<(usize, usize)> = None; // the first line of data, and its number of columns
    let (names, table) = table(text);
    for (number, fields) in table {
        let here = |reason: Reason| Error::data("", reason.in_line(number, None));
        match first {
            None if !(2..=3).contains(&fields.len()) => {
                return Err(here(Reason::count(fields.len(), "columns", 2, 3)));
            }
            None => first = Some((number, fields.len())),
            Some((_, columns)) if columns != fields.len() => {
                return Err(here(Reason::count(fields.len(), "columns", columns, columns)));
            }
            Some(_) if points.len() == MAX_SAMPLES => {
                return Err(here(Reason::count(points.len() + 1, "rows", MIN_ROWS, MAX_SAMPLES)));
            }
            Some(_) => {}
        }
        let values = each(&fields, |_, field| number_in(field).map_err(here))?;
        points.push(match values[..] {
            [x, y, target] => Point::at(x, y, target),
            _ => Point::on_line(values[0], values[1]),
        });
    }
    Ok((first.map_or(2, |(_, columns)| columns), points, names))
}

/// The names in the header, a first line without any number; none where there is no header. Then the fields of each row, after the
/// number of its line, which counts from 1. Empty lines are left out.
pub(crate) fn table(text: &str) -> (Vec<String>, Vec<(usize, Vec<String>)>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text); // the byte-order mark of some editors
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    let rows = lines.filter(|(_, line)| !line.is_empty()).map(|(number, line)| (number, fields(line)));
    let mut rows: Vec<_> = rows.collect();
    let has_header = rows.first().is_some_and(|(_, fields)| fields.iter().all(|field| read(field).is_none()));
    let names = if has_header { rows.remove(0).1 } else { Vec::new() };
    (names, rows)
}

/// The fields of a line, each with a point where it had a decimal comma.
pub(crate) fn fields(line: &str) -> Vec<String> {
    let with_point = |field: &str| if has_decimal_comma(field) { field.replace(',', ".") } else { field.to_owned() };
    let words = || line.split_whitespace();
    if let Some(separator) = [b';', b'\t'].into_iter().find(|separator| has(line, *separator)) {
        line.split(char::from(separator)).map(|field| with_point(field.trim())).collect()
    } else if !has(line, b',') || words().count() > 1 && words().all(is_plain) {
        words().map(with_point).collect()
    } else {
        line.split(',').map(|field| field.trim().to_owned()).collect()
    }
}

/// Whether an ASCII character is in a text. (`str::contains` would bring the search for whole words, 4.4 KB after gzip.)
pub(crate) fn has(text: &str, character: u8) -> bool {
    text.as_bytes().contains(&character)
}

/// Whether a word is a number on its own, so that the commas of the line, if any, are decimal ones.
fn is_plain(word: &str) -> bool {
    !has(word, b',') || has_decimal_comma(word)
}

/// Whether there is one comma, with a digit on both sides, and no point.
pub(crate) fn has_decimal_comma(field: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    field.split_once(',').is_some_and(|(whole, part)| {
        digit(whole.chars().next_back()) && digit(part.chars().next()) && !has(part, b',') && !has(field, b'.')
    })
}

/// The number, if it is one (infinity and NaN count), with a hyphen or a real minus sign; a fraction such as `1/3`, too.
pub(crate) fn read(field: &str) -> Option<f64> {
    number::parse_fraction(field)
}

/// The number, or what is wrong with it.
fn number_in(field: &str) -> std::result::Result<f64, Reason> {
    match read(field) {
        Some(value) => check_number(value).map(|value| f64::from(value as f32)), // as it is stored
        None if field.is_empty() => Err(Reason::missing("a number")),
        None => Err(Reason::wrong_type(&Value::from(field), Expected::Number)),
    }
}

/// Refuses what is not finite or too large to be squared in `f32`.
pub(super) fn check_number(value: f64) -> std::result::Result<f64, Reason> {
    match value.is_finite() {
        true => Bounds::between(-MAX_NUMBER, MAX_NUMBER).check(value),
        false => Err(Reason::NotFinite { value }),
    }
}

/// The problem that the labels pose; labels −1 are made 0 where they stand for a class.
fn classes(points: &mut [Point]) -> Problem {
    let all = |legal: fn(f64) -> bool| points.iter().all(|point| legal(point.target));
    if all(|label| label == 0.0 || label == 1.0) {
        Problem::Binary
    } else if all(|label| label == -1.0 || label == 1.0) {
        for point in points {
            point.target = point.target.max(0.0);
        }
        Problem::Binary
    } else if all(|label| (0.0..MAX_CLASSES as f64).contains(&label) && label.fract() == 0.0) {
        let largest = points.iter().map(|point| point.target).fold(0.0, f64::max);
        Problem::Classes(largest as usize + 1)
    } else {
        Problem::Regression
    }
}

/// A domain that fits the points.
fn domain(problem: Problem, inputs: usize, points: &[Point]) -> Domain {
    let x = Frame::around(points, |point| point.input[0]);
    let target = Frame::around(points, |point| point.target).range();
    if inputs == 1 {
        return Domain::curve(x.range(), target);
    }
    let (x, y) = Frame::squared(x, Frame::around(points, |point| point.input[1]));
    let target = (problem == Problem::Regression).then_some(target);
    Domain { x: x.range(), y: y.range(), target }
}
