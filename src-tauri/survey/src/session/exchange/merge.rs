//! Survey files taken in: planned, merged, joined.

use super::choice::decode;
use super::gist::{FileSummary, Gist, Named, fingerprint};
use super::holding::Holding;
use super::{Fault, Input, Progress, Session, Unseal, refused};
use crate::framework::Framework;
use crate::session::late::round_told;
use crate::session::write::text_of;
use crate::session::{Edge, Home, RoundState, discard, read_framework};
use crate::store::{Blobs, Counts, Ingest, Store};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tanfang_journal::file::{FileError, FileReader};
use tanfang_journal::{BlobRef, DeviceId, Hash, Op, Sealed};

/// Says what merging a file would do.
#[derive(Clone, Debug)]
pub struct MergePlan {
    pub path: PathBuf,
    pub summary: FileSummary,
    pub new_changes: u64,
    pub known_changes: u64,
    pub new_conflicts: u64,
    /// Registers about which several people now say the same.
    pub new_agreements: u64,
    pub new_blobs: u64,
    /// Files that the changes name and neither the survey file nor this laptop has.
    pub missing_blobs: u64,
    /// New changes that write into a round which is closed here.
    pub late_changes: u64,
    /// Of these, the ones that were left out; they come in when the file is merged again.
    pub held_back: u64,
}

/// Says what becomes of what was recorded for a round that is closed here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Late {
    /// It counts, and the plan says how much there is.
    #[default]
    Take,
    /// It waits beside the journal, with all that its device wrote after it.
    Hold,
}

/// Says how a file is taken in.
#[derive(Clone, Debug, Default)]
pub struct MergeChoice {
    pub unseal: Unseal,
    pub late: Late,
    /// Devices of the file whose fingerprints were compared: they are enrolled with the merge.
    pub trust: Vec<DeviceId>,
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

/// A proven survey file that is being taken in.
struct Taking<'a, 'p> {
    path: &'a Path,
    file: FileReader<Input>,
    gist: Gist,
    progress: &'a mut Progress<'p>,
    /// The rounds that are closed here, and what becomes of what was recorded for them.
    closed: HashSet<u32>,
    late: Late,
    late_changes: u64,
}

impl Session {
    /// Says what merging a file would do as the person chose. Nothing is changed.
    pub fn plan(&mut self, path: &Path, choice: &MergeChoice, progress: &mut Progress<'_>) -> Result<MergePlan, Fault> {
        self.take_in(path, choice, progress, false).map(|(plan, _)| plan)
    }

    /// Merges a file as the person chose, in one transaction. Merging it again changes nothing.
    pub fn merge(
        &mut self,
        path: &Path,
        choice: &MergeChoice,
        progress: &mut Progress<'_>,
    ) -> Result<MergeReceipt, Fault> {
        let (plan, verified_blobs) = self.take_in(path, choice, progress, true)?;
        for device in &choice.trust {
            self.enrol(*device, false)?;
        }
        let nothing = plan.new_changes == 0 && verified_blobs == 0;
        let status = if nothing { MergeStatus::Known } else { MergeStatus::Merged };
        Ok(MergeReceipt { status, plan, verified_blobs })
    }

