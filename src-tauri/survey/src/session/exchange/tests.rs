//! Hand-overs in parts, in volumes, sealed; and merges that are stopped.

use super::*;
use crate::session::op;
use crate::session::tests::Desk;
use crate::session::{ExportChoice, MergeChoice, Unseal};
use age::secrecy::ExposeSecret;
use std::ops::ControlFlow;
use std::path::PathBuf;
use tanfang_journal::{BlobRef, Cbor, Hash};

fn go(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Exports to a name on the desk.
fn export(desk: &Desk, from: &mut Session, name: &str, choice: &ExportChoice) -> ExportReceipt {
    from.export(&desk.file(name), choice, &mut go).unwrap()
}

/// Sets up a laptop that joins from a file on the desk.
fn join(desk: &Desk, file: &str, laptop: &str) -> Session {
    Session::join(
        &desk.file(file),
        &Unseal::default(),
        &desk.folder(laptop),
        laptop,
        desk.home(laptop),
        Desk::edge(laptop),
    )
    .unwrap()
}

/// Gives a new key: its secret line and its public name.
fn key() -> (String, String) {
    let key = age::x25519::Identity::generate();
    (key.to_string().expose_secret().to_owned(), key.to_public().to_string())
}

/// Says something in a register of its own.
fn say(session: &mut Session, key: &str, text: &str) {
    session.commit(vec![op("note", key, "text", Cbor::text(text))]).unwrap();
}

/// Adds a photo: an original of `size` bytes and a small picture.
fn photo(session: &mut Session, key: &str, size: usize) -> [BlobRef; 2] {
    let blobs = session.store.blobs();
    let original: Vec<u8> = Hash::of(key.as_bytes()).0.iter().copied().cycle().take(size).collect();
    let original = blobs.put(&original, "jpg").unwrap();
    let small = blobs.put(format!("small {key}").as_bytes(), "jpg").unwrap();
    let ops = [("blob", &original), ("derivative", &small)];
    session.commit(ops.map(|(field, blob)| op("photo", key, field, blob.to_cbor())).into()).unwrap();
    [original, small]
}

fn beyond(file: PathBuf) -> ExportChoice {
    ExportChoice { beyond: Beyond::File(file, Unseal::default()), ..ExportChoice::default() }
}

#[test]
fn a_light_file_leaves_the_originals_and_they_can_follow() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let [original, small] = photo(&mut a, "p", 50_000);
    let light = export(&desk, &mut a, "light", &ExportChoice { photos: Photos::Light, ..ExportChoice::default() });
    assert_eq!((light.left_out, light.missing), (1, 0));
    let records = export(&desk, &mut a, "records", &ExportChoice { photos: Photos::None, ..ExportChoice::default() });
    assert_eq!((records.left_out, records.blobs), (2, 1), "the framework alone");

    let mut b = join(&desk, "light", "b");
    let there = b.store.blobs();
    assert_eq!((there.has(&original), there.has(&small)), (false, true));
    assert_eq!(a.digest().unwrap(), b.digest().unwrap(), "records are whole without originals");
    // What the light file named and did not carry is beyond it.
    let rest = export(&desk, &mut a, "rest", &beyond(desk.file("light")));
    assert_eq!((rest.changes, rest.blobs), (0, 1));
    let receipt = b.merge(&desk.file("rest"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!((receipt.status, receipt.verified_blobs), (MergeStatus::Merged, 1));
    assert!(there.has(&original));
}

#[test]
fn a_file_carries_only_what_is_beyond_another() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    photo(&mut a, "first", 1000);
    export(&desk, &mut a, "1", &ExportChoice::default());
    say(&mut a, "n", "二");
    let [second, _] = photo(&mut a, "second", 1000);
    let receipt = export(&desk, &mut a, "2", &beyond(desk.file("1")));
    assert_eq!((receipt.changes, receipt.blobs), (2, 2));
    say(&mut a, "n", "三");
    // Beyond the second alone: what it builds upon is not sent again.
    let receipt = export(&desk, &mut a, "3", &beyond(desk.file("2")));
    assert_eq!((receipt.changes, receipt.blobs), (1, 0));

    // The receiver gets them in the wrong order, and waits for the middle.
    let mut b = join(&desk, "1", "b");
    let early = b.merge(&desk.file("3"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!((early.status, early.plan.new_changes), (MergeStatus::Merged, 1));
    assert_ne!(b.digest().unwrap(), a.digest().unwrap());
    b.merge(&desk.file("2"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(b.digest().unwrap(), a.digest().unwrap());
    assert!(b.store.blobs().has(&second));
    let nobody =
        Session::join(&desk.file("2"), &Unseal::default(), &desk.folder("c"), "c", desk.home("c"), Desk::edge("c"));
    assert_eq!(nobody.unwrap_err().code, "file-partial");
    assert!(!desk.folder("c").exists());
}

#[test]
fn a_file_for_a_device_carries_what_it_has_not_confirmed() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let [original, _] = photo(&mut a, "p", 9000);
    export(&desk, &mut a, "light", &ExportChoice { photos: Photos::Light, ..ExportChoice::default() });
    let mut b = join(&desk, "light", "b");
    say(&mut b, "b", "来自乙");
    export(&desk, &mut b, "back", &ExportChoice::default());
    let device = b.overview().unwrap().device.unwrap().to_string();
    let to_b = |device: &str| ExportChoice { beyond: Beyond::Device(device.to_owned()), ..ExportChoice::default() };
    let unknown = a.export(&desk.file("x"), &to_b(&device), &mut go).unwrap_err();
    assert_eq!(unknown.code, "unknown-device", "a device that was never heard of");
    a.merge(&desk.file("back"), &MergeChoice::default(), &mut go).unwrap();
    say(&mut a, "a", "来自甲");

    let first = export(&desk, &mut a, "for b", &to_b(&device[..8].to_uppercase()));
    assert_eq!((first.changes, first.blobs), (1, 1), "one new change, and the original that b did not carry");
    let again = export(&desk, &mut a, "for b", &to_b(&device));
    assert_eq!(again.changes, 1, "a file that was handed over is not one that arrived");
    b.merge(&desk.file("for b"), &MergeChoice::default(), &mut go).unwrap();
    assert!(b.store.blobs().has(&original));
    assert_eq!(a.digest().unwrap(), b.digest().unwrap());
    export(&desk, &mut b, "back", &ExportChoice::default());
    a.merge(&desk.file("back"), &MergeChoice::default(), &mut go).unwrap();
    let confirmed = export(&desk, &mut a, "for b", &to_b(&device));
    assert_eq!((confirmed.changes, confirmed.blobs), (0, 0), "what b's file carried, b has");
}

#[test]
fn what_a_device_saw_when_it_wrote_it_has() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    export(&desk, &mut a, "start", &ExportChoice::default());
    let mut b = join(&desk, "start", "b");
    for text in ["一", "二", "三"] {
        say(&mut a, "n", text);
    }
    export(&desk, &mut a, "all", &ExportChoice::default());
    b.merge(&desk.file("all"), &MergeChoice::default(), &mut go).unwrap();
    say(&mut b, "n", "四");
    // b's change comes by a third laptop: no file of b's own says what b has.
    export(&desk, &mut b, "b", &ExportChoice::default());
    let mut c = join(&desk, "b", "c");
    export(&desk, &mut c, "c", &ExportChoice::default());
    a.merge(&desk.file("c"), &MergeChoice::default(), &mut go).unwrap();
    let device = b.overview().unwrap().device.unwrap().to_string();
    let choice = ExportChoice { beyond: Beyond::Device(device), ..ExportChoice::default() };
    assert_eq!(export(&desk, &mut a, "for b", &choice).changes, 0, "b replaced what a said last");
}

#[test]
fn volumes_merge_in_any_order_and_any_of_them_can_be_joined_from() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    for n in 0..6 {
        photo(&mut a, &n.to_string(), 300_000);
    }
    let choice = ExportChoice { volume_bytes: Some(1_000_000), ..ExportChoice::default() };
    let receipt = export(&desk, &mut a, "week", &choice);
    assert_eq!((receipt.volumes.len(), receipt.blobs), (3, 13));
    assert!(receipt.volumes.iter().all(|volume| volume.bytes <= 1_000_000), "{:?}", receipt.volumes);
    assert!(!desk.file("week").exists());
    let mut b = join(&desk, "week.2", "b");
    assert_eq!(a.digest().unwrap(), b.digest().unwrap(), "every volume has all records");
    for volume in ["week.3", "week.1", "week.3"] {
        b.merge(&desk.file(volume), &MergeChoice::default(), &mut go).unwrap();
    }
    assert!(b.store.blob_refs().unwrap().iter().all(|blob| b.store.blobs().has(blob)), "all photos are there");
    for (bytes, code) in [(1_000, "volume-records"), (400_000, "volume-photo")] {
        let choice = ExportChoice { volume_bytes: Some(bytes), ..ExportChoice::default() };
        let fault = a.export(&desk.file("small"), &choice, &mut go).unwrap_err();
        assert_eq!(fault.code, code);
    }
    let place = desk.file("small").parent().unwrap().to_owned();
    let left: Vec<_> = std::fs::read_dir(place).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("small")), "nothing stays behind: {left:?}");
}

