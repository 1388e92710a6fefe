//! The text itself: one paragraph, table or picture after the other.

use super::cover::{self, Line};
use super::picture::{self, Shown, Source};
use super::xml::Xml;
use super::{Docx, marks, twips};
use crate::drawing::Drawing;
use crate::flow::{Block, Photo, listed};
use crate::font::Weight;
use crate::page::{Anchor, Colour, Item, PictureId};
use crate::text::{Align, JOINER, Rich, Span, TextStyle};
use std::collections::BTreeSet;

/// Room of the names of a cover's facts.
const FACTS: f32 = 100.0;

/// What a paragraph looks like beyond its text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look<'a> {
    pub(super) style: Option<&'a str>,
    /// Sizes, weight and colour that differ from the named style.
    pub(super) text: Option<TextStyle>,
    pub(super) before: f32,
    pub(super) after: f32,
    pub(super) keep_next: bool,
    pub(super) page_break: bool,
    /// Numbered as an item of this list.
    pub(super) list: Option<usize>,
    pub(super) indent: f32,
    /// Where what follows a tab begins, also on further lines.
    pub(super) hanging: f32,
}

/// Holds the main part while it is written.
pub(super) struct Body<'a> {
    pub(super) docx: &'a Docx<'a>,
    pub(super) xml: Xml,
    photos: BTreeSet<PictureId>,
    drawings: Vec<&'a Drawing>,
    /// How many pictures the text shows so far.
    shown: u32,
    lists: usize,
    bookmarks: u32,
    /// A page break that waits for the paragraph after it.
    breaking: bool,
    /// Places that wait for the paragraph after them.
    pub(super) waiting: Vec<Anchor>,
}

/// Counts the numbered lists of a flow: each begins at 1 again.
pub(super) fn lists_in(blocks: &[Block]) -> usize {
    blocks.iter().filter(|block| matches!(block, Block::Numbered(_))).count()
}

impl<'a> Body<'a> {
    pub(super) fn new(docx: &'a Docx<'a>) -> Self {
        Self {
            docx,
            xml: Xml::new(),
            photos: BTreeSet::new(),
            drawings: Vec::new(),
            shown: 0,
            lists: 0,
            bookmarks: 0,
            breaking: false,
            waiting: Vec::new(),
        }
    }

    /// Gives the photos that the text shows, each once.
    pub(super) fn photos(&self) -> Vec<PictureId> {
        self.photos.iter().copied().collect()
    }

