//! Assessments and observations: values as recorded, and what they come to.

use super::unit::Unit;
use super::write::{bounded, text_value};
use super::{Community, Fault, Sames, Seen, Session, Stamp, Touched, op};
use crate::framework::{Indicator, Scenario, State};
use crate::model::{Ratio, Value};
use crate::score::{self, CellState, UnitValue};
use crate::store::{NewOp, Provenance, Row, StoreError};
use crate::text::{Lang, Words};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;
use tanfang_journal::{Cbor, DeviceId};

/// Names one cell: one indicator in one community and round. Written `wangjing/1/6.4.3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey {
    pub community: String,
    pub round: u32,
    pub indicator: String,
}

impl CellKey {
    pub fn new(community: &str, round: u32, indicator: &str) -> Self {
        Self { community: community.to_owned(), round, indicator: indicator.to_owned() }
    }

    /// Gives the key of the observation of one unit.
    pub fn of_unit(&self, unit: &str) -> String {
        format!("{self}/{unit}")
    }
}

impl fmt::Display for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.community, self.round, self.indicator)
    }
}

impl FromStr for CellKey {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let mut parts = text.split('/');
        let wrong = || Fault::new("unknown-indicator").with("code", text);
        let (Some(community), Some(round), Some(indicator), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        Ok(Self::new(community, round.parse().map_err(|_| wrong())?, indicator))
    }
}

/// Bounds what is listed; each part that is none bounds nothing.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub community: Option<String>,
    /// Counts only together with a community.
    pub round: Option<u32>,
    /// The beginning of the indicators' codes; counts only together with a round.
    pub code: String,
}

impl Filter {
    /// Takes the cells of one community and round.
    pub fn of(community: &str, round: u32) -> Self {
        Self { community: Some(community.to_owned()), round: Some(round), code: String::new() }
    }

    /// Takes the cells of one community and round whose indicators begin with `code`.
    pub fn under(community: &str, round: u32, code: &str) -> Self {
        Self { code: code.to_owned(), ..Self::of(community, round) }
    }

    pub(super) fn prefix(&self) -> String {
        match (&self.community, self.round) {
            (Some(community), Some(round)) => format!("{community}/{round}/{}", self.code),
            (Some(community), None) => format!("{community}/"),
            _ => String::new(),
        }
    }
}

/// Says who recorded something, when and on which device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Key of the person.
    pub author: String,
    pub device: DeviceId,
    pub at: Stamp,
    pub visit: Option<String>,
}

impl From<&Provenance> for Evidence {
    fn from(by: &Provenance) -> Self {
        Self {
            author: by.author.clone(),
            device: by.device,
            at: Stamp { wall_ms: by.wall_ms, offset_min: by.offset_min },
            visit: by.visit.clone(),
        }
    }
}

