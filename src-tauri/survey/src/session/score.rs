//! Scores of this survey.

use super::sides::Sides;
use super::{AssessmentRow, CellKey, Fault, Filter, Outcome, Session, UnitState};
use crate::framework::Method;
use crate::score::{Cells, CommunityStages, Entry, Scores, Share, View, Whole};
use std::collections::HashMap;

/// How many units a list of a community has, by community and list.
type ListSizes = HashMap<(String, String), usize>;

impl Session {
    /// Gathers every recorded cell for scoring.
    pub fn cells(&self) -> Result<Cells<'_>, Fault> {
        self.cells_of(&Filter::default())
    }

    /// Gathers the recorded cells of a part of the survey.
    pub(super) fn cells_of(&self, filter: &Filter) -> Result<Cells<'_>, Fault> {
        let sizes = self.list_sizes()?;
        let entries = self.outcomes(filter)?.into_iter().map(|(key, outcome)| self.entry(&key, &outcome, &sizes));
        self.cells_from(entries.collect())
    }

    /// Gathers every cell with all that people say about it.
    pub(super) fn cells_with_sides(&self, rows: &[AssessmentRow]) -> Result<Cells<'_>, Fault> {
        let sizes = self.list_sizes()?;
        let communities = self.communities()?;
        let sides = Sides::new(self)?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let mut entry = self.entry(&row.key, &row.outcome, &sizes);
            if row.contested {
                let community = communities.iter().find(|community| community.code == row.key.community);
                entry.sides = sides.of(&row.key, community.and_then(|community| community.stage(row.key.round)))?;
            }
            entries.push(entry);
        }
        self.cells_from(entries)
    }

    fn cells_from(&self, entries: Vec<Entry>) -> Result<Cells<'_>, Fault> {
        let communities = self.communities()?.into_iter();
        let stages = communities.map(|c| CommunityStages { code: c.code, stages: c.stages }).collect();
        Ok(Cells::new(&self.framework, stages, entries).weighted(self.weights()?))
    }

    fn entry(&self, key: &CellKey, outcome: &Outcome, sizes: &ListSizes) -> Entry {
        let mut entry = Entry::new(&key.community, key.round, &key.indicator, outcome.cell_state());
        let indicator = self.framework.indicator(&key.indicator);
        if let (Some((a, b)), Some(indicator)) = (outcome.pair, indicator) {
            let whole = match &indicator.list {
                _ if indicator.method == Method::Questionnaire => Whole::Unknown,
                Some(list) if outcome.computed => {
                    sizes.get(&(key.community.clone(), list.clone())).map_or(Whole::All, |size| Whole::Of(*size))
                }
                _ => Whole::All,
            };
            entry.share = Some(Share { a, b, whole });
        }
        entry
    }

    /// Counts the units of each list that could have been drawn: those observed and those in reserve.
    fn list_sizes(&self) -> Result<ListSizes, Fault> {
        let (sames, mut lists, states) = (self.same_as("unit")?, self.unit_texts("list")?, self.unit_texts("state")?);
        let mut sizes = ListSizes::new();
        for (unit, community) in self.unit_texts("community")? {
            let state = states.get(&unit).and_then(|word| UnitState::parse(word)).unwrap_or(UnitState::In);
            if matches!(state, UnitState::In | UnitState::Reserve) && !sames.is_merged(&unit) {
                *sizes.entry((community, lists.remove(&unit).unwrap_or_default())).or_default() += 1;
            }
        }
        Ok(sizes)
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
