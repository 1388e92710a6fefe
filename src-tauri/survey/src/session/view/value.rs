//! Values on their way between a form and the survey.

use serde::{Deserialize, Serialize};

/// Holds a value as a form holds it; numbers are text and are judged by the survey alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum ValueView {
    Number { text: String },
    Of { a: String, b: String },
    Absent,
    NotApplicable { reason: String },
    NotObtained { reason: String },
    Empty,
}

/// Holds the content of any register, for histories and conflicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum AnyValue {
    Number { text: String },
    Of { a: String, b: String },
    Absent,
    NotApplicable { reason: String },
    NotObtained { reason: String },
    Empty,
    Text { text: String },
    Flag { on: bool },
    /// Written by a newer version; kept, not readable here.
    Unknown,
}
