//! The scenario report.

use super::{Answer, Progress, place, say};
use crate::desk::{Desk, fault};
use serde::{Deserialize, Serialize};
use tanfang_report::edition::{Edition, Kind, Languages};
use tanfang_report::{Format, ReportError};
use tanfang_survey::session::view::{FaultView, size_text};
use tanfang_survey::session::{Edge, Fault, SystemEdge};
use tanfang_survey::text::Lang;
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
    let folder = desk.documents().to_owned();
    desk.ask(move |session| {
        let day = SystemEdge.now().day();
        let name = session.report_name_for(&scenario, round, language_of(&language), &day)?;
        Ok(folder.join(name).to_string_lossy().into_owned())
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn report_scenario(
    desk: State<'_, Desk>,
    form: ReportForm,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<ReportView> {
    let mut running = desk.begin(job, "report", on_progress);
    let written = desk
        .beside(move |session| {
            let _ = running.step(0, 3);
            let figures = session.figures(form.round, &form.communities).map_err(say)?;
            if running.step(1, 3).is_break() {
                return Err(fault("cancelled", &[]));
            }
            let date = form.date.unwrap_or_else(|| SystemEdge.now().day());
            let path = place(&form.path);
            let edition = Edition {
                kind: Kind::Scenario,
                scenario: Some(form.scenario),
                round: form.round,
                languages: if language_of(&form.language) == Lang::En { Languages::En } else { Languages::Zh },
                date,
                ..Edition::default()
            };
            let receipt = tanfang_report::write(&figures, &edition, Format::Pdf, &path)
                .map_err(|error| FaultView::from(&report_fault(error)))?;
            let bytes = std::fs::metadata(&path).map_err(|e| say(Fault::io(&path, e)))?.len();
            Ok((path, receipt.pages as u32, bytes))
        })
        .await;
    desk.end(job);
    let (path, pages, bytes) = written?;
    desk.note_written(&path);
    Ok(ReportView { path: path.to_string_lossy().into_owned(), pages, size: size_text(bytes) })
}

pub(super) fn language_of(code: &str) -> Lang {
    Lang::parse(code).unwrap_or(Lang::Zh)
}

/// Says in the session's way why no report was written.
pub(super) fn report_fault(error: ReportError) -> Fault {
    match error {
        ReportError::PhotoChanged { path } => Fault::new("photo-unreadable").with("name", path.display()),
        other => other.into(),
    }
}
