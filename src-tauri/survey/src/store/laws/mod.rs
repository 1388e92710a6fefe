//! The laws of the journal as properties: whatever order changes come in, the same set gives the same survey.

mod model;
mod world;

pub use world::Dice;

use super::*;
use model::Model;
use std::collections::{BTreeMap, HashMap};
use tanfang_journal::{Cbor, Change, DeviceKey, Dot, Hash, LAMPORT_LIMIT, Op, Sealed, SurveyId};
use world::World;

pub(super) const SURVEY_ID: SurveyId = SurveyId([7; 16]);
/// Gives how many random histories are tried: few in every test run, many in the benchmark of the laws.
pub(super) fn cases() -> u64 {
    std::env::var("TANFANG_CASES_LAWS").ok().and_then(|count| count.parse().ok()).unwrap_or(40)
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

/// Gives a first change that says nothing.
fn empty(key: &DeviceKey) -> Change {
    Change {
        survey: SURVEY_ID,
        device: key.device(),
        seq: 1,
        prev: None,
        lamport: 1,
        wall_ms: 0,
        offset_min: 0,
        author: "mallory".into(),
        visit: None,
        app: String::new(),
        schema: 1,
        ops: vec![],
    }
}

#[test]
fn a_huge_lamport_number_of_another_does_not_void_own_work() {
    let (own, other) = (DeviceKey::from_secret([1; 32]), DeviceKey::from_secret([2; 32]));
    let mut store = Store::in_memory(SURVEY_ID).unwrap();
    let change = Change { lamport: LAMPORT_LIMIT - 1, ..empty(&other) };
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
    let void = Change { seq: 9, prev: Some(tip.hash), ..empty(&other) };
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
