//! When who goes where: the visits of three rounds, by date.

use super::cast::{PEOPLE, PLACES};
use super::dice::Dice;
use jiff::civil::{Date, date};

/// Describes one round of the demo.
pub(super) struct RoundPlan {
    pub number: u32,
    pub from: Date,
    pub to: Date,
    pub purpose: &'static str,
}

/// Gives the three rounds.
pub(super) fn rounds() -> [RoundPlan; 3] {
    [
        RoundPlan {
            number: 1,
            from: date(2026, 3, 9),
            to: date(2026, 4, 17),
            purpose: "摸底：逐项采集现状，标定中心点和样本清单",
        },
        RoundPlan {
            number: 2,
            from: date(2026, 6, 1),
            to: date(2026, 7, 3),
            purpose: "深入：补齐未取得的数据，查清未达标原因",
        },
        RoundPlan {
            number: 3,
            from: date(2026, 9, 14),
            to: date(2026, 10, 30),
            purpose: "复核：现场核对约束性指标和有变化的数值",
        },
    ]
}

/// Describes one stay on site.
pub(super) struct Visit {
    pub key: String,
    pub place: usize,
    pub round: u32,
    /// Laptop of the team that goes.
    pub laptop: usize,
    pub date: Date,
    pub from_min: i64,
    pub to_min: i64,
    /// Scenarios that are recorded there.
    pub scenarios: &'static [&'static str],
    pub weather: &'static str,
    pub purpose: &'static str,
    pub note: &'static str,
    /// Places in the list of people.
    pub members: Vec<usize>,
}

impl Visit {
    /// Gives the moment `minutes` after the visit began, in milliseconds since 1970.
    pub(super) fn at(&self, minutes: i64) -> i64 {
        moment(self.date, self.from_min + minutes)
    }
}

/// Gives milliseconds since 1970 of a minute of a day in Beijing.
pub(super) fn moment(date: Date, minute: i64) -> i64 {
    let days = i64::from((date - jiff::civil::date(1970, 1, 1)).get_days());
    (days * 1440 + minute - super::team::OFFSET_MIN) * 60_000
}

const MORNING: &[&str] = &["1", "2", "3", "6", "7"];
const AFTERNOON: &[&str] = &["4", "5", "8", "9"];
const WHOLE: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8", "9"];

const SPRING: [&str; 6] = ["clear", "cloudy", "wind", "cloudy", "rain", "haze"];
const SUMMER: [&str; 5] = ["clear", "cloudy", "rain", "clear", "rain"];
const AUTUMN: [&str; 5] = ["clear", "cloudy", "wind", "cloudy", "haze"];

const NOTES: [&str; 6] = [
    "",
    "物业和居委会派人陪同，小区均可进入。",
    "部分路段施工围挡，改走临时便道。",
    "街镇提供了台账复印件，原件当场核对后退回。",
    "避开上下班高峰拍照，画面中不出现可辨认的人脸。",
    "",
];

/// Gives all visits in the order of time. In round 1 a community takes two days, later one; round 3 has reached half.
pub(super) fn visits(dice: &mut Dice) -> Vec<Visit> {
    let mut visits = Vec::new();
    for round in rounds() {
        let mut next = [round.from; 4];
        for (place, cast) in PLACES.iter().enumerate() {
            if round.number == 3 && place % 2 == 1 {
                continue;
            }
            // In round 3 another team checks what the first recorded.
            let laptop = if round.number == 3 { cast.team % 3 + 1 } else { cast.team };
            let days: &[&'static [&'static str]] = if round.number == 1 { &[MORNING, AFTERNOON] } else { &[WHOLE] };
            for scenarios in days {
                let date = next[laptop];
                next[laptop] = workday(date, dice.whole(2, 4));
                let weather = match round.number {
                    1 => dice.say(&SPRING),
                    2 => dice.say(&SUMMER),
                    _ => dice.say(&AUTUMN),
                };
                let team: Vec<usize> = (0..PEOPLE.len()).filter(|p| PEOPLE[*p].team == laptop).collect();
                let members = if dice.often(0.6) { team.clone() } else { team[..2].to_vec() };
                let from_min = 8 * 60 + 30 + dice.whole(0, 6) * 10;
                visits.push(Visit {
                    key: dice.key(moment(date, from_min)),
                    place,
                    round: round.number,
                    laptop,
                    date,
                    from_min,
                    to_min: 16 * 60 + dice.whole(0, 12) * 10,
                    scenarios,
                    weather,
                    purpose: round.purpose,
                    note: dice.say(&NOTES),
                    members,
                });
            }
        }
    }
    visits.sort_by_key(|visit| (visit.round, visit.date, visit.laptop));
    visits
}

/// Gives the workday `days` later.
fn workday(date: Date, days: i64) -> Date {
    let mut day = date;
    for _ in 0..days {
        day = day.tomorrow().unwrap_or(day);
        while matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday) {
            day = day.tomorrow().unwrap_or(day);
        }
    }
    day
}

/// Writes minutes of a day as `09:30`.
pub(super) fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
