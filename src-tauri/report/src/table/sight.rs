//! What was seen and what people disagree about: photos and conflicts.

use super::{Cell, Sink, Step, Work, go_on};
use std::collections::HashMap;
use tanfang_survey::model::{Kind, noun};
use tanfang_survey::session::view::{AnyValue, ConflictHead, ConflictView};
use tanfang_survey::session::{Fault, MediaRow};

pub(super) const PHOTOS: [&str; 18] = [
    "key",
    "file-name",
    "caption",
    "community",
    "community-name",
    "round",
    "indicator",
    "unit",
    "unit-name",
    "file-kind",
    "bytes",
    "width",
    "height",
    "taken-at",
    "hash",
    "present",
    "author",
    "at",
];

pub(super) const CONFLICTS: [&str; 16] = [
    "conflict-id",
    "conflict-kind",
    "noun",
    "key",
    "field",
    "community",
    "round",
    "indicator",
    "unit",
    "unit-name",
    "side",
    "provisional",
    "side-value",
    "reason",
    "author",
    "at",
];

pub(super) fn photos(work: &Work<'_>, sink: &mut dyn Sink, step: &mut Step<'_>) -> Result<(), Fault> {
    let people = work.session.people()?;
    let communities = work.session.communities()?;
    let mut units = HashMap::new();
    for community in &communities {
        let found = work.session.units(&community.code, None)?;
        units.extend(found.into_iter().map(|unit| (unit.key, unit.name)));
    }
    let mut media = work.session.media()?;
    media.retain(|medium| work.round.is_none_or(|round| medium.round == round));
    for (done, medium) in media.iter().enumerate() {
        if done % 256 == 0 {
            go_on(step, done, media.len())?;
        }
        let name = communities.iter().find(|community| community.code == medium.community);
        let name = name.map(|community| work.pick(&community.name));
        let author = people.get(&medium.by.author).unwrap_or(&medium.by.author);
        sink.row(&photo(work, medium, name, &units, author))?;
    }
    Ok(())
}

fn photo(
    work: &Work<'_>,
    medium: &MediaRow,
    community: Option<String>,
    units: &HashMap<String, String>,
    author: &str,
) -> [Cell; PHOTOS.len()] {
    let links = |prefix: &'static str| medium.links.iter().filter_map(move |link| link.strip_prefix(prefix));
    let indicators: Vec<&str> = links("assessment/").filter_map(|cell| cell.rsplit('/').next()).collect();
    let keys: Vec<&str> = links("unit/").collect();
    let names: Vec<&str> = keys.iter().filter_map(|key| units.get(*key).map(String::as_str)).collect();
    let (width, height) = medium.pixels.unzip();
    let file = work.session.blob_path(&medium.original).metadata();
    [
        Cell::text(&medium.key),
        Cell::text(&medium.name),
        Cell::text(&medium.caption),
        Cell::text(&medium.community),
        Cell::maybe(community),
        if medium.round == 0 { Cell::Empty } else { Cell::count(medium.round.into()) },
        Cell::text(indicators.join(" ")),
        Cell::text(keys.join(" ")),
        Cell::text(names.join(&work.words.get("list-separator"))),
        Cell::text(&medium.original.ext),
        Cell::count(medium.original.size.into()),
        Cell::counted(width.map(i128::from)),
        Cell::counted(height.map(i128::from)),
        Cell::maybe(medium.taken_at.clone()),
        Cell::text(medium.original.hash.to_string()),
        work.answer(file.is_ok_and(|file| file.len() == medium.original.size)),
        Cell::text(author),
        Cell::text(medium.by.at.rfc3339()),
    ]
}

pub(super) fn conflicts(work: &Work<'_>, sink: &mut dyn Sink, step: &mut Step<'_>) -> Result<(), Fault> {
    go_on(step, 0, 1)?;
    let mut conflicts = work.session.conflicts_view()?;
    conflicts.retain(|conflict| work.round.is_none() || work.round == conflict.round);
    for conflict in &conflicts {
        for head in &conflict.heads {
            sink.row(&side(work, conflict, head))?;
        }
    }
    Ok(())
}

fn side(work: &Work<'_>, conflict: &ConflictView, head: &ConflictHead) -> [Cell; CONFLICTS.len()] {
    let value = if is_withheld(&conflict.noun, &conflict.field) {
        work.word("table-withheld")
    } else {
        shown(work, &head.value)
    };
    let reason = match &head.value {
        AnyValue::NotApplicable { reason } | AnyValue::NotObtained { reason } => Some(reason.clone()),
        _ => head.reason.clone(),
    };
    [
        Cell::text(&conflict.id),
        work.named("conflict-kind", &conflict.kind),
        Cell::text(&conflict.noun),
        Cell::text(&conflict.key),
        Cell::text(&conflict.field),
        Cell::maybe(conflict.community.clone()),
        Cell::counted(conflict.round.map(i128::from)),
        Cell::maybe(conflict.indicator.clone()),
        Cell::maybe(conflict.unit.clone()),
        Cell::maybe(conflict.unit_name.clone()),
        Cell::count(head.n.into()),
        work.answer(head.provisional),
        value,
        Cell::maybe(reason),
        Cell::text(&head.author),
        Cell::text(&head.at),
    ]
}

/// Says whether a field holds where something is, or what a person said or who they are.
pub(super) fn is_withheld(of: &str, field: &str) -> bool {
    let kind = noun(of).and_then(|noun| noun.field(field)).map(|field| field.kind);
    field == "position" || matches!(kind, Some(Kind::Personal | Kind::Position))
}

fn shown(work: &Work<'_>, value: &AnyValue) -> Cell {
    match value {
        AnyValue::Number { text } => text.parse().map_or_else(|_| Cell::text(text), Cell::Number),
        AnyValue::Of { a, b } => Cell::text(work.words.format("value-of", &[("a", a), ("b", b)])),
        AnyValue::Absent => work.word("state-absent"),
        AnyValue::NotApplicable { .. } => work.word("state-not-applicable"),
        AnyValue::NotObtained { .. } => work.word("state-not-obtained"),
        AnyValue::Empty => work.word("state-empty"),
        AnyValue::Text { text } => Cell::text(text),
        AnyValue::Flag { on } => work.answer(*on),
        AnyValue::Unknown => work.word("table-other"),
    }
}
