//! The independent model of the journal.

use super::world::root_key;
use std::collections::{BTreeMap, BTreeSet};
use tanfang_journal::{Cbor, DeviceId, Dot, Hash, LAMPORT_LIMIT, Op, Sealed, dot_cbor};

/// Is an operation with its rank and the place of its change.
type Claimed<'a> = ((i64, Hash, usize), DeviceId, i64, &'a Op);

/// Is the independent model: plain sets, nothing incremental, written from the rules alone.
#[derive(Default)]
pub struct Model {
    pub changes: BTreeMap<Hash, Sealed>,
}

impl Model {
    /// Gives what continues its chain, whoever wrote it.
    fn chained(&self) -> BTreeMap<Hash, &Sealed> {
        let mut known: BTreeSet<Hash> = BTreeSet::new();
        loop {
            let before = known.len();
            for (hash, sealed) in &self.changes {
                if sealed.change.prev.is_none_or(|prev| known.contains(&prev)) {
                    known.insert(*hash);
                }
            }
            if known.len() == before {
                break;
            }
        }
        let sound = |sealed: &&Sealed| {
            let change = &sealed.change;
            let chained = match change.prev {
                None => change.seq == 1,
                Some(prev) => {
                    let prev = &self.changes[&prev].change;
                    prev.device == change.device && prev.seq + 1 == change.seq
                }
            };
            chained && (1..LAMPORT_LIMIT).contains(&change.lamport)
        };
        known.iter().map(|hash| &self.changes[hash]).filter(sound).map(|sealed| (sealed.hash, sealed)).collect()
    }

    /// Tells whether `hash` is `last` or one of the changes before it; true while `last` is unknown.
    fn leads_to(&self, hash: Hash, last: Hash) -> bool {
        let mut at = self.changes.get(&last);
        if at.is_none() {
            return true;
        }
        while let Some(sealed) = at {
            if sealed.hash == hash {
                return true;
            }
            at = sealed.change.prev.and_then(|prev| self.changes.get(&prev));
        }
        false
    }

    /// Leaves out who may not write. The rules are drawn again for every question, in the plainest way.
    pub fn applied(&self) -> BTreeMap<Hash, &Sealed> {
        let chained = self.chained();
        let root = root_key().device();
        let mut claims: Vec<Claimed<'_>> = Vec::new();
        for sealed in chained.values() {
            for (index, op) in sealed.change.ops.iter().enumerate() {
                let place = (sealed.change.lamport, sealed.hash, index);
                claims.push((place, sealed.change.device, sealed.change.seq, op));
            }
        }
        claims.sort_by_key(|claim| claim.0);
        let field = |op: &Op, device: DeviceId, name: &str| {
            op.key == device.to_string() && op.noun == "device" && op.field == name
        };
        let flag = |claims: &[&Claimed<'_>], device: DeviceId, name: &str| {
            claims
                .iter()
                .rev()
                .find_map(|c| field(c.3, device, name).then(|| c.3.value.as_bool()).flatten())
                .unwrap_or(false)
        };
        let revoked = |claims: &[&Claimed<'_>], device: DeviceId| {
            let told = claims.iter().rev().find(|c| field(c.3, device, "revoked"))?;
            let parts = told.3.value.as_array()?;
            let hash: [u8; 32] = parts[1].as_bytes()?.try_into().ok()?;
            (device != root).then_some((parts[0].as_int()?, Hash(hash)))
        };
        let believed = |last: Option<(i64, Hash)>, seq: i64, hash: Hash| {
            last.is_none_or(|(most, last)| seq <= most && self.leads_to(hash, last))
        };
        let by_root: Vec<_> = claims.iter().filter(|c| c.1 == root).collect();
        let counting: Vec<_> = claims
            .iter()
            .filter(|((lamport, hash, _), by, seq, op)| {
                if *by == root {
                    return true;
                }
                let earlier: Vec<_> = by_root.iter().copied().filter(|c| c.0.0 < *lamport).collect();
                let about_admin =
                    op.field == "revoked" && op.key.parse().is_ok_and(|device| flag(&by_root, device, "admin"));
                flag(&earlier, *by, "admin")
                    && believed(revoked(&by_root, *by), *seq, *hash)
                    && !(op.noun == "device" && op.field == "admin")
                    && !about_admin
            })
            .collect();
        let required =
            counting.iter().rev().find(|c| (c.3.noun.as_str(), c.3.field.as_str()) == ("survey", "require_enrolment"));
        let required = required.is_some_and(|c| c.3.value == Cbor::Bool(true));
        let may = |sealed: &&Sealed| {
            let device = sealed.change.device;
            let enrolled = device == root || flag(&counting, device, "admin") || flag(&counting, device, "enrolled");
            believed(revoked(&counting, device), sealed.change.seq, sealed.hash) && (enrolled || !required)
        };
        chained.into_iter().filter(|(_, sealed)| may(sealed)).collect()
    }

    /// Gives for every register its heads as (dot, value).
    pub fn heads(&self) -> BTreeMap<(String, String, String), BTreeMap<Dot, Cbor>> {
        let applied = self.applied();
        let mut named: BTreeSet<((String, String, String), Dot)> = BTreeSet::new();
        let mut heads: BTreeMap<_, BTreeMap<Dot, Cbor>> = BTreeMap::new();
        for sealed in applied.values() {
            for (index, op) in sealed.change.ops.iter().enumerate() {
                let register = (op.noun.clone(), op.key.clone(), op.field.clone());
                named.extend(op.preds.iter().map(|pred| (register.clone(), *pred)));
                heads.entry(register).or_default().insert(sealed.dot(index), op.value.clone());
            }
        }
        for (register, values) in &mut heads {
            values.retain(|dot, _| !named.contains(&(register.clone(), *dot)));
        }
        heads
    }

    pub fn digest(&self) -> Hash {
        let applied = self.applied();
        let inner: BTreeSet<Hash> = applied.values().filter_map(|sealed| sealed.change.prev).collect();
        let tips: BTreeSet<_> =
            applied.values().filter(|s| !inner.contains(&s.hash)).map(|s| (s.change.device, s.hash)).collect();
        let mut sum = [0_u8; 32];
        for ((noun, key, field), heads) in self.heads() {
            let heads = heads.into_iter().map(|(dot, value)| Cbor::Array(vec![dot_cbor(dot), value])).collect();
            let names = [noun, key, field].map(|text| Cbor::text(&text));
            let term = Hash::of(&Cbor::Array([&names[..], &[Cbor::Array(heads)]].concat()).encode());
            let mut carry = 0;
            for (byte, other) in sum.iter_mut().zip(term.0) {
                let total = u16::from(*byte) + u16::from(other) + carry;
                (*byte, carry) = (total as u8, total >> 8);
            }
        }
        let tips = tips.into_iter().map(|(d, h)| Cbor::Array(vec![Cbor::bytes(&d.0), Cbor::bytes(&h.0)])).collect();
        Hash::of(&Cbor::Array(vec![Cbor::Array(tips), Cbor::bytes(&sum)]).encode())
    }
}
