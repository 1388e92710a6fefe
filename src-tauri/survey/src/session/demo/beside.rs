//! What is recorded beside values: findings, projects, second readings, interviews and questionnaires.

use super::cast::PLACES;
use super::dice::Dice;
use super::script::Visit;
use super::sheet::{Field, Missed};
use super::team::Team;
use super::words;
use crate::framework::{Framework, Indicator, Method, Scale, ValueType};
use crate::model::{Number, Value};
use crate::session::{CellKey, op};
use crate::store::NewOp;
use tanfang_journal::Cbor;

/// Share of the missed indicators that somebody writes a finding about.
const FINDINGS: f64 = 0.3;
/// Projects of a community; 24 in all, as the lists of key projects have.
const PROJECTS: usize = 3;
/// Typed cells of a community that are read a second time.
const READINGS: usize = 5;
const LOT_SEED: &str = "demo-1";
/// Forms by group, in the one community where the forms themselves are kept.
const FORMS: [(&str, &str, usize); 3] = [("international", "en", 34), ("local", "zh", 41), ("working", "en", 6)];
const ASKED_IN: usize = 0;

/// Holds a finding, so that a later round can come back to it.
struct Finding {
    key: String,
    place: usize,
    indicator: String,
}

/// Keeps what was written so far.
#[derive(Default)]
pub(super) struct Beside {
    findings: Vec<Finding>,
}

impl Beside {
    /// Gives what a team writes down at the end of a visit.
    pub(super) fn visit(&mut self, visit: &Visit, field: &Field<'_>, team: &mut Team, dice: &mut Dice) -> Vec<NewOp> {
        match visit.round {
            1 => Vec::new(),
            2 => {
                let mut ops = self.find(visit, field, dice);
                ops.extend(talks(visit, field.framework(), team, dice));
                if visit.place == ASKED_IN {
                    ops.extend(forms(visit, field, team, dice));
                }
                ops
            }
            _ => self.look_again(visit, field),
        }
    }

    fn find(&mut self, visit: &Visit, field: &Field<'_>, dice: &mut Dice) -> Vec<NewOp> {
        let mut ops = Vec::new();
        for Missed { indicator, standing } in field.missed(visit.place) {
            let seen = matches!(indicator.method, Method::Site | Method::Map | Method::Measure);
            if !seen || !dice.often(FINDINGS) {
                continue;
            }
            let key = dice.key(visit.at(300));
            let severity = match (indicator.is_binding(), standing) {
                (true, low) if low < 0.45 => "urgent",
                (true, _) => "serious",
                _ => "minor",
            };
            let text = words::finding(indicator, field.unit_name(visit.place, indicator, dice), dice);
            let set = |name: &str, value: Cbor| op("finding", &key, name, value);
            ops.extend([
                set("community", Cbor::text(PLACES[visit.place].code)),
                set("round", Cbor::Int(i64::from(visit.round))),
                set("text", Cbor::text(&text)),
                set("indicator", Cbor::text(&indicator.code)),
                set("severity", Cbor::text(severity)),
                set("cause", Cbor::text(dice.say(&words::CAUSES))),
                set("advice", Cbor::text(words::first_sentence(&indicator.remedy.zh))),
                set("state", Cbor::text("open")),
            ]);
            self.findings.push(Finding { key, place: visit.place, indicator: indicator.code.clone() });
        }
        ops
    }

    /// Says of each earlier finding whether it was seen again.
    fn look_again(&self, visit: &Visit, field: &Field<'_>) -> Vec<NewOp> {
        let missed: Vec<&str> = field.missed(visit.place).iter().map(|one| one.indicator.code.as_str()).collect();
        let mut ops = Vec::new();
        for finding in self.findings.iter().filter(|finding| finding.place == visit.place) {
            let again = missed.contains(&finding.indicator.as_str());
            let seen = if again { "seen_again" } else { "solved" };
            ops.push(op("finding", &finding.key, &format!("round/{}", visit.round), Cbor::text(seen)));
            if !again {
                ops.push(op("finding", &finding.key, "state", Cbor::text("solved")));
            }
        }
        ops
    }
}

/// Gives the key projects that the office lists after the first round: the heaviest misses of each community, one a scenario.
pub(super) fn projects(field: &Field<'_>, wall_ms: i64, dice: &mut Dice) -> Vec<NewOp> {
    let mut ops = Vec::new();
    for (number, place) in PLACES.iter().enumerate() {
        let mut scenarios: Vec<&str> = Vec::new();
        for Missed { indicator, .. } in field.missed(number) {
            if scenarios.len() == PROJECTS || scenarios.contains(&indicator.scenario.as_str()) {
                continue;
            }
            scenarios.push(&indicator.scenario);
            let key = dice.key(wall_ms);
            let area = place.areas[scenarios.len() % place.areas.len()];
            let (what, lead) = words::project(indicator);
            let set = |name: &str, value: &str| op("project", &key, name, Cbor::text(value));
            ops.extend([
                set("community", place.code),
                set("name", &format!("{area}{what}")),
                set("kind", &indicator.remedy_type),
                op("project", &key, "indicators", Cbor::Array(vec![Cbor::text(&indicator.code)])),
                set("state", dice.say(&["planned", "under_way", "under_way", "done"])),
                set("lead", lead),
                set("responsible", &format!("{area}工作专班（演示）")),
                set("place", area),
            ]);
        }
    }
    ops
}

