//! What the second computation starts from: lists as JSON and the CSV files, and the leaves they make.

use super::{Row, number, table};
use crate::program::{Laptop, draft};
use serde_json::Value;
use std::collections::BTreeMap;

/// Holds what a survey says of itself, and its framework.
#[derive(Debug)]
pub struct Survey {
    pub scenarios: Vec<Row>,
    pub items: Vec<Row>,
    pub indicators: Vec<Row>,
    pub communities: Vec<Row>,
    pub rounds: Vec<Row>,
    pub cases: Vec<Row>,
    pub assessments: Vec<Value>,
    pub observations: Vec<Value>,
    pub units: Vec<Value>,
    pub conflicts: Vec<Value>,
}

/// Is one applicable indicator of a community as of a round.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Places in the tables.
    pub indicator: usize,
    pub item: usize,
    pub scenario: usize,
    pub state: Option<String>,
    pub value: Option<f64>,
    pub from: Option<u64>,
    pub pair: Option<(f64, f64)>,
    pub score: Option<f64>,
    pub met: Option<bool>,
    /// Ends of the interval of its score.
    pub ends: Option<(f64, f64)>,
    /// Scores of all sides of its conflicts.
    pub sides: Vec<f64>,
}

impl Leaf {
    pub fn applicable(&self) -> bool {
        self.state.as_deref() != Some("not_applicable")
    }
}

