//! Taking over the work of somebody who started a survey of his own by mistake instead of joining this one.

use super::exchange::{Progress, Unseal, copy_blobs, open};
use super::{APP, Fault, Session, op};
use crate::store::{NewChange, NewOp, Preds, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use tanfang_journal::{BlobRef, Cbor, Dot, Hash, Sealed, SurveyId};

/// What belongs to the other survey itself and not to the work in it.
const FOREIGN: [&str; 5] = ["survey", "community", "round", "device", "change"];

/// Counts what was taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    pub changes: usize,
    pub values: usize,
    pub blobs: usize,
}

impl Session {
    /// Takes everything that stands in a file of another survey over as new changes of this laptop, each with its
    /// author, time and photos. What says something else than this survey becomes a conflict. Doing it again adds nothing.
    ///
    /// # Errors
    /// A file of this very survey (merge it), of a demo, or one whose framework is another one.
    pub fn adopt(&mut self, path: &Path) -> Result<Adopted, Fault> {
        let progress: &mut Progress<'_> = &mut |_, _| ControlFlow::Continue(());
        let mut file = open(path, &Unseal::default(), None, progress, &mut |_| {})?;
        let survey = file.manifest().survey;
        let at = |code| Fault::new(code).with("path", path.display());
        if survey == self.store.survey() {
            return Err(at("adopt-own"));
        }
        let mut other = Store::in_memory(survey)?;
        let mut changes = Vec::new();
        for sealed in file.changes().map_err(|error| Fault::of_file(path, error))? {
            changes.push(sealed.map_err(|error| Fault::of_file(path, error))?.into_owned());
        }
        other.ingest(true, |ingest| changes.iter().try_for_each(|sealed| ingest.take(sealed).map(drop)))?;
        if other.history("survey", super::SURVEY, "demo")?.iter().any(|head| head.value == Cbor::Bool(true)) {
            return Err(at("adopt-demo"));
        }
        if !self.same_framework(&other)? {
            return Err(at("adopt-framework"));
        }
        let standing = self.standing(&other)?;
        changes.sort_by_key(|sealed| (sealed.change.lamport, sealed.hash));
        let (mut adopted, mut wanted) = (Adopted::default(), BTreeSet::new());
        let mut work: Vec<(&Sealed, Vec<NewOp>)> = Vec::new();
        for sealed in &changes {
            let ops: Vec<NewOp> = (0..sealed.change.ops.len())
                .filter(|index| standing.contains(&sealed.dot(*index)))
                .map(|index| carried(&sealed.change.ops[index]))
                .collect();
            wanted.extend(ops.iter().filter_map(|op| BlobRef::from_cbor(&op.value)));
            if !ops.is_empty() {
                adopted.values += ops.len();
                work.push((sealed, ops));
            }
        }
        self.with_late_reasons(work.iter_mut().flat_map(|(_, ops)| ops))?;
        let blobs = self.store.blobs();
        let offered: Vec<BlobRef> = file.blobs().filter(|blob| wanted.contains(blob) && !blobs.has(blob)).collect();
        adopted.blobs = copy_blobs(path, &mut file, &blobs, &offered, progress)? as usize;
        adopted.changes = self.write_for_others(survey, work)?;
        Ok(adopted)
    }

    fn same_framework(&self, other: &Store) -> Result<bool, Fault> {
        let blob_of = |store: &Store| -> Result<Option<Hash>, Fault> {
            let row = store.register("survey", super::SURVEY, "framework")?;
            Ok(row.and_then(|row| BlobRef::from_cbor(&row.value)).map(|blob| blob.hash))
        };
        Ok(blob_of(&self.store)? == blob_of(other)?)
    }

    /// Gives the operations that stand in the other survey and were not taken over before.
    fn standing(&self, other: &Store) -> Result<BTreeSet<Dot>, Fault> {
        let mut standing = BTreeSet::new();
        let mut known: BTreeMap<(String, String, String), Vec<crate::store::Head>> = BTreeMap::new();
        for term in other.terms()? {
            let name = term.name;
            if FOREIGN.contains(&name.noun.as_str()) || other.is_dead(&name.noun, &name.key)? {
                continue;
            }
            let place = (name.noun.clone(), name.key.clone(), name.field.clone());
            let here = match known.entry(place) {
                std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert(self.store.history(&name.noun, &name.key, &name.field)?)
                }
            };
            for head in other.heads(&name.noun, &name.key, &name.field)? {
                let before = here.iter().any(|entry| {
                    (&entry.value, &entry.by.author, entry.by.wall_ms)
                        == (&head.value, &head.by.author, head.by.wall_ms)
                });
                if !before && head.value != Cbor::Null {
                    standing.insert(head.dot);
                }
            }
        }
        Ok(standing)
    }

    /// Writes as this device what others said, under their names and times, in one transaction.
    fn write_for_others(&mut self, survey: SurveyId, work: Vec<(&Sealed, Vec<NewOp>)>) -> Result<usize, Fault> {
        if work.is_empty() {
            return Ok(0);
        }
        // That it speaks for others from here on is said first, under its own name.
        let device = self.own_device()?.to_string();
        self.commit(vec![op("device", &device, &format!("adopted/{survey}"), Cbor::Bool(true))])?;
        let Some(device) = &self.device else { return Err(Fault::new("no-author")) };
        let changes = work.into_iter().map(|(sealed, ops)| NewChange {
            key: &device.key,
            author: &sealed.change.author,
            visit: sealed.change.visit.as_deref(),
            app: APP,
            wall_ms: sealed.change.wall_ms,
            offset_min: sealed.change.offset_min,
            ops,
            introduction: Vec::new(),
            detached: Vec::new(),
        });
        let written = self.store.append_all(changes.collect())?;
        self.remember_tip()?;
        Ok(written)
    }
}

/// Gives an operation as it is written anew: having seen nothing here.
fn carried(done: &tanfang_journal::Op) -> NewOp {
    NewOp {
        preds: Preds::Seen(Vec::new()),
        reason: done.reason.clone(),
        ..op(&done.noun, &done.key, &done.field, done.value.clone())
    }
}
