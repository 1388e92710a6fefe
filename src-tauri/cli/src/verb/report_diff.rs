//! What differs between two reports, or two states of one survey or of two.

use super::conflict::plain;
use super::{People, open, print_value, score};
use crate::args::Diff;
use crate::desk::{Desk, Done, Refusal};
use crate::given;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use tanfang_survey::model::{Ratio, Value};
use tanfang_survey::score::{Binding, Level};
use tanfang_survey::session::{
    Cause, Comparison, Covered, Deed, Differing, DifferingThing, Hand, Outcome, Reworded, Session, Stand,
};

/// What `report diff --json` says.
#[derive(Debug, Serialize)]
struct Found {
    one: SideRow,
    other: SideRow,
    numbers: usize,
    /// The sides are of different surveys: nothing can be said about causes.
    apart: bool,
    rows: Vec<Row>,
    causes: Vec<CauseRow>,
    things: Vec<ThingRow>,
}

#[derive(Debug, Serialize)]
struct SideRow {
    survey: String,
    digest: String,
    round: u32,
    /// The number of the issued report it is.
    number: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    level: &'static str,
    code: String,
    community: String,
    changed: Vec<&'static str>,
    before: Option<StandRow>,
    after: Option<StandRow>,
}

#[derive(Debug, Serialize)]
struct StandRow {
    state: Option<&'static str>,
    value: Option<f64>,
    of: Option<(i128, i128)>,
    round: Option<u32>,
    conflict: bool,
    score: Option<f64>,
    assessed: u32,
    applicable: u32,
    binding: BindingRow,
    rank: Option<(u32, u32)>,
}

#[derive(Debug, Serialize)]
struct BindingRow {
    met: u32,
    missed: u32,
    open: u32,
    not_applicable: u32,
}

#[derive(Debug, Serialize)]
struct CauseRow {
    change: String,
    author: String,
    at: String,
    device: String,
    deed: &'static str,
    noun: String,
    key: String,
    field: String,
    community: Option<String>,
    round: Option<u32>,
    indicator: Option<String>,
    value: String,
    reason: Option<String>,
    merged: bool,
    withdrawn: bool,
}

/// A finding, project, comment, text or photo that is not the same on both sides.
#[derive(Debug, Serialize)]
struct ThingRow {
    noun: &'static str,
    key: String,
    community: Option<String>,
    name: String,
    turn: &'static str,
    fields: Vec<FieldRow>,
    hands: Vec<HandRow>,
}

#[derive(Debug, Serialize)]
struct FieldRow {
    field: String,
    before: String,
    after: String,
}

#[derive(Debug, Serialize)]
struct HandRow {
    change: String,
    author: String,
    at: String,
    device: String,
    deed: &'static str,
    reason: Option<String>,
    merged: bool,
    withdrawn: bool,
}

/// One side: the survey in the state that was named.
struct Side {
    folder: PathBuf,
    session: Session,
    covered: Option<Covered>,
    number: Option<String>,
}

/// Opens `DIR` or `DIR@STATE`, where the state is `now`, the number of an issued report, or a change.
fn side(text: &str) -> Result<Side, Refusal> {
    let whole = PathBuf::from(text);
    let (folder, state) = match text.rsplit_once('@') {
        Some((folder, state)) if !whole.is_dir() => (PathBuf::from(folder), state),
        _ => (whole, "now"),
    };
    let session = open(&folder)?;
    if state == "now" {
        return Ok(Side { folder, session, covered: None, number: None });
    }
    let report = session.issued_named(state)?;
    Ok(Side {
        session: session.as_of(state)?,
        folder,
        number: report.as_ref().map(|report| report.number.clone()),
        covered: report.map(|report| report.covered),
    })
}

pub fn show<O: Write>(args: &Diff, desk: &mut Desk<O>) -> Done {
    let (one, other) = (side(&args.one)?, side(&args.other)?);
    let round = args.round.as_deref().map(given::round).transpose()?;
    // What a report covers is what the other side is looked at for; two reports are compared over what the first covers.
    let mut covered = one.covered.clone().or_else(|| other.covered.clone()).unwrap_or_default();
    if args.scenario.is_some() {
        covered.scenario.clone_from(&args.scenario);
    }
    if !args.communities.is_empty() {
        covered.communities.clone_from(&args.communities);
    }
    let of = |side: &Side, beside: &Side| -> Result<u32, Refusal> {
        let own = side.covered.as_ref().or(beside.covered.as_ref()).map(|covered| covered.round);
        round.or(own).map_or_else(|| score::last_round(&side.session), Ok)
    };
    let rounds = (of(&one, &other)?, of(&other, &one)?);
    let found = one.session.compared(&other.session, &covered, rounds)?;
    if args.json { json(&one, &other, rounds, found, desk) } else { told(&one, &other, &found, desk) }
}

