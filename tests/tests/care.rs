//! Care of a survey folder through the program: backups, restoring, locking, repairing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write as _;
use std::process::Stdio;
use tanfang_tests::disk::SmallDisk;
use tanfang_tests::picture;
use tanfang_tests::program::{Laptop, Outcome, files};

/// Runs a call with one line on standard input.
fn with_line(laptop: &Laptop, line: &str, text: &str) -> Outcome {
    let mut command = laptop.command(line);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let _ = child.stdin.take().unwrap().write_all(format!("{text}\n").as_bytes());
    child.wait_with_output().unwrap().into()
}

fn photographed() -> Laptop {
    let laptop = Laptop::with_survey("王芳");
    let photo = laptop.path("p.jpg");
    picture::draw(&photo, 1);
    laptop.ok(&format!("photo add DIR '{}' --community wangjing --round 1", photo.display()));
    laptop
}

#[test]
fn a_backup_is_listed_and_restored_after_the_folder_is_lost() {
    let laptop = photographed();
    laptop.record("wangjing/1/2.3.1", "--value 1");
    let digest = laptop.digest();
    laptop.ok("backup DIR");
    let stick = laptop.path("移动 硬盘");
    laptop.ok(&format!("backup DIR --to '{}'", stick.display()));
    std::fs::remove_dir_all(laptop.folder()).unwrap();
    let rows = laptop.rows("backups");
    let mut fields: Vec<&str> = rows[0].as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    let promised =
        ["at", "blobs", "bytes", "changes", "digest", "folder", "locked", "missing", "name", "path", "survey"];
    assert_eq!(fields, promised);
    assert_eq!(rows.len(), 1);
    for row in [rows[0].clone(), laptop.rows(&format!("backups --from '{}'", stick.display()))[0].clone()] {
        let _ = std::fs::remove_dir_all(laptop.folder());
        laptop.ok(&format!("restore-backup '{}' DIR", row["path"].as_str().unwrap()));
        assert_eq!(laptop.digest(), digest);
        laptop.check();
    }
    let refused = laptop.refused(&format!("restore-backup '{}' DIR --lang en", rows[0]["path"].as_str().unwrap()));
    assert!(refused.contains("already holds files"), "{refused}");
    let nothing = laptop.path("empty");
    std::fs::create_dir(&nothing).unwrap();
    let refused = laptop.refused(&format!("restore-backup '{}' '{}' --lang en", nothing.display(), nothing.display()));
    assert!(refused.contains("is no backup"), "{refused}");
}

#[test]
fn a_full_disk_leaves_no_part_of_a_backup() {
    let laptop = photographed();
    let whole = laptop.path("room enough");
    laptop.ok(&format!("backup DIR --to '{}'", whole.display()));
    let needed: u64 = files(&whole).iter().map(|(_, size)| size).sum();
    let Some(disk) = SmallDisk::mount(4096) else {
        // No right to mount: a limit on the size of files is the next best full disk.
        let mut limited = std::process::Command::new("bash");
        let call = laptop.command(&format!("backup DIR --to '{}'", laptop.path("limited").display()));
        limited.args(["-c", "ulimit -f 100; trap '' XFSZ; exec \"$@\"", "-"]).arg(call.get_program());
        limited.args(call.get_args()).env("XDG_DATA_HOME", laptop.home()).env("LANG", "C.UTF-8");
        let outcome: Outcome = limited.output().unwrap().into();
        assert_eq!(outcome.code, Some(1), "{outcome:?}");
        return;
    };
    let target = disk.path().join("backups");
    let before = laptop.state();
    for spare in (0..needed).step_by(usize::try_from(needed / 8).unwrap()) {
        let ballast = disk.fill(spare);
        let sentence = laptop.refused(&format!("backup DIR --to '{}' --lang en", target.display()));
        assert!(sentence.contains("disk is full"), "{spare} bytes: {sentence}");
        assert_eq!(laptop.rows(&format!("backups --from '{}'", target.display())).len(), 0);
        let left: Vec<_> = files(&target).into_iter().filter(|(_, size)| *size > 0).collect();
        assert_eq!(left, [], "{spare} bytes: nothing half stays");
        std::fs::remove_file(ballast).unwrap();
    }
    laptop.ok(&format!("backup DIR --to '{}'", target.display()));
    assert_eq!(laptop.state(), before, "a backup writes nothing into the survey");
}

