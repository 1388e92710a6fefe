//! What a person is told when something cannot be done.

use crate::framework::{FrameworkError, Refusal};
use crate::store::StoreError;
use crate::text::Words;
use std::error::Error;
use std::path::Path;
use tanfang_journal::LONGEST_CHANGE;
use tanfang_journal::file::{FileError, WriteError};

/// Says why something cannot be done: a code with arguments; the words are in `assets/text`.
#[derive(Debug)]
pub struct Fault {
    /// Names the sentence: `fault-<code>`, or `refusal-…` for a value that the framework does not allow.
    pub code: &'static str,
    pub args: Vec<(&'static str, String)>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Fault {
    pub fn new(code: &'static str) -> Self {
        Self { code, args: Vec::new(), source: None }
    }

    /// Adds an argument of the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Keeps the chain of causes for the log.
    #[must_use]
    pub fn because(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// Gives the id of the sentence in `assets/text`.
    pub fn text_id(&self) -> String {
        if self.code.starts_with("refusal-") { self.code.to_owned() } else { format!("fault-{}", self.code) }
    }

    /// Words the sentence in one language.
    pub fn say(&self, words: &Words) -> String {
        let mut args: Vec<(&str, String)> =
            self.args.iter().map(|(name, value)| (*name, worded(words, value))).collect();
        // What is wrong with a framework says itself where it stands.
        if let Some(error) = self.source.as_ref().and_then(|source| source.downcast_ref::<FrameworkError>()) {
            args.retain(|(name, _)| *name != "first");
            args.push(("first", error.say(|id, args| words.format(id, args))));
        }
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        words.format(&self.text_id(), &args)
    }

    /// Makes the fault of a file that cannot be read or written.
    pub fn io(path: &Path, error: std::io::Error) -> Self {
        StoreErrorAt(StoreError::io(path, error)).into()
    }
}

/// Some arguments are themselves words, such as the reason why a photo is broken: `@photo-cut`.
pub(super) fn worded(words: &Words, value: &str) -> String {
    match value.strip_prefix('@') {
        Some(id) if words.knows(id) => words.get(id).into_owned(),
        _ => value.to_owned(),
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)?;
        for (name, value) in &self.args {
            write!(f, " {name}={value:?}")?;
        }
        Ok(())
    }
}

impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as &(dyn Error + 'static))
    }
}

struct StoreErrorAt(StoreError);

impl From<StoreErrorAt> for Fault {
    fn from(error: StoreErrorAt) -> Self {
        error.0.into()
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        let fault = match &error {
            StoreError::NotASurvey(path) => Self::new("not-a-survey").with("path", path.display()),
            StoreError::NotEmpty(path) => Self::new("folder-not-empty").with("path", path.display()),
            StoreError::NewerSchema(path) => Self::new("newer-schema").with("path", path.display()),
            StoreError::ReadOnly(path) => Self::new("read-only").with("path", path.display()),
            StoreError::Locked(path) => Self::new("locked").with("path", path.display()),
            StoreError::Sealed(path) => Self::new("survey-locked").with("path", path.display()),
            StoreError::DiskFull => Self::new("disk-full"),
            StoreError::Io { path, source } if source.kind() == std::io::ErrorKind::NotFound => {
                Self::new("vanished").with("path", path.display())
            }
            // Said by SQLite, about whichever of its files.
            StoreError::Io { path, source } if path.as_os_str().is_empty() => {
                Self::new("io-survey").with("detail", source)
            }
            StoreError::Io { path, source } => Self::new("io").with("path", path.display()).with("detail", source),
            StoreError::Damaged(detail) => Self::new("damaged-survey").with("detail", detail),
            StoreError::InConflict { noun, key, .. } => {
                Self::new("in-conflict").with("indicator", format!("{noun} {key}"))
            }
            StoreError::UnknownSeen(dot) => Self::new("seen-unknown").with("dot", dot),
            StoreError::ForkedDevice => Self::new("locked").with("path", ""),
            StoreError::NotEnrolled(device) => Self::new("device-not-enrolled").with("device", device),
            StoreError::DeviceRevoked => Self::new("device-revoked"),
            StoreError::UnknownMerge => Self::new("merge-unknown"),
            StoreError::MergeUsed => Self::new("merge-used"),
            StoreError::TooLong => {
                Self::new("text-too-long").with("what", "@term-text").with("most", LONGEST_CHANGE / 1024)
            }
            StoreError::Sql(detail) => Self::new("damaged-survey").with("detail", detail),
        };
        fault.because(error)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self { code: refusal.id(), args: refusal.args(), source: None }
    }
}

