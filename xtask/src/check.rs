//! `cargo xtask check`: what must hold before a change is handed in, apart from the tests.

use crate::programs::target;
use crate::step::{cargo, npm, perform, perform_counting, step};
use crate::tally::Tally;
use crate::{Done, Stop, page, system};

/// Runs every check.
pub fn check() -> Done {
    step("format", || perform(cargo().args(["fmt", "--all", "--check"])))?;
    system::prepare_build()?;
    page::build()?;
    step("lints", || perform(cargo().args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])))?;
    step("fuzz targets", || {
        let check = ["check", "--quiet", "--manifest-path", "fuzz/Cargo.toml", "--target-dir"];
        // Only checked, never linked: so the fuzzer itself need not be compiled.
        let no_fuzzer = ("CUSTOM_LIBFUZZER_PATH", "/none/libfuzzer.a");
        perform(cargo().args(check).arg(target()?.join("fuzz")).env(no_fuzzer.0, no_fuzzer.1))
    })?;
    step("types of the page", || perform(npm().args(["run", "check"])))?;
    step("generated bindings", || some_test("bindings"))?;
    step("words in both languages", || some_test("text::parity"))
}

/// Runs the unit tests with a name; finding none is an error, so that a renamed test does not pass by vanishing.
fn some_test(name: &str) -> Done {
    let mut tally = Tally::default();
    perform_counting(cargo().args(["test", "--quiet", "--workspace", "--lib", "--", name]), &mut tally)?;
    if tally.passed == 0 { Err(Stop(format!("no test has {name} in its name any more"))) } else { Ok(()) }
}
