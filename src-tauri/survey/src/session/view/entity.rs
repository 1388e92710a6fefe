//! Visits, findings, interviews and the like as forms: what fields they have, and what stands in them.

use super::field::{Reader, name};
use super::{FieldView, Reply};
use crate::model::{Field, Kind, NOUNS, Noun, noun};
use crate::session::{Entity, Fault, Session, Thing, Touched};
use serde::Serialize;
use std::collections::BTreeMap;
use tanfang_journal::Cbor;

/// Describes one field of a noun. Its label is the text `label`, the label of a word `choice-…-<word>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FieldForm {
    /// A name that ends in `*` stands for every field that begins like it.
    pub name: String,
    /// `text`, `word`, `date`, `time`, `whole`, `flag`, `position`, `outline`, `path`, `key`, `keys`, `personal` or `fixed`.
    pub kind: String,
    /// The words of a `word`.
    pub words: Vec<String>,
    /// The noun that a `key` or `keys` belong to.
    pub of: Option<String>,
    pub needed: bool,
    /// The id of the field's name in the words.
    pub label: String,
}

/// Describes a noun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct NounForm {
    pub name: String,
    pub fields: Vec<FieldForm>,
}

/// Holds one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct EntityView {
    pub noun: String,
    pub key: String,
    /// What stands, by field; a field nobody wrote to and nobody is writing is not among them.
    pub fields: BTreeMap<String, FieldView<String>>,
    /// Fields whose personal value was erased or lies sealed.
    pub withheld: Vec<String>,
    /// Who wrote to it last, and when.
    pub author: String,
    pub at: String,
    /// True where something of it was recorded after its round had been closed.
    pub late: bool,
}

impl From<&Field> for FieldForm {
    fn from(field: &Field) -> Self {
        let (kind, words, of): (_, &[&str], _) = match field.kind {
            Kind::Text => ("text", &[], None),
            Kind::Word(words) => ("word", words, None),
            Kind::Date => ("date", &[], None),
            Kind::Time => ("time", &[], None),
            Kind::Whole(..) => ("whole", &[], None),
            Kind::Flag => ("flag", &[], None),
            Kind::Position => ("position", &[], None),
            Kind::Outline => ("outline", &[], None),
            Kind::Path => ("path", &[], None),
            Kind::Key(of) => ("key", &[], Some(of)),
            Kind::Keys(of) => ("keys", &[], Some(of)),
            Kind::Personal => ("personal", &[], None),
            Kind::Fixed => ("fixed", &[], None),
        };
        Self {
            name: field.name.to_owned(),
            kind: kind.to_owned(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            of: of.map(str::to_owned),
            needed: field.needed,
            label: field.text_id(),
        }
    }
}

impl From<&Noun> for NounForm {
    fn from(noun: &Noun) -> Self {
        Self { name: noun.name.to_owned(), fields: noun.fields.iter().map(FieldForm::from).collect() }
    }
}

/// Describes all nouns that are made of plain fields.
pub fn noun_forms() -> Vec<NounForm> {
    NOUNS.iter().map(NounForm::from).collect()
}

impl Session {
    /// Shows the things of a noun, the oldest first; of one community and round where they are named.
    pub fn entities_view(
        &self,
        name: &str,
        community: Option<&str>,
        round: Option<u32>,
    ) -> Result<Vec<EntityView>, Fault> {
        let round = round.map(|round| round.to_string());
        let wanted = [("community", community), ("round", round.as_deref())];
        let wanted: Vec<(&str, &str)> = wanted.into_iter().filter_map(|(field, text)| Some((field, text?))).collect();
        let reader = Reader::new(self, name, "")?;
        let found = self.entities(name, "", &wanted)?;
        found.into_iter().map(|entity| self.entity_as_view(&reader, &entity)).collect()
    }

    /// Shows one thing; an empty one where nothing was ever written to it.
    pub fn entity_view(&self, thing: &Thing) -> Result<EntityView, Fault> {
        self.must_not_hide(&thing.noun, &thing.key)?;
        let reader = Reader::new(self, &thing.noun, &thing.key)?;
        let empty = || Entity {
            noun: noun(&thing.noun).map_or("", |noun| noun.name),
            key: thing.key.clone(),
            fields: BTreeMap::new(),
        };
        let entity = self.entity(thing)?.unwrap_or_else(empty);
        self.entity_as_view(&reader, &entity)
    }

    /// Answers a verb with the thing it was about.
    pub fn entity_reply(&self, thing: &Thing, touched: Touched) -> Result<Reply<EntityView>, Fault> {
        Ok(Reply::new(self.entity_view(thing)?, touched))
    }

    pub(super) fn entity_as_view(&self, reader: &Reader<'_>, entity: &Entity) -> Result<EntityView, Fault> {
        let mut fields = BTreeMap::new();
        let read = |value: &Cbor| self.plain_text(value).map(|(text, _)| text).unwrap_or_default();
        for field in entity.fields.keys() {
            let row = self.store.register(entity.noun, &entity.key, field)?;
            let register = name(entity.noun, &entity.key, field);
            fields.insert(field.clone(), reader.field(&register, row.as_ref(), read)?);
        }
        for (field, draft) in reader.drafts_of(entity.noun, &entity.key) {
            fields.entry(field).or_insert_with(FieldView::default).draft = Some(draft);
        }
        let withheld = entity.fields.iter().filter(|(_, held)| held.withheld).map(|(field, _)| field.clone());
        let by = entity.by();
        Ok(EntityView {
            noun: entity.noun.to_owned(),
            key: entity.key.clone(),
            fields,
            withheld: withheld.collect(),
            author: by.map(|by| reader.person(&by.author)).unwrap_or_default(),
            at: by.map(|by| by.at.rfc3339()).unwrap_or_default(),
            late: reader.is_late(entity.noun, &entity.key)?,
        })
    }
}
