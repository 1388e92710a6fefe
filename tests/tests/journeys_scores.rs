//! Settings of the scores through the real program: coverage, judgements, confirmations.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use tanfang_tests::program::{Laptop, draft, record};
use tanfang_tests::score;

/// Finds a row of the scores of wangjing.
fn row<'a>(scores: &'a Value, level: &str, code: Option<&str>) -> &'a Value {
    let of = |row: &&Value| row["level"] == level && row["code"].as_str() == code && row["community"] == "wangjing";
    scores["scores"].as_array().unwrap().iter().find(of).unwrap_or_else(|| panic!("{level} {code:?}"))
}

#[test]
fn weights_by_comparison_are_the_geometric_means_of_three() {
    let laptop = Laptop::with_survey("王芳");
    let items = score::table(&draft(), "items.csv");
    // Of three things the principal eigenvector has a closed form: the geometric mean of each row.
    let of = |scenario: &str| -> Vec<String> {
        items.iter().filter(|row| row["scenario"] == scenario).map(|row| row["code"].clone()).collect()
    };
    let scenario = (1..=9).map(|n| n.to_string()).find(|scenario| of(scenario).len() == 3).expect("three items");
    let codes = of(&scenario);
    let (ab, ac, bc) = (3.0_f64, 5.0_f64, 0.5_f64);
    let judge = format!("--judge {0}/{1}=3 --judge {2}/{0}=1/5 --judge {1}/{2}=1/2", codes[0], codes[1], codes[2]);
    laptop.refused("scoring DIR --weights pairwise");
    let set = laptop.json(&format!("scoring DIR {judge} --weights pairwise"));
    let means = [(ab * ac).cbrt(), (bc / ab).cbrt(), (1.0 / (ac * bc)).cbrt()];
    let sum: f64 = means.iter().sum();
    let group = &set["weights"]["groups"][0];
    assert_eq!(
        (set["weights"]["kind"].as_str(), group["parent"].as_str()),
        (Some("pairwise"), Some(scenario.as_str()))
    );
    for (given, mean) in group["weights"].as_array().unwrap().iter().zip(means) {
        assert!((given.as_f64().unwrap() - mean / sum).abs() < 1e-9, "{group}");
    }
    // λ of three: 1 + q + 1/q with q the cube root of how far the circle is from closing.
    let q = (ab * bc / ac).cbrt();
    let ratio = (1.0 + q + 1.0 / q - 3.0) / 2.0 / 0.58;
    assert!((group["consistency_ratio"].as_f64().unwrap() - ratio).abs() < 1e-9, "{group}");
    assert_eq!(group["consistent"], ratio <= 0.1);

    // And the scenario's score is weighed by them.
    let indicators = score::table(&draft(), "indicators.csv");
    for (n, code) in codes.iter().enumerate() {
        let first = indicators.iter().find(|row| row["item"] == *code && row["absent"] == "by_guidance");
        let first = first.unwrap_or_else(|| indicators.iter().find(|row| row["item"] == *code).unwrap());
        let value = if n == 0 { first["target_built"].clone() } else { first["zero_at"].clone() };
        laptop.ok(&record(&format!("wangjing/1/{}", first["code"]), &format!("--value {value}")));
    }
    let scores = laptop.json("scores DIR --round 1");
    let score = row(&scores, "scenario", Some(&scenario))["score"].as_f64().unwrap();
    assert!((score - 100.0 * means[0] / sum).abs() < 1e-9, "{score}");
    for (lang, said) in [("zh", "两两比较得出的权重"), ("en", "weighed by comparison in pairs")] {
        let shown = laptop.ok(&format!("scores DIR --round 1 --lang {lang}"));
        assert!(shown.contains(said), "other weights than the framework's are never silent: {shown}");
    }
    laptop.ok("scoring DIR --weights framework");
    let plain = laptop.json("scores DIR --round 1");
    let plain = row(&plain, "scenario", Some(&scenario))["score"].as_f64().unwrap();
    assert!((plain - 100.0 / 3.0).abs() < 1e-9, "{plain}");
    laptop.check();
}

#[test]
fn settings_that_make_no_sense_change_nothing() {
    let laptop = Laptop::with_survey("王芳");
    let before = laptop.state();
    for wrong in [
        "--least-coverage 101",
        "--least-coverage viel",
        "--judge 1/2",
        "--judge 1=3",
        "--judge 1/2=12",
        "--judge 1/1=2",
        "--judge 1/2.1=2",
        "--weights mine",
        "--weights pairwise",
    ] {
        laptop.refused(&format!("scoring DIR {wrong}"));
        assert_eq!(laptop.state(), before, "{wrong}");
    }
    assert_eq!(laptop.json("scoring DIR --least-coverage 55%")["least_coverage"], 55);
    assert_eq!(laptop.json("scores DIR")["least_coverage"], 55);
}

#[test]
fn not_applicable_is_open_until_the_administrator_confirms() {
    let laptop = Laptop::with_survey("王芳");
    let indicators = score::table(&draft(), "indicators.csv");
    let found = indicators
        .iter()
        .find(|row| row["kind"] == "binding" && row["na"] == "by_guidance" && row["applies"].contains("built"));
    let code = &found.expect("a binding indicator that need not apply")["code"];
    let item = &found.unwrap()["item"];
    let counts = || {
        let scores = laptop.json("scores DIR --round 1");
        let row = row(&scores, "item", Some(item)).clone();
        (row["open"].to_string().contains(code), row["not_applicable"].to_string().contains(code))
    };
    let confirm = format!("confirm DIR --community wangjing --round 1 --indicator {code}");
    laptop.refused(&confirm);
    laptop.ok(&record(&format!("wangjing/1/{code}"), "--not-applicable 区内没有这类设施"));
    assert_eq!(counts(), (true, false));
    laptop.ok(&confirm);
    assert_eq!(counts(), (false, true));
    let joined = Laptop::joined(&laptop.export("交接.tanfang"), "李明");
    assert!(joined.refused(&confirm).contains("管理员"), "only an administrator");
    laptop.ok(&format!("{confirm} --withdraw"));
    assert_eq!(counts(), (true, false));
    laptop.check();
}
