//! The display list: what lies where on a page. Points (1/72 inch), origin at the top left, y downwards.

use crate::font::Face;

/// Holds a colour as it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour(pub u8, pub u8, pub u8);

/// A rectangle by its top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Rect {
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    fn shift(&mut self, dx: f32, dy: f32) {
        self.x += dx;
        self.y += dy;
    }
}

/// One glyph of a run: its id in the face, its distance from the start of the run, the character it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    pub id: u16,
    pub x: f32,
    pub character: char,
}

/// Glyphs of one face, size and colour on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    pub face: Face,
    pub size: f32,
    pub colour: Colour,
    pub x: f32,
    pub baseline: f32,
    pub glyphs: Vec<Glyph>,
}

/// Says what outline a shape has.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    Rect { rect: Rect, radius: f32 },
    Polygon(Vec<(f32, f32)>),
    Line { from: (f32, f32), to: (f32, f32) },
}

/// A vector shape with its fill and its stroke (colour and width).
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub outline: Outline,
    pub fill: Option<Colour>,
    pub stroke: Option<(Colour, f32)>,
}

impl Shape {
    pub fn filled(rect: Rect, fill: Colour) -> Self {
        Self { outline: Outline::Rect { rect, radius: 0.0 }, fill: Some(fill), stroke: None }
    }

    pub fn rule(from: (f32, f32), to: (f32, f32), colour: Colour, width: f32) -> Self {
        Self { outline: Outline::Line { from, to }, fill: None, stroke: Some((colour, width)) }
    }
}

/// Names a place inside the document that links and the outline point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor(pub u32);

/// Names a node of the document's structure, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// Names a picture of the document, in order of first use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(pub usize);

/// One thing on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Text(GlyphRun),
    Shape(Shape),
    Picture { picture: PictureId, rect: Rect },
    Link { rect: Rect, target: Anchor },
}

impl Item {
    /// Moves the item.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Self::Text(run) => {
                run.x += dx;
                run.baseline += dy;
            }
            Self::Shape(shape) => match &mut shape.outline {
                Outline::Rect { rect, .. } => rect.shift(dx, dy),
                Outline::Polygon(points) => {
                    for point in points {
                        *point = (point.0 + dx, point.1 + dy);
                    }
                }
                Outline::Line { from, to } => {
                    *from = (from.0 + dx, from.1 + dy);
                    *to = (to.0 + dx, to.1 + dy);
                }
            },
            Self::Picture { rect, .. } | Self::Link { rect, .. } => rect.shift(dx, dy),
        }
    }
}

/// Says what a stretch of items is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belonging {
    Node(NodeId),
    /// Rules, grounds, heads of tables that are repeated: nothing that is read.
    Decoration,
    /// What stands on every page.
    Running,
}

/// The items of a page up to `end`, from the end of the stretch before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub end: usize,
    pub belonging: Belonging,
}

/// A finished page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub items: Vec<Item>,
    /// What the items belong to, without gaps; what follows the last stretch is decoration.
    pub stretches: Vec<Stretch>,
    /// A cover has neither header nor footer; it is counted all the same.
    pub cover: bool,
}

impl Page {
    /// Says what everything added since the last call belongs to.
    pub fn belong(&mut self, belonging: Belonging) {
        let end = self.items.len();
        match self.stretches.last_mut() {
            Some(last) if last.end == end => {}
            Some(last) if last.belonging == belonging => last.end = end,
            _ if end > 0 => self.stretches.push(Stretch { end, belonging }),
            _ => {}
        }
    }

    /// Puts items before the one at `at`; they belong to what that one belongs to.
    pub fn insert(&mut self, at: usize, items: Vec<Item>) {
        let count = items.len();
        self.items.splice(at..at, items);
        for stretch in self.stretches.iter_mut().filter(|stretch| stretch.end > at) {
            stretch.end += count;
        }
    }
}

/// A place a link can lead to: page index and height from the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub page: usize,
    pub y: f32,
}

#[cfg(test)]
impl Page {
    /// Gives what can be read on the page, in the order in which it was set, without spaces.
    pub(crate) fn squeezed(&self) -> String {
        let runs =
            self.items.iter().filter_map(|item| if let Item::Text(run) = item { Some(&run.glyphs) } else { None });
        runs.flatten().map(|glyph| glyph.character).filter(|c| !c.is_whitespace()).collect()
    }
}
