//! What differs between two states of a survey: which numbers changed, what reports show besides them, and what was written
//! that made it so.

mod thing;

pub use thing::{DifferingThing, Hand, Reworded, Turn};

use super::results::Place;
use super::{CellKey, Covered, Evidence, Fault, Filter, Outcome, Session};
use crate::framework::Framework;
use crate::model::Kind;
use crate::score::{Binding, Level, Rank, Row, View};
use crate::store::{ChangeState, LIFE, deletes};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use tanfang_journal::{Cbor, Change, Detached, Hash, Op, Sealed};

/// Holds one row of results as it stood on one side.
#[derive(Clone, Debug, PartialEq)]
pub struct Stand {
    pub score: Option<f64>,
    pub assessed: u32,
    pub applicable: u32,
    pub binding: Binding,
    /// Its place; none without enough data, and for indicators.
    pub rank: Option<(u32, u32)>,
    /// What counts, and the round it comes from; for indicators alone.
    pub outcome: Option<(Outcome, u32)>,
    /// People disagree about it.
    pub conflict: bool,
}

/// Names what of a row can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    Value,
    Conflict,
    Score,
    Coverage,
    Compliance,
    Rank,
}

impl Measure {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Conflict => "conflict",
            Self::Score => "score",
            Self::Coverage => "coverage",
            Self::Compliance => "compliance",
            Self::Rank => "rank",
        }
    }
}

/// Is a row of results that is not the same on both sides; a side without it is none.
#[derive(Clone, Debug)]
pub struct Differing {
    pub level: Level,
    pub code: String,
    pub community: String,
    pub before: Option<Stand>,
    pub after: Option<Stand>,
    pub changed: Vec<Measure>,
}

/// Says what a change did to a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The first value.
    Recorded,
    /// Another value in place of one that had been seen.
    Corrected,
    /// The same value, by somebody else.
    Confirmed,
    /// One of several sides was taken.
    Resolved,
    Cleared,
    Deleted,
    Restored,
    /// How scores are made: coverage, weights, the framework itself.
    Setting,
    /// The stage or another property of a community.
    Community,
    /// Units came, went or changed their state.
    Units,
}

impl Deed {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Corrected => "corrected",
            Self::Confirmed => "confirmed",
            Self::Resolved => "resolved",
            Self::Cleared => "cleared",
            Self::Deleted => "deleted",
            Self::Restored => "restored",
            Self::Setting => "setting",
            Self::Community => "community",
            Self::Units => "units",
        }
    }
}

/// Is one thing that was written and stands on one side alone.
#[derive(Clone, Debug)]
pub struct Cause {
    pub change: Hash,
    pub by: Evidence,
    pub deed: Deed,
    pub noun: String,
    pub key: String,
    pub field: String,
    /// The cell it is about; else it bears on many.
    pub cell: Option<CellKey>,
    pub value: Cbor,
    pub reason: Option<String>,
    /// The second side does not have it.
    pub withdrawn: bool,
    /// It was written without knowledge of the first side, and came by a merge.
    pub merged: bool,
}

/// Holds everything that differs.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// In the order of the results: communities, scenarios, items, indicators of each.
    pub rows: Vec<Differing>,
    /// What bears on the rows, the earliest first.
    pub causes: Vec<Cause>,
    /// Findings, projects, comments, texts and photos that are not the same on both sides.
    pub things: Vec<DifferingThing>,
    /// The sides are of different surveys: nothing can be said about causes.
    pub apart: bool,
}

impl Comparison {
    /// Counts the numbers that differ.
    pub fn numbers(&self) -> usize {
        self.rows.iter().map(|row| row.changed.len()).sum()
    }

    /// Gives what was written about the cell of an indicator's row.
    pub fn causes_of<'a>(&'a self, row: &'a Differing) -> impl Iterator<Item = &'a Cause> {
        let about = |cell: &CellKey| cell.community == row.community && cell.indicator == row.code;
        self.causes.iter().filter(move |cause| row.level == Level::Indicator && cause.cell.as_ref().is_some_and(about))
    }
}

/// Is a change that stands on one side alone.
struct Written<'c> {
    hash: Hash,
    lamport: i64,
    change: &'c Change,
    withdrawn: bool,
    merged: bool,
}

impl Written<'_> {
    fn by(&self) -> Evidence {
        let change = self.change;
        Evidence {
            author: change.author.clone(),
            device: change.device,
            at: super::Stamp { wall_ms: change.wall_ms, offset_min: change.offset_min },
            visit: change.visit.clone(),
        }
    }
}

/// Looks at an operation of a change that stands on one side alone, in the session that has it.
type Look<'a> = dyn FnMut(&Session, &Written<'_>, &Op) -> Result<(), Fault> + 'a;

/// Holds the results of one side, of all communities.
#[derive(Clone)]
pub(super) struct Side {
    framework: Arc<Framework>,
    rows: Vec<(Place, Stand)>,
}

