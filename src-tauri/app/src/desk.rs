//! What lies on the desk: the open survey, settings, running jobs, files taken in and written.

use crate::backing_up::BackingUp;
use crate::commands::start::{RecentView, StartView};
use crate::commands::{Answer, Progress};
use crate::given::{Given, home_of};
use crate::open::{Open, PictureSlot};
use crate::settings::{Kept, Place, Recent, Settings};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tanfang_report::Laid;
use tanfang_survey::session::view::{FaultView, MergeView, SurveyView};
use tanfang_survey::session::{Edge, Fault, Pictures, Session, Stamp, SystemEdge, Tiles};
use tauri::ipc::Channel;

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

/// Runs slow work off the interface thread and the asynchronous runtime.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> Answer<T> + Send + 'static) -> Answer<T> {
    let done = tauri::async_runtime::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(fault("unexpected", &[("detail", &error.to_string())])))
}

/// Gives map tiles to `photo://`.
pub type TileSlot = Arc<Mutex<Option<Arc<Tiles>>>>;

/// A report that is leafed through, under the number that the page asks for it by.
pub type Preview = (u32, Arc<Laid>);

/// Holds everything the commands share.
#[derive(Debug)]
pub struct Desk {
    open: Arc<Mutex<Option<Open>>>,
    pictures: PictureSlot,
    /// The map file behind the map of the open survey.
    tiles: TileSlot,
    kept: Mutex<Kept>,
    /// The window's place is about to be written.
    keeping: AtomicBool,
    jobs: Mutex<HashMap<u32, Arc<AtomicBool>>>,
    uploads: Mutex<Vec<PathBuf>>,
    written: Mutex<Vec<PathBuf>>,
    /// What the last merge of this window did, for its receipt, and when.
    merged: Mutex<Option<(MergeView, Stamp)>>,
    /// Where files chosen in the page are taken in; goes away with the window.
    inbox: Mutex<Option<tempfile::TempDir>>,
    preview: Mutex<Option<Preview>>,
    documents: PathBuf,
    argument: Mutex<Option<PathBuf>>,
    backing_up: Arc<BackingUp>,
    /// Survey files that programs started later passed on to this window.
    pub given: Given,
}

impl Desk {
    /// Reads the settings; nothing is written yet. `argument`: what the program was started with.
    pub fn new(settings: &Path, documents: PathBuf, argument: Option<PathBuf>) -> Self {
        Self {
            open: Arc::default(),
            pictures: PictureSlot::default(),
            tiles: TileSlot::default(),
            kept: Mutex::new(Kept::read(settings)),
            keeping: AtomicBool::new(false),
            jobs: Mutex::default(),
            uploads: Mutex::default(),
            written: Mutex::default(),
            merged: Mutex::default(),
            inbox: Mutex::default(),
            preview: Mutex::default(),
            documents,
            argument: Mutex::new(argument),
            backing_up: Arc::default(),
            given: Given::default(),
        }
    }

