//! How much the order of the communities owes to the weights.

use super::cells::{Cells, View};
use super::rollup::{Leaf, Means, Node, Rollup, Tree};
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

/// A scenario, or the whole, with the communities that have enough data there.
struct Field {
    scenario: Option<usize>,
    communities: Vec<(usize, Stability)>,
}

impl Cells<'_> {
    /// Tries [`RUNS`] sets of weights, each weight multiplied by a chance factor from 0.8 to 1.2, and ranks the communities
    /// with at least `least` percent of coverage by their scores, each scenario and the whole. The same seed tries the same
    /// sets: ChaCha8, for each set the scenarios, then items, then indicators, factor 0.8 + 0.4 · (24 bits / 2²⁴).
    pub fn stability(&self, round: u32, view: View, least: u32, seed: u64) -> Vec<Stability> {
        let leaves: Vec<Vec<Option<Leaf>>> = (0..self.communities.len())
            .map(|c| self.leaves(c, round, view).into_iter().map(|found| found.map(|(leaf, _)| leaf)).collect())
            .collect();
        let mut tree = Tree::new(self.framework, &self.weights);
        let base: Vec<Rollup> = leaves.iter().map(|leaves| tree.roll_up(leaves)).collect();
        let scenarios = (0..self.framework.scenarios.len()).map(Some);
        let mut fields: Vec<Field> =
            std::iter::once(None).chain(scenarios).map(|scenario| self.field(scenario, &base, least)).collect();
        // How much is assessed does not depend on weights: who takes part stays the same.
        let score = |leaf: &Option<Leaf>| leaf.filter(|leaf| leaf.applicable).and_then(|leaf| leaf.score);
        let scores: Vec<Vec<Option<f64>>> = leaves.iter().map(|leaves| leaves.iter().map(score).collect()).collect();
        let mut chance = Chance::new(seed);
        for _ in 0..RUNS {
            tree.weigh(&self.weights.varied(&mut chance));
            let tried: Vec<Means> = scores.iter().map(|scores| tree.means(scores)).collect();
            for field in &mut fields {
                field.take(&tried);
            }
        }
        fields.into_iter().flat_map(|field| field.communities).map(|(_, stability)| stability).collect()
    }

    /// Ranks the communities by the weights that count.
    fn field(&self, scenario: Option<usize>, base: &[Rollup], least: u32) -> Field {
        let node = |rollup: &Rollup| scenario.map_or(rollup.community, |s| rollup.scenarios[s]);
        let enough = |node: &Node| node.assessed * 100 >= node.applicable * least;
        let scores: Vec<(usize, f64)> = base
            .iter()
            .enumerate()
            .filter_map(|(c, rollup)| Some((c, Some(node(rollup)).filter(enough)?.score?)))
            .collect();
        let standing = |(c, score): &(usize, f64)| {
            let place = place_of(*score, scores.iter().map(|(_, score)| *score));
            let stability = Stability {
                level: if scenario.is_some() { Level::Scenario } else { Level::Community },
                code: scenario.map(|s| self.framework.scenarios[s].code.clone()).unwrap_or_default(),
                community: self.communities[*c].code.clone(),
                scores: Range { low: *score, high: *score },
                place,
                best: place,
                worst: place,
                kept: 0,
            };
            (*c, stability)
        };
        Field { scenario, communities: scores.iter().map(standing).collect() }
    }
}

impl Field {
    /// Takes in how the communities stand under one set of weights.
    fn take(&mut self, tried: &[Means]) {
        let score = |means: &Means| self.scenario.map_or(means.community, |s| means.scenarios[s]);
        let scores: Vec<Option<f64>> = self.communities.iter().map(|(c, _)| score(&tried[*c])).collect();
        for ((_, stability), score) in self.communities.iter_mut().zip(&scores) {
            let Some(score) = *score else { continue };
            let place = place_of(score, scores.iter().flatten().copied());
            let range = &mut stability.scores;
            *range = Range { low: range.low.min(score), high: range.high.max(score) };
            (stability.best, stability.worst) = (stability.best.min(place), stability.worst.max(place));
            stability.kept += u32::from(place == stability.place);
        }
    }
}

fn place_of(score: f64, scores: impl Iterator<Item = f64>) -> u32 {
    1 + scores.filter(|other| *other > score).count() as u32
}
