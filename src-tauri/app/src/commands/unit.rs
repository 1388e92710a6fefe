//! Sample lists and observations.

use super::{Answer, pending};
use crate::desk::Desk;
use serde::{Deserialize, Serialize};
use tanfang_survey::session::view::{CellKeyView, CellView, Reply, UnitView, UnitsTableView, ValueView};
use tauri::State;

/// Holds the table of units and the cell it makes up, after an observation.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Observed {
    pub table: UnitsTableView,
    pub cell: CellView,
}

/// Writes what was seen at one unit.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Observe {
    pub cell: CellKeyView,
    pub unit: String,
    pub value: ValueView,
    pub reason: Option<String>,
    pub seen: Vec<String>,
}

/// Writes the remark of one observation.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetObservationRemark {
    pub cell: CellKeyView,
    pub unit: String,
    pub text: String,
    pub seen: Vec<String>,
}

/// Adds units, one a name, in this order.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AddUnits {
    pub community: String,
    pub list: String,
    pub names: Vec<String>,
}

/// Renames a unit.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RenameUnit {
    pub unit: String,
    pub name: String,
    pub seen: Vec<String>,
}

/// Moves a unit into another state, with the reason for a replacement or closure.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetUnitState {
    pub unit: String,
    pub state: String,
    pub reason: Option<String>,
    pub seen: Vec<String>,
}

/// Moves a unit behind another one of its list, or to the front.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MoveUnit {
    pub unit: String,
    pub after: Option<String>,
}

#[tauri::command]
#[specta::specta]
pub async fn units(desk: State<'_, Desk>, community: String, list: Option<String>) -> Answer<Vec<UnitView>> {
    pending((desk, community, list))
}

#[tauri::command]
#[specta::specta]
pub async fn units_table(desk: State<'_, Desk>, cell: CellKeyView) -> Answer<UnitsTableView> {
    pending((desk, cell))
}

#[tauri::command]
#[specta::specta]
pub async fn observe(desk: State<'_, Desk>, form: Observe) -> Answer<Reply<Observed>> {
    pending((desk, form))
}

#[tauri::command]
#[specta::specta]
pub async fn set_observation_remark(desk: State<'_, Desk>, form: SetObservationRemark) -> Answer<Reply<Observed>> {
    pending((desk, form))
}

#[tauri::command]
#[specta::specta]
pub async fn add_units(desk: State<'_, Desk>, form: AddUnits) -> Answer<Reply<Vec<UnitView>>> {
    pending((desk, form))
}

#[tauri::command]
#[specta::specta]
pub async fn rename_unit(desk: State<'_, Desk>, form: RenameUnit) -> Answer<Reply<Vec<UnitView>>> {
    pending((desk, form))
}

#[tauri::command]
#[specta::specta]
pub async fn set_unit_state(desk: State<'_, Desk>, form: SetUnitState) -> Answer<Reply<Vec<UnitView>>> {
    pending((desk, form))
}

#[tauri::command]
#[specta::specta]
pub async fn move_unit(desk: State<'_, Desk>, form: MoveUnit) -> Answer<Reply<Vec<UnitView>>> {
    pending((desk, form))
}
