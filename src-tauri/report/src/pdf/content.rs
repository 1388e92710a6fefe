//! A page of the display list as drawing operators. PDF counts y upwards from the bottom.

use super::picture_name;
use super::tags::Tags;
use super::typeface::{Typefaces, font_id};
use crate::flow::Document;
use crate::page::{Belonging, Colour, GlyphRun, Item, NodeId, Outline, Page, Rect, Shape, Stretch};
use printpdf::{
    Codepoint, Color, CurTransMat, DictItem, Line, LinePoint, Mm, Op, PaintMode, PdfFontHandle, PdfPage, Point,
    Polygon, PolygonRing, Pt, Rgb, TextItem, TextMatrix, WindingOrder, XObjectTransform,
};

/// Distance of a quarter circle's control points from its corner, as a share of the radius.
const CIRCLE: f32 = 0.552_284_8;

struct Pen<'a> {
    ops: Vec<Op>,
    height: f32,
    typefaces: &'a Typefaces,
    fill: Option<Colour>,
    stroke: Option<(Colour, f32)>,
}

/// Writes one page, and tells `tags` what its stretches belong to.
pub(super) fn page(page: &Page, document: &Document, typefaces: &Typefaces, tags: &mut Tags) -> PdfPage {
    let geometry = &document.geometry;
    let mut pen = Pen { ops: Vec::new(), height: geometry.height, typefaces, fill: None, stroke: None };
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
    let mut done = PdfPage::new(Mm(0.0), Mm(0.0), pen.ops);
    let whole = printpdf::Rect::from_wh(Pt(geometry.width), Pt(geometry.height));
    (done.media_box, done.trim_box, done.crop_box) = (whole.clone(), whole.clone(), whole);
    done
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
                    self.ops.push(Op::EndMarkedContent);
                }
                let number = tags.content(node, link);
                let map = [("MCID".to_owned(), DictItem::Int(number))].into();
                let tag = tags.name(node, link).to_owned();
                self.ops.push(Op::BeginMarkedContentWithProperties { tag, properties: DictItem::Dict { map } });
                open = Some(link);
            }
            if let (Some(link), Item::Text(run)) = (link, item) {
                tags.say(link, run.glyphs.iter().map(|glyph| glyph.character));
            }
            self.item(item);
        }
        if open.is_some() {
            self.ops.push(Op::EndMarkedContent);
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
        let kind = if belonging == Belonging::Running { "Pagination" } else { "Layout" };
        let map = [("Type".to_owned(), DictItem::Name(kind.into()))].into();
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Artifact".to_owned(), properties });
        for item in items {
            self.item(item);
        }
        self.ops.push(Op::EndMarkedContent);
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Text(run) => self.text(run),
            Item::Shape(shape) => self.shape(shape),
            Item::Picture { picture, rect } => {
                let matrix = [rect.width, 0.0, 0.0, rect.height, rect.x, self.height - rect.y - rect.height].map(short);
                self.ops.push(Op::SaveGraphicsState);
                self.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
                let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
                self.ops.push(Op::UseXobject { id: picture_name(*picture), transform });
                self.ops.push(Op::RestoreGraphicsState);
            }
            // Links are annotations, added with the catalogue.
            Item::Link { .. } => {}
        }
    }

    fn fill_with(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            self.ops.push(Op::SetFillColor { col: rgb(colour) });
            self.fill = Some(colour);
        }
    }

    fn stroke_with(&mut self, colour: Colour, width: f32) {
        if self.stroke != Some((colour, width)) {
            self.ops.push(Op::SetOutlineColor { col: rgb(colour) });
            self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
            self.stroke = Some((colour, width));
        }
    }

    fn text(&mut self, run: &GlyphRun) {
        self.fill_with(run.colour);
        self.ops.push(Op::StartTextSection);
        self.ops.push(Op::SetFont { font: PdfFontHandle::External(font_id(run.face)), size: Pt(run.size) });
        let matrix = TextMatrix::Translate(Pt(short(run.x)), Pt(short(self.height - run.baseline)));
        self.ops.push(Op::SetTextMatrix { matrix });
        let mut glyphs = Vec::with_capacity(run.glyphs.len());
        // Where the viewer's pen stands, in thousandths of an em; each offset corrects it to the wanted place.
        let mut pen = 0;
        for (index, glyph) in run.glyphs.iter().enumerate() {
            let Some((id, character, width)) = self.typefaces.look_up(run.face, glyph.id) else { continue };
            pen += width;
            let mut offset = 0;
            if let Some(next) = run.glyphs.get(index + 1) {
                offset = pen - (next.x * 1000.0 / run.size).round() as i32;
                pen -= offset;
            }
            glyphs.push(Codepoint::with_cid(id, offset as f32, character.to_string()));
        }
        self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
        self.ops.push(Op::EndTextSection);
    }

    fn shape(&mut self, shape: &Shape) {
        if let Some(fill) = shape.fill {
            self.fill_with(fill);
        }
        if let Some((colour, width)) = shape.stroke {
            self.stroke_with(colour, width);
        }
        let mode = match (shape.fill, shape.stroke) {
            (Some(_), Some(_)) => PaintMode::FillStroke,
            (Some(_), None) => PaintMode::Fill,
            (None, Some(_)) => PaintMode::Stroke,
            (None, None) => return,
        };
        match &shape.outline {
            Outline::Rect { rect, radius } if *radius <= 0.0 => {
                let mut area = printpdf::Rect::from_wh(Pt(short(rect.width)), Pt(short(rect.height)));
                area.x = Pt(short(rect.x));
                area.y = Pt(short(self.height - rect.y - rect.height));
                area.mode = Some(mode);
                self.ops.push(Op::DrawRectangle { rectangle: area });
            }
            Outline::Rect { rect, radius } => self.polygon(rounded(*rect, *radius), mode),
            Outline::Polygon(points) => {
                self.polygon(points.iter().map(|point| (*point, false)).collect(), mode);
            }
            Outline::Line { from, to } => {
                let points = [from, to].map(|point| self.point(*point, false)).to_vec();
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
        }
    }

    fn polygon(&mut self, points: Vec<((f32, f32), bool)>, mode: PaintMode) {
        let points = points.into_iter().map(|(point, bezier)| self.point(point, bezier)).collect();
        let polygon = Polygon { rings: vec![PolygonRing { points }], mode, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    fn point(&self, (x, y): (f32, f32), bezier: bool) -> LinePoint {
        LinePoint { p: Point { x: Pt(short(x)), y: Pt(short(self.height - y)) }, bezier }
    }
}

/// Gives the outline of a rectangle with round corners; `true` marks control points.
fn rounded(rect: Rect, radius: f32) -> Vec<((f32, f32), bool)> {
    let (left, top) = (rect.x, rect.y);
    let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
    let (r, c) = (radius, radius * (1.0 - CIRCLE));
    vec![
        ((left + r, top), false),
        ((right - r, top), false),
        ((right - c, top), true),
        ((right, top + c), true),
        ((right, top + r), false),
        ((right, bottom - r), false),
        ((right, bottom - c), true),
        ((right - c, bottom), true),
        ((right - r, bottom), false),
        ((left + r, bottom), false),
        ((left + c, bottom), true),
        ((left, bottom - c), true),
        ((left, bottom - r), false),
        ((left, top + r), false),
        ((left, top + c), true),
        ((left + c, top), true),
        ((left + r, top), false),
    ]
}

fn rgb(colour: Colour) -> Color {
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb::new(part(colour.0), part(colour.1), part(colour.2), None))
}

/// Rounds to a hundredth of a point: a tenth of what any printer resolves.
fn short(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}
