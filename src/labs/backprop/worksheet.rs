//! The numbers of an update as an exercise sheet, with the results or with blanks for them. There are no words in it, so
//! that it is the same in every language: symbols are the slides'.

use super::{
    formulas::Sees,
    settings::{Format, Worksheet},
    trace::{Id, Kind, Number, Trace},
};
use crate::nn::{Activation, Loss};
use value::{
    Choice,
    number::{rounded, shown},
};

const BLANK: &str = r"\underline{\hspace{1.5cm}}";
/// Digits that count, in LaTeX: those of the slides' longest result, 0.1400156. CSV has all.
const DIGITS: i32 = 7;

/// The sheet.
pub(super) fn text(trace: &Trace, numbers: &[Number], wanted: Worksheet) -> String {
    match wanted.format {
        Format::Csv => csv(numbers, wanted),
        Format::Latex => Sheet { trace, wanted }.latex(numbers),
    }
}

/// `id,value,from` a line, with semicolons where the comma is in the numbers. Blanks are empty fields.
fn csv(numbers: &[Number], wanted: Worksheet) -> String {
    let separator = if wanted.decimal == ',' { ';' } else { ',' };
    let mut text = format!("id{separator}value{separator}from\r\n");
    for number in numbers {
        text.push_str(&number.id.text());
        text.push(separator);
        if wanted.results || number.from.is_empty() {
            text.push_str(&decimal(number.value, wanted.decimal));
        }
        text.push(separator);
        for (at, from) in number.from.iter().enumerate() {
            text.push_str(if at == 0 { "" } else { " " });
            text.push_str(&from.text());
        }
        text.push_str("\r\n");
    }
    text
}

/// A number with this decimal separator.
fn decimal(value: f64, separator: char) -> String {
    let mut text = shown(value).to_string();
    if let Some(at) = text.bytes().position(|byte| byte == b'.') {
        text.replace_range(at..=at, separator.encode_utf8(&mut [0; 4]));
    }
    text
}

/// What is written in LaTeX.
struct Sheet<'a> {
    trace: &'a Trace<'a>,
    wanted: Worksheet,
}

