//! Values that could have been seen: how far a cell lies towards its target, turned into what a person records.

use super::cast;
use super::dice::Dice;
use crate::framework::{Aggregate, Direction, Indicator, Stage, ValueType};
use crate::model::{Number, Value};

/// From here on a cell meets its target.
const MEETS: f64 = 0.92;

/// Holds what a target asks, as doubles: they only shape invented values and are never compared with recorded ones.
struct Aim {
    target: f64,
    zero: f64,
    upper: Option<f64>,
    low: f64,
    high: f64,
}

impl Aim {
    fn of(indicator: &Indicator, stage: Stage) -> Option<Self> {
        let number = |n: Number| n.to_ratio().to_f64();
        Some(Self {
            target: number(indicator.target(stage)?),
            zero: number(indicator.zero_at),
            upper: indicator.target_upper.map(number),
            low: number(indicator.min),
            high: number(indicator.max),
        })
    }
}

/// Gives the number that lies at `standing` (0 nothing, 1 at the target) between nothing and the target.
fn aimed(indicator: &Indicator, stage: Stage, standing: f64, dice: &mut Dice) -> f64 {
    let Some(aim) = Aim::of(indicator, stage) else { return 0.0 };
    let way = aim.target - aim.zero;
    let value = match (indicator.value_type, indicator.direction) {
        (ValueType::YesNo, _) => f64::from(u8::from(standing > 0.5)),
        (_, _) if standing < MEETS => aim.zero + standing.max(0.05) * way,
        (_, Direction::Between) => aim.target + (aim.upper.unwrap_or(aim.target) - aim.target) * dice.between(0.2, 0.9),
        (ValueType::Percent, Direction::AtLeast) => aim.target + (100.0 - aim.target) * dice.between(0.0, 0.7),
        _ => aim.target + way * dice.between(0.0, 0.25 + (standing - MEETS).max(0.0)),
    };
    value.clamp(aim.low, aim.high)
}

fn number(value: f64, decimals: u8) -> Number {
    Number::new((value * 10_f64.powi(i32::from(decimals))).round() as i64, decimals)
}

/// Gives what is typed for a whole cell.
pub(super) fn typed(indicator: &Indicator, stage: Stage, standing: f64, dice: &mut Dice) -> Value {
    let value = aimed(indicator, stage, standing, dice);
    let list = indicator.list.as_deref();
    let share = indicator.value_type == ValueType::Percent && indicator.factor == Some(100);
    match (share, indicator.aggregate) {
        (true, Aggregate::Share) => {
            let b = list.map_or(10, cast::usual_size);
            Value::Of { a: part(value, b, standing), b }
        }
        (true, Aggregate::RatioOfSums | Aggregate::Direct) => {
            let b = dice.whole(120, 480);
            Value::Of { a: part(value, b, standing), b }
        }
        _ => Value::Number(number(value, indicator.decimals)),
    }
}

/// Gives `percent` of `b`: rounded up where the target is met, so that rounding does not miss it.
fn part(percent: f64, b: i64, standing: f64) -> i64 {
    let exact = percent / 100.0 * b as f64;
    let a = if standing < MEETS { exact.round() } else { (exact - 1e-9).ceil() };
    (a as i64).clamp(0, b)
}

/// Gives what is observed at each of `count` units, so that together they come to about `standing`.
///
/// `order` says which units do well; it stays the same over the rounds, so that improvement is seen at the same units.
pub(super) fn observed(
    indicator: &Indicator,
    stage: Stage,
    standing: f64,
    order: &[usize],
    dice: &mut Dice,
) -> Vec<Value> {
    let count = order.len();
    let value = aimed(indicator, stage, standing, dice);
    let decimals = indicator.decimals;
    let plain = |value: f64| Value::Number(number(value, decimals));
    match indicator.aggregate {
        Aggregate::Share => {
            let passing = part(value, count as i64, standing);
            order.iter().map(|place| Value::Number(Number::new(i64::from((*place as i64) < passing), 0))).collect()
        }
        // Where few are wanted the count follows the value; where many are wanted the list itself is what was found.
        Aggregate::Count => {
            let wanted = if indicator.direction == Direction::AtMost || standing < 0.4 { value } else { count as f64 };
            let passing = wanted.round() as usize;
            order.iter().map(|place| Value::Number(Number::new(i64::from(*place < passing), 0))).collect()
        }
        Aggregate::RatioOfSums => order.iter().map(|_| pair(indicator, value, standing, dice)).collect(),
        Aggregate::Worst | Aggregate::Max => {
            let (low, high) = (indicator.min.to_ratio().to_f64(), indicator.max.to_ratio().to_f64());
            let better = match (indicator.aggregate, indicator.direction) {
                (Aggregate::Worst, Direction::AtMost) | (Aggregate::Max, _) => -1.0,
                _ => 1.0,
            };
            let step = value.abs() * 0.15 + if decimals == 0 { 1.0 } else { 0.5 };
            let steps = order.iter().map(|place| (value + better * step * *place as f64).clamp(low, high));
            steps.map(plain).collect()
        }
        Aggregate::Sum => order.iter().map(|_| plain(value / count as f64)).collect(),
        _ => {
            let spread = value.abs() * 0.12;
            let middle = (count as f64 - 1.0) / 2.0;
            let low = indicator.min.to_ratio().to_f64();
            order.iter().map(|place| plain((value + (*place as f64 - middle) * spread).max(low))).collect()
        }
    }
}

/// Gives a of b at one unit: flats, entrances, bikes, or points on so many metres.
fn pair(indicator: &Indicator, value: f64, standing: f64, dice: &mut Dice) -> Value {
    if indicator.value_type != ValueType::Percent {
        let b = dice.whole(32, 90) * 10;
        return Value::Of { a: (value * b as f64 / 1000.0 * dice.between(0.6, 1.3)).round() as i64, b };
    }
    let b = match indicator.list.as_deref() {
        Some("compounds") => dice.whole(6, 24),
        Some("segments") => dice.whole(32, 90) * 10,
        Some("places") => dice.whole(8, 30),
        Some("apartments" | "community_parks") => dice.whole(12, 60) * 10,
        _ => dice.whole(20, 120),
    };
    let spread = if standing < MEETS { dice.between(-7.0, 7.0) } else { 0.0 };
    Value::Of { a: part((value + spread).clamp(0.0, 100.0), b, standing), b }
}
