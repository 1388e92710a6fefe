//! Chance that is the same for the same seed, on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

#[derive(Debug)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    /// Gives a number from 0 up to, not with, 1.
    pub(super) fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32() >> 8) / f64::from(1 << 24)
    }

    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + self.unit() * (high - low)
    }

    /// Gives a whole number from `low` to `high`, both included.
    pub(super) fn whole(&mut self, low: i64, high: i64) -> i64 {
        low + (self.unit() * (high - low + 1) as f64) as i64
    }

    pub(super) fn often(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    pub(super) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[(self.unit() * choices.len() as f64) as usize]
    }

    /// Picks words.
    pub(super) fn say(&mut self, choices: &[&'static str]) -> &'static str {
        self.pick::<&'static str>(choices)
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.whole(0, last as i64) as usize);
        }
    }

    /// Makes a key of version 7 for something made at `wall_ms`.
    pub(super) fn key(&mut self, wall_ms: i64) -> String {
        let random = self.bytes();
        uuid::Builder::from_unix_timestamp_millis(wall_ms.unsigned_abs(), &random).into_uuid().to_string()
    }
}
