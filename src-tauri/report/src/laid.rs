//! Laying a report out and writing it: figures and an edition to a document, and nothing else takes part.

use crate::docx::{self, Docx};
use crate::edition::{Edition, Kind, Languages};
use crate::flow::{Block, Cell, Document, Flow, Geometry, OutlineEntry, Pictures, Running, Theme, paginate_at};
use crate::pace::{Pace, go_on, onward};
use crate::page::{Anchor, Item};
use crate::pdf::{self, Properties};
use crate::section::{self, Section};
use crate::text::{Rich, Typesetter};
use crate::writer::{Desk, Writer, geometry_of, theme_of};
use crate::{ReportError, Stored};
use std::collections::BTreeSet;
use std::path::Path;
use tanfang_survey::session::Fault;
use tanfang_survey::session::figures::Figures;
use tanfang_survey::text::{Lang, Words};

/// Steps of the work as `Pace` is told of them: the whole, when blocks are placed, when the file is written.
const WHOLE: usize = 100;
const PLACING: usize = 10;
const WRITING: usize = 80;

/// Tells what a report holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    pub pages: usize,
    pub photos: usize,
    /// Captions of the photos whose file is not on this computer; the report shows a placeholder for each.
    pub missing_photos: Vec<String>,
    /// Photos left out because of the people on them.
    pub withheld_photos: usize,
    /// Cells that the report uses and about whose value people disagree: `wangjing/1/6.4.3`.
    pub conflicts: Vec<String>,
    /// Cells that the report uses and somebody wants verified.
    pub to_verify: Vec<String>,
}

/// Says which file a report is written to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Pdf,
    /// For comments; the PDF is the copy for the record.
    Docx,
}

impl Format {
    pub const ALL: [Self; 2] = [Self::Pdf, Self::Docx];

    /// Gives the ending of its files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }
}

/// A report on its pages, with everything that any format of it needs.
#[derive(Debug)]
pub struct Laid {
    pub flow: Flow,
    /// Holds the pictures too.
    pub document: Document,
    pub theme: Theme,
    pub geometry: Geometry,
    pub properties: Properties,
    pub receipt: Receipt,
    lines: Lines,
}

/// What stands on every page.
#[derive(Debug)]
struct Lines {
    left: String,
    right: String,
    foot: String,
    mark: Option<String>,
    languages: Languages,
}

impl Lines {
    fn page(&self, page: usize, count: usize) -> String {
        match self.languages {
            Languages::Both => format!("{page} / {count}"),
            Languages::Zh | Languages::En => {
                let lang = self.languages.each().first().copied().unwrap_or(Lang::Zh);
                let args = [("page", page.to_string()), ("count", count.to_string())];
                Words::new(lang).format("report-page", &args.each_ref().map(|(name, value)| (*name, value.as_str())))
            }
        }
    }

    fn running<'l>(&self, number: &'l dyn Fn(usize, usize) -> String) -> Running<'l> {
        Running {
            header_left: self.left.clone(),
            header_right: self.right.clone(),
            footer_left: self.foot.clone(),
            number,
            mark: self.mark.clone(),
        }
    }
}

impl Laid {
    /// Writes the report to `path`. On any error nothing is left there.
    pub fn write(&self, format: Format, path: &Path, pace: &mut Pace<'_>) -> Result<Stored, ReportError> {
        if format == Format::Pdf {
            let step = |done: usize, all: usize| WRITING + done * (WHOLE - WRITING) / all.max(1);
            return pdf::write(&self.document, &self.properties, path, &mut |done, all| pace(step(done, all), WHOLE));
        }
        let number = |page, count| self.lines.page(page, count);
        let lang = self.lines.languages.each().first().copied().unwrap_or(Lang::Zh);
        let docx = Docx {
            flow: &self.flow,
            pictures: &self.document.pictures,
            theme: &self.theme,
            geometry: self.geometry,
            running: &self.lines.running(&number),
            properties: &self.properties,
            note: &Words::new(lang).get("report-docx-note"),
        };
        docx::write(&docx, path)?;
        Stored::of(path)
    }
}

/// Writes a report to `path`. The same figures and edition give the same bytes; on any error, and where `pace` stops it,
/// nothing is left at `path`.
pub fn write(
    figures: &Figures,
    edition: &Edition,
    format: Format,
    path: &Path,
    pace: &mut Pace<'_>,
) -> Result<(Receipt, Stored), ReportError> {
    let laid = lay_out_at(figures, edition, pace)?;
    go_on(pace, WRITING, WHOLE)?;
    let stored = laid.write(format, path, pace)?;
    Ok((laid.receipt, stored))
}

