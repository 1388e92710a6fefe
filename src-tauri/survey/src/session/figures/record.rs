//! Findings, projects, groups of answers, and the teams that were on site.

use super::{ByFigures, RoundFigures, by};
use crate::framework::ValueType;
use crate::model::Ratio;
use crate::session::{Community, Entity, Fault, Form, Session};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Something seen that needs action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingFigures {
    pub key: String,
    pub round: u32,
    pub text: String,
    /// Code of the indicator; empty where none is named.
    pub indicator: String,
    /// The unit it was seen at.
    pub place: Option<String>,
    /// `minor`, `serious` or `urgent`; empty where nobody said.
    pub severity: String,
    pub cause: String,
    pub advice: String,
    /// `open`, `solved` or `dismissed`; empty where nobody said.
    pub state: String,
    /// What later rounds saw of it: `seen_again` or `solved`.
    pub later: Vec<(u32, String)>,
    pub by: ByFigures,
}

/// A project of the community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectFigures {
    pub name: String,
    /// `planning`, `construction`, `upgrade` or `activity`; empty where nobody said.
    pub kind: String,
    /// `planned`, `under_way`, `done` or `given_up`; empty where nobody said.
    pub state: String,
    /// The indicators it is to close the gaps of.
    pub indicators: Vec<String>,
    pub lead: String,
    pub responsible: String,
    pub place: String,
    pub note: String,
}

/// What the groups of people asked say to one indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupFigures {
    pub indicator: String,
    pub round: u32,
    /// Means are shares from 0 to 1 of those who pass.
    pub share: bool,
    /// Group, how many people of it answered, their mean.
    pub groups: Vec<(String, usize, Ratio)>,
}

/// The people who were on site together, numbered by their first visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamFigures {
    pub number: u32,
    pub members: Vec<String>,
}

/// Knows who went where.
pub(super) struct Crew<'a> {
    pub(super) people: &'a HashMap<String, String>,
    pub(super) teams: Vec<TeamFigures>,
    /// Place of the team by key of the visit.
    pub(super) visits: HashMap<String, usize>,
    /// The day of each visit: what was recorded for it was seen then, whenever it was typed.
    pub(super) days: HashMap<String, String>,
}

impl<'a> Crew<'a> {
    pub(super) fn of(session: &Session, people: &'a HashMap<String, String>) -> Result<Self, Fault> {
        let mut visits = session.entities("visit", "", &[])?;
        visits.sort_by(|a, b| (a.text("date"), a.text("from"), &a.key).cmp(&(b.text("date"), b.text("from"), &b.key)));
        let mut crew = Self { people, teams: Vec::new(), visits: HashMap::new(), days: HashMap::new() };
        for visit in visits {
            crew.days.insert(visit.key.clone(), visit.text("date").to_owned());
            let members = members(visit.text("members"), people);
            if members.is_empty() {
                continue;
            }
            let known = crew.teams.iter().position(|team| team.members == members);
            let place = known.unwrap_or_else(|| {
                crew.teams.push(TeamFigures { number: crew.teams.len() as u32 + 1, members });
                crew.teams.len() - 1
            });
            crew.visits.insert(visit.key, place);
        }
        Ok(crew)
    }
}

