//! Compares what stands beside the scores with a second computation, by `docs/scores.md`.

use super::survey::{Leaf, Survey};
use super::{chance, number};
use serde_json::Value;
use std::collections::BTreeMap;

const LEAST: f64 = 70.0;

fn near(given: &Value, mine: f64, what: &str) {
    let given = given.as_f64().unwrap_or_else(|| panic!("{what}: {given} where {mine} was computed"));
    assert!((given - mine).abs() <= 1e-9, "{what}: {given} but computed {mine}");
}

fn text(row: &Value, field: &str) -> String {
    row[field].as_str().unwrap_or_default().to_owned()
}

fn near_ends(given: &Value, mine: Option<(f64, f64)>, what: &str) {
    let Some((low, high)) = mine else {
        assert!(given.is_null(), "{what}: {given} where there is none");
        return;
    };
    near(&given["low"], low, what);
    near(&given["high"], high, what);
}

/// Compares everything in `scores --json` that goes beyond the scores themselves, as of `round`.
pub fn compare_beyond(given: &Value, survey: &Survey, round: u64) {
    let codes: Vec<String> = survey.communities.iter().map(|row| row["code"].clone()).collect();
    let leaves: BTreeMap<&str, Vec<Leaf>> =
        codes.iter().map(|code| (code.as_str(), survey.leaves(code, round))).collect();
    let rows = given["scores"].as_array().expect("rows");
    for row in rows {
        compare_row(row, survey, &leaves[row["community"].as_str().expect("a community")], round);
    }
    compare_ranks(rows);
    compare_changes(given, survey, &leaves, round);
    compare_gaps(given, survey, &leaves);
    compare_stages(given, survey, rows);
    compare_outliers(given, survey, &leaves, round);
    // Every set of weights once more takes long, and the last round has the most values.
    if round == 3 {
        chance::compare(given, survey, &leaves);
    }
}

/// Gives the leaves under a row.
fn below<'a>(row: &Value, survey: &Survey, leaves: &'a [Leaf]) -> Vec<&'a Leaf> {
    let code = text(row, "code");
    let inside = |leaf: &&Leaf| match row["level"].as_str() {
        Some("community") => true,
        Some("scenario") => survey.scenarios[leaf.scenario]["code"] == code,
        Some("item") => survey.items[leaf.item]["code"] == code,
        _ => survey.indicators[leaf.indicator]["code"] == code,
    };
    leaves.iter().filter(inside).collect()
}

/// Gives the mean of a row from a number picked of each leaf.
fn mean(row: &Value, survey: &Survey, leaves: &[Leaf], pick: impl Fn(&Leaf) -> Option<f64>) -> Option<f64> {
    let code = text(row, "code");
    if row["level"] == "indicator" {
        return leaves.iter().find(|leaf| survey.indicators[leaf.indicator]["code"] == code).and_then(pick);
    }
    let level = ["community", "scenario", "item"].into_iter().find(|level| row["level"] == *level)?;
    survey.means(leaves, None, pick).get(&(level, code)).copied()
}

fn compare_row(row: &Value, survey: &Survey, leaves: &[Leaf], round: u64) {
    let what = format!("{} {} {}", row["level"], row["code"], row["community"]);
    let own = below(row, survey, leaves);
    let applicable = own.iter().filter(|leaf| leaf.applicable()).count();
    let assessed = own.iter().filter(|leaf| leaf.score.is_some()).count();
    let enough = applicable > 0 && assessed as f64 * 100.0 >= LEAST * applicable as f64;
    assert_eq!(row["enough"], enough, "{what}: enough");
    let filled = |with: f64| mean(row, survey, leaves, |leaf| leaf.score.or(Some(with)));
    near_ends(&row["range"], filled(0.0).zip(filled(100.0)), &format!("{what}: range"));
    near_ends(&row["interval"], interval(row, survey, leaves, &own), &format!("{what}: interval"));
    let side = |of: fn(f64, f64) -> f64| {
        mean(row, survey, leaves, |leaf| leaf.score.into_iter().chain(leaf.sides.iter().copied()).reduce(of))
    };
    let sides = side(f64::min).zip(side(f64::max)).filter(|(low, high)| high - low > 1e-12);
    near_ends(&row["sides"], sides, &format!("{what}: sides"));
    let binding = |is: &dyn Fn(&Leaf) -> bool| -> Vec<String> {
        let named = own.iter().filter(|leaf| survey.indicators[leaf.indicator]["kind"] == "binding" && is(leaf));
        named.map(|leaf| survey.indicators[leaf.indicator]["code"].clone()).collect()
    };
    assert_eq!(row["missed"], Value::from(binding(&|leaf| leaf.met == Some(false))), "{what}: missed");
    assert_eq!(row["open"], Value::from(binding(&|leaf| leaf.met.is_none())), "{what}: open");
    compare_plan(row, survey, &own, round, &what);
    if let [leaf] = own.as_slice()
        && row["level"] == "indicator"
    {
        let result = &row["result"];
        assert_eq!(result["state"].as_str(), leaf.state.as_deref(), "{what}: state");
        assert_eq!(result["met"].as_bool(), leaf.met, "{what}: met");
        assert_eq!(result["value"].as_f64(), leaf.value, "{what}: value");
        assert_eq!(result["numerator"].as_f64().zip(result["denominator"].as_f64()), leaf.pair, "{what}: pair");
    }
}

