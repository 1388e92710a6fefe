//! What a cell comes to: from a typed value, or from what was observed at units.

use crate::framework::{Indicator, Stage, State};
use crate::model::{Ratio, Value};
use crate::score::{self, CellState, UnitValue};

/// Says what a cell comes to: one of the four states, and the value with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub state: State,
    /// The exact value, present exactly for `State::Value`.
    pub value: Option<Ratio>,
    /// Numerator and denominator of a share or a typed pair.
    pub pair: Option<(i128, i128)>,
    /// Why it is absent, not applicable or not obtained.
    pub reason: Option<String>,
    /// True where it comes from observations of units.
    pub computed: bool,
    /// Units with a value, and all units that belong to the indicator; zero without observations.
    pub observed: usize,
    pub of_units: usize,
    /// True where an administrator confirmed that it does not apply, as it stands now.
    pub confirmed: bool,
}

impl Outcome {
    /// Gives the state for scoring.
    pub fn cell_state(&self) -> CellState {
        match (self.state, self.value) {
            (State::Value, Some(value)) => CellState::Value(value),
            (State::Absent, _) => CellState::Absent,
            (State::NotApplicable, _) => CellState::NotApplicable { confirmed: self.confirmed },
            _ => CellState::NotObtained,
        }
    }
}

/// Gives the outcome of a typed value.
pub(super) fn plain(indicator: &Indicator, value: &Value, reason: Option<String>) -> Option<Outcome> {
    let (state, pair) = match value {
        Value::Empty => return None,
        Value::Number(_) => (State::Value, None),
        Value::Of { a, b } => (State::Value, Some((i128::from(*a), i128::from(*b)))),
        Value::Absent => (State::Absent, None),
        Value::NotApplicable { .. } => (State::NotApplicable, None),
        Value::NotObtained { .. } => (State::NotObtained, None),
    };
    let exact = indicator.exact(value);
    if state == State::Value && exact.is_none() {
        return None;
    }
    let reason = reason_of(value).or(reason);
    Some(Outcome { state, value: exact, pair, reason, computed: false, observed: 0, of_units: 0, confirmed: false })
}

/// Gives the outcome of observations; none where no unit says anything.
pub(super) fn computed(
    indicator: &Indicator,
    stage: Option<Stage>,
    units: &[UnitValue<'_>],
    reason: Option<&str>,
) -> Option<Outcome> {
    if units.iter().all(|unit| *unit.value == Value::Empty) {
        return None;
    }
    let result = score::aggregate(indicator, stage, units);
    let (state, value) = match result.outcome {
        score::Outcome::Value(value) => (State::Value, Some(value)),
        score::Outcome::Absent => (State::Absent, None),
        // Every unit was left out, or none of them could be had.
        score::Outcome::Nothing if result.of_units == 0 => (State::NotApplicable, None),
        score::Outcome::Nothing => (State::NotObtained, None),
    };
    Some(Outcome {
        state,
        value,
        pair: result.pair,
        reason: if state == State::Value { None } else { reason.map(str::to_owned) },
        computed: true,
        observed: result.observed,
        of_units: result.of_units,
        confirmed: false,
    })
}

pub(super) fn reason_of(value: &Value) -> Option<String> {
    match value {
        Value::NotApplicable { reason } | Value::NotObtained { reason } => Some(reason.clone()),
        _ => None,
    }
}
