//! Laws over random entries, and agreement with a second computation that shares no code with the first: it reads the
//! CSV cells itself and works in doubles from the words of the README.

use super::*;
use proptest::prelude::*;
use std::collections::HashMap;
use std::sync::OnceLock;

type Line = HashMap<String, String>;

fn framework() -> &'static Framework {
    static FRAMEWORK: OnceLock<Framework> = OnceLock::new();
    FRAMEWORK.get_or_init(draft)
}

fn lines() -> &'static Vec<Line> {
    static LINES: OnceLock<Vec<Line>> = OnceLock::new();
    LINES.get_or_init(|| {
        let draft = FrameworkFiles::draft_2026();
        let mut reader = csv::Reader::from_reader(draft.get("indicators.csv").unwrap());
        let header = reader.headers().unwrap().clone();
        let line = |record: csv::StringRecord| {
            header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect()
        };
        reader.records().map(|record| line(record.unwrap())).collect()
    })
}

const COMMUNITIES: [(&str, Stage); 3] =
    [("wangjing", Stage::Built), ("shunyi", Stage::Building), ("huairou", Stage::New)];

fn communities() -> Vec<CommunityStages> {
    COMMUNITIES
        .iter()
        .map(|(code, stage)| CommunityStages { code: (*code).to_owned(), stages: BTreeMap::from([(1, *stage)]) })
        .collect()
}

/// Places a value at `share` thousandths of the way from the smallest to the largest legal one.
fn placed(line: &Line, share: u16) -> Ratio {
    let (low, high) = (exact(&line["min"]), exact(&line["max"]));
    let part = Ratio::new(i128::from(share), 1000).unwrap();
    low.add(high.sub(low).unwrap().mul(part).unwrap()).unwrap()
}

prop_compose! {
    fn random_entry()(
        community in 0..COMMUNITIES.len(), round in 1_u32..4, indicator in 0..115_usize, kind in 0_u8..10, share in 0_u16..=1000,
    ) -> Entry {
        let line = &lines()[indicator];
        let state = match kind {
            0 => CellState::Absent,
            1 => CellState::NotApplicable { confirmed: share % 2 == 0 },
            2 => CellState::NotObtained,
            _ => CellState::Value(placed(line, share)),
        };
        Entry::new(COMMUNITIES[community].0, round, &line["code"], state)
    }
}

/// At most one entry a cell and round.
fn random_entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(random_entry(), 0..600).prop_map(|entries| {
        let mut seen = std::collections::HashSet::new();
        entries.into_iter().filter(|e| seen.insert((e.community.clone(), e.round, e.indicator.clone()))).collect()
    })
}

#[derive(Default, Clone, Debug)]
struct Naive {
    score: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    assessed: usize,
    applicable: usize,
    met: u32,
    missed: u32,
    open: u32,
    na: u32,
}

