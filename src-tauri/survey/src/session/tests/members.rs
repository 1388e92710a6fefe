//! Who may write, forks, and what cloned laptops do.

use super::*;
use crate::session::MergeChoice;

fn exchange(desk: &Desk, sessions: &mut [&mut Session], name: &str) {
    for round in 0..2 {
        let files: Vec<PathBuf> =
            sessions.iter_mut().enumerate().map(|(n, s)| desk.hand_over(s, &format!("{name}-{round}-{n}"))).collect();
        for session in sessions.iter_mut() {
            for file in &files {
                session.merge(file, &MergeChoice::default(), &mut go).unwrap();
            }
        }
    }
}

#[test]
fn only_enrolled_devices_count_once_it_is_asked_for() {
    let desk = Desk::new();
    let mut root = desk.create("root");
    let mut known = desk.join(&mut root, "known", "李雷");
    record(&mut known, "1.1.1", "3");
    root.merge(&desk.hand_over(&mut known, "known"), &MergeChoice::default(), &mut go).unwrap();
    root.require_enrolment(true).unwrap();
    assert!(root.members().unwrap().iter().all(|member| matches!(member.role, Role::Root | Role::Enrolled)));
    let mut late = desk.join(&mut root, "late", "韩梅");
    let refused = late.set_value(&cell("1.1.2"), &number("2"), None, Seen::Current).unwrap_err();
    assert_eq!(refused.code, "device-not-enrolled");
    let device = late.own_device().unwrap();
    assert_eq!(late.enrol(device, false).unwrap_err().code, "not-admin");
    root.enrol(device, false).unwrap();
    late.merge(&desk.hand_over(&mut root, "enrolled"), &MergeChoice::default(), &mut go).unwrap();
    record(&mut late, "1.1.2", "2");
    exchange(&desk, &mut [&mut root, &mut known, &mut late], "all");
    assert_eq!(root.digest().unwrap(), late.digest().unwrap());
    assert_eq!(rows(&root).len(), 2);
}

