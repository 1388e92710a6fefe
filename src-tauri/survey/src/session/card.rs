//! A whole memory card: its files found, read and drawn by several threads, and recorded one after the other.

use super::{Added, Fault, NewPhoto, Session, Touched};
use crate::photo::{self, Import};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::File;
use std::io::Seek;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::thread;
use tanfang_journal::Hash;
use thread_priority::{ThreadPriority, ThreadPriorityValue};
use walkdir::WalkDir;

/// Hears of each file what became of it, and says whether to go on.
type Each<'a> = &'a mut dyn FnMut(&Path, Result<Added, Fault>) -> ControlFlow<()>;

/// More files than any card of a day holds; below a whole disk chosen by mistake nobody waits.
const MOST_FILES: usize = 50_000;
/// More readers than this only wait for the card, and each holds a photo in memory.
const MOST_READERS: usize = 4;
/// The rank of readers among threads, from 0 to 99; 50 is everybody's.
const BEHIND: u8 = 25;
/// Where this laptop notes a card that was not read to its end.
const UNFINISHED: &str = "card";

/// Names a folder full of photos, and what they were taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub folder: PathBuf,
    pub community: String,
    pub round: u32,
}

/// Says how the reading of a card ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum CardEnd {
    #[default]
    Whole,
    /// Somebody asked to stop.
    Stopped,
    /// The card was taken out.
    Gone,
}

/// Says what became of the files of a card.
#[derive(Debug, Default)]
pub struct CardReceipt {
    pub found: u64,
    pub added: u64,
    /// Files that the survey had already, as after an import that was broken off.
    pub already: u64,
    /// Files that are no photo that can be kept, each with its reason.
    pub refused: Vec<(PathBuf, Fault)>,
    pub end: CardEnd,
}

/// What a reader found in a file.
enum Found {
    /// The place has it already, under this noun and key.
    Known(&'static str, String),
    New(Box<Import>, File),
}

/// The files that a place has already, and what they are called there.
type Known = HashMap<Hash, (&'static str, String)>;

/// Lists the photos and films below a folder, in the order of their paths. Links are not followed, hidden files left out.
///
/// # Errors
/// A folder that cannot be read, one without a photo, and one with more files than a card holds.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let mut files = Vec::new();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name())) {
        let entry = match entry {
            Ok(entry) => entry,
            // What lies below the card may be locked away; the card itself must be readable.
            Err(error) if error.depth() > 0 => continue,
            Err(error) => return Err(Fault::new("card-missing").with("path", folder.display()).because(error)),
        };
        if entry.file_type().is_file() && photo::is_taken(entry.path()) {
            files.push(entry.into_path());
            if files.len() > MOST_FILES {
                return Err(Fault::new("card-too-large").with("path", folder.display()).with("most", MOST_FILES));
            }
        }
    }
    if files.is_empty() {
        return Err(Fault::new("card-empty").with("path", folder.display()));
    }
    Ok(files)
}

