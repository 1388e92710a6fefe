//! What `scores --json` prints.

use serde::Serialize;
use tanfang_survey::framework::{Bilingual, Stage};
use tanfang_survey::model::Ratio;
use tanfang_survey::score::{
    Binding, CONSISTENT, Cell, CellState, Compliance, Level, OutOf, Progress, RUNS, Range, Row, Share, View, Whole,
};
use tanfang_survey::session::{Advised, CellKey, Fault, Results, Session, WeightGroup};

#[derive(Debug, Serialize)]
pub struct Table {
    digest: String,
    framework: String,
    round: u32,
    only_round: bool,
    least_coverage: u32,
    pub weights: Weights,
    scores: Vec<Line>,
    since: Option<u32>,
    changes: Vec<Change>,
    gaps: Vec<Gap>,
    stages: Vec<StageMean>,
    outliers: Vec<Outlier>,
    stability: Stability,
    concordance: Vec<Concordance>,
}

#[derive(Debug, Serialize)]
pub struct Weights {
    kind: &'static str,
    groups: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Group {
    parent: Option<String>,
    codes: Vec<String>,
    judged: usize,
    pairs: usize,
    weights: Option<Vec<f64>>,
    consistency_ratio: Option<f64>,
    consistent: Option<bool>,
}

#[derive(Debug, Serialize)]
struct Line {
    level: &'static str,
    code: Option<String>,
    community: String,
    round: u32,
    score: Option<f64>,
    coverage: Option<f64>,
    from_round: Option<u32>,
    binding: Counts,
    compliance: Option<&'static str>,
    enough: bool,
    range: Option<Ends>,
    interval: Option<Ends>,
    sides: Option<Ends>,
    rank: Option<Rank>,
    missed: Vec<String>,
    open: Vec<String>,
    not_applicable: Vec<String>,
    plan: Plan,
    conflicts: usize,
    result: Option<Found>,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Counts {
    met: u32,
    missed: u32,
    open: u32,
    na: u32,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Ends {
    low: f64,
    high: f64,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Rank {
    first: u32,
    last: u32,
    of: u32,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Plan {
    planned: u32,
    assessed: u32,
    not_obtained: u32,
    coverage: Option<f64>,
}

/// What stands behind the score of an indicator.
#[derive(Debug, Serialize)]
struct Found {
    state: Option<&'static str>,
    value: Option<f64>,
    numerator: Option<i128>,
    denominator: Option<i128>,
    drawn_from: Option<usize>,
    share_interval: Option<Ends>,
    reason: Option<String>,
    target: f64,
    target_upper: Option<f64>,
    met: Option<bool>,
    not_obtained_in: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Change {
    level: &'static str,
    code: Option<String>,
    community: String,
    before: f64,
    after: f64,
    cells: u32,
}

#[derive(Debug, Serialize)]
struct Gap {
    community: String,
    indicator: String,
    binding: bool,
    state: &'static str,
    from_round: u32,
    distance: f64,
    weight: f64,
    gain: f64,
    needs: Option<Needs>,
    remedy_type: String,
    remedy_zh: String,
    remedy_en: String,
    advice_zh: Option<String>,
    advice_en: Option<String>,
    case: Option<Case>,
    projects: Vec<Project>,
}

#[derive(Debug, Serialize)]
struct Needs {
    at_least: bool,
    units: i128,
    of: i128,
}

#[derive(Debug, Serialize)]
struct Case {
    country_code: String,
    city_zh: String,
    city_en: String,
    title_zh: String,
    title_en: String,
}

#[derive(Debug, Serialize)]
struct Project {
    key: String,
    name: String,
    state: Option<String>,
}

#[derive(Debug, Serialize)]
struct StageMean {
    stage: &'static str,
    level: &'static str,
    code: Option<String>,
    score: f64,
    communities: u32,
}

#[derive(Debug, Serialize)]
struct Outlier {
    kind: &'static str,
    community: String,
    indicator: String,
    round: u32,
    value: f64,
    median: Option<f64>,
    z: Option<f64>,
    before: Option<f64>,
    before_round: Option<u32>,
    change: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Stability {
    seed: u64,
    runs: u32,
    rows: Vec<Stable>,
}

#[derive(Debug, Serialize)]
struct Stable {
    level: &'static str,
    code: Option<String>,
    community: String,
    low: f64,
    high: f64,
    place: u32,
    best: u32,
    worst: u32,
    kept: f64,
}

#[derive(Debug, Serialize)]
struct Concordance {
    value_type: &'static str,
    readings: usize,
    agreeing: usize,
    share: Option<f64>,
    coefficient: &'static str,
    value: Option<f64>,
}

/// Gives everything that is known about the results.
pub fn table(session: &Session, results: &Results) -> Result<Table, Fault> {
    // An indicator that was found not to apply has no result.
    let rows = results.scores.rows.iter().filter(|row| row.level != Level::Indicator || row.is_applicable());
    let changes = results.changes.iter().map(|change| Change {
        level: change.level.as_str(),
        code: some(&change.code),
        community: change.community.clone(),
        before: change.before,
        after: change.after,
        cells: change.cells,
    });
    let stages = results.stages.iter().map(|mean| StageMean {
        stage: Stage::as_str(mean.stage),
        level: mean.level.as_str(),
        code: some(&mean.code),
        score: mean.score,
        communities: mean.communities,
    });
    let stable = results.stability.iter().map(|row| Stable {
        level: row.level.as_str(),
        code: some(&row.code),
        community: row.community.clone(),
        low: row.scores.low,
        high: row.scores.high,
        place: row.place,
        best: row.best,
        worst: row.worst,
        kept: f64::from(row.kept) / f64::from(RUNS),
    });
    let concordance = results.concordance.iter().map(|found| Concordance {
        value_type: found.value_type.as_str(),
        readings: found.readings,
        agreeing: found.agreeing,
        share: found.share().map(Ratio::to_f64),
        coefficient: found.name(),
        value: found.coefficient,
    });
    Ok(Table {
        digest: session.digest()?.to_string(),
        framework: session.framework().identity.id.clone(),
        round: results.round,
        only_round: results.view == View::OnlyRound,
        least_coverage: results.least_coverage,
        weights: weights(results.weighting.pairwise, &results.weighting.groups),
        scores: rows.map(|row| score(results, row)).collect(),
        since: results.since,
        changes: changes.collect(),
        gaps: results.gaps.iter().map(gap).collect(),
        stages: stages.collect(),
        outliers: results.outliers.iter().map(outlier).collect(),
        stability: Stability { seed: results.seed, runs: RUNS, rows: stable.collect() },
        concordance: concordance.collect(),
    })
}

/// Says what is weighed by.
pub fn weights(pairwise: bool, groups: &[WeightGroup]) -> Weights {
    let group = |group: &WeightGroup| Group {
        parent: some(&group.parent),
        codes: group.codes.clone(),
        judged: group.judged,
        pairs: group.pairs,
        weights: group.result.as_ref().map(|result| result.weights.clone()),
        consistency_ratio: group.result.as_ref().map(|result| result.ratio),
        consistent: group.result.as_ref().map(|result| result.ratio <= CONSISTENT),
    };
    Weights { kind: if pairwise { "pairwise" } else { "framework" }, groups: groups.iter().map(group).collect() }
}

fn some(code: &str) -> Option<String> {
    (!code.is_empty()).then(|| code.to_owned())
}

fn ends(range: Range) -> Ends {
    Ends { low: range.low, high: range.high }
}

fn score(results: &Results, row: &Row) -> Line {
    let place = (row.level, row.code.clone(), row.community.clone());
    let Binding { met, missed, open, na } = row.binding;
    let established = row.indicator.and_then(|indicator| indicator.cell);
    let from_round =
        established.filter(|cell| !matches!(cell.state, CellState::NotObtained)).map(|cell| cell.from_round);
    let contested = |below: &&Row| {
        let rounds = below.from_round().unwrap_or(1)..=row.round;
        rounds.into_iter().any(|round| results.contested.contains(&CellKey::new(&below.community, round, &below.code)))
    };
    Line {
        level: row.level.as_str(),
        code: some(&row.code),
        community: row.community.clone(),
        round: row.round,
        score: row.score,
        coverage: row.is_applicable().then_some(row.coverage),
        from_round,
        binding: Counts { met, missed, open, na },
        compliance: row.compliance.map(Compliance::as_str),
        enough: results.is_enough(row),
        range: row.range.map(ends),
        interval: row.interval.map(ends),
        sides: row.sides.map(ends),
        rank: results.ranks.get(&place).map(|rank| Rank { first: rank.first, last: rank.last, of: rank.of }),
        missed: results.named(row, |below| below.binding.missed),
        open: results.named(row, |below| below.binding.open),
        not_applicable: results.named(row, |below| below.binding.na),
        plan: results.progress.get(&place).copied().map(plan).unwrap_or_default(),
        conflicts: results.scores.below(row).filter(contested).count(),
        result: found(results, row, established),
    }
}

fn plan(progress: Progress) -> Plan {
    Plan {
        planned: progress.planned,
        assessed: progress.assessed,
        not_obtained: progress.not_obtained,
        coverage: Ratio::new(progress.assessed.into(), progress.planned.into()).map(Ratio::to_f64),
    }
}

fn found(results: &Results, row: &Row, cell: Option<Cell>) -> Option<Found> {
    let indicator = row.indicator?;
    let outcome = results.outcome(row);
    let share = indicator.share;
    Some(Found {
        state: cell.map(|cell| cell.state.state().as_str()),
        value: outcome.and_then(|outcome| outcome.value).map(Ratio::to_f64),
        numerator: share.map(|share| share.a),
        denominator: share.map(|share| share.b),
        drawn_from: share.and_then(|share| if let Whole::Of(whole) = share.whole { Some(whole) } else { None }),
        share_interval: row.interval.and(share).and_then(Share::interval).map(|(low, high)| Ends { low, high }),
        reason: outcome.and_then(|outcome| outcome.reason.clone()),
        target: indicator.target.to_ratio().to_f64(),
        target_upper: indicator.target_upper.map(|upper| upper.to_ratio().to_f64()),
        met: indicator.met,
        not_obtained_in: cell.and_then(|cell| cell.not_obtained_in),
    })
}

fn gap(advised: &Advised) -> Gap {
    let gap = &advised.gap;
    let Bilingual { zh, en } = advised.remedy.clone();
    Gap {
        community: gap.community.clone(),
        indicator: gap.indicator.clone(),
        binding: gap.binding,
        state: gap.state.state().as_str(),
        from_round: gap.from_round,
        distance: gap.distance,
        weight: gap.weight,
        gain: gap.gain(),
        needs: gap.need.map(|need| Needs { at_least: need.at_least, units: need.units, of: need.of }),
        remedy_type: advised.remedy_type.clone(),
        remedy_zh: zh,
        remedy_en: en,
        advice_zh: advised.advice.as_ref().map(|advice| advice.zh.clone()),
        advice_en: advised.advice.as_ref().map(|advice| advice.en.clone()),
        case: advised.case.as_ref().map(|case| Case {
            country_code: case.country_code.clone(),
            city_zh: case.city.zh.clone(),
            city_en: case.city.en.clone(),
            title_zh: case.title.zh.clone(),
            title_en: case.title.en.clone(),
        }),
        projects: advised
            .projects
            .iter()
            .map(|project| Project {
                key: project.key.clone(),
                name: project.name.clone(),
                state: some(&project.state),
            })
            .collect(),
    }
}

fn outlier(found: &tanfang_survey::score::Outlier) -> Outlier {
    let mut row = Outlier {
        kind: "communities",
        community: found.community.clone(),
        indicator: found.indicator.clone(),
        round: found.round,
        value: found.value.to_f64(),
        median: None,
        z: None,
        before: None,
        before_round: None,
        change: None,
    };
    match found.out_of {
        OutOf::Communities { median, z } => (row.median, row.z) = (Some(median.to_f64()), Some(z)),
        OutOf::Rounds { before, round, change } => {
            row.kind = "rounds";
            (row.before, row.before_round, row.change) = (Some(before.to_f64()), Some(round), Some(change));
        }
    }
    row
}
