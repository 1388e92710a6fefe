//! Surveys broken on purpose, one way at a time, and what a repair makes of them.

use super::super::tests::{Desk, go, photograph, record};
use super::super::*;
use super::{QUARANTINE, Repair};
use crate::session::MergeChoice;
use crate::text::{Lang, Words};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use tanfang_journal::Detached;

fn survey(desk: &Desk) -> Session {
    let mut session = desk.create("a");
    record(&mut session, "2.3.1", "1");
    let mut other = desk.join(&mut session, "b", "李雷");
    record(&mut other, "2.3.1", "2");
    record(&mut session, "2.3.1", "3");
    let file = desk.hand_over(&mut other, "b");
    session.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    photograph(&mut session, 1);
    let pair = Detached { salt: [1; 16], value: Cbor::text("李雷").encode() };
    let name = NewOp { preds: Preds::Current, ..op("interview", "i1", "answer/1", pair.to_cbor()) };
    session.commit_with(vec![name], vec![pair]).unwrap();
    session
}

fn repair(desk: &Desk) -> Repair {
    let words = Words::new(Lang::En);
    Session::repair(&desk.folder("a"), &desk.home("a"), &mut *Desk::edge("repair"), &words).unwrap()
}

fn repair_of(session: Session, desk: &Desk) -> Repair {
    drop(session);
    repair(desk)
}

fn codes(report: &CheckReport) -> BTreeSet<&'static str> {
    report.findings.iter().filter(|finding| finding.serious).map(|finding| finding.code).collect()
}

