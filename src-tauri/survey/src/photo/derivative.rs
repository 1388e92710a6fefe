//! The smaller picture that the window and the reports show.

use super::error::Refusal;
use super::raster::{Raster, decode, decode_bare};
use super::{Capture, DERIVATIVE_EDGE, Format, Inspected, PhotoError, Turn, jpeg};
use crate::model::{FAR, Mark, MarkKind};
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbImage};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

const QUALITY: u8 = 82;
const THUMBNAIL_QUALITY: u8 = 75;

/// Holds an upright JPEG in three colours, without metadata, at most [`DERIVATIVE_EDGE`] long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivative {
    pub jpeg: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Makes the derivative of a photo that [`super::inspect`] has accepted.
///
/// The picture is turned upright, reduced (never enlarged), laid on white and stripped of all metadata. An upright JPEG
/// that is small enough already keeps its coded pixels: no second loss. Pixels that cannot be decoded refuse the photo.
pub fn derive(name: &str, inspected: &Inspected, bytes: &[u8]) -> Result<Derivative, PhotoError> {
    make(inspected.format, &inspected.capture, bytes).map_err(|refusal| refusal.named(name))
}

fn make(format: Format, capture: &Capture, bytes: &[u8]) -> Result<Derivative, Refusal> {
    if format == Format::Jpeg {
        let bare = jpeg::bare(bytes)?;
        let raster = decode_bare(&bare)?;
        if keeps_its_coding(&bare, capture.turn) {
            return Ok(Derivative { jpeg: with_jfif(&bare.bytes), width: bare.width, height: bare.height });
        }
        return of_raster(raster, capture.turn);
    }
    of_raster(decode(format, bytes)?, capture.turn)
}

/// Makes the derivative of pixels that were decoded elsewhere.
pub(super) fn of_raster(raster: Raster, turn: Turn) -> Result<Derivative, Refusal> {
    encode(reduce(raster, DERIVATIVE_EDGE, FilterType::Lanczos3)?, turn, QUALITY)
}

/// Takes a JPEG that another process made as a derivative, if it is one: whole, and of a size that is kept.
pub(super) fn checked(jpeg: Vec<u8>) -> Result<Derivative, Refusal> {
    let raster = decode_bare(&jpeg::bare(&jpeg)?)?;
    if raster.width.max(raster.height) > DERIVATIVE_EDGE {
        return Err(Refusal::TooLarge);
    }
    Ok(Derivative { width: raster.width, height: raster.height, jpeg })
}

/// Makes a thumbnail, `edge` pixels long at most, from a derivative. It is no content and can be rebuilt at any time.
pub fn thumbnail(derivative_jpeg: &[u8], edge: u32) -> Result<Vec<u8>, PhotoError> {
    let make = || {
        let raster = decode_bare(&jpeg::bare(derivative_jpeg)?)?;
        encode(reduce(raster, edge.max(1), FilterType::CatmullRom)?, Turn::UPRIGHT, THUMBNAIL_QUALITY)
    };
    make().map(|made| made.jpeg).map_err(|refusal: Refusal| refusal.named(""))
}

/// Makes what lies under the marks of kind blur unrecognisable: each is filled with a few large squares of its mean colours.
///
/// `jpeg` is a derivative; what comes out has its size.
pub fn blurred(jpeg: &[u8], marks: &[Mark]) -> Result<Derivative, PhotoError> {
    let make = || {
        let mut raster = decode_bare(&jpeg::bare(jpeg)?)?;
        for mark in marks.iter().filter(|mark| mark.kind == MarkKind::Blur) {
            coarsen(&mut raster, mark);
        }
        encode(raster, Turn::UPRIGHT, QUALITY)
    };
    make().map_err(|refusal: Refusal| refusal.named(""))
}

/// Fills a rectangle with squares of which a face has too few to be known by.
fn coarsen(raster: &mut Raster, mark: &Mark) {
    const SQUARES: u32 = 5;
    let (x, y, wide, high) = mark.rect();
    let along = |part: u16, side: u32| u64::from(part) * u64::from(side) / u64::from(FAR);
    let (left, top) = (along(x, raster.width) as u32, along(y, raster.height) as u32);
    let (right, bottom) = (along(x + wide, raster.width) as u32, along(y + high, raster.height) as u32);
    let step = ((right - left).max(bottom - top) / SQUARES).max(8) as usize;
    let at = |x: u32, y: u32| (y as usize * raster.width as usize + x as usize) * 3;
    for y in (top..bottom).step_by(step) {
        for x in (left..right).step_by(step) {
            let (end_x, end_y) = ((x + step as u32).min(right), (y + step as u32).min(bottom));
            let pixels: Vec<usize> =
                (y..end_y).flat_map(|y| (x..end_x).map(move |x| (x, y))).map(|(x, y)| at(x, y)).collect();
            for colour in 0..3 {
                let sum: u64 = pixels.iter().map(|at| u64::from(raster.rgb[at + colour])).sum();
                let mean = (sum / pixels.len().max(1) as u64) as u8;
                for at in &pixels {
                    raster.rgb[at + colour] = mean;
                }
            }
        }
    }
}

