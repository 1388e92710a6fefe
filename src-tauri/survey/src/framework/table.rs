//! Reading one CSV file into lines that name their place in every error.

use super::problem::{FrameworkError, Problem};
use super::words::Word;
use super::{Bilingual, files};
use crate::model::{Number, Ratio};
use std::cell::{Cell, RefCell};
use std::ops::Range;

/// The columns of each file in order; `?` marks those that may be empty.
pub(super) const SHAPES: [(&str, &str); 16] = [
    ("framework.csv", "id version title_zh title_en status_zh status_en core_zh core_en basis_zh basis_en"),
    ("orientations.csv", "key name_zh name_en meaning_zh meaning_en"),
    ("scenarios.csv", "code key name_zh name_en definition_zh definition_en weight"),
    ("items.csv", "code scenario name_zh name_en question_zh question_en weight"),
    (
        "indicators.csv",
        "code item name_zh name_en kind orientation value_type unit_zh? unit_en? min max decimals direction \
         target_built? target_building? target_new? target_upper? zero_at applies na absent method list? aggregate \
         factor? when minutes tools_zh? tools_en? tolerance holder_zh? holder_en? photo guidance_zh guidance_en \
         remedy_type remedy_zh remedy_en weight basis basis_note_zh basis_note_en",
    ),
    ("lists.csv", "key name_zh name_en what_zh what_en sampling_zh sampling_en sample_max"),
    ("terms.csv", "key name_zh name_en definition_zh definition_en"),
    ("questions.csv", "code indicator order text_zh text_en text_ko text_ja scale"),
    ("rules.csv", "id if then text_zh text_en"),
    ("advice.csv", "scenario stage advice_zh advice_en"),
    (
        "communities.csv",
        "code name_zh name_en district_zh district_en divisions batch_year stage stage_basis lat lon approximate \
         profile_zh profile_en note_zh note_en",
    ),
    ("rounds.csv", "number key name_zh name_en purpose_zh purpose_en scope"),
    (
        "cases.csv",
        "country_code country_zh country_en city_zh city_en scenario title_zh title_en practice_zh practice_en \
         lesson_zh lesson_en confidence",
    ),
    ("interview_topics.csv", "scenario respondent question_zh question_en indicator?"),
    ("project_types.csv", "key name_zh name_en meaning_zh meaning_en"),
    ("practical_tasks.csv", "key name_zh name_en scenario"),
];

/// How many lines one file may have; the longest of the draft has 116.
const MOST_ROWS: usize = 2_000;
/// How many characters one cell may have; the longest of the draft has 526.
const LONGEST_CELL: usize = 4_000;
/// How many errors are listed before the reading stops.
const MOST_ERRORS: usize = 200;
/// How many characters of a wrong cell an error repeats.
const LONGEST_QUOTE: usize = 60;

/// Gathers the errors of one reading.
#[derive(Debug, Default)]
pub(super) struct Errors {
    list: RefCell<Vec<FrameworkError>>,
}

impl Errors {
    pub(super) fn add(&self, file: &'static str, line: u64, column: &'static str, problem: Problem) {
        let mut list = self.list.borrow_mut();
        if list.len() < MOST_ERRORS {
            list.push(FrameworkError { file, line, column, problem });
        } else if list.len() == MOST_ERRORS {
            let problem = Problem::More { most: MOST_ERRORS };
            list.push(FrameworkError { file: "", line: 0, column: "", problem });
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.borrow().is_empty()
    }

    /// Passes `value` on if nothing was wrong.
    pub(super) fn finish<T>(self, value: T) -> Result<T, Vec<FrameworkError>> {
        let list = self.list.into_inner();
        if list.is_empty() { Ok(value) } else { Err(list) }
    }
}

/// Holds the lines of one file below its header.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) file: &'static str,
    columns: Vec<&'static str>,
    /// All cells, unquoted, one after the other.
    text: String,
    /// Where the cells of the good lines stand in `text`, line by line.
    cells: Vec<Range<usize>>,
    /// The numbers of the good lines.
    lines: Vec<u64>,
    /// The column that was read last: lines are mostly read in the order of their columns.
    last: Cell<usize>,
}

/// Shortens and cleans what a cell holds so that it can be shown in an error.
pub(super) fn quote(text: &str) -> String {
    let clean = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut shown: String = text.chars().take(LONGEST_QUOTE).map(clean).collect();
    if text.chars().nth(LONGEST_QUOTE).is_some() {
        shown.push('…');
    }
    shown
}

