//! Counts tests from the closing lines of cargo and vitest.

/// Sums what all test programs report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    /// Reads one line of output; any line but a closing one changes nothing.
    ///
    /// cargo: `test result: ok. 12 passed; 0 failed; …`; vitest: `Tests  1 failed | 11 passed (12)`.
    pub fn read(&mut self, line: &str) {
        let plain = without_colours(line);
        let plain = plain.trim();
        let counts = match (plain.strip_prefix("test result:"), plain.strip_prefix("Tests ")) {
            (Some(rest), _) => rest.split_once('.').map(|(_, counts)| counts),
            (_, Some(rest)) => Some(rest),
            _ => None,
        };
        for part in counts.unwrap_or_default().split([';', '|']) {
            let mut words = part.split_whitespace();
            if let (Some(Ok(count)), Some(what)) = (words.next().map(str::parse::<u64>), words.next()) {
                match what {
                    "passed" => self.passed += count,
                    "failed" => self.failed += count,
                    _ => {}
                }
            }
        }
    }

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Takes terminal colours (`ESC [ … m`) out of a line.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn read(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            tally.read(line);
        }
        tally
    }

    #[test]
    fn closing_lines_are_summed() {
        let tally = read(&[
            "running 3 tests",
            "test a ... ok",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.40s",
            "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
            " Test Files  3 passed (3)",
            "      Tests  1 failed | 11 passed | 2 skipped (14)",
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m5 passed\u{1b}[39m\u{1b}[22m (5)",
        ]);
        assert_eq!(tally, Tally { passed: 32, failed: 3 });
        assert_eq!(tally.to_string(), "32 passed, 3 failed");
    }

    #[test]
    fn other_lines_change_nothing() {
        assert_eq!(
            read(&["3 passed", "Tests", "Tests are fun", "test result: odd", "Test Files  3 passed (3)"]),
            Tally::default()
        );
    }
}
