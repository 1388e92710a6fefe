//! Sizes, colours and margins of the modern profile.

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

impl Geometry {
    /// A4 with the margins of a document that is read at a table.
    pub const A4: Self = Self { width: 595.28, height: 841.89, left: 62.0, right: 62.0, top: 84.0, bottom: 74.0 };

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
    /// Gives the modern profile; Chinese is set to both edges, English to the left.
    pub fn modern(latin: bool) -> Self {
        Self {
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

    fn style(&self, size: f32, leading: f32) -> TextStyle {
        TextStyle { size, weight: Weight::Regular, colour: self.text, leading, align: Align::Start }
    }

    pub fn body(&self) -> TextStyle {
        let align = if self.justify { Align::Justify } else { Align::Start };
        self.style(10.0, 1.7).aligned(align)
    }

    pub fn small(&self) -> TextStyle {
        self.style(8.5, 1.55)
    }

    pub fn note(&self) -> TextStyle {
        self.style(8.0, 1.5).coloured(self.muted)
    }

    pub fn caption(&self) -> TextStyle {
        self.style(9.0, 1.5).bold()
    }

    pub fn cell(&self) -> TextStyle {
        self.style(8.5, 1.45)
    }

    pub fn cell_note(&self) -> TextStyle {
        self.style(7.2, 1.4).coloured(self.muted)
    }

    pub fn head_cell(&self) -> TextStyle {
        self.style(8.2, 1.4).bold().coloured(self.accent)
    }

    pub fn running(&self) -> TextStyle {
        self.style(7.8, 1.4).coloured(self.muted)
    }

    /// Gives the style of a heading with the space before and after it.
    pub fn heading(&self, level: u8) -> (TextStyle, f32, f32) {
        match level {
            1 => (self.style(17.0, 1.4).bold().coloured(self.accent), 36.0, 12.0),
            2 => (self.style(12.5, 1.45).bold().coloured(self.accent), 20.0, 7.0),
            _ => (self.style(10.5, 1.5).bold(), 14.0, 5.0),
        }
    }
}
