//! A register as a form field: every live head, what the reader has thereby seen, and a draft left unsaved.

use super::{ValueView, short};
use crate::session::late::Closures;
use crate::session::{Fault, Seen, Session, Stamp};
use crate::store::{Draft, Name, Provenance, Row};
use serde::Serialize;
use std::collections::HashMap;
use tanfang_journal::{Cbor, Dot};

/// Holds one live head of a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct HeadView<T> {
    pub dot: String,
    pub value: T,
    pub author: String,
    pub device: String,
    /// RFC 3339 with the offset that was recorded.
    pub at: String,
    pub reason: Option<String>,
}

/// Holds a register: heads in the order (lamport, hash, index), the last one provisional; none where never written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FieldView<T> {
    pub heads: Vec<HeadView<T>>,
    /// The dots to hand back as `seen` when this field is written.
    pub seen: Vec<String>,
    /// True where heads hold different values.
    pub conflict: bool,
    /// Text typed and not yet saved, kept through a kill.
    pub draft: Option<String>,
}

impl<T> Default for FieldView<T> {
    fn default() -> Self {
        Self { heads: Vec::new(), seen: Vec::new(), conflict: false, draft: None }
    }
}

/// Reads registers into fields: people by name, drafts beside their field.
pub(super) struct Reader<'a> {
    session: &'a Session,
    people: HashMap<String, String>,
    drafts: HashMap<Name, String>,
    closures: Closures,
}

impl<'a> Reader<'a> {
    /// Takes the drafts of one noun whose keys start with `prefix`.
    pub fn new(session: &'a Session, noun: &str, prefix: &str) -> Result<Self, Fault> {
        let drafts = session.drafts(noun, prefix)?;
        let named = |draft: Draft| (Name { noun: draft.noun, key: draft.key, field: draft.field }, draft.text);
        Ok(Self {
            session,
            people: session.people()?,
            drafts: drafts.into_iter().map(named).collect(),
            closures: session.closures()?,
        })
    }

    /// Tells whether something that stands in a thing was written after its round had been closed.
    pub fn is_late(&self, noun: &str, key: &str) -> Result<bool, Fault> {
        self.session.is_late(&self.closures, noun, key)
    }

    /// Gives the name of a person, or the key of one whose introduction has not arrived.
    pub fn person(&self, key: &str) -> String {
        self.people.get(key).map_or(key, String::as_str).to_owned()
    }

    /// Gives what is being typed into the fields of one thing.
    pub fn drafts_of(&self, noun: &str, key: &str) -> Vec<(String, String)> {
        let of = self.drafts.iter().filter(|(name, _)| name.noun == noun && name.key == key);
        of.map(|(name, text)| (name.field.clone(), text.clone())).collect()
    }

    fn head<T>(&self, dot: Dot, value: T, by: &Provenance) -> HeadView<T> {
        let at = Stamp { wall_ms: by.wall_ms, offset_min: by.offset_min };
        HeadView {
            dot: dot.to_string(),
            value,
            author: self.person(&by.author),
            device: short(by.device),
            at: at.rfc3339(),
            reason: by.reason.clone(),
        }
    }

    /// Makes the field of a register; `row` is none where nothing was ever written.
    pub fn field<T>(&self, name: &Name, row: Option<&Row>, read: impl Fn(&Cbor) -> T) -> Result<FieldView<T>, Fault> {
        let draft = self.drafts.get(name).cloned();
        let Some(row) = row else { return Ok(FieldView { draft, ..FieldView::default() }) };
        let heads: Vec<HeadView<T>> = if row.heads == 1 {
            vec![self.head(row.dot, read(&row.value), &row.by)]
        } else {
            let heads = self.session.store.heads(&name.noun, &name.key, &name.field)?;
            heads.iter().map(|head| self.head(head.dot, read(&head.value), &head.by)).collect()
        };
        let seen = heads.iter().map(|head| head.dot.clone()).collect();
        Ok(FieldView { heads, seen, conflict: row.conflict, draft })
    }
}

impl Session {
    /// Shows the register of a value, as after it was written: what rests on it is asked for later.
    pub fn value_field(&self, noun: &str, key: &str, field: &str) -> Result<FieldView<ValueView>, Fault> {
        self.field(&name(noun, key, field), ValueView::of)
    }

    /// Shows the register of a text.
    pub fn text_field(&self, noun: &str, key: &str, field: &str) -> Result<FieldView<String>, Fault> {
        self.field(&name(noun, key, field), text)
    }

    /// Shows the register of a mark.
    pub fn flag_field(&self, noun: &str, key: &str, field: &str) -> Result<FieldView<bool>, Fault> {
        self.field(&name(noun, key, field), flag)
    }

    fn field<T>(&self, name: &Name, read: impl Fn(&Cbor) -> T) -> Result<FieldView<T>, Fault> {
        let row = self.store.register(&name.noun, &name.key, &name.field)?;
        Reader::new(self, &name.noun, &name.key)?.field(name, row.as_ref(), read)
    }
}

/// Reads a text register; a cleared one is empty.
pub(super) fn text(item: &Cbor) -> String {
    item.as_text().unwrap_or_default().to_owned()
}

/// Reads a yes or no; a cleared one is no.
pub(super) fn flag(item: &Cbor) -> bool {
    item.as_bool().unwrap_or(false)
}

/// Names a register.
pub(super) fn name(noun: &str, key: &str, field: &str) -> Name {
    Name { noun: noun.to_owned(), key: key.to_owned(), field: field.to_owned() }
}

/// Reads back the dots that a window showed.
pub fn seen(dots: &[String]) -> Result<Seen, Fault> {
    let read = |dot: &String| dot.parse().map_err(|_| Fault::new("seen-unknown").with("dot", dot));
    Ok(Seen::Heads(dots.iter().map(read).collect::<Result<_, _>>()?))
}
