//! The plan of days on site: who goes where and when, with what; and whether something was recorded in its hours.

use super::handover::joined;
use super::{Bilingual, IndicatorName};
use crate::framework::{Indicator, Method, When};
use crate::model::{Kind, Value, route};
use crate::score::{Hours, Slot, Span, Task, plan};
use crate::session::hours::{clock, written};
use crate::session::{Evidence, Fault, Filter, Lack, Session, Thing, Unit, UnitState};
use crate::text::{Lang, Words};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// More days are no plan, and more teams no community has seen.
const MOST_DAYS: u32 = 14;
const MOST_TEAMS: usize = 12;

/// Chooses the days, the teams and their hours.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct DayChoice {
    pub community: String,
    pub round: u32,
    /// The first day, `YYYY-MM-DD`.
    pub date: String,
    pub days: u32,
    /// The members of each team, as people write them; none: one team.
    pub teams: Vec<String>,
    /// Hours of work, `HH:MM`; what wants the morning peak, the evening or the night lies outside of them.
    pub from: String,
    pub to: String,
}

/// Holds which hours a word of the framework stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct HoursView {
    /// The text `when-<when>`.
    pub when: String,
    /// `17:00–20:00`.
    pub hours: String,
    /// What it stands for where nobody says otherwise.
    pub usual: String,
}

/// Holds one stop of a team's day; a place without a unit is the community as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct StopView {
    /// `HH:MM`; empty for what found no room.
    pub from: String,
    pub to: String,
    pub unit: Option<String>,
    pub name: String,
    pub list: String,
    /// The text `when-<when>`.
    pub when: String,
    pub minutes: u32,
    /// From the stop before on the way, as the crow flies.
    pub metres: Option<u32>,
    pub indicators: Vec<IndicatorName>,
}

/// Holds the day of one team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct DayView {
    pub date: String,
    /// 1 Monday … 7 Sunday.
    pub weekday: u8,
    pub team: String,
    pub stops: Vec<StopView>,
    /// What to take along.
    pub packing: Vec<Bilingual>,
}

/// Holds a proposal for some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct DayPlanView {
    pub community: Bilingual,
    pub round: u32,
    pub days: Vec<DayView>,
    /// What found no room in these days.
    pub left: Vec<StopView>,
}

/// Something to do at one place in one window.
struct Work<'a> {
    task: Task,
    unit: Option<(String, String, String)>,
    metres: Option<u32>,
    indicators: Vec<&'a Indicator>,
}

fn is_on_site(indicator: &Indicator) -> bool {
    matches!(indicator.method, Method::Site | Method::Measure)
}

/// Writes the hours that a word of the framework stands for; nothing for any time.
pub(super) fn hours_text(hours: &Hours, when: When) -> String {
    if when == When::Any { String::new() } else { written(hours.of(when)) }
}

/// Reads `HH:MM` as minutes after midnight.
fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

fn typed(kind: Kind, label: &'static str, text: &str) -> Result<String, Fault> {
    let code = if kind == Kind::Date { "field-date" } else { "field-time" };
    let fault = || Fault::new(code).with("field", label).with("text", text);
    kind.read(text).map(|value| Kind::show(&value)).ok().filter(|text| !text.is_empty()).ok_or_else(fault)
}

fn weekday(day: Date) -> u8 {
    day.weekday().to_monday_one_offset().unsigned_abs()
}

