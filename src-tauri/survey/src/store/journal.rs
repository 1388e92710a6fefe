//! The journal in SQL: what it holds, and handing it on.

use super::{Head, Provenance, Store, StoreError, trust};
use rusqlite::{OptionalExtension, params};
use tanfang_journal::file::ChainLink;
use tanfang_journal::{BlobRef, Cbor, Checkpoint, Detached, DeviceId, Dot, Hash, Rules, Sum, Verdict, Void, digest};

/// Says what this laptop holds of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeState {
    Applied,
    Held,
    Void(Void),
}

impl ChangeState {
    pub(super) fn code(self) -> i64 {
        match self {
            Self::Applied => 0,
            Self::Held => 1,
            Self::Void(Void::Lamport) => 2,
            Self::Void(Void::Chain) => 3,
            Self::Void(Void::NotEnrolled) => 4,
            Self::Void(Void::Revoked) => 5,
        }
    }

    pub(super) fn from_code(code: i64) -> Self {
        match code {
            0 => Self::Applied,
            1 => Self::Held,
            2 => Self::Void(Void::Lamport),
            4 => Self::Void(Void::NotEnrolled),
            5 => Self::Void(Void::Revoked),
            _ => Self::Void(Void::Chain),
        }
    }
}

impl From<Verdict> for ChangeState {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Applied => Self::Applied,
            Verdict::Held => Self::Held,
            Verdict::Void(why) => Self::Void(why),
        }
    }
}

/// Describes a change without its operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    pub hash: Hash,
    pub device: DeviceId,
    pub seq: i64,
    pub prev: Option<Hash>,
    pub lamport: i64,
    pub wall_ms: i64,
    pub offset_min: i64,
    pub author: String,
    pub visit: Option<String>,
    pub state: ChangeState,
}

/// Counts what is here of one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchCount {
    pub device: DeviceId,
    pub changes: u64,
    pub held: u64,
    pub void: u64,
    pub last_seq: i64,
    /// When the change with the greatest number was written, by its own clock.
    pub wall_ms: i64,
    pub offset_min: i64,
}

/// Says what became of the device's own chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Nothing of this device yet.
    None,
    /// One chain, ending here.
    Tip { seq: i64, hash: Hash },
    /// Two changes with one number: the device was copied and must not go on under this name.
    Forked,
}

/// Holds one applied operation: its name, whether it is a head, its value's canonical bytes and its reason.
pub type OpRow = (Dot, bool, Vec<u8>, Option<String>);

impl Store {
    /// Tells where a device's own chain ends.
    pub fn device_tip(&self, device: DeviceId) -> Result<Taken, StoreError> {
        tip_of(&self.connection, device)
    }

    /// Gives the device that made the survey, as this laptop was told when it began.
    pub fn root(&self) -> Result<Option<DeviceId>, StoreError> {
        trust::root(&self.connection)
    }

    /// Remembers which device made the survey.
    pub fn set_root(&mut self, device: DeviceId) -> Result<(), StoreError> {
        self.set_local(trust::ROOT, &device.to_string())
    }

    /// Finds the device that made the survey among the changes that are here.
    pub fn origin(&self) -> Result<Option<DeviceId>, StoreError> {
        trust::origin(&self.connection)
    }

    /// Gives who may write.
    pub fn rules(&self) -> Result<Rules, StoreError> {
        Ok(trust::Trust::load(&self.connection)?.rules)
    }

