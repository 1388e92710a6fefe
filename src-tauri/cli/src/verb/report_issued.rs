//! Issued reports: what was handed out, and what has changed since.

use super::{People, open, some};
use crate::args::Issued;
use crate::desk::{Desk, Done};
use serde::Serialize;
use std::io::Write;
use tanfang_survey::session::Since;

/// One row of `report issued --json`.
#[derive(Debug, Serialize)]
struct Row {
    number: String,
    key: String,
    kind: String,
    scenario: Option<String>,
    communities: Vec<String>,
    round: u32,
    audience: String,
    languages: String,
    profile: String,
    date: String,
    recipients: Option<String>,
    note: Option<String>,
    digest: String,
    files: Vec<File>,
    acknowledged: Option<String>,
    unsettled: Vec<String>,
    /// Another report bears the same number.
    twice: bool,
    author: Option<String>,
    at: Option<String>,
    /// How many of its numbers are others now; none where not all it rests on is on this computer.
    changed_since: Option<usize>,
}

#[derive(Debug, Serialize)]
struct File {
    name: String,
    blake3: String,
}

pub fn list<O: Write>(args: &Issued, desk: &mut Desk<O>) -> Done {
    let session = open(&args.dir)?;
    let people = People::of(&session)?;
    let mut rows = Vec::new();
    let mut since = Since::of(&session);
    for report in session.issued()? {
        let changed_since = match since.count(&report) {
            Ok(count) => Some(count),
            Err(fault) if matches!(fault.code, "changes-missing" | "state-differs") => None,
            Err(fault) => return Err(fault.into()),
        };
        rows.push(Row {
            files: report.files.into_iter().map(|file| File { name: file.name, blake3: file.hash }).collect(),
            number: report.number,
            key: report.key,
            kind: report.covered.kind,
            scenario: report.covered.scenario,
            communities: report.covered.communities,
            round: report.covered.round,
            audience: report.audience,
            languages: report.languages,
            profile: report.profile,
            date: report.date,
            recipients: some(report.recipients),
            note: some(report.note),
            digest: report.basis.digest.to_string(),
            acknowledged: some(report.acknowledged),
            unsettled: report.unsettled,
            twice: report.twice,
            author: report.by.as_ref().map(|by| people.name(&by.author)),
            at: report.by.map(|by| by.at.rfc3339()),
            changed_since,
        });
    }
    if args.json {
        return desk.json(&rows);
    }
    let mut table =
        desk.table(&["field-number", "field-kind", ">round", "field-date", "field-recipients", "cli-head-since"]);
    for row in rows {
        let number =
            if row.twice { format!("{} · {}", row.number, desk.word("cli-report-twice")) } else { row.number };
        let kind = desk.word(&format!("choice-kind-{}", row.kind));
        let kind = [Some(kind), row.scenario, some(row.communities.join(","))];
        let kind = kind.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let since = match row.changed_since {
            Some(0) => desk.word("cli-report-unchanged"),
            Some(count) => desk.phrase("cli-report-changed", &[("count", count.to_string())]),
            None => desk.word("cli-report-not-here"),
        };
        table.row(vec![number, kind, row.round.to_string(), row.date, row.recipients.unwrap_or_default(), since]);
    }
    desk.show(&table)
}
