//! Backups: listed, made now, restored into a new folder.

use super::{Answer, Progress, place, say};
use crate::desk::{Desk, aside};
use crate::open::home;
use serde::Serialize;
use std::path::PathBuf;
use tanfang_survey::session::view::{BackupView, FaultView, RestoredView};
use tanfang_survey::session::{Session, SystemEdge};
use tauri::State;
use tauri::ipc::Channel;

/// Holds the open survey's automatic backups, the newest first.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupsView {
    pub backups: Vec<BackupView>,
    /// Why the last automatic backup could not be made.
    pub fault: Option<FaultView>,
}

#[tauri::command]
#[specta::specta]
pub async fn backups(desk: State<'_, Desk>) -> Answer<BackupsView> {
    let fault = desk.backup_fault();
    desk.ask(move |session| Ok(BackupsView { backups: session.backups_view(), fault })).await
}

/// Makes a backup now, beside the work.
#[tauri::command]
#[specta::specta]
pub async fn back_up(desk: State<'_, Desk>, job: u32, on_progress: Channel<Progress>) -> Answer<Vec<BackupView>> {
    let mut running = desk.begin(job, "backup", on_progress);
    let made = desk
        .beside(move |session| {
            let made = session.back_up(None, &mut |done, total| running.tell(done, total)).map_err(say);
            running.finish(made)?;
            Ok(session.backups_view())
        })
        .await;
    desk.end(job);
    made
}

/// Makes a survey folder of a backup; the open survey stays as it is.
#[tauri::command]
#[specta::specta]
pub async fn restore_backup(
    desk: State<'_, Desk>,
    backup: String,
    dir: String,
    passphrase: Option<String>,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<RestoredView> {
    let mut running = desk.begin(job, "restore", on_progress);
    let restored = aside(move || {
        let (backup, dir) = (PathBuf::from(backup), place(&dir));
        let mut tell = |done, total| running.tell(done, total);
        let made = Session::restore(&backup, &dir, passphrase.as_deref(), home()?, Box::new(SystemEdge), &mut tell);
        let (session, restored) = running.finish(made.map_err(say))?;
        Ok(RestoredView::of(&session, &restored))
    })
    .await;
    desk.end(job);
    restored
}
