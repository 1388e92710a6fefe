//! What lies on the map, and how outlines of two people merge.

use super::*;
use crate::session::view::SpotView;

fn entry(fields: &[(&str, &str)]) -> Vec<Entry> {
    fields.iter().map(|(field, text)| Entry::new(field, text)).collect()
}

fn outline() -> Thing {
    Thing { noun: "outline".into(), key: "wangjing".into() }
}

#[test]
fn everything_with_a_place_lies_on_the_map() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let before = session.chart_view("wangjing", 1).unwrap();
    assert!(before.centre.is_some(), "the framework knows where it is");
    assert!(before.marks.is_empty() && before.rings.is_empty());
    let units = [("一号".to_owned(), Some((40_000_000, 116_470_000))), ("二号".to_owned(), None)];
    let (keys, _) = session.add_units("wangjing", "compounds", &units).unwrap();
    let place = [("community", "wangjing"), ("round", "1")];
    let add = |session: &mut Session, noun: &str, more: &[(&str, &str)]| {
        session.add_entity(noun, &entry(&[&place, more].concat())).unwrap().0
    };
    add(&mut session, "finding", &[("text", "坡道被占"), ("unit", &keys[0]), ("severity", "urgent")]);
    add(&mut session, "finding", &[("text", "无处可寻")]);
    add(&mut session, "finding", &[("text", "井盖松动"), ("position", "40.002, 116.471"), ("state", "solved")]);
    let (visit, _) = session.start_visit(&entry(&[&place[..], &[("members", "王芳")]].concat())).unwrap();
    session.observe(&cell("1.2.1"), &keys[0], Some((&number("1"), None)), None, Seen::Current).unwrap();
    let path = add(&mut session, "path", &[("text", "地铁站到一号"), ("line", "40.0,116.47; 40.01,116.47")]);
    let whole = "39.99,116.46; 39.99,116.48; 40.01,116.48 | 40.0,116.47; 40.0,116.471; 40.001,116.471";
    session.set_entity(&outline(), &entry(&[("shape", whole), ("centre", "40.005, 116.475")]), None).unwrap();
    let chart = session.chart_view("wangjing", 1).unwrap();
    assert_eq!(chart.centre, Some(SpotView { lat: 40_005_000, lon: 116_475_000 }));
    assert_eq!(chart.rings.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3]);
    assert_eq!((chart.paths[0].key.as_str(), chart.paths[0].metres), (path.as_str(), 1_112));
    assert_eq!(chart.unplaced, 1);
    let on = |kind: &str| chart.marks.iter().filter(|mark| mark.kind == kind).collect::<Vec<_>>();
    assert_eq!(on("unit").len(), 1);
    assert!(!on("unit")[0].done, "only one of the questions there is answered");
    let findings = on("finding");
    assert_eq!(findings.len(), 2, "a finding without any place is on no map");
    assert_eq!(findings.iter().map(|mark| mark.done).collect::<Vec<_>>(), [false, true]);
    assert_eq!(findings[0].at, on("unit")[0].at, "it lies where its unit lies");
    assert_eq!((on("visit")[0].key.as_str(), on("visit")[0].at), (visit.as_str(), on("unit")[0].at));
    assert!(session.chart_view("wangjing", 2).unwrap().paths.is_empty(), "walks belong to their round");
    assert_eq!(session.chart_view("wangjing", 2).unwrap().rings.len(), 2, "an outline does not");
}

#[test]
fn two_outlines_drawn_apart_are_a_conflict_and_both_stay() {
    let desk = Desk::new();
    let mut one = desk.create("a");
    let mut other = desk.join(&mut one, "b", "李强");
    let shapes = ["39.99,116.46; 39.99,116.48; 40.01,116.48", "39.98,116.46; 39.99,116.48; 40.01,116.48"];
    one.set_entity(&outline(), &entry(&[("shape", shapes[0])]), None).unwrap();
    other.set_entity(&outline(), &entry(&[("shape", shapes[1])]), None).unwrap();
    let file = desk.hand_over(&mut other, "from-b");
    one.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    let chart = one.chart_view("wangjing", 1).unwrap();
    assert!(chart.outline.conflict && chart.outline.heads.len() == 2);
    assert_eq!(chart.rings.len(), 1, "one of them is drawn meanwhile");
    let conflict = &one.conflicts().unwrap()[0];
    one.resolve(&conflict.id, 1, "以街道提供的为准").unwrap();
    assert!(!one.chart_view("wangjing", 1).unwrap().outline.conflict);
}

#[test]
fn what_is_no_outline_or_path_is_refused_with_what_is_missing() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let mut shape = |text: &str| session.set_entity(&outline(), &entry(&[("shape", text)]), None).unwrap_err();
    assert_eq!(shape("40,116; 40,117").code, "field-points");
    assert_eq!(shape("40,116; 40,117; 91,116").code, "position");
    let path = [("community", "wangjing"), ("round", "1"), ("text", "路"), ("line", "40,116;40,117|41,116;41,117")];
    assert_eq!(session.add_entity("path", &entry(&path)).unwrap_err().code, "field-in-parts");
}
