//! Home of the published bits; see `bits.rs` beside this file.
