//! What this laptop's person must not learn yet. A cell is *blind* while it was drawn to be read a second time, this person
//! was named to read it, recorded nothing of the first value, and has not read it.
//!
//! One rule follows from it: everything this laptop shows or works out is as if the cell had not been recorded, and what speaks
//! of it – photos, findings, questions, history, conflicts – is not listed, unless this person wrote it. So no sum, mean or
//! rule gives the value away. What others read, reports and tables, is not made at all meanwhile: it must be the same on every
//! laptop. The survey file carries everything, as ever.

use super::entity::known;
use super::reading::{LOT, READER, READING};
use super::{CellKey, Entity, Fault, Session, Thing};
use std::collections::{BTreeSet, HashSet};
use tanfang_journal::Cbor;

/// Says which cells this laptop's person must not see.
#[derive(Clone, Debug, Default)]
pub struct Blind {
    cells: HashSet<CellKey>,
    person: String,
}

impl Blind {
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Gives the cells in the order of their keys.
    pub fn cells(&self) -> BTreeSet<&CellKey> {
        self.cells.iter().collect()
    }

    /// Counts the cells of a round.
    pub fn count_in(&self, round: u32) -> u32 {
        self.cells.iter().filter(|cell| cell.round == round).count() as u32
    }

    pub fn hides(&self, cell: &CellKey) -> bool {
        !self.cells.is_empty() && self.cells.contains(cell)
    }

    /// Tells whether a register's owner is a blind cell, or what was observed or read there.
    pub fn hides_thing(&self, noun: &str, key: &str) -> bool {
        let about = match noun {
            "assessment" | "observation" => true,
            // The lot itself is no secret; what somebody else read is.
            READING => key.matches('/').count() > 2,
            _ => false,
        };
        about && !self.is_empty() && cell_in(key).is_some_and(|cell| self.hides(&cell))
    }

    /// Tells whether a thing speaks of a blind cell in words of others.
    pub fn hides_entity(&self, entity: &Entity) -> bool {
        let by_others = || entity.fields.values().any(|held| held.by.author != self.person);
        !self.is_empty() && entity.cell().is_some_and(|cell| self.hides(&cell)) && by_others()
    }
}

/// Finds the cell in the key of an assessment, an observation or a reading.
fn cell_in(key: &str) -> Option<CellKey> {
    key.splitn(4, '/').take(3).collect::<Vec<_>>().join("/").parse().ok()
}

impl Session {
    /// Says what this laptop's person must not see yet.
    pub fn blind(&self) -> Result<Blind, Fault> {
        let person = self.store.local("person")?.unwrap_or_default();
        let mut cells = HashSet::new();
        for key in self.store.keys_with(READING, READER, &Cbor::text(&person))? {
            if let Ok(cell) = key.parse::<CellKey>()
                && self.is_blind_for(&cell, &person)?
            {
                cells.insert(cell);
            }
        }
        Ok(Blind { cells, person })
    }

    /// Tells whether a cell was drawn and its named reader neither knows the first value nor has read it.
    fn is_blind_for(&self, cell: &CellKey, reader: &str) -> Result<bool, Fault> {
        Ok(self.store.register(READING, &cell.to_string(), LOT)?.is_some()
            && self.store.fields_of(READING, &format!("{cell}/{reader}"))?.is_empty()
            && !self.first_authors(cell)?.iter().any(|author| author == reader))
    }

    /// Refuses what would be written beside a value that this person must not know yet, or would show it. `key` is that of a
    /// cell or of what was observed at one of its units.
    pub(super) fn must_not_be_blind(&self, key: &str) -> Result<(), Fault> {
        // A value waits for this: only its own cell is asked about, and mostly nobody is named there.
        let Some(cell) = cell_in(key) else { return Ok(()) };
        let reader = self.reader_of(&cell)?;
        let me = self.store.local("person")?.unwrap_or_default();
        if !reader.is_empty() && reader == me && self.is_blind_for(&cell, &me)? {
            return Err(Fault::new("reading-blind").with("indicator", &cell.indicator));
        }
        Ok(())
    }

    /// Refuses to show what stands in a thing.
    pub(super) fn must_not_hide(&self, noun: &str, key: &str) -> Result<(), Fault> {
        let blind = self.blind()?;
        if blind.hides_thing(noun, key) {
            return self.must_not_be_blind(key);
        }
        let thing = Thing { noun: noun.to_owned(), key: key.to_owned() };
        let entity = if blind.is_empty() || known(noun).is_err() { None } else { self.entity(&thing)? };
        match entity.filter(|entity| blind.hides_entity(entity)).and_then(|entity| entity.cell()) {
            Some(cell) => self.must_not_be_blind(&cell.to_string()),
            None => Ok(()),
        }
    }

    /// Refuses to make for others what would differ from theirs, while this person must not see everything.
    pub fn must_see_all(&self) -> Result<(), Fault> {
        let mut names = Vec::new();
        for cell in self.blind()?.cells() {
            // Where nobody recorded anything yet there is nothing to leave out.
            if !self.first_authors(cell)?.is_empty() {
                names.push(cell.to_string());
            }
        }
        if names.is_empty() {
            return Ok(());
        }
        Err(Fault::new("reading-blind-document").with("count", names.len()).with("cells", names.join(", ")))
    }

    /// Names the photos or documents of others that show a blind cell.
    pub(super) fn hidden_media(&self, noun: &str, blind: &Blind) -> Result<HashSet<String>, Fault> {
        let mut hidden = HashSet::new();
        for cell in &blind.cells {
            let rows = self.store.rows_of_field(noun, &format!("link/assessment/{cell}"))?;
            let linked = rows.into_iter().filter(|row| row.value == Cbor::Bool(true));
            for row in linked.filter(|row| row.by.author != blind.person) {
                hidden.insert(row.name.key);
            }
        }
        if !blind.is_empty() {
            // Before they are left out of what is listed.
            let findings = self.all_entities("finding", "")?;
            for finding in findings.into_iter().filter(|finding| blind.hides_entity(finding)) {
                let rows = self.store.rows_of_field(noun, &format!("link/finding/{}", finding.key))?;
                hidden.extend(rows.into_iter().filter(|row| row.value == Cbor::Bool(true)).map(|row| row.name.key));
            }
        }
        Ok(hidden)
    }
}
