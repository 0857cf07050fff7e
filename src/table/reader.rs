//! Text that comes in pieces, and the rows in it.

use crate::cell::Words;
use crate::columns::{self, Choice, Rows, Table};
use crate::refusal::{Fault, FaultKind, Refusal};
use crate::splitter::Splitter;
use crate::{MAX_BYTES, MAX_COLUMNS, MAX_FAULTS, MAX_ROWS, separator};
use value::number::excerpt;

/// How much of the text is looked at to find the separator, in bytes.
const HEAD: usize = 64_000;

/// The longest record, in bytes: a text without line breaks is no table, and must not be searched for them again and again.
const MAX_RECORD: usize = 1_000_000;

/// Reads a table out of text that is pushed in pieces.
pub struct Reader {
    choice: Choice,
    /// What has come and is not in a row yet.
    pending: Vec<u8>,
    bytes: usize,
    splitter: Option<Splitter>,
    separator: u8,
    /// The number of the next line.
    line: usize,
    rows: Rows,
}

impl Reader {
    /// Reads a table of which `choice` says what is the target.
    pub fn new(choice: Choice) -> Self {
        Self { choice, pending: vec![], bytes: 0, splitter: None, separator: 0, line: 1, rows: Rows::default() }
    }

    /// Takes the next piece of the text.
    ///
    /// # Errors
    /// A [`Refusal`] if the text is longer than [`MAX_BYTES`], or no text at all. Then the reader is of no use any more.
    pub fn push(&mut self, piece: &str) -> Result<(), Refusal> {
        let is_first = self.bytes == 0;
        let piece = if is_first { piece.strip_prefix('\u{feff}').unwrap_or(piece) } else { piece };
        if is_first && piece.as_bytes().starts_with(b"PK\x03\x04") {
            return Err(Refusal::new("workbook", 0, 0));
        }
        // Tab, line feed, vertical tab, form feed and carriage return are text.
        if piece.bytes().any(|byte| byte < b'\t' || (0x0e..0x20).contains(&byte)) {
            return Err(Refusal::new("binary", 0, 0));
        }
        self.bytes = self.bytes.saturating_add(piece.len());
        if self.bytes > MAX_BYTES {
            return Err(Refusal::new("too_long", self.bytes, MAX_BYTES));
        }
        self.pending.extend_from_slice(piece.as_bytes());
        if self.splitter.is_some() || self.pending.len() >= HEAD {
            self.take(false)?;
        }
        Ok(())
    }

    /// The table, when all of the text has come.
    ///
    /// # Errors
    /// A [`Refusal`] if there is nothing in it that a network could learn.
    pub fn finish(mut self) -> Result<Table, Refusal> {
        self.take(true)?;
        columns::table(&self.choice, self.separator, self.rows)
    }

    /// Takes all records that are complete.
    fn take(&mut self, is_last: bool) -> Result<(), Refusal> {
        let pending = std::mem::take(&mut self.pending);
        let mut at = 0;
        if self.splitter.is_none() {
            let (given, length) = announced(&pending);
            at = length;
            self.line += usize::from(length > 0);
            let text = pending.get(at..).unwrap_or_default();
            let (found, fields) = match given {
                Some(given) => (given, separator::look(text, is_last, given).fields),
                None => separator::find(text, is_last),
            };
            if fields > MAX_COLUMNS {
                return Err(Refusal::new("columns", fields, MAX_COLUMNS));
            }
            self.separator = found;
            self.rows.expect(fields);
            self.splitter = Some(Splitter::new(found));
        }
        let Some(splitter) = &mut self.splitter else { return Ok(()) };
        while let Some(taken) = splitter.next(&pending[at..], is_last) {
            if !splitter.is_blank() {
                self.rows.push(self.line, splitter);
            }
            at += taken.bytes;
            self.line += taken.lines;
        }
        let rest = pending.get(at..).unwrap_or_default();
        if rest.len() > MAX_RECORD {
            return Err(Refusal::new("binary", rest.len(), MAX_RECORD));
        }
        self.pending.extend_from_slice(rest);
        Ok(())
    }
}

/// The separator that a first line `sep=;` announces, which is Excel's habit, and the length of that line.
fn announced(text: &[u8]) -> (Option<u8>, usize) {
    match text {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator @ (b';' | b',' | b'\t' | b'|'), b'\r', b'\n', ..] => {
            (Some(*separator), 7)
        }
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator @ (b';' | b',' | b'\t' | b'|'), b'\n' | b'\r', ..] => {
            (Some(*separator), 6)
        }
        _ => (None, 0),
    }
}

impl Rows {
    /// Says how many fields a row has.
    fn expect(&mut self, fields: usize) {
        self.width = fields;
        self.words.resize_with(fields, Words::default);
    }

    /// Takes the fields of a record, if they are as many as they should be.
    fn push(&mut self, line: usize, splitter: &Splitter) {
        self.records += 1;
        if splitter.count() != self.width {
            self.refused += 1;
            if self.faults.len() < MAX_FAULTS {
                let text = excerpt(splitter.fields().next().unwrap_or(""));
                let fields = (splitter.count(), self.width);
                self.faults.push(Fault { line, column: 0, kind: FaultKind::Fields, text, fields });
            }
        } else if self.lines.len() > MAX_ROWS {
            self.beyond += 1; // one row more than there may be, because the first one may be the header
        } else {
            self.lines.push(line);
            let Self { words, signs, cells, .. } = self;
            cells.extend(words.iter_mut().zip(splitter.fields()).map(|(words, field)| words.cell(field, signs)));
        }
    }
}
