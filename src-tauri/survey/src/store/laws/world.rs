//! Random histories of laptops that write, meet and misbehave.

use super::SURVEY_ID;
use super::model::Model;
use crate::store::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::collections::BTreeSet;
use tanfang_journal::{Cbor, Change, Claim, DeviceKey, Dot, Hash, LAMPORT_LIMIT, Op, Sealed};

pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut secret = [0; 32];
        secret[..8].copy_from_slice(&seed.to_le_bytes());
        Self(ChaCha8Rng::from_seed(secret))
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.0.next_u64() % limit as u64) as usize
    }

    pub fn one_in(&mut self, chance: usize) -> bool {
        self.below(chance) == 0
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for n in (1..items.len()).rev() {
            items.swap(n, self.below(n + 1));
        }
    }
}

const REPLICAS: usize = 5;

/// Gives the key of the laptop that made the survey.
pub fn root_key() -> DeviceKey {
    DeviceKey::from_secret([0; 32])
}

pub fn empty_store() -> Store {
    let mut store = Store::in_memory(SURVEY_ID).unwrap();
    store.set_root(root_key().device()).unwrap();
    store
}

/// Holds five laptops, what each has in its store, and all changes there are.
pub struct World {
    dice: Dice,
    pub stores: Vec<Store>,
    keys: Vec<DeviceKey>,
    pub held: Vec<BTreeSet<Hash>>,
    pub model: Model,
}

impl World {
    pub fn new(seed: u64) -> Self {
        // Two laptops share a key, as clones of one disk do.
        let key = |n: usize| DeviceKey::from_secret([if n == 4 { 3 } else { n as u8 }; 32]);
        Self {
            dice: Dice::new(seed),
            stores: (0..REPLICAS).map(|_| empty_store()).collect(),
            keys: (0..REPLICAS).map(key).collect(),
            held: vec![BTreeSet::new(); REPLICAS],
            model: Model::default(),
        }
    }

    fn register(&mut self) -> (String, String, String) {
        let key = format!("wangjing/1/{}", self.dice.below(3));
        ("assessment".into(), key, if self.dice.one_in(2) { "value" } else { "remark" }.into())
    }

    /// Gives something to say about who may write, or a deletion.
    fn ruling(&mut self) -> (String, String, String, Cbor) {
        let device = self.keys[self.dice.below(REPLICAS)].device();
        let on = Cbor::Bool(!self.dice.one_in(3));
        let (field, value) = match self.dice.below(5) {
            0 => return ("survey".into(), "survey".into(), "require_enrolment".into(), on),
            1 => {
                return (
                    "assessment".into(),
                    "wangjing/1/1".into(),
                    LIFE.into(),
                    life_value(self.dice.one_in(2), vec![]),
                );
            }
            2 => ("admin", on),
            3 => ("enrolled", on),
            _ => {
                let theirs: Vec<&Sealed> = self.model.changes.values().filter(|s| s.change.device == device).collect();
                let last = if theirs.is_empty() { None } else { Some(theirs[self.dice.below(theirs.len())]) };
                let unknown = (3, Hash([self.dice.below(256) as u8; 32]));
                let (seq, hash) = last.map_or(unknown, |last| (last.change.seq, last.hash));
                ("revoked", if self.dice.one_in(4) { Cbor::Null } else { Claim::revoked_value(seq, &hash) })
            }
        };
        ("device".into(), device.to_string(), field.into(), value)
    }

    fn any_dot(&mut self) -> Option<Dot> {
        let count = self.model.changes.len();
        let at = if count == 0 { return None } else { self.dice.below(count) };
        let sealed = self.model.changes.values().nth(at)?;
        Some(sealed.dot(self.dice.0.next_u32() as usize % sealed.change.ops.len().max(1)))
    }

