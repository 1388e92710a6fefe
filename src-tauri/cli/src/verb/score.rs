//! Scores, coverage and compliance.

use super::{open_to_read, result, survey};
use crate::args::Scores;
use crate::desk::{Desk, Done};
use crate::given;
use std::io::Write;
use tanfang_survey::model::Ratio;
use tanfang_survey::score::{Level, View};
use tanfang_survey::session::{Results, ResultsOf, Session};

pub fn list<O: Write>(args: &Scores, desk: &mut Desk<O>) -> Done {
    let asked = args.round.as_deref().map(given::round).transpose()?;
    let session = open_to_read(&args.dir, desk)?;
    let round = match asked {
        Some(round) => session.round(round)?.number,
        None => last_round(&session)?,
    };
    let view = if args.only_round { View::OnlyRound } else { View::AsOf };
    let since = args.since.as_deref().map(given::round).transpose()?;
    let seed = given::count(&args.seed, u64::MAX, "cli-bad-seed")?;
    let results = session.results(ResultsOf { round, view, since, seed })?;
    if args.json {
        return desk.json(&result::table(&session, &results)?);
    }
    survey::notice(&session, desk)?;
    weighed(&results, desk)?;
    let heads = [
        "community",
        "scenario",
        ">score",
        "cli-head-place",
        ">coverage",
        "cli-head-binding",
        "compliance",
        "cli-head-range",
    ];
    let mut table = desk.table(&heads);
    let lang = desk.words.lang();
    for row in results.scores.rows.iter().filter(|row| matches!(row.level, Level::Community | Level::Scenario)) {
        let scenario = match session.framework().scenario(&row.code) {
            Some(scenario) => format!("{} {}", scenario.code, lang.pick(&scenario.name.zh, &scenario.name.en)),
            None => desk.word("cli-whole"),
        };
        let range = row.range.filter(|_| row.is_applicable() && !results.is_enough(row));
        let range = range.map(|range| {
            let ends = [("low", one_decimal(range.low, "")), ("high", one_decimal(range.high, ""))];
            desk.phrase("cli-too-little", &ends)
        });
        let place = (row.level, row.code.clone(), row.community.clone());
        let rank = results.ranks.get(&place).map(|rank| {
            if rank.first == rank.last { rank.first.to_string() } else { format!("{}–{}", rank.first, rank.last) }
        });
        table.row(vec![
            row.community.clone(),
            scenario,
            row.score.map_or_else(|| desk.word("no-score"), |score| one_decimal(score, "")),
            rank.unwrap_or_default(),
            if row.is_applicable() { one_decimal(row.coverage * 100.0, "%") } else { String::new() },
            format!("{}/{}/{}/{}", row.binding.met, row.binding.missed, row.binding.open, row.binding.na),
            row.compliance
                .map(|c| desk.word(&format!("compliance-{}", c.as_str().replace('_', "-"))))
                .unwrap_or_default(),
            range.unwrap_or_default(),
        ]);
    }
    desk.show(&table)
}

/// Says so where other weights than the framework's count.
fn weighed<O: Write>(results: &Results, desk: &mut Desk<O>) -> Done {
    let Some(ratio) = results.weighting.counting() else { return Ok(()) };
    let ratio = Ratio::near(ratio).display(3);
    desk.say("cli-weighed-pairwise", &[("ratio", ratio)])
}

/// Gives the last round of the survey, whose result is the present one.
pub fn last_round(session: &Session) -> std::result::Result<u32, crate::desk::Refusal> {
    Ok(session.rounds()?.last().map_or(1, |round| round.number))
}

/// Writes a computed number with one decimal, rounded as everything is that people read.
fn one_decimal(number: f64, unit: &str) -> String {
    format!("{}{unit}", Ratio::near(number).display(1))
}
