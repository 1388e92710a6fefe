//! What was recorded: values of cells and of units.

use super::{Cell, Sink, Step, Work, go_on};
use std::collections::HashMap;
use tanfang_survey::framework::{Indicator, Stage, State, ValueType};
use tanfang_survey::model::{Number, Value};
use tanfang_survey::session::{AssessmentRow, Community, Evidence, Fault, Filter, ObservationRow, Unit};

pub(super) const ASSESSMENTS: [&str; 30] = [
    "community",
    "community-name",
    "stage",
    "round",
    "scenario",
    "scenario-name",
    "item",
    "item-name",
    "indicator",
    "indicator-name",
    "kind",
    "state",
    "value",
    "unit-of-measure",
    "numerator",
    "denominator",
    "reason",
    "origin",
    "observed",
    "of-units",
    "target",
    "target-upper",
    "confirmed",
    "remark",
    "to-verify",
    "photos",
    "conflict",
    "author",
    "at",
    "visited",
];

pub(super) const OBSERVATIONS: [&str; 21] = [
    "community",
    "community-name",
    "round",
    "indicator",
    "indicator-name",
    "list",
    "unit",
    "unit-name",
    "unit-state",
    "group",
    "state",
    "value",
    "numerator",
    "denominator",
    "reason",
    "remark",
    "visit",
    "conflict",
    "author",
    "at",
    "visited",
];

/// Names people, and the days of visits, by key.
struct Evidences {
    people: HashMap<String, String>,
    days: HashMap<String, String>,
}

impl Evidences {
    fn of(work: &Work<'_>) -> Result<Self, Fault> {
        let visits = work.session.entities("visit", "", &[])?.into_iter();
        let days = visits.map(|visit| (visit.key.clone(), visit.text("date").to_owned())).collect();
        Ok(Self { people: work.session.people()?, days })
    }

    fn person(&self, by: &Evidence) -> Cell {
        Cell::text(self.people.get(&by.author).unwrap_or(&by.author))
    }

    /// Gives the day of the visit on which something was seen, whenever it was typed.
    fn day(&self, by: &Evidence) -> Cell {
        let day = by.visit.as_ref().and_then(|visit| self.days.get(visit)).filter(|day| !day.is_empty());
        Cell::maybe(day.cloned())
    }
}

pub(super) fn assessments(work: &Work<'_>, sink: &mut dyn Sink, step: &mut Step<'_>) -> Result<(), Fault> {
    let evidences = Evidences::of(work)?;
    let framework = work.session.framework();
    let places = work.places()?;
    for (done, (community, round)) in places.iter().enumerate() {
        go_on(step, done, places.len())?;
        for row in work.session.assessments(&Filter::of(&community.code, *round))? {
            let Some(indicator) = framework.indicator(&row.key.indicator) else { continue };
            sink.row(&assessment(work, community, indicator, row, &evidences))?;
        }
    }
    Ok(())
}

