//! Tables as other programs read them.

use super::{Format, Table, TableOf, TableReceipt, sight, write_table};
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::Path;
use tanfang_survey::demo::{self, DemoPlan};
use tanfang_survey::framework::FrameworkFiles;
use tanfang_survey::model::{NOUNS, Number, Value};
use tanfang_survey::session::{CellKey, Entry, Fault, Home, NewSurvey, SeededEdge, Seen, Session, Stamp};
use tanfang_survey::text::{Lang, Words};

const FORMULA: &str = "=HYPERLINK(\"http://x\",\"甲\")";

fn session(folder: &Path) -> Session {
    let new = NewSurvey {
        name: "望京首轮".into(),
        organisation: String::new(),
        author: "王芳".into(),
        language: "zh".into(),
        demo: false,
    };
    let edge = SeededEdge::new([7; 32], Stamp { wall_ms: 1_780_000_000_000, offset_min: 480 }, 1_000);
    let files = FrameworkFiles::draft_2026();
    let home = Home::new(folder.join("家"));
    let mut session = Session::create(&folder.join("调研"), &new, &files, home, Box::new(edge)).unwrap();
    let key = CellKey::new("wangjing", 1, "1.1.1");
    let two = Value::Number(Number::parse("2").unwrap());
    session.record(&key, Some((&two, None)), Some(FORMULA), Seen::Current).unwrap();
    let pair = CellKey::new("wangjing", 2, "1.2.1");
    session.set_value(&pair, &Value::Of { a: 18, b: 24 }, None, Seen::Current).unwrap();
    session
}

fn table(session: &Session, table: Table, format: Format, lang: Lang, path: &Path) -> Result<TableReceipt, Fault> {
    write_table(session, &TableOf { table, format, round: None }, lang, path, &mut |_, _| ControlFlow::Continue(()))
}

/// Reads the lines of a CSV file as a spreadsheet does.
fn lines(path: &Path) -> Vec<Vec<String>> {
    let bytes = std::fs::read(path).unwrap();
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn both_forms_say_the_same_and_are_the_same_bytes_again() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path());
    for of in Table::ALL {
        let at = |name: &str| folder.path().join(format!("{}-{name}", of.as_str()));
        let csv = table(&session, of, Format::Csv, Lang::En, &at("1.csv")).unwrap();
        let xlsx = table(&session, of, Format::Xlsx, Lang::En, &at("1.xlsx")).unwrap();
        let rows = lines(&csv.files[0]);
        assert_eq!(rows.len() as u32, csv.rows + 1);
        assert_eq!(csv.rows, xlsx.rows);
        let mut book: Xlsx<_> = open_workbook(&xlsx.files[0]).unwrap();
        let names = book.sheet_names();
        assert_eq!(names.len(), 2);
        let sheet = book.worksheet_range(&names[0]).unwrap();
        for (y, row) in rows.iter().enumerate() {
            for (x, text) in row.iter().enumerate() {
                let cell = sheet.get((y, x)).unwrap_or(&Data::Empty);
                let same = match cell {
                    Data::Empty => text.is_empty(),
                    Data::Float(number) => text.parse::<f64>().is_ok_and(|other| other.to_bits() == number.to_bits()),
                    Data::String(cell) => text == cell || *text == format!("'{cell}"),
                    _ => false,
                };
                assert!(same, "{} {y}/{x}: {text} is {cell:?}", of.as_str());
            }
        }
        let dictionary = lines(&csv.files[1]);
        let columns: Vec<&String> = dictionary[1..=rows[0].len()].iter().map(|line| &line[0]).collect();
        assert_eq!(columns, rows[0].iter().collect::<Vec<_>>(), "every column has its line");
        let keys: HashSet<&String> = dictionary.iter().map(|line| &line[1]).collect();
        assert_eq!(keys.len(), dictionary.len());
        for (format, first) in [(Format::Csv, &csv.files), (Format::Xlsx, &xlsx.files)] {
            let again = table(&session, of, format, Lang::En, &at(&format!("2.{}", format.as_str()))).unwrap();
            for (one, two) in first.iter().zip(&again.files) {
                assert!(std::fs::read(one).unwrap() == std::fs::read(two).unwrap(), "{}", one.display());
            }
        }
    }
}

#[test]
fn what_was_recorded_stands_there_and_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path());
    let path = folder.path().join("评估.csv");
    table(&session, Table::Assessments, Format::Csv, Lang::Zh, &path).unwrap();
    let rows = lines(&path);
    let column = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    assert_eq!(rows[1][column("备注")], format!("'{FORMULA}"));
    assert_eq!(rows[2][column("分子")], "18");
    assert_eq!(rows[2][column("分母")], "24");
    assert_eq!(rows[2][column("数值")], "75");
    assert_eq!(rows[2][column("记录人")], "王芳");
    let book = folder.path().join("评估.xlsx");
    table(&session, Table::Assessments, Format::Xlsx, Lang::Zh, &book).unwrap();
    let mut book: Xlsx<_> = open_workbook(&book).unwrap();
    let range = book.worksheet_range("指标评估").unwrap();
    assert_eq!(range.get((1, column("备注"))), Some(&Data::String(FORMULA.to_owned())), "a text, as it was typed");
    assert!(book.worksheet_formula("指标评估").unwrap().is_empty());
}

