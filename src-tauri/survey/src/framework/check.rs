//! What must hold between lines and files of any framework.

use super::problem::Problem;
use super::read::Tables;
use super::table::{Errors, Line, quote};
use super::words::{Aggregate, Method, Scale, Stage, State, ValueType};
use super::{Condition, Framework, Indicator, Operand};
use crate::model::Number;
use std::collections::{HashMap, HashSet};

/// The columns whose cells must differ from line to line.
const UNIQUE: [(&str, &[&str]); 11] = [
    ("orientations.csv", &["key"]),
    ("scenarios.csv", &["code", "key"]),
    ("items.csv", &["code"]),
    ("indicators.csv", &["code"]),
    ("lists.csv", &["key"]),
    ("terms.csv", &["key"]),
    ("questions.csv", &["code"]),
    ("rules.csv", &["id"]),
    ("communities.csv", &["code"]),
    ("project_types.csv", &["key"]),
    ("practical_tasks.csv", &["key"]),
];

/// The files without which there is nothing to survey.
const NEEDED: [&str; 7] = [
    "orientations.csv",
    "scenarios.csv",
    "items.csv",
    "indicators.csv",
    "communities.csv",
    "rounds.csv",
    "project_types.csv",
];

/// Checks numbers of lines, keys that must differ, and the sequence of codes.
pub(super) fn check_tables(tables: &Tables, errors: &Errors) {
    let found = tables.len("framework.csv");
    if found != 1 {
        errors.add("framework.csv", 0, "", Problem::RowCount { expected: 1, found });
    }
    for file in NEEDED {
        if tables.len(file) == 0 {
            errors.add(file, 0, "", Problem::NoRows);
        }
    }
    for (file, columns) in UNIQUE {
        for column in columns {
            let mut seen = HashSet::new();
            for line in tables.lines(file, errors) {
                if !seen.insert(line.cell(column)) {
                    line.fail(column, Problem::Twice { found: quote(line.cell(column)) });
                }
            }
        }
    }
    for (n, line) in tables.lines("scenarios.csv", errors).iter().enumerate() {
        check_sequence(*line, "code", &(n + 1).to_string());
    }
    for (n, line) in tables.lines("rounds.csv", errors).iter().enumerate() {
        check_sequence(*line, "number", &(n + 1).to_string());
    }
    check_children(tables, "items.csv", "scenario", "scenarios.csv", errors);
    check_children(tables, "indicators.csv", "item", "items.csv", errors);
}

fn check_sequence(line: Line<'_>, column: &str, expected: &str) {
    if line.cell(column) != expected {
        line.fail(column, Problem::Sequence { expected: expected.to_owned(), found: quote(line.cell(column)) });
    }
}

/// Checks that codes run parent.1, parent.2 … in the order of the parents, and that every parent has children.
fn check_children(
    tables: &Tables,
    file: &'static str,
    parent_column: &str,
    parent_file: &'static str,
    errors: &Errors,
) {
    let parents = tables.column(parent_file, "code");
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut last = 0;
    for line in tables.lines(file, errors) {
        let parent = line.reference(parent_column, &parents, parent_file);
        let Some(place) = parents.iter().position(|code| *code == parent) else { continue };
        let count = counts.entry(parent.clone()).or_default();
        *count += 1;
        check_sequence(line, "code", &format!("{parent}.{count}"));
        if place < last {
            let problem = Problem::Sequence { expected: parents[last].to_owned(), found: parent };
            line.fail(parent_column, problem);
        }
        last = last.max(place);
    }
    for parent in parents {
        if !counts.contains_key(parent) {
            let problem = Problem::NoChildren { parent: parent.to_owned(), children: file.to_owned() };
            errors.add(parent_file, 0, "code", problem);
        }
    }
}

/// Checks that a number lies within bounds, both included.
pub(super) fn check_range(line: Line<'_>, column: &str, number: Number, low: Number, high: Number) {
    if !(low.to_ratio()..=high.to_ratio()).contains(&number.to_ratio()) {
        let problem = Problem::Outside { low: low.to_string(), high: high.to_string(), found: number.to_string() };
        line.fail(column, problem);
    }
}

