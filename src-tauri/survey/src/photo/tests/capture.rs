use super::made::{self, ascii, field, quarters, with_exif};
use crate::photo::*;
use exif::{Field, Rational, Tag, Value};

fn read(fields: &[Field]) -> Capture {
    let bytes = with_exif(&quarters(32, 32), fields);
    inspect("a.jpg", &bytes).unwrap().capture
}

fn angle(tag: Tag, parts: &[(u32, u32)]) -> Field {
    field(tag, Value::Rational(parts.iter().map(|(num, denom)| Rational { num: *num, denom: *denom }).collect()))
}

fn at(lat: &[(u32, u32)], north: &str, lon: &[(u32, u32)], east: &str) -> Option<(i32, i32)> {
    let fields = [
        angle(Tag::GPSLatitude, lat),
        field(Tag::GPSLatitudeRef, ascii(north)),
        angle(Tag::GPSLongitude, lon),
        field(Tag::GPSLongitudeRef, ascii(east)),
    ];
    read(&fields).position.map(|p| (p.lat_e6, p.lon_e6))
}

#[test]
fn time_is_local_and_its_offset_known_or_not() {
    let time = |text: &str| field(Tag::DateTimeOriginal, ascii(text));
    let offset = |text: &str| field(Tag::OffsetTimeOriginal, ascii(text));
    let text = |fields: &[Field]| read(fields).taken.map(|t| t.to_string());
    assert_eq!(text(&[time("2026:03:12 09:15:30")]).as_deref(), Some("2026-03-12T09:15:30"));
    assert_eq!(text(&[time("2026:03:12 09:15:30"), offset("+08:00")]).as_deref(), Some("2026-03-12T09:15:30+08:00"));
    assert_eq!(text(&[time("2026:03:12 09:15:30"), offset("-09:30")]).as_deref(), Some("2026-03-12T09:15:30-09:30"));
    assert_eq!(text(&[time("2026:03:12 09:15:30"), offset("later")]).as_deref(), Some("2026-03-12T09:15:30"));
    for wrong in ["0000:00:00 00:00:00", "2026:13:01 00:00:00", "2026:02:30 00:00:00", "    :  :     :  :  ", "soon"] {
        assert_eq!(text(&[time(wrong)]), None, "{wrong:?}");
    }
    let digitised = field(Tag::DateTimeDigitized, ascii("2025:01:02 03:04:05"));
    assert_eq!(text(&[digitised]).as_deref(), Some("2025-01-02T03:04:05"));
}

#[test]
fn positions_are_exact_millionths() {
    let beijing = at(&[(39, 1), (54, 1), (2630, 100)], "N", &[(116, 1), (23, 1), (2904, 100)], "E");
    assert_eq!(beijing, Some((39_907_306, 116_391_400)));
    let south_west = at(&[(33, 1), (30, 1), (0, 1)], "S", &[(70, 1), (45, 1), (0, 0)], "W");
    assert_eq!(south_west, Some((-33_500_000, -70_750_000)), "0/0 seconds are none");
    assert_eq!(
        at(&[(399_073_061, 10_000_000)], "N", &[(1_163_914_004, 10_000_000)], "E"),
        Some((39_907_306, 116_391_400))
    );
}

#[test]
fn absurd_positions_are_dropped_and_never_refuse_the_photo() {
    let east = &[(116, 1), (0, 1), (0, 1)];
    assert_eq!(at(&[(91, 1), (0, 1), (0, 1)], "N", east, "E"), None);
    assert_eq!(at(&[(40, 0), (0, 1), (0, 1)], "N", east, "E"), None);
    assert_eq!(at(&[(u32::MAX, 1), (u32::MAX, 1), (u32::MAX, 1)], "N", east, "E"), None);
    assert_eq!(at(&[(40, 1), (0, 1), (0, 1)], "Q", east, "E"), None);
    assert_eq!(at(&[], "N", east, "E"), None);
    assert_eq!(at(&[(0, 1), (0, 1), (0, 1)], "N", &[(0, 1), (0, 1), (0, 1)], "E"), None, "a camera without a fix");
    let widest = (u32::MAX, u32::MAX);
    assert_eq!(at(&[widest, widest, widest], "N", &[widest, widest, widest], "E"), Some((1_016_944, 1_016_944)));
}

#[test]
fn a_receiver_without_a_fix_gives_no_position() {
    let fields = [
        angle(Tag::GPSLatitude, &[(40, 1), (0, 1), (0, 1)]),
        field(Tag::GPSLatitudeRef, ascii("N")),
        angle(Tag::GPSLongitude, &[(116, 1), (0, 1), (0, 1)]),
        field(Tag::GPSLongitudeRef, ascii("E")),
        field(Tag::GPSStatus, ascii("V")),
    ];
    assert_eq!(read(&fields).position, None);
}

#[test]
fn the_camera_is_make_and_model_without_repetition() {
    let camera =
        |make: &str, model: &str| read(&[field(Tag::Make, ascii(make)), field(Tag::Model, ascii(model))]).camera;
    assert_eq!(camera("HUAWEI", "P60").as_deref(), Some("HUAWEI P60"));
    assert_eq!(camera("Canon", "Canon EOS R6").as_deref(), Some("Canon EOS R6"));
    assert_eq!(camera("   ", "\u{1}\u{2}"), None);
    assert_eq!(camera("x", &"很长".repeat(5000)).map(|c| c.chars().count()), Some(80));
}

#[test]
fn broken_metadata_never_refuse_a_photo() {
    let plain = quarters(32, 32);
    let blocks: [&[u8]; 6] = [
        b"Exif\0\0",
        b"Exif\0\0MM\0\x2a\xff\xff\xff\xff",
        b"Exif\0\0II\x2a\0\x08\0\0\0\xff\xff",
        b"Exif\0\0garbage garbage garbage",
        // An orientation of type text, and a directory that points to itself.
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x02\0\0\0\x01A\0\0\0\0\0\0\x08",
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x63\0\0\0\0\0\0",
    ];
    for block in blocks {
        let bytes = made::jpeg(&plain, 80, |e| e.add_app_segment(1, block.to_vec()).unwrap());
        let inspected = inspect("a.jpg", &bytes).unwrap();
        assert_eq!(inspected.capture.turn, Turn::UPRIGHT, "{block:?}");
        assert!(derive("a.jpg", &inspected, &bytes).is_ok());
    }
}
