//! Files that appear whole or not at all.
//!
//! They are written beside their place and renamed. Whoever writes one holds it locked, so that what a killed program left
//! is told from what another one is writing, and is taken away by the next that writes into the same folder.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// How the names of unfinished files end.
const ENDING: &str = ".tanfang-part";

/// A file beside the target that vanishes unless it is renamed.
pub(crate) struct Beside {
    path: PathBuf,
    done: bool,
}

impl Beside {
    /// Begins a file; it stays locked while it is open.
    pub(crate) fn create(path: &Path) -> io::Result<(Self, File)> {
        let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        let own = format!(".{}{ENDING}", std::process::id());
        sweep(path, &own);
        let mut beside = name.to_owned();
        beside.push(own);
        let beside = Self { path: path.with_file_name(beside), done: false };
        let file = File::create(&beside.path)?;
        // Some network drives know no locks; there nothing is swept either.
        let _ = file.try_lock();
        Ok((beside, file))
    }

    /// Puts the file in its place; it must be closed by now.
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

/// Takes away what killed programs left unfinished beside `path`; what ends in `own` is this program's.
fn sweep(path: &Path, own: &str) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.ends_with(ENDING) || name.ends_with(own) {
            continue;
        }
        let abandoned = File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if abandoned {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_appears_whole_and_what_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("报告.pdf");
        drop(Beside::create(&path).unwrap());
        assert!(names(folder.path()).is_empty());
        let (beside, mut file) = Beside::create(&path).unwrap();
        file.write_all(b"all").unwrap();
        assert!(!path.exists(), "nothing stands there before it is whole");
        drop(file);
        beside.rename(&path).unwrap();
        assert_eq!((names(folder.path()), fs::read(&path).unwrap()), (vec!["报告.pdf".to_owned()], b"all".to_vec()));
    }

    #[test]
    fn what_a_killed_program_left_is_swept_and_what_another_one_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        fs::write(place("旧.pdf.1.tanfang-part"), b"half").unwrap();
        fs::write(place("别人的.part"), b"not ours").unwrap();
        let other = File::create(place("新.pdf.2.tanfang-part")).unwrap();
        other.lock().unwrap();
        drop(Beside::create(&place("报告.pdf")).unwrap());
        assert_eq!(names(folder.path()), ["别人的.part", "新.pdf.2.tanfang-part"]);
        drop(other);
        drop(Beside::create(&place("报告.pdf")).unwrap());
        assert_eq!(names(folder.path()), ["别人的.part"]);
    }
}
