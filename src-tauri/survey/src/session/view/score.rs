//! Scores as rows.

use super::Figure;
use super::board::coverage;
use crate::framework::{Bilingual, Case, Indicator, State};
use crate::model::Ratio;
use crate::score::{Binding, CellState, Compliance, Level, Need, Range, Row, StageMean, View};
use crate::session::{Addressing, Advised, CellKey, Fault, Outcome, Results, ResultsOf, Session};
use crate::store::Name;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Counts binding indicators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct BindingCount {
    pub met: u32,
    pub missed: u32,
    pub open: u32,
    pub na: u32,
}

/// Says what a score is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum LevelView {
    Indicator,
    Item,
    Scenario,
    Community,
}

/// Says whether the binding indicators are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum ComplianceView {
    Met,
    NotMet,
    Open,
}

/// Holds one score; without a code at level community.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ScoreRow {
    pub level: LevelView,
    pub code: Option<String>,
    pub community: String,
    pub score: Option<Figure>,
    pub coverage: Option<Figure>,
    /// The round a carried value comes from.
    pub from_round: Option<u32>,
    pub binding: BindingCount,
    /// None where nothing binding applies.
    pub compliance: Option<ComplianceView>,
    /// How many open conflicts it rests on: other sides may make another score.
    pub conflicts: u32,
    /// False where there is too little data: then the range is shown in place of the score.
    pub enough: bool,
    /// The score with everything missing at 0 and at 100; none where all is there.
    pub range: Option<Ends>,
    /// What chance in drawing leaves, at 95 %; none where nothing was drawn.
    pub interval: Option<Ends>,
    /// The place among the communities with enough data.
    pub rank: Option<RankView>,
    /// Of an indicator that rests on a sample: the share and its interval.
    pub sample: Option<SampleView>,
    /// Points since the round before, over what both assessed.
    pub change: Option<Figure>,
    /// A binding indicator that is said not to apply; an administrator has not confirmed it.
    pub awaits: bool,
    /// Of scenario, item or indicator; empty at level community.
    pub name: Bilingual,
}

/// Holds both ends of an interval, as shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Ends {
    pub low: Figure,
    pub high: Figure,
}

/// Is a place; `first` to `last` where communities are not told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RankView {
    pub first: u32,
    pub last: u32,
    pub of: u32,
}

/// Is a share of a sample in percent: `a` of `b`, and the 95 % interval of Wilson.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SampleView {
    pub a: String,
    pub b: String,
    pub ends: Ends,
}

/// Is a missed target with what could close it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct GapView {
    pub community: String,
    pub indicator: String,
    pub scenario: String,
    pub name: Bilingual,
    pub binding: bool,
    /// Nothing is there at all.
    pub absent: bool,
    /// Points that closing it adds to the community's score.
    pub gain: Figure,
    /// So many of so many are needed at least, or at most.
    pub needs: Option<NeedView>,
    /// What is advised, and the key of the project type it asks for.
    pub remedy: Bilingual,
    pub remedy_type: String,
    /// The guidance of the scenario for the community's stage.
    pub advice: Option<Bilingual>,
    pub case: Option<CaseView>,
    pub projects: Vec<AddressingView>,
}

/// Is a practice from elsewhere that fits a gap.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CaseView {
    pub country: Bilingual,
    pub city: Bilingual,
    pub title: Bilingual,
    pub practice: Bilingual,
    pub lesson: Bilingual,
}

/// Is a project that addresses a gap; the state is empty where nobody said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct AddressingView {
    pub key: String,
    pub name: String,
    pub state: String,
}

/// Is the mean over the communities of one stage; without a code over the whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct StageRow {
    pub stage: String,
    pub code: Option<String>,
    pub score: Figure,
    /// How many communities it is of: those with enough data.
    pub communities: u32,
}

/// Says who may confirm that an indicator does not apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ConfirmersView {
    /// True where this laptop may.
    pub own: bool,
    pub names: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct NeedView {
    pub at_least: bool,
    pub units: String,
    pub of: String,
}

/// Holds the scores of one round.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ScoresView {
    pub round: u32,
    pub only_round: bool,
    /// Coverage in percent below which there is too little data, as this survey has it.
    pub least_coverage: u32,
    /// Where judgements in pairs weigh instead of the framework: the highest consistency ratio, as shown.
    pub pairwise: Option<String>,
    /// The round that changes are told from.
    pub since: Option<u32>,
    pub rows: Vec<ScoreRow>,
    /// The means of each stage that has any, the whole first, then the scenarios.
    pub stages: Vec<StageRow>,
    pub confirmers: ConfirmersView,
    /// How many cells of the round are left out, since this person is still to read them blind.
    pub blind: u32,
    /// The missed targets of each community, the weightiest first.
    pub gaps: Vec<GapView>,
}

/// Names a row of scores: level, community and code.
type Place = (LevelView, String, Option<String>);

/// Says what a conflict makes uncertain.
enum About {
    Cell(CellKey),
    /// The units of a list in a community.
    List(String, String),
    Community(String),
    Everything,
}

