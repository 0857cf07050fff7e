//! Words that stand for one of a fixed list of things, as Keras's names do.

use crate::number::{Quoted, shortened};

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

/// What `next` gives, to its end, with commas between. (A closure, so that this is compiled once, and not for every type of
/// iterator; as a `dyn Iterator` each would bring all of its methods.)
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

fn unknown_word(word: &str, what: &str, choices: String) -> String {
    format!("{} is not {what}; choose one of {choices}", Quoted(shortened(word)))
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
