//! What the reports show of a survey as of a round: worked out once, not yet worded. One look serves every kind of report
//! over the same communities, in every language.

mod cell;
mod feedback;
mod passage;
mod photo;
mod record;

pub use cell::{CellFigures, RecordFigures, ResultFigures, SourceFigures, TargetFigures, ValueFigures};
pub use feedback::FeedbackFigures;
pub use passage::Passage;
pub use photo::{PhotoFigures, PhotoFile, Withheld};
pub use record::{FindingFigures, GroupFigures, ProjectFigures, TeamFigures};

use super::{Covered, Evidence, Fault, Filter, Results, ResultsOf, Session};
use crate::framework::{Bilingual, Framework, Stage, StageBasis};
use crate::score::{Cells, Change, Level, Row, View};
use crate::store::Blobs;
use std::collections::HashMap;
use std::sync::Arc;
use tanfang_journal::{BlobRef, Hash};

/// Chooses the sets of weights of every report's stability: reports of one survey agree with each other.
const SEED: u64 = 1;

/// Holds everything that reports show of the chosen communities, as of one round.
#[derive(Clone, Debug)]
pub struct Figures {
    pub survey: String,
    pub organisation: String,
    /// A demo survey is marked on every page.
    pub demo: bool,
    /// Language of the survey's own texts: `zh` or `en`.
    pub language: String,
    /// Digest of the survey, in hexadecimal.
    pub digest: String,
    pub framework: Arc<Framework>,
    /// The rounds up to the chosen one, in order; the chosen one is the last.
    pub rounds: Vec<RoundFigures>,
    /// The chosen communities, in the order of the framework.
    pub communities: Vec<CommunityFigures>,
    /// Scores, ranks, gaps and all that is said about them; of all communities of the survey.
    pub results: Results,
    /// The changes from each round to the next, and from the first to the last where others lie between.
    pub periods: Vec<Period>,
    pub teams: Vec<TeamFigures>,
    /// What people wrote for sections of the reports.
    pub passages: Vec<Passage>,
    /// What others said about reports, up to the round; of all communities of the survey.
    pub feedback: Vec<FeedbackFigures>,
    /// Names of all people of the survey: what leaves the team holds none of them.
    pub names: Vec<String>,
    /// Where the survey's files lie.
    blobs: Blobs,
}

/// A round with its dates as `YYYY-MM-DD`, where they are set.
#[derive(Clone, Debug, Default)]
pub struct RoundFigures {
    pub number: u32,
    pub name: Bilingual,
    pub from: Option<String>,
    pub to: Option<String>,
    pub reference_from: Option<String>,
    pub reference_to: Option<String>,
}

/// The changes from one round to a later one.
#[derive(Clone, Debug)]
pub struct Period {
    pub from: u32,
    pub to: u32,
    pub changes: Vec<Change>,
}

/// Holds the figures of one community.
#[derive(Clone, Debug)]
pub struct CommunityFigures {
    pub code: String,
    pub name: Bilingual,
    /// None where the survey has none; then nothing applies.
    pub stage: Option<Stage>,
    /// In each round, parallel to [`Figures::rounds`].
    pub stages: Vec<Option<Stage>>,
    /// The stage is an assumption, not stated by the source.
    pub stage_assumed: bool,
    /// Per indicator, parallel to the framework's.
    pub cells: Vec<CellFigures>,
    /// Those that may be shown.
    pub photos: Vec<PhotoFigures>,
    /// Photos that may not be shown, because of the people on them.
    pub withheld: Vec<Withheld>,
    pub findings: Vec<FindingFigures>,
    pub projects: Vec<ProjectFigures>,
    pub groups: Vec<GroupFigures>,
}

/// Says who recorded something, on which day, and with which team.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByFigures {
    pub person: String,
    /// `YYYY-MM-DD`.
    pub day: String,
    /// Place in [`Figures::teams`]; none where it belongs to no visit.
    pub team: Option<usize>,
}

impl Figures {
    /// Gives the round the results are as of.
    pub fn round(&self) -> u32 {
        self.results.round
    }

    /// Finds a row of scores; the code is empty at level community.
    pub fn row(&self, level: Level, code: &str, community: &str) -> Option<&Row> {
        self.results.scores.get(level, code, community, self.round())
    }

    /// Finds a JPEG picture among the survey's files by its hash in hexadecimal.
    pub fn picture(&self, hash: &str) -> Option<PhotoFile> {
        let bytes: [u8; 32] = hex::decode(hash).ok()?.try_into().ok()?;
        let blob = |ext: &str| BlobRef { hash: Hash(bytes), ext: ext.to_owned(), size: 0 };
        let path = ["jpg", "jpeg"].into_iter().map(|ext| self.blobs.path(&blob(ext))).find(|path| path.is_file())?;
        Some(PhotoFile { path, hash: bytes })
    }

    /// Finds the change of a place in a period.
    pub fn change<'a>(period: &'a Period, level: Level, code: &str, community: &str) -> Option<&'a Change> {
        let is = |change: &&Change| change.level == level && change.code == code && change.community == community;
        period.changes.iter().find(is)
    }
}

impl CommunityFigures {
    /// Finds the cell of an indicator by its place among the framework's.
    pub fn cell(&self, indicator: usize) -> Option<&CellFigures> {
        self.cells.get(indicator)
    }
}