#[test]
fn a_sealed_file_opens_for_its_key_alone() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    photo(&mut a, "p", 200_000);
    let ((secret, recipient), (stranger, _)) = (key(), key());
    let (own, other) = (desk.file("key"), desk.file("other key"));
    std::fs::write(&own, format!("# 管理员\n{secret}\n")).unwrap();
    std::fs::write(&other, stranger).unwrap();

    let sealed = ExportChoice { seal: Seal::To(vec![recipient]), ..ExportChoice::default() };
    assert!(export(&desk, &mut a, "s", &sealed).sealed);
    let file = desk.file("s");
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n") && !bytes.windows(13).any(|w| w == b"manifest.json"));
    assert_eq!(Session::inspect(&file, &Unseal::default()).unwrap_err().code, "sealed-needs-identity");
    let wrong = [
        (Unseal::identity(&other).unwrap(), "sealed-other-key"),
        (Unseal::passphrase("x").unwrap(), "sealed-needs-identity"),
    ];
    for (unseal, code) in wrong {
        assert_eq!(Session::inspect(&file, &unseal).unwrap_err().code, code);
    }
    let unseal = Unseal::identity(&own).unwrap();
    assert!(Session::inspect(&file, &unseal).unwrap().sealed);
    let (folder, home) = (desk.folder("b"), desk.home("b"));
    let mut b = Session::join(&file, &unseal, &folder, "b", home, Desk::edge("b")).unwrap();
    assert_eq!(a.digest().unwrap(), b.digest().unwrap());
    let choice = MergeChoice { unseal, ..MergeChoice::default() };
    assert_eq!(b.merge(&file, &choice, &mut go).unwrap().status, MergeStatus::Known);

    let before = b.digest().unwrap();
    for (bytes, why) in [
        (bytes[..bytes.len() - 1].to_vec(), "cut"),
        (bytes[..bytes.len() / 2].to_vec(), "cut in the middle"),
        (bytes[..100].to_vec(), "cut in the header"),
        ([&bytes[..], b"x"].concat(), "longer"),
        (flipped(&bytes, 150), "header"),
        (flipped(&bytes, bytes.len() / 2), "a chunk"),
        (flipped(&bytes, bytes.len() - 9), "the last chunk"),
    ] {
        std::fs::write(&file, bytes).unwrap();
        let code = b.merge(&file, &choice, &mut go).unwrap_err().code;
        assert!(matches!(code, "sealed-damaged" | "sealed-other-key"), "{why}: {code}");
        assert_eq!(b.digest().unwrap(), before);
    }
    assert_eq!(Unseal::identity(&file).unwrap_err().code, "identity-file");
    let nobody = ExportChoice { seal: Seal::To(vec!["age1nobody".into()]), ..ExportChoice::default() };
    assert_eq!(a.export(&file, &nobody, &mut go).unwrap_err().code, "recipient");
}

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut other = bytes.to_vec();
    other[at] ^= 1;
    other
}

