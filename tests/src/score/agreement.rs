//! How well two people agree, computed a second time from `list readings --json` and the CSV files.

use super::survey::Survey;
use serde_json::Value;
use std::collections::BTreeMap;

/// The order in which types are listed.
const TYPES: [&str; 5] = ["yes_no", "count", "percent", "number", "rating"];

/// Is one pair: the states, the values where both are values, and the indicator's tolerance and way to its target.
struct Pair {
    states: [String; 2],
    values: Option<[f64; 2]>,
    tolerance: f64,
    way: f64,
}

/// Compares `concordance` of `scores --json` with the readings of the round; gives how many pairs there were.
pub fn compare_agreement(given: &Value, survey: &Survey, readings: &[Value], round: u64) -> usize {
    let mut pairs: BTreeMap<&str, Vec<Pair>> = BTreeMap::new();
    for row in readings.iter().filter(|row| row["round"] == round && row["second"].is_object()) {
        let (code, community) =
            (row["indicator"].as_str().expect("a code"), row["community"].as_str().expect("a code"));
        let indicator = survey.indicators.iter().find(|one| one["code"] == code).expect("an indicator");
        let column = |name: &str| indicator[name].parse::<f64>().unwrap_or(0.0);
        let target = column(&format!("target_{}", survey.stage(community)));
        let state = |side: &str| row[side]["state"].as_str().expect("a state").to_owned();
        let value = |side: &str| row[side]["value"].as_f64();
        pairs.entry(indicator["value_type"].as_str()).or_default().push(Pair {
            states: ["first", "second"].map(state),
            values: value("first").zip(value("second")).map(|(first, second)| [first, second]),
            tolerance: column("tolerance"),
            way: (target - column("zero_at")).abs(),
        });
    }
    let rows = given["concordance"].as_array().expect("a list");
    let types: Vec<&str> = rows.iter().map(|row| row["value_type"].as_str().expect("a type")).collect();
    let mine: Vec<&str> = TYPES.into_iter().filter(|one| pairs.contains_key(one)).collect();
    assert_eq!(types, mine, "round {round}: the types that were read twice");
    for row in rows {
        let name = row["value_type"].as_str().expect("a type");
        let own = &pairs[name];
        assert_eq!(row["readings"].as_u64(), Some(own.len() as u64), "{name}");
        let agreeing = own.iter().filter(|pair| agree(pair)).count();
        assert_eq!(row["agreeing"].as_u64(), Some(agreeing as u64), "{name}");
        let coefficient = if name == "yes_no" { kappa(own) } else { alpha(own) };
        match (row["value"].as_f64(), coefficient) {
            (Some(given), Some(mine)) => assert!((given - mine).abs() < 1e-9, "{name}: {given} but computed {mine}"),
            (given, mine) => assert_eq!(given, mine, "{name}"),
        }
    }
    pairs.values().map(Vec::len).sum()
}

fn agree(pair: &Pair) -> bool {
    match pair.values {
        Some([first, second]) => (first - second).abs() <= pair.tolerance + 1e-9,
        None => pair.states[0] == pair.states[1],
    }
}

/// Cohen's kappa over what each said: (p − e) / (1 − e).
fn kappa(pairs: &[Pair]) -> Option<f64> {
    let said = |pair: &Pair, side: usize| match pair.values {
        Some(values) => format!("{}", values[side]),
        None => pair.states[side].clone(),
    };
    let n = pairs.len() as f64;
    let share = |side: usize, word: &str| pairs.iter().filter(|pair| said(pair, side) == word).count() as f64 / n;
    let words: std::collections::BTreeSet<String> =
        pairs.iter().flat_map(|pair| [said(pair, 0), said(pair, 1)]).collect();
    let by_chance: f64 = words.iter().map(|word| share(0, word) * share(1, word)).sum();
    let equal = pairs.iter().filter(|pair| said(pair, 0) == said(pair, 1)).count() as f64 / n;
    (by_chance < 1.0 - 1e-12).then(|| (equal - by_chance) / (1.0 - by_chance))
}

/// Krippendorff's alpha of interval data, from the coincidences: 1 − observed / expected disagreement.
fn alpha(pairs: &[Pair]) -> Option<f64> {
    let valued: Vec<[f64; 2]> =
        pairs.iter().filter_map(|pair| pair.values.map(|values| values.map(|value| value / pair.way))).collect();
    let all: Vec<f64> = valued.iter().flatten().copied().collect();
    let apart = |a: f64, b: f64| (a - b) * (a - b);
    let observed = valued.iter().map(|[a, b]| apart(*a, *b)).sum::<f64>() / valued.len() as f64;
    let mut expected = 0.0;
    for (place, a) in all.iter().enumerate() {
        expected += all[place + 1..].iter().map(|b| apart(*a, *b)).sum::<f64>();
    }
    expected /= (all.len() * (all.len().saturating_sub(1))) as f64 / 2.0;
    (expected > 0.0).then(|| 1.0 - observed / expected)
}