#[test]
fn a_full_disk_leaves_no_half_table() {
    let laptop = photographed();
    let Some(disk) = SmallDisk::mount(256) else { return };
    for name in ["得分.xlsx", "得分.csv"] {
        let path = disk.path().join(name);
        let (_, form) = name.rsplit_once('.').unwrap();
        let line = format!("table scores DIR --format {form} -o '{}' --lang en", path.display());
        laptop.ok(&line);
        let needed: u64 = files(disk.path()).iter().map(|(_, size)| size).sum();
        for (file, _) in files(disk.path()) {
            std::fs::remove_file(file).unwrap();
        }
        for spare in (0..needed).step_by(usize::try_from(needed / 8).unwrap()) {
            let ballast = disk.fill(spare);
            let sentence = laptop.refused(&line);
            assert!(sentence.contains("disk is full"), "{name}, {spare} bytes: {sentence}");
            std::fs::remove_file(ballast).unwrap();
            assert_eq!(files(disk.path()), [], "{name}, {spare} bytes: nothing half stays");
        }
    }
}

#[test]
fn a_locked_survey_is_read_and_not_written() {
    let laptop = photographed();
    laptop.record("wangjing/1/2.3.1", "--value 1");
    assert_eq!(with_line(&laptop, "lock DIR --passphrase-stdin", "").code, Some(1), "an empty passphrase");
    assert_eq!(laptop.run("lock DIR").code, Some(2), "there is one way to give it");
    assert_eq!(with_line(&laptop, "lock DIR --passphrase-stdin", "四月 的 风").code, Some(0));
    let before = laptop.state();
    let photo = laptop.path("q.jpg");
    picture::draw(&photo, 2);
    for line in [
        "record DIR --community wangjing --round 1 --indicator 2.3.1 --value 2".to_owned(),
        "unit add DIR --community wangjing --list compounds --name 一号院".to_owned(),
    ] {
        let sentence = laptop.refused(&format!("{line} --lang en"));
        assert!(sentence.contains("locked") && sentence.contains("tanfang unlock"), "{line}: {sentence}");
    }
    let add = format!("photo add DIR '{}' --community wangjing --round 1 --lang en", photo.display());
    assert!(laptop.run(&add).err.contains("tanfang unlock"));
    assert_eq!(laptop.rows("list DIR assessments").len(), 1);
    laptop.ok("scores DIR");
    laptop.check();
    let file = laptop.export("locked.tanfang");
    let other = Laptop::joined(&file, "李雷");
    assert_eq!(other.digest(), laptop.digest());
    assert_eq!(laptop.state(), before);
    let wrong = with_line(&laptop, "unlock DIR --passphrase-stdin --lang en", "五月");
    assert!(wrong.code == Some(1) && wrong.err.contains("not the passphrase"), "{wrong:?}");
    assert_eq!(with_line(&laptop, "unlock DIR --passphrase-stdin", "四月 的 风").code, Some(0));
    laptop.record("wangjing/1/2.3.1", "--value 3");
    laptop.check();
}

#[test]
fn a_repair_says_what_it_did() {
    let laptop = photographed();
    let digest = laptop.digest();
    let mut blobs = files(&laptop.folder().join("blobs")).into_iter().map(|(path, _)| path);
    let photo = blobs.find(|path| path.extension().is_some_and(|ending| ending == "jpg")).unwrap();
    std::fs::write(&photo, "half").unwrap();
    let outcome = laptop.run("check DIR --repair --lang en");
    assert_eq!(outcome.code, Some(1), "a photo is missing: {outcome:?}");
    assert!(outcome.out.contains("Put aside a damaged file") && outcome.out.contains("is missing"), "{}", outcome.out);
    assert_eq!(laptop.digest(), digest);
    let list = files(&laptop.folder().join("quarantine")).into_iter().find(|(path, _)| path.ends_with("list.txt"));
    let list = std::fs::read_to_string(list.unwrap().0).unwrap();
    assert!(list.contains(&*photo.file_name().unwrap().to_string_lossy()), "{list}");
}