    fn take_in(
        &mut self,
        path: &Path,
        choice: &MergeChoice,
        progress: &mut Progress<'_>,
        keep: bool,
    ) -> Result<(MergePlan, u64), Fault> {
        let (file, gist) = Gist::of(path, &choice.unseal, Some(self.store.survey()), progress)?;
        let closed = self.rounds()?.into_iter().filter(|round| round.state == RoundState::Closed);
        let closed = closed.map(|round| round.number).collect();
        let mut taking = Taking { path, file, gist, progress, closed, late: choice.late, late_changes: 0 };
        let mut summary = taking.summary();
        let carried = |device: &DeviceId| summary.branches.iter().any(|branch| branch.device == *device);
        if let Some(device) = choice.trust.iter().find(|device| !carried(device)) {
            return Err(Fault::new("trust-unknown").with("device", fingerprint(*device)));
        }
        self.name_people(&mut summary)?;
        self.expect_values(&mut taking)?;
        let blobs = self.store.blobs();
        let carried: HashSet<BlobRef> = taking.file.blobs().collect();
        let mut offered = Vec::new();
        for blob in &carried {
            let wanted = taking.gist.named.blobs.contains(blob) || self.store.has_blob_ref(blob)?;
            if wanted && !blobs.has(blob) {
                offered.push(blob.clone());
            }
        }
        offered.sort();
        // Files first, outside the transaction: others can go on writing, and no change names what is not there.
        let copied = if keep { taking.copy_blobs(&blobs, &offered)? } else { 0 };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (carrier, now) = (summary.carrier, self.edge.now());
        let lesson = Holding::lesson(&self.store, taking.file.manifest())?;
        let taken = self.store.ingest(keep, |ingest| {
            ingest.begin_merge(&name, carrier, now.wall_ms, now.offset_min)?;
            let new = taking.take_changes(ingest)?;
            if let Some((name, text)) = &lesson {
                ingest.note_of(carrier, name, text)?;
            }
            let lacks = |blob: &&BlobRef| !carried.contains(*blob) && !blobs.has(blob);
            Ok::<_, Fault>((new, ingest.new_blobs().iter().filter(lacks).count() as u64))
        });
        let ((new, missing_blobs), counts) = taken.inspect_err(|_| {
            for blob in offered.iter().filter(|_| keep) {
                blobs.discard(blob);
            }
        })?;
        if keep {
            self.discard_erased()?;
            // The file is merged already; what could not be overwritten now is tried again when the survey is opened.
            let _ = self.store.scrub_erased();
        }
        if keep && taking.gist.named.framework && (counts.new_changes > 0 || copied > 0) {
            self.framework = Arc::new(read_framework(&self.store)?);
        }
        for branch in &mut summary.branches {
            branch.new = new.get(&(branch.device, branch.head)).copied().unwrap_or(0);
        }
        let Counts { new_changes, known_changes, new_conflicts, new_agreements, set_aside } = counts;
        let plan = MergePlan {
            path: path.to_owned(),
            summary,
            new_changes: new_changes as u64,
            known_changes: known_changes as u64,
            new_conflicts: new_conflicts as u64,
            new_agreements: new_agreements as u64,
            new_blobs: offered.len() as u64,
            missing_blobs,
            late_changes: taking.late_changes,
            held_back: set_aside as u64,
        };
        Ok((plan, copied))
    }

    /// Finds the detached values that changes known here name: they may come later than these.
    fn expect_values(&self, taking: &mut Taking<'_, '_>) -> Result<(), Fault> {
        let wrong = |error| refused(taking.path, error);
        let mut strange = HashSet::new();
        for detached in taking.file.payload().map_err(wrong)? {
            strange.insert(detached.map_err(wrong)?.hash());
        }
        strange.retain(|hash| !taking.gist.named.detached.contains(hash));
        // What is here need not be looked for: mostly that is all of it.
        for hash in strange.iter().copied().collect::<Vec<_>>() {
            if self.store.detached(&hash)?.is_some() {
                strange.remove(&hash);
            }
        }
        if strange.is_empty() {
            return Ok(());
        }
        self.store.each_change(|bytes, _| {
            for op in decode(&bytes)?.change.ops {
                taking.gist.named.detached.extend(Named::by(&op.value).1.filter(|hash| strange.contains(hash)));
            }
            Ok::<_, Fault>(())
        })
    }

    /// Puts the names that this survey knows where the file tells none.
    fn name_people(&self, summary: &mut FileSummary) -> Result<(), Fault> {
        if !summary.person.is_empty() && summary.branches.iter().all(|branch| !branch.person.is_empty()) {
            return Ok(());
        }
        let people = self.people_of_devices()?;
        let name = |device: &DeviceId, person: &mut String| {
            if person.is_empty() {
                person.clone_from(people.get(device).unwrap_or(&String::new()));
            }
        };
        name(&summary.carrier, &mut summary.person);
        for branch in &mut summary.branches {
            name(&branch.device, &mut branch.person);
        }
        Ok(())
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
    pub fn join(
        path: &Path,
        unseal: &Unseal,
        folder: &Path,
        author: &str,
        home: Home,
        mut edge: Box<dyn Edge>,
    ) -> Result<Self, Fault> {
        let author = text_of("author", author)?;
        let progress: &mut Progress<'_> = &mut |_, _| ControlFlow::Continue(());
        let (file, gist) = Gist::of(path, unseal, None, progress)?;
        let mut taking =
            Taking { path, file, gist, progress, closed: HashSet::new(), late: Late::Take, late_changes: 0 };
        // Without the beginning there is no survey to begin with.
        if !taking.gist.named.framework {
            return Err(Fault::new("file-partial").with("path", path.display()));
        }
        let fresh = !folder.exists();
        let mut store = Store::create(folder, taking.file.manifest().survey)?;
        match taking.fill(&mut store, &author, &mut *edge) {
            Ok(framework) => Ok(Self::over(store, Arc::new(framework), home, edge)),
            Err(fault) => {
                drop(store);
                discard(folder, fresh);
                Err(fault)
            }
        }
    }
}

/// Tells whether a change records something for a closed round.
fn is_late(sealed: &Sealed, closed: &HashSet<u32>) -> bool {
    let records = |op: &Op| round_told(op).is_some_and(|round| closed.contains(&round));
    !closed.is_empty() && sealed.change.ops.iter().any(records)
}

impl Taking<'_, '_> {
    fn summary(&self) -> FileSummary {
        self.gist.summary(self.file.manifest(), self.file.input().is_sealed())
    }

