//! Reading a survey file: nothing of it is given out before all of it is proven.

use super::branch::place;
use super::fault::{FileError, LimitKind, broken, damaged};
use super::limit::{KEPT_BYTES, MOST_CHANGES, MOST_ITEMS, MOST_MANIFEST_BYTES, bounds};
use super::manifest::{FileRecord, Manifest, SIGNATURE_BYTES, is_newer, prove};
use super::name::{EntryName, Ext};
use super::rows::{Rows, has_few_items};
use super::write::{CHUNK_BYTES, Progress, read_payload_row};
use super::zip::{Entry, content, first_entry, read_directory};
use crate::blob::{BlobRef, Detached};
use crate::cbor::Cbor;
use crate::change::{ChangeError, Sealed};
use crate::checkpoint::Checkpoint;
use crate::id::{Hash, SurveyId};
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;

/// Holds a survey file that is proven to be whole, genuine and in the one form it may have.
///
/// Proven are format, sizes, hashes, signatures, chains and checkpoints. Not proven is what the authors of the changes
/// wrote: that is for the rules over the set of all changes.
pub struct FileReader<R> {
    input: R,
    length: u64,
    manifest: Manifest,
    entries: Vec<Entry>,
    checkpoints: Vec<Checkpoint>,
    /// The changes of a small file, so that they are not unpacked twice.
    kept: Option<Vec<Sealed>>,
}

impl<R> fmt::Debug for FileReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileReader").field("manifest", &self.manifest).finish_non_exhaustive()
    }
}

impl<R: Read + Seek> FileReader<R> {
    /// Opens a survey file and proves all of it, in the order of the published format.
    ///
    /// `expected` names the survey that the receiver has. `progress` is told bytes done and bytes in all. Memory is
    /// bounded by the limits of the format whatever the file holds.
    ///
    /// # Errors
    /// The first thing that is wrong. A refused file has had no effect, and nothing of it may be used.
    pub fn open(input: R, expected: Option<SurveyId>, progress: &mut Progress<'_>) -> Result<Self, FileError> {
        Self::open_looking(input, expected, progress, &mut |_| {})
    }

    /// Opens a survey file like [`Self::open`] and shows each change while it is being proven.
    ///
    /// What `look` sees may be used only after this has succeeded: the next change may refuse the file.
    pub fn open_looking(
        mut input: R,
        expected: Option<SurveyId>,
        progress: &mut Progress<'_>,
        look: &mut dyn FnMut(&Sealed),
    ) -> Result<Self, FileError> {
        let length = input.seek(SeekFrom::End(0)).map_err(FileError::Unreadable)?;
        refuse_newer(&mut input, length)?;
        let entries = read_directory(&mut input, length)?;
        let manifest = read_manifest(&mut input, &entries)?;
        if expected.is_some_and(|expected| expected != manifest.survey) {
            return Err(FileError::OtherSurvey { found: manifest.survey });
        }
        for (entry, record) in entries.iter().skip(2).zip(&manifest.files) {
            check_entry(&mut input, entry, record, &mut |at| progress(at, length))?;
        }
        let mut file = Self { input, length, manifest, entries, checkpoints: Vec::new(), kept: None };
        file.checkpoints = file.read_checkpoints()?;
        for detached in file.payload()? {
            detached?;
        }
        file.kept = file.check_changes(&mut || progress(length, length), look)?;
        Ok(file)
    }

    /// Gives what the file is read from.
    pub fn input(&self) -> &R {
        &self.input
    }

    /// Gives the size of the file in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Gives the checkpoints, all genuine; of every branch its tip is among them.
    pub fn checkpoints(&self) -> &[Checkpoint] {
        &self.checkpoints
    }

    /// Gives the blobs that the file carries.
    pub fn blobs(&self) -> impl Iterator<Item = BlobRef> {
        self.manifest.files.iter().filter_map(|file| match file.name {
            EntryName::Blob { hash, ext } => Some(BlobRef { hash, ext: ext.as_str().to_owned(), size: file.size }),
            _ => None,
        })
    }

