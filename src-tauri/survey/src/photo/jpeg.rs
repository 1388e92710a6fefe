//! The segments of a JPEG: whether it is whole, and what is left of it without metadata.

use super::error::{Reason, Refusal};

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// Ends every JPEG.
pub(super) const END_MARKER: [u8; 2] = [0xff, END];

/// Holds a whole JPEG reduced to what draws the picture: no EXIF, no embedded thumbnail, no bytes after its end.
#[derive(Debug)]
pub(super) struct Bare {
    /// Everything from the start marker up to the end marker, without it.
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
    pub components: u8,
    pub progressive: bool,
    /// Whether the three components are luma and chroma, as every reader assumes without being told.
    pub plain_colour: bool,
}

/// Walks the segments. A file that stops before the end marker is truncated, even where a lenient decoder would paint
/// the missing part grey: this is how photos get lost without anybody noticing.
pub(super) fn bare(bytes: &[u8]) -> Result<Bare, Refusal> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&[0xff, START]);
    let mut frame: Option<(u8, &[u8])> = None;
    let mut adobe = None;
    let mut scans = 0_u32;
    let mut at = 2;
    loop {
        at += gap(bytes.get(at..).unwrap_or_default())?;
        let marker = bytes[at];
        at += 1;
        match marker {
            END if scans > 0 => break,
            END => return Err(Refusal::damaged("no picture before the end marker")),
            0x00 | 0x01 | 0xd0..=START => continue,
            _ => {}
        }
        let body = segment(bytes, at)?;
        let keep = match marker {
            0xc0..=0xc2 => {
                if frame.is_some() {
                    return Err(Refusal::damaged("two frames"));
                }
                frame = Some((marker, body));
                true
            }
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf | 0xdc | 0xde => {
                return Err(Refusal::Broken(Reason::Coding, format!("JPEG process {marker:#04x}")));
            }
            0xee if body.starts_with(b"Adobe") => {
                adobe = body.get(11).copied();
                true
            }
            0xc4 | 0xcc | 0xdb | 0xdd | SCAN => true,
            _ => false,
        };
        if keep {
            out.extend_from_slice(&[0xff, marker]);
            out.extend_from_slice(&bytes[at..at + 2 + body.len()]);
        }
        at += 2 + body.len();
        if marker == SCAN {
            scans += 1;
            let length = entropy(&bytes[at..])?;
            out.extend_from_slice(&bytes[at..at + length]);
            at += length;
        }
    }
    let Some((marker, [precision, h1, h2, w1, w2, components, rest @ ..])) = frame else {
        return Err(Refusal::damaged("no frame"));
    };
    if *precision != 8 {
        return Err(Refusal::Broken(Reason::Coding, format!("{precision} bits a sample")));
    }
    if marker != 0xc2 && scans > 1 {
        // One scan a component is legal, hardly ever written, and the decoder paints it green without a word.
        return Err(Refusal::Broken(Reason::Coding, "components in separate scans".to_owned()));
    }
    let (width, height) = (u32::from(u16::from_be_bytes([*w1, *w2])), u32::from(u16::from_be_bytes([*h1, *h2])));
    if width == 0 || height == 0 {
        return Err(Refusal::damaged("a side of 0 pixels"));
    }
    let ids: Vec<u8> = rest.iter().step_by(3).take(usize::from(*components)).copied().collect();
    Ok(Bare {
        bytes: out,
        width,
        height,
        components: *components,
        progressive: marker == 0xc2,
        plain_colour: *components == 3 && ids != *b"RGB" && adobe.is_none_or(|transform| transform == 1),
    })
}

/// Gives how far the next marker's code lies ahead, skipping stray and fill bytes.
fn gap(rest: &[u8]) -> Result<usize, Refusal> {
    let first = rest.iter().position(|b| *b == 0xff).ok_or_else(Refusal::truncated)?;
    let fill = rest[first..].iter().position(|b| *b != 0xff).ok_or_else(Refusal::truncated)?;
    Ok(first + fill)
}

/// Gives the body of the segment whose length stands at `at`.
fn segment(bytes: &[u8], at: usize) -> Result<&[u8], Refusal> {
    let [high, low] = bytes.get(at..at + 2).ok_or_else(Refusal::truncated)? else {
        return Err(Refusal::truncated());
    };
    let length = usize::from(u16::from_be_bytes([*high, *low]));
    if length < 2 {
        return Err(Refusal::damaged("a segment shorter than its own length field"));
    }
    bytes.get(at + 2..at + length).ok_or_else(Refusal::truncated)
}

/// Gives the length of the coded data up to the next real marker; stuffed zeros and restart markers belong to the data.
fn entropy(rest: &[u8]) -> Result<usize, Refusal> {
    let mut at = 0;
    loop {
        at += rest[at..].iter().position(|b| *b == 0xff).ok_or_else(Refusal::truncated)?;
        match rest.get(at + 1) {
            None => return Err(Refusal::truncated()),
            Some(0x00 | 0xd0..=0xd7) => at += 2,
            Some(0xff) => at += 1,
            Some(_) => return Ok(at),
        }
    }
}