/// Reads who is meant: keys of people, or names as they were typed.
fn members(text: &str, people: &HashMap<String, String>) -> Vec<String> {
    let parts = text.split([',', '，', '、', ';', '；', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let named: BTreeSet<String> =
        parts.map(|part| people.get(part).cloned().unwrap_or_else(|| part.to_owned())).collect();
    named.into_iter().collect()
}

/// Gathers every name of a person, the longest first, so that a name within another does not break it.
pub(super) fn names(people: &HashMap<String, String>, teams: &[TeamFigures]) -> Vec<String> {
    let known = people.values().chain(teams.iter().flat_map(|team| &team.members));
    let names: BTreeSet<&str> = known.map(|name| name.trim()).filter(|name| name.chars().count() > 1).collect();
    let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    names
}

impl From<Entity> for ProjectFigures {
    fn from(project: Entity) -> Self {
        let text = |field: &str| project.text(field).trim().to_owned();
        let codes = project.text("indicators").split(',').filter(|code| !code.is_empty());
        Self {
            name: text("name"),
            kind: text("kind"),
            state: text("state"),
            indicators: codes.map(str::to_owned).collect(),
            lead: text("lead"),
            responsible: text("responsible"),
            place: text("place"),
            note: text("note"),
        }
    }
}

impl Session {
    /// Gives the things of a noun by the community that they name.
    pub(super) fn by_community(&self, noun: &str) -> Result<HashMap<String, Vec<Entity>>, Fault> {
        let mut found: HashMap<String, Vec<Entity>> = HashMap::new();
        for entity in self.entities(noun, "", &[])? {
            found.entry(entity.text("community").to_owned()).or_default().push(entity);
        }
        Ok(found)
    }

    /// Gives the findings among these up to a round, the weightiest first; those dismissed are left out.
    pub(super) fn finding_figures(
        &self,
        findings: Vec<Entity>,
        round: u32,
        units: &HashMap<String, String>,
        crew: &Crew<'_>,
    ) -> Vec<FindingFigures> {
        let mut found = Vec::new();
        for finding in findings {
            let first = finding.number("round").and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
            if first > round || finding.text("state") == "dismissed" {
                continue;
            }
            let later = finding.under("round/").filter_map(|(n, held)| Some((n.parse().ok()?, held.text.clone())));
            let mut later: Vec<(u32, String)> =
                later.filter(|(n, word): &(u32, String)| *n <= round && !word.is_empty()).collect();
            later.sort();
            let text = |field: &str| finding.text(field).trim().to_owned();
            found.push(FindingFigures {
                round: first,
                text: text("text"),
                indicator: text("indicator"),
                place: units.get(finding.text("unit")).cloned(),
                severity: text("severity"),
                cause: text("cause"),
                advice: text("advice"),
                state: text("state"),
                by: finding.by().map(|evidence| by(evidence, crew)).unwrap_or_default(),
                later,
                key: finding.key,
            });
        }
        let weight = |severity: &str| match severity {
            "urgent" => 0,
            "serious" => 1,
            _ => 2,
        };
        let place = |code: &str| self.framework.indicator_position(code).unwrap_or(usize::MAX);
        found.sort_by(|a, b| {
            let order = |one: &FindingFigures| (one.state == "solved", weight(&one.severity), place(&one.indicator));
            order(a).cmp(&order(b)).then_with(|| a.key.cmp(&b.key))
        });
        found
    }

    /// Says what each group of people answered: for each indicator in the latest round that asked.
    pub(super) fn group_figures(
        &self,
        community: &Community,
        rounds: &[RoundFigures],
        forms: &HashMap<(String, i64), Vec<Form>>,
    ) -> Vec<GroupFigures> {
        let mut found: Vec<GroupFigures> = Vec::new();
        for round in rounds.iter().rev() {
            let Some(forms) = forms.get(&(community.code.clone(), i64::from(round.number))) else { continue };
            for standing in self.standings_at(community.stage(round.number), forms, &BTreeMap::new()) {
                let code = &standing.indicator.code;
                if standing.answers.groups.is_empty() || found.iter().any(|known| known.indicator == *code) {
                    continue;
                }
                let groups = standing.answers.groups.iter();
                found.push(GroupFigures {
                    indicator: code.clone(),
                    round: round.number,
                    share: standing.answers.pair.is_some() && standing.indicator.value_type == ValueType::Percent,
                    groups: groups.map(|one| (one.group.clone(), one.people, one.mean)).collect(),
                });
            }
        }
        found.sort_by_key(|one| self.framework.indicator_position(&one.indicator));
        found
    }
}
