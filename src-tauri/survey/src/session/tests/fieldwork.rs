//! What is still missing, and where sheets stand.

use super::*;
use crate::framework::{Aggregate, Indicator, Photo};
use crate::session::MergeChoice;

fn lacks(session: &Session, indicator: &str) -> Vec<Lack> {
    let missing = session.remaining("wangjing", 1).unwrap();
    missing.into_iter().filter(|missing| missing.cell.indicator == indicator).map(|missing| missing.lack).collect()
}

fn entry(fields: &[(&str, &str)]) -> Vec<Entry> {
    fields.iter().map(|(field, text)| Entry::new(field, text)).collect()
}

/// Finds an indicator by what it asks for.
fn find(session: &Session, fits: impl Fn(&Indicator) -> bool) -> Indicator {
    let stage = session.community("wangjing").unwrap().stage(1).unwrap();
    session.framework.indicators.iter().find(|i| i.applies_to(stage) && fits(i)).unwrap().clone()
}

#[test]
fn what_is_missing_is_listed_until_it_is_there() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let plain =
        find(&session, |i| i.list.is_none() && i.photo != Photo::Required && i.max.to_ratio() > Ratio::whole(3));
    assert_eq!(lacks(&session, &plain.code), [Lack::Value]);
    session.set_draft("assessment", &cell(&plain.code).to_string(), "value", "3").unwrap();
    assert_eq!(lacks(&session, &plain.code), [Lack::Value, Lack::Draft]);
    record(&mut session, &plain.code, "3");
    assert_eq!(lacks(&session, &plain.code), []);
    session.set_flag("assessment", &cell(&plain.code).to_string(), "to_verify", true, Seen::Current).unwrap();
    let about = [("community", "wangjing"), ("round", "1"), ("indicator", &plain.code), ("text", "哪一天数的？")];
    let (question, _) = session.add_entity("question", &entry(&about)).unwrap();
    assert_eq!(lacks(&session, &plain.code), [Lack::ToVerify, Lack::Question { key: question.clone() }]);
    let thing = Thing { noun: "question".into(), key: question };
    session.set_entity(&thing, &entry(&[("answer", "5月12日上午")]), None).unwrap();
    assert_eq!(lacks(&session, &plain.code), [Lack::ToVerify]);
}

#[test]
fn a_required_photo_is_missing_once_for_the_cell_and_once_for_each_failed_unit() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let share = find(&session, |i| i.photo == Photo::Required && i.aggregate == Aggregate::Share);
    let list = share.list.clone().unwrap();
    let units = [("一号".to_owned(), None), ("二号".to_owned(), None)];
    let (keys, _) = session.add_units("wangjing", &list, &units).unwrap();
    let key = cell(&share.code);
    session.observe(&key, &keys[0], Some((&number("1"), None)), None, Seen::Current).unwrap();
    assert_eq!(lacks(&session, &share.code), [Lack::Units { observed: 1, of: 2 }, Lack::Photo { unit: None }]);
    session.observe(&key, &keys[1], Some((&number("0"), None)), None, Seen::Current).unwrap();
    assert_eq!(lacks(&session, &share.code), [Lack::Photo { unit: Some(keys[1].clone()) }]);
    let photo = photograph(&mut session, 7);
    session.set_link("photo", &photo.key, &format!("assessment/{key}"), true, Seen::Current).unwrap();
    assert_eq!(lacks(&session, &share.code), [Lack::Photo { unit: Some(keys[1].clone()) }], "it shows no unit");
    session.set_link("photo", &photo.key, &format!("unit/{}", keys[1]), true, Seen::Current).unwrap();
    assert_eq!(lacks(&session, &share.code), []);
    // Where nobody may take a photo, a reason stands in.
    session.set_link("photo", &photo.key, &format!("unit/{}", keys[1]), false, Seen::Current).unwrap();
    let thing = Thing { noun: "assessment".into(), key: key.to_string() };
    session.set_entity(&thing, &entry(&[("no_photo", "物业不允许")]), None).unwrap();
    assert_eq!(lacks(&session, &share.code), []);
}

