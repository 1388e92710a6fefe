//! Decoding a whole photo into plain RGB, with limits and without leniency.

use super::error::Refusal;
use super::{Format, MOST_MEMORY, MOST_PIXELS, jpeg};
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use std::io::Cursor;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;

/// Holds decoded pixels, three bytes each, row by row from the top.
#[derive(Debug)]
pub(super) struct Raster {
    pub rgb: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Gives width and height after checking that the file is whole and within the limits, without decoding pixels.
pub(super) fn dimensions(format: Format, bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    let (width, height) = if format == Format::Jpeg {
        let bare = jpeg::bare(bytes)?;
        within(&bare)?;
        (bare.width, bare.height)
    } else {
        decoder(format, bytes)?.dimensions()
    };
    Ok((width, height))
}

/// Decodes a photo; transparency is laid on white.
pub(super) fn decode(format: Format, bytes: &[u8]) -> Result<Raster, Refusal> {
    if format == Format::Jpeg {
        return decode_bare(&jpeg::bare(bytes)?);
    }
    let image = DynamicImage::from_decoder(decoder(format, bytes)?).map_err(refusal)?;
    let (width, height) = (image.width(), image.height());
    let rgb = if image.color().has_alpha() { on_white(&image.into_rgba8()) } else { image.into_rgb8().into_raw() };
    Ok(Raster { rgb, width, height })
}

/// Decodes a JPEG strictly: a gap in the coded data is an error, not a grey area.
pub(super) fn decode_bare(bare: &jpeg::Bare) -> Result<Raster, Refusal> {
    within(bare)?;
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    // At an end marker the decoder fills what is missing with grey, however strict. A plain picture is therefore given a
    // few spare bytes in the place of the marker: enough to read ahead into, too few to paint with, and then an error.
    let end = if bare.progressive { jpeg::END_MARKER.as_slice() } else { &[0; 16] };
    let bytes = [&bare.bytes, end].concat();
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes.as_slice()), options);
    let rgb = decoder.decode().map_err(|e| Refusal::damaged(e.to_string()))?;
    if rgb.len() as u64 != u64::from(bare.width) * u64::from(bare.height) * 3 {
        return Err(Refusal::damaged("the picture has another size than it says"));
    }
    Ok(Raster { rgb, width: bare.width, height: bare.height })
}

fn within(bare: &jpeg::Bare) -> Result<(), Refusal> {
    let pixels = u64::from(bare.width) * u64::from(bare.height);
    // A progressive picture keeps every coefficient until its last scan.
    let each = if bare.progressive { 3 + 2 * u64::from(bare.components) } else { 3 };
    if pixels > MOST_PIXELS || pixels * each > MOST_MEMORY { Err(Refusal::TooLarge) } else { Ok(()) }
}

fn decoder(format: Format, bytes: &[u8]) -> Result<impl ImageDecoder, Refusal> {
    let format = if format == Format::Webp {
        whole_webp(bytes)?;
        ImageFormat::WebP
    } else {
        whole_png(bytes)?;
        ImageFormat::Png
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Refusal::damaged("a side of 0 pixels"));
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Refusal::TooLarge);
    }
    Ok(decoder)
}

fn refusal(error: ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooLarge,
        ImageError::IoError(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Refusal::truncated(),
        other => Refusal::damaged(other.to_string()),
    }
}

/// Walks the chunks to the last one, so that a file cut after the pixels is told too.
fn whole_png(bytes: &[u8]) -> Result<(), Refusal> {
    let mut at = 8;
    loop {
        let head = bytes.get(at..at + 8).ok_or_else(Refusal::truncated)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        at += 8 + length + 4;
        if at > bytes.len() {
            return Err(Refusal::truncated());
        }
        if &head[4..8] == b"IEND" {
            return Ok(());
        }
    }
}

fn whole_webp(bytes: &[u8]) -> Result<(), Refusal> {
    let head = bytes.get(4..8).ok_or_else(Refusal::truncated)?;
    let length = u64::from(u32::from_le_bytes([head[0], head[1], head[2], head[3]]));
    if length + 8 > bytes.len() as u64 { Err(Refusal::truncated()) } else { Ok(()) }
}

fn on_white(image: &image::RgbaImage) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(image.as_raw().len() / 4 * 3);
    for [red, green, blue, alpha] in image.pixels().map(|p| p.0) {
        let alpha = u32::from(alpha);
        rgb.extend([red, green, blue].map(|c| ((u32::from(c) * alpha + 255 * (255 - alpha) + 127) / 255) as u8));
    }
    rgb
}
