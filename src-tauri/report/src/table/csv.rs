//! CSV as Excel and WPS open it: UTF-8 with a mark, lines ended by CR LF, nothing that could be taken for a formula.

use super::dictionary::heading;
use super::{Cell, Sink, Table, TableReceipt};
use crate::beside::Beside;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tanfang_survey::session::Fault;
use tanfang_survey::text::Words;

/// By this mark spreadsheets know the encoding.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes the lines of a table.
pub(super) struct Lines {
    target: PathBuf,
    beside: Beside,
    out: csv::Writer<BufWriter<File>>,
    rows: u32,
}

impl Lines {
    pub(super) fn new(path: &Path, table: Table, words: &Words) -> Result<Self, Fault> {
        let mut lines = Self::open(path)?;
        lines.line(table.columns().iter().map(|column| heading(column, words)))?;
        Ok(lines)
    }

    fn open(path: &Path) -> Result<Self, Fault> {
        let failed = |error| Fault::io(path, error);
        let (beside, file) = Beside::create(path).map_err(failed)?;
        let mut file = BufWriter::with_capacity(1 << 16, file);
        file.write_all(MARK).map_err(failed)?;
        let out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
        Ok(Self { target: path.to_owned(), beside, out, rows: 0 })
    }

    fn line<T: AsRef<[u8]>>(&mut self, cells: impl Iterator<Item = T>) -> Result<(), Fault> {
        self.out.write_record(cells).map_err(|error| {
            // Turned into an error of files as it is, it would not say that the disk is full.
            let error = match error.into_kind() {
                csv::ErrorKind::Io(error) => error,
                other => io::Error::other(format!("{other:?}")),
            };
            Fault::io(&self.target, error)
        })
    }

    /// Writes the dictionary beside the table; both appear only when both are whole.
    pub(super) fn finish(self, path: &Path, dictionary: &[[String; 3]]) -> Result<TableReceipt, Fault> {
        let other = beside_name(path);
        let mut lines = Self::open(&other)?;
        for line in dictionary {
            lines.line(line.iter().map(|text| guarded(text).into_owned()))?;
        }
        let rows = self.rows;
        let whole = |mut lines: Self| -> Result<(Beside, PathBuf), Fault> {
            // Before the writer is taken apart: its own error would not say that the disk is full.
            lines.out.flush().map_err(|error| Fault::io(&lines.target, error))?;
            let failed = |error: io::Error| Fault::io(&lines.target, error);
            let file = lines.out.into_inner().map_err(|error| failed(io::Error::other(error.to_string())))?;
            let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
            file.sync_all().map_err(failed)?;
            Ok((lines.beside, lines.target.clone()))
        };
        for (beside, target) in [whole(lines)?, whole(self)?] {
            beside.rename(&target).map_err(|error| Fault::io(&target, error))?;
        }
        Ok(TableReceipt { rows, files: vec![path.to_owned(), other] })
    }
}

impl Sink for Lines {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Fault> {
        self.rows += 1;
        self.line(cells.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => guarded(text).into_owned(),
            Cell::Number(number) | Cell::Score(number) | Cell::Share(number) => number.to_string(),
        }))
    }
}

/// Puts an apostrophe before what a spreadsheet would work out as a formula, also after blanks and in wide signs.
fn guarded(text: &str) -> Cow<'_, str> {
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let is_formula = text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(signs);
    if is_formula { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Names the dictionary of a table: `得分.csv` has `得分-dictionary.csv`.
fn beside_name(path: &Path) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push("-dictionary.csv");
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_formula_stays_text() {
        for text in ["=1+1", "+86 10", "-2", "@SUM(A1)", " =cmd|'/c calc'!A0", "\tx", "＝1", "\r=1"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["1=1", "东门 - 西门", "", "'=1"] {
            assert_eq!(guarded(text), text);
        }
    }
}
