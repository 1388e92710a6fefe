//! Which hours the framework's words for times stand for.

use super::open;
use crate::args::Hours;
use crate::desk::{Desk, Done};
use crate::given;
use serde::Serialize;
use std::io::Write;
use tanfang_survey::framework::When;
use tanfang_survey::session::Fault;

/// One row of `hours --json`.
#[derive(Debug, Serialize)]
struct Row {
    when: String,
    hours: String,
    usual: String,
}

pub fn set<O: Write>(args: &Hours, desk: &mut Desk<O>) -> Done {
    let mut session = open(&args.dir)?;
    for text in &args.spans {
        let (word, hours) = given::pair(text)?;
        let when = When::parse(&word).filter(|when| *when != When::Any);
        let known = || When::ALL.iter().filter(|when| **when != When::Any).map(|when| when.as_str());
        let unknown =
            || Fault::new("hours-word").with("text", &word).with("known", known().collect::<Vec<_>>().join(", "));
        session.set_hours(when.ok_or_else(unknown)?, &hours)?;
    }
    let rows: Vec<Row> = session
        .hours_view()?
        .into_iter()
        .map(|one| Row { when: one.when, hours: one.hours, usual: one.usual })
        .collect();
    if args.json {
        return desk.json(&rows);
    }
    let mut table = desk.table(&["cli-head-when", "cli-head-hours", "cli-head-usual"]);
    for row in rows {
        table.row(vec![desk.word(&format!("when-{}", row.when.replace('_', "-"))), row.hours, row.usual]);
    }
    desk.show(&table)
}
