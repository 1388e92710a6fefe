//! What was recorded of cells and at units, as the survey has it now.

use super::assessment::{CellKey, Evidence, Filter};
use super::outcome::{Outcome, computed, plain, reason_of};
use super::{Fault, Sames, Session};
use crate::framework::{Indicator, Stage, State};
use crate::model::Value;
use crate::score::UnitValue;
use crate::store::Row;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use tanfang_journal::Cbor;

/// Holds one assessment with everything recorded for it.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is an independent fact about the cell")]
pub struct AssessmentRow {
    pub key: CellKey,
    pub outcome: Outcome,
    /// What was typed for the cell itself.
    pub typed: Option<Value>,
    pub remark: String,
    pub to_verify: bool,
    /// Who recorded what counts: of observations the latest.
    pub by: Evidence,
    pub photos: usize,
    /// True where people disagree: differing heads here or at a unit, or a typed value beside another computed one.
    pub conflict: bool,
    /// True where they disagree about what the outcome rests on, and not only about remarks.
    pub contested: bool,
    /// True where something of it was recorded after its round had been closed.
    pub late: bool,
}

/// Holds what was seen at one unit.
#[derive(Clone, Debug)]
pub struct ObservationRow {
    pub key: CellKey,
    pub unit: String,
    pub value: Value,
    pub reason: Option<String>,
    pub remark: String,
    pub by: Evidence,
    pub conflict: bool,
    /// True where the results differ, and not only the remarks.
    pub contested: bool,
    /// True where it was recorded after its round had been closed.
    pub late: bool,
}

/// Gathers the registers of one cell.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is an independent fact about the cell")]
struct Gathered {
    value: Option<Row>,
    remark: String,
    to_verify: bool,
    conflict: bool,
    contested: bool,
    late: bool,
    observations: Vec<ObservationRow>,
}

impl Session {
    /// Gives every assessment with a recorded value or observations that this person may see, by key in the framework's order.
    pub fn assessments(&self, filter: &Filter) -> Result<Vec<AssessmentRow>, Fault> {
        let prefix = filter.prefix();
        let mut cells: BTreeMap<CellKey, Gathered> = BTreeMap::new();
        let closures = self.closures()?;
        for row in self.store.rows_under("assessment", &prefix)? {
            let Ok(key) = row.name.key.parse::<CellKey>() else { continue };
            let late = closures.is_late(key.round, row.by.lamport);
            let cell = cells.entry(key).or_default();
            cell.conflict |= row.conflict;
            cell.late |= late;
            match row.name.field.as_str() {
                "value" => {
                    cell.contested |= row.conflict;
                    cell.value = Some(row);
                }
                "remark" => row.value.as_text().unwrap_or_default().clone_into(&mut cell.remark),
                "to_verify" => cell.to_verify = row.value.as_bool().unwrap_or(false),
                _ => {}
            }
        }
        let blind = self.blind()?;
        cells.retain(|key, _| !blind.hides(key));
        for observation in self.observations(filter)? {
            let cell = cells.entry(observation.key.clone()).or_default();
            cell.conflict |= observation.conflict;
            cell.contested |= observation.contested;
            cell.late |= observation.late;
            cell.observations.push(observation);
        }
        for key in self.late_losses(filter, &closures)? {
            if let Some(cell) = cells.get_mut(&key) {
                cell.late = true;
            }
        }
        let communities = self.communities()?;
        let groups = self.unit_groups(&cells)?;
        let photos = self.photo_counts(filter)?;
        let mut rows: Vec<AssessmentRow> = cells
            .into_iter()
            .filter_map(|(key, cell)| {
                let stage = communities.iter().find(|c| c.code == key.community).and_then(|c| c.stage(key.round));
                let indicator = self.framework.indicator(&key.indicator)?;
                let count = photos.get(&format!("assessment/{key}")).copied().unwrap_or(0);
                row(key, cell, indicator, stage, &groups, count)
            })
            .collect();
        let confirmed = self.confirmed()?;
        for row in rows.iter_mut().filter(|row| confirmed.contains(&row.key)) {
            row.outcome.confirmed = row.outcome.state == State::NotApplicable;
        }
        let place = |code: &str| communities.iter().position(|community| community.code == code);
        rows.sort_by_cached_key(|row| {
            (place(&row.key.community), row.key.round, self.framework.indicator_position(&row.key.indicator))
        });
        Ok(rows)
    }

