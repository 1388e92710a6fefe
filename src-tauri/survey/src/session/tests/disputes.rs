//! Conflicts: what they make uncertain, both sides kept, and who has heard how they were settled.

use super::super::view::{LevelView, ScoresView};
use super::{Desk, cell, go, record};
use crate::session::MergeChoice;
use crate::session::{BOTH, Seen, Session};

/// Two laptops that wrote different things about one indicator, merged on the first.
fn disputed(desk: &Desk, field: &str) -> (Session, Session) {
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    let key = cell("1.1.2").to_string();
    match field {
        "value" => {
            record(&mut a, "1.1.2", "3");
            record(&mut b, "1.1.2", "4");
        }
        field => {
            a.set_text("assessment", &key, field, "东门在修", Seen::Current).unwrap();
            b.set_text("assessment", &key, field, "西门开放", Seen::Current).unwrap();
        }
    }
    let file = desk.hand_over(&mut b, "back");
    a.merge(&file, &MergeChoice::default(), &mut go).unwrap();
    (a, b)
}

fn resting(view: &ScoresView, level: LevelView, code: Option<&str>) -> u32 {
    let found = |row: &&crate::session::view::ScoreRow| {
        row.level == level && row.code.as_deref() == code && row.community == "wangjing"
    };
    view.rows.iter().find(found).unwrap().conflicts
}

#[test]
fn both_sides_of_a_remark_are_kept_and_of_a_value_one() {
    let desk = Desk::new();
    let (mut a, _) = disputed(&desk, "remark");
    let conflict = a.conflicts().unwrap().remove(0);
    let text = conflict.both().unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["东门在修", "西门开放"], "nobody's words are lost");
    a.resolve(&conflict.id, BOTH, "都对").unwrap();
    assert!(a.conflicts().unwrap().is_empty());
    let kept = a.text_field("assessment", &cell("1.1.2").to_string(), "remark").unwrap();
    assert_eq!(kept.heads.last().unwrap().value, text);

    let (mut a, _) = disputed(&Desk::new(), "value");
    let conflict = a.conflicts().unwrap().remove(0);
    assert_eq!(conflict.both(), None, "two numbers make no third");
    assert_eq!(a.resolve(&conflict.id, BOTH, "都对").unwrap_err().code, "conflict-choice");
}

#[test]
fn scores_say_which_open_conflicts_they_rest_on() {
    let desk = Desk::new();
    let (mut a, _) = disputed(&desk, "value");
    let view = a.scores_view(1, false, None).unwrap();
    let rows = [
        (LevelView::Indicator, Some("1.1.2"), 1),
        (LevelView::Indicator, Some("1.1.1"), 0),
        (LevelView::Item, Some("1.1"), 1),
        (LevelView::Scenario, Some("1"), 1),
        (LevelView::Scenario, Some("2"), 0),
        (LevelView::Community, None, 1),
    ];
    for (level, code, conflicts) in rows {
        assert_eq!(resting(&view, level, code), conflicts, "{level:?} {code:?}");
    }
    let later = a.scores_view(2, false, None).unwrap();
    assert_eq!(resting(&later, LevelView::Indicator, Some("1.1.2")), 1, "a value that is carried on carries its doubt");
    let alone = a.scores_view(2, true, None).unwrap();
    assert_eq!(resting(&alone, LevelView::Community, None), 0, "round 2 alone rests on nothing yet");
    assert!(a.cell_view(&cell("1.1.2")).unwrap().contested);
    let conflict = a.conflicts().unwrap().remove(0);
    a.resolve(&conflict.id, 1, "复核").unwrap();
    assert_eq!(resting(&a.scores_view(1, false, None).unwrap(), LevelView::Community, None), 0);
    assert!(!a.cell_view(&cell("1.1.2")).unwrap().contested);

    let (a, _) = disputed(&Desk::new(), "remark");
    assert_eq!(
        resting(&a.scores_view(1, false, None).unwrap(), LevelView::Community, None),
        0,
        "remarks make no score"
    );
    let shown = a.cell_view(&cell("1.1.2")).unwrap();
    assert!(shown.conflict && !shown.contested);
}

#[test]
fn the_roll_knows_who_may_not_have_heard_of_a_decision() {
    let desk = Desk::new();
    let (mut a, mut b) = disputed(&desk, "value");
    assert!(a.undelivered().unwrap().is_empty(), "nothing is decided yet");
    let conflict = a.conflicts().unwrap().remove(0);
    a.resolve(&conflict.id, 1, "复核").unwrap();
    let there = b.own_device().unwrap();
    assert_eq!(a.undelivered().unwrap(), [(there, 1)]);
    let history = a.history_view("assessment", &cell("1.1.2").to_string(), "value").unwrap();
    assert!(history.len() == 3 && history.iter().all(|entry| entry.contested), "marked for ever: {history:?}");

    let decided = desk.hand_over(&mut a, "decided");
    b.merge(&decided, &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(a.undelivered().unwrap(), [(there, 1)], "a file that was written may still lie in a drawer");
    let heard = desk.hand_over(&mut b, "heard");
    a.merge(&heard, &MergeChoice::default(), &mut go).unwrap();
    assert!(a.undelivered().unwrap().is_empty(), "what its own file carries it has");
}
