//! The legal targets of a loss.

use ops::{Loss, Targets};
use value::{Bounds, Reason, number::as_written};

/// What is wrong with a target value of a loss, for a network with `outputs` outputs; `None` if it is legal.
pub fn check_target(loss: Loss, target: f32, outputs: usize) -> Option<Reason> {
    match loss.targets_kind() {
        Targets::Class => {
            let legal = target.fract() == 0.0 && target >= 0.0 && (target as usize) < outputs;
            (!legal).then(|| Reason::Class { value: as_written(target), classes: outputs })
        }
        Targets::Probabilities => Bounds::between(0.0, 1.0).check(as_written(target)).err(),
        _ => (!target.is_finite()).then(|| Reason::NotFinite { value: target.into() }),
    }
}