#[test]
fn what_a_revoked_device_writes_afterwards_is_void_kept_and_listed() {
    let desk = Desk::new();
    let mut root = desk.create("root");
    let mut lost = desk.join(&mut root, "lost", "李雷");
    record(&mut lost, "1.1.1", "3");
    root.merge(&desk.hand_over(&mut lost, "one"), &MergeChoice::default(), &mut go).unwrap();
    record(&mut lost, "1.1.2", "2");
    let device = lost.own_device().unwrap();
    assert_eq!(root.revoke(device, "").unwrap_err().code, "reason-needed");
    root.revoke(device, "电脑遗失").unwrap();
    root.merge(&desk.hand_over(&mut lost, "two"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(rows(&root).len(), 1, "what was accepted stays, what follows does not count");
    let void =
        root.changes().unwrap().into_iter().filter(|c| c.state == crate::store::ChangeState::Void(Void::Revoked));
    assert_eq!(void.count(), 1);
    // Nobody loses it: the other laptop gets it too, and a pardon brings it back.
    let mut third = desk.join(&mut root, "third", "韩梅");
    assert_eq!(third.digest().unwrap(), root.digest().unwrap());
    root.enrol(device, false).unwrap();
    assert_eq!(rows(&root).len(), 2);
    third.merge(&desk.hand_over(&mut root, "pardon"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(third.digest().unwrap(), root.digest().unwrap());
    assert!(third.check().unwrap().is_clean());
    lost.merge(&desk.hand_over(&mut third, "home"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(lost.digest().unwrap(), root.digest().unwrap());
}

#[test]
fn administrators_are_named_by_the_one_who_made_the_survey() {
    let desk = Desk::new();
    let mut root = desk.create("root");
    let mut admin = desk.join(&mut root, "admin", "李雷");
    record(&mut admin, "1.1.1", "3");
    root.merge(&desk.hand_over(&mut admin, "one"), &MergeChoice::default(), &mut go).unwrap();
    let device = admin.own_device().unwrap();
    assert_eq!(admin.require_enrolment(true).unwrap_err().code, "not-admin");
    root.enrol(device, true).unwrap();
    admin.merge(&desk.hand_over(&mut root, "named"), &MergeChoice::default(), &mut go).unwrap();
    admin.require_enrolment(true).unwrap();
    let own = root.own_device().unwrap();
    assert_eq!(admin.revoke(own, "x").unwrap_err().code, "revoke-root");
    assert_eq!(admin.enrol(own, true).unwrap_err().code, "only-root");
    root.merge(&desk.hand_over(&mut admin, "back"), &MergeChoice::default(), &mut go).unwrap();
    assert!(root.rules().unwrap().requires_enrolment());
    assert_eq!(admin.revoke(DeviceId([9; 16]), "x").unwrap_err().code, "device-unknown");
}

#[test]
fn a_cloned_laptop_is_told_apart_from_a_restored_one_and_both_histories_count() {
    let desk = Desk::new();
    let mut root = desk.create("root");
    let mut first = desk.join(&mut root, "first", "李雷");
    record(&mut first, "1.1.1", "3");
    drop(first);
    // The whole disk is copied, keys and all, and appears in the very same place.
    let image = (desk.folder("image"), desk.home("image"));
    copy(&desk.folder("first"), &image.0);
    copy(desk.home("first").folder(), image.1.folder());
    let mut first = Session::open(&desk.folder("first"), desk.home("first"), Desk::edge("f2")).unwrap();
    record(&mut first, "1.1.2", "2");
    let one = desk.hand_over(&mut first, "one");
    drop(first);
    std::fs::remove_dir_all(desk.folder("first")).unwrap();
    std::fs::remove_dir_all(desk.home("first").folder()).unwrap();
    copy(&image.0, &desk.folder("first"));
    copy(image.1.folder(), desk.home("first").folder());
    let mut twin = Session::open(&desk.folder("first"), desk.home("first"), Desk::edge("f3")).unwrap();
    record(&mut twin, "1.1.2", "4");
    let two = desk.hand_over(&mut twin, "two");
    root.merge(&one, &MergeChoice::default(), &mut go).unwrap();
    root.merge(&two, &MergeChoice::default(), &mut go).unwrap();
    let forks = root.forks().unwrap();
    assert_eq!((forks.len(), forks[0].branches.len()), (1, 2));
    let kinds: Vec<ConflictKind> = root.conflicts().unwrap().iter().map(|conflict| conflict.kind).collect();
    assert_eq!(kinds, [ConflictKind::Value, ConflictKind::Fork]);
    let fork = root.conflicts().unwrap().remove(1);
    root.resolve(&fork.id, 1, "同一镜像").unwrap();
    assert_eq!(root.conflicts().unwrap().len(), 1, "looked at, and the differing values stay a conflict");
    // Having met its twin, the laptop goes on under another name.
    twin.merge(&one, &MergeChoice::default(), &mut go).unwrap();
    let before = twin.changes().unwrap().len();
    record(&mut twin, "1.1.3", "40");
    let last = twin.changes().unwrap()[before].device;
    assert_ne!(last, forks[0].device);
    assert!(twin.check().unwrap().is_clean());
}

#[test]
fn twenty_laptops_from_one_disk_image_lose_nothing() {
    let desk = Desk::new();
    let mut root = desk.create("root");
    let mut image = desk.join(&mut root, "image", "李雷");
    record(&mut image, "1.1.1", "1");
    drop(image);
    let codes: Vec<String> = root.framework().indicators.iter().map(|i| i.code.clone()).collect();
    let mut files = Vec::new();
    for n in 0..20 {
        let name = format!("laptop-{n}");
        copy(&desk.folder("image"), &desk.folder(&name));
        copy(desk.home("image").folder(), desk.home(&name).folder());
        let mut laptop = Session::open(&desk.folder(&name), desk.home(&name), Desk::edge(&name)).unwrap();
        for code in &codes[..5] {
            let remark = format!("{name} {code}");
            laptop.set_text("assessment", &cell(code).to_string(), "remark", &remark, Seen::Current).unwrap();
        }
        files.push(desk.hand_over(&mut laptop, &name));
    }
    for file in &files {
        root.merge(file, &MergeChoice::default(), &mut go).unwrap();
    }
    for code in &codes[..5] {
        let said = root.heads("assessment", &cell(code).to_string(), "remark").unwrap();
        assert_eq!(said.len(), 20, "each laptop's remark on {code} stands");
    }
    assert!(root.forks().unwrap().is_empty(), "a copied folder never goes on under the copied name");
    assert!(root.check().unwrap().is_clean());
}
