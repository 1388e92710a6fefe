//! The open survey as a whole, and the fixed shape of its framework.

use super::{Bilingual, KindView, ValueTypeView};
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
    pub unit: Option<Bilingual>,
    pub list: Option<String>,
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
}

/// Holds every name of the framework; fixed while a survey is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct OutlineView {
    pub scenarios: Vec<ScenarioOutline>,
    pub lists: Vec<ListName>,
}
