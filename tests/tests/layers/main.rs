//! The arrows of `ARCHITECTURE.md`: reads every source and manifest and fails on a backward arrow.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod manifest;
mod source;

use source::Source;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each package of ours, its folder, and which of ours it may depend on.
const PACKAGES: &[(&str, &str, &[&str])] = &[
    ("tanfang-journal", "src-tauri/journal", &[]),
    ("tanfang-survey", "src-tauri/survey", &["tanfang-journal"]),
    ("tanfang-report", "src-tauri/report", &["tanfang-survey"]),
    ("tanfang-sync", "src-tauri/sync", &["tanfang-journal"]),
    ("tanfang-cli", "src-tauri/cli", &["tanfang-report", "tanfang-survey", "tanfang-sync"]),
    ("tanfang-app", "src-tauri/app", &["tanfang-report", "tanfang-survey", "tanfang-sync"]),
    // Survey files of many colleagues and long reports are made with them, to be merged and measured.
    ("tanfang-tests", "tests", &["tanfang-journal", "tanfang-report", "tanfang-survey"]),
    ("xtask", "xtask", &[]),
];

/// Each room of the crate `survey`, and which rooms and packages of ours it may name.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &["journal"]),
    ("framework", &["model", "journal"]),
    ("text", &[]),
    ("photo", &["framework", "model", "journal"]),
    ("score", &["framework", "model", "journal"]),
    ("store", &["framework", "model", "journal"]),
    ("session", &["store", "score", "photo", "text", "framework", "model", "journal"]),
];

/// Names that belong to some rooms only: what, the start of the name, and the folders that may say it.
const OWNED: &[(&str, &[&str], &[&str])] = &[
    // The tests damage databases on purpose and measure against a bare one.
    ("SQL", &["rusqlite", "libsqlite3_sys"], &["src-tauri/survey/src/store", "tests"]),
    ("the window", &["tauri", "tauri_build", "tauri_plugin_dialog", "tauri_specta", "wry"], &["src-tauri/app"]),
    (
        "the network",
        &["std::net", "tokio::net", "reqwest", "hyper", "ureq", "opendal", "object_store", "socket2"],
        // The window tests speak to the driver of the web view on this machine.
        &["src-tauri/sync", "tests"],
    ),
];

/// Rooms into which time, chance and the machine are passed: they never take them themselves.
const PURE: &[&str] = &[
    "src-tauri/journal",
    "src-tauri/report",
    "src-tauri/survey/src/framework",
    "src-tauri/survey/src/model",
    "src-tauri/survey/src/score",
    "src-tauri/survey/src/text",
];
const IMPURE: &[&str] = &["SystemTime", "Instant", "getrandom", "sys_locale", "now_v7", "new_v4"];
const IMPURE_PATHS: &[&str] = &["std::env", "Zoned::now", "Timestamp::now"];

