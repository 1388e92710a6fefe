//! Locking a survey folder: the device's key and all personal values are sealed by a passphrase.
//!
//! The one moment at which a survey becomes locked is the transaction that takes the values out and names the file they
//! are in; it becomes unlocked in the one that puts them back. What has to happen around it can be done again.

use super::seal::{self, Lock};
use super::{Fault, Home, Session, backup, device};
use crate::store::{Draft, Personal, Store, StoreError};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use tanfang_journal::{Detached, Hash};

/// Name of the file that holds what was sealed.
pub(super) const SEALED: &str = "personal.sealed";

/// Says what was sealed, or opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockReceipt {
    pub values: u64,
    pub drafts: u64,
}

/// Is what lies in the sealed file.
#[derive(Serialize, Deserialize)]
struct Content {
    /// Name and content of each key file of this folder.
    keys: Vec<(String, String)>,
    /// Salt and value in hex.
    values: Vec<(String, String)>,
    /// Noun, key, field, text and time of what was being typed.
    drafts: Vec<(String, String, String, String, i64)>,
}

impl Content {
    fn of(personal: &Personal, keys: Vec<(String, String)>) -> Self {
        let hex = |pair: &Detached| (hex::encode(pair.salt), hex::encode(&pair.value));
        let row = |d: &Draft| (d.noun.clone(), d.key.clone(), d.field.clone(), d.text.clone(), d.wall_ms);
        Self {
            keys,
            values: personal.values.iter().map(hex).collect(),
            drafts: personal.drafts.iter().map(row).collect(),
        }
    }

    fn personal(self) -> Option<Personal> {
        let pair = |(salt, value): (String, String)| {
            let mut bytes = [0; 16];
            hex::decode_to_slice(salt, &mut bytes).ok()?;
            Some(Detached { salt: bytes, value: hex::decode(value).ok()? })
        };
        let draft = |(noun, key, field, text, wall_ms)| Draft { noun, key, field, text, wall_ms };
        let values = self.values.into_iter().map(pair).collect::<Option<_>>()?;
        Some(Personal { values, drafts: self.drafts.into_iter().map(draft).collect() })
    }
}

impl Session {
    /// Tells whether this survey is locked: its personal values cannot be read, and nothing can be written.
    pub fn is_locked(&self) -> Result<bool, Fault> {
        Ok(self.store.seal()?.is_some())
    }

    /// Tells whether personal values lie readable in a folder, for a warning before it is opened.
    pub fn holds_open_personal_values(folder: &Path) -> Result<bool, Fault> {
        Ok(Store::open_read_only(folder)?.personal_count()? > 0)
    }

    /// Refuses to go on where the survey is locked.
    pub(super) fn refuse_locked(&self) -> Result<(), Fault> {
        if self.is_locked()? { Err(StoreError::Sealed(self.folder().to_owned()).into()) } else { Ok(()) }
    }

    /// Locks the survey. Stopped in the middle it is open as before, or locked and tidied up when it is opened next.
    ///
    /// # Errors
    /// `already-locked`; `locked` where another program still reads the open values: then it is locked, and only what
    /// they left on the disk remains to be wiped by the next call.
    pub fn lock(&mut self, passphrase: &str) -> Result<LockReceipt, Fault> {
        if self.read_only() {
            return Err(StoreError::ReadOnly(self.folder().to_owned()).into());
        }
        if self.is_locked()? {
            self.finish_lock()?;
            return Err(Fault::new("already-locked").with("path", self.folder().display()));
        }
        let lock = Lock::new(passphrase)?;
        let path = self.folder().join(SEALED);
        let keys = keys(&self.store, &self.home)?;
        let mut receipt = LockReceipt { values: 0, drafts: 0 };
        self.store.take_personal(|personal| {
            receipt = LockReceipt { values: personal.values.len() as u64, drafts: personal.drafts.len() as u64 };
            let content = Content::of(personal, keys);
            lock.write(&path, |out| serde_json::to_writer(out, &content).map_err(std::io::Error::from))?;
            // What is taken out of the database must be there, and the passphrase must open it.
            let read = lock.key(&path, passphrase)?.read(&path, |file| {
                serde_json::from_reader::<_, Content>(std::io::BufReader::new(file)).map_err(std::io::Error::from)
            })?;
            if read.personal().as_ref() != Some(personal) {
                return Err(Fault::new("personal-damaged").with("path", path.display()));
            }
            hash_of(&path)
        })?;
        self.device = None;
        self.finish_lock()?;
        Ok(receipt)
    }

