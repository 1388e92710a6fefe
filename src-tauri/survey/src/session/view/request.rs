//! Requests for data as the page shows them.

use super::field::Reader;
use super::handover::joined;
use super::{Bilingual, EntityView, IndicatorName};
use crate::session::{Fault, Session};
use crate::text::{Lang, Words};
use serde::Serialize;

/// Holds what one holder could be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ProposalView {
    pub holder: Bilingual,
    pub indicators: Vec<IndicatorName>,
}

/// Holds one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RequestView {
    pub request: EntityView,
    pub holder: Bilingual,
    pub indicators: Vec<IndicatorName>,
    /// Cells of it that hold nothing.
    pub open: u32,
}

/// Holds what is asked, and what could be asked, in a community and round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RequestsView {
    pub proposals: Vec<ProposalView>,
    pub requests: Vec<RequestView>,
}

impl Session {
    /// Shows the requests of a community and round, the newest first.
    pub fn requests_view(&self, community: &str, round: u32) -> Result<RequestsView, Fault> {
        let proposals = self.proposed_requests(community, round)?.into_iter().map(|one| ProposalView {
            holder: one.holder,
            indicators: one.indicators.iter().map(IndicatorName::of).collect(),
        });
        let reader = Reader::new(self, "request", "")?;
        let mut requests = Vec::new();
        for request in self.entities_in("request", community, round)?.into_iter().rev() {
            let letter = self.letter_figures(&request.key)?;
            requests.push(RequestView {
                holder: letter.holder,
                indicators: letter.indicators.iter().map(IndicatorName::of).collect(),
                open: self.unanswered(&request.key)?.len() as u32,
                request: self.entity_as_view(&reader, &request)?,
            });
        }
        Ok(RequestsView { proposals: proposals.collect(), requests })
    }

    /// Proposes the name of a letter: `<survey>_<community>_<round>_<request>_<holder>_<day>.<ending>`, in its language.
    pub fn letter_name_for(&self, key: &str, lang: Lang, day: &str, ending: &str) -> Result<String, Fault> {
        let letter = self.letter_figures(key)?;
        let words = Words::new(lang);
        let round = words.format("round-numbered", &[("round", &letter.round.to_string())]);
        let pick = |text: &Bilingual| lang.pick(&text.zh, &text.en).to_owned();
        let (place, holder, what) = (pick(&letter.community), pick(&letter.holder), words.get("noun-request"));
        Ok(joined(&[&letter.survey, &place, &round, &what, &holder, day], ending))
    }
}
