//! Backups: the database as it stood at one moment, and its files by hash, outside of the survey folder.
//!
//! ```text
//! <place>/                      one survey folder's backups
//!   000012-20261122-164500/     survey.db, about.json, personal.sealed where the survey was locked
//!   blobs/hh/…                  photos and documents, copied once for all backups
//!   backup.lock
//! ```
//! A backup appears under its name when it is whole. `….part` is one that was being made or taken away.

mod restore;
mod thin;

pub use restore::Restored;

use super::lock::{SEALED, hash_of};
use super::seal::write_whole;
use super::{APP, Fault, Home, Progress, Session, Stamp};
use crate::store::{Blobs, Store};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use tanfang_journal::{BlobRef, Hash};

const ABOUT: &str = "about.json";
const PART: &str = "part";

/// Describes one backup.
#[derive(Clone, Debug)]
pub struct Backup {
    pub path: PathBuf,
    /// Id of the survey.
    pub survey: String,
    pub name: String,
    /// The survey folder it was made of.
    pub folder: PathBuf,
    pub at: Stamp,
    pub changes: u64,
    /// Photos and documents it holds; and those that were not in the folder, or damaged there.
    pub blobs: u64,
    pub missing: u64,
    /// What all of it takes, in bytes, photos shared with other backups included.
    pub bytes: u64,
    pub digest: String,
    /// True where its personal values are sealed by a passphrase.
    pub locked: bool,
    /// Hash of the database, 64 hex digits.
    blake3: String,
    sequence: u64,
}

/// Is what lies beside the database of a backup.
#[derive(Serialize, Deserialize)]
struct About {
    format: u32,
    app: String,
    survey: String,
    name: String,
    folder: PathBuf,
    sequence: u64,
    wall_ms: i64,
    offset_min: i64,
    changes: u64,
    blobs: u64,
    missing: u64,
    bytes: u64,
    digest: String,
    locked: bool,
    blake3: String,
}

/// Gives where the automatic backups of a survey folder lie.
pub(super) fn place(home: &Home, store: &Store) -> PathBuf {
    home.backups().join(tag(store))
}

/// Names a survey folder: a copy of it elsewhere keeps backups of its own.
fn tag(store: &Store) -> String {
    let folder = fs::canonicalize(store.folder()).unwrap_or_else(|_| store.folder().to_owned());
    let hash = Hash::of(folder.to_string_lossy().as_bytes()).to_string();
    format!("{}-{}", hex::encode(store.survey().0), &hash[..8])
}

impl Session {
    /// Makes a backup among the automatic ones, or below the folder `to`; thins out older ones there.
    ///
    /// # Errors
    /// `disk-full`, `cancelled`: then nothing of it stays.
    pub fn back_up(&mut self, to: Option<&Path>, progress: &mut Progress<'_>) -> Result<Backup, Fault> {
        let place = to.map_or_else(|| place(&self.home, &self.store), |to| to.join(tag(&self.store)));
        let name = self.overview()?.name;
        let stamp = self.edge.now();
        fs::create_dir_all(&place).map_err(|e| Fault::io(&place, e))?;
        let _lock = hold(&place)?;
        sweep(&place);
        let sequence = list(&place).last().map_or(1, |last| last.sequence + 1);
        let making = Making { store: &self.store, place: &place, name, stamp, sequence };
        let backup = making.make(progress)?;
        thin::thin(&place)?;
        Ok(backup)
    }

    /// Tells whether a backup should be made: something changed since the last one, which is older than `minutes`.
    pub fn backup_due(&mut self, minutes: u32) -> Result<bool, Fault> {
        if self.read_only() {
            return Ok(false);
        }
        let Some(last) = list(&place(&self.home, &self.store)).pop() else { return Ok(true) };
        // A clock that was set back must not keep backups from being made.
        let age_ms = self.edge.now().wall_ms.saturating_sub(last.at.wall_ms);
        let old = !(0..i64::from(minutes) * 60_000).contains(&age_ms);
        let same = last.digest == self.digest()?.to_string()
            && last.changes == self.store.change_count()?
            && last.locked == self.is_locked()?;
        Ok(old && !same)
    }

