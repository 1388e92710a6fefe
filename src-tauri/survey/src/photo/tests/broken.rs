use super::made::{self, jpeg, quarters, written};
use crate::photo::draw::View;
use crate::photo::*;
use image::ImageFormat;
use std::io::Cursor;

fn take(name: &str, bytes: &[u8]) -> Result<Import, PhotoError> {
    import(name, &mut Cursor::new(bytes))
}

fn reason(bytes: &[u8]) -> Option<Reason> {
    take("坏照片.jpg", bytes).expect_err("must be refused").reason()
}

#[test]
fn a_photo_cut_anywhere_is_refused_by_name() {
    let image = quarters(160, 120);
    let files = [
        made::drawing(5, View::Hall).jpeg(),
        jpeg(&image, 80, |_| {}),
        jpeg(&image, 80, |e| e.set_progressive(true)),
        written(image.clone(), ImageFormat::Png),
        written(image, ImageFormat::WebP),
    ];
    for whole in files {
        assert!(take("好照片", &whole).is_ok());
        let step = (whole.len() / 60).max(1);
        for cut in (1..whole.len()).step_by(step).chain([whole.len() - 1, whole.len() - 2]) {
            let error = take("坏照片.jpg", &whole[..cut]).expect_err("a cut photo must be refused");
            assert_eq!(error.name(), "坏照片.jpg");
            // Before the first dozen bytes nothing says what the file was.
            let tells = matches!(error, PhotoError::Broken { reason: Reason::Truncated | Reason::Damaged, .. });
            assert!(tells || cut < 16 && matches!(error, PhotoError::Kind { .. }), "cut at {cut}: {error}");
        }
    }
}

#[test]
fn a_photo_whose_tail_was_zeroed_by_a_bad_stick_is_refused() {
    let mut bytes = made::drawing(5, View::Street).jpeg();
    let half = bytes.len() / 2;
    bytes[half..].fill(0);
    assert_eq!(reason(&bytes), Some(Reason::Truncated));
}

#[test]
fn coded_data_that_end_early_are_refused_even_with_an_end_marker() {
    let whole = jpeg(&quarters(640, 480), 80, |_| {});
    let cut = [&whole[..whole.len() * 3 / 4], &[0xff, 0xd9]].concat();
    assert_eq!(reason(&cut), Some(Reason::Damaged));
}

#[test]
fn nothing_text_and_unknown_files_are_refused() {
    assert!(matches!(take("空.jpg", b""), Err(PhotoError::Empty { .. })));
    let text = "这不是照片。\nNot a photo.\n".as_bytes();
    assert!(matches!(take("说明.jpg", text), Err(PhotoError::Kind { .. })));
    assert!(matches!(take("程序.exe", b"MZ\x90\0\x03\0\0\0"), Err(PhotoError::Kind { .. })));
    assert!(matches!(take("空字节.txt", b"a\0b"), Err(PhotoError::Kind { .. })));
    assert!(matches!(take("照片.gif", b"GIF89a\x01\0\x01\0"), Err(PhotoError::Kind { .. })));
    let zip = made::zip(&["a.txt"], b"x");
    assert!(matches!(take("压缩.docx", &zip), Err(PhotoError::Kind { .. })));
}

/// Writes a size into the frame header of a JPEG that holds a small picture.
fn claiming(width: u16, height: u16, progressive: bool) -> Vec<u8> {
    let mut bytes = jpeg(&quarters(16, 16), 80, |e| e.set_progressive(progressive));
    let marker = if progressive { 0xc2 } else { 0xc0 };
    let at = bytes.windows(2).position(|w| w == [0xff, marker]).unwrap();
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = written(quarters(16, 16), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, b| {
        (0..8).fold(crc ^ u32::from(*b), |c, _| if c & 1 == 1 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 })
    })
}

#[test]
fn a_small_file_claiming_a_huge_picture_is_refused_at_once() {
    let start = std::time::Instant::now();
    for bytes in [claiming(65535, 65535, false), claiming(10000, 9000, true), png_claiming(200_000, 200_000)] {
        let error = take("炸弹.png", &bytes).expect_err("must be refused");
        assert_eq!(error, PhotoError::TooLarge { name: "炸弹.png".to_owned() });
    }
    assert!(start.elapsed().as_millis() < 500, "the pixels were allocated or decoded");
}