/// Checks what needs the whole framework: questions, rules against their indicators, guidance for every stage.
pub(super) fn check_whole(framework: &Framework, tables: &Tables, errors: &Errors) {
    check_questions(framework, &tables.lines("questions.csv", errors), errors);
    for (rule, line) in framework.rules.iter().zip(tables.lines("rules.csv", errors)) {
        for (column, side) in [("if", &rule.when), ("then", &rule.then)] {
            for condition in side {
                check_condition(framework, condition, line, column);
            }
        }
    }
    let mut given = HashSet::new();
    for (advice, line) in framework.advice.iter().zip(tables.lines("advice.csv", errors)) {
        if !given.insert((advice.scenario.as_str(), advice.stage)) {
            line.fail("stage", Problem::Twice { found: format!("{} {}", advice.scenario, advice.stage) });
        }
    }
    for scenario in &framework.scenarios {
        for stage in Stage::ALL {
            if !given.contains(&(scenario.code.as_str(), *stage)) {
                let problem =
                    Problem::AdviceMissing { scenario: scenario.code.clone(), stage: stage.as_str().to_owned() };
                errors.add("advice.csv", 0, "", problem);
            }
        }
    }
}

fn check_questions(framework: &Framework, lines: &[Line<'_>], errors: &Errors) {
    let mut counts: HashMap<&str, u16> = HashMap::new();
    let mut scales: HashMap<&str, Scale> = HashMap::new();
    let mut last = "";
    for (question, line) in framework.questions.iter().zip(lines) {
        let code = question.indicator.as_str();
        let Some(indicator) = framework.indicator(code) else { continue };
        if indicator.method != Method::Questionnaire {
            line.fail("indicator", Problem::NotAsked { indicator: code.to_owned() });
            continue;
        }
        let count = counts.entry(code).or_default();
        if *count > 0 && last != code {
            line.fail("indicator", Problem::QuestionsApart { indicator: code.to_owned() });
        }
        last = code;
        *count += 1;
        check_sequence(*line, "order", &count.to_string());
        check_sequence(*line, "code", &format!("{code}.{count}"));
        let first = *scales.entry(code).or_insert(question.scale);
        let because = format!("indicator {code}");
        let expected = if first == question.scale { scale_of(indicator) } else { Some(first) };
        if expected != Some(question.scale) {
            let expected = expected.map_or("–", Scale::as_str).to_owned();
            line.fail("scale", Problem::MustBe { because, expected, found: question.scale.as_str().to_owned() });
        }
    }
    for indicator in &framework.indicators {
        if indicator.method == Method::Questionnaire && !counts.contains_key(indicator.code.as_str()) {
            errors.add("questions.csv", 0, "indicator", Problem::NoQuestion { indicator: indicator.code.clone() });
        }
    }
}

/// Gives the scale whose answers fit the value of an indicator.
fn scale_of(indicator: &Indicator) -> Option<Scale> {
    let bounds = (indicator.min, indicator.max);
    match (indicator.value_type, indicator.aggregate) {
        (ValueType::Rating, _) if bounds == (Number::new(0, 0), Number::new(100, 0)) => Some(Scale::Five),
        (ValueType::Rating, _) if bounds == (Number::new(1, 0), Number::new(7, 0)) => Some(Scale::Seven),
        (ValueType::Percent, Aggregate::Share) => Some(Scale::YesNo),
        _ => None,
    }
}

fn check_condition(framework: &Framework, condition: &Condition, line: Line<'_>, column: &str) {
    let Some(indicator) = framework.indicator(condition.indicator()) else { return };
    match condition {
        Condition::Is { state, .. } => {
            if !indicator.offers(*state) && matches!(state, State::Absent | State::NotApplicable) {
                let problem =
                    Problem::RuleState { indicator: indicator.code.clone(), state: state.as_str().to_owned() };
                line.fail(column, problem);
            }
        }
        Condition::Compare { with: Operand::Number(number), .. } => {
            check_range(line, column, *number, indicator.min, indicator.max);
        }
        Condition::Compare { with: Operand::Indicator(code), .. } => {
            let Some(other) = framework.indicator(code) else { return };
            if other.unit.en != indicator.unit.en {
                line.fail(column, Problem::RuleUnits { left: indicator.code.clone(), right: code.clone() });
            }
        }
    }
}