impl From<Vec<FrameworkError>> for Fault {
    fn from(errors: Vec<FrameworkError>) -> Self {
        let count = errors.len();
        let first = errors.into_iter().next();
        let shown = first.as_ref().map(ToString::to_string).unwrap_or_default();
        let fault = Self::new("framework").with("count", count).with("first", shown);
        if let Some(first) = first { fault.because(first) } else { fault }
    }
}

impl Fault {
    /// Makes the fault of a survey file that is refused.
    pub fn of_file(path: &Path, error: FileError) -> Self {
        let fault = Self::new(error.code()).with("path", path.display());
        let fault = match &error {
            FileError::Damaged { part, .. } => fault.with("part", part),
            FileError::Limit { what } => fault.with("what", format!("@limit-{what}")),
            FileError::OtherSurvey { found } => fault.with("survey", found),
            FileError::Unreadable(source) => fault.with("detail", source),
            FileError::Unwritable(source) => return disk_full(source).unwrap_or(fault).because(error),
            _ => fault,
        };
        fault.because(error)
    }

    /// Makes the fault of a survey file that cannot be written.
    pub fn of_writing(path: &Path, error: WriteError) -> Self {
        let at = |code| Self::new(code).with("path", path.display());
        let damaged = |what: &dyn std::fmt::Display| Self::new("damaged-survey").with("detail", what);
        let fault = match &error {
            WriteError::Unwritable(source) => disk_full(source).unwrap_or_else(|| at("io").with("detail", source)),
            WriteError::Cancelled => at("file-cancelled"),
            WriteError::Limit { what } => at("file-limit").with("what", format!("@limit-{what}")),
            WriteError::BlobUnreadable { name, .. } | WriteError::BlobDamaged { name } => damaged(name),
            other => damaged(other),
        };
        fault.because(error)
    }
}

fn disk_full(error: &std::io::Error) -> Option<Fault> {
    use std::io::ErrorKind::{FileTooLarge, StorageFull};
    matches!(error.kind(), StorageFull | FileTooLarge).then(|| Fault::new("disk-full"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    /// Finds every code that the sources of this crate make a fault of.
    fn codes() -> Vec<String> {
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        let mut codes = Vec::new();
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(source) = std::fs::read_to_string(&path) {
                    for maker in ["Fault::new(\"", "Self::new(\"", " at(\""] {
                        let made = source.split(maker).skip(1).filter_map(|rest| rest.split('"').next());
                        let made = made.filter(|_| maker != "Self::new(\"" || path.ends_with("fault.rs"));
                        codes.extend(made.map(str::to_owned));
                    }
                }
            }
        }
        codes
    }

    #[test]
    fn every_fault_has_its_sentence_in_both_languages() {
        let codes = codes();
        assert!(codes.len() > 40, "the search finds the codes: {}", codes.len());
        for lang in [Lang::Zh, Lang::En] {
            let words = Words::new(lang);
            for code in &codes {
                assert!(words.knows(&format!("fault-{code}")), "{lang:?}: no sentence for the fault {code}");
            }
        }
    }

    #[test]
    fn an_argument_that_is_a_word_is_worded() {
        let fault = Fault::new("reason-needed").with("what", "@term-conflict");
        assert!(fault.say(&Words::new(Lang::Zh)).contains("冲突"));
        assert!(!fault.say(&Words::new(Lang::En)).contains('@'));
    }
}
