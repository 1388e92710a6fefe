//! What is added to a closed round beside values: findings, photos, visits, interviews, answers.

use super::*;
use crate::session::view::PhotoFilter;

fn add(session: &mut Session, noun: &str, more: &[(&str, &str)]) -> Result<String, Fault> {
    let place = [("community", "wangjing"), ("round", "1")];
    let entries: Vec<Entry> = place.iter().chain(more).map(|(field, text)| Entry::new(field, text)).collect();
    session.add_entity(noun, &entries).map(|(key, _)| key)
}

fn set(session: &mut Session, noun: &str, key: &str, field: &str, text: &str) -> Result<Touched, Fault> {
    session.set_entity(&thing(noun, key), &[Entry::new(field, text)], None)
}

fn thing(noun: &str, key: &str) -> Thing {
    Thing { noun: noun.to_owned(), key: key.to_owned() }
}

fn late(session: &Session, noun: &str, key: &str) -> bool {
    session.entity_view(&thing(noun, key)).unwrap().late
}

fn code<T: std::fmt::Debug>(result: Result<T, Fault>) -> &'static str {
    result.unwrap_err().code
}

const RECORDS: [(&str, &[(&str, &str)]); 4] = [
    ("visit", &[("date", "2026-05-20")]),
    ("finding", &[("text", "路灯不亮")]),
    ("interview", &[("consent", "yes"), ("respondent", "resident")]),
    ("response", &[("number", "7"), ("consent", "no")]),
];

#[test]
fn every_kind_of_record_comes_into_a_closed_round_with_a_reason_and_stays_marked() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let before = RECORDS.map(|(noun, fields)| add(&mut session, noun, fields).unwrap());
    session.set_round_state(1, RoundState::Closed).unwrap();
    let digest = session.digest().unwrap();
    for (noun, fields) in RECORDS {
        assert_eq!(code(add(&mut session, noun, fields)), "late-reason", "{noun}");
    }
    assert_eq!(
        code(session.start_visit(&[Entry::new("community", "wangjing"), Entry::new("round", "1")])),
        "late-reason"
    );
    assert_eq!(code(set(&mut session, "finding", &before[1], "cause", "线路老化")), "late-reason");
    assert_eq!(session.digest().unwrap(), digest, "a refusal leaves everything as it was");

    session.set_late_reason("补录5月20日的踏勘").unwrap();
    for ((noun, fields), before) in RECORDS.into_iter().zip(&before) {
        let key = add(&mut session, noun, fields).unwrap();
        assert!(late(&session, noun, &key) && !late(&session, noun, before), "{noun}");
        let said = session.history(noun, &key, "round").unwrap().remove(0).reason;
        assert_eq!(said.as_deref(), Some("补录5月20日的踏勘"));
    }
    set(&mut session, "finding", &before[1], "cause", "线路老化").unwrap();
    assert!(late(&session, "finding", &before[1]), "what was said late of an earlier one marks it too");

    // On every laptop, and also when the round is opened again; then nobody is asked.
    session.set_round_state(1, RoundState::Open).unwrap();
    session.set_late_reason("").unwrap();
    let fresh = add(&mut session, "finding", &[("text", "缺少英文标识")]).unwrap();
    let other = desk.join(&mut session, "b", "李雷");
    assert!(late(&other, "finding", &before[1]) && !late(&other, "finding", &fresh));
}

#[test]
fn what_becomes_of_a_finding_later_is_never_late() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let finding = add(&mut session, "finding", &[("text", "路灯不亮")]).unwrap();
    session.set_round_state(1, RoundState::Closed).unwrap();
    session.set_round_state(2, RoundState::Open).unwrap();
    set(&mut session, "finding", &finding, "round/2", "seen_again").unwrap();
    set(&mut session, "finding", &finding, "state", "solved").unwrap();
    assert!(!late(&session, "finding", &finding));
    session.set_round_state(2, RoundState::Closed).unwrap();
    assert_eq!(
        code(set(&mut session, "finding", &finding, "round/2", "solved")),
        "late-reason",
        "round 2 is closed too"
    );
}

#[test]
fn photos_added_or_placed_in_a_closed_round_have_a_reason_and_a_mark() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let (before, cards) = (photograph(&mut session, 1), desk.folder("card"));
    std::fs::create_dir_all(&cards).unwrap();
    std::fs::copy(session.blob_path(&before.original), cards.join("IMG_1.png")).unwrap();
    session.set_round_state(1, RoundState::Closed).unwrap();
    let shown = |session: &Session| -> Vec<bool> {
        let filter = PhotoFilter { community: Some("wangjing".into()), ..PhotoFilter::default() };
        session.photos_view(&filter, 0, 9).unwrap().photos.into_iter().map(|photo| photo.late).collect()
    };
    let add = |session: &mut Session, round: u32| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = image::RgbImage::from_pixel(9, 9, image::Rgb([round as u8, 9, 9]));
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        let about = NewPhoto { name: "一.png".into(), community: "wangjing".into(), round, ..NewPhoto::default() };
        session.add_photo(&mut bytes, &about)
    };
    let link = format!("assessment/{}", cell("1.1.1"));
    let card = Card { folder: cards, community: "wangjing".into(), round: 1 };
    assert_eq!(code(add(&mut session, 1)), "late-reason");
    assert_eq!(code(session.take_card(&card, None, &mut go)), "late-reason");
    assert!(session.unfinished_card().unwrap().is_none(), "a card that was not begun is not offered again");
    assert_eq!(code(session.link_all(&[(before.key.clone(), link.clone())])), "late-reason");
    assert_eq!(code(session.set_text("photo", &before.key, "caption", "补", Seen::Current)), "late-reason");
    // Whether people are shown is looked at when reports are made.
    set(&mut session, "photo", &before.key, "people", "no").unwrap();
    assert_eq!(shown(&session), [false]);
    // A photo of an open round may support what stands there, not what stands in the closed one.
    let second = add(&mut session, 2).unwrap();
    assert_eq!(code(session.set_link("photo", &second.key, &link, true, Seen::Current)), "late-reason");
    let other = format!("assessment/{}", CellKey::new("wangjing", 2, "1.1.1"));
    session.set_link("photo", &before.key, &other, true, Seen::Current).unwrap();
    assert_eq!(shown(&session), [false, false]);

    session.set_late_reason("补拍").unwrap();
    add(&mut session, 1).unwrap();
    session.set_link("photo", &before.key, &link, true, Seen::Current).unwrap();
    assert_eq!(shown(&session), [true, false, true]);
}

#[test]
fn late_records_in_a_survey_file_are_counted() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    a.set_round_state(1, RoundState::Closed).unwrap();
    add(&mut b, "finding", &[("text", "路灯不亮")]).unwrap();
    photograph(&mut b, 3);
    let plan = a.plan(&desk.hand_over(&mut b, "from-b"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(plan.late_changes, 2);
}

#[test]
fn a_second_reading_after_the_closing_is_marked() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "3");
    a.draw_readings(1, &["wangjing".to_owned()], 100, Some("甲")).unwrap();
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut b, "1.1.2", "2");
    let me = b.overview().unwrap().person;
    set(&mut b, "reading", &cell("1.1.1").to_string(), "reader", &me).unwrap();
    b.set_round_state(1, RoundState::Closed).unwrap();
    assert_eq!(code(b.save_reading(&cell("1.1.1"), &number("4"), "")), "late-reason");
    b.set_late_reason("约定在结束后复测").unwrap();
    b.save_reading(&cell("1.1.1"), &number("4"), "").unwrap();
    assert!(b.second_readings(1).unwrap()[0].late);
}
