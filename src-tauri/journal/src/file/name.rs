//! The names that an entry of a survey file may have. There are no others: that is the defence against traversal.

use crate::id::Hash;
use std::fmt;
use std::str::FromStr;

/// Names a blob's ending: one to five of `a`–`z` and `0`–`9`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ext([u8; 5]);

impl Ext {
    /// Reads an ending without its dot; none for any other form.
    pub fn new(text: &str) -> Option<Self> {
        let fits = (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let mut bytes = [0; 5];
        fits.then(|| bytes[..text.len()].copy_from_slice(text.as_bytes()))?;
        Some(Self(bytes))
    }

    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|b| *b == 0).unwrap_or(self.0.len());
        // Only ASCII is ever stored, see `new`.
        std::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }
}

impl fmt::Debug for Ext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ext({})", self.as_str())
    }
}

/// Names an entry of a survey file. The order of the names is the order of the entries in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryName {
    /// `manifest.json`
    Manifest,
    /// `manifest.sig`
    Signature,
    /// `changes.cbor.zst`
    Changes,
    /// `checkpoints.cbor`
    Checkpoints,
    /// `payload.cbor.zst`
    Payload,
    /// `blobs/<64 lower-case hex digits>.<ending>`
    Blob { hash: Hash, ext: Ext },
}

impl EntryName {
    /// The entries that every file has, in this order, before its blobs.
    pub const FIXED: [Self; 5] = [Self::Manifest, Self::Signature, Self::Changes, Self::Checkpoints, Self::Payload];

    /// Reads a name; none for anything that is not exactly one of the allowed names.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(fixed) = Self::FIXED.into_iter().find(|name| name.fixed_text() == Some(text)) {
            return Some(fixed);
        }
        let (hash, ext) = text.strip_prefix("blobs/")?.split_once('.')?;
        Some(Self::Blob { hash: hash.parse().ok()?, ext: Ext::new(ext)? })
    }

    fn fixed_text(self) -> Option<&'static str> {
        match self {
            Self::Manifest => Some("manifest.json"),
            Self::Signature => Some("manifest.sig"),
            Self::Changes => Some("changes.cbor.zst"),
            Self::Checkpoints => Some("checkpoints.cbor"),
            Self::Payload => Some("payload.cbor.zst"),
            Self::Blob { .. } => None,
        }
    }
}

/// Says that a text is not a name that an entry may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a name of an entry of a survey file")]
pub struct NameError;

impl FromStr for EntryName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        Self::parse(text).ok_or(NameError)
    }
}

impl fmt::Display for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blob { hash, ext } => write!(f, "blobs/{hash}.{}", ext.as_str()),
            fixed => f.write_str(fixed.fixed_text().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_names_are_names() {
        let hash = "0".repeat(62) + "af";
        let good = format!("blobs/{hash}.jpg");
        assert_eq!(EntryName::parse(&good).unwrap().to_string(), good);
        for name in EntryName::FIXED {
            assert_eq!(EntryName::parse(&name.to_string()), Some(name));
        }
        for bad in [
            "",
            "Manifest.json",
            "manifest.json ",
            "./manifest.json",
            "/manifest.json",
            "blobs",
            "blobs/",
            "../blobs/x.jpg",
            "C:\\manifest.json",
            &format!("blobs/{hash}"),
            &format!("blobs/{hash}."),
            &format!("blobs/{hash}.JPG"),
            &format!("blobs/{hash}.jpegxl"),
            &format!("blobs/{hash}.j/g"),
            &format!("blobs/{hash}.a.b"),
            &format!("blobs/{}.jpg", hash.to_uppercase()),
            &format!("blobs/{}.jpg", &hash[1..]),
            &format!("blobs/0{hash}.jpg"),
            &format!("blobs\\{hash}.jpg"),
            &format!("blobs/../{hash}.jpg"),
            &format!("blobs/{hash}.jp\0"),
        ] {
            assert_eq!(EntryName::parse(bad), None, "{bad:?} must not be a name");
        }
    }

    #[test]
    fn the_order_of_names_is_the_order_of_their_texts_among_blobs() {
        let mut names: Vec<EntryName> = [("00", "jpg"), ("00", "jp"), ("fe", "a"), ("0a", "z9"), ("a0", "b")]
            .iter()
            .map(|(start, ext)| EntryName::parse(&format!("blobs/{}{start}.{ext}", start.repeat(31))).unwrap())
            .collect();
        names.sort();
        let texts: Vec<String> = names.iter().map(ToString::to_string).collect();
        assert!(texts.is_sorted());
    }
}
