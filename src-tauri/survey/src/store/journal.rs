//! The journal in SQL: taking changes in, writing own ones, and handing all of them on.

use super::{Store, StoreError, draft, register};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::BTreeSet;
use tanfang_journal::file::{ChainLink, MOST_ITEMS};
use tanfang_journal::{
    BlobRef, Cbor, Change, Checkpoint, Detached, DeviceId, DeviceKey, Dot, Hash, LAMPORT_LIMIT, LONGEST_CHANGE, Link,
    Op, Sealed, Sum, SurveyId, Verdict, Void, digest, judge, nfc,
};

/// Says what this laptop holds of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeState {
    Applied,
    Held,
    Void(Void),
}

impl ChangeState {
    fn code(self) -> i64 {
        match self {
            Self::Applied => 0,
            Self::Held => 1,
            Self::Void(Void::Lamport) => 2,
            Self::Void(Void::Chain) => 3,
        }
    }

    fn from_code(code: i64) -> Self {
        match code {
            0 => Self::Applied,
            1 => Self::Held,
            2 => Self::Void(Void::Lamport),
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

/// Says what an own operation replaces.
#[derive(Clone, Debug)]
pub enum Preds {
    /// Exactly what the person saw.
    Seen(Vec<Dot>),
    /// The heads at the time of writing; refused where they differ.
    Current,
    /// All heads at the time of writing, differing or not: for a resolution.
    All,
}

/// Asks for one value in one register.
#[derive(Clone, Debug)]
pub struct NewOp {
    pub noun: String,
    pub key: String,
    pub field: String,
    pub value: Cbor,
    pub preds: Preds,
    pub reason: Option<String>,
}

/// Asks for one own change.
#[derive(Debug)]
pub struct NewChange<'a> {
    pub key: &'a DeviceKey,
    pub author: &'a str,
    pub visit: Option<&'a str>,
    pub app: &'a str,
    pub wall_ms: i64,
    pub offset_min: i64,
    pub ops: Vec<NewOp>,
    /// Presents device and person; written only together with something else.
    pub introduction: Vec<NewOp>,
    pub detached: Vec<Detached>,
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

/// Counts what taking changes in did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub new_changes: usize,
    pub known_changes: usize,
    /// Registers whose heads differ now and did not before.
    pub new_conflicts: usize,
}

/// Holds one applied operation: its name, whether it is a head, its value's canonical bytes and its reason.
pub type OpRow = (Dot, bool, Vec<u8>, Option<String>);

impl Store {
    /// Writes one own change; gives none where every operation would repeat what its author already said.
    ///
    /// # Errors
    /// `InConflict` where `Preds::Current` meets differing heads, `UnknownSeen` for a dot of another register.
    pub fn append(&mut self, new: NewChange<'_>) -> Result<Option<Sealed>, StoreError> {
        let survey = self.survey;
        self.write(|tx| {
            let mut ops = Vec::with_capacity(new.ops.len() + new.introduction.len());
            for asked in new.ops {
                ops.extend(resolve(tx, asked, new.author)?);
            }
            if ops.is_empty() {
                return Ok(None);
            }
            for asked in new.introduction {
                ops.extend(resolve(tx, asked, new.author)?);
            }
            let device = new.key.device();
            let (seq, prev) = match tip_of(tx, device)? {
                Taken::None => (1, None),
                Taken::Tip { seq, hash } => (seq + 1, Some(hash)),
                Taken::Forked => return Err(StoreError::ForkedDevice),
            };
            let lamport: i64 = tx.prepare_cached("SELECT lamport FROM journal")?.query_row([], |row| row.get(0))?;
            let sealed = Change {
                survey,
                device,
                seq,
                prev,
                // The limit is out of reach by honest work; a hostile change must not push ours beyond it.
                lamport: (lamport + 1).min(LAMPORT_LIMIT - 1),
                wall_ms: new.wall_ms,
                offset_min: new.offset_min,
                author: new.author.to_owned(),
                visit: new.visit.map(str::to_owned),
                app: new.app.to_owned(),
                schema: super::SCHEMA,
                ops,
            }
            .seal();
            if sealed.bytes.len() > LONGEST_CHANGE || items(&sealed.change.ops) > MOST_ITEMS {
                return Err(StoreError::TooLong);
            }
            for pair in &new.detached {
                put_detached(tx, pair)?;
            }
            let mut ingest = Ingest::new(tx);
            ingest.take(&sealed)?;
            ingest.settle()?;
            let applied = "SELECT 1 FROM change WHERE hash = ?1 AND state = 0";
            if !tx.prepare_cached(applied)?.exists([&sealed.hash.0[..]])? {
                return Err(StoreError::Damaged(format!("own change {seq} does not continue its chain")));
            }
            if let Some(prev) = prev {
                tx.prepare_cached("DELETE FROM checkpoint WHERE hash = ?1")?.execute([&prev.0[..]])?;
            }
            put_checkpoint(tx, &new.key.checkpoint(survey, seq, sealed.hash))?;
            Ok(Some(sealed))
        })
    }

    /// Takes changes of others in, in one transaction; with `keep` false everything is only tried.
    pub fn ingest<T, E: From<StoreError>>(
        &mut self,
        keep: bool,
        work: impl FnOnce(&mut Ingest<'_, '_>) -> Result<T, E>,
    ) -> Result<(T, Counts), E> {
        if self.read_only {
            return Err(StoreError::ReadOnly(self.folder.clone()).into());
        }
        let folder = self.folder.clone();
        let named = |error: rusqlite::Error| E::from(StoreError::from(error).of_folder(&folder));
        let immediate = rusqlite::TransactionBehavior::Immediate;
        let tx = self.connection.transaction_with_behavior(immediate).map_err(named)?;
        let mut ingest = Ingest::new(&tx);
        let result = work(&mut ingest)?;
        let counts = ingest.settle()?;
        if keep {
            tx.commit().map_err(named)?;
        }
        Ok((result, counts))
    }

    /// Tells where a device's own chain ends.
    pub fn device_tip(&self, device: DeviceId) -> Result<Taken, StoreError> {
        tip_of(&self.connection, device)
    }

    /// Tells whether a change is known, in whatever state.
    pub fn knows(&self, hash: &Hash) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT 1 FROM change WHERE hash = ?1")?;
        Ok(statement.exists([&hash.0[..]])?)
    }

    /// Gives the digest of what the survey holds.
    pub fn digest(&self) -> Result<Hash, StoreError> {
        let sum: [u8; 32] = self.connection.query_row("SELECT sum FROM journal", [], |row| row.get(0))?;
        let mut statement = self.connection.prepare_cached("SELECT device, hash FROM change WHERE applied_tip = 1")?;
        let tips = statement.query_map([], |row| Ok((DeviceId(row.get(0)?), Hash(row.get(1)?))))?;
        let mut tips = tips.collect::<Result<Vec<_>, _>>()?;
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
        let mut statement = self.connection.prepare_cached("SELECT hash, ext, size FROM blob ORDER BY hash, ext")?;
        let rows = statement.query_map([], |row| {
            let size: i64 = row.get(2)?;
            Ok(BlobRef { hash: Hash(row.get(0)?), ext: row.get(1)?, size: size as u64 })
        })?;
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

/// Counts what a reader of the change has to count: arrays, texts and numbers, generously.
fn items(ops: &[Op]) -> usize {
    ops.iter().map(|op| 16 + 3 * op.preds.len() + op.value.items()).sum()
}

/// Turns what was asked into an operation; `None` where its author already says the same.
fn resolve(tx: &Transaction<'_>, asked: NewOp, author: &str) -> Result<Option<Op>, StoreError> {
    let NewOp { noun, key, field, value, preds, reason } = asked;
    // One form of each text: names that look alike are one register on every laptop.
    let [noun, key, field] = [noun, key, field].map(|text| nfc(&text));
    let reason = reason.map(|text| nfc(&text));
    draft::clear(tx, &noun, &key, &field)?;
    let heads = register::heads(tx, &noun, &key, &field)?;
    let mut seen: Vec<Dot> = match preds {
        Preds::Seen(dots) => {
            for dot in &dots {
                if !register::has_op(tx, &noun, &key, &field, *dot)? {
                    return Err(StoreError::UnknownSeen(*dot));
                }
            }
            dots
        }
        Preds::Current if heads.iter().any(|head| head.value != heads[0].value) => {
            return Err(StoreError::InConflict { noun, key, field });
        }
        Preds::Current | Preds::All => heads.iter().map(|head| head.dot).collect(),
    };
    seen.sort_unstable();
    seen.dedup();
    let same = |head: &register::Head| head.value == value && head.by.reason == reason;
    let settled = !heads.is_empty() && heads.iter().all(&same);
    if settled && heads.iter().any(|head| head.by.author == author) {
        return Ok(None);
    }
    // An empty value in a register that never held one says nothing.
    if heads.is_empty() && value == Cbor::Null {
        return Ok(None);
    }
    Ok(Some(Op { noun, key, field, value, preds: seen, reason }))
}

fn tip_of(connection: &rusqlite::Connection, device: DeviceId) -> Result<Taken, StoreError> {
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

fn put_checkpoint(tx: &Transaction<'_>, checkpoint: &Checkpoint) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT OR IGNORE INTO checkpoint (hash, seq, key, signature) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![&checkpoint.hash.0[..], checkpoint.seq, &checkpoint.key[..], &checkpoint.signature[..]])?;
    Ok(())
}

fn put_detached(tx: &Transaction<'_>, pair: &Detached) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT OR IGNORE INTO detached (hash, salt, value) VALUES (?1, ?2, ?3)")?.execute(params![
        &pair.hash().0[..],
        &pair.salt[..],
        pair.value
    ])?;
    Ok(())
}

fn has_blob_ref(connection: &rusqlite::Connection, blob: &BlobRef) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM blob WHERE hash = ?1 AND ext = ?2 AND size = ?3")?;
    Ok(statement.exists(params![&blob.hash.0[..], blob.ext, blob.size as i64])?)
}

/// Takes changes into the journal inside one transaction.
#[derive(Debug)]
pub struct Ingest<'a, 'c> {
    tx: &'a Transaction<'c>,
    touched: BTreeSet<i64>,
    counts: Counts,
    lamport: i64,
    new_blobs: Vec<BlobRef>,
}

impl<'a, 'c> Ingest<'a, 'c> {
    fn new(tx: &'a Transaction<'c>) -> Self {
        Self { tx, touched: BTreeSet::new(), counts: Counts::default(), lamport: 0, new_blobs: Vec::new() }
    }

