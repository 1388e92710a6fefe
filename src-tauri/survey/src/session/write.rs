//! Writing: one action, one change, one transaction.

use super::device::Device;
use super::{APP, Fault, Session, op};
use crate::store::{Draft, NewChange, NewOp, Preds, StoreError, Taken};
use tanfang_journal::{Cbor, Detached, Dot, Hash, Sealed, nfc};

/// The longest text of one field, in bytes.
const LONGEST_TEXT: usize = 64 << 10;

/// Says what the person had seen of a field when writing it.
#[derive(Clone, Debug)]
pub enum Seen {
    /// The values that were shown.
    Heads(Vec<Dot>),
    /// Whatever stands there at the moment of writing; refused where it is in conflict. For scripts.
    Current,
}

impl Seen {
    pub(super) fn preds(self) -> Preds {
        match self {
            Self::Heads(dots) => Preds::Seen(dots),
            Self::Current => Preds::Current,
        }
    }
}

/// Names what an action changed, so that what shows it is asked again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched(pub Vec<(String, String)>);

impl Touched {
    fn of(sealed: Option<&Sealed>) -> Self {
        let mut names: Vec<(String, String)> = sealed
            .into_iter()
            .flat_map(|sealed| &sealed.change.ops)
            .map(|op| (op.noun.clone(), op.key.clone()))
            .collect();
        names.dedup();
        Self(names)
    }

    /// Tells whether nothing was written, since nothing new was said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Takes a text that must say something.
pub(super) fn text_of(what: &'static str, text: &str) -> Result<String, Fault> {
    let text = bounded(what, text)?;
    if text.is_empty() { Err(Fault::new("empty-text").with("what", format!("@term-{what}"))) } else { Ok(text) }
}

/// Takes a text that may be empty.
pub(super) fn bounded(what: &'static str, text: &str) -> Result<String, Fault> {
    let text = text.trim();
    if text.len() > LONGEST_TEXT {
        let most = LONGEST_TEXT / 1024;
        return Err(Fault::new("text-too-long").with("what", format!("@term-{what}")).with("most", most));
    }
    Ok(text.to_owned())
}

/// Gives what a text field holds: nothing for an empty text.
pub(super) fn text_value(text: &str) -> Cbor {
    if text.is_empty() { Cbor::Null } else { Cbor::text(text) }
}

impl Session {
    /// Writes operations as one change of this laptop.
    pub(super) fn commit(&mut self, ops: Vec<NewOp>) -> Result<Touched, Fault> {
        self.commit_with(ops, Vec::new())
    }

    /// Writes operations together with the detached values they point to.
    pub(super) fn commit_with(&mut self, mut ops: Vec<NewOp>, detached: Vec<Detached>) -> Result<Touched, Fault> {
        if self.read_only() {
            return Err(StoreError::ReadOnly(self.folder().to_owned()).into());
        }
        self.with_reasons(&mut ops)?;
        match self.append(ops.clone(), detached.clone()) {
            // Somebody else's laptop writes under this name: go on under a new one.
            Err(StoreOrFault::Store(StoreError::ForkedDevice)) => {
                self.device = Some(Device::take(&mut self.store, &self.home, &mut *self.edge)?);
                self.append(ops, detached).map_err(Fault::from)
            }
            result => result.map_err(Fault::from),
        }
    }

    fn append(&mut self, ops: Vec<NewOp>, detached: Vec<Detached>) -> Result<Touched, StoreOrFault> {
        let author = self.store.local("person")?.ok_or_else(|| Fault::new("no-author"))?;
        let device = match self.device.take() {
            Some(device) => device,
            None => Device::of(&mut self.store, &self.home, &mut *self.edge)?,
        };
        let device = self.device.insert(device);
        let name = device.key.device();
        let introduction = match self.store.device_tip(name)? {
            Taken::None => introduction(&self.store, &author, device)?,
            _ => Vec::new(),
        };
        let stamp = self.edge.now();
        let sealed = self.store.append(NewChange {
            key: &device.key,
            author: &author,
            visit: self.visit.as_deref(),
            app: APP,
            wall_ms: stamp.wall_ms,
            offset_min: stamp.offset_min,
            ops,
            introduction,
            detached,
        })?;
        if let Some(sealed) = &sealed {
            // The change is durable. A memory that could not be renewed is only older, never a reason to say it failed.
            let _ = device.keep(sealed.hash);
        }
        Ok(Touched::of(sealed.as_ref()))
    }

