//! One indicator, and which values may be recorded for it.

use super::parts::Bilingual;
use super::words::{Aggregate, Basis, Direction, Kind, Method, Offer, Photo, Stage, State, ValueType, When, sentences};
use crate::model::{Number, Ratio, Value};

/// How many decimals an answer of a questionnaire may always have: the mean of a person's two to four answers, and of people.
const ANSWER_DECIMALS: u8 = 2;

/// Is the third level: one thing that is established in a community and round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    pub code: String,
    pub item: String,
    pub scenario: String,
    pub name: Bilingual,
    pub kind: Kind,
    pub orientation: String,
    pub value_type: ValueType,
    /// Empty for yes or no.
    pub unit: Bilingual,
    pub min: Number,
    pub max: Number,
    /// Limits typed numbers and display, never a computed value.
    pub decimals: u8,
    pub direction: Direction,
    pub target_built: Option<Number>,
    pub target_building: Option<Number>,
    pub target_new: Option<Number>,
    /// The upper bound of the band; present exactly for `between`.
    pub target_upper: Option<Number>,
    pub zero_at: Number,
    /// The stages it applies to, in their order.
    pub applies: Vec<Stage>,
    pub na: Offer,
    pub absent: Offer,
    pub method: Method,
    /// The list it is observed over; absent exactly for `direct`.
    pub list: Option<String>,
    pub aggregate: Aggregate,
    /// A pair a of b has the value factor · a / b; without a factor no pair may be entered.
    pub factor: Option<i64>,
    pub when: When,
    /// Typical minutes per unit; for `direct` per value.
    pub minutes: u16,
    pub tools: Bilingual,
    pub tolerance: Number,
    pub holder: Bilingual,
    pub photo: Photo,
    pub guidance: Bilingual,
    pub remedy_type: String,
    pub remedy: Bilingual,
    /// Relative among the indicators of the item, above zero.
    pub weight: Number,
    pub basis: Basis,
    pub basis_note: Bilingual,
}

