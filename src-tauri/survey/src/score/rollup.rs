//! From the cells of one community to its items, scenarios and whole: weighted means, coverage and compliance counts
//! (framework README, “Score”).

use super::weights::Weights;
use crate::framework::{Framework, words};
use std::collections::HashMap;

words! {
    /// Says whether the binding indicators are met.
    Compliance { Met = "met", NotMet = "not_met", Open = "open" }
}

/// Counts the binding indicators that apply to the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Binding {
    pub met: u32,
    /// Missed or absent.
    pub missed: u32,
    /// Missing, or not applicable and not confirmed yet.
    pub open: u32,
    /// Not applicable and confirmed.
    pub na: u32,
}

impl Binding {
    /// Gives the compliance: not met if any is missed, else open if any is open, else met. `None` where no binding
    /// indicator is left to be met. Source: framework README, “Score”.
    pub fn compliance(self) -> Option<Compliance> {
        match self {
            Self { missed: 1.., .. } => Some(Compliance::NotMet),
            Self { open: 1.., .. } => Some(Compliance::Open),
            Self { met: 1.., .. } => Some(Compliance::Met),
            _ => None,
        }
    }

    fn add(&mut self, other: Self) {
        self.met += other.met;
        self.missed += other.missed;
        self.open += other.open;
        self.na += other.na;
    }
}

/// Is what one indicator brings into the means.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Leaf {
    /// Applies to the stage and is not “not applicable”.
    pub applicable: bool,
    /// The score; `None` where it is missing.
    pub score: Option<f64>,
    /// How far the score may lie below and above what the sample says.
    pub down: f64,
    pub up: f64,
    /// The lowest and the highest score that anybody's value has, where people disagree; else the score.
    pub least: Option<f64>,
    pub most: Option<f64>,
    pub binding: Binding,
}

/// Is the result at one item, scenario or community.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Node {
    pub score: Option<f64>,
    /// The score if every missing indicator had 0.
    pub low: Option<f64>,
    /// The score if every missing indicator had 100.
    pub high: Option<f64>,
    /// How far the score may lie below and above for chance in sampling.
    pub down: f64,
    pub up: f64,
    /// The score with the lowest and with the highest side of every conflict.
    pub least: Option<f64>,
    pub most: Option<f64>,
    pub assessed: u32,
    pub applicable: u32,
    pub binding: Binding,
}

/// Takes a weighted mean of what has a score.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    sum: f64,
    weight: f64,
}

impl Mean {
    fn take(&mut self, weight: f64, score: Option<f64>) {
        if let Some(score) = score {
            self.sum += weight * score;
            self.weight += weight;
        }
    }

    fn get(self) -> Option<f64> {
        // Rounding of weights such as 0.1 may carry a mean of hundreds a hair above the bound.
        (self.weight > 0.0).then(|| (self.sum / self.weight).clamp(0.0, 100.0))
    }
}

/// Gathers the children of one node.
#[derive(Clone, Copy, Debug, Default)]
struct Gathering {
    score: Mean,
    low: Mean,
    high: Mean,
    least: Mean,
    most: Mean,
    /// Sums of squared ways.
    down: f64,
    up: f64,
    node: Node,
}

impl Gathering {
    fn take_leaf(&mut self, weight: f64, leaf: &Leaf) {
        self.node.binding.add(leaf.binding);
        if !leaf.applicable {
            return;
        }
        self.node.applicable += 1;
        self.node.assessed += u32::from(leaf.score.is_some());
        self.score.take(weight, leaf.score);
        self.low.take(weight, leaf.score.or(Some(0.0)));
        self.high.take(weight, leaf.score.or(Some(100.0)));
        self.take_doubts(weight, (leaf.least, leaf.most), (leaf.down, leaf.up));
    }

    fn take_node(&mut self, weight: f64, child: &Node) {
        self.node.binding.add(child.binding);
        self.node.applicable += child.applicable;
        self.node.assessed += child.assessed;
        self.score.take(weight, child.score);
        self.low.take(weight, child.low);
        self.high.take(weight, child.high);
        self.take_doubts(weight, (child.least, child.most), (child.down, child.up));
    }

    fn take_doubts(&mut self, weight: f64, (least, most): (Option<f64>, Option<f64>), (down, up): (f64, f64)) {
        self.least.take(weight, least);
        self.most.take(weight, most);
        self.down += (weight * down).powi(2);
        self.up += (weight * up).powi(2);
    }

    fn finish(self) -> Node {
        let way = |squares: f64| if squares > 0.0 { squares.sqrt() / self.score.weight } else { 0.0 };
        Node {
            score: self.score.get(),
            low: self.low.get(),
            high: self.high.get(),
            least: self.least.get(),
            most: self.most.get(),
            down: way(self.down),
            up: way(self.up),
            ..self.node
        }
    }
}

/// Knows which item an indicator and which scenario an item belongs to, and all weights.
#[derive(Debug)]
pub(super) struct Tree {
    /// By indicator: item and weight.
    indicators: Vec<(usize, f64)>,
    /// By item: scenario and weight.
    items: Vec<(usize, f64)>,
    /// By scenario: weight.
    scenarios: Vec<f64>,
}

/// Holds the results of one community, in the order of the framework.
#[derive(Debug)]
pub(super) struct Rollup {
    pub items: Vec<Node>,
    pub scenarios: Vec<Node>,
    pub community: Node,
}

