//! A survey with one personal value, locked, opened, and stopped in between.

use super::super::seal::Lock;
use super::super::tests::{Desk, go, record};
use super::super::*;
use crate::session::MergeChoice;
use std::path::PathBuf;
use tanfang_journal::Detached;

const SAID: &str = "李雷 13800138000";
const PASSPHRASE: &str = "四月 的 风";

fn tell(session: &mut Session, text: &str, salt: u8) {
    let pair = Detached { salt: [salt; 16], value: Cbor::text(text).encode() };
    let new = NewOp { preds: Preds::Current, ..op("interview", "i1", &format!("answer/{salt}"), pair.to_cbor()) };
    session.commit_with(vec![new], vec![pair]).unwrap();
}

fn told(session: &Session) -> Option<String> {
    let head = session.store.heads("interview", "i1", "answer/1").unwrap().pop()?;
    let pair = session.store.detached(&Detached::hash_in(&head.value)?).unwrap()?;
    Cbor::decode(&pair.value).unwrap().as_text().map(str::to_owned)
}

fn interviewed(desk: &Desk) -> Session {
    let mut session = desk.create("a");
    record(&mut session, "2.3.1", "7");
    tell(&mut session, SAID, 1);
    session.set_draft("interview", "i1", "answer/2", SAID).unwrap();
    session
}

fn open(desk: &Desk) -> Session {
    Session::open(&desk.folder("a"), desk.home("a"), Desk::edge("again")).unwrap()
}

/// Finds a text in any file below a folder.
fn found(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(self::found(&path, text));
        } else if std::fs::read(&path).unwrap_or_default().windows(text.len()).any(|bytes| bytes == text.as_bytes()) {
            found.push(path);
        }
    }
    found
}

#[test]
fn nothing_personal_is_left_on_the_disk_while_locked() {
    let desk = Desk::new();
    let mut session = interviewed(&desk);
    session.back_up(None, &mut go).unwrap();
    let (folder, home) = (desk.folder("a"), desk.home("a"));
    assert!(
        !found(&folder, SAID).is_empty() && !found(home.folder(), SAID).is_empty(),
        "the search finds what is open"
    );
    assert!(Session::holds_open_personal_values(&folder).unwrap());
    let digest = session.digest().unwrap();
    assert_eq!(session.lock(PASSPHRASE).unwrap(), LockReceipt { values: 1, drafts: 1 });
    assert_eq!(found(&folder, SAID), Vec::<PathBuf>::new(), "database, log and free pages");
    assert_eq!(found(home.folder(), SAID), Vec::<PathBuf>::new(), "backups");
    assert_eq!(found(home.folder(), "\"secret\""), Vec::<PathBuf>::new(), "the device's key");
    assert!(!Session::holds_open_personal_values(&folder).unwrap());
    // Reading goes on, writing asks to unlock.
    assert_eq!(session.digest().unwrap(), digest);
    assert!(session.check().unwrap().is_clean());
    let cell = CellKey::new("wangjing", 1, "2.3.1");
    let value = crate::model::Value::Number(crate::model::Number::new(9, 0));
    assert_eq!(session.set_value(&cell, &value, None, Seen::Current).unwrap_err().code, "survey-locked");
    assert_eq!(session.set_draft("interview", "i1", "answer/2", "x").unwrap_err().code, "survey-locked");
    let file = desk.hand_over(&mut session, "while-locked");
    assert_eq!(session.merge(&file, &MergeChoice::default(), &mut go).unwrap_err().code, "survey-locked");
    drop(session);
    let mut session = open(&desk);
    assert_eq!(told(&session), None);
    assert_eq!(session.unlock("五月 的 风").unwrap_err().code, "wrong-passphrase");
    assert!(session.is_locked().unwrap());
    assert_eq!(session.unlock(PASSPHRASE).unwrap(), LockReceipt { values: 1, drafts: 1 });
    assert_eq!(told(&session).as_deref(), Some(SAID));
    assert_eq!(session.drafts("interview", "").unwrap().len(), 1);
    let device = session.overview().unwrap().device;
    record(&mut session, "2.3.1", "8");
    assert_eq!(session.overview().unwrap().device, device, "the device goes on under its name");
    // The clock of this laptop begins anew each time it is opened.
    assert!(session.check().unwrap().findings.iter().all(|finding| finding.code == "clock"));
    let backup = session.backups().pop().unwrap();
    let again = Session::restore(&backup.path, &desk.folder("r"), None, desk.home("r"), Desk::edge("r"), &mut go);
    assert_eq!(told(&again.unwrap().0).as_deref(), Some(SAID), "the backup was opened again as well");
}

#[test]
fn a_lock_that_was_stopped_is_finished_when_the_survey_is_opened() {
    let desk = Desk::new();
    let mut session = interviewed(&desk);
    session.back_up(None, &mut go).unwrap();
    // As far as the transaction, and no further: what a kill behind it leaves.
    let lock = Lock::new(PASSPHRASE).unwrap();
    let path = session.folder().join("personal.sealed");
    let stopped = session.store.take_personal(|_| {
        lock.write(&path, |out| out.write_all(b"{\"keys\":[],\"values\":[],\"drafts\":[]}"))?;
        super::hash_of(&path)
    });
    stopped.unwrap();
    assert!(!found(desk.home("a").folder(), SAID).is_empty(), "the backup still lies open");
    drop(session);
    let session = open(&desk);
    assert!(session.store.seal().unwrap().unwrap().finished);
    assert_eq!(found(desk.home("a").folder(), SAID), Vec::<PathBuf>::new());
    assert_eq!(found(&desk.folder("a"), SAID), Vec::<PathBuf>::new());
}

#[test]
fn values_stay_where_they_are_if_they_cannot_be_sealed() {
    let desk = Desk::new();
    let mut session = interviewed(&desk);
    assert_eq!(session.lock("  ").unwrap_err().code, "empty-passphrase");
    std::fs::create_dir(session.folder().join("personal.sealed")).unwrap();
    assert!(session.lock(PASSPHRASE).is_err(), "nothing can be put in the place of a folder");
    assert!(!session.is_locked().unwrap());
    assert_eq!(told(&session).as_deref(), Some(SAID));
    assert_eq!(session.unlock(PASSPHRASE).unwrap_err().code, "not-locked");
}

#[test]
fn a_sealed_backup_is_restored_by_its_passphrase_alone() {
    let desk = Desk::new();
    let mut session = interviewed(&desk);
    session.back_up(None, &mut go).unwrap();
    session.lock(PASSPHRASE).unwrap();
    session.back_up(None, &mut go).unwrap();
    let [before, after] = session.backups().try_into().unwrap();
    drop(session);
    std::fs::remove_dir_all(desk.folder("a")).unwrap();
    let restore = |backup: &Backup, name: &str, passphrase: Option<&str>| {
        let folder = desk.folder(name);
        Session::restore(&backup.path, &folder, passphrase, desk.home(name), Desk::edge(name), &mut go)
    };
    assert_eq!(restore(&before, "b", None).unwrap_err().code, "backup-locked");
    assert_eq!(restore(&before, "b", Some("x")).unwrap_err().code, "wrong-passphrase");
    let (open, _) = restore(&before, "b", Some(PASSPHRASE)).unwrap();
    assert_eq!(told(&open).as_deref(), Some(SAID));
    let (mut locked, _) = restore(&after, "c", None).unwrap();
    assert!(locked.is_locked().unwrap());
    locked.unlock(PASSPHRASE).unwrap();
    assert_eq!(told(&locked).as_deref(), Some(SAID));
    record(&mut locked, "2.3.1", "9");
}
