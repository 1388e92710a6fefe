//! When something is to be observed, and how a day on site is filled: arithmetic over what is left to do.
//! Source: framework README, column `when`; the usual hours of its words are this program's own reading, which a survey may change.

use crate::framework::When;
use std::collections::BTreeMap;

/// How fast a team gets from place to place, straight line and detour together, in metres a minute.
const PACE: f64 = 55.0;

/// A span of a day in minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub from: u16,
    pub to: u16,
}

/// Says which hours the words of a framework stand for: the usual ones, unless others were set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours(BTreeMap<When, Span>);

impl Hours {
    /// Gives the hours a word usually stands for; the whole day where any hour will do.
    pub fn usual(when: When) -> Span {
        let span = |from: u16, to: u16| Span { from: from * 60, to: to * 60 };
        match when {
            When::Any => span(0, 24),
            When::Daytime | When::Weekend => span(8, 18),
            When::Workday => span(9, 17),
            When::MorningPeak => span(7, 9),
            When::Evening => span(17, 20),
            When::Night => span(18, 24),
        }
    }

    /// Lets a word stand for other hours.
    pub fn set(&mut self, when: When, span: Span) {
        self.0.insert(when, span);
    }

    /// Gives the hours in which something is to be observed.
    pub fn of(&self, when: When) -> Span {
        self.0.get(&when).copied().unwrap_or_else(|| Self::usual(when))
    }

    /// Tells whether something observed in these minutes of a day of the week (1 Monday … 7 Sunday) was observed in its window.
    pub fn hold(&self, when: When, weekday: u8, at: Span) -> bool {
        let day = match when {
            When::Workday | When::MorningPeak => weekday <= 5,
            When::Weekend => weekday > 5,
            _ => true,
        };
        let window = self.of(when);
        day && at.from < window.to && at.to >= window.from
    }
}

/// Is something to do at one place in one window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Task {
    /// Which of the places, in the order in which they are walked.
    pub place: usize,
    pub when: When,
    pub minutes: u16,
    /// From the place before, in metres.
    pub metres: f64,
}

/// Is one stop of a team's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Which of the tasks.
    pub task: usize,
    pub team: usize,
    /// Counted from the first day.
    pub day: usize,
    pub span: Span,
}

/// Spreads tasks over teams and days. Each team takes the next tasks of the way, one window after the other, until its
/// hours are filled; tasks before or after these hours lie in their own window. `days` says which days of the week
/// there are: what wants a weekend waits for one. Gives the slots in order, and what found no room.
pub fn plan(tasks: &[Task], teams: usize, days: &[u8], work: Span, hours: &Hours) -> (Vec<Slot>, Vec<usize>) {
    let (mut slots, mut left): (Vec<Slot>, Vec<usize>) = (Vec::new(), (0..tasks.len()).collect());
    for (day, weekday) in days.iter().enumerate() {
        for team in 0..teams {
            let mut clock = 0;
            for turn in turns(work, hours) {
                fill(tasks, hours, turn, (team, day, *weekday), &mut clock, &mut slots, &mut left);
            }
        }
    }
    (slots, left)
}

