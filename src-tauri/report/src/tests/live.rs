//! From a survey folder to the pages: what was recorded is what stands there.

use super::{draw_pictures, scenario, text};
use crate::laid::{Format, lay_out, write};
use crate::pace::onward;
use std::fs::File;
use tanfang_survey::framework::{FrameworkFiles, State};
use tanfang_survey::model::{Mark, MarkKind, Number, Ratio, Value};
use tanfang_survey::score::Level;
use tanfang_survey::session::figures::ValueFigures;
use tanfang_survey::session::{CellKey, Entry, Home, NewPhoto, NewSurvey, SeededEdge, Seen, Session, Stamp, Thing};
use tanfang_survey::text::Lang;

pub(super) fn session(folder: &std::path::Path) -> Session {
    let new = NewSurvey {
        name: "望京首轮".into(),
        organisation: "课题组".into(),
        author: "甲".into(),
        language: "zh".into(),
        demo: false,
    };
    let edge = SeededEdge::new([7; 32], Stamp { wall_ms: 1_780_000_000_000, offset_min: 480 }, 1_000);
    let files = FrameworkFiles::draft_2026();
    Session::create(&folder.join("调研"), &new, &files, Home::new(folder.join("家")), Box::new(edge)).unwrap()
}

pub(super) fn put(session: &mut Session, community: &str, round: u32, indicator: &str, value: &Value) {
    session.set_value(&CellKey::new(community, round, indicator), value, None, Seen::Current).unwrap();
}

pub(super) fn number(text: &str) -> Value {
    Value::Number(Number::parse(text).unwrap())
}

/// Says that nobody is on a photo.
pub(super) fn nobody_on(session: &mut Session, photo: &str) {
    let thing = Thing { noun: "photo".into(), key: photo.into() };
    session.set_entity(&thing, &[Entry::new("people", "no")], None).unwrap();
}

#[test]
fn figures_are_what_was_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    put(&mut session, "wangjing", 1, "1.1.1", &number("2"));
    put(&mut session, "wangjing", 1, "1.2.1", &Value::Of { a: 18, b: 24 });
    put(&mut session, "wangjing", 2, "1.2.1", &Value::NotObtained { reason: "物业拒绝".into() });
    put(&mut session, "wangjing", 1, "1.1.2", &Value::Absent);
    put(&mut session, "wangjing", 2, "1.1.4", &number("30"));
    put(&mut session, "wangjing", 3, "1.1.4", &number("99"));
    put(&mut session, "zgc", 1, "1.1.1", &number("0"));
    let (units, _) = session.add_units("wangjing", "apartments", &[("望京公寓甲".into(), None)]).unwrap();
    let picture = draw_pictures(folder.path(), 1, 320).remove(0);
    let about = NewPhoto {
        name: "门口.jpg".into(),
        community: "wangjing".into(),
        round: 1,
        indicator: Some("1.1.1".into()),
        unit: Some(units[0].clone()),
        caption: "公寓入口".into(),
    };
    let photo = session.add_photo(&mut File::open(&picture.path).unwrap(), &about).unwrap().key;
    nobody_on(&mut session, &photo);

    let figures = session.figures(2, &["zgc".into(), "wangjing".into()]).unwrap();
    let codes: Vec<&str> = figures.communities.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["wangjing", "zgc"], "the framework's order, not the asked one");
    assert_eq!(figures.rounds.iter().map(|round| round.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((figures.survey.as_str(), figures.organisation.as_str(), figures.demo), ("望京首轮", "课题组", false));
    assert_eq!(figures.digest, session.digest().unwrap().to_string());

    let wangjing = &figures.communities[0];
    let cell = |code: &str| &wangjing.cells[figures.framework.indicator_position(code).unwrap()];
    let share = ValueFigures::Share { a: 18, b: 24, value: Ratio::whole(75) };
    let recorded: Vec<_> = cell("1.2.1").rounds.iter().flatten().map(|record| record.value.clone()).collect();
    assert_eq!(recorded, [share.clone(), ValueFigures::NotObtained { reason: "物业拒绝".into() }]);
    let result = cell("1.2.1").result.as_ref().unwrap();
    assert_eq!((&result.value, result.round, result.met), (&share, 1, Some(false)));
    assert_eq!(cell("1.2.1").not_obtained_in, Some(2));
    assert_eq!(cell("1.1.2").result.as_ref().unwrap().score, Some(0.0), "absent scores 0");
    assert_eq!(cell("1.1.4").result.as_ref().unwrap().value, ValueFigures::Number(Ratio::whole(30)), "as of round 2");
    let row = figures.row(Level::Scenario, "1", "wangjing").unwrap();
    assert_eq!((row.binding.met, row.assessed), (1, 4));
    assert_eq!(figures.results.named(row, |row| row.binding.missed), ["1.2.1"]);
    assert!(figures.results.named(row, |row| row.binding.open).contains(&"1.2.2".to_owned()), "nothing recorded yet");
    assert_eq!(wangjing.photos.len(), 1);
    let photo = &wangjing.photos[0];
    assert_eq!((photo.caption.as_str(), photo.place.as_deref()), ("公寓入口", Some("望京公寓甲")));
    let file = photo.file.as_ref().unwrap();
    assert_eq!(*blake3::hash(&std::fs::read(&file.path).unwrap()).as_bytes(), file.hash);
    assert!(figures.communities[1].photos.is_empty());

    let zh = text(&figures, &scenario("1", Lang::Zh));
    for wanted in
        ["18/24(75.0%)", "沿用第1轮", "第2轮未取得：物业拒绝", "望京公寓甲", "公寓入口", "2个", "0个", "无", "30分钟"]
    {
        assert!(zh.contains(wanted), "{wanted}");
    }
    assert!(!zh.contains("99分钟") && !zh.contains("演示数据"));
    assert!(text(&figures, &scenario("1", Lang::En)).contains("fromround1"));
}

#[test]
fn what_does_not_apply_waits_until_an_administrator_confirms_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let framework = session.framework().clone();
    let binding: Vec<_> = framework
        .indicators
        .iter()
        .filter(|one| one.is_binding() && one.offers(State::NotApplicable))
        .take(2)
        .collect();
    let [waits, confirmed] = binding[..] else { panic!("two binding indicators may not apply") };
    for one in [waits, confirmed] {
        put(&mut session, "wangjing", 1, &one.code, &Value::NotApplicable { reason: "没有此类设施".into() });
    }
    session.confirm_not_applicable(&CellKey::new("wangjing", 1, &confirmed.code), true).unwrap();
    let figures = session.figures(1, &["wangjing".into()]).unwrap();
    let edition = crate::edition::Edition {
        kind: crate::edition::Kind::Community,
        communities: vec!["wangjing".into()],
        round: 1,
        sections: vec!["compliance".into()],
        ..Default::default()
    };
    let said = text(&figures, &edition);
    let row = |code: &str| said.split(code).nth(1).unwrap_or_default().chars().take(60).collect::<String>();
    assert!(row(&waits.code).contains("待管理员确认"), "{said}");
    assert!(!row(&confirmed.code).contains("待管理员确认"), "{said}");
}

