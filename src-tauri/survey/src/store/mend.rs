//! Saving what can be read of a damaged database: the changes, and what stands in no change.

use super::{Store, StoreError, register};
use rusqlite::{OptionalExtension, params_from_iter};
use std::collections::BTreeSet;
use tanfang_journal::{Cbor, Detached, Dot, Hash, Sealed};

/// Tables whose rows follow from the changes and are made anew.
const DERIVED: &[&str] =
    &["journal", "change", "change_body", "op", "register", "waiting", "blob", "dead", "fork", "claim", "erased"];

/// Holds one stored change as it was found.
#[derive(Debug)]
pub enum Found {
    Whole {
        id: i64,
        sealed: Box<Sealed>,
    },
    /// Bytes that are no change, or not the one under whose hash they lie, or none at all.
    Broken {
        id: i64,
        hash: Option<Hash>,
        bytes: Vec<u8>,
    },
}

/// Says what could not be carried over into a fresh database.
#[derive(Debug, Default)]
pub struct Unsaved {
    /// Stored changes that are none: place, the hash they were filed under, and the bytes.
    pub changes: Vec<(i64, Option<Hash>, Vec<u8>)>,
    /// Rows that could not be read, or hold a signature or a personal value that is false, by table.
    pub rows: Vec<(String, u64)>,
}

/// Names one operation that waits for a predecessor: the dot, and the register it would be taken out of.
pub type Waiting = (Dot, register::Name);

impl Store {
    /// Calls `each` with every stored change in the order in which they came, readable or not.
    pub fn each_found(&self, mut each: impl FnMut(Found) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let greatest = |sql: &str| self.connection.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
        let by_row = greatest("SELECT max(id) FROM change");
        let last = match (by_row, greatest("SELECT max(change) FROM change_body")) {
            (Ok(a), Ok(b)) => a.max(b),
            (Ok(one), Err(_)) | (Err(_), Ok(one)) => one,
            (Err(error), Err(_)) => return Err(error.into()),
        };
        for id in 1..=last.unwrap_or(0) {
            // A page that cannot be read costs what stands on it, not the rest.
            let hash = self.column::<[u8; 32]>("SELECT hash FROM change WHERE id = ?1", id);
            let bytes = self.column::<Vec<u8>>("SELECT bytes FROM change_body WHERE change = ?1", id);
            if matches!((&hash, &bytes), (Ok(None), Ok(None))) {
                continue;
            }
            let hash = hash.ok().flatten().map(Hash);
            let bytes = bytes.ok().flatten().unwrap_or_default();
            let found = match Sealed::decode(&bytes) {
                Ok(sealed) if sealed.change.survey == self.survey && self.is_named(hash, &sealed)? => {
                    Found::Whole { id, sealed: Box::new(sealed) }
                }
                _ => Found::Broken { id, hash, bytes },
            };
            each(found)?;
        }
        Ok(())
    }

    fn column<T: rusqlite::types::FromSql>(&self, sql: &str, id: i64) -> rusqlite::Result<Option<T>> {
        self.connection.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()
    }

    /// Tells whether something besides its own bytes vouches for a change: its row, a later change, or a signature.
    fn is_named(&self, hash: Option<Hash>, sealed: &Sealed) -> Result<bool, StoreError> {
        if let Some(hash) = hash {
            return Ok(hash == sealed.hash);
        }
        let sql = "SELECT 1 FROM change WHERE prev = ?1 UNION ALL SELECT 1 FROM checkpoint WHERE hash = ?1";
        Ok(self.connection.prepare_cached(sql)?.exists([&sealed.hash.0[..]]).unwrap_or(false))
    }

    /// Makes a fresh database in memory from everything that can be read, and says what cannot.
    pub fn salvage(&self) -> Result<(Self, Unsaved), StoreError> {
        let mut fresh = Self::in_memory(self.survey)?;
        let mut unsaved = Unsaved::default();
        for table in fresh.kept_tables()? {
            let lost = self.carry(&table, &fresh)? + fresh.drop_false(&table)?;
            if lost > 0 {
                unsaved.rows.push((table, lost));
            }
        }
        let mut places = Vec::new();
        fresh.ingest(true, |ingest| {
            self.each_found(|found| match found {
                Found::Whole { id, sealed } => {
                    places.push((id, sealed.hash));
                    ingest.take(&sealed).map(drop)
                }
                Found::Broken { id, hash, bytes } => {
                    unsaved.changes.push((id, hash, bytes));
                    Ok(())
                }
            })
        })?;
        fresh.place_merges(&places)?;
        Ok((fresh, unsaved))
    }

