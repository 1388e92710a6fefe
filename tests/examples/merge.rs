//! Measures handing over: many files merged and merged again, and photos exported, as ratios to bare work.
//!
//! `cargo run --release -p tanfang-tests --example merge [CHANGES_PER_FILE]`. The bases, all on the same disk:
//!
//! - *merge*: a bare program that inserts all rows the merge leaves into the same tables with the same indexes and
//!   settings, by prepared statements, in one transaction for each file.
//! - *merge again*: the first merge.
//! - *export*: `cp` of the photos, `sync -f`, and BLAKE3 of the copies on one thread.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tanfang_journal::file::{ChainLink, Contents, FileReader, Source, SourceError, write};
use tanfang_journal::{BlobRef, Cbor, Change, Checkpoint, Detached, DeviceKey, Dot, Hash, Op, Sealed};
use tanfang_tests::measure::{Cost, cost, ms};
use tanfang_tests::program::Laptop;

const FILES: u8 = 20;
const OPS_PER_CHANGE: usize = 2;
const PHOTOS: usize = 60;
const PHOTO_BYTES: usize = 5_000_000;

fn main() {
    let changes = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(2_500);
    many_files(changes);
    many_photos();
}

fn many_files(changes: usize) {
    let laptop = Laptop::with_survey("王芳");
    let base = laptop.export("base.tanfang");
    let files: Vec<PathBuf> = (1..=FILES).map(|n| team_file(&laptop, &base, n, changes)).collect();
    let ops = usize::from(FILES) * changes * OPS_PER_CHANGE;
    println!("{FILES} files with {ops} operations in {} changes", usize::from(FILES) * changes);
    let line = format!("merge DIR {}", quoted(&files));
    let first = merged("merge", &laptop, &line);
    let bare = bare_insert(&laptop);
    println!("bare insert     {:8.0} ms", ms(bare));
    println!("merge / bare    {:8.2}   (at most 3)", ms(first.time) / ms(bare));
    let again = merged("merge again", &laptop, &line);
    println!("again / first   {:8.3}   (at most 0.125)", ms(again.time) / ms(first.time));
    laptop.check();
}

fn merged(name: &str, laptop: &Laptop, line: &str) -> Cost {
    let cost = cost(laptop.command(line).stdout(Stdio::null()));
    println!("{name:<15} {:8.0} ms{}", ms(cost.time), memory(cost));
    cost
}

fn memory(cost: Cost) -> String {
    cost.peak_mb.map_or(String::new(), |mb| format!(", at most {mb:.0} MB of memory (150)"))
}

fn quoted(files: &[PathBuf]) -> String {
    files.iter().map(|file| format!("'{}'", file.display())).collect::<Vec<_>>().join(" ")
}

/// Holds what a colleague's file carries.
#[derive(Default)]
struct Shelf(HashMap<Hash, Vec<u8>>);

impl Source for Shelf {
    fn change(&mut self, hash: &Hash) -> Result<Vec<u8>, SourceError> {
        self.0.get(hash).cloned().ok_or("no such change".into())
    }

    fn detached(&mut self, _: &Hash) -> Result<Detached, SourceError> {
        Err("no values".into())
    }

    fn blob(&mut self, _: &BlobRef) -> std::io::Result<Box<dyn Read + '_>> {
        Err(std::io::ErrorKind::NotFound.into())
    }
}

/// Writes the file of a colleague who joined and then made so many changes.
fn team_file(laptop: &Laptop, base: &Path, number: u8, count: usize) -> PathBuf {
    let mut go_on = |_, _| ControlFlow::Continue(());
    let mut reader = FileReader::open(File::open(base).unwrap(), None, &mut go_on).unwrap();
    let manifest = reader.manifest().clone();
    let mut checkpoints: Vec<Checkpoint> = reader.checkpoints().to_vec();
    let mut changes: Vec<Sealed> = reader.changes().unwrap().map(|sealed| sealed.unwrap().into_owned()).collect();
    let key = DeviceKey::from_secret([number; 32]);
    let mut last: Option<Sealed> = None;
    for at in 0..count {
        let sealed = colleague_change(&key, &changes[0].change, last.as_ref(), number, at);
        changes.push(sealed.clone());
        last = Some(sealed);
    }
    let tip = last.unwrap();
    checkpoints.push(key.checkpoint(manifest.survey, tip.change.seq, tip.hash));
    let link = |sealed: &Sealed| ChainLink {
        device: sealed.change.device,
        seq: sealed.change.seq,
        hash: sealed.hash,
        prev: sealed.change.prev,
    };
    let contents = Contents {
        survey: manifest.survey,
        app: manifest.app,
        written_ms: manifest.written_ms,
        offset_min: 480,
        links: changes.iter().map(link).collect(),
        checkpoints,
        payload: Vec::new(),
        blobs: Vec::new(),
    };
    let mut shelf = Shelf(changes.into_iter().map(|sealed| (sealed.hash, sealed.bytes)).collect());
    let path = laptop.path(&format!("{number}.tanfang"));
    write(File::create(&path).unwrap(), &contents, &mut shelf, &key, &mut go_on).unwrap();
    path
}

