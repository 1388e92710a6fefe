//! Photos and documents as evidence.

use super::write::bounded;
use super::{CellKey, Evidence, Fault, Filter, Seen, Session, Touched, op};
use crate::model::{LONGEST_MARK, Mark, marks_from_cbor, marks_to_cbor};
use crate::photo::{self, Import, Photo, PhotoError};
use crate::store::{Blobs, NewOp, Preds, Said, StoreError, Thumbs};
use jiff::ToSpan;
use jiff::civil::DateTime;
use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Seek};
use std::sync::{Mutex, PoisonError};
use tanfang_journal::{BlobRef, Cbor, Hash};

/// Says what an imported file belongs to.
#[derive(Clone, Debug, Default)]
pub struct NewPhoto {
    /// The file's name as the person knows it.
    pub name: String,
    pub community: String,
    pub round: u32,
    pub indicator: Option<String>,
    /// Key of the unit it shows.
    pub unit: Option<String>,
    pub caption: String,
}

/// Says under which key a file is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// `photo`, or `document` for what has no picture.
    pub noun: &'static str,
    pub key: String,
    /// True where the survey had this very file already.
    pub already: bool,
    pub touched: Touched,
}

/// Says where the time of a photo comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenFrom {
    Camera,
    /// The camera said nothing; the file's name did.
    Name,
    /// A person put the camera's clock right.
    Corrected,
}

impl TakenFrom {
    pub const ALL: [Self; 3] = [Self::Camera, Self::Name, Self::Corrected];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Camera => "camera",
            Self::Name => "name",
            Self::Corrected => "corrected",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|from| from.as_str() == word)
    }
}

/// Describes one photo or document.
#[derive(Clone, Debug)]
pub struct MediaRow {
    pub noun: &'static str,
    pub key: String,
    pub name: String,
    pub caption: String,
    pub community: String,
    pub round: u32,
    /// When it was taken, RFC 3339, without an offset where the camera knew none.
    pub taken_at: Option<String>,
    pub taken_from: TakenFrom,
    /// Latitude and longitude, WGS-84, millionths of a degree.
    pub position: Option<(i64, i64)>,
    pub camera: Option<String>,
    pub original: BlobRef,
    /// The 1,600 px JPEG; none for a document.
    pub derivative: Option<BlobRef>,
    /// Width and height of the derivative.
    pub pixels: Option<(u32, u32)>,
    /// What it belongs to, such as `assessment/wangjing/1/6.4.3` or `unit/<key>`.
    pub links: Vec<String>,
    /// What was drawn on it.
    pub marks: Vec<Mark>,
    pub by: Evidence,
    pub conflict: bool,
    /// What was said of the people on it, and whether they agreed to be shown.
    pub people: People,
}

/// Says of a photo whether people can be recognised on it, and whether those shown agreed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct People {
    pub recognisable: Option<bool>,
    pub agreed: Option<bool>,
    /// Two people said different things of either.
    pub disputed: bool,
}

impl People {
    /// Says whether the photo may be shown to anybody. Two people who disagree about it are no permission.
    pub fn may_be_shown(self) -> bool {
        !self.disputed
            && (self.recognisable == Some(false) || (self.recognisable, self.agreed) == (Some(true), Some(true)))
    }
}

/// Gives pictures to the window without the survey being held: content-addressed, made when missing.
#[derive(Debug)]
pub struct Pictures {
    blobs: Blobs,
    thumbs: Mutex<Thumbs>,
}

impl Pictures {
    /// Gives the small JPEG of a derivative.
    pub fn thumbnail(&self, derivative: &BlobRef) -> Result<Vec<u8>, Fault> {
        let thumbs = || self.thumbs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(jpeg) = thumbs().get(&derivative.hash)? {
            return Ok(jpeg);
        }
        let jpeg = photo::thumbnail(&self.blobs.read(derivative)?, photo::THUMBNAIL_EDGE)?;
        thumbs().put(&derivative.hash, &jpeg)?;
        Ok(jpeg)
    }

