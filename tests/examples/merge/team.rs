//! Colleagues who joined and wrote a lot, and the survey files they bring.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tanfang_journal::file::{ChainLink, Contents, FileReader, Source, SourceError, write};
use tanfang_journal::{BlobRef, Cbor, Change, Checkpoint, Detached, DeviceKey, Dot, Hash, Op, Sealed};
use tanfang_tests::program::Laptop;

/// Holds what a colleague's file carries.
#[derive(Default)]
struct Shelf(HashMap<Hash, Vec<u8>>);

impl Source for Shelf {
    fn change(&mut self, hash: &Hash) -> Result<Vec<u8>, SourceError> {
        self.0.get(hash).cloned().ok_or("no such change".into())
    }

    fn detached(&mut self, _: &Hash) -> Result<Detached, SourceError> {
        Err("no values".into())
    }

    fn blob(&mut self, _: &BlobRef) -> std::io::Result<Box<dyn Read + '_>> {
        Err(std::io::ErrorKind::NotFound.into())
    }
}

/// Writes the file of a colleague who joined and then made so many changes, about units of these cells in turn.
pub fn file(laptop: &Laptop, base: &Path, number: u8, count: usize, cells: &[String]) -> PathBuf {
    let mut go_on = |_, _| ControlFlow::Continue(());
    let mut reader = FileReader::open(File::open(base).unwrap(), None, &mut go_on).unwrap();
    let manifest = reader.manifest().clone();
    let mut checkpoints: Vec<Checkpoint> = reader.checkpoints().to_vec();
    let mut changes: Vec<Sealed> = reader.changes().unwrap().map(|sealed| sealed.unwrap().into_owned()).collect();
    let key = DeviceKey::from_secret([number; 32]);
    let mut last: Option<Sealed> = None;
    for at in 0..count {
        let sealed = colleague_change(&key, &changes[0].change, last.as_ref(), number, at, &cells[at % cells.len()]);
        changes.push(sealed.clone());
        last = Some(sealed);
    }
    let tip = last.unwrap();
    checkpoints.push(key.checkpoint(manifest.survey, tip.change.seq, tip.hash));
    let link = |sealed: &Sealed| ChainLink {
        device: sealed.change.device,
        seq: sealed.change.seq,
        hash: sealed.hash,
        prev: sealed.change.prev,
    };
    let contents = Contents {
        survey: manifest.survey,
        app: manifest.app,
        written_ms: manifest.written_ms,
        offset_min: 480,
        links: changes.iter().map(link).collect(),
        checkpoints,
        payload: Vec::new(),
        blobs: Vec::new(),
    };
    let mut shelf = Shelf(changes.into_iter().map(|sealed| (sealed.hash, sealed.bytes)).collect());
    let path = laptop.path(&format!("{number}.tanfang"));
    write(File::create(&path).unwrap(), &contents, &mut shelf, &key, &mut go_on).unwrap();
    path
}

/// Makes one change: a value and a remark; every tenth about what all colleagues write about, every fifth a correction.
fn colleague_change(
    key: &DeviceKey,
    like: &Change,
    last: Option<&Sealed>,
    number: u8,
    at: usize,
    cell: &str,
) -> Sealed {
    let shared = at.is_multiple_of(10);
    let corrected = last.filter(|_| at % 5 == 4);
    let place = if shared { 0 } else { number };
    let own = format!("{cell}/0198c1c0-{place:04x}-7000-8000-{at:012x}");
    let unit = corrected.map_or(own, |last| last.change.ops[0].key.clone());
    let op = |index: u32, field: &str, value: Cbor| Op {
        noun: "observation".into(),
        key: unit.clone(),
        field: field.into(),
        value,
        preds: corrected.iter().map(|last| Dot { change: last.hash.prefix(), index }).collect(),
        reason: None,
    };
    let number_value = Cbor::Array(vec![Cbor::text("number"), Cbor::Int((at % 97) as i64), Cbor::Int(0)]);
    Change {
        survey: like.survey,
        device: key.device(),
        seq: at as i64 + 1,
        prev: last.map(|last| last.hash),
        lamport: at as i64 + 10,
        wall_ms: like.wall_ms + at as i64 * 60_000,
        offset_min: 480,
        author: format!("0198c1c0-0000-7000-8000-{number:012x}"),
        visit: None,
        app: like.app.clone(),
        schema: like.schema,
        ops: vec![op(0, "result", number_value), op(1, "remark", Cbor::text(&format!("现场查看，第 {at} 处")))],
    }
    .seal()
}