/// What the crate `journal` must do without.
const NOT_IN_JOURNAL: &[&str] = &["rusqlite", "image", "getrandom", "fast_image_resize", "jiff", "uuid"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Holds a file of the repository: its path from the root with `/`, and what it names.
struct File {
    path: String,
    source: Source,
}

/// Reads all Rust sources of the products. Unit tests are free to look anywhere; so are files compiled for tests only.
fn sources() -> Vec<File> {
    let mut paths = Vec::new();
    for (_, folder, _) in PACKAGES {
        collect(&root().join(folder), "rs", &mut paths);
    }
    let mut files: Vec<File> = paths
        .iter()
        .map(|path| File { path: from_root(path), source: source::read(&fs::read_to_string(path).unwrap()) })
        .collect();
    let tests_only: BTreeSet<String> = files
        .iter()
        .flat_map(|file| file.source.test_modules.iter().map(|module| format!("{}/{module}", inner_folder(&file.path))))
        .collect();
    files.retain(|file| {
        !tests_only
            .iter()
            .any(|start| file.path == format!("{start}.rs") || file.path.starts_with(&format!("{start}/")))
    });
    files
}

/// Gives the folder in which the submodules of a file lie.
fn inner_folder(path: &str) -> String {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    match stem.rsplit_once('/') {
        Some((folder, "mod" | "lib" | "main")) => folder.to_owned(),
        _ => stem.to_owned(),
    }
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("node_modules") {
                collect(&path, ending, found);
            }
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
}

fn from_root(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap()
        .components()
        .map(|part| part.as_os_str().to_str().unwrap())
        .collect::<Vec<_>>()
        .join("/")
}

fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn starts_with(path: &str, start: &str) -> bool {
    path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Gives the room of a file of the crate `survey`; the crate root has none.
fn room(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src-tauri/survey/src/")?;
    let room = inside.split('/').next()?;
    let room = room.strip_suffix(".rs").unwrap_or(room);
    (room != "lib").then_some(room)
}

/// Gives the room or package of ours that a path written in `file` leads to.
fn target(file: &str, path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split("::").collect();
    match parts[0] {
        "crate" => parts.get(1).map(|part| (*part).to_owned()),
        // Each `super` leaves one module; what leaves the room stands in the crate root.
        "super" => {
            let up = parts.iter().take_while(|part| **part == "super").count();
            let depth = module_depth(file);
            (up == depth).then(|| parts.get(up).map(|part| (*part).to_owned())).flatten()
        }
        name => name.strip_prefix("tanfang_").map(str::to_owned),
    }
}

/// Counts the modules above the items of a file: `store/mod.rs` is one, `store/schema.rs` two below the root.
fn module_depth(file: &str) -> usize {
    let inside = file.split_once("/src/").map_or(file, |(_, inside)| inside);
    let parts = inside.split('/').count();
    if inside.ends_with("/mod.rs") { parts - 1 } else { parts }
}

/// Lists what the arrows between the rooms of `survey` forbid in one file.
fn backward_arrows(file: &File) -> Vec<String> {
    let Some(own) = room(&file.path) else { return Vec::new() };
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == own) else {
        return vec![format!("{}: the room {own} is not in the table of rooms", file.path)];
    };
    let mut found = Vec::new();
    for (line, path) in &file.source.paths {
        let Some(target) = target(&file.path, path) else { continue };
        let known = target == "journal" || ROOMS.iter().any(|(name, _)| *name == target);
        if known && target != own && !allowed.contains(&target.as_str()) {
            found.push(format!("{}:{line}: {own} must not know {target} ({path})", file.path));
        }
    }
    found
}

/// Lists names in one file that belong to other rooms.
fn foreign_names(file: &File) -> Vec<String> {
    let mut found = Vec::new();
    for (what, starts, owners) in OWNED {
        if owners.iter().any(|owner| is_in(&file.path, owner)) {
            continue;
        }
        for (line, path) in &file.source.paths {
            if starts.iter().any(|start| starts_with(path, start)) {
                found.push(format!("{}:{line}: {path} is {what}, which belongs to {}", file.path, owners[0]));
            }
        }
    }
    if !is_in(&file.path, "src-tauri/survey/src/store") && !is_in(&file.path, "tests") {
        for (line, text) in &file.source.texts {
            if is_sql(text) {
                found.push(format!("{}:{line}: SQL is said only in the room store: {text}", file.path));
            }
        }
    }
    let pure = PURE.iter().any(|folder| is_in(&file.path, folder));
    for (line, word) in &file.source.words {
        if pure && IMPURE.contains(&word.as_str()) {
            found.push(format!("{}:{line}: {word} is taken at the edge and passed in", file.path));
        }
        if is_in(&file.path, "src-tauri/journal") && NOT_IN_JOURNAL.contains(&word.as_str()) {
            found.push(format!("{}:{line}: the journal does without {word}", file.path));
        }
    }
    for (line, path) in &file.source.paths {
        if pure && IMPURE_PATHS.iter().any(|impure| starts_with(path, impure) || path.ends_with(impure)) {
            found.push(format!("{}:{line}: {path} is taken at the edge and passed in", file.path));
        }
    }
    found
}

fn is_sql(text: &str) -> bool {
    let text = text.trim_start();
    let starts = [
        "SELECT ",
        "INSERT INTO ",
        "INSERT OR ",
        "UPDATE ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "CREATE INDEX ",
        "PRAGMA ",
    ];
    starts.iter().any(|start| text.starts_with(start))
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "arrows that turn back:\n{}", found.join("\n"));
}

