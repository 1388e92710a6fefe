//! Assessments: recording a value, listing what is recorded.

use super::{People, open_with_reason, print_value, some};
use crate::args::Record;
use crate::desk::{Desk, Done};
use crate::given;
use serde::Serialize;
use std::io::Write;
use tanfang_survey::framework::State;
use tanfang_survey::session::{Filter, Outcome, Session};

/// One row of `list assessments --json`.
#[derive(Debug, Serialize)]
struct Row {
    community: String,
    round: u32,
    indicator: String,
    state: &'static str,
    value: Option<f64>,
    numerator: Option<i64>,
    denominator: Option<i64>,
    reason: Option<String>,
    remark: Option<String>,
    computed: bool,
    author: String,
    at: String,
    photos: usize,
    conflict: bool,
    late: bool,
}

pub fn record<O: Write>(args: Record, desk: &mut Desk<O>) -> Done {
    let key = args.cell.key()?;
    let (value, reason) = given::value(args.value)?;
    let seen = given::seen(args.seen.as_deref())?;
    let mut session = open_with_reason(&args.cell.site.dir, args.reason.as_deref())?;
    let (value, remark) = (Some((&value, reason.as_deref())), args.remark.as_deref());
    let touched = match &args.unit {
        Some(unit) => session.observe(&key, unit, value, remark, seen)?,
        None => session.record(&key, value, remark, seen)?,
    };
    desk.say(
        if touched.is_empty() { "cli-unchanged" } else { "cli-recorded" },
        &[("community", key.community), ("round", key.round.to_string()), ("indicator", key.indicator)],
    )
}

pub fn list<O: Write>(session: &Session, json: bool, desk: &mut Desk<O>) -> Done {
    let people = People::of(session)?;
    let rows = session.assessments(&Filter::default())?;
    if json {
        let rows: Vec<Row> = rows
            .into_iter()
            .map(|row| Row {
                community: row.key.community,
                round: row.key.round,
                indicator: row.key.indicator,
                state: row.outcome.state.as_str(),
                value: row.outcome.value.map(tanfang_survey::model::Ratio::to_f64),
                numerator: row.outcome.pair.and_then(|(a, _)| i64::try_from(a).ok()),
                denominator: row.outcome.pair.and_then(|(_, b)| i64::try_from(b).ok()),
                reason: row.outcome.reason,
                remark: some(row.remark),
                computed: row.outcome.computed,
                author: people.name(&row.by.author),
                at: row.by.at.rfc3339(),
                photos: row.photos,
                conflict: row.conflict,
                late: row.late,
            })
            .collect();
        return desk.json(&rows);
    }
    let mut table =
        desk.table(&["community", ">round", "indicator", ">value", "remark", "author", "time", ">photos", "conflict"]);
    for row in rows {
        let mut value = print_outcome(desk, &row.outcome);
        if row.late {
            value = format!("{value} · {}", desk.word("cli-late"));
        }
        table.row(vec![
            row.key.community,
            row.key.round.to_string(),
            row.key.indicator,
            value,
            row.remark,
            people.name(&row.by.author),
            row.by.at.rfc3339(),
            if row.photos == 0 { String::new() } else { row.photos.to_string() },
            if row.conflict { desk.word("conflict") } else { String::new() },
        ]);
    }
    desk.show(&table)
}

fn print_outcome<O: Write>(desk: &Desk<O>, outcome: &Outcome) -> String {
    match (outcome.state, outcome.value) {
        (State::Value, Some(value)) => print_value(desk, value, outcome.pair),
        (state, _) => desk.word(&format!("state-{}", state.as_str().replace('_', "-"))),
    }
}
