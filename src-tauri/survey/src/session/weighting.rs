//! How scores are made in this survey: the coverage that a result needs, and the weights.

use super::{Fault, SURVEY, Session, Touched, op};
use crate::framework::Framework;
use crate::model::Ratio;
use crate::score::{Pairwise, Weights, pairwise};
use std::collections::HashMap;
use tanfang_journal::Cbor;

/// Coverage in percent below which a result counts as too little data, unless the survey says otherwise. Source: framework
/// README, “Score”.
pub const LEAST_COVERAGE: u32 = 70;
const COVERAGE: &str = "least_coverage";
const WEIGHTS: &str = "weights";
const PAIRWISE: &str = "pairwise";
/// Judgements of two siblings: `judgement <a>/<b>`, a before b in the framework, `times` how many times as much a matters.
const JUDGEMENT: &str = "judgement";
const TIMES: &str = "times";

/// Says what the scores of this survey are weighed by.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighting {
    /// True where judgements count instead of the framework's weights.
    pub pairwise: bool,
    /// The sets of siblings about which anything was judged, from the scenarios down.
    pub groups: Vec<WeightGroup>,
}

/// Holds what was judged about one set of siblings.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightGroup {
    /// The scenario or item they belong to; empty for the scenarios themselves.
    pub parent: String,
    pub codes: Vec<String>,
    /// How many of the pairs were judged.
    pub judged: usize,
    pub pairs: usize,
    /// What the judgements come to, once every pair is judged. Until then the framework's weights count.
    pub result: Option<Pairwise>,
}

/// Holds a set of siblings as they are compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Siblings {
    /// The scenario or item they belong to; empty for the scenarios themselves.
    pub parent: String,
    pub members: Vec<Sibling>,
    /// Every pair, the earlier one first, with how many times as much it matters; empty where nobody said.
    pub pairs: Vec<(String, String, String)>,
}

/// Is one of the siblings and its weight by the framework.
#[derive(Clone, Debug, PartialEq)]
pub struct Sibling {
    pub code: String,
    pub plain: f64,
}

impl Weighting {
    /// Gives the highest consistency ratio of the judgements that count; none where the framework's weights do.
    pub fn counting(&self) -> Option<f64> {
        let ratios = self.groups.iter().filter_map(|group| Some(group.result.as_ref()?.ratio));
        self.pairwise.then(|| ratios.fold(0.0, f64::max))
    }
}

impl Session {
    /// Gives the coverage in percent that a score needs to take a rank.
    pub fn least_coverage(&self) -> Result<u32, Fault> {
        let row = self.store.register("survey", SURVEY, COVERAGE)?;
        let percent = row.and_then(|row| u32::try_from(row.value.as_int()?).ok()).filter(|percent| *percent <= 100);
        Ok(percent.unwrap_or(LEAST_COVERAGE))
    }

    /// Sets the coverage in percent that a score needs to take a rank.
    pub fn set_least_coverage(&mut self, percent: u32) -> Result<Touched, Fault> {
        if percent > 100 {
            return Err(Fault::new("least-coverage").with("given", percent));
        }
        self.commit(vec![op("survey", SURVEY, COVERAGE, Cbor::Int(percent.into()))])
    }

    /// Judges how many times as much one of two siblings matters as the other: a whole number from 1 to 9, or one over it. An
    /// empty text takes the judgement back.
    pub fn judge(&mut self, one: &str, other: &str, times: &str) -> Result<Touched, Fault> {
        let siblings = siblings(&self.framework);
        let group = siblings.iter().find(|(_, codes)| codes.iter().any(|code| code == one));
        let place = |code: &str| group.and_then(|(_, codes)| codes.iter().position(|known| known == code));
        let (Some(a), Some(b)) = (place(one), place(other)) else {
            return Err(Fault::new("not-siblings").with("one", one).with("other", other));
        };
        let wrong = || Fault::new("judgement").with("given", times);
        let judgement = if times.trim().is_empty() { None } else { Some(read(times).ok_or_else(wrong)?) };
        let (first, second, turned) = if a < b { (one, other, false) } else { (other, one, true) };
        if a == b {
            return Err(Fault::new("not-siblings").with("one", one).with("other", other));
        }
        let value = match judgement {
            Some((a, b)) => Cbor::text(&if turned { written(b, a) } else { written(a, b) }),
            None => Cbor::Null,
        };
        self.commit(vec![op(JUDGEMENT, &format!("{first}/{second}"), TIMES, value)])
    }

    /// Weighs by the judgements from now on, or by the framework again. Refused where a set of siblings is judged in part, or
    /// none at all.
    pub fn weigh_by_judgements(&mut self, on: bool) -> Result<Touched, Fault> {
        let groups = self.weighting()?.groups;
        if on {
            if groups.is_empty() {
                return Err(Fault::new("nothing-judged"));
            }
            if let Some(begun) = groups.iter().find(|group| group.judged < group.pairs) {
                return Err(Fault::new("judged-in-part")
                    .with("codes", begun.codes.join(", "))
                    .with("judged", begun.judged)
                    .with("pairs", begun.pairs));
            }
        }
        let value = if on { Cbor::text(PAIRWISE) } else { Cbor::Null };
        self.commit(vec![op("survey", SURVEY, WEIGHTS, value)])
    }

