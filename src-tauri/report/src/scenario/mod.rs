//! The scenario report: one scenario over chosen communities, as of a round.

mod appendix;
mod compliance;
mod cover;
mod indicators;
mod overview;
mod photos;
mod value;

use crate::ReportError;
use crate::flow::{Block, Document, Flow, Geometry, Pictures, Running, Theme, paginate};
use crate::page::Anchor;
use crate::pdf::{self, Properties};
use crate::text::{Rich, Span, Typesetter};
use std::path::Path;
use tanfang_survey::framework::Bilingual;
use tanfang_survey::session::figures::ScenarioFigures;
use tanfang_survey::text::{Lang, Words};

/// Communities up to which the contents stand below the notice.
const CONTENTS_BELOW: usize = 4;

/// Tells what a written report holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    pub pages: usize,
    pub photos: usize,
    /// Captions of the photos whose file is not on this computer; the report shows a placeholder for each.
    pub missing_photos: Vec<String>,
}

/// Writes the report of a scenario to `path`. `date` as `YYYY-MM-DD` stands on the cover and in the file.
///
/// The same figures, language and date give the same bytes. On any error nothing is left at `path`.
pub fn write_scenario(figures: &ScenarioFigures, lang: Lang, date: &str, path: &Path) -> Result<Receipt, ReportError> {
    let (document, properties, receipt) = lay_out_scenario(figures, lang, date)?;
    pdf::write(&document, &properties, path)?;
    Ok(receipt)
}

/// Lays the report out on pages without writing it.
pub fn lay_out_scenario(
    figures: &ScenarioFigures,
    lang: Lang,
    date: &str,
) -> Result<(Document, Properties, Receipt), ReportError> {
    let words = Words::new(lang);
    let latin = lang == Lang::En;
    let mut setter = Typesetter::new(latin)?;
    let mut writer = Writer {
        figures,
        words,
        theme: Theme::modern(latin),
        geometry: Geometry::A4,
        flow: Flow::new(),
        pictures: Pictures::default(),
        receipt: Receipt::default(),
        chapters: 0,
        tables: 0,
        anchors: figures.communities.iter().map(|_| None).collect(),
    };
    writer.write(&mut setter, date)?;

    let number = |page: usize, count: usize| {
        words.format("report-page", &[("page", &page.to_string()), ("count", &count.to_string())])
    };
    let running = Running {
        header_left: writer.title(),
        header_right: writer.as_of(),
        footer_left: writer.footer(),
        number: &number,
        mark: figures.demo.then(demo_mark),
    };
    let properties = Properties {
        title: writer.title(),
        author: figures.organisation.clone(),
        subject: writer.as_of(),
        keywords: writer.pick(&figures.framework.title).to_owned(),
        language: lang.tag().to_owned(),
        date: date.to_owned(),
    };
    let Writer { flow, pictures, theme, geometry, mut receipt, .. } = writer;
    let document = paginate(&flow, pictures, geometry, &theme, &running, &mut setter)?;
    receipt.pages = document.pages.len();
    Ok((document, properties, receipt))
}

/// Gives the words that stand on every page of a demo survey's report, in both languages whatever the report's own.
fn demo_mark() -> String {
    format!("{} · {}", Words::new(Lang::Zh).get("demo-mark"), Words::new(Lang::En).get("demo-mark"))
}

/// Puts the report together; a file a section.
struct Writer<'a> {
    figures: &'a ScenarioFigures,
    words: Words,
    theme: Theme,
    geometry: Geometry,
    flow: Flow,
    pictures: Pictures,
    receipt: Receipt,
    chapters: u32,
    tables: u32,
    /// Where each community's indicator table is, for links from the overview.
    anchors: Vec<Option<Anchor>>,
}