#[test]
fn broken_rules_are_missing_things_too() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    // r04: institutions with direct billing cannot be more than those with a foreign language.
    record(&mut session, "5.1.1", "2");
    record(&mut session, "5.1.2", "3");
    assert!(lacks(&session, "5.1.2").contains(&Lack::Rule { id: "r04".into() }));
    record(&mut session, "5.1.2", "1");
    assert!(!lacks(&session, "5.1.2").contains(&Lack::Rule { id: "r04".into() }));
}

#[test]
fn an_approval_names_what_it_saw() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let sheet = ("wangjing", 1, "1");
    let state = |session: &Session| {
        let review = session.review("wangjing", 1, "1").unwrap();
        (review.state, review.changed)
    };
    assert_eq!(state(&session), (ReviewState::Draft, false));
    record(&mut session, "1.1.1", "3");
    session.set_review(sheet, ReviewState::Submitted, "", Seen::Current).unwrap();
    assert_eq!(state(&session), (ReviewState::Submitted, false));
    let refused = session.set_review(sheet, ReviewState::Returned, " ", Seen::Current).unwrap_err();
    assert_eq!(refused.code, "reason-needed");
    session.set_review(sheet, ReviewState::Returned, "请补照片", Seen::Current).unwrap();
    assert_eq!(session.review("wangjing", 1, "1").unwrap().comment, "请补照片");
    session.set_review(sheet, ReviewState::Approved, "", Seen::Current).unwrap();
    record(&mut session, "2.3.1", "4");
    assert_eq!(state(&session), (ReviewState::Approved, false), "another sheet changed");
    record(&mut session, "1.1.1", "4");
    assert_eq!(state(&session), (ReviewState::Approved, true));
    // Two reviewers who say different things unseen disagree, like everybody else.
    let mut other = desk.join(&mut session, "b", "李强");
    other.set_review(sheet, ReviewState::Returned, "数据存疑", Seen::Current).unwrap();
    session.set_review(sheet, ReviewState::Approved, "", Seen::Current).unwrap();
    let file = desk.hand_over(&mut other, "b");
    session.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    assert!(session.review("wangjing", 1, "1").unwrap().conflict);
}

#[test]
fn a_cameras_clock_is_put_right_for_many_photos_at_once_and_undone_as_one() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let mut keys = Vec::new();
    for (number, name) in ["IMG_20260506_143012.png", "mmexport1778049012345.png", "无名.png"].into_iter().enumerate()
    {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([number as u8 * 9, x as u8, y as u8]));
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        let about = NewPhoto { name: name.into(), community: "wangjing".into(), round: 1, ..NewPhoto::default() };
        keys.push(session.add_photo(&mut bytes, &about).unwrap().key);
    }
    let times = |session: &Session| -> Vec<(Option<String>, TakenFrom)> {
        keys.iter().map(|key| session.medium("photo", key).unwrap()).map(|m| (m.taken_at, m.taken_from)).collect()
    };
    let told = |text: &str, from| (Some(text.to_owned()), from);
    let named = [
        told("2026-05-06T14:30:12", TakenFrom::Name),
        told("2026-05-06T06:30:12+00:00", TakenFrom::Name),
        (None, TakenFrom::Camera),
    ];
    assert_eq!(times(&session), named);
    assert_eq!(session.correct_clock(&keys, -61).unwrap().0, 2);
    assert_eq!(times(&session)[0], told("2026-05-06T13:29:12", TakenFrom::Corrected));
    assert_eq!(times(&session)[1], told("2026-05-06T05:29:12+00:00", TakenFrom::Corrected));
    session.undo().unwrap();
    assert_eq!(times(&session), named);
    assert_eq!(session.correct_clock(&keys, i64::MAX).unwrap_err().code, "clock-too-far");
}

