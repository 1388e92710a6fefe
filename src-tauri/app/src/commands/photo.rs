//! Photos: the list, the import from raw bytes, captions and links.

use super::{Answer, Progress, header, say};
use crate::desk::{Desk, aside, fault};
use crate::platform;
use serde::Deserialize;
use std::io::Cursor;
use std::path::Path;
use tanfang_survey::photo;
use tanfang_survey::session::view::{
    self, CardReceiptView, CardView, PhotoAdded, PhotoFilter, PhotoMarkView, PhotoPage, PhotoView, Reply,
    SuggestionView,
};
use tanfang_survey::session::{Fault, NewPhoto, Seen, Session, Touched};
use tauri::State;
use tauri::ipc::{Channel, InvokeBody, Request};

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

/// Draws on a photo.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetMarks {
    pub photo: String,
    pub marks: Vec<PhotoMarkView>,
    pub seen: Vec<String>,
}

/// Names one link of a photo, as its view gave it.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LinkOfPhoto {
    pub photo: String,
    pub target: String,
}

#[tauri::command]
#[specta::specta]
pub async fn photos(desk: State<'_, Desk>, filter: PhotoFilter, offset: u32, limit: u32) -> Answer<PhotoPage> {
    desk.ask(move |session| session.photos_view(&filter, offset as usize, limit as usize)).await
}

#[tauri::command]
#[specta::specta]
pub async fn set_caption(desk: State<'_, Desk>, form: SetCaption) -> Answer<Reply<PhotoView>> {
    desk.ask(move |session| {
        let medium = session.any_medium(&form.photo)?;
        let touched = session.set_text(medium.noun, &medium.key, "caption", &form.text, view::seen(&form.seen)?)?;
        Ok(Reply::new(session.one_photo_view(&form.photo)?, touched))
    })
    .await
}

/// Draws on a photo: the marks take the place of those that were seen.
#[tauri::command]
#[specta::specta]
pub async fn set_marks(desk: State<'_, Desk>, form: SetMarks) -> Answer<Reply<PhotoView>> {
    desk.ask(move |session| {
        let marks = form.marks.into_iter().map(PhotoMarkView::mark).collect::<Result<Vec<_>, Fault>>()?;
        let touched = session.set_marks(&form.photo, &marks, view::seen(&form.seen)?)?;
        Ok(Reply::new(session.one_photo_view(&form.photo)?, touched))
    })
    .await
}

/// Takes a photo off one thing it belongs to; the file and its other links stay in the survey.
#[tauri::command]
#[specta::specta]
pub async fn unlink_photo(desk: State<'_, Desk>, form: LinkOfPhoto) -> Answer<Reply<PhotoView>> {
    desk.ask(move |session| {
        let medium = session.any_medium(&form.photo)?;
        let touched = session.set_link(medium.noun, &medium.key, &form.target, false, Seen::Current)?;
        Ok(Reply::new(session.one_photo_view(&form.photo)?, touched))
    })
    .await
}

/// Proposes where photos belong that belong to no indicator yet.
#[tauri::command]
#[specta::specta]
pub async fn photo_suggestions(desk: State<'_, Desk>, community: String, round: u32) -> Answer<Vec<SuggestionView>> {
    desk.ask(move |session| session.suggestions_view(&community, round)).await
}

/// Lets photos belong to what is named, as one change; gives how many links there are.
#[tauri::command]
#[specta::specta]
pub async fn link_photos(desk: State<'_, Desk>, links: Vec<LinkOfPhoto>) -> Answer<Reply<u32>> {
    desk.ask(move |session| {
        let links: Vec<(String, String)> = links.into_iter().map(|link| (link.photo, link.target)).collect();
        let touched = session.link_all(&links)?;
        Ok(Reply::new(links.len() as u32, touched))
    })
    .await
}

