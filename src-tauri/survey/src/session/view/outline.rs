//! The open survey as a whole, and the fixed shape of its framework.

use super::{Bilingual, KindView, ValueTypeView};
use crate::framework::{Framework, Indicator, Kind, List, ValueType, counted};
use crate::session::{Fault, Round, Session};
use crate::text::Lang;
use serde::Serialize;

/// Says why nothing can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum ReadOnly {
    /// The folder or its disk cannot be written.
    Folder,
    /// Another window has the survey open.
    Window,
    /// A passphrase closes the survey: personal values cannot be read until it is unlocked.
    Locked,
}

/// Holds what every page says about the framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FrameworkNotice {
    pub title: Bilingual,
    /// The notice to show wherever results appear (“working draft, not the official text”).
    pub status: Bilingual,
    pub version: String,
}

/// Holds the person at this laptop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PersonView {
    pub key: String,
    pub name: String,
}

/// Holds a round; `state` is `planned`, `open` or `closed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RoundView {
    pub number: u32,
    pub name: Bilingual,
    pub state: String,
}

/// Holds a community; `stage` is `built`, `building` or `new`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CommunityView {
    pub code: String,
    pub name: Bilingual,
    pub stage: String,
}

/// Holds a scenario's code and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ScenarioName {
    pub code: String,
    pub name: Bilingual,
}

/// Holds the open survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SurveyView {
    pub dir: String,
    pub name: String,
    pub organisation: String,
    /// True for ever for a demo: every page says so.
    pub demo: bool,
    pub language: String,
    pub read_only: Option<ReadOnly>,
    pub framework: FrameworkNotice,
    pub person: PersonView,
    pub device: String,
    /// How many conflicts wait to be settled.
    pub conflicts: u32,
    pub rounds: Vec<RoundView>,
    pub communities: Vec<CommunityView>,
    pub scenarios: Vec<ScenarioName>,
}

/// Holds an indicator's name and what kind of value it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct IndicatorName {
    pub code: String,
    pub name: Bilingual,
    pub kind: KindView,
    pub value_type: ValueTypeView,
    pub unit: Option<UnitOfValue>,
    pub list: Option<String>,
}

impl IndicatorName {
    pub(super) fn of(indicator: &Indicator) -> Self {
        Self {
            code: indicator.code.clone(),
            name: indicator.name.clone(),
            kind: indicator.kind.into(),
            value_type: indicator.value_type.into(),
            unit: unit(indicator),
            list: indicator.list.clone(),
        }
    }
}

/// Holds an item and its indicators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ItemName {
    pub code: String,
    pub name: Bilingual,
    pub indicators: Vec<IndicatorName>,
}

/// Holds a scenario and its items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ScenarioOutline {
    pub code: String,
    pub name: Bilingual,
    pub items: Vec<ItemName>,
}

/// Holds a sample list's code and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ListName {
    pub code: String,
    pub name: Bilingual,
    /// How many units are drawn; 0: all.
    pub sample_max: u32,
}

/// Holds every name of the framework; fixed while a survey is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct OutlineView {
    pub scenarios: Vec<ScenarioOutline>,
    pub lists: Vec<ListName>,
}

impl From<Kind> for KindView {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Binding => Self::Binding,
            Kind::Expected => Self::Expected,
        }
    }
}

impl From<ValueType> for ValueTypeView {
    fn from(value_type: ValueType) -> Self {
        match value_type {
            ValueType::YesNo => Self::YesNo,
            ValueType::Count => Self::Count,
            ValueType::Percent => Self::Percent,
            ValueType::Number => Self::Number,
            ValueType::Rating => Self::Rating,
        }
    }
}

/// The unit of an indicator as it stands behind a number, and what it is called in English behind a 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct UnitOfValue {
    pub zh: String,
    pub en: String,
    pub one: String,
}

impl UnitOfValue {
    /// Puts it behind a printed number.
    pub fn behind(&self, number: &str, lang: Lang) -> String {
        let unit = lang.pick(&self.zh, if number == "1" { &self.one } else { &self.en });
        if matches!(unit, "%" | "‰") { format!("{number}{unit}") } else { format!("{number} {unit}") }
    }
}

