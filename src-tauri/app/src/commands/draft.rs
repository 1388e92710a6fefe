//! Text typed and not yet saved.

use super::Answer;
use super::conflict::RegisterName;
use crate::desk::Desk;
use tauri::State;

#[tauri::command]
#[specta::specta]
pub async fn set_draft(desk: State<'_, Desk>, register: RegisterName, text: String) -> Answer<()> {
    desk.ask(move |session| session.set_draft(&register.noun, &register.key, &register.field, &text)).await
}

#[tauri::command]
#[specta::specta]
pub async fn clear_draft(desk: State<'_, Desk>, register: RegisterName) -> Answer<()> {
    desk.ask(move |session| session.clear_draft(&register.noun, &register.key, &register.field)).await
}
