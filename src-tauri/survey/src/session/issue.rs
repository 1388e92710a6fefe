//! Issued reports: what was handed out, to whom, and exactly which state of the survey it shows.

use super::as_of::Basis;
use super::write::{bounded, text_of};
use super::{CellKey, ConflictKind, Evidence, Fault, Filter, Session, Touched, op};
use crate::score::{Level, View};
use crate::store::NewOp;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tanfang_journal::Cbor;

const REPORT: &str = "report";
/// The longest number of a report, in characters.
const LONGEST_NUMBER: usize = 60;
/// How many unsettled cells a refusal names.
const NAMED: usize = 12;

/// Says what a report shows; the names are those of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    pub kind: String,
    pub scenario: Option<String>,
    /// None: all of them.
    pub communities: Vec<String>,
    pub round: u32,
}

/// Describes a report that is to be issued. The files lie where they belong already.
#[derive(Clone, Debug)]
pub struct NewIssue {
    pub number: String,
    pub covered: Covered,
    pub audience: String,
    pub languages: String,
    pub profile: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// The state that the files show.
    pub basis: Basis,
    /// The edition as JSON.
    pub edition: String,
    pub files: Vec<IssuedFile>,
    pub recipients: String,
    pub note: String,
    pub clearance: Clearance,
}

/// Names a file that was written for a report by its BLAKE3 hash, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedFile {
    pub name: String,
    pub hash: String,
}

/// Says that a report may be issued: nothing in it is unsettled, or somebody said why it goes out all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clearance {
    unsettled: Vec<Unsettled>,
    acknowledged: String,
}

/// Is an issued report.
#[derive(Clone, Debug)]
pub struct Issued {
    pub key: String,
    pub number: String,
    pub covered: Covered,
    pub audience: String,
    pub languages: String,
    pub profile: String,
    pub date: String,
    pub basis: Basis,
    pub edition: String,
    pub files: Vec<IssuedFile>,
    pub recipients: String,
    pub note: String,
    /// Why it was issued although something was unsettled; else empty.
    pub acknowledged: String,
    pub unsettled: Vec<String>,
    pub by: Option<Evidence>,
    /// Another report was issued under the same number, unknown to this one.
    pub twice: bool,
}

/// Is something that a report rests on and that is not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// The cell `wangjing/1/6.4.3`, or `noun/key field`.
    pub name: String,
    pub cell: Option<CellKey>,
    /// People disagree about it; else it is marked as to be verified.
    pub conflict: bool,
}

