//! The display list as SVG: a page as the window previews it, or one drawing.
//!
//! The same items as in the PDF at the same places, glyphs as outlines: no typeface need be there. Each outline is
//! defined once and used where it stands. There are no style attributes: the window's content security policy forbids them.

mod glyph;

use crate::drawing::Drawing;
use crate::flow::{Document, Picture};
use crate::page::{Colour, GlyphRun, Item, Outline, Place, Rect, Shape};
use glyph::Glyphs;
use quick_xml::escape::escape;
use std::fmt::{self, Write};

/// What a page leaves to its caller.
pub struct Surroundings<'a> {
    /// Gives the address of a picture; where there is none the place stays grey.
    pub picture: &'a dyn Fn(&Picture) -> Option<String>,
    /// Gives the address of a place in the document; where there is none nothing leads there.
    pub link: &'a dyn Fn(Place) -> Option<String>,
}

impl fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings").finish_non_exhaustive()
    }
}

/// Gives a page of a document; none beyond its last. `label` says aloud what it is.
pub fn page(document: &Document, index: usize, label: &str, around: &Surroundings<'_>) -> Option<String> {
    let page = document.pages.get(index)?;
    let size = (document.geometry.width, document.geometry.height);
    let mut canvas = Canvas::default();
    let paper = Rect::new(0.0, 0.0, size.0, size.1);
    canvas.shape(&Shape::filled(paper, Colour(255, 255, 255)));
    for item in &page.items {
        match item {
            Item::Picture { picture, rect } => {
                let found = document.pictures.get(*picture).and_then(|picture| (around.picture)(picture));
                canvas.picture(found.as_deref(), *rect);
            }
            Item::Link { rect, target } => {
                let address = document.places.get(target).and_then(|place| (around.link)(*place));
                if let Some(address) = address {
                    canvas.link(&address, *rect);
                }
            }
            other => canvas.item(other),
        }
    }
    Some(canvas.finish(size, label))
}

/// Gives one drawing, as of a chart; `label` says what it shows.
pub fn drawing(drawing: &Drawing, label: &str) -> String {
    let mut canvas = Canvas::default();
    for item in &drawing.items {
        canvas.item(item);
    }
    canvas.finish((drawing.width, drawing.height), label)
}

/// What is drawn so far.
#[derive(Default)]
struct Canvas {
    body: String,
    glyphs: Glyphs,
}

/// A number with no more digits than are seen.
struct Short(f32);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = (self.0 * 100.0).round() / 100.0;
        // Never a negative zero.
        write!(f, "{}", if rounded == 0.0 { 0.0 } else { rounded })
    }
}

struct Hex(Colour);

impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Colour(red, green, blue) = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Canvas {
    fn put(&mut self, part: fmt::Arguments<'_>) {
        // A string takes everything that is written to it.
        let _ = self.body.write_fmt(part);
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Text(run) => self.text(run),
            Item::Shape(shape) => self.shape(shape),
            Item::Picture { rect, .. } => self.picture(None, *rect),
            Item::Link { .. } => {}
        }
    }

    fn text(&mut self, run: &GlyphRun) {
        let scale = run.size / self.glyphs.units(run.face);
        let (fill, x, y) = (Hex(run.colour), Short(run.x), Short(run.baseline));
        self.put(format_args!("<g fill=\"{fill}\" transform=\"translate({x} {y})scale({scale:.5})\">"));
        for glyph in &run.glyphs {
            if let Some(name) = self.glyphs.name(run.face, glyph.id) {
                let at = (glyph.x / scale).round();
                let at = if at == 0.0 { String::new() } else { format!(" x=\"{at}\"") };
                self.put(format_args!("<use href=\"#{name}\"{at}/>"));
            }
        }
        self.body.push_str("</g>");
    }

    fn shape(&mut self, shape: &Shape) {
        match &shape.outline {
            Outline::Rect { rect, radius } => {
                let [x, y, width, height, radius] =
                    [rect.x, rect.y, rect.width, rect.height, radius.min(rect.width / 2.0).min(rect.height / 2.0)]
                        .map(Short);
                self.put(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\""));
                if radius.0 > 0.0 {
                    self.put(format_args!(" rx=\"{radius}\""));
                }
            }
            Outline::Polygon(points) => {
                self.body.push_str("<polygon points=\"");
                for (index, (x, y)) in points.iter().enumerate() {
                    let gap = if index == 0 { "" } else { " " };
                    self.put(format_args!("{gap}{},{}", Short(*x), Short(*y)));
                }
                self.body.push('"');
            }
            Outline::Line { from, to } => {
                let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(Short);
                self.put(format_args!("<path d=\"M{x1} {y1}L{x2} {y2}\""));
            }
        }
        match shape.fill {
            Some(fill) => self.put(format_args!(" fill=\"{}\"", Hex(fill))),
            None => self.body.push_str(" fill=\"none\""),
        }
        if let Some((colour, width)) = shape.stroke {
            self.put(format_args!(" stroke=\"{}\" stroke-width=\"{}\"", Hex(colour), Short(width)));
        }
        self.body.push_str("/>");
    }

    fn picture(&mut self, address: Option<&str>, rect: Rect) {
        let Some(address) = address else {
            return self.shape(&Shape::filled(rect, Colour(0xe4, 0xe9, 0xed)));
        };
        let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(Short);
        let address = escape(address);
        self.put(format_args!("<image href=\"{address}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"));
    }

    fn link(&mut self, address: &str, rect: Rect) {
        let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(Short);
        let address = escape(address);
        self.put(format_args!(
            "<a href=\"{address}\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"transparent\"/></a>"
        ));
    }

    fn finish(self, (width, height): (f32, f32), label: &str) -> String {
        let (width, height, label) = (Short(width), Short(height), escape(label));
        let Self { body, glyphs } = self;
        let outlines = glyphs.definitions();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{label}\">\
             <defs>{outlines}</defs>{body}</svg>"
        )
    }
}

#[cfg(test)]
mod tests;
