//! What this laptop's person must not learn yet. A cell is *blind* while it was drawn to be read a second time, this person
//! is to read it or may, recorded nothing of the first value, and has not read it.
//!
//! Whom a reader was named for: to that person, whatever stands there. Where nobody was named: to everybody who could still be
//! the second – not to whoever recorded part of the first value or has the sheet or the way to do it, not to administrators –
//! from the first value on, until somebody has read it or the round is closed.
//!
//! One rule follows from it: everything this laptop shows or works out is as if the cell had not been recorded, and what speaks
//! of it – photos, findings, questions, history, conflicts – is not listed, unless this person wrote it. So no sum, mean or
//! rule gives the value away. What others read, reports and tables, is not made at all meanwhile: it must be the same on every
//! laptop. The survey file carries everything, as ever.

use super::entity::known;
use super::reading::{LOT, READER, READING};
use super::{CellKey, Entity, Fault, RoundState, Session, Thing};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use tanfang_journal::Cbor;

/// Says which cells this laptop's person must not see.
#[derive(Clone, Debug, Default)]
pub struct Blind {
    /// Each with whether this person was named to read it.
    cells: HashMap<CellKey, bool>,
    person: String,
}

/// Remembers what is blind until the survey changes; in an earlier state it is what is blind now.
#[derive(Debug, Default)]
pub(super) struct Sight(RefCell<Option<Seen>>);

/// What was found blind, and in which version of the database: none where it stays as it is.
#[derive(Debug)]
struct Seen {
    version: Option<(i64, u64)>,
    blind: Arc<Blind>,
}

impl Sight {
    pub(super) fn fixed(blind: Arc<Blind>) -> Self {
        Self(RefCell::new(Some(Seen { version: None, blind })))
    }
}

/// Is what the registers say of one drawn cell.
#[derive(Default)]
struct Lot {
    drawn: bool,
    reader: String,
    read_by: Vec<String>,
}

impl Blind {
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Gives the cells in the order of their keys.
    pub fn cells(&self) -> BTreeSet<&CellKey> {
        self.cells.keys().collect()
    }

    /// Counts the cells of a round.
    pub fn count_in(&self, round: u32) -> u32 {
        self.cells.keys().filter(|cell| cell.round == round).count() as u32
    }

    pub fn hides(&self, cell: &CellKey) -> bool {
        !self.cells.is_empty() && self.cells.contains_key(cell)
    }

    /// Tells whether this person was named to read a blind cell, and records nothing else there.
    pub fn is_reader_of(&self, cell: &CellKey) -> bool {
        self.cells.get(cell).copied().unwrap_or(false)
    }