sentences! {
    /// Says why a value may not be recorded for an indicator.
    Refusal {
        NotYesNo { found: String } = "refusal-not-yes-no",
        NotWhole { found: String } = "refusal-not-whole",
        TooManyDecimals { most: u8, found: String } = "refusal-too-many-decimals",
        OutOfRange { low: Number, high: Number, found: String } = "refusal-out-of-range",
        PairNotOffered { found: String } = "refusal-pair-not-offered",
        PairAboveWhole { found: String } = "refusal-pair-above-whole",
        PairOutOfRange { low: Number, high: Number, found: String, value: String } = "refusal-pair-out-of-range",
        PairNeeded { found: String } = "refusal-pair-needed",
        PairBroken { found: String } = "refusal-pair-broken",
        NotOneOrZero { found: String } = "refusal-not-one-or-zero",
        AbsentNotOffered = "refusal-absent-not-offered",
        UnitNotAbsent = "refusal-unit-not-absent",
        NotApplicableNotOffered = "refusal-not-applicable-not-offered",
        ReasonMissing = "refusal-reason-missing",
        NoList = "refusal-no-list",
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

impl std::error::Error for Refusal {}

impl Indicator {
    /// Gives the target for a stage; `None` where the indicator does not apply to it.
    pub fn target(&self, stage: Stage) -> Option<Number> {
        match stage {
            Stage::Built => self.target_built,
            Stage::Building => self.target_building,
            Stage::New => self.target_new,
        }
    }

    pub fn applies_to(&self, stage: Stage) -> bool {
        self.applies.contains(&stage)
    }

    pub fn is_binding(&self) -> bool {
        self.kind == Kind::Binding
    }

    /// Says whether a state is offered for this indicator.
    pub fn offers(&self, state: State) -> bool {
        match state {
            State::Value | State::NotObtained => true,
            State::Absent => self.absent == Offer::ByGuidance,
            State::NotApplicable => self.na == Offer::ByGuidance,
        }
    }

    /// Gives the exact number a value stands for: a number as typed, a pair as factor · a / b (framework README, “Units
    /// and shares”). `None` for the states without a number and for a pair without a factor.
    pub fn exact(&self, value: &Value) -> Option<Ratio> {
        match value {
            Value::Number(number) => Some(number.to_ratio()),
            Value::Of { a, b } => Ratio::new(i128::from(self.factor?) * i128::from(*a), i128::from(*b)),
            _ => None,
        }
    }

    /// Checks a value of the whole indicator, typed directly. `Empty` clears and is always accepted.
    pub fn accept(&self, value: &Value) -> Result<(), Refusal> {
        match value {
            Value::Number(number) => self.accept_number(*number, self.min, self.answer_decimals()),
            Value::Of { a, b } => self.accept_pair(*a, *b, true),
            Value::Absent if !self.offers(State::Absent) => Err(Refusal::AbsentNotOffered),
            Value::NotApplicable { .. } if !self.offers(State::NotApplicable) => Err(Refusal::NotApplicableNotOffered),
            Value::NotApplicable { reason } | Value::NotObtained { reason } => accept_reason(reason),
            Value::Absent | Value::Empty => Ok(()),
        }
    }

    /// Checks the observation of one unit of the list: 1 or 0 for `share` and `count`, a pair for `ratio_of_sums`, a value
    /// of the indicator's type otherwise; not applicable means that the unit is left out. Absent is only for `worst`.
    pub fn accept_observation(&self, value: &Value) -> Result<(), Refusal> {
        match value {
            Value::Empty => return Ok(()),
            Value::NotApplicable { reason } | Value::NotObtained { reason } => return accept_reason(reason),
            Value::Absent if self.aggregate != Aggregate::Worst => return Err(Refusal::UnitNotAbsent),
            Value::Absent => return self.accept(value),
            Value::Number(_) | Value::Of { .. } => {}
        }
        match (self.aggregate, value) {
            (Aggregate::Direct, _) => Err(Refusal::NoList),
            (Aggregate::Share | Aggregate::Count, Value::Number(n)) if is_zero_or_one(*n) => Ok(()),
            (Aggregate::Share | Aggregate::Count, _) => Err(Refusal::NotOneOrZero { found: shown(value) }),
            (Aggregate::RatioOfSums, Value::Of { a, b }) => self.accept_pair(*a, *b, false),
            (Aggregate::RatioOfSums, _) => Err(Refusal::PairNeeded { found: shown(value) }),
            // One unit may add nothing to a sum even where the sum itself may not be nothing.
            (Aggregate::Sum, Value::Number(n)) => {
                let low = if self.min.to_ratio() > Ratio::ZERO { Number::new(0, 0) } else { self.min };
                self.accept_number(*n, low, self.decimals)
            }
            (_, Value::Number(n)) => self.accept_number(*n, self.min, self.answer_decimals()),
            (_, other) => self.accept(other),
        }
    }

    /// Gives how many decimals a typed number may have: a mean of answers must not be rounded up to its target.
    pub fn answer_decimals(&self) -> u8 {
        if self.method == Method::Questionnaire { self.decimals.max(ANSWER_DECIMALS) } else { self.decimals }
    }

    fn accept_number(&self, number: Number, low: Number, decimals: u8) -> Result<(), Refusal> {
        let found = || number.to_string();
        if self.value_type == ValueType::YesNo && !is_zero_or_one(number) {
            return Err(Refusal::NotYesNo { found: found() });
        }
        if self.value_type == ValueType::Count && number.decimals() > 0 {
            return Err(Refusal::NotWhole { found: found() });
        }
        if !(low.to_ratio()..=self.max.to_ratio()).contains(&number.to_ratio()) {
            return Err(Refusal::OutOfRange { low, high: self.max, found: found() });
        }
        if number.decimals() > decimals {
            return Err(Refusal::TooManyDecimals { most: decimals, found: found() });
        }
        Ok(())
    }

    /// Checks a pair. The range is that of the indicator, so it binds the pair of one unit only where that is a share.
    fn accept_pair(&self, a: i64, b: i64, whole: bool) -> Result<(), Refusal> {
        let found = || format!("{a}/{b}");
        if a < 0 || b < 1 {
            return Err(Refusal::PairBroken { found: found() });
        }
        let Some(value) = self.exact(&Value::Of { a, b }) else {
            return Err(Refusal::PairNotOffered { found: found() });
        };
        if self.value_type == ValueType::Percent && a > b {
            return Err(Refusal::PairAboveWhole { found: found() });
        }
        if whole && !(self.min.to_ratio()..=self.max.to_ratio()).contains(&value) {
            let value = value.display(self.decimals.max(1));
            return Err(Refusal::PairOutOfRange { low: self.min, high: self.max, found: found(), value });
        }
        Ok(())
    }
}

fn is_zero_or_one(number: Number) -> bool {
    number.decimals() == 0 && (0..=1).contains(&number.mantissa())
}

fn accept_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() { Err(Refusal::ReasonMissing) } else { Ok(()) }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Of { a, b } => format!("{a}/{b}"),
        _ => String::new(),
    }
}
