//! What was worked out: scores and gaps, as of a round.

use super::{Cell, Sink, Step, Work, go_on};
use std::collections::HashMap;
use tanfang_survey::framework::Bilingual;
use tanfang_survey::model::Ratio;
use tanfang_survey::score::{CellState, Compliance, Level, Range, Row, View};
use tanfang_survey::session::{Advised, Community, Fault, Results, ResultsOf};

pub(super) const SCORES: [&str; 27] = [
    "level",
    "code",
    "name",
    "community",
    "community-name",
    "round",
    "score",
    "coverage",
    "enough",
    "range-low",
    "range-high",
    "interval-low",
    "interval-high",
    "side-low",
    "side-high",
    "rank-first",
    "rank-last",
    "rank-of",
    "compliance",
    "met",
    "missed",
    "open",
    "na",
    "state",
    "value",
    "from-round",
    "target",
];

pub(super) const GAPS: [&str; 18] = [
    "community",
    "community-name",
    "round",
    "indicator",
    "indicator-name",
    "kind",
    "state",
    "from-round",
    "distance",
    "weight",
    "gain",
    "needs",
    "remedy-type",
    "remedy",
    "advice",
    "case",
    "case-place",
    "projects",
];

/// Names communities by code.
type Names = HashMap<String, Bilingual>;

fn results(work: &Work<'_>, step: &mut Step<'_>) -> Result<(Results, Names), Fault> {
    go_on(step, 0, 2)?;
    let last = work.session.rounds()?.last().map_or(1, |round| round.number);
    let asked = ResultsOf { round: work.round.unwrap_or(last), view: View::AsOf, since: None, seed: 1 };
    let results = work.session.results(asked)?;
    go_on(step, 1, 2)?;
    let names = work.session.communities()?.into_iter().map(|Community { code, name, .. }| (code, name)).collect();
    Ok((results, names))
}

pub(super) fn scores(work: &Work<'_>, sink: &mut dyn Sink, step: &mut Step<'_>) -> Result<(), Fault> {
    let (results, names) = results(work, step)?;
    let rows = results.scores.rows.iter().filter(|row| row.level != Level::Indicator || row.is_applicable());
    for row in rows {
        sink.row(&score(work, &results, row, &names))?;
    }
    Ok(())
}

fn score(work: &Work<'_>, results: &Results, row: &Row, names: &Names) -> [Cell; SCORES.len()] {
    let framework = work.session.framework();
    let name = match row.level {
        Level::Community => names.get(&row.community),
        Level::Scenario => framework.scenario(&row.code).map(|found| &found.name),
        Level::Item => framework.item(&row.code).map(|found| &found.name),
        Level::Indicator => framework.indicator(&row.code).map(|found| &found.name),
    };
    let place = (row.level, row.code.clone(), row.community.clone());
    let rank = results.ranks.get(&place);
    let placed = |part: Option<u32>| Cell::counted(part.map(i128::from));
    let enough = results.is_enough(row);
    let ends = |range: Option<Range>| [range.map(|range| range.low), range.map(|range| range.high)].map(Cell::score);
    // What rests on too little data has no score that could be compared by mistake: the range says what is known.
    let score = row.score.filter(|_| enough || row.level == Level::Indicator);
    let [range_low, range_high] = ends(row.range);
    let [interval_low, interval_high] = ends(row.interval);
    let [side_low, side_high] = ends(row.sides);
    let cell = row.indicator.and_then(|indicator| indicator.cell);
    let value = results.outcome(row).and_then(|outcome| outcome.value);
    [
        work.word(match row.level {
            Level::Indicator => "indicator",
            Level::Item => "item",
            Level::Scenario => "scenario",
            Level::Community => "community",
        }),
        Cell::text(&row.code),
        Cell::maybe(name.map(|name| work.pick(name))),
        Cell::text(&row.community),
        Cell::maybe(names.get(&row.community).map(|name| work.pick(name))),
        Cell::count(row.round.into()),
        Cell::score(score),
        if row.is_applicable() { Cell::Share(row.coverage) } else { Cell::Empty },
        work.answer(enough),
        range_low,
        range_high,
        interval_low,
        interval_high,
        side_low,
        side_high,
        placed(rank.map(|rank| rank.first)),
        placed(rank.map(|rank| rank.last)),
        placed(rank.map(|rank| rank.of)),
        row.compliance.map_or(Cell::Empty, |found| work.named("compliance", Compliance::as_str(found))),
        Cell::count(row.binding.met.into()),
        Cell::count(row.binding.missed.into()),
        Cell::count(row.binding.open.into()),
        Cell::count(row.binding.na.into()),
        cell.map_or(Cell::Empty, |cell| work.named("state", cell.state.state().as_str())),
        Cell::exact(value),
        placed(cell.filter(|cell| !matches!(cell.state, CellState::NotObtained)).map(|cell| cell.from_round)),
        Cell::exact(row.indicator.map(|indicator| indicator.target.to_ratio())),
    ]
}

pub(super) fn gaps(work: &Work<'_>, sink: &mut dyn Sink, step: &mut Step<'_>) -> Result<(), Fault> {
    let (results, names) = results(work, step)?;
    for advised in &results.gaps {
        sink.row(&gap(work, advised, results.round, &names))?;
    }
    Ok(())
}

fn gap(work: &Work<'_>, advised: &Advised, round: u32, names: &Names) -> [Cell; GAPS.len()] {
    let gap = &advised.gap;
    let framework = work.session.framework();
    let remedy_type = framework.project_types.iter().find(|known| known.key == advised.remedy_type);
    let needs = gap.need.map(|need| {
        let id = if need.at_least { "table-needs-at-least" } else { "table-needs-at-most" };
        work.words.format(id, &[("units", &need.units.to_string()), ("of", &need.of.to_string())])
    });
    let projects: Vec<&str> = advised.projects.iter().map(|project| project.name.as_str()).collect();
    let place = advised.case.as_ref().map(|case| format!("{} · {}", work.pick(&case.country), work.pick(&case.city)));
    [
        Cell::text(&gap.community),
        Cell::maybe(names.get(&gap.community).map(|name| work.pick(name))),
        Cell::count(round.into()),
        Cell::text(&gap.indicator),
        Cell::maybe(framework.indicator(&gap.indicator).map(|found| work.pick(&found.name))),
        work.word(if gap.binding { "kind-binding" } else { "kind-expected" }),
        work.named("state", gap.state.state().as_str()),
        Cell::count(gap.from_round.into()),
        Cell::Score(gap.distance),
        Cell::Share(gap.weight),
        Cell::Score(gap.gain()),
        Cell::maybe(needs),
        Cell::text(remedy_type.map_or(advised.remedy_type.clone(), |known| work.pick(&known.name))),
        Cell::text(work.pick(&advised.remedy)),
        Cell::maybe(advised.advice.as_ref().map(|advice| work.pick(advice))),
        Cell::maybe(advised.case.as_ref().map(|case| work.pick(&case.title))),
        Cell::maybe(place),
        Cell::text(projects.join(&work.words.get("list-separator"))),
    ]
}

/// Says by what a score was weighed where it was not by the framework: the highest consistency ratio.
pub(super) fn weighed(work: &Work<'_>) -> Result<Option<String>, Fault> {
    let weighting = work.session.weighting()?;
    let ratios = weighting.groups.iter().filter_map(|group| group.result.as_ref()).map(|result| result.ratio);
    let highest = ratios.fold(0.0, f64::max);
    let said = || work.words.format("table-weighed", &[("ratio", &Ratio::near(highest).display(2))]);
    Ok(weighting.pairwise.then(said))
}
