//! Conflicts: what two people wrote without having seen each other's.

use super::write::bounded;
use super::{CellKey, Evidence, Fault, Session, Touched, op};
use crate::model::Value;
use crate::store::{Head, Name, Preds};
use tanfang_journal::{Cbor, Dot, Hash, dot_cbor};

/// Says what kind of thing people disagree about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictKind {
    Value,
    Life,
    Link,
}

impl ConflictKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Life => "life",
            Self::Link => "link",
        }
    }

    fn of(field: &str) -> Self {
        match field {
            "$life" => Self::Life,
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
    /// Ascending: the last one is the provisional value.
    pub heads: Vec<ConflictHead>,
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
        let heads = heads.into_iter().zip(1..).map(|(head, n)| ConflictHead {
            n,
            dot: head.dot,
            lamport: head.by.lamport,
            by: Evidence::from(&head.by),
            reason: head.by.reason,
            value: head.value,
        });
        Self { id, kind: ConflictKind::of(&name.field), cell, unit, heads: heads.collect(), name }
    }
}

impl Session {
    /// Gives all conflicts, by register.
    pub fn conflicts(&self) -> Result<Vec<Conflict>, Fault> {
        let rows = self.store.conflicts()?;
        rows.into_iter()
            .map(|row| {
                let heads = self.store.heads(&row.name.noun, &row.name.key, &row.name.field)?;
                Ok(Conflict::new(row.name, heads))
            })
            .collect()
    }

    /// Settles a conflict by taking its side `n`, with a reason. The other sides stay in the history.
    pub fn resolve(&mut self, id: &str, n: usize, reason: &str) -> Result<Touched, Fault> {
        let reason = bounded("reason", reason)?;
        if reason.is_empty() {
            return Err(Fault::new("reason-needed").with("what", "@term-conflict"));
        }
        let conflict = self.conflicts()?.into_iter().find(|conflict| conflict.id == id);
        let conflict = conflict.ok_or_else(|| Fault::new("unknown-conflict").with("id", id))?;
        let count = conflict.heads.len();
        let taken = conflict.heads.iter().find(|head| head.n == n);
        let taken = taken.ok_or_else(|| Fault::new("conflict-choice").with("n", n).with("count", count))?;
        let mut op = op(&conflict.name.noun, &conflict.name.key, &conflict.name.field, taken.value.clone());
        // Exactly the sides that were looked at: one that arrives meanwhile stays a conflict.
        op.preds = Preds::Seen(conflict.heads.iter().map(|head| head.dot).collect());
        op.reason = Some(reason);
        self.commit(vec![op])
    }
}
