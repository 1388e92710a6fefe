//! Things made of plain fields – visits, findings, questions, interviews …: adding, changing, reading. What fields a noun
//! has stands in [`crate::model::NOUNS`].

use super::write::bounded;
use super::{CellKey, Evidence, Fault, Seen, Session, Thing, Touched, op};
use crate::model::{Field, Kind, Misfit, NOUNS, Noun, ShapeError, noun};
use crate::store::{NewOp, Row};
use std::collections::BTreeMap;
use tanfang_journal::{Cbor, Detached, Dot};

/// Says what one field is to hold.
#[derive(Clone, Debug)]
pub struct Entry {
    pub field: String,
    /// As typed; an empty text clears the field.
    pub text: String,
    pub seen: Seen,
}

impl Entry {
    /// Writes over whatever stands there.
    pub fn new(field: &str, text: &str) -> Self {
        Self { field: field.to_owned(), text: text.to_owned(), seen: Seen::Current }
    }
}

/// Holds one thing as the survey has it now.
#[derive(Clone, Debug)]
pub struct Entity {
    pub noun: &'static str,
    pub key: String,
    pub fields: BTreeMap<String, Held>,
}

/// Holds one field of a thing.
#[derive(Clone, Debug)]
pub struct Held {
    /// The way it is typed; of a conflict the value that stands in.
    pub text: String,
    /// Everything that stands, to be handed back as seen.
    pub heads: Vec<Dot>,
    pub by: Evidence,
    pub conflict: bool,
    /// True where a personal value was erased, or lies sealed.
    pub withheld: bool,
}

impl Entity {
    /// Gives the text of a field, empty where there is none.
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", |held| &held.text)
    }

    /// Gives the number in a field of kind [`Kind::Whole`].
    pub fn number(&self, field: &str) -> Option<i64> {
        self.text(field).parse().ok()
    }

    /// Says who wrote to it last.
    pub fn by(&self) -> Option<&Evidence> {
        self.fields.values().map(|held| &held.by).max_by_key(|by| by.at.wall_ms)
    }

    /// Gives the cell it is about, where it names community, round and indicator.
    pub fn cell(&self) -> Option<CellKey> {
        let round = u32::try_from(self.number("round")?).ok()?;
        let (community, indicator) = (self.text("community"), self.text("indicator"));
        (!community.is_empty() && !indicator.is_empty()).then(|| CellKey::new(community, round, indicator))
    }

    /// Gives the fields that begin with `prefix`, by what follows it.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a Held)> {
        self.fields.iter().filter_map(move |(field, held)| Some((field.strip_prefix(prefix)?, held)))
    }
}

impl Session {
    /// Adds a thing; gives its key. Every field that the noun needs must be among the entries.
    pub fn add_entity(&mut self, name: &str, entries: &[Entry]) -> Result<(String, Touched), Fault> {
        let noun = known(name)?;
        if !noun.key.is_empty() {
            return Err(Fault::new("thing-by-name").with("noun", label(noun)).with("form", noun.key.join("/")));
        }
        let given = |field: &Field| entries.iter().any(|e| e.field == field.name && !e.text.trim().is_empty());
        if let Some(missing) = noun.fields.iter().find(|field| field.needed && !given(field)) {
            return Err(Fault::new("field-needed").with("field", field_label(missing)));
        }
        let key = self.edge.new_key().to_string();
        let touched = self.write_entity(noun, &key, entries, None)?;
        Ok((key, touched))
    }

    /// Changes fields of a thing, in one change.
    pub fn set_entity(&mut self, thing: &Thing, entries: &[Entry], reason: Option<&str>) -> Result<Touched, Fault> {
        let noun = known(&thing.noun)?;
        if noun.key.is_empty() {
            self.must_be_known(thing)?;
        } else {
            self.check_key(noun, &thing.key)?;
        }
        self.write_entity(noun, &thing.key, entries, reason)
    }

    fn write_entity(
        &mut self,
        noun: &'static Noun,
        key: &str,
        entries: &[Entry],
        reason: Option<&str>,
    ) -> Result<Touched, Fault> {
        let (ops, detached) = self.ops_of(noun, key, entries, reason)?;
        self.commit_with(ops, detached)
    }

