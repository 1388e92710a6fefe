//! The identity of this laptop: a key outside the survey folder, used only where it belongs.

use super::edge::Edge;
use super::fault::Fault;
use crate::store::{Store, StoreError, Taken};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tanfang_journal::{DeviceId, DeviceKey, Hash};

/// Names the folder of this person's program data, in which device keys lie.
#[derive(Clone, Debug)]
pub struct Home(PathBuf);

impl Home {
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// Gives `$XDG_DATA_HOME/tanfang`, or the platform's data folder.
    pub fn of_user() -> Option<Self> {
        let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        data.or_else(dirs::data_local_dir).map(|data| Self(data.join("tanfang")))
    }

    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// Gives the folder of the automatic backups.
    pub(super) fn backups(&self) -> PathBuf {
        self.0.join("backups")
    }

    fn key_file(&self, device: DeviceId) -> PathBuf {
        self.0.join("devices").join(format!("{device}.json"))
    }
}

/// The ending of the file beside a key that holds the newest own change.
const MEMORY: &str = "last";

/// Is what lies in a key file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    secret: String,
    /// The survey folder this key was made for.
    folder: String,
    /// The file identity of its database.
    identity: String,
    /// The newest own change that is known to be in the journal, where an older version kept it.
    last: Option<String>,
}

/// Holds the key with which this laptop writes into one survey folder.
#[derive(Debug)]
pub(super) struct Device {
    pub key: DeviceKey,
    path: PathBuf,
    folder: String,
    identity: String,
}

impl Device {
    /// Finds the folder's key, or takes a new identity.
    ///
    /// The key counts only where the folder is at its place or its database is the same file, and where the journal
    /// holds the last change written with it. A copied folder, a restored backup and a cloned disk thus never go on
    /// under one name.
    pub fn of(store: &mut Store, home: &Home, edge: &mut dyn Edge) -> Result<Self, Fault> {
        match Self::find(store, home)? {
            Some(device) => Ok(device),
            None => Self::take(store, home, edge),
        }
    }

    /// Finds the key this laptop may write with into this folder, without making one.
    pub fn find(store: &Store, home: &Home) -> Result<Option<Self>, Fault> {
        let Some(device) = store.local("device")?.and_then(|name| name.parse::<DeviceId>().ok()) else {
            return Ok(None);
        };
        let path = home.key_file(device);
        let Some(file) = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice::<KeyFile>(&bytes).ok()) else {
            return Ok(None);
        };
        let (folder, identity) = place_of(store);
        let mut secret = [0; 32];
        let belongs = file.folder == folder || (!identity.is_empty() && file.identity == identity);
        if !belongs || hex::decode_to_slice(&file.secret, &mut secret).is_err() {
            return Ok(None);
        }
        let key = DeviceKey::from_secret(secret);
        // Older versions kept it with the key.
        let last = memory(&path).or(file.last).filter(|last| !last.is_empty());
        let known = match last.as_deref().map(str::parse::<Hash>) {
            None => true,
            Some(Ok(last)) => store.knows(&last)?,
            Some(Err(_)) => false,
        };
        if !known || key.device() != device || store.device_tip(device)? == Taken::Forked {
            return Ok(None);
        }
        Ok(Some(Self { key, path, folder, identity }))
    }

    /// Takes a new identity for this folder.
    pub fn take(store: &mut Store, home: &Home, edge: &mut dyn Edge) -> Result<Self, Fault> {
        if store.seal()?.is_some() {
            return Err(StoreError::Sealed(store.folder().to_owned()).into());
        }
        let mut secret = [0; 32];
        edge.fill(&mut secret);
        let key = DeviceKey::from_secret(secret);
        let (folder, identity) = place_of(store);
        let device = Self { path: home.key_file(key.device()), key, folder, identity };
        device.write_key()?;
        store.set_local("device", &device.key.device().to_string())?;
        Ok(device)
    }

    fn write_key(&self) -> Result<(), Fault> {
        let file = KeyFile {
            secret: hex::encode(self.key.secret()),
            folder: self.folder.clone(),
            identity: self.identity.clone(),
            last: None,
        };
        let bytes = serde_json::to_vec(&file).map_err(|e| Fault::new("io").with("path", "").with("detail", e))?;
        write_private(&self.path, &bytes).map_err(|e| Fault::io(&self.path, e))
    }

    /// Remembers the newest own change. Called after each commit; a lost write costs nothing but an older memory.
    ///
    /// It lies beside the key and is written over in place: to put a new file there each time would cost as much as the
    /// change itself.
    pub fn keep(&self, last: Hash) -> Result<(), Fault> {
        let path = self.path.with_extension(MEMORY);
        let opened = fs::OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        opened.and_then(|mut file| file.write_all(last.to_string().as_bytes())).map_err(|e| Fault::io(&path, e))
    }
}

/// Reads the newest own change that is remembered beside a key; none where nothing ever was.
fn memory(key: &Path) -> Option<String> {
    let bytes = fs::read(key.with_extension(MEMORY)).ok()?;
    // Half a memory is none that could be trusted: it is no hash.
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Gives the folder's path and the identity of its database file.
fn place_of(store: &Store) -> (String, String) {
    let folder = fs::canonicalize(store.folder()).unwrap_or_else(|_| store.folder().to_owned());
    let identity = file_id::get_file_id(store.database()).map(|id| format!("{id:?}")).unwrap_or_default();
    (folder.to_string_lossy().into_owned(), identity)
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let temporary = path.with_extension(format!("{}.part", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&temporary).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let kept = written.and_then(|()| fs::rename(&temporary, path));
    if kept.is_err() {
        // It holds the secret: nothing of it stays behind.
        let _ = fs::remove_file(&temporary);
    }
    kept
}

/// Finds the key files that were made for this folder, and what a stopped write left of them.
pub(super) fn key_files(store: &Store, home: &Home) -> Vec<PathBuf> {
    let (folder, identity) = place_of(store);
    let ours = |path: &PathBuf| {
        let file = fs::read(path).ok().and_then(|bytes| serde_json::from_slice::<KeyFile>(&bytes).ok());
        file.is_some_and(|file| file.folder == folder || (!identity.is_empty() && file.identity == identity))
    };
    let entries = fs::read_dir(home.0.join("devices")).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(ours).collect();
    files.sort();
    files
}

/// Writes a key file again that was taken away; one that is there is newer and stays.
pub(super) fn put_back(home: &Home, name: &str, bytes: &[u8]) -> Result<(), Fault> {
    // The name is our own, out of a sealed file; a path in it would still lead elsewhere.
    let Some(name) = Path::new(name).file_name() else { return Ok(()) };
    let path = home.0.join("devices").join(name);
    if path.exists() { Ok(()) } else { write_private(&path, bytes).map_err(|e| Fault::io(&path, e)) }
}

/// Gives the keys with which this folder was written on this laptop.
pub(super) fn own_keys(store: &Store, home: &Home) -> Vec<DeviceKey> {
    let key = |path: PathBuf| {
        let file: KeyFile = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        let mut secret = [0; 32];
        hex::decode_to_slice(&file.secret, &mut secret).ok()?;
        Some(DeviceKey::from_secret(secret))
    };
    key_files(store, home).into_iter().filter_map(key).collect()
}
