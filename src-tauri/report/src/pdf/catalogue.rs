//! What surrounds the pages: links, nested outline, page labels, language, properties.

use super::Properties;
use crate::ReportError;
use crate::flow::{Document, OutlineEntry};
use crate::page::{Item, Place};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

/// Completes the document that printpdf made.
pub(super) fn complete(
    lower: &mut lopdf::Document,
    document: &Document,
    properties: &Properties,
) -> Result<(), ReportError> {
    let wrong = |error: lopdf::Error| ReportError::Document(error.to_string());
    "1.7".clone_into(&mut lower.version);
    let pages: Vec<ObjectId> = lower.page_iter().collect();
    links(lower, document, &pages)?;
    let outline = outline(lower, document, &pages);
    let root = lower.trailer.get(b"Root").and_then(Object::as_reference).map_err(wrong)?;
    let catalogue = lower.get_dictionary_mut(root).map_err(wrong)?;
    catalogue.set("Lang", Object::string_literal(properties.language.as_bytes()));
    catalogue.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    let labels = vec![Object::Integer(0), Object::Dictionary(dictionary! { "S" => "D" })];
    catalogue.set("PageLabels", dictionary! { "Nums" => labels });
    catalogue.set("PageLayout", "SinglePage");
    if let Some(outline) = outline {
        catalogue.set("Outlines", Object::Reference(outline));
        catalogue.set("PageMode", "UseOutlines");
    }
    let info = lower.trailer.get(b"Info").and_then(Object::as_reference).map_err(wrong)?;
    lower.set_object(info, information(properties));
    Ok(())
}

fn information(properties: &Properties) -> Dictionary {
    let digits: String = properties.date.chars().filter(char::is_ascii_digit).collect();
    let date = Object::string_literal(format!("D:{digits}000000+08'00'"));
    dictionary! {
        "Title" => text(&properties.title),
        "Author" => text(&properties.author),
        "Subject" => text(&properties.subject),
        "Keywords" => text(&properties.keywords),
        "Creator" => text(concat!("Tanfang ", env!("CARGO_PKG_VERSION"))),
        "Producer" => text("printpdf"),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    }
}

/// Encodes text as PDF asks outside of pages: UTF-16 with its mark.
fn text(value: &str) -> Object {
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

fn links(lower: &mut lopdf::Document, document: &Document, pages: &[ObjectId]) -> Result<(), ReportError> {
    for (page, id) in document.pages.iter().zip(pages) {
        let mut annotations = Vec::new();
        for item in &page.items {
            let Item::Link { rect, target } = item else { continue };
            let Some(place) = document.places.get(target) else { continue };
            let Some(destination) = destination(document, pages, *place) else { continue };
            let height = document.geometry.height;
            let corners = [rect.x, height - rect.y - rect.height, rect.x + rect.width, height - rect.y];
            let annotation = dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => corners.map(|value| Object::Real((value * 10.0).round() / 10.0)).to_vec(),
                "Border" => vec![0.into(), 0.into(), 0.into()],
                "F" => 4,
                "Dest" => destination,
            };
            annotations.push(Object::Reference(lower.add_object(annotation)));
        }
        let page = lower.get_dictionary_mut(*id).map_err(|error| ReportError::Document(error.to_string()))?;
        if annotations.is_empty() {
            page.remove(b"Annots");
        } else {
            page.set("Annots", annotations);
        }
    }
    Ok(())
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
