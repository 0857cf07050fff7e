//! What the user wrote, before anything is checked: a tree of plain values, from JSON or from a JavaScript object; and what
//! is handed out the same way.
//!
//! Reading it by hand instead of deriving `Deserialize` buys three things: an unknown key is an error whatever the
//! format, a message names the path of the bad field, and NaN is a number that can be refused, not a missing one. And it is one reader and one writer for everything: derived ones are made anew for each type,
//! which a page would wait for.

use super::random;
use crate::number::{Quoted, shown};
use crate::{Error, Result};
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;

/// The largest whole number that JavaScript counts exactly.
const MAX_SAFE_INTEGER: u64 = random::MAX_SEED;

/// One value of a configuration.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null` or `undefined`: the same as left out.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number, NaN and the infinities included.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, its keys in the order in which they were written.
    Map(Vec<(String, Value)>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Null => f.write_str("nothing"),
            Self::Bool(b) => write!(f, "{b}"),
            Self::Number(n) => write!(f, "{}", shown(*n)),
            Self::Text(text) => write!(f, "{}", Quoted(text)),
            Self::List(_) => f.write_str("a list"),
            Self::Map(_) => f.write_str("an object"),
        }
    }
}

impl Value {
    /// No list or object has nearly as many entries.
    pub const MOST_ITEMS: usize = 10_000;
    /// How deep lists and objects may lie in others.
    pub const DEEPEST: u8 = 8;
    /// What is wrong with those that lie deeper.
    pub const TOO_DEEP: &str = "nested too deeply";

    /// An object with these fields.
    pub fn object(fields: Vec<(&str, Value)>) -> Self {
        let mut map = Vec::with_capacity(fields.len());
        for (name, value) in fields {
            map.push((name.to_owned(), value));
        }
        Self::Map(map)
    }

    /// A list of the names of these choices.
    pub fn names<T: Choice>(choices: impl IntoIterator<Item = T>) -> Self {
        let mut choices = choices.into_iter();
        Self::list(&mut || choices.next().map(|choice| Self::from(choice.name())))
    }

    /// A list of what `next` gives, to its end.
    pub fn list(next: &mut dyn FnMut() -> Option<Value>) -> Self {
        let mut items = Vec::new();
        while let Some(item) = next() {
            items.push(item);
        }
        Self::List(items)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A list of two, such as a range.
impl From<[f64; 2]> for Value {
    fn from(pair: [f64; 2]) -> Self {
        Self::List(pair.map(Self::Number).to_vec())
    }
}

/// Nothing, where there is none.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(on) => serializer.serialize_bool(*on),
            // As JavaScript writes numbers: 4 and not 4.0, whatever was counted or measured; but -0.0 keeps its sign.
            // What JavaScript cannot count is no integer to it: serde-wasm-bindgen would refuse it as one.
            Self::Number(number) => match *number as i64 {
                whole if whole.unsigned_abs() <= MAX_SAFE_INTEGER && (whole as f64).to_bits() == number.to_bits() => {
                    serializer.serialize_i64(whole)
                }
                _ => serializer.serialize_f64(*number),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => serializer.collect_map(entries.iter().map(|(key, value)| (key, value))),
        }
    }
}

/// `Serialize` for what a [`Value`] can be made of.
macro_rules! serialize_as_value {
    ($($type:ty),*) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                crate::Value::from(self).serialize(serializer)
            }
        }
    )*};
}
pub(crate) use serialize_as_value;

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        Depth(0).deserialize(deserializer)
    }
}

/// Deserializes a [`Value`] at a depth: an object that contains itself must end in an error, not in a full stack.
struct Depth(u8);

