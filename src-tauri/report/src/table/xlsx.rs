//! XLSX: the table on the first sheet, its dictionary on the second.
//!
//! Texts are written as texts, so that none of them is worked out. Rows go to a temporary file of the library as they
//! come; only the row at hand is kept.

use super::dictionary::heading;
use super::{Cell, Sink, Table, TableReceipt};
use crate::beside::Beside;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tanfang_survey::session::Fault;
use tanfang_survey::text::Words;

/// What a sheet holds below its headings.
const MOST_ROWS: u32 = 1_048_575;
/// What a cell holds, in the units of UTF-16.
const LONGEST: usize = 32_767;
/// Widths in characters: of codes and numbers, and of the columns whose texts are sentences.
const WIDTH: f64 = 13.0;
const WIDE: f64 = 36.0;
const SENTENCES: [&str; 9] =
    ["name", "indicator-name", "unit-name", "reason", "remark", "caption", "remedy", "advice", "case"];

/// Writes the sheet of a table.
pub(super) struct Book {
    target: PathBuf,
    inner: Workbook,
    /// The next row to be written.
    at: u32,
    columns: u16,
    score: Format,
    share: Format,
}

impl Book {
    pub(super) fn new(path: &Path, table: Table, words: &Words) -> Result<Self, Fault> {
        let columns = table.columns();
        let mut made = Self {
            target: path.to_owned(),
            inner: Workbook::new(),
            at: 0,
            columns: columns.len() as u16,
            score: Format::new().set_num_format("0.0"),
            share: Format::new().set_num_format("0.0%"),
        };
        let name = words.get(&format!("table-{}", table.as_str()));
        let widths: Vec<f64> =
            columns.iter().map(|column| if SENTENCES.contains(column) { WIDE } else { WIDTH }).collect();
        let headings: Vec<String> = columns.iter().map(|column| heading(column, words)).collect();
        made.start(&name, &headings, &widths).map_err(|error| made.failed(error))?;
        Ok(made)
    }

    fn start(&mut self, name: &str, headings: &[String], widths: &[f64]) -> Result<(), XlsxError> {
        if let Some(folder) = self.target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            self.inner.set_tempdir(folder)?;
        }
        // The library would write the time of day.
        let never = ExcelDateTime::from_ymd(2000, 1, 1)?;
        self.inner.set_properties(&DocProperties::new().set_creation_datetime(&never));
        headed(self.inner.add_worksheet_with_constant_memory()?, name, headings, widths)?;
        self.at = 1;
        Ok(())
    }

    fn put(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let Self { inner, at, score, share, .. } = self;
        let sheet = inner.worksheet_from_index(0)?;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => sheet.write_string(*at, column, fitting(text))?,
                Cell::Number(number) => sheet.write_number(*at, column, *number)?,
                Cell::Score(number) => sheet.write_number_with_format(*at, column, *number, score)?,
                Cell::Share(number) => sheet.write_number_with_format(*at, column, *number, share)?,
            };
        }
        *at += 1;
        Ok(())
    }

    /// Adds the dictionary and saves the book.
    pub(super) fn finish(
        mut self,
        path: &Path,
        dictionary: &[[String; 3]],
        words: &Words,
    ) -> Result<TableReceipt, Fault> {
        let rows = self.at - 1;
        self.describe(dictionary, words).map_err(|error| self.failed(error))?;
        let failed = |error| Fault::io(path, error);
        let beside = Beside::new(path).map_err(failed)?;
        let mut file = BufWriter::with_capacity(1 << 16, File::create(&beside.path).map_err(failed)?);
        self.inner.save_to_writer(&mut file).map_err(|error| self.failed(error))?;
        file.flush().map_err(failed)?;
        file.get_ref().sync_all().map_err(failed)?;
        drop(file);
        beside.rename(path).map_err(failed)?;
        Ok(TableReceipt { rows, files: vec![path.to_owned()] })
    }

    fn describe(&mut self, dictionary: &[[String; 3]], words: &Words) -> Result<(), XlsxError> {
        let (last, columns) = (self.at - 1, self.columns);
        self.inner.worksheet_from_index(0)?.autofilter(0, 0, last, columns - 1)?;
        let Some((head, lines)) = dictionary.split_first() else { return Ok(()) };
        let name = words.get("table-dictionary");
        let sheet = self.inner.add_worksheet_with_constant_memory()?;
        headed(sheet, &name, head, &[WIDE / 1.5, WIDE / 1.5, WIDE * 3.0])?;
        for (row, line) in (1..).zip(lines) {
            for (column, text) in (0..).zip(line) {
                sheet.write_string(row, column, fitting(text))?;
            }
        }
        Ok(())
    }

    fn failed(&self, error: XlsxError) -> Fault {
        match error {
            XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => Fault::io(&self.target, error),
            XlsxError::ZipError(error) => Fault::io(&self.target, error.into()),
            other => Fault::new("failed-table").with("detail", &other).because(other),
        }
    }
}

impl Sink for Book {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Fault> {
        if self.at > MOST_ROWS {
            return Err(Fault::new("table-long").with("rows", MOST_ROWS));
        }
        self.put(cells).map_err(|error| self.failed(error))
    }
}

fn headed(sheet: &mut Worksheet, name: &str, headings: &[String], widths: &[f64]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, (heading, width)) in (0..).zip(headings.iter().zip(widths)) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    Ok(())
}

/// Gives what of a text a cell holds; an ellipsis says that there is more in the survey.
fn fitting(text: &str) -> String {
    let mut room = LONGEST - 1;
    let end = text.char_indices().find(|(_, c)| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        !fits
    });
    match end {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
