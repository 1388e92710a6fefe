//! How scores are made in a survey: the coverage they need, the weights, and what an administrator confirms.

use super::{open, result};
use crate::args::{Confirm, Scoring};
use crate::desk::{Desk, Done, Refusal};
use serde::Serialize;
use std::io::Write;
use tanfang_survey::model::Ratio;
use tanfang_survey::score::CONSISTENT;
use tanfang_survey::session::Fault;

/// What `scoring --json` prints.
#[derive(Debug, Serialize)]
struct Settings {
    least_coverage: u32,
    weights: result::Weights,
}

pub fn set<O: Write>(args: &Scoring, desk: &mut Desk<O>) -> Done {
    let percent = args.least_coverage.as_deref().map(|text| {
        let percent = text.trim().trim_end_matches(['%', '％']).parse::<u32>();
        percent.map_err(|_| Refusal::from(Fault::new("least-coverage").with("given", text)))
    });
    let percent = percent.transpose()?;
    let judgements: Result<Vec<(&str, &str, &str)>, Refusal> = args.judge.iter().map(|text| judgement(text)).collect();
    let judgements = judgements?;
    let pairwise = match args.weights.as_deref() {
        None => None,
        Some("pairwise") => Some(true),
        Some("framework") => Some(false),
        Some(other) => return Err(Refusal::given("cli-not-weights", other)),
    };
    let mut session = open(&args.dir)?;
    if let Some(percent) = percent {
        session.set_least_coverage(percent)?;
    }
    for (one, other, times) in judgements {
        session.judge(one, other, times)?;
    }
    if let Some(on) = pairwise {
        session.weigh_by_judgements(on)?;
    }
    let (least_coverage, weighting) = (session.least_coverage()?, session.weighting()?);
    if args.json {
        let weights = result::weights(weighting.pairwise, &weighting.groups);
        return desk.json(&Settings { least_coverage, weights });
    }
    desk.say("cli-least-coverage", &[("least", least_coverage.to_string())])?;
    desk.say(if weighting.pairwise { "cli-weights-pairwise" } else { "cli-weights-framework" }, &[])?;
    let mut table =
        desk.table(&["cli-head-compared", ">cli-head-judged", ">cli-head-consistency", "cli-head-consistent"]);
    for group in weighting.groups {
        let ratio = group.result.as_ref().map(|result| result.ratio);
        let verdict = match ratio {
            Some(ratio) if ratio <= CONSISTENT => "cli-consistent",
            Some(_) => "cli-not-consistent",
            None => "cli-judged-in-part",
        };
        table.row(vec![
            group.codes.join(" "),
            format!("{}/{}", group.judged, group.pairs),
            ratio.map(|ratio| Ratio::near(ratio).display(3)).unwrap_or_default(),
            desk.word(verdict),
        ]);
    }
    if table.is_empty() { Ok(()) } else { desk.show(&table) }
}

/// Reads `A/B=T`, where T may be a fraction of its own.
fn judgement(text: &str) -> Result<(&str, &str, &str), Refusal> {
    let (pair, times) = text.split_once('=').ok_or_else(|| Refusal::given("cli-bad-judgement", text))?;
    let (one, other) = pair.split_once('/').ok_or_else(|| Refusal::given("cli-bad-judgement", text))?;
    Ok((one.trim(), other.trim(), times.trim()))
}

pub fn confirm<O: Write>(args: &Confirm, desk: &mut Desk<O>) -> Done {
    let key = args.cell.key()?;
    open(&args.cell.site.dir)?.confirm_not_applicable(&key, !args.withdraw)?;
    let said = if args.withdraw { "cli-na-open" } else { "cli-na-confirmed" };
    desk.say(said, &[("indicator", key.indicator), ("community", key.community)])
}
