//! Times making the demo survey: `cargo run --release -p tanfang-survey --example demo_speed [PHOTOS] [SEED]`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;
use tanfang_survey::demo::{self, DemoPlan};
use tanfang_survey::session::{Filter, Home};

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|text| text.parse::<u64>().ok());
    let plan = DemoPlan { photos: numbers.next().unwrap_or(24) as u32, seed: numbers.next().unwrap_or(1) };
    let folder = std::env::temp_dir().join(format!("tanfang-demo-{}", std::process::id()));
    let start = Instant::now();
    let session = demo::create(&folder.join("demo"), &plan, Home::new(folder.join("home"))).unwrap();
    let made = start.elapsed();
    let rows = session.assessments(&Filter::default()).unwrap();
    let observations = session.observations(&Filter::default()).unwrap();
    println!("{} photos, seed {}: {made:?}", plan.photos, plan.seed);
    println!("{} assessments, {} observations, digest {}", rows.len(), observations.len(), session.digest().unwrap());
    drop(session);
    std::fs::remove_dir_all(folder).unwrap();
}