fn aside(repair: &Repair) -> Vec<String> {
    let entries = fs::read_dir(repair.aside.as_ref().unwrap()).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_table_that_follows_from_the_journal_is_made_anew() {
    for (sql, finding) in [
        ("UPDATE register SET value = x'01' WHERE noun = 'assessment'", "register"),
        ("DELETE FROM register WHERE noun = 'community'", "register"),
        ("UPDATE op SET head = 1 - head", "state"),
        ("DELETE FROM op", "state"),
        ("UPDATE change SET state = 1 WHERE seq = 2", "state"),
        ("UPDATE change SET author = 'x', wall_ms = 0", "state"),
        ("INSERT INTO waiting VALUES (zeroblob(16), 0, 1)", "waiting"),
        ("UPDATE journal SET sum = zeroblob(32), lamport = 0", "digest"),
        ("UPDATE change SET applied_tip = 1", "digest"),
        ("DELETE FROM blob", "blob-list"),
        ("DELETE FROM register; DELETE FROM op; DELETE FROM blob", "state"),
    ] {
        let desk = Desk::new();
        let session = survey(&desk);
        let (digest, changes) = (session.digest().unwrap(), session.store.changes().unwrap());
        session.store.spoil(sql);
        drop(session);
        let before = Session::check_folder(&desk.folder("a")).unwrap();
        assert!(codes(&before).contains(finding), "{sql}: {before:?}");
        let repair = repair(&desk);
        assert_eq!(codes(&repair.after), BTreeSet::new(), "{sql}");
        assert_eq!(aside(&repair), ["list.txt", "survey.db"], "the database as it was is kept");
        let mut session = Session::open(&desk.folder("a"), desk.home("a"), Desk::edge("again")).unwrap();
        assert_eq!((session.digest().unwrap(), session.store.changes().unwrap()), (digest, changes), "{sql}");
        assert_eq!(session.overview().unwrap().author, "王芳", "settings of this laptop stay");
        assert_eq!(session.conflicts().unwrap().len(), 1, "{sql}");
        let device = session.overview().unwrap().device;
        record(&mut session, "3.4.1", "5");
        assert_eq!(session.overview().unwrap().device, device, "the device goes on");
        desk.hand_over(&mut session, "after");
    }
}

#[test]
fn a_damaged_change_is_put_aside_and_comes_back_with_a_file() {
    let desk = Desk::new();
    let mut session = survey(&desk);
    let file = desk.hand_over(&mut session, "before");
    let digest = session.digest().unwrap();
    session.store.spoil("UPDATE change_body SET bytes = substr(bytes, 2) WHERE change = 2");
    drop(session);
    assert!(codes(&Session::check_folder(&desk.folder("a")).unwrap()).contains("change"));
    let repair = repair(&desk);
    let names = aside(&repair);
    assert!(names.iter().any(|name| name.starts_with("change-2-")), "{names:?}");
    let list = fs::read_to_string(repair.aside.as_ref().unwrap().join("list.txt")).unwrap();
    assert!(list.contains("change-2-") && !list.contains('{'), "{list}");
    assert!(repair.after.findings.iter().any(|finding| finding.code == "held"), "what followed it waits");
    let mut session = Session::open(&desk.folder("a"), desk.home("a"), Desk::edge("again")).unwrap();
    session.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(session.digest().unwrap(), digest);
    assert!(session.check().unwrap().is_clean(), "{:?}", session.check());
}

#[test]
fn false_signatures_and_personal_values_are_found() {
    let desk = Desk::new();
    let session = survey(&desk);
    session.store.spoil("UPDATE checkpoint SET signature = zeroblob(64); UPDATE detached SET value = x'60'");
    drop(session);
    let found = codes(&Session::check_folder(&desk.folder("a")).unwrap());
    assert_eq!(found, ["personal-false", "signature", "signature-false"].into());
    let repair = repair(&desk);
    // The own branch is signed again by its own key; the other laptop's comes back with its next file.
    let left: Vec<_> = repair.after.findings.iter().filter(|finding| finding.serious).map(|f| f.code).collect();
    assert_eq!(left, ["signature", "personal-missing"], "an own personal value is gone only where it was erased");
}

#[test]
fn an_erased_value_may_be_gone() {
    let desk = Desk::new();
    let mut session = survey(&desk);
    session.store.spoil("DELETE FROM detached");
    assert_eq!(codes(&session.check().unwrap()), ["personal-missing"].into());
    let interview = Thing { noun: "interview".into(), key: "i1".into() };
    session.erase(&interview, None, "本人要求").unwrap();
    assert!(session.check().unwrap().is_clean());
    assert!(repair_of(session, &desk).after.is_clean(), "and stays gone");
}

#[test]
fn files_that_nothing_explains_are_put_aside_and_nothing_is_deleted() {
    let desk = Desk::new();
    let session = survey(&desk);
    let media = session.media().unwrap().remove(0);
    let photo = session.blob_path(&media.original);
    let orphan = session.store.blobs().put(b"nobody names this", "txt").unwrap();
    fs::write(session.folder().join("笔记.txt"), "别人的").unwrap();
    let whole = fs::read(&photo).unwrap();
    fs::write(&photo, b"half").unwrap();
    let pictures = session.pictures().unwrap();
    pictures.thumbnail(media.derivative.as_ref().unwrap()).unwrap();
    drop((session, pictures));
    let first = repair(&desk);
    assert_eq!(codes(&first.after), ["blob-missing"].into());
    let mut expected = vec![orphan.file_name(), media.original.file_name(), "list.txt".into(), "笔记.txt".into()];
    expected.sort();
    assert_eq!(aside(&first), expected);
    // The photo turns up again, whole, among what was put aside.
    let place = desk.folder("a").join(QUARANTINE).join("found");
    fs::create_dir(&place).unwrap();
    fs::write(place.join(media.original.file_name()), &whole).unwrap();
    let second = repair(&desk);
    assert_eq!(second.done.iter().map(|done| done.code).collect::<Vec<_>>(), ["blob-back"]);
    assert!(second.after.findings.is_empty() && second.aside.is_none());
    assert_eq!(fs::read(&photo).unwrap(), whole);
}

#[test]
fn a_repair_waits_until_nobody_else_has_the_survey_open() {
    let desk = Desk::new();
    let session = survey(&desk);
    let words = Words::new(Lang::Zh);
    let refused = Session::repair(&desk.folder("a"), &desk.home("a"), &mut *Desk::edge("repair"), &words);
    assert_eq!(refused.unwrap_err().code, "locked");
    drop(session);
    assert!(repair(&desk).done.is_empty(), "nothing is wrong, nothing is done");
}

#[test]
fn pages_that_cannot_be_read_cost_what_stands_on_them() {
    let desk = Desk::new();
    let mut session = survey(&desk);
    let digest = session.digest().unwrap();
    let file = desk.hand_over(&mut session, "before");
    drop(session);
    // A page in the middle of the file turns to noise.
    let path: PathBuf = desk.folder("a").join("survey.db");
    let whole = fs::read(&path).unwrap();
    let pages = whole.len() / 4096;
    let mut repaired = 0;
    for page in (2..pages).step_by(3) {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0x5a);
        fs::write(&path, &bytes).unwrap();
        let words = Words::new(Lang::Zh);
        let _ = fs::remove_dir_all(desk.folder("a").join(QUARANTINE));
        let outcome = Session::repair(&desk.folder("a"), &desk.home("a"), &mut *Desk::edge("repair"), &words);
        // Where not even the list of tables is left, a backup is needed; the file stays as it is.
        let Ok(outcome) = outcome else {
            assert_eq!(fs::read(&path).unwrap(), bytes, "page {page}");
            continue;
        };
        assert!(!codes(&outcome.after).contains("database"), "page {page}: {outcome:?}");
        let Ok(mut session) = Session::open(&desk.folder("a"), desk.home("a"), Desk::edge("again")) else { continue };
        session.merge(&file, &MergeChoice::default(), &mut go).unwrap();
        assert_eq!(session.digest().unwrap(), digest, "page {page}: what is lost comes back with a survey file");
        repaired += 1;
    }
    assert!(repaired > 3, "{repaired} of {pages} pages");
}

#[test]
fn a_merge_can_be_taken_back_after_a_repair() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "2.3.1", "1");
    let (mut b, mut c) = (desk.join(&mut a, "b", "李雷"), desk.join(&mut a, "c", "韩梅"));
    let before = a.digest().unwrap();
    for (session, name) in [(&mut b, "b"), (&mut c, "c")] {
        record(session, "3.4.1", "7");
        let file = desk.hand_over(session, name);
        a.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    }
    // The first one taken back leaves a gap in the places of changes; a repair closes it.
    let first = a.merges().unwrap().last().unwrap().id;
    a.take_back_merge(first).unwrap();
    a.store.spoil("DELETE FROM op");
    assert!(repair_of(a, &desk).after.is_clean());
    let mut a = Session::open(&desk.folder("a"), desk.home("a"), Desk::edge("again")).unwrap();
    let [second] = a.merges().unwrap().try_into().unwrap();
    a.take_back_merge(second.id).unwrap();
    assert_eq!(a.digest().unwrap(), before, "what the other file brought, and nothing else, is set aside");
    assert!(a.check().unwrap().is_clean());
}

#[test]
fn everything_a_repair_says_is_worded() {
    for lang in Lang::ALL {
        let words = Words::new(lang);
        for code in ["database", "change", "rows", "rebuilt", "blob-damaged", "blob-orphan", "blob-back", "stray"] {
            assert!(words.knows(&format!("repair-{code}")), "{lang}: {code}");
        }
    }
}
