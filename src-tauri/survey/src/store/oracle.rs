//! Law 2 seen from outside: Automerge, given the same histories, keeps the same heads in every register.

use super::laws::{Dice, SURVEY_ID, cases};
use super::*;
use automerge::transaction::Transactable as _;
use automerge::{ActorId, AutoCommit, ROOT, ReadDoc as _};
use std::collections::{BTreeMap, BTreeSet};
use tanfang_journal::{Cbor, DeviceKey, Sealed};

const REPLICAS: usize = 5;

/// Is one laptop with the same content twice: in our store and in Automerge.
struct Replica {
    store: Store,
    key: DeviceKey,
    document: AutoCommit,
    changes: BTreeMap<Vec<u8>, Sealed>,
}

impl Replica {
    fn new(n: usize) -> Self {
        let mut document = AutoCommit::new();
        document.set_actor(ActorId::from([n as u8 + 1; 16]));
        Self {
            store: Store::in_memory(SURVEY_ID).unwrap(),
            key: DeviceKey::from_secret([n as u8 + 1; 32]),
            document,
            changes: BTreeMap::new(),
        }
    }

    /// Somebody who sees all heads writes values that nobody wrote before.
    fn write(&mut self, dice: &mut Dice, counter: &mut i64) {
        let mut fields = BTreeSet::new();
        for _ in 0..=dice.below(3) {
            fields.insert(["value", "remark", LIFE][dice.below(3)].to_owned() + &dice.below(2).to_string());
        }
        let mut ops = Vec::new();
        for field in fields {
            *counter += 1;
            self.document.put(ROOT, field.as_str(), *counter).unwrap();
            let (noun, key) = ("assessment".to_owned(), "a/1/1.1.1".to_owned());
            ops.push(NewOp { noun, key, field, value: Cbor::Int(*counter), preds: Preds::All, reason: None });
        }
        self.document.commit();
        let new = NewChange {
            key: &self.key,
            author: "p",
            visit: None,
            app: "test",
            wall_ms: 0,
            offset_min: 0,
            ops,
            introduction: vec![],
            detached: vec![],
        };
        let sealed = self.store.append(new).unwrap().unwrap();
        self.changes.insert(sealed.bytes.clone(), sealed);
    }

    /// Takes in everything another one has, in an order of chance.
    fn learn(&mut self, other: &mut Self, dice: &mut Dice) {
        self.document.merge(&mut other.document).unwrap();
        let mut parcel: Vec<Sealed> = other.changes.values().cloned().collect();
        dice.shuffle(&mut parcel);
        self.store.ingest(true, |ingest| parcel.iter().try_for_each(|sealed| ingest.take(sealed).map(drop))).unwrap();
        self.changes.extend(parcel.into_iter().map(|sealed| (sealed.bytes.clone(), sealed)));
    }

    fn heads(&self) -> BTreeMap<String, BTreeSet<i64>> {
        let terms = self.store.terms().unwrap().into_iter();
        terms
            .map(|term| {
                let heads = self.store.heads(&term.name.noun, &term.name.key, &term.name.field).unwrap();
                (term.name.field, heads.into_iter().filter_map(|head| head.value.as_int()).collect())
            })
            .collect()
    }

    fn heads_of_automerge(&self) -> BTreeMap<String, BTreeSet<i64>> {
        let all = |key: &String| self.document.get_all(ROOT, key.as_str()).unwrap();
        let keys = self.document.keys(ROOT);
        keys.map(|key| {
            let values = all(&key).into_iter().filter_map(|(value, _)| value.as_i64()).collect();
            (key, values)
        })
        .collect()
    }
}

#[test]
fn automerge_keeps_the_same_heads_of_the_same_histories() {
    let mut conflicts = 0;
    for seed in 0..cases() {
        let mut dice = Dice::new(seed + 3_000_000);
        let mut replicas: Vec<Replica> = (0..REPLICAS).map(Replica::new).collect();
        let mut counter = 0;
        for _ in 0..30 {
            let (a, b) = (dice.below(REPLICAS), dice.below(REPLICAS));
            if a == b || dice.one_in(2) {
                replicas[a].write(&mut dice, &mut counter);
            } else if let Ok([to, from]) = replicas.get_disjoint_mut([a, b]) {
                to.learn(from, &mut dice);
            }
            assert_eq!(replicas[a].heads(), replicas[a].heads_of_automerge(), "seed {seed}: on the way");
        }
        for other in 1..REPLICAS {
            if let Ok([to, from]) = replicas.get_disjoint_mut([0, other]) {
                to.learn(from, &mut dice);
            }
        }
        let heads = replicas[0].heads();
        assert_eq!(heads, replicas[0].heads_of_automerge(), "seed {seed}");
        conflicts += heads.values().filter(|heads| heads.len() > 1).count();
    }
    assert!(conflicts > 0, "histories without a conflict prove nothing");
}
