//! Measures a memory card taken in, beside `vipsthumbnail` making the same derivatives and BLAKE3 of the same files.
//!
//! `cargo run --release -p tanfang-tests --example card [PHOTOS]`; without `vipsthumbnail` (package libvips-tools) only our own time is printed.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tanfang_tests::measure::{cost, ms};
use tanfang_tests::picture;
use tanfang_tests::program::Laptop;

/// Photos that differ in every pixel; the others repeat them with other bytes behind their end.
const DRAWN: u32 = 8;
const TIMES: usize = 2;

fn main() {
    let photos = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(500);
    let laptop = Laptop::new();
    let card = laptop.path("card");
    let bytes = fill(&card, photos);
    println!("{photos} photos of 12 megapixels, {} MB", bytes / 1_000_000);
    let (mut own, mut bare) = (Vec::new(), Vec::new());
    for turn in 0..TIMES {
        let laptop = Laptop::with_survey("王芳");
        let line = format!("photo add DIR '{}' --community wangjing --round 1", card.display());
        let cost = cost(laptop.command(&line).stdout(Stdio::null()));
        println!(
            "taken in         {:8.0} ms, at most {:.0} MB of memory",
            ms(cost.time),
            cost.peak_mb.unwrap_or(f64::NAN)
        );
        own.push(cost.time);
        bare.extend(thumbnails(&card, &laptop.path(&format!("small {turn}"))));
    }
    let Some(bare) = bare.into_iter().min() else {
        println!("vipsthumbnail is not here: apt-get install libvips-tools");
        return;
    };
    println!("vips and b3      {:8.0} ms", ms(bare));
    println!("own / bare       {:8.2}   (at most 1.5)", ms(own.into_iter().min().unwrap()) / ms(bare));
}

/// Fills a card as a camera does; gives how many bytes lie on it.
fn fill(card: &Path, photos: u32) -> u64 {
    let folder = card.join("DCIM/100TANFA");
    std::fs::create_dir_all(&folder).unwrap();
    let drawn: Vec<Vec<u8>> = (0..DRAWN).map(picture::large).collect();
    (0..photos)
        .map(|n| {
            let mut file = std::fs::File::create(folder.join(format!("IMG_{n:04}.JPG"))).unwrap();
            file.write_all(&drawn[(n % DRAWN) as usize]).unwrap();
            file.write_all(&n.to_le_bytes()).unwrap();
            file.metadata().unwrap().len()
        })
        .sum()
}

/// Makes the same derivatives, and hashes the originals, on as many cores.
fn thumbnails(card: &Path, out: &Path) -> Option<Duration> {
    std::fs::create_dir_all(out).unwrap();
    let files: Vec<PathBuf> =
        std::fs::read_dir(card.join("DCIM/100TANFA")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let start = Instant::now();
    let half = files.len().div_ceil(2);
    let halves: Vec<_> = files
        .chunks(half)
        .map(|files| {
            let place = format!("{}/%s.jpg[Q=82,strip]", out.display());
            Command::new("vipsthumbnail").args(["--size", "1600", "-o", &place]).args(files).spawn()
        })
        .collect();
    for child in halves {
        assert!(child.ok()?.wait().unwrap().success());
    }
    std::thread::scope(|scope| {
        for files in files.chunks(half) {
            scope.spawn(move || {
                for file in files {
                    std::hint::black_box(blake3::hash(&std::fs::read(file).unwrap()));
                }
            });
        }
    });
    let time = start.elapsed();
    assert_eq!(std::fs::read_dir(out).unwrap().count(), files.len());
    Some(time)
}
