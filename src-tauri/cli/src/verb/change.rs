//! The journal: every change and what it writes.

use super::People;
use crate::desk::{Desk, Done};
use serde::Serialize;
use std::io::Write;
use tanfang_survey::session::{Session, Stamp, Void};
use tanfang_survey::store::ChangeState;

/// One row of `list changes --json`.
#[derive(Debug, Serialize)]
struct Row {
    hash: String,
    device: String,
    seq: i64,
    prev: Option<String>,
    lamport: i64,
    at: String,
    author: String,
    state: &'static str,
    reason: Option<&'static str>,
    ops: Vec<OpRow>,
}

#[derive(Debug, Serialize)]
struct OpRow {
    noun: String,
    key: String,
    field: String,
}

pub fn list<O: Write>(session: &Session, json: bool, desk: &mut Desk<O>) -> Done {
    let people = People::of(session)?;
    let mut changes = session.changes()?;
    // The order of arrival differs between laptops; this one does not.
    changes.sort_by_key(|change| (change.lamport, change.hash));
    let mut rows = Vec::new();
    let mut table = desk.table(&["time", "author", "device", ">cli-head-seq", "state", "cli-head-what"]);
    for change in changes {
        let (state, reason) = match change.state {
            ChangeState::Applied => ("applied", None),
            ChangeState::Held => ("held", None),
            ChangeState::Void(Void::Lamport) => ("void", Some("lamport")),
            ChangeState::Void(Void::Chain) => ("void", Some("chain")),
            ChangeState::Void(Void::NotEnrolled) => ("void", Some("not_enrolled")),
            ChangeState::Void(Void::Revoked) => ("void", Some("revoked")),
        };
        let at = Stamp { wall_ms: change.wall_ms, offset_min: change.offset_min }.rfc3339();
        let author = people.name(&change.author);
        let written = session.operations(&change.hash)?;
        if json {
            rows.push(Row {
                hash: change.hash.to_string(),
                device: change.device.to_string(),
                seq: change.seq,
                prev: change.prev.map(|hash| hash.to_string()),
                lamport: change.lamport,
                at,
                author,
                state,
                reason,
                ops: written
                    .into_iter()
                    .map(|name| OpRow { noun: name.noun, key: name.key, field: name.field })
                    .collect(),
            });
        } else {
            let what = match written.as_slice() {
                [] => String::new(),
                [only] => format!("{} {} {}", only.noun, only.key, only.field),
                [first, rest @ ..] => format!("{} {} {} +{}", first.noun, first.key, first.field, rest.len()),
            };
            let word = reason
                .map_or_else(|| format!("cli-change-{state}"), |why| format!("cli-void-{}", why.replace('_', "-")));
            let state = desk.word(&word);
            table.row(vec![at, author, change.device.to_string(), change.seq.to_string(), state, what]);
        }
    }
    if json { desk.json(&rows) } else { desk.show(&table) }
}
