//! Taking changes in: each is applied, held or void by rules over the set of changes alone.

use super::journal::has_blob_ref;
use super::life::{self, ERASE};
use super::trust::Trust;
use super::{ChangeState, Store, StoreError, rebuild, register, seal};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::BTreeSet;
use tanfang_journal::{
    BlobRef, Cbor, Change, Checkpoint, Detached, DeviceId, Dot, Hash, Link, Op, Sealed, Stated, Sum, judge,
};

/// Counts what taking changes in did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub new_changes: usize,
    pub known_changes: usize,
    /// Registers whose heads differ now and did not before.
    pub new_conflicts: usize,
    /// Registers with several heads that say the same now and had at most one before.
    pub new_agreements: usize,
    /// Changes left out as late: kept beside the journal until their file is merged again.
    pub set_aside: usize,
}

impl Store {
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
        if keep {
            seal::refuse(&tx, &self.folder)?;
        }
        let mut ingest = Ingest::with(&tx, Trust::load(&tx)?);
        let result = work(&mut ingest)?;
        let counts = ingest.settle()?;
        if keep {
            tx.commit().map_err(named)?;
        }
        Ok((result, counts))
    }
}

pub(super) fn put_checkpoint(tx: &Transaction<'_>, checkpoint: &Checkpoint) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT OR IGNORE INTO checkpoint (hash, seq, key, signature) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![&checkpoint.hash.0[..], checkpoint.seq, &checkpoint.key[..], &checkpoint.signature[..]])?;
    Ok(())
}

pub(super) fn put_detached(tx: &Transaction<'_>, pair: &Detached) -> Result<(), StoreError> {
    // What was erased does not come back with an older file.
    tx.prepare_cached(
        "INSERT OR IGNORE INTO detached (hash, salt, value)
         SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM erased WHERE hash = ?1)",
    )?
    .execute(params![&pair.hash().0[..], &pair.salt[..], pair.value])?;
    Ok(())
}

/// Takes changes into the journal inside one transaction.
#[derive(Debug)]
pub struct Ingest<'a, 'c> {
    tx: &'a Transaction<'c>,
    touched: BTreeSet<i64>,
    counts: Counts,
    lamport: i64,
    new_blobs: Vec<BlobRef>,
    trust: Trust,
    /// True where something new was said about who may write.
    claims: bool,
    /// The file that is being merged.
    merge: Option<i64>,
    /// Things that were edited after their deletion, before anything was taken in.
    edited_before: usize,
}

impl<'a, 'c> Ingest<'a, 'c> {
    pub(super) fn with(tx: &'a Transaction<'c>, trust: Trust) -> Self {
        Self {
            tx,
            touched: BTreeSet::new(),
            counts: Counts::default(),
            lamport: 0,
            new_blobs: Vec::new(),
            trust,
            claims: false,
            merge: None,
            edited_before: 0,
        }
    }

    /// Says that what follows comes from a file, so that it can be set aside again.
    pub fn begin_merge(
        &mut self,
        name: &str,
        carrier: DeviceId,
        wall_ms: i64,
        offset_min: i64,
    ) -> Result<(), StoreError> {
        self.edited_before = life::edited(self.tx)?.len();
        let next: i64 = self.tx.query_row("SELECT coalesce(max(id), 0) + 1 FROM change", [], |row| row.get(0))?;
        self.tx.execute(
            "INSERT INTO merge (name, carrier, wall_ms, offset_min, first, last) VALUES (?1, ?2, ?3, ?4, ?5, ?5 - 1)",
            params![name, &carrier.0[..], wall_ms, offset_min, next],
        )?;
        self.merge = Some(self.tx.last_insert_rowid());
        Ok(())
    }

    /// Leaves a change out until its file is merged again; what follows it on its device is held. Gives whether it is new.
    pub fn leave_out(&mut self, sealed: &Sealed) -> Result<bool, StoreError> {
        if self.tx.prepare_cached("SELECT 1 FROM change WHERE hash = ?1")?.exists([&sealed.hash.0[..]])? {
            self.counts.known_changes += 1;
            return Ok(false);
        }
        self.counts.set_aside += 1;
        self.tx
            .prepare_cached("INSERT OR REPLACE INTO aside (hash, bytes) VALUES (?1, ?2)")?
            .execute(params![&sealed.hash.0[..], sealed.bytes])?;
        Ok(true)
    }

