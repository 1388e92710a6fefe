//! Results: what an administrator confirms, settings of the survey, sides of conflicts, projects at gaps, second readings.

use super::*;
use crate::score::{Level, Range, Row};

fn asked(round: u32) -> ResultsOf {
    ResultsOf { round, view: View::AsOf, since: None, seed: 1 }
}

fn results(session: &Session) -> Results {
    session.results(asked(1)).unwrap()
}

fn row(results: &Results, level: Level, code: &str) -> Row {
    results.scores.get(level, code, "wangjing", 1).unwrap().clone()
}

/// A binding indicator that may be found not to apply.
fn dispensable(session: &Session) -> String {
    let found = session
        .framework()
        .indicators
        .iter()
        .find(|one| {
            one.is_binding() && one.offers(State::NotApplicable) && one.applies_to(crate::framework::Stage::Built)
        })
        .cloned();
    found.unwrap().code
}

fn does_not_apply(session: &mut Session, code: &str, reason: &str) {
    let value = Value::NotApplicable { reason: reason.into() };
    session.set_value(&cell(code), &value, None, Seen::Current).unwrap();
}

#[test]
fn what_does_not_apply_is_open_until_an_administrator_confirms_just_that() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let code = dispensable(&a);
    let key = cell(&code);
    let counts = |session: &Session| {
        let binding = row(&results(session), Level::Indicator, &code).binding;
        (binding.open, binding.na)
    };
    assert_eq!(a.confirm_not_applicable(&key, true).unwrap_err().code, "not-marked-na");
    does_not_apply(&mut a, &code, "区内没有");
    assert_eq!(counts(&a), (1, 0));

    let mut b = desk.join(&mut a, "b", "李雷");
    assert_eq!(b.confirm_not_applicable(&key, true).unwrap_err().code, "not-admin");
    a.confirm_not_applicable(&key, true).unwrap();
    assert_eq!(counts(&a), (0, 1));
    let whole = results(&a);
    let scenario = row(&whole, Level::Scenario, &a.framework().indicator(&code).unwrap().scenario);
    assert_eq!(whole.named(&scenario, |below| below.binding.na), [code.as_str()]);
    b.merge(&desk.hand_over(&mut a, "confirmed"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(counts(&b), (0, 1), "the same on every laptop");

    // Whoever writes another reason has not been confirmed.
    does_not_apply(&mut b, &code, "规划取消");
    assert_eq!(counts(&b), (1, 0));
    a.merge(&desk.hand_over(&mut b, "another"), &MergeChoice::default(), &mut go).unwrap();
    assert_eq!(counts(&a), (1, 0));
    a.confirm_not_applicable(&key, true).unwrap();
    assert_eq!(counts(&a), (0, 1));
    a.confirm_not_applicable(&key, false).unwrap();
    assert_eq!(counts(&a), (1, 0), "taken back");
}

#[test]
fn a_confirmation_that_no_administrator_wrote_counts_for_nothing() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let code = dispensable(&a);
    does_not_apply(&mut a, &code, "区内没有");
    let mut b = desk.join(&mut a, "b", "李雷");
    a.confirm_not_applicable(&cell(&code), true).unwrap();
    let value = a.store.register("assessment", &cell(&code).to_string(), "na_confirmed").unwrap().unwrap().value;
    b.commit(vec![op("assessment", &cell(&code).to_string(), "na_confirmed", value)]).unwrap();
    let row = row(&results(&b), Level::Indicator, &code);
    assert_eq!((row.binding.open, row.binding.na), (1, 0));
}

#[test]
fn confirming_changes_nothing_on_a_sheet_that_was_handed_in() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let code = dispensable(&a);
    does_not_apply(&mut a, &code, "区内没有");
    let scenario = a.framework().indicator(&code).unwrap().scenario.clone();
    a.set_review(("wangjing", 1, &scenario), ReviewState::Approved, "", Seen::Current).unwrap();
    a.confirm_not_applicable(&cell(&code), true).unwrap();
    assert!(!a.review("wangjing", 1, &scenario).unwrap().changed);
}

#[test]
fn the_coverage_that_a_rank_needs_is_a_setting_of_the_survey() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.2", "3");
    let enough = |session: &Session, level, code| {
        let results = results(session);
        results.is_enough(&row(&results, level, code))
    };
    assert!(!enough(&a, Level::Item, "1.1") && enough(&a, Level::Indicator, "1.1.2"));
    assert!(results(&a).ranks.is_empty(), "one value in four is too little");
    a.set_least_coverage(20).unwrap();
    assert!(enough(&a, Level::Item, "1.1") && !enough(&a, Level::Community, ""));
    assert_eq!(results(&a).ranks.len(), 1);
    assert_eq!(a.set_least_coverage(101).unwrap_err().code, "least-coverage");
    let figures = a.figures(1, &[]).unwrap();
    assert_eq!(figures.results.least_coverage, 20, "reports use the same");
}

