//! Writing a survey file, planning and applying a merge.

use super::report::report_fault;
use super::{Answer, Progress, place, say, unseal};
use crate::desk::{Desk, fault};
use serde::Deserialize;
use std::path::Path;
use tanfang_report::receipt::{self, About};
use tanfang_survey::session::view::{
    ExportView, FaultView, FilePlanView, FileReceiptView, MergeView, MergedFileView, Reply,
};
use tanfang_survey::session::{
    Beyond, Edge, ExportChoice, Fault, Late, MergeChoice, Photos, Seal, SystemEdge, Unseal, volume_bytes,
};
use tanfang_survey::text::Lang;
use tauri::State;
use tauri::ipc::Channel;

/// Says which photos and documents are handed over.
#[derive(Clone, Copy, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum PhotoChoice {
    All,
    Light,
    None,
}

/// Says what is handed over, and how.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportForm {
    pub path: String,
    pub photos: PhotoChoice,
    /// What the receiver has: all that this survey file holds, or all that this device is known to have.
    pub since: Option<String>,
    pub for_device: Option<String>,
    /// The most megabytes of one file, as typed; 2 GB where nothing is said.
    pub volume_mb: Option<String>,
    /// Seals the file by this; without it the survey's own rule holds.
    pub passphrase: Option<String>,
    /// Leaves the file open for everybody, whatever the survey's rule says.
    pub open: bool,
}

impl ExportForm {
    fn choice(&self) -> Result<ExportChoice, Fault> {
        let volume = self.volume_mb.as_deref().map(str::trim).filter(|text| !text.is_empty());
        Ok(ExportChoice {
            photos: match self.photos {
                PhotoChoice::All => Photos::All,
                PhotoChoice::Light => Photos::Light,
                PhotoChoice::None => Photos::None,
            },
            beyond: match (&self.since, &self.for_device) {
                (Some(file), _) => Beyond::File(place(file), Unseal::default()),
                (None, Some(device)) => Beyond::Device(device.clone()),
                (None, None) => Beyond::Nothing,
            },
            volume_bytes: volume.map(volume_bytes).transpose()?,
            seal: match &self.passphrase {
                Some(passphrase) => Seal::passphrase(passphrase)?,
                None if self.open => Seal::Open,
                None => Seal::ByRule,
            },
        })
    }
}

/// Says what becomes of what was recorded for a round that is closed here.
#[derive(Clone, Copy, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum LateChoice {
    Take,
    Hold,
}

/// Names a survey file to take in, what opens it where it is sealed, and what was decided about it.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FileToMerge {
    pub path: String,
    pub passphrase: Option<String>,
    /// The file of the key for which it was sealed.
    pub identity: Option<String>,
    pub late: LateChoice,
    /// Numbers of the devices whose fingerprints were compared: they are enrolled with the merge.
    pub trust: Vec<String>,
}

impl FileToMerge {
    fn choice(&self) -> Result<MergeChoice, Fault> {
        let read = |device: &String| device.parse().map_err(|_| Fault::new("not-a-device").with("given", device));
        Ok(MergeChoice {
            unseal: unseal(self.passphrase.as_deref(), self.identity.as_deref())?,
            late: match self.late {
                LateChoice::Take => Late::Take,
                LateChoice::Hold => Late::Hold,
            },
            trust: self.trust.iter().map(read).collect::<Result<_, _>>()?,
        })
    }
}

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
    form: ExportForm,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<ExportView> {
    let path = place(&form.path);
    let choice = form.choice().map_err(say)?;
    let mut running = desk.begin(job, "export", on_progress);
    let receipt = desk
        .beside(move |session| {
            let receipt = session.export(&path, &choice, &mut |done, total| running.tell(done, total)).map_err(say);
            running.finish(receipt)
        })
        .await;
    desk.end(job);
    let receipt = receipt?;
    for volume in &receipt.volumes {
        desk.note_written(&volume.path);
    }
    Ok(ExportView::from(&receipt))
}

/// Says what merging would bring; nothing is changed.
#[tauri::command]
#[specta::specta]
pub async fn plan_merge(
    desk: State<'_, Desk>,
    files: Vec<FileToMerge>,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<Vec<FilePlanView>> {
    let mut running = desk.begin(job, "plan", on_progress);
    let planned = desk
        .ask_open(move |open| {
            let mut plans = Vec::new();
            for file in &files {
                let path = Path::new(&file.path);
                let plan = open.ask(|session| {
                    let planned = file
                        .choice()
                        .and_then(|choice| session.plan(path, &choice, &mut |done, all| running.tell(done, all)));
                    Ok(FilePlanView::of(path, planned))
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
    files: Vec<FileToMerge>,
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
                let path = Path::new(&file.path);
                let merged = file
                    .choice()
                    .and_then(|choice| session.merge(path, &choice, &mut |done, all| running.tell(done, all)));
                receipts.push(FileReceiptView::of(path, merged));
            }
            Ok(MergeView { files: receipts, conflicts: session.conflicts()?.len() as u32 })
        })
        .await;
    desk.end(job);
    let merged = merged?;
    desk.note_merged(&merged, SystemEdge.now());
    Ok(Reply::everything(merged))
}

/// Writes the receipt of the last merge as PDF into the documents folder; gives its path.
#[tauri::command]
#[specta::specta]
pub async fn write_receipt(desk: State<'_, Desk>, language: String) -> Answer<String> {
    let Some((merged, at)) = desk.merged() else { return Err(fault("nothing-merged", &[])) };
    let folder = desk.documents().to_owned();
    let path = desk
        .beside(move |session| {
            let lang = Lang::parse(&language).unwrap_or(Lang::Zh);
            let path = folder.join(session.receipt_name_for(lang, at).map_err(say)?);
            let survey = session.overview().map_err(say)?;
            let digest = session.digest().map_err(say)?.to_string();
            let about = About { survey: &survey, at: &at.rfc3339(), digest: &digest };
            receipt::write_receipt(&merged, &about, lang, &path)
                .map_err(|error| FaultView::from(&report_fault(error)))?;
            Ok(path)
        })
        .await?;
    desk.note_written(&path);
    Ok(path.to_string_lossy().into_owned())
}

/// Lists the files merged here, the latest first.
#[tauri::command]
#[specta::specta]
pub async fn merges(desk: State<'_, Desk>) -> Answer<Vec<MergedFileView>> {
    desk.ask(|session| session.merges_view()).await
}

/// Sets aside what a merged file brought until it is merged again; gives how many changes.
#[tauri::command]
#[specta::specta]
pub async fn take_back_merge(desk: State<'_, Desk>, id: u32) -> Answer<Reply<u32>> {
    desk.ask(move |session| Ok(Reply::everything(session.take_back_merge(i64::from(id))? as u32))).await
}
