//! The change between two rounds (framework README, “Score”).

use super::cells::{Cells, View};
use super::rollup::{Leaf, Node, Tree};
use super::scores::Level;

/// Is how a score moved between two results, over the cells assessed in both.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub level: Level,
    /// The code of indicator, item or scenario; empty at level community.
    pub code: String,
    pub community: String,
    pub before: f64,
    pub after: f64,
    /// How many cells were assessed in both.
    pub cells: u32,
}

impl Change {
    /// Gives after minus before, in points.
    pub fn points(&self) -> f64 {
        self.after - self.before
    }
}

impl Cells<'_> {
    /// Computes the change from the result of one round to that of another, over the cells assessed in both; both means
    /// are taken over that same set. What has no such cell has no row. Source: framework README, “Score”.
    pub fn changes(&self, from: u32, to: u32) -> Vec<Change> {
        let tree = Tree::new(self.framework, &self.weights);
        let mut changes = Vec::new();
        for (c, community) in self.communities.iter().enumerate() {
            let (before, after) = (self.leaves(c, from, View::AsOf), self.leaves(c, to, View::AsOf));
            let both = before.iter().zip(&after).map(|(before, after)| {
                let (before, after) = ((*before)?.0, (*after)?.0);
                (before.score.is_some() && after.score.is_some()).then_some((before, after))
            });
            let both: Vec<Option<(Leaf, Leaf)>> = both.collect();
            let old = tree.roll_up(&both.iter().map(|leaves| leaves.map(|(old, _)| old)).collect::<Vec<_>>());
            let new = tree.roll_up(&both.iter().map(|leaves| leaves.map(|(_, new)| new)).collect::<Vec<_>>());
            let mut push = |level, code: &str, old: Node, new: Node| {
                if let (Some(before), Some(after)) = (old.score, new.score) {
                    let (code, community) = (code.to_owned(), community.code.clone());
                    changes.push(Change { level, code, community, before, after, cells: new.assessed });
                }
            };
            push(Level::Community, "", old.community, new.community);
            for (s, scenario) in self.framework.scenarios.iter().enumerate() {
                push(Level::Scenario, &scenario.code, old.scenarios[s], new.scenarios[s]);
            }
            for (i, item) in self.framework.items.iter().enumerate() {
                push(Level::Item, &item.code, old.items[i], new.items[i]);
            }
            for (indicator, leaves) in self.framework.indicators.iter().zip(&both) {
                let Some((old, new)) = leaves else { continue };
                let node = |leaf: &Leaf| Node { score: leaf.score, assessed: 1, ..Node::default() };
                push(Level::Indicator, &indicator.code, node(old), node(new));
            }
        }
        changes
    }
}
