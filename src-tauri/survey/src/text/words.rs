//! Looking words up and filling them in.

use super::{Lang, SURFACES, Surface};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// Speaks one language. Making and copying it is free: a file is read when the first of its words is asked for, once in
/// the life of a program.
#[derive(Clone, Copy)]
pub struct Words {
    lang: Lang,
}

impl Words {
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Tells whether the id has words in this language.
    pub fn knows(&self, id: &str) -> bool {
        bundle_of(id, self.lang).is_some()
    }

    /// Gives the words of an id that takes no arguments. An id without words in this language speaks the other one,
    /// an id without any words shows itself; tests keep both from happening.
    pub fn get(&self, id: &str) -> Cow<'static, str> {
        self.look_up(id, None)
    }

    /// Gives the words of an id with its arguments put in, exactly as they are passed. An argument that is a plain whole
    /// number also chooses the plural form. An argument that is not passed shows as `{$name}`.
    pub fn format(&self, id: &str, args: &[(&str, &str)]) -> String {
        let args: FluentArgs = args.iter().map(|(name, text)| (*name, value(text))).collect();
        self.look_up(id, Some(&args)).into_owned()
    }

    fn look_up(&self, id: &str, args: Option<&FluentArgs>) -> Cow<'static, str> {
        for lang in [self.lang, self.lang.other()] {
            let Some(bundle) = bundle_of(id, lang) else { continue };
            if let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) {
                return Cow::Owned(bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned());
            }
        }
        Cow::Owned(id.to_owned())
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Words").field(&self.lang).finish()
    }
}

/// Makes a number only of what prints back unchanged, so that plurals work and nothing is reformatted.
fn value(text: &str) -> FluentValue<'_> {
    let plain = text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    match text.parse::<u32>() {
        Ok(number) if plain => FluentValue::from(number),
        _ => FluentValue::from(text),
    }
}

/// Finds the words of the file in which an id stands.
fn bundle_of(id: &str, lang: Lang) -> Option<&'static Bundle> {
    static ZH: [OnceLock<Bundle>; SURFACES.len()] = [const { OnceLock::new() }; SURFACES.len()];
    static EN: [OnceLock<Bundle>; SURFACES.len()] = [const { OnceLock::new() }; SURFACES.len()];
    let read = match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    };
    // What was read before answers at once; of the rest only the file that has the id is read.
    let known = read.iter().filter_map(OnceLock::get).find(|bundle| bundle.has_message(id));
    known.or_else(|| {
        let unread = SURFACES.iter().zip(read).filter(|(_, bundle)| bundle.get().is_none());
        let (surface, bundle) = unread.into_iter().find(|(surface, _)| mentions(surface.source(lang), id))?;
        Some(bundle.get_or_init(|| bundle_from(surface, lang))).filter(|bundle| bundle.has_message(id))
    })
}

/// Tells whether a line of a file begins with the id, as messages do.
fn mentions(source: &str, id: &str) -> bool {
    source.lines().any(|line| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('=')))
}

fn bundle_from(surface: &Surface, lang: Lang) -> Bundle {
    // The two tags are well formed; the locale chooses nothing but the plural rules.
    let locale: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // The isolating marks U+2068 and U+2069 have no glyph in a printed report and hide in copied text.
    bundle.set_use_isolating(false);
    // A file that does not parse gives what could be read of it; `parity` lets no such file through.
    let resource = FluentResource::try_new(surface.source(lang).to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_in_the_language_asked_for() {
        assert_eq!(Words::new(Lang::Zh).get("demo-mark"), "演示数据·非调研结果");
        assert_eq!(Words::new(Lang::En).get("demo-mark"), "Demo data, not survey results");
    }

    #[test]
    fn arguments_are_put_in_as_they_are_without_marks() {
        let words = Words::new(Lang::En);
        for text in ["/data/望京 一期", "007", "1234567890123", "12.50", "1e5", "inf", "", "18/24", "0"] {
            let sentence = words.format("fault-not-a-survey", &[("path", text)]);
            assert!(sentence.contains(&format!("“{text}”")), "{text:?} in {sentence:?}");
            assert!(!sentence.contains(['\u{2068}', '\u{2069}']), "{sentence:?}");
        }
    }

    #[test]
    fn whole_numbers_choose_the_plural() {
        let words = Words::new(Lang::En);
        assert_eq!(words.format("count-photos", &[("count", "1")]), "1 photo");
        assert_eq!(words.format("count-photos", &[("count", "12")]), "12 photos");
        assert_eq!(words.format("count-photos", &[("count", "1,200")]), "1,200 photos");
        assert_eq!(Words::new(Lang::Zh).format("count-photos", &[("count", "1")]), "1 张照片");
    }

    #[test]
    fn a_missing_argument_and_a_missing_id_are_seen() {
        let words = Words::new(Lang::Zh);
        assert!(words.format("fault-not-a-survey", &[]).contains("{$path}"));
        assert!(!words.knows("no-such-id"));
        assert_eq!(words.get("no-such-id"), "no-such-id");
    }

    #[test]
    fn words_can_be_shared_between_threads() {
        fn assert_shared<T: Send + Sync + Copy>() {}
        assert_shared::<Words>();
    }
}
