//! Enums that are written as a word of a fixed list, such as Keras's names.

use crate::{Reason, number::excerpt};

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

    /// The names of all choices, aliases left out.
    fn choices() -> Vec<&'static str> {
        Self::all().map(Self::name).collect()
    }

    /// The names as a list for messages, aliases left out.
    fn names() -> String {
        Self::choices().join(", ")
    }

    /// Keras's string (`mean_squared_error`) or class (`MeanSquaredError`), in any letter case.
    ///
    /// # Errors
    /// [`Reason::Unknown`] for any other word.
    fn from_name(word: &str) -> Result<Self, Reason> {
        let found = Self::NAMES.iter().find(|(name, _)| is_same_word(name, word));
        found.map(|(_, choice)| *choice).ok_or_else(|| Reason::Unknown {
            word: excerpt(word),
            what: Self::WHAT,
            choices: Self::choices(),
        })
    }
}

/// Whether two words are equal apart from letter case, `_` and `-`.
fn is_same_word(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.bytes(), b.bytes());
    let letter = |word: &mut std::str::Bytes| {
        let next = word.find(|byte| !matches!(byte, b'_' | b'-'));
        next.map(|byte| byte.to_ascii_lowercase())
    };
    loop {
        match (letter(&mut a), letter(&mut b)) {
            (None, None) => return true,
            (a, b) if a != b => return false,
            _ => {}
        }
    }
}

/// `Serialize` (as the canonical name) for a [`Choice`].
#[macro_export]
macro_rules! serialize_as_name {
    ($type:ty) => {
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::Choice::name(*self))
            }
        }
    };
}
