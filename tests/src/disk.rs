//! Small and read-only disks.

use std::path::{Path, PathBuf};
use std::process::Command;
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