impl Side {
    /// Takes the rows of the communities and the scenario of `covered` alone.
    fn within(mut self, covered: &Covered) -> Self {
        let framework = &self.framework;
        self.rows.retain(|((level, code, community), _)| {
            let of_community = covered.communities.is_empty() || covered.communities.contains(community);
            let of_scenario = covered.scenario.as_deref().is_none_or(|scenario| match level {
                Level::Community => false,
                Level::Scenario => code == scenario,
                Level::Item => framework.items_of(scenario).any(|item| item.code == *code),
                Level::Indicator => framework.indicator(code).is_some_and(|indicator| indicator.scenario == scenario),
            });
            of_community && of_scenario
        });
        self
    }

    /// Lists the rows within `covered` that are not the same on a later side.
    pub(super) fn differing(&self, after: &Self, covered: &Covered) -> Vec<Differing> {
        compare(self.clone().within(covered), after.clone().within(covered))
    }
}

impl Session {
    /// Compares what this state and a later one come to, for the communities and the scenario of `covered`. Each side is
    /// taken as of its own round.
    pub fn compared(&self, after: &Self, covered: &Covered, rounds: (u32, u32)) -> Result<Comparison, Fault> {
        for (session, round) in [(self, rounds.0), (after, rounds.1)] {
            session.must_cover(covered, round)?;
        }
        let (one, other) = (self.side(rounds.0)?, after.side(rounds.1)?);
        let mut found = Comparison { rows: one.differing(&other, covered), ..Comparison::default() };
        if self.store.survey() != after.store.survey() {
            found.apart = true;
            return Ok(found);
        }
        let cells: HashSet<(&str, &str)> = found
            .rows
            .iter()
            .filter(|row| row.level == Level::Indicator)
            .map(|row| (row.community.as_str(), row.code.as_str()))
            .collect();
        let last = rounds.0.max(rounds.1);
        let causes = self.causes(after)?.into_iter().filter(|cause| match &cause.cell {
            Some(cell) => cell.round <= last && cells.contains(&(cell.community.as_str(), cell.indicator.as_str())),
            None => true,
        });
        found.causes = if found.rows.is_empty() { Vec::new() } else { causes.collect() };
        found.things = self.differing_things(after, covered, rounds)?;
        self.sign(after, &mut found.things)?;
        Ok(found)
    }

    /// Checks that what is covered is there.
    pub(super) fn must_cover(&self, covered: &Covered, round: u32) -> Result<(), Fault> {
        self.round(round)?;
        if let Some(scenario) = &covered.scenario {
            self.scenario(scenario)?;
        }
        covered.communities.iter().try_for_each(|code| self.community(code).map(drop))
    }

    pub(super) fn side(&self, round: u32) -> Result<Side, Fault> {
        let scores = self.scores(&[round], View::AsOf)?;
        let ranks = self.ranks(&scores, round, self.least_coverage()?);
        let mut outcomes: HashMap<CellKey, (Outcome, bool)> = HashMap::new();
        for row in self.assessments(&Filter::default())? {
            outcomes.insert(row.key, (row.outcome, row.contested));
        }
        let stand = |row: &Row| {
            let place = (row.level, row.code.clone(), row.community.clone());
            let found = row
                .from_round()
                .and_then(|from| Some((outcomes.get(&CellKey::new(&row.community, from, &row.code))?, from)));
            let stand = Stand {
                score: row.score,
                assessed: row.assessed,
                applicable: row.applicable,
                binding: row.binding,
                rank: ranks.get(&place).map(|rank: &Rank| (rank.first, rank.last)),
                outcome: found.map(|((outcome, _), from)| (outcome.clone(), from)),
                conflict: found.is_some_and(|((_, contested), _)| *contested),
            };
            (place, stand)
        };
        Ok(Side { framework: self.framework(), rows: scores.rows.iter().map(stand).collect() })
    }

    /// Gives everything written on one side alone that bears on numbers.
    fn causes(&self, after: &Self) -> Result<Vec<Cause>, Fault> {
        let mut found = Vec::new();
        self.written(after, &mut |session, written, op| {
            let Some((cell, deed)) = session.bearing(op)? else { return Ok(()) };
            let cause = Cause {
                change: written.hash,
                by: written.by(),
                deed,
                noun: op.noun.clone(),
                key: op.key.clone(),
                field: op.field.clone(),
                cell,
                // What a person said is not repeated here.
                value: if Detached::hash_in(&op.value).is_some() { Cbor::Null } else { op.value.clone() },
                reason: op.reason.clone(),
                withdrawn: written.withdrawn,
                merged: written.merged,
            };
            found.push((written.lamport, written.hash, cause));
            Ok(())
        })?;
        found.sort_by_key(|(lamport, hash, _)| (*lamport, *hash));
        Ok(found.into_iter().map(|(.., cause)| cause).collect())
    }

