//! An independent computation of scores: from `list assessments --json` and the CSV files alone, by the framework's README.
//!
//! It shares no line with the product. Doubles suffice here: the results are compared to 1e-9, and targets are met with a
//! tolerance of 1e-9, far below any step a legal value can take.

mod agreement;
mod beyond;
mod chance;
mod survey;

pub use agreement::compare_agreement;
pub use beyond::compare_beyond;
pub use survey::Survey;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Row = BTreeMap<String, String>;

/// Reads one CSV file of a framework.
pub fn table(framework: &Path, name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(framework.join(name)).expect("a CSV file of the framework");
    reader.deserialize().map(|row| row.expect("a well-formed row")).collect()
}

/// Names a row of the result: level, code (empty for a community), community.
pub type Place = (String, String, String);

/// Holds what one row of `scores --json` must say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected {
    pub score: Option<f64>,
    pub coverage: Option<f64>,
    pub from_round: Option<u64>,
    /// met, missed, open, not applicable
    pub binding: [u64; 4],
    pub compliance: Option<&'static str>,
    weight: f64,
    /// assessed, applicable
    counts: [u64; 2],
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Cell {
    Value(f64),
    Absent,
    NotApplicable,
}

/// Works out every row as of `round`, or with `only_round` from the values of that round alone.
pub fn expected(framework: &Path, assessments: &[Value], round: u64, only_round: bool) -> BTreeMap<Place, Expected> {
    let (scenarios, items, indicators) =
        (table(framework, "scenarios.csv"), table(framework, "items.csv"), table(framework, "indicators.csv"));
    let mut result = BTreeMap::new();
    for community in table(framework, "communities.csv") {
        let code = &community["code"];
        let mut children: BTreeMap<String, Vec<Expected>> = BTreeMap::new();
        for indicator in indicators.iter().filter(|i| i["applies"].split(';').any(|s| s == community["stage"])) {
            let (cell, from) = latest(assessments, code, &indicator["code"], round, only_round);
            let row = judge(indicator, &community["stage"], cell, from);
            children.entry(indicator["item"].clone()).or_default().push(row.clone());
            if cell != Some(Cell::NotApplicable) {
                result.insert(("indicator".into(), indicator["code"].clone(), code.clone()), row);
            }
        }
        let mut above: BTreeMap<String, Vec<Expected>> = BTreeMap::new();
        for item in &items {
            let row = mean(children.get(&item["code"]).map_or(&[], Vec::as_slice), &item["weight"]);
            above.entry(item["scenario"].clone()).or_default().push(row.clone());
            result.insert(("item".into(), item["code"].clone(), code.clone()), row);
        }
        let mut top = Vec::new();
        for scenario in &scenarios {
            let row = mean(&above[&scenario["code"]], &scenario["weight"]);
            top.push(row.clone());
            result.insert(("scenario".into(), scenario["code"].clone(), code.clone()), row);
        }
        result.insert(("community".into(), String::new(), code.clone()), mean(&top, "1"));
    }
    result
}

/// Finds the result of one cell: the latest value, absent or not applicable up to `round`.
fn latest(
    assessments: &[Value],
    community: &str,
    indicator: &str,
    round: u64,
    only_round: bool,
) -> (Option<Cell>, Option<u64>) {
    assessments
        .iter()
        .filter(|a| a["community"] == community && a["indicator"] == indicator)
        .filter(|a| a["round"].as_u64().is_some_and(|r| if only_round { r == round } else { r <= round }))
        .filter_map(|a| {
            let cell = match a["state"].as_str()? {
                "value" => Cell::Value(a["value"].as_f64().expect("a value has a number")),
                "absent" => Cell::Absent,
                "not_applicable" => Cell::NotApplicable,
                _ => return None,
            };
            Some((cell, a["round"].as_u64()?))
        })
        .max_by_key(|(_, round)| *round)
        .map_or((None, None), |(cell, round)| (Some(cell), Some(round)))
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} of {} is a number", row["code"]))
}