impl Writer<'_> {
    fn write(&mut self, setter: &mut Typesetter, date: &str) -> Result<(), ReportError> {
        for index in 0..self.anchors.len() {
            self.anchors[index] = Some(self.flow.anchor());
        }
        self.cover(setter, date)?;
        self.notice();
        self.overview(setter)?;
        self.items();
        self.compliance();
        self.indicators();
        self.photos()?;
        self.appendix(date);
        Ok(())
    }

    fn notice(&mut self) {
        let body = self.theme.body();
        self.flow.heading(1, self.words.get("report-notice"));
        self.unlist_last();
        if self.figures.demo {
            let text = self.words.get("report-notice-demo").into_owned();
            self.flow.paragraph(Rich { spans: vec![Span::bold(text)] }, body);
        }
        let status = self.pick(&self.figures.framework.status).to_owned();
        if !status.is_empty() {
            self.paragraph("report-notice-status", &[("status", &status)]);
        }
        self.paragraph("report-notice-result", &[("round", &self.round())]);
        self.paragraph("report-notice-score", &[]);
        let least = self.figures.least_coverage.to_string();
        self.paragraph("report-notice-coverage", &[("least", &least)]);
        if let Some(ratio) = self.figures.pairwise {
            self.paragraph("report-notice-pairwise", &[("ratio", &value::rounded(ratio, 3))]);
        }
        // A list of many communities takes a page of its own.
        if self.figures.communities.len() > CONTENTS_BELOW {
            self.flow.add(Block::PageBreak);
        }
        self.flow.heading(1, self.words.get("report-contents"));
        self.unlist_last();
        self.flow.add(Block::Contents);
    }

    /// Keeps the last heading out of the contents: they do not list themselves.
    fn unlist_last(&mut self) {
        if let Some(Block::Heading { listed, .. }) = self.flow.blocks.last_mut() {
            *listed = false;
        }
    }

    /// Begins a chapter on a new page.
    fn chapter(&mut self, id: &str) {
        self.flow.add(Block::PageBreak);
        self.chapter_on(id);
    }

    /// Begins a chapter where the last one ended.
    fn chapter_on(&mut self, id: &str) {
        self.chapters += 1;
        let title = self.words.get(id);
        let number = self.chapters.to_string();
        let title = self.words.format("report-chapter", &[("number", &number), ("title", &title)]);
        self.flow.heading(1, title);
    }

    fn section(&self, number: usize, title: &str) -> String {
        let number = format!("{}.{number}", self.chapters);
        self.words.format("report-section", &[("number", &number), ("title", title)])
    }

    fn table_caption(&mut self, title: &str) -> Rich {
        self.tables += 1;
        let number = self.tables.to_string();
        Rich::from(self.words.format("report-table", &[("number", &number), ("title", title)]))
    }

    fn paragraph(&mut self, id: &str, args: &[(&str, &str)]) {
        let text = self.words.format(id, args);
        self.flow.paragraph(text, self.theme.body());
    }

    fn pick<'t>(&self, text: &'t Bilingual) -> &'t str {
        self.words.lang().pick(&text.zh, &text.en)
    }

    /// Adds the paragraph that leads into what follows and stays with it.
    fn lead_in(&mut self, id: &str) {
        let (text, style) = (self.words.get(id).into_owned(), self.theme.body());
        let after = style.size * 0.6;
        self.flow.add(Block::Paragraph { text: text.into(), style, before: 0.0, after, keep_next: true });
    }

    fn round(&self) -> String {
        self.figures.rounds.last().map_or(0, |round| round.number).to_string()
    }

    fn title(&self) -> String {
        let scenario = self.pick(&self.figures.scenario.name);
        self.words.format("report-title", &[("scenario", scenario)])
    }

    fn as_of(&self) -> String {
        self.words.format("report-subject", &[("round", &self.round())])
    }

    /// Gives the framework's title with the first sentence of its status notice.
    fn footer(&self) -> String {
        let title = self.pick(&self.figures.framework.title);
        let status = first_sentence(self.pick(&self.figures.framework.status));
        if status.is_empty() { title.to_owned() } else { format!("{title} · {status}") }
    }

    /// Words a date that is kept as `YYYY-MM-DD`; anything else stands as it is.
    fn date(&self, date: &str) -> String {
        let parts: Vec<u32> = date.split('-').filter_map(|part| part.parse().ok()).collect();
        let [year, month, day] = parts[..] else { return date.to_owned() };
        let args = [("year", year.to_string()), ("month", month.to_string()), ("day", day.to_string())];
        self.words.format("report-day", &args.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    fn coverage(&self, assessed: u32, applicable: u32) -> String {
        if applicable == 0 {
            return self.words.get("print-empty").into_owned();
        }
        let percent = f64::from(assessed) * 100.0 / f64::from(applicable);
        let percent = value::rounded(percent, 0);
        self.words.format("report-percent", &[("value", &percent)]).replace(' ', "\u{a0}")
    }

    fn too_little(&self, assessed: u32, applicable: u32) -> bool {
        assessed * 100 < applicable * self.figures.least_coverage
    }
}

fn first_sentence(text: &str) -> &str {
    let end = text.find('。').or_else(|| text.find(". ")).unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod live_tests;
#[cfg(test)]
mod tests;
