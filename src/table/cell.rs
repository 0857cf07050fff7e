//! A field of the table: a number, a word, or nothing.

use crate::decimal::{Ambiguous, Decimal, Signs, Written, written};

/// The largest number; even its square is finite in `f32`.
const MAX_NUMBER: f64 = 1e18;
/// The most bytes of a word that are kept.
const MAX_WORD: usize = 200;
/// The most words of a column that are told apart; more are never classes.
const MAX_WORDS: usize = 100;
/// A quiet NaN; its payload, from 1, says what is no number. (Kept as bits: a NaN as a float may lose its payload.)
const NAN: u64 = 0x7ff8_0000_0000_0000;
const MISSING: u64 = NAN | 1;
/// The first word of the column; the others follow.
const WORD: u64 = NAN | 2;
/// A number that can be read in two ways: its digits, and in these bits its signs.
const AMBIGUOUS: u64 = NAN | 1 << 40;
const NEGATIVE: u64 = 1 << 32;
const COMMA: u64 = 1 << 33;

/// A field in eight bytes: a number, or the place of a word in the list of its column.
#[derive(Clone, Copy)]
pub(crate) struct Cell(u64);

/// What a field is.
#[derive(Clone, Copy)]
pub(crate) enum Content {
    Number(f64),
    Missing,
    /// The index in [`Words`].
    Word(usize),
}

impl Cell {
    fn number(number: f64) -> Self {
        Self((number + 0.0).to_bits()) // −0 is 0
    }

    fn ambiguous(Ambiguous { digits, is_negative, has_comma }: Ambiguous) -> Self {
        let sign = |is: bool, bit: u64| if is { bit } else { 0 };
        Self(AMBIGUOUS | sign(is_negative, NEGATIVE) | sign(has_comma, COMMA) | u64::from(digits))
    }

    /// The same with this decimal sign where it can be read in two ways. Its content is known after that alone.
    pub fn settled(self, decimal: Decimal) -> Self {
        let Self(bits) = self;
        if bits & AMBIGUOUS != AMBIGUOUS {
            return self;
        }
        let (is_negative, has_comma) = (bits & NEGATIVE > 0, bits & COMMA > 0);
        Self::number(Ambiguous { digits: bits as u32, is_negative, has_comma }.value(decimal))
    }

    pub fn content(self) -> Content {
        let number = f64::from_bits(self.0);
        if !number.is_nan() {
            Content::Number(number)
        } else if self.0 == MISSING {
            Content::Missing
        } else {
            Content::Word((self.0 - WORD) as usize)
        }
    }
}

/// The different words of a column, in the order in which they came.
#[derive(Default)]
pub(crate) struct Words(Vec<String>);

impl Words {
    pub fn cell(&mut self, field: &str, signs: &mut Signs) -> Cell {
        let field = trimmed(field);
        if field.is_empty() {
            return Cell(MISSING);
        }
        if let Some(number) = written(field) {
            signs.note(field, number);
            match number {
                Written::Ambiguous(ambiguous) => return Cell::ambiguous(ambiguous),
                Written::Clear(number, _) if number.abs() <= MAX_NUMBER => return Cell::number(number),
                Written::Clear(..) => {}
            }
        }
        let word = start(field);
        let at = self.0.iter().position(|known| known == word).unwrap_or_else(|| {
            if self.0.len() <= MAX_WORDS {
                self.0.push(word.to_owned());
            }
            self.0.len() - 1 // the last place is that of all that are too many
        });
        Cell(WORD + at as u64)
    }

    /// A word; nothing for one of those that are too many to be told apart.
    pub fn get(&self, at: usize) -> &str {
        self.0.get(at).filter(|_| at < MAX_WORDS).map_or("", String::as_str)
    }

    /// Whether a word is a number all the same, one that cannot be computed with.
    pub fn is_out_of_range(&self, at: usize) -> bool {
        matches!(written(self.get(at)), Some(Written::Clear(number, _)) if !number.is_nan())
    }
}

/// Without the spaces around it, also those that do not break.
fn trimmed(field: &str) -> &str {
    field.trim_matches([' ', '\t', '\n', '\r', '\u{a0}', '\u{202f}'])
}

fn start(field: &str) -> &str {
    let fits = |end: usize| end <= MAX_WORD;
    let ends = field.char_indices().map(|(at, letter)| at + letter.len_utf8());
    field.get(..ends.take_while(|end| fits(*end)).last().unwrap_or(0)).unwrap_or("")
}
