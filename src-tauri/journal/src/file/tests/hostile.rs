//! Files that somebody built on purpose, each refused for its own reason.

use super::*;
use crate::file::manifest::FORMAT;
use crate::file::rows::plain;
use crate::file::{LimitKind, MOST_ITEMS, Part};
use std::io::Write;

fn damaged_in(error: &FileError, name: EntryName) -> bool {
    matches!(error, FileError::Damaged { part: Part::Entry(part), .. } if *part == name)
}

/// What a header of a foreign zip may say.
#[derive(Clone, Copy, Default)]
struct Odd {
    flags: u16,
    method: u16,
    attributes: u32,
    extra: &'static [u8],
    descriptor: bool,
}

/// Builds a zip that is consistent in itself, with any names and fields.
fn foreign_zip(entries: &[(&str, Vec<u8>)], odd: Odd) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let offset = out.len() as u32;
        let mut common = Vec::new();
        for field in [10, odd.flags, odd.method, 0, 0x21] {
            common.extend(u16::to_le_bytes(field));
        }
        let size = bytes.len() as u32;
        for field in [crc32fast::hash(bytes), size, size] {
            common.extend(field.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend((odd.extra.len() as u16).to_le_bytes());
        out.extend([b"PK\x03\x04", common.as_slice(), name.as_bytes(), odd.extra, bytes].concat());
        if odd.descriptor {
            out.extend([b"PK\x07\x08", &common[10..22]].concat());
        }
        directory.extend([b"PK\x01\x02\x0a\0", common.as_slice(), &[0; 6]].concat());
        directory.extend(odd.attributes.to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend([name.as_bytes(), odd.extra].concat());
    }
    let count = (entries.len() as u16).to_le_bytes();
    let end = [
        &b"PK\x05\x06\0\0\0\0"[..],
        &count,
        &count,
        &(directory.len() as u32).to_le_bytes(),
        &(out.len() as u32).to_le_bytes(),
        &[0, 0],
    ];
    [out.clone(), directory, end.concat()].concat()
}

fn parts() -> Vec<(String, Vec<u8>)> {
    let bytes = survey().file(&key(1));
    let mut input = Cursor::new(&bytes);
    let take = |entry: &super::super::zip::Entry| {
        let mut bytes = Vec::new();
        content(&mut input, entry).unwrap().read_to_end(&mut bytes).unwrap();
        (entry.name.to_string(), bytes)
    };
    read_directory(&mut Cursor::new(&bytes), bytes.len() as u64).unwrap().iter().map(take).collect()
}

fn zip_of(parts: &[(String, Vec<u8>)], odd: Odd) -> Vec<u8> {
    let borrowed: Vec<(&str, Vec<u8>)> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    foreign_zip(&borrowed, odd)
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    let parts = parts();
    assert!(
        open(&zip_of(&parts, Odd::default())).is_ok(),
        "the builder of foreign zips must be able to build a good one"
    );
    for name in [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\Windows\\x",
        "blobs\\x.jpg",
        "blobs/../x.jpg",
        "blobs/",
        "Manifest.json",
        "changes.cbor",
        "con",
        "",
        "调研.jpg",
        "x\0.jpg",
    ] {
        let mut more = parts.clone();
        more.push((name.to_owned(), b"evil".to_vec()));
        assert!(matches!(refusal(&zip_of(&more, Odd::default())), FileError::Damaged { .. }), "{name:?} added");
        let mut renamed = parts.clone();
        let last = renamed.len() - 1;
        renamed[last].0 = name.to_owned();
        assert!(matches!(refusal(&zip_of(&renamed, Odd::default())), FileError::Damaged { .. }), "{name:?} instead");
    }
}

#[test]
fn fields_that_another_program_might_heed_are_refused() {
    let parts = parts();
    for (odd, why) in [
        (Odd { flags: 8, descriptor: true, ..Odd::default() }, "data descriptors"),
        (Odd { flags: 8, ..Odd::default() }, "the flag of data descriptors"),
        (Odd { flags: 1, ..Odd::default() }, "the flag of encryption"),
        (Odd { flags: 0x800, ..Odd::default() }, "the flag of UTF-8"),
        (Odd { method: 8, ..Odd::default() }, "a compressed entry"),
        (Odd { attributes: 0o120_777 << 16, ..Odd::default() }, "symbolic links"),
        (Odd { attributes: 0x10, ..Odd::default() }, "folders"),
        (Odd { extra: b"\x75\x70\x05\0\x01abcd", ..Odd::default() }, "another name in an extra field"),
    ] {
        assert!(matches!(refusal(&zip_of(&parts, odd)), FileError::Damaged { .. }), "{why}");
    }
}

#[test]
fn entries_twice_missing_or_in_another_order_are_refused() {
    let good = parts();
    for at in 0..good.len() {
        let mut twice = good.clone();
        twice.insert(at, good[at].clone());
        assert!(open(&zip_of(&twice, Odd::default())).is_err(), "entry {at} twice");
        let mut missing = good.clone();
        missing.remove(at);
        assert!(open(&zip_of(&missing, Odd::default())).is_err(), "entry {at} missing");
        let mut swapped = good.clone();
        swapped.swap(at, (at + 1) % good.len());
        assert!(open(&zip_of(&swapped, Odd::default())).is_err(), "entry {at} in another place");
    }
}

#[test]
fn overlapping_entries_are_refused() {
    let mut bytes = survey().file(&key(1));
    let entries = read_directory(&mut Cursor::new(&bytes), bytes.len() as u64).unwrap();
    let (first, second) = (entries[5], entries[6]);
    // The directory names the same local header for two blobs.
    let directory = bytes.windows(4).rposition(|window| window == second.offset.to_le_bytes()).unwrap();
    bytes[directory..directory + 4].copy_from_slice(&first.offset.to_le_bytes());
    assert!(matches!(refusal(&bytes), FileError::Damaged { part: Part::Directory, .. }));
}

#[test]
fn only_the_carrier_can_sign_its_manifest() {
    let forge = Forge::of_survey();
    let json = serde_json::to_vec(&forge.manifest).unwrap();
    let good = signature_entry(&key(1).public(), &key(1).sign(&signed_bytes(&json)));
    assert!(open(&forge.zip(&json, &good)).is_ok());

    let other = signature_entry(&key(9).public(), &key(9).sign(&signed_bytes(&json)));
    assert!(matches!(refusal(&forge.zip(&json, &other)), FileError::Forged { .. }), "another key");
    let borrowed = signature_entry(&key(1).public(), &key(9).sign(&signed_bytes(&json)));
    assert!(matches!(refusal(&forge.zip(&json, &borrowed)), FileError::Forged { .. }), "another signature");
    let bare = signature_entry(&key(1).public(), &key(1).sign(&json));
    assert!(matches!(refusal(&forge.zip(&json, &bare)), FileError::Forged { .. }), "a signature outside of its domain");
    let mut later = forge.manifest.clone();
    later.written_ms += 1;
    let later = serde_json::to_vec(&later).unwrap();
    assert!(matches!(refusal(&forge.zip(&later, &good)), FileError::Forged { .. }), "a manifest changed after signing");

    let text = String::from_utf8(good).unwrap();
    for odd in [
        text.to_uppercase(),
        text.replace(',', ", "),
        format!("{text}\n"),
        text.replace('}', ",\"x\":1}"),
        String::new(),
    ] {
        let error = refusal(&forge.zip(&json, odd.as_bytes()));
        assert!(damaged_in(&error, EntryName::Signature), "{odd:?} is not the one form: {error}");
    }
}

#[test]
fn nobody_writes_in_anothers_name() {
    let (mine, theirs) = (chain(&key(1), None, 2, "mine"), chain(&key(2), None, 3, "theirs"));
    let known = &theirs[..2];
    let both = |changes: &[Sealed]| {
        let mut all = changes.to_vec();
        all.sort_by_key(|sealed| (sealed.change.device, sealed.change.seq));
        all
    };
    let all = both(&[&mine[..], &theirs[..]].concat());
    let file =
        |checkpoints: &[Checkpoint]| Forge::of_survey().changes(&bytes_of(&all), checkpoints).claims(&all).seal();

    let own = vouch(&key(1), &mine[1]);
    assert!(open(&file(&[own, vouch(&key(2), &theirs[2])])).is_ok());
    let invented = file(&[own, vouch(&key(2), &known[1])]);
    assert!(matches!(refusal(&invented), FileError::Forged { .. }), "a change beyond its device's checkpoint");
    assert!(matches!(refusal(&file(&[own])), FileError::Forged { .. }), "no checkpoint at all");
    let in_my_name = vouch(&key(1), &theirs[2]);
    assert!(matches!(refusal(&file(&[own, in_my_name])), FileError::Forged { .. }), "vouched for by the carrier");
    let false_key = Checkpoint { key: key(2).public(), ..in_my_name };
    assert!(matches!(refusal(&file(&[own, false_key])), FileError::Forged { .. }), "signed by the carrier");
    let elsewhere = key(2).checkpoint(SurveyId([8; 16]), 3, theirs[2].hash);
    assert!(matches!(refusal(&file(&[own, elsewhere])), FileError::Forged { .. }), "vouched for in another survey");
    let wrong_number = key(2).checkpoint(SURVEY, 4, theirs[2].hash);
    assert!(matches!(refusal(&file(&[own, wrong_number])), FileError::Forged { .. }), "a checkpoint of another number");
}

#[test]
fn chains_that_are_none_are_refused() {
    let good = chain(&key(1), None, 4, "x");
    let tip = [vouch(&key(1), &good[3])];
    let rows = bytes_of(&good);
    let file = |rows: &[Vec<u8>]| Forge::of_survey().changes(rows, &tip).claims(&good).seal();
    assert!(open(&file(&rows)).is_ok());
    let mut swapped = rows.clone();
    swapped.swap(1, 2);
    let mut replaced = rows.clone();
    replaced[1] = chain(&key(1), Some(&good[0]), 1, "y").remove(0).bytes;
    let twice = [&rows[..], &rows[3..]].concat();
    let mut foreign = good[2].change.clone();
    foreign.survey = SurveyId([8; 16]);
    let mut of_another_survey = rows.clone();
    of_another_survey[2] = foreign.seal().bytes;
    for (rows, why) in [
        (&swapped[..], "in another order"),
        (&replaced, "another change in the middle"),
        (&rows[..3], "one missing at the end"),
        (&rows[1..], "one missing at the start"),
        (&twice, "one too many"),
        (&of_another_survey, "a change of another survey"),
        (&[], "none"),
    ] {
        let error = refusal(&file(rows));
        assert!(damaged_in(&error, EntryName::Changes), "{why}: {error}");
    }
    let mut wrong_head = Forge::of_survey().changes(&rows, &tip).claims(&good);
    wrong_head.manifest.branches[0].head = good[2].hash;
    assert!(matches!(refusal(&wrong_head.seal()), FileError::Forged { .. }), "a head that nobody vouches for");
}

#[test]
fn files_of_another_survey_or_format_are_named_as_such() {
    let bytes = survey().file(&key(1));
    let other = FileReader::open(Cursor::new(&bytes), Some(SurveyId([8; 16])), &mut go_on);
    assert!(matches!(other, Err(FileError::OtherSurvey { found }) if found == SURVEY));

    let forge = Forge::of_survey();
    let json = serde_json::to_string(&forge.manifest).unwrap();
    let with = |format: &str| json.replace("\"format\":[1,0]", &format!("\"format\":{format}"));
    assert_eq!(FORMAT, (1, 0));
    assert!(matches!(refusal(&forge.seal_with(with("[2,0],\"volumes\":3").as_bytes())), FileError::Newer));
    let strange = foreign_zip(
        &[("manifest.json", with("[3,1]").into_bytes()), ("hall/9", vec![1])],
        Odd { extra: b"\x01\0\0\0", ..Odd::default() },
    );
    assert!(matches!(refusal(&strange), FileError::Damaged { .. }), "an extra field moves the manifest");
    let strange = foreign_zip(&[("manifest.json", with("[3,1]").into_bytes()), ("hall/9", vec![1])], Odd::default());
    assert!(matches!(refusal(&strange), FileError::Newer), "a newer format may have other entries");
    assert!(matches!(refusal(&forge.seal_with(with("[1,4],\"volumes\":3").as_bytes())), FileError::Newer));
    assert!(open(&forge.seal_with(with("[1,4]").as_bytes())).is_ok(), "a later minor format may be read");
    assert!(damaged_in(&refusal(&forge.seal_with(with("[1,0],\"volumes\":3").as_bytes())), EntryName::Manifest));
    assert!(damaged_in(&refusal(&forge.seal_with(with("[0,9]").as_bytes())), EntryName::Manifest));
}

#[test]
fn manifests_that_contradict_themselves_are_refused() {
    let refused = |change: fn(&mut Manifest)| {
        let mut forge = Forge::of_survey();
        forge.list_files();
        change(&mut forge.manifest);
        let json = serde_json::to_vec(&forge.manifest).unwrap();
        refusal(&forge.seal_with(&json))
    };
    for (error, why) in [
        (refused(|m| m.counts.changes += 1), "another number of changes"),
        (refused(|m| m.counts.blob_bytes += 1), "another size of blobs"),
        (refused(|m| m.branches.reverse()), "branches out of order"),
        (refused(|m| m.branches.push(*m.branches.last().unwrap())), "a branch twice"),
        (refused(|m| m.files.reverse()), "files out of order"),
        (refused(|m| m.files.truncate(m.files.len() - 1)), "a file less"),
        (refused(|m| m.files[0].size += 1), "another size"),
        (refused(|m| m.files.last_mut().unwrap().blake3 = Hash([1; 32])), "a blob under another hash"),
        (refused(|m| (m.branches[0].from, m.branches[0].to) = (i64::MIN, i64::MAX)), "numbers beyond counting"),
        (refused(|m| m.branches[0].to = 0), "an end before the start"),
    ] {
        assert!(damaged_in(&error, EntryName::Manifest), "{why}: {error}");
    }
    assert!(damaged_in(&refused(|m| m.files[0].blake3 = Hash([1; 32])), EntryName::Changes));
    let absurd = refused(|m| {
        m.branches[0].to = i64::MAX - 1;
        m.counts.changes = m.branches.iter().map(|branch| branch.length().unwrap()).sum();
    });
    assert!(matches!(absurd, FileError::Limit { what: LimitKind::Changes } | FileError::Forged { .. }), "{absurd}");

    let forge = Forge::of_survey();
    let json = serde_json::to_string(&forge.manifest).unwrap();
    for odd in [
        "[".repeat(100_000),
        "{}".into(),
        "null".into(),
        json.replace("\"survey\"", "\"survey\":\"\",\"survey\""),
        json.to_uppercase(),
    ] {
        assert!(
            damaged_in(&refusal(&forge.seal_with(odd.as_bytes())), EntryName::Manifest),
            "{}",
            &odd[..odd.len().min(40)]
        );
    }
}

#[test]
fn too_many_branches_are_refused() {
    let mut forge = Forge::of_survey();
    let branch = forge.manifest.branches[0];
    forge.manifest.branches =
        (0..=4096).map(|at| super::super::Branch { from: branch.from + at, to: branch.from + at, ..branch }).collect();
    forge.manifest.counts.changes = forge.manifest.branches.len() as u64;
    assert!(matches!(refusal(&forge.seal()), FileError::Limit { what: LimitKind::Branches }));
}

/// Files with a valid manifest and signature whose changes are not what they should be.
fn with_changes(bytes: Vec<u8>) -> FileError {
    let mut forge = Forge::of_survey();
    *forge.entry(EntryName::Changes) = bytes;
    refusal(&forge.seal())
}

#[test]
fn frames_other_than_one_whole_frame_are_refused() {
    let good = Forge::of_survey().entry(EntryName::Changes).clone();
    let raw = zstd::decode_all(good.as_slice()).unwrap();
    let mut wide = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    wide.window_log(27).unwrap();
    wide.write_all(&raw).unwrap();
    let skippable = b"\x50\x2a\x4d\x18\x02\0\0\0hi".to_vec();
    let half = raw.len() / 2;
    let two_frames = [zstd::encode_all(&raw[..half], 3).unwrap(), zstd::encode_all(&raw[half..], 3).unwrap()].concat();
    for (bytes, why) in [
        (Vec::new(), "nothing"),
        (good[..good.len() - 1].to_vec(), "a frame that is cut"),
        ([&good[..], b"\0"].concat(), "a byte behind the frame"),
        ([good.clone(), skippable.clone()].concat(), "a skippable frame behind"),
        ([skippable, good.clone()].concat(), "a skippable frame in front"),
        (two_frames, "two frames"),
        (wide.finish().unwrap(), "a window that takes 128 MiB"),
        (raw, "no frame"),
        (zstd::encode_all(&b"\0"[..], 3).unwrap(), "no rows"),
    ] {
        let error = with_changes(bytes);
        assert!(damaged_in(&error, EntryName::Changes), "{why}: {error}");
    }
}

#[test]
fn rows_and_changes_in_another_form_are_refused() {
    let good = chain(&key(1), None, 1, "x").remove(0).bytes;
    let framed = |head: &[u8], row: &[u8]| zstd::encode_all([head, row].concat().as_slice(), 3).unwrap();
    let length = good.len() as u8;
    let deep = [vec![0x81; 100_000], vec![0]].concat();
    let mut long_number = good.clone();
    long_number.splice(1..2, [0x18, 1]);
    for (bytes, why) in [
        (framed(&[0x59, 0, length], &good), "a length in more bytes than needed"),
        (framed(&[0x5f, 0x58, length], &good), "an indefinite length"),
        (framed(&[0x78, length], &good), "a text as a row"),
        (framed(&[0x58, length + 1], &good), "a row that ends early"),
        (framed(&[0x59, 1], &[]), "a length that ends early"),
        (pack(&[deep]), "deep nesting"),
        (pack(&[long_number]), "a number in more bytes than needed"),
        (pack(&[vec![]]), "an empty change"),
        (pack(&[b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff".to_vec()]), "an absurd count"),
        (pack(&[Cbor::Array(vec![Cbor::Int(1)]).encode()]), "another shape"),
    ] {
        let error = with_changes(bytes);
        assert!(damaged_in(&error, EntryName::Changes), "{why}: {error}");
    }
    let newer = with_changes(pack(&[Cbor::Array(vec![Cbor::Int(2)]).encode()]));
    assert!(matches!(newer, FileError::Newer));
}

#[test]
fn bombs_are_refused_before_they_unpack() {
    let huge = with_changes(zstd::encode_all(&b"\x5a\xff\xff\xff\xff"[..], 3).unwrap());
    assert!(matches!(huge, FileError::Limit { what: LimitKind::ChangeBytes }), "{huge}");
    let huger = with_changes(zstd::encode_all(&b"\x5b\0\0\0\xff\0\0\0\0"[..], 3).unwrap());
    assert!(matches!(huger, FileError::Limit { what: LimitKind::ChangeBytes }), "{huger}");
    let many = Cbor::Array(vec![Cbor::Null; MOST_ITEMS]).encode();
    let many = with_changes(pack(&[many]));
    assert!(matches!(many, FileError::Limit { what: LimitKind::ChangeItems }), "{many}");

    // Genuine in every respect, signed by its device, and 2,000 times as large as its file.
    let changes = chain(&key(1), None, 8, &"a".repeat(3 << 20));
    let tip = [vouch(&key(1), &changes[7])];
    let bomb = Forge::of_survey().changes(&bytes_of(&changes), &tip).claims(&changes).seal();
    assert!(bomb.len() < 400_000, "the bomb is small: {}", bomb.len());
    let error = refusal(&bomb);
    assert!(matches!(error, FileError::Limit { what: LimitKind::ChangesBytes }), "{error}");
}

#[test]
fn values_that_are_none_are_refused() {
    let row = |salt: &[u8], value: &[u8]| Cbor::Array(vec![Cbor::bytes(salt), Cbor::bytes(value)]).encode();
    let (one, two) = (row(&[1; 16], b"\x01"), row(&[2; 16], b"\x01"));
    let file = |rows: &[Vec<u8>]| {
        let mut forge = Forge::of_survey();
        *forge.entry(EntryName::Payload) = pack(rows);
        forge.seal()
    };
    let orders = [file(&[one.clone(), two.clone()]), file(&[two, one.clone()])];
    assert_eq!(
        orders.iter().filter(|bytes| open(bytes).is_ok()).count(),
        1,
        "only one order of two values is the order"
    );
    for (rows, why) in [
        (vec![one.clone(), one], "a value twice"),
        (vec![row(&[1; 15], b"\x01")], "a short salt"),
        (vec![row(&[1; 16], b"\x18\x01")], "a value in another form"),
        (vec![row(&[1; 16], b"")], "no value"),
        (vec![b"\x01".to_vec()], "no pair"),
    ] {
        let error = refusal(&file(&rows));
        assert!(damaged_in(&error, EntryName::Payload), "{why}: {error}");
    }
}

#[test]
fn checkpoints_in_another_form_are_refused() {
    let shelf = survey();
    let mut rows: Vec<Vec<u8>> = Vec::new();
    let mut sorted = shelf.checkpoints.clone();
    sorted.sort_by_key(super::super::branch::place);
    rows.extend(sorted.iter().map(|checkpoint| checkpoint.to_cbor().encode()));
    let file = |rows: &[Vec<u8>]| {
        let mut forge = Forge::of_survey();
        *forge.entry(EntryName::Checkpoints) = plain(rows.iter().map(Vec::as_slice));
        forge.seal()
    };
    assert!(open(&file(&rows)).is_ok());
    let mut swapped = rows.clone();
    swapped.swap(0, 1);
    for (rows, why) in [
        (swapped, "out of order"),
        ([&rows[..1], &rows[..]].concat(), "one twice"),
        (vec![b"\xff".to_vec()], "no CBOR"),
        (vec![Cbor::Array(vec![Cbor::Int(1)]).encode()], "another shape"),
    ] {
        let error = refusal(&file(&rows));
        assert!(damaged_in(&error, EntryName::Checkpoints), "{why}: {error}");
    }
    let long = refusal(&file(&[vec![0; 300]]));
    assert!(matches!(long, FileError::Limit { what: LimitKind::Checkpoints }), "{long}");
}
