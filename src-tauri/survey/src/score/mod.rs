//! Scores, compliance, coverage and change: pure arithmetic over recorded values.
//!
//! The formulas are those of the framework's README (“Units and shares”, “Score”, “Rules”), one function each. Values stay
//! exact until they are compared with their targets; only the finished score of a cell becomes a double, and means are
//! taken over these in display order, so every laptop computes the same bits.

mod aggregate;
mod answers;
mod cell;
mod cells;
mod change;
mod consistency;
mod plan;
mod rollup;
mod scores;

#[cfg(test)]
mod tests;

pub use aggregate::{Aggregated, Outcome, UnitValue, aggregate};
pub use answers::{Answers, GroupMean, LEAST_ANSWERS, Person, answers, points};
pub use cell::{CellState, cell_score, is_met, score};
pub use cells::{Cell, Cells, CommunityStages, Entry, View};
pub use change::Change;
pub use consistency::breaches;
pub use rollup::{Binding, Compliance};
pub use scores::{IndicatorResult, Level, Range, Row, Scores};
