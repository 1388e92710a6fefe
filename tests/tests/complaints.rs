//! What users of other systems complained about, through the programs; `tests/complaints.md` names the test of each row.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use tanfang_tests::picture;
use tanfang_tests::program::{Laptop, Outcome, files, team};

const VALUE: &str = "wangjing/1/2.3.1";

/// Adds so many photos, of which a smaller picture is made each.
fn photograph(laptop: &Laptop, count: u8) {
    let paths: Vec<String> = (0..count)
        .map(|n| {
            let path = laptop.path(&format!("{n}.png"));
            picture::draw(&path, n);
            format!("'{}'", path.display())
        })
        .collect();
    laptop.ok(&format!("photo add DIR {} --community wangjing --round 1", paths.join(" ")));
}

/// Gives the originals in a folder: pictures are drawn as PNG, and what is made of them is JPEG.
fn originals(laptop: &Laptop) -> Vec<PathBuf> {
    let all = files(&laptop.folder().join("blobs")).into_iter().map(|(path, _)| path);
    all.filter(|path| path.extension().is_some_and(|ending| ending == "png")).collect()
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn an_emptied_file_is_refused_and_nothing_empty_is_handed_on() {
    let (first, [second]) = team(["李明"]);
    photograph(&second, 2);
    let file = second.export("b.tanfang");
    let whole = std::fs::read(&file).unwrap();
    let before = first.state();
    for length in [0, 1, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&file, &whole[..length]).unwrap();
        first.refused(&format!("merge DIR '{}'", file.display()));
        assert_eq!(first.state(), before, "{length} bytes of {} change nothing", whole.len());
    }
    let emptied = originals(&second).remove(0);
    std::fs::write(&emptied, "").unwrap();
    let told = second.ok(&format!("export DIR '{}' --lang en", second.path("c.tanfang").display()));
    assert!(
        told.contains("does not have and could not hand over: 1"),
        "the export says that one file is not here: {told}"
    );
    first.merge(&second.path("c.tanfang"));
    assert_eq!(originals(&first).len(), 1, "what was emptied did not travel");
    assert!(files(&first.folder().join("blobs")).iter().all(|(_, size)| *size > 0));
}

#[test]
fn an_export_that_fails_leaves_the_file_that_was_there() {
    let laptop = Laptop::with_survey("王芳");
    let out = laptop.export("out.tanfang");
    let before = std::fs::read(&out).unwrap();
    photograph(&laptop, 3);
    let call = laptop.command(&format!("export DIR '{}'", out.display()));
    let mut limited = Command::new("bash");
    // Room enough for what SQLite writes, too little for the file.
    limited.args(["-c", "ulimit -f 33; trap '' XFSZ; exec \"$@\"", "-"]).arg(call.get_program()).args(call.get_args());
    limited.envs(call.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let outcome: Outcome = limited.output().unwrap().into();
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert_eq!(std::fs::read(&out).unwrap(), before, "the file that was there is the one that is there");
    laptop.ok(&format!("inspect '{}'", out.display()));
    laptop.check();
}

#[test]
fn a_receipt_counts_every_photo_and_a_check_names_the_missing_ones() {
    let (first, [second]) = team(["李明"]);
    photograph(&second, 12);
    let light = second.path("light.tanfang");
    second.ok(&format!("export DIR '{}' --light", light.display()));
    let receipt = first.json(&format!("merge DIR '{}'", light.display()));
    assert_eq!((&receipt["files"][0]["new_blobs"], &receipt["files"][0]["missing_blobs"]), (&12.into(), &12.into()));
    let photos = first.rows("list DIR photos");
    assert_eq!(photos.iter().filter(|photo| photo["present"] == false).count(), 12, "each is listed as not here");
    let check = first.run("check DIR");
    let missing: HashSet<String> = originals(&second).iter().map(|path| name_of(path)).collect();
    assert_eq!(missing.len(), 12);
    let unnamed: Vec<&String> = missing.iter().filter(|name| !check.out.contains(name.as_str())).collect();
    assert_eq!(unnamed, Vec::<&String>::new(), "every missing photo is named: {}", check.out);
    let receipt = first.json(&format!("merge DIR '{}'", second.export("all.tanfang").display()));
    assert_eq!((&receipt["files"][0]["new_blobs"], &receipt["files"][0]["missing_blobs"]), (&12.into(), &0.into()));
    assert!(first.rows("list DIR photos").iter().all(|photo| photo["present"] == true));
    first.check();
}

#[test]
fn a_truncated_photo_is_found_by_name_and_never_handed_on() {
    let (first, [second]) = team(["李明"]);
    photograph(&second, 3);
    let [cut, flipped, _] = originals(&second).try_into().unwrap();
    let whole = std::fs::read(&cut).unwrap();
    std::fs::write(&cut, &whole[..whole.len() - 1]).unwrap();
    let mut other = std::fs::read(&flipped).unwrap();
    other[40] ^= 1;
    std::fs::write(&flipped, other).unwrap();
    let check = second.run("check DIR");
    assert_eq!(check.code, Some(1));
    assert!([&cut, &flipped].iter().all(|path| check.out.contains(&name_of(path))), "both are named: {}", check.out);
    let out = second.path("b.tanfang");
    let sentence = second.refused(&format!("export DIR '{}'", out.display()));
    assert!(sentence.contains(&name_of(&flipped)) && !out.exists(), "it is not handed on: {sentence}");
    std::fs::remove_file(&flipped).unwrap();
    second.ok(&format!("export DIR '{}'", out.display()));
    first.merge(&out);
    assert_eq!(originals(&first).len(), 1, "only what is whole arrives");
}

#[test]
fn the_history_of_a_field_shows_that_it_went_through_a_conflict() {
    let (first, [second]) = team(["李明"]);
    first.record(VALUE, "--value 10");
    second.record(VALUE, "--value 20");
    first.record("zgc/1/2.3.1", "--value 5");
    first.merge(&second.export("b.tanfang"));
    let conflict = first.rows("list DIR conflicts").remove(0);
    let id = conflict["id"].as_str().unwrap();
    first.ok(&format!("resolve DIR {id} --take 1 --reason 以现场为准"));
    first.record(VALUE, "--value 30");
    let contested = |key: &str| -> Vec<bool> {
        let rows = first.rows(&format!("history DIR assessment/{key} value"));
        rows.iter().map(|row| row["contested"].as_bool().unwrap()).collect()
    };
    assert_eq!(contested(VALUE), [true, true, true, false], "both sides and the decision, for ever");
    assert_eq!(contested("zgc/1/2.3.1"), [false]);
}

/// Collects the names of all functions in the sources below a folder.
fn functions(folder: &Path, into: &mut HashSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            functions(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let code = std::fs::read_to_string(&path).unwrap();
            into.extend(code.split("fn ").skip(1).filter_map(|rest| Some(rest.split_once('(')?.0.to_owned())));
        }
    }
}

#[test]
fn every_complaint_names_tests_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut known = HashSet::new();
    for folder in ["../src-tauri", "src", "tests"] {
        functions(&root.join(folder), &mut known);
    }
    let table = std::fs::read_to_string(root.join("complaints.md")).unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| ") && line.contains('#')).collect();
    assert!(rows.len() > 15, "the table is read");
    for row in rows {
        let named: Vec<&str> = row.rsplit('|').nth(1).unwrap().split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no test stands for: {row}");
        for name in named {
            assert!(known.contains(name), "there is no test {name}");
        }
    }
}
