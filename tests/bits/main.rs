//! Same seed, same bits: natively with `cargo test --test bits` (`--release`, too), in Node with
//! `wasm-pack test --node -- --test bits`, in browsers as a part of the tests in `tests/web`.

mod bits;
