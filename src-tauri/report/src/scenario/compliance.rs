//! Binding indicators: counts, and the missed and open ones by name.

use super::Writer;
use crate::flow::{Block, Cell, Column, Row, Table};
use crate::text::Align;
use tanfang_survey::session::figures::{CellFigures, CommunityFigures, IndicatorHead, ValueFigures};

impl Writer<'_> {
    pub(super) fn compliance(&mut self) {
        self.chapter_on("report-compliance");
        let figures = self.figures;
        if !figures.indicators.iter().any(|one| one.binding) {
            self.paragraph("report-compliance-none", &[]);
            return;
        }
        self.lead_in("report-compliance-lead");
        self.counts();
        if figures.communities.iter().all(|one| one.compliance.missed.is_empty()) {
            self.paragraph("report-missed-none", &[("round", &self.round())]);
        } else {
            self.named("report-missed-table", &|one| &one.compliance.missed);
        }
        if figures.communities.iter().any(|one| !one.compliance.open.is_empty()) {
            self.named("report-open-table", &|one| &one.compliance.open);
        }
    }

    fn counts(&mut self) {
        let head = [
            "community",
            "binding-met",
            "binding-missed",
            "binding-open",
            "print-not-applicable",
            "report-compliance-conclusion",
        ];
        let head = Row::new(head.map(|id| Cell::text(self.words.get(id).into_owned())).to_vec());
        let mut rows = Vec::new();
        for (position, community) in self.figures.communities.iter().enumerate() {
            let counts = &community.compliance;
            let conclusion = if !counts.missed.is_empty() {
                "compliance-not-met"
            } else if !counts.open.is_empty() {
                "compliance-open"
            } else {
                "compliance-met"
            };
            let mut name = Cell::text(self.pick(&community.name));
            name.link = self.anchors[position];
            let number = |count: usize| Cell::text(count.to_string());
            let conclusion_cell = Cell::text(self.words.get(conclusion).into_owned());
            rows.push(Row::new(vec![
                name,
                number(counts.met as usize),
                number(counts.missed.len()),
                number(counts.open.len()),
                number(counts.not_applicable as usize),
                if counts.missed.is_empty() { conclusion_cell } else { conclusion_cell.bold() },
            ]));
        }
        let title = self.words.get("report-compliance-table");
        let caption = Some(self.table_caption(&title));
        let number = Column::points(62.0, Align::End);
        let mut columns = vec![Column::share(1.0, Align::Start), number, number, number, number];
        columns.push(Column::points(84.0, Align::End));
        self.flow.add(Block::Table(Table { caption, columns, head: vec![head], rows, note: None }));
    }

    /// Lists indicators by community with their result and target.
    fn named(&mut self, title: &str, of: &dyn Fn(&CommunityFigures) -> &Vec<String>) {
        let figures = self.figures;
        let head = ["report-column-indicator", "report-column-result", "report-column-target"];
        let head = Row::new(head.map(|id| Cell::text(self.words.get(id).into_owned())).to_vec());
        let mut rows = Vec::new();
        for community in &figures.communities {
            let codes = of(community);
            if codes.is_empty() {
                continue;
            }
            rows.push(Row::group(Cell::text(self.pick(&community.name)).spanning(3)));
            for code in codes {
                let Some(index) = figures.indicators.iter().position(|one| one.code == *code) else { continue };
                let indicator = &figures.indicators[index];
                let Some(cell) = community.cells.get(index) else { continue };
                rows.push(Row::new(vec![
                    Cell::text(format!("{} {}", indicator.code, self.pick(&indicator.name))),
                    self.result_cell(cell, indicator),
                    Cell::text(self.target(cell.target, indicator)),
                ]));
            }
        }
        let title = self.words.get(title);
        let caption = Some(self.table_caption(&title));
        let columns =
            vec![Column::share(1.0, Align::Start), Column::points(132.0, Align::End), Column::points(92.0, Align::End)];
        self.flow.add(Block::Table(Table { caption, columns, head: vec![head], rows, note: None }));
    }

    fn result_cell(&self, cell: &CellFigures, indicator: &IndicatorHead) -> Cell {
        let Some(result) = &cell.result else {
            return Cell::text(self.words.get("report-open-no-value").into_owned());
        };
        let text = Cell::text(self.value(&result.value, indicator));
        if matches!(result.value, ValueFigures::NotApplicable { .. }) {
            text.note(self.words.get("report-open-unconfirmed").into_owned())
        } else if result.round.to_string() == self.round() {
            text
        } else {
            text.note(self.words.format("report-carried", &[("round", &result.round.to_string())]))
        }
    }
}
