//! Puts a report together: words, flow, numbering, anchors and what an audience may see. The sections are written with it.

mod audience;
mod numbering;
mod original;
mod photo;
mod subject;
mod wording;

pub(crate) use audience::small_group;
pub use photo::{Showable, showable};
pub(crate) use wording::{date, points, rounded};

use crate::ReportError;
use crate::edition::{Edition, Profile};
use crate::flow::{Block, Column, Flow, Geometry, Pictures, Row, Table, Theme};
use crate::laid::Receipt;
use crate::page::Anchor;
use crate::section::Section;
use crate::text::{Rich, Span, Typesetter};
use numbering::Numbers;
use photo::Shown;
use std::collections::BTreeMap;
use subject::Subject;
use tanfang_survey::framework::{Bilingual, Indicator, Item, Scenario};
use tanfang_survey::session::figures::{CommunityFigures, Figures, Passage};
use tanfang_survey::text::{Lang, Words};

/// A place that a number or a name leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Section(Section),
    /// The indicator table of a community.
    Indicators(String),
    /// What is said of one community: findings, strengths, gaps.
    Community(String),
    /// The row of an indicator in the table of a community.
    Cell(String, String),
    /// Where the number of an indicator in a community comes from.
    Source(String, String),
    /// A photo, by its key.
    Photo(String),
}

/// What the parts of one document share: a part a language.
pub(crate) struct Desk<'d> {
    pub setter: &'d mut Typesetter,
    pub flow: &'d mut Flow,
    pub pictures: &'d mut Pictures,
    pub receipt: &'d mut Receipt,
}

/// Puts one language of a report together.
pub(crate) struct Writer<'a, 'd> {
    pub figures: &'a Figures,
    pub edition: &'a Edition,
    pub words: Words,
    pub theme: Theme,
    pub geometry: Geometry,
    pub setter: &'d mut Typesetter,
    pub flow: &'d mut Flow,
    pub pictures: &'d mut Pictures,
    pub receipt: &'d mut Receipt,
    /// The scenarios it is about, with all their indicators by their places in the framework.
    pub scenarios: Vec<&'a Scenario>,
    pub indicators: Vec<(usize, &'a Indicator)>,
    pub communities: Vec<&'a CommunityFigures>,
    pub sections: Vec<Section>,
    /// The first language of the document: what both show is counted once.
    pub first: bool,
    numbers: Numbers,
    shown: Shown<'a>,
    /// The number of each photo that was printed, by key.
    printed: BTreeMap<String, usize>,
    targets: BTreeMap<Target, Anchor>,
}

impl<'a, 'd> Writer<'a, 'd> {
    pub fn new(
        figures: &'a Figures,
        edition: &'a Edition,
        sections: &[Section],
        lang: Lang,
        first: bool,
        desk: Desk<'d>,
    ) -> Result<Self, ReportError> {
        let Desk { setter, flow, pictures, receipt } = desk;
        let subject = Subject::of(figures, edition)?;
        let shown = Shown::of(&subject, &edition.photos);
        Ok(Self {
            figures,
            edition,
            words: Words::new(lang),
            theme: theme_of(edition.profile, lang),
            geometry: geometry_of(edition.profile),
            setter,
            flow,
            pictures,
            receipt,
            scenarios: subject.scenarios,
            indicators: subject.indicators,
            communities: subject.communities,
            sections: sections.to_vec(),
            first,
            numbers: Numbers::default(),
            shown,
            printed: BTreeMap::new(),
            targets: BTreeMap::new(),
        })
    }

    /// Gives the anchor of a place, whether it was reached already or will be; where it never is, the link falls away.
    pub fn to(&mut self, target: Target) -> Anchor {
        if let Some(anchor) = self.targets.get(&target) {
            return *anchor;
        }
        let anchor = self.flow.anchor();
        self.targets.insert(target, anchor);
        anchor
    }

    /// Begins a chapter, on a new page unless it is one of the short ones or the page is hardly begun.
    pub fn chapter(&mut self, section: Section) {
        if section == Section::Summary {
            self.flow.add(Block::PageBreak);
        } else if !section.is_short() {
            self.flow.add(Block::Chapter);
        }
        let title = self.words.get(section.title()).into_owned();
        self.numbers.chapter += 1;
        self.numbers.section = 0;
        let title = self.numbered(1, self.numbers.chapter, &title);
        let anchor = self.to(Target::Section(section));
        self.flow.heading_at(anchor, 1, title);
    }

    /// Begins a chapter without a number, which the contents do not list.
    pub fn unlisted_chapter(&mut self, title: String) {
        self.flow.heading(1, title);
        if let Some(Block::Heading { listed, .. }) = self.flow.blocks.last_mut() {
            *listed = false;
        }
    }

    /// Begins a part of a chapter; what leads to `target` leads here.
    pub fn section(&mut self, title: &str, target: Option<Target>) {
        self.numbers.section += 1;
        let title = self.numbered(2, self.numbers.section, title);
        match target {
            Some(target) => {
                let anchor = self.to(target);
                self.flow.heading_at(anchor, 2, title);
            }
            None => drop(self.flow.heading(2, title)),
        }
    }

