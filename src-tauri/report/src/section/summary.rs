//! The summary on one page: the numbers one looks for first, each leading to its table.

use super::Section;
use crate::ReportError;
use crate::drawing::{Bar, Drawing};
use crate::edition::{Kind, Profile};
use crate::flow::{Block, Cell, Column, Row};
use crate::font::Weight;
use crate::page::{Item, Outline, Rect, Shape};
use crate::text::{Align, Rich, Span, TextStyle};
use crate::writer::{Target, Writer, points, rounded};
use tanfang_survey::score::{Change, Level, Row as ScoreRow};
use tanfang_survey::session::Advised;
use tanfang_survey::session::figures::{CommunityFigures, Figures};
use tanfang_survey::text::Lang;

/// Gaps that the summary names.
const TOP: usize = 5;
const BAR: f32 = 48.0;
/// Place of the column of bars.
const BARS: usize = 1;
/// Place of the column that tells how a score moved: behind the score.
const CHANGE: usize = 3;
/// Smallest size of the words in a box.
const LEAST_LABEL: f32 = 6.0;
/// Communities up to which a line of words about each is set in full size.
const FEW: usize = 3;

/// A number in a box, its words, and where it leads.
type Tile = (&'static str, String, Section);

impl<'a> Writer<'a, '_> {
    pub(super) fn summary(&mut self) -> Result<(), ReportError> {
        self.chapter(Section::Summary);
        self.passages(Section::Summary, false);
        if let Some(scenario) = self.only_scenario() {
            let definition = self.pick(&scenario.definition).to_owned();
            if !definition.is_empty() {
                let text = self.words.format("report-summary-definition", &[("definition", &definition)]);
                self.opening(text);
            }
        }
        self.scope();
        if self.communities.iter().all(|one| self.whole(one).is_none_or(|row| row.assessed == 0)) {
            self.paragraph("report-summary-nothing", &[("round", &self.round())]);
        }
        let (tiles, alt) = self.tiles()?;
        self.flow.add(Block::Figure { drawing: tiles, alt, caption: None, before: 6.0, after: 6.0 });
        if self.edition.kind == Kind::Community {
            self.scenario_lines();
        } else if !self.communities.is_empty() {
            self.community_lines();
        }
        self.top_gaps();
        // Of several communities the table tells it.
        if self.edition.kind == Kind::Community {
            self.what_changed();
        }
        Ok(())
    }

    fn scope(&mut self) {
        let binding = self.indicators.iter().filter(|(_, one)| one.is_binding()).count();
        let items: usize = self.scenarios.iter().map(|one| self.items(&one.code).len()).sum();
        let community = self.communities.first().map_or("", |one| self.pick(&one.name));
        let stage = self.communities.first().map_or_else(String::new, |one| self.stage(one));
        let id = match self.edition.kind {
            Kind::Scenario => "report-summary-scope",
            Kind::Community => "report-summary-scope-community",
            _ => "report-summary-scope-overview",
        };
        let counts = [
            ("communities", self.communities.len().to_string()),
            ("scenarios", self.scenarios.len().to_string()),
            ("items", items.to_string()),
            ("indicators", self.indicators.len().to_string()),
            ("binding", binding.to_string()),
            ("community", community.to_owned()),
            ("stage", stage),
            ("round", self.round()),
        ];
        let text = self.words.format(id, &counts.each_ref().map(|(name, value)| (*name, value.as_str())));
        self.opening(text);
    }

    /// Says whether few words fill a line: English in the large letters of an official document.
    fn is_narrow(&self) -> bool {
        self.edition.profile == Profile::Official && self.lang() == Lang::En
    }

    /// Adds a paragraph at the top of the summary, smaller where the page would not hold it all.
    fn opening(&mut self, text: String) {
        if self.is_narrow() {
            self.dense(text.into());
        } else {
            self.text(text);
        }
    }

    fn tiles_of(&self) -> Vec<Tile> {
        let rows: Vec<&ScoreRow> = self.communities.iter().filter_map(|one| self.whole(one)).collect();
        let sum = |of: &dyn Fn(&ScoreRow) -> u32| rows.iter().map(|row| of(row)).sum::<u32>().to_string();
        let covered: Vec<f64> = rows.iter().filter(|row| row.applicable > 0).map(|row| row.coverage).collect();
        let coverage = if covered.is_empty() {
            self.word("print-empty")
        } else {
            self.percent(covered.iter().sum::<f64>() / covered.len() as f64)
        };
        let first = match (self.edition.kind, rows.first()) {
            (Kind::Community, Some(row)) if self.too_little(Some(row)) => {
                ("report-tile-range", row.range.map(|range| self.range(range)).unwrap_or_default(), Section::Profile)
            }
            (Kind::Community, Some(row)) => ("report-tile-score", self.score(row.score), Section::Profile),
            (Kind::Overview, _) => ("report-tile-communities", self.communities.len().to_string(), Section::HeatMap),
            _ => ("report-tile-communities", self.communities.len().to_string(), Section::Scores),
        };
        vec![
            first,
            (
                if self.edition.kind == Kind::Community { "report-tile-coverage-one" } else { "report-tile-coverage" },
                coverage,
                Section::Method,
            ),
            ("report-tile-met", sum(&|row| row.binding.met), Section::Compliance),
            ("report-tile-missed", sum(&|row| row.binding.missed), Section::Compliance),
            ("report-tile-open", sum(&|row| row.binding.open), Section::Compliance),
        ]
    }

    /// Draws the few numbers one looks for first; gives them in words too.
    fn tiles(&mut self) -> Result<(Drawing, String), ReportError> {
        let tiles = self.tiles_of();
        let theme = self.theme;
        let gap = 9.0;
        let width = (self.geometry.column() - gap * (tiles.len() - 1) as f32) / tiles.len() as f32;
        let mut drawing = Drawing::new(self.geometry.column(), 58.0);
        let mut alt = Vec::new();
        for (index, (id, value, section)) in tiles.into_iter().enumerate() {
            let x = index as f32 * (width + gap);
            let rect = Rect::new(x, 0.0, width, drawing.height);
            drawing.add(Shape { outline: Outline::Rect { rect, radius: 3.0 }, fill: Some(theme.shade), stroke: None });
            let size = if value.chars().count() > 7 { 14.0 } else { 19.0 };
            let number =
                TextStyle { size, weight: Weight::Bold, colour: theme.accent, leading: 1.3, align: Align::Start };
            let label = self.word(id);
            alt.push(format!("{label} {value}"));
            let shaped = self.setter.shape(&Rich::from(value), number)?;
            shaped.place_all(x + 10.0, 7.0 + (19.0 - size) * 0.6, width - 14.0, &mut drawing.items);
            let room = width - 14.0;
            let mut label = self.setter.shape(&Rich::from(label), theme.note())?;
            // A name that is too long for one line is set smaller.
            if label.natural_width() > room {
                let size = (label.style.size * room / label.natural_width()).max(LEAST_LABEL) - 0.05;
                label = self.setter.shape(&Rich::from(self.word(id)), theme.note().sized(size))?;
            }
            label.place_all(x + 10.0, 36.0, room, &mut drawing.items);
            if self.writes(section) {
                let target = self.to(Target::Section(section));
                drawing.items.push(Item::Link { rect, target });
            }
        }
        Ok((drawing, self.clauses(&alt)))
    }

    /// Draws the bar of a score.
    pub(super) fn bar(&self, row: Option<&ScoreRow>, width: f32) -> Drawing {
        let bar = Bar {
            share: row.and_then(|row| row.score),
            mark: None,
            width,
            height: 8.0,
            fill: if self.too_little(row) { self.theme.rule } else { self.theme.accent },
            track: self.theme.track,
            edge: self.theme.muted,
        };
        bar.draw()
    }

    /// Gives the cells that say how a row stands: bar, score, coverage and the counts of binding indicators.
    fn standing(&mut self, row: Option<&ScoreRow>, to: Target) -> Vec<Cell> {
        let anchor = self.to(to);
        let compliance = self.to(Target::Section(Section::Compliance));
        let binding = row.map(|row| row.binding).unwrap_or_default();
        let too_little = row.is_some_and(|row| row.applicable > 0) && self.too_little(row);
        let number = match row.and_then(|row| row.range).filter(|_| too_little) {
            Some(range) => Cell::text(self.range(range)).note(self.word("report-too-little")),
            None => Cell::text(self.score(row.and_then(|row| row.score))).bold(),
        };
        let count = |count: u32| Cell::text(count.to_string()).leading_to(compliance);
        let missed = count(binding.missed);
        vec![
            Cell::drawing(self.bar(row, BAR)),
            number.leading_to(anchor),
            Cell::text(self.coverage(row)).note(self.fraction(row)).leading_to(anchor),
            count(binding.met),
            if binding.missed == 0 { missed } else { missed.bold() },
            count(binding.open),
            count(binding.na),
        ]
    }

    /// Adds the table of how communities or scenarios stand; `changes` says whether a column tells how they moved.
    fn standings(&mut self, title: &str, first: &str, changes: bool, mut rows: Vec<Row>, mut note: String) {
        let title = self.word(title);
        let mut columns = vec![
            Column::share(1.0, Align::Start),
            Column::points(BAR + 9.0, Align::Start),
            Column::points(50.0, Align::End),
            Column::points(56.0, Align::End),
            Column::points(41.0, Align::End),
            Column::points(43.0, Align::End),
            Column::points(36.0, Align::End),
            Column::points(41.0, Align::End),
        ];
        let mut head = vec![
            first,
            "",
            "report-bar",
            "coverage",
            "binding-met",
            "binding-missed",
            "binding-open",
            "print-not-applicable",
        ];
        // The long names of English need the room of the bars.
        let bars = !self.is_narrow();
        if changes {
            columns.insert(CHANGE, Column::points(42.0, Align::End));
            head.insert(CHANGE, "report-column-change");
        }
        if bars {
            note.insert_str(0, &self.word("report-summary-note-bars"));
        } else {
            columns.remove(BARS);
            head.remove(BARS);
            for row in &mut rows {
                row.cells.remove(BARS);
            }
        }
        self.table(&title, columns, &head, rows, Some(note));
    }

    fn community_lines(&mut self) {
        let figures = self.figures;
        let since = figures.periods.iter().find(|period| Some(period.from) == figures.results.since);
        let (level, code) = match self.only_scenario() {
            Some(scenario) => (Level::Scenario, scenario.code.clone()),
            None => (Level::Community, String::new()),
        };
        let mut rows = Vec::new();
        for community in self.communities.clone() {
            let row = self.whole(community);
            let target = Target::Indicators(community.code.clone());
            let anchor = self.to(target.clone());
            let mut cells = vec![Cell::text(self.pick(&community.name)).note(self.stage(community)).leading_to(anchor)];
            cells.extend(self.standing(row, target));
            if let Some(period) = since {
                let moved = Figures::change(period, level, &code, &community.code).map(Change::points);
                let to = self.to(Target::Section(Section::Change));
                let moved = moved.map_or_else(|| self.word("print-empty"), points);
                cells.insert(CHANGE, Cell::text(moved).leading_to(to));
            }
            rows.push(Row::new(cells));
        }
        let mut note = self.word("report-summary-note-order") + &self.word("report-summary-note-range");
        if let Some(period) = since {
            note += &self.words.format("report-summary-note-change", &[("round", &period.from.to_string())]);
        }
        self.standings("report-summary-table", "community", since.is_some(), rows, note);
    }

    fn scenario_lines(&mut self) {
        let mut rows = Vec::new();
        for community in self.communities.clone() {
            for scenario in self.scenarios.clone() {
                let row = self.figures.row(Level::Scenario, &scenario.code, &community.code);
                let name = format!("{} {}", scenario.code, self.pick(&scenario.name));
                let anchor = self.to(Target::Section(Section::Profile));
                let mut cells = vec![Cell::text(name).leading_to(anchor)];
                cells.extend(self.standing(row, Target::Section(Section::Profile)));
                rows.push(Row::new(cells));
            }
        }
        let note = self.word("report-summary-note-range");
        self.standings("report-summary-scenarios", "report-column-scenario", false, rows, note);
    }

    /// Gives the gaps of a community that the report is about, the weightiest first.
    pub(super) fn gaps_of(&self, community: &CommunityFigures) -> Vec<&'a Advised> {
        let inside = |advised: &&Advised| {
            advised.gap.community == community.code
                && self.indicators.iter().any(|(_, one)| one.code == advised.gap.indicator)
        };
        self.figures.results.gaps.iter().filter(inside).collect()
    }

    /// Names the weightiest gaps over all communities: binding first, then by what closing them would add.
    fn top_gaps(&mut self) {
        let mut gaps: Vec<(&CommunityFigures, &Advised)> = Vec::new();
        for community in &self.communities {
            gaps.extend(self.gaps_of(community).into_iter().map(|advised| (*community, advised)));
        }
        let count = gaps.len();
        if count == 0 {
            return;
        }
        gaps.sort_by(|(_, a), (_, b)| b.gap.binding.cmp(&a.gap.binding).then(b.gap.gain().total_cmp(&a.gap.gain())));
        let addressed = gaps.iter().filter(|(_, advised)| !advised.projects.is_empty()).count();
        let text = self
            .words
            .format("report-summary-gaps", &[("count", &count.to_string()), ("addressed", &addressed.to_string())]);
        let mut rich = Rich::default().and(Span::bold(text));
        let one = self.communities.len() == 1;
        let names: Vec<(String, Target)> = gaps
            .iter()
            .take(TOP)
            .filter_map(|(community, advised)| {
                let indicator = self.indicator(&advised.gap.indicator)?;
                let name = self.pick(&community.name);
                let text = if one { self.named(indicator) } else { format!("{name} {}", self.named(indicator)) };
                let target = if self.writes(Section::Measures) {
                    Target::Section(Section::Measures)
                } else {
                    Target::Community(community.code.clone())
                };
                Some((text, target))
            })
            .collect();
        let last = names.len().saturating_sub(1);
        for (place, (name, target)) in names.into_iter().enumerate() {
            let anchor = self.to(target);
            rich = rich.and(Span::linked(name, anchor));
            rich = rich.and(Span::plain(self.word(if place == last { "report-stop" } else { "clause-separator" })));
        }
        self.dense(rich);
    }

    /// Adds a paragraph that helps the summary to keep to its page where there is much to say.
    fn dense(&mut self, text: Rich) {
        let roomy = self.edition.profile == Profile::Modern && self.communities.len() <= FEW;
        let style = if roomy { self.theme.body() } else { self.theme.small() };
        self.flow.paragraph(text, style);
    }

    /// Says how the scores moved since the round before, over the cells valued in both.
    fn what_changed(&mut self) {
        let Some(period) = self.figures.periods.iter().find(|period| Some(period.from) == self.figures.results.since)
        else {
            return;
        };
        let (level, code) = match self.only_scenario() {
            Some(scenario) => (Level::Scenario, scenario.code.as_str()),
            None => (Level::Community, ""),
        };
        let label = self
            .words
            .format("report-summary-change", &[("from", &period.from.to_string()), ("to", &period.to.to_string())]);
        let mut rich = Rich::default().and(Span::bold(label));
        let mut parts = Vec::new();
        for community in &self.communities {
            let Some(change) = Figures::change(period, level, code, &community.code) else { continue };
            let text = self.words.format(
                "report-summary-change-one",
                &[
                    ("name", self.pick(&community.name)),
                    ("before", &rounded(change.before, 1)),
                    ("after", &rounded(change.after, 1)),
                    ("points", &points(change.points())),
                    ("cells", &change.cells.to_string()),
                ],
            );
            parts.push(text);
        }
        if parts.is_empty() {
            return;
        }
        let anchor = self.to(Target::Section(Section::Change));
        let last = parts.len() - 1;
        for (place, part) in parts.into_iter().enumerate() {
            rich = rich.and(Span::linked(part, anchor));
            rich = rich.and(Span::plain(self.word(if place == last { "report-stop" } else { "clause-separator" })));
        }
        self.dense(rich);
    }
}
