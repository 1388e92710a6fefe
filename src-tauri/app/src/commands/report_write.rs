//! Writing reports: one, all of a round, or one for good.

use super::report::report_fault;
use super::{Answer, Progress, place, say};
use crate::desk::{Desk, fault};
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use std::path::PathBuf;
use tanfang_report::batch::{BatchOf, write_all};
use tanfang_report::edition::{Edition, Kind, Languages};
use tanfang_report::issue::{Issue, Written, covered, issue, write_report};
use tanfang_report::{Format, ReportError, sections};
use tanfang_survey::session::view::{FaultView, Reply, UnsettledView, size_text};
use tanfang_survey::session::{Edge, Session, SystemEdge};
use tanfang_survey::text::{Lang, Words};
use tauri::State;
use tauri::ipc::Channel;

/// Describes a kind of report: its name is the text `choice-kind-<kind>`.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportKindView {
    pub kind: Kind,
    pub sections: Vec<ReportSectionView>,
}

/// Describes a section: the name by which an edition chooses it, and its title.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportSectionView {
    pub name: String,
    pub zh: String,
    pub en: String,
}

/// Chooses one report. `as_of`: an earlier state, by the number or key of an issued report or by a change.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EditionForm {
    pub edition: Edition,
    /// `pdf` or `docx`.
    pub format: String,
    pub as_of: Option<String>,
    pub path: String,
}

/// Chooses all reports of a round: a file in each of the languages.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AllEditionsForm {
    /// What all of them share; kind, scenario and languages are set for each.
    pub edition: Edition,
    pub languages: Vec<Languages>,
    pub each_community: bool,
    pub format: String,
    pub as_of: Option<String>,
    pub folder: String,
}

/// Says to whom a report goes, and why although something in it is not settled.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct IssueForm {
    pub recipients: String,
    pub note: String,
    pub acknowledge: Option<String>,
}

/// Answers a written report.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct WrittenView {
    pub path: String,
    pub pages: u32,
    pub photos: u32,
    /// Captions of photos whose files are not on this computer.
    pub missing_photos: Vec<String>,
    /// Photos left out because of the people on them.
    pub withheld_photos: u32,
    pub size: String,
    /// BLAKE3 of the file.
    pub hash: String,
    /// The number it was issued under.
    pub number: Option<String>,
}

/// Answers all reports of a round.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AllWrittenView {
    pub folder: String,
    pub index: String,
    pub files: u32,
    pub size: String,
    pub missing_photos: Vec<String>,
}

pub(super) fn format_of(text: &str) -> Answer<Format> {
    Format::parse(text).ok_or_else(|| fault("bad-request", &[("what", text)]))
}

#[allow(clippy::needless_pass_by_value, reason = "stands where `map_err` wants a function of the error")]
pub(super) fn untold(error: ReportError) -> FaultView {
    FaultView::from(&report_fault(error))
}

/// Opens the state that a form names; none for the survey as it stands.
pub(super) fn state(session: &Session, as_of: Option<&str>) -> Answer<Option<Session>> {
    as_of.filter(|text| !text.trim().is_empty()).map(|text| session.as_of(text)).transpose().map_err(say)
}

pub(super) fn written_view(written: &Written, number: Option<String>) -> WrittenView {
    WrittenView {
        path: written.path.to_string_lossy().into_owned(),
        pages: written.receipt.pages as u32,
        photos: written.receipt.photos as u32,
        missing_photos: written.receipt.missing_photos.clone(),
        withheld_photos: written.receipt.withheld_photos as u32,
        size: size_text(written.bytes),
        hash: written.hash.clone(),
        number,
    }
}

fn first_of(languages: Languages) -> Lang {
    languages.each().first().copied().unwrap_or(Lang::Zh)
}

/// Sets the day where the form leaves it open.
pub(super) fn dated(mut edition: Edition) -> Edition {
    if edition.date.is_empty() {
        edition.date = SystemEdge.now().day();
    }
    edition
}

#[tauri::command]
#[specta::specta]
pub async fn report_kinds() -> Answer<Vec<ReportKindView>> {
    let view = |kind: Kind| ReportKindView {
        kind,
        sections: sections(kind)
            .iter()
            .map(|section| ReportSectionView {
                name: section.name().to_owned(),
                zh: Words::new(Lang::Zh).get(section.title()).into_owned(),
                en: Words::new(Lang::En).get(section.title()).into_owned(),
            })
            .collect(),
    };
    Ok(Kind::ALL.into_iter().map(view).collect())
}

