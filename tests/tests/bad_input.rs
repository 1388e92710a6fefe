//! Bad input: exit 1, one clear sentence in the chosen language, and the survey is as it was.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use tanfang_tests::disk::SmallDisk;
use tanfang_tests::picture;
use tanfang_tests::program::{Laptop, State, copy_folder, draft, files, program, record};

const VALUE: &str = "wangjing/1/2.3.1";

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Watches a survey that no refused call may change.
struct Watch<'a> {
    laptop: &'a Laptop,
    before: State,
}

impl<'a> Watch<'a> {
    fn over(laptop: &'a Laptop) -> Self {
        Self { laptop, before: laptop.state() }
    }

    /// Asserts that a call is refused in both languages and that the survey is as before.
    fn refuses(&self, line: &str) {
        let zh = self.laptop.refused(line);
        assert!(zh.contains(is_han), "`{line}`: a Chinese sentence, not {zh:?}");
        let en = self.laptop.refused(&format!("{line} --lang en"));
        // What was typed may be Chinese and is quoted; the sentence around it may not.
        let typed = format!("{line}{}", self.laptop.folder().display());
        let foreign: String = en.chars().filter(|c| is_han(*c) && !typed.contains(*c)).collect();
        assert!(foreign.is_empty() && en.contains(' '), "`{line}`: an English sentence, not {en:?}");
        for sentence in [&zh, &en] {
            let raw = ["fault-", "cli-", "@term", "{$", "{ $", "panicked", "Error(", "SQLITE", "\u{2068}"];
            assert!(!raw.iter().any(|r| sentence.contains(r)), "`{line}`: words for people, not {sentence:?}");
        }
        assert_eq!(self.laptop.state(), self.before, "`{line}` must leave the survey as it was");
    }
}

#[test]
fn unknown_names_and_wrong_values_are_refused() {
    let laptop = Laptop::with_survey("Wang");
    laptop.record(VALUE, "--value 12");
    let unit = laptop.unit("wangjing", "compounds", "No 1");
    let elsewhere = laptop.unit("zgc", "compounds", "No 2");
    let apartment = laptop.unit("wangjing", "apartments", "Tower");
    let watch = Watch::over(&laptop);
    for (cell, value) in [
        ("nowhere/1/2.3.1", "--value 1"),
        ("wangjing/1/9.9.9", "--value 1"),
        ("wangjing/1/2.3", "--value 1"),
        ("wangjing/9/2.3.1", "--value 1"),
        ("wangjing/0/2.3.1", "--value 1"),
        ("wangjing/one/2.3.1", "--value 1"),
        (VALUE, "--value many"),
        (VALUE, "--value ''"),
        (VALUE, "--value 1.5"),
        (VALUE, "--value -1"),
        (VALUE, "--value 10001"),
        (VALUE, "--value 1e3"),
        (VALUE, "--value 12345678901234567890"),
        (VALUE, "--of 1/2"),
        (VALUE, "--value 1 --seen what"),
        (VALUE, "--value 1 --seen 00000000000000000000000000000000.0"),
        ("wangjing/1/4.3.1", "--value 2"),
        ("wangjing/1/4.3.1", "--value 0.5"),
        ("wangjing/1/2.1.3", "--value 101"),
        ("wangjing/1/2.1.3", "--value 75.5"),
        ("wangjing/1/2.1.3", "--of 18"),
        ("wangjing/1/2.1.3", "--of 18/0"),
        ("wangjing/1/2.1.3", "--of 25/24"),
        ("wangjing/1/2.1.3", "--of 1.5/24"),
        ("wangjing/1/6.3.1", "--value 8.25"),
        ("wangjing/1/1.1.2", "--absent ''"),
        ("wangjing/1/1.1.2", "--not-applicable ' '"),
        ("wangjing/1/1.1.2", "--not-obtained ''"),
        (VALUE, "--absent reason"),
        (VALUE, "--not-applicable reason"),
        ("wangjing/1/1.3.2", "--value 3"),
        ("wangjing/1/1.2.1", "--value 1 --unit nobody"),
        ("wangjing/1/1.2.1", "--value 1 --unit 01934d2e-7a7c-7e3f-8d75-000000000000"),
    ] {
        watch.refuses(&record(cell, value));
    }
    for (cell, value) in [
        ("wangjing/1/1.2.1", format!("--value 2 --unit {unit}")),
        ("wangjing/1/1.2.1", format!("--value 0.5 --unit {unit}")),
        ("wangjing/1/1.2.1", format!("--value 1 --unit {elsewhere}")),
        ("wangjing/1/1.2.1", format!("--value 1 --unit {apartment}")),
        ("wangjing/1/1.2.2", format!("--of 3/2 --unit {unit}")),
        (VALUE, format!("--value 1 --unit {unit}")),
    ] {
        watch.refuses(&record(cell, &value));
    }
    for line in [
        "unit add DIR --community nowhere --list compounds --name x",
        "unit add DIR --community wangjing --list birds --name x",
        "unit add DIR --community wangjing --list compounds --name ''",
        "unit add DIR --community wangjing --list compounds --name x --position 40",
        "unit add DIR --community wangjing --list compounds --name x --position 140,40",
        "scores DIR --round 9",
        "scores DIR --round first",
        "resolve DIR abc --take 1 --reason x",
        "report scenario DIR --scenario 10 -o out.pdf",
        "report scenario DIR --scenario one -o out.pdf",
        "report scenario DIR --scenario 1 --community nowhere -o out.pdf",
        "report scenario DIR --scenario 1 --round 9 -o out.pdf",
        "report scenario DIR --scenario 1 --date 2026-02-30 -o out.pdf",
        "table scores DIR --round 9 --format csv -o out.pdf",
        "table photos DIR --round first --format xlsx -o out.pdf",
        "table gaps DIR --format xlsx -o /nowhere/at/all/out.xlsx",
    ] {
        watch.refuses(line);
    }
    assert!(!Path::new("out.pdf").exists(), "a refused report leaves no file");
}

