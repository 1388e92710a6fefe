//! Deleting, undoing, moving, adopting: every accident has a way out, and nothing is lost on it.

use super::*;
use crate::session::{Destination, Thing, What};
use crate::session::{ExportChoice, MergeChoice};
use crate::store::{Personal, StoreError};
use tanfang_journal::Detached;

fn value_of(session: &Session, indicator: &str) -> Option<Ratio> {
    rows(session).into_iter().find(|row| row.key == cell(indicator)).and_then(|row| row.outcome.value)
}

fn exchange(desk: &Desk, a: &mut Session, b: &mut Session, name: &str) {
    let (from_a, from_b) = (desk.hand_over(a, &format!("{name}-a")), desk.hand_over(b, &format!("{name}-b")));
    a.merge(&from_b, &MergeChoice::default(), &mut go).unwrap();
    b.merge(&from_a, &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(a.digest().unwrap(), b.digest().unwrap());
}

fn unit(session: &mut Session, name: &str) -> Thing {
    let (keys, _) = session.add_units("wangjing", "compounds", &[(name.into(), None)]).unwrap();
    Thing { noun: "unit".into(), key: keys[0].clone() }
}

fn is_clean(session: &Session) {
    let report = session.check().unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
}

#[test]
fn what_is_deleted_comes_back_with_every_value() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let thing = unit(&mut a, "南湖东园");
    let before = a.history("unit", &thing.key, "name").unwrap();
    a.delete(&thing, "重复").unwrap();
    assert!(a.units("wangjing", None).unwrap().is_empty());
    assert!(a.delete(&thing, "").unwrap().is_empty(), "twice says nothing new");
    a.undelete(&thing).unwrap();
    assert_eq!(a.units("wangjing", None).unwrap()[0].name, "南湖东园");
    assert_eq!(a.history("unit", &thing.key, "name").unwrap()[0].dot, before[0].dot);
    let community = Thing { noun: "community".into(), key: "wangjing".into() };
    assert_eq!(a.delete(&community, "").unwrap_err().code, "delete-permanent");
    is_clean(&a);
}

#[test]
fn an_edit_that_did_not_know_of_the_deletion_is_a_conflict_and_can_be_kept() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let thing = unit(&mut a, "南湖东园");
    let mut b = desk.join(&mut a, "b", "李雷");
    a.delete(&thing, "").unwrap();
    b.set_text("unit", &thing.key, "name", "南湖东园一区", Seen::Current).unwrap();
    let file = desk.hand_over(&mut b, "edit");
    assert_eq!(a.merge(&file, &MergeChoice::default(), &mut go).unwrap().plan.new_conflicts, 1);
    let conflicts = a.conflicts().unwrap();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].kind, ConflictKind::Life);
    assert_eq!(conflicts[0].heads[0].value, Cbor::Bool(true));
    assert_eq!(conflicts[0].heads[1].value, Cbor::text("南湖东园一区"));
    a.resolve(&conflicts[0].id, 2, "还在").unwrap();
    assert_eq!(a.units("wangjing", None).unwrap()[0].name, "南湖东园一区");
    assert!(a.conflicts().unwrap().is_empty());
    exchange(&desk, &mut a, &mut b, "after");
    assert!(b.conflicts().unwrap().is_empty());
    // The other way round: it stays deleted.
    a.delete(&thing, "").unwrap();
    b.set_text("unit", &thing.key, "name", "三区", Seen::Current).unwrap();
    exchange(&desk, &mut a, &mut b, "again");
    let conflict = &b.conflicts().unwrap()[0];
    b.resolve(&conflict.id, 1, "确已拆除").unwrap();
    assert!(b.units("wangjing", None).unwrap().is_empty() && b.conflicts().unwrap().is_empty());
}

#[test]
fn two_who_delete_the_same_thing_agree() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let thing = unit(&mut a, "南湖东园");
    let mut b = desk.join(&mut a, "b", "李雷");
    b.set_text("unit", &thing.key, "name", "别名", Seen::Current).unwrap();
    exchange(&desk, &mut a, &mut b, "one");
    a.delete(&thing, "").unwrap();
    b.delete(&thing, "").unwrap();
    exchange(&desk, &mut a, &mut b, "two");
    assert!(a.conflicts().unwrap().is_empty());
    assert!(a.units("wangjing", None).unwrap().is_empty());
}

