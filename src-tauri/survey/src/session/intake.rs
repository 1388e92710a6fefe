//! Online answers from a table: which column is what, what each row would become, and taking them all.

use super::entity::{Entity, Entry, known};
use super::questionnaire::RESPONSE;
use super::spreadsheet::Spreadsheet;
use super::undo::continues;
use super::{Fault, Session, Touched};
use crate::framework::{Question, Scale};
use crate::model::{GROUPS, LANGUAGES, noun};
use crate::text::{Lang, Words};
use std::collections::BTreeMap;

/// How many rows go into one change: more would not fit.
const ROWS_A_CHANGE: usize = 400;
const ANSWER: &str = "answer/";

/// Says what becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFate {
    New,
    /// The survey holds it already, answer by answer.
    Known,
    Refused,
}

/// Is one row on its way into the survey.
#[derive(Debug)]
pub struct IntakeRow {
    pub line: usize,
    pub number: String,
    pub fate: RowFate,
    /// Why it is refused.
    pub why: Option<Fault>,
    entries: Vec<Entry>,
}

/// Shows what a table would bring.
#[derive(Debug)]
pub struct Intake {
    pub headings: Vec<String>,
    /// The field each column goes into; empty where it is left out.
    pub mapping: Vec<String>,
    /// The first cells of each column, to judge the mapping by.
    pub samples: Vec<String>,
    pub rows: Vec<IntakeRow>,
}

impl Session {
    /// Plans what a table of online answers would bring into a community and round. Without a `mapping` one is guessed from
    /// the headings. `given` fills fields that no column holds, such as the consent asked for on the form's first page.
    pub fn plan_intake(
        &self,
        table: &Spreadsheet,
        (community, round): (&str, u32),
        mapping: Option<&[String]>,
        given: &BTreeMap<String, String>,
    ) -> Result<Intake, Fault> {
        self.community(community)?;
        self.round(round)?;
        let Some(((_, headings), rows)) = table.rows.split_first() else {
            return Err(Fault::new("spreadsheet-empty").with("name", "—"));
        };
        let width = table.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let mut headings = headings.clone();
        headings.resize(width, String::new());
        let mut mapping = match mapping {
            Some(mapping) => mapping.to_vec(),
            None => guess(&headings, &self.framework.questions),
        };
        mapping.resize(width, String::new());
        let samples = (0..width).map(|column| rows.first().and_then(|(_, cells)| cells.get(column)).cloned());
        let samples = samples.map(Option::unwrap_or_default).collect();
        let mut intake = Intake { headings, mapping, samples, rows: Vec::new() };
        let mut known: BTreeMap<String, Entity> = BTreeMap::new();
        for form in self.forms(community, round)? {
            if form.first.text("origin") == "online" {
                known.insert(form.first.text("number").to_owned(), form.first);
            }
        }
        let mut met = BTreeMap::new();
        for (line, cells) in rows {
            let mut row = self.intake_row(*line, cells, &intake.mapping, given);
            if row.why.is_none() {
                let place = [("community", community.to_owned()), ("round", round.to_string())];
                row.entries.extend(place.map(|(field, text)| Entry::new(field, &text)));
                row.entries.push(Entry::new("origin", "online"));
                let number = row.number.clone();
                if let Some(first) = met.insert(number.clone(), *line) {
                    row.why = Some(Fault::new("intake-twice").with("number", number).with("line", first));
                } else if let Some(form) = known.get(&number) {
                    row.fate = RowFate::Known;
                    if !row.says_the_same(form) {
                        row.why = Some(Fault::new("intake-other").with("number", number));
                    }
                }
            }
            if row.why.is_some() {
                row.fate = RowFate::Refused;
            }
            intake.rows.push(row);
        }
        Ok(intake)
    }

    /// Takes all new rows of a plan, each answer with its form; gives how many forms there are now that were not. Many rows are
    /// several changes, and one act to undo. Whoever was interrupted plans again: what was taken is known then, row by row.
    pub fn take_intake(&mut self, intake: &Intake) -> Result<(usize, Touched), Fault> {
        let noun = known(RESPONSE)?;
        let new: Vec<&IntakeRow> = intake.rows.iter().filter(|row| row.fate == RowFate::New).collect();
        let (mut touched, mut before) = (Touched::default(), None);
        for rows in new.chunks(ROWS_A_CHANGE) {
            let (mut ops, mut detached) = (Vec::new(), Vec::new());
            for row in rows {
                let key = self.edge.new_key().to_string();
                let (more, pairs) = self.ops_of(noun, &key, &row.entries, None)?;
                ops.extend(more);
                detached.extend(pairs);
            }
            if let Some(before) = before {
                ops.push(continues(before));
            }
            touched.0.extend(self.commit_with(ops, detached)?.0);
            before = self.newest_own()?;
        }
        Ok((new.len(), touched))
    }

    fn intake_row(
        &self,
        line: usize,
        cells: &[String],
        mapping: &[String],
        given: &BTreeMap<String, String>,
    ) -> IntakeRow {
        let mut row = IntakeRow { line, number: String::new(), fate: RowFate::New, why: None, entries: Vec::new() };
        let held = mapping.iter().zip(cells).filter(|(field, _)| !field.is_empty());
        let mut texts: BTreeMap<&str, &str> =
            given.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect();
        texts.extend(held.filter(|(_, text)| !text.is_empty()).map(|(field, text)| (field.as_str(), text.as_str())));
        for needed in ["number", "consent"] {
            if !texts.contains_key(needed) {
                row.why = Some(Fault::new("field-needed").with("field", format!("@field-{needed}")));
                return row;
            }
        }
        let refuses = texts.get("consent").is_some_and(|text| word_of("consent", text) == "no");
        for (field, text) in texts {
            // Who did not agree leaves no answers, whatever the table holds.
            if refuses && field.starts_with(ANSWER) {
                continue;
            }
            match self.intake_entry(field, text) {
                Ok(entry) => {
                    if field == "number" {
                        row.number.clone_from(&entry.text);
                    }
                    row.entries.push(entry);
                }
                Err(fault) => {
                    row.why = Some(fault);
                    break;
                }
            }
        }
        row
    }