#[test]
fn bad_photos_are_refused() {
    let laptop = Laptop::with_survey("Wang");
    let watch = Watch::over(&laptop);
    let broken = |name: &str, bytes: &[u8]| {
        let path = laptop.path(name);
        std::fs::write(&path, bytes).unwrap();
        watch.refuses(&format!("photo add DIR '{}' --community wangjing --round 1", path.display()));
    };
    broken("text.jpg", b"This is a letter and not a photo.\n");
    broken("text.png", "只是文字".as_bytes());
    broken("empty.jpg", b"");
    broken("empty.pdf", b"");
    for name in ["whole.jpg", "whole.png"] {
        let whole = laptop.path(name);
        picture::draw(&whole, 7);
        let bytes = std::fs::read(&whole).unwrap();
        broken(&name.replace("whole", "head"), &bytes[..20]);
        broken(&name.replace("whole", "half"), &bytes[..bytes.len() / 2]);
    }
    watch.refuses(&format!("photo add DIR '{}' --community wangjing --round 1", laptop.path("missing.jpg").display()));
    watch.refuses("photo add DIR DIR --community wangjing --round 1");
    for place in [
        "--community nowhere --round 1",
        "--community wangjing --round 9",
        "--community wangjing --round 1 --indicator 9.9.9",
        "--community wangjing --round 1 --unit nobody",
    ] {
        watch.refuses(&format!("photo add DIR '{}' {place}", laptop.path("whole.jpg").display()));
    }
}