    /// Begins the part of a community; where there is only one, the chapter is its part.
    pub fn community_section(&mut self, name: &str, target: Option<Target>) {
        if self.communities.len() > 1 {
            self.section(name, target);
        } else if let Some(target) = target {
            let anchor = self.to(target);
            self.flow.add(Block::Place(anchor));
        }
    }

    pub fn table_caption(&mut self, title: &str) -> Rich {
        self.numbers.table += 1;
        let number = self.numbers.table.to_string();
        Rich::from(self.words.format("report-table", &[("number", &number), ("title", title)]))
    }

    /// Gives the words of the next figure's number.
    pub fn figure_number(&mut self) -> String {
        self.numbers.figure += 1;
        self.words.format("report-figure", &[("number", &self.numbers.figure.to_string())])
    }

    /// Adds a table with its number and title.
    pub fn table(&mut self, title: &str, columns: Vec<Column>, head: &[&str], rows: Vec<Row>, note: Option<String>) {
        let caption = Some(self.table_caption(title));
        let head = match head {
            [] => Vec::new(),
            head => vec![Row::new(head.iter().map(|id| self.head(id)).collect())],
        };
        self.flow.add(Block::Table(Table {
            caption,
            columns,
            head,
            rows,
            note: note.map(|note| Rich::from(note.trim())),
            ..Table::default()
        }));
        self.flow.add(Block::Space(8.0));
    }

    fn head(&self, id: &str) -> crate::flow::Cell {
        crate::flow::Cell::text(if id.is_empty() { String::new() } else { self.words.get(id).into_owned() })
    }

    pub fn paragraph(&mut self, id: &str, args: &[(&str, &str)]) {
        let text = self.words.format(id, args);
        self.text(text);
    }

    pub fn text(&mut self, text: impl Into<Rich>) {
        self.flow.paragraph(text, self.theme.body());
    }

    /// Adds the paragraph that leads into what follows and stays with it.
    pub fn lead_in(&mut self, id: &str, args: &[(&str, &str)]) {
        let (text, style) = (self.words.format(id, args), self.theme.body());
        let after = style.size * 0.6;
        self.flow.add(Block::Paragraph { text: text.into(), style, before: 0.0, after, keep_next: true });
    }

    /// Adds a paragraph that begins with a bold word.
    pub fn labelled(&mut self, id: &str, text: impl Into<Rich>) {
        let label = format!("{}{}", self.words.get(id), self.words.get("colon"));
        let mut rich = Rich::default().and(Span::bold(label));
        rich.spans.extend(text.into().spans);
        self.text(rich);
    }

    pub fn word(&self, id: &str) -> String {
        self.words.get(id).into_owned()
    }

    pub fn pick<'t>(&self, text: &'t Bilingual) -> &'t str {
        self.words.lang().pick(&text.zh, &text.en)
    }

    pub fn lang(&self) -> Lang {
        self.words.lang()
    }

    pub fn indicator(&self, code: &str) -> Option<&'a Indicator> {
        self.figures.framework.indicator(code)
    }

    /// Gives code and name of an indicator.
    pub fn named(&self, indicator: &Indicator) -> String {
        wording::kept(&indicator.code, self.pick(&indicator.name))
    }

    /// Gives the items of a scenario with their indicators among those of the report.
    pub fn items(&self, scenario: &str) -> Vec<&'a Item> {
        self.figures.framework.items_of(scenario).collect()
    }

    pub fn writes(&self, section: Section) -> bool {
        self.sections.contains(&section)
    }

    /// Gives the one scenario that a scenario report is about.
    pub fn only_scenario(&self) -> Option<&'a Scenario> {
        if let [scenario] = self.scenarios[..] { Some(scenario) } else { None }
    }

    /// Prints what people wrote for a section, at its beginning or end.
    pub fn passages(&mut self, section: Section, at_end: bool) {
        let figures = self.figures;
        let (kind, scenario) = (self.edition.kind.as_str(), self.edition.scenario.as_deref());
        let codes: Vec<&str> = self.communities.iter().map(|one| one.code.as_str()).collect();
        let here = |one: &&Passage| {
            one.section == section.name() && one.at_end == at_end && one.is_of(kind, scenario, codes.iter().copied())
        };
        for passage in figures.passages.iter().filter(here) {
            let own = self.lang().pick(&passage.text.zh, &passage.text.en).trim();
            let other = self.lang().other().pick(&passage.text.zh, &passage.text.en).trim();
            let text = if own.is_empty() { other } else { own };
            for part in text.split('\n').map(str::trim).filter(|part| !part.is_empty()) {
                let text = self.said(part);
                self.text(text);
            }
        }
    }
}

/// Gives the look of a profile in a language.
pub(crate) fn theme_of(profile: Profile, lang: Lang) -> Theme {
    Theme::of(profile, lang == Lang::En)
}

pub(crate) fn geometry_of(profile: Profile) -> Geometry {
    Geometry::of(profile)
}
