//! Conflicts: what two people wrote without having seen each other's.

use super::write::bounded;
use super::{CellKey, Evidence, Fault, Session, Thing, Touched, op};
use crate::model::Value;
use crate::store::{Head, LIFE, Name, NewOp, Preds, deletes, life_value};
use std::collections::{HashMap, HashSet};
use tanfang_journal::{Cbor, DeviceId, Dot, Hash, dot_cbor};

/// Says what kind of thing people disagree about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictKind {
    Value,
    /// Deleted here, edited there.
    Life,
    Link,
    /// One device has two histories.
    Fork,
}

impl ConflictKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Life => "life",
            Self::Link => "link",
            Self::Fork => "fork",
        }
    }

    fn of(field: &str) -> Self {
        match field {
            LIFE => Self::Life,
            FORK => Self::Fork,
            field if field.starts_with("link/") => Self::Link,
            _ => Self::Value,
        }
    }
}

/// Holds one side of a conflict.
#[derive(Clone, Debug)]
pub struct ConflictHead {
    /// Counted from 1.
    pub n: usize,
    pub dot: Dot,
    pub lamport: i64,
    pub value: Cbor,
    pub reason: Option<String>,
    pub by: Evidence,
}

impl ConflictHead {
    /// Gives the value of an assessment or observation; none for other fields.
    pub fn recorded(&self) -> Option<Value> {
        Value::from_cbor(&self.value).ok()
    }
}

/// The number that stands for keeping both sides, where [`Conflict::both`] gives what that makes.
pub const BOTH: usize = 0;

/// Holds one register with differing heads.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The first 12 hexadecimal digits of BLAKE3 over register and heads: another one once the heads change.
    pub id: String,
    pub kind: ConflictKind,
    pub name: Name,
    /// The cell it belongs to, where it is about one.
    pub cell: Option<CellKey>,
    /// The unit, where it is about an observation.
    pub unit: Option<String>,
    /// Ascending: the last one is the provisional value. Of a deletion first the deletion, then what was edited.
    pub heads: Vec<ConflictHead>,
    /// What settling a fork writes down.
    looked_at: Cbor,
}

impl Conflict {
    fn new(name: Name, heads: Vec<Head>) -> Self {
        let mut dots: Vec<Dot> = heads.iter().map(|head| head.dot).collect();
        dots.sort_unstable();
        let register = [&name.noun, &name.key, &name.field].map(|text| Cbor::text(text));
        let mut parts = register.to_vec();
        parts.push(Cbor::Array(dots.into_iter().map(dot_cbor).collect()));
        let id = Hash::of(&Cbor::Array(parts).encode()).to_string()[..12].to_owned();
        let (cell, unit) = match name.noun.as_str() {
            "assessment" => (name.key.parse().ok(), None),
            "observation" => match name.key.rsplit_once('/') {
                Some((cell, unit)) => (cell.parse().ok(), Some(unit.to_owned())),
                None => (None, None),
            },
            _ => (None, None),
        };
        let kind = ConflictKind::of(&name.field);
        let looked_at = hashes_of(&heads);
        let heads = heads.into_iter().zip(1..).map(|(head, n)| ConflictHead {
            n,
            dot: head.dot,
            lamport: head.by.lamport,
            by: Evidence::from(&head.by),
            reason: head.by.reason,
            // What `$life` says is shown as yes or no: deleted or not.
            value: match kind {
                ConflictKind::Life if life_of(&head.value) => Cbor::Bool(deletes(&head.value)),
                _ => head.value,
            },
        });
        Self { id, kind, cell, unit, heads: heads.collect(), looked_at, name }
    }
}

impl Conflict {
    /// Gives all sides of a remark or a caption as one text, a line each; none where the sides are something else.
    pub fn both(&self) -> Option<String> {
        if self.kind != ConflictKind::Value || !matches!(self.name.field.as_str(), "remark" | "caption") {
            return None;
        }
        let mut texts: Vec<&str> = Vec::new();
        for head in &self.heads {
            match &head.value {
                Cbor::Text(text) if !texts.contains(&text.as_str()) => texts.push(text),
                Cbor::Text(_) | Cbor::Null => {}
                _ => return None,
            }
        }
        Some(texts.join("\n"))
    }
}

/// The register of a device that says which forks somebody has looked at: an array of change hashes.
const FORK: &str = "fork";

/// Says what most likely made one device write two histories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForkCause {
    /// Two people, or one at the same time in two places: the laptop was cloned, with its keys.
    Clone,
    /// One history ends before the other begins: the laptop went on from an older state, such as a restored image.
    Restored,
}

/// Describes a device with two histories. Both count; what they say differently are conflicts.
#[derive(Clone, Debug)]
pub struct Fork {
    pub device: DeviceId,
    /// The first number that was given twice.
    pub seq: i64,
    pub cause: ForkCause,
    /// The first change of each branch.
    pub branches: Vec<Head>,
}

