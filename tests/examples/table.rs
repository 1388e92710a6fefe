//! Measures a table of 100,000 rows, beside Python's xlsxwriter writing the same rows.
//!
//! `cargo run --release -p tanfang-tests --example table [ROWS]`; without `python3` and `pip install xlsxwriter` only our own
//! time is printed. Theirs reads the rows from a CSV file, ours from the survey. Where `openpyxl` and `soffice` are here, the
//! book is opened by both.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

#[path = "merge/team.rs"]
mod team;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tanfang_tests::measure::{cost, ms};
use tanfang_tests::program::Laptop;

const FILES: u8 = 20;
const TIMES: usize = 3;

/// Writes the rows of a CSV file as xlsxwriter does with the least memory: numbers as numbers, texts as texts.
const BARE: &str = r"
import csv, sys, xlsxwriter
book = xlsxwriter.Workbook(sys.argv[2], {'constant_memory': True})
sheet = book.add_worksheet()
with open(sys.argv[1], encoding='utf-8-sig', newline='') as file:
    for y, row in enumerate(csv.reader(file)):
        for x, text in enumerate(row):
            if text == '':
                continue
            try:
                sheet.write_number(y, x, float(text))
            except ValueError:
                sheet.write_string(y, x, text)
book.close()
";

/// Counts the rows of a book as openpyxl reads it.
const READ: &str = r"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
print(sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)), book.sheetnames)
";

fn main() {
    let rows: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let laptop = Laptop::with_survey("王芳");
    fill(&laptop, rows);
    let (book, lines) = (laptop.path("observations.xlsx"), laptop.path("observations.csv"));
    let table = |form: &str, path: &Path| {
        let line = format!("table observations DIR --format {form} -o '{}'", path.display());
        cost(laptop.command(&line).stdout(Stdio::null()))
    };
    table("csv", &lines);
    let found = std::fs::read_to_string(&lines).unwrap().lines().count() - 1;
    println!("{found} rows");
    let (mut own, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let cost = table("xlsx", &book);
        let memory = cost.peak_mb.unwrap_or(f64::NAN);
        println!("own              {:8.0} ms, at most {memory:.0} MB of memory (100)", ms(cost.time));
        own.push(cost.time);
        bare.extend(python(BARE, &[&lines, &laptop.path("bare.xlsx")]));
    }
    println!("size             {:8.1} MB", std::fs::metadata(&book).unwrap().len() as f64 / 1e6);
    match bare.into_iter().min() {
        Some(bare) => {
            println!("xlsxwriter       {:8.0} ms", ms(bare));
            println!("own / xlsxwriter {:8.2}   (at most 0.3)", ms(own.into_iter().min().unwrap()) / ms(bare));
        }
        None => println!("xlsxwriter is not here: pip install xlsxwriter"),
    }
    if python(READ, &[&book]).is_none() {
        println!("openpyxl is not here: pip install openpyxl");
    }
    open_in_calc(&laptop, &book, found);
}

/// Fills a survey with observations of every community and round, by merging what colleagues bring.
fn fill(laptop: &Laptop, rows: usize) {
    let base = laptop.export("base.tanfang");
    let communities = ["wangjing", "zgc", "shunyi", "tongzhou"];
    let cell = |community: &str, round: u32| format!("{community}/{round}/1.2.1");
    let cells: Vec<String> = communities.iter().flat_map(|one| (1..=3).map(move |round| cell(one, round))).collect();
    // Seven of ten changes are about a unit of their own.
    let changes = (rows / usize::from(FILES)) * 10 / 7 + 10;
    let files: Vec<PathBuf> = (1..=FILES).map(|n| team::file(laptop, &base, n, changes, &cells)).collect();
    let names: Vec<String> = files.iter().map(|file| format!("'{}'", file.display())).collect();
    laptop.ok(&format!("merge DIR {}", names.join(" ")));
}

/// Runs a Python program; none where it, or what it imports, is not here.
fn python(program: &str, paths: &[&Path]) -> Option<Duration> {
    let probe = program.lines().find(|line| line.starts_with("import"))?;
    let here = Command::new("python3").args(["-c", probe]).stderr(Stdio::null()).status();
    if !here.is_ok_and(|status| status.success()) {
        return None;
    }
    Some(cost(Command::new("python3").args(["-c", program]).args(paths)).time)
}

/// Has LibreOffice read the book and write its first sheet as CSV.
fn open_in_calc(laptop: &Laptop, book: &Path, rows: usize) {
    let out = laptop.path("calc");
    let mut calc = Command::new("soffice");
    calc.args(["--headless", "--convert-to", "csv", "--outdir"])
        .arg(&out)
        .arg(book)
        .env("HOME", laptop.path("calc home"));
    if !calc.stdout(Stdio::null()).status().is_ok_and(|status| status.success()) {
        println!("LibreOffice is not here: apt-get install libreoffice-calc-nogui");
        return;
    }
    let read = std::fs::read_to_string(out.join("observations.csv")).unwrap().lines().count() - 1;
    assert_eq!(read, rows, "LibreOffice reads every row");
    println!("LibreOffice reads {read} rows");
}
