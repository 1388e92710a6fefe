//! Small real photos.

use std::path::Path;

/// Writes a photo whose pixels depend on `seed`; the ending of the path chooses JPEG, PNG or WebP.
pub fn draw(path: &Path, seed: u8) {
    let pixels = image::RgbImage::from_fn(48, 32, |x, y| image::Rgb([seed, (x * 5) as u8, (y * 7) as u8]));
    pixels.save(path).expect("a photo is written");
}

/// Gives a photo of 12 megapixels with large shapes, fine ones and noise, as a camera writes it: about 4 MB of JPEG.
pub fn large(seed: u32) -> Vec<u8> {
    let noise = |x: u32, y: u32| {
        let mut n = x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca6b) ^ seed.wrapping_mul(0xc2b2_ae35);
        n = (n ^ (n >> 15)).wrapping_mul(0x2c1b_3c6d);
        (n >> 28) as f32
    };
    let pixels = image::RgbImage::from_fn(4000, 3000, |x, y| {
        let (u, v) = (x as f32 / 4000.0, y as f32 / 3000.0);
        let shape = (u * 9.0 + seed as f32).sin() * (v * 7.0).cos() * 60.0;
        let edges = if (x / 97 + y / 61 + seed).is_multiple_of(2) { 18.0 } else { -18.0 };
        let light = 120.0 + shape + edges + noise(x, y);
        image::Rgb([light as u8, (light * 0.9 + v * 30.0) as u8, (light * 0.7 + u * 50.0) as u8])
    });
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 92);
    pixels.write_with_encoder(encoder).expect("a photo is written");
    jpeg
}
