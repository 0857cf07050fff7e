//! The order of the examples in an epoch.

use super::random::{Rng, Stream};
use value::{Error, Reason, Result, filled};

/// Mini-batches of row numbers, epoch after epoch. The order in epoch n is a function of the seed and of n alone, so
/// that training can be continued from any epoch without the state of a generator.
#[derive(Debug, Clone)]
pub struct Batches {
    seed: u64,
    shuffle: bool,
    epoch: u64,
    at: usize,
    order: Vec<u32>,
    /// Whether `order` is this epoch's.
    ready: bool,
}

impl Batches {
    /// The batches of `rows` examples (fewer than 2³²) from the beginning of epoch `epoch` on.
    ///
    /// # Errors
    /// [`Reason::OutOfMemory`] where the numbers of the rows do not fit in memory.
    pub fn new(rows: usize, shuffle: bool, seed: u64, epoch: u64) -> Result<Self> {
        let out_of_memory = || Error::data("x", Reason::OutOfMemory { what: format!("the order of {rows} rows") });
        let order = filled(0, rows).ok_or_else(out_of_memory)?;
        let mut batches = Self { seed, shuffle, epoch, at: 0, order, ready: false };
        if !shuffle {
            batches.sort();
        }
        Ok(batches)
    }

    /// The rows in ascending order.
    fn sort(&mut self) {
        self.ready = true;
        for (row, place) in self.order.iter_mut().enumerate() {
            *place = row as u32;
        }
    }

    /// The rows of the next batch: `size` of them (0 counts as 1), or what is left of the epoch.
    pub fn peek(&mut self, size: usize) -> &[u32] {
        if !self.ready {
            self.sort();
            Rng::new(self.seed, Stream::Shuffle(self.epoch)).shuffle(&mut self.order);
        }
        &self.order[self.at..self.end(size)]
    }

    /// Advances past the batch that [`peek`](Self::peek) returns for the same size.
    pub fn advance(&mut self, size: usize) {
        self.at = self.end(size);
        if self.at == self.order.len() {
            self.at = 0;
            self.epoch += 1;
            self.ready = !self.shuffle;
        }
    }

    fn end(&self, size: usize) -> usize {
        self.at.saturating_add(size.max(1)).min(self.order.len())
    }

    /// Complete epochs so far, and the number of examples done in the current one.
    pub fn position(&self) -> (u64, usize) {
        (self.epoch, self.at)
    }

    /// Goes to a [position](Self::position); returns whether it exists.
    pub fn go_to(&mut self, epoch: u64, at: usize) -> bool {
        let exists = at < self.order.len();
        if exists {
            self.ready = self.ready && self.epoch == epoch || !self.shuffle;
            (self.epoch, self.at) = (epoch, at);
        }
        exists
    }

    /// How many batches of `size` examples the current epoch has left, at least 1.
    pub fn left(&self, size: usize) -> usize {
        (self.order.len() - self.at).div_ceil(size.max(1))
    }

    /// Complete epochs so far, and the fraction of the current one that is done, from 0 to less than 1.
    pub fn progress(&self) -> (u64, f64) {
        (self.epoch, self.at as f64 / self.order.len() as f64)
    }
}
