//! The results of a round with all that is said about them: one look for the command line, the window and the reports.

use super::{AssessmentRow, CellKey, Fault, Filter, Outcome, Session, Weighting};
use crate::framework::{Bilingual, Case, Indicator, Stage};
use crate::model::Ratio;
use crate::score::{
    Cells, Change, Concordance, Gap, Level, Outlier, Progress, Rank, Reading, Row, Scores, Stability, StageMean, View,
    concordance, fitting_cases,
};
use std::collections::{HashMap, HashSet};

/// Says which results are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResultsOf {
    pub round: u32,
    pub view: View,
    /// The round to tell the change from; the one before where none is named.
    pub since: Option<u32>,
    /// Chooses the sets of weights that the order of the communities is tried with.
    pub seed: u64,
}

/// Names a row of scores by level, code and community.
pub type Place = (Level, String, String);

/// Holds the results of a round.
#[derive(Clone, Debug)]
pub struct Results {
    pub round: u32,
    pub view: View,
    /// Coverage in percent that a score needs to take a rank.
    pub least_coverage: u32,
    pub weighting: Weighting,
    /// The rows as of the round, in display order.
    pub scores: Scores,
    /// What was recorded, of every cell of every round.
    pub outcomes: HashMap<CellKey, Outcome>,
    /// The cells people disagree about.
    pub contested: HashSet<CellKey>,
    /// How far the round has come with what it asks for.
    pub progress: HashMap<Place, Progress>,
    /// The places of communities with enough data.
    pub ranks: HashMap<Place, Rank>,
    /// The round that changes are told from; none where there is no earlier one.
    pub since: Option<u32>,
    pub changes: Vec<Change>,
    pub gaps: Vec<Advised>,
    pub stages: Vec<StageMean>,
    pub outliers: Vec<Outlier>,
    pub seed: u64,
    pub stability: Vec<Stability>,
    /// How well second readings of this round agree with the first.
    pub concordance: Vec<Concordance>,
}

/// Is a gap with what could close it.
#[derive(Clone, Debug, PartialEq)]
pub struct Advised {
    pub gap: Gap,
    /// Key of the project type that the remedy asks for.
    pub remedy_type: String,
    pub remedy: Bilingual,
    /// The guidance of the scenario for the community's stage.
    pub advice: Option<Bilingual>,
    pub case: Option<Case>,
    /// The projects that name the indicator and were not given up.
    pub projects: Vec<Addressing>,
}

/// Is a project that addresses a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressing {
    pub key: String,
    pub name: String,
    /// `planned`, `under_way` or `done`; empty where nobody said.
    pub state: String,
}

impl Results {
    /// Says whether a row has enough data to be compared.
    pub fn is_enough(&self, row: &Row) -> bool {
        row.is_applicable() && !row.has_too_little_data(self.least_coverage)
    }

    /// Gives what was recorded for the row of an indicator.
    pub fn outcome(&self, row: &Row) -> Option<&Outcome> {
        self.outcomes.get(&CellKey::new(&row.community, row.from_round()?, &row.code))
    }

    /// Gives the codes of the binding indicators under a row that `count` counts, such as the missed ones.
    pub fn named(&self, row: &Row, count: impl Fn(&Row) -> u32) -> Vec<String> {
        self.scores.below(row).filter(|below| count(below) > 0).map(|below| below.code.clone()).collect()
    }
}

impl Session {
    /// Works out the results of a round with all that is said about them.
    pub fn results(&self, asked: ResultsOf) -> Result<Results, Fault> {
        Ok(self.results_and_cells(asked, self.assessments(&Filter::default())?)?.0)
    }

    /// Works out the results without trying other sets of weights, which costs more than all the rest; no stability is told.
    pub fn plain_results(&self, asked: ResultsOf) -> Result<Results, Fault> {
        Ok(self.plain_results_and_cells(asked, self.assessments(&Filter::default())?)?.0)
    }

    /// Works the results out from rows that were read already; gives also the cells they were worked out from.
    pub(super) fn results_and_cells(
        &self,
        asked: ResultsOf,
        rows: Vec<AssessmentRow>,
    ) -> Result<(Results, Cells<'_>), Fault> {
        let (mut results, cells) = self.plain_results_and_cells(asked, rows)?;
        results.stability = cells.stability(asked.round, asked.view, results.least_coverage, asked.seed);
        Ok((results, cells))
    }

    /// Tries other sets of weights on the results of a round.
    pub fn stability(&self, asked: ResultsOf) -> Result<Vec<Stability>, Fault> {
        self.round(asked.round)?;
        Ok(self.cells()?.stability(asked.round, asked.view, self.least_coverage()?, asked.seed))
    }

