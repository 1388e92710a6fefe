//! A sheet and its cells.

use super::{Answer, pending};
use crate::desk::Desk;
use serde::Deserialize;
use tanfang_survey::session::view::{CellKeyView, CellView, GuideView, Reply, SheetView, ValueView};
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
    pending((desk, community, round, scenario))
}

#[tauri::command]
#[specta::specta]
pub async fn cell(desk: State<'_, Desk>, key: CellKeyView) -> Answer<CellView> {
    pending((desk, key))
}

#[tauri::command]
#[specta::specta]
pub async fn guide(desk: State<'_, Desk>, indicator: String) -> Answer<GuideView> {
    pending((desk, indicator))
}

#[tauri::command]
#[specta::specta]
pub async fn set_value(desk: State<'_, Desk>, form: SetValue) -> Answer<Reply<CellView>> {
    pending((desk, form))
}

#[tauri::command]
#[specta::specta]
pub async fn set_remark(desk: State<'_, Desk>, form: SetRemark) -> Answer<Reply<CellView>> {
    pending((desk, form))
}

#[tauri::command]
#[specta::specta]
pub async fn set_to_verify(desk: State<'_, Desk>, form: SetToVerify) -> Answer<Reply<CellView>> {
    pending((desk, form))
}
