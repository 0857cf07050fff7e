//! Reading an object: its fields by name and type, each error with the path of the field.

use crate::{Bounds, Choice, Error, Expected, Reason, Result, Value};

/// The longest text that a field takes, in bytes. (The largest data set, 5000 rows of three long numbers, has a third of it.)
pub const MAX_TEXT: usize = 1_000_000;

/// The fields of one object, taken out one by one; [`finish`](Self::finish) refuses those that are left.
pub struct Fields<'a> {
    path: String,
    entries: Vec<(&'a str, &'a Value)>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The fields of `value`, which lies at `path`; the path of the root is empty.
    ///
    /// # Errors
    /// [`Reason::WrongType`] if it is no object.
    pub fn new(path: &str, value: &'a Value) -> Result<Self> {
        let Value::Map(entries) = value else {
            return Err(Error::config(path, Reason::wrong_type(value, Expected::Object(Vec::new()))));
        };
        let written = entries.iter().filter(|(_, value)| !matches!(value, Value::Null));
        let entries = written.map(|(key, value)| (key.as_str(), value)).collect();
        Ok(Self { path: path.to_owned(), entries, known: Vec::new() })
    }

    /// The path of a field, for messages: `layers[1].units`.
    pub fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// What is wrong with a field.
    pub fn error(&self, name: &str, reason: impl Into<Reason>) -> Error {
        Error::config(self.path(name), reason)
    }

    /// The field of that name, if it was written.
    pub fn take(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        let at = self.entries.iter().position(|(key, _)| *key == name)?;
        Some(self.entries.remove(at).1)
    }

    /// The field of that name, which must be there.
    ///
    /// # Errors
    /// [`Reason::Missing`] if it is not there.
    pub fn require(&mut self, name: &'static str, expected: &str) -> Result<&'a Value> {
        let found = self.take(name);
        self.required(name, expected, found)
    }

    /// `found`, the content of a field that must be there.
    ///
    /// # Errors
    /// [`Reason::Missing`] for `None`.
    pub fn required<T>(&self, name: &str, expected: &str, found: Option<T>) -> Result<T> {
        found.ok_or_else(|| self.error(name, Reason::missing(expected)))
    }

    /// A number, if it was written.
    ///
    /// # Errors
    /// [`Reason::WrongType`] for any other value.
    pub fn number(&mut self, name: &'static str) -> Result<Option<f64>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Number(number)) => Ok(Some(*number)),
            Some(other) => Err(self.error(name, Reason::wrong_type(other, Expected::Number))),
        }
    }

    /// A text of at most [`MAX_TEXT`] bytes, if it was written.
    ///
    /// # Errors
    /// [`Reason::WrongType`] for any other value, [`Reason::TooLong`] for a longer text.
    pub fn text(&mut self, name: &'static str) -> Result<Option<&'a str>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Text(text)) if text.len() > MAX_TEXT => {
                Err(self.error(name, Reason::TooLong { length: text.len(), most: MAX_TEXT }))
            }
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(other) => Err(self.error(name, Reason::wrong_type(other, Expected::Text))),
        }
    }

    /// A list, if it was written; messages call its items `of`.
    ///
    /// # Errors
    /// [`Reason::WrongType`] for any other value.
    pub fn list(&mut self, name: &'static str, of: &'static str) -> Result<Option<&'a [Value]>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::List(items)) => Ok(Some(items)),
            Some(other) => Err(self.error(name, Reason::wrong_type(other, Expected::List(of)))),
        }
    }

    /// A list of numbers, if it was written.
    ///
    /// # Errors
    /// [`Reason::WrongType`] for any other value, with the index of an item that is no number.
    pub fn numbers(&mut self, name: &'static str) -> Result<Option<Vec<f64>>> {
        let Some(items) = self.list(name, "numbers")? else { return Ok(None) };
        let number = |at: usize, item: &Value| match item {
            Value::Number(number) => Ok(*number),
            other => {
                Err(Error::config(format!("{}[{at}]", self.path(name)), Reason::wrong_type(other, Expected::Number)))
            }
        };
        each(items, number).map(Some)
    }

    /// Two numbers, if they were written.
    ///
    /// # Errors
    /// As for [`numbers`](Self::numbers), and [`Reason::Count`] for more or fewer numbers.
    pub fn pair(&mut self, name: &'static str) -> Result<Option<[f64; 2]>> {
        match self.numbers(name)?.as_deref() {
            None => Ok(None),
            Some([first, second]) => Ok(Some([*first, *second])),
            Some(other) => Err(self.error(name, Reason::count(other.len(), "numbers", 2, 2))),
        }
    }

    /// `true` or `false`, if it was written.
    ///
    /// # Errors
    /// [`Reason::WrongType`] for any other value.
    pub fn switch(&mut self, name: &'static str) -> Result<Option<bool>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Bool(on)) => Ok(Some(*on)),
            Some(other) => Err(self.error(name, Reason::wrong_type(other, Expected::Boolean))),
        }
    }

    /// One of the words of `T`, if it was written.
    ///
    /// # Errors
    /// [`Reason::WrongType`] for any other value, [`Reason::Unknown`] for another word.
    pub fn choice<T: Choice>(&mut self, name: &'static str) -> Result<Option<T>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Text(word)) => T::from_name(word).map(Some).map_err(|reason| self.error(name, reason)),
            Some(other) => Err(self.error(name, Reason::wrong_type(other, Expected::Name(T::choices())))),
        }
    }

    /// One of the words of `T`, which must be there.
    ///
    /// # Errors
    /// As for [`choice`](Self::choice), and [`Reason::Missing`].
    pub fn require_choice<T: Choice>(&mut self, name: &'static str) -> Result<T> {
        let missing = || Reason::Missing { expected: T::WHAT.to_owned(), choices: T::choices() };
        self.choice(name)?.ok_or_else(|| self.error(name, missing()))
    }

    /// A whole number from `low` to `high`, if it was written.
    ///
    /// # Errors
    /// [`Reason::WrongType`] for any other value, [`Reason::OutOfRange`] for any other number, NaN included.
    pub fn whole(&mut self, name: &'static str, low: u64, high: u64) -> Result<Option<u64>> {
        Ok(self.number_within(name, Bounds::whole(low, high))?.map(|number| number as u64))
    }

    /// A number from `low` to `high`, if it was written.
    ///
    /// # Errors
    /// As for [`whole`](Self::whole).
    pub fn number_in(&mut self, name: &'static str, low: f64, high: f64) -> Result<Option<f64>> {
        self.number_within(name, Bounds::between(low, high))
    }

    pub(crate) fn number_within(&mut self, name: &'static str, bounds: Bounds) -> Result<Option<f64>> {
        let number = self.number(name)?;
        number.map(|number| bounds.check(number).map_err(|reason| self.error(name, reason))).transpose()
    }

    /// A fraction from `low` to `high` (of 1) that is written in percent, if it was written.
    ///
    /// # Errors
    /// As for [`number_in`](Self::number_in).
    pub fn percent(&mut self, name: &'static str, low: f64, high: f64) -> Result<Option<f64>> {
        Ok(self.number_in(name, low * 100.0, high * 100.0)?.map(|percent| percent / 100.0))
    }

    /// Refuses unknown fields: a mistyped key must not be ignored.
    ///
    /// # Errors
    /// [`Reason::UnknownField`] for the first such field, [`Reason::Twice`] for one that is there twice.
    pub fn finish(self) -> Result<()> {
        match self.entries.first() {
            None => Ok(()),
            // Taken once and still there: JSON can have a key twice.
            Some((key, _)) if self.known.contains(key) => Err(self.error(key, Reason::Twice { word: None })),
            Some((key, _)) => Err(self.error(key, Reason::UnknownField { choices: self.known.clone() })),
        }
    }
}

/// The results of `read` for each index and item, or the first error.
///
/// # Errors
/// The first error of `read`.
pub fn each<I, T>(items: impl IntoIterator<Item = I>, mut read: impl FnMut(usize, I) -> Result<T>) -> Result<Vec<T>> {
    items.into_iter().enumerate().map(|(at, item)| read(at, item)).collect()
}
