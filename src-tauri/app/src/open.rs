//! The survey that lies open: one session, kept for this window alone, given up and taken again when its folder comes and goes.

use crate::commands::score::ScoresFilter;
use crate::commands::{Answer, say};
use crate::desk::{fault, hold};
use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tanfang_survey::score::Scores;
use tanfang_survey::session::view::{BoardView, FaultView, ScoresView, StabilityView, SurveyView};
use tanfang_survey::session::{Fault, Home, Pictures, Session, SystemEdge};

/// Marks a folder as written by one window; the system gives the lock back when the program ends, however it ends.
const LOCK: &str = "window.lock";

/// Gives pictures to `photo://` while the session is at work.
pub type PictureSlot = Arc<Mutex<Option<Arc<Pictures>>>>;

/// Holds a survey folder and, while the folder is there, its session.
#[derive(Debug)]
pub struct Open {
    dir: PathBuf,
    identity: Option<file_id::FileId>,
    session: Option<Session>,
    /// Held for as long as this window may write.
    lock: Option<File>,
    other_window: bool,
    /// Why this window goes on recording for closed rounds, in every session it opens.
    late_reason: String,
    pictures: PictureSlot,
    /// What was worked out, as of a digest.
    worked_out: WorkedOut,
    /// SQLite's count of what other programs wrote, as last seen.
    others: Option<i64>,
}

/// Holds what was worked out of one state of the survey, until there is another.
#[derive(Debug, Default)]
struct WorkedOut {
    digest: String,
    board: Option<Scores>,
    scores: HashMap<ScoresFilter, ScoresView>,
    stability: HashMap<(u32, bool), StabilityView>,
}

/// Gives the folder of this user's device keys.
pub fn home() -> Answer<Home> {
    Home::of_user().ok_or_else(|| fault("no-home", &[]))
}

fn database(dir: &Path) -> PathBuf {
    dir.join("survey.db")
}

fn identity(dir: &Path) -> Option<file_id::FileId> {
    file_id::get_file_id(database(dir)).ok()
}

enum Lock {
    Ours(File),
    OtherWindow,
    /// The folder cannot be written, or its file system knows no locks: SQLite's own still protect the survey.
    Unneeded,
}

fn lock(dir: &Path) -> Lock {
    let Ok(file) = File::options().create(true).append(true).open(dir.join(LOCK)) else {
        return Lock::Unneeded;
    };
    match file.try_lock() {
        Ok(()) => Lock::Ours(file),
        Err(TryLockError::WouldBlock) => Lock::OtherWindow,
        Err(TryLockError::Error(_)) => Lock::Unneeded,
    }
}

/// Tells whether a window has a folder open for writing.
pub fn is_held(dir: &Path) -> bool {
    let held = |file: File| matches!(file.try_lock(), Err(TryLockError::WouldBlock));
    File::options().append(true).open(dir.join(LOCK)).is_ok_and(held)
}

impl Open {
    fn new(dir: &Path, pictures: PictureSlot) -> Self {
        Self {
            dir: dir.to_owned(),
            identity: None,
            session: None,
            lock: None,
            other_window: false,
            late_reason: String::new(),
            pictures,
            worked_out: WorkedOut::default(),
            others: None,
        }
    }

    /// Opens a survey folder; read only where another window has it, or where it cannot be written.
    pub fn folder(dir: &Path, pictures: PictureSlot) -> Answer<Self> {
        let mut open = Self::new(dir, pictures);
        // A folder that is no survey gets no lock file.
        if identity(dir).is_none() {
            return Err(fault("not-a-survey", &[("path", &dir.to_string_lossy())]));
        }
        open.take()?;
        Ok(open)
    }

    /// Lays down a session that was just made or joined.
    pub fn made(dir: &Path, session: Session, pictures: PictureSlot) -> Answer<Self> {
        let mut open = Self::new(dir, pictures);
        if let Lock::Ours(file) = lock(dir) {
            open.lock = Some(file);
        }
        open.lay_down(session)?;
        Ok(open)
    }

    /// Gives the folder where this window may write in it.
    pub fn writable_folder(&self) -> Option<&Path> {
        (!self.other_window).then_some(&*self.dir)
    }

    fn lay_down(&mut self, session: Session) -> Answer<()> {
        let pictures = session.pictures().map_err(say)?;
        *hold(&self.pictures) = Some(Arc::new(pictures));
        self.identity = identity(&self.dir);
        self.others = Some(session.written_by_others().map_err(say)?);
        self.session = Some(session);
        Ok(())
    }

    fn take(&mut self) -> Answer<()> {
        self.give_up();
        match lock(&self.dir) {
            Lock::Ours(file) => {
                self.lock = Some(file);
                self.other_window = false;
            }
            Lock::OtherWindow => self.other_window = true,
            Lock::Unneeded => self.other_window = false,
        }
        let session = self.another()?;
        self.lay_down(session)
    }

