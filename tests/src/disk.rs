//! Small, read-only and slow disks.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// Holds a small disk in memory, gone when dropped.
#[derive(Debug)]
pub struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// Mounts a disk of so many KiB; `None` where this user or this container may not mount.
    pub fn mount(kib: u32) -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("小盘").tempdir().ok()?;
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={kib}k,mode=0777"), "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|o| o.status.success());
        done.then_some(Self { folder })
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Turns the disk read-only.
    pub fn freeze(&self) {
        let done = Command::new("mount").args(["-o", "remount,ro"]).arg(self.path()).status();
        assert!(done.is_ok_and(|s| s.success()), "a mounted disk can be remounted");
    }

    /// Fills the disk up to the last `spare` bytes.
    pub fn fill(&self, spare: u64) -> PathBuf {
        use std::io::Write as _;
        let ballast = self.path().join("ballast");
        let mut file = std::fs::File::create(&ballast).expect("room for an empty file");
        let block = [7; 4096];
        while file.write_all(&block).is_ok() {}
        let size = file.metadata().expect("a file has a size").len();
        file.set_len(size.saturating_sub(spare)).expect("a file can shrink");
        ballast
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazy: a child that still holds a file there must not keep the mount for ever.
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

/// Makes the disk slow for the programs that are started with its environment.
#[derive(Debug)]
pub struct SlowDisk {
    // A name without spaces: `LD_PRELOAD` divides its paths at them.
    folder: TempDir,
    flush: Duration,
}

impl SlowDisk {
    /// Builds a disk on which every flush of a file takes so long.
    pub fn new(flush: Duration) -> Self {
        let disk = Self { folder: tempfile::tempdir().expect("a temporary folder"), flush };
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/slow_disk.c");
        let done =
            Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(disk.library()).arg(source).arg("-ldl").status();
        assert!(done.is_ok_and(|s| s.success()), "the C compiler that links Rust programs builds one file");
        disk
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("slow_disk.so")
    }

    pub fn environment(&self) -> [(&'static str, OsString); 2] {
        [("LD_PRELOAD", self.library().into()), ("TANFANG_FLUSH", self.flush.as_millis().to_string().into())]
    }
}
