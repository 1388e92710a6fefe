//! Second readings: who may read what, what they are compared with, and that nothing shows too early.

use super::*;
use crate::session::view::{PaperChoice, PaperContent, PhotoFilter};

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
    assert_eq!(b.blind().unwrap().cells().into_iter().collect::<Vec<_>>(), [&cell("1.1.1")]);
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
    assert!(b.blind().unwrap().is_empty());
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

/// Makes a survey in which somebody found `worst` in two cells, in words, numbers, photos and a rule's eyes; gives the laptop
/// of the person who is to read both again.
fn second_reader_of(worst: &str) -> (Desk, Session) {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let share = a.planned("wangjing", 1).unwrap().into_iter().find(|one| {
        one.aggregate == crate::framework::Aggregate::Share && one.method == crate::framework::Method::Site
    });
    let observed = cell(&share.as_ref().unwrap().code);
    let units = ["一号", "二号"].map(|name| (name.to_owned(), None));
    let (units, _) = a.add_units("wangjing", share.unwrap().list.as_deref().unwrap(), &units).unwrap();
    let seen = if worst == "3" { "1" } else { "0" };
    a.observe(&observed, &units[0], Some((&number(seen), None)), Some(&format!("见{worst}")), Seen::Current).unwrap();
    record(&mut a, "1.1.1", worst);
    record(&mut a, "1.1.2", "2");
    a.set_text("assessment", "wangjing/1/1.1.1", "remark", &format!("注{worst}"), Seen::Current).unwrap();
    let photo = photograph(&mut a, 1);
    a.set_text("photo", &photo.key, "caption", &format!("图{worst}"), Seen::Current).unwrap();
    a.link_all(&[(photo.key, format!("assessment/{}", cell("1.1.1")))]).unwrap();
    for (noun, words) in [("finding", format!("题{worst}")), ("question", format!("疑{worst}"))] {
        let about = [("community", "wangjing"), ("round", "1"), ("indicator", "1.1.1"), ("text", words.as_str())];
        a.add_entity(noun, &about.map(|(field, text)| Entry::new(field, text))).unwrap();
    }
    drawn(&mut a);
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut b, "1.1.3", "80");
    let me = b.overview().unwrap().person;
    for indicator in ["1.1.1", &observed.indicator] {
        name_reader(&mut b, indicator, &me);
    }
    (desk, b)
}

/// Everything that this laptop shows, but for names made of hashes.
fn shown(session: &Session) -> String {
    let mut all = Vec::new();
    let mut take = |view: serde_json::Value| all.push(view.to_string());
    for scenario in &session.framework().scenarios {
        take(serde_json::to_value(session.sheet_view("wangjing", 1, &scenario.code).unwrap()).unwrap());
        take(serde_json::to_value(session.sheet_view("wangjing", 2, &scenario.code).unwrap()).unwrap());
    }
    let scores = session.board_scores().unwrap();
    for round in [1, 2] {
        take(serde_json::to_value(session.board_view(round, &scores).unwrap()).unwrap());
        take(serde_json::to_value(session.scores_view(round, false, None).unwrap()).unwrap());
        take(serde_json::to_value(session.today_view(round).unwrap()).unwrap());
        take(serde_json::to_value(session.remaining_view("wangjing", round).unwrap()).unwrap());
        take(serde_json::to_value(session.readings_view("wangjing", round).unwrap()).unwrap());
        take(serde_json::to_value(session.chart_view("wangjing", round).unwrap()).unwrap());
        for place in session.places_view("wangjing", round).unwrap() {
            take(serde_json::to_value(session.place_view(round, &place.unit).unwrap()).unwrap());
            take(serde_json::to_value(&place).unwrap());
        }
    }
    take(serde_json::to_value(session.photos_view(&PhotoFilter::default(), 0, 100).unwrap()).unwrap());
    take(serde_json::to_value(session.suggestions_view("wangjing", 1).unwrap()).unwrap());
    take(serde_json::to_value(session.conflicts_view().unwrap()).unwrap());
    take(serde_json::to_value(session.units_view("wangjing", None).unwrap()).unwrap());
    for noun in ["finding", "question"] {
        take(serde_json::to_value(session.entities_view(noun, None, None).unwrap()).unwrap());
    }
    all.push(format!(
        "{:?}",
        session.paper_figures("wangjing", 1, &PaperChoice::Sheet { scenario: "1".into() }).unwrap()
    ));
    all.push(format!("{:?}", session.assessments(&Filter::default()).unwrap()));
    all.push(format!("{:?}", session.observations(&Filter::default()).unwrap()));
    all.push(format!("{:?}", session.media().unwrap().len()));
    let all = all.join("\n");
    all.split(|c: char| !c.is_ascii_hexdigit() && c != '-')
        .filter(|run| run.len() >= 12)
        .fold(all.clone(), |all, run| all.replace(run, "#"))
}