#[test]
fn a_photo_of_200_megapixels_is_kept_whole_without_a_picture() {
    let claims = claiming(16_320, 12_240, false);
    // As large as such photos are: a comment stands for the pixels that nobody decodes.
    let comment = [&[0xff, 0xfe, 0xff, 0xff][..], &vec![b' '; 0xfffd]].concat().repeat(20);
    let bytes = [&claims[..2], &comment, &claims[2..]].concat();
    let import = take("IMG_20260506_143012.jpg", &bytes).unwrap();
    assert_eq!(import.photo, None);
    assert_eq!((import.inspected.format, import.inspected.size), (Format::Jpeg, bytes.len() as u64));
    assert!(import.inspected.capture.taken.is_some(), "its name still tells when");
    let cut = &bytes[..bytes.len() - 40];
    assert!(take("IMG_20260506_143012.jpg", cut).is_err(), "half a photo is refused all the same");
}

#[test]
fn a_picture_smaller_than_it_claims_is_damaged() {
    assert_eq!(reason(&claiming(400, 400, false)), Some(Reason::Damaged));
    assert!(take("x", &png_claiming(400, 400)).is_err());
    assert!(take("x", &claiming(0, 100, false)).is_err());
}

#[test]
fn rare_codings_are_told_apart_from_damage() {
    let whole = jpeg(&quarters(16, 16), 80, |_| {});
    let at = whole.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    let mut arithmetic = whole.clone();
    arithmetic[at + 1] = 0xc9;
    assert_eq!(reason(&arithmetic), Some(Reason::Coding));
    let mut deep = whole;
    deep[at + 4] = 12;
    assert_eq!(reason(&deep), Some(Reason::Coding));
    // The encoder writes each component in a scan of its own here; painting that wrong would be worse than refusing it.
    let apart = jpeg(&quarters(64, 48), 80, |e| e.set_optimized_huffman_tables(true));
    assert_eq!(reason(&apart), Some(Reason::Coding));
}

#[test]
fn damaged_bytes_never_panic() {
    let files = [
        made::drawing(9, View::Park).jpeg(),
        jpeg(&quarters(64, 48), 80, |e| e.set_progressive(true)),
        written(quarters(64, 48), ImageFormat::Png),
        written(quarters(64, 48), ImageFormat::WebP),
        made::zip(&["[Content_Types].xml", "word/document.xml"], b""),
    ];
    let mut state = 1_u64;
    let mut roll = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for whole in &files {
        // The heads hold the structure; damage there is the cruel kind.
        for round in 0..300 {
            let mut bytes = whole.clone();
            let reach = if round % 2 == 0 { bytes.len().min(700) } else { bytes.len() };
            for _ in 0..=roll() % 4 {
                let at = roll() % reach;
                bytes[at] = roll() as u8;
            }
            if let Ok(import) = take("x", &bytes)
                && let Some(photo) = import.photo
            {
                let again = image::load_from_memory(&photo.derivative.jpeg).unwrap();
                assert_eq!((again.width(), again.height()), (photo.derivative.width, photo.derivative.height));
            }
        }
    }
}

#[test]
fn every_error_has_a_code_and_every_reason_a_word_in_both_languages() {
    let name = || "a".to_owned();
    for (error, code) in [
        (PhotoError::Broken { name: name(), reason: Reason::Truncated, detail: String::new() }, "fault-photo-broken"),
        (PhotoError::Empty { name: name() }, "fault-photo-empty"),
        (PhotoError::Kind { name: name() }, "fault-photo-kind"),
        (PhotoError::TooLarge { name: name() }, "fault-photo-too-large"),
        (PhotoError::Unreadable { name: name(), detail: String::new() }, "fault-photo-unreadable"),
    ] {
        assert_eq!((error.code(), error.name()), (code, "a"));
    }
    for language in ["zh-CN", "en"] {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/text/");
        let words = std::fs::read_to_string(format!("{path}{language}/photo.ftl")).unwrap();
        let has = |id: &str| words.lines().any(|line| line.starts_with(&format!("{id} = ")));
        assert!(Reason::ALL.iter().all(|reason| has(reason.word())), "{language}");
        assert!(Format::ALL.iter().all(|format| has(format.word())), "{language}");
    }
}
