//! Making a survey folder of a backup: whole and checked, or not at all.

use super::super::check::prove;
use super::super::lock::{SEALED, hash_of};
use super::super::seal::{Lock, sealed};
use super::super::{Edge, Fault, Home, Progress, Session};
use super::{Blobs, copy_file, keep, read};
use crate::store::Store;
use std::fs;
use std::path::{Path, PathBuf};

/// Says what a restored folder holds.
#[derive(Clone, Debug)]
pub struct Restored {
    pub changes: u64,
    pub blobs: u64,
    /// Photos and documents that are not there.
    pub missing: u64,
    /// How many of these the backup had and has no longer, or not whole: one bad photo must not keep all others back.
    pub lost: u64,
    /// How much else a check finds: what was wrong when the backup was made is wrong still.
    pub findings: u64,
}

impl Session {
    /// Makes a survey folder of a backup. `folder` must not exist, or be empty.
    ///
    /// The folder writes under a device of its own: what was handed over after the backup was made is neither repeated
    /// nor replaced. `passphrase` opens a backup that was closed when its survey was locked.
    ///
    /// # Errors
    /// `not-a-backup`, `backup-damaged`, `backup-locked`, `folder-not-empty`, `disk-full`, `cancelled`; the folder is
    /// then as before.
    pub fn restore(
        backup: &Path,
        folder: &Path,
        passphrase: Option<&str>,
        home: Home,
        edge: Box<dyn Edge>,
        progress: &mut Progress<'_>,
    ) -> Result<(Self, Restored), Fault> {
        let backup = fs::canonicalize(backup).unwrap_or_else(|_| backup.to_owned());
        let about = read(&backup).ok_or_else(|| Fault::new("not-a-backup").with("path", backup.display()))?;
        let mut entries = fs::read_dir(folder).into_iter().flatten();
        if entries.next().is_some() || folder.is_file() {
            return Err(Fault::new("folder-not-empty").with("path", folder.display()));
        }
        let staging = staging_of(folder)?;
        // Left by a restore that was stopped: nobody can have worked in it.
        let _ = fs::remove_dir_all(&staging);
        fs::create_dir_all(&staging).map_err(|e| Fault::io(&staging, e))?;
        let filled =
            fill(&backup, &staging, &about.blake3, passphrase, progress).and_then(|()| settle(&staging, about.missing));
        let restored = filled.and_then(|restored| {
            // An empty folder gives way; on some systems a folder cannot be moved onto one.
            let _ = fs::remove_dir(folder);
            fs::rename(&staging, folder).map_err(|e| Fault::io(folder, e))?;
            Ok(restored)
        });
        let restored = restored.inspect_err(|_| drop(fs::remove_dir_all(&staging)))?;
        Ok((Self::open(folder, home, edge)?, restored))
    }
}

fn staging_of(folder: &Path) -> Result<PathBuf, Fault> {
    let folder = std::path::absolute(folder).map_err(|e| Fault::io(folder, e))?;
    let mut name = std::ffi::OsString::from(".");
    name.push(folder.file_name().unwrap_or_default());
    name.push(".restoring");
    Ok(folder.with_file_name(name))
}

fn fill(
    backup: &Path,
    staging: &Path,
    database_hash: &str,
    passphrase: Option<&str>,
    progress: &mut Progress<'_>,
) -> Result<(), Fault> {
    let (database, target) = (backup.join("survey.db"), staging.join("survey.db"));
    let closed = sealed(&database);
    match passphrase {
        _ if database.is_file() => copy_file(&database, &target)?,
        Some(passphrase) if closed.is_file() => {
            Lock::of_file(&closed)?.key(&closed, passphrase)?.open_as(&closed, &target)?;
        }
        None if closed.is_file() => return Err(Fault::new("backup-locked").with("path", backup.display())),
        _ => return Err(Fault::new("not-a-backup").with("path", backup.display())),
    }
    // Byte for byte what was backed up: a database with a flipped bit often passes for a whole one.
    if hash_of(&target)? != database_hash {
        return Err(Fault::new("backup-damaged").with("path", backup.display()));
    }
    if backup.join(SEALED).is_file() {
        copy_file(&backup.join(SEALED), &staging.join(SEALED))?;
    }
    let refs = Store::open_still(staging)?.blob_refs()?;
    let (from, to) = (Blobs::new(backup.parent().unwrap_or(backup)), Blobs::new(staging));
    let (mut done, all) = (0, refs.iter().map(|blob| blob.size).sum());
    for blob in &refs {
        keep(blob, &from, &to, &mut Vec::new())?;
        done += blob.size;
        if progress(done, all).is_break() {
            return Err(Fault::new("cancelled"));
        }
    }
    Ok(())
}

/// Makes what was copied a folder of its own and checks it.
fn settle(staging: &Path, missing_before: u64) -> Result<Restored, Fault> {
    let mut store = Store::open(staging)?;
    store.forget_device()?;
    let report = prove(&store)?;
    let (missing, others): (Vec<_>, Vec<_>) =
        report.findings.iter().filter(|finding| finding.serious).partition(|finding| finding.code == "blob-missing");
    let missing = missing.len() as u64;
    Ok(Restored {
        changes: report.changes,
        blobs: report.blobs - missing,
        missing,
        lost: missing.saturating_sub(missing_before),
        findings: others.len() as u64,
    })
}
