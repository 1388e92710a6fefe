//! Visits: one stay on site by one team. What is recorded while one is open belongs to it.

use super::entity::{Entity, Entry};
use super::{Fault, Session, Stamp, Thing, Touched};

/// The setting of this laptop that names the visit it records for.
const VISIT: &str = "visit";

impl Session {
    /// Starts a visit: what is recorded on this laptop from now on belongs to it. Day and time are now where none are given.
    pub fn start_visit(&mut self, entries: &[Entry]) -> Result<(String, Touched), Fault> {
        let now = self.edge.now();
        let mut entries = entries.to_vec();
        for (field, text) in [("date", now.day()), ("from", time_of(now))] {
            if !entries.iter().any(|entry| entry.field == field && !entry.text.trim().is_empty()) {
                entries.retain(|entry| entry.field != field);
                entries.push(Entry::new(field, &text));
            }
        }
        // The visit itself is no part of the one before it.
        let before = self.visit.take();
        let added = self.add_entity(VISIT, &entries);
        let Ok((key, touched)) = added else {
            self.visit = before;
            return added;
        };
        self.store.set_local(VISIT, &key)?;
        self.visit = Some(key.clone());
        Ok((key, touched))
    }

    /// Goes on with a visit that was begun before, here or on another laptop.
    pub fn resume_visit(&mut self, key: &str) -> Result<Entity, Fault> {
        let visit = self.visit_of(key)?;
        self.store.set_local(VISIT, key)?;
        self.visit = Some(key.to_owned());
        Ok(visit)
    }

    /// Ends the visit of this laptop, and says when unless somebody has said it already.
    pub fn end_visit(&mut self) -> Result<Touched, Fault> {
        let Some(key) = self.visit.clone() else { return Ok(Touched::default()) };
        let visit = self.visit_of(&key)?;
        let touched = if visit.text("to").is_empty() {
            let to = time_of(self.edge.now());
            self.set_entity(&Thing { noun: VISIT.to_owned(), key }, &[Entry::new("to", &to)], None)?
        } else {
            Touched::default()
        };
        self.store.set_local(VISIT, "")?;
        self.visit = None;
        Ok(touched)
    }

    /// Gives the visit this laptop records for.
    pub fn current_visit(&self) -> Result<Option<Entity>, Fault> {
        match &self.visit {
            Some(key) => self.entity(&Thing { noun: VISIT.to_owned(), key: key.clone() }),
            None => Ok(None),
        }
    }

    /// Reads which visit this laptop was recording for when it was closed.
    pub(super) fn remember_visit(&mut self) -> Result<(), Fault> {
        self.visit = self.store.local(VISIT)?.filter(|key| !key.is_empty());
        Ok(())
    }

    fn visit_of(&self, key: &str) -> Result<Entity, Fault> {
        let thing = Thing { noun: VISIT.to_owned(), key: key.to_owned() };
        self.entity(&thing)?.ok_or_else(|| Fault::new("thing-unknown").with("given", thing))
    }
}

/// Gives the time of day where it is: `09:30`.
fn time_of(stamp: Stamp) -> String {
    stamp.rfc3339().chars().skip(11).take(5).collect()
}
