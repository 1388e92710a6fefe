use super::*;
use std::collections::BTreeSet;
use std::sync::Barrier;
use tempfile::TempDir;

fn place() -> (TempDir, Folder) {
    let folder = TempDir::new().unwrap();
    let place = Folder::open(folder.path()).unwrap();
    (folder, place)
}

fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

fn put(place: &Folder, at: &str, bytes: &[u8]) -> Put {
    place.put_new(&key(at), &mut &*bytes).unwrap()
}

fn read(place: &Folder, at: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    place.get(&key(at)).unwrap()?.read_to_end(&mut bytes).unwrap();
    Some(bytes)
}

/// Lists every file below a folder, whatever its name.
fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.extend(files(&path));
        } else {
            names.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    names
}

#[test]
fn the_first_put_stays_and_repeating_it_changes_nothing() {
    let (folder, place) = place();
    assert_eq!(put(&place, "v1/dev/ab/1-2-cd.seg", b"first"), Put::New);
    assert_eq!(put(&place, "v1/dev/ab/1-2-cd.seg", b"first"), Put::Same);
    assert_eq!(put(&place, "v1/dev/ab/1-2-cd.seg", b"second"), Put::Different);
    assert_eq!(put(&place, "v1/dev/ab/1-2-cd.seg", b"first and more"), Put::Different);
    assert_eq!(put(&place, "v1/dev/ab/1-2-cd.seg", b""), Put::Different);
    assert_eq!(read(&place, "v1/dev/ab/1-2-cd.seg").unwrap(), b"first");
    assert_eq!(place.head(&key("v1/dev/ab/1-2-cd.seg")).unwrap(), Some(Head { size: 5 }));
    assert_eq!(files(folder.path()), ["1-2-cd.seg"], "no temporary file may stay");
}

#[test]
fn what_is_not_there_is_no_error() {
    let (_folder, place) = place();
    put(&place, "v1/a", b"x");
    for absent in ["v1/b", "v2/a", "v1/a/below-a-file", "v1"] {
        assert!(read(&place, absent).is_none(), "{absent}");
        assert_eq!(place.head(&key(absent)).unwrap(), None, "{absent}");
    }
    assert_eq!(place.list_after("v9/", None, 10).unwrap(), []);
    assert!(matches!(place.list_after("../", None, 10), Err(PlaceError::Key(_))));
}

#[test]
fn a_folder_where_an_object_should_be_is_different() {
    let (_folder, place) = place();
    put(&place, "v1/a/b", b"x");
    assert_eq!(put(&place, "v1/a", b"y"), Put::Different);
    assert_eq!(read(&place, "v1/a/b").unwrap(), b"x");
}

#[test]
fn large_objects_arrive_whole() {
    let (_folder, place) = place();
    let bytes: Vec<u8> = (0..1_000_003_u32).map(|i| (i % 251) as u8).collect();
    assert_eq!(put(&place, "v1/blob/0a/0a", &bytes), Put::New);
    assert_eq!(put(&place, "v1/blob/0a/0a", &bytes), Put::Same);
    assert_eq!(read(&place, "v1/blob/0a/0a").unwrap(), bytes);
    let mut other = bytes;
    *other.last_mut().unwrap() ^= 1;
    assert_eq!(put(&place, "v1/blob/0a/0a", &other), Put::Different);
}

#[test]
fn of_many_writers_exactly_one_wins_and_its_bytes_lie_there() {
    let (folder, place) = place();
    for round in 0..25 {
        let at = format!("v1/round/{round}");
        let barrier = Barrier::new(8);
        let bytes = |writer: u8| vec![writer; 100_000 + usize::from(writer)];
        let puts: Vec<(u8, Put)> = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..8_u8)
                .map(|writer| {
                    let (barrier, place, at) = (&barrier, &place, &at);
                    scope.spawn(move || {
                        barrier.wait();
                        (writer, put(place, at, &bytes(writer)))
                    })
                })
                .collect();
            writers.into_iter().map(|w| w.join().unwrap()).collect()
        });
        let winners: Vec<u8> = puts.iter().filter(|(_, p)| *p == Put::New).map(|(w, _)| *w).collect();
        assert_eq!(winners.len(), 1, "{puts:?}");
        assert!(puts.iter().all(|(w, p)| *w == winners[0] || *p == Put::Different), "{puts:?}");
        assert_eq!(read(&place, &at).unwrap(), bytes(winners[0]));
    }
    assert_eq!(files(folder.path()).len(), 25, "no temporary file may stay");
}

#[test]
fn without_hard_links_exactly_one_wins_too() {
    let folder = TempDir::new().unwrap();
    for round in 0..25 {
        let target = folder.path().join(format!("object-{round}"));
        let barrier = Barrier::new(6);
        let winners: Vec<u8> = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..6_u8)
                .map(|writer| {
                    let temporary = folder.path().join(format!("{TEMPORARY}{round}-{writer}"));
                    fs::write(&temporary, [writer; 1000]).unwrap();
                    let (barrier, target) = (&barrier, &target);
                    scope.spawn(move || {
                        barrier.wait();
                        match reserve(&temporary, target) {
                            Ok(()) => Some(writer),
                            Err(e) if e.kind() == ErrorKind::AlreadyExists => None,
                            Err(e) => panic!("{e}"),
                        }
                    })
                })
                .collect();
            writers.into_iter().filter_map(|w| w.join().unwrap()).collect()
        });
        assert_eq!(winners.len(), 1, "{winners:?}");
        assert_eq!(fs::read(&target).unwrap(), [winners[0]; 1000]);
    }
}

