//! Survey folders of every schema there ever was, opened by the program of today.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tanfang_tests::program::{Laptop, copy_folder};

/// Finds the kept folders: `tests/files/schema-N` with `survey/`, and what that program said of it: `digest` and
/// `assessments.json`.
fn kept() -> Vec<PathBuf> {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("files");
    let mut kept: Vec<PathBuf> = fs::read_dir(files).unwrap().map(|entry| entry.unwrap().path()).collect();
    kept.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with("schema-"));
    kept.sort();
    kept
}

/// Lets a laptop find the kept survey in its folder.
fn laptop_with(kept: &Path) -> Laptop {
    let laptop = Laptop::new();
    copy_folder(&kept.join("survey"), laptop.folder());
    laptop
}

#[test]
fn every_earlier_schema_opens_with_the_same_content() {
    assert!(!kept().is_empty());
    for folder in kept() {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let laptop = laptop_with(&folder);
        let digest = fs::read_to_string(folder.join("digest")).unwrap();
        assert_eq!(laptop.digest(), digest.trim(), "{name}");
        let report = laptop.ok("check DIR --lang en");
        assert!(report.contains("All is well"), "{name}: {report}");
        assert!(report.contains("waits for an earlier one"), "{name}: the held change is still held: {report}");
        let expected: Vec<Value> =
            serde_json::from_str(&fs::read_to_string(folder.join("assessments.json")).unwrap()).unwrap();
        let now = laptop.rows("list DIR assessments");
        assert_eq!(now.len(), expected.len(), "{name}");
        for (row, expected) in now.iter().zip(&expected) {
            // Later programs may say more of a row, never something else.
            for (field, value) in expected.as_object().unwrap() {
                assert_eq!(&row[field], value, "{name}: {field} of {row}");
            }
        }
        assert_eq!(laptop.rows("list DIR conflicts").len(), 1, "{name}");
        assert_eq!(laptop.rows("list DIR photos")[0]["present"], true, "{name}");
        assert_eq!(laptop.rows("unit list DIR").len(), 2, "{name}");
    }
}

#[test]
fn every_earlier_schema_is_written_to_and_handed_over() {
    for folder in kept() {
        let laptop = laptop_with(&folder);
        let conflict = laptop.rows("list DIR conflicts")[0]["id"].as_str().unwrap().to_owned();
        laptop.ok(&format!("resolve DIR {conflict} --take 1 --reason 复核"));
        assert_eq!(laptop.assessment("wangjing/1/2.3.1").unwrap()["value"], 70.0);
        let other = Laptop::joined(&laptop.export("old.tanfang"), "李雷");
        assert_eq!(other.digest(), laptop.digest());
        laptop.check();
    }
}
