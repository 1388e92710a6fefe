//! A register as a form field: every live head, what the reader has thereby seen, and a draft left unsaved.

use serde::Serialize;

/// Holds one live head of a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct HeadView<T> {
    pub dot: String,
    pub value: T,
    pub author: String,
    pub device: String,
    /// RFC 3339 with the offset that was recorded.
    pub at: String,
    pub reason: Option<String>,
}

/// Holds a register: heads in the order (lamport, hash, index), the last one provisional; none where never written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FieldView<T> {
    pub heads: Vec<HeadView<T>>,
    /// The dots to hand back as `seen` when this field is written.
    pub seen: Vec<String>,
    /// True where heads hold different values.
    pub conflict: bool,
    /// Text typed and not yet saved, kept through a kill.
    pub draft: Option<String>,
}
