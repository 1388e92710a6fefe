//! Tables for other programs.

use super::report::language_of;
use super::{Answer, Progress, place, say};
use crate::desk::{Desk, fault};
use serde::{Deserialize, Serialize};
use tanfang_report::table::{Format, Table, TableOf, write_table as write};
use tanfang_survey::session::view::{FaultView, size_text};
use tanfang_survey::session::{Edge, Fault, SystemEdge};
use tauri::State;
use tauri::ipc::Channel;

/// Chooses a table: what it holds (`scores`), the form of the file (`xlsx`), one round or all of them.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TableForm {
    pub table: String,
    pub format: String,
    pub round: Option<u32>,
    pub language: String,
}

/// Answers a table: how many rows, in which files.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TableView {
    pub rows: u32,
    pub files: Vec<String>,
    pub size: String,
}

fn chosen(form: &TableForm) -> Answer<TableOf> {
    let wrong = |what: &str| fault("bad-request", &[("what", what)]);
    let table = Table::parse(&form.table).ok_or_else(|| wrong(&form.table))?;
    let format = Format::parse(&form.format).ok_or_else(|| wrong(&form.format))?;
    Ok(TableOf { table, format, round: form.round })
}

#[tauri::command]
#[specta::specta]
pub async fn suggest_table(desk: State<'_, Desk>, form: TableForm) -> Answer<String> {
    let of = chosen(&form)?;
    let folder = desk.documents().to_owned();
    desk.ask(move |session| {
        let day = SystemEdge.now().day();
        let lang = language_of(&form.language);
        let name = session.table_name_for(of.table.as_str(), of.format.as_str(), of.round, lang, &day)?;
        Ok(folder.join(name).to_string_lossy().into_owned())
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn write_table(
    desk: State<'_, Desk>,
    form: TableForm,
    path: String,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<TableView> {
    let of = chosen(&form)?;
    let mut running = desk.begin(job, "table", on_progress);
    let path = place(&path);
    let written = desk
        .beside(move |session| {
            let lang = language_of(&form.language);
            let receipt = write(session, &of, lang, &path, &mut |done, all| running.step(done, all))
                .map_err(|fault| FaultView::from(&fault))?;
            let bytes = std::fs::metadata(&path).map_err(|e| say(Fault::io(&path, e)))?.len();
            Ok((receipt, bytes))
        })
        .await;
    desk.end(job);
    let (receipt, bytes) = written?;
    for file in &receipt.files {
        desk.note_written(file);
    }
    let files = receipt.files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    Ok(TableView { rows: receipt.rows, files, size: size_text(bytes) })
}