/// Holds the scores alone of one community.
#[derive(Debug)]
pub(super) struct Means {
    pub scenarios: Vec<Option<f64>>,
    pub community: Option<f64>,
}

impl Tree {
    pub fn new(framework: &Framework, weights: &Weights) -> Self {
        let scenario: HashMap<&str, usize> =
            framework.scenarios.iter().enumerate().map(|(n, s)| (s.code.as_str(), n)).collect();
        let item: HashMap<&str, usize> =
            framework.items.iter().enumerate().map(|(n, i)| (i.code.as_str(), n)).collect();
        let place = |places: &HashMap<&str, usize>, code: &str| places.get(code).copied().unwrap_or_default();
        Self {
            indicators: framework
                .indicators
                .iter()
                .map(|i| place(&item, &i.item))
                .zip(weights.indicators.clone())
                .collect(),
            items: framework.items.iter().map(|i| place(&scenario, &i.scenario)).zip(weights.items.clone()).collect(),
            scenarios: weights.scenarios.clone(),
        }
    }

    /// Weighs by other weights.
    pub fn weigh(&mut self, weights: &Weights) {
        let own = self.indicators.iter_mut().map(|(_, own)| own).zip(&weights.indicators);
        let own = own.chain(self.items.iter_mut().map(|(_, own)| own).zip(&weights.items));
        for (own, weight) in own.chain(self.scenarios.iter_mut().zip(&weights.scenarios)) {
            *own = *weight;
        }
    }

    pub fn item_of(&self, indicator: usize) -> usize {
        self.indicators[indicator].0
    }

    pub fn scenario_of(&self, item: usize) -> usize {
        self.items[item].0
    }

    /// Takes the means level by level: item = sum of w · score / sum of w over its assessed applicable indicators;
    /// scenario: the same over its items that have a score; community: over its scenarios that have a score.
    /// Coverage and binding are counted at every level. `None` as leaf: does not apply to the stage.
    /// Source: framework README, “Score”.
    ///
    /// Chance in sampling adds up by squares: a mean lies as far below as √(sum of (w · down)²) / sum of w, and above as
    /// well. Source: Zou and Donner, Construction of confidence limits about effect measures (2008), of independent shares.
    pub fn roll_up(&self, leaves: &[Option<Leaf>]) -> Rollup {
        let mut items = vec![Gathering::default(); self.items.len()];
        for ((item, weight), leaf) in self.indicators.iter().zip(leaves) {
            if let Some(leaf) = leaf {
                items[*item].take_leaf(*weight, leaf);
            }
        }
        let items: Vec<Node> = items.into_iter().map(Gathering::finish).collect();
        let mut scenarios = vec![Gathering::default(); self.scenarios.len()];
        for ((scenario, weight), item) in self.items.iter().zip(&items) {
            scenarios[*scenario].take_node(*weight, item);
        }
        let scenarios: Vec<Node> = scenarios.into_iter().map(Gathering::finish).collect();
        let mut community = Gathering::default();
        for (weight, scenario) in self.scenarios.iter().zip(&scenarios) {
            community.take_node(*weight, scenario);
        }
        Rollup { items, scenarios, community: community.finish() }
    }

    /// Takes the means of [`Self::roll_up`] and nothing else: it is asked a thousand times over.
    pub fn means(&self, scores: &[Option<f64>]) -> Means {
        let mut items = vec![Mean::default(); self.items.len()];
        for ((item, weight), score) in self.indicators.iter().zip(scores) {
            items[*item].take(*weight, *score);
        }
        let mut scenarios = vec![Mean::default(); self.scenarios.len()];
        for ((scenario, weight), item) in self.items.iter().zip(items) {
            scenarios[*scenario].take(*weight, item.get());
        }
        let scenarios: Vec<Option<f64>> = scenarios.into_iter().map(Mean::get).collect();
        let mut community = Mean::default();
        for (weight, score) in self.scenarios.iter().zip(&scenarios) {
            community.take(*weight, *score);
        }
        Means { scenarios, community: community.get() }
    }

    /// Gives by how many points the community's score rises for each point of each indicator: its weight among its assessed
    /// siblings, times that of its item, times that of its scenario. 0 where it is not assessed.
    pub fn parts(&self, leaves: &[Option<Leaf>]) -> Vec<f64> {
        let counts: Vec<bool> =
            leaves.iter().map(|leaf| leaf.is_some_and(|leaf| leaf.applicable && leaf.score.is_some())).collect();
        let (mut of_item, mut of_scenario) = (vec![0.0; self.items.len()], vec![0.0; self.scenarios.len()]);
        for ((item, weight), counts) in self.indicators.iter().zip(&counts) {
            of_item[*item] += if *counts { *weight } else { 0.0 };
        }
        for ((scenario, weight), sum) in self.items.iter().zip(&of_item) {
            of_scenario[*scenario] += if *sum > 0.0 { *weight } else { 0.0 };
        }
        let whole: f64 = self.scenarios.iter().zip(&of_scenario).filter(|(_, sum)| **sum > 0.0).map(|(w, _)| w).sum();
        let part = |((item, weight), counts): (&(usize, f64), &bool)| {
            let (scenario, of_items) = self.items[*item];
            let shares =
                weight / of_item[*item] * (of_items / of_scenario[scenario]) * (self.scenarios[scenario] / whole);
            if *counts { shares } else { 0.0 }
        };
        self.indicators.iter().zip(&counts).map(part).collect()
    }
}
