//! Places of the communities with their stability, and the comparison by stage.

use super::Section;
use crate::flow::{Cell, Column, Row};
use crate::text::Align;
use crate::writer::{Target, Writer, rounded};
use tanfang_survey::framework::Stage;
use tanfang_survey::score::{Level, RUNS};
use tanfang_survey::session::figures::CommunityFigures;

impl Writer<'_, '_> {
    /// Writes the places of the communities; outside the team only where it is switched on.
    pub(super) fn ranking(&mut self) {
        if !self.ranks() {
            return;
        }
        self.chapter(Section::Ranking);
        self.passages(Section::Ranking, false);
        self.lead_in("report-ranking-lead", &[("least", &self.figures.results.least_coverage.to_string())]);
        let results = &self.figures.results;
        let mut order: Vec<&CommunityFigures> = self.communities.clone();
        let place = |one: &CommunityFigures| results.ranks.get(&(Level::Community, String::new(), one.code.clone()));
        let score =
            |one: &CommunityFigures| self.figures.row(Level::Community, "", &one.code).and_then(|row| row.score);
        order.sort_by(|a, b| {
            let first = |one| place(one).map_or(u32::MAX, |rank| rank.first);
            first(a).cmp(&first(b)).then(score(b).unwrap_or(-1.0).total_cmp(&score(a).unwrap_or(-1.0)))
        });
        let mut rows = Vec::new();
        for community in order {
            let row = self.figures.row(Level::Community, "", &community.code);
            let rank = place(community);
            let shared = match rank {
                Some(rank) if rank.first == rank.last => rank.first.to_string(),
                Some(rank) => self
                    .words
                    .format("report-places", &[("first", &rank.first.to_string()), ("last", &rank.last.to_string())]),
                None => self.word("print-empty"),
            };
            let stable = results
                .stability
                .iter()
                .find(|one| one.level == Level::Community && one.community == community.code)
                .filter(|_| rank.is_some());
            let kept = stable.map_or_else(
                || Cell::text(self.word("print-empty")),
                |one| {
                    let span = if one.best == one.worst {
                        one.best.to_string()
                    } else {
                        self.words.format(
                            "report-places",
                            &[("first", &one.best.to_string()), ("last", &one.worst.to_string())],
                        )
                    };
                    let kept = self.percent(f64::from(one.kept) / f64::from(RUNS));
                    Cell::text(span).note(self.words.format("report-kept", &[("share", &kept)]))
                },
            );
            let anchor = self.to(Target::Indicators(community.code.clone()));
            let interval =
                row.and_then(|row| row.interval).map_or_else(|| self.word("print-empty"), |range| self.range(range));
            rows.push(Row::new(vec![
                Cell::text(shared).bold(),
                Cell::text(self.pick(&community.name)).note(self.stage(community)).leading_to(anchor),
                self.score_cell(row),
                Cell::text(interval),
                kept,
            ]));
        }
        let title = self.word("report-ranking-table");
        let note = self.word("report-ranking-note");
        let columns = vec![
            Column::points(56.0, Align::Start),
            Column::share(1.0, Align::Start),
            Column::points(86.0, Align::End),
            Column::points(96.0, Align::End),
            Column::points(96.0, Align::End),
        ];
        let head = [
            "report-column-place",
            "community",
            "report-column-score",
            "report-column-interval",
            "report-column-stability",
        ];
        self.table(&title, columns, &head, rows, Some(note));
    }

    /// Compares the stages: means over the communities with enough data.
    pub(super) fn stages(&mut self) {
        self.chapter(Section::Stages);
        self.passages(Section::Stages, false);
        let figures = self.figures;
        let means = &figures.results.stages;
        let present: Vec<Stage> =
            Stage::ALL.iter().copied().filter(|stage| means.iter().any(|mean| mean.stage == *stage)).collect();
        if present.is_empty() {
            self.paragraph("report-stages-none", &[]);
            return;
        }
        self.lead_in("report-stages-lead", &[]);
        let places = std::iter::once((Level::Community, "", self.word("report-whole")));
        let scenarios = self
            .scenarios
            .iter()
            .map(|one| (Level::Scenario, one.code.as_str(), format!("{} {}", one.code, self.pick(&one.name))));
        let places: Vec<(Level, &str, String)> = scenarios.chain(places).collect();
        let mut rows = Vec::new();
        for (level, code, name) in places {
            let mut cells = vec![Cell::text(name)];
            for stage in &present {
                let mean = means.iter().find(|one| one.stage == *stage && one.level == level && one.code == code);
                cells.push(match mean {
                    Some(mean) => Cell::text(rounded(mean.score, 1))
                        .note(self.words.format("report-stage-of", &[("count", &mean.communities.to_string())])),
                    None => Cell::text(self.word("print-empty")),
                });
            }
            rows.push(Row::new(cells));
        }
        let title = self.word("report-stages-table");
        let mut columns = vec![Column::share(1.0, Align::Start)];
        columns.extend(present.iter().map(|_| Column::points(100.0, Align::End)));
        let heads: Vec<String> = present.iter().map(|stage| format!("stage-{}", stage.as_str())).collect();
        let mut head = vec!["report-column-scenario"];
        head.extend(heads.iter().map(String::as_str));
        let note = self.word("report-stages-note");
        self.table(&title, columns, &head, rows, Some(note));
        let mut by_stage = Vec::new();
        for stage in &present {
            let names: Vec<&str> = self
                .communities
                .iter()
                .filter(|one| one.stage == Some(*stage))
                .map(|one| self.pick(&one.name))
                .collect();
            if !names.is_empty() {
                by_stage.push(format!("{}{}{}", self.stage_word(*stage), self.words.get("colon"), self.list(&names)));
            }
        }
        let text = self.clauses(&by_stage);
        self.text(format!("{text}{}", self.word("report-stop")));
    }
}