    /// Somebody writes, having seen all heads or only some of them.
    fn write(&mut self, at: usize) {
        let ops = (0..=self.dice.below(3))
            .map(|_| {
                if self.dice.one_in(8) {
                    let (noun, key, field, value) = self.ruling();
                    return NewOp { noun, key, field, value, preds: Preds::All, reason: None };
                }
                let (noun, key, field) = self.register();
                let mut seen = self.stores[at].heads(&noun, &key, &field).unwrap();
                if self.dice.one_in(4) && !seen.is_empty() {
                    seen.remove(self.dice.below(seen.len()));
                }
                let value = if self.dice.one_in(6) { Cbor::Null } else { Cbor::Int(self.dice.below(4) as i64) };
                let preds = Preds::Seen(seen.into_iter().map(|head| head.dot).collect());
                NewOp { noun, key, field, value, preds, reason: None }
            })
            .collect();
        // Clocks are off by up to ten years: nothing may depend on them.
        let wall_ms = 1_790_000_000_000 + self.dice.below(630_720_000_000) as i64 - 315_360_000_000;
        let author = format!("person-{at}");
        let new = NewChange {
            key: &self.keys[at],
            author: &author,
            visit: None,
            app: "test",
            wall_ms,
            offset_min: 480,
            ops,
            introduction: vec![],
            detached: vec![],
        };
        match self.stores[at].append(new) {
            Ok(Some(sealed)) => self.know(at, sealed),
            // A clone that has met its twin must not go on under the shared name.
            Ok(None) | Err(StoreError::ForkedDevice | StoreError::NotEnrolled(_) | StoreError::DeviceRevoked) => {}
            Err(error) => panic!("{error}"),
        }
    }

    fn know(&mut self, at: usize, sealed: Sealed) {
        self.held[at].insert(sealed.hash);
        self.model.changes.insert(sealed.hash, sealed);
    }

    /// Somebody's program is broken or hostile: foreign predecessors, absurd numbers, chains that do not fit.
    fn misbehave(&mut self, at: usize) {
        let (noun, key, field, value) = if self.dice.one_in(3) {
            self.ruling()
        } else {
            let (noun, key, field) = self.register();
            (noun, key, field, Cbor::Int(9))
        };
        let mut preds: Vec<Dot> = (0..self.dice.below(4)).filter_map(|_| self.any_dot()).collect();
        preds.push(Dot { change: [self.dice.below(256) as u8; 16], index: 0 });
        preds.sort_unstable();
        preds.dedup();
        let prev = self.model.changes.values().nth(self.dice.below(self.model.changes.len().max(1)));
        let (device, seq, prev) = match prev {
            Some(prev) if !self.dice.one_in(4) => (prev.change.device, prev.change.seq + 1, Some(prev.hash)),
            _ => (self.keys[at].device(), self.dice.below(4) as i64, None),
        };
        let lamport = match self.dice.below(4) {
            0 => LAMPORT_LIMIT + self.dice.below(3) as i64 - 1,
            1 => 0,
            _ => self.dice.below(50) as i64,
        };
        let change = Change {
            survey: SURVEY_ID,
            device: if self.dice.one_in(5) { self.keys[0].device() } else { device },
            seq,
            prev,
            lamport,
            wall_ms: 0,
            offset_min: 0,
            author: "mallory".into(),
            visit: None,
            app: String::new(),
            schema: 99,
            ops: vec![Op { noun, key, field, value, preds, reason: None }],
        };
        let sealed = change.seal();
        self.deliver(at, std::slice::from_ref(&sealed));
        self.model.changes.insert(sealed.hash, sealed);
    }

    fn deliver(&mut self, to: usize, changes: &[Sealed]) {
        self.held[to].extend(changes.iter().map(|sealed| sealed.hash));
        self.stores[to]
            .ingest(true, |ingest| changes.iter().try_for_each(|sealed| ingest.take(sealed).map(drop)))
            .unwrap();
    }

    /// A part of what one laptop has reaches another: shuffled, repeated, with holes.
    fn gossip(&mut self, from: usize, to: usize) {
        let mut parcel: Vec<Sealed> = self.held[from].iter().map(|hash| self.model.changes[hash].clone()).collect();
        self.dice.shuffle(&mut parcel);
        if self.dice.one_in(2) {
            parcel.truncate(parcel.len() / 2);
        }
        let again = parcel.iter().take(2).cloned().collect::<Vec<_>>();
        parcel.extend(again);
        self.deliver(to, &parcel);
    }

    pub fn live(&mut self) {
        for _ in 0..40 {
            let (a, b) = (self.dice.below(REPLICAS), self.dice.below(REPLICAS));
            match self.dice.below(10) {
                0..6 => self.write(a),
                6..9 => self.gossip(a, b),
                _ => self.misbehave(a),
            }
        }
    }

    pub fn meet(&mut self) {
        for at in 0..REPLICAS {
            let mut rest: Vec<Sealed> = self.model.changes.values().cloned().collect();
            self.dice.shuffle(&mut rest);
            self.deliver(at, &rest);
        }
    }
}
