//! Words that are handed to the people asked, in the languages they speak: consent, scales, ticks.

/// The languages of questionnaires, the survey's own first.
pub const FORM_LANGUAGES: [&str; 4] = ["zh", "en", "ko", "ja"];

/// Speaks to the people asked in one of their languages.
#[derive(Clone, Copy, Debug)]
pub struct FormWords(&'static str);

impl FormWords {
    pub const ZH: Self = Self(include_str!("../../../../assets/forms/zh.txt"));
    pub const EN: Self = Self(include_str!("../../../../assets/forms/en.txt"));
    pub const KO: Self = Self(include_str!("../../../../assets/forms/ko.txt"));
    pub const JA: Self = Self(include_str!("../../../../assets/forms/ja.txt"));

    /// Finds a language of [`FORM_LANGUAGES`].
    pub fn of(language: &str) -> Option<Self> {
        match language {
            "zh" => Some(Self::ZH),
            "en" => Some(Self::EN),
            "ko" => Some(Self::KO),
            "ja" => Some(Self::JA),
            _ => None,
        }
    }

    /// Gives the words of an id; a test keeps the four languages equal.
    pub fn get(self, id: &str) -> &'static str {
        self.lines().find(|(name, _)| *name == id).map_or("", |(_, words)| words)
    }

    fn lines(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.0.lines().filter_map(|line| line.split_once(" = "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_everything() {
        let ids = |language: &str| FormWords::of(language).unwrap().lines().map(|(id, _)| id).collect::<Vec<_>>();
        let wanted = ids("zh");
        assert!(wanted.contains(&"consent") && wanted.contains(&"consent-interview"));
        for language in FORM_LANGUAGES {
            assert_eq!(ids(language), wanted, "{language}");
            assert!(FormWords::of(language).unwrap().lines().all(|(_, words)| !words.trim().is_empty()), "{language}");
        }
        assert!(FormWords::of("fr").is_none());
    }
}
