//! Second readings: a drawn share of the cells is read again by another person, who does not see the first value before.
//!
//! What is to be read again stands at `reading <cell>` (its lot, its reader), what somebody read at `reading <cell>/<person>`.

use super::assessment::value_op;
use super::outcome::{computed, plain};
use super::sample::{Draw, lot};
use super::write::{bounded, text_value};
use super::{CellKey, Evidence, Fault, Outcome, Seen, Session, Touched, op};
use crate::framework::{Indicator, Method};
use crate::model::Value;
use crate::score::UnitValue;
use crate::store::{Head, NewOp};
use std::collections::HashSet;
use tanfang_journal::Cbor;

pub(super) const READING: &str = "reading";
pub(super) const LOT: &str = "lot";
pub(super) const READER: &str = "reader";
/// The share drawn where nobody says another one, in percent.
pub const USUAL_SHARE: u32 = 10;

/// Is a cell that was drawn to be read a second time.
#[derive(Clone, Debug)]
pub struct DrawnCell {
    pub cell: CellKey,
    pub seed: String,
    /// Its place in the lot, from 1.
    pub rank: i64,
    /// Key of the person who is to read it; empty where anyone but the first may.
    pub reader: String,
    /// Keys of those who recorded the first value.
    pub first_by: Vec<String>,
    /// Keys of those who have read it again.
    pub read_by: Vec<String>,
}

/// Holds two values of one cell, the second established without knowledge of the first.
#[derive(Clone, Debug)]
pub struct SecondReading {
    pub cell: CellKey,
    /// What stood when the second was saved; where nothing did, what came first after it.
    pub first: Outcome,
    pub second: Outcome,
    pub remark: String,
    pub first_by: Evidence,
    pub second_by: Evidence,
    /// True where it was read after its round had been closed.
    pub late: bool,
}

impl Session {
    /// Draws `share` percent of the cells of a round to be read again, at least one in each community; of those that a person
    /// sees or measures. Without `communities` all of them in which nothing was drawn yet.
    pub fn draw_readings(
        &mut self,
        round: u32,
        communities: &[String],
        share: u32,
        seed: Option<&str>,
    ) -> Result<(Draw, Touched), Fault> {
        if !(1..=100).contains(&share) {
            return Err(Fault::new("reading-share").with("share", share));
        }
        self.round(round)?;
        let before: HashSet<String> =
            self.drawn_cells(None, round)?.into_iter().map(|one| one.cell.community).collect();
        let all = self.communities()?.into_iter().map(|community| community.code);
        let places: Vec<String> = match communities {
            [] => all.filter(|code| !before.contains(code)).collect(),
            named => named.to_vec(),
        };
        if places.is_empty() || places.iter().any(|code| before.contains(code)) {
            return Err(Fault::new("reading-drawn").with("round", round));
        }
        let seed = self.seed(seed)?;
        let (mut ops, mut draw) = (Vec::new(), Draw { seed: seed.clone(), drawn: 0, of: 0 });
        for community in &places {
            let mut cells: Vec<String> = self
                .planned(community, round)?
                .iter()
                .filter(|indicator| matches!(indicator.method, Method::Site | Method::Measure | Method::Map))
                .map(|indicator| CellKey::new(community, round, &indicator.code).to_string())
                .collect();
            let of = cells.len();
            let count = ((of * share as usize + 50) / 100).max(1).min(of);
            let reason = format!("{seed} · {count}/{of} · {share} %");
            cells.sort_by_key(|cell| lot(&seed, cell));
            for (rank, cell) in (1_i64..).zip(cells.iter().take(count)) {
                let lot = Cbor::Array(vec![Cbor::text(&seed), Cbor::Int(rank)]);
                ops.push(NewOp { reason: Some(reason.clone()), ..op(READING, cell, LOT, lot) });
            }
            draw.drawn += count;
            draw.of += of;
        }
        Ok((draw, self.commit(ops)?))
    }

