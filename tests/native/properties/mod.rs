//! Whatever is passed to the library: never a panic; an `Error` leaves everything as it was; and what is not finite says so.
//!
//! The cases are drawn from a fixed seed, so that a change is judged by itself and a failure can be repeated anywhere.
//! `PROPTEST_RNG_SEED=… PROPTEST_CASES=10000 cargo test --test native properties::` looks further; whatever it finds
//! becomes a test of its own in the module of its subject.

mod arbitrary;
mod configs;
mod data;
mod experiments;
mod labs;
mod machines;
mod networks;
mod scripts;
mod timelines;

use proptest::test_runner::{Config, RngSeed};

/// So many cases, from a fixed seed; neither number holds where the environment says something else.
fn cases(cases: u32) -> Config {
    let default = Config::default();
    let rng_seed = if default.rng_seed == RngSeed::Random { RngSeed::Fixed(2026) } else { default.rng_seed };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { cases };
    // A failing case is printed, smallest first; a file of them would only be looked for where the tests lie.
    Config { cases, rng_seed, failure_persistence: None, ..default }
}