fn keeps_its_coding(bare: &jpeg::Bare, turn: Turn) -> bool {
    turn == Turn::UPRIGHT
        && !bare.progressive
        && bare.plain_colour
        && bare.width.max(bare.height) <= DERIVATIVE_EDGE
        // Beyond half a byte a pixel it was saved at a quality that only costs space in every report.
        && bare.bytes.len() as u64 * 2 <= u64::from(bare.width) * u64::from(bare.height)
}

/// Puts the plain JFIF header behind the start marker and ends the file: three components are then luma and chroma for every reader.
fn with_jfif(bare: &[u8]) -> Vec<u8> {
    const JFIF: [u8; 18] = *b"\xff\xe0\x00\x10JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00";
    [&bare[..2], &JFIF, &bare[2..], &jpeg::END_MARKER].concat()
}

fn reduce(raster: Raster, edge: u32, filter: FilterType) -> Result<Raster, Refusal> {
    let (width, height) = fit(raster.width, raster.height, edge);
    if (width, height) == (raster.width, raster.height) {
        return Ok(raster);
    }
    let failed = |e: &dyn std::fmt::Display| Refusal::damaged(e.to_string());
    let source =
        Image::from_vec_u8(raster.width, raster.height, raster.rgb, PixelType::U8x3).map_err(|e| failed(&e))?;
    let mut small = Image::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter));
    Resizer::new().resize(&source, &mut small, &options).map_err(|e| failed(&e))?;
    Ok(Raster { rgb: small.into_vec(), width, height })
}

/// Gives the size within a square of `edge`, the same shape, at least one pixel each way.
fn fit(width: u32, height: u32, edge: u32) -> (u32, u32) {
    let long = width.max(height);
    if long <= edge {
        return (width, height);
    }
    let scaled = |side: u32| ((u64::from(side) * u64::from(edge) * 2 + u64::from(long)) / (2 * u64::from(long))).max(1);
    (scaled(width) as u32, scaled(height) as u32)
}

fn encode(raster: Raster, turn: Turn, quality: u8) -> Result<Derivative, Refusal> {
    let image = RgbImage::from_raw(raster.width, raster.height, raster.rgb)
        .ok_or_else(|| Refusal::damaged("the picture has another size than it says"))?;
    let mut image = DynamicImage::ImageRgb8(image);
    image.apply_orientation(turn.to_image());
    let (width, height) = (image.width(), image.height());
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder
        .encode(image.as_bytes(), width as u16, height as u16, ColorType::Rgb)
        .map_err(|e| Refusal::damaged(e.to_string()))?;
    Ok(Derivative { jpeg, width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn under_a_blur_nothing_fine_is_left_and_beside_it_everything() {
        let stripes = RgbImage::from_fn(400, 300, |x, _| image::Rgb(if x % 8 < 4 { [250; 3] } else { [5; 3] }));
        let raster = Raster { rgb: stripes.into_raw(), width: 400, height: 300 };
        let plain = encode(raster, Turn::UPRIGHT, QUALITY).unwrap();
        let blur = Mark { kind: MarkKind::Blur, from: (500, 1000), to: (0, 0), text: String::new() };
        let made = blurred(&plain.jpeg, &[blur]).unwrap();
        assert_eq!((made.width, made.height), (400, 300));
        let raster = decode_bare(&jpeg::bare(&made.jpeg).unwrap()).unwrap();
        let row = |from: usize, to: usize| {
            let row = &raster.rgb[(150 * 400 + from) * 3..(150 * 400 + to) * 3];
            row.iter().max().unwrap() - row.iter().min().unwrap()
        };
        assert!(row(10, 190) < 40, "the stripes are gone: {}", row(10, 190));
        assert!(row(210, 390) > 200, "beside it they are as they were");
    }
}