    /// Gives the cells of a round that were drawn, in the framework's order; of one community where it is named.
    pub fn drawn_cells(&self, community: Option<&str>, round: u32) -> Result<Vec<DrawnCell>, Fault> {
        let prefix = community.map_or_else(String::new, |community| format!("{community}/{round}/"));
        let mut found: Vec<DrawnCell> = Vec::new();
        for row in self.store.rows_under(READING, &prefix)? {
            // The readings themselves have one part more in their keys.
            let Ok(cell) = row.name.key.parse::<CellKey>() else { continue };
            let (LOT, Some([Cbor::Text(seed), Cbor::Int(rank)])) = (row.name.field.as_str(), row.value.as_array())
            else {
                continue;
            };
            if cell.round != round || self.framework.indicator(&cell.indicator).is_none() {
                continue;
            }
            found.push(DrawnCell {
                seed: seed.clone(),
                rank: *rank,
                reader: self.reader_of(&cell)?,
                first_by: self.first_authors(&cell)?,
                read_by: self.readers(&cell)?,
                cell,
            });
        }
        let communities: Vec<String> = self.communities()?.into_iter().map(|community| community.code).collect();
        let place = |code: &str| communities.iter().position(|known| known == code);
        found.sort_by_key(|one| (place(&one.cell.community), self.framework.indicator_position(&one.cell.indicator)));
        Ok(found)
    }

    /// Finds one drawn cell.
    pub fn drawn_cell(&self, key: &CellKey) -> Result<Option<DrawnCell>, Fault> {
        Ok(self.drawn_cells(Some(&key.community), key.round)?.into_iter().find(|drawn| drawn.cell == *key))
    }

    /// Saves what this person read. It is saved once: whoever has seen both values cannot read blind again.
    pub fn save_reading(&mut self, key: &CellKey, value: &Value, remark: &str) -> Result<Touched, Fault> {
        let (_, indicator) = self.cell(key)?;
        let about = |code: &'static str| Fault::new(code).with("indicator", &key.indicator);
        let me = self.overview()?.person;
        let drawn = self.drawn_cell(key)?.ok_or_else(|| about("reading-not-drawn"))?;
        if !drawn.reader.is_empty() && drawn.reader != me {
            let name = self.people()?.get(&drawn.reader).cloned().unwrap_or(drawn.reader);
            return Err(about("reading-of-another").with("person", name));
        }
        if drawn.first_by.contains(&me) {
            return Err(about("reading-own"));
        }

        let name = format!("{key}/{me}");
        if !self.store.fields_of(READING, &name)?.is_empty() {
            return Err(about("reading-saved"));
        }
        if !self.may_read(&drawn, &me)? {
            return Err(about("reading-known"));
        }
        if *value == Value::Empty {
            return Err(about("reading-empty"));
        }
        indicator.accept(value)?;
        let mut ops = vec![value_op(READING, &name, "value", value, None, Seen::Current)?];
        let remark = bounded("remark", remark)?;
        if !remark.is_empty() {
            ops.push(op(READING, &name, "remark", text_value(&remark)));
        }
        self.commit(ops)
    }

    /// Tells whether a person who recorded nothing of the first value can still read a cell without knowing it: whoever was
    /// named, and where nobody was, whoever is not shown what stands there.
    pub(super) fn may_read(&self, drawn: &DrawnCell, me: &str) -> Result<bool, Fault> {
        Ok(drawn.reader == me
            || drawn.reader.is_empty() && (drawn.first_by.is_empty() || self.blind()?.hides(&drawn.cell)))
    }

    /// Gives every pair of a round that can be compared and seen by this person, in the framework's order: for measuring how
    /// well researchers agree.
    pub fn second_readings(&self, round: u32) -> Result<Vec<SecondReading>, Fault> {
        let mut pairs = Vec::new();
        let blind = self.blind()?;
        for drawn in self.drawn_cells(None, round)?.into_iter().filter(|drawn| !blind.hides(&drawn.cell)) {
            let Some(indicator) = self.framework.indicator(&drawn.cell.indicator) else { continue };
            for person in &drawn.read_by {
                pairs.extend(self.second_reading(&drawn.cell, indicator, person)?);
            }
        }
        Ok(pairs)
    }

    /// Compares what one person read with what others recorded; none while one of the two is missing.
    fn second_reading(
        &self,
        cell: &CellKey,
        indicator: &Indicator,
        person: &str,
    ) -> Result<Option<SecondReading>, Fault> {
        let name = format!("{cell}/{person}");
        let Some(row) = self.store.register(READING, &name, "value")? else { return Ok(None) };
        let Some(second) = plain(indicator, &value_in(&row.value), None) else { return Ok(None) };
        let Some((first, first_by)) = self.first_outcome(cell, indicator, person, row.by.lamport)? else {
            return Ok(None);
        };
        let remark = self.store.register(READING, &name, "remark")?;
        Ok(Some(SecondReading {
            late: self.is_late(&self.closures()?, READING, &name)?,
            cell: cell.clone(),
            first,
            second,
            remark: remark.and_then(|row| row.value.as_text().map(str::to_owned)).unwrap_or_default(),
            first_by,
            second_by: Evidence::from(&row.by),
        }))
    }

