//! A flow of blocks as a word processor's file (ECMA-376, WordprocessingML), for whoever has to work on the text.
//!
//! The PDF stays the copy for the record, and the file says so. The same flow gives the same bytes: no clock, no chance.
//! Drawings stand in it as pictures, with the words that say what they show.

mod body;
mod cover;
mod marks;
mod parts;
mod picture;
mod table;
mod xml;

use crate::ReportError;
use crate::beside::Beside;
use crate::flow::{Flow, Geometry, Pictures, Running, Theme};
use crate::pdf::Properties;
use crate::raster;
use body::Body;
use picture::Source;
use std::io::{BufWriter, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Everything that is written: the blocks, how they look, what stands on every page.
#[derive(Debug)]
pub struct Docx<'a> {
    pub flow: &'a Flow,
    pub pictures: &'a Pictures,
    pub theme: &'a Theme,
    pub geometry: Geometry,
    pub running: &'a Running<'a>,
    pub properties: &'a Properties,
    /// Says in the footer which copy is the one for the record.
    pub note: &'a str,
}

/// Writes the document to `path`: beside it first, then renamed, so that no half file ever stands there.
pub fn write(docx: &Docx<'_>, path: &Path) -> Result<(), ReportError> {
    let output = |source: std::io::Error| ReportError::Output { path: path.to_owned(), source };
    let mut body = Body::new(docx);
    body.write();
    let (photos, drawings) = (body.photos(), body.drawings());
    let shown = photos.iter().copied().map(Source::Photo).chain((0..drawings.len()).map(Source::Drawing));
    let shown: Vec<Source> = shown.collect();
    let (beside, file) = Beside::create(path).map_err(output)?;
    let mut zip = ZipWriter::new(BufWriter::new(file));
    let zipped = |error: zip::result::ZipError| output(error.into());
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in parts::all(docx, &shown, body.into_bytes()) {
        zip.start_file(name, options).map_err(zipped)?;
        zip.write_all(&bytes).map_err(output)?;
    }
    // Pictures are compressed already.
    let stored = options.compression_method(CompressionMethod::Stored);
    for source in shown {
        let bytes = match source {
            Source::Photo(id) => picture::bytes(docx.pictures, id)?,
            Source::Drawing(place) => raster::png(drawings[place])?,
        };
        zip.start_file(source.part(), stored).map_err(zipped)?;
        zip.write_all(&bytes).map_err(output)?;
    }
    let file = zip.finish().map_err(zipped)?.into_inner().map_err(|error| output(error.into_error()))?;
    file.sync_all().map_err(output)?;
    drop(file);
    beside.rename(path).map_err(output)
}

/// Gives a length in points as twentieths, the unit of most lengths here.
fn twips(points: f32) -> i64 {
    (points * 20.0).round() as i64
}

#[cfg(test)]
mod tests;
