//! Keeps the two languages equal: the same ids, the same arguments, each file in its own language.

use super::{Lang, SURFACES};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};
use std::collections::{BTreeMap, BTreeSet};

/// What may stand in the Chinese files without a Chinese character: names of formats, programs, scales and languages.
const ALLOWED_IN_ZH: &[&str] = &["English", "PDF", "CSV", "XLSX", "JSON", "GeoJSON", "CPU", "ID", "Tanfang", "WGS-84"];

/// What may stand in the English files in Chinese: the product's and the other language's own name.
const ALLOWED_IN_EN: &[&str] = &["中文", "简体中文", "探访"];

/// Collects, for one message, its arguments and its plain text.
#[derive(Default, Debug, PartialEq)]
struct Message {
    arguments: BTreeSet<String>,
    text: String,
    attributes: bool,
}

fn parse(name: &str, source: &str) -> Resource<String> {
    fluent_syntax::parser::parse(source.to_owned())
        .unwrap_or_else(|(_, errors)| panic!("{name} does not parse: {errors:?}"))
}

/// Reads a file. Terms (`-name`) and functions are refused: translators and the page share only the simplest forms.
fn messages(name: &str, source: &str) -> BTreeMap<String, Message> {
    let mut messages = BTreeMap::new();
    for entry in parse(name, source).body {
        match entry {
            Entry::Message(found) => {
                let id = found.id.name;
                let mut message = Message { attributes: !found.attributes.is_empty(), ..Message::default() };
                read_pattern(&id, &found.value.unwrap_or_else(|| panic!("{name}: {id} has no words")), &mut message);
                assert!(messages.insert(id.clone(), message).is_none(), "{name}: {id} stands there twice");
            }
            Entry::Term(term) => panic!("{name}: write {} as a message, not as a term", term.id.name),
            Entry::Junk { content } => panic!("{name}: cannot be read: {content}"),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
        }
    }
    messages
}

fn read_pattern(id: &str, pattern: &Pattern<String>, message: &mut Message) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => message.text.push_str(value),
            PatternElement::Placeable { expression } => read_expression(id, expression, message),
        }
    }
}

fn read_expression(id: &str, expression: &Expression<String>, message: &mut Message) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                read_pattern(id, &variant.value, message);
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            message.arguments.insert(id.name.clone());
        }
        InlineExpression::StringLiteral { value } => message.text.push_str(value),
        other => panic!("{id}: only {{ $name }}, plurals and quoted text are used here, not {other:?}"),
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

fn in_chinese(text: &str) -> bool {
    let rest = ALLOWED_IN_ZH.iter().fold(text.to_owned(), |rest, term| rest.replace(term, ""));
    text.chars().any(is_han) || !rest.chars().any(|c| c.is_ascii_alphabetic())
}

fn in_english(text: &str) -> bool {
    let rest = ALLOWED_IN_EN.iter().fold(text.to_owned(), |rest, term| rest.replace(term, ""));
    !rest.chars().any(is_han)
}

fn is_kebab_case(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

#[test]
fn both_languages_have_the_same_ids_and_arguments() {
    for surface in &SURFACES {
        let zh = messages(surface.name, surface.source(Lang::Zh));
        let en = messages(surface.name, surface.source(Lang::En));
        let ids: BTreeSet<_> = zh.keys().chain(en.keys()).collect();
        for id in ids {
            let (Some(zh), Some(en)) = (zh.get(id), en.get(id)) else {
                panic!("{}.ftl: {id} is in one language only", surface.name);
            };
            assert_eq!(zh.arguments, en.arguments, "{}.ftl: {id} takes different arguments", surface.name);
            assert!(
                !zh.attributes && !en.attributes,
                "{}.ftl: {id} has attributes, which no surface reads",
                surface.name
            );
        }
    }
}

#[test]
fn each_file_is_in_its_own_language() {
    for surface in &SURFACES {
        for (id, message) in messages(surface.name, surface.source(Lang::Zh)) {
            assert!(in_chinese(&message.text), "{}.ftl: {id} is not Chinese: {}", surface.name, message.text);
        }
        for (id, message) in messages(surface.name, surface.source(Lang::En)) {
            assert!(in_english(&message.text), "{}.ftl: {id} is not English: {}", surface.name, message.text);
        }
    }
}

#[test]
fn an_id_is_kebab_case_and_stands_in_one_file() {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for surface in &SURFACES {
        for id in messages(surface.name, surface.source(Lang::Zh)).into_keys() {
            assert!(is_kebab_case(&id), "{}.ftl: {id} is not kebab-case", surface.name);
            if let Some(first) = owners.insert(id.clone(), surface.name) {
                panic!("{id} stands in {first}.ftl and in {}.ftl", surface.name);
            }
        }
    }
}

#[test]
fn every_file_on_disk_is_a_surface() {
    for lang in Lang::ALL {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/text").join(lang.tag());
        let mut found: Vec<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        found.sort();
        let mut known: Vec<String> = SURFACES.iter().map(|surface| format!("{}.ftl", surface.name)).collect();
        known.sort();
        assert_eq!(found, known, "{} and the list of surfaces differ", folder.display());
    }
}

#[test]
fn the_rules_themselves_can_fail() {
    assert!(!in_chinese("Save"));
    assert!(in_chinese("保存为 PDF"));
    assert!(in_chinese("PDF"));
    assert!(in_chinese("1 / 2"));
    assert!(!in_english("保存"));
    assert!(in_english("中文"));
    for id in ["Fault", "fault_io", "fault-", "-fault", "fault--io", "9a"] {
        assert!(!is_kebab_case(id), "{id}");
    }
    let read = messages("sample", "a = { $n ->\n    [one] One of { $m }\n   *[other] Many\n }\n");
    assert_eq!(read["a"].arguments, ["m", "n"].map(String::from).into());
    assert!(std::panic::catch_unwind(|| messages("sample", "a = 1\na = 2\n")).is_err());
    assert!(std::panic::catch_unwind(|| messages("sample", "a = { NUMBER($n) }\n")).is_err());
    assert!(std::panic::catch_unwind(|| messages("sample", "-a = 1\n")).is_err());
    assert!(std::panic::catch_unwind(|| messages("sample", "no equals sign\n")).is_err());
}
