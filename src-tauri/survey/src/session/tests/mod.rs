//! Several laptops and one survey.

mod accidents;
mod cards;
mod complaints;
mod day;
mod disputes;
mod entities;
mod fieldwork;
mod issued;
mod late;
mod map;
mod members;
mod readings;
mod requests;
mod results;
mod talks;

use super::*;
use crate::framework::State;
use crate::model::{Number, Ratio, Value};
use crate::score::View;
use crate::session::{ExportChoice, MergeChoice, Unseal};
use crate::text::Words;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Holds a folder with laptops; each has its own home and its own clock.
pub(super) struct Desk(tempfile::TempDir);

impl Desk {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn home(&self, laptop: &str) -> Home {
        Home::new(self.0.path().join("home").join(laptop))
    }

    pub(super) fn folder(&self, laptop: &str) -> PathBuf {
        self.0.path().join("survey").join(laptop)
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(format!("{name}.tanfang"))
    }

    pub(super) fn edge(laptop: &str) -> Box<dyn Edge> {
        let stamp = Stamp { wall_ms: 1_778_549_400_000, offset_min: 480 };
        Box::new(SeededEdge::new(Hash::of(laptop.as_bytes()).0, stamp, 1000))
    }

    pub(super) fn create(&self, laptop: &str) -> Session {
        let new = NewSurvey {
            name: "八社区调研".into(),
            organisation: "课题组".into(),
            author: "王芳".into(),
            language: "zh".into(),
            demo: false,
        };
        let files = FrameworkFiles::draft_2026();
        Session::create(&self.folder(laptop), &new, &files, self.home(laptop), Self::edge(laptop)).unwrap()
    }

    pub(super) fn join(&self, from: &mut Session, laptop: &str, author: &str) -> Session {
        let file = self.hand_over(from, &format!("for-{laptop}"));
        Session::join(&file, &Unseal::default(), &self.folder(laptop), author, self.home(laptop), Self::edge(laptop))
            .unwrap()
    }

    pub(super) fn hand_over(&self, from: &mut Session, name: &str) -> PathBuf {
        let file = self.file(name);
        from.export(&file, &ExportChoice::default(), &mut go).unwrap();
        file
    }
}

pub(super) fn go(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn cell(indicator: &str) -> CellKey {
    CellKey::new("wangjing", 1, indicator)
}

fn number(text: &str) -> Value {
    Value::Number(Number::parse(text).unwrap())
}

pub(super) fn record(session: &mut Session, indicator: &str, value: &str) {
    session.set_value(&cell(indicator), &number(value), None, Seen::Current).unwrap();
}

/// Adds a small photo; each number gives another one.
pub(super) fn photograph(session: &mut Session, number: u8) -> MediaRow {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([number, x as u8 * 6, y as u8 * 8]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let about =
        NewPhoto { name: format!("{number}.png"), community: "wangjing".into(), round: 1, ..NewPhoto::default() };
    let added = session.add_photo(&mut bytes, &about).unwrap();
    session.medium("photo", &added.key).unwrap()
}

fn rows(session: &Session) -> Vec<AssessmentRow> {
    session.assessments(&Filter::default()).unwrap()
}

#[test]
fn a_value_is_there_after_closing_and_opening() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    record(&mut session, "1.1.1", "3");
    let digest = session.digest().unwrap();
    drop(session);
    let session = Session::open(&desk.folder("a"), desk.home("a"), Desk::edge("a2")).unwrap();
    assert_eq!(session.digest().unwrap(), digest);
    assert_eq!(rows(&session)[0].outcome.value, Some(Ratio::whole(3)));
    assert!(session.check().unwrap().findings.is_empty());
}

#[test]
fn two_laptops_meet_in_any_order_and_only_what_differs_is_a_conflict() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut a, "1.1.1", "3");
    record(&mut b, "1.1.1", "4");
    record(&mut a, "1.1.2", "2");
    record(&mut b, "1.1.2", "2");
    record(&mut b, "1.1.3", "40");
    let (from_a, from_b) = (desk.hand_over(&mut a, "from-a"), desk.hand_over(&mut b, "from-b"));
    let receipt = a.merge(&from_b, &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(receipt.status, MergeStatus::Merged);
    assert_eq!(receipt.plan.new_conflicts, 1, "only 1.1.1 differs: equal values are agreement");
    b.merge(&from_a, &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(a.digest().unwrap(), b.digest().unwrap());
    assert_eq!(a.merge(&from_b, &MergeChoice::default(), &mut go).unwrap().status, MergeStatus::Known);
    let conflicts = a.conflicts().unwrap();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].cell, Some(cell("1.1.1")));
    let same = b.conflicts().unwrap();
    assert_eq!(conflicts[0].id, same[0].id, "a conflict has one name on every laptop");
    assert!(a.check().unwrap().is_clean());

    a.resolve(&conflicts[0].id, 1, "现场复核").unwrap();
    assert!(a.conflicts().unwrap().is_empty());
    let from_a = desk.hand_over(&mut a, "from-a");
    b.merge(&from_a, &MergeChoice::default(), &mut go).unwrap();
    assert!(b.conflicts().unwrap().is_empty());
    assert_eq!(a.digest().unwrap(), b.digest().unwrap());
    assert_eq!(b.resolve(&same[0].id, 1, "晚了").unwrap_err().code, "unknown-conflict");
}

