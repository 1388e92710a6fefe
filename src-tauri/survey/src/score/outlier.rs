//! Values out of line, to be looked at: nothing is changed because of them.

use super::cells::{Cells, View};
use crate::framework::ValueType;
use crate::model::Ratio;

/// From this robust z on a value is out of line. Source: Iglewicz and Hoaglin, How to detect and handle outliers (1993).
const FAR: f64 = 3.5;
/// Fewer communities than this say nothing about what is usual.
const LEAST: usize = 5;
/// A change from one round to the next is out of line from this part of the way between nothing and the target on.
const JUMP: (i128, i128) = (1, 2);

/// Says what a value is out of line with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutOf {
    /// The other communities, with their median and the robust z.
    Communities { median: Ratio, z: f64 },
    /// What an earlier round established, with the change as a part of the way from nothing to the target.
    Rounds { before: Ratio, round: u32, change: f64 },
}

/// Is one value out of line.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlier {
    pub community: String,
    pub indicator: String,
    /// The round the value was established in.
    pub round: u32,
    pub value: Ratio,
    pub out_of: OutOf,
}

/// Is a value of one community with the round it comes from.
type Found<'a> = (&'a str, u32, Ratio);

impl Cells<'_> {
    /// Lists the values as of a round that are out of line: between communities first, then between rounds, in display order.
    ///
    /// - Between communities, from five on: z = 0.6745 · (v − median) / MAD, where MAD is the median of |v − median|; where
    ///   that is 0, z = (v − median) / (1.253314 · mean of |v − median|). Out of line: |z| > 3.5. Yes or no is left out.
    /// - Between rounds: |v − v before| > ½ · |target − `zero_at`|, v before being what the latest earlier round established.
    pub fn outliers(&self, round: u32) -> Vec<Outlier> {
        let mut found = Vec::new();
        for (n, indicator) in self.framework.indicators.iter().enumerate() {
            if indicator.value_type == ValueType::YesNo {
                continue;
            }
            let values: Vec<Found<'_>> = (0..self.communities.len())
                .filter_map(|c| {
                    self.value_at(c, n, round).map(|(from, value)| (self.communities[c].code.as_str(), from, value))
                })
                .collect();
            let outlier = |(community, round, value): Found<'_>, median, z| Outlier {
                community: community.to_owned(),
                indicator: indicator.code.clone(),
                round,
                value,
                out_of: OutOf::Communities { median, z },
            };
            found.extend(far(&values).into_iter().map(|(place, median, z)| outlier(values[place], median, z)));
        }
        for c in 0..self.communities.len() {
            found.extend((0..self.framework.indicators.len()).filter_map(|n| self.jump(c, n, round)));
        }
        found
    }

    /// Gives the value as of a round, of an indicator that applies, and the round it comes from.
    fn value_at(&self, community: usize, indicator: usize, round: u32) -> Option<(u32, Ratio)> {
        let stage = self.communities[community].stage(round)?;
        let cell = self.at(community, indicator, round, View::AsOf)?;
        let applies = self.framework.indicators[indicator].applies_to(stage);
        Some((cell.from_round, cell.state.value().filter(|_| applies)?))
    }

    fn jump(&self, c: usize, n: usize, round: u32) -> Option<Outlier> {
        let indicator = &self.framework.indicators[n];
        if indicator.value_type == ValueType::YesNo {
            return None;
        }
        let (from, value) = self.value_at(c, n, round)?;
        let (earlier, before) = self.value_at(c, n, from.checked_sub(1)?)?;
        let target = indicator.target(self.communities[c].stage(round)?)?.to_ratio();
        let way = absolute(target.sub(indicator.zero_at.to_ratio())?);
        let change = absolute(value.sub(before)?).div(way)?;
        (change > Ratio::new(JUMP.0, JUMP.1)?).then(|| Outlier {
            community: self.communities[c].code.clone(),
            indicator: indicator.code.clone(),
            round: from,
            value,
            out_of: OutOf::Rounds { before, round: earlier, change: change.to_f64() },
        })
    }
}

fn absolute(value: Ratio) -> Ratio {
    if value < Ratio::ZERO { Ratio::ZERO.sub(value).unwrap_or(value) } else { value }
}

/// Finds the values that are far from the others: their places, the median, and their z.
fn far(values: &[Found<'_>]) -> Vec<(usize, Ratio, f64)> {
    if values.len() < LEAST {
        return Vec::new();
    }
    let Some(median) = median(values.iter().map(|(.., value)| *value).collect()) else { return Vec::new() };
    let ways: Vec<Ratio> = values.iter().filter_map(|(.., value)| value.sub(median)).collect();
    let lengths: Vec<Ratio> = ways.iter().copied().map(absolute).collect();
    let mean = lengths.iter().map(|length| length.to_f64()).sum::<f64>() / lengths.len() as f64;
    let unit = match self::median(lengths) {
        Some(middle) if middle > Ratio::ZERO => middle.to_f64() / 0.6745,
        _ => mean * 1.253_314,
    };
    let z = |way: &Ratio| if unit > 0.0 { way.to_f64() / unit } else { 0.0 };
    let all = ways.iter().map(z).enumerate();
    all.filter(|(_, z)| z.abs() > FAR).map(|(place, z)| (place, median, z)).collect()
}

fn median(mut values: Vec<Ratio>) -> Option<Ratio> {
    values.sort();
    super::aggregate::median(&values)
}
