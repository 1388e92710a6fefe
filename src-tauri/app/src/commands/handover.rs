//! Writing a survey file, planning and applying a merge.

use super::{Answer, Progress, place, say};
use crate::desk::{Desk, fault};
use std::path::Path;
use tanfang_survey::session::view::{ExportView, FilePlanView, FileReceiptView, MergeView, Reply};
use tanfang_survey::session::{Edge, SystemEdge};
use tauri::State;
use tauri::ipc::Channel;

/// Proposes where to write the survey file: `<survey>_<community or all>_第2轮_<author>_<date>.tanfang`.
#[tauri::command]
#[specta::specta]
pub async fn suggest_export(desk: State<'_, Desk>, community: Option<String>, round: u32) -> Answer<String> {
    let folder = desk.documents().to_owned();
    desk.ask(move |session| {
        let day = SystemEdge.now().day();
        let name = session.file_name_for(community.as_deref(), round, &day)?;
        Ok(folder.join(name).to_string_lossy().into_owned())
    })
    .await
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
    let path = place(&path);
    let mut running = desk.begin(job, "export", on_progress);
    let receipt = desk
        .beside(move |session| {
            let receipt = session.export(&path, &mut |done, total| running.tell(done, total)).map_err(say);
            running.finish(receipt)
        })
        .await;
    desk.end(job);
    let receipt = receipt?;
    desk.note_written(&receipt.path);
    Ok(ExportView::from(&receipt))
}

/// Says what merging would bring; nothing is changed.
#[tauri::command]
#[specta::specta]
pub async fn plan_merge(
    desk: State<'_, Desk>,
    files: Vec<String>,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<Vec<FilePlanView>> {
    let mut running = desk.begin(job, "plan", on_progress);
    let planned = desk
        .ask_open(move |open| {
            let mut plans = Vec::new();
            for file in &files {
                let file = Path::new(file);
                let plan = open.ask(|session| {
                    Ok(FilePlanView::of(file, session.plan(file, &mut |done, total| running.tell(done, total))))
                })?;
                if running.is_cancelled() {
                    return Err(fault("cancelled", &[]));
                }
                plans.push(plan);
            }
            Ok(plans)
        })
        .await;
    desk.end(job);
    planned
}

#[tauri::command]
#[specta::specta]
pub async fn merge(
    desk: State<'_, Desk>,
    files: Vec<String>,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<Reply<MergeView>> {
    let mut running = desk.begin(job, "merge", on_progress);
    let merged = desk
        .ask(move |session| {
            let mut receipts = Vec::new();
            for file in &files {
                // Files merged before a stop stay merged; each is one transaction.
                if running.is_cancelled() {
                    break;
                }
                let file = Path::new(file);
                let merged = session.merge(file, &mut |done, total| running.tell(done, total));
                receipts.push(FileReceiptView::of(file, merged));
            }
            Ok(MergeView { files: receipts, conflicts: session.conflicts()?.len() as u32 })
        })
        .await;
    desk.end(job);
    Ok(Reply::everything(merged?))
}
