//! Fieldwork through the program: things by their nouns, draws, second readings, requests for data, closed rounds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use tanfang_tests::program::{Laptop, team};

fn texts(row: &Value, field: &str) -> String {
    row["fields"][field].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_record_of_any_noun_is_added_changed_listed_and_deleted() {
    let (laptop, []) = team([]);
    let key =
        laptop.ok("add DIR finding community=wangjing round=1 text='坡道=台阶' severity=urgent").trim().to_owned();
    laptop.ok(&format!("set DIR finding/{key} severity= advice=修补 --reason 误记"));
    let rows = laptop.rows("things DIR finding --community wangjing --round 1");
    assert_eq!(rows.len(), 1);
    assert_eq!(
        [texts(&rows[0], "text"), texts(&rows[0], "severity"), texts(&rows[0], "advice")],
        ["坡道=台阶", "", "修补"]
    );
    assert_eq!((rows[0]["key"].as_str(), rows[0]["author"].is_string()), (Some(key.as_str()), true));
    assert!(laptop.rows("things DIR finding --round 2").is_empty());
    let before = laptop.state();
    for line in [
        "add DIR finding community=wangjing round=1",
        "add DIR birds text=1",
        "add DIR finding community=wangjing round=1 text=1 wings=2",
        "add DIR sheet comment=1",
        "add DIR interview community=wangjing round=1 consent=no respondent=resident name=1",
        "set DIR finding/nobody text=1",
        "set DIR sheet/wangjing/9/1 comment=1",
        "set DIR reading/wangjing/1/1.1.1 reader=nobody",
        "add DIR finding text",
        "review DIR wangjing/1 submitted",
        "review DIR wangjing/1/1 lost",
        "review DIR wangjing/1/1 returned",
    ] {
        laptop.refused(line);
    }
    assert_eq!(laptop.state(), before, "what is refused leaves everything as it was");
    laptop.ok(&format!("delete DIR finding/{key}"));
    assert!(laptop.rows("things DIR finding").is_empty());
}

#[test]
fn a_sample_and_answers_come_from_tables() {
    let (laptop, []) = team([]);
    let list = laptop.path("全部 小区.csv");
    let lines: Vec<String> = (1..=20).map(|n| format!("小区{n},{}", if n > 15 { "北" } else { "南" })).collect();
    let lines = lines.join("\n");
    fs::write(&list, format!("名称,片区\n{lines}")).unwrap();
    let frame = format!("frame DIR '{}' --community wangjing --list compounds", list.display());
    laptop.ok(&frame);
    laptop.ok(&frame);
    let drawn = laptop.json("draw sample DIR --community wangjing --list compounds --count 8 --seed 甲");
    assert_eq!(
        (drawn["seed"].as_str(), drawn["drawn"].as_u64(), drawn["of"].as_u64()),
        (Some("甲"), Some(8), Some(20))
    );
    let units = laptop.rows("unit list DIR");
    let state = |state: &str| units.iter().filter(|unit| unit["state"] == state).count();
    assert_eq!((state("in"), state("reserve")), (8, 12), "read twice, kept once");
    laptop.refused("draw sample DIR --community wangjing --list compounds --count 8");
    laptop.refused("draw sample DIR --community zgc --list compounds --count many");
    let out = units.iter().find(|unit| unit["state"] == "in").unwrap()["key"].as_str().unwrap();
    let stepped = laptop.ok(&format!("replace DIR {out} --reason 拒绝入内")).trim().to_owned();
    let state = |key: &str| {
        let units = laptop.rows("unit list DIR").into_iter().find(|unit| unit["key"] == key);
        units.unwrap()["state"].as_str().unwrap().to_owned()
    };
    assert_eq!((state(out), state(&stepped)), ("replaced".to_owned(), "in".to_owned()));

    let table = laptop.path("答卷.csv");
    fs::write(&table, "序号,同意,房子,备注\n1,yes,4,甲\n2,yes,9,乙\n3,no,,丙\n").unwrap();
    let columns = "--column 序号=number --column 同意=consent --column 房子=answer/1.4.3.1 --column 备注=";
    let line = format!("answers DIR '{}' --community wangjing --round 1 {columns}", table.display());
    let plan = laptop.json(&format!("{line} --plan"));
    assert_eq!((plan["taken"].as_u64(), plan["columns"]["房子"].as_str()), (Some(0), Some("answer/1.4.3.1")));
    assert!(laptop.rows("things DIR response").is_empty(), "a plan writes nothing");
    let outcome = laptop.run(&line);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.err.contains("答卷.csv") && outcome.err.lines().count() == 1, "{}", outcome.err);
    let taken = laptop.rows("things DIR response");
    let numbers: BTreeSet<String> = taken.iter().map(|row| texts(row, "number")).collect();
    assert_eq!(numbers, BTreeSet::from(["1".to_owned(), "3".to_owned()]), "the others are kept");
    let again = laptop.json(&line);
    let fates: Vec<&str> = again["rows"].as_array().unwrap().iter().map(|row| row["fate"].as_str().unwrap()).collect();
    assert_eq!((again["taken"].as_u64(), fates), (Some(0), vec!["known", "refused", "known"]));
}

