//! Kills: what was acknowledged is there, what was not is there whole or not at all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tanfang_tests::picture;
use tanfang_tests::program::{Laptop, cases, copy_folder, files, record};

/// Starts a call and kills it after a while; tells whether it had succeeded before.
fn run_and_kill(laptop: &Laptop, line: &str, after: Duration) -> bool {
    let mut child = laptop.command(line).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(after);
    // The child may have ended by itself: then its exit code stands.
    let _ = child.kill();
    child.wait().unwrap().success()
}

fn duration(call: impl FnOnce()) -> Duration {
    let start = Instant::now();
    call();
    start.elapsed()
}

/// Spreads `n` kills evenly over a little more than the time a call takes.
fn moments(whole: Duration, n: usize) -> impl Iterator<Item = Duration> {
    (0..n).map(move |k| whole.mul_f64(1.4 * (k as f64 + 0.5) / n as f64))
}

fn kills() -> usize {
    cases("TANFANG_CASES_KILL", 40)
}

#[test]
fn acknowledged_values_survive_a_kill() {
    let laptop = Laptop::with_survey("王芳");
    let indicators = ["2.3.1", "3.4.1", "4.1.4", "4.3.2", "4.4.1"];
    let communities = ["wangjing", "zgc", "future", "shunyi"];
    let whole = duration(|| laptop.record("tongzhou/1/2.3.1", "--value 1"));
    let mut acknowledged: BTreeMap<String, u64> = BTreeMap::new();
    let mut tried: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for (n, after) in moments(whole, kills()).enumerate() {
        let cell = format!("{}/{}/{}", communities[n % 4], 1 + n / 20 % 3, indicators[n / 4 % 5]);
        let value = n as u64 % 100 + 1;
        if run_and_kill(&laptop, &record(&cell, &format!("--value {value} --remark '第 {value} 次'")), after) {
            acknowledged.insert(cell.clone(), value);
            tried.remove(&cell);
        } else {
            tried.entry(cell).or_default().push(value);
        }
    }
    let rows = laptop.rows("list DIR assessments");
    for (cell, value) in &acknowledged {
        let row = rows.iter().find(|r| {
            *cell == format!("{}/{}/{}", r["community"].as_str().unwrap(), r["round"], r["indicator"].as_str().unwrap())
        });
        let row = row.unwrap_or_else(|| panic!("{cell} was acknowledged and is gone"));
        let now = row["value"].as_f64().unwrap() as u64;
        let later = tried.get(cell).is_some_and(|tried| tried.contains(&now));
        assert!(now == *value || later, "{cell}: {value} was acknowledged, {now} is there");
        assert_eq!(row["remark"], format!("第 {now} 次"), "{cell}: the remark goes in with the value");
    }
    assert!(!acknowledged.is_empty(), "some calls ended before their kill");
    laptop.check();
}

#[test]
fn a_killed_photo_is_stored_whole_or_not_at_all() {
    let laptop = Laptop::with_survey("王芳");
    let add = |n: usize| {
        let path = laptop.path(&format!("{n}.jpg"));
        picture::draw(&path, n as u8);
        format!("photo add DIR '{}' --community wangjing --round 1", path.display())
    };
    let whole = duration(|| drop(laptop.ok(&add(0))));
    let (mut acknowledged, mut tried) = (1, 1);
    for (n, after) in moments(whole, kills() / 4).enumerate() {
        tried += 1;
        acknowledged += usize::from(run_and_kill(&laptop, &add(n + 1), after));
    }
    let photos = laptop.rows("list DIR photos");
    assert!(
        (acknowledged..=tried).contains(&photos.len()),
        "{acknowledged} acknowledged, {} there, {tried} tried",
        photos.len()
    );
    assert!(photos.iter().all(|p| p["present"] == true), "a row and its file are one promise");
    laptop.check();
}