#[test]
fn many_conflicts_are_settled_as_one_change_and_taken_back_as_one() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    for (indicator, here, there) in [("1.1.1", "3", "4"), ("1.1.2", "2", "1"), ("1.1.3", "40", "50")] {
        record(&mut a, indicator, here);
        record(&mut b, indicator, there);
    }
    a.merge(&desk.hand_over(&mut b, "from-b"), &MergeChoice::default(), &mut go).unwrap();
    let conflicts = a.conflicts().unwrap();
    let b_device = b.own_device().unwrap();
    let theirs = |conflict: &Conflict| conflict.heads.iter().find(|head| head.by.device == b_device).unwrap().n;
    let mut choices: Vec<(String, usize)> = conflicts.iter().map(|c| (c.id.clone(), theirs(c))).collect();
    assert_eq!(choices.len(), 3);
    assert_eq!(a.resolve_all(&choices, "").unwrap_err().code, "reason-needed");
    choices.push(("000000000000".into(), 1));
    assert_eq!(a.resolve_all(&choices, "李雷带了测距仪").unwrap_err().code, "unknown-conflict");
    assert_eq!(a.conflicts().unwrap().len(), 3, "one that is not there refuses the whole");
    choices.pop();
    let before = a.changes().unwrap().len();
    a.resolve_all(&choices, "李雷带了测距仪").unwrap();
    assert_eq!(a.changes().unwrap().len(), before + 1);
    assert!(a.conflicts().unwrap().is_empty());
    let values = |session: &Session| rows(session).iter().map(|row| row.typed.clone()).collect::<Vec<_>>();
    assert_eq!(values(&a), values(&b));
    a.undo().unwrap();
    assert_eq!(a.conflicts().unwrap().len(), 3, "one undo opens all of them again");
    a.redo().unwrap();
    assert_eq!(values(&a), values(&b));
}

#[test]
fn compounds_observed_by_two_teams_add_up_without_a_conflict() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let names: Vec<_> = (1..=10).map(|n| (format!("小区{n}"), None)).collect();
    let (units, _) = a.add_units("wangjing", "compounds", &names).unwrap();
    let indicator = a
        .framework()
        .indicators
        .iter()
        .find(|i| i.list.as_deref() == Some("compounds") && i.aggregate == crate::framework::Aggregate::Share)
        .map(|i| i.code.clone())
        .unwrap();
    let mut b = desk.join(&mut a, "b", "李雷");
    for (n, unit) in units.iter().enumerate() {
        let session = if n < 5 { &mut a } else { &mut b };
        let passes = number(if n % 3 == 2 { "0" } else { "1" });
        session.observe(&cell(&indicator), unit, Some((&passes, None)), None, Seen::Current).unwrap();
    }
    let (from_a, from_b) = (desk.hand_over(&mut a, "from-a"), desk.hand_over(&mut b, "from-b"));
    a.merge(&from_b, &MergeChoice::default(), &mut go).unwrap();
    b.merge(&from_a, &MergeChoice::default(), &mut go).unwrap();
    for session in [&a, &b] {
        let row = &rows(session)[0];
        assert_eq!(row.outcome.pair, Some((7, 10)));
        assert!(row.outcome.computed && !row.conflict);
        assert!(session.conflicts().unwrap().is_empty());
    }
    assert_eq!(a.digest().unwrap(), b.digest().unwrap());
    let units = a.units("wangjing", Some("compounds")).unwrap();
    let listed: Vec<_> = units.into_iter().map(|unit| unit.name).collect();
    assert_eq!(listed, names.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), "a list keeps its order");
}

