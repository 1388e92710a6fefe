//! Places among the communities, and means over those of one stage.

use super::cells::CommunityStages;
use super::scores::{Level, Range, Row, Scores};
use crate::framework::Stage;

/// Is the place of one community among those with enough data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rank {
    pub community: String,
    /// One more than there are communities that are surely better.
    pub first: u32,
    /// The place it would have if all that are not surely worse were better.
    pub last: u32,
    /// How many communities are compared.
    pub of: u32,
}

/// Is the mean over the communities of one stage.
#[derive(Clone, Debug, PartialEq)]
pub struct StageMean {
    pub stage: Stage,
    pub level: Level,
    pub code: String,
    pub score: f64,
    /// How many communities it is of: those with enough data.
    pub communities: u32,
}

impl Scores {
    /// Gives the places of the communities that have a score and at least `least` percent of coverage, in display order.
    ///
    /// One community is surely better than another where its whole interval lies above the other's; a score without
    /// interval is sure. So communities whose intervals overlap share a place, written from `first` to `last`.
    pub fn ranks(&self, level: Level, code: &str, round: u32, least: u32) -> Vec<Rank> {
        let rows: Vec<(&Row, Range)> = self.ranked(level, code, round, least).collect();
        let count = |is: &dyn Fn(&Range) -> bool| rows.iter().filter(|(_, other)| is(other)).count() as u32;
        let of = rows.len() as u32;
        let rank = |(row, own): &(&Row, Range)| Rank {
            community: row.community.clone(),
            first: 1 + count(&|other| other.low > own.high),
            last: of - count(&|other| other.high < own.low),
            of,
        };
        rows.iter().map(rank).collect()
    }

    fn ranked(&self, level: Level, code: &str, round: u32, least: u32) -> impl Iterator<Item = (&Row, Range)> {
        let of = move |row: &&Row| row.level == level && row.code == code && row.round == round;
        self.rows.iter().filter(of).filter(move |row| !row.has_too_little_data(least)).filter_map(|row| {
            let score = row.score?;
            Some((row, row.interval.unwrap_or(Range { low: score, high: score })))
        })
    }

    /// Gives the means of scenarios and wholes over the communities of each stage, for those with enough data.
    pub fn stage_means(&self, communities: &[CommunityStages], round: u32, least: u32) -> Vec<StageMean> {
        let mut places: Vec<(Level, &str)> = Vec::new();
        for row in self.rows.iter().filter(|row| matches!(row.level, Level::Community | Level::Scenario)) {
            if !places.contains(&(row.level, row.code.as_str())) {
                places.push((row.level, &row.code));
            }
        }
        let of_stage = |code: &str, stage| communities.iter().any(|c| c.code == code && c.stage(round) == Some(stage));
        let mut means = Vec::new();
        for stage in Stage::ALL {
            for (level, code) in &places {
                let found = self.ranked(*level, code, round, least).map(|(row, _)| row);
                let scores: Vec<f64> =
                    found.filter(|row| of_stage(&row.community, *stage)).filter_map(|row| row.score).collect();
                if !scores.is_empty() {
                    means.push(StageMean {
                        stage: *stage,
                        level: *level,
                        code: (*code).to_owned(),
                        score: scores.iter().sum::<f64>() / scores.len() as f64,
                        communities: scores.len() as u32,
                    });
                }
            }
        }
        means
    }
}