    fn intake_entry(&self, field: &str, text: &str) -> Result<Entry, Fault> {
        let question = field.strip_prefix(ANSWER);
        let question = question.and_then(|code| self.framework.questions.iter().find(|one| one.code == code));
        let word = match question {
            Some(question) => answer_of(question.scale, text),
            None => word_of(field, text),
        };
        let entry = Entry::new(field, &word);
        self.check_entry(known(RESPONSE)?, &entry)?;
        Ok(entry)
    }
}

impl IntakeRow {
    /// Tells whether a form holds exactly what the row says.
    fn says_the_same(&self, form: &Entity) -> bool {
        let compared = |field: &str| field.starts_with(ANSWER) || ["consent", "group", "language"].contains(&field);
        let said = self.entries.iter().filter(|entry| compared(&entry.field));
        let answers = said.clone().filter(|entry| entry.field.starts_with(ANSWER)).count();
        said.clone().all(|entry| form.text(&entry.field) == entry.text) && form.under(ANSWER).count() == answers
    }
}

/// Compares headings and words without regard to capitals, spaces and punctuation.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Guesses what each column is; a field is given once, to the first column that fits.
fn guess(headings: &[String], questions: &[Question]) -> Vec<String> {
    const WORDS: [(&str, &[&str]); 5] = [
        ("number", &["编号", "序号", "答卷编号", "number", "no", "id", "nr", "responseid", "serial"]),
        ("group", &["组别", "群体", "身份", "group"]),
        ("language", &["语言", "语种", "language", "lang"]),
        ("consent", &["知情同意", "是否同意", "同意", "consent", "agree"]),
        ("date", &["日期", "提交时间", "提交答卷时间", "date", "submitted", "timestamp"]),
    ];
    let mut given: Vec<String> = Vec::new();
    let mut of = |heading: &String| {
        let plain = folded(heading);
        let asked = questions.iter().find(|question| {
            let texts = [&question.text.zh, &question.text.en, &question.text_ko, &question.text_ja];
            heading.contains(&question.code) || texts.iter().any(|text| plain.contains(&folded(text)))
        });
        // A code of an indicator with a single question names that question.
        let single = || {
            let mut found = questions
                .iter()
                .filter(|question| heading.split([' ', '　', '、']).any(|word| word == question.indicator));
            found.next().filter(|_| found.next().is_none())
        };
        let field = match asked.or_else(single) {
            Some(question) => format!("{ANSWER}{}", question.code),
            None => WORDS
                .iter()
                .find(|(_, words)| words.contains(&plain.as_str()))
                .map_or(String::new(), |(field, _)| (*field).to_owned()),
        };
        if field.is_empty() || given.contains(&field) {
            return String::new();
        }
        given.push(field.clone());
        field
    };
    headings.iter().map(&mut of).collect()
}

/// Reads what a table says for a field of words: the word itself, or its name in either language.
fn word_of(field: &str, text: &str) -> String {
    let plain = folded(text);
    let named = |stem: &str, words: &[&str]| {
        words
            .iter()
            .find(|word| {
                let names = Lang::ALL.map(|lang| folded(&Words::new(lang).get(&format!("choice-{stem}-{word}"))));
                plain == **word || names.contains(&plain)
            })
            .map(|word| (*word).to_owned())
    };
    let found = match field {
        "consent" if ["y", "1", "是", "同意", "true", "agree"].contains(&plain.as_str()) => Some("yes".to_owned()),
        "consent" if ["n", "0", "否", "不同意", "false", "disagree"].contains(&plain.as_str()) => {
            Some("no".to_owned())
        }
        "consent" => named("consent", &["yes", "no"]),
        "group" => named("group", GROUPS),
        "language" => named("language", LANGUAGES),
        "date" => Some(day_of(text)),
        _ => None,
    };
    found.unwrap_or_else(|| text.trim().to_owned())
}

/// Reads the day of a time stamp as tools write it: `2026/9/6 10:22:05` is `2026-09-06`.
fn day_of(text: &str) -> String {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['/', '-', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    }
}

/// Reads an answer: `4`, `4分`, `4 - satisfied` are step 4; yes and no in either language.
fn answer_of(scale: Scale, text: &str) -> String {
    let plain = folded(text);
    if scale == Scale::YesNo {
        return match plain.as_str() {
            "y" | "1" | "yes" | "是" | "能" | "true" => "yes".to_owned(),
            "n" | "0" | "no" | "否" | "不能" | "false" => "no".to_owned(),
            _ => text.trim().to_owned(),
        };
    }
    let mut letters = text.trim().chars();
    match (letters.next(), letters.next()) {
        (Some(step @ '0'..='9'), next) if next.is_none_or(|next| !next.is_ascii_digit() && next != '.') => {
            step.to_string()
        }
        _ => text.trim().to_owned(),
    }
}

/// Gives the fields that a column can go into, without those of single questions.
pub fn intake_fields() -> Vec<&'static str> {
    let fields = noun(RESPONSE).map_or(&[][..], |noun| noun.fields);
    let wanted = ["number", "consent", "group", "language", "date"];
    wanted.into_iter().filter(|wanted| fields.iter().any(|field| field.name == *wanted)).collect()
}
