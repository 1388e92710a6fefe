//! The overview on one page, and the table of items.

use super::Writer;
use crate::ReportError;
use crate::drawing::{Bar, Drawing};
use crate::flow::{Block, Cell, Column, Row, Table};
use crate::font::Weight;
use crate::page::{Outline, Rect, Shape};
use crate::text::{Align, Rich, TextStyle, Typesetter};
use tanfang_survey::session::figures::{CommunityFigures, ScoreFigures};

/// Items that stand beside each other in one table.
const ITEMS_ACROSS: usize = 6;

impl Writer<'_> {
    pub(super) fn overview(&mut self, setter: &mut Typesetter) -> Result<(), ReportError> {
        self.chapter("report-overview");
        let figures = self.figures;
        let definition = self.pick(&figures.scenario.definition).to_owned();
        if !definition.is_empty() {
            self.paragraph("report-overview-definition", &[("definition", &definition)]);
        }
        let binding = figures.indicators.iter().filter(|one| one.binding).count();
        self.paragraph(
            "report-overview-scope",
            &[
                ("communities", &figures.communities.len().to_string()),
                ("items", &figures.items.len().to_string()),
                ("indicators", &figures.indicators.len().to_string()),
                ("binding", &binding.to_string()),
            ],
        );
        if figures.communities.iter().all(|one| one.score.assessed == 0) {
            self.paragraph("report-overview-nothing", &[("round", &self.round())]);
        }
        let (tiles, alt) = self.tiles(setter)?;
        self.flow.add(Block::Figure { drawing: tiles, alt, caption: None, before: 8.0, after: 6.0 });
        if !figures.communities.is_empty() {
            let table = self.overview_table();
            self.flow.add(Block::Table(table));
        }
        Ok(())
    }

    /// Draws the few numbers one looks for first; gives them in words too.
    fn tiles(&self, setter: &mut Typesetter) -> Result<(Drawing, String), ReportError> {
        let figures = self.figures;
        let sum = |of: &dyn Fn(&CommunityFigures) -> usize| figures.communities.iter().map(of).sum::<usize>();
        let covered: Vec<f64> = figures
            .communities
            .iter()
            .filter(|one| one.score.applicable > 0)
            .map(|one| f64::from(one.score.assessed) * 100.0 / f64::from(one.score.applicable))
            .collect();
        let coverage = if covered.is_empty() {
            self.words.get("print-empty").into_owned()
        } else {
            let mean = covered.iter().sum::<f64>() / covered.len() as f64;
            self.words.format("report-percent", &[("value", &super::value::rounded(mean, 0))])
        };
        let tiles = [
            ("report-tile-communities", figures.communities.len().to_string()),
            ("report-tile-coverage", coverage),
            ("report-tile-met", sum(&|one| one.compliance.met as usize).to_string()),
            ("report-tile-missed", sum(&|one| one.compliance.missed.len()).to_string()),
            ("report-tile-open", sum(&|one| one.compliance.open.len()).to_string()),
        ];
        let theme = &self.theme;
        let gap = 9.0;
        let width = (self.geometry.column() - gap * (tiles.len() - 1) as f32) / tiles.len() as f32;
        let mut drawing = Drawing::new(self.geometry.column(), 58.0);
        let mut alt = Vec::new();
        for (index, (id, value)) in tiles.into_iter().enumerate() {
            let x = index as f32 * (width + gap);
            let rect = Rect::new(x, 0.0, width, drawing.height);
            drawing.add(Shape { outline: Outline::Rect { rect, radius: 3.0 }, fill: Some(theme.shade), stroke: None });
            let number =
                TextStyle { size: 19.0, weight: Weight::Bold, colour: theme.accent, leading: 1.3, align: Align::Start };
            alt.push(format!("{} {value}", self.words.get(id)));
            setter.shape(&Rich::from(value), number)?.place_all(x + 10.0, 7.0, width - 14.0, &mut drawing.items);
            let label = Rich::from(self.words.get(id).into_owned());
            setter.shape(&label, theme.note())?.place_all(x + 10.0, 36.0, width - 14.0, &mut drawing.items);
        }
        Ok((drawing, alt.join(&self.words.get("clause-separator"))))
    }

    fn overview_table(&mut self) -> Table {
        let bar_width = 98.0;
        let head = |id: &str| Cell::text(self.words.get(id).into_owned());
        let head = Row::new(vec![
            head("community"),
            head("report-bar").spanning(2),
            head("coverage"),
            head("binding-met"),
            head("binding-missed"),
            head("binding-open"),
            head("print-not-applicable"),
        ]);
        let mut rows = Vec::new();
        for (index, community) in self.figures.communities.iter().enumerate() {
            let score = community.score;
            let too_little = self.too_little(score.assessed, score.applicable);
            let bar = Bar {
                share: score.score,
                mark: None,
                width: bar_width,
                height: 8.0,
                fill: if too_little { self.theme.rule } else { self.theme.accent },
                track: self.theme.track,
                edge: self.theme.muted,
            };
            let mut name = Cell::text(self.pick(&community.name)).note(self.stage(community));
            name.link = self.anchors[index];
            let mut number = Cell::text(self.score(score.score)).bold();
            if too_little && score.score.is_some() {
                number = number.note(self.words.get("report-too-little").into_owned());
            }
            let coverage = Cell::text(self.coverage(score.assessed, score.applicable)).note(self.fraction(score));
            let count = |value: usize| Cell::text(value.to_string());
            let compliance = &community.compliance;
            let missed = count(compliance.missed.len());
            rows.push(Row::new(vec![
                name,
                Cell::drawing(bar.draw()),
                number,
                coverage,
                count(compliance.met as usize),
                if compliance.missed.is_empty() { missed } else { missed.bold() },
                count(compliance.open.len()),
                count(compliance.not_applicable as usize),
            ]));
        }
        let title = self.words.get("report-overview-table");
        Table {
            caption: Some(self.table_caption(&title)),
            columns: vec![
                Column::share(1.0, Align::Start),
                Column::points(bar_width + 9.0, Align::Start),
                Column::points(44.0, Align::End),
                Column::points(52.0, Align::End),
                Column::points(41.0, Align::End),
                Column::points(43.0, Align::End),
                Column::points(38.0, Align::End),
                Column::points(41.0, Align::End),
            ],
            head: vec![head],
            rows,
            note: Some(Rich::from(self.words.get("report-overview-note").into_owned())),
        }
    }

    /// Writes the chapter of item scores: a row a community, a column an item.
    pub(super) fn items(&mut self) {
        let figures = self.figures;
        if figures.items.is_empty() || figures.communities.is_empty() {
            return;
        }
        self.chapter_on("report-items");
        self.lead_in("report-items-lead");
        for chunk in (0..figures.items.len()).collect::<Vec<_>>().chunks(ITEMS_ACROSS) {
            let mut head = vec![Cell::text(self.words.get("community").into_owned())];
            let mut columns = vec![Column::points(118.0, Align::Start)];
            for index in chunk {
                let item = &figures.items[*index];
                head.push(Cell::text(format!("{} {}", item.code, self.pick(&item.name))));
                columns.push(Column::share(1.0, Align::End));
            }
            head.push(Cell::text(self.words.get("report-items-all").into_owned()));
            columns.push(Column::points(54.0, Align::End));
            let mut rows = Vec::new();
            for (position, community) in figures.communities.iter().enumerate() {
                let mut name = Cell::text(self.pick(&community.name));
                name.link = self.anchors[position];
                let mut cells = vec![name];
                for index in chunk {
                    let score = community.items.get(*index).copied().unwrap_or_default();
                    cells.push(self.score_cell(score));
                }
                cells.push(self.score_cell(community.score).bold());
                rows.push(Row::new(cells));
            }
            let title = self.words.get("report-items-table");
            let caption = Some(self.table_caption(&title));
            self.flow.add(Block::Table(Table { caption, columns, head: vec![Row::new(head)], rows, note: None }));
        }
    }

    fn score_cell(&self, score: ScoreFigures) -> Cell {
        let mut note = self.fraction(score);
        if score.score.is_some() && self.too_little(score.assessed, score.applicable) {
            note = format!("{note} {}", self.words.get("report-too-little"));
        }
        Cell::text(self.score(score.score)).note(note)
    }

    fn fraction(&self, score: ScoreFigures) -> String {
        let (a, b) = (score.assessed.to_string(), score.applicable.to_string());
        self.words.format("report-of", &[("a", &a), ("b", &b)])
    }

    pub(super) fn stage(&self, community: &CommunityFigures) -> String {
        let Some(stage) = community.stage else { return self.words.get("print-empty").into_owned() };
        let stage = self.words.get(&format!("stage-{}", stage.as_str()));
        if community.stage_assumed {
            self.words.format("report-stage-assumed", &[("stage", &stage)])
        } else {
            stage.into_owned()
        }
    }
}
