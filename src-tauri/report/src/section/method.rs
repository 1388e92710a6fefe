//! How the data came about, and how good they are.

use super::Section;
use crate::flow::{Cell, Column, Row};
use crate::text::Align;
use crate::writer::{Target, Writer, rounded, small_group};
use tanfang_survey::framework::{Indicator, Method};
use tanfang_survey::model::Ratio;
use tanfang_survey::score::{Level, OutOf};
use tanfang_survey::session::figures::{CommunityFigures, GroupFigures, ValueFigures};

impl Writer<'_, '_> {
    pub(super) fn method(&mut self) {
        self.chapter(Section::Method);
        self.passages(Section::Method, false);
        self.paragraph("report-method-lead", &[("round", &self.round())]);
        self.plan();
        self.doubts();
        self.samples();
        self.groups();
        if !self.leaves() {
            self.concordance();
            self.outliers();
        }
        let withheld: usize = self.communities.iter().map(|one| self.withheld_of(one)).sum();
        if withheld > 0 {
            self.paragraph("report-photos-withheld", &[("count", &withheld.to_string())]);
        }
    }

    /// Says how far this round came with what it asked for, and how far all rounds came so far.
    fn plan(&mut self) {
        let mut rows = Vec::new();
        for community in self.communities.clone() {
            let row = self.whole(community);
            let place = match self.only_scenario() {
                Some(scenario) => (Level::Scenario, scenario.code.clone(), community.code.clone()),
                None => (Level::Community, String::new(), community.code.clone()),
            };
            let progress = self.figures.results.progress.get(&place).copied().unwrap_or_default();
            let anchor = self.to(Target::Indicators(community.code.clone()));
            let so_far = Cell::text(self.coverage(row)).note(self.fraction(row)).leading_to(anchor);
            let data = if row.is_none_or(|row| row.applicable == 0) {
                Cell::text(self.word("report-nothing-applies"))
            } else if self.too_little(row) {
                let range = row.and_then(|row| row.range).map(|range| self.range(range)).unwrap_or_default();
                Cell::text(self.word("report-too-little")).note(range).bold()
            } else {
                Cell::text(self.word("report-enough"))
            };
            let number = |count: u32| Cell::text(count.to_string());
            rows.push(Row::new(vec![
                Cell::text(self.pick(&community.name)).leading_to(anchor),
                number(progress.planned),
                number(progress.assessed),
                number(progress.not_obtained),
                so_far,
                data,
            ]));
        }
        let title = self.word("report-method-plan");
        let number = Column::points(62.0, Align::End);
        let columns =
            vec![Column::share(1.0, Align::Start), number, number, number, number, Column::points(96.0, Align::End)];
        let head = [
            "community",
            "report-column-planned",
            "report-column-assessed",
            "report-column-not-obtained",
            "report-column-so-far",
            "report-column-data",
        ];
        let note = self
            .words
            .format("report-method-plan-note", &[("least", &self.figures.results.least_coverage.to_string())]);
        self.table(&title, columns, &head, rows, Some(note));
    }

    /// Lists the used cells that people disagree about, or that somebody wants verified.
    fn doubts(&mut self) {
        let mut rows = Vec::new();
        let (mut conflicts, mut to_verify) = (0, 0);
        for community in self.communities.clone() {
            for (place, indicator) in self.indicators.clone() {
                let anchor = self.to(Target::Cell(community.code.clone(), indicator.code.clone()));
                let Some(cell) = community.cell(place) else { continue };
                let Some(used) = cell.used(self.figures).filter(|used| used.conflict || used.to_verify) else {
                    continue;
                };
                conflicts += usize::from(used.conflict);
                to_verify += usize::from(used.to_verify && !used.conflict);
                let row = self.figures.row(Level::Indicator, &indicator.code, &community.code);
                let sides = row.and_then(|row| row.sides).map(|range| self.range(range));
                let why = if used.conflict && !self.leaves() { "report-conflict-open" } else { "report-conflict" };
                let mut why = Cell::text(self.word(why));
                if let Some(sides) = sides.filter(|_| !self.leaves()) {
                    why = why.note(self.words.format("report-sides", &[("range", &sides)]));
                }
                rows.push(Row::new(vec![
                    Cell::text(self.pick(&community.name)),
                    Cell::text(self.named(indicator)).leading_to(anchor),
                    self.result_cell(cell, indicator),
                    why,
                ]));
            }
        }
        if rows.is_empty() {
            self.paragraph("report-doubts-none", &[]);
            return;
        }
        let title = self.word("report-doubts");
        let id = if self.leaves() { "report-doubts-note-group" } else { "report-doubts-note" };
        let counts = [
            ("conflicts", conflicts.to_string()),
            ("verify", to_verify.to_string()),
            ("count", rows.len().to_string()),
        ];
        let note = self.words.format(id, &counts.each_ref().map(|(name, value)| (*name, value.as_str())));
        let columns = vec![
            Column::points(104.0, Align::Start),
            Column::share(1.0, Align::Start),
            Column::points(104.0, Align::End),
            Column::points(104.0, Align::End),
        ];
        let head = ["community", "report-column-indicator", "report-column-result", "report-column-state"];
        self.table(&title, columns, &head, rows, Some(note));
    }

