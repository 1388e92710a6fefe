//! The projects of the communities, and which gaps they are to close.

use super::Section;
use crate::flow::{Cell, Column, Row};
use crate::text::Align;
use crate::writer::{Target, Writer};
use tanfang_survey::session::figures::{CommunityFigures, ProjectFigures};

impl Writer<'_, '_> {
    pub(super) fn projects(&mut self) {
        self.chapter(Section::Projects);
        self.passages(Section::Projects, false);
        let mut rows = Vec::new();
        let mut said = Vec::new();
        for community in self.communities.clone() {
            let projects = self.projects_of(community);
            if projects.is_empty() {
                continue;
            }
            let anchor = self.to(Target::Indicators(community.code.clone()));
            rows.push(Row::group(Cell::text(self.pick(&community.name)).leading_to(anchor).spanning(4)));
            for project in projects {
                said.extend([project.name.as_str(), &project.note]);
                let named = |prefix: &str, word: &str| match word {
                    "" => self.word("print-empty"),
                    word => self.word(&format!("choice-{prefix}-{}", word.replace('_', "-"))),
                };
                let closes: Vec<String> = project
                    .indicators
                    .iter()
                    .filter_map(|code| self.indicator(code))
                    .map(|one| self.named(one))
                    .collect();
                let about = [&project.place, &project.note];
                let about: Vec<String> =
                    about.into_iter().filter(|text| !text.is_empty()).map(|text| self.free(text)).collect();
                let who: Vec<String> = [("report-lead", &project.lead), ("report-responsible", &project.responsible)]
                    .into_iter()
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(id, text)| format!("{}{}{}", self.words.get(id), self.words.get("colon"), self.free(text)))
                    .collect();
                let mut name = Cell::text(self.free(&project.name));
                if !about.is_empty() {
                    name = name.note(about.join(" · "));
                }
                let closes = if closes.is_empty() { self.word("print-empty") } else { closes.join("\n") };
                rows.push(Row::new(vec![
                    name,
                    Cell::text(named("kind", &project.kind)).note(named("state", &project.state)),
                    Cell::text(closes),
                    Cell::text(if who.is_empty() { self.word("print-empty") } else { who.join("\n") }),
                ]));
            }
        }
        if rows.is_empty() {
            self.paragraph("report-projects-none", &[]);
            return;
        }
        self.lead_in("report-projects-lead", &[]);
        let title = self.word("report-projects-table");
        let columns = vec![
            Column::share(1.0, Align::Start),
            Column::points(64.0, Align::Start),
            Column::share(1.0, Align::Start),
            Column::points(116.0, Align::Start),
        ];
        let head = ["report-column-project", "report-column-kind", "report-column-closes", "report-column-who"];
        let note = self.original_note(said.into_iter());
        self.table(&title, columns, &head, rows, note);
    }

    /// Gives the projects of a community that the report is about: with one scenario those that name its indicators.
    fn projects_of<'c>(&self, community: &'c CommunityFigures) -> Vec<&'c ProjectFigures> {
        let whole = self.only_scenario().is_none();
        let inside = |code: &String| self.indicators.iter().any(|(_, one)| one.code == *code);
        community.projects.iter().filter(|one| whole || one.indicators.iter().any(inside)).collect()
    }
}
