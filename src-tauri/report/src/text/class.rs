//! What Chinese typesetting needs to know about a character.

/// Sorts characters by how they stand beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Space,
    /// Han characters and the kana.
    Han,
    /// Opens a bracket or quotation.
    Open,
    /// Closes one, or ends a clause.
    Close,
    /// Letters and digits, and signs that belong to a number.
    Latin,
    Other,
}

impl Class {
    pub(crate) fn of(character: char) -> Self {
        match character {
            ' ' | '\u{a0}' | '\u{3000}' | '\n' => Self::Space,
            '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '“' | '‘' | '［' | '｛' => Self::Open,
            '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '〗' | '”' | '’' | '］' | '｝' | '，' | '。' | '、'
            | '；' | '：' | '！' | '？' | '．' => Self::Close,
            '\u{2e80}'..='\u{2fdf}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}' => Self::Han,
            '%' | '‰' | '°' | '℃' | '²' | '³' | '+' | '±' | '≥' | '≤' => Self::Latin,
            other if other.is_alphanumeric() => Self::Latin,
            _ => Self::Other,
        }
    }
}

/// Tells characters that draw nothing and only steer layout; they are dropped before shaping.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{0}'..='\u{8}'
            | '\u{b}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Tells the quotation marks and dashes that Chinese sets full width and Latin text does not.
pub(crate) fn is_shared_punctuation(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '·')
}
