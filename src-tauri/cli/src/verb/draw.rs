//! Full lists, draws by lot, units that step in, online answers.

use super::{open, open_with_reason};
use crate::args::{Answers, DrawReadings, DrawSample, Frame, Replace};
use crate::desk::{Desk, Done, Refusal};
use crate::given;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use tanfang_survey::session::{Draw, RowFate, Seen, Spreadsheet, USUAL_SHARE, frame_of};

/// The answer of `draw … --json`.
#[derive(Debug, Serialize)]
struct DrawAnswer<'a> {
    seed: &'a str,
    drawn: usize,
    of: usize,
}

/// The answer of `answers --json`.
#[derive(Debug, Serialize)]
struct IntakeAnswer {
    columns: BTreeMap<String, String>,
    taken: usize,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    line: usize,
    number: String,
    fate: &'static str,
    reason: Option<String>,
}

pub fn frame<O: Write>(args: &Frame, desk: &mut Desk<O>) -> Done {
    let units = frame_of(&Spreadsheet::read(&args.table)?)?;
    let (added, known, _) = open(&args.dir)?.add_frame(&args.community, &args.list, &units)?;
    desk.say("cli-framed", &[("added", added.to_string()), ("known", known.to_string())])
}

pub fn sample<O: Write>(args: &DrawSample, desk: &mut Desk<O>) -> Done {
    let count = given::count(&args.count, u64::from(u32::MAX), "cli-bad-count")? as usize;
    let (draw, _) = open(&args.dir)?.draw_sample(&args.community, &args.list, count, args.seed.as_deref())?;
    drawn(&draw, args.json, desk)
}

pub fn readings<O: Write>(args: &DrawReadings, desk: &mut Desk<O>) -> Done {
    let share = match &args.share {
        Some(text) => given::count(text, 100, "cli-bad-share")? as u32,
        None => USUAL_SHARE,
    };
    let round = given::round(&args.round)?;
    let (draw, _) = open(&args.dir)?.draw_readings(round, &args.communities, share, args.seed.as_deref())?;
    drawn(&draw, args.json, desk)
}

fn drawn<O: Write>(draw: &Draw, json: bool, desk: &mut Desk<O>) -> Done {
    if json {
        return desk.json(&DrawAnswer { seed: &draw.seed, drawn: draw.drawn, of: draw.of });
    }
    let about = [("drawn", draw.drawn.to_string()), ("of", draw.of.to_string()), ("seed", draw.seed.clone())];
    desk.say("cli-drawn", &about)
}

pub fn replace<O: Write>(args: &Replace, desk: &mut Desk<O>) -> Done {
    let (key, _) = open(&args.dir)?.replace_unit(&args.unit, &args.reason, Seen::Current)?;
    desk.line(&key)
}

pub fn answers<O: Write>(args: &Answers, desk: &mut Desk<O>) -> Done {
    let round = args.site.round()?;
    let pairs = |texts: &[String]| texts.iter().map(|text| given::pair(text)).collect::<Result<Vec<_>, Refusal>>();
    let (columns, fixed) = (pairs(&args.columns)?, pairs(&args.given)?.into_iter().collect());
    let table = Spreadsheet::read(&args.table)?;
    let mut session = open_with_reason(&args.site.dir, args.reason.as_deref())?;
    let place = (args.site.community.as_str(), round);
    let mut intake = session.plan_intake(&table, place, None, &fixed)?;
    if !columns.is_empty() {
        let mut mapping = intake.mapping.clone();
        for (heading, field) in columns {
            let at = intake.headings.iter().position(|known| known.trim() == heading);
            mapping[at.ok_or_else(|| Refusal::given("cli-no-column", &heading))?] = field;
        }
        intake = session.plan_intake(&table, place, Some(&mapping), &fixed)?;
    }
    let taken = if args.plan { 0 } else { session.take_intake(&intake)?.0 };
    let columns = intake.headings.iter().cloned().zip(intake.mapping.iter().cloned());
    let columns = columns.filter(|(_, field)| !field.is_empty()).collect();
    let row = |row: &tanfang_survey::session::IntakeRow| Row {
        line: row.line,
        number: row.number.clone(),
        fate: match row.fate {
            RowFate::New => "new",
            RowFate::Known => "known",
            RowFate::Refused => "refused",
        },
        reason: row.why.as_ref().map(|why| why.say(&desk.words)),
    };
    let rows: Vec<Row> = intake.rows.iter().map(row).collect();
    let count = |fate: &str| rows.iter().filter(|row| row.fate == fate).count().to_string();
    let about = [("new", count("new")), ("known", count("known")), ("refused", count("refused"))];
    let refused: Vec<String> =
        rows.iter().filter_map(|row| Some(format!("{}: {}", row.line, row.reason.as_ref()?))).collect();
    if args.json {
        desk.json(&IntakeAnswer { columns, taken, rows })?;
    } else {
        desk.say(if args.plan { "cli-answers-would" } else { "cli-answers-taken" }, &about)?;
    }
    for sentence in &refused {
        desk.refuse_file(&args.table, sentence)?;
    }
    if refused.is_empty() { Ok(()) } else { Err(Refusal::Told) }
}
