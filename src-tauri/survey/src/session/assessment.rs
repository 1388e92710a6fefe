//! Assessments and observations by their cells: recording a value, a remark, what was seen at a unit.

use super::outcome::{Outcome, computed, reason_of};
use super::unit::Unit;
use super::write::{bounded, text_value};
use super::{Community, Fault, Seen, Session, Stamp, Touched, op};
use crate::framework::{Indicator, Scenario};
use crate::model::Value;
use crate::score::UnitValue;
use crate::store::{NewOp, Provenance, StoreError};
use crate::text::{Lang, Words};
use std::fmt;
use std::str::FromStr;
use tanfang_journal::DeviceId;

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

    /// Computes what a cell comes to from values that need not be recorded yet, as the window does while typing.
    pub fn outcome(&self, key: &CellKey, units: &[(Unit, Value)]) -> Result<Option<Outcome>, Fault> {
        let (community, indicator) = self.cell(key)?;
        let values: Vec<UnitValue<'_>> =
            units.iter().map(|(unit, value)| UnitValue { value, group: &unit.group }).collect();
        Ok(computed(&indicator, community.stage(key.round), &values, None))
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
