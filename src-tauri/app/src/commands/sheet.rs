//! A sheet and its cells.

use super::Answer;
use crate::desk::Desk;
use serde::Deserialize;
use tanfang_survey::session::view::{self, CellKeyView, CellView, FieldView, GuideView, Reply, SheetView, ValueView};
use tanfang_survey::session::{CellKey, Fault};
use tauri::State;

/// Writes a value; `seen` are the dots the page showed.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetValue {
    pub cell: CellKeyView,
    pub value: ValueView,
    pub reason: Option<String>,
    pub seen: Vec<String>,
}

/// Writes a cell's remark.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetRemark {
    pub cell: CellKeyView,
    pub text: String,
    pub seen: Vec<String>,
}

/// Marks a cell as to be verified, or takes the mark back.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetToVerify {
    pub cell: CellKeyView,
    pub on: bool,
    pub seen: Vec<String>,
}

#[tauri::command]
#[specta::specta]
pub async fn sheet(desk: State<'_, Desk>, community: String, round: u32, scenario: String) -> Answer<SheetView> {
    desk.ask(move |session| session.sheet_view(&community, round, &scenario)).await
}

#[tauri::command]
#[specta::specta]
pub async fn cell(desk: State<'_, Desk>, key: CellKeyView) -> Answer<CellView> {
    desk.ask(move |session| session.cell_view(&key.into())).await
}

#[tauri::command]
#[specta::specta]
pub async fn guide(desk: State<'_, Desk>, indicator: String) -> Answer<GuideView> {
    desk.ask(move |session| {
        let guide = GuideView::of(&session.framework(), &session.hours()?, &indicator);
        guide.ok_or_else(|| Fault::new("unknown-indicator").with("code", indicator))
    })
    .await
}

// A verb answers as soon as it is durable, with the field alone; what rests on it is asked for by what it touched.

#[tauri::command]
#[specta::specta]
pub async fn set_value(desk: State<'_, Desk>, form: SetValue) -> Answer<Reply<FieldView<ValueView>>> {
    desk.ask(move |session| {
        let cell = CellKey::from(form.cell);
        let (value, seen) = (form.value.read()?, view::seen(&form.seen)?);
        let touched = session.set_value(&cell, &value, form.reason.as_deref(), seen)?;
        Ok(Reply::new(session.value_field("assessment", &cell.to_string(), "value")?, touched))
    })
    .await
}

/// Says that what the latest earlier round recorded still holds.
#[tauri::command]
#[specta::specta]
pub async fn confirm_value(
    desk: State<'_, Desk>,
    cell: CellKeyView,
    seen: Vec<String>,
) -> Answer<Reply<FieldView<ValueView>>> {
    desk.ask(move |session| {
        let cell = CellKey::from(cell);
        let touched = session.confirm(&cell, view::seen(&seen)?)?;
        Ok(Reply::new(session.value_field("assessment", &cell.to_string(), "value")?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn set_remark(desk: State<'_, Desk>, form: SetRemark) -> Answer<Reply<FieldView<String>>> {
    desk.ask(move |session| {
        let cell = CellKey::from(form.cell).to_string();
        let touched = session.set_text("assessment", &cell, "remark", &form.text, view::seen(&form.seen)?)?;
        Ok(Reply::new(session.text_field("assessment", &cell, "remark")?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn set_to_verify(desk: State<'_, Desk>, form: SetToVerify) -> Answer<Reply<FieldView<bool>>> {
    desk.ask(move |session| {
        let cell = CellKey::from(form.cell).to_string();
        let touched = session.set_flag("assessment", &cell, "to_verify", form.on, view::seen(&form.seen)?)?;
        Ok(Reply::new(session.flag_field("assessment", &cell, "to_verify")?, touched))
    })
    .await
}
