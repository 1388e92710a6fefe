//! Charts of scores: heat map, radar, change.

use crate::ReportError;
use crate::drawing::{Axis, Change, ChangeRow, Drawing, HeatCell, HeatMap, Radar, Series};
use crate::flow::Block;
use crate::text::Rich;
use crate::writer::{Target, Writer, points, rounded};
use tanfang_survey::score::{Level, Row as ScoreRow};
use tanfang_survey::session::figures::{CommunityFigures, Figures};

/// Radius of the radar's outer ring.
const RADIUS: f32 = 118.0;

impl Writer<'_, '_> {
    /// Adds a drawing with its number and title.
    fn chart(&mut self, drawing: Drawing, title: &str, alt: String) {
        let number = self.figure_number();
        let caption = Some(Rich::from(format!("{number}　{title}")));
        self.flow.add(Block::Figure { drawing, alt, caption, before: 6.0, after: 12.0 });
    }

    fn scenario_name(&self, code: &str) -> String {
        let scenario = self.figures.framework.scenario(code);
        scenario.map_or_else(|| code.to_owned(), |one| format!("{} {}", one.code, self.pick(&one.name)))
    }

    pub(super) fn heat_figure(&mut self) -> Result<(), ReportError> {
        let codes: Vec<String> = self.scenarios.iter().map(|one| one.code.clone()).collect();
        // Short names: a column has room for four characters.
        let mut columns: Vec<String> = self.scenarios.iter().map(|one| self.pick(&one.name).to_owned()).collect();
        columns.push(self.word("report-whole"));
        let (mut rows, mut cells, mut alt) = (Vec::new(), Vec::new(), Vec::new());
        for community in self.communities.clone() {
            let name = self.pick(&community.name).to_owned();
            let link = Some(self.to(Target::Indicators(community.code.clone())));
            let scenarios = codes.iter().map(|code| self.figures.row(Level::Scenario, code, &community.code));
            let whole = self.figures.row(Level::Community, "", &community.code);
            let line: Vec<Option<&ScoreRow>> = scenarios.chain([whole]).collect();
            let line: Vec<HeatCell> = line
                .into_iter()
                .map(|row| HeatCell {
                    share: row.and_then(|row| row.score),
                    number: self.score(row.and_then(|row| row.score)),
                    doubtful: row.is_some_and(|row| row.applicable > 0) && self.too_little(row),
                    link,
                })
                .collect();
            let numbers: Vec<&str> = line.iter().map(|cell| cell.number.as_str()).collect();
            alt.push(format!("{name} {}", numbers.join(" ")));
            rows.push(name);
            cells.push(line);
        }
        let doubtful = self.word("report-too-little");
        let width = self.geometry.column();
        let map = HeatMap { rows: &rows, columns: &columns, cells: &cells, doubtful: &doubtful, width };
        let drawing = map.draw(self.setter, &self.theme)?;
        let title = self.word("report-heat-figure");
        let alt = self.clauses(&alt);
        self.chart(drawing, &title, alt);
        Ok(())
    }

    /// Draws the scores of a community in all scenarios: of this round, and of the communities of its stage.
    pub(super) fn radar_figure(&mut self, community: &CommunityFigures) -> Result<(), ReportError> {
        let codes: Vec<String> = self.scenarios.iter().map(|one| one.code.clone()).collect();
        if codes.len() < 3 {
            return Ok(());
        }
        let rows: Vec<Option<&ScoreRow>> =
            codes.iter().map(|code| self.figures.row(Level::Scenario, code, &community.code)).collect();
        let axes: Vec<Axis> = codes
            .iter()
            .zip(&rows)
            .map(|(code, row)| {
                let note = match row {
                    Some(row) if row.applicable > 0 && self.too_little(Some(row)) => self.word("report-too-little"),
                    row => self.score(row.and_then(|row| row.score)),
                };
                Axis { label: self.scenario_name(code), note }
            })
            .collect();
        let own: Vec<Option<f64>> =
            rows.iter().map(|row| row.filter(|row| !self.too_little(Some(row))).and_then(|row| row.score)).collect();
        let mean = |code: &String| {
            let means = self.figures.results.stages.iter();
            let of_stage = |one: &&tanfang_survey::score::StageMean| {
                Some(one.stage) == community.stage && one.level == Level::Scenario && one.code == *code
            };
            means.clone().find(of_stage).filter(|one| one.communities > 1).map(|one| one.score)
        };
        let means: Vec<Option<f64>> = codes.iter().map(mean).collect();
        let mut series = Vec::new();
        if means.iter().any(Option::is_some) {
            let label = self.words.format("report-radar-stage", &[("stage", &self.stage(community))]);
            series.push(Series { label, values: means });
        }
        series.push(Series { label: self.pick(&community.name).to_owned(), values: own });
        let radar = Radar { axes: &axes, series: &series, width: self.geometry.column(), radius: RADIUS };
        let drawing = radar.draw(self.setter, &self.theme)?;
        let alt: Vec<String> = axes.iter().map(|axis| format!("{} {}", axis.label, axis.note)).collect();
        let title = self.words.format("report-radar-figure", &[("community", self.pick(&community.name))]);
        let alt = self.clauses(&alt);
        self.chart(drawing, &title, alt);
        Ok(())
    }

    /// Draws how the scores moved over the whole time: communities, or the scenarios of the one community.
    pub(super) fn change_figure(&mut self) -> Result<(), ReportError> {
        let Some(period) = self.figures.periods.last() else { return Ok(()) };
        let places: Vec<(Level, String, String, String)> = match (self.only_scenario(), &self.communities[..]) {
            (None, [one]) => {
                let scenarios = self.scenarios.iter();
                scenarios
                    .map(|scenario| {
                        let name = self.scenario_name(&scenario.code);
                        (Level::Scenario, scenario.code.clone(), one.code.clone(), name)
                    })
                    .collect()
            }
            (scenario, communities) => {
                let (level, code) = scenario.map_or((Level::Community, ""), |one| (Level::Scenario, one.code.as_str()));
                let named = communities.iter();
                named.map(|one| (level, code.to_owned(), one.code.clone(), self.pick(&one.name).to_owned())).collect()
            }
        };
        let rows: Vec<ChangeRow> = places
            .into_iter()
            .filter_map(|(level, code, community, label)| {
                let change = Figures::change(period, level, &code, &community)?;
                Some(ChangeRow {
                    label,
                    before: Some(change.before),
                    after: Some(change.after),
                    before_number: rounded(change.before, 1),
                    after_number: rounded(change.after, 1),
                    change: points(change.points()),
                })
            })
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        let (from, to) = (self.numbered_round(period.from), self.numbered_round(period.to));
        let chart = Change { rows: &rows, legend: [&from, &to], width: self.geometry.column() };
        let drawing = chart.draw(self.setter, &self.theme)?;
        let alt: Vec<String> = rows
            .iter()
            .map(|row| format!("{} {} → {} ({})", row.label, row.before_number, row.after_number, row.change))
            .collect();
        let title = self
            .words
            .format("report-change-figure", &[("from", &period.from.to_string()), ("to", &period.to.to_string())]);
        let alt = self.clauses(&alt);
        self.chart(drawing, &title, alt);
        Ok(())
    }
}
