//! How much of issued reports has changed since. A state that is gone is put together again only where something that bears
//! on numbers was written since, and once for all reports that show the same numbers.

use super::comparison::{Differing, Side, bears_on_numbers};
use super::{Basis, Fault, Issued, Session};
use crate::store::ChangeState;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use tanfang_journal::{Hash, Sealed};

/// Compares the survey as it stands with the states of issued reports, one after the other.
pub struct Since<'a> {
    session: &'a Session,
    /// By round, how it stands.
    now: HashMap<u32, Side>,
    /// How it stood, by what was written since and by round.
    then: HashMap<(Vec<Hash>, u32), Side>,
}

impl std::fmt::Debug for Since<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Since").field("session", self.session).finish_non_exhaustive()
    }
}

impl Session {
    /// Counts the numbers of an issued report that have changed since.
    ///
    /// # Errors
    /// `changes-missing` where not all that it rests on is here.
    pub fn changed_since(&self, report: &Issued) -> Result<usize, Fault> {
        Since::of(self).count(report)
    }

    /// Gives the changes since a state that bear on numbers. Where some changes of the survey do not count, the digest of the
    /// state stands for them: then only the state itself tells what counted.
    fn bearing_since(&self, basis: &Basis) -> Result<Vec<Hash>, Fault> {
        let then = self.below(&basis.tips)?;
        let changes = self.store.changes()?;
        if changes.iter().any(|change| change.state != ChangeState::Applied) {
            return Ok(vec![basis.digest]);
        }
        let mut found = Vec::new();
        for change in changes.iter().filter(|change| !then.contains(&change.hash)) {
            let damaged = |error| Fault::new("damaged-survey").with("detail", change.hash).because(error);
            let sealed = Sealed::decode(&self.store.change_bytes(&change.hash)?).map_err(damaged)?;
            if sealed.change.ops.iter().any(bears_on_numbers) {
                found.push(change.hash);
            }
        }
        found.sort_unstable();
        Ok(found)
    }
}

impl<'a> Since<'a> {
    pub fn of(session: &'a Session) -> Self {
        Self { session, now: HashMap::new(), then: HashMap::new() }
    }

    /// Counts the numbers of an issued report that have changed since.
    ///
    /// # Errors
    /// `changes-missing` where not all that it rests on is here.
    pub fn count(&mut self, report: &Issued) -> Result<usize, Fault> {
        let since = self.session.bearing_since(&report.basis)?;
        if since.is_empty() {
            return Ok(0);
        }
        let (covered, round) = (&report.covered, report.covered.round);
        let then = match self.then.entry((since, round)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let then = self.session.at(&report.basis)?;
                then.must_cover(covered, round)?;
                place.insert(then.side(round)?)
            }
        };
        let now = match self.now.entry(round) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                self.session.must_cover(covered, round)?;
                place.insert(self.session.side(round)?)
            }
        };
        Ok(then.differing(now, covered).iter().map(|row: &Differing| row.changed.len()).sum())
    }
}
