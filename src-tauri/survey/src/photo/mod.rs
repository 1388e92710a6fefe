//! The room `photo`: what a file brought as evidence is, when and where it was taken, and the smaller picture made of it.
//!
//! Pure functions over bytes: no SQL, no session, no clock. A file is judged by its bytes, never by its extension; the
//! original is kept byte for byte, and the derivative is made once, by the laptop that imports, and carried from then on.

mod capture;
mod derivative;
pub mod draw;
mod error;
mod format;
pub mod heic;
mod import;
mod jpeg;
mod named;
mod raster;

#[cfg(test)]
mod tests;

pub use capture::{Capture, Position, Taken, Turn};
pub use derivative::{Derivative, blurred, derive, thumbnail};
pub use error::{PhotoError, Reason};
pub use format::{Format, is_taken, recognise};
pub use import::{Import, Inspected, Photo, hash, import, inspect};

/// The long edge of a map tile, in pixels: four times what maps are cut into.
const MOST_TILE_EDGE: u32 = 1024;

/// Gives the media type of a map tile by its own first bytes; none where it is no picture, or too large a one.
pub fn tile_type(bytes: &[u8]) -> Option<&'static str> {
    let reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().ok()?;
    let media_type = match reader.format()? {
        image::ImageFormat::Png => "image/png",
        image::ImageFormat::Jpeg => "image/jpeg",
        image::ImageFormat::WebP => "image/webp",
        _ => return None,
    };
    let (width, height) = reader.into_dimensions().ok()?;
    (width <= MOST_TILE_EDGE && height <= MOST_TILE_EDGE).then_some(media_type)
}

/// Limits the size of a photo's file, in bytes.
pub const MOST_PHOTO_BYTES: u64 = 200 * 1024 * 1024;
/// Limits the size of a document's file, in bytes.
pub const MOST_DOCUMENT_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// Limits the pixels of a photo that is drawn: above most cameras in use, and far below what exhausts a small laptop.
pub const MOST_PIXELS: u64 = 100_000_000;
/// Limits the memory one photo may take while it is decoded, in bytes.
pub const MOST_MEMORY: u64 = 512 * 1024 * 1024;
/// Gives the long edge of a derivative, in pixels; a smaller photo keeps its size.
pub const DERIVATIVE_EDGE: u32 = 1600;
/// Gives the long edge of a thumbnail, in pixels.
pub const THUMBNAIL_EDGE: u32 = 320;