#[test]
fn a_merge_during_an_open_form_does_not_bury_the_unseen_value() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut b, "1.1.1", "4");
    let seen: Vec<_> = a.heads("assessment", &cell("1.1.1").to_string(), "value").unwrap();
    let seen = Seen::Heads(seen.into_iter().map(|head| head.dot).collect());
    let from_b = desk.hand_over(&mut b, "from-b");
    a.merge(&from_b, &MergeChoice::default(), &mut go).unwrap();
    a.set_value(&cell("1.1.1"), &number("3"), None, seen).unwrap();
    assert_eq!(a.conflicts().unwrap().len(), 1, "4 arrived unseen while 3 was being typed");
    let error = a.set_value(&cell("1.1.1"), &number("5"), None, Seen::Current).unwrap_err();
    assert_eq!(error.code, "in-conflict");
}

#[test]
fn a_copied_folder_never_writes_under_the_same_name() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "1");
    drop(a);
    copy(&desk.folder("a"), &desk.folder("copy"));
    let mut original = Session::open(&desk.folder("a"), desk.home("a"), Desk::edge("x")).unwrap();
    let mut copied = Session::open(&desk.folder("copy"), desk.home("a"), Desk::edge("y")).unwrap();
    record(&mut original, "1.1.1", "2");
    record(&mut copied, "1.1.1", "3");
    assert_ne!(original.overview().unwrap().device, copied.overview().unwrap().device);
    let from_copy = desk.hand_over(&mut copied, "copy");
    original.merge(&from_copy, &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(original.conflicts().unwrap().len(), 1, "both values are there");
    assert!(original.check().unwrap().is_clean());
}

#[test]
fn a_restored_backup_goes_on_under_a_new_name() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "1");
    drop(a);
    copy(&desk.folder("a"), &desk.folder("backup"));
    let mut a = Session::open(&desk.folder("a"), desk.home("a"), Desk::edge("x")).unwrap();
    record(&mut a, "1.1.1", "2");
    let handed_over = desk.hand_over(&mut a, "handed-over");
    drop(a);
    std::fs::remove_dir_all(desk.folder("a")).unwrap();
    copy(&desk.folder("backup"), &desk.folder("a"));
    let mut restored = Session::open(&desk.folder("a"), desk.home("a"), Desk::edge("y")).unwrap();
    record(&mut restored, "1.1.1", "3");
    restored.merge(&handed_over, &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(restored.conflicts().unwrap().len(), 1, "what was handed over before the restore is not buried");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).map(drop).unwrap();
        }
    }
}

#[test]
fn the_same_again_writes_nothing_and_another_person_confirms() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "3");
    let count = a.changes().unwrap().len();
    record(&mut a, "1.1.1", "3.0");
    assert_eq!(a.changes().unwrap().len(), count);
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut b, "1.1.1", "3");
    let heads = b.heads("assessment", &cell("1.1.1").to_string(), "value").unwrap();
    assert_eq!(heads.len(), 1);
    assert_eq!(b.people().unwrap()[&heads[0].by.author], "李雷");
}

