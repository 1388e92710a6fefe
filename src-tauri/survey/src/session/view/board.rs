//! The board: communities × scenarios for one round.

use super::Figure;
use crate::score::{Level, Row, Scores, View};
use crate::session::{CellKey, Fault, Session};
use serde::Serialize;
use std::collections::HashMap;

/// Holds one field of the board.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct BoardCell {
    pub community: String,
    pub scenario: String,
    /// How many indicators apply, and how many of them have a value or are absent.
    pub applicable: u32,
    pub assessed: u32,
    /// Percent; none where nothing applies.
    pub coverage: Option<Figure>,
    pub score: Option<Figure>,
    pub binding_met: u32,
    pub binding_missed: u32,
    pub binding_open: u32,
    pub conflicts: u32,
    /// Coverage as of each round, in the order of the survey's rounds.
    pub coverage_by_round: Vec<Option<Figure>>,
}

/// Holds the board as of one round, community by community in the framework's order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct BoardView {
    pub round: u32,
    pub cells: Vec<BoardCell>,
    /// How many cells of the round are left out, since this person is still to read them blind.
    pub blind: u32,
}

/// Gives the coverage in percent; none where nothing applies.
pub(super) fn coverage(row: &Row) -> Option<Figure> {
    (row.applicable > 0).then(|| Figure::percent(row.coverage))
}

impl Session {
    /// Computes what the board shows, for all rounds: the costly half of [`Session::board_view`].
    pub fn board_scores(&self) -> Result<Scores, Fault> {
        self.scores(&[], View::AsOf)
    }

    /// Shows the board as of one round.
    pub fn board_view(&self, round: u32, scores: &Scores) -> Result<BoardView, Fault> {
        self.round(round)?;
        let rounds: Vec<u32> = self.rounds()?.into_iter().map(|round| round.number).collect();
        let conflicts = self.conflicts_by_sheet(round)?;
        let mut cells = Vec::new();
        for community in self.communities()? {
            for scenario in &self.framework.scenarios {
                let found = |round| scores.get(Level::Scenario, &scenario.code, &community.code, round);
                let Some(row) = found(round) else { continue };
                let place = (community.code.clone(), scenario.code.clone());
                cells.push(BoardCell {
                    applicable: row.applicable,
                    assessed: row.assessed,
                    coverage: coverage(row),
                    score: row.score.map(Figure::of),
                    binding_met: row.binding.met,
                    binding_missed: row.binding.missed,
                    binding_open: row.binding.open,
                    conflicts: conflicts.get(&place).copied().unwrap_or(0),
                    coverage_by_round: rounds.iter().map(|round| found(*round).and_then(coverage)).collect(),
                    community: place.0,
                    scenario: place.1,
                });
            }
        }
        Ok(BoardView { round, cells, blind: self.blind()?.count_in(round) })
    }

    /// Counts the conflicts of a round by community and scenario.
    fn conflicts_by_sheet(&self, round: u32) -> Result<HashMap<(String, String), u32>, Fault> {
        let (mut counts, blind) = (HashMap::new(), self.blind()?);
        for row in self.store.conflicts()? {
            let cell = match row.name.noun.as_str() {
                "assessment" => row.name.key.as_str(),
                "observation" => row.name.key.rsplit_once('/').map_or("", |(cell, _)| cell),
                _ => continue,
            };
            let Ok(key) = cell.parse::<CellKey>() else { continue };
            let Some(indicator) =
                self.framework.indicator(&key.indicator).filter(|_| key.round == round && !blind.hides(&key))
            else {
                continue;
            };
            *counts.entry((key.community, indicator.scenario.clone())).or_insert(0) += 1;
        }
        Ok(counts)
    }
}
