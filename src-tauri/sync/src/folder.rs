//! The shared place as a plain folder: a network drive, a synchronised folder, a stick.

use crate::{Head, Key, Place, PlaceError, Put, key};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Marks files being written. No key begins with a dot, so they are never listed and never taken for an object.
const TEMPORARY: &str = ".tmp-";

/// Keeps the objects of a place as files below one folder.
///
/// An object is written to a temporary file beside its place, forced to the disk, and then given its name by a hard
/// link: the one step that file systems carry out for exactly one of several writers, and that never shows half a file.
/// Where there are no hard links (FAT, exFAT, some network drives) a writer first wins the right to the name, see
/// [`reserve`].
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Opens a place in a folder that exists.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, PlaceError> {
        let root = root.into();
        if root.is_dir() { Ok(Self { root }) } else { Err(PlaceError::Missing { path: root }) }
    }

    fn path(&self, key: &Key) -> PathBuf {
        key.as_str().split('/').fold(self.root.clone(), |path, part| path.join(part))
    }

    /// Turns “not found” into “the place is gone” where that is the reason.
    fn failure(&self, error: io::Error) -> PlaceError {
        if self.root.is_dir() { PlaceError::from_io(error) } else { PlaceError::Missing { path: self.root.clone() } }
    }

    /// Opens an object's file; `None` where there is none.
    fn file(&self, key: &Key) -> Result<Option<File>, PlaceError> {
        match File::open(self.path(key)) {
            Ok(file) if file.metadata().is_ok_and(|m| m.is_file()) => Ok(Some(file)),
            Ok(_) => Ok(None),
            Err(e) if is_absent(&e) && self.root.is_dir() => Ok(None),
            Err(e) => Err(self.failure(e)),
        }
    }

    /// Compares a finished temporary file with the object that lies under the key.
    fn compare(&self, key: &Key, temporary: &Path) -> Result<Put, PlaceError> {
        let Some(there) = self.file(key)? else {
            // A folder lies where the object should be: nothing of ours.
            return Ok(Put::Different);
        };
        let ours = File::open(temporary).map_err(|e| self.failure(e))?;
        let same = same_bytes(there, ours).map_err(|e| self.failure(e))?;
        Ok(if same { Put::Same } else { Put::Different })
    }
}

impl Place for Folder {
    fn put_new(&self, key: &Key, bytes: &mut dyn Read) -> Result<Put, PlaceError> {
        if !self.root.is_dir() {
            return Err(PlaceError::Missing { path: self.root.clone() });
        }
        let target = self.path(key);
        let folder = target.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(|e| self.failure(e))?;
        let mut temporary = Temporary::create(folder).map_err(|e| self.failure(e))?;
        temporary.fill(bytes).map_err(|e| match e {
            Filling::Source(e) => PlaceError::Source(e),
            Filling::Target(e) => self.failure(e),
        })?;
        match claim(&temporary.path, &target) {
            Ok(()) => Ok(Put::New),
            Err(e) if e.kind() == ErrorKind::AlreadyExists => self.compare(key, &temporary.path),
            Err(e) => Err(self.failure(e)),
        }
    }

    fn get(&self, key: &Key) -> Result<Option<Box<dyn Read>>, PlaceError> {
        Ok(self.file(key)?.map(|file| Box::new(file) as Box<dyn Read>))
    }

    fn list_after(&self, prefix: &str, after: Option<&Key>, limit: usize) -> Result<Vec<Key>, PlaceError> {
        let parts = prefix.strip_suffix('/').unwrap_or(prefix);
        if !parts.is_empty() && !parts.split('/').all(key::is_part) {
            return Err(PlaceError::Key(prefix.to_owned()));
        }
        if !self.root.is_dir() {
            return Err(PlaceError::Missing { path: self.root.clone() });
        }
        let mut keys = Vec::new();
        let start =
            parts.split('/').filter(|part| !part.is_empty()).fold(self.root.clone(), |path, part| path.join(part));
        let listing = Listing { after: after.map(Key::as_str), limit };
        listing.walk(&start, parts, &mut keys).map_err(|e| self.failure(e))?;
        Ok(keys)
    }

    fn head(&self, key: &Key) -> Result<Option<Head>, PlaceError> {
        let Some(file) = self.file(key)? else {
            return Ok(None);
        };
        let size = file.metadata().map_err(|e| self.failure(e))?.len();
        Ok(Some(Head { size }))
    }
}

struct Listing<'a> {
    after: Option<&'a str>,
    limit: usize,
}