#[test]
fn the_administrators_key_seals_by_default_once_it_is_set() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let (_, recipient) = key();
    assert!(is_recipient(&recipient) && !is_recipient("age1"));
    a.commit(vec![op("survey", crate::session::SURVEY, "admin_key", Cbor::text(&recipient))]).unwrap();
    assert!(export(&desk, &mut a, "s", &ExportChoice::default()).sealed);
    let open = ExportChoice { seal: Seal::Open, ..ExportChoice::default() };
    assert!(!export(&desk, &mut a, "s", &open).sealed, "a sealed survey file may be replaced");
    a.commit(vec![op("survey", crate::session::SURVEY, "admin_key", Cbor::text("nonsense"))]).unwrap();
    let fault = a.export(&desk.file("s"), &ExportChoice::default(), &mut go).unwrap_err();
    assert_eq!(fault.code, "admin-key", "never open by accident");
}

#[test]
fn a_passphrase_opens_and_hostile_work_is_refused() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let choice = ExportChoice { seal: Seal::passphrase("正确 口令").unwrap(), ..ExportChoice::default() };
    export(&desk, &mut a, "p", &choice);
    let file = desk.file("p");
    let right = Unseal::passphrase("正确 口令").unwrap();
    assert!(Session::inspect(&file, &right).is_ok());
    let wrong = Unseal::passphrase("错误").unwrap();
    assert_eq!(Session::inspect(&file, &wrong).unwrap_err().code, "sealed-wrong-passphrase");
    assert_eq!(Session::inspect(&file, &Unseal::default()).unwrap_err().code, "sealed-needs-passphrase");
    assert_eq!(Seal::passphrase("").unwrap_err().code, "empty-passphrase");

    let bytes = std::fs::read(&file).unwrap();
    let text = String::from_utf8_lossy(&bytes[..120]).into_owned();
    let line = text.lines().nth(1).unwrap();
    assert!(line.ends_with(" 16"), "{line}");
    let at = bytes.windows(line.len()).position(|window| window == line.as_bytes()).unwrap() + line.len() - 2;
    let mut heavy = bytes;
    heavy[at..at + 2].copy_from_slice(b"30");
    std::fs::write(&file, heavy).unwrap();
    let start = std::time::Instant::now();
    assert_eq!(Session::inspect(&file, &right).unwrap_err().code, "sealed-work");
    assert!(start.elapsed().as_millis() < 1000, "2³⁰ rounds would take a terabyte of memory");

    let endless = [b"age-encryption.org/v1\n-> x ", &b"a".repeat(3 << 20)[..]].concat();
    std::fs::write(&file, endless).unwrap();
    assert_eq!(Session::inspect(&file, &right).unwrap_err().code, "sealed-damaged");
}

