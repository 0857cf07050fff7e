//! The numbers of an update as an exercise sheet, with the results or with blanks for them. There are no words in it, so
//! that it is the same in every language: symbols are the slides'.

use super::{
    latex::latex,
    numbers::{Id, Kind, Part, Structure, Trace, stages},
    tree::Tree,
};
use value::{
    Choice, Error, Fields, Result,
    number::{decimal_point, rounded, shown},
};

const BLANK: &str = r"\underline{\hspace{1.5cm}}";
/// Significant digits in LaTeX: those of the slides' longest result, 0.1400156. CSV has all.
const DIGITS: i32 = 7;

/// How the numbers are to be written down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    format: Format,
    /// Or blanks to fill in.
    results: bool,
    decimal: char,
}

/// What the worksheet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Latex,
    Csv,
}

impl Choice for Format {
    const WHAT: &'static str = "a format";
    const NAMES: &'static [(&'static str, Self)] = &[("latex", Self::Latex), ("csv", Self::Csv)];
}

impl Wanted {
    /// `format`, `results` and `decimal` of a question.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn read(fields: &mut Fields) -> Result<Self> {
        let decimal = decimal_point(fields.text("decimal")?).map_err(|reason| Error::config("decimal", reason))?;
        let format = fields.choice("format")?.unwrap_or(Format::Latex);
        Ok(Self { format, results: fields.switch("results")?.unwrap_or(true), decimal })
    }

    /// The sheet.
    pub fn text(self, trace: &Trace) -> String {
        let sheet = Sheet { trace, structure: trace.structure, wanted: self };
        match self.format {
            Format::Csv => sheet.csv(),
            Format::Latex => sheet.latex(),
        }
    }
}

struct Sheet<'a> {
    trace: &'a Trace<'a>,
    structure: Structure<'a>,
    wanted: Wanted,
}

impl Sheet<'_> {
    /// `id,value,from` a line, with semicolons where the comma is in the numbers. Blanks are empty fields.
    fn csv(&self) -> String {
        let separator = if self.wanted.decimal == ',' { ";" } else { "," };
        let mut text = ["id", "value", "from"].join(separator) + "\r\n";
        for (_, column) in self.structure.all() {
            let formula = self.structure.formula(column);
            for example in self.examples(column) {
                let mut sources = Vec::new();
                if let Some(formula) = &formula {
                    formula.sources(example, self.trace.class(example.max(1)), &mut sources);
                }
                let id = column.of_example(example);
                let is_shown = self.wanted.results || formula.is_none();
                let value = if is_shown { self.decimal(self.trace.value(id)) } else { String::new() };
                let from: Vec<_> = sources.into_iter().map(Id::text).collect();
                text += &[id.text(), value, from.join(" ")].join(separator);
                text += "\r\n";
            }
        }
        text
    }

    /// The examples that have a number of their own in a column; 0 where there is one for all.
    fn examples(&self, column: Id) -> impl Iterator<Item = usize> + use<> {
        if column.is_of_example() { 1..=self.structure.examples } else { 0..=0 }
    }

    /// Four blocks for amsmath: what is given, forward, backward, the update. Examples stand in columns, as on the slides.
    fn latex(&self) -> String {
        let stages = stages(self.structure.machine);
        let computed = |part| stages.iter().filter(move |stage| stage.part == part);
        let parts = [Part::Forward, Part::Backward, Part::Update]
            .map(|part| computed(part).flat_map(|stage| self.structure.computed(*stage)).collect::<Vec<_>>());
        // A long sheet must be able to break between its lines.
        let mut text = String::from("% \\usepackage{amsmath}\n\\allowdisplaybreaks\n");
        for block in [self.structure.given()].into_iter().chain(parts) {
            let lines = block.into_iter().filter(|id| self.is_written(*id)).map(|id| self.line(id));
            let lines: Vec<_> = lines.collect();
            if !lines.is_empty() {
                text += &format!("\\begin{{align*}}\n{}\n\\end{{align*}}\n", lines.join(" \\\\\n"));
            }
        }
        text
    }

    /// Whether a number has a line of its own: η · mean is left to the formula of the new weight.
    fn is_written(&self, id: Id) -> bool {
        let next_units = self.structure.machine.layers.get(id.at[0]).map_or(0, |(units, _)| *units);
        // The only part of a sum is the sum.
        id.kind != Kind::Step && (id.kind != Kind::Term || next_units > 1)
    }

    /// `symbol &= formula = numbers`.
    fn line(&self, column: Id) -> String {
        let formula = self.structure.formula(column);
        let symbol = latex(&self.structure.symbol(column));
        let mut text = symbol.clone();
        if let Some(also) = self.structure.also(column) {
            text += &format!(" = {}", latex(&also));
        }
        text += " &= ";
        let written = formula.as_ref().filter(|formula| !matches!(formula, Tree::Number(_))).map(latex);
        if let Some(written) = written.filter(|written| *written != symbol) {
            text += &format!("{written} = ");
        }
        let is_shown = self.wanted.results || formula.is_none();
        let number = |example| if is_shown { self.number(column.of_example(example)) } else { BLANK.into() };
        let numbers: Vec<_> = self.examples(column).map(number).collect();
        let numbers = numbers.join(" \\\\ ");
        text +=
            &if column.is_of_example() { format!("\\begin{{bmatrix}} {numbers} \\end{{bmatrix}}") } else { numbers };
        text
    }

    fn number(&self, id: Id) -> String {
        match self.trace.value(id) {
            value if value.is_nan() => "?".into(),
            f64::INFINITY => "\\infty".into(),
            f64::NEG_INFINITY => "-\\infty".into(),
            value => self.decimal(rounded(value, DIGITS)).replace(',', "{,}"),
        }
    }

    /// A number with the decimal separator that is wanted.
    fn decimal(&self, value: f64) -> String {
        shown(value).to_string().replace('.', &self.wanted.decimal.to_string())
    }
}