    /// Takes one change in: applied, held or void by the rules of the journal; a known one is only counted.
    pub fn take(&mut self, sealed: &Sealed) -> Result<bool, StoreError> {
        if self.tx.prepare_cached("SELECT 1 FROM change WHERE hash = ?1")?.exists([&sealed.hash.0[..]])? {
            self.counts.known_changes += 1;
            return Ok(false);
        }
        self.counts.new_changes += 1;
        let change = &sealed.change;
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
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10, 0)",
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
                !goes_on,
            ])?;
        let id = self.tx.last_insert_rowid();
        self.tx
            .prepare_cached("INSERT INTO change_body (change, bytes) VALUES (?1, ?2)")?
            .execute(params![id, sealed.bytes])?;
        self.note(sealed)?;
        self.judge_again(id, sealed)?;
        Ok(true)
    }

    /// Notes what a kept change says whether or not it counts: the files it points to, and that its number is taken.
    pub(super) fn note(&mut self, sealed: &Sealed) -> Result<(), StoreError> {
        self.want_blobs(sealed)?;
        self.look_for_twin(&sealed.change)
    }

    /// Judges a kept change that is not judged yet, and what waited for it.
    pub(super) fn judge_again(&mut self, id: i64, sealed: &Sealed) -> Result<(), StoreError> {
        if self.judge(id, sealed)? != ChangeState::Held {
            self.release(sealed.hash)?;
        }
        Ok(())
    }

    /// Decides whether a change counts, and applies it.
    fn judge(&mut self, id: i64, sealed: &Sealed) -> Result<ChangeState, StoreError> {
        let change = &sealed.change;
        let mut state = ChangeState::from(judge(change, self.link(change.prev)?));
        if state == ChangeState::Applied {
            if Stated::all(sealed.hash, change).next().is_some() {
                self.tx.prepare_cached("INSERT OR IGNORE INTO claim (change) VALUES (?1)")?.execute([id])?;
                self.claims = true;
            }
            state = self.trust.state(change.device, change.seq, sealed.hash);
        }
        if state != ChangeState::Held {
            self.tx.prepare_cached("UPDATE change SET state = ?2 WHERE id = ?1")?.execute(params![id, state.code()])?;
        }
        if state == ChangeState::Applied {
            self.apply(id, sealed)?;
        }
        Ok(state)
    }

    /// Files of a held change are wanted already: the survey file that brings them may not come again.
    fn want_blobs(&mut self, sealed: &Sealed) -> Result<(), StoreError> {
        for blob in sealed.change.ops.iter().filter_map(|op| BlobRef::from_cbor(&op.value)) {
            let added = self
                .tx
                .prepare_cached("INSERT OR IGNORE INTO blob (hash, ext, size) VALUES (?1, ?2, ?3)")?
                .execute(params![&blob.hash.0[..], blob.ext, blob.size as i64])?;
            if added > 0 {
                self.new_blobs.push(blob);
            }
        }
        Ok(())
    }

    /// Notes a device that gave one number to two changes.
    fn look_for_twin(&self, change: &Change) -> Result<(), StoreError> {
        let place = params![&change.device.0[..], change.seq];
        let count: i64 = self
            .tx
            .prepare_cached("SELECT count(*) FROM change WHERE device = ?1 AND seq = ?2")?
            .query_row(place, |row| row.get(0))?;
        if count > 1 {
            self.tx.prepare_cached("INSERT OR IGNORE INTO fork (device, seq) VALUES (?1, ?2)")?.execute(place)?;
        }
        Ok(())
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
                self.judge(id, &sealed)?;
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
            if op.field == ERASE {
                self.erase(&op.value)?;
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

    /// Takes erased values out; files are taken out by who keeps them.
    fn erase(&self, named: &Cbor) -> Result<(), StoreError> {
        for hash in named.as_array().unwrap_or_default().iter().filter_map(Cbor::as_bytes) {
            self.tx.prepare_cached("INSERT OR IGNORE INTO erased (hash) VALUES (?1)")?.execute([hash])?;
            self.tx.prepare_cached("DELETE FROM detached WHERE hash = ?1")?.execute([hash])?;
        }
        Ok(())
    }

    /// Brings the projection and the digest up to date, and judges again what new rules are about.
    pub(super) fn settle(mut self) -> Result<Counts, StoreError> {
        if let Some(merge) = self.merge {
            self.tx.execute("UPDATE merge SET last = (SELECT max(id) FROM change) WHERE id = ?1", [merge])?;
            self.tx.execute("DELETE FROM merge WHERE id = ?1 AND last < first", [merge])?;
            self.tx.execute("DELETE FROM aside WHERE hash IN (SELECT hash FROM change)", [])?;
        }
        let conflicts_before = if self.claims { register::conflict_count(self.tx)? } else { 0 };
        self.settle_registers()?;
        self.forget_superseded()?;
        if self.merge.is_some() {
            let edited = life::edited(self.tx)?.len();
            self.counts.new_conflicts += edited.saturating_sub(self.edited_before);
        }
        let ruled = self.claims || !self.trust.rules.is_open();
        if ruled && Trust::load(self.tx)?.disagrees_with_any(self.tx)? {
            rebuild::anew(self.tx)?;
            let after = register::conflict_count(self.tx)?;
            self.counts.new_conflicts = after.saturating_sub(conflicts_before);
        }
        Ok(self.counts)
    }

    /// Brings the projection and the sum of all touched registers up to date.
    pub(super) fn settle_registers(&mut self) -> Result<(), StoreError> {
        let (sum, lamport): ([u8; 32], i64) = self
            .tx
            .prepare_cached("SELECT sum, lamport FROM journal")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut sum = Sum::from_bytes(&sum);
        for id in std::mem::take(&mut self.touched) {
            match register::settle(self.tx, id, &mut sum)? {
                Some(register::Turn::Conflict) => self.counts.new_conflicts += 1,
                Some(register::Turn::Agreement) => self.counts.new_agreements += 1,
                None => {}
            }
        }
        self.tx
            .prepare_cached("UPDATE journal SET sum = ?1, lamport = ?2")?
            .execute(params![&sum.to_bytes()[..], lamport.max(self.lamport)])?;
        Ok(())
    }

    /// A signature further along the same chain vouches for all before it.
    fn forget_superseded(&self) -> Result<(), StoreError> {
        const SUPERSEDED: &str = "EXISTS (SELECT 1 FROM change AS c JOIN change AS n ON n.prev = c.hash
             WHERE c.hash = checkpoint.hash AND n.device = c.device AND n.seq = c.seq + 1)";
        if self.counts.new_changes <= 1 {
            return Ok(());
        }
        if let Some(merge) = self.merge {
            let keep = format!(
                "INSERT OR IGNORE INTO superseded (merge, hash, key, seq, signature)
                 SELECT ?1, hash, key, seq, signature FROM checkpoint WHERE {SUPERSEDED}"
            );
            self.tx.prepare_cached(&keep)?.execute([merge])?;
        }
        self.tx.prepare_cached(&format!("DELETE FROM checkpoint WHERE {SUPERSEDED}"))?.execute([])?;
        Ok(())
    }
}
