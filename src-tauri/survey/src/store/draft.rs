//! Text being typed: kept at once, a change only when the field is left.

use super::{Store, StoreError};
use rusqlite::{Transaction, params};

/// Holds what a person had typed into a field before leaving it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub noun: String,
    pub key: String,
    pub field: String,
    pub text: String,
    /// When it was typed, milliseconds since 1970.
    pub wall_ms: i64,
}

impl Store {
    /// Keeps what is in a field right now. The row replaces the field's earlier draft.
    pub fn set_draft(&mut self, draft: &Draft) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT INTO draft (noun, key, field, text, wall_ms) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO UPDATE SET text = ?4, wall_ms = ?5",
            )?
            .execute(params![draft.noun, draft.key, draft.field, draft.text, draft.wall_ms])?;
            Ok(())
        })
    }

    pub fn clear_draft(&mut self, noun: &str, key: &str, field: &str) -> Result<(), StoreError> {
        self.write(|tx| clear(tx, noun, key, field))
    }

    /// Gives the drafts of one noun whose key starts with `prefix`.
    pub fn drafts(&self, noun: &str, prefix: &str) -> Result<Vec<Draft>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT noun, key, field, text, wall_ms FROM draft WHERE noun = ?1 AND substr(key, 1, length(?2)) = ?2",
        )?;
        let rows = statement.query_map([noun, prefix], |row| {
            Ok(Draft {
                noun: row.get(0)?,
                key: row.get(1)?,
                field: row.get(2)?,
                text: row.get(3)?,
                wall_ms: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

pub(super) fn clear(tx: &Transaction<'_>, noun: &str, key: &str, field: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM draft WHERE noun = ?1 AND key = ?2 AND field = ?3")?.execute([noun, key, field])?;
    Ok(())
}
