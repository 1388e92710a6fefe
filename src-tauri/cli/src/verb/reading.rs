//! Second readings: saving one, listing what was drawn and what two people found.

use super::{People, open_with_reason, print_value, some};
use crate::args::Reading;
use crate::desk::{Desk, Done};
use crate::given;
use serde::Serialize;
use std::io::Write;
use tanfang_survey::model::Ratio;
use tanfang_survey::session::{Evidence, Outcome, SecondReading, Session};

/// One value of a pair.
#[derive(Debug, Serialize)]
struct Side {
    state: &'static str,
    value: Option<f64>,
    author: String,
    at: String,
}

/// One row of `list readings --json`.
#[derive(Debug, Serialize)]
struct Row {
    community: String,
    round: u32,
    indicator: String,
    seed: String,
    rank: i64,
    reader: Option<String>,
    read: bool,
    first: Option<Side>,
    second: Option<Side>,
    remark: Option<String>,
}

pub fn save<O: Write>(args: Reading, desk: &mut Desk<O>) -> Done {
    let key = args.cell.key()?;
    let (value, reason) = given::value(args.value)?;
    // What is missing is said in the remark, as with a first value it is said in the reason.
    let remark = [reason, args.remark].into_iter().flatten().collect::<Vec<_>>().join("\n");
    open_with_reason(&args.cell.site.dir, args.reason.as_deref())?.save_reading(&key, &value, &remark)?;
    let about = [("community", key.community), ("round", key.round.to_string()), ("indicator", key.indicator)];
    desk.say("cli-recorded", &about)
}

pub fn list<O: Write>(session: &Session, json: bool, desk: &mut Desk<O>) -> Done {
    let people = People::of(session)?;
    let mut table =
        desk.table(&["community", ">round", "indicator", "cli-head-reader", ">cli-head-first", ">cli-head-second"]);
    let mut rows = Vec::new();
    for round in session.rounds()? {
        let pairs = session.second_readings(round.number)?;
        for drawn in session.drawn_cells(None, round.number)? {
            let of_cell: Vec<&SecondReading> = pairs.iter().filter(|pair| pair.cell == drawn.cell).collect();
            let row = |pair: Option<&&SecondReading>| Row {
                community: drawn.cell.community.clone(),
                round: drawn.cell.round,
                indicator: drawn.cell.indicator.clone(),
                seed: drawn.seed.clone(),
                rank: drawn.rank,
                reader: some(drawn.reader.clone()).map(|key| people.name(&key)),
                read: !drawn.read_by.is_empty(),
                first: pair.map(|pair| side(&pair.first, &pair.first_by, &people)),
                second: pair.map(|pair| side(&pair.second, &pair.second_by, &people)),
                remark: pair.and_then(|pair| some(pair.remark.clone())),
            };
            let print = |outcome: Option<&Outcome>| match outcome {
                Some(Outcome { value: Some(value), pair, .. }) => print_value(desk, *value, *pair),
                Some(outcome) => desk.word(&format!("state-{}", outcome.state.as_str().replace('_', "-"))),
                None => String::new(),
            };
            let shown: Vec<Option<&&SecondReading>> =
                if of_cell.is_empty() { vec![None] } else { of_cell.iter().map(Some).collect() };
            for pair in shown {
                let row = row(pair);
                table.row(vec![
                    row.community.clone(),
                    row.round.to_string(),
                    row.indicator.clone(),
                    row.reader.clone().unwrap_or_default(),
                    print(pair.map(|pair| &pair.first)),
                    print(pair.map(|pair| &pair.second)),
                ]);
                rows.push(row);
            }
        }
    }
    if json { desk.json(&rows) } else { desk.show(&table) }
}

fn side(outcome: &Outcome, by: &Evidence, people: &People) -> Side {
    Side {
        state: outcome.state.as_str(),
        value: outcome.value.map(Ratio::to_f64),
        author: people.name(&by.author),
        at: by.at.rfc3339(),
    }
}
