//! Contours of glyphs, read from the carried typefaces in their own units.

use crate::font::Face;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;

/// Units of an em where a typeface does not say.
const UNITS: f32 = 1_000.0;

/// The typefaces in use.
#[derive(Default)]
pub(crate) struct Contours {
    fonts: BTreeMap<Face, Option<FontRef<'static>>>,
}

impl Contours {
    fn font(&mut self, face: Face) -> Option<&FontRef<'static>> {
        self.fonts.entry(face).or_insert_with(|| FontRef::new(face.data()).ok()).as_ref()
    }

    /// Gives the units of an em.
    pub(crate) fn units(&mut self, face: Face) -> f32 {
        let metrics = self.font(face).map(|font| font.metrics(Size::unscaled(), LocationRef::default()));
        metrics.map_or(UNITS, |metrics| f32::from(metrics.units_per_em))
    }

    /// Draws a glyph with `pen`; none where the typeface cannot be read. A glyph without a contour draws nothing.
    pub(crate) fn draw(&mut self, face: Face, glyph: u16, pen: &mut impl OutlinePen) -> Option<()> {
        if let Some(contour) = self.font(face)?.outline_glyphs().get(GlyphId::from(glyph)) {
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            contour.draw(settings, pen).ok()?;
        }
        Some(())
    }
}