fn assessment(
    work: &Work<'_>,
    community: &Community,
    indicator: &Indicator,
    row: AssessmentRow,
    evidences: &Evidences,
) -> [Cell; ASSESSMENTS.len()] {
    let framework = work.session.framework();
    let stage = community.stage(row.key.round);
    let scenario = framework.scenario(&indicator.scenario).map(|found| work.pick(&found.name));
    let item = framework.item(&indicator.item).map(|found| work.pick(&found.name));
    let outcome = row.outcome;
    let (numerator, denominator) = outcome.pair.unzip();
    let bound = |number: Option<Number>| Cell::exact(number.map(Number::to_ratio));
    [
        Cell::text(&community.code),
        Cell::text(work.pick(&community.name)),
        stage.map_or(Cell::Empty, |stage| work.named("stage", Stage::as_str(stage))),
        Cell::count(row.key.round.into()),
        Cell::text(&indicator.scenario),
        Cell::maybe(scenario),
        Cell::text(&indicator.item),
        Cell::maybe(item),
        Cell::text(&indicator.code),
        Cell::text(work.pick(&indicator.name)),
        work.word(if indicator.is_binding() { "kind-binding" } else { "kind-expected" }),
        work.named("state", outcome.state.as_str()),
        Cell::exact(outcome.value),
        if indicator.value_type == ValueType::YesNo { Cell::Empty } else { Cell::text(work.pick(&indicator.unit)) },
        Cell::counted(numerator),
        Cell::counted(denominator),
        Cell::maybe(outcome.reason),
        work.word(if outcome.computed { "computed" } else { "typed" }),
        if outcome.computed { Cell::count(outcome.observed as i128) } else { Cell::Empty },
        if outcome.computed { Cell::count(outcome.of_units as i128) } else { Cell::Empty },
        bound(stage.and_then(|stage| indicator.target(stage))),
        bound(indicator.target_upper),
        if outcome.state == State::NotApplicable { work.answer(outcome.confirmed) } else { Cell::Empty },
        Cell::text(row.remark),
        work.answer(row.to_verify),
        Cell::count(row.photos as i128),
        work.answer(row.conflict),
        evidences.person(&row.by),
        Cell::text(row.by.at.rfc3339()),
        evidences.day(&row.by),
    ]
}

pub(super) fn observations(work: &Work<'_>, sink: &mut dyn Sink, step: &mut Step<'_>) -> Result<(), Fault> {
    let evidences = Evidences::of(work)?;
    let framework = work.session.framework();
    let places = work.places()?;
    let mut units: (String, HashMap<String, Unit>) = Default::default();
    for (done, (community, round)) in places.iter().enumerate() {
        go_on(step, done, places.len())?;
        if units.0 != community.code {
            let found = work.session.units(&community.code, None)?;
            units = (community.code.clone(), found.into_iter().map(|unit| (unit.key.clone(), unit)).collect());
        }
        for row in work.session.observations(&Filter::of(&community.code, *round))? {
            let Some(indicator) = framework.indicator(&row.key.indicator) else { continue };
            sink.row(&observation(work, community, indicator, row, &units.1, &evidences))?;
        }
    }
    Ok(())
}

fn observation(
    work: &Work<'_>,
    community: &Community,
    indicator: &Indicator,
    row: ObservationRow,
    units: &HashMap<String, Unit>,
    evidences: &Evidences,
) -> [Cell; OBSERVATIONS.len()] {
    let unit = units.get(&row.unit);
    let of_unit = |text: fn(&Unit) -> &str| unit.map_or(Cell::Empty, |unit| Cell::text(text(unit)));
    let list = indicator.list.as_deref().and_then(|key| work.session.framework().list(key).cloned());
    let value = indicator.exact(&row.value);
    let (numerator, denominator) = match row.value {
        Value::Of { a, b } => (Some(a.into()), Some(b.into())),
        _ => (None, None),
    };
    let (state, own) = match row.value {
        Value::Number(_) | Value::Of { .. } => ("value", None),
        Value::Absent => ("absent", None),
        Value::NotApplicable { reason } => ("not_applicable", Some(reason)),
        Value::NotObtained { reason } => ("not_obtained", Some(reason)),
        Value::Empty => ("empty", None),
    };
    [
        Cell::text(&community.code),
        Cell::text(work.pick(&community.name)),
        Cell::count(row.key.round.into()),
        Cell::text(&indicator.code),
        Cell::text(work.pick(&indicator.name)),
        Cell::maybe(list.map(|list| work.pick(&list.name))),
        Cell::text(row.unit),
        of_unit(|unit| &unit.name),
        unit.map_or(Cell::Empty, |unit| work.named("unit-state", unit.state.as_str())),
        of_unit(|unit| &unit.group),
        work.named("state", state),
        Cell::exact(value),
        Cell::counted(numerator),
        Cell::counted(denominator),
        Cell::maybe(own.or(row.reason)),
        Cell::text(row.remark),
        Cell::maybe(row.by.visit.clone()),
        work.answer(row.conflict),
        evidences.person(&row.by),
        Cell::text(row.by.at.rfc3339()),
        evidences.day(&row.by),
    ]
}
