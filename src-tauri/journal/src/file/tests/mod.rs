//! A small survey to write files of, and the means to build files that no writer here would.

mod damage;
mod flood;
mod hostile;
mod published;
mod round_trip;

use super::fault::{FileError, SourceError};
use super::manifest::{Counts, FileRecord, Manifest, signature_entry, signed_bytes};
use super::name::EntryName;
use super::read::FileReader;
use super::rows::plain;
use super::write::{Contents, Source, write};
use super::zip::{ZipWriter, content, read_directory};
use super::{ChainLink, lay};
use crate::blob::{BlobRef, Detached};
use crate::cbor::Cbor;
use crate::change::{Change, Op, Sealed};
use crate::checkpoint::{Checkpoint, DeviceKey};
use crate::id::{Hash, SurveyId};
use std::collections::HashMap;
use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;

const SURVEY: SurveyId = SurveyId([7; 16]);

fn key(number: u8) -> DeviceKey {
    DeviceKey::from_secret([number; 32])
}

/// Makes `count` changes of a device that continue `prev`.
fn chain(key: &DeviceKey, prev: Option<&Sealed>, count: i64, text: &str) -> Vec<Sealed> {
    let mut made: Vec<Sealed> = Vec::new();
    for _ in 0..count {
        let prev = made.last().or(prev);
        let seq = prev.map_or(1, |prev| prev.change.seq + 1);
        let op = Op {
            noun: "assessment".into(),
            key: format!("wangjing/1/6.4.{seq}"),
            field: "remark".into(),
            value: Cbor::text(text),
            preds: Vec::new(),
            reason: None,
        };
        let change = Change {
            survey: SURVEY,
            device: key.device(),
            seq,
            prev: prev.map(|prev| prev.hash),
            lamport: seq,
            wall_ms: 1_790_000_000_000 + seq,
            offset_min: 480,
            author: "李雷".into(),
            visit: None,
            app: "0.1.0".into(),
            schema: 1,
            ops: vec![op],
        };
        made.push(change.seal());
    }
    made
}

fn vouch(key: &DeviceKey, tip: &Sealed) -> Checkpoint {
    key.checkpoint(SURVEY, tip.change.seq, tip.hash)
}

/// Holds everything that a file may carry.
#[derive(Clone, Default)]
struct Shelf {
    changes: HashMap<Hash, Sealed>,
    values: HashMap<Hash, Detached>,
    blobs: HashMap<Hash, Vec<u8>>,
    checkpoints: Vec<Checkpoint>,
}

impl Source for Shelf {
    fn change(&mut self, hash: &Hash) -> Result<Vec<u8>, SourceError> {
        self.changes.get(hash).map(|sealed| sealed.bytes.clone()).ok_or("no such change".into())
    }

    fn detached(&mut self, hash: &Hash) -> Result<Detached, SourceError> {
        self.values.get(hash).cloned().ok_or("no such value".into())
    }

    fn blob(&mut self, blob: &BlobRef) -> io::Result<Box<dyn Read + '_>> {
        let bytes = self.blobs.get(&blob.hash).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(bytes.as_slice()))
    }
}

impl Shelf {
    fn add(&mut self, key: &DeviceKey, changes: &[Sealed]) {
        self.checkpoints.extend(changes.last().map(|tip| vouch(key, tip)));
        self.changes.extend(changes.iter().map(|sealed| (sealed.hash, sealed.clone())));
    }

    fn add_value(&mut self, text: &str) {
        let detached = Detached { salt: [text.len() as u8; 16], value: Cbor::text(text).encode() };
        self.values.insert(detached.hash(), detached);
    }

    fn add_blob(&mut self, bytes: &[u8]) {
        self.blobs.insert(Hash::of(bytes), bytes.to_vec());
    }

    fn links(&self) -> Vec<ChainLink> {
        let link = |sealed: &Sealed| ChainLink {
            device: sealed.change.device,
            seq: sealed.change.seq,
            hash: sealed.hash,
            prev: sealed.change.prev,
        };
        self.changes.values().map(link).collect()
    }

    fn contents(&self) -> Contents {
        let blob =
            |(hash, bytes): (&Hash, &Vec<u8>)| BlobRef { hash: *hash, ext: "jpg".into(), size: bytes.len() as u64 };
        Contents {
            survey: SURVEY,
            app: "0.1.0".into(),
            written_ms: 1_790_000_000_000,
            offset_min: 480,
            links: self.links(),
            checkpoints: self.checkpoints.clone(),
            payload: self.values.keys().copied().collect(),
            blobs: self.blobs.iter().map(blob).collect(),
        }
    }

