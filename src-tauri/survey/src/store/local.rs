//! Settings of this laptop, kept in the folder and never handed on.

use super::{Store, StoreError};
use rusqlite::{OptionalExtension, Transaction, params};

/// Stands where erased values may have left traces in the database's files.
pub(super) const TRACES: &str = "traces";

impl Store {
    pub fn local(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT value FROM local WHERE name = ?1")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }

    pub fn set_local(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.write(|tx| set_local(tx, name, value))
    }
}

pub(super) fn set_local(tx: &Transaction<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO local (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2")?
        .execute(params![name, value])?;
    Ok(())
}
