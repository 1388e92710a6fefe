//! Binding indicators: counts, and the missed and open ones by name.

use super::Section;
use crate::flow::{Cell, Column, Row};
use crate::text::Align;
use crate::writer::{Target, Writer};
use tanfang_survey::framework::Indicator;
use tanfang_survey::score::{Binding, Compliance, Level, Row as ScoreRow};
use tanfang_survey::session::figures::{CellFigures, CommunityFigures, ResultFigures, ValueFigures};

impl<'a> Writer<'a, '_> {
    /// Gives the row of what the report is about in a community: the scenario, or all of them.
    pub(super) fn whole(&self, community: &CommunityFigures) -> Option<&'a ScoreRow> {
        match self.only_scenario() {
            Some(scenario) => self.figures.row(Level::Scenario, &scenario.code, &community.code),
            None => self.figures.row(Level::Community, "", &community.code),
        }
    }

    pub(super) fn binding(&self, community: &CommunityFigures) -> Binding {
        self.whole(community).map(|row| row.binding).unwrap_or_default()
    }

    /// Names the binding indicators of a community that `count` counts.
    pub(super) fn named_of(&self, community: &CommunityFigures, count: impl Fn(&ScoreRow) -> u32) -> Vec<String> {
        self.whole(community).map(|row| self.figures.results.named(row, count)).unwrap_or_default()
    }

    pub(super) fn compliance(&mut self) {
        self.chapter(Section::Compliance);
        self.passages(Section::Compliance, false);
        if !self.indicators.iter().any(|(_, one)| one.is_binding()) {
            self.paragraph("report-compliance-none", &[]);
            return;
        }
        self.lead_in("report-compliance-lead", &[]);
        self.compliance_counts();
        let communities = self.communities.clone();
        if communities.iter().all(|one| self.binding(one).missed == 0) {
            self.paragraph("report-missed-none", &[("round", &self.round())]);
        } else {
            self.name("report-missed-table", false, |row| row.binding.missed);
        }
        if communities.iter().any(|one| self.binding(one).open > 0) {
            self.name("report-open-table", true, |row| row.binding.open);
        }
        if communities.iter().any(|one| self.binding(one).na > 0) {
            self.name("report-na-table", false, |row| row.binding.na);
        }
    }

    fn compliance_counts(&mut self) {
        let mut rows = Vec::new();
        for community in self.communities.clone() {
            let counts = self.binding(community);
            let conclusion = match self.whole(community).and_then(|row| row.compliance) {
                Some(Compliance::NotMet) => "compliance-not-met",
                Some(Compliance::Open) => "compliance-open",
                Some(Compliance::Met) => "compliance-met",
                None => "print-not-applicable",
            };
            let anchor = self.to(Target::Indicators(community.code.clone()));
            let number = |count: u32| Cell::text(count.to_string()).leading_to(anchor);
            let conclusion = Cell::text(self.word(conclusion));
            rows.push(Row::new(vec![
                Cell::text(self.pick(&community.name)).leading_to(anchor),
                number(counts.met),
                number(counts.missed),
                number(counts.open),
                number(counts.na),
                if counts.missed == 0 { conclusion } else { conclusion.bold() },
            ]));
        }
        let title = self.word("report-compliance-table");
        let number = Column::points(58.0, Align::End);
        let mut columns = vec![Column::share(1.0, Align::Start), number, number, number, number];
        columns.push(Column::points(84.0, Align::End));
        let head = [
            "community",
            "binding-met",
            "binding-missed",
            "binding-open",
            "print-not-applicable",
            "report-compliance-conclusion",
        ];
        self.table(&title, columns, &head, rows, None);
    }

    /// Lists indicators by community with their result and target. Where it `awaits`, what does not apply is still to be confirmed.
    fn name(&mut self, title: &str, awaits: bool, count: impl Fn(&ScoreRow) -> u32 + Copy) {
        let mut rows = Vec::new();
        for community in self.communities.clone() {
            let codes = self.named_of(community, count);
            if codes.is_empty() {
                continue;
            }
            let anchor = self.to(Target::Indicators(community.code.clone()));
            let number = codes.len().to_string();
            let name = self
                .words
                .format("report-named-group", &[("community", self.pick(&community.name)), ("count", &number)]);
            rows.push(Row::group(Cell::text(name).leading_to(anchor).spanning(3)));
            for code in codes {
                let Some((place, indicator)) = self.indicators.iter().find(|(_, one)| one.code == code).copied() else {
                    continue;
                };
                let Some(cell) = community.cell(place) else { continue };
                let anchor = self.to(Target::Cell(community.code.clone(), code));
                let mut result = self.result_cell(cell, indicator);
                let left_out = |one: &ResultFigures| matches!(one.value, ValueFigures::NotApplicable { .. });
                if awaits && cell.result.as_ref().is_some_and(left_out) {
                    result = result.note(self.word("report-na-open"));
                }
                rows.push(Row::new(vec![
                    Cell::text(self.named(indicator)),
                    result.leading_to(anchor),
                    Cell::text(self.target(cell.target, indicator)),
                ]));
            }
        }
        let title = self.word(title);
        let columns =
            vec![Column::share(1.0, Align::Start), Column::points(112.0, Align::End), Column::points(88.0, Align::End)];
        self.table(
            &title,
            columns,
            &["report-column-indicator", "report-column-result", "report-column-target"],
            rows,
            None,
        );
    }

    /// Words a result, with the round it is carried over from.
    pub(super) fn result_cell(&self, cell: &CellFigures, indicator: &Indicator) -> Cell {
        let Some(result) = &cell.result else {
            return Cell::text(self.word("report-open-no-value"));
        };
        let text = Cell::text(self.value(&result.value, indicator));
        if matches!(result.value, ValueFigures::NotApplicable { .. }) {
            text.note(self.word("report-na-reason"))
        } else if result.round == self.figures.round() {
            text
        } else {
            text.note(self.words.format("report-carried", &[("round", &result.round.to_string())]))
        }
    }
}
