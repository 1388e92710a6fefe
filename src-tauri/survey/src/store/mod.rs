//! The only room with SQL: a survey folder's `survey.db`, its blobs and its thumbnails.

mod blob;
mod checkpoint;
mod copy;
mod draft;
mod error;
mod ingest;
mod journal;
mod life;
mod local;
mod mend;
mod part;
mod projection;
mod rebuild;
mod register;
mod schema;
mod seal;
mod thumb;
mod tiles;
mod trust;
mod write;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod oracle;

pub use blob::Blobs;
pub use draft::Draft;
pub use error::StoreError;
pub use ingest::{Counts, Ingest};
pub use journal::{BranchCount, ChangeRow, ChangeState, Taken};
pub use life::{ERASE, LIFE, deletes, life_value};
pub use mend::{Found, Unsaved};
pub use rebuild::{MergeRow, rebuild};
pub use register::{Head, Name, Provenance, Row, Said, Term};
pub use schema::SCHEMA;
pub use seal::{Personal, Seal};
pub use thumb::Thumbs;
#[cfg(test)]
pub(crate) use tiles::write_tiles;
pub use tiles::{DEEPEST, TileFile};
pub use write::{NewChange, NewOp, Preds};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tanfang_journal::SurveyId;

/// Marks our databases: `TANF`.
const APPLICATION_ID: i64 = 0x5441_4e46;
const DATABASE: &str = "survey.db";

/// Keeps one state of the survey readable while it lives.
#[derive(Debug)]
pub struct Snapshot<'a> {
    _tx: Transaction<'a>,
}

/// Holds an open survey folder.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    folder: PathBuf,
    survey: SurveyId,
    read_only: bool,
}

impl Store {
    /// Makes a new survey folder. It must not exist, or be empty.
    pub fn create(folder: &Path, survey: SurveyId) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|e| StoreError::io(folder, e))?;
        let mut entries = std::fs::read_dir(folder).map_err(|e| StoreError::io(folder, e))?;
        if entries.next().is_some() {
            return Err(StoreError::NotEmpty(folder.to_owned()));
        }
        Self::lay_out(folder, survey).map_err(|error| {
            for name in [DATABASE, "survey.db-wal", "survey.db-shm"] {
                let _ = std::fs::remove_file(folder.join(name));
            }
            if error.means_read_only() { StoreError::ReadOnly(folder.to_owned()) } else { error.of_folder(folder) }
        })
    }

    fn lay_out(folder: &Path, survey: SurveyId) -> Result<Self, StoreError> {
        let connection = Connection::open(folder.join(DATABASE))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        prepare(&connection)?;
        let mut store = Self { connection, folder: folder.to_owned(), survey, read_only: false };
        store.transact(|tx| {
            tx.pragma_update(None, "application_id", APPLICATION_ID)?;
            schema::lay_out(tx)?;
            tx.execute(
                "INSERT INTO journal (id, survey, sum, lamport) VALUES (1, ?1, zeroblob(32), 0)",
                [&survey.0[..]],
            )?;
            Ok::<(), StoreError>(())
        })?;
        Ok(store)
    }

    /// Makes a survey in memory, to rebuild a journal and compare.
    pub fn in_memory(survey: SurveyId) -> Result<Self, StoreError> {
        let connection = Connection::open_in_memory()?;
        keep_plans(&connection)?;
        schema::lay_out(&connection)?;
        connection.execute(
            "INSERT INTO journal (id, survey, sum, lamport) VALUES (1, ?1, zeroblob(32), 0)",
            [&survey.0[..]],
        )?;
        Ok(Self { connection, folder: PathBuf::new(), survey, read_only: false })
    }

    /// Opens a survey folder; on a read-only medium it is opened for reading alone.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(DATABASE);
        if !path.is_file() {
            return Err(StoreError::NotASurvey(folder.to_owned()));
        }
        let (mut connection, read_only) = match open_for_writing(&path) {
            Ok(connection) => (connection, false),
            Err(error) if error.means_read_only() => {
                (open_immutable(&path).map_err(|error| error.of_folder(folder))?, true)
            }
            Err(error) => return Err(error.of_folder(folder)),
        };
        let survey = identify(&connection, folder)?;
        if read_only {
            schema::pretend(&connection)?;
        } else {
            schema::migrate(&mut connection).map_err(|error| error.of_folder(folder))?;
        }
        Ok(Self { connection, folder: folder.to_owned(), survey, read_only })
    }

    /// Opens a survey folder for reading alone, as a second window does.
    pub fn open_read_only(folder: &Path) -> Result<Self, StoreError> {
        let mut store = Self::open(folder)?;
        store.connection.pragma_update(None, "query_only", true)?;
        store.read_only = true;
        Ok(store)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Gives the path of the database, whose file identity belongs to a device's identity.
    pub fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    pub fn survey(&self) -> SurveyId {
        self.survey
    }

    pub fn read_only(&self) -> bool {
        self.read_only
    }

    pub fn blobs(&self) -> Blobs {
        Blobs::new(&self.folder)
    }

    /// Runs `work` in one immediate transaction: all of it is durable afterwards, or none of it.
    ///
    /// # Errors
    /// `Sealed` while the survey is locked.
    pub(crate) fn write<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let folder = self.folder.clone();
        self.transact(|tx| {
            seal::refuse(tx, &folder)?;
            work(tx)
        })
    }

    /// Does the same whether or not the survey is locked.
    fn transact<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.read_only {
            return Err(StoreError::ReadOnly(self.folder.clone()).into());
        }
        let folder = self.folder.clone();
        let named = |error: rusqlite::Error| E::from(StoreError::from(error).of_folder(&folder));
        let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(named)?;
        let result = work(&tx)?;
        tx.commit().map_err(named)?;
        Ok(result)
    }

    /// Holds still what is read until the result is dropped, whatever other programs write meanwhile.
    pub fn snapshot(&self) -> Result<Snapshot<'_>, StoreError> {
        let tx = self.connection.unchecked_transaction()?;
        tx.query_row("SELECT id FROM journal", [], |_| Ok(()))?;
        Ok(Snapshot { _tx: tx })
    }

    /// Gives a number that changes when another connection has written to the database.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Gives a number that stays the same as long as nothing was written, here or by another connection.
    pub fn version(&self) -> Result<(i64, u64), StoreError> {
        Ok((self.data_version()?, self.connection.total_changes()))
    }

    /// Asks SQLite itself whether the file is whole; gives its complaints.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check(20)")?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}

