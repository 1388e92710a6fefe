use super::*;

fn cells(framework: &Framework, entries: Vec<Entry>) -> Cells<'_> {
    Cells::new(framework, vec![built("wangjing")], entries)
}

/// The codes of an item that apply to a built community.
fn applying(framework: &Framework, item: &str) -> Vec<String> {
    framework.indicators_of(item).filter(|i| i.applies_to(Stage::Built)).map(|i| i.code.clone()).collect()
}

/// Makes every indicator of an item one that scores its own value: at least, from 0 to 100.
fn plain(framework: &mut Framework, binding: bool) {
    for indicator in &mut framework.indicators {
        indicator.kind = if binding { crate::framework::Kind::Binding } else { crate::framework::Kind::Expected };
        (indicator.direction, indicator.target_upper) = (Direction::AtLeast, None);
        indicator.zero_at = number("0");
        indicator.applies = Stage::ALL.to_vec();
        let target = Some(number("100"));
        (indicator.target_built, indicator.target_building, indicator.target_new) = (target, target, target);
    }
}

#[test]
fn the_latest_value_up_to_the_round_counts() {
    let draft = draft();
    let cells = cells(
        &draft,
        vec![
            entry("1.1.1", 1, value("3")),
            entry("1.1.1", 2, CellState::NotObtained),
            entry("1.1.1", 4, value("9")),
            entry("1.1.2", 1, CellState::NotObtained),
            entry("1.1.2", 2, CellState::NotObtained),
            entry("1.1.2", 3, CellState::Absent),
        ],
    );
    let at = |code, round| cells.cell("wangjing", code, round, View::AsOf);
    assert_eq!(at("1.1.1", 1), Some(Cell { state: value("3"), from_round: 1, not_obtained_in: None }));
    // Not obtained later does not hide the value; it is shown beside it.
    assert_eq!(at("1.1.1", 3), Some(Cell { state: value("3"), from_round: 1, not_obtained_in: Some(2) }));
    assert_eq!(at("1.1.1", 4).unwrap().from_round, 4);
    assert_eq!(at("1.1.2", 2), Some(Cell { state: CellState::NotObtained, from_round: 2, not_obtained_in: None }));
    assert_eq!(at("1.1.2", 3).unwrap().state, CellState::Absent);
    assert_eq!(at("1.1.3", 3), None);
    assert_eq!(cells.cell("wangjing", "1.1.1", 2, View::OnlyRound).unwrap().state, CellState::NotObtained);
    assert_eq!(cells.cell("wangjing", "1.1.1", 3, View::OnlyRound), None);
}

#[test]
fn a_mean_is_weighted_level_by_level() {
    let mut framework = draft();
    plain(&mut framework, false);
    framework.indicators[0].weight = number("3");
    framework.scenarios[1].weight = number("0.5");
    let second = framework.indicators_of("1.2").next().unwrap().code.clone();
    let other = framework.indicators_of_scenario("2").next().unwrap().code.clone();
    let cells = cells(
        &framework,
        vec![
            entry("1.1.1", 1, value("100")),
            entry("1.1.2", 1, value("20")),
            entry(&second, 1, value("30")),
            entry(&other, 1, value("10")),
        ],
    );
    let scores = cells.scores(&[1], View::AsOf);
    let score = |level, code| scores.get(level, code, "wangjing", 1).unwrap().score;
    // (3 · 100 + 1 · 20) / 4, then the items of the scenario alike, then 1 : 0.5 of two scenarios; what has no score
    // is left out at every level.
    assert_eq!(score(Level::Item, "1.1"), Some(80.0));
    assert_eq!(score(Level::Scenario, "1"), Some(55.0));
    assert_eq!(score(Level::Community, ""), Some(40.0));
    assert_eq!((score(Level::Scenario, "3"), score(Level::Item, "1.3")), (None, None));
}

#[test]
fn coverage_counts_values_and_absent_among_what_is_applicable() {
    let mut framework = draft();
    plain(&mut framework, false);
    let codes = applying(&framework, "1.1");
    assert!(codes.len() >= 4);
    let cells = cells(
        &framework,
        vec![
            entry(&codes[0], 1, value("50")),
            entry(&codes[1], 1, CellState::Absent),
            entry(&codes[2], 1, CellState::NotApplicable { confirmed: false }),
            entry(&codes[3], 1, CellState::NotObtained),
        ],
    );
    let scores = cells.scores(&[1], View::AsOf);
    let item = scores.get(Level::Item, "1.1", "wangjing", 1).unwrap();
    assert_eq!((item.assessed, item.applicable as usize), (2, codes.len() - 1));
    assert_eq!(item.score, Some(25.0));
    assert!((item.coverage - 2.0 / (codes.len() - 1) as f64).abs() < 1e-12);
    let not_applicable = scores.get(Level::Indicator, &codes[2], "wangjing", 1).unwrap();
    assert!(!not_applicable.is_applicable());
    let whole = scores.get(Level::Community, "", "wangjing", 1).unwrap();
    assert_eq!(whole.applicable, 115 - 1);
}

