//! How many random cases the tests try. The one table; tests read it from the environment.

/// Names a number of random cases: few for every run of the tests, all of them for `cargo xtask bench laws`.
#[derive(Debug)]
struct Cases {
    name: &'static str,
    small: u32,
    full: u32,
}

const TABLE: &[Cases] = &[
    // Random histories on several replicas: order, repetition, partial delivery, equal digests.
    Cases { name: "TANFANG_CASES_LAWS", small: 80, full: 10_000 },
    // Survey files with bytes changed, cut, moved or repeated: none may be accepted.
    Cases { name: "TANFANG_CASES_DAMAGE", small: 1_000, full: 20_000 },
    // Random work on several laptops through the real program, against an independent small model.
    Cases { name: "TANFANG_CASES_JOURNEY", small: 2, full: 100 },
    // Disks that are full or fail, at so many points of recording, adding, merging, exporting and backing up.
    Cases { name: "TANFANG_CASES_FAULT", small: 20, full: 1_000 },
    // `kill -9` while values are being recorded.
    Cases { name: "TANFANG_CASES_KILL", small: 40, full: 1_000 },
];

/// Gives the environment of an ordinary run of the tests.
pub fn small() -> impl Iterator<Item = (&'static str, String)> {
    TABLE.iter().map(|cases| (cases.name, cases.small.to_string()))
}

/// Gives the environment of the long run.
pub fn full() -> impl Iterator<Item = (&'static str, String)> {
    TABLE.iter().map(|cases| (cases.name, cases.full.to_string()))
}

#[cfg(test)]
mod tests {
    use super::TABLE;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// Collects every `TANFANG_CASES_…` that stands in the sources below a folder.
    fn collect(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let code = std::fs::read_to_string(&path).unwrap();
                for (at, _) in code.match_indices("TANFANG_CASES_") {
                    found.insert(code[at..].chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect());
                }
            }
        }
    }

    #[test]
    fn the_table_and_the_tests_name_the_same_numbers() {
        let mut read = BTreeSet::new();
        for folder in ["src-tauri", "tests"] {
            collect(&crate::root().join(folder), &mut read);
        }
        let table: BTreeSet<String> = TABLE.iter().map(|cases| cases.name.to_owned()).collect();
        assert_eq!(read, table);
        assert!(TABLE.iter().all(|cases| cases.small <= cases.full));
    }
}
