//! Things of any noun whose fields stand in the table of nouns: adding, changing, listing; where sheets stand.

use super::{People, open, open_to_read, open_with_reason, some};
use crate::args::{Add, Review, Set, Things};
use crate::desk::{Desk, Done, Refusal};
use crate::given;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use tanfang_survey::session::{Entry, ReviewState, Seen, Session, Thing};

/// One row of `things --json`.
#[derive(Debug, Serialize)]
struct Row {
    key: String,
    fields: BTreeMap<String, String>,
    /// Fields about which people disagree, and those whose content was erased or lies sealed.
    conflicts: Vec<String>,
    withheld: Vec<String>,
    author: Option<String>,
    at: Option<String>,
    /// True where something of it was recorded after its round had been closed.
    late: bool,
}

/// One row of `list sheets --json`.
#[derive(Debug, Serialize)]
struct Sheet {
    community: String,
    round: u32,
    scenario: String,
    state: &'static str,
    changed: bool,
    assignee: Option<String>,
    comment: Option<String>,
    author: Option<String>,
    at: Option<String>,
    conflict: bool,
}

fn entries(fields: &[String]) -> Result<Vec<Entry>, Refusal> {
    let entry = |text: &String| given::pair(text).map(|(field, text)| Entry::new(&field, &text));
    fields.iter().map(entry).collect()
}

pub fn add<O: Write>(args: &Add, desk: &mut Desk<O>) -> Done {
    let entries = entries(&args.fields)?;
    let (key, _) = open_with_reason(&args.dir, args.reason.as_deref())?.add_entity(&args.noun, &entries)?;
    desk.line(&key)
}

pub fn set<O: Write>(args: &Set, desk: &mut Desk<O>) -> Done {
    let entries = entries(&args.fields)?;
    let mut session = open(&args.dir)?;
    let thing = session.find_thing(&args.key)?;
    session.set_entity(&thing, &entries, args.reason.as_deref())?;
    desk.say("cli-set", &[("thing", thing.to_string())])
}

pub fn list<O: Write>(args: &Things, desk: &mut Desk<O>) -> Done {
    let round = args.round.as_deref().map(given::round).transpose()?.map(|round| round.to_string());
    let session = open_to_read(&args.dir, desk)?;
    let people = People::of(&session)?;
    let wanted = [("community", args.community.as_deref()), ("round", round.as_deref())];
    let wanted: Vec<(&str, &str)> = wanted.into_iter().filter_map(|(field, text)| Some((field, text?))).collect();
    let found = session.entities(&args.noun, "", &wanted)?;
    let late = session.late_among(&args.noun, found.iter().map(|entity| entity.key.as_str()))?;
    let rows = found.into_iter().map(|entity| {
        let by = entity.by().cloned();
        let which = |fits: fn(&tanfang_survey::session::Held) -> bool| {
            entity.fields.iter().filter(|(_, held)| fits(held)).map(|(field, _)| field.clone()).collect::<Vec<_>>()
        };
        let (conflicts, withheld) = (which(|held| held.conflict), which(|held| held.withheld));
        let texts = entity.fields.into_iter().filter(|(_, held)| !held.text.is_empty());
        Row {
            late: late.contains(&entity.key),
            key: entity.key,
            fields: texts.map(|(field, held)| (field, held.text)).collect(),
            conflicts,
            withheld,
            author: by.as_ref().map(|by| people.name(&by.author)),
            at: by.map(|by| by.at.rfc3339()),
        }
    });
    let rows: Vec<Row> = rows.collect();
    if args.json {
        return desk.json(&rows);
    }
    let mut table = desk.table(&["cli-head-key", "cli-head-what", "author", "time"]);
    for row in rows {
        let fields: Vec<String> = row.fields.iter().map(|(field, text)| format!("{field}={text}")).collect();
        table.row(vec![row.key, fields.join("  "), row.author.unwrap_or_default(), row.at.unwrap_or_default()]);
    }
    desk.show(&table)
}

pub fn review<O: Write>(args: &Review, desk: &mut Desk<O>) -> Done {
    let wrong = || Refusal::given("cli-not-a-sheet", &args.sheet);
    let parts: Vec<&str> = args.sheet.split('/').collect();
    let [community, round, scenario] = parts.as_slice() else { return Err(wrong()) };
    let state = ReviewState::parse(&args.state).ok_or_else(|| Refusal::given("cli-not-a-review", &args.state))?;
    let sheet = (*community, given::round(round)?, *scenario);
    open(&args.dir)?.set_review(sheet, state, args.comment.as_deref().unwrap_or_default(), Seen::Current)?;
    let word = desk.word(&format!("sheet-state-{}", state.as_str()));
    desk.say("cli-reviewed", &[("sheet", args.sheet.clone()), ("state", word)])
}

pub fn sheets<O: Write>(session: &Session, json: bool, desk: &mut Desk<O>) -> Done {
    let people = People::of(session)?;
    let mut rows = Vec::new();
    for community in session.communities()? {
        for round in session.rounds()? {
            rows.extend(session.reviews(&community.code, round.number)?.into_iter().map(|review| Sheet {
                community: review.community,
                round: review.round,
                scenario: review.scenario,
                state: review.state.as_str(),
                changed: review.changed,
                assignee: some(review.assignee).map(|key| people.name(&key)),
                comment: some(review.comment),
                author: review.by.as_ref().map(|by| people.name(&by.author)),
                at: review.by.map(|by| by.at.rfc3339()),
                conflict: review.conflict,
            }));
        }
    }
    if json {
        return desk.json(&rows);
    }
    let mut table = desk.table(&["community", ">round", "scenario", "state", "cli-head-assignee", "author", "remark"]);
    for row in rows.into_iter().filter(|row| row.at.is_some() || row.assignee.is_some()) {
        let mut state = desk.word(&format!("sheet-state-{}", row.state));
        if row.changed {
            state = format!("{state} · {}", desk.word("sheet-changed-since-approval"));
        }
        let texts = [row.assignee, row.author, row.comment].map(Option::unwrap_or_default);
        let [assignee, author, comment] = texts;
        table.row(vec![row.community, row.round.to_string(), row.scenario, state, assignee, author, comment]);
    }
    desk.show(&table)
}

/// Finds a thing that must be of one noun.
pub fn of_noun(session: &Session, key: &str, noun: &str) -> Result<String, Refusal> {
    let thing: Thing = session.find_thing(key).or_else(|_| format!("{noun}/{key}").parse())?;
    if thing.noun == noun { Ok(thing.key) } else { Err(Refusal::given("cli-not-a-request", key)) }
}
