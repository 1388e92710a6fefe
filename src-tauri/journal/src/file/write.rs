//! Writing a survey file.

use super::branch::{Branch, ChainLink, lay, place};
use super::fault::{LimitKind, SourceError, WriteError};
use super::limit::{MOST_BRANCHES, MOST_CHECKPOINTS, MOST_ITEMS, bounds};
use super::manifest::{Counts, FORMAT, FileRecord, Manifest, signature_entry, signed_bytes};
use super::name::{EntryName, Ext};
use super::rows::{PackError, Packer, has_few_items, plain};
use super::zip::{ZipWriter, total_bytes};
use crate::blob::{BlobRef, Detached};
use crate::cbor::Cbor;
use crate::checkpoint::{Checkpoint, DeviceKey};
use crate::id::{DeviceId, Hash, SurveyId};
use std::collections::HashSet;
use std::io::{self, BufWriter, Read, Write};
use std::ops::ControlFlow;

/// How much of a blob is read at a time.
pub(super) const CHUNK_BYTES: usize = 256 << 10;
/// Blobs up to this size are written out of memory.
const SMALL_BYTES: u64 = 16 << 20;

/// Says what goes into a survey file; the bytes come from a [`Source`].
#[derive(Clone, Debug)]
pub struct Contents {
    pub survey: SurveyId,
    /// Version of the program that writes.
    pub app: String,
    /// Milliseconds since 1970.
    pub written_ms: i64,
    /// Minutes east of UTC.
    pub offset_min: i64,
    /// Every change that is carried, held ones too, in any order.
    pub links: Vec<ChainLink>,
    /// Of every device its signed tips. The tip of every branch must be among them; others are carried as well.
    pub checkpoints: Vec<Checkpoint>,
    /// The detached values meant for the receiver.
    pub payload: Vec<Hash>,
    pub blobs: Vec<BlobRef>,
}

/// Gives the bytes of what a survey file carries, by hash.
pub trait Source {
    /// Gives the canonical bytes of a change.
    fn change(&mut self, hash: &Hash) -> Result<Vec<u8>, SourceError>;
    fn detached(&mut self, hash: &Hash) -> Result<Detached, SourceError>;
    /// Opens a blob.
    fn blob(&mut self, blob: &BlobRef) -> io::Result<Box<dyn Read + '_>>;
}

/// Is told, now and then, how many of how many bytes are done, and may ask to stop.
///
/// As long as the number of bytes is not known, it is told 0 of 0.
pub type Progress<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// Writes a survey file to `out`, front to back, flushed but not synced, signed by its carrier.
///
/// Every change, value and blob is verified against its hash on the way: a damaged one stops the writing and is named.
/// Holds the packed changes and values in memory, and of the blobs a few megabytes.
///
/// # Errors
/// After an error, what stands in `out` is no survey file and must be removed by the caller.
pub fn write<W: Write>(
    out: W,
    contents: &Contents,
    source: &mut dyn Source,
    carrier: &DeviceKey,
    progress: &mut Progress<'_>,
) -> Result<Manifest, WriteError> {
    Packed::new(contents, source, progress)?.write(out, &contents.blobs, source, carrier, progress)
}

/// Holds the records of a survey file, packed once and written into each of its volumes.
#[derive(Debug)]
pub struct Packed {
    /// The manifest without its files.
    head: Manifest,
    changes: Vec<u8>,
    checkpoints: Vec<u8>,
    payload: Vec<u8>,
}

impl Packed {
    /// Packs changes, checkpoints and values; the blobs of `contents` take no part.
    pub fn new(contents: &Contents, source: &mut dyn Source, progress: &mut Progress<'_>) -> Result<Self, WriteError> {
        let branches = lay(contents.links.clone());
        let checkpoints = checkpoints_entry(contents, &branches)?;
        let changes = pack_changes(&branches, source, progress)?;
        let payload = pack_payload(&contents.payload, source)?;
        let count = branches.iter().map(|(_, hashes)| hashes.len() as u64).sum();
        let head = Manifest {
            format: FORMAT,
            survey: contents.survey,
            // Whoever carries it is known when it is signed.
            carrier: DeviceId([0; 16]),
            app: contents.app.clone(),
            written_ms: contents.written_ms,
            offset_min: contents.offset_min,
            counts: Counts { changes: count, ..Counts::default() },
            branches: branches.into_iter().map(|(branch, _)| branch).collect(),
            files: Vec::new(),
        };
        Ok(Self { head, changes, checkpoints, payload })
    }

    /// Tells how many bytes a file without blobs will have at most.
    pub fn most_bytes(&self) -> u64 {
        /// The signature, all headers of the fixed entries, and the manifest's members.
        const FIXED: u64 = 4096;
        const PER_BRANCH: u64 = 320;
        let rows = [&self.changes, &self.checkpoints, &self.payload].map(|bytes| bytes.len() as u64);
        FIXED + self.head.branches.len() as u64 * PER_BRANCH + rows.iter().sum::<u64>()
    }

