//! Reports through the real program: every kind, earlier states, issuing, comparing, all at once, and what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tanfang_tests::disk::SmallDisk;
use tanfang_tests::program::{Laptop, files, team};

const CELL: &str = "wangjing/1/1.1.1";

/// Writes a report of Wangjing's first scenario and gives the file.
fn report(laptop: &Laptop, name: &str, options: &str) -> PathBuf {
    let out = laptop.path(name);
    laptop.ok(&format!(
        "report scenario DIR --scenario 1 --community wangjing --round 1 --date 2026-11-22 {options} -o '{}'",
        out.display()
    ));
    out
}

fn refused(laptop: &Laptop, options: &str) -> String {
    let out = laptop.path("不应有.pdf");
    let sentence = laptop.refused(&format!(
        "report scenario DIR --lang en --scenario 1 --community wangjing --round 1 {options} -o '{}'",
        out.display()
    ));
    assert!(!out.exists(), "a refused report leaves no file: {options}");
    sentence
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn text_of(pdf: &Path) -> Option<String> {
    let out = Command::new("pdftotext").args(["-layout"]).arg(pdf).arg("-").output().ok()?;
    out.status.success().then(|| String::from_utf8_lossy(&out.stdout).into_owned())
}

#[test]
fn an_issued_report_is_the_same_bytes_on_another_laptop_whatever_was_merged_since() {
    let (a, [b]) = team(["李强"]);
    a.record(CELL, "--value 3");
    // Written before the report is issued, and not known where it is issued.
    b.record("wangjing/1/1.1.2", "--value 2");
    let issued = report(&a, "一.pdf", "--audience group --issue --to '市工作组'");
    a.record(CELL, "--value 4");
    let (from_a, from_b) = (a.export("甲.tanfang"), b.export("乙.tanfang"));
    a.merge(&from_b);
    b.merge(&from_a);
    let now = report(&b, "今.pdf", "--audience group");
    for laptop in [&a, &b] {
        let again = laptop.path("又.pdf");
        laptop.ok(&format!("report scenario DIR --as-of 2026-001 -o '{}'", again.display()));
        assert_eq!(fs::read(&issued).unwrap(), fs::read(&again).unwrap(), "same state, same choices, same bytes");
    }
    assert_ne!(fs::read(&issued).unwrap(), fs::read(&now).unwrap(), "what stands now is another report");
    a.check();
    b.check();
}

#[test]
fn issued_reports_are_listed_with_what_changed_since() {
    let a = Laptop::with_survey("王芳");
    a.record(CELL, "--value 3");
    report(&a, "一.pdf", "--issue --to '市工作组' --number 京-1");
    let rows = a.rows("report issued DIR");
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!(
        (&row["number"], &row["kind"], &row["recipients"]),
        (&"京-1".into(), &"scenario".into(), &"市工作组".into())
    );
    assert_eq!(row["changed_since"], 0, "the entry of the report itself changes no number");
    assert_eq!(row["communities"][0], "wangjing");
    let hash = blake3::hash(&fs::read(a.path("一.pdf")).unwrap()).to_hex().to_string();
    assert_eq!(row["files"][0]["blake3"], hash);
    a.record(CELL, "--value 0");
    let rows = a.rows("report issued DIR");
    assert!(rows[0]["changed_since"].as_u64().unwrap() >= 2, "the value, and what is worked out from it");
    assert!(a.ok("report issued DIR --lang en").contains("numbers changed"));
}

#[test]
fn two_laptops_that_issue_the_same_number_lose_nothing() {
    let (a, [b]) = team(["李强"]);
    a.record(CELL, "--value 3");
    report(&a, "一.pdf", "--issue");
    report(&b, "二.pdf", "--issue");
    let file = b.export("乙.tanfang");
    a.merge(&file);
    let rows = a.rows("report issued DIR");
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row["number"] == "2026-001" && row["twice"] == true));
    let sentence = refused(&a, "--as-of 2026-001");
    assert!(sentence.contains("Two reports"), "{sentence}");
    let key = rows[1]["key"].as_str().unwrap();
    report(&a, "三.pdf", &format!("--as-of {key}"));
}

