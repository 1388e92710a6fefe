//! What is known about every cell, and the result as of a round (framework README, “Result of round N”).

use super::cell::CellState;
use crate::framework::{Framework, Stage};
use std::collections::{BTreeMap, HashMap};

/// Is what one round established for one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub community: String,
    pub round: u32,
    pub indicator: String,
    pub state: CellState,
}

/// Holds the stage of a community by round; a round without one has that of the latest earlier round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommunityStages {
    pub code: String,
    pub stages: BTreeMap<u32, Stage>,
}

impl CommunityStages {
    pub fn stage(&self, round: u32) -> Option<Stage> {
        self.stages.range(..=round).next_back().map(|(_, stage)| *stage)
    }
}

/// Says which rounds a result is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// The latest of any round up to the one asked for.
    AsOf,
    /// What that round itself established.
    OnlyRound,
}

/// Is the state of a cell in a result and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub state: CellState,
    /// The round that established it.
    pub from_round: u32,
    /// A later round that tried and could not obtain the value, to be shown beside it.
    pub not_obtained_in: Option<u32>,
}

/// Holds the established cells of the communities asked for.
#[derive(Debug)]
pub struct Cells<'a> {
    pub(super) framework: &'a Framework,
    pub(super) communities: Vec<CommunityStages>,
    /// By community, then by indicator.
    pub(super) known: Vec<Vec<BTreeMap<u32, CellState>>>,
}

impl<'a> Cells<'a> {
    /// Takes communities in display order and at most one entry per cell and round (of two the later counts). Entries of
    /// other communities or of indicators unknown to the framework are left out.
    pub fn new(
        framework: &'a Framework,
        communities: Vec<CommunityStages>,
        entries: impl IntoIterator<Item = Entry>,
    ) -> Self {
        let mut known = vec![vec![BTreeMap::new(); framework.indicators.len()]; communities.len()];
        let places: HashMap<&str, usize> = communities.iter().enumerate().map(|(n, c)| (c.code.as_str(), n)).collect();
        for entry in entries {
            let community = places.get(entry.community.as_str());
            let indicator = framework.indicator_position(&entry.indicator);
            if let (Some(community), Some(indicator)) = (community, indicator) {
                known[*community][indicator].insert(entry.round, entry.state);
            }
        }
        Self { framework, communities, known }
    }

    /// Gives the communities in display order.
    pub fn communities(&self) -> &[CommunityStages] {
        &self.communities
    }

    /// Gives the cell of a community and indicator as of a round; `None` where it was never asked.
    ///
    /// The latest value, absent or not applicable up to the round counts; not obtained stands only where none of these
    /// exists. Source: framework README, “Result of round N”.
    pub fn cell(&self, community: &str, indicator: &str, round: u32, view: View) -> Option<Cell> {
        let community = self.communities.iter().position(|known| known.code == community)?;
        self.at(community, self.framework.indicator_position(indicator)?, round, view)
    }

    pub(super) fn at(&self, community: usize, indicator: usize, round: u32, view: View) -> Option<Cell> {
        let known = &self.known[community][indicator];
        if view == View::OnlyRound {
            let state = *known.get(&round)?;
            return Some(Cell { state, from_round: round, not_obtained_in: None });
        }
        let mut tried = None;
        for (from_round, state) in known.range(..=round).rev() {
            if *state != CellState::NotObtained {
                return Some(Cell { state: *state, from_round: *from_round, not_obtained_in: tried });
            }
            tried = tried.or(Some(*from_round));
        }
        tried.map(|from_round| Cell { state: CellState::NotObtained, from_round, not_obtained_in: None })
    }
}
