//! What a community still lacks in a round: the list a team goes through before it leaves.

use super::{CellKey, Fault, Filter, ObservationRow, Session, UnitState};
use crate::framework::{Aggregate, Indicator, Photo, Scope, State};
use crate::model::Value;
use crate::score::breaches;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use tanfang_journal::Cbor;

/// Says what a cell lacks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// Nothing is recorded.
    Value,
    /// This person is to read it a second time, and has not.
    Reading,
    /// So many of its units are observed, of so many in its list.
    Units {
        observed: usize,
        of: usize,
    },
    /// A photo is required and there is none; of a failed unit where one is named.
    Photo {
        unit: Option<String>,
    },
    ToVerify,
    /// A consistency rule of the framework speaks.
    Rule {
        id: String,
    },
    /// Somebody asked something that is not answered yet.
    Question {
        key: String,
    },
    /// People disagree.
    Conflict,
    /// Text was typed and is not saved.
    Draft,
}

/// Names one thing that is still missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub cell: CellKey,
    pub lack: Lack,
}

/// Holds what photos there are of the cells of one community and round.
#[derive(Default)]
struct Photos {
    /// Cells with a photo, or with a reason why there is none.
    cells: HashSet<String>,
    /// Cells where nobody may take a photo.
    excused: HashSet<String>,
    /// Units on any photo of the cell.
    units: BTreeMap<String, BTreeSet<String>>,
}

impl Session {
    /// Gives what a round is meant to cover: the framework's scope for it, or what the administrator set.
    pub fn scope(&self, round: u32) -> Result<Scope, Fault> {
        let row = self.store.register("round", &round.to_string(), "scope")?;
        Ok(row.and_then(|row| Scope::parse(row.value.as_text()?)).unwrap_or(Scope::All))
    }

    /// Gives the indicators that a round asks for in a community, in the framework's order.
    pub fn planned(&self, community: &str, round: u32) -> Result<Vec<Indicator>, Fault> {
        let disputed: HashSet<String> = self
            .assessments(&Filter { community: Some(community.to_owned()), ..Filter::default() })?
            .into_iter()
            .filter(|row| row.conflict)
            .map(|row| row.key.indicator)
            .collect();
        let cells = self.cells()?;
        let planned = cells.planned(community, round, self.scope(round)?, |i| disputed.contains(&i.code));
        Ok(planned.into_iter().cloned().collect())
    }

    /// Lists what a community still lacks in a round, by indicator in the framework's order.
    pub fn remaining(&self, community: &str, round: u32) -> Result<Vec<Missing>, Fault> {
        let stage = self.community(community)?.stage(round);
        self.round(round)?;
        let filter = Filter::of(community, round);
        let rows = self.assessments(&filter)?;
        let observations = self.observations(&filter)?;
        let (planned, blind) = (self.planned(community, round)?, self.blind()?);
        let photos = self.photos_of(community, round)?;
        let mut lists: HashMap<String, usize> = HashMap::new();
        for unit in self.units(community, None)?.into_iter().filter(|unit| unit.state == UnitState::In) {
            *lists.entry(unit.list).or_default() += 1;
        }
        let mut found: Vec<Missing> = Vec::new();
        let by_code: HashMap<&str, _> = rows.iter().map(|row| (row.key.indicator.as_str(), row)).collect();
        for indicator in &planned {
            let cell = CellKey::new(community, round, &indicator.code);
            let mut lacks = |lack| found.push(Missing { cell: cell.clone(), lack });
            let Some(row) = by_code.get(indicator.code.as_str()) else {
                lacks(if blind.hides(&cell) { Lack::Reading } else { Lack::Value });
                continue;
            };
            let of = indicator.list.as_ref().and_then(|list| lists.get(list)).copied().unwrap_or(0);
            let seen = observations.iter().filter(|o| o.key == cell && o.value != Value::Empty).count();
            if row.outcome.computed && seen < of {
                lacks(Lack::Units { observed: seen, of });
            }
            if row.outcome.state == State::Value {
                photos
                    .missing(indicator, &cell, &observations)
                    .into_iter()
                    .for_each(|unit| lacks(Lack::Photo { unit }));
            }
        }
        for row in &rows {
            let mut lacks = |lack| found.push(Missing { cell: row.key.clone(), lack });
            if row.to_verify {
                lacks(Lack::ToVerify);
            }
            if row.conflict {
                lacks(Lack::Conflict);
            }
        }
        let state = |code: &str| by_code.get(code).map(|row| row.outcome.cell_state());
        for rule in breaches(&self.framework, stage, state) {
            for condition in rule.when.iter().take(1) {
                let cell = CellKey::new(community, round, condition.indicator());
                found.push(Missing { cell, lack: Lack::Rule { id: rule.id.clone() } });
            }
        }
        self.add_questions_and_drafts(community, round, &mut found)?;
        found.sort_by_key(|missing| (self.framework.indicator_position(&missing.cell.indicator), missing.lack.clone()));
        found.dedup();
        Ok(found)
    }

