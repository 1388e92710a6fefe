//! A day in the field: the person's own work, what is asked at one place, what is still missing before leaving.

use super::day::hours_text;
use super::field::{Reader, name, text};
use super::outline::{UnitOfValue, unit as unit_of};
use super::unit::input_of;
use super::{Bilingual, CellKeyView, EntityView, FieldView, KindView, UnitInput, ValueTypeView, ValueView};
use crate::framework::{Indicator, Kind, State};
use crate::model::route;
use crate::session::{CellKey, Evidence, Fault, Lack, Missing, Review, Session, UnitState};
use crate::store::Row;
use serde::Serialize;
use std::collections::HashMap;
use tanfang_journal::Cbor;

/// Holds one thing a community still lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MissingView {
    pub cell: CellKeyView,
    pub scenario: String,
    pub name: Bilingual,
    pub kind: KindView,
    /// `value`, `units`, `photo`, `to-verify`, `rule`, `question`, `conflict` or `draft`: the text `lack-<lack>`.
    pub lack: String,
    /// Units observed, and units in the list.
    pub observed: u32,
    pub of: u32,
    /// The unit that lacks a photo.
    pub unit: Option<String>,
    pub unit_name: Option<String>,
    /// What the rule or the question says.
    pub says: Option<Bilingual>,
}

/// Says where a sheet stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ReviewView {
    pub community: String,
    pub round: u32,
    pub scenario: String,
    /// `draft`, `submitted`, `returned` or `approved`.
    pub state: String,
    /// True where values changed after it was submitted or approved.
    pub changed: bool,
    pub assignee: String,
    pub assignee_name: String,
    pub comment: String,
    /// Who said where it stands, and when.
    pub author: String,
    pub at: String,
    pub seen: Vec<String>,
    pub conflict: bool,
    /// Indicators that lack something, and the binding ones among them; none where nobody counted.
    pub missing: Option<u32>,
    pub missing_binding: Option<u32>,
}

/// Holds the person's own work in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct TodayView {
    /// The visit this laptop records for.
    pub visit: Option<EntityView>,
    /// The newest visit of this person before it.
    pub last_visit: Option<EntityView>,
    /// Sheets this person is to fill in.
    pub sheets: Vec<ReviewView>,
    /// Open questions on those sheets, or on cells this person recorded.
    pub questions: Vec<EntityView>,
    /// Own changes that no file of this laptop carried yet.
    pub not_handed_over: u32,
}

/// Holds one question asked at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PlaceRow {
    pub cell: CellKeyView,
    pub scenario: String,
    pub name: Bilingual,
    pub kind: KindView,
    pub value_type: ValueTypeView,
    pub unit: Option<UnitOfValue>,
    pub input: UnitInput,
    pub absent_allowed: bool,
    pub value: FieldView<ValueView>,
    pub remark: FieldView<String>,
    /// What the latest earlier round saw here.
    pub previous: Option<ValueView>,
    /// When to look, and with what.
    pub when: String,
    /// The hours that this word stands for, `17:00–20:00`; empty for any time.
    pub hours: String,
    pub tools: Bilingual,
    /// True where it was seen outside the hours in which it is to be seen.
    pub off_hours: bool,
}

/// Holds all that is asked at one unit, from all scenarios.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PlaceView {
    pub community: String,
    pub round: u32,
    pub unit: String,
    pub list: String,
    pub name: String,
    pub rows: Vec<PlaceRow>,
}

/// Holds one unit to go to, with how much of it is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PlaceStand {
    pub unit: String,
    pub list: String,
    pub name: String,
    pub answered: u32,
    pub asked: u32,
    /// Its place on a short way through all of them, from 0, and the metres from the one before, as the crow flies.
    pub turn: u32,
    pub metres: Option<u32>,
}

impl ReviewView {
    fn of(review: Review, people: &HashMap<String, String>) -> Self {
        let named = |key: &str| people.get(key).map_or(key, String::as_str).to_owned();
        Self {
            state: review.state.as_str().to_owned(),
            changed: review.changed,
            assignee_name: named(&review.assignee),
            author: review.by.as_ref().map(|by| named(&by.author)).unwrap_or_default(),
            at: review.by.as_ref().map(|by| by.at.rfc3339()).unwrap_or_default(),
            seen: review.heads.iter().map(ToString::to_string).collect(),
            conflict: review.conflict,
            missing: None,
            missing_binding: None,
            community: review.community,
            round: review.round,
            scenario: review.scenario,
            assignee: review.assignee,
            comment: review.comment,
        }
    }
}

impl Session {
    /// Shows what a community still lacks in a round, binding indicators first.
    pub fn remaining_view(&self, community: &str, round: u32) -> Result<Vec<MissingView>, Fault> {
        let names: HashMap<String, String> =
            self.units(community, None)?.into_iter().map(|unit| (unit.key, unit.name)).collect();
        let mut views = Vec::new();
        for missing in self.remaining(community, round)? {
            views.extend(self.missing_view(missing, &names)?);
        }
        views.sort_by_key(|view| view.kind != KindView::Binding);
        Ok(views)
    }

