//! Issued reports, earlier states, and what changed between two of them.

use super::{Desk, cell, go, number, record};
use crate::score::Level;
use crate::session::{
    Basis, Clearance, Covered, Deed, Entry, Fault, Issued, IssuedFile, Measure, MergeChoice, NewIssue, Seen, Session,
    Since, Thing, Turn,
};

fn covered() -> Covered {
    Covered { kind: "scenario".into(), scenario: Some("1".into()), communities: vec!["wangjing".into()], round: 1 }
}

fn new_issue(basis: Basis, number: &str, clearance: Clearance) -> NewIssue {
    NewIssue {
        number: number.to_owned(),
        covered: covered(),
        audience: "group".into(),
        languages: "zh".into(),
        profile: "modern".into(),
        date: "2026-05-12".into(),
        basis,
        edition: "{}".into(),
        files: vec![IssuedFile { name: "宜居社区 1.pdf".into(), hash: "ab".repeat(32) }],
        recipients: "市工作组".into(),
        note: String::new(),
        clearance,
    }
}

fn issue(session: &mut Session, number: &str) -> Result<Issued, Fault> {
    let (basis, clearance) = (session.basis()?, session.clearance(&covered(), None)?);
    let (key, _) = session.issue(&new_issue(basis, number, clearance))?;
    Ok(session.issued_named(&key)?.unwrap())
}

fn value(session: &Session, indicator: &str) -> Option<String> {
    let rows = super::rows(session);
    let row = rows.iter().find(|row| row.key == cell(indicator))?;
    row.outcome.value.map(|value| value.display(0))
}

#[test]
fn an_issued_report_is_read_as_it_was_on_every_laptop_whatever_came_since() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut b, "1.1.2", "2");
    record(&mut a, "1.1.1", "3");
    let digest = a.digest().unwrap();
    let report = issue(&mut a, "").unwrap();
    assert_eq!(report.number, "2026-001");
    assert_eq!(report.files[0].name, "宜居社区 1.pdf");
    record(&mut a, "1.1.1", "4");
    let (from_a, from_b) = (desk.hand_over(&mut a, "from-a"), desk.hand_over(&mut b, "from-b"));
    a.merge(&from_b, &MergeChoice::default(), &mut go).unwrap();
    b.merge(&from_a, &MergeChoice::default(), &mut go).unwrap();
    for session in [&a, &b] {
        let then = session.as_of("2026-001").unwrap();
        assert_eq!(then.digest().unwrap(), digest, "exactly what was applied when it was issued");
        assert_eq!(value(&then, "1.1.1").as_deref(), Some("3"));
        assert_eq!(value(&then, "1.1.2"), None, "what another laptop had written was not here yet");
        assert_eq!(value(session, "1.1.1").as_deref(), Some("4"));
        assert_eq!(session.changed_since(&report).unwrap(), session_numbers(&then, session));
    }
    assert!(a.check().unwrap().is_clean());
}

fn session_numbers(then: &Session, now: &Session) -> usize {
    let found = then.compared(now, &covered(), (1, 1)).unwrap();
    assert!(found.numbers() > 2, "two values changed, and what is worked out from them");
    found.numbers()
}

#[test]
fn many_reports_are_told_together_what_each_is_told_alone() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "3");
    let mut reports = vec![issue(&mut a, "").unwrap(), issue(&mut a, "").unwrap()];
    record(&mut a, "1.1.1", "4");
    record(&mut a, "1.1.2", "2");
    reports.push(issue(&mut a, "").unwrap());
    let entries = [("date", "2026-05-12"), ("community", "wangjing"), ("round", "1")];
    let entries = entries.map(|(field, text)| Entry::new(field, text));
    a.add_entity("visit", &entries).unwrap();
    let mut since = Since::of(&a);
    let together: Vec<usize> = reports.iter().map(|report| since.count(report).unwrap()).collect();
    let alone: Vec<usize> = reports.iter().map(|report| a.changed_since(report).unwrap()).collect();
    let compared: Vec<usize> = reports
        .iter()
        .map(|report| a.at(&report.basis).unwrap().compared(&a, &covered(), (1, 1)).unwrap().numbers())
        .collect();
    assert_eq!(together, alone);
    assert_eq!(together, compared);
    assert!(together[0] > 2 && together[0] == together[1], "both show the numbers before");
    assert_eq!(together[2], 0, "a visit and the report itself change no number");
}

#[test]
fn an_earlier_state_is_never_written_to() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "3");
    let change = a.changes().unwrap().last().unwrap().hash.to_string();
    record(&mut a, "1.1.1", "4");
    let mut then = a.as_of(&change[..12]).unwrap();
    assert_eq!(value(&then, "1.1.1").as_deref(), Some("3"));
    let refused = then.set_value(&cell("1.1.2"), &number("1"), None, Seen::Current).unwrap_err();
    assert_eq!(refused.code, "read-only");
    assert_eq!(then.set_draft("assessment", "x", "value", "1").unwrap_err().code, "read-only");
    assert_eq!(value(&a, "1.1.1").as_deref(), Some("4"));
}