/// The parts of a day in their order: what wants the morning peak, the hours of work, what wants evening or night.
fn turns(work: Span, hours: &Hours) -> [(&'static [When], Span); 4] {
    [
        (&[When::MorningPeak], hours.of(When::MorningPeak)),
        (&[When::Workday, When::Daytime, When::Weekend, When::Any], work),
        (&[When::Evening], hours.of(When::Evening)),
        (&[When::Night], hours.of(When::Night)),
    ]
}

fn fill(
    tasks: &[Task],
    hours: &Hours,
    (wanted, span): (&[When], Span),
    (team, day, weekday): (usize, usize, u8),
    clock: &mut u16,
    slots: &mut Vec<Slot>,
    left: &mut Vec<usize>,
) {
    *clock = (*clock).max(span.from);
    let mut last = None;
    left.retain(|at| {
        let task = &tasks[*at];
        if !wanted.contains(&task.when) {
            return true;
        }
        // Whoever stays at a place does not walk to it again.
        let walk = if last == Some(task.place) { 0 } else { (task.metres / PACE).ceil() as u16 };
        let from = clock.saturating_add(if last.is_some() { walk } else { 0 }).max(hours.of(task.when).from);
        let to = from.saturating_add(task.minutes);
        let slot = Span { from, to };
        if to > span.to.min(hours.of(task.when).to) || !hours.hold(task.when, weekday, slot) {
            return true;
        }
        slots.push(Slot { task: *at, team, day, span: slot });
        (*clock, last) = (to, Some(task.place));
        false
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORK: Span = Span { from: 9 * 60, to: 17 * 60 };

    fn task(place: usize, when: When, minutes: u16) -> Task {
        Task { place, when, minutes, metres: 550.0 }
    }

    #[test]
    fn a_day_is_filled_in_the_order_of_the_way_and_no_task_is_lost_or_done_twice() {
        let tasks: Vec<Task> = (0..40).map(|at| task(at / 2, When::Daytime, 30)).collect();
        let (slots, left) = plan(&tasks, 2, &[1, 2], WORK, &Hours::default());
        let mut all: Vec<usize> = slots.iter().map(|slot| slot.task).chain(left.iter().copied()).collect();
        all.sort_unstable();
        assert_eq!(all, (0..40).collect::<Vec<_>>());
        assert!(left.is_empty(), "forty half hours and the ways between fit into two teams' two days");
        for (team, day) in [(0, 0), (1, 0), (0, 1)] {
            let own: Vec<&Slot> = slots.iter().filter(|slot| (slot.team, slot.day) == (team, day)).collect();
            assert!(own.windows(2).all(|two| two[0].span.to <= two[1].span.from && two[0].task < two[1].task));
            assert!(own.iter().all(|slot| slot.span.from >= WORK.from && slot.span.to <= WORK.to));
        }
        // From one place to the next there are ten minutes, at one place none.
        assert_eq!(slots[1].span.from, slots[0].span.to);
        assert_eq!(slots[2].span.from, slots[1].span.to + 10);
    }

    #[test]
    fn what_wants_an_hour_of_its_own_lies_in_it() {
        let tasks = [
            task(0, When::Night, 30),
            task(1, When::MorningPeak, 60),
            task(2, When::Workday, 30),
            task(3, When::Weekend, 30),
        ];
        let (slots, left) = plan(&tasks, 1, &[5], WORK, &Hours::default());
        assert_eq!(slots.iter().map(|slot| slot.task).collect::<Vec<_>>(), [1, 2, 0]);
        assert_eq!(left, [3], "a Friday is no weekend");
        assert!(slots.iter().all(|slot| Hours::default().hold(tasks[slot.task].when, 5, slot.span)));
        let (slots, left) = plan(&tasks, 1, &[6], WORK, &Hours::default());
        assert_eq!(slots.iter().map(|slot| slot.task).collect::<Vec<_>>(), [3, 0]);
        assert_eq!(left, [1, 2]);
    }

    #[test]
    fn windows_are_judged_by_day_and_hour() {
        let at = |hour: u16| Span { from: hour * 60, to: hour * 60 };
        let mut hours = Hours::default();
        assert!(hours.hold(When::Daytime, 7, at(12)) && !hours.hold(When::Daytime, 1, at(21)));
        assert!(hours.hold(When::Night, 1, at(20)) && !hours.hold(When::Night, 1, at(12)));
        assert!(hours.hold(When::Workday, 5, at(10)) && !hours.hold(When::Workday, 6, at(10)));
        assert!(hours.hold(When::Any, 6, at(3)));
        // A visit that reaches into the window was there in time.
        assert!(hours.hold(When::MorningPeak, 1, Span { from: 8 * 60 + 30, to: 12 * 60 }));
        hours.set(When::Night, Span { from: 21 * 60, to: 23 * 60 });
        assert!(!hours.hold(When::Night, 1, at(20)) && hours.hold(When::Night, 1, at(22)), "as the survey sets it");
        let (slots, left) = plan(&[task(0, When::Night, 60)], 1, &[1], WORK, &hours);
        assert!(left.is_empty() && slots[0].span == Span { from: 21 * 60, to: 22 * 60 });
    }
}
