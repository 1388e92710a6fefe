//! What was written, by whom and when.

use super::{Evidence, Fault, Session, Thing};
use crate::store::{ChangeRow, Name};
use std::collections::HashSet;
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

/// Holds one value of a field with what it did to those before it.
#[derive(Clone, Debug)]
pub struct Step {
    pub field: String,
    pub entry: HistoryEntry,
    /// The values it replaced.
    pub replaced: Vec<Dot>,
    /// True for ever for a value that was one side of a conflict, and for the one that settled it.
    pub contested: bool,
}

/// Describes one change without its operations.
pub type ChangeEntry = ChangeRow;

impl Session {
    /// Gives every value of a field, oldest first.
    pub fn history(&self, noun: &str, key: &str, field: &str) -> Result<Vec<HistoryEntry>, Fault> {
        self.must_not_hide(noun, key)?;
        let entries = self.store.history(noun, key, field)?;
        Ok(entries.into_iter().map(entry).collect())
    }

    /// Gives every value of one field or of all fields of a thing, field by field, oldest first.
    pub fn steps(&self, thing: &Thing, field: Option<&str>) -> Result<Vec<Step>, Fault> {
        self.must_not_hide(&thing.noun, &thing.key)?;
        let mut fields: Vec<String> = match field {
            Some(field) => vec![field.to_owned()],
            None => self.store.fields_of(&thing.noun, &thing.key)?,
        };
        fields.sort_unstable();
        let mut steps = Vec::new();
        for field in fields {
            let mut entries = Vec::new();
            for head in self.store.history(&thing.noun, &thing.key, &field)? {
                let replaced = self.store.preds_of(head.dot)?;
                entries.push(Step { field: field.clone(), entry: entry(head), replaced, contested: false });
            }
            mark_contested(&mut entries);
            steps.extend(entries);
        }
        if steps.is_empty() {
            return Err(Fault::new("thing-unknown").with("given", thing));
        }
        Ok(steps)
    }

    /// Finds a thing by `noun/key`, or by its key alone where that is clear.
    pub fn find_thing(&self, text: &str) -> Result<Thing, Fault> {
        match self.store.nouns_of(text)?.as_slice() {
            [noun] => Ok(Thing { noun: noun.clone(), key: text.to_owned() }),
            _ => text.parse(),
        }
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

/// Marks the sides of every conflict there ever was: what one operation replaced together, and what is still unsettled.
fn mark_contested(steps: &mut [Step]) {
    let mut contested: HashSet<Dot> = HashSet::new();
    let differ = |dots: &[Dot], steps: &[Step]| {
        let values: Vec<&Cbor> =
            steps.iter().filter(|step| dots.contains(&step.entry.dot)).map(|step| &step.entry.value).collect();
        values.windows(2).any(|pair| pair[0] != pair[1])
    };
    for step in &*steps {
        if differ(&step.replaced, steps) {
            contested.extend(&step.replaced);
            contested.insert(step.entry.dot);
        }
    }
    let live: Vec<Dot> = steps.iter().filter(|step| step.entry.live).map(|step| step.entry.dot).collect();
    if differ(&live, steps) {
        contested.extend(live);
    }
    for step in steps {
        step.contested = contested.contains(&step.entry.dot);
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
