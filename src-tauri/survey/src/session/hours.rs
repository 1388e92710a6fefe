//! Which hours the framework's words for times stand for in this survey: evening, night, the morning peak …

use super::{Fault, SURVEY, Session, Touched, op};
use crate::framework::When;
use crate::score::{Hours, Span};
use tanfang_journal::Cbor;

/// The registers `hours/<when>` of the survey: `[from, to]` in minutes after midnight.
const HOURS: &str = "hours/";
const DAY: u16 = 24 * 60;

impl Session {
    /// Gives the hours that count in this survey.
    pub fn hours(&self) -> Result<Hours, Fault> {
        let mut hours = Hours::default();
        for row in self.store.rows_under("survey", SURVEY)? {
            let when = row.name.field.strip_prefix(HOURS).and_then(When::parse);
            if let (Some(when), Some(span)) = (when, span_in(&row.value)) {
                hours.set(when, span);
            }
        }
        Ok(hours)
    }

    /// Says which hours a word stands for from now on, `17:30–20:30`; an empty text brings the usual ones back. For
    /// administrators: what lies outside its hours is flagged on every laptop.
    pub fn set_hours(&mut self, when: When, text: &str) -> Result<Touched, Fault> {
        self.must_be_admin()?;
        let value = match text.trim() {
            "" => Cbor::Null,
            text => {
                let span =
                    read(text).filter(|_| when != When::Any).ok_or_else(|| Fault::new("hours").with("text", text))?;
                Cbor::Array(vec![Cbor::Int(span.from.into()), Cbor::Int(span.to.into())])
            }
        };
        self.commit(vec![op("survey", SURVEY, &format!("{HOURS}{}", when.as_str()), value)])
    }
}

fn span_in(value: &Cbor) -> Option<Span> {
    let [Cbor::Int(from), Cbor::Int(to)] = value.as_array()? else { return None };
    sound(u16::try_from(*from).ok()?, u16::try_from(*to).ok()?)
}

fn sound(from: u16, to: u16) -> Option<Span> {
    (from < to && to <= DAY).then_some(Span { from, to })
}

/// Reads `17:30–20:30`, with whatever dash a keyboard gives.
fn read(text: &str) -> Option<Span> {
    let (from, to) = text.split_once(['-', '–', '—', '~', '～', '至'])?;
    sound(minutes(from)?, minutes(to)?)
}

/// Reads `HH:MM` as minutes after midnight; a day ends at `24:00`.
fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once([':', '：'])?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour <= 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Writes a span the way it is read.
pub(super) fn written(span: Span) -> String {
    format!("{}–{}", clock(span.from), clock(span.to))
}

/// Writes minutes after midnight as `HH:MM`.
pub(super) fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
