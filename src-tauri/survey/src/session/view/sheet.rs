//! A sheet: all assessments of one scenario in one community and round.

use super::day::hours_text;
use super::field::{Reader, flag, name, text};
use super::outline::{UnitOfValue, unit};
use super::{Bilingual, FieldView, Figure, ListName, ValueView};
use crate::framework::{Direction, Indicator, Photo, Rule, Stage, State};
use crate::model::Ratio;
use crate::score::{self, Hours};
use crate::session::{AssessmentRow, Blind, CellKey, Fault, Filter, Outcome, Session, UnitState};
use crate::store::{Name, Row};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tanfang_journal::Cbor;

/// Names one assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CellKeyView {
    pub community: String,
    pub round: u32,
    pub indicator: String,
}

/// Says whether an indicator must be met or gives a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum KindView {
    Binding,
    Expected,
}

/// Says what kind of number an indicator takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum ValueTypeView {
    YesNo,
    Count,
    Percent,
    Number,
    Rating,
}

/// Says on which side of the target a value is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum DirectionView {
    AtLeast,
    AtMost,
    Between,
}

/// Says whether a photo is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum PhotoNeed {
    Required,
    Optional,
    None,
}

/// Holds the state of a result; `empty`: never asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum StateView {
    Empty,
    Value,
    Absent,
    NotApplicable,
    NotObtained,
}

/// Holds the result of one assessment as the score sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ResultView {
    pub state: StateView,
    /// The value to print, without its unit, rounded to the indicator's decimals; empty in the other states.
    pub text: String,
    pub numerator: Option<String>,
    pub denominator: Option<String>,
    /// Units with a value, of units in the sample list; both 0 where it is not observed over a list.
    pub observed: u32,
    pub units: u32,
    /// True where the value is computed from observations.
    pub computed: bool,
    pub score: Option<Figure>,
    /// Whether the target of the community's stage is met; none where there is no value.
    pub met: Option<bool>,
}

/// Holds what the latest earlier round found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Earlier {
    pub round: u32,
    pub result: ResultView,
    pub remark: Option<String>,
    /// How many photos it has.
    pub photos: u32,
}

/// Holds one indicator of a sheet: its rules, its registers and its result.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[allow(clippy::struct_excessive_bools, reason = "each is an independent fact that the page shows or hides by")]
pub struct CellView {
    pub cell: CellKeyView,
    pub indicator: String,
    pub name: Bilingual,
    pub kind: KindView,
    pub value_type: ValueTypeView,
    pub unit: Option<UnitOfValue>,
    pub decimals: u32,
    pub min: String,
    pub max: String,
    pub direction: DirectionView,
    pub target: Option<String>,
    pub target_upper: Option<String>,
    /// False where the indicator does not apply to the community's stage: shown, counted nowhere.
    pub applies: bool,
    pub pair_allowed: bool,
    pub absent_allowed: bool,
    pub na_allowed: bool,
    /// The sample list it is observed over.
    pub list: Option<ListName>,
    pub aggregate: Option<String>,
    pub photo: PhotoNeed,
    pub value: FieldView<ValueView>,
    pub remark: FieldView<String>,
    pub to_verify: FieldView<bool>,
    pub result: ResultView,
    pub previous: Option<Earlier>,
    /// True where the value lies further from the previous round's than two readings of one thing may.
    pub moved: bool,
    /// A reason for that, typed and not written yet.
    pub why_draft: Option<String>,
    /// What the consistency rules say that speak here.
    pub breaches: Vec<Bilingual>,
    /// The indicators that stand in a rule together with this one.
    pub related: Vec<String>,
    pub photos: u32,
    /// True where it was seen outside the hours in which it is to be seen.
    pub off_hours: bool,
    /// When it is to be seen, and the hours that this word stands for: `17:00–20:00`, empty for any time.
    pub when: String,
    pub hours: String,
    /// True where any register of the cell or of its observations is in conflict, or a typed value stands beside observations.
    pub conflict: bool,
    /// True where the result rests on an open conflict.
    pub contested: bool,
    /// True where something of it was recorded after its round had been closed.
    pub late: bool,
    /// True where this person is to read it a second time: what others recorded is not among this until then.
    pub blind: bool,
}

/// Holds an item of a sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ItemView {
    pub code: String,
    pub name: Bilingual,
    pub question: Option<Bilingual>,
    pub indicators: Vec<CellView>,
}

/// Holds a sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SheetView {
    pub community: String,
    pub round: u32,
    pub scenario: String,
    pub items: Vec<ItemView>,
}

impl From<Direction> for DirectionView {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::AtLeast => Self::AtLeast,
            Direction::AtMost => Self::AtMost,
            Direction::Between => Self::Between,
        }
    }
}

impl From<Photo> for PhotoNeed {
    fn from(photo: Photo) -> Self {
        match photo {
            Photo::Required => Self::Required,
            Photo::Optional => Self::Optional,
            Photo::None => Self::None,
        }
    }
}

