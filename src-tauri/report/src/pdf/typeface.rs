//! The typefaces of one document, cut down to the glyphs it shows (ISO 32000-1, 9.7).

use super::object;
use crate::ReportError;
use crate::font::Face;
use crate::page::{GlyphRun, Item, Page};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use skrifa::raw::types::GlyphId;
use skrifa::raw::{FontRef, TableProvider};
use std::collections::BTreeMap;
use subsetter::{GlyphRemapper, subset};

/// Of the glyphs that a ToUnicode table may map at once (Adobe technical note 5411).
const MAPPED: usize = 100;
/// Says that a typeface has characters of the standard Latin set (ISO 32000-1, 9.8.2).
const NONSYMBOLIC: i64 = 1 << 5;

/// A face with its glyphs renumbered.
pub(super) struct Typeface {
    /// By old number, the new one and the advance in thousandths of an em; zero where it is not shown.
    places: Vec<(u16, i32)>,
    /// The character each new glyph stands for in search and copy, from 1 on.
    characters: Vec<char>,
    program: Vec<u8>,
    measures: Measures,
}

/// What viewers are told of a face, in thousandths of an em.
struct Measures {
    ascent: i64,
    descent: i64,
    corners: [i64; 4],
    stem: i64,
    /// Advances by new number.
    widths: Vec<i32>,
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

    pub(super) fn face(&self, face: Face) -> Option<&Typeface> {
        self.faces.get(&face)
    }

    /// Adds the typefaces to a document; gives them by the names they have on pages.
    pub(super) fn add_to(self, lower: &mut Document) -> Dictionary {
        let mut names = Dictionary::new();
        for (face, typeface) in self.faces {
            names.set(resource_name(face), typeface.add_to(face, lower));
        }
        names
    }
}

impl Typeface {
    fn cut(face: Face, characters: &[Option<char>]) -> Result<Self, ReportError> {
        let wrong = |what: String| ReportError::Typeface { name: face.postscript_name(), what };
        let used = || (0..).zip(characters).filter_map(|(id, character)| Some((id, (*character)?)));
        let mut remapper = GlyphRemapper::new();
        for (id, _) in used() {
            remapper.remap(id);
        }
        let program = subset(face.data(), 0, &remapper).map_err(|error| wrong(error.to_string()))?;
        let measures = Measures::of(face, &remapper).map_err(|error| wrong(error.to_string()))?;
        let mut places = vec![(0, 0); characters.len()];
        for (id, _) in used() {
            let new = remapper.get(id).unwrap_or(0);
            places[usize::from(id)] = (new, measures.widths.get(usize::from(new)).copied().unwrap_or(0));
        }
        // Glyph 0 stands for what a face lacks: it is in every program, and on no page.
        let characters = used().filter(|(id, _)| *id != 0).map(|(_, character)| character).collect();
        Ok(Self { places, characters, program, measures })
    }

    /// Gives a glyph's number in the cut face and its advance in thousandths of an em.
    pub(super) fn look_up(&self, glyph: u16) -> Option<(u16, i32)> {
        self.places.get(usize::from(glyph)).copied().filter(|(new, _)| *new != 0)
    }

    fn add_to(self, face: Face, lower: &mut Document) -> Object {
        let name = format!("{}+{}", subset_tag(&self.program), face.postscript_name());
        let length = self.program.len() as i64;
        let to_unicode = lower.add_object(Stream::new(Dictionary::new(), to_unicode(&self.characters)));
        let program = lower.add_object(Stream::new(dictionary! { "Length1" => length }, self.program));
        let measures = self.measures;
        let descriptor = lower.add_object(dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => name.as_str(),
            "Flags" => NONSYMBOLIC,
            "FontBBox" => measures.corners.map(Object::Integer).to_vec(),
            "ItalicAngle" => 0,
            "Ascent" => measures.ascent,
            "Descent" => measures.descent,
            "CapHeight" => measures.ascent,
            "StemV" => measures.stem,
            "FontFile2" => program,
        });
        let widths = measures.widths.into_iter().map(Object::from).collect::<Vec<_>>();
        let outlines = dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => name.as_str(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor,
            "DW" => 1000,
            "W" => vec![Object::Integer(0), Object::Array(widths)],
            // Glyphs are numbered as in the file (ISO 19005-2, 6.2.11.3.2).
            "CIDToGIDMap" => "Identity",
        };
        let font = dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => name.as_str(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Dictionary(outlines)],
            "ToUnicode" => to_unicode,
        };
        Object::Reference(lower.add_object(font))
    }
}

impl Measures {
    fn of(face: Face, remapper: &GlyphRemapper) -> Result<Self, skrifa::raw::ReadError> {
        let font = FontRef::new(face.data())?;
        let (head, hhea, hmtx) = (font.head()?, font.hhea()?, font.hmtx()?);
        let em = f32::from(head.units_per_em().max(1));
        let scaled = |value: i16| (f32::from(value) * 1000.0 / em).round() as i64;
        let width = |old: u16| {
            let advance = hmtx.advance(GlyphId::from(old)).unwrap_or(0);
            (f32::from(advance) * 1000.0 / em).round() as i32
        };
        // No table says how thick stems are; this is the usual guess.
        let weight = font.os2().map_or(400, |os2| os2.us_weight_class());
        Ok(Self {
            ascent: scaled(hhea.ascender().to_i16()),
            descent: scaled(hhea.descender().to_i16()),
            corners: [head.x_min(), head.y_min(), head.x_max(), head.y_max()].map(scaled),
            stem: 50 + (f32::from(weight) / 65.0).powi(2).round() as i64,
            widths: remapper.remapped_gids().map(width).collect(),
        })
    }
}

/// Gives the resource name of a face.
pub(super) fn resource_name(face: Face) -> &'static str {
    face.family()
}

/// Writes the table of what glyphs stand for (ISO 32000-1, 9.10.3); the first character is that of glyph 1.
fn to_unicode(characters: &[char]) -> Vec<u8> {
    let mut out = b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
        /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
        /CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
        1 begincodespacerange\n<0000><ffff>\nendcodespacerange\n"
        .to_vec();
    let numbered: Vec<(u16, char)> = (1..).zip(characters.iter().copied()).collect();
    for some in numbered.chunks(MAPPED) {
        object::integer(some.len() as i64, &mut out);
        out.extend(b" beginbfchar\n");
        for (glyph, character) in some {
            out.push(b'<');
            object::code(*glyph, &mut out);
            out.extend(b"><");
            for unit in character.encode_utf16(&mut [0; 2]) {
                object::code(*unit, &mut out);
            }
            out.extend(b">\n");
        }
        out.extend(b"endbfchar\n");
    }
    out.extend(b"endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    out
}

/// Gives the six letters that mark a subset (ISO 32000-1, 9.6.4), taken from the bytes themselves.
fn subset_tag(bytes: &[u8]) -> String {
    blake3::hash(bytes).as_bytes().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