/// Draws cells of a round to be read again, by the first person of another laptop.
pub(super) fn draw(field: &Field<'_>, round: u32, people: &[String; 4]) -> Vec<NewOp> {
    let mut ops = Vec::new();
    for (number, place) in PLACES.iter().enumerate() {
        let reader = &people[place.team % 3 + 1];
        for (rank, (indicator, _)) in (1_i64..).zip(field.typed(number, round).take(READINGS)) {
            let cell = CellKey::new(place.code, round, &indicator.code).to_string();
            let lot = Cbor::Array(vec![Cbor::text(LOT_SEED), Cbor::Int(rank)]);
            ops.push(op("reading", &cell, "lot", lot));
            ops.push(op("reading", &cell, "reader", Cbor::text(reader)));
        }
    }
    ops
}

/// Gives what one laptop's person read of the drawn cells: mostly the same, now and then a little else.
pub(super) fn read(field: &Field<'_>, round: u32, laptop: usize, reader: &str, dice: &mut Dice) -> Vec<NewOp> {
    let mut ops = Vec::new();
    for (number, place) in PLACES.iter().enumerate().filter(|(_, place)| place.team % 3 + 1 == laptop) {
        for (indicator, first) in field.typed(number, round).take(READINGS) {
            let second = if dice.often(0.2) { beside(indicator, first) } else { first.clone() };
            let key = format!("{}/{reader}", CellKey::new(place.code, round, &indicator.code));
            ops.push(op("reading", &key, "value", second.to_cbor()));
        }
    }
    ops
}

/// Gives the nearest other value that could have been read.
fn beside(indicator: &Indicator, value: &Value) -> Value {
    let Value::Number(number) = value else { return value.clone() };
    let (low, high) = (indicator.min.mantissa(), indicator.max.mantissa());
    let read = match (indicator.value_type, number.decimals()) {
        (ValueType::YesNo, _) => 1 - number.mantissa(),
        (_, 0) if number.mantissa() < high => number.mantissa() + 1,
        (_, 0) if number.mantissa() > low => number.mantissa() - 1,
        _ => return value.clone(),
    };
    Value::Number(Number::new(read, 0))
}

/// Gives two interviews of a visit, with what was answered.
fn talks(visit: &Visit, framework: &Framework, team: &mut Team, dice: &mut Dice) -> Vec<NewOp> {
    let mut ops = Vec::new();
    for (respondent, group, answers) in words::TALKS {
        let key = dice.key(visit.at(320));
        let scenario = &framework.scenarios[dice.whole(0, framework.scenarios.len() as i64 - 1) as usize];
        ops.extend(asked("interview", &key, visit, group, "zh"));
        ops.push(op("interview", &key, "respondent", Cbor::text(respondent)));
        ops.push(op("interview", &key, "scenario", Cbor::text(&scenario.code)));
        for (number, answer) in (1..).zip(answers) {
            let field = format!("answer/{}.{number}", scenario.code);
            ops.push(op("interview", &key, &field, team.apart(&Cbor::text(answer), dice)));
        }
    }
    ops
}

/// Gives the forms that came in, numbered; somebody who would not answer a question is noted as such. Their means are about
/// the values that were recorded.
fn forms(visit: &Visit, field: &Field<'_>, team: &mut Team, dice: &mut Dice) -> Vec<NewOp> {
    let mut ops = Vec::new();
    let mut number = 0;
    for (group, language, count) in FORMS {
        for _ in 0..count {
            number += 1;
            let key = dice.key(visit.at(330));
            ops.extend(asked("response", &key, visit, group, language));
            ops.push(op("response", &key, "number", Cbor::Int(number)));
            ops.push(op("response", &key, "origin", Cbor::text("paper")));
            for question in &field.framework().questions {
                let value = field.value(visit.place, &question.indicator);
                let step = |usual: f64, most: f64, dice: &mut Dice| {
                    let step = usual.clamp(1.0, most);
                    let higher = dice.often(step.fract());
                    (step.floor() + f64::from(u8::from(higher))).to_string()
                };
                let answer = match question.scale {
                    Scale::YesNo if dice.often(value.unwrap_or(75.0) / 100.0) => "yes".to_owned(),
                    Scale::YesNo => "no".to_owned(),
                    Scale::Five => step(value.unwrap_or(75.0) / 25.0 + 1.0, 5.0, dice),
                    Scale::Seven => step(value.unwrap_or(5.5), 7.0, dice),
                };
                let answer = if dice.often(0.02) { "refused".to_owned() } else { answer };
                let field = format!("answer/{}", question.code);
                ops.push(op("response", &key, &field, team.apart(&Cbor::text(&answer), dice)));
            }
        }
    }
    ops
}

fn asked(noun: &str, key: &str, visit: &Visit, group: &str, language: &str) -> Vec<NewOp> {
    let set = |name: &str, value: Cbor| op(noun, key, name, value);
    vec![
        set("community", Cbor::text(PLACES[visit.place].code)),
        set("round", Cbor::Int(i64::from(visit.round))),
        set("consent", Cbor::text("yes")),
        set("date", Cbor::text(&visit.date.to_string())),
        set("group", Cbor::text(group)),
        set("language", Cbor::text(language)),
    ]
}