#[test]
fn what_names_no_state_is_refused_in_words() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    for _ in 0..3 {
        record(&mut a, "1.1.1", "3");
    }
    let code = |text: &str| a.as_of(text).unwrap_err().code;
    assert_eq!(code("2026-009"), "as-of-unknown");
    assert_eq!(code(""), "as-of-unknown", "nothing is no beginning of a hash");
    assert_eq!(code("zzzz"), "as-of-unknown");
}

#[test]
fn a_report_that_rests_on_changes_not_here_says_how_many() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let b = desk.join(&mut a, "b", "李雷");
    for value in ["3", "4", "5"] {
        record(&mut a, "1.1.1", value);
    }
    let report = issue(&mut a, "").unwrap();
    let fault = b.at(&report.basis).unwrap_err();
    assert_eq!(
        (fault.code, fault.args[0].1.as_str()),
        ("changes-missing", "3"),
        "what was written after the hand-over"
    );
}

#[test]
fn nothing_is_issued_while_a_number_in_it_is_unsettled_unless_somebody_says_why() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut a, "1.1.2", "3");
    record(&mut b, "1.1.2", "4");
    record(&mut a, "2.3.1", "1");
    a.set_flag("assessment", &cell("2.3.1").to_string(), "to_verify", true, Seen::Current).unwrap();
    let file = desk.hand_over(&mut b, "from-b");
    a.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    let fault = issue(&mut a, "").unwrap_err();
    assert_eq!(fault.code, "issue-unsettled");
    assert!(fault.args.iter().any(|(_, text)| text.contains("wangjing/1/1.1.2")), "{fault}");
    assert!(!fault.to_string().contains("2.3.1"), "another scenario's numbers are not in it: {fault}");
    assert_eq!(a.clearance(&covered(), Some("  ")).unwrap_err().code, "empty-text", "a reason says something");
    let clearance = a.clearance(&covered(), Some("按期报送")).unwrap();
    let basis = a.basis().unwrap();
    let (key, _) = a.issue(&new_issue(basis, "", clearance)).unwrap();
    let report = a.issued_named(&key).unwrap().unwrap();
    assert_eq!(
        (report.acknowledged.as_str(), report.unsettled.as_slice()),
        ("按期报送", &["wangjing/1/1.1.2".to_owned()][..])
    );

    let all = Covered { kind: "overview".into(), round: 1, ..Covered::default() };
    let names: Vec<String> = a.unsettled(&all).unwrap().into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["wangjing/1/1.1.2", "wangjing/1/2.3.1"], "to verify counts as well");
    let album = Covered { kind: "album".into(), round: 1, ..Covered::default() };
    assert!(a.unsettled(&album).unwrap().is_empty(), "an album shows no numbers");
}

#[test]
fn a_number_is_given_once_and_two_laptops_that_give_it_are_both_listed() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut a, "1.1.1", "3");
    issue(&mut a, "2026-009").unwrap();
    assert_eq!(issue(&mut a, "2026-009").unwrap_err().code, "issue-number-taken");
    assert_eq!(issue(&mut a, "").unwrap().number, "2026-010");
    assert_eq!(issue(&mut a, "京@1").unwrap_err().code, "issue-number");
    issue(&mut b, "2026-009").unwrap();
    let file = desk.hand_over(&mut b, "from-b");
    a.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    let listed: Vec<(String, bool)> = a.issued().unwrap().into_iter().map(|one| (one.number, one.twice)).collect();
    let expected = [("2026-009", true), ("2026-009", true), ("2026-010", false)];
    assert_eq!(listed, expected.map(|(number, twice)| (number.to_owned(), twice)));
    assert_eq!(a.as_of("2026-009").unwrap_err().code, "issue-twice");
    let first = a.issued().unwrap().remove(0);
    assert!(a.as_of(&first.key).is_ok(), "each is found by its key");
}

#[test]
fn what_a_report_says_of_itself_cannot_be_typed_over_but_its_recipients_can() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let report = issue(&mut a, "").unwrap();
    let thing = Thing { noun: "report".into(), key: report.key.clone() };
    let fault = a.set_entity(&thing, &[Entry::new("digest", "0")], None).unwrap_err();
    assert_eq!(fault.code, "field-fixed");
    a.set_entity(&thing, &[Entry::new("recipients", "市工作组、各区")], None).unwrap();
    assert_eq!(a.issued().unwrap()[0].recipients, "市工作组、各区");
}

