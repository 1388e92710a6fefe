//! Where each number comes from: who recorded it, when, where and with which photo.

use super::Section;
use crate::flow::{Cell, Column, Row};
use crate::text::Align;
use crate::writer::{Target, Writer};
use tanfang_survey::framework::Indicator;
use tanfang_survey::session::figures::{CellFigures, CommunityFigures, RecordFigures};

impl<'a> Writer<'a, '_> {
    pub(super) fn provenance(&mut self) {
        self.chapter(Section::Provenance);
        self.passages(Section::Provenance, false);
        self.paragraph(if self.leaves() { "report-provenance-group" } else { "report-provenance-internal" }, &[]);
        for community in self.communities.clone() {
            let mut rows = Vec::new();
            let mut said = Vec::new();
            for (place, indicator) in self.indicators.clone() {
                let Some(cell) = community.cell(place) else { continue };
                let Some(used) = cell.used(self.figures) else { continue };
                said.push(used.remark.as_str());
                rows.push(self.provenance_row(community, cell, used, indicator));
            }
            if rows.is_empty() {
                continue;
            }
            let name = self.pick(&community.name).to_owned();
            self.community_section(&name, None);
            let title = self.words.format("report-provenance-table", &[("community", &name)]);
            let columns = vec![
                Column::share(1.0, Align::Start),
                Column::points(76.0, Align::End),
                Column::points(80.0, Align::Start),
                Column::share(1.15, Align::Start),
                Column::points(46.0, Align::Start),
            ];
            let head = [
                "report-column-indicator",
                "report-column-result",
                "report-column-by",
                "report-column-where",
                "report-photos",
            ];
            let note = self.original_note(said.into_iter());
            self.table(&title, columns, &head, rows, note);
        }
    }

    fn provenance_row(
        &mut self,
        community: &'a CommunityFigures,
        cell: &CellFigures,
        used: &RecordFigures,
        indicator: &Indicator,
    ) -> Row {
        let mut count = Cell::text(self.photos_named(community, &indicator.code));
        count.link = self.photo_link(community, &indicator.code);
        let own = self.to(Target::Source(community.code.clone(), indicator.code.clone()));
        let table = self.to(Target::Cell(community.code.clone(), indicator.code.clone()));
        let mut by = self.by_cell(&used.by);
        if used.late {
            by = by.note(format!("{}\n{}", self.date(&used.by.day), self.word("report-late")));
        }
        let mut place = Cell::text(self.place_of(used, indicator));
        let remark = self.free(&used.remark);
        if !remark.is_empty() {
            place = place.note(remark);
        }
        Row::new(vec![
            Cell::text(self.named(indicator)).leading_to(table),
            self.result_cell(cell, indicator),
            by,
            place,
            count,
        ])
        .at(own)
    }

    /// Says where a value was established: at how many units, or by which source.
    pub(super) fn place_of(&self, used: &RecordFigures, indicator: &Indicator) -> String {
        let mut parts = Vec::new();
        if used.of_units > 0 {
            let list = indicator.list.as_deref().and_then(|key| self.figures.framework.list(key));
            let list = list.map_or_else(String::new, |list| self.pick(&list.name).to_owned());
            let counts = [("a", used.observed.to_string()), ("b", used.of_units.to_string()), ("list", list)];
            parts.push(
                self.words.format("report-observed", &counts.each_ref().map(|(name, value)| (*name, value.as_str()))),
            );
        }
        let source = &used.source;
        if source.is_empty() {
            if parts.is_empty() {
                parts.push(self.word(&format!("method-{}", indicator.method.as_str())));
            }
        } else {
            let dated = if source.date.is_empty() { String::new() } else { self.date(&source.date) };
            let period = match self.reference(&source.period) {
                period if period.is_empty() => period,
                period => self.words.format("report-source-period", &[("period", &period)]),
            };
            let pieces: Vec<String> = [self.free(&source.body), self.free(&source.number), dated, period]
                .into_iter()
                .filter(|piece| !piece.is_empty())
                .collect();
            parts.push(self.words.format("report-source", &[("source", &self.clauses(&pieces))]));
        }
        self.clauses(&parts)
    }
}
