//! Making the projection anew from the changes, and taking a merged file back.

use super::ingest::Ingest;
use super::trust::Trust;
use super::{Store, StoreError};
use rusqlite::{OptionalExtension, Transaction, params};
use tanfang_journal::{DeviceId, Hash, Sealed, SurveyId};

/// Describes a file that was merged here and can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeRow {
    pub id: i64,
    /// Name of the file, without its folder.
    pub name: String,
    pub carrier: DeviceId,
    pub wall_ms: i64,
    pub offset_min: i64,
    /// How many changes it brought.
    pub changes: u64,
}

/// A file that is being merged, and the first id that a change of it gets.
#[derive(Debug)]
pub(super) struct Merging {
    name: String,
    carrier: DeviceId,
    wall_ms: i64,
    offset_min: i64,
    first: i64,
}

impl Merging {
    pub fn begin(
        tx: &Transaction<'_>,
        name: &str,
        carrier: DeviceId,
        wall_ms: i64,
        offset_min: i64,
    ) -> Result<Self, StoreError> {
        let first = tx.query_row("SELECT coalesce(max(id), 0) + 1 FROM change", [], |row| row.get(0))?;
        Ok(Self { name: name.to_owned(), carrier, wall_ms, offset_min, first })
    }

    /// Notes the file that brought changes, so that it can be taken back; gives the number of the note.
    pub fn note(&self, tx: &Transaction<'_>) -> Result<i64, StoreError> {
        tx.execute(
            "INSERT INTO merge (name, carrier, wall_ms, offset_min, first, last)
             VALUES (?1, ?2, ?3, ?4, ?5, (SELECT max(id) FROM change))",
            params![self.name, &self.carrier.0[..], self.wall_ms, self.offset_min, self.first],
        )?;
        let merge = tx.last_insert_rowid();
        // What was taken back or left out before and came again is no longer aside.
        tx.execute("DELETE FROM aside WHERE EXISTS (SELECT 1 FROM change AS c WHERE c.hash = aside.hash)", [])?;
        Ok(merge)
    }
}

/// Rebuilds a journal in memory from its bytes alone.
///
/// # Errors
/// Bytes that are no change, or another hash than the one they are filed under.
pub fn rebuild(store: &Store, survey: SurveyId) -> Result<Store, StoreError> {
    let mut fresh = Store::in_memory(survey)?;
    if let Some(root) = store.root()? {
        fresh.set_root(root)?;
    }
    fresh.ingest(true, |ingest| {
        store.each_change(|bytes, hash| {
            let sealed = Sealed::decode(&bytes).map_err(|e| StoreError::Damaged(format!("{hash}: {e}")))?;
            if sealed.hash != hash {
                return Err(StoreError::Damaged(format!("{hash}: the content has another hash")));
            }
            ingest.take(&sealed).map(drop)
        })
    })?;
    Ok(fresh)
}

impl Store {
    /// Makes everything that follows from the changes anew, in one transaction.
    pub fn rebuild_in_place(&mut self) -> Result<(), StoreError> {
        self.write(anew)
    }

