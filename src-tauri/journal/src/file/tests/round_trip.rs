//! What is written is read, and what cannot be written is said.

use super::*;
use crate::file::{LimitKind, Part, WriteError};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

#[test]
fn everything_that_is_written_is_read() {
    let mut shelf = survey();
    let bytes = shelf.file(&key(2));
    let mut file = FileReader::open(Cursor::new(&bytes), Some(SURVEY), &mut go_on).unwrap();

    let manifest = file.manifest().clone();
    assert_eq!((manifest.survey, manifest.carrier), (SURVEY, key(2).device()));
    assert_eq!(manifest.counts, Counts { changes: 13, blobs: 3, blob_bytes: 300_001 });
    let spans: BTreeSet<_> = manifest.branches.iter().map(|branch| (branch.device, branch.from, branch.to)).collect();
    // The smaller of the two hashes continues the chain, here that of the shorter branch.
    let expected = [(1, 1, 5), (1, 4, 6), (2, 1, 3), (3, 3, 4)].map(|(d, from, to)| (key(d).device(), from, to));
    assert_eq!(spans, BTreeSet::from(expected));

    let changes: Vec<Sealed> = file.changes().unwrap().map(|sealed| sealed.unwrap().into_owned()).collect();
    assert_eq!(changes.len(), 13);
    assert!(changes.iter().all(|sealed| shelf.changes[&sealed.hash] == *sealed));
    assert_eq!(file.checkpoints().len(), 4);
    let values: Vec<Detached> = file.payload().unwrap().map(Result::unwrap).collect();
    assert_eq!(values.len(), 2);
    assert!(values.iter().all(|value| shelf.values[&value.hash()] == *value));
    let blobs: Vec<BlobRef> = file.blobs().collect();
    assert_eq!(blobs.len(), 3);
    for blob in blobs {
        let mut copy = Vec::new();
        file.copy_blob(&blob, &mut copy).unwrap();
        assert_eq!(copy, shelf.blobs[&blob.hash]);
    }
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let mut shelf = survey();
    let bytes = shelf.file(&key(1));
    let mut contents = shelf.contents();
    contents.links.reverse();
    contents.links.extend(shelf.links());
    contents.blobs.reverse();
    contents.blobs.extend(shelf.contents().blobs);
    contents.payload.reverse();
    contents.checkpoints.reverse();
    let mut again = Cursor::new(Vec::new());
    write(&mut again, &contents, &mut shelf, &key(1), &mut go_on).unwrap();
    assert_eq!(again.into_inner(), bytes, "neither order nor repetition may show in the file");
}

#[test]
fn an_empty_survey_file_is_a_survey_file() {
    let bytes = Shelf::default().file(&key(1));
    let mut file = open(&bytes).unwrap();
    assert_eq!(file.changes().unwrap().count(), 0);
    assert_eq!(file.manifest().counts, Counts::default());
}

#[test]
fn older_checkpoints_are_carried_too() {
    let mut shelf = survey();
    let early = shelf.changes.values().find(|sealed| sealed.change.device == key(2).device()).unwrap().clone();
    shelf.checkpoints.push(vouch(&key(2), &early));
    assert!(open(&shelf.file(&key(1))).is_ok());
}

#[test]
fn a_void_change_of_a_strange_author_is_carried() {
    let mut shelf = survey();
    let mut odd = chain(&key(4), None, 1, "odd").remove(0).change;
    odd.seq = 9;
    shelf.add(&key(4), &[odd.seal()]);
    let bytes = shelf.file(&key(1));
    let mut file = open(&bytes).expect("what an author did never refuses a file");
    assert_eq!(file.changes().unwrap().count(), 14);
}

fn failure(contents: &Contents, shelf: &mut Shelf) -> WriteError {
    write(Cursor::new(Vec::new()), contents, shelf, &key(1), &mut go_on).expect_err("must not be written")
}

#[test]
fn a_damaged_blob_stops_the_writing_by_name() {
    let mut shelf = survey();
    let contents = shelf.contents();
    let blob = contents.blobs.iter().find(|blob| blob.size == 1).unwrap().clone();
    for broken in [&b"other"[..], b"", b"x"] {
        shelf.blobs.insert(blob.hash, broken.to_vec());
        let error = failure(&contents, &mut shelf);
        assert!(matches!(error, WriteError::BlobDamaged { name } if name.to_string().contains(&blob.hash.to_string())));
    }
    shelf.blobs.remove(&blob.hash);
    assert!(matches!(failure(&contents, &mut shelf), WriteError::BlobUnreadable { .. }));
}

