//! Definitions and basis of the indicators, terms, and what held in which round.

use super::Section;
use crate::flow::{Block, Cell, Column, Row, Table};
use crate::text::Align;
use crate::writer::Writer;

/// Digits of a digest that tell two frameworks apart; the whole stands among the settings.
const SHORT_DIGEST: usize = 16;

impl Writer<'_, '_> {
    /// Writes what each indicator means, by whom it is answered and where its target comes from.
    pub(super) fn definitions(&mut self) {
        self.chapter(Section::Definitions);
        self.passages(Section::Definitions, false);
        self.lead_in("report-definitions-lead", &[]);
        let mut rows = Vec::new();
        for scenario in self.scenarios.clone() {
            for item in self.items(&scenario.code) {
                let title = format!("{} {}", item.code, self.pick(&item.name));
                rows.push(Row::group(Cell::text(title).spanning(3)));
                for (_, indicator) in self.indicators.clone().into_iter().filter(|(_, one)| one.item == item.code) {
                    let kind = self.word(if indicator.is_binding() { "kind-binding" } else { "kind-expected" });
                    let basis = self.word(&format!("basis-grade-{}", indicator.basis.as_str().to_ascii_lowercase()));
                    let mut basis = Cell::text(basis);
                    let note = self.pick(&indicator.basis_note);
                    if !note.is_empty() {
                        basis = basis.note(note.to_owned());
                    }
                    let mut name = Cell::text(self.named(indicator)).note(kind);
                    name.bold = indicator.is_binding();
                    rows.push(Row::new(vec![name, Cell::text(self.pick(&indicator.guidance).to_owned()), basis]));
                }
            }
        }
        let title = self.word("report-definitions-table");
        let columns = vec![
            Column::points(112.0, Align::Start),
            Column::share(1.5, Align::Start),
            Column::share(1.0, Align::Start),
        ];
        let head = ["report-column-indicator", "report-column-definition", "report-column-basis"];
        self.table(&title, columns, &head, rows, None);
    }

    pub(super) fn terms(&mut self) {
        self.chapter(Section::Terms);
        self.passages(Section::Terms, false);
        let terms = &self.figures.framework.terms;
        let rows = terms
            .iter()
            .map(|term| {
                Row::new(vec![
                    Cell::text(self.pick(&term.name).to_owned()).bold(),
                    Cell::text(self.pick(&term.definition).to_owned()),
                ])
            })
            .collect();
        let title = self.word("report-terms-table");
        let columns = vec![Column::points(112.0, Align::Start), Column::share(1.0, Align::Start)];
        self.table(&title, columns, &["report-column-term", "report-column-definition"], rows, None);
    }

    /// Writes the stage of each community and the version of the framework in each round.
    pub(super) fn rounds(&mut self) {
        self.chapter(Section::Rounds);
        self.passages(Section::Rounds, false);
        let figures = self.figures;
        let identity = &figures.framework.identity;
        let version = self.words.format("framework-version", &[("id", &identity.id), ("version", &identity.version)]);
        let digest = figures.framework.digest.to_string();
        let digest = digest.get(..SHORT_DIGEST).unwrap_or(&digest);
        let none = self.word("print-empty");
        let rows = figures
            .rounds
            .iter()
            .map(|round| {
                let period = self.period(round.from.as_deref(), round.to.as_deref());
                let reference = self.period(round.reference_from.as_deref(), round.reference_to.as_deref());
                Row::new(vec![
                    Cell::text(self.round_name(round)),
                    Cell::text(period.unwrap_or_else(|| none.clone())),
                    Cell::text(reference.unwrap_or_else(|| none.clone())),
                    Cell::text(version.clone()).note(digest),
                ])
            })
            .collect();
        let title = self.word("report-rounds-table");
        let columns = vec![
            Column::share(1.0, Align::Start),
            Column::share(1.2, Align::Start),
            Column::share(1.2, Align::Start),
            Column::share(1.0, Align::Start),
        ];
        let head =
            ["report-column-round", "report-column-period", "report-column-reference", "report-appendix-framework"];
        let note = self.words.format("report-rounds-note", &[("digits", &SHORT_DIGEST.to_string())]);
        self.table(&title, columns, &head, rows, Some(note));
        if self.communities.is_empty() {
            return;
        }
        let mut rows = Vec::new();
        for community in self.communities.clone() {
            let mut cells = vec![Cell::text(self.pick(&community.name))];
            for stage in &community.stages {
                cells.push(Cell::text(stage.map_or_else(|| none.clone(), |stage| self.stage_word(stage))));
            }
            let basis = if community.stage.is_none() {
                none.clone()
            } else {
                self.word(if community.stage_assumed { "stage-basis-assumption" } else { "stage-basis-stated" })
            };
            cells.push(Cell::text(basis));
            rows.push(Row::new(cells));
        }
        let heads: Vec<String> = figures.rounds.iter().map(|round| self.numbered_round(round.number)).collect();
        let mut columns = vec![Column::share(1.0, Align::Start)];
        columns.extend(heads.iter().map(|_| Column::points(74.0, Align::Start)));
        columns.push(Column::points(110.0, Align::Start));
        let mut head = vec![self.word("community")];
        head.extend(heads);
        head.push(self.word("report-column-stage-basis"));
        let title = self.word("report-stages-of-rounds");
        let caption = Some(self.table_caption(&title));
        let head = vec![Row::new(head.into_iter().map(Cell::text).collect())];
        self.flow.add(Block::Table(Table { caption, columns, head, rows, note: None, ..Table::default() }));
    }
}