    /// Gives what every cell with a recorded value or observations comes to, without who said so: all that scores need.
    pub(super) fn outcomes(&self, filter: &Filter) -> Result<Vec<(CellKey, Outcome)>, Fault> {
        if !self.same_as("unit")?.is_empty() {
            // Two entries for one unit are put together there.
            let rows = self.assessments(filter)?;
            return Ok(rows.into_iter().map(|row| (row.key, row.outcome)).collect());
        }
        let dead = self.store.dead("unit")?;
        let prefix = filter.prefix();
        let read = |item: &Cbor| Value::from_cbor(item).unwrap_or(Value::Empty);
        let mut cells: BTreeMap<String, Recorded> = BTreeMap::new();
        for (key, value) in self.store.values_under("assessment", &prefix, "value")? {
            cells.entry(key).or_default().0 = Some(read(&value));
        }
        for (key, value) in self.store.values_under("observation", &prefix, "result")? {
            let Some((cell, unit)) = key.rsplit_once('/') else { continue };
            if dead.contains(unit) {
                continue;
            }
            let seen = (unit.to_owned(), read(&value));
            match cells.get_mut(cell) {
                Some((_, observations)) => observations.push(seen),
                None => drop(cells.insert(cell.to_owned(), (None, vec![seen]))),
            }
        }
        let communities = self.communities()?;
        let (confirmed, blind) = (self.confirmed()?, self.blind()?);
        let groups: HashMap<String, String> = self.groups()?;
        let outcome = |(key, (typed, observations)): (String, Recorded)| {
            let key = key.parse::<CellKey>().ok().filter(|key| !blind.hides(key))?;
            let indicator = self.framework.indicator(&key.indicator)?;
            let stage = communities.iter().find(|c| c.code == key.community).and_then(|c| c.stage(key.round));
            let group = |unit: &str| groups.get(unit).map_or("", String::as_str);
            let units: Vec<UnitValue<'_>> =
                observations.iter().map(|(unit, value)| UnitValue { value, group: group(unit) }).collect();
            let from_units = computed(indicator, stage, &units, None);
            let mut outcome = from_units.or_else(|| plain(indicator, &typed?, None))?;
            outcome.confirmed = outcome.state == State::NotApplicable && confirmed.contains(&key);
            Some((key, outcome))
        };
        Ok(cells.into_iter().filter_map(outcome).collect())
    }

    /// Gives every observation that holds a value or a remark and that this person may see, by key.
    pub fn observations(&self, filter: &Filter) -> Result<Vec<ObservationRow>, Fault> {
        let mut observations: Vec<ObservationRow> = Vec::new();
        let closures = self.closures()?;
        for row in self.store.rows_under("observation", &filter.prefix())? {
            let Some((cell, unit)) = row.name.key.rsplit_once('/') else { continue };
            let Ok(key) = cell.parse::<CellKey>() else { continue };
            if observations.last().is_none_or(|last| last.key != key || last.unit != unit) {
                observations.push(ObservationRow {
                    key,
                    unit: unit.to_owned(),
                    value: Value::Empty,
                    reason: None,
                    remark: String::new(),
                    by: Evidence::from(&row.by),
                    conflict: false,
                    contested: false,
                    late: false,
                });
            }
            let Some(observation) = observations.last_mut() else { continue };
            observation.conflict |= row.conflict;
            observation.late |= closures.is_late(observation.key.round, row.by.lamport);
            match row.name.field.as_str() {
                "result" => {
                    observation.contested = row.conflict;
                    observation.value = Value::from_cbor(&row.value).unwrap_or(Value::Empty);
                    observation.by = Evidence::from(&row.by);
                    observation.reason = row.by.reason;
                }
                "remark" => row.value.as_text().unwrap_or_default().clone_into(&mut observation.remark),
                _ => {}
            }
        }
        observations.retain(|o| o.value != Value::Empty || !o.remark.is_empty() || o.conflict);
        let dead = self.store.dead("unit")?;
        observations.retain(|o| !dead.contains(&o.unit));
        let blind = self.blind()?;
        observations.retain(|o| !blind.hides(&o.key));
        Ok(of_one_unit(observations, &self.same_as("unit")?))
    }

