//! Who may write into a survey: rules over the set of changes alone.
//!
//! A survey is open at first: every device counts. The device that made it is its **root**. Root may name administrators;
//! root and administrators may ask for enrolment, enrol devices and revoke them. A claim counts only if its author held
//! that office before it (by Lamport number, which grows along every cause), so nobody promotes himself. Nobody revokes
//! root, and only root revokes an administrator: two administrators cannot void each other.

use crate::cbor::Cbor;
use crate::change::{Change, Op};
use crate::id::{DeviceId, Hash};
use crate::register::{Rank, Void};
use std::collections::{BTreeMap, BTreeSet};

/// Says one thing about who may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Only enrolled devices count, or all.
    Require(bool),
    Admin(DeviceId, bool),
    Enrolled(DeviceId, bool),
    /// What the device wrote after its change number `.0` with hash `.1` is void; none takes that back.
    Revoked(DeviceId, Option<(i64, Hash)>),
}

impl Claim {
    /// Reads the claim an operation makes: field `require_enrolment` of the survey, or `admin`, `enrolled` or `revoked`
    /// of a device. Anything else, and any other form of value, claims nothing.
    pub fn of(op: &Op) -> Option<Self> {
        if (op.noun.as_str(), op.field.as_str()) == ("survey", "require_enrolment") {
            return Some(Self::Require(op.value.as_bool()?));
        }
        if op.noun != "device" {
            return None;
        }
        let device = op.key.parse().ok()?;
        match op.field.as_str() {
            "admin" => Some(Self::Admin(device, op.value.as_bool()?)),
            "enrolled" => Some(Self::Enrolled(device, op.value.as_bool()?)),
            "revoked" => revocation(device, &op.value),
            _ => None,
        }
    }

    /// Gives the value of field `revoked`: `[seq, hash]` of the last change that counts.
    pub fn revoked_value(seq: i64, hash: &Hash) -> Cbor {
        Cbor::Array(vec![Cbor::Int(seq), Cbor::bytes(&hash.0)])
    }
}

/// Reads what field `revoked` says of a device.
fn revocation(device: DeviceId, value: &Cbor) -> Option<Claim> {
    let last = match value {
        Cbor::Null => None,
        Cbor::Array(parts) => match parts.as_slice() {
            [Cbor::Int(seq), Cbor::Bytes(hash)] => Some((*seq, Hash(hash.as_slice().try_into().ok()?))),
            _ => return None,
        },
        _ => return None,
    };
    Some(Claim::Revoked(device, last))
}

/// Is a claim with its place: who made it, and where in that device's chain.
#[derive(Clone, Copy, Debug)]
pub struct Stated {
    pub by: DeviceId,
    pub seq: i64,
    pub rank: Rank,
    pub claim: Claim,
}

impl Stated {
    /// Gives the change up to which a revoked device is believed.
    pub fn revoked_last(&self) -> Option<Hash> {
        match self.claim {
            Claim::Revoked(_, Some((_, last))) => Some(last),
            _ => None,
        }
    }

    /// Gives the claims of a change that continues its chain.
    pub fn all(hash: Hash, change: &Change) -> impl Iterator<Item = Self> {
        let stated = move |(index, op): (usize, &Op)| {
            let rank = Rank { lamport: change.lamport, change: hash, index: index as u32 };
            Some(Self { by: change.device, seq: change.seq, rank, claim: Claim::of(op)? })
        };
        change.ops.iter().enumerate().filter_map(stated)
    }
}

/// Holds who may write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    root: Option<DeviceId>,
    required: bool,
    admins: BTreeSet<DeviceId>,
    enrolled: BTreeSet<DeviceId>,
    revoked: BTreeMap<DeviceId, (i64, Hash)>,
}