#[test]
fn too_little_data_is_less_than_the_threshold() {
    let mut framework = draft();
    plain(&mut framework, false);
    let coverage = |known: usize| {
        let codes: Vec<String> = framework.indicators_of_scenario("1").map(|i| i.code.clone()).collect();
        let cells = cells(&framework, codes.iter().take(known).map(|code| entry(code, 1, value("50"))).collect());
        let scores = cells.scores(&[1], View::AsOf);
        let row = scores.get(Level::Scenario, "1", "wangjing", 1).unwrap();
        let percent = (known * 100 / codes.len()) as u32;
        (row.has_too_little_data(percent), row.has_too_little_data(percent + 1), row.range.unwrap())
    };
    let (at_the_threshold, below, range) = coverage(7);
    assert!(!at_the_threshold && below);
    assert!(range.low < 50.0 && range.high > 50.0);
    let all = framework.indicators_of_scenario("1").count();
    let (incomplete, _, range) = coverage(all);
    assert!(!incomplete);
    assert_eq!((range.low, range.high), (50.0, 50.0));
}

#[test]
fn the_range_takes_the_same_means_with_nothing_and_with_everything() {
    let mut framework = draft();
    plain(&mut framework, false);
    let codes = applying(&framework, "1.1");
    let cells = cells(&framework, vec![entry(&codes[0], 1, value("60"))]);
    let scores = cells.scores(&[1], View::AsOf);
    let range = |level, code| scores.get(level, code, "wangjing", 1).unwrap().range.unwrap();
    let (n, items) = (codes.len() as f64, framework.items_of("1").count() as f64);
    let low = 60.0 / n;
    let high = (60.0 + 100.0 * (n - 1.0)) / n;
    assert!((range(Level::Item, "1.1").low - low).abs() < 1e-9);
    assert!((range(Level::Item, "1.1").high - high).abs() < 1e-9);
    assert!((range(Level::Scenario, "1").low - low / items).abs() < 1e-9);
    assert!((range(Level::Community, "").high - ((high + 100.0 * (items - 1.0)) / items + 800.0) / 9.0).abs() < 1e-9);
}

#[test]
fn compliance_counts_the_binding_indicators() {
    let mut framework = draft();
    plain(&mut framework, true);
    let codes = applying(&framework, "1.1");
    let judged = |states: &[Option<CellState>]| {
        let entries = codes.iter().zip(states).filter_map(|(code, state)| Some(entry(code, 1, (*state)?)));
        let cells = cells(&framework, entries.collect());
        let row = cells.scores(&[1], View::AsOf).get(Level::Item, "1.1", "wangjing", 1).unwrap().clone();
        let Binding { met, missed, open, na } = row.binding;
        assert_eq!((met + missed + open + na) as usize, codes.len());
        ((met, missed, open, na), row.compliance)
    };
    assert_eq!(codes.len(), 4, "the cases below are written for four indicators");
    let (met, missed) = (Some(value("100")), Some(value("99.9")));
    let (unsure, sure) =
        (Some(CellState::NotApplicable { confirmed: false }), Some(CellState::NotApplicable { confirmed: true }));
    let cases = [
        ([met, met, met, met], (4, 0, 0, 0), Some(Compliance::Met)),
        ([met, missed, None, met], (2, 1, 1, 0), Some(Compliance::NotMet)),
        ([met, Some(CellState::Absent), met, met], (3, 1, 0, 0), Some(Compliance::NotMet)),
        ([met, Some(CellState::NotObtained), met, met], (3, 0, 1, 0), Some(Compliance::Open)),
        ([met, unsure, met, met], (3, 0, 1, 0), Some(Compliance::Open)),
        ([met, sure, met, met], (3, 0, 0, 1), Some(Compliance::Met)),
        ([sure, sure, sure, sure], (0, 0, 0, 4), None),
        ([None, None, None, None], (0, 0, 4, 0), Some(Compliance::Open)),
    ];
    for (states, counts, compliance) in cases {
        assert_eq!(judged(&states), (counts, compliance), "{states:?}");
    }
}

#[test]
fn an_expected_indicator_binds_nobody() {
    let mut framework = draft();
    plain(&mut framework, false);
    let cells = cells(&framework, vec![entry("1.1.1", 1, value("1"))]);
    for row in &cells.scores(&[1], View::AsOf).rows {
        assert_eq!((row.binding, row.compliance), (Binding::default(), None), "{row:?}");
    }
}

