//! Filling pages: headings stay with what follows, rows stay whole, table heads repeat, no lone lines.

use super::measure::{Measure, Piece, entry_indent};
use super::photo::Pictures;
use super::table::MeasuredTable;
use super::theme::{Geometry, Theme};
use super::{Block, Flow};
use crate::ReportError;
use crate::drawing::Drawing;
use crate::page::{Anchor, Item, Outline, Page, Place, Rect, Shape};
use crate::text::{Align, Line, Rich, Shaped, Typesetter};
use std::collections::BTreeMap;

/// What every page carries besides its body.
pub struct Running<'a> {
    pub header_left: String,
    pub header_right: String,
    pub footer_left: String,
    /// Words of a page number, from the page and the number of pages.
    pub number: &'a dyn Fn(usize, usize) -> String,
    /// Stands framed at the top of every page, the cover included.
    pub mark: Option<String>,
}

impl std::fmt::Debug for Running<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running").field("header_left", &self.header_left).finish_non_exhaustive()
    }
}

/// A heading in the document's outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    pub level: u8,
    pub title: String,
    pub target: Anchor,
}

/// Finished pages, the places links lead to, and the outline.
#[derive(Clone, Debug)]
pub struct Document {
    pub geometry: Geometry,
    pub pages: Vec<Page>,
    pub places: BTreeMap<Anchor, Place>,
    pub outline: Vec<OutlineEntry>,
    pub pictures: Pictures,
}

/// Lays a flow out on pages.
pub fn paginate(
    flow: &Flow,
    pictures: Pictures,
    geometry: Geometry,
    theme: &Theme,
    running: &Running<'_>,
    setter: &mut Typesetter,
) -> Result<Document, ReportError> {
    let measure = Measure { setter, theme: *theme, geometry: &geometry, pictures: &pictures }.all(&flow.blocks)?;
    let mut filler = Filler::new(geometry, theme);
    filler.fill(&measure);
    let outline = flow.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, text, anchor, .. } => {
            Some(OutlineEntry { level: *level, title: text.clone(), target: *anchor })
        }
        _ => None,
    });
    let outline = outline.collect();
    filler.number_contents(setter)?;
    filler.run(running, setter)?;
    Ok(Document { geometry, pages: filler.pages, places: filler.places, outline, pictures })
}

/// A contents line that waits for its page number: the page it stands on, the top of its last line, where it leads.
struct Waiting {
    page: usize,
    top: f32,
    level: u8,
    target: Anchor,
}

struct Filler<'a> {
    geometry: Geometry,
    theme: &'a Theme,
    pages: Vec<Page>,
    y: f32,
    fresh: bool,
    places: BTreeMap<Anchor, Place>,
    waiting: Vec<Waiting>,
    /// Lead to whatever is drawn next.
    pending: Vec<Anchor>,
}

impl<'a> Filler<'a> {
    fn new(geometry: Geometry, theme: &'a Theme) -> Self {
        Self {
            geometry,
            theme,
            pages: Vec::new(),
            y: geometry.foot(),
            fresh: false,
            places: BTreeMap::new(),
            waiting: Vec::new(),
            pending: Vec::new(),
        }
    }