#[test]
fn photos_are_proposed_where_and_when_they_were_taken_and_placed_together() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let share = find(&session, |i| i.aggregate == Aggregate::Share);
    let near = Some((40_000_000, 116_470_000));
    let far = Some((40_010_000, 116_470_000));
    let units = [("近".to_owned(), near), ("远".to_owned(), far)];
    let (keys, _) = session.add_units("wangjing", share.list.as_ref().unwrap(), &units).unwrap();
    session.observe(&cell(&share.code), &keys[1], Some((&number("1"), None)), None, Seen::Current).unwrap();
    record(&mut session, "1.1.1", "3");
    // One photo at the second unit two minutes after it was observed, one of another day without a place.
    let photos: Vec<String> = (0..2).map(|n| photograph(&mut session, 40 + n).key).collect();
    let place = Cbor::Array(vec![Cbor::Int(40_010_100), Cbor::Int(116_470_100)]);
    session.commit(vec![op("photo", &photos[0], "position", place)]).unwrap();
    session.commit(vec![op("photo", &photos[0], "taken_at", Cbor::text("2026-05-12T09:32:00"))]).unwrap();
    session.commit(vec![op("photo", &photos[1], "taken_at", Cbor::text("2026-05-13T09:32:00"))]).unwrap();
    let found = session.suggestions("wangjing", 1).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].photo, &found[0].unit), (&photos[0], &Some(keys[1].clone())));
    assert_eq!(found[0].cell, Some(cell(&share.code)), "what was seen at that unit, not what was typed closer in time");
    assert!(found[0].metres.unwrap() < 20 && found[0].minutes.unwrap() < 5);
    let links = [
        (photos[0].clone(), format!("assessment/{}", cell(&share.code))),
        (photos[0].clone(), format!("unit/{}", keys[1])),
    ];
    session.link_all(&links).unwrap();
    assert_eq!(session.medium("photo", &photos[0]).unwrap().links.len(), 2);
    assert!(session.suggestions("wangjing", 1).unwrap().is_empty());
    session.undo().unwrap();
    assert!(session.medium("photo", &photos[0]).unwrap().links.is_empty());
    assert_eq!(session.link_all(&[(photos[0].clone(), "moon/1".into())]).unwrap_err().code, "thing-form");
}

#[test]
fn a_closed_round_takes_what_has_a_reason_and_marks_it_for_ever() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    record(&mut session, "1.1.1", "3");
    session.set_round_state(1, RoundState::Closed).unwrap();
    let late = |session: &Session, code: &str| {
        let found = rows(session).into_iter().find(|row| row.key.indicator == code);
        (session.cell_view(&cell(code)).unwrap().late, found.unwrap().late)
    };
    assert_eq!(late(&session, "1.1.1"), (false, false), "it was there before");
    let before = session.digest().unwrap();
    let value = number("2");
    let fault = session.set_value(&cell("1.1.2"), &value, None, Seen::Current).unwrap_err();
    assert_eq!(fault.code, "late-reason");
    let remark = session.set_text("assessment", "wangjing/1/1.1.1", "remark", "补", Seen::Current).unwrap_err();
    let source = Thing { noun: "assessment".into(), key: cell("1.1.1").to_string() };
    let source = session.set_entity(&source, &[Entry::new("source/number", "1")], None).unwrap_err();
    assert_eq!((remark.code, source.code), ("late-reason", "late-reason"));
    assert_eq!(session.digest().unwrap(), before);
    // With a reason it takes everything.
    session.set_late_reason("街道5月20日才提供").unwrap();
    record(&mut session, "1.1.2", "2");
    assert_eq!(late(&session, "1.1.2"), (true, true));
    let entry = session.history("assessment", "wangjing/1/1.1.2", "value").unwrap().remove(0);
    assert_eq!(entry.reason.as_deref(), Some("街道5月20日才提供"));
    // A reason said with the value itself is enough; another round wants none.
    session.set_late_reason("").unwrap();
    session.set_value(&cell("1.1.3"), &number("80"), Some("原表漏抄"), Seen::Current).unwrap();
    session.set_value(&CellKey::new("wangjing", 2, "1.1.1"), &number("3"), None, Seen::Current).unwrap();
    session.undo().unwrap();
    // Opened again it asks nothing; what came while it was closed stays marked, on every laptop.
    session.set_round_state(1, RoundState::Open).unwrap();
    record(&mut session, "1.1.1", "4");
    assert_eq!([late(&session, "1.1.1"), late(&session, "1.1.2")], [(false, false), (true, true)]);
    let other = desk.join(&mut session, "b", "李雷");
    assert_eq!(late(&other, "1.1.2"), (true, true));
}

