//! Handing over: survey files written, looked into, joined and merged.

use super::device::Device;
use super::write::text_of;
use super::{APP, Edge, Fault, Home, Session, Stamp, discard, read_framework};
use crate::store::{Blobs, Counts, Ingest, Store};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tanfang_journal::file::{self, Contents, FileError, FileReader, Manifest, Source, SourceError};
use tanfang_journal::{BlobRef, Cbor, Detached, DeviceId, DeviceKey, Hash};

/// Is told bytes done and bytes in all, and may ask to stop.
pub type Progress<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// Says what was written into a survey file, after it was read back and verified.
#[derive(Clone, Debug)]
pub struct ExportReceipt {
    pub path: PathBuf,
    pub bytes: u64,
    pub changes: u64,
    pub blobs: u64,
    /// Files that the survey names and this laptop does not have.
    pub missing: u64,
    pub digest: Hash,
}

/// Says what a survey file holds, without a survey at hand.
#[derive(Clone, Debug)]
pub struct FileSummary {
    pub survey: String,
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
}

/// Describes the changes of one device in a survey file.
#[derive(Clone, Debug)]
pub struct BranchPlan {
    pub device: DeviceId,
    /// Name of the device's person, where the file or the survey knows it.
    pub person: String,
    pub from: i64,
    pub to: i64,
    /// How many of them are new here.
    pub new: u64,
}

/// Says what merging a file would do.
#[derive(Clone, Debug)]
pub struct MergePlan {
    pub path: PathBuf,
    pub summary: FileSummary,
    pub new_changes: u64,
    pub known_changes: u64,
    pub new_conflicts: u64,
    pub new_blobs: u64,
    /// Files that the changes name and neither the survey file nor this laptop has.
    pub missing_blobs: u64,
}

/// Says what became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeStatus {
    Merged,
    /// It held nothing new.
    Known,
}

/// Says what merging a file did.
#[derive(Clone, Debug)]
pub struct MergeReceipt {
    pub status: MergeStatus,
    pub plan: MergePlan,
    /// Files that were taken, each verified against its hash.
    pub verified_blobs: u64,
}

/// Gives the bytes of an export out of the open survey.
struct StoreSource<'a>(&'a Store);

impl Source for StoreSource<'_> {
    fn change(&mut self, hash: &Hash) -> Result<Vec<u8>, SourceError> {
        Ok(self.0.change_bytes(hash)?)
    }

    fn detached(&mut self, hash: &Hash) -> Result<Detached, SourceError> {
        Ok(self.0.detached(hash)?.ok_or("the value is not here")?)
    }

    fn blob(&mut self, blob: &BlobRef) -> std::io::Result<Box<dyn Read + '_>> {
        let file = self.0.blobs().open(blob).map_err(std::io::Error::other)?;
        Ok(Box::new(file))
    }
}

impl Session {
    /// Writes everything this laptop knows into one survey file and reads it back.
    ///
    /// The file appears under its name only when it is whole. No change is written.
    pub fn export(&mut self, path: &Path, progress: &mut Progress<'_>) -> Result<ExportReceipt, Fault> {
        refuse_foreign(path)?;
        let key = self.carrier()?;
        let stamp = self.edge.now();
        let snapshot = self.store.snapshot()?;
        let blobs = self.store.blobs();
        let (mut here, mut missing): (Vec<BlobRef>, Vec<BlobRef>) =
            self.store.blob_refs()?.into_iter().partition(|blob| blobs.has(blob));
        missing.extend(leave_out(&mut here));
        let contents = Contents {
            survey: self.store.survey(),
            app: APP.to_owned(),
            written_ms: stamp.wall_ms,
            offset_min: stamp.offset_min,
            links: self.store.links()?,
            checkpoints: self.store.checkpoints()?,
            payload: self.store.detached_hashes()?,
            blobs: here,
        };
        let temporary = beside(path);
        let written = self.write_file(&temporary, &contents, &key, progress);
        drop(snapshot);
        let moved = written.and_then(|manifest| {
            std::fs::rename(&temporary, path).map_err(|e| Fault::io(path, e))?;
            Ok(manifest)
        });
        let manifest = moved.inspect_err(|_| drop(std::fs::remove_file(&temporary)))?;
        let bytes = std::fs::metadata(path).map_err(|e| Fault::io(path, e))?.len();
        Ok(ExportReceipt {
            path: path.to_owned(),
            bytes,
            changes: manifest.counts.changes,
            blobs: manifest.counts.blobs,
            missing: missing.len() as u64,
            digest: self.digest()?,
        })
    }

