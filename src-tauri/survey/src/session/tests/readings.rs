//! Second readings: who may read what, what they are compared with, and that nothing shows too early.

use super::*;
use crate::session::view::{PaperChoice, PaperContent};

/// Draws everything that can be drawn in one community, so that a test need not know the lot.
fn drawn(session: &mut Session) {
    let (draw, _) = session.draw_readings(1, &["wangjing".to_owned()], 100, Some("甲")).unwrap();
    assert_eq!(draw.drawn, draw.of);
}

fn pair(session: &Session) -> Vec<(Option<Ratio>, Option<Ratio>)> {
    let pairs = session.second_readings(1).unwrap();
    pairs.into_iter().map(|pair| (pair.first.value, pair.second.value)).collect()
}

fn name_reader(session: &mut Session, indicator: &str, person: &str) {
    let thing = Thing { noun: "reading".into(), key: cell(indicator).to_string() };
    session.set_entity(&thing, &[Entry::new("reader", person)], None).unwrap();
}

#[test]
fn the_same_seed_draws_the_same_cells_a_tenth_of_each_community() {
    let desk = Desk::new();
    let cells = |laptop: &str| {
        let mut session = desk.create(laptop);
        let (draw, _) = session.draw_readings(1, &[], USUAL_SHARE, Some("2026-11")).unwrap();
        let cells = session.drawn_cells(None, 1).unwrap();
        assert_eq!(cells.len(), draw.drawn);
        for community in session.communities().unwrap() {
            let of = session.planned(&community.code, 1).unwrap().into_iter();
            let of = of.filter(|one| ["site", "measure", "map"].contains(&one.method.as_str())).count();
            let here = cells.iter().filter(|one| one.cell.community == community.code).count();
            assert_eq!(here, (of * 10 + 50) / 100, "{}", community.code);
        }
        let entry = session.history("reading", &cells[0].cell.to_string(), "lot").unwrap().remove(0);
        assert!(entry.reason.unwrap().starts_with("2026-11 · "), "the seed is on record");
        assert_eq!(session.draw_readings(1, &[], 10, None).unwrap_err().code, "reading-drawn");
        assert_eq!(session.draw_readings(2, &[], 0, None).unwrap_err().code, "reading-share");
        cells.into_iter().map(|one| (one.cell, one.rank)).collect::<Vec<_>>()
    };
    assert_eq!(cells("a"), cells("b"));
}

#[test]
fn a_second_person_reads_blind_and_both_values_make_a_pair() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "3");
    drawn(&mut a);
    let mut b = desk.join(&mut a, "b", "李雷");
    let refused =
        |session: &mut Session, value: &Value| session.save_reading(&cell("1.1.1"), value, "").unwrap_err().code;
    assert_eq!(refused(&mut a, &number("3")), "reading-own");
    assert_eq!(refused(&mut b, &Value::Empty), "reading-empty");
    assert_eq!(refused(&mut b, &number("3.5")), "refusal-not-whole");
    let records = CellKey::new("wangjing", 1, "1.1.3");
    assert_eq!(b.save_reading(&records, &number("80"), "").unwrap_err().code, "reading-not-drawn");
    b.save_reading(&cell("1.1.1"), &number("4"), "一处正在装修").unwrap();
    assert_eq!(refused(&mut b, &number("3")), "reading-saved", "whoever has seen the first cannot read blind again");
    assert_eq!(pair(&b), [(Some(Ratio::whole(3)), Some(Ratio::whole(4)))]);
    // The score still rests on the first value alone.
    assert_eq!(rows(&b)[0].outcome.value, Some(Ratio::whole(3)));

    // What the first corrects in the light of the second does not make them agree afterwards.
    a.merge(&desk.hand_over(&mut b, "from-b"), &MergeChoice::default(), &mut go).unwrap();
    record(&mut a, "1.1.1", "4");
    assert_eq!(pair(&a), [(Some(Ratio::whole(3)), Some(Ratio::whole(4)))]);
    assert_eq!(a.second_readings(1).unwrap()[0].remark, "一处正在装修");
}

