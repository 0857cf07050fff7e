//! From words to a program: precedence climbing, with the type of each part checked on the way.

use super::functions::ALIASES;
use super::tokens::{Token, Word, tokens};
use super::{Binary, FUNCTIONS, Formula, Function, Kind, MAX_DEPTH, Op, Variables};
use std::f64::consts::{E, PI};
use value::{
    Reason, Value,
    number::{Quoted, excerpt},
};

/// How many brackets, signs and powers may stand in one another.
const MAX_NESTING: usize = 40;

const CONSTANTS: &[(&str, f64)] = &[("pi", PI), ("π", PI), ("e", E)];
/// The functions of two arguments.
const PAIRS: &[(&str, Binary)] = &[("min", Binary::Min), ("max", Binary::Max)];

// How tightly operations bind.
const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const COMPARISON: u8 = 4;
const SUM: u8 = 5;
const PRODUCT: u8 = 6;
const MINUS: u8 = 7;
const POWER: u8 = 8;

pub(super) fn parse(text: &str, variables: &Variables) -> Result<Formula, Reason> {
    let names = Names { variables };
    let mut words = Vec::new();
    for token in tokens(text) {
        names.split(token, &mut words);
    }
    let mut parser = Parser { text, words, at: 0, names, program: Vec::new(), nesting: 0 };
    if parser.words.is_empty() {
        return Err(Reason::special("formula_empty", Vec::new(), "there is no formula"));
    }
    let kind = parser.expression(0)?;
    if parser.peek().is_some() {
        return Err(parser.unexpected());
    }
    let Parser { program, .. } = parser;
    if depth(&program) > MAX_DEPTH {
        return Err(too_deep());
    }
    Ok(Formula { program, kind })
}

/// How many values a program has to remember at once.
fn depth(program: &[Op]) -> usize {
    let (mut now, mut most) = (0, 0);
    for op in program {
        now = now + 1 - op.arity();
        most = most.max(now);
    }
    most
}

/// What a name means.
enum Meaning {
    Operand(Op),
    Function(&'static Function),
    /// A function of two arguments.
    Pair(Binary),
}

#[derive(Clone, Copy)]
struct Names<'a> {
    variables: &'a Variables,
}

