//! Requests for data and their letters.

use super::{Answer, place, say};
use crate::desk::Desk;
use serde::Deserialize;
use tanfang_report::letter;
use tanfang_survey::session::view::{self, EntityView, Reply, RequestsView};
use tanfang_survey::session::{Edge, Fault, SystemEdge, Thing};
use tanfang_survey::text::Lang;
use tauri::State;

/// Chooses the letter of a request.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LetterForm {
    pub key: String,
    pub language: String,
    /// Its ending says what is written: `.docx`, or else PDF.
    pub path: String,
}

#[tauri::command]
#[specta::specta]
pub async fn requests(desk: State<'_, Desk>, community: String, round: u32) -> Answer<RequestsView> {
    desk.ask(move |session| session.requests_view(&community, round)).await
}

/// Drafts the proposed requests to these holders.
#[tauri::command]
#[specta::specta]
pub async fn draft_requests(
    desk: State<'_, Desk>,
    community: String,
    round: u32,
    holders: Vec<String>,
) -> Answer<Reply<Vec<String>>> {
    desk.ask(move |session| {
        let (keys, touched) = session.draft_requests(&community, round, &holders)?;
        Ok(Reply::new(keys, touched))
    })
    .await
}

/// Says where a request stands, since today where no day stands for that yet.
#[tauri::command]
#[specta::specta]
pub async fn set_request_state(
    desk: State<'_, Desk>,
    key: String,
    state: String,
    seen: Vec<String>,
) -> Answer<Reply<EntityView>> {
    desk.ask(move |session| {
        let touched = session.set_request_state(&key, &state, view::seen(&seen)?)?;
        session.entity_reply(&Thing { noun: "request".to_owned(), key }, touched)
    })
    .await
}

/// Records *not obtained* where a refused request leaves nothing; gives how many cells.
#[tauri::command]
#[specta::specta]
pub async fn take_refusal(desk: State<'_, Desk>, key: String) -> Answer<Reply<u32>> {
    desk.ask(move |session| {
        let (count, touched) = session.take_refusal(&key)?;
        Ok(Reply::new(count as u32, touched))
    })
    .await
}

/// Fills the source of the cells from a received request; gives how many fields.
#[tauri::command]
#[specta::specta]
pub async fn take_source(desk: State<'_, Desk>, key: String) -> Answer<Reply<u32>> {
    desk.ask(move |session| {
        let (count, touched) = session.take_source(&key)?;
        Ok(Reply::new(count as u32, touched))
    })
    .await
}

/// Proposes where to write a letter; `ending` is `pdf` or `docx`.
#[tauri::command]
#[specta::specta]
pub async fn suggest_letter(desk: State<'_, Desk>, key: String, language: String, ending: String) -> Answer<String> {
    let folder = desk.documents().to_owned();
    desk.ask(move |session| {
        let ending = if ending == "docx" { "docx" } else { "pdf" };
        let name = session.letter_name_for(&key, language_of(&language), &SystemEdge.now().day(), ending)?;
        Ok(folder.join(name).to_string_lossy().into_owned())
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn write_letter(desk: State<'_, Desk>, form: LetterForm) -> Answer<String> {
    let path = desk
        .beside(move |session| {
            let figures = session.letter_figures(&form.key).map_err(say)?;
            let path = place(&form.path);
            letter::write_letter(&figures, language_of(&form.language), &SystemEdge.now().day(), &path)
                .map_err(|error| say(Fault::from(error)))?;
            Ok(path)
        })
        .await?;
    desk.note_written(&path);
    Ok(path.to_string_lossy().into_owned())
}

fn language_of(code: &str) -> Lang {
    Lang::parse(code).unwrap_or(Lang::Zh)
}
