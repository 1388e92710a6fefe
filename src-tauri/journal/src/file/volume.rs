//! Volumes: one hand-over dealt out into several survey files, each of them complete in itself.
//!
//! Every volume carries all records, and its share of the blobs. So any of them, in any order, can be merged or joined
//! from, and what is missing comes with the others.

use super::zip::{MOST_BYTES, MOST_ENTRIES};
use crate::blob::BlobRef;

/// What a blob costs beside its content: two headers with its name, and its line in the manifest.
const PER_BLOB: u64 = 512;
/// The most blobs a volume may have, beside the fixed entries.
const MOST_BLOBS: usize = MOST_ENTRIES - 5;

/// Says that something does not fit into a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oversize {
    /// The records alone, with the blobs that every volume needs, have so many bytes.
    Records { bytes: u64 },
    /// One blob with the records has so many bytes.
    Blob { blob: BlobRef, bytes: u64 },
}

/// Deals blobs out into as few volumes as their order allows, each of at most `most_bytes`.
///
/// `records` is what [`super::Packed::most_bytes`] tells; the blobs in `always` go into every volume. Without blobs
/// there is one volume. No volume passes what the format allows, whatever `most_bytes` says.
///
/// # Errors
/// The first thing that fits into no volume.
pub fn deal(
    records: u64,
    always: &[BlobRef],
    blobs: &[BlobRef],
    most_bytes: u64,
) -> Result<Vec<Vec<BlobRef>>, Oversize> {
    let most = most_bytes.min(MOST_BYTES);
    let cost = |blob: &BlobRef| blob.size.saturating_add(PER_BLOB);
    let fixed = always.iter().fold(records, |sum, blob| sum.saturating_add(cost(blob)));
    if fixed > most || always.len() > MOST_BLOBS {
        return Err(Oversize::Records { bytes: fixed });
    }
    let mut volumes = vec![always.to_vec()];
    let mut bytes = fixed;
    for blob in blobs.iter().filter(|blob| !always.contains(blob)) {
        let alone = fixed.saturating_add(cost(blob));
        if alone > most {
            return Err(Oversize::Blob { blob: blob.clone(), bytes: alone });
        }
        let full = |volume: &Vec<BlobRef>| bytes + cost(blob) > most || volume.len() == MOST_BLOBS;
        if volumes.last().is_none_or(full) {
            volumes.push(always.to_vec());
            bytes = fixed;
        }
        bytes += cost(blob);
        if let Some(volume) = volumes.last_mut() {
            volume.push(blob.clone());
        }
    }
    Ok(volumes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Hash;

    fn blob(name: &str, size: u64) -> BlobRef {
        BlobRef { hash: Hash::of(name.as_bytes()), ext: "jpg".into(), size }
    }

    #[test]
    fn every_blob_lies_in_one_volume_and_none_is_too_large() {
        let always = [blob("framework", 300)];
        let blobs: Vec<BlobRef> = (0..40).map(|n| blob(&n.to_string(), n * 997 % 8_000)).collect();
        let volumes = deal(1_000, &always, &blobs, 11_000).unwrap();
        assert!(volumes.len() > 10, "40 blobs of 4 kB on average make more volumes than {}", volumes.len());
        let mut dealt: Vec<BlobRef> = Vec::new();
        for volume in &volumes {
            assert!(1_000 + volume.iter().map(|blob| blob.size + PER_BLOB).sum::<u64>() <= 11_000);
            assert_eq!(volume[0], always[0], "what every volume needs is in each");
            dealt.extend_from_slice(&volume[1..]);
        }
        assert_eq!(dealt, blobs);
    }

    #[test]
    fn what_fits_nowhere_is_named() {
        let (small, large) = (blob("small", 10), blob("large", 9_000));
        assert_eq!(deal(50, &[], &[], 100), Ok(vec![Vec::new()]), "a file without blobs is one volume");
        assert_eq!(deal(200, &[], &[], 100), Err(Oversize::Records { bytes: 200 }));
        assert_eq!(
            deal(50, &[], &[small, large.clone()], 1_000),
            Err(Oversize::Blob { blob: large, bytes: 50 + 9_000 + PER_BLOB })
        );
        let giants = [blob("one", 3 << 30), blob("two", 3 << 30)];
        assert_eq!(deal(50, &[], &giants, u64::MAX).unwrap().len(), 2, "no volume passes 4 GiB");
    }
}
