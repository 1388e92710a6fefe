//! Disks that fail: full at any point, or with an error at any call.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::process::Command;
use tanfang_tests::disk::SmallDisk;
use tanfang_tests::picture;
use tanfang_tests::program::{Laptop, Outcome, cases, copy_folder, files, record};

const CELL: &str = "wangjing/1/2.3.1";

/// Holds a survey with photos, and a colleague's file to be merged into it.
struct Scene {
    laptop: Laptop,
    file: PathBuf,
    /// The digests before and after that merge.
    digests: [String; 2],
    backup: PathBuf,
    photo: PathBuf,
}

impl Scene {
    fn new(laptop: Laptop) -> Self {
        laptop.ok("init DIR --name '八个 社区' --author 王芳");
        laptop.record(CELL, "--value 1");
        let colleague = Laptop::joined(&laptop.export("base.tanfang"), "李明");
        for n in 1..=6 {
            colleague.record(&format!("zgc/{}/3.4.1", n % 3 + 1), &format!("--value {n}"));
            let photo = colleague.path(&format!("{n}.png"));
            picture::draw(&photo, n);
            colleague.ok(&format!("photo add DIR '{}' --community zgc --round 1", photo.display()));
        }
        let file = laptop.path("colleague.tanfang");
        std::fs::copy(colleague.export("b.tanfang"), &file).unwrap();
        let photo = laptop.path("own.jpg");
        picture::draw(&photo, 99);
        let backup = laptop.path("before");
        copy_folder(laptop.folder(), &backup);
        let digests = [laptop.digest(), colleague.digest()];
        Self { laptop, file, digests, backup, photo }
    }

    /// Puts the folder back as it was in the beginning. It keeps its place, and with it its device.
    fn reset(&self) {
        std::fs::remove_dir_all(self.laptop.folder()).unwrap();
        copy_folder(&self.backup, self.laptop.folder());
    }

    /// Does one of five things by `run` and proves that it happened whole or not at all, and happened if it was said so.
    fn try_one(&self, n: usize, run: &dyn Fn(&str) -> Outcome) -> bool {
        self.reset();
        let laptop = &self.laptop;
        let out = laptop.path("out.tanfang");
        let (line, merged) = match n % 5 {
            0 => (record(CELL, &format!("--value {}", n + 2)), false),
            1 => (format!("photo add DIR '{}' --community wangjing --round 1", self.photo.display()), false),
            2 => (format!("merge DIR '{}'", self.file.display()), true),
            3 => (format!("export DIR '{}'", out.display()), false),
            _ => (format!("backup DIR --to '{}'", laptop.path("backups").display()), false),
        };
        let outcome = run(&line);
        let done = outcome.code == Some(0);
        assert!(matches!(outcome.code, Some(0 | 1)), "`{line}` ends in order: {outcome:?}");
        assert!(!outcome.err.contains("panicked"), "{outcome:?}");
        laptop.check();
        let digest = laptop.digest();
        match n % 5 {
            0 => {
                let value = laptop.assessment(CELL).unwrap()["value"].as_f64().unwrap() as usize;
                assert!(value == n + 2 || (value == 1 && !done), "case {n}: {value}, {outcome:?}");
            }
            1 => {
                let photos = laptop.rows("list DIR photos");
                assert!(photos.len() == 1 || (photos.is_empty() && !done), "case {n}: {outcome:?}");
                assert!(photos.iter().all(|photo| photo["present"] == true), "a row and its file are one promise");
            }
            3 => {
                assert!(out.exists() || !done, "case {n}: an acknowledged file is there");
                if out.exists() {
                    laptop.ok(&format!("inspect '{}'", out.display()));
                    std::fs::remove_file(&out).unwrap();
                }
            }
            4 => {
                let place = laptop.path("backups");
                let backups =
                    if place.exists() { laptop.rows(&format!("backups --from '{}'", place.display())) } else { vec![] };
                assert!(!backups.is_empty() || !done, "case {n}: an acknowledged backup is there");
                for backup in backups {
                    let back = laptop.path("back");
                    laptop.ok(&format!("restore-backup '{}' '{}'", backup["path"].as_str().unwrap(), back.display()));
                    laptop.ok(&format!("check '{}'", back.display()));
                    std::fs::remove_dir_all(&back).unwrap();
                }
                let _ = std::fs::remove_dir_all(&place);
            }
            _ => {}
        }
        if merged {
            let [before, after] = &self.digests;
            assert!(
                digest == *after || (digest == *before && !done),
                "case {n}: neither before nor after: {outcome:?}"
            );
        }
        done
    }
}

