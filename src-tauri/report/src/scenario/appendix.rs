//! The last page: by what the figures are measured, and how they can be checked.

use super::Writer;
use crate::flow::{Block, Cell, Column, Row, Table};
use crate::text::Align;
use tanfang_survey::session::figures::RoundFigures;

impl Writer<'_> {
    pub(super) fn appendix(&mut self, date: &str) {
        let figures = self.figures;
        self.flow.add(Block::PageBreak);
        self.flow.heading(1, self.words.get("report-appendix"));
        self.paragraph("report-appendix-lead", &[]);
        let framework = &figures.framework;
        let version = [("id", framework.id.as_str()), ("version", &framework.version)];
        let rounds: Vec<String> = figures.rounds.iter().map(|round| self.round_line(Some(round))).collect();
        let communities: Vec<String> = figures
            .communities
            .iter()
            .map(|one| {
                format!("{}{}", self.pick(&one.name), self.words.format("parenthesised", &[("text", &self.stage(one))]))
            })
            .collect();
        let missing = self.receipt.missing_photos.len().to_string();
        let photos = [("count", self.receipt.photos.to_string()), ("missing", missing)];
        let photos = photos.each_ref().map(|(name, value)| (*name, value.as_str()));
        let least = figures.least_coverage.to_string();
        let facts = [
            ("report-cover-survey", figures.survey.clone()),
            ("report-cover-organisation", figures.organisation.clone()),
            ("report-cover-date", self.date(date)),
            (
                "report-appendix-framework",
                format!("{}\n{}", self.pick(&framework.title), self.words.format("framework-version", &version)),
            ),
            ("report-appendix-rounds", rounds.join("\n")),
            ("report-appendix-communities", communities.join(&self.words.get("list-separator"))),
            ("report-appendix-least", self.words.format("report-appendix-least-value", &[("least", &least)])),
            ("report-appendix-photos", self.words.format("report-appendix-photos-value", &photos)),
            ("report-appendix-language", self.words.get("report-appendix-language-value").into_owned()),
            (
                "report-appendix-program",
                self.words.format("report-appendix-program-value", &[("version", env!("CARGO_PKG_VERSION"))]),
            ),
            ("report-appendix-digest", figures.digest.clone()),
        ];
        let rows = facts
            .into_iter()
            .map(|(id, value)| {
                let value =
                    if value.trim().is_empty() { self.words.get("report-none-given").into_owned() } else { value };
                Row::new(vec![Cell::text(self.words.get(id).into_owned()).bold(), Cell::text(value)])
            })
            .collect();
        let title = self.words.get("report-appendix-table");
        let caption = Some(self.table_caption(&title));
        let columns = vec![Column::points(112.0, Align::Start), Column::share(1.0, Align::Start)];
        self.flow.add(Block::Table(Table { caption, columns, head: Vec::new(), rows, note: None }));
    }

    /// Words a round with its dates.
    pub(super) fn round_line(&self, round: Option<&RoundFigures>) -> String {
        let Some(round) = round else { return String::new() };
        let name = self.pick(&round.name);
        let number = round.number.to_string();
        let name =
            if name.is_empty() { self.words.format("round-numbered", &[("round", &number)]) } else { name.to_owned() };
        match (&round.from, &round.to) {
            (Some(from), Some(to)) => {
                let period = [("from", self.date(from)), ("to", self.date(to))];
                let period = period.each_ref().map(|(name, value)| (*name, value.as_str()));
                let period = self.words.format("report-period", &period);
                self.words.format("report-appendix-round-line", &[("name", &name), ("period", &period)])
            }
            _ => name,
        }
    }
}
