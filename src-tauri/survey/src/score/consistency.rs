//! The consistency rules over the cells of one community (framework README, “Rules”).

use super::cell::CellState;
use crate::framework::{Condition, Framework, Operand, Rule, Stage};

/// Gives the rules that speak: where `if` holds and `then` does not. They warn and never change a value.
///
/// A comparison holds only between values; in `if` it fails when a side has none, in `then` it is silent. A state test on
/// an indicator never asked fails in `if` and is silent in `then`. Indicators that do not apply to the stage count as
/// never asked. `cell` gives the state of an indicator. Source: framework README, “Rules”.
pub fn breaches(framework: &Framework, stage: Option<Stage>, cell: impl Fn(&str) -> Option<CellState>) -> Vec<&Rule> {
    let known = |code: &str| {
        let indicator = framework.indicator(code)?;
        stage.filter(|stage| indicator.applies_to(*stage)).and_then(|_| cell(code))
    };
    let speaks = |rule: &&Rule| {
        rule.when.iter().all(|condition| holds(condition, &known) == Some(true))
            && rule.then.iter().any(|condition| holds(condition, &known) == Some(false))
    };
    framework.rules.iter().filter(speaks).collect()
}

/// Says whether a condition holds; `None` where nothing can be said.
fn holds(condition: &Condition, known: &impl Fn(&str) -> Option<CellState>) -> Option<bool> {
    match condition {
        Condition::Is { indicator, state } => Some(known(indicator)?.state() == *state),
        Condition::Compare { indicator, operator, with } => {
            let left = known(indicator)?.value()?;
            let right = match with {
                Operand::Number(number) => number.to_ratio(),
                Operand::Indicator(other) => known(other)?.value()?,
            };
            Some(operator.holds(left, right))
        }
    }
}
