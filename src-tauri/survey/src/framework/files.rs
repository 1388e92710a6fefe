//! The CSV files of a framework as bytes: from a folder, from a survey, or the working draft shipped with the program.

use super::problem::{FrameworkError, Problem};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use tanfang_journal::Cbor;

/// Lists the files once: their names, and what they hold in the working draft.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        /// The names of the files, sorted.
        pub const FILE_NAMES: &[&str] = &[$($name),+];

        const DRAFT: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!("../../../../assets/framework/draft-2026/", $name)))),+];
    };
}

files![
    "advice.csv",
    "cases.csv",
    "communities.csv",
    "framework.csv",
    "indicators.csv",
    "interview_topics.csv",
    "items.csv",
    "lists.csv",
    "orientations.csv",
    "practical_tasks.csv",
    "project_types.csv",
    "questions.csv",
    "rounds.csv",
    "rules.csv",
    "scenarios.csv",
    "terms.csv",
];

/// The largest file that is read, in bytes; the largest of the draft has 119 kB.
const LARGEST_FILE: u64 = 2 * 1024 * 1024;

/// Holds the bytes of the CSV files, sorted by name; only the sixteen known names are ever taken.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FrameworkFiles {
    files: BTreeMap<&'static str, Vec<u8>>,
}

fn known(name: &str) -> Option<&'static str> {
    FILE_NAMES.iter().copied().find(|known| *known == name)
}

fn wrong(file: &'static str, problem: Problem) -> FrameworkError {
    FrameworkError { file, line: 0, column: "", problem }
}

impl FrameworkFiles {
    /// Takes files from memory. Unknown names are left out; of two files with one name the later counts.
    pub fn new<N: AsRef<str>>(files: impl IntoIterator<Item = (N, Vec<u8>)>) -> Self {
        let files = files.into_iter().filter_map(|(name, bytes)| Some((known(name.as_ref())?, bytes))).collect();
        Self { files }
    }

    /// Reads the known files of a folder; a missing one is reported by [`super::Framework::parse`].
    ///
    /// Fails where the folder cannot be read, holds none of the files, or a file is unreadable or larger than 2 MiB.
    pub fn read_dir(folder: &Path) -> Result<Self, FrameworkError> {
        let path = || folder.display().to_string();
        let entries = std::fs::read_dir(folder)
            .map_err(|e| wrong("", Problem::FolderUnreadable { path: path(), reason: e.to_string() }))?;
        let mut files = BTreeMap::new();
        for entry in entries {
            let entry =
                entry.map_err(|e| wrong("", Problem::FolderUnreadable { path: path(), reason: e.to_string() }))?;
            let Some(name) = entry.file_name().to_str().and_then(known) else { continue };
            files.insert(name, read_file(name, &entry.path())?);
        }
        if files.is_empty() {
            return Err(wrong("", Problem::NoFiles { path: path() }));
        }
        Ok(Self { files })
    }

    /// Gives the working draft that is part of the program.
    pub fn draft_2026() -> Self {
        Self::new(DRAFT.iter().map(|(name, bytes)| (*name, bytes.to_vec())))
    }

    /// Gives the bytes of a file.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }

    /// Lists the files sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (*name, bytes.as_slice()))
    }

    /// Gives the one blob in which the files travel with a survey: canonical CBOR `[[name, bytes], …]` sorted by name.
    pub fn to_blob(&self) -> Vec<u8> {
        let pair = |(name, bytes)| Cbor::Array(vec![Cbor::text(name), Cbor::bytes(bytes)]);
        Cbor::Array(self.iter().map(pair).collect()).encode()
    }

    /// Reads what [`Self::to_blob`] wrote; anything else is refused.
    pub fn from_blob(blob: &[u8]) -> Result<Self, FrameworkError> {
        let damaged = || wrong("", Problem::BundleDamaged);
        let Ok(Cbor::Array(pairs)) = Cbor::decode(blob) else { return Err(damaged()) };
        let mut files: BTreeMap<&'static str, Vec<u8>> = BTreeMap::new();
        for pair in pairs {
            let Cbor::Array(pair) = pair else { return Err(damaged()) };
            let Ok([Cbor::Text(name), Cbor::Bytes(bytes)]) = <[Cbor; 2]>::try_from(pair) else { return Err(damaged()) };
            let name = known(&name).ok_or_else(damaged)?;
            // In order and each once: with a canonical encoding that is the only form.
            if files.last_key_value().is_some_and(|(last, _)| *last >= name) {
                return Err(damaged());
            }
            files.insert(name, bytes);
        }
        Ok(Self { files })
    }
}

fn read_file(name: &'static str, path: &Path) -> Result<Vec<u8>, FrameworkError> {
    let unreadable = |e: std::io::Error| wrong(name, Problem::FileUnreadable { reason: e.to_string() });
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(wrong(name, Problem::FileTooLarge { most: LARGEST_FILE }));
    }
    Ok(bytes)
}

/// Says whether a file is too large to be looked into.
pub(super) fn too_large(bytes: &[u8]) -> Option<Problem> {
    (bytes.len() as u64 > LARGEST_FILE).then_some(Problem::FileTooLarge { most: LARGEST_FILE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blob_gives_the_same_files_back() {
        let draft = FrameworkFiles::draft_2026();
        assert_eq!(draft.iter().map(|(name, _)| name).collect::<Vec<_>>(), FILE_NAMES);
        assert_eq!(FrameworkFiles::from_blob(&draft.to_blob()).unwrap(), draft);
    }

    #[test]
    fn a_blob_in_another_form_is_refused() {
        let swapped = Cbor::Array(vec![
            Cbor::Array(vec![Cbor::text("terms.csv"), Cbor::bytes(b"x")]),
            Cbor::Array(vec![Cbor::text("cases.csv"), Cbor::bytes(b"y")]),
        ]);
        let unknown = Cbor::Array(vec![Cbor::Array(vec![Cbor::text("../x"), Cbor::bytes(b"x")])]);
        for blob in [b"".to_vec(), b"PK".to_vec(), swapped.encode(), unknown.encode()] {
            assert_eq!(FrameworkFiles::from_blob(&blob).unwrap_err().problem, Problem::BundleDamaged);
        }
    }

    #[test]
    fn a_folder_gives_only_the_known_files() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(FrameworkFiles::read_dir(folder.path()).unwrap_err().problem, Problem::NoFiles { .. }));
        std::fs::write(folder.path().join("terms.csv"), "a\n").unwrap();
        std::fs::write(folder.path().join("notes.txt"), "b\n").unwrap();
        let files = FrameworkFiles::read_dir(folder.path()).unwrap();
        assert_eq!(files.iter().collect::<Vec<_>>(), [("terms.csv", &b"a\n"[..])]);
        let large = vec![b'x'; LARGEST_FILE as usize + 1];
        std::fs::write(folder.path().join("terms.csv"), large).unwrap();
        assert!(matches!(FrameworkFiles::read_dir(folder.path()).unwrap_err().problem, Problem::FileTooLarge { .. }));
        assert!(FrameworkFiles::read_dir(&folder.path().join("none")).is_err());
    }
}
