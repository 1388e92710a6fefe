//! Concordance: how well two people agree who established the same thing without knowing of each other.

use super::cell::CellState;
use crate::framework::{State, ValueType};
use crate::model::Ratio;
use std::collections::BTreeMap;

/// Is one thing established twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub first: CellState,
    pub second: CellState,
    /// Two values that differ by no more agree.
    pub tolerance: Ratio,
    pub value_type: ValueType,
    /// What a value is divided by before it is compared with those of other indicators: its way from nothing to the target.
    pub way: Ratio,
}

/// Says how well the readings of one type of value agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Concordance {
    pub value_type: ValueType,
    pub readings: usize,
    /// How many agree: the same state, and values within the tolerance.
    pub agreeing: usize,
    /// Cohen's kappa of yes or no, Krippendorff's alpha of the others; `None` where it is not defined: all readings say the
    /// same, or there are none.
    pub coefficient: Option<f64>,
}

impl Concordance {
    /// Gives the share that agrees, from 0 to 1.
    pub fn share(&self) -> Option<Ratio> {
        Ratio::new(self.agreeing as i128, self.readings as i128)
    }

    /// Names the coefficient: `kappa` or `alpha`.
    pub fn name(&self) -> &'static str {
        if self.value_type == ValueType::YesNo { "kappa" } else { "alpha" }
    }
}

/// Says for each type of value how well its readings agree, in the order of the types; types without readings are left out.
///
/// - Agreeing: both values with |first − second| ≤ tolerance, or the same other state.
/// - Cohen's kappa, over yes, no and the other three states as categories: (p − e) / (1 − e), p the share of equal readings,
///   e the sum over the categories of the products of both people's shares. Source: Cohen (1960).
/// - Krippendorff's alpha for interval data and two readings each: 1 − D / E. D is the mean of (x − y)² over the readings; E
///   the mean of (v − w)² over all pairs of different ones among the 2 n values v, w. Each value is divided by its indicator's
///   way from nothing to the target, so that metres and percents can stand together; readings where a value is missing are
///   left out. Source: Krippendorff, Computing Krippendorff's alpha-reliability (2011).
pub fn concordance(readings: &[Reading]) -> Vec<Concordance> {
    let of_type = |value_type: ValueType| {
        let own: Vec<&Reading> = readings.iter().filter(|reading| reading.value_type == value_type).collect();
        (!own.is_empty()).then(|| Concordance {
            value_type,
            readings: own.len(),
            agreeing: own.iter().filter(|reading| agree(reading)).count(),
            coefficient: if value_type == ValueType::YesNo { kappa(&own) } else { alpha(&own) },
        })
    };
    ValueType::ALL.iter().filter_map(|value_type| of_type(*value_type)).collect()
}

fn agree(reading: &Reading) -> bool {
    match (reading.first.value(), reading.second.value()) {
        (Some(first), Some(second)) => {
            let (low, high) = (first.min(second), first.max(second));
            high.sub(low).is_some_and(|apart| apart <= reading.tolerance)
        }
        _ => reading.first.state() == reading.second.state(),
    }
}

/// Is a category of kappa: the state, and of a value which one.
fn category(state: CellState) -> (State, Option<Ratio>) {
    (state.state(), state.value())
}

fn kappa(readings: &[&Reading]) -> Option<f64> {
    let mut counts: BTreeMap<(State, Option<Ratio>), (i128, i128)> = BTreeMap::new();
    let mut equal = 0;
    for reading in readings {
        let (first, second) = (category(reading.first), category(reading.second));
        equal += i128::from(first == second);
        counts.entry(first).or_default().0 += 1;
        counts.entry(second).or_default().1 += 1;
    }
    let n = readings.len() as i128;
    let observed = Ratio::new(equal, n)?;
    let expected = Ratio::new(counts.values().map(|(first, second)| first * second).sum(), n * n)?;
    let rest = Ratio::whole(1).sub(expected)?;
    Some(observed.sub(expected)?.div(rest)?.to_f64())
}

fn alpha(readings: &[&Reading]) -> Option<f64> {
    let scaled = |reading: &&Reading| {
        let way = reading.way.to_f64();
        Some((reading.first.value()?.to_f64() / way, reading.second.value()?.to_f64() / way))
    };
    let pairs: Vec<(f64, f64)> = readings.iter().filter_map(scaled).collect();
    let values: Vec<f64> = pairs.iter().flat_map(|(first, second)| [*first, *second]).collect();
    let n = values.len() as f64;
    let within = pairs.iter().map(|(first, second)| (first - second).powi(2)).sum::<f64>() / pairs.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    // The mean of (v − w)² over all pairs of different ones is twice the variance of a sample.
    let among = 2.0 * values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (among > 0.0).then(|| 1.0 - within / among)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(value_type: ValueType, first: Option<i64>, second: Option<i64>) -> Reading {
        let state = |value: Option<i64>| value.map_or(CellState::Absent, |value| CellState::Value(Ratio::whole(value)));
        let (first, second) = (state(first), state(second));
        Reading { first, second, tolerance: Ratio::whole(1), value_type, way: Ratio::whole(10) }
    }

    #[test]
    fn kappa_is_cohens() {
        // The usual example: 20 yes together, 15 no together, 5 and 10 apart: p = 0.7, e = 0.5, kappa = 0.4.
        let said = [(1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15)];
        let readings: Vec<Reading> = said
            .iter()
            .flat_map(|(first, second, times)| vec![reading(ValueType::YesNo, Some(*first), Some(*second)); *times])
            .map(|reading| Reading { tolerance: Ratio::ZERO, ..reading })
            .collect();
        let [made] = concordance(&readings).try_into().unwrap();
        assert_eq!((made.readings, made.agreeing, made.name()), (50, 35, "kappa"));
        assert!((made.coefficient.unwrap() - 0.4).abs() < 1e-12);
    }

    #[test]
    fn alpha_is_krippendorffs_over_every_pair_of_values() {
        let said = [(10, 12), (40, 39), (25, 25), (70, 61), (33, 30)];
        let readings: Vec<Reading> =
            said.iter().map(|(first, second)| reading(ValueType::Count, Some(*first), Some(*second))).collect();
        let values: Vec<f64> =
            said.iter().flat_map(|(first, second)| [f64::from(*first as i32), f64::from(*second as i32)]).collect();
        let mut among = 0.0;
        for (i, v) in values.iter().enumerate() {
            for w in values.iter().skip(i + 1) {
                among += (v - w).powi(2);
            }
        }
        among /= 45.0;
        let within = (4.0 + 1.0 + 0.0 + 81.0 + 9.0) / 5.0;
        let [made] = concordance(&readings).try_into().unwrap();
        assert!((made.coefficient.unwrap() - (1.0 - within / among)).abs() < 1e-12);
        assert_eq!((made.agreeing, made.share()), (2, Ratio::new(2, 5)), "39 and 40, 25 and 25");
    }

    #[test]
    fn states_agree_with_themselves_alone() {
        let both = reading(ValueType::Percent, None, None);
        let one = reading(ValueType::Percent, None, Some(0));
        let [made] = concordance(&[both, one]).try_into().unwrap();
        assert_eq!((made.readings, made.agreeing, made.coefficient), (2, 1, None));
    }

    #[test]
    fn where_all_say_the_same_nothing_can_be_told() {
        let readings = vec![reading(ValueType::YesNo, Some(1), Some(1)); 9];
        let [made] = concordance(&readings).try_into().unwrap();
        assert_eq!((made.agreeing, made.coefficient), (9, None));
        assert_eq!(concordance(&[]), []);
    }
}