/// Lays a report out on pages without writing it.
pub fn lay_out(figures: &Figures, edition: &Edition) -> Result<Laid, ReportError> {
    lay_out_at(figures, edition, &mut onward)
}

fn lay_out_at(figures: &Figures, edition: &Edition, pace: &mut Pace<'_>) -> Result<Laid, ReportError> {
    let sections = chosen(edition)?;
    let languages = edition.languages.each();
    let first = languages.first().copied().unwrap_or(Lang::Zh);
    let (mut flow, mut pictures, mut receipt) = (Flow::new(), Pictures::default(), Receipt::default());
    let mut setter = Typesetter::of(edition.profile, edition.languages == Languages::En)?;
    let (mut titles, mut subjects, mut feet, mut tops) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for lang in languages {
        let begin = flow.blocks.len();
        if *lang != first {
            flow.add(Block::PageBreak);
        }
        flow.add(Block::Language(*lang));
        setter.set_latin(*lang == Lang::En);
        let desk = Desk { setter: &mut setter, flow: &mut flow, pictures: &mut pictures, receipt: &mut receipt };
        let mut writer = Writer::new(figures, edition, &sections, *lang, *lang == first, desk)?;
        if !writer.has_comments() {
            writer.sections.retain(|section| *section != Section::Comments);
        }
        for section in writer.sections.clone() {
            go_on(pace, 0, WHOLE)?;
            writer.write(section)?;
        }
        if *lang == first {
            writer.take_stock();
        }
        titles.push(writer.title());
        subjects.push(writer.as_of());
        feet.push(writer.footer());
        tops.push((
            Words::new(*lang).get(&format!("language-{lang}")).into_owned(),
            first_heading(&flow.blocks[begin..]),
        ));
    }
    drop_dead_links(&mut flow);
    let (theme, geometry) = (theme_of(edition.profile, first), geometry_of(edition.profile));
    let both = languages.len() > 1;
    let lines = Lines {
        left: titles.first().cloned().unwrap_or_default(),
        right: if both { titles.get(1).cloned() } else { subjects.first().cloned() }.unwrap_or_default(),
        // A line for each language.
        foot: feet.join("\n"),
        mark: figures.demo.then(demo_mark),
        languages: edition.languages,
    };
    let organisation = &edition.imprint.organisation;
    let properties = Properties {
        title: titles.join(" · "),
        author: if organisation.is_empty() { figures.organisation.clone() } else { organisation.clone() },
        subject: subjects.join(" · "),
        keywords: first.pick(&figures.framework.identity.title.zh, &figures.framework.identity.title.en).to_owned(),
        language: first.tag().to_owned(),
        date: edition.date.clone(),
    };
    let number = |page, count| lines.page(page, count);
    let running = lines.running(&number);
    let mut told = |done: usize, all: usize| pace(PLACING + done * (WRITING - PLACING) / all.max(1), WHOLE);
    let mut document = paginate_at(&flow, pictures, geometry, &theme, &running, &mut setter, &mut told)?;
    if both {
        top(&mut document.outline, &tops);
    }
    receipt.pages = document.pages.len();
    Ok(Laid { flow, document, theme, geometry, properties, receipt, lines })
}

/// Gives the sections of an edition in their order.
fn chosen(edition: &Edition) -> Result<Vec<Section>, ReportError> {
    let offered = section::sections(edition.kind);
    if edition.sections.is_empty() {
        return Ok(offered.to_vec());
    }
    let find = |name: &String| {
        let known = || offered.iter().map(|one| one.name()).collect::<Vec<_>>().join(", ");
        let found = offered.iter().find(|one| one.name() == name).copied();
        found.ok_or_else(|| Fault::new("unknown-section").with("section", name).with("known", known()).into())
    };
    edition.sections.iter().map(find).collect()
}

fn first_heading(blocks: &[Block]) -> Option<Anchor> {
    blocks.iter().find_map(|block| if let Block::Heading { anchor, .. } = block { Some(*anchor) } else { None })
}

/// Puts the headings of each language below a top of its own.
fn top(outline: &mut Vec<OutlineEntry>, tops: &[(String, Option<Anchor>)]) {
    let entries = std::mem::take(outline);
    for entry in entries {
        if let Some((title, target)) = tops.iter().find(|(_, first)| *first == Some(entry.target)) {
            outline.extend(target.map(|target| OutlineEntry { level: 1, title: title.clone(), target }));
        }
        outline.push(OutlineEntry { level: entry.level + 1, ..entry });
    }
}