#[test]
fn a_killed_merge_happened_whole_or_not_at_all() {
    let first = Laptop::with_survey("王芳");
    let second = Laptop::joined(&first.export("base.tanfang"), "李明");
    for n in 1..=6 {
        second.record("wangjing/1/2.3.1", &format!("--value {n}"));
        let photo = second.path(&format!("{n}.png"));
        picture::draw(&photo, n);
        second.ok(&format!("photo add DIR '{}' --community wangjing --round 1", photo.display()));
    }
    let file = second.export("b.tanfang");
    let (before, after) = (first.digest(), second.digest());
    let backup = first.path("before");
    copy_folder(first.folder(), &backup);
    let merge = format!("merge DIR '{}'", file.display());
    let whole = duration(|| drop(first.ok(&merge)));
    for at in moments(whole, kills() / 5) {
        std::fs::remove_dir_all(first.folder()).unwrap();
        copy_folder(&backup, first.folder());
        let done = run_and_kill(&first, &merge, at);
        let now = first.digest();
        assert!(now == after || (now == before && !done), "neither before nor after: {now}");
        first.check();
    }
    first.ok(&merge);
    assert_eq!(first.digest(), after);
}

#[test]
fn a_killed_export_leaves_no_file_or_a_good_one() {
    let laptop = Laptop::with_survey("王芳");
    for n in 0..4 {
        let photo = laptop.path(&format!("{n}.png"));
        picture::draw(&photo, n);
        laptop.ok(&format!("photo add DIR '{}' --community wangjing --round 1", photo.display()));
    }
    let folder = laptop.path("stick");
    std::fs::create_dir(&folder).unwrap();
    let out = folder.join("out.tanfang");
    let export = format!("export DIR '{}'", out.display());
    let whole = duration(|| drop(laptop.ok(&export)));
    for at in moments(whole, kills() / 5) {
        let _ = std::fs::remove_file(&out);
        let done = run_and_kill(&laptop, &export, at);
        assert!(out.exists() || !done, "an acknowledged file is there");
        if out.exists() {
            laptop.ok(&format!("inspect '{}'", out.display()));
        }
    }
    let _ = std::fs::remove_file(&out);
    laptop.ok(&export);
    laptop.ok(&format!("inspect '{}'", out.display()));
    assert!(files(laptop.folder()).iter().all(|(path, _)| !path.to_string_lossy().contains("out.tanfang")));
}

#[test]
fn an_interrupt_loses_nothing() {
    let laptop = Laptop::with_survey("王芳");
    let whole = duration(|| laptop.record("wangjing/1/2.3.1", "--value 1"));
    for (n, after) in moments(whole, 5).enumerate() {
        let line = record("wangjing/1/2.3.1", &format!("--value {}", n + 2));
        let mut child = laptop.command(&line).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(after);
        let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status();
        let done = child.wait().unwrap().success();
        let now = laptop.assessment("wangjing/1/2.3.1").unwrap()["value"].as_f64().unwrap() as usize;
        assert!(!done || now == n + 2, "{} was acknowledged, {now} is there", n + 2);
        assert!((1..=n + 2).contains(&now));
    }
    laptop.check();
}

#[test]
fn a_killed_backup_is_whole_or_not_there() {
    let laptop = Laptop::with_survey("王芳");
    for n in 0..4 {
        let photo = laptop.path(&format!("{n}.png"));
        picture::draw(&photo, n);
        laptop.ok(&format!("photo add DIR '{}' --community wangjing --round 1", photo.display()));
    }
    let whole = duration(|| drop(laptop.ok("backup DIR")));
    let mut acknowledged = 1;
    for (n, at) in moments(whole, kills() / 5).enumerate() {
        laptop.record("wangjing/1/2.3.1", &format!("--value {n}"));
        acknowledged += usize::from(run_and_kill(&laptop, "backup DIR", at));
    }
    let backups = laptop.rows("backups");
    assert!(backups.len() >= acknowledged.min(10), "{acknowledged} acknowledged, {} there", backups.len());
    for (n, backup) in backups.iter().enumerate() {
        let (path, folder) = (backup["path"].as_str().unwrap(), laptop.path(&format!("restored {n}")));
        laptop.ok(&format!("restore-backup '{path}' '{}'", folder.display()));
        laptop.ok(&format!("check '{}'", folder.display()));
        let digest = laptop.ok(&format!("digest '{}'", folder.display()));
        assert_eq!(digest.trim(), backup["digest"]);
    }
    laptop.check();
}