#[test]
fn a_link_that_came_without_its_photo_stops_no_report() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.2", "3");
    a.set_link("photo", "0199-nowhere", "assessment/wangjing/1/1.1.2", true, Seen::Current).unwrap();
    let of = Covered { scenario: Some("1".into()), round: 1, ..Covered::default() };
    let figures = a.figures_of(&of).unwrap();
    assert!(figures.communities.iter().all(|community| community.photos.is_empty()));
}

#[test]
fn judgements_weigh_only_once_whole_and_switched_on() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let codes: Vec<String> = a.framework().items_of("9").map(|item| item.code.clone()).collect();
    assert!(codes.len() > 2, "something to compare");
    let before = a.weights().unwrap();
    assert_eq!(a.weigh_by_judgements(true).unwrap_err().code, "nothing-judged");
    for (one, other, times, code) in [
        ("9.1", "1.1", "2", "not-siblings"),
        ("9.1", "9.1", "2", "not-siblings"),
        ("9.1", "9.2", "10", "judgement"),
        ("9.1", "9.2", "2/3", "judgement"),
        ("9.1", "9.2", "0", "judgement"),
    ] {
        assert_eq!(a.judge(one, other, times).unwrap_err().code, code, "{one} {other} {times}");
    }
    a.judge(&codes[1], &codes[0], "1/3").unwrap();
    assert_eq!(a.weigh_by_judgements(true).unwrap_err().code, "judged-in-part");
    for (n, one) in codes.iter().enumerate() {
        for other in codes.iter().skip(n + 1).filter(|other| (one, *other) != (&codes[0], &codes[1])) {
            a.judge(one, other, "1").unwrap();
        }
    }
    assert_eq!(a.weights().unwrap(), before, "never silently");
    a.weigh_by_judgements(true).unwrap();
    let weights = a.weights().unwrap();
    let place = a.framework().items.iter().position(|item| item.code == codes[0]).unwrap();
    assert!(weights.items[place] > weights.items[place + 1], "three times as important, written either way round");
    assert_eq!(weights.scenarios, before.scenarios);
    let weighting = results(&a).weighting;
    assert!(weighting.pairwise && weighting.groups[0].result.as_ref().unwrap().ratio > 0.0);
    let shown = a.weighting_view().unwrap();
    let set = shown.groups.iter().find(|set| set.members[0].code == codes[0]).unwrap();
    assert_eq!((set.judged as usize, set.pairs[0].times.as_str()), (set.pairs.len(), "3"));
    let ratio = weighting.groups[0].result.as_ref().unwrap().ratio;
    assert_eq!(set.consistent, ratio <= 0.1, "{ratio}: consistent up to a tenth");
    assert!(set.ratio.is_some() && set.members[0].judged != Some(set.members[0].plain.clone()), "{:?}", set.members);
    assert!(shown.groups.iter().all(|other| other.parent == set.parent || other.judged == 0));
    a.judge(&codes[0], &codes[1], "").unwrap();
    assert_eq!(a.weights().unwrap(), before, "a set with a hole weighs nothing");
    assert!(a.weighting().unwrap().groups[0].result.is_none(), "and says so");
}

#[test]
fn a_conflict_counts_with_what_stands_in_and_shows_its_sides() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    let indicator = a.indicator("1.1.2").unwrap();
    let target = indicator.target(crate::framework::Stage::Built).unwrap().to_string();
    record(&mut a, "1.1.2", "0");
    record(&mut b, "1.1.2", &target);
    a.merge(&desk.hand_over(&mut b, "back"), &MergeChoice::default(), &mut go).unwrap();
    let found = row(&results(&a), Level::Indicator, "1.1.2");
    assert_eq!(found.sides, Some(Range { low: 0.0, high: 100.0 }));
    let stands = rows(&a)[0].outcome.value.unwrap();
    assert_eq!(found.score, Some(if stands == Ratio::ZERO { 0.0 } else { 100.0 }));
    let conflict = a.conflicts().unwrap().remove(0);
    a.resolve(&conflict.id, 1, "核对过").unwrap();
    assert_eq!(row(&results(&a), Level::Indicator, "1.1.2").sides, None);
}

