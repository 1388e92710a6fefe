//! When bytes reach the write-ahead log, seen from outside, and what a durable write costs on the same disk.

use crate::figures::Figures;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Watches a survey's log until it is asked.
#[derive(Debug)]
pub struct Watched {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Option<f64>>,
}

/// Begins to watch; the first change is kept.
pub fn watch(folder: &Path) -> Watched {
    let log = folder.join("survey.db-wal");
    let look = move || std::fs::metadata(&log).ok().and_then(|seen| Some((seen.len(), seen.modified().ok()?)));
    let before = look();
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    let thread = std::thread::spawn(move || {
        while !asked.load(Ordering::Relaxed) {
            if look() != before {
                return SystemTime::now().duration_since(UNIX_EPOCH).ok().map(|at| at.as_secs_f64() * 1e3);
            }
            std::thread::sleep(Duration::from_micros(300));
        }
        None
    });
    Watched { stop, thread }
}

impl Watched {
    /// Gives when the log first changed, in milliseconds since 1970.
    pub fn first(self) -> Option<f64> {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().ok().flatten()
    }
}

/// Writes single rows durably, as nobody can do faster with the same promise.
pub fn bare(place: &Path, times: usize) -> Figures {
    let folder = tempfile::tempdir_in(place).unwrap();
    let database = rusqlite::Connection::open(folder.path().join("bare.db")).unwrap();
    database.pragma_update(None, "journal_mode", "WAL").unwrap();
    database.pragma_update(None, "synchronous", "FULL").unwrap();
    database.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT").unwrap();
    let mut figures = Figures::default();
    for n in 0..times {
        let start = Instant::now();
        database.execute("INSERT INTO t (value) VALUES (?1)", [n.to_string()]).unwrap();
        figures.push(start.elapsed().as_secs_f64() * 1e3);
    }
    figures
}
