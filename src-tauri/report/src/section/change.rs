//! The change over the rounds: only over cells valued in both, both scores over that same set.

use super::Section;
use crate::ReportError;
use crate::flow::{Block, Cell, Column, Row, Table};
use crate::text::{Align, Rich};
use crate::writer::{Target, Writer, points, rounded};
use tanfang_survey::score::Level;
use tanfang_survey::session::figures::{CommunityFigures, Figures, Period};

/// Indicators that moved most and are named.
const MOVED: usize = 8;

impl Writer<'_, '_> {
    pub(super) fn change(&mut self) -> Result<(), ReportError> {
        self.chapter(Section::Change);
        self.passages(Section::Change, false);
        let figures = self.figures;
        if figures.periods.is_empty() {
            self.paragraph("report-change-none", &[]);
            return Ok(());
        }
        self.paragraph("report-change-lead", &[]);
        self.change_figure()?;
        for period in &figures.periods {
            self.period_table(period);
        }
        if let Some(period) = figures.periods.iter().rev().find(|period| Some(period.from) == figures.results.since) {
            self.movers(period);
        }
        Ok(())
    }

    fn period_table(&mut self, period: &Period) {
        let mut rows = Vec::new();
        let places: Vec<(Level, String, String)> = if let Some(scenario) = self.only_scenario() {
            let mut places = vec![(Level::Scenario, scenario.code.clone(), String::new())];
            for item in self.items(&scenario.code) {
                places.push((Level::Item, item.code.clone(), format!("{} {}", item.code, self.pick(&item.name))));
            }
            places
        } else {
            let mut places = vec![(Level::Community, String::new(), String::new())];
            if self.communities.len() == 1 {
                for scenario in self.scenarios.clone() {
                    let name = format!("{} {}", scenario.code, self.pick(&scenario.name));
                    places.push((Level::Scenario, scenario.code.clone(), name));
                }
            }
            places
        };
        let detail = self.communities.len() == 1;
        for community in self.communities.clone() {
            let anchor = self.to(Target::Indicators(community.code.clone()));
            for (level, code, name) in &places {
                // Over several communities a line each is enough.
                if !detail && !name.is_empty() {
                    continue;
                }
                let Some(change) = Figures::change(period, *level, code, &community.code) else { continue };
                let name = if name.is_empty() { self.pick(&community.name).to_owned() } else { name.clone() };
                let points = Cell::text(points(change.points()));
                rows.push(Row::new(vec![
                    Cell::text(name).leading_to(anchor),
                    Cell::text(rounded(change.before, 1)),
                    Cell::text(rounded(change.after, 1)),
                    if change.points().abs() < 0.05 { points } else { points.bold() },
                    Cell::text(change.cells.to_string()).leading_to(anchor),
                ]));
            }
        }
        let rounds = [("from", period.from.to_string()), ("to", period.to.to_string())];
        let rounds = rounds.each_ref().map(|(name, value)| (*name, value.as_str()));
        if rows.is_empty() {
            self.paragraph("report-change-nothing", &rounds);
            return;
        }
        let title = self.words.format("report-change-table", &rounds);
        let number = Column::points(70.0, Align::End);
        let columns = vec![Column::share(1.0, Align::Start), number, number, number, number];
        let before = self.words.format("report-change-before", &[("round", &period.from.to_string())]);
        let after = self.words.format("report-change-before", &[("round", &period.to.to_string())]);
        let head = [
            self.word(if detail { "report-column-part" } else { "community" }),
            before,
            after,
            self.word("report-column-change"),
            self.word("report-column-cells"),
        ];
        let caption = Some(self.table_caption(&title));
        let head = vec![Row::new(head.into_iter().map(Cell::text).collect())];
        let note = Some(Rich::from(self.word("report-change-note")));
        self.flow.add(Block::Table(Table { caption, columns, head, rows, note, ..Table::default() }));
        self.flow.add(Block::Space(8.0));
    }

    /// Names the indicators whose results moved most since the round before.
    fn movers(&mut self, period: &Period) {
        let mut moved: Vec<(f64, &CommunityFigures, usize)> = Vec::new();
        for community in &self.communities {
            for (place, indicator) in &self.indicators {
                let change = Figures::change(period, Level::Indicator, &indicator.code, &community.code);
                if let Some(change) = change.filter(|change| change.points().abs() >= 0.05) {
                    moved.push((change.points(), community, *place));
                }
            }
        }
        if moved.is_empty() {
            return;
        }
        moved.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        let mut rows = Vec::new();
        for (moved_by, community, place) in moved.into_iter().take(MOVED) {
            let indicator = &self.figures.framework.indicators[place];
            let Some(cell) = community.cell(place) else { continue };
            let at = |round: u32| {
                let place = self.figures.rounds.iter().position(|known| known.number == round)?;
                let earlier = cell.rounds[..=place].iter().rev().flatten();
                let value = earlier.map(|record| &record.value).next()?;
                Some(self.value(value, indicator))
            };
            let (before, after) = (at(period.from).unwrap_or_default(), at(period.to).unwrap_or_default());
            let anchor = self.to(Target::Cell(community.code.clone(), indicator.code.clone()));
            rows.push(Row::new(vec![
                Cell::text(self.pick(&community.name)),
                Cell::text(self.named(indicator)).leading_to(anchor),
                Cell::text(before),
                Cell::text(after),
                Cell::text(points(moved_by)).bold(),
            ]));
        }
        let rounds = [("from", period.from.to_string()), ("to", period.to.to_string())];
        let title = self.words.format("report-movers", &rounds.each_ref().map(|(name, value)| (*name, value.as_str())));
        let number = Column::points(76.0, Align::End);
        let columns = vec![
            Column::points(96.0, Align::Start),
            Column::share(1.0, Align::Start),
            number,
            number,
            Column::points(52.0, Align::End),
        ];
        let head = [
            "community",
            "report-column-indicator",
            "report-column-before",
            "report-column-after",
            "report-column-change",
        ];
        let note = self.word("report-movers-note");
        self.table(&title, columns, &head, rows, Some(note));
    }
}
