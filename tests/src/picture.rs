//! Small real photos.

use std::path::Path;

/// Writes a photo whose pixels depend on `seed`; the ending of the path chooses JPEG, PNG or WebP.
pub fn draw(path: &Path, seed: u8) {
    let pixels = image::RgbImage::from_fn(48, 32, |x, y| image::Rgb([seed, (x * 5) as u8, (y * 7) as u8]));
    pixels.save(path).expect("a photo is written");
}
