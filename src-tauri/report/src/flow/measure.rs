//! Blocks with their text broken to the column: what the page filler moves about.

use super::photo::Pictures;
use super::table::MeasuredTable;
use super::theme::{Geometry, Theme};
use super::{Block, Photo, Table, listed};
use crate::ReportError;
use crate::drawing::Drawing;
use crate::edition::Profile;
use crate::pace::{Pace, go_on};
use crate::page::{Anchor, Colour, Item, Outline, Rect, Shape};
use crate::text::{Align, Line, Rich, Shaped, Span, TextStyle, Typesetter};
use tanfang_survey::model::{FAR, Mark, MarkKind};
use tanfang_survey::text::Lang;

/// Space between the two photos of a row.
const PHOTO_GAP: f32 = 15.0;
/// Height of a photo's frame as a share of its width.
const PHOTO_RATIO: f32 = 0.75;
/// Lines up to which a caption stands beside its neighbour's; a longer one takes the whole column.
const CAPTION_LINES: usize = 9;

/// What a text is to those who do not see the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sense {
    Heading(u8, Anchor),
    Paragraph,
    /// Of the table that follows.
    TableCaption,
    /// Below a table; its last row does not stay behind.
    TableNote,
    /// Of the figure before.
    Caption,
}

/// What a part of a fixed piece is.
pub(super) enum Part {
    /// Says what it shows, where it has a caption as well.
    Figure {
        alt: String,
        captioned: bool,
    },
    Caption,
}

/// One piece that pagination places.
pub(super) enum Piece {
    Text {
        shaped: Shaped,
        lines: Vec<Line>,
        before: f32,
        after: f32,
        keep_next: bool,
        sense: Sense,
    },
    /// An item of a numbered list: the number stands before the text.
    Item {
        label: Shaped,
        shaped: Shaped,
        lines: Vec<Line>,
        first: bool,
        after: f32,
    },
    Table(MeasuredTable),
    /// Drawings that stay together, side by side or below each other, each at its place.
    Fixed {
        parts: Vec<(Part, (f32, f32), Drawing)>,
        height: f32,
        before: f32,
        after: f32,
        keep_next: bool,
        /// Lead to it; several where photos stand side by side.
        anchors: Vec<Anchor>,
    },
    /// A line of the contents; the page number comes last.
    Entry {
        shaped: Shaped,
        lines: Vec<Line>,
        level: u8,
        target: Anchor,
    },
    Space(f32),
    Place(Anchor),
    Language(Lang),
    Break,
    Chapter,
    Cover(Drawing),
}

/// What is needed to measure blocks.
pub(super) struct Measure<'a> {
    pub(super) setter: &'a mut Typesetter,
    pub(super) theme: Theme,
    pub(super) geometry: &'a Geometry,
    pub(super) pictures: &'a Pictures,
}

