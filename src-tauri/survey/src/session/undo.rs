//! Taking back what was done here: own actions, and whole merged files.

use super::{Fault, Session, Thing, Touched, op};
use crate::store::{Head, LIFE, MergeRow, NewOp, Preds, Row, deletes, life_value};
use std::collections::{BTreeSet, HashMap};
use tanfang_journal::{Cbor, Dot, Hash, Op, Sealed};

/// The noun under which a change is spoken of; its field `undone` is true while it is taken back.
const CHANGE: &str = "change";
const UNDONE: &str = "undone";
/// The field of a change that another one goes on with: together they are one act.
const CONTINUED: &str = "continued";
/// What a change says only about its writer.
const INTRODUCTION: [&str; 2] = ["person", "device"];
/// Nouns whose keys are made up of what they are about: they are emptied, never deleted.
const KEYED_BY_TEXT: [&str; 5] = ["assessment", "observation", "sheet", "reading", "change"];

/// Says what was taken back or done again.
#[derive(Clone, Debug)]
pub struct Undone {
    /// The action it is about.
    pub change: Hash,
    pub touched: Touched,
}

/// Says that a change goes on with what `before` began.
pub(super) fn continues(before: Hash) -> NewOp {
    op(CHANGE, &before.to_string(), CONTINUED, Cbor::Int(1))
}

/// Finds the change that an action goes on with.
fn continued_by(action: &Sealed) -> Option<Hash> {
    let goes_on = |op: &&Op| op.noun == CHANGE && op.field == CONTINUED;
    action.change.ops.iter().find(goes_on).and_then(|op| op.key.parse().ok())
}

impl Session {
    /// Takes back the newest own action that was not taken back yet, with all changes that it is made of.
    ///
    /// # Errors
    /// `undo-nothing`, and `undo-overwritten` where somebody wrote over it since.
    pub fn undo(&mut self) -> Result<Undone, Fault> {
        let action = self.newest_action()?.ok_or_else(|| Fault::new("undo-nothing"))?;
        let mut before = continued_by(&action);
        let mut undone = self.undo_change(&action)?;
        while let Some(action) = self.newest_action()?.filter(|action| before == Some(action.hash)) {
            before = continued_by(&action);
            undone.touched.0.extend(self.undo_change(&action)?.touched.0);
        }
        Ok(undone)
    }

    fn undo_change(&mut self, action: &Sealed) -> Result<Undone, Fault> {
        let stands_for = self.stand_ins()?;
        let mut ops = Vec::new();
        let born = self.born_in(action)?;
        for thing in &born {
            ops.push(op(&thing.noun, &thing.key, LIFE, life_value(true, self.shown(thing)?)));
        }
        for (index, done) in deeds(action) {
            let dot = stands_for.origin(action.dot(index));
            let heads = self.store.heads(&done.noun, &done.key, &done.field)?;
            let (own, others): (Vec<Head>, Vec<Head>) =
                heads.into_iter().partition(|head| stands_for.origin(head.dot) == dot);
            if own.is_empty() {
                return Err(Fault::new("undo-overwritten"));
            }
            if !born.contains(&Thing { noun: done.noun.clone(), key: done.key.clone() }) {
                ops.extend(self.before(done, &own, &others)?);
            }
        }
        self.with_late_reasons(ops.iter_mut())?;
        ops.push(op(CHANGE, &action.hash.to_string(), UNDONE, Cbor::Bool(true)));
        Ok(Undone { change: action.hash, touched: self.commit(ops)? })
    }

    /// Does again what was taken back last, with all changes that it is made of.
    ///
    /// # Errors
    /// `redo-nothing`, and `undo-overwritten` where somebody wrote over it since.
    pub fn redo(&mut self) -> Result<Undone, Fault> {
        let (last, action) = self.last_undone()?.ok_or_else(|| Fault::new("redo-nothing"))?;
        let mut redone = self.redo_change(&last, &action, None)?;
        let mut before = redone.change;
        while let Some((last, action)) = self.last_undone()?.filter(|(_, next)| continued_by(next) == Some(before)) {
            before = action.hash;
            let after = self.newest_own()?;
            redone.touched.0.extend(self.redo_change(&last, &action, after)?.touched.0);
        }
        Ok(redone)
    }

