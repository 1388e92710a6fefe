//! What is recorded for a round after it was closed: taken like everything else, with a reason, and marked for ever.

use super::write::bounded;
use super::{Fault, Session};
use crate::store::NewOp;
use std::collections::BTreeMap;

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

    /// Gives every operation that records something for a closed round its reason, where it has none of its own.
    pub(super) fn with_reasons(&self, ops: &mut [NewOp]) -> Result<(), Fault> {
        for op in ops.iter_mut().filter(|op| matches!(op.noun.as_str(), "assessment" | "observation")) {
            let round = op.key.split('/').nth(1).and_then(|round| round.parse().ok());
            if let (Some(round), None) = (round, &op.reason) {
                op.reason = self.reason_in(round)?;
            }
        }
        Ok(())
    }
}