impl Measure<'_> {
    /// Measures all blocks in order.
    pub(super) fn all(&mut self, blocks: &[Block], pace: &mut Pace<'_>) -> Result<Vec<Piece>, ReportError> {
        let mut pieces = Vec::new();
        let before = self.setter.latin();
        for (at, block) in blocks.iter().enumerate() {
            go_on(pace, at, blocks.len())?;
            match block {
                Block::Heading { level, text, anchor, .. } => {
                    let (style, before, after) = self.theme.heading(*level);
                    let text = self.indented(&Rich::from(text.as_str()), style);
                    let sense = Sense::Heading(*level, *anchor);
                    pieces.push(self.text(&text, style, [before, after], true, sense)?);
                }
                Block::Paragraph { text, style, before, after, keep_next } => {
                    // On the grid of an official document no space stands between paragraphs.
                    let on_grid = self.theme.profile == Profile::Official && style.size >= self.theme.body().size;
                    let around = if on_grid { [0.0, 0.0] } else { [*before, *after] };
                    let text = self.indented(text, *style);
                    pieces.push(self.text(&text, *style, around, *keep_next, Sense::Paragraph)?);
                }
                Block::Numbered(items) => {
                    let style = self.theme.body();
                    for (place, item) in (1..).zip(items) {
                        let label = self.setter.shape(&Rich::from(format!("{place}.")), style)?;
                        let shaped = self.setter.shape(item, style)?;
                        let lines = shaped.lines(self.geometry.column() - item_indent(style));
                        pieces.push(Piece::Item { label, shaped, lines, first: place == 1, after: 3.0 });
                    }
                }
                Block::Table(table) => self.table(table, &mut pieces)?,
                Block::Figure { drawing, alt, caption, before, after } => {
                    let part = Part::Figure { alt: alt.clone(), captioned: caption.is_some() };
                    pieces.push(Piece::Fixed {
                        height: drawing.height,
                        parts: vec![(part, (0.0, 0.0), drawing.clone())],
                        before: *before,
                        after: if caption.is_some() { 5.0 } else { *after },
                        keep_next: caption.is_some(),
                        anchors: Vec::new(),
                    });
                    if let Some(caption) = caption {
                        pieces.push(self.text(caption, self.theme.caption(), [0.0, *after], false, Sense::Caption)?);
                    }
                }
                Block::Photos(photos) => self.photos(photos, &mut pieces)?,
                Block::Contents => self.contents(blocks, at, &mut pieces)?,
                Block::Place(anchor) => pieces.push(Piece::Place(*anchor)),
                Block::Language(lang) => {
                    self.setter.set_latin(*lang == Lang::En);
                    self.theme.justify = *lang == Lang::Zh;
                    pieces.push(Piece::Language(*lang));
                }
                Block::Space(height) => pieces.push(Piece::Space(*height)),
                Block::PageBreak => pieces.push(Piece::Break),
                Block::Chapter => pieces.push(Piece::Chapter),
                Block::Cover(drawing) => pieces.push(Piece::Cover(drawing.clone())),
            }
        }
        self.setter.set_latin(before);
        Ok(pieces)
    }

    fn text(
        &mut self,
        text: &Rich,
        style: TextStyle,
        [before, after]: [f32; 2],
        keep_next: bool,
        sense: Sense,
    ) -> Result<Piece, ReportError> {
        let shaped = self.setter.shape(text, style)?;
        let lines = shaped.lines(self.geometry.column());
        Ok(Piece::Text { shaped, lines, before, after, keep_next, sense })
    }

    /// Lets a paragraph of an official document begin two characters in.
    fn indented(&self, text: &Rich, style: TextStyle) -> Rich {
        let mut text = text.clone();
        if self.theme.indents(style) && !text.is_empty() && style.align != Align::Centre {
            text.spans.insert(0, Span::plain("\u{3000}\u{3000}"));
        }
        text
    }

    fn table(&mut self, table: &Table, pieces: &mut Vec<Piece>) -> Result<(), ReportError> {
        if let Some(caption) = &table.caption {
            pieces.push(self.text(caption, self.theme.caption(), [12.0, 5.0], true, Sense::TableCaption)?);
        }
        pieces.push(Piece::Table(MeasuredTable::new(table, self.geometry.column(), &self.theme, self.setter)?));
        match &table.note {
            Some(note) => pieces.push(self.text(note, self.theme.note(), [4.0, 12.0], false, Sense::TableNote)?),
            None => pieces.push(Piece::Space(10.0)),
        }
        Ok(())
    }

    fn contents(&mut self, blocks: &[Block], at: usize, pieces: &mut Vec<Piece>) -> Result<(), ReportError> {
        for (level, text, target) in listed(blocks, at) {
            let shaped = self.setter.shape(&Rich::from(text), self.theme.entry(level))?;
            let lines = shaped.lines(self.geometry.column() - entry_indent(level) - 36.0);
            pieces.push(Piece::Entry { shaped, lines, level, target });
        }
        Ok(())
    }

    fn photos(&mut self, photos: &[Photo], pieces: &mut Vec<Piece>) -> Result<(), ReportError> {
        let width = (self.geometry.column() - PHOTO_GAP) / 2.0;
        let mut row = Vec::new();
        for photo in photos {
            let texts = vec![
                self.setter.shape(&photo.caption, self.theme.small())?,
                self.setter.shape(&photo.details, self.theme.cell_note())?,
            ];
            let frame = self.frame(photo, width)?;
            let alt = alt_of(photo);
            if texts.iter().map(|text| text.lines(width).len()).sum::<usize>() > CAPTION_LINES {
                flush(&mut row, width, pieces);
                let anchors = photo.anchor.into_iter().collect();
                let height = frame.height;
                let parts = vec![(Part::Figure { alt, captioned: true }, (0.0, 0.0), frame)];
                pieces.push(Piece::Fixed { parts, height, before: 6.0, after: 5.0, keep_next: true, anchors });
                for shaped in texts {
                    let lines = shaped.lines(self.geometry.column());
                    pieces.push(Piece::Text {
                        shaped,
                        lines,
                        before: 0.0,
                        after: 3.0,
                        keep_next: false,
                        sense: Sense::Caption,
                    });
                }
                pieces.push(Piece::Space(10.0));
            } else {
                row.push(Beside { alt, frame, texts, anchor: photo.anchor });
                if row.len() == 2 {
                    flush(&mut row, width, pieces);
                }
            }
        }
        flush(&mut row, width, pieces);
        Ok(())
    }

    /// Draws a photo within its frame, uncropped; without a picture the frame says why.
    fn frame(&mut self, photo: &Photo, width: f32) -> Result<Drawing, ReportError> {
        let mut drawing = Drawing::new(width, width * PHOTO_RATIO);
        let whole = Rect::new(0.0, 0.0, drawing.width, drawing.height);
        drawing.add(Shape::filled(whole, self.theme.shade));
        if let Some((id, picture)) = photo.picture.and_then(|id| Some((id, self.pictures.get(id)?))) {
            let (wide, high) = (picture.width as f32, picture.height as f32);
            let scale = (drawing.width / wide).min(drawing.height / high);
            let (wide, high) = (wide * scale, high * scale);
            let rect = Rect::new((drawing.width - wide) / 2.0, (drawing.height - high) / 2.0, wide, high);
            drawing.items.push(Item::Picture { picture: id, rect });
            for mark in &photo.marks {
                self.mark(mark, rect, &mut drawing)?;
            }
        } else {
            drawing.add(Shape {
                outline: Outline::Rect { rect: whole, radius: 0.0 },
                fill: None,
                stroke: Some((self.theme.rule, 0.8)),
            });
            let style = self.theme.small().coloured(self.theme.muted).aligned(Align::Centre);
            let shaped = self.setter.shape(&Rich::from(photo.placeholder.as_str()), style)?;
            let room = drawing.width - 30.0;
            let height = shaped.lines(room).len() as f32 * style.line_height();
            let top = (drawing.height - height) / 2.0;
            shaped.place_all(15.0, top, room, &mut drawing.items);
        }
        Ok(drawing)
    }

    /// Draws a mark over the picture that lies at `rect`: dark on a light edge, to be seen on any photo and in greyscale.
    fn mark(&mut self, mark: &Mark, rect: Rect, drawing: &mut Drawing) -> Result<(), ReportError> {
        const STROKES: [(Colour, f32); 2] = [(Colour(255, 255, 255), 3.2), (Colour(176, 24, 16), 1.6)];
        let share = |part: u16| f32::from(part) / f32::from(FAR);
        let at = |(x, y): (u16, u16)| (rect.x + rect.width * share(x), rect.y + rect.height * share(y));
        let (from, to) = (at(mark.from), at(mark.to));
        match mark.kind {
            // It is in the picture already.
            MarkKind::Blur => {}
            MarkKind::Arrow => {
                for (colour, width) in STROKES {
                    for other in [from].into_iter().chain(head(from, to)) {
                        drawing.add(Shape::rule(other, to, colour, width));
                    }
                }
            }
            MarkKind::Box => {
                let (x, y, wide, high) = mark.rect();
                let (corner, size) = (at((x, y)), (rect.width * share(wide), rect.height * share(high)));
                let outline = Outline::Rect { rect: Rect::new(corner.0, corner.1, size.0, size.1), radius: 0.0 };
                for stroke in STROKES {
                    drawing.add(Shape { outline: outline.clone(), fill: None, stroke: Some(stroke) });
                }
            }
            MarkKind::Text => {
                let style = self.theme.small();
                let shaped = self.setter.shape(&Rich::from(mark.text.as_str()), style)?;
                // What begins near the edge is moved in, so that all of it lies on the photo.
                let wide = (shaped.natural_width() + 0.5).min(rect.width - 6.0);
                let high = shaped.lines(wide).len() as f32 * style.line_height();
                let x = from.0.min(rect.x + rect.width - wide - 3.0).max(rect.x + 3.0);
                let y = from.1.min(rect.y + rect.height - high - 2.0).max(rect.y + 2.0);
                let ground = Rect::new(x - 3.0, y - 1.0, wide + 6.0, high + 2.0);
                drawing.add(Shape::filled(ground, Colour(255, 255, 255)));
                shaped.place_all(x, y, wide, &mut drawing.items);
            }
        }
        Ok(())
    }
}

