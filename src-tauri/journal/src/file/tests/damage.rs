//! Damage at random: whatever differs from a file that was written is refused.

use super::*;

/// A small generator; its numbers need only be many and the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    /// A place, near the start or the end every other time: that is where the headers are.
    fn place(&mut self, length: usize) -> usize {
        match self.below(4) {
            0 => self.below(length.min(2_000)),
            1 => length - 1 - self.below(length.min(2_000)),
            _ => self.below(length),
        }
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.place(length);
        let longest = if self.below(2) == 0 { 40 } else { length };
        start..length.min(start + 1 + self.below(longest))
    }
}

fn damage(dice: &mut Dice, file: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = file.to_vec();
    let length = bytes.len();
    match dice.below(10) {
        0 | 1 => bytes[dice.place(length)] ^= 1 << dice.below(8),
        2 => bytes[dice.place(length)] = dice.roll() as u8,
        3 => bytes.truncate(dice.place(length)),
        4 => {
            bytes.drain(dice.range(length));
        }
        5 => {
            let range = dice.range(length);
            let copy = bytes[range.clone()].to_vec();
            bytes.splice(range.start..range.start, copy);
        }
        6 => {
            let range = dice.range(length);
            bytes[range].fill(0);
        }
        7 => {
            let (one, two) = (dice.range(length), dice.place(length));
            let copy = bytes[one].to_vec();
            let end = length.min(two + copy.len());
            bytes[two..end].copy_from_slice(&copy[..end - two]);
        }
        8 => {
            // The head of one file with the tail of another.
            let at = dice.place(length.min(other.len()));
            bytes = [&file[..at], &other[at..]].concat();
        }
        _ => {
            let range = dice.range(length.min(other.len()));
            bytes[range.clone()].copy_from_slice(&other[range]);
        }
    }
    bytes
}

#[test]
fn no_damaged_file_is_accepted() {
    let cases = std::env::var("TANFANG_CASES_DAMAGE").ok().and_then(|text| text.parse().ok()).unwrap_or(400);
    let mut shelf = survey();
    // Small photos, so that most of the damage falls on what has structure.
    shelf.blobs.retain(|_, bytes| bytes.len() < 10);
    shelf.add_blob(&[9; 3_000]);
    let one = shelf.file(&key(1));
    shelf.add(&key(2), &chain(&key(2), None, 3, "later"));
    shelf.add_value("more");
    let two = shelf.file(&key(1));
    let (mut tried, mut codes) = (0, std::collections::BTreeMap::new());
    for case in 0..cases {
        let mut dice = Dice(case);
        let mut bytes = damage(&mut dice, &one, &two);
        if dice.below(3) == 0 && !bytes.is_empty() {
            bytes = damage(&mut dice, &bytes, &two);
        }
        if bytes == one || bytes == two {
            continue;
        }
        tried += 1;
        match open(&bytes) {
            Ok(_) => panic!("case {case} was accepted"),
            Err(FileError::Unreadable(error)) => panic!("case {case}: damage is not a failing medium: {error}"),
            Err(error) => *codes.entry(error.code()).or_insert(0) += 1,
        }
    }
    assert!(tried * 10 > cases * 9, "most cases must really differ from the file: {tried} of {cases}");
    assert!(codes.len() >= 3, "the damage must reach more than the first check: {codes:?}");
}

/// Whole entries of another valid file of the same carrier, under the other's manifest.
#[test]
fn entries_of_two_valid_files_do_not_mix() {
    let one = Forge::of_survey();
    let mut shelf = survey();
    shelf.add(&key(2), &chain(&key(2), None, 3, "later"));
    shelf.add_value("more");
    let two = Forge::new(&shelf.file(&key(1)), key(1));
    for at in 0..3 {
        assert_ne!(one.entries[at], two.entries[at]);
        let mut mixed = Forge::of_survey();
        mixed.entries[at].1 = two.entries[at].1.clone();
        let json = serde_json::to_vec(&mixed.manifest).unwrap();
        assert!(matches!(refusal(&mixed.seal_with(&json)), FileError::Damaged { .. }), "entry {at}");
    }
}
