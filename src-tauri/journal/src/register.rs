//! Registers with several heads, and the digest of what a survey holds.

use crate::cbor::Cbor;
use crate::change::{Change, LAMPORT_LIMIT, dot_cbor};
use crate::id::{DeviceId, Dot, Hash};

/// Says what becomes of a change, by rules over the set of known changes alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Applied,
    /// Its `prev` is not known yet; kept and handed on until it is.
    Held,
    Void(Void),
}

/// Says why a change counts for nothing. It is kept, listed and handed on all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Void {
    /// The Lamport number is 2⁵³ or more, or not positive.
    Lamport,
    /// `seq` and `prev` do not continue the device's chain.
    Chain,
    /// Only enrolled devices count, and this one is not.
    NotEnrolled,
    /// It follows what was accepted of a revoked device.
    Revoked,
}

/// Tells a known change to its successor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub device: DeviceId,
    pub seq: i64,
}

/// Judges a change. `prev` is what is known of the change that `change.prev` names; held changes count as unknown.
pub fn judge(change: &Change, prev: Option<Link>) -> Verdict {
    let continues = match (change.prev, prev) {
        (None, _) => change.seq == 1,
        (Some(_), None) => return Verdict::Held,
        (Some(_), Some(link)) => link.device == change.device && link.seq.checked_add(1) == Some(change.seq),
    };
    if !continues {
        Verdict::Void(Void::Chain)
    } else if change.lamport < 1 || change.lamport >= LAMPORT_LIMIT {
        Verdict::Void(Void::Lamport)
    } else {
        Verdict::Applied
    }
}

/// Orders the heads of a register; the greatest gives the provisional value. No clock takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    pub lamport: i64,
    pub change: Hash,
    pub index: u32,
}

/// Adds up register terms modulo 2²⁵⁶, so that one changed register costs one subtraction and one addition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum([u64; 4]);

impl Sum {
    /// Reads the 32 little-endian bytes of `to_bytes`.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        let mut limbs = [0; 4];
        for (limb, chunk) in limbs.iter_mut().zip(bytes.chunks_exact(8)) {
            *limb = chunk.iter().rev().fold(0, |acc, byte| (acc << 8) | u64::from(*byte));
        }
        Self(limbs)
    }

    /// Gives 32 bytes, least significant first.
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (chunk, limb) in bytes.chunks_exact_mut(8).zip(self.0) {
            chunk.copy_from_slice(&limb.to_le_bytes());
        }
        bytes
    }

    /// Adds a term, its 32 bytes taken as a number with the least significant byte first.
    pub fn add(&mut self, term: &Hash) {
        let mut carry = false;
        for (limb, other) in self.0.iter_mut().zip(Self::from_bytes(&term.0).0) {
            let (sum, over) = limb.overflowing_add(other);
            let (sum, again) = sum.overflowing_add(u64::from(carry));
            (*limb, carry) = (sum, over || again);
        }
    }

    /// Takes away a term that was added before.
    pub fn subtract(&mut self, term: &Hash) {
        let mut borrow = false;
        for (limb, other) in self.0.iter_mut().zip(Self::from_bytes(&term.0).0) {
            let (difference, under) = limb.overflowing_sub(other);
            let (difference, again) = difference.overflowing_sub(u64::from(borrow));
            (*limb, borrow) = (difference, under || again);
        }
    }
}

/// Hashes one register: BLAKE3 of `[noun, key, field, [[dot, value], …]]`, heads sorted by dot.
///
/// `heads` are dots with the canonical bytes of their values, in any order.
pub fn register_term(noun: &str, key: &str, field: &str, heads: &mut [(Dot, &[u8])]) -> Hash {
    heads.sort_unstable_by_key(|(dot, _)| *dot);
    // The value bytes are canonical already: they are spliced in as they are.
    let mut bytes = vec![0x84];
    for text in [noun, key, field] {
        Cbor::text(text).encode_into(&mut bytes);
    }
    array_head(heads.len(), &mut bytes);
    for (dot, value) in heads {
        bytes.push(0x82);
        dot_cbor(*dot).encode_into(&mut bytes);
        bytes.extend_from_slice(value);
    }
    Hash::of(&bytes)
}

