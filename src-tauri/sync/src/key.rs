//! The names of objects.

use crate::PlaceError;

/// Limits a whole key and, with the folder it lies in, keeps paths below what Windows takes.
const MOST_BYTES: usize = 160;

/// Names one object: parts of `a-z`, `0-9`, `-`, `_` and `.`, joined by `/`.
///
/// Small letters only, so that a file system which ignores case cannot take two keys for one; no part begins with a dot,
/// ends with one, or is a device name of Windows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    pub fn new(text: impl Into<String>) -> Result<Self, PlaceError> {
        let text = text.into();
        if text.len() <= MOST_BYTES && text.split('/').all(is_part) {
            Ok(Self(text))
        } else {
            Err(PlaceError::Key(text))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

pub(crate) fn is_part(part: &str) -> bool {
    let allowed = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.');
    let stem = part.split('.').next().unwrap_or(part);
    let device = matches!(stem, "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.as_bytes()[3].is_ascii_digit());
    !part.is_empty() && part.bytes().all(allowed) && !part.starts_with('.') && !part.ends_with('.') && !device
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain_on_every_file_system() {
        for good in ["v1/survey.json", "v1/dev/00ff/1-20-9a.seg", "v1/blob/0a/0a1b", "a"] {
            assert_eq!(Key::new(good).unwrap().as_str(), good);
        }
        let long = "a".repeat(MOST_BYTES + 1);
        for bad in [
            "", "/", "/a", "a/", "a//b", ".", "..", "a/../b", ".hidden", "a.", "A", "a b", "a\\b", "c:", "望京", "nul",
            "con.txt", "v1/com1", "lpt9.seg", "a\0", "a*", &long,
        ] {
            assert!(Key::new(bad).is_err(), "{bad:?} must be refused");
        }
    }
}