#[test]
fn there_is_a_row_for_each_level_and_for_what_applies() {
    let draft = draft();
    let stages = |code: &str, stage| CommunityStages { code: code.to_owned(), stages: BTreeMap::from([(1, stage)]) };
    let communities = vec![
        stages("wangjing", Stage::Built),
        stages("huairou", Stage::New),
        CommunityStages { code: "future".to_owned(), stages: BTreeMap::new() },
    ];
    let scores = Cells::new(&draft, communities, []).scores(&[1, 2], View::AsOf);
    for (community, stage) in [("wangjing", Some(Stage::Built)), ("huairou", Some(Stage::New)), ("future", None)] {
        let applying = draft.indicators.iter().filter(|i| stage.is_some_and(|stage| i.applies_to(stage))).count();
        for round in [1, 2] {
            let rows = scores.of(community, round);
            let count = |level| rows.iter().filter(|row| row.level == level).count();
            let levels = [Level::Indicator, Level::Item, Level::Scenario, Level::Community].map(count);
            assert_eq!(levels, [applying, 33, 9, 1], "{community}");
        }
    }
    assert!(scores.of("wangjing", 3).is_empty());
    assert_eq!(scores.get(Level::Community, "", "future", 1).unwrap().compliance, None);
}

#[test]
fn a_stage_may_change_from_round_to_round() {
    let mut framework = draft();
    plain(&mut framework, false);
    framework.indicators[0].target_built = Some(number("50"));
    let growing = CommunityStages {
        code: "wangjing".to_owned(),
        stages: BTreeMap::from([(1, Stage::Building), (3, Stage::Built)]),
    };
    let cells = Cells::new(&framework, vec![growing], vec![entry("1.1.1", 1, value("25"))]);
    let scores = cells.scores(&[1, 2, 3], View::AsOf);
    let row = |round| scores.get(Level::Indicator, "1.1.1", "wangjing", round).unwrap();
    assert_eq!([1, 2, 3].map(|round| row(round).score), [Some(25.0), Some(25.0), Some(50.0)]);
    assert_eq!([1, 2, 3].map(|round| row(round).from_round()), [Some(1); 3]);
}

#[test]
fn change_looks_only_at_cells_assessed_in_both() {
    let mut framework = draft();
    plain(&mut framework, false);
    let codes = applying(&framework, "1.1");
    let cells = cells(
        &framework,
        vec![
            entry(&codes[0], 1, value("20")),
            entry(&codes[0], 2, value("60")),
            entry(&codes[1], 1, value("40")),
            // First assessed in round 2, or legitimately gone: neither may move the mean.
            entry(&codes[2], 2, value("100")),
            entry(&codes[3], 1, value("90")),
            entry(&codes[3], 2, CellState::NotApplicable { confirmed: false }),
        ],
    );
    let changes = cells.changes(1, 2);
    let of = |level, code: &str| changes.iter().find(|c| c.level == level && c.code == code);
    let item = of(Level::Item, "1.1").unwrap();
    assert_eq!((item.before, item.after, item.cells, item.points()), (30.0, 50.0, 2, 20.0));
    assert_eq!(of(Level::Community, "").map(Change::points), Some(20.0));
    assert_eq!(of(Level::Indicator, &codes[1]).map(Change::points), Some(0.0));
    assert!(of(Level::Indicator, &codes[2]).is_none() && of(Level::Scenario, "2").is_none());
}

#[test]
fn a_rule_speaks_only_where_it_is_broken() {
    let draft = draft();
    let speaking = |known: &[(&str, CellState)]| -> Vec<String> {
        let cell = |code: &str| known.iter().find(|(known, _)| *known == code).map(|(_, state)| *state);
        breaches(&draft, Some(Stage::Built), cell).into_iter().map(|rule| rule.id.clone()).collect()
    };
    let none: Vec<String> = Vec::new();
    // r01: 8.3.1 = 0 → 8.3.2 absent
    assert_eq!(speaking(&[("8.3.1", value("0")), ("8.3.2", value("50"))]), ["r01"]);
    assert_eq!(speaking(&[("8.3.1", value("0")), ("8.3.2", CellState::NotObtained)]), ["r01"]);
    assert_eq!(speaking(&[("8.3.1", value("0")), ("8.3.2", CellState::Absent)]), none);
    assert_eq!(speaking(&[("8.3.1", value("0"))]), none, "a state test on one never asked is silent in then");
    assert_eq!(speaking(&[("8.3.1", CellState::NotObtained), ("8.3.2", value("5"))]), none);
    // r04: 5.1.2 value → 5.1.2 <= 5.1.1
    assert_eq!(speaking(&[("5.1.2", value("3")), ("5.1.1", value("2"))]), ["r04"]);
    assert_eq!(speaking(&[("5.1.2", value("2")), ("5.1.1", value("2"))]), none);
    assert_eq!(speaking(&[("5.1.2", value("3"))]), none, "a comparison without a value is silent in then");
    assert_eq!(speaking(&[("5.1.2", value("3")), ("5.1.1", CellState::NotObtained)]), none);
    // r03: 5.1.1 = 0 → 5.1.2 absent and 5.1.4 absent; each of the two can break it
    let broken = [("5.1.1", value("0")), ("5.1.2", CellState::Absent), ("5.1.4", value("3"))];
    assert_eq!(speaking(&broken), ["r03", "r05"]);
    // Where an indicator does not apply to the stage it counts as never asked.
    assert!(breaches(&draft, None, |_| Some(value("0"))).is_empty());
}