/// Splits the tools of an indicator into single things to pack.
fn things(tools: &Bilingual) -> Vec<Bilingual> {
    let split = |text: &str, at: &[char]| -> Vec<String> {
        text.split(at).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    let (zh, en) = (split(&tools.zh, &['，', '、']), split(&tools.en, &[',']));
    if zh.len() == en.len() {
        return zh.into_iter().zip(en).map(|(zh, en)| Bilingual { zh, en }).collect();
    }
    if tools.zh.is_empty() { Vec::new() } else { vec![tools.clone()] }
}

impl Session {
    /// Shows which hours each word of the framework stands for in this survey.
    pub fn hours_view(&self) -> Result<Vec<HoursView>, Fault> {
        let hours = self.hours()?;
        let view = |when: &When| HoursView {
            when: when.as_str().to_owned(),
            hours: written(hours.of(*when)),
            usual: written(Hours::usual(*when)),
        };
        Ok(When::ALL.iter().filter(|when| **when != When::Any).map(view).collect())
    }

    /// Proposes days on site in a community: what is still missing there, along a short way, each in its hours.
    pub fn day_plan(&self, choice: &DayChoice) -> Result<DayPlanView, Fault> {
        let first = typed(Kind::Date, "@field-date", &choice.date)?;
        let hour = |text: &str, label| typed(Kind::Time, label, text).map(|text| minutes(&text).unwrap_or_default());
        let work = Span { from: hour(&choice.from, "@field-from")?, to: hour(&choice.to, "@field-to")? };
        if work.from >= work.to {
            return Err(Fault::new("day-hours").with("from", &choice.from).with("to", &choice.to));
        }
        let mut teams: Vec<String> = choice.teams.iter().map(|team| team.trim().to_owned()).collect();
        teams.retain(|team| !team.is_empty());
        if teams.len() > MOST_TEAMS || !(1..=MOST_DAYS).contains(&choice.days) {
            return Err(Fault::new("day-too-many").with("teams", MOST_TEAMS).with("days", MOST_DAYS));
        }
        if teams.is_empty() {
            teams.push(String::new());
        }
        let start: Date =
            first.parse().map_err(|_| Fault::new("field-date").with("field", "@field-date").with("text", &first))?;
        let dates: Vec<Date> =
            (0..choice.days).filter_map(|day| start.checked_add(jiff::Span::new().days(day)).ok()).collect();
        let works = self.to_do(&choice.community, choice.round)?;
        let tasks: Vec<Task> = works.iter().map(|work| work.task).collect();
        let weekdays: Vec<u8> = dates.iter().map(|date| weekday(*date)).collect();
        let (slots, left) = plan(&tasks, teams.len(), &weekdays, work, &self.hours()?);
        let mut days = Vec::new();
        for (day, date) in dates.iter().enumerate() {
            for (team, members) in teams.iter().enumerate() {
                let own: Vec<&Slot> = slots.iter().filter(|slot| (slot.day, slot.team) == (day, team)).collect();
                days.push(DayView {
                    date: date.to_string(),
                    weekday: weekdays[day],
                    team: members.clone(),
                    packing: packing(own.iter().flat_map(|slot| &works[slot.task].indicators)),
                    stops: own.iter().map(|slot| stop(&works[slot.task], Some(slot.span))).collect(),
                });
            }
        }
        Ok(DayPlanView {
            community: self.community(&choice.community)?.name,
            round: choice.round,
            days,
            left: left.into_iter().map(|at| stop(&works[at], None)).collect(),
        })
    }

    /// Proposes a name for a printed plan, in its language.
    pub fn day_name_for(&self, choice: &DayChoice, lang: Lang) -> Result<String, Fault> {
        let name = self.community(&choice.community)?.name;
        let title = Words::new(lang).get("report-day-title");
        let here = lang.pick(&name.zh, &name.en);
        Ok(joined(&[&self.overview()?.name, here, &title, &choice.date], "pdf"))
    }

    /// Gathers what is to be done on site and not done yet: first what concerns the whole community, then unit by unit along
    /// the way.
    fn to_do(&self, community: &str, round: u32) -> Result<Vec<Work<'_>>, Fault> {
        let missing = self.remaining(community, round)?;
        let missing =
            missing.into_iter().filter(|one| matches!(one.lack, Lack::Value | Lack::Reading | Lack::Units { .. }));
        let wanted: HashSet<String> = missing.map(|one| one.cell.indicator).collect();
        let asked: Vec<&Indicator> =
            self.framework.indicators.iter().filter(|one| is_on_site(one) && wanted.contains(&one.code)).collect();
        let seen: HashSet<(String, String)> = self
            .observations(&Filter::of(community, round))?
            .into_iter()
            .filter(|one| one.value != Value::Empty)
            .map(|one| (one.unit, one.key.indicator))
            .collect();
        let mut works = Vec::new();
        let whole = asked.iter().filter(|one| one.list.is_none()).copied().collect();
        works.extend(by_window(whole, 0, None, None));
        let open_at = |unit: &Unit| -> Vec<&Indicator> {
            let here = asked.iter().copied().filter(|one| one.list.as_deref() == Some(unit.list.as_str()));
            here.filter(|one| !seen.contains(&(unit.key.clone(), one.code.clone()))).collect()
        };
        let mut units = self.units(community, None)?;
        units.retain(|unit| unit.state == UnitState::In && !open_at(unit).is_empty());
        // The way leads through what is left to do alone.
        let positions: Vec<_> = units.iter().map(|unit| unit.position).collect();
        for (turn, stop) in route(&positions).into_iter().enumerate() {
            let unit = &units[stop.place];
            let about = (unit.key.clone(), unit.name.clone(), unit.list.clone());
            works.extend(by_window(
                open_at(unit),
                turn + 1,
                Some(&about),
                stop.metres.map(|metres| metres.round() as u32),
            ));
        }
        Ok(works)
    }

    /// Tells whether something was seen on site outside the hours in which it is to be seen: by the hours of its visit where
    /// it belongs to one, else by when it was written.
    pub(super) fn off_hours(&self, hours: &Hours, indicator: &Indicator, by: &Evidence) -> Result<bool, Fault> {
        if indicator.when == When::Any || !is_on_site(indicator) {
            return Ok(false);
        }
        let written = by.at.rfc3339();
        let (mut day, mut from, mut to) = (written.get(..10), written.get(11..16), written.get(11..16));
        let visit = match &by.visit {
            Some(key) => self.entity(&Thing { noun: "visit".to_owned(), key: key.clone() })?,
            None => None,
        };
        if let Some(visit) = &visit
            && !visit.text("from").is_empty()
        {
            day = Some(visit.text("date"));
            from = Some(visit.text("from"));
            // A visit that nobody ended lasted at least as long as it was written to on that day.
            to = match visit.text("to") {
                "" if written.get(..10) == day => to,
                "" => from,
                to => Some(to),
            };
        }
        let (day, from, to) = (day.and_then(|day| day.parse().ok()), from.and_then(minutes), to.and_then(minutes));
        let (Some(day), Some(from), Some(to)) = (day, from, to) else { return Ok(false) };
        Ok(!hours.hold(indicator.when, weekday(day), Span { from, to: to.max(from) }))
    }
}

