//! Conflicts to settle, and the history of a register.

use super::field::Reader;
use super::{AnyValue, short};
use crate::session::{Conflict, Fault, Session};
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
}

impl Session {
    /// Shows all conflicts, by register.
    pub fn conflicts_view(&self) -> Result<Vec<ConflictView>, Fault> {
        let reader = Reader::new(self, "conflict", "")?;
        Ok(self.conflicts()?.into_iter().map(|conflict| self.conflict_view(&reader, conflict)).collect())
    }

    fn conflict_view(&self, reader: &Reader<'_>, conflict: Conflict) -> ConflictView {
        let unit = match (&conflict.unit, conflict.name.noun.as_str()) {
            (Some(unit), _) => Some(unit.as_str()),
            (None, "unit") => Some(conflict.name.key.as_str()),
            _ => None,
        };
        let unit_name = unit.and_then(|key| self.unit(key).ok()).map(|unit| unit.name);
        let last = conflict.heads.len();
        let heads = conflict.heads.into_iter().map(|head| ConflictHead {
            n: head.n as u32,
            value: AnyValue::of(&head.value),
            author: reader.person(&head.by.author),
            device: short(head.by.device),
            at: head.by.at.rfc3339(),
            dot: head.dot.to_string(),
            reason: head.reason,
            provisional: head.n == last,
        });
        ConflictView {
            id: conflict.id,
            kind: conflict.kind.as_str().to_owned(),
            community: conflict.cell.as_ref().map(|cell| cell.community.clone()),
            round: conflict.cell.as_ref().map(|cell| cell.round),
            indicator: conflict.cell.map(|cell| cell.indicator),
            unit_name,
            heads: heads.collect(),
            noun: conflict.name.noun,
            key: conflict.name.key,
            field: conflict.name.field,
        }
    }

    /// Shows everything ever written to a register, newest first.
    pub fn history_view(&self, noun: &str, key: &str, field: &str) -> Result<Vec<HistoryEntryView>, Fault> {
        let reader = Reader::new(self, "history", "")?;
        let entries = self.history(noun, key, field)?.into_iter().rev().map(|entry| HistoryEntryView {
            dot: entry.dot.to_string(),
            value: AnyValue::of(&entry.value),
            author: reader.person(&entry.by.author),
            device: short(entry.by.device),
            at: entry.by.at.rfc3339(),
            reason: entry.reason,
            live: entry.live,
        });
        Ok(entries.collect())
    }
}
