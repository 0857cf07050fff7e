//! Formulas as LaTeX, with the names of the quantities in them.

use super::tree::{Call, Condition, Name, Tree};
use crate::data::custom::has;
use value::number::shown;

/// A formula in mathematics mode.
pub(super) fn latex(tree: &Tree) -> String {
    match tree {
        Tree::Quantity(quantity) => latex(&quantity.symbol),
        Tree::Pick(pick) => latex(&pick.symbol),
        Tree::Name(name) => named(name),
        Tree::Number(number) => shown(*number).to_string(),
        Tree::Sum(parts) => added(parts),
        Tree::Minus(of) => format!("-{}", within(of, Level::Product)),
        Tree::Product(parts) => multiplied(parts),
        Tree::Fraction(two) => {
            let [above, below] = &**two;
            format!("\\frac{{{}}}{{{}}}", latex(above), latex(below))
        }
        Tree::Power(two) => {
            let [base, exponent] = &**two;
            let (base, exponent) = (within(base, Level::Atom), latex(exponent));
            // A symbol with a superscript must not get a second one.
            if has(&base, b'^') { format!("{{{base}}}^{{{exponent}}}") } else { format!("{base}^{{{exponent}}}") }
        }
        Tree::Abs(of) => format!("|{}|", latex(of)),
        Tree::Call(call) => called(call),
        Tree::Condition(condition) => compared(condition),
        Tree::MeanOf(mean) => format!("\\frac{{1}}{{{}}}\\sum {}", mean.examples, within(&mean.of, Level::Product)),
        Tree::Partial(two) => {
            let [of, by] = &**two;
            format!("\\frac{{\\partial {}}}{{\\partial {}}}", latex(of), latex(by))
        }
        Tree::Average(of) => format!("\\overline{{{}}}", latex(of)),
        Tree::SumOver(sum) => format!("\\textstyle\\sum_{} {}", sum.index, within(&sum.of, Level::Product)),
    }
}

/// The precedence of a formula.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Sum,
    Product,
    Fraction,
    Atom,
}

fn level(tree: &Tree) -> Level {
    match tree {
        Tree::Quantity(quantity) => level(&quantity.symbol),
        Tree::Pick(pick) => level(&pick.symbol),
        Tree::Sum(_) | Tree::Minus(_) => Level::Sum,
        Tree::Product(_) | Tree::MeanOf(_) | Tree::SumOver(_) => Level::Product,
        Tree::Fraction(_) | Tree::Power(_) | Tree::Partial(_) => Level::Fraction,
        _ => Level::Atom,
    }
}

fn has_fraction(latex: &str) -> bool {
    latex.split('\\').any(|word| word.starts_with("frac"))
}

/// In brackets, if its precedence is lower than that of its surroundings.
fn within(tree: &Tree, around: Level) -> String {
    let text = latex(tree);
    match (level(tree) < around, has_fraction(&text)) {
        (false, _) => text,
        (true, true) => format!("\\left({text}\\right)"),
        (true, false) => format!("({text})"),
    }
}

fn added(parts: &[Tree]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Tree::Minus(of) => {
                text += if text.is_empty() { "-" } else { " - " };
                text += &within(of, Level::Product);
            }
            part => {
                text += if text.is_empty() { "" } else { " + " };
                text += &within(part, Level::Product);
            }
        }
    }
    text
}

fn multiplied(parts: &[Tree]) -> String {
    let mut text = String::new();
    let mut before: Option<&Tree> = None;
    for part in parts {
        let next = within(part, Level::Fraction);
        text += match (before, part) {
            (None, _) => "",
            (Some(Tree::Number(_)), Tree::Number(_) | Tree::Fraction(_)) => " \\cdot ",
            (Some(Tree::Number(_) | Tree::Fraction(_)), _) => "",
            (_, Tree::Call(_)) => " ",
            (Some(one), other) if is_name(one) && is_name(other) => " ",
            _ => " \\cdot ",
        };
        text += &next;
        before = Some(part);
    }
    text
}

fn is_name(tree: &Tree) -> bool {
    match tree {
        Tree::Quantity(quantity) => is_name(&quantity.symbol),
        Tree::Pick(pick) => is_name(&pick.symbol),
        Tree::Name(_) => true,
        _ => false,
    }
}

/// `w^{(l)}_{i,u}`.
fn named(Name { base, layer, index, new }: &Name) -> String {
    let mut text = match *base {
        "η" => "\\eta".into(),
        "δ" => "\\delta".into(),
        "y′" => "y'".into(),
        word if word.len() > 1 => format!("\\mathrm{{{word}}}"),
        letter => letter.to_owned(),
    };
    if *layer > 0 {
        text += &format!("^{{({layer})}}");
    }
    let mark = if *new { ",\\mathrm{new}" } else { "" };
    if !index.is_empty() {
        text += &format!("_{{{index}{mark}}}");
    }
    text
}

fn called(Call { name, of }: &Call) -> String {
    let name = match *name {
        "max" | "min" | "ln" | "tanh" | "cosh" => format!("\\{name}"),
        "clip′" => "\\mathrm{clip}'".into(),
        "clip₁" => "\\mathrm{clip}_1".into(),
        "clip₁′" => "\\mathrm{clip}_1'".into(),
        "Φ" => "\\Phi".into(),
        "φ" => "\\varphi".into(),
        word => format!("\\mathrm{{{word}}}"),
    };
    let all: Vec<_> = of.iter().map(latex).collect();
    match &of[..] {
        [one] if is_name(one) && name == "\\ln" => format!("{name} {}", all.join("")),
        _ if all.iter().any(|one| has_fraction(one)) => format!("{name}\\left({}\\right)", all.join(", ")),
        _ => format!("{name}({})", all.join(", ")),
    }
}

fn compared(Condition { left, relation, right }: &Condition) -> String {
    let relation = match *relation {
        "≥" => "\\ge",
        "≤" => "\\le",
        other => other,
    };
    format!("[{} {relation} {}]", latex(left), latex(right))
}