#[test]
fn two_states_say_which_findings_projects_texts_and_photos_came_went_or_read_otherwise() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let add = |session: &mut Session, noun: &str, entries: &[(&str, &str)]| {
        let entries: Vec<Entry> = entries.iter().map(|(field, text)| Entry::new(field, text)).collect();
        session.add_entity(noun, &entries).unwrap().0
    };
    let place = [("community", "wangjing"), ("round", "1")];
    let finding = |indicator: &'static str, text: &'static str| {
        [&place[..], &[("indicator", indicator), ("text", text)]].concat()
    };
    let stays = add(&mut a, "finding", &finding("1.1.1", "路灯不亮"));
    let goes = add(&mut a, "finding", &finding("1.1.2", "误记"));
    let photo = super::photograph(&mut a, 1).key;
    a.link_all(&[(photo.clone(), "assessment/wangjing/1/1.1.1".to_owned())]).unwrap();
    let then = a.at(&a.basis().unwrap()).unwrap();
    let thing = |noun: &str, key: &str| Thing { noun: noun.into(), key: key.into() };
    a.set_entity(&thing("finding", &stays), &[Entry::new("severity", "urgent")], Some("两次踏勘都在")).unwrap();
    a.delete(&thing("finding", &goes), "误记").unwrap();
    add(&mut a, "finding", &finding("2.3.1", "另一场景"));
    add(&mut a, "project", &[("community", "wangjing"), ("name", "路灯改造"), ("indicators", "1.1.1")]);
    add(&mut a, "feedback", &[("organisation", "望京街道"), ("objection", "已修复"), ("indicator", "1.1.1")]);
    a.set_entity(&thing("photo", &photo), &[Entry::new("people", "no")], None).unwrap();
    let found = then.compared(&a, &covered(), (1, 1)).unwrap();
    let told: Vec<(&str, &str, Turn)> =
        found.things.iter().map(|thing| (thing.noun, thing.name.as_str(), thing.turn)).collect();
    assert_eq!(
        told,
        [
            ("finding", "路灯不亮", Turn::Changed),
            ("finding", "误记", Turn::Went),
            ("project", "路灯改造", Turn::Came),
            ("feedback", "已修复", Turn::Came),
            ("photo", "1.png", Turn::Came),
        ],
        "another scenario is not looked at, and a photo comes once nobody can be recognised on it"
    );
    let changed = &found.things[0];
    let fields: Vec<(&str, &str, &str)> =
        changed.fields.iter().map(|one| (one.field.as_str(), one.before.as_str(), one.after.as_str())).collect();
    assert_eq!(fields, [("severity", "", "urgent")]);
    assert_eq!(changed.hands.len(), 1, "one action is told once");
    assert_eq!(changed.hands[0].reason.as_deref(), Some("两次踏勘都在"));
    assert_eq!(found.things[1].hands[0].deed, Deed::Deleted);
    assert!(a.compared(&a, &covered(), (1, 1)).unwrap().things.is_empty());
    let back = a.compared(&then, &covered(), (1, 1)).unwrap();
    assert!(back.things.iter().all(|thing| thing.hands.iter().all(|hand| hand.withdrawn)));
    assert_eq!(back.things.iter().filter(|thing| thing.turn == Turn::Went).count(), 3);
}

#[test]
fn two_states_say_which_numbers_changed_and_why() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut a, "1.1.1", "3");
    record(&mut a, "1.1.2", "3");
    record(&mut b, "1.1.3", "40");
    record(&mut b, "2.3.1", "1");
    let then = a.at(&a.basis().unwrap()).unwrap();
    record(&mut a, "1.1.1", "5");
    let file = desk.hand_over(&mut b, "from-b");
    a.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    let found = then.compared(&a, &covered(), (1, 1)).unwrap();
    let rows: Vec<&str> =
        found.rows.iter().filter(|row| row.level == Level::Indicator).map(|row| row.code.as_str()).collect();
    assert_eq!(rows, ["1.1.1", "1.1.3"], "another scenario is not looked at, an equal value does not differ");
    let row = found.rows.iter().find(|row| row.code == "1.1.1").unwrap();
    assert!(row.changed.contains(&Measure::Value));
    let causes: Vec<(Deed, bool)> = found.causes_of(row).map(|cause| (cause.deed, cause.merged)).collect();
    assert_eq!(causes, [(Deed::Corrected, false)]);
    let row = found.rows.iter().find(|row| row.code == "1.1.3").unwrap();
    let causes: Vec<(Deed, bool)> = found.causes_of(row).map(|cause| (cause.deed, cause.merged)).collect();
    assert_eq!(causes, [(Deed::Recorded, true)], "written before, and come by a merge");
    let back = a.compared(&then, &covered(), (1, 1)).unwrap();
    assert_eq!(back.numbers(), found.numbers());
    assert!(back.causes.iter().all(|cause| cause.withdrawn));
    assert_eq!(a.compared(&a, &covered(), (1, 1)).unwrap().numbers(), 0);
}

#[test]
fn a_layout_is_saved_under_its_name_and_taken_up_again() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let (key, _) = a.save_layout(" 月报 ", r#"{"round":1}"#).unwrap();
    let (same, _) = a.save_layout("月报", r#"{"round":2}"#).unwrap();
    assert_eq!(key, same, "one name, one layout");
    assert_eq!(a.layout_named("月报").unwrap().edition, r#"{"round":2}"#);
    assert_eq!(a.layout_named("年报").unwrap_err().code, "layout-unknown");
    a.delete(&Thing { noun: "layout".into(), key }, "").unwrap();
    assert!(a.layouts().unwrap().is_empty());
}