    /// Takes one change in: applied, held or void by the rules of the journal; a known one is only counted.
    pub fn take(&mut self, sealed: &Sealed) -> Result<bool, StoreError> {
        if self.tx.prepare_cached("SELECT 1 FROM change WHERE hash = ?1")?.exists([&sealed.hash.0[..]])? {
            self.counts.known_changes += 1;
            return Ok(false);
        }
        self.counts.new_changes += 1;
        let change = &sealed.change;
        let state = ChangeState::from(judge(change, self.link(change.prev)?));
        let goes_on = self
            .tx
            .prepare_cached("SELECT 1 FROM change WHERE prev = ?1 AND device = ?2")?
            .exists(params![&sealed.hash.0[..], &change.device.0[..]])?;
        if let Some(prev) = &change.prev {
            self.tx
                .prepare_cached("UPDATE change SET tip = 0 WHERE hash = ?1 AND device = ?2")?
                .execute(params![&prev.0[..], &change.device.0[..]])?;
        }
        self.tx
            .prepare_cached(
                "INSERT INTO change
                 (hash, device, seq, prev, lamport, wall_ms, offset_min, author, visit, state, tip, applied_tip)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0)",
            )?
            .execute(params![
                &sealed.hash.0[..],
                &change.device.0[..],
                change.seq,
                change.prev.as_ref().map(|hash| &hash.0[..]),
                change.lamport,
                change.wall_ms,
                change.offset_min,
                change.author,
                change.visit,
                state.code(),
                !goes_on,
            ])?;
        let id = self.tx.last_insert_rowid();
        self.tx
            .prepare_cached("INSERT INTO change_body (change, bytes) VALUES (?1, ?2)")?
            .execute(params![id, sealed.bytes])?;
        // Files of a held change are wanted already: the survey file that brings them may not come again.
        for blob in change.ops.iter().filter_map(|op| BlobRef::from_cbor(&op.value)) {
            let added = self
                .tx
                .prepare_cached("INSERT OR IGNORE INTO blob (hash, ext, size) VALUES (?1, ?2, ?3)")?
                .execute(params![&blob.hash.0[..], blob.ext, blob.size as i64])?;
            if added > 0 {
                self.new_blobs.push(blob);
            }
        }
        if state == ChangeState::Applied {
            self.apply(id, sealed)?;
        }
        if state != ChangeState::Held {
            self.release(sealed.hash)?;
        }
        Ok(true)
    }

