//! Survey files written: chosen, dealt out into volumes, sealed, read back, and only then put in place.

use super::choice::{Has, Photos, Selection, walk_back};
use super::early::write_early;
use super::seal::{Input, Lock, Seal, Unseal, is_sealed};
use super::{Fault, Progress, Session, open, refused};
use crate::session::APP;
use crate::session::device::Device;
use crate::store::{Store, Taken};
use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use tanfang_journal::file::{Contents, FileReader, Manifest, Oversize, Packed, Source, SourceError, deal};
use tanfang_journal::{BlobRef, Detached, DeviceId, DeviceKey, Hash};

/// The most bytes of a volume where nobody says otherwise: every stick and every program takes 2 GB.
const VOLUME_BYTES: u64 = 2_000_000_000;
const MEGABYTE: u64 = 1_000_000;
/// The setting of this laptop that names its newest change a file has carried: `<device>/<seq>`.
const HANDED_OVER: &str = "handed_over";

/// Says what an export shall carry, and for whom.
#[derive(Clone, Debug, Default)]
pub struct ExportChoice {
    pub photos: Photos,
    pub beyond: Beyond,
    /// The most bytes of one file; 2 GB where nothing is said.
    pub volume_bytes: Option<u64>,
    pub seal: Seal,
}

/// Says what need not travel because the receiver has it.
#[derive(Clone, Debug, Default)]
pub enum Beyond {
    #[default]
    Nothing,
    /// What this survey file holds or builds upon; sealed ones are opened with the key.
    File(PathBuf, Unseal),
    /// What this device is known to have: its id, or the beginning of it.
    Device(String),
}

/// Reads how large a volume may be: whole megabytes of 10⁶ bytes.
pub fn volume_bytes(text: &str) -> Result<u64, Fault> {
    let size = text.trim().parse::<u64>().ok().filter(|size| (1..=1_000_000).contains(size));
    size.map(|size| size * MEGABYTE).ok_or_else(|| Fault::new("volume-size").with("text", text))
}

/// Says what was written, after it was read back and verified.
#[derive(Clone, Debug)]
pub struct ExportReceipt {
    /// The first file.
    pub path: PathBuf,
    /// All files together.
    pub bytes: u64,
    pub changes: u64,
    pub blobs: u64,
    /// Files that the survey names and this laptop does not have.
    pub missing: u64,
    /// Files that are here and were not to be handed over.
    pub left_out: u64,
    pub sealed: bool,
    pub volumes: Vec<Volume>,
    pub digest: Hash,
}

/// Describes one of the files that were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    pub path: PathBuf,
    pub bytes: u64,
    pub blobs: u64,
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

/// Files being written, under names of their own until all of them are whole. Taken away when that never happens.
#[derive(Default)]
struct Parts(Vec<(PathBuf, PathBuf)>);

impl Parts {
    fn add(&mut self, path: PathBuf) -> PathBuf {
        let part = beside(&path);
        self.0.push((part.clone(), path));
        part
    }

    /// Puts every file in its place.
    fn place(&mut self) -> Result<(), Fault> {
        for (part, path) in &self.0 {
            std::fs::rename(part, path).map_err(|e| Fault::io(path, e))?;
        }
        self.0.clear();
        Ok(())
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        for (part, _) in &self.0 {
            let _ = std::fs::remove_file(part);
        }
    }
}