#[test]
fn a_merge_that_is_stopped_never_began() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    export(&desk, &mut a, "start", &ExportChoice::default());
    let mut b = join(&desk, "start", "b");
    for n in 0..3 {
        photo(&mut a, &n.to_string(), 1000);
    }
    for n in 0..600 {
        say(&mut a, &n.to_string(), "x");
    }
    export(&desk, &mut a, "all", &ExportChoice::default());
    let before = (b.digest().unwrap(), b.store.change_count().unwrap(), b.store.blobs().files());
    let mut asked = 0;
    b.plan(&desk.file("all"), &MergeChoice::default(), &mut |_, _| {
        asked += 1;
        ControlFlow::Continue(())
    })
    .unwrap();
    assert!(asked > 10, "a merge asks often enough whether to go on: {asked}");
    let mut stopped = 0;
    for at in 0.. {
        let mut left = at;
        let mut stop = |_, _| {
            left -= 1;
            if left < 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        match b.merge(&desk.file("all"), &MergeChoice::default(), &mut stop) {
            Ok(_) => break,
            Err(fault) => assert_eq!(fault.code, "file-cancelled"),
        }
        stopped += 1;
        let now = (b.digest().unwrap(), b.store.change_count().unwrap(), b.store.blobs().files());
        assert_eq!(now, before, "stopped at question {at}");
    }
    assert!(stopped > asked, "copying photos is asked about as well: {stopped}");
    assert_eq!(a.digest().unwrap(), b.digest().unwrap());
}

#[test]
fn equal_values_are_counted_as_agreement() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    export(&desk, &mut a, "start", &ExportChoice::default());
    let mut b = join(&desk, "start", "b");
    for (key, here, there) in [("same", "x", "x"), ("other", "x", "y"), ("also", "z", "z")] {
        say(&mut a, key, here);
        say(&mut b, key, there);
    }
    export(&desk, &mut b, "b", &ExportChoice::default());
    let plan = a.plan(&desk.file("b"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!((plan.new_agreements, plan.new_conflicts), (2, 1));
    let device = b.overview().unwrap().device.unwrap();
    let branch = plan.summary.branches.iter().find(|branch| branch.device == device).unwrap();
    assert_eq!((branch.from, branch.to, branch.new), (1, 3, 3));
    assert_eq!(fingerprint(device).replace(' ', ""), device.to_string());
    a.merge(&desk.file("b"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(a.plan(&desk.file("b"), &MergeChoice::default(), &mut go).unwrap().new_agreements, 0);
}
