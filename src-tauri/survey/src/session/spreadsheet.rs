//! Tables that come from other programs: XLSX, CSV, or cells that were pasted.

use super::Fault;
use calamine::{DataRef, Reader, Xlsx};
use std::io::Cursor;
use std::path::Path;

/// A file of this size holds more rows than a team can ask.
const LARGEST: u64 = 16 << 20;
/// What is in a workbook, unpacked.
const LARGEST_UNPACKED: u64 = 256 << 20;
const MOST_ROWS: usize = 10_000;
const MOST_COLUMNS: usize = 300;
/// How many characters of one cell are kept.
const LONGEST_CELL: usize = 4_000;

/// Holds the cells of one table as texts; rows may differ in length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spreadsheet {
    /// Each row with the number of its line, counted from 1. Rows without any text are left out.
    pub rows: Vec<(usize, Vec<String>)>,
}

impl Spreadsheet {
    /// Reads the first sheet of a workbook, or a text file of cells between commas, semicolons or tabs.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let size = std::fs::metadata(path).map_err(|error| Fault::io(path, error))?.len();
        let name = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if size > LARGEST {
            return Err(Fault::new("spreadsheet-large").with("name", name()).with("rows", MOST_ROWS));
        }
        let bytes = std::fs::read(path).map_err(|error| Fault::io(path, error))?;
        Self::of_bytes(&bytes, &name())
    }

    fn of_bytes(bytes: &[u8], name: &str) -> Result<Self, Fault> {
        if bytes.starts_with(b"PK") {
            return workbook(bytes, name);
        }
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(Fault::new("spreadsheet-old").with("name", name));
        }
        let text = match encoding_rs::Encoding::for_bom(bytes) {
            Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0,
            None => match std::str::from_utf8(bytes) {
                Ok(text) => text.into(),
                // Chinese Excel writes CSV in the national encoding.
                Err(_) => encoding_rs::GB18030.decode_without_bom_handling(bytes).0,
            },
        };
        if text.contains('\0') {
            return Err(Fault::new("spreadsheet-unreadable").with("name", name));
        }
        Self::of_text(&text, name)
    }

    /// Reads cells as they are pasted or stand in a CSV file; `name` says where they come from.
    pub fn of_text(text: &str, name: &str) -> Result<Self, Fault> {
        let first = text.lines().next().unwrap_or_default();
        let count = |sign: u8| first.bytes().filter(|b| *b == sign).count();
        // Of equally frequent signs the last one counts; a comma is the usual one.
        let delimiter = [b';', b'\t', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut table = Self { rows: Vec::new() };
        for record in reader.records() {
            let record =
                record.map_err(|error| Fault::new("spreadsheet-unreadable").with("name", name).because(error))?;
            // Empty lines before a row belong to no row.
            let at = record.position().map_or((0, 0), |at| (at.line() as usize, at.byte() as usize));
            let blank = text.get(at.1..).unwrap_or_default().bytes().take_while(|b| matches!(b, b'\r' | b'\n'));
            let line = at.0 + blank.filter(|b| *b == b'\n').count();
            table.add(line, record.iter().map(clean).collect(), name)?;
        }
        table.filled(name)
    }

    fn add(&mut self, line: usize, cells: Vec<String>, name: &str) -> Result<(), Fault> {
        if cells.iter().all(String::is_empty) {
            return Ok(());
        }
        if self.rows.len() == MOST_ROWS || cells.len() > MOST_COLUMNS {
            return Err(Fault::new("spreadsheet-large").with("name", name).with("rows", MOST_ROWS));
        }
        self.rows.push((line, cells));
        Ok(())
    }

    fn filled(self, name: &str) -> Result<Self, Fault> {
        if self.rows.is_empty() {
            return Err(Fault::new("spreadsheet-empty").with("name", name));
        }
        Ok(self)
    }
}

/// Takes what a cell says: on one line, without spaces around it.
fn clean(text: &str) -> String {
    let plain: String = text.trim().chars().take(LONGEST_CELL).map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.trim().to_owned()
}

