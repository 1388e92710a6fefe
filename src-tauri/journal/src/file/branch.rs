//! Branches: the chains of changes that a survey file carries.

use super::manifest::text;
use crate::checkpoint::Checkpoint;
use crate::id::{DeviceId, Hash};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Places one change in its device's chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainLink {
    pub device: DeviceId,
    pub seq: i64,
    pub hash: Hash,
    pub prev: Option<Hash>,
}

/// Describes a chain of changes of one device, each naming the one before it.
///
/// A device has one branch as long as its identity was never doubled. It may begin after 1: then `prev` names a change
/// of another branch of the file, where the device forked, or one that the receiver has from elsewhere or waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    #[serde(with = "text")]
    pub device: DeviceId,
    /// Number of the first change.
    pub from: i64,
    /// Number of the last change.
    pub to: i64,
    /// The change that the first one names as the one before it; null for the first change of a device.
    #[serde(with = "text::optional")]
    pub prev: Option<Hash>,
    /// The last change.
    #[serde(with = "text")]
    pub head: Hash,
}

impl Branch {
    /// Counts the changes; none for impossible numbers. Odd ones are their author's, and carried.
    pub(super) fn length(&self) -> Option<u64> {
        let steps = u64::try_from(self.to.checked_sub(self.from)?).ok()?;
        steps.checked_add(1)
    }

    /// Gives what branches are sorted by.
    pub(super) fn place(&self) -> (DeviceId, i64, Hash) {
        (self.device, self.from, self.head)
    }
}

/// Gives what a checkpoint vouches for, which is also what checkpoints are sorted by.
pub(super) fn place(checkpoint: &Checkpoint) -> (DeviceId, i64, Hash) {
    (checkpoint.device(), checkpoint.seq, checkpoint.hash)
}

/// Lays changes out as maximal chains, sorted as the manifest wants them, each with the hashes from first to last.
///
/// A pure function of the set of links: where a device forked, the smaller hash continues the chain and each other one
/// begins a branch of its own. Repeated links count once.
pub fn lay(mut links: Vec<ChainLink>) -> Vec<(Branch, Vec<Hash>)> {
    links.sort_by_key(|link| (link.device, link.seq, link.hash));
    links.dedup_by_key(|link| link.hash);
    let mut branches: Vec<(Branch, Vec<Hash>)> = Vec::new();
    // The tips that nothing continues yet.
    let mut tips: HashMap<Hash, usize> = HashMap::new();
    for ChainLink { device, seq, hash, prev } in links {
        let tip = prev.filter(|prev| {
            let branch = tips.get(prev).map(|at| &branches[*at].0);
            branch.is_some_and(|branch| branch.device == device && branch.to.checked_add(1) == Some(seq))
        });
        let at = tip.and_then(|prev| tips.remove(&prev)).unwrap_or_else(|| {
            branches.push((Branch { device, from: seq, to: seq, prev, head: hash }, Vec::new()));
            branches.len() - 1
        });
        let (branch, hashes) = &mut branches[at];
        branch.to = seq;
        branch.head = hash;
        hashes.push(hash);
        tips.insert(hash, at);
    }
    branches.sort_by_key(|(branch, _)| branch.place());
    branches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(device: u8, seq: i64, name: &str, prev: Option<&str>) -> ChainLink {
        let hash = |name: &str| Hash::of(name.as_bytes());
        ChainLink { device: DeviceId([device; 16]), seq, hash: hash(name), prev: prev.map(hash) }
    }

    fn drawn(links: &[ChainLink]) -> Vec<(u8, i64, i64, bool)> {
        let laid = lay(links.to_vec());
        for (branch, hashes) in &laid {
            assert_eq!(branch.length(), Some(hashes.len() as u64));
            assert_eq!(hashes.last(), Some(&branch.head));
        }
        laid.iter().map(|(branch, _)| (branch.device.0[0], branch.from, branch.to, branch.prev.is_some())).collect()
    }

    #[test]
    fn a_fork_gives_two_branches_and_a_gap_keeps_what_is_held() {
        let mut links = vec![
            link(1, 1, "a1", None),
            link(1, 2, "a2", Some("a1")),
            link(1, 3, "a3", Some("a2")),
            link(1, 2, "a2'", Some("a1")),
            link(1, 3, "a3'", Some("a2'")),
            link(2, 1, "b1", None),
            link(2, 4, "b4", Some("b3")),
            link(2, 5, "b5", Some("b4")),
            link(1, 3, "a3", Some("a2")),
        ];
        let expected = vec![(1, 1, 3, false), (1, 2, 3, true), (2, 1, 1, false), (2, 4, 5, true)];
        assert_eq!(drawn(&links), expected);
        let laid = lay(links.clone());
        links.reverse();
        assert_eq!(lay(links), laid, "the order in which changes are known must not matter");
    }

    #[test]
    fn a_change_that_continues_another_device_begins_a_branch() {
        let links = [link(1, 1, "a1", None), link(2, 2, "b2", Some("a1")), link(1, 3, "a3", Some("a1"))];
        assert_eq!(drawn(&links), vec![(1, 1, 1, false), (1, 3, 3, true), (2, 2, 2, true)]);
    }
}