#[test]
fn whatever_the_first_value_is_its_second_reader_is_shown_the_same() {
    let (_one, three) = second_reader_of("3");
    let (_other, mut forty) = second_reader_of("47");
    let (with_three, with_forty) = (shown(&three), shown(&forty));
    for (at, (one, other)) in with_three.lines().zip(with_forty.lines()).enumerate() {
        assert_eq!(one, other, "view {at} lets the first value through: in a sum, a photo, a rule …");
    }
    for word in ["图47", "题47", "疑47", "注47", "见47"] {
        assert!(!with_forty.contains(word), "{word} is told");
    }
    let seen = Thing { noun: "assessment".into(), key: cell("1.1.1").to_string() };
    assert_eq!(forty.steps(&seen, None).unwrap_err().code, "reading-blind");
    assert_eq!(forty.history("assessment", &seen.key, "value").unwrap_err().code, "reading-blind");
    assert_eq!(forty.confirm(&CellKey::new("wangjing", 2, "1.1.1"), Seen::Current).unwrap_err().code, "reading-blind");
    // What others read would differ from theirs.
    let fault = forty.figures(1, &[]).unwrap_err();
    assert_eq!(fault.code, "reading-blind-document");
    assert!(fault.args.iter().any(|(_, text)| text.contains("wangjing/1/1.1.1")), "it names what is open");
    assert_eq!(forty.scores_view(1, false, None).unwrap().blind, 3, "and the scores say that something is left out");

    // Once all are read everything is there.
    for open in forty.blind().unwrap().cells().into_iter().cloned().collect::<Vec<_>>() {
        let value = match open.indicator.as_str() {
            "1.1.1" => number("40"),
            // Nobody was named for this one.
            "1.1.2" => number("2"),
            _ => Value::parse_pair("1/2").unwrap(),
        };
        forty.save_reading(&open, &value, "").unwrap();
    }
    let after = shown(&forty);
    for word in ["图47", "题47", "疑47", "注47", "见47"] {
        assert!(after.contains(word), "{word} comes back");
    }
    forty.figures(1, &[]).unwrap();
}

#[test]
fn what_the_second_reader_wrote_stays_visible_to_them() {
    let (_desk, mut b) = second_reader_of("47");
    let about = [("community", "wangjing"), ("round", "1"), ("indicator", "1.1.1"), ("text", "我的问题")];
    b.add_entity("finding", &about.map(|(field, text)| Entry::new(field, text))).unwrap();
    let found = b.entities("finding", "", &[]).unwrap();
    assert_eq!(found.iter().map(|one| one.text("text")).collect::<Vec<_>>(), ["我的问题"]);
    let photo = photograph(&mut b, 7);
    b.link_all(&[(photo.key, format!("assessment/{}", cell("1.1.1")))]).unwrap();
    assert_eq!(b.media().unwrap().len(), 1);
}

#[test]
fn whoever_recorded_the_first_value_is_not_kept_from_it() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "3");
    drawn(&mut a);
    let me = a.overview().unwrap().person;
    name_reader(&mut a, "1.1.1", &me);
    assert!(a.blind().unwrap().is_empty(), "named by mistake: the value is known");
    record(&mut a, "1.1.1", "4");
}

