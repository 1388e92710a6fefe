//! How the units of a list make the value of an indicator (framework README, “Units and shares”).

use super::cell::score;
use crate::framework::{Aggregate, Direction, Indicator, Stage};
use crate::model::{Ratio, Value};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Is what was observed at one unit.
#[derive(Clone, Copy, Debug)]
pub struct UnitValue<'a> {
    /// `NotApplicable` leaves the unit out; `Empty` is a unit not observed yet.
    pub value: &'a Value,
    /// The group of an answer, for `lower_group`; surrounding spaces do not matter.
    pub group: &'a str,
}

/// Is what the units make together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Value(Ratio),
    Absent,
    /// No unit is left: a person records one of the other states, as the guidance says.
    Nothing,
}

/// Holds the computed value with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aggregated {
    pub outcome: Outcome,
    /// Units that pass and units observed for a share; the two sums for a ratio of sums.
    pub pair: Option<(i128, i128)>,
    /// How many units have a value (for `worst` also absent).
    pub observed: usize,
    /// How many units belong to this indicator: those observed, not obtained or not observed yet; not those left out.
    pub of_units: usize,
}

/// Computes the value of an indicator from its units; their order does not matter.
///
/// - share: 100 · units that pass / units observed; count: units that pass;
/// - ratio of sums: factor · sum of a / sum of b over the units;
/// - sum, min, max, median (mean of the middle two), mean of the units' values;
/// - lower group: the mean of each group of answers, the lower one;
/// - worst: the value with the lowest score at the community's stage; absent is the worst.
///
/// A unit not obtained is in neither numerator nor denominator, and so is one whose stored value does not fit the
/// indicator. `direct` has no units. Source: framework README, “Units and shares”.
pub fn aggregate(indicator: &Indicator, stage: Option<Stage>, units: &[UnitValue<'_>]) -> Aggregated {
    let in_scope = units.iter().filter(|unit| !matches!(unit.value, Value::NotApplicable { .. }));
    let mut result = Aggregated { outcome: Outcome::Nothing, pair: None, observed: 0, of_units: 0 };
    let mut values: Vec<Grouped<'_>> = Vec::new();
    let (mut sum_a, mut sum_b, mut absent) = (0_i128, 0_i128, 0_usize);
    for unit in in_scope {
        result.of_units += 1;
        match (indicator.aggregate, unit.value) {
            (Aggregate::Worst, Value::Absent) => absent += 1,
            (Aggregate::RatioOfSums, Value::Of { a, b }) => {
                sum_a += i128::from(*a);
                sum_b += i128::from(*b);
                result.observed += 1;
            }
            (Aggregate::RatioOfSums | Aggregate::Direct, _) => {}
            (way, value) => {
                let Some(value) = indicator.exact(value) else { continue };
                let passes_or_not = value == Ratio::ZERO || value == Ratio::whole(1);
                if matches!(way, Aggregate::Share | Aggregate::Count) && !passes_or_not {
                    continue;
                }
                values.push((value, unit.group.trim()));
            }
        }
    }
    result.observed += values.len() + absent;
    if result.observed == 0 {
        return result;
    }
    let value = match indicator.aggregate {
        Aggregate::Worst if absent > 0 => {
            result.outcome = Outcome::Absent;
            return result;
        }
        Aggregate::RatioOfSums => {
            result.pair = Some((sum_a, sum_b));
            ratio_of(indicator, sum_a, sum_b)
        }
        _ => {
            let made = of_values(indicator, stage, &values);
            result.pair = made.1;
            made.0
        }
    };
    if let Some(value) = value {
        result.outcome = Outcome::Value(value);
    }
    result
}

/// Is the exact value of one unit, and the group it belongs to.
pub(super) type Grouped<'a> = (Ratio, &'a str);

/// Makes one value of those of the units, as [`aggregate`] says; with it the pair of a share.
pub(super) fn of_values(
    indicator: &Indicator,
    stage: Option<Stage>,
    units: &[Grouped<'_>],
) -> (Option<Ratio>, Option<(i128, i128)>) {
    let mut values: Vec<Ratio> = units.iter().map(|(value, _)| *value).collect();
    values.sort();
    let passing = values.iter().filter(|value| **value == Ratio::whole(1)).count() as i128;
    let observed = values.len() as i128;
    let value = match indicator.aggregate {
        Aggregate::Direct | Aggregate::RatioOfSums => None,
        Aggregate::Share => return (ratio_of(indicator, passing, observed), Some((passing, observed))),
        Aggregate::Count => Ratio::new(passing, 1),
        Aggregate::Sum => Some(sum(&values)),
        Aggregate::Min => values.first().copied(),
        Aggregate::Max => values.last().copied(),
        Aggregate::Median => median(&values),
        Aggregate::Mean => mean(&values),
        Aggregate::LowerGroup => {
            let mut groups: BTreeMap<&str, Vec<Ratio>> = BTreeMap::new();
            for (value, group) in units {
                groups.entry(group).or_default().push(*value);
            }
            groups.values().filter_map(|group| mean(group)).min()
        }
        Aggregate::Worst => worst(indicator, stage, &values),
    };
    (value, None)
}

fn ratio_of(indicator: &Indicator, a: i128, b: i128) -> Option<Ratio> {
    Ratio::new(i128::from(indicator.factor?).checked_mul(a)?, b)
}

pub(super) fn median(sorted: &[Ratio]) -> Option<Ratio> {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted.get(middle).copied() } else { mean(sorted.get(middle - 1..=middle)?) }
}

pub(super) fn mean(values: &[Ratio]) -> Option<Ratio> {
    sum(values).div(Ratio::new(values.len() as i128, 1)?)
}

/// Adds exactly, over each denominator first, so that shares of the same whole stay small. Only a sum of many pairs whose
/// wholes have nothing in common can leave the range; then each value counts to twelve decimals, far more than the three
/// of a target.
fn sum(values: &[Ratio]) -> Ratio {
    const PLACES: i128 = 1_000_000_000_000;
    let mut by_denominator: BTreeMap<i128, i128> = BTreeMap::new();
    for value in values {
        let sum = by_denominator.entry(value.denominator()).or_default();
        *sum = sum.saturating_add(value.numerator());
    }
    let exact = by_denominator
        .into_iter()
        .try_fold(Ratio::ZERO, |sum, (denominator, numerator)| sum.add(Ratio::new(numerator, denominator)?));
    exact.unwrap_or_else(|| {
        let places = |value: &Ratio| value.numerator().saturating_mul(PLACES) / value.denominator();
        let sum = values.iter().map(places).fold(0_i128, i128::saturating_add);
        Ratio::new(sum, PLACES).unwrap_or(Ratio::ZERO)
    })
}

/// Gives the value with the lowest score. For one-sided targets that is the smallest or the largest whatever the target;
/// a band needs the target of the stage (without one, of the first stage that has one).
fn worst(indicator: &Indicator, stage: Option<Stage>, sorted: &[Ratio]) -> Option<Ratio> {
    match indicator.direction {
        Direction::AtLeast => sorted.first().copied(),
        Direction::AtMost => sorted.last().copied(),
        Direction::Between => {
            let stage = stage.filter(|stage| indicator.applies_to(*stage)).or(indicator.applies.first().copied())?;
            let of = |value: &Ratio| score(indicator, stage, *value).unwrap_or(0.0);
            sorted.iter().copied().min_by(|a, b| match of(a).total_cmp(&of(b)) {
                Ordering::Equal => a.cmp(b),
                different => different,
            })
        }
    }
}
