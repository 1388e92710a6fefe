//! Requests for data: proposing, drafting, the letter, what comes of them.

use super::noun::of_noun;
use super::open;
use crate::args::{Named, RequestDraft, RequestLetter, RequestPlace, RequestState};
use crate::desk::{Desk, Done};
use crate::given;
use serde::Serialize;
use std::io::Write;
use tanfang_report::letter::write_letter;
use tanfang_survey::session::{Fault, Seen};

const REQUEST: &str = "request";

/// One row of `request propose --json`.
#[derive(Debug, Serialize)]
struct Row {
    holder: String,
    holder_en: String,
    indicators: Vec<String>,
}

pub fn propose<O: Write>(args: &RequestPlace, desk: &mut Desk<O>) -> Done {
    let proposals = open(&args.site.dir)?.proposed_requests(&args.site.community, args.site.round()?)?;
    let row = |one: tanfang_survey::session::Proposal| Row {
        holder: one.holder.zh,
        holder_en: one.holder.en,
        indicators: one.indicators.into_iter().map(|indicator| indicator.code).collect(),
    };
    let rows: Vec<Row> = proposals.into_iter().map(row).collect();
    if args.json {
        return desk.json(&rows);
    }
    let mut table = desk.table(&["cli-head-holder", "indicator"]);
    for row in rows {
        table.row(vec![row.holder, row.indicators.join(" ")]);
    }
    desk.show(&table)
}

pub fn draft<O: Write>(args: &RequestDraft, desk: &mut Desk<O>) -> Done {
    let site = &args.site;
    let (keys, _) = open(&site.dir)?.draft_requests(&site.community, site.round()?, &args.holders)?;
    keys.iter().try_for_each(|key| desk.line(key))
}

pub fn state<O: Write>(args: &RequestState, desk: &mut Desk<O>) -> Done {
    let mut session = open(&args.of.dir)?;
    let key = of_noun(&session, &args.of.key, REQUEST)?;
    session.set_request_state(&key, &args.state, Seen::Current)?;
    desk.say("cli-set", &[("thing", format!("{REQUEST}/{key}"))])
}

pub fn letter<O: Write>(args: &RequestLetter, desk: &mut Desk<O>) -> Done {
    let date = args.date.as_deref().map_or_else(|| Ok(given::today()), given::date)?;
    let session = open(&args.of.dir)?;
    let figures = session.letter_figures(&of_noun(&session, &args.of.key, REQUEST)?)?;
    write_letter(&figures, desk.words.lang(), &date, &args.output).map_err(Fault::from)?;
    desk.say("cli-letter", &[("file", args.output.display().to_string())])
}

pub fn not_obtained<O: Write>(args: &Named, desk: &mut Desk<O>) -> Done {
    let mut session = open(&args.dir)?;
    let key = of_noun(&session, &args.key, REQUEST)?;
    let (count, _) = session.take_refusal(&key)?;
    desk.say("cli-not-obtained", &[("count", count.to_string())])
}

pub fn source<O: Write>(args: &Named, desk: &mut Desk<O>) -> Done {
    let mut session = open(&args.dir)?;
    let key = of_noun(&session, &args.key, REQUEST)?;
    let (count, _) = session.take_source(&key)?;
    desk.say("cli-sourced", &[("count", count.to_string())])
}