#[test]
fn stopped_or_refused_work_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path());
    let out = folder.path().join("出");
    std::fs::create_dir(&out).unwrap();
    for format in Format::ALL {
        let of = TableOf { table: Table::Assessments, format, round: None };
        let mut calls = 0;
        let mut stop = |_, _| {
            calls += 1;
            if calls > 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let path = out.join("表").with_extension(format.as_str());
        assert_eq!(write_table(&session, &of, Lang::Zh, &path, &mut stop).unwrap_err().code, "cancelled");
        let nowhere = out.join("无/表.csv");
        assert!(table(&session, Table::Gaps, format, Lang::Zh, &nowhere).is_err());
        let round = TableOf { round: Some(9), ..of };
        assert!(write_table(&session, &round, Lang::Zh, &path, &mut |_, _| ControlFlow::Continue(())).is_err());
    }
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 0);
}

#[test]
fn positions_and_what_people_said_are_withheld() {
    for noun in NOUNS {
        for field in noun.fields {
            let name = field.name.replace('*', "3");
            let personal =
                matches!(field.kind, tanfang_survey::model::Kind::Personal | tanfang_survey::model::Kind::Position);
            assert_eq!(sight::is_withheld(noun.name, &name), personal, "{} {name}", noun.name);
        }
    }
    for noun in ["unit", "photo", "visit"] {
        assert!(sight::is_withheld(noun, "position"));
    }
    assert!(!sight::is_withheld("assessment", "value"));
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let place = Some((39_991_234, 116_481_234));
    session.add_units("wangjing", "compounds", &[("望京小区".into(), place)]).unwrap();
    for of in Table::ALL {
        let path = folder.path().join("a.csv");
        table(&session, of, Format::Csv, Lang::Zh, &path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("39.99") && !text.contains("116.48") && !text.contains("39991234"), "{}", of.as_str());
    }
}

#[test]
fn a_demo_survey_fills_every_table() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path().join("家"));
    let session = demo::create(&folder.path().join("演示"), &DemoPlan { photos: 2, seed: 1 }, home).unwrap();
    for (of, least) in Table::ALL.into_iter().zip([500, 100, 500, 20, 2, 0, 0]) {
        for lang in Lang::ALL {
            let receipt = table(&session, of, Format::Xlsx, lang, &folder.path().join("a.xlsx")).unwrap();
            assert!(receipt.rows >= least, "{}: {}", of.as_str(), receipt.rows);
        }
    }
    let days: Vec<String> =
        session.entities("visit", "", &[]).unwrap().iter().map(|one| one.text("date").into()).collect();
    let path = folder.path().join("记录.csv");
    table(&session, Table::Assessments, Format::Csv, Lang::Zh, &path).unwrap();
    let rows = lines(&path);
    let visited = rows[0].iter().position(|name| name == "踏勘日期").unwrap();
    let seen: Vec<&String> = rows[1..].iter().map(|row| &row[visited]).filter(|day| !day.is_empty()).collect();
    assert!(seen.len() > 500 && seen.iter().all(|day| days.contains(day)), "the day of the visit, not of the typing");
}

#[test]
fn a_comment_stands_beside_its_report_and_what_became_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let said = [
        ("community", "wangjing"),
        ("round", "1"),
        ("indicator", "1.1.1"),
        ("organisation", "望京街道办事处"),
        ("objection", "商业设施应计入东侧商场"),
        ("outcome", "partly"),
    ];
    session.add_entity("feedback", &said.map(|(field, text)| Entry::new(field, text))).unwrap();
    let path = folder.path().join("意见.csv");
    table(&session, Table::Feedback, Format::Csv, Lang::Zh, &path).unwrap();
    let rows = lines(&path);
    assert_eq!(rows.len(), 2);
    for word in ["望京街道办事处", "商业设施应计入东侧商场", "部分采纳", "朝阳望京"] {
        assert!(rows[1].iter().any(|cell| cell.contains(word)), "{word} in {:?}", rows[1]);
    }
}

#[test]
fn every_column_is_worded() {
    for lang in Lang::ALL {
        let words = Words::new(lang);
        for of in Table::ALL {
            assert!(words.knows(&format!("table-{}", of.as_str())));
            let headings: HashSet<String> =
                of.columns().iter().map(|column| super::dictionary::heading(column, &words)).collect();
            assert_eq!(headings.len(), of.columns().len(), "no two columns of {} have one heading", of.as_str());
            for column in of.columns() {
                assert!(words.knows(&format!("table-column-{column}")), "{column} in {lang}");
                assert!(words.knows(&format!("table-about-{column}")), "{column} in {lang}");
            }
        }
    }
}
