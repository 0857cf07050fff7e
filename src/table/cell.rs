//! A field of the table: a number, a word, or nothing.

use value::number;

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
    pub fn cell(&mut self, field: &str) -> Cell {
        let field = trimmed(field);
        if field.is_empty() {
            return Cell(MISSING);
        }
        if let Some(number) = number(field).filter(|number| number.abs() <= MAX_NUMBER) {
            return Cell((number + 0.0).to_bits()); // −0 is 0
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
        number(self.get(at)).is_some_and(|number| !number.is_nan())
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

/// The number that a field is, as spreadsheets write it: with a decimal point or comma, with digits in groups by
/// non-breaking spaces, by whichever of point and comma comes first, or by several of the same; or a fraction such as `1/3`. A
/// single comma is a decimal one, also in `1,234`.
pub(crate) fn number(field: &str) -> Option<f64> {
    if !field.bytes().any(|byte| byte.is_ascii_digit()) {
        return number::parse_fraction(field); // "inf"
    }
    let bytes = field.as_bytes();
    let last = |byte: u8| bytes.iter().rposition(|b| *b == byte);
    let grouping = match (last(b','), last(b'.')) {
        (Some(comma), Some(point)) => Some(if comma > point { '.' } else { ',' }),
        (Some(_), None) if is_in_groups(field, ',') => Some(','),
        (None, Some(_)) if is_in_groups(field, '.') => Some('.'),
        _ => None,
    };
    let mut plain = String::with_capacity(field.len());
    for letter in field.chars() {
        match letter {
            '\u{a0}' | '\u{202f}' => {}
            _ if Some(letter) == grouping => {}
            ',' => plain.push('.'),
            _ => plain.push(letter),
        }
    }
    number::parse_fraction(&plain)
}

/// Whether there are three groups or more, of three digits but for the first one, such as `1,234,567`.
fn is_in_groups(field: &str, sign: char) -> bool {
    let mut groups = 0;
    let fits = |group: &str| {
        groups += 1;
        let digits = if groups == 1 { group.trim_start_matches(['-', '+', '\u{2212}']) } else { group };
        let length = digits.len();
        digits.bytes().all(|byte| byte.is_ascii_digit()) && (length == 3 || groups == 1 && (1..3).contains(&length))
    };
    field.split(sign).all(fits) && groups > 2
}
