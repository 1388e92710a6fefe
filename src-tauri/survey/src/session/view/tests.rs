//! What the window is shown of real surveys.

use super::*;
use crate::framework::FrameworkFiles;
use crate::score::Hours;
use crate::session::{CellKey, Edge, Home, NewPhoto, NewSurvey, SeededEdge, Seen, Session, Stamp};
use crate::session::{ExportChoice, MergeChoice, Unseal};
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;
use tanfang_journal::Hash;

fn edge(laptop: &str) -> Box<dyn Edge> {
    let stamp = Stamp { wall_ms: 1_778_549_400_000, offset_min: 480 };
    Box::new(SeededEdge::new(Hash::of(laptop.as_bytes()).0, stamp, 1000))
}

fn create(root: &Path) -> Session {
    let new = NewSurvey {
        name: "八社区: 调研".into(),
        organisation: String::new(),
        author: "王芳".into(),
        language: "zh".into(),
        demo: false,
    };
    let home = Home::new(root.join("home"));
    Session::create(&root.join("one"), &new, &FrameworkFiles::draft_2026(), home, edge("one")).unwrap()
}

fn cell(indicator: &str) -> CellKey {
    CellKey::new("wangjing", 1, indicator)
}

fn number(text: &str) -> ValueView {
    ValueView::Number { text: text.into() }
}

fn set(
    session: &mut Session,
    indicator: &str,
    value: &ValueView,
    seen: &[String],
) -> Result<(), crate::session::Fault> {
    let value = value.read()?;
    session.set_value(&cell(indicator), &value, None, super::seen(seen)?).map(drop)
}

#[test]
fn figures_are_rounded_half_away_from_zero() {
    assert_eq!(Figure::of(200.0 / 3.0).text, "66.7");
    assert_eq!(Figure::percent(0.125).text, "12.5");
    assert_eq!(Figure::of(0.05).text, "0.1");
}

#[test]
fn sizes_are_readable() {
    let sizes = [(999, "999 B"), (1_000, "1.0 KB"), (3_449_999, "3.4 MB"), (5_000_000_000, "5.0 GB")];
    for (bytes, text) in sizes {
        assert_eq!(size_text(bytes), text);
    }
}

#[test]
fn what_a_form_holds_is_judged_by_the_survey() {
    for wrong in [number("1e3"), number(""), ValueView::Of { a: "3".into(), b: "0".into() }] {
        assert!(wrong.read().is_err(), "{wrong:?}");
    }
    let wide = number("１２．５");
    assert_eq!(ValueView::of(&wide.read().unwrap().to_cbor()), number("12.5"));
}