impl From<Level> for LevelView {
    fn from(level: Level) -> Self {
        match level {
            Level::Indicator => Self::Indicator,
            Level::Item => Self::Item,
            Level::Scenario => Self::Scenario,
            Level::Community => Self::Community,
        }
    }
}

impl From<Compliance> for ComplianceView {
    fn from(compliance: Compliance) -> Self {
        match compliance {
            Compliance::Met => Self::Met,
            Compliance::NotMet => Self::NotMet,
            Compliance::Open => Self::Open,
        }
    }
}

impl From<Binding> for BindingCount {
    fn from(binding: Binding) -> Self {
        Self { met: binding.met, missed: binding.missed, open: binding.open, na: binding.na }
    }
}

impl From<&Row> for ScoreRow {
    fn from(row: &Row) -> Self {
        Self {
            level: row.level.into(),
            code: (!row.code.is_empty()).then(|| row.code.clone()),
            community: row.community.clone(),
            score: row.score.map(Figure::of),
            coverage: coverage(row),
            from_round: row.from_round(),
            binding: row.binding.into(),
            compliance: row.compliance.map(Into::into),
            conflicts: 0,
            enough: true,
            range: row.range.filter(|range| range.low < range.high).map(Ends::from),
            interval: row.interval.map(Ends::from),
            rank: None,
            sample: sample(row),
            change: None,
            awaits: false,
            name: Bilingual::default(),
        }
    }
}

impl From<Range> for Ends {
    fn from(range: Range) -> Self {
        Self { low: Figure::of(range.low), high: Figure::of(range.high) }
    }
}

/// Asks for the results of a round; the same seed tries the same sets of weights at every look.
pub(super) fn asked(round: u32, only_round: bool, since: Option<u32>) -> ResultsOf {
    let view = if only_round { View::OnlyRound } else { View::AsOf };
    ResultsOf { round, view, since, seed: 1 }
}

fn is_unconfirmed(outcome: &Outcome) -> bool {
    outcome.state == State::NotApplicable && !outcome.confirmed
}

/// Gives the share that an indicator rests on where it was drawn.
fn sample(row: &Row) -> Option<SampleView> {
    let share = row.indicator?.share?;
    let (low, high) = share.interval()?;
    let ends = Ends { low: Figure::of(low * 100.0), high: Figure::of(high * 100.0) };
    Some(SampleView { a: share.a.to_string(), b: share.b.to_string(), ends })
}

impl From<&Advised> for GapView {
    fn from(advised: &Advised) -> Self {
        let gap = &advised.gap;
        let need =
            |need: Need| NeedView { at_least: need.at_least, units: need.units.to_string(), of: need.of.to_string() };
        Self {
            community: gap.community.clone(),
            indicator: gap.indicator.clone(),
            scenario: gap.indicator.split('.').next().unwrap_or_default().to_owned(),
            name: Bilingual::default(),
            binding: gap.binding,
            absent: gap.state == CellState::Absent,
            gain: Figure::of(gap.gain()),
            needs: gap.need.map(need),
            remedy: advised.remedy.clone(),
            remedy_type: advised.remedy_type.clone(),
            advice: advised.advice.clone(),
            case: advised.case.as_ref().map(CaseView::from),
            projects: advised.projects.iter().map(AddressingView::from).collect(),
        }
    }
}

impl From<&Case> for CaseView {
    fn from(case: &Case) -> Self {
        Self {
            country: case.country.clone(),
            city: case.city.clone(),
            title: case.title.clone(),
            practice: case.practice.clone(),
            lesson: case.lesson.clone(),
        }
    }
}

impl From<&Addressing> for AddressingView {
    fn from(project: &Addressing) -> Self {
        Self { key: project.key.clone(), name: project.name.clone(), state: project.state.clone() }
    }
}

impl From<&StageMean> for StageRow {
    fn from(mean: &StageMean) -> Self {
        Self {
            stage: mean.stage.as_str().to_owned(),
            code: (!mean.code.is_empty()).then(|| mean.code.clone()),
            score: Figure::of(mean.score),
            communities: mean.communities,
        }
    }
}

impl Session {
    /// Shows the scores of one round; changes are told from `since`, else from the round before.
    pub fn scores_view(&self, round: u32, only_round: bool, since: Option<u32>) -> Result<ScoresView, Fault> {
        let results = self.plain_results(asked(round, only_round, since))?;
        let mut rows: Vec<ScoreRow> = self.judged(&results);
        let resting = self.resting(&rows, round, only_round)?;
        for row in &mut rows {
            let place = (row.level, row.community.clone(), row.code.clone());
            row.conflicts = resting.get(&place).copied().unwrap_or(0);
        }
        let ratios = results.weighting.groups.iter().filter_map(|group| group.result.as_ref());
        let highest = ratios.map(|result| result.ratio).fold(0.0, f64::max);
        let gap = |advised: &Advised| {
            let name = self.framework.indicator(&advised.gap.indicator).map(|found| found.name.clone());
            GapView { name: name.unwrap_or_default(), ..GapView::from(advised) }
        };
        Ok(ScoresView {
            round,
            only_round,
            least_coverage: results.least_coverage,
            pairwise: results.weighting.pairwise.then(|| Ratio::near(highest).display(2)),
            since: results.since,
            rows,
            stages: results.stages.iter().map(StageRow::from).collect(),
            confirmers: self.administrators().map(|found| ConfirmersView { own: found.own, names: found.names })?,
            blind: self.blind()?.count_in(round),
            gaps: results.gaps.iter().map(gap).collect(),
        })
    }

