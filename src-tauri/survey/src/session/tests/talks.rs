//! Questionnaires, online answers, interviews, samples by lot.

use super::*;
use crate::session::MergeChoice;
use crate::session::{FrameUnit, REFUSED, RowFate, Spreadsheet};
use std::collections::BTreeMap;

const HOUSING: &str = "answer/1.4.3.1";

fn form(session: &mut Session, number: u32, more: &[(&str, &str)]) -> String {
    let number = number.to_string();
    let base = [("community", "wangjing"), ("round", "1"), ("number", number.as_str()), ("consent", "yes")];
    let mut entries: BTreeMap<&str, &str> = base.into_iter().collect();
    entries.extend(more.iter().copied());
    let entries: Vec<Entry> = entries.into_iter().map(|(field, text)| Entry::new(field, text)).collect();
    session.add_entity("response", &entries).unwrap().0
}

fn standing(session: &Session, indicator: &str) -> Standing {
    let forms = session.forms("wangjing", 1).unwrap();
    let mut all = session.standings("wangjing", 1, &forms, &BTreeMap::new()).unwrap();
    all.retain(|standing| standing.indicator.code == indicator);
    all.pop().unwrap()
}

#[test]
fn thirty_forms_a_group_make_a_value_that_is_taken_with_its_basis() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    for number in 1..=30 {
        form(&mut session, number, &[("group", "international"), (HOUSING, "4")]);
        form(&mut session, 100 + number, &[("group", "local"), (HOUSING, if number == 1 { "1" } else { "4" })]);
    }
    form(&mut session, 200, &[("group", "local"), (HOUSING, REFUSED)]);
    form(&mut session, 201, &[("consent", "no")]);
    let made = standing(&session, "1.4.3");
    assert_eq!((made.refused, made.answers.enough), (1, true));
    // 29 times 75 and once 0, of 30: the lower group, to two decimals.
    assert_eq!(made.value(), Some(Value::Number(Number::parse("72.5").unwrap())));
    let groups = |code: &str| standing(&session, code).counted;
    assert_eq!(
        [groups("1.4.3"), groups("2.3.3"), groups("4.4.3")].map(|found| found.join(" ")),
        ["international local", "international", "working"]
    );
    let cell = CellKey::new("wangjing", 1, "1.4.3");
    session.take_answers(&cell, &made.counted, "本地居民 30 份", Seen::Current).unwrap();
    let row = rows(&session).into_iter().find(|row| row.key == cell).unwrap();
    assert_eq!((row.outcome.value, row.remark.as_str()), (Ratio::new(145, 2), "本地居民 30 份"));
    // One group too small: the same verb records that there is no value, and why.
    let cell = CellKey::new("wangjing", 1, "2.3.3");
    session.take_answers(&cell, &["international".to_owned()], "国际居民 0 份", Seen::Current).unwrap();
    let row = rows(&session).into_iter().find(|row| row.key == cell).unwrap();
    assert_eq!((row.outcome.state, row.outcome.reason.as_deref()), (State::NotObtained, Some("国际居民 0 份")));
}

#[test]
fn an_answer_fits_its_question_and_needs_consent() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let key = form(&mut session, 1, &[]);
    let thing = Thing { noun: "response".into(), key: key.clone() };
    let mut set = |field: &str, text: &str| {
        session.set_entity(&thing, &[Entry::new(field, text)], None).map(drop).map_err(|fault| fault.code)
    };
    assert_eq!(set(HOUSING, "6"), Err("answer-steps"));
    assert_eq!(set("answer/8.3.3.1", "3"), Err("answer-yes-no"));
    assert_eq!(set("answer/9.9.9.9", "3"), Err("unknown-answer"));
    assert_eq!(set(HOUSING, "5"), Ok(()));
    let refusal = form(&mut session, 2, &[("consent", "no")]);
    let refusal = Thing { noun: "response".into(), key: refusal };
    let fault = session.set_entity(&refusal, &[Entry::new(HOUSING, "5")], None).unwrap_err();
    assert_eq!(fault.code, "no-consent");
}

