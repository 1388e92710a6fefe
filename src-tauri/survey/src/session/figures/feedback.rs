//! What others said about reports, and what was answered: 征求意见.

use crate::session::{Fault, Session};
use std::collections::HashMap;

/// A comment that was received, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedbackFigures {
    /// Number of the issued report it is about; empty where none is named.
    pub report: String,
    /// Codes; empty where none is named: then it is about the whole.
    pub community: String,
    pub indicator: String,
    pub organisation: String,
    pub objection: String,
    pub answer: String,
    /// `open`, `accepted`, `partly` or `declined`.
    pub outcome: String,
    /// `YYYY-MM-DD`; empty where nobody said.
    pub date: String,
}

impl Session {
    /// Gives the comments up to a round, the earliest first.
    pub(super) fn feedback_figures(&self, round: u32) -> Result<Vec<FeedbackFigures>, Fault> {
        let reports: HashMap<String, String> =
            self.issued()?.into_iter().map(|report| (report.key, report.number)).collect();
        let mut found = self.entities("feedback", "", &[])?;
        found.retain(|one| one.number("round").is_none_or(|own| own <= i64::from(round)));
        found.sort_by(|a, b| (a.text("date"), &a.key).cmp(&(b.text("date"), &b.key)));
        Ok(found
            .iter()
            .map(|one| {
                let text = |field: &str| one.text(field).trim().to_owned();
                let outcome = text("outcome");
                FeedbackFigures {
                    report: reports.get(one.text("report")).cloned().unwrap_or_default(),
                    community: text("community"),
                    indicator: text("indicator"),
                    organisation: text("organisation"),
                    objection: text("objection"),
                    answer: text("answer"),
                    // Nobody said yet what became of it: it is open.
                    outcome: if outcome.is_empty() { "open".to_owned() } else { outcome },
                    date: text("date"),
                }
            })
            .collect())
    }
}