    /// Gives the bytes of a kept file.
    pub fn full(&self, blob: &BlobRef) -> Result<Vec<u8>, Fault> {
        Ok(self.blobs.read(blob)?)
    }
}

impl From<PhotoError> for Fault {
    fn from(error: PhotoError) -> Self {
        let code = error.code();
        let mut fault = Self::new(code.strip_prefix("fault-").unwrap_or(code)).with("name", error.name());
        if let Some(reason) = error.reason() {
            fault = fault.with("reason", format!("@{}", reason.word()));
        }
        fault.because(error)
    }
}

impl Session {
    /// Reads a file, keeps it and records it. The slow part is `photo::import`, which `add_import` does without.
    pub fn add_photo(&mut self, reader: &mut (impl Read + Seek), about: &NewPhoto) -> Result<Added, Fault> {
        self.check_place(about)?;
        let import = photo::import(&about.name, reader)?;
        self.add_import(&import, reader, about)
    }

    pub(super) fn check_place(&self, about: &NewPhoto) -> Result<(), Fault> {
        self.refuse_locked()?;
        self.community(&about.community)?;
        self.round(about.round)?;
        if let Some(code) = &about.indicator {
            self.indicator(code)?;
        }
        if let Some(key) = &about.unit {
            let unit = self.unit(key)?;
            if unit.community != about.community {
                return Err(Fault::new("unknown-unit").with("key", key));
            }
        }
        bounded("caption", &about.caption)?;
        // Before anything slow is done.
        self.reason_in(about.round)?;
        Ok(())
    }

    /// Keeps a file that was imported and records what it belongs to, as one change.
    ///
    /// A file that the survey has already only gains links. `reader` gives the bytes of a document.
    pub fn add_import(
        &mut self,
        import: &Import,
        reader: &mut (impl Read + Seek),
        about: &NewPhoto,
    ) -> Result<Added, Fault> {
        self.check_place(about)?;
        let caption = bounded("caption", &about.caption)?;
        let noun = if import.photo.is_some() { "photo" } else { "document" };
        let original = BlobRef {
            hash: Hash(import.inspected.hash),
            ext: import.inspected.format.extension().to_owned(),
            size: import.inspected.size,
        };
        let name = bounded("name", &about.name)?;
        let derivative = self.keep_files(import, &original, reader, &name)?;
        if let Some(known) = self.find_media(noun, &original, about)? {
            let mut ops = links(noun, &known.key, about);
            if !caption.is_empty() && known.caption != caption {
                ops.push(NewOp { preds: Preds::Current, ..op(noun, &known.key, "caption", Cbor::text(&caption)) });
            }
            return Ok(Added { noun, already: true, touched: self.commit(ops)?, key: known.key });
        }
        let key = self.edge.new_key().to_string();
        let about = NewPhoto { name, caption, ..about.clone() };
        let ops = media_ops(noun, &key, import, &original, derivative.as_ref(), &about);
        let touched = self.commit(ops)?;
        Ok(Added { noun, key, already: false, touched })
    }

    /// Keeps the bytes of a file and of the picture made of it; gives the latter.
    fn keep_files(
        &self,
        import: &Import,
        original: &BlobRef,
        reader: &mut (impl Read + Seek),
        name: &str,
    ) -> Result<Option<BlobRef>, Fault> {
        if self.read_only() {
            return Err(StoreError::ReadOnly(self.folder().to_owned()).into());
        }
        let blobs = self.store.blobs();
        let Some(photo) = &import.photo else {
            let new = blobs.put_with(original, |file| std::io::copy(reader, file).map(drop))?;
            if new && !blobs.verify(original)? {
                blobs.discard(original);
                return Err(Fault::new("photo-unreadable").with("name", name));
            }
            return Ok(None);
        };
        Ok(Some(keep_photo(&blobs, original, photo)?))
    }

