//! The scenario report.

use super::{Answer, Progress, pending};
use crate::desk::Desk;
use serde::{Deserialize, Serialize};
use tauri::State;
use tauri::ipc::Channel;

/// Chooses a scenario report. `date` is `YYYY-MM-DD`, today where none is given; no community: all of them.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportForm {
    pub scenario: String,
    pub communities: Vec<String>,
    pub round: u32,
    pub language: String,
    pub date: Option<String>,
    pub path: String,
}

/// Answers a report.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportView {
    pub path: String,
    pub pages: u32,
    pub size: String,
}

#[tauri::command]
#[specta::specta]
pub async fn suggest_report(desk: State<'_, Desk>, scenario: String, round: u32, language: String) -> Answer<String> {
    pending((desk, scenario, round, language))
}

#[tauri::command]
#[specta::specta]
pub async fn report_scenario(
    desk: State<'_, Desk>,
    form: ReportForm,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<ReportView> {
    pending((desk, form, job, on_progress))
}
