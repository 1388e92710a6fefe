//! Text typed and not yet saved.

use super::conflict::RegisterName;
use super::{Answer, pending};
use crate::desk::Desk;
use tauri::State;

#[tauri::command]
#[specta::specta]
pub async fn set_draft(desk: State<'_, Desk>, register: RegisterName, text: String) -> Answer<()> {
    pending((desk, register, text))
}

#[tauri::command]
#[specta::specta]
pub async fn clear_draft(desk: State<'_, Desk>, register: RegisterName) -> Answer<()> {
    pending((desk, register))
}
