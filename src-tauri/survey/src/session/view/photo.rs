//! Photos as the gallery shows them; the pixels travel through `photo://`, never here.

use super::field::{Reader, name, text};
use super::{CellKeyView, FaultView, FieldView, size_text};
use crate::framework::Bilingual;
use crate::model::{LONGEST_MARK, Mark, MarkKind, marks_from_cbor};
use crate::session::{Card, CardEnd, CardReceipt, CellKey, Fault, MediaRow, Session, Suggestion};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use tanfang_journal::Cbor;

/// What a gallery shows: pictures, and files without one.
const NOUNS: [&str; 2] = ["photo", "document"];

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
    pub finding: Option<String>,
    pub only: Option<PhotoOnly>,
    /// Words that all stand in what is known of it: caption, file, time, camera, person, indicator, unit, finding.
    pub text: Option<String>,
}

/// Chooses photos by what is still to be done with them, or was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum PhotoOnly {
    /// Belong to no indicator.
    Unplaced,
    /// Nobody has said whether people can be recognised.
    Unchecked,
    /// People can be recognised, and nobody said that they agreed.
    Asking,
    /// Something is drawn on them.
    Marked,
    /// Have no picture.
    Document,
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
    /// What it belongs to beyond its place.
    pub links: Vec<PhotoLink>,
    pub caption: FieldView<String>,
    /// What was drawn on it.
    pub marks: FieldView<Vec<PhotoMarkView>>,
    pub taken_at: Option<String>,
    /// `camera`, `name` where only the file's name told it, or `corrected`.
    pub taken_from: String,
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
    /// True where it, or what is said of it, was added after its round had been closed.
    pub late: bool,
}

/// Holds one thing drawn on a photo, in thousandths of its width and height from the top left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PhotoMarkView {
    /// `arrow`, `box`, `text` or `blur`.
    pub kind: String,
    pub x: u16,
    pub y: u16,
    pub to_x: u16,
    pub to_y: u16,
    pub text: String,
}

impl From<Mark> for PhotoMarkView {
    fn from(mark: Mark) -> Self {
        let ((x, y), (to_x, to_y)) = (mark.from, mark.to);
        Self { kind: mark.kind.as_str().to_owned(), x, y, to_x, to_y, text: mark.text }
    }
}

impl PhotoMarkView {
    /// Reads what the page drew.
    pub fn mark(self) -> Result<Mark, Fault> {
        let kind = MarkKind::parse(&self.kind).ok_or_else(|| Fault::new("marks").with("most", LONGEST_MARK))?;
        Ok(Mark { kind, from: (self.x, self.y), to: (self.to_x, self.to_y), text: self.text.trim().to_owned() })
    }
}

/// Holds one thing a photo belongs to: a cell or a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PhotoLink {
    /// Names the link: `assessment/wangjing/1/6.4.3` or `unit/<key>`.
    pub target: String,
    pub cell: Option<CellKeyView>,
    pub unit: Option<String>,
    pub unit_name: Option<String>,
    /// What the finding says that it shows.
    pub finding: Option<String>,
}

/// Proposes what one photo belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SuggestionView {
    pub photo: PhotoView,
    pub cell: Option<CellKeyView>,
    pub indicator_name: Option<Bilingual>,
    pub unit: Option<String>,
    pub unit_name: Option<String>,
    /// Metres from the unit to where it was taken, minutes from what was recorded to when.
    pub metres: Option<u32>,
    pub minutes: Option<u32>,
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

/// Names a memory card and what its photos were taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CardView {
    pub folder: String,
    pub community: String,
    pub round: u32,
}

impl From<Card> for CardView {
    fn from(card: Card) -> Self {
        Self { folder: card.folder.to_string_lossy().into_owned(), community: card.community, round: card.round }
    }
}

impl From<CardView> for Card {
    fn from(card: CardView) -> Self {
        Self { folder: card.folder.into(), community: card.community, round: card.round }
    }
}