fn json<O: Write>(one: &Side, other: &Side, rounds: (u32, u32), found: Comparison, desk: &mut Desk<O>) -> Done {
    let people = People::of(&other.session)?;
    let side = |side: &Side, round: u32| -> Result<SideRow, Refusal> {
        Ok(SideRow {
            survey: side.session.overview()?.name,
            digest: side.session.digest()?.to_string(),
            round,
            number: side.number.clone(),
        })
    };
    let numbers = found.numbers();
    let row = |row: Differing| Row {
        level: row.level.as_str(),
        changed: row.changed.iter().map(|measure| measure.as_str()).collect(),
        before: row.before.as_ref().map(stand),
        after: row.after.as_ref().map(stand),
        code: row.code,
        community: row.community,
    };
    let cause = |cause: Cause| CauseRow {
        change: cause.change.to_string(),
        author: people.name(&cause.by.author),
        at: cause.by.at.rfc3339(),
        device: cause.by.device.to_string(),
        deed: cause.deed.as_str(),
        value: plain(&cause.value),
        noun: cause.noun,
        key: cause.key,
        field: cause.field,
        community: cause.cell.as_ref().map(|cell| cell.community.clone()),
        round: cause.cell.as_ref().map(|cell| cell.round),
        indicator: cause.cell.map(|cell| cell.indicator),
        reason: cause.reason,
        merged: cause.merged,
        withdrawn: cause.withdrawn,
    };
    desk.json(&Found {
        one: side(one, rounds.0)?,
        other: side(other, rounds.1)?,
        numbers,
        apart: found.apart,
        rows: found.rows.into_iter().map(row).collect(),
        causes: found.causes.into_iter().map(cause).collect(),
        things: found.things.into_iter().map(|thing| thing_row(thing, &people)).collect(),
    })
}

fn thing_row(thing: DifferingThing, people: &People) -> ThingRow {
    let hand = |hand: Hand| HandRow {
        change: hand.change.to_string(),
        author: people.name(&hand.by.author),
        at: hand.by.at.rfc3339(),
        device: hand.by.device.to_string(),
        deed: hand.deed.as_str(),
        reason: hand.reason,
        merged: hand.merged,
        withdrawn: hand.withdrawn,
    };
    let field = |one: Reworded| FieldRow { field: one.field, before: one.before, after: one.after };
    ThingRow {
        noun: thing.noun,
        key: thing.key,
        community: Some(thing.community).filter(|code| !code.is_empty()),
        name: thing.name,
        turn: thing.turn.as_str(),
        fields: thing.fields.into_iter().map(field).collect(),
        hands: thing.hands.into_iter().map(hand).collect(),
    }
}

fn stand(stand: &Stand) -> StandRow {
    let Binding { met, missed, open, na } = stand.binding;
    let outcome = stand.outcome.as_ref();
    StandRow {
        state: outcome.map(|(outcome, _)| outcome.state.as_str()),
        value: outcome.and_then(|(outcome, _)| outcome.value).map(Ratio::to_f64),
        of: outcome.and_then(|(outcome, _)| outcome.pair),
        round: outcome.map(|(_, round)| *round),
        conflict: stand.conflict,
        score: stand.score,
        assessed: stand.assessed,
        applicable: stand.applicable,
        binding: BindingRow { met, missed, open, not_applicable: na },
        rank: stand.rank,
    }
}

fn told<O: Write>(one: &Side, other: &Side, found: &Comparison, desk: &mut Desk<O>) -> Done {
    if found.rows.is_empty() {
        desk.say("cli-diff-none", &[])?;
    } else {
        numbers(one, other, found, desk)?;
    }
    things(&other.session, &found.things, desk)
}

fn numbers<O: Write>(one: &Side, other: &Side, found: &Comparison, desk: &mut Desk<O>) -> Done {
    desk.say("cli-diff-count", &[("count", found.numbers().to_string())])?;
    let people = People::of(&other.session)?;
    let mut table = desk.table(&["community", "cli-head-code", "cli-head-what", "cli-head-before", "cli-head-after"]);
    for row in &found.rows {
        for measure in &row.changed {
            let side = |stand: Option<&Stand>| stand.map(|stand| worded(*measure, stand, desk)).unwrap_or_default();
            let what = desk.word(&format!("differs-{}", measure.as_str()));
            let code = if row.level == Level::Community { desk.word("differs-whole") } else { row.code.clone() };
            let (before, after) = (side(row.before.as_ref()), side(row.after.as_ref()));
            table.row(vec![row.community.clone(), code, what, before, after]);
        }
    }
    desk.show(&table)?;
    if found.apart {
        let folders = [one, other].map(|side| side.folder.display().to_string());
        return desk.say("cli-diff-apart", &[("one", folders[0].clone()), ("other", folders[1].clone())]);
    }
    desk.line("")?;
    let mut table = desk.table(&["time", "author", "cli-head-deed", "cli-head-what", "value", "term-reason"]);
    for cause in &found.causes {
        let deed = deed(cause.deed, cause.merged, cause.withdrawn, desk);
        let what = match &cause.cell {
            Some(cell) => cell.to_string(),
            None => format!("{}/{} {}", cause.noun, cause.key, cause.field),
        };
        let value = written(cause, desk);
        let reason = cause.reason.clone().unwrap_or_default();
        table.row(vec![cause.by.at.rfc3339(), people.name(&cause.by.author), deed, what, value, reason]);
    }
    desk.show(&table)
}

