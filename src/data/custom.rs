//! A person's own data, as pasted from a table or a CSV file.

use super::domain::Frame;
use super::recipe::Point;
use super::{Dataset, Domain, MAX_SAMPLES, Problem, check_split, split};
use value::{
    Error, Result,
    number::{self, Quoted, shortened},
};

/// The fewest rows: one for training, one for testing.
const MIN_ROWS: usize = 2;
/// The largest number; even its square is finite in `f32`.
const MAX_NUMBER: f64 = 1e18;
const TOO_LARGE: &str = "is too large: numbers go up to 1e18"; // [`MAX_NUMBER`], which `{:e}` would write, for two kilobytes
/// Labels 0 to 7 are classes.
const MAX_CLASSES: usize = 8;

/// Reads rows of numbers and splits them, like those of the built-in sets, into rows for training and for testing.
///
/// - One row a line, 2 to 5000 of them. Empty lines do not count; a first line without any number is a header.
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
/// [`ErrorKind::Data`](crate::ErrorKind::Data) with the number of the line and what was found there;
/// [`ErrorKind::Config`](crate::ErrorKind::Config) for a `train_share` that is not in 0.1 to 0.9 or a `seed` over 2⁵³ − 1.
pub fn from_text(text: &str, train_share: f64, seed: u64) -> Result<Dataset> {
    check_split(train_share, seed)?;
    let (columns, points) = rows(text)?;
    if points.len() < MIN_ROWS {
        let found = if points.is_empty() { "no rows" } else { "only one row" };
        return Err(Error::data("data", format!("{found}, where at least {MIN_ROWS} are needed")));
    }
    Ok(assembled(columns, points, &|points| split(points, train_share, seed)))
}

/// The same rows, at least one, in the order in which they are written and all for training: for machines that are shown
/// one example after the other.
///
/// # Errors
/// [`ErrorKind::Data`](crate::ErrorKind::Data) with the number of the line and what was found there.
pub fn in_order(text: &str) -> Result<Dataset> {
    let (columns, points) = rows(text)?;
    if points.is_empty() {
        return Err(Error::data("data", "no rows, where at least 1 is needed"));
    }
    Ok(assembled(columns, points, &|points| points.len()))
}

/// The data set of rows with so many columns; `split` puts them into order and says how many are for training.
fn assembled(columns: usize, mut points: Vec<Point>, split: &dyn Fn(&mut [Point]) -> usize) -> Dataset {
    let inputs = columns - 1;
    let problem = if inputs == 1 { Problem::Regression } else { classes(&mut points) };
    let domain = domain(problem, inputs, &points);
    let train_rows = split(&mut points);
    Dataset::assemble(problem, inputs, &points, train_rows, domain)
}

/// The rows, and how many columns all of them have: 2 or 3.
fn rows(text: &str) -> Result<(usize, Vec<Point>)> {
    let mut points = Vec::new();
    let mut first: Option<(usize, usize)> = None; // the line that settled the number of columns, and the number
    for (number, fields) in table(text) {
        let here = |problem: String| Error::data(format!("line {number}"), problem);
        match first {
            None if !(2..=3).contains(&fields.len()) => {
                return Err(here(format!("{}, where 2 or 3 are expected", count_columns(fields.len()))));
            }
            None => first = Some((number, fields.len())),
            Some((line, columns)) if columns != fields.len() => {
                return Err(here(format!("{}, where line {line} has {columns}", count_columns(fields.len()))));
            }
            Some(_) if points.len() == MAX_SAMPLES => {
                return Err(here(format!("more than {MAX_SAMPLES} rows")));
            }
            Some(_) => {}
        }
        let mut values = Vec::new();
        for field in &fields {
            values.push(number_in(field).map_err(here)?);
        }
        points.push(match values[..] {
            [x, y, target] => Point::at(x, y, target),
            _ => Point::on_line(values[0], values[1]),
        });
    }
    Ok((first.map_or(2, |(_, columns)| columns), points))
}

/// The fields of each row, after the number of its line, which counts from 1. Empty lines are left out, and a first row
/// without any number, which is a header.
pub(crate) fn table(text: &str) -> impl Iterator<Item = (usize, Vec<String>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text); // some editors begin a file with this mark
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    let rows = lines.filter(|(_, line)| !line.is_empty()).map(|(number, line)| (number, fields(line)));
    let is_row = |fields: &[String]| fields.iter().any(|field| read(field).is_some());
    rows.enumerate().filter(move |(position, (_, fields))| *position > 0 || is_row(fields)).map(|(_, row)| row)
}

/// "1 column", "4 columns".
fn count_columns(count: usize) -> String {
    if count == 1 { "1 column".into() } else { format!("{count} columns") }
}

/// The fields of a line, each with a point where it had a decimal comma.
pub(crate) fn fields(line: &str) -> Vec<String> {
    let with_point = |field: &str| if has_decimal_comma(field) { field.replace(',', ".") } else { field.to_owned() };
    let words = || line.split_whitespace();
    let mut fields = Vec::new();
    if let Some(separator) = [b';', b'\t'].into_iter().find(|separator| line.as_bytes().contains(separator)) {
        for field in line.split(char::from(separator)) {
            fields.push(with_point(field.trim()));
        }
    } else if !has_comma(line) || words().count() > 1 && words().all(is_plain) {
        for word in words() {
            fields.push(with_point(word));
        }
    } else {
        for field in line.split(',') {
            fields.push(field.trim().to_owned());
        }
    }
    fields
}

/// Whether a word is a number on its own, so that the commas of the line, if any, are decimal ones.
fn is_plain(word: &str) -> bool {
    !has_comma(word) || has_decimal_comma(word)
}

/// Whether there is one comma, with a digit on both sides, and no point.
pub(crate) fn has_decimal_comma(field: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    field.split_once(',').is_some_and(|(whole, part)| {
        digit(whole.chars().next_back())
            && digit(part.chars().next())
            && !has_comma(part)
            && !field.as_bytes().contains(&b'.')
    })
}

/// Asked of the bytes: to look for any letter takes much more code.
fn has_comma(text: &str) -> bool {
    text.as_bytes().contains(&b',')
}

/// The number, if it is one (infinity and NaN count), with a hyphen or a real minus sign; a fraction such as `1/3`, too.
pub(crate) fn read(field: &str) -> Option<f64> {
    number::parse_fraction(field)
}

/// The number, or what is wrong with it.
fn number_in(field: &str) -> std::result::Result<f64, String> {
    let problem = match read(field) {
        Some(value) if value.abs() <= MAX_NUMBER => return Ok(f64::from(value as f32)), // as it will be kept
        _ if field.is_empty() => return Err("a number is missing".into()),
        None => "is not a number",
        Some(value) if value.is_finite() => TOO_LARGE,
        Some(_) => "is not a finite number",
    };
    Err(format!("{} {problem}", Quoted(shortened(field))))
}

/// What the labels mean; labels −1 are made 0 where they stand for a class.
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