    /// Makes a backup where one is due. Meant for a session of its own, beside the one that works.
    pub fn back_up_if_due(&mut self, minutes: u32, progress: &mut Progress<'_>) -> Result<Option<Backup>, Fault> {
        if self.backup_due(minutes)? { self.back_up(None, progress).map(Some) } else { Ok(None) }
    }

    /// Gives this folder's automatic backups, the oldest first.
    pub fn backups(&self) -> Vec<Backup> {
        list(&place(&self.home, &self.store))
    }

    /// Gives all backups of all surveys on this computer, or below the folder `from`, without a survey at hand.
    pub fn all_backups(home: &Home, from: Option<&Path>) -> Vec<Backup> {
        let root = from.map_or_else(|| home.backups(), Path::to_owned);
        let places = fs::read_dir(root).into_iter().flatten().flatten();
        let mut found: Vec<Backup> = places.flat_map(|place| list(&place.path())).collect();
        found.sort_by(|a, b| (&a.name, &a.folder, a.sequence).cmp(&(&b.name, &b.folder, b.sequence)));
        found
    }
}

/// Keeps two programs from making or thinning backups at one place at once. A file system without locks does without.
fn hold(place: &Path) -> Result<Option<File>, Fault> {
    let path = place.join("backup.lock");
    let file = File::options().create(true).append(true).open(&path).map_err(|e| Fault::io(&path, e))?;
    Ok(file.lock().is_ok().then_some(file))
}

/// Takes away what a stopped program left behind.
fn sweep(place: &Path) {
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        if entry.path().extension().is_some_and(|ending| ending == PART) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Gives the whole backups at a place, in the order in which they were made.
fn list(place: &Path) -> Vec<Backup> {
    let entries = fs::read_dir(place).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<Backup> = entries.filter_map(|path| read(&path)).collect();
    found.sort_by_key(|backup| backup.sequence);
    found
}

fn read(path: &Path) -> Option<Backup> {
    if path.extension().is_some() {
        return None;
    }
    let about: About = serde_json::from_slice(&fs::read(path.join(ABOUT)).ok()?).ok()?;
    Some(Backup {
        path: path.to_owned(),
        survey: about.survey,
        name: about.name,
        folder: about.folder,
        at: Stamp { wall_ms: about.wall_ms, offset_min: about.offset_min },
        changes: about.changes,
        blobs: about.blobs,
        missing: about.missing,
        bytes: about.bytes,
        digest: about.digest,
        locked: about.locked,
        blake3: about.blake3,
        sequence: about.sequence,
    })
}

/// Is a backup in the making.
struct Making<'a> {
    store: &'a Store,
    place: &'a Path,
    name: String,
    stamp: Stamp,
    sequence: u64,
}