impl Rules {
    /// Draws the rules from everything that was ever claimed, in any order. Without a root nothing is ruled.
    ///
    /// `leads_to(hash, seq, last)` tells whether the change `hash`, number `seq`, lies on the chain that ends in `last`;
    /// true where `last` is not known yet.
    pub fn of(root: Option<DeviceId>, stated: &[Stated], leads_to: &impl Fn(Hash, i64, Hash) -> bool) -> Self {
        let Some(root) = root else { return Self::default() };
        let mut stated: Vec<&Stated> = stated.iter().collect();
        stated.sort_by_key(|stated| stated.rank);
        let empty = Self { root: Some(root), ..Self::default() };
        let mut by_root = empty.clone();
        for stated in stated.iter().filter(|stated| stated.by == root) {
            by_root.take(stated.claim);
        }
        let appointed = |device: DeviceId, lamport: i64| {
            let before = stated.iter().rev().filter(|stated| stated.by == root && stated.rank.lamport < lamport);
            let mut about = before.filter_map(|stated| match stated.claim {
                Claim::Admin(named, on) if named == device => Some(on),
                _ => None,
            });
            about.next().unwrap_or(false)
        };
        let mut rules = empty;
        for Stated { by, seq, rank, claim } in stated.iter().copied() {
            let in_office = || appointed(*by, rank.lamport) && by_root.accepts(*by, *seq, rank.change, leads_to);
            let theirs = match claim {
                Claim::Admin(..) => false,
                Claim::Revoked(device, _) => !by_root.admins.contains(device),
                Claim::Require(_) | Claim::Enrolled(..) => true,
            };
            if *by == root || (theirs && in_office()) {
                rules.take(*claim);
            }
        }
        rules
    }

    fn take(&mut self, claim: Claim) {
        match claim {
            Claim::Require(on) => self.required = on,
            Claim::Admin(device, on) => put(&mut self.admins, device, on),
            Claim::Enrolled(device, on) => put(&mut self.enrolled, device, on),
            // Nobody takes the survey from the one who made it.
            Claim::Revoked(device, _) if self.root == Some(device) => {}
            Claim::Revoked(device, Some(last)) => drop(self.revoked.insert(device, last)),
            Claim::Revoked(device, None) => drop(self.revoked.remove(&device)),
        }
    }

    fn accepts(&self, device: DeviceId, seq: i64, hash: Hash, leads_to: &impl Fn(Hash, i64, Hash) -> bool) -> bool {
        let Some((last_seq, last)) = self.revoked.get(&device) else { return true };
        seq <= *last_seq && leads_to(hash, seq, *last)
    }

    /// Says why a change that continues its chain counts for nothing; none where it counts.
    pub fn distrust(
        &self,
        device: DeviceId,
        seq: i64,
        hash: Hash,
        leads_to: &impl Fn(Hash, i64, Hash) -> bool,
    ) -> Option<Void> {
        if !self.accepts(device, seq, hash, leads_to) {
            return Some(Void::Revoked);
        }
        (self.required && !self.is_enrolled(device)).then_some(Void::NotEnrolled)
    }

    /// Tells whether every change counts, whoever wrote it.
    pub fn is_open(&self) -> bool {
        !self.required && self.revoked.is_empty()
    }

    pub fn root(&self) -> Option<DeviceId> {
        self.root
    }

    pub fn requires_enrolment(&self) -> bool {
        self.required
    }

    /// Tells whether the device is root or an administrator.
    pub fn is_admin(&self, device: DeviceId) -> bool {
        self.root == Some(device) || self.admins.contains(&device)
    }

    pub fn is_enrolled(&self, device: DeviceId) -> bool {
        self.is_admin(device) || self.enrolled.contains(&device)
    }

    /// Gives every device that was named by root or an administrator.
    pub fn enrolled(&self) -> impl Iterator<Item = DeviceId> {
        self.admins.union(&self.enrolled).copied()
    }

    /// Gives number and hash of the last change that counts of a revoked device.
    pub fn revoked_after(&self, device: DeviceId) -> Option<(i64, Hash)> {
        self.revoked.get(&device).copied()
    }
}

