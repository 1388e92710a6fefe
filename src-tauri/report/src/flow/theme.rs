//! Sizes, colours and margins of the two profiles.

use crate::edition::Profile;
use crate::font::Weight;
use crate::page::Colour;
use crate::text::{Align, TextStyle};

/// Page size and margins in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    pub width: f32,
    pub height: f32,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

/// Points in a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;
/// Body size of official documents: 3号, so that 28 characters fill a line of 156 mm.
const SIZE_3: f32 = 15.75;
/// 4号, of page numbers and of Latin text.
const SIZE_4: f32 = 14.0;
/// 小4号, 5号 and 小5号, of what must fit a table.
const SIZE_4_SMALL: f32 = 12.0;
const SIZE_5: f32 = 10.5;
const SIZE_5_SMALL: f32 = 9.0;
/// 2号, of titles.
const SIZE_2: f32 = 22.0;
/// Lines on a page of 225 mm (GB/T 9704-2012, 5.2.2).
const LINES: f32 = 22.0;

impl Geometry {
    /// A4 with the margins of a document that is read at a table.
    pub const A4: Self = Self { width: 595.28, height: 841.89, left: 62.0, right: 62.0, top: 84.0, bottom: 74.0 };

    /// A4 with a head of 37 mm, a gutter of 28 mm and a text of 156 × 225 mm (GB/T 9704-2012, 5.2.1).
    pub const OFFICIAL: Self = Self {
        width: 595.28,
        height: 841.89,
        left: 28.0 * MM,
        right: 595.28 - 184.0 * MM,
        top: 37.0 * MM,
        bottom: 841.89 - 262.0 * MM,
    };

    pub fn of(profile: Profile) -> Self {
        match profile {
            Profile::Modern => Self::A4,
            Profile::Official => Self::OFFICIAL,
        }
    }

    /// Gives the width of the text column.
    pub fn column(&self) -> f32 {
        self.width - self.left - self.right
    }

    /// Gives the height between the margins.
    pub fn body(&self) -> f32 {
        self.height - self.top - self.bottom
    }

    pub(crate) fn foot(&self) -> f32 {
        self.height - self.bottom
    }
}

/// The look of a document: one accent, greys that stay apart on a grey printer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    pub profile: Profile,
    pub text: Colour,
    pub muted: Colour,
    pub accent: Colour,
    pub accent_light: Colour,
    pub rule: Colour,
    pub shade: Colour,
    pub track: Colour,
    pub justify: bool,
}

impl Theme {
    pub fn of(profile: Profile, latin: bool) -> Self {
        match profile {
            Profile::Modern => Self::modern(latin),
            Profile::Official => Self::official(latin),
        }
    }

    /// Gives the modern profile; Chinese is set to both edges, English to the left.
    pub fn modern(latin: bool) -> Self {
        Self {
            profile: Profile::Modern,
            text: Colour(0x1f, 0x27, 0x30),
            muted: Colour(0x5c, 0x68, 0x74),
            accent: Colour(0x12, 0x4f, 0x63),
            accent_light: Colour(0xdc, 0xe8, 0xec),
            rule: Colour(0xc6, 0xce, 0xd5),
            shade: Colour(0xf2, 0xf5, 0xf7),
            track: Colour(0xe4, 0xe9, 0xed),
            justify: !latin,
        }
    }

    /// Gives the profile of official documents after GB/T 9704-2012: black on white, 3号 on a grid of 22 lines.
    ///
    /// The carried serif stands for 仿宋 and 楷体, the bold for 黑体 and 小标宋.
    pub fn official(latin: bool) -> Self {
        Self {
            profile: Profile::Official,
            text: Colour(0, 0, 0),
            muted: Colour(0x40, 0x40, 0x40),
            // Large areas are not quite black: toner.
            accent: Colour(0x20, 0x20, 0x20),
            accent_light: Colour(0xe8, 0xe8, 0xe8),
            rule: Colour(0x8c, 0x8c, 0x8c),
            shade: Colour(0xf2, 0xf2, 0xf2),
            track: Colour(0xe0, 0xe0, 0xe0),
            justify: !latin,
        }
    }

