//! What is known about every cell, and the result as of a round (framework README, “Result of round N”).

use super::cell::CellState;
use super::share::Share;
use super::weights::Weights;
use crate::framework::{Framework, Stage};
use std::collections::{BTreeMap, HashMap};

/// Is what one round established for one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub community: String,
    pub round: u32,
    pub indicator: String,
    pub state: CellState,
    /// The pair its value rests on.
    pub share: Option<Share>,
    /// Where people disagree: everything they say it is. `state` is what stands in until they settle it.
    pub sides: Vec<CellState>,
}

impl Entry {
    /// Makes an entry that nobody disputes.
    pub fn new(community: &str, round: u32, indicator: &str, state: CellState) -> Self {
        let (community, indicator) = (community.to_owned(), indicator.to_owned());
        Self { community, round, indicator, state, share: None, sides: Vec::new() }
    }
}

/// Is what is known about one cell of one round.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub state: CellState,
    pub share: Option<Share>,
    pub sides: Vec<CellState>,
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
    pub(super) known: Vec<Vec<BTreeMap<u32, Known>>>,
    pub(super) weights: Weights,
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
                let known_as = Known { state: entry.state, share: entry.share, sides: entry.sides };
                known[*community][indicator].insert(entry.round, known_as);
            }
        }
        Self { framework, communities, known, weights: Weights::of(framework) }
    }

    /// Weighs by other weights than the framework's.
    #[must_use]
    pub fn weighted(self, weights: Weights) -> Self {
        Self { weights, ..self }
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
            let state = known.get(&round)?.state;
            return Some(Cell { state, from_round: round, not_obtained_in: None });
        }
        let mut tried = None;
        for (from_round, known) in known.range(..=round).rev() {
            if known.state != CellState::NotObtained {
                return Some(Cell { state: known.state, from_round: *from_round, not_obtained_in: tried });
            }
            tried = tried.or(Some(*from_round));
        }
        tried.map(|from_round| Cell { state: CellState::NotObtained, from_round, not_obtained_in: None })
    }

    /// Gives the pair that the value of a cell rests on.
    pub(super) fn share_of(&self, community: usize, indicator: usize, cell: Cell) -> Option<Share> {
        self.known[community][indicator].get(&cell.from_round)?.share
    }

    /// Gives everything people say a cell is, where they disagree: about what counts, or about a later round that might.
    pub(super) fn sides_of(
        &self,
        community: usize,
        indicator: usize,
        rounds: std::ops::RangeInclusive<u32>,
    ) -> impl Iterator<Item = CellState> {
        self.known[community][indicator].range(rounds).flat_map(|(_, known)| known.sides.iter().copied())
    }
}
