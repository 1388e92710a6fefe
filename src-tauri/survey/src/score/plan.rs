//! Which cells a round is meant to cover (framework README, `rounds.csv`, `scope`).

use super::cell::{CellState, is_met};
use super::cells::{Cells, View};
use crate::framework::{Indicator, Kind, Scope};

/// Counts how far a round has come with what it asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub planned: u32,
    /// With a value, or absent.
    pub assessed: u32,
    /// Tried in vain.
    pub not_obtained: u32,
}

impl Cells<'_> {
    /// Lists the indicators that a round asks for in a community, in display order. `disputed` tells of a cell whether people
    /// disagree on it. Source: framework README, “Files”, `rounds.csv`.
    pub fn planned(
        &self,
        community: &str,
        round: u32,
        scope: Scope,
        disputed: impl Fn(&Indicator) -> bool,
    ) -> Vec<&Indicator> {
        let Some(place) = self.communities.iter().position(|known| known.code == community) else { return Vec::new() };
        let stage = self.communities[place].stage(round);
        let applies = |indicator: &Indicator| stage.is_some_and(|stage| indicator.applies_to(stage));
        let asked = |n: usize, indicator: &Indicator| match scope {
            Scope::All => true,
            Scope::MissingAndMissed => {
                let before = self.at(place, n, round.saturating_sub(1), View::AsOf).map(|cell| cell.state);
                match before {
                    None | Some(CellState::NotObtained) => true,
                    Some(state) => stage.and_then(|stage| is_met(indicator, stage, state)) == Some(false),
                }
            }
            Scope::BindingDisputedChanged => {
                indicator.kind == Kind::Binding || disputed(indicator) || self.changed(place, n, round)
            }
        };
        let indicators = self.framework.indicators.iter().enumerate();
        indicators.filter(|(n, i)| applies(i) && asked(*n, i)).map(|(_, indicator)| indicator).collect()
    }

    /// Counts how far a round has come with what it asks for: `planned` as [`Cells::planned`] lists it. What the round itself
    /// found not to apply is asked no longer.
    pub fn progress(&self, community: &str, round: u32, planned: &[&Indicator]) -> Progress {
        let mut progress = Progress::default();
        for indicator in planned {
            match self.cell(community, &indicator.code, round, View::OnlyRound).map(|cell| cell.state) {
                Some(CellState::NotApplicable { .. }) => continue,
                Some(CellState::NotObtained) => progress.not_obtained += 1,
                Some(CellState::Value(_) | CellState::Absent) => progress.assessed += 1,
                None => {}
            }
            progress.planned += 1;
        }
        progress
    }

    /// Tells whether the rounds before `round` established different things.
    fn changed(&self, community: usize, indicator: usize, round: u32) -> bool {
        let known = self.known[community][indicator].range(..round).map(|(_, known)| &known.state);
        let established: Vec<&CellState> = known.filter(|state| **state != CellState::NotObtained).collect();
        established.windows(2).any(|pair| pair[0] != pair[1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::{Framework, FrameworkFiles, Stage};
    use crate::model::Ratio;
    use crate::score::{CommunityStages, Entry};

    #[test]
    fn each_scope_asks_for_its_cells() {
        let framework = Framework::parse(&FrameworkFiles::draft_2026()).unwrap();
        let stages = CommunityStages { code: "wangjing".into(), stages: [(1, Stage::Built)].into() };
        let applicable: Vec<&str> =
            framework.indicators.iter().filter(|i| i.applies_to(Stage::Built)).map(|i| i.code.as_str()).collect();
        let expected: Vec<&Indicator> = framework
            .indicators
            .iter()
            .filter(|i| i.applies_to(Stage::Built) && i.kind == Kind::Expected && i.target(Stage::Built).is_some())
            .collect();
        let (met, missed, changed) = (expected[0], expected[1], expected[2]);
        let entry = |round: u32, indicator: &Indicator, state| Entry::new("wangjing", round, &indicator.code, state);
        let at_target = |indicator: &Indicator| {
            CellState::Value(indicator.target(Stage::Built).map_or(Ratio::ZERO, crate::model::Number::to_ratio))
        };
        let entries = [
            entry(1, met, at_target(met)),
            entry(1, missed, CellState::Absent),
            entry(1, changed, CellState::Absent),
            entry(2, changed, at_target(changed)),
        ];
        let cells = Cells::new(&framework, vec![stages], entries);
        let codes = |round, scope, disputed: &str| -> Vec<&str> {
            let planned = cells.planned("wangjing", round, scope, |i| i.code == disputed);
            planned.into_iter().map(|indicator| indicator.code.as_str()).collect()
        };
        assert_eq!(codes(1, Scope::All, ""), applicable);
        let second = codes(2, Scope::MissingAndMissed, "");
        assert!(!second.contains(&met.code.as_str()) && second.contains(&missed.code.as_str()));
        assert_eq!(second.len(), applicable.len() - 1, "what was never asked is missing");
        let third = codes(3, Scope::BindingDisputedChanged, &met.code);
        assert!(third.contains(&changed.code.as_str()) && third.contains(&met.code.as_str()));
        assert!(!third.contains(&missed.code.as_str()), "expected, undisputed and as before");
        let binding = |code: &&&str| framework.indicator(code).is_some_and(|i| i.kind == Kind::Binding);
        assert_eq!(third.iter().filter(binding).count(), applicable.iter().filter(binding).count());
        assert!(cells.planned("nowhere", 1, Scope::All, |_| false).is_empty());
    }
}
