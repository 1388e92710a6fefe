//! What surrounds the pages: links, nested outline, page labels, language, properties.

use super::metadata::{self, CREATOR, PRODUCER};
use super::tags::Tags;
use super::{Pages, Properties, profile};
use crate::flow::{Document, OutlineEntry};
use crate::page::Place;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};

/// Completes a document that has its pages.
pub(super) fn complete(
    lower: &mut lopdf::Document,
    pages: &Pages,
    document: &Document,
    properties: &Properties,
    tags: &Tags,
) {
    let annotations = links(lower, document, &pages.each, tags);
    let tree = tags.write(lower, document, &pages.each, &annotations);
    let mut packet = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        metadata::packet(properties).into_bytes(),
    );
    // It is to be found without undoing anything.
    packet.allows_compression = false;
    let packet = lower.add_object(packet);
    let colours = lower.add_object(Stream::new(dictionary! { "N" => 3 }, profile::srgb()));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => colours,
    };
    let labels = vec![Object::Integer(0), Object::Dictionary(dictionary! { "S" => "D" })];
    let mut catalogue = dictionary! {
        "Type" => "Catalog",
        "Pages" => pages.root,
        "Lang" => Object::string_literal(properties.language.as_bytes()),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "PageLabels" => dictionary! { "Nums" => labels },
        "PageLayout" => "SinglePage",
        "PageMode" => "UseNone",
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => tree,
        "Metadata" => packet,
        "OutputIntents" => vec![Object::Dictionary(intent)],
    };
    if let Some(outline) = outline(lower, document, &pages.each) {
        catalogue.set("Outlines", Object::Reference(outline));
        catalogue.set("PageMode", "UseOutlines");
    }
    let (root, info) = (lower.add_object(catalogue), lower.add_object(information(properties)));
    lower.trailer.set("Root", root);
    lower.trailer.set("Info", info);
}

fn information(properties: &Properties) -> Dictionary {
    let mut information = Dictionary::new();
    let fields = [
        ("Title", properties.title.as_str()),
        ("Author", &properties.author),
        ("Subject", &properties.subject),
        ("Keywords", &properties.keywords),
        ("Creator", CREATOR),
        ("Producer", PRODUCER),
    ];
    for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        information.set(name, text(value));
    }
    let digits: String = properties.date.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        let date = Object::string_literal(format!("D:{digits}000000+08'00'"));
        information.set("CreationDate", date.clone());
        information.set("ModDate", date);
    }
    information
}

/// Encodes text as PDF asks outside of pages: UTF-16 with its mark.
pub(super) fn text(value: &str) -> Object {
    if value.is_ascii() {
        return Object::string_literal(value);
    }
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(value.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn destination(document: &Document, pages: &[ObjectId], place: Place) -> Option<Object> {
    let top = document.geometry.height - (place.y - 14.0).max(0.0);
    let page = *pages.get(place.page)?;
    Some(Object::Array(vec![
        Object::Reference(page),
        "XYZ".into(),
        Object::Null,
        Object::Real(top.round()),
        Object::Null,
    ]))
}

/// Adds the annotations of the links; gives them in the links' order.
fn links(lower: &mut lopdf::Document, document: &Document, pages: &[ObjectId], tags: &Tags) -> Vec<ObjectId> {
    let mut on_page: Vec<Vec<Object>> = vec![Vec::new(); pages.len()];
    let mut annotations = Vec::new();
    for (index, link) in tags.links.iter().enumerate() {
        let rect = link.rect;
        let height = document.geometry.height;
        let corners = [rect.x, height - rect.y - rect.height, rect.x + rect.width, height - rect.y];
        let place = document.places.get(&link.target).copied();
        let heading = document.outline.iter().find(|entry| entry.target == link.target);
        // Where no words lead there, it is told by its heading or by its page.
        let words = match (link.words.trim(), heading, place) {
            ("", Some(heading), _) => heading.title.clone(),
            ("", None, Some(place)) => (place.page + 1).to_string(),
            (words, ..) => words.to_owned(),
        };
        let mut annotation = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => corners.map(|value| Object::Real((value * 10.0).round() / 10.0)).to_vec(),
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "F" => 4,
            "Contents" => text(&words),
            "StructParent" => (pages.len() + index) as i64,
        };
        if let Some(destination) = place.and_then(|place| destination(document, pages, place)) {
            annotation.set("Dest", destination);
        }
        let id = lower.add_object(annotation);
        annotations.push(id);
        if let Some(page) = on_page.get_mut(link.page) {
            page.push(Object::Reference(id));
        }
    }
    for (index, (id, on_it)) in pages.iter().zip(on_page).enumerate() {
        let Ok(page) = lower.get_dictionary_mut(*id) else { continue };
        page.set("StructParents", index as i64);
        page.set("Tabs", "S");
        if !on_it.is_empty() {
            page.set("Annots", on_it);
        }
    }
    annotations
}

/// Builds the nested outline; gives its root, or none where there is no heading.
fn outline(lower: &mut lopdf::Document, document: &Document, pages: &[ObjectId]) -> Option<ObjectId> {
    let entries: Vec<&OutlineEntry> =
        document.outline.iter().filter(|entry| document.places.contains_key(&entry.target)).collect();
    if entries.is_empty() {
        return None;
    }
    let root = lower.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| lower.new_object_id()).collect();
    // The parent of an entry is the nearest one before it of a higher level.
    let parents: Vec<Option<usize>> = (0..entries.len())
        .map(|index| (0..index).rev().find(|earlier| entries[*earlier].level < entries[index].level))
        .collect();
    let children = |parent: Option<usize>| -> Vec<usize> {
        (0..entries.len()).filter(|index| parents[*index] == parent).collect()
    };
    let id_of = |entry: Option<usize>| entry.map_or(root, |index| ids[index]);
    for (index, entry) in entries.iter().enumerate() {
        let siblings = children(parents[index]);
        let position = siblings.iter().position(|sibling| *sibling == index).unwrap_or(0);
        let mut item = dictionary! { "Title" => text(&entry.title), "Parent" => id_of(parents[index]) };
        if let Some(place) = document.places.get(&entry.target).and_then(|p| destination(document, pages, *p)) {
            item.set("Dest", place);
        }
        if position > 0 {
            item.set("Prev", ids[siblings[position - 1]]);
        }
        if let Some(next) = siblings.get(position + 1) {
            item.set("Next", ids[*next]);
        }
        let inner = children(Some(index));
        if let (Some(first), Some(last)) = (inner.first(), inner.last()) {
            item.set("First", ids[*first]);
            item.set("Last", ids[*last]);
            // Negative: closed at first, as many as would show.
            item.set("Count", -(inner.len() as i64));
        }
        lower.set_object(ids[index], item);
    }
    let top = children(None);
    let mut all = dictionary! { "Type" => "Outlines", "Count" => top.len() as i64 };
    if let (Some(first), Some(last)) = (top.first(), top.last()) {
        all.set("First", ids[*first]);
        all.set("Last", ids[*last]);
    }
    lower.set_object(root, all);
    Some(root)
}
