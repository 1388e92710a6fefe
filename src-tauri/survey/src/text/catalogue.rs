//! The `.ftl` files that are part of the program.

use super::Lang;

/// Holds the words of one surface: the name of its file without the ending, and the text of the file in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Surface {
    pub name: &'static str,
    zh: &'static str,
    en: &'static str,
}

impl Surface {
    /// Gives the text of the file, as it lies in `assets/text`.
    pub fn source(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

macro_rules! surface {
    ($name:literal) => {
        Surface {
            name: $name,
            zh: include_str!(concat!("../../../../assets/text/zh-CN/", $name, ".ftl")),
            en: include_str!(concat!("../../../../assets/text/en/", $name, ".ftl")),
        }
    };
}

/// All surfaces. An id belongs to exactly one of them.
pub const SURFACES: [Surface; 10] = [
    surface!("common"),
    surface!("fault"),
    surface!("framework"),
    surface!("noun"),
    surface!("photo"),
    surface!("cli"),
    surface!("report"),
    surface!("results"),
    surface!("table"),
    surface!("ui"),
];