#[test]
fn every_own_action_is_undone_and_done_again_also_after_a_restart() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "3");
    record(&mut a, "1.1.1", "5");
    let thing = unit(&mut a, "南湖东园");
    a.undo().unwrap();
    assert!(a.units("wangjing", None).unwrap().is_empty(), "what was made is deleted");
    a.undo().unwrap();
    assert_eq!(value_of(&a, "1.1.1"), Some(Ratio::whole(3)));
    drop(a);
    let mut a = Session::open(&desk.folder("a"), desk.home("a"), Desk::edge("a2")).unwrap();
    a.undo().unwrap();
    assert_eq!(value_of(&a, "1.1.1"), None);
    assert_eq!(a.undo().unwrap_err().code, "undo-nothing", "the survey itself is not undone");
    for expected in [3, 5] {
        a.redo().unwrap();
        assert_eq!(value_of(&a, "1.1.1"), Some(Ratio::whole(expected)));
    }
    a.redo().unwrap();
    assert_eq!(a.units("wangjing", None).unwrap()[0].key, thing.key);
    assert_eq!(a.redo().unwrap_err().code, "redo-nothing");
    a.undo().unwrap();
    a.undo().unwrap();
    assert_eq!(value_of(&a, "1.1.1"), Some(Ratio::whole(3)), "what was done again is undone again");
    is_clean(&a);
}

#[test]
fn what_somebody_wrote_over_is_not_undone() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "3");
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut b, "1.1.1", "4");
    a.merge(&desk.hand_over(&mut b, "b"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(a.undo().unwrap_err().code, "undo-overwritten");
    assert_eq!(value_of(&a, "1.1.1"), Some(Ratio::whole(4)));
}

#[test]
fn undoing_a_resolution_opens_the_conflict_again() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut a, "1.1.1", "3");
    record(&mut b, "1.1.1", "4");
    a.merge(&desk.hand_over(&mut b, "b"), &MergeChoice::default(), &mut go).unwrap();
    let conflict = a.conflicts().unwrap().remove(0);
    a.resolve(&conflict.id, 2, "复核").unwrap();
    assert!(a.conflicts().unwrap().is_empty());
    a.undo().unwrap();
    let again = a.conflicts().unwrap().remove(0);
    let values = |c: &Conflict| {
        let mut values: Vec<_> = c.heads.iter().map(|head| head.value.encode()).collect();
        values.sort();
        values
    };
    assert_eq!(values(&again), values(&conflict));
    let thing = a.find_thing("wangjing/1/1.1.1").unwrap();
    assert!(a.steps(&thing, Some("value")).unwrap().iter().all(|step| step.contested), "marked for ever");
}

#[test]
fn a_merge_is_taken_back_and_merged_again() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut a, "1.1.1", "3");
    record(&mut b, "1.1.1", "4");
    record(&mut b, "1.1.2", "2");
    let before = a.digest().unwrap();
    let file = desk.hand_over(&mut b, "b");
    a.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    let merged = a.digest().unwrap();
    let merge = a.merges().unwrap()[0].clone();
    assert_eq!((merge.name.as_str(), merge.changes), ("b.tanfang", 2));
    assert_eq!(a.take_back_merge(merge.id).unwrap(), 2);
    assert_eq!(a.digest().unwrap(), before);
    assert!(a.conflicts().unwrap().is_empty() && value_of(&a, "1.1.2").is_none());
    assert_eq!(a.take_back_merge(merge.id).unwrap_err().code, "merge-unknown");
    is_clean(&a);
    // It can be handed on without what was taken back, and takes it in again.
    a.export(&desk.file("without"), &ExportChoice::default(), &mut go).unwrap();
    a.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(a.digest().unwrap(), merged);
    // What own work rests on stays.
    record(&mut a, "1.1.2", "1");
    let merge = a.merges().unwrap()[0].id;
    assert_eq!(a.take_back_merge(merge).unwrap_err().code, "merge-used");
}

#[test]
fn taking_an_older_merge_back_leaves_later_ones_waiting_and_nothing_lost() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut b, "1.1.1", "4");
    let first = desk.hand_over(&mut b, "first");
    a.merge(&first, &MergeChoice::default(), &mut go).unwrap();
    record(&mut b, "1.1.2", "2");
    a.merge(&desk.hand_over(&mut b, "second"), &MergeChoice::default(), &mut go).unwrap();
    let all = a.digest().unwrap();
    let older = a.merges().unwrap().last().unwrap().id;
    a.take_back_merge(older).unwrap();
    assert_eq!((value_of(&a, "1.1.1"), value_of(&a, "1.1.2")), (None, None), "what follows is held");
    is_clean(&a);
    a.merge(&first, &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(a.digest().unwrap(), all);
}

