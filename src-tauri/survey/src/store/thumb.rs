//! Thumbnails in `thumbs.db`: derived, rebuildable, never handed on.

use super::StoreError;
use rusqlite::{Connection, OptionalExtension, params};
use std::path::Path;
use tanfang_journal::Hash;

/// Holds the thumbnails of a survey folder; a lost or broken file is simply made again.
#[derive(Debug)]
pub struct Thumbs(Connection);

impl Thumbs {
    /// Opens `thumbs.db` of a folder; on a read-only medium thumbnails live in memory.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join("thumbs.db");
        if let Ok(thumbs) = Self::prepare(Connection::open(&path)) {
            return Ok(thumbs);
        }
        if std::fs::remove_file(&path).is_ok()
            && let Ok(thumbs) = Self::prepare(Connection::open(&path))
        {
            return Ok(thumbs);
        }
        Self::prepare(Connection::open_in_memory())
    }

    fn prepare(opened: rusqlite::Result<Connection>) -> Result<Self, StoreError> {
        let connection = opened?;
        connection.busy_timeout(std::time::Duration::from_secs(2))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // Nothing here is worth waiting for the disk: what is lost is derived again.
        connection.pragma_update(None, "synchronous", "OFF")?;
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS thumb (hash BLOB PRIMARY KEY, jpeg BLOB NOT NULL) STRICT, WITHOUT ROWID",
        )?;
        connection.query_row("SELECT count(*) FROM thumb WHERE hash = x''", [], |_| Ok(()))?;
        Ok(Self(connection))
    }

    /// Gives the thumbnail made from the blob `hash`.
    pub fn get(&self, hash: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self.0.prepare_cached("SELECT jpeg FROM thumb WHERE hash = ?1")?;
        Ok(statement.query_row([&hash.0[..]], |row| row.get(0)).optional()?)
    }

    /// Takes all of them away, to be made again.
    pub fn clear(&self) -> Result<(), StoreError> {
        self.0.execute("DELETE FROM thumb", [])?;
        Ok(())
    }

    pub fn put(&self, hash: &Hash, jpeg: &[u8]) -> Result<(), StoreError> {
        self.0
            .prepare_cached("INSERT OR REPLACE INTO thumb (hash, jpeg) VALUES (?1, ?2)")?
            .execute(params![&hash.0[..], jpeg])?;
        Ok(())
    }
}
