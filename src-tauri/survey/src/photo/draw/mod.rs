//! Drawn pictures for demonstration surveys: no photo of a real place may stand beside invented figures.
//!
//! A picture is a pure function of its seed, with time and position written as a camera does, so that it takes the same
//! way into a survey as a real photo.

mod canvas;
mod scene;

use super::{Position, Taken};
use canvas::Canvas;
use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use std::io::Cursor;

/// Gives the width of every drawn picture, in pixels.
pub const WIDTH: u16 = 1200;
/// Gives the height of every drawn picture, in pixels.
pub const HEIGHT: u16 = 900;

/// Names what is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// A street with houses, trees and a sign.
    Street,
    /// A park with hills, water and a path.
    Park,
    /// A service hall with counters.
    Hall,
}

/// Says what to draw and what the camera would have noted.
#[derive(Clone, Debug)]
pub struct Drawing {
    pub seed: u64,
    pub view: View,
    /// The colour of the community's signs.
    pub colour: [u8; 3],
    pub taken: Taken,
    pub position: Option<Position>,
}

impl Drawing {
    /// Draws the picture as a JPEG with metadata.
    pub fn jpeg(&self) -> Vec<u8> {
        let mut canvas = Canvas::new(i32::from(WIDTH), i32::from(HEIGHT));
        scene::draw(&mut canvas, self.view, self.seed, self.colour);
        let mut jpeg = Vec::new();
        let mut encoder = Encoder::new(&mut jpeg, 85);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        let segment = [b"Exif\0\0".as_slice(), &self.exif()].concat();
        // Neither can fail: the segment is a few hundred bytes, the sizes are constants, and a vector takes every write.
        let _ = encoder.add_app_segment(1, segment);
        let _ = encoder.encode(canvas.pixels(), WIDTH, HEIGHT, ColorType::Rgb);
        jpeg
    }

    fn exif(&self) -> Vec<u8> {
        let text =
            |tag, text: String| Field { tag, ifd_num: In::PRIMARY, value: Value::Ascii(vec![text.into_bytes()]) };
        let mut fields = vec![
            text(Tag::Make, "Tanfang".to_owned()),
            text(Tag::Model, "drawn".to_owned()),
            text(Tag::DateTimeOriginal, self.taken.local.strftime("%Y:%m:%d %H:%M:%S").to_string()),
        ];
        if let Some(offset) = self.taken.offset_min {
            let sign = if offset < 0 { '-' } else { '+' };
            let clock = format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60);
            fields.push(text(Tag::OffsetTimeOriginal, clock));
        }
        if let Some(position) = self.position {
            let side = |value: i32, plus: &str, minus: &str| (if value < 0 { minus } else { plus }).to_owned();
            let angle = |tag, value: i32| Field {
                tag,
                ifd_num: In::PRIMARY,
                value: Value::Rational(vec![
                    Rational { num: value.unsigned_abs(), denom: 1_000_000 },
                    Rational { num: 0, denom: 1 },
                    Rational { num: 0, denom: 1 },
                ]),
            };
            fields.push(text(Tag::GPSLatitudeRef, side(position.lat_e6, "N", "S")));
            fields.push(angle(Tag::GPSLatitude, position.lat_e6));
            fields.push(text(Tag::GPSLongitudeRef, side(position.lon_e6, "E", "W")));
            fields.push(angle(Tag::GPSLongitude, position.lon_e6));
        }
        let mut writer = Writer::new();
        for field in &fields {
            writer.push_field(field);
        }
        let mut out = Cursor::new(Vec::new());
        // Writing these few fields into memory cannot fail; a picture without metadata would still be a picture.
        let _ = writer.write(&mut out, false);
        out.into_inner()
    }
}