    /// Writes a whole survey file of these records and some blobs; see [`write`].
    pub fn write<W: Write>(
        &self,
        out: W,
        blobs: &[BlobRef],
        source: &mut dyn Source,
        carrier: &DeviceKey,
        progress: &mut Progress<'_>,
    ) -> Result<Manifest, WriteError> {
        let blobs = sorted_blobs(blobs)?;
        let manifest = self.manifest(&blobs, carrier);
        let json = manifest.encode().map_err(|what| WriteError::Limit { what })?;
        let signature = signature_entry(&carrier.public(), &carrier.sign(&signed_bytes(&json)));

        let sizes = manifest.files.iter().map(|file| (file.name, file.size));
        let heads = [(EntryName::Manifest, json.len() as u64), (EntryName::Signature, signature.len() as u64)];
        let total = total_bytes(heads.into_iter().chain(sizes)).map_err(|what| WriteError::Limit { what })?;

        let mut zip = ZipWriter::new(BufWriter::new(out));
        let fixed = [&json, &signature, &self.changes, &self.checkpoints, &self.payload];
        for (name, content) in EntryName::FIXED.into_iter().zip(fixed) {
            zip.entry(name, content).map_err(WriteError::Unwritable)?;
        }
        let mut buffer = Vec::new();
        for (name, blob) in &blobs {
            copy(&mut zip, *name, blob, source, &mut buffer, &mut |at| progress(at, total))?;
        }
        zip.finish().map_err(WriteError::Unwritable)?;
        Ok(manifest)
    }

    fn manifest(&self, blobs: &[(EntryName, BlobRef)], carrier: &DeviceKey) -> Manifest {
        let rows = [
            (EntryName::Changes, &self.changes),
            (EntryName::Checkpoints, &self.checkpoints),
            (EntryName::Payload, &self.payload),
        ];
        let rows = rows.map(|(name, bytes)| FileRecord { name, size: bytes.len() as u64, blake3: Hash::of(bytes) });
        let blob = |(name, blob): &(EntryName, BlobRef)| FileRecord { name: *name, size: blob.size, blake3: blob.hash };
        let counts = Counts {
            blobs: blobs.len() as u64,
            blob_bytes: blobs.iter().map(|(_, blob)| blob.size).sum(),
            ..self.head.counts
        };
        let files = rows.into_iter().chain(blobs.iter().map(blob)).collect();
        Manifest { carrier: carrier.device(), counts, files, ..self.head.clone() }
    }
}

fn checkpoints_entry(contents: &Contents, branches: &[(Branch, Vec<Hash>)]) -> Result<Vec<u8>, WriteError> {
    if branches.len() > MOST_BRANCHES {
        return Err(WriteError::Limit { what: LimitKind::Branches });
    }
    let mut checkpoints = contents.checkpoints.clone();
    checkpoints.retain(|checkpoint| checkpoint.is_genuine(contents.survey));
    checkpoints.sort_by_key(place);
    checkpoints.dedup_by_key(|checkpoint| place(checkpoint));
    if checkpoints.len() > MOST_CHECKPOINTS {
        return Err(WriteError::Limit { what: LimitKind::Checkpoints });
    }
    let vouched: HashSet<_> = checkpoints.iter().map(place).collect();
    for (branch, _) in branches {
        if branch.length().is_none() {
            return Err(WriteError::ChangeDamaged { hash: branch.head });
        }
        if !vouched.contains(&(branch.device, branch.to, branch.head)) {
            return Err(WriteError::NoCheckpoint { device: branch.device });
        }
    }
    let rows: Vec<Vec<u8>> = checkpoints.iter().map(|checkpoint| checkpoint.to_cbor().encode()).collect();
    Ok(plain(rows.iter().map(Vec::as_slice)))
}

fn pack_changes(
    branches: &[(Branch, Vec<Hash>)],
    source: &mut dyn Source,
    progress: &mut Progress<'_>,
) -> Result<Vec<u8>, WriteError> {
    let mut packer = Packer::new(bounds::CHANGES).map_err(WriteError::Unwritable)?;
    for (at, hash) in branches.iter().flat_map(|(_, hashes)| hashes).enumerate() {
        // How much there will be is not known yet.
        if at % 1024 == 0 && progress(0, 0).is_break() {
            return Err(WriteError::Cancelled);
        }
        let bytes = source.change(hash).map_err(WriteError::Source)?;
        if Hash::of(&bytes) != *hash {
            return Err(WriteError::ChangeDamaged { hash: *hash });
        }
        if !has_few_items(&bytes, MOST_ITEMS) {
            return Err(WriteError::Limit { what: LimitKind::ChangeItems });
        }
        packer.push(&bytes)?;
    }
    Ok(packer.finish()?)
}

