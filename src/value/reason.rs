//! What can be wrong with a value: in English for the message, and as structured details for programs.

use crate::{
    Bounds, Value,
    number::{Quoted, excerpt, shown},
};
use std::fmt;

/// What is wrong with a value, and what would be right.
///
/// [`Display`](fmt::Display) says it in English, without the field; [`details`](Self::details) gives the same to programs.
/// A plain text becomes [`Other`](Self::Other).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// A required value is missing.
    Missing {
        /// What belongs there, in English: "the number of neurons in the layer".
        expected: String,
        /// The words to choose from, if it is one of a list.
        choices: Vec<&'static str>,
    },
    /// The value has another type.
    WrongType {
        /// The value found; of a list or an object only its type.
        found: Value,
        /// The type expected.
        expected: Expected,
    },
    /// A number outside of its range.
    OutOfRange {
        /// The number.
        value: f64,
        /// Where it may lie.
        range: Bounds,
    },
    /// A target that is the index of no class.
    Class {
        /// The target.
        value: f64,
        /// How many classes there are.
        classes: usize,
    },
    /// A loss over classes, for a network with one output.
    TooFewOutputs {
        /// The loss.
        loss: &'static str,
    },
    /// NaN, ∞ or −∞.
    NotFinite {
        /// Which of them.
        value: f64,
    },
    /// A word that is not in the list.
    Unknown {
        /// The word.
        word: String,
        /// What it should be, with its article, in English: "an activation".
        what: &'static str,
        /// The words to choose from.
        choices: Vec<&'static str>,
    },
    /// A word of the list that does not go with the other settings.
    Unfit {
        /// The word.
        word: String,
        /// Why not, in English: "does not fit this data".
        because: &'static str,
        /// The words to choose from instead.
        choices: Vec<&'static str>,
    },
    /// An unknown field.
    UnknownField {
        /// The known fields.
        choices: Vec<&'static str>,
    },
    /// The same thing twice.
    Twice {
        /// What it is, if the field does not say so.
        word: Option<String>,
    },
    /// A field beside another one that says the same or excludes it.
    Conflict {
        /// The other one.
        with: &'static str,
    },
    /// Too many things, or too few.
    Count {
        /// How many there are.
        count: f64,
        /// What they are, in English, in the plural with an s: "layers".
        what: &'static str,
        /// The fewest that there may be.
        low: usize,
        /// The most that there may be.
        high: usize,
    },
    /// An array with too many values or too few.
    Length {
        /// How many values there are.
        length: usize,
        /// How many rows there must be; any number from 1, if that is left open. Without `row` the number of values.
        rows: Option<usize>,
        /// How many values make a row.
        row: Option<usize>,
    },
    /// A text that is too long.
    TooLong {
        /// Its length in bytes.
        length: usize,
        /// The most bytes.
        most: usize,
    },
    /// An allocation failed.
    OutOfMemory {
        /// What does not fit in memory, in English: "5000 rows of outputs".
        what: String,
    },
    /// A result that is too large for a number.
    Overflow {
        /// What it is, in English, with its index: `output[3]`.
        what: String,
        /// ∞, −∞ or NaN.
        value: f64,
    },
    /// A gradient was requested of a step function.
    NoGradient {
        /// The activation.
        activation: &'static str,
    },
    /// An error in a line of a text.
    InLine {
        /// The number of the line, from 1.
        line: usize,
        /// The number of the value in the line, from 1, where that is known.
        number: Option<usize>,
        /// What is wrong there.
        reason: Box<Reason>,
    },
    /// A reason of one place only, such as the text of a net; pages translate it by its name.
    Special {
        /// Its name in snake_case, after that of the place: `net_unknown_source`.
        name: &'static str,
        /// The values in the message, by name.
        values: Vec<(&'static str, Value)>,
        /// The same in English.
        message: String,
    },
    /// Any other reason, in English.
    Other(String),
}

