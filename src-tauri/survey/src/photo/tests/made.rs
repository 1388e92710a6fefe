//! Files to try things on.

use crate::photo::draw::{Drawing, View};
use crate::photo::{Position, Taken};
use exif::experimental::Writer;
use exif::{Field, In, Tag, Value};
use image::{DynamicImage, ImageFormat, RgbImage};
use jpeg_encoder::{ColorType, Encoder};
use std::io::Cursor;

pub fn taken() -> Taken {
    Taken { local: jiff::civil::date(2026, 3, 12).at(9, 15, 30, 0), offset_min: Some(480), from_name: false }
}

pub fn drawing(seed: u64, view: View) -> Drawing {
    let position = Some(Position { lat_e6: 39_996_500, lon_e6: 116_470_200 });
    Drawing { seed, view, colour: [30, 98, 160], taken: taken(), position }
}

/// Paints four quarters: red, green, blue, white from the left top, row by row.
pub fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        image::Rgb(match (x < width / 2, y < height / 2) {
            (true, true) => [220, 20, 20],
            (false, true) => [20, 180, 20],
            (true, false) => [20, 20, 220],
            (false, false) => [245, 245, 245],
        })
    })
}

pub fn jpeg(image: &RgbImage, quality: u8, set: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, quality);
    set(&mut encoder);
    encoder.encode(image.as_raw(), image.width() as u16, image.height() as u16, ColorType::Rgb).unwrap();
    out
}

pub fn written(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.into().write_to(&mut out, format).unwrap();
    out.into_inner()
}

pub fn field(tag: Tag, value: Value) -> Field {
    Field { tag, ifd_num: In::PRIMARY, value }
}

pub fn ascii(text: &str) -> Value {
    Value::Ascii(vec![text.as_bytes().to_vec()])
}

pub fn exif_block(fields: &[Field]) -> Vec<u8> {
    let mut writer = Writer::new();
    for field in fields {
        writer.push_field(field);
    }
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).unwrap();
    [b"Exif\0\0".as_slice(), &out.into_inner()].concat()
}

/// Makes a JPEG with the given EXIF fields.
pub fn with_exif(image: &RgbImage, fields: &[Field]) -> Vec<u8> {
    let block = exif_block(fields);
    jpeg(image, 90, |encoder| encoder.add_app_segment(1, block).unwrap())
}

/// Makes a zip of stored, empty entries with the given names, the first with `content`.
pub fn zip(names: &[&str], content: &[u8]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (i, name) in names.iter().enumerate() {
        let body = if i == 0 { content } else { b"" };
        let at = out.len() as u32;
        let sizes = [(body.len() as u32).to_le_bytes(), (body.len() as u32).to_le_bytes()].concat();
        let common = [&[0; 10][..], &[0; 4], &sizes, &(name.len() as u16).to_le_bytes(), &[0, 0]].concat();
        out.extend([b"PK\x03\x04".as_slice(), &common[..], name.as_bytes(), body].concat());
        directory.extend(
            [b"PK\x01\x02".as_slice(), &[20, 0], &common[..], &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat(),
        );
    }
    let start = out.len() as u32;
    let count = (names.len() as u16).to_le_bytes();
    let length = (directory.len() as u32).to_le_bytes();
    out.extend(&directory);
    out.extend([b"PK\x05\x06".as_slice(), &[0; 4], &count, &count, &length, &start.to_le_bytes(), &[0, 0]].concat());
    out
}
