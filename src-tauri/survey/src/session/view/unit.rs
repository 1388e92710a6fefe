//! Sample lists and what was seen at their units.

use super::{CellKeyView, FieldView, ResultView, ValueView};
use serde::Serialize;

/// Holds a WGS-84 position in degrees, as text with up to six decimals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Position {
    pub lat: String,
    pub lon: String,
}

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
    pub position: Option<Position>,
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
