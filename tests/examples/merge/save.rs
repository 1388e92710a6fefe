//! One value saved on an open survey, beside a bare transaction of the same rows.

use super::bare;
use rusqlite::{Connection, params};
use std::path::Path;
use std::time::{Duration, Instant};
use tanfang_survey::model::{Number, Value};
use tanfang_survey::session::{CellKey, Home, Seen, Session, SystemEdge};
use tanfang_tests::measure::ms;
use tanfang_tests::program::Laptop;

const TIMES: usize = 201;

pub fn many() {
    let laptop = Laptop::with_survey("王芳");
    laptop.record("wangjing/1/2.3.1", "--value 1");
    let copy = laptop.path("bare.db");
    std::fs::copy(laptop.folder().join("survey.db"), &copy).unwrap();
    let mut bare = bare::open(&copy);
    let home = Home::new(laptop.home().join("tanfang"));
    let mut session = Session::open(laptop.folder(), home, Box::new(SystemEdge)).unwrap();
    let cell: CellKey = "wangjing/1/2.3.1".parse().unwrap();
    let (mut saved, mut written) = (Vec::new(), Vec::new());
    for n in 0..TIMES {
        let value = Value::Number(Number::new(n as i64 % 50 + 2, 0));
        let start = Instant::now();
        session.set_value(&cell, &value, None, Seen::Current).unwrap();
        saved.push(start.elapsed());
        written.push(again(&mut bare, &laptop.folder().join("survey.db")));
    }
    let (save, bare) = (median(saved), median(written));
    println!("save            {:8.2} ms", ms(save));
    println!("bare save       {:8.2} ms", ms(bare));
    println!("save / bare     {:8.2}   (at most 2)", ms(save) / ms(bare));
}

/// Writes what the newest change of a survey left into a copy of its database, and tells how long the transaction took.
fn again(copy: &mut Connection, survey: &Path) -> Duration {
    let from = Connection::open(survey).unwrap();
    let newest: i64 = from.query_row("SELECT max(id) FROM change", [], |row| row.get(0)).unwrap();
    let change = bare::rows(&from, &format!("change WHERE id = {newest}"));
    let body = bare::rows(&from, &format!("change_body WHERE change = {newest}"));
    let ops = bare::rows(&from, &format!("op WHERE change = {newest}"));
    let register = bare::rows(&from, &format!("register WHERE change = {newest}"));
    let journal = bare::rows(&from, "journal");
    let checkpoint = bare::rows(&from, "checkpoint");
    let start = Instant::now();
    let transaction = copy.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    bare::insert(&transaction, "change", &change);
    bare::insert(&transaction, "change_body", &body);
    bare::insert(&transaction, "op", &ops);
    let run = |sql: &str, values: &[&rusqlite::types::Value]| {
        transaction.prepare_cached(sql).unwrap().execute(rusqlite::params_from_iter(values)).unwrap();
    };
    run("UPDATE change SET tip = 0, applied_tip = 0 WHERE hash = ?1", &[&change[0][4]]);
    run("UPDATE op SET head = 0 WHERE register = ?1 AND change < ?2", &[&ops[0][2], &change[0][0]]);
    let place = &register[0];
    run(
        "UPDATE register SET heads = ?2, distinct_values = ?3, change = ?4, idx = ?5, value = ?6, term = ?7 WHERE id = ?1",
        &[&place[0], &place[4], &place[5], &place[6], &place[7], &place[8], &place[9]],
    );
    run("UPDATE journal SET sum = ?1, lamport = ?2", &[&journal[0][2], &journal[0][3]]);
    transaction.execute("DELETE FROM checkpoint", params![]).unwrap();
    bare::insert(&transaction, "checkpoint", &checkpoint);
    transaction.commit().unwrap();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