impl Table {
    /// Reads one file: byte rules, header, number of cells, and the rules that hold for every cell.
    ///
    /// The parser is lent: its tables take longer to make than a file to read, and its copies are empty.
    pub(super) fn read(
        file: &'static str,
        shape: &'static str,
        bytes: Option<&[u8]>,
        parser: &mut csv_core::Reader,
        errors: &Errors,
    ) -> Self {
        let mut table = Self {
            file,
            columns: Vec::new(),
            text: String::new(),
            cells: Vec::new(),
            lines: Vec::new(),
            last: Cell::new(0),
        };
        let mut may_be_empty = Vec::new();
        for column in shape.split_whitespace() {
            table.columns.push(column.trim_end_matches('?'));
            may_be_empty.push(column.ends_with('?'));
        }
        let whole = |problem| errors.add(file, 0, "", problem);
        let Some(bytes) = bytes else {
            whole(Problem::FileMissing);
            return table;
        };
        if let Some(problem) = files::too_large(bytes) {
            whole(problem);
            return table;
        }
        let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => {
                errors.add(file, 1, "", Problem::ByteOrderMark);
                rest
            }
            None => bytes,
        };
        if bytes.contains(&b'\r') {
            let at = bytes.iter().position(|b| *b == b'\r').unwrap_or_default();
            errors.add(file, line_of(bytes, at), "", Problem::CarriageReturn);
            return table;
        }
        if bytes.last() != Some(&b'\n') {
            errors.add(file, line_of(bytes, bytes.len()), "", Problem::NoFinalLineFeed);
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(e) => {
                errors.add(file, line_of(bytes, e.valid_up_to()), "", Problem::NotUtf8);
                return table;
            }
        };
        table.read_lines(Records::split(text, parser), &may_be_empty, errors);
        table
    }

    fn read_lines(&mut self, records: Records, may_be_empty: &[bool], errors: &Errors) {
        let file = self.file;
        self.text = records.text;
        let mut from = 0;
        for (n, (line, to)) in records.lines.into_iter().enumerate() {
            let record = &records.cells[std::mem::replace(&mut from, to)..to];
            if n == 0 {
                if !self.header_fits(record, errors) {
                    return;
                }
                continue;
            }
            if self.lines.len() == MOST_ROWS {
                return errors.add(file, line, "", Problem::TooManyRows { most: MOST_ROWS });
            }
            if record.len() != self.columns.len() {
                let expected = self.columns.len();
                errors.add(file, line, "", Problem::Cells { expected, found: record.len() });
                continue;
            }
            for ((cell, column), may_be_empty) in record.iter().zip(&self.columns).zip(may_be_empty) {
                if let Some(problem) = cell_problem(&self.text[cell.clone()], *may_be_empty) {
                    errors.add(file, line, column, problem);
                }
            }
            self.cells.extend_from_slice(record);
            self.lines.push(line);
        }
        if from == 0 {
            errors.add(file, 1, "", Problem::Header { expected: self.columns[0].to_owned(), found: String::new() });
        }
    }

    fn header_fits(&self, record: &[Range<usize>], errors: &Errors) -> bool {
        for (n, column) in self.columns.iter().enumerate() {
            let found = record.get(n).map_or("", |cell| &self.text[cell.clone()]);
            if found != *column {
                let problem = Problem::Header { expected: (*column).to_owned(), found: quote(found) };
                errors.add(self.file, 1, column, problem);
                return false;
            }
        }
        if record.len() != self.columns.len() {
            let problem = Problem::Cells { expected: self.columns.len(), found: record.len() };
            errors.add(self.file, 1, "", problem);
            return false;
        }
        true
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.find(|known| known == column)
    }

    /// Finds a column, looking first where the last one was found.
    fn find(&self, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let (before, after) = self.columns.split_at(self.last.get().min(self.columns.len()));
        let found = after.iter().position(|known| fits(known)).map(|n| before.len() + n);
        let found = found.or_else(|| before.iter().position(|known| fits(known)))?;
        self.last.set(found);
        Some(found)
    }

    fn cell(&self, line: usize, place: usize) -> &str {
        self.cells.get(line * self.columns.len() + place).map_or("", |cell| &self.text[cell.clone()])
    }

    /// Gives the lines, each knowing where it stands.
    pub(super) fn lines<'a>(&'a self, errors: &'a Errors) -> impl Iterator<Item = Line<'a>> {
        (0..self.lines.len()).map(move |at| Line { table: self, at, errors })
    }

    /// Gives the cells of one column, as far as they are filled.
    pub(super) fn column(&self, name: &str) -> Vec<&str> {
        let Some(place) = self.place(name) else { return Vec::new() };
        (0..self.lines.len()).map(|line| self.cell(line, place)).filter(|cell| !cell.is_empty()).collect()
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }
}

