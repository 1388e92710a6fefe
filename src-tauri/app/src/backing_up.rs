//! Automatic backups: made beside the work when a survey opens for writing, given up when it closes.

use crate::desk::hold;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tanfang_survey::session::Session;
use tanfang_survey::session::view::FaultView;

/// How old the last backup is before the next one is made, in minutes.
const EVERY_MINUTES: u32 = 30;

/// Holds which survey's backup is under way, and how the last one went.
#[derive(Debug, Default)]
pub struct BackingUp {
    /// Counts on with every survey opened or closed: a thread that began under another number gives up.
    turn: AtomicU64,
    pub fault: Mutex<Option<FaultView>>,
}

impl BackingUp {
    /// Has the backup under way give up.
    pub fn stop(&self) {
        self.turn.fetch_add(1, Ordering::Relaxed);
        *hold(&self.fault) = None;
    }

    /// Makes a backup on a session of its own where one is due, in a thread.
    pub fn begin(self: &Arc<Self>, mut session: Session) {
        let (this, turn) = (Arc::clone(self), self.turn.load(Ordering::Relaxed));
        std::thread::spawn(move || {
            let current = || this.turn.load(Ordering::Relaxed) == turn;
            let mut go_on = |_, _| if current() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
            let made = session.back_up_if_due(EVERY_MINUTES, &mut go_on);
            if let Err(error) = made
                && current()
            {
                *hold(&this.fault) = Some(FaultView::from(&error));
            }
        });
    }
}
