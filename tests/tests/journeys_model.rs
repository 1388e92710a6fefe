//! Random journeys of several laptops, compared with a small model of who has seen what.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use tanfang_tests::program::{Laptop, cases, record, team};

const CELLS: [&str; 3] = ["wangjing/1/2.3.1", "wangjing/2/2.3.1", "zgc/1/3.4.1"];

/// Draws numbers that are the same in every run of a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // Knuth's MMIX constants; the low bits are poor, so the high ones are used.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// Holds one writing in the model: what was written where, and what had been seen there.
struct Op {
    cell: usize,
    value: usize,
    author: usize,
    seen: BTreeSet<usize>,
}

/// Holds what every laptop knows, as plain sets: merging is union, and a writing replaces what its author had seen.
#[derive(Default)]
struct Model {
    ops: Vec<Op>,
    known: Vec<BTreeSet<usize>>,
}

impl Model {
    fn heads(&self, laptop: usize, cell: usize) -> BTreeSet<usize> {
        let here = || self.known[laptop].iter().filter(|op| self.ops[**op].cell == cell);
        let replaced: BTreeSet<usize> = here().flat_map(|op| self.ops[*op].seen.iter().copied()).collect();
        here().copied().filter(|op| !replaced.contains(op)).collect()
    }

    fn values(&self, heads: &BTreeSet<usize>) -> BTreeSet<usize> {
        heads.iter().map(|op| self.ops[*op].value).collect()
    }

    /// Writes, and tells whether the program must take it: a value in conflict is refused.
    fn record(&mut self, laptop: usize, cell: usize, value: usize) -> bool {
        let seen = self.heads(laptop, cell);
        let values = self.values(&seen);
        if values.len() > 1 {
            return false;
        }
        let own_already = values.contains(&value) && seen.iter().any(|op| self.ops[*op].author == laptop);
        if !own_already {
            self.ops.push(Op { cell, value, author: laptop, seen });
            self.known[laptop].insert(self.ops.len() - 1);
        }
        true
    }

    fn conflicts(&self, laptop: usize) -> BTreeMap<String, BTreeSet<usize>> {
        let cells = CELLS.iter().enumerate().map(|(n, cell)| ((*cell).to_owned(), self.values(&self.heads(laptop, n))));
        cells.filter(|(_, values)| values.len() > 1).collect()
    }
}

fn conflicts(laptop: &Laptop) -> BTreeMap<String, BTreeSet<usize>> {
    let rows = laptop.rows("list DIR conflicts");
    rows.iter()
        .map(|row| {
            let values =
                row["heads"].as_array().unwrap().iter().map(|h| h["value"].as_f64().unwrap() as usize).collect();
            (row["key"].as_str().unwrap().to_owned(), values)
        })
        .collect()
}

#[test]
fn conflicts_are_exactly_where_two_wrote_differently_unseen() {
    for seed in 0..cases("TANFANG_CASES_JOURNEY", 2) as u64 {
        let mut dice = Dice(seed * 7919 + 17);
        let (first, others) = team(["李明", "Anna", "赵云"]);
        let laptops: Vec<Laptop> = std::iter::once(first).chain(others).collect();
        let mut model = Model { ops: Vec::new(), known: vec![BTreeSet::new(); laptops.len()] };
        let mut story = format!("seed {seed}:");
        for step in 0..24 {
            let at = dice.roll(laptops.len());
            if dice.roll(3) == 0 {
                let from = (at + 1 + dice.roll(laptops.len() - 1)) % laptops.len();
                let _ = write!(story, " {from}→{at}");
                laptops[at].merge(&laptops[from].export(&format!("{step}.tanfang")));
                let theirs = model.known[from].clone();
                model.known[at].extend(theirs);
            } else {
                let (cell, value) = (dice.roll(CELLS.len()), dice.roll(3));
                let _ = write!(story, " {at}:{cell}={value}");
                let taken = laptops[at].run(&record(CELLS[cell], &format!("--value {value}"))).code == Some(0);
                assert_eq!(
                    taken,
                    model.record(at, cell, value),
                    "{story}: a value is refused exactly while in conflict"
                );
            }
        }
        for (n, laptop) in laptops.iter().enumerate() {
            assert_eq!(conflicts(laptop), model.conflicts(n), "{story}: at laptop {n}");
        }
        // Everyone hands everything to everyone, in an order of chance.
        let files: Vec<_> = laptops.iter().map(|laptop| laptop.export("all.tanfang")).collect();
        let everything: BTreeSet<usize> = (0..model.ops.len()).collect();
        for (n, laptop) in laptops.iter().enumerate() {
            let turn = dice.roll(files.len());
            for k in 0..files.len() {
                laptop.merge(&files[(turn + k) % files.len()]);
            }
            model.known[n].clone_from(&everything);
        }
        for (n, laptop) in laptops.iter().enumerate() {
            assert_eq!(laptop.digest(), laptops[0].digest(), "{story}");
            assert_eq!(conflicts(laptop), model.conflicts(n), "{story}");
            laptop.check();
        }
    }
}
