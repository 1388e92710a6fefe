use super::made::{self, jpeg, quarters, written};
use crate::photo::draw::View;
use crate::photo::*;
use exif::{Tag, Value};
use image::{DynamicImage, GrayImage, ImageBuffer, ImageFormat, Luma, Rgba};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

fn taken_in(bytes: &[u8]) -> (Inspected, Derivative) {
    let inspected = inspect("一张照片.jpg", bytes).unwrap();
    let derivative = derive("一张照片.jpg", &inspected, bytes).unwrap();
    (inspected, derivative)
}

fn pixels(derivative: &Derivative) -> image::RgbImage {
    let image = image::load_from_memory_with_format(&derivative.jpeg, ImageFormat::Jpeg).unwrap().into_rgb8();
    assert_eq!((image.width(), image.height()), (derivative.width, derivative.height));
    image
}

/// Names the colours of the four quarters from the left top, row by row.
fn corners(derivative: &Derivative) -> String {
    let image = pixels(derivative);
    let (w, h) = (image.width(), image.height());
    [(1, 1), (3, 1), (1, 3), (3, 3)]
        .map(|(x, y)| match image.get_pixel(w * x / 4, h * y / 4).0 {
            [150..=255, 0..80, 0..80] => 'R',
            [0..80, 130..=255, 0..80] => 'G',
            [0..80, 0..80, 150..=255] => 'B',
            [200..=255, 200..=255, 200..=255] => 'W',
            _ => '?',
        })
        .into_iter()
        .collect()
}

#[test]
fn a_large_photo_becomes_1600_pixels_long_and_keeps_its_shape() {
    let (inspected, derivative) = taken_in(&jpeg(&quarters(2000, 1500), 90, |_| {}));
    assert_eq!(inspected.format, Format::Jpeg);
    assert_eq!(inspected.pixels, Some((2000, 1500)));
    assert_eq!((derivative.width, derivative.height), (1600, 1200));
    assert_eq!(corners(&derivative), "RGBW");
    let (_, tall) = taken_in(&jpeg(&quarters(401, 3000), 90, |_| {}));
    assert_eq!((tall.width, tall.height), (214, 1600));
}

#[test]
fn a_small_photo_is_never_enlarged() {
    for quality in [40, 100] {
        let (_, derivative) = taken_in(&jpeg(&quarters(320, 200), quality, |_| {}));
        assert_eq!((derivative.width, derivative.height), (320, 200));
        assert_eq!(corners(&derivative), "RGBW");
    }
}

#[test]
fn every_orientation_comes_out_upright() {
    // What the camera stored so that, turned by the orientation, red green / blue white stands upright.
    let upright = quarters(320, 240);
    for orientation in 1..=8_u8 {
        let undo = match orientation {
            6 => 8,
            8 => 6,
            same => same,
        };
        let mut stored = DynamicImage::ImageRgb8(upright.clone());
        stored.apply_orientation(image::metadata::Orientation::from_exif(undo).unwrap());
        let field = made::field(Tag::Orientation, Value::Short(vec![u16::from(orientation)]));
        let (inspected, derivative) = taken_in(&made::with_exif(&stored.into_rgb8(), &[field]));
        assert_eq!(inspected.capture.turn, Turn::new(u32::from(orientation)));
        assert_eq!((derivative.width, derivative.height), (320, 240), "orientation {orientation}");
        assert_eq!(corners(&derivative), "RGBW", "orientation {orientation}");
    }
}

#[test]
fn every_way_of_coding_a_jpeg_is_read() {
    let image = quarters(323, 241);
    let ways: [(&str, Vec<u8>); 4] = [
        ("4:4:4", jpeg(&image, 95, |e| e.set_sampling_factor(SamplingFactor::F_1_1))),
        ("4:2:2", jpeg(&image, 80, |e| e.set_sampling_factor(SamplingFactor::F_2_1))),
        ("progressive", jpeg(&image, 80, |e| e.set_progressive(true))),
        ("restart markers", jpeg(&image, 80, |e| e.set_restart_interval(3))),
    ];
    for (way, bytes) in ways {
        let (_, derivative) = taken_in(&bytes);
        assert_eq!(corners(&derivative), "RGBW", "{way}");
    }
}

#[test]
fn grey_and_four_colour_jpegs_become_three_colours() {
    let mut grey = Vec::new();
    Encoder::new(&mut grey, 80).encode(&[90; 64 * 48], 64, 48, ColorType::Luma).unwrap();
    let (_, derivative) = taken_in(&grey);
    let [red, green, blue] = pixels(&derivative).get_pixel(20, 20).0;
    assert!(red.abs_diff(90) < 4 && green == red && blue == red, "{red} {green} {blue}");
    assert_eq!(three_components(&derivative.jpeg), Some(3));

    for kind in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let ink: Vec<u8> = (0..64 * 48).flat_map(|_| [0, 255, 255, 0]).collect();
        let mut cmyk = Vec::new();
        Encoder::new(&mut cmyk, 95).encode(&ink, 64, 48, kind).unwrap();
        let (_, derivative) = taken_in(&cmyk);
        let [red, green, blue] = pixels(&derivative).get_pixel(20, 20).0;
        assert!(red > 200 && green < 60 && blue < 60, "{kind:?}: {red} {green} {blue}");
        assert_eq!(three_components(&derivative.jpeg), Some(3));
    }
}