/// Holds the lines of a CSV text as ranges of one unquoted text. Any text can be split; what it holds is checked later.
#[derive(Debug)]
struct Records {
    text: String,
    cells: Vec<Range<usize>>,
    /// For each line its number and the end of its cells.
    lines: Vec<(u64, usize)>,
}

impl Records {
    fn split(text: &str, parser: &mut csv_core::Reader) -> Self {
        parser.reset();
        let separators = text.bytes().filter(|b| matches!(b, b',' | b'\n')).count();
        let (mut out, mut ends) = (vec![0; text.len() + 1], vec![0; separators + 2]);
        let (mut cells, mut lines) = (Vec::with_capacity(separators + 1), Vec::new());
        let (mut input, mut written) = (text.as_bytes(), 0);
        loop {
            // Blank lines are left out by the parser; they count as lines all the same.
            let line = parser.line() + input.iter().take_while(|b| **b == b'\n').count() as u64;
            let (start, mut found) = (written, 0);
            let outcome = loop {
                let (outcome, read, wrote, ended) = parser.read_record(input, &mut out[written..], &mut ends[found..]);
                (input, written, found) = (&input[read..], written + wrote, found + ended);
                // An empty input, handed over once more, tells the parser that nothing follows.
                if outcome != csv_core::ReadRecordResult::InputEmpty {
                    break outcome;
                }
            };
            if outcome != csv_core::ReadRecordResult::Record {
                break;
            }
            let mut from = start;
            for end in &ends[..found] {
                cells.push(std::mem::replace(&mut from, start + end)..start + end);
            }
            lines.push((line, cells.len()));
        }
        out.truncate(written);
        // Only ASCII characters were taken out, so what is left is text; the test beside proves it.
        Self { text: String::from_utf8(out).unwrap_or_default(), cells, lines }
    }
}

fn line_of(bytes: &[u8], at: usize) -> u64 {
    bytes[..at].split(|b| *b == b'\n').count() as u64
}

fn cell_problem(cell: &str, may_be_empty: bool) -> Option<Problem> {
    /// Begins the two-byte forms of U+0080 to U+00BF, of which half are control characters.
    const LATIN_1: u8 = 0xc2;
    // Bytes settle nearly every cell; only what might be wrong is looked at letter by letter.
    if cell.len() > LONGEST_CELL {
        let found = cell.chars().count();
        if found > LONGEST_CELL {
            return Some(Problem::TooLong { most: LONGEST_CELL, found });
        }
    }
    let suspicious = cell.bytes().filter(|b| b.is_ascii_control() || *b == LATIN_1).count() > 0;
    if suspicious && cell.contains('\n') {
        return Some(Problem::LineBreak);
    }
    if cell.trim() != cell || (suspicious && cell.chars().any(char::is_control)) {
        return Some(Problem::StraySpace);
    }
    (cell.is_empty() && !may_be_empty).then_some(Problem::Empty)
}

/// Is one line of a file: reads cells by column name and reports what does not fit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    table: &'a Table,
    at: usize,
    errors: &'a Errors,
}

impl<'a> Line<'a> {
    pub(super) fn fail(&self, column: &str, problem: Problem) {
        let column = self.table.place(column).map_or("", |place| self.table.columns[place]);
        self.errors.add(self.table.file, self.table.lines[self.at], column, problem);
    }

