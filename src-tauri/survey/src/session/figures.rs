//! What a report shows: plain figures, worked out, not yet worded.

use super::{CellKey, Community, Fault, Filter, MediaRow, Outcome, Session, Unit};
use crate::framework::{Bilingual, Direction, Framework, Indicator, Stage, StageBasis, State, ValueType};
use crate::model::{Mark, Ratio};
use crate::score::{IndicatorResult, Level, Row, Scores, View};
use std::collections::HashMap;
use std::path::PathBuf;

/// Holds everything that a scenario report shows, as of one round.
#[derive(Clone, Debug)]
pub struct ScenarioFigures {
    pub survey: String,
    pub organisation: String,
    /// A demo survey is marked on every page.
    pub demo: bool,
    pub framework: FrameworkFigures,
    pub scenario: ScenarioHead,
    /// The rounds up to the chosen one, in order; the chosen one is the last.
    pub rounds: Vec<RoundFigures>,
    pub items: Vec<ItemHead>,
    pub indicators: Vec<IndicatorHead>,
    /// The chosen communities, in the order of the framework.
    pub communities: Vec<CommunityFigures>,
    /// Coverage in percent below which results count as too little data.
    pub least_coverage: u32,
    /// Where scores are weighed by comparison in pairs and not by the framework: the highest consistency ratio.
    pub pairwise: Option<f64>,
    /// Digest of the survey, in hexadecimal.
    pub digest: String,
}

/// Says which framework the figures are measured by.
#[derive(Clone, Debug, Default)]
pub struct FrameworkFigures {
    pub id: String,
    pub version: String,
    pub title: Bilingual,
    /// The notice that stands wherever results appear.
    pub status: Bilingual,
}

#[derive(Clone, Debug, Default)]
pub struct ScenarioHead {
    pub code: String,
    pub name: Bilingual,
    pub definition: Bilingual,
}

/// A round with its dates as `YYYY-MM-DD`, where they are set.
#[derive(Clone, Debug, Default)]
pub struct RoundFigures {
    pub number: u32,
    pub name: Bilingual,
    pub from: Option<String>,
    pub to: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct ItemHead {
    pub code: String,
    pub name: Bilingual,
}

/// Heads the row of an indicator.
#[derive(Clone, Debug, Default)]
pub struct IndicatorHead {
    pub code: String,
    /// Code of its item.
    pub item: String,
    pub name: Bilingual,
    pub binding: bool,
    /// Yes or no: printed in words, without unit.
    pub yes_no: bool,
    /// Empty for yes or no.
    pub unit: Bilingual,
    /// Decimals of numbers as displayed.
    pub decimals: u8,
}

/// The figures of one community.
#[derive(Clone, Debug)]
pub struct CommunityFigures {
    pub code: String,
    pub name: Bilingual,
    /// None where the survey has none; then nothing applies.
    pub stage: Option<Stage>,
    /// The stage is an assumption, not stated by the source.
    pub stage_assumed: bool,
    /// Of the scenario.
    pub score: ScoreFigures,
    pub compliance: ComplianceFigures,
    /// Per item, parallel to [`ScenarioFigures::items`].
    pub items: Vec<ScoreFigures>,
    /// Per indicator, parallel to [`ScenarioFigures::indicators`].
    pub cells: Vec<CellFigures>,
    pub photos: Vec<PhotoFigures>,
}

/// A score with what it rests on: assessed of applicable indicators.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScoreFigures {
    /// 0 to 100; none where nothing is assessed.
    pub score: Option<f64>,
    pub assessed: u32,
    pub applicable: u32,
}

/// Counts binding indicators, and names the missed and the open ones by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComplianceFigures {
    pub met: u32,
    pub not_applicable: u32,
    pub missed: Vec<String>,
    pub open: Vec<String>,
}

/// One indicator in one community.
#[derive(Clone, Debug, Default)]
pub struct CellFigures {
    /// Whether it applies to the community's stage.
    pub applies: bool,
    pub target: Option<TargetFigures>,
    /// What each round recorded, parallel to [`ScenarioFigures::rounds`].
    pub rounds: Vec<Option<ValueFigures>>,
    /// The result as of the chosen round.
    pub result: Option<ResultFigures>,
    /// Two people wrote different values that nobody has settled; the provisional one is shown.
    pub conflict: bool,
    /// A later round tried and could not obtain it; the earlier value stands.
    pub not_obtained_in: Option<u32>,
}

/// A target: one bound, or both of a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetFigures {
    AtLeast(Ratio),
    AtMost(Ratio),
    Between(Ratio, Ratio),
}

/// What a round recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueFigures {
    Number(Ratio),
    /// `a` of `b` with the exact value it stands for.
    Share {
        a: i128,
        b: i128,
        value: Ratio,
    },
    Absent,
    NotApplicable {
        reason: String,
    },
    NotObtained {
        reason: String,
    },
}

/// The value that counts: from which round, its score, whether it meets the target.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultFigures {
    pub value: ValueFigures,
    pub round: u32,
    pub score: Option<f64>,
    pub met: Option<bool>,
}

