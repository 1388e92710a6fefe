//! Conflicts: shown with all their sides, settled with a reason.

use super::observation::parts;
use super::{People, open, print_value};
use crate::args::Resolve;
use crate::desk::{Desk, Done};
use crate::given;
use serde::Serialize;
use std::io::Write;
use tanfang_survey::framework::{Framework, State};
use tanfang_survey::model::Ratio;
use tanfang_survey::session::{BOTH, Cbor, Conflict, ConflictHead, Session};

/// One row of `list conflicts --json`.
#[derive(Debug, Serialize)]
struct Row {
    id: String,
    kind: &'static str,
    noun: String,
    key: String,
    field: String,
    community: Option<String>,
    round: Option<u32>,
    indicator: Option<String>,
    heads: Vec<HeadRow>,
}

#[derive(Debug, Serialize)]
struct HeadRow {
    n: usize,
    value: Option<Shown>,
    state: Option<&'static str>,
    author: String,
    device: String,
    at: String,
    lamport: i64,
    dot: String,
}

/// A value of any field as JSON has it.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Shown {
    Number(f64),
    Flag(bool),
    Text(String),
}

pub fn list<O: Write>(session: &Session, json: bool, desk: &mut Desk<O>) -> Done {
    let people = People::of(session)?;
    let framework = session.framework();
    let conflicts = session.conflicts()?;
    if json {
        let rows: Vec<Row> = conflicts.into_iter().map(|conflict| row(conflict, &people, &framework)).collect();
        return desk.json(&rows);
    }
    if conflicts.is_empty() {
        return desk.say("cli-nothing", &[]);
    }
    for conflict in conflicts {
        let what = format!("{} {} {}", conflict.name.noun, conflict.name.key, conflict.name.field);
        desk.say("cli-conflict-line", &[("id", conflict.id.clone()), ("what", what)])?;
        for head in &conflict.heads {
            let line = desk.phrase(
                "cli-conflict-head",
                &[
                    ("n", head.n.to_string()),
                    ("value", print_head(desk, &conflict, head, &framework)),
                    ("author", people.name(&head.by.author)),
                    ("at", head.by.at.rfc3339()),
                    ("device", head.by.device.to_string()),
                ],
            );
            desk.line(&format!("  {line}"))?;
        }
    }
    Ok(())
}

fn row(conflict: Conflict, people: &People, framework: &Framework) -> Row {
    let heads = conflict
        .heads
        .iter()
        .map(|head| {
            let (state, value) = shown(&conflict, head, framework);
            HeadRow {
                n: head.n,
                value,
                state,
                author: people.name(&head.by.author),
                device: head.by.device.to_string(),
                at: head.by.at.rfc3339(),
                lamport: head.lamport,
                dot: head.dot.to_string(),
            }
        })
        .collect();
    Row {
        id: conflict.id,
        kind: conflict.kind.as_str(),
        noun: conflict.name.noun,
        key: conflict.name.key,
        field: conflict.name.field,
        community: conflict.cell.as_ref().map(|cell| cell.community.clone()),
        round: conflict.cell.as_ref().map(|cell| cell.round),
        indicator: conflict.cell.map(|cell| cell.indicator),
        heads,
    }
}

/// Tells whether the register holds a value of an indicator, and not a text or another field.
fn is_recorded(conflict: &Conflict) -> bool {
    matches!(
        (conflict.name.noun.as_str(), conflict.name.field.as_str()),
        ("assessment", "value") | ("observation", "result")
    )
}

/// Gives what a value is worth: a number as it stands, a pair factor · a / b.
fn worth(conflict: &Conflict, number: Option<Ratio>, pair: Option<(i64, i64)>, framework: &Framework) -> Option<Ratio> {
    let (a, b) = match (number, pair) {
        (Some(number), _) => return Some(number),
        (None, pair) => pair?,
    };
    let code = conflict.cell.as_ref().map_or("", |cell| cell.indicator.as_str());
    let factor = framework.indicator(code).and_then(|indicator| indicator.factor).unwrap_or(1);
    Ratio::new(i128::from(a) * i128::from(factor), b.into())
}

fn shown(conflict: &Conflict, head: &ConflictHead, framework: &Framework) -> (Option<&'static str>, Option<Shown>) {
    if let (true, Some(value)) = (is_recorded(conflict), head.recorded()) {
        let (state, number, pair, _) = parts(value, None);
        let worth = worth(conflict, number, pair, framework);
        return (state.map(State::as_str), worth.map(|worth| Shown::Number(worth.to_f64())));
    }
    let value = match &head.value {
        Cbor::Null => return (None, None),
        Cbor::Text(text) => Shown::Text(text.clone()),
        Cbor::Bool(flag) => Shown::Flag(*flag),
        Cbor::Int(number) => Shown::Number(*number as f64),
        other => Shown::Text(plain(other)),
    };
    (Some(State::Value.as_str()), Some(value))
}

/// Writes a composed value, such as a name in two languages or a position, for reading.
pub fn plain(item: &Cbor) -> String {
    match item {
        Cbor::Text(text) => text.clone(),
        Cbor::Int(number) => number.to_string(),
        Cbor::Bool(flag) => flag.to_string(),
        Cbor::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(" / "),
        Cbor::Null => String::new(),
        other => format!("{other:?}"),
    }
}

fn print_head<O: Write>(desk: &Desk<O>, conflict: &Conflict, head: &ConflictHead, framework: &Framework) -> String {
    if let (true, Some(value)) = (is_recorded(conflict), head.recorded()) {
        let (state, number, pair, reason) = parts(value, head.reason.clone());
        let Some(state) = state else { return desk.word("state-empty") };
        if let Some(worth) = worth(conflict, number, pair, framework) {
            return print_value(desk, worth, pair.map(|(a, b)| (a.into(), b.into())));
        }
        let word = desk.word(&format!("state-{}", state.as_str().replace('_', "-")));
        return match reason {
            Some(reason) => format!("{word}: {reason}"),
            None => word,
        };
    }
    match &head.value {
        Cbor::Null => desk.word("state-empty"),
        other => plain(other),
    }
}

pub fn resolve<O: Write>(args: &Resolve, desk: &mut Desk<O>) -> Done {
    let n = given::side(&args.take)?;
    open(&args.dir)?.resolve(&args.conflict, n, &args.reason)?;
    if n == BOTH {
        return desk.say("cli-resolved-both", &[("conflict", args.conflict.clone())]);
    }
    desk.say("cli-resolved", &[("conflict", args.conflict.clone()), ("n", n.to_string())])
}
