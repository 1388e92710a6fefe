//! Taking back own actions and merged files.

use super::open_with_reason;
use crate::args::{Redo, Undo};
use crate::desk::{Desk, Done};
use crate::given;
use serde::Serialize;
use std::io::Write;
use tanfang_survey::session::{Session, Stamp};

/// One row of `list merges --json`.
#[derive(Debug, Serialize)]
struct Row {
    merge: i64,
    file: String,
    carrier: String,
    at: String,
    changes: u64,
}

pub fn undo<O: Write>(args: &Undo, desk: &mut Desk<O>) -> Done {
    let mut session = open_with_reason(&args.dir, args.reason.as_deref())?;
    if let Some(merge) = &args.merge {
        let count = session.take_back_merge(given::take(merge)?.into())?;
        return desk.say("cli-merge-undone", &[("count", count.to_string())]);
    }
    let undone = session.undo()?;
    desk.say("cli-undone", &[("change", undone.change.to_string())])
}

pub fn redo<O: Write>(args: &Redo, desk: &mut Desk<O>) -> Done {
    let redone = open_with_reason(&args.dir, args.reason.as_deref())?.redo()?;
    desk.say("cli-redone", &[("change", redone.change.to_string())])
}

pub fn merges<O: Write>(session: &Session, json: bool, desk: &mut Desk<O>) -> Done {
    let rows: Vec<Row> = session
        .merges()?
        .into_iter()
        .map(|merge| Row {
            merge: merge.id,
            at: Stamp { wall_ms: merge.wall_ms, offset_min: merge.offset_min }.rfc3339(),
            carrier: merge.carrier.to_string(),
            file: merge.name,
            changes: merge.changes,
        })
        .collect();
    if json {
        return desk.json(&rows);
    }
    let mut table = desk.table(&[">cli-head-merge", "cli-head-file", "time", "device", ">cli-head-changes"]);
    for row in rows {
        table.row(vec![row.merge.to_string(), row.file, row.at, row.carrier, row.changes.to_string()]);
    }
    desk.show(&table)
}