    /// Gives what others had recorded when something was written with this Lamport number: what was corrected in the light of
    /// the second reading says nothing about agreement.
    fn first_outcome(
        &self,
        cell: &CellKey,
        indicator: &Indicator,
        reader: &str,
        lamport: i64,
    ) -> Result<Option<(Outcome, Evidence)>, Fault> {
        let stood = |noun: &str, key: &str, field: &str| -> Result<Option<Head>, Fault> {
            let mut said = self.store.history(noun, key, field)?;
            said.retain(|head| head.by.author != reader && value_in(&head.value) != Value::Empty);
            let before = said.iter().rposition(|head| head.by.lamport < lamport).unwrap_or(0);
            Ok((before < said.len()).then(|| said.swap_remove(before)))
        };
        let community = self.community(&cell.community)?;
        let mut seen: Vec<(String, Value, Evidence)> = Vec::new();
        let dead = self.store.dead("unit")?;
        for row in self.store.rows_under("observation", &format!("{cell}/"))? {
            let unit = row.name.key.rsplit_once('/').map_or("", |(_, unit)| unit).to_owned();
            if row.name.field != "result" || dead.contains(&unit) {
                continue;
            }
            if let Some(head) = stood("observation", &row.name.key, "result")? {
                seen.push((unit, value_in(&head.value), Evidence::from(&head.by)));
            }
        }
        let groups = self.groups()?;
        let units: Vec<UnitValue<'_>> = seen
            .iter()
            .map(|(unit, value, _)| UnitValue { value, group: groups.get(unit).map_or("", String::as_str) })
            .collect();
        if let Some(outcome) = computed(indicator, community.stage(cell.round), &units, None) {
            let latest = seen.iter().map(|(.., by)| by).max_by_key(|by| by.at.wall_ms);
            return Ok(latest.map(|by| (outcome, by.clone())));
        }
        let Some(head) = stood("assessment", &cell.to_string(), "value")? else { return Ok(None) };
        let outcome = plain(indicator, &value_in(&head.value), head.by.reason.clone());
        Ok(outcome.map(|outcome| (outcome, Evidence::from(&head.by))))
    }

    pub(super) fn reader_of(&self, cell: &CellKey) -> Result<String, Fault> {
        let row = self.store.register(READING, &cell.to_string(), READER)?;
        Ok(row.and_then(|row| row.value.as_text().map(str::to_owned)).unwrap_or_default())
    }

    /// Gives who has read a cell again.
    fn readers(&self, cell: &CellKey) -> Result<Vec<String>, Fault> {
        let rows = self.store.rows_under(READING, &format!("{cell}/"))?.into_iter();
        let saved = rows.filter(|row| row.name.field == "value" && row.value != Cbor::Null);
        Ok(saved.filter_map(|row| Some(row.name.key.rsplit_once('/')?.1.to_owned())).collect())
    }

    /// Gives who recorded what stands in a cell, at its units included.
    pub(super) fn first_authors(&self, cell: &CellKey) -> Result<Vec<String>, Fault> {
        let mut authors: Vec<String> = Vec::new();
        let name = cell.to_string();
        let mut rows = self.store.rows_under("observation", &format!("{name}/"))?;
        rows.retain(|row| row.name.field == "result");
        rows.extend(self.store.register("assessment", &name, "value")?);
        for row in rows.into_iter().filter(|row| value_in(&row.value) != Value::Empty) {
            if row.heads > 1 {
                let heads = self.store.heads(&row.name.noun, &row.name.key, &row.name.field)?;
                authors.extend(heads.into_iter().map(|head| head.by.author));
            }
            authors.push(row.by.author);
        }
        authors.sort_unstable();
        authors.dedup();
        Ok(authors)
    }
}

fn value_in(item: &Cbor) -> Value {
    Value::from_cbor(item).unwrap_or(Value::Empty)
}
