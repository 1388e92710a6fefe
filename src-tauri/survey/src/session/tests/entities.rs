//! Visits, findings, interviews: what is written to them, and what is refused.

use super::*;
use crate::model::{Kind, NOUNS};
use crate::session::MergeChoice;
use crate::text::Lang;

fn entries(of: &[(&str, &str)]) -> Vec<Entry> {
    of.iter().map(|(field, text)| Entry::new(field, text)).collect()
}

fn place(more: &[(&str, &str)]) -> Vec<Entry> {
    entries(&[&[("community", "wangjing"), ("round", "1")], more].concat())
}

fn thing(noun: &str, key: &str) -> Thing {
    Thing { noun: noun.to_owned(), key: key.to_owned() }
}

#[test]
fn every_noun_field_and_word_has_its_words() {
    for words in [Words::new(Lang::Zh), Words::new(Lang::En)] {
        for noun in NOUNS {
            assert!(words.knows(&format!("noun-{}", noun.name)), "{}", noun.name);
            for field in noun.fields {
                assert!(words.knows(&field.text_id()), "{} {}", noun.name, field.text_id());
                let Kind::Word(choices) = field.kind else { continue };
                let stem = field.text_id().replacen("field-", "choice-", 1);
                for choice in choices {
                    let id = format!("{stem}-{}", choice.replace('_', "-"));
                    assert!(words.knows(&id), "{id}");
                }
            }
        }
    }
}

#[test]
fn what_is_recorded_during_a_visit_belongs_to_it() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let (visit, _) = session.start_visit(&place(&[("weather", "clear")])).unwrap();
    let begun = session.current_visit().unwrap().unwrap();
    assert_eq!((begun.text("date"), begun.text("from"), begun.text("to")), ("2026-05-12", "09:30", ""));
    record(&mut session, "1.1.1", "3");
    // Closed and opened again, the laptop still records for it.
    drop(session);
    let mut session = Session::open(&desk.folder("a"), desk.home("a"), Desk::edge("a2")).unwrap();
    record(&mut session, "1.1.2", "4");
    session.end_visit().unwrap();
    record(&mut session, "1.1.3", "5");
    let visits: Vec<Option<String>> = rows(&session).into_iter().map(|row| row.by.visit).collect();
    assert_eq!(visits, [Some(visit.clone()), Some(visit.clone()), None]);
    assert!(!session.entity(&thing("visit", &visit)).unwrap().unwrap().text("to").is_empty());
    // The clock of the second run begins where the first one began: doubtful, and no damage.
    assert!(session.check().unwrap().findings.iter().all(|finding| !finding.serious));
}

#[test]
fn two_people_who_change_a_finding_unseen_disagree_field_by_field() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let (key, _) = a.add_entity("finding", &place(&[("text", "门禁损坏"), ("severity", "minor")])).unwrap();
    let mut b = desk.join(&mut a, "b", "李强");
    let finding = thing("finding", &key);
    a.set_entity(&finding, &entries(&[("severity", "urgent")]), None).unwrap();
    b.set_entity(&finding, &entries(&[("severity", "serious"), ("cause", "无人维护")]), None).unwrap();
    let file = desk.hand_over(&mut b, "b");
    a.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    let merged = a.entity(&finding).unwrap().unwrap();
    assert!(merged.fields["severity"].conflict && merged.fields["severity"].heads.len() == 2);
    assert_eq!((merged.text("cause"), merged.fields["cause"].conflict), ("无人维护", false));
    assert_eq!(a.conflicts().unwrap().len(), 1);
}

#[test]
fn without_consent_nothing_personal_is_kept_and_what_is_kept_can_be_erased() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let refused = place(&[("consent", "no"), ("respondent", "resident"), ("answer/1", "我住三号楼")]);
    assert_eq!(session.add_entity("interview", &refused).unwrap_err().code, "no-consent");
    let (key, _) = session.add_entity("interview", &place(&[("consent", "yes"), ("respondent", "resident")])).unwrap();
    let interview = thing("interview", &key);
    session.set_entity(&interview, &entries(&[("answer/1", "租约难签")]), None).unwrap();
    assert_eq!(session.entity(&interview).unwrap().unwrap().text("answer/1"), "租约难签");
    // The journal holds a hash alone.
    let shown = session.history("interview", &key, "answer/1").unwrap();
    assert!(matches!(shown[0].value.as_array(), Some([Cbor::Text(tag), Cbor::Bytes(_)]) if tag == "detached"));
    session.erase(&interview, None, "受访者撤回同意").unwrap();
    let held = session.entity(&interview).unwrap().unwrap().fields["answer/1"].clone();
    assert!(held.withheld && held.text.is_empty());
}

#[test]
fn what_does_not_fit_is_refused_by_name_and_nothing_changes() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let before = session.digest().unwrap();
    let code = |result: Result<(String, Touched), Fault>| result.unwrap_err().code;
    assert_eq!(code(session.add_entity("visitor", &[])), "unknown-noun");
    assert_eq!(code(session.add_entity("finding", &place(&[]))), "field-needed");
    assert_eq!(code(session.add_entity("finding", &place(&[("text", "x"), ("colour", "red")]))), "unknown-field");
    assert_eq!(code(session.add_entity("finding", &place(&[("text", "x"), ("severity", "bad")]))), "field-word");
    assert_eq!(code(session.add_entity("finding", &place(&[("text", "x"), ("unit", "nowhere")]))), "unknown-unit");
    assert_eq!(
        code(session.add_entity("finding", &place(&[("text", "x"), ("indicator", "9.9.9")]))),
        "unknown-indicator"
    );
    let elsewhere = entries(&[("community", "wangjing"), ("round", "7"), ("text", "x")]);
    assert_eq!(code(session.add_entity("finding", &elsewhere)), "unknown-round");
    assert_eq!(code(session.add_entity("sheet", &[])), "thing-by-name");
    for key in ["wangjing/1", "wangjing/1/10", "wangjing/x/1", "nowhere/1/1"] {
        assert!(session.set_entity(&thing("sheet", key), &entries(&[("comment", "x")]), None).is_err(), "{key}");
    }
    assert_eq!(session.digest().unwrap(), before);
    session.set_entity(&thing("sheet", "wangjing/1/6"), &entries(&[("comment", "补拍站牌")]), None).unwrap();
    assert_eq!(session.entities("sheet", "wangjing/1/", &[]).unwrap()[0].text("comment"), "补拍站牌");
}
