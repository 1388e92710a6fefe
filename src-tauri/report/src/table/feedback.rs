//! What others said about reports, and what was answered: 征求意见.

use super::{Cell, Sink, Step, Work, go_on};
use std::collections::HashMap;
use tanfang_survey::session::{Entity, Fault};

pub(super) const FEEDBACK: [&str; 15] = [
    "key",
    "issued-number",
    "community",
    "community-name",
    "round",
    "indicator",
    "indicator-name",
    "organisation",
    "objection",
    "answer",
    "outcome",
    "date",
    "conflict",
    "author",
    "at",
];

pub(super) fn feedback(work: &Work<'_>, sink: &mut dyn Sink, step: &mut Step<'_>) -> Result<(), Fault> {
    let reports: HashMap<String, String> =
        work.session.issued()?.into_iter().map(|report| (report.key, report.number)).collect();
    let people = work.session.people()?;
    let communities = work.session.communities()?;
    let framework = work.session.framework();
    let mut found = work.session.entities("feedback", "", &[])?;
    found.retain(|one| work.round.is_none_or(|round| one.number("round") == Some(round.into())));
    for (done, one) in found.iter().enumerate() {
        if done % 256 == 0 {
            go_on(step, done, found.len())?;
        }
        let community = communities.iter().find(|community| community.code == one.text("community"));
        let indicator = framework.indicator(one.text("indicator"));
        let names = Names {
            report: reports.get(one.text("report")).map_or(one.text("report"), String::as_str),
            community: community.map(|community| work.pick(&community.name)),
            indicator: indicator.map(|indicator| work.pick(&indicator.name)),
            author: one.by().map(|by| people.get(&by.author).unwrap_or(&by.author).clone()),
        };
        sink.row(&row(work, one, names))?;
    }
    Ok(())
}

struct Names<'a> {
    report: &'a str,
    community: Option<String>,
    indicator: Option<String>,
    author: Option<String>,
}

fn row(work: &Work<'_>, one: &Entity, names: Names<'_>) -> [Cell; FEEDBACK.len()] {
    let text = |field: &str| Cell::text(one.text(field));
    // Nobody said yet what became of it: it is open.
    let outcome = Some(one.text("outcome")).filter(|word| !word.is_empty()).unwrap_or("open");
    [
        Cell::text(&one.key),
        Cell::text(names.report),
        text("community"),
        Cell::maybe(names.community),
        Cell::counted(one.number("round").map(i128::from)),
        text("indicator"),
        Cell::maybe(names.indicator),
        text("organisation"),
        text("objection"),
        text("answer"),
        work.named("choice-outcome", outcome),
        text("date"),
        work.answer(one.fields.values().any(|held| held.conflict)),
        Cell::maybe(names.author),
        Cell::maybe(one.by().map(|by| by.at.rfc3339())),
    ]
}