    /// Makes rows with what all rows together say about each: enough data, place, change.
    fn judged(&self, results: &Results) -> Vec<ScoreRow> {
        let place = |level, code: &str, community: &str| (level, code.to_owned(), community.to_owned());
        let changes = results.changes.iter();
        let changes: HashMap<crate::session::Place, Figure> = changes
            .map(|one| (place(one.level, &one.code, &one.community), Figure::of(one.after - one.before)))
            .collect();
        let name = |row: &Row| match row.level {
            Level::Community => None,
            Level::Scenario => self.framework.scenario(&row.code).map(|found| &found.name),
            Level::Item => self.framework.item(&row.code).map(|found| &found.name),
            Level::Indicator => self.framework.indicator(&row.code).map(|found| &found.name),
        };
        let judged = |row: &Row| {
            let place = place(row.level, &row.code, &row.community);
            let rank = results.ranks.get(&place);
            ScoreRow {
                enough: results.is_enough(row) || !row.is_applicable(),
                rank: rank.map(|rank| RankView { first: rank.first, last: rank.last, of: rank.of }),
                change: changes.get(&place).cloned(),
                awaits: row.binding.open > 0 && results.outcome(row).is_some_and(is_unconfirmed),
                name: name(row).cloned().unwrap_or_default(),
                ..ScoreRow::from(row)
            }
        };
        results.scores.rows.iter().map(judged).collect()
    }

    /// Counts the open conflicts that scores rest on, by row: those about values, stages, units and the framework.
    fn resting(&self, rows: &[ScoreRow], round: u32, only_round: bool) -> Result<HashMap<Place, u32>, Fault> {
        let indicators = rows.iter().filter(|row| row.level == LevelView::Indicator);
        let cells: HashMap<(&str, &str), (&ScoreRow, &Indicator)> = indicators
            .filter_map(|row| {
                let indicator = self.framework.indicator(row.code.as_deref()?)?;
                Some(((row.community.as_str(), indicator.code.as_str()), (row, indicator)))
            })
            .collect();
        let (mut counts, blind) = (HashMap::new(), self.blind()?);
        for conflict in self.store.conflicts()? {
            let uncertain: Vec<(&ScoreRow, &Indicator)> = match self.about(&conflict.name) {
                None => continue,
                Some(About::Cell(cell)) if blind.hides(&cell) => continue,
                Some(About::Cell(cell)) => {
                    let found = cells.get(&(cell.community.as_str(), cell.indicator.as_str())).copied();
                    let from = |row: &ScoreRow| if only_round { round } else { row.from_round.unwrap_or(0) };
                    found.into_iter().filter(|(row, _)| (from(row)..=round).contains(&cell.round)).collect()
                }
                Some(About::List(community, list)) => {
                    let of = |row: &ScoreRow, one: &Indicator| {
                        row.community == community && one.list.as_ref() == Some(&list)
                    };
                    cells.values().copied().filter(|(row, indicator)| of(row, indicator)).collect()
                }
                Some(About::Community(code)) => {
                    cells.values().copied().filter(|(row, _)| row.community == code).collect()
                }
                Some(About::Everything) => cells.values().copied().collect(),
            };
            let above: HashSet<Place> =
                uncertain.into_iter().flat_map(|(row, indicator)| above(row, indicator)).collect();
            for place in above {
                *counts.entry(place).or_insert(0) += 1;
            }
        }
        Ok(counts)
    }

    /// Says what a conflict makes uncertain; nothing for one that no score rests on, such as of a remark.
    fn about(&self, name: &Name) -> Option<About> {
        match (name.noun.as_str(), name.field.as_str()) {
            ("assessment", "value") => name.key.parse().ok().map(About::Cell),
            ("observation", "result") => {
                name.key.rsplit_once('/').and_then(|(cell, _)| cell.parse().ok()).map(About::Cell)
            }
            ("survey", "framework") => Some(About::Everything),
            ("community", field) if field.starts_with("stage/") => Some(About::Community(name.key.clone())),
            ("unit", "community" | "list" | "state" | "group") => {
                self.unit(&name.key).ok().map(|unit| About::List(unit.community, unit.list))
            }
            _ => None,
        }
    }
}

/// Names the rows that an indicator's row goes into, itself among them.
fn above(row: &ScoreRow, indicator: &Indicator) -> [Place; 4] {
    let place = |level, code: Option<&String>| (level, row.community.clone(), code.cloned());
    [
        place(LevelView::Indicator, Some(&indicator.code)),
        place(LevelView::Item, Some(&indicator.item)),
        place(LevelView::Scenario, Some(&indicator.scenario)),
        place(LevelView::Community, None),
    ]
}