impl Session {
    /// Works out what the reports show as of a round. Without communities named it covers all of them.
    pub fn figures(&self, round: u32, communities: &[String]) -> Result<Figures, Fault> {
        self.figures_of(&Covered { round, communities: communities.to_vec(), ..Covered::default() })
    }

    /// Works out what one report shows. Where it is of one scenario, the photos are those of its cells alone.
    pub fn figures_of(&self, covered: &Covered) -> Result<Figures, Fault> {
        let Covered { round, communities, .. } = covered;
        let round = *round;
        self.must_see_all()?;
        for code in communities {
            self.community(code)?;
        }
        let asked = ResultsOf { round, view: View::AsOf, since: None, seed: SEED };
        let rows = self.assessments(&Filter::default())?;
        let recorded = cell::gather(&rows);
        let (results, reckoned) = self.results_and_cells(asked, rows)?;
        let rounds = self.round_figures(round)?;
        let people = self.people()?;
        let crew = record::Crew::of(self, &people)?;
        let sources = self.sources()?;
        let media = self.photos_for(covered)?;
        let (units, forms) = (self.unit_names()?, self.all_forms()?);
        let (mut findings, mut projects) = (self.by_community("finding")?, self.by_community("project")?);
        let overview = self.overview()?;
        let framework = self.framework();
        let mut figures = Figures {
            survey: overview.name,
            organisation: overview.organisation,
            demo: overview.demo,
            language: overview.language,
            digest: self.digest()?.to_string(),
            periods: periods(&rounds, &results, &reckoned),
            framework,
            communities: Vec::new(),
            teams: crew.teams.clone(),
            passages: self.passages()?,
            feedback: self.feedback_figures(round)?,
            names: record::names(&people, &crew.teams),
            blobs: self.store.blobs(),
            rounds,
            results,
        };
        for community in self.communities()? {
            if !communities.is_empty() && !communities.contains(&community.code) {
                continue;
            }
            let stage = community.stage(round);
            let seed = figures.framework.community(&community.code);
            let (code, nothing) = (&community.code, HashMap::new());
            let units = units.get(code).unwrap_or(&nothing);
            let cells = figures.framework.indicators.iter();
            let cells = cells
                .map(|one| cell::figures(&figures, one, &community.code, stage, &recorded, &sources, &crew))
                .collect();
            let (photos, withheld) = self.photo_figures(&figures, code, &media, units, &crew);
            figures.communities.push(CommunityFigures {
                stage,
                stages: figures.rounds.iter().map(|known| community.stage(known.number)).collect(),
                stage_assumed: seed
                    .is_some_and(|seed| seed.stage_basis == StageBasis::Assumption && Some(seed.stage) == stage),
                cells,
                photos,
                withheld,
                findings: self.finding_figures(findings.remove(code).unwrap_or_default(), round, units, &crew),
                projects: projects.remove(code).unwrap_or_default().into_iter().map(ProjectFigures::from).collect(),
                groups: self.group_figures(&community, &figures.rounds, &forms),
                code: community.code,
                name: community.name,
            });
        }
        Ok(figures)
    }

    fn round_figures(&self, round: u32) -> Result<Vec<RoundFigures>, Fault> {
        let dates = self.entities("round", "", &[])?;
        let known = self.rounds()?.into_iter().filter(|known| known.number <= round);
        Ok(known
            .map(|known| {
                let key = known.number.to_string();
                let entity = dates.iter().find(|entity| entity.key == key);
                let date = |field: &str| {
                    entity.map(|entity| entity.text(field)).filter(|text| !text.is_empty()).map(str::to_owned)
                };
                RoundFigures {
                    number: known.number,
                    name: known.name,
                    from: date("from"),
                    to: date("to"),
                    reference_from: date("reference_from"),
                    reference_to: date("reference_to"),
                }
            })
            .collect())
    }
}

/// Gives the changes between the rounds; what the results tell already is taken from there.
fn periods(rounds: &[RoundFigures], results: &Results, cells: &Cells<'_>) -> Vec<Period> {
    let numbers: Vec<u32> = rounds.iter().map(|round| round.number).collect();
    let mut spans: Vec<(u32, u32)> = numbers.windows(2).map(|pair| (pair[0], pair[1])).collect();
    if let (Some(first), Some(last), true) = (numbers.first(), numbers.last(), numbers.len() > 2) {
        spans.push((*first, *last));
    }
    let period = |(from, to): (u32, u32)| {
        let known = Some(from) == results.since && to == results.round;
        Period { from, to, changes: if known { results.changes.clone() } else { cells.changes(from, to) } }
    };
    spans.into_iter().map(period).collect()
}

/// Words when and by whom, with the names as the survey has them now.
fn by(evidence: &Evidence, crew: &record::Crew<'_>) -> ByFigures {
    let visit = evidence.visit.as_ref();
    let day = visit.and_then(|visit| crew.days.get(visit)).filter(|day| !day.is_empty());
    ByFigures {
        person: crew.people.get(&evidence.author).cloned().unwrap_or_default(),
        day: day.cloned().unwrap_or_else(|| evidence.at.day()),
        team: visit.and_then(|visit| crew.visits.get(visit).copied()),
    }
}

/// Gives the texts of a field by key, such as the sources of assessments.
type Texts = HashMap<String, HashMap<String, String>>;
