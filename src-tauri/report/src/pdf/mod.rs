//! Finished pages to a PDF file: `content` writes what is drawn, `typeface` what it is drawn with, `catalogue` and `tags` what
//! surrounds it, all as objects of `lopdf`; `file` writes the bytes.
//!
//! The same document gives the same bytes: ids, dates and the file identifier come from the content, never from a
//! clock or chance. Photos are copied from disk into the file one at a time, as they are.

mod catalogue;
mod content;
mod file;
mod metadata;
mod object;
mod profile;
mod tags;
mod typeface;

use crate::flow::{Document, Geometry};
use crate::page::PictureId;
use crate::{ReportError, Stored};
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use std::collections::BTreeMap;
use std::path::Path;

/// What the file says about itself. `date` as `YYYY-MM-DD`; `language` as in RFC 5646.
#[derive(Clone, Debug, Default)]
pub struct Properties {
    pub title: String,
    pub author: String,
    pub subject: String,
    pub keywords: String,
    pub language: String,
    pub date: String,
}

/// Writes the document to `path`: beside it first, then renamed, so that no half file ever stands there.
pub fn write(document: &Document, properties: &Properties, path: &Path) -> Result<Stored, ReportError> {
    let typefaces = typeface::Typefaces::gather(&document.pages)?;
    let mut tags = tags::Tags::new(&document.structure);
    let contents: Vec<Vec<u8>> =
        document.pages.iter().map(|page| content::page(page, document, &typefaces, &mut tags)).collect();
    let mut lower = lopdf::Document::with_version("1.7");
    let photos: BTreeMap<ObjectId, PictureId> =
        (0..document.pictures.list().len()).map(|index| (lower.add_object(Object::Null), PictureId(index))).collect();
    let names = photos.iter().map(|(object, picture)| (picture_name(*picture), Object::Reference(*object)));
    let resources = dictionary! {
        "XObject" => names.collect::<Dictionary>(),
        "Font" => typefaces.add_to(&mut lower),
    };
    let pages = pages(&mut lower, document.geometry, contents, resources);
    catalogue::complete(&mut lower, &pages, document, properties, &tags);
    file::save(lower, &photos, &document.pictures, path)
}

/// The pages of a file: the root of their tree, and each in order.
struct Pages {
    root: ObjectId,
    each: Vec<ObjectId>,
}

/// Adds the pages, which share one set of resources.
fn pages(lower: &mut lopdf::Document, geometry: Geometry, contents: Vec<Vec<u8>>, resources: Dictionary) -> Pages {
    let root = lower.new_object_id();
    let resources = lower.add_object(resources);
    let whole = [0.0, 0.0, geometry.width, geometry.height].map(Object::Real).to_vec();
    let page = |content| {
        let content = lower.add_object(Stream::new(Dictionary::new(), content));
        lower.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => root,
            "MediaBox" => whole.clone(),
            "TrimBox" => whole.clone(),
            "CropBox" => whole.clone(),
            "Resources" => resources,
            "Contents" => content,
        })
    };
    let each: Vec<ObjectId> = contents.into_iter().map(page).collect();
    let kids = each.iter().copied().map(Object::Reference).collect::<Vec<_>>();
    lower.set_object(root, dictionary! { "Type" => "Pages", "Count" => each.len() as i64, "Kids" => kids });
    Pages { root, each }
}

/// Gives the resource name of a picture.
fn picture_name(id: PictureId) -> String {
    format!("P{}", id.0)
}

#[cfg(test)]
mod tests;