#[test]
fn nothing_unsettled_is_issued_unless_a_reason_is_given() {
    let (a, [b]) = team(["李强"]);
    a.record(CELL, "--value 3");
    b.record(CELL, "--value 4");
    let file = b.export("乙.tanfang");
    a.merge(&file);
    let before = a.state();
    let sentence = refused(&a, "--issue");
    assert!(sentence.contains(CELL), "{sentence}");
    let sentence = refused(&a, "--issue --acknowledge ' '");
    assert!(!sentence.is_empty());
    assert_eq!(a.state(), before, "a refused report is not in the survey");
    report(&a, "草.pdf", "");
    report(&a, "一.pdf", "--issue --acknowledge '按期报送，冲突待核实'");
    let row = a.rows("report issued DIR").remove(0);
    assert_eq!(row["acknowledged"], "按期报送，冲突待核实");
    assert_eq!(row["unsettled"][0], CELL);
    let outcome = a.run("report scenario DIR --scenario 1 --acknowledge 理由 -o x.pdf");
    assert_eq!(outcome.code, Some(2), "an acknowledgement without issuing is no sentence");
}

#[test]
fn a_report_of_a_change_shows_what_had_been_said_by_then() {
    let a = Laptop::with_survey("王芳");
    a.record(CELL, "--value 3");
    let then = report(&a, "那时.pdf", "");
    let change = a.rows("list DIR changes").iter().max_by_key(|row| row["lamport"].as_u64()).unwrap()["hash"].clone();
    let change = change.as_str().unwrap().to_owned();
    a.record(CELL, "--value 4");
    let again = report(&a, "又.pdf", &format!("--as-of {}", &change[..12]));
    assert_eq!(fs::read(then).unwrap(), fs::read(again).unwrap());
    for wrong in ["--as-of 2026-404", "--as-of ffffffffff00", "--as-of x"] {
        let sentence = refused(&a, wrong);
        assert!(sentence.contains("is called"), "{sentence}");
    }
}

#[test]
fn two_states_are_compared_with_who_made_them_differ() {
    let (a, [b]) = team(["李强"]);
    a.record(CELL, "--value 3");
    report(&a, "一.pdf", "--issue");
    b.record("wangjing/1/1.1.2", "--value 2");
    a.record(CELL, "--value 4");
    let file = b.export("乙.tanfang");
    a.merge(&file);
    report(&a, "二.pdf", "--issue");
    let folder = a.folder().display().to_string();
    let found = a.json(&format!("report diff '{folder}@2026-001' '{folder}@2026-002'"));
    assert_eq!(found["one"]["number"], "2026-001");
    let changed = |code: &str| {
        let rows = found["rows"].as_array().unwrap();
        rows.iter().find(|row| row["level"] == "indicator" && row["code"] == code).cloned()
    };
    let row = changed("1.1.1").unwrap();
    assert_eq!((row["before"]["value"].as_f64(), row["after"]["value"].as_f64()), (Some(3.0), Some(4.0)));
    let causes = found["causes"].as_array().unwrap();
    let of = |indicator: &str| causes.iter().find(|cause| cause["indicator"] == indicator).unwrap();
    assert_eq!((&of("1.1.1")["deed"], &of("1.1.1")["author"]), (&"corrected".into(), &"王芳".into()));
    assert_eq!((&of("1.1.2")["deed"], &of("1.1.2")["author"]), (&"recorded".into(), &"李强".into()));
    assert_eq!(of("1.1.2")["merged"], true);
    let told = a.ok(&format!("report diff '{folder}@2026-001' '{folder}@2026-002' --lang en"));
    assert!(told.contains("corrected") && told.contains("came by a merge"), "{told}");
    assert_eq!(a.ok(&format!("report diff DIR '{folder}@now' --lang en")).trim(), "No number differs.");
    let across = a.json(&format!("report diff '{folder}' '{}'", b.folder().display()));
    assert!(
        across["causes"].as_array().unwrap().iter().any(|cause| cause["withdrawn"] == true),
        "two folders of one survey"
    );
    let other = Laptop::with_survey("赵敏");
    let apart = a.json(&format!("report diff DIR '{}'", other.folder().display()));
    assert_eq!((&apart["apart"], apart["causes"].as_array().unwrap().len()), (&true.into(), 0));
    let sentence = a.refused(&format!("report diff DIR '{folder}@2026-404' --lang en"));
    assert!(sentence.contains("2026-404"), "{sentence}");
}