impl Session {
    /// Writes a survey file, or several volumes where one would be too large, and reads each back.
    ///
    /// The files appear under their names only when all of them are whole. No change is written. One file has the name
    /// `path`; of several each has its number before the ending: `week.1.tanfang`, `week.2.tanfang`.
    pub fn export(
        &mut self,
        path: &Path,
        choice: &ExportChoice,
        progress: &mut Progress<'_>,
    ) -> Result<ExportReceipt, Fault> {
        refuse_foreign(path)?;
        let admin = self.admin_key()?.filter(|key| !key.is_empty());
        let lock = Lock::new(&choice.seal, admin.as_deref())?;
        let key = self.carrier()?;
        let stamp = self.edge.now();
        let has = match &choice.beyond {
            Beyond::Nothing => None,
            Beyond::File(file, unseal) => Some(self.held_in(file, unseal, progress)?),
            Beyond::Device(text) => Some(self.held_by(self.find_device(text)?)?),
        };
        let snapshot = self.store.snapshot()?;
        let own = self.own_tip()?;
        let selection = match (&has, choice.photos) {
            (None, Photos::All) => self.choose_all()?,
            (has, photos) => self.choose(has.as_ref().unwrap_or(&Has::default()), photos)?,
        };
        let Selection { links, payload, always, blobs, mut missing, left_out } = selection;
        let contents = Contents {
            survey: self.store.survey(),
            app: APP.to_owned(),
            written_ms: stamp.wall_ms,
            offset_min: stamp.offset_min,
            checkpoints: self.checkpoints_of(&links)?,
            links,
            payload,
            blobs: Vec::new(),
        };
        let mut source = StoreSource(&self.store);
        let packed = Packed::new(&contents, &mut source, progress).map_err(|e| Fault::of_writing(path, e))?;
        let shares = share_out(&packed, &always, blobs, choice.volume_bytes, lock.as_ref(), &mut missing)?;

        let mut parts = Parts::default();
        let mut volumes = Vec::new();
        let several = shares.len() > 1;
        for (at, share) in shares.iter().enumerate() {
            let path = if several { numbered(path, at + 1) } else { path.to_owned() };
            refuse_foreign(&path)?;
            let part = parts.add(path.clone());
            let volume = Writing { packed: &packed, lock: lock.as_ref(), key: &key };
            let manifest = volume.write(&part, share, &mut source, progress)?;
            let bytes = std::fs::metadata(&part).map_err(|e| Fault::io(&part, e))?.len();
            volumes.push((manifest.counts, Volume { path, bytes, blobs: manifest.counts.blobs }));
        }
        drop(snapshot);
        parts.place()?;
        self.note_handed_over(own)?;
        let repeated = always.len() * (volumes.len() - 1);
        Ok(ExportReceipt {
            path: volumes.first().map_or_else(|| path.to_owned(), |(_, volume)| volume.path.clone()),
            bytes: volumes.iter().map(|(_, volume)| volume.bytes).sum(),
            changes: volumes.first().map_or(0, |(counts, _)| counts.changes),
            blobs: volumes.iter().map(|(counts, _)| counts.blobs).sum::<u64>() - repeated as u64,
            missing,
            left_out,
            sealed: lock.is_some(),
            volumes: volumes.into_iter().map(|(_, volume)| volume).collect(),
            digest: self.digest()?,
        })
    }

    /// Counts the changes of this laptop that no file written here has carried yet.
    pub fn not_handed_over(&self) -> Result<u64, Fault> {
        let Some((device, seq)) = self.own_tip()? else { return Ok(0) };
        let noted = self.store.local(HANDED_OVER)?.unwrap_or_default();
        let carried = noted.strip_prefix(&format!("{device}/")).and_then(|seq| seq.parse().ok()).unwrap_or(0);
        Ok(u64::try_from(seq - carried).unwrap_or(0))
    }

    fn note_handed_over(&mut self, own: Option<(DeviceId, i64)>) -> Result<(), Fault> {
        // A locked survey is handed over like any other, and takes no note of it.
        if self.is_locked()? {
            return Ok(());
        }
        match own {
            Some((device, seq)) if !self.read_only() => {
                Ok(self.store.set_local(HANDED_OVER, &format!("{device}/{seq}"))?)
            }
            _ => Ok(()),
        }
    }

    /// Gives this laptop's device and the number of its newest change.
    fn own_tip(&self) -> Result<Option<(DeviceId, i64)>, Fault> {
        let Some(device) = self.overview()?.device else { return Ok(None) };
        Ok(match self.store.device_tip(device)? {
            Taken::Tip { seq, .. } => Some((device, seq)),
            Taken::None | Taken::Forked => None,
        })
    }

    /// Gives the checkpoints of the devices whose changes travel.
    fn checkpoints_of(
        &self,
        links: &[tanfang_journal::file::ChainLink],
    ) -> Result<Vec<tanfang_journal::Checkpoint>, Fault> {
        let devices: std::collections::HashSet<_> = links.iter().map(|link| link.device).collect();
        let mut checkpoints = self.store.checkpoints()?;
        checkpoints.retain(|checkpoint| devices.contains(&checkpoint.device()));
        Ok(checkpoints)
    }

