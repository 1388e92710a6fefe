//! The manifest: what a survey file claims to hold, and its carrier's signature under it.

use super::branch::Branch;
use super::fault::{FileError, LimitKind, damaged};
use super::limit::{MOST_BRANCHES, MOST_MANIFEST_BYTES};
use super::name::EntryName;
use super::zip::MOST_ENTRIES;
use crate::checkpoint::verify;
use crate::id::{DeviceId, Hash, SurveyId};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt::Display;
use std::str::FromStr;

/// The format that is written here: a major number that changes what a reader must do, and a minor one for additions
/// that an older reader may leave aside.
pub const FORMAT: (u32, u32) = (1, 0);
/// What stands before the manifest's bytes when they are signed.
const DOMAIN: &[u8] = b"tanfang manifest 1\n";

/// How long `manifest.sig` is: two names, 64 and 128 digits.
pub(super) const SIGNATURE_BYTES: u32 = 217;

/// Describes a survey file. Once the file has been opened, all of it is verified against the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Major and minor number of the format.
    pub format: (u32, u32),
    #[serde(with = "text")]
    pub survey: SurveyId,
    /// The device that wrote the file. It may carry changes of all devices.
    #[serde(with = "text")]
    pub carrier: DeviceId,
    /// Version of the program that wrote it.
    pub app: String,
    /// Milliseconds since 1970 by the carrier's clock; may be wrong.
    pub written_ms: i64,
    /// Minutes east of UTC of the carrier's clock.
    pub offset_min: i64,
    pub counts: Counts,
    /// Sorted by device, first number, head.
    pub branches: Vec<Branch>,
    /// Every entry but the manifest and its signature, in the order of the file.
    pub files: Vec<FileRecord>,
}

/// Counts what a survey file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    pub changes: u64,
    pub blobs: u64,
    /// Size of all blobs in bytes.
    pub blob_bytes: u64,
}

/// Names an entry with its size in bytes and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRecord {
    #[serde(with = "text")]
    pub name: EntryName,
    pub size: u64,
    #[serde(with = "text")]
    pub blake3: Hash,
}

/// Holds the content of `manifest.sig`; its bytes have one form, without spaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signature {
    key: String,
    signature: String,
}

/// Holds the one thing that is read of a manifest before its version is known.
#[derive(Deserialize)]
struct Probe {
    format: (u32, u32),
}

/// Tells whether these bytes are a manifest of a newer major format.
pub(super) fn is_newer(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Probe>(bytes).is_ok_and(|probe| probe.format.0 > FORMAT.0)
}

/// Gives the bytes that the carrier signs.
pub(super) fn signed_bytes(manifest: &[u8]) -> Vec<u8> {
    [DOMAIN, manifest].concat()
}