impl<'de> DeserializeSeed<'de> for Depth {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Value, D::Error> {
        if self.0 > Value::DEEPEST {
            return Err(de::Error::custom(Value::TOO_DEEP));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Depth {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a plain value")
    }

    fn visit_unit<E>(self) -> std::result::Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> std::result::Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> std::result::Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> std::result::Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> std::result::Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> std::result::Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> std::result::Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Depth(self.0 + 1))? {
            if items.len() == Value::MOST_ITEMS {
                return Err(de::Error::custom(format_args!(
                    "a list is too long: at most {} entries",
                    Value::MOST_ITEMS
                )));
            }
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if entries.len() == Value::MOST_ITEMS {
                return Err(de::Error::custom("an object has too many fields"));
            }
            entries.push((key, map.next_value_seed(Depth(self.0 + 1))?));
        }
        Ok(Value::Map(entries))
    }
}

/// The fields of one object, taken out one by one; what is left over at the end was not expected.
pub struct Fields<'a> {
    path: String,
    entries: Vec<(&'a str, &'a Value)>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The fields of `value`, which messages call `path`.
    pub fn new(path: impl Into<String>, value: &'a Value) -> Result<Self> {
        let path = path.into();
        let Value::Map(entries) = value else {
            return Err(Error::config(path, format!("{value} is not an object with named fields")));
        };
        let present = entries.iter().filter(|(_, value)| *value != Value::Null);
        Ok(Self { path, entries: present.map(|(key, value)| (key.as_str(), value)).collect(), known: Vec::new() })
    }

    /// The full name of a field, for messages: `layers[1].units`.
    pub fn path(&self, name: &str) -> String {
        if self.path.is_empty() || self.path == "config" { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// The field of that name, if it was written.
    pub fn take(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        let at = self.entries.iter().position(|(key, _)| *key == name)?;
        Some(self.entries.remove(at).1)
    }

    /// The field of that name, which must be there.
    pub fn require(&mut self, name: &'static str, expected: &str) -> Result<&'a Value> {
        let path = self.path(name);
        self.take(name).ok_or_else(|| Error::config(path, format!("is missing; it must be {expected}")))
    }

    /// A number, if it was written.
    pub fn number(&mut self, name: &'static str) -> Result<Option<f64>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Number(number)) => Ok(Some(*number)),
            Some(other) => Err(Error::config(self.path(name), format!("{other} is not a number"))),
        }
    }

    /// A text, if it was written.
    pub fn text(&mut self, name: &'static str) -> Result<Option<&'a str>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(other) => Err(Error::config(self.path(name), format!("{other} is not a text"))),
        }
    }

    /// A list of numbers, if it was written.
    pub fn numbers(&mut self, name: &'static str) -> Result<Option<Vec<f64>>> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let problem = || Error::config(self.path(name), format!("{value} is not a list of numbers"));
        let Value::List(items) = value else { return Err(problem()) };
        let mut numbers = Vec::with_capacity(items.len());
        for item in items {
            let Value::Number(number) = item else { return Err(problem()) };
            numbers.push(*number);
        }
        Ok(Some(numbers))
    }

    /// Two numbers, if they were written.
    pub fn pair(&mut self, name: &'static str) -> Result<Option<[f64; 2]>> {
        let Some(numbers) = self.numbers(name)? else { return Ok(None) };
        let problem = |numbers: Vec<f64>| {
            Error::config(self.path(name), format!("a list of {} numbers is not a list of two", numbers.len()))
        };
        numbers.try_into().map(Some).map_err(problem)
    }

    /// `true` or `false`, if it was written.
    pub fn switch(&mut self, name: &'static str) -> Result<Option<bool>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Bool(on)) => Ok(Some(*on)),
            Some(other) => Err(Error::config(self.path(name), format!("{other} is neither true nor false"))),
        }
    }

    /// One of the words of `T`, if it was written.
    pub fn choice<T: Choice>(&mut self, name: &'static str) -> Result<Option<T>> {
        let Some(word) = self.word(name, T::names)? else { return Ok(None) };
        T::from_name(word).map(Some).map_err(|problem| Error::config(self.path(name), problem))
    }

    fn word(&mut self, name: &'static str, choices: fn() -> String) -> Result<Option<&'a str>> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Text(word)) => Ok(Some(word)),
            Some(other) => {
                Err(Error::config(self.path(name), format!("{other} is not a name; choose one of {}", choices())))
            }
        }
    }

    /// A whole number from `low` to `high`, if it was written.
    pub fn whole(&mut self, name: &'static str, low: u64, high: u64) -> Result<Option<u64>> {
        let number = self.number(name)?;
        number.map(|n| whole(n, low, high).map_err(|p| Error::config(self.path(name), p))).transpose()
    }

    /// A number from `low` to `high`, if it was written.
    pub fn number_in(&mut self, name: &'static str, low: f64, high: f64) -> Result<Option<f64>> {
        match self.number(name)? {
            Some(n) if !(low..=high).contains(&n) => Err(Error::config(
                self.path(name),
                format!("{} is out of range: {} to {}", shown(n), shown(low), shown(high)),
            )),
            number => Ok(number),
        }
    }

    /// Refuses what nobody asked for: a mistyped key must not pass in silence.
    pub fn finish(self) -> Result<()> {
        match self.entries.first() {
            None => Ok(()),
            Some((key, _)) => Err(Error::config(
                self.path(key),
                format!("there is no such field; there may be {}", self.known.join(", ")),
            )),
        }
    }
}

