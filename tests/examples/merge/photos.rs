//! Photos handed over, beside a plain copy.

use super::{memory, quoted};
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tanfang_tests::measure::{cost, ms};
use tanfang_tests::picture;
use tanfang_tests::program::Laptop;

const PHOTOS: usize = 60;
const PHOTO_BYTES: usize = 5_000_000;

pub fn many() {
    let laptop = Laptop::with_survey("王芳");
    let folder = laptop.path("photos");
    std::fs::create_dir(&folder).unwrap();
    let mut photos = Vec::new();
    for n in 0..PHOTOS {
        let path = folder.join(format!("{n}.jpg"));
        picture::draw(&path, n as u8);
        // A small picture, and behind its end what cameras put there: bytes that nothing can pack, always the same.
        let mut noise = vec![0; PHOTO_BYTES];
        let mut state = n as u64 + 1;
        for piece in noise.chunks_mut(8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            piece.copy_from_slice(&state.to_le_bytes()[..piece.len()]);
        }
        std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(&noise).unwrap();
        photos.push(path);
    }
    laptop.ok(&format!("photo add DIR {} --community wangjing --round 1", quoted(&photos)));
    let (mut exports, mut bares) = (Vec::new(), Vec::new());
    for round in 0..3 {
        let bare = laptop.path(&format!("bare {round}"));
        bares.push(bare_copy(&folder, &bare));
        std::fs::remove_dir_all(&bare).unwrap();
        let out = laptop.path(&format!("{round}.tanfang"));
        exports.push(cost(laptop.command(&format!("export DIR '{}'", out.display())).stdout(Stdio::null())));
        std::fs::remove_file(&out).unwrap();
    }
    let export = exports.into_iter().min_by_key(|cost| cost.time).unwrap();
    let bare = bares.into_iter().min().unwrap();
    println!("export {} MB   {:8.0} ms{}", PHOTOS * PHOTO_BYTES / 1_000_000, ms(export.time), memory(export));
    println!("cp sync b3sum   {:8.0} ms", ms(bare));
    println!("export / bare   {:8.2}   (at most 1.3)", ms(export.time) / ms(bare));
}

/// Copies a folder, waits for the disk, and hashes the copies on one thread.
fn bare_copy(from: &Path, to: &Path) -> Duration {
    let start = Instant::now();
    assert!(Command::new("cp").arg("-r").arg(from).arg(to).status().unwrap().success());
    assert!(Command::new("sync").arg("-f").arg(to).status().unwrap().success());
    let mut buffer = vec![0; 1 << 20];
    for entry in std::fs::read_dir(to).unwrap() {
        let mut file = File::open(entry.unwrap().path()).unwrap();
        let mut hasher = blake3::Hasher::new();
        loop {
            let count = file.read(&mut buffer).unwrap();
            if count == 0 {
                break;
            }
            hasher.update(&buffer[..count]);
        }
        std::hint::black_box(hasher.finalize());
    }
    start.elapsed()
}