#[test]
fn a_second_reading_is_compared_and_settled() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let first = form(&mut session, 17, &[("group", "local"), (HOUSING, "4"), ("answer/2.3.3.1", "6")]);
    let more = [("group", "local"), (HOUSING, "5"), ("answer/2.3.3.1", "6"), ("second_of", first.as_str())];
    let second = form(&mut session, 17, &more);
    let forms = session.forms("wangjing", 1).unwrap();
    assert_eq!(forms.len(), 1, "one form counts once, however often it is typed");
    let found = forms[0].differences(&forms[0].others[0]);
    assert_eq!(found, [Difference { field: HOUSING.into(), first: "4".into(), second: "5".into() }]);
    assert_eq!(session.settle_form(&first, &second, &[]).unwrap_err().code, "form-undecided");
    session.settle_form(&first, &second, &[(HOUSING.into(), "5".into())]).unwrap();
    let forms = session.forms("wangjing", 1).unwrap();
    assert!(forms[0].others.is_empty());
    assert_eq!((forms[0].first.text(HOUSING), forms[0].first.text("checked")), ("5", "yes"));
    let other = form(&mut session, 18, &[]);
    assert_eq!(session.settle_form(&first, &other, &[]).unwrap_err().code, "form-other-number");
}

#[test]
fn a_number_typed_on_two_laptops_is_one_form_with_two_readings() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李明");
    form(&mut a, 5, &[("group", "local"), (HOUSING, "2")]);
    form(&mut b, 5, &[("group", "local"), (HOUSING, "2")]);
    let file = desk.hand_over(&mut b, "b");
    a.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    let forms = a.forms("wangjing", 1).unwrap();
    assert_eq!((forms.len(), forms[0].others.len()), (1, 1));
    assert!(forms[0].differences(&forms[0].others[0]).is_empty(), "equal answers agree");
    assert_eq!(standing(&a, "1.4.3").answers.groups[0].people, 1);
    let (first, second) = (forms[0].first.key.clone(), forms[0].others[0].key.clone());
    a.settle_form(&first, &second, &[]).unwrap();
    assert!(a.forms("wangjing", 1).unwrap()[0].others.is_empty());
}

const TABLE: &str = "序号,组别,提交时间,1、您对本社区居住环境总体是否满意？,1.4.3.1,2.3.3.1,8.3.3,备注\n\
                     1,国际居民,2026/9/6 10:22:05,4分,,6,是,好\n\
                     2,local,2026-09-06,5,,7,no,\n\
                     3,外星人,2026-09-06,5,,7,1,\n\
                     4,local,2026-09-06,6,,7,1,\n\
                     2,local,2026-09-06,5,,7,0,\n";

#[test]
fn online_answers_are_taken_once_and_what_does_not_fit_is_named() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    form(&mut session, 1, &[("group", "local"), (HOUSING, "1"), ("origin", "paper")]);
    let table = Spreadsheet::of_text(TABLE, "a.csv").unwrap();
    let given = BTreeMap::from([("consent".to_owned(), "yes".to_owned())]);
    let none = BTreeMap::new();
    let plan = |session: &Session, given| session.plan_intake(&table, ("wangjing", 1), None, given).unwrap();
    let bare = plan(&session, &none);
    assert!(bare.rows.iter().all(|row| row.fate == RowFate::Refused), "nobody was asked for consent");
    let planned = plan(&session, &given);
    let wanted = ["number", "group", "date", HOUSING, "", "answer/2.3.3.1", "answer/8.3.3.1", ""];
    assert_eq!(planned.mapping, wanted, "a question has one column, the first that names it");
    let fates: Vec<_> = planned.rows.iter().map(|row| (row.fate, row.why.as_ref().map(|why| why.code))).collect();
    let refused = |code| (RowFate::Refused, Some(code));
    let new = (RowFate::New, None);
    assert_eq!(fates, [new, new, refused("field-word"), refused("answer-steps"), refused("intake-twice")]);
    let (taken, _) = session.take_intake(&planned).unwrap();
    assert_eq!(taken, 2);
    let forms = session.forms("wangjing", 1).unwrap();
    assert_eq!(forms.len(), 3, "paper and online forms are numbered apart");
    let online = forms.iter().find(|form| form.first.text("origin") == "online").unwrap();
    assert_eq!(["date", HOUSING, "answer/8.3.3.1"].map(|field| online.first.text(field)), ["2026-09-06", "4", "yes"]);
    let again = plan(&session, &given);
    assert_eq!(again.rows[..2].iter().map(|row| row.fate).collect::<Vec<_>>(), [RowFate::Known; 2]);
    assert_eq!(session.take_intake(&again).unwrap().0, 0);
    // Changed meanwhile: neither taken nor silently passed over.
    let changed = Spreadsheet::of_text(&TABLE.replace("4分", "3"), "a.csv").unwrap();
    let changed = session.plan_intake(&changed, ("wangjing", 1), None, &given).unwrap();
    assert_eq!(changed.rows[0].why.as_ref().unwrap().code, "intake-other");
    // All came in one change, so one step takes them back.
    session.undo().unwrap();
    assert_eq!(session.forms("wangjing", 1).unwrap().len(), 1);
}