/// Says what a cell comes to: one of the four states, and the value with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub state: State,
    /// The exact value, present exactly for `State::Value`.
    pub value: Option<Ratio>,
    /// Numerator and denominator of a share or a typed pair.
    pub pair: Option<(i128, i128)>,
    /// Why it is absent, not applicable or not obtained.
    pub reason: Option<String>,
    /// True where it comes from observations of units.
    pub computed: bool,
    /// Units with a value, and all units that belong to the indicator; zero without observations.
    pub observed: usize,
    pub of_units: usize,
    /// True where an administrator confirmed that it does not apply, as it stands now.
    pub confirmed: bool,
}

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
    /// Finds an indicator of this survey's framework.
    pub fn indicator(&self, code: &str) -> Result<Indicator, Fault> {
        let found = self.framework.indicator(code).cloned();
        found.ok_or_else(|| Fault::new("unknown-indicator").with("code", code))
    }

    /// Finds a scenario of this survey's framework, or says which ones there are.
    pub fn scenario(&self, code: &str) -> Result<&Scenario, Fault> {
        self.framework.scenario(code).ok_or_else(|| {
            let known: Vec<&str> = self.framework.scenarios.iter().map(|scenario| scenario.code.as_str()).collect();
            Fault::new("unknown-scenario").with("code", code).with("known", known.join(", "))
        })
    }

    /// Checks that the cell exists: community, round, indicator, and that it applies to the community's stage.
    pub(super) fn cell(&self, key: &CellKey) -> Result<(Community, Indicator), Fault> {
        let community = self.community(&key.community)?;
        self.round(key.round)?;
        let indicator = self.indicator(&key.indicator)?;
        if community.stage(key.round).is_some_and(|stage| !indicator.applies_to(stage)) {
            return Err(Fault::new("not-applicable-stage")
                .with("indicator", &key.indicator)
                .with("community", &key.community));
        }
        Ok((community, indicator))
    }

    /// Records the value of one cell. `reason` belongs to `Absent`; the other states carry their own.
    pub fn set_value(
        &mut self,
        key: &CellKey,
        value: &Value,
        reason: Option<&str>,
        seen: Seen,
    ) -> Result<Touched, Fault> {
        self.record(key, Some((value, reason)), None, seen)
    }

    /// Records a value, a remark, or both in one change.
    pub fn record(
        &mut self,
        key: &CellKey,
        value: Option<(&Value, Option<&str>)>,
        remark: Option<&str>,
        seen: Seen,
    ) -> Result<Touched, Fault> {
        let (_, indicator) = self.cell(key)?;
        let name = key.to_string();
        self.must_not_be_blind(&name)?;
        let mut ops = Vec::new();
        if let Some((value, reason)) = value {
            indicator.accept(value)?;
            ops.push(value_op("assessment", &name, "value", value, reason, seen)?);
        }
        ops.extend(remark_op("assessment", &name, remark)?);
        self.commit(ops).map_err(|fault| in_words(fault, &key.indicator))
    }

    /// Says that what the latest earlier round recorded still holds: an act of its own, not a copy nobody looked at.
    pub fn confirm(&mut self, key: &CellKey, seen: Seen) -> Result<Touched, Fault> {
        self.cell(key)?;
        for round in (1..key.round).rev() {
            let earlier = CellKey { round, ..key.clone() };
            self.must_not_hide("assessment", &earlier.to_string())?;
            let Some(row) = self.store.register("assessment", &earlier.to_string(), "value")? else { continue };
            let value = Value::from_cbor(&row.value).unwrap_or(Value::Empty);
            if !matches!(value, Value::Empty | Value::NotObtained { .. }) {
                let lang = Lang::parse(&self.overview()?.language).unwrap_or(Lang::Zh);
                let mut reason = Words::new(lang).get("confirmed-on-site").into_owned();
                if let Some(late) = self.reason_in(key.round)? {
                    reason = self.joined(&reason, &late)?;
                }
                return self.set_value(key, &value, Some(&reason), seen);
            }
        }
        Err(Fault::new("nothing-to-confirm").with("indicator", &key.indicator))
    }

    /// Records what was seen at one unit of the indicator's list, and a remark on it.
    pub fn observe(
        &mut self,
        key: &CellKey,
        unit: &str,
        value: Option<(&Value, Option<&str>)>,
        remark: Option<&str>,
        seen: Seen,
    ) -> Result<Touched, Fault> {
        let (_, indicator) = self.cell(key)?;
        let unit = self.unit(unit)?;
        if unit.community != key.community || indicator.list.as_deref() != Some(unit.list.as_str()) {
            return Err(Fault::new("unit-other-list")
                .with("unit", &unit.name)
                .with("list", indicator.list.as_deref().unwrap_or("—")));
        }
        let name = key.of_unit(&unit.key);
        self.must_not_be_reader(&name)?;
        let mut ops = Vec::new();
        if let Some((value, reason)) = value {
            indicator.accept_observation(value)?;
            ops.push(value_op("observation", &name, "result", value, reason, seen)?);
        }
        ops.extend(remark_op("observation", &name, remark)?);
        self.commit(ops).map_err(|fault| in_words(fault, &key.indicator))
    }

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
        let rows = self.store.values_under("unit", "", "group")?;
        Ok(rows.into_iter().filter_map(|(key, value)| Some((key, value.as_text()?.to_owned()))).collect())
    }

    /// Computes what a cell comes to from values that need not be recorded yet, as the window does while typing.
    pub fn outcome(&self, key: &CellKey, units: &[(Unit, Value)]) -> Result<Option<Outcome>, Fault> {
        let (community, indicator) = self.cell(key)?;
        let values: Vec<UnitValue<'_>> =
            units.iter().map(|(unit, value)| UnitValue { value, group: &unit.group }).collect();
        Ok(computed(&indicator, community.stage(key.round), &values, None))
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

impl Outcome {
    /// Gives the state for scoring.
    pub fn cell_state(&self) -> CellState {
        match (self.state, self.value) {
            (State::Value, Some(value)) => CellState::Value(value),
            (State::Absent, _) => CellState::Absent,
            (State::NotApplicable, _) => CellState::NotApplicable { confirmed: self.confirmed },
            _ => CellState::NotObtained,
        }
    }
}

pub(super) fn value_op(
    noun: &str,
    key: &str,
    field: &str,
    value: &Value,
    reason: Option<&str>,
    seen: Seen,
) -> Result<NewOp, Fault> {
    let reason = reason.map(|reason| bounded("reason", reason)).transpose()?.filter(|reason| !reason.is_empty());
    bounded("reason", &reason_of(value).unwrap_or_default())?;
    let mut op = op(noun, key, field, value.to_cbor());
    op.preds = seen.preds();
    op.reason = reason;
    Ok(op)
}

fn remark_op(noun: &str, key: &str, remark: Option<&str>) -> Result<Option<NewOp>, Fault> {
    let Some(remark) = remark else { return Ok(None) };
    let mut op = op(noun, key, "remark", text_value(&bounded("remark", remark)?));
    op.preds = Seen::Current.preds();
    Ok(Some(op))
}

/// Names the indicator in the sentence about a conflict.
fn in_words(fault: Fault, indicator: &str) -> Fault {
    if fault.code == "in-conflict" {
        let error = StoreError::InConflict { noun: String::new(), key: indicator.to_owned(), field: String::new() };
        return Fault::new("in-conflict").with("indicator", indicator).because(error);
    }
    fault
}

fn row(
    key: CellKey,
    cell: Gathered,
    indicator: &Indicator,
    stage: Option<crate::framework::Stage>,
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

fn reason_of(value: &Value) -> Option<String> {
    match value {
        Value::NotApplicable { reason } | Value::NotObtained { reason } => Some(reason.clone()),
        _ => None,
    }
}

/// Gives the outcome of a typed value.
pub(super) fn plain(indicator: &Indicator, value: &Value, reason: Option<String>) -> Option<Outcome> {
    let (state, pair) = match value {
        Value::Empty => return None,
        Value::Number(_) => (State::Value, None),
        Value::Of { a, b } => (State::Value, Some((i128::from(*a), i128::from(*b)))),
        Value::Absent => (State::Absent, None),
        Value::NotApplicable { .. } => (State::NotApplicable, None),
        Value::NotObtained { .. } => (State::NotObtained, None),
    };
    let exact = indicator.exact(value);
    if state == State::Value && exact.is_none() {
        return None;
    }
    let reason = reason_of(value).or(reason);
    Some(Outcome { state, value: exact, pair, reason, computed: false, observed: 0, of_units: 0, confirmed: false })
}

/// Gives the outcome of observations; none where no unit says anything.
pub(super) fn computed(
    indicator: &Indicator,
    stage: Option<crate::framework::Stage>,
    units: &[UnitValue<'_>],
    reason: Option<&str>,
) -> Option<Outcome> {
    if units.iter().all(|unit| *unit.value == Value::Empty) {
        return None;
    }
    let result = score::aggregate(indicator, stage, units);
    let (state, value) = match result.outcome {
        score::Outcome::Value(value) => (State::Value, Some(value)),
        score::Outcome::Absent => (State::Absent, None),
        // Every unit was left out, or none of them could be had.
        score::Outcome::Nothing if result.of_units == 0 => (State::NotApplicable, None),
        score::Outcome::Nothing => (State::NotObtained, None),
    };
    Some(Outcome {
        state,
        value,
        pair: result.pair,
        reason: if state == State::Value { None } else { reason.map(str::to_owned) },
        computed: true,
        observed: result.observed,
        of_units: result.of_units,
        confirmed: false,
    })
}
