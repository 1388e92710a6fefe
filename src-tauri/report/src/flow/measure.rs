//! Blocks with their text broken to the column: what the page filler moves about.

use super::photo::Pictures;
use super::table::MeasuredTable;
use super::theme::{Geometry, Theme};
use super::{Block, Photo, Table};
use crate::ReportError;
use crate::drawing::Drawing;
use crate::page::{Anchor, Colour, Item, Outline, Rect, Shape};
use crate::text::{Align, Line, Rich, Shaped, TextStyle, Typesetter};
use tanfang_survey::model::{FAR, Mark, MarkKind};
use tanfang_survey::text::Lang;

/// Space between the two photos of a row.
const PHOTO_GAP: f32 = 15.0;
/// Height of a photo's frame as a share of its width.
const PHOTO_RATIO: f32 = 0.75;
/// Lines up to which a caption stands beside its neighbour's; a longer one takes the whole column.
const CAPTION_LINES: usize = 9;

/// One piece that pagination places.
pub(super) enum Piece {
    Text {
        shaped: Shaped,
        lines: Vec<Line>,
        before: f32,
        after: f32,
        keep_next: bool,
        heading: Option<(u8, Anchor)>,
    },
    Table(MeasuredTable),
    Fixed {
        drawing: Drawing,
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
    Break,
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
    pub(super) fn all(&mut self, blocks: &[Block]) -> Result<Vec<Piece>, ReportError> {
        let mut pieces = Vec::new();
        let before = self.setter.latin();
        for block in blocks {
            match block {
                Block::Heading { level, text, anchor, .. } => {
                    let (style, before, after) = self.theme.heading(*level);
                    let heading = Some((*level, *anchor));
                    pieces.push(self.text(&Rich::from(text.as_str()), style, [before, after], true, heading)?);
                }
                Block::Paragraph { text, style, before, after, keep_next } => {
                    pieces.push(self.text(text, *style, [*before, *after], *keep_next, None)?);
                }
                Block::Numbered(items) => {
                    for (place, item) in (1..).zip(items) {
                        let mut text = Rich::from(format!("{place}. "));
                        text.spans.extend(item.spans.iter().cloned());
                        let style = self.theme.body().aligned(Align::Start);
                        pieces.push(self.text(&text, style, [0.0, 3.0], false, None)?);
                    }
                }
                Block::Table(table) => self.table(table, &mut pieces)?,
                Block::Figure { drawing, caption, before, after, .. } => {
                    pieces.push(Piece::Fixed {
                        drawing: drawing.clone(),
                        before: *before,
                        after: if caption.is_some() { 5.0 } else { *after },
                        keep_next: caption.is_some(),
                        anchors: Vec::new(),
                    });
                    if let Some(caption) = caption {
                        pieces.push(self.text(caption, self.theme.caption(), [0.0, *after], false, None)?);
                    }
                }
                Block::Photos(photos) => self.photos(photos, &mut pieces)?,
                Block::Contents => self.contents(blocks, &mut pieces)?,
                Block::Place(anchor) => pieces.push(Piece::Place(*anchor)),
                Block::Language(lang) => {
                    self.setter.set_latin(*lang == Lang::En);
                    self.theme.justify = *lang == Lang::Zh;
                }
                Block::Space(height) => pieces.push(Piece::Space(*height)),
                Block::PageBreak => pieces.push(Piece::Break),
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
        heading: Option<(u8, Anchor)>,
    ) -> Result<Piece, ReportError> {
        let shaped = self.setter.shape(text, style)?;
        let lines = shaped.lines(self.geometry.column());
        Ok(Piece::Text { shaped, lines, before, after, keep_next, heading })
    }

    fn table(&mut self, table: &Table, pieces: &mut Vec<Piece>) -> Result<(), ReportError> {
        if let Some(caption) = &table.caption {
            pieces.push(self.text(caption, self.theme.caption(), [12.0, 5.0], true, None)?);
        }
        pieces.push(Piece::Table(MeasuredTable::new(table, self.geometry.column(), &self.theme, self.setter)?));
        match &table.note {
            Some(note) => pieces.push(self.text(note, self.theme.note(), [4.0, 12.0], false, None)?),
            None => pieces.push(Piece::Space(10.0)),
        }
        Ok(())
    }

    fn contents(&mut self, blocks: &[Block], pieces: &mut Vec<Piece>) -> Result<(), ReportError> {
        for block in blocks {
            if let Block::Heading { level, text, anchor, listed: true } = block {
                let style = self.theme.body().aligned(Align::Start);
                let style = if *level == 1 { style.sized(10.5).bold() } else { style.sized(9.5) };
                let shaped = self.setter.shape(&Rich::from(text.as_str()), style)?;
                let lines = shaped.lines(self.geometry.column() - entry_indent(*level) - 36.0);
                pieces.push(Piece::Entry { shaped, lines, level: *level, target: *anchor });
            }
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
            if texts.iter().map(|text| text.lines(width).len()).sum::<usize>() > CAPTION_LINES {
                flush(&mut row, width, pieces);
                let anchors = photo.anchor.into_iter().collect();
                pieces.push(Piece::Fixed { drawing: frame, before: 6.0, after: 5.0, keep_next: true, anchors });
                for shaped in texts {
                    let lines = shaped.lines(self.geometry.column());
                    pieces.push(Piece::Text {
                        shaped,
                        lines,
                        before: 0.0,
                        after: 3.0,
                        keep_next: false,
                        heading: None,
                    });
                }
                pieces.push(Piece::Space(10.0));
            } else {
                row.push((frame, texts, photo.anchor));
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

fn flush(row: &mut Vec<(Drawing, Vec<Shaped>, Option<Anchor>)>, width: f32, pieces: &mut Vec<Piece>) {
    if row.is_empty() {
        return;
    }
    let mut whole = Drawing::new(width * 2.0 + PHOTO_GAP, 0.0);
    let mut anchors = Vec::new();
    for (index, (frame, texts, anchor)) in row.drain(..).enumerate() {
        let x = index as f32 * (width + PHOTO_GAP);
        anchors.extend(anchor);
        for mut item in frame.items {
            item.shift(x, 0.0);
            whole.items.push(item);
        }
        let mut y = frame.height + 5.0;
        for text in texts {
            y += text.place_all(x, y, width, &mut whole.items);
        }
        whole.height = whole.height.max(y);
    }
    pieces.push(Piece::Fixed { drawing: whole, before: 6.0, after: 12.0, keep_next: false, anchors });
}
