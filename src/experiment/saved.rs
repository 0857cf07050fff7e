//! A checkpoint as one array, which another experiment with the same settings and changes can restore.

use super::{Change, Experiment, Point, timeline::Checkpoint};
use crate::nn::{
    random::MAX_SEED,
    state::{halves, whole},
};
use value::{Error, Result, Value};

/// The first word: "NNPC".
const FORMAT: u32 = u32::from_be_bytes(*b"NNPC");
const VERSION: u32 = 1;

/// Words before the state: format, version, identity, checksum, step (two words each but the first two), and the length of
/// the state.
const HEADER: usize = 9;

/// Words of a point in the record: its step and five numbers, two words each.
const POINT: usize = 12;

impl Experiment {
    /// The state of training as one array of words: position in the epoch, parameters, slots, counters, and the record. A hash
    /// identifies the run: the data, the network, the settings, and the changes up to this step.
    ///
    /// Its length is that of parameters and slots, and 12 words for each point of the record: some thousands of points after 10⁵
    /// steps.
    ///
    /// # Errors
    /// Where memory is exhausted.
    pub fn checkpoint(&self) -> Result<Vec<u32>> {
        let state = self.arrival_words().ok_or_else(|| Error::checkpoint("there is no memory left for it"))?;
        let points = self.history.up_to(self.step);
        let mut words = Vec::new();
        let reserved = words.try_reserve_exact(HEADER + state.len() + POINT * points.len());
        reserved.map_err(|_| Error::checkpoint("there is no memory left for it"))?;
        words.extend([FORMAT, VERSION]);
        words.extend(halves(self.identity(self.step)));
        words.extend([0; 2]);
        words.extend(halves(self.step));
        words.push(state.len() as u32);
        words.extend(state);
        words.extend(points.iter().flat_map(point_words));
        let checksum = checksum(&words);
        words[4..6].copy_from_slice(&halves(checksum));
        Ok(words)
    }

    /// Goes to the state of a [checkpoint](Self::checkpoint) of another experiment with the same settings and changes, bit for
    /// bit. Checkpoints and record of other steps stay.
    ///
    /// # Errors
    /// [`ErrorKind::Checkpoint`](value::ErrorKind::Checkpoint) where the words are no checkpoint, are damaged, or are of another
    /// experiment. Nothing has changed then.
    pub fn restore(&mut self, words: &[u32]) -> Result<()> {
        let [FORMAT, version, id_low, id_high, sum_low, sum_high, step_low, step_high, length, ref rest @ ..] = *words
        else {
            return Err(Error::checkpoint("the array does not begin as one"));
        };
        if version != VERSION {
            return Err(Error::checkpoint(format!("its version is {version}, not {VERSION}")));
        }
        let step = whole([step_low, step_high]);
        let record = rest.len().checked_sub(length as usize).filter(|words| words.is_multiple_of(POINT));
        if record.is_none() || checksum(words) != whole([sum_low, sum_high]) || step > MAX_SEED {
            return Err(Error::checkpoint("the array is damaged"));
        }
        if whole([id_low, id_high]) != self.identity(step) {
            return Err(Error::checkpoint("it is of an experiment with other settings, other data or other changes"));
        }
        let (state, record) = rest.split_at(length as usize);
        let points: Vec<Point> = record.as_chunks().0.iter().map(point).collect();
        let checkpoint = Checkpoint { step, words: state.to_vec() };
        self.check_checkpoint(&checkpoint)?;
        self.history.extend_to(points);
        self.timeline.insert(checkpoint, true);
        self.go_back_to(step)?;
        self.record();
        Ok(())
    }

    /// A hash of everything that determines the run up to this step.
    fn identity(&self, step: u64) -> u64 {
        let mut config = self.network.config().clone();
        let mut hash = Hash::default();
        hash.floats(&self.x);
        hash.floats(&self.data.y);
        hash.number(self.data.train_rows as u64);
        config.optimizer = self.start.optimizer.clone();
        config.layers.iter_mut().for_each(|layer| layer.kernel_regularizer = self.start.regularizer);
        hash.value(&Value::from(&config));
        hash.word(self.start.portable_batch_size());
        for Change { step, training, parameters } in self.changes.iter().filter(|change| change.step <= step) {
            hash.number(*step);
            if let Some(training) = training {
                hash.value(&Value::from(&training.optimizer));
                hash.word(training.portable_batch_size());
                hash.value(&Value::from(&training.regularizer));
            }
            for (index, value) in parameters {
                hash.number(*index as u64);
                hash.word(value.to_bits());
            }
        }
        hash.0
    }
}

/// FNV-1a (Fowler, Noll & Vo, 1991), of words instead of bytes.
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn word(&mut self, word: u32) {
        self.0 = (self.0 ^ u64::from(word)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    fn number(&mut self, number: u64) {
        halves(number).into_iter().for_each(|word| self.word(word));
    }

    fn floats(&mut self, values: &[f32]) {
        self.number(values.len() as u64);
        values.iter().for_each(|value| self.word(value.to_bits()));
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.word(0),
            Value::Bool(on) => self.word(1 + u32::from(*on)),
            Value::Number(number) => self.number(number.to_bits()),
            Value::Text(text) => text.bytes().chain([0]).for_each(|byte| self.word(byte.into())),
            Value::List(items) => {
                self.number(items.len() as u64);
                items.iter().for_each(|item| self.value(item));
            }
            Value::Map(fields) => {
                self.number(fields.len() as u64);
                for (name, value) in fields {
                    name.bytes().chain([0]).for_each(|byte| self.word(byte.into()));
                    self.value(value);
                }
            }
        }
    }
}

/// The checksum of all words but itself.
fn checksum(words: &[u32]) -> u64 {
    let mut hash = Hash::default();
    words.iter().enumerate().filter(|(at, _)| !(4..6).contains(at)).for_each(|(_, word)| hash.word(*word));
    hash.0
}

/// The words of a point; values that were not measured are NaN.
fn point_words(point: &Point) -> [u32; POINT] {
    let Point { step, epoch, loss, val_loss, accuracy, val_accuracy } = *point;
    let mut words = [0; POINT];
    let measured = [val_loss, accuracy, val_accuracy].map(|measured| measured.unwrap_or(f64::NAN));
    let numbers = [epoch, loss].into_iter().chain(measured).map(f64::to_bits);
    for (place, number) in words.as_chunks_mut().0.iter_mut().zip([step].into_iter().chain(numbers)) {
        *place = halves(number);
    }
    words
}

fn point(words: &[u32; POINT]) -> Point {
    let number = |at: usize| f64::from_bits(whole([words[2 * at], words[2 * at + 1]]));
    let measured = |at: usize| Some(number(at)).filter(|number| !number.is_nan());
    Point {
        step: whole([words[0], words[1]]),
        epoch: number(1),
        loss: number(2),
        val_loss: measured(3),
        accuracy: measured(4),
        val_accuracy: measured(5),
    }
}