/// Makes one change: a value and a remark; every tenth about what all colleagues write about, every fifth a correction.
fn colleague_change(key: &DeviceKey, like: &Change, last: Option<&Sealed>, number: u8, at: usize) -> Sealed {
    let shared = at.is_multiple_of(10);
    let corrected = last.filter(|_| at % 5 == 4);
    let place = if shared { 0 } else { number };
    let own = format!("wangjing/1/1.2.1/0198c1c0-{place:04x}-7000-8000-{at:012x}");
    let cell = corrected.map_or(own, |last| last.change.ops[0].key.clone());
    let op = |index: u32, field: &str, value: Cbor| Op {
        noun: "observation".into(),
        key: cell.clone(),
        field: field.into(),
        value,
        preds: corrected.iter().map(|last| Dot { change: last.hash.prefix(), index }).collect(),
        reason: None,
    };
    let number_value = Cbor::Array(vec![Cbor::text("number"), Cbor::Int((at % 97) as i64), Cbor::Int(0)]);
    Change {
        survey: like.survey,
        device: key.device(),
        seq: at as i64 + 1,
        prev: last.map(|last| last.hash),
        lamport: at as i64 + 10,
        wall_ms: like.wall_ms + at as i64 * 60_000,
        offset_min: 480,
        author: format!("0198c1c0-0000-7000-8000-{number:012x}"),
        visit: None,
        app: like.app.clone(),
        schema: like.schema,
        ops: vec![op(0, "result", number_value), op(1, "remark", Cbor::text(&format!("现场查看，第 {at} 处")))],
    }
    .seal()
}

/// Inserts all rows of the survey's database into a fresh one, in as many transactions as there were files.
fn bare_insert(laptop: &Laptop) -> Duration {
    let from = Connection::open(laptop.folder().join("survey.db")).unwrap();
    let mut statement = from.prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").unwrap();
    let schema: Vec<(String, String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let tables: Vec<(String, Vec<Vec<Value>>)> = schema
        .iter()
        .filter(|(kind, ..)| kind == "table")
        .map(|(_, name, _)| (name.clone(), rows(&from, name)))
        .collect();
    let count: usize = tables.iter().map(|(_, rows)| rows.len()).sum();
    println!("rows it leaves  {count:8}");
    let start = Instant::now();
    let mut to = Connection::open(laptop.path("bare.db")).unwrap();
    to.pragma_update(None, "journal_mode", "WAL").unwrap();
    to.pragma_update(None, "synchronous", "FULL").unwrap();
    for (_, _, sql) in &schema {
        to.execute_batch(sql).unwrap();
    }
    for part in 0..usize::from(FILES) {
        let transaction = to.transaction().unwrap();
        for (name, rows) in &tables {
            let Some(first) = rows.first() else { continue };
            let marks = vec!["?"; first.len()].join(", ");
            let mut insert = transaction.prepare_cached(&format!("INSERT INTO {name} VALUES ({marks})")).unwrap();
            let share = |part: usize| rows.len() * part / usize::from(FILES);
            for row in &rows[share(part)..share(part + 1)] {
                insert.execute(rusqlite::params_from_iter(row)).unwrap();
            }
        }
        transaction.commit().unwrap();
    }
    start.elapsed()
}

fn rows(from: &Connection, table: &str) -> Vec<Vec<Value>> {
    let mut statement = from.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns = statement.column_count();
    let read = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect()).unwrap();
    read.collect::<Result<_, _>>().unwrap()
}

fn many_photos() {
    let laptop = Laptop::with_survey("王芳");
    let folder = laptop.path("photos");
    std::fs::create_dir(&folder).unwrap();
    let mut photos = Vec::new();
    for n in 0..PHOTOS {
        let path = folder.join(format!("{n}.mov"));
        let mut bytes = vec![0; PHOTO_BYTES];
        // Bytes that nothing can pack, always the same.
        let mut state = n as u64 + 1;
        for piece in bytes.chunks_mut(8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            piece.copy_from_slice(&state.to_le_bytes()[..piece.len()]);
        }
        std::fs::write(&path, bytes).unwrap();
        photos.push(path);
    }
    laptop.ok(&format!("photo add DIR {} --community wangjing --round 1", quoted(&photos)));
    let (mut exports, mut bares) = (Vec::new(), Vec::new());
    for round in 0..3 {
        let bare = laptop.path(&format!("bare {round}"));
        bares.push(bare_copy(&folder, &bare));
        std::fs::remove_dir_all(&bare).unwrap();
        let out = laptop.path(&format!("{round}.tanfang"));
        exports.push(cost(laptop.command(&format!("export DIR '{}'", out.display())).stdout(Stdio::null())));
        std::fs::remove_file(&out).unwrap();
    }
    let export = exports.into_iter().min_by_key(|cost| cost.time).unwrap();
    let bare = bares.into_iter().min().unwrap();
    println!("export {} MB   {:8.0} ms{}", PHOTOS * PHOTO_BYTES / 1_000_000, ms(export.time), memory(export));
    println!("cp sync b3sum   {:8.0} ms", ms(bare));
    println!("export / bare   {:8.2}   (at most 1.3)", ms(export.time) / ms(bare));
}

/// Copies a folder, waits for the disk, and hashes the copies on one thread.
fn bare_copy(from: &Path, to: &Path) -> Duration {
    let start = Instant::now();
    assert!(Command::new("cp").arg("-r").arg(from).arg(to).status().unwrap().success());
    assert!(Command::new("sync").arg("-f").arg(to).status().unwrap().success());
    let mut buffer = vec![0; 1 << 20];
    for entry in std::fs::read_dir(to).unwrap() {
        let mut file = File::open(entry.unwrap().path()).unwrap();
        let mut hasher = blake3::Hasher::new();
        loop {
            let count = file.read(&mut buffer).unwrap();
            if count == 0 {
                break;
            }
            hasher.update(&buffer[..count]);
        }
        std::hint::black_box(hasher.finalize());
    }
    start.elapsed()
}
