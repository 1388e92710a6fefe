//! Survey files that were written once and stay readable for ever, read by a second reader that follows only
//! `docs/survey-file.md`, and by the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tanfang_tests::program::Laptop;

/// What every laptop holds that has all of the files.
const DIGEST: &str = "c301ef958439229159d5ba702d523f0f3bac5b61b4eb96474eea89b9af8401c0";
const PASSPHRASE: &str = "探访 2026\n";

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("files").join(format!("1.0-{name}.tanfang"))
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // A text can always grow.
        let _ = std::fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
        text
    })
}

fn bytes_of(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn number(bytes: &[u8], at: usize, width: usize) -> usize {
    bytes[at..at + width].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

/// Section 1: walks the directory, and computes every header again.
fn container(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let end = &file[file.len() - 22..];
    let (count, length, offset) = (number(end, 10, 2), number(end, 12, 4), number(end, 16, 4));
    assert_eq!(end, [&b"PK\x05\x06\0\0\0\0"[..], &end[8..10], &end[8..10], &end[12..20], &[0, 0]].concat());
    assert_eq!(offset + length + 22, file.len(), "the end record is right behind the directory");
    let (mut at, mut here) = (0, offset);
    let mut entries = Vec::new();
    for _ in 0..count {
        let header = &file[here..here + 46];
        let size = number(header, 20, 4);
        let name = file[here + 46..here + 46 + number(header, 28, 2)].to_vec();
        let content = file[at + 30 + name.len()..at + 30 + name.len() + size].to_vec();
        let mut common = vec![10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        common.extend(crc32fast::hash(&content).to_le_bytes());
        common.extend([(size as u32).to_le_bytes(), (size as u32).to_le_bytes()].concat());
        common.extend([(name.len() as u16).to_le_bytes(), [0, 0]].concat());
        let local = [b"PK\x03\x04", common.as_slice(), &name].concat();
        assert_eq!(file[at..at + local.len()], local);
        let place = (at as u32).to_le_bytes();
        assert_eq!(header, [b"PK\x01\x02\x0a\0", common.as_slice(), &[0; 10], &place].concat());
        (at, here) = (at + local.len() + size, here + 46 + name.len());
        entries.push((String::from_utf8(name).unwrap(), content));
    }
    assert_eq!(at, offset, "the entries lie one behind the other, and the directory right behind them");
    entries
}

/// Section 3: byte strings, one behind the other.
fn rows(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut decoder = Decoder::new(bytes);
    let mut rows = Vec::new();
    while decoder.position() < bytes.len() {
        rows.push(decoder.bytes().unwrap().to_vec());
    }
    rows
}

fn verify(key: &[u8], message: &[u8], signature: &[u8]) {
    let key = ed25519_dalek::VerifyingKey::from_bytes(key.try_into().unwrap()).unwrap();
    let signature = ed25519_dalek::Signature::from_bytes(signature.try_into().unwrap());
    key.verify_strict(message, &signature).expect("a genuine signature");
}

/// Reads the places of a change in its chain: survey, device, number, predecessor; and how many operations it has.
fn change(row: &[u8]) -> (Vec<u8>, String, i64, Option<String>, u64) {
    let mut decoder = Decoder::new(row);
    assert_eq!((decoder.array().unwrap(), decoder.i64().unwrap()), (Some(13), 1));
    let (survey, device) = (decoder.bytes().unwrap().to_vec(), hex(decoder.bytes().unwrap()));
    let seq = decoder.i64().unwrap();
    let prev = match decoder.datatype().unwrap() {
        Type::Null => decoder.null().map(|()| None).unwrap(),
        _ => Some(hex(decoder.bytes().unwrap())),
    };
    for _ in 5..12 {
        decoder.skip().unwrap();
    }
    let ops = decoder.array().unwrap().unwrap();
    for _ in 0..ops {
        assert_eq!(decoder.array().unwrap(), Some(6), "noun, key, field, value, preds, reason");
        for _ in 0..6 {
            decoder.skip().unwrap();
        }
    }
    assert_eq!(decoder.position(), row.len());
    (survey, device, seq, prev, ops)
}

/// Section 3, checkpoints: proves each, and gives (device, number, hash).
fn checkpoints(bytes: &[u8], survey: &[u8]) -> BTreeSet<(String, i64, String)> {
    let mut found = BTreeSet::new();
    for row in rows(bytes) {
        let mut decoder = Decoder::new(&row);
        assert_eq!(decoder.array().unwrap(), Some(4));
        let key = decoder.bytes().unwrap().to_vec();
        let (seq, tip) = (decoder.i64().unwrap(), decoder.bytes().unwrap().to_vec());
        let device = blake3::hash(&key).as_bytes()[..16].to_vec();
        let mut signed = Vec::new();
        let mut encoder = Encoder::new(&mut signed);
        encoder.array(5).unwrap().str("tanfang checkpoint 1").unwrap();
        encoder.bytes(survey).unwrap().bytes(&device).unwrap().i64(seq).unwrap().bytes(&tip).unwrap();
        verify(&key, &signed, decoder.bytes().unwrap());
        found.insert((hex(&device), seq, hex(&tip)));
    }
    found
}

/// Reads a whole file; gives its manifest and the hashes of its changes.
fn read(file: &[u8]) -> (Value, BTreeSet<String>) {
    let entries = container(file);
    let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
    let fixed = ["manifest.json", "manifest.sig", "changes.cbor.zst", "checkpoints.cbor", "payload.cbor.zst"];
    assert_eq!(names[..5], fixed);
    let content: BTreeMap<&str, &[u8]> =
        entries.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let manifest: Value = serde_json::from_slice(content["manifest.json"]).unwrap();
    let signature: Value = serde_json::from_slice(content["manifest.sig"]).unwrap();
    let key = bytes_of(signature["key"].as_str().unwrap());
    assert_eq!(hash(&key)[..32], *manifest["carrier"].as_str().unwrap());
    let signed = [b"tanfang manifest 1\n", content["manifest.json"]].concat();
    verify(&key, &signed, &bytes_of(signature["signature"].as_str().unwrap()));

    let files = manifest["files"].as_array().unwrap();
    assert_eq!(files.len(), entries.len() - 2);
    for (record, (name, bytes)) in files.iter().zip(&entries[2..]) {
        assert_eq!((record["name"].as_str(), record["size"].as_u64()), (Some(name.as_str()), Some(bytes.len() as u64)));
        assert_eq!(record["blake3"].as_str(), Some(hash(bytes).as_str()));
        if let Some(blob) = name.strip_prefix("blobs/") {
            assert_eq!(blob.split('.').next(), record["blake3"].as_str());
        }
    }
    for row in rows(&zstd::decode_all(content["payload.cbor.zst"]).unwrap()) {
        assert_eq!(Decoder::new(&row).array().unwrap(), Some(2), "salt and value");
    }
    let survey = bytes_of(manifest["survey"].as_str().unwrap());
    let vouched = checkpoints(content["checkpoints.cbor"], &survey);
    let mut changes = rows(&zstd::decode_all(content["changes.cbor.zst"]).unwrap()).into_iter();
    let mut hashes = BTreeSet::new();
    for branch in manifest["branches"].as_array().unwrap() {
        let device = branch["device"].as_str().unwrap();
        let (from, to) = (branch["from"].as_i64().unwrap(), branch["to"].as_i64().unwrap());
        let mut prev = branch["prev"].as_str().map(str::to_owned);
        for seq in from..=to {
            let row = changes.next().expect("a change for every number");
            let (of, by, number, before, ops) = change(&row);
            assert_eq!((of, by.as_str(), number, before), (survey.clone(), device, seq, prev));
            assert!(ops > 0);
            prev = Some(hash(&row));
            hashes.extend(prev.clone());
        }
        let head = branch["head"].as_str().unwrap().to_owned();
        assert_eq!(prev.as_ref(), Some(&head));
        assert!(vouched.contains(&(device.to_owned(), to, head)), "its device vouches for the branch");
    }
    assert_eq!(changes.next(), None);
    assert_eq!(manifest["counts"]["changes"].as_u64(), Some(hashes.len() as u64));
    (manifest, hashes)
}

#[test]
fn a_reader_made_from_the_document_reads_every_kept_file() {
    let mut seen = BTreeSet::new();
    for (name, changes, blobs) in [("base", 2, 1), ("later", 2, 2), ("other", 3, 2)] {
        let (manifest, hashes) = read(&std::fs::read(kept(name)).unwrap());
        assert_eq!((hashes.len(), &manifest["counts"]["blobs"]), (changes, &Value::from(blobs)), "{name}");
        seen.extend(hashes);
    }
    assert_eq!(seen.len(), 5, "the later files carry only what is beyond the first, and each other's");
    let sealed = std::fs::read(kept("sealed")).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1\n-> scrypt "), "a sealed file is a file of age");
}

#[test]
fn the_program_reads_every_kept_file() {
    let laptop = Laptop::joined(&kept("base"), "读者");
    let sealed = kept("sealed");
    let mut merge = laptop.command(&format!("merge DIR '{}' --passphrase-stdin", sealed.display()));
    let mut child = merge.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), PASSPHRASE.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    let known = laptop.json(&format!("merge DIR '{}'", kept("later").display()));
    assert_eq!(known["files"][0]["status"], "known", "sealed and open carry the same");
    laptop.merge(&kept("other"));
    assert_eq!(laptop.digest(), DIGEST);
    laptop.check();
}

#[test]
fn what_a_program_writes_now_the_reader_of_the_document_reads() {
    let laptop = Laptop::joined(&kept("base"), "读者");
    laptop.merge(&kept("later"));
    laptop.record("wangjing/1/3.1.3", "--value 1");
    let (_, all) = read(&std::fs::read(laptop.export("all.tanfang")).unwrap());
    laptop.ok(&format!(
        "export DIR '{}' --light --since '{}'",
        laptop.path("l.tanfang").display(),
        kept("base").display()
    ));
    let (manifest, light) = read(&std::fs::read(laptop.path("l.tanfang")).unwrap());
    assert_eq!((all.len(), light.len()), (5, 3));
    assert_eq!(manifest["counts"]["blobs"], 1, "the small picture, not the original");
}
