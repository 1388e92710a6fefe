//! From a survey folder to the pages: what was recorded is what stands there.

use super::fixture::draw_pictures;
use super::{lay_out_scenario, write_scenario};
use crate::page::Page;
use std::fs::File;
use tanfang_survey::framework::FrameworkFiles;
use tanfang_survey::model::{Mark, MarkKind, Number, Ratio, Value};
use tanfang_survey::session::demo::{self, DemoPlan};
use tanfang_survey::session::figures::{ScenarioFigures, ValueFigures};
use tanfang_survey::session::{CellKey, Home, NewPhoto, NewSurvey, SeededEdge, Seen, Session, Stamp};
use tanfang_survey::text::Lang;

fn session(folder: &std::path::Path) -> Session {
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

fn put(session: &mut Session, community: &str, round: u32, indicator: &str, value: &Value) {
    session.set_value(&CellKey::new(community, round, indicator), value, None, Seen::Current).unwrap();
}

fn number(text: &str) -> Value {
    Value::Number(Number::parse(text).unwrap())
}

fn text(figures: &ScenarioFigures, lang: Lang) -> String {
    let (document, ..) = lay_out_scenario(figures, lang, "2026-09-06").unwrap();
    document.pages.iter().map(Page::squeezed).collect()
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
    session.add_photo(&mut File::open(&picture.path).unwrap(), &about).unwrap();

    let figures = session.scenario_figures("1", &["zgc".into(), "wangjing".into()], 2).unwrap();
    let codes: Vec<&str> = figures.communities.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["wangjing", "zgc"], "the framework's order, not the asked one");
    assert_eq!(figures.rounds.iter().map(|round| round.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((figures.survey.as_str(), figures.organisation.as_str(), figures.demo), ("望京首轮", "课题组", false));
    assert_eq!(figures.digest, session.digest().unwrap().to_string());

    let wangjing = &figures.communities[0];
    let cell = |code: &str| {
        let index = figures.indicators.iter().position(|one| one.code == code).unwrap();
        &wangjing.cells[index]
    };
    let share = ValueFigures::Share { a: 18, b: 24, value: Ratio::whole(75) };
    assert_eq!(
        cell("1.2.1").rounds,
        [Some(share.clone()), Some(ValueFigures::NotObtained { reason: "物业拒绝".into() })]
    );
    let result = cell("1.2.1").result.as_ref().unwrap();
    assert_eq!((&result.value, result.round, result.met), (&share, 1, Some(false)));
    assert_eq!(cell("1.2.1").not_obtained_in, Some(2));
    assert_eq!(cell("1.1.2").result.as_ref().unwrap().score, Some(0.0), "absent scores 0");
    assert_eq!(cell("1.1.4").result.as_ref().unwrap().value, ValueFigures::Number(Ratio::whole(30)), "as of round 2");
    assert_eq!(wangjing.compliance.met, 1);
    assert_eq!(wangjing.compliance.missed, ["1.2.1"]);
    assert!(wangjing.compliance.open.contains(&"1.2.2".to_owned()), "nothing recorded yet");
    assert_eq!(wangjing.score.assessed, 4);
    assert_eq!(wangjing.photos.len(), 1);
    let photo = &wangjing.photos[0];
    assert_eq!((photo.caption.as_str(), photo.place.as_deref()), ("公寓入口", Some("望京公寓甲")));
    let file = photo.file.as_ref().unwrap();
    assert_eq!(*blake3::hash(&std::fs::read(&file.path).unwrap()).as_bytes(), file.hash);
    assert!(figures.communities[1].photos.is_empty());

    let zh = text(&figures, Lang::Zh);
    for wanted in
        ["18/24(75.0%)", "沿用第1轮", "第2轮未取得：物业拒绝", "望京公寓甲", "公寓入口", "2个", "0个", "无", "30分钟"]
    {
        assert!(zh.contains(wanted), "{wanted}");
    }
    assert!(!zh.contains("99分钟") && !zh.contains("演示数据"));
    assert!(text(&figures, Lang::En).contains("fromround1"));
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
    let derivative = session.media().unwrap().remove(0).derivative.unwrap();
    let plain = std::fs::read(session.blob_path(&derivative)).unwrap();
    let within = |file: &std::path::Path| {
        let report = std::fs::read(file).unwrap();
        report.windows(plain.len()).any(|part| part == plain)
    };
    let write = |session: &Session, name: &str| {
        let path = folder.path().join(name);
        let figures = session.scenario_figures("1", &["wangjing".into()], 1).unwrap();
        write_scenario(&figures, Lang::Zh, "2026-09-06", &path).unwrap();
        (path, text(&figures, Lang::Zh))
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
    assert_eq!(session.scenario_figures("9", &[], 1).unwrap().communities.len(), 8);
    assert_eq!(session.scenario_figures("10", &[], 1).unwrap_err().code, "unknown-scenario");
    assert_eq!(session.scenario_figures("1", &["mars".into()], 1).unwrap_err().code, "unknown-community");
    assert_eq!(session.scenario_figures("1", &[], 7).unwrap_err().code, "unknown-round");
}

#[test]
fn every_report_of_the_demo_can_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path().join("家"));
    let session = demo::create(&folder.path().join("演示"), &DemoPlan { photos: 9, seed: 1 }, home).unwrap();
    let mut photos = 0;
    for scenario in 1..=9 {
        let figures = session.scenario_figures(&scenario.to_string(), &[], 3).unwrap();
        assert!(figures.demo);
        assert!(figures.communities.iter().all(|one| one.score.assessed > 0), "scenario {scenario}");
        for lang in Lang::ALL {
            let (document, _, receipt) = lay_out_scenario(&figures, lang, "2026-09-06").unwrap();
            assert!(document.pages.len() > 12 && receipt.missing_photos.is_empty());
            photos += receipt.photos;
        }
    }
    assert_eq!(photos, 18, "each photo once in each language");
}

/// Writes the reports of a demo to look at: `REPORT_SAMPLES=/some/folder cargo test -p tanfang-report -- --ignored`.
#[test]
#[ignore = "writes files for the eye"]
fn demo_samples() {
    let samples = std::path::PathBuf::from(std::env::var("REPORT_SAMPLES").unwrap());
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path().join("家"));
    let session = demo::create(&folder.path().join("演示"), &DemoPlan { photos: 100, seed: 1 }, home).unwrap();
    for (scenario, lang) in [("1", Lang::Zh), ("6", Lang::En)] {
        let figures = session.scenario_figures(scenario, &[], 3).unwrap();
        let path = samples.join(format!("demo-{scenario}-{lang}.pdf"));
        assert!(write_scenario(&figures, lang, "2026-09-06", &path).unwrap().pages > 12);
    }
}
