//! Taking changes in: each is applied, held or void by rules over the set of changes alone.

use super::journal::has_blob_ref;
use super::life;
use super::projection::Projection;
use super::rebuild::{self, Merging};
use super::trust::Trust;
use super::{ChangeState, Store, StoreError, checkpoint, local, register, seal};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::HashMap;
use tanfang_journal::{BlobRef, Change, Checkpoint, Detached, DeviceId, Hash, Link, Sealed, Stated, judge};

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
    projection: Projection<'a, 'c>,
    counts: Counts,
    new_blobs: Vec<BlobRef>,
    trust: Trust,
    /// True where something new was said about who may write.
    claims: bool,
    /// The file that is being merged.
    merge: Option<Merging>,
    /// Things that were edited after their deletion, before anything was taken in.
    edited_before: usize,
    /// What was taken in last, while nothing is known to follow it: mostly the next one does, and it needs no marks.
    end: Option<End>,
    /// The greatest number of each device that was met.
    newest: HashMap<DeviceId, i64>,
}

/// The change that was taken in last, judged and not yet marked as an end of its branch.
#[derive(Debug)]
struct End {
    id: i64,
    hash: Hash,
    link: Link,
    applied: bool,
}

impl<'a, 'c> Ingest<'a, 'c> {
    pub(super) fn with(tx: &'a Transaction<'c>, trust: Trust) -> Self {
        Self {
            tx,
            projection: Projection::of(tx),
            counts: Counts::default(),
            new_blobs: Vec::new(),
            trust,
            claims: false,
            merge: None,
            edited_before: 0,
            end: None,
            newest: HashMap::new(),
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
        self.merge = Some(Merging::begin(self.tx, name, carrier, wall_ms, offset_min)?);
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

    /// Tells whether a change is here and waits for nothing.
    pub fn is_judged(&self, hash: &Hash) -> Result<bool, StoreError> {
        let mut statement = self.tx.prepare_cached("SELECT 1 FROM change WHERE hash = ?1 AND state <> 1")?;
        Ok(statement.exists([&hash.0[..]])?)
    }

    /// Counts a change that needs no look, because one that follows it is here.
    pub fn count_known(&mut self) {
        self.counts.known_changes += 1;
    }

    /// Takes one change in: applied, held or void by the rules of the journal; a known one is only counted.
    pub fn take(&mut self, sealed: &Sealed) -> Result<bool, StoreError> {
        if self.tx.prepare_cached("SELECT 1 FROM change WHERE hash = ?1")?.exists([&sealed.hash.0[..]])? {
            self.counts.known_changes += 1;
            return Ok(false);
        }
        self.counts.new_changes += 1;
        let change = &sealed.change;
        self.look_for_twin(change)?;
        let (state, claims) = self.verdict(sealed)?;
        let applied = state == ChangeState::Applied;
        self.go_on_from(change, applied)?;
        let followers = self.followers(&sealed.hash)?;
        let id = self.insert(sealed, state)?;
        let tip = !followers.contains(&change.device);
        if followers.is_empty() && state != ChangeState::Held {
            let link = Link { device: change.device, seq: change.seq };
            self.end = Some(End { id, hash: sealed.hash, link, applied });
        } else {
            self.mark(id, tip, applied)?;
        }
        self.want_blobs(sealed)?;
        self.count_in(id, sealed, state, claims)?;
        if state != ChangeState::Held && !followers.is_empty() {
            self.release(sealed.hash)?;
        }
        Ok(true)
    }

    fn insert(&self, sealed: &Sealed, state: ChangeState) -> Result<i64, StoreError> {
        let change = &sealed.change;
        self.tx
            .prepare_cached(
                "INSERT INTO change
                 (hash, device, seq, prev, lamport, wall_ms, offset_min, author, visit, state, tip, applied_tip)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0)",
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
            ])?;
        let id = self.tx.last_insert_rowid();
        self.tx
            .prepare_cached("INSERT INTO change_body (change, bytes) VALUES (?1, ?2)")?
            .execute(params![id, sealed.bytes])?;
        Ok(id)
    }

    /// Takes the marks of an end from the change before this one, and gives them to the one that was taken in last.
    fn go_on_from(&mut self, change: &Change, applied: bool) -> Result<(), StoreError> {
        if let Some(end) = self.end.take() {
            if applied && change.prev == Some(end.hash) {
                // It never was an end of anything.
                return Ok(());
            }
            self.mark(end.id, true, end.applied)?;
        }
        if let Some(prev) = &change.prev {
            self.tx
                .prepare_cached(
                    "UPDATE change SET tip = 0, applied_tip = min(applied_tip, ?3) WHERE hash = ?1 AND device = ?2",
                )?
                .execute(params![&prev.0[..], &change.device.0[..], !applied])?;
        }
        Ok(())
    }

    /// Says of a change whether its device is not known to have gone on, and whether nothing applied follows it.
    fn mark(&self, id: i64, tip: bool, applied_tip: bool) -> Result<(), StoreError> {
        self.tx.prepare_cached("UPDATE change SET tip = ?2, applied_tip = ?3 WHERE id = ?1")?.execute(params![
            id,
            tip,
            applied_tip
        ])?;
        Ok(())
    }

    /// Gives the devices of the changes that name this one as the one before them.
    fn followers(&self, hash: &Hash) -> Result<Vec<DeviceId>, StoreError> {
        let mut statement = self.tx.prepare_cached("SELECT device FROM change WHERE prev = ?1")?;
        let devices = statement.query_map([&hash.0[..]], |row| row.get(0).map(DeviceId))?;
        Ok(devices.collect::<Result<_, _>>()?)
    }

