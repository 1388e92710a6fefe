//! What can go wrong while a report is made.

use std::path::PathBuf;

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
}
