//! What the columns of a table are: inputs, the target, or left out.

use crate::cell::{Cell, Content, Words};
use crate::decimal::{Decimal, Signs};
use crate::refusal::{Fault, FaultKind, Refusal};
use crate::{MAX_CLASSES, MAX_FAULTS, MAX_INPUTS, MAX_ROWS, MIN_ROWS};

/// What the caller wants of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Choice {
    /// The column that is to be learnt, from 0; `None` is the last one.
    pub column: Option<usize>,
    /// What it holds.
    pub target: Target,
    /// The decimal sign of numbers that can be read in two ways, such as `1,234`; `None` is that of the other numbers.
    pub decimal: Option<Decimal>,
}

/// What the target's column holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Target {
    /// Classes if they are words, or whole numbers from −1 to 9, at most [`MAX_CLASSES`] different ones, and there are two
    /// inputs or more; else values.
    #[default]
    Auto,
    /// Classes, words or numbers.
    Classes,
    /// Values.
    Values,
}

/// The numbers of a table, and what was left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The names of all columns of the file, from its header; without one they are empty.
    pub names: Vec<String>,
    /// Which columns are the inputs, from 0.
    pub columns: Vec<usize>,
    /// Which column is the target, from 0.
    pub target: usize,
    /// The columns of text that were left out, from 0.
    pub skipped: Vec<usize>,
    /// The inputs, row after row: `[rows, inputs]`.
    pub inputs: Vec<f64>,
    /// The target of each row: a value, or the index in `classes`.
    pub targets: Vec<f64>,
    /// The names of the classes: words in the order of their code points (as scikit-learn's `LabelEncoder` has them), numbers by size.
    pub classes: Option<Vec<String>>,
    /// The line of each row, from 1.
    pub lines: Vec<usize>,
    /// Whether the first record is the header.
    pub has_header: bool,
    /// What separates the fields.
    pub separator: char,
    /// The decimal sign.
    pub decimal: Decimal,
    /// A number that may be meant otherwise, as it is written: `1,234`.
    pub doubt: Option<String>,
    /// How many records there are, the header included, blank ones not.
    pub records: usize,
    /// How many records were left out because something is wrong with them.
    pub refused: usize,
    /// How many more there are than [`MAX_ROWS`], which were left out.
    pub beyond: usize,
    /// What is wrong with the first [`MAX_FAULTS`] of those refused.
    pub faults: Vec<Fault>,
}

/// The rows as they were read.
#[derive(Default)]
pub(crate) struct Rows {
    /// The number of fields of a row.
    pub width: usize,
    /// Row after row, each `width` long.
    pub cells: Vec<Cell>,
    /// The line of each row.
    pub lines: Vec<usize>,
    /// Of each column.
    pub words: Vec<Words>,
    pub signs: Signs,
    pub records: usize,
    pub refused: usize,
    pub beyond: usize,
    pub faults: Vec<Fault>,
}

/// What a column holds mostly.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Empty,
    Numbers,
    Words,
}