/// Moves each leaf by a point to see what part of the mean it has, and adds the ways of all by squares.
fn interval(row: &Value, survey: &Survey, leaves: &[Leaf], own: &[&Leaf]) -> Option<(f64, f64)> {
    let score = mean(row, survey, leaves, |leaf| leaf.score)?;
    let (mut down, mut up) = (0.0, 0.0);
    for leaf in own {
        let Some(((low, high), at)) = leaf.ends.zip(leaf.score) else { continue };
        let moved = mean(row, survey, leaves, |other| {
            other.score.map(|score| if other.indicator == leaf.indicator { score + 1.0 } else { score })
        });
        let part = moved? - score;
        down += (part * (at - low)).powi(2);
        up += (part * (high - at)).powi(2);
    }
    (down + up > 0.0).then(|| ((score - down.sqrt()).max(0.0), (score + up.sqrt()).min(100.0)))
}

fn compare_plan(row: &Value, survey: &Survey, own: &[&Leaf], round: u64, what: &str) {
    let community = row["community"].as_str().expect("a community");
    let stage = survey.stage(community);
    let scope = &survey.rounds.iter().find(|known| known["number"] == round.to_string()).expect("the round")["scope"];
    let mut counts = [0_u64; 3];
    for leaf in own {
        let indicator = &survey.indicators[leaf.indicator];
        let before = survey.recorded(community, &indicator["code"], round - 1);
        let said: Vec<&&Value> = before.iter().filter(|row| row["state"] != "not_obtained").collect();
        let asked = match scope.as_str() {
            "all" => true,
            "missing_and_missed" => said.first().is_none_or(|row| match row["state"].as_str() {
                Some("value") => !survey.judge(leaf.indicator, stage, row["value"].as_f64().expect("a value")).1,
                state => state == Some("absent"),
            }),
            _ => {
                let all = survey.recorded(community, &indicator["code"], 99);
                let changed = said
                    .windows(2)
                    .any(|pair| pair[0]["state"] != pair[1]["state"] || pair[0]["value"] != pair[1]["value"]);
                indicator["kind"] == "binding" || changed || all.iter().any(|row| row["conflict"] == true)
            }
        };
        let now = survey.recorded(community, &indicator["code"], round).into_iter().find(|row| row["round"] == round);
        match now.and_then(|row| row["state"].as_str()).filter(|_| asked) {
            Some("not_applicable") => continue,
            Some("not_obtained") => counts[2] += 1,
            Some(_) => counts[1] += 1,
            None => {}
        }
        counts[0] += u64::from(asked);
    }
    let given = ["planned", "assessed", "not_obtained"].map(|field| row["plan"][field].as_u64().unwrap_or(0));
    assert_eq!(given, counts, "{what}: plan");
    assert_eq!(row["plan"]["coverage"].is_null(), counts[0] == 0, "{what}: coverage of the plan");
    if counts[0] > 0 {
        near(&row["plan"]["coverage"], counts[1] as f64 / counts[0] as f64, what);
    }
}

/// Counts for each community how many are surely better and how many surely worse.
fn compare_ranks(rows: &[Value]) {
    for row in rows {
        let what = format!("rank of {} {} {}", row["level"], row["code"], row["community"]);
        let compared = row["level"] != "indicator" && row["enough"] == true && row["score"].is_number();
        assert_eq!(row["rank"].is_object(), compared, "{what}");
        if !compared {
            continue;
        }
        let ends = |row: &Value| {
            let score = row["score"].as_f64().expect("a score");
            (row["interval"]["low"].as_f64().unwrap_or(score), row["interval"]["high"].as_f64().unwrap_or(score))
        };
        let (low, high) = ends(row);
        let (mut better, mut worse, mut of) = (0, 0, 0);
        for other in rows.iter().filter(|other| other["level"] == row["level"] && other["code"] == row["code"]) {
            if other["enough"] == true && other["score"].is_number() {
                of += 1;
                better += u64::from(ends(other).0 > high);
                worse += u64::from(ends(other).1 < low);
            }
        }
        let given = ["first", "last", "of"].map(|field| row["rank"][field].as_u64().expect("a number"));
        assert_eq!(given, [better + 1, of - worse, of], "{what}");
    }
}