    /// Finds what this person took back last: the register that says so, and the change.
    fn last_undone(&self) -> Result<Option<(Row, Sealed)>, Fault> {
        let author = self.store.local("person")?.unwrap_or_default();
        let undone = self.store.rows_of_field(CHANGE, UNDONE)?;
        let undone = undone.into_iter().filter(|row| row.by.author == author && row.value == Cbor::Bool(true));
        let Some(last) = undone.max_by_key(|row| row.by.lamport) else { return Ok(None) };
        let Ok(action) = last.name.key.parse::<Hash>() else { return Ok(None) };
        let action = self.sealed(&action)?;
        Ok(Some((last, action)))
    }

    /// Does one change again; `after` names the change that did the part before it again.
    fn redo_change(&mut self, last: &Row, action: &Sealed, after: Option<Hash>) -> Result<Undone, Fault> {
        let undoing = self.store.change_of(last.dot)?.ok_or_else(|| Fault::new("redo-nothing"))?;
        let undoing = self.sealed(&undoing)?;
        let stands_for = self.stand_ins()?;
        let mut ops = Vec::new();
        for (index, written) in undoing.change.ops.iter().enumerate().filter(|(_, op)| op.noun != CHANGE) {
            let dot = stands_for.origin(undoing.dot(index));
            let heads = self.store.heads(&written.noun, &written.key, &written.field)?;
            let of_undoing = |head: &Dot| undoing.hash.prefix() == head.change;
            let own = heads.into_iter().map(|head| head.dot);
            let own: Vec<Dot> = own.filter(|head| stands_for.origin(*head) == dot || of_undoing(head)).collect();
            if own.is_empty() {
                return Err(Fault::new("undo-overwritten"));
            }
            let again = match deeds(action).find(|(_, done)| same_place(done, written)) {
                Some((_, done)) => {
                    NewOp { reason: done.reason.clone(), ..op(&done.noun, &done.key, &done.field, done.value.clone()) }
                }
                // What the action had made was deleted with it.
                None => op(&written.noun, &written.key, LIFE, life_value(false, Vec::new())),
            };
            // A settled conflict was opened again by several operations: one takes them all back.
            if !ops.iter().any(|op: &NewOp| (&op.noun, &op.key, &op.field) == (&again.noun, &again.key, &again.field)) {
                ops.push(NewOp { preds: Preds::Seen(own), ..again });
            }
        }
        self.with_late_reasons(ops.iter_mut())?;
        ops.push(op(CHANGE, &action.hash.to_string(), UNDONE, Cbor::Bool(false)));
        ops.extend(after.map(continues));
        Ok(Undone { change: action.hash, touched: self.commit(ops)? })
    }

    /// Lists the files merged here, the latest first.
    pub fn merges(&self) -> Result<Vec<MergeRow>, Fault> {
        Ok(self.store.merges()?)
    }

    /// Sets aside what a merged file brought until it is merged again; gives how many changes. No change is written.
    pub fn take_back_merge(&mut self, merge: i64) -> Result<u64, Fault> {
        let device = self.store.local("device")?.and_then(|name| name.parse().ok());
        Ok(self.store.set_aside(merge, device)?)
    }

    /// Finds the newest own change that is neither taken back nor itself a taking back.
    fn newest_action(&self) -> Result<Option<Sealed>, Fault> {
        let author = self.store.local("person")?.unwrap_or_default();
        let spoken_of = self.store.rows_of_field(CHANGE, UNDONE)?;
        let spoken_of: BTreeSet<String> = spoken_of.into_iter().map(|row| row.name.key).collect();
        for hash in self.store.changes_by(&author)? {
            if spoken_of.contains(&hash.to_string()) {
                continue;
            }
            let sealed = self.sealed(&hash)?;
            let takes_back = |op: &Op| op.noun == CHANGE && op.field == UNDONE && op.value == Cbor::Bool(true);
            let founds = |op: &Op| op.noun == "survey" && op.field == "framework";
            if sealed.change.ops.iter().any(|op| takes_back(op) || founds(op)) || deeds(&sealed).next().is_none() {
                continue;
            }
            return Ok(Some(sealed));
        }
        Ok(None)
    }

    fn sealed(&self, hash: &Hash) -> Result<Sealed, Fault> {
        let damaged = |error| Fault::new("damaged-survey").with("detail", hash).because(error);
        Sealed::decode(&self.store.change_bytes(hash)?).map_err(damaged)
    }