impl Making<'_> {
    fn make(self, progress: &mut Progress<'_>) -> Result<Backup, Fault> {
        let time: String = self.stamp.rfc3339().chars().take(19).filter(char::is_ascii_digit).collect();
        let (day, clock) = time.split_at(time.len().min(8));
        let path = self.place.join(format!("{:06}-{day}-{clock}", self.sequence));
        let part = path.with_extension(PART);
        fs::create_dir(&part).map_err(|e| Fault::io(&part, e))?;
        let blobs = Blobs::new(self.place);
        let mut added = Vec::new();
        let made = self.fill(&part, &blobs, &mut added, progress).and_then(|()| {
            fs::rename(&part, &path).map_err(|e| Fault::io(&path, e))?;
            read(&path).ok_or_else(|| Fault::new("not-a-backup").with("path", path.display()))
        });
        made.inspect_err(|_| {
            let _ = fs::remove_dir_all(&part);
            for blob in &added {
                blobs.discard(blob);
            }
        })
    }

    fn fill(
        &self,
        part: &Path,
        blobs: &Blobs,
        added: &mut Vec<BlobRef>,
        progress: &mut Progress<'_>,
    ) -> Result<(), Fault> {
        if !self.store.copy_database(part, progress)? {
            return Err(Fault::new("cancelled"));
        }
        let copy = Store::open_still(part)?;
        let refs = copy.blob_refs()?;
        let (mut held, mut bytes) = (0, fs::metadata(copy.database()).map_or(0, |about| about.len()));
        let (mut done, all) = (0, refs.iter().map(|blob| blob.size).sum());
        for blob in &refs {
            if keep(blob, &self.store.blobs(), blobs, added)? {
                held += 1;
                bytes += blob.size;
            }
            done += blob.size;
            if progress(done, all).is_break() {
                return Err(Fault::new("cancelled"));
            }
        }
        let seal = copy.seal()?;
        if let Some(seal) = &seal {
            let target = part.join(SEALED);
            copy_file(&self.store.folder().join(SEALED), &target)?;
            if hash_of(&target)? != seal.file {
                return Err(Fault::new("personal-damaged").with("path", target.display()));
            }
        }
        let about = About {
            format: 1,
            app: APP.to_owned(),
            survey: hex::encode(copy.survey().0),
            name: self.name.clone(),
            folder: fs::canonicalize(self.store.folder()).unwrap_or_else(|_| self.store.folder().to_owned()),
            sequence: self.sequence,
            wall_ms: self.stamp.wall_ms,
            offset_min: self.stamp.offset_min,
            changes: copy.change_count()?,
            blobs: held,
            missing: refs.len() as u64 - held,
            bytes,
            digest: copy.digest()?.to_string(),
            locked: seal.is_some(),
            blake3: hash_of(&copy.database())?,
        };
        write_whole(&part.join(ABOUT), |file| serde_json::to_writer_pretty(file, &about).map_err(std::io::Error::from))
    }
}

/// Copies a file of the survey unless it lies at the target; gives false where it is missing or damaged.
fn keep(blob: &BlobRef, from: &Blobs, to: &Blobs, added: &mut Vec<BlobRef>) -> Result<bool, Fault> {
    if to.has(blob) {
        return Ok(true);
    }
    let Ok(file) = from.open(blob) else { return Ok(false) };
    let mut source = Hashing { from: file, hasher: blake3::Hasher::new() };
    let mut false_content = false;
    let kept = to.put_with(blob, |out| {
        std::io::copy(&mut source, out)?;
        false_content = *source.hasher.finalize().as_bytes() != blob.hash.0;
        if false_content { Err(std::io::ErrorKind::InvalidData.into()) } else { Ok(()) }
    });
    match kept {
        Ok(_) => {
            added.push(blob.clone());
            Ok(true)
        }
        Err(_) if false_content => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Hashes what is read through it.
struct Hashing {
    from: File,
    hasher: blake3::Hasher,
}

impl Read for Hashing {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.from.read(buffer)?;
        self.hasher.update(&buffer[..count]);
        Ok(count)
    }
}

fn copy_file(from: &Path, to: &Path) -> Result<(), Fault> {
    let mut file = File::open(from).map_err(|e| Fault::io(from, e))?;
    write_whole(to, |out| std::io::copy(&mut file, out).map(drop))
}

/// Gives the names of all files that the backups at a place hold; none where one of them is closed and cannot say.
fn named(backups: &[Backup]) -> Option<HashSet<String>> {
    let mut names = HashSet::new();
    for backup in backups {
        names.extend(Store::open_still(&backup.path).ok()?.blob_refs().ok()?.iter().map(BlobRef::file_name));
    }
    Some(names)
}

#[cfg(test)]
mod tests;
