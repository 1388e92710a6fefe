//! Wording of values, targets, scores, dates and rounds.

use super::{Writer, small_group};
use crate::flow::Cell;
use crate::text::JOINER;
use tanfang_survey::framework::{Indicator, Method, Stage, ValueType, counted};
use tanfang_survey::model::Ratio;
use tanfang_survey::score::{Range, Row as ScoreRow};
use tanfang_survey::session::figures::{CommunityFigures, RoundFigures, TargetFigures, ValueFigures};
use tanfang_survey::text::{Lang, Words};

/// Joins number and unit so that no line parts them.
const NO_BREAK: char = '\u{a0}';
const SHORT_UNIT: usize = 4;
const JOINED: &str = "\u{2060}";

/// Rounds a score for display, half away from zero as everywhere.
pub(crate) fn rounded(value: f64, decimals: u8) -> String {
    Ratio::near(value).display(decimals)
}

/// Words a date that is kept as `YYYY-MM-DD`; anything else stands as it is.
pub(crate) fn date(words: Words, date: &str) -> String {
    let parts: Vec<u32> = date.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = parts[..] else { return date.to_owned() };
    let args = [("year", year.to_string()), ("month", month.to_string()), ("day", day.to_string())];
    words.format("report-day", &args.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// Words a change in points, with its sign.
pub(crate) fn points(points: f64) -> String {
    let text = rounded(points, 1);
    if text.starts_with('-') {
        text.replace('-', "−")
    } else if text == "0.0" {
        "±0.0".to_owned()
    } else {
        format!("+{text}")
    }
}

impl Writer<'_, '_> {
    /// Words a score with one decimal.
    pub fn score(&self, score: Option<f64>) -> String {
        score.map_or_else(|| self.word("print-empty"), |score| rounded(score, 1))
    }

    /// Words a part of a whole in percent without decimals.
    pub fn percent(&self, part: f64) -> String {
        self.words.format("report-percent", &[("value", &rounded(part * 100.0, 0))]).replace(' ', "\u{a0}")
    }

    pub fn count(&self, a: usize, b: usize) -> String {
        self.words.format("report-of", &[("a", &a.to_string()), ("b", &b.to_string())])
    }

    /// Words what a range bounds: `55.1—88.0`.
    pub fn range(&self, range: Range) -> String {
        self.words.format("report-range", &[("low", &rounded(range.low, 1)), ("high", &rounded(range.high, 1))])
    }

    /// Words the coverage of a row.
    pub fn coverage(&self, row: Option<&ScoreRow>) -> String {
        match row {
            Some(row) if row.applicable > 0 => self.percent(row.coverage),
            _ => self.word("print-empty"),
        }
    }

    pub fn fraction(&self, row: Option<&ScoreRow>) -> String {
        row.map_or_else(String::new, |row| self.count(row.assessed as usize, row.applicable as usize))
    }

    /// Gives the cell of a score: the number, or that there is too little data and within which bounds it lies.
    pub fn score_cell(&self, row: Option<&ScoreRow>) -> Cell {
        let Some(row) = row.filter(|row| row.applicable > 0) else { return Cell::text(self.word("print-empty")) };
        let note = self.fraction(Some(row));
        if !row.has_too_little_data(self.figures.results.least_coverage) {
            return Cell::text(self.score(row.score)).note(note);
        }
        let range = row.range.map(|range| self.range(range)).unwrap_or_default();
        Cell::text(range).note(format!("{note} {}", self.words.get("report-too-little")))
    }

    pub fn too_little(&self, row: Option<&ScoreRow>) -> bool {
        row.is_none_or(|row| row.has_too_little_data(self.figures.results.least_coverage))
    }

    /// Words what a round recorded: `18/24 (75.0 %)`, `12 个`, `是`, `无` …
    pub fn value(&self, value: &ValueFigures, indicator: &Indicator) -> String {
        match value {
            ValueFigures::Number(number) if indicator.value_type == ValueType::YesNo => self.yes_no(*number),
            ValueFigures::Number(number) => self.with_unit(&number.display(indicator.decimals), indicator),
            // What few people answered stays in the team.
            ValueFigures::Share { b, .. }
                if self.leaves()
                    && indicator.method == Method::Questionnaire
                    && usize::try_from(*b).is_ok_and(|people| small_group(people).is_some()) =>
            {
                self.word("report-suppressed")
            }
            ValueFigures::Share { a, b, value } => {
                let value = self.with_unit(&value.display(indicator.decimals.max(1)), indicator);
                format!("{a}/{b} ({value})")
            }
            ValueFigures::Absent => self.word("print-absent"),
            ValueFigures::NotApplicable { .. } => self.word("print-not-applicable"),
            ValueFigures::NotObtained { .. } => self.word("print-not-obtained"),
        }
    }

    fn yes_no(&self, number: Ratio) -> String {
        self.word(if number == Ratio::ZERO { "answer-no" } else { "answer-yes" })
    }

    /// Words a target: `≥ 75%`, `75—95%`.
    pub fn target(&self, target: Option<TargetFigures>, indicator: &Indicator) -> String {
        let plain = |value: Ratio| value.display(least_decimals(value, indicator.decimals));
        let number = |value: Ratio| self.with_unit(&plain(value), indicator);
        let text = match target {
            None => self.word("print-empty"),
            Some(TargetFigures::AtLeast(bound) | TargetFigures::AtMost(bound))
                if indicator.value_type == ValueType::YesNo =>
            {
                self.yes_no(bound)
            }
            Some(TargetFigures::AtLeast(bound)) => self.words.format("target-at-least", &[("target", &number(bound))]),
            Some(TargetFigures::AtMost(bound)) => self.words.format("target-at-most", &[("target", &number(bound))]),
            Some(TargetFigures::Between(low, high)) => {
                self.words.format("target-between", &[("target", &plain(low)), ("upper", &number(high))])
            }
        };
        text.replace("≥ ", "≥\u{a0}").replace("≤ ", "≤\u{a0}")
    }

    fn with_unit(&self, number: &str, indicator: &Indicator) -> String {
        let unit = self.pick(&indicator.unit);
        // “分（0—100）”: the scale belongs to the indicator, not to every value.
        let unit = unit.split(['（', '(']).next().unwrap_or(unit).trim();
        if unit.is_empty() {
            return number.to_owned();
        }
        if self.words.lang() == Lang::Zh {
            // Nothing parts a number from its unit; a long unit may be parted after a stroke.
            let joined = |part: &str| part.chars().map(String::from).collect::<Vec<_>>().join(JOINED);
            let parts: Vec<String> = unit.split_inclusive('/').map(joined).collect();
            let unit = parts.join(if unit.chars().count() <= SHORT_UNIT { JOINED } else { "" });
            return format!("{number}{JOINER}{unit}");
        }
        let (number, unit) = (grouped(number), counted(number, unit));
        if unit.starts_with(['%', '‰']) {
            return format!("{number}{unit}");
        }
        // Only what is counted parts from “a year” and “per km”, and no stroke parts a unit.
        let unit = unit.replace('/', "/\u{2060}").replace(' ', "\u{a0}");
        let unit = unit.replace("\u{a0}a\u{a0}", " a\u{a0}").replace("\u{a0}per\u{a0}", " per\u{a0}");
        // Such a product is too wide for a column of numbers; it parts before its sign.
        let space = if unit.starts_with('×') { ' ' } else { NO_BREAK };
        format!("{number}{space}{unit}")
    }

    /// Words a date that is kept as `YYYY-MM-DD`; anything else stands as it is.
    pub fn date(&self, text: &str) -> String {
        date(self.words, text)
    }

    /// Words a reference period that is kept as `YYYY-MM-DD/YYYY-MM-DD`; anything else stands as it is.
    pub fn reference(&self, period: &str) -> String {
        match dates_of(period) {
            Some((from, to)) => self.period(Some(from), Some(to)).unwrap_or_default(),
            None => self.free(period),
        }
    }

    pub fn numbered_round(&self, round: u32) -> String {
        self.words.format("round-numbered", &[("round", &round.to_string())])
    }

    pub fn round(&self) -> String {
        self.figures.round().to_string()
    }

    /// Words a round with its dates.
    pub fn round_line(&self, round: Option<&RoundFigures>) -> String {
        let Some(round) = round else { return String::new() };
        let name = self.round_name(round);
        match self.period(round.from.as_deref(), round.to.as_deref()) {
            Some(period) => self.words.format("report-appendix-round-line", &[("name", &name), ("period", &period)]),
            None => name,
        }
    }

    pub fn round_name(&self, round: &RoundFigures) -> String {
        let name = self.pick(&round.name);
        if name.is_empty() { self.numbered_round(round.number) } else { name.to_owned() }
    }

    pub fn period(&self, from: Option<&str>, to: Option<&str>) -> Option<String> {
        let period = [("from", self.date(from?)), ("to", self.date(to?))];
        Some(self.words.format("report-period", &period.each_ref().map(|(name, value)| (*name, value.as_str()))))
    }

    pub fn stage(&self, community: &CommunityFigures) -> String {
        let Some(stage) = community.stage else { return self.word("report-stage-none") };
        let stage = self.stage_word(stage);
        if community.stage_assumed { self.words.format("report-stage-assumed", &[("stage", &stage)]) } else { stage }
    }

    pub fn stage_word(&self, stage: Stage) -> String {
        self.word(&format!("stage-{}", stage.as_str()))
    }

    /// Joins names the way the language lists them.
    pub fn list<S: AsRef<str>>(&self, names: &[S]) -> String {
        names.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(&self.words.get("list-separator"))
    }

    pub fn clauses<S: AsRef<str>>(&self, parts: &[S]) -> String {
        parts.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(&self.words.get("clause-separator"))
    }
}

/// Gives the two dates of a period; none where anything else was typed.
fn dates_of(period: &str) -> Option<(&str, &str)> {
    let is_date = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
            && text.split('-').map(str::len).collect::<Vec<_>>() == [4, 2, 2]
    };
    period.split_once('/').filter(|(from, to)| is_date(from) && is_date(to))
}

/// Parts the thousands of a printed number, as English does.
fn grouped(number: &str) -> String {
    let whole = number.find(|other: char| !other.is_ascii_digit()).unwrap_or(number.len());
    let (digits, rest) = number.split_at(whole);
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

/// Keeps the code before a name and the distances in it together: `1.2.3 Parks within 500 m`.
pub(super) fn kept(code: &str, name: &str) -> String {
    let mut kept = format!("{code}{NO_BREAK}");
    let mut words = name.split(' ').peekable();
    while let Some(word) = words.next() {
        kept.push_str(word);
        let number = word.ends_with(|last: char| last.is_ascii_digit());
        if let Some(next) = words.peek() {
            kept.push(if number && next.chars().count() <= 2 { NO_BREAK } else { ' ' });
        }
    }
    kept
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
    fn only_dates_make_a_period() {
        assert_eq!(dates_of("2025-01-01/2025-12-31"), Some(("2025-01-01", "2025-12-31")));
        for typed in ["2025年（王敏核对）/2025年12月", "统计年鉴/公报", "2025", "2025-1-1/2025-12-31"] {
            assert_eq!(dates_of(typed), None, "{typed}");
        }
    }

    #[test]
    fn thousands_are_parted_and_distances_are_not() {
        assert_eq!([grouped("1182"), grouped("999"), grouped("1234567.5")], ["1,182", "999", "1,234,567.5"]);
        assert_eq!(kept("1.2.3", "Parks within 500 m of homes"), "1.2.3\u{a0}Parks within 500\u{a0}m of homes");
    }

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
