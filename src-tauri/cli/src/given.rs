//! Reading what was typed into the survey's own types.

use crate::args::{Cell, Given, Site};
use crate::desk::Refusal;
use std::io::{BufRead as _, Read as _};
use tanfang_survey::model::{Number, Value, parse_position};
use tanfang_survey::session::{BOTH, CellKey, Dot, Fault, Seen};

/// Reads a round number of at least 1.
pub fn round(text: &str) -> Result<u32, Refusal> {
    text.trim().parse().ok().filter(|n| *n > 0).ok_or_else(|| Refusal::given("cli-bad-round", text))
}

impl Site {
    /// Reads the round.
    pub fn round(&self) -> Result<u32, Refusal> {
        round(&self.round)
    }
}

impl Cell {
    /// Reads the key of the cell.
    pub fn key(&self) -> Result<CellKey, Refusal> {
        Ok(CellKey::new(self.site.community.trim(), self.site.round()?, self.indicator.trim()))
    }
}

/// Reads which side of a conflict to take: its number, or `both`.
pub fn side(text: &str) -> Result<usize, Refusal> {
    if text.trim() == "both" { Ok(BOTH) } else { take(text).map(|n| n as usize) }
}

/// Reads the number of a head in a conflict, from 1.
pub fn take(text: &str) -> Result<u32, Refusal> {
    text.trim().parse().ok().filter(|n| *n > 0).ok_or_else(|| Refusal::given("cli-bad-take", text))
}

/// Reads the one value of `record`, with the reason that travels beside it.
pub fn value(given: Given) -> Result<(Value, Option<String>), Refusal> {
    Ok(match given {
        Given { value: Some(text), .. } => {
            (Value::Number(Number::parse(&text).map_err(|_| Refusal::given("cli-bad-value", &text))?), None)
        }
        Given { of: Some(text), .. } => {
            (Value::parse_pair(&text).map_err(|_| Refusal::given("cli-bad-pair", &text))?, None)
        }
        Given { absent: Some(reason), .. } if reason.trim().is_empty() => {
            return Err(Fault::new("reason-needed").with("what", "@state-absent").into());
        }
        Given { absent: Some(reason), .. } => (Value::Absent, Some(reason)),
        Given { not_applicable: Some(reason), .. } => (Value::NotApplicable { reason }, None),
        Given { not_obtained: Some(reason), .. } => (Value::NotObtained { reason }, None),
        // clap lets exactly one through: what is left is `--clear`.
        Given { .. } => (Value::Empty, None),
    })
}

/// Reads the heads that were seen; without them the survey takes those of the moment.
pub fn seen(text: Option<&str>) -> Result<Seen, Refusal> {
    let Some(text) = text else { return Ok(Seen::Current) };
    let dots: Result<Vec<Dot>, Refusal> = text
        .split([',', '，'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().map_err(|_| Refusal::given("cli-bad-dot", part)))
        .collect();
    Ok(Seen::Heads(dots?))
}

/// Reads `FIELD=TEXT`; the text may be empty, and hold further signs of equality.
pub fn pair(text: &str) -> Result<(String, String), Refusal> {
    let found = text.split_once('=').map(|(field, text)| (field.trim().to_owned(), text.to_owned()));
    found.filter(|(field, _)| !field.is_empty()).ok_or_else(|| Refusal::given("cli-bad-pair-of", text))
}

/// Reads `LAT,LON` in degrees as microdegrees.
pub fn position(text: &str) -> Result<(i64, i64), Refusal> {
    parse_position(text).ok_or_else(|| Refusal::given("cli-bad-position", text))
}

/// Reads a day that exists, as `YYYY-MM-DD`.
pub fn date(text: &str) -> Result<String, Refusal> {
    let day: Option<jiff::civil::Date> = text.trim().parse().ok().filter(|_| text.trim().len() == 10);
    day.map(|day| day.to_string()).ok_or_else(|| Refusal::given("cli-bad-date", text))
}

/// Gives the day on this machine's calendar.
pub fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

/// Reads a day, or takes today where none is given.
pub fn day_or_today(text: Option<&str>) -> Result<String, Refusal> {
    text.map_or_else(|| Ok(today()), date)
}

/// Reads a whole number up to a limit.
pub fn count(text: &str, most: u64, id: &'static str) -> Result<u64, Refusal> {
    text.trim().parse().ok().filter(|n| *n <= most).ok_or_else(|| Refusal::given(id, text))
}

/// Reads a passphrase: the first line of standard input.
pub fn passphrase() -> Result<String, Refusal> {
    /// Nobody types more; a file that was piped in by mistake is not read to its end.
    const LONGEST: u64 = 64 << 10;
    let mut line = String::new();
    let read = std::io::stdin().lock().take(LONGEST).read_line(&mut line);
    read.map_err(|error| Refusal::Said { id: "cli-no-passphrase", args: vec![("why", error.to_string())] })?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Reads whether people can be recognised on a photo.
pub fn people(text: &str) -> Result<&'static str, Fault> {
    let wrong = || Fault::new("field-word").with("field", "@field-people").with("text", text).with("known", "yes, no");
    ["yes", "no"].into_iter().find(|word| *word == text.trim()).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_that_exist() {
        assert_eq!(date("2028-02-29").unwrap(), "2028-02-29");
        for wrong in ["2026-02-29", "2026-13-01", "2026-1-1", "1.5.2026", "2026-01-01T10:00", ""] {
            assert!(date(wrong).is_err(), "{wrong:?} must be refused");
        }
    }

    #[test]
    fn rounds_are_numbers_from_one() {
        assert_eq!(round("2").unwrap(), 2);
        for wrong in ["0", "-1", "1.5", "一", "", "99999999999"] {
            assert!(round(wrong).is_err(), "{wrong:?} must be refused");
        }
    }

    #[test]
    fn seen_heads_are_dots() {
        let dot = format!("{}.0", "ab".repeat(16));
        assert!(matches!(seen(None).unwrap(), Seen::Current));
        assert!(matches!(seen(Some("")).unwrap(), Seen::Heads(dots) if dots.is_empty()));
        assert!(matches!(seen(Some(&format!("{dot},{dot}"))).unwrap(), Seen::Heads(dots) if dots.len() == 2));
        assert!(seen(Some("abc")).is_err());
    }
}