impl Session {
    /// Gives all issued reports, by number.
    pub fn issued(&self) -> Result<Vec<Issued>, Fault> {
        let mut found = Vec::new();
        for entity in self.entities(REPORT, "", &[])? {
            let text = |field: &str| entity.text(field).to_owned();
            // A thing of this noun that says not what it shows is a newer program's affair.
            let Ok(basis) = Basis::parse(entity.text("digest"), entity.text("tips")) else { continue };
            let communities = entity.text("communities").split(',').filter(|code| !code.is_empty());
            found.push(Issued {
                number: text("number"),
                covered: Covered {
                    kind: text("kind"),
                    scenario: Some(text("scenario")).filter(|code| !code.is_empty()),
                    communities: communities.map(str::to_owned).collect(),
                    round: entity.number("round").and_then(|round| u32::try_from(round).ok()).unwrap_or_default(),
                },
                audience: text("audience"),
                languages: text("languages"),
                profile: text("profile"),
                date: text("date"),
                basis,
                edition: text("edition"),
                files: files_in(entity.text("files")),
                recipients: text("recipients"),
                note: text("note"),
                acknowledged: text("acknowledged"),
                unsettled: entity.text("unsettled").lines().map(str::to_owned).collect(),
                by: entity.fields.get("digest").map(|held| held.by.clone()),
                twice: false,
                key: entity.key,
            });
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for report in &found {
            *counts.entry(report.number.clone()).or_default() += 1;
        }
        for report in &mut found {
            report.twice = counts.get(&report.number).is_some_and(|count| *count > 1);
        }
        found.sort_by(|a, b| (natural(&a.number), &a.key).cmp(&(natural(&b.number), &b.key)));
        Ok(found)
    }

    /// Finds an issued report by its number or key.
    ///
    /// # Errors
    /// `report-twice` where two bear that number.
    pub fn issued_named(&self, text: &str) -> Result<Option<Issued>, Fault> {
        let mut found = self.issued()?;
        found.retain(|report| report.number == text || report.key == text);
        match found.as_slice() {
            [_, _, ..] => {
                let keys: Vec<&str> = found.iter().map(|report| report.key.as_str()).collect();
                Err(Fault::new("issue-twice").with("number", text).with("keys", keys.join(", ")))
            }
            _ => Ok(found.pop()),
        }
    }

    /// Proposes the number that comes next in a year: `2026-001`.
    pub fn next_report_number(&self, date: &str) -> Result<String, Fault> {
        let year = date.get(..4).unwrap_or_default();
        let taken = self.issued()?.into_iter().filter_map(|report| {
            let (of, number) = report.number.split_once('-').map(|(of, number)| (of.to_owned(), number.to_owned()))?;
            (of == year).then(|| number.parse::<u32>().ok()).flatten()
        });
        Ok(format!("{year}-{:03}", taken.max().unwrap_or(0).saturating_add(1)))
    }

    /// Lists what a report rests on and that is not settled: cells in conflict, values that count and are to be verified,
    /// and conflicts about stages and weights.
    pub fn unsettled(&self, covered: &Covered) -> Result<Vec<Unsettled>, Fault> {
        // An album shows no numbers.
        if covered.kind == "album" {
            return Ok(Vec::new());
        }
        let of = |community: &str| covered.communities.is_empty() || covered.communities.iter().any(|c| c == community);
        let within = |indicator: &str| {
            let scenario = covered.scenario.as_deref().filter(|_| covered.kind == "scenario");
            scenario.is_none_or(|code| self.framework.indicator(indicator).is_some_and(|found| found.scenario == code))
        };
        let scores = self.scores(&[covered.round], View::AsOf)?;
        let mut counting: HashMap<(&str, &str), u32> = HashMap::new();
        for row in scores.rows.iter().filter(|row| row.level == Level::Indicator) {
            counting.extend(row.from_round().map(|round| ((row.community.as_str(), row.code.as_str()), round)));
        }
        let mut found = Vec::new();
        for row in self.assessments(&Filter::default())? {
            let (key, round) = (&row.key, row.key.round);
            if round > covered.round || !of(&key.community) || !within(&key.indicator) {
                continue;
            }
            let counts = counting.get(&(key.community.as_str(), key.indicator.as_str())) == Some(&round);
            if row.contested || (row.to_verify && counts) {
                found.push(Unsettled { name: key.to_string(), cell: Some(key.clone()), conflict: row.contested });
            }
        }
        for conflict in self.conflicts()? {
            let name = &conflict.name;
            let used = match name.noun.as_str() {
                "community" => of(&name.key) && conflict.kind == ConflictKind::Value,
                "judgement" => true,
                "survey" => matches!(name.field.as_str(), "least_coverage" | "weights" | "framework"),
                _ => false,
            };
            if used {
                let name = format!("{}/{} {}", name.noun, name.key, name.field);
                found.push(Unsettled { name, cell: None, conflict: true });
            }
        }
        Ok(found)
    }

    /// Tells whether a report over `covered`, read from this state, may be issued.
    ///
    /// # Errors
    /// `report-unsettled`, unless a reason acknowledges what is unsettled.
    pub fn clearance(&self, covered: &Covered, acknowledged: Option<&str>) -> Result<Clearance, Fault> {
        let unsettled = self.unsettled(covered)?;
        let acknowledged = acknowledged.map(|reason| text_of("reason", reason)).transpose()?;
        match acknowledged {
            _ if unsettled.is_empty() => Ok(Clearance::default()),
            Some(acknowledged) => Ok(Clearance { unsettled, acknowledged }),
            None => {
                let mut names: Vec<&str> = unsettled.iter().take(NAMED).map(|one| one.name.as_str()).collect();
                if unsettled.len() > NAMED {
                    names.push("…");
                }
                let cells = names.join(", ");
                Err(Fault::new("issue-unsettled").with("count", unsettled.len()).with("cells", cells))
            }
        }
    }

    /// Checks the number of a report that is about to be issued; gives the one that comes next where none is asked for.
    pub fn report_number(&self, asked: &str, date: &str) -> Result<String, Fault> {
        let number = bounded("text", asked)?;
        if number.is_empty() {
            return self.next_report_number(date);
        }
        if number.chars().count() > LONGEST_NUMBER || number.contains(['@', '\n', '\r', '\t']) {
            return Err(Fault::new("issue-number").with("number", number).with("most", LONGEST_NUMBER));
        }
        if self.issued()?.iter().any(|report| report.number == number) {
            return Err(Fault::new("issue-number-taken").with("number", number));
        }
        Ok(number)
    }

    /// Notes that a report was issued, with the state it shows; gives its key.
    pub fn issue(&mut self, new: &NewIssue) -> Result<(String, Touched), Fault> {
        let number = self.report_number(&new.number, &new.date)?;
        self.round(new.covered.round)?;
        let key = self.edge.new_key().to_string();
        let communities: BTreeSet<&String> = new.covered.communities.iter().collect();
        let files: Vec<String> = new.files.iter().map(|file| format!("{} {}", file.hash, file.name)).collect();
        let unsettled: Vec<&str> = new.clearance.unsettled.iter().map(|one| one.name.as_str()).collect();
        let fields = [
            ("number", Cbor::text(&number)),
            ("kind", Cbor::text(&new.covered.kind)),
            ("scenario", Cbor::text(new.covered.scenario.as_deref().unwrap_or_default())),
            ("communities", Cbor::Array(communities.into_iter().map(|code| Cbor::text(code)).collect())),
            ("round", Cbor::Int(new.covered.round.into())),
            ("audience", Cbor::text(&new.audience)),
            ("languages", Cbor::text(&new.languages)),
            ("profile", Cbor::text(&new.profile)),
            ("date", Cbor::text(&new.date)),
            ("digest", Cbor::text(&new.basis.digest.to_string())),
            ("tips", Cbor::text(&new.basis.tips_text())),
            ("edition", Cbor::text(&bounded("text", &new.edition)?)),
            ("files", Cbor::text(&files.join("\n"))),
            ("acknowledged", Cbor::text(&new.clearance.acknowledged)),
            ("unsettled", Cbor::text(&unsettled.join("\n"))),
            ("recipients", Cbor::text(&bounded("text", &new.recipients)?)),
            ("note", Cbor::text(&bounded("text", &new.note)?)),
        ];
        let said = fields.into_iter().filter(|(_, value)| !matches!(value, Cbor::Text(text) if text.is_empty()));
        let ops: Vec<NewOp> = said.map(|(field, value)| op(REPORT, &key, field, value)).collect();
        let touched = self.commit(ops)?;
        Ok((key, touched))
    }
}

fn files_in(text: &str) -> Vec<IssuedFile> {
    let file = |line: &str| {
        let (hash, name) = line.split_once(' ')?;
        Some(IssuedFile { name: name.to_owned(), hash: hash.to_owned() })
    };
    text.lines().filter_map(file).collect()
}

/// Sorts numbers in texts as numbers: `2026-9` before `2026-10`.
fn natural(text: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        let words = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (word, after) = after.split_at(words);
        parts.push((number.parse().unwrap_or(0), word.to_owned()));
        rest = after;
    }
    parts
}