/// Gives the two strokes of an arrow's head whose point is at `to`.
fn head(from: (f32, f32), to: (f32, f32)) -> [(f32, f32); 2] {
    const LENGTH: f32 = 7.0;
    const SPREAD: f32 = 0.45;
    let back = (from.1 - to.1).atan2(from.0 - to.0);
    [back + SPREAD, back - SPREAD].map(|angle| (to.0 + LENGTH * angle.cos(), to.1 + LENGTH * angle.sin()))
}

/// Gives how far a contents line is indented.
pub(super) fn entry_indent(level: u8) -> f32 {
    f32::from(level.saturating_sub(1)) * 16.0
}

/// Gives how far the text of a numbered item stands in.
pub(super) fn item_indent(style: TextStyle) -> f32 {
    style.size * 1.9
}

/// Says in words what a photo shows: what stands below it, or why it is not there.
fn alt_of(photo: &Photo) -> String {
    let plain = |text: &Rich| text.spans.iter().map(|span| span.text.as_str()).collect::<String>();
    let mut words = vec![plain(&photo.caption), plain(&photo.details)];
    if photo.picture.is_none() {
        words.push(photo.placeholder.clone());
    }
    words.extend(photo.marks.iter().map(|mark| mark.text.clone()));
    words.retain(|one| !one.trim().is_empty());
    words.join(" · ")
}

/// A photo that waits for its neighbour.
struct Beside {
    alt: String,
    frame: Drawing,
    texts: Vec<Shaped>,
    anchor: Option<Anchor>,
}

fn flush(row: &mut Vec<Beside>, width: f32, pieces: &mut Vec<Piece>) {
    if row.is_empty() {
        return;
    }
    let mut height = 0.0_f32;
    let (mut parts, mut anchors) = (Vec::new(), Vec::new());
    for (index, Beside { alt, frame, texts, anchor }) in row.drain(..).enumerate() {
        let x = index as f32 * (width + PHOTO_GAP);
        anchors.extend(anchor);
        let mut below = Drawing::new(width, 0.0);
        for text in texts {
            below.height += text.place_all(0.0, below.height, width, &mut below.items);
        }
        let y = frame.height + 5.0;
        height = height.max(y + below.height);
        parts.push((Part::Figure { alt, captioned: true }, (x, 0.0), frame));
        parts.push((Part::Caption, (x, y), below));
    }
    pieces.push(Piece::Fixed { parts, height, before: 6.0, after: 12.0, keep_next: false, anchors });
}