    fn fill(&mut self, store: &mut Store, author: &str, edge: &mut dyn Edge) -> Result<Framework, Fault> {
        let offered: Vec<BlobRef> = self.file.blobs().filter(|blob| self.gist.named.blobs.contains(blob)).collect();
        self.copy_blobs(&store.blobs(), &offered)?;
        store.set_local("person", &edge.new_key().to_string())?;
        store.set_local("author", author)?;
        store.ingest(true, |ingest| self.take_changes(ingest).map(drop))?;
        if let Some(root) = store.origin()? {
            store.set_root(root)?;
            // Now that it is known whose word counts, what was taken in may count otherwise.
            if !store.rules()?.is_open() {
                store.rebuild_in_place()?;
            }
        }
        let framework = read_framework(store)?;
        if store.device_tip(self.file.manifest().carrier)? != crate::store::Taken::None {
            Holding::learn(store, self.file.manifest())?;
        }
        Ok(framework)
    }

    /// Takes all changes, signatures and values; counts what is new by branch.
    fn take_changes(&mut self, ingest: &mut Ingest<'_, '_>) -> Result<BTreeMap<(DeviceId, Hash), u64>, Fault> {
        /// After how many changes it is asked whether to go on.
        const STRIDE: usize = 256;
        let path = self.path;
        let wrong = |error| refused(path, error);
        let length = self.file.length();
        let branches = self.file.manifest().branches.clone();
        let mut new = BTreeMap::new();
        let mut known = HashSet::new();
        for branch in &branches {
            // A judged change has all before it in its chain judged, too.
            if ingest.is_judged(&branch.head)? {
                known.insert(branch.head);
            }
        }
        let mut place = branches.iter().flat_map(|b| (b.from..=b.to).map(move |_| (b.device, b.head)));
        for (at, sealed) in self.file.changes().map_err(wrong)?.enumerate() {
            if at % STRIDE == 0 {
                go_on(path, length, self.progress)?;
            }
            let branch = place.next();
            let sealed = sealed.map_err(wrong)?;
            if branch.is_some_and(|(_, head)| known.contains(&head)) {
                ingest.count_known();
                continue;
            }
            let late = is_late(&sealed, &self.closed);
            if late && self.late == Late::Hold {
                self.late_changes += u64::from(ingest.leave_out(&sealed)?);
                continue;
            }
            if ingest.take(&sealed)? {
                self.late_changes += u64::from(late);
                if let Some(branch) = branch {
                    *new.entry(branch).or_insert(0) += 1;
                }
            }
        }
        for checkpoint in self.file.checkpoints() {
            ingest.take_checkpoint(checkpoint)?;
        }
        for detached in self.file.payload().map_err(wrong)? {
            let detached = detached.map_err(wrong)?;
            if self.gist.named.detached.contains(&detached.hash()) {
                ingest.take_detached(&detached)?;
            }
        }
        // The last moment to turn back.
        go_on(path, length, self.progress)?;
        Ok(new)
    }

    fn copy_blobs(&mut self, blobs: &Blobs, offered: &[BlobRef]) -> Result<u64, Fault> {
        copy_blobs(self.path, &mut self.file, blobs, offered, self.progress)
    }
}

/// Asks whether to go on, between two pieces of work.
fn go_on(path: &Path, length: u64, progress: &mut Progress<'_>) -> Result<(), Fault> {
    match progress(length, length) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(refused(path, FileError::Cancelled)),
    }
}

/// Copies files out of a survey file; gives how many. After an error none of them stays.
pub(in crate::session) fn copy_blobs(
    path: &Path,
    file: &mut FileReader<Input>,
    blobs: &Blobs,
    offered: &[BlobRef],
    progress: &mut Progress<'_>,
) -> Result<u64, Fault> {
    for (at, blob) in offered.iter().enumerate() {
        let copied = go_on(path, file.length(), progress).and_then(|()| copy_blob(path, file, blobs, blob));
        if let Err(fault) = copied {
            offered[..at].iter().for_each(|blob| blobs.discard(blob));
            return Err(fault);
        }
    }
    Ok(offered.len() as u64)
}

fn copy_blob(path: &Path, file: &mut FileReader<Input>, blobs: &Blobs, blob: &BlobRef) -> Result<(), Fault> {
    let mut wrong = None;
    let kept = blobs.put_with(blob, |out| {
        file.copy_blob(blob, out).map_err(|error| match error {
            FileError::Unwritable(io) => io,
            other => {
                wrong = Some(other);
                std::io::ErrorKind::Other.into()
            }
        })
    });
    match wrong {
        Some(error) => Err(refused(path, error)),
        None => Ok(kept.map(drop)?),
    }
}
