//! What lies on the desk: settings, running jobs, files taken in and written.

use crate::commands::Answer;
use crate::commands::start::{RecentView, StartView};
use crate::settings::{Kept, Place, Settings};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tanfang_survey::session::view::FaultView;

/// Makes a fault of the window's own.
pub fn fault(code: &str, args: &[(&str, &str)]) -> FaultView {
    FaultView {
        code: code.to_owned(),
        args: args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    }
}

/// Takes a lock whose holder may have panicked: everything under these locks is replaced whole, never left half-changed.
pub fn hold<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Holds everything the commands share.
#[derive(Debug)]
pub struct Desk {
    kept: Mutex<Kept>,
    jobs: Mutex<HashMap<u32, Arc<AtomicBool>>>,
    uploads: Mutex<Vec<PathBuf>>,
    written: Mutex<Vec<PathBuf>>,
    inbox: PathBuf,
    documents: PathBuf,
}

impl Desk {
    /// Reads the settings; nothing is written yet.
    pub fn new(settings: &Path, inbox: PathBuf, documents: PathBuf) -> Self {
        Self {
            kept: Mutex::new(Kept::read(settings)),
            jobs: Mutex::default(),
            uploads: Mutex::default(),
            written: Mutex::default(),
            inbox,
            documents,
        }
    }

    fn keep<T>(&self, change: impl FnOnce(&mut Kept) -> T) -> Answer<T> {
        let mut kept = hold(&self.kept);
        let answer = change(&mut kept);
        kept.write().map_err(|e| fault("settings-not-saved", &[("cause", &e.to_string())]))?;
        Ok(answer)
    }

    pub fn place(&self) -> Option<Place> {
        hold(&self.kept).window
    }

    pub fn keep_place(&self, place: Place) -> Answer<()> {
        self.keep(|kept| kept.window = Some(place))
    }

    pub async fn start(&self) -> Answer<StartView> {
        let kept = hold(&self.kept);
        Ok(StartView {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            settings: kept.settings.clone(),
            system_language: "zh".to_owned(),
            recents: kept.recents.iter().map(RecentView::from).collect(),
            survey: None,
            fault: None,
            file: None,
            documents: self.documents.to_string_lossy().into_owned(),
        })
    }

    pub fn save_settings(&self, settings: Settings) -> Answer<Settings> {
        self.keep(|kept| {
            kept.settings = settings.clone();
            settings
        })
    }

    pub fn forget_recent(&self, dir: &str) -> Answer<Vec<RecentView>> {
        self.keep(|kept| {
            kept.recents.retain(|recent| recent.dir != dir);
            kept.recents.iter().map(RecentView::from).collect()
        })
    }

    /// Begins a job under the number the page chose; the flag turns true when it is cancelled.
    pub fn begin(&self, job: u32) -> Arc<AtomicBool> {
        Arc::clone(hold(&self.jobs).entry(job).or_default())
    }

    pub fn end(&self, job: u32) {
        hold(&self.jobs).remove(&job);
    }

    pub fn cancel(&self, job: u32) {
        if let Some(flag) = hold(&self.jobs).get(&job) {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Notes a file this window wrote, so that the page may ask to open it.
    pub fn note_written(&self, path: &Path) {
        hold(&self.written).push(path.to_owned());
    }

    /// Gives back a path only if this window wrote it.
    pub fn written(&self, path: &str) -> Answer<PathBuf> {
        let path = PathBuf::from(path);
        if hold(&self.written).contains(&path) { Ok(path) } else { Err(fault("not-written-here", &[])) }
    }

    /// Makes an empty file in the inbox for a file chosen in the page, keeping its name for people.
    pub fn begin_upload(&self, name: &str) -> Answer<String> {
        let failed = |e: std::io::Error| fault("write-failed", &[("path", name), ("cause", &e.to_string())]);
        let mut uploads = hold(&self.uploads);
        let folder = self.inbox.join(uploads.len().to_string());
        std::fs::create_dir_all(&folder).map_err(failed)?;
        let plain: String = name.chars().filter(|c| !c.is_control() && !"/\\:*?\"<>|".contains(*c)).take(80).collect();
        let path = folder.join(if plain.trim_matches(['.', ' ']).is_empty() { "file.tanfang" } else { &plain });
        std::fs::File::create(&path).map_err(failed)?;
        uploads.push(path.clone());
        Ok(path.to_string_lossy().into_owned())
    }

    /// Gives back the path of a file being taken in.
    pub fn upload(&self, path: &str) -> Answer<PathBuf> {
        let path = PathBuf::from(path);
        if hold(&self.uploads).contains(&path) { Ok(path) } else { Err(fault("bad-request", &[("what", "x-upload")])) }
    }

    /// Empties the inbox when the window closes.
    pub fn clear_inbox(&self) {
        let _ = std::fs::remove_dir_all(&self.inbox);
    }
}
