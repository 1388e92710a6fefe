use super::*;
use crate::model::Value;

fn with(aggregate: Aggregate, value_type: ValueType, factor: Option<i64>) -> Indicator {
    let mut made = indicator(Direction::AtLeast, "0", "80", None);
    (made.aggregate, made.value_type, made.factor) = (aggregate, value_type, factor);
    made.list = Some("compounds".to_owned());
    made
}

fn typed(texts: &[&str]) -> Vec<Value> {
    let read = |text: &&str| match *text {
        "absent" => Value::Absent,
        "left out" => Value::NotApplicable { reason: "不在范围".to_owned() },
        "not obtained" => Value::NotObtained { reason: "拒绝进入".to_owned() },
        "" => Value::Empty,
        text if text.contains('/') => Value::parse_pair(text).unwrap(),
        text => Value::Number(number(text)),
    };
    texts.iter().map(read).collect()
}

fn made_of(indicator: &Indicator, units: &[&str]) -> Aggregated {
    let values = typed(units);
    let units: Vec<_> = values.iter().map(|value| UnitValue { value, group: "" }).collect();
    aggregate(indicator, Some(Stage::Built), &units)
}

fn outcome(a: i128, b: i128) -> Outcome {
    Outcome::Value(Ratio::new(a, b).unwrap())
}

#[test]
fn a_share_is_units_that_pass_of_units_observed() {
    let share = with(Aggregate::Share, ValueType::Percent, Some(100));
    let made = made_of(&share, &["1", "1", "0", "not obtained", "left out", ""]);
    assert_eq!(made, Aggregated { outcome: outcome(200, 3), pair: Some((2, 3)), observed: 3, of_units: 5 });
}

#[test]
fn two_teams_add_up_to_seven_of_ten() {
    let share = with(Aggregate::Share, ValueType::Percent, Some(100));
    let (first, second) = (["1", "1", "1", "0", "1"], ["0", "1", "0", "1", "1"]);
    let both: Vec<&str> = first.iter().chain(&second).copied().collect();
    let other: Vec<&str> = second.iter().chain(&first).copied().collect();
    assert_eq!(made_of(&share, &both).pair, Some((7, 10)));
    assert_eq!(made_of(&share, &both), made_of(&share, &other));
}

#[test]
fn a_count_is_units_that_pass() {
    let count = with(Aggregate::Count, ValueType::Count, None);
    let made = made_of(&count, &["1", "0", "1", "not obtained"]);
    assert_eq!(made, Aggregated { outcome: outcome(2, 1), pair: None, observed: 3, of_units: 4 });
    assert_eq!(made_of(&count, &["0"]).outcome, outcome(0, 1));
}

#[test]
fn a_ratio_of_sums_adds_before_it_divides() {
    let percent = with(Aggregate::RatioOfSums, ValueType::Percent, Some(100));
    let made = made_of(&percent, &["1/2", "30/100", "not obtained"]);
    assert_eq!(made, Aggregated { outcome: outcome(3100, 102), pair: Some((31, 102)), observed: 2, of_units: 3 });
    let per_km = with(Aggregate::RatioOfSums, ValueType::Number, Some(1000));
    assert_eq!(made_of(&per_km, &["3/800", "1/1200"]).outcome, outcome(2, 1));
}

#[test]
fn sum_min_max_median_and_mean_are_those_of_the_values() {
    let values = ["7", "1", "4.5", "3"];
    let expected = [
        (Aggregate::Sum, outcome(31, 2)),
        (Aggregate::Min, outcome(1, 1)),
        (Aggregate::Max, outcome(7, 1)),
        (Aggregate::Median, outcome(15, 4)),
        (Aggregate::Mean, outcome(31, 8)),
    ];
    for (way, expected) in expected {
        assert_eq!(made_of(&with(way, ValueType::Number, None), &values).outcome, expected, "{way}");
    }
    let median = with(Aggregate::Median, ValueType::Number, None);
    assert_eq!(made_of(&median, &["9", "1", "4"]).outcome, outcome(4, 1));
    assert_eq!(made_of(&median, &["9"]).outcome, outcome(9, 1));
}

#[test]
fn a_mean_of_percents_takes_pairs_and_numbers_alike() {
    let mean = with(Aggregate::Mean, ValueType::Percent, Some(100));
    assert_eq!(made_of(&mean, &["1/3", "50"]).outcome, outcome(250, 6));
}