fn put(set: &mut BTreeSet<DeviceId>, device: DeviceId, on: bool) {
    if on {
        set.insert(device);
    } else {
        set.remove(&device);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: DeviceId = DeviceId([1; 16]);
    const ADMIN: DeviceId = DeviceId([2; 16]);
    const OTHER: DeviceId = DeviceId([3; 16]);

    fn stated(by: DeviceId, seq: i64, lamport: i64, claim: Claim) -> Stated {
        Stated { by, seq, rank: Rank { lamport, change: Hash([lamport as u8; 32]), index: 0 }, claim }
    }

    fn rules(stated: &[Stated]) -> Rules {
        let mut backwards = stated.to_vec();
        backwards.reverse();
        let rules = Rules::of(Some(ROOT), stated, &|_, _, _| true);
        assert_eq!(rules, Rules::of(Some(ROOT), &backwards, &|_, _, _| true), "the order of arrival rules nothing");
        rules
    }

    #[test]
    fn an_open_survey_takes_everybody() {
        let rules = rules(&[]);
        assert!(rules.is_open());
        assert_eq!(rules.distrust(OTHER, 1, Hash([0; 32]), &|_, _, _| true), None);
    }

    #[test]
    fn only_root_and_those_it_named_before_can_enrol() {
        let claims = [
            stated(ROOT, 1, 1, Claim::Require(true)),
            stated(ADMIN, 1, 2, Claim::Enrolled(OTHER, true)),
            stated(ROOT, 2, 3, Claim::Admin(ADMIN, true)),
        ];
        assert!(!rules(&claims).is_enrolled(OTHER), "the claim came before the appointment");
        let later = [&claims[..], &[stated(ADMIN, 2, 4, Claim::Enrolled(OTHER, true))]].concat();
        assert!(rules(&later).is_enrolled(OTHER));
        let dismissed = [&later[..], &[stated(ROOT, 3, 5, Claim::Admin(ADMIN, false))]].concat();
        assert!(rules(&dismissed).is_enrolled(OTHER), "what was done in office stays");
        let self_made = [stated(OTHER, 1, 9, Claim::Admin(OTHER, true)), stated(OTHER, 2, 10, Claim::Require(true))];
        assert!(rules(&self_made).is_open());
    }

    #[test]
    fn administrators_cannot_void_each_other_nor_root() {
        let claims = [
            stated(ROOT, 1, 1, Claim::Admin(ADMIN, true)),
            stated(ROOT, 2, 2, Claim::Admin(OTHER, true)),
            stated(ADMIN, 1, 3, Claim::Revoked(OTHER, Some((1, Hash([9; 32]))))),
            stated(OTHER, 1, 3, Claim::Revoked(ADMIN, Some((0, Hash([9; 32]))))),
            stated(ADMIN, 2, 4, Claim::Revoked(ROOT, Some((1, Hash([9; 32]))))),
            stated(ROOT, 3, 5, Claim::Revoked(ROOT, Some((1, Hash([9; 32]))))),
        ];
        assert!(rules(&claims).is_open());
    }

    #[test]
    fn what_follows_the_last_accepted_change_is_void_and_so_is_the_office() {
        let last = Hash([7; 32]);
        let claims = [
            stated(ROOT, 1, 1, Claim::Admin(ADMIN, true)),
            stated(ADMIN, 5, 2, Claim::Require(true)),
            stated(ROOT, 2, 3, Claim::Revoked(ADMIN, Some((4, last)))),
        ];
        let rules = rules(&claims);
        assert!(!rules.requires_enrolment(), "said after the last accepted change");
        assert_eq!(rules.distrust(ADMIN, 5, Hash([5; 32]), &|_, _, _| true), Some(Void::Revoked));
        assert_eq!(rules.distrust(ADMIN, 4, Hash([5; 32]), &|_, _, _| true), None);
        assert_eq!(rules.distrust(ADMIN, 4, Hash([5; 32]), &|_, _, _| false), Some(Void::Revoked), "another branch");
    }

    #[test]
    fn only_well_formed_values_claim_anything() {
        let op = |noun: &str, key: &str, field: &str, value: Cbor| Op {
            noun: noun.into(),
            key: key.into(),
            field: field.into(),
            value,
            preds: vec![],
            reason: None,
        };
        let device = OTHER.to_string();
        let hash = Hash([4; 32]);
        let revoked = Claim::of(&op("device", &device, "revoked", Claim::revoked_value(3, &hash)));
        assert_eq!(revoked, Some(Claim::Revoked(OTHER, Some((3, hash)))));
        assert_eq!(Claim::of(&op("device", &device, "revoked", Cbor::Null)), Some(Claim::Revoked(OTHER, None)));
        for odd in [
            op("device", &device, "revoked", Cbor::Bool(true)),
            op("device", &device, "admin", Cbor::Int(1)),
            op("device", "someone", "admin", Cbor::Bool(true)),
            op("unit", &device, "enrolled", Cbor::Bool(true)),
        ] {
            assert_eq!(Claim::of(&odd), None, "{odd:?}");
        }
    }
}