#[test]
fn wrong_survey_files_are_refused() {
    let laptop = Laptop::with_survey("Wang");
    laptop.record(VALUE, "--value 12");
    let photo = laptop.path("p.jpg");
    picture::draw(&photo, 3);
    laptop.ok(&format!("photo add DIR '{}' --community wangjing --round 1", photo.display()));
    let sender = Laptop::joined(&laptop.export("base.tanfang"), "Li");
    sender.record(VALUE, "--value 13");
    let good = std::fs::read(sender.export("good.tanfang")).unwrap();

    let watch = Watch::over(&laptop);
    let wrong = |name: &str, bytes: &[u8]| {
        let path = laptop.path(name);
        std::fs::write(&path, bytes).unwrap();
        let path = path.display();
        watch.refuses(&format!("merge DIR '{path}'"));
        watch.refuses(&format!("merge DIR '{path}' --plan"));
        watch.refuses(&format!("inspect '{path}'"));
        let fresh = laptop.path("fresh");
        watch.refuses(&format!("join '{path}' '{}' --author Li", fresh.display()));
        assert!(files(&fresh).is_empty(), "a refused join leaves nothing behind");
    };
    wrong("empty.tanfang", b"");
    wrong("text.tanfang", b"no survey at all\n");
    wrong("photo.tanfang", &std::fs::read(&photo).unwrap());
    wrong("database.tanfang", &std::fs::read(laptop.folder().join("survey.db")).unwrap());
    wrong("zip.tanfang", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    for part in [1, 2, 3] {
        wrong("cut.tanfang", &good[..good.len() * part / 4]);
    }
    wrong("cut.tanfang", &good[..good.len() - 1]);
    wrong("long.tanfang", &[&good[..], b"x"].concat());
    for n in 0..6 {
        let mut damaged = good.clone();
        let at = (good.len() - 1) * n / 5;
        damaged[at] ^= 0x10;
        wrong("damaged.tanfang", &damaged);
    }
    watch.refuses(&format!("merge DIR '{}'", laptop.path("missing.tanfang").display()));
    watch.refuses("merge DIR DIR");

    let stranger = Laptop::with_survey("Zhao").export("other.tanfang");
    watch.refuses(&format!("merge DIR '{}'", stranger.display()));
    watch.refuses(&format!("merge DIR '{}' --plan", stranger.display()));
}

#[test]
fn what_is_no_survey_folder_is_refused() {
    let laptop = Laptop::with_survey("Wang");
    let watch = Watch::over(&laptop);
    let nothing = laptop.path("nothing here");
    let folder = laptop.path("a folder");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("note.txt"), "mine").unwrap();
    let odd = laptop.path("odd");
    std::fs::create_dir(&odd).unwrap();
    std::fs::write(odd.join("survey.db"), "this is not a database, only a file of that name").unwrap();
    for place in [&nothing, &folder, &odd] {
        let before = files(place);
        for verb in [
            "digest X",
            "check X",
            "list X assessments",
            "scores X",
            "unit list X",
            "export X out.tanfang",
            "record X --community wangjing --round 1 --indicator 2.3.1 --value 1",
        ] {
            watch.refuses(&verb.replacen('X', &format!("'{}'", place.display()), 1));
        }
        assert_eq!(files(place), before, "nothing is created where no survey is");
    }
    assert!(!Path::new("out.tanfang").exists());
    for verb in ["init X --name x --author x", "demo X --photos 0"] {
        for place in [&folder, &laptop.folder().to_owned()] {
            let before: Vec<PathBuf> = files(place).into_iter().map(|f| f.0).collect();
            watch.refuses(&verb.replacen('X', &format!("'{}'", place.display()), 1));
            let after: Vec<PathBuf> = files(place).into_iter().map(|f| f.0).collect();
            assert_eq!(after, before, "a folder with content is never taken over");
        }
    }
    let base = laptop.export("base.tanfang");
    watch.refuses(&format!("join '{}' '{}' --author Li", base.display(), folder.display()));
    watch.refuses(&format!("join '{}' '{}' --author ''", base.display(), nothing.display()));
}

#[test]
fn a_survey_of_a_newer_version_is_refused_untouched() {
    let laptop = Laptop::with_survey("Wang");
    laptop.record(VALUE, "--value 12");
    let database = laptop.folder().join("survey.db");
    let mut bytes = std::fs::read(&database).unwrap();
    assert_eq!(&bytes[..15], b"SQLite format 3");
    // The schema's number lies in the header of the file: PRAGMA user_version, big-endian, at 60.
    let version = u32::from_be_bytes(bytes[60..64].try_into().unwrap());
    assert!(version > 0, "the schema carries its number where SQLite keeps it");
    bytes[60..64].copy_from_slice(&(version + 1000).to_be_bytes());
    std::fs::write(&database, &bytes).unwrap();
    for line in ["digest DIR", "check DIR", "list DIR assessments", &record(VALUE, "--value 3")] {
        let zh = laptop.refused(line);
        assert!(zh.contains("更新版本"), "`{line}` says that a newer version made it: {zh}");
        assert!(laptop.refused(&format!("{line} --lang en")).contains("newer"));
    }
    assert_eq!(std::fs::read(&database).unwrap(), bytes, "not a byte was touched");
}

