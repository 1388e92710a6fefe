//! Scores: a row a community, a column an item or a scenario.

use super::Section;
use crate::ReportError;
use crate::flow::{Block, Cell, Column, Row, Table};
use crate::text::Align;
use crate::writer::{Target, Writer};
use tanfang_survey::framework::Scenario;
use tanfang_survey::score::Level;
use tanfang_survey::text::Lang;

/// Columns that stand beside each other in one table.
const ACROSS: usize = 6;

impl Writer<'_, '_> {
    /// Writes the chapter of item scores.
    pub(super) fn scores(&mut self) {
        if self.communities.is_empty() {
            return;
        }
        self.chapter(Section::Scores);
        self.passages(Section::Scores, false);
        self.lead_in("report-scores-lead", &[]);
        for scenario in self.scenarios.clone() {
            let items = self.items(&scenario.code);
            for chunk in items.chunks(ACROSS) {
                let mut head = vec![Cell::text(self.word("community"))];
                let mut columns = vec![Column::points(118.0, Align::Start)];
                for item in chunk {
                    head.push(Cell::text(format!("{} {}", item.code, self.pick(&item.name))));
                    columns.push(Column::share(1.0, Align::End));
                }
                head.push(Cell::text(self.word("report-items-all")));
                columns.push(Column::points(62.0, Align::End));
                let mut rows = Vec::new();
                for community in self.communities.clone() {
                    let anchor = self.to(Target::Indicators(community.code.clone()));
                    let mut cells = vec![Cell::text(self.pick(&community.name)).leading_to(anchor)];
                    for item in chunk {
                        let row = self.figures.row(Level::Item, &item.code, &community.code);
                        cells.push(self.score_cell(row).leading_to(anchor));
                    }
                    let row = self.figures.row(Level::Scenario, &scenario.code, &community.code);
                    cells.push(self.score_cell(row).bold().leading_to(anchor));
                    rows.push(Row::new(cells));
                }
                let title = self.word("report-items-table");
                let caption = Some(self.table_caption(&title));
                self.flow.add(Block::Table(Table {
                    caption,
                    columns,
                    head: vec![Row::new(head)],
                    rows,
                    note: None,
                    ..Table::default()
                }));
                self.flow.add(Block::Space(8.0));
            }
        }
        self.intervals();
    }

    /// Gives scores with the interval that samples leave, and the sides of conflicts inside the team.
    fn intervals(&mut self) {
        let mut rows = Vec::new();
        for community in self.communities.clone() {
            let Some(row) = self.whole(community) else { continue };
            let Some(score) = row.score else { continue };
            if row.interval.is_none() && (row.sides.is_none() || self.leaves()) {
                continue;
            }
            let none = self.word("print-empty");
            let mut cells = vec![
                Cell::text(self.pick(&community.name)),
                Cell::text(self.score(Some(score))),
                Cell::text(row.interval.map_or_else(|| none.clone(), |range| self.range(range))),
            ];
            if !self.leaves() {
                cells.push(Cell::text(row.sides.map_or(none, |range| self.range(range))));
            }
            rows.push(Row::new(cells));
        }
        if rows.is_empty() {
            return;
        }
        let title = self.word("report-intervals");
        let number = Column::points(120.0, Align::End);
        let mut columns = vec![Column::share(1.0, Align::Start), Column::points(70.0, Align::End), number];
        let mut head = vec!["community", "report-column-score", "report-column-interval"];
        if !self.leaves() {
            columns.push(number);
            head.push("report-column-sides");
        }
        let note = self.word(if self.leaves() { "report-intervals-note-group" } else { "report-intervals-note" });
        self.table(&title, columns, &head, rows, Some(note));
    }

    /// Writes the heat map of all communities and scenarios.
    pub(super) fn heat_map(&mut self) -> Result<(), ReportError> {
        if self.communities.is_empty() {
            return Ok(());
        }
        self.chapter(Section::HeatMap);
        self.passages(Section::HeatMap, false);
        self.lead_in("report-heat-lead", &[]);
        self.heat_figure()?;
        let mut head = vec![Cell::text(self.word("community"))];
        let mut columns = vec![Column::points(88.0, Align::Start)];
        let name = |writer: &Self, scenario: &Scenario| format!("{} {}", scenario.code, writer.pick(&scenario.name));
        // No English name fits above numbers: codes stand there, the names below the table.
        let coded = self.words.lang() == Lang::En;
        for scenario in self.scenarios.clone() {
            head.push(Cell::text(if coded { scenario.code.clone() } else { name(self, scenario) }));
            columns.push(Column::share(1.0, Align::End));
        }
        head.push(Cell::text(self.word("report-whole")));
        columns.push(Column::points(40.0, Align::End));
        let mut rows = Vec::new();
        for community in self.communities.clone() {
            let anchor = self.to(Target::Indicators(community.code.clone()));
            let mut cells = vec![Cell::text(self.pick(&community.name)).leading_to(anchor)];
            for scenario in self.scenarios.clone() {
                let row = self.figures.row(Level::Scenario, &scenario.code, &community.code);
                cells.push(self.score_cell(row));
            }
            cells.push(self.score_cell(self.figures.row(Level::Community, "", &community.code)).bold());
            let row = Row::new(cells);
            // Without tables of indicators this row is where a community's numbers lead.
            rows.push(if self.writes(Section::Indicators) { row } else { row.at(anchor) });
        }
        let title = self.word("report-heat-table");
        let caption = Some(self.table_caption(&title));
        let mut note = self.word("report-scores-note");
        if coded {
            let names: Vec<String> = self.scenarios.iter().map(|scenario| name(self, scenario)).collect();
            note = format!("{} {note}", self.words.format("report-heat-names", &[("names", &names.join(" · "))]));
        }
        let (head, note) = (vec![Row::new(head)], Some(note.into()));
        self.flow.add(Block::Table(Table { caption, columns, head, rows, note, ..Table::default() }));
        Ok(())
    }
}
