//! One table a community: every indicator with its rounds side by side.

use super::Writer;
use crate::flow::{Block, Cell, Column, Row, Table};
use crate::text::{Align, Rich, Span};
use tanfang_survey::session::figures::{CellFigures, CommunityFigures, IndicatorHead, ValueFigures};

/// Rounds that stand beside each other; of more, the latest.
const ROUNDS_ACROSS: usize = 3;

impl Writer<'_> {
    pub(super) fn indicators(&mut self) {
        if self.figures.communities.is_empty() || self.figures.indicators.is_empty() {
            return;
        }
        self.chapter("report-indicators");
        self.lead_in("report-indicators-lead");
        let figures = self.figures;
        for (position, community) in figures.communities.iter().enumerate() {
            let name = self.pick(&community.name).to_owned();
            let heading = self.section(position + 1, &name);
            let anchor = self.anchors[position].unwrap_or_else(|| self.flow.anchor());
            self.flow.heading_at(anchor, 2, heading);
            let score = community.score;
            let stage = self.stage(community);
            let text = self.words.format(
                "report-indicators-stage",
                &[
                    ("stage", &stage),
                    ("score", &self.score(score.score)),
                    ("coverage", &self.coverage(score.assessed, score.applicable)),
                ],
            );
            let style = self.theme.body();
            self.flow.add(Block::Paragraph { text: text.into(), style, before: 0.0, after: 0.0, keep_next: true });
            let table = self.indicator_table(community, &name);
            self.flow.add(Block::Table(table));
        }
    }

    fn indicator_table(&mut self, community: &CommunityFigures, name: &str) -> Table {
        let figures = self.figures;
        let first = figures.rounds.len().saturating_sub(ROUNDS_ACROSS);
        let rounds: Vec<usize> = (first..figures.rounds.len()).collect();
        let word = |id: &str| Cell::text(self.words.get(id).into_owned());
        let mut head = vec![word("report-column-indicator"), word("report-column-target")];
        let mut columns = vec![Column::share(1.0, Align::Start), Column::points(62.0, Align::End)];
        for round in &rounds {
            let number = figures.rounds[*round].number.to_string();
            head.push(Cell::text(self.words.format("round-numbered", &[("round", &number)])));
            columns.push(Column::points(66.0, Align::End));
        }
        head.push(word("report-column-score"));
        columns.push(Column::points(38.0, Align::End));
        head.push(word("report-column-met"));
        columns.push(Column::points(44.0, Align::End));

        let mut rows = Vec::new();
        let across = columns.len();
        for item in &figures.items {
            let inside = figures.indicators.iter().enumerate().filter(|(_, one)| one.item == item.code);
            let mut begun = false;
            for (index, indicator) in inside {
                let Some(cell) = community.cells.get(index) else { continue };
                if !begun {
                    let title = format!("{} {}", item.code, self.pick(&item.name));
                    rows.push(Row::group(Cell::text(title).spanning(across)));
                    begun = true;
                }
                rows.push(self.indicator_row(cell, indicator, &rounds, across));
            }
        }
        let title = self.words.format("report-indicators-table", &[("community", name)]);
        Table {
            caption: Some(self.table_caption(&title)),
            columns,
            head: vec![Row::new(head)],
            rows,
            note: Some(Rich::from(self.words.get("report-indicators-note").into_owned())),
        }
    }

    fn indicator_row(&self, cell: &CellFigures, head: &IndicatorHead, rounds: &[usize], across: usize) -> Row {
        let name = format!("{} {}", head.code, self.pick(&head.name));
        let mut label = Cell::text(name);
        label.bold = head.binding;
        let notes = self.remarks(cell, head);
        if !notes.is_empty() {
            label = label.note(notes);
        }
        if !cell.applies {
            let text = Span::coloured(self.words.get("report-stage-not-applicable").into_owned(), self.theme.muted);
            let text = Rich { spans: vec![text] };
            return Row::new(vec![label, Cell::text(text).spanning(across - 1).aligned(Align::End)]);
        }
        let mut cells = vec![label, Cell::text(self.target(cell.target, head))];
        for round in rounds {
            cells.push(self.round_cell(cell, head, *round));
        }
        let (score, met) = cell.result.as_ref().map_or((None, None), |result| (result.score, result.met));
        cells.push(Cell::text(self.score(score)));
        cells.push(match met {
            Some(true) => Cell::text(self.words.get("report-met").into_owned()),
            Some(false) => Cell::text(self.words.get("report-missed").into_owned()).bold(),
            None => Cell::text(self.words.get("print-empty").into_owned()),
        });
        Row::new(cells)
    }

    /// Gives what a round recorded; in the last column also what is carried over to it.
    fn round_cell(&self, cell: &CellFigures, head: &IndicatorHead, round: usize) -> Cell {
        let recorded = cell.rounds.get(round).and_then(Option::as_ref);
        let last = round + 1 == self.figures.rounds.len();
        let number = self.figures.rounds.get(round).map_or(0, |round| round.number);
        let carried = cell.result.as_ref().filter(|result| last && result.round != number);
        let from = |round: u32| self.words.format("report-carried", &[("round", &round.to_string())]);
        match (recorded, carried) {
            (Some(value), None) => Cell::text(self.value(value, head)),
            (Some(value), Some(result)) => {
                let text =
                    format!("{}{}{}", from(result.round), self.words.get("colon"), self.value(&result.value, head));
                Cell::text(self.value(value, head)).note(text)
            }
            (None, Some(result)) => {
                let value = Span::coloured(self.value(&result.value, head), self.theme.muted);
                Cell::text(Rich { spans: vec![value] }).note(from(result.round))
            }
            (None, None) => Cell::text(self.words.get("print-empty").into_owned()),
        }
    }

    /// Gives the small print of an indicator: that it binds, what could not be had and why, what is to be verified.
    fn remarks(&self, cell: &CellFigures, head: &IndicatorHead) -> String {
        let mut remarks = Vec::new();
        if head.binding {
            remarks.push(self.words.get("kind-binding").into_owned());
        }
        if cell.conflict {
            remarks.push(self.words.get("report-conflict").into_owned());
        }
        for (round, value) in self.figures.rounds.iter().zip(&cell.rounds) {
            let (state, reason) = match value {
                Some(ValueFigures::NotApplicable { reason }) => ("state-not-applicable", reason),
                Some(ValueFigures::NotObtained { reason }) => ("state-not-obtained", reason),
                _ => continue,
            };
            if reason.trim().is_empty() {
                continue;
            }
            let state = self.words.get(state);
            let round = round.number.to_string();
            let args = [("round", round.as_str()), ("state", &state), ("reason", reason.trim())];
            remarks.push(self.words.format("report-cell-reason", &args));
        }
        remarks.join(&self.words.get("clause-separator"))
    }
}
