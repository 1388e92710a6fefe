//! Scores, coverage and compliance.

use super::{open, survey};
use crate::args::Scores;
use crate::desk::{Desk, Done};
use crate::given;
use serde::Serialize;
use std::io::Write;
use tanfang_survey::model::Ratio;
use tanfang_survey::score::{CellState, Compliance, Level, Row as Result, View};
use tanfang_survey::session::Session;

/// What `scores --json` prints.
#[derive(Debug, Serialize)]
struct Table {
    digest: String,
    framework: String,
    scores: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    level: &'static str,
    code: Option<String>,
    community: String,
    round: u32,
    score: Option<f64>,
    coverage: Option<f64>,
    from_round: Option<u32>,
    binding: Binding,
    compliance: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Binding {
    met: u32,
    missed: u32,
    open: u32,
    na: u32,
}

pub fn list<O: Write>(args: &Scores, desk: &mut Desk<O>) -> Done {
    let asked = args.round.as_deref().map(given::round).transpose()?;
    let session = open(&args.dir)?;
    let round = match asked {
        Some(round) => session.round(round)?.number,
        None => last_round(&session)?,
    };
    let view = if args.only_round { View::OnlyRound } else { View::AsOf };
    let rows = session.scores(&[round], view)?.rows;
    // An indicator that was found not to apply has no result.
    let rows = rows.into_iter().filter(|row| row.level != Level::Indicator || row.is_applicable());
    if args.json {
        let digest = session.digest()?.to_string();
        return desk.json(&Table {
            digest,
            framework: session.framework().identity.id.clone(),
            scores: rows.map(row).collect(),
        });
    }
    survey::notice(&session, desk)?;
    let mut table = desk.table(&["community", "scenario", ">score", ">coverage", "cli-head-binding", "compliance"]);
    let lang = desk.words.lang();
    for row in rows.filter(|row| matches!(row.level, Level::Community | Level::Scenario)) {
        let scenario = match session.framework().scenario(&row.code) {
            Some(scenario) => format!("{} {}", scenario.code, lang.pick(&scenario.name.zh, &scenario.name.en)),
            None => desk.word("cli-whole"),
        };
        table.row(vec![
            row.community.clone(),
            scenario,
            row.score.map_or_else(|| desk.word("no-score"), |score| one_decimal(score, "")),
            if row.is_applicable() { one_decimal(row.coverage * 100.0, " %") } else { String::new() },
            format!("{}/{}/{}/{}", row.binding.met, row.binding.missed, row.binding.open, row.binding.na),
            row.compliance
                .map(|c| desk.word(&format!("compliance-{}", c.as_str().replace('_', "-"))))
                .unwrap_or_default(),
        ]);
    }
    desk.show(&table)
}

/// Gives the last round of the survey, whose result is the present one.
pub fn last_round(session: &Session) -> std::result::Result<u32, crate::desk::Refusal> {
    Ok(session.rounds()?.last().map_or(1, |round| round.number))
}

/// Writes a computed number with one decimal, rounded as everything is that people read.
fn one_decimal(number: f64, unit: &str) -> String {
    let millionths = Ratio::new((number * 1e9).round() as i128, 1_000_000_000).unwrap_or(Ratio::ZERO);
    format!("{}{unit}", millionths.display(1))
}

fn row(result: Result) -> Row {
    let established = result.indicator.and_then(|indicator| indicator.cell);
    let from_round =
        established.filter(|cell| !matches!(cell.state, CellState::NotObtained)).map(|cell| cell.from_round);
    Row {
        level: result.level.as_str(),
        score: result.score,
        coverage: result.is_applicable().then_some(result.coverage),
        from_round,
        binding: Binding {
            met: result.binding.met,
            missed: result.binding.missed,
            open: result.binding.open,
            na: result.binding.na,
        },
        compliance: result.compliance.map(Compliance::as_str),
        code: (result.level != Level::Community).then_some(result.code),
        community: result.community,
        round: result.round,
    }
}