    /// Keeps a checkpoint that was verified with its file.
    pub fn take_checkpoint(&mut self, checkpoint: &Checkpoint) -> Result<(), StoreError> {
        // Only what vouches for a change of its own device is worth keeping and handing on.
        let vouches = self
            .tx
            .prepare_cached("SELECT 1 FROM change WHERE hash = ?1 AND seq = ?2 AND device = ?3")?
            .exists(params![&checkpoint.hash.0[..], checkpoint.seq, &checkpoint.device().0[..]])?;
        if vouches { put_checkpoint(self.tx, checkpoint) } else { Ok(()) }
    }

    /// Keeps a detached value that came with the file.
    pub fn take_detached(&mut self, pair: &Detached) -> Result<(), StoreError> {
        put_detached(self.tx, pair)
    }

    /// Gives the files that only the changes taken in here point to.
    pub fn new_blobs(&self) -> &[BlobRef] {
        &self.new_blobs
    }

    /// Tells whether any known change points to this file.
    pub fn has_blob_ref(&self, blob: &BlobRef) -> Result<bool, StoreError> {
        has_blob_ref(self.tx, blob)
    }

    fn link(&self, prev: Option<Hash>) -> Result<Option<Link>, StoreError> {
        let Some(prev) = prev else { return Ok(None) };
        let mut statement = self.tx.prepare_cached("SELECT device, seq FROM change WHERE hash = ?1 AND state <> 1")?;
        let link = statement
            .query_row([&prev.0[..]], |row| Ok(Link { device: DeviceId(row.get(0)?), seq: row.get(1)? }))
            .optional()?;
        Ok(link)
    }

