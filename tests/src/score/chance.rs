//! Tries the same sets of weights again.

use super::survey::{Leaf, Survey};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use serde_json::Value;
use std::collections::BTreeMap;

/// Compares how the communities stand over all sets of weights.
pub fn compare(given: &Value, survey: &Survey, leaves: &BTreeMap<&str, Vec<Leaf>>) {
    let stability = &given["stability"];
    let (seed, runs) = (stability["seed"].as_u64().expect("a seed"), stability["runs"].as_u64().expect("a number"));
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut factors = |count: usize| -> Vec<f64> {
        (0..count).map(|_| 0.8 + 0.4 * f64::from(dice.next_u32() >> 8) / f64::from(1 << 24)).collect()
    };
    let sets: Vec<[Vec<f64>; 3]> = (0..runs)
        .map(|_| {
            let scenarios = factors(survey.scenarios.len());
            let items = factors(survey.items.len());
            [scenarios, items, factors(survey.indicators.len())]
        })
        .collect();
    let rows = stability["rows"].as_array().expect("rows");
    assert!(rows.iter().any(|row| row["level"] == "community") && rows.iter().any(|row| row["level"] == "scenario"));
    let means: Vec<BTreeMap<&str, _>> = std::iter::once(None)
        .chain(sets.iter().map(Some))
        .map(|set| leaves.iter().map(|(code, own)| (*code, survey.means(own, set, |leaf| leaf.score))).collect())
        .collect();
    for row in rows {
        let level = if row["level"] == "community" { "community" } else { "scenario" };
        let place = (level, row["code"].as_str().unwrap_or_default().to_owned());
        let community = row["community"].as_str().expect("a community");
        let among: Vec<&str> = rows
            .iter()
            .filter(|other| other["level"] == row["level"] && other["code"] == row["code"])
            .filter_map(|other| other["community"].as_str())
            .collect();
        let tried: Vec<(f64, u64)> = means
            .iter()
            .map(|means| {
                let score = means[community][&place];
                let better = among.iter().filter(|other| means[*other][&place] > score).count() as u64;
                (score, better + 1)
            })
            .collect();
        let what = format!("{place:?} {community}");
        let low = tried.iter().map(|(score, _)| *score).fold(f64::MAX, f64::min);
        let high = tried.iter().map(|(score, _)| *score).fold(f64::MIN, f64::max);
        let kept = tried[1..].iter().filter(|(_, at)| *at == tried[0].1).count() as f64 / runs as f64;
        for (field, mine) in [("low", low), ("high", high), ("kept", kept)] {
            let given = row[field].as_f64().expect("a number");
            // Two scores that are equal but for their last bit may change places.
            let close = if field == "kept" { 0.003 } else { 1e-9 };
            assert!((given - mine).abs() <= close, "{what}: {field} {given} but computed {mine}");
        }
        assert_eq!(row["place"].as_u64(), Some(tried[0].1), "{what}");
        assert_eq!(row["best"].as_u64(), tried.iter().map(|(_, at)| *at).min(), "{what}");
        assert_eq!(row["worst"].as_u64(), tried.iter().map(|(_, at)| *at).max(), "{what}");
    }
}
