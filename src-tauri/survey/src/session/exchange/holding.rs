//! What other devices are known to have: learnt from the survey files they wrote, kept on this laptop alone.

use super::Fault;
use crate::store::Store;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use tanfang_journal::DeviceId;
use tanfang_journal::file::{Branch, Manifest};

/// Holds what a device's survey files have carried so far.
///
/// Whoever signs a file has everything in it. What lies before its branches is not concluded: a laptop may hold the
/// end of a branch and wait for the middle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Holding {
    pub branches: Vec<Branch>,
    /// First halves of the hashes of photos, documents and other files.
    pub blobs: HashSet<[u8; 16]>,
}

/// The form in which it is kept.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    branches: Vec<Branch>,
    /// 32 hex digits each, sorted, one after the other.
    blobs: String,
}

fn name(device: DeviceId) -> String {
    format!("holds/{device}")
}

impl Holding {
    /// Gives what is known of a device; nothing where none of its files was merged here.
    pub fn of(store: &Store, device: DeviceId) -> Result<Self, Fault> {
        // Local notes that cannot be read are worth as much as none: the next export carries more than it must.
        let kept: Kept =
            store.local(&name(device))?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let pairs = kept.blobs.as_bytes().chunks_exact(32);
        let blobs = pairs.filter_map(|digits| {
            let mut bytes = [0; 16];
            hex::decode_to_slice(digits, &mut bytes).ok().map(|()| bytes)
        });
        Ok(Self { branches: kept.branches, blobs: blobs.collect() })
    }

    /// Learns from a file that its carrier signed; keeps it where it says something new.
    pub fn learn(store: &mut Store, manifest: &Manifest) -> Result<(), Fault> {
        match Self::lesson(store, manifest)? {
            Some((name, text)) => Ok(store.set_local(&name, &text)?),
            None => Ok(()),
        }
    }

    /// Gives the setting of this laptop, name and text, that keeps what a file tells; none where it is known.
    pub fn lesson(store: &Store, manifest: &Manifest) -> Result<Option<(String, String)>, Fault> {
        let before = Self::of(store, manifest.carrier)?;
        let mut after = before.clone();
        after.add(manifest);
        if after == before {
            return Ok(None);
        }
        let mut blobs: Vec<String> = after.blobs.iter().map(hex::encode).collect();
        blobs.sort_unstable();
        let kept = Kept { branches: after.branches, blobs: blobs.concat() };
        Ok(Some((name(manifest.carrier), serde_json::to_string(&kept).unwrap_or_default())))
    }

    fn add(&mut self, manifest: &Manifest) {
        for new in &manifest.branches {
            // A longer piece of a branch covers a shorter one. To forget is always safe: then more travels again.
            self.branches.retain(|old| old.device != new.device || old.from < new.from || old.to > new.to);
            let covered = |old: &Branch| old.head == new.head && old.from <= new.from;
            if !self.branches.iter().any(covered) {
                self.branches.push(*new);
            }
        }
        self.branches.sort_by_key(|branch| (branch.device, branch.from, branch.head));
        self.blobs.extend(manifest.blobs().map(|file| file.blake3.prefix()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tanfang_journal::file::Counts;
    use tanfang_journal::{Hash, SurveyId};

    fn manifest(branches: &[(i64, i64)]) -> Manifest {
        let branch = |(from, to): &(i64, i64)| Branch {
            device: DeviceId([1; 16]),
            from: *from,
            to: *to,
            prev: None,
            head: Hash::of(&to.to_be_bytes()),
        };
        Manifest {
            format: (1, 0),
            survey: SurveyId([7; 16]),
            carrier: DeviceId([2; 16]),
            app: String::new(),
            written_ms: 0,
            offset_min: 0,
            counts: Counts::default(),
            branches: branches.iter().map(branch).collect(),
            files: Vec::new(),
        }
    }

    #[test]
    fn what_a_device_has_is_learnt_and_kept_short() {
        let mut store = Store::in_memory(SurveyId([7; 16])).unwrap();
        let known = |store: &Store| -> Vec<(i64, i64)> {
            let holding = Holding::of(store, DeviceId([2; 16])).unwrap();
            holding.branches.iter().map(|branch| (branch.from, branch.to)).collect()
        };
        assert_eq!(known(&store), [], "of a stranger nothing is known");
        for (file, expected) in [
            (&[(1, 4)][..], vec![(1, 4)]),
            (&[(1, 9)], vec![(1, 9)]),
            (&[(3, 9)], vec![(1, 9)]),
            (&[(10, 12)], vec![(1, 9), (10, 12)]),
            (&[(1, 14)], vec![(1, 14)]),
        ] {
            Holding::learn(&mut store, &manifest(file)).unwrap();
            assert_eq!(known(&store), expected);
        }
    }
}
