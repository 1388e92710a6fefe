//! The formulas of the framework's README, row by row, and laws over random entries.

mod formulas;
mod laws;
mod results;
mod units;

use super::*;
use crate::framework::{Aggregate, Direction, Framework, FrameworkFiles, Indicator, Stage, ValueType};
use crate::model::{Number, Ratio};
use std::collections::BTreeMap;

fn draft() -> Framework {
    Framework::parse(&FrameworkFiles::draft_2026()).unwrap()
}

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn exact(text: &str) -> Ratio {
    number(text).to_ratio()
}

/// Makes an indicator with the same target in every stage.
fn indicator(direction: Direction, zero_at: &str, target: &str, upper: Option<&str>) -> Indicator {
    let mut made = draft().indicator("1.1.1").unwrap().clone();
    made.value_type = ValueType::Number;
    made.direction = direction;
    made.decimals = 3;
    (made.min, made.max) = (number("-1000"), number("1000"));
    made.zero_at = number(zero_at);
    let target = Some(number(target));
    (made.target_built, made.target_building, made.target_new) = (target, target, target);
    made.target_upper = upper.map(number);
    made
}

/// A community that is built in every round.
fn built(code: &str) -> CommunityStages {
    CommunityStages { code: code.to_owned(), stages: BTreeMap::from([(1, Stage::Built)]) }
}

fn entry(indicator: &str, round: u32, state: CellState) -> Entry {
    Entry::new("wangjing", round, indicator, state)
}

fn value(text: &str) -> CellState {
    CellState::Value(exact(text))
}
