//! Units: what is observed one by one, in the lists of a community.

use super::write::{bounded, text_of};
use super::{Fault, Seen, Session, Touched, op};
use crate::model::parse_position;
use std::collections::{BTreeMap, HashMap};
use tanfang_journal::Cbor;

/// Says what part a unit plays in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitState {
    /// Observed.
    In,
    /// Steps in where one of the list cannot be observed.
    Reserve,
    /// Another unit stepped in for it.
    Replaced,
    /// No longer exists.
    Closed,
}

impl UnitState {
    pub const ALL: [Self; 4] = [Self::In, Self::Reserve, Self::Replaced, Self::Closed];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Reserve => "reserve",
            Self::Replaced => "replaced",
            Self::Closed => "closed",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Describes one unit of a list.
#[derive(Clone, Debug)]
pub struct Unit {
    pub key: String,
    pub community: String,
    pub list: String,
    pub name: String,
    /// Latitude and longitude, WGS-84, millionths of a degree.
    pub position: Option<(i64, i64)>,
    pub state: UnitState,
    /// Group or category, for the lists that tell units apart.
    pub group: String,
    /// Part of the community, and kind of unit: what a sample is drawn by in proportion.
    pub area: String,
    pub kind: String,
    /// The seed it was drawn by, and its rank in that draw.
    pub lot: Option<(String, i64)>,
    /// Place in the list; units without one follow in the order in which they were added.
    pub place: i64,
}

impl Session {
    /// Adds units to a list of a community, in one change; gives their keys in the same order.
    pub fn add_units(
        &mut self,
        community: &str,
        list: &str,
        units: &[(String, Option<(i64, i64)>)],
    ) -> Result<(Vec<String>, Touched), Fault> {
        self.list_of(community, list)?;
        let last = self.units(community, Some(list))?.iter().map(|unit| unit.place).filter(|p| *p < i64::MAX).max();
        let mut keys = Vec::with_capacity(units.len());
        let mut ops = Vec::with_capacity(units.len() * 6);
        for ((name, position), place) in units.iter().zip(last.map_or(0, |last| last + 1)..) {
            let name = text_of("name", name)?;
            let key = self.edge.new_key().to_string();
            ops.extend([
                op("unit", &key, "community", Cbor::text(community)),
                op("unit", &key, "list", Cbor::text(list)),
                op("unit", &key, "name", Cbor::text(&name)),
                op("unit", &key, "state", Cbor::text(UnitState::In.as_str())),
                op("unit", &key, "place", Cbor::Int(place)),
            ]);
            if let Some((lat, lon)) = position {
                if !(-90_000_000..=90_000_000).contains(lat) || !(-180_000_000..=180_000_000).contains(lon) {
                    return Err(Fault::new("position").with("text", format!("{lat}, {lon}")));
                }
                ops.push(op("unit", &key, "position", Cbor::Array(vec![Cbor::Int(*lat), Cbor::Int(*lon)])));
            }
            keys.push(key);
        }
        let touched = self.commit(ops)?;
        Ok((keys, touched))
    }

    /// Checks that there is this community, and this list in the framework.
    pub(super) fn list_of(&self, community: &str, list: &str) -> Result<(), Fault> {
        self.community(community)?;
        if self.framework.list(list).is_none() {
            let known: Vec<&str> = self.framework.lists.iter().map(|list| list.key.as_str()).collect();
            return Err(Fault::new("unknown-list").with("list", list).with("known", known.join(", ")));
        }
        Ok(())
    }

    /// Changes what part a unit plays; anything but `In` needs a reason.
    pub fn set_unit_state(&mut self, key: &str, state: UnitState, reason: &str, seen: Seen) -> Result<Touched, Fault> {
        self.unit(key)?;
        let reason = bounded("reason", reason)?;
        if reason.is_empty() && matches!(state, UnitState::Replaced | UnitState::Closed) {
            return Err(Fault::new("reason-needed").with("what", "@term-unit"));
        }
        let mut state = op("unit", key, "state", Cbor::text(state.as_str()));
        state.preds = seen.preds();
        state.reason = (!reason.is_empty()).then_some(reason);
        self.commit(vec![state])
    }

    /// Says where a unit lies, as `LAT,LON`; an empty text takes the position away.
    pub fn set_unit_position(&mut self, key: &str, text: &str, seen: Seen) -> Result<Touched, Fault> {
        self.unit(key)?;
        let value = match text.trim() {
            "" => Cbor::Null,
            text => {
                let (lat, lon) = parse_position(text).ok_or_else(|| Fault::new("position").with("text", text))?;
                Cbor::Array(vec![Cbor::Int(lat), Cbor::Int(lon)])
            }
        };
        let mut position = op("unit", key, "position", value);
        position.preds = seen.preds();
        self.commit(vec![position])
    }