    fn add_questions_and_drafts(&self, community: &str, round: u32, found: &mut Vec<Missing>) -> Result<(), Fault> {
        for question in self.entities_in("question", community, round)? {
            let open = question.text("answer").is_empty() && question.text("closed") != "yes";
            if let Some(cell) = question.cell().filter(|_| open) {
                found.push(Missing { cell, lack: Lack::Question { key: question.key } });
            }
        }
        let prefix = format!("{community}/{round}/");
        for noun in ["assessment", "observation"] {
            for draft in self.drafts(noun, &prefix)? {
                let indicator = draft.key.split('/').nth(2).unwrap_or_default();
                found.push(Missing { cell: CellKey::new(community, round, indicator), lack: Lack::Draft });
            }
        }
        Ok(())
    }

    fn photos_of(&self, community: &str, round: u32) -> Result<Photos, Fault> {
        let mut photos = Photos::default();
        let prefix = format!("link/assessment/{community}/{round}/");
        let mut cells_of: HashMap<String, Vec<String>> = HashMap::new();
        for said in self.store.said_of_fields("photo", &prefix)? {
            if let (Some(cell), Cbor::Bool(true)) = (said.field.strip_prefix("link/assessment/"), &said.value) {
                photos.cells.insert(cell.to_owned());
                cells_of.entry(said.key).or_default().push(cell.to_owned());
            }
        }
        for said in self.store.said_of_fields("photo", "link/unit/")? {
            let (Some(unit), Cbor::Bool(true)) = (said.field.strip_prefix("link/unit/"), &said.value) else {
                continue;
            };
            for cell in cells_of.get(&said.key).into_iter().flatten() {
                photos.units.entry(cell.clone()).or_default().insert(unit.to_owned());
            }
        }
        let excused = self.store.values_under("assessment", &format!("{community}/{round}/"), "no_photo")?;
        photos.excused = excused.into_iter().filter(|(_, why)| why.as_text().is_some()).map(|(key, _)| key).collect();
        Ok(photos)
    }
}

impl Photos {
    /// Gives what lacks a photo: at least one is required in all, and one of each unit that fails.
    fn missing(&self, indicator: &Indicator, cell: &CellKey, observations: &[ObservationRow]) -> Vec<Option<String>> {
        let name = cell.to_string();
        if indicator.photo != Photo::Required || self.excused.contains(&name) {
            return Vec::new();
        }
        let shown = self.units.get(&name);
        let failed = observations.iter().filter(|o| {
            o.key == *cell
                && indicator.aggregate == Aggregate::Share
                && matches!(o.value, Value::Number(number) if number.mantissa() == 0)
                && !shown.is_some_and(|units| units.contains(&o.unit))
        });
        let mut missing: Vec<Option<String>> = failed.map(|o| Some(o.unit.clone())).collect();
        if missing.is_empty() && !self.cells.contains(&name) {
            missing.push(None);
        }
        missing
    }
}
