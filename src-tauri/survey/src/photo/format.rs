//! Recognising a file by its bytes.

use std::io::{Read, Seek, SeekFrom};

/// Names what a file is. Photos get a derivative; everything else is kept as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Jpeg,
    Png,
    Webp,
    /// Kept without a preview.
    Heic,
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Text,
    Csv,
    Mp4,
    Mov,
    M4a,
    Mp3,
    /// Files of office programs before 2007, and of WPS.
    Doc,
    Xls,
    Ppt,
}

impl Format {
    /// Lists every format, for tables and tests.
    pub const ALL: [Self; 19] = [
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Heic,
        Self::Pdf,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Odt,
        Self::Ods,
        Self::Text,
        Self::Csv,
        Self::Mp4,
        Self::Mov,
        Self::M4a,
        Self::Mp3,
        Self::Doc,
        Self::Xls,
        Self::Ppt,
    ];

    /// Says whether the program can draw it, in the window and in a report.
    pub fn is_photo(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }

    /// Gives the extension under which the file is kept, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Heic => "heic",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Mp4 => "mp4",
            Self::Mov => "mov",
            Self::M4a => "m4a",
            Self::Mp3 => "mp3",
            Self::Doc => "doc",
            Self::Xls => "xls",
            Self::Ppt => "ppt",
        }
    }

    /// Gives the id of its name in `photo.ftl`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Jpeg => "photo-format-jpeg",
            Self::Png => "photo-format-png",
            Self::Webp => "photo-format-webp",
            Self::Heic => "photo-format-heic",
            Self::Pdf => "photo-format-pdf",
            Self::Doc | Self::Docx => "photo-format-docx",
            Self::Xls | Self::Xlsx => "photo-format-xlsx",
            Self::Ppt | Self::Pptx => "photo-format-pptx",
            Self::Odt => "photo-format-odt",
            Self::Ods => "photo-format-ods",
            Self::Text => "photo-format-text",
            Self::Csv => "photo-format-csv",
            Self::Mp4 | Self::Mov => "photo-format-film",
            Self::M4a | Self::Mp3 => "photo-format-sound",
        }
    }

    /// Gives the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Text => "text/plain",
            Self::Csv => "text/csv",
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
            Self::M4a => "audio/mp4",
            Self::Mp3 => "audio/mpeg",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ppt => "application/vnd.ms-powerpoint",
        }
    }
}

/// Gives how many bytes from the start are looked at.
const HEAD: u64 = 64 * 1024;

/// Recognises a file; `None` where it is nothing that is kept.
///
/// The name decides in two cases only. Plain text has no mark of its own, so it is kept as text or CSV only where it calls
/// itself that: a text file named `.jpg` is therefore nothing. Older office files all have the same mark.
pub fn recognise<R: Read + Seek>(name: &str, reader: &mut R) -> std::io::Result<Option<Format>> {
    reader.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut head)?;
    let found = if head.starts_with(b"PK\x03\x04") {
        office(&head, reader)?
    } else if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        older_office(name)
    } else {
        by_magic(&head)
    };
    Ok(found.or_else(|| text(name, &head)))
}

fn older_office(name: &str) -> Option<Format> {
    match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "doc" | "wps" => Some(Format::Doc),
        "xls" | "et" => Some(Format::Xls),
        "ppt" | "dps" => Some(Format::Ppt),
        _ => None,
    }
}

fn by_magic(head: &[u8]) -> Option<Format> {
    if head.starts_with(&[0xff, 0xd8, 0xff]) {
        return Some(Format::Jpeg);
    }
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(Format::Png);
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Some(Format::Webp);
    }
    // Readers accept a PDF whose header stands within the first kilobyte.
    if head[..head.len().min(1024)].windows(5).any(|w| w == b"%PDF-") {
        return Some(Format::Pdf);
    }
    if head.get(4..8) == Some(b"ftyp") {
        return match head.get(8..12)? {
            b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1" => Some(Format::Heic),
            b"qt  " => Some(Format::Mov),
            b"M4A " | b"M4B " => Some(Format::M4a),
            b"isom" | b"iso2" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42" | b"avc1" | b"M4V " | b"3gp4"
            | b"3gp5" | b"3gp6" | b"MSNV" | b"dash" => Some(Format::Mp4),
            _ => None,
        };
    }
    if head.starts_with(b"ID3") {
        return Some(Format::Mp3);
    }
    match head {
        // Sync, MPEG layer III, a bit rate and a sampling rate that exist.
        [0xff, second, third, ..]
            if second & 0xe6 == 0xe2 && second & 0x18 != 0x08 && third >> 4 != 15 && third & 0x0c != 0x0c =>
        {
            Some(Format::Mp3)
        }
        _ => None,
    }
}