/// Gives the content of `manifest.sig`.
pub(super) fn signature_entry(key: &[u8; 32], signature: &[u8; 64]) -> Vec<u8> {
    let key = hex::encode(key);
    let signature = hex::encode(signature);
    format!(r#"{{"key":"{key}","signature":"{signature}"}}"#).into_bytes()
}

impl Manifest {
    pub(super) fn encode(&self) -> Result<Vec<u8>, LimitKind> {
        // Plain data with text keys: serialising has no way to fail.
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        if bytes.len() as u64 > MOST_MANIFEST_BYTES { Err(LimitKind::ManifestBytes) } else { Ok(bytes) }
    }

    /// Reads a manifest and proves that it agrees with itself. The signature is proven by [`prove`].
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, FileError> {
        let manifest: Self = match serde_json::from_slice(bytes) {
            Ok(manifest) => manifest,
            // A later minor format may have added what only it can read.
            Err(_) if probe_minor(bytes) > Some(FORMAT.1) => return Err(FileError::Newer),
            Err(_) => return Err(damaged(EntryName::Manifest, "no manifest of this format")),
        };
        if manifest.format.0 != FORMAT.0 {
            return Err(damaged(EntryName::Manifest, "a format that never existed"));
        }
        manifest.check()?;
        Ok(manifest)
    }

    fn check(&self) -> Result<(), FileError> {
        let wrong = |detail| Err(damaged(EntryName::Manifest, detail));
        if self.branches.len() > MOST_BRANCHES {
            return Err(FileError::Limit { what: LimitKind::Branches });
        }
        if self.files.len() > MOST_ENTRIES {
            return Err(FileError::Limit { what: LimitKind::Entries });
        }
        let mut changes = 0u64;
        for branch in &self.branches {
            let Some(length) = branch.length() else {
                return wrong("a branch with impossible numbers");
            };
            changes = changes.saturating_add(length);
        }
        if !self.branches.windows(2).all(|pair| pair[0].place() < pair[1].place()) {
            return wrong("branches out of order or twice");
        }
        if !self.files.windows(2).all(|pair| pair[0].name < pair[1].name) {
            return wrong("files out of order or twice");
        }
        let blobs: Vec<&FileRecord> =
            self.files.iter().filter(|file| matches!(file.name, EntryName::Blob { .. })).collect();
        for file in &blobs {
            if !matches!(file.name, EntryName::Blob { hash, .. } if hash == file.blake3) {
                return wrong("a blob whose name is not its hash");
            }
        }
        let counts = Counts {
            changes,
            blobs: blobs.len() as u64,
            blob_bytes: blobs.iter().fold(0, |sum, file| file.size.saturating_add(sum)),
        };
        if counts == self.counts { Ok(()) } else { wrong("counts other than the lists say") }
    }

    /// Gives the records of the blobs.
    pub fn blobs(&self) -> impl Iterator<Item = &FileRecord> {
        self.files.iter().filter(|file| matches!(file.name, EntryName::Blob { .. }))
    }

    /// Gives the record of an entry.
    pub fn file(&self, name: EntryName) -> Option<&FileRecord> {
        let at = self.files.binary_search_by(|file| file.name.cmp(&name)).ok()?;
        self.files.get(at)
    }
}

fn probe_minor(bytes: &[u8]) -> Option<u32> {
    serde_json::from_slice::<Probe>(bytes).ok().filter(|probe| probe.format.0 == FORMAT.0).map(|probe| probe.format.1)
}

/// Proves that the carrier named in the manifest signed exactly these bytes.
pub(super) fn prove(carrier: DeviceId, manifest: &[u8], entry: &[u8]) -> Result<(), FileError> {
    let read = || {
        let parsed: Signature = serde_json::from_slice(entry).ok()?;
        let (mut key, mut signature) = ([0; 32], [0; 64]);
        hex::decode_to_slice(&parsed.key, &mut key).ok()?;
        hex::decode_to_slice(&parsed.signature, &mut signature).ok()?;
        // One form only, so that nothing in the file can be changed unseen.
        (signature_entry(&key, &signature) == entry).then_some((key, signature))
    };
    let Some((key, signature)) = read() else {
        return Err(damaged(EntryName::Signature, "no signature in the one form it has"));
    };
    if DeviceId::of_key(&key) != carrier {
        return Err(FileError::Forged { detail: "the key is not that of the carrier" });
    }
    if !verify(&key, &signed_bytes(manifest), &signature) {
        return Err(FileError::Forged { detail: "the carrier did not sign this manifest" });
    }
    Ok(())
}

/// Writes names as their text, and reads only that one text.
pub(super) mod text {
    use super::{Deserialize, Deserializer, Display, FromStr, Serializer};

    pub fn serialize<T: Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom("not a valid name"))
    }

    /// The same for a name that may be null.
    pub mod optional {
        use super::super::{Deserialize, Deserializer, Display, FromStr, Serializer};

        // serde asks for this form.
        #[allow(clippy::ref_option)]
        pub fn serialize<T: Display, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
            match value {
                Some(value) => serializer.collect_str(value),
                None => serializer.serialize_none(),
            }
        }

        pub fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
            let text = Option::<String>::deserialize(deserializer)?;
            text.map(|text| text.parse().map_err(|_| serde::de::Error::custom("not a valid name"))).transpose()
        }
    }
}