/// Takes both means over the cells that have a score in both results.
fn compare_changes(given: &Value, survey: &Survey, now: &BTreeMap<&str, Vec<Leaf>>, round: u64) {
    let changes = given["changes"].as_array().expect("changes");
    if round == 1 {
        assert!(given["since"].is_null() && changes.is_empty(), "nothing comes before the first round");
        return;
    }
    assert_eq!(given["since"], round - 1);
    let mut expected = 0;
    for (community, after) in now {
        let before = survey.leaves(community, round - 1);
        let old = |leaf: &Leaf| before.iter().find(|old| old.indicator == leaf.indicator).and_then(|old| old.score);
        let both: Vec<Leaf> =
            after.iter().filter(|leaf| leaf.score.is_some() && old(leaf).is_some()).cloned().collect();
        let (was, is) = (survey.means(&both, None, old), survey.means(&both, None, |leaf| leaf.score));
        expected += is.len() + both.len();
        for change in changes.iter().filter(|change| change["community"] == *community) {
            let what = format!("change of {} {} {community}", change["level"], change["code"]);
            let code = text(change, "code");
            if change["level"] == "indicator" {
                let leaf = both.iter().find(|leaf| survey.indicators[leaf.indicator]["code"] == code).expect(&what);
                near(&change["before"], old(leaf).expect("a score"), &what);
                near(&change["after"], leaf.score.expect("a score"), &what);
                continue;
            }
            let level = ["community", "scenario", "item"].into_iter().find(|level| change["level"] == *level);
            let place = (level.expect("a level"), code);
            near(&change["before"], was[&place], &what);
            near(&change["after"], is[&place], &what);
            assert_eq!(change["cells"].as_u64(), Some(below(change, survey, &both).len() as u64), "{what}");
        }
    }
    assert_eq!(changes.len(), expected, "a change for everything that has cells in both");
}

/// Closes each gap to see what the community gains, and tries out how many units a percentage needs.
fn compare_gaps(given: &Value, survey: &Survey, leaves: &BTreeMap<&str, Vec<Leaf>>) {
    let gaps = given["gaps"].as_array().expect("gaps");
    let missed: usize = leaves.values().flatten().filter(|leaf| leaf.met == Some(false)).count();
    assert_eq!(gaps.len(), missed, "a gap for every target missed");
    let mut before: Option<(&str, bool, f64)> = None;
    for gap in gaps {
        let community = gap["community"].as_str().expect("a community");
        let what = format!("gap {} {community}", gap["indicator"]);
        let own = &leaves[community];
        let leaf = own.iter().find(|leaf| gap["indicator"] == survey.indicators[leaf.indicator]["code"]).expect(&what);
        let row = &survey.indicators[leaf.indicator];
        let whole = |pick: &dyn Fn(&Leaf) -> Option<f64>| survey.means(own, None, pick)[&("community", String::new())];
        let closed = |other: &Leaf| if other.indicator == leaf.indicator { Some(100.0) } else { other.score };
        let gain = whole(&closed) - whole(&|leaf| leaf.score);
        near(&gap["gain"], gain, &what);
        near(&gap["distance"], 100.0 - leaf.score.expect("a score"), &what);
        let binding = row["kind"] == "binding";
        assert_eq!(gap["binding"], binding, "{what}");
        if let Some((last, was_binding, last_gain)) = before.filter(|(last, ..)| *last == community) {
            assert!(was_binding >= binding, "{what}: binding first, after {last}");
            assert!(was_binding != binding || last_gain >= gain - 1e-9, "{what}: the weightiest first");
        }
        before = Some((community, binding, gain));
        assert_eq!(gap["remedy_zh"], row["remedy_zh"].as_str(), "{what}");
        assert!(
            survey.cases.iter().any(|case| case["scenario"] == survey.scenarios[leaf.scenario]["code"]
                && gap["case"]["title_en"] == case["title_en"].as_str()),
            "{what}: a case of its scenario"
        );
        compare_need(gap, survey, leaf, survey.stage(community), &what);
    }
}

