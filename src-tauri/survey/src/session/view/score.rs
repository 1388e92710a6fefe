//! Scores as rows.

use super::Figure;
use super::board::coverage;
use crate::score::{Binding, Compliance, Level, Row, View};
use crate::session::{Fault, Session};
use serde::Serialize;

/// Counts binding indicators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct BindingCount {
    pub met: u32,
    pub missed: u32,
    pub open: u32,
    pub na: u32,
}

/// Says what a score is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum LevelView {
    Indicator,
    Item,
    Scenario,
    Community,
}

/// Says whether the binding indicators are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum ComplianceView {
    Met,
    NotMet,
    Open,
}

/// Holds one score; without a code at level community.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ScoreRow {
    pub level: LevelView,
    pub code: Option<String>,
    pub community: String,
    pub score: Option<Figure>,
    pub coverage: Option<Figure>,
    /// The round a carried value comes from.
    pub from_round: Option<u32>,
    pub binding: BindingCount,
    /// None where nothing binding applies.
    pub compliance: Option<ComplianceView>,
}

/// Holds the scores of one round.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ScoresView {
    pub round: u32,
    pub only_round: bool,
    pub rows: Vec<ScoreRow>,
}

impl From<Level> for LevelView {
    fn from(level: Level) -> Self {
        match level {
            Level::Indicator => Self::Indicator,
            Level::Item => Self::Item,
            Level::Scenario => Self::Scenario,
            Level::Community => Self::Community,
        }
    }
}

impl From<Compliance> for ComplianceView {
    fn from(compliance: Compliance) -> Self {
        match compliance {
            Compliance::Met => Self::Met,
            Compliance::NotMet => Self::NotMet,
            Compliance::Open => Self::Open,
        }
    }
}

impl From<Binding> for BindingCount {
    fn from(binding: Binding) -> Self {
        Self { met: binding.met, missed: binding.missed, open: binding.open, na: binding.na }
    }
}

impl From<&Row> for ScoreRow {
    fn from(row: &Row) -> Self {
        Self {
            level: row.level.into(),
            code: (!row.code.is_empty()).then(|| row.code.clone()),
            community: row.community.clone(),
            score: row.score.map(Figure::of),
            coverage: coverage(row),
            from_round: row.from_round(),
            binding: row.binding.into(),
            compliance: row.compliance.map(Into::into),
        }
    }
}

impl Session {
    /// Shows the scores of one round.
    pub fn scores_view(&self, round: u32, only_round: bool) -> Result<ScoresView, Fault> {
        let view = if only_round { View::OnlyRound } else { View::AsOf };
        let scores = self.scores(&[round], view)?;
        Ok(ScoresView { round, only_round, rows: scores.rows.iter().map(ScoreRow::from).collect() })
    }
}