    fn write_file(
        &self,
        path: &Path,
        contents: &Contents,
        key: &DeviceKey,
        progress: &mut Progress<'_>,
    ) -> Result<Manifest, Fault> {
        let io = |e| Fault::io(path, e);
        let mut out = File::create(path).map_err(io)?;
        let written = file::write(&mut out, contents, &mut StoreSource(&self.store), key, progress);
        let manifest = written.map_err(|error| Fault::of_writing(path, error))?;
        out.sync_all().map_err(io)?;
        drop(out);
        // Handed over is only what can be read back.
        let survey = Some(contents.survey);
        FileReader::open(reader(path)?, survey, progress).map_err(|error| Fault::of_file(path, error))?;
        Ok(manifest)
    }

    /// Gives the key that signs a file: this laptop's own, or one for this file alone where nothing can be kept.
    fn carrier(&mut self) -> Result<DeviceKey, Fault> {
        let found = match self.device.take() {
            Some(device) => Some(device),
            None => Device::find(&self.store, &self.home)?,
        };
        let device = match found {
            Some(device) => device,
            None if self.read_only() || self.is_locked()? => {
                let mut secret = [0; 32];
                self.edge.fill(&mut secret);
                return Ok(DeviceKey::from_secret(secret));
            }
            None => Device::take(&mut self.store, &self.home, &mut *self.edge)?,
        };
        let key = DeviceKey::from_secret(device.key.secret());
        self.device = Some(device);
        Ok(key)
    }

    /// Looks into a survey file and proves it whole.
    pub fn inspect(path: &Path) -> Result<FileSummary, Fault> {
        let mut file = open(path, None, &mut |_, _| ControlFlow::Continue(()))?;
        summarise(path, &mut file)
    }

    /// Says what merging a file would do. Nothing is changed.
    pub fn plan(&mut self, path: &Path, progress: &mut Progress<'_>) -> Result<MergePlan, Fault> {
        let mut file = open(path, Some(self.store.survey()), progress)?;
        self.take_in(path, &mut file, false).map(|(plan, _)| plan)
    }

    /// Merges a file, in one transaction. Merging it again changes nothing.
    pub fn merge(&mut self, path: &Path, progress: &mut Progress<'_>) -> Result<MergeReceipt, Fault> {
        let mut file = open(path, Some(self.store.survey()), progress)?;
        let (plan, verified_blobs) = self.take_in(path, &mut file, true)?;
        let nothing = plan.new_changes == 0 && verified_blobs == 0;
        let status = if nothing { MergeStatus::Known } else { MergeStatus::Merged };
        Ok(MergeReceipt { status, plan, verified_blobs })
    }

    fn take_in(&mut self, path: &Path, file: &mut FileReader<File>, keep: bool) -> Result<(MergePlan, u64), Fault> {
        let mut summary = summarise(path, file)?;
        let people = self.people_of_devices()?;
        for branch in summary.branches.iter_mut().filter(|branch| branch.person.is_empty()) {
            branch.person = people.get(&branch.device).cloned().unwrap_or_default();
        }
        let blobs = self.store.blobs();
        let named = names_in(path, file)?;
        let carried: HashSet<BlobRef> = file.blobs().collect();
        let mut offered = Vec::new();
        for blob in &carried {
            if (named.blobs.contains(blob) || self.store.has_blob_ref(blob)?) && !blobs.has(blob) {
                offered.push(blob.clone());
            }
        }
        offered.sort();
        // Files first, outside the transaction: others can go on writing, and no change names what is not there.
        let copied = if keep { copy_blobs(path, file, &blobs, &offered)? } else { 0 };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (carrier, now) = (summary.carrier, self.edge.now());
        let taken = self.store.ingest(keep, |ingest| {
            ingest.begin_merge(&name, carrier, now.wall_ms, now.offset_min)?;
            let new = take_changes(path, file, &named, ingest)?;
            let lacks = |blob: &&BlobRef| !carried.contains(*blob) && !blobs.has(blob);
            Ok::<_, Fault>((new, ingest.new_blobs().iter().filter(lacks).count() as u64))
        });
        let ((new, missing_blobs), counts) = taken.inspect_err(|_| {
            for blob in &offered {
                blobs.discard(blob);
            }
        })?;
        if keep && named.framework {
            self.framework = Arc::new(read_framework(&self.store)?);
        }
        let new_blobs = offered.len() as u64;
        for branch in &mut summary.branches {
            branch.new = new.get(&(branch.device, branch.from)).copied().unwrap_or(0);
        }
        let Counts { new_changes, known_changes, new_conflicts, .. } = counts;
        let plan = MergePlan {
            path: path.to_owned(),
            summary,
            new_changes: new_changes as u64,
            known_changes: known_changes as u64,
            new_conflicts: new_conflicts as u64,
            new_blobs,
            missing_blobs,
        };
        Ok((plan, copied))
    }

