//! What is recorded: the lists of units, the sheets of a visit, and where people disagree.

use super::cast::{self, PLACES, Place};
use super::dice::Dice;
use super::script::Visit;
use super::team::Team;
use super::{value, words};
use crate::framework::{Aggregate, Framework, Indicator, Method, Stage, State, ValueType};
use crate::model::{Number, Value};
use crate::score::{self, CellState, UnitValue};
use crate::session::{CellKey, UnitState, op};
use crate::store::{NewOp, Preds};
use std::collections::BTreeMap;
use tanfang_journal::Cbor;

/// Holds one unit of a list.
struct Unit {
    key: String,
    name: String,
}

/// Holds what is known of one cell while the rounds go on.
#[derive(Clone)]
struct Known {
    /// How far it lies towards its target, 0 to 1 and a little above.
    standing: f64,
    /// Which units do well, best first; the same in all rounds.
    order: Vec<usize>,
    state: Option<CellState>,
    changed: bool,
    typed: BTreeMap<u32, Value>,
}

/// Holds the communities as they are in the demo.
pub(super) struct Field<'a> {
    framework: &'a Framework,
    units: BTreeMap<(usize, String), Vec<Unit>>,
    cells: BTreeMap<(usize, String), Known>,
}

/// Is an indicator whose target a community misses, with how far it stands towards it.
pub(super) struct Missed<'a> {
    pub indicator: &'a Indicator,
    pub standing: f64,
}

/// What one laptop records for a cell.
enum Entry {
    Typed(Value, Option<&'static str>),
    Units(Vec<Value>),
}

/// Counts that a second person, who had not seen the first one's, made differently: community, round, how many more, and
/// why the first was taken in the end (none: still open).
const DISPUTES: [(usize, u32, i64, Option<&str>); 5] = [
    (0, 1, -6, None),
    (1, 1, 1, Some("复核名录后以第一次清点为准：一家机构已更名，不重复计。")),
    (5, 1, 4, None),
    (6, 2, 1, None),
    (2, 2, 3, None),
];

impl<'a> Field<'a> {
    pub(super) fn new(framework: &'a Framework, dice: &mut Dice) -> Self {
        let mut cells = BTreeMap::new();
        for (number, place) in PLACES.iter().enumerate() {
            for indicator in &framework.indicators {
                let lean = place.leaning.iter().find(|(s, _)| *s == indicator.scenario).map_or(0.0, |(_, lean)| *lean);
                let binding = if indicator.is_binding() { 0.13 } else { 0.02 };
                let standing = (place.quality + lean + binding + dice.between(-0.26, 0.22)).clamp(0.08, 1.1);
                let known = Known { standing, order: Vec::new(), state: None, changed: false, typed: BTreeMap::new() };
                cells.insert((number, indicator.code.clone()), known);
            }
        }
        Self { framework, units: BTreeMap::new(), cells }
    }

    fn stage(&self, place: &Place) -> Stage {
        self.framework.community(place.code).map_or(Stage::Built, |community| community.stage)
    }

    /// Draws up the sample lists of all communities.
    pub(super) fn units(&mut self, wall_ms: i64, dice: &mut Dice) -> Vec<NewOp> {
        let mut ops = Vec::new();
        for (number, place) in PLACES.iter().enumerate() {
            let Some(seed) = self.framework.community(place.code) else { continue };
            let centre = [seed.lat, seed.lon].map(|n| (n.to_ratio().to_f64() * 1e6).round() as i64);
            for list in &self.framework.lists {
                let Some((low, high)) = cast::kept(&list.key) else { continue };
                if place.without.iter().any(|(without, _)| *without == list.key) {
                    continue;
                }
                let count = dice.whole(low, high);
                let mut units = Vec::new();
                for n in 0..count {
                    let key = dice.key(wall_ms);
                    let name = cast::unit_name(place, &list.key, n as usize);
                    let position = centre.map(|degrees| Cbor::Int(degrees + dice.whole(-14_000, 14_000)));
                    ops.extend([
                        op("unit", &key, "community", Cbor::text(place.code)),
                        op("unit", &key, "list", Cbor::text(&list.key)),
                        op("unit", &key, "name", Cbor::text(&name)),
                        op("unit", &key, "state", Cbor::text(UnitState::In.as_str())),
                        op("unit", &key, "place", Cbor::Int(n)),
                        op("unit", &key, "position", Cbor::Array(position.to_vec())),
                    ]);
                    units.push(Unit { key, name });
                }
                self.units.insert((number, list.key.clone()), units);
            }
        }
        ops
    }