impl From<State> for StateView {
    fn from(state: State) -> Self {
        match state {
            State::Value => Self::Value,
            State::Absent => Self::Absent,
            State::NotApplicable => Self::NotApplicable,
            State::NotObtained => Self::NotObtained,
        }
    }
}

impl From<CellKeyView> for CellKey {
    fn from(cell: CellKeyView) -> Self {
        Self { community: cell.community, round: cell.round, indicator: cell.indicator }
    }
}

impl From<&CellKey> for CellKeyView {
    fn from(cell: &CellKey) -> Self {
        Self { community: cell.community.clone(), round: cell.round, indicator: cell.indicator.clone() }
    }
}

impl ResultView {
    /// Shows what a cell comes to; `units` is the length of its sample list.
    pub(super) fn of(indicator: &Indicator, stage: Option<Stage>, outcome: Option<&Outcome>, units: usize) -> Self {
        let Some(outcome) = outcome else {
            return Self {
                state: StateView::Empty,
                text: String::new(),
                numerator: None,
                denominator: None,
                observed: 0,
                units: units as u32,
                computed: false,
                score: None,
                met: None,
            };
        };
        let state = outcome.cell_state();
        let score = stage.and_then(|stage| score::cell_score(indicator, stage, state));
        Self {
            state: outcome.state.into(),
            text: outcome.value.map(|value| value.display(indicator.decimals)).unwrap_or_default(),
            numerator: outcome.pair.map(|(a, _)| a.to_string()),
            denominator: outcome.pair.map(|(_, b)| b.to_string()),
            observed: outcome.observed as u32,
            units: units.max(outcome.of_units) as u32,
            computed: outcome.computed,
            score: score.map(Figure::of),
            met: stage.and_then(|stage| score::is_met(indicator, stage, state)),
        }
    }
}

/// Gathers what the cells of one community and round are made of, asked once for all of them.
struct Gathered<'a> {
    session: &'a Session,
    community: &'a str,
    round: u32,
    stage: Option<Stage>,
    reader: Reader<'a>,
    registers: HashMap<Name, Row>,
    now: HashMap<String, AssessmentRow>,
    /// Rounds before this one, the latest first.
    before: Vec<(u32, HashMap<String, AssessmentRow>)>,
    /// How many units are in each list.
    lists: HashMap<String, usize>,
    /// How many photos and documents each cell has.
    photos: HashMap<String, usize>,
    /// The consistency rules that speak in this community and round.
    speaking: Vec<&'a Rule>,
    /// Cells whose first value this person must not see yet.
    blind: Arc<Blind>,
    hours: Hours,
}

fn by_indicator(rows: Vec<AssessmentRow>) -> HashMap<String, AssessmentRow> {
    rows.into_iter().map(|row| (row.key.indicator.clone(), row)).collect()
}

impl<'a> Gathered<'a> {
    /// Reads only what belongs to indicators whose codes begin with `code`: of a sheet, or of one cell.
    fn new(session: &'a Session, community: &'a str, round: u32, code: &str) -> Result<Self, Fault> {
        session.round(round)?;
        let stage = session.community(community)?.stage(round);
        let prefix = format!("{community}/{round}/{code}");
        let rows = session.store.rows_under("assessment", &prefix)?;
        let mut earlier: Vec<u32> = session.rounds()?.into_iter().map(|r| r.number).filter(|n| *n < round).collect();
        earlier.reverse();
        let before = earlier
            .into_iter()
            .map(|earlier| Ok((earlier, by_indicator(session.assessments(&Filter::under(community, earlier, code))?))));
        let mut lists = HashMap::new();
        // Most cells are observed over no list: then the units are none of their business.
        if session.framework.indicators.iter().any(|one| one.code.starts_with(code) && one.list.is_some()) {
            for unit in session.units(community, None)?.into_iter().filter(|unit| unit.state == UnitState::In) {
                *lists.entry(unit.list).or_insert(0) += 1;
            }
        }
        let ruled = |rule: &Rule| rule.indicators().iter().any(|indicator| indicator.starts_with(code));
        let mut speaking = Vec::new();
        if session.framework.rules.iter().any(ruled) {
            let outcomes = session.outcomes(&Filter::of(community, round))?.into_iter();
            let states: HashMap<String, _> =
                outcomes.map(|(key, outcome)| (key.indicator, outcome.cell_state())).collect();
            speaking = score::breaches(&session.framework, stage, |code| states.get(code).copied());
        }
        Ok(Self {
            session,
            community,
            round,
            stage,
            speaking,
            blind: session.blind()?,
            hours: session.hours()?,
            reader: Reader::new(session, "assessment", &prefix)?,
            registers: rows.into_iter().map(|row| (row.name.clone(), row)).collect(),
            now: by_indicator(session.assessments(&Filter::under(community, round, code))?),
            before: before.collect::<Result<_, Fault>>()?,
            lists,
            photos: session.photo_counts(&Filter::under(community, round, code))?,
        })
    }

    fn field<T>(&self, key: &str, field: &str, read: impl Fn(&Cbor) -> T) -> Result<FieldView<T>, Fault> {
        let name = name("assessment", key, field);
        self.reader.field(&name, self.registers.get(&name), read)
    }