    /// Gives the drawings that the text shows, each once.
    pub(super) fn drawings(&self) -> Vec<&'a Drawing> {
        self.drawings.clone()
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.xml.into_bytes()
    }

    pub(super) fn write(&mut self) {
        let docx = self.docx;
        self.xml.open("w:document", super::parts::NAMESPACES);
        self.xml.open("w:body", &[]);
        for (at, block) in docx.flow.blocks.iter().enumerate() {
            self.block(block, at);
        }
        self.section();
        self.xml.close("w:body");
        self.xml.close("w:document");
    }

    fn block(&mut self, block: &'a Block, at: usize) {
        let theme = self.docx.theme;
        match block {
            Block::Heading { level, text, anchor, .. } => {
                let style = format!("Heading{}", (*level).clamp(1, 3));
                let look = Look { style: Some(&style), keep_next: true, ..Look::default() };
                self.paragraph_at(&Rich::from(text.as_str()), look, Some(*anchor));
            }
            Block::Paragraph { text, style, before, after, keep_next } => {
                let (before, after, keep_next) = (*before, *after, *keep_next);
                self.paragraph(text, Look { text: Some(*style), before, after, keep_next, ..Look::default() });
            }
            Block::Numbered(items) => {
                self.lists += 1;
                for item in items {
                    let text = Some(theme.body().aligned(Align::Start));
                    self.paragraph(item, Look { text, after: 3.0, list: Some(self.lists), ..Look::default() });
                }
            }
            Block::Table(table) => self.table(table),
            Block::Figure { drawing, alt, caption, before, after } => {
                let text = Some(theme.body().aligned(Align::Centre));
                let below = if caption.is_some() { 5.0 } else { *after };
                let look =
                    Look { text, before: *before, after: below, keep_next: caption.is_some(), ..Look::default() };
                self.picture(drawing, alt, look);
                if let Some(caption) = caption {
                    let text = Some(theme.caption());
                    self.paragraph(caption, Look { style: Some("Caption"), text, after: *after, ..Look::default() });
                }
            }
            Block::Place(anchor) => self.waiting.push(*anchor),
            // A word processor tells languages by their script.
            Block::Language(_) => {}
            Block::Photos(photos) => self.show(photos),
            Block::Contents => self.contents(at),
            Block::Space(points) => self.space(*points),
            Block::PageBreak | Block::Chapter => self.breaking = true,
            Block::Cover(drawing) => self.cover(drawing),
        }
    }

    /// Shows a drawing in a paragraph of its own.
    pub(super) fn picture(&mut self, drawing: &'a Drawing, alt: &str, look: Look<'_>) {
        let known = self.drawings.iter().position(|known| *known == drawing);
        let place = known.unwrap_or_else(|| {
            self.drawings.push(drawing);
            self.drawings.len() - 1
        });
        let size = picture::extent(drawing.width, drawing.height);
        let shown = self.shown_as(Source::Drawing(place), size, alt);
        self.within(look, |body| picture::place(&mut body.xml, shown));
    }

    fn shown_as<'s>(&mut self, source: Source, size: [i64; 2], alt: &'s str) -> Shown<'s> {
        self.shown += 1;
        Shown { source, number: self.shown, size, alt }
    }

    /// Leaves room: an empty line of this height.
    pub(super) fn space(&mut self, points: f32) {
        let height = twips(points.max(1.0)).to_string();
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        self.xml
            .empty("w:spacing", &[("w:before", "0"), ("w:after", "0"), ("w:line", &height), ("w:lineRule", "exact")]);
        self.xml.close("w:pPr");
        self.xml.close("w:p");
    }

    pub(super) fn paragraph(&mut self, text: &Rich, look: Look<'_>) {
        self.paragraph_at(text, look, None);
    }

    fn paragraph_at(&mut self, text: &Rich, look: Look<'_>, anchor: Option<Anchor>) {
        self.waiting.extend(anchor);
        self.within(look, |body| text.spans.iter().for_each(|span| body.span(span, look.text)));
    }

    /// Writes a paragraph around what `content` writes; places that waited for one lead to it.
    fn within(&mut self, mut look: Look<'_>, content: impl FnOnce(&mut Self)) {
        let anchors = std::mem::take(&mut self.waiting);
        look.page_break |= std::mem::take(&mut self.breaking);
        self.xml.open("w:p", &[]);
        self.look(look);
        let bookmarks: Vec<String> = anchors.iter().map(|_| self.next_bookmark()).collect();
        for (id, anchor) in bookmarks.iter().zip(&anchors) {
            self.xml.empty("w:bookmarkStart", &[("w:id", id), ("w:name", &name_of(*anchor))]);
        }
        content(self);
        for id in &bookmarks {
            self.xml.empty("w:bookmarkEnd", &[("w:id", id)]);
        }
        self.xml.close("w:p");
    }

    fn next_bookmark(&mut self) -> String {
        self.bookmarks += 1;
        self.bookmarks.to_string()
    }

    /// Writes the properties of a paragraph, in the order that the schema wants.
    fn look(&mut self, look: Look<'_>) {
        let xml = &mut self.xml;
        xml.open("w:pPr", &[]);
        if let Some(style) = look.style {
            xml.value("w:pStyle", style);
        }
        if look.keep_next {
            xml.empty("w:keepNext", &[]);
        }
        if look.page_break {
            xml.empty("w:pageBreakBefore", &[]);
        }
        if let Some(list) = look.list {
            xml.open("w:numPr", &[]);
            xml.value("w:ilvl", 0);
            xml.value("w:numId", list);
            xml.close("w:numPr");
        }
        if let Some(style) = look.text {
            let [before, after] = [look.before, look.after].map(|points| twips(points).to_string());
            let line = twips(style.line_height()).to_string();
            let spacing: &[(&str, &str)] =
                &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", "atLeast")];
            if look.hanging > 0.0 {
                let at = twips(look.hanging).to_string();
                xml.open("w:tabs", &[]);
                xml.empty("w:tab", &[("w:val", "left"), ("w:pos", &at)]);
                xml.close("w:tabs");
                xml.empty("w:spacing", spacing);
                xml.empty("w:ind", &[("w:left", &at), ("w:hanging", &at)]);
            } else {
                xml.empty("w:spacing", spacing);
            }
            if look.indent > 0.0 {
                xml.empty("w:ind", &[("w:left", &twips(look.indent).to_string())]);
            }
            xml.value("w:jc", aligned(style.align));
        }
        xml.close("w:pPr");
    }

    fn span(&mut self, span: &Span, style: Option<TextStyle>) {
        if let Some(target) = span.link {
            self.xml.open("w:hyperlink", &[("w:anchor", &name_of(target)), ("w:history", "1")]);
        }
        self.run(&span.text.replace(JOINER, ""), style, span.weight, span.colour);
        if span.link.is_some() {
            self.xml.close("w:hyperlink");
        }
    }

    fn run(&mut self, text: &str, style: Option<TextStyle>, weight: Option<Weight>, colour: Option<Colour>) {
        let xml = &mut self.xml;
        xml.open("w:r", &[]);
        xml.open("w:rPr", &[]);
        if weight.or(style.map(|style| style.weight)) == Some(Weight::Bold) {
            xml.empty("w:b", &[]);
        }
        if let Some(colour) = colour.or(style.map(|style| style.colour)) {
            xml.value("w:color", hex_of(colour));
        }
        if let Some(style) = style {
            let half_points = (style.size * 2.0).round() as i64;
            xml.value("w:sz", half_points);
            xml.value("w:szCs", half_points);
        }
        xml.close("w:rPr");
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                xml.empty("w:br", &[]);
            }
            for (place, part) in line.split('\t').enumerate() {
                if place > 0 {
                    xml.empty("w:tab", &[]);
                }
                if !part.is_empty() {
                    xml.element("w:t", &[("xml:space", "preserve")], part);
                }
            }
        }
        xml.close("w:r");
    }

    /// Lists the headings, each leading to its place; page numbers are the word processor's business.
    fn contents(&mut self, at: usize) {
        let body = self.docx.theme.body().aligned(Align::Start);
        for (level, text, anchor) in listed(&self.docx.flow.blocks, at) {
            let style = if level == 1 { body.sized(10.5).bold() } else { body.sized(9.5) };
            let entry = Rich { spans: vec![Span { link: Some(anchor), ..Span::plain(text) }] };
            let indent = f32::from(level.saturating_sub(1)) * 16.0;
            self.paragraph(&entry, Look { text: Some(style), after: 2.0, indent, ..Look::default() });
        }
    }

    /// Shows photos one below the other, each with its caption under it.
    fn show(&mut self, photos: &[Photo]) {
        let theme = self.docx.theme;
        for photo in photos {
            let found = photo.picture.and_then(|id| Some((id, self.docx.pictures.get(id)?)));
            if let Some((id, picture)) = found {
                self.photos.insert(id);
                let alt: String = photo.caption.spans.iter().map(|span| span.text.as_str()).collect();
                let size = picture::fit(picture, self.docx.geometry.column() * 0.7);
                let shown = self.shown_as(Source::Photo(id), size, &alt);
                let text = Some(theme.body().aligned(Align::Centre));
                let look = Look { text, before: 8.0, after: 4.0, keep_next: true, ..Look::default() };
                self.within(look, |body| marks::place(&mut body.xml, shown, &photo.marks));
            } else {
                let text = Some(theme.small().coloured(theme.muted).aligned(Align::Centre));
                let look = Look { text, before: 8.0, after: 4.0, keep_next: true, ..Look::default() };
                self.paragraph(&Rich::from(photo.placeholder.as_str()), look);
            }
            self.waiting.extend(photo.anchor);
            let caption = theme.small().aligned(Align::Centre);
            let look = Look { text: Some(caption), after: 1.0, keep_next: true, ..Look::default() };
            self.paragraph(&photo.caption, Look { style: Some("Caption"), ..look });
            let details = theme.cell_note().aligned(Align::Centre);
            self.paragraph(&photo.details, Look { text: Some(details), after: 12.0, ..Look::default() });
        }
    }

    /// Shows the pictures of a cover, writes what it says, line by line, and lets the rest begin on a new page.
    fn cover(&mut self, cover: &Drawing) {
        for item in &cover.items {
            let Item::Picture { picture, rect } = item else { continue };
            self.photos.insert(*picture);
            // A logo says who; the words of the cover say it too.
            let shown = self.shown_as(Source::Photo(*picture), picture::extent(rect.width, rect.height), "");
            let text = Some(self.docx.theme.body().aligned(Align::Start));
            self.within(Look { text, after: 12.0, ..Look::default() }, |body| picture::place(&mut body.xml, shown));
        }
        for Line { size, spans, facts, .. } in cover::paragraphs(cover) {
            let text = Some(self.docx.theme.body().aligned(Align::Start).sized(size));
            let hanging = if facts { FACTS } else { 0.0 };
            self.paragraph(&Rich { spans }, Look { text, after: size * 0.5, hanging, ..Look::default() });
        }
        self.breaking = true;
    }

    /// Closes the text: paper, margins, what stands on every page.
    fn section(&mut self) {
        let geometry = self.docx.geometry;
        let [width, height, left, right, top, bottom] =
            [geometry.width, geometry.height, geometry.left, geometry.right, geometry.top, geometry.bottom]
                .map(|points| twips(points).to_string());
        let xml = &mut self.xml;
        xml.open("w:sectPr", &[]);
        xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "rIdHeader")]);
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rIdFooter")]);
        xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]);
        let margins: &[(&str, &str)] = &[
            ("w:top", &top),
            ("w:right", &right),
            ("w:bottom", &bottom),
            ("w:left", &left),
            ("w:header", "720"),
            ("w:footer", "560"),
            ("w:gutter", "0"),
        ];
        xml.empty("w:pgMar", margins);
        xml.close("w:sectPr");
    }
}

/// Names the bookmark of a place.
fn name_of(anchor: Anchor) -> String {
    format!("place{}", anchor.0)
}

pub(super) fn hex_of(colour: Colour) -> String {
    format!("{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2)
}

fn aligned(align: Align) -> &'static str {
    match align {
        Align::Start => "left",
        Align::Centre => "center",
        Align::End => "right",
        Align::Justify => "both",
    }
}
