//! Which values may be recorded for an indicator and for one unit of its list.

use super::*;
use crate::model::{Number, Value};

fn number(text: &str) -> Value {
    Value::Number(Number::parse(text).unwrap())
}

fn of(a: i64, b: i64) -> Value {
    Value::Of { a, b }
}

fn because(reason: &str) -> Value {
    Value::NotObtained { reason: reason.into() }
}

#[test]
fn a_value_is_refused_for_a_stated_reason() {
    let framework = Framework::parse(&FrameworkFiles::draft_2026()).unwrap();
    let find = |fits: &dyn Fn(&Indicator) -> bool| framework.indicators.iter().find(|i| fits(i)).unwrap();
    let id = |result: Result<(), Refusal>| result.err().map_or("", |refusal| refusal.id());
    let share = find(&|i| i.aggregate == Aggregate::Share);
    let count = framework.indicator("1.1.1").unwrap();
    let yes_no = find(&|i| i.value_type == ValueType::YesNo);
    let one_decimal =
        find(&|i| i.value_type == ValueType::Number && i.decimals == 1 && i.aggregate == Aggregate::Direct);
    let per_km = find(&|i| i.aggregate == Aggregate::RatioOfSums && i.factor == Some(1000));
    let cases = [
        (share, number("75"), ""),
        (share, number("100.5"), "refusal-out-of-range"),
        (share, number("75.5"), "refusal-too-many-decimals"),
        (share, number("-1"), "refusal-out-of-range"),
        (share, of(18, 24), ""),
        (share, of(25, 24), "refusal-pair-above-whole"),
        (share, of(1, 0), "refusal-pair-broken"),
        (count, number("2"), ""),
        (count, number("2.5"), "refusal-not-whole"),
        (count, number("51"), "refusal-out-of-range"),
        (count, of(1, 2), "refusal-pair-not-offered"),
        (count, Value::Absent, "refusal-absent-not-offered"),
        (count, Value::NotApplicable { reason: "x".into() }, "refusal-not-applicable-not-offered"),
        (count, because("街道未提供"), ""),
        (count, because(" "), "refusal-reason-missing"),
        (count, Value::Empty, ""),
        (yes_no, number("1"), ""),
        (yes_no, number("0.5"), "refusal-not-yes-no"),
        (yes_no, number("2"), "refusal-not-yes-no"),
        (one_decimal, number("0.25"), "refusal-too-many-decimals"),
        (per_km, of(3, 2000), ""),
        (per_km, of(1_000_000, 1), "refusal-pair-out-of-range"),
    ];
    for (indicator, value, expected) in cases {
        assert_eq!(id(indicator.accept(&value)), expected, "{} {value:?}", indicator.code);
    }
    let offered = find(&|i| i.absent == Offer::ByGuidance && i.na == Offer::ByGuidance);
    assert_eq!(offered.accept(&Value::Absent), Ok(()));
    assert_eq!(offered.accept(&Value::NotApplicable { reason: "尚无".into() }), Ok(()));
    assert_eq!(id(offered.accept(&Value::NotApplicable { reason: String::new() })), "refusal-reason-missing");
}

#[test]
fn a_unit_is_refused_for_a_stated_reason() {
    let framework = Framework::parse(&FrameworkFiles::draft_2026()).unwrap();
    let first = |aggregate| framework.indicators.iter().find(|i| i.aggregate == aggregate).unwrap();
    let id = |result: Result<(), Refusal>| result.err().map_or("", |refusal| refusal.id());
    let per_km =
        framework.indicators.iter().find(|i| i.aggregate == Aggregate::RatioOfSums && i.factor == Some(1000)).unwrap();
    let may_be_absent =
        framework.indicators.iter().find(|i| i.aggregate == Aggregate::Worst && i.absent == Offer::ByGuidance).unwrap();
    let cases = [
        (first(Aggregate::Share), number("1"), ""),
        (first(Aggregate::Share), number("50"), "refusal-not-one-or-zero"),
        (first(Aggregate::Share), of(1, 2), "refusal-not-one-or-zero"),
        (first(Aggregate::Count), number("0"), ""),
        (first(Aggregate::Count), number("3"), "refusal-not-one-or-zero"),
        (first(Aggregate::RatioOfSums), of(3, 4), ""),
        (first(Aggregate::RatioOfSums), number("75"), "refusal-pair-needed"),
        // A short street may have far more per km than the whole community may.
        (per_km, of(5, 10), ""),
        (first(Aggregate::Sum), number("-1"), "refusal-out-of-range"),
        (first(Aggregate::LowerGroup), number("62.5"), ""),
        (first(Aggregate::LowerGroup), number("101"), "refusal-out-of-range"),
        (first(Aggregate::Share), Value::Absent, "refusal-unit-not-absent"),
        (may_be_absent, Value::Absent, ""),
        (first(Aggregate::Share), Value::NotApplicable { reason: "只用于步行".into() }, ""),
        (first(Aggregate::Share), because(""), "refusal-reason-missing"),
        (first(Aggregate::Direct), number("1"), "refusal-no-list"),
    ];
    for (indicator, value, expected) in cases {
        assert_eq!(id(indicator.accept_observation(&value)), expected, "{} {value:?}", indicator.code);
    }
}