    /// Lists the values that rest on samples, with what chance in drawing leaves open.
    fn samples(&mut self) {
        let mut rows = Vec::new();
        for (place, indicator) in self.indicators.clone() {
            let mut own = Vec::new();
            for community in self.communities.clone() {
                let Some(result) = community.cell(place).and_then(|cell| cell.result.as_ref()) else { continue };
                let (ValueFigures::Share { a, b, .. }, Some((low, high))) = (&result.value, result.interval) else {
                    continue;
                };
                let anchor = self.to(Target::Cell(community.code.clone(), indicator.code.clone()));
                let bounds = self
                    .words
                    .format("report-range", &[("low", &rounded(low * 100.0, 1)), ("high", &rounded(high * 100.0, 1))]);
                let people = usize::try_from(*b).ok().filter(|_| indicator.method == Method::Questionnaire);
                if self.leaves() && people.and_then(small_group).is_some() {
                    continue;
                }
                own.push(Row::new(vec![
                    Cell::text(self.pick(&community.name)),
                    Cell::text(self.words.format("report-of", &[("a", &a.to_string()), ("b", &b.to_string())]))
                        .leading_to(anchor),
                    Cell::text(self.value_only(&result.value, indicator)),
                    Cell::text(bounds),
                ]));
            }
            if !own.is_empty() {
                rows.push(Row::group(Cell::text(self.named(indicator)).spanning(4)));
                rows.extend(own);
            }
        }
        if rows.is_empty() {
            self.paragraph("report-samples-none", &[]);
            return;
        }
        let title = self.word("report-samples");
        let note = self.word("report-samples-note");
        let columns = vec![
            Column::share(1.0, Align::Start),
            Column::points(80.0, Align::End),
            Column::points(80.0, Align::End),
            Column::points(110.0, Align::End),
        ];
        let head = ["community", "report-column-sample", "report-column-value", "report-column-interval"];
        self.table(&title, columns, &head, rows, Some(note));
    }

    /// Gives the value of a share without its parts.
    fn value_only(&self, value: &ValueFigures, indicator: &Indicator) -> String {
        match value {
            ValueFigures::Share { value, .. } => {
                let number = value.display(indicator.decimals.max(1));
                self.words.format("report-percent", &[("value", &number)])
            }
            other => self.value(other, indicator),
        }
    }

    /// Says what the groups of people asked answered; small groups stay in the team.
    fn groups(&mut self) {
        let mut rows = Vec::new();
        let mut hidden = false;
        for community in self.communities.clone() {
            for group in self.groups_of(community) {
                let Some(indicator) = self.indicator(&group.indicator) else { continue };
                for (name, people, mean) in &group.groups {
                    let small = self.leaves().then(|| small_group(*people)).flatten();
                    hidden |= small.is_some();
                    let mean = match small {
                        Some(_) => self.word("print-empty"),
                        None if group.share => {
                            let hundred =
                                Ratio::whole(100).mul(*mean).map_or_else(String::new, |share| share.display(1));
                            self.words.format("report-percent", &[("value", &hundred)])
                        }
                        None => mean.display(2),
                    };
                    let name = match name.as_str() {
                        "" => self.word("report-group-none"),
                        name => self.word(&format!("choice-group-{name}")),
                    };
                    rows.push(Row::new(vec![
                        Cell::text(self.pick(&community.name)),
                        Cell::text(self.named(indicator)),
                        Cell::text(name),
                        Cell::text(small.map_or_else(|| people.to_string(), str::to_owned)),
                        Cell::text(mean),
                    ]));
                }
            }
        }
        if rows.is_empty() {
            return;
        }
        let title = self.word("report-groups");
        let note = self.word(if hidden { "report-groups-hidden" } else { "report-groups-note" });
        let columns = vec![
            Column::points(96.0, Align::Start),
            Column::share(1.0, Align::Start),
            Column::points(100.0, Align::Start),
            Column::points(44.0, Align::End),
            Column::points(52.0, Align::End),
        ];
        let head = [
            "community",
            "report-column-indicator",
            "report-column-group",
            "report-column-people",
            "report-column-mean",
        ];
        self.table(&title, columns, &head, rows, Some(note));
    }