    /// Finds what holds this very file for the same community and round.
    fn find_media(&self, noun: &'static str, original: &BlobRef, about: &NewPhoto) -> Result<Option<MediaRow>, Fault> {
        if !self.store.has_blob_ref(original)? {
            return Ok(None);
        }
        let value = original.to_cbor();
        for row in self.store.rows_of_field(noun, "blob")?.into_iter().filter(|row| row.value == value) {
            let medium = self.medium(noun, &row.name.key)?;
            if medium.community == about.community && medium.round == about.round {
                return Ok(Some(medium));
            }
        }
        Ok(None)
    }

    /// Takes a photo or document away from what it belongs to, or puts it there.
    pub fn set_link(
        &mut self,
        noun: &str,
        key: &str,
        target: &str,
        linked: bool,
        seen: Seen,
    ) -> Result<Touched, Fault> {
        self.set_flag(noun, key, &format!("link/{target}"), linked, seen)
    }

    /// Draws on a photo, in a layer of its own: what is given takes the place of what was seen. Nothing given takes the layer away.
    pub fn set_marks(&mut self, key: &str, marks: &[Mark], seen: Seen) -> Result<Touched, Fault> {
        self.medium("photo", key)?;
        let value = marks_to_cbor(marks).ok_or_else(|| Fault::new("marks").with("most", LONGEST_MARK))?;
        self.commit(vec![NewOp { preds: seen.preds(), ..op("photo", key, "marks", value) }])
    }

    /// Puts the clock of a camera right: moves the time of these photos by so many minutes, as one change. Photos without a time
    /// are left as they are; gives how many were moved.
    pub fn correct_clock(&mut self, photos: &[String], minutes: i64) -> Result<(usize, Touched), Fault> {
        const TEN_YEARS: i64 = 10 * 366 * 24 * 60;
        if !(-TEN_YEARS..=TEN_YEARS).contains(&minutes) {
            return Err(Fault::new("clock-too-far"));
        }
        let mut ops = Vec::new();
        for key in photos {
            let Some(taken) = self.medium("photo", key)?.taken_at else { continue };
            let (local, offset) = taken.split_at(taken.len().min("2026-05-06T14:30:12".len()));
            let moved = local.parse::<DateTime>().and_then(|local| local.checked_add(minutes.minutes()));
            let Ok(moved) = moved else { continue };
            let moved = format!("{}{offset}", moved.strftime("%Y-%m-%dT%H:%M:%S"));
            ops.push(NewOp { preds: Preds::All, ..op("photo", key, "taken_at", Cbor::text(&moved)) });
            let from = Cbor::text(TakenFrom::Corrected.as_str());
            ops.push(NewOp { preds: Preds::All, ..op("photo", key, "taken_from", from) });
        }
        Ok((ops.len() / 2, self.commit(ops)?))
    }

    /// Gives all photos and documents that this person may see, oldest first.
    pub fn media(&self) -> Result<Vec<MediaRow>, Fault> {
        let (blind, mut media) = (self.blind()?, Vec::new());
        for noun in ["photo", "document"] {
            let hidden = self.hidden_media(noun, &blind)?;
            media.extend(self.all_media(noun)?.into_iter().filter(|medium| !hidden.contains(&medium.key)));
        }
        media.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(media)
    }

    /// Gives all photos or documents, also those that this person must not see yet.
    pub(super) fn all_media(&self, noun: &'static str) -> Result<Vec<MediaRow>, Fault> {
        let by = self.store.rows_of_field(noun, "blob")?;
        let by = by.into_iter().map(|row| (row.name.key, Evidence::from(&row.by))).collect();
        Ok(collect(noun, self.store.said(noun)?, by))
    }