/// `number` as a whole number from `low` to `high` (at most 2⁵³ − 1), or what is wrong with it.
pub fn whole(number: f64, low: u64, high: u64) -> std::result::Result<u64, String> {
    if number.fract() == 0.0 && number >= low as f64 && number <= high as f64 {
        Ok(number as u64)
    } else {
        Err(format!("{} is not a whole number from {low} to {high}", shown(number)))
    }
}

/// A choice from a fixed list, written as a word.
pub trait Choice: Copy + PartialEq + 'static {
    /// What is chosen, with its article, for messages: "an activation".
    const WHAT: &'static str;
    /// Every choice with its name, Keras's where Keras has one; further rows for the same choice are aliases.
    const NAMES: &'static [(&'static str, Self)];

    /// The canonical name.
    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, choice)| *choice == self).map_or("", |(name, _)| name)
    }

    /// Every choice once, in the order of the list.
    fn all() -> impl Iterator<Item = Self> {
        Self::NAMES.iter().filter(|(name, choice)| choice.name() == *name).map(|(_, choice)| *choice)
    }

    /// The names as a list for messages, aliases left out.
    fn names() -> String {
        let mut all = Self::all();
        joined(&mut || all.next().map(Self::name))
    }

    /// Keras's string (`mean_squared_error`) or class (`MeanSquaredError`), in any letter case; or what is wrong.
    fn from_name(word: &str) -> std::result::Result<Self, String> {
        let found = Self::NAMES.iter().find(|(name, _)| is_same_word(name, word));
        found.map(|(_, choice)| *choice).ok_or_else(|| unknown_word(word, Self::WHAT, Self::names()))
    }
}

/// Compiled once, and not for every type of iterator.
pub fn joined(next: &mut dyn FnMut() -> Option<&'static str>) -> String {
    let mut list = String::new();
    while let Some(name) = next() {
        list.push_str(if list.is_empty() { "" } else { ", " });
        list.push_str(name);
    }
    list
}

/// Whether two words differ in nothing but their letter case, `_` and `-`.
fn is_same_word(a: &str, b: &str) -> bool {
    let letters =
        |word| str::bytes(word).filter(|byte| !matches!(byte, b'_' | b'-')).map(|byte| byte.to_ascii_lowercase());
    letters(a).eq(letters(b))
}

fn unknown_word(word: &str, what: &str, choices: String) -> String {
    let shown: String = word.chars().take(40).collect();
    format!("{} is not {what}; choose one of {choices}", Quoted(&shown))
}

/// `Serialize` (as the canonical name) for a [`Choice`].
macro_rules! serialize_as_name {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(crate::value::Choice::name(*self))
            }
        }
    };
}
pub(crate) use serialize_as_name;