    /// Gives the operations that write fields of a thing, with the personal values they point to.
    pub(super) fn ops_of(
        &mut self,
        noun: &'static Noun,
        key: &str,
        entries: &[Entry],
        reason: Option<&str>,
    ) -> Result<(Vec<NewOp>, Vec<Detached>), Fault> {
        let reason = reason.map(|reason| bounded("reason", reason)).transpose()?.filter(|reason| !reason.is_empty());
        self.check_consent(noun, key, entries)?;
        let (mut ops, mut detached) = (Vec::new(), Vec::new());
        for entry in entries {
            let (field, mut value) = self.check_entry(noun, entry)?;
            if field.kind == Kind::Personal && value != Cbor::Null {
                let mut salt = [0; 16];
                self.edge.fill(&mut salt);
                let pair = Detached { salt, value: value.encode() };
                value = pair.to_cbor();
                detached.push(pair);
            }
            let preds = entry.seen.clone().preds();
            ops.push(NewOp { preds, reason: reason.clone(), ..op(noun.name, key, &entry.field, value) });
        }
        Ok((ops, detached))
    }

    /// Reads what was typed for one field, or says why it cannot stand there.
    pub(super) fn check_entry(&self, noun: &'static Noun, entry: &Entry) -> Result<(&'static Field, Cbor), Fault> {
        let field = noun.field(&entry.field).ok_or_else(|| {
            let known: Vec<&str> = noun.fields.iter().map(|field| field.name).collect();
            Fault::new("unknown-field")
                .with("noun", label(noun))
                .with("field", &entry.field)
                .with("known", known.join(", "))
        })?;
        if field.kind == Kind::Fixed {
            return Err(Fault::new("field-fixed").with("noun", label(noun)).with("field", field_label(field)));
        }
        let text = bounded("text", &entry.text)?;
        if field.needed && text.is_empty() {
            return Err(Fault::new("field-needed").with("field", field_label(field)));
        }
        let text = match field.kind {
            // A report is known to people by its number.
            Kind::Key("report") => self.issued_named(&text)?.map_or(text, |report| report.key),
            _ => text,
        };
        let value = field.kind.read(&text).map_err(|misfit| misfitting(field, &text, &misfit))?;
        self.check_reference(field, &value)?;
        self.check_answer(noun, entry, &text)?;
        Ok((field, value))
    }

    /// Without consent nothing is kept of what a person said.
    fn check_consent(&self, noun: &Noun, key: &str, entries: &[Entry]) -> Result<(), Fault> {
        let personal = |entry: &Entry| {
            !entry.text.trim().is_empty() && noun.field(&entry.field).is_some_and(|field| field.kind == Kind::Personal)
        };
        if noun.field("consent").is_none() || !entries.iter().any(personal) {
            return Ok(());
        }
        let given = entries.iter().find(|entry| entry.field == "consent").map(|entry| entry.text.trim().to_owned());
        let stored = || self.store.register(noun.name, key, "consent");
        let consent = match given {
            Some(given) => given,
            None => stored()?.map(|row| Kind::show(&row.value)).unwrap_or_default(),
        };
        if consent == "yes" { Ok(()) } else { Err(Fault::new("no-consent")) }
    }

    /// Checks that a key is made as the noun says, of parts that there are.
    fn check_key(&self, noun: &Noun, key: &str) -> Result<(), Fault> {
        let parts: Vec<&str> = key.split('/').collect();
        if parts.len() != noun.key.len() {
            return Err(Fault::new("thing-by-name").with("noun", label(noun)).with("form", noun.key.join("/")));
        }
        for (part, of) in parts.into_iter().zip(noun.key) {
            match *of {
                "round" => drop(self.round(part.parse().unwrap_or(0))?),
                of => self.check_key_of(of, part)?,
            }
        }
        Ok(())
    }

    fn check_reference(&self, field: &Field, value: &Cbor) -> Result<(), Fault> {
        match (field.kind, value) {
            (Kind::Key(of), Cbor::Text(key)) => self.check_key_of(of, key),
            (Kind::Keys(of), Cbor::Array(keys)) => {
                keys.iter().filter_map(Cbor::as_text).try_for_each(|key| self.check_key_of(of, key))
            }
            (Kind::Whole(..), Cbor::Int(number)) if field.name == "round" => {
                self.round(u32::try_from(*number).unwrap_or(u32::MAX)).map(drop)
            }
            _ => Ok(()),
        }
    }

    fn check_key_of(&self, of: &str, key: &str) -> Result<(), Fault> {
        match of {
            "community" => self.community(key).map(drop),
            "indicator" => self.indicator(key).map(drop),
            "scenario" => self.scenario(key).map(drop),
            "list" if self.framework.list(key).is_some() => Ok(()),
            "unit" => self.unit(key).map(drop),
            // A letter that was photographed is a document too.
            "document" if !self.store.heads_of("photo", key)?.is_empty() => Ok(()),
            of => self.must_be_known(&Thing { noun: of.to_owned(), key: key.to_owned() }),
        }
    }