    /// Judges a kept change that is not judged yet, and what waited for it.
    pub(super) fn judge_again(&mut self, id: i64, sealed: &Sealed) -> Result<(), StoreError> {
        if self.judge(id, sealed)? != ChangeState::Held {
            self.release(sealed.hash)?;
        }
        Ok(())
    }

    fn judge(&mut self, id: i64, sealed: &Sealed) -> Result<ChangeState, StoreError> {
        let (state, claims) = self.verdict(sealed)?;
        if state != ChangeState::Held {
            self.tx.prepare_cached("UPDATE change SET state = ?2 WHERE id = ?1")?.execute(params![id, state.code()])?;
        }
        if state == ChangeState::Applied {
            // Nothing that names this change was applied before it, so it is a tip until its successor comes.
            self.tx.prepare_cached("UPDATE change SET applied_tip = 1 WHERE id = ?1")?.execute([id])?;
            if let Some(prev) = &sealed.change.prev {
                self.tx.prepare_cached("UPDATE change SET applied_tip = 0 WHERE hash = ?1")?.execute([&prev.0[..]])?;
            }
        }
        self.count_in(id, sealed, state, claims)?;
        Ok(state)
    }

    /// Decides whether a change counts, and tells whether it continues its chain and says something about who may write.
    fn verdict(&self, sealed: &Sealed) -> Result<(ChangeState, bool), StoreError> {
        let change = &sealed.change;
        let state = ChangeState::from(judge(change, self.link(change.prev)?));
        if state != ChangeState::Applied {
            return Ok((state, false));
        }
        let claims = Stated::all(sealed.hash, change).next().is_some();
        Ok((self.trust.state(change.device, change.seq, sealed.hash), claims))
    }

    /// Applies a judged change where it counts.
    fn count_in(&mut self, id: i64, sealed: &Sealed, state: ChangeState, claims: bool) -> Result<(), StoreError> {
        if claims {
            self.tx.prepare_cached("INSERT OR IGNORE INTO claim (change) VALUES (?1)")?.execute([id])?;
            self.claims = true;
        }
        if state == ChangeState::Applied { self.projection.apply(id, sealed) } else { Ok(()) }
    }

    /// Files of a held change are wanted already: the survey file that brings them may not come again.
    pub(super) fn want_blobs(&mut self, sealed: &Sealed) -> Result<(), StoreError> {
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

    /// Notes a device that gave the number of this new change to another one before.
    fn look_for_twin(&mut self, change: &Change) -> Result<(), StoreError> {
        let device = &change.device.0[..];
        let newest = match self.newest.get(&change.device) {
            Some(newest) => Some(*newest),
            None => self
                .tx
                .prepare_cached("SELECT max(seq) FROM change WHERE device = ?1")?
                .query_row([device], |row| row.get(0))?,
        };
        if newest.is_some_and(|newest| change.seq <= newest) {
            self.tx
                .prepare_cached(
                    "INSERT OR IGNORE INTO fork (device, seq)
                     SELECT device, seq FROM change WHERE device = ?1 AND seq = ?2",
                )?
                .execute(params![device, change.seq])?;
        }
        self.newest.insert(change.device, newest.map_or(change.seq, |newest| newest.max(change.seq)));
        Ok(())
    }

    /// Keeps a checkpoint that was verified with its file.
    pub fn take_checkpoint(&mut self, checkpoint: &Checkpoint) -> Result<(), StoreError> {
        checkpoint::take(self.tx, checkpoint)
    }

    /// Keeps a detached value that came with the file.
    pub fn take_detached(&mut self, pair: &Detached) -> Result<(), StoreError> {
        put_detached(self.tx, pair)
    }

    /// Keeps a setting of this laptop about a device, where the device has written anything that is here.
    pub fn note_of(&self, device: DeviceId, name: &str, text: &str) -> Result<(), StoreError> {
        let mut statement = self.tx.prepare_cached("SELECT 1 FROM change WHERE device = ?1 LIMIT 1")?;
        if statement.exists([&device.0[..]])? { local::set_local(self.tx, name, text) } else { Ok(()) }
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
        if let Some(end) = self.end.as_ref().filter(|end| end.hash == prev) {
            return Ok(Some(end.link));
        }
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

    /// Brings the projection and the digest up to date, and judges again what new rules are about.
    pub(super) fn settle(mut self) -> Result<Counts, StoreError> {
        if let Some(end) = self.end.take() {
            self.mark(end.id, true, end.applied)?;
        }
        if self.counts.new_changes == 0 {
            // Nothing is written where nothing is new.
            return Ok(self.counts);
        }
        let merge = self.merge.as_ref().map(|merging| merging.note(self.tx)).transpose()?;
        // The rules change with what is said about them, and with what comes before somebody's last accepted change.
        let ruled = self.claims || self.trust.is_waiting();
        let conflicts_before = if ruled { register::conflict_count(self.tx)? } else { 0 };
        self.settle_registers()?;
        if self.counts.new_changes > 1 {
            checkpoint::forget_superseded(self.tx, merge)?;
        }
        if self.merge.is_some() {
            let edited = life::edited(self.tx)?.len();
            self.counts.new_conflicts += edited.saturating_sub(self.edited_before);
        }
        if ruled && Trust::load(self.tx)?.disagrees_with_any(self.tx)? {
            rebuild::anew(self.tx)?;
            let after = register::conflict_count(self.tx)?;
            self.counts.new_conflicts = after.saturating_sub(conflicts_before);
        }
        Ok(self.counts)
    }

    /// Brings the projection and the sum of all touched registers up to date.
    pub(super) fn settle_registers(&mut self) -> Result<(), StoreError> {
        self.projection.settle(&mut self.counts)
    }
}
