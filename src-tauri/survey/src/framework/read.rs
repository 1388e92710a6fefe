//! From CSV lines to a framework: every rule that holds for any framework of this shape.

use super::problem::{FrameworkError, Problem};
use super::table::{Errors, Line, SHAPES, Table, quote};
use super::words::{Aggregate, Method, Scale, Stage, State, ValueType};
use super::{
    Advice, Case, CommunitySeed, Condition, Framework, FrameworkFiles, Identity, Indicator, Item, List, Operand,
    Orientation, ProjectType, Question, RoundSeed, Rule, Scenario, Task, Term, Topic, read_indicator,
};
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

/// Holds the sixteen tables by file name.
pub(super) struct Tables(Vec<Table>);

impl Tables {
    fn read(files: &FrameworkFiles, errors: &Errors) -> Self {
        Self(SHAPES.iter().map(|(file, shape)| Table::read(file, shape, files.get(file), errors)).collect())
    }

    fn lines<'a>(&'a self, file: &str, errors: &'a Errors) -> Vec<Line<'a>> {
        self.0.iter().filter(|table| table.file == file).flat_map(|table| table.lines(errors)).collect()
    }

    pub(super) fn column(&self, file: &str, column: &str) -> Vec<&str> {
        self.0.iter().filter(|table| table.file == file).flat_map(|table| table.column(column)).collect()
    }

    /// Says whether a list is drawn from a longer one (`sample_max` above 0).
    pub(super) fn is_sampled(&self, list: &str) -> bool {
        let (keys, most) = (self.column("lists.csv", "key"), self.column("lists.csv", "sample_max"));
        keys.iter().position(|key| *key == list).is_some_and(|at| most.get(at).is_some_and(|most| *most != "0"))
    }

    fn len(&self, file: &str) -> usize {
        self.0.iter().filter(|table| table.file == file).map(Table::len).sum()
    }
}

impl Framework {
    /// Reads and checks the files. Gives every error found, each with its file, line and column, at most 200.
    ///
    /// Files whose bytes, headers or cells are already wrong are reported first; only when all are sound are they
    /// checked against each other, so that one slip is not told many times.
    pub fn parse(files: &FrameworkFiles) -> Result<Self, Vec<FrameworkError>> {
        let errors = Errors::default();
        let tables = Tables::read(files, &errors);
        if !errors.is_empty() {
            return errors.finish(()).and(Err(Vec::new()));
        }
        check_tables(&tables, &errors);
        let framework = build(&tables, &errors);
        if let Some(framework) = framework.as_ref().filter(|_| errors.is_empty()) {
            check_whole(framework, &tables, &errors);
        }
        errors.finish(framework).and_then(|framework| framework.ok_or_else(Vec::new))
    }
}

