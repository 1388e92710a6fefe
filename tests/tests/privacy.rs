//! What leaves the team holds no position and nobody who was asked: every kind of file that the program makes of a survey with
//! both in it is searched.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::process::Command;
use tanfang_tests::program::{Laptop, files, team};

const POSITION: &str = "39.987654,116.123456";
/// Whatever is left of a position, and who was asked. Digits of positions as they are stored too.
const SECRETS: [&str; 8] =
    ["39.98765", "116.12345", "39987654", "116123456", "39°59", "郑易名", "13912345678", "zheng@example.org"];

/// Makes the metadata of a photo that was taken at [`POSITION`].
fn taken_there() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let long = |number: u32| number.to_be_bytes();
    // A directory of one entry at 8 leads to that of the receiver at 26, whose angles lie behind it.
    let (first, receiver, angles) = (8, 26, 26 + 2 + 4 * 12 + 4);
    let mut block = [&b"Exif\0\0MM\0\x2a"[..], &long(first), &1_u16.to_be_bytes()].concat();
    block.extend(entry(0x8825, 4, 1, long(receiver)));
    block.extend(long(0));
    block.extend(4_u16.to_be_bytes());
    block.extend(entry(1, 2, 2, *b"N\0\0\0"));
    block.extend(entry(2, 5, 3, long(angles)));
    block.extend(entry(3, 2, 2, *b"E\0\0\0"));
    block.extend(entry(4, 5, 3, long(angles + 24)));
    block.extend(long(0));
    for (whole, part) in [(39, 1), (59, 1), (155_544, 10_000), (116, 1), (7, 1), (244_416, 10_000)] {
        block.extend([long(whole), long(part)].concat());
    }
    block
}

/// Writes a JPEG that says where it was taken.
fn photograph(path: &Path) {
    tanfang_tests::picture::draw(path, 7);
    let plain = fs::read(path).unwrap();
    let block = taken_there();
    let length = u16::try_from(block.len() + 2).unwrap().to_be_bytes();
    fs::write(path, [&plain[..2], &[0xff, 0xe1], &length, &block, &plain[2..]].concat()).unwrap();
}

/// Makes a survey with a marked position in everything that has one, and a marked person asked.
fn survey() -> Laptop {
    let (laptop, []) = team([]);
    let ok = |line: &str| laptop.ok(line).trim().to_owned();
    let shape = "39.987654,116.123456; 39.997654,116.123456; 39.997654,116.133456";
    ok(&format!("set DIR outline/wangjing centre={POSITION} 'shape={shape}'"));
    ok(&format!("add DIR path community=wangjing round=1 text=步行到地铁站 'line={shape}'"));
    let visit = ok(&format!(
        "add DIR visit community=wangjing round=1 date=2026-05-12 from=09:30 members=王敏 position={POSITION}"
    ));
    ok(&format!("unit add DIR --community wangjing --list compounds --name 南湖中园 --position {POSITION}"));
    let unit = laptop.rows("unit list DIR")[0]["key"].as_str().unwrap().to_owned();
    laptop.record("wangjing/1/1.2.1", &format!("--unit {unit} --value 0 --remark 北门台阶"));
    laptop.record("wangjing/1/1.1.1", "--value 3 --remark 物业提供");
    laptop.record("wangjing/1/1.1.2", "--value 2");
    ok(&format!(
        "add DIR finding community=wangjing round=1 text=坡道缺失 indicator=1.2.1 unit={unit} severity=urgent position={POSITION}"
    ));
    ok("add DIR interview community=wangjing round=1 consent=yes respondent=resident group=international name=郑易名 \
        contact=13912345678 'note=郑易名 zheng@example.org' answer/1.1=郑易名说很好");
    ok("add DIR response community=wangjing round=1 number=1 consent=yes group=local answer/1.4.3.1=4");
    let photo = laptop.path("现场.jpg");
    photograph(&photo);
    ok(&format!(
        "photo add DIR '{}' --community wangjing --round 1 --indicator 1.2.1 --people no --caption 北门",
        photo.display()
    ));
    let photos = laptop.rows("list DIR photos");
    assert!((photos[0]["lat"].as_f64().unwrap() - 39.987_654).abs() < 1e-5, "the photo says where it was taken");
    assert!(!visit.is_empty());
    laptop
}