impl Listing<'_> {
    /// Adds the keys below a folder in ascending order; folders that lie wholly before `after` are not opened.
    fn walk(&self, folder: &Path, at: &str, keys: &mut Vec<Key>) -> io::Result<()> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(e) if is_absent(&e) => return Ok(()),
            Err(e) => return Err(e),
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry?;
            let Some(name) = entry.file_name().to_str().filter(|name| key::is_part(name)).map(str::to_owned) else {
                continue;
            };
            let kind = match entry.file_type() {
                Ok(kind) => kind,
                Err(e) if is_absent(&e) => continue,
                Err(e) => return Err(e),
            };
            let joined = if at.is_empty() { name } else { format!("{at}/{name}") };
            if kind.is_dir() {
                // With its slash a folder sorts where its keys do: `a-b` before `a/b`.
                found.push(format!("{joined}/"));
            } else if kind.is_file() {
                found.push(joined);
            }
        }
        found.sort_unstable();
        for name in found {
            if keys.len() >= self.limit {
                return Ok(());
            }
            let before = |after: &str| name.as_str() <= after && !after.starts_with(&name);
            if let Some(inner) = name.strip_suffix('/') {
                if !self.after.is_some_and(before) {
                    let last = inner.rsplit('/').next().unwrap_or(inner);
                    self.walk(&folder.join(last), inner, keys)?;
                }
            } else if self.after.is_none_or(|after| name.as_str() > after)
                && let Ok(key) = Key::new(name)
            {
                keys.push(key);
            }
        }
        Ok(())
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Gives a finished file its name, unless the name is taken (`AlreadyExists`).
fn claim(temporary: &Path, target: &Path) -> io::Result<()> {
    match fs::hard_link(temporary, target) {
        Err(e) if e.kind() != ErrorKind::AlreadyExists => reserve(temporary, target),
        done => done,
    }
}

/// Claims a name without hard links: one writer wins the right to rename by creating a folder exclusively, which every
/// file system does for one caller only; the rename then shows the whole file at once.
///
/// A writer killed between both steps leaves the folder behind; once it is older than [`STALE`] the next writer takes it
/// over. A writer that slept that long between two neighbouring calls and then woke up could replace what came meanwhile:
/// keys carry the hash of what they name, so it would be replaced by itself.
fn reserve(temporary: &Path, target: &Path) -> io::Result<()> {
    let name = target.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let right = target.with_file_name(format!(".claim-{name}"));
    let started = std::time::Instant::now();
    loop {
        if target.try_exists()? {
            return Err(ErrorKind::AlreadyExists.into());
        }
        match fs::create_dir(&right) {
            Ok(()) => break,
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {
                let age = fs::metadata(&right).and_then(|m| m.modified()).ok().and_then(|t| t.elapsed().ok());
                if age.is_some_and(|age| age > STALE) {
                    let _ = fs::remove_dir(&right);
                } else if started.elapsed() > STALE * 2 {
                    return Err(ErrorKind::TimedOut.into());
                } else {
                    std::thread::sleep(std::time::Duration::from_millis(5));
                }
            }
            Err(e) => return Err(e),
        }
    }
    let done = if target.try_exists()? { Err(ErrorKind::AlreadyExists.into()) } else { fs::rename(temporary, target) };
    let _ = fs::remove_dir(&right);
    done
}

/// Says when a right to rename was left behind by a writer that died; renaming takes milliseconds.
const STALE: std::time::Duration = std::time::Duration::from_secs(10);

fn same_bytes(mut a: impl Read, mut b: impl Read) -> io::Result<bool> {
    let (mut left, mut right) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    loop {
        let (m, n) = (fill(&mut a, &mut left)?, fill(&mut b, &mut right)?);
        if left[..m] != right[..n] {
            return Ok(false);
        }
        if m == 0 {
            return Ok(true);
        }
    }
}

fn fill(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut at = 0;
    while at < buffer.len() {
        match from.read(&mut buffer[at..]) {
            Ok(0) => break,
            Ok(count) => at += count,
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(at)
}

enum Filling {
    Source(io::Error),
    Target(io::Error),
}

/// Holds a file that vanishes unless it is given a name.
struct Temporary {
    path: PathBuf,
    file: Option<File>,
}

impl Temporary {
    fn create(folder: &Path) -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let process = std::process::id();
        loop {
            // Two laptops may draw the same name on a network drive: creation is exclusive and the next number is tried.
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("{TEMPORARY}{process:x}-{number:x}"));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok(Self { path, file: Some(file) }),
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
                Err(e) => return Err(e),
            }
        }
    }

    /// Writes everything, forces it to the disk and closes the file: not every system renames an open one.
    fn fill(&mut self, bytes: &mut dyn Read) -> Result<(), Filling> {
        let Some(mut file) = self.file.take() else {
            return Ok(());
        };
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match bytes.read(&mut buffer) {
                Ok(0) => return file.sync_all().map_err(Filling::Target),
                Ok(count) => file.write_all(&buffer[..count]).map_err(Filling::Target)?,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(Filling::Source(e)),
            }
        }
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        drop(self.file.take());
        // After a rename there is nothing left to remove; a leftover is never listed and does no harm.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests;
