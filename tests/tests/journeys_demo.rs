//! The demo survey through the real program: same seed, same digest; every score; the report.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tanfang_tests::program::{Laptop, draft};
use tanfang_tests::score;

/// Gives the demo that all tests here read and none writes.
fn demo() -> &'static Laptop {
    static DEMO: OnceLock<Laptop> = OnceLock::new();
    DEMO.get_or_init(|| {
        let laptop = Laptop::lasting(Path::new(env!("CARGO_TARGET_TMPDIR")), "demo");
        laptop.ok("demo DIR --photos 12 --seed 7");
        laptop
    })
}

#[test]
fn the_same_seed_gives_the_same_digest() {
    let again = Laptop::new();
    again.ok("demo DIR --photos 12 --seed 7");
    assert_eq!(again.digest(), demo().digest());
    let other = Laptop::new();
    other.ok("demo DIR --photos 12 --seed 8");
    assert_ne!(other.digest(), demo().digest());
}

#[test]
fn the_demo_is_believable_and_whole() {
    let demo = demo();
    demo.check();
    let assessments = demo.rows("list DIR assessments");
    let count = |field: &str, value: &str| {
        assessments.iter().filter(|r| r[field].to_string().trim_matches('"') == value).count()
    };
    for round in ["1", "2", "3"] {
        assert!(count("round", round) > 50, "round {round} has values");
    }
    for community in score::table(&draft(), "communities.csv") {
        assert!(count("community", &community["code"]) > 50, "{} has values", community["code"]);
    }
    for state in ["absent", "not_applicable", "not_obtained"] {
        assert!(count("state", state) > 0, "some values are {state}");
    }
    assert!(count("computed", "true") > 50 && count("computed", "false") > 50);
    assert!(assessments.iter().any(|r| r["remark"].is_string()), "remarks");
    assert_eq!(demo.rows("list DIR photos").len(), 12);
    assert!(demo.rows("unit list DIR").len() > 50);
}

#[test]
fn every_score_equals_an_independent_computation() {
    let demo = demo();
    let assessments = demo.rows("list DIR assessments");
    for round in 1..=3 {
        for only_round in [false, true] {
            let option = if only_round { " --only-round" } else { "" };
            let scores = demo.json(&format!("scores DIR --round {round}{option}"));
            assert_eq!(scores["digest"], demo.digest());
            score::compare(&scores, &score::expected(&draft(), &assessments, round, only_round));
        }
    }
    assert_eq!(demo.json("scores DIR"), demo.json("scores DIR --round 3"), "without a round: the last");
}

#[test]
fn everything_beside_the_scores_equals_a_second_computation() {
    let demo = demo();
    let survey = score::Survey::of(demo);
    assert!(!survey.conflicts.is_empty(), "the demo has conflicts, so that sides are compared");
    let readings = demo.rows("list DIR readings");
    let mut twice = 0;
    for round in 1..=3 {
        let scores = demo.json(&format!("scores DIR --round {round} --seed 5"));
        twice += score::compare_agreement(&scores, &survey, &readings, round);
        score::compare_beyond(&scores, &survey, round);
        let some = |field: &str| scores["scores"].as_array().unwrap().iter().any(|row| row[field].is_object());
        assert!(some("interval") && some("rank") && some("range"), "round {round} has something to compare");
    }
    assert!(twice > 20, "the demo has second readings, so that agreement is compared: {twice}");
}

#[test]
fn every_computed_value_equals_its_observations() {
    let demo = demo();
    let mut units: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let cell = |row: &Value| {
        format!("{}/{}/{}", row["community"].as_str().unwrap(), row["round"], row["indicator"].as_str().unwrap())
    };
    for row in demo.rows("list DIR observations") {
        units.entry(cell(&row)).or_default().push(row);
    }
    let indicators = score::table(&draft(), "indicators.csv");
    let mut compared = 0;
    for row in demo.rows("list DIR assessments").iter().filter(|r| r["computed"] == true && r["state"] == "value") {
        let indicator = indicators.iter().find(|i| row["indicator"] == i["code"]).unwrap();
        let seen: Vec<&Value> = units[&cell(row)].iter().filter(|u| u["state"] == "value").collect();
        let mut values: Vec<f64> = seen.iter().filter_map(|u| u["value"].as_f64()).collect();
        values.sort_by(f64::total_cmp);
        let sum = |field: &str| seen.iter().map(|u| u[field].as_f64().unwrap()).sum::<f64>();
        let n = values.len() as f64;
        let expected = match indicator["aggregate"].as_str() {
            "share" => 100.0 * values.iter().sum::<f64>() / n,
            "count" | "sum" => values.iter().sum(),
            "ratio_of_sums" => indicator["factor"].parse::<f64>().unwrap() * sum("numerator") / sum("denominator"),
            // At the worst centre: the lowest of what should be high, the highest of what should be low.
            "min" => values[0],
            "worst" if indicator["direction"] == "at_least" => values[0],
            "max" | "worst" => values[values.len() - 1],
            "mean" => values.iter().sum::<f64>() / n,
            "median" => f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2]),
            _ => continue,
        };
        let given = row["value"].as_f64().unwrap();
        assert!((given - expected).abs() < 1e-6, "{}: {given} is not {expected} of {values:?}", cell(row));
        compared += 1;
    }
    assert!(compared > 50, "only {compared} compared");
}

