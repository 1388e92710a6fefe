//! What the camera wrote down: time, position, orientation, make and model.

use exif::{Exif, In, Rational, Reader, Tag, Value};
use jiff::civil::DateTime;
use std::io::Cursor;
use unicode_normalization::UnicodeNormalization;

/// Holds when a photo was taken: the camera's local time, and its offset from UTC where the camera knew one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub local: DateTime,
    pub offset_min: Option<i16>,
    /// True where the camera said nothing and the file's name did.
    pub from_name: bool,
}

impl std::fmt::Display for Taken {
    /// Writes RFC 3339; without an offset where none is known.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.local.strftime("%Y-%m-%dT%H:%M:%S"))?;
        if let Some(offset) = self.offset_min {
            let sign = if offset < 0 { '-' } else { '+' };
            write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)?;
        }
        Ok(())
    }
}

/// Holds a WGS-84 position in millionths of a degree: exact, and finer than any camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub lat_e6: i32,
    pub lon_e6: i32,
}

/// Says how the stored pixels are to be turned to be upright: the EXIF orientation, 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn(u8);

impl Turn {
    pub const UPRIGHT: Self = Self(1);

    /// Takes an EXIF orientation; anything outside 1 to 8 counts as upright.
    pub fn new(orientation: u32) -> Self {
        if (1..=8).contains(&orientation) { Self(orientation as u8) } else { Self::UPRIGHT }
    }

    pub(super) fn to_image(self) -> image::metadata::Orientation {
        image::metadata::Orientation::from_exif(self.0).unwrap_or(image::metadata::Orientation::NoTransforms)
    }
}

/// Holds what could be read from a photo's metadata. Nothing in it is trusted, and nothing broken in it refuses a photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    pub taken: Option<Taken>,
    pub position: Option<Position>,
    /// Make and model, such as `HUAWEI P60`.
    pub camera: Option<String>,
    pub turn: Turn,
}

impl Capture {
    pub const NONE: Self = Self { taken: None, position: None, camera: None, turn: Turn::UPRIGHT };

    /// Reads the metadata of a JPEG, PNG, WebP or HEIC.
    pub fn read(bytes: &[u8]) -> Self {
        let read = Reader::new()
            .continue_on_error(true)
            .read_from_container(&mut Cursor::new(bytes))
            .or_else(|e| e.distill_partial_result(|_| {}));
        read.map_or(Self::NONE, |exif| Self {
            taken: taken(&exif),
            position: position(&exif),
            camera: camera(&exif),
            turn: exif
                .get_field(Tag::Orientation, In::PRIMARY)
                .and_then(|field| field.value.get_uint(0))
                .map_or(Turn::UPRIGHT, Turn::new),
        })
    }
}

fn ascii(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(parts) => parts.first().map(Vec::as_slice),
        _ => None,
    }
}

fn taken(exif: &Exif) -> Option<Taken> {
    let read = |tag, offset_tag| {
        let mut time = exif::DateTime::from_ascii(ascii(exif, tag)?).ok()?;
        if let Some(offset) = ascii(exif, offset_tag) {
            // An unreadable offset leaves the time without one.
            let _ = time.parse_offset(offset);
        }
        let part = |n: u8| i8::try_from(n).ok();
        let local = DateTime::new(
            i16::try_from(time.year).ok()?,
            part(time.month)?,
            part(time.day)?,
            part(time.hour)?,
            part(time.minute)?,
            part(time.second)?,
            0,
        )
        .ok()?;
        let offset_min = time.offset.filter(|minutes| minutes.abs() <= 14 * 60);
        (local.year() > 0).then_some(Taken { local, offset_min, from_name: false })
    };
    read(Tag::DateTimeOriginal, Tag::OffsetTimeOriginal)
        .or_else(|| read(Tag::DateTimeDigitized, Tag::OffsetTimeDigitized))
}

fn position(exif: &Exif) -> Option<Position> {
    // A receiver without a fix writes status V and leaves an old or empty position.
    if ascii(exif, Tag::GPSStatus) == Some(b"V") {
        return None;
    }
    let lat_e6 = angle(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, [b'N', b'S'], 90)?;
    let lon_e6 = angle(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, [b'E', b'W'], 180)?;
    (lat_e6 != 0 || lon_e6 != 0).then_some(Position { lat_e6, lon_e6 })
}

/// Gives degrees, minutes and seconds as millionths of a degree, rounded half up; `None` where any part makes no sense.
fn angle(exif: &Exif, tag: Tag, side: Tag, [plus, minus]: [u8; 2], most_degrees: i128) -> Option<i32> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let sign = match ascii(exif, side)?.first()?.to_ascii_uppercase() {
        letter if letter == plus => 1,
        letter if letter == minus => -1,
        _ => return None,
    };
    let (mut numerator, mut denominator) = (0_i128, 1_i128);
    for (part, per_degree) in parts.iter().take(3).zip([1_i128, 60, 3600]) {
        let Rational { num, denom } = *part;
        if denom == 0 {
            // 0/0 is how “no seconds” is written by some cameras.
            if num == 0 && per_degree > 1 {
                continue;
            }
            return None;
        }
        let shared = gcd(num, denom);
        let below = i128::from(denom / shared) * per_degree;
        numerator = numerator.checked_mul(below)?.checked_add(i128::from(num / shared).checked_mul(denominator)?)?;
        denominator = denominator.checked_mul(below)?;
    }
    if parts.is_empty() || numerator > most_degrees.checked_mul(denominator)? {
        return None;
    }
    let micro = numerator.checked_mul(2_000_000)?.checked_add(denominator)? / denominator.checked_mul(2)?;
    i32::try_from(sign * micro).ok()
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

const MOST_CAMERA_CHARS: usize = 80;

fn camera(exif: &Exif) -> Option<String> {
    let clean = |tag| {
        let text: String = String::from_utf8_lossy(ascii(exif, tag)?)
            .chars()
            .filter(|c| !c.is_control() && *c != char::REPLACEMENT_CHARACTER)
            .nfc()
            .collect();
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let name = match (clean(Tag::Make), clean(Tag::Model)) {
        // Many cameras repeat the make at the head of the model.
        (Some(make), Some(model)) if model.to_lowercase().starts_with(&make.to_lowercase()) => model,
        (Some(make), Some(model)) => format!("{make} {model}"),
        (make, model) => make.or(model)?,
    };
    Some(name.chars().take(MOST_CAMERA_CHARS).collect())
}
