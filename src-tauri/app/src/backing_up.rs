//! Automatic backups: made beside the work when a survey opens for writing, given up when it closes.

use crate::desk::hold;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tanfang_survey::session::Session;
use tanfang_survey::session::view::FaultView;

/// How old the last backup is before the next one is made, in minutes.
const EVERY_MINUTES: u32 = 30;

/// How long after a survey was opened its backup begins: whoever opens it wants to see it first.
const FIRST_LOOK: Duration = Duration::from_secs(5);
/// How often a backup that waits or rests asks whether to give up.
const GLANCE: Duration = Duration::from_millis(50);

/// Holds which survey's backup is under way, and how the last one went.
#[derive(Debug, Default)]
pub struct BackingUp {
    /// Counts on with every survey opened or closed: a thread that began under another number gives up.
    turn: AtomicU64,
    pub fault: Mutex<Option<FaultView>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl BackingUp {
    /// Has the backup under way give up.
    pub fn stop(&self) {
        self.turn.fetch_add(1, Ordering::Relaxed);
        *hold(&self.fault) = None;
    }

    /// Has the backup under way give up, and waits until it has let go of the survey.
    pub fn end(&self) {
        self.stop();
        if let Some(thread) = hold(&self.thread).take() {
            // One that panicked has let go as well.
            let _ = thread.join();
        }
    }

    /// Makes a backup on a session of its own where one is due, in a thread.
    pub fn begin(self: &Arc<Self>, mut session: Session) {
        let (this, turn) = (Arc::clone(self), self.turn.load(Ordering::Relaxed));
        let thread = std::thread::spawn(move || {
            let current = || this.turn.load(Ordering::Relaxed) == turn;
            let opened = Instant::now();
            while opened.elapsed() < FIRST_LOOK && current() {
                std::thread::sleep(GLANCE);
            }
            let mut worked = Instant::now();
            // It rests as long as it worked: disk and processor are there for the person first.
            let mut go_on = |_, _| {
                std::thread::sleep(worked.elapsed().min(GLANCE));
                worked = Instant::now();
                if current() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            };
            if !current() {
                return;
            }
            let made = session.back_up_if_due(EVERY_MINUTES, &mut go_on);
            if let Err(error) = made
                && current()
            {
                *hold(&this.fault) = Some(FaultView::from(&error));
            }
        });
        *hold(&self.thread) = Some(thread);
    }
}