#[test]
fn whatever_takes_something_from_a_closed_round_or_brings_it_there_asks_why() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let share = session.planned("wangjing", 1).unwrap().into_iter().find(|one| one.list.is_some()).unwrap();
    let units = ["一号", "二号"].map(|name| (name.to_owned(), None));
    let (units, _) = session.add_units("wangjing", share.list.as_deref().unwrap(), &units).unwrap();
    let seen = number("1");
    for unit in &units {
        session.observe(&cell(&share.code), unit, Some((&seen, None)), None, Seen::Current).unwrap();
    }
    let about = [("community", "wangjing"), ("round", "1"), ("text", "路灯不亮")];
    let (finding, _) = session.add_entity("finding", &about.map(|(field, text)| Entry::new(field, text))).unwrap();
    session.set_value(&CellKey::new("wangjing", 2, "1.1.1"), &number("5"), Some("原表"), Seen::Current).unwrap();
    record(&mut session, "1.1.2", "2");
    session.set_round_state(1, RoundState::Closed).unwrap();
    let before = session.digest().unwrap();

    let thing = |noun: &str, key: &str| Thing { noun: noun.to_owned(), key: key.to_owned() };
    let what = What::Own { community: "wangjing".into(), round: 2, day: None };
    let to = Destination { round: Some(1), ..Destination::default() };
    let refused = [
        session.delete(&thing("unit", &units[0]), "").unwrap_err().code,
        session.delete(&thing("finding", &finding), "").unwrap_err().code,
        session.relocate(&what, &to).unwrap_err().code,
    ];
    assert_eq!(refused, ["late-reason"; 3]);
    assert_eq!(session.digest().unwrap(), before, "a refusal leaves everything as it was");

    session.set_late_reason("样本登记有误").unwrap();
    session.delete(&thing("finding", &finding), "").unwrap();
    session.delete(&thing("unit", &units[0]), "").unwrap();
    session.relocate(&what, &to).unwrap();
    let moved = session.history("assessment", "wangjing/1/1.1.1", "value").unwrap().remove(0);
    assert_eq!(moved.reason.as_deref(), Some("原表；样本登记有误"), "both reasons stay");
    let late = |code: &str| rows(&session).into_iter().find(|row| row.key == cell(code)).unwrap().late;
    assert!(late("1.1.1"), "what was moved there");
    assert!(late(&share.code), "what lost a unit");
    assert!(!late("1.1.2"));

    // Taking something back is a change like any other.
    session.set_late_reason("").unwrap();
    assert_eq!(session.undo().unwrap_err().code, "late-reason");
    session.set_late_reason("移错了").unwrap();
    session.undo().unwrap();
}

#[test]
fn work_of_another_survey_comes_into_a_closed_round_with_a_reason() {
    let desk = Desk::new();
    let (mut session, mut other) = (desk.create("a"), desk.create("b"));
    record(&mut other, "1.1.1", "3");
    session.set_round_state(1, RoundState::Closed).unwrap();
    let file = desk.hand_over(&mut other, "other");
    assert_eq!(session.adopt(&file).unwrap_err().code, "late-reason");
    session.set_late_reason("误建调研").unwrap();
    session.adopt(&file).unwrap();
    assert!(rows(&session)[0].late);
    assert_eq!(
        session.history("assessment", "wangjing/1/1.1.1", "value").unwrap()[0].reason.as_deref(),
        Some("误建调研")
    );
}