    fn file(&mut self, carrier: &DeviceKey) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        write(&mut out, &self.contents(), self, carrier, &mut go_on).unwrap();
        out.into_inner()
    }
}

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Two devices, one of them forked, a branch that waits for what came before it, two values, three photos.
fn survey() -> Shelf {
    let mut shelf = Shelf::default();
    let (one, two, three) = (key(1), key(2), key(3));
    let main = chain(&one, None, 6, "整洁");
    shelf.add(&one, &main);
    shelf.add(&one, &chain(&one, Some(&main[2]), 2, "另一台电脑"));
    shelf.add(&two, &chain(&two, None, 3, "tidy"));
    let far = chain(&three, None, 4, "远");
    shelf.add(&three, &far[2..]);
    shelf.add_value("电话 010");
    shelf.add_value("姓名");
    for size in [0, 1, 300_000] {
        let photo: Vec<u8> = (0..size).map(|at: u32| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        shelf.add_blob(&photo);
    }
    shelf
}

fn open(bytes: &[u8]) -> Result<FileReader<Cursor<&[u8]>>, FileError> {
    FileReader::open(Cursor::new(bytes), None, &mut go_on)
}

fn refusal(bytes: &[u8]) -> FileError {
    open(bytes).map(|_| ()).expect_err("a hostile file must be refused")
}

/// Takes a valid file apart, to be changed and put together again with everything in order but the change.
struct Forge {
    manifest: Manifest,
    entries: Vec<(EntryName, Vec<u8>)>,
    carrier: DeviceKey,
}

impl Forge {
    fn new(bytes: &[u8], carrier: DeviceKey) -> Self {
        let manifest = open(bytes).unwrap().manifest().clone();
        let mut input = Cursor::new(bytes);
        let entries = read_directory(&mut input, bytes.len() as u64).unwrap();
        let mut taken = Vec::new();
        for entry in entries.iter().skip(2) {
            let mut bytes = Vec::new();
            content(&mut input, entry).unwrap().read_to_end(&mut bytes).unwrap();
            taken.push((entry.name, bytes));
        }
        Self { manifest, entries: taken, carrier }
    }

    fn of_survey() -> Self {
        Self::new(&survey().file(&key(1)), key(1))
    }

    fn entry(&mut self, name: EntryName) -> &mut Vec<u8> {
        &mut self.entries.iter_mut().find(|(other, _)| *other == name).unwrap().1
    }

    /// Replaces changes and branches, with checkpoints of the given tips.
    fn changes(mut self, rows: &[Vec<u8>], checkpoints: &[Checkpoint]) -> Self {
        *self.entry(EntryName::Changes) = pack(rows);
        let mut checkpoints = checkpoints.to_vec();
        checkpoints.sort_by_key(super::branch::place);
        let rows: Vec<Vec<u8>> = checkpoints.iter().map(|checkpoint| checkpoint.to_cbor().encode()).collect();
        *self.entry(EntryName::Checkpoints) = plain(rows.iter().map(Vec::as_slice));
        self
    }

    /// Says in the manifest that the file carries these changes.
    fn claims(mut self, changes: &[Sealed]) -> Self {
        let link = |sealed: &Sealed| ChainLink {
            device: sealed.change.device,
            seq: sealed.change.seq,
            hash: sealed.hash,
            prev: sealed.change.prev,
        };
        self.manifest.branches =
            lay(changes.iter().map(link).collect()).into_iter().map(|(branch, _)| branch).collect();
        self.manifest.counts.changes = changes.len() as u64;
        self
    }

    fn list_files(&mut self) {
        let record = |(name, bytes): &(EntryName, Vec<u8>)| FileRecord {
            name: *name,
            size: bytes.len() as u64,
            blake3: Hash::of(bytes),
        };
        self.manifest.files = self.entries.iter().map(record).collect();
        let blobs: Vec<u64> = self.manifest.blobs().map(|file| file.size).collect();
        self.manifest.counts =
            Counts { blobs: blobs.len() as u64, blob_bytes: blobs.iter().sum(), ..self.manifest.counts };
    }

    /// Lists and signs what is there now.
    fn seal(mut self) -> Vec<u8> {
        self.list_files();
        let json = serde_json::to_vec(&self.manifest).unwrap();
        self.seal_with(&json)
    }

    /// Signs another manifest.
    fn seal_with(&self, json: &[u8]) -> Vec<u8> {
        let signature = signature_entry(&self.carrier.public(), &self.carrier.sign(&signed_bytes(json)));
        self.zip(json, &signature)
    }

    fn zip(&self, json: &[u8], signature: &[u8]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.entry(EntryName::Manifest, json).unwrap();
        zip.entry(EntryName::Signature, signature).unwrap();
        for (name, bytes) in &self.entries {
            zip.entry(*name, bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

fn pack(rows: &[Vec<u8>]) -> Vec<u8> {
    zstd::encode_all(plain(rows.iter().map(Vec::as_slice)).as_slice(), 3).unwrap()
}

fn bytes_of(changes: &[Sealed]) -> Vec<Vec<u8>> {
    changes.iter().map(|sealed| sealed.bytes.clone()).collect()
}