#[test]
fn a_long_table_is_one_act_to_undo_and_whoever_was_interrupted_begins_again() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let rows =
        |from: u32, to: u32| (from..=to).map(|number| format!("{number},local,4\n")).collect::<Vec<_>>().concat();
    let given = BTreeMap::from([("consent".to_owned(), "yes".to_owned())]);
    let take = |session: &mut Session, rows: &str| {
        let table = Spreadsheet::of_text(&format!("序号,组别,1.4.3.1\n{rows}"), "a.csv").unwrap();
        let plan = session.plan_intake(&table, ("wangjing", 1), None, &given).unwrap();
        let known = plan.rows.iter().filter(|row| row.fate == RowFate::Known).count();
        (session.take_intake(&plan).unwrap().0, known)
    };
    let forms = |session: &Session| session.forms("wangjing", 1).unwrap().len();
    record(&mut session, "1.1.1", "3");
    // The power failed after the first change.
    assert_eq!(take(&mut session, &rows(1, 400)), (400, 0));
    session.undo().unwrap();
    assert_eq!(take(&mut session, &rows(1, 400)), (400, 0), "what was taken back can come again");
    assert_eq!(take(&mut session, &rows(1, 950)), (550, 400), "what is here is known, row by row");
    assert_eq!((take(&mut session, &rows(1, 950)), forms(&session)), ((0, 950), 950));
    session.undo().unwrap();
    assert_eq!(forms(&session), 400, "both changes of the second run go together");
    session.redo().unwrap();
    assert_eq!(forms(&session), 950);
    session.undo().unwrap();
    session.undo().unwrap();
    assert_eq!((forms(&session), rows_of(&session)), (0, 1), "and not what came before");
}

fn rows_of(session: &Session) -> usize {
    session.assessments(&Filter::default()).unwrap().len()
}

#[test]
fn what_was_said_in_an_interview_can_be_taken_out_for_good() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let said = [
        ("community", "wangjing"),
        ("round", "1"),
        ("consent", "yes"),
        ("respondent", "resident"),
        ("answer/1.1", "租房时中介不会英语"),
    ];
    let entries: Vec<Entry> = said.iter().map(|(field, text)| Entry::new(field, text)).collect();
    let (key, _) = a.add_entity("interview", &entries).unwrap();
    let thing = Thing { noun: "interview".into(), key };
    assert_eq!(a.erase(&thing, None, "本人要求").unwrap(), 1);
    let left = a.entity(&thing).unwrap().unwrap();
    assert!(left.fields["answer/1.1"].withheld && left.text("answer/1.1").is_empty());
    assert_eq!(left.text("respondent"), "resident");
}

#[test]
fn who_withdraws_a_form_by_its_number_leaves_no_answer_in_any_reading() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let first = form(&mut session, 3, &[("group", "local"), (HOUSING, "4")]);
    let second = form(&mut session, 3, &[("group", "local"), (HOUSING, "4"), ("second_of", first.as_str())]);
    session.settle_form(&first, &second, &[]).unwrap();
    form(&mut session, 4, &[("group", "local"), (HOUSING, "2")]);
    assert_eq!(session.erase_form(&first, "本人撤回").unwrap(), 2);
    for key in [first, second] {
        let left = session.entity(&Thing { noun: "response".into(), key }).unwrap().unwrap();
        assert!(left.fields[HOUSING].withheld && left.text(HOUSING).is_empty());
    }
    assert_eq!(standing(&session, "1.4.3").answers.groups[0].people, 1, "the other form still counts");
}

