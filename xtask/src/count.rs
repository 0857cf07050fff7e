//! Reading how many tests ran out of what the test runners print.

/// Checks that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Reads a runner's output line by line. It knows
/// - cargo and wasm-bindgen: `test result: ok. 3 passed; 0 failed; …`, one for each test program, so they are added up;
/// - node: `# pass 3` (TAP) or `ℹ pass 3` (spec), one for the whole run, so the last one counts.
#[derive(Default)]
pub struct Counter {
    cargo: Count,
    node_passed: u64,
    node_failed: u64,
    node_cancelled: u64,
}

impl Counter {
    pub fn read(&mut self, line: &str) {
        let line = without_colour(line);
        let line = line.trim_end();
        if let Some(result) = line.strip_prefix("test result: ") {
            self.cargo += Count { passed: number_before(result, "passed"), failed: number_before(result, "failed") };
        } else if let Some(summary) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) {
            match summary.split_once(' ').and_then(|(name, n)| Some((name, n.parse().ok()?))) {
                Some(("pass", n)) => self.node_passed = n,
                Some(("fail", n)) => self.node_failed = n,
                Some(("cancelled", n)) => self.node_cancelled = n,
                _ => {}
            }
        }
    }

    pub fn total(&self) -> Count {
        let mut total = self.cargo;
        total += Count { passed: self.node_passed, failed: self.node_failed + self.node_cancelled };
        total
    }
}

/// The number in front of a word: 3 for `passed` in `ok. 3 passed; 0 failed`.
fn number_before(text: &str, word: &str) -> u64 {
    let words: Vec<&str> = text.split([' ', ';']).filter(|w| !w.is_empty()).collect();
    words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

/// A line without terminal colours (`ESC [ … m`), which a runner prints when it is told to.
fn without_colour(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_string();
    for part in parts {
        plain += part.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(output: &str) -> Count {
        let mut counter = Counter::default();
        output.lines().for_each(|line| counter.read(line));
        counter.total()
    }

    #[test]
    fn cargo_programs_are_added_up() {
        let output = "running 2 tests\ntest a ... ok\ntest b ... FAILED\n\
            test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: ok. 40 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out; finished in 1.00s\n";
        assert_eq!(count(output), Count { passed: 41, failed: 1 });
    }

    #[test]
    fn the_browser_runner_has_a_shorter_line() {
        let output = "test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.01s";
        assert_eq!(count(output), Count { passed: 7, failed: 0 });
    }

    #[test]
    fn node_speaks_tap() {
        let output =
            "ok 1 - a\n1..3\n# tests 6\n# suites 0\n# pass 3\n# fail 2\n# cancelled 1\n# skipped 0\n# todo 0\n";
        assert_eq!(count(output), Count { passed: 3, failed: 3 });
    }

    #[test]
    fn node_speaks_spec_with_colours() {
        let output = "\u{1b}[34mℹ tests 4\u{1b}[39m\n\u{1b}[34mℹ pass 3\u{1b}[39m\n\u{1b}[34mℹ fail 1\u{1b}[39m\n";
        assert_eq!(count(output), Count { passed: 3, failed: 1 });
        assert_eq!(count("ℹ pass 12\nℹ fail 0\n"), Count { passed: 12, failed: 0 });
    }

    #[test]
    fn other_lines_count_nothing() {
        let output = "  test result: ok. 9 passed; 0 failed\n    # pass 9\n# passed 9\nexpected test result: 9 passed";
        assert_eq!(count(output), Count::default());
    }

    #[test]
    fn no_test_is_no_count() {
        assert_eq!(count("running 0 tests\ntest result: ok. 0 passed; 0 failed; 0 ignored"), Count::default());
    }
}
