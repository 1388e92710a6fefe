//! The laws of the journal as properties: whatever order changes come in, the same set gives the same survey.

use super::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tanfang_journal::{
    Cbor, Change, Claim, DeviceId, DeviceKey, Dot, Hash, LAMPORT_LIMIT, Op, Sealed, SurveyId, dot_cbor,
};

pub(super) const SURVEY_ID: SurveyId = SurveyId([7; 16]);
const REPLICAS: usize = 5;

/// Gives how many random histories are tried: few in every test run, many in the benchmark of the laws.
pub(super) fn cases() -> u64 {
    std::env::var("TANFANG_CASES_LAWS").ok().and_then(|count| count.parse().ok()).unwrap_or(40)
}

pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        let mut secret = [0; 32];
        secret[..8].copy_from_slice(&seed.to_le_bytes());
        Self(ChaCha8Rng::from_seed(secret))
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        (self.0.next_u64() % limit as u64) as usize
    }

    pub(super) fn one_in(&mut self, chance: usize) -> bool {
        self.below(chance) == 0
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for n in (1..items.len()).rev() {
            items.swap(n, self.below(n + 1));
        }
    }
}

/// Gives the key of the laptop that made the survey.
fn root_key() -> DeviceKey {
    DeviceKey::from_secret([0; 32])
}

fn empty_store() -> Store {
    let mut store = Store::in_memory(SURVEY_ID).unwrap();
    store.set_root(root_key().device()).unwrap();
    store
}

/// Is an operation with its rank and the place of its change.
type Claimed<'a> = ((i64, Hash, usize), DeviceId, i64, &'a Op);