/// Gives the key of the person who works on a laptop.
fn person(laptop: &Laptop, name: &str) -> String {
    let history = laptop.rows("list DIR changes");
    let keys = history.iter().flat_map(|change| change["ops"].as_array().unwrap());
    let people = keys.filter(|op| op["noun"] == "person").map(|op| op["key"].as_str().unwrap().to_owned());
    let named =
        |key: &String| laptop.rows(&format!("history DIR person/{key} name")).iter().any(|step| step["value"] == name);
    people.into_iter().find(named).unwrap()
}

#[test]
fn a_second_reading_is_blind_and_compared_with_what_stood() {
    let (first, [second]) = team(["李明"]);
    first.ok("draw readings DIR --round 1 --community wangjing --share 100 --seed 甲");
    first.refused("draw readings DIR --round 1 --community wangjing");
    first.refused("draw readings DIR --round 2 --share 101");
    first.record("wangjing/1/1.1.1", "--value 3");
    second.record("wangjing/1/1.1.2", "--value 2");
    first.merge(&second.export("1.tanfang"));
    first.ok(&format!("set DIR reading/wangjing/1/1.1.1 reader={}", person(&first, "李明")));
    second.merge(&first.export("2.tanfang"));
    let cell = "--community wangjing --round 1 --indicator 1.1.1";
    second.refused(&format!("record DIR {cell} --value 3"));
    first.refused(&format!("reading DIR {cell} --value 3"));
    let row = |laptop: &Laptop| {
        let rows = laptop.rows("list DIR readings").into_iter();
        rows.into_iter().find(|row| row["indicator"] == "1.1.1").unwrap()
    };
    assert_eq!((row(&second)["first"].is_null(), row(&second)["reader"].as_str()), (true, Some("李明")));
    second.ok(&format!("reading DIR {cell} --value 4 --remark 一处在建"));
    second.refused(&format!("reading DIR {cell} --value 3"));
    first.merge(&second.export("3.tanfang"));
    first.record("wangjing/1/1.1.1", "--value 4");
    let pair = row(&first);
    assert_eq!((pair["first"]["value"].as_f64(), pair["second"]["value"].as_f64()), (Some(3.0), Some(4.0)));
    assert_eq!((pair["second"]["author"].as_str(), pair["remark"].as_str()), (Some("李明"), Some("一处在建")));
    second.merge(&first.export("4.tanfang"));
    assert_eq!(first.digest(), second.digest());
    second.check();
}

