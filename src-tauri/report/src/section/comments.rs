//! What others said about earlier reports, and what became of it: 征求意见.

use super::Section;
use crate::flow::{Cell, Column, Row};
use crate::text::Align;
use crate::writer::{Target, Writer};
use tanfang_survey::session::figures::{FeedbackFigures, Passage};

/// What may have become of a comment, in the order in which it is counted.
const OUTCOMES: [&str; 4] = ["accepted", "partly", "declined", "open"];

impl Writer<'_, '_> {
    pub(super) fn comments(&mut self) {
        self.chapter(Section::Comments);
        self.passages(Section::Comments, false);
        let comments = self.comments_here();
        if comments.is_empty() {
            return;
        }
        let counted = |outcome: &str| comments.iter().filter(|one| one.outcome == outcome).count().to_string();
        let count = comments.len().to_string();
        let counts = OUTCOMES.map(|outcome| (outcome, counted(outcome)));
        let mut args = vec![("count", count.as_str())];
        args.extend(counts.iter().map(|(outcome, count)| (*outcome, count.as_str())));
        self.lead_in("report-comments-lead", &args);
        let rows = comments.iter().enumerate().map(|(place, one)| self.comment_row(place + 1, one)).collect();
        let said = comments.iter().flat_map(|one| [one.organisation.as_str(), &one.objection, &one.answer]);
        let note = self.original_note(said);
        let title = self.word("report-comments-table");
        let columns = vec![
            Column::points(30.0, Align::Start),
            Column::points(96.0, Align::Start),
            Column::share(1.2, Align::Start),
            Column::points(58.0, Align::Start),
            Column::share(1.0, Align::Start),
        ];
        let head = [
            "report-column-number",
            "report-column-organisation",
            "report-column-comment",
            "report-column-outcome",
            "report-column-answer",
        ];
        self.table(&title, columns, &head, rows, note);
    }

    /// Says whether there is something to tell that this audience may read.
    pub(crate) fn has_comments(&self) -> bool {
        let passage = |one: &Passage| one.section == Section::Comments.name() && one.kind == self.edition.kind.as_str();
        self.shows_comments() && (!self.comments_here().is_empty() || self.figures.passages.iter().any(passage))
    }

    /// Gives the comments that the report is about: on its communities and scenarios, or on the whole.
    fn comments_here(&self) -> Vec<FeedbackFigures> {
        let community = |one: &FeedbackFigures| {
            one.community.is_empty() || self.communities.iter().any(|known| known.code == one.community)
        };
        let whole = self.only_scenario().is_none();
        let scenario = |one: &FeedbackFigures| {
            if one.indicator.is_empty() {
                whole
            } else {
                self.indicators.iter().any(|(_, it)| it.code == one.indicator)
            }
        };
        self.figures.feedback.iter().filter(|one| community(one) && scenario(one)).cloned().collect()
    }

    fn comment_row(&mut self, number: usize, one: &FeedbackFigures) -> Row {
        let community = self.communities.iter().find(|known| known.code == one.community);
        let mut about: Vec<String> = community.map(|known| self.pick(&known.name).to_owned()).into_iter().collect();
        about.extend(self.indicator(&one.indicator).map(|it| self.named(it)));
        if !one.report.is_empty() {
            about.push(self.words.format("report-comment-report", &[("number", &one.report)]));
        }
        let mut objection = Cell::text(self.free(&one.objection));
        if !about.is_empty() {
            objection = objection.note(about.join(" · "));
        }
        if !one.community.is_empty() && !one.indicator.is_empty() {
            objection.link = Some(self.to(Target::Cell(one.community.clone(), one.indicator.clone())));
        }
        let mut from = Cell::text(self.free(&one.organisation));
        if !one.date.is_empty() {
            from = from.note(self.date(&one.date));
        }
        let answer = if one.answer.is_empty() { self.word("print-empty") } else { self.free(&one.answer) };
        Row::new(vec![
            Cell::text(number.to_string()),
            from,
            objection,
            Cell::text(self.word(&format!("choice-outcome-{}", one.outcome))),
            Cell::text(answer),
        ])
    }
}
