//! A long scenario report with 100 photos beside Typst and Chromium printing the same; memory with 300 photos.
//!
//! Typst is measured where `TANFANG_BENCH_PYTHON` names a Python that has the package `typst`, Chromium where
//! `chromium` can be started: both get the blocks of our own report, with the same JPEG files.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod rivals;

use std::path::Path;
use std::process::{Command, Stdio};
use tanfang_report::edition::{Edition, Kind};
use tanfang_report::{Laid, lay_out};
use tanfang_survey::session::{Home, Session, SystemEdge};
use tanfang_tests::measure::{Cost, cost, ms};
use tanfang_tests::program::Laptop;

const DATE: &str = "2026-01-01";
/// Photos of a demo of which scenario 1 shows about 100, and about 300.
const DEMOS: [u32; 2] = [900, 2_700];
/// Each call is repeated, the fastest counts.
const TIMES: usize = 3;

fn main() {
    for (place, photos) in DEMOS.into_iter().enumerate() {
        let laptop = Laptop::new();
        let made = cost(laptop.command(&format!("demo DIR --photos {photos}")).stdout(Stdio::null()));
        println!("demo with {photos} photos  {:8.0} ms", ms(made.time));
        let file = laptop.path("ours.pdf");
        let line = format!("report scenario DIR --scenario 1 --date {DATE} -o '{}'", file.display());
        let ours = fastest(|| cost(laptop.command(&line).stdout(Stdio::null())));
        let laid = laid(&laptop);
        let about = format!("{} pages, {} photos", laid.receipt.pages, laid.receipt.photos);
        say(&format!("report of scenario 1: {about}"), ours, &file);
        if place == 0 {
            beside(&laid, &laptop, ours);
        }
    }
}

fn fastest(mut measured: impl FnMut() -> Cost) -> Cost {
    (0..TIMES).map(|_| measured()).min_by_key(|cost| cost.time).unwrap()
}

fn say(what: &str, cost: Cost, file: &Path) {
    let bytes = std::fs::metadata(file).unwrap().len() as f64;
    let peak = cost.peak_mb.map_or(String::new(), |mb| format!(", at most {mb:.0} MB of memory"));
    println!("{what}  {:8.0} ms{peak}, {:.1} MB", ms(cost.time), bytes / 1e6);
}

/// Lays the same report out here, to give its blocks to the others.
fn laid(laptop: &Laptop) -> Laid {
    let session =
        Session::open_read_only(laptop.folder(), Home::new(laptop.home().join("tanfang")), Box::new(SystemEdge))
            .unwrap();
    let edition =
        Edition { kind: Kind::Scenario, scenario: Some("1".into()), round: 3, date: DATE.into(), ..Edition::default() };
    lay_out(&session.figures(3, &[]).unwrap(), &edition).unwrap()
}

/// Lets the others print the same, and says how much faster ours is.
fn beside(laid: &Laid, laptop: &Laptop, ours: Cost) {
    let folder = laptop.path("rivals");
    std::fs::create_dir_all(&folder).unwrap();
    let ratio = |name: &str, cost: Cost, file: &Path| {
        say(name, cost, file);
        println!("{name}: ours takes {:.2} of its time", ms(ours.time) / ms(cost.time));
    };
    if let Some(python) = std::env::var_os("TANFANG_BENCH_PYTHON") {
        let (source, file) = (folder.join("report.typ"), folder.join("typst.pdf"));
        std::fs::write(&source, rivals::typst(laid, &folder)).unwrap();
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/fonts");
        let script = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], root=sys.argv[3], \
                      font_paths=[sys.argv[4]], ignore_system_fonts=True)";
        let call = || {
            let mut command = Command::new(&python);
            cost(command.args(["-c", script]).arg(&source).arg(&file).arg(&folder).arg(&fonts).stdout(Stdio::null()))
        };
        ratio("Typst", fastest(call), &file);
    } else {
        println!("Typst: not measured, TANFANG_BENCH_PYTHON is not set");
    }
    let (source, file) = (folder.join("report.html"), folder.join("chromium.pdf"));
    std::fs::write(&source, rivals::html(laid, &folder)).unwrap();
    let chromium = Command::new("chromium").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if chromium.is_ok_and(|status| status.success()) {
        let call = || {
            let mut command = Command::new("chromium");
            command.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]);
            command.arg(format!("--user-data-dir={}", folder.join("chromium").display()));
            command.arg(format!("--print-to-pdf={}", file.display()));
            command.arg(format!("file://{}", source.display().to_string().replace(' ', "%20")));
            cost(command.stdout(Stdio::null()).stderr(Stdio::null()))
        };
        ratio("Chromium", fastest(call), &file);
    } else {
        println!("Chromium: not measured, there is none");
    }
}
