//! Values on their way between a form and the survey.

use crate::model::{Kind, Number, SumError, Value, ValueError, is_sum, work_out};
use crate::session::Fault;
use serde::{Deserialize, Serialize};
use tanfang_journal::Cbor;

/// Holds a value as a form holds it; numbers are text and are judged by the survey alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum ValueView {
    Number { text: String },
    Of { a: String, b: String },
    Absent,
    NotApplicable { reason: String },
    NotObtained { reason: String },
    Empty,
}

/// Holds the content of any register, for histories and conflicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum AnyValue {
    Number {
        text: String,
    },
    Of {
        a: String,
        b: String,
    },
    Absent,
    NotApplicable {
        reason: String,
    },
    NotObtained {
        reason: String,
    },
    Empty,
    Text {
        text: String,
    },
    Flag {
        on: bool,
    },
    /// Written by a newer version; kept, not readable here.
    Unknown,
}

/// Says why a sum gives no number.
fn untold(error: SumError, text: &str) -> Fault {
    match error {
        SumError::Unreadable => Fault::new("sum-unreadable").with("text", text),
        SumError::Impossible => Fault::new("sum-impossible").with("text", text),
        SumError::Endless => Fault::new("sum-endless").with("text", text),
    }
}

/// Works out one part of a pair where it is a sum.
fn part(text: &str) -> Result<String, Fault> {
    if is_sum(text) {
        Ok(work_out(text).map_err(|error| untold(error, text))?.to_string())
    } else {
        Ok(text.to_owned())
    }
}

impl ValueView {
    /// Reads what was typed; the fault says what is wrong with it.
    pub fn read(&self) -> Result<Value, Fault> {
        let told = |error: ValueError, text: &str| match error {
            ValueError::NotAPair(_) => Fault::new("not-a-pair").with("text", text),
            _ => Fault::new("not-a-number").with("text", text),
        };
        Ok(match self {
            Self::Number { text } if is_sum(text) => {
                Value::Number(work_out(text).map_err(|error| untold(error, text))?)
            }
            Self::Number { text } => Value::Number(Number::parse(text).map_err(|error| told(error, text))?),
            Self::Of { a, b } => {
                let text = format!("{}/{}", part(a)?, part(b)?);
                Value::parse_pair(&text).map_err(|error| told(error, &text))?
            }
            Self::Absent => Value::Absent,
            Self::NotApplicable { reason } => Value::NotApplicable { reason: reason.trim().to_owned() },
            Self::NotObtained { reason } => Value::NotObtained { reason: reason.trim().to_owned() },
            Self::Empty => Value::Empty,
        })
    }

    /// Shows stored bytes; a form this version does not know is empty here and stays in the survey.
    pub(super) fn of(item: &Cbor) -> Self {
        Self::from(Value::from_cbor(item).unwrap_or(Value::Empty))
    }
}

impl From<Value> for ValueView {
    fn from(value: Value) -> Self {
        match value {
            Value::Number(number) => Self::Number { text: number.to_string() },
            Value::Of { a, b } => Self::Of { a: a.to_string(), b: b.to_string() },
            Value::Absent => Self::Absent,
            Value::NotApplicable { reason } => Self::NotApplicable { reason },
            Value::NotObtained { reason } => Self::NotObtained { reason },
            Value::Empty => Self::Empty,
        }
    }
}

impl AnyValue {
    /// Shows what any register holds.
    pub(super) fn of(item: &Cbor) -> Self {
        match item {
            Cbor::Null => Self::Empty,
            Cbor::Text(text) => Self::Text { text: text.clone() },
            Cbor::Bool(on) => Self::Flag { on: *on },
            Cbor::Int(number) => Self::Number { text: number.to_string() },
            other => match Value::from_cbor(other) {
                Ok(Value::Number(number)) => Self::Number { text: number.to_string() },
                Ok(Value::Of { a, b }) => Self::Of { a: a.to_string(), b: b.to_string() },
                Ok(Value::Absent) => Self::Absent,
                Ok(Value::NotApplicable { reason }) => Self::NotApplicable { reason },
                Ok(Value::NotObtained { reason }) => Self::NotObtained { reason },
                Ok(Value::Empty) => Self::Empty,
                // A place, an outline, keys of other things: shown as they are typed.
                Err(_) => match Kind::show(other) {
                    text if text.is_empty() => Self::Unknown,
                    text => Self::Text { text },
                },
            },
        }
    }
}
