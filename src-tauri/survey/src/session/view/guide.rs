//! The guidance of one indicator, with the terms and the list it relies on.

use super::Bilingual;
use serde::Serialize;

/// Holds a sample list of the framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ListView {
    pub code: String,
    pub name: Bilingual,
    pub definition: Bilingual,
    pub sampling: Bilingual,
    /// 0: all units.
    pub sample_max: u32,
}

/// Holds a term and its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct TermView {
    pub term: Bilingual,
    pub text: Bilingual,
}

/// Holds one question of a questionnaire indicator in four languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct QuestionView {
    pub code: String,
    /// `five`, `seven` or `yes_no`.
    pub scale: String,
    pub zh: String,
    pub en: String,
    pub ko: String,
    pub ja: String,
}

/// Holds the targets by stage; none where the indicator does not apply to the stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct StageTargets {
    pub built: Option<String>,
    pub building: Option<String>,
    pub new: Option<String>,
}

/// Holds everything a person needs to establish one indicator's value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct GuideView {
    pub indicator: String,
    pub name: Bilingual,
    pub guidance: Bilingual,
    pub method: String,
    pub when: String,
    pub minutes: u32,
    pub tools: Bilingual,
    pub holder: Bilingual,
    pub tolerance: String,
    pub targets: StageTargets,
    pub target_upper: Option<String>,
    pub zero_at: String,
    pub list: Option<ListView>,
    pub terms: Vec<TermView>,
    pub remedy_type: Bilingual,
    pub remedy: Bilingual,
    pub basis: String,
    pub basis_note: Bilingual,
    pub questions: Vec<QuestionView>,
}
