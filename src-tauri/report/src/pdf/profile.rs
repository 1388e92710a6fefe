//! The colour profile that says what the document's red, green and blue are: sRGB (IEC 61966-2-1), worked out here.
//!
//! A display profile of ICC version 2 with three primaries and one curve, nothing else: no file of others is carried.

/// Points of the curve.
const CURVE: usize = 1024;
/// The primaries and the white point of sRGB, adapted to D50 (ICC.1:2001-04, s15Fixed16).
const PRIMARIES: [(&[u8; 4], [f64; 3]); 4] = [
    (b"wtpt", [0.9642, 1.0, 0.8249]),
    (b"rXYZ", [0.436_066, 0.222_488, 0.013_916]),
    (b"gXYZ", [0.385_147, 0.716_873, 0.097_076]),
    (b"bXYZ", [0.143_066, 0.060_608, 0.714_096]),
];
const NAME: &str = "sRGB IEC61966-2.1";

/// Gives the profile's bytes.
pub(super) fn srgb() -> Vec<u8> {
    let mut tags: Vec<([u8; 4], Vec<u8>)> = vec![(*b"desc", description()), (*b"cprt", notice())];
    for (name, values) in PRIMARIES {
        tags.push((*name, colour(values)));
    }
    let curve = curve();
    let table = 128 + 4 + (tags.len() + 3) * 12;
    let mut data = Vec::new();
    let mut index = Vec::new();
    let mut put = |name: [u8; 4], at: usize, length: usize| {
        index.extend(name);
        index.extend(word(at));
        index.extend(word(length));
    };
    for (name, bytes) in &tags {
        put(*name, table + data.len(), bytes.len());
        data.extend(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    // One curve for all three.
    for name in [*b"rTRC", *b"gTRC", *b"bTRC"] {
        put(name, table + data.len(), curve.len());
    }
    data.extend(&curve);
    data.resize(data.len().next_multiple_of(4), 0);

    let mut bytes = header(table + data.len());
    bytes.extend(word(tags.len() + 3));
    bytes.extend(index);
    bytes.extend(data);
    bytes
}

fn header(size: usize) -> Vec<u8> {
    let mut header = vec![0; 128];
    header[0..4].copy_from_slice(&word(size));
    header[8..12].copy_from_slice(&[2, 0x10, 0, 0]);
    header[12..16].copy_from_slice(b"mntr");
    header[16..20].copy_from_slice(b"RGB ");
    header[20..24].copy_from_slice(b"XYZ ");
    // The day the standard appeared: a profile must have a date, and this one does not change.
    for (at, value) in [(24, 1999_u16), (26, 10), (28, 18)] {
        header[at..at + 2].copy_from_slice(&value.to_be_bytes());
    }
    header[36..40].copy_from_slice(b"acsp");
    // The light the primaries are adapted to.
    for (at, value) in [(68, 0.9642), (72, 1.0), (76, 0.8249)] {
        header[at..at + 4].copy_from_slice(&fixed(value));
    }
    header
}

fn word(value: usize) -> [u8; 4] {
    (value as u32).to_be_bytes()
}

fn fixed(value: f64) -> [u8; 4] {
    ((value * 65_536.0).round() as i32).to_be_bytes()
}

fn description() -> Vec<u8> {
    let mut bytes = b"desc\0\0\0\0".to_vec();
    bytes.extend(word(NAME.len() + 1));
    bytes.extend(NAME.as_bytes());
    // The end of the name, then no Unicode name and no Macintosh one.
    bytes.resize(bytes.len() + 1 + 4 + 4 + 2 + 1 + 67, 0);
    bytes
}

fn notice() -> Vec<u8> {
    let mut bytes = b"text\0\0\0\0".to_vec();
    bytes.extend(b"No copyright, use freely\0");
    bytes
}

fn colour(values: [f64; 3]) -> Vec<u8> {
    let mut bytes = b"XYZ \0\0\0\0".to_vec();
    bytes.extend(values.into_iter().flat_map(fixed));
    bytes
}

/// Gives the way from a stored value to light (IEC 61966-2-1, 5.2).
fn curve() -> Vec<u8> {
    let mut bytes = b"curv\0\0\0\0".to_vec();
    bytes.extend(word(CURVE));
    for step in 0..CURVE {
        let stored = step as f64 / (CURVE - 1) as f64;
        let light = if stored <= 0.040_45 { stored / 12.92 } else { ((stored + 0.055) / 1.055).powf(2.4) };
        bytes.extend(((light * 65_535.0).round() as u16).to_be_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_as_long_as_it_says_and_its_tags_lie_within_it() {
        let profile = srgb();
        let number = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!(number(0), profile.len());
        assert_eq!(number(128), 9);
        for tag in 0..9 {
            let (offset, length) = (number(132 + tag * 12 + 4), number(132 + tag * 12 + 8));
            assert!(offset % 4 == 0 && offset >= 132 + 9 * 12 && offset + length <= profile.len());
        }
    }

    #[test]
    fn the_primaries_add_up_to_the_white_point() {
        for axis in 0..3 {
            let sum: f64 = PRIMARIES[1..].iter().map(|(_, values)| values[axis]).sum();
            assert!((sum - PRIMARIES[0].1[axis]).abs() < 0.001, "{sum}");
        }
    }
}
