//! The parts of the file, as ECMA-376 asks for them.

use std::fmt::Write as _;
use std::io::{self, Write};

/// The parts of both sheets.
pub(super) const SHEETS: [&str; 2] = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"];

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Says how a cell looks; the number is its place in `cellXfs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain = 0,
    Heading = 1,
    Score = 2,
    Share = 3,
}

/// Gives the parts that are the same in every book.
pub(super) fn before() -> [(&'static str, String); 5] {
    let types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let sheets =
        SHEETS.map(|part| format!("<Override PartName=\"/{part}\" ContentType=\"{types}.worksheet+xml\"/>")).concat();
    let content = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{types}.sheet.main+xml\"/>\
         {sheets}<Override PartName=\"/xl/styles.xml\" ContentType=\"{types}.styles+xml\"/><Override \
         PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"
    );
    let root = format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" \
         Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
    );
    let book = format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" \
         Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" \
         Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    // The day is no claim: the same table has the same bytes whenever it is written.
    let core = format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">2000-01-01T00:00:00Z</dcterms:created></cp:coreProperties>"
    );
    [
        ("[Content_Types].xml", content),
        ("_rels/.rels", root),
        ("xl/_rels/workbook.xml.rels", book),
        ("docProps/core.xml", core),
        ("xl/styles.xml", styles()),
    ]
}

fn styles() -> String {
    let font = "<sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/>";
    let cell = |format: u32, font: u32| {
        let number = if format == 0 { "" } else { " applyNumberFormat=\"1\"" };
        let bold = if font == 0 { "" } else { " applyFont=\"1\"" };
        format!("<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\"{number}{bold}/>")
    };
    let cells = [cell(0, 0), cell(0, 1), cell(164, 0), cell(165, 0)].concat();
    format!(
        "{DECLARATION}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"0.0\"/>\
         <numFmt numFmtId=\"165\" formatCode=\"0.0%\"/></numFmts><fonts count=\"2\"><font>{font}</font>\
         <font><b/>{font}</font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/>\
         <bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" \
         borderId=\"0\"/></cellStyleXfs><cellXfs count=\"4\">{cells}</cellXfs><cellStyles count=\"1\"><cellStyle \
         name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

/// Names both sheets, and the area of the first that is filtered.
pub(super) fn workbook(table: &str, dictionary: &str, filtered: &str) -> String {
    let sheet = |name: &str, number: u32| {
        format!("<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", escaped(name))
    };
    format!(
        "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><bookViews><workbookView/></bookViews><sheets>{}{}\
         </sheets><definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">'{}'!{filtered}\
         </definedName></definedNames></workbook>",
        sheet(table, 1),
        sheet(dictionary, 2),
        escaped(&table.replace('\'', "''")),
    )
}

/// Begins a sheet: its headings stay in sight.
pub(super) fn head(out: &mut Vec<u8>, widths: &[f64]) -> io::Result<()> {
    write!(
        out,
        "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" \
         topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    )?;
    for (column, width) in (1..).zip(widths) {
        write!(out, "<col min=\"{column}\" max=\"{column}\" width=\"{width}\" customWidth=\"1\"/>")?;
    }
    write!(out, "</cols><sheetData>")
}

/// Ends a sheet.
pub(super) fn tail(out: &mut Vec<u8>, filtered: Option<&str>) -> io::Result<()> {
    write!(out, "</sheetData>")?;
    if let Some(area) = filtered {
        write!(out, "<autoFilter ref=\"{area}\"/>")?;
    }
    write!(out, "</worksheet>")
}

pub(super) fn area(last: &str, rows: u32) -> String {
    format!("A1:{last}{rows}")
}

pub(super) fn absolute_area(last: &str, rows: u32) -> String {
    format!("$A$1:${last}${rows}")
}

/// Writes a text; `more` puts an ellipsis behind it.
pub(super) fn text(
    out: &mut Vec<u8>,
    column: &str,
    row: u32,
    style: Style,
    (text, more): (&str, bool),
) -> io::Result<()> {
    let ellipsis = if more { "…" } else { "" };
    start(out, column, row, style)?;
    out.extend_from_slice(b" t=\"inlineStr\"><is><t");
    if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
        out.extend_from_slice(b" xml:space=\"preserve\"");
    }
    write!(out, ">{}{ellipsis}</t></is></c>", escaped(text))
}

pub(super) fn number(out: &mut Vec<u8>, column: &str, row: u32, style: Style, number: f64) -> io::Result<()> {
    start(out, column, row, style)?;
    write!(out, "><v>{number}</v></c>")
}

fn start(out: &mut Vec<u8>, column: &str, row: u32, style: Style) -> io::Result<()> {
    write!(out, "<c r=\"{column}{row}\"")?;
    if style == Style::Plain { Ok(()) } else { write!(out, " s=\"{}\"", style as u32) }
}

/// Writes what XML keeps for itself by name, and what it does not know at all as spreadsheets do: `_x000B_`. A text that looks
/// like that already has its first line escaped. Source: ECMA-376, part 1, 22.9.2.19.
fn escaped(text: &str) -> std::borrow::Cow<'_, str> {
    let plain = |c: char| {
        !matches!(c, '<' | '>' | '&' | '"' | '_' | '\u{fffe}' | '\u{ffff}') && (c >= ' ' || c == '\t' || c == '\n')
    };
    if text.chars().all(plain) {
        return text.into();
    }
    let mut made = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        // Writing into a string cannot fail.
        let _ = match c {
            '<' => made.write_str("&lt;"),
            '>' => made.write_str("&gt;"),
            '&' => made.write_str("&amp;"),
            '"' => made.write_str("&quot;"),
            '_' if looks_escaped(&text[at..]) => made.write_str("_x005F_"),
            c if plain(c) || c == '_' => made.write_char(c),
            c => write!(made, "_x{:04X}_", u32::from(c)),
        };
    }
    made.into()
}

/// Says whether a text begins as an escaped character does: `_x000B_`.
fn looks_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes.starts_with(b"_x") && bytes[2..6].iter().all(u8::is_ascii_hexdigit) && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_does_not_know_is_written_as_spreadsheets_do() {
        for (text, written) in [
            ("甲<乙> & \"丙\"", "甲&lt;乙&gt; &amp; &quot;丙&quot;"),
            ("a\u{b}b\rc\u{ffff}", "a_x000B_b_x000D_c_xFFFF_"),
            ("_x000B_ and a_b", "_x005F_x000B_ and a_b"),
            ("two\nlines\there", "two\nlines\there"),
            ("_x00", "_x00"),
        ] {
            assert_eq!(escaped(text), written);
        }
    }
}
