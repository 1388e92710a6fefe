//! `cargo xtask bench`: what is measured, with optimised programs.

use crate::programs::{Profile, Programs, target};
use crate::step::{cargo, command, perform, step};
use crate::{Done, Stop, cases, page, system};

/// Names a measurement and the cargo command that takes it.
#[derive(Debug)]
struct Bench {
    name: &'static str,
    about: &'static str,
    words: &'static [&'static str],
}

const TABLE: &[Bench] = &[
    Bench {
        name: "laws",
        about: "the laws of the journal, damaged files, kills: the full numbers of random cases",
        words: &[
            "test",
            "--release",
            "--package",
            "tanfang-journal",
            "--package",
            "tanfang-survey",
            "--package",
            "tanfang-tests",
        ],
    },
    Bench {
        name: "record",
        about: "one value recorded, beside a bare program that writes one row",
        words: &["run", "--release", "--package", "tanfang-tests", "--example", "record"],
    },
    Bench {
        name: "report",
        about: "a scenario report with 100 and 300 photos: time, memory, size; beside Typst and Chromium where they are",
        words: &["run", "--release", "--package", "tanfang-tests", "--example", "report"],
    },
    Bench {
        name: "merge",
        about: "20 files with 100,000 operations merged, and merged again; 300 MB of photos exported: ratios to bare work",
        words: &["run", "--release", "--package", "tanfang-tests", "--example", "merge"],
    },
    Bench {
        name: "window",
        about: "the window on a survey of 100,000 changes and 10,000 photos, beside an empty one",
        words: &["run", "--release", "--package", "tanfang-tests", "--example", "window"],
    },
    Bench {
        name: "card",
        about: "a memory card of 500 photos taken in, beside vipsthumbnail and BLAKE3",
        words: &["run", "--release", "--package", "tanfang-tests", "--example", "card"],
    },
    Bench {
        name: "table",
        about: "a table of 100,000 rows as XLSX, beside Python's xlsxwriter; opened by openpyxl and LibreOffice",
        words: &["run", "--release", "--package", "tanfang-tests", "--example", "table"],
    },
    Bench {
        name: "photo",
        about: "photos of several sizes read and drawn down",
        words: &["run", "--release", "--package", "tanfang-survey", "--example", "photo_speed"],
    },
];

/// Prints what can be measured.
pub fn list() {
    for bench in TABLE {
        println!("cargo xtask bench {:<8} {}", bench.name, bench.about);
    }
}

/// Takes one measurement of the optimised programs.
pub fn bench(name: &str) -> Done {
    let Some(bench) = TABLE.iter().find(|bench| bench.name == name) else {
        let known: Vec<&str> = TABLE.iter().map(|bench| bench.name).collect();
        return Err(Stop(format!("there is no measurement called {name}. There are: {}.", known.join(", "))));
    };
    if bench.name == "window" {
        return window(bench);
    }
    system::prepare_build()?;
    let program = Programs::build_cli()?;
    step(bench.about, || perform(cargo().args(bench.words).envs(cases::full()).env("TANFANG_CLI", program)))
}

/// Builds what the window is measured with, makes the large survey once, and measures on a screen of its own.
fn window(bench: &Bench) -> Done {
    system::prepare_test()?;
    page::build()?;
    let programs = Programs::build(Profile::Release)?;
    step("an empty window", || {
        perform(cargo().args(["build", "--release", "--package", "tanfang-app", "--example", "empty"]))
    })?;
    let folder = target()?.join("release");
    let large = folder.join("large-survey");
    if !large.join("survey.db").is_file() {
        let make = ["run", "--release", "--package", "tanfang-survey", "--example", "large_survey", "--"];
        step("a large survey", || perform(cargo().args(make).arg(&large)))?;
    }
    step(bench.about, || {
        let inner = cargo();
        perform(
            command("xvfb-run")
                .arg("-a")
                .arg(inner.get_program())
                .args(bench.words)
                .env("TANFANG_APP", &programs.app)
                .env("TANFANG_EMPTY", folder.join("examples").join("empty"))
                .env("TANFANG_LARGE", &large),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn every_measurement_is_there() {
        for bench in TABLE {
            let after = |option: &str| bench.words.iter().skip_while(|word| **word != option).nth(1);
            let Some(example) = after("--example") else { continue };
            let folder = if after("--package") == Some(&"tanfang-survey") { "src-tauri/survey" } else { "tests" };
            let path = crate::root().join(folder).join("examples").join(format!("{example}.rs"));
            let as_folder = path.with_extension("").join("main.rs");
            assert!(path.is_file() || as_folder.is_file(), "{} is missing", path.display());
        }
    }
}
