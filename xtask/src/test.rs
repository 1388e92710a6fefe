//! `cargo xtask test`: every test there is.

use crate::programs::Programs;
use crate::step::{cargo, command, npm, perform_counting, step};
use crate::tally::Tally;
use crate::{Done, Stop, cases, page, root, system};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs all tests and counts them; stops at the first step with a failure.
pub fn test(tally: &mut Tally) -> Done {
    system::prepare_test()?;
    page::build()?;
    let programs = Programs::build_with_tests()?;
    let journeys = targets(&root().join("tests"))?;
    let (window, journeys): (Vec<_>, Vec<_>) = journeys.into_iter().partition(|name| name.starts_with("window"));
    let beside = beside_the_crates()?;

    step("tests of the libraries", || {
        perform_counting(with(&programs, cargo_test(&["--lib", "--bins"]).args(named(&beside))), tally)
    })?;
    step("examples in the documentation", || perform_counting(&mut cargo_test(&["--doc"]), tally))?;
    step("journeys through the programs", || {
        perform_counting(with(&programs, cargo_test(&[]).args(named(&journeys))), tally)
    })?;
    step("tests of the page", || perform_counting(npm().args(["test"]), tally))?;
    if window.is_empty() {
        return Ok(());
    }
    if !cfg!(target_os = "linux") {
        println!("The window tests run on Linux only; they are left out here.");
        return Ok(());
    }
    step("tests in the window", || {
        let inner = cargo_test(&[]);
        let mut screen = command("xvfb-run");
        screen.arg("-a").arg(inner.get_program()).args(inner.get_args()).args(named(&window));
        for (name, value) in inner.get_envs() {
            screen.env(name, value.unwrap_or_default());
        }
        // One window at a time: they share the screen and its keyboard.
        perform_counting(with(&programs, screen.args(["--", "--test-threads=1"])), tally)
    })
}

/// Prepares `cargo test` over the whole workspace, as it was built, with the small numbers of random cases.
fn cargo_test(words: &[&str]) -> Command {
    let mut test = cargo();
    test.args(["test", "--workspace"]).args(words).envs(cases::small());
    test
}

fn with<'a>(programs: &Programs, command: &'a mut Command) -> &'a mut Command {
    command.env("TANFANG_CLI", &programs.cli).env("TANFANG_APP", &programs.app)
}

fn named(targets: &[String]) -> impl Iterator<Item = &str> {
    targets.iter().flat_map(|target| ["--test", target.as_str()])
}

/// Lists the test programs that lie beside the crates, in `src-tauri/<crate>/tests`.
fn beside_the_crates() -> Done<Vec<String>> {
    let mut found = Vec::new();
    for folder in inside(&root().join("src-tauri"))? {
        if folder.join("tests").is_dir() {
            found.extend(targets(&folder)?);
        }
    }
    Ok(found)
}

/// Lists the test programs of a package: `tests/<name>.rs` and `tests/<name>/main.rs`.
fn targets(package: &Path) -> Done<Vec<String>> {
    let mut names = Vec::new();
    for path in inside(&package.join("tests"))? {
        let is_target = path.extension().is_some_and(|ending| ending == "rs") || path.join("main.rs").is_file();
        if let (true, Some(name)) = (is_target, path.file_stem()) {
            names.push(name.to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn inside(folder: &Path) -> Done<Vec<std::path::PathBuf>> {
    let entries =
        fs::read_dir(folder).map_err(|error| Stop(format!("{} cannot be read: {error}", folder.display())))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_programs_of_this_repository_are_found() {
        assert!(targets(&root().join("tests")).unwrap().contains(&"layers".to_owned()));
        assert!(targets(&root().join("no-such-package")).is_err());
    }
}