    /// Shows every operation that was written on one side alone.
    fn written(&self, after: &Self, look: &mut Look<'_>) -> Result<(), Fault> {
        let applied = |session: &Self| -> Result<BTreeMap<Hash, i64>, Fault> {
            let changes = session.store.changes()?.into_iter().filter(|change| change.state == ChangeState::Applied);
            Ok(changes.map(|change| (change.hash, change.lamport)).collect())
        };
        let (before, now) = (applied(self)?, applied(after)?);
        let newest = before.values().max().copied().unwrap_or(0);
        for (mine, other, withdrawn) in [(&now, &before, false), (&before, &now, true)] {
            let session = if withdrawn { self } else { after };
            for (hash, lamport) in mine.iter().filter(|(hash, _)| !other.contains_key(hash)) {
                let damaged = |error| Fault::new("damaged-survey").with("detail", hash).because(error);
                let sealed = Sealed::decode(&session.store.change_bytes(hash)?).map_err(damaged)?;
                let written = Written {
                    hash: *hash,
                    lamport: *lamport,
                    change: &sealed.change,
                    withdrawn,
                    merged: !withdrawn && *lamport <= newest,
                };
                sealed.change.ops.iter().try_for_each(|op| look(session, &written, op))?;
            }
        }
        Ok(())
    }

    /// Says what an operation does to its register.
    fn deed(&self, op: &Op) -> Result<Deed, Fault> {
        Ok(if op.field == LIFE {
            if deletes(&op.value) { Deed::Deleted } else { Deed::Restored }
        } else if op.preds.len() > 1 {
            Deed::Resolved
        } else if op.value == Cbor::Null {
            Deed::Cleared
        } else if op.preds.is_empty() {
            Deed::Recorded
        } else {
            let history = self.store.history(&op.noun, &op.key, &op.field)?;
            let same = history.iter().any(|head| op.preds.contains(&head.dot) && head.value == op.value);
            if same { Deed::Confirmed } else { Deed::Corrected }
        })
    }

    /// Says what an operation does to numbers; none where it does nothing to them.
    fn bearing(&self, op: &Op) -> Result<Option<(Option<CellKey>, Deed)>, Fault> {
        if !bears_on_numbers(op) {
            return Ok(None);
        }
        Ok(Some(match op.noun.as_str() {
            "assessment" => (op.key.parse().ok(), self.deed(op)?),
            "observation" => (op.key.rsplit_once('/').and_then(|(cell, _)| cell.parse().ok()), self.deed(op)?),
            "unit" => (None, Deed::Units),
            "community" => (None, Deed::Community),
            _ => (None, Deed::Setting),
        }))
    }
}

/// Tells whether an operation can make a number another one.
pub(super) fn bears_on_numbers(op: &Op) -> bool {
    match op.noun.as_str() {
        "assessment" => matches!(op.field.as_str(), "value" | "na_confirmed" | LIFE),
        "observation" => matches!(op.field.as_str(), "result" | LIFE),
        "survey" => matches!(op.field.as_str(), "least_coverage" | "weights" | "framework"),
        noun => matches!(noun, "unit" | "community" | "judgement"),
    }
}

impl Cause {
    /// Writes what was written the way it is typed; empty for what is not one plain value.
    pub fn text(&self) -> String {
        Kind::show(&self.value)
    }
}

fn compare(before: Side, after: Side) -> Vec<Differing> {
    let mut earlier: HashMap<Place, Stand> = before.rows.iter().cloned().collect();
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (place, stand) in after.rows {
        seen.insert(place.clone());
        found.extend(differing(place.clone(), earlier.remove(&place), Some(stand)));
    }
    let gone = before.rows.into_iter().filter(|(place, _)| !seen.contains(place));
    found.extend(gone.filter_map(|(place, stand)| differing(place, Some(stand), None)));
    found
}

fn differing(place: Place, before: Option<Stand>, after: Option<Stand>) -> Option<Differing> {
    let differ = |same: &dyn Fn(&Stand, &Stand) -> bool| match (&before, &after) {
        (Some(before), Some(after)) => !same(before, after),
        _ => false,
    };
    let value = |stand: &Stand| {
        let (outcome, round) = stand.outcome.as_ref()?;
        Some((outcome.state, outcome.value, outcome.pair, *round))
    };
    let mut changed = Vec::new();
    let mut note = |measure, differs: bool| {
        if differs {
            changed.push(measure);
        }
    };
    if before.is_none() || after.is_none() {
        note(Measure::Value, place.0 == Level::Indicator);
        note(Measure::Score, place.0 != Level::Indicator);
    }
    note(Measure::Value, differ(&|a, b| value(a) == value(b)));
    note(Measure::Conflict, differ(&|a, b| a.conflict == b.conflict));
    note(Measure::Score, differ(&|a, b| a.score == b.score));
    note(Measure::Coverage, differ(&|a, b| (a.assessed, a.applicable) == (b.assessed, b.applicable)));
    note(Measure::Compliance, differ(&|a, b| a.binding == b.binding));
    note(Measure::Rank, differ(&|a, b| a.rank == b.rank));
    let (level, code, community) = place;
    (!changed.is_empty()).then_some(Differing { level, code, community, before, after, changed })
}
