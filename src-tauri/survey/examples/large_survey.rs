//! Makes a survey as large as years of work: `cargo run --release -p tanfang-survey --example large_survey FOLDER [CHANGES] [PHOTOS]`.
//!
//! Everything is written through the session by one seeded laptop, a value a change, as the window writes it: the same
//! arguments give the same survey. It is made where the system keeps files in memory, since 100,000 durable changes take
//! minutes on a disk, and copied to FOLDER.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tanfang_survey::framework::{Aggregate, FrameworkFiles, Indicator};
use tanfang_survey::model::{Number, Value};
use tanfang_survey::session::{CellKey, Edge, Home, NewPhoto, NewSurvey, SeededEdge, Seen, Session, Stamp};

/// Units in each sample list of each community.
const UNITS: usize = 10;
const ROUNDS: u32 = 3;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let target = PathBuf::from(args.first().map_or("large-survey", String::as_str));
    let number = |at: usize, default: usize| args.get(at).and_then(|n| n.parse().ok()).unwrap_or(default);
    let (changes, photos) = (number(1, 100_000), number(2, 10_000));
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let place = place.join(format!("tanfang-large-{}", std::process::id()));
    let start = Instant::now();
    make(&place, changes, photos);
    let _ = std::fs::remove_dir_all(&target);
    copy(&place.join("survey"), &target);
    std::fs::remove_dir_all(&place).unwrap();
    println!("{changes} changes, {photos} photos in {}: {:.0?}", target.display(), start.elapsed());
}

fn make(place: &Path, changes: usize, photos: usize) {
    let new = NewSurvey {
        name: "大调研".into(),
        organisation: "国际人才社区课题组".into(),
        author: "王敏".into(),
        language: "zh".into(),
        demo: true,
    };
    let stamp = Stamp { wall_ms: 1_778_549_400_000, offset_min: 480 };
    let edge: Box<dyn Edge> = Box::new(SeededEdge::new([7; 32], stamp, 61_000));
    let home = Home::new(place.join("home"));
    let mut session = Session::create(&place.join("survey"), &new, &FrameworkFiles::draft_2026(), home, edge).unwrap();
    let framework = session.framework();
    let communities: Vec<String> = session.communities().unwrap().into_iter().map(|c| c.code).collect();
    let mut units: Vec<Vec<String>> = Vec::new();
    let mut done = 1;
    for community in &communities {
        for list in &framework.lists {
            let names: Vec<_> = (1..=UNITS).map(|n| (format!("{}{n}", list.name.zh), None)).collect();
            units.push(session.add_units(community, &list.key, &names).unwrap().0);
            done += 1;
        }
    }
    done += add_photos(&mut session, &communities, photos);
    let mut turn = 0;
    while done < changes {
        for (at, community) in communities.iter().enumerate() {
            for indicator in &framework.indicators {
                let list = framework.lists.iter().position(|list| Some(&list.key) == indicator.list.as_ref());
                let observed = list.map_or(&[][..], |list| &units[at * framework.lists.len() + list]);
                let key = CellKey::new(community, turn as u32 % ROUNDS + 1, &indicator.code);
                done += write(&mut session, &key, indicator, observed, turn);
                if done >= changes {
                    return;
                }
            }
        }
        turn += 1;
    }
}

/// Writes one cell, or each unit of its list; gives how many changes that made.
fn write(session: &mut Session, key: &CellKey, indicator: &Indicator, units: &[String], turn: usize) -> usize {
    if units.is_empty() {
        let value = number(indicator, turn);
        // What does not apply to the stage of a community is refused, as it should be.
        return usize::from(
            session.set_value(key, &value, None, Seen::Current).is_ok_and(|touched| !touched.is_empty()),
        );
    }
    let mut written = 0;
    for (at, unit) in units.iter().enumerate() {
        let value = match indicator.aggregate {
            Aggregate::Share | Aggregate::Count => Value::Number(whole((turn + at) % 2)),
            Aggregate::RatioOfSums => Value::Of { a: (turn + at) as i64 % 5, b: 5 },
            _ => number(indicator, turn + at),
        };
        let observed = session.observe(key, unit, Some((&value, None)), None, Seen::Current);
        written += usize::from(observed.is_ok_and(|touched| !touched.is_empty()));
    }
    written
}

fn whole(n: usize) -> Number {
    Number::parse(&n.to_string()).unwrap()
}

/// Gives a legal number that differs from turn to turn.
fn number(indicator: &Indicator, turn: usize) -> Value {
    let low = Value::Number(indicator.min);
    (0..12).rev().map(|n| Value::Number(whole((n + turn) % 12))).find(|v| indicator.accept(v).is_ok()).unwrap_or(low)
}

fn add_photos(session: &mut Session, communities: &[String], photos: usize) -> usize {
    let framework = session.framework();
    for n in 0..photos {
        let pixels = image::RgbImage::from_fn(240, 160, |x, y| {
            image::Rgb([(n * 37 % 256) as u8, (x as usize + n) as u8, (y as usize * 3 + n / 7) as u8])
        });
        let mut jpeg = Vec::new();
        pixels.write_to(&mut Cursor::new(&mut jpeg), image::ImageFormat::Jpeg).unwrap();
        // Two photos may come out alike; the number makes each a file of its own.
        jpeg.extend_from_slice(&n.to_le_bytes());
        let about = NewPhoto {
            name: format!("IMG_{n:04}.jpg"),
            community: communities[n % communities.len()].clone(),
            round: (n / communities.len()) as u32 % ROUNDS + 1,
            indicator: Some(framework.indicators[n / 3 % framework.indicators.len()].code.clone()),
            caption: if n % 4 == 0 { format!("第{n}张") } else { String::new() },
            ..NewPhoto::default()
        };
        session.add_photo(&mut Cursor::new(jpeg), &about).unwrap();
    }
    photos
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}
