//! Communities and rounds.

use super::open;
use crate::args;
use crate::desk::{Desk, Done, Refusal};
use crate::given;
use serde::Serialize;
use std::io::Write;
use tanfang_survey::framework::Stage;
use tanfang_survey::session::{RoundState, Session};

pub fn set_round<O: Write>(args: &args::RoundState, desk: &mut Desk<O>) -> Done {
    let round = given::round(&args.round)?;
    let state = RoundState::parse(&args.state).ok_or_else(|| Refusal::given("cli-not-a-state", &args.state))?;
    open(&args.dir)?.set_round_state(round, state)?;
    let word = desk.word(&format!("round-state-{}", state.as_str()));
    desk.say("cli-round-set", &[("round", round.to_string()), ("state", word)])
}

#[derive(Debug, Serialize)]
struct Row {
    code: String,
    name_zh: String,
    name_en: String,
    stage: Option<&'static str>,
}

pub fn list<O: Write>(session: &Session, json: bool, desk: &mut Desk<O>) -> Done {
    let last = session.rounds()?.last().map_or(1, |round| round.number);
    let rows: Vec<Row> = session
        .communities()?
        .into_iter()
        .map(|community| Row {
            stage: community.stage(last).map(Stage::as_str),
            code: community.code,
            name_zh: community.name.zh,
            name_en: community.name.en,
        })
        .collect();
    if json {
        return desk.json(&rows);
    }
    let mut table = desk.table(&["cli-head-code", "cli-head-name", "stage"]);
    for row in rows {
        let name = desk.words.lang().pick(&row.name_zh, &row.name_en).to_owned();
        let stage = row.stage.map(|stage| desk.word(&format!("stage-{stage}"))).unwrap_or_default();
        table.row(vec![row.code, name, stage]);
    }
    desk.show(&table)
}
