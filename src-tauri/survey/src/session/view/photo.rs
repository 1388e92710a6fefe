//! Photos as the gallery shows them; the pixels travel through `photo://`, never here.

use super::field::{Reader, name, text};
use super::{FieldView, size_text};
use crate::session::{CellKey, Fault, MediaRow, Session};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Chooses photos; every part given must match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PhotoFilter {
    pub community: Option<String>,
    pub round: Option<u32>,
    pub scenario: Option<String>,
    pub indicator: Option<String>,
    pub unit: Option<String>,
}

/// Holds one photo or document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PhotoView {
    /// `photo`, or `document` for what has no picture.
    pub noun: String,
    pub key: String,
    pub name: String,
    pub community: String,
    pub round: u32,
    pub indicator: Option<String>,
    pub unit: Option<String>,
    pub unit_name: Option<String>,
    pub caption: FieldView<String>,
    pub taken_at: Option<String>,
    pub author: String,
    pub at: String,
    /// Addresses of the pixels in `photo://`; none for a document.
    pub thumb: Option<String>,
    pub view: Option<String>,
    pub width: u32,
    pub height: u32,
    /// For people, such as `3.4 MB`.
    pub size: String,
    /// True where the file has not arrived on this laptop.
    pub missing: bool,
}

/// Holds one page of a gallery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PhotoPage {
    pub total: u32,
    pub photos: Vec<PhotoView>,
}

/// Answers an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PhotoAdded {
    pub key: String,
    pub name: String,
    /// True where the survey held the same file for the same place already; nothing was written.
    pub already: bool,
}

/// Reads a link such as `assessment/wangjing/1/6.4.3` or `unit/<key>`.
enum Link<'a> {
    Cell(CellKey),
    Unit(&'a str),
}

fn link(target: &str) -> Option<Link<'_>> {
    match target.split_once('/')? {
        ("assessment", key) => key.parse().ok().map(Link::Cell),
        ("unit", key) => Some(Link::Unit(key)),
        _ => None,
    }
}

impl Session {
    /// Shows a page of the photos and documents that match, oldest first.
    pub fn photos_view(&self, filter: &PhotoFilter, offset: usize, limit: usize) -> Result<PhotoPage, Fault> {
        let mut found = self.media_matching(filter)?;
        let total = found.len() as u32;
        let page: Vec<MediaRow> = found.drain(..).skip(offset).take(limit).collect();
        let reader = Reader::new(self, "photo", "")?;
        let units: HashMap<String, String> = self
            .store
            .rows_of_field("unit", "name")?
            .into_iter()
            .filter_map(|row| Some((row.name.key, row.value.as_text()?.to_owned())))
            .collect();
        let photos = page.into_iter().map(|medium| self.photo_view(&reader, &units, medium));
        Ok(PhotoPage { total, photos: photos.collect::<Result<_, Fault>>()? })
    }

    fn media_matching(&self, filter: &PhotoFilter) -> Result<Vec<MediaRow>, Fault> {
        let mut media = match (&filter.indicator, &filter.unit, &filter.community, filter.round) {
            (_, Some(unit), ..) => self.media_of(&format!("unit/{unit}"))?,
            (Some(indicator), None, Some(community), Some(round)) => {
                self.media_of(&format!("assessment/{}", CellKey::new(community, round, indicator)))?
            }
            _ => self.media()?,
        };
        media.retain(|medium| {
            filter.community.as_ref().is_none_or(|code| medium.community == *code)
                && filter.round.is_none_or(|round| medium.round == round)
                && filter.indicator.as_ref().is_none_or(|code| {
                    medium.links.iter().any(|l| matches!(link(l), Some(Link::Cell(cell)) if cell.indicator == *code))
                })
                && filter.scenario.as_ref().is_none_or(|scenario| self.in_scenario(medium, scenario))
        });
        Ok(media)
    }

    /// Tells whether a photo belongs to a sheet: to one of its cells, or to no cell at all but to the place and round.
    fn in_scenario(&self, medium: &MediaRow, scenario: &str) -> bool {
        let cells: Vec<CellKey> = medium
            .links
            .iter()
            .filter_map(|target| match link(target) {
                Some(Link::Cell(cell)) => Some(cell),
                _ => None,
            })
            .collect();
        let here = |cell: &CellKey| self.framework.indicator(&cell.indicator).is_some_and(|i| i.scenario == scenario);
        cells.is_empty() || cells.iter().any(here)
    }

    fn photo_view(
        &self,
        reader: &Reader<'_>,
        units: &HashMap<String, String>,
        medium: MediaRow,
    ) -> Result<PhotoView, Fault> {
        let caption = name(medium.noun, &medium.key, "caption");
        let row = self.store.register(medium.noun, &medium.key, "caption")?;
        let (mut indicator, mut unit) = (None, None);
        for target in &medium.links {
            match link(target) {
                Some(Link::Cell(cell)) => indicator = indicator.or(Some(cell.indicator)),
                Some(Link::Unit(key)) => unit = unit.or_else(|| Some(key.to_owned())),
                None => {}
            }
        }
        let blobs = self.store.blobs();
        let shown = medium.derivative.as_ref();
        let (width, height) = medium.pixels.unwrap_or((0, 0));
        Ok(PhotoView {
            noun: medium.noun.to_owned(),
            caption: reader.field(&caption, row.as_ref(), text)?,
            unit_name: unit.as_ref().and_then(|key| units.get(key).cloned()),
            indicator,
            unit,
            author: reader.person(&medium.by.author),
            at: medium.by.at.rfc3339(),
            thumb: shown.map(|blob| format!("thumb/{}", blob.file_name())),
            view: shown.map(|blob| format!("view/{}", blob.file_name())),
            width,
            height,
            size: size_text(medium.original.size),
            missing: !blobs.has(&medium.original) || shown.is_some_and(|blob| !blobs.has(blob)),
            key: medium.key,
            name: medium.name,
            community: medium.community,
            round: medium.round,
            taken_at: medium.taken_at,
        })
    }

    /// Shows one photo or document.
    pub fn one_photo_view(&self, key: &str) -> Result<PhotoView, Fault> {
        let medium = self.any_medium(key)?;
        let reader = Reader::new(self, medium.noun, key)?;
        let mut units = HashMap::new();
        for target in &medium.links {
            if let Some(Link::Unit(key)) = link(target) {
                units.insert(key.to_owned(), self.unit(key)?.name);
            }
        }
        self.photo_view(&reader, &units, medium)
    }

    /// Finds a photo or a document.
    pub fn any_medium(&self, key: &str) -> Result<MediaRow, Fault> {
        self.medium("photo", key).or_else(|_| self.medium("document", key))
    }
}
