//! Measures handing over and saving as ratios to bare work: many files merged and merged again, photos exported, values saved.
//!
//! `cargo run --release -p tanfang-tests --example merge [CHANGES_PER_FILE]`. The bases, all on the same disk:
//!
//! - *merge*: a bare program that inserts all rows the merge leaves into the same tables with the same indexes and
//!   settings, by prepared statements, in one transaction for each file.
//! - *merge again*: the first merge.
//! - *large / small*: one more file merged into the journal of all of them, and into one without them.
//! - *save*: the rows that saving one value wrote, written by a bare transaction into a copy of the database.
//! - *export*: `cp` of the photos, `sync -f`, and BLAKE3 of the copies on one thread.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

mod bare;
mod photos;
mod save;
mod team;

use std::path::PathBuf;
use std::process::Stdio;
use tanfang_tests::measure::{Cost, cost, ms};
use tanfang_tests::program::Laptop;

const FILES: u8 = 20;
const OPS_PER_CHANGE: usize = 2;

fn main() {
    let changes = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(2_500);
    many_files(changes);
    save::many();
    photos::many();
}

fn many_files(changes: usize) {
    let laptop = Laptop::with_survey("王芳");
    let base = laptop.export("base.tanfang");
    let cells = ["wangjing/1/1.2.1".to_owned()];
    let files: Vec<PathBuf> = (1..=FILES).map(|n| team::file(&laptop, &base, n, changes, &cells)).collect();
    let ops = usize::from(FILES) * changes * OPS_PER_CHANGE;
    println!("{FILES} files with {ops} operations in {} changes", usize::from(FILES) * changes);
    let line = format!("merge DIR {}", quoted(&files));
    let first = merged("merge", &laptop, &line);
    let bare = bare::insert_all(&laptop, usize::from(FILES));
    println!("bare insert     {:8.0} ms", ms(bare));
    println!("merge / bare    {:8.2}   (at most 3)", ms(first.time) / ms(bare));
    let again = merged("merge again", &laptop, &line);
    println!("again / first   {:8.3}   (at most 0.125)", ms(again.time) / ms(first.time));
    laptop.check();

    let late = team::file(&laptop, &base, FILES + 1, changes, &cells);
    let line = format!("merge DIR {}", quoted(std::slice::from_ref(&late)));
    let small = merged("into a small one", &Laptop::joined(&base, "李明"), &line);
    let large = merged("into all of them", &laptop, &line);
    println!("large / small   {:8.2}   (about 1: a merge costs what is new)", ms(large.time) / ms(small.time));
}

fn merged(name: &str, laptop: &Laptop, line: &str) -> Cost {
    let cost = cost(laptop.command(line).stdout(Stdio::null()));
    println!("{name:<16} {:8.0} ms{}", ms(cost.time), memory(cost));
    cost
}

fn memory(cost: Cost) -> String {
    cost.peak_mb.map_or(String::new(), |mb| format!(", at most {mb:.0} MB of memory (150)"))
}

fn quoted(files: &[PathBuf]) -> String {
    files.iter().map(|file| format!("'{}'", file.display())).collect::<Vec<_>>().join(" ")
}
