//! Times taking in photos: `cargo run --release -p tanfang-survey --example photo_speed [FOLDER]`.
//!
//! With a folder, the drawn pictures are also written there, to be looked at.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::io::Cursor;
use std::time::Instant;
use tanfang_survey::photo::draw::{Drawing, View};
use tanfang_survey::photo::{self, Taken};

fn main() {
    let (width, height) = (4000_u16, 3000_u16);
    let pixels: Vec<u8> = (0..u32::from(width) * u32::from(height))
        .flat_map(|i| {
            let (x, y) = (i % u32::from(width), i / u32::from(width));
            [(x / 16) as u8, ((x ^ y) / 8) as u8, (y / 12) as u8 ^ (x.wrapping_mul(2_654_435_761) >> 29) as u8]
        })
        .collect();
    let mut large = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut large, 90);
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    println!("12 MP photo of {} KB", large.len() / 1024);
    for _ in 0..3 {
        let start = Instant::now();
        let inspected = photo::inspect("a.jpg", &large).unwrap();
        let checked = start.elapsed();
        let derivative = photo::derive("a.jpg", &inspected, &large).unwrap();
        let derived = start.elapsed();
        photo::thumbnail(&derivative.jpeg, photo::THUMBNAIL_EDGE).unwrap();
        println!("inspect {checked:?}, + derive {derived:?}, + thumbnail {:?}", start.elapsed());
    }
    let folder = std::env::args().nth(1);
    for (n, view) in
        [View::Street, View::Park, View::Hall, View::Street, View::Park, View::Street].into_iter().enumerate()
    {
        let taken =
            Taken { local: jiff::civil::date(2026, 3, 12).at(9, 15, 0, 0), offset_min: Some(480), from_name: false };
        let drawing = Drawing { seed: n as u64, view, colour: [30, 98, 160], taken, position: None };
        let start = Instant::now();
        let jpeg = drawing.jpeg();
        let drawn = start.elapsed();
        photo::import("drawn.jpg", &mut Cursor::new(&jpeg)).unwrap();
        println!("{view:?}: drawn in {drawn:?}, {} KB, + import {:?}", jpeg.len() / 1024, start.elapsed());
        if let Some(folder) = &folder {
            std::fs::write(format!("{folder}/drawn-{n}.jpg"), jpeg).unwrap();
        }
    }
}