#[test]
fn every_kind_is_written_in_every_language_look_and_form() {
    let a = Laptop::with_survey("王芳");
    a.record(CELL, "--value 3");
    for kind in ["community", "overview", "confirmation", "album"] {
        let of = if matches!(kind, "community" | "confirmation") { "--community wangjing" } else { "" };
        for options in ["--lang en", "--lang both --profile official --audience group --ranking"] {
            for format in ["pdf", "docx"] {
                let out = a.path(&format!("{kind}.{format}"));
                let row = a.json(&format!(
                    "report {kind} DIR {of} --round 1 {options} --format {format} --date 2026-11-22 -o '{}'",
                    out.display()
                ));
                assert!(row["pages"].as_u64().unwrap() > 0, "{kind} {format}: {row}");
                let bytes = fs::read(&out).unwrap();
                let start: &[u8] = if format == "pdf" { b"%PDF-1.7" } else { b"PK" };
                assert!(bytes.starts_with(start), "{kind} {format}");
                assert_eq!(row["blake3"], blake3::hash(&bytes).to_hex().to_string());
            }
        }
    }
    let outcome = a.run("list DIR communities --lang both");
    assert_eq!(outcome.code, Some(1), "both languages at once are for reports");
}

#[test]
fn own_texts_and_layouts_stand_in_the_report_on_every_laptop() {
    let (a, [b]) = team(["李强"]);
    a.record(CELL, "--value 3");
    a.ok("add DIR passage kind=scenario scenario=1 section=summary 'text_zh=本场景由街道补充说明。' 'text_en=Supplemented by the subdistrict.'");
    a.ok("add DIR passage kind=scenario scenario=2 section=summary 'text_zh=另一场景的说明。'");
    let edition = r#"{"kind":"scenario","scenario":"1","communities":["wangjing"],"round":1,"audience":"group"}"#;
    a.ok(&format!("add DIR layout name=月报 'edition={edition}'"));
    let file = a.export("甲.tanfang");
    b.merge(&file);
    let out = b.path("月报.pdf");
    b.ok(&format!("report scenario DIR --layout 月报 --date 2026-11-22 -o '{}'", out.display()));
    let same = report(&a, "同.pdf", "--audience group");
    assert_eq!(fs::read(&out).unwrap(), fs::read(&same).unwrap(), "a layout is nothing but its choices");
    if let Some(text) = text_of(&out) {
        let text: String = text.split_whitespace().collect();
        assert!(text.contains("本场景由街道补充说明"), "{text}");
        assert!(!text.contains("另一场景的说明"), "a text of another scenario does not stand here");
    }
    let sentence = refused(&a, "--layout 年报");
    assert!(sentence.contains("月报"), "{sentence}");
    let sentence = a.refused("report overview DIR --lang en --layout 月报 -o x.pdf");
    assert!(sentence.contains("layout"), "{sentence}");
}

