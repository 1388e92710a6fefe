//! Photos: the list, the import from raw bytes, captions and links.

use super::{Answer, header, pending};
use crate::desk::Desk;
use serde::Deserialize;
use tanfang_survey::session::view::{PhotoAdded, PhotoFilter, PhotoPage, PhotoView, Reply};
use tauri::State;
use tauri::ipc::Request;

/// Says where a photo belongs; travels in the header `x-photo`, the bytes being the body.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NewPhotoForm {
    pub name: String,
    pub community: String,
    pub round: u32,
    pub indicator: Option<String>,
    pub unit: Option<String>,
    pub caption: Option<String>,
}

/// Writes a photo's caption.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetCaption {
    pub photo: String,
    pub text: String,
    pub seen: Vec<String>,
}

#[tauri::command]
#[specta::specta]
pub async fn photos(desk: State<'_, Desk>, filter: PhotoFilter, offset: u32, limit: u32) -> Answer<PhotoPage> {
    pending((desk, filter, offset, limit))
}

#[tauri::command]
#[specta::specta]
pub async fn set_caption(desk: State<'_, Desk>, form: SetCaption) -> Answer<Reply<PhotoView>> {
    pending((desk, form))
}

/// Takes a photo off the place it was added to; the file stays in the survey.
#[tauri::command]
#[specta::specta]
pub async fn unlink_photo(desk: State<'_, Desk>, photo: String) -> Answer<Reply<()>> {
    pending((desk, photo))
}

/// Imports one file; not part of the generated bindings because its body is raw bytes.
#[tauri::command]
pub async fn add_photo(desk: State<'_, Desk>, request: Request<'_>) -> Answer<Reply<PhotoAdded>> {
    let form: NewPhotoForm = header(&request, "x-photo")?;
    pending((desk, form))
}
