//! The guidance of one indicator, with the terms and the list it relies on.

use super::Bilingual;
use super::day::hours_text;
use crate::framework::{Framework, Indicator, List, Question, Stage};
use crate::score::Hours;
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
    pub indicator: String,
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
    /// The hours that this word stands for, `17:00–20:00`; empty for any time.
    pub hours: String,
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

impl GuideView {
    /// Gathers the guidance of an indicator; none where the framework has no such code.
    pub fn of(framework: &Framework, hours: &Hours, code: &str) -> Option<Self> {
        let indicator = framework.indicator(code)?;
        let target = |stage| indicator.target(stage).map(|target| target.to_string());
        let remedy_type = framework
            .project_types
            .iter()
            .find(|kind| kind.key == indicator.remedy_type)
            .map(|kind| kind.name.clone())
            .unwrap_or_default();
        Some(Self {
            indicator: indicator.code.clone(),
            name: indicator.name.clone(),
            guidance: indicator.guidance.clone(),
            method: indicator.method.as_str().to_owned(),
            when: indicator.when.as_str().to_owned(),
            hours: hours_text(hours, indicator.when),
            minutes: indicator.minutes.into(),
            tools: indicator.tools.clone(),
            holder: indicator.holder.clone(),
            tolerance: indicator.tolerance.to_string(),
            targets: StageTargets {
                built: target(Stage::Built),
                building: target(Stage::Building),
                new: target(Stage::New),
            },
            target_upper: indicator.target_upper.map(|upper| upper.to_string()),
            zero_at: indicator.zero_at.to_string(),
            list: indicator.list.as_deref().and_then(|key| framework.list(key)).map(ListView::of),
            terms: terms_in(framework, indicator),
            remedy_type,
            remedy: indicator.remedy.clone(),
            basis: indicator.basis.as_str().to_owned(),
            basis_note: indicator.basis_note.clone(),
            questions: framework.questions_of(code).map(QuestionView::of).collect(),
        })
    }
}

impl ListView {
    fn of(list: &List) -> Self {
        Self {
            code: list.key.clone(),
            name: list.name.clone(),
            definition: list.what.clone(),
            sampling: list.sampling.clone(),
            sample_max: list.sample_max.unwrap_or(0).into(),
        }
    }
}

impl QuestionView {
    pub(super) fn of(question: &Question) -> Self {
        Self {
            code: question.code.clone(),
            indicator: question.indicator.clone(),
            scale: question.scale.as_str().to_owned(),
            zh: question.text.zh.clone(),
            en: question.text.en.clone(),
            ko: question.text_ko.clone(),
            ja: question.text_ja.clone(),
        }
    }
}

/// Finds the terms a guidance relies on: those whose Chinese name stands in it or in what its list says.
fn terms_in(framework: &Framework, indicator: &Indicator) -> Vec<TermView> {
    let list = indicator.list.as_deref().and_then(|key| framework.list(key));
    let texts: Vec<&str> = std::iter::once(indicator.guidance.zh.as_str())
        .chain(list.into_iter().flat_map(|list| [list.what.zh.as_str(), list.sampling.zh.as_str()]))
        .collect();
    framework
        .terms
        .iter()
        .filter(|term| texts.iter().any(|text| text.contains(&term.name.zh)))
        .map(|term| TermView { term: term.name.clone(), text: term.definition.clone() })
        .collect()
}