    fn cell(&self, indicator: &Indicator) -> Result<CellView, Fault> {
        let key = CellKey::new(self.community, self.round, &indicator.code);
        let name = key.to_string();
        let list = indicator.list.as_deref();
        let units = list.and_then(|list| self.lists.get(list)).copied().unwrap_or(0);
        let blind = self.blind.hides(&key);
        let row = self.now.get(&indicator.code);
        let (value, remark, to_verify) = if blind {
            (FieldView::default(), FieldView::default(), FieldView::default())
        } else {
            let value = self.field(&name, "value", ValueView::of)?;
            (value, self.field(&name, "remark", text)?, self.field(&name, "to_verify", flag)?)
        };
        let previous = self.before.iter().find_map(|(round, rows)| {
            let row = rows.get(&indicator.code)?;
            Some(Earlier {
                round: *round,
                result: ResultView::of(indicator, self.stage, Some(&row.outcome), 0),
                remark: (!row.remark.is_empty()).then(|| row.remark.clone()),
                photos: row.photos as u32,
            })
        });
        let moved = self.before.iter().find_map(|(_, rows)| rows.get(&indicator.code)).is_some_and(|before| {
            let apart = row.and_then(|row| row.outcome.value?.sub(before.outcome.value?));
            let tolerance = indicator.tolerance.to_ratio();
            apart
                .is_some_and(|apart| apart > tolerance || Ratio::ZERO.sub(apart).is_some_and(|apart| apart > tolerance))
        });
        let target = self.stage.and_then(|stage| indicator.target(stage));
        let framework = &self.session.framework;
        let rules = framework.rules.iter().filter(|rule| rule.indicators().contains(indicator.code.as_str()));
        let related: BTreeSet<&str> = rules.flat_map(Rule::indicators).filter(|code| *code != indicator.code).collect();
        let speaking = self.speaking.iter().filter(|rule| rule.indicators().contains(indicator.code.as_str()));
        Ok(CellView {
            indicator: indicator.code.clone(),
            name: indicator.name.clone(),
            kind: indicator.kind.into(),
            value_type: indicator.value_type.into(),
            unit: unit(indicator),
            decimals: indicator.decimals.into(),
            min: indicator.min.to_string(),
            max: indicator.max.to_string(),
            direction: indicator.direction.into(),
            target: target.map(|target| target.to_string()),
            target_upper: indicator.target_upper.map(|upper| upper.to_string()),
            applies: self.stage.is_none_or(|stage| indicator.applies_to(stage)),
            pair_allowed: indicator.factor.is_some(),
            absent_allowed: indicator.offers(State::Absent),
            na_allowed: indicator.offers(State::NotApplicable),
            list: list.and_then(|list| framework.list(list)).map(ListName::of),
            aggregate: list.map(|_| indicator.aggregate.as_str().to_owned()),
            photo: indicator.photo.into(),
            contested: value.conflict || row.is_some_and(|row| row.contested),
            conflict: value.conflict || remark.conflict || to_verify.conflict || row.is_some_and(|row| row.conflict),
            value,
            remark,
            to_verify,
            result: ResultView::of(indicator, self.stage, row.map(|row| &row.outcome), units),
            previous,
            moved,
            why_draft: self.field(&name, "reason", text)?.draft,
            breaches: speaking.map(|rule| rule.text.clone()).collect(),
            related: related.into_iter().map(str::to_owned).collect(),
            off_hours: row.map_or(Ok(false), |row| self.session.off_hours(&self.hours, indicator, &row.by))?,
            when: indicator.when.as_str().to_owned(),
            hours: hours_text(&self.hours, indicator.when),
            photos: if blind { 0 } else { self.photos.get(&format!("assessment/{name}")).copied().unwrap_or(0) as u32 },
            late: row.is_some_and(|row| row.late),
            blind,
            cell: CellKeyView::from(&key),
        })
    }
}

impl Session {
    /// Shows one sheet.
    pub fn sheet_view(&self, community: &str, round: u32, scenario: &str) -> Result<SheetView, Fault> {
        self.scenario(scenario)?;
        let gathered = Gathered::new(self, community, round, &format!("{scenario}."))?;
        let items = self.framework.items_of(scenario).map(|item| {
            let cells = self.framework.indicators_of(&item.code).map(|indicator| gathered.cell(indicator));
            Ok(ItemView {
                code: item.code.clone(),
                name: item.name.clone(),
                question: (!item.question.zh.is_empty()).then(|| item.question.clone()),
                indicators: cells.collect::<Result<_, Fault>>()?,
            })
        });
        Ok(SheetView {
            community: community.to_owned(),
            round,
            scenario: scenario.to_owned(),
            items: items.collect::<Result<_, Fault>>()?,
        })
    }

    /// Shows one cell.
    pub fn cell_view(&self, key: &CellKey) -> Result<CellView, Fault> {
        let indicator = self.indicator(&key.indicator)?;
        Gathered::new(self, &key.community, key.round, &key.indicator)?.cell(&indicator)
    }
}
