//! Home of the benchmarks; see README.md beside this file.