/// Is the independent model: plain sets, nothing incremental, written from the rules alone.
#[derive(Default)]
struct Model {
    changes: BTreeMap<Hash, Sealed>,
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
    fn applied(&self) -> BTreeMap<Hash, &Sealed> {
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
    fn heads(&self) -> BTreeMap<(String, String, String), BTreeMap<Dot, Cbor>> {
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

    fn digest(&self) -> Hash {
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

/// Holds five laptops, what each has in its store, and all changes there are.
struct World {
    dice: Dice,
    stores: Vec<Store>,
    keys: Vec<DeviceKey>,
    held: Vec<BTreeSet<Hash>>,
    model: Model,
}

impl World {
    fn new(seed: u64) -> Self {
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

    fn live(&mut self) {
        for _ in 0..40 {
            let (a, b) = (self.dice.below(REPLICAS), self.dice.below(REPLICAS));
            match self.dice.below(10) {
                0..6 => self.write(a),
                6..9 => self.gossip(a, b),
                _ => self.misbehave(a),
            }
        }
    }

    fn meet(&mut self) {
        for at in 0..REPLICAS {
            let mut rest: Vec<Sealed> = self.model.changes.values().cloned().collect();
            self.dice.shuffle(&mut rest);
            self.deliver(at, &rest);
        }
    }
}

#[test]
fn the_same_set_of_changes_gives_the_same_survey_in_any_order() {
    let mut fates = BTreeMap::new();
    for seed in 0..cases() {
        let mut world = World::new(seed);
        world.live();
        world.meet();
        let expected = world.model.digest();
        for change in world.stores[0].changes().unwrap() {
            *fates.entry(change.state.code()).or_insert(0_u32) += 1;
        }
        for (at, store) in world.stores.iter().enumerate() {
            assert_eq!(store.digest().unwrap(), expected, "seed {seed}: laptop {at} differs from the model");
            let fresh = rebuild(store, SURVEY_ID).unwrap();
            assert_eq!(fresh.digest().unwrap(), expected, "seed {seed}: a rebuild of laptop {at} differs");
            assert_eq!(fresh.terms().unwrap(), store.terms().unwrap(), "seed {seed}: laptop {at}");
        }
        world.stores[1].rebuild_in_place().unwrap();
        assert_eq!(world.stores[1].digest().unwrap(), expected, "seed {seed}: made anew in its place");
    }
    assert_eq!(fates.len(), 5, "applied, and void for each of the four reasons: {fates:?}");
}

#[test]
fn an_operation_leaves_the_heads_only_when_a_known_one_of_its_register_names_it() {
    for seed in 0..cases() / 2 {
        let mut world = World::new(seed + 1_000_000);
        world.live();
        world.meet();
        let heads = world.model.heads();
        for ((noun, key, field), expected) in heads {
            let found: BTreeMap<Dot, Cbor> = world.stores[0]
                .heads(&noun, &key, &field)
                .unwrap()
                .into_iter()
                .map(|head| (head.dot, head.value))
                .collect();
            assert_eq!(found, expected, "seed {seed}: {noun} {key} {field}");
            assert!(!found.is_empty(), "seed {seed}: a register that was written never loses all its values");
        }
    }
}

#[test]
fn a_partial_delivery_equals_the_model_of_that_part() {
    for seed in 0..cases() / 2 {
        let mut world = World::new(seed + 2_000_000);
        world.live();
        for (at, held) in world.held.iter().enumerate() {
            let changes: BTreeMap<Hash, Sealed> =
                held.iter().map(|hash| (*hash, world.model.changes[hash].clone())).collect();
            let part = Model { changes };
            assert_eq!(world.stores[at].digest().unwrap(), part.digest(), "seed {seed}: laptop {at}");
        }
    }
}

#[test]
fn held_changes_wait_and_are_counted_once() {
    let key = DeviceKey::from_secret([1; 32]);
    let mut chain: Vec<Sealed> = Vec::new();
    for seq in 1..=4 {
        let op = Op {
            noun: "assessment".into(),
            key: "a/1/1.1.1".into(),
            field: "value".into(),
            value: Cbor::Int(seq),
            preds: chain.last().map(|last| last.dot(0)).into_iter().collect(),
            reason: None,
        };
        let change = Change {
            survey: SURVEY_ID,
            device: key.device(),
            seq,
            prev: chain.last().map(|last| last.hash),
            lamport: seq,
            wall_ms: 0,
            offset_min: 0,
            author: "p".into(),
            visit: None,
            app: String::new(),
            schema: 1,
            ops: vec![op],
        };
        chain.push(change.seal());
    }
    let mut store = Store::in_memory(SURVEY_ID).unwrap();
    let take = |store: &mut Store, n: usize| store.ingest(true, |i| i.take(&chain[n])).unwrap().0;
    assert!(take(&mut store, 3) && take(&mut store, 1));
    assert!(store.changes().unwrap().iter().all(|change| change.state == ChangeState::Held));
    assert!(store.heads("assessment", "a/1/1.1.1", "value").unwrap().is_empty());
    take(&mut store, 0);
    assert_eq!(store.heads("assessment", "a/1/1.1.1", "value").unwrap()[0].value, Cbor::Int(2));
    assert!(!take(&mut store, 1), "a held change that was released is known");
    take(&mut store, 2);
    let heads = store.heads("assessment", "a/1/1.1.1", "value").unwrap();
    assert_eq!(heads.iter().map(|head| head.value.clone()).collect::<Vec<_>>(), [Cbor::Int(4)]);
    let states: HashMap<i64, ChangeState> =
        store.changes().unwrap().into_iter().map(|change| (change.seq, change.state)).collect();
    assert!(states.values().all(|state| *state == ChangeState::Applied));
}

fn writing(key: &DeviceKey, value: i64) -> NewChange<'_> {
    let op = NewOp {
        noun: "assessment".into(),
        key: "a/1/1.1.1".into(),
        field: "value".into(),
        value: Cbor::Int(value),
        preds: Preds::All,
        reason: None,
    };
    NewChange {
        key,
        author: "p",
        visit: None,
        app: "test",
        wall_ms: 0,
        offset_min: 0,
        ops: vec![op],
        introduction: vec![],
        detached: vec![],
    }
}

#[test]
fn a_huge_lamport_number_of_another_does_not_void_own_work() {
    let (own, other) = (DeviceKey::from_secret([1; 32]), DeviceKey::from_secret([2; 32]));
    let mut store = Store::in_memory(SURVEY_ID).unwrap();
    let change = Change {
        survey: SURVEY_ID,
        device: other.device(),
        seq: 1,
        prev: None,
        lamport: LAMPORT_LIMIT - 1,
        wall_ms: 0,
        offset_min: 0,
        author: "mallory".into(),
        visit: None,
        app: String::new(),
        schema: 1,
        ops: vec![],
    };
    store.ingest(true, |ingest| ingest.take(&change.seal()).map(drop)).unwrap();
    for value in 1..=3 {
        store.append(writing(&own, value)).unwrap().unwrap();
    }
    let heads = store.heads("assessment", "a/1/1.1.1", "value").unwrap();
    assert_eq!(heads.iter().map(|head| head.value.clone()).collect::<Vec<_>>(), [Cbor::Int(3)]);
}

#[test]
fn nobody_can_take_away_the_signature_that_lets_a_branch_travel() {
    let (own, other) = (DeviceKey::from_secret([1; 32]), DeviceKey::from_secret([2; 32]));
    let mut store = Store::in_memory(SURVEY_ID).unwrap();
    let tip = store.append(writing(&own, 1)).unwrap().unwrap();
    let stranger = other.checkpoint(SURVEY_ID, tip.change.seq, tip.hash);
    let void = Change {
        survey: SURVEY_ID,
        device: other.device(),
        seq: 9,
        prev: Some(tip.hash),
        lamport: 1,
        wall_ms: 0,
        offset_min: 0,
        author: "mallory".into(),
        visit: None,
        app: String::new(),
        schema: 1,
        ops: vec![],
    };
    let unrelated = Change { seq: 1, prev: None, ..void.clone() }.seal();
    store
        .ingest(true, |ingest| {
            ingest.take(&void.seal())?;
            ingest.take(&unrelated)?;
            ingest.take_checkpoint(&stranger)
        })
        .unwrap();
    let kept: Vec<_> = store.checkpoints().unwrap().into_iter().map(|c| (c.device(), c.hash)).collect();
    assert_eq!(kept, [(own.device(), tip.hash)]);
}
