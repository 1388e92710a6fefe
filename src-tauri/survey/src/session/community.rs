//! Communities and rounds: seeded from the framework, changed in the survey.

use super::{Fault, Session, Touched, bilingual, from_bilingual, op};
use crate::framework::{Bilingual, Framework, Stage};
use crate::store::{NewOp, Row};
use std::collections::BTreeMap;
use tanfang_journal::Cbor;

/// Describes one community as the survey has it now.
#[derive(Clone, Debug)]
pub struct Community {
    pub code: String,
    pub name: Bilingual,
    /// The stage from each round on in which it was set.
    pub stages: BTreeMap<u32, Stage>,
}

impl Community {
    /// Gives the stage that holds in a round: the latest one set up to it, otherwise the first.
    pub fn stage(&self, round: u32) -> Option<Stage> {
        let up_to = self.stages.range(..=round).next_back();
        up_to.or_else(|| self.stages.iter().next()).map(|(_, stage)| *stage)
    }
}

/// Says where a round stands. No state refuses a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundState {
    Planned,
    Open,
    Closed,
}

impl RoundState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Planned, Self::Open, Self::Closed].into_iter().find(|state| state.as_str() == word)
    }
}

/// Describes one round as the survey has it now.
#[derive(Clone, Debug)]
pub struct Round {
    pub number: u32,
    pub name: Bilingual,
    pub state: RoundState,
}

/// Gives the operations that seed communities and rounds, in the framework's order.
pub(super) fn seed(framework: &Framework) -> Vec<NewOp> {
    let mut ops = Vec::new();
    let first = framework.rounds.first().map_or(1, |round| round.number);
    for (place, community) in framework.communities.iter().enumerate() {
        let code = &community.code;
        let divisions = community.divisions.iter().map(|code| Cbor::text(code)).collect();
        let stage = vec![Cbor::text(community.stage.as_str()), Cbor::text(community.stage_basis.as_str())];
        ops.extend([
            op("community", code, "name", bilingual(&community.name)),
            op("community", code, "place", Cbor::Int(place as i64)),
            op("community", code, "divisions", Cbor::Array(divisions)),
            op("community", code, &format!("stage/{first}"), Cbor::Array(stage)),
            op("community", code, "profile", bilingual(&community.profile)),
            op("community", code, "note", bilingual(&community.note)),
        ]);
    }
    for round in &framework.rounds {
        let key = round.number.to_string();
        let state = if round.number == first { RoundState::Open } else { RoundState::Planned };
        ops.extend([
            op("round", &key, "name", bilingual(&round.name)),
            op("round", &key, "state", Cbor::text(state.as_str())),
            op("round", &key, "scope", Cbor::text(round.scope.as_str())),
        ]);
    }
    ops
}

impl Session {
    /// Gives the communities in the order of the framework.
    pub fn communities(&self) -> Result<Vec<Community>, Fault> {
        let mut found: BTreeMap<String, (i64, Community)> = BTreeMap::new();
        for row in self.store.rows("community")? {
            let Row { name, value, .. } = row;
            let key = name.key;
            let (place, community) = found.entry(key.clone()).or_insert_with(|| {
                let name = Bilingual { zh: key.clone(), en: key.clone() };
                (i64::MAX, Community { code: key.clone(), name, stages: BTreeMap::new() })
            });
            match name.field.as_str() {
                "name" => community.name = from_bilingual(&value).unwrap_or_default(),
                "place" => *place = value.as_int().unwrap_or(i64::MAX),
                field => {
                    let round = field.strip_prefix("stage/").and_then(|round| round.parse().ok());
                    let stage = value.as_array().and_then(|v| Stage::parse(v.first()?.as_text()?));
                    if let (Some(round), Some(stage)) = (round, stage) {
                        community.stages.insert(round, stage);
                    }
                }
            }
        }
        let mut communities: Vec<_> = found.into_values().collect();
        communities.sort_by(|a, b| (a.0, &a.1.code).cmp(&(b.0, &b.1.code)));
        Ok(communities.into_iter().map(|(_, community)| community).collect())
    }

    /// Opens, closes or plans a round. No state refuses a value: what comes for a closed one is marked as late.
    pub fn set_round_state(&mut self, number: u32, state: RoundState) -> Result<Touched, Fault> {
        self.round(number)?;
        self.commit(vec![op("round", &number.to_string(), "state", Cbor::text(state.as_str()))])
    }

    /// Gives the rounds by number.
    pub fn rounds(&self) -> Result<Vec<Round>, Fault> {
        let mut rounds: BTreeMap<u32, Round> = BTreeMap::new();
        for row in self.store.rows("round")? {
            let Ok(number) = row.name.key.parse() else { continue };
            let round = rounds.entry(number).or_insert_with(|| Round {
                number,
                name: Bilingual::default(),
                state: RoundState::Planned,
            });
            match (row.name.field.as_str(), row.value.as_text()) {
                ("name", _) => round.name = from_bilingual(&row.value).unwrap_or_default(),
                ("state", Some("open")) => round.state = RoundState::Open,
                ("state", Some("closed")) => round.state = RoundState::Closed,
                _ => {}
            }
        }
        Ok(rounds.into_values().collect())
    }

    /// Finds a community, or says which ones there are.
    pub fn community(&self, code: &str) -> Result<Community, Fault> {
        let communities = self.communities()?;
        let known: Vec<&str> = communities.iter().map(|community| community.code.as_str()).collect();
        let fault = Fault::new("unknown-community").with("code", code).with("known", known.join(", "));
        communities.into_iter().find(|community| community.code == code).ok_or(fault)
    }

    /// Finds a round, or says which ones there are.
    pub fn round(&self, number: u32) -> Result<Round, Fault> {
        let rounds = self.rounds()?;
        let known: Vec<String> = rounds.iter().map(|round| round.number.to_string()).collect();
        let fault = Fault::new("unknown-round").with("round", number).with("known", known.join(", "));
        rounds.into_iter().find(|round| round.number == number).ok_or(fault)
    }
}