#[test]
fn a_demo_stays_a_demo_wherever_it_travels() {
    let demo = demo();
    let file = demo.path("演示.tanfang");
    demo.ok(&format!("export DIR '{}'", file.display()));
    let joined = Laptop::joined(&file, "李明");
    assert_eq!(joined.digest(), demo.digest());
    assert_eq!(demo.json(&format!("inspect '{}'", file.display()))["demo"], true);
    for (lang, mark) in [("zh", "演示数据·非调研结果"), ("en", "emo data, not survey results")] {
        assert!(
            joined.ok(&format!("scores DIR --lang {lang}")).contains(mark),
            "the mark stands where results are shown"
        );
    }
}

fn report(name: &str, options: &str) -> PathBuf {
    let out = demo().path(name);
    demo().ok(&format!("report scenario DIR {options} --date 2026-11-22 -o '{}'", out.display()));
    out
}

/// Runs a program of the machine where it has it; tests through it are skipped where not.
fn tool(name: &str, args: &[&str], file: &Path) -> Option<String> {
    let output =
        Command::new(name).args(args).arg(file).arg(if name == "pdftotext" { "-" } else { "--" }).output().ok()?;
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{name} {}: {text}", file.display());
    Some(text)
}

#[test]
fn a_report_is_the_same_bytes_every_time() {
    let (one, two) = (report("一.pdf", "--scenario 1"), report("二.pdf", "--scenario 1"));
    let bytes = std::fs::read(&one).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert!(bytes == std::fs::read(&two).unwrap(), "two runs, equal bytes");
    let file = demo().path("给别人.tanfang");
    demo().ok(&format!("export DIR '{}'", file.display()));
    let elsewhere = Laptop::joined(&file, "李明");
    let out = elsewhere.path("三.pdf");
    elsewhere.ok(&format!("report scenario DIR --scenario 1 --date 2026-11-22 -o '{}'", out.display()));
    assert!(bytes == std::fs::read(&out).unwrap(), "on another laptop too");
}

#[test]
fn reports_are_sound_and_say_what_was_found() {
    let scores = demo().json("scores DIR --round 2");
    for lang in ["zh", "en"] {
        let out = report(
            &format!("场景 六 {lang}.pdf"),
            &format!("--scenario 6 --community wangjing --community shunyi --round 2 --lang {lang}"),
        );
        tool("qpdf", &["--check"], &out);
        let Some(text) = tool("pdftotext", &["-layout"], &out) else { continue };
        let scenario = &score::table(&draft(), "scenarios.csv")[5];
        assert!(text.contains(&scenario[&format!("name_{lang}")]), "the scenario's name");
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        for community in score::table(&draft(), "communities.csv")
            .iter()
            .filter(|c| ["wangjing", "shunyi"].contains(&c["code"].as_str()))
        {
            let name: String = community[&format!("name_{lang}")].chars().filter(|c| !c.is_whitespace()).collect();
            assert!(plain.contains(&name), "{name} in {lang}");
            let row = scores["scores"]
                .as_array()
                .unwrap()
                .iter()
                .find(|r| r["level"] == "scenario" && r["code"] == "6" && r["community"] == community["code"]);
            let score = format!("{:.1}", row.unwrap()["score"].as_f64().unwrap());
            assert!(text.contains(&score), "the score {score} of {name}");
        }
        assert!(!plain.contains("怀柔科学城") || lang == "en", "only the chosen communities");
        let mark = if lang == "zh" { "演示数据·非调研结果" } else { "Demodata,notsurveyresults" };
        let pages = text.matches('\u{c}').count();
        assert!(
            plain.to_lowercase().matches(&mark.to_lowercase()).count() >= pages,
            "the mark on each of {pages} pages"
        );
    }
}