#[test]
fn a_sheet_shows_value_result_draft_and_what_to_hand_back_as_seen() {
    let root = tempfile::tempdir().unwrap();
    let mut session = create(root.path());
    set(&mut session, "1.1.2", &number("2"), &[]).unwrap();
    session.set_draft("assessment", "wangjing/1/1.1.3", "value", "1").unwrap();
    let sheet = session.sheet_view("wangjing", 1, "1").unwrap();
    let cells: Vec<&CellView> = sheet.items.iter().flat_map(|item| &item.indicators).collect();
    assert_eq!(
        cells.len(),
        session.framework().indicators_of_scenario("1").count(),
        "every indicator, applying or not"
    );
    let find = |code: &str| *cells.iter().find(|cell| cell.indicator == code).unwrap();
    let shown = find("1.1.2");
    assert_eq!(shown.value.heads.last().unwrap().value, number("2"));
    assert_eq!((shown.result.text.as_str(), shown.result.met), ("2", Some(false)), "the target is 3");
    assert_eq!(shown.result.score.as_ref().unwrap().text, "66.7", "100 · 2 / 3");
    assert_eq!(find("1.1.3").value.draft.as_deref(), Some("1"));
    assert!(find("1.1.3").value.heads.is_empty(), "a draft is no value");

    let seen = shown.value.seen.clone();
    set(&mut session, "1.1.2", &number("3"), &seen).unwrap();
    let after = session.cell_view(&cell("1.1.2")).unwrap();
    assert_eq!((after.value.heads.len(), after.conflict, after.result.met), (1, false, Some(true)));
    assert_eq!(session.history_view("assessment", "wangjing/1/1.1.2", "value").unwrap().len(), 2);

    // Two windows that had not seen each other's value: a conflict, not a loss.
    set(&mut session, "1.1.2", &number("1"), &seen).unwrap();
    let torn = session.cell_view(&cell("1.1.2")).unwrap();
    assert!(torn.value.conflict && torn.conflict);
    let conflicts = session.conflicts_view().unwrap();
    assert_eq!((conflicts.len(), conflicts[0].heads.len(), conflicts[0].indicator.as_deref()), (1, 2, Some("1.1.2")));
    assert!(conflicts[0].heads[1].provisional && !conflicts[0].heads[0].provisional);
    let board = session.board_view(1, &session.board_scores().unwrap()).unwrap();
    let torn: Vec<&BoardCell> = board.cells.iter().filter(|cell| cell.conflicts > 0).collect();
    assert_eq!((torn.len(), torn[0].community.as_str(), torn[0].scenario.as_str()), (1, "wangjing", "1"));
}

#[test]
fn the_next_round_shows_what_the_one_before_found() {
    let root = tempfile::tempdir().unwrap();
    let mut session = create(root.path());
    set(&mut session, "1.1.2", &number("2"), &[]).unwrap();
    let next = session.cell_view(&CellKey::new("wangjing", 2, "1.1.2")).unwrap();
    assert_eq!(next.result.state, StateView::Empty, "nothing is carried into the field itself");
    let earlier = next.previous.unwrap();
    assert_eq!((earlier.round, earlier.result.text.as_str()), (1, "2"));
    let board = session.board_view(2, &session.board_scores().unwrap()).unwrap();
    let cell = board.cells.iter().find(|cell| cell.community == "wangjing" && cell.scenario == "1").unwrap();
    assert_eq!(cell.assessed, 1, "as of round 2 the value of round 1 counts");
    assert_eq!((board.cells.len(), cell.coverage_by_round.len()), (72, 3));
}

#[test]
fn units_observed_one_by_one_make_the_value_and_keep_the_order_they_are_put_in() {
    let root = tempfile::tempdir().unwrap();
    let mut session = create(root.path());
    let indicator = session
        .framework()
        .indicators_of_scenario("1")
        .find(|indicator| indicator.aggregate == crate::framework::Aggregate::Share)
        .unwrap()
        .clone();
    let list = indicator.list.clone().unwrap();
    let names: Vec<(String, Option<(i64, i64)>)> = ["甲", "乙", "丙"].map(|name| (name.to_owned(), None)).to_vec();
    let (keys, _) = session.add_units("wangjing", &list, &names).unwrap();
    let cell = cell(&indicator.code);
    for (key, passes) in keys.iter().zip(["1", "0"]) {
        session.observe(&cell, key, Some((&number(passes).read().unwrap(), None)), None, Seen::Current).unwrap();
    }
    let table = session.units_table_view(&cell).unwrap();
    assert_eq!((table.input, table.rows.len()), (UnitInput::Pass, 3));
    assert_eq!((table.result.observed, table.result.units), (2, 3));
    assert_eq!((table.result.numerator.as_deref(), table.result.denominator.as_deref()), (Some("1"), Some("2")));
    assert!(session.cell_view(&cell).unwrap().result.computed);

    session.move_unit(&keys[2], None).unwrap();
    session.move_unit(&keys[0], Some(&keys[1])).unwrap();
    let order: Vec<String> =
        session.units_view("wangjing", Some(&list)).unwrap().into_iter().map(|unit| unit.key).collect();
    assert_eq!(order, [keys[2].clone(), keys[1].clone(), keys[0].clone()]);
}

