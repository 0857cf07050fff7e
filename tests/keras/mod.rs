//! Against Keras itself: the golden files of this folder, replayed. Natively through the core, in the browser through the
//! class `Network` as a script has it; the comparisons are the same.
//!
//! Each result is there in float32, as Keras gives it, and in some form from float64, too: where rounding has spoilt
//! Keras's own digits (1 + erf far to the left, 1 − a near 1) its distance from the truth is allowed on top.
//! `cargo test --test native keras:: -- --nocapture` prints the worst that was seen of each class.

mod compare;
mod golden;
mod histories;
mod initializers;
mod pointwise;
mod runs;
mod schedules;
mod vocabulary;

#[cfg_attr(target_arch = "wasm32", path = "subject_package.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "subject_core.rs")]
mod subject;
