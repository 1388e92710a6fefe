//! A drawing as a PNG picture, for files that hold no vectors of ours: the same items at the same places as in the PDF.
//!
//! Nothing but arithmetic of one kind takes part, no vector units of the machine: every laptop makes the same bytes.

mod glyph;

use crate::ReportError;
use crate::drawing::Drawing;
use crate::page::{Colour, GlyphRun, Item, Outline, Rect, Shape};
use glyph::Glyphs;
use tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

/// Pixels of an inch: what a printer of offices resolves in a picture.
const DENSITY: f32 = 300.0;
/// Pixels of a point.
const SCALE: f32 = DENSITY / 72.0;
/// Distance of a quarter circle's control points from its ends, as a share of the radius.
const CIRCLE: f32 = 0.552_284_8;

/// Gives one drawing on white.
pub fn png(drawing: &Drawing) -> Result<Vec<u8>, ReportError> {
    let [width, height] = [drawing.width, drawing.height].map(|points| (points * SCALE).ceil().max(1.0) as u32);
    let wrong = || ReportError::Document(format!("a picture of {width} × {height} pixels"));
    let mut canvas = Canvas { pixels: Pixmap::new(width, height).ok_or_else(wrong)?, glyphs: Glyphs::default() };
    canvas.pixels.fill(Color::WHITE);
    for item in &drawing.items {
        match item {
            Item::Text(run) => canvas.text(run),
            Item::Shape(shape) => canvas.shape(shape),
            // Photos stand in such files as they are; links lead nowhere in a picture.
            Item::Picture { .. } | Item::Link { .. } => {}
        }
    }
    encode(&canvas.pixels).map_err(|error| ReportError::Document(error.to_string()))
}

fn encode(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let per_metre = (DENSITY / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    // The ground is white and whole: nothing shows through.
    let inked: Vec<u8> = pixels.pixels().iter().flat_map(|one| [one.red(), one.green(), one.blue()]).collect();
    writer.write_image_data(&inked)?;
    writer.finish()?;
    Ok(bytes)
}

struct Canvas {
    pixels: Pixmap,
    glyphs: Glyphs,
}

impl Canvas {
    fn text(&mut self, run: &GlyphRun) {
        let scale = SCALE * run.size / self.glyphs.units(run.face);
        for glyph in &run.glyphs {
            if let Some(outline) = self.glyphs.outline(run.face, glyph.id) {
                let at = ((run.x + glyph.x) * SCALE, run.baseline * SCALE);
                // Typefaces count upwards.
                let place = Transform::from_row(scale, 0.0, 0.0, -scale, at.0, at.1);
                self.pixels.fill_path(outline, &ink(run.colour), FillRule::Winding, place, None);
            }
        }
    }

    fn shape(&mut self, shape: &Shape) {
        let Some(path) = path(&shape.outline) else { return };
        let place = Transform::from_scale(SCALE, SCALE);
        if let Some(fill) = shape.fill {
            self.pixels.fill_path(&path, &ink(fill), FillRule::Winding, place, None);
        }
        if let Some((colour, width)) = shape.stroke {
            let stroke = Stroke { width, ..Stroke::default() };
            self.pixels.stroke_path(&path, &ink(colour), &stroke, place, None);
        }
    }
}

fn ink(Colour(red, green, blue): Colour) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, u8::MAX);
    paint
}

/// Gives the path of an outline; none where it encloses nothing.
fn path(outline: &Outline) -> Option<Path> {
    let mut path = PathBuilder::new();
    match outline {
        Outline::Rect { rect, radius } => rectangle(&mut path, *rect, *radius),
        Outline::Polygon(points) => {
            for (index, (x, y)) in points.iter().enumerate() {
                if index == 0 {
                    path.move_to(*x, *y);
                } else {
                    path.line_to(*x, *y);
                }
            }
            path.close();
        }
        Outline::Line { from, to } => {
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
        }
    }
    path.finish()
}

fn rectangle(path: &mut PathBuilder, rect: Rect, radius: f32) {
    let r = radius.min(rect.width / 2.0).min(rect.height / 2.0).max(0.0);
    let c = r * (1.0 - CIRCLE);
    let (left, top, right, bottom) = (rect.x, rect.y, rect.x + rect.width, rect.y + rect.height);
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.cubic_to(right - c, top, right, top + c, right, top + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - c, right - c, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.cubic_to(left + c, bottom, left, bottom - c, left, bottom - r);
    path.line_to(left, top + r);
    path.cubic_to(left, top + c, left + c, top, left + r, top);
    path.close();
}

#[cfg(test)]
mod tests;