#[test]
fn all_reports_of_a_round_are_written_at_once_and_are_the_same_bytes_again() {
    let a = Laptop::with_survey("王芳");
    a.record(CELL, "--value 3");
    let write = |folder: &Path| {
        let line = format!("report all DIR --community wangjing --round 1 --date 2026-11-22 -o '{}'", folder.display());
        a.ok(&line)
    };
    let one = a.path("全部");
    let told = write(&one);
    assert!(told.lines().any(|line| line.starts_with("1/20 ")), "progress is told: {told}");
    let found = names(&one);
    assert_eq!(
        found.len(),
        23,
        "nine scenarios, the overview and an index in two languages, and the manifest: {found:?}"
    );
    let before: Vec<Vec<u8>> = found.iter().map(|name| fs::read(one.join(name)).unwrap()).collect();
    write(&one);
    assert_eq!(found, names(&one), "begun again it writes the same files");
    for (name, bytes) in found.iter().zip(before) {
        assert!(bytes == fs::read(one.join(name)).unwrap(), "{name} is the same bytes");
        assert!(!name.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*']), "{name} is a name everywhere");
    }
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(one.join("manifest.json")).unwrap()).unwrap();
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len(), 22);
    for file in listed {
        let bytes = fs::read(one.join(file["name"].as_str().unwrap())).unwrap();
        assert_eq!(file["blake3"], blake3::hash(&bytes).to_hex().to_string());
        assert_eq!(file["bytes"], bytes.len());
    }
    a.ok(&format!("report all DIR --community wangjing --round 1 --date 2026-11-22 --lang zh -o '{}'", one.display()));
    let left = names(&one);
    assert!(!left.contains(&"00-Contents.pdf".to_owned()), "no index promises what another run wrote: {left:?}");
}

#[test]
fn what_cannot_be_written_is_said_and_leaves_no_half_file() {
    let a = Laptop::with_survey("王芳");
    a.record(CELL, "--value 3");
    let before = a.state();
    let nowhere = a.path("没有/这里.pdf");
    let line = format!("report scenario DIR --lang en --scenario 1 --issue -o '{}'", nowhere.display());
    let sentence = a.refused(&line);
    assert!(sentence.contains("cannot be written"), "{sentence}");
    let file = a.path("是文件");
    fs::write(&file, "x").unwrap();
    let sentence = a.refused(&format!("report all DIR --lang en -o '{}'", file.display()));
    assert!(sentence.contains("cannot be written"), "{sentence}");
    assert_eq!(a.state(), before, "nothing is noted as issued that was not written");
    let Some(disk) = SmallDisk::mount(2048) else { return };
    disk.fill(20_000);
    let out = disk.path().join("满.pdf");
    let line = format!("report scenario DIR --lang en --scenario 1 --issue -o '{}'", out.display());
    let sentence = a.refused(&line);
    assert!(sentence.contains("disk is full"), "{sentence}");
    let all = format!("report all DIR --lang en -o '{}'", disk.path().join("全部").display());
    a.refused(&all);
    let left: Vec<PathBuf> = files(disk.path()).into_iter().map(|(path, _)| path).collect();
    assert_eq!(left, [disk.path().join("ballast")], "no half file is left");
    assert_eq!(a.state(), before);
}

#[test]
fn comments_are_kept_and_handed_out_in_tables_and_reports() {
    let a = Laptop::with_survey("王芳");
    a.record(CELL, "--value 3");
    report(&a, "一.pdf", "--issue");
    let key = a.rows("report issued DIR")[0]["key"].as_str().unwrap().to_owned();
    let said = format!(
        "add DIR feedback report={key} community=wangjing indicator=1.1.1 organisation=望京街道办事处 'objection=应计入东侧商场' outcome=partly"
    );
    a.ok(&said);
    let out = a.path("意见.csv");
    a.ok(&format!("table feedback DIR --format csv --lang zh -o '{}'", out.display()));
    let text = fs::read_to_string(&out).unwrap();
    for word in ["2026-001", "望京街道办事处", "部分采纳"] {
        assert!(text.contains(word), "{word} in {text}");
    }
    for (options, told) in [("--audience group", false), ("--audience group --comments", true)] {
        let Some(text) = text_of(&report(&a, "意见.pdf", options)) else { continue };
        assert_eq!(
            text.contains("望京街道办事处"),
            told,
            "with “{options}”: the working group sees comments where they are asked for"
        );
    }
    let sentence = a.refused("add DIR feedback report=2026-001 organisation=甲 objection=乙 outcome=maybe --lang en");
    assert!(sentence.contains("maybe") || sentence.contains("2026-001"), "{sentence}");
}