    /// Gathers what a survey file holds, and what it builds upon.
    fn held_in(&self, path: &Path, unseal: &Unseal, progress: &mut Progress<'_>) -> Result<Has, Fault> {
        let mut has = Has::default();
        let survey = Some(self.store.survey());
        let mut look = |sealed: &tanfang_journal::Sealed| has.changes.extend([sealed.hash]);
        let mut file = open(path, unseal, survey, progress, &mut look)?;
        has.blobs = file.blobs().map(|blob| blob.hash.prefix()).collect();
        for detached in file.payload().map_err(|error| refused(path, error))? {
            has.values.insert(detached.map_err(|error| refused(path, error))?.hash());
        }
        let links: HashMap<_, _> = self.store.links()?.into_iter().map(|link| (link.hash, link)).collect();
        for branch in &file.manifest().branches {
            if let Some(prev) = branch.prev.filter(|prev| !has.changes.contains(prev)) {
                walk_back(&links, prev, 1, &mut has.settled);
            }
        }
        has.settled.retain(|hash| !has.changes.contains(hash));
        has.changes.extend(&has.settled);
        Ok(has)
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
}

/// Deals the files out into volumes.
///
/// Where no size was asked for, a file that is larger than a usual volume gets one of its own, and one that no survey
/// file can hold stays behind and is counted.
fn share_out(
    packed: &Packed,
    always: &[BlobRef],
    mut blobs: Vec<BlobRef>,
    asked: Option<u64>,
    lock: Option<&Lock>,
    missing: &mut u64,
) -> Result<Vec<Vec<BlobRef>>, Fault> {
    let room = |bytes: u64| lock.map_or(bytes, |lock| lock.content_of(bytes));
    let records = packed.most_bytes();
    let least = |bytes: u64| bytes.div_ceil(MEGABYTE) + 1;
    if let Some(most) = asked {
        return deal(records, always, &blobs, room(most)).map_err(|oversize| match oversize {
            Oversize::Records { bytes } => Fault::new("volume-records").with("least", least(bytes)),
            Oversize::Blob { blob, bytes } => {
                Fault::new("volume-photo").with("photo", blob.file_name()).with("least", least(bytes))
            }
        });
    }
    let mut alone = Vec::new();
    loop {
        match deal(records, always, &blobs, room(VOLUME_BYTES)) {
            Ok(mut volumes) => {
                volumes.extend(alone);
                return Ok(volumes);
            }
            Err(Oversize::Records { bytes }) => {
                return Err(Fault::new("volume-records").with("least", least(bytes)));
            }
            Err(Oversize::Blob { blob, .. }) => {
                blobs.retain(|other| *other != blob);
                match deal(records, always, &[blob], room(u64::from(u32::MAX))) {
                    Ok(volume) => alone.extend(volume),
                    Err(_) => *missing += 1,
                }
            }
        }
    }
}

/// Writes one volume.
struct Writing<'a> {
    packed: &'a Packed,
    lock: Option<&'a Lock>,
    key: &'a DeviceKey,
}

impl Writing<'_> {
    fn write(
        &self,
        path: &Path,
        blobs: &[BlobRef],
        source: &mut StoreSource<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<Manifest, Fault> {
        let io = |e| Fault::io(path, e);
        let out = File::create(path).map_err(io)?;
        let wrong = |error| Fault::of_writing(path, error);
        let (manifest, taken) = write_early(&out, |out| match self.lock {
            None => self.packed.write(out, blobs, source, self.key, progress).map_err(wrong),
            Some(lock) => {
                let mut sealed = lock.wrap(out).map_err(io)?;
                let manifest = self.packed.write(&mut sealed, blobs, source, self.key, progress).map_err(wrong)?;
                sealed.finish().and_then(Write::flush).map_err(io)?;
                Ok(manifest)
            }
        });
        let manifest = manifest?;
        taken.map_err(io)?;
        // Handed over is only what can be read back. The disk takes its time meanwhile.
        let unseal = self.lock.map(|lock| lock.proof().clone()).unwrap_or_default();
        let (synced, read) = std::thread::scope(|scope| {
            let syncing = scope.spawn(|| out.sync_all());
            let read = open(path, &unseal, Some(manifest.survey), progress, &mut |_| {});
            (syncing.join().unwrap_or_else(|_| Err(std::io::ErrorKind::Other.into())), read)
        });
        synced.map_err(io)?;
        let read: FileReader<Input> = read?;
        if *read.manifest() == manifest {
            Ok(manifest)
        } else {
            Err(Fault::new("file-damaged").with("path", path.display()).with("part", "manifest.json"))
        }
    }
}

/// Gives the name of a volume: its number before the ending.
fn numbered(path: &Path, number: usize) -> PathBuf {
    let mut name = OsString::from(path.file_stem().unwrap_or_default());
    name.push(format!(".{number}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

/// Refuses to write over anything that is no survey file: its first entry is always the manifest. Of a sealed file
/// only the name can tell.
fn refuse_foreign(path: &Path) -> Result<(), Fault> {
    let exists = || Fault::new("output-exists").with("path", path.display());
    let mut head = Vec::new();
    match File::open(path).and_then(|file| file.take(43).read_to_end(&mut head)) {
        Ok(_) if head.len() == 43 && head.starts_with(b"PK\x03\x04") && head.ends_with(b"manifest.json") => Ok(()),
        Ok(_) if is_sealed(&head) && path.extension().is_some_and(|ending| ending == "tanfang") => Ok(()),
        Ok(_) => Err(exists()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(exists().because(error)),
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_has_its_number_before_the_ending() {
        let named = |name: &str| numbered(Path::new(name), 3).to_string_lossy().into_owned();
        assert_eq!(named("a/周 报.tanfang"), "a/周 报.3.tanfang");
        assert_eq!(named("a/week.2026.tanfang"), "a/week.2026.3.tanfang");
        assert_eq!(named("a/week"), "a/week.3");
    }

    #[test]
    fn the_size_of_a_volume_is_a_number_of_megabytes() {
        assert_eq!(volume_bytes("700").unwrap(), 700_000_000);
        for wrong in ["", "0", "-1", "1.5", "zwei", "99999999999999999999"] {
            assert_eq!(volume_bytes(wrong).unwrap_err().code, "volume-size", "{wrong}");
        }
    }
}
