//! The vectors of `docs/survey-file.md`: a file that was written once stays readable and means the same.

use super::*;
use crate::file::Branch;
use crate::id::DeviceId;

/// Written by format 1.0.
const KEPT: &[u8] = include_bytes!("kept-1.0.tanfang");
const DOCUMENT: &str = include_str!("../../../../../docs/survey-file.md");

/// Says what the kept file holds: one change of one device, one value, one blob.
fn example() -> Shelf {
    let mut shelf = Shelf::default();
    let device = key(1);
    shelf.add(&device, &chain(&device, None, 1, "整洁"));
    let detached = Detached { salt: [2; 16], value: Cbor::text("李雷").encode() };
    shelf.values.insert(detached.hash(), detached);
    shelf.add_blob(b"hello");
    shelf
}

#[test]
fn a_file_of_format_1_0_stays_readable() {
    let mut shelf = example();
    let sealed = shelf.changes.values().next().unwrap().clone();
    let mut file = open(KEPT).unwrap();
    let manifest = file.manifest().clone();
    assert_eq!((manifest.format, manifest.survey, manifest.carrier), ((1, 0), SURVEY, key(1).device()));
    let branch = Branch { device: key(1).device(), from: 1, to: 1, prev: None, head: sealed.hash };
    assert_eq!(manifest.branches, [branch]);
    assert_eq!(file.changes().unwrap().map(|sealed| sealed.unwrap().into_owned()).collect::<Vec<_>>(), [sealed]);
    assert_eq!(file.checkpoints(), shelf.checkpoints);
    let values: Vec<Detached> = file.payload().unwrap().map(Result::unwrap).collect();
    assert_eq!(values, shelf.values.values().cloned().collect::<Vec<_>>());
    let blob = file.blobs().next().unwrap();
    let mut copy = Vec::new();
    file.copy_blob(&blob, &mut copy).unwrap();
    assert_eq!(copy, b"hello");
    // Everything but what zstd makes of the rows, which may change with its version.
    let fresh = shelf.file(&key(1));
    assert_eq!(
        Forge::new(&fresh, key(1)).entry(EntryName::Checkpoints),
        Forge::new(KEPT, key(1)).entry(EntryName::Checkpoints)
    );
    assert_eq!(
        zstd::decode_all(Forge::new(KEPT, key(1)).entry(EntryName::Changes).as_slice()).unwrap(),
        zstd::decode_all(Forge::new(&fresh, key(1)).entry(EntryName::Changes).as_slice()).unwrap()
    );
}

#[test]
fn the_document_shows_the_bytes_that_are_written() {
    let shelf = example();
    let sealed = shelf.changes.values().next().unwrap();
    let (hash, detached) = shelf.values.iter().next().unwrap();
    let manifest = open(KEPT).unwrap().manifest().clone();
    for (what, text) in [
        ("the public key", hex::encode(key(1).public())),
        ("the device", DeviceId::of_key(&key(1).public()).to_string()),
        ("the change", hex::encode(&sealed.bytes)),
        ("its hash", sealed.hash.to_string()),
        ("the signature of the checkpoint", hex::encode(shelf.checkpoints[0].signature)),
        (
            "the row of the value",
            hex::encode(Cbor::Array(vec![Cbor::bytes(&detached.salt), Cbor::bytes(&detached.value)]).encode()),
        ),
        ("its hash", hash.to_string()),
        ("the hash of the blob", Hash::of(b"hello").to_string()),
        ("the manifest", serde_json::to_string(&manifest).unwrap()),
        ("the hash of the kept file", Hash::of(KEPT).to_string()),
    ] {
        assert!(DOCUMENT.contains(&text), "docs/survey-file.md must show {what}: {text}");
    }
}