    /// Moves a unit behind another one of its list, or to the front, by numbering the list anew where needed.
    pub fn move_unit(&mut self, key: &str, after: Option<&str>) -> Result<Touched, Fault> {
        let unit = self.unit(key)?;
        let mut order: Vec<Unit> = self.units(&unit.community, Some(&unit.list))?;
        order.retain(|other| other.key != key);
        let place = match after {
            None => 0,
            Some(after) => {
                let found = order.iter().position(|other| other.key == after);
                found.ok_or_else(|| Fault::new("unknown-unit").with("key", after))? + 1
            }
        };
        order.insert(place, unit);
        let places = order.into_iter().zip(0_i64..).filter(|(unit, place)| unit.place != *place);
        let ops = places.map(|(unit, place)| op("unit", &unit.key, "place", Cbor::Int(place)));
        self.commit(ops.collect())
    }

    /// Finds a unit by its key.
    pub fn unit(&self, key: &str) -> Result<Unit, Fault> {
        let rows = self.store.rows_under("unit", key)?;
        let rows = rows.into_iter().filter(|row| row.name.key == key);
        let unit = collect(rows.map(|row| (row.name.key, row.name.field, row.value))).into_iter().next();
        unit.ok_or_else(|| Fault::new("unknown-unit").with("key", key))
    }

    /// Gives the units of a community in the order of their lists; all lists where none is named.
    pub fn units(&self, community: &str, list: Option<&str>) -> Result<Vec<Unit>, Fault> {
        let sames = self.same_as("unit")?;
        let values = self.store.values_with("unit", "community", &Cbor::text(community))?;
        let mut units = collect(values.into_iter().filter(|(key, ..)| !sames.is_merged(key)));
        units.retain(|unit| list.is_none_or(|list| unit.list == list));
        let place = |key: &str| self.framework.lists.iter().position(|list| list.key == key);
        units.sort_by(|a, b| {
            (place(&a.list), &a.list, a.place, &a.key).cmp(&(place(&b.list), &b.list, b.place, &b.key))
        });
        Ok(units)
    }
}

impl Session {
    /// Gives one text of each unit by its key; units without it are left out.
    pub(super) fn unit_texts(&self, field: &str) -> Result<HashMap<String, String>, Fault> {
        let values = self.store.values_under("unit", "", field)?;
        Ok(values.into_iter().filter_map(|(key, value)| Some((key, value.as_text()?.to_owned()))).collect())
    }

    /// Gives the names of all units by community and key.
    pub(super) fn unit_names(&self) -> Result<UnitNames, Fault> {
        let (sames, mut names) = (self.same_as("unit")?, self.unit_texts("name")?);
        let mut found = UnitNames::new();
        for (key, community) in self.unit_texts("community")? {
            if !sames.is_merged(&key) {
                let name = names.remove(&key).unwrap_or_default();
                found.entry(community).or_default().insert(key, name);
            }
        }
        Ok(found)
    }
}

/// Names of units by their keys, by community.
pub(super) type UnitNames = HashMap<String, HashMap<String, String>>;

/// Puts units together from their fields: key, field and value.
fn collect(values: impl Iterator<Item = (String, String, Cbor)>) -> Vec<Unit> {
    let mut units: BTreeMap<String, Unit> = BTreeMap::new();
    for (key, field, value) in values {
        let unit = units.entry(key).or_insert_with_key(|key| Unit {
            key: key.clone(),
            community: String::new(),
            list: String::new(),
            name: String::new(),
            position: None,
            state: UnitState::In,
            group: String::new(),
            area: String::new(),
            kind: String::new(),
            lot: None,
            place: i64::MAX,
        });
        let text = || value.as_text().unwrap_or_default().to_owned();
        match field.as_str() {
            "community" => unit.community = text(),
            "list" => unit.list = text(),
            "name" => unit.name = text(),
            "group" => unit.group = text(),
            "area" => unit.area = text(),
            "kind" => unit.kind = text(),
            "lot" => {
                if let Some([Cbor::Text(seed), Cbor::Int(rank)]) = value.as_array() {
                    unit.lot = Some((seed.clone(), *rank));
                }
            }
            "state" => unit.state = UnitState::parse(&text()).unwrap_or(UnitState::In),
            "place" => unit.place = value.as_int().unwrap_or(i64::MAX),
            "position" => {
                if let Some([Cbor::Int(lat), Cbor::Int(lon)]) = value.as_array() {
                    unit.position = Some((*lat, *lon));
                }
            }
            _ => {}
        }
    }
    units.into_values().collect()
}