fn judge(indicator: &Row, stage: &str, cell: Option<Cell>, from: Option<u64>) -> Expected {
    let (target, zero) = (number(indicator, &format!("target_{stage}")), number(indicator, "zero_at"));
    let clamp = |x: f64| x.clamp(0.0, 1.0);
    let rising = |v: f64| 100.0 * clamp((v - zero) / (target - zero));
    let near = 1e-9;
    let (score, met) = match cell {
        Some(Cell::Value(v)) => match indicator["direction"].as_str() {
            "at_least" => (Some(rising(v)), v >= target - near),
            "at_most" => (Some(rising(v)), v <= target + near),
            "between" => {
                let upper = number(indicator, "target_upper");
                let score = if v < target {
                    rising(v)
                } else if v <= upper {
                    100.0
                } else {
                    100.0 * clamp(1.0 - (v - upper) / (target - zero))
                };
                (Some(score), v >= target - near && v <= upper + near)
            }
            other => panic!("unknown direction {other}"),
        },
        Some(Cell::Absent) => (Some(0.0), false),
        Some(Cell::NotApplicable) | None => (None, false),
    };
    let mut row = Expected {
        score,
        weight: number(indicator, "weight"),
        from_round: from,
        counts: [u64::from(score.is_some()), u64::from(cell != Some(Cell::NotApplicable))],
        ..Expected::default()
    };
    if indicator["kind"] == "binding" {
        let place = match cell {
            // “Not applicable” leaves the binding one open until somebody confirms it, which nobody did here.
            Some(Cell::NotApplicable) | None => 2,
            Some(_) => usize::from(!met),
        };
        row.binding[place] = 1;
    }
    finish(row)
}

fn mean(children: &[Expected], weight: &str) -> Expected {
    let mut row = Expected { weight: weight.parse().expect("a weight is a number"), ..Expected::default() };
    let (mut sum, mut weights) = (0.0, 0.0);
    for child in children {
        if let Some(score) = child.score {
            sum += child.weight * score;
            weights += child.weight;
        }
        for (mine, theirs) in row.binding.iter_mut().zip(child.binding) {
            *mine += theirs;
        }
        for (mine, theirs) in row.counts.iter_mut().zip(child.counts) {
            *mine += theirs;
        }
    }
    row.score = (weights > 0.0).then(|| sum / weights);
    finish(row)
}

/// Fills in coverage and compliance from the counts.
fn finish(mut row: Expected) -> Expected {
    let [assessed, applicable] = row.counts;
    row.coverage = (applicable > 0).then(|| assessed as f64 / applicable as f64);
    let [met, missed, open, _] = row.binding;
    row.compliance = match (met, missed, open) {
        (0, 0, 0) => None,
        (_, 0, 0) => Some("met"),
        (_, 0, _) => Some("open"),
        _ => Some("not_met"),
    };
    row
}

/// Compares `scores --json` with the own computation, row by row.
pub fn compare(scores: &Value, expected: &BTreeMap<Place, Expected>) {
    let mut seen = BTreeSet::new();
    for row in scores["scores"].as_array().expect("a list of scores") {
        let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let place = (text("level"), text("code"), text("community"));
        let Some(expected) = expected.get(&place) else { panic!("{place:?} is no row of the result") };
        let close = |field: &str, mine: Option<f64>| match (row[field].as_f64(), mine) {
            (None, None) => true,
            (Some(a), Some(b)) => (a - b).abs() <= 1e-9,
            _ => false,
        };
        assert!(close("score", expected.score), "{place:?}: score {} but computed {expected:?}", row["score"]);
        assert!(
            close("coverage", expected.coverage),
            "{place:?}: coverage {} but computed {expected:?}",
            row["coverage"]
        );
        assert_eq!(
            row["from_round"].as_u64(),
            expected.from_round.filter(|_| place.0 == "indicator"),
            "{place:?}: from_round"
        );
        let binding = ["met", "missed", "open", "na"].map(|k| row["binding"][k].as_u64().expect("a count"));
        assert_eq!(binding, expected.binding, "{place:?}: binding");
        assert_eq!(row["compliance"].as_str(), expected.compliance, "{place:?}: compliance");
        assert!(seen.insert(place.clone()), "{place:?} comes twice");
    }
    let missing: Vec<_> = expected.keys().filter(|p| !seen.contains(*p)).collect();
    assert!(missing.is_empty(), "rows are missing: {missing:?}");
}