    /// Says what the scores are weighed by.
    pub fn weighting(&self) -> Result<Weighting, Fault> {
        let row = self.store.register("survey", SURVEY, WEIGHTS)?;
        let on = row.is_some_and(|row| row.value.as_text() == Some(PAIRWISE));
        let said: HashMap<String, (i128, i128)> = self
            .store
            .values_under(JUDGEMENT, "", TIMES)?
            .into_iter()
            .filter_map(|(key, value)| Some((key, read(value.as_text()?)?)))
            .collect();
        if said.is_empty() {
            return Ok(Weighting { pairwise: on, groups: Vec::new() });
        }
        let group = |(parent, codes): (String, Vec<String>)| {
            let judgement = |i: usize, j: usize| said.get(&format!("{}/{}", codes[i], codes[j])).copied();
            let pairs = codes.len() * (codes.len() - 1) / 2;
            let judged = (0..codes.len()).flat_map(|i| (i + 1..codes.len()).map(move |j| (i, j)));
            let judged = judged.filter(|(i, j)| judgement(*i, *j).is_some()).count();
            let result = pairwise(codes.len(), |i, j| judgement(i, j).and_then(|(a, b)| Ratio::new(a, b)));
            (judged > 0).then_some(WeightGroup { parent, codes, judged, pairs, result })
        };
        Ok(Weighting { pairwise: on, groups: siblings(&self.framework).into_iter().filter_map(group).collect() })
    }

    /// Lists every set of siblings with the framework's weights and each pair's judgement; empty where nobody judged.
    pub fn siblings(&self) -> Result<Vec<Siblings>, Fault> {
        let said: HashMap<String, String> = self
            .store
            .values_under(JUDGEMENT, "", TIMES)?
            .into_iter()
            .filter_map(|(key, value)| Some((key, value.as_text()?.to_owned())))
            .collect();
        let mut plain = Weights::of(&self.framework);
        let set = |(parent, codes): (String, Vec<String>)| {
            let pairs =
                codes.iter().enumerate().flat_map(|(i, one)| codes[i + 1..].iter().map(move |other| (one, other)));
            let judged = |(one, other): (&String, &String)| {
                let times = said.get(&format!("{one}/{other}")).filter(|times| read(times).is_some());
                (one.clone(), other.clone(), times.cloned().unwrap_or_default())
            };
            let pairs = pairs.map(judged).collect();
            let member = |code: String| {
                let plain = place_of(&self.framework, &mut plain, &code).map_or(0.0, |weight| *weight);
                Sibling { code, plain }
            };
            Siblings { parent, pairs, members: codes.into_iter().map(member).collect() }
        };
        Ok(siblings(&self.framework).into_iter().map(set).collect())
    }

    /// Gives the weights that count: the framework's, and where judgements count those of the sets judged whole.
    pub fn weights(&self) -> Result<Weights, Fault> {
        let mut weights = Weights::of(&self.framework);
        let weighting = self.weighting()?;
        for group in weighting.groups.iter().filter(|_| weighting.pairwise) {
            let Some(result) = &group.result else { continue };
            for (code, weight) in group.codes.iter().zip(&result.weights) {
                if let Some(place) = place_of(&self.framework, &mut weights, code) {
                    *place = *weight;
                }
            }
        }
        Ok(weights)
    }
}

/// Lists all sets of siblings: the scenarios, the items of each, the indicators of each item.
fn siblings(framework: &Framework) -> Vec<(String, Vec<String>)> {
    let mut sets = vec![(String::new(), framework.scenarios.iter().map(|scenario| scenario.code.clone()).collect())];
    let items = framework.scenarios.iter().map(|scenario| {
        (scenario.code.clone(), framework.items_of(&scenario.code).map(|item| item.code.clone()).collect())
    });
    sets.extend(items);
    sets.extend(framework.items.iter().map(|item| {
        (item.code.clone(), framework.indicators_of(&item.code).map(|indicator| indicator.code.clone()).collect())
    }));
    sets.retain(|(_, codes): &(String, Vec<String>)| codes.len() > 1);
    sets
}

fn place_of<'a>(framework: &Framework, weights: &'a mut Weights, code: &str) -> Option<&'a mut f64> {
    if let Some(place) = framework.indicator_position(code) {
        return weights.indicators.get_mut(place);
    }
    if let Some(place) = framework.items.iter().position(|item| item.code == code) {
        return weights.items.get_mut(place);
    }
    weights.scenarios.get_mut(framework.scenarios.iter().position(|scenario| scenario.code == code)?)
}

/// Reads `3` or `1/3`.
fn read(text: &str) -> Option<(i128, i128)> {
    let digit = |part: &str| part.trim().parse::<i128>().ok().filter(|number| (1..=9).contains(number));
    match text.split_once(['/', '／']) {
        Some((one, under)) if digit(one) == Some(1) => Some((1, digit(under)?)),
        Some(_) => None,
        None => Some((digit(text)?, 1)),
    }
}

fn written(a: i128, b: i128) -> String {
    if b == 1 { a.to_string() } else { format!("{a}/{b}") }
}