    /// Gives the groups of the units that have one, where any indicator at hand tells groups apart.
    fn unit_groups(&self, cells: &BTreeMap<CellKey, Gathered>) -> Result<HashMap<String, String>, Fault> {
        if cells.values().all(|cell| cell.observations.is_empty()) {
            return Ok(HashMap::new());
        }
        self.groups()
    }

    /// Gives the groups of units, for the lists that tell them apart.
    pub(super) fn groups(&self) -> Result<HashMap<String, String>, Fault> {
        self.unit_texts("group")
    }
}

/// Holds what is recorded of one cell: the typed value, and the observations by unit.
type Recorded = (Option<Value>, Vec<(String, Value)>);

/// Puts what was observed under two entries for one unit together: the entry that goes on counts, a differing result
/// under the other is a disagreement.
fn of_one_unit(observations: Vec<ObservationRow>, sames: &Sames) -> Vec<ObservationRow> {
    if sames.is_empty() {
        return observations;
    }
    let mut found: BTreeMap<(CellKey, String), ObservationRow> = BTreeMap::new();
    for mut row in observations {
        let own = !sames.is_merged(&row.unit);
        row.unit = String::from(sames.resolve(&row.unit));
        match found.entry((row.key.clone(), row.unit.clone())) {
            Entry::Vacant(place) => drop(place.insert(row)),
            Entry::Occupied(mut place) => {
                let differ = place.get().value != row.value;
                let conflict = differ || place.get().conflict || row.conflict;
                let contested = differ || place.get().contested || row.contested;
                if own {
                    place.insert(row);
                }
                place.get_mut().conflict = conflict;
                place.get_mut().contested = contested;
            }
        }
    }
    found.into_values().collect()
}

fn row(
    key: CellKey,
    cell: Gathered,
    indicator: &Indicator,
    stage: Option<Stage>,
    groups: &HashMap<String, String>,
    photos: usize,
) -> Option<AssessmentRow> {
    let typed = cell.value.as_ref().and_then(|row| Value::from_cbor(&row.value).ok()).filter(|v| *v != Value::Empty);
    let units: Vec<UnitValue<'_>> = cell
        .observations
        .iter()
        .map(|o| UnitValue { value: &o.value, group: groups.get(&o.unit).map_or("", String::as_str) })
        .collect();
    let latest = cell.observations.iter().filter(|o| o.value != Value::Empty).max_by_key(|o| o.by.at.wall_ms);
    let from_units = computed(indicator, stage, &units, latest.and_then(|o| reason_of(&o.value)).as_deref());
    let from_typed = typed.as_ref().and_then(|value| {
        let reason = cell.value.as_ref().and_then(|row| row.by.reason.clone());
        plain(indicator, value, reason)
    });
    // A value that was computed counts; one that was typed beside it and says something else is a disagreement.
    let disagree = match (&from_units, &from_typed) {
        (Some(a), Some(b)) => (a.state, a.value) != (b.state, b.value),
        _ => false,
    };
    let (outcome, by) = match (from_units, from_typed) {
        (Some(outcome), _) => (outcome, latest?.by.clone()),
        (None, Some(outcome)) => (outcome, Evidence::from(&cell.value.as_ref()?.by)),
        (None, None) => return None,
    };
    Some(AssessmentRow {
        key,
        outcome,
        typed,
        remark: cell.remark,
        to_verify: cell.to_verify,
        by,
        photos,
        conflict: cell.conflict || disagree,
        contested: cell.contested || disagree,
        late: cell.late,
    })
}
