//! The consistency rules: `if` where it holds, `then` should hold (framework README, “Rules”).

use super::parts::Bilingual;
use super::words::{State, words};
use crate::model::{Number, Ratio};
use std::collections::BTreeSet;

words! {
    /// Compares two values.
    Operator { Equal = "=", NotEqual = "!=", Less = "<", LessOrEqual = "<=", Greater = ">", GreaterOrEqual = ">=" }
}

impl Operator {
    /// Compares exactly.
    pub fn holds(self, left: Ratio, right: Ratio) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }
}

/// Is one condition about an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `8.3.2 absent`
    Is { indicator: String, state: State },
    /// `5.1.2 <= 5.1.1`, `8.3.1 = 0`
    Compare { indicator: String, operator: Operator, with: Operand },
}

/// Is the right side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    Indicator(String),
    Number(Number),
}

/// Is one rule; it warns and never refuses or changes a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub id: String,
    /// All of these must hold for the rule to speak.
    pub when: Vec<Condition>,
    /// Each of these should hold then.
    pub then: Vec<Condition>,
    pub text: Bilingual,
}

impl Rule {
    /// Lists the indicators it is about, in order.
    pub fn indicators(&self) -> BTreeSet<&str> {
        let conditions = self.when.iter().chain(&self.then);
        conditions
            .flat_map(|condition| {
                let with = match condition {
                    Condition::Compare { with: Operand::Indicator(code), .. } => Some(code.as_str()),
                    _ => None,
                };
                std::iter::once(condition.indicator()).chain(with)
            })
            .collect()
    }
}

impl Condition {
    /// Reads conditions joined by ` and `; gives the part that cannot be read otherwise.
    ///
    /// `code state` or `code op (code | number)`, each separated by exactly one space.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, String> {
        text.split(" and ").map(|part| Self::parse(part).ok_or_else(|| part.to_owned())).collect()
    }

    fn parse(part: &str) -> Option<Self> {
        let words: Vec<&str> = part.split(' ').collect();
        let indicator = words.first().filter(|word| is_code(word))?.to_string();
        match words.as_slice() {
            [_, state] => Some(Self::Is { indicator, state: State::parse(state)? }),
            [_, operator, with] => {
                let with = if is_code(with) {
                    Operand::Indicator((*with).to_owned())
                } else {
                    Operand::Number(super::table::plain_number(with)?)
                };
                Some(Self::Compare { indicator, operator: Operator::parse(operator)?, with })
            }
            _ => None,
        }
    }

    /// Gives the code of the indicator it is about.
    pub fn indicator(&self) -> &str {
        match self {
            Self::Is { indicator, .. } | Self::Compare { indicator, .. } => indicator,
        }
    }
}

/// Says whether a text is the code of an indicator: three whole numbers above zero joined by points.
fn is_code(text: &str) -> bool {
    let mut parts = 0;
    let fits = text.split('.').all(|part| {
        parts += 1;
        !part.is_empty() && part.len() <= 4 && !part.starts_with('0') && part.bytes().all(|b| b.is_ascii_digit())
    });
    fits && parts == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_read_condition_by_condition() {
        let conditions = Condition::parse_all("8.3.1 = 0 and 8.3.2 absent and 5.1.2 <= 5.1.10").unwrap();
        assert_eq!(
            conditions,
            [
                Condition::Compare {
                    indicator: "8.3.1".into(),
                    operator: Operator::Equal,
                    with: Operand::Number(Number::new(0, 0)),
                },
                Condition::Is { indicator: "8.3.2".into(), state: State::Absent },
                Condition::Compare {
                    indicator: "5.1.2".into(),
                    operator: Operator::LessOrEqual,
                    with: Operand::Indicator("5.1.10".into()),
                },
            ]
        );
    }

    #[test]
    fn the_part_that_cannot_be_read_is_named() {
        for wrong in ["8.3.1", "8.3 = 0", "8.3.1 == 0", "8.3.1 is 0", "8.3.1  = 0", "", "8.3.01 = 0", "8.3.1 = x"] {
            assert_eq!(Condition::parse_all(wrong), Err(wrong.to_owned()));
        }
        assert_eq!(Condition::parse_all("8.3.1 = 0 and x"), Err("x".to_owned()));
        assert!(Condition::parse_all("8.3.1 = 0 or 8.3.2 absent").is_err());
    }
}