/// Says what became of the files of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CardReceiptView {
    pub found: u32,
    pub added: u32,
    pub already: u32,
    pub refused: Vec<CardRefusal>,
    pub end: CardEnd,
}

/// Names a file of a card that was not taken in, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CardRefusal {
    pub name: String,
    pub fault: FaultView,
}

impl From<CardReceipt> for CardReceiptView {
    fn from(receipt: CardReceipt) -> Self {
        let refusal = |(path, fault): (std::path::PathBuf, Fault)| CardRefusal {
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            fault: FaultView::from(&fault),
        };
        Self {
            found: receipt.found as u32,
            added: receipt.added as u32,
            already: receipt.already as u32,
            refused: receipt.refused.into_iter().map(refusal).collect(),
            end: receipt.end,
        }
    }
}

/// Reads a link such as `assessment/wangjing/1/6.4.3`, `unit/<key>` or `finding/<key>`.
enum Link<'a> {
    Cell(CellKey),
    Unit(&'a str),
    Finding(&'a str),
}

fn link(target: &str) -> Option<Link<'_>> {
    match target.split_once('/')? {
        ("assessment", key) => key.parse().ok().map(Link::Cell),
        ("unit", key) => Some(Link::Unit(key)),
        ("finding", key) => Some(Link::Finding(key)),
        _ => None,
    }
}

impl Session {
    /// Proposes where the photos of a community and round belong that belong to no indicator yet.
    pub fn suggestions_view(&self, community: &str, round: u32) -> Result<Vec<SuggestionView>, Fault> {
        let view = |suggestion: Suggestion| {
            let unit = suggestion.unit.as_ref().map(|key| self.unit(key)).transpose()?;
            let indicator = suggestion.cell.as_ref().and_then(|cell| self.framework.indicator(&cell.indicator));
            Ok(SuggestionView {
                photo: self.one_photo_view(&suggestion.photo)?,
                indicator_name: indicator.map(|indicator| indicator.name.clone()),
                cell: suggestion.cell.as_ref().map(CellKeyView::from),
                unit_name: unit.map(|unit| unit.name),
                unit: suggestion.unit,
                metres: suggestion.metres,
                minutes: suggestion.minutes,
            })
        };
        self.suggestions(community, round)?.into_iter().map(view).collect()
    }

    /// Shows a page of the photos and documents that match, oldest first. Only those of the page are read whole.
    pub fn photos_view(&self, filter: &PhotoFilter, offset: usize, limit: usize) -> Result<PhotoPage, Fault> {
        let mut found = Vec::new();
        for noun in NOUNS {
            found.extend(self.media_matching(noun, filter)?.into_iter().map(|key| (key, noun)));
        }
        found.sort_unstable();
        let total = found.len() as u32;
        let reader = Reader::new(self, "photo", "")?;
        let photos = found.into_iter().skip(offset).take(limit).map(|(key, noun)| {
            let medium = self.medium(noun, &key)?;
            self.photo_view(&reader, medium)
        });
        Ok(PhotoPage { total, photos: photos.collect::<Result<_, Fault>>()? })
    }

