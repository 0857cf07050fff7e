//! Reading an object: its fields by name and by kind, each error with the path of the field.

use crate::number::shown;
use crate::{Choice, Error, Result, Value, joined};

/// The fields of one object, taken out one by one; what is left over at the end was not expected.
pub struct Fields<'a> {
    path: String,
    entries: Vec<(&'a str, &'a Value)>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The fields of `value`, which messages call `path`.
    pub fn new(path: &str, value: &'a Value) -> Result<Self> {
        let Value::Map(entries) = value else {
            return Err(Error::config(path, format!("{value} is not an object with named fields")));
        };
        let mut fields = Self { path: path.to_owned(), entries: Vec::with_capacity(entries.len()), known: Vec::new() };
        for (key, value) in entries {
            if !matches!(value, Value::Null) {
                fields.entries.push((key, value));
            }
        }
        Ok(fields)
    }

    /// The full name of a field, for messages: `layers[1].units`.
    pub fn path(&self, name: &str) -> String {
        if self.path.is_empty() || self.path == "config" { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// What is wrong with a field.
    pub fn error(&self, name: &str, problem: String) -> Error {
        Error::config(self.path(name), problem)
    }

    /// The field of that name, if it was written.
    pub fn take(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        let at = self.entries.iter().position(|(key, _)| *key == name)?;
        Some(self.entries.remove(at).1)
    }

    /// The field of that name, which must be there.
    pub fn require(&mut self, name: &'static str, expected: &str) -> Result<&'a Value> {
        let found = self.take(name);
        self.required(name, expected, found)
    }

    /// What was found in a field that must be there.
    pub fn required<T>(&self, name: &str, expected: &str, found: Option<T>) -> Result<T> {
        found.ok_or_else(|| self.error(name, format!("is missing; it must be {expected}")))
    }

    /// A number, if it was written.
    pub fn number(&mut self, name: &'static str) -> Result<Option<f64>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Number(number)) => Ok(Some(*number)),
            Some(other) => Err(self.error(name, format!("{other} is not a number"))),
        }
    }

    /// A text, if it was written.
    pub fn text(&mut self, name: &'static str) -> Result<Option<&'a str>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(other) => Err(self.error(name, format!("{other} is not a text"))),
        }
    }

    /// A list of what messages call `of`, if it was written.
    pub fn list(&mut self, name: &'static str, of: &str) -> Result<Option<&'a [Value]>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::List(items)) => Ok(Some(items)),
            Some(other) => Err(self.error(name, format!("{other} is not a list of {of}"))),
        }
    }

    /// A list of numbers, if it was written.
    pub fn numbers(&mut self, name: &'static str) -> Result<Option<Vec<f64>>> {
        let Some(items) = self.list(name, "numbers")? else { return Ok(None) };
        let number = |at: usize, item: &Value| match item {
            Value::Number(number) => Ok(*number),
            other => Err(Error::config(format!("{}[{at}]", self.path(name)), format!("{other} is not a number"))),
        };
        each(items, number).map(Some)
    }

    /// Two numbers, if they were written.
    pub fn pair(&mut self, name: &'static str) -> Result<Option<[f64; 2]>> {
        match self.numbers(name)?.as_deref() {
            None => Ok(None),
            Some([first, second]) => Ok(Some([*first, *second])),
            Some(other) => {
                let problem = format!("a list of {} numbers is not a list of two", other.len());
                Err(self.error(name, problem))
            }
        }
    }

    /// `true` or `false`, if it was written.
    pub fn switch(&mut self, name: &'static str) -> Result<Option<bool>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Bool(on)) => Ok(Some(*on)),
            Some(other) => Err(self.error(name, format!("{other} is neither true nor false"))),
        }
    }

    /// One of the words of `T`, if it was written.
    pub fn choice<T: Choice>(&mut self, name: &'static str) -> Result<Option<T>> {
        let Some(word) = self.word(name, T::names)? else { return Ok(None) };
        T::from_name(word).map(Some).map_err(|problem| self.error(name, problem))
    }

    fn word(&mut self, name: &'static str, choices: fn() -> String) -> Result<Option<&'a str>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Text(word)) => Ok(Some(word)),
            Some(other) => Err(self.error(name, format!("{other} is not a name; choose one of {}", choices()))),
        }
    }

    /// A whole number from `low` to `high`, if it was written.
    pub fn whole(&mut self, name: &'static str, low: u64, high: u64) -> Result<Option<u64>> {
        let number = self.number(name)?;
        number.map(|n| whole(n, low, high).map_err(|p| self.error(name, p))).transpose()
    }

    /// A number from `low` to `high`, if it was written.
    pub fn number_in(&mut self, name: &'static str, low: f64, high: f64) -> Result<Option<f64>> {
        match self.number(name)? {
            Some(n) if !(low..=high).contains(&n) => {
                Err(self.error(name, format!("{} is out of range: {} to {}", shown(n), shown(low), shown(high))))
            }
            number => Ok(number),
        }
    }

    /// A fraction from `low` to `high` (of 1) that is written in percent, if it was written.
    pub fn percent(&mut self, name: &'static str, low: f64, high: f64) -> Result<Option<f64>> {
        Ok(self.number_in(name, low * 100.0, high * 100.0)?.map(|percent| percent / 100.0))
    }

    /// Refuses what nobody asked for: a mistyped key must not pass in silence.
    pub fn finish(self) -> Result<()> {
        let Some((key, _)) = self.entries.first() else { return Ok(()) };
        let mut known = self.known.iter().copied();
        let known = joined(&mut || known.next());
        Err(self.error(key, format!("there is no such field; there may be {known}")))
    }
}

/// What `read` makes of each item and its number, up to the first that it refuses. (Collected from an iterator into a
/// `Result` it would be several times the code, for each type anew.)
pub fn each<I, T>(items: impl IntoIterator<Item = I>, mut read: impl FnMut(usize, I) -> Result<T>) -> Result<Vec<T>> {
    let mut list = Vec::new();
    for (at, item) in items.into_iter().enumerate() {
        list.push(read(at, item)?);
    }
    Ok(list)
}

/// `number` as a whole number from `low` to `high` (at most 2⁵³ − 1), or what is wrong with it.
pub fn whole(number: f64, low: u64, high: u64) -> std::result::Result<u64, String> {
    if number.fract() == 0.0 && number >= low as f64 && number <= high as f64 {
        Ok(number as u64)
    } else {
        Err(format!("{} is not a whole number from {low} to {high}", shown(number)))
    }
}
