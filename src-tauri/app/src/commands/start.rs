//! Starting: settings, recent surveys, what the program was started with.

use super::Answer;
use crate::desk::{Desk, aside};
use crate::settings::{Recent, Settings};
use serde::Serialize;
use std::path::Path;
use tanfang_survey::session::Session;
use tanfang_survey::session::view::{FaultView, SurveyView};
use tauri::{State, WebviewWindow};

/// Holds a recent survey as the start page shows it.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RecentView {
    pub dir: String,
    pub name: String,
    pub demo: bool,
    /// Whether the folder is there now.
    pub present: bool,
}

impl From<&Recent> for RecentView {
    fn from(recent: &Recent) -> Self {
        Self {
            dir: recent.dir.clone(),
            name: recent.name.clone(),
            demo: recent.demo,
            present: std::path::Path::new(&recent.dir).join("survey.db").is_file(),
        }
    }
}

/// Holds what the page needs first.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StartView {
    pub version: String,
    pub settings: Settings,
    /// The language of the system, for the first start.
    pub system_language: String,
    pub recents: Vec<RecentView>,
    /// The survey that is open already: named on the command line, or before the page was loaded again.
    pub survey: Option<SurveyView>,
    /// Why the survey named on the command line could not be opened.
    pub fault: Option<FaultView>,
    /// A survey file named on the command line, to join or to merge.
    pub file: Option<String>,
    /// The folder proposed for new surveys and files.
    pub documents: String,
}

#[tauri::command]
#[specta::specta]
pub async fn start(desk: State<'_, Desk>, window: WebviewWindow) -> Answer<StartView> {
    let start = desk.start().await?;
    if let Some(survey) = &start.survey {
        super::survey::name_window(&window, Ok(survey.clone()))?;
    }
    Ok(start)
}

#[tauri::command]
#[specta::specta]
pub async fn save_settings(desk: State<'_, Desk>, settings: Settings) -> Answer<Settings> {
    desk.save_settings(settings)
}

#[tauri::command]
#[specta::specta]
pub async fn forget_recent(desk: State<'_, Desk>, dir: String) -> Answer<Vec<RecentView>> {
    desk.forget_recent(&dir)
}

/// Gives the survey files that programs started since then passed on to this window.
#[tauri::command]
#[specta::specta]
pub async fn take_given(desk: State<'_, Desk>) -> Answer<Vec<String>> {
    Ok(desk.given.take().iter().map(|file| file.to_string_lossy().into_owned()).collect())
}

/// Asks a running job to stop; it answers with the fault `cancelled`.
#[tauri::command]
#[specta::specta]
pub async fn cancel(desk: State<'_, Desk>, job: u32) -> Answer<()> {
    desk.cancel(job);
    Ok(())
}

/// Names the folders of recent surveys in which personal values lie readable for everybody who takes this computer.
#[tauri::command]
#[specta::specta]
pub async fn unlocked(desk: State<'_, Desk>) -> Answer<Vec<String>> {
    let dirs = desk.recent_folders();
    // A folder that is gone or cannot be read has nothing to warn of here.
    let open = |dir: &String| Session::holds_open_personal_values(Path::new(dir)).unwrap_or(false);
    aside(move || Ok(dirs.into_iter().filter(open).collect())).await
}