#[test]
fn a_day_recorded_in_the_wrong_community_is_moved_as_one_action() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "3");
    record(&mut a, "1.1.2", "2");
    let other = a.communities().unwrap().into_iter().map(|c| c.code).find(|code| code != "wangjing").unwrap();
    let to = Destination { community: Some(other.clone()), ..Destination::default() };
    let right = CellKey::new(&other, 1, "1.1.2");
    a.set_value(&right, &number("1"), None, Seen::Current).unwrap();
    let what = What::Own { community: "wangjing".into(), round: 1, day: None };
    let moved = a.relocate(&what, &to).unwrap();
    assert_eq!((moved.values, moved.links), (2, 0));
    let places: Vec<_> = rows(&a).into_iter().map(|row| row.key.community).collect();
    assert!(places.iter().all(|place| *place == right.community), "{places:?}");
    assert_eq!(a.conflicts().unwrap().len(), 1, "what stood there before stays beside it");
    a.undo().unwrap();
    assert_eq!((value_of(&a, "1.1.1"), value_of(&a, "1.1.2")), (Some(Ratio::whole(3)), Some(Ratio::whole(2))));
    assert!(a.conflicts().unwrap().is_empty());
    let nowhere = What::Own { community: "wangjing".into(), round: 1, day: Some("1999-01-01".into()) };
    assert_eq!(a.relocate(&nowhere, &to).unwrap_err().code, "move-nothing");
}

#[test]
fn a_survey_started_by_mistake_is_adopted_once() {
    let desk = Desk::new();
    let (mut a, mut stray) = (desk.create("a"), desk.create("stray"));
    record(&mut a, "1.1.1", "3");
    record(&mut stray, "1.1.1", "4");
    record(&mut stray, "1.1.2", "2");
    record(&mut stray, "1.1.2", "3");
    let file = desk.hand_over(&mut stray, "stray");
    assert_eq!(a.merge(&file, &MergeChoice::default(), &mut go).unwrap_err().code, "file-other-survey");
    let adopted = a.adopt(&file).unwrap();
    assert_eq!(adopted.values, 3, "two values and the name of their author");
    assert_eq!(value_of(&a, "1.1.2"), Some(Ratio::whole(3)));
    assert_eq!(a.conflicts().unwrap().len(), 1, "the two say different things of 1.1.1");
    let theirs = rows(&stray).into_iter().find(|row| row.key == cell("1.1.2")).unwrap();
    let ours = rows(&a).into_iter().find(|row| row.key == cell("1.1.2")).unwrap();
    assert_eq!((ours.by.author, ours.by.at), (theirs.by.author, theirs.by.at));
    let digest = a.digest().unwrap();
    assert_eq!(a.adopt(&file).unwrap().values, 0);
    assert_eq!(a.digest().unwrap(), digest, "doing it again adds nothing");
    let own = desk.hand_over(&mut a, "own");
    assert_eq!(a.adopt(&own).unwrap_err().code, "adopt-own");
    is_clean(&a);
}

#[test]
fn two_entries_for_one_compound_become_one() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let (one, other) = (unit(&mut a, "南湖东园"), unit(&mut a, "南湖东园（东）"));
    let (pass, fail) = (number("1"), number("0"));
    a.observe(&cell("1.2.1"), &one.key, Some((&pass, None)), None, Seen::Current).unwrap();
    a.observe(&cell("1.2.1"), &other.key, Some((&fail, None)), None, Seen::Current).unwrap();
    assert_eq!(rows(&a)[0].outcome.of_units, 2);
    a.declare_same(&one, &other).unwrap();
    assert_eq!(a.units("wangjing", None).unwrap().len(), 1);
    let row = rows(&a).remove(0);
    assert_eq!((row.outcome.of_units, row.outcome.value), (1, Some(Ratio::ZERO)), "the entry that goes on counts");
    assert!(row.conflict, "the two results differ");
    assert_eq!(a.declare_same(&other, &one).unwrap_err().code, "same-impossible");
    a.undo().unwrap();
    assert_eq!(rows(&a)[0].outcome.of_units, 2);
}

