//! From CSV lines to the parts of a framework.

use super::check::{check_range, check_tables, check_whole};
use super::problem::{FrameworkError, Problem};
use super::table::{Errors, Line, SHAPES, Table, quote};
use super::{
    Advice, Case, CommunitySeed, Condition, Framework, FrameworkFiles, Identity, Indicator, Item, List, Operand,
    Orientation, ProjectType, Question, RoundSeed, Rule, Scenario, Task, Term, Topic, read_indicator,
};
use crate::model::Number;
use std::collections::HashSet;
use tanfang_journal::Hash;

/// Holds the sixteen tables by file name.
pub(super) struct Tables(Vec<Table>);

impl Tables {
    fn read(files: &FrameworkFiles, errors: &Errors) -> Self {
        let mut parser = csv_core::Reader::new();
        Self(SHAPES.map(|(file, shape)| Table::read(file, shape, files.get(file), &mut parser, errors)).into())
    }

    pub(super) fn lines<'a>(&'a self, file: &str, errors: &'a Errors) -> Vec<Line<'a>> {
        self.0.iter().filter(|table| table.file == file).flat_map(|table| table.lines(errors)).collect()
    }

    pub(super) fn column(&self, file: &str, column: &str) -> Vec<&str> {
        self.0.iter().filter(|table| table.file == file).flat_map(|table| table.column(column)).collect()
    }

    pub(super) fn len(&self, file: &str) -> usize {
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
        let framework = build(&tables, Hash::of(&files.to_blob()), &errors);
        if let Some(framework) = framework.as_ref().filter(|_| errors.is_empty()) {
            check_whole(framework, &tables, &errors);
        }
        errors.finish(framework).and_then(|framework| framework.ok_or_else(Vec::new))
    }
}

fn build(tables: &Tables, digest: Hash, errors: &Errors) -> Option<Framework> {
    let scenarios = tables.column("scenarios.csv", "code");
    let indicator_codes = tables.column("indicators.csv", "code");
    let lines = |file| tables.lines(file, errors);
    let items = read_all(lines("items.csv"), read_item);
    let known = read_indicator::Known::of(tables, &items);
    let indicators: Vec<Indicator> = read_all(lines("indicators.csv"), |line| read_indicator::read(line, &known));
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
        digest,
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