impl Session {
    /// Gives all conflicts that this person may see, by register.
    pub fn conflicts(&self) -> Result<Vec<Conflict>, Fault> {
        let mut conflicts = Vec::new();
        for row in self.store.conflicts()? {
            let heads = self.store.heads(&row.name.noun, &row.name.key, &row.name.field)?;
            conflicts.push(Conflict::new(row.name, heads));
        }
        for (name, edits) in self.store.edited_after_deletion()? {
            let deletions = self.store.heads(&name.noun, &name.key, LIFE)?;
            conflicts.push(Conflict::new(name, deletions.into_iter().chain(edits).collect()));
        }
        for fork in self.forks()? {
            let name = Name { noun: "device".to_owned(), key: fork.device.to_string(), field: FORK.to_owned() };
            conflicts.push(Conflict::new(name, fork.branches));
        }
        let blind = self.blind()?;
        conflicts.retain(|conflict| conflict.cell.as_ref().is_none_or(|cell| !blind.hides(cell)));
        conflicts.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(conflicts)
    }

    /// Gives the devices with two histories that nobody has looked at yet.
    pub fn forks(&self) -> Result<Vec<Fork>, Fault> {
        let mut forks = Vec::new();
        for (device, seq) in self.store.forks()? {
            let branches = self.store.twins(device, seq)?;
            let seen = self.store.register("device", &device.to_string(), FORK)?.map(|row| row.value);
            if seen.as_ref() == Some(&hashes_of(&branches)) {
                continue;
            }
            let spans = self.store.branch_spans(device, seq)?;
            let authors: HashSet<&str> = branches.iter().map(|head| head.by.author.as_str()).collect();
            let apart = spans.windows(2).all(|pair| pair[0].1 < pair[1].0);
            let cause = if authors.len() == 1 && apart { ForkCause::Restored } else { ForkCause::Clone };
            forks.push(Fork { device, seq, cause, branches });
        }
        Ok(forks)
    }

    /// Settles a conflict by taking its side `n`, or [`BOTH`], with a reason. The other sides stay in the history.
    ///
    /// Of a thing deleted here and edited there, side 1 leaves it deleted and any other brings it back. Of a fork both
    /// branches stay; settling it says that somebody has looked.
    pub fn resolve(&mut self, id: &str, n: usize, reason: &str) -> Result<Touched, Fault> {
        self.resolve_all(&[(id.to_owned(), n)], reason)
    }

    /// Settles many conflicts, each by its name and the side to take, with one reason and as one change: undoing takes
    /// all of it back. One that is no longer as it was shown refuses the whole.
    pub fn resolve_all(&mut self, choices: &[(String, usize)], reason: &str) -> Result<Touched, Fault> {
        let reason = bounded("reason", reason)?;
        if reason.is_empty() {
            return Err(Fault::new("reason-needed").with("what", "@term-conflict"));
        }
        let mut conflicts: HashMap<String, Conflict> =
            self.conflicts()?.into_iter().map(|conflict| (conflict.id.clone(), conflict)).collect();
        let mut ops = Vec::new();
        for (id, n) in choices {
            let conflict = conflicts.remove(id).ok_or_else(|| Fault::new("unknown-conflict").with("id", id))?;
            ops.push(NewOp { reason: Some(reason.clone()), ..self.settling(&conflict, *n)? });
        }
        self.commit(ops)
    }

    /// Gives the operation that settles a conflict by its side `n`.
    fn settling(&self, conflict: &Conflict, n: usize) -> Result<NewOp, Fault> {
        let (noun, key, field) = (&conflict.name.noun, &conflict.name.key, &conflict.name.field);
        // Exactly the sides that were looked at: one that arrives meanwhile stays a conflict.
        let looked_at: Vec<Dot> = conflict.heads.iter().map(|head| head.dot).collect();
        let count = conflict.heads.len();
        if let (BOTH, Some(text)) = (n, conflict.both()) {
            let value = Cbor::text(&bounded("text", &text)?);
            return Ok(NewOp { preds: Preds::Seen(looked_at), ..op(noun, key, field, value) });
        }
        let taken = conflict.heads.iter().find(|head| head.n == n);
        let taken = taken.ok_or_else(|| Fault::new("conflict-choice").with("n", n).with("count", count))?;
        let (value, preds) = match conflict.kind {
            ConflictKind::Value | ConflictKind::Link => (taken.value.clone(), looked_at),
            ConflictKind::Life => {
                let deletes = taken.value == Cbor::Bool(true);
                let shown = if deletes { self.shown(&Thing { noun: noun.clone(), key: key.clone() })? } else { vec![] };
                let lives = self.store.heads(noun, key, LIFE)?.into_iter().map(|head| head.dot);
                (life_value(deletes, shown), lives.filter(|dot| looked_at.contains(dot)).collect())
            }
            ConflictKind::Fork => {
                let heads = self.store.heads(noun, key, field)?.into_iter().map(|head| head.dot);
                (conflict.looked_at.clone(), heads.collect())
            }
        };
        Ok(NewOp { preds: Preds::Seen(preds), ..op(noun, key, field, value) })
    }
}

/// Tells whether a value is one of `$life` and not one of another field of the thing.
fn life_of(value: &Cbor) -> bool {
    matches!(value.as_array(), Some([Cbor::Bool(_), Cbor::Array(_)]))
}

fn hashes_of(branches: &[Head]) -> Cbor {
    Cbor::Array(branches.iter().map(|head| Cbor::bytes(&head.change.0)).collect())
}
