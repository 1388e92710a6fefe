//! Requests for data: what is proposed, what a refusal and an answer do.

use super::*;

fn drafted(session: &mut Session) -> (String, Vec<String>) {
    let (keys, _) = session.draft_requests("wangjing", 1, &["街镇".to_owned()]).unwrap();
    let request = thing(&keys[0]);
    let codes = session.entity(&request).unwrap().unwrap().text("indicators").split(',').map(str::to_owned).collect();
    (keys[0].clone(), codes)
}

fn thing(key: &str) -> Thing {
    Thing { noun: "request".into(), key: key.to_owned() }
}

fn set(session: &mut Session, key: &str, fields: &[(&str, &str)]) {
    let entries: Vec<Entry> = fields.iter().map(|(field, text)| Entry::new(field, text)).collect();
    session.set_entity(&thing(key), &entries, None).unwrap();
}

#[test]
fn each_holder_is_asked_once_for_what_it_holds() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let proposals = session.proposed_requests("wangjing", 1).unwrap();
    let of = |holder: &str| proposals.iter().find(|one| one.holder.zh == holder).unwrap();
    let shared = session.planned("wangjing", 1).unwrap().into_iter().find(|one| one.holder.zh.contains('，')).unwrap();
    for holder in shared.holder.zh.split('，') {
        assert!(of(holder).indicators.contains(&shared), "two holders are asked apart");
        assert!(shared.holder.en.contains(&of(holder).holder.en));
    }
    assert!(proposals.iter().all(|one| !one.holder.zh.contains('，')));
    let wanted: HashMap<&str, usize> =
        proposals.iter().map(|one| (one.holder.zh.as_str(), one.indicators.len())).collect();
    assert!(wanted["街镇"] >= 5, "alone and beside others");
    let reference = Thing { noun: "round".into(), key: "1".into() };
    let period = [Entry::new("reference_from", "2025-01-01"), Entry::new("reference_to", "2025-12-31")];
    session.set_entity(&reference, &period, None).unwrap();
    let (key, codes) = drafted(&mut session);
    assert_eq!(codes.len(), wanted["街镇"]);
    let letter = session.letter_figures(&key).unwrap();
    assert_eq!((letter.period.as_str(), letter.extent.as_str()), ("2025-01-01 – 2025-12-31", "朝阳望京（朝阳区）"));
    assert_eq!((letter.holder.en.as_str(), letter.indicators.len()), ("sub-district", codes.len()));
    let again = session.draft_requests("wangjing", 1, &["街镇".to_owned()]).unwrap_err();
    assert_eq!(again.code, "request-unknown-holder", "nothing is left to ask");
    let (all, _) = session.draft_requests("wangjing", 1, &[]).unwrap();
    assert_eq!(all.len(), proposals.len() - 1);
    assert!(session.proposed_requests("wangjing", 1).unwrap().is_empty());
}

#[test]
fn a_refusal_fills_what_is_empty_and_nothing_else_and_is_taken_back_at_once() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let (key, codes) = drafted(&mut session);
    assert_eq!(session.take_refusal(&key).unwrap_err().code, "request-not-refused");
    let value = session.indicator(&codes[0]).unwrap().max;
    record(&mut session, &codes[0], &value.to_string());
    let least = session.indicator(&codes[1]).unwrap().min;
    record(&mut session, &codes[1], &least.to_string());
    session.set_value(&cell(&codes[1]), &Value::Empty, None, Seen::Current).unwrap();
    set(&mut session, &key, &[("state", "refused"), ("refused", "2026-05-12")]);
    let (count, _) = session.take_refusal(&key).unwrap();
    assert_eq!(count, codes.len() - 1, "a cleared value is none");
    let stand = |session: &Session| {
        let all = rows(session).into_iter();
        all.map(|row| (row.key.indicator, row.outcome.reason.unwrap_or_default())).collect::<HashMap<_, _>>()
    };
    let stood = stand(&session);
    assert_eq!((stood.len(), stood[&codes[0]].as_str()), (codes.len(), ""));
    assert_eq!(stood[&codes[1]], "街镇于2026-05-12答复不予提供");
    assert_eq!(session.take_refusal(&key).unwrap().0, 0, "doing it again changes nothing");
    session.undo().unwrap();
    assert_eq!(stand(&session).len(), 1, "one act, taken back as one");
}

#[test]
fn an_answer_fills_the_source_where_none_stands() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let (key, codes) = drafted(&mut session);
    assert_eq!(session.take_source(&key).unwrap_err().code, "request-not-received");
    let own = Thing { noun: "assessment".into(), key: cell(&codes[0]).to_string() };
    session.set_entity(&own, &[Entry::new("source/number", "统〔2026〕1号")], None).unwrap();
    let scan = photograph(&mut session, 1).key;
    set(&mut session, &key, &[("document", &scan)]);
    let unknown = session.set_entity(&thing(&key), &[Entry::new("document", "0192")], None).unwrap_err();
    assert_eq!(unknown.code, "thing-unknown");
    session.set_request_state(&key, "received", Seen::Current).unwrap();
    let today = session.entity(&thing(&key)).unwrap().unwrap().text("received").to_owned();
    assert_eq!(today.len(), 10, "the day is filled in");
    set(&mut session, &key, &[("received", "2026-05-20"), ("number", "望街函〔2026〕7号")]);
    session.set_request_state(&key, "received", Seen::Current).unwrap();
    assert_eq!(session.entity(&thing(&key)).unwrap().unwrap().text("received"), "2026-05-20", "and never over another");
    assert_eq!(session.set_request_state(&key, "lost", Seen::Current).unwrap_err().code, "field-word");
    let (count, _) = session.take_source(&key).unwrap();
    assert_eq!(count, codes.len() * 3 - 1, "body, number and day of each but the number that stands");
    let source = session.entity(&own).unwrap().unwrap();
    assert_eq!((source.text("source/number"), source.text("source/body")), ("统〔2026〕1号", "街镇"));
    assert!(rows(&session).is_empty(), "a source is no value");
}
