//! A survey file is read whole or refused: no panic, no endless work, and what is accepted can be given out.
//!
//! Start from the kept files: `cargo fuzz run -s none survey_file fuzz/corpus/survey_file tests/files`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, sink};
use std::ops::ControlFlow;
use tanfang_journal::file::FileReader;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut file) = FileReader::open(Cursor::new(bytes), None, &mut |_, _| ControlFlow::Continue(())) else {
        return;
    };
    let count = file.manifest().counts.changes;
    let changes = file.changes().map(|changes| changes.filter(Result::is_ok).count() as u64);
    assert_eq!(changes.ok(), Some(count), "what was proven is given out");
    let blobs: Vec<_> = file.blobs().collect();
    for blob in &blobs {
        assert!(file.copy_blob(blob, &mut sink()).is_ok());
    }
});