    /// Finds one photo or document.
    pub fn medium(&self, noun: &'static str, key: &str) -> Result<MediaRow, Fault> {
        let by = self.store.register(noun, key, "blob")?;
        let by = by.into_iter().map(|row| (row.name.key, Evidence::from(&row.by))).collect();
        let said = self.store.said_of(noun, key)?;
        collect(noun, said, by).into_iter().next().ok_or_else(|| Fault::new("unknown-photo").with("key", key))
    }

    /// Gives the photos and documents that belong to `target` and that this person may see, oldest first.
    pub fn media_of(&self, target: &str) -> Result<Vec<MediaRow>, Fault> {
        let field = format!("link/{target}");
        let (blind, mut media) = (self.blind()?, Vec::new());
        for noun in ["photo", "document"] {
            let hidden = self.hidden_media(noun, &blind)?;
            for row in self.store.rows_of_field(noun, &field)? {
                if row.value == Cbor::Bool(true) && !hidden.contains(&row.name.key) {
                    media.push(self.medium(noun, &row.name.key)?);
                }
            }
        }
        media.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(media)
    }

    /// Counts photos and documents by what they belong to; with a filter only those of its cells.
    pub(super) fn photo_counts(&self, filter: &Filter) -> Result<HashMap<String, usize>, Fault> {
        let mut counts = HashMap::new();
        let prefix = format!("link/assessment/{}", filter.prefix());
        for noun in ["photo", "document"] {
            for said in self.store.said_of_fields(noun, &prefix)? {
                if let (Some(target), Cbor::Bool(true)) = (said.field.strip_prefix("link/"), &said.value) {
                    *counts.entry(target.to_owned()).or_insert(0) += 1;
                }
            }
        }
        Ok(counts)
    }

    /// Opens the pictures of this survey, to be shown while the survey itself is at work.
    pub fn pictures(&self) -> Result<Pictures, Fault> {
        Ok(Pictures { blobs: self.store.blobs(), thumbs: Mutex::new(Thumbs::open(self.folder())?) })
    }
}

fn pair(a: i64, b: i64) -> Cbor {
    Cbor::Array(vec![Cbor::Int(a), Cbor::Int(b)])
}

fn from_pair(item: &Cbor) -> Option<(i64, i64)> {
    if let [Cbor::Int(a), Cbor::Int(b)] = item.as_array()? { Some((*a, *b)) } else { None }
}

/// Keeps a photo's original and the picture made of it; gives the latter.
pub(super) fn keep_photo(blobs: &Blobs, original: &BlobRef, photo: &Photo) -> Result<BlobRef, Fault> {
    blobs.put_with(original, |file| std::io::Write::write_all(file, &photo.original))?;
    Ok(blobs.put(&photo.derivative.jpeg, "jpg")?)
}

/// Gives the operations that record a new photo or document whose files are kept.
pub(super) fn media_ops(
    noun: &str,
    key: &str,
    import: &Import,
    original: &BlobRef,
    derivative: Option<&BlobRef>,
    about: &NewPhoto,
) -> Vec<NewOp> {
    let field = |name: &str, value: Cbor| op(noun, key, name, value);
    let mut ops = vec![
        field("blob", original.to_cbor()),
        field("name", Cbor::text(&about.name)),
        field("community", Cbor::text(&about.community)),
        field("round", Cbor::Int(i64::from(about.round))),
    ];
    if let (Some(derivative), Some(photo)) = (derivative, &import.photo) {
        let (width, height) = (photo.derivative.width, photo.derivative.height);
        ops.push(field("derivative", derivative.to_cbor()));
        ops.push(field("pixels", pair(i64::from(width), i64::from(height))));
    }
    let capture = &import.inspected.capture;
    if let Some(taken) = &capture.taken {
        ops.push(field("taken_at", Cbor::text(&taken.to_string())));
        if taken.from_name {
            ops.push(field("taken_from", Cbor::text(TakenFrom::Name.as_str())));
        }
    }
    if let Some(at) = &capture.position {
        ops.push(field("position", pair(i64::from(at.lat_e6), i64::from(at.lon_e6))));
    }
    if let Some(camera) = &capture.camera {
        ops.push(field("camera", Cbor::text(camera)));
    }
    if !about.caption.is_empty() {
        ops.push(field("caption", Cbor::text(&about.caption)));
    }
    ops.extend(links(noun, key, about));
    ops
}

