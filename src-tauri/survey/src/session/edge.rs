//! Time and chance, passed in at the edge and never taken inside logic.

use jiff::tz::TimeZone;
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// Says when something was done, by a clock that may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Milliseconds since 1970, UTC.
    pub wall_ms: i64,
    /// Minutes east of UTC.
    pub offset_min: i64,
}

impl Stamp {
    /// Writes it after RFC 3339 with its own offset: `2026-05-12T09:30:00+08:00`.
    pub fn rfc3339(self) -> String {
        let offset = jiff::tz::Offset::from_seconds((self.offset_min.clamp(-1439, 1439) * 60) as i32);
        let time = jiff::Timestamp::from_millisecond(self.wall_ms);
        match (time, offset) {
            (Ok(time), Ok(offset)) => time.display_with_offset(offset).to_string(),
            // A clock beyond the calendar: the number itself is all that can be said.
            _ => format!("{} ms", self.wall_ms),
        }
    }

    /// Gives the calendar day where it was written: `2026-05-12`.
    pub fn day(self) -> String {
        self.rfc3339().chars().take(10).collect()
    }
}

/// Gives the time and random bytes.
pub trait Edge: Send {
    fn now(&mut self) -> Stamp;
    fn fill(&mut self, bytes: &mut [u8]);
}

impl dyn Edge + '_ {
    /// Makes a new key of version 7: sorted by the time it was made.
    pub fn new_key(&mut self) -> Uuid {
        let mut random = [0; 10];
        self.fill(&mut random);
        let millis = u64::try_from(self.now().wall_ms).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// Asks the machine's clock and its random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEdge;

impl Edge for SystemEdge {
    fn now(&mut self) -> Stamp {
        let wall_ms = match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(after) => after.as_millis() as i64,
            Err(before) => -(before.duration().as_millis() as i64),
        };
        let offset_min = jiff::Timestamp::from_millisecond(wall_ms)
            .map_or(0, |time| i64::from(local_zone().to_offset(time).seconds()) / 60);
        Stamp { wall_ms, offset_min }
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        // Keys made from predictable bytes would be worse than no program at all.
        #[allow(clippy::expect_used)]
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// Gives the machine's time zone. Where one file holds it, that file alone is read, not the whole database of zones.
fn local_zone() -> TimeZone {
    let chosen = std::env::var_os("TZ").is_some();
    let file = if chosen { None } else { std::fs::read("/etc/localtime").ok() };
    file.and_then(|rules| TimeZone::tzif("local", &rules).ok()).unwrap_or_else(TimeZone::system)
}

/// Gives the same times and bytes for the same seed: for the demo survey and for tests.
#[derive(Debug)]
pub struct SeededEdge {
    random: rand_chacha::ChaCha8Rng,
    stamp: Stamp,
    step_ms: i64,
}

impl SeededEdge {
    /// Starts at `stamp` and moves on by `step_ms` with every question for the time.
    pub fn new(seed: [u8; 32], stamp: Stamp, step_ms: i64) -> Self {
        use rand_chacha::rand_core::SeedableRng as _;
        Self { random: rand_chacha::ChaCha8Rng::from_seed(seed), stamp, step_ms }
    }
}

impl Edge for SeededEdge {
    fn now(&mut self) -> Stamp {
        let now = self.stamp;
        self.stamp.wall_ms += self.step_ms;
        now
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        use rand_chacha::rand_core::Rng as _;
        self.random.fill_bytes(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machines_own_zone_is_the_one_that_the_database_gives() {
        let now = jiff::Timestamp::from_second(1_790_000_000).unwrap();
        assert_eq!(local_zone().to_offset(now), TimeZone::system().to_offset(now));
    }

    #[test]
    fn times_are_written_with_their_own_offset() {
        let stamp = Stamp { wall_ms: 1_778_549_400_000, offset_min: 480 };
        assert_eq!(stamp.rfc3339(), "2026-05-12T09:30:00+08:00");
        assert_eq!(stamp.day(), "2026-05-12");
        let absurd = Stamp { wall_ms: i64::MAX, offset_min: 99_999 };
        assert!(absurd.rfc3339().ends_with("ms"), "a broken clock must not break the list");
    }
}