#[test]
fn the_lower_group_of_answers_counts() {
    let rating = with(Aggregate::LowerGroup, ValueType::Rating, None);
    let values = typed(&["100", "50", "25", "75", "0", "not obtained"]);
    let groups = ["国际居民", "国际居民 ", "本地居民", "本地居民", "本地居民", "国际居民"];
    let units: Vec<_> = values.iter().zip(groups).map(|(value, group)| UnitValue { value, group }).collect();
    let made = aggregate(&rating, None, &units);
    assert_eq!(made, Aggregated { outcome: outcome(100, 3), pair: None, observed: 5, of_units: 6 });
}

#[test]
fn the_worst_centre_point_counts() {
    let at_least = with(Aggregate::Worst, ValueType::Count, None);
    assert_eq!(made_of(&at_least, &["3", "9", "5"]).outcome, outcome(3, 1));
    let mut at_most = at_least.clone();
    at_most.direction = Direction::AtMost;
    at_most.zero_at = number("100");
    assert_eq!(made_of(&at_most, &["60", "20", "45", "not obtained"]).outcome, outcome(60, 1));
    // Both score nothing; the longer way is still the worse one.
    assert_eq!(made_of(&at_most, &["120", "200"]).outcome, outcome(200, 1));
    let mut band = at_least.clone();
    (band.direction, band.zero_at, band.target_upper) = (Direction::Between, number("60"), Some(number("90")));
    assert_eq!(made_of(&band, &["75", "85", "95"]).outcome, outcome(75, 1));
    assert_eq!(made_of(&band, &["79", "85", "105"]).outcome, outcome(105, 1));
}

#[test]
fn absent_is_the_worst_and_only_there() {
    let worst = with(Aggregate::Worst, ValueType::Count, None);
    let made = made_of(&worst, &["3", "absent"]);
    assert_eq!(made, Aggregated { outcome: Outcome::Absent, pair: None, observed: 2, of_units: 2 });
    let sum = with(Aggregate::Sum, ValueType::Count, None);
    assert_eq!(
        made_of(&sum, &["3", "absent"]),
        Aggregated { outcome: outcome(3, 1), pair: None, observed: 1, of_units: 2 }
    );
}

#[test]
fn without_a_unit_there_is_no_value() {
    for way in Aggregate::ALL {
        let made = with(*way, ValueType::Percent, Some(100));
        for units in [&["left out", "left out"][..], &["not obtained", ""], &[]] {
            assert_eq!(made_of(&made, units).outcome, Outcome::Nothing, "{way}");
        }
    }
}

#[test]
fn a_stored_value_that_does_not_fit_is_not_guessed_at() {
    let share = with(Aggregate::Share, ValueType::Percent, Some(100));
    let made = made_of(&share, &["1", "50", "3/4"]);
    assert_eq!((made.pair, made.observed, made.of_units), (Some((1, 1)), 1, 3));
    let ratio = with(Aggregate::RatioOfSums, ValueType::Percent, Some(100));
    assert_eq!(made_of(&ratio, &["50", "1/2"]).pair, Some((1, 2)));
}

#[test]
fn a_mean_that_hits_the_target_hits_it_exactly() {
    // Pairs that add up to one whole each, over many unrelated wholes: the mean is 50 and nothing else.
    let primes = (1_000_i64..2_000).filter(|n| (2..45).all(|d| n % d != 0));
    let pairs = primes.flat_map(|b| [(b / 3, b), (b - b / 3, b)]);
    let values: Vec<Value> = pairs.map(|(a, b)| Value::Of { a, b }).collect();
    let units: Vec<_> = values.iter().map(|value| UnitValue { value, group: "" }).collect();
    let mean = with(Aggregate::Mean, ValueType::Percent, Some(100));
    assert_eq!(aggregate(&mean, None, &units).outcome, outcome(50, 1));
}

#[test]
fn a_mean_of_unrelated_shares_stays_in_range() {
    // Denominators without a common factor: their product has hundreds of digits.
    let primes = (1_000_i64..2_000).filter(|n| (2..45).all(|d| n % d != 0));
    let values: Vec<Value> = primes.map(|b| Value::Of { a: b / 2, b }).collect();
    let units: Vec<_> = values.iter().map(|value| UnitValue { value, group: "" }).collect();
    assert!(units.len() > 100);
    let mean = with(Aggregate::Mean, ValueType::Percent, Some(100));
    let Outcome::Value(exact) = aggregate(&mean, None, &units).outcome else { panic!("a mean is expected") };
    let doubles = values.iter().map(|value| mean.exact(value).unwrap().to_f64());
    let naive = doubles.sum::<f64>() / units.len() as f64;
    assert!((exact.to_f64() - naive).abs() < 1e-9);
    let backwards: Vec<_> = units.iter().rev().copied().collect();
    assert_eq!(aggregate(&mean, None, &backwards), aggregate(&mean, None, &units));
}
