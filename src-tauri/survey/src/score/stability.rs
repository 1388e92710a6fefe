//! How much the order of the communities owes to the weights.

use super::cells::{Cells, View};
use super::rollup::{Leaf, Node, Rollup, Tree};
use super::scores::{Level, Range};
use super::weights::Chance;

/// How many sets of weights are tried.
pub const RUNS: u32 = 1000;

/// Is how one community stands over all sets of weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Stability {
    pub level: Level,
    /// The scenario; empty at level community.
    pub code: String,
    pub community: String,
    /// The lowest and the highest score.
    pub scores: Range,
    /// Its place by score alone under the weights that count, and the best and the worst it ever had.
    pub place: u32,
    pub best: u32,
    pub worst: u32,
    /// In how many of [`RUNS`] it had that place.
    pub kept: u32,
}

impl Cells<'_> {
    /// Tries [`RUNS`] sets of weights, each weight multiplied by a chance factor from 0.8 to 1.2, and ranks the communities
    /// with at least `least` percent of coverage by their scores, each scenario and the whole. The same seed tries the same
    /// sets: ChaCha8, for each set the scenarios, then items, then indicators, factor 0.8 + 0.4 · (24 bits / 2²⁴).
    pub fn stability(&self, round: u32, view: View, least: u32, seed: u64) -> Vec<Stability> {
        let leaves: Vec<Vec<Option<Leaf>>> = (0..self.communities.len())
            .map(|c| self.leaves(c, round, view).into_iter().map(|found| found.map(|(leaf, _)| leaf)).collect())
            .collect();
        let roll = |tree: &Tree| leaves.iter().map(|leaves| tree.roll_up(leaves)).collect::<Vec<_>>();
        let base = roll(&Tree::new(self.framework, &self.weights));
        let places = std::iter::once((Level::Community, None))
            .chain((0..self.framework.scenarios.len()).map(|s| (Level::Scenario, Some(s))));
        let enough = |node: &Node| node.assessed * 100 >= node.applicable * least;
        let mut found: Vec<(Option<usize>, usize, Stability)> = Vec::new();
        for (level, scenario) in places {
            let scores = scores_of(&base, scenario, &enough);
            for (c, score) in scores.iter().enumerate() {
                let Some(score) = score else { continue };
                let place = place_of(*score, &scores);
                let stability = Stability {
                    level,
                    code: scenario.map(|s| self.framework.scenarios[s].code.clone()).unwrap_or_default(),
                    community: self.communities[c].code.clone(),
                    scores: Range { low: *score, high: *score },
                    place,
                    best: place,
                    worst: place,
                    kept: 0,
                };
                found.push((scenario, c, stability));
            }
        }
        let mut chance = Chance::new(seed);
        for _ in 0..RUNS {
            let tried = roll(&Tree::new(self.framework, &self.weights.varied(&mut chance)));
            for (scenario, c, stability) in &mut found {
                let scores = scores_of(&tried, *scenario, &enough);
                let Some(score) = scores[*c] else { continue };
                let place = place_of(score, &scores);
                let range = &mut stability.scores;
                *range = Range { low: range.low.min(score), high: range.high.max(score) };
                (stability.best, stability.worst) = (stability.best.min(place), stability.worst.max(place));
                stability.kept += u32::from(place == stability.place);
            }
        }
        found.into_iter().map(|(.., stability)| stability).collect()
    }
}

/// Gives the scores of the communities that have enough data.
fn scores_of(rollups: &[Rollup], scenario: Option<usize>, enough: &impl Fn(&Node) -> bool) -> Vec<Option<f64>> {
    let node = |rollup: &Rollup| scenario.map_or(rollup.community, |s| rollup.scenarios[s]);
    rollups.iter().map(|rollup| Some(node(rollup)).filter(enough).and_then(|node| node.score)).collect()
}

fn place_of(score: f64, scores: &[Option<f64>]) -> u32 {
    1 + scores.iter().flatten().filter(|other| **other > score).count() as u32
}
