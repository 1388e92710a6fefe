//! What an audience may see: names of people stay in the team, and so do small groups.

use super::Writer;
use crate::flow::Cell;
use tanfang_survey::session::figures::ByFigures;

/// A group with fewer answers than this is not shown outside the team.
const SMALL_GROUP: usize = 10;

/// Gives what stands for the number of people in a group too small to be shown outside the team.
pub(crate) fn small_group(people: usize) -> Option<&'static str> {
    (people > 0 && people < SMALL_GROUP).then_some("<10")
}

impl Writer<'_, '_> {
    /// Says whether the document leaves the team.
    pub fn leaves(&self) -> bool {
        self.edition.audience.leaves()
    }

    /// Says whether places of communities are printed.
    pub fn ranks(&self) -> bool {
        !self.leaves() || self.edition.ranking
    }

    /// Says whether it may be printed what others said about reports.
    pub fn shows_comments(&self) -> bool {
        !self.leaves() || self.edition.comments
    }

    /// Gives what a person typed, without the names of people where the document leaves the team.
    pub fn free(&self, text: &str) -> String {
        let text = text.trim();
        if !self.leaves() || !self.figures.names.iter().any(|name| text.contains(name.as_str())) {
            return text.to_owned();
        }
        let stand_in = self.words.get("report-somebody");
        self.figures.names.iter().fold(text.to_owned(), |text, name| text.replace(name.as_str(), &stand_in))
    }

    /// Names who recorded something: a person, or outside the team the team alone.
    fn who(&self, by: &ByFigures) -> String {
        let team = by.team.and_then(|place| self.figures.teams.get(place));
        if self.leaves() || by.person.is_empty() {
            match team {
                Some(team) => self.words.format("report-team", &[("number", &team.number.to_string())]),
                None => self.word("report-team-unknown"),
            }
        } else {
            by.person.clone()
        }
    }

    /// Gives who recorded something above the day.
    pub fn by_cell(&self, by: &ByFigures) -> Cell {
        Cell::text(self.who(by)).note(self.date(&by.day))
    }

    /// Names who recorded something and when.
    pub fn by(&self, by: &ByFigures) -> String {
        let (who, day) = (self.who(by), self.date(&by.day));
        if day.is_empty() { who } else { self.words.format("report-by", &[("who", &who), ("day", &day)]) }
    }
}
