//! Scores as rows.

use super::Figure;
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
