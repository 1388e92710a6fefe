//! Plain documents: a title, facts, paragraphs and tables. Receipts, letters and forms are made of nothing else.

use crate::ReportError;
use crate::docx::{self, Docx};
use crate::edition::Profile;
use crate::flow::{Block, Cell, Column, Document, Flow, Geometry, Pictures, Row, Running, Table, Theme, paginate};
use crate::pace::onward;
use crate::pdf::{self, Properties};
use crate::text::{Align, Rich, Span, Typesetter};
use std::path::Path;
use tanfang_survey::text::{Lang, Words};

/// One part of a plain document.
#[derive(Clone, Debug)]
pub enum Part {
    Heading(String),
    Text(String),
    Strong(String),
    /// Items numbered from 1.
    Numbered(Vec<String>),
    /// Names and what they are, below each other.
    Facts(Vec<(String, String)>),
    /// A table with a head that repeats on every page.
    Table {
        head: Vec<String>,
        /// The share of the width of each column.
        shares: Vec<f32>,
        rows: Vec<Vec<String>>,
    },
    /// A table with notes and widths of its own.
    Own(Table),
    Space(f32),
    NewPage,
}

/// A plain document. `date` as `YYYY-MM-DD` goes into the file's properties.
#[derive(Clone, Debug)]
pub struct Plain {
    pub title: String,
    pub subtitle: String,
    /// The survey and the organisation, in the running lines.
    pub survey: String,
    pub organisation: String,
    pub date: String,
    pub demo: bool,
    pub profile: Profile,
    pub parts: Vec<Part>,
}

/// Writes a plain document to `path`; gives the number of its pages. The same document gives the same bytes, and on any error
/// nothing is left at `path`.
pub fn write_plain(plain: &Plain, lang: Lang, path: &Path) -> Result<usize, ReportError> {
    let (document, properties) = lay_out_plain(plain, lang)?;
    pdf::write(&document, &properties, path, &mut onward)?;
    Ok(document.pages.len())
}

/// Writes a plain document as a word processor's file, with the same promises.
pub fn write_plain_docx(plain: &Plain, lang: Lang, path: &Path) -> Result<(), ReportError> {
    let words = Words::new(lang);
    let (flow, theme) = flow_of(plain, lang);
    let (number, properties) = (page_number(words), properties_of(plain, lang));
    let docx = Docx {
        flow: &flow,
        pictures: &Pictures::default(),
        theme: &theme,
        geometry: Geometry::of(plain.profile),
        running: &running(plain, &number),
        properties: &properties,
        note: &words.get("report-docx-note"),
    };
    docx::write(&docx, path)
}

/// Lays a plain document out on pages without writing it.
pub fn lay_out_plain(plain: &Plain, lang: Lang) -> Result<(Document, Properties), ReportError> {
    let mut setter = Typesetter::of(plain.profile, lang == Lang::En)?;
    let (flow, theme) = flow_of(plain, lang);
    let geometry = Geometry::of(plain.profile);
    let number = page_number(Words::new(lang));
    let running = running(plain, &number);
    let document = paginate(&flow, Pictures::default(), geometry, &theme, &running, &mut setter)?;
    Ok((document, properties_of(plain, lang)))
}

fn flow_of(plain: &Plain, lang: Lang) -> (Flow, Theme) {
    let theme = Theme::of(plain.profile, lang == Lang::En);
    let mut flow = Flow::new();
    flow.heading(1, plain.title.clone());
    if !plain.subtitle.is_empty() {
        flow.paragraph(plain.subtitle.clone(), theme.note());
    }
    for part in &plain.parts {
        add(&mut flow, &theme, part);
    }
    (flow, theme)
}

fn page_number(words: Words) -> impl Fn(usize, usize) -> String {
    move |page, count| words.format("report-page", &[("page", &page.to_string()), ("count", &count.to_string())])
}

fn running<'a>(plain: &Plain, number: &'a dyn Fn(usize, usize) -> String) -> Running<'a> {
    let mark = || format!("{} · {}", Words::new(Lang::Zh).get("demo-mark"), Words::new(Lang::En).get("demo-mark"));
    Running {
        header_left: plain.title.clone(),
        header_right: plain.survey.clone(),
        footer_left: plain.organisation.clone(),
        number,
        mark: plain.demo.then(mark),
    }
}

fn properties_of(plain: &Plain, lang: Lang) -> Properties {
    Properties {
        title: plain.title.clone(),
        author: plain.organisation.clone(),
        subject: plain.subtitle.clone(),
        keywords: plain.survey.clone(),
        language: lang.tag().to_owned(),
        date: plain.date.clone(),
    }
}

fn add(flow: &mut Flow, theme: &Theme, part: &Part) {
    let table = |columns, head, rows| {
        Block::Table(Table { caption: None, columns, head, rows, note: None, ..Table::default() })
    };
    match part {
        Part::Heading(text) => drop(flow.heading(2, text.clone())),
        Part::Text(text) => flow.paragraph(text.clone(), theme.body()),
        Part::Strong(text) => flow.paragraph(Rich { spans: vec![Span::bold(text.clone())] }, theme.body()),
        Part::Numbered(items) => {
            flow.add(Block::Numbered(items.iter().map(|item| Rich::from(item.as_str())).collect()));
        }
        Part::Facts(facts) => {
            let rows = facts
                .iter()
                .map(|(name, value)| Row::new(vec![Cell::text(name.clone()).bold(), Cell::text(value.clone())]));
            let columns = vec![Column::points(112.0, Align::Start), Column::share(1.0, Align::Start)];
            flow.add(table(columns, Vec::new(), rows.collect()));
            flow.add(Block::Space(theme.body().size));
        }
        Part::Table { head, shares, rows } => {
            let columns = shares.iter().map(|share| Column::share(*share, Align::Start)).collect();
            let line = |cells: &Vec<String>| Row::new(cells.iter().map(|cell| Cell::text(cell.clone())).collect());
            flow.add(table(columns, vec![line(head)], rows.iter().map(line).collect()));
            flow.add(Block::Space(theme.body().size));
        }
        Part::Own(table) => flow.add(Block::Table(table.clone())),
        Part::Space(points) => flow.add(Block::Space(*points)),
        Part::NewPage => flow.add(Block::PageBreak),
    }
}
