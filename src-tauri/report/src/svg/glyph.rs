//! Outlines of glyphs as SVG paths, each defined once.

use crate::contour::Contours;
use crate::font::Face;
use skrifa::outline::OutlinePen;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The outlines in use, by face and glyph.
#[derive(Default)]
pub(super) struct Glyphs {
    contours: Contours,
    outlines: BTreeMap<(Face, u16), String>,
}

impl Glyphs {
    /// Gives the units of an em.
    pub(super) fn units(&mut self, face: Face) -> f32 {
        self.contours.units(face)
    }

    /// Gives the name of an outline; none for a glyph that draws nothing.
    pub(super) fn name(&mut self, face: Face, glyph: u16) -> Option<String> {
        if !self.outlines.contains_key(&(face, glyph)) {
            let mut path = Path::default();
            self.contours.draw(face, glyph, &mut path)?;
            self.outlines.insert((face, glyph), path.data);
        }
        let drawn = self.outlines.get(&(face, glyph)).is_some_and(|path| !path.is_empty());
        drawn.then(|| name(face, glyph))
    }

    /// Writes all outlines.
    pub(super) fn definitions(&self) -> String {
        let mut definitions = String::new();
        for ((face, glyph), path) in self.outlines.iter().filter(|(_, path)| !path.is_empty()) {
            let _ = write!(definitions, "<path id=\"{}\" d=\"{path}\"/>", name(*face, *glyph));
        }
        definitions
    }
}

/// Names an outline; the same glyph has the same name in every drawing, so that several may stand in one page.
fn name(face: Face, glyph: u16) -> String {
    format!("{}-{glyph}", face.family())
}

/// Path data; y counts downwards.
#[derive(Default)]
struct Path {
    data: String,
}

impl Path {
    fn command(&mut self, name: char, points: &[(f32, f32)]) {
        self.data.push(name);
        for (index, (x, y)) in points.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            // A string takes everything that is written to it.
            let _ = write!(self.data, "{gap}{} {}", x.round() as i32, -y.round() as i32);
        }
    }
}

impl OutlinePen for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.command('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.command('L', &[(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.command('Q', &[(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.command('C', &[(ax, ay), (bx, by), (x, y)]);
    }

    fn close(&mut self) {
        self.data.push('Z');
    }
}