    /// Lets each merged file name its changes by the places they have here. `places`: those they had, ascending.
    fn place_merges(&self, places: &[(i64, Hash)]) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare("SELECT id, first, last FROM merge")?;
        let merges = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        for (merge, first, last) in merges.collect::<Result<Vec<(i64, i64, i64)>, _>>()? {
            let mut brought = places.iter().filter(|(id, _)| (first..=last).contains(id)).map(|(_, hash)| hash);
            let now = |hash: Option<&Hash>| {
                let hash = hash.map_or([0; 32], |hash| hash.0);
                let mut statement = self.connection.prepare_cached("SELECT id FROM change WHERE hash = ?1")?;
                Ok::<_, StoreError>(statement.query_row([&hash[..]], |row| row.get::<_, i64>(0)).optional()?)
            };
            match (now(brought.clone().next())?, now(brought.next_back())?) {
                (Some(first), Some(last)) => {
                    let sql = "UPDATE merge SET first = ?2, last = ?3 WHERE id = ?1";
                    self.connection.execute(sql, [merge, first, last])?;
                }
                _ => drop(self.connection.execute("DELETE FROM merge WHERE id = ?1", [merge])?),
            }
        }
        Ok(())
    }

    fn kept_tables(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
        let mut statement = self.connection.prepare(sql)?;
        let names = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        Ok(names.into_iter().filter(|name| !DERIVED.contains(&name.as_str())).collect())
    }

    /// Copies the rows of one table as far as they can be read; gives 1 where it broke off.
    fn carry(&self, table: &str, fresh: &Self) -> Result<u64, StoreError> {
        let Ok(mut all) = self.connection.prepare(&format!("SELECT * FROM \"{table}\"")) else { return Ok(1) };
        let names: Vec<String> = all.column_names().map(|name| format!("\"{name}\"")).collect();
        let places: Vec<String> = (1..=names.len()).map(|n| format!("?{n}")).collect();
        let sql = format!("INSERT OR IGNORE INTO \"{table}\" ({}) VALUES ({})", names.join(", "), places.join(", "));
        let mut insert = fresh.connection.prepare(&sql)?;
        let mut rows = all.query([])?;
        loop {
            match rows.next() {
                Ok(None) => return Ok(0),
                Ok(Some(row)) => {
                    let values: Result<Vec<rusqlite::types::Value>, _> = (0..names.len()).map(|n| row.get(n)).collect();
                    insert.execute(params_from_iter(values?))?;
                }
                Err(_) => return Ok(1),
            }
        }
    }

    /// Takes out what proves itself false: signatures that fit nothing, personal values that are not what they are named.
    fn drop_false(&self, table: &str) -> Result<u64, StoreError> {
        let mut dropped = 0;
        match table {
            "checkpoint" => {
                for checkpoint in self.checkpoints()?.iter().filter(|checkpoint| !checkpoint.is_genuine(self.survey)) {
                    let sql = "DELETE FROM checkpoint WHERE hash = ?1 AND key = ?2";
                    dropped += self.connection.execute(sql, [&checkpoint.hash.0[..], &checkpoint.key[..]])?;
                }
            }
            "detached" => {
                for hash in self.false_detached()? {
                    dropped += self.connection.execute("DELETE FROM detached WHERE hash = ?1", [&hash.0[..]])?;
                }
            }
            _ => {}
        }
        Ok(dropped as u64)
    }

    /// Gives the names under which a personal value lies that has another hash.
    pub fn false_detached(&self) -> Result<Vec<Hash>, StoreError> {
        let mut statement = self.connection.prepare("SELECT hash, salt, value FROM detached")?;
        let rows = statement.query_map([], |row| {
            let pair = row.get(1).and_then(|salt| Ok(Detached { salt, value: row.get(2)? }));
            let hash = row.get(0).map(Hash)?;
            Ok((pair.is_ok_and(|pair| pair.hash() == hash), hash))
        })?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        Ok(rows.into_iter().filter_map(|(whole, hash)| (!whole).then_some(hash)).collect())
    }

    /// Gives every applied operation whose value is a personal one beside the journal: its noun and key, whether this
    /// folder's own device wrote it, and the name of the value.
    pub fn detached_named(&self) -> Result<Vec<(String, String, bool, Hash)>, StoreError> {
        // The head of the array, and the text `detached` in it.
        let sql = "SELECT r.noun, r.key, hex(c.device) = upper(coalesce(l.value, '')), o.value
                   FROM op AS o JOIN register AS r ON r.id = o.register JOIN change AS c ON c.id = o.change
                   LEFT JOIN local AS l ON l.name = 'device'
                   WHERE substr(o.value, 1, 10) = x'82686465746163686564'";
        let mut statement = self.connection.prepare(sql)?;
        let rows =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, Vec<u8>>(3)?)))?;
        let rows = rows.collect::<Result<Vec<(String, String, bool, Vec<u8>)>, _>>()?;
        let name = |value: &[u8]| Detached::hash_in(&Cbor::decode(value).ok()?);
        Ok(rows.into_iter().filter_map(|(noun, key, own, value)| Some((noun, key, own, name(&value)?))).collect())
    }

    /// Names everything else that follows from the changes: what is deleted, forked, ruled and erased.
    pub fn derived(&self) -> Result<BTreeSet<(String, String)>, StoreError> {
        let sql = "SELECT 'dead', noun || ' ' || key FROM dead UNION ALL SELECT 'fork', hex(device) || seq FROM fork
                   UNION ALL SELECT 'erased', hex(hash) FROM erased
                   UNION ALL SELECT 'claim', coalesce(hex(c.hash), k.change) FROM claim AS k LEFT JOIN change AS c ON c.id = k.change";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives the predecessors that were named before they were known, sorted.
    pub fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        let sql =
            "SELECT w.dot, w.idx, r.noun, r.key, r.field FROM waiting AS w JOIN register AS r ON r.id = w.register
                   ORDER BY w.dot, w.idx, r.noun, r.key, r.field";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            let dot = Dot { change: row.get(0)?, index: row.get(1)? };
            Ok((dot, register::Name { noun: row.get(2)?, key: row.get(3)?, field: row.get(4)? }))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps a signature of an own branch that had lost its own.
    pub fn keep_checkpoint(&mut self, checkpoint: &tanfang_journal::Checkpoint) -> Result<(), StoreError> {
        self.ingest(true, |ingest| ingest.take_checkpoint(checkpoint)).map(drop)
    }

    /// Does to the tables what a bad disk would.
    #[cfg(test)]
    pub fn spoil(&self, sql: &str) {
        self.connection.execute_batch(sql).unwrap();
    }
}
