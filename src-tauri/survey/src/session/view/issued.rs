//! Issued reports, and what differs between two states.

use super::{AnyValue, BindingCount, Figure, LevelView, short};
use crate::framework::{Bilingual, Framework};
use crate::score::Level;
use crate::session::{
    Cause, Comparison, Covered, Differing, DifferingThing, Fault, Hand, Issued, Reworded, Session, Stand, Unsettled,
};
use serde::Serialize;
use std::collections::HashMap;

/// Holds an issued report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct IssuedView {
    pub key: String,
    pub number: String,
    /// The text `choice-kind-<kind>` names it.
    pub kind: String,
    pub scenario: Option<String>,
    pub communities: Vec<String>,
    pub round: u32,
    pub audience: String,
    pub languages: String,
    pub profile: String,
    pub date: String,
    pub recipients: String,
    pub note: String,
    pub digest: String,
    pub files: Vec<IssuedFileView>,
    /// Why it was issued although something was unsettled; else empty.
    pub acknowledged: String,
    pub unsettled: Vec<String>,
    /// Another report bears the same number.
    pub twice: bool,
    pub author: String,
    pub at: String,
}

/// Names a file of an issued report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct IssuedFileView {
    pub name: String,
    /// BLAKE3 in hexadecimal.
    pub hash: String,
}

/// Names something that a report rests on and that is not settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct UnsettledView {
    pub name: String,
    pub community: Option<String>,
    pub round: Option<u32>,
    pub indicator: Option<String>,
    /// People disagree about it; else it is to be verified.
    pub conflict: bool,
}

/// Holds what differs between two states.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ComparisonView {
    pub numbers: u32,
    pub rows: Vec<DifferingView>,
    pub causes: Vec<CauseView>,
    pub things: Vec<DifferingThingView>,
}

/// Holds a finding, project, comment, text or photo that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct DifferingThingView {
    /// The text `noun-<noun>` names it.
    pub noun: String,
    pub key: String,
    pub community: Option<String>,
    pub name: String,
    /// `came`, `went` or `changed`: the text `turn-<turn>` words it.
    pub turn: String,
    pub fields: Vec<RewordedView>,
    pub hands: Vec<HandView>,
}

/// Holds a field that does not read the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RewordedView {
    /// The text that names the field.
    pub label: String,
    /// Of a field that holds one of some words: the texts `<choice>-<word>` word them.
    pub choice: Option<String>,
    pub before: String,
    pub after: String,
}

/// Says who wrote to a thing on one side alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct HandView {
    pub author: String,
    pub at: String,
    /// The text `cause-<deed>` words it.
    pub deed: String,
    pub reason: Option<String>,
    pub merged: bool,
    pub withdrawn: bool,
}

/// Holds a row of results that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct DifferingView {
    pub level: LevelView,
    pub code: Option<String>,
    pub community: String,
    /// Name of the indicator, item or scenario; none at level community.
    pub name: Option<Bilingual>,
    /// `value`, `conflict`, `score`, `coverage`, `compliance`, `rank`.
    pub changed: Vec<String>,
    pub before: Option<StandView>,
    pub after: Option<StandView>,
    /// Places among the causes.
    pub causes: Vec<u32>,
}

/// Holds how a row stood on one side.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct StandView {
    /// `value`, `absent`, `not_applicable` or `not_obtained`; none where nothing counts, and above indicators.
    pub state: Option<String>,
    pub value: Option<String>,
    pub pair: Option<(String, String)>,
    /// The round that the value comes from.
    pub round: Option<u32>,
    pub conflict: bool,
    pub score: Option<Figure>,
    pub assessed: u32,
    pub applicable: u32,
    pub binding: BindingCount,
    /// `3` or `3–5`.
    pub rank: Option<String>,
}

/// Holds one thing that was written and stands on one side alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CauseView {
    pub author: String,
    pub at: String,
    pub device: String,
    /// The text `cause-<deed>` words it.
    pub deed: String,
    pub noun: String,
    pub key: String,
    pub field: String,
    pub community: Option<String>,
    pub round: Option<u32>,
    pub indicator: Option<String>,
    pub value: AnyValue,
    pub reason: Option<String>,
    pub merged: bool,
    pub withdrawn: bool,
}

impl Session {
    /// Shows all issued reports, the latest number last.
    pub fn issued_view(&self) -> Result<Vec<IssuedView>, Fault> {
        let people = self.people()?;
        let name = |key: &str| people.get(key).map_or(key, String::as_str).to_owned();
        let view = |report: Issued| {
            let Covered { kind, scenario, communities, round } = report.covered;
            IssuedView {
                kind,
                scenario,
                communities,
                round,
                digest: report.basis.digest.to_string(),
                files: report
                    .files
                    .into_iter()
                    .map(|file| IssuedFileView { name: file.name, hash: file.hash })
                    .collect(),
                author: report.by.as_ref().map(|by| name(&by.author)).unwrap_or_default(),
                at: report.by.map(|by| by.at.rfc3339()).unwrap_or_default(),
                key: report.key,
                number: report.number,
                audience: report.audience,
                languages: report.languages,
                profile: report.profile,
                date: report.date,
                recipients: report.recipients,
                note: report.note,
                acknowledged: report.acknowledged,
                unsettled: report.unsettled,
                twice: report.twice,
            }
        };
        Ok(self.issued()?.into_iter().map(view).collect())
    }

    /// Shows what a report would rest on that is not settled.
    pub fn unsettled_view(&self, covered: &Covered) -> Result<Vec<UnsettledView>, Fault> {
        let view = |one: Unsettled| UnsettledView {
            community: one.cell.as_ref().map(|cell| cell.community.clone()),
            round: one.cell.as_ref().map(|cell| cell.round),
            indicator: one.cell.map(|cell| cell.indicator),
            name: one.name,
            conflict: one.conflict,
        };
        Ok(self.unsettled(covered)?.into_iter().map(view).collect())
    }