/// A photo of the community and round.
#[derive(Clone, Debug)]
pub struct PhotoFigures {
    /// The derivative to print; none where the file is not on this laptop.
    pub file: Option<PhotoFile>,
    pub caption: String,
    /// The unit or place it shows.
    pub place: Option<String>,
    /// When it was taken, `YYYY-MM-DD`.
    pub taken: Option<String>,
    pub round: u32,
    /// Code of the indicator it supports.
    pub indicator: Option<String>,
    /// What was drawn on it.
    pub marks: Vec<Mark>,
}

/// A JPEG file by its path and BLAKE3 hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoFile {
    pub path: PathBuf,
    pub hash: [u8; 32],
}

impl Session {
    /// Works out what the report of a scenario shows as of a round. Without communities named it covers all of them.
    pub fn scenario_figures(
        &self,
        scenario: &str,
        communities: &[String],
        round: u32,
    ) -> Result<ScenarioFigures, Fault> {
        self.must_see_all()?;
        let framework = self.framework();
        let head = self.scenario(scenario)?;
        self.round(round)?;
        for code in communities {
            self.community(code)?;
        }
        let chosen: Vec<Community> = self
            .communities()?
            .into_iter()
            .filter(|community| communities.is_empty() || communities.contains(&community.code))
            .collect();
        let rounds: Vec<RoundFigures> = self
            .rounds()?
            .into_iter()
            .filter(|known| known.number <= round)
            .map(|known| RoundFigures { number: known.number, name: known.name, from: None, to: None })
            .collect();
        let indicators: Vec<&Indicator> = framework.indicators_of_scenario(scenario).collect();
        let items: Vec<ItemHead> = framework
            .items_of(scenario)
            .map(|item| ItemHead { code: item.code.clone(), name: item.name.clone() })
            .collect();
        let scores = self.scores(&[round], View::AsOf)?;
        let photos = self.media()?;
        let overview = self.overview()?;
        let mut figures = ScenarioFigures {
            survey: overview.name,
            organisation: overview.organisation,
            demo: overview.demo,
            framework: FrameworkFigures {
                id: framework.identity.id.clone(),
                version: framework.identity.version.clone(),
                title: framework.identity.title.clone(),
                status: framework.identity.status.clone(),
            },
            scenario: ScenarioHead {
                code: head.code.clone(),
                name: head.name.clone(),
                definition: head.definition.clone(),
            },
            rounds,
            items,
            indicators: indicators.iter().map(|indicator| indicator_head(indicator)).collect(),
            communities: Vec::with_capacity(chosen.len()),
            least_coverage: self.least_coverage()?,
            pairwise: self.weighting()?.counting(),
            digest: self.digest()?.to_string(),
        };
        for community in chosen {
            let recorded = self.recorded(&community.code)?;
            let units = self.units(&community.code, None)?;
            let rows = Rows { scores: &scores, community: &community.code, round };
            let stage = community.stage(round);
            let total = rows.get(Level::Scenario, scenario);
            let cells = indicators
                .iter()
                .map(|indicator| cell_figures(indicator, stage, &rows, &recorded, &figures.rounds))
                .collect();
            figures.communities.push(CommunityFigures {
                score: total.map(score_figures).unwrap_or_default(),
                compliance: compliance(&indicators, total, &rows),
                items: figures
                    .items
                    .iter()
                    .map(|item| rows.get(Level::Item, &item.code).map(score_figures).unwrap_or_default())
                    .collect(),
                cells,
                photos: self.photo_figures(&framework, scenario, &community.code, round, &photos, &units),
                stage,
                stage_assumed: framework
                    .community(&community.code)
                    .is_some_and(|seed| seed.stage_basis == StageBasis::Assumption && Some(seed.stage) == stage),
                code: community.code,
                name: community.name,
            });
        }
        Ok(figures)
    }

    /// Gives what was recorded in a community by round and indicator, and whether people disagree about it.
    fn recorded(&self, community: &str) -> Result<Recorded, Fault> {
        let filter = Filter { community: Some(community.to_owned()), ..Filter::default() };
        let rows = self.assessments(&filter)?.into_iter();
        Ok(rows.map(|row| ((row.key.round, row.key.indicator), (row.outcome, row.conflict))).collect())
    }

