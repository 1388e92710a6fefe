//! What is recorded for a round after it was closed: taken like everything else, with a reason, and marked for ever.

use super::not_applicable::CONFIRMED;
use super::reading::READING;
use super::write::bounded;
use super::{CellKey, Fault, Filter, RoundState, Session};
use crate::store::{LIFE, NewOp};
use crate::text::{Lang, Words};
use std::collections::{BTreeMap, HashMap, HashSet};
use tanfang_journal::{Cbor, Op};

/// What lies in a round beside its values. Questions are asked about what was recorded, letters are sent and sheets judged for it:
/// none of these records anything.
const RECORDS: [&str; 7] = ["visit", "finding", "interview", "response", "path", "photo", "document"];
/// What is said of a record whenever somebody looks at it: where a finding stands, and whether a photo shows people who agreed.
const AT_ANY_TIME: [(&str, &str); 3] = [("finding", "state"), ("photo", "people"), ("photo", "consent")];
/// What a later round saw of a finding, before its number.
const SEEN_IN: &str = "round/";

/// Says during which Lamport numbers each round was closed: a fact about the changes alone, the same on every laptop.
#[derive(Debug, Default)]
pub(super) struct Closures(BTreeMap<u32, Vec<(i64, i64)>>);

impl Closures {
    /// Tells whether a change with this Lamport number came after the round was closed.
    pub(super) fn is_late(&self, round: u32, lamport: i64) -> bool {
        let spans = self.0.get(&round).map_or(&[][..], Vec::as_slice);
        spans.iter().any(|(from, to)| (*from..*to).contains(&lamport) && lamport > *from)
    }
}

/// Tells whether a field of a thing belongs to the round that the thing lies in.
fn is_of_its_round(noun: &str, field: &str) -> bool {
    RECORDS.contains(&noun)
        && !AT_ANY_TIME.contains(&(noun, field))
        && !(noun == "finding" && field.starts_with(SEEN_IN))
        && supported_by(noun, field).is_none()
}

/// What a photo or document supports: it belongs to that round, whenever it was taken.
enum Supported<'a> {
    Cell(&'a str),
    Finding(&'a str),
}

fn supported_by<'a>(noun: &str, field: &'a str) -> Option<Supported<'a>> {
    let target = field.strip_prefix("link/").filter(|_| matches!(noun, "photo" | "document"))?;
    match target.split_once('/')? {
        ("assessment", cell) => Some(Supported::Cell(cell)),
        ("finding", finding) => Some(Supported::Finding(finding)),
        _ => None,
    }
}

/// Finds the round for which an operation of somebody else records something, as far as it tells by itself: what is said later of a
/// record names none.
pub(super) fn round_told(op: &Op) -> Option<u32> {
    let in_key = |key: &str| key.split('/').nth(1).and_then(|round| round.parse().ok());
    match (supported_by(&op.noun, &op.field), op.noun.as_str()) {
        (Some(Supported::Cell(cell)), _) => in_key(cell),
        (None, "assessment" | "observation" | READING) => in_key(&op.key),
        (None, noun) if RECORDS.contains(&noun) && op.field == "round" => round_in(&op.value),
        _ => None,
    }
}

fn round_in(value: &Cbor) -> Option<u32> {
    u32::try_from(value.as_int()?).ok()
}

impl Session {
    /// Reads when rounds were closed and opened again.
    pub(super) fn closures(&self) -> Result<Closures, Fault> {
        let mut closures = Closures::default();
        for round in self.rounds()? {
            let mut spans: Vec<(i64, i64)> = Vec::new();
            let mut since = None;
            for head in self.store.history("round", &round.number.to_string(), "state")? {
                match (head.value.as_text() == Some("closed"), since) {
                    (true, None) => since = Some(head.by.lamport),
                    (false, Some(from)) => {
                        spans.push((from, head.by.lamport));
                        since = None;
                    }
                    _ => {}
                }
            }
            spans.extend(since.map(|from| (from, i64::MAX)));
            if !spans.is_empty() {
                closures.0.insert(round.number, spans);
            }
        }
        Ok(closures)
    }