    /// Gives what a photo of a cell shows: a unit's key, and the caption.
    pub(super) fn shown(&self, place: usize, indicator: &str, dice: &mut Dice) -> (Option<String>, String) {
        let Some(indicator) = self.framework.indicator(indicator) else { return (None, String::new()) };
        let list = indicator.list.clone();
        let units = list.and_then(|list| self.units.get(&(place, list))).filter(|units| !units.is_empty());
        let (key, at) = match units {
            Some(units) => {
                let unit = dice.pick(units);
                (Some(unit.key.clone()), unit.name.as_str())
            }
            None => (None, dice.say(&PLACES[place].areas)),
        };
        (key, words::caption(indicator, at, dice))
    }

    pub(super) fn framework(&self) -> &'a Framework {
        self.framework
    }

    /// Gives what a community misses so far: binding indicators first, then the farthest from their targets.
    pub(super) fn missed(&self, place: usize) -> Vec<Missed<'a>> {
        let stage = self.stage(&PLACES[place]);
        let mut missed: Vec<Missed<'a>> = self
            .framework
            .indicators
            .iter()
            .filter_map(|indicator| {
                let known = self.cells.get(&(place, indicator.code.clone()))?;
                let is_missed = score::is_met(indicator, stage, known.state?) == Some(false);
                is_missed.then_some(Missed { indicator, standing: known.standing })
            })
            .collect();
        missed.sort_by(|a, b| {
            let binding = b.indicator.is_binding().cmp(&a.indicator.is_binding());
            binding.then(a.standing.total_cmp(&b.standing))
        });
        missed
    }

    /// Gives the value that was last recorded for a community.
    pub(super) fn value(&self, place: usize, indicator: &str) -> Option<f64> {
        match self.cells.get(&(place, indicator.to_owned()))?.state? {
            CellState::Value(value) => Some(value.to_f64()),
            _ => None,
        }
    }

    /// Gives the numbers that were typed in a round for what is seen or measured.
    pub(super) fn typed(&self, place: usize, round: u32) -> impl Iterator<Item = (&'a Indicator, &Value)> {
        self.framework.indicators.iter().filter_map(move |indicator| {
            let value = self.cells.get(&(place, indicator.code.clone()))?.typed.get(&round)?;
            let seen = matches!(indicator.method, Method::Site | Method::Measure | Method::Map);
            (seen && matches!(value, Value::Number(_))).then_some((indicator, value))
        })
    }

    /// Names a unit that an indicator is observed at; else a part of the community.
    pub(super) fn unit_name(&self, place: usize, indicator: &Indicator, dice: &mut Dice) -> &str {
        let units = indicator.list.clone().and_then(|list| self.units.get(&(place, list)));
        match units.filter(|units| !units.is_empty()) {
            Some(units) => &dice.pick(units).name,
            None => dice.say(&PLACES[place].areas),
        }
    }

    /// Records one sheet of a visit; nothing where the round asks nothing of it.
    pub(super) fn sheet(&mut self, visit: &Visit, scenario: &str, dice: &mut Dice) -> Vec<NewOp> {
        let framework = self.framework;
        let stage = self.stage(&PLACES[visit.place]);
        let mut ops = Vec::new();
        for indicator in framework.indicators_of_scenario(scenario).filter(|i| i.applies_to(stage)) {
            if self.is_asked(visit, indicator, stage, dice) {
                self.cell(visit, indicator, stage, dice, &mut ops);
            }
        }
        ops
    }

    /// Says whether the round asks for this cell, by the scope of the round; and a few are forgotten.
    fn is_asked(&self, visit: &Visit, indicator: &Indicator, stage: Stage, dice: &mut Dice) -> bool {
        let Some(known) = self.cells.get(&(visit.place, indicator.code.clone())) else { return false };
        let forgotten = dice.often(0.02);
        match visit.round {
            1 => !forgotten,
            2 => {
                let missed = known.state.is_none_or(|state| score::is_met(indicator, stage, state) != Some(true));
                let settled = matches!(known.state, Some(CellState::NotApplicable { .. }));
                missed && !settled && !forgotten
            }
            _ => (indicator.is_binding() || known.changed) && dice.often(0.9),
        }
    }

    fn cell(&mut self, visit: &Visit, indicator: &Indicator, stage: Stage, dice: &mut Dice, ops: &mut Vec<NewOp>) {
        let id = (visit.place, indicator.code.clone());
        let Some(mut known) = self.cells.remove(&id) else { return };
        let before = known.standing;
        let missed = known.state.and_then(|state| score::is_met(indicator, stage, state)) == Some(false);
        // Between the rounds most of what was missed got better; a check finds small differences.
        match visit.round {
            3 if missed && dice.often(0.35) => known.standing = (known.standing + dice.between(0.1, 0.4)).min(1.1),
            2 if dice.often(0.62) => known.standing = (known.standing + dice.between(0.06, 0.4)).min(1.1),
            3 if dice.often(0.15) => known.standing = (known.standing - dice.between(0.0, 0.08)).max(0.05),
            _ => {}
        }
        let entry = self.entry(visit, indicator, stage, &mut known, dice);
        let cell = CellKey::new(PLACES[visit.place].code, visit.round, &indicator.code);
        let state = comes_to(&entry, indicator, stage);
        let obtained = !matches!(state, Some(CellState::NotObtained));
        let met = state.and_then(|state| score::is_met(indicator, stage, state)) == Some(true);
        known.changed |= visit.round == 2 && obtained && (known.standing - before).abs() > 1e-9;
        if obtained || known.state.is_none() {
            known.state = state;
        }
        let key = cell.to_string();
        match entry {
            Entry::Typed(value, reason) => {
                known.typed.insert(visit.round, value.clone());
                let mut op = op("assessment", &key, "value", value.to_cbor());
                op.reason = reason.map(str::to_owned);
                ops.push(op);
            }
            Entry::Units(values) => {
                let list = indicator.list.clone().unwrap_or_default();
                let units = self.units.get(&(visit.place, list)).map(Vec::as_slice).unwrap_or_default();
                for (unit, value) in units.iter().zip(values) {
                    ops.push(op("observation", &cell.of_unit(&unit.key), "result", value.to_cbor()));
                }
            }
        }
        if obtained && dice.often(if met { 0.12 } else { 0.4 }) {
            let remark = words::remark(indicator, met, dice);
            ops.push(op("assessment", &key, "remark", Cbor::text(remark)));
        }
        if obtained && !met && dice.often(0.04) {
            ops.push(op("assessment", &key, "to_verify", Cbor::Bool(true)));
            let remark = Cbor::text(dice.say(&words::TO_VERIFY));
            ops.retain(|op| op.key != key || op.field != "remark");
            ops.push(op("assessment", &key, "remark", remark));
        }
        if obtained && indicator.method == Method::Records {
            ops.extend(source(&key, visit, indicator, dice));
        }
        self.cells.insert(id, known);
    }

    fn entry(&self, visit: &Visit, indicator: &Indicator, stage: Stage, known: &mut Known, dice: &mut Dice) -> Entry {
        let place = &PLACES[visit.place];
        if let Some((_, reason)) = place.outside.iter().find(|(code, _)| *code == indicator.code) {
            return Entry::Typed(Value::NotApplicable { reason: (*reason).to_owned() }, None);
        }
        let list = indicator.list.as_deref();
        let missing =
            |list: &str| place.without.iter().any(|(without, opens)| *without == list && !(*opens && visit.round > 1));
        if let Some(nothing) = nothing(indicator, list, &missing) {
            return nothing;
        }
        let unasked = if visit.round > 1 {
            0.03
        } else {
            match indicator.method {
                Method::Questionnaire => 0.35,
                Method::Records | Method::Interview => 0.05,
                _ => 0.008,
            }
        };
        if dice.often(unasked) {
            let day = format!("{}月{}日", visit.date.month(), visit.date.day());
            return Entry::Typed(Value::NotObtained { reason: words::not_obtained(indicator, &day, dice) }, None);
        }
        let count = |list: &str| self.units.get(&(visit.place, list.to_owned())).map_or(0, Vec::len);
        let units = list.map_or(0, count);
        // What is on a list is within reach of every centre point.
        if let Some(reached) = reached(&indicator.code) {
            let all = Value::Number(Number::new(count(reached) as i64, 0));
            return Entry::Units(vec![all; units]);
        }
        // What other indicators rest on exists, once it is not on the list of what is missing.
        match indicator.code.as_str() {
            "1.1.1" | "4.1.1" | "8.3.1" => known.standing = known.standing.max(0.95),
            "2.2.1" => known.standing = known.standing.max(0.3),
            _ => {}
        }
        if units == 0 || indicator.aggregate == Aggregate::Direct {
            return Entry::Typed(value::typed(indicator, stage, known.standing, dice), None);
        }
        if known.order.len() != units {
            known.order = (0..units).collect();
            dice.shuffle(&mut known.order);
        }
        let mut values = value::observed(indicator, stage, known.standing, &known.order, dice);
        // Now and then one unit could not be seen.
        if units > 4 && dice.often(0.1) {
            let reason = dice.say(&["封闭管理，未能进入", "施工围挡，当日无法查看"]).to_owned();
            values[dice.whole(0, units as i64 - 1) as usize] = Value::NotObtained { reason };
        }
        Entry::Units(values)
    }

    /// Finds the count of a community and round that people disagree about.
    fn disputed(&self, place: usize, round: u32) -> Option<(&Indicator, i64)> {
        let mut here = self.cells.range((place, String::new())..(place + 1, String::new()));
        here.find_map(|((_, code), known)| {
            let indicator = self.framework.indicator(code)?;
            let counted = indicator.value_type == ValueType::Count && indicator.aggregate == Aggregate::Direct;
            match known.typed.get(&round)? {
                Value::Number(number) if counted && number.decimals() == 0 => Some((indicator, number.mantissa())),
                _ => None,
            }
        })
    }

    fn disputes(&self, round: u32) -> impl Iterator<Item = (usize, &Indicator, i64, i64, Option<&'static str>)> {
        DISPUTES.iter().filter(move |dispute| dispute.1 == round).filter_map(move |(place, _, more, why)| {
            let (indicator, first) = self.disputed(*place, round)?;
            Some((*place, indicator, first, *more, *why))
        })
    }

    /// Lets others write what they counted, not having seen what was written already.
    pub(super) fn disagree(&self, team: &mut Team, round: u32, wall_ms: i64) {
        for (place, indicator, first, more, _) in self.disputes(round) {
            let (low, high) = (indicator.min.mantissa(), indicator.max.mantissa());
            let second = (first + more).clamp(low, high);
            let second = if second == first { first + 1 } else { second };
            let cell = CellKey::new(PLACES[place].code, round, &indicator.code).to_string();
            let mut op = op("assessment", &cell, "value", Value::Number(Number::new(second, 0)).to_cbor());
            op.preds = Preds::Seen(Vec::new());
            // Another team than the one that went there.
            team.write(PLACES[place].team % 3 + 1, wall_ms, None, vec![op]);
        }
    }

    /// Settles the disagreements of a round that were settled.
    pub(super) fn settle(&self, team: &mut Team, round: u32, wall_ms: i64) {
        for (place, indicator, first, _, why) in self.disputes(round) {
            let Some(why) = why else { continue };
            let cell = CellKey::new(PLACES[place].code, round, &indicator.code).to_string();
            let mut op = op("assessment", &cell, "value", Value::Number(Number::new(first, 0)).to_cbor());
            op.preds = Preds::All;
            op.reason = Some(why.to_owned());
            team.write(0, wall_ms, None, vec![op]);
        }
    }
}

