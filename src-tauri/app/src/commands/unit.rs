//! Sample lists and observations.

use super::Answer;
use crate::desk::Desk;
use serde::Deserialize;
use tanfang_survey::session::view::{self, CellKeyView, FieldView, Reply, UnitView, UnitsTableView, ValueView};
use tanfang_survey::session::{CellKey, Fault, UnitState};
use tauri::State;

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

/// Says where a unit lies: `LAT,LON` in degrees, WGS-84; an empty text takes it away.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetUnitPosition {
    pub unit: String,
    pub text: String,
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
    desk.ask(move |session| session.units_view(&community, list.as_deref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn units_table(desk: State<'_, Desk>, cell: CellKeyView) -> Answer<UnitsTableView> {
    desk.ask(move |session| session.units_table_view(&cell.into())).await
}

#[tauri::command]
#[specta::specta]
pub async fn observe(desk: State<'_, Desk>, form: Observe) -> Answer<Reply<FieldView<ValueView>>> {
    desk.ask(move |session| {
        let cell = CellKey::from(form.cell);
        let (value, seen) = (form.value.read()?, view::seen(&form.seen)?);
        let touched = session.observe(&cell, &form.unit, Some((&value, form.reason.as_deref())), None, seen)?;
        Ok(Reply::new(session.value_field("observation", &cell.of_unit(&form.unit), "result")?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn set_observation_remark(
    desk: State<'_, Desk>,
    form: SetObservationRemark,
) -> Answer<Reply<FieldView<String>>> {
    desk.ask(move |session| {
        let observation = CellKey::from(form.cell).of_unit(&form.unit);
        let touched = session.set_text("observation", &observation, "remark", &form.text, view::seen(&form.seen)?)?;
        Ok(Reply::new(session.text_field("observation", &observation, "remark")?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn add_units(desk: State<'_, Desk>, form: AddUnits) -> Answer<Reply<Vec<UnitView>>> {
    desk.ask(move |session| {
        let units: Vec<_> = form.names.into_iter().map(|name| (name, None)).collect();
        let (_, touched) = session.add_units(&form.community, &form.list, &units)?;
        Ok(Reply::new(session.units_view(&form.community, Some(&form.list))?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn rename_unit(desk: State<'_, Desk>, form: RenameUnit) -> Answer<Reply<Vec<UnitView>>> {
    desk.ask(move |session| {
        let unit = session.unit(&form.unit)?;
        if form.name.trim().is_empty() {
            return Err(Fault::new("empty-text").with("what", "@term-name"));
        }
        let touched = session.set_text("unit", &unit.key, "name", &form.name, view::seen(&form.seen)?)?;
        Ok(Reply::new(session.units_view(&unit.community, Some(&unit.list))?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn set_unit_state(desk: State<'_, Desk>, form: SetUnitState) -> Answer<Reply<Vec<UnitView>>> {
    desk.ask(move |session| {
        let unit = session.unit(&form.unit)?;
        let state = UnitState::parse(&form.state).ok_or_else(|| Fault::new("bad-request").with("what", &form.state))?;
        let reason = form.reason.unwrap_or_default();
        let touched = session.set_unit_state(&unit.key, state, &reason, view::seen(&form.seen)?)?;
        Ok(Reply::new(session.units_view(&unit.community, Some(&unit.list))?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn set_unit_position(desk: State<'_, Desk>, form: SetUnitPosition) -> Answer<Reply<Vec<UnitView>>> {
    desk.ask(move |session| {
        let unit = session.unit(&form.unit)?;
        let touched = session.set_unit_position(&unit.key, &form.text, view::seen(&form.seen)?)?;
        Ok(Reply::new(session.units_view(&unit.community, Some(&unit.list))?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn move_unit(desk: State<'_, Desk>, form: MoveUnit) -> Answer<Reply<Vec<UnitView>>> {
    desk.ask(move |session| {
        let unit = session.unit(&form.unit)?;
        let touched = session.move_unit(&unit.key, form.after.as_deref())?;
        Ok(Reply::new(session.units_view(&unit.community, Some(&unit.list))?, touched))
    })
    .await
}
