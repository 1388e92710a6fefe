use super::*;

#[track_caller]
fn scores(indicator: &Indicator, expected: &[(&str, f64)]) {
    for (value, expected) in expected {
        assert_eq!(score(indicator, Stage::Built, exact(value)), Some(*expected), "value {value}");
    }
}

#[test]
fn at_least_grows_from_zero_at_to_the_target() {
    let from_nothing = indicator(Direction::AtLeast, "0", "80", None);
    scores(&from_nothing, &[("-5", 0.0), ("0", 0.0), ("40", 50.0), ("80", 100.0), ("95", 100.0)]);
    let from_twenty = indicator(Direction::AtLeast, "20", "80", None);
    scores(&from_twenty, &[("10", 0.0), ("20", 0.0), ("50", 50.0), ("80", 100.0)]);
}

#[test]
fn at_most_grows_the_other_way() {
    let minutes = indicator(Direction::AtMost, "30", "10", None);
    scores(&minutes, &[("5", 100.0), ("10", 100.0), ("20", 50.0), ("25", 25.0), ("30", 0.0), ("45", 0.0)]);
}

#[test]
fn between_falls_on_both_sides_of_the_band() {
    let band = indicator(Direction::Between, "10", "30", Some("50"));
    scores(&band, &[("5", 0.0), ("10", 0.0), ("20", 50.0), ("30", 100.0), ("42", 100.0), ("50", 100.0)]);
    // Above the band as steeply as below it: 20 above is as far as from zero_at to the target.
    scores(&band, &[("55", 75.0), ("60", 50.0), ("70", 0.0), ("99", 0.0)]);
}

#[test]
fn yes_is_a_hundred_and_no_is_nothing() {
    let draft = draft();
    let question = draft.indicators.iter().find(|i| i.value_type == ValueType::YesNo).unwrap();
    let stage = question.applies[0];
    assert_eq!(score(question, stage, exact("1")), Some(100.0));
    assert_eq!(score(question, stage, exact("0")), Some(0.0));
}

#[test]
fn absent_scores_nothing_whatever_the_direction() {
    for made in [
        indicator(Direction::AtLeast, "0", "80", None),
        indicator(Direction::AtMost, "30", "10", None),
        indicator(Direction::Between, "10", "30", Some("50")),
    ] {
        assert_eq!(cell_score(&made, Stage::New, CellState::Absent), Some(0.0));
        assert_eq!(is_met(&made, Stage::New, CellState::Absent), Some(false));
        for state in [CellState::NotObtained, CellState::NotApplicable { confirmed: true }] {
            assert_eq!((cell_score(&made, Stage::New, state), is_met(&made, Stage::New, state)), (None, None));
        }
    }
}

#[test]
fn the_target_is_that_of_the_stage() {
    let mut made = indicator(Direction::AtLeast, "0", "80", None);
    made.target_new = Some(number("40"));
    made.target_building = None;
    assert_eq!(score(&made, Stage::Built, exact("20")), Some(25.0));
    assert_eq!(score(&made, Stage::New, exact("20")), Some(50.0));
    assert_eq!(score(&made, Stage::Building, exact("20")), None);
    assert_eq!(is_met(&made, Stage::Building, value("20")), None);
}

#[test]
fn bounds_count_as_met() {
    let met = |made: &Indicator, text| is_met(made, Stage::Built, value(text)).unwrap();
    let at_least = indicator(Direction::AtLeast, "0", "80", None);
    assert_eq!(["79.999", "80", "80.001"].map(|v| met(&at_least, v)), [false, true, true]);
    let at_most = indicator(Direction::AtMost, "30", "10", None);
    assert_eq!(["9.999", "10", "10.001"].map(|v| met(&at_most, v)), [true, true, false]);
    let band = indicator(Direction::Between, "10", "30", Some("50"));
    assert_eq!(["29.999", "30", "50", "50.001"].map(|v| met(&band, v)), [false, true, true, false]);
}

#[test]
fn shares_are_compared_exactly_and_never_rounded_first() {
    let two_thirds = CellState::Value(Ratio::new(200, 3).unwrap());
    let target = |text| indicator(Direction::AtLeast, "0", text, None);
    // 66.666… is displayed as 66.67, and still does not reach it.
    assert_eq!(is_met(&target("66.67"), Stage::Built, two_thirds), Some(false));
    assert_eq!(is_met(&target("66.666"), Stage::Built, two_thirds), Some(true));
    assert_eq!(is_met(&target("66.67"), Stage::Built, value("66.67")), Some(true));
    assert!(cell_score(&target("66.67"), Stage::Built, two_thirds).unwrap() < 100.0);
}

#[test]
fn a_value_too_long_for_exact_arithmetic_still_scores() {
    let made = indicator(Direction::AtLeast, "0.001", "80.003", None);
    let huge = Ratio::new(i128::MAX, i128::MAX - 2).unwrap();
    let scored = score(&made, Stage::Built, huge).unwrap();
    assert!((scored - 100.0 * (1.0 - 0.001) / (80.003 - 0.001)).abs() < 1e-9, "{scored}");
}
