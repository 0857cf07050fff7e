//! What separates the fields of a text, found by looking.

use crate::decimal::written;
use crate::splitter::Splitter;

/// What may separate, in the order in which they are preferred where several would do: a comma may be a decimal one.
const SEPARATORS: [u8; 5] = [b';', b'\t', b'|', b',', b' '];
/// The most records that are looked at.
const MOST: usize = 200;

/// The separator, and the number of fields that most records have with it.
pub(crate) fn find(text: &[u8], is_last: bool) -> (u8, usize) {
    let looks = SEPARATORS.map(|separator| (look(text, is_last, separator), separator));
    // The first of the best.
    let best = looks.iter().fold(&looks[0], |best, next| if next.0.score > best.0.score { next } else { best });
    (best.1, best.0.fields)
}

/// How a text looks with a separator.
#[derive(Default)]
pub(crate) struct Look {
    /// How many fields most records have.
    pub fields: usize,
    /// Numbers count most: with the wrong separator, fields such as `5;2` are none. Where there are none, how many records are alike.
    score: (usize, usize),
}

pub(crate) fn look(text: &[u8], is_last: bool, separator: u8) -> Look {
    let mut splitter = Splitter::new(separator);
    let mut at = 0;
    let mut records: Vec<(usize, usize)> = vec![]; // fields and numbers of each
    while records.len() < MOST {
        let Some(taken) = splitter.next(&text[at..], is_last) else { break };
        at += taken.bytes;
        if !splitter.is_blank() {
            let numbers = splitter.fields().filter(|field| written(field.trim()).is_some()).count();
            records.push((splitter.count(), numbers));
        }
    }
    let alike = |fields: usize| records.iter().filter(move |record| record.0 == fields);
    // The most frequent; of several the one that came first.
    let fields = records.iter().map(|record| record.0).fold((0, 0), |best, fields| {
        let count = alike(fields).count();
        if count > best.1 { (fields, count) } else { best }
    });
    if fields.0 < 2 {
        return Look { fields: fields.0, ..Look::default() };
    }
    let numbers = alike(fields.0).map(|record| record.1).sum();
    let words = if separator == b' ' { 0 } else { fields.1 }; // sentences have spaces, too
    Look { fields: fields.0, score: (numbers, words) }
}
