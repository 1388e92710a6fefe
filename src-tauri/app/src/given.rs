//! A survey file that is opened while another window has its survey: that window is told and shows the plan.
//!
//! The program that was started with the file leaves a note in the configuration folder and waits until it is taken.
//! No window takes it within [`PATIENCE`]: the program opens one of its own, read only as any second one.

use crate::desk::{Desk, hold};
use crate::open;
use notify::{RecursiveMode, Watcher};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tanfang_survey::session::{Session, Unseal};
use tauri::{AppHandle, Manager};

const PATIENCE: Duration = Duration::from_secs(4);
const STEP: Duration = Duration::from_millis(40);
/// The name of the window, as in `tauri.conf.json`.
const WINDOW: &str = "main";

/// Names a survey file and the folder of its survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    file: PathBuf,
    dir: PathBuf,
}

/// Finds the recent survey that a survey file belongs to; none where the file is sealed, damaged or of another survey.
pub fn home_of(file: &Path, recents: Vec<String>) -> Option<PathBuf> {
    let survey = Session::inspect(file, &Unseal::default()).ok()?.survey;
    recents.into_iter().map(PathBuf::from).find(|dir| Session::survey_in(dir).is_ok_and(|held| held == survey))
}

/// Passes a survey file on to the window that has its survey. False: there is none, or it does not answer.
pub fn pass_on(folder: &Path, file: &Path, recents: Vec<String>) -> bool {
    // Mostly no window is open: then nothing is looked into.
    if !recents.iter().any(|dir| open::is_held(Path::new(dir))) {
        return false;
    }
    let Some(dir) = home_of(file, recents).filter(|dir| open::is_held(dir)) else { return false };
    let Ok(place) = leave(folder, &Note { file: file.to_owned(), dir }) else { return false };
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if !place.exists() {
            return true;
        }
        std::thread::sleep(STEP);
    }
    // Whoever takes it now is too late: only one of the two succeeds.
    std::fs::remove_file(&place).is_err()
}

/// Writes a note so that nobody sees half of it.
fn leave(folder: &Path, note: &Note) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let mut part = tempfile::Builder::new().prefix(".").suffix(".part").tempfile_in(folder)?;
    serde_json::to_writer(&mut part, note)?;
    let place = folder.join(format!("{}.json", std::process::id()));
    part.persist(&place)?;
    Ok(place)
}

/// Takes the notes that are meant for the window in which `dir` lies open; gives their files.
fn collect(folder: &Path, dir: Option<&Path>) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let notes =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "json"));
    notes
        .filter_map(|path| {
            let note: Note = serde_json::from_slice(&std::fs::read(&path).ok()?).ok()?;
            let ours = dir.is_some_and(|dir| same(dir, &note.dir));
            (ours && std::fs::remove_file(&path).is_ok()).then_some(note.file)
        })
        .collect()
}

fn same(a: &Path, b: &Path) -> bool {
    a == b || a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

/// Holds the files passed on to this window, and what watches for them.
#[derive(Debug, Default)]
pub struct Given {
    files: Mutex<Vec<PathBuf>>,
    watcher: Mutex<Option<notify::RecommendedWatcher>>,
}

impl Given {
    /// Gives the files that were passed on since this was last asked.
    pub fn take(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *hold(&self.files))
    }

    /// Begins to watch for notes. Where the system cannot watch, a second window opens as if nobody had asked.
    pub fn watch(&self, app: &AppHandle, folder: &Path) {
        let (app, place) = (app.clone(), folder.to_owned());
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| event.kind.is_create() || event.kind.is_modify()) {
                app.state::<Desk>().given.receive(&app, &place);
            }
        });
        let begun = std::fs::create_dir_all(folder).map_err(notify::Error::io).and(watcher).and_then(|mut watcher| {
            watcher.watch(folder, RecursiveMode::NonRecursive)?;
            Ok(watcher)
        });
        *hold(&self.watcher) = begun.ok();
    }

    fn receive(&self, app: &AppHandle, folder: &Path) {
        let dir = app.state::<Desk>().writable_folder();
        let files = collect(folder, dir.as_deref());
        if files.is_empty() {
            return;
        }
        hold(&self.files).extend(files);
        if let Some(window) = app.get_webview_window(WINDOW) {
            // What cannot be done to the window (no manager, another desktop) is a comfort; the page is told all the same.
            let _ = window.unminimize();
            let _ = window.set_focus();
            let _ = window.eval("dispatchEvent(new Event('given'))");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_taken_by_the_window_of_its_survey_alone_and_once() {
        let place = tempfile::tempdir().unwrap();
        let [ours, other] = ["ours", "other"].map(|name| place.path().join(name));
        std::fs::create_dir(&ours).unwrap();
        let folder = place.path().join("given");
        let note = Note { file: "/stick/a.tanfang".into(), dir: ours.join("../ours") };
        let path = leave(&folder, &note).unwrap();
        assert!(collect(&folder, Some(&other)).is_empty());
        assert!(collect(&folder, None).is_empty());
        assert!(path.exists(), "it waits for the right one");
        assert_eq!(collect(&folder, Some(&ours)), [note.file]);
        assert!(!path.exists() && collect(&folder, Some(&ours)).is_empty());
    }

    #[test]
    fn without_another_window_nothing_is_passed_on() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("given");
        let recents = vec![place.path().to_string_lossy().into_owned()];
        assert!(!pass_on(&folder, Path::new("/stick/a.tanfang"), recents));
        assert!(!folder.exists());
    }
}
