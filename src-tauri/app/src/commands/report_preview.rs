//! Leafing through a report before it is written: laid out once, a page at a time.

use super::report_write::{dated, state, untold};
use super::{Answer, say};
use crate::desk::{Desk, aside, fault};
use serde::Serialize;
use tanfang_report::edition::Edition;
use tanfang_report::flow::Picture;
use tanfang_report::page::Place;
use tanfang_report::svg::{self, Surroundings};
use tanfang_report::{Laid, Showable, lay_out, showable};
use tauri::State;

/// Answers a report that was laid out; its pages are asked for by number.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewView {
    /// Goes back with every page that is asked for.
    pub preview: u32,
    pub pages: u32,
    /// Of a page, in points.
    pub width: f32,
    pub height: f32,
    pub outline: Vec<PreviewHeading>,
    pub photos: u32,
    pub missing_photos: Vec<String>,
    pub withheld_photos: u32,
    /// Cells it uses about whose value people disagree, and those to be verified.
    pub conflicts: Vec<String>,
    pub to_verify: Vec<String>,
}

/// Is a heading of the report with the page it stands on, from 0.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewHeading {
    pub level: u32,
    pub title: String,
    pub page: u32,
}

/// A photo that a report can show, to be chosen and put in order.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportPhotoView {
    pub key: String,
    pub community: String,
    /// Its caption, else the name of its file.
    pub name: String,
    pub place: Option<String>,
    pub taken: Option<String>,
    /// Codes of the indicators it supports.
    pub indicators: Vec<String>,
    /// Address of its pixels in `photo://`; none where the file is not on this computer.
    pub thumb: Option<String>,
}

impl From<Showable<'_>> for ReportPhotoView {
    fn from(Showable { community, photo }: Showable<'_>) -> Self {
        let file = photo.file.as_ref().and_then(|file| file.path.file_name());
        Self {
            key: photo.key.clone(),
            community: community.code.clone(),
            name: if photo.caption.is_empty() { photo.name.clone() } else { photo.caption.clone() },
            place: photo.place.clone(),
            taken: photo.taken.clone(),
            indicators: photo.indicators.clone(),
            thumb: file.map(|name| format!("thumb/{}", name.to_string_lossy())),
        }
    }
}

/// Lists the photos that a report shows when nobody chooses, in its order.
#[tauri::command]
#[specta::specta]
pub async fn edition_photos(desk: State<'_, Desk>, edition: Edition) -> Answer<Vec<ReportPhotoView>> {
    desk.beside(move |session| {
        let figures = session.figures(edition.round, &edition.communities).map_err(say)?;
        let photos = showable(&figures, &edition).map_err(untold)?;
        Ok(photos.into_iter().map(ReportPhotoView::from).collect())
    })
    .await
}

fn view(preview: u32, laid: &Laid) -> PreviewView {
    let document = &laid.document;
    let heading = |entry: &tanfang_report::flow::OutlineEntry| {
        let place = document.places.get(&entry.target)?;
        Some(PreviewHeading { level: entry.level.into(), title: entry.title.clone(), page: place.page as u32 })
    };
    PreviewView {
        preview,
        pages: document.pages.len() as u32,
        width: document.geometry.width,
        height: document.geometry.height,
        outline: document.outline.iter().filter_map(heading).collect(),
        photos: laid.receipt.photos as u32,
        missing_photos: laid.receipt.missing_photos.clone(),
        withheld_photos: laid.receipt.withheld_photos as u32,
        conflicts: laid.receipt.conflicts.clone(),
        to_verify: laid.receipt.to_verify.clone(),
    }
}

/// Lays a report out and keeps it until the next one.
#[tauri::command]
#[specta::specta]
pub async fn preview_edition(desk: State<'_, Desk>, edition: Edition, as_of: Option<String>) -> Answer<PreviewView> {
    let laid = desk
        .beside(move |session| {
            let state = state(session, as_of.as_deref())?;
            let edition = dated(edition);
            let figures =
                state.as_ref().unwrap_or(session).figures(edition.round, &edition.communities).map_err(say)?;
            lay_out(&figures, &edition).map_err(untold)
        })
        .await?;
    let (preview, laid) = desk.keep_preview(laid);
    Ok(view(preview, &laid))
}

/// Gives page `page`, from 0, as SVG. `photos`: where the window asks for pictures, as `photo://localhost`. Links lead to
/// `#page-<number>`.
#[tauri::command]
#[specta::specta]
pub async fn preview_page(desk: State<'_, Desk>, preview: u32, page: u32, photos: String) -> Answer<String> {
    let Some(laid) = desk.preview(preview) else { return Err(fault("preview-gone", &[])) };
    aside(move || {
        let document = &laid.document;
        // From the preview itself and not from the survey's files: what is blurred is blurred here as well.
        let picture = |picture: &Picture| {
            let place = document.pictures.list().iter().position(|one| std::ptr::eq(one, picture))?;
            Some(format!("{photos}/preview/{preview}/{place}"))
        };
        let link = |place: Place| Some(format!("#page-{}", place.page));
        let label = format!("{} / {}", page + 1, document.pages.len());
        let around = Surroundings { picture: &picture, link: &link };
        svg::page(document, page as usize, &label, &around).ok_or_else(|| fault("preview-gone", &[]))
    })
    .await
}
