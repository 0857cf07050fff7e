//! The training state of a network as one array of words.

use crate::{Network, random::MAX_SEED};
use value::{Error, Result, number::shown};

/// Words before the parameters.
const HEADER: usize = 5;

/// The word of a saved state that says whether the last update was refused.
pub const DIVERGED: usize = 4;

impl Network {
    /// The length of a [saved state](Self::save_state) with the present optimizer.
    pub fn state_words(&self) -> usize {
        HEADER + self.state().len()
    }

    /// Appends the training state, [`state_words`](Self::state_words) words: the iterations and the epochs in
    /// two words each, the lower one first; 1 or 0 for [`diverged`](Self::diverged); the bits of the parameters, layer by layer,
    /// kernel before bias; and those of the optimizer's slots.
    ///
    /// The configuration is not in it: the state is for a network with the same one. (Words instead of floats, because copying
    /// a float may change the bits of a NaN.)
    pub fn save_state(&self, words: &mut Vec<u32>) {
        words.reserve(self.state_words());
        words.extend(halves(self.iterations()));
        words.extend(halves(self.epochs()));
        words.push(self.diverged().into());
        words.extend(self.state().iter().map(|value| value.to_bits()));
    }

    /// Restores a [saved state](Self::save_state) of a network with this configuration, optimizer included.
    ///
    /// # Errors
    /// [`ErrorKind::Checkpoint`](value::ErrorKind::Checkpoint) where the words are no such state: their number, a counter beyond
    /// 2⁵³ − 1, or a value that is not finite. Nothing has changed then.
    pub fn load_state(&mut self, words: &[u32]) -> Result<()> {
        let expected = self.state_words();
        let (&[iterations, more_iterations, epochs, more_epochs, diverged, ref state @ ..], true) =
            (words, words.len() == expected)
        else {
            return Err(Error::checkpoint(format!("{} words do not fit: this network has {expected}", words.len())));
        };
        let counter = |name: &str, low: u32, high: u32| match whole([low, high]) {
            count if count <= MAX_SEED => Ok(count),
            count => Err(Error::checkpoint(format!("{name} is {count}, more than {MAX_SEED}"))),
        };
        let iterations = counter("iterations", iterations, more_iterations)?;
        let epochs = counter("epochs", epochs, more_epochs)?;
        if diverged > 1 {
            return Err(Error::checkpoint(format!("diverged is {diverged}, neither 0 nor 1")));
        }
        let values = || state.iter().map(|bits| f32::from_bits(*bits));
        if let Some((at, value)) = values().enumerate().find(|(_, value)| !value.is_finite()) {
            return Err(Error::checkpoint(format!("state[{at}]: {} is not a finite number", shown(value))));
        }
        self.resume_from(values(), iterations, epochs, diverged == 1);
        Ok(())
    }
}

/// A counter as two words, the lower one first.
pub fn halves(count: u64) -> [u32; 2] {
    [count as u32, (count >> 32) as u32]
}

/// The counter of two words.
pub fn whole([low, high]: [u32; 2]) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}