/// Takes away the links to places that this edition leaves out.
fn drop_dead_links(flow: &mut Flow) {
    let mut placed: BTreeSet<Anchor> = BTreeSet::new();
    for block in &flow.blocks {
        match block {
            Block::Heading { anchor, .. } | Block::Place(anchor) => drop(placed.insert(*anchor)),
            Block::Table(table) => placed.extend(table.rows.iter().filter_map(|row| row.anchor)),
            Block::Photos(photos) => placed.extend(photos.iter().filter_map(|photo| photo.anchor)),
            _ => {}
        }
    }
    let settle = |link: &mut Option<Anchor>| *link = link.filter(|anchor| placed.contains(anchor));
    let rich = |rich: &mut Rich| rich.spans.iter_mut().for_each(|span| settle(&mut span.link));
    let cell = |cell: &mut Cell| {
        settle(&mut cell.link);
        rich(&mut cell.text);
        cell.note.iter_mut().for_each(rich);
    };
    for block in &mut flow.blocks {
        match block {
            Block::Paragraph { text, .. } => rich(text),
            Block::Numbered(items) => items.iter_mut().for_each(rich),
            Block::Table(table) => {
                table.head.iter_mut().chain(&mut table.rows).flat_map(|row| &mut row.cells).for_each(cell);
            }
            Block::Figure { drawing, .. } => drawing.items.retain(|item| match item {
                Item::Link { target, .. } => placed.contains(target),
                _ => true,
            }),
            Block::Photos(photos) => photos.iter_mut().for_each(|photo| rich(&mut photo.details)),
            _ => {}
        }
    }
}

/// Gives the words that stand on every page of a demo survey's report, in both languages whatever the report's own.
fn demo_mark() -> String {
    format!("{} · {}", Words::new(Lang::Zh).get("demo-mark"), Words::new(Lang::En).get("demo-mark"))
}

impl Writer<'_, '_> {
    /// Gives the title of the report, as given or as its kind says.
    pub(crate) fn title(&self) -> String {
        let own = self.edition.imprint.title.trim();
        if own.is_empty() { self.usual_title() } else { own.to_owned() }
    }

    pub(crate) fn usual_title(&self) -> String {
        let name = match self.edition.kind {
            Kind::Scenario => self.only_scenario().map(|one| self.pick(&one.name).to_owned()),
            Kind::Community | Kind::Confirmation => self.communities.first().map(|one| self.pick(&one.name).to_owned()),
            Kind::Overview | Kind::Album => None,
        };
        let id = match self.edition.kind {
            Kind::Scenario => "report-title",
            Kind::Community => "report-title-community",
            Kind::Overview => "report-title-overview",
            Kind::Confirmation => "report-title-confirmation",
            Kind::Album => "report-title-album",
        };
        self.words.format(id, &[("name", &name.unwrap_or_default())])
    }

    pub(crate) fn as_of(&self) -> String {
        self.words.format("report-subject", &[("round", &self.round())])
    }

    /// Gives the framework's title with the first sentence of its status notice; what both say stands once.
    fn footer(&self) -> String {
        let identity = &self.figures.framework.identity;
        let (title, status) = (self.pick(&identity.title), first_sentence(self.pick(&identity.status)));
        if status.is_empty() {
            return title.to_owned();
        }
        let bracketed = title.strip_suffix(['）', ')']).and_then(|title| title.rsplit_once(['（', '(']));
        let told = bracketed.filter(|(_, inside)| status.to_lowercase().contains(&inside.to_lowercase()));
        format!("{} · {status}", told.map_or(title, |(bare, _)| bare.trim_end()))
    }

    /// Counts the used cells that are in conflict or to be verified, and the photos left out.
    fn take_stock(&mut self) {
        for community in self.communities.clone() {
            self.receipt.withheld_photos += self.withheld_of(community);
            for (place, indicator) in &self.indicators {
                let Some(cell) = community.cell(*place) else { continue };
                let (Some(result), Some(used)) = (&cell.result, cell.used(self.figures)) else { continue };
                let name = || format!("{}/{}/{}", community.code, result.round, indicator.code);
                if used.conflict {
                    self.receipt.conflicts.push(name());
                }
                if used.to_verify {
                    self.receipt.to_verify.push(name());
                }
            }
        }
    }
}

pub(crate) fn first_sentence(text: &str) -> &str {
    let end = text.find('。').or_else(|| text.find(". ")).unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}
