//! Filling pages: headings stay with what follows, rows stay whole, table heads repeat, no lone lines.

mod contents;
mod table;

use super::measure::{Measure, Part, Piece, Sense, item_indent};
use super::photo::Pictures;
use super::running::{self, Running};
use super::structure::{Role, Structure};
use super::theme::{Geometry, Theme};
use super::{Block, Flow};
use crate::ReportError;
use crate::drawing::Drawing;
use crate::edition::Profile;
use crate::pace::{Pace, onward};
use crate::page::{Anchor, Belonging, Item, NodeId, Page, Place, Rect, Shape};
use crate::text::{Line, Shaped, Typesetter};
use std::collections::BTreeMap;

/// Share of a page up to which a chapter begins on it.
const HARDLY_BEGUN: f32 = 0.36;

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
    pub structure: Structure,
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
    paginate_at(flow, pictures, geometry, theme, running, setter, &mut onward)
}

/// As [`paginate`]; `pace` is told of each block.
pub(crate) fn paginate_at(
    flow: &Flow,
    pictures: Pictures,
    geometry: Geometry,
    theme: &Theme,
    running: &Running<'_>,
    setter: &mut Typesetter,
    pace: &mut Pace<'_>,
) -> Result<Document, ReportError> {
    let mut measure = Measure { setter, theme: *theme, geometry: &geometry, pictures: &pictures };
    let measure = measure.all(&flow.blocks, pace)?;
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
    running::place(running, geometry, theme, setter, &mut filler.pages)?;
    let Filler { pages, places, structure, .. } = filler;
    Ok(Document { geometry, pages, places, outline, structure, pictures })
}

struct Filler<'a> {
    geometry: Geometry,
    theme: &'a Theme,
    pages: Vec<Page>,
    y: f32,
    fresh: bool,
    places: BTreeMap<Anchor, Place>,
    waiting: Vec<contents::Waiting>,
    /// Lead to whatever is drawn next.
    pending: Vec<Anchor>,
    structure: Structure,
    /// What the next piece may go on with.
    open: Option<Open>,
}

