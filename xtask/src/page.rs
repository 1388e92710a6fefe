//! The page: its packages and its build.

use crate::step::{npm, perform, step};
use crate::{Done, Stop, root, system};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the built page is made from, relative to the repository.
const SOURCES: &[&str] = &[
    "ui/src",
    "ui/public",
    "ui/index.html",
    "ui/package.json",
    "ui/package-lock.json",
    "ui/svelte.config.js",
    "ui/tsconfig.json",
    "ui/vite.config.ts",
    "assets/text",
    "assets/fonts",
    "assets/icons",
];

/// Installs the page's packages, exactly those of the lock file, where they are missing or the lock file has changed.
pub fn install() -> Done {
    system::require_node()?;
    let lock = root().join("ui/package-lock.json");
    // Kept inside node_modules so that deleting the folder deletes the memory of it.
    let stamp = root().join("ui/node_modules/.tanfang-lock.json");
    let wanted = fs::read(&lock).map_err(|error| Stop(format!("ui/package-lock.json cannot be read: {error}")))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step("packages of the page (npm ci)", || {
        perform(npm().args(["ci", "--no-audit", "--no-fund"]))?;
        write(&stamp, &wanted)
    })
}

/// Builds the page into `ui/dist` where its sources have changed since.
pub fn build() -> Done {
    install()?;
    let stamp = root().join("ui/node_modules/.tanfang-page");
    if fs::read_to_string(&stamp).is_ok_and(|built| built == state()) {
        return Ok(());
    }
    step("page", || {
        perform(npm().args(["run", "build"]))?;
        write(&stamp, state().as_bytes())
    })
}

fn write(path: &Path, content: &[u8]) -> Done {
    fs::write(path, content).map_err(|error| Stop(format!("{} cannot be written: {error}", path.display())))
}

/// Describes sources and result. The result counts too: without a page the desktop program writes a placeholder
/// into `ui/dist`, which is newer than every source and still not the page.
fn state() -> String {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        mark(&root().join(source), &mut hasher);
    }
    mark(&root().join("ui/dist/index.html"), &mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Adds name, size and time of a file, or of everything in a folder.
fn mark(path: &Path, hasher: &mut impl Hasher) {
    let Ok(metadata) = fs::metadata(path) else { return };
    path.hash(hasher);
    if metadata.is_dir() {
        let mut inside: Vec<PathBuf> =
            fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        inside.sort();
        for path in inside {
            mark(&path, hasher);
        }
    } else {
        metadata.len().hash(hasher);
        metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH).hash(hasher);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(path: &Path) -> u64 {
        let mut hasher = DefaultHasher::new();
        mark(path, &mut hasher);
        hasher.finish()
    }

    #[test]
    fn a_new_a_changed_and_a_deleted_file_are_noticed() {
        let folder = std::env::temp_dir().join(format!("tanfang-page-{}", std::process::id()));
        fs::create_dir_all(folder.join("inner")).unwrap();
        fs::write(folder.join("inner/a.ts"), "one").unwrap();
        let first = marked(&folder);
        assert_eq!(marked(&folder), first, "nothing changed");
        fs::write(folder.join("inner/a.ts"), "longer").unwrap();
        let second = marked(&folder);
        assert_ne!(second, first, "a file changed");
        fs::write(folder.join("b.ts"), "").unwrap();
        assert_ne!(marked(&folder), second, "a file appeared");
        fs::remove_file(folder.join("b.ts")).unwrap();
        assert_eq!(marked(&folder), second, "it went again");
        fs::remove_dir_all(&folder).unwrap();
    }
}
