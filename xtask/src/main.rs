//! The one door to every task of this repository: `cargo xtask run | test | check | bench | validate | bundle`.
//!
//! Standard library only, so that it compiles in a second on a fresh machine and can then say what that machine lacks.
#![allow(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod bench;
mod bundle;
mod cases;
mod check;
mod page;
mod programs;
mod run;
mod step;
mod system;
mod tally;
mod test;
mod validate;

use std::path::PathBuf;
use std::process::ExitCode;
use tally::Tally;

const USAGE: &str = "\
cargo xtask run [--release] [--fresh] [DIR]   build everything and open the window on the demo survey (or on DIR)
cargo xtask test                              all tests: libraries, programs, page, window
cargo xtask check                             format, lints, types of the page, generated bindings, words in both languages
cargo xtask bench [NAME]                      what is measured; without a name: the list
cargo xtask validate                          every kind of report before veraPDF, an independent validator
cargo xtask bundle                            optimised programs and licences in one folder

On Debian and Ubuntu missing system packages are installed first; each is named with its reason.";

/// Says in a sentence why a task stopped and what to do.
#[derive(Debug)]
pub struct Stop(pub String);

/// What every step of a task gives back.
pub type Done<T = ()> = Result<T, Stop>;

/// Gives the folder of the repository.
pub fn root() -> PathBuf {
    // What cargo says now, before what it said at compile time: a moved repository is found again.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.parent().map(PathBuf::from).unwrap_or(here)
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["run", options @ ..] => run::run(options),
        ["test"] => {
            let mut tally = Tally::default();
            let code = end(test::test(&mut tally));
            // The last line of output, alone on its line, whatever happened.
            println!("{tally}");
            return code;
        }
        ["check"] => check::check(),
        ["bench"] => {
            bench::list();
            Ok(())
        }
        ["bench", name] => bench::bench(name),
        ["validate"] => validate::validate(),
        ["bundle"] => bundle::bundle(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    end(done)
}

/// Says on stderr why a task stopped.
fn end(done: Done) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop(sentence)) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}
