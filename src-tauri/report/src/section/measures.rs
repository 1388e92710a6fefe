//! What to do first, and which gaps many communities share.

use super::Section;
use crate::flow::{Cell, Column, Row};
use crate::text::{Align, Rich, Span};
use crate::writer::Writer;
use tanfang_survey::session::Advised;
use tanfang_survey::session::figures::CommunityFigures;

/// Gaps common to fewer communities are not common.
const COMMON: usize = 2;
/// Common gaps that are listed.
const MOST: usize = 25;

impl<'a> Writer<'a, '_> {
    /// Writes the measures of a community: the guidance of its stage, then its gaps, the weightiest first.
    pub(super) fn measures(&mut self) {
        self.chapter(Section::Measures);
        self.passages(Section::Measures, false);
        self.paragraph("report-measures-lead", &[]);
        for community in self.communities.clone() {
            self.gap_table(community);
            let Some(stage) = community.stage else {
                self.paragraph("report-no-stage", &[("community", self.pick(&community.name))]);
                continue;
            };
            let gaps = self.gaps_of(community);
            let title = self.words.format("report-guidance-title", &[("stage", &self.stage(community))]);
            self.section(&title, None);
            for scenario in self.scenarios.clone() {
                let count = gaps.iter().filter(|one| self.is_in(one, &scenario.code)).count();
                let Some(advice) = self.figures.framework.advice_for(&scenario.code, stage) else { continue };
                if count == 0 {
                    continue;
                }
                let label = format!("{} {}", scenario.code, self.pick(&scenario.name));
                let label =
                    self.words.format("report-guidance-scenario", &[("name", &label), ("count", &count.to_string())]);
                let text = self.pick(&advice.text).to_owned();
                self.text(Rich::default().and(Span::bold(label)).and(Span::plain(text)));
            }
        }
    }

    fn is_in(&self, advised: &Advised, scenario: &str) -> bool {
        self.indicator(&advised.gap.indicator).is_some_and(|one| one.scenario == scenario)
    }

    /// Lists the gaps that several communities have.
    pub(super) fn common_gaps(&mut self) {
        self.chapter(Section::CommonGaps);
        self.passages(Section::CommonGaps, false);
        let mut common: Vec<(usize, f64, &str, Vec<&'a CommunityFigures>, usize)> = Vec::new();
        for (_, indicator) in &self.indicators {
            let (mut with, mut gain, mut addressed) = (Vec::new(), 0.0, 0);
            for community in &self.communities {
                let found = self.gaps_of_indicator(community, &indicator.code);
                if let Some(advised) = found {
                    with.push(*community);
                    gain += advised.gap.gain();
                    addressed += usize::from(!advised.projects.is_empty());
                }
            }
            if with.len() >= COMMON {
                common.push((usize::from(!indicator.is_binding()), gain, &indicator.code, with, addressed));
            }
        }
        if common.is_empty() {
            self.paragraph("report-common-none", &[]);
            return;
        }
        common.sort_by(|a, b| b.3.len().cmp(&a.3.len()).then(a.0.cmp(&b.0)).then(b.1.total_cmp(&a.1)));
        let count = common.len();
        let shown = count.min(MOST).to_string();
        self.lead_in("report-common-lead", &[("count", &count.to_string()), ("shown", &shown)]);
        let mut rows = Vec::new();
        for (expected, _, code, with, addressed) in common.into_iter().take(MOST) {
            let Some(indicator) = self.indicator(code) else { continue };
            let names: Vec<&str> = with.iter().map(|one| self.pick(&one.name)).collect();
            let mut name = Cell::text(self.named(indicator));
            if expected == 0 {
                name = name.bold().note(self.word("kind-binding"));
            }
            let kind = self.figures.framework.project_types.iter().find(|one| one.key == indicator.remedy_type);
            let kind = kind.map_or_else(String::new, |one| self.pick(&one.name).to_owned());
            let remedy = self.words.format("report-remedy", &[("kind", &kind), ("text", self.pick(&indicator.remedy))]);
            rows.push(Row::new(vec![
                name,
                Cell::text(self.count(with.len(), self.communities.len())).note(self.list(&names)),
                Cell::text(remedy),
                Cell::text(self.count(addressed, with.len())),
            ]));
        }
        let title = self.word("report-common-table");
        let columns = vec![
            Column::share(1.0, Align::Start),
            Column::share(1.0, Align::Start),
            Column::share(1.1, Align::Start),
            Column::points(52.0, Align::End),
        ];
        let head =
            ["report-column-indicator", "report-cover-communities", "report-column-remedy", "report-column-addressed"];
        let note = self.word("report-common-note");
        self.table(&title, columns, &head, rows, Some(note));
    }

    fn gaps_of_indicator(&self, community: &CommunityFigures, code: &str) -> Option<&'a Advised> {
        self.figures.results.gaps.iter().find(|one| one.gap.community == community.code && one.gap.indicator == code)
    }
}