/// Gives the list whose units an indicator counts at each centre point.
fn reached(indicator: &str) -> Option<&'static str> {
    match indicator {
        "3.1.1" => Some("schools"),
        "5.1.1" => Some("clinics"),
        _ => None,
    }
}

/// Gives the entry of a cell whose object is not there at all.
fn nothing(indicator: &Indicator, list: Option<&str>, missing: &dyn Fn(&str) -> bool) -> Option<Entry> {
    let absent = |list: &str| Some(Entry::Typed(Value::Absent, Some(words::absent(Some(list)))));
    // Some cells depend on a list that is not theirs.
    let needs = match indicator.code.as_str() {
        "3.1.1" | "3.1.3" => "schools",
        "5.1.1" => "clinics",
        "1.1.2" => "apartments",
        _ => list?,
    };
    if !missing(needs) {
        return None;
    }
    if indicator.value_type == ValueType::Count && !indicator.offers(State::Absent) {
        return Some(Entry::Typed(Value::Number(Number::new(0, 0)), None));
    }
    if indicator.offers(State::Absent) {
        return absent(needs);
    }
    Some(Entry::Typed(Value::NotObtained { reason: words::absent(Some(needs)).to_owned() }, None))
}

/// Names the document a value was read from: body, number, date, period.
fn source(cell: &str, visit: &Visit, indicator: &Indicator, dice: &mut Dice) -> [NewOp; 4] {
    let body = indicator.holder.zh.split('，').next().unwrap_or_default();
    let number = format!("〔2026〕{}号", dice.whole(3, 96));
    let date = visit.date.to_string();
    let part = |name: &str, text: &str| op("assessment", cell, &format!("source/{name}"), Cbor::text(text));
    [part("body", body), part("number", &number), part("date", &date), part("period", "2025-01-01/2025-12-31")]
}

/// Gives what an entry comes to.
fn comes_to(entry: &Entry, indicator: &Indicator, stage: Stage) -> Option<CellState> {
    let values = match entry {
        Entry::Typed(value, _) => {
            return match value {
                Value::Absent => Some(CellState::Absent),
                Value::NotApplicable { .. } => Some(CellState::NotApplicable { confirmed: false }),
                Value::NotObtained { .. } => Some(CellState::NotObtained),
                other => indicator.exact(other).map(CellState::Value),
            };
        }
        Entry::Units(values) => values,
    };
    let units: Vec<UnitValue<'_>> = values.iter().map(|value| UnitValue { value, group: "" }).collect();
    match score::aggregate(indicator, Some(stage), &units).outcome {
        score::Outcome::Value(value) => Some(CellState::Value(value)),
        score::Outcome::Absent => Some(CellState::Absent),
        score::Outcome::Nothing => Some(CellState::NotObtained),
    }
}
