//! Files that are signed and in order, and want too much: refused before they cost time or memory.

use super::*;
use crate::file::LimitKind;
use std::time::{Duration, Instant};

/// Optimised, a refusal takes milliseconds; this bound holds on a busy machine without optimisation as well.
const SOON: Duration = Duration::from_secs(5);

fn refused_soon(what: &str, bytes: &[u8]) -> FileError {
    let start = Instant::now();
    let error = refusal(bytes);
    assert!(start.elapsed() < SOON, "{what} took {:?}", start.elapsed());
    error
}

fn limit(error: &FileError) -> Option<LimitKind> {
    if let FileError::Limit { what } = error { Some(*what) } else { None }
}

#[test]
fn values_that_unpack_without_end_are_refused() {
    let value = Cbor::Bytes(vec![0; 3 << 20]).encode();
    let mut values: Vec<Detached> = (0..8).map(|salt| Detached { salt: [salt; 16], value: value.clone() }).collect();
    values.sort_by_key(Detached::hash);
    let row = |value: &Detached| Cbor::Array(vec![Cbor::bytes(&value.salt), Cbor::bytes(&value.value)]).encode();
    let rows: Vec<Vec<u8>> = values.iter().map(row).collect();
    let mut forge = Forge::of_survey();
    *forge.entry(EntryName::Payload) = pack(&rows);
    let bytes = forge.seal();
    assert!(bytes.len() < 400_000, "the bomb is small: {}", bytes.len());
    assert_eq!(limit(&refused_soon("a bomb of values", &bytes)), Some(LimitKind::PayloadBytes));
}

#[test]
fn more_signatures_than_a_team_can_have_are_refused_before_any_is_checked() {
    let mut checkpoint = survey().checkpoints[0];
    let rows: Vec<Vec<u8>> = (0..8_193)
        .map(|seq| {
            checkpoint.seq = seq;
            checkpoint.to_cbor().encode()
        })
        .collect();
    let mut forge = Forge::of_survey();
    *forge.entry(EntryName::Checkpoints) = plain(rows.iter().map(Vec::as_slice));
    assert_eq!(limit(&refused_soon("a flood of signatures", &forge.seal())), Some(LimitKind::Checkpoints));
}

#[test]
fn deep_and_wide_values_in_signed_changes_are_refused() {
    let device = key(1);
    let with = |value: Cbor| {
        let mut change = chain(&device, None, 1, "x").remove(0).change;
        change.ops[0].value = value;
        let sealed = change.seal();
        let changes = [sealed.clone()];
        Forge::of_survey().changes(&bytes_of(&changes), &[vouch(&device, &sealed)]).claims(&changes).seal()
    };
    let nested = |levels: usize| (0..levels).fold(Cbor::Null, |inner, _| Cbor::Array(vec![inner]));
    assert!(open(&with(nested(10))).is_ok(), "what is deep enough for any real value is read");
    let error = refused_soon("a deep value", &with(nested(100)));
    assert!(matches!(error, FileError::Damaged { .. }), "{error}");
    let wide = Cbor::Array(vec![Cbor::Null; crate::file::MOST_ITEMS]);
    assert_eq!(limit(&refused_soon("a wide value", &with(wide))), Some(LimitKind::ChangeItems));
}

#[test]
fn operations_that_replace_what_is_not_theirs_do_not_refuse_a_file() {
    let (one, two) = (key(1), key(2));
    let theirs = chain(&one, None, 1, "x");
    let mut change = chain(&two, None, 1, "y").remove(0).change;
    change.ops[0].field = "value".into();
    change.ops[0].preds = vec![theirs[0].dot(0), theirs[0].dot(7)];
    change.ops[0].preds.sort_unstable();
    let mut shelf = Shelf::default();
    shelf.add(&one, &theirs);
    shelf.add(&two, &[change.seal()]);
    assert!(open(&shelf.file(&one)).is_ok(), "an author's claim is for the rules over all changes to void");
}

/// A valid file's head, entry by entry, with another valid file's rest: never a third content.
#[test]
fn no_splice_of_two_valid_files_is_accepted() {
    let one = survey().file(&key(1));
    let mut shelf = survey();
    shelf.add(&key(2), &chain(&key(2), None, 3, "later"));
    let two = shelf.file(&key(1));
    let places = |bytes: &[u8]| -> Vec<usize> {
        let entries = read_directory(&mut Cursor::new(bytes), bytes.len() as u64).unwrap();
        entries
            .iter()
            .flat_map(|entry| [entry.offset as usize, entry.content() as usize])
            .chain([bytes.len() - 22])
            .collect()
    };
    let mut tried = 0;
    for (head, tail) in [(&one, &two), (&two, &one)] {
        for cut in places(head) {
            for from in places(tail) {
                let bytes = [&head[..cut], &tail[from..]].concat();
                if bytes == one || bytes == two {
                    continue;
                }
                tried += 1;
                assert!(open(&bytes).is_err(), "{cut} bytes of one, and the other from {from}");
            }
        }
    }
    assert!(tried > 300, "every border of every entry: {tried}");
}
