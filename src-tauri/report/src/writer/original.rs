//! Texts that stand in one language only: printed as they were typed, and marked so.

use super::Writer;
use crate::text::{Rich, Span};
use tanfang_survey::text::Lang;

/// A text of fewer words is a name, and a name has no other language.
const FEW_WORDS: usize = 4;

impl Writer<'_, '_> {
    /// Says whether a text that a person typed is not in the report's language.
    pub fn is_foreign(&self, text: &str) -> bool {
        let han = text.chars().any(is_han);
        match self.lang() {
            Lang::En => han,
            Lang::Zh => !han && text.split_whitespace().count() >= FEW_WORDS,
        }
    }

    /// Gives what a person typed, marked where it is not in the report's language.
    pub fn said(&self, text: &str) -> Rich {
        let text = self.free(text);
        if !self.is_foreign(&text) {
            return Rich::from(text);
        }
        let mark = format!("{} ", self.words.get("report-original"));
        Rich::default().and(Span::coloured(mark, self.theme.muted)).and(Span::plain(text))
    }

    /// Gives the note under a table whose texts are not all in the report's language.
    pub fn original_note<'t>(&self, mut texts: impl Iterator<Item = &'t str>) -> Option<String> {
        texts.any(|text| self.is_foreign(text)).then(|| self.word("report-original-note"))
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}