    /// Says why this laptop goes on recording for closed rounds; counts until it says something else or is closed.
    pub fn set_late_reason(&mut self, reason: &str) -> Result<(), Fault> {
        self.late_reason = Some(bounded("reason", reason)?).filter(|reason| !reason.is_empty());
        Ok(())
    }

    /// Gives the reason for what is now recorded in a round: none while it is not closed. Without one nothing is recorded.
    pub(super) fn reason_in(&self, round: u32) -> Result<Option<String>, Fault> {
        let state = self.store.register("round", &round.to_string(), "state")?;
        let closed = state.is_some_and(|row| row.value.as_text() == Some("closed"));
        match (closed, &self.late_reason) {
            (false, _) => Ok(None),
            (true, Some(reason)) => Ok(Some(reason.clone())),
            (true, None) => Err(Fault::new("late-reason").with("round", round)),
        }
    }

    /// Gives every operation that records something for a closed round, or takes something away from it, its reason, where it
    /// has none of its own. Whatever this person writes goes through here.
    pub(super) fn with_reasons(&self, ops: &mut [NewOp]) -> Result<(), Fault> {
        let wanting = self.late_reasons(ops.iter())?;
        for (op, late) in ops.iter_mut().zip(wanting).filter(|(op, _)| op.reason.is_none()) {
            if let Some(round) = late {
                op.reason = self.reason_in(round)?;
            }
        }
        Ok(())
    }