    /// Gives the numbers that devices gave to more than one change.
    pub fn forks(&self) -> Result<Vec<(DeviceId, i64)>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT device, min(seq) FROM fork GROUP BY device")?;
        let rows = statement.query_map([], |row| Ok((DeviceId(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Counts the changes of every device.
    pub fn branch_counts(&self) -> Result<Vec<BranchCount>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT device, count(*), sum(state = 1), sum(state > 1), max(seq), wall_ms, offset_min
             FROM change GROUP BY device ORDER BY device",
        )?;
        let rows = statement.query_map([], |row| {
            let count = |place: usize| row.get::<_, i64>(place).map(|count| count as u64);
            Ok(BranchCount {
                device: DeviceId(row.get(0)?),
                changes: count(1)?,
                held: count(2)?,
                void: count(3)?,
                last_seq: row.get(4)?,
                wall_ms: row.get(5)?,
                offset_min: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives number and hash of the newest change of a device that counts.
    pub fn newest_of(&self, device: DeviceId) -> Result<Option<(i64, Hash)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT seq, hash FROM change WHERE device = ?1 AND state = 0 ORDER BY seq DESC, hash LIMIT 1",
        )?;
        Ok(statement.query_row([&device.0[..]], |row| Ok((row.get(0)?, Hash(row.get(1)?)))).optional()?)
    }

    /// Gives the changes to which a device gave one number, as heads of no register, by rank.
    pub fn twins(&self, device: DeviceId, seq: i64) -> Result<Vec<Head>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT hash, author, wall_ms, offset_min, visit, lamport FROM change WHERE device = ?1 AND seq = ?2",
        )?;
        let rows = statement.query_map(params![&device.0[..], seq], |row| {
            let change = Hash(row.get(0)?);
            let by = Provenance {
                author: row.get(1)?,
                device,
                wall_ms: row.get(2)?,
                offset_min: row.get(3)?,
                visit: row.get(4)?,
                lamport: row.get(5)?,
                reason: None,
            };
            let dot = Dot { change: change.prefix(), index: 0 };
            Ok(Head { dot, change, value: Cbor::text(&change.to_string()), by, live: true })
        })?;
        let mut twins = rows.collect::<Result<Vec<_>, _>>()?;
        twins.sort_by_key(Head::rank);
        Ok(twins)
    }

    /// Gives when each branch of a forked device begins and ends by its own clock, in milliseconds, the earliest first.
    pub fn branch_spans(&self, device: DeviceId, seq: i64) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "WITH RECURSIVE branch (start, hash, wall_ms) AS (
                 SELECT hash, hash, wall_ms FROM change WHERE device = ?1 AND seq = ?2
                 UNION ALL
                 SELECT b.start, c.hash, c.wall_ms FROM branch AS b JOIN change AS c ON c.prev = b.hash
                 WHERE c.device = ?1
             )
             SELECT min(wall_ms), max(wall_ms) FROM branch GROUP BY start ORDER BY 1",
        )?;
        let rows = statement.query_map(params![&device.0[..], seq], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Tells whether a value or file was taken out for good.
    pub fn is_erased(&self, hash: &Hash) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT 1 FROM erased WHERE hash = ?1")?;
        Ok(statement.exists([&hash.0[..]])?)
    }

    /// Tells whether a change is known, in whatever state.
    pub fn knows(&self, hash: &Hash) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT 1 FROM change WHERE hash = ?1")?;
        Ok(statement.exists([&hash.0[..]])?)
    }

    /// Gives the digest of what the survey holds.
    pub fn digest(&self) -> Result<Hash, StoreError> {
        let sum: [u8; 32] = self.connection.query_row("SELECT sum FROM journal", [], |row| row.get(0))?;
        let mut tips: Vec<_> = self.applied_tips()?.into_iter().map(|(device, _, hash)| (device, hash)).collect();
        Ok(digest(&mut tips, Sum::from_bytes(&sum)))
    }

