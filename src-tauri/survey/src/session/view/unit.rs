//! Sample lists and what was seen at their units.

use super::field::{Reader, name, text};
use super::{CellKeyView, FieldView, ResultView, ValueView};
use crate::framework::{Aggregate, Indicator, ValueType};
use crate::model::position_text;
use crate::session::{CellKey, Fault, Filter, Session, Unit, UnitState};
use crate::store::{Name, Row};
use serde::Serialize;
use std::collections::HashMap;
use tanfang_journal::Cbor;

/// Holds one unit of a community's sample list; `state` is `in`, `reserve`, `replaced` or `closed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct UnitView {
    pub key: String,
    pub community: String,
    pub list: String,
    pub name: FieldView<String>,
    pub state: FieldView<String>,
    /// `LAT, LON` in degrees, WGS-84, with six decimals; empty where nobody said.
    pub position: FieldView<String>,
    /// Part of the community, and kind of unit; empty where nobody said.
    pub area: String,
    pub kind: String,
    /// The seed it was drawn by and its rank in that draw.
    pub seed: Option<String>,
    pub rank: Option<u32>,
}

/// Says how one unit is observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum UnitInput {
    /// 1 passes, 0 fails.
    Pass,
    /// a of b.
    Pair,
    Number,
}

/// Holds one row of the table of units of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct UnitRow {
    pub unit: String,
    pub name: String,
    pub state: String,
    pub value: FieldView<ValueView>,
    pub remark: FieldView<String>,
    pub photos: u32,
}

/// Holds the units of an indicator in one community and round, with the aggregate.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct UnitsTableView {
    pub cell: CellKeyView,
    pub list: String,
    pub aggregate: String,
    pub input: UnitInput,
    pub rows: Vec<UnitRow>,
    pub result: ResultView,
}

/// Reads a stored position as people write it; empty where there is none.
fn place(item: &Cbor) -> String {
    match item.as_array() {
        Some([Cbor::Int(lat), Cbor::Int(lon)]) => position_text((*lat, *lon)),
        _ => String::new(),
    }
}

/// Says how the units of an indicator are observed.
pub(super) fn input_of(indicator: &Indicator) -> UnitInput {
    match (indicator.aggregate, indicator.value_type) {
        (Aggregate::Share | Aggregate::Count, _) | (_, ValueType::YesNo) => UnitInput::Pass,
        (Aggregate::RatioOfSums, _) => UnitInput::Pair,
        _ => UnitInput::Number,
    }
}

impl Session {
    /// Shows the units of a community; of all lists where none is named.
    pub fn units_view(&self, community: &str, list: Option<&str>) -> Result<Vec<UnitView>, Fault> {
        self.community(community)?;
        let reader = Reader::new(self, "unit", "")?;
        let view = |unit: Unit| {
            let field = |field: &str, read: fn(&Cbor) -> String| {
                let row = self.store.register("unit", &unit.key, field)?;
                reader.field(&name("unit", &unit.key, field), row.as_ref(), read)
            };
            Ok(UnitView {
                name: field("name", text)?,
                state: field("state", text)?,
                position: field("position", place)?,
                area: unit.area,
                kind: unit.kind,
                rank: unit.lot.as_ref().and_then(|(_, rank)| u32::try_from(*rank).ok()),
                seed: unit.lot.map(|(seed, _)| seed),
                key: unit.key,
                community: unit.community,
                list: unit.list,
            })
        };
        self.units(community, list)?.into_iter().map(view).collect()
    }

    /// Shows the units that an indicator is observed over, each with what was seen there.
    ///
    /// Units that stepped out stay as long as they hold an observation.
    pub fn units_table_view(&self, key: &CellKey) -> Result<UnitsTableView, Fault> {
        self.must_not_be_blind(&key.to_string())?;
        self.units_table(key)
    }

    /// As [`Self::units_table_view`], also for who must not see it: nothing of it may leave unread.
    pub(super) fn units_table(&self, key: &CellKey) -> Result<UnitsTableView, Fault> {
        let indicator = self.indicator(&key.indicator)?;
        let Some(list) = indicator.list.clone() else {
            return Err(Fault::new("no-observation").with("indicator", &key.indicator));
        };
        let stage = self.community(&key.community)?.stage(key.round);
        let prefix = format!("{key}/");
        let reader = Reader::new(self, "observation", &prefix)?;
        let rows = self.store.rows_under("observation", &prefix)?;
        let registers: HashMap<Name, Row> = rows.into_iter().map(|row| (row.name.clone(), row)).collect();
        let units = self.units(&key.community, Some(&list))?;
        let in_list = units.iter().filter(|unit| unit.state == UnitState::In).count();
        let mut shown = Vec::with_capacity(units.len());
        for unit in units {
            let observation = key.of_unit(&unit.key);
            let result = name("observation", &observation, "result");
            let remark = name("observation", &observation, "remark");
            let (seen, said) = (registers.get(&result), registers.get(&remark));
            if unit.state != UnitState::In && seen.is_none() && said.is_none() {
                continue;
            }
            shown.push(UnitRow {
                value: reader.field(&result, seen, ValueView::of)?,
                remark: reader.field(&remark, said, text)?,
                photos: self.count_links(&format!("unit/{}", unit.key))?,
                state: unit.state.as_str().to_owned(),
                name: unit.name,
                unit: unit.key,
            });
        }
        let outcome = self.assessments(&Filter::under(&key.community, key.round, &key.indicator))?;
        let outcome = outcome.into_iter().find(|row| row.key == *key);
        Ok(UnitsTableView {
            cell: CellKeyView::from(key),
            list,
            aggregate: indicator.aggregate.as_str().to_owned(),
            input: input_of(&indicator),
            rows: shown,
            result: ResultView::of(&indicator, stage, outcome.as_ref().map(|row| &row.outcome), in_list),
        })
    }

    fn count_links(&self, target: &str) -> Result<u32, Fault> {
        let field = format!("link/{target}");
        let mut count = 0;
        for noun in ["photo", "document"] {
            let rows = self.store.rows_of_field(noun, &field)?;
            count += rows.iter().filter(|row| row.value.as_bool() == Some(true)).count() as u32;
        }
        Ok(count)
    }
}
