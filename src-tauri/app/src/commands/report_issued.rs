//! Issued reports, what changed since, and saved layouts.

use super::report_write::{WrittenView, format_of, untold, written_view};
use super::{Answer, Progress, place, say};
use crate::desk::{Desk, fault};
use serde::Serialize;
use tanfang_report::edition::Edition;
use tanfang_report::issue::{edition_text, read_edition, write_again};
use tanfang_survey::session::view::{ComparisonView, IssuedView, Reply};
use tanfang_survey::session::{Fault, Session, Touched};
use tauri::State;
use tauri::ipc::Channel;

/// Answers an issued report written again: whether the bytes are those of then.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct WrittenAgainView {
    pub written: WrittenView,
    pub same: bool,
}

/// Shows a saved layout; one that a newer program saved has no edition here.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LayoutView {
    pub key: String,
    pub name: String,
    pub edition: Option<Edition>,
    /// People saved different ones under this name.
    pub conflict: bool,
}

#[tauri::command]
#[specta::specta]
pub async fn issued_reports(desk: State<'_, Desk>) -> Answer<Vec<IssuedView>> {
    desk.ask(|session| session.issued_view()).await
}

/// Counts the numbers of an issued report that have changed since; none where not all it rests on is here.
#[tauri::command]
#[specta::specta]
pub async fn changed_since(desk: State<'_, Desk>, key: String) -> Answer<Option<u32>> {
    desk.beside(move |session| {
        let report = named(session, &key)?;
        match session.changed_since(&report) {
            Ok(count) => Ok(Some(count as u32)),
            Err(fault) if matches!(fault.code, "changes-missing" | "state-differs") => Ok(None),
            Err(fault) => Err(say(fault)),
        }
    })
    .await
}

fn named(session: &Session, key: &str) -> Answer<tanfang_survey::session::Issued> {
    let found = session.issued_named(key).map_err(say)?;
    found.ok_or_else(|| say(Fault::new("issue-unknown").with("number", key)))
}

/// Writes an issued report again, from exactly the state it was issued from.
#[tauri::command]
#[specta::specta]
pub async fn write_issued_again(
    desk: State<'_, Desk>,
    key: String,
    format: String,
    path: String,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<WrittenAgainView> {
    let format = format_of(&format)?;
    let mut running = desk.begin(job, "report", on_progress);
    let written = desk
        .beside(move |session| {
            let report = named(session, &key)?;
            if running.step(0, 1).is_break() {
                return Err(fault("cancelled", &[]));
            }
            let (written, same) = write_again(session, &report, format, &place(&path)).map_err(untold)?;
            Ok((written, same, report.number))
        })
        .await;
    desk.end(job);
    let (written, same, number) = written?;
    desk.note_written(&written.path);
    Ok(WrittenAgainView { written: written_view(&written, Some(number)), same })
}

/// Compares two states of the survey, each `now`, an issued report by number or key, or a change.
#[tauri::command]
#[specta::specta]
pub async fn compare_states(desk: State<'_, Desk>, one: String, other: String) -> Answer<ComparisonView> {
    desk.beside(move |session| session.comparison_view(&one, &other).map_err(say)).await
}

fn views(session: &Session) -> Result<Vec<LayoutView>, Fault> {
    let view = |layout: tanfang_survey::session::Layout| LayoutView {
        edition: read_edition(&layout.edition).ok(),
        key: layout.key,
        name: layout.name,
        conflict: layout.conflict,
    };
    Ok(session.layouts()?.into_iter().map(view).collect())
}

/// Lists saved layouts; one is deleted like any other thing, as `layout/<key>`.
#[tauri::command]
#[specta::specta]
pub async fn layouts(desk: State<'_, Desk>) -> Answer<Vec<LayoutView>> {
    desk.ask(|session| views(session)).await
}

/// Saves a layout under a name, in place of the one that bears it.
#[tauri::command]
#[specta::specta]
pub async fn save_layout(desk: State<'_, Desk>, name: String, edition: Edition) -> Answer<Reply<Vec<LayoutView>>> {
    desk.ask(move |session| {
        let (_, touched): (String, Touched) = session.save_layout(&name, &edition_text(&edition)?)?;
        Ok(Reply::new(views(session)?, touched))
    })
    .await
}