    /// Gives all changes, in the order in which they came to this laptop.
    pub fn changes(&self) -> Result<Vec<ChangeRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT hash, device, seq, prev, lamport, wall_ms, offset_min, author, visit, state FROM change ORDER BY id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(ChangeRow {
                hash: Hash(row.get(0)?),
                device: DeviceId(row.get(1)?),
                seq: row.get(2)?,
                prev: row.get::<_, Option<[u8; 32]>>(3)?.map(Hash),
                lamport: row.get(4)?,
                wall_ms: row.get(5)?,
                offset_min: row.get(6)?,
                author: row.get(7)?,
                visit: row.get(8)?,
                state: ChangeState::from_code(row.get(9)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives every applied operation as (dot, live, value, reason), by dot.
    pub fn ops(&self) -> Result<Vec<OpRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.hash, o.idx, o.head, o.value, o.reason FROM op AS o JOIN change AS c ON c.id = o.change
             ORDER BY c.hash, o.idx",
        )?;
        let rows = statement.query_map([], |row| {
            let dot = Dot { change: Hash(row.get(0)?).prefix(), index: row.get(1)? };
            Ok((dot, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub fn change_count(&self) -> Result<u64, StoreError> {
        let count: i64 = self.connection.query_row("SELECT count(*) FROM change", [], |row| row.get(0))?;
        Ok(count as u64)
    }

    /// Places every change in its device's chain, held and void ones too.
    pub fn links(&self) -> Result<Vec<ChainLink>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT device, seq, hash, prev FROM change")?;
        let rows = statement.query_map([], |row| {
            Ok(ChainLink {
                device: DeviceId(row.get(0)?),
                seq: row.get(1)?,
                hash: Hash(row.get(2)?),
                prev: row.get::<_, Option<[u8; 32]>>(3)?.map(Hash),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives the applied changes that say why something was written, as decisions do.
    pub fn reasoned(&self) -> Result<Vec<Hash>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT c.hash FROM op AS o JOIN change AS c ON c.id = o.change
             WHERE o.reason IS NOT NULL AND c.state = 0",
        )?;
        let rows = statement.query_map([], |row| row.get(0).map(Hash))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives the canonical bytes of a change.
    pub fn change_bytes(&self, hash: &Hash) -> Result<Vec<u8>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT b.bytes FROM change AS c JOIN change_body AS b ON b.change = c.id WHERE c.hash = ?1",
        )?;
        Ok(statement.query_row([&hash.0[..]], |row| row.get(0))?)
    }

    /// Calls `each` with the canonical bytes of every change, in the order in which they came.
    pub fn each_change<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(Vec<u8>, Hash) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = "SELECT b.bytes, c.hash FROM change AS c JOIN change_body AS b ON b.change = c.id ORDER BY c.id";
        let mut statement = self.connection.prepare_cached(sql).map_err(StoreError::from)?;
        let mut rows = statement.query([]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let bytes = row.get(0).map_err(StoreError::from)?;
            each(bytes, Hash(row.get(1).map_err(StoreError::from)?))?;
        }
        Ok(())
    }

    pub fn checkpoints(&self) -> Result<Vec<Checkpoint>, StoreError> {
        let sql = "SELECT key, seq, hash, signature FROM checkpoint ORDER BY key, seq, hash";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(Checkpoint { key: row.get(0)?, seq: row.get(1)?, hash: Hash(row.get(2)?), signature: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives every file that applied operations point to.
    pub fn blob_refs(&self) -> Result<Vec<BlobRef>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT hash, ext, size FROM blob WHERE hash NOT IN (SELECT hash FROM erased) ORDER BY hash, ext",
        )?;
        let rows = statement.query_map([], |row| {
            let size: i64 = row.get(2)?;
            Ok(BlobRef { hash: Hash(row.get(0)?), ext: row.get(1)?, size: size as u64 })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives the files that were taken out for good.
    pub fn erased_blobs(&self) -> Result<Vec<BlobRef>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT b.hash, b.ext, b.size FROM erased AS e JOIN blob AS b ON b.hash = e.hash")?;
        let rows = statement.query_map([], |row| {
            let size: i64 = row.get(2)?;
            Ok(BlobRef { hash: Hash(row.get(0)?), ext: row.get(1)?, size: size as u64 })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives the changes of a person that count, the newest first.
    pub fn changes_by(&self, author: &str) -> Result<Vec<Hash>, StoreError> {
        let sql = "SELECT hash FROM change WHERE author = ?1 AND state = 0 ORDER BY id DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([author], |row| row.get(0).map(Hash))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives the applied change that a dot belongs to.
    pub fn change_of(&self, dot: Dot) -> Result<Option<Hash>, StoreError> {
        let Some(id) = super::register::change_of(&self.connection, dot)? else { return Ok(None) };
        let mut statement = self.connection.prepare_cached("SELECT hash FROM change WHERE id = ?1")?;
        Ok(Some(statement.query_row([id], |row| row.get(0).map(Hash))?))
    }

    /// Gives the fields in which a thing ever had a value.
    pub fn fields_of(&self, noun: &str, key: &str) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT field FROM register WHERE noun = ?1 AND key = ?2 ORDER BY field";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([noun, key], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives the nouns that have a thing of this key.
    pub fn nouns_of(&self, key: &str) -> Result<Vec<String>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT DISTINCT noun FROM register WHERE key = ?1 ORDER BY noun")?;
        let rows = statement.query_map([key], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Tells whether any known change points to this file.
    pub fn has_blob_ref(&self, blob: &BlobRef) -> Result<bool, StoreError> {
        has_blob_ref(&self.connection, blob)
    }

    /// Gives the names of all detached values that are here.
    pub fn detached_hashes(&self) -> Result<Vec<Hash>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT hash FROM detached ORDER BY hash")?;
        let rows = statement.query_map([], |row| Ok(Hash(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives a detached value; none where it was erased or never came.
    pub fn detached(&self, hash: &Hash) -> Result<Option<Detached>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT salt, value FROM detached WHERE hash = ?1")?;
        let found = statement
            .query_row([&hash.0[..]], |row| Ok(Detached { salt: row.get(0)?, value: row.get(1)? }))
            .optional()?;
        Ok(found)
    }
}

pub(super) fn has_blob_ref(connection: &rusqlite::Connection, blob: &BlobRef) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM blob WHERE hash = ?1 AND ext = ?2 AND size = ?3 AND hash NOT IN (SELECT hash FROM erased)",
    )?;
    Ok(statement.exists(params![&blob.hash.0[..], blob.ext, blob.size as i64])?)
}

pub(super) fn tip_of(connection: &rusqlite::Connection, device: DeviceId) -> Result<Taken, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT seq, hash, state FROM change WHERE device = ?1 AND tip = 1 LIMIT 2")?;
    let tips = statement
        .query_map([&device.0[..]], |row| Ok((row.get(0)?, Hash(row.get(1)?), row.get::<_, i64>(2)?)))?
        .collect::<Result<Vec<(i64, Hash, i64)>, _>>()?;
    Ok(match tips.as_slice() {
        [] => Taken::None,
        [(seq, hash, 0)] => Taken::Tip { seq: *seq, hash: *hash },
        // Held or void ends of an own chain come from a copy of this device as well.
        _ => Taken::Forked,
    })
}