#[test]
fn states_reach_the_scores() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "1");
    let framework = a.framework();
    let absent = framework.indicators.iter().find(|i| i.offers(State::Absent) && i.applies.len() == 3).unwrap();
    a.set_value(&cell(&absent.code), &Value::Absent, Some("没有"), Seen::Current).unwrap();
    let scores = a.scores(&[1], View::AsOf).unwrap();
    let get = |code: &str| scores.get(crate::score::Level::Indicator, code, "wangjing", 1).unwrap().score;
    assert_eq!(get("1.1.1"), Some(100.0));
    assert_eq!(get(&absent.code), Some(0.0));
    let row = rows(&a).into_iter().find(|row| row.key.indicator == absent.code).unwrap();
    assert_eq!(row.outcome.reason.as_deref(), Some("没有"));
}

#[test]
fn what_the_framework_forbids_is_refused_and_changes_nothing() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let digest = a.digest().unwrap();
    let refusals = [
        (cell("1.1.1"), number("1.5"), "refusal-"),
        (cell("1.1.1"), number("-1"), "refusal-"),
        (cell("9.9.9"), number("1"), "unknown-indicator"),
        (CellKey::new("paris", 1, "1.1.1"), number("1"), "unknown-community"),
        (CellKey::new("wangjing", 9, "1.1.1"), number("1"), "unknown-round"),
        (cell("1.1.1"), Value::NotObtained { reason: " ".into() }, "refusal-reason-missing"),
    ];
    for (key, value, code) in refusals {
        let fault = a.set_value(&key, &value, None, Seen::Current).unwrap_err();
        assert!(fault.code.starts_with(code), "{key}: {} is not {code}", fault.code);
        for lang in [crate::text::Lang::Zh, crate::text::Lang::En] {
            let words = Words::new(lang);
            assert!(words.knows(&fault.text_id()), "{} has no words", fault.text_id());
            assert!(!fault.say(&words).contains('{'), "{}", fault.say(&words));
        }
    }
    assert_eq!(a.digest().unwrap(), digest);
}

#[test]
fn a_photo_travels_whole_and_is_kept_once() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let taken = crate::photo::Taken {
        local: jiff::civil::date(2026, 5, 12).at(9, 30, 0, 0),
        offset_min: Some(480),
        from_name: false,
    };
    let view = crate::photo::draw::View::Street;
    let bytes = crate::photo::draw::Drawing { seed: 1, view, colour: [160, 60, 50], taken, position: None }.jpeg();
    let about = NewPhoto {
        name: "望京 街景.jpg".into(),
        community: "wangjing".into(),
        round: 1,
        indicator: Some("1.1.1".into()),
        caption: "入口".into(),
        ..NewPhoto::default()
    };
    let added = a.add_photo(&mut std::io::Cursor::new(&bytes), &about).unwrap();
    assert!(!added.already);
    let count = a.changes().unwrap().len();
    let again = a.add_photo(&mut std::io::Cursor::new(&bytes), &about).unwrap();
    assert_eq!((again.already, &again.key), (true, &added.key));
    assert_eq!(a.changes().unwrap().len(), count, "a retry writes nothing");
    record(&mut a, "1.1.1", "2");
    assert_eq!(rows(&a)[0].photos, 1);
    let mut b = desk.join(&mut a, "b", "李雷");
    let media = b.media().unwrap();
    assert_eq!(media.len(), 1);
    assert_eq!(std::fs::read(b.blob_path(&media[0].original)).unwrap(), bytes);
    let pictures = b.pictures().unwrap();
    let thumb = pictures.thumbnail(media[0].derivative.as_ref().unwrap()).unwrap();
    assert!(thumb.starts_with(&[0xff, 0xd8]));
    assert!(b.check().unwrap().findings.is_empty());
    let broken = b.blob_path(&media[0].original);
    std::fs::write(&broken, vec![0; bytes.len()]).unwrap();
    assert!(!b.check().unwrap().is_clean(), "a damaged photo must be found");
    assert!(
        b.export(&desk.file("bad"), &ExportChoice::default(), &mut go).is_err(),
        "a damaged photo must not be handed on"
    );
    assert!(!desk.file("bad").exists(), "no half file stays");
}

