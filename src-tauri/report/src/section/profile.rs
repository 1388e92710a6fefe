//! The profile of a community: nine scenarios and their items.

use super::Section;
use crate::ReportError;
use crate::flow::{Cell, Column, Row, RowKind};
use crate::text::Align;
use crate::writer::{Target, Writer};
use tanfang_survey::score::Level;

impl Writer<'_, '_> {
    /// Writes the profile of a community: the radar, then each scenario with its items.
    pub(super) fn profile(&mut self) -> Result<(), ReportError> {
        self.chapter(Section::Profile);
        self.passages(Section::Profile, false);
        for community in self.communities.clone() {
            self.radar_figure(community)?;
            let mut rows = Vec::new();
            for scenario in self.scenarios.clone() {
                let row = self.figures.row(Level::Scenario, &scenario.code, &community.code);
                let name = format!("{} {}", scenario.code, self.pick(&scenario.name));
                let score = self.score_cell(row);
                let cells = vec![Cell::text(name).spanning(2), score.bold(), Cell::text("")];
                rows.push(Row { kind: RowKind::Group, ..Row::new(cells) });
                for item in self.items(&scenario.code) {
                    let row = self.figures.row(Level::Item, &item.code, &community.code);
                    let anchor = self.to(Target::Indicators(community.code.clone()));
                    let missed = self.figures.results.gaps.iter().filter(|one| {
                        one.gap.community == community.code
                            && self.indicator(&one.gap.indicator).is_some_and(|known| known.item == item.code)
                    });
                    let missed = missed.count();
                    rows.push(Row::new(vec![
                        Cell::text(format!("{} {}", item.code, self.pick(&item.name)))
                            .note(self.pick(&item.question).to_owned())
                            .leading_to(anchor),
                        Cell::drawing(self.bar(row, 92.0)),
                        self.score_cell(row),
                        Cell::text(missed.to_string()),
                    ]));
                }
            }
            let title = self.words.format("report-profile-table", &[("community", self.pick(&community.name))]);
            let columns = vec![
                Column::share(1.0, Align::Start),
                Column::points(101.0, Align::Start),
                Column::points(84.0, Align::End),
                Column::points(48.0, Align::End),
            ];
            let head = ["report-column-item", "", "report-column-score", "report-column-gaps"];
            let note = self.word("report-scores-note");
            self.table(&title, columns, &head, rows, Some(note));
        }
        Ok(())
    }
}
