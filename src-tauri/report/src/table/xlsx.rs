//! XLSX (ECMA-376, SpreadsheetML): the table on the first sheet, its dictionary on the second.
//!
//! Rows go straight into the compressed file as they come, so that memory does not grow with them and a full disk is an error
//! like any other. Texts are written as texts, so that none of them is worked out. The same rows give the same bytes.

mod parts;

use super::dictionary::heading;
use super::{Cell, Sink, Table, TableReceipt};
use crate::beside::Beside;
use parts::{SHEETS, Style};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tanfang_survey::session::Fault;
use tanfang_survey::text::Words;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What a sheet holds below its headings.
const MOST_ROWS: u32 = 1_048_575;
/// What a cell holds, in the units of UTF-16.
const LONGEST: usize = 32_767;
/// Widths in characters: of codes and numbers, and of the columns whose texts are sentences.
const WIDTH: f64 = 13.0;
const WIDE: f64 = 36.0;
const SENTENCES: [&str; 9] =
    ["name", "indicator-name", "unit-name", "reason", "remark", "caption", "remedy", "advice", "case"];
/// How hard is tried to make the file small, of 9: beyond this the time doubles and the file shrinks by a tenth.
const EFFORT: i64 = 4;
/// Rows are handed on to be compressed in pieces of about this many bytes.
const PIECE: usize = 1 << 16;

/// Writes the sheet of a table.
pub(super) struct Book {
    target: PathBuf,
    beside: Beside,
    zip: ZipWriter<BufWriter<File>>,
    options: SimpleFileOptions,
    /// Written rows that were not compressed yet.
    rows: Vec<u8>,
    /// The letters of each column.
    letters: Vec<String>,
    /// How many rows were written, the headings among them.
    at: u32,
    name: String,
}

impl Book {
    pub(super) fn new(path: &Path, table: Table, words: &Words) -> Result<Self, Fault> {
        let failed = |error| Fault::io(path, error);
        let (beside, file) = Beside::create(path).map_err(failed)?;
        let file = BufWriter::with_capacity(1 << 16, file);
        let columns = table.columns();
        let widths: Vec<f64> =
            columns.iter().map(|column| if SENTENCES.contains(column) { WIDE } else { WIDTH }).collect();
        let mut made = Self {
            target: path.to_owned(),
            beside,
            zip: ZipWriter::new(file),
            options: SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .compression_level(Some(EFFORT))
                .last_modified_time(zip::DateTime::default()),
            rows: Vec::with_capacity(2 * PIECE),
            letters: (0..columns.len()).map(letters).collect(),
            at: 0,
            name: words.get(&format!("table-{}", table.as_str())).into_owned(),
        };
        let headings: Vec<String> = columns.iter().map(|column| heading(column, words)).collect();
        made.start(&headings, &widths).map_err(|error| made.failed(error))?;
        Ok(made)
    }

    fn start(&mut self, headings: &[String], widths: &[f64]) -> io::Result<()> {
        for (name, text) in parts::before() {
            self.part(name, text.as_bytes())?;
        }
        self.sheet(SHEETS[0], headings, widths)
    }

    /// Writes a whole part of the file.
    fn part(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.zip.start_file(name, self.options)?;
        self.zip.write_all(bytes)
    }

    /// Begins a sheet with its headings.
    fn sheet(&mut self, part: &str, headings: &[String], widths: &[f64]) -> io::Result<()> {
        self.zip.start_file(part, self.options)?;
        parts::head(&mut self.rows, widths)?;
        self.at = 0;
        self.line(headings.iter().map(|heading| Shown::Text(heading, Style::Heading)))
    }