fn frame(count: usize) -> Vec<FrameUnit> {
    let unit = |n: usize| FrameUnit {
        name: format!("{n} 号院"),
        area: if n.is_multiple_of(4) { "北区" } else { "南区" }.into(),
        kind: "小区".into(),
        position: None,
    };
    (0..count).map(unit).collect()
}

fn states(session: &Session) -> BTreeMap<String, UnitState> {
    session.units("wangjing", Some("compounds")).unwrap().into_iter().map(|unit| (unit.name, unit.state)).collect()
}

#[test]
fn a_sample_is_drawn_in_proportion_and_comes_out_again_from_its_seed() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let (added, known, _) = session.add_frame("wangjing", "compounds", &frame(40)).unwrap();
    assert_eq!((added, known), (40, 0));
    assert_eq!(session.add_frame("wangjing", "compounds", &frame(41)).unwrap().0, 1, "what is there is known");
    session.undo().unwrap();
    let (draw, _) = session.draw_sample("wangjing", "compounds", 10, None).unwrap();
    let units = session.units("wangjing", Some("compounds")).unwrap();
    let inside = |area: &str| units.iter().filter(|u| u.state == UnitState::In && u.area == area).count();
    // Ten of forty are a quarter: 2.5 of the ten in the north, 7.5 of the thirty in the south.
    assert!(matches!((inside("北区"), inside("南区")), (2, 8) | (3, 7)));
    let drawn = states(&session);
    assert_eq!(session.draw_sample("wangjing", "compounds", 5, None).unwrap_err().code, "already-drawn");
    session.undo().unwrap();
    assert!(states(&session).values().all(|state| *state == UnitState::Reserve));
    session.draw_sample("wangjing", "compounds", 10, Some(&draw.seed)).unwrap();
    assert_eq!(states(&session), drawn, "the seed alone decides");
    let too_many = session.draw_sample("wangjing", "bike_spots", 1, None).unwrap_err();
    assert_eq!(too_many.code, "draw-count");
}

#[test]
fn the_next_reserve_of_the_same_area_steps_in_for_a_reason() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    session.add_frame("wangjing", "compounds", &frame(12)).unwrap();
    session.draw_sample("wangjing", "compounds", 4, Some("a1")).unwrap();
    let units = session.units("wangjing", Some("compounds")).unwrap();
    let out = units.iter().find(|unit| unit.state == UnitState::In && unit.area == "南区").unwrap();
    assert_eq!(session.replace_unit(&out.key, " ", Seen::Current).unwrap_err().code, "reason-needed");
    let (next, _) = session.replace_unit(&out.key, "物业不让进", Seen::Current).unwrap();
    let next = session.unit(&next).unwrap();
    assert_eq!((next.state, next.area.as_str()), (UnitState::In, "南区"));
    let of_area = units.iter().filter(|unit| unit.state == UnitState::Reserve && unit.area == "南区");
    let first = of_area.min_by_key(|unit| unit.lot.as_ref().unwrap().1).unwrap();
    assert_eq!(next.key, first.key, "reserves step in by the order of the lot");
    assert_eq!(session.replace_unit(&out.key, "再次", Seen::Current).unwrap_err().code, "not-in-sample");
}

#[test]
fn two_draws_of_one_list_meet_in_the_open() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    a.add_frame("wangjing", "compounds", &frame(20)).unwrap();
    let mut b = desk.join(&mut a, "b", "李明");
    a.draw_sample("wangjing", "compounds", 5, Some("a")).unwrap();
    b.draw_sample("wangjing", "compounds", 5, Some("b")).unwrap();
    let (of_a, of_b) = (states(&a), states(&b));
    assert_ne!(of_a, of_b, "these two seeds draw differently");
    let file = desk.hand_over(&mut b, "b");
    a.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    let differing = of_a.iter().filter(|(name, state)| of_b[*name] != **state).count();
    let conflicts = a.conflicts().unwrap();
    let on_state =
        conflicts.iter().filter(|conflict| conflict.name.noun == "unit" && conflict.name.field == "state").count();
    assert_eq!(on_state, differing, "each unit drawn here and not there, or the other way, waits for a decision");
}