    /// Gives the changes, branch by branch in the manifest's order, each branch from its first to its last.
    ///
    /// A large file is unpacked anew. Should the medium give other bytes than when the file was proven, the iterator
    /// ends with an error, at the latest after the last change: take nothing as true before it ended without one.
    pub fn changes(&mut self) -> Result<Changes<'_>, FileError> {
        if let Some(kept) = &self.kept {
            return Ok(Box::new(kept.iter().map(|sealed| Ok(Cow::Borrowed(sealed)))));
        }
        let rows = open_rows(&mut self.input, &self.manifest, &self.entries, EntryName::Changes)?;
        Ok(Box::new(Items { rows: Some(rows), read: |row: &[u8]| read_change(row).map(Cow::Owned) }))
    }

    /// Gives the detached values in the order of their hashes; the same caution as for [`Self::changes`].
    pub fn payload(&mut self) -> Result<impl Iterator<Item = Result<Detached, FileError>> + '_, FileError> {
        let rows = open_rows(&mut self.input, &self.manifest, &self.entries, EntryName::Payload)?;
        let mut last: Option<Hash> = None;
        let wrong = |detail| Err(damaged(EntryName::Payload, detail));
        Ok(Items {
            rows: Some(rows),
            read: move |row: &[u8]| read_payload_row(row).map_or(wrong("no canonical value"), Ok),
        }
        .map(move |detached| {
            let detached = detached?;
            let hash = detached.hash();
            if last.replace(hash).is_some_and(|last| last >= hash) {
                return wrong("values out of order or twice");
            }
            Ok(detached)
        }))
    }

    /// Copies a blob of this file, proving size and hash once more on the way.
    ///
    /// # Errors
    /// After an error, what was written so far is not the blob.
    pub fn copy_blob(&mut self, blob: &BlobRef, out: &mut impl Write) -> Result<(), FileError> {
        let name = Ext::new(&blob.ext).map(|ext| EntryName::Blob { hash: blob.hash, ext });
        let found = name.and_then(|name| Some((find(&self.entries, name)?, self.manifest.file(name)?)));
        let Some((entry, record)) = found else {
            return Err(FileError::Unreadable(io::ErrorKind::NotFound.into()));
        };
        stream(&mut self.input, entry, record, |piece, _| out.write_all(piece).map_err(FileError::Unwritable))
    }

    fn read_checkpoints(&mut self) -> Result<Vec<Checkpoint>, FileError> {
        let wrong = |detail| damaged(EntryName::Checkpoints, detail);
        let mut rows = open_rows(&mut self.input, &self.manifest, &self.entries, EntryName::Checkpoints)?;
        let mut checkpoints: Vec<Checkpoint> = Vec::new();
        while let Some(row) = rows.next()? {
            let item = Cbor::decode(row).map_err(|_| wrong("no canonical checkpoint"))?;
            let checkpoint = Checkpoint::from_cbor(&item).ok_or_else(|| wrong("no checkpoint"))?;
            if checkpoints.last().is_some_and(|last| place(last) >= place(&checkpoint)) {
                return Err(wrong("checkpoints out of order or twice"));
            }
            checkpoints.push(checkpoint);
        }
        if checkpoints.iter().all(|checkpoint| checkpoint.is_genuine(self.manifest.survey)) {
            Ok(checkpoints)
        } else {
            Err(FileError::Forged { detail: "a checkpoint that its device did not sign" })
        }
    }

    /// Proves that the changes are those of the branches, and that their devices vouch for all of them.
    ///
    /// Gives them when they are few.
    fn check_changes(
        &mut self,
        progress: &mut dyn FnMut() -> ControlFlow<()>,
        look: &mut dyn FnMut(&Sealed),
    ) -> Result<Option<Vec<Sealed>>, FileError> {
        let wrong = |detail| damaged(EntryName::Changes, detail);
        if self.manifest.counts.changes > MOST_CHANGES {
            return Err(FileError::Limit { what: LimitKind::Changes });
        }
        let vouched: HashSet<_> = self.checkpoints.iter().map(place).collect();
        let mut rows = open_rows(&mut self.input, &self.manifest, &self.entries, EntryName::Changes)?;
        let mut kept = Some(Vec::new());
        let mut bytes = 0;
        let mut count = 0u32;
        for branch in &self.manifest.branches {
            // A checkpoint stands for its change and all before it, so that of the tip stands for the branch.
            if !vouched.contains(&(branch.device, branch.to, branch.head)) {
                return Err(FileError::Forged { detail: "changes that their device does not vouch for" });
            }
            let mut prev = branch.prev;
            for seq in branch.from..=branch.to {
                count = count.wrapping_add(1);
                if count.is_multiple_of(1024) && progress().is_break() {
                    return Err(FileError::Cancelled);
                }
                let row = rows.next()?.ok_or_else(|| wrong("fewer changes than in the manifest"))?;
                bytes += row.len() as u64;
                let sealed = read_change(row)?;
                let change = &sealed.change;
                if change.survey != self.manifest.survey {
                    return Err(wrong("a change of another survey"));
                }
                if (change.device, change.seq, change.prev) != (branch.device, seq, prev) {
                    return Err(wrong("a change that does not continue its branch"));
                }
                prev = Some(sealed.hash);
                look(&sealed);
                if bytes > KEPT_BYTES {
                    kept = None;
                }
                if let Some(kept) = &mut kept {
                    kept.push(sealed);
                }
            }
            if prev != Some(branch.head) {
                return Err(wrong("a branch that ends in another change"));
            }
        }
        match rows.next()? {
            None => Ok(kept),
            Some(_) => Err(wrong("more changes than in the manifest")),
        }
    }
}