/// What type of value is expected.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Expected {
    /// A number.
    Number,
    /// A text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A list of what this says in English: "layers".
    List(&'static str),
    /// An object, with these fields if they are given.
    Object(Vec<&'static str>),
    /// One of these words.
    Name(Vec<&'static str>),
    /// What this says in English: "a Float32Array".
    Other(&'static str),
}

impl Reason {
    /// [`WrongType`](Self::WrongType): `found` is not of the expected type.
    pub fn wrong_type(found: &Value, expected: Expected) -> Self {
        let found = match found {
            Value::List(_) => Value::List(Vec::new()),
            Value::Map(_) => Value::Map(Vec::new()),
            Value::Text(text) => Value::Text(excerpt(text)),
            scalar => scalar.clone(),
        };
        Self::WrongType { found, expected }
    }

    /// [`Missing`](Self::Missing), without choices.
    pub fn missing(expected: impl Into<String>) -> Self {
        Self::Missing { expected: expected.into(), choices: Vec::new() }
    }

    /// [`Count`](Self::Count): too many or too few.
    pub fn count(count: usize, what: &'static str, low: usize, high: usize) -> Self {
        Self::Count { count: count as f64, what, low, high }
    }

    /// [`Special`](Self::Special): a name, the values of the message, and the message in English.
    pub fn special(name: &'static str, values: Vec<(&'static str, Value)>, message: impl Into<String>) -> Self {
        Self::Special { name, values, message: message.into() }
    }

    /// The same reason, in a line of a text.
    pub fn in_line(self, line: usize, number: Option<usize>) -> Self {
        Self::InLine { line, number, reason: Box::new(self) }
    }

    /// The details for programs that translate the message: an object with the name of the `reason` and its values,
    /// `ErrorDetails` in `network.d.ts`.
    pub fn details(&self) -> Value {
        let mut details = Vec::new();
        self.describe(&mut details);
        Value::object(details)
    }

    fn describe(&self, details: &mut Vec<(&'static str, Value)>) {
        let mut say = |name, value: Value| details.push((name, value));
        let count = |count: usize| Value::Number(count as f64);
        let words = |words: &[&str]| words.iter().map(|word| Value::from(*word)).collect::<Value>();
        let mut is = |reason: &str| say("reason", Value::from(reason));
        match self {
            Self::Missing { expected, choices } => {
                is("missing");
                say("expected", Value::from(expected.as_str()));
                if !choices.is_empty() {
                    say("choices", words(choices));
                }
            }
            Self::WrongType { found, expected } => {
                is("wrong_type");
                say("found", Value::from(found.type_name()));
                if matches!(found, Value::Bool(_) | Value::Number(_) | Value::Text(_)) {
                    say("value", found.clone());
                }
                say("expected", Value::from(expected.name()));
                if let Expected::Object(choices) | Expected::Name(choices) = expected
                    && !choices.is_empty()
                {
                    say("choices", words(choices));
                }
            }
            Self::OutOfRange { value, range } => {
                is("out_of_range");
                say("value", Value::Number(*value));
                say("low", Value::Number(range.low));
                if range.high.is_finite() {
                    say("high", Value::Number(range.high));
                }
                say("whole", Value::Bool(range.whole));
                say("below", Value::Bool(range.below));
            }
            Self::Class { value, classes } => {
                is("class");
                say("value", Value::Number(*value));
                say("high", count(classes.saturating_sub(1)));
            }
            Self::TooFewOutputs { loss } => {
                is("too_few_outputs");
                say("value", Value::from(*loss));
            }
            Self::NotFinite { value } => {
                is("not_finite");
                say("value", Value::Number(*value));
            }
            Self::Unknown { word, choices, .. } => {
                is("unknown");
                say("value", Value::from(word.as_str()));
                say("choices", words(choices));
            }
            Self::Unfit { word, choices, .. } => {
                is("unfit");
                say("value", Value::from(word.as_str()));
                say("choices", words(choices));
            }
            Self::UnknownField { choices } => {
                is("unknown_field");
                say("choices", words(choices));
            }
            Self::Twice { word } => {
                is("twice");
                if let Some(word) = word {
                    say("value", Value::from(word.as_str()));
                }
            }
            Self::Conflict { with } => {
                is("conflict");
                say("with", Value::from(*with));
            }
            Self::Count { count: found, what, low, high } => {
                is("count");
                say("count", Value::Number(*found));
                say("what", Value::from(*what));
                say("low", count(*low));
                say("high", count(*high));
            }
            Self::Length { length, rows, row } => {
                is("length");
                say("length", count(*length));
                if let Some(rows) = rows {
                    say("rows", count(*rows));
                }
                if let Some(row) = row {
                    say("row", count(*row));
                }
            }
            Self::TooLong { length, most } => {
                is("too_long");
                say("length", count(*length));
                say("high", count(*most));
            }
            Self::OutOfMemory { .. } => is("out_of_memory"),
            Self::Overflow { value, .. } => {
                is("overflow");
                say("value", Value::Number(*value));
            }
            Self::NoGradient { activation } => {
                is("no_gradient");
                say("value", Value::from(*activation));
            }
            Self::InLine { line, number, reason } => {
                reason.describe(details);
                details.push(("line", count(*line)));
                if let Some(number) = number {
                    details.push(("number", count(*number)));
                }
            }
            Self::Special { name, values, .. } => {
                is(name);
                details.extend(values.iter().cloned());
            }
            Self::Other(_) => is("other"),
        }
    }
}

impl Expected {
    /// The type as programs call it.
    fn name(&self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Text => "text",
            Self::Boolean => "boolean",
            Self::List(_) => "list",
            Self::Object(_) => "object",
            Self::Name(_) => "name",
            Self::Other(_) => "other",
        }
    }
}

impl From<String> for Reason {
    fn from(reason: String) -> Self {
        Self::Other(reason)
    }
}

impl From<&str> for Reason {
    fn from(reason: &str) -> Self {
        Self::Other(reason.to_owned())
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Missing { expected, choices } if choices.is_empty() => {
                write!(f, "is missing; it must be {expected}")
            }
            Self::Missing { choices, .. } => write!(f, "is missing; choose one of {}", choices.join(", ")),
            Self::WrongType { found, expected } => match expected {
                Expected::Number => write!(f, "{found} is not a number"),
                Expected::Text => write!(f, "{found} is not a text"),
                Expected::Boolean => write!(f, "{found} is neither true nor false"),
                Expected::List(of) => write!(f, "{found} is not a list of {of}"),
                Expected::Object(fields) if fields.is_empty() => {
                    write!(f, "{found} is not an object with named fields")
                }
                Expected::Object(fields) => {
                    write!(f, "{found} is not an object with the fields {}", fields.join(", "))
                }
                Expected::Name(choices) => {
                    write!(f, "{found} is not a name; choose one of {}", choices.join(", "))
                }
                Expected::Other(what) => write!(f, "{found} is not {what}"),
            },
            // Of real numbers the range alone is clearest.
            Self::OutOfRange { value, range } if !range.whole && !range.below && range.high.is_finite() => {
                write!(f, "{} is out of range: {} to {}", brief(*value), brief(range.low), brief(range.high))
            }
            Self::OutOfRange { value, range } => write!(f, "{} is not {range}", brief(*value)),
            Self::Class { value, classes } => {
                let (value, last) = (brief(*value), classes.saturating_sub(1));
                write!(f, "{value} is not a class: with {classes} outputs they are 0 to {last}")
            }
            Self::TooFewOutputs { loss } => {
                write!(f, "{loss} needs an output for each class, at least 2; the last layer has 1")
            }
            Self::NotFinite { value } => write!(f, "{} is not a finite number", brief(*value)),
            Self::Unknown { word, what, choices } => {
                write!(f, "{} is not {what}; choose one of {}", Quoted(word), choices.join(", "))
            }
            Self::Unfit { word, because, choices } if choices.is_empty() => write!(f, "{} {because}", Quoted(word)),
            Self::Unfit { word, because, choices } => {
                write!(f, "{} {because}; choose one of {}", Quoted(word), choices.join(", "))
            }
            Self::UnknownField { choices } => {
                write!(f, "there is no such field; there may be {}", choices.join(", "))
            }
            Self::Twice { word: None } => f.write_str("is there twice"),
            Self::Twice { word: Some(word) } => write!(f, "{} is there twice", Quoted(word)),
            Self::Conflict { with } => write!(f, "there is {with} already; write only one of them"),
            Self::Count { count, what, low: 0, high } => {
                write!(f, "{} {what} are too many: at most {high}", brief(*count))
            }
            Self::Count { count, what, low, high } => {
                let one = what.strip_suffix('s').filter(|_| *count == 1.0);
                write!(f, "{} {}: there must be {low}", brief(*count), one.unwrap_or(what))?;
                if low == high { Ok(()) } else { write!(f, " to {high}") }
            }
            Self::Length { length: 0, rows: None, row: Some(row) } => {
                write!(f, "is empty: at least one row of {row} values is needed")
            }
            Self::Length { length, rows: None, row } => {
                write!(f, "{length} values do not fill rows of {}", row.unwrap_or(1))
            }
            Self::Length { length, rows: Some(rows), row: Some(row) } => {
                let expected = brief(*rows as f64 * *row as f64);
                write!(f, "{length} values do not fit: {rows} rows of {row} make {expected}")
            }
            Self::Length { length, rows: Some(rows), row: None } => {
                write!(f, "{length} values do not fit: there must be {rows}")
            }
            Self::TooLong { length, most } => write!(f, "a text of {length} bytes is too long: at most {most}"),
            Self::OutOfMemory { what } => write!(f, "{what} do not fit in memory"),
            Self::Overflow { what, value } => {
                write!(f, "{what} is {}: the inputs or the weights are too large", brief(*value))
            }
            Self::NoGradient { activation } => write!(
                f,
                "{activation} is a step: its gradient is 0 wherever it exists, so nothing can be learnt through it; use a \
                 smooth one such as sigmoid or tanh, or train a single unit by the perceptron rule"
            ),
            Self::InLine { line, number, reason } => {
                write!(f, "line {line}")?;
                if let Some(number) = number {
                    write!(f, ", number {number}")?;
                }
                match &**reason {
                    Self::Missing { expected, .. } => write!(f, ": {expected} is missing"),
                    reason => write!(f, ": {reason}"),
                }
            }
            Self::Special { message, .. } | Self::Other(message) => f.write_str(message),
        }
    }
}

/// A number for a message: from 10¹⁸ on with a power of ten, `1.5e300`.
pub(crate) fn brief(number: f64) -> String {
    let text = shown(number).to_string();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if !(1e18..).contains(&number.abs()) || number.is_infinite() {
        return text;
    }
    let sign = if number < 0.0 { "-" } else { "" };
    let Some((first, rest)) = digits.split_at_checked(1) else { return text };
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{first}{point}{rest}e{}", digits.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::brief;
    use crate::number::as_written;

    #[test]
    fn large_numbers_have_a_power_of_ten() {
        for (number, text) in [
            (0.5, "0.5"),
            (-9_007_199_254_740_992.0, "-9007199254740992"),
            (1e18, "1e18"),
            (-1.5e300, "-1.5e300"),
            (as_written(f32::MAX), "3.4028235e38"),
            (f64::INFINITY, "inf"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(brief(number), text);
        }
    }
}