    /// Gives the name of each device's person.
    pub fn people_of_devices(&self) -> Result<HashMap<DeviceId, String>, Fault> {
        let people = self.people()?;
        let rows = self.store.rows_of_field("device", "person")?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let name = people.get(row.value.as_text()?)?;
                Some((row.name.key.parse().ok()?, name.clone()))
            })
            .collect())
    }

    /// Makes this laptop's own copy of the survey in a file: a new device, the same survey, its photos.
    pub fn join(path: &Path, folder: &Path, author: &str, home: Home, mut edge: Box<dyn Edge>) -> Result<Self, Fault> {
        let author = text_of("author", author)?;
        let mut file = open(path, None, &mut |_, _| ControlFlow::Continue(()))?;
        let fresh = !folder.exists();
        let mut store = Store::create(folder, file.manifest().survey)?;
        let joined = fill(path, &mut file, &mut store, &author, &mut *edge);
        match joined {
            Ok(framework) => Ok(Self { store, framework: Arc::new(framework), home, edge, device: None, visit: None }),
            Err(fault) => {
                drop(store);
                discard(folder, fresh);
                Err(fault)
            }
        }
    }
}

fn fill(
    path: &Path,
    file: &mut FileReader<File>,
    store: &mut Store,
    author: &str,
    edge: &mut dyn Edge,
) -> Result<crate::framework::Framework, Fault> {
    let named = names_in(path, file)?;
    let offered: Vec<BlobRef> = file.blobs().filter(|blob| named.blobs.contains(blob)).collect();
    copy_blobs(path, file, &store.blobs(), &offered)?;
    store.set_local("person", &edge.new_key().to_string())?;
    store.set_local("author", author)?;
    store.ingest(true, |ingest| take_changes(path, file, &named, ingest).map(drop))?;
    if let Some(root) = store.origin()? {
        store.set_root(root)?;
        // Now that it is known whose word counts, what was taken in may count otherwise.
        if !store.rules()?.is_open() {
            store.rebuild_in_place()?;
        }
    }
    read_framework(store)
}

/// Takes all changes, signatures and values of a proven file; counts what is new by branch.
fn take_changes(
    path: &Path,
    file: &mut FileReader<File>,
    named: &Named,
    ingest: &mut Ingest<'_, '_>,
) -> Result<BTreeMap<(DeviceId, i64), u64>, Fault> {
    let refused = |error| Fault::of_file(path, error);
    let branches = file.manifest().branches.clone();
    let mut new = BTreeMap::new();
    let mut place = branches.iter().flat_map(|b| (b.from..=b.to).map(move |_| (b.device, b.from)));
    for sealed in file.changes().map_err(refused)? {
        let branch = place.next();
        if ingest.take(&sealed.map_err(refused)?)?
            && let Some(branch) = branch
        {
            *new.entry(branch).or_insert(0) += 1;
        }
    }
    for checkpoint in file.checkpoints() {
        ingest.take_checkpoint(checkpoint)?;
    }
    for detached in file.payload().map_err(refused)? {
        let detached = detached.map_err(refused)?;
        if named.detached.contains(&detached.hash()) {
            ingest.take_detached(&detached)?;
        }
    }
    Ok(new)
}

/// Holds what the changes of a file point to.
#[derive(Default)]
struct Named {
    blobs: HashSet<BlobRef>,
    detached: HashSet<Hash>,
    /// True where a change is about the framework itself.
    framework: bool,
}

fn names_in(path: &Path, file: &mut FileReader<File>) -> Result<Named, Fault> {
    let mut named = Named::default();
    for sealed in file.changes().map_err(|error| Fault::of_file(path, error))? {
        for op in sealed.map_err(|error| Fault::of_file(path, error))?.change.ops {
            named.blobs.extend(BlobRef::from_cbor(&op.value));
            named.detached.extend(Detached::hash_in(&op.value));
            named.framework |= op.noun == "survey" && op.field == "framework";
        }
    }
    Ok(named)
}