impl Sheet<'_> {
    /// Four blocks for amsmath: what is given, forward, backward, the update. Examples stand in columns, as on the slides.
    /// η · mean is left to the formula of the new weight.
    fn latex(&self, numbers: &[Number]) -> String {
        let mut columns: Vec<(Id, Vec<&Number>)> = Vec::new();
        for number in numbers.iter().filter(|number| self.is_written(number.id)) {
            let id = number.id.column();
            match columns.iter_mut().find(|(column, _)| *column == id) {
                Some((_, column)) => column.push(number),
                None => columns.push((id, vec![number])),
            }
        }
        // A long sheet must be able to break between its lines.
        let mut text = String::from("% \\usepackage{amsmath}\n\\allowdisplaybreaks\n");
        for part in 0..4 {
            let mut lines =
                columns.iter().filter(|(id, _)| stage(id.kind) == part).map(|(id, column)| self.line(*id, column));
            let Some(first) = lines.next() else { continue };
            text.push_str("\\begin{align*}\n");
            text.push_str(&first);
            for line in lines {
                text.push_str(" \\\\\n");
                text.push_str(&line);
            }
            text.push_str("\n\\end{align*}\n");
        }
        text
    }

    /// Whether a number has a line of its own.
    fn is_written(&self, id: Id) -> bool {
        match id.kind {
            Kind::Step => false,
            // The only part of a sum is the sum.
            Kind::LossTerm => self.trace.machine.outputs() > 1,
            Kind::Term => self.units(id.at[0] + 1) > 1,
            _ => true,
        }
    }

    /// `symbol &= formula = numbers`.
    fn line(&self, id: Id, column: &[&Number]) -> String {
        let (symbol, formula) = self.formula(id);
        let formula = if formula.is_empty() { String::new() } else { format!(" {formula} =") };
        format!("{symbol} &={formula} {}", self.numbers(column))
    }

    fn numbers(&self, column: &[&Number]) -> String {
        let of_examples = column.first().is_some_and(|number| number.id.kind.describe().2);
        let mut text = String::from(if of_examples { "\\begin{bmatrix} " } else { "" });
        for (at, number) in column.iter().enumerate() {
            text.push_str(if at == 0 { "" } else { " \\\\ " });
            text.push_str(&self.number(number));
        }
        text.push_str(if of_examples { " \\end{bmatrix}" } else { "" });
        text
    }

    fn number(&self, number: &Number) -> String {
        if !self.wanted.results && !number.from.is_empty() {
            return BLANK.into();
        }
        match number.value {
            value if value.is_nan() => "?".into(),
            value if value.is_infinite() => if value > 0.0 { "\\infty" } else { "-\\infty" }.into(),
            value if self.wanted.decimal == ',' => decimal(rounded(value, DIGITS), ',').replace(',', "{,}"),
            value => shown(rounded(value, DIGITS)).to_string(),
        }
    }

    /// The symbol of a column and the formula that it comes from; none for what is given or is its own formula.
    fn formula(&self, id: Id) -> (String, String) {
        let [a, b, c, _] = id.at;
        let machine = self.trace.machine;
        let last = machine.layers.len();
        let examples = self.trace.batch.len();
        match id.kind {
            Kind::X => (self.incoming(1, a), String::new()),
            Kind::Y => (self.indexed("y", a, self.targets()), String::new()),
            Kind::Coded => (self.target(a), format!("2 {} - 1", self.indexed("y", a, self.targets()))),
            Kind::W => (self.weight(a, b, c, ""), String::new()),
            Kind::Eta => ("\\eta".into(), String::new()),
            Kind::Product => (format!("{} {}", self.weight(a, b, c, ""), self.incoming(a, b)), String::new()),
            Kind::Net => {
                let inputs = self.trace.weights.get(a - 1).map_or(1, Vec::len);
                let mut sum = String::new();
                for i in 1..inputs {
                    sum.push_str(&format!("{} {} + ", self.weight(a, i, b, ""), self.incoming(a, i)));
                }
                (self.net(a, b), sum + &self.weight(a, 0, b, ""))
            }
            Kind::Max => (self.max(a), String::new()),
            Kind::Exp => (self.exp(a, &self.index(a, b)), String::new()),
            Kind::ExpSum => (self.exp_sum(a), String::new()),
            Kind::Out => (self.out(a, b), self.activated(a, b)),
            Kind::Clipped => (self.seen(a), String::new()),
            Kind::ClippedSum => ("\\textstyle\\sum_j \\mathrm{clip}(\\mathrm{out}_j)".into(), String::new()),
            Kind::Probability if machine.loss.is_sparse() => {
                let part = format!("{} / {}", self.exp(last + 1, &self.index(last, a)), self.exp_sum(last + 1));
                (self.seen(a), part)
            }
            Kind::Probability => (self.seen(a), format!("\\mathrm{{sigmoid}}({})", self.net(last, a))),
            Kind::Error => (format!("{} - {}", self.target(a), self.seen(a)), String::new()),
            Kind::LossTerm => (format!("\\mathrm{{Loss}}_{{{a}}}"), self.loss_term(a)),
            Kind::ExampleLoss => ("\\mathrm{Loss}".into(), self.example_loss()),
            Kind::MeanLoss => {
                ("\\overline{\\mathrm{Loss}}".into(), format!("\\frac{{1}}{{{examples}}}\\sum \\mathrm{{Loss}}"))
            }
            Kind::Term => (format!("{} {}", self.weight(a + 1, b, c, ""), self.delta(a + 1, c)), String::new()),
            Kind::DLossDOut => (slope("\\mathrm{Loss}", &self.out(a, b)), self.loss_slope(a, b)),
            Kind::DOutDNet => {
                let g = self.activation(a);
                let formula =
                    if g == Activation::Linear { String::new() } else { format!("{}'({})", name(g), self.net(a, b)) };
                (slope(&self.out(a, b), &self.net(a, b)), formula)
            }
            Kind::Jacobian => {
                let (i, j) = (self.out(a, b), self.out(a, c));
                (slope(&i, &self.net(a, c)), if b == c { format!("{i} (1 - {i})") } else { format!("-{i} {j}") })
            }
            Kind::Delta => {
                let symbol = format!("{} = {}", self.delta(a, b), slope("\\mathrm{Loss}", &self.net(a, b)));
                (symbol, self.delta_formula(a, b))
            }
            Kind::DNetDW => {
                let net = format!("\\mathrm{{net}}{}", self.layer(a));
                (slope(&net, &self.weight(a, b, 0, "")), if b == 0 { String::new() } else { self.incoming(a, b) })
            }
            Kind::DLossDW => {
                let below = if b == 0 { "1".into() } else { self.incoming(a, b) };
                let symbol = slope("\\mathrm{Loss}", &self.weight(a, b, c, ""));
                (symbol, format!("{} \\cdot {below}", self.delta(a, c)))
            }
            Kind::Mean => {
                let one = slope("\\mathrm{Loss}", &self.weight(a, b, c, ""));
                (format!("\\overline{{{one}}}"), format!("\\frac{{1}}{{{examples}}}\\sum {one}"))
            }
            Kind::Step => (String::new(), String::new()),
            Kind::NewW => {
                let w = self.weight(a, b, c, "");
                let mean = format!("\\overline{{{}}}", slope("\\mathrm{Loss}", &w));
                (self.weight(a, b, c, "new"), format!("{w} - \\eta\\,{mean}"))
            }
        }
    }

    fn loss_term(&self, u: usize) -> String {
        let (p, y) = (self.seen(u), self.target(u));
        match self.trace.machine.loss {
            Loss::MeanSquaredError => format!("({y} - {p})^2"),
            Loss::MeanAbsoluteError => format!("|{y} - {p}|"),
            Loss::Huber => format!("\\mathrm{{huber}}({y} - {p})"),
            Loss::Hinge => format!("\\max(1 - {y}\\,{p}, 0)"),
            Loss::BinaryCrossentropy => format!("-{y} \\ln {p} - (1 - {y}) \\ln(1 - {p})"),
            Loss::SparseCategoricalCrossentropy => String::new(),
        }
    }

    fn example_loss(&self) -> String {
        let machine = self.trace.machine;
        match machine.outputs() {
            _ if machine.loss.is_sparse() && machine.sees() == Sees::Clipped => {
                "-\\ln\\bigl(\\mathrm{clip}(\\mathrm{out}_y) / \\textstyle\\sum_j \\mathrm{clip}(\\mathrm{out}_j)\\bigr)".into()
            }
            _ if machine.loss.is_sparse() && machine.sees() == Sees::Net => "-\\ln p_y".into(),
            _ if machine.loss.is_sparse() => format!("-\\ln \\mathrm{{out}}{}_y", self.layer(machine.layers.len())),
            1 => self.loss_term(1),
            outputs => format!("\\frac{{1}}{{{outputs}}}\\sum_j \\mathrm{{Loss}}_j"),
        }
    }

    fn loss_slope(&self, l: usize, u: usize) -> String {
        let machine = self.trace.machine;
        if let Some((units, _)) = machine.layers.get(l) {
            let mut sum = String::new();
            for n in 1..=*units {
                sum.push_str(if n == 1 { "" } else { " + " });
                sum.push_str(&format!("{} {}", self.weight(l + 1, u, n, ""), self.delta(l + 1, n)));
            }
            return sum;
        }
        let (out, y) = (self.out(l, u), self.target(u));
        let mean = match machine.outputs() {
            1 => String::new(),
            outputs => format!("\\tfrac{{1}}{{{outputs}}}"),
        };
        match machine.loss {
            Loss::MeanSquaredError if mean.is_empty() => format!("-2({y} - {out})"),
            Loss::MeanSquaredError => format!("-{mean} \\cdot 2({y} - {out})"),
            Loss::MeanAbsoluteError => format!("{mean}\\,\\mathrm{{sgn}}({out} - {y})"),
            Loss::Huber => format!("{mean}\\min(\\max({out} - {y}, -1), 1)"),
            Loss::BinaryCrossentropy => {
                format!("{mean}\\left(\\frac{{1 - {y}}}{{1 - {out}}} - \\frac{{{y}}}{{{out}}}\\right)")
            }
            // Which of the cases holds depends on the example.
            Loss::Hinge | Loss::SparseCategoricalCrossentropy => String::new(),
        }
    }

    fn delta_formula(&self, l: usize, u: usize) -> String {
        let machine = self.trace.machine;
        let (units, is_sparse) = (self.units(l), machine.loss.is_sparse());
        if l == machine.layers.len() && matches!(machine.sees(), Sees::Probability | Sees::Net) {
            let y = if is_sparse { format!("[y = {}]", u - 1) } else { self.target(u) };
            return match units {
                outputs if outputs > 1 && !is_sparse => format!("\\tfrac{{1}}{{{outputs}}}({} - {y})", self.seen(u)),
                _ => format!("{} - {y}", self.seen(u)),
            };
        }
        let factors = |i: usize| {
            let (out, net) = (self.out(l, i), self.net(l, u));
            format!("{} \\cdot {}", slope("\\mathrm{Loss}", &out), slope(&out, &net))
        };
        if self.activation(l) != Activation::Softmax {
            return factors(u);
        }
        let mut sum = factors(1);
        for i in 2..=units {
            sum.push_str(&format!(" + {}", factors(i)));
        }
        sum
    }

    fn activated(&self, l: usize, u: usize) -> String {
        match self.activation(l) {
            Activation::Linear => self.net(l, u),
            Activation::Softmax => format!("{} / {}", self.exp(l, &self.index(l, u)), self.exp_sum(l)),
            other => format!("{}({})", name(other), self.net(l, u)),
        }
    }

    fn activation(&self, l: usize) -> Activation {
        self.trace.machine.layers.get(l - 1).map_or(Activation::Linear, |(_, activation)| *activation)
    }

    fn units(&self, l: usize) -> usize {
        self.trace.machine.layers.get(l - 1).map_or(1, |(units, _)| *units)
    }

    fn targets(&self) -> usize {
        self.trace.machine.loss.targets(self.trace.machine.outputs())
    }

    /// `^{(l)}`, where there is more than one layer.
    fn layer(&self, l: usize) -> String {
        if self.trace.machine.layers.len() == 1 { String::new() } else { format!("^{{({l})}}") }
    }

    /// `_u`, where there is more than one unit.
    fn index(&self, l: usize, u: usize) -> String {
        if self.units(l) == 1 { String::new() } else { format!("_{{{u}}}") }
    }

    fn indexed(&self, symbol: &str, at: usize, count: usize) -> String {
        if count == 1 { symbol.to_owned() } else { format!("{symbol}_{{{at}}}") }
    }

    /// `w^{(l)}_{i,u}`; the unit is left out where there is one, or where it is 0.
    fn weight(&self, l: usize, i: usize, u: usize, mark: &str) -> String {
        let unit = if self.units(l) == 1 || u == 0 { String::new() } else { format!(",{u}") };
        let mark = if mark.is_empty() { String::new() } else { format!(",\\mathrm{{{mark}}}") };
        format!("w{}_{{{i}{unit}{mark}}}", self.layer(l))
    }

    fn net(&self, l: usize, u: usize) -> String {
        format!("\\mathrm{{net}}{}{}", self.layer(l), self.index(l, u))
    }

    fn out(&self, l: usize, u: usize) -> String {
        format!("\\mathrm{{out}}{}{}", self.layer(l), self.index(l, u))
    }

    fn delta(&self, l: usize, u: usize) -> String {
        format!("\\delta{}{}", self.layer(l), self.index(l, u))
    }

    /// What comes into a layer at input `i`.
    fn incoming(&self, l: usize, i: usize) -> String {
        if l == 1 { self.indexed("x", i, self.trace.machine.inputs) } else { self.out(l - 1, i) }
    }

    /// The target of an output, as the loss reads it.
    fn target(&self, u: usize) -> String {
        let symbol = if self.trace.written.is_some() { "y'" } else { "y" };
        self.indexed(symbol, u, self.targets())
    }

    /// What the loss sees of an output.
    fn seen(&self, u: usize) -> String {
        let last = self.trace.machine.layers.len();
        match self.trace.machine.sees() {
            Sees::Out | Sees::Probability => self.out(last, u),
            Sees::Clipped => format!("\\mathrm{{clip}}({})", self.out(last, u)),
            Sees::Net => format!("p{}", self.index(last, u)),
        }
    }

    /// The layer whose nets a softmax takes; the loss's own takes the last one's.
    fn of_nets(&self, l: usize) -> String {
        self.layer(l.min(self.trace.machine.layers.len()))
    }

    fn max(&self, l: usize) -> String {
        format!("\\max_j \\mathrm{{net}}{}_j", self.of_nets(l))
    }

    fn exp(&self, l: usize, index: &str) -> String {
        format!("e^{{\\mathrm{{net}}{}{index} - \\max}}", self.of_nets(l))
    }

    fn exp_sum(&self, l: usize) -> String {
        format!("\\textstyle\\sum_j {}", self.exp(l, "_j"))
    }
}

/// ∂a/∂b.
fn slope(a: &str, b: &str) -> String {
    format!("\\frac{{\\partial {a}}}{{\\partial {b}}}")
}

/// An activation's name as LaTeX takes it.
fn name(activation: Activation) -> String {
    format!("\\mathrm{{{}}}", activation.name().replace('_', "\\_"))
}

/// To which block a number belongs.
fn stage(kind: Kind) -> usize {
    match kind {
        Kind::X | Kind::Y | Kind::Coded | Kind::W | Kind::Eta => 0,
        Kind::Term | Kind::DLossDOut | Kind::DOutDNet | Kind::Jacobian | Kind::Delta | Kind::DNetDW | Kind::DLossDW => {
            2
        }
        Kind::Mean | Kind::Step | Kind::NewW => 3,
        _ => 1,
    }
}
