//! What can be wrong with a survey file, and with writing one.

use super::name::EntryName;
use crate::id::{DeviceId, Hash, SurveyId};
use std::fmt;
use std::io;

/// Names the part of a survey file that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The structure of the zip: its headers, names, order, start and end.
    Directory,
    /// One entry.
    Entry(EntryName),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory => f.write_str("zip"),
            Self::Entry(name) => name.fmt(f),
        }
    }
}

/// Names the limit that a survey file passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitKind {
    /// The whole file: below 4 GiB.
    FileBytes,
    /// Entries of the zip.
    Entries,
    ManifestBytes,
    Branches,
    Checkpoints,
    /// Number of changes.
    Changes,
    /// One change.
    ChangeBytes,
    /// CBOR items in one change.
    ChangeItems,
    /// All changes, unpacked.
    ChangesBytes,
    /// Number of detached values.
    Payload,
    /// One detached value.
    PayloadItemBytes,
    /// All detached values, unpacked.
    PayloadBytes,
}

impl LimitKind {
    /// Gives a stable name in kebab-case, for texts and logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::FileBytes => "file-bytes",
            Self::Entries => "entries",
            Self::ManifestBytes => "manifest-bytes",
            Self::Branches => "branches",
            Self::Checkpoints => "checkpoints",
            Self::Changes => "changes",
            Self::ChangeBytes => "change-bytes",
            Self::ChangeItems => "change-items",
            Self::ChangesBytes => "changes-bytes",
            Self::Payload => "payload",
            Self::PayloadItemBytes => "payload-item-bytes",
            Self::PayloadBytes => "payload-bytes",
        }
    }
}

impl fmt::Display for LimitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Says why a survey file is refused. Nothing of a refused file may be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The medium or the file system fails, not the content.
    #[error("the file cannot be read")]
    Unreadable(#[source] io::Error),
    /// What a part of the file was being copied into fails.
    #[error("a part of the file cannot be written to its destination")]
    Unwritable(#[source] io::Error),
    #[error("this is not a survey file")]
    NotSurvey,
    /// The end is missing, as after an interrupted copy.
    #[error("the file is cut short")]
    Cut,
    #[error("the file is damaged in {part}: {detail}")]
    Damaged { part: Part, detail: &'static str },
    /// The format is newer than this program.
    #[error("the file was made by a newer version")]
    Newer,
    #[error("the file passes the limit {what}")]
    Limit { what: LimitKind },
    /// A signature does not stand for what the file claims.
    #[error("the file is not what its signatures say: {detail}")]
    Forged { detail: &'static str },
    #[error("the file belongs to the survey {found}")]
    OtherSurvey { found: SurveyId },
    /// The caller asked to stop.
    #[error("reading was cancelled")]
    Cancelled,
}

impl FileError {
    /// Gives the stable code in kebab-case that names the sentence for people.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "file-unreadable",
            Self::Unwritable(_) => "file-unwritable",
            Self::NotSurvey => "file-not-survey",
            Self::Cut => "file-cut",
            Self::Damaged { .. } => "file-damaged",
            Self::Newer => "file-newer",
            Self::Limit { .. } => "file-limit",
            Self::Forged { .. } => "file-forged",
            Self::OtherSurvey { .. } => "file-other-survey",
            Self::Cancelled => "file-cancelled",
        }
    }
}

pub(super) fn damaged(name: EntryName, detail: &'static str) -> FileError {
    FileError::Damaged { part: Part::Entry(name), detail }
}

pub(super) fn broken(detail: &'static str) -> FileError {
    FileError::Damaged { part: Part::Directory, detail }
}

/// Holds whatever a caller's source of changes, values or blobs reports.
pub type SourceError = Box<dyn std::error::Error + Send + Sync>;

/// Says why a survey file could not be written. What was written so far is worthless.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("the file cannot be written")]
    Unwritable(#[source] io::Error),
    /// A blob's file cannot be opened or read.
    #[error("{name} cannot be read")]
    BlobUnreadable { name: EntryName, source: io::Error },
    /// A blob is not what its name says.
    #[error("{name} is damaged")]
    BlobDamaged { name: EntryName },
    /// The bytes given for a change have another hash.
    #[error("the change {hash} is damaged")]
    ChangeDamaged { hash: Hash },
    /// A detached value does not fit its hash, is no canonical CBOR, or comes out of order.
    #[error("the detached value {hash} is damaged or out of order")]
    ValueDamaged { hash: Hash },
    /// A branch ends in a change that no checkpoint vouches for.
    #[error("no checkpoint for the newest change of the device {device}")]
    NoCheckpoint { device: DeviceId },
    /// A blob has a name that no entry may have.
    #[error("{name} cannot be the name of a blob")]
    BlobName { name: String },
    #[error("the file would pass the limit {what}")]
    Limit { what: LimitKind },
    #[error("the source of the content fails")]
    Source(#[source] SourceError),
    /// The caller asked to stop.
    #[error("writing was cancelled")]
    Cancelled,
}