    fn is_official(&self) -> bool {
        self.profile == Profile::Official
    }

    fn style(&self, size: f32, leading: f32) -> TextStyle {
        TextStyle { size, weight: Weight::Regular, colour: self.text, leading, align: Align::Start }
    }

    /// Gives one size in each profile, with its leading.
    fn either(&self, [modern, official]: [(f32, f32); 2]) -> TextStyle {
        let (size, leading) = if self.is_official() { official } else { modern };
        self.style(size, leading)
    }

    /// Gives a size whose lines stand on the grid.
    fn gridded(&self, size: f32) -> TextStyle {
        self.style(size, Geometry::OFFICIAL.body() / LINES / size)
    }

    pub fn body(&self) -> TextStyle {
        let align = if self.justify { Align::Justify } else { Align::Start };
        let style = if self.is_official() {
            self.gridded(if self.justify { SIZE_3 } else { SIZE_4 })
        } else {
            self.style(10.0, 1.7)
        };
        style.aligned(align)
    }

    /// Gives the style of a title that stands alone, as on a cover.
    pub fn title(&self) -> TextStyle {
        self.either([(24.0, 1.35), (SIZE_2, 1.5)]).bold().aligned(if self.is_official() {
            Align::Centre
        } else {
            Align::Start
        })
    }

    pub fn small(&self) -> TextStyle {
        self.either([(8.5, 1.55), (SIZE_5, 1.5)])
    }

    pub fn note(&self) -> TextStyle {
        self.either([(8.0, 1.5), (SIZE_5_SMALL, 1.5)]).coloured(self.muted)
    }

    pub fn caption(&self) -> TextStyle {
        self.either([(9.0, 1.5), (SIZE_4_SMALL, 1.5)]).bold()
    }

    pub fn cell(&self) -> TextStyle {
        self.either([(8.5, 1.45), (SIZE_5_SMALL, 1.4)])
    }

    pub fn cell_note(&self) -> TextStyle {
        self.either([(7.2, 1.4), (7.5, 1.35)]).coloured(self.muted)
    }

    pub fn head_cell(&self) -> TextStyle {
        self.either([(8.2, 1.4), (SIZE_5_SMALL, 1.35)]).bold().coloured(self.accent)
    }

    pub fn running(&self) -> TextStyle {
        self.either([(7.8, 1.4), (SIZE_5_SMALL, 1.4)]).coloured(self.muted)
    }

    /// Gives the style of page numbers.
    pub(super) fn page_number(&self) -> TextStyle {
        if self.is_official() { self.style(SIZE_4, 1.4) } else { self.running() }
    }

    /// Gives the style of a line of the contents.
    pub(super) fn entry(&self, level: u8) -> TextStyle {
        let style = match (self.is_official(), level) {
            (false, 1) => self.body().sized(10.5).bold(),
            (false, _) => self.body().sized(9.5),
            (true, 1) => self.style(SIZE_4, 1.7).bold(),
            (true, _) => self.style(SIZE_4_SMALL, 1.7),
        };
        style.aligned(Align::Start)
    }

    /// Gives the style of a heading with the space before and after it.
    pub fn heading(&self, level: u8) -> (TextStyle, f32, f32) {
        if self.is_official() {
            // All of one size, told apart by their numbers; the grid leaves no space between.
            let style = self.gridded(self.body().size);
            return (style.bold(), 0.0, 0.0);
        }
        match level {
            1 => (self.style(17.0, 1.4).bold().coloured(self.accent), 36.0, 12.0),
            2 => (self.style(12.5, 1.45).bold().coloured(self.accent), 20.0, 7.0),
            _ => (self.style(10.5, 1.5).bold(), 14.0, 5.0),
        }
    }

    /// Tells whether paragraphs of this style begin two characters in.
    pub(crate) fn indents(&self, style: TextStyle) -> bool {
        self.is_official() && (style.size - self.body().size).abs() < 0.01
    }
}