/// Gives the unit of an indicator; none for yes or no.
pub(super) fn unit(indicator: &Indicator) -> Option<UnitOfValue> {
    let unit = &indicator.unit;
    (!unit.zh.is_empty()).then(|| UnitOfValue {
        zh: unit.zh.clone(),
        en: counted("", &unit.en).into_owned(),
        one: counted("1", &unit.en).into_owned(),
    })
}

impl OutlineView {
    /// Lists every scenario, item and indicator in display order.
    pub fn of(framework: &Framework) -> Self {
        let indicators = |item: &str| framework.indicators_of(item).map(IndicatorName::of).collect();
        let items = |scenario: &str| {
            framework
                .items_of(scenario)
                .map(|item| ItemName {
                    code: item.code.clone(),
                    name: item.name.clone(),
                    indicators: indicators(&item.code),
                })
                .collect()
        };
        let scenarios = framework
            .scenarios
            .iter()
            .map(|scenario| ScenarioOutline {
                code: scenario.code.clone(),
                name: scenario.name.clone(),
                items: items(&scenario.code),
            })
            .collect();
        let mut lists: Vec<&List> = framework.lists.iter().collect();
        // In the order in which the indicators need them: the framework keeps them by their names.
        let first = |list: &&List| framework.indicators.iter().position(|one| one.list.as_deref() == Some(&*list.key));
        lists.sort_by_key(|list| first(list).unwrap_or(usize::MAX));
        Self { scenarios, lists: lists.into_iter().map(ListName::of).collect() }
    }
}

impl ListName {
    pub(super) fn of(list: &List) -> Self {
        Self { code: list.key.clone(), name: list.name.clone(), sample_max: list.sample_max.map_or(0, u32::from) }
    }
}

impl Session {
    /// Shows the survey as a whole. `other_window`: another window writes to it.
    pub fn survey_view(&self, other_window: bool) -> Result<SurveyView, Fault> {
        let overview = self.overview()?;
        let framework = self.framework();
        let first = framework.rounds.first().map_or(1, |round| round.number);
        let rounds = self.rounds()?;
        let latest = rounds.last().map_or(first, |round| round.number);
        let read_only = match (other_window, self.read_only()) {
            (true, _) => Some(ReadOnly::Window),
            (false, true) => Some(ReadOnly::Folder),
            (false, false) => self.is_locked()?.then_some(ReadOnly::Locked),
        };
        Ok(SurveyView {
            dir: self.folder().to_string_lossy().into_owned(),
            name: overview.name,
            organisation: overview.organisation,
            demo: overview.demo,
            language: overview.language,
            read_only,
            framework: FrameworkNotice {
                title: framework.identity.title.clone(),
                status: framework.identity.status.clone(),
                version: framework.identity.version.clone(),
            },
            person: PersonView { key: overview.person, name: overview.author },
            device: overview.device.map(super::short).unwrap_or_default(),
            conflicts: self.store.conflicts()?.len() as u32,
            rounds: self.rounds_view()?,
            communities: self
                .communities()?
                .into_iter()
                .map(|community| CommunityView {
                    stage: community.stage(latest).map(|stage| stage.as_str().to_owned()).unwrap_or_default(),
                    code: community.code,
                    name: community.name,
                })
                .collect(),
            scenarios: framework
                .scenarios
                .iter()
                .map(|scenario| ScenarioName { code: scenario.code.clone(), name: scenario.name.clone() })
                .collect(),
        })
    }

    /// Shows the rounds by number.
    pub fn rounds_view(&self) -> Result<Vec<RoundView>, Fault> {
        let view =
            |round: Round| RoundView { number: round.number, name: round.name, state: round.state.as_str().to_owned() };
        Ok(self.rounds()?.into_iter().map(view).collect())
    }

    /// Shows everybody who ever wrote to this survey, by name.
    pub fn people_view(&self) -> Result<Vec<PersonView>, Fault> {
        let sames = self.same_as("person")?;
        let people = self.people()?.into_iter().filter(|(key, _)| !sames.is_merged(key));
        let mut people: Vec<PersonView> = people.map(|(key, name)| PersonView { key, name }).collect();
        people.sort_by(|a, b| (&a.name, &a.key).cmp(&(&b.name, &b.key)));
        Ok(people)
    }
}