/// What is blurred on a photo cannot be recognised in the file, and what is written on it can be read there.
#[test]
fn a_blurred_photo_is_printed_blurred_and_what_is_drawn_on_it_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    put(&mut session, "wangjing", 1, "1.1.1", &number("2"));
    let picture = draw_pictures(folder.path(), 1, 320).remove(0);
    let about = NewPhoto {
        name: "门口.jpg".into(),
        community: "wangjing".into(),
        round: 1,
        indicator: Some("1.1.1".into()),
        ..NewPhoto::default()
    };
    let photo = session.add_photo(&mut File::open(&picture.path).unwrap(), &about).unwrap().key;
    nobody_on(&mut session, &photo);
    let derivative = session.media().unwrap().remove(0).derivative.unwrap();
    let plain = std::fs::read(session.blob_path(&derivative)).unwrap();
    let within = |file: &std::path::Path| {
        let report = std::fs::read(file).unwrap();
        report.windows(plain.len()).any(|part| part == plain)
    };
    let write = |session: &Session, name: &str| {
        let path = folder.path().join(name);
        let figures = session.figures(1, &["wangjing".into()]).unwrap();
        write(&figures, &scenario("1", Lang::Zh), Format::Pdf, &path, &mut onward).unwrap();
        (path, text(&figures, &scenario("1", Lang::Zh)))
    };
    assert!(within(&write(&session, "前.pdf").0), "without marks the picture stands as it is");
    let mark = |kind, words: &str| Mark { kind, from: (100, 100), to: (700, 800), text: words.into() };
    let marks = [
        mark(MarkKind::Blur, ""),
        mark(MarkKind::Arrow, ""),
        mark(MarkKind::Box, ""),
        mark(MarkKind::Text, "台阶18cm"),
    ];
    session.set_marks(&photo, &marks, Seen::Current).unwrap();
    let (path, words) = write(&session, "后.pdf");
    assert!(!within(&path), "the picture as it was is not in the file");
    assert!(words.contains("台阶18cm"));
    assert_eq!(std::fs::read(session.blob_path(&derivative)).unwrap(), plain, "the survey keeps what was taken");
}

#[test]
fn all_communities_are_meant_where_none_is_named_and_unknown_names_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path());
    let figures = session.figures(1, &[]).unwrap();
    assert_eq!(figures.communities.len(), 8);
    assert_eq!(session.figures(1, &["mars".into()]).unwrap_err().code, "unknown-community");
    assert_eq!(session.figures(7, &[]).unwrap_err().code, "unknown-round");
    let refused = |edition| tanfang_survey::session::Fault::from(lay_out(&figures, &edition).unwrap_err()).code;
    assert_eq!(refused(scenario("10", Lang::Zh)), "unknown-scenario");
    let two = crate::edition::Edition { kind: crate::edition::Kind::Community, ..Default::default() };
    assert_eq!(refused(two), "one-community");
    let section = crate::edition::Edition { sections: vec!["nowhere".into()], ..scenario("1", Lang::Zh) };
    assert_eq!(refused(section), "unknown-section");
}