#[test]
fn wrong_frameworks_are_refused_by_file_and_line() {
    let laptop = Laptop::new();
    let own = laptop.path("own");
    for (file, from, to) in [
        ("indicators.csv", "binding,international,count", "necessary,international,count"),
        ("indicators.csv", "1.1.2,1.1,", "1.1.2,1.9,"),
        ("indicators.csv", "value_type", "type_of_value"),
        ("scenarios.csv", "\n2,", "\n1,"),
        ("communities.csv", ",built,", ",finished,"),
    ] {
        let _ = std::fs::remove_dir_all(&own);
        copy_folder(&draft(), &own);
        let text = std::fs::read_to_string(own.join(file)).unwrap();
        let changed = text.replacen(from, to, 1);
        assert_ne!(text, changed, "{file} has {from:?}");
        std::fs::write(own.join(file), changed).unwrap();
        for lang in ["zh", "en"] {
            let sentence =
                laptop.refused(&format!("init DIR --name x --author x --framework '{}' --lang {lang}", own.display()));
            assert!(sentence.contains(file), "names the file: {sentence}");
            assert!(sentence.contains(|c: char| c.is_ascii_digit()), "names the line: {sentence}");
        }
        assert!(files(laptop.folder()).is_empty(), "nothing is left behind");
    }
    std::fs::remove_file(own.join("items.csv")).unwrap();
    assert!(
        laptop.refused(&format!("init DIR --name x --author x --framework '{}'", own.display())).contains("items.csv")
    );
    laptop.refused("init DIR --name x --author x --framework /no/such/folder");
    laptop.refused("init DIR --name '' --author x");
    laptop.refused("init DIR --name x --author ''");
    assert!(files(laptop.folder()).is_empty(), "nothing is left behind");
}

#[test]
fn a_full_disk_changes_nothing_and_says_so() {
    let laptop = Laptop::with_survey("Wang");
    laptop.record(VALUE, "--value 12");
    let photo = laptop.path("p.png");
    noise(&photo);
    let Some(disk) = SmallDisk::mount(8192) else {
        // No right to mount: a limit on the size of files is the next best full disk.
        return a_file_may_not_grow(&laptop, &photo);
    };
    let on_disk = disk.path().join("survey");
    copy_folder(laptop.folder(), &on_disk);
    let on = |line: &str| line.replacen("DIR", &format!("'{}'", on_disk.display()), 1);
    // The first write takes a device of its own, while there is room.
    laptop.ok(&on(&record(VALUE, "--value 13")));
    let state =
        || (laptop.ok(&on("digest DIR")), laptop.ok(&on("list DIR changes --json")), files(&on_disk.join("blobs")));
    let before = state();
    let ballast = disk.fill(128 * 1024);
    for line in [
        format!("photo add DIR '{}' --community wangjing --round 1", photo.display()),
        format!("export DIR '{}'", disk.path().join("out.tanfang").display()),
    ] {
        for (lang, word) in [("zh", "磁盘"), ("en", "full")] {
            let sentence = laptop.refused(&format!("{} --lang {lang}", on(&line)));
            assert!(sentence.contains(word), "`{line}` says that the disk is full: {sentence}");
        }
    }
    let out: Vec<PathBuf> =
        files(disk.path()).into_iter().map(|f| f.0).filter(|f| f.to_string_lossy().contains("out")).collect();
    assert_eq!(out, Vec::<PathBuf>::new(), "no half-written survey file");
    assert_eq!(state(), before, "as it was");
    // Values are small; enough of them fill the last pages.
    let refused = (0..400).find_map(|n| {
        let outcome = laptop.run(&on(&record(VALUE, &format!("--value {} --remark '{}'", n + 100, "x".repeat(1500)))));
        (outcome.code != Some(0)).then_some(outcome)
    });
    let refused = refused.expect("a full disk takes no more");
    assert_eq!((refused.code, refused.err.lines().count()), (Some(1), 1), "{}", refused.err);
    assert!(refused.err.contains("磁盘"), "{}", refused.err);
    std::fs::remove_file(ballast).unwrap();
    laptop.ok(&on("check DIR"));
    laptop.ok(&on(&record(VALUE, "--value 9")));
}

