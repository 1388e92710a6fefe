//! A scenario report of a demo survey with 100 photos: time, memory, size.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::process::Stdio;
use tanfang_tests::measure::{cost, ms};
use tanfang_tests::program::Laptop;

fn main() {
    let laptop = Laptop::new();
    let made = cost(laptop.command("demo DIR --photos 100").stdout(Stdio::null()));
    println!("demo with 100 photos  {:8.0} ms", ms(made.time));
    for scenario in 1..=9 {
        let file = laptop.path(&format!("{scenario}.pdf"));
        let line = format!("report scenario DIR --scenario {scenario} --date 2026-01-01 -o '{}'", file.display());
        let cost = cost(laptop.command(&line).stdout(Stdio::null()));
        let bytes = std::fs::metadata(&file).unwrap().len() as f64;
        let peak = cost.peak_mb.map_or(String::new(), |mb| format!(", at most {mb:.0} MB of memory"));
        println!("report of scenario {scenario}  {:8.0} ms{peak}, {:.1} MB", ms(cost.time), bytes / 1e6);
    }
}