#[test]
fn where_nobody_is_named_the_first_value_is_hidden_from_all_who_could_be_the_second() {
    let desk = Desk::new();
    let mut root = desk.create("root");
    drawn(&mut root);
    let join = |root: &mut Session, laptop: &str| {
        let session = desk.join(root, laptop, laptop);
        let person = session.overview().unwrap().person;
        (session, person)
    };
    let (mut first, _) = join(&mut root, "first");
    let (mut on_sheet, assignee) = join(&mut root, "on_sheet");
    // Before anything stands there everybody may record.
    record(&mut first, "1.1.1", "37");
    record(&mut on_sheet, "1.1.2", "2");
    let sheet = Thing { noun: "sheet".into(), key: "wangjing/1/1".into() };
    root.merge(&desk.hand_over(&mut on_sheet, "on_sheet"), &MergeChoice::default(), &mut go).unwrap();
    root.set_entity(&sheet, &[Entry::new("assignee", &assignee)], None).unwrap();
    root.merge(&desk.hand_over(&mut first, "first"), &MergeChoice::default(), &mut go).unwrap();
    on_sheet.merge(&desk.hand_over(&mut root, "all"), &MergeChoice::default(), &mut go).unwrap();
    let (mut second, _) = join(&mut root, "second");

    let hides = |session: &Session| session.blind().unwrap().hides(&cell("1.1.1"));
    assert!(hides(&second), "anybody who could be the second");
    assert!(!hides(&first) && !hides(&on_sheet) && !hides(&root), "the first, who has the sheet, an administrator");
    assert!(!second.blind().unwrap().hides(&cell("1.1.3")), "where nothing stands there is nothing to hide");
    let mine = |session: &Session| {
        let cells = session.readings_view("wangjing", 1).unwrap().cells;
        cells.iter().find(|one| one.cell.indicator == "1.1.1").unwrap().mine
    };
    assert_eq!([&first, &on_sheet, &root, &second].map(mine), [false, false, false, true]);
    assert_eq!(root.save_reading(&cell("1.1.1"), &number("3"), "").unwrap_err().code, "reading-known");
    let fault = second.set_value(&cell("1.1.1"), &number("3"), None, Seen::Current).unwrap_err();
    assert_eq!(fault.code, "reading-hidden");
    assert_eq!(second.history("assessment", "wangjing/1/1.1.1", "value").unwrap_err().code, "reading-hidden");
    assert_eq!(second.figures(1, &[]).unwrap_err().code, "reading-blind-document");
    assert!(!shown(&second).contains(r#""text":"37""#), "no view tells it");

    // When the round is over nobody is waited for.
    let (mut late, _) = join(&mut root, "late");
    root.set_round_state(1, RoundState::Closed).unwrap();
    late.merge(&desk.hand_over(&mut root, "closed"), &MergeChoice::default(), &mut go).unwrap();
    assert!(late.blind().unwrap().is_empty());

    second.save_reading(&cell("1.1.1"), &number("36"), "").unwrap();
    assert_eq!(pair(&second), [(Some(Ratio::whole(37)), Some(Ratio::whole(36)))]);
}

#[test]
fn whoever_goes_to_other_units_of_a_hidden_cell_records_and_is_among_the_first() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    drawn(&mut a);
    let share = a.planned("wangjing", 1).unwrap().into_iter().find(|one| {
        one.aggregate == crate::framework::Aggregate::Share && one.method == crate::framework::Method::Site
    });
    let share = share.unwrap();
    let units = ["一号", "二号"].map(|name| (name.to_owned(), None));
    let (units, _) = a.add_units("wangjing", share.list.as_deref().unwrap(), &units).unwrap();
    let key = cell(&share.code);
    a.observe(&key, &units[0], Some((&number("1"), None)), Some("有门"), Seen::Current).unwrap();
    let mut b = desk.join(&mut a, "b", "李雷");
    let row = |session: &Session, unit: &str| {
        let place = session.place_view(1, unit).unwrap();
        place.rows.into_iter().find(|row| row.cell.indicator == share.code).unwrap()
    };
    let hidden = row(&b, &units[0]);
    assert!(hidden.value.heads.is_empty() && hidden.remark.heads.is_empty());
    b.set_text("observation", &key.of_unit(&units[1]), "remark", "无门", Seen::Current).unwrap();
    assert_eq!(row(&b, &units[1]).remark.heads[0].value, "无门", "what one wrote oneself is never gone");
    b.observe(&key, &units[1], Some((&number("0"), None)), None, Seen::Current).unwrap();
    assert!(b.blind().unwrap().is_empty());
    assert_eq!(row(&b, &units[0]).value.heads.len(), 1);
    assert_eq!(rows(&b)[0].outcome.pair, Some((1, 2)), "two teams add up");
}