/// Copies files out of a survey file; gives how many. After an error none of them stays.
pub(super) fn copy_blobs(
    path: &Path,
    file: &mut FileReader<File>,
    blobs: &Blobs,
    offered: &[BlobRef],
) -> Result<u64, Fault> {
    for (at, blob) in offered.iter().enumerate() {
        if let Err(fault) = copy_blob(path, file, blobs, blob) {
            offered[..at].iter().for_each(|blob| blobs.discard(blob));
            return Err(fault);
        }
    }
    Ok(offered.len() as u64)
}

/// Takes the largest files out where all of them together pass what one survey file may hold; gives them.
///
/// Records, small pictures and the framework always fit: a team never stops exchanging because it took many photos.
fn leave_out(blobs: &mut Vec<BlobRef>) -> Vec<BlobRef> {
    /// What is kept free for changes, signatures and the directory.
    const RESERVED: u64 = 512 << 20;
    const PER_FILE: u64 = 512;
    let room = u64::from(u32::MAX) - RESERVED;
    blobs.sort_by_key(|blob| blob.size);
    let mut total = 0_u64;
    let fitting = blobs.iter().take_while(|blob| {
        total += blob.size + PER_FILE;
        total <= room
    });
    let fitting = fitting.count();
    blobs.split_off(fitting)
}

fn copy_blob(path: &Path, file: &mut FileReader<File>, blobs: &Blobs, blob: &BlobRef) -> Result<(), Fault> {
    let mut refused = None;
    let kept = blobs.put_with(blob, |out| {
        file.copy_blob(blob, out).map_err(|error| match error {
            FileError::Unwritable(io) => io,
            other => {
                refused = Some(other);
                std::io::ErrorKind::Other.into()
            }
        })
    });
    match refused {
        Some(error) => Err(Fault::of_file(path, error)),
        None => Ok(kept.map(drop)?),
    }
}

fn reader(path: &Path) -> Result<File, Fault> {
    let unreadable = |e| Fault::of_file(path, FileError::Unreadable(e));
    File::open(path).map_err(unreadable)
}

pub(super) fn open(
    path: &Path,
    survey: Option<tanfang_journal::SurveyId>,
    progress: &mut Progress<'_>,
) -> Result<FileReader<File>, Fault> {
    FileReader::open(reader(path)?, survey, progress).map_err(|error| Fault::of_file(path, error))
}

fn summarise(path: &Path, file: &mut FileReader<File>) -> Result<FileSummary, Fault> {
    let manifest = file.manifest().clone();
    let mut names: HashMap<String, String> = HashMap::new();
    let mut people: HashMap<DeviceId, String> = HashMap::new();
    let (mut name, mut demo) = (String::new(), false);
    for sealed in file.changes().map_err(|error| Fault::of_file(path, error))? {
        for op in sealed.map_err(|error| Fault::of_file(path, error))?.change.ops {
            match (op.noun.as_str(), op.field.as_str(), op.value) {
                ("survey", "name", Cbor::Text(text)) => name = text,
                ("survey", "demo", Cbor::Bool(true)) => demo = true,
                ("person", "name", Cbor::Text(text)) => drop(names.insert(op.key, text)),
                ("device", "person", Cbor::Text(person)) => {
                    if let Ok(device) = op.key.parse() {
                        people.insert(device, person);
                    }
                }
                _ => {}
            }
        }
    }
    let person = |device: &DeviceId| people.get(device).and_then(|key| names.get(key)).cloned().unwrap_or_default();
    Ok(FileSummary {
        survey: manifest.survey.to_string(),
        name,
        demo,
        carrier: manifest.carrier,
        person: person(&manifest.carrier),
        written: Stamp { wall_ms: manifest.written_ms, offset_min: manifest.offset_min },
        app: manifest.app,
        changes: manifest.counts.changes,
        blobs: manifest.counts.blobs,
        blob_bytes: manifest.counts.blob_bytes,
        branches: manifest
            .branches
            .iter()
            .map(|b| BranchPlan { device: b.device, person: person(&b.device), from: b.from, to: b.to, new: 0 })
            .collect(),
    })
}

/// Refuses to write over anything that is no survey file: its first entry is always the manifest.
fn refuse_foreign(path: &Path) -> Result<(), Fault> {
    let mut head = [0; 43];
    match File::open(path).and_then(|mut file| file.read_exact(&mut head)) {
        Ok(()) if head.starts_with(b"PK\x03\x04") && head.ends_with(b"manifest.json") => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Ok(()) => Err(Fault::new("output-exists").with("path", path.display())),
        Err(error) => Err(Fault::new("output-exists").with("path", path.display()).because(error)),
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}