#[test]
fn texts_that_look_alike_are_one_register_on_every_laptop() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    a.set_text("assessment", "wangjing/1/1.1.1", "cafe\u{301}", "e\u{301}", Seen::Current).unwrap();
    a.set_text("assessment", "wangjing/1/1.1.1", "caf\u{e9}", "\u{e9}", Seen::Current).unwrap();
    assert_eq!(a.history("assessment", "wangjing/1/1.1.1", "caf\u{e9}").unwrap().len(), 1);
    assert!(a.check().unwrap().findings.is_empty());
    let b = desk.join(&mut a, "b", "李雷");
    assert_eq!(a.digest().unwrap(), b.digest().unwrap());
}

#[test]
fn the_same_photo_elsewhere_is_another_entry_with_its_own_caption() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let text = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
    let about = |community: &str, caption: &str| NewPhoto {
        name: "批复.pdf".into(),
        community: community.into(),
        round: 1,
        caption: caption.into(),
        ..NewPhoto::default()
    };
    let add = |a: &mut Session, about: NewPhoto| a.add_photo(&mut std::io::Cursor::new(text), &about).unwrap();
    let first = add(&mut a, about("wangjing", "望京"));
    let other = add(&mut a, about("tongzhou", "通州"));
    assert_ne!(first.key, other.key);
    let again = add(&mut a, about("wangjing", "望京，补充说明"));
    assert_eq!((again.already, again.key), (true, first.key));
    let captions: Vec<_> = a.media().unwrap().into_iter().map(|medium| medium.caption).collect();
    assert_eq!(captions, ["望京，补充说明", "通州"], "nothing that was typed is dropped");
    assert!(a.check().unwrap().findings.is_empty());
}

#[test]
fn other_peoples_documents_are_never_written_over() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let document = desk.0.path().join("成果.docx");
    std::fs::write(&document, b"PK\x03\x04 a word document, much longer than forty-three bytes").unwrap();
    assert_eq!(a.export(&document, &ExportChoice::default(), &mut go).unwrap_err().code, "output-exists");
    assert!(std::fs::read(&document).unwrap().starts_with(b"PK\x03\x04 a word"));
    let own = desk.hand_over(&mut a, "own");
    a.export(&own, &ExportChoice::default(), &mut go).unwrap();
}

#[test]
fn a_demo_stays_a_demo_and_a_broken_framework_closes_nothing() {
    let desk = Desk::new();
    let new = NewSurvey {
        name: "演示".into(),
        organisation: String::new(),
        author: "王芳".into(),
        language: "zh".into(),
        demo: true,
    };
    let folder = desk.folder("demo");
    let files = FrameworkFiles::draft_2026();
    let mut demo = Session::create(&folder, &new, &files, desk.home("demo"), Desk::edge("demo")).unwrap();
    demo.set_flag("survey", "survey", "demo", false, Seen::Current).unwrap();
    demo.set_text("survey", "survey", "framework", "x", Seen::Current).unwrap();
    drop(demo);
    let demo = Session::open(&folder, desk.home("demo"), Desk::edge("again")).unwrap();
    assert!(demo.overview().unwrap().demo);
    assert_eq!(demo.framework().indicators.len(), 115);
}

#[test]
fn a_start_that_fails_leaves_no_half_made_folder() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let file = desk.hand_over(&mut a, "a");
    let bytes = std::fs::read(&file).unwrap();
    let cut = desk.file("cut");
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let folder = desk.folder("b");
    assert_eq!(
        Session::join(&cut, &Unseal::default(), &folder, "李雷", desk.home("b"), Desk::edge("b")).unwrap_err().code,
        "file-cut"
    );
    assert!(!folder.exists());
    Session::join(&file, &Unseal::default(), &folder, "李雷", desk.home("b"), Desk::edge("b")).unwrap();
    let fault = Session::join(&file, &Unseal::default(), &folder, "李雷", desk.home("b"), Desk::edge("b")).unwrap_err();
    assert_eq!(fault.code, "folder-not-empty");
    assert!(Session::open(&folder, desk.home("b"), Desk::edge("b")).is_ok(), "a second start harms nothing");
}