    /// Shows what differs between two states of this survey: `now`, an issued report by number or key, or a change.
    pub fn comparison_view(&self, one: &str, other: &str) -> Result<ComparisonView, Fault> {
        let report = |text: &str| if text == "now" { Ok(None) } else { self.issued_named(text) };
        let state = |text: &str| if text == "now" { Ok(None) } else { self.as_of(text).map(Some) };
        let (of_one, of_other) = (report(one)?, report(other)?);
        let first = of_one.as_ref().or(of_other.as_ref()).map(|report| report.covered.clone());
        let (one, other) = (state(one)?, state(other)?);
        let (one, other) = (one.as_ref().unwrap_or(self), other.as_ref().unwrap_or(self));
        let last = |session: &Self| Ok::<u32, Fault>(session.rounds()?.last().map_or(1, |round| round.number));
        let round = |own: &Option<Issued>, session: &Self| match (own, &first) {
            (Some(report), _) => Ok(report.covered.round),
            (None, Some(covered)) => Ok(covered.round),
            (None, None) => last(session),
        };
        let rounds = (round(&of_one, one)?, round(&of_other, other)?);
        let found = one.compared(other, &first.unwrap_or_default(), rounds)?;
        let people = self.people()?;
        Ok(ComparisonView::of(&found, &self.framework, &people))
    }
}

impl ComparisonView {
    fn of(found: &Comparison, framework: &Framework, people: &HashMap<String, String>) -> Self {
        let places: HashMap<*const Cause, u32> =
            found.causes.iter().zip(0..).map(|(cause, place)| (std::ptr::from_ref(cause), place)).collect();
        let row = |row: &Differing| DifferingView {
            level: row.level.into(),
            code: (row.level != Level::Community).then(|| row.code.clone()),
            community: row.community.clone(),
            name: name(framework, row),
            changed: row.changed.iter().map(|measure| measure.as_str().to_owned()).collect(),
            before: row.before.as_ref().map(StandView::from),
            after: row.after.as_ref().map(StandView::from),
            causes: found.causes_of(row).filter_map(|cause| places.get(&std::ptr::from_ref(cause)).copied()).collect(),
        };
        let cause = |cause: &Cause| CauseView {
            author: people.get(&cause.by.author).unwrap_or(&cause.by.author).clone(),
            at: cause.by.at.rfc3339(),
            device: short(cause.by.device),
            deed: cause.deed.as_str().to_owned(),
            noun: cause.noun.clone(),
            key: cause.key.clone(),
            field: cause.field.clone(),
            community: cause.cell.as_ref().map(|cell| cell.community.clone()),
            round: cause.cell.as_ref().map(|cell| cell.round),
            indicator: cause.cell.as_ref().map(|cell| cell.indicator.clone()),
            value: AnyValue::of(&cause.value),
            reason: cause.reason.clone(),
            merged: cause.merged,
            withdrawn: cause.withdrawn,
        };
        Self {
            numbers: found.numbers() as u32,
            rows: found.rows.iter().map(row).collect(),
            causes: found.causes.iter().map(cause).collect(),
            things: found.things.iter().map(|thing| DifferingThingView::of(thing, people)).collect(),
        }
    }
}

impl DifferingThingView {
    fn of(thing: &DifferingThing, people: &HashMap<String, String>) -> Self {
        let field = |one: &Reworded| RewordedView {
            label: one.label(thing.noun),
            choice: one.choice(thing.noun),
            before: one.before.clone(),
            after: one.after.clone(),
        };
        let hand = |hand: &Hand| HandView {
            author: people.get(&hand.by.author).unwrap_or(&hand.by.author).clone(),
            at: hand.by.at.rfc3339(),
            deed: hand.deed.as_str().to_owned(),
            reason: hand.reason.clone(),
            merged: hand.merged,
            withdrawn: hand.withdrawn,
        };
        Self {
            noun: thing.noun.to_owned(),
            key: thing.key.clone(),
            community: Some(thing.community.clone()).filter(|code| !code.is_empty()),
            name: thing.name.clone(),
            turn: thing.turn.as_str().to_owned(),
            fields: thing.fields.iter().map(field).collect(),
            hands: thing.hands.iter().map(hand).collect(),
        }
    }
}

fn name(framework: &Framework, row: &Differing) -> Option<Bilingual> {
    match row.level {
        Level::Community => None,
        Level::Scenario => framework.scenario(&row.code).map(|found| found.name.clone()),
        Level::Item => framework.items.iter().find(|item| item.code == row.code).map(|found| found.name.clone()),
        Level::Indicator => framework.indicator(&row.code).map(|found| found.name.clone()),
    }
}

impl From<&Stand> for StandView {
    fn from(stand: &Stand) -> Self {
        let outcome = stand.outcome.as_ref();
        let span = |(first, last): (u32, u32)| {
            if first == last { first.to_string() } else { format!("{first}–{last}") }
        };
        Self {
            state: outcome.map(|(outcome, _)| outcome.state.as_str().to_owned()),
            value: outcome.and_then(|(outcome, _)| outcome.value).map(|value| value.display(2)),
            pair: outcome.and_then(|(outcome, _)| outcome.pair).map(|(a, b)| (a.to_string(), b.to_string())),
            round: outcome.map(|(_, round)| *round),
            conflict: stand.conflict,
            score: stand.score.map(Figure::of),
            assessed: stand.assessed,
            applicable: stand.applicable,
            binding: stand.binding.into(),
            rank: stand.rank.map(span),
        }
    }
}
