//! The smaller parts of a framework: everything but indicators and rules.

use super::words::{Confidence, Respondent, Scale, Scope, Stage, StageBasis};
use crate::model::Number;

/// Holds a text in Simplified Chinese and English.
#[derive(Clone, Debug, PartialEq, Eq, Default, serde::Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Bilingual {
    pub zh: String,
    pub en: String,
}

/// Says what the framework is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub id: String,
    pub version: String,
    pub title: Bilingual,
    /// The notice to show wherever results appear.
    pub status: Bilingual,
    pub core: Bilingual,
    pub basis: Bilingual,
}

/// Is one of the directions everything is looked at from: international, ecological, digital.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orientation {
    pub key: String,
    pub name: Bilingual,
    pub meaning: Bilingual,
}

/// Is the first level: one field of building a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    pub code: String,
    pub key: String,
    pub name: Bilingual,
    pub definition: Bilingual,
    /// Relative among the scenarios, above zero.
    pub weight: Number,
}

/// Is the second level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub code: String,
    pub scenario: String,
    pub name: Bilingual,
    pub question: Bilingual,
    /// Relative among the items of the scenario, above zero.
    pub weight: Number,
}

/// Says what is observed one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    pub key: String,
    pub name: Bilingual,
    pub what: Bilingual,
    pub sampling: Bilingual,
    /// How many units are drawn; `None` means all.
    pub sample_max: Option<u16>,
}

/// Is a term the guidance relies on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub key: String,
    pub name: Bilingual,
    pub definition: Bilingual,
}

/// Is one question of a questionnaire indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub code: String,
    pub indicator: String,
    /// Counted from 1 within the indicator.
    pub order: u16,
    pub text: Bilingual,
    pub text_ko: String,
    pub text_ja: String,
    pub scale: Scale,
}

/// Is the guidance of one scenario for one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    pub scenario: String,
    pub stage: Stage,
    pub text: Bilingual,
}

/// Is the seed of a community of a new survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommunitySeed {
    pub code: String,
    pub name: Bilingual,
    pub district: Bilingual,
    /// Codes of GB/T 2260.
    pub divisions: Vec<String>,
    pub batch_year: u16,
    pub stage: Stage,
    pub stage_basis: StageBasis,
    /// Degrees, WGS-84.
    pub lat: Number,
    /// Degrees, WGS-84.
    pub lon: Number,
    pub approximate: bool,
    pub profile: Bilingual,
    pub note: Bilingual,
}

/// Is the seed of a round of a new survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundSeed {
    pub number: u32,
    pub key: String,
    pub name: Bilingual,
    pub purpose: Bilingual,
    pub scope: Scope,
}

/// Is a practice from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// ISO 3166-1 alpha-2.
    pub country_code: String,
    pub country: Bilingual,
    pub city: Bilingual,
    pub scenario: String,
    pub title: Bilingual,
    pub practice: Bilingual,
    pub lesson: Bilingual,
    pub confidence: Confidence,
}

/// Is a topic for an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub scenario: String,
    pub respondent: Respondent,
    pub question: Bilingual,
    pub indicator: Option<String>,
}

/// Is a type of project, and of remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectType {
    pub key: String,
    pub name: Bilingual,
    pub meaning: Bilingual,
}

/// Is a kind of key task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub key: String,
    pub name: Bilingual,
    pub scenario: String,
}