impl Names<'_> {
    fn meaning(self, name: &str) -> Option<Meaning> {
        if let Some(index) = self.variables.iter().position(|spellings| spellings.contains(&name)) {
            return Some(Meaning::Operand(Op::Variable(index)));
        }
        if let Some((_, value)) = CONSTANTS.iter().find(|(its, _)| *its == name) {
            return Some(Meaning::Operand(Op::Constant(*value)));
        }
        if let Some((_, pair)) = PAIRS.iter().find(|(its, _)| *its == name) {
            return Some(Meaning::Pair(*pair));
        }
        let plain = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, name)| name);
        FUNCTIONS.iter().find(|function| function.name == plain).map(Meaning::Function)
    }

    /// The longest name with a meaning that a text begins with; empty where there is none.
    fn prefix(self, text: &str) -> &'static str {
        let mut longest = "";
        let mut consider = |name: &'static str| {
            if name.len() > longest.len() && text.starts_with(name) {
                longest = name;
            }
        };
        self.variables.iter().for_each(|spellings| spellings.iter().for_each(|name| consider(name)));
        FUNCTIONS.iter().for_each(|function| consider(function.name));
        CONSTANTS.iter().for_each(|(name, _)| consider(name));
        PAIRS.iter().for_each(|(name, _)| consider(name));
        ALIASES.iter().for_each(|(alias, _)| consider(alias));
        longest
    }

    /// Adds a word; an unknown name that is several known ones without a sign between them, `xy` or `xsin`, as those. (Loops instead
    /// of chained iterators, in `tokens` as well: they are 3 KB in the module that everybody loads.)
    fn split(self, token: Token, words: &mut Vec<Token>) {
        let start = words.len();
        let Word::Name(ref name) = token.word else { return words.push(token) };
        let (mut rest, mut place) = (name.as_str(), token.place);
        while !rest.is_empty() {
            let part = self.prefix(rest);
            if part.is_empty() {
                words.truncate(start);
                return words.push(token);
            }
            let length = part.chars().count();
            words.push(Token { word: Word::Name(part.to_owned()), place, length });
            place += length;
            rest = rest.get(part.len()..).unwrap_or_default();
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    words: Vec<Token>,
    at: usize,
    names: Names<'a>,
    program: Vec<Op>,
    nesting: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.at).map(|token| &token.word)
    }

    /// The place of the next word, or of the end.
    fn place(&self) -> usize {
        self.words.get(self.at).map_or_else(|| self.text.chars().count(), |token| token.place)
    }

    /// The next word as it was written.
    fn written(&self) -> String {
        let [place, length] = self.words.get(self.at).map_or([0, 0], |token| [token.place, token.length]);
        let mut written = String::new();
        for sign in self.text.chars().skip(place).take(length) {
            written.push(sign);
        }
        written
    }

    fn takes(&mut self, sign: &str) -> bool {
        let is = matches!(self.peek(), Some(Word::Sign(its)) if *its == sign);
        self.at += usize::from(is);
        is
    }

    /// Parses what binds at least as tightly as `least`.
    fn expression(&mut self, least: u8) -> Result<Kind, Reason> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(too_deep());
        }
        let (place, start) = (self.place(), self.program.len());
        let mut kind = self.operand()?;
        // Where the last operand of a comparison begins in the program: in a chain it is compared once more.
        let mut compared = None;
        let mut last = start;
        while let Some((operation, strength)) = self.operation() {
            if strength < least {
                break;
            }
            let here = self.place();
            let wanted = if matches!(operation, Binary::And | Binary::Or) { Kind::Condition } else { Kind::Value };
            let chained = strength == COMPARISON && compared.is_some();
            if !chained {
                check(kind, wanted, place)?;
            }
            self.step_over();
            if chained {
                self.program.extend_from_within(last..compared.unwrap_or(last));
            }
            let (from, place) = (self.program.len(), self.place());
            let is_right = self.operand_after(operation, strength)?;
            check(is_right, wanted, place.max(here))?;
            let to = self.program.len();
            self.program.push(Op::Binary(operation));
            if chained {
                self.program.push(Op::Binary(Binary::And));
            }
            if strength == COMPARISON {
                (last, compared, kind) = (from, Some(to), Kind::Condition);
            }
        }
        self.nesting -= 1;
        Ok(kind)
    }

    /// The next operation and how tightly it binds. What follows an operand without a sign is multiplied by it.
    fn operation(&self) -> Option<(Binary, u8)> {
        Some(match self.peek()? {
            Word::Sign("or") => (Binary::Or, OR),
            Word::Sign("and") => (Binary::And, AND),
            Word::Sign("<") => (Binary::Less, COMPARISON),
            Word::Sign("<=") => (Binary::AtMost, COMPARISON),
            Word::Sign(">") => (Binary::Greater, COMPARISON),
            Word::Sign(">=") => (Binary::AtLeast, COMPARISON),
            Word::Sign("+") => (Binary::Add, SUM),
            Word::Sign("-") => (Binary::Subtract, SUM),
            Word::Sign("/") => (Binary::Divide, PRODUCT),
            Word::Sign("*" | "(") | Word::Name(_) => (Binary::Multiply, PRODUCT),
            Word::Sign("^") | Word::Raised(_) => (Binary::Power, POWER),
            _ => return None,
        })
    }

    /// Steps over the sign of an operation, if it has one of its own.
    fn step_over(&mut self) {
        let is_sign = match self.peek() {
            Some(Word::Sign(sign)) => *sign != "(",
            _ => false,
        };
        self.at += usize::from(is_sign);
    }

    fn operand_after(&mut self, operation: Binary, strength: u8) -> Result<Kind, Reason> {
        if let (Binary::Power, Some(Word::Raised(exponent))) = (operation, self.peek()) {
            return self.constant(*exponent);
        }
        // Powers go to the right, all others to the left.
        self.expression(if operation == Binary::Power { POWER } else { strength + 1 })
    }

    fn constant(&mut self, value: f64) -> Result<Kind, Reason> {
        if value.is_infinite() {
            let found = self.written();
            let message = format!("{} is too large; numbers end at 1.8e308", Quoted(&found));
            return Err(at("formula_large", self.place(), vec![("found", Value::Text(excerpt(&found)))], &message));
        }
        self.at += 1;
        self.program.push(Op::Constant(value));
        Ok(Kind::Value)
    }

    fn operand(&mut self) -> Result<Kind, Reason> {
        let place = self.place();
        let Some(word) = self.peek().cloned() else {
            return Err(Reason::special("formula_ends", Vec::new(), "the formula ends too early"));
        };
        match word {
            Word::Number(value) => self.constant(value),
            Word::Name(name) => self.named(&name),
            Word::Sign("(") => {
                self.at += 1;
                self.closed(place)
            }
            Word::Sign(sign @ ("+" | "-")) => {
                self.at += 1;
                let operand = self.place();
                check(self.expression(MINUS)?, Kind::Value, operand)?;
                self.program.extend((sign == "-").then_some(Op::Negate));
                Ok(Kind::Value)
            }
            Word::Sign("not") => {
                self.at += 1;
                let operand = self.place();
                check(self.expression(NOT)?, Kind::Condition, operand)?;
                self.program.push(Op::Not);
                Ok(Kind::Condition)
            }
            _ => Err(self.unexpected()),
        }
    }

    /// What is in a bracket that was opened at `place`, and its end.
    fn closed(&mut self, place: usize) -> Result<Kind, Reason> {
        let kind = self.expression(0)?;
        self.close(place)?;
        Ok(kind)
    }

    fn close(&mut self, place: usize) -> Result<(), Reason> {
        if self.takes(")") {
            Ok(())
        } else if self.peek().is_none() {
            Err(at("formula_open", place, Vec::new(), "this bracket is never closed"))
        } else {
            Err(self.unexpected())
        }
    }

    fn named(&mut self, name: &str) -> Result<Kind, Reason> {
        let place = self.place();
        let Some(meaning) = self.names.meaning(name) else {
            let [first, second] = self.names.variables;
            let variables = format!("{}, {}", first[0], second[0]);
            let name = excerpt(&self.written());
            let values = vec![("name", Value::from(name.as_str())), ("variables", Value::from(variables.as_str()))];
            let message = format!("{name} is unknown; there are {variables}, and functions such as sin");
            return Err(at("formula_unknown", place, values, &message));
        };
        self.at += 1;
        let bracket = self.place();
        match meaning {
            Meaning::Operand(op) => {
                self.program.push(op);
                return Ok(Kind::Value);
            }
            _ if !self.takes("(") => {
                let message = format!("{name} needs its argument in brackets: {name}(x)");
                return Err(at("formula_argument", place, vec![("name", Value::from(name))], &message));
            }
            Meaning::Function(function) => {
                let argument = self.place();
                check(self.closed(bracket)?, Kind::Value, argument)?;
                self.program.push(Op::Call(function));
            }
            Meaning::Pair(operation) => {
                self.argument()?;
                if !self.takes(";") && !self.takes(",") {
                    let message = format!("{name} takes two arguments, separated by ; : {name}(x; y)");
                    return Err(at("formula_two", place, vec![("name", Value::from(name))], &message));
                }
                self.argument()?;
                self.close(bracket)?;
                self.program.push(Op::Binary(operation));
            }
        }
        Ok(Kind::Value)
    }

    fn argument(&mut self) -> Result<(), Reason> {
        let place = self.place();
        check(self.expression(0)?, Kind::Value, place)
    }

    /// The next word does not belong there.
    fn unexpected(&self) -> Reason {
        let place = self.place();
        if self.peek() == Some(&Word::Sign("=")) {
            return at("formula_equals", place, Vec::new(), "compare with < or > instead of =");
        }
        let found = self.written();
        let message = format!("{} does not belong here", Quoted(&found));
        at("formula_unexpected", place, vec![("found", Value::Text(excerpt(&found)))], &message)
    }
}

fn check(kind: Kind, wanted: Kind, place: usize) -> Result<(), Reason> {
    if kind == wanted {
        return Ok(());
    }
    Err(match wanted {
        Kind::Value => at("formula_condition", place, Vec::new(), "here a number is needed, and this is a condition"),
        Kind::Condition => {
            at("formula_value", place, Vec::new(), "here a condition is needed, such as x > 0, and this is a number")
        }
    })
}

/// A reason with its place, which counts from 0 here and from 1 for people.
fn at(name: &'static str, place: usize, mut values: Vec<(&'static str, Value)>, message: &str) -> Reason {
    let place = place + 1;
    values.push(("place", Value::Number(place as f64)));
    Reason::special(name, values, format!("character {place}: {message}"))
}

fn too_deep() -> Reason {
    Reason::special("formula_deep", Vec::new(), "too many brackets or powers are nested in one another")
}