fn open_for_writing(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection)?;
    // A read-only medium shows only when SQLite needs its files beside the database.
    if connection.is_readonly("main")? {
        return Err(StoreError::ReadOnly(path.to_owned()));
    }
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

fn hex_digit(number: u8) -> char {
    char::from(b"0123456789ABCDEF"[usize::from(number & 15)])
}

fn open_immutable(path: &Path) -> Result<Connection, StoreError> {
    let waiting = std::fs::metadata(path.with_extension("db-wal")).is_ok_and(|wal| wal.len() > 0);
    let mode = if waiting { "mode=ro" } else { "immutable=1" };
    let text = path.to_string_lossy().replace('\\', "/");
    // Windows: a long path loses its mark, a network share needs an empty host in front.
    let text = text.strip_prefix("//?/").unwrap_or(&text);
    let mut uri = String::from(if text.starts_with("//") { "file://" } else { "file:" });
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(byte)),
            _ => uri.extend(['%', hex_digit(byte >> 4), hex_digit(byte)]),
        }
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(format!("{uri}?{mode}"), flags)?;
    prepare(&connection)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // In KiB: a merge that does not fit is written out and read back page by page.
    connection.pragma_update(None, "cache_size", -16_384)?;
    keep_plans(connection)
}

/// Has each statement planned once: else SQLite plans most of them anew whenever other values are bound.
fn keep_plans(connection: &Connection) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn identify(connection: &Connection, folder: &Path) -> Result<SurveyId, StoreError> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let mark = pragma("application_id").map_err(|e| StoreError::from(e).of_folder(folder))?;
    if mark != APPLICATION_ID {
        return Err(StoreError::NotASurvey(folder.to_owned()));
    }
    if schema::version(connection)? > SCHEMA {
        return Err(StoreError::NewerSchema(folder.to_owned()));
    }
    let survey: [u8; 16] = connection
        .query_row("SELECT survey FROM journal", [], |row| row.get(0))
        .map_err(|e| StoreError::from(e).of_folder(folder))?;
    Ok(SurveyId(survey))
}
