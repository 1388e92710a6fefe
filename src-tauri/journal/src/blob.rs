//! Values that point outside the journal: blobs by content, and detached personal values.

use crate::cbor::Cbor;
use crate::id::Hash;

/// Points to a file by its content. In a register: `["blob", hash, ext, size]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobRef {
    pub hash: Hash,
    /// One to five of `a–z0–9`, without the dot.
    pub ext: String,
    /// Size in bytes.
    pub size: u64,
}

impl BlobRef {
    pub fn to_cbor(&self) -> Cbor {
        Cbor::Array(vec![
            Cbor::text("blob"),
            Cbor::bytes(&self.hash.0),
            Cbor::text(&self.ext),
            Cbor::Int(self.size as i64),
        ])
    }

    /// Reads the form kept in a register; `None` for any other value.
    pub fn from_cbor(item: &Cbor) -> Option<Self> {
        let [Cbor::Text(tag), Cbor::Bytes(hash), Cbor::Text(ext), Cbor::Int(size)] = item.as_array()? else {
            return None;
        };
        if tag != "blob" || !is_extension(ext) {
            return None;
        }
        Some(Self { hash: Hash::from_slice(hash)?, ext: ext.clone(), size: u64::try_from(*size).ok()? })
    }

    /// Gives the name inside a survey file and a survey folder: `<hash>.<ext>`.
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.hash, self.ext)
    }
}

/// Tells whether a text may end a blob's name.
pub fn is_extension(text: &str) -> bool {
    (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// Holds a personal value beside the journal. The register holds `["detached", hash]` in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detached {
    /// 16 random bytes, so that a short value cannot be guessed from its hash.
    pub salt: [u8; 16],
    /// Canonical bytes of the value.
    pub value: Vec<u8>,
}

impl Detached {
    /// Hashes salt and value: the name of the pair.
    pub fn hash(&self) -> Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.salt).update(&self.value);
        Hash(*hasher.finalize().as_bytes())
    }

    /// Gives what the register holds.
    pub fn to_cbor(&self) -> Cbor {
        Cbor::Array(vec![Cbor::text("detached"), Cbor::bytes(&self.hash().0)])
    }

    /// Reads the hash from what a register holds; `None` for any other value.
    pub fn hash_in(item: &Cbor) -> Option<Hash> {
        match item.as_array()? {
            [Cbor::Text(tag), Cbor::Bytes(hash)] if tag == "detached" => Hash::from_slice(hash),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_recognised_by_their_form_alone() {
        let blob = BlobRef { hash: Hash::of(b"photo"), ext: "jpg".into(), size: 5 };
        assert_eq!(BlobRef::from_cbor(&blob.to_cbor()), Some(blob.clone()));
        for ext in ["", "JPG", "tar.gz", "jpeg2000", "../x"] {
            let hostile = BlobRef { ext: ext.into(), ..blob.clone() };
            assert_eq!(BlobRef::from_cbor(&hostile.to_cbor()), None, "{ext:?} must never become a file name");
        }
        let detached = Detached { salt: [1; 16], value: Cbor::text("电话").encode() };
        assert_eq!(Detached::hash_in(&detached.to_cbor()), Some(detached.hash()));
        assert_eq!(Detached::hash_in(&blob.to_cbor()), None);
    }
}
