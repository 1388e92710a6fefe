//! The assessment framework: one core, three orientations, scenarios, items, indicators and what belongs to them.
//!
//! A survey carries its framework as CSV files ([`FrameworkFiles`]); [`Framework::parse`] reads them and says for every
//! error in which file, line and column it is. What is checked here holds for any framework of this shape; the number
//! and the wording of the indicators are the framework's own matter.

mod check;
mod files;
mod indicator;
mod parts;
mod problem;
mod quantity;
mod read;
mod read_indicator;
mod rule;
mod table;
mod words;

#[cfg(test)]
mod accept_tests;
#[cfg(test)]
mod draft_tests;
#[cfg(test)]
mod tests;

pub use files::{FILE_NAMES, FrameworkFiles};
pub use indicator::{Indicator, Refusal};
pub use parts::{
    Advice, Bilingual, Case, CommunitySeed, Identity, Item, List, Orientation, ProjectType, Question, RoundSeed,
    Scenario, Task, Term, Topic,
};
pub use problem::{FrameworkError, Problem};
pub use quantity::counted;
pub use rule::{Condition, Operand, Operator, Rule};
pub(crate) use words::words;
pub use words::{
    Aggregate, Basis, Confidence, Direction, Kind, Method, Offer, Photo, Respondent, Scale, Scope, Stage, StageBasis,
    State, ValueType, When, Word,
};

use std::collections::HashMap;
use tanfang_journal::Hash;

/// Holds a whole framework; every list is in display order, the order of its file.
#[derive(Clone, Debug)]
pub struct Framework {
    pub identity: Identity,
    pub orientations: Vec<Orientation>,
    pub scenarios: Vec<Scenario>,
    pub items: Vec<Item>,
    pub indicators: Vec<Indicator>,
    pub lists: Vec<List>,
    pub terms: Vec<Term>,
    pub questions: Vec<Question>,
    pub rules: Vec<Rule>,
    pub advice: Vec<Advice>,
    pub communities: Vec<CommunitySeed>,
    pub rounds: Vec<RoundSeed>,
    pub cases: Vec<Case>,
    pub topics: Vec<Topic>,
    pub project_types: Vec<ProjectType>,
    pub tasks: Vec<Task>,
    /// BLAKE3 of its files, as they travel with a survey: two with the same are the same to the letter.
    pub digest: Hash,
    positions: HashMap<String, usize>,
}

impl Framework {
    /// Finds a scenario by its code, such as `6`.
    pub fn scenario(&self, code: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.code == code)
    }

    /// Finds an item by its code, such as `6.4`.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.code == code)
    }

    /// Finds an indicator by its code, such as `6.4.3`.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.get(self.indicator_position(code)?)
    }

    /// Gives the place of an indicator in `indicators`; sort codes by it, never as texts.
    pub fn indicator_position(&self, code: &str) -> Option<usize> {
        self.positions.get(code).copied()
    }

    pub fn items_of(&self, scenario: &str) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.scenario == scenario)
    }

    /// Gives the indicators of an item.
    pub fn indicators_of(&self, item: &str) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().filter(move |indicator| indicator.item == item)
    }

    pub fn indicators_of_scenario(&self, scenario: &str) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().filter(move |indicator| indicator.scenario == scenario)
    }

    pub fn list(&self, key: &str) -> Option<&List> {
        self.lists.iter().find(|list| list.key == key)
    }

    pub fn term(&self, key: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.key == key)
    }

    /// Finds the seed of a community.
    pub fn community(&self, code: &str) -> Option<&CommunitySeed> {
        self.communities.iter().find(|community| community.code == code)
    }

    /// Finds the seed of a round.
    pub fn round(&self, number: u32) -> Option<&RoundSeed> {
        self.rounds.iter().find(|round| round.number == number)
    }

    /// Gives the questions of a questionnaire indicator, in the order they are asked.
    pub fn questions_of(&self, indicator: &str) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(move |question| question.indicator == indicator)
    }

    /// Gives the zone guidance of a scenario for a stage.
    pub fn advice_for(&self, scenario: &str, stage: Stage) -> Option<&Advice> {
        self.advice.iter().find(|advice| advice.scenario == scenario && advice.stage == stage)
    }
}