    /// Runs one verb or view of the open survey.
    pub async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Session) -> Result<T, Fault> + Send + 'static,
    ) -> Answer<T> {
        self.ask_open(|open| open.ask(work)).await
    }

    /// Runs what needs the folder as well as the session.
    pub async fn ask_open<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Open) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let open = Arc::clone(&self.open);
        aside(move || work(hold(&open).as_mut().ok_or_else(|| fault("no-survey", &[]))?)).await
    }

    /// Runs a long job on a session of its own, so that the work goes on beside it.
    pub async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Session) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let mut session = self
            .ask_open(|open| {
                open.stand()?;
                open.another()
            })
            .await?;
        aside(move || work(&mut session)).await
    }

    /// Lays down a survey that `make` opens, and remembers it among the recent ones.
    pub async fn lay_down(
        &self,
        make: impl FnOnce(PictureSlot) -> Answer<Open> + Send + 'static,
    ) -> Answer<SurveyView> {
        let (open, pictures) = (Arc::clone(&self.open), Arc::clone(&self.pictures));
        let backing_up = Arc::clone(&self.backing_up);
        let view = aside(move || {
            let mut place = hold(&open);
            backing_up.stop();
            // What lay there lets go first: its lock would make the same folder read only.
            let before = place.take();
            drop(before);
            let mut opened = make(pictures)?;
            let view = opened.survey_view()?;
            // Failing to back up must not keep the survey closed.
            if view.read_only.is_none()
                && !view.demo
                && let Ok(beside) = opened.another()
            {
                backing_up.begin(beside);
            }
            *place = Some(opened);
            Ok(view)
        })
        .await?;
        let recent = Recent { dir: view.dir.clone(), name: view.name.clone(), demo: view.demo };
        // Failing to note it must not keep the survey closed.
        let _ = self.keep(|kept| kept.remember(recent));
        Ok(view)
    }

    /// Runs a verb that needs the folder for itself: the backup beside it ends first.
    pub async fn alone<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Open) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let backing_up = Arc::clone(&self.backing_up);
        self.ask_open(move |open| {
            backing_up.end();
            work(open)
        })
        .await
    }

    pub async fn close(&self) -> Answer<()> {
        let (open, pictures) = (Arc::clone(&self.open), Arc::clone(&self.pictures));
        *hold(&self.tiles) = None;
        *hold(&self.preview) = None;
        self.backing_up.stop();
        aside(move || {
            *hold(&pictures) = None;
            drop(hold(&open).take());
            Ok(())
        })
        .await
    }

    pub fn tiles(&self) -> TileSlot {
        Arc::clone(&self.tiles)
    }

    pub fn pictures(&self) -> Option<Arc<Pictures>> {
        hold(&self.pictures).clone()
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

    /// Notes where the window stands; [`Self::keep_place`] writes it.
    pub fn stand_at(&self, place: Place) {
        hold(&self.kept).window = Some(place);
    }

    /// Tells whether nobody is about to write the window's place yet; from then on somebody is.
    pub fn begin_keeping_place(&self) -> bool {
        !self.keeping.swap(true, Ordering::Relaxed)
    }

    /// Writes where the window stands. It is a comfort: failing must not stop the window from closing.
    pub fn keep_place(&self) {
        self.keeping.store(false, Ordering::Relaxed);
        let _ = self.keep(|_| ());
    }

    pub fn documents(&self) -> &Path {
        &self.documents
    }

    /// Gives what the page needs first, and opens what the program was started with.
    pub async fn start(&self) -> Answer<StartView> {
        let argument = hold(&self.argument).take();
        let file = argument.as_ref().filter(|path| path.is_file()).map(|path| path.to_string_lossy().into_owned());
        let dir = match argument {
            Some(path) if file.is_some() => {
                let recents = self.recent_folders();
                aside(move || Ok(home_of(&path, recents))).await?
            }
            other => other,
        };
        let opened = match dir {
            Some(dir) => self.lay_down(move |pictures| Open::folder(&dir, pictures)).await.map(Some),
            None => match self.ask_open(Open::survey_view).await {
                Err(error) if error.code == "no-survey" => Ok(None),
                view => view.map(Some),
            },
        };
        let (survey, fault) = match opened {
            Ok(survey) => (survey, None),
            Err(fault) => (None, Some(fault)),
        };
        let kept = hold(&self.kept);
        Ok(StartView {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            settings: kept.settings.clone(),
            system_language: tanfang_survey::text::Lang::detect(system_locale().as_deref()).code().to_owned(),
            recents: kept.recents.iter().map(RecentView::from).collect(),
            survey,
            fault,
            file,
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

    /// Gives the folder of the survey in which this window may write.
    pub fn writable_folder(&self) -> Option<PathBuf> {
        hold(&self.open).as_ref().and_then(Open::writable_folder).map(Path::to_owned)
    }

    pub fn recent_folders(&self) -> Vec<String> {
        hold(&self.kept).recents.iter().map(|recent| recent.dir.clone()).collect()
    }

    /// Gives why the last automatic backup could not be made.
    pub fn backup_fault(&self) -> Option<FaultView> {
        hold(&self.backing_up.fault).clone()
    }

    /// Begins a job under the number the page chose.
    pub fn begin(&self, job: u32, phase: &'static str, channel: Channel<Progress>) -> Job {
        let cancelled = Arc::clone(hold(&self.jobs).entry(job).or_default());
        Job { cancelled, phase, channel, told: None }
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

    /// Keeps what a merge did until the next one.
    pub fn note_merged(&self, merge: &MergeView, at: Stamp) {
        *hold(&self.merged) = Some((merge.clone(), at));
    }

    /// Gives what the last merge did.
    pub fn merged(&self) -> Option<(MergeView, Stamp)> {
        hold(&self.merged).clone()
    }

    /// Gives back a path only if this window wrote it.
    pub fn written(&self, path: &str) -> Answer<PathBuf> {
        let path = PathBuf::from(path);
        if hold(&self.written).contains(&path) { Ok(path) } else { Err(fault("not-written-here", &[])) }
    }

    /// Keeps a report that is leafed through, in place of the one before; gives its number.
    pub fn keep_preview(&self, laid: Laid) -> Preview {
        let mut kept = hold(&self.preview);
        // Addresses of its pictures are remembered by the web view: no later run gives the same number.
        let begin = || SystemEdge.now().wall_ms.unsigned_abs() as u32;
        let number = kept.as_ref().map_or_else(begin, |(number, _)| *number).wrapping_add(1);
        kept.insert((number, Arc::new(laid))).clone()
    }

    /// Gives the report that is leafed through, unless another one took its place.
    pub fn preview(&self, number: u32) -> Option<Arc<Laid>> {
        hold(&self.preview).as_ref().filter(|(kept, _)| *kept == number).map(|(_, laid)| Arc::clone(laid))
    }

    /// Makes an empty file in the inbox for a file chosen in the page, keeping its name for people.
    pub fn begin_upload(&self, name: &str) -> Answer<String> {
        let failed = |e: std::io::Error| fault("write-failed", &[("path", name), ("cause", &e.to_string())]);
        let mut inbox = hold(&self.inbox);
        let folder = match inbox.as_ref() {
            Some(folder) => folder.path().to_owned(),
            None => {
                inbox.insert(tempfile::Builder::new().prefix("tanfang-").tempdir().map_err(failed)?).path().to_owned()
            }
        };
        let mut uploads = hold(&self.uploads);
        let folder = folder.join(uploads.len().to_string());
        std::fs::create_dir(&folder).map_err(failed)?;
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

    /// Puts everything away when the window closes.
    pub fn clear(&self) {
        self.keep_place();
        self.backing_up.stop();
        drop(hold(&self.inbox).take());
        drop(hold(&self.open).take());
    }
}

/// Gives the locale of the system, as far as its environment says it.
fn system_locale() -> Option<String> {
    sys_locale::get_locale()
}

/// Holds a running job: tells the page how far it is, and asks whether to stop.
pub struct Job {
    cancelled: Arc<AtomicBool>,
    phase: &'static str,
    channel: Channel<Progress>,
    told: Option<Instant>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job").field("phase", &self.phase).field("cancelled", &self.cancelled).finish_non_exhaustive()
    }
}

/// How often the page is told at most.
const TELL_EVERY: Duration = Duration::from_millis(60);

impl Job {
    /// Takes bytes done and bytes in all.
    pub fn tell(&mut self, done: u64, total: u64) -> ControlFlow<()> {
        if self.told.is_none_or(|told| told.elapsed() > TELL_EVERY) {
            self.told = Some(Instant::now());
            let kilo = |bytes: u64| u32::try_from(bytes / 1000).unwrap_or(u32::MAX);
            self.send(kilo(done), kilo(total), true);
        }
        if self.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Takes steps done and steps in all.
    pub fn step(&mut self, done: u32, total: u32) -> ControlFlow<()> {
        self.send(done, total, false);
        if self.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn send(&self, done: u32, total: u32, bytes: bool) {
        // A page that is gone hears nothing; the job is then stopped by nobody and simply ends.
        let _ = self.channel.send(Progress { phase: self.phase.to_owned(), done, total, bytes });
    }

    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Turns any fault after a stop into `cancelled`.
    pub fn finish<T>(&self, answer: Answer<T>) -> Answer<T> {
        match answer {
            Err(_) if self.is_cancelled() => Err(fault("cancelled", &[])),
            other => other,
        }
    }
}
