//! The order in which an epoch goes through the examples.

use super::random::{Rng, Stream};

/// Mini-batches of row numbers, epoch after epoch. The order in epoch n is a function of the seed and of n alone, so
/// that training can be continued from any epoch, in any place, without a generator's state.
#[derive(Debug, Clone)]
pub struct Batches {
    seed: u64,
    shuffle: bool,
    epoch: u64,
    at: usize,
    order: Vec<u32>,
}

impl Batches {
    /// The batches of `rows` examples (fewer than 2³²) from the beginning of epoch `epoch` on.
    pub fn new(rows: usize, shuffle: bool, seed: u64, epoch: u64) -> Self {
        let mut batches = Self { seed, shuffle, epoch, at: 0, order: (0..rows as u32).collect() };
        batches.begin_epoch();
        batches
    }

    fn begin_epoch(&mut self) {
        self.at = 0;
        if self.shuffle {
            for (row, place) in self.order.iter_mut().enumerate() {
                *place = row as u32;
            }
            Rng::new(self.seed, Stream::Shuffle(self.epoch)).shuffle(&mut self.order);
        }
    }

    /// The rows of the next batch: `size` ≥ 1 of them, or what is left of the epoch.
    pub fn next(&mut self, size: usize) -> &[u32] {
        if self.at == self.order.len() {
            self.epoch += 1;
            self.begin_epoch();
        }
        let from = self.at;
        self.at = (from + size).min(self.order.len());
        &self.order[from..self.at]
    }

    /// Complete epochs so far, and the share of the current one that is done, from 0 to 1.
    pub fn progress(&self) -> (u64, f64) {
        let share = self.at as f64 / self.order.len() as f64;
        if share == 1.0 { (self.epoch + 1, 0.0) } else { (self.epoch, share) }
    }
}
