//! The typefaces of one document, cut down to the glyphs it shows.

use crate::ReportError;
use crate::font::Face;
use crate::page::{GlyphRun, Item, Page};
use printpdf::{FontId, ParsedFont, PdfDocument, PdfFont};
use std::collections::{BTreeMap, BTreeSet};
use subsetter::{GlyphRemapper, subset};

/// A face with its glyphs renumbered.
struct Typeface {
    font: ParsedFont,
    remapper: GlyphRemapper,
    /// The character each old glyph stands for in search and copy; the first one used wins.
    characters: BTreeMap<u16, char>,
    /// Advance of each new glyph in thousandths of an em, as the file's width table says it.
    widths: BTreeMap<u16, i32>,
}

/// The used faces.
pub(super) struct Typefaces {
    faces: BTreeMap<Face, Typeface>,
}

impl Typefaces {
    /// Cuts every used face down to the glyphs on the pages.
    pub(super) fn gather(pages: &[Page]) -> Result<Self, ReportError> {
        let mut used: BTreeMap<Face, (BTreeSet<u16>, BTreeMap<u16, char>)> = BTreeMap::new();
        for item in pages.iter().flat_map(|page| &page.items) {
            if let Item::Text(GlyphRun { face, glyphs, .. }) = item {
                let (ids, characters) = used.entry(*face).or_default();
                for glyph in glyphs {
                    ids.insert(glyph.id);
                    characters.entry(glyph.id).or_insert(glyph.character);
                }
            }
        }
        let mut faces = BTreeMap::new();
        for (face, (ids, characters)) in used {
            faces.insert(face, Typeface::cut(face, &ids, characters)?);
        }
        Ok(Self { faces })
    }

    pub(super) fn register(&self, pdf: &mut PdfDocument) {
        for (face, typeface) in &self.faces {
            pdf.resources.fonts.map.insert(font_id(*face), PdfFont::new(typeface.font.clone()));
        }
    }

    /// Gives a glyph's number in the cut face, its character and its advance in thousandths of an em.
    pub(super) fn look_up(&self, face: Face, glyph: u16) -> Option<(u16, char, i32)> {
        let typeface = self.faces.get(&face)?;
        let new = typeface.remapper.get(glyph)?;
        let character = typeface.characters.get(&glyph).copied()?;
        Some((new, character, typeface.widths.get(&new).copied().unwrap_or(0)))
    }
}

impl Typeface {
    fn cut(face: Face, ids: &BTreeSet<u16>, characters: BTreeMap<u16, char>) -> Result<Self, ReportError> {
        let name = face.postscript_name();
        let wrong = |what: String| ReportError::Typeface { name, what };
        let mut remapper = GlyphRemapper::new();
        for id in ids {
            remapper.remap(*id);
        }
        let bytes = subset(face.data(), 0, &remapper).map_err(|error| wrong(error.to_string()))?;
        let mut font = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new())
            .ok_or_else(|| wrong("the cut face cannot be read".to_owned()))?;
        font.font_name = Some(format!("{}+{name}", subset_tag(&bytes)));
        let em = f32::from(font.pdf_font_metrics.units_per_em.max(1));
        // Exactly as printpdf writes the width table, so that pens agree.
        let widths = (0..remapper.num_gids())
            .filter_map(|id| font.get_glyph_width(id).map(|width| (id, (f32::from(width) * 1000.0 / em) as i32)))
            .collect();
        Ok(Self { font, remapper, characters, widths })
    }
}

/// Gives the resource name of a face. Never `F1` to `F14`, which printpdf takes for its built-in fonts.
pub(super) fn font_id(face: Face) -> FontId {
    FontId(face.family().to_owned())
}

/// Gives the six letters that mark a subset (ISO 32000-1, 9.6.4), taken from the bytes themselves.
fn subset_tag(bytes: &[u8]) -> String {
    blake3::hash(bytes).as_bytes().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