#[test]
fn a_photo_is_found_by_its_cell_its_sheet_and_its_place() {
    let root = tempfile::tempdir().unwrap();
    let mut session = create(root.path());
    let mut png = Vec::new();
    let pixels = image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([9, x as u8, y as u8]));
    pixels.write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    let about = NewPhoto {
        name: "入口.png".into(),
        community: "wangjing".into(),
        round: 1,
        indicator: Some("1.1.2".into()),
        caption: "东门".into(),
        ..NewPhoto::default()
    };
    let added = session.add_photo(&mut Cursor::new(png), &about).unwrap();
    let count = |filter: PhotoFilter| session.photos_view(&filter, 0, 10).unwrap().total;
    let at = PhotoFilter { community: Some("wangjing".into()), round: Some(1), ..PhotoFilter::default() };
    assert_eq!(count(PhotoFilter { indicator: Some("1.1.2".into()), ..at.clone() }), 1);
    assert_eq!(count(PhotoFilter { scenario: Some("1".into()), ..at.clone() }), 1);
    assert_eq!(count(PhotoFilter { scenario: Some("2".into()), ..at.clone() }), 0);
    assert_eq!(count(PhotoFilter { round: Some(2), ..at }), 0);
    let shown = session.one_photo_view(&added.key).unwrap();
    assert_eq!((shown.caption.heads[0].value.as_str(), shown.width, shown.missing), ("东门", 40, false));
    assert!(shown.thumb.unwrap().starts_with("thumb/"));
    assert_eq!(session.cell_view(&cell("1.1.2")).unwrap().photos, 1);
}

#[test]
fn a_merge_shows_its_plan_its_receipt_and_why_a_file_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let mut here = create(root.path());
    let out = root.path().join(here.file_name_for(None, 1, "2026-05-12").unwrap());
    assert!(out.ends_with("八社区-调研_全部社区_第1轮_王芳_2026-05-12.tanfang"), "{}", out.display());
    let go = &mut |_, _| ControlFlow::Continue(());
    here.export(&out, &ExportChoice::default(), go).unwrap();
    let home = Home::new(root.path().join("home two"));
    let mut there =
        Session::join(&out, &Unseal::default(), &root.path().join("two"), "李强", home, edge("two")).unwrap();
    set(&mut there, "1.1.2", &number("2"), &[]).unwrap();
    let back = root.path().join("back.tanfang");
    there.export(&back, &ExportChoice::default(), go).unwrap();

    let plan = FilePlanView::of(&back, here.plan(&back, &MergeChoice::default(), go));
    assert!(!plan.known && plan.fault.is_none() && plan.new_changes > 0);
    assert!(plan.from.iter().any(|branch| branch.author == "李强"), "{:?}", plan.from);
    let receipt = FileReceiptView::of(&back, here.merge(&back, &MergeChoice::default(), go));
    assert_eq!((receipt.status, receipt.new_changes), (MergeStatus::Merged, plan.new_changes));
    assert_eq!(FileReceiptView::of(&back, here.merge(&back, &MergeChoice::default(), go)).status, MergeStatus::Known);

    let broken = root.path().join("broken.tanfang");
    std::fs::write(&broken, "no survey file").unwrap();
    let refused = FilePlanView::of(&broken, here.plan(&broken, &MergeChoice::default(), go));
    assert_eq!(refused.name, "broken.tanfang");
    assert!(refused.fault.is_some() && refused.new_changes == 0);
}