/// Gives the changes of a file one after the other.
pub type Changes<'a> = Box<dyn Iterator<Item = Result<Cow<'a, Sealed>, FileError>> + 'a>;

/// Turns rows into items; ends after the first error.
struct Items<R: Read, F> {
    rows: Option<Rows<R>>,
    read: F,
}

impl<R: Read, T, F: FnMut(&[u8]) -> Result<T, FileError>> Iterator for Items<R, F> {
    type Item = Result<T, FileError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = match self.rows.as_mut()?.next() {
            Ok(row) => row.map(&mut self.read),
            Err(error) => Some(Err(error)),
        };
        if !matches!(next, Some(Ok(_))) {
            self.rows = None;
        }
        next
    }
}

fn read_change(row: &[u8]) -> Result<Sealed, FileError> {
    if !has_few_items(row, MOST_ITEMS) {
        return Err(FileError::Limit { what: LimitKind::ChangeItems });
    }
    Sealed::decode(row).map_err(|error| match error {
        ChangeError::Newer => FileError::Newer,
        ChangeError::TooLong => FileError::Limit { what: LimitKind::ChangeBytes },
        ChangeError::Cbor(_) => damaged(EntryName::Changes, "a change that is not in canonical form"),
        ChangeError::Shape => damaged(EntryName::Changes, "a change of another shape"),
    })
}

/// Names a newer major format before anything else is interpreted. What cannot be read here is judged later.
fn refuse_newer<R: Read + Seek>(input: &mut R, length: u64) -> Result<(), FileError> {
    let entry = first_entry(input, length)?;
    if u64::from(entry.size) > MOST_MANIFEST_BYTES.min(length) {
        return Ok(());
    }
    let mut bytes = Vec::new();
    content(input, &entry).and_then(|mut input| input.read_to_end(&mut bytes)).map_err(FileError::Unreadable)?;
    if crc32fast::hash(&bytes) == entry.crc && is_newer(&bytes) { Err(FileError::Newer) } else { Ok(()) }
}

