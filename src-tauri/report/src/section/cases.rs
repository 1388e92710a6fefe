//! Practices from elsewhere that fit the gaps.

use super::Section;
use crate::flow::{Cell, Column, Row};
use crate::text::Align;
use crate::writer::{Target, Writer};
use tanfang_survey::framework::{Case, Confidence};

/// Cases of a report over all scenarios: those that fit the weightiest gaps.
const MOST: usize = 12;

impl<'a> Writer<'a, '_> {
    /// Names a case by country or region, city and title.
    pub(super) fn case_name(&self, case: &Case) -> String {
        let (country, city) = (self.pick(&case.country), self.pick(&case.city));
        let place = if city.is_empty() || city == country { country.to_owned() } else { format!("{country} {city}") };
        self.words.format("report-case-named", &[("place", &place), ("title", self.pick(&case.title))])
    }

    pub(super) fn cases(&mut self) {
        let cases = self.fitting_cases();
        self.chapter(Section::Cases);
        self.passages(Section::Cases, false);
        if cases.is_empty() {
            self.paragraph("report-cases-none", &[]);
            return;
        }
        self.lead_in("report-cases-lead", &[]);
        let mut rows = Vec::new();
        for (case, fits) in cases {
            let mut place = Cell::text(self.pick(&case.country).to_owned()).bold();
            let city = self.pick(&case.city);
            if !city.is_empty() {
                place = place.note(city.to_owned());
            }
            let fits: Vec<String> =
                fits.iter().filter_map(|code| self.indicator(code)).map(|one| self.named(one)).collect();
            let mut lesson = Cell::text(self.pick(&case.lesson).to_owned());
            if !fits.is_empty() {
                let target = match self.communities.first() {
                    Some(one) if self.writes(Section::Communities) => Target::Community(one.code.clone()),
                    _ => Target::Section(Section::Measures),
                };
                let anchor = self.to(target);
                lesson = lesson.note(self.words.format("report-case-fits", &[("gaps", &self.list(&fits))]));
                lesson.link = Some(anchor);
            }
            let mut practice = Cell::text(format!("{}\n{}", self.pick(&case.title), self.pick(&case.practice)));
            if case.confidence != Confidence::High {
                practice = practice.note(self.word("report-case-unsure"));
            }
            rows.push(Row::new(vec![place, practice, lesson]));
        }
        let title = self.word("report-cases-table");
        let columns = vec![
            Column::points(74.0, Align::Start),
            Column::share(1.3, Align::Start),
            Column::share(1.0, Align::Start),
        ];
        let head = ["report-column-country", "report-column-practice", "report-column-lesson"];
        let note = self.word("report-cases-note");
        self.table(&title, columns, &head, rows, Some(note));
    }

    /// Gives the cases with the gaps they fit: of one scenario all of its cases, else those of the weightiest gaps.
    fn fitting_cases(&self) -> Vec<(&'a Case, Vec<&'a str>)> {
        let all = &self.figures.framework.cases;
        let mut found: Vec<(&Case, Vec<&str>)> = match self.only_scenario() {
            Some(scenario) => {
                all.iter().filter(|case| case.scenario == scenario.code).map(|case| (case, Vec::new())).collect()
            }
            None => Vec::new(),
        };
        let whole = self.only_scenario().is_none();
        for community in &self.communities {
            for advised in self.gaps_of(community) {
                let Some(case) = &advised.case else { continue };
                let known = found.iter().position(|(one, _)| *one == case);
                let place = match known {
                    Some(place) => place,
                    None if whole && found.len() < MOST => {
                        let Some(case) = all.iter().find(|one| *one == case) else { continue };
                        found.push((case, Vec::new()));
                        found.len() - 1
                    }
                    None => continue,
                };
                if !found[place].1.contains(&advised.gap.indicator.as_str()) {
                    found[place].1.push(&advised.gap.indicator);
                }
            }
        }
        // What fits a gap comes before what fits none.
        found.sort_by_key(|(_, fits)| fits.is_empty());
        found
    }
}