/// Takes a weighted mean of leaves: by node of one level, from `pick`.
pub type Means = BTreeMap<(&'static str, String), f64>;

impl Survey {
    /// Asks a laptop for everything.
    pub fn of(laptop: &Laptop) -> Self {
        let csv = |name: &str| table(&draft(), name);
        Self {
            scenarios: csv("scenarios.csv"),
            items: csv("items.csv"),
            indicators: csv("indicators.csv"),
            communities: csv("communities.csv"),
            rounds: csv("rounds.csv"),
            cases: csv("cases.csv"),
            assessments: laptop.rows("list DIR assessments"),
            observations: laptop.rows("list DIR observations"),
            units: laptop.rows("unit list DIR"),
            conflicts: laptop.rows("list DIR conflicts"),
        }
    }

    pub fn stage(&self, community: &str) -> &str {
        &self.communities.iter().find(|row| row["code"] == community).expect("a community")["stage"]
    }

    /// Gives everything recorded in a cell up to a round, the latest first.
    pub fn recorded<'a>(&'a self, community: &'a str, indicator: &'a str, round: u64) -> Vec<&'a Value> {
        let of = |row: &&Value| {
            row["community"] == community
                && row["indicator"] == indicator
                && row["round"].as_u64().unwrap_or(99) <= round
        };
        let mut rows: Vec<&Value> = self.assessments.iter().filter(of).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row["round"].as_u64()));
        rows
    }

    /// Gives the score of a value, and whether it meets the target.
    pub fn judge(&self, indicator: usize, stage: &str, value: f64) -> (f64, bool) {
        let row = &self.indicators[indicator];
        let (target, zero) = (number(row, &format!("target_{stage}")), number(row, "zero_at"));
        let clamp = |share: f64| 100.0 * share.clamp(0.0, 1.0);
        let rising = clamp((value - zero) / (target - zero));
        match row["direction"].as_str() {
            "at_least" => (rising, value >= target - 1e-9),
            "at_most" => (rising, value <= target + 1e-9),
            _ => {
                let upper = number(row, "target_upper");
                let above = clamp(1.0 - (value - upper) / (target - zero));
                let score = if value < target {
                    rising
                } else if value <= upper {
                    100.0
                } else {
                    above
                };
                (score, value >= target - 1e-9 && value <= upper + 1e-9)
            }
        }
    }

    /// Works out the leaves of a community as of a round.
    pub fn leaves(&self, community: &str, round: u64) -> Vec<Leaf> {
        let stage = self.stage(community).to_owned();
        let applies = |row: &Row| row["applies"].split(';').any(|word| word == stage);
        let leaf = |(n, row): (usize, &Row)| self.leaf(community, &stage, n, row, round);
        self.indicators.iter().enumerate().filter(|(_, row)| applies(row)).map(leaf).collect()
    }

    fn leaf(&self, community: &str, stage: &str, n: usize, row: &Row, round: u64) -> Leaf {
        let recorded = self.recorded(community, &row["code"], round);
        let said = |row: &&&Value| row["state"] != "not_obtained";
        let found = recorded.iter().find(said).or(recorded.first()).copied();
        let state = found.and_then(|row| row["state"].as_str()).map(str::to_owned);
        let value = found.and_then(|row| row["value"].as_f64());
        let judged = value.map(|value| self.judge(n, stage, value));
        let absent = state.as_deref() == Some("absent");
        let item = self.items.iter().position(|item| item["code"] == row["item"]).expect("its item");
        let scenario = self
            .scenarios
            .iter()
            .position(|known| known["code"] == self.items[item]["scenario"])
            .expect("its scenario");
        let pair = found.and_then(|row| Some((row["numerator"].as_f64()?, row["denominator"].as_f64()?)));
        let from = found.and_then(|row| row["round"].as_u64());
        Leaf {
            indicator: n,
            item,
            scenario,
            pair,
            from,
            value,
            score: judged.map(|(score, _)| score).or(absent.then_some(0.0)),
            met: judged.map(|(_, met)| met).or(absent.then_some(false)),
            ends: found.and_then(|found| self.ends(found, n, stage, pair?)),
            sides: self.sides(community, n, stage, from.unwrap_or(1)..=round),
            state,
        }
    }

    /// Gives the lowest and the highest score inside Wilson's interval, found by looking at 2,000 values in it.
    fn ends(&self, found: &Value, n: usize, stage: &str, (a, b): (f64, f64)) -> Option<(f64, f64)> {
        let row = &self.indicators[n];
        let computed = found["computed"] == true;
        let there = |unit: &&Value| {
            unit["community"] == found["community"]
                && unit["list"] == row["list"].as_str()
                && (unit["state"] == "in" || unit["state"] == "reserve")
        };
        let drawn = match row["method"].as_str() {
            "questionnaire" => true,
            _ => computed && (self.units.iter().filter(there).count() as f64) > b,
        };
        if row["value_type"] != "percent" || !drawn {
            return None;
        }
        let (low, high) = wilson(a, b);
        let factor = number(row, "factor");
        let at = |step: u32| low + (high - low) * f64::from(step) / 2000.0;
        let scores = (0..=2000).map(|step| self.judge(n, stage, factor * at(step)).0);
        Some(scores.fold((f64::MAX, f64::MIN), |(least, most), score| (least.min(score), most.max(score))))
    }

    /// Gives the score of each side of the conflicts about a cell.
    fn sides(&self, community: &str, n: usize, stage: &str, rounds: std::ops::RangeInclusive<u64>) -> Vec<f64> {
        let about = |row: &&Value| {
            row["community"] == community
                && row["indicator"] == self.indicators[n]["code"].as_str()
                && row["round"].as_u64().is_some_and(|round| rounds.contains(&round))
        };
        let mut scores = Vec::new();
        for conflict in
            self.conflicts.iter().filter(about).filter(|row| row["field"] == "value" || row["field"] == "result")
        {
            for head in conflict["heads"].as_array().expect("heads") {
                if head["state"] == "absent" {
                    scores.push(0.0);
                } else if let Some(value) = head["value"].as_f64() {
                    let unit = conflict["key"].as_str().and_then(|key| key.split('/').nth(3));
                    let value = unit.map_or(value, |unit| self.settled(conflict, n, unit, value));
                    scores.push(self.judge(n, stage, value).0);
                }
            }
        }
        scores
    }

    /// Gives what a share or a count comes to where one unit has another value.
    fn settled(&self, conflict: &Value, n: usize, unit: &str, value: f64) -> f64 {
        let of = |row: &&Value| ["community", "round", "indicator"].iter().all(|field| row[field] == conflict[field]);
        let values: Vec<f64> = self
            .observations
            .iter()
            .filter(of)
            .filter_map(|row| if row["unit"] == unit { Some(value) } else { row["value"].as_f64() })
            .collect();
        let sum: f64 = values.iter().sum();
        match self.indicators[n]["aggregate"].as_str() {
            "share" => 100.0 * sum / values.len() as f64,
            "count" | "sum" => sum,
            "mean" => sum / values.len() as f64,
            other => panic!("a conflict at a unit of {other} is not expected here"),
        }
    }

    /// Takes the means of a picked number, level by level, by weights that may differ from the framework's.
    pub fn means(
        &self,
        leaves: &[Leaf],
        factors: Option<&[Vec<f64>; 3]>,
        pick: impl Fn(&Leaf) -> Option<f64>,
    ) -> Means {
        let weight = |rows: &[Row], level: usize, place: usize| {
            number(&rows[place], "weight") * factors.map_or(1.0, |factors| factors[level][place])
        };
        let mut items: BTreeMap<usize, (f64, f64, usize)> = BTreeMap::new();
        for leaf in leaves.iter().filter(|leaf| leaf.applicable()) {
            let Some(found) = pick(leaf) else { continue };
            let w = weight(&self.indicators, 2, leaf.indicator);
            let sum = items.entry(leaf.item).or_insert((0.0, 0.0, leaf.scenario));
            (sum.0, sum.1) = (sum.0 + w * found, sum.1 + w);
        }
        let mut means = Means::new();
        let mut scenarios: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for (item, (sum, total, scenario)) in items {
            means.insert(("item", self.items[item]["code"].clone()), sum / total);
            let w = weight(&self.items, 1, item);
            let above = scenarios.entry(scenario).or_default();
            (above.0, above.1) = (above.0 + w * sum / total, above.1 + w);
        }
        let (mut top, mut whole) = (0.0, 0.0);
        for (scenario, (sum, total)) in scenarios {
            means.insert(("scenario", self.scenarios[scenario]["code"].clone()), sum / total);
            let w = weight(&self.scenarios, 0, scenario);
            (top, whole) = (top + w * sum / total, whole + w);
        }
        if whole > 0.0 {
            means.insert(("community", String::new()), top / whole);
        }
        means
    }
}

/// Gives the 95 % interval of a share by halving: the shares from which the found one lies exactly z standard errors away.
pub fn wilson(a: f64, b: f64) -> (f64, f64) {
    let found = a / b;
    let away = |share: f64| (found - share).abs() - 1.959_963_984_540_054 * (share * (1.0 - share) / b).sqrt();
    let solve = |outside: f64| {
        let (mut out, mut inside) = (outside, found);
        for _ in 0..200 {
            let middle = f64::midpoint(out, inside);
            if away(middle) > 0.0 { out = middle } else { inside = middle }
        }
        inside
    };
    (if a > 0.0 { solve(0.0) } else { 0.0 }, if a < b { solve(1.0) } else { 1.0 })
}
