//! Scores of this survey.

use super::{Fault, Filter, Session};
use crate::score::{Cells, CommunityStages, Entry, Scores, View};

impl Session {
    /// Gathers every recorded cell for scoring.
    pub fn cells(&self) -> Result<Cells<'_>, Fault> {
        self.cells_of(&Filter::default())
    }

    /// Gathers the recorded cells of a part of the survey.
    pub(super) fn cells_of(&self, filter: &Filter) -> Result<Cells<'_>, Fault> {
        let communities = self.communities()?;
        let entries = self.outcomes(filter)?.into_iter().map(|(key, outcome)| Entry {
            state: outcome.cell_state(),
            community: key.community,
            round: key.round,
            indicator: key.indicator,
        });
        let stages = communities.into_iter().map(|c| CommunityStages { code: c.code, stages: c.stages });
        Ok(Cells::new(&self.framework, stages.collect(), entries))
    }

    /// Computes the results of the given rounds; of all rounds of the survey where none is given.
    pub fn scores(&self, rounds: &[u32], view: View) -> Result<Scores, Fault> {
        let rounds = match rounds {
            [] => self.rounds()?.into_iter().map(|round| round.number).collect(),
            asked => {
                for round in asked {
                    self.round(*round)?;
                }
                asked.to_vec()
            }
        };
        Ok(self.cells()?.scores(&rounds, view))
    }
}
