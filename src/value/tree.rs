//! A tree of plain values: unchecked input from JSON or from a JavaScript object, and output of the same form.
//!
//! Reading it by hand instead of deriving `Deserialize` has three advantages: an unknown key is an error in any format, a message
//! names the path of the bad field, and NaN is a number that can be refused, not a missing one. There is one reader and one
//! writer: derived ones are monomorphized per type and bloat the module.

use crate::Choice;
use crate::number::{Quoted, shown};
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;

/// The largest whole number that JavaScript counts exactly (`Number.MAX_SAFE_INTEGER`).
pub const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

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
    /// The most entries of a list or an object; no legal input comes near it.
    pub const MOST_ITEMS: usize = 10_000;
    /// The greatest depth of nesting.
    pub const DEEPEST: u8 = 8;
    /// The message for deeper nesting.
    pub const TOO_DEEP: &str = "nested too deeply";

    /// An object with these fields.
    pub fn object(fields: Vec<(&str, Value)>) -> Self {
        Self::Map(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// A list of the names of these choices.
    pub fn names<T: Choice>(choices: impl IntoIterator<Item = T>) -> Self {
        choices.into_iter().map(|choice| Self::from(choice.name())).collect()
    }

    /// What it is, as programs call it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::List(_) => "list",
            Self::Map(_) => "object",
        }
    }

    /// The further names of these choices, and what each is another name of: `{ mse: "mean_squared_error" }`.
    pub fn aliases<T: Choice>() -> Self {
        let mut fields = Vec::new();
        for (name, choice) in T::NAMES {
            if choice.name() != *name {
                fields.push((*name, Self::from(choice.name())));
            }
        }
        Self::object(fields)
    }
}

/// A list.
impl FromIterator<Value> for Value {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Self {
        Self::List(items.into_iter().collect())
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
    fn from([first, second]: [f64; 2]) -> Self {
        Self::List(vec![Self::Number(first), Self::Number(second)])
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
            // Larger integers are written as floats: serde-wasm-bindgen refuses integers that JavaScript cannot represent.
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
#[macro_export]
macro_rules! serialize_as_value {
    ($($type:ty),*) => {$(
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                $crate::Value::from(self).serialize(serializer)
            }
        }
    )*};
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        Depth(0).deserialize(deserializer)
    }
}

/// Deserializes a [`Value`] at a depth: an object that contains itself must give an error, not a stack overflow.
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
