//! Things by name: their history, deleting, declaring the same, moving, adopting, erasing.

use super::conflict::plain;
use super::{People, open, open_with_reason, some};
use crate::args::{Adopt, Delete, Erase, History, Move, Same};
use crate::desk::{Desk, Done, Refusal};
use crate::given;
use serde::Serialize;
use std::io::Write;
use tanfang_survey::session::{Destination, What};

/// One row of `history --json`.
#[derive(Debug, Serialize)]
struct Row {
    field: String,
    dot: String,
    at: String,
    author: String,
    device: String,
    visit: Option<String>,
    value: Option<String>,
    before: Vec<String>,
    reason: Option<String>,
    live: bool,
    contested: bool,
}

pub fn history<O: Write>(args: &History, desk: &mut Desk<O>) -> Done {
    let session = open(&args.of.dir)?;
    let people = People::of(&session)?;
    let thing = session.find_thing(&args.of.key)?;
    let rows: Vec<Row> = session
        .steps(&thing, args.field.as_deref())?
        .into_iter()
        .map(|step| Row {
            field: step.field,
            dot: step.entry.dot.to_string(),
            at: step.entry.by.at.rfc3339(),
            author: people.name(&step.entry.by.author),
            device: step.entry.by.device.to_string(),
            visit: step.entry.by.visit,
            value: some(plain(&step.entry.value)),
            before: step.replaced.iter().map(ToString::to_string).collect(),
            reason: step.entry.reason,
            live: step.entry.live,
            contested: step.contested,
        })
        .collect();
    if args.json {
        return desk.json(&rows);
    }
    let mut table = desk.table(&["cli-head-field", "time", "author", "value", "term-reason", "state"]);
    for row in rows {
        let state = match (row.live, row.contested) {
            (true, true) => "cli-history-contested-live",
            (true, false) => "cli-history-live",
            (false, true) => "cli-history-contested",
            (false, false) => "cli-history-replaced",
        };
        let (value, reason) = (row.value.unwrap_or_default(), row.reason.unwrap_or_default());
        table.row(vec![row.field, row.at, row.author, value, reason, desk.word(state)]);
    }
    desk.show(&table)
}

pub fn delete<O: Write>(args: &Delete, desk: &mut Desk<O>) -> Done {
    let mut session = open(&args.what.dir)?;
    let thing = session.find_thing(&args.what.key)?;
    session.delete(&thing, args.reason.as_deref().unwrap_or_default())?;
    desk.say("cli-deleted", &[("thing", thing.to_string())])
}

pub fn undelete<O: Write>(args: &Delete, desk: &mut Desk<O>) -> Done {
    let mut session = open_with_reason(&args.what.dir, args.reason.as_deref())?;
    let thing = session.find_thing(&args.what.key)?;
    session.undelete(&thing)?;
    desk.say("cli-undeleted", &[("thing", thing.to_string())])
}

pub fn relocate<O: Write>(args: &Move, desk: &mut Desk<O>) -> Done {
    let round = args.round.as_deref().map(given::round).transpose()?;
    let what = match (&args.visit, &args.from) {
        (Some(visit), _) => What::Visit(visit.clone()),
        (None, from) => {
            let from = from.as_deref().unwrap_or_default();
            let (community, round) = from.split_once('/').ok_or_else(|| Refusal::given("cli-not-a-place", from))?;
            What::Own { community: community.to_owned(), round: given::round(round)?, day: args.day.clone() }
        }
    };
    let to = Destination { community: args.community.clone(), round, date: args.date.clone() };
    let moved = open_with_reason(&args.dir, args.reason.as_deref())?.relocate(&what, &to)?;
    desk.say("cli-moved", &[("values", moved.values.to_string()), ("links", moved.links.to_string())])
}

pub fn adopt<O: Write>(args: &Adopt, desk: &mut Desk<O>) -> Done {
    let adopted = open_with_reason(&args.dir, args.reason.as_deref())?.adopt(&args.file)?;
    desk.say(
        "cli-adopted",
        &[
            ("values", adopted.values.to_string()),
            ("changes", adopted.changes.to_string()),
            ("blobs", adopted.blobs.to_string()),
        ],
    )
}

pub fn same<O: Write>(args: &Same, desk: &mut Desk<O>) -> Done {
    let mut session = open(&args.what.dir)?;
    let (one, other) = (session.find_thing(&args.what.key)?, session.find_thing(&args.other)?);
    session.declare_same(&one, &other)?;
    desk.say("cli-same", &[("one", one.to_string()), ("other", other.to_string())])
}

pub fn erase<O: Write>(args: &Erase, desk: &mut Desk<O>) -> Done {
    let mut session = open(&args.what.dir)?;
    let thing = session.find_thing(&args.what.key)?;
    let count = session.erase(&thing, args.field.as_deref(), &args.reason)?;
    desk.say("cli-erased", &[("count", count.to_string()), ("thing", thing.to_string())])?;
    let backups = session.backups();
    let Some(place) = backups.first().and_then(|backup| backup.path.parent()) else { return Ok(()) };
    let about = [("count", backups.len().to_string()), ("place", place.display().to_string())];
    desk.say("cli-erased-backups", &about)
}
