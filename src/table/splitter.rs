//! One record after another out of the bytes that have come so far.

use csv_core::{ReadRecordResult, ReaderBuilder};

/// The most lines of a record whose quotation marks enclose line breaks. Beyond, a mark that is never closed is taken for the fault of
/// its line alone, so that it does not swallow the rest of the file.
const MAX_LINES: usize = 20;

/// Splits text into records, and records into fields.
pub(crate) struct Splitter {
    core: csv_core::Reader,
    separator: u8,
    text: Vec<u8>,
    ends: Vec<usize>,
    fields: usize,
    /// Of words between spaces, with one space between them.
    spaced: Vec<u8>,
}

/// How much of the text a record takes.
pub(crate) struct Taken {
    pub bytes: usize,
    pub lines: usize,
}

impl Splitter {
    pub fn new(separator: u8) -> Self {
        let core = ReaderBuilder::new().delimiter(separator).build();
        Self { core, separator, text: vec![0; 1024], ends: vec![0; 16], fields: 0, spaced: vec![] }
    }

    /// Takes the next record from `text`, if all of it is there: at the end of the file (`is_last`) it always is. A record
    /// without any field but empty ones is blank.
    pub fn next(&mut self, text: &[u8], is_last: bool) -> Option<Taken> {
        if text.is_empty() {
            return None;
        }
        let (end, is_whole) = extent(text, is_last)?;
        let record = text.get(..end).unwrap_or(text);
        let used = if self.separator == b' ' {
            let mut spaced = std::mem::take(&mut self.spaced);
            spaced.clear();
            for word in record.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty()) {
                if !spaced.is_empty() {
                    spaced.push(b' ');
                }
                spaced.extend_from_slice(word);
            }
            self.split(&spaced);
            self.spaced = spaced;
            end
        } else {
            self.split(record)
        };
        // Where quotation marks enclose no line break after all, the record ends before.
        let bytes = if is_whole || used >= end { end } else { used + newline(&text[used.min(text.len())..]) };
        let bytes = bytes.clamp(1, end);
        Some(Taken { bytes, lines: lines(&text[..bytes]) })
    }

    /// Fills in the fields of the first record in `record`; returns how many bytes it took.
    fn split(&mut self, record: &[u8]) -> usize {
        self.core.reset();
        let (mut input, mut written, mut fields) = (0, 0, 0);
        // It ends: each turn consumes input, enlarges a buffer, or is the last one, which is given no input.
        loop {
            let rest = record.get(input..).unwrap_or_default();
            let (result, read, wrote, ended) =
                self.core.read_record(rest, &mut self.text[written..], &mut self.ends[fields..]);
            (input, written, fields) = (input + read, written + wrote, fields + ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.text.resize(2 * self.text.len(), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(2 * self.ends.len(), 0),
                ReadRecordResult::Record | ReadRecordResult::End => break,
            }
        }
        self.fields = fields;
        input
    }

    /// The fields of the record taken last.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let spans = starts.zip(self.ends.iter().copied()).take(self.fields);
        spans.map(|(start, end)| {
            self.text.get(start..end).and_then(|field| std::str::from_utf8(field).ok()).unwrap_or("")
        })
    }

    pub fn count(&self) -> usize {
        self.fields
    }

    /// Whether nothing is in any field, as in the empty rows of a spreadsheet.
    pub fn is_blank(&self) -> bool {
        self.fields().all(|field| field.bytes().all(|byte| byte.is_ascii_whitespace()))
    }
}

/// Where the next record ends at the latest, its line break included, and whether that is its first line's end. `None` if more has to
/// come first.
fn extent(text: &[u8], is_last: bool) -> Option<(usize, bool)> {
    let (mut end, mut marks, mut first) = (0, 0, 0);
    for line in 0..MAX_LINES {
        let rest = &text[end..];
        let length = match rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            // After the last \r of a piece a \n may follow.
            Some(at) if at + 1 == rest.len() && rest[at] == b'\r' && !is_last => return None,
            Some(at) => at + newline(&rest[at..]),
            None if !is_last => return None,
            None => rest.len(),
        };
        marks += rest[..length].iter().filter(|byte| **byte == b'"').count();
        end += length;
        if line == 0 {
            first = end;
        }
        if marks % 2 == 0 {
            return Some((end, line == 0));
        }
        if end == text.len() && is_last {
            break;
        }
    }
    Some((first, true))
}

/// The length of the line break with which a text begins: 0 to 2.
fn newline(text: &[u8]) -> usize {
    match text {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// The lines that end in a text.
fn lines(text: &[u8]) -> usize {
    let ends = text.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => text.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    ends.count()
}
