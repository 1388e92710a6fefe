//! Wording of values, targets and scores.

use super::Writer;
use tanfang_survey::model::Ratio;
use tanfang_survey::session::figures::{IndicatorHead, TargetFigures, ValueFigures};

/// Joins number and unit so that no line parts them.
const NO_BREAK: char = '\u{a0}';
const SHORT_UNIT: usize = 4;

/// Rounds a score for display, half away from zero as everywhere.
pub(super) fn rounded(value: f64, decimals: u8) -> String {
    Ratio::near(value).display(decimals)
}

impl Writer<'_> {
    /// Words a score with one decimal.
    pub(super) fn score(&self, score: Option<f64>) -> String {
        score.map_or_else(|| self.words.get("print-empty").into_owned(), |score| rounded(score, 1))
    }

    /// Words what a round recorded: `18/24 (75.0 %)`, `12 个`, `是`, `无` …
    pub(super) fn value(&self, value: &ValueFigures, head: &IndicatorHead) -> String {
        match value {
            ValueFigures::Number(number) if head.yes_no => {
                self.words.get(if *number == Ratio::ZERO { "answer-no" } else { "answer-yes" }).into_owned()
            }
            ValueFigures::Number(number) => self.with_unit(&number.display(head.decimals), head),
            ValueFigures::Share { a, b, value } => {
                let value = self.with_unit(&value.display(head.decimals.max(1)), head);
                format!("{a}/{b} ({value})")
            }
            ValueFigures::Absent => self.words.get("print-absent").into_owned(),
            ValueFigures::NotApplicable { .. } => self.words.get("print-not-applicable").into_owned(),
            ValueFigures::NotObtained { .. } => self.words.get("print-not-obtained").into_owned(),
        }
    }

    /// Words a target: `≥ 75 %`, `75—95 %`.
    pub(super) fn target(&self, target: Option<TargetFigures>, head: &IndicatorHead) -> String {
        let number = |value: Ratio| {
            if head.yes_no {
                self.words.get(if value == Ratio::ZERO { "answer-no" } else { "answer-yes" }).into_owned()
            } else {
                self.with_unit(&value.display(least_decimals(value, head.decimals)), head)
            }
        };
        let plain = |value: Ratio| value.display(least_decimals(value, head.decimals));
        let text = match target {
            None => self.words.get("print-empty").into_owned(),
            Some(TargetFigures::AtLeast(bound) | TargetFigures::AtMost(bound)) if head.yes_no => number(bound),
            Some(TargetFigures::AtLeast(bound)) => self.words.format("target-at-least", &[("target", &number(bound))]),
            Some(TargetFigures::AtMost(bound)) => self.words.format("target-at-most", &[("target", &number(bound))]),
            Some(TargetFigures::Between(low, high)) => {
                self.words.format("target-between", &[("target", &plain(low)), ("upper", &number(high))])
            }
        };
        text.replace("≥ ", "≥\u{a0}").replace("≤ ", "≤\u{a0}")
    }

    fn with_unit(&self, number: &str, head: &IndicatorHead) -> String {
        let unit = self.pick(&head.unit);
        // “分（0—100）”: the scale belongs to the indicator, not to every value.
        let unit = unit.split(['（', '(']).next().unwrap_or(unit).trim();
        // A long unit may stand on the next line of a narrow column; a short one never parts from its number.
        let space = if unit.chars().count() <= SHORT_UNIT { NO_BREAK } else { ' ' };
        if unit.is_empty() { number.to_owned() } else { format!("{number}{space}{unit}") }
    }
}

/// Gives as many decimals as the indicator has, or more where the number itself needs them.
fn least_decimals(value: Ratio, decimals: u8) -> u8 {
    (decimals..6).find(|places| value.denominator() != 0 && exact_at(value, *places)).unwrap_or(6)
}

fn exact_at(value: Ratio, decimals: u8) -> bool {
    10_i128.pow(u32::from(decimals)) % value.denominator() == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_round_half_away_from_zero() {
        assert_eq!(rounded(66.65, 1), "66.7");
        assert_eq!(rounded(99.95, 1), "100.0");
        assert_eq!(rounded(0.0, 1), "0.0");
    }

    #[test]
    fn a_target_shows_the_decimals_it_needs() {
        assert_eq!(least_decimals(Ratio::new(5, 2).unwrap(), 0), 1);
        assert_eq!(least_decimals(Ratio::whole(75), 1), 1);
        assert_eq!(least_decimals(Ratio::whole(75), 0), 0);
    }
}
