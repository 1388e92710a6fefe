//! What a report is about: its scenarios with their indicators, and its communities.

use crate::ReportError;
use crate::edition::{Edition, Kind};
use std::collections::HashSet;
use tanfang_survey::framework::{Indicator, Scenario};
use tanfang_survey::session::Fault;
use tanfang_survey::session::figures::{CommunityFigures, Figures};

pub(super) struct Subject<'a> {
    pub(super) scenarios: Vec<&'a Scenario>,
    /// Of these scenarios, by their places in the framework.
    pub(super) indicators: Vec<(usize, &'a Indicator)>,
    pub(super) communities: Vec<&'a CommunityFigures>,
    /// All scenarios of the framework are among them.
    pub(super) whole: bool,
}

impl<'a> Subject<'a> {
    /// Finds what an edition names; a scenario that there is not, or two communities where one is wanted, are refused.
    pub(super) fn of(figures: &'a Figures, edition: &Edition) -> Result<Self, ReportError> {
        let framework = &figures.framework;
        let scenarios: Vec<&Scenario> = match &edition.scenario {
            Some(code) => framework.scenario(code).into_iter().collect(),
            None => framework.scenarios.iter().collect(),
        };
        let known = || framework.scenarios.iter().map(|one| one.code.as_str()).collect::<Vec<_>>().join(", ");
        if scenarios.is_empty() || (edition.kind == Kind::Scenario && edition.scenario.is_none()) {
            let code = edition.scenario.as_deref().unwrap_or("");
            return Err(Fault::new("unknown-scenario").with("code", code).with("known", known()).into());
        }
        let chosen =
            |one: &&CommunityFigures| edition.communities.is_empty() || edition.communities.contains(&one.code);
        let communities: Vec<&CommunityFigures> = figures.communities.iter().filter(chosen).collect();
        if matches!(edition.kind, Kind::Community | Kind::Confirmation) && communities.len() != 1 {
            return Err(Fault::new("one-community").with("count", communities.len()).into());
        }
        let inside = |code: &str| scenarios.iter().any(|scenario| scenario.code == code);
        let indicators = framework.indicators.iter().enumerate().filter(|(_, one)| inside(&one.scenario)).collect();
        let whole = scenarios.len() == framework.scenarios.len();
        Ok(Self { scenarios, indicators, communities, whole })
    }

    /// Gives the codes of its indicators.
    pub(super) fn codes(&self) -> HashSet<&'a str> {
        self.indicators.iter().map(|(_, one)| one.code.as_str()).collect()
    }
}