#[test]
fn rooms_know_only_the_rooms_below_them() {
    let files = sources();
    assert!(files.iter().filter(|file| room(&file.path).is_some()).count() >= ROOMS.len(), "the rooms must be found");
    assert_none(&files.iter().flat_map(backward_arrows).collect::<Vec<_>>());
}

#[test]
fn sql_window_network_time_and_chance_stay_in_their_rooms() {
    assert_none(&sources().iter().flat_map(foreign_names).collect::<Vec<_>>());
}

#[test]
fn sql_files_lie_in_the_store() {
    let mut found = Vec::new();
    for folder in ["src-tauri", "tests", "xtask"] {
        collect(&root().join(folder), "sql", &mut found);
    }
    let astray: Vec<String> =
        found.iter().map(|path| from_root(path)).filter(|path| !is_in(path, "src-tauri/survey/src/store")).collect();
    assert_none(&astray);
}

#[test]
fn packages_depend_only_on_those_below_them() {
    let mut found = Vec::new();
    for (name, folder, allowed) in PACKAGES {
        // The manifest of the desktop program is the one at the root.
        let path = if *name == "tanfang-app" { "Cargo.toml".to_owned() } else { format!("{folder}/Cargo.toml") };
        let dependencies = manifest::dependencies(&fs::read_to_string(root().join(&path)).unwrap());
        for dependency in &dependencies {
            if PACKAGES.iter().any(|(name, ..)| name == dependency) && !allowed.contains(&dependency.as_str()) {
                found.push(format!("{path}: {name} must not depend on {dependency}"));
            }
            for (what, starts, owners) in OWNED {
                let owned = starts.iter().any(|start| dependency.replace('-', "_") == *start);
                if owned && !owners.iter().any(|owner| owner == folder || is_in(owner, folder)) {
                    found.push(format!("{path}: {dependency} is {what}, which belongs to {}", owners[0]));
                }
            }
            if *name == "tanfang-journal" && NOT_IN_JOURNAL.contains(&dependency.replace('-', "_").as_str()) {
                found.push(format!("{path}: the journal does without {dependency}"));
            }
        }
        assert!(*name != "xtask" || dependencies.is_empty(), "xtask uses the standard library only: {dependencies:?}");
    }
    assert_none(&found);
}

#[test]
fn every_crate_is_in_the_table() {
    let mut manifests = Vec::new();
    collect(&root().join("src-tauri"), "toml", &mut manifests);
    for path in manifests.iter().map(|path| from_root(path)).filter(|path| path.ends_with("/Cargo.toml")) {
        let folder = path.trim_end_matches("/Cargo.toml");
        assert!(PACKAGES.iter().any(|(_, known, _)| *known == folder), "{folder} is not in the table of packages");
    }
}

/// Lists what a file of the page imports against the rule that one file is the door to Rust. Types are no door.
fn page_imports(path: &str, code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut types_only = false;
    for (number, line) in code.lines().enumerate() {
        if line.trim_start().starts_with("import") {
            types_only = line.trim_start().starts_with("import type ");
        }
        let Some((_, from)) = line.split_once(" from ").or_else(|| line.split_once("import(")) else { continue };
        let from = from.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '@' | '.' | '/'));
        let bindings = from.ends_with("/bindings") || from.ends_with("/bindings.ts");
        if bindings && !types_only && path != "ui/src/api/client.ts" {
            found.push(format!("{path}:{}: only ui/src/api/client.ts imports the bindings", number + 1));
        }
        if from.starts_with("@tauri-apps/") && !is_in(path, "ui/src/api") {
            found.push(format!("{path}:{}: only ui/src/api imports {from}", number + 1));
        }
    }
    found
}

