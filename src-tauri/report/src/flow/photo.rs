//! Photos in a flow, and the JPEG files behind them.

use crate::ReportError;
use crate::page::{Anchor, PictureId};
use crate::text::Rich;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::PathBuf;
use tanfang_survey::model::Mark;
use tanfang_survey::photo;

/// Where a picture's bytes are: they are read when the document is written, one picture at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSource {
    pub path: PathBuf,
    /// BLAKE3 of the file; checked while the bytes are copied.
    pub hash: [u8; 32],
    /// What must not be recognised on it.
    pub blurs: Vec<Mark>,
}

/// A JPEG picture: pixels and colour components as its header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub source: PictureSource,
    pub width: u32,
    pub height: u32,
    pub components: u8,
    pub length: u64,
    /// The bytes, where they are not those of the file.
    pub made: Option<Vec<u8>>,
}

/// The pictures of a document, each kept once however often it is shown.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    list: Vec<Picture>,
    known: HashMap<([u8; 32], Vec<Mark>), PictureId>,
}

impl Pictures {
    /// Takes in a picture by reading its header; `None` where the file is missing or is no JPEG that PDF can hold.
    pub fn take(&mut self, source: &PictureSource) -> Result<Option<PictureId>, ReportError> {
        let name = (source.hash, source.blurs.clone());
        if let Some(known) = self.known.get(&name) {
            return Ok(Some(*known));
        }
        let file = match File::open(&source.path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(ReportError::PhotoUnreadable { path: source.path.clone(), source: error }),
        };
        let picture = if source.blurs.is_empty() {
            match read_header(source, file)? {
                // Four inks are not what the document's colours are measured by (ISO 19005-2, 6.2.4.3).
                Some(Picture { components: 4, .. }) => {
                    let reopened = File::open(&source.path)
                        .map_err(|error| ReportError::PhotoUnreadable { path: source.path.clone(), source: error })?;
                    remake(source, reopened)?
                }
                other => other,
            }
        } else {
            remake(source, file)?
        };
        let Some(picture) = picture else { return Ok(None) };
        let id = PictureId(self.list.len());
        self.list.push(picture);
        self.known.insert(name, id);
        Ok(Some(id))
    }

    pub fn get(&self, id: PictureId) -> Option<&Picture> {
        self.list.get(id.0)
    }

    pub fn list(&self) -> &[Picture] {
        &self.list
    }
}

/// A photo as the flow shows it: the picture or a placeholder, and what stands below.
#[derive(Clone, Debug)]
pub struct Photo {
    pub picture: Option<PictureId>,
    /// Shown in the frame where there is no picture.
    pub placeholder: String,
    pub caption: Rich,
    pub details: Rich,
    /// Drawn over the picture.
    pub marks: Vec<Mark>,
    /// Where links to this photo lead.
    pub anchor: Option<Anchor>,
}

/// Decodes a picture, makes some things on it unrecognisable, and keeps it in red, green and blue.
fn remake(source: &PictureSource, mut file: File) -> Result<Option<Picture>, ReportError> {
    let unreadable = |error| ReportError::PhotoUnreadable { path: source.path.clone(), source: error };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(unreadable)?;
    if *blake3::hash(&bytes).as_bytes() != source.hash {
        return Err(ReportError::PhotoChanged { path: source.path.clone() });
    }
    Ok(photo::blurred(&bytes, &source.blurs).ok().map(|derivative| Picture {
        source: source.clone(),
        width: derivative.width,
        height: derivative.height,
        components: 3,
        length: derivative.jpeg.len() as u64,
        made: Some(derivative.jpeg),
    }))
}

fn read_header(source: &PictureSource, file: File) -> Result<Option<Picture>, ReportError> {
    let unreadable = |error| ReportError::PhotoUnreadable { path: source.path.clone(), source: error };
    let length = file.metadata().map_err(unreadable)?.len();
    match jpeg_frame(&mut BufReader::new(file)) {
        Ok(Some((width, height, components))) if width > 0 && height > 0 && matches!(components, 1 | 3 | 4) => {
            Ok(Some(Picture { source: source.clone(), width, height, components, length, made: None }))
        }
        Ok(_) => Ok(None),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(unreadable(error)),
    }
}

/// Reads width, height and components from a JPEG's frame header (ISO 10918-1, B.2.2); `None` for anything else.
fn jpeg_frame(reader: &mut (impl Read + Seek)) -> std::io::Result<Option<(u32, u32, u8)>> {
    let mut two = [0; 2];
    reader.read_exact(&mut two)?;
    if two != [0xff, 0xd8] {
        return Ok(None);
    }
    loop {
        let mut byte = [0];
        reader.read_exact(&mut byte)?;
        if byte[0] != 0xff {
            return Ok(None);
        }
        while byte[0] == 0xff {
            reader.read_exact(&mut byte)?;
        }
        let marker = byte[0];
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            continue;
        }
        if matches!(marker, 0xd9 | 0xda) {
            return Ok(None);
        }
        reader.read_exact(&mut two)?;
        let length = i64::from(u16::from_be_bytes(two));
        // SOF0, SOF1, SOF2: what the DCT filter of PDF decodes.
        if matches!(marker, 0xc0..=0xc2) {
            let mut frame = [0; 6];
            reader.read_exact(&mut frame)?;
            let number = |at: usize| u32::from(u16::from_be_bytes([frame[at], frame[at + 1]]));
            return Ok((frame[0] == 8).then(|| (number(3), number(1), frame[5])));
        }
        reader.seek(SeekFrom::Current(length - 2))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn jpeg(frame: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff];
        bytes.extend(frame);
        bytes
    }

    #[test]
    fn the_frame_header_gives_size_and_components() {
        let baseline = jpeg(&[0xc0, 0, 17, 8, 0x03, 0x00, 0x04, 0x00, 3, 0, 0]);
        assert_eq!(jpeg_frame(&mut Cursor::new(baseline)).unwrap(), Some((1024, 768, 3)));
        let grey = jpeg(&[0xc2, 0, 11, 8, 0, 9, 0, 16, 1, 0, 0]);
        assert_eq!(jpeg_frame(&mut Cursor::new(grey)).unwrap(), Some((16, 9, 1)));
    }

    #[test]
    fn what_is_no_jpeg_is_no_picture() {
        assert_eq!(jpeg_frame(&mut Cursor::new(b"\x89PNG\r\n\x1a\n".to_vec())).unwrap(), None);
        assert_eq!(jpeg_frame(&mut Cursor::new(jpeg(&[0xda, 0, 2]))).unwrap(), None);
        let twelve_bit = jpeg(&[0xc1, 0, 17, 12, 0x03, 0x00, 0x04, 0x00, 3, 0, 0]);
        assert_eq!(jpeg_frame(&mut Cursor::new(twelve_bit)).unwrap(), None);
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("文字.jpg");
        std::fs::write(&path, "").unwrap();
        let hash = *blake3::hash(b"").as_bytes();
        assert_eq!(Pictures::default().take(&PictureSource { path, hash, blurs: Vec::new() }).unwrap(), None);
    }
}
