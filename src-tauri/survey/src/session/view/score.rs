//! Scores as rows.

use super::Figure;
use super::board::coverage;
use crate::framework::Indicator;
use crate::score::{Binding, Compliance, Level, Row, View};
use crate::session::{CellKey, Fault, Session};
use crate::store::Name;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
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
    /// How many open conflicts it rests on: other sides may make another score.
    pub conflicts: u32,
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

/// Names a row of scores: level, community and code.
type Place = (LevelView, String, Option<String>);

/// Says what a conflict makes uncertain.
enum About {
    Cell(CellKey),
    /// The units of a list in a community.
    List(String, String),
    Community(String),
    Everything,
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
            conflicts: 0,
        }
    }
}

impl Session {
    /// Shows the scores of one round.
    pub fn scores_view(&self, round: u32, only_round: bool) -> Result<ScoresView, Fault> {
        let view = if only_round { View::OnlyRound } else { View::AsOf };
        let scores = self.scores(&[round], view)?;
        let mut rows: Vec<ScoreRow> = scores.rows.iter().map(ScoreRow::from).collect();
        let resting = self.resting(&rows, round, only_round)?;
        let blind = self.blind_cells()?;
        let hidden = |row: &ScoreRow| {
            let code = row.code.as_deref().unwrap_or_default();
            let of = |cell: &CellKey| cell.indicator == code && cell.community == row.community;
            row.level == LevelView::Indicator && blind.iter().any(|cell| of(cell) && row.from_round == Some(cell.round))
        };
        for row in rows.iter_mut().filter(|row| hidden(row)) {
            (row.score, row.compliance, row.binding) = (None, None, BindingCount::default());
        }
        for row in &mut rows {
            let place = (row.level, row.community.clone(), row.code.clone());
            row.conflicts = resting.get(&place).copied().unwrap_or(0);
        }
        Ok(ScoresView { round, only_round, rows })
    }

    /// Counts the open conflicts that scores rest on, by row: those about values, stages, units and the framework.
    fn resting(&self, rows: &[ScoreRow], round: u32, only_round: bool) -> Result<HashMap<Place, u32>, Fault> {
        let indicators = rows.iter().filter(|row| row.level == LevelView::Indicator);
        let cells: HashMap<(&str, &str), (&ScoreRow, &Indicator)> = indicators
            .filter_map(|row| {
                let indicator = self.framework.indicator(row.code.as_deref()?)?;
                Some(((row.community.as_str(), indicator.code.as_str()), (row, indicator)))
            })
            .collect();
        let mut counts = HashMap::new();
        for conflict in self.store.conflicts()? {
            let uncertain: Vec<(&ScoreRow, &Indicator)> = match self.about(&conflict.name) {
                None => continue,
                Some(About::Cell(cell)) => {
                    let found = cells.get(&(cell.community.as_str(), cell.indicator.as_str())).copied();
                    let from = |row: &ScoreRow| if only_round { round } else { row.from_round.unwrap_or(0) };
                    found.into_iter().filter(|(row, _)| (from(row)..=round).contains(&cell.round)).collect()
                }
                Some(About::List(community, list)) => {
                    let of = |row: &ScoreRow, one: &Indicator| {
                        row.community == community && one.list.as_ref() == Some(&list)
                    };
                    cells.values().copied().filter(|(row, indicator)| of(row, indicator)).collect()
                }
                Some(About::Community(code)) => {
                    cells.values().copied().filter(|(row, _)| row.community == code).collect()
                }
                Some(About::Everything) => cells.values().copied().collect(),
            };
            let above: HashSet<Place> =
                uncertain.into_iter().flat_map(|(row, indicator)| above(row, indicator)).collect();
            for place in above {
                *counts.entry(place).or_insert(0) += 1;
            }
        }
        Ok(counts)
    }

    /// Says what a conflict makes uncertain; nothing for one that no score rests on, such as of a remark.
    fn about(&self, name: &Name) -> Option<About> {
        match (name.noun.as_str(), name.field.as_str()) {
            ("assessment", "value") => name.key.parse().ok().map(About::Cell),
            ("observation", "result") => {
                name.key.rsplit_once('/').and_then(|(cell, _)| cell.parse().ok()).map(About::Cell)
            }
            ("survey", "framework") => Some(About::Everything),
            ("community", field) if field.starts_with("stage/") => Some(About::Community(name.key.clone())),
            ("unit", "community" | "list" | "state" | "group") => {
                self.unit(&name.key).ok().map(|unit| About::List(unit.community, unit.list))
            }
            _ => None,
        }
    }
}

/// Names the rows that an indicator's row goes into, itself among them.
fn above(row: &ScoreRow, indicator: &Indicator) -> [Place; 4] {
    let place = |level, code: Option<&String>| (level, row.community.clone(), code.cloned());
    [
        place(LevelView::Indicator, Some(&indicator.code)),
        place(LevelView::Item, Some(&indicator.item)),
        place(LevelView::Scenario, Some(&indicator.scenario)),
        place(LevelView::Community, None),
    ]
}
