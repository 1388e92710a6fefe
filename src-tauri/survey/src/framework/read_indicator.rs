//! From a line of `indicators.csv` to an indicator (framework README, “Columns of `indicators.csv`”).

use super::check::check_range;
use super::problem::Problem;
use super::read::Tables;
use super::table::{Line, quote};
use super::words::{Aggregate, Direction, Method, Offer, Stage, ValueType};
use super::{Indicator, Item};
use crate::model::{Number, Ratio};

/// The list of centre points, over which the worst counts.
const CENTRES: &str = "centres";
/// The list of filled-in questionnaires.
const ANSWERS: &str = "answers";

/// Holds what a line may refer to.
pub(super) struct Known<'a> {
    orientations: Vec<&'a str>,
    project_types: Vec<&'a str>,
    lists: Vec<&'a str>,
    /// The lists that are drawn from a longer one (`sample_max` above 0).
    sampled: Vec<&'a str>,
    items: &'a [Item],
}

impl<'a> Known<'a> {
    pub(super) fn of(tables: &'a Tables, items: &'a [Item]) -> Self {
        let (lists, most) = (tables.column("lists.csv", "key"), tables.column("lists.csv", "sample_max"));
        let sampled = lists.iter().zip(most).filter(|(_, most)| *most != "0").map(|(list, _)| *list).collect();
        Self {
            orientations: tables.column("orientations.csv", "key"),
            project_types: tables.column("project_types.csv", "key"),
            lists,
            sampled,
            items,
        }
    }
}

/// Reads one line; reports all that does not fit and gives nothing where no indicator can be made.
pub(super) fn read(line: Line<'_>, known: &Known<'_>) -> Option<Indicator> {
    let orientation = line.reference("orientation", &known.orientations, "orientations.csv");
    let remedy_type = line.reference("remedy_type", &known.project_types, "project_types.csv");
    let list = (!line.cell("list").is_empty()).then(|| line.reference("list", &known.lists, "lists.csv"));
    let item = line.text("item");
    let scenario = known.items.iter().find(|known| known.code == item).map(|item| item.scenario.clone());

    // Every cell is read before the first `?`, so that one reading reports all of them.
    let (kind, value_type) = (line.word("kind"), line.word("value_type"));
    let (direction, aggregate) = (line.word("direction"), line.word("aggregate"));
    let (na, absent) = (line.word("na"), line.word("absent"));
    let (method, when, photo, basis) = (line.word("method"), line.word("when"), line.word("photo"), line.word("basis"));
    let (min, max, zero_at) = (line.number("min"), line.number("max"), line.number("zero_at"));
    let (tolerance, weight) = (line.number("tolerance"), line.weight("weight"));
    let (decimals, minutes) = (line.whole("decimals", 0, 3), line.whole("minutes", 1, 999));
    let factor = if line.cell("factor").is_empty() { None } else { line.whole("factor", 1, 1_000_000) };
    let applies = read_applies(line);
    let optional = |column: &str| if line.cell(column).is_empty() { None } else { line.number(column) };
    let targets = Stage::ALL.iter().map(|stage| optional(target_column(*stage))).collect::<Vec<_>>();
    let target_upper = optional("target_upper");

    let indicator = Indicator {
        code: line.text("code"),
        item,
        scenario: scenario?,
        name: line.bilingual("name"),
        kind: kind?,
        orientation,
        value_type: value_type?,
        unit: line.bilingual("unit"),
        min: min?,
        max: max?,
        decimals: u8::try_from(decimals?).ok()?,
        direction: direction?,
        target_built: targets.first().copied().flatten(),
        target_building: targets.get(1).copied().flatten(),
        target_new: targets.get(2).copied().flatten(),
        target_upper,
        zero_at: zero_at?,
        applies: applies?,
        na: na?,
        absent: absent?,
        method: method?,
        list,
        aggregate: aggregate?,
        factor,
        when: when?,
        minutes: u16::try_from(minutes?).ok()?,
        tools: line.bilingual("tools"),
        tolerance: tolerance?,
        holder: line.bilingual("holder"),
        photo: photo?,
        guidance: line.bilingual("guidance"),
        remedy_type,
        remedy: line.bilingual("remedy"),
        weight: weight?,
        basis: basis?,
        basis_note: line.bilingual("basis_note"),
    };
    check_bounds(line, &indicator);
    check_targets(line, &indicator);
    check_value_type(line, &indicator);
    check_observation(line, &indicator, known);
    Some(indicator)
}

fn target_column(stage: Stage) -> &'static str {
    match stage {
        Stage::Built => "target_built",
        Stage::Building => "target_building",
        Stage::New => "target_new",
    }
}