/// Scores read values alone; what they come to must be what the list of assessments says.
#[test]
fn scores_rest_on_the_same_outcomes_as_the_list() {
    let root = tempfile::tempdir().unwrap();
    let plan = crate::session::demo::DemoPlan { photos: 0, seed: 3 };
    let session = crate::session::demo::create(&root.path().join("demo"), &plan, Home::new(root.path().join("home")));
    let session = session.unwrap();
    let listed = session.assessments(&crate::session::Filter::default()).unwrap();
    let listed: std::collections::BTreeMap<_, _> =
        listed.into_iter().map(|row| (row.key, (row.outcome.state, row.outcome.value, row.outcome.pair))).collect();
    let outcomes = session.outcomes(&crate::session::Filter::default()).unwrap();
    let outcomes: std::collections::BTreeMap<_, _> =
        outcomes.into_iter().map(|(key, outcome)| (key, (outcome.state, outcome.value, outcome.pair))).collect();
    assert!(outcomes.len() > 1_000);
    assert_eq!(outcomes, listed);
}

#[test]
fn a_unit_lies_where_a_person_said_and_nowhere_else() {
    let root = tempfile::tempdir().unwrap();
    let mut session = create(root.path());
    let list = session.framework().lists[0].key.clone();
    let (keys, _) = session.add_units("wangjing", &list, &[("甲".into(), None)]).unwrap();
    let shown = |session: &Session| session.units_view("wangjing", Some(&list)).unwrap().remove(0).position;
    assert!(shown(&session).heads.is_empty());
    session.set_unit_position(&keys[0], " 39.90105，116.42079 ", Seen::Heads(Vec::new())).unwrap();
    let said = shown(&session);
    assert_eq!(said.heads[0].value, "39.901050, 116.420790");
    for wrong in ["东门", "91, 0", "39.90105"] {
        let refused = session.set_unit_position(&keys[0], wrong, Seen::Current).unwrap_err();
        assert_eq!(refused.code, "position");
    }
    session.set_unit_position(&keys[0], "", super::seen(&said.seen).unwrap()).unwrap();
    assert_eq!(shown(&session).heads[0].value, "");
}

#[test]
fn a_photo_taken_off_one_thing_stays_with_the_others() {
    let root = tempfile::tempdir().unwrap();
    let mut session = create(root.path());
    let list = session.framework().lists[0].key.clone();
    let (keys, _) = session.add_units("wangjing", &list, &[("甲".into(), None)]).unwrap();
    let mut png = Vec::new();
    image::RgbImage::new(9, 9).write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    let about = NewPhoto {
        name: "楼.png".into(),
        community: "wangjing".into(),
        round: 1,
        indicator: Some("1.1.2".into()),
        unit: Some(keys[0].clone()),
        ..NewPhoto::default()
    };
    let added = session.add_photo(&mut Cursor::new(png), &about).unwrap();
    let both = session.one_photo_view(&added.key).unwrap().links;
    assert_eq!(both.iter().filter_map(|link| link.unit_name.as_deref()).collect::<Vec<_>>(), ["甲"]);
    session.set_link(added.noun, &added.key, &format!("unit/{}", keys[0]), false, Seen::Current).unwrap();
    let left = session.one_photo_view(&added.key).unwrap().links;
    assert_eq!(left.iter().map(|link| link.target.as_str()).collect::<Vec<_>>(), ["assessment/wangjing/1/1.1.2"]);
    let of_unit = PhotoFilter { unit: Some(keys[0].clone()), ..PhotoFilter::default() };
    assert_eq!(session.photos_view(&of_unit, 0, 10).unwrap().total, 0);
}