    /// Gives the things that did not exist before an action.
    fn born_in(&self, action: &Sealed) -> Result<BTreeSet<Thing>, Fault> {
        let things: BTreeSet<Thing> =
            deeds(action).map(|(_, op)| Thing { noun: op.noun.clone(), key: op.key.clone() }).collect();
        let mut born = BTreeSet::new();
        for thing in things.into_iter().filter(|thing| !KEYED_BY_TEXT.contains(&thing.noun.as_str())) {
            let mut only_here = true;
            for (field, _) in self.store.heads_of(&thing.noun, &thing.key)? {
                let history = self.store.history(&thing.noun, &thing.key, &field)?;
                only_here &= history.iter().all(|entry| entry.change == action.hash);
            }
            if only_here && !deeds(action).any(|(_, op)| op.noun == thing.noun && op.field == LIFE) {
                born.insert(thing);
            }
        }
        Ok(born)
    }

    /// Gives what brings a field back to what it held before an operation: every value it replaced, or else what stands
    /// beside it, or nothing.
    fn before(&self, done: &Op, own: &[Head], others: &[Head]) -> Result<Vec<NewOp>, Fault> {
        let history = self.store.history(&done.noun, &done.key, &done.field)?;
        let mut replaced: Vec<&Head> = history.iter().filter(|entry| done.preds.contains(&entry.dot)).collect();
        replaced.dedup_by(|a, b| a.value == b.value);
        let back = |value: Cbor, reason: Option<String>| NewOp {
            preds: Preds::Seen(own.iter().map(|head| head.dot).collect()),
            reason,
            ..op(&done.noun, &done.key, &done.field, value)
        };
        if done.field == LIFE {
            let deleted = replaced.last().is_some_and(|entry| deletes(&entry.value));
            let thing = Thing { noun: done.noun.clone(), key: done.key.clone() };
            let shown = if deleted { self.shown(&thing)? } else { Vec::new() };
            return Ok(vec![back(life_value(deleted, shown), None)]);
        }
        if replaced.is_empty() {
            // Agreeing with what others said is the only way to leave it to them.
            let other = others.last();
            let value = other.map_or(Cbor::Null, |other| other.value.clone());
            return Ok(vec![back(value, other.and_then(|other| other.by.reason.clone()))]);
        }
        Ok(replaced.into_iter().map(|entry| back(entry.value.clone(), entry.by.reason.clone())).collect())
    }

    /// Finds for what every undoing and redoing put something back.
    fn stand_ins(&self) -> Result<StandIns, Fault> {
        let mut stand_ins = StandIns::default();
        for row in self.store.rows_of_field(CHANGE, UNDONE)? {
            let Ok(action) = row.name.key.parse::<Hash>() else { continue };
            if !self.store.knows(&action)? {
                continue;
            }
            let action = self.sealed(&action)?;
            for entry in self.store.history(CHANGE, &row.name.key, UNDONE)? {
                stand_ins.read(&action, &self.sealed(&entry.change)?, entry.value == Cbor::Bool(true));
            }
        }
        Ok(stand_ins)
    }
}

/// Says which operation another one put back.
#[derive(Debug, Default)]
struct StandIns(HashMap<Dot, Dot>);

impl StandIns {
    /// Reads a change that takes `action` back, or does it again.
    fn read(&mut self, action: &Sealed, later: &Sealed, takes_back: bool) {
        for (index, written) in later.change.ops.iter().enumerate() {
            for (at, done) in deeds(action).filter(|(_, done)| same_place(done, written)) {
                // What was put back is one of the values the action replaced; which one, its successors decide.
                let stood = if takes_back { done.preds.first().copied() } else { Some(action.dot(at)) };
                if let Some(stood) = stood {
                    self.0.insert(later.dot(index), stood);
                }
            }
        }
    }

    /// Gives the operation that first said it.
    fn origin(&self, dot: Dot) -> Dot {
        let mut at = dot;
        // Every step leads to an older change.
        while let Some(before) = self.0.get(&at) {
            at = *before;
        }
        at
    }
}

fn same_place(a: &Op, b: &Op) -> bool {
    (&a.noun, &a.key, &a.field) == (&b.noun, &b.key, &b.field)
}

/// Gives what a change does, without what it says about its writer and about other changes.
fn deeds(sealed: &Sealed) -> impl Iterator<Item = (usize, &Op)> {
    let first = sealed.change.seq == 1;
    let about_itself = move |op: &Op| op.noun == CHANGE || (first && INTRODUCTION.contains(&op.noun.as_str()));
    sealed.change.ops.iter().enumerate().filter(move |(_, op)| !about_itself(op))
}
