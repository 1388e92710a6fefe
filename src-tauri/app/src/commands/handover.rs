//! Writing a survey file, planning and applying a merge.

use super::{Answer, Progress, pending};
use crate::desk::Desk;
use tanfang_survey::session::view::{ExportView, FilePlanView, MergeView, Reply};
use tauri::State;
use tauri::ipc::Channel;

/// Proposes where to write the survey file: `<survey>_<community or all>_第2轮_<author>_<date>.tanfang`.
#[tauri::command]
#[specta::specta]
pub async fn suggest_export(desk: State<'_, Desk>, community: Option<String>, round: u32) -> Answer<String> {
    pending((desk, community, round))
}

/// Writes the survey file, reads it back and verifies it.
#[tauri::command]
#[specta::specta]
pub async fn export_survey(
    desk: State<'_, Desk>,
    path: String,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<ExportView> {
    pending((desk, path, job, on_progress))
}

#[tauri::command]
#[specta::specta]
pub async fn plan_merge(desk: State<'_, Desk>, files: Vec<String>) -> Answer<Vec<FilePlanView>> {
    pending((desk, files))
}

#[tauri::command]
#[specta::specta]
pub async fn merge(
    desk: State<'_, Desk>,
    files: Vec<String>,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<Reply<MergeView>> {
    pending((desk, files, job, on_progress))
}