    /// Tells whether something was written by this person.
    pub fn is_own(&self, author: &str) -> bool {
        author == self.person
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
    pub fn blind(&self) -> Result<Arc<Blind>, Fault> {
        let version = self.store.version()?;
        if let Some(seen) = &*self.sight.0.borrow()
            && seen.version.is_none_or(|of| of == version)
        {
            return Ok(Arc::clone(&seen.blind));
        }
        let blind = Arc::new(self.blind_under("")?);
        *self.sight.0.borrow_mut() = Some(Seen { version: Some(version), blind: Arc::clone(&blind) });
        Ok(blind)
    }

    /// Says it of the cells whose keys begin with `prefix`.
    fn blind_under(&self, prefix: &str) -> Result<Blind, Fault> {
        let person = self.store.local("person")?.unwrap_or_default();
        let mut lots: BTreeMap<CellKey, Lot> = BTreeMap::new();
        for row in self.store.rows_under(READING, prefix)? {
            let Some(cell) = cell_in(&row.name.key) else { continue };
            let lot = lots.entry(cell).or_default();
            match (row.name.key.splitn(4, '/').nth(3), row.name.field.as_str()) {
                (None, LOT) => lot.drawn = true,
                (None, READER) => row.value.as_text().unwrap_or_default().clone_into(&mut lot.reader),
                (Some(reader), _) => lot.read_by.push(reader.to_owned()),
                _ => {}
            }
        }
        let (administers, closed) = (OnceCell::new(), OnceCell::new());
        let mut cells = HashMap::new();
        for (cell, lot) in lots.into_iter().filter(|(_, lot)| lot.drawn && !lot.read_by.contains(&person)) {
            let named = lot.reader == person && !person.is_empty();
            let hidden = named && !self.first_authors(&cell)?.contains(&person)
                || lot.reader.is_empty()
                    && lot.read_by.is_empty()
                    && !once(&closed, || self.closed_rounds())?.contains(&cell.round)
                    && !*once(&administers, || self.administers(&person))?
                    && self.could_be_second(&cell, &person)?;
            if hidden {
                cells.insert(cell, named);
            }
        }
        Ok(Blind { cells, person })
    }

    /// Tells whether a first value stands that this person neither recorded nor was to record.
    fn could_be_second(&self, cell: &CellKey, person: &str) -> Result<bool, Fault> {
        let first = self.first_authors(cell)?;
        if first.is_empty() || first.iter().any(|author| author == person) {
            return Ok(false);
        }
        let Some(indicator) = self.framework.indicator(&cell.indicator) else { return Ok(false) };
        let (at, list) = (format!("{}/{}", cell.community, cell.round), indicator.list.as_deref());
        let sheet = Some(("sheet", format!("{at}/{}", indicator.scenario)));
        let route = list.map(|list| ("route", format!("{at}/{list}")));
        for (noun, key) in sheet.into_iter().chain(route) {
            let assignee = self.store.register(noun, &key, "assignee")?;
            if assignee.is_some_and(|row| row.value.as_text() == Some(person)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Tells whether a person works on a device of an administrator.
    fn administers(&self, person: &str) -> Result<bool, Fault> {
        let rules = self.store.rules()?;
        let own = self.store.rows_of_field("device", "person")?.into_iter();
        let mut own = own.filter(|row| row.value.as_text() == Some(person));
        Ok(own.any(|row| row.name.key.parse().is_ok_and(|device| rules.is_admin(device))))
    }

    fn closed_rounds(&self) -> Result<HashSet<u32>, Fault> {
        let closed = self.rounds()?.into_iter().filter(|round| round.state == RoundState::Closed);
        Ok(closed.map(|round| round.number).collect())
    }

    /// Refuses what would be written into a cell whose value this person must not know yet.
    pub(super) fn must_not_be_blind(&self, key: &str) -> Result<(), Fault> {
        self.refuse_blind(key, true)
    }

    /// Refuses what would be written beside it, at a unit: whoever was named to read the cell. Others who go to its units are
    /// among the first.
    pub(super) fn must_not_be_reader(&self, key: &str) -> Result<(), Fault> {
        self.refuse_blind(key, false)
    }

    fn refuse_blind(&self, key: &str, unnamed: bool) -> Result<(), Fault> {
        // A value waits for this: only its own cell is asked about, and mostly it was not drawn.
        let Some(cell) = cell_in(key) else { return Ok(()) };
        match self.blind_under(&cell.to_string())?.cells.get(&cell) {
            Some(true) => Err(Fault::new("reading-blind").with("indicator", &cell.indicator)),
            Some(false) if unnamed => Err(Fault::new("reading-hidden").with("indicator", &cell.indicator)),
            _ => Ok(()),
        }
    }

    /// Refuses to show what stands in a thing.
    pub(super) fn must_not_hide(&self, noun: &str, key: &str) -> Result<(), Fault> {
        let blind = self.blind()?;
        if blind.is_empty() {
            return Ok(());
        }
        let mut hidden = cell_in(key).filter(|_| blind.hides_thing(noun, key));
        if hidden.is_none() && known(noun).is_ok() {
            let thing = Thing { noun: noun.to_owned(), key: key.to_owned() };
            let entity = self.entity(&thing)?.filter(|entity| blind.hides_entity(entity));
            hidden = entity.and_then(|entity| entity.cell());
        }
        match hidden {
            Some(cell) if blind.is_reader_of(&cell) => {
                Err(Fault::new("reading-blind").with("indicator", &cell.indicator))
            }
            Some(cell) => Err(Fault::new("reading-hidden").with("indicator", &cell.indicator)),
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
        for cell in blind.cells.keys() {
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

/// Asks for something the first time only.
fn once<T>(known: &OnceCell<T>, ask: impl FnOnce() -> Result<T, Fault>) -> Result<&T, Fault> {
    if let Some(known) = known.get() {
        return Ok(known);
    }
    let asked = ask()?;
    Ok(known.get_or_init(|| asked))
}
