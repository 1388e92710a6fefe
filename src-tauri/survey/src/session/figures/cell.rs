//! One indicator in one community: what each round recorded, and what counts.

use super::record::Crew;
use super::{ByFigures, Figures, Texts, by};
use crate::framework::{Direction, Indicator, Stage, State};
use crate::model::{Kind, Ratio};
use crate::score::{IndicatorResult, Level};
use crate::session::{AssessmentRow, CellKey, Fault, Outcome, Session};
use std::collections::HashMap;

/// Holds one indicator in one community.
#[derive(Clone, Debug, Default)]
pub struct CellFigures {
    /// Whether it applies to the community's stage.
    pub applies: bool,
    pub target: Option<TargetFigures>,
    /// What each round recorded, parallel to [`Figures::rounds`].
    pub rounds: Vec<Option<RecordFigures>>,
    /// The result as of the chosen round.
    pub result: Option<ResultFigures>,
    /// A later round tried and could not obtain it; the earlier value stands.
    pub not_obtained_in: Option<u32>,
}

/// A target: one bound, or both of a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetFigures {
    AtLeast(Ratio),
    AtMost(Ratio),
    Between(Ratio, Ratio),
}

/// What a round recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueFigures {
    Number(Ratio),
    /// `a` of `b` with the exact value it stands for.
    Share {
        a: i128,
        b: i128,
        value: Ratio,
    },
    Absent,
    NotApplicable {
        reason: String,
    },
    NotObtained {
        reason: String,
    },
}

/// Holds what a round recorded, with all that is known about it.
#[derive(Clone, Debug)]
pub struct RecordFigures {
    pub value: ValueFigures,
    pub remark: String,
    pub by: ByFigures,
    /// Units with a value, and all that belong to the indicator; zero where it was typed for the whole.
    pub observed: usize,
    pub of_units: usize,
    pub to_verify: bool,
    /// Two people wrote different values that nobody has settled; the provisional one is shown.
    pub conflict: bool,
    /// Recorded after the round had been closed.
    pub late: bool,
    pub source: SourceFigures,
}

/// Says where a value comes from that was not established on site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFigures {
    pub body: String,
    pub number: String,
    pub date: String,
    pub period: String,
}

/// The value that counts: from which round, its score, whether it meets the target.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultFigures {
    pub value: ValueFigures,
    pub round: u32,
    pub score: Option<f64>,
    pub met: Option<bool>,
    /// Where a sample stands behind it: the 95 % interval of the share, from 0 to 1.
    pub interval: Option<(f64, f64)>,
}

impl SourceFigures {
    pub fn is_empty(&self) -> bool {
        self.body.is_empty() && self.number.is_empty() && self.date.is_empty() && self.period.is_empty()
    }
}

impl CellFigures {
    /// Gives the record that the result rests on.
    pub fn used(&self, figures: &Figures) -> Option<&RecordFigures> {
        let round = self.result.as_ref()?.round;
        let place = figures.rounds.iter().position(|known| known.number == round)?;
        self.rounds.get(place)?.as_ref()
    }
}

/// What was recorded, by cell.
pub(super) type Recorded = HashMap<CellKey, AssessmentRow>;

pub(super) fn gather(rows: &[AssessmentRow]) -> Recorded {
    rows.iter().map(|row| (row.key.clone(), row.clone())).collect()
}

pub(super) fn figures(
    figures: &Figures,
    indicator: &Indicator,
    community: &str,
    stage: Option<Stage>,
    recorded: &Recorded,
    sources: &Texts,
    crew: &Crew<'_>,
) -> CellFigures {
    let at = |round: u32| recorded.get(&CellKey::new(community, round, &indicator.code));
    let record = |round: u32| {
        let row = at(round)?;
        let source = sources.get(&row.key.to_string());
        let part = |name: &str| source.and_then(|parts| parts.get(name)).cloned().unwrap_or_default();
        Some(RecordFigures {
            value: value(&row.outcome),
            remark: row.remark.trim().to_owned(),
            by: by(&row.by, crew),
            observed: row.outcome.observed,
            of_units: row.outcome.of_units,
            to_verify: row.to_verify,
            conflict: row.contested,
            late: row.late,
            source: SourceFigures {
                body: part("body"),
                number: part("number"),
                date: part("date"),
                period: part("period"),
            },
        })
    };
    let row = figures.row(Level::Indicator, &indicator.code, community);
    let result = row.and_then(|row| row.indicator);
    let cell = result.and_then(|result| result.cell);
    CellFigures {
        applies: stage.is_some_and(|stage| indicator.applies_to(stage)),
        target: result.map(|result| target(indicator, &result)),
        rounds: figures.rounds.iter().map(|round| record(round.number)).collect(),
        not_obtained_in: cell.and_then(|cell| cell.not_obtained_in),
        result: cell.and_then(|cell| {
            Some(ResultFigures {
                value: value(&at(cell.from_round)?.outcome),
                round: cell.from_round,
                score: row.and_then(|row| row.score),
                met: result.and_then(|result| result.met),
                interval: result.and_then(|result| result.share?.interval()),
            })
        }),
    }
}

fn target(indicator: &Indicator, result: &IndicatorResult) -> TargetFigures {
    let target = result.target.to_ratio();
    match (indicator.direction, result.target_upper) {
        (Direction::Between, Some(upper)) => TargetFigures::Between(target, upper.to_ratio()),
        (Direction::AtMost, _) => TargetFigures::AtMost(target),
        _ => TargetFigures::AtLeast(target),
    }
}

fn value(outcome: &Outcome) -> ValueFigures {
    let reason = || outcome.reason.clone().unwrap_or_default();
    match (outcome.state, outcome.value, outcome.pair) {
        (State::Value, Some(value), Some((a, b))) => ValueFigures::Share { a, b, value },
        (State::Value, Some(value), None) => ValueFigures::Number(value),
        (State::Absent, ..) => ValueFigures::Absent,
        (State::NotApplicable, ..) => ValueFigures::NotApplicable { reason: reason() },
        _ => ValueFigures::NotObtained { reason: reason() },
    }
}

impl Session {
    /// Gives the sources of assessments by cell and part.
    pub(super) fn sources(&self) -> Result<Texts, Fault> {
        let mut sources = Texts::new();
        for said in self.store.said_of_fields("assessment", "source/")? {
            let Some(part) = said.field.strip_prefix("source/") else { continue };
            let text = Kind::show(&said.value);
            if !text.is_empty() {
                sources.entry(said.key).or_default().insert(part.to_owned(), text);
            }
        }
        Ok(sources)
    }
}