    /// Finds the keys of a noun that match.
    fn media_matching(&self, noun: &'static str, filter: &PhotoFilter) -> Result<BTreeSet<String>, Fault> {
        let all = || self.store.keys_of_field(noun, "blob").map(BTreeSet::from_iter);
        let with = |field: &str, value: &Cbor| self.store.keys_with(noun, field, value).map(BTreeSet::from_iter);
        let mut found: Option<BTreeSet<String>> = None;
        let mut narrow = |keys: BTreeSet<String>| match &mut found {
            Some(found) => found.retain(|key| keys.contains(key)),
            None => found = Some(keys),
        };
        if let Some(unit) = &filter.unit {
            narrow(with(&format!("link/unit/{unit}"), &Cbor::Bool(true))?);
        }
        if let Some(finding) = &filter.finding {
            narrow(with(&format!("link/finding/{finding}"), &Cbor::Bool(true))?);
        }
        if let Some(indicator) = &filter.indicator {
            let linked = self.linked(noun, filter)?.into_iter();
            narrow(linked.filter(|(cell, _)| cell.indicator == *indicator).map(|(_, key)| key).collect());
        }
        if let Some(community) = &filter.community {
            narrow(with("community", &Cbor::text(community))?);
        }
        if let Some(round) = filter.round {
            narrow(with("round", &Cbor::Int(i64::from(round)))?);
        }
        if let Some(scenario) = &filter.scenario {
            let of_scenario = |cell: &CellKey| {
                self.framework.indicator(&cell.indicator).is_some_and(|indicator| indicator.scenario == *scenario)
            };
            // What belongs to no cell at all belongs to every sheet of its place.
            let mut here: BTreeSet<String> = all()?;
            let (inside, outside): (Vec<_>, Vec<_>) =
                self.linked(noun, filter)?.into_iter().partition(|(cell, _)| of_scenario(cell));
            for (_, key) in outside {
                here.remove(&key);
            }
            here.extend(inside.into_iter().map(|(_, key)| key));
            narrow(here);
        }
        let mut found = match found {
            Some(found) => found,
            None => all()?,
        };
        let hidden = self.hidden_media(noun, &*self.blind()?)?;
        found.retain(|key| !hidden.contains(key));
        let none = Cbor::Null;
        match filter.only {
            None => {}
            Some(PhotoOnly::Unplaced) => {
                for (_, key) in self.linked(noun, &PhotoFilter::default())? {
                    found.remove(&key);
                }
            }
            Some(PhotoOnly::Unchecked) => {
                for answer in ["yes", "no"] {
                    for key in with("people", &Cbor::text(answer))? {
                        found.remove(&key);
                    }
                }
            }
            Some(PhotoOnly::Asking) => {
                let shown = with("people", &Cbor::text("yes"))?;
                let agreed = with("consent", &Cbor::text("yes"))?;
                found.retain(|key| shown.contains(key) && !agreed.contains(key));
            }
            Some(PhotoOnly::Document) => found.retain(|_| noun == "document"),
            Some(PhotoOnly::Marked) => {
                let bare = with("marks", &none)?;
                let drawn: BTreeSet<String> = self.store.keys_of_field(noun, "marks")?.into_iter().collect();
                found.retain(|key| drawn.contains(key) && !bare.contains(key));
            }
        }
        let words = filter.text.as_deref().unwrap_or_default().to_lowercase();
        if !words.trim().is_empty() && !found.is_empty() {
            let told = self.told_of(noun)?;
            found.retain(|key| {
                told.get(key).is_some_and(|told| words.split_whitespace().all(|word| told.contains(word)))
            });
        }
        Ok(found)
    }

    /// Gives all that is known of each photo or document as one text to search in.
    fn told_of(&self, noun: &'static str) -> Result<HashMap<String, String>, Fault> {
        let (people, blind) = (self.people()?, self.blind()?);
        let mut names: HashMap<String, String> = HashMap::new();
        for row in self.store.rows_of_field("unit", "name")? {
            names.insert(format!("unit/{}", row.name.key), text(&row.value));
        }
        // What others say of a blind cell is found by nobody who must not read it.
        for row in self.store.rows_of_field("finding", "text")?.into_iter().filter(|_| blind.is_empty()) {
            names.insert(format!("finding/{}", row.name.key), text(&row.value));
        }
        let mut told = HashMap::new();
        for medium in self.all_media(noun)? {
            let mut parts = vec![medium.name, medium.caption, medium.taken_at.unwrap_or_default()];
            parts.extend(medium.camera);
            parts.extend(people.get(&medium.by.author).cloned());
            parts.extend(medium.marks.into_iter().map(|mark| mark.text));
            for target in &medium.links {
                match link(target) {
                    Some(Link::Cell(cell)) => {
                        let indicator = self.framework.indicator(&cell.indicator);
                        parts.extend(indicator.map(|one| format!("{} {}", one.name.zh, one.name.en)));
                        parts.push(cell.indicator);
                    }
                    _ => parts.extend(names.get(target).cloned()),
                }
            }
            told.insert(medium.key, parts.join("\n").to_lowercase());
        }
        Ok(told)
    }

