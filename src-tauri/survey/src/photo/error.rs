//! Why a file is refused.

/// Says what is wrong inside a photo. The words are in `photo.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The file ends before the picture does.
    Truncated,
    /// The picture cannot be decoded.
    Damaged,
    /// The picture is coded in a way hardly any program reads (lossless or arithmetic JPEG, 12 bits).
    Coding,
}

impl Reason {
    /// Lists every reason, for the test that walks the words.
    pub const ALL: [Self; 3] = [Self::Truncated, Self::Damaged, Self::Coding];

    /// Gives the id of the word in `photo.ftl`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Truncated => "photo-reason-truncated",
            Self::Damaged => "photo-reason-damaged",
            Self::Coding => "photo-reason-coding",
        }
    }
}

/// Says why one file is not taken. `name` is the file's name as the person knows it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    #[error("the photo {name:?} is broken: {reason:?} ({detail})")]
    Broken { name: String, reason: Reason, detail: String },
    #[error("the file {name:?} has no bytes")]
    Empty { name: String },
    #[error("the file {name:?} is neither a photo nor a document that can be kept")]
    Kind { name: String },
    #[error("the file {name:?} is too large")]
    TooLarge { name: String },
    #[error("the file {name:?} cannot be read: {detail}")]
    Unreadable { name: String, detail: String },
}

impl PhotoError {
    /// Gives the id of the sentence for the person.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Broken { .. } => "fault-photo-broken",
            Self::Empty { .. } => "fault-photo-empty",
            Self::Kind { .. } => "fault-photo-kind",
            Self::TooLarge { .. } => "fault-photo-too-large",
            Self::Unreadable { .. } => "fault-photo-unreadable",
        }
    }

    /// Gives the name of the refused file.
    pub fn name(&self) -> &str {
        match self {
            Self::Broken { name, .. }
            | Self::Empty { name }
            | Self::Kind { name }
            | Self::TooLarge { name }
            | Self::Unreadable { name, .. } => name,
        }
    }

    /// Gives what is wrong inside a broken photo; the sentence takes its word as `reason`.
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::Broken { reason, .. } => Some(*reason),
            _ => None,
        }
    }
}

/// Carries what went wrong up to where the file's name is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Broken(Reason, String),
    TooLarge,
}

impl Refusal {
    pub(super) fn named(self, name: &str) -> PhotoError {
        let name = name.to_owned();
        match self {
            Self::Broken(reason, detail) => PhotoError::Broken { name, reason, detail },
            Self::TooLarge => PhotoError::TooLarge { name },
        }
    }

    pub(super) fn truncated() -> Self {
        Self::Broken(Reason::Truncated, "the data end before the picture does".to_owned())
    }

    pub(super) fn damaged(detail: impl Into<String>) -> Self {
        Self::Broken(Reason::Damaged, detail.into())
    }
}
