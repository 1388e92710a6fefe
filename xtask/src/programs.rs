//! The two programs, and where cargo puts them.

use crate::step::{ask, cargo, perform, step};
use crate::{Done, Stop};
use std::path::PathBuf;

/// Says where the built programs lie.
#[derive(Debug)]
pub struct Programs {
    pub cli: PathBuf,
    pub app: PathBuf,
}

/// Says which build is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    Dev,
    Release,
}

impl Programs {
    /// Builds the two programs and nothing else.
    pub fn build(profile: Profile) -> Done<Self> {
        step("programs", || {
            let mut build = cargo();
            build.args(["build", "--package", "tanfang-cli", "--package", "tanfang-app"]);
            if profile == Profile::Release {
                build.arg("--release");
            }
            perform(&mut build)
        })?;
        Self::locate(profile)
    }

    /// Builds the optimised command line program alone; it needs neither window nor page.
    pub fn build_cli() -> Done<PathBuf> {
        step("program tanfang", || perform(cargo().args(["build", "--release", "--package", "tanfang-cli"])))?;
        Ok(Self::locate(Profile::Release)?.cli)
    }

    /// Builds everything in the workspace with its tests. One selection of packages for build and tests alike: another
    /// one would choose other features for shared dependencies and compile the window library a second time.
    pub fn build_with_tests() -> Done<Self> {
        step("programs and tests", || perform(cargo().args(["build", "--workspace", "--all-targets"])))?;
        Self::locate(Profile::Dev)
    }

    fn locate(profile: Profile) -> Done<Self> {
        let folder = target()?.join(if profile == Profile::Release { "release" } else { "debug" });
        let program = |name: &str| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        Ok(Self { cli: program("tanfang"), app: program("tanfang-app") })
    }
}

/// Gives cargo's target folder, wherever the user's configuration puts it.
pub fn target() -> Done<PathBuf> {
    ask(cargo().args(["metadata", "--format-version", "1", "--no-deps"]))
        .and_then(|json| text_field(&json, "target_directory"))
        .map(PathBuf::from)
        .ok_or_else(|| {
            Stop("`cargo metadata` does not say where the target folder is. Run it by hand to see why.".to_owned())
        })
}

/// Reads one top-level text field from the JSON that cargo writes.
fn text_field(json: &str, name: &str) -> Option<String> {
    let (_, rest) = json.split_once(&format!("\"{name}\":\""))?;
    let mut text = String::new();
    let mut letters = rest.chars();
    loop {
        match letters.next()? {
            '"' => return Some(text),
            '\\' => text.push(letters.next()?),
            letter => text.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::text_field;

    #[test]
    fn the_target_folder_is_read_from_metadata() {
        let json = r#"{"packages":[],"target_directory":"C:\\work\\tanfang \"a\"\\target","version":1}"#;
        assert_eq!(text_field(json, "target_directory").unwrap(), r#"C:\work\tanfang "a"\target"#);
        assert_eq!(text_field(json, "other"), None);
    }
}