/// Makes the table of the rows.
pub(crate) fn table(choice: &Choice, separator: u8, rows: Rows) -> Result<Table, Refusal> {
    let Rows { width, mut cells, lines, words, mut signs, records, mut refused, mut beyond, mut faults } = rows;
    let decimal = choice.decimal.unwrap_or_else(|| signs.decimal(separator));
    for cell in &mut cells {
        *cell = cell.settled(decimal);
    }
    if records == 0 {
        return Err(Refusal::new("empty", 0, MIN_ROWS));
    }
    if width < 2 {
        return Err(Refusal::new("one_column", width, 2));
    }
    let mut list: Vec<(usize, &[Cell])> = lines.iter().copied().zip(cells.chunks(width)).collect();
    let kinds: Vec<Kind> = (0..width).map(|column| kind(&list, column)).collect();
    let has_header = is_header(&list, &kinds);
    let names: Vec<String> =
        (0..width).map(|column| if has_header { name(&list, &words, column) } else { String::new() }).collect();
    let refuse = |kind, found, limit| Refusal { columns: names.clone(), ..Refusal::new(kind, found, limit) };

    let last = kinds.iter().rposition(|kind| *kind != Kind::Empty).unwrap_or(width - 1);
    let target = choice.column.filter(|column| *column < width).unwrap_or(last);
    let others =
        |wanted| kinds.iter().enumerate().filter(move |(at, kind)| *at != target && **kind == wanted).map(|(at, _)| at);
    let columns: Vec<usize> = others(Kind::Numbers).collect();
    let skipped: Vec<usize> = others(Kind::Words).collect();
    if columns.is_empty() {
        let is_alone = skipped.is_empty() && kinds.get(target) == Some(&Kind::Numbers);
        return Err(if is_alone { refuse("one_column", 1, 2) } else { refuse("only_text", 0, 1) });
    }
    if columns.len() > MAX_INPUTS {
        return Err(refuse("columns", columns.len(), MAX_INPUTS));
    }

    list.drain(..usize::from(has_header));
    beyond += list.len().saturating_sub(MAX_ROWS);
    list.truncate(MAX_ROWS);
    let in_words = kinds.get(target) == Some(&Kind::Words) && choice.target != Target::Values;
    let (mut inputs, mut labels, mut kept) = (vec![], vec![], vec![]);
    for (line, row) in list {
        let wrong = wrong(row, &columns, target, in_words);
        if let Some((column, kind)) = wrong {
            refused += 1;
            let (words, cell) = (&words[column], row[column].content());
            let (kind, text) = match cell {
                Content::Word(at) if words.is_out_of_range(at) => (FaultKind::Range, words.get(at).to_owned()),
                Content::Word(at) => (kind, words.get(at).to_owned()),
                Content::Number(number) => (kind, value::number::shown(number).to_string()),
                Content::Missing => (FaultKind::Missing, String::new()),
            };
            let text = value::number::excerpt(&text);
            faults.push(Fault { line, column: column + 1, kind, text, fields: (0, 0) });
            continue;
        }
        kept.push(line);
        inputs.extend(columns.iter().map(|column| match row[*column].content() {
            Content::Number(number) => number,
            _ => f64::NAN, // never: `wrong` has looked
        }));
        labels.push(match row[target].content() {
            Content::Number(number) => number,
            Content::Word(at) => at as f64,
            Content::Missing => f64::NAN,
        });
    }
    faults.sort_unstable_by_key(|fault| fault.line);
    faults.truncate(MAX_FAULTS);
    if kept.len() < MIN_ROWS {
        return Err(Refusal { faults, ..refuse("rows", kept.len(), MIN_ROWS) });
    }

    let different = different(&labels);
    let is_class = |label: &f64| label.fract() == 0.0 && (-1.0..10.0).contains(label);
    let by_number = match choice.target {
        Target::Auto => columns.len() > 1 && different.len() <= MAX_CLASSES && different.iter().all(is_class),
        Target::Classes => true,
        Target::Values => false,
    };
    let mut classes = None;
    if in_words || by_number {
        if different.len() > MAX_CLASSES {
            return Err(Refusal { faults, ..refuse("classes", different.len(), MAX_CLASSES) });
        }
        if different.len() < 2 {
            return Err(Refusal { faults, ..refuse("one_class", different.len(), 2) });
        }
        let name = |label: &f64| {
            if in_words {
                words[target].get(*label as usize).to_owned()
            } else {
                value::number::shown(*label).to_string()
            }
        };
        let mut named: Vec<(f64, String)> = different.iter().map(|label| (*label, name(label))).collect();
        if in_words {
            named.sort_unstable_by(|a, b| a.1.cmp(&b.1));
        }
        for label in &mut labels {
            *label = named.iter().position(|(known, _)| known == label).unwrap_or(0) as f64;
        }
        classes = Some(named.into_iter().map(|(_, name)| name).collect());
    }
    Ok(Table {
        names,
        columns,
        target,
        skipped,
        inputs,
        targets: labels,
        classes,
        lines: kept,
        has_header,
        separator: char::from(separator),
        decimal,
        doubt: signs.doubt(decimal),
        records,
        refused,
        beyond,
        faults,
    })
}

/// What a column holds, the first row aside, which may be the header.
fn kind(rows: &[(usize, &[Cell])], column: usize) -> Kind {
    let body = if rows.len() > 1 { &rows[1..] } else { rows };
    let (mut numbers, mut words) = (0, 0);
    for (_, row) in body {
        match row[column].content() {
            Content::Number(_) => numbers += 1,
            Content::Word(_) => words += 1,
            Content::Missing => {}
        }
    }
    match (numbers, words) {
        (0, 0) => Kind::Empty,
        _ if numbers >= words => Kind::Numbers,
        _ => Kind::Words,
    }
}

/// Whether the first row has words where the others have numbers.
fn is_header(rows: &[(usize, &[Cell])], kinds: &[Kind]) -> bool {
    let Some(((_, first), rest)) = rows.split_first() else { return false };
    let (mut numbers, mut words) = (0, 0);
    for (cell, kind) in first.iter().zip(kinds) {
        match cell.content() {
            Content::Number(_) => numbers += 1,
            Content::Word(_) if *kind == Kind::Numbers => words += 1,
            _ => {}
        }
    }
    !rest.is_empty() && words > numbers
}

/// What the first row says in a column.
fn name(rows: &[(usize, &[Cell])], words: &[Words], column: usize) -> String {
    match rows.first().map(|(_, row)| row[column].content()) {
        Some(Content::Word(at)) => words[column].get(at).to_owned(),
        Some(Content::Number(number)) => value::number::shown(number).to_string(),
        _ => String::new(),
    }
}

/// The first column of a row in which something else stands than should, and what.
fn wrong(row: &[Cell], columns: &[usize], target: usize, in_words: bool) -> Option<(usize, FaultKind)> {
    let numbers = columns.iter().copied().chain((!in_words).then_some(target));
    let mut not_numbers = numbers.filter(|column| !matches!(row[*column].content(), Content::Number(_)));
    if let Some(column) = not_numbers.next() {
        return Some((column, FaultKind::Number));
    }
    (in_words && !matches!(row[target].content(), Content::Word(_))).then_some((target, FaultKind::Class))
}

/// The different numbers, by size; not many more than there may be classes.
fn different(labels: &[f64]) -> Vec<f64> {
    let mut found: Vec<f64> = vec![];
    for label in labels {
        if found.len() <= 100 && !found.contains(label) {
            found.push(*label);
        }
    }
    found.sort_unstable_by(f64::total_cmp);
    found
}
