//! What the scores are weighed by: judgements in pairs, set by set, as the editor shows them.

use super::Figure;
use crate::framework::Bilingual;
use crate::model::Ratio;
use crate::score::CONSISTENT;
use crate::session::{Fault, Session, Siblings};
use serde::Serialize;

/// Names one of the siblings that are compared, with its weight in percent of them all.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SiblingView {
    pub code: String,
    pub name: Bilingual,
    /// By the framework.
    pub plain: Figure,
    /// By the judgements, once every pair is judged.
    pub judged: Option<Figure>,
}

/// Is one judgement: how many times as much `one` matters as `other`; empty where nobody said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct JudgementView {
    pub one: String,
    pub other: String,
    pub times: String,
}

/// Holds a set of siblings with what was judged about them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SiblingsView {
    /// The scenario or item they belong to; empty for the scenarios themselves.
    pub parent: String,
    pub name: Bilingual,
    pub members: Vec<SiblingView>,
    pub pairs: Vec<JudgementView>,
    pub judged: u32,
    /// The consistency ratio, once every pair is judged.
    pub ratio: Option<String>,
    /// False where the judgements contradict each other too much to weigh by.
    pub consistent: bool,
}

/// Says what the scores are weighed by.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct WeightingView {
    /// True where judgements count instead of the framework's weights.
    pub pairwise: bool,
    pub groups: Vec<SiblingsView>,
}

impl Session {
    /// Shows what the scores are weighed by.
    pub fn weighting_view(&self) -> Result<WeightingView, Fault> {
        let (weighting, sets) = (self.weighting()?, self.siblings()?);
        let framework = self.framework();
        let name = |code: &str| {
            let scenario = framework.scenario(code).map(|found| &found.name);
            let item = framework.item(code).map(|found| &found.name);
            let indicator = framework.indicator(code).map(|found| &found.name);
            scenario.or(item).or(indicator).cloned().unwrap_or_default()
        };
        let view = |set: Siblings| {
            let whole: f64 = set.members.iter().map(|member| member.plain).sum();
            let result = weighting.groups.iter().find(|group| group.parent == set.parent);
            let result = result.and_then(|group| group.result.as_ref());
            let member = |(place, member): (usize, &crate::session::Sibling)| SiblingView {
                code: member.code.clone(),
                name: name(&member.code),
                plain: Figure::percent(member.plain / whole),
                judged: result.and_then(|result| result.weights.get(place)).copied().map(Figure::percent),
            };
            let pair = |(one, other, times): (String, String, String)| JudgementView { one, other, times };
            SiblingsView {
                name: name(&set.parent),
                members: set.members.iter().enumerate().map(member).collect(),
                judged: set.pairs.iter().filter(|(.., times)| !times.is_empty()).count() as u32,
                pairs: set.pairs.into_iter().map(pair).collect(),
                parent: set.parent,
                ratio: result.map(|result| Ratio::near(result.ratio).display(2)),
                consistent: result.is_none_or(|result| result.ratio <= CONSISTENT),
            }
        };
        Ok(WeightingView { pairwise: weighting.pairwise, groups: sets.into_iter().map(view).collect() })
    }
}
