//! Conflicts and histories.

use super::Answer;
use crate::desk::Desk;
use serde::Deserialize;
use tanfang_survey::session::view::{ConflictView, DeedView, HistoryEntryView, Reply};
use tauri::State;

/// Names a register.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RegisterName {
    pub noun: String,
    pub key: String,
    pub field: String,
}

/// Settles a conflict by taking head `n`.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Resolve {
    pub id: String,
    pub n: u32,
    pub reason: String,
}

/// Says which side of a conflict holds.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    pub id: String,
    pub n: u32,
}

/// Gives everything ever written to a register, newest first.
#[tauri::command]
#[specta::specta]
pub async fn history(desk: State<'_, Desk>, register: RegisterName) -> Answer<Vec<HistoryEntryView>> {
    desk.ask(move |session| session.history_view(&register.noun, &register.key, &register.field)).await
}

#[tauri::command]
#[specta::specta]
pub async fn conflicts(desk: State<'_, Desk>) -> Answer<Vec<ConflictView>> {
    desk.ask(|session| session.conflicts_view()).await
}

#[tauri::command]
#[specta::specta]
pub async fn resolve(desk: State<'_, Desk>, form: Resolve) -> Answer<Reply<Vec<ConflictView>>> {
    desk.ask(move |session| {
        let touched = session.resolve(&form.id, form.n as usize, &form.reason)?;
        Ok(Reply::new(session.conflicts_view()?, touched))
    })
    .await
}

/// Settles many conflicts with one reason, as one change.
#[tauri::command]
#[specta::specta]
pub async fn resolve_all(desk: State<'_, Desk>, sides: Vec<Side>, reason: String) -> Answer<Reply<Vec<ConflictView>>> {
    desk.ask(move |session| {
        let sides: Vec<(String, usize)> = sides.into_iter().map(|side| (side.id, side.n as usize)).collect();
        session.resolve_all(&sides, &reason)?;
        Ok(Reply::everything(session.conflicts_view()?))
    })
    .await
}

/// Takes back the newest own action.
#[tauri::command]
#[specta::specta]
pub async fn undo(desk: State<'_, Desk>) -> Answer<Reply<DeedView>> {
    desk.ask(|session| {
        let undone = session.undo()?;
        Ok(Reply::new(session.deed_view(&undone)?, undone.touched))
    })
    .await
}

/// Does again what was taken back last.
#[tauri::command]
#[specta::specta]
pub async fn redo(desk: State<'_, Desk>) -> Answer<Reply<DeedView>> {
    desk.ask(|session| {
        let redone = session.redo()?;
        Ok(Reply::new(session.deed_view(&redone)?, redone.touched))
    })
    .await
}
