//! Scores, compliance, coverage and change: pure arithmetic over recorded values.
//!
//! The formulas are those of the framework's README (“Units and shares”, “Score”, “Rules”), one function each. Values stay
//! exact until they are compared with their targets; only the finished score of a cell becomes a double, and means are
//! taken over these in display order, so every laptop computes the same bits. What goes beyond the README – intervals, places,
//! gaps, values out of line, concordance, other weights – is written down in `docs/scores.md`.

mod aggregate;
mod answers;
mod cell;
mod cells;
mod change;
mod concordance;
mod consistency;
mod day;
mod gap;
mod outlier;
mod pairwise;
mod plan;
mod rank;
mod rollup;
mod scores;
mod share;
mod stability;
mod weights;

#[cfg(test)]
mod tests;

pub use aggregate::{Aggregated, Outcome, UnitValue, aggregate};
pub use answers::{Answers, GroupMean, LEAST_ANSWERS, Person, answers, points};
pub use cell::{CellState, cell_score, is_met, score};
pub use cells::{Cell, Cells, CommunityStages, Entry, View};
pub use change::Change;
pub use concordance::{Concordance, Reading, concordance};
pub use consistency::breaches;
pub use day::{Hours, Slot, Span, Task, plan};
pub use gap::{Gap, Need, fitting_cases};
pub use outlier::{OutOf, Outlier};
pub use pairwise::{CONSISTENT, MOST, Pairwise, pairwise};
pub use plan::Progress;
pub use rank::{Rank, StageMean};
pub use rollup::{Binding, Compliance};
pub use scores::{IndicatorResult, Level, Range, Row, Scores};
pub use share::{Share, Whole};
pub use stability::{RUNS, Stability};
pub use weights::Weights;