/// Writes a photo that does not compress, of about 1 MB.
fn noise(path: &Path) {
    let mut state = 1_u32;
    let pixels = image::RgbImage::from_fn(640, 640, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgb([(state >> 24) as u8, (state >> 16) as u8, (state >> 8) as u8])
    });
    pixels.save(path).unwrap();
}

fn a_file_may_not_grow(laptop: &Laptop, photo: &Path) {
    let before = laptop.state();
    let output = std::process::Command::new("sh")
        .args(["-c", "ulimit -f 64; trap '' XFSZ; exec \"$@\"", "sh"])
        .arg(program())
        .args(["photo", "add"])
        .arg(laptop.folder())
        .arg(photo)
        .args(["--community", "wangjing", "--round", "1"])
        .env("XDG_DATA_HOME", laptop.home())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1);
    assert_eq!(laptop.state(), before);
    laptop.check();
}

#[test]
fn a_read_only_disk_can_be_read_and_is_not_written() {
    let laptop = Laptop::with_survey("Wang");
    laptop.record(VALUE, "--value 12");
    let Some(disk) = SmallDisk::mount(16384) else { return a_folder_may_be_locked(&laptop) };
    let on_disk = disk.path().join("survey");
    copy_folder(laptop.folder(), &on_disk);
    disk.freeze();
    reads_and_refuses_to_write(&laptop, &on_disk);
}

fn reads_and_refuses_to_write(laptop: &Laptop, folder: &Path) {
    let on = |line: &str| line.replacen("DIR", &format!("'{}'", folder.display()), 1);
    assert_eq!(laptop.ok(&on("digest DIR")), laptop.ok("digest DIR"));
    for line in ["list DIR assessments --json", "scores DIR --json", "list DIR conflicts", "check DIR"] {
        laptop.ok(&on(line));
    }
    laptop.ok(&on(&format!("export DIR '{}'", laptop.path("ro.tanfang").display())));
    let other = Laptop::joined(&laptop.path("ro.tanfang"), "Li");
    other.record(VALUE, "--value 14");
    let file = other.export("new.tanfang");
    let photo = laptop.path("p.jpg");
    picture::draw(&photo, 1);
    for line in [
        record(VALUE, "--value 13"),
        "unit add DIR --community wangjing --list compounds --name x".to_owned(),
        format!("photo add DIR '{}' --community wangjing --round 1", photo.display()),
        format!("merge DIR '{}'", file.display()),
    ] {
        assert!(laptop.refused(&on(&line)).contains("只读"), "{line} says that the folder is read-only");
        assert!(laptop.refused(&on(&format!("{line} --lang en"))).contains("read"), "{line}");
    }
    assert_eq!(laptop.ok(&on("digest DIR")), laptop.ok("digest DIR"));
}

/// Without a mount: a folder that this user may not write (which stops everyone but root).
fn a_folder_may_be_locked(laptop: &Laptop) {
    use std::os::unix::fs::PermissionsExt as _;
    let locked = laptop.path("locked");
    copy_folder(laptop.folder(), &locked);
    let lock = |file_mode: u32, folder_mode: u32| {
        for (file, _) in files(&locked) {
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(file_mode)).unwrap();
            std::fs::set_permissions(file.parent().unwrap(), std::fs::Permissions::from_mode(folder_mode)).unwrap();
        }
    };
    lock(0o444, 0o555);
    if std::fs::write(locked.join("proof"), "").is_err() {
        reads_and_refuses_to_write(laptop, &locked);
    }
    lock(0o644, 0o755);
}