#[test]
fn the_page_reaches_rust_through_one_door() {
    let mut files = Vec::new();
    for ending in ["ts", "svelte"] {
        collect(&root().join("ui/src"), ending, &mut files);
    }
    let found: Vec<String> =
        files.iter().flat_map(|path| page_imports(&from_root(path), &fs::read_to_string(path).unwrap())).collect();
    assert_none(&found);
}

mod the_test_itself {
    use super::*;

    fn file(path: &str, code: &str) -> File {
        File { path: path.to_owned(), source: source::read(code) }
    }

    #[test]
    fn sees_a_backward_arrow_however_it_is_written() {
        for code in [
            "use crate::session::Session;",
            "use crate::{model::Value, session};",
            "fn f() { crate::session::open() }",
            "use super::super::session::Session;",
        ] {
            assert_eq!(backward_arrows(&file("src-tauri/survey/src/score/item.rs", code)).len(), 1, "{code}");
        }
        assert_eq!(backward_arrows(&file("src-tauri/survey/src/score/mod.rs", "use super::store::Store;")).len(), 1);
        assert_eq!(backward_arrows(&file("src-tauri/survey/src/text/mod.rs", "use tanfang_journal::Cbor;")).len(), 1);
        assert_eq!(backward_arrows(&file("src-tauri/survey/src/cellar/mod.rs", "")).len(), 1, "a room nobody knows");
    }

    #[test]
    fn lets_a_forward_arrow_and_a_neighbour_in_the_room_pass() {
        for code in [
            "use crate::model::Value; use tanfang_journal::Cbor; use super::item::Item;",
            "// use crate::session::Session;",
            "#[cfg(test)] mod tests { use crate::session::Session; }",
        ] {
            assert_eq!(backward_arrows(&file("src-tauri/survey/src/score/mod.rs", code)), [""; 0], "{code}");
        }
        assert_eq!(backward_arrows(&file("src-tauri/survey/src/store/schema.rs", "use super::session::X;")), [""; 0]);
    }

    #[test]
    fn sees_names_that_belong_elsewhere() {
        for (path, code) in [
            ("src-tauri/survey/src/session/mod.rs", "use rusqlite::Connection;"),
            ("src-tauri/survey/src/session/mod.rs", "let a = \" SELECT 1\";"),
            ("src-tauri/cli/src/main.rs", "use tauri::Manager;"),
            ("src-tauri/survey/src/session/mod.rs", "std::net::TcpStream::connect(a);"),
            ("src-tauri/journal/src/change.rs", "use std::time::SystemTime;"),
            ("src-tauri/journal/src/change.rs", "use image::open;"),
            ("src-tauri/survey/src/text/lang.rs", "let a = std::env::var(b);"),
            ("src-tauri/report/src/lib.rs", "jiff::Zoned::now();"),
        ] {
            assert!(!foreign_names(&file(path, code)).is_empty(), "{path}: {code}");
        }
        assert!(
            foreign_names(&file("src-tauri/survey/src/store/mod.rs", "rusqlite::params![\"SELECT 1\"]")).is_empty()
        );
        assert!(foreign_names(&file("src-tauri/app/src/lib.rs", "tauri::Builder::default()")).is_empty());
    }

    #[test]
    fn sees_a_page_that_goes_round_the_door() {
        let bindings = "import { commands } from '../../api/bindings';";
        assert_eq!(page_imports("ui/src/pages/board/Board.svelte", bindings).len(), 1);
        let spread = "import type { A } from './a';\nimport {\n  commands,\n} from '../api/bindings';";
        assert_eq!(page_imports("ui/src/parts/Field.ts", spread).len(), 1);
        assert_eq!(page_imports("ui/src/parts/Field.ts", "import type { Fault } from '../api/bindings';"), [""; 0]);
        assert_eq!(page_imports("ui/src/api/client.ts", "import { commands } from './bindings.ts'"), [""; 0]);
        assert_eq!(page_imports("ui/src/parts/Field.ts", "import { invoke } from \"@tauri-apps/api/core\";").len(), 1);
        assert_eq!(page_imports("ui/src/pages/board/Board.svelte", "import { api } from '../../api/client';"), [""; 0]);
    }
}