fn pack_payload(hashes: &[Hash], source: &mut dyn Source) -> Result<Vec<u8>, WriteError> {
    let mut hashes = hashes.to_vec();
    hashes.sort_unstable();
    hashes.dedup();
    let mut packer = Packer::new(bounds::PAYLOAD).map_err(WriteError::Unwritable)?;
    for hash in hashes {
        let detached = source.detached(&hash).map_err(WriteError::Source)?;
        let sound = detached.hash() == hash
            && has_few_items(&detached.value, MOST_ITEMS)
            && Cbor::decode(&detached.value).is_ok();
        if !sound {
            return Err(WriteError::ValueDamaged { hash });
        }
        packer.push(&payload_row(&detached))?;
    }
    Ok(packer.finish()?)
}

/// Gives the canonical form of a detached value, `[salt, value]`, both as byte strings.
fn payload_row(detached: &Detached) -> Vec<u8> {
    Cbor::Array(vec![Cbor::bytes(&detached.salt), Cbor::bytes(&detached.value)]).encode()
}

/// Reads what [`payload_row`] gives, and proves that the value is canonical.
pub(super) fn read_payload_row(row: &[u8]) -> Option<Detached> {
    let item = Cbor::decode(row).ok()?;
    let [Cbor::Bytes(salt), Cbor::Bytes(value)] = item.as_array()? else {
        return None;
    };
    if !has_few_items(value, MOST_ITEMS) {
        return None;
    }
    Cbor::decode(value).ok()?;
    Some(Detached { salt: salt.as_slice().try_into().ok()?, value: value.clone() })
}

fn sorted_blobs(blobs: &[BlobRef]) -> Result<Vec<(EntryName, BlobRef)>, WriteError> {
    let mut named = Vec::with_capacity(blobs.len());
    for blob in blobs {
        let name = Ext::new(&blob.ext).map(|ext| EntryName::Blob { hash: blob.hash, ext });
        let name = name.ok_or_else(|| WriteError::BlobName { name: blob.file_name() })?;
        named.push((name, blob.clone()));
    }
    named.sort();
    named.dedup();
    // The same name with another size cannot both be true.
    match named.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(WriteError::BlobDamaged { name: pair[0].0 }),
        None => Ok(named),
    }
}

/// Copies one blob, proving its size and hash before a byte of it is written.
///
/// A small one is read once, into memory; a large one twice.
fn copy<W: Write>(
    zip: &mut ZipWriter<W>,
    name: EntryName,
    blob: &BlobRef,
    source: &mut dyn Source,
    buffer: &mut Vec<u8>,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<(), WriteError> {
    let start = zip.at();
    let mut told = |at| if progress(at).is_break() { Err(WriteError::Cancelled) } else { Ok(()) };
    told(start)?;
    let unreadable = |source| WriteError::BlobUnreadable { name, source };
    if blob.size <= SMALL_BYTES {
        buffer.clear();
        let input = source.blob(blob).map_err(unreadable)?;
        input.take(blob.size + 1).read_to_end(buffer).map_err(unreadable)?;
        if buffer.len() as u64 != blob.size || Hash::of(buffer) != blob.hash {
            return Err(WriteError::BlobDamaged { name });
        }
        return zip.entry(name, buffer).map_err(WriteError::Unwritable);
    }
    buffer.resize(CHUNK_BYTES, 0);
    let (mut hasher, mut crc, mut size) = (blake3::Hasher::new(), crc32fast::Hasher::new(), 0);
    pieces(&mut *source.blob(blob).map_err(unreadable)?, name, buffer, |piece| {
        size += piece.len() as u64;
        hasher.update(piece);
        crc.update(piece);
        told(start)
    })?;
    if size != blob.size || *hasher.finalize().as_bytes() != blob.hash.0 {
        return Err(WriteError::BlobDamaged { name });
    }
    zip.begin(name, blob.size, crc.finalize()).map_err(WriteError::Unwritable)?;
    pieces(&mut *source.blob(blob).map_err(unreadable)?, name, buffer, |piece| {
        zip.write(piece).map_err(WriteError::Unwritable)?;
        told(zip.at())
    })?;
    // Another content than a moment ago.
    if zip.end() { Ok(()) } else { Err(WriteError::BlobDamaged { name }) }
}

/// Gives a blob piece by piece.
fn pieces(
    input: &mut dyn Read,
    name: EntryName,
    buffer: &mut [u8],
    mut take: impl FnMut(&[u8]) -> Result<(), WriteError>,
) -> Result<(), WriteError> {
    loop {
        match input.read(buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => take(&buffer[..count])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(source) => return Err(WriteError::BlobUnreadable { name, source }),
        }
    }
}

impl From<PackError> for WriteError {
    fn from(error: PackError) -> Self {
        match error {
            PackError::Limit(what) => Self::Limit { what },
            PackError::Io(error) => Self::Unwritable(error),
        }
    }
}
