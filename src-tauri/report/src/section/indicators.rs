//! One table a community: every indicator with its rounds side by side.

use super::Section;
use crate::flow::{Block, Cell, Column, Row, Table};
use crate::text::{Align, Rich, Span};
use crate::writer::{Target, Writer};
use tanfang_survey::framework::Indicator;
use tanfang_survey::session::figures::{CellFigures, CommunityFigures, ValueFigures};

/// Rounds that stand beside each other; of more, the latest.
const ROUNDS_ACROSS: usize = 3;

impl<'a> Writer<'a, '_> {
    pub(super) fn indicator_tables(&mut self) {
        if self.communities.is_empty() || self.indicators.is_empty() {
            return;
        }
        self.chapter(Section::Indicators);
        self.passages(Section::Indicators, false);
        self.lead_in("report-indicators-lead", &[]);
        for community in self.communities.clone() {
            let name = self.pick(&community.name).to_owned();
            self.community_section(&name, Some(Target::Indicators(community.code.clone())));
            let row = self.whole(community);
            let text = self.words.format(
                "report-indicators-stage",
                &[
                    ("stage", &self.stage(community)),
                    ("score", &self.score(row.and_then(|row| row.score))),
                    ("coverage", &self.coverage(row)),
                ],
            );
            let style = self.theme.body();
            self.flow.add(Block::Paragraph { text: text.into(), style, before: 0.0, after: 0.0, keep_next: true });
            let table = self.indicator_table(community, &name);
            self.flow.add(Block::Table(table));
        }
    }

    fn indicator_table(&mut self, community: &'a CommunityFigures, name: &str) -> Table {
        let figures = self.figures;
        let first = figures.rounds.len().saturating_sub(ROUNDS_ACROSS);
        let rounds: Vec<usize> = (first..figures.rounds.len()).collect();
        let word = |id: &str| Cell::text(self.word(id));
        let mut head = vec![word("report-column-indicator"), word("report-column-target")];
        let mut columns = vec![Column::share(1.0, Align::Start), Column::points(62.0, Align::End)];
        for round in &rounds {
            head.push(Cell::text(self.numbered_round(figures.rounds[*round].number)));
            columns.push(Column::points(66.0, Align::End));
        }
        head.push(word("report-column-score"));
        columns.push(Column::points(38.0, Align::End));
        head.push(word("report-column-met"));
        columns.push(Column::points(44.0, Align::End));

        let (mut rows, mut reasons) = (Vec::new(), Vec::new());
        let across = columns.len();
        for scenario in self.scenarios.clone() {
            for item in self.items(&scenario.code) {
                let title = format!("{} {}", item.code, self.pick(&item.name));
                rows.push(Row::group(Cell::text(title).spanning(across)));
                for (place, indicator) in self.indicators.clone().into_iter().filter(|(_, one)| one.item == item.code) {
                    let Some(cell) = community.cell(place) else { continue };
                    reasons.extend(cell.rounds.iter().flatten().filter_map(|record| reason(&record.value)));
                    rows.push(self.indicator_row(community, cell, indicator, &rounds, across));
                }
            }
        }
        let title = self.words.format("report-indicators-table", &[("community", name)]);
        let mut note = self.word("report-indicators-note");
        note.extend(self.original_note(reasons.into_iter()));
        Table {
            caption: Some(self.table_caption(&title)),
            columns,
            head: vec![Row::new(head)],
            rows,
            note: Some(Rich::from(note)),
            ..Table::default()
        }
    }

    fn indicator_row(
        &mut self,
        community: &'a CommunityFigures,
        cell: &CellFigures,
        indicator: &Indicator,
        rounds: &[usize],
        across: usize,
    ) -> Row {
        let mut label = Cell::text(self.named(indicator));
        label.bold = indicator.is_binding();
        let notes = self.remarks(cell, indicator);
        if !notes.is_empty() {
            label = label.note(notes);
        }
        if !cell.applies {
            let text = Span::coloured(self.word("report-stage-not-applicable"), self.theme.muted);
            let text = Rich { spans: vec![text] };
            return Row::new(vec![label, Cell::text(text).spanning(across - 1).aligned(Align::End)]);
        }
        label.link = self.photo_link(community, &indicator.code);
        let anchor = self.to(Target::Source(community.code.clone(), indicator.code.clone()));
        let own = self.to(Target::Cell(community.code.clone(), indicator.code.clone()));
        let mut cells = vec![label, Cell::text(self.target(cell.target, indicator))];
        for round in rounds {
            cells.push(self.round_cell(cell, indicator, *round).leading_to(anchor));
        }
        let (score, met) = cell.result.as_ref().map_or((None, None), |result| (result.score, result.met));
        cells.push(Cell::text(self.score(score)));
        cells.push(match met {
            Some(true) => Cell::text(self.word("report-met")),
            Some(false) => Cell::text(self.word("report-missed")).bold(),
            None => Cell::text(self.word("print-empty")),
        });
        Row::new(cells).at(own)
    }

    /// Gives what a round recorded; in the last column also what is carried over to it.
    fn round_cell(&self, cell: &CellFigures, indicator: &Indicator, round: usize) -> Cell {
        let recorded = cell.rounds.get(round).and_then(Option::as_ref).map(|record| &record.value);
        let last = round + 1 == self.figures.rounds.len();
        let number = self.figures.rounds.get(round).map_or(0, |round| round.number);
        let carried = cell.result.as_ref().filter(|result| last && result.round != number);
        let from = |round: u32| self.words.format("report-carried", &[("round", &round.to_string())]);
        match (recorded, carried) {
            (Some(value), None) => Cell::text(self.value(value, indicator)),
            (Some(value), Some(result)) => {
                let text = format!(
                    "{}{}{}",
                    from(result.round),
                    self.words.get("colon"),
                    self.value(&result.value, indicator)
                );
                Cell::text(self.value(value, indicator)).note(text)
            }
            (None, Some(result)) => {
                let value = Span::coloured(self.value(&result.value, indicator), self.theme.muted);
                Cell::text(Rich { spans: vec![value] }).note(from(result.round))
            }
            (None, None) => Cell::text(self.word("print-empty")),
        }
    }

    /// Gives the small print of an indicator: that it binds, what could not be had and why, what is to be verified.
    fn remarks(&self, cell: &CellFigures, indicator: &Indicator) -> String {
        let mut remarks = Vec::new();
        if indicator.is_binding() {
            remarks.push(self.word("kind-binding"));
        }
        if let Some(used) = cell.used(self.figures).filter(|used| used.conflict || used.to_verify) {
            let disputed = used.conflict && !self.leaves();
            remarks.push(self.word(if disputed { "report-conflict-open" } else { "report-conflict" }));
        }
        for (round, record) in self.figures.rounds.iter().zip(&cell.rounds) {
            let Some(record) = record else { continue };
            let state = match record.value {
                ValueFigures::NotApplicable { .. } => "state-not-applicable",
                ValueFigures::NotObtained { .. } => "state-not-obtained",
                _ => continue,
            };
            let Some(reason) = reason(&record.value).map(|reason| self.free(reason)).filter(|text| !text.is_empty())
            else {
                continue;
            };
            let (state, round) = (self.word(state), round.number.to_string());
            let args = [("round", round.as_str()), ("state", &state), ("reason", &reason)];
            remarks.push(self.words.format("report-cell-reason", &args));
        }
        self.clauses(&remarks)
    }
}

fn reason(value: &ValueFigures) -> Option<&str> {
    match value {
        ValueFigures::NotApplicable { reason } | ValueFigures::NotObtained { reason } => Some(reason),
        _ => None,
    }
}