    /// Judges again what was held for `hash`, and for what that releases.
    fn release(&mut self, hash: Hash) -> Result<(), StoreError> {
        let mut known = vec![hash];
        while let Some(prev) = known.pop() {
            let waiting = {
                let mut statement = self.tx.prepare_cached(
                    "SELECT c.id, b.bytes FROM change AS c JOIN change_body AS b ON b.change = c.id
                     WHERE c.prev = ?1 AND c.state = 1",
                )?;
                let rows = statement.query_map([&prev.0[..]], |row| Ok((row.get(0)?, row.get(1)?)))?;
                rows.collect::<Result<Vec<(i64, Vec<u8>)>, _>>()?
            };
            for (id, bytes) in waiting {
                let sealed = Sealed::decode(&bytes).map_err(|e| StoreError::Damaged(e.to_string()))?;
                let state = ChangeState::from(judge(&sealed.change, self.link(Some(prev))?));
                self.tx
                    .prepare_cached("UPDATE change SET state = ?2 WHERE id = ?1")?
                    .execute(params![id, state.code()])?;
                if state == ChangeState::Applied {
                    self.apply(id, &sealed)?;
                }
                known.push(sealed.hash);
            }
        }
        Ok(())
    }

    fn apply(&mut self, id: i64, sealed: &Sealed) -> Result<(), StoreError> {
        self.lamport = self.lamport.max(sealed.change.lamport);
        // Nothing that names this change was applied before it, so it is a tip until its successor comes.
        self.tx.prepare_cached("UPDATE change SET applied_tip = 1 WHERE id = ?1")?.execute([id])?;
        if let Some(prev) = &sealed.change.prev {
            self.tx.prepare_cached("UPDATE change SET applied_tip = 0 WHERE hash = ?1")?.execute([&prev.0[..]])?;
        }
        for (index, op) in sealed.change.ops.iter().enumerate() {
            let register = self.register(op)?;
            let dot = sealed.dot(index);
            let dead = self
                .tx
                .prepare_cached("SELECT 1 FROM waiting WHERE dot = ?1 AND idx = ?2 AND register = ?3")?
                .exists(params![&dot.change[..], dot.index, register])?;
            self.tx
                .prepare_cached(
                    "INSERT INTO op (change, idx, register, head, value, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![id, dot.index, register, !dead, op.value.encode(), op.reason])?;
            for pred in &op.preds {
                self.replace(*pred, register)?;
            }
            self.touched.insert(register);
        }
        Ok(())
    }

    /// Takes a predecessor out of the heads, now or when it arrives. One of another register stays untouched.
    fn replace(&mut self, pred: Dot, register: i64) -> Result<(), StoreError> {
        let applied = register::change_of(self.tx, pred)?;
        if let Some(change) = applied {
            self.tx
                .prepare_cached("UPDATE op SET head = 0 WHERE change = ?1 AND idx = ?2 AND register = ?3")?
                .execute(params![change, pred.index, register])?;
        } else {
            self.tx
                .prepare_cached("INSERT OR IGNORE INTO waiting (dot, idx, register) VALUES (?1, ?2, ?3)")?
                .execute(params![&pred.change[..], pred.index, register])?;
        }
        Ok(())
    }

    fn register(&self, op: &Op) -> Result<i64, StoreError> {
        let found = self
            .tx
            .prepare_cached("SELECT id FROM register WHERE noun = ?1 AND key = ?2 AND field = ?3")?
            .query_row([&op.noun, &op.key, &op.field], |row| row.get(0))
            .optional()?;
        if let Some(id) = found {
            return Ok(id);
        }
        self.tx
            .prepare_cached("INSERT INTO register (noun, key, field) VALUES (?1, ?2, ?3)")?
            .execute([&op.noun, &op.key, &op.field])?;
        Ok(self.tx.last_insert_rowid())
    }

    /// Brings the projection and the digest of all touched registers up to date.
    fn settle(mut self) -> Result<Counts, StoreError> {
        let (sum, lamport): ([u8; 32], i64) = self
            .tx
            .prepare_cached("SELECT sum, lamport FROM journal")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut sum = Sum::from_bytes(&sum);
        for id in std::mem::take(&mut self.touched) {
            if register::settle(self.tx, id, &mut sum)? {
                self.counts.new_conflicts += 1;
            }
        }
        self.tx
            .prepare_cached("UPDATE journal SET sum = ?1, lamport = ?2")?
            .execute(params![&sum.to_bytes()[..], lamport.max(self.lamport)])?;
        // A signature further along the same chain vouches for all before it.
        if self.counts.new_changes > 1 {
            self.tx
                .prepare_cached(
                    "DELETE FROM checkpoint WHERE EXISTS
                     (SELECT 1 FROM change AS c JOIN change AS n ON n.prev = c.hash
                      WHERE c.hash = checkpoint.hash AND n.device = c.device AND n.seq = c.seq + 1)",
                )?
                .execute([])?;
        }
        Ok(self.counts)
    }
}

/// Rebuilds a journal in memory from its bytes alone.
///
/// # Errors
/// Bytes that are no change, or another hash than the one they are filed under.
pub fn rebuild(store: &Store, survey: SurveyId) -> Result<Store, StoreError> {
    let mut fresh = Store::in_memory(survey)?;
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
