//! The table of results: a row for every indicator, item, scenario and community in each round asked for.

use super::CellState;
use super::cell::{cell_score, is_met, score_near};
use super::cells::{Cell, Cells, View};
use super::rollup::{Binding, Compliance, Leaf, Node, Tree};
use super::share::Share;
use crate::framework::{Indicator, Stage, ValueType, words};
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
    /// The pair the value rests on.
    pub share: Option<Share>,
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
    /// Where samples stand behind the score: the 95 % interval that chance in drawing leaves.
    pub interval: Option<Range>,
    /// Where conflicts make a difference: the score with the lowest and with the highest side of each.
    pub sides: Option<Range>,
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

    /// Says whether fewer of the applicable indicators are assessed than `least` percent: then no rank is given, and the
    /// range is shown. Source: framework README, “Score”.
    pub fn has_too_little_data(&self, least: u32) -> bool {
        self.assessed * 100 < self.applicable * least
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

    /// Gives the rows of the indicators below a row, or the row itself at level indicator.
    pub fn below<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a Row> {
        let inside = move |code: &str| match row.level {
            Level::Community => true,
            Level::Indicator => code == row.code,
            Level::Scenario | Level::Item => code.strip_prefix(&row.code).is_some_and(|rest| rest.starts_with('.')),
        };
        let rows = self.of(&row.community, row.round).iter();
        rows.filter(move |below| below.level == Level::Indicator && inside(&below.code))
    }
}

impl Cells<'_> {
    /// Computes the results of the given rounds. A community without a stage has rows, but nothing applies to it.
    pub fn scores(&self, rounds: &[u32], view: View) -> Scores {
        let tree = Tree::new(self.framework, &self.weights);
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
            interval: node
                .score
                .filter(|_| node.down > 0.0 || node.up > 0.0)
                .map(|score| Range { low: (score - node.down).max(0.0), high: (score + node.up).min(100.0) }),
            sides: node.least.zip(node.most).filter(|(low, high)| low < high).map(|(low, high)| Range { low, high }),
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
            let cell = self.at(community, n, round, view);
            let (mut leaf, mut result) = leaf(indicator, stage, cell)?;
            result.share = cell.and_then(|cell| self.share_of(community, n, cell));
            if let Some((low, high)) = result.share.and_then(|share| score_interval(indicator, stage, share)) {
                let score = leaf.score.unwrap_or(low);
                (leaf.down, leaf.up) = ((score - low).max(0.0), (high - score).max(0.0));
            }
            let first = if view == View::OnlyRound { round } else { cell.map_or(1, |cell| cell.from_round) };
            for side in self.sides_of(community, n, first..=round).filter_map(|side| cell_score(indicator, stage, side))
            {
                leaf.least = Some(leaf.least.map_or(side, |least| least.min(side)));
                leaf.most = Some(leaf.most.map_or(side, |most| most.max(side)));
            }
            Some((leaf, result))
        };
        self.framework.indicators.iter().enumerate().map(leaf).collect()
    }
}

/// Gives the scores that a sampled share of a percent may have: those of all values inside its interval. Of another kind of
/// pair chance says nothing.
fn score_interval(indicator: &Indicator, stage: Stage, share: Share) -> Option<(f64, f64)> {
    if indicator.value_type != ValueType::Percent {
        return None;
    }
    let (low, high) = share.interval()?;
    let factor = indicator.factor? as f64;
    let (low, high) = (low * factor, high * factor);
    let (at_low, at_high) = (score_near(indicator, stage, low)?, score_near(indicator, stage, high)?);
    let target = indicator.target(stage)?.to_ratio().to_f64();
    // Between the ends lies a better value than both where a band does.
    let inside = indicator.target_upper.is_some_and(|upper| low <= upper.to_ratio().to_f64() && high >= target);
    Some((at_low.min(at_high), if inside { 100.0 } else { at_low.max(at_high) }))
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
    let score = state.and_then(|state| cell_score(indicator, stage, state));
    let leaf = Leaf {
        applicable: !matches!(state, Some(CellState::NotApplicable { .. })),
        score,
        least: score,
        most: score,
        binding,
        ..Leaf::default()
    };
    Some((leaf, IndicatorResult { cell, target, target_upper: indicator.target_upper, met, share: None }))
}

/// Makes the node of a single indicator.
fn single(leaf: Leaf) -> Node {
    let bound = |missing: f64| leaf.applicable.then(|| leaf.score.unwrap_or(missing));
    Node {
        score: leaf.score,
        low: bound(0.0),
        high: bound(100.0),
        down: leaf.down,
        up: leaf.up,
        least: leaf.least,
        most: leaf.most,
        assessed: u32::from(leaf.score.is_some()),
        applicable: u32::from(leaf.applicable),
        binding: leaf.binding,
    }
}
