//! A page of the display list as drawing operators (ISO 32000-1, annex A). PDF counts y upwards from the bottom.

use super::object::{code, integer, number};
use super::picture_name;
use super::tags::Tags;
use super::typeface::{Typefaces, resource_name};
use crate::flow::Document;
use crate::font::Face;
use crate::page::{Belonging, Colour, GlyphRun, Item, NodeId, Outline, Page, Rect, Shape, Stretch};

/// Distance of a quarter circle's control points from its corner, as a share of the radius.
const CIRCLE: f32 = 0.552_284_8;

struct Pen<'a> {
    out: Vec<u8>,
    height: f32,
    typefaces: &'a Typefaces,
    fill: Option<Colour>,
    stroke: Option<(Colour, f32)>,
    font: Option<(Face, f32)>,
}

/// Writes one page, and tells `tags` what its stretches belong to.
pub(super) fn page(page: &Page, document: &Document, typefaces: &Typefaces, tags: &mut Tags) -> Vec<u8> {
    let mut pen = Pen {
        out: Vec::with_capacity(1 << 15),
        height: document.geometry.height,
        typefaces,
        fill: None,
        stroke: None,
        font: None,
    };
    tags.next_page();
    let rest = Stretch { end: page.items.len(), belonging: Belonging::Decoration };
    let mut from = 0;
    for stretch in page.stretches.iter().copied().chain([rest]) {
        let items = &page.items[from..stretch.end];
        from = stretch.end;
        match stretch.belonging {
            Belonging::Node(node) => pen.tagged(items, node, document, tags),
            other => pen.artifact(items, other),
        }
    }
    pen.out
}

/// Finds the link that a run of text leads along.
fn link_over(run: &GlyphRun, links: &[(Rect, usize)]) -> Option<usize> {
    let (x, y) = (run.x + 0.1, run.baseline - run.size * 0.3);
    let inside = |rect: &Rect| rect.x <= x && x < rect.x + rect.width && rect.y <= y && y < rect.y + rect.height;
    links.iter().find(|(rect, _)| inside(rect)).map(|(_, link)| *link)
}

