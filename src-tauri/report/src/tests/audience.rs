//! Who may see what: names, small groups, people in photos.

use super::live::{nobody_on, number, put, session};
use super::{KINDS, draw_pictures, edition, figures, group, scenario, squeezed, text};
use crate::edition::{Edition, Kind, Languages};
use crate::laid::{Format, lay_out, write};
use crate::pace::onward;
use std::fs::File;
use std::io::Read as _;
use tanfang_survey::model::{Mark, MarkKind};
use tanfang_survey::session::{Entry, NewPhoto, Seen, Thing};
use tanfang_survey::text::Lang;

#[test]
fn no_name_of_any_person_stands_in_a_document_for_the_working_group() {
    let mut figures = figures();
    assert!(figures.names.len() > 8, "the demo has people");
    let name = figures.names[0].clone();
    for community in &mut figures.communities {
        for record in community.cells.iter_mut().flat_map(|cell| &mut cell.rounds).flatten() {
            record.remark = format!("{name}与物业核对");
        }
        for photo in &mut community.photos {
            photo.caption = format!("{name}拍摄的入口");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    for kind in KINDS {
        for lang in Lang::ALL {
            let own = edition(kind, lang);
            let inside = text(&figures, &own);
            let names = figures.names.iter().filter(|name| inside.contains(&squeezed(name))).count();
            assert!(names > 0 || kind == Kind::Overview, "{kind:?}: the team reads its names");
            let edition = group(own);
            let outside = text(&figures, &edition);
            let path = folder.path().join("a.docx");
            write(&figures, &edition, Format::Docx, &path, &mut onward).unwrap();
            let mut docx = String::new();
            let mut zip = zip::ZipArchive::new(File::open(&path).unwrap()).unwrap();
            zip.by_name("word/document.xml").unwrap().read_to_string(&mut docx).unwrap();
            for name in &figures.names {
                assert!(!outside.contains(&squeezed(name)), "{kind:?} {lang}: {name}");
                assert!(!docx.contains(name.as_str()), "{kind:?} {lang}: {name}");
            }
        }
    }
}

#[test]
fn statistics_of_agreement_and_places_stay_in_the_team_unless_places_are_asked_for() {
    let figures = figures();
    let inside = text(&figures, &edition(Kind::Overview, Lang::Zh));
    assert!(inside.contains("名次变动") && inside.contains("复测"));
    let outside = text(&figures, &group(edition(Kind::Overview, Lang::Zh)));
    for word in ["κ", "α系数", "稳健z值", "复测", "名次变动", "分歧"] {
        assert!(!outside.contains(word) || word == "分歧" && !outside.contains("有分歧，尚未裁定"), "{word}");
    }
    let ranked = Edition { ranking: true, ..group(edition(Kind::Overview, Lang::Zh)) };
    assert!(text(&figures, &ranked).contains("名次变动"));
}

#[test]
fn groups_of_fewer_than_ten_answers_are_not_told_outside_the_team() {
    let mut figures = figures();
    let indicator = figures.framework.questions[0].indicator.clone();
    let scenario_code = indicator.split('.').next().unwrap().to_owned();
    figures.communities[0].groups = vec![tanfang_survey::session::figures::GroupFigures {
        indicator,
        round: 3,
        share: false,
        groups: vec![
            ("international".into(), 9, tanfang_survey::model::Ratio::new(6125, 100).unwrap()),
            ("local".into(), 41, tanfang_survey::model::Ratio::new(7375, 100).unwrap()),
        ],
    }];
    let inside = text(&figures, &scenario(&scenario_code, Lang::Zh));
    assert!(inside.contains("61.25") && inside.contains("73.75"));
    let outside = text(&figures, &group(scenario(&scenario_code, Lang::Zh)));
    assert!(!outside.contains("61.25") && outside.contains("<10") && outside.contains("73.75"));
}

#[test]
fn photos_with_people_enter_no_report_unless_blurred_or_agreed_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    put(&mut session, "wangjing", 1, "1.1.1", &number("2"));
    let pictures = draw_pictures(folder.path(), 6, 160);
    let keys: Vec<String> = pictures
        .iter()
        .enumerate()
        .map(|(place, picture)| {
            let about = NewPhoto {
                name: format!("{place}.jpg"),
                community: "wangjing".into(),
                round: 1,
                indicator: Some("1.1.1".into()),
                unit: None,
                caption: format!("第{place}张照片"),
            };
            session.add_photo(&mut File::open(&picture.path).unwrap(), &about).unwrap().key
        })
        .collect();
    let set = |session: &mut tanfang_survey::session::Session, key: &str, entries: &[Entry]| {
        session.set_entity(&Thing { noun: "photo".into(), key: key.into() }, entries, None).unwrap();
    };
    // 0 never looked at, 1 nobody on it, 2 people, 3 people who agreed, 4 people but blurred, 5 looked at later.
    nobody_on(&mut session, &keys[1]);
    set(&mut session, &keys[2], &[Entry::new("people", "yes"), Entry::new("consent", "no")]);
    set(&mut session, &keys[3], &[Entry::new("people", "yes"), Entry::new("consent", "yes")]);
    set(&mut session, &keys[4], &[Entry::new("people", "yes")]);
    let blur = Mark { kind: MarkKind::Blur, from: (100, 100), to: (700, 800), text: String::new() };
    session.set_marks(&keys[4], &[blur], Seen::Current).unwrap();
    set(&mut session, &keys[5], &[Entry::new("people", "unchecked")]);
    let figures = session.figures(1, &["wangjing".into()]).unwrap();
    for kind in [Kind::Scenario, Kind::Community, Kind::Album] {
        let edition = Edition { languages: Languages::Both, round: 1, ..edition(kind, Lang::Zh) };
        let laid = lay_out(&figures, &edition).unwrap();
        assert_eq!((laid.receipt.photos, laid.receipt.withheld_photos), (3, 3), "{kind:?}");
        let all: String = laid.document.pages.iter().map(crate::page::Page::squeezed).collect();
        for (place, shown) in [false, true, false, true, true, false].into_iter().enumerate() {
            assert_eq!(all.contains(&format!("第{place}张照片")), shown, "{kind:?}: photo {place}");
        }
        assert!(all.contains("另有3张照片"), "{kind:?} says how many were left out");
    }
}
