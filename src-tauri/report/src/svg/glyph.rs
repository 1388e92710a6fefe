//! Outlines of glyphs as SVG paths, each defined once.

use crate::font::Face;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Units of an em where a typeface does not say.
const UNITS: f32 = 1_000.0;

/// The outlines in use, by face and glyph.
#[derive(Default)]
pub(super) struct Glyphs {
    fonts: BTreeMap<Face, Option<FontRef<'static>>>,
    outlines: BTreeMap<(Face, u16), String>,
}

impl Glyphs {
    fn font(&mut self, face: Face) -> Option<&FontRef<'static>> {
        self.fonts.entry(face).or_insert_with(|| FontRef::new(face.data()).ok()).as_ref()
    }

    /// Gives the units of an em.
    pub(super) fn units(&mut self, face: Face) -> f32 {
        let metrics = self.font(face).map(|font| font.metrics(Size::unscaled(), LocationRef::default()));
        metrics.map_or(UNITS, |metrics| f32::from(metrics.units_per_em))
    }

    /// Gives the name of an outline; none for a glyph that draws nothing.
    pub(super) fn name(&mut self, face: Face, glyph: u16) -> Option<String> {
        if !self.outlines.contains_key(&(face, glyph)) {
            let mut path = Path::default();
            if let Some(outline) = self.font(face)?.outline_glyphs().get(GlyphId::from(glyph)) {
                let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                outline.draw(settings, &mut path).ok()?;
            }
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
