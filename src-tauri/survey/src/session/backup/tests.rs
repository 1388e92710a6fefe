//! Backups of a small survey: made, thinned, restored, broken on purpose.

use super::super::tests::{Desk, go, photograph, record};
use super::super::*;
use super::*;
use crate::session::MergeChoice;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

fn blobs_at(backup: &Backup) -> Vec<PathBuf> {
    Blobs::new(backup.path.parent().unwrap()).files()
}

#[test]
fn a_backup_holds_everything_and_copies_photos_once() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    photograph(&mut session, 1);
    let first = session.back_up(None, &mut go).unwrap();
    assert_eq!((first.changes, first.missing), (session.store.change_count().unwrap(), 0));
    let held = blobs_at(&first);
    assert_eq!(held.len() as u64, first.blobs);
    let written = |path: &PathBuf| fs::metadata(path).unwrap().modified().unwrap();
    let times: Vec<_> = held.iter().map(written).collect();
    photograph(&mut session, 2);
    let second = session.back_up(None, &mut go).unwrap();
    assert_eq!(second.blobs, first.blobs + 2, "the new photo and its derivative");
    assert_eq!(held.iter().map(written).collect::<Vec<_>>(), times, "what is there is not copied again");
    assert_eq!(session.backups().len(), 2);
    assert_eq!(Session::all_backups(&desk.home("a"), None).len(), 2);
}

#[test]
fn what_was_handed_over_before_a_restore_is_not_buried() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    record(&mut session, "2.3.1", "1");
    let backup = session.back_up(None, &mut go).unwrap();
    record(&mut session, "2.3.1", "2");
    let mut other = desk.join(&mut session, "b", "李明");
    let before = other.store.changes().unwrap().len();
    // The laptop loses its folder and starts from the backup, at the very same place.
    let folder = desk.folder("a");
    drop(session);
    fs::remove_dir_all(&folder).unwrap();
    let home = desk.home("a");
    let (mut restored, about) =
        Session::restore(&backup.path, &folder, None, home, Desk::edge("restored"), &mut go).unwrap();
    assert_eq!((about.missing, about.lost, about.findings), (0, 0, 0));
    assert_eq!(restored.digest().unwrap().to_string(), backup.digest);
    record(&mut restored, "2.3.1", "3");
    let file = desk.hand_over(&mut restored, "after");
    other.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(
        other.store.changes().unwrap().len(),
        before + 1,
        "one change more, and none of the others was repeated"
    );
    let heads = other.store.heads("assessment", "wangjing/1/2.3.1", "value").unwrap();
    let values: BTreeSet<Vec<u8>> = heads.iter().map(|head| head.value.encode()).collect();
    assert_eq!(values.len(), 2, "the value handed over and the one written after the restore stand side by side");
    assert_ne!(heads[0].by.device, heads[1].by.device, "a restored folder writes under a new device");
    assert!(other.check().unwrap().is_clean() && restored.check().unwrap().is_clean());
}

#[test]
fn a_backup_is_due_once_something_changed_and_time_has_passed() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    assert!(session.backup_due(10).unwrap(), "there is none yet");
    session.back_up(None, &mut go).unwrap();
    assert!(!session.backup_due(0).unwrap(), "nothing changed");
    record(&mut session, "2.3.1", "5");
    assert!(session.backup_due(0).unwrap());
    assert!(!session.backup_due(10).unwrap(), "it is seconds old");
    assert!(session.back_up_if_due(0, &mut go).unwrap().is_some());
}

#[test]
fn a_damaged_backup_is_refused_and_a_damaged_photo_is_counted() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    photograph(&mut session, 1);
    let backup = session.back_up(None, &mut go).unwrap();
    let restore = |name: &str| {
        let folder = desk.folder(name);
        Session::restore(&backup.path, &folder, None, desk.home(name), Desk::edge(name), &mut go)
            .map(|(_, about)| about)
    };
    let photo = blobs_at(&backup).into_iter().find(|path| path.extension().is_some_and(|e| e == "jpg")).unwrap();
    fs::write(&photo, b"cut").unwrap();
    let about = restore("b").unwrap();
    assert_eq!((about.missing, about.lost), (1, 1), "one bad photo does not keep the rest back");
    let database = backup.path.join("survey.db");
    let mut bytes = fs::read(&database).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&database, bytes).unwrap();
    assert_eq!(restore("c").unwrap_err().code, "backup-damaged");
    assert!(!desk.folder("c").exists(), "nothing half is left");
    assert_eq!(fs::read_dir(desk.folder("c").parent().unwrap()).unwrap().count(), 2, "and nothing beside it");
    assert_eq!(restore("a").unwrap_err().code, "folder-not-empty");
}

#[test]
fn a_cancelled_backup_leaves_nothing() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    photograph(&mut session, 1);
    let mut calls = 0;
    let stopped = session.back_up(None, &mut |_, _| {
        calls += 1;
        if calls == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(stopped.unwrap_err().code, "cancelled");
    let place = place(&session.home, &session.store);
    assert!(session.backups().is_empty() && Blobs::new(&place).files().is_empty());
}

#[test]
fn thinning_keeps_every_photo_that_a_backup_still_names() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    photograph(&mut session, 1);
    for value in 0..14 {
        record(&mut session, "2.3.1", &value.to_string());
        session.back_up(None, &mut go).unwrap();
    }
    let backups = session.backups();
    assert_eq!(backups.len(), 10, "all of one day: the last ten stay");
    let (oldest, folder) = (&backups[0], desk.folder("again"));
    let (again, about) =
        Session::restore(&oldest.path, &folder, None, desk.home("again"), Desk::edge("again"), &mut go).unwrap();
    assert_eq!(about.missing, 0);
    assert!(again.check().unwrap().findings.is_empty());
}