/// Moves the time of photos by so many minutes, as one change; gives how many had a time.
#[tauri::command]
#[specta::specta]
pub async fn correct_clock(desk: State<'_, Desk>, photos: Vec<String>, minutes: i32) -> Answer<Reply<u32>> {
    desk.ask(move |session| {
        let (count, touched) = session.correct_clock(&photos, i64::from(minutes))?;
        Ok(Reply::new(count as u32, touched))
    })
    .await
}

/// Imports one file; not part of the generated bindings because its body is raw bytes.
#[tauri::command]
pub async fn add_photo(desk: State<'_, Desk>, request: Request<'_>) -> Answer<Reply<PhotoAdded>> {
    let form: NewPhotoForm = serde_json::from_str(&header(&request, "x-photo")?)
        .map_err(|_| fault("bad-request", &[("what", "x-photo")]))?;
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(fault("not-bytes", &[]));
    };
    let bytes = bytes.clone();
    let about = NewPhoto {
        name: form.name,
        community: form.community,
        round: form.round,
        indicator: form.indicator,
        unit: form.unit,
        caption: form.caption.unwrap_or_default(),
    };
    // Decoding is slow and needs no survey: other commands go on meanwhile.
    let (import, mut bytes, about) = aside(move || {
        let mut bytes = Cursor::new(bytes);
        let own = std::env::current_exe().ok();
        let import = photo::heic::import(&about.name, &mut bytes, own.as_deref());
        Ok((import.map_err(|error| say(Fault::from(error)))?, bytes, about))
    })
    .await?;
    desk.ask(move |session| {
        let added = session.add_import(&import, &mut bytes, &about)?;
        Ok(Reply::new(PhotoAdded { key: added.key, name: about.name, already: added.already }, added.touched))
    })
    .await
}

/// Opens a copy of a kept file with the system's own program: whatever that does to it, the original stays as it is.
#[tauri::command]
#[specta::specta]
pub async fn open_original(desk: State<'_, Desk>, key: String) -> Answer<()> {
    let (original, name) = desk
        .ask(move |session| {
            let name = session.one_photo_view(&key)?.name;
            let original = session.any_medium(&key)?.original;
            // What it is says its bytes, never its name: a script that calls itself a photo must not run.
            let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
            let stem: String = stem.chars().take(60).collect();
            Ok((session.blob_path(&original), format!("{stem}.{}", original.ext)))
        })
        .await?;
    let copy = desk.begin_upload(&name)?;
    let failed = move |e: std::io::Error| fault("open-failed", &[("path", &name), ("cause", &e.to_string())]);
    aside(move || {
        let opened = std::fs::copy(&original, &copy).and_then(|_| platform::open(Path::new(&copy)));
        opened.map_err(failed)
    })
    .await
}

/// Takes in a whole memory card beside the work; a card that is stopped or taken out can be taken up again.
#[tauri::command]
#[specta::specta]
pub async fn take_card(
    desk: State<'_, Desk>,
    card: CardView,
    job: u32,
    on_progress: Channel<Progress>,
) -> Answer<Reply<CardReceiptView>> {
    let mut running = desk.begin(job, "import", on_progress);
    let taken = desk
        .beside(move |session| {
            let own = std::env::current_exe().ok();
            let step = &mut |done: u64, found: u64| running.step(done as u32, found as u32);
            session.take_card(&card.into(), own.as_deref(), step).map_err(say)
        })
        .await;
    desk.end(job);
    let every = |noun: &str| (noun.to_owned(), "*".to_owned());
    Ok(Reply::new(taken?.into(), Touched(vec![every("photo"), every("document")])))
}

/// Gives the card whose import was broken off on this laptop.
#[tauri::command]
#[specta::specta]
pub async fn unfinished_card(desk: State<'_, Desk>) -> Answer<Option<CardView>> {
    desk.ask(|session| Ok(session.unfinished_card()?.map(CardView::from))).await
}

/// Lets a card that was broken off rest.
#[tauri::command]
#[specta::specta]
pub async fn forget_card(desk: State<'_, Desk>) -> Answer<()> {
    desk.ask(Session::forget_card).await
}
