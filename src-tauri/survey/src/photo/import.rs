//! Taking one file in: recognised, checked, hashed, and drawn small where it is a photo.

use super::{
    Capture, Derivative, Format, MOST_DOCUMENT_BYTES, MOST_PHOTO_BYTES, PhotoError, derivative, format, named, raster,
};
use std::io::{Cursor, Read, Seek, SeekFrom};

/// Holds what is known of a file without decoding its pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    pub format: Format,
    pub size: u64,
    /// BLAKE3 of the original bytes: the name under which the file is kept.
    pub hash: [u8; 32],
    /// Width and height as stored, before the camera's orientation is applied; none for a document.
    pub pixels: Option<(u32, u32)>,
    pub capture: Capture,
}

/// Holds a photo's original bytes and the picture made of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub original: Vec<u8>,
    pub derivative: Derivative,
}

/// Holds a file ready to be kept. A document's bytes stay with the reader: they are copied from there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub inspected: Inspected,
    pub photo: Option<Photo>,
}

/// Gives the BLAKE3 of bytes.
pub fn hash(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes).as_bytes()
}

/// Recognises a file held in memory and reads its metadata; a photo is checked to be whole and within the limits.
///
/// Damage inside the coded pixels shows only in [`super::derive`]: a photo is good once both have passed.
pub fn inspect(name: &str, bytes: &[u8]) -> Result<Inspected, PhotoError> {
    let format = recognised(name, bytes.len() as u64, &mut Cursor::new(bytes))?;
    inspect_as(format, name, bytes)
}

/// Takes in a file from a stream: a photo is read whole and decoded, a document of any size is only hashed.
///
/// The stream is left at its start, so that a document can be copied from it.
pub fn import<R: Read + Seek>(name: &str, reader: &mut R) -> Result<Import, PhotoError> {
    let unreadable = |e: std::io::Error| PhotoError::Unreadable { name: name.to_owned(), detail: e.to_string() };
    let size = reader.seek(SeekFrom::End(0)).map_err(unreadable)?;
    let format = recognised(name, size, reader)?;
    reader.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    if format.is_photo() || format == Format::Heic {
        let mut original = Vec::with_capacity(size as usize);
        reader.by_ref().take(MOST_PHOTO_BYTES + 1).read_to_end(&mut original).map_err(unreadable)?;
        reader.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let inspected = match inspect_as(format, name, &original) {
            // Some phones take more pixels than can be drawn here. The evidence is kept, without a picture of it.
            Err(PhotoError::TooLarge { .. }) if format == Format::Jpeg && size >= LEAST_UNDRAWN_BYTES => {
                let inspected = inspected_only(format, name, &original, None);
                return Ok(Import { inspected, photo: None });
            }
            inspected => inspected?,
        };
        if !format.is_photo() {
            return Ok(Import { inspected, photo: None });
        }
        let derivative = derivative::derive(name, &inspected, &original)?;
        return Ok(Import { inspected, photo: Some(Photo { original, derivative }) });
    }
    let mut hasher = blake3::Hasher::new();
    let mut piece = vec![0; 256 * 1024];
    let mut read = 0;
    loop {
        let count = reader.read(&mut piece).map_err(unreadable)?;
        if count == 0 {
            break;
        }
        read += count as u64;
        if read > MOST_DOCUMENT_BYTES {
            return Err(PhotoError::TooLarge { name: name.to_owned() });
        }
        hasher.update(&piece[..count]);
    }
    reader.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let hash = *hasher.finalize().as_bytes();
    Ok(Import { inspected: Inspected { format, size: read, hash, pixels: None, capture: Capture::NONE }, photo: None })
}

fn recognised<R: Read + Seek>(name: &str, size: u64, reader: &mut R) -> Result<Format, PhotoError> {
    if size == 0 {
        return Err(PhotoError::Empty { name: name.to_owned() });
    }
    let format = format::recognise(name, reader)
        .map_err(|e| PhotoError::Unreadable { name: name.to_owned(), detail: e.to_string() })?
        .ok_or_else(|| PhotoError::Kind { name: name.to_owned() })?;
    let most = if format.is_photo() || format == Format::Heic { MOST_PHOTO_BYTES } else { MOST_DOCUMENT_BYTES };
    if size > most { Err(PhotoError::TooLarge { name: name.to_owned() }) } else { Ok(format) }
}

/// A JPEG smaller than this that claims more pixels than can be drawn is no photo.
const LEAST_UNDRAWN_BYTES: u64 = 1024 * 1024;

fn inspect_as(format: Format, name: &str, bytes: &[u8]) -> Result<Inspected, PhotoError> {
    let pixels = if format.is_photo() {
        Some(raster::dimensions(format, bytes).map_err(|refusal| refusal.named(name))?)
    } else {
        None
    };
    Ok(inspected_only(format, name, bytes, pixels))
}

fn inspected_only(format: Format, name: &str, bytes: &[u8], pixels: Option<(u32, u32)>) -> Inspected {
    let mut capture = if format.is_photo() || format == Format::Heic { Capture::read(bytes) } else { Capture::NONE };
    capture.taken = capture.taken.or_else(|| named::taken(name));
    Inspected { format, size: bytes.len() as u64, hash: hash(bytes), pixels, capture }
}
