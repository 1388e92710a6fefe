//! Days on site: what is proposed, and what was seen outside its hours.

use super::*;
use crate::framework::When;
use crate::session::view::{DayChoice, StopView};

fn choice(date: &str, days: u32) -> DayChoice {
    DayChoice {
        community: "wangjing".into(),
        round: 1,
        date: date.into(),
        days,
        teams: vec!["王芳、李强".into(), "  ".into(), "赵敏".into()],
        from: "09:00".into(),
        to: "17:00".into(),
    }
}

fn with_units(session: &mut Session) -> Vec<String> {
    let units: Vec<_> = (0..6).map(|at| (format!("{at}号院"), Some((40_000_000 + at * 900, 116_470_000)))).collect();
    session.add_units("wangjing", "compounds", &units).unwrap().0
}

#[test]
fn a_plan_holds_what_is_missing_on_site_once_and_in_its_hours() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let units = with_units(&mut session);
    // Monday.
    let plan = session.day_plan(&choice("2026-05-11", 2)).unwrap();
    assert_eq!(
        plan.days.iter().map(|day| (day.date.as_str(), day.team.as_str())).collect::<Vec<_>>(),
        [("2026-05-11", "王芳、李强"), ("2026-05-11", "赵敏"), ("2026-05-12", "王芳、李强"), ("2026-05-12", "赵敏")]
    );
    let stops = || plan.days.iter().flat_map(|day| &day.stops).chain(&plan.left);
    let asked = |stop: &&StopView, unit: &str, code: &str| {
        stop.unit.as_deref() == Some(unit) && stop.indicators.iter().any(|one| one.code == code)
    };
    for unit in &units {
        assert_eq!(stops().filter(|stop| asked(stop, unit, "1.2.2")).count(), 1, "each unit is gone to once for it");
    }
    for day in &plan.days {
        assert!(day.stops.windows(2).all(|two| two[0].to <= two[1].from), "nobody is at two places at once");
        assert_eq!(day.packing.is_empty(), day.stops.is_empty());
        assert!(
            day.stops
                .iter()
                .filter(|stop| stop.when == "workday")
                .all(|stop| stop.from.as_str() >= "09:00" && stop.to.as_str() <= "17:00")
        );
    }
    // What is answered is not gone to again.
    session.observe(&cell("1.2.2"), &units[0], Some((&Value::Of { a: 2, b: 2 }, None)), None, Seen::Current).unwrap();
    let plan = session.day_plan(&choice("2026-05-11", 2)).unwrap();
    let stops = plan.days.iter().flat_map(|day| &day.stops).chain(&plan.left);
    assert_eq!(stops.filter(|stop| asked(stop, &units[0], "1.2.2")).count(), 0);
}

#[test]
fn hours_and_days_that_make_no_plan_are_refused() {
    let desk = Desk::new();
    let session = desk.create("a");
    let code = |choice: DayChoice| session.day_plan(&choice).unwrap_err().code;
    assert_eq!(code(choice("11.5.2026", 1)), "field-date");
    assert_eq!(code(choice("", 1)), "field-date");
    assert_eq!(code(DayChoice { to: "08:00".into(), ..choice("2026-05-11", 1) }), "day-hours");
    assert_eq!(code(DayChoice { to: "25:00".into(), ..choice("2026-05-11", 1) }), "field-time");
    assert_eq!(code(choice("2026-05-11", 15)), "day-too-many");
    assert_eq!(code(choice("2026-05-11", 0)), "day-too-many");
}

#[test]
fn what_was_seen_outside_its_hours_is_marked_by_the_hours_of_its_visit() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let units = with_units(&mut session);
    let see = |session: &mut Session, from: &str, to: &str, unit: &str| {
        let about = [("community", "wangjing"), ("round", "1"), ("date", "2026-05-12"), ("from", from), ("to", to)];
        let about: Vec<Entry> = about.iter().map(|(field, text)| Entry::new(field, text)).collect();
        session.start_visit(&about).unwrap();
        let value = Value::Of { a: 2, b: 2 };
        session.observe(&cell("1.2.2"), unit, Some((&value, None)), None, Seen::Current).unwrap();
        session.end_visit().unwrap();
        let place = session.place_view(1, unit).unwrap();
        let row = place.rows.into_iter().find(|row| row.cell.indicator == "1.2.2").unwrap();
        assert_eq!(row.when, "daytime");
        row.off_hours
    };
    assert!(!see(&mut session, "10:00", "12:00", &units[0]));
    assert!(see(&mut session, "20:00", "21:00", &units[1]), "fire lanes are looked at by day");
    assert!(!see(&mut session, "17:30", "21:00", &units[2]), "a visit that began in time");
    let place = session.place_view(1, &units[3]).unwrap();
    assert!(place.rows.iter().all(|row| !row.off_hours), "nothing was seen there");
    let sheet = session.cell_view(&cell("1.2.2")).unwrap();
    assert!(!sheet.off_hours, "the latest of its units was seen in time");
}

#[test]
fn an_administrator_sets_the_hours_and_what_lies_outside_them_is_flagged_everywhere() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let units = with_units(&mut session);
    let about = [("community", "wangjing"), ("round", "1"), ("date", "2026-05-12"), ("from", "17:30"), ("to", "17:50")];
    let about: Vec<Entry> = about.iter().map(|(field, text)| Entry::new(field, text)).collect();
    session.start_visit(&about).unwrap();
    session.observe(&cell("1.2.2"), &units[0], Some((&Value::Of { a: 2, b: 2 }, None)), None, Seen::Current).unwrap();
    let flagged = |session: &Session| {
        let place = session.place_view(1, &units[0]).unwrap();
        let row = place.rows.into_iter().find(|row| row.cell.indicator == "1.2.2").unwrap();
        let sheet = session.cell_view(&cell("1.2.2")).unwrap();
        assert_eq!((row.off_hours, &row.hours), (sheet.off_hours, &sheet.hours));
        (row.off_hours, row.hours)
    };
    assert_eq!(flagged(&session), (false, "08:00–18:00".to_owned()));
    session.set_hours(When::Daytime, " 9：00 - 17:00").unwrap();
    assert_eq!(flagged(&session), (true, "09:00–17:00".to_owned()));
    for wrong in ["17:00", "20:00-17:00", "9-17", "23:00-25:00", "12:00-12:00"] {
        assert_eq!(session.set_hours(When::Night, wrong).unwrap_err().code, "hours", "{wrong}");
    }
    session.set_hours(When::Night, "20:00-24:00").unwrap();
    let mut other = desk.join(&mut session, "b", "李雷");
    assert_eq!(flagged(&other), (true, "09:00–17:00".to_owned()));
    assert_eq!(other.set_hours(When::Daytime, "").unwrap_err().code, "not-admin");
    session.set_hours(When::Daytime, "").unwrap();
    assert_eq!(flagged(&session), (false, "08:00–18:00".to_owned()));
}
