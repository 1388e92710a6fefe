//! One `tanfang record` beside a bare program that opens SQLite, writes one row durably and closes.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use rusqlite::Connection;
use std::path::Path;
use std::process::Command;
use tanfang_tests::measure::{cost, median, ms};
use tanfang_tests::program::{Laptop, record};

const CALLS: usize = 60;

fn main() {
    let mut words = std::env::args().skip(1);
    if words.next().as_deref() == Some("--bare") {
        bare(Path::new(&words.next().unwrap()));
        return;
    }
    let laptop = Laptop::with_survey("王芳");
    let database = laptop.path("bare.db");
    let own = std::env::current_exe().unwrap();
    let (mut ours, mut bares) = (Vec::new(), Vec::new());
    // In turns, so that a busy moment of the machine meets both.
    for n in 0..CALLS {
        ours.push(cost(&mut laptop.command(&record("wangjing/1/2.3.1", &format!("--value {}", n + 1)))).time);
        bares.push(cost(Command::new(&own).arg("--bare").arg(&database)).time);
    }
    let (ours, bare) = (ms(median(ours)), ms(median(bares)));
    println!("tanfang record   {ours:8.1} ms (median of {CALLS})");
    println!("bare SQLite row  {bare:8.1} ms");
    println!("factor           {:8.1}", ours / bare);
}

/// Writes one row as durably as the survey does.
fn bare(database: &Path) {
    let connection = Connection::open(database).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.pragma_update(None, "synchronous", "FULL").unwrap();
    connection
        .execute_batch("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
        .unwrap();
    connection.execute("INSERT INTO row (text) VALUES ('18 / 24')", []).unwrap();
}
