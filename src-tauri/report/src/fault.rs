//! What can go wrong while a report is made.

use std::path::{Path, PathBuf};
use tanfang_survey::session::Fault;

/// Says why no report was written. Nothing is left at the target in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A character that none of the carried typefaces can draw; `near` is the text around it.
    #[error("no typeface has a glyph for {character:?} (U+{:04X}), near {near:?}", u32::from(*character))]
    MissingGlyph { character: char, near: String },
    #[error("typeface {name} cannot be used: {what}")]
    Typeface { name: &'static str, what: String },
    #[error("photo {} cannot be read", path.display())]
    PhotoUnreadable { path: PathBuf, source: std::io::Error },
    /// The bytes on disk are not those the survey names.
    #[error("photo {} is not the one the survey names: its hash differs", path.display())]
    PhotoChanged { path: PathBuf },
    #[error("{} cannot be written", path.display())]
    Output { path: PathBuf, source: std::io::Error },
    #[error("the document cannot be put together: {0}")]
    Document(String),
    /// What was asked for is no report of this survey.
    #[error(transparent)]
    Asked(#[from] Box<Fault>),
}

impl From<Fault> for ReportError {
    fn from(fault: Fault) -> Self {
        Self::Asked(Box::new(fault))
    }
}

impl From<ReportError> for Fault {
    fn from(error: ReportError) -> Self {
        let name = |path: &Path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        if let ReportError::Asked(fault) = error {
            return *fault;
        }
        let fault = match &error {
            ReportError::MissingGlyph { character, near } => Fault::new("missing-glyph")
                .with("glyph", format!("{character} (U+{:04X})", u32::from(*character)))
                .with("text", near),
            ReportError::PhotoUnreadable { path, .. } => Fault::new("photo-unreadable").with("name", name(path)),
            ReportError::PhotoChanged { path } => Fault::new("photo-changed").with("name", name(path)),
            ReportError::Typeface { .. } | ReportError::Document(_) | ReportError::Asked(_) => {
                Fault::new("failed-report").with("detail", &error)
            }
            // The survey's own faults tell a full disk from a folder that is gone.
            ReportError::Output { path, source } => {
                let copy =
                    source.raw_os_error().map_or_else(|| source.kind().into(), std::io::Error::from_raw_os_error);
                Fault::io(path, copy)
            }
        };
        fault.because(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tanfang_survey::text::{Lang, Words};

    #[test]
    fn every_error_has_its_sentence_in_both_languages() {
        let path = || PathBuf::from("/调研/甲.jpg");
        let gone = || std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let errors = || {
            [
                ReportError::MissingGlyph { character: '𓃰', near: "门口的𓃰雕塑".into() },
                ReportError::PhotoUnreadable { path: path(), source: gone() },
                ReportError::PhotoChanged { path: path() },
                ReportError::Output { path: path(), source: gone() },
                ReportError::Typeface { name: "Noto", what: "cut".into() },
                ReportError::Document("no page".into()),
            ]
        };
        for lang in Lang::ALL {
            let words = Words::new(lang);
            for error in errors() {
                let fault = Fault::from(error);
                assert!(words.knows(&fault.text_id()), "{fault}");
                let sentence = fault.say(&words);
                assert!(!sentence.contains("{$"), "{sentence}");
            }
        }
        let [missing, ..] = errors();
        assert!(Fault::from(missing).say(&Words::new(Lang::Zh)).contains("𓃰 (U+130F0)"));
    }
}