#[test]
fn units_are_compared_as_they_stood() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    drawn(&mut a);
    let share = a.planned("wangjing", 1).unwrap().into_iter().find(|one| {
        one.aggregate == crate::framework::Aggregate::Share && one.method == crate::framework::Method::Site
    });
    let share = share.unwrap();
    let units = ["一号", "二号"].map(|name| (name.to_owned(), None));
    let (keys, _) = a.add_units("wangjing", share.list.as_deref().unwrap(), &units).unwrap();
    let see = |session: &mut Session, unit: usize, value: &str| {
        session.observe(&cell(&share.code), &keys[unit], Some((&number(value), None)), None, Seen::Current).unwrap();
    };
    see(&mut a, 0, "1");
    see(&mut a, 1, "0");
    let mut b = desk.join(&mut a, "b", "李雷");
    b.save_reading(&cell(&share.code), &Value::parse_pair("2/2").unwrap(), "").unwrap();
    a.merge(&desk.hand_over(&mut b, "from-b"), &MergeChoice::default(), &mut go).unwrap();
    see(&mut a, 1, "1");
    assert_eq!(pair(&a), [(Some(Ratio::whole(50)), Some(Ratio::whole(100)))]);
}

#[test]
fn the_named_reader_writes_nothing_beside_the_hidden_value() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "3");
    drawn(&mut a);
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut b, "1.1.2", "2");
    let me = b.overview().unwrap().person;
    name_reader(&mut b, "1.1.1", &me);
    assert_eq!(b.blind_cells().unwrap().into_iter().collect::<Vec<_>>(), [cell("1.1.1")]);
    let printed = b.paper_figures("wangjing", 1, &PaperChoice::Sheet { scenario: "1".into() }).unwrap();
    let PaperContent::Sheet { sheet, .. } = printed.content else { panic!("a sheet") };
    let on_paper = sheet.items.iter().flat_map(|item| &item.indicators).find(|cell| cell.indicator == "1.1.1");
    assert!(on_paper.unwrap().value.heads.is_empty(), "a printed sheet does not tell either");
    let fault = b.set_value(&cell("1.1.1"), &number("3"), None, Seen::Current).unwrap_err();
    assert_eq!(fault.code, "reading-blind");
    let fault = b.set_text("assessment", "wangjing/1/1.1.1", "remark", "甲", Seen::Current).unwrap_err();
    assert_eq!(fault.code, "reading-blind");
    // Others neither read in their place nor are kept from recording.
    a.merge(&desk.hand_over(&mut b, "from-b"), &MergeChoice::default(), &mut go).unwrap();
    let mut c = desk.join(&mut a, "c", "韩梅梅");
    assert_eq!(c.save_reading(&cell("1.1.1"), &number("3"), "").unwrap_err().code, "reading-of-another");
    b.save_reading(&cell("1.1.1"), &number("3"), "").unwrap();
    assert!(b.blind_cells().unwrap().is_empty());
    b.set_value(&cell("1.1.1"), &number("3"), None, Seen::Current).unwrap();
}

#[test]
fn nothing_of_the_first_value_is_shown_to_its_second_reader() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "37");
    a.set_text("assessment", "wangjing/1/1.1.1", "remark", "三十七处", Seen::Current).unwrap();
    drawn(&mut a);
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut b, "1.1.2", "2");
    let me = b.overview().unwrap().person;
    name_reader(&mut b, "1.1.1", &me);
    let shown = |session: &Session| {
        let sheet = serde_json::to_string(&session.sheet_view("wangjing", 1, "1").unwrap()).unwrap();
        let page = serde_json::to_string(&session.readings_view("wangjing", 1).unwrap()).unwrap();
        [sheet, page].map(|text| text.contains(r#""text":"37""#) || text.contains("三十七"))
    };
    assert_eq!((shown(&a), shown(&b)), ([true, false], [false, false]));
    assert!(b.cell_view(&cell("1.1.1")).unwrap().blind);
    assert_eq!(b.history_view("assessment", "wangjing/1/1.1.1", "value").unwrap_err().code, "reading-blind");
    let score = b.scores_view(1, false, None).unwrap().rows.into_iter();
    let score = score.into_iter().find(|row| row.code.as_deref() == Some("1.1.1") && row.community == "wangjing");
    assert_eq!(score.unwrap().score, None);
    b.save_reading(&cell("1.1.1"), &number("36"), "").unwrap();
    assert_eq!(shown(&b), [true, true], "then both are shown");
    let cells = b.readings_view("wangjing", 1).unwrap().cells;
    let pair = &cells.iter().find(|one| one.cell.indicator == "1.1.1").unwrap().pairs[0];
    assert_eq!((pair.first.text.as_str(), pair.second.text.as_str(), pair.agrees), ("37", "36", false));
}
