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
use crate::id::{Hash, SurveyId};
use std::collections::HashSet;
use std::io::{self, BufWriter, Read, Seek, Write};
use std::ops::ControlFlow;

/// How much of a blob is in memory at a time.
pub(super) const CHUNK_BYTES: usize = 256 << 10;

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

/// Writes a survey file to the start of `out`, flushed but not synced, signed by its carrier.
///
/// Every change, value and blob is verified against its hash on the way: a damaged one stops the writing and is named.
/// Holds the packed changes and values in memory, and of each blob only a piece.
///
/// # Errors
/// After an error, what stands in `out` is no survey file and must be removed by the caller.
pub fn write<W: Write + Seek>(
    out: W,
    contents: &Contents,
    source: &mut dyn Source,
    carrier: &DeviceKey,
    progress: &mut Progress<'_>,
) -> Result<Manifest, WriteError> {
    let branches = lay(contents.links.clone());
    let checkpoints = checkpoints_entry(contents, &branches)?;
    let changes = pack_changes(&branches, source, progress)?;
    let payload = pack_payload(&contents.payload, source)?;
    let blobs = sorted_blobs(&contents.blobs)?;

    let mut files: Vec<FileRecord> =
        [(EntryName::Changes, &changes), (EntryName::Checkpoints, &checkpoints), (EntryName::Payload, &payload)]
            .map(|(name, bytes)| FileRecord { name, size: bytes.len() as u64, blake3: Hash::of(bytes) })
            .into();
    files.extend(blobs.iter().map(|(name, blob)| FileRecord { name: *name, size: blob.size, blake3: blob.hash }));
    let manifest = Manifest {
        format: FORMAT,
        survey: contents.survey,
        carrier: carrier.device(),
        app: contents.app.clone(),
        written_ms: contents.written_ms,
        offset_min: contents.offset_min,
        counts: Counts {
            changes: branches.iter().map(|(_, hashes)| hashes.len() as u64).sum(),
            blobs: blobs.len() as u64,
            blob_bytes: blobs.iter().map(|(_, blob)| blob.size).sum(),
        },
        branches: branches.into_iter().map(|(branch, _)| branch).collect(),
        files,
    };
    let json = manifest.encode().map_err(|what| WriteError::Limit { what })?;
    let signature = signature_entry(&carrier.public(), &carrier.sign(&signed_bytes(&json)));

    let sizes = manifest.files.iter().map(|file| (file.name, file.size));
    let heads = [(EntryName::Manifest, json.len() as u64), (EntryName::Signature, signature.len() as u64)];
    let total = total_bytes(heads.into_iter().chain(sizes)).map_err(|what| WriteError::Limit { what })?;

    let mut zip = ZipWriter::new(BufWriter::new(out));
    let fixed = [&json, &signature, &changes, &checkpoints, &payload];
    for (name, content) in EntryName::FIXED.into_iter().zip(fixed) {
        zip.entry(name, content).map_err(WriteError::Unwritable)?;
    }
    let mut chunk = vec![0; CHUNK_BYTES];
    for (name, blob) in &blobs {
        copy(&mut zip, *name, blob, source, &mut chunk, &mut |at| progress(at, total))?;
    }
    zip.finish().map_err(WriteError::Unwritable)?;
    Ok(manifest)
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

/// Copies one blob, proving its size and hash on the way.
fn copy<W: Write + Seek>(
    zip: &mut ZipWriter<W>,
    name: EntryName,
    blob: &BlobRef,
    source: &mut dyn Source,
    chunk: &mut [u8],
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<(), WriteError> {
    let mut input = source.blob(blob).map_err(|source| WriteError::BlobUnreadable { name, source })?;
    let mut hasher = blake3::Hasher::new();
    let mut copied = 0u64;
    zip.begin(name, blob.size).map_err(WriteError::Unwritable)?;
    loop {
        if progress(zip.at()).is_break() {
            return Err(WriteError::Cancelled);
        }
        let count = match input.read(chunk) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(source) => return Err(WriteError::BlobUnreadable { name, source }),
        };
        copied += count as u64;
        if copied > blob.size {
            return Err(WriteError::BlobDamaged { name });
        }
        hasher.update(&chunk[..count]);
        zip.write(&chunk[..count]).map_err(WriteError::Unwritable)?;
    }
    if copied != blob.size || *hasher.finalize().as_bytes() != blob.hash.0 {
        return Err(WriteError::BlobDamaged { name });
    }
    zip.end().map_err(WriteError::Unwritable)
}

impl From<PackError> for WriteError {
    fn from(error: PackError) -> Self {
        match error {
            PackError::Limit(what) => Self::Limit { what },
            PackError::Io(error) => Self::Unwritable(error),
        }
    }
}