    /// Gives a cell; a column that the file does not have reads as empty.
    pub(super) fn cell(&self, column: &str) -> &'a str {
        self.table.place(column).map_or("", |place| self.table.cell(self.at, place))
    }

    pub(super) fn text(&self, column: &str) -> String {
        self.cell(column).to_owned()
    }

    /// Reads the pair of columns `stem_zh`, `stem_en`.
    pub(super) fn bilingual(&self, stem: &str) -> Bilingual {
        let cell = |end: &str| {
            let place = self.table.find(|column| column.strip_prefix(stem) == Some(end));
            place.map_or("", |place| self.table.cell(self.at, place)).to_owned()
        };
        Bilingual { zh: cell("_zh"), en: cell("_en") }
    }

    /// Reads a word of a closed set.
    pub(super) fn word<W: Word>(&self, column: &str) -> Option<W> {
        let word = W::read(self.cell(column));
        if word.is_none() {
            let expected = W::WORDS.join(" | ");
            self.fail(column, Problem::NotOneOf { expected, found: quote(self.cell(column)) });
        }
        word
    }

    /// Reads a plain decimal number: no sign but a minus, no leading zeros, no exponent.
    pub(super) fn number(&self, column: &str) -> Option<Number> {
        let cell = self.cell(column);
        let number = plain_number(cell);
        if number.is_none() {
            self.fail(column, Problem::NotANumber { found: quote(cell) });
        }
        number
    }

    /// Reads a number above zero.
    pub(super) fn weight(&self, column: &str) -> Option<Number> {
        let number = self.number(column)?;
        if number.to_ratio() <= Ratio::ZERO {
            self.fail(column, Problem::NotPositive { found: number.to_string() });
            return None;
        }
        Some(number)
    }

    /// Reads a whole number from `low` to `high`.
    pub(super) fn whole(&self, column: &str, low: i64, high: i64) -> Option<i64> {
        let cell = self.cell(column);
        let number = plain_number(cell).filter(|n| n.decimals() == 0 && !cell.contains('.')).map(Number::mantissa);
        let number = number.filter(|n| (low..=high).contains(n));
        if number.is_none() {
            self.fail(column, Problem::NotWhole { low, high, found: quote(cell) });
        }
        number
    }

    /// Reads a key: lower-case ASCII letters, digits, `_` and `-`, starting with a letter, at most 40 characters.
    pub(super) fn key(&self, column: &str) -> String {
        let cell = self.cell(column);
        let mut letters = cell.bytes();
        let starts = letters.next().is_some_and(|b| b.is_ascii_lowercase());
        let goes_on = letters.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
        if !starts || !goes_on || cell.len() > 40 {
            self.fail(column, Problem::Form { expected: "a-z 0-9 _ -".to_owned(), found: quote(cell) });
        }
        cell.to_owned()
    }

    /// Reads a reference into another file.
    pub(super) fn reference(&self, column: &str, known: &[&str], source: &str) -> String {
        let cell = self.cell(column);
        if !known.contains(&cell) {
            self.fail(column, Problem::Unknown { source: source.to_owned(), found: quote(cell) });
        }
        cell.to_owned()
    }
}

/// Reads `-?(0|[1-9][0-9]*)(\.[0-9]+)?` with at most fifteen digits.
pub(super) fn plain_number(text: &str) -> Option<Number> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = digits.split('.').next().unwrap_or_default();
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    if !plain || whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    Number::parse(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_ascii_decimals() {
        for (text, shown) in [("0", "0"), ("-1.50", "-1.5"), ("100", "100"), ("0.25", "0.25")] {
            assert_eq!(plain_number(text).unwrap().to_string(), shown);
        }
        for wrong in ["", "+1", "01", "1.", ".5", "1e3", "１", " 1", "1,000", "--1", "1.2.3", "-"] {
            assert_eq!(plain_number(wrong), None, "{wrong:?} must be refused");
        }
    }

    #[test]
    fn lines_are_split_as_the_csv_library_splits_them() {
        let draft = files::FrameworkFiles::draft_2026();
        let mut texts: Vec<String> =
            draft.iter().map(|(_, bytes)| String::from_utf8(bytes.to_vec()).unwrap()).collect();
        for odd in [
            "",
            "\n",
            "a",
            "a,b",
            "\"a\nb\",\"say \"\"hi\"\"\"\n望京,\n,\n",
            "\"open",
            "a\"b\"c,d\n",
            "\"a\"望,\n\"\"\n",
        ] {
            texts.push(odd.to_owned());
        }
        let mut parser = csv_core::Reader::new();
        for text in texts {
            let records = Records::split(&text, &mut parser);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let expected: Vec<(u64, Vec<String>)> = reader
                .records()
                .map(|record| {
                    let record = record.unwrap();
                    (record.position().unwrap().line(), record.iter().map(str::to_owned).collect())
                })
                .collect();
            let mut from = 0;
            let found: Vec<(u64, Vec<String>)> = records
                .lines
                .iter()
                .map(|(line, to)| {
                    let cells = &records.cells[std::mem::replace(&mut from, *to)..*to];
                    (*line, cells.iter().map(|cell| records.text[cell.clone()].to_owned()).collect())
                })
                .collect();
            assert_eq!(found, expected, "{text:?}");
        }
        // Blank lines are left out but counted, so that an error names the line an editor shows.
        let records = Records::split("a,b\n\n\nc,\n", &mut parser);
        assert_eq!(records.lines, [(1, 2), (4, 4)]);
    }

    #[test]
    fn quotes_are_short_and_free_of_control_characters() {
        assert_eq!(quote("a\u{1b}b"), "a\u{fffd}b");
        assert_eq!(quote(&"长".repeat(500)).chars().count(), LONGEST_QUOTE + 1);
    }
}