/// Limits the central directory of an office file, in bytes.
const MOST_DIRECTORY: u64 = 8 * 1024 * 1024;

/// Tells office files apart by what their zip holds; any other zip, or a cut one, is nothing.
fn office<R: Read + Seek>(head: &[u8], reader: &mut R) -> std::io::Result<Option<Format>> {
    let names = zip_names(reader)?;
    let has = |name: &str| names.iter().any(|n| n == name.as_bytes());
    let open_document = |media: &[u8]| head.get(30..38) == Some(b"mimetype") && head[38..].starts_with(media);
    Ok(if has("[Content_Types].xml") && has("word/document.xml") {
        Some(Format::Docx)
    } else if has("[Content_Types].xml") && has("xl/workbook.xml") {
        Some(Format::Xlsx)
    } else if has("[Content_Types].xml") && has("ppt/presentation.xml") {
        Some(Format::Pptx)
    } else if has("content.xml") && open_document(b"application/vnd.oasis.opendocument.text") {
        Some(Format::Odt)
    } else if has("content.xml") && open_document(b"application/vnd.oasis.opendocument.spreadsheet") {
        Some(Format::Ods)
    } else {
        None
    })
}

fn zip_names<R: Read + Seek>(reader: &mut R) -> std::io::Result<Vec<Vec<u8>>> {
    let size = reader.seek(SeekFrom::End(0))?;
    let tail_start = size.saturating_sub(66 * 1024);
    reader.seek(SeekFrom::Start(tail_start))?;
    let mut tail = Vec::new();
    reader.by_ref().take(66 * 1024).read_to_end(&mut tail)?;
    let Some(end) = tail.windows(4).rposition(|w| w == b"PK\x05\x06") else {
        return Ok(Vec::new());
    };
    let number = |at: usize| -> Option<u64> {
        let b = tail.get(end + at..end + at + 4)?;
        Some(u64::from(u32::from_le_bytes([b[0], b[1], b[2], b[3]])))
    };
    let (Some(length), Some(start)) = (number(12), number(16)) else {
        return Ok(Vec::new());
    };
    let whole = tail.len() >= end + 22;
    if !whole || length > MOST_DIRECTORY || start + length > size {
        return Ok(Vec::new());
    }
    reader.seek(SeekFrom::Start(start))?;
    let mut directory = Vec::new();
    reader.by_ref().take(length).read_to_end(&mut directory)?;
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(entry) = directory.get(at..at + 46).filter(|e| e.starts_with(b"PK\x01\x02")) {
        let part = |i: usize| usize::from(u16::from_le_bytes([entry[i], entry[i + 1]]));
        let Some(name) = directory.get(at + 46..at + 46 + part(28)) else {
            break;
        };
        names.push(name.to_vec());
        at += 46 + part(28) + part(30) + part(32);
    }
    Ok(names)
}

/// Tells by its name whether a file is what cameras and phones leave on a card: a photo, a film, a recording.
pub fn is_taken(path: &std::path::Path) -> bool {
    const ENDINGS: [&str; 10] = ["jpg", "jpeg", "png", "webp", "heic", "heif", "mp4", "mov", "m4a", "mp3"];
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

fn text(name: &str, head: &[u8]) -> Option<Format> {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase())?;
    let format = match extension.as_str() {
        "txt" => Format::Text,
        "csv" => Format::Csv,
        _ => return None,
    };
    let sixteen = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    (sixteen || is_utf8(head) || is_gb18030(head)).then_some(format)
}

fn plain(byte: u8) -> bool {
    byte >= 0x20 && byte != 0x7f || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c)
}

/// Accepts UTF-8 whose last character may be cut by the end of the head.
fn is_utf8(head: &[u8]) -> bool {
    let ok = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(e) => e.error_len().is_none() && head.len() as u64 == HEAD,
    };
    ok && head.iter().copied().all(plain)
}

/// Accepts what many Chinese spreadsheets still write.
fn is_gb18030(head: &[u8]) -> bool {
    let mut at = 0;
    while let Some(first) = head.get(at) {
        at += match (first, head.get(at + 1)) {
            (0..=0x7f, _) if plain(*first) => 1,
            (0x81..=0xfe, Some(0x40..=0x7e | 0x80..=0xfe)) => 2,
            (0x81..=0xfe, Some(0x30..=0x39)) => 4,
            (0x81..=0xfe, None) if head.len() as u64 == HEAD => 1,
            _ => return false,
        };
    }
    true
}