fn compare_need(gap: &Value, survey: &Survey, leaf: &Leaf, stage: &str, what: &str) {
    let row = &survey.indicators[leaf.indicator];
    let Some((_, of)) = leaf.pair.filter(|_| row["value_type"] == "percent" && row["direction"] != "between") else {
        assert!(gap["needs"].is_null(), "{what}: {}", gap["needs"]);
        return;
    };
    let meets = |units: &u64| survey.judge(leaf.indicator, stage, number(row, "factor") * *units as f64 / of).1;
    let at_least = row["direction"] == "at_least";
    let mut tried = 0..=of as u64;
    let units = if at_least { tried.find(meets) } else { tried.rev().find(meets) };
    assert_eq!(gap["needs"]["units"].as_u64(), units, "{what}: {row:?}");
    assert_eq!(gap["needs"]["at_least"], at_least, "{what}");
    assert_eq!(gap["needs"]["of"].as_f64(), Some(of), "{what}");
}

fn compare_stages(given: &Value, survey: &Survey, rows: &[Value]) {
    let stages = given["stages"].as_array().expect("stages");
    assert!(!stages.is_empty());
    for mean in stages {
        let of = |row: &&Value| {
            row["level"] == mean["level"]
                && row["code"] == mean["code"]
                && row["rank"].is_object()
                && survey.stage(row["community"].as_str().expect("a community")) == mean["stage"]
        };
        let scores: Vec<f64> = rows.iter().filter(of).filter_map(|row| row["score"].as_f64()).collect();
        assert_eq!(mean["communities"].as_u64(), Some(scores.len() as u64), "{mean}");
        near(&mean["score"], scores.iter().sum::<f64>() / scores.len() as f64, "mean of a stage");
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2])
}

fn compare_outliers(given: &Value, survey: &Survey, leaves: &BTreeMap<&str, Vec<Leaf>>, round: u64) {
    let outliers = given["outliers"].as_array().expect("outliers");
    let find = |kind: &str, community: &str, indicator: &str| {
        outliers
            .iter()
            .find(|row| row["kind"] == kind && row["community"] == community && row["indicator"] == indicator)
    };
    let mut expected = 0;
    for (n, indicator) in survey.indicators.iter().enumerate().filter(|(_, row)| row["value_type"] != "yes_no") {
        let of = |(community, leaves): (&&str, &Vec<Leaf>)| {
            let leaf = leaves.iter().find(|leaf| leaf.indicator == n)?;
            Some(((*community).to_owned(), leaf.value?, leaf.from?))
        };
        let values: Vec<(String, f64, u64)> = leaves.iter().filter_map(of).collect();
        let numbers: Vec<f64> = values.iter().map(|(_, value, _)| *value).collect();
        for (community, value, from) in &values {
            let what = format!("{} in {community}", indicator["code"]);
            if numbers.len() >= 5 {
                let middle = median(numbers.clone());
                let ways: Vec<f64> = numbers.iter().map(|value| (value - middle).abs()).collect();
                let mad = median(ways.clone());
                let unit =
                    if mad > 1e-12 { mad / 0.6745 } else { 1.253_314 * ways.iter().sum::<f64>() / ways.len() as f64 };
                let z = if unit > 0.0 { (value - middle) / unit } else { 0.0 };
                let given = find("communities", community, &indicator["code"]);
                assert_eq!(given.is_some(), z.abs() > 3.5, "{what}: z {z}");
                if let Some(row) = given {
                    expected += 1;
                    assert!((row["z"].as_f64().expect("z") - z).abs() < 1e-9 * z.abs().max(1.0), "{what}");
                    near(&row["median"], middle, &what);
                }
            }
            let earlier = survey.recorded(community, &indicator["code"], from - 1);
            let before =
                earlier.iter().find(|row| row["state"] != "not_obtained").and_then(|row| row["value"].as_f64());
            let stage = survey.stage(community);
            let way = number(indicator, &format!("target_{stage}")) - number(indicator, "zero_at");
            let change = before.map(|before| ((value - before) / way).abs()).filter(|change| *change > 0.5 + 1e-12);
            let given = find("rounds", community, &indicator["code"]);
            assert_eq!(given.is_some(), change.is_some(), "{what}: change {change:?} up to round {round}");
            if let Some((row, change)) = given.zip(change) {
                expected += 1;
                near(&row["change"], change, &what);
            }
        }
    }
    assert_eq!(outliers.len(), expected, "nothing else is out of line");
}
