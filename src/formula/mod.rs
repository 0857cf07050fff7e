//! Formulas that a person writes, such as `x^2 + 3 sin(y)` or `x^2 + y^2 < 4 and x > 0`: parsed once, then evaluated at many
//! points, with exact derivatives.
//!
//! | | |
//! |---|---|
//! | numbers | `2`, `0.5` or `0,5`, `1e-3`, `pi` or `π`, `e` |
//! | arithmetic | `+ - * / ^`, also `− · × ÷ ² ³`; a product needs no sign: `2x`, `3 sin(x)`, `(x+1)(y-1)`, `xy` |
//! | functions | those of [`FUNCTIONS`]; `min(x; y)` and `max(x; y)` |
//! | comparisons | `< <= > >=`, also `≤ ≥` and chains: `0 < x < 1` |
//! | logic | `and or not`, also `∧ ∨ ¬`, and in Polish `i lub nie` |
//!
//! From the loosest to the tightest: `or`, `and`, `not`, comparisons, `+ -`, `* /` and products without a sign, the sign −, `^`
//! (to the right: `2^3^2` is 2⁹). So `-x^2` is −(x²), and `1/2x` is (1/2)·x.

mod dual;
mod functions;
mod parser;
mod tokens;

pub use functions::FUNCTIONS;

use dual::{Dual, Number};
use functions::Function;
use value::Reason;

/// The longest text, in bytes.
pub const MAX_LENGTH: usize = 500;
/// How many values an evaluation may have to remember at once.
const MAX_DEPTH: usize = 32;

/// The variables by their spellings: the first of each list is used in messages. Subscripts are written as digits.
pub type Variables = [&'static [&'static str]; 2];

/// The variables of a plane: x and y.
pub const XY: Variables = [&["x"], &["y"]];

/// What a formula evaluates to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Value,
    /// True or false.
    Condition,
}

/// A formula in two variables.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// In postfix order: each operation takes its operands from a stack, and leaves its result there.
    program: Vec<Op>,
    kind: Kind,
}

/// An operation of a program. Truth is 1, falsehood 0.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Op {
    Constant(f64),
    Variable(usize),
    Negate,
    Call(&'static Function),
    Not,
    Binary(Binary),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Min,
    Max,
    Less,
    AtMost,
    Greater,
    AtLeast,
    And,
    Or,
}

impl Formula {
    /// Parses a text.
    ///
    /// # Errors
    /// What is wrong with it, with the place: the number of the character, from 1. Each is a [`Reason::Special`] whose name
    /// begins with `formula_`, or [`Reason::TooLong`].
    pub fn parse(text: &str, variables: &Variables) -> Result<Self, Reason> {
        if text.len() > MAX_LENGTH {
            return Err(Reason::TooLong { length: text.len(), most: MAX_LENGTH });
        }
        parser::parse(text, variables)
    }

    /// Whether it is a number or a condition.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The operations of an evaluation: what it costs.
    pub fn operations(&self) -> usize {
        self.program.len()
    }

    /// Its value at (x, y); NaN or infinite where it has none. Of a condition 1 where it is true, else 0.
    pub fn value(&self, at: [f64; 2]) -> f64 {
        self.evaluate(at)
    }

    /// f(x, y) and (∂f/∂x, ∂f/∂y), exact up to rounding, by dual numbers. Where there is no derivative: 0 for abs and sign,
    /// that of one side for min, max and relu, not finite for sqrt at 0.
    pub fn value_and_gradient(&self, [x, y]: [f64; 2]) -> (f64, [f64; 2]) {
        let Dual { value, gradient } =
            self.evaluate([Dual { value: x, gradient: [1.0, 0.0] }, Dual { value: y, gradient: [0.0, 1.0] }]);
        (value, gradient)
    }

    /// Whether the condition holds at (x, y). Comparisons with NaN do not.
    pub fn holds(&self, at: [f64; 2]) -> bool {
        self.value(at) == 1.0
    }

    /// The comparisons that at (x, y) are not of numbers, as 0/0 is none: a bit for each, from the lowest on. Those after the 64th count
    /// as being of numbers.
    pub fn undefined_comparisons(&self, at: [f64; 2]) -> u64 {
        let (mut undefined, mut bit) = (0, 1);
        self.watched(at, &mut |binary, a, b| {
            if binary.is_comparison() {
                undefined |= if a.is_nan() || b.is_nan() { bit } else { 0 };
                bit <<= 1;
            }
        });
        undefined
    }

    fn evaluate<N: Number>(&self, at: [N; 2]) -> N {
        self.watched(at, &mut |_, _, _| {})
    }

    /// Evaluates it, and shows the operands of each binary operation.
    fn watched<N: Number>(&self, at: [N; 2], watch: &mut impl FnMut(Binary, N, N)) -> N {
        let mut stack = [N::constant(0.0); MAX_DEPTH];
        let mut top = 0;
        for op in &self.program {
            let arity = op.arity();
            top -= arity;
            let [a, b] = [stack[top], stack[(top + 1).min(MAX_DEPTH - 1)]];
            stack[top] = match *op {
                Op::Constant(value) => N::constant(value),
                Op::Variable(index) => at[index],
                Op::Negate => a.negated(),
                Op::Call(function) => a.mapped(function),
                Op::Not => N::constant(1.0 - a.value()),
                Op::Binary(binary) => {
                    watch(binary, a, b);
                    binary.apply(a, b)
                }
            };
            top += 1;
        }
        stack[0]
    }
}

impl Op {
    fn arity(&self) -> usize {
        match self {
            Self::Constant(_) | Self::Variable(_) => 0,
            Self::Negate | Self::Call(_) | Self::Not => 1,
            Self::Binary(_) => 2,
        }
    }
}

impl Binary {
    fn is_comparison(self) -> bool {
        matches!(self, Self::Less | Self::AtMost | Self::Greater | Self::AtLeast)
    }

    fn apply<N: Number>(self, a: N, b: N) -> N {
        let truth = |is: bool| N::constant(f64::from(u8::from(is)));
        // A comparison with NaN does not hold: min and max of NaN and a number are NaN.
        let a_if = |is: bool| if is || a.value().is_nan() { a } else { b };
        match self {
            Self::Add => a.plus(b),
            Self::Subtract => a.plus(b.negated()),
            Self::Multiply => a.times(b),
            Self::Divide => a.over(b),
            Self::Power => a.to_the(b),
            Self::Min => a_if(a.value() <= b.value()),
            Self::Max => a_if(a.value() >= b.value()),
            Self::Less => truth(a.value() < b.value()),
            Self::AtMost => truth(a.value() <= b.value()),
            Self::Greater => truth(a.value() > b.value()),
            Self::AtLeast => truth(a.value() >= b.value()),
            Self::And => truth(a.value() * b.value() == 1.0),
            Self::Or => truth(a.value() + b.value() > 0.0),
        }
    }
}
