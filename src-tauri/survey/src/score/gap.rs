//! Gaps: the targets that are missed, the weightiest first.

use super::cell::CellState;
use super::cells::{Cells, View};
use super::rollup::{Leaf, Tree};
use super::share::Share;
use crate::framework::{Case, Direction, Framework, Indicator, Stage, ValueType};
use crate::model::Ratio;
use std::cmp::Reverse;
use std::collections::HashSet;

/// Is one missed target.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    pub community: String,
    pub indicator: String,
    pub binding: bool,
    /// A value that misses the target, or absent.
    pub state: CellState,
    pub from_round: u32,
    /// What is missing to 100 points.
    pub distance: f64,
    /// The indicator's part in the community's score; times the distance it is what closing the gap would add to it.
    pub weight: f64,
    pub need: Option<Need>,
}

/// Says in whole units what a percentage needs: at least, or at most, `units` of `of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    pub at_least: bool,
    pub units: i128,
    pub of: i128,
}

impl Gap {
    /// Gives by how many points the community's score would rise.
    pub fn gain(&self) -> f64 {
        self.weight * self.distance
    }
}

impl Cells<'_> {
    /// Lists the missed targets of each community as of a round: binding ones first, then by weight · distance, then in
    /// display order.
    pub fn gaps(&self, round: u32, view: View) -> Vec<Gap> {
        let tree = Tree::new(self.framework, &self.weights);
        let mut gaps = Vec::new();
        for (c, community) in self.communities.iter().enumerate() {
            let leaves = self.leaves(c, round, view);
            let plain: Vec<Option<Leaf>> = leaves.iter().map(|found| found.as_ref().map(|(leaf, _)| *leaf)).collect();
            let parts = tree.parts(&plain);
            let stage = community.stage(round);
            let missed =
                self.framework.indicators.iter().zip(leaves).zip(parts).filter_map(|((indicator, found), weight)| {
                    let (leaf, result) = found?;
                    let cell = result.cell.filter(|_| result.met == Some(false))?;
                    Some(Gap {
                        community: community.code.clone(),
                        indicator: indicator.code.clone(),
                        binding: indicator.is_binding(),
                        state: cell.state,
                        from_round: cell.from_round,
                        distance: 100.0 - leaf.score?,
                        weight,
                        need: need(indicator, stage?, result.share),
                    })
                });
            let mut missed: Vec<Gap> = missed.collect();
            missed.sort_by(|a, b| b.binding.cmp(&a.binding).then(b.gain().total_cmp(&a.gain())));
            gaps.extend(missed);
        }
        gaps
    }
}

/// Says how many of the `b` of a percentage its target asks for: with factor f and target t the least a with f · a / b ≥ t,
/// or the greatest with f · a / b ≤ t. Nothing is said of a band.
fn need(indicator: &Indicator, stage: Stage, share: Option<Share>) -> Option<Need> {
    let share = share.filter(|_| indicator.value_type == ValueType::Percent)?;
    let target = indicator.target(stage)?.to_ratio();
    let units = target.mul(Ratio::new(share.b, i128::from(indicator.factor?))?)?;
    let floor = units.numerator().div_euclid(units.denominator());
    let whole = units.denominator() == 1;
    match indicator.direction {
        Direction::AtLeast => Some(Need { at_least: true, units: floor + i128::from(!whole), of: share.b }),
        Direction::AtMost => Some(Need { at_least: false, units: floor, of: share.b }),
        Direction::Between => None,
    }
}

/// Finds the benchmark case that fits each indicator: of the cases of its scenario the one that shares the most pairs of
/// neighbouring Chinese characters with the names of indicator and item and the remedy; of equals the surer one, then the
/// first. Gives its place in `cases`, in the order of the indicators.
pub fn fitting_cases(framework: &Framework) -> Vec<Option<usize>> {
    let said = |case: &Case| pairs(&[&case.title.zh, &case.practice.zh, &case.lesson.zh]);
    let said: Vec<HashSet<(char, char)>> = framework.cases.iter().map(said).collect();
    let fitting = |indicator: &Indicator| {
        let item = framework.item(&indicator.item).map_or("", |item| &item.name.zh);
        let wanted = pairs(&[&indicator.name.zh, item, &indicator.remedy.zh]);
        let cases = framework.cases.iter().zip(&said).enumerate();
        let fits = cases.filter(|(_, (case, _))| case.scenario == indicator.scenario).map(|(place, (case, said))| {
            (said.intersection(&wanted).count(), Reverse(case.confidence), Reverse(place))
        });
        fits.max().map(|(.., Reverse(place))| place)
    };
    framework.indicators.iter().map(fitting).collect()
}

fn pairs(texts: &[&str]) -> HashSet<(char, char)> {
    let han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let neighbours = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<Vec<_>>();
    texts.iter().flat_map(|text| neighbours(text)).filter(|(a, b)| han(a) && han(b)).collect()
}
