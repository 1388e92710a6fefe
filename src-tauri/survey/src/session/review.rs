//! Where a sheet stands: draft, submitted, returned, approved. What was submitted or approved names what it saw.

use super::not_applicable::CONFIRMED;
use super::write::{bounded, text_value};
use super::{Evidence, Fault, Seen, Session, Touched, op};
use crate::store::{NewOp, Row};
use tanfang_journal::{Cbor, Dot, Hash};

/// Says where a sheet stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewState {
    /// Being worked on; nobody has said anything.
    Draft,
    /// Whoever recorded it holds it to be complete.
    Submitted,
    /// A reviewer wants something changed, and says what.
    Returned,
    /// A reviewer accepts it as it stood.
    Approved,
}

impl ReviewState {
    pub const ALL: [Self; 4] = [Self::Draft, Self::Submitted, Self::Returned, Self::Approved];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Describes where a sheet stands.
#[derive(Clone, Debug)]
pub struct Review {
    pub community: String,
    pub round: u32,
    pub scenario: String,
    pub state: ReviewState,
    /// True where values changed after it was submitted or approved.
    pub changed: bool,
    /// Key of the person who is to fill it in; empty where nobody is.
    pub assignee: String,
    pub comment: String,
    /// Who said where it stands; none for a draft nobody touched.
    pub by: Option<Evidence>,
    /// What stands in the register of the state, to be handed back as seen.
    pub heads: Vec<Dot>,
    pub conflict: bool,
}

impl Session {
    /// Gives where every sheet of a round stands, by community and scenario.
    pub fn reviews(&self, community: &str, round: u32) -> Result<Vec<Review>, Fault> {
        self.community(community)?;
        self.round(round)?;
        let scenarios = &self.framework.scenarios;
        scenarios.iter().map(|scenario| self.review(community, round, &scenario.code)).collect()
    }

    /// Gives where a sheet stands.
    pub fn review(&self, community: &str, round: u32, scenario: &str) -> Result<Review, Fault> {
        let key = format!("{community}/{round}/{scenario}");
        let mut review = Review {
            community: community.to_owned(),
            round,
            scenario: scenario.to_owned(),
            state: ReviewState::Draft,
            changed: false,
            assignee: String::new(),
            comment: String::new(),
            by: None,
            heads: Vec::new(),
            conflict: false,
        };
        for row in self.store.rows_under("sheet", &key)?.into_iter().filter(|row| row.name.key == key) {
            match row.name.field.as_str() {
                "assignee" => row.value.as_text().unwrap_or_default().clone_into(&mut review.assignee),
                "comment" => row.value.as_text().unwrap_or_default().clone_into(&mut review.comment),
                "state" => {
                    let (state, saw) = read(&row.value);
                    review.state = state;
                    let bound = matches!(state, ReviewState::Submitted | ReviewState::Approved);
                    review.changed = bound && saw != Some(self.digest_of_sheet(community, round, scenario)?);
                    review.heads =
                        self.heads(&row.name.noun, &key, "state")?.into_iter().map(|head| head.dot).collect();
                    review.conflict = row.conflict;
                    review.by = Some(Evidence::from(&row.by));
                }
                _ => {}
            }
        }
        Ok(review)
    }

    /// Says where a sheet stands from now on. Returning one needs a comment that says why.
    pub fn set_review(
        &mut self,
        (community, round, scenario): (&str, u32, &str),
        state: ReviewState,
        comment: &str,
        seen: Seen,
    ) -> Result<Touched, Fault> {
        self.community(community)?;
        self.round(round)?;
        self.scenario(scenario)?;
        let comment = bounded("text", comment)?;
        if comment.is_empty() && state == ReviewState::Returned {
            return Err(Fault::new("reason-needed").with("what", "@term-return"));
        }
        let key = format!("{community}/{round}/{scenario}");
        let saw = self.digest_of_sheet(community, round, scenario)?;
        let value = Cbor::Array(vec![Cbor::text(state.as_str()), Cbor::bytes(&saw.0)]);
        let mut ops = vec![NewOp { preds: seen.preds(), ..op("sheet", &key, "state", value) }];
        if !comment.is_empty() || state == ReviewState::Approved {
            ops.push(op("sheet", &key, "comment", text_value(&comment)));
        }
        self.commit(ops)
    }

    /// Names everything that is recorded on a sheet now: equal exactly where the same values stand.
    fn digest_of_sheet(&self, community: &str, round: u32, scenario: &str) -> Result<Hash, Fault> {
        let prefix = format!("{community}/{round}/{scenario}.");
        let mut rows = self.store.rows_under("assessment", &prefix)?;
        rows.extend(self.store.rows_under("observation", &prefix)?);
        // That something does not apply is confirmed after the sheet was handed in, and changes nothing on it.
        self.digest_of(rows.iter().filter(|row| row.name.field != CONFIRMED))
    }

    /// Names what stands in registers: equal exactly where the same values stand.
    pub(super) fn digest_of<'a>(&self, rows: impl Iterator<Item = &'a Row>) -> Result<Hash, Fault> {
        let mut dots = Vec::new();
        for row in rows {
            dots.extend(self.dots_of(row)?);
        }
        dots.sort_unstable();
        let bytes: Vec<u8> = dots.iter().flat_map(|dot| dot.to_string().into_bytes()).collect();
        Ok(Hash::of(&bytes))
    }

    /// Gives all that stands in a register.
    pub(super) fn dots_of(&self, row: &Row) -> Result<Vec<Dot>, Fault> {
        if row.heads == 1 {
            return Ok(vec![row.dot]);
        }
        let heads = self.store.heads(&row.name.noun, &row.name.key, &row.name.field)?;
        Ok(heads.into_iter().map(|head| head.dot).collect())
    }
}

fn read(value: &Cbor) -> (ReviewState, Option<Hash>) {
    match value.as_array() {
        Some([Cbor::Text(word), Cbor::Bytes(saw)]) => {
            (ReviewState::parse(word).unwrap_or(ReviewState::Draft), Hash::from_slice(saw))
        }
        _ => (ReviewState::Draft, None),
    }
}
