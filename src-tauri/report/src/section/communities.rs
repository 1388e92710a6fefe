//! What is said of each community: findings, strengths, gaps with what could close them.

use super::Section;
use crate::flow::{Cell, Column, Row};
use crate::text::{Align, Rich, Span};
use crate::writer::{Target, Writer, points};
use tanfang_survey::framework::Indicator;
use tanfang_survey::score::Level;
use tanfang_survey::session::Advised;
use tanfang_survey::session::figures::{CommunityFigures, FindingFigures};

/// Strengths that are named of one community.
const STRENGTHS: usize = 5;

impl<'a> Writer<'a, '_> {
    pub(super) fn community_chapter(&mut self) {
        if self.communities.is_empty() {
            return;
        }
        self.chapter(Section::Communities);
        self.passages(Section::Communities, false);
        self.paragraph("report-communities-lead", &[]);
        for community in self.communities.clone() {
            let name = self.pick(&community.name).to_owned();
            self.section(&name, Some(Target::Community(community.code.clone())));
            self.guidance(community);
            self.strengths(community);
            self.findings_of(community);
            self.gap_table(community);
        }
    }

    /// Writes the findings of the communities as a chapter of their own.
    pub(super) fn findings(&mut self) {
        self.chapter(Section::Findings);
        self.passages(Section::Findings, false);
        for community in self.communities.clone() {
            self.strengths(community);
            self.findings_of(community);
        }
    }

    /// Gives the guidance of the scenario for the community's stage.
    fn guidance(&mut self, community: &CommunityFigures) {
        let Some(stage) = community.stage else {
            self.paragraph("report-no-stage", &[("community", self.pick(&community.name))]);
            return;
        };
        if let Some(scenario) = self.only_scenario()
            && let Some(advice) = self.figures.framework.advice_for(&scenario.code, stage)
        {
            let text = self
                .words
                .format("report-guidance", &[("stage", &self.stage(community)), ("text", self.pick(&advice.text))]);
            self.text(text);
        }
    }

    /// Names the met targets that the fewest of the compared communities meet.
    fn strengths(&mut self, community: &CommunityFigures) {
        let met = |code: &str, one: &str| {
            let row = self.figures.row(Level::Indicator, code, one);
            row.and_then(|row| row.indicator).and_then(|result| result.met) == Some(true)
        };
        let everybody: Vec<&str> = self
            .figures
            .results
            .scores
            .rows
            .iter()
            .filter(|row| row.level == Level::Community)
            .map(|row| row.community.as_str())
            .collect();
        let mut found: Vec<(usize, bool, &Indicator)> = Vec::new();
        for (_, indicator) in &self.indicators {
            if met(&indicator.code, &community.code) {
                let others = everybody.iter().filter(|one| met(&indicator.code, one)).count();
                found.push((others, !indicator.is_binding(), indicator));
            }
        }
        let count = found.len();
        if count == 0 {
            self.labelled("report-strengths", self.word("report-strengths-none"));
            return;
        }
        found.sort_by_key(|(others, expected, _)| (*others, *expected));
        let mut rich = Rich::default();
        let shown = found.iter().take(STRENGTHS);
        let last = shown.len() - 1;
        for (place, (others, _, indicator)) in shown.enumerate() {
            let text = if everybody.len() > 1 {
                self.words.format(
                    "report-strength",
                    &[
                        ("name", &self.named(indicator)),
                        ("met", &others.to_string()),
                        ("of", &everybody.len().to_string()),
                    ],
                )
            } else {
                self.named(indicator)
            };
            let anchor = self.to(Target::Cell(community.code.clone(), indicator.code.clone()));
            rich = rich.and(Span::linked(text, anchor));
            rich = rich.and(Span::plain(self.word(if place == last { "report-stop" } else { "clause-separator" })));
        }
        if count > STRENGTHS {
            rich = rich.and(Span::plain(self.words.format("report-strengths-more", &[("count", &count.to_string())])));
        }
        self.labelled("report-strengths", rich);
    }

    /// Gives the findings of a community that the report is about: with one scenario those of its indicators.
    fn findings_in<'c>(&self, community: &'c CommunityFigures) -> Vec<&'c FindingFigures> {
        let whole = self.only_scenario().is_none();
        let inside = |code: &str| self.indicators.iter().any(|(_, one)| one.code == code);
        community
            .findings
            .iter()
            .filter(|one| if one.indicator.is_empty() { whole } else { inside(&one.indicator) })
            .collect()
    }

    fn findings_of(&mut self, community: &CommunityFigures) {
        let findings = self.findings_in(community);
        if findings.is_empty() {
            self.labelled("report-findings", self.word("report-findings-none"));
            return;
        }
        let mut rows = Vec::new();
        let said: Vec<&str> =
            findings.iter().flat_map(|one| [one.text.as_str(), one.cause.as_str(), one.advice.as_str()]).collect();
        for (number, finding) in findings.iter().enumerate() {
            let mut about = Vec::new();
            about.extend(self.indicator(&finding.indicator).map(|one| self.named(one)));
            about.extend(finding.place.as_deref().map(|place| self.free(place)));
            about.push(self.by(&finding.by));
            let mut text = Cell::text(self.free(&finding.text)).note(about.join(" · "));
            let photo = self.photos_of(community).into_iter().find(|photo| photo.findings.contains(&finding.key));
            text.link = match photo {
                Some(photo) => Some(self.to(Target::Photo(photo.key.clone()))),
                None if finding.indicator.is_empty() => None,
                None => Some(self.to(Target::Cell(community.code.clone(), finding.indicator.clone()))),
            };
            let cause = [("report-cause", &finding.cause), ("report-advice", &finding.advice)]
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(id, text)| format!("{}{}{}", self.words.get(id), self.words.get("colon"), self.free(text)))
                .collect::<Vec<_>>()
                .join("\n");
            let severity = match finding.severity.as_str() {
                "" => self.word("print-empty"),
                word => self.word(&format!("choice-severity-{word}")),
            };
            rows.push(Row::new(vec![
                Cell::text((number + 1).to_string()),
                text,
                Cell::text(cause),
                Cell::text(severity),
                Cell::text(self.standing_of(finding)),
            ]));
        }
        let title = self.words.format("report-findings-table", &[("community", self.pick(&community.name))]);
        let note = self.original_note(said.into_iter());
        let columns = vec![
            Column::points(30.0, Align::Start),
            Column::share(1.15, Align::Start),
            Column::share(1.0, Align::Start),
            Column::points(48.0, Align::Start),
            Column::points(84.0, Align::Start),
        ];
        let head = [
            "report-column-number",
            "report-column-finding",
            "report-column-cause",
            "report-column-severity",
            "report-column-state",
        ];
        self.table(&title, columns, &head, rows, note);
    }

    /// Says where a finding stands, by what the latest round saw of it.
    fn standing_of(&self, finding: &FindingFigures) -> String {
        let seen = finding.later.last().map(|(round, word)| {
            let word = self.word(&format!("choice-round-{}", word.replace('_', "-")));
            self.words.format("report-finding-later", &[("round", &round.to_string()), ("state", &word)])
        });
        let own = match finding.state.as_str() {
            "" => self.word("choice-state-open"),
            word => self.word(&format!("choice-state-{word}")),
        };
        let first = self.words.format("report-finding-first", &[("round", &finding.round.to_string())]);
        [Some(own), Some(first), seen].into_iter().flatten().collect::<Vec<_>>().join("\n")
    }

    /// Lists the gaps of a community with what could close each.
    pub(super) fn gap_table(&mut self, community: &CommunityFigures) {
        let gaps = self.gaps_of(community);
        if gaps.is_empty() {
            let id = if self.whole(community).is_none_or(|row| row.assessed == 0) {
                "report-gaps-no-data"
            } else {
                "report-gaps-none"
            };
            self.labelled("report-gaps", self.word(id));
            return;
        }
        let mut rows = Vec::new();
        for (number, advised) in gaps.iter().enumerate() {
            rows.push(self.gap_row(community, number + 1, advised));
        }
        let title = self.words.format("report-gaps-table", &[("community", self.pick(&community.name))]);
        let columns = vec![
            Column::points(30.0, Align::Start),
            Column::share(1.0, Align::Start),
            Column::points(78.0, Align::End),
            Column::points(40.0, Align::End),
            Column::share(1.35, Align::Start),
        ];
        let head = [
            "report-column-number",
            "report-column-indicator",
            "report-column-result",
            "report-column-gain",
            "report-column-remedy",
        ];
        let mut note = self.word("report-gaps-note");
        let names = gaps.iter().flat_map(|one| &one.projects).map(|project| project.name.as_str());
        note.extend(self.original_note(names));
        self.table(&title, columns, &head, rows, Some(note));
    }

    fn gap_row(&mut self, community: &CommunityFigures, number: usize, advised: &'a Advised) -> Row {
        let gap = &advised.gap;
        let framework = &self.figures.framework;
        let place = framework.indicator_position(&gap.indicator);
        let indicator = self.indicator(&gap.indicator);
        let cell = place.and_then(|place| community.cell(place));
        let (Some(indicator), Some(cell)) = (indicator, cell) else {
            return Row::new(vec![Cell::text(number.to_string()), Cell::text(gap.indicator.clone()).spanning(4)]);
        };
        let anchor = self.to(Target::Cell(community.code.clone(), indicator.code.clone()));
        let mut name = Cell::text(self.named(indicator)).leading_to(anchor);
        name.bold = gap.binding;
        if gap.binding {
            name = name.note(self.word("kind-binding"));
        }
        let mut notes =
            vec![self.words.format("report-gap-target", &[("target", &self.target(cell.target, indicator))])];
        if let Some(need) = gap.need {
            let id = if need.at_least { "report-need-least" } else { "report-need-most" };
            notes.push(self.words.format(id, &[("units", &need.units.to_string()), ("of", &need.of.to_string())]));
        }
        if gap.from_round != self.figures.round() {
            notes.push(self.words.format("report-carried", &[("round", &gap.from_round.to_string())]));
        }
        let result = cell.result.as_ref().map_or_else(String::new, |result| self.value(&result.value, indicator));
        let kind = framework.project_types.iter().find(|one| one.key == advised.remedy_type);
        let kind = kind.map_or_else(|| advised.remedy_type.clone(), |one| self.pick(&one.name).to_owned());
        let remedy = self.words.format("report-remedy", &[("kind", &kind), ("text", self.pick(&advised.remedy))]);
        let projects: Vec<String> = advised
            .projects
            .iter()
            .map(|project| {
                let state = match project.state.as_str() {
                    "" => self.word("report-state-unknown"),
                    word => self.word(&format!("choice-state-{}", word.replace('_', "-"))),
                };
                self.words.format("report-project-named", &[("name", &self.free(&project.name)), ("state", &state)])
            })
            .collect();
        let addressing = if projects.is_empty() {
            self.word("report-project-none")
        } else {
            self.words.format("report-project-some", &[("projects", &self.list(&projects))])
        };
        let mut under = vec![addressing];
        if let Some(case) = &advised.case
            && !self.writes(Section::Cases)
        {
            under.push(self.words.format("report-case-short", &[("case", &self.case_name(case))]));
        }
        Row::new(vec![
            Cell::text(number.to_string()),
            name,
            Cell::text(result).note(notes.join("\n")).leading_to(anchor),
            Cell::text(points(gap.gain())),
            Cell::text(remedy).note(under.join("\n")),
        ])
    }
}