/// Checks numbers of lines, keys that must differ, and the sequence of codes.
fn check_tables(tables: &Tables, errors: &Errors) {
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
                if !seen.insert(line.text(column)) {
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

fn build(tables: &Tables, errors: &Errors) -> Option<Framework> {
    let scenarios = tables.column("scenarios.csv", "code");
    let indicator_codes = tables.column("indicators.csv", "code");
    let lines = |file| tables.lines(file, errors);
    let items = read_all(lines("items.csv"), read_item);
    let indicators: Vec<Indicator> =
        read_all(lines("indicators.csv"), |line| read_indicator::read(line, tables, &items));
    let positions = indicators.iter().enumerate().map(|(n, indicator)| (indicator.code.clone(), n)).collect();
    Some(Framework {
        identity: lines("framework.csv").first().map(|line| read_identity(*line))?,
        orientations: read_all(lines("orientations.csv"), |line| {
            Some(Orientation { key: line.key("key"), name: line.bilingual("name"), meaning: line.bilingual("meaning") })
        }),
        scenarios: read_all(lines("scenarios.csv"), read_scenario),
        items,
        indicators,
        lists: read_all(lines("lists.csv"), read_list),
        terms: read_all(lines("terms.csv"), |line| {
            Some(Term { key: line.key("key"), name: line.bilingual("name"), definition: line.bilingual("definition") })
        }),
        questions: read_all(lines("questions.csv"), |line| read_question(line, &indicator_codes)),
        rules: read_all(lines("rules.csv"), |line| read_rule(line, &indicator_codes)),
        advice: read_all(lines("advice.csv"), |line| {
            let scenario = line.reference("scenario", &scenarios, "scenarios.csv");
            Some(Advice { scenario, stage: line.word("stage")?, text: line.bilingual("advice") })
        }),
        communities: read_all(lines("communities.csv"), read_community),
        rounds: read_all(lines("rounds.csv"), |line| {
            Some(RoundSeed {
                number: u32::try_from(line.whole("number", 1, 99)?).ok()?,
                key: line.key("key"),
                name: line.bilingual("name"),
                purpose: line.bilingual("purpose"),
                scope: line.word("scope")?,
            })
        }),
        cases: read_all(lines("cases.csv"), |line| read_case(line, &scenarios)),
        topics: read_all(lines("interview_topics.csv"), |line| {
            let indicator = (!line.cell("indicator").is_empty())
                .then(|| line.reference("indicator", &indicator_codes, "indicators.csv"));
            Some(Topic {
                scenario: line.reference("scenario", &scenarios, "scenarios.csv"),
                respondent: line.word("respondent")?,
                question: line.bilingual("question"),
                indicator,
            })
        }),
        project_types: read_all(lines("project_types.csv"), |line| {
            Some(ProjectType { key: line.key("key"), name: line.bilingual("name"), meaning: line.bilingual("meaning") })
        }),
        tasks: read_all(lines("practical_tasks.csv"), |line| {
            let scenario = line.reference("scenario", &scenarios, "scenarios.csv");
            Some(Task { key: line.key("key"), name: line.bilingual("name"), scenario })
        }),
        positions,
    })
}

/// Reads every line; a line that gives nothing has reported why.
fn read_all<'a, T>(lines: Vec<Line<'a>>, read: impl Fn(Line<'a>) -> Option<T>) -> Vec<T> {
    lines.into_iter().filter_map(read).collect()
}

fn read_identity(line: Line<'_>) -> Identity {
    let version = line.text("version");
    let parts: Vec<&str> = version.split('.').collect();
    let number = |part: &&str| !part.is_empty() && part.len() <= 6 && part.bytes().all(|b| b.is_ascii_digit());
    if parts.len() != 3 || !parts.iter().all(number) {
        line.fail("version", Problem::Form { expected: "1.2.3".to_owned(), found: quote(&version) });
    }
    Identity {
        id: line.key("id"),
        version,
        title: line.bilingual("title"),
        status: line.bilingual("status"),
        core: line.bilingual("core"),
        basis: line.bilingual("basis"),
    }
}

fn read_scenario(line: Line<'_>) -> Option<Scenario> {
    Some(Scenario {
        code: line.text("code"),
        key: line.key("key"),
        name: line.bilingual("name"),
        definition: line.bilingual("definition"),
        weight: line.weight("weight")?,
    })
}

fn read_item(line: Line<'_>) -> Option<Item> {
    Some(Item {
        code: line.text("code"),
        scenario: line.text("scenario"),
        name: line.bilingual("name"),
        question: line.bilingual("question"),
        weight: line.weight("weight")?,
    })
}

fn read_list(line: Line<'_>) -> Option<List> {
    let sample_max = u16::try_from(line.whole("sample_max", 0, 999)?).ok()?;
    Some(List {
        key: line.key("key"),
        name: line.bilingual("name"),
        what: line.bilingual("what"),
        sampling: line.bilingual("sampling"),
        sample_max: (sample_max > 0).then_some(sample_max),
    })
}

fn read_question(line: Line<'_>, indicators: &[&str]) -> Option<Question> {
    Some(Question {
        code: line.text("code"),
        indicator: line.reference("indicator", indicators, "indicators.csv"),
        order: u16::try_from(line.whole("order", 1, 99)?).ok()?,
        text: line.bilingual("text"),
        text_ko: line.text("text_ko"),
        text_ja: line.text("text_ja"),
        scale: line.word("scale")?,
    })
}

fn read_rule(line: Line<'_>, indicators: &[&str]) -> Option<Rule> {
    let side = |column: &str| -> Option<Vec<Condition>> {
        let conditions = match Condition::parse_all(line.cell(column)) {
            Ok(conditions) => conditions,
            Err(part) => {
                line.fail(column, Problem::RuleUnreadable { found: quote(&part) });
                return None;
            }
        };
        for condition in &conditions {
            let right = match condition {
                Condition::Compare { with: Operand::Indicator(code), .. } => Some(code.as_str()),
                _ => None,
            };
            for code in std::iter::once(condition.indicator()).chain(right) {
                if !indicators.contains(&code) {
                    let problem = Problem::Unknown { source: "indicators.csv".to_owned(), found: quote(code) };
                    line.fail(column, problem);
                }
            }
            if right == Some(condition.indicator()) {
                line.fail(column, Problem::RuleSelf { indicator: condition.indicator().to_owned() });
            }
        }
        Some(conditions)
    };
    let (when, then) = (side("if"), side("then"));
    let (when, then) = (when?, then?);
    if then.iter().any(|condition| when.contains(condition)) {
        line.fail("then", Problem::RuleShared { found: quote(line.cell("then")) });
    }
    Some(Rule { id: line.key("id"), when, then, text: line.bilingual("text") })
}

fn read_community(line: Line<'_>) -> Option<CommunitySeed> {
    let divisions: Vec<String> = line.cell("divisions").split(';').map(str::to_owned).collect();
    let six_digits = |code: &String| code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    let different = divisions.iter().collect::<HashSet<_>>().len() == divisions.len();
    if !divisions.iter().all(six_digits) || !different {
        let found = quote(line.cell("divisions"));
        line.fail("divisions", Problem::Form { expected: "110105;110112".to_owned(), found });
    }
    let degrees = |column: &str, most: i64| -> Option<Number> {
        let number = line.number(column)?;
        check_range(line, column, number, Number::new(-most, 0), Number::new(most, 0));
        Some(number)
    };
    let (lat, lon) = (degrees("lat", 90), degrees("lon", 180));
    Some(CommunitySeed {
        code: line.key("code"),
        name: line.bilingual("name"),
        district: line.bilingual("district"),
        divisions,
        batch_year: u16::try_from(line.whole("batch_year", 1949, 2999)?).ok()?,
        stage: line.word("stage")?,
        stage_basis: line.word("stage_basis")?,
        lat: lat?,
        lon: lon?,
        approximate: line.whole("approximate", 0, 1)? == 1,
        profile: line.bilingual("profile"),
        note: line.bilingual("note"),
    })
}

fn read_case(line: Line<'_>, scenarios: &[&str]) -> Option<Case> {
    let country_code = line.text("country_code");
    if country_code.len() != 2 || !country_code.bytes().all(|b| b.is_ascii_uppercase()) {
        line.fail("country_code", Problem::Form { expected: "CN".to_owned(), found: quote(&country_code) });
    }
    Some(Case {
        country_code,
        country: line.bilingual("country"),
        city: line.bilingual("city"),
        scenario: line.reference("scenario", scenarios, "scenarios.csv"),
        title: line.bilingual("title"),
        practice: line.bilingual("practice"),
        lesson: line.bilingual("lesson"),
        confidence: line.word("confidence")?,
    })
}

/// Checks that a number lies within bounds, both included.
pub(super) fn check_range(line: Line<'_>, column: &str, number: Number, low: Number, high: Number) {
    if !(low.to_ratio()..=high.to_ratio()).contains(&number.to_ratio()) {
        let problem = Problem::Outside { low: low.to_string(), high: high.to_string(), found: number.to_string() };
        line.fail(column, problem);
    }
}

/// Checks what needs the whole framework: questions, rules against their indicators, guidance for every stage.
fn check_whole(framework: &Framework, tables: &Tables, errors: &Errors) {
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