/// Gives everything that can be read in a file, entries of archives and text on pages included.
fn read(path: &Path) -> String {
    let mut all = fs::read(path).unwrap();
    if all.starts_with(b"PK") {
        let mut zip = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
        for at in 0..zip.len() {
            let mut entry = zip.by_index(at).unwrap();
            all.extend_from_slice(entry.name().unwrap().as_bytes());
            entry.read_to_end(&mut all).unwrap();
        }
    }
    if all.starts_with(b"%PDF") {
        // The objects of a page are compressed; without the program that reads them the rest is still searched.
        for arguments in [["-layout"], ["-raw"]] {
            if let Ok(text) = Command::new("pdftotext").args(arguments).arg(path).arg("-").output() {
                all.extend(text.stdout);
            }
        }
    }
    String::from_utf8_lossy(&all).into_owned()
}

#[test]
fn no_file_that_leaves_tells_where_something_lies_or_who_was_asked() {
    let laptop = survey();
    let out = laptop.path("出");
    fs::create_dir_all(&out).unwrap();
    let to = |name: &str| out.join(name).display().to_string();
    let mut lines: Vec<String> = Vec::new();
    for audience in ["internal", "group"] {
        let about = format!("--community wangjing --round 1 --date 2026-11-22 --audience {audience} --lang both");
        for ending in ["pdf", "docx"] {
            for kind in ["scenario --scenario 1", "community", "overview", "confirmation", "album"] {
                let name = to(&format!("{}-{audience}.{ending}", kind.split(' ').next().unwrap()));
                lines.push(format!("report {kind} DIR {about} --format {ending} -o '{name}'"));
            }
        }
    }
    lines.push(format!("report all DIR --round 1 --date 2026-11-22 -o '{}'", to("全部")));
    for table in ["assessments", "observations", "scores", "gaps", "photos", "conflicts", "feedback"] {
        for format in ["xlsx", "csv"] {
            lines.push(format!(
                "table {table} DIR --round 1 --format {format} -o '{}'",
                to(&format!("{table}.{format}"))
            ));
        }
    }
    for more in ["", " --filled", " --route"] {
        let name = to(&format!("地点{}.pdf", more.trim()));
        lines.push(format!("paper places DIR --community wangjing --round 1{more} -o '{name}'"));
    }
    lines.push(format!("paper sheet DIR --community wangjing --round 1 --scenario 1 --filled -o '{}'", to("表.pdf")));
    lines.push(format!("paper day DIR --community wangjing --round 1 --date 2026-05-13 -o '{}'", to("日.pdf")));
    for line in &lines {
        laptop.ok(line);
    }
    laptop.ok("request draft DIR --community wangjing --round 1");
    let request = laptop.rows("things DIR request")[0]["key"].as_str().unwrap().to_owned();
    for ending in ["pdf", "docx"] {
        laptop.ok(&format!("request letter DIR {request} --date 2026-11-22 -o '{}'", to(&format!("函.{ending}"))));
    }

    let made = files(&out);
    assert!(made.len() > lines.len(), "{} files", made.len());
    for (path, _) in &made {
        let all = read(path);
        for secret in SECRETS {
            assert!(!all.contains(secret), "{} holds {secret}", path.display());
        }
        assert!(!all.contains("Exif\0\0"), "{} holds a camera's metadata", path.display());
    }

    // The search finds what is there: the team's own survey file carries all of it.
    let inside = read(&laptop.export("组内.tanfang"));
    assert!(inside.contains("Exif\0\0"), "the original stays as it was");
    let table = made.iter().find(|(path, _)| path.ends_with("assessments.csv")).unwrap();
    assert!(read(&table.0).contains("物业提供"));
}
