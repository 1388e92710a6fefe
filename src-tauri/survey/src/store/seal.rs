//! Taking personal values out of the database and putting them back, so that nothing of them stays on its pages.

use super::ingest::put_detached;
use super::{Draft, Store, StoreError, local};
use rusqlite::{Connection, Transaction, params};
use std::path::Path;
use tanfang_journal::Detached;

/// Under this name `local` says that the personal values are sealed: the hash of the file that holds them.
const SEALED: &str = "sealed";
/// Stands before the hash for as long as something of them may be left elsewhere.
const UNFINISHED: &str = "unfinished ";

/// Holds what is sealed when a survey is locked: values beside the journal, and text being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Personal {
    pub values: Vec<Detached>,
    pub drafts: Vec<Draft>,
}

/// Says that the personal values of a folder are sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Names the content of the file that holds them, 64 hex digits.
    pub file: String,
    /// False while clear values may be left on free pages, in backups or in the key folder.
    pub finished: bool,
}

/// Refuses to write while the personal values are sealed.
pub(super) fn refuse(connection: &Connection, folder: &Path) -> Result<(), StoreError> {
    let sealed = connection.prepare_cached("SELECT 1 FROM local WHERE name = ?1")?.exists([SEALED])?;
    if sealed { Err(StoreError::Sealed(folder.to_owned())) } else { Ok(()) }
}

impl Store {
    /// Tells whether the personal values are sealed.
    pub fn seal(&self) -> Result<Option<Seal>, StoreError> {
        Ok(self.local(SEALED)?.map(|mark| match mark.strip_prefix(UNFINISHED) {
            Some(file) => Seal { file: file.to_owned(), finished: false },
            None => Seal { file: mark, finished: true },
        }))
    }

    /// Counts the personal values that lie open.
    pub fn personal_count(&self) -> Result<u64, StoreError> {
        let count: i64 = self.connection.query_row("SELECT count(*) FROM detached", [], |row| row.get(0))?;
        Ok(count as u64)
    }

    /// Takes all personal values out, in one transaction with the mark that they are sealed.
    ///
    /// `keep` writes them down durably and gives the hash of the file. They stay where they are if it fails.
    pub fn take_personal<E: From<StoreError>>(
        &mut self,
        keep: impl FnOnce(&Personal) -> Result<String, E>,
    ) -> Result<(), E> {
        self.connection.pragma_update(None, "secure_delete", true).map_err(StoreError::from)?;
        let folder = self.folder.clone();
        self.transact(|tx| {
            refuse(tx, &folder)?;
            let file = keep(&read(tx)?)?;
            let done = tx.execute_batch("DELETE FROM detached; DELETE FROM draft");
            done.map_err(StoreError::from)?;
            local::set_local(tx, SEALED, &format!("{UNFINISHED}{file}"))?;
            Ok(())
        })
    }

    /// Overwrites what deleted rows left on pages and in the log beside the database.
    ///
    /// # Errors
    /// `Locked` where another program still reads what was there before.
    pub fn scrub(&mut self) -> Result<(), StoreError> {
        self.connection.execute_batch("VACUUM")?;
        let busy: i64 = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 { Ok(()) } else { Err(StoreError::Locked(self.folder.clone())) }
    }

    /// Overwrites the traces of values that were erased here, by this laptop or by what was merged. Costs nothing where
    /// there are none.
    ///
    /// # Errors
    /// As `scrub`; the traces are remembered until it has worked.
    pub fn scrub_erased(&mut self) -> Result<(), StoreError> {
        if self.local(local::TRACES)?.is_none() {
            return Ok(());
        }
        self.scrub()?;
        self.transact(|tx| Ok(tx.execute("DELETE FROM local WHERE name = ?1", [local::TRACES]).map(drop)?))
    }

    /// Notes that nothing is left anywhere of what was sealed.
    pub fn finish_seal(&mut self) -> Result<(), StoreError> {
        let Some(seal) = self.seal()? else { return Ok(()) };
        self.transact(|tx| local::set_local(tx, SEALED, &seal.file))
    }

    /// Puts personal values back and takes the mark away, in one transaction.
    pub fn give_personal(&mut self, personal: &Personal) -> Result<(), StoreError> {
        self.transact(|tx| {
            for pair in &personal.values {
                put_detached(tx, pair)?;
            }
            for draft in &personal.drafts {
                tx.prepare_cached(
                    "INSERT OR IGNORE INTO draft (noun, key, field, text, wall_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![draft.noun, draft.key, draft.field, draft.text, draft.wall_ms])?;
            }
            tx.execute("DELETE FROM local WHERE name = ?1", [SEALED])?;
            Ok(())
        })
    }

    /// Forgets which device wrote here: what is written next begins a new one.
    pub fn forget_device(&mut self) -> Result<(), StoreError> {
        self.transact(|tx| Ok(tx.execute("DELETE FROM local WHERE name = 'device'", []).map(drop)?))
    }
}

fn read(tx: &Transaction<'_>) -> Result<Personal, StoreError> {
    let mut statement = tx.prepare("SELECT salt, value FROM detached ORDER BY hash")?;
    let values = statement.query_map([], |row| Ok(Detached { salt: row.get(0)?, value: row.get(1)? }))?;
    let values = values.collect::<Result<_, _>>()?;
    let mut statement = tx.prepare("SELECT noun, key, field, text, wall_ms FROM draft ORDER BY noun, key, field")?;
    let drafts = statement.query_map([], |row| {
        Ok(Draft { noun: row.get(0)?, key: row.get(1)?, field: row.get(2)?, text: row.get(3)?, wall_ms: row.get(4)? })
    })?;
    Ok(Personal { values, drafts: drafts.collect::<Result<_, _>>()? })
}
