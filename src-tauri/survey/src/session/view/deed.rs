//! What was taken back or done again, and the files that were merged.

use super::short;
use crate::session::{CellKey, Fault, Session, Stamp, Undone};
use crate::store::Name;
use serde::Serialize;
use std::collections::HashSet;

/// Describes an own action for one sentence: the first thing it wrote, and how many there were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct DeedView {
    pub noun: String,
    pub field: String,
    pub community: Option<String>,
    pub round: Option<u32>,
    pub indicator: Option<String>,
    pub unit_name: Option<String>,
    pub count: u32,
    /// The conflicts now to settle.
    pub conflicts: u32,
}

/// Describes a merged file that can still be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MergedFileView {
    pub id: u32,
    pub name: String,
    pub author: String,
    pub device: String,
    pub at: String,
    pub changes: u32,
}

impl Session {
    /// Describes what was taken back or done again.
    pub fn deed_view(&self, undone: &Undone) -> Result<DeedView, Fault> {
        let mut written = self.operations(&undone.change)?;
        // A device's first change also says who writes: that is not what the person did, and is not taken back.
        let touched: HashSet<&(String, String)> = undone.touched.0.iter().collect();
        written.retain(|name| name.noun != "change" && touched.contains(&(name.noun.clone(), name.key.clone())));
        let count = written.len() as u32;
        let first = written.into_iter().next();
        let Name { noun, key, field } = first.unwrap_or_else(|| super::field::name("", "", ""));
        let (cell, unit) = match noun.as_str() {
            "assessment" => (key.parse::<CellKey>().ok(), None),
            "observation" => key.rsplit_once('/').map_or((None, None), |(cell, unit)| (cell.parse().ok(), Some(unit))),
            "unit" => (None, Some(key.as_str())),
            _ => (None, None),
        };
        Ok(DeedView {
            unit_name: unit.and_then(|unit| self.unit(unit).ok()).map(|unit| unit.name),
            community: cell.as_ref().map(|cell| cell.community.clone()),
            round: cell.as_ref().map(|cell| cell.round),
            indicator: cell.map(|cell| cell.indicator),
            count,
            conflicts: self.conflicts()?.len() as u32,
            noun,
            field,
        })
    }

    /// Shows the files merged here, the latest first.
    pub fn merges_view(&self) -> Result<Vec<MergedFileView>, Fault> {
        let people = self.people_of_devices()?;
        let row = |merge: crate::store::MergeRow| MergedFileView {
            id: merge.id as u32,
            author: people.get(&merge.carrier).cloned().unwrap_or_default(),
            device: short(merge.carrier),
            at: Stamp { wall_ms: merge.wall_ms, offset_min: merge.offset_min }.rfc3339(),
            changes: merge.changes as u32,
            name: merge.name,
        };
        Ok(self.merges()?.into_iter().map(row).collect())
    }
}