fn read_applies(line: Line<'_>) -> Option<Vec<Stage>> {
    let cell = line.cell("applies");
    let stages: Option<Vec<Stage>> = cell.split(';').map(Stage::parse).collect();
    let in_order = stages.filter(|stages| stages.windows(2).all(|pair| pair[0] < pair[1]));
    if in_order.is_none() {
        line.fail("applies", Problem::Stages { expected: "built;building;new".to_owned(), found: quote(cell) });
    }
    in_order
}

fn check_bounds(line: Line<'_>, indicator: &Indicator) {
    let (low, high) = (indicator.min, indicator.max);
    if low.to_ratio() >= high.to_ratio() {
        below(line, "min", low, "max", high);
        return;
    }
    let mut bounded = vec![("zero_at", Some(indicator.zero_at)), ("target_upper", indicator.target_upper)];
    bounded.extend(Stage::ALL.iter().map(|stage| (target_column(*stage), indicator.target(*stage))));
    for (column, number) in &bounded {
        let Some(number) = number else { continue };
        check_range(line, column, *number, low, high);
    }
    bounded.extend([("min", Some(low)), ("max", Some(high)), ("tolerance", Some(indicator.tolerance))]);
    for (column, number) in bounded {
        let Some(number) = number else { continue };
        if number.decimals() > indicator.decimals {
            let problem = Problem::Decimals { most: indicator.decimals, found: number.to_string() };
            line.fail(column, problem);
        }
    }
    let width = high.to_ratio().sub(low.to_ratio()).unwrap_or(Ratio::ZERO);
    let tolerance = indicator.tolerance.to_ratio();
    if tolerance < Ratio::ZERO || tolerance >= width {
        let high = width.display(indicator.decimals);
        let problem = Problem::Outside { low: "0".to_owned(), high, found: indicator.tolerance.to_string() };
        line.fail("tolerance", problem);
    }
}

fn below(line: Line<'_>, column: &str, number: Number, other: &str, limit: Number) {
    let problem = Problem::MustBeBelow { other: other.to_owned(), limit: limit.to_string(), found: number.to_string() };
    line.fail(column, problem);
}

/// Targets stand exactly where the indicator applies, on the right side of `zero_at` and below the upper bound.
fn check_targets(line: Line<'_>, indicator: &Indicator) {
    let between = indicator.direction == Direction::Between;
    let because = || format!("direction {}", indicator.direction);
    match indicator.target_upper {
        None if between && line.cell("target_upper").is_empty() => {
            line.fail("target_upper", Problem::MustNotBeEmpty { because: because() });
        }
        Some(upper) if !between => {
            line.fail("target_upper", Problem::MustBeEmpty { because: because(), found: upper.to_string() });
        }
        _ => {}
    }
    let zero = indicator.zero_at;
    for stage in Stage::ALL {
        let column = target_column(*stage);
        let because = || format!("applies {}", line.cell("applies"));
        let Some(target) = indicator.target(*stage) else {
            if indicator.applies_to(*stage) && line.cell(column).is_empty() {
                line.fail(column, Problem::MustNotBeEmpty { because: because() });
            }
            continue;
        };
        if !indicator.applies_to(*stage) {
            line.fail(column, Problem::MustBeEmpty { because: because(), found: target.to_string() });
            continue;
        }
        let (z, t) = (zero.to_ratio(), target.to_ratio());
        if indicator.direction == Direction::AtMost {
            if z <= t {
                let (limit, found) = (target.to_string(), zero.to_string());
                line.fail("zero_at", Problem::MustBeAbove { other: column.to_owned(), limit, found });
            }
        } else if z >= t {
            below(line, "zero_at", zero, column, target);
        }
        if let Some(upper) = indicator.target_upper.filter(|upper| between && t >= upper.to_ratio()) {
            below(line, column, target, "target_upper", upper);
        }
    }
}

/// Reports a cell that the value type (or another cell) fixes and that holds something else.
fn must_be(line: Line<'_>, column: &str, because: &str, expected: &str, fits: bool) {
    if !fits {
        let found = quote(line.cell(column));
        line.fail(column, Problem::MustBe { because: because.to_owned(), expected: expected.to_owned(), found });
    }
}

