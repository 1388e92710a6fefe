//! The database as one file: copied while others write, read without being touched, replaced in one transaction.

use super::{APPLICATION_ID, DATABASE, SCHEMA, Store, StoreError, identify, open_immutable, schema};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

/// How many pages are copied before anybody is asked whether to go on.
const PAGES: i32 = 1024;
/// How often, 20 ms apart, another program is waited for.
const PATIENCE: u32 = 250;

impl Store {
    /// Copies the database as it stands at one moment to `folder`; gives false where `go_on(done, all)` in pages broke off.
    ///
    /// # Errors
    /// `DiskFull`, or `Locked` where another program does not let go.
    pub fn copy_database(
        &self,
        folder: &Path,
        go_on: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<bool, StoreError> {
        // Held still, others can write without the copy beginning again and again.
        let _still = self.snapshot()?;
        let mut copy = Connection::open(folder.join(DATABASE))?;
        copy.pragma_update(None, "synchronous", "FULL")?;
        run(&self.connection, &mut copy, go_on)
    }

    /// Opens a folder for reading without leaving a trace in it, as for a backup that nobody writes.
    pub fn open_still(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(DATABASE);
        if !path.is_file() {
            return Err(StoreError::NotASurvey(folder.to_owned()));
        }
        let connection = open_immutable(&path).map_err(|error| error.of_folder(folder))?;
        let survey = identify(&connection, folder)?;
        schema::pretend(&connection)?;
        Ok(Self { connection, folder: folder.to_owned(), survey, read_only: true })
    }

    /// Takes the database for this program alone, until it is closed.
    ///
    /// # Errors
    /// `Locked` where another program has it open.
    pub fn shut_others_out(&mut self) -> Result<(), StoreError> {
        self.connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        // The lock is taken with the first transaction that writes.
        let taken = self.connection.execute_batch("BEGIN IMMEDIATE; COMMIT");
        taken.map_err(|error| StoreError::from(error).of_folder(&self.folder))
    }

    /// Puts the content of `fresh` in place of this database's: all of it, or nothing where the program is stopped.
    pub fn replace_with(&mut self, fresh: &Self) -> Result<(), StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly(self.folder.clone()));
        }
        fresh.connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        fresh.connection.pragma_update(None, "user_version", SCHEMA)?;
        self.connection.flush_prepared_statement_cache();
        run(&fresh.connection, &mut self.connection, &mut |_, _| ControlFlow::Continue(()))?;
        Ok(())
    }
}

fn run(
    from: &Connection,
    to: &mut Connection,
    go_on: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<bool, StoreError> {
    let backup = Backup::new(from, to)?;
    let mut waited = 0;
    loop {
        match backup.step(PAGES)? {
            StepResult::Done => return Ok(true),
            StepResult::More => {}
            _ if waited == PATIENCE => return Err(StoreError::Locked(std::path::PathBuf::new())),
            _ => {
                waited += 1;
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        let progress = backup.progress();
        let all = u64::try_from(progress.pagecount).unwrap_or(0);
        let left = u64::try_from(progress.remaining).unwrap_or(0);
        if go_on(all.saturating_sub(left), all).is_break() {
            return Ok(false);
        }
    }
}
