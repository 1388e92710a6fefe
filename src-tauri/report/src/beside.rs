//! Files that appear whole or not at all.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// A file beside the target that vanishes unless it is renamed.
pub(crate) struct Beside {
    pub(crate) path: PathBuf,
    done: bool,
}

impl Beside {
    pub(crate) fn new(path: &Path) -> io::Result<Self> {
        let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        let mut beside = name.to_owned();
        beside.push(format!(".{}.part", std::process::id()));
        Ok(Self { path: path.with_file_name(beside), done: false })
    }

    pub(crate) fn rename(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.done = true;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.done {
            // Nothing to tell: the first error is already on its way.
            let _ = fs::remove_file(&self.path);
        }
    }
}