/// Reads the manifest and proves that it lists exactly the entries, and that its carrier signed it.
fn read_manifest<R: Read + Seek>(input: &mut R, entries: &[Entry]) -> Result<Manifest, FileError> {
    let [manifest, signature, files @ ..] = entries else {
        return Err(broken("no manifest"));
    };
    if u64::from(manifest.size) > MOST_MANIFEST_BYTES {
        return Err(FileError::Limit { what: LimitKind::ManifestBytes });
    }
    let json = read_whole(input, manifest)?;
    let parsed = Manifest::decode(&json)?;
    let same = files.len() == parsed.files.len()
        && files
            .iter()
            .zip(&parsed.files)
            .all(|(entry, file)| entry.name == file.name && u64::from(entry.size) == file.size);
    if !same {
        return Err(damaged(EntryName::Manifest, "other entries than the file has"));
    }
    // There is one form of one length; anything else need not be read.
    if signature.size != SIGNATURE_BYTES {
        return Err(damaged(EntryName::Signature, "no signature in the one form it has"));
    }
    prove(parsed.carrier, &json, &read_whole(input, signature)?)?;
    Ok(parsed)
}

fn read_whole<R: Read + Seek>(input: &mut R, entry: &Entry) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    content(input, entry).and_then(|mut input| input.read_to_end(&mut bytes)).map_err(FileError::Unreadable)?;
    if bytes.len() as u64 == u64::from(entry.size) && crc32fast::hash(&bytes) == entry.crc {
        Ok(bytes)
    } else {
        Err(damaged(entry.name, "another checksum than in the zip"))
    }
}

/// Proves CRC-32 and BLAKE3 of an entry.
fn check_entry<R: Read + Seek>(
    input: &mut R,
    entry: &Entry,
    record: &FileRecord,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<(), FileError> {
    let mut crc = crc32fast::Hasher::new();
    stream(input, entry, record, |piece, at| {
        crc.update(piece);
        if progress(at).is_break() { Err(FileError::Cancelled) } else { Ok(()) }
    })?;
    if crc.finalize() == entry.crc { Ok(()) } else { Err(damaged(entry.name, "another checksum than in the zip")) }
}

/// Gives an entry piece by piece, each with the place in the file behind it, and proves its size and hash at the end.
fn stream<R: Read + Seek>(
    input: &mut R,
    entry: &Entry,
    record: &FileRecord,
    mut take: impl FnMut(&[u8], u64) -> Result<(), FileError>,
) -> Result<(), FileError> {
    let mut content = content(input, entry).map_err(FileError::Unreadable)?;
    let mut hasher = blake3::Hasher::new();
    let mut chunk = vec![0; CHUNK_BYTES.min(entry.size as usize).max(1)];
    let mut at = entry.content();
    loop {
        let count = match content.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(FileError::Unreadable(error)),
        };
        hasher.update(&chunk[..count]);
        at += count as u64;
        take(&chunk[..count], at)?;
    }
    if at - entry.content() == record.size && *hasher.finalize().as_bytes() == record.blake3.0 {
        Ok(())
    } else {
        Err(damaged(entry.name, "another hash than in the manifest"))
    }
}

/// Finds an entry; they are sorted by name.
fn find(entries: &[Entry], name: EntryName) -> Option<&Entry> {
    entries.get(entries.binary_search_by(|entry| entry.name.cmp(&name)).ok()?)
}

/// Opens the rows of an entry.
fn open_rows<'r, R: Read + Seek>(
    input: &'r mut R,
    manifest: &Manifest,
    entries: &[Entry],
    name: EntryName,
) -> Result<Rows<&'r mut R>, FileError> {
    let entry = find(entries, name).ok_or(broken("an entry is missing"))?;
    let record = manifest.file(name).ok_or(broken("an entry is missing"))?;
    let bounds = match name {
        EntryName::Changes => bounds::CHANGES,
        EntryName::Checkpoints => bounds::CHECKPOINTS,
        _ => bounds::PAYLOAD,
    };
    let content = content(input, entry).map_err(FileError::Unreadable)?;
    Rows::new(content, name, record.blake3, bounds)
}