/// Puts together what is asked at one place in the same hours.
fn by_window<'a>(
    asked: Vec<&'a Indicator>,
    place: usize,
    unit: Option<&(String, String, String)>,
    metres: Option<u32>,
) -> Vec<Work<'a>> {
    let mut windows: BTreeMap<When, Vec<&Indicator>> = BTreeMap::new();
    for indicator in asked {
        windows.entry(indicator.when).or_default().push(indicator);
    }
    let work = |(when, indicators): (When, Vec<&'a Indicator>)| Work {
        task: Task {
            place,
            when,
            minutes: indicators.iter().map(|one| one.minutes).fold(0, u16::saturating_add),
            metres: metres.map_or(0.0, f64::from),
        },
        unit: unit.cloned(),
        metres,
        indicators,
    };
    windows.into_iter().map(work).collect()
}

fn stop(work: &Work<'_>, span: Option<Span>) -> StopView {
    let (unit, name, list) = match &work.unit {
        Some((unit, name, list)) => (Some(unit.clone()), name.clone(), list.clone()),
        None => (None, String::new(), String::new()),
    };
    StopView {
        from: span.map(|span| clock(span.from)).unwrap_or_default(),
        to: span.map(|span| clock(span.to)).unwrap_or_default(),
        unit,
        name,
        list,
        when: work.task.when.as_str().to_owned(),
        minutes: work.task.minutes.into(),
        metres: work.metres,
        indicators: work.indicators.iter().map(|one| IndicatorName::of(one)).collect(),
    }
}

fn packing<'a>(indicators: impl Iterator<Item = &'a &'a Indicator>) -> Vec<Bilingual> {
    let mut packed: Vec<Bilingual> = Vec::new();
    for thing in indicators.flat_map(|one| things(&one.tools)) {
        if !packed.contains(&thing) {
            packed.push(thing);
        }
    }
    packed
}
