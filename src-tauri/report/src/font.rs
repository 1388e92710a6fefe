//! The typefaces the program carries, and which of them draws a character.

use crate::ReportError;
use parley::FontContext;
use parley::fontique::{Blob, Charmap, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use std::sync::Arc;

/// Names one carried typeface file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    Sans,
    SansBold,
    Serif,
    Latin,
    LatinBold,
    Symbols,
    Korean,
    /// Rare Han characters.
    Rare,
    Arabic,
    Hebrew,
    Emoji,
}

/// Tells normal from strong text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weight {
    #[default]
    Regular,
    Bold,
}

impl Face {
    pub const ALL: [Self; 11] = [
        Self::Sans,
        Self::SansBold,
        Self::Serif,
        Self::Latin,
        Self::LatinBold,
        Self::Symbols,
        Self::Korean,
        Self::Rare,
        Self::Arabic,
        Self::Hebrew,
        Self::Emoji,
    ];

    /// Gives the family name under which the text engine knows the face, one a file.
    pub(crate) fn family(self) -> &'static str {
        match self {
            Self::Sans => "tanfang-sans",
            Self::SansBold => "tanfang-sans-bold",
            Self::Serif => "tanfang-serif",
            Self::Latin => "tanfang-latin",
            Self::LatinBold => "tanfang-latin-bold",
            Self::Symbols => "tanfang-symbols",
            Self::Korean => "tanfang-korean",
            Self::Rare => "tanfang-rare",
            Self::Arabic => "tanfang-arabic",
            Self::Hebrew => "tanfang-hebrew",
            Self::Emoji => "tanfang-emoji",
        }
    }

    /// Gives how strong the face is.
    pub fn weight(self) -> Weight {
        match self {
            Self::SansBold | Self::LatinBold => Weight::Bold,
            _ => Weight::Regular,
        }
    }

    /// Gives the PostScript name written into documents.
    pub fn postscript_name(self) -> &'static str {
        match self {
            Self::Sans => "NotoSansSC-Regular",
            Self::SansBold => "NotoSansSC-Bold",
            Self::Serif => "NotoSerifSC-Regular",
            Self::Latin => "NotoSans-Regular",
            Self::LatinBold => "NotoSans-Bold",
            Self::Symbols => "NotoSansSymbols2-Regular",
            Self::Korean => "NotoSansKR-Regular",
            Self::Rare => "NotoSansCJK-Rare",
            Self::Arabic => "NotoSansArabic-Regular",
            Self::Hebrew => "NotoSansHebrew-Regular",
            Self::Emoji => "NotoEmoji-Regular",
        }
    }

    /// Gives the whole font file.
    pub fn data(self) -> &'static [u8] {
        match self {
            Self::Sans => include_bytes!("../../../assets/fonts/NotoSansSC-Regular.ttf"),
            Self::SansBold => include_bytes!("../../../assets/fonts/NotoSansSC-Bold.ttf"),
            Self::Serif => include_bytes!("../../../assets/fonts/NotoSerifSC-Regular.ttf"),
            Self::Latin => include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf"),
            Self::LatinBold => include_bytes!("../../../assets/fonts/NotoSans-Bold.ttf"),
            Self::Symbols => include_bytes!("../../../assets/fonts/NotoSansSymbols2-Regular.ttf"),
            Self::Korean => include_bytes!("../../../assets/fonts/NotoSansKR-Hangul.ttf"),
            Self::Rare => include_bytes!("../../../assets/fonts/NotoSansCJK-Rare.ttf"),
            Self::Arabic => include_bytes!("../../../assets/fonts/NotoSansArabic-Regular.ttf"),
            Self::Hebrew => include_bytes!("../../../assets/fonts/NotoSansHebrew-Regular.ttf"),
            Self::Emoji => include_bytes!("../../../assets/fonts/NotoEmoji-Regular.ttf"),
        }
    }

    /// Gives the faces asked in turn for a character. Where Bold or the serif lacks a rare name, Regular draws it.
    fn order(weight: Weight, latin_first: bool, serif: bool) -> impl Iterator<Item = Self> {
        const LAST: [Face; 6] = [Face::Symbols, Face::Korean, Face::Rare, Face::Arabic, Face::Hebrew, Face::Emoji];
        let first: &[Self] = match (weight, latin_first) {
            (Weight::Regular, _) if serif => &[Self::Serif, Self::Sans, Self::Latin],
            (Weight::Regular, false) => &[Self::Sans, Self::Latin],
            (Weight::Regular, true) => &[Self::Latin, Self::Sans],
            (Weight::Bold, false) => &[Self::SansBold, Self::LatinBold, Self::Sans, Self::Latin],
            (Weight::Bold, true) => &[Self::LatinBold, Self::SansBold, Self::Latin, Self::Sans],
        };
        first.iter().copied().chain(LAST)
    }
}

/// Holds the faces with their character maps, registered for shaping.
pub(crate) struct FontBook {
    pub(crate) context: FontContext,
    maps: Vec<(Face, u64, Charmap<'static>)>,
}

impl FontBook {
    pub(crate) fn new() -> Result<Self, ReportError> {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let mut maps = Vec::new();
        for face in Face::ALL {
            let wrong = |what: &str| ReportError::Typeface { name: face.postscript_name(), what: what.to_owned() };
            let blob: Blob<u8> = Blob::new(Arc::new(face.data()));
            let id = blob.id();
            let named = FontInfoOverride { family_name: Some(face.family()), ..FontInfoOverride::default() };
            let fonts = collection.register_fonts(blob, Some(named));
            let info = fonts.first().and_then(|(_, infos)| infos.first()).ok_or_else(|| wrong("not a font file"))?;
            let map = info.charmap_index().charmap(face.data()).ok_or_else(|| wrong("no character map"))?;
            maps.push((face, id, map));
        }
        Ok(Self { context: FontContext { collection, source_cache: SourceCache::default() }, maps })
    }

    /// Chooses the face that draws `character`, or none.
    pub(crate) fn pick(&self, character: char, weight: Weight, latin_first: bool, serif: bool) -> Option<Face> {
        // The serif is a Chinese face: these signs are as wide as a character there.
        let wide = latin_first && matches!(character, '‘' | '’' | '“' | '”' | '–' | '—' | '…');
        Face::order(weight, latin_first, serif && !wide).find(|face| self.has(*face, character))
    }

    /// Gives the glyph of a character before any shaping.
    pub(crate) fn nominal(&self, face: Face, character: char) -> Option<u32> {
        self.maps.iter().find(|(f, ..)| *f == face).and_then(|(.., map)| map.map(character)).filter(|glyph| *glyph != 0)
    }

    pub(crate) fn has(&self, face: Face, character: char) -> bool {
        self.nominal(face, character).is_some()
    }

    /// Gives the face behind a shaped run.
    pub(crate) fn face_of(&self, blob: u64) -> Option<Face> {
        self.maps.iter().find(|(_, id, _)| *id == blob).map(|(face, ..)| *face)
    }
}

impl std::fmt::Debug for FontBook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FontBook").finish_non_exhaustive()
    }
}
