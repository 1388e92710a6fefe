//! The typefaces of one document, cut down to the glyphs it shows.

use crate::ReportError;
use crate::font::Face;
use crate::page::{GlyphRun, Item, Page};
use printpdf::{FontId, ParsedFont, PdfDocument, PdfFont};
use std::collections::BTreeMap;
use subsetter::{GlyphRemapper, subset};

/// A face with its glyphs renumbered.
struct Typeface {
    font: ParsedFont,
    /// By old number: the new one, the character it stands for in search and copy, and its advance in thousandths of an em as
    /// the file's width table says it.
    places: Vec<Option<(u16, char, i32)>>,
}

/// The used faces.
pub(super) struct Typefaces {
    faces: BTreeMap<Face, Typeface>,
}

impl Typefaces {
    /// Cuts every used face down to the glyphs on the pages.
    pub(super) fn gather(pages: &[Page]) -> Result<Self, ReportError> {
        // By number the character that a glyph stands for; the first one used wins.
        let mut used: BTreeMap<Face, Vec<Option<char>>> = BTreeMap::new();
        for item in pages.iter().flat_map(|page| &page.items) {
            if let Item::Text(GlyphRun { face, glyphs, .. }) = item {
                let characters = used.entry(*face).or_default();
                for glyph in glyphs {
                    let place = usize::from(glyph.id);
                    if place >= characters.len() {
                        characters.resize(place + 1, None);
                    }
                    characters[place].get_or_insert(glyph.character);
                }
            }
        }
        let cut = |(face, characters): (Face, Vec<Option<char>>)| Ok((face, Typeface::cut(face, &characters)?));
        Ok(Self { faces: used.into_iter().map(cut).collect::<Result<_, ReportError>>()? })
    }

    pub(super) fn register(&self, pdf: &mut PdfDocument) {
        for (face, typeface) in &self.faces {
            pdf.resources.fonts.map.insert(font_id(*face), PdfFont::new(typeface.font.clone()));
        }
    }

    /// Gives a glyph's number in the cut face, its character and its advance in thousandths of an em.
    pub(super) fn look_up(&self, face: Face, glyph: u16) -> Option<(u16, char, i32)> {
        self.faces.get(&face)?.places.get(usize::from(glyph)).copied().flatten()
    }
}

impl Typeface {
    fn cut(face: Face, characters: &[Option<char>]) -> Result<Self, ReportError> {
        let name = face.postscript_name();
        let wrong = |what: String| ReportError::Typeface { name, what };
        let mut remapper = GlyphRemapper::new();
        let used = || (0..).zip(characters).filter_map(|(id, character)| Some((id, (*character)?)));
        for (id, _) in used() {
            remapper.remap(id);
        }
        let bytes = subset(face.data(), 0, &remapper).map_err(|error| wrong(error.to_string()))?;
        let mut font = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new())
            .ok_or_else(|| wrong("the cut face cannot be read".to_owned()))?;
        font.font_name = Some(format!("{}+{name}", subset_tag(&bytes)));
        let em = f32::from(font.pdf_font_metrics.units_per_em.max(1));
        // Exactly as printpdf writes the width table, so that pens agree.
        let width = |id| font.get_glyph_width(id).map_or(0, |width| (f32::from(width) * 1000.0 / em) as i32);
        let mut places = vec![None; characters.len()];
        for (id, character) in used() {
            places[usize::from(id)] = remapper.get(id).map(|new| (new, character, width(new)));
        }
        Ok(Self { font, places })
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
