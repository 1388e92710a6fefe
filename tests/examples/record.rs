//! Measures `tanfang record` beside a bare program that opens SQLite, writes one row durably and closes.
//!
//! `cargo run --release -p tanfang-tests --example record [TIMES]`: both run alternately; prints median times and their ratio.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tanfang_tests::program::{Laptop, record};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.get(1).map(String::as_str) {
        Some("bare") => write_row(Path::new(&args[2]), &args[3]),
        times => measure(times.and_then(|n| n.parse().ok()).unwrap_or(101)),
    }
}

/// Is the bare program: what nobody can do faster with the same promise.
fn write_row(path: &Path, value: &str) {
    let database = rusqlite::Connection::open(path).unwrap();
    database.pragma_update(None, "journal_mode", "WAL").unwrap();
    database.pragma_update(None, "synchronous", "FULL").unwrap();
    database
        .execute_batch("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT")
        .unwrap();
    database.execute("INSERT INTO t (value) VALUES (?1)", [value]).unwrap();
}

fn measure(times: usize) {
    let laptop = Laptop::with_survey("王芳");
    let bare = laptop.path("bare.db");
    let own = std::env::current_exe().unwrap();
    let (mut recorded, mut written) = (Vec::new(), Vec::new());
    // The first of each makes files and keys and is not counted.
    for n in 0..=times {
        let value = (n % 10_000).to_string();
        let one = duration(&mut laptop.command(&record("wangjing/1/2.3.1", &format!("--value {value}"))));
        let other = duration(Command::new(&own).arg("bare").arg(&bare).arg(&value));
        if n > 0 {
            recorded.push(one);
            written.push(other);
        }
    }
    let (record, bare) = (median(recorded), median(written));
    println!("record {:.2} ms", record.as_secs_f64() * 1e3);
    println!("bare   {:.2} ms", bare.as_secs_f64() * 1e3);
    println!("ratio  {:.2} ({times} times each, alternately)", record.as_secs_f64() / bare.as_secs_f64());
}

fn duration(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).status().unwrap();
    let taken = start.elapsed();
    assert!(status.success());
    taken
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
