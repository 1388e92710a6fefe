//! How much the order of the communities owes to the weights, as shown.

use super::score::asked;
use super::{Ends, Figure};
use crate::score::{RUNS, Stability};
use crate::session::{Fault, Session};
use serde::Serialize;

/// Says how one community stood over all sets of weights; without a code as a whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct StabilityRow {
    pub code: Option<String>,
    pub community: String,
    pub scores: Ends,
    /// Its place by score alone, and the best and the worst it ever had.
    pub place: u32,
    pub best: u32,
    pub worst: u32,
    /// How often it had that place, in percent.
    pub kept: Figure,
}

/// Holds how the order stood over all sets of weights.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct StabilityView {
    /// How many sets of weights were tried.
    pub runs: u32,
    pub rows: Vec<StabilityRow>,
}

impl From<&Stability> for StabilityRow {
    fn from(one: &Stability) -> Self {
        Self {
            code: (!one.code.is_empty()).then(|| one.code.clone()),
            community: one.community.clone(),
            scores: one.scores.into(),
            place: one.place,
            best: one.best,
            worst: one.worst,
            kept: Figure::percent(f64::from(one.kept) / f64::from(RUNS)),
        }
    }
}

impl Session {
    /// Shows how the order of the communities stands over other sets of weights.
    pub fn stability_view(&self, round: u32, only_round: bool) -> Result<StabilityView, Fault> {
        let found = self.stability(asked(round, only_round, None))?;
        Ok(StabilityView { runs: RUNS, rows: found.iter().map(StabilityRow::from).collect() })
    }
}
