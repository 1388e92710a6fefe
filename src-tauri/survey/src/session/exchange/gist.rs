//! What a survey file is about: read off its changes while they are being proven.

use super::{Fault, Input, Session, Stamp, Unseal, open};
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::Path;
use tanfang_journal::file::{FileReader, Manifest};
use tanfang_journal::{BlobRef, Cbor, Detached, DeviceId, Hash, Sealed};

/// Says what a survey file holds, without a survey at hand.
#[derive(Clone, Debug)]
pub struct FileSummary {
    pub survey: String,
    /// Empty where the file carries only later changes.
    pub name: String,
    pub demo: bool,
    pub carrier: DeviceId,
    /// Name of the person whose laptop wrote it.
    pub person: String,
    pub written: Stamp,
    pub app: String,
    pub changes: u64,
    pub blobs: u64,
    pub blob_bytes: u64,
    pub branches: Vec<BranchPlan>,
    /// True where the file can be read only with a key.
    pub sealed: bool,
}

/// Describes the changes of one device in a survey file.
#[derive(Clone, Debug)]
pub struct BranchPlan {
    pub device: DeviceId,
    /// Name of the device's person, where the file or the survey knows it.
    pub person: String,
    pub from: i64,
    pub to: i64,
    /// The last change, for which the device vouches with its signature.
    pub head: Hash,
    /// How many of them are new here.
    pub new: u64,
}

/// Gives a device's fingerprint, for two people to compare by ear: its id in groups of four digits.
///
/// The id is half of the hash of the device's public key, so it stands for the key.
pub fn fingerprint(device: DeviceId) -> String {
    let digits = device.to_string();
    let groups: Vec<&str> = (0..digits.len()).step_by(4).map(|at| &digits[at..at + 4]).collect();
    groups.join(" ")
}

/// Holds what the changes of a file point to.
#[derive(Default)]
pub(super) struct Named {
    pub blobs: HashSet<BlobRef>,
    pub detached: HashSet<Hash>,
    /// True where a change is about the framework itself.
    pub framework: bool,
}

impl Named {
    /// Gives the file and the detached value that a value of an operation stands for.
    pub fn by(value: &Cbor) -> (Option<BlobRef>, Option<Hash>) {
        (BlobRef::from_cbor(value), Detached::hash_in(value))
    }
}

/// Gathers in one pass what is to be known of all changes.
#[derive(Default)]
pub(super) struct Gist {
    pub named: Named,
    name: String,
    demo: bool,
    /// Names of people by key.
    names: HashMap<String, String>,
    /// Keys of people by device.
    people: HashMap<DeviceId, String>,
}

impl Gist {
    /// Opens a file and gathers what it is about.
    pub fn of(
        path: &Path,
        unseal: &Unseal,
        survey: Option<tanfang_journal::SurveyId>,
        progress: &mut super::Progress<'_>,
    ) -> Result<(FileReader<Input>, Self), Fault> {
        let mut gist = Self::default();
        let file = open(path, unseal, survey, progress, &mut |sealed| gist.look(sealed))?;
        Ok((file, gist))
    }

    fn look(&mut self, sealed: &Sealed) {
        for op in &sealed.change.ops {
            let (blob, value) = Named::by(&op.value);
            self.named.blobs.extend(blob);
            self.named.detached.extend(value);
            match (op.noun.as_str(), op.field.as_str(), &op.value) {
                ("survey", "framework", _) => self.named.framework = true,
                ("survey", "name", Cbor::Text(text)) => self.name.clone_from(text),
                ("survey", "demo", Cbor::Bool(true)) => self.demo = true,
                ("person", "name", Cbor::Text(text)) => drop(self.names.insert(op.key.clone(), text.clone())),
                ("device", "person", Cbor::Text(person)) => {
                    if let Ok(device) = op.key.parse() {
                        self.people.insert(device, person.clone());
                    }
                }
                _ => {}
            }
        }
    }

    fn person(&self, device: DeviceId) -> String {
        self.people.get(&device).and_then(|key| self.names.get(key)).cloned().unwrap_or_default()
    }

    pub fn summary(&self, manifest: &Manifest, sealed: bool) -> FileSummary {
        let branch = |b: &tanfang_journal::file::Branch| BranchPlan {
            device: b.device,
            person: self.person(b.device),
            from: b.from,
            to: b.to,
            head: b.head,
            new: 0,
        };
        FileSummary {
            survey: manifest.survey.to_string(),
            name: self.name.clone(),
            demo: self.demo,
            carrier: manifest.carrier,
            person: self.person(manifest.carrier),
            written: Stamp { wall_ms: manifest.written_ms, offset_min: manifest.offset_min },
            app: manifest.app.clone(),
            changes: manifest.counts.changes,
            blobs: manifest.counts.blobs,
            blob_bytes: manifest.counts.blob_bytes,
            branches: manifest.branches.iter().map(branch).collect(),
            sealed,
        }
    }
}

impl Session {
    /// Looks into a survey file and proves it whole.
    pub fn inspect(path: &Path, unseal: &Unseal) -> Result<FileSummary, Fault> {
        let (file, gist) = Gist::of(path, unseal, None, &mut |_, _| ControlFlow::Continue(()))?;
        Ok(gist.summary(file.manifest(), file.input().is_sealed()))
    }
}