/// A part of the structure that more may be added to.
#[derive(Clone, Copy)]
enum Open {
    /// Its caption is placed already.
    Table(NodeId),
    /// A figure whose caption follows.
    Figure(NodeId),
    List(NodeId),
    Contents(NodeId),
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
            structure: Structure::default(),
            open: None,
        }
    }

    fn fill(&mut self, pieces: &[Piece]) {
        for (index, piece) in pieces.iter().enumerate() {
            let open = self.open.take();
            match piece {
                Piece::Text { shaped, lines, before, after, sense, .. } => {
                    self.require(before + self.lead(pieces, index));
                    self.skip(*before);
                    if let Sense::Heading(level, anchor) = sense {
                        self.places.insert(*anchor, Place { page: self.pages.len() - 1, y: self.y });
                        if *level == 1 && self.theme.profile == Profile::Modern {
                            self.chapter_bar();
                        }
                    }
                    let node = self.node_of(*sense, open);
                    self.lines(shaped, lines, 0.0, node);
                    self.skip(*after);
                }
                Piece::Item { label, shaped, lines, first, after } => {
                    self.require(self.lead(pieces, index));
                    self.item(label, shaped, lines, open.filter(|_| !*first));
                    self.skip(*after);
                }
                Piece::Table(table) => {
                    self.require(self.lead(pieces, index));
                    let note = note_below(pieces, index);
                    self.table(table, note, open);
                }
                Piece::Fixed { parts, height, before, after, anchors, .. } => {
                    self.require(before + self.lead(pieces, index));
                    self.skip(*before);
                    self.pending.extend(anchors);
                    self.draw(parts, *height);
                    self.skip(*after);
                }
                Piece::Entry { shaped, lines, level, target } => {
                    self.require(self.lead(pieces, index));
                    self.entry(shaped, lines, *level, *target, open);
                }
                Piece::Space(height) => {
                    self.skip(*height);
                    self.open = open;
                }
                Piece::Place(anchor) => {
                    self.pending.push(*anchor);
                    self.open = open;
                }
                Piece::Language(lang) => self.structure.speak(*lang),
                Piece::Break => {
                    if !self.fresh {
                        self.y = f32::INFINITY;
                    }
                }
                Piece::Chapter => {
                    if self.filled() > HARDLY_BEGUN {
                        self.y = f32::INFINITY;
                    } else {
                        self.skip(self.theme.body().line_height());
                    }
                }
                Piece::Cover(drawing) => {
                    self.cover(drawing);
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
            Piece::Item { shaped, lines, .. } => shaped.style.line_height() * lines.len().clamp(1, 3) as f32,
            Piece::Table(table) => {
                let lead = table.lead(self.geometry.body());
                // A table that begins where all of it fits takes its note along.
                lead + if lead >= table.height() { note_below(pieces, index) } else { 0.0 }
            }
            Piece::Fixed { height, after, keep_next, .. } => height + if *keep_next { after + next(true) } else { 0.0 },
            Piece::Entry { .. } => {
                // Contents that half a page holds are not divided.
                let continued = index > 0 && matches!(pieces[index - 1], Piece::Entry { .. });
                let entries = pieces[index..].iter().map_while(|piece| match piece {
                    Piece::Entry { shaped, lines, level, .. } => {
                        let above = if *level == 1 { 6.0 } else { 0.0 };
                        Some(above + shaped.style.line_height() * lines.len() as f32 + 4.0)
                    }
                    _ => None,
                });
                let first = entries.clone().next().unwrap_or(0.0);
                let whole: f32 = entries.sum();
                if continued || whole > self.geometry.body() * 0.5 { first } else { whole }
            }
            Piece::Space(height) => height + next(true),
            Piece::Place(_) | Piece::Language(_) => next(true),
            Piece::Break | Piece::Chapter | Piece::Cover(_) => 0.0,
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

    /// Gives the share of the page that is filled.
    fn filled(&self) -> f32 {
        if self.fresh { 0.0 } else { (self.y - self.geometry.top) / self.geometry.body() }
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

    /// Gives the page that is being filled.
    fn page(&mut self) -> &mut Page {
        if self.pages.is_empty() {
            self.new_page();
        }
        self.fresh = false;
        let last = self.pages.len() - 1;
        for anchor in self.pending.drain(..) {
            self.places.insert(anchor, Place { page: last, y: self.y });
        }
        &mut self.pages[last]
    }

    fn items(&mut self) -> &mut Vec<Item> {
        &mut self.page().items
    }

    /// Draws the short bar over a chapter's title.
    fn chapter_bar(&mut self) {
        let (x, y, theme) = (self.geometry.left, self.y, self.theme);
        self.items().push(Item::Shape(Shape::filled(Rect::new(x, y - 9.0, 28.0, 2.6), theme.accent)));
        self.page().belong(Belonging::Decoration);
    }

    /// Adds the node of a text.
    fn node_of(&mut self, sense: Sense, open: Option<Open>) -> NodeId {
        match (sense, open) {
            (Sense::Heading(level, _), _) => self.structure.heading(level),
            (Sense::TableCaption, _) => {
                let table = self.structure.add(Role::Table);
                self.open = Some(Open::Table(table));
                self.structure.add_to(table, Role::Caption)
            }
            (Sense::Caption, Some(Open::Figure(division))) => {
                // A second text below the same figure belongs to it as well.
                self.open = Some(Open::Figure(division));
                self.structure.add_to(division, Role::Caption)
            }
            _ => self.structure.add(Role::Paragraph),
        }
    }

    fn item(&mut self, label: &Shaped, shaped: &Shaped, lines: &[Line], open: Option<Open>) {
        let list = match open {
            Some(Open::List(list)) => list,
            _ => self.structure.add(Role::List),
        };
        self.open = Some(Open::List(list));
        let item = self.structure.add_to(list, Role::ListItem);
        let number = self.structure.add_to(item, Role::ListLabel);
        let body = self.structure.add_to(item, Role::ListBody);
        let (x, y, indent) = (self.geometry.left, self.y, item_indent(shaped.style));
        label.place_all(x, y, indent, self.items());
        self.page().belong(Belonging::Node(number));
        self.lines(shaped, lines, indent, body);
        if lines.is_empty() {
            self.y += label.style.line_height();
        }
    }

    fn lines(&mut self, shaped: &Shaped, lines: &[Line], indent: f32, node: NodeId) {
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
            let (x, width) = (self.geometry.left + indent, self.geometry.column() - indent);
            for line in &rest[..count] {
                let top = self.y;
                shaped.place(line, x, top, width, self.items());
                self.y += height;
            }
            if count > 0 {
                self.page().belong(Belonging::Node(node));
            }
            rest = &rest[count..];
            if !rest.is_empty() {
                self.new_page();
            }
        }
    }

    fn draw(&mut self, parts: &[(Part, (f32, f32), Drawing)], height: f32) {
        let (left, top) = (self.geometry.left, self.y);
        let mut division = Structure::ROOT;
        for (part, (dx, dy), drawing) in parts {
            let (x, y) = (left + dx, top + dy);
            let items = self.items();
            for item in &drawing.items {
                let mut item = item.clone();
                item.shift(x, y);
                items.push(item);
            }
            let page = self.pages.len() - 1;
            let node = match part {
                Part::Figure { alt, captioned } => {
                    division = if *captioned { self.structure.add(Role::Division) } else { Structure::ROOT };
                    self.open = captioned.then_some(Open::Figure(division));
                    let bounds = (page, Rect::new(x, y, drawing.width, drawing.height));
                    self.structure.figure(division, alt, bounds)
                }
                Part::Caption => self.structure.add_to(division, Role::Caption),
            };
            self.page().belong(Belonging::Node(node));
        }
        self.y += height;
    }

    /// Puts a cover on a page of its own. A text of one size and colour is a paragraph.
    fn cover(&mut self, drawing: &Drawing) {
        let mut page = Page { cover: true, ..Page::default() };
        let mut last = None;
        let mut belonging = Belonging::Decoration;
        for item in &drawing.items {
            let look = if let Item::Text(run) = item { Some((run.size, run.colour)) } else { None };
            if look != last {
                page.belong(belonging);
                belonging = match look {
                    Some(_) => Belonging::Node(self.structure.add(Role::Paragraph)),
                    None => Belonging::Decoration,
                };
                last = look;
            }
            page.items.push(item.clone());
        }
        page.belong(belonging);
        self.pages.push(page);
    }
}

/// Gives the room that the note below a table needs.
fn note_below(pieces: &[Piece], table: usize) -> f32 {
    match pieces.get(table + 1) {
        Some(Piece::Text { shaped, lines, before, sense: Sense::TableNote, .. }) => {
            before + shaped.style.line_height() * lines.len() as f32
        }
        _ => 0.0,
    }
}
