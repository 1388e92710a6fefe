//! Observations: what was seen at each unit.

use super::{People, print_value, some};
use crate::desk::{Desk, Done};
use serde::Serialize;
use std::collections::HashMap;
use std::io::Write;
use tanfang_survey::framework::State;
use tanfang_survey::model::{Ratio, Value};
use tanfang_survey::session::{Filter, Session};

#[derive(Debug, Serialize)]
struct Row {
    community: String,
    round: u32,
    indicator: String,
    unit: String,
    unit_name: Option<String>,
    list: Option<String>,
    state: Option<&'static str>,
    value: Option<f64>,
    numerator: Option<i64>,
    denominator: Option<i64>,
    reason: Option<String>,
    remark: Option<String>,
    author: String,
    at: String,
    conflict: bool,
    late: bool,
}

pub fn list<O: Write>(session: &Session, json: bool, desk: &mut Desk<O>) -> Done {
    let people = People::of(session)?;
    let mut units = HashMap::new();
    for community in session.communities()? {
        units.extend(session.units(&community.code, None)?.into_iter().map(|unit| (unit.key.clone(), unit)));
    }
    let framework = session.framework();
    let mut rows = Vec::new();
    let mut table =
        desk.table(&["community", ">round", "indicator", "unit", ">value", "remark", "author", "time", "conflict"]);
    for row in session.observations(&Filter::default())? {
        let unit = units.get(&row.unit);
        let (state, number, pair, reason) = parts(row.value, row.reason);
        // A pair is worth factor · a / b; a unit of a share passes or fails.
        let factor = framework.indicator(&row.key.indicator).and_then(|indicator| indicator.factor).unwrap_or(1);
        let value = match (number, pair) {
            (Some(number), _) => Some(number),
            (None, Some((a, b))) => Ratio::new(i128::from(a) * i128::from(factor), b.into()),
            (None, None) => None,
        };
        if json {
            rows.push(Row {
                community: row.key.community,
                round: row.key.round,
                indicator: row.key.indicator,
                unit_name: unit.map(|unit| unit.name.clone()),
                list: unit.map(|unit| unit.list.clone()),
                unit: row.unit,
                state: state.map(State::as_str),
                value: value.map(Ratio::to_f64),
                numerator: pair.map(|(a, _)| a),
                denominator: pair.map(|(_, b)| b),
                reason,
                remark: some(row.remark),
                author: people.name(&row.by.author),
                at: row.by.at.rfc3339(),
                conflict: row.conflict,
                late: row.late,
            });
        } else {
            let shown = match (state, value) {
                (Some(State::Value), Some(value)) => print_value(desk, value, pair.map(|(a, b)| (a.into(), b.into()))),
                (Some(state), _) => desk.word(&format!("state-{}", state.as_str().replace('_', "-"))),
                (None, _) => desk.word("state-empty"),
            };
            table.row(vec![
                row.key.community,
                row.key.round.to_string(),
                row.key.indicator,
                unit.map_or(row.unit, |unit| unit.name.clone()),
                shown,
                row.remark,
                people.name(&row.by.author),
                row.by.at.rfc3339(),
                if row.conflict { desk.word("conflict") } else { String::new() },
            ]);
        }
    }
    if json { desk.json(&rows) } else { desk.show(&table) }
}

type Parts = (Option<State>, Option<Ratio>, Option<(i64, i64)>, Option<String>);

/// Takes a value apart: its state, the number or the pair, the reason.
pub fn parts(value: Value, reason: Option<String>) -> Parts {
    match value {
        Value::Number(number) => (Some(State::Value), Some(number.to_ratio()), None, None),
        Value::Of { a, b } => (Some(State::Value), None, Some((a, b)), None),
        Value::Absent => (Some(State::Absent), None, None, reason),
        Value::NotApplicable { reason } => (Some(State::NotApplicable), None, None, Some(reason)),
        Value::NotObtained { reason } => (Some(State::NotObtained), None, None, Some(reason)),
        Value::Empty => (None, None, None, None),
    }
}
