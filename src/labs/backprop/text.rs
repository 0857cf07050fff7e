//! Layers, examples and weights as text.

use crate::{data::custom, nn::Activation};
use value::{
    Bounds, Choice, Error, Expected, Fields, Reason, Result, Value, each,
    number::{self, Quoted, excerpt, shown},
};

/// The most layers, and ...
pub const MAX_LAYERS: usize = 4;
/// ... the most units in each, and inputs. More could not be read.
pub const MAX_UNITS: usize = 6;
/// The largest number that can be typed.
pub const MAX_NUMBER: f64 = 1e6;

/// Rows of numbers.
pub(super) type Rows = Vec<Vec<f64>>;

/// All layers, as a text or as a list of `{ units, activation }`.
pub(super) fn layers(value: &Value) -> Result<Vec<(usize, Activation)>> {
    let layers = match value {
        Value::Text(text) => layers_from(text)?,
        Value::List(list) => each(list, layer_from)?,
        other => {
            let expected = Expected::List("layers such as \"2:tanh,1:sigmoid\"");
            return Err(Error::config("layers", Reason::wrong_type(other, expected)));
        }
    };
    if !(1..=MAX_LAYERS).contains(&layers.len()) {
        return Err(Error::config("layers", Reason::count(layers.len(), "layers", 1, MAX_LAYERS)));
    }
    Ok(layers)
}

/// `2:tanh,1:sigmoid`: units, and an activation where it is not linear.
pub(super) fn layers_from(text: &str) -> Result<Vec<(usize, Activation)>> {
    each(text.split(','), |at, written| {
        let (units, activation) = written.split_once(':').unwrap_or((written, Activation::Linear.name()));
        let units = number::parse(units.trim()).filter(|units| units.fract() == 0.0);
        let units = units.filter(|units| (1.0..=MAX_UNITS as f64).contains(units)).ok_or_else(|| {
            let message =
                format!("{} does not begin with 1 to {MAX_UNITS} units, as 2:tanh does", Quoted(written.trim()));
            let values = vec![("value", Value::Text(excerpt(written.trim()))), ("high", (MAX_UNITS as f64).into())];
            Error::config(format!("layers[{at}]"), Reason::special("layer", values, message))
        })?;
        let activation = Activation::from_name(activation.trim());
        let activation = activation.map_err(|reason| Error::config(format!("layers[{at}].activation"), reason))?;
        Ok((units as usize, activation))
    })
}

/// `{ units, activation }`.
fn layer_from(at: usize, value: &Value) -> Result<(usize, Activation)> {
    let mut fields = Fields::new(&format!("layers[{at}]"), value)?;
    let units = fields.whole("units", 1, MAX_UNITS as u64)?;
    let units = fields.required("units", "the number of neurons in the layer", units)?;
    let activation = fields.choice("activation")?.unwrap_or_default();
    fields.finish()?;
    Ok((units as usize, activation))
}

/// The layers as they are typed.
pub(super) fn layers_text(layers: &[(usize, Activation)]) -> String {
    let layers: Vec<_> = layers.iter().map(|(units, activation)| format!("{units}:{}", activation.name())).collect();
    layers.join(",")
}

/// Rows of numbers: one a line, or with `;` behind each, where all stand in one line or where a row has spaces in it. (Else
/// `;` stands between the numbers, as in CSV with decimal commas; see [`custom::from_text`].) A number may be a fraction,
/// `1/3`. With a decimal comma, `0,5` alone in a row is one number and not two. Empty rows may stand at the end, and, unless
/// every row is an example, in between.
pub(super) fn rows(key: &str, text: &str, decimal: char, rows_are_examples: bool) -> Result<Rows> {
    let lines: Vec<&str> = text.trim_end().lines().map(|line| without_end(line.trim())).collect();
    let has_spaces = |part: &str| part.split_whitespace().nth(1).is_some();
    let is_listed = |line: &&str| custom::has(line, b';') && line.split(';').any(has_spaces);
    let written: Vec<&str> = if lines.len() == 1 || lines.iter().any(is_listed) {
        lines.iter().flat_map(|line| line.split(';')).map(str::trim).collect()
    } else {
        lines
    };
    let kept = written.into_iter().filter(|row| rows_are_examples || !row.is_empty());
    each(kept, |at, row| {
        let here = |reason: Reason, number| Error::config(key, reason.in_line(at + 1, number));
        if row.is_empty() {
            return Err(here(Reason::missing("a number"), None));
        }
        let is_number = decimal == ',' && custom::has_decimal_comma(row);
        let cells = if is_number { vec![row.replace(',', ".")] } else { custom::fields(row) };
        each(cells, |place, written| cell(&written).map_err(|reason| here(reason, Some(place + 1))))
    })
}

/// A row without the `;` behind it.
fn without_end(line: &str) -> &str {
    line.strip_suffix(';').map_or(line, str::trim_end)
}

/// One number, or what is wrong with it.
fn cell(written: &str) -> std::result::Result<f64, Reason> {
    match number::parse_fraction(written) {
        Some(value) if value.is_finite() => Bounds::between(-MAX_NUMBER, MAX_NUMBER).check(value),
        Some(value) => Err(Reason::NotFinite { value }),
        None if written.is_empty() => Err(Reason::missing("a number")),
        None => Err(Reason::wrong_type(&Value::from(written), Expected::Number)),
    }
}

/// Rows as they are typed, one a line.
pub(super) fn rows_text<R: AsRef<[f64]>>(rows: impl IntoIterator<Item = R>) -> String {
    let line = |row: R| row.as_ref().iter().map(|value| shown(*value).to_string()).collect::<Vec<_>>().join(" ") + "\n";
    rows.into_iter().map(line).collect()
}
