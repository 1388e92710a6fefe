//! The board: communities × scenarios for one round.

use super::Figure;
use serde::Serialize;

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
}