impl Pen<'_> {
    /// Draws what belongs to a node; what leads somewhere belongs to a link in it.
    fn tagged(&mut self, items: &[Item], node: NodeId, document: &Document, tags: &mut Tags) {
        let links: Vec<(Rect, usize)> = items
            .iter()
            .filter_map(|item| match item {
                Item::Link { rect, target } if document.places.contains_key(target) => Some((*rect, *target)),
                _ => None,
            })
            .map(|(rect, target)| (rect, tags.reserve(node, rect, target)))
            .collect();
        let mut open: Option<Option<usize>> = None;
        for item in items {
            let link = match item {
                Item::Text(run) => link_over(run, &links),
                Item::Link { .. } => continue,
                _ => None,
            };
            if open != Some(link) {
                if open.is_some() {
                    self.say("EMC");
                }
                let number = tags.content(node, link);
                self.word("/");
                self.word(tags.name(node, link));
                self.word("<</MCID ");
                integer(number, &mut self.out);
                self.say(">>BDC");
                open = Some(link);
            }
            if let (Some(link), Item::Text(run)) = (link, item) {
                tags.say(link, run.glyphs.iter().map(|glyph| glyph.character));
            }
            self.item(item);
        }
        if open.is_some() {
            self.say("EMC");
        }
        for (_, link) in links {
            tags.settle(link);
        }
    }

    /// Draws what is not read.
    fn artifact(&mut self, items: &[Item], belonging: Belonging) {
        if items.iter().all(|item| matches!(item, Item::Link { .. })) {
            return;
        }
        let running = belonging == Belonging::Running;
        self.say(if running { "/Artifact<</Type/Pagination>>BDC" } else { "/Artifact<</Type/Layout>>BDC" });
        for item in items {
            self.item(item);
        }
        self.say("EMC");
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Text(run) => self.text(run),
            Item::Shape(shape) => self.shape(shape),
            Item::Picture { picture, rect } => {
                self.say("q");
                let bottom = self.height - rect.y - rect.height;
                self.operate(&[rect.width, 0.0, 0.0, rect.height, rect.x, bottom], "cm");
                self.word("/");
                self.word(&picture_name(*picture));
                self.say(" Do\nQ");
            }
            // Links are annotations, added with the catalogue.
            Item::Link { .. } => {}
        }
    }

    fn fill_with(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            self.colour(colour, "rg");
            self.fill = Some(colour);
        }
    }

    fn stroke_with(&mut self, colour: Colour, width: f32) {
        if self.stroke != Some((colour, width)) {
            self.colour(colour, "RG");
            number(width, &mut self.out);
            self.say(" w");
            self.stroke = Some((colour, width));
        }
    }

    fn text(&mut self, run: &GlyphRun) {
        self.fill_with(run.colour);
        self.say("BT");
        if self.font != Some((run.face, run.size)) {
            self.word("/");
            self.word(resource_name(run.face));
            self.word(" ");
            number(run.size, &mut self.out);
            self.say(" Tf");
            self.font = Some((run.face, run.size));
        }
        self.operate(&[run.x, self.height - run.baseline], "Td");
        self.word("[<");
        let face = self.typefaces.face(run.face);
        // Where the viewer's pen stands, in thousandths of an em; each offset corrects it to the wanted place.
        let mut pen = 0;
        for (index, glyph) in run.glyphs.iter().enumerate() {
            let Some((id, width)) = face.and_then(|face| face.look_up(glyph.id)) else { continue };
            code(id, &mut self.out);
            pen += width;
            if let Some(next) = run.glyphs.get(index + 1) {
                let offset = pen - (next.x * 1000.0 / run.size).round() as i32;
                if offset != 0 {
                    self.word(">");
                    integer(i64::from(offset), &mut self.out);
                    self.word("<");
                    pen -= offset;
                }
            }
        }
        self.say(">]TJ\nET");
    }

    fn shape(&mut self, shape: &Shape) {
        if let Some(fill) = shape.fill {
            self.fill_with(fill);
        }
        if let Some((colour, width)) = shape.stroke {
            self.stroke_with(colour, width);
        }
        let paint = match (shape.fill, shape.stroke) {
            (Some(_), Some(_)) => "B",
            (Some(_), None) => "f",
            (None, Some(_)) => "S",
            (None, None) => return,
        };
        match &shape.outline {
            Outline::Rect { rect, radius } if *radius <= 0.0 => {
                let bottom = self.height - rect.y - rect.height;
                self.operate(&[rect.x, bottom, rect.width, rect.height], "re");
                self.say(paint);
            }
            Outline::Rect { rect, radius } => {
                self.rounded(*rect, *radius);
                self.say("h");
                self.say(paint);
            }
            Outline::Polygon(points) => {
                let Some((first, rest)) = points.split_first() else { return };
                self.path(&[*first], "m");
                for point in rest {
                    self.path(&[*point], "l");
                }
                self.say("h");
                self.say(paint);
            }
            Outline::Line { from, to } => {
                self.path(&[*from], "m");
                self.path(&[*to], "l");
                self.say("S");
            }
        }
    }

    /// Goes around a rectangle with round corners.
    fn rounded(&mut self, rect: Rect, radius: f32) {
        let (left, top) = (rect.x, rect.y);
        let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
        let (r, c) = (radius, radius * (1.0 - CIRCLE));
        self.path(&[(left + r, top)], "m");
        self.path(&[(right - r, top)], "l");
        self.path(&[(right - c, top), (right, top + c), (right, top + r)], "c");
        self.path(&[(right, bottom - r)], "l");
        self.path(&[(right, bottom - c), (right - c, bottom), (right - r, bottom)], "c");
        self.path(&[(left + r, bottom)], "l");
        self.path(&[(left + c, bottom), (left, bottom - c), (left, bottom - r)], "c");
        self.path(&[(left, top + r)], "l");
        self.path(&[(left, top + c), (left + c, top), (left + r, top)], "c");
    }

    /// Goes on with a path; points are those of the page, counted from its top.
    fn path(&mut self, points: &[(f32, f32)], operator: &str) {
        for (x, y) in points {
            self.place(*x);
            self.place(self.height - *y);
        }
        self.say(operator);
    }

    fn operate(&mut self, places: &[f32], operator: &str) {
        for place in places {
            self.place(*place);
        }
        self.say(operator);
    }

    /// Rounds to a hundredth of a point: a tenth of what any printer resolves.
    fn place(&mut self, value: f32) {
        number((value * 100.0).round() / 100.0, &mut self.out);
        self.word(" ");
    }

    fn colour(&mut self, colour: Colour, operator: &str) {
        for part in [colour.0, colour.1, colour.2] {
            number((f32::from(part) / 255.0 * 1000.0).round() / 1000.0, &mut self.out);
            self.word(" ");
        }
        self.say(operator);
    }

    fn word(&mut self, word: &str) {
        self.out.extend(word.as_bytes());
    }

    fn say(&mut self, word: &str) {
        self.word(word);
        self.out.push(b'\n');
    }
}