#[test]
fn what_was_erased_is_gone_everywhere_and_stays_gone() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let secret = Detached { salt: [3; 16], value: Cbor::text("电话 13900000000").encode() };
    let op = op("interview", "i-1", "answer/1", secret.to_cbor());
    a.commit_with(vec![op], vec![secret.clone()]).unwrap();
    let mut b = desk.join(&mut a, "b", "李雷");
    let old = desk.hand_over(&mut b, "old");
    assert!(b.store.detached(&secret.hash()).unwrap().is_some());
    let thing = Thing { noun: "interview".into(), key: "i-1".into() };
    assert_eq!(a.erase(&thing, Some("answer/1"), "").unwrap_err().code, "reason-needed");
    assert_eq!(a.erase(&thing, Some("answer/1"), "撤回同意").unwrap(), 1);
    assert!(a.store.detached(&secret.hash()).unwrap().is_none());
    let is_bare = |laptop: &str| {
        let trace = "13900000000".as_bytes();
        let files = ["survey.db", "survey.db-wal"].map(|name| desk.folder(laptop).join(name));
        let mut pages = files.iter().filter_map(|path| std::fs::read(path).ok());
        !pages.any(|bytes| bytes.windows(trace.len()).any(|part| part == trace))
    };
    assert!(is_bare("a"), "nothing stays on a free page");
    assert!(!is_bare("b"));
    a.merge(&old, &MergeChoice::default(), &mut go).unwrap();
    assert!(a.store.detached(&secret.hash()).unwrap().is_none(), "an older file does not bring it back");
    b.merge(&desk.hand_over(&mut a, "erased"), &MergeChoice::default(), &mut go).unwrap();
    assert!(b.store.detached(&secret.hash()).unwrap().is_none());
    assert!(is_bare("b"), "nor where the erasure was merged");
    assert_eq!(a.digest().unwrap(), b.digest().unwrap());
    is_clean(&b);
}

#[test]
fn a_value_that_was_handed_over_later_than_its_change_is_taken_in() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let secret = Detached { salt: [5; 16], value: Cbor::text("李女士").encode() };
    let strange = Detached { salt: [6; 16], value: Cbor::text("无人提到").encode() };
    a.commit_with(vec![op("interview", "i-1", "answer/1", secret.to_cbor())], vec![secret.clone()]).unwrap();
    // A laptop that took part while personal values were not handed out to it.
    let mut b = desk.join(&mut a, "b", "李雷");
    b.store.write(|tx| Ok::<_, StoreError>(tx.execute("DELETE FROM detached", []).map(drop)?)).unwrap();
    assert!(b.store.detached(&secret.hash()).unwrap().is_none());
    let before = b.digest().unwrap();
    a.store.give_personal(&Personal { values: vec![strange.clone()], drafts: Vec::new() }).unwrap();
    // The file brings no new change: what it is about is known, and the value alone is new. What nobody names stays out.
    let receipt = b.merge(&desk.hand_over(&mut a, "later"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(receipt.plan.new_changes, 0);
    assert_eq!(b.store.detached(&secret.hash()).unwrap(), Some(secret));
    assert!(b.store.detached(&strange.hash()).unwrap().is_none());
    assert_eq!(b.digest().unwrap(), before, "personal values lie beside what the digest names");
    is_clean(&b);
}

#[test]
fn what_comes_late_for_a_closed_round_is_counted_and_can_wait() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut b, "1.1.1", "4");
    let round_2 = CellKey { round: 2, ..cell("1.1.2") };
    b.set_value(&round_2, &number("2"), None, Seen::Current).unwrap();
    let file = desk.hand_over(&mut b, "late");
    a.set_round_state(1, RoundState::Closed).unwrap();
    let before = a.digest().unwrap();
    assert_eq!(a.plan(&file, &MergeChoice::default(), &mut go).unwrap().late_changes, 1);
    let hold = MergeChoice { late: Late::Hold, ..MergeChoice::default() };
    let plan = a.merge(&file, &hold, &mut go).unwrap().plan;
    assert_eq!((plan.late_changes, plan.held_back), (1, 1));
    assert_eq!(value_of(&a, "1.1.1"), None);
    assert!(rows(&a).is_empty(), "what the same laptop wrote afterwards waits for it");
    assert_eq!(a.digest().unwrap(), before);
    is_clean(&a);
    assert_eq!(a.merge(&file, &MergeChoice::default(), &mut go).unwrap().plan.late_changes, 1);
    assert_eq!(rows(&a).len(), 2);
    is_clean(&a);
}
