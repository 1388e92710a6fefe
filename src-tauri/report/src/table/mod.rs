//! Tables for other programs: what was recorded and worked out, as XLSX or CSV, with a dictionary of its columns.
//!
//! Rows are made and written one place (community and round) at a time, so that memory does not grow with the survey.
//! Positions, and what people interviewed said or who they are, enter no table.

mod csv;
mod dictionary;
mod feedback;
mod recorded;
mod result;
mod sight;
mod xlsx;

#[cfg(test)]
mod tests;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tanfang_survey::framework::Bilingual;
use tanfang_survey::model::Ratio;
use tanfang_survey::session::{Community, Fault, Session};
use tanfang_survey::text::{Lang, Words};

/// Names what a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    Assessments,
    Observations,
    Scores,
    Gaps,
    Photos,
    Conflicts,
    Feedback,
}

impl Table {
    pub const ALL: [Self; 7] = [
        Self::Assessments,
        Self::Observations,
        Self::Scores,
        Self::Gaps,
        Self::Photos,
        Self::Conflicts,
        Self::Feedback,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assessments => "assessments",
            Self::Observations => "observations",
            Self::Scores => "scores",
            Self::Gaps => "gaps",
            Self::Photos => "photos",
            Self::Conflicts => "conflicts",
            Self::Feedback => "feedback",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.as_str() == word)
    }

    /// Gives the ids of its columns, in order.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Assessments => &recorded::ASSESSMENTS,
            Self::Observations => &recorded::OBSERVATIONS,
            Self::Scores => &result::SCORES,
            Self::Gaps => &result::GAPS,
            Self::Photos => &sight::PHOTOS,
            Self::Conflicts => &sight::CONFLICTS,
            Self::Feedback => &feedback::FEEDBACK,
        }
    }
}

/// Names the form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Csv,
}

impl Format {
    pub const ALL: [Self; 2] = [Self::Xlsx, Self::Csv];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }
}

/// Says which table is asked for. Without a round: of what was recorded all rounds, of what is worked out the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableOf {
    pub table: Table,
    pub format: Format,
    pub round: Option<u32>,
}

/// Says what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableReceipt {
    /// Rows without the line of headings.
    pub rows: u32,
    /// The table first; of CSV also the dictionary beside it.
    pub files: Vec<PathBuf>,
}

/// Is told how many of so many parts are done; it may stop the work.
pub type Step<'a> = dyn FnMut(u32, u32) -> ControlFlow<()> + 'a;

/// Writes a table whole or not at all. The same survey, language and program give the same bytes.
pub fn write_table(
    session: &Session,
    of: &TableOf,
    lang: Lang,
    path: &Path,
    step: &mut Step<'_>,
) -> Result<TableReceipt, Fault> {
    session.must_see_all()?;
    let round = of.round.map(|round| session.round(round)).transpose()?.map(|round| round.number);
    let of = TableOf { round, ..*of };
    let words = Words::new(lang);
    let dictionary = dictionary::of(session, &of, &words)?;
    match of.format {
        Format::Xlsx => {
            let mut sheet = xlsx::Book::new(path, of.table, &words)?;
            fill(session, &of, &words, &mut sheet, step)?;
            sheet.finish(path, &dictionary, &words)
        }
        Format::Csv => {
            let mut lines = csv::Lines::new(path, of.table, &words)?;
            fill(session, &of, &words, &mut lines, step)?;
            lines.finish(path, &dictionary)
        }
    }
}

fn fill(session: &Session, of: &TableOf, words: &Words, sink: &mut dyn Sink, step: &mut Step<'_>) -> Result<(), Fault> {
    let work = Work { session, round: of.round, lang: words.lang(), words };
    match of.table {
        Table::Assessments => recorded::assessments(&work, sink, step),
        Table::Observations => recorded::observations(&work, sink, step),
        Table::Scores => result::scores(&work, sink, step),
        Table::Gaps => result::gaps(&work, sink, step),
        Table::Photos => sight::photos(&work, sink, step),
        Table::Conflicts => sight::conflicts(&work, sink, step),
        Table::Feedback => feedback::feedback(&work, sink, step),
    }
}

/// Takes the rows of a table one by one.
trait Sink {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Fault>;
}

/// Is one cell. Numbers are whole in the file; how they look is for spreadsheets alone.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Empty,
    Text(String),
    Number(f64),
    /// Shown with one decimal.
    Score(f64),
    /// From 0 to 1, shown in percent.
    Share(f64),
}

impl Cell {
    /// Makes a cell of a text; an empty one stays empty.
    fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    fn maybe(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    fn exact(value: Option<Ratio>) -> Self {
        value.map_or(Self::Empty, |value| Self::Number(value.to_f64()))
    }

    fn score(score: Option<f64>) -> Self {
        score.map_or(Self::Empty, Self::Score)
    }

    /// Makes a cell of a number of things; pairs are far below the 2⁵³ that a double holds exactly.
    fn count(count: i128) -> Self {
        Self::Number(count as f64)
    }

    fn counted(count: Option<i128>) -> Self {
        count.map_or(Self::Empty, Self::count)
    }
}

/// Holds what all rows of a table are made with.
struct Work<'a> {
    session: &'a Session,
    round: Option<u32>,
    lang: Lang,
    words: &'a Words,
}

impl Work<'_> {
    fn pick(&self, text: &Bilingual) -> String {
        self.lang.pick(&text.zh, &text.en).to_owned()
    }

    fn word(&self, id: &str) -> Cell {
        Cell::Text(self.words.get(id).into_owned())
    }

    fn answer(&self, yes: bool) -> Cell {
        self.word(if yes { "answer-yes" } else { "answer-no" })
    }

    /// Gives the word of a machine-readable one: `state-not-applicable` of `not_applicable`.
    fn named(&self, prefix: &str, word: &str) -> Cell {
        self.word(&format!("{prefix}-{}", word.replace('_', "-")))
    }

    /// Gives the communities and rounds that rows are made of, in order.
    fn places(&self) -> Result<Vec<(Community, u32)>, Fault> {
        let rounds = self.session.rounds()?.into_iter().map(|round| round.number);
        let rounds: Vec<u32> = rounds.filter(|number| self.round.is_none_or(|round| round == *number)).collect();
        let communities = self.session.communities()?;
        Ok(communities.into_iter().flat_map(|one| rounds.iter().map(move |round| (one.clone(), *round))).collect())
    }
}

/// Goes on unless the work was stopped.
fn go_on(step: &mut Step<'_>, done: usize, all: usize) -> Result<(), Fault> {
    match step(done as u32, all as u32) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Fault::new("cancelled")),
    }
}
