//! The first words and the last page: what the report is, by what it is measured, and how it can be checked.

use super::Section;
use crate::flow::{Block, Cell, Column, Row};
use crate::text::{Align, Rich, Span};
use crate::writer::{Writer, rounded};
use tanfang_survey::text::{Lang, Words};

/// Communities up to which the contents stand below the notice.
const CONTENTS_BELOW: usize = 4;

impl Writer<'_, '_> {
    pub(super) fn notice(&mut self) {
        let figures = self.figures;
        let title = self.word(Section::Notice.title());
        self.flow.add(Block::PageBreak);
        self.unlisted_chapter(title);
        self.passages(Section::Notice, false);
        if figures.demo {
            let text = self.word("report-notice-demo");
            self.text(Rich { spans: vec![Span::bold(text)] });
        }
        let status = self.pick(&figures.framework.identity.status).to_owned();
        if !status.is_empty() {
            self.paragraph("report-notice-status", &[("status", &status)]);
        }
        self.paragraph("report-notice-result", &[("round", &self.round())]);
        self.paragraph("report-notice-score", &[]);
        let least = figures.results.least_coverage.to_string();
        self.paragraph("report-notice-coverage", &[("least", &least)]);
        if let Some(ratio) = figures.results.weighting.counting() {
            self.paragraph("report-notice-pairwise", &[("ratio", &rounded(ratio, 3))]);
        }
        self.paragraph(if self.leaves() { "report-notice-group" } else { "report-notice-internal" }, &[]);
        // A long list begins a page of its own.
        if self.communities.len() > CONTENTS_BELOW || self.sections.len() > 8 {
            self.flow.add(Block::Chapter);
        }
        let title = self.word("report-contents");
        self.unlisted_chapter(title);
        self.flow.add(Block::Contents);
    }

    /// Writes the last page: settings and digest.
    pub(super) fn settings(&mut self) {
        let figures = self.figures;
        self.chapter(Section::Settings);
        self.passages(Section::Settings, false);
        self.paragraph("report-appendix-lead", &[]);
        let framework = &figures.framework.identity;
        let version = [("id", framework.id.as_str()), ("version", &framework.version)];
        let rounds: Vec<String> = figures.rounds.iter().map(|round| self.round_line(Some(round))).collect();
        let communities: Vec<String> = self
            .communities
            .iter()
            .map(|one| {
                format!("{}{}", self.pick(&one.name), self.words.format("parenthesised", &[("text", &self.stage(one))]))
            })
            .collect();
        let receipt = &self.receipt;
        let count = |number: usize| number.to_string();
        let photos = [
            ("count", count(receipt.photos)),
            ("missing", count(receipt.missing_photos.len())),
            ("withheld", count(self.communities.iter().map(|one| self.withheld_of(one)).sum())),
        ];
        let photos = photos.each_ref().map(|(name, value)| (*name, value.as_str()));
        let least = figures.results.least_coverage.to_string();
        let names: Vec<String> =
            self.sections.iter().filter(|one| **one != Section::Cover).map(|one| self.word(one.title())).collect();
        let profile = match self.edition.profile {
            crate::edition::Profile::Modern => "report-profile-modern",
            crate::edition::Profile::Official => "report-profile-official",
        };
        let own = |lang: &Lang| Words::new(*lang).get("report-appendix-language-value");
        let languages: Vec<_> = self.edition.languages.each().iter().map(own).collect();
        let for_whom = [
            if self.leaves() { "report-audience-group" } else { "report-audience-internal" },
            if self.ranks() { "report-ranking-on" } else { "report-ranking-off" },
            if self.shows_comments() { "report-comments-on" } else { "report-comments-off" },
        ];
        let for_whom = self.clauses(&for_whom.map(|id| self.word(id)));
        let weighting =
            if figures.results.weighting.counting().is_some() { "report-weights-pairs" } else { "report-weights-own" };
        let facts = [
            ("report-cover-survey", figures.survey.clone()),
            ("report-cover-organisation", figures.organisation.clone()),
            ("report-cover-date", self.date(&self.edition.date)),
            (
                "report-appendix-framework",
                format!("{}\n{}", self.pick(&framework.title), self.words.format("framework-version", &version)),
            ),
            ("report-appendix-framework-digest", figures.framework.digest.to_string()),
            ("report-appendix-rounds", rounds.join("\n")),
            ("report-appendix-communities", self.list(&communities)),
            ("report-appendix-weights", self.word(weighting)),
            ("report-appendix-least", self.words.format("report-appendix-least-value", &[("least", &least)])),
            ("report-cover-audience", for_whom),
            ("report-appendix-profile", self.word(profile)),
            ("report-appendix-sections", self.list(&names)),
            ("report-appendix-photos", self.words.format("report-appendix-photos-value", &photos)),
            ("report-appendix-language", self.list(&languages)),
            (
                "report-appendix-program",
                self.words.format("report-appendix-program-value", &[("version", env!("CARGO_PKG_VERSION"))]),
            ),
            ("report-appendix-digest", figures.digest.clone()),
        ];
        let rows = facts
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(id, value)| Row::new(vec![Cell::text(self.word(id)).bold(), Cell::text(value)]))
            .collect();
        let title = self.word("report-appendix-table");
        let columns = vec![Column::points(112.0, Align::Start), Column::share(1.0, Align::Start)];
        self.table(&title, columns, &[], rows, None);
    }
}