fn check_value_type(line: Line<'_>, indicator: &Indicator) {
    let because = format!("value_type {}", indicator.value_type);
    let is = |number: Number, whole: i64| number == Number::new(whole, 0);
    let fixed = |column: &str, expected: i64, number: Number| {
        must_be(line, column, &because, &expected.to_string(), is(number, expected));
    };
    if indicator.value_type == ValueType::YesNo {
        for column in ["unit_zh", "unit_en"] {
            if !line.cell(column).is_empty() {
                let found = quote(line.cell(column));
                line.fail(column, Problem::MustBeEmpty { because: because.clone(), found });
            }
        }
        fixed("min", 0, indicator.min);
        fixed("max", 1, indicator.max);
        fixed("zero_at", 0, indicator.zero_at);
        fixed("decimals", 0, Number::new(i64::from(indicator.decimals), 0));
        must_be(line, "direction", &because, "at_least", indicator.direction == Direction::AtLeast);
        must_be(line, "absent", &because, "never", indicator.absent == Offer::Never);
        for stage in Stage::ALL {
            if let Some(target) = indicator.target(*stage) {
                fixed(target_column(*stage), 1, target);
            }
        }
    } else {
        for column in ["unit_zh", "unit_en"] {
            if line.cell(column).is_empty() {
                line.fail(column, Problem::MustNotBeEmpty { because: because.clone() });
            }
        }
    }
    match indicator.value_type {
        ValueType::Percent => {
            fixed("min", 0, indicator.min);
            fixed("max", 100, indicator.max);
            must_be(line, "factor", &because, "100", indicator.factor == Some(100));
        }
        ValueType::Count => {
            fixed("decimals", 0, Number::new(i64::from(indicator.decimals), 0));
            must_be(line, "min", &because, ">= 0", indicator.min.to_ratio() >= Ratio::ZERO);
        }
        ValueType::Rating => {
            let (low, high) = (indicator.min, indicator.max);
            let fits = (is(low, 0) && is(high, 100)) || (is(low, 1) && is(high, 7));
            must_be(line, "max", &because, "0–100 | 1–7", fits);
        }
        ValueType::YesNo | ValueType::Number => {}
    }
}

fn check_observation(line: Line<'_>, indicator: &Indicator, known: &Known<'_>) {
    let aggregate = indicator.aggregate;
    let because = format!("aggregate {aggregate}");
    match &indicator.list {
        Some(list) if aggregate == Aggregate::Direct => {
            line.fail("list", Problem::MustBeEmpty { because: because.clone(), found: quote(list) });
        }
        None if aggregate != Aggregate::Direct => {
            line.fail("list", Problem::MustNotBeEmpty { because: because.clone() });
        }
        _ => {}
    }
    let fitting = fitting_types(aggregate);
    let expected = fitting.iter().map(|fit| fit.as_str()).collect::<Vec<_>>().join(" | ");
    must_be(line, "value_type", &because, &expected, fitting.contains(&indicator.value_type));
    let list = indicator.list.as_deref();
    if matches!(aggregate, Aggregate::Count | Aggregate::Sum) && list.is_some_and(|list| known.sampled.contains(&list))
    {
        let because = format!("{because}, sample_max > 0");
        line.fail(
            "list",
            Problem::MustBe { because, expected: "sample_max 0".to_owned(), found: quote(line.cell("list")) },
        );
    }
    let on_centres = list == Some(CENTRES);
    must_be(line, "list", &because, CENTRES, on_centres || aggregate != Aggregate::Worst);
    must_be(line, "aggregate", "list centres", Aggregate::Worst.as_str(), !on_centres || aggregate == Aggregate::Worst);
    let asked = indicator.method == Method::Questionnaire;
    let on_answers = list == Some(ANSWERS);
    must_be(line, "list", "method questionnaire", ANSWERS, on_answers || !asked);
    must_be(line, "method", "list answers", Method::Questionnaire.as_str(), asked || !on_answers);
    let fits = matches!(aggregate, Aggregate::Mean | Aggregate::LowerGroup | Aggregate::Share);
    must_be(line, "aggregate", "method questionnaire", "mean | lower_group | share", fits || !asked);
    if aggregate == Aggregate::RatioOfSums && line.cell("factor").is_empty() {
        line.fail("factor", Problem::MustNotBeEmpty { because: because.clone() });
    }
    let pairs = matches!(aggregate, Aggregate::Direct | Aggregate::RatioOfSums);
    if indicator.value_type != ValueType::Percent && !pairs && !line.cell("factor").is_empty() {
        line.fail("factor", Problem::MustBeEmpty { because, found: quote(line.cell("factor")) });
    }
    let exact = indicator.value_type == ValueType::YesNo || matches!(aggregate, Aggregate::Share | Aggregate::Count);
    let none = indicator.tolerance.to_ratio() == Ratio::ZERO;
    must_be(line, "tolerance", "yes_no | share | count", "0", none || !exact);
}

/// Says which kinds of value an aggregate can make.
fn fitting_types(aggregate: Aggregate) -> &'static [ValueType] {
    match aggregate {
        Aggregate::Direct => ValueType::ALL,
        Aggregate::Share => &[ValueType::Percent],
        Aggregate::RatioOfSums => &[ValueType::Percent, ValueType::Number],
        Aggregate::Count => &[ValueType::Count],
        Aggregate::Sum => &[ValueType::Count, ValueType::Number],
        Aggregate::LowerGroup => &[ValueType::Rating],
        Aggregate::Min | Aggregate::Max | Aggregate::Median | Aggregate::Mean | Aggregate::Worst => {
            &[ValueType::Count, ValueType::Percent, ValueType::Number, ValueType::Rating]
        }
    }
}
