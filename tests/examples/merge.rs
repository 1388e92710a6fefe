//! Handing a demo survey over and back: export, inspect, join, merge.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::path::Path;
use std::process::Stdio;
use tanfang_tests::measure::{cost, ms};
use tanfang_tests::program::{Laptop, record};

const VALUES: usize = 100;

fn main() {
    let first = Laptop::new();
    let second = Laptop::new();
    measure(&first, "demo DIR --photos 100");
    let all = first.path("all.tanfang");
    measure(&first, &format!("export DIR {}", quoted(&all)));
    measure(&first, &format!("inspect {}", quoted(&all)));
    measure(&second, &format!("join {} DIR --author 李明", quoted(&all)));
    measure(&first, &format!("merge DIR {}", quoted(&all)));
    for n in 0..VALUES {
        second.ok(&record("wangjing/3/2.3.1", &format!("--value {}", n + 1)));
    }
    let back = second.export("back.tanfang");
    println!("{VALUES} values recorded on the second laptop");
    measure(&first, &format!("merge DIR {}", quoted(&back)));
    assert_eq!(first.digest(), second.digest(), "both laptops hold the same survey");
    measure(&first, "check DIR");
}

fn measure(laptop: &Laptop, line: &str) {
    let cost = cost(laptop.command(line).stdout(Stdio::null()));
    let verb = line.split(' ').next().unwrap();
    println!(
        "{verb:<10} {:8.0} ms{}",
        ms(cost.time),
        cost.peak_mb.map_or(String::new(), |mb| format!(", at most {mb:.0} MB of memory"))
    );
}

fn quoted(path: &Path) -> String {
    format!("'{}'", path.display())
}
