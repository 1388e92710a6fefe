//! The table of results: a row for every indicator, item, scenario and community in each round asked for.

use super::CellState;
use super::cell::{cell_score, is_met};
use super::cells::{Cell, Cells, View};
use super::rollup::{Binding, Compliance, Leaf, Node, Tree};
use crate::framework::{Indicator, Stage, words};
use crate::model::Number;
use std::collections::HashMap;

words! {
    /// Names the level of a row.
    Level { Indicator = "indicator", Item = "item", Scenario = "scenario", Community = "community" }
}

/// Bounds a score by what the missing indicators could still turn out to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Every missing indicator counted as 0.
    pub low: f64,
    /// Every missing indicator counted as 100.
    pub high: f64,
}

/// Is what a row of level indicator says besides its score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndicatorResult {
    /// What counts and where it comes from; `None` where it was never asked.
    pub cell: Option<Cell>,
    /// The target of the community's stage (for between the lower bound).
    pub target: Number,
    /// The upper bound of a band.
    pub target_upper: Option<Number>,
    /// Whether the target is met; `None` where the cell is not assessed.
    pub met: Option<bool>,
}

/// Is one result.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub level: Level,
    /// The code of indicator, item or scenario; empty at level community.
    pub code: String,
    pub community: String,
    pub round: u32,
    /// From 0 to 100, unrounded; `None` where nothing is assessed.
    pub score: Option<f64>,
    /// `None` where nothing is applicable.
    pub range: Option<Range>,
    /// How many applicable indicators have a value or are absent.
    pub assessed: u32,
    /// How many indicators apply to the stage and are not “not applicable”.
    pub applicable: u32,
    /// assessed / applicable, from 0 to 1; 0 where nothing is applicable.
    pub coverage: f64,
    pub binding: Binding,
    /// `None` where no binding indicator is left to be met: none applies, or each one that does is confirmed as not
    /// applicable.
    pub compliance: Option<Compliance>,
    /// Present at level indicator.
    pub indicator: Option<IndicatorResult>,
}

impl Row {
    /// Gives the round an indicator's state comes from.
    pub fn from_round(&self) -> Option<u32> {
        self.indicator?.cell.map(|cell| cell.from_round)
    }

    /// Says whether anything here is applicable. An indicator recorded as not applicable has a row that is not.
    pub fn is_applicable(&self) -> bool {
        self.applicable > 0
    }

    /// Says whether coverage is below a threshold such as 0.7: then no rank is given, and the range is shown. Source:
    /// framework README, “Score”.
    pub fn has_too_little_data(&self, threshold: f64) -> bool {
        self.coverage < threshold
    }
}

/// Holds the rows of the rounds asked for: by round, community, then the community itself, each scenario, each of its
/// items and their indicators, all in display order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    pub rows: Vec<Row>,
    /// The rows of a community and round.
    blocks: HashMap<(String, u32), std::ops::Range<usize>>,
}

impl Scores {
    /// Gives the rows of one community and round.
    pub fn of(&self, community: &str, round: u32) -> &[Row] {
        let block = self.blocks.get(&(community.to_owned(), round)).cloned();
        block.and_then(|block| self.rows.get(block)).unwrap_or_default()
    }

    /// Finds one row; the code is empty at level community.
    pub fn get(&self, level: Level, code: &str, community: &str, round: u32) -> Option<&Row> {
        self.of(community, round).iter().find(|row| row.level == level && row.code == code)
    }
}

impl Cells<'_> {
    /// Computes the results of the given rounds. A community without a stage has rows, but nothing applies to it.
    pub fn scores(&self, rounds: &[u32], view: View) -> Scores {
        let tree = Tree::new(self.framework);
        let mut scores = Scores::default();
        for round in rounds {
            for community in 0..self.communities.len() {
                let start = scores.rows.len();
                self.push_rows(&tree, community, *round, view, &mut scores.rows);
                let key = (self.communities[community].code.clone(), *round);
                scores.blocks.insert(key, start..scores.rows.len());
            }
        }
        scores
    }

    fn push_rows(&self, tree: &Tree, community: usize, round: u32, view: View, rows: &mut Vec<Row>) {
        let framework = self.framework;
        let name = &self.communities[community].code;
        let leaves = self.leaves(community, round, view);
        let plain: Vec<Option<Leaf>> = leaves.iter().map(|found| found.map(|(leaf, _)| leaf)).collect();
        let rollup = tree.roll_up(&plain);
        let row = |level, code: &str, node: Node, indicator| Row {
            level,
            code: code.to_owned(),
            community: name.clone(),
            round,
            score: node.score,
            range: node.low.zip(node.high).map(|(low, high)| Range { low, high }),
            assessed: node.assessed,
            applicable: node.applicable,
            coverage: if node.applicable == 0 { 0.0 } else { f64::from(node.assessed) / f64::from(node.applicable) },
            binding: node.binding,
            compliance: node.binding.compliance(),
            indicator,
        };
        rows.push(row(Level::Community, "", rollup.community, None));
        for (s, scenario) in framework.scenarios.iter().enumerate() {
            rows.push(row(Level::Scenario, &scenario.code, rollup.scenarios[s], None));
            for (i, item) in framework.items.iter().enumerate().filter(|(i, _)| tree.scenario_of(*i) == s) {
                rows.push(row(Level::Item, &item.code, rollup.items[i], None));
                for (n, indicator) in framework.indicators.iter().enumerate().filter(|(n, _)| tree.item_of(*n) == i) {
                    if let Some((leaf, result)) = leaves[n] {
                        rows.push(row(Level::Indicator, &indicator.code, single(leaf), Some(result)));
                    }
                }
            }
        }
    }

    /// Gives for each indicator what it brings into the means; `None` where it does not apply to the stage.
    pub(super) fn leaves(&self, community: usize, round: u32, view: View) -> Vec<Option<(Leaf, IndicatorResult)>> {
        let stage = self.communities[community].stage(round);
        let leaf = |(n, indicator): (usize, &Indicator)| {
            let stage = stage.filter(|stage| indicator.applies_to(*stage))?;
            leaf(indicator, stage, self.at(community, n, round, view))
        };
        self.framework.indicators.iter().enumerate().map(leaf).collect()
    }
}

fn leaf(indicator: &Indicator, stage: Stage, cell: Option<Cell>) -> Option<(Leaf, IndicatorResult)> {
    let state = cell.map(|cell| cell.state);
    let met = state.and_then(|state| is_met(indicator, stage, state));
    let target = indicator.target(stage)?;
    let mut binding = Binding::default();
    if indicator.is_binding() {
        let count = match (met, state) {
            (Some(true), _) => &mut binding.met,
            (Some(false), _) => &mut binding.missed,
            (None, Some(CellState::NotApplicable { confirmed: true })) => &mut binding.na,
            (None, _) => &mut binding.open,
        };
        *count = 1;
    }
    let leaf = Leaf {
        applicable: !matches!(state, Some(CellState::NotApplicable { .. })),
        score: state.and_then(|state| cell_score(indicator, stage, state)),
        binding,
    };
    Some((leaf, IndicatorResult { cell, target, target_upper: indicator.target_upper, met }))
}

/// Makes the node of a single indicator.
fn single(leaf: Leaf) -> Node {
    let bound = |missing: f64| leaf.applicable.then(|| leaf.score.unwrap_or(missing));
    Node {
        score: leaf.score,
        low: bound(0.0),
        high: bound(100.0),
        assessed: u32::from(leaf.score.is_some()),
        applicable: u32::from(leaf.applicable),
        binding: leaf.binding,
    }
}