fn links(noun: &str, key: &str, about: &NewPhoto) -> Vec<NewOp> {
    let indicator = about.indicator.as_ref().map(|code| {
        let cell = CellKey::new(&about.community, about.round, code);
        format!("assessment/{cell}")
    });
    let unit = about.unit.as_ref().map(|unit| format!("unit/{unit}"));
    let targets = indicator.into_iter().chain(unit);
    targets.map(|target| op(noun, key, &format!("link/{target}"), Cbor::Bool(true))).collect()
}

/// Puts photos or documents together from what is said of them; `by` says who brought each file. Without its file nothing was
/// imported: it waits for the change that brings it.
fn collect(noun: &'static str, said: Vec<Said>, mut by: HashMap<String, Evidence>) -> Vec<MediaRow> {
    let mut media: BTreeMap<String, (Option<BlobRef>, MediaRow)> = BTreeMap::new();
    for Said { key, field, value, conflict } in said {
        if !media.contains_key(&key) {
            let Some(by) = by.remove(&key) else { continue };
            media.insert(key.clone(), (None, bare(noun, &key, by)));
        }
        let Some((blob, medium)) = media.get_mut(&key) else { continue };
        medium.conflict |= conflict;
        let text = || value.as_text().unwrap_or_default().to_owned();
        let word = || match value.as_text() {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => None,
        };
        match field.as_str() {
            "blob" => *blob = BlobRef::from_cbor(&value),
            "derivative" => medium.derivative = BlobRef::from_cbor(&value),
            "pixels" => {
                medium.pixels =
                    from_pair(&value).and_then(|(w, h)| Some((u32::try_from(w).ok()?, u32::try_from(h).ok()?)));
            }
            "name" => medium.name = text(),
            "caption" => medium.caption = text(),
            "community" => medium.community = text(),
            "round" => medium.round = value.as_int().and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
            "taken_at" => medium.taken_at = value.as_text().map(str::to_owned),
            "taken_from" => {
                medium.taken_from = value.as_text().and_then(TakenFrom::parse).unwrap_or(TakenFrom::Camera);
            }
            "marks" => medium.marks = marks_from_cbor(&value),
            "position" => medium.position = from_pair(&value),
            "camera" => medium.camera = value.as_text().map(str::to_owned),
            "people" => {
                medium.people.recognisable = word();
                medium.people.disputed |= conflict;
            }
            "consent" => {
                medium.people.agreed = word();
                medium.people.disputed |= conflict;
            }
            field => {
                if let (Some(target), Cbor::Bool(true)) = (field.strip_prefix("link/"), &value) {
                    medium.links.push(target.to_owned());
                }
            }
        }
    }
    media.into_values().filter_map(|(blob, medium)| Some(MediaRow { original: blob?, ..medium })).collect()
}

/// Makes a photo or document of which nothing is known but who brought it.
fn bare(noun: &'static str, key: &str, by: Evidence) -> MediaRow {
    MediaRow {
        noun,
        key: key.to_owned(),
        name: String::new(),
        caption: String::new(),
        community: String::new(),
        round: 0,
        taken_at: None,
        taken_from: TakenFrom::Camera,
        position: None,
        camera: None,
        original: BlobRef { hash: Hash([0; 32]), ext: String::new(), size: 0 },
        derivative: None,
        pixels: None,
        links: Vec::new(),
        marks: Vec::new(),
        by,
        conflict: false,
        people: People::default(),
    }
}
