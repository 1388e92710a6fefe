//! `cargo xtask bundle`: the programs, ready to be copied to another machine of the same kind.

use crate::programs::{Profile, Programs, target};
use crate::step::step;
use crate::{Done, Stop, page, root, system};
use std::fs;
use std::path::Path;

/// What lies beside the programs, relative to the repository.
const BESIDE: &[&str] = &["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"];

/// Builds optimised programs and copies them with the licences into `target/bundle/tanfang-<version>-<system>-<machine>`.
pub fn bundle() -> Done {
    system::prepare_build()?;
    page::build()?;
    let programs = Programs::build(Profile::Release)?;
    step("bundle", || {
        let name = format!("tanfang-{}-{}-{}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
        let folder = target()?.join("bundle").join(name);
        fs::create_dir_all(&folder).map_err(|error| Stop(format!("{} cannot be made: {error}", folder.display())))?;
        for program in [&programs.cli, &programs.app] {
            copy(program, &folder)?;
        }
        for file in BESIDE {
            copy(&root().join(file), &folder)?;
        }
        for licence in font_licences() {
            copy(&licence, &folder)?;
        }
        println!("{}", folder.display());
        Ok(())
    })
}

/// Lists the licences of the fonts inside the programs; they must travel with them.
fn font_licences() -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(root().join("assets/fonts")).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect()
}

fn copy(file: &Path, folder: &Path) -> Done {
    let name = file.file_name().unwrap_or_default();
    fs::copy(file, folder.join(name))
        .map(|_| ())
        .map_err(|error| Stop(format!("{} cannot be copied to {}: {error}", file.display(), folder.display())))
}