#[test]
fn a_killed_restore_leaves_a_whole_folder_or_none() {
    let laptop = Laptop::with_survey("王芳");
    laptop.record("wangjing/1/2.3.1", "--value 1");
    laptop.ok("backup DIR");
    let path = laptop.rows("backups")[0]["path"].as_str().unwrap().to_owned();
    let place = laptop.path("恢复");
    let restore = format!("restore-backup '{path}' '{}'", place.display());
    let whole = duration(|| drop(laptop.ok(&restore)));
    for at in moments(whole, kills() / 5) {
        std::fs::remove_dir_all(&place).unwrap();
        run_and_kill(&laptop, &restore, at);
        if !place.exists() {
            laptop.ok(&restore);
        }
        let digest = laptop.ok(&format!("digest '{}'", place.display()));
        assert_eq!(digest.trim(), laptop.digest(), "what is there is all of it");
        laptop.ok(&format!("check '{}'", place.display()));
    }
}

#[test]
fn a_killed_repair_can_be_run_again() {
    let laptop = Laptop::with_survey("王芳");
    for n in 1..=5 {
        laptop.record("wangjing/1/2.3.1", &format!("--value {n}"));
    }
    let digest = laptop.digest();
    let broken = laptop.path("broken");
    let database = laptop.folder().join("survey.db");
    let connection = rusqlite::Connection::open(&database).unwrap();
    connection.execute_batch("DELETE FROM op; UPDATE journal SET sum = zeroblob(32)").unwrap();
    drop(connection);
    std::fs::write(laptop.folder().join("stray.txt"), "x").unwrap();
    copy_folder(laptop.folder(), &broken);
    let whole = duration(|| drop(laptop.ok("check DIR --repair")));
    for at in moments(whole, kills() / 5) {
        std::fs::remove_dir_all(laptop.folder()).unwrap();
        copy_folder(&broken, laptop.folder());
        run_and_kill(&laptop, "check DIR --repair", at);
        laptop.ok("check DIR --repair");
        assert_eq!(laptop.digest(), digest);
        let aside = files(&laptop.folder().join("quarantine"));
        assert!(aside.iter().any(|(path, _)| path.ends_with("stray.txt")), "nothing is deleted: {aside:?}");
        laptop.check();
    }
}

#[test]
fn a_killed_lock_or_unlock_loses_nothing() {
    let laptop = Laptop::new();
    copy_folder(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("files/schema-1/survey"), laptop.folder());
    laptop.record("wangjing/1/3.4.1", "--value 4");
    let personal = || {
        let path = laptop.folder().join("survey.db");
        let connection = rusqlite::Connection::open(path).unwrap();
        let count: i64 = connection.query_row("SELECT count(*) FROM detached", [], |row| row.get(0)).unwrap();
        count
    };
    let device = laptop.rows("list DIR changes").last().unwrap()["device"].clone();
    assert_eq!(personal(), 1);
    laptop.ok("backup DIR");
    let whole = duration(|| assert!(say(&laptop, "lock DIR --passphrase-stdin", None)));
    assert_eq!(personal(), 0);
    // A passphrase takes its time.
    for at in moments(whole, kills() / 10) {
        // Whatever state the last kill left, both ways lead out of it.
        say(&laptop, "unlock DIR --passphrase-stdin", Some(at));
        say(&laptop, "unlock DIR --passphrase-stdin", None);
        assert_eq!(personal(), 1, "the personal value is there again");
        say(&laptop, "lock DIR --passphrase-stdin", Some(at));
        laptop.check();
        say(&laptop, "lock DIR --passphrase-stdin", None);
        assert_eq!(personal(), 0);
        let clear = files(laptop.folder()).into_iter().chain(files(&laptop.home()));
        for (path, _) in clear {
            let bytes = std::fs::read(&path).unwrap();
            let said = "13800138000".as_bytes();
            assert!(!bytes.windows(said.len()).any(|part| part == said), "{} shows it", path.display());
        }
    }
    assert!(say(&laptop, "unlock DIR --passphrase-stdin", None));
    laptop.record("wangjing/1/3.4.1", "--value 5");
    assert_eq!(laptop.rows("list DIR changes").last().unwrap()["device"], device, "the key came through it all");
    laptop.check();
}

/// Gives the passphrase to a call, which is killed after a while if asked for; tells whether it succeeded.
fn say(laptop: &Laptop, line: &str, after: Option<Duration>) -> bool {
    use std::io::Write as _;
    let mut command = laptop.command(line);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // A child that was refused before it asked has closed its end.
    let _ = child.stdin.take().unwrap().write_all("四月 的 风\n".as_bytes());
    if let Some(after) = after {
        std::thread::sleep(after);
        let _ = child.kill();
    }
    child.wait().unwrap().success()
}