    fn groups_of<'c>(&self, community: &'c CommunityFigures) -> Vec<&'c GroupFigures> {
        let inside = |code: &str| self.indicators.iter().any(|(_, one)| one.code == code);
        community.groups.iter().filter(|group| inside(&group.indicator)).collect()
    }

    /// Says how well second readings agree with the first: for the team alone.
    fn concordance(&mut self) {
        let rows: Vec<Row> = self
            .figures
            .results
            .concordance
            .iter()
            .map(|one| {
                let share = one.share().map_or_else(|| self.word("print-empty"), |share| self.percent(share.to_f64()));
                let kind = self.word(&format!("value-type-{}", one.value_type.as_str().replace('_', "-")));
                let coefficient = one.coefficient.map_or_else(
                    || self.word("print-empty"),
                    |value| format!("{} {}", if one.name() == "kappa" { "κ" } else { "α" }, rounded(value, 2)),
                );
                Row::new(vec![
                    Cell::text(kind),
                    Cell::text(one.readings.to_string()),
                    Cell::text(one.agreeing.to_string()).note(share),
                    Cell::text(coefficient),
                ])
            })
            .collect();
        if rows.is_empty() {
            self.paragraph("report-concordance-none", &[]);
            return;
        }
        let title = self.word("report-concordance");
        let note = self.word("report-concordance-note");
        let number = Column::points(84.0, Align::End);
        let columns = vec![Column::share(1.0, Align::Start), number, number, number];
        let head =
            ["report-column-type", "report-column-readings", "report-column-agreeing", "report-column-coefficient"];
        self.table(&title, columns, &head, rows, Some(note));
    }

    /// Lists the values out of line: for the team alone.
    fn outliers(&mut self) {
        let mut rows = Vec::new();
        for outlier in &self.figures.results.outliers {
            let Some(community) = self.communities.iter().find(|one| one.code == outlier.community).copied() else {
                continue;
            };
            let Some((_, indicator)) = self.indicators.iter().find(|(_, one)| one.code == outlier.indicator).copied()
            else {
                continue;
            };
            let shown = |value: Ratio| self.value(&ValueFigures::Number(value), indicator);
            let (value, why) = (
                shown(outlier.value),
                match outlier.out_of {
                    OutOf::Communities { median, z } => self
                        .words
                        .format("report-outlier-communities", &[("median", &shown(median)), ("z", &rounded(z, 1))]),
                    OutOf::Rounds { before, round, .. } => self
                        .words
                        .format("report-outlier-rounds", &[("before", &shown(before)), ("round", &round.to_string())]),
                },
            );
            let anchor = self.to(Target::Cell(community.code.clone(), indicator.code.clone()));
            rows.push(Row::new(vec![
                Cell::text(self.pick(&community.name)),
                Cell::text(self.named(indicator)).leading_to(anchor),
                Cell::text(value),
                Cell::text(why),
            ]));
        }
        if rows.is_empty() {
            return;
        }
        let title = self.word("report-outliers");
        let note = self.word("report-outliers-note");
        let columns = vec![
            Column::points(104.0, Align::Start),
            Column::share(1.0, Align::Start),
            Column::points(72.0, Align::End),
            Column::points(124.0, Align::Start),
        ];
        let head = ["community", "report-column-indicator", "report-column-value", "report-column-beside"];
        self.table(&title, columns, &head, rows, Some(note));
    }
}