    /// Lists the merged files that can be taken back, the latest first.
    pub fn merges(&self) -> Result<Vec<MergeRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, carrier, wall_ms, offset_min, last - first + 1 FROM merge ORDER BY id DESC",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(MergeRow {
                id: row.get(0)?,
                name: row.get(1)?,
                carrier: DeviceId(row.get(2)?),
                wall_ms: row.get(3)?,
                offset_min: row.get(4)?,
                changes: row.get::<_, i64>(5)? as u64,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Sets aside what a merged file brought, until it is merged again: not applied, not handed on, not in the digest.
    ///
    /// # Errors
    /// `MergeUsed` where this laptop (`own`) has meanwhile written over something that the file brought.
    pub fn set_aside(&mut self, merge: i64, own: Option<DeviceId>) -> Result<u64, StoreError> {
        self.write(|tx| {
            let range = tx
                .prepare_cached("SELECT first, last FROM merge WHERE id = ?1")?
                .query_row([merge], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((first, last)): Option<(i64, i64)> = range else { return Err(StoreError::UnknownMerge) };
            if let Some(own) = own {
                refuse_used(tx, first, last, own)?;
            }
            let moved = tx.execute(
                "INSERT OR REPLACE INTO aside (hash, bytes)
                 SELECT c.hash, b.bytes FROM change AS c JOIN change_body AS b ON b.change = c.id
                 WHERE c.id BETWEEN ?1 AND ?2",
                [first, last],
            )?;
            tx.execute("DELETE FROM change_body WHERE change BETWEEN ?1 AND ?2", [first, last])?;
            tx.execute("DELETE FROM change WHERE id BETWEEN ?1 AND ?2", [first, last])?;
            tx.execute(
                "INSERT OR IGNORE INTO checkpoint (hash, key, seq, signature)
                 SELECT hash, key, seq, signature FROM superseded WHERE merge = ?1",
                [merge],
            )?;
            tx.execute("DELETE FROM superseded WHERE merge = ?1", [merge])?;
            tx.execute("DELETE FROM merge WHERE id = ?1", [merge])?;
            tx.execute("DELETE FROM checkpoint WHERE hash NOT IN (SELECT hash FROM change)", [])?;
            anew(tx)?;
            Ok(moved as u64)
        })
    }

    /// Counts the changes that are set aside.
    pub fn aside_count(&self) -> Result<u64, StoreError> {
        Ok(self.connection.query_row("SELECT count(*) FROM aside", [], |row| row.get::<_, i64>(0))? as u64)
    }
}

/// Refuses where an own change written since names something between the two ids.
fn refuse_used(tx: &Transaction<'_>, first: i64, last: i64, own: DeviceId) -> Result<(), StoreError> {
    let mut statement = tx.prepare(
        "SELECT b.bytes FROM change AS c JOIN change_body AS b ON b.change = c.id
         WHERE c.device = ?1 AND c.id > ?2",
    )?;
    let mut rows = statement.query(params![&own.0[..], last])?;
    while let Some(row) = rows.next()? {
        let sealed = Sealed::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)
            .map_err(|error| StoreError::Damaged(error.to_string()))?;
        for pred in sealed.change.ops.iter().flat_map(|op| &op.preds) {
            let named = super::register::change_of(tx, *pred)?;
            if named.is_some_and(|id| (first..=last).contains(&id)) {
                return Err(StoreError::MergeUsed);
            }
        }
    }
    let own_came = "SELECT 1 FROM change WHERE device = ?1 AND id BETWEEN ?2 AND ?3";
    if tx.prepare(own_came)?.exists(params![&own.0[..], first, last])? {
        return Err(StoreError::MergeUsed);
    }
    Ok(())
}

/// Clears what follows from the changes and makes it again, with the rules that hold now.
pub(super) fn anew(tx: &Transaction<'_>) -> Result<(), StoreError> {
    let mut statement = tx.prepare("SELECT id, hash FROM change ORDER BY id")?;
    let all = statement.query_map([], |row| Ok((row.get(0)?, Hash(row.get(1)?))))?;
    let all: Vec<(i64, Hash)> = all.collect::<Result<_, _>>()?;
    let mut trust = Trust::load(tx)?;
    loop {
        clear(tx)?;
        let mut ingest = Ingest::with(tx, trust);
        for (id, hash) in &all {
            let sealed = body(tx, *id, *hash)?;
            // Also of those that the one before them has released already.
            ingest.want_blobs(&sealed)?;
            if tx.prepare_cached("SELECT 1 FROM change WHERE id = ?1 AND state = 1")?.exists([id])? {
                ingest.judge_again(*id, &sealed)?;
            }
        }
        ingest.settle_registers()?;
        // What is claimed does not depend on who is believed: the second round is always the last.
        trust = Trust::load(tx)?;
        if !trust.disagrees_with_any(tx)? {
            return Ok(());
        }
    }
}

fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    for table in ["op", "waiting", "register", "blob", "dead", "fork", "erased", "claim"] {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    tx.execute("UPDATE journal SET sum = zeroblob(32), lamport = 0", [])?;
    tx.execute(
        "UPDATE change SET state = 1, applied_tip = 0, tip = NOT EXISTS
         (SELECT 1 FROM change AS n WHERE n.prev = change.hash AND n.device = change.device)",
        [],
    )?;
    tx.execute(
        "INSERT INTO fork (device, seq) SELECT device, seq FROM change GROUP BY device, seq HAVING count(*) > 1",
        [],
    )?;
    Ok(())
}

fn body(tx: &Transaction<'_>, id: i64, hash: Hash) -> Result<Sealed, StoreError> {
    let bytes: Vec<u8> =
        tx.prepare_cached("SELECT bytes FROM change_body WHERE change = ?1")?.query_row([id], |row| row.get(0))?;
    let sealed = Sealed::decode(&bytes).map_err(|e| StoreError::Damaged(format!("{hash}: {e}")))?;
    if sealed.hash == hash { Ok(sealed) } else { Err(StoreError::Damaged(format!("{hash}: another content"))) }
}
