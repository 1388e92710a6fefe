//! What a community is asked to confirm: its values with their sources, and room to sign.

use super::Section;
use crate::flow::{Block, Cell, Column, Row, Table};
use crate::text::{Align, Rich};
use crate::writer::Writer;
use tanfang_survey::session::figures::CommunityFigures;

/// Room for a signature and a stamp, in points.
const ROOM: f32 = 84.0;

impl Writer<'_, '_> {
    /// Writes the head of the form and every value of the round's result.
    pub(super) fn confirmed_values(&mut self) {
        let title = self.title();
        self.flow.add(Block::PageBreak);
        self.flow.heading(1, title);
        let Some(community) = self.communities.first().copied() else { return };
        self.facts(community);
        self.passages(Section::Values, false);
        let ask = self
            .words
            .format("report-confirm-ask", &[("community", self.pick(&community.name)), ("round", &self.round())]);
        self.text(ask);
        let (mut rows, mut said) = (Vec::new(), Vec::new());
        let mut open = 0;
        for scenario in self.scenarios.clone() {
            let title = format!("{} {}", scenario.code, self.pick(&scenario.name));
            rows.push(Row::group(Cell::text(title).spanning(5)));
            for (place, indicator) in
                self.indicators.clone().into_iter().filter(|(_, one)| one.scenario == scenario.code)
            {
                let Some(cell) = community.cell(place).filter(|cell| cell.applies) else { continue };
                let mut name = Cell::text(self.named(indicator));
                name.bold = indicator.is_binding();
                let Some(used) = cell.used(self.figures) else {
                    open += 1;
                    let none = Cell::text(self.word("report-open-no-value"));
                    rows.push(Row::new(vec![name, none, Cell::text(""), Cell::text(""), Cell::text("")]));
                    continue;
                };
                said.push(used.remark.as_str());
                if used.conflict || used.to_verify {
                    name = name.note(self.word("report-conflict"));
                }
                let mut source = Cell::text(self.place_of(used, indicator));
                let remark = self.free(&used.remark);
                if !remark.is_empty() {
                    source = source.note(remark);
                }
                rows.push(Row::new(vec![
                    name,
                    self.result_cell(cell, indicator),
                    source,
                    self.by_cell(&used.by),
                    Cell::text("☐"),
                ]));
            }
        }
        let title = self.words.format("report-confirm-table", &[("community", self.pick(&community.name))]);
        let columns = vec![
            Column::share(1.0, Align::Start),
            Column::points(76.0, Align::End),
            Column::share(1.1, Align::Start),
            Column::points(76.0, Align::Start),
            Column::points(40.0, Align::Centre),
        ];
        let head = [
            "report-column-indicator",
            "report-column-result",
            "report-column-source",
            "report-column-by",
            "report-column-confirmed",
        ];
        let mut note = self.word("report-confirm-note");
        note.extend(self.original_note(said.into_iter()));
        self.table(&title, columns, &head, rows, Some(note));
        if open > 0 {
            self.paragraph("report-confirm-open", &[("count", &open.to_string())]);
        }
    }

    fn facts(&mut self, community: &CommunityFigures) {
        let figures = self.figures;
        let identity = &figures.framework.identity;
        let organisation = &self.edition.imprint.organisation;
        let version = self.words.format("framework-version", &[("id", &identity.id), ("version", &identity.version)]);
        let facts = [
            ("community", self.pick(&community.name).to_owned()),
            ("stage", self.stage(community)),
            ("report-cover-round", self.round_line(figures.rounds.last())),
            ("report-cover-survey", figures.survey.clone()),
            (
                "report-cover-organisation",
                if organisation.is_empty() { figures.organisation.clone() } else { organisation.clone() },
            ),
            ("report-cover-number", self.edition.imprint.number.clone()),
            ("report-cover-date", self.date(&self.edition.date)),
            ("report-appendix-framework", format!("{}\n{version}", self.pick(&identity.title))),
            ("report-appendix-digest", figures.digest.clone()),
        ];
        let rows = facts
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(id, value)| Row::new(vec![Cell::text(self.word(id)).bold(), Cell::text(value)]))
            .collect();
        let columns = vec![Column::points(112.0, Align::Start), Column::share(1.0, Align::Start)];
        self.flow.add(Block::Table(Table { columns, rows, ..Table::default() }));
        self.flow.add(Block::Space(10.0));
    }

    /// Leaves room for corrections, signature, date and stamp.
    pub(super) fn signature(&mut self) {
        let title = self.word(Section::Signature.title());
        self.flow.heading(2, title);
        self.passages(Section::Signature, false);
        self.lead_in("report-sign-lead", &[]);
        let box_of = |id: &str, height: f32, writer: &Self| {
            let mut room = crate::drawing::Drawing::new(10.0, height);
            room.items.clear();
            vec![Cell::text(writer.word(id)).bold(), Cell::drawing(room)]
        };
        let rows = vec![
            Row::new(box_of("report-sign-corrections", ROOM, self)),
            Row::new(vec![
                Cell::text(self.word("report-sign-opinion")).bold(),
                Cell::text(self.word("report-sign-choices")),
            ]),
            Row::new(box_of("report-sign-name", 40.0, self)),
            Row::new(box_of("report-sign-date", 28.0, self)),
            Row::new(box_of("report-sign-stamp", ROOM + 30.0, self)),
        ];
        let columns = vec![Column::points(132.0, Align::Start), Column::share(1.0, Align::Start)];
        let note = Some(Rich::from(self.words.format("report-sign-note", &[("digest", &self.figures.digest)])));
        self.flow.add(Block::Table(Table { columns, rows, note, whole: true, ..Table::default() }));
    }
}