/// Reads the first sheet cell by cell: a sheet with one cell in its last row must not take the memory of all between.
fn workbook(bytes: &[u8], name: &str) -> Result<Spreadsheet, Fault> {
    let broken = || Fault::new("spreadsheet-unreadable").with("name", name);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken().because(error))?;
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| broken().because(error))?;
        unpacked = unpacked.saturating_add(entry.size());
    }
    if unpacked > LARGEST_UNPACKED {
        return Err(Fault::new("spreadsheet-large").with("name", name).with("rows", MOST_ROWS));
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken().because(error))?;
    let sheet = book.sheet_names().first().cloned().ok_or_else(broken)?;
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(|error| broken().because(error))?;
    let mut table = Spreadsheet { rows: Vec::new() };
    let mut row: (usize, Vec<String>) = (0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(|error| broken().because(error))? {
        let (line, column) = (cell.get_position().0 as usize + 1, cell.get_position().1 as usize);
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if column >= MOST_COLUMNS {
            return Err(Fault::new("spreadsheet-large").with("name", name).with("rows", MOST_ROWS));
        }
        if line != row.0 {
            let (line, cells) = std::mem::replace(&mut row, (line, Vec::new()));
            table.add(line, cells, name)?;
        }
        if row.1.len() <= column {
            row.1.resize(column + 1, String::new());
        }
        row.1[column] = text;
    }
    table.add(row.0, row.1, name)?;
    table.filled(name)
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // Whole numbers are floats to Excel: an answer of 4 is not 4.0.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => clean(text),
        DataRef::SharedString(text) => clean(text),
        DataRef::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(table: &Spreadsheet) -> Vec<Vec<&str>> {
        table.rows.iter().map(|(_, cells)| cells.iter().map(String::as_str).collect()).collect()
    }

    #[test]
    fn texts_are_read_in_the_encodings_and_with_the_signs_that_are_met() {
        let wanted = [["编号", "组别"], ["1", "国际居民"]];
        let (gbk, ..) = encoding_rs::GB18030.encode("编号;组别\r\n1;国际居民\r\n");
        for bytes in ["编号,组别\n\n1,国际居民\n".as_bytes(), "\u{feff}编号\t组别\n1\t国际居民".as_bytes(), &gbk]
        {
            assert_eq!(cells(&Spreadsheet::of_bytes(bytes, "a.csv").unwrap()), wanted);
        }
        let quoted = Spreadsheet::of_text("a,b\n\"x, \"\"y\"\"\n z\",2\n", "a").unwrap();
        assert_eq!(cells(&quoted)[1], ["x, \"y\"  z", "2"], "what stands between quotes is one cell");
        assert_eq!(Spreadsheet::of_text("a\n\nb", "a").unwrap().rows[1].0, 3, "lines are counted as the file has them");
    }

    /// Makes a workbook of one sheet with these rows in its XML.
    fn book(rows: &str) -> Vec<u8> {
        use std::io::Write as _;
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006";
        let parts = [
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
                ),
            ),
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"答卷\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
            ),
        ];
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, text) in parts {
            zip.start_file(name, stored).unwrap();
            zip.write_all(format!("{head}{text}").as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_workbook_is_read_cell_by_cell() {
        let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>编号</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>1.4.3.1</t></is></c></row>\
                    <row r=\"3\"><c r=\"A3\"><v>17</v></c><c r=\"B3\" t=\"b\"><v>1</v></c><c r=\"C3\"><v>4</v></c></row>\
                    <row r=\"1048576\"><c r=\"A1048576\"><v>18.5</v></c></row>";
        let table = Spreadsheet::of_bytes(&book(rows), "a.xlsx").unwrap();
        assert_eq!(cells(&table), [vec!["编号", "", "1.4.3.1"], vec!["17", "yes", "4"], vec!["18.5"]]);
        assert_eq!(table.rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 3, 1_048_576]);
        let wide = "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>";
        assert_eq!(Spreadsheet::of_bytes(&book(wide), "a.xlsx").unwrap_err().code, "spreadsheet-large");
        assert_eq!(Spreadsheet::of_bytes(&book(""), "a.xlsx").unwrap_err().code, "spreadsheet-empty");
    }

    #[test]
    fn what_is_no_table_is_refused_by_name() {
        let refused = |bytes: &[u8]| Spreadsheet::of_bytes(bytes, "x").unwrap_err().code;
        assert_eq!(refused(b"PK\x03\x04 cut"), "spreadsheet-unreadable");
        assert_eq!(refused(b"a\0b"), "spreadsheet-unreadable");
        assert_eq!(refused(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "spreadsheet-old");
        assert_eq!(refused(b" \n,,\n"), "spreadsheet-empty");
        assert_eq!(refused("1\n".repeat(MOST_ROWS + 1).as_bytes()), "spreadsheet-large");
        assert_eq!(refused(",".repeat(MOST_COLUMNS).replace(',', "1,").as_bytes()), "spreadsheet-large");
    }
}
