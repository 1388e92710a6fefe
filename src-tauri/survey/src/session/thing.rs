//! Things by name, `noun/key`: deleting and bringing back, declaring two to be one, taking personal content out for good.

use super::write::bounded;
use super::{Fault, Session, Touched, op};
use crate::store::{ERASE, LIFE, Preds, life_value};
use std::collections::BTreeMap;
use std::str::FromStr;
use tanfang_journal::{BlobRef, Cbor, Detached, Dot, Hash};

/// The field that says which other thing this one is.
pub(super) const SAME: &str = "$same";
/// What a survey consists of; it is changed, never deleted.
const PERMANENT: [&str; 5] = ["survey", "community", "round", "person", "device"];
/// Things of which two can turn out to be one.
const MAY_BE_SAME: [&str; 3] = ["person", "unit", "finding"];

/// Names a thing: `unit/0192…`, `assessment/wangjing/1/6.4.3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thing {
    pub noun: String,
    pub key: String,
}

impl FromStr for Thing {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        match text.split_once('/') {
            Some((noun, key)) if !noun.is_empty() && !key.is_empty() => {
                Ok(Self { noun: noun.to_owned(), key: key.to_owned() })
            }
            _ => Err(Fault::new("thing-form").with("given", text)),
        }
    }
}

impl std::fmt::Display for Thing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.noun, self.key)
    }
}

impl Session {
    /// Deletes a thing as it stands now. Its values stay in the journal; what somebody else writes to it without knowing
    /// of the deletion becomes a conflict.
    pub fn delete(&mut self, thing: &Thing, reason: &str) -> Result<Touched, Fault> {
        self.must_be_known(thing)?;
        if PERMANENT.contains(&thing.noun.as_str()) {
            return Err(Fault::new("delete-permanent").with("given", thing));
        }
        if self.store.is_dead(&thing.noun, &thing.key)? {
            return Ok(Touched::default());
        }
        self.write_life(thing, true, reason)
    }

    /// Brings a deleted thing back, with every value as it was.
    pub fn undelete(&mut self, thing: &Thing) -> Result<Touched, Fault> {
        self.must_be_known(thing)?;
        if !self.store.is_dead(&thing.noun, &thing.key)? {
            return Ok(Touched::default());
        }
        self.write_life(thing, false, "")
    }

    pub(super) fn write_life(&mut self, thing: &Thing, deleted: bool, reason: &str) -> Result<Touched, Fault> {
        let reason = bounded("reason", reason)?;
        let shown = if deleted { self.shown(thing)? } else { Vec::new() };
        let mut op = op(&thing.noun, &thing.key, LIFE, life_value(deleted, shown));
        op.reason = (!reason.is_empty()).then_some(reason);
        self.commit(vec![op])
    }

    /// Gives all heads of a thing.
    pub(super) fn shown(&self, thing: &Thing) -> Result<Vec<Dot>, Fault> {
        Ok(self.store.heads_of(&thing.noun, &thing.key)?.into_iter().map(|(_, head)| head.dot).collect())
    }

    pub(super) fn must_be_known(&self, thing: &Thing) -> Result<(), Fault> {
        if self.store.heads_of(&thing.noun, &thing.key)?.is_empty() {
            return Err(Fault::new("thing-unknown").with("given", thing));
        }
        Ok(())
    }

    /// Declares that `thing` is in truth `other`: of two entries for one person or one unit, the second goes on.
    /// Nothing is rewritten, so it can be undone.
    pub fn declare_same(&mut self, thing: &Thing, other: &Thing) -> Result<Touched, Fault> {
        self.must_be_known(thing)?;
        self.must_be_known(other)?;
        let fits = thing.noun == other.noun && MAY_BE_SAME.contains(&thing.noun.as_str());
        if !fits || self.same_as(&thing.noun)?.resolve(&other.key) == thing.key {
            return Err(Fault::new("same-impossible").with("one", thing).with("other", other));
        }
        self.commit(vec![op(&thing.noun, &thing.key, SAME, Cbor::text(&other.key))])
    }

    /// Gives which things of a noun were declared to be others.
    pub fn same_as(&self, noun: &str) -> Result<Sames, Fault> {
        let rows = self.store.rows_of_field(noun, SAME)?;
        let pairs = rows.into_iter().filter_map(|row| Some((row.name.key, row.value.as_text()?.to_owned())));
        Ok(Sames(pairs.collect()))
    }

    /// Takes content of a field – or of a whole photo or document – out for good, here and wherever it is merged.
    /// That there was something, by whom and when stays in the journal. Gives how many contents went.
    pub fn erase(&mut self, thing: &Thing, field: Option<&str>, reason: &str) -> Result<usize, Fault> {
        self.must_be_known(thing)?;
        let reason = bounded("reason", reason)?;
        if reason.is_empty() {
            return Err(Fault::new("reason-needed").with("what", "@term-erasure"));
        }
        let all = || self.store.fields_of(&thing.noun, &thing.key);
        let fields = field.map_or_else(all, |field| Ok(vec![field.to_owned()]))?;
        let (mut hashes, mut blobs): (Vec<Hash>, Vec<BlobRef>) = (Vec::new(), Vec::new());
        for field in fields {
            for entry in self.store.history(&thing.noun, &thing.key, &field)? {
                hashes.extend(Detached::hash_in(&entry.value));
                blobs.extend(BlobRef::from_cbor(&entry.value));
            }
        }
        hashes.extend(blobs.iter().map(|blob| blob.hash));
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.is_empty() {
            return Err(Fault::new("erase-nothing").with("given", thing));
        }
        let count = hashes.len();
        let named = Cbor::Array(hashes.iter().map(|hash| Cbor::bytes(&hash.0)).collect());
        let mut op = op(&thing.noun, &thing.key, ERASE, named);
        op.reason = Some(reason);
        op.preds = Preds::All;
        self.commit(vec![op])?;
        self.discard_erased()?;
        // Refused while another program reads: asking again writes nothing new and ends what was begun.
        self.store.scrub_erased()?;
        Ok(count)
    }

    /// Removes the files of erased photos and documents that still lie in the folder; gives how many.
    pub(super) fn discard_erased(&self) -> Result<usize, Fault> {
        let blobs = self.store.blobs();
        let erased = self.store.erased_blobs()?.into_iter().filter(|blob| blobs.has(blob));
        Ok(erased.inspect(|blob| blobs.discard(blob)).count())
    }
}

/// Says which things are in truth other ones.
#[derive(Clone, Debug, Default)]
pub struct Sames(BTreeMap<String, String>);

impl Sames {
    /// Gives the key under which a thing goes on; its own where nothing was declared.
    pub fn resolve<'a>(&'a self, key: &'a str) -> &'a str {
        let mut at = key;
        // Declarations made apart can point in a circle: nobody is led around in it for ever.
        for _ in 0..=self.0.len() {
            match self.0.get(at) {
                Some(next) if next != key => at = next,
                _ => return at,
            }
        }
        key
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether a thing goes on under another key.
    pub fn is_merged(&self, key: &str) -> bool {
        self.resolve(key) != key
    }
}