#[test]
fn readers_never_see_half_an_object() {
    let (_folder, place) = place();
    let bytes = vec![7_u8; 300_000];
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0..60 {
                put(&place, &format!("v1/{round}"), &bytes);
            }
            done.store(true, Ordering::Relaxed);
        });
        while !done.load(Ordering::Relaxed) {
            for listed in place.list_after("v1", None, 1000).unwrap() {
                assert_eq!(place.head(&listed).unwrap(), Some(Head { size: 300_000 }));
                assert_eq!(read(&place, listed.as_str()).unwrap().len(), 300_000);
            }
        }
    });
    assert_eq!(place.list_after("v1", None, 1000).unwrap().len(), 60);
}

#[test]
fn what_a_killed_writer_leaves_is_neither_listed_nor_in_the_way() {
    let (folder, place) = place();
    let inside = folder.path().join("v1/dev/ab");
    fs::create_dir_all(&inside).unwrap();
    // A killed writer leaves half a temporary file; one killed without hard links may leave its claim.
    for number in 0..40 {
        fs::write(inside.join(format!("{TEMPORARY}{:x}-{number:x}", std::process::id())), b"ha").unwrap();
    }
    assert_eq!(place.list_after("", None, 100).unwrap(), []);
    assert_eq!(put(&place, "v1/dev/ab/1-1-aa.seg", b"whole"), Put::New);
    assert_eq!(read(&place, "v1/dev/ab/1-1-aa.seg").unwrap(), b"whole");
    assert_eq!(place.list_after("", None, 100).unwrap(), [key("v1/dev/ab/1-1-aa.seg")]);
}

#[test]
fn an_object_that_cannot_be_read_to_its_end_is_not_put() {
    struct Failing(usize);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::Error::other("the stick was pulled"));
            }
            self.0 -= 1;
            buffer.fill(1);
            Ok(buffer.len())
        }
    }
    let (folder, place) = place();
    let error = place.put_new(&key("v1/a"), &mut Failing(3)).unwrap_err();
    assert!(matches!(error, PlaceError::Source(_)), "{error}");
    assert!(read(&place, "v1/a").is_none());
    assert_eq!(files(folder.path()), Vec::<String>::new());
    assert_eq!(put(&place, "v1/a", b"now"), Put::New);
}

#[test]
fn a_place_that_vanished_says_so_everywhere() {
    let (folder, place) = place();
    put(&place, "v1/a", b"x");
    drop(folder);
    let missing = |e: &PlaceError| matches!(e, PlaceError::Missing { .. });
    assert!(missing(&place.put_new(&key("v1/b"), &mut &b"x"[..]).unwrap_err()));
    assert!(missing(&place.get(&key("v1/a")).err().unwrap()));
    assert!(missing(&place.head(&key("v1/a")).unwrap_err()));
    assert!(missing(&place.list_after("", None, 1).unwrap_err()), "an empty list would read as “nothing new”");
    assert!(missing(&Folder::open("/no/such/folder").unwrap_err()));
}

#[test]
fn lists_are_in_order_complete_and_resumable() {
    let (_folder, place) = place();
    let names = [
        "v1/dev/a/1-2-x.seg",
        "v1/dev/a/10-11-x.seg",
        "v1/dev/a/3-4-x.seg",
        "v1/dev/a-b/1-1-x.seg",
        "v1/dev/a.b/1-1-x.seg",
        "v1/dev/a0/1-1-x.seg",
        "v1/dev/b",
        "v1/blob/0a/0a",
        "v1/survey.json",
        "v2/x",
    ];
    for name in names {
        put(&place, name, b"x");
    }
    let sorted: Vec<Key> = names.iter().map(|n| key(n)).collect::<BTreeSet<_>>().into_iter().collect();
    assert_eq!(place.list_after("", None, 100).unwrap(), sorted);
    // Page by page gives the same, wherever the cut falls, even after a key that is not there.
    for size in 1..=sorted.len() {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = place.list_after("", after.as_ref(), size).unwrap();
            assert!(page.len() <= size);
            let Some(last) = page.last() else { break };
            after = Some(last.clone());
            all.extend(page);
        }
        assert_eq!(all, sorted, "pages of {size}");
    }
    for after in ["a", "v1/dev", "v1/dev/a", "v1/dev/a/2", "v1/dev/a/9", "v1/dev/a/zz", "v1/dev/a-b", "v1/zz", "z"] {
        let expected: Vec<Key> = sorted.iter().filter(|k| k.as_str() > after).cloned().collect();
        assert_eq!(place.list_after("", Some(&key(after)), 100).unwrap(), expected, "after {after}");
    }
    let below: Vec<Key> = sorted.iter().filter(|k| k.as_str().starts_with("v1/dev/a/")).cloned().collect();
    assert_eq!(place.list_after("v1/dev/a/", None, 100).unwrap(), below);
    assert_eq!(place.list_after("v1/dev/a/", Some(&below[0]), 1).unwrap(), below[1..2]);
}

#[test]
fn foreign_files_in_the_folder_are_passed_over() {
    let (folder, place) = place();
    put(&place, "v1/a", b"x");
    for foreign in ["Thumbs.db", "._v1", "desktop.ini~", "新建文件夹.txt"] {
        fs::write(folder.path().join(foreign), b"x").unwrap();
    }
    assert_eq!(place.list_after("", None, 100).unwrap(), [key("v1/a")]);
}