    /// Wipes what may be left in the open of a survey that is locked.
    pub(super) fn finish_lock(&mut self) -> Result<(), Fault> {
        let Some(seal) = self.store.seal()? else { return Ok(()) };
        let path = self.folder().join(SEALED);
        if hash_of(&path)? != seal.file {
            return Err(Fault::new("personal-damaged").with("path", path.display()));
        }
        let lock = Lock::of_file(&path)?;
        for file in open_copies(&self.store, &self.home) {
            lock.close(&file)?;
        }
        for file in device::key_files(&self.store, &self.home) {
            fs::remove_file(&file).map_err(|e| Fault::io(&file, e))?;
        }
        self.store.scrub()?;
        Ok(self.store.finish_seal()?)
    }

    /// Unlocks the survey. Stopped in the middle it is still locked.
    pub fn unlock(&mut self, passphrase: &str) -> Result<LockReceipt, Fault> {
        if self.read_only() {
            return Err(StoreError::ReadOnly(self.folder().to_owned()).into());
        }
        if !self.is_locked()? {
            return Err(Fault::new("not-locked").with("path", self.folder().display()));
        }
        let path = self.folder().join(SEALED);
        let damaged = || Fault::new("personal-damaged").with("path", path.display());
        let key = Lock::of_file(&path)?.key(&path, passphrase)?;
        let mut content = key.read(&path, |file| {
            serde_json::from_reader::<_, Content>(std::io::BufReader::new(file)).map_err(std::io::Error::from)
        })?;
        let keys = std::mem::take(&mut content.keys);
        let personal = content.personal().ok_or_else(damaged)?;
        // Copies first: once the mark is gone, nothing would remember them.
        for file in closed_copies(&self.store, &self.home).into_iter().filter(|file| key.fits(file)) {
            key.open_as(&file, &file.with_extension(""))?;
            fs::remove_file(&file).map_err(|e| Fault::io(&file, e))?;
        }
        for (name, bytes) in keys {
            device::put_back(&self.home, &name, bytes.as_bytes())?;
        }
        self.store.give_personal(&personal)?;
        // It holds nothing that is not in the database again.
        let _ = fs::remove_file(&path);
        Ok(LockReceipt { values: personal.values.len() as u64, drafts: personal.drafts.len() as u64 })
    }
}

/// Gives the hash of a file, 64 hex digits.
pub(super) fn hash_of(path: &Path) -> Result<String, Fault> {
    let mut hasher = blake3::Hasher::new();
    let mut file = fs::File::open(path).map_err(|e| Fault::io(path, e))?;
    std::io::copy(&mut file, &mut hasher).map_err(|e| Fault::io(path, e))?;
    Ok(Hash(*hasher.finalize().as_bytes()).to_string())
}

fn keys(store: &Store, home: &Home) -> Result<Vec<(String, String)>, Fault> {
    let mut keys = Vec::new();
    for path in device::key_files(store, home).into_iter().filter(|path| path.extension().is_some_and(|e| e == "json"))
    {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        keys.push((name, fs::read_to_string(&path).map_err(|e| Fault::io(&path, e))?));
    }
    Ok(keys)
}

/// Finds databases that were copied out of this folder: backups on this computer, and what a repair put aside.
fn copies(store: &Store, home: &Home) -> impl Iterator<Item = PathBuf> {
    let quarantine = store.folder().join(super::repair::QUARANTINE);
    let places = [backup::place(home, store), quarantine];
    let folders = places.into_iter().flat_map(|place| fs::read_dir(place).into_iter().flatten().flatten());
    folders.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten().flatten()).map(|file| file.path())
}

fn named(path: &Path, name: &str) -> bool {
    path.file_name().is_some_and(|file| file.to_string_lossy() == name)
}

fn open_copies(store: &Store, home: &Home) -> Vec<PathBuf> {
    copies(store, home).filter(|path| named(path, "survey.db") || named(path, "survey.db-wal")).collect()
}

fn closed_copies(store: &Store, home: &Home) -> Vec<PathBuf> {
    let endings = ["survey.db", "survey.db-wal"].map(|name| seal::sealed(Path::new(name)));
    copies(store, home).filter(|path| endings.iter().any(|name| named(path, &name.to_string_lossy()))).collect()
}

#[cfg(test)]
mod tests;