fn three_components(jpeg: &[u8]) -> Option<u8> {
    let frame = jpeg.windows(2).position(|w| w == [0xff, 0xc0])?;
    jpeg.get(frame + 9).copied()
}

#[test]
fn png_of_16_bits_and_grey_png_are_read() {
    let deep: ImageBuffer<Rgba<u16>, Vec<u16>> =
        ImageBuffer::from_fn(60, 40, |x, _| Rgba([if x < 30 { 65535 } else { 0 }, 0, 0, 65535]));
    let (inspected, derivative) = taken_in(&written(DynamicImage::ImageRgba16(deep), ImageFormat::Png));
    assert_eq!((inspected.format, inspected.pixels), (Format::Png, Some((60, 40))));
    assert!(pixels(&derivative).get_pixel(10, 20).0[0] > 230);
    assert!(pixels(&derivative).get_pixel(50, 20).0[0] < 25);

    let grey = GrayImage::from_pixel(2400, 30, Luma([128]));
    let (_, derivative) = taken_in(&written(grey, ImageFormat::Png));
    assert_eq!((derivative.width, derivative.height), (1600, 20));
}

#[test]
fn transparency_is_laid_on_white() {
    let half = |x: u32, _| if x < 40 { Rgba([200, 0, 0, 255]) } else { Rgba([0, 0, 0, 0]) };
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let image = image::RgbaImage::from_fn(80, 60, half);
        let (_, derivative) = taken_in(&written(image, format));
        assert!(pixels(&derivative).get_pixel(10, 30).0[0].abs_diff(200) < 8, "{format:?}");
        assert!(pixels(&derivative).get_pixel(70, 30).0.iter().all(|c| *c > 245), "{format:?}");
    }
}

#[test]
fn webp_is_recognised_whatever_its_name() {
    let bytes = written(quarters(200, 100), ImageFormat::WebP);
    let inspected = inspect("照片.jpg", &bytes).unwrap();
    assert_eq!(inspected.format, Format::Webp);
    assert_eq!(corners(&derive("照片.jpg", &inspected, &bytes).unwrap()), "RGBW");
}

#[test]
fn no_metadata_is_left_in_a_derivative() {
    let drawn = made::drawing(7, View::Street).jpeg();
    let (inspected, small) = taken_in(&drawn);
    assert!(inspected.capture.position.is_some());
    let large = made::with_exif(&quarters(1800, 100), &[made::field(Tag::Model, made::ascii("secret camera"))]);
    for (original, derivative) in [(&drawn, &small), (&large, &taken_in(&large).1)] {
        assert_ne!(Capture::read(original), Capture::NONE);
        assert_eq!(Capture::read(&derivative.jpeg), Capture::NONE);
        assert!(!derivative.jpeg.windows(4).any(|w| w == b"Exif"));
    }
}

#[test]
fn a_small_upright_jpeg_keeps_its_coded_pixels() {
    let (_, derivative) = taken_in(&made::drawing(7, View::Street).jpeg());
    let again = inspect("x", &derivative.jpeg).unwrap();
    let derived = derive("x", &again, &derivative.jpeg).unwrap();
    assert!(derived == derivative, "a derivative of a derivative is itself");
}

#[test]
fn the_same_bytes_give_the_same_derivative_and_thumbnail() {
    let bytes = jpeg(&quarters(1900, 1000), 92, |_| {});
    let (first, second) = (taken_in(&bytes), taken_in(&bytes));
    assert!(first == second);
    assert_eq!(first.0.hash, *blake3::hash(&bytes).as_bytes());
    let small = thumbnail(&first.1.jpeg, THUMBNAIL_EDGE).unwrap();
    assert!(small == thumbnail(&second.1.jpeg, THUMBNAIL_EDGE).unwrap());
    let small = image::load_from_memory(&small).unwrap();
    assert_eq!((small.width(), small.height()), (320, 168));
}

#[test]
fn bytes_after_the_end_do_no_harm() {
    let whole = jpeg(&quarters(100, 80), 80, |_| {});
    let motion = [whole.as_slice(), b"a film appended by the phone", &whole].concat();
    let (inspected, derivative) = taken_in(&motion);
    assert_eq!(inspected.size, motion.len() as u64);
    assert!(derivative == taken_in(&whole).1);
}

#[test]
fn drawn_pictures_are_the_same_for_a_seed_and_differ_between_seeds() {
    for view in [View::Street, View::Park, View::Hall] {
        assert!(made::drawing(1, view).jpeg() == made::drawing(1, view).jpeg(), "{view:?}");
        assert!(made::drawing(1, view).jpeg() != made::drawing(2, view).jpeg(), "{view:?}");
    }
    let (inspected, derivative) = taken_in(&made::drawing(3, View::Park).jpeg());
    assert_eq!(inspected.capture.taken, Some(made::taken()));
    assert_eq!(inspected.capture.taken.unwrap().to_string(), "2026-03-12T09:15:30+08:00");
    assert_eq!(inspected.capture.position, Some(Position { lat_e6: 39_996_500, lon_e6: 116_470_200 }));
    assert_eq!((derivative.width, derivative.height), (1200, 900));
}
