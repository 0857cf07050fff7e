//! The decimal sign of a file. `1,234` may be 1.234 or 1234: what the other numbers of the file have decides.

use value::number;

/// What stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimal {
    /// As in 1.5; a comma may stand between groups of three digits.
    Point,
    /// As in 1,5; a point may stand between groups of three digits.
    Comma,
}

impl Decimal {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }

    /// The sign between groups of digits.
    fn grouping(self) -> char {
        match self {
            Self::Point => ',',
            Self::Comma => '.',
        }
    }
}

/// A number as a spreadsheet writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Written {
    /// One that can be read in one way, and the decimal sign that its signs tell.
    Clear(f64, Option<Decimal>),
    /// One that can be read in two ways.
    Ambiguous(Ambiguous),
}

/// One to three digits, a point or a comma, and three more: thousands, or a number with three decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ambiguous {
    /// All of its digits as one number, up to 999,999.
    pub digits: u32,
    pub is_negative: bool,
    pub has_comma: bool,
}

impl Ambiguous {
    /// What a field is, if it is one of these. One that begins with 0 is none: nobody writes thousands so.
    fn read(field: &str) -> Option<Self> {
        let (is_negative, plain) = match field.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, field.strip_prefix('+').unwrap_or(field)),
        };
        let at = plain.len().checked_sub(4).filter(|at| (1..=3).contains(at))?;
        let (sign, digits) = (plain.as_bytes()[at], plain.bytes().enumerate().filter(|(place, _)| *place != at));
        if !matches!(sign, b',' | b'.') || plain.starts_with('0') {
            return None;
        }
        let mut all = 0;
        for (_, digit) in digits {
            all = 10 * all + char::from(digit).to_digit(10)?;
        }
        Some(Self { digits: all, is_negative, has_comma: sign == b',' })
    }

    /// The number, by the decimal sign of its file.
    pub fn value(self, decimal: Decimal) -> f64 {
        let has_decimals = self.has_comma == (decimal == Decimal::Comma);
        let size = f64::from(self.digits) / if has_decimals { 1000.0 } else { 1.0 };
        if self.is_negative { -size } else { size }
    }
}

/// The number that a field is: with a decimal point or comma, with digits in groups by non-breaking spaces, by whichever of point and
/// comma comes first, or by several of the same; or a fraction such as `1/3`.
pub(crate) fn written(field: &str) -> Option<Written> {
    if !field.bytes().any(|byte| byte.is_ascii_digit()) {
        return number::parse_fraction(field).map(|number| Written::Clear(number, None)); // "inf"
    }
    if let Some(ambiguous) = Ambiguous::read(field) {
        return Some(Written::Ambiguous(ambiguous));
    }
    let last = |byte: u8| field.bytes().rposition(|b| b == byte);
    let decimal = match (last(b','), last(b'.')) {
        (None, None) => None,
        (Some(_), None) => Some(if is_in_groups(field, ',') { Decimal::Point } else { Decimal::Comma }),
        (None, Some(_)) => Some(if is_in_groups(field, '.') { Decimal::Comma } else { Decimal::Point }),
        (comma, point) => Some(if comma > point { Decimal::Comma } else { Decimal::Point }),
    };
    let mut plain = String::with_capacity(field.len());
    for letter in field.chars() {
        match letter {
            '\u{a0}' | '\u{202f}' => {}
            _ if decimal.is_some_and(|decimal| letter == decimal.grouping()) => {}
            ',' => plain.push('.'),
            _ => plain.push(letter),
        }
    }
    number::parse_fraction(&plain).map(|number| Written::Clear(number, decimal))
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

/// What the numbers of a file tell of its decimal sign.
#[derive(Default)]
pub(crate) struct Signs {
    /// How many can only have a decimal point.
    points: usize,
    /// How many can only have a decimal comma.
    commas: usize,
    /// The first ambiguous ones, as they are written: with a point, with a comma.
    examples: [Option<String>; 2],
}

impl Signs {
    /// Takes note of a number.
    pub fn note(&mut self, field: &str, written: Written) {
        match written {
            Written::Clear(_, Some(Decimal::Point)) => self.points += 1,
            Written::Clear(_, Some(Decimal::Comma)) => self.commas += 1,
            Written::Clear(_, None) => {}
            Written::Ambiguous(Ambiguous { has_comma, .. }) => {
                self.examples[usize::from(has_comma)].get_or_insert_with(|| field.to_owned());
            }
        }
    }

    /// The sign that most numbers have. Where none tells, a comma that does not separate the fields is a decimal one.
    pub fn decimal(&self, separator: u8) -> Decimal {
        let is_comma = match self.commas.cmp(&self.points) {
            std::cmp::Ordering::Equal => separator != b',' && self.examples[1].is_some(),
            order => order.is_gt(),
        };
        if is_comma { Decimal::Comma } else { Decimal::Point }
    }

    /// A number that a reader may take for another one than this sign makes of it. Of points among decimal points there is no doubt.
    pub fn doubt(&mut self, decimal: Decimal) -> Option<String> {
        let [point, comma] = std::mem::take(&mut self.examples);
        let is_plain = decimal == Decimal::Point && self.points > 0 && self.commas == 0;
        comma.or(point.filter(|_| !is_plain))
    }
}