    /// As [`Self::with_reasons`], also for operations that bring a reason from where they stood before: it says why the value
    /// is what it is, not why it is written now.
    pub(super) fn with_late_reasons<'a>(&self, ops: impl Iterator<Item = &'a mut NewOp>) -> Result<(), Fault> {
        let mut ops: Vec<&mut NewOp> = ops.collect();
        let wanting = self.late_reasons(ops.iter().map(|op| &**op))?;
        for (op, late) in ops.iter_mut().zip(wanting) {
            let Some(late) = late.map(|round| self.reason_in(round)).transpose()?.flatten() else { continue };
            op.reason = Some(match op.reason.take() {
                Some(own) => self.joined(&own, &late)?,
                None => late,
            });
        }
        Ok(())
    }

    /// Puts two reasons into one sentence of the survey's language.
    pub(super) fn joined(&self, own: &str, late: &str) -> Result<String, Fault> {
        let lang = Lang::parse(&self.overview()?.language).unwrap_or(Lang::Zh);
        Ok(format!("{own}{}{late}", Words::new(lang).get("clause-separator")))
    }

    /// Names for each operation the closed round in which it records something or takes something away.
    fn late_reasons<'a>(&self, ops: impl Iterator<Item = &'a NewOp> + Clone) -> Result<Vec<Option<u32>>, Fault> {
        let rounds = self.rounds()?.into_iter();
        let closed: HashSet<u32> =
            rounds.filter(|round| round.state == RoundState::Closed).map(|round| round.number).collect();
        if closed.is_empty() {
            return Ok(ops.map(|_| None).collect());
        }
        // What is made with these operations lies in its round from now on.
        let made: HashMap<(&str, &str), u32> = ops
            .clone()
            .filter(|op| op.field == "round")
            .filter_map(|op| Some(((op.noun.as_str(), op.key.as_str()), round_in(&op.value)?)))
            .collect();
        ops.map(|op| {
            let mut rounds = self.rounds_of(&op.noun, &op.key, &op.field)?;
            if is_of_its_round(&op.noun, &op.field) {
                rounds.extend(made.get(&(op.noun.as_str(), op.key.as_str())));
            }
            Ok(rounds.into_iter().find(|round| closed.contains(round)))
        })
        .collect()
    }

    /// Names the rounds in which a register records something, or takes something away.
    fn rounds_of(&self, noun: &str, key: &str, field: &str) -> Result<Vec<u32>, Fault> {
        let number = |text: &str| text.parse::<u32>().ok();
        let in_key = |key: &str| Ok(key.split('/').nth(1).and_then(number).into_iter().collect());
        match supported_by(noun, field) {
            Some(Supported::Cell(cell)) => return in_key(cell),
            Some(Supported::Finding(finding)) => return self.round_of("finding", finding),
            None => {}
        }
        match noun {
            // An administrator's word on what stands there records nothing.
            "assessment" if field == CONFIRMED => Ok(Vec::new()),
            "assessment" | "observation" => in_key(key),
            // Who reads a cell again is arranged; what was read is recorded.
            READING if key.matches('/').count() > 2 => in_key(key),
            // With a unit goes what was seen there, in every round.
            "unit" if field == LIFE => self.rounds_seen_at(key),
            "finding" if field.starts_with(SEEN_IN) => Ok(number(&field[SEEN_IN.len()..]).into_iter().collect()),
            noun if field == LIFE || is_of_its_round(noun, field) => self.round_of(noun, key),
            _ => Ok(Vec::new()),
        }
    }

    /// Gives the round that a thing lies in.
    fn round_of(&self, noun: &str, key: &str) -> Result<Vec<u32>, Fault> {
        let row = self.store.register(noun, key, "round")?;
        Ok(row.and_then(|row| round_in(&row.value)).into_iter().collect())
    }

    /// Tells whether something that stands in a thing was written after its round had been closed.
    pub(super) fn is_late(&self, closures: &Closures, noun: &str, key: &str) -> Result<bool, Fault> {
        if closures.0.is_empty() {
            return Ok(false);
        }
        for row in self.store.rows_under(noun, key)?.into_iter().filter(|row| row.name.key == key) {
            let rounds = self.rounds_of(noun, key, &row.name.field)?;
            if rounds.into_iter().any(|round| closures.is_late(round, row.by.lamport)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Names those of some things in which something was written after their round had been closed.
    pub fn late_among<'a>(&self, noun: &str, keys: impl Iterator<Item = &'a str>) -> Result<HashSet<String>, Fault> {
        let closures = self.closures()?;
        let mut late = HashSet::new();
        for key in keys {
            if self.is_late(&closures, noun, key)? {
                late.insert(key.to_owned());
            }
        }
        Ok(late)
    }

    /// Names the cells that lost what was seen at a unit, since the unit was deleted after the round had been closed.
    pub(super) fn late_losses(&self, filter: &Filter, closures: &Closures) -> Result<HashSet<CellKey>, Fault> {
        let mut lost = HashSet::new();
        if closures.0.is_empty() {
            return Ok(lost);
        }
        let mut deleted: HashMap<String, i64> = HashMap::new();
        for unit in self.store.dead("unit")? {
            let heads = self.store.heads("unit", &unit, LIFE)?;
            deleted.extend(heads.iter().map(|head| head.by.lamport).min().map(|lamport| (unit, lamport)));
        }
        if deleted.is_empty() {
            return Ok(lost);
        }
        for (key, _) in self.store.values_under("observation", &filter.prefix(), "result")? {
            let Some((cell, unit)) = key.rsplit_once('/') else { continue };
            let Ok(cell) = cell.parse::<CellKey>() else { continue };
            if deleted.get(unit).is_some_and(|lamport| closures.is_late(cell.round, *lamport)) {
                lost.insert(cell);
            }
        }
        Ok(lost)
    }

    fn rounds_seen_at(&self, unit: &str) -> Result<Vec<u32>, Fault> {
        let Some(row) = self.store.register("unit", unit, "community")? else { return Ok(Vec::new()) };
        let community = row.value.as_text().unwrap_or_default();
        let mut seen = Vec::new();
        for round in self.rounds()?.into_iter().map(|round| round.number) {
            let observed = self.store.values_under("observation", &format!("{community}/{round}/"), "result")?;
            if observed.iter().any(|(key, _)| key.rsplit_once('/').is_some_and(|(_, of)| of == unit)) {
                seen.push(round);
            }
        }
        Ok(seen)
    }
}
