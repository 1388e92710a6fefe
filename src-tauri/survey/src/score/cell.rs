//! The score of one value against its target (framework README, “Score”).

use crate::framework::{Direction, Indicator, Stage, State};
use crate::model::{Number, Ratio};

/// Holds what is known about one cell: one indicator in one community and round. Never asked is the lack of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellState {
    /// The exact value, such as 100 · 2 / 3.
    Value(Ratio),
    /// Should exist and does not.
    Absent,
    /// Legitimately does not exist; a binding indicator stays open until an administrator confirms.
    NotApplicable { confirmed: bool },
    /// Could not be had.
    NotObtained,
}

impl CellState {
    pub fn state(self) -> State {
        match self {
            Self::Value(_) => State::Value,
            Self::Absent => State::Absent,
            Self::NotApplicable { .. } => State::NotApplicable,
            Self::NotObtained => State::NotObtained,
        }
    }

    pub fn value(self) -> Option<Ratio> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }

    /// Says whether the cell counts as assessed: a value or absent.
    pub fn is_assessed(self) -> bool {
        matches!(self, Self::Value(_) | Self::Absent)
    }
}

/// Gives the score from 0 to 100 of a value; `None` where the indicator does not apply to the stage.
///
/// With value v, target t of the stage, z = `zero_at`, u = `target_upper`, clamp(x) = min(1, max(0, x)):
/// - at least, at most: 100 · clamp((v − z) / (t − z));
/// - between: v < t: 100 · clamp((v − z) / (t − z)); t ≤ v ≤ u: 100; v > u: 100 · clamp(1 − (v − u) / (t − z)).
///
/// Yes or no is at least with t = 1 and z = 0. Source: framework README, “Score”.
pub fn score(indicator: &Indicator, stage: Stage, value: Ratio) -> Option<f64> {
    let target = indicator.target(stage)?.to_ratio();
    let zero = indicator.zero_at.to_ratio();
    let above = indicator.target_upper.map(Number::to_ratio).filter(|upper| value > *upper);
    let inside = indicator.direction == Direction::Between && value >= target && above.is_none();
    if inside {
        return Some(100.0);
    }
    // v − z is the way made from nothing towards the target; above a band, (t − z) − (v − u) is what is left of it.
    let start = match above {
        Some(upper) => target.sub(zero)?.add(upper)?.sub(value),
        None => value.sub(zero),
    };
    let way = target.sub(zero)?;
    let exact = start.and_then(|start| start.div(way)).map(|share| share.clamp(Ratio::ZERO, Ratio::whole(1)));
    let exact = exact.and_then(|share| share.mul(Ratio::whole(100)));
    if let Some(exact) = exact {
        return Some(exact.to_f64());
    }
    // Only for values of more digits than a person can type does the exact way not fit.
    score_near(indicator, stage, value.to_f64())
}

/// Gives the score of a value that is not exact, such as the end of an interval.
pub(super) fn score_near(indicator: &Indicator, stage: Stage, value: f64) -> Option<f64> {
    let target = indicator.target(stage)?.to_ratio().to_f64();
    let way = target - indicator.zero_at.to_ratio().to_f64();
    let made = match indicator.target_upper.map(|upper| upper.to_ratio().to_f64()) {
        Some(upper) if value > upper => way - (value - upper),
        Some(_) if value >= target => way,
        _ => way - (target - value),
    };
    Some(100.0 * (made / way).clamp(0.0, 1.0))
}

/// Gives the score of an assessed cell: that of its value, or 0 where the thing is absent, whatever the direction.
/// `None` where it is not assessed. Source: framework README, “Four states” and “Score”.
pub fn cell_score(indicator: &Indicator, stage: Stage, state: CellState) -> Option<f64> {
    match state {
        CellState::Value(value) => score(indicator, stage, value),
        CellState::Absent => indicator.target(stage).map(|_| 0.0),
        CellState::NotApplicable { .. } | CellState::NotObtained => None,
    }
}

/// Says whether the target of the stage is met: v ≥ t, v ≤ t, or t ≤ v ≤ u, bounds included and compared exactly; absent
/// is never met. `None` where the cell is not assessed. Source: framework README, “Score”.
pub fn is_met(indicator: &Indicator, stage: Stage, state: CellState) -> Option<bool> {
    let target = indicator.target(stage)?.to_ratio();
    match state {
        CellState::Value(value) => Some(match indicator.direction {
            Direction::AtLeast => value >= target,
            Direction::AtMost => value <= target,
            Direction::Between => {
                value >= target && indicator.target_upper.is_none_or(|upper| value <= upper.to_ratio())
            }
        }),
        CellState::Absent => Some(false),
        CellState::NotApplicable { .. } | CellState::NotObtained => None,
    }
}
