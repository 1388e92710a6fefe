//! When a photo was taken, from the name its camera or program gave it. Programs that send photos take the metadata out.

use super::Taken;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Finds the time in names such as `IMG_20260506_143012.jpg`, `微信图片_20260506143012.jpg`, `Screenshot_2026-05-06-14-30-12.png`,
/// `mmexport1778049012345.jpg`. A day without a time of day is none: it would be wrong by hours.
pub fn taken(name: &str) -> Option<Taken> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if let Some(rest) = stem.strip_prefix("mmexport") {
        return from_milliseconds(rest);
    }
    let letters: Vec<char> = stem.chars().collect();
    let mut starts = (0..letters.len()).filter(|at| *at == 0 || !letters[at - 1].is_ascii_digit());
    let found = starts.find_map(|at| read(&letters[at..]))?;
    Some(Taken { local: found, offset_min: None, from_name: true })
}

/// Reads milliseconds since 1970: an instant, so it has an offset.
fn from_milliseconds(text: &str) -> Option<Taken> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let instant = Timestamp::from_millisecond(digits.parse().ok().filter(|_| digits.len() == 13)?).ok()?;
    let local = instant.to_zoned(TimeZone::UTC).datetime();
    plausible(local).map(|local| Taken { local, offset_min: Some(0), from_name: true })
}

/// Reads a day and a time of day: digits, with at most one sign between any two parts.
fn read(letters: &[char]) -> Option<DateTime> {
    let mut at = 0;
    let mut parts = [0_i16; 6];
    for (n, part) in parts.iter_mut().enumerate() {
        if n > 0 && letters.get(at).is_some_and(|c| matches!(c, '_' | '-' | '.' | ' ' | 'T' | ':')) {
            at += 1;
        }
        let width = if n == 0 { 4 } else { 2 };
        for letter in letters.get(at..at + width)? {
            *part = *part * 10 + i16::try_from(letter.to_digit(10)?).ok()?;
        }
        at += width;
    }
    // Some cameras add milliseconds; a longer number is something else.
    let more = letters[at..].iter().take_while(|c| c.is_ascii_digit()).count();
    if !matches!(more, 0 | 3) {
        return None;
    }
    let [year, month, day, hour, minute, second] = parts;
    let small = |part: i16| i8::try_from(part).ok();
    let time = DateTime::new(year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?, 0).ok()?;
    plausible(time)
}

fn plausible(time: DateTime) -> Option<DateTime> {
    (2000..2100).contains(&time.year()).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str) -> Option<String> {
        taken(name).map(|taken| taken.to_string())
    }

    #[test]
    fn names_of_cameras_and_programs_tell_the_time() {
        for (name, time) in [
            ("IMG_20260506_143012.jpg", "2026-05-06T14:30:12"),
            ("IMG20260506143012.jpg", "2026-05-06T14:30:12"),
            ("PXL_20260506_143012345.jpg", "2026-05-06T14:30:12"),
            ("微信图片_20260506143012.jpg", "2026-05-06T14:30:12"),
            ("微信图片_20260506143012_1.png", "2026-05-06T14:30:12"),
            ("Screenshot_2026-05-06-14-30-12.png", "2026-05-06T14:30:12"),
            ("2026-05-06 14.30.12.jpg", "2026-05-06T14:30:12"),
            ("mmexport1778049012345.jpg", "2026-05-06T06:30:12+00:00"),
        ] {
            assert_eq!(found(name).as_deref(), Some(time), "{name}");
        }
    }

    #[test]
    fn other_names_tell_nothing() {
        for name in [
            "DSC_0042.jpg",
            "望京.jpg",
            "IMG_20260506.jpg",
            "IMG_20261306_143012.jpg",
            "IMG_20260506_243012.jpg",
            "IMG_18260506_143012.jpg",
            "2026050614301299999.jpg",
            "mmexport12.jpg",
            "",
        ] {
            assert_eq!(found(name), None, "{name}");
        }
    }
}
