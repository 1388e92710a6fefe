//! `cargo xtask bench`: what is measured, with optimised programs.

use crate::step::{cargo, perform, step};
use crate::{Done, Stop, cases};

/// Names a measurement and the cargo command that takes it.
#[derive(Debug)]
struct Bench {
    name: &'static str,
    about: &'static str,
    words: &'static [&'static str],
}

const TABLE: &[Bench] = &[Bench {
    name: "laws",
    about: "the laws of the journal and damaged survey files, with the full numbers of random cases",
    words: &["test", "--release", "--package", "tanfang-journal", "--package", "tanfang-survey"],
}];

/// Prints what can be measured.
pub fn list() {
    for bench in TABLE {
        println!("cargo xtask bench {:<10} {}", bench.name, bench.about);
    }
}

/// Takes one measurement.
pub fn bench(name: &str) -> Done {
    let Some(bench) = TABLE.iter().find(|bench| bench.name == name) else {
        let known: Vec<&str> = TABLE.iter().map(|bench| bench.name).collect();
        return Err(Stop(format!("there is no measurement called {name}. There are: {}.", known.join(", "))));
    };
    step(bench.about, || perform(cargo().args(bench.words).envs(cases::full())))
}
