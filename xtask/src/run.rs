//! `cargo xtask run`: the window on a demo survey.

use crate::programs::{Profile, Programs, target};
use crate::step::{command, perform, step};
use crate::{Done, Stop, page, system};
use std::fs;
use std::path::{Path, PathBuf};

/// Builds everything and opens the window. `--release`: optimised; `--fresh`: a new demo survey; a folder: that survey.
pub fn run(options: &[&str]) -> Done {
    let mut profile = Profile::Dev;
    let mut fresh = false;
    let mut folder: Option<PathBuf> = None;
    for option in options {
        match *option {
            "--release" => profile = Profile::Release,
            "--fresh" => fresh = true,
            path if !path.starts_with('-') && folder.is_none() => folder = Some(path.into()),
            other => {
                return Err(Stop(format!("run does not know {other}. It takes --release, --fresh and one folder.")));
            }
        }
    }
    // Relative to where the person stands, not to the repository.
    let folder = folder
        .map(std::path::absolute)
        .transpose()
        .map_err(|error| Stop(format!("that folder cannot be named: {error}")))?;
    system::prepare_build()?;
    page::build()?;
    let programs = Programs::build(profile)?;
    let folder = match folder {
        Some(folder) => folder,
        None => demo(&programs, fresh)?,
    };
    if cfg!(target_os = "linux") && ["DISPLAY", "WAYLAND_DISPLAY"].iter().all(|name| std::env::var_os(name).is_none()) {
        return Err(Stop(format!(
            "everything is built, but there is no screen to open the window on. Run this in a desktop session, or try \
             `xvfb-run -a {} {}`.",
            programs.app.display(),
            folder.display()
        )));
    }
    println!("Opening {}", folder.display());
    perform(command(&programs.app).arg(&folder))
}

/// Gives the demo survey in the target folder; it is kept from run to run.
fn demo(programs: &Programs, fresh: bool) -> Done<PathBuf> {
    let folder = target()?.join("demo");
    if fresh {
        remove(&folder)?;
    }
    if folder.join("survey.db").is_file() {
        return Ok(folder);
    }
    step("demo survey", || {
        perform(command(&programs.cli).arg("demo").arg(&folder)).inspect_err(|_| {
            // Half a demo must not be opened the next time; the first error is the one to tell.
            let _ = remove(&folder);
        })
    })?;
    Ok(folder)
}

fn remove(folder: &Path) -> Done {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Stop(format!("{} cannot be removed: {error}. Close the window that has it open.", folder.display())))
        }
        _ => Ok(()),
    }
}
