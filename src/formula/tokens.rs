//! The words of a formula, each with its place.

use value::number;

/// A word, the number of its first character, from 0, and how many characters it has.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub word: Word,
    pub place: usize,
    pub length: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word {
    /// A number; ∞ where it is too large for a float.
    Number(f64),
    /// A name in lower case, with digits for subscripts.
    Name(String),
    /// A sign in its plain spelling: `*` for `·`.
    Sign(&'static str),
    /// A raised number, such as `²`. No text is long enough for one that is too large.
    Raised(f64),
    /// Anything else, which belongs in no formula.
    Other(char),
}

/// Signs by their spellings, longer ones first.
const SIGNS: &[(&str, &str)] = &[
    ("<=", "<="),
    (">=", ">="),
    ("=<", "<="),
    ("=>", ">="),
    ("&&", "and"),
    ("||", "or"),
    ("**", "^"),
    ("+", "+"),
    ("-", "-"),
    ("−", "-"),
    ("–", "-"),
    ("*", "*"),
    ("·", "*"),
    ("×", "*"),
    ("⋅", "*"),
    ("/", "/"),
    ("÷", "/"),
    ("^", "^"),
    ("(", "("),
    (")", ")"),
    ("<", "<"),
    (">", ">"),
    ("≤", "<="),
    ("≥", ">="),
    ("=", "="),
    (";", ";"),
    (",", ","),
    ("∧", "and"),
    ("∨", "or"),
    ("¬", "not"),
    ("!", "not"),
];

/// Words that are signs.
const WORDS: &[(&str, &str)] =
    &[("and", "and"), ("or", "or"), ("not", "not"), ("i", "and"), ("oraz", "and"), ("lub", "or"), ("nie", "not")];

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

fn digit_of(digits: [char; 10], sign: char) -> Option<usize> {
    digits.iter().position(|each| *each == sign)
}

/// All words of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut place = 0;
    while place < characters.len() {
        let rest = &characters[place..];
        let (word, length) = match rest[0] {
            space if is_space(space) => {
                place += 1;
                continue;
            }
            digit if digit.is_ascii_digit() || is_point_before_digit(rest) => number(rest),
            raised if digit_of(RAISED, raised).is_some() => {
                let (mut value, mut length) = (0.0, 0);
                while let Some(digit) = rest.get(length).and_then(|sign| digit_of(RAISED, *sign)) {
                    value = 10.0 * value + digit as f64;
                    length += 1;
                }
                (Word::Raised(value), length)
            }
            '√' => (Word::Name("√".into()), 1),
            letter if is_letter(letter) => name(rest),
            other => SIGNS
                .iter()
                .find(|(spelling, _)| rest.iter().copied().take(spelling.chars().count()).eq(spelling.chars()))
                .map_or((Word::Other(other), 1), |(spelling, sign)| (Word::Sign(sign), spelling.chars().count())),
        };
        tokens.push(Token { word, place, length });
        place += length;
    }
    tokens
}

/// Also the spaces that are not broken, and those between thousands.
fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// The letters of names. (Unicode's tables of letters are large.)
fn is_letter(sign: char) -> bool {
    sign.is_ascii_alphabetic() || matches!(sign, 'α'..='ω' | 'ϑ' | 'Π' | 'Θ')
}

fn is_point_before_digit(rest: &[char]) -> bool {
    rest[0] == '.' && rest.get(1).is_some_and(char::is_ascii_digit)
}

/// Digits with a point or a comma among them, and a power of ten: `0,5`, `1e-3`.
fn number(rest: &[char]) -> (Word, usize) {
    let is_digit = |at: usize| rest.get(at).is_some_and(char::is_ascii_digit);
    let digits_from = |at: usize| (at..).take_while(|at| is_digit(*at)).count();
    let mut length = digits_from(0);
    if matches!(rest.get(length), Some('.' | ',')) && is_digit(length + 1) {
        length += 1 + digits_from(length + 1);
    } else if rest.get(length) == Some(&'.') {
        length += 1; // `2.`
    }
    if matches!(rest.get(length), Some('e' | 'E')) {
        let sign = usize::from(matches!(rest.get(length + 1), Some('+' | '-' | '−')));
        let digits = digits_from(length + 1 + sign);
        if digits > 0 {
            length += 1 + sign + digits;
        }
    }
    let mut text = String::new();
    for sign in rest.iter().take(length) {
        text.push(match sign {
            ',' => '.',
            '−' => '-',
            other => *other,
        });
    }
    (Word::Number(number::parse(&text).unwrap_or(f64::INFINITY)), length)
}

/// Letters, and digits after them.
fn name(rest: &[char]) -> (Word, usize) {
    let (mut name, mut length) = (String::new(), 0);
    while let Some(each) = rest.get(length) {
        name.push(match (each, digit_of(LOWERED, *each)) {
            ('ϑ' | 'Θ', _) => 'θ',
            ('Π', _) => 'π',
            (_, Some(digit)) => char::from(b'0' + digit as u8),
            _ if is_letter(*each) || each.is_ascii_digit() => each.to_ascii_lowercase(),
            _ => break,
        });
        length += 1;
    }
    let word = WORDS.iter().find(|(word, _)| *word == name);
    (word.map_or(Word::Name(name), |(_, sign)| Word::Sign(sign)), length)
}