    /// Gives the newest change of this device.
    pub(super) fn newest_own(&mut self) -> Result<Option<Hash>, Fault> {
        let name = self.own_device()?;
        let tip = self.store.device_tip(name)?;
        Ok(if let Taken::Tip { hash, .. } = tip { Some(hash) } else { None })
    }

    /// Remembers the newest own change outside the folder.
    pub(super) fn remember_tip(&mut self) -> Result<(), Fault> {
        let name = self.own_device()?;
        if let (Some(device), Taken::Tip { hash, .. }) = (&self.device, self.store.device_tip(name)?) {
            let _ = device.keep(hash);
        }
        Ok(())
    }

    /// Writes one text of one entity. An empty text clears the field.
    pub fn set_text(&mut self, noun: &str, key: &str, field: &str, text: &str, seen: Seen) -> Result<Touched, Fault> {
        let value = text_value(&bounded("text", text)?);
        if matches!(noun, "assessment" | "observation") {
            // Of a unit's remark this asks less than of the cell's own.
            if noun == "observation" { self.must_not_be_reader(key)? } else { self.must_not_be_blind(key)? }
        }
        self.set(noun, key, field, value, seen)
    }

    /// Writes one yes or no of one entity.
    pub fn set_flag(&mut self, noun: &str, key: &str, field: &str, flag: bool, seen: Seen) -> Result<Touched, Fault> {
        self.set(noun, key, field, Cbor::Bool(flag), seen)
    }

    fn set(&mut self, noun: &str, key: &str, field: &str, value: Cbor, seen: Seen) -> Result<Touched, Fault> {
        self.commit(vec![NewOp { value, preds: seen.preds(), ..op(noun, key, field, Cbor::Null) }])
    }

    /// Keeps what is being typed; the field's change clears it.
    pub fn set_draft(&mut self, noun: &str, key: &str, field: &str, text: &str) -> Result<(), Fault> {
        let draft = Draft {
            noun: nfc(noun),
            key: nfc(key),
            field: nfc(field),
            text: text.to_owned(),
            wall_ms: self.edge.now().wall_ms,
        };
        Ok(self.store.set_draft(&draft)?)
    }

    pub fn clear_draft(&mut self, noun: &str, key: &str, field: &str) -> Result<(), Fault> {
        Ok(self.store.clear_draft(noun, key, field)?)
    }

    /// Gives the drafts of one noun whose key starts with `prefix`.
    pub fn drafts(&self, noun: &str, prefix: &str) -> Result<Vec<Draft>, Fault> {
        Ok(self.store.drafts(noun, prefix)?)
    }

    /// Changes the name under which this laptop's person appears.
    pub fn rename_author(&mut self, name: &str) -> Result<Touched, Fault> {
        let name = text_of("author", name)?;
        self.store.set_local("author", &name)?;
        let person = self.store.local("person")?.ok_or_else(|| Fault::new("no-author"))?;
        if self.store.register("person", &person, "name")?.is_none() {
            return Ok(Touched::default());
        }
        self.commit(vec![op("person", &person, "name", Cbor::text(&name))])
    }
}

/// Presents a device and its person: part of the device's first change.
fn introduction(store: &crate::store::Store, author: &str, device: &Device) -> Result<Vec<NewOp>, Fault> {
    let name = device.key.device().to_string();
    let mut ops = vec![
        op("device", &name, "key", Cbor::bytes(&device.key.public())),
        op("device", &name, "person", Cbor::text(author)),
    ];
    if store.register("person", author, "name")?.is_none() {
        let person = store.local("author")?.unwrap_or_default();
        ops.push(op("person", author, "name", Cbor::text(&person)));
    }
    Ok(ops)
}

enum StoreOrFault {
    Store(StoreError),
    Fault(Fault),
}

impl From<StoreError> for StoreOrFault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Fault> for StoreOrFault {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<StoreOrFault> for Fault {
    fn from(error: StoreOrFault) -> Self {
        match error {
            StoreOrFault::Store(error) => error.into(),
            StoreOrFault::Fault(fault) => fault,
        }
    }
}
