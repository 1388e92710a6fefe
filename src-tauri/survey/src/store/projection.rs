//! What follows from applied changes: their operations, the registers these make, and the sum of all registers.

use super::life::{ERASE, LIFE};
use super::register::{self, Turn};
use super::{Counts, StoreError, local};
use rusqlite::{Transaction, params};
use std::collections::BTreeSet;
use tanfang_journal::{Cbor, Dot, Hash, Op, Sealed, Sum, register_term};

/// Brings the projection up to date inside one transaction.
#[derive(Debug)]
pub(super) struct Projection<'a, 'c> {
    tx: &'a Transaction<'c>,
    /// Registers that are settled in the end, because more than one operation may stand in them.
    touched: BTreeSet<i64>,
    /// What registers that nobody had written add to the sum.
    added: Sum,
    lamport: i64,
    /// Whether any predecessor is waited for; none while nobody asked.
    awaits: Option<bool>,
}

impl<'a, 'c> Projection<'a, 'c> {
    pub fn of(tx: &'a Transaction<'c>) -> Self {
        Self { tx, touched: BTreeSet::new(), added: Sum::default(), lamport: 0, awaits: None }
    }

    /// Puts the operations of a change in that counts.
    pub fn apply(&mut self, id: i64, sealed: &Sealed) -> Result<(), StoreError> {
        self.lamport = self.lamport.max(sealed.change.lamport);
        for (index, op) in sealed.change.ops.iter().enumerate() {
            let dot = sealed.dot(index);
            let value = op.value.encode();
            let register = match self.begin_register(id, op, dot, &value)? {
                Some(new) => new,
                None => self.find_register(op)?,
            };
            let dead = self.is_awaited(dot, register)?;
            self.tx
                .prepare_cached(
                    "INSERT INTO op (change, idx, register, head, value, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![id, dot.index, register, !dead, value, op.reason])?;
            for pred in &op.preds {
                self.replace(*pred, register)?;
            }
            if op.field == ERASE {
                self.erase(&op.value)?;
            }
        }
        Ok(())
    }

    /// Writes a register that was never written, whole; none where it is there already.
    ///
    /// Most registers of a merge are written once: these cost one row and no second look.
    fn begin_register(&mut self, id: i64, op: &Op, dot: Dot, value: &[u8]) -> Result<Option<i64>, StoreError> {
        let term = register_term(&op.noun, &op.key, &op.field, &mut [(dot, value)]);
        let made = self
            .tx
            .prepare_cached(
                "INSERT OR IGNORE INTO register (noun, key, field, heads, distinct_values, change, idx, value, term)
                 VALUES (?1, ?2, ?3, 1, 1, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![op.noun, op.key, op.field, id, dot.index, value, &term.0[..]])?;
        if made == 0 {
            return Ok(None);
        }
        self.added.add(&term);
        let register = self.tx.last_insert_rowid();
        if op.field == LIFE {
            self.touched.insert(register);
        }
        Ok(Some(register))
    }

    fn find_register(&mut self, op: &Op) -> Result<i64, StoreError> {
        let id = self
            .tx
            .prepare_cached("SELECT id FROM register WHERE noun = ?1 AND key = ?2 AND field = ?3")?
            .query_row([&op.noun, &op.key, &op.field], |row| row.get(0))?;
        self.touched.insert(id);
        Ok(id)
    }

    /// Tells whether an operation of this register was replaced before it came.
    fn is_awaited(&mut self, dot: Dot, register: i64) -> Result<bool, StoreError> {
        let any = match self.awaits {
            Some(any) => any,
            None => self.tx.prepare_cached("SELECT 1 FROM waiting LIMIT 1")?.exists([])?,
        };
        self.awaits = Some(any);
        if !any {
            return Ok(false);
        }
        let mut statement =
            self.tx.prepare_cached("SELECT 1 FROM waiting WHERE dot = ?1 AND idx = ?2 AND register = ?3")?;
        Ok(statement.exists(params![&dot.change[..], dot.index, register])?)
    }

    /// Takes a predecessor out of the heads, now or when it arrives. One of another register stays untouched.
    fn replace(&mut self, pred: Dot, register: i64) -> Result<(), StoreError> {
        if let Some(change) = register::change_of(self.tx, pred)? {
            self.tx
                .prepare_cached("UPDATE op SET head = 0 WHERE change = ?1 AND idx = ?2 AND register = ?3")?
                .execute(params![change, pred.index, register])?;
        } else {
            self.awaits = Some(true);
            self.tx
                .prepare_cached("INSERT OR IGNORE INTO waiting (dot, idx, register) VALUES (?1, ?2, ?3)")?
                .execute(params![&pred.change[..], pred.index, register])?;
        }
        Ok(())
    }

    /// Takes erased values out; files are taken out by who keeps them.
    fn erase(&self, named: &Cbor) -> Result<(), StoreError> {
        for hash in named.as_array().unwrap_or_default().iter().filter_map(Cbor::as_bytes) {
            self.tx.prepare_cached("INSERT OR IGNORE INTO erased (hash) VALUES (?1)")?.execute([hash])?;
            if self.tx.prepare_cached("DELETE FROM detached WHERE hash = ?1")?.execute([hash])? > 0 {
                // Traces of it lie on free pages until somebody has overwritten them.
                local::set_local(self.tx, local::TRACES, "")?;
            }
        }
        Ok(())
    }

    /// Brings all touched registers and the sum up to date.
    pub fn settle(&mut self, counts: &mut Counts) -> Result<(), StoreError> {
        let (sum, lamport): ([u8; 32], i64) = self
            .tx
            .prepare_cached("SELECT sum, lamport FROM journal")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut sum = Sum::from_bytes(&sum);
        sum.add(&Hash(std::mem::take(&mut self.added).to_bytes()));
        for id in std::mem::take(&mut self.touched) {
            match register::settle(self.tx, id, &mut sum)? {
                Some(Turn::Conflict) => counts.new_conflicts += 1,
                Some(Turn::Agreement) => counts.new_agreements += 1,
                None => {}
            }
        }
        self.tx
            .prepare_cached("UPDATE journal SET sum = ?1, lamport = ?2")?
            .execute(params![&sum.to_bytes()[..], lamport.max(self.lamport)])?;
        Ok(())
    }
}