#[test]
fn a_holder_is_asked_by_letter_and_a_refusal_fills_only_what_is_empty() {
    let (laptop, []) = team([]);
    laptop.ok("set DIR round/1 reference_from=2025-01-01 reference_to=2025-12-31");
    let proposals = laptop.rows("request propose DIR --community wangjing --round 1");
    let codes = proposals.iter().find(|one| one["holder"] == "街镇").unwrap()["indicators"].as_array().unwrap().clone();
    let key = laptop.ok("request draft DIR --community wangjing --round 1 --holder 街镇").trim().to_owned();
    laptop.refused("request draft DIR --community wangjing --round 1 --holder 无此单位");
    for lang in ["zh", "en"] {
        for (ending, start) in [("pdf", &b"%PDF"[..]), ("docx", b"PK\x03\x04")] {
            let letter = |name: &str| {
                let path = laptop.path(&format!("{name}.{ending}"));
                laptop.ok(&format!("request letter DIR {key} --lang {lang} --date 2026-05-12 -o '{}'", path.display()));
                fs::read(path).unwrap()
            };
            let bytes = letter("函 一");
            assert!(bytes.starts_with(start) && bytes == letter("函 二"), "{ending} in {lang}");
        }
    }
    laptop.record("wangjing/1/2.3.1", "--value 10");
    laptop.refused(&format!("request not-obtained DIR {key}"));
    laptop.refused(&format!("request state DIR {key} lost"));
    laptop.refused("request letter DIR finding/1 -o x.pdf");
    laptop.ok(&format!("request state DIR {key} refused"));
    laptop.ok(&format!("set DIR request/{key} refused=2026-05-12"));
    laptop.ok(&format!("request not-obtained DIR {key}"));
    let rows = laptop.rows("list DIR assessments");
    assert_eq!(rows.len(), codes.len());
    for row in &rows {
        let kept = row["indicator"] == "2.3.1";
        assert_eq!(row["state"] == "value", kept, "{row}");
        assert!(kept || row["reason"].as_str().unwrap().contains("2026-05-12"));
    }
    laptop.ok("undo DIR");
    assert_eq!(laptop.rows("list DIR assessments").len(), 1, "one act");
    laptop.ok(&format!("request state DIR {key} received"));
    laptop.ok(&format!("set DIR request/{key} number=望街函〔2026〕7号 received=2026-05-20"));
    laptop.ok(&format!("request source DIR {key}"));
    let source = laptop.rows("things DIR assessment").into_iter().find(|row| row["key"] == "wangjing/1/2.3.1").unwrap();
    let fields = ["source/body", "source/number", "source/date", "source/period"].map(|field| texts(&source, field));
    assert_eq!(fields, ["街镇", "望街函〔2026〕7号", "2026-05-20", "2025-01-01 – 2025-12-31"]);
}

#[test]
fn a_closed_round_wants_a_reason_and_what_came_late_stays_marked() {
    let (laptop, []) = team([]);
    laptop.record("wangjing/1/1.1.1", "--value 3");
    laptop.ok("review DIR wangjing/1/1 submitted");
    laptop.ok("round DIR 1 closed");
    let before = laptop.state();
    let cell = "--community wangjing --round 1 --indicator 1.1.2";
    assert!(laptop.refused(&format!("record DIR {cell} --value 2")).contains("第1轮"));
    assert_eq!(laptop.state(), before);
    laptop.ok(&format!("record DIR {cell} --value 2 --reason 街道5月才答复"));
    // So does whatever else is recorded.
    let finding = "add DIR finding community=wangjing round=1 text=路灯不亮";
    laptop.refused(finding);
    let key = laptop.ok(&format!("{finding} --reason 补录")).trim().to_owned();
    let rows = laptop.rows("things DIR finding");
    assert_eq!((rows[0]["key"].as_str(), rows[0]["late"].as_bool()), (Some(key.as_str()), Some(true)));
    laptop.ok("round DIR 1 open");
    let late = |code: &str| laptop.assessment(&format!("wangjing/1/{code}")).unwrap()["late"].as_bool();
    assert_eq!((late("1.1.1"), late("1.1.2")), (Some(false), Some(true)), "also when it is open again");
    let history = laptop.rows("history DIR assessment/wangjing/1/1.1.2 value");
    assert_eq!(history[0]["reason"], "街道5月才答复");
    let sheets = laptop.rows("list DIR sheets");
    let sheet = sheets.iter().find(|row| row["community"] == "wangjing" && row["round"] == 1 && row["scenario"] == "1");
    assert_eq!(
        (sheet.unwrap()["state"].as_str(), sheet.unwrap()["changed"].as_bool()),
        (Some("submitted"), Some(true))
    );
}
