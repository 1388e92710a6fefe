//! What was written, by whom and when.

use super::{Evidence, Fault, Session};
use crate::store::{ChangeRow, Name};
use tanfang_journal::{Cbor, Dot, Hash, Sealed};

/// Holds one value that a field held or holds.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    pub dot: Dot,
    pub value: Cbor,
    pub reason: Option<String>,
    pub by: Evidence,
    /// True where nothing replaced it; several of them with different values are a conflict.
    pub live: bool,
}

/// Describes one change without its operations.
pub type ChangeEntry = ChangeRow;

impl Session {
    /// Gives every value of a field, oldest first.
    pub fn history(&self, noun: &str, key: &str, field: &str) -> Result<Vec<HistoryEntry>, Fault> {
        let entries = self.store.history(noun, key, field)?;
        Ok(entries.into_iter().map(entry).collect())
    }

    /// Gives the live values of a field: what the window shows and sends back as seen.
    pub fn heads(&self, noun: &str, key: &str, field: &str) -> Result<Vec<HistoryEntry>, Fault> {
        let heads = self.store.heads(noun, key, field)?;
        Ok(heads.into_iter().map(entry).collect())
    }

    /// Gives all changes in the order in which they came to this laptop.
    pub fn changes(&self) -> Result<Vec<ChangeEntry>, Fault> {
        Ok(self.store.changes()?)
    }

    /// Gives the registers that a change writes, in the order of its operations.
    pub fn operations(&self, change: &Hash) -> Result<Vec<Name>, Fault> {
        let damaged = |error| Fault::new("damaged-survey").with("detail", change).because(error);
        let sealed = Sealed::decode(&self.store.change_bytes(change)?).map_err(damaged)?;
        Ok(sealed.change.ops.into_iter().map(|op| Name { noun: op.noun, key: op.key, field: op.field }).collect())
    }
}

fn entry(head: crate::store::Head) -> HistoryEntry {
    HistoryEntry {
        dot: head.dot,
        by: Evidence::from(&head.by),
        reason: head.by.reason,
        value: head.value,
        live: head.live,
    }
}
