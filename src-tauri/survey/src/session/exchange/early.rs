//! Files that are on their way to the disk while they are still being written.

use std::fs::File;
use std::io::{self, Write};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// After how many bytes the disk is asked to take them.
const STRIDE: usize = 32 << 20;

/// Writes into a file, and has another thread see to it that the disk takes what is written.
pub(super) struct Early<'a> {
    file: &'a File,
    waiting: usize,
    ask: SyncSender<()>,
}

impl Write for Early<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.waiting += count;
        if self.waiting >= STRIDE {
            self.waiting = 0;
            // A disk that is still busy with the last piece takes this one with the next.
            let _ = self.ask.try_send(());
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Lets `work` write a file; what it wrote is mostly on the disk when this returns. `sync_all` does the rest.
///
/// # Errors
/// What the disk said: the system tells it once, to whoever asks first. It comes beside what `work` gave.
pub(super) fn write_early<T>(file: &File, work: impl FnOnce(&mut Early<'_>) -> T) -> (T, io::Result<()>) {
    thread::scope(|scope| {
        let (ask, asked) = sync_channel(1);
        let syncing = scope.spawn(move || asked.iter().try_for_each(|()| file.sync_data()));
        let mut early = Early { file, waiting: 0, ask };
        let done = work(&mut early);
        drop(early);
        (done, syncing.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into())))
    })
}