    fn fill(&mut self, pieces: &[Piece]) {
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text { shaped, lines, before, after, heading, .. } => {
                    self.require(before + self.lead(pieces, index));
                    self.skip(*before);
                    if let Some((level, anchor)) = heading {
                        self.places.insert(*anchor, Place { page: self.pages.len() - 1, y: self.y });
                        if *level == 1 {
                            self.chapter_bar();
                        }
                    }
                    self.lines(shaped, lines);
                    self.skip(*after);
                }
                Piece::Table(table) => {
                    self.require(self.lead(pieces, index));
                    self.table(table);
                }
                Piece::Fixed { drawing, before, after, anchors, .. } => {
                    self.require(before + self.lead(pieces, index));
                    self.skip(*before);
                    self.pending.extend(anchors);
                    self.draw(drawing);
                    self.skip(*after);
                }
                Piece::Entry { shaped, lines, level, target } => {
                    self.require(self.lead(pieces, index));
                    self.entry(shaped, lines, *level, *target);
                }
                Piece::Space(height) => self.skip(*height),
                Piece::Place(anchor) => self.pending.push(*anchor),
                Piece::Break => {
                    if !self.fresh {
                        self.y = f32::INFINITY;
                    }
                }
                Piece::Cover(drawing) => {
                    self.pages.push(Page { items: drawing.items.clone(), cover: true });
                    self.fresh = false;
                    self.y = f32::INFINITY;
                }
            }
        }
    }

    /// Gives the height that must fit where a piece begins.
    fn lead(&self, pieces: &[Piece], index: usize) -> f32 {
        let Some(piece) = pieces.get(index) else { return 0.0 };
        let next = |keep: bool| {
            let before = match pieces.get(index + 1) {
                Some(Piece::Text { before, .. } | Piece::Fixed { before, .. }) => *before,
                _ => 0.0,
            };
            if keep { before + self.lead(pieces, index + 1) } else { 0.0 }
        };
        match piece {
            Piece::Text { shaped, lines, after, keep_next, .. } => {
                let whole = shaped.style.line_height() * lines.len() as f32;
                if *keep_next {
                    whole + after + next(true)
                } else if lines.len() <= 3 {
                    whole
                } else {
                    2.0 * shaped.style.line_height()
                }
            }
            Piece::Table(table) => table.lead(self.geometry.body()),
            Piece::Fixed { drawing, after, keep_next, .. } => {
                drawing.height + if *keep_next { after + next(true) } else { 0.0 }
            }
            Piece::Entry { shaped, lines, .. } => shaped.style.line_height() * lines.len() as f32 + 4.0,
            Piece::Space(height) => height + next(true),
            Piece::Place(_) => next(true),
            Piece::Break | Piece::Cover(_) => 0.0,
        }
    }

    fn new_page(&mut self) {
        self.pages.push(Page::default());
        self.y = self.geometry.top;
        self.fresh = true;
    }

    fn room(&self) -> f32 {
        self.geometry.foot() - self.y
    }

    /// Starts a new page if `height` does not fit on this one.
    fn require(&mut self, height: f32) {
        if self.pages.is_empty() || (!self.fresh && height > self.room() + 0.01) {
            self.new_page();
        }
    }

    /// Leaves space, except at the top of a page.
    fn skip(&mut self, height: f32) {
        if !self.fresh {
            self.y += height;
        }
    }

    fn items(&mut self) -> &mut Vec<Item> {
        if self.pages.is_empty() {
            self.new_page();
        }
        self.fresh = false;
        let last = self.pages.len() - 1;
        for anchor in self.pending.drain(..) {
            self.places.insert(anchor, Place { page: last, y: self.y });
        }
        &mut self.pages[last].items
    }

    /// Draws the short bar over a chapter's title.
    fn chapter_bar(&mut self) {
        let (x, y, theme) = (self.geometry.left, self.y, self.theme);
        self.items().push(Item::Shape(Shape::filled(Rect::new(x, y - 9.0, 28.0, 2.6), theme.accent)));
    }

    fn lines(&mut self, shaped: &Shaped, lines: &[Line]) {
        let height = shaped.style.line_height();
        let mut rest = lines;
        while !rest.is_empty() {
            let room = ((self.room() + 0.01) / height).floor().max(0.0) as usize;
            let mut count = room.min(rest.len());
            if count < rest.len() {
                // Neither a paragraph's last line alone on the next page nor its first alone on this one.
                if rest.len() - count == 1 && count >= 3 {
                    count -= 1;
                }
                if count < 2 && !self.fresh {
                    count = 0;
                }
                if count == 0 && self.fresh {
                    count = 1;
                }
            }
            let (x, width) = (self.geometry.left, self.geometry.column());
            for line in &rest[..count] {
                let top = self.y;
                shaped.place(line, x, top, width, self.items());
                self.y += height;
            }
            rest = &rest[count..];
            if !rest.is_empty() {
                self.new_page();
            }
        }
    }

    fn draw(&mut self, drawing: &Drawing) {
        let (x, y) = (self.geometry.left, self.y);
        let items = self.items();
        for item in &drawing.items {
            let mut item = item.clone();
            item.shift(x, y);
            items.push(item);
        }
        self.y += drawing.height;
    }

    fn head(&mut self, table: &MeasuredTable) {
        let (x, y, theme) = (self.geometry.left, self.y, self.theme);
        self.y += table.place_head(x, y, theme, self.items());
    }

    fn table(&mut self, table: &MeasuredTable) {
        self.head(table);
        let mut on_page = 0;
        let mut from = 0;
        while from < table.rows.len() {
            let group = table.together(from);
            let height: f32 = table.rows[group.clone()].iter().map(|row| row.height).sum();
            let last_alone = group.end + 1 == table.rows.len()
                && on_page >= 2
                && height + table.rows[group.end].height > self.room()
                && height <= self.room();
            if on_page > 0 && (height > self.room() + 0.01 || last_alone) {
                self.break_table(table);
                on_page = 0;
            }
            for index in group.clone() {
                self.pending.extend(table.rows[index].anchor);
                if table.rows[index].height <= self.room() + 0.01 {
                    let (x, y, theme) = (self.geometry.left, self.y, self.theme);
                    self.y += table.place_row(index, x, y, theme, self.items());
                } else {
                    self.tall_row(table, index);
                }
                on_page += 1;
            }
            from = group.end;
        }
        let (x, y, theme) = (self.geometry.left, self.y, self.theme);
        table.close(x, y, theme, self.items());
    }

    fn break_table(&mut self, table: &MeasuredTable) {
        let (x, y, theme) = (self.geometry.left, self.y, self.theme);
        table.close(x, y, theme, self.items());
        self.new_page();
        self.head(table);
    }

    /// Draws a row that no page holds whole, line by line.
    fn tall_row(&mut self, table: &MeasuredTable, index: usize) {
        let row = &table.rows[index];
        let mut done = row.fresh_progress();
        let mut first = true;
        let mut room = self.room();
        loop {
            let before = done.clone();
            let (x, y) = (self.geometry.left, self.y);
            let (used, complete) = row.place_part(&mut done, first, x, y, room, self.items());
            self.y += used;
            if complete {
                return;
            }
            self.break_table(table);
            // A head that leaves no room for a single line must not keep the row from ever being drawn.
            room = if done == before && !first { f32::INFINITY } else { self.room() };
            first = false;
        }
    }

    fn entry(&mut self, shaped: &Shaped, lines: &[Line], level: u8, target: Anchor) {
        if level == 1 {
            self.skip(6.0);
        }
        let indent = entry_indent(level);
        let (left, column, theme) = (self.geometry.left, self.geometry.column(), self.theme);
        let top = self.y;
        let height = shaped.style.line_height();
        for (index, line) in lines.iter().enumerate() {
            let y = top + index as f32 * height;
            shaped.place(line, left + indent, y, column - indent - 36.0, self.items());
        }
        let whole = lines.len().max(1) as f32 * height + 2.0;
        let page = self.pages.len() - 1;
        let items = self.items();
        items.push(Item::Link { rect: Rect::new(left, top, column, whole), target });
        if level == 1 {
            let y = top + whole;
            items.push(Item::Shape(Shape::rule((left, y), (left + column, y), theme.rule, 0.5)));
        }
        self.waiting.push(Waiting { page, top: top + whole - 2.0 - height, level, target });
        self.y = top + whole + 2.0;
    }

    fn number_contents(&mut self, setter: &mut Typesetter) -> Result<(), ReportError> {
        let (left, column) = (self.geometry.left, self.geometry.column());
        for waiting in std::mem::take(&mut self.waiting) {
            let Some(place) = self.places.get(&waiting.target) else { continue };
            let style = self.theme.body().aligned(Align::End);
            let style = if waiting.level == 1 { style.sized(10.5).bold() } else { style.sized(9.5) };
            let shaped = setter.shape(&Rich::from((place.page + 1).to_string()), style)?;
            shaped.place_all(left, waiting.top, column, &mut self.pages[waiting.page].items);
        }
        Ok(())
    }

    /// Draws header, footer and mark on every page.
    fn run(&mut self, running: &Running<'_>, setter: &mut Typesetter) -> Result<(), ReportError> {
        let Geometry { left, top, width, .. } = self.geometry;
        let (column, theme, count) = (self.geometry.column(), self.theme, self.pages.len());
        let style = theme.running();
        let mut one_line = |text: &str, style, room: f32| -> Result<(Shaped, Vec<Line>), ReportError> {
            let shaped = setter.shape(&Rich::from(text), style)?;
            let lines = shaped.lines(room);
            Ok((shaped, lines))
        };
        let header_right = one_line(&running.header_right, style.aligned(Align::End), column * 0.4)?;
        let left_room = column - header_right.0.natural_width().min(column * 0.4) - 16.0;
        let header_left = one_line(&running.header_left, style, left_room)?;
        let footer_left = one_line(&running.footer_left, style, column - 90.0)?;
        let mark = running.mark.as_ref().map(|mark| one_line(mark, style.bold().coloured(theme.text), column));
        let mark = mark.transpose()?;
        for (index, page) in self.pages.iter_mut().enumerate() {
            let items = &mut page.items;
            if let Some((shaped, lines)) = &mark {
                let wide = shaped.natural_width().min(column) + 20.0;
                let rect = Rect::new((width - wide) / 2.0, 20.0, wide, 17.0);
                let outline = Outline::Rect { rect, radius: 3.0 };
                items.push(Item::Shape(Shape { outline, fill: Some(theme.shade), stroke: Some((theme.text, 0.7)) }));
                if let Some(line) = lines.first() {
                    shaped.place(line, rect.x + 10.0, 23.0, column, items);
                }
            }
            if page.cover {
                continue;
            }
            let y = top - 34.0;
            for (shaped, lines) in [&header_left, &header_right] {
                if let Some(line) = lines.first() {
                    shaped.place(line, left, y, column, items);
                }
            }
            let rule = top - 19.0;
            items.push(Item::Shape(Shape::rule((left, rule), (left + column, rule), theme.rule, 0.5)));
            let y = self.geometry.foot() + 22.0;
            items.push(Item::Shape(Shape::rule((left, y - 5.0), (left + column, y - 5.0), theme.rule, 0.5)));
            for (line_index, line) in footer_left.1.iter().take(2).enumerate() {
                let top = y + line_index as f32 * style.line_height();
                footer_left.0.place(line, left, top, column - 90.0, items);
            }
            let number = setter.shape(&Rich::from((running.number)(index + 1, count)), style.aligned(Align::End))?;
            number.place_all(left + column - 90.0, y, 90.0, items);
        }
        Ok(())
    }
}