/// The calls of the system that fail. Closing is left out: a file that was open and cannot be closed is no fault of a disk, and the
/// standard library ends the program there.
const FAILING: [&str; 7] = ["oc/open", "rw/*", "sync/*", "dir/opendir", "dir/readdir", "dir/unlink", "dir/rename"];

/// Runs a call in which every so many calls of the operating system about files fail.
fn with_errors(laptop: &Laptop, line: &str, probability: f64) -> Outcome {
    let call = laptop.command(line);
    let mut failing = Command::new("fiu-run");
    failing.arg("-x");
    for name in FAILING {
        failing.args(["-c", &format!("enable_random name=posix/io/{name},probability={probability}")]);
    }
    failing.arg(call.get_program()).args(call.get_args());
    failing.envs(call.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = failing.output().expect("fiu-run starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Outcome { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

#[test]
fn an_error_of_the_disk_at_any_call_loses_nothing() {
    if Command::new("fiu-run").output().is_err() {
        println!("left out: this machine has no fiu-run (Debian: fiu-utils), which makes calls of the system fail");
        return;
    }
    let scene = Scene::new(Laptop::new());
    let mut ended = [0, 0];
    let count = cases("TANFANG_CASES_FAULT", 20);
    for n in 0..count {
        // From every fifth call to one in hundreds.
        let probability = 0.2 / f64::from(1 << (n * 8 / count));
        let done = scene.try_one(n, &|line| with_errors(&scene.laptop, line, probability));
        ended[usize::from(done)] += 1;
    }
    assert!(ended.iter().all(|count| *count > 0), "some calls failed and some did not: {ended:?}");
}

#[test]
fn a_disk_that_is_full_at_any_point_loses_nothing() {
    let points = cases("TANFANG_CASES_FAULT", 20);
    let Some(disk) = SmallDisk::mount(16 << 10) else {
        return files_may_not_grow_beyond_any_point(points);
    };
    let scene = Scene::new(Laptop::lasting(disk.path(), "laptop"));
    let mut ended = [0, 0];
    for n in 0..points {
        scene.reset();
        let spare = 4096 * (n as u64 / 5 * 220 / points.div_ceil(5) as u64);
        let done = scene.try_one(n, &|line| {
            let ballast = disk.fill(spare);
            let outcome = scene.laptop.run(&format!("{line} --lang en"));
            std::fs::remove_file(ballast).unwrap();
            assert!(outcome.code == Some(0) || outcome.err.contains("disk is full"), "{spare} bytes: {outcome:?}");
            outcome
        });
        ended[usize::from(done)] += 1;
        assert_eq!(parts(disk.path()), Vec::<PathBuf>::new(), "nothing half stays");
    }
    assert!(ended.iter().all(|count| *count > 0), "some calls found room and some did not: {ended:?}");
}

/// Without the right to mount, a limit on the size of files is the next best full disk.
fn files_may_not_grow_beyond_any_point(points: usize) {
    println!("left out: this user may not mount a small disk; files are limited in their size instead");
    let scene = Scene::new(Laptop::new());
    for n in 0..points {
        let kib = n / 5 * 880 / points.div_ceil(5);
        scene.try_one(n, &|line| {
            let call = scene.laptop.command(line);
            let mut limited = Command::new("bash");
            limited.args(["-c", &format!("ulimit -f {kib}; trap '' XFSZ; exec \"$@\""), "-"]);
            limited.arg(call.get_program()).args(call.get_args());
            limited.envs(call.get_envs().filter_map(|(name, value)| Some((name, value?))));
            limited.output().unwrap().into()
        });
    }
}

/// Lists files that were begun and not finished.
fn parts(folder: &Path) -> Vec<PathBuf> {
    let all = files(folder).into_iter().map(|(path, _)| path);
    all.filter(|path| path.extension().is_some_and(|ending| ending == "part")).collect()
}
