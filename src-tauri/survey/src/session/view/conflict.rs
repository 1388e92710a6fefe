//! Conflicts to settle, and the history of a register.

use super::AnyValue;
use serde::Serialize;

/// Holds one side of a conflict, numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ConflictHead {
    pub n: u32,
    pub value: AnyValue,
    pub author: String,
    pub device: String,
    pub at: String,
    pub dot: String,
    pub reason: Option<String>,
    /// True for the head that counts until the conflict is settled.
    pub provisional: bool,
}

/// Holds a conflict; `id` changes when its heads do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ConflictView {
    pub id: String,
    pub kind: String,
    pub noun: String,
    pub key: String,
    pub field: String,
    pub community: Option<String>,
    pub round: Option<u32>,
    pub indicator: Option<String>,
    pub unit_name: Option<String>,
    pub heads: Vec<ConflictHead>,
}

/// Holds one thing written to a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct HistoryEntryView {
    pub dot: String,
    pub value: AnyValue,
    pub author: String,
    pub device: String,
    pub at: String,
    pub reason: Option<String>,
    /// True for a live head.
    pub live: bool,
    /// How many earlier entries it replaced: more than one settles a conflict.
    pub replaced: u32,
}
