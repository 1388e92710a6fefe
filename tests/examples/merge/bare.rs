//! What nobody can do faster with the same promise: the same rows, without asking anything.

use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::Path;
use std::time::{Duration, Instant};
use tanfang_tests::program::Laptop;

/// Opens a database with the settings of a survey's.
pub fn open(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.pragma_update(None, "synchronous", "FULL").unwrap();
    connection.pragma_update(None, "cache_size", -16_384).unwrap();
    connection
}

/// Inserts all rows of the survey's database into a fresh one, in as many transactions as there were files.
pub fn insert_all(laptop: &Laptop, files: usize) -> Duration {
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
    let mut to = open(&laptop.path("bare.db"));
    for (_, _, sql) in &schema {
        to.execute_batch(sql).unwrap();
    }
    for part in 0..files {
        let transaction = to.transaction().unwrap();
        for (name, rows) in &tables {
            let share = |part: usize| rows.len() * part / files;
            insert(&transaction, name, &rows[share(part)..share(part + 1)]);
        }
        transaction.commit().unwrap();
    }
    start.elapsed()
}

/// Gives rows of a table; `which` is what follows its name in the query.
pub fn rows(from: &Connection, which: &str) -> Vec<Vec<Value>> {
    let mut statement = from.prepare(&format!("SELECT * FROM {which}")).unwrap();
    let columns = statement.column_count();
    let read = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect()).unwrap();
    read.collect::<Result<_, _>>().unwrap()
}

/// Inserts rows by one prepared statement.
pub fn insert(to: &Connection, table: &str, rows: &[Vec<Value>]) {
    let Some(first) = rows.first() else { return };
    let marks = vec!["?"; first.len()].join(", ");
    let mut insert = to.prepare_cached(&format!("INSERT INTO {table} VALUES ({marks})")).unwrap();
    for row in rows {
        insert.execute(rusqlite::params_from_iter(row)).unwrap();
    }
}