#[test]
fn sides_are_those_of_units_and_of_what_was_typed_beside_them() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let share = a.indicator("1.2.1").unwrap();
    let list = share.list.clone().unwrap();
    let names = ["一号", "二号"].map(|name| (name.to_owned(), None));
    let (units, _) = a.add_units("wangjing", &list, &names).unwrap();
    let see = |session: &mut Session, unit: usize, value: &str| {
        session.observe(&cell("1.2.1"), &units[unit], Some((&number(value), None)), None, Seen::Current).unwrap();
    };
    see(&mut a, 0, "1");
    let mut b = desk.join(&mut a, "b", "李雷");
    see(&mut a, 1, "0");
    see(&mut b, 1, "1");
    a.merge(&desk.hand_over(&mut b, "back"), &MergeChoice::default(), &mut go).unwrap();
    let sides = |session: &Session| row(&results(session), Level::Indicator, "1.2.1").sides.unwrap();
    let half = crate::score::score(&share, crate::framework::Stage::Built, Ratio::whole(50)).unwrap();
    assert_eq!(sides(&a), Range { low: half, high: 100.0 }, "one of two, or both");
    // What somebody typed beside the units is a side as well.
    a.set_value(&cell("1.2.1"), &Value::parse_pair("0/2").unwrap(), None, Seen::Current).unwrap();
    assert_eq!(sides(&a), Range { low: 0.0, high: 100.0 });
}

#[test]
fn a_gap_names_the_projects_that_address_it() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.2", "0");
    let gap =
        |session: &Session| results(session).gaps.into_iter().find(|found| found.gap.indicator == "1.1.2").unwrap();
    assert!(gap(&a).projects.is_empty() && gap(&a).advice.is_some() && gap(&a).case.is_some());
    let mut add = |community: &str, indicators: &str, state: &str| {
        let entries =
            [("community", community), ("name", "人才公寓二期"), ("indicators", indicators), ("state", state)];
        let entries = entries.map(|(field, text)| Entry::new(field, text));
        a.add_entity("project", &entries).unwrap().0
    };
    let wanted = add("wangjing", "1.1.3,1.1.2", "under_way");
    add("shunyi", "1.1.2", "under_way");
    add("wangjing", "1.1.3", "planned");
    add("wangjing", "1.1.2", "given_up");
    let projects = gap(&a).projects;
    assert_eq!(projects.len(), 1, "of this community, this indicator, and not given up");
    assert_eq!((&projects[0].key, projects[0].state.as_str()), (&wanted, "under_way"));
}

#[test]
fn second_readings_make_the_concordance_of_their_round() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    record(&mut a, "1.1.1", "3");
    a.draw_readings(1, &["wangjing".to_owned()], 100, Some("甲")).unwrap();
    let mut b = desk.join(&mut a, "b", "李雷");
    let tolerance = b.indicator("1.1.1").unwrap().tolerance.to_ratio();
    b.save_reading(&cell("1.1.1"), &number("4"), "").unwrap();
    let found = b.results(asked(1)).unwrap().concordance;
    assert_eq!((found.len(), found[0].readings), (1, 1));
    assert_eq!(found[0].agreeing, usize::from(tolerance >= Ratio::whole(1)));
    assert!(b.results(asked(2)).unwrap().concordance.is_empty(), "of that round alone");
}

#[test]
fn the_round_to_tell_changes_from_must_be_there() {
    let desk = Desk::new();
    let a = desk.create("a");
    assert_eq!(results(&a).since, None);
    assert_eq!(a.results(asked(3)).unwrap().since, Some(2));
    let unknown = ResultsOf { since: Some(9), ..asked(2) };
    assert_eq!(a.results(unknown).unwrap_err().code, "unknown-round");
    assert_eq!(a.results(asked(9)).unwrap_err().code, "unknown-round");
}

#[test]
fn other_weights_are_tried_only_when_asked_for_and_give_the_same() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    a.set_least_coverage(0).unwrap();
    record(&mut a, "1.1.1", "1");
    let whole = results(&a);
    assert!(!whole.stability.is_empty(), "a community with a value has a place");
    assert!(a.plain_results(asked(1)).unwrap().stability.is_empty());
    assert_eq!(a.stability(asked(1)).unwrap(), whole.stability);
    let shown = a.stability_view(1, false).unwrap();
    assert_eq!((shown.runs, shown.rows.len()), (crate::score::RUNS, whole.stability.len()));
    assert_eq!(a.stability(asked(9)).unwrap_err().code, "unknown-round");
}

#[test]
fn whoever_may_confirm_is_named_on_every_laptop() {
    let desk = Desk::new();
    let mut a = desk.create("a");
    let mut b = desk.join(&mut a, "b", "李雷");
    record(&mut b, "1.1.1", "1");
    let (at_a, at_b) = (a.administrators().unwrap(), b.administrators().unwrap());
    assert!(at_a.own && !at_b.own);
    assert_eq!(at_a.names, at_b.names);
    assert_eq!(at_b.names.len(), 1, "{at_b:?}");
}