fn naive_mean(children: &[Naive]) -> Naive {
    let mean = |of: &dyn Fn(&Naive) -> Option<f64>| {
        let all: Vec<f64> = children.iter().filter_map(of).collect();
        (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
    };
    Naive {
        score: mean(&|c| c.score),
        low: mean(&|c| c.low),
        high: mean(&|c| c.high),
        assessed: children.iter().map(|c| c.assessed).sum(),
        applicable: children.iter().map(|c| c.applicable).sum(),
        met: children.iter().map(|c| c.met).sum(),
        missed: children.iter().map(|c| c.missed).sum(),
        open: children.iter().map(|c| c.open).sum(),
        na: children.iter().map(|c| c.na).sum(),
    }
}

fn naive_indicator(line: &Line, stage: Stage, state: Option<CellState>) -> Option<Naive> {
    let target: f64 = line[&format!("target_{stage}")].parse().ok()?;
    let zero: f64 = line["zero_at"].parse().unwrap();
    let upper: f64 = line["target_upper"].parse().unwrap_or(f64::INFINITY);
    let clamp = |x: f64| x.clamp(0.0, 1.0);
    let mut made = Naive { applicable: 1, ..Naive::default() };
    let mut met = None;
    match state {
        Some(CellState::Value(v)) => {
            let v = v.numerator() as f64 / v.denominator() as f64;
            let near = (v - target).abs() < 1e-9 || (v - upper).abs() < 1e-9;
            let (ok, share) = match line["direction"].as_str() {
                "at_least" => (v >= target, clamp((v - zero) / (target - zero))),
                "at_most" => (v <= target, clamp((zero - v) / (zero - target))),
                _ if v < target => (false, clamp((v - zero) / (target - zero))),
                _ if v <= upper => (true, 1.0),
                _ => (false, clamp(1.0 - (v - upper) / (target - zero))),
            };
            (met, made.score) = (Some(ok || near), Some(100.0 * share));
        }
        Some(CellState::Absent) => (met, made.score) = (Some(false), Some(0.0)),
        Some(CellState::NotApplicable { .. }) => made.applicable = 0,
        Some(CellState::NotObtained) | None => {}
    }
    made.assessed = usize::from(made.score.is_some());
    if made.applicable == 1 {
        (made.low, made.high) = (made.score.or(Some(0.0)), made.score.or(Some(100.0)));
    }
    if line["kind"] == "binding" {
        match (met, state) {
            (Some(true), _) => made.met = 1,
            (Some(false), _) => made.missed = 1,
            (_, Some(CellState::NotApplicable { confirmed: true })) => made.na = 1,
            _ => made.open = 1,
        }
    }
    Some(made)
}

fn naive_state(entries: &[Entry], community: &str, code: &str, round: u32, view: View) -> Option<CellState> {
    let fits = |e: &&Entry| e.community == community && e.indicator == code;
    if view == View::OnlyRound {
        return entries.iter().filter(fits).find(|e| e.round == round).map(|e| e.state);
    }
    let known: Vec<&Entry> = entries.iter().filter(fits).filter(|e| e.round <= round).collect();
    let settled = known.iter().filter(|e| e.state != CellState::NotObtained).max_by_key(|e| e.round);
    settled.or(known.first()).map(|e| e.state)
}

fn compare(row: &Row, naive: &Naive) -> Result<(), TestCaseError> {
    let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        (a, b) => a == b,
    };
    prop_assert!(close(row.score, naive.score), "{row:?} {naive:?}");
    prop_assert!(close(row.range.map(|r| r.low), naive.low), "{row:?} {naive:?}");
    prop_assert!(close(row.range.map(|r| r.high), naive.high), "{row:?} {naive:?}");
    prop_assert_eq!((row.assessed as usize, row.applicable as usize), (naive.assessed, naive.applicable));
    let Binding { met, missed, open, na } = row.binding;
    prop_assert_eq!((met, missed, open, na), (naive.met, naive.missed, naive.open, naive.na));
    let coverage = if naive.applicable == 0 { 0.0 } else { naive.assessed as f64 / naive.applicable as f64 };
    prop_assert!((row.coverage - coverage).abs() < 1e-12);
    let compliance = match (naive.missed, naive.open, naive.met) {
        (0, 0, 0) => None,
        (0, 0, _) => Some("met"),
        (0, ..) => Some("open"),
        _ => Some("not_met"),
    };
    prop_assert_eq!(row.compliance.map(Compliance::as_str), compliance);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn an_independent_computation_agrees(entries in random_entries(), round in 1_u32..4, only in any::<bool>()) {
        let view = if only { View::OnlyRound } else { View::AsOf };
        let scores = Cells::new(framework(), communities(), entries.clone()).scores(&[round], view);
        for (community, stage) in COMMUNITIES {
            let find = |level, code: &str| scores.get(level, code, community, round);
            let mut scenarios = Vec::new();
            for s in 1..=9 {
                let mut items = Vec::new();
                for i in 1.. {
                    let code = format!("{s}.{i}");
                    let of_item: Vec<&Line> = lines().iter().filter(|line| line["item"] == code).collect();
                    if of_item.is_empty() { break; }
                    let mut indicators = Vec::new();
                    for line in of_item {
                        let state = naive_state(&entries, community, &line["code"], round, view);
                        let naive = naive_indicator(line, stage, state);
                        let row = find(Level::Indicator, &line["code"]);
                        prop_assert_eq!(row.is_some(), naive.is_some());
                        if let (Some(row), Some(naive)) = (row, naive) {
                            compare(row, &naive)?;
                            indicators.push(naive);
                        }
                    }
                    let item = naive_mean(&indicators);
                    compare(find(Level::Item, &code).unwrap(), &item)?;
                    items.push(item);
                }
                let scenario = naive_mean(&items);
                compare(find(Level::Scenario, &s.to_string()).unwrap(), &scenario)?;
                scenarios.push(scenario);
            }
            compare(find(Level::Community, "").unwrap(), &naive_mean(&scenarios))?;
        }
    }

    #[test]
    fn the_order_of_entries_does_not_matter(mut entries in random_entries(), seed in any::<u64>()) {
        let first = Cells::new(framework(), communities(), entries.clone()).scores(&[1, 2, 3], View::AsOf);
        entries.sort_by_key(|e| {
            use std::hash::{DefaultHasher, Hash, Hasher};
            let mut hasher = DefaultHasher::new();
            (seed, &e.community, e.round, &e.indicator).hash(&mut hasher);
            hasher.finish()
        });
        // Equal to the last bit, not merely close.
        prop_assert_eq!(first, Cells::new(framework(), communities(), entries).scores(&[1, 2, 3], View::AsOf));
    }

    #[test]
    fn every_result_keeps_its_bounds(entries in random_entries()) {
        for row in &Cells::new(framework(), communities(), entries).scores(&[3], View::AsOf).rows {
            prop_assert!((0.0..=1.0).contains(&row.coverage));
            prop_assert_eq!(row.score.is_some(), row.assessed > 0);
            prop_assert_eq!(row.range.is_some(), row.applicable > 0);
            if let (Some(score), Some(range)) = (row.score, row.range) {
                prop_assert!((0.0..=100.0).contains(&score), "{:?}", row);
                // What is missing may turn out to be just like what is known, so the score lies in the range.
                prop_assert!(range.low <= score + 1e-9 && score <= range.high + 1e-9, "{:?}", row);
                if row.assessed == row.applicable {
                    prop_assert_eq!((range.low, range.high), (score, score));
                }
            }
        }
    }

    #[test]
    fn at_least_and_at_most_mirror_each_other(zero in -500_i64..500, way in 1_i64..500, v in -2_000_i64..2_000) {
        let text = |n: i64| n.to_string();
        let up = indicator(Direction::AtLeast, &text(zero), &text(zero + way), None);
        let down = indicator(Direction::AtMost, &text(-zero), &text(-zero - way), None);
        let tenth = |n: i64| Ratio::new(i128::from(n), 2).unwrap();
        prop_assert_eq!(score(&up, Stage::Built, tenth(v)), score(&down, Stage::Built, tenth(-v)));
        prop_assert_eq!(
            is_met(&up, Stage::Built, CellState::Value(tenth(v))),
            is_met(&down, Stage::Built, CellState::Value(tenth(-v)))
        );
    }

    #[test]
    fn a_target_met_is_a_hundred_and_the_reverse(share in 0_u16..=1000, n in 0..115_usize) {
        let (indicator, line) = (&framework().indicators[n], &lines()[n]);
        let stage = indicator.applies[0];
        let v = placed(line, share);
        let met = is_met(indicator, stage, CellState::Value(v)).unwrap();
        let score = score(indicator, stage, v).unwrap();
        prop_assert_eq!(met, (score - 100.0).abs() < f64::EPSILON, "{} {:?} {}", indicator.code, v, score);
    }
}
