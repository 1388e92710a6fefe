//! What a contested cell may turn out to be: everything that its sides come to.

use super::outcome::{computed, plain};
use super::{CellKey, Fault, Sames, Session};
use crate::framework::Stage;
use crate::model::Value;
use crate::score::{CellState, UnitValue};
use std::collections::{BTreeMap, HashMap, HashSet};
use tanfang_journal::Cbor;

/// How many ways of settling the units of one cell are worked out together. Where there are more, one unit is settled
/// differently at a time.
const MOST: usize = 1024;

/// Holds what the sides of any cell are worked out with.
pub(super) struct Sides<'a> {
    session: &'a Session,
    sames: Sames,
    dead: HashSet<String>,
    groups: HashMap<String, String>,
}

impl<'a> Sides<'a> {
    pub fn new(session: &'a Session) -> Result<Self, Fault> {
        Ok(Self {
            sames: session.same_as("unit")?,
            dead: session.store.dead("unit")?,
            groups: session.groups()?,
            session,
        })
    }

    /// Gives what a cell comes to with each value that was typed for it, and with each way of settling its units.
    pub fn of(&self, key: &CellKey, stage: Option<Stage>) -> Result<Vec<CellState>, Fault> {
        let store = &self.session.store;
        let Some(indicator) = self.session.framework.indicator(&key.indicator) else { return Ok(Vec::new()) };
        let name = key.to_string();
        let typed = store.heads("assessment", &name, "value")?;
        let outcomes = typed.iter().filter_map(|head| plain(indicator, &read(&head.value), None));
        let mut sides: Vec<CellState> = outcomes.map(|outcome| outcome.cell_state()).collect();
        let units = self.units(&name)?;
        let keys: Vec<&str> = units.keys().map(String::as_str).collect();
        for values in settled(&units.values().collect::<Vec<_>>()) {
            let group = |unit: &str| self.groups.get(unit).map_or("", String::as_str);
            let values: Vec<UnitValue<'_>> =
                values.into_iter().zip(&keys).map(|(value, unit)| UnitValue { value, group: group(unit) }).collect();
            sides.extend(computed(indicator, stage, &values, None).map(|outcome| outcome.cell_state()));
        }
        Ok(sides)
    }

    /// Gives everything that is said of each unit of a cell.
    fn units(&self, cell: &str) -> Result<BTreeMap<String, Vec<Value>>, Fault> {
        let store = &self.session.store;
        let mut units: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for (key, _) in store.values_under("observation", &format!("{cell}/"), "result")? {
            let Some((_, unit)) = key.rsplit_once('/').filter(|(_, unit)| !self.dead.contains(*unit)) else { continue };
            let said = units.entry(String::from(self.sames.resolve(unit))).or_default();
            for head in store.heads("observation", &key, "result")? {
                let value = read(&head.value);
                if !said.contains(&value) {
                    said.push(value);
                }
            }
        }
        Ok(units)
    }
}

fn read(value: &Cbor) -> Value {
    Value::from_cbor(value).unwrap_or(Value::Empty)
}

/// Gives the ways of choosing one value for each unit; none where there are no units.
fn settled<'v>(units: &[&'v Vec<Value>]) -> Vec<Vec<&'v Value>> {
    let Some(usual) = units.iter().map(|said| said.last()).collect::<Option<Vec<_>>>().filter(|all| !all.is_empty())
    else {
        return Vec::new();
    };
    let ways = units.iter().try_fold(1_usize, |ways, said| ways.checked_mul(said.len()).filter(|ways| *ways <= MOST));
    if ways.is_none() {
        let other = |(place, said): (usize, &&'v Vec<Value>)| {
            let with = |value: &'v Value| {
                let mut way = usual.clone();
                way[place] = value;
                way
            };
            said.iter().map(with).collect::<Vec<_>>()
        };
        return units.iter().enumerate().flat_map(other).collect();
    }
    units.iter().fold(vec![Vec::new()], |ways: Vec<Vec<&Value>>, said| {
        let longer = |way: &Vec<&'v Value>| {
            let way = way.clone();
            said.iter().map(move |value| way.iter().copied().chain([value]).collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        ways.iter().flat_map(longer).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Number;

    fn said(values: &[i64]) -> Vec<Value> {
        values.iter().map(|value| Value::Number(Number::new(*value, 0))).collect()
    }

    #[test]
    fn every_way_of_settling_the_units_is_worked_out() {
        let (one, two, three) = (said(&[1]), said(&[0, 1]), said(&[0, 1]));
        assert_eq!(settled(&[&one, &two, &three]).len(), 4);
        assert_eq!(settled(&[&one]), [vec![&one[0]]]);
        assert!(settled(&[]).is_empty());
    }

    #[test]
    fn of_very_many_ways_one_unit_at_a_time_is_settled_differently() {
        let units: Vec<Vec<Value>> = (0..30).map(|_| said(&[0, 1])).collect();
        let ways = settled(&units.iter().collect::<Vec<_>>());
        assert_eq!(ways.len(), 60);
        let lowest = ways.iter().filter(|way| way.iter().filter(|value| ***value == units[0][0]).count() == 1).count();
        assert_eq!(lowest, 30, "each unit once with its other value");
    }
}
