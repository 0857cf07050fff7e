//! Formulas as trees: told once, and written from that as MathML and as text by the page, as LaTeX by the worksheet.

use super::numbers::Id;
use serde::Serialize;

/// A formula, or what a quantity is called. In JavaScript an object with one key, which says what it is: `{ sum: [a, b] }`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropFormula"))]
pub enum Tree {
    /// One of the numbers.
    Quantity(Box<Quantity>),
    /// That of several numbers whose place, from 0, is the target: the right class's.
    Pick(Box<Pick>),
    /// A letter or a word that stands for itself, such as e, or for a quantity.
    Name(Name),
    /// A constant.
    Number(f64),
    /// a + b + …
    Sum(Vec<Tree>),
    /// −a.
    Minus(Box<Tree>),
    /// a · b · …
    Product(Vec<Tree>),
    /// a / b.
    Fraction(Box<[Tree; 2]>),
    /// a to the power of b.
    Power(Box<[Tree; 2]>),
    /// |a|.
    Abs(Box<Tree>),
    /// A function by its name.
    Call(Call),
    /// 1 where the relation holds, else 0: an Iverson bracket.
    Condition(Box<Condition>),
    /// The mean of a quantity over the examples.
    MeanOf(Box<MeanOf>),
    /// ∂a/∂b; in names only.
    Partial(Box<[Tree; 2]>),
    /// The mean of a over the examples; in names only.
    Average(Box<Tree>),
    /// Σ over an index of a; in names only.
    SumOver(Box<SumOver>),
}

/// A number of the answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropQuantity"))]
pub struct Quantity {
    /// Its id, without the example.
    #[cfg_attr(test, ts(type = "string"))]
    pub(super) id: Id,
    /// Whether each example has its own: then the id goes on with the example's number.
    pub of_example: bool,
    /// Its name.
    pub symbol: Tree,
    /// Its own formula, where that is written in place of its value: a product in a sum.
    pub written: Option<Tree>,
}

/// One of several numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropPick"))]
pub struct Pick {
    /// The target.
    pub by: Tree,
    /// The numbers.
    pub from: Vec<Tree>,
    /// What the one is called.
    pub symbol: Tree,
}

/// A letter or a word.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropName"))]
pub struct Name {
    /// The letter or the word.
    pub base: &'static str,
    /// The layer, where there are several; 0 where there is one.
    pub layer: usize,
    /// The indexes below it; empty where there is nothing to choose from.
    pub index: String,
    /// Whether it is the value after the update.
    pub new: bool,
}

/// A function with its arguments.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropCall"))]
pub struct Call {
    /// `max` `min` `ln` `tanh` `cosh` `sgn` `huber`; `clip` to 10⁻⁷ … 1 − 10⁻⁷ and `clip₁` to 10⁻⁷ … 1; `clip′` and `clip₁′`, 1
    /// where these change nothing, else 0; `Φ` and `φ`, the normal distribution function and its density.
    pub name: &'static str,
    /// What it is a function of.
    pub of: Vec<Tree>,
}

/// A relation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropCondition"))]
pub struct Condition {
    /// Its left side.
    pub left: Tree,
    /// `=`, `>`, `≥` or `≤`.
    pub relation: &'static str,
    /// Its right side.
    pub right: Tree,
}

/// A mean over the examples.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropMean"))]
pub struct MeanOf {
    /// The quantity.
    pub of: Tree,
    /// How many examples there are.
    pub examples: usize,
}

/// A sum in a name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropSum"))]
pub struct SumOver {
    /// The index that counts.
    pub index: &'static str,
    /// What is added up.
    pub of: Tree,
}

impl Tree {
    /// The ids of the numbers that it is made of, for one example.
    pub(super) fn sources(&self, example: usize, target: usize, found: &mut Vec<Id>) {
        let mut all = |trees: &[Self]| trees.iter().for_each(|tree| tree.sources(example, target, found));
        match self {
            Self::Quantity(quantity) => found.push(quantity.id.of_example(example)),
            Self::Pick(pick) => {
                all(pick.from.get(target..=target).unwrap_or_default());
                pick.by.sources(example, target, found);
            }
            Self::Sum(parts) | Self::Product(parts) => all(parts),
            Self::Fraction(two) | Self::Power(two) => all(&**two),
            Self::Minus(of) | Self::Abs(of) => of.sources(example, target, found),
            Self::Call(call) => all(&call.of),
            Self::Condition(condition) => {
                condition.left.sources(example, target, found);
                condition.right.sources(example, target, found);
            }
            Self::MeanOf(mean) => (1..=mean.examples).for_each(|example| mean.of.sources(example, target, found)),
            Self::Name(_) | Self::Number(_) | Self::Partial(_) | Self::Average(_) | Self::SumOver(_) => {}
        }
    }
}

/// A letter or a word without any index.
pub(super) fn name(base: &'static str) -> Tree {
    Tree::Name(Name { base, layer: 0, index: String::new(), new: false })
}

pub(super) fn number(value: f64) -> Tree {
    Tree::Number(value)
}

pub(super) fn sum(parts: impl Into<Vec<Tree>>) -> Tree {
    Tree::Sum(parts.into())
}

pub(super) fn minus(of: Tree) -> Tree {
    Tree::Minus(Box::new(of))
}

/// a − b.
pub(super) fn difference(a: Tree, b: Tree) -> Tree {
    sum([a, minus(b)])
}

pub(super) fn product(parts: impl Into<Vec<Tree>>) -> Tree {
    Tree::Product(parts.into())
}

pub(super) fn fraction(above: Tree, below: Tree) -> Tree {
    Tree::Fraction(Box::new([above, below]))
}

pub(super) fn power(base: Tree, exponent: Tree) -> Tree {
    Tree::Power(Box::new([base, exponent]))
}

/// e to the power of `exponent`.
pub(super) fn exp(exponent: Tree) -> Tree {
    power(name("e"), exponent)
}

pub(super) fn abs(of: Tree) -> Tree {
    Tree::Abs(Box::new(of))
}

pub(super) fn call(name: &'static str, of: impl Into<Vec<Tree>>) -> Tree {
    Tree::Call(Call { name, of: of.into() })
}

pub(super) fn condition(left: Tree, relation: &'static str, right: Tree) -> Tree {
    Tree::Condition(Box::new(Condition { left, relation, right }))
}

/// ∂a/∂b.
pub(super) fn partial(of: Tree, by: Tree) -> Tree {
    Tree::Partial(Box::new([of, by]))
}