/// Proposes where a report is written to.
#[tauri::command]
#[specta::specta]
pub async fn suggest_edition(desk: State<'_, Desk>, edition: Edition, format: String) -> Answer<String> {
    let format = format_of(&format)?;
    let folder = desk.documents().to_owned();
    desk.ask(move |session| {
        let edition = dated(edition);
        let lang = first_of(edition.languages);
        let name = session.edition_name_for(&covered(&edition), lang, &edition.date, format.as_str())?;
        Ok(folder.join(name).to_string_lossy().into_owned())
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn write_edition(
    desk: State<'_, Desk>,
    form: EditionForm,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<WrittenView> {
    let format = format_of(&form.format)?;
    let mut running = desk.begin(job, "report", on_progress);
    let written = desk
        .beside(move |session| {
            let state = state(session, form.as_of.as_deref())?;
            let shown = state.as_ref().unwrap_or(session);
            let pace = &mut |done: usize, all: usize| running.step(done as u32, all as u32);
            write_report(shown, &dated(form.edition), format, &place(&form.path), pace).map_err(untold)
        })
        .await;
    desk.end(job);
    let written = written?;
    desk.note_written(&written.path);
    Ok(written_view(&written, None))
}

/// Lists what a report would rest on that is not settled: it is issued with a reason alone.
#[tauri::command]
#[specta::specta]
pub async fn unsettled(desk: State<'_, Desk>, edition: Edition, as_of: Option<String>) -> Answer<Vec<UnsettledView>> {
    desk.beside(move |session| {
        let state = state(session, as_of.as_deref())?;
        state.as_ref().unwrap_or(session).unsettled_view(&covered(&edition)).map_err(say)
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn next_report_number(desk: State<'_, Desk>, date: Option<String>) -> Answer<String> {
    desk.ask(move |session| session.next_report_number(&date.unwrap_or_else(|| SystemEdge.now().day()))).await
}

/// Writes a report and notes in the survey that it was issued.
#[tauri::command]
#[specta::specta]
pub async fn issue_edition(
    desk: State<'_, Desk>,
    form: EditionForm,
    to: IssueForm,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<Reply<WrittenView>> {
    let format = format_of(&form.format)?;
    let mut running = desk.begin(job, "report", on_progress);
    let issued = desk
        .beside(move |session| {
            let state = state(session, form.as_of.as_deref())?;
            let pace = &mut |done: usize, all: usize| running.step(done as u32, all as u32);
            let to = Issue { recipients: to.recipients, note: to.note, acknowledge: to.acknowledge };
            let edition = dated(form.edition);
            issue(session, state.as_ref(), &edition, format, &place(&form.path), &to, pace).map_err(untold)
        })
        .await;
    desk.end(job);
    let issued = issued?;
    desk.note_written(&issued.written.path);
    Ok(Reply::new(written_view(&issued.written, Some(issued.number)), issued.touched))
}

/// Proposes the folder for all reports of a round.
#[tauri::command]
#[specta::specta]
pub async fn suggest_all_editions(desk: State<'_, Desk>, edition: Edition) -> Answer<String> {
    let folder = desk.documents().to_owned();
    desk.ask(move |session| {
        let edition = dated(edition);
        let lang = first_of(edition.languages);
        let name = session.editions_folder_for(edition.round, lang, &edition.date)?;
        Ok(folder.join(name).to_string_lossy().into_owned())
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn write_all_editions(
    desk: State<'_, Desk>,
    form: AllEditionsForm,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<AllWrittenView> {
    let format = format_of(&form.format)?;
    let folder = place(&form.folder);
    let mut running = desk.begin(job, "report", on_progress);
    let written = desk
        .beside({
            let folder = folder.clone();
            move |session| {
                let state = state(session, form.as_of.as_deref())?;
                let shown = state.as_ref().unwrap_or(session);
                let edition = dated(form.edition);
                let figures = shown.figures(edition.round, &edition.communities).map_err(say)?;
                let of = BatchOf {
                    shared: &edition,
                    format,
                    languages: if form.languages.is_empty() { edition.languages.apart() } else { &form.languages },
                    each_community: form.each_community,
                    threads: std::thread::available_parallelism().map_or(1, usize::from),
                };
                let step = &mut |done: usize, count: usize, _: &str| -> ControlFlow<()> {
                    running.step(done as u32, count as u32)
                };
                write_all(&figures, &of, &folder, step).map_err(untold)
            }
        })
        .await;
    desk.end(job);
    let receipt = written?;
    for path in [&folder, &receipt.index, &receipt.manifest] {
        desk.note_written(path);
    }
    let files: Vec<PathBuf> = receipt.files.iter().map(|file| folder.join(&file.name)).collect();
    for path in &files {
        desk.note_written(path);
    }
    Ok(AllWrittenView {
        folder: folder.to_string_lossy().into_owned(),
        index: receipt.index.to_string_lossy().into_owned(),
        files: receipt.files.len() as u32,
        size: size_text(receipt.files.iter().map(|file| file.bytes).sum()),
        missing_photos: receipt.missing_photos,
    })
}

/// Keeps a picture for the covers of reports; gives the hash by which an edition names it.
#[tauri::command]
#[specta::specta]
pub async fn keep_logo(desk: State<'_, Desk>, path: String) -> Answer<Reply<String>> {
    desk.ask(move |session| {
        let (hash, touched) = session.keep_logo(&place(&path))?;
        Ok(Reply::new(hash.to_string(), touched))
    })
    .await
}