/// Gives the digest of a survey: BLAKE3 of `[[[device, hash], …], S]` with the applied tips sorted.
pub fn digest(tips: &mut [(DeviceId, Hash)], sum: Sum) -> Hash {
    tips.sort_unstable();
    let tips = tips.iter().map(|(d, h)| Cbor::Array(vec![Cbor::bytes(&d.0), Cbor::bytes(&h.0)])).collect();
    Hash::of(&Cbor::Array(vec![Cbor::Array(tips), Cbor::bytes(&sum.to_bytes())]).encode())
}

fn array_head(count: usize, out: &mut Vec<u8>) {
    let _ = minicbor::Encoder::new(out).array(count as u64);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sum_does_not_depend_on_order_and_subtraction_undoes_addition(
            terms in proptest::collection::vec(any::<[u8; 32]>(), 1..20),
            extra in any::<[u8; 32]>(),
        ) {
            let mut forward = Sum::default();
            for term in &terms {
                forward.add(&Hash(*term));
            }
            let mut backward = Sum::default();
            backward.add(&Hash(extra));
            terms.iter().rev().for_each(|t| backward.add(&Hash(*t)));
            backward.subtract(&Hash(extra));
            prop_assert_eq!(forward, backward);
            prop_assert_eq!(Sum::from_bytes(&forward.to_bytes()), forward);
        }
    }

    #[test]
    fn a_sum_carries_over_all_limbs() {
        let mut sum = Sum::default();
        sum.add(&Hash([0xff; 32]));
        let mut one = [0; 32];
        one[0] = 1;
        sum.add(&Hash(one));
        assert_eq!(sum, Sum::default(), "2²⁵⁶ − 1 plus 1 is 0");
    }

    #[test]
    fn the_term_of_a_register_is_the_hash_of_its_canonical_form() {
        let dots = [Dot { change: [9; 16], index: 300 }, Dot { change: [1; 16], index: 0 }];
        let values = [Cbor::text("二"), Cbor::Int(1)].map(|v| v.encode());
        let plain = Cbor::Array(vec![
            Cbor::text("n"),
            Cbor::text("k"),
            Cbor::text("f"),
            Cbor::Array(vec![
                Cbor::Array(vec![dot_cbor(dots[1]), Cbor::Int(1)]),
                Cbor::Array(vec![dot_cbor(dots[0]), Cbor::text("二")]),
            ]),
        ]);
        let mut heads = [(dots[0], values[0].as_slice()), (dots[1], values[1].as_slice())];
        assert_eq!(register_term("n", "k", "f", &mut heads), Hash::of(&plain.encode()));
    }

    #[test]
    fn judgement_follows_the_chain_and_the_limit() {
        let mut change = Change {
            survey: crate::SurveyId([0; 16]),
            device: DeviceId([1; 16]),
            seq: 2,
            prev: Some(Hash([5; 32])),
            lamport: 1,
            wall_ms: 0,
            offset_min: 0,
            author: String::new(),
            visit: None,
            app: String::new(),
            schema: 1,
            ops: vec![],
        };
        let prev = Some(Link { device: DeviceId([1; 16]), seq: 1 });
        assert_eq!(judge(&change, None), Verdict::Held);
        assert_eq!(judge(&change, prev), Verdict::Applied);
        assert_eq!(judge(&change, Some(Link { device: DeviceId([2; 16]), seq: 1 })), Verdict::Void(Void::Chain));
        change.lamport = LAMPORT_LIMIT;
        assert_eq!(judge(&change, prev), Verdict::Void(Void::Lamport));
        (change.lamport, change.prev) = (1, None);
        assert_eq!(judge(&change, None), Verdict::Void(Void::Chain), "only seq 1 starts a chain");
    }
}