    fn missing_view(&self, missing: Missing, names: &HashMap<String, String>) -> Result<Option<MissingView>, Fault> {
        let Some(indicator) = self.framework.indicator(&missing.cell.indicator) else { return Ok(None) };
        let mut view = MissingView {
            cell: CellKeyView::from(&missing.cell),
            scenario: indicator.scenario.clone(),
            name: indicator.name.clone(),
            kind: indicator.kind.into(),
            lack: String::new(),
            observed: 0,
            of: 0,
            unit: None,
            unit_name: None,
            says: None,
        };
        let lack = match missing.lack {
            Lack::Value => "value",
            Lack::Reading => "reading",
            Lack::Units { observed, of } => {
                (view.observed, view.of) = (observed as u32, of as u32);
                "units"
            }
            Lack::Photo { unit } => {
                view.unit_name = unit.as_ref().and_then(|unit| names.get(unit).cloned());
                view.unit = unit;
                "photo"
            }
            Lack::ToVerify => "to-verify",
            Lack::Rule { id } => {
                view.says = self.framework.rules.iter().find(|rule| rule.id == id).map(|rule| rule.text.clone());
                "rule"
            }
            Lack::Question { key } => {
                let question = self.entities("question", &key, &[])?.into_iter().next();
                view.says = question.map(|question| {
                    let text = question.text("text").to_owned();
                    Bilingual { zh: text.clone(), en: text }
                });
                "question"
            }
            Lack::Conflict => "conflict",
            Lack::Draft => "draft",
        };
        Ok(Some(MissingView { lack: lack.to_owned(), ..view }))
    }

    /// Shows where the sheets of a community stand in a round.
    pub fn reviews_view(&self, community: &str, round: u32) -> Result<Vec<ReviewView>, Fault> {
        let reviews = self.reviews(community, round)?;
        self.with_missing(community, round, reviews)
    }

    /// Shows where one sheet stands, without counting what it lacks.
    pub fn review_view(&self, community: &str, round: u32, scenario: &str) -> Result<ReviewView, Fault> {
        self.scenario(scenario)?;
        Ok(ReviewView::of(self.review(community, round, scenario)?, &self.people()?))
    }

    fn with_missing(&self, community: &str, round: u32, reviews: Vec<Review>) -> Result<Vec<ReviewView>, Fault> {
        let people = self.people()?;
        let mut lacking: HashMap<&str, [Vec<&Indicator>; 2]> = HashMap::new();
        for missing in self.remaining(community, round)? {
            let Some(indicator) = self.framework.indicator(&missing.cell.indicator) else { continue };
            let [all, binding] = lacking.entry(&indicator.scenario).or_default();
            if all.last().is_none_or(|last| last.code != indicator.code) {
                all.push(indicator);
                if indicator.kind == Kind::Binding {
                    binding.push(indicator);
                }
            }
        }
        let view = |review: Review| {
            let [all, binding] = lacking.remove(review.scenario.as_str()).unwrap_or_default();
            let missing = (Some(all.len() as u32), Some(binding.len() as u32));
            ReviewView { missing: missing.0, missing_binding: missing.1, ..ReviewView::of(review, &people) }
        };
        Ok(reviews.into_iter().map(view).collect())
    }

    /// Shows what waits for this person in a round.
    pub fn today_view(&self, round: u32) -> Result<TodayView, Fault> {
        let me = self.overview()?.person;
        let mut sheets = Vec::new();
        for community in self.communities()? {
            let mut own = self.reviews(&community.code, round)?;
            own.retain(|review| review.assignee == me);
            if !own.is_empty() {
                sheets.extend(self.with_missing(&community.code, round, own)?);
            }
        }
        let visit = self.current_visit()?;
        let visits = self.entities("visit", "", &[])?;
        let last = visits.iter().rev().find(|known| {
            let mine = known.fields.values().any(|held| held.by.author == me);
            mine && visit.as_ref().is_none_or(|visit| visit.key != known.key)
        });
        let reader = Reader::new(self, "visit", "")?;
        let shown = |entity: &crate::session::Entity| self.entity_as_view(&reader, entity);
        let questions =
            self.entities("question", "", &[("round", &round.to_string())])?.into_iter().filter(|question| {
                question.text("answer").is_empty()
                    && question.text("closed") != "yes"
                    && question.cell().is_some_and(|cell| self.is_mine(&cell, &me, &sheets))
            });
        Ok(TodayView {
            questions: questions.map(|question| shown(&question)).collect::<Result<_, _>>()?,
            visit: visit.as_ref().map(shown).transpose()?,
            last_visit: last.map(shown).transpose()?,
            not_handed_over: self.not_handed_over()? as u32,
            sheets,
        })
    }

