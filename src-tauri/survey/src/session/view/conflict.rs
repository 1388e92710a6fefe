//! Conflicts to settle, and the history of a register.

use super::field::Reader;
use super::{AnyValue, short};
use crate::framework::Framework;
use crate::model::{Ratio, Value};
use crate::session::{Conflict, ConflictKind, Fault, ForkCause, Session, Step, Thing};
use serde::Serialize;
use std::collections::HashMap;
use tanfang_journal::Cbor;

/// Holds one side of a conflict, numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ConflictHead {
    pub n: u32,
    pub value: AnyValue,
    /// Key of the person, for choosing all that one person wrote.
    pub person: String,
    pub author: String,
    pub device: String,
    pub at: String,
    pub visit: Option<String>,
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
    pub unit: Option<String>,
    pub unit_name: Option<String>,
    pub heads: Vec<ConflictHead>,
    /// What keeping both sides makes of a remark or a caption; taken as side 0.
    pub both: Option<String>,
    /// True where all sides are numbers that differ by no more than the indicator's tolerance.
    pub within_tolerance: bool,
    /// Key of the person who is to fill in the sheet it stands on.
    pub assignee: Option<String>,
    /// What most likely made one device write two histories.
    pub fork: Option<ForkView>,
}

/// Says what most likely made one device write two histories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum ForkView {
    Clone,
    Restored,
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
    /// True for ever for a side of a conflict, and for what settled it.
    pub contested: bool,
}

impl Session {
    /// Shows all conflicts: first those on which others depend (stage, target, units), then by register.
    pub fn conflicts_view(&self) -> Result<Vec<ConflictView>, Fault> {
        let reader = Reader::new(self, "conflict", "")?;
        let framework = self.framework();
        let causes: HashMap<String, ForkCause> =
            self.forks()?.into_iter().map(|fork| (fork.device.to_string(), fork.cause)).collect();
        let assignees: HashMap<String, Cbor> = self.store.values_under("sheet", "", "assignee")?.into_iter().collect();
        let assignee = |conflict: &Conflict| {
            let cell = conflict.cell.as_ref()?;
            let scenario = &framework.indicator(&cell.indicator)?.scenario;
            let person = assignees.get(&format!("{}/{}/{scenario}", cell.community, cell.round))?;
            person.as_text().map(str::to_owned)
        };
        let mut conflicts = self.conflicts()?;
        conflicts.sort_by_key(|conflict| !matches!(conflict.name.noun.as_str(), "survey" | "community" | "unit"));
        let view = |conflict: Conflict| {
            let cause = causes.get(&conflict.name.key).filter(|_| conflict.kind == ConflictKind::Fork);
            let fork = cause.map(|cause| match cause {
                ForkCause::Clone => ForkView::Clone,
                ForkCause::Restored => ForkView::Restored,
            });
            let within_tolerance = is_within_tolerance(&framework, &conflict);
            let assignee = assignee(&conflict);
            ConflictView { within_tolerance, assignee, fork, ..self.conflict_view(&reader, conflict) }
        };
        Ok(conflicts.into_iter().map(view).collect())
    }

    fn conflict_view(&self, reader: &Reader<'_>, conflict: Conflict) -> ConflictView {
        let both = conflict.both();
        let unit = match (&conflict.unit, conflict.name.noun.as_str()) {
            (Some(unit), _) => Some(unit.as_str()),
            (None, "unit") => Some(conflict.name.key.as_str()),
            _ => None,
        };
        let unit_name = unit.and_then(|key| self.unit(key).ok()).map(|unit| unit.name);
        let unit = unit.map(str::to_owned);
        let last = conflict.heads.len();
        let heads = conflict.heads.into_iter().map(|head| ConflictHead {
            n: head.n as u32,
            value: AnyValue::of(&head.value),
            author: reader.person(&head.by.author),
            person: head.by.author,
            device: short(head.by.device),
            at: head.by.at.rfc3339(),
            visit: head.by.visit,
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
            unit,
            unit_name,
            heads: heads.collect(),
            both,
            within_tolerance: false,
            assignee: None,
            fork: None,
            noun: conflict.name.noun,
            key: conflict.name.key,
            field: conflict.name.field,
        }
    }

    /// Shows everything ever written to a register, newest first.
    pub fn history_view(&self, noun: &str, key: &str, field: &str) -> Result<Vec<HistoryEntryView>, Fault> {
        let reader = Reader::new(self, "history", "")?;
        let thing = Thing { noun: noun.to_owned(), key: key.to_owned() };
        let steps = match self.steps(&thing, Some(field)) {
            Err(fault) if fault.code == "thing-unknown" => Vec::new(),
            steps => steps?,
        };
        let entries = steps.into_iter().rev().map(|Step { entry, contested, .. }| HistoryEntryView {
            contested,
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

/// Tells whether all sides are numbers no further apart than the indicator's tolerance.
fn is_within_tolerance(framework: &Framework, conflict: &Conflict) -> bool {
    let indicator = conflict.cell.as_ref().and_then(|cell| framework.indicator(&cell.indicator));
    let Some(indicator) = indicator.filter(|_| matches!(conflict.name.field.as_str(), "value" | "result")) else {
        return false;
    };
    let numbers: Option<Vec<Ratio>> = conflict
        .heads
        .iter()
        .map(|head| match head.recorded() {
            Some(Value::Number(number)) => Some(number.to_ratio()),
            _ => None,
        })
        .collect();
    let Some(numbers) = numbers else { return false };
    let (least, most) = (numbers.iter().min(), numbers.iter().max());
    let apart = least.zip(most).and_then(|(least, most)| most.sub(*least));
    apart.is_some_and(|apart| apart <= indicator.tolerance.to_ratio())
}
