//! Finished pages to a PDF file: `printpdf` writes pages and fonts, `lopdf` what it lacks, `file` the bytes.
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

use crate::flow::{Document, Pictures};
use crate::pace::Pace;
use crate::page::PictureId;
use crate::{ReportError, Stored};
use printpdf::{
    CustomPdfConformance, ExternalStream, ExternalXObject, PdfConformance, PdfDocument, PdfSaveOptions, XObject,
    XObjectId,
};
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
pub fn write(
    document: &Document,
    properties: &Properties,
    path: &Path,
    pace: &mut Pace<'_>,
) -> Result<Stored, ReportError> {
    let typefaces = typeface::Typefaces::gather(&document.pages)?;
    let mut pdf = PdfDocument::new(&properties.title);
    pdf.metadata.info.conformance = PdfConformance::Custom(CustomPdfConformance {
        requires_icc_profile: false,
        requires_xmp_metadata: false,
        ..CustomPdfConformance::default()
    });
    typefaces.register(&mut pdf);
    for index in 0..document.pictures.list().len() {
        pdf.resources.xobjects.map.insert(picture_name(PictureId(index)), empty_picture());
    }
    let mut tags = tags::Tags::new(&document.structure);
    pdf.pages = document.pages.iter().map(|page| content::page(page, document, &typefaces, &mut tags)).collect();

    let mut warnings = Vec::new();
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut lower = pdf.to_lopdf_document(&options, &mut warnings);
    drop(pdf);
    catalogue::complete(&mut lower, document, properties, &tags)?;
    let photos = photo_objects(&lower, &document.pictures)?;
    for photo in photos.keys() {
        lower.set_object(*photo, lopdf::Object::Null);
    }
    file::save(lower, &photos, &document.pictures, path, pace)
}

/// Gives the resource name of a picture; zero-padded, since resources are written in the order of their names.
fn picture_name(id: PictureId) -> XObjectId {
    XObjectId(format!("P{:05}", id.0))
}

/// Stands for a picture until the file is written.
fn empty_picture() -> XObject {
    let stream = ExternalStream { dict: BTreeMap::new(), content: Vec::new(), compress: false };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

/// Finds the objects that stand for pictures.
fn photo_objects(
    lower: &lopdf::Document,
    pictures: &Pictures,
) -> Result<BTreeMap<lopdf::ObjectId, PictureId>, ReportError> {
    let wrong = |what: &str| ReportError::Document(what.to_owned());
    let mut found = BTreeMap::new();
    if pictures.list().is_empty() {
        return Ok(found);
    }
    let page = lower.page_iter().next().ok_or_else(|| wrong("no page"))?;
    let (direct, inherited) = lower.get_page_resources(page).map_err(|error| wrong(&error.to_string()))?;
    let resources = match direct {
        Some(resources) => resources,
        None => inherited
            .first()
            .and_then(|id| lower.get_dictionary(*id).ok())
            .ok_or_else(|| wrong("a page without resources"))?,
    };
    let names = resources
        .get(b"XObject")
        .and_then(|names| lower.dereference(names))
        .and_then(|(_, names)| names.as_dict())
        .map_err(|error| wrong(&error.to_string()))?;
    for index in 0..pictures.list().len() {
        let id = PictureId(index);
        let object = names.get(picture_name(id).0.as_bytes()).and_then(lopdf::Object::as_reference);
        found.insert(object.map_err(|error| wrong(&error.to_string()))?, id);
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