#[test]
fn damaged_changes_and_values_stop_the_writing() {
    let mut shelf = survey();
    let contents = shelf.contents();
    let hash = contents.links[0].hash;
    let good = shelf.changes[&hash].clone();
    shelf.changes.get_mut(&hash).unwrap().bytes.push(0);
    assert!(matches!(failure(&contents, &mut shelf), WriteError::ChangeDamaged { hash: other } if other == hash));
    shelf.changes.insert(hash, good);
    let value = contents.payload[0];
    shelf.values.get_mut(&value).unwrap().salt[0] ^= 1;
    assert!(matches!(failure(&contents, &mut shelf), WriteError::ValueDamaged { hash } if hash == value));
}

#[test]
fn a_tip_without_checkpoint_is_not_handed_out() {
    let mut shelf = survey();
    let more = chain(&key(5), None, 1, "own");
    shelf.changes.insert(more[0].hash, more[0].clone());
    let device = key(5).device();
    let contents = shelf.contents();
    assert!(matches!(failure(&contents, &mut shelf), WriteError::NoCheckpoint { device: other } if other == device));
}

#[test]
fn names_and_sizes_that_cannot_be_are_refused_by_the_writer() {
    let mut shelf = survey();
    let mut contents = shelf.contents();
    contents.blobs[0].ext = "../x".into();
    assert!(matches!(failure(&contents, &mut shelf), WriteError::BlobName { .. }));
    let mut contents = shelf.contents();
    contents.blobs[0].size = 5 << 30;
    assert!(matches!(failure(&contents, &mut shelf), WriteError::Limit { what: LimitKind::FileBytes }));
}

#[test]
fn writing_and_reading_can_be_stopped() {
    let mut shelf = survey();
    let bytes = shelf.file(&key(1));
    let mut stop = |_, _| ControlFlow::Break(());
    let written = write(Cursor::new(Vec::new()), &shelf.contents(), &mut shelf, &key(1), &mut stop);
    assert!(matches!(written, Err(WriteError::Cancelled)));
    assert!(matches!(FileReader::open(Cursor::new(&bytes), None, &mut stop), Err(FileError::Cancelled)));
    let mut last = 0;
    let mut watch = |done, total| {
        assert!(last <= done && done <= total, "progress never goes back");
        last = done;
        ControlFlow::Continue(())
    };
    FileReader::open(Cursor::new(&bytes), None, &mut watch).unwrap();
    assert!(last * 10 > bytes.len() as u64 * 9, "most of the file is told as progress");
}

/// A medium whose bytes may change after the file was proven.
struct Medium(Rc<RefCell<Vec<u8>>>, u64);

impl Read for Medium {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.0.borrow();
        let count = Cursor::new(&bytes[self.1 as usize..]).read(buffer)?;
        self.1 += count as u64;
        Ok(count)
    }
}

impl io::Seek for Medium {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        let mut cursor = Cursor::new(vec![0u8; self.0.borrow().len()]);
        self.1 = cursor.seek(to)?;
        Ok(self.1)
    }
}

#[test]
fn a_large_file_is_unpacked_again_and_a_medium_that_lies_is_caught() {
    let mut shelf = survey();
    // Hardly compressible text, so that no bound on the ratio is met.
    let text: String = (0..40_000u32).map(|at| Hash::of(&at.to_le_bytes()).to_string()).collect();
    for part in 0..3 {
        let device = key(20 + part);
        shelf.add(&device, &chain(&device, None, 1, &text));
    }
    let bytes = Rc::new(RefCell::new(shelf.file(&key(1))));
    let mut file = FileReader::open(Medium(bytes.clone(), 0), None, &mut go_on).unwrap();
    let changes: Vec<Sealed> = file.changes().unwrap().map(|sealed| sealed.unwrap().into_owned()).collect();
    assert_eq!(changes.len(), 16);
    let blob = file.blobs().find(|blob| blob.size > 1).unwrap();

    let entries = {
        let bytes = bytes.borrow();
        read_directory(&mut Cursor::new(bytes.as_slice()), bytes.len() as u64).unwrap()
    };
    for name in [EntryName::Changes, EntryName::parse(&format!("blobs/{}", blob.file_name())).unwrap()] {
        let entry = entries.iter().find(|entry| entry.name == name).unwrap();
        bytes.borrow_mut()[entry.content() as usize + entry.size as usize / 2] ^= 1;
    }
    assert!(file.changes().unwrap().any(|change| change.is_err()), "other bytes than proven must not pass");
    let copied = file.copy_blob(&blob, &mut Vec::new());
    assert!(matches!(copied, Err(FileError::Damaged { part: Part::Entry(EntryName::Blob { .. }), .. })));
}
