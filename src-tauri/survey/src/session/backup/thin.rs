//! Which backups stay: the last ten, one a day for thirty days, one a week for a year.

use super::{Backup, Blobs, Fault, PART, list, named};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const LAST: usize = 10;
const DAY_MS: i64 = 86_400_000;
const DAYS: i64 = 30;
const WEEKS: i64 = 52;

/// Takes away the backups that are no longer needed, and the files that only they held.
pub(super) fn thin(place: &Path) -> Result<(), Fault> {
    let backups = list(place);
    let times: Vec<i64> = backups.iter().map(|backup| backup.at.wall_ms + backup.at.offset_min * 60_000).collect();
    let kept = kept(&times);
    if kept.len() == backups.len() {
        return Ok(());
    }
    let mut left: Vec<Backup> = Vec::new();
    for (n, backup) in backups.into_iter().enumerate() {
        if kept.contains(&n) {
            left.push(backup);
        } else {
            // Under another name first: half a backup must not look like a whole one.
            let gone = backup.path.with_extension(PART);
            fs::rename(&backup.path, &gone).map_err(|e| Fault::io(&backup.path, e))?;
            fs::remove_dir_all(&gone).map_err(|e| Fault::io(&gone, e))?;
        }
    }
    let Some(names) = named(&left) else { return Ok(()) };
    for path in Blobs::new(place).files() {
        if !path.file_name().is_some_and(|name| names.contains(&*name.to_string_lossy())) {
            fs::remove_file(&path).map_err(|e| Fault::io(&path, e))?;
        }
    }
    Ok(())
}

/// Chooses by the local times, in ms, at which backups were made, in the order of making.
///
/// Ages count from the newest backup and not from today, and what seems to come from the future stays: a clock that
/// goes wrong must not take backups away.
fn kept(times: &[i64]) -> BTreeSet<usize> {
    let newest = times.last().copied().unwrap_or(0);
    let mut kept: BTreeSet<usize> = (times.len().saturating_sub(LAST)..times.len()).collect();
    let (mut days, mut weeks) = (BTreeSet::new(), BTreeSet::new());
    for (n, time) in times.iter().enumerate().rev() {
        let (day, age) = (time.div_euclid(DAY_MS), newest.saturating_sub(*time).div_euclid(DAY_MS));
        let first_of_day = age < DAYS && days.insert(day);
        let first_of_week = age < WEEKS * 7 && weeks.insert((day + 3).div_euclid(7));
        if age < 0 || first_of_day || first_of_week {
            kept.insert(n);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR_MS: i64 = 3_600_000;

    #[test]
    fn a_year_of_hourly_backups_leaves_days_and_weeks() {
        let times: Vec<i64> = (0..9_000).map(|hour| hour * HOUR_MS).collect();
        let kept: Vec<usize> = kept(&times).into_iter().collect();
        assert!(kept.ends_with(&(8_990..9_000).collect::<Vec<_>>()), "the last ten stay");
        let days: BTreeSet<i64> = kept.iter().map(|n| times[*n] / DAY_MS).collect();
        assert!((9_000 / 24 - 29..9_000 / 24).all(|day| days.contains(&day)), "one of each of the last thirty days");
        assert!((85..=95).contains(&kept.len()), "10 + 30 + 52 at most, not {}", kept.len());
        let gap = kept.windows(2).map(|pair| times[pair[1]] - times[pair[0]]).max().unwrap();
        assert!(gap <= 7 * DAY_MS, "no week is without one");
        assert!(times[kept[0]] >= times[8_999] - 365 * DAY_MS);
    }

    #[test]
    fn thinning_again_and_again_keeps_the_same_ones() {
        let mut held: Vec<i64> = Vec::new();
        for hour in 0..3_000 {
            held.push(hour * HOUR_MS);
            held = kept(&held).into_iter().map(|n| held[n]).collect();
        }
        let days: BTreeSet<i64> = held.iter().map(|time| time / DAY_MS).collect();
        assert!((2_999 / 24 - 28..=2_999 / 24).all(|day| days.contains(&day)), "each recent day is left: {days:?}");
    }

    #[test]
    fn a_clock_set_back_takes_nothing_recent_away() {
        let mut times: Vec<i64> = (400..420).map(|day| day * DAY_MS).collect();
        times.push(10 * DAY_MS);
        assert_eq!(kept(&times).len(), times.len(), "what was made on days that seem to come stays");
    }

    #[test]
    fn few_are_never_thinned() {
        assert_eq!(kept(&[5; 10]).len(), 10);
        assert_eq!(kept(&[5; 12]).len(), 10);
        assert!(kept(&[]).is_empty());
    }
}
