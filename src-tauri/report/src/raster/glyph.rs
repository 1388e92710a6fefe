//! Outlines of glyphs as paths, each read once.

use crate::contour::Contours;
use crate::font::Face;
use skrifa::outline::OutlinePen;
use std::collections::BTreeMap;
use tiny_skia::{Path, PathBuilder};

/// The outlines in use, by face and glyph; none for a glyph that draws nothing.
#[derive(Default)]
pub(super) struct Glyphs {
    contours: Contours,
    outlines: BTreeMap<(Face, u16), Option<Path>>,
}

impl Glyphs {
    /// Gives the units of an em.
    pub(super) fn units(&mut self, face: Face) -> f32 {
        self.contours.units(face)
    }

    pub(super) fn outline(&mut self, face: Face, glyph: u16) -> Option<&Path> {
        let Self { contours, outlines } = self;
        let read = || {
            let mut pen = Pen(PathBuilder::new());
            contours.draw(face, glyph, &mut pen)?;
            pen.0.finish()
        };
        outlines.entry((face, glyph)).or_insert_with(read).as_ref()
    }
}

struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