    /// Opens one more session of the same survey, for a long job beside the work.
    pub fn another(&self) -> Answer<Session> {
        let edge = Box::new(SystemEdge);
        let opened = if self.other_window {
            Session::open_read_only(&self.dir, home()?, edge)
        } else {
            Session::open(&self.dir, home()?, edge)
        };
        let mut session = opened.map_err(say)?;
        session.set_late_reason(&self.late_reason).map_err(say)?;
        Ok(session)
    }

    /// Says why this window goes on recording for closed rounds: also after its folder was away, and in jobs beside the work.
    pub fn set_late_reason(&mut self, reason: &str) -> Answer<()> {
        self.ask(|session| session.set_late_reason(reason))?;
        reason.clone_into(&mut self.late_reason);
        Ok(())
    }

    /// Makes sure that the session stands on the folder as it is now. A folder that is gone is a fault, and the session
    /// is given up; once the folder is back it is taken again.
    pub fn stand(&mut self) -> Answer<()> {
        match identity(&self.dir) {
            None => {
                self.give_up();
                Err(fault("vanished", &[("path", &self.dir.to_string_lossy())]))
            }
            now if now != self.identity || self.session.is_none() => self.take(),
            _ => Ok(()),
        }
    }

    /// Runs one verb or view. A fault of the disk makes the next call open the survey anew.
    pub fn ask<T>(&mut self, work: impl FnOnce(&mut Session) -> Result<T, Fault>) -> Answer<T> {
        self.stand()?;
        let session = self.session.as_mut().ok_or_else(|| fault("no-survey", &[]))?;
        work(session).map_err(|error| self.look_again(say(error)))
    }

    fn look_again(&mut self, error: FaultView) -> FaultView {
        if matches!(error.code.as_str(), "io" | "damaged-survey" | "vanished") {
            self.session = None;
            if identity(&self.dir).is_none() {
                self.give_up();
                return fault("vanished", &[("path", &self.dir.to_string_lossy())]);
            }
        }
        error
    }

    /// Lets go of the files, so that a stick can be taken out and put back.
    fn give_up(&mut self) {
        *hold(&self.pictures) = None;
        self.session = None;
        self.lock = None;
        self.identity = None;
        self.worked_out = WorkedOut::default();
    }

    pub fn survey_view(&mut self) -> Answer<SurveyView> {
        self.stand()?;
        let other_window = self.other_window;
        self.ask(|session| session.survey_view(other_window))
    }

    /// Tells whether another program has written to this survey since this was last asked.
    pub fn written_elsewhere(&mut self) -> Answer<bool> {
        let before = self.others;
        let now = self.ask(|session| session.written_by_others())?;
        self.others = Some(now);
        Ok(before.is_some_and(|before| before != now))
    }

    /// Lets go of what was worked out of an earlier state of the survey.
    fn keep_up(&mut self) -> Answer<()> {
        let digest = self.ask(|session| session.digest())?.to_string();
        if self.worked_out.digest != digest {
            self.worked_out = WorkedOut { digest, ..WorkedOut::default() };
        }
        Ok(())
    }

    /// Shows the board; scores are computed again only when the survey has changed.
    pub fn board(&mut self, round: u32) -> Answer<BoardView> {
        self.keep_up()?;
        let scores = match self.worked_out.board.take() {
            Some(scores) => scores,
            None => self.ask(|session| session.board_scores())?,
        };
        let board = self.ask(|session| session.board_view(round, &scores));
        self.worked_out.board = Some(scores);
        board
    }

    /// Shows the scores of a round; they are worked out again only when the survey has changed.
    pub fn scores(&mut self, asked: ScoresFilter) -> Answer<ScoresView> {
        self.keep_up()?;
        if let Some(known) = self.worked_out.scores.get(&asked) {
            return Ok(known.clone());
        }
        let view = self.ask(|session| session.scores_view(asked.round, asked.only_round, asked.since))?;
        self.worked_out.scores.insert(asked, view.clone());
        Ok(view)
    }

    /// Tells how the order stands over other sets of weights; they are tried again only when the survey has changed.
    pub fn stability(&mut self, round: u32, only_round: bool) -> Answer<StabilityView> {
        self.keep_up()?;
        if let Some(known) = self.worked_out.stability.get(&(round, only_round)) {
            return Ok(known.clone());
        }
        let view = self.ask(|session| session.stability_view(round, only_round))?;
        self.worked_out.stability.insert((round, only_round), view.clone());
        Ok(view)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_to_lock_a_folder_is_the_other_window() {
        let dir = tempfile::tempdir().unwrap();
        let Lock::Ours(first) = lock(dir.path()) else { panic!("nobody has it yet") };
        assert!(matches!(lock(dir.path()), Lock::OtherWindow));
        assert!(is_held(dir.path()));
        drop(first);
        assert!(!is_held(dir.path()));
        assert!(matches!(lock(dir.path()), Lock::Ours(_)), "closing gives it back");
    }

    #[test]
    fn a_folder_that_is_no_survey_is_left_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let refused = Open::folder(dir.path(), PictureSlot::default()).unwrap_err();
        assert_eq!(refused.code, "not-a-survey");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
