//! What is recorded for a round after it was closed: taken like everything else, with a reason, and marked for ever.

use super::not_applicable::CONFIRMED;
use super::write::bounded;
use super::{CellKey, Fault, Filter, Session};
use crate::store::{LIFE, NewOp};
use crate::text::{Lang, Words};
use std::collections::{BTreeMap, HashMap, HashSet};

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
        for op in ops.iter_mut().filter(|op| op.reason.is_none()) {
            op.reason = self.late_reason_for(op)?;
        }
        Ok(())
    }

    /// As [`Self::with_reasons`], also for operations that bring a reason from where they stood before: it says why the value
    /// is what it is, not why it is written now.
    pub(super) fn with_late_reasons(&self, ops: &mut [NewOp]) -> Result<(), Fault> {
        for op in ops {
            let Some(late) = self.late_reason_for(op)? else { continue };
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

    fn late_reason_for(&self, op: &NewOp) -> Result<Option<String>, Fault> {
        for round in self.rounds_of(op)? {
            if let Some(reason) = self.reason_in(round)? {
                return Ok(Some(reason));
            }
        }
        Ok(None)
    }

    /// Names the rounds in which an operation records something or takes something away.
    fn rounds_of(&self, op: &NewOp) -> Result<Vec<u32>, Fault> {
        let number = |text: &str| text.parse::<u32>().ok();
        match op.noun.as_str() {
            // An administrator's word on what stands there records nothing.
            "assessment" if op.field == CONFIRMED => Ok(Vec::new()),
            "assessment" | "observation" => Ok(op.key.split('/').nth(1).and_then(number).into_iter().collect()),
            // With a unit goes what was seen there, in every round.
            "unit" if op.field == LIFE => self.rounds_seen_at(&op.key),
            noun if op.field == LIFE => {
                let round = self.store.register(noun, &op.key, "round")?;
                let round = round.and_then(|row| u32::try_from(row.value.as_int()?).ok());
                Ok(round.into_iter().collect())
            }
            _ => Ok(Vec::new()),
        }
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