    /// Finds what of a noun is linked to a cell; with community and round only the cells there are looked at.
    fn linked(&self, noun: &str, filter: &PhotoFilter) -> Result<Vec<(CellKey, String)>, Fault> {
        let place = match (&filter.community, filter.round) {
            (Some(community), Some(round)) => format!("{community}/{round}/"),
            _ => String::new(),
        };
        let rows = self.store.rows_of_fields(noun, &format!("link/assessment/{place}"))?;
        let linked = rows.into_iter().filter(|row| row.value == Cbor::Bool(true)).filter_map(|row| {
            match row.name.field.strip_prefix("link/").and_then(link)? {
                Link::Cell(cell) => Some((cell, row.name.key)),
                Link::Unit(_) | Link::Finding(_) => None,
            }
        });
        Ok(linked.collect())
    }

    /// Shows one link; none for what a newer version links to.
    fn link_view(&self, target: &str) -> Result<Option<PhotoLink>, Fault> {
        let said = |noun: &str, key: &str, field: &str| {
            Ok::<_, Fault>(self.store.register(noun, key, field)?.map(|row| text(&row.value)))
        };
        let bare = PhotoLink { target: target.to_owned(), cell: None, unit: None, unit_name: None, finding: None };
        Ok(match link(target) {
            Some(Link::Cell(cell)) => Some(PhotoLink { cell: Some(CellKeyView::from(&cell)), ..bare }),
            Some(Link::Unit(key)) => {
                Some(PhotoLink { unit: Some(key.to_owned()), unit_name: said("unit", key, "name")?, ..bare })
            }
            Some(Link::Finding(key)) if self.must_not_hide("finding", key).is_err() => None,
            Some(Link::Finding(key)) => Some(PhotoLink { finding: said("finding", key, "text")?, ..bare }),
            None => None,
        })
    }

    fn photo_view(&self, reader: &Reader<'_>, medium: MediaRow) -> Result<PhotoView, Fault> {
        let caption = name(medium.noun, &medium.key, "caption");
        let row = self.store.register(medium.noun, &medium.key, "caption")?;
        let marks = name(medium.noun, &medium.key, "marks");
        let marked = self.store.register(medium.noun, &medium.key, "marks")?;
        let drawn = |item: &Cbor| marks_from_cbor(item).into_iter().map(PhotoMarkView::from).collect();
        let links = medium.links.iter().map(|target| self.link_view(target)).collect::<Result<Vec<_>, Fault>>()?;
        let blobs = self.store.blobs();
        let shown = medium.derivative.as_ref();
        let (width, height) = medium.pixels.unwrap_or((0, 0));
        Ok(PhotoView {
            late: reader.is_late(medium.noun, &medium.key)?,
            noun: medium.noun.to_owned(),
            caption: reader.field(&caption, row.as_ref(), text)?,
            marks: reader.field(&marks, marked.as_ref(), drawn)?,
            links: links.into_iter().flatten().collect(),
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
            taken_from: medium.taken_from.as_str().to_owned(),
        })
    }

    /// Shows one photo or document.
    pub fn one_photo_view(&self, key: &str) -> Result<PhotoView, Fault> {
        let medium = self.any_medium(key)?;
        if self.hidden_media(medium.noun, &*self.blind()?)?.contains(&medium.key) {
            return Err(Fault::new("unknown-photo").with("key", key));
        }
        let reader = Reader::new(self, medium.noun, key)?;
        self.photo_view(&reader, medium)
    }

    /// Finds a photo or a document.
    pub fn any_medium(&self, key: &str) -> Result<MediaRow, Fault> {
        self.medium("photo", key).or_else(|_| self.medium("document", key))
    }
}
