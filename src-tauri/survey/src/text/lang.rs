//! The two languages of the product.

use serde::{Deserialize, Serialize};

/// Names a language of the product; Simplified Chinese unless something else is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Zh,
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// Reads a language tag or POSIX locale such as `zh`, `zh-CN`, `zh_CN.UTF-8`, `en`, `en-US`; any other language is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let primary = text.trim().split(['-', '_', '.', '@']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// Chooses the language for the locale of the machine, read by the caller at the edge: English for an English locale,
    /// Chinese for every other one, for `C` and for none.
    pub fn detect(locale: Option<&str>) -> Self {
        locale.and_then(Self::parse).unwrap_or_default()
    }

    /// Gives the short code that settings, JSON and `--lang` use: `zh` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// Gives the BCP 47 tag for documents and pages: `zh-CN` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// Chooses between the `_zh` and the `_en` column of the framework; an empty one yields to the other.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        let (own, other) = match self {
            Self::Zh => (zh, en),
            Self::En => (en, zh),
        };
        if own.is_empty() { other } else { own }
    }

    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Lang {
    type Err = String;

    /// Reads what `parse` reads; the error names the two codes.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or_else(|| format!("{text:?}: zh | en"))
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn tags_and_locales_are_read() {
        for text in ["zh", "zh-CN", "zh_CN.UTF-8", "zh-Hans-CN", "ZH"] {
            assert_eq!(Lang::parse(text), Some(Lang::Zh), "{text}");
        }
        for text in ["en", "en-US", "en_GB.UTF-8", "EN", " en "] {
            assert_eq!(Lang::parse(text), Some(Lang::En), "{text}");
        }
        for text in ["", "C", "C.UTF-8", "de-DE", "english", "zhuang"] {
            assert_eq!(Lang::parse(text), None, "{text}");
        }
    }

    #[test]
    fn only_an_english_locale_gives_english() {
        assert_eq!(Lang::detect(None), Lang::Zh);
        assert_eq!(Lang::detect(Some("C")), Lang::Zh);
        assert_eq!(Lang::detect(Some("fr-FR")), Lang::Zh);
        assert_eq!(Lang::detect(Some("en-AU")), Lang::En);
    }

    #[test]
    fn an_empty_column_yields_to_the_other() {
        assert_eq!(Lang::Zh.pick("望京", "Wangjing"), "望京");
        assert_eq!(Lang::En.pick("望京", ""), "望京");
    }
}