    fn plain_results_and_cells(
        &self,
        asked: ResultsOf,
        rows: Vec<AssessmentRow>,
    ) -> Result<(Results, Cells<'_>), Fault> {
        let ResultsOf { round, view, seed, .. } = asked;
        self.round(round)?;
        let since = match asked.since {
            Some(since) => Some(self.round(since)?.number),
            None => self.rounds()?.iter().map(|known| known.number).filter(|number| *number < round).max(),
        };
        let cells = self.cells_with_sides(&rows)?;
        let least = self.least_coverage()?;
        let scores = cells.scores(&[round], view);
        let gaps = cells.gaps(round, view);
        let mut results = Results {
            round,
            view,
            least_coverage: least,
            weighting: self.weighting()?,
            progress: HashMap::new(),
            ranks: self.ranks(&scores, round, least),
            changes: since.map(|since| cells.changes(since, round)).unwrap_or_default(),
            since,
            gaps: self.advised(gaps, |community| {
                cells.communities().iter().find(|known| known.code == community).and_then(|known| known.stage(round))
            })?,
            stages: scores.stage_means(cells.communities(), round, least),
            outliers: cells.outliers(round),
            seed,
            stability: Vec::new(),
            concordance: concordance(&self.readings(round)?),
            contested: rows.iter().filter(|row| row.contested).map(|row| row.key.clone()).collect(),
            outcomes: HashMap::new(),
            scores,
        };
        let disputed: HashSet<(&str, &str)> = rows
            .iter()
            .filter(|row| row.conflict)
            .map(|row| (row.key.community.as_str(), row.key.indicator.as_str()))
            .collect();
        let scope = self.scope(round)?;
        for community in cells.communities() {
            let disputed = |indicator: &Indicator| disputed.contains(&(&*community.code, &*indicator.code));
            let planned = cells.planned(&community.code, round, scope, disputed);
            for row in results.scores.of(&community.code, round) {
                let below: Vec<&Indicator> =
                    planned.iter().copied().filter(|indicator| is_under(indicator, row)).collect();
                let place = (row.level, row.code.clone(), row.community.clone());
                results.progress.insert(place, cells.progress(&community.code, round, &below));
            }
        }
        results.outcomes = rows.into_iter().map(|row| (row.key, row.outcome)).collect();
        Ok((results, cells))
    }

    pub(super) fn ranks(&self, scores: &Scores, round: u32, least: u32) -> HashMap<Place, Rank> {
        let mut places = vec![(Level::Community, "")];
        places.extend(self.framework.scenarios.iter().map(|scenario| (Level::Scenario, scenario.code.as_str())));
        places.extend(self.framework.items.iter().map(|item| (Level::Item, item.code.as_str())));
        let ranked = |(level, code): (Level, &str)| {
            let ranks = scores.ranks(level, code, round, least).into_iter();
            ranks.map(|rank| ((level, code.to_owned(), rank.community.clone()), rank)).collect::<Vec<_>>()
        };
        places.into_iter().flat_map(ranked).collect()
    }

    /// Adds to each gap what could close it, and who is at it already.
    fn advised(&self, gaps: Vec<Gap>, stage: impl Fn(&str) -> Option<Stage>) -> Result<Vec<Advised>, Fault> {
        let framework = &self.framework;
        let projects = self.entities("project", "", &[])?;
        let addressing = |gap: &Gap| {
            let about = projects.iter().filter(|project| {
                project.text("community") == gap.community
                    && project.text("state") != "given_up"
                    && project.text("indicators").split(',').any(|code| code == gap.indicator)
            });
            let named = about.map(|project| Addressing {
                key: project.key.clone(),
                name: project.text("name").to_owned(),
                state: project.text("state").to_owned(),
            });
            named.collect()
        };
        let fitting = fitting_cases(framework);
        let advised = |gap: Gap| {
            let place = framework.indicator_position(&gap.indicator)?;
            let indicator = &framework.indicators[place];
            let advice = stage(&gap.community).and_then(|stage| framework.advice_for(&indicator.scenario, stage));
            Some(Advised {
                remedy_type: indicator.remedy_type.clone(),
                remedy: indicator.remedy.clone(),
                advice: advice.map(|advice| advice.text.clone()),
                case: fitting[place].map(|place| framework.cases[place].clone()),
                projects: addressing(&gap),
                gap,
            })
        };
        Ok(gaps.into_iter().filter_map(advised).collect())
    }

    /// Gives the second readings of a round in the form that concordance is worked out from.
    fn readings(&self, round: u32) -> Result<Vec<Reading>, Fault> {
        let communities = self.communities()?;
        let reading = |second: super::SecondReading| {
            let indicator = self.framework.indicator(&second.cell.indicator)?;
            let community = communities.iter().find(|community| community.code == second.cell.community)?;
            let target = indicator.target(community.stage(round)?)?.to_ratio();
            let way = target.sub(indicator.zero_at.to_ratio())?;
            Some(Reading {
                first: second.first.cell_state(),
                second: second.second.cell_state(),
                tolerance: indicator.tolerance.to_ratio(),
                value_type: indicator.value_type,
                way: if way < Ratio::ZERO { Ratio::ZERO.sub(way)? } else { way },
            })
        };
        Ok(self.second_readings(round)?.into_iter().filter_map(reading).collect())
    }
}

/// Says whether an indicator counts in a row.
fn is_under(indicator: &Indicator, row: &Row) -> bool {
    match row.level {
        Level::Community => true,
        Level::Scenario => indicator.scenario == row.code,
        Level::Item => indicator.item == row.code,
        Level::Indicator => indicator.code == row.code,
    }
}