#[test]
fn values_within_the_tolerance_are_told_from_those_beyond() {
    let root = tempfile::tempdir().unwrap();
    let mut session = create(root.path());
    let framework = session.framework();
    let zero = crate::model::Ratio::ZERO;
    let fits = |i: &&crate::framework::Indicator| {
        i.tolerance.to_ratio() > zero && i.list.is_none() && i.min.to_ratio() == zero
    };
    let indicator = framework.indicators.iter().find(fits).unwrap();
    let code = indicator.code.as_str();
    let within = |session: &Session| {
        let conflicts = session.conflicts_view().unwrap();
        (conflicts.len(), conflicts.first().is_some_and(|conflict| conflict.within_tolerance))
    };
    set(&mut session, code, &number("0"), &[]).unwrap();
    set(&mut session, code, &number(&indicator.tolerance.to_string()), &[]).unwrap();
    assert_eq!(within(&session), (1, true), "{code}: exactly the tolerance apart");
    set(&mut session, code, &number(&indicator.max.to_string()), &[]).unwrap();
    assert_eq!(within(&session), (1, false), "one side lies beyond");
    let conflict = session.conflicts_view().unwrap().remove(0);
    assert_eq!(conflict.heads.iter().map(|head| head.author.as_str()).collect::<Vec<_>>(), ["王芳"; 3]);
    assert_eq!(conflict.heads.iter().filter(|head| head.provisional).count(), 1);
}

#[test]
fn what_was_taken_back_is_described_by_its_place() {
    let root = tempfile::tempdir().unwrap();
    let mut session = create(root.path());
    set(&mut session, "1.1.2", &number("2"), &[]).unwrap();
    let undone = session.undo().unwrap();
    let deed = session.deed_view(&undone).unwrap();
    assert_eq!((deed.noun.as_str(), deed.field.as_str(), deed.count), ("assessment", "value", 1));
    assert_eq!(
        (deed.community.as_deref(), deed.round, deed.indicator.as_deref()),
        (Some("wangjing"), Some(1), Some("1.1.2"))
    );
    let list = session.framework().lists[0].key.clone();
    session.add_units("wangjing", &list, &[("甲".into(), None)]).unwrap();
    let undone = session.undo().unwrap();
    let deed = session.deed_view(&undone).unwrap();
    assert_eq!(deed.noun, "unit", "a new unit is one thing with several fields: {deed:?}");
    assert_eq!(session.redo().unwrap().change, undone.change);
}

#[test]
fn the_roll_lists_devices_and_who_decides() {
    let root = tempfile::tempdir().unwrap();
    let mut one = create(root.path());
    let file = root.path().join("one.tanfang");
    one.export(&file, &ExportChoice::default(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    let home = Home::new(root.path().join("other"));
    let mut two =
        Session::join(&file, &Unseal::default(), &root.path().join("two"), "李雷", home, edge("two")).unwrap();
    set(&mut two, "1.1.2", &number("2"), &[]).unwrap();
    let back = root.path().join("two.tanfang");
    two.export(&back, &ExportChoice::default(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    one.merge(&back, &MergeChoice::default(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    let roll = one.roll_view().unwrap();
    let seen: Vec<_> = roll.members.iter().map(|m| (m.person.as_str(), m.role.as_str(), m.own, m.missing)).collect();
    assert_eq!(seen, [("王芳", "root", true, 0), ("李雷", "member", false, 0)]);
    assert_eq!(roll.members[1].fingerprint.replace(' ', ""), roll.members[1].device);
    assert!(roll.admin && roll.root && !roll.required);
    let there = two.roll_view().unwrap();
    assert!(!there.admin && !there.root, "who joined decides nothing");
    let merges = one.merges_view().unwrap();
    assert_eq!((merges[0].name.as_str(), merges[0].author.as_str()), ("two.tanfang", "李雷"));
}

#[test]
fn guidance_brings_the_terms_it_relies_on() {
    let root = tempfile::tempdir().unwrap();
    let framework = create(root.path()).framework();
    let with_terms = framework.indicators.iter().filter(|indicator| {
        let guide = GuideView::of(&framework, &Hours::default(), &indicator.code).unwrap();
        assert_eq!(guide.list.is_some(), indicator.list.is_some());
        !guide.terms.is_empty()
    });
    assert!(with_terms.count() > 30, "the draft explains its terms");
    assert!(GuideView::of(&framework, &Hours::default(), "99.1").is_none());
    assert_eq!(OutlineView::of(&framework).scenarios.len(), 9);
}