    fn photo_figures(
        &self,
        framework: &Framework,
        scenario: &str,
        community: &str,
        round: u32,
        media: &[MediaRow],
        units: &[Unit],
    ) -> Vec<PhotoFigures> {
        let mut found = Vec::new();
        for medium in media.iter().filter(|medium| medium.noun == "photo") {
            // A photo may support several indicators; it is printed once, with the first of them.
            let mut cells: Vec<(usize, CellKey)> = medium
                .links
                .iter()
                .filter_map(|link| link.strip_prefix("assessment/")?.parse::<CellKey>().ok())
                .filter(|key| key.community == community && key.round <= round)
                .filter_map(|key| Some((framework.indicator_position(&key.indicator)?, key)))
                .filter(|(place, _)| framework.indicators[*place].scenario == scenario)
                .collect();
            cells.sort();
            let Some((place, key)) = cells.into_iter().next() else { continue };
            let unit = medium.links.iter().find_map(|link| {
                let key = link.strip_prefix("unit/")?;
                units.iter().find(|unit| unit.key == key)
            });
            let file = medium.derivative.as_ref().map(|blob| (self.blob_path(blob), blob.hash.0));
            let taken = medium.taken_at.as_ref().and_then(|taken| taken.get(..10)).map(str::to_owned);
            found.push((
                place,
                key.round,
                PhotoFigures {
                    file: file.filter(|(path, _)| path.is_file()).map(|(path, hash)| PhotoFile { path, hash }),
                    caption: medium.caption.clone(),
                    place: unit.map(|unit| unit.name.clone()),
                    taken,
                    round: key.round,
                    indicator: Some(key.indicator),
                    marks: medium.marks.clone(),
                },
            ));
        }
        found.sort_by_key(|(place, round, _)| (*place, *round));
        found.into_iter().map(|(.., photo)| photo).collect()
    }
}

/// What was recorded by round and indicator, and whether people disagree about it.
type Recorded = HashMap<(u32, String), (Outcome, bool)>;

/// Finds the results of one community and round.
struct Rows<'a> {
    scores: &'a Scores,
    community: &'a str,
    round: u32,
}

impl<'a> Rows<'a> {
    fn get(&self, level: Level, code: &str) -> Option<&'a Row> {
        self.scores.get(level, code, self.community, self.round)
    }
}

fn indicator_head(indicator: &Indicator) -> IndicatorHead {
    IndicatorHead {
        code: indicator.code.clone(),
        item: indicator.item.clone(),
        name: indicator.name.clone(),
        binding: indicator.is_binding(),
        yes_no: indicator.value_type == ValueType::YesNo,
        unit: indicator.unit.clone(),
        decimals: indicator.decimals,
    }
}

fn score_figures(row: &Row) -> ScoreFigures {
    ScoreFigures { score: row.score, assessed: row.assessed, applicable: row.applicable }
}

fn compliance(indicators: &[&Indicator], total: Option<&Row>, rows: &Rows<'_>) -> ComplianceFigures {
    let named = |of: &dyn Fn(&Row) -> u32| {
        let binding = indicators.iter().filter(|indicator| indicator.is_binding());
        let codes =
            binding.filter(|indicator| rows.get(Level::Indicator, &indicator.code).is_some_and(|row| of(row) > 0));
        codes.map(|indicator| indicator.code.clone()).collect()
    };
    ComplianceFigures {
        met: total.map_or(0, |row| row.binding.met),
        not_applicable: total.map_or(0, |row| row.binding.na),
        missed: named(&|row| row.binding.missed),
        open: named(&|row| row.binding.open),
    }
}

fn cell_figures(
    indicator: &Indicator,
    stage: Option<Stage>,
    rows: &Rows<'_>,
    recorded: &Recorded,
    rounds: &[RoundFigures],
) -> CellFigures {
    let at = |round: u32| recorded.get(&(round, indicator.code.clone()));
    let row = rows.get(Level::Indicator, &indicator.code);
    let result = row.and_then(|row| row.indicator);
    let cell = result.and_then(|result| result.cell);
    CellFigures {
        applies: stage.is_some_and(|stage| indicator.applies_to(stage)),
        target: result.map(|result| target(indicator, &result)),
        rounds: rounds.iter().map(|round| at(round.number).map(|(outcome, _)| value(outcome))).collect(),
        conflict: cell.and_then(|cell| at(cell.from_round)).is_some_and(|(_, conflict)| *conflict),
        not_obtained_in: cell.and_then(|cell| cell.not_obtained_in),
        result: cell.and_then(|cell| {
            Some(ResultFigures {
                value: value(&at(cell.from_round)?.0),
                round: cell.from_round,
                score: row.and_then(|row| row.score),
                met: result.and_then(|result| result.met),
            })
        }),
    }
}

fn target(indicator: &Indicator, result: &IndicatorResult) -> TargetFigures {
    let target = result.target.to_ratio();
    match (indicator.direction, result.target_upper) {
        (Direction::Between, Some(upper)) => TargetFigures::Between(target, upper.to_ratio()),
        (Direction::AtMost, _) => TargetFigures::AtMost(target),
        _ => TargetFigures::AtLeast(target),
    }
}

fn value(outcome: &Outcome) -> ValueFigures {
    let reason = || outcome.reason.clone().unwrap_or_default();
    match (outcome.state, outcome.value, outcome.pair) {
        (State::Value, Some(value), Some((a, b))) => ValueFigures::Share { a, b, value },
        (State::Value, Some(value), None) => ValueFigures::Number(value),
        (State::Absent, ..) => ValueFigures::Absent,
        (State::NotApplicable, ..) => ValueFigures::NotApplicable { reason: reason() },
        _ => ValueFigures::NotObtained { reason: reason() },
    }
}