/// Lists the findings, projects, comments, texts and photos that came, went or read otherwise, with whoever made it so.
fn things<O: Write>(session: &Session, things: &[DifferingThing], desk: &mut Desk<O>) -> Done {
    if things.is_empty() {
        return Ok(());
    }
    let people = People::of(session)?;
    desk.line("")?;
    desk.say("cli-diff-things", &[("count", things.len().to_string())])?;
    let heads = ["community", "cli-head-what", "cli-head-deed", "cli-head-before", "cli-head-after", "author", "time"];
    let mut table = desk.table(&heads);
    for thing in things {
        let what = format!("{} {}", desk.word(&format!("noun-{}", thing.noun)), short(&thing.name));
        let (author, time) = match thing.hands.last() {
            Some(hand) => (people.name(&hand.by.author), hand.by.at.rfc3339()),
            None => (String::new(), String::new()),
        };
        let turn = desk.word(&format!("turn-{}", thing.turn.as_str()));
        if thing.fields.is_empty() {
            let (none, community) = (String::new(), thing.community.clone());
            table.row(vec![community, what.clone(), turn.clone(), none.clone(), none, author.clone(), time.clone()]);
        }
        for one in &thing.fields {
            let (field, before, after) = reworded(thing.noun, one, desk);
            let turn = format!("{turn} · {field}");
            table.row(vec![thing.community.clone(), what.clone(), turn, before, after, author.clone(), time.clone()]);
        }
    }
    desk.show(&table)
}

/// Names a field, and words what stood in it.
fn reworded<O: Write>(of: &str, one: &Reworded, desk: &Desk<O>) -> (String, String, String) {
    let choice = one.choice(of);
    let text = |text: &str| match &choice {
        Some(choice) if !text.is_empty() => desk.word(&format!("{choice}-{}", text.replace('_', "-"))),
        _ => short(text),
    };
    (desk.word(&one.label(of)), text(&one.before), text(&one.after))
}

/// Gives the beginning of a text, on one line.
fn short(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST - 1).chain(['…']).collect() }
}

fn deed<O: Write>(deed: Deed, merged: bool, withdrawn: bool, desk: &Desk<O>) -> String {
    let more = [(merged, "cause-merged"), (withdrawn, "cause-withdrawn")];
    let more = more.into_iter().filter(|(is, _)| *is).map(|(_, id)| desk.word(id));
    std::iter::once(desk.word(&format!("cause-{}", deed.as_str()))).chain(more).collect::<Vec<_>>().join(" · ")
}

/// Words what was written: a value of a cell as values are worded, anything else as it stands.
fn written<O: Write>(cause: &Cause, desk: &Desk<O>) -> String {
    if !matches!(cause.field.as_str(), "value" | "result") {
        return cause.text();
    }
    match Value::from_cbor(&cause.value) {
        Ok(Value::Number(number)) => number.to_string(),
        Ok(Value::Of { a, b }) => format!("{a}/{b}"),
        Ok(Value::Absent) => desk.word("state-absent"),
        Ok(Value::NotApplicable { .. }) => desk.word("state-not-applicable"),
        Ok(Value::NotObtained { .. }) => desk.word("state-not-obtained"),
        Ok(Value::Empty) | Err(_) => desk.word("state-empty"),
    }
}

fn worded<O: Write>(measure: tanfang_survey::session::Measure, stand: &Stand, desk: &Desk<O>) -> String {
    use tanfang_survey::session::Measure;
    match measure {
        Measure::Value => {
            stand.outcome.as_ref().map(|(outcome, round)| value(outcome, *round, desk)).unwrap_or_default()
        }
        Measure::Conflict => desk.word(if stand.conflict { "differs-contested" } else { "differs-settled" }),
        Measure::Score => stand.score.map(|score| Ratio::near(score).display(1)).unwrap_or_default(),
        Measure::Coverage => format!("{}/{}", stand.assessed, stand.applicable),
        Measure::Compliance => {
            let Binding { met, missed, open, na } = stand.binding;
            let counts = [("met", met), ("missed", missed), ("open", open), ("na", na)];
            desk.phrase("differs-binding", &counts.map(|(name, count)| (name, count.to_string())))
        }
        Measure::Rank => match stand.rank {
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first}–{last}"),
            None => String::new(),
        },
    }
}

fn value<O: Write>(outcome: &Outcome, round: u32, desk: &Desk<O>) -> String {
    let text = match outcome.value {
        Some(value) => print_value(desk, value, outcome.pair),
        None => desk.word(&format!("state-{}", outcome.state.as_str().replace('_', "-"))),
    };
    let round = desk.phrase("round-numbered", &[("round", round.to_string())]);
    format!("{text} ({round})")
}