impl Session {
    /// Takes in every photo and film of a card, as [`Self::take_files`] does.
    ///
    /// `progress` is told files done and files found.
    ///
    /// # Errors
    /// A card that cannot be read, a survey that cannot be written.
    pub fn take_card(
        &mut self,
        card: &Card,
        program: Option<&Path>,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<CardReceipt, Fault> {
        let about = NewPhoto { community: card.community.clone(), round: card.round, ..NewPhoto::default() };
        self.check_place(&about)?;
        let files = files_below(&card.folder)?;
        self.store.set_local(UNFINISHED, &serde_json::to_string(card).unwrap_or_default())?;
        let mut receipt = CardReceipt { found: files.len() as u64, ..CardReceipt::default() };
        self.take_files(&files, &about, program, &mut |path, taken| {
            match taken {
                Ok(added) if added.already => receipt.already += 1,
                Ok(_) => receipt.added += 1,
                Err(_) if !card.folder.is_dir() => {
                    receipt.end = CardEnd::Gone;
                    return ControlFlow::Break(());
                }
                Err(fault) => receipt.refused.push((path.to_owned(), fault)),
            }
            let done = receipt.added + receipt.already + receipt.refused.len() as u64;
            let on = progress(done, receipt.found);
            if on.is_break() && done < receipt.found {
                receipt.end = CardEnd::Stopped;
            }
            on
        })?;
        if receipt.end == CardEnd::Whole {
            self.forget_card()?;
        }
        Ok(receipt)
    }

    /// Takes in files, read and drawn by several threads, recorded one after the other in the order given.
    ///
    /// Each is on the disk, with its change, before `each` hears of it: a card that is taken out, or a program that is killed, costs nothing
    /// that was told, and beginning again passes over what is here. A file that is refused is told alone. `program` draws HEIC photos
    /// ([`photo::heic`]).
    ///
    /// # Errors
    /// A survey that cannot be written. Whatever was told stays.
    pub fn take_files(
        &mut self,
        files: &[PathBuf],
        about: &NewPhoto,
        program: Option<&Path>,
        each: Each<'_>,
    ) -> Result<(), Fault> {
        self.check_place(about)?;
        // What is to be linked or named is looked at anew, though its file may be here.
        let plain = about.indicator.is_none() && about.unit.is_none() && about.caption.is_empty();
        let known = if plain { self.kept_for(&about.community, about.round)? } else { Known::new() };
        let readers = thread::available_parallelism().map_or(1, usize::from).min(MOST_READERS);
        thread::scope(|scope| {
            let known = &known;
            let begin = |first: usize| {
                let (give, found) = sync_channel(1);
                let own = files.iter().skip(first).step_by(readers);
                // Nobody takes what is found any more: the work was stopped.
                let read = move || {
                    step_back();
                    own.map(|path| look_into(path, known, program)).all(|found| give.send(found).is_ok())
                };
                scope.spawn(read);
                found
            };
            let found: Vec<_> = (0..readers).map(begin).collect();
            for (path, found) in files.iter().zip(found.iter().cycle()) {
                let Ok(found) = found.recv() else { break };
                let taken = match found {
                    Ok(Found::Known(noun, key)) => Ok(Added { noun, key, already: true, touched: Touched::default() }),
                    Ok(Found::New(import, mut file)) => {
                        let about = NewPhoto { name: name_of(path), ..about.clone() };
                        Ok(self.add_import(&import, &mut file, &about)?)
                    }
                    Err(fault) => Err(fault),
                };
                if each(path, taken).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Gives the card whose reading was broken off on this laptop.
    pub fn unfinished_card(&self) -> Result<Option<Card>, Fault> {
        Ok(self.store.local(UNFINISHED)?.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Lets a card that was broken off rest.
    pub fn forget_card(&mut self) -> Result<(), Fault> {
        Ok(self.store.set_local(UNFINISHED, "")?)
    }

    fn kept_for(&self, community: &str, round: u32) -> Result<Known, Fault> {
        let media = self.media()?.into_iter();
        let here = media.filter(|medium| medium.community == community && medium.round == round);
        Ok(here.map(|medium| (medium.original.hash, (medium.noun, medium.key))).collect())
    }
}

/// Lets everything else on the machine go before this thread: whoever types while a card is read is not to feel it.
fn step_back() {
    if let Ok(value) = ThreadPriorityValue::try_from(BEHIND) {
        // Where the system does not allow it, the card is read all the same.
        drop(ThreadPriority::Crossplatform(value).set_for_current());
    }
}

fn look_into(path: &Path, known: &Known, program: Option<&Path>) -> Result<Found, Fault> {
    let unreadable = |error| Fault::new("photo-unreadable").with("name", name_of(path)).because(error);
    let mut file = File::open(path).map_err(unreadable)?;
    if !known.is_empty() {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(&mut file).and_then(|_| file.rewind()).map_err(unreadable)?;
        if let Some((noun, key)) = known.get(&Hash(*hasher.finalize().as_bytes())) {
            return Ok(Found::Known(noun, key.clone()));
        }
    }
    let import = photo::heic::import(&name_of(path), &mut file, program)?;
    Ok(Found::New(Box::new(import), file))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