    /// Finds one thing; none where nothing was ever written to it.
    pub fn entity(&self, thing: &Thing) -> Result<Option<Entity>, Fault> {
        let noun = known(&thing.noun)?;
        let rows = self.store.rows_under(noun.name, &thing.key)?;
        Ok(self.gather(noun, rows.into_iter().filter(|row| row.name.key == thing.key))?.pop())
    }

    /// Gives the things of a noun whose fields hold all that is `wanted`, by key: the oldest first where keys are made anew.
    /// Keys that begin with `prefix` alone are looked at; what speaks of a blind cell is left out.
    pub fn entities(&self, name: &str, prefix: &str, wanted: &[(&str, &str)]) -> Result<Vec<Entity>, Fault> {
        let mut found = self.all_entities(name, prefix)?;
        found.retain(|entity| wanted.iter().all(|(field, text)| entity.text(field) == *text));
        let blind = self.blind()?;
        found.retain(|entity| !blind.hides_entity(entity));
        Ok(found)
    }

    /// As [`Self::entities`], also those that this person must not see yet.
    pub(super) fn all_entities(&self, name: &str, prefix: &str) -> Result<Vec<Entity>, Fault> {
        let noun = known(name)?;
        self.gather(noun, self.store.rows_under(noun.name, prefix)?.into_iter())
    }

    /// Gives the things of a noun in one community and round.
    pub fn entities_in(&self, name: &str, community: &str, round: u32) -> Result<Vec<Entity>, Fault> {
        self.entities(name, "", &[("community", community), ("round", &round.to_string())])
    }

    fn gather(&self, noun: &'static Noun, rows: impl Iterator<Item = Row>) -> Result<Vec<Entity>, Fault> {
        let mut found: Vec<Entity> = Vec::new();
        for row in rows {
            if noun.field(&row.name.field).is_none() {
                continue;
            }
            if found.last().is_none_or(|last| last.key != row.name.key) {
                found.push(Entity { noun: noun.name, key: row.name.key.clone(), fields: BTreeMap::new() });
            }
            let (field, held) = (row.name.field.clone(), self.held(&row)?);
            if let Some(entity) = found.last_mut() {
                entity.fields.insert(field, held);
            }
        }
        Ok(found)
    }

    fn held(&self, row: &Row) -> Result<Held, Fault> {
        let (text, withheld) = self.plain_text(&row.value)?;
        Ok(Held { text, heads: self.dots_of(row)?, by: Evidence::from(&row.by), conflict: row.conflict, withheld })
    }

    /// Gives the text of a value, and whether it is a personal one that was erased or lies sealed.
    pub(super) fn plain_text(&self, value: &Cbor) -> Result<(String, bool), Fault> {
        let Some(hash) = Detached::hash_in(value) else { return Ok((Kind::show(value), false)) };
        let pair = self.store.detached(&hash)?;
        let said = pair.and_then(|pair| Cbor::decode(&pair.value).ok());
        Ok((said.as_ref().map(Kind::show).unwrap_or_default(), said.is_none()))
    }
}

pub(super) fn known(name: &str) -> Result<&'static Noun, Fault> {
    noun(name).ok_or_else(|| {
        let known: Vec<&str> = NOUNS.iter().map(|noun| noun.name).collect();
        Fault::new("unknown-noun").with("noun", name).with("known", known.join(", "))
    })
}

fn label(noun: &Noun) -> String {
    format!("@noun-{}", noun.name)
}

/// Names a field in `assets/text`.
fn field_label(field: &Field) -> String {
    format!("@{}", field.text_id())
}

fn misfitting(field: &Field, text: &str, misfit: &Misfit) -> Fault {
    let label = field_label(field);
    match misfit {
        Misfit::NotAWord(words) => {
            Fault::new("field-word").with("field", label).with("text", text).with("known", words.join(", "))
        }
        Misfit::NotADate => Fault::new("field-date").with("field", label).with("text", text),
        Misfit::NotATime => Fault::new("field-time").with("field", label).with("text", text),
        Misfit::NotWhole(low, high) => {
            Fault::new("field-whole").with("field", label).with("text", text).with("low", low).with("high", high)
        }
        Misfit::NotAFlag => Fault::new("field-flag").with("field", label).with("text", text),
        Misfit::NotAPosition => Fault::new("position").with("text", text),
        Misfit::NotAShape(ShapeError::NotAPosition(text)) => Fault::new("position").with("text", text),
        Misfit::NotAShape(ShapeError::TooFew(least)) => {
            Fault::new("field-points").with("field", label).with("least", least)
        }
        Misfit::NotAShape(ShapeError::InParts) => Fault::new("field-in-parts").with("field", label),
    }
}