    /// Tells whether a cell is on one of the person's sheets, or was recorded by them.
    fn is_mine(&self, cell: &CellKey, me: &str, sheets: &[ReviewView]) -> bool {
        let scenario = self.framework.indicator(&cell.indicator).map_or("", |indicator| &indicator.scenario);
        let assigned = sheets.iter().any(|sheet| sheet.community == cell.community && sheet.scenario == scenario);
        let value = self.store.register("assessment", &cell.to_string(), "value");
        assigned || value.ok().flatten().is_some_and(|row| row.by.author == me)
    }

    /// Shows the units of a community with how much of what is asked there is answered.
    pub fn places_view(&self, community: &str, round: u32) -> Result<Vec<PlaceStand>, Fault> {
        let stage = self.community(community)?.stage(round);
        let mut answered: HashMap<String, u32> = HashMap::new();
        let (prefix, blind) = (format!("{community}/{round}/"), self.blind()?);
        for (key, value) in self.store.values_under("observation", &prefix, "result")? {
            if blind.hides_thing("observation", &key) {
                continue;
            }
            let said = value.as_array().is_none_or(|parts| !parts.is_empty()) && value != Cbor::Null;
            if let (Some((_, unit)), true) = (key.rsplit_once('/'), said) {
                *answered.entry(unit.to_owned()).or_default() += 1;
            }
        }
        let asked = |list: &str| {
            let on = self.framework.indicators.iter().filter(|i| i.list.as_deref() == Some(list));
            let open = on.filter(|i| !blind.is_reader_of(&CellKey::new(community, round, &i.code)));
            open.filter(|i| stage.is_none_or(|stage| i.applies_to(stage))).count() as u32
        };
        let mut units = self.units(community, None)?;
        units.retain(|unit| unit.state == UnitState::In && asked(&unit.list) > 0);
        let places: Vec<_> = units.iter().map(|unit| unit.position).collect();
        let mut turns = vec![(0, None); units.len()];
        for (turn, stop) in (0..).zip(route(&places)) {
            turns[stop.place] = (turn, stop.metres.map(|metres| metres.round() as u32));
        }
        let stands = units.into_iter().zip(turns).map(|(unit, (turn, metres))| PlaceStand {
            answered: answered.get(&unit.key).copied().unwrap_or(0),
            asked: asked(&unit.list),
            unit: unit.key,
            list: unit.list,
            name: unit.name,
            turn,
            metres,
        });
        Ok(stands.collect())
    }

    /// Shows all that is asked at one unit, in the framework's order.
    pub fn place_view(&self, round: u32, unit: &str) -> Result<PlaceView, Fault> {
        let unit = self.unit(unit)?;
        let stage = self.community(&unit.community)?.stage(round);
        self.round(round)?;
        let reader = Reader::new(self, "observation", &format!("{}/{round}/", unit.community))?;
        let asked = self.framework.indicators.iter().filter(|indicator| {
            indicator.list.as_deref() == Some(unit.list.as_str())
                && stage.is_none_or(|stage| indicator.applies_to(stage))
        });
        let (blind, hours) = (self.blind()?, self.hours()?);
        let mut rows = Vec::new();
        for indicator in asked {
            let cell = CellKey::new(&unit.community, round, &indicator.code);
            if blind.is_reader_of(&cell) {
                continue;
            }
            let key = cell.of_unit(&unit.key);
            // Of a cell that anybody may read again nothing shows but what was written here; whoever goes to the unit records.
            let register = |field: &str| -> Result<Option<Row>, Fault> {
                let row = self.store.register("observation", &key, field)?;
                Ok(row.filter(|row| !blind.hides(&cell) || row.heads == 1 && blind.is_own(&row.by.author)))
            };
            let (result, remark) = (register("result")?, register("remark")?);
            let mut previous = None;
            for earlier in (1..round).rev() {
                let key = CellKey { round: earlier, ..cell.clone() }.of_unit(&unit.key);
                if blind.hides_thing("observation", &key) {
                    continue;
                }
                if let Some(row) = self.store.register("observation", &key, "result")? {
                    previous = Some(ValueView::of(&row.value));
                    break;
                }
            }
            rows.push(PlaceRow {
                cell: CellKeyView::from(&cell),
                scenario: indicator.scenario.clone(),
                name: indicator.name.clone(),
                kind: indicator.kind.into(),
                value_type: indicator.value_type.into(),
                unit: unit_of(indicator),
                input: input_of(indicator),
                absent_allowed: indicator.offers(State::Absent),
                value: reader.field(&name("observation", &key, "result"), result.as_ref(), ValueView::of)?,
                remark: reader.field(&name("observation", &key, "remark"), remark.as_ref(), text)?,
                previous,
                when: indicator.when.as_str().to_owned(),
                hours: hours_text(&hours, indicator.when),
                tools: indicator.tools.clone(),
                off_hours: match &result {
                    Some(row) if row.value != Cbor::Null => {
                        self.off_hours(&hours, indicator, &Evidence::from(&row.by))?
                    }
                    _ => false,
                },
            });
        }
        Ok(PlaceView { community: unit.community, round, unit: unit.key, list: unit.list, name: unit.name, rows })
    }
}