    /// Writes a row.
    fn line<'a>(&mut self, cells: impl Iterator<Item = Shown<'a>>) -> io::Result<()> {
        self.at += 1;
        let (rows, at) = (&mut self.rows, self.at);
        write!(rows, "<row r=\"{at}\">")?;
        for (column, cell) in self.letters.iter().zip(cells) {
            match cell {
                Shown::Text(text, style) => parts::text(rows, column, at, style, fitting(text))?,
                Shown::Number(number, style) if number.is_finite() => parts::number(rows, column, at, style, number)?,
                Shown::Nothing | Shown::Number(..) => (),
            }
        }
        rows.extend_from_slice(b"</row>");
        if rows.len() >= PIECE {
            self.zip.write_all(rows)?;
            rows.clear();
        }
        Ok(())
    }

    fn end_sheet(&mut self, filtered: bool) -> io::Result<()> {
        let last = self.letters.last().cloned().unwrap_or_default();
        parts::tail(&mut self.rows, filtered.then(|| parts::area(&last, self.at)).as_deref())?;
        self.zip.write_all(&self.rows)?;
        self.rows.clear();
        Ok(())
    }

    /// Adds the dictionary and puts the book in its place.
    pub(super) fn finish(
        mut self,
        path: &Path,
        dictionary: &[[String; 3]],
        words: &Words,
    ) -> Result<TableReceipt, Fault> {
        let rows = self.at - 1;
        self.describe(dictionary, words).map_err(|error| self.failed(error))?;
        let failed = |error| Fault::io(path, error);
        let file = self.zip.finish().map_err(|error| failed(error.into()))?;
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        drop(file);
        self.beside.rename(path).map_err(failed)?;
        Ok(TableReceipt { rows, files: vec![path.to_owned()] })
    }

    fn describe(&mut self, dictionary: &[[String; 3]], words: &Words) -> io::Result<()> {
        let last = self.letters.last().cloned().unwrap_or_default();
        let area = parts::absolute_area(&last, self.at);
        self.end_sheet(true)?;
        let Some((head, lines)) = dictionary.split_first() else { return Ok(()) };
        self.letters.truncate(head.len());
        self.sheet(SHEETS[1], head, &[WIDE / 1.5, WIDE / 1.5, WIDE * 3.0])?;
        for line in lines {
            self.line(line.iter().map(|text| Shown::Text(text, Style::Plain)))?;
        }
        self.end_sheet(false)?;
        let workbook = parts::workbook(&self.name, &words.get("table-dictionary"), &area);
        self.part("xl/workbook.xml", workbook.as_bytes())
    }

    fn failed(&self, error: io::Error) -> Fault {
        Fault::io(&self.target, error)
    }
}

impl Sink for Book {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Fault> {
        if self.at > MOST_ROWS {
            return Err(Fault::new("table-long").with("rows", MOST_ROWS));
        }
        let shown = cells.iter().map(|cell| match cell {
            Cell::Empty => Shown::Nothing,
            Cell::Text(text) => Shown::Text(text, Style::Plain),
            Cell::Number(number) => Shown::Number(*number, Style::Plain),
            Cell::Score(number) => Shown::Number(*number, Style::Score),
            Cell::Share(number) => Shown::Number(*number, Style::Share),
        });
        self.line(shown).map_err(|error| self.failed(error))
    }
}

/// Is what a cell shows, and how.
enum Shown<'a> {
    Nothing,
    Text(&'a str, Style),
    Number(f64, Style),
}

/// Names a column: A to Z, then AA.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

/// Gives what of a text a cell holds, and whether there is more in the survey.
fn fitting(text: &str) -> (&str, bool) {
    if text.len() < LONGEST {
        return (text, false);
    }
    let mut room = LONGEST - 1;
    let end = text.char_indices().find(|(_, c)| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        !fits
    });
    end.map_or((text, false), |(end, _)| (&text[..end], true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_text_is_cut_where_a_cell_ends() {
        assert_eq!(fitting("短"), ("短", false));
        let (long, wide) = ("甲".repeat(LONGEST - 1), "𠮷".repeat(LONGEST / 2));
        assert_eq!(fitting(&long), (long.as_str(), false));
        assert_eq!(fitting(&wide), (wide.as_str(), false), "two units each");
        let longer = format!("{wide}𠮷");
        let (kept, more) = fitting(&longer);
        assert!(more && kept.encode_utf16().count() < LONGEST);
    }
}
