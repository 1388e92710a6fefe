//! Journeys of several laptops through the real program: who wrote what, and who has seen it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};
use std::path::PathBuf;
use tanfang_tests::picture;
use tanfang_tests::program::{Laptop, record, team};

const VALUE: &str = "wangjing/1/2.3.1";
const NONE: &[Value] = &[];

/// Gives all orders of a few things.
fn orders<T: Clone>(things: &[T]) -> Vec<Vec<T>> {
    if things.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for n in 0..things.len() {
        let mut rest = things.to_vec();
        let first = rest.remove(n);
        all.extend(orders(&rest).into_iter().map(|mut order| {
            order.insert(0, first.clone());
            order
        }));
    }
    all
}

#[test]
fn every_order_of_merging_gives_the_same_survey() {
    let (first, [second, third]) = team(["李 明", "Anna"]);
    first.record("wangjing/1/1.1.2", "--value 3");
    first.record(VALUE, "--value 10");
    first.record("zgc/1/9.1.1", "--value 1 --remark '有 专班'");
    second.record(VALUE, "--value 20");
    second.record("zgc/1/9.1.1", "--value 1");
    second.record("future/2/2.1.3", "--of 18/24");
    third.record(VALUE, "--value 20");
    third.record("zgc/1/9.1.1", "--value 1");
    third.record("shunyi/3/1.1.2", "--absent '没有在租公寓'");
    for (laptop, seed) in [(&first, 1), (&second, 2), (&third, 3)] {
        let unit = laptop.unit("wangjing", "compounds", &format!("小区 {seed}"));
        laptop.record("wangjing/1/1.2.1", &format!("--value 1 --unit {unit}"));
        let photo = laptop.path("照片 一.jpg");
        picture::draw(&photo, seed);
        laptop.ok(&format!(
            "photo add DIR '{}' --community wangjing --round 1 --indicator 2.3.1 --caption '门 口'",
            photo.display()
        ));
    }
    let laptops = [&first, &second, &third];
    let files: Vec<PathBuf> =
        laptops.iter().enumerate().map(|(n, laptop)| laptop.export(&format!("{n}.tanfang"))).collect();

    let mut seen: Option<[String; 5]> = None;
    for order in orders(&files) {
        let receiver = Laptop::joined(&order[0], "收 件 人");
        for file in &order[1..] {
            receiver.merge(file);
        }
        receiver.check();
        let now = [
            receiver.digest(),
            receiver.ok("list DIR conflicts --json"),
            receiver.ok("list DIR assessments --json"),
            receiver.ok("list DIR photos --json"),
            receiver.ok("scores DIR --json"),
        ];
        match &seen {
            None => seen = Some(now),
            Some(before) => assert_eq!(before, &now, "the order {order:?} must not matter"),
        }
    }

    // And the three themselves, each merging the others in its own order.
    for (laptop, order) in [(&first, [1, 2]), (&second, [2, 0]), (&third, [0, 1])] {
        for n in order {
            laptop.merge(&files[n]);
        }
        laptop.check();
        let [digest, conflicts, ..] = seen.as_ref().unwrap();
        assert_eq!(&laptop.digest(), digest);
        assert_eq!(&laptop.ok("list DIR conflicts --json"), conflicts);
    }
    let conflicts = first.rows("list DIR conflicts");
    assert_eq!(conflicts.len(), 1, "only one value was written differently by two people: {conflicts:?}");
    assert_eq!(conflicts[0]["key"], VALUE);
}

#[test]
fn identical_edits_are_agreement() {
    let (first, [second]) = team(["李明"]);
    first.record(VALUE, "--value 12");
    second.record(VALUE, "--value 12");
    first.merge(&second.export("b.tanfang"));
    assert_eq!(first.rows("list DIR conflicts"), NONE);
    let row = first.assessment(VALUE).unwrap();
    assert_eq!((&row["conflict"], row["value"].as_f64()), (&json!(false), Some(12.0)));
}

#[test]
fn a_number_and_a_pair_of_the_same_size_are_different_values() {
    let (first, [second]) = team(["李明"]);
    first.record("wangjing/1/2.1.3", "--value 75");
    second.record("wangjing/1/2.1.3", "--of 18/24");
    first.merge(&second.export("b.tanfang"));
    assert_eq!(first.rows("list DIR conflicts").len(), 1);
}

#[test]
fn fields_of_one_row_never_conflict_with_each_other() {
    let (first, [second]) = team(["李明"]);
    first.record(VALUE, "--value 12");
    second.merge(&first.export("a.tanfang"));
    first.record(VALUE, "--value 13");
    second.record(VALUE, "--value 12 --remark '门 口 两人'");
    first.merge(&second.export("b.tanfang"));
    assert_eq!(first.assessment(VALUE).unwrap()["remark"], "门 口 两人");
    // The second confirmed 12 without having seen 13: that is a difference, in the value alone.
    let fields: Vec<_> = first.rows("list DIR conflicts").iter().map(|c| c["field"].clone()).collect();
    assert_eq!(fields, ["value"]);
}

#[test]
fn two_teams_on_different_units_add_up() {
    let (first, [second]) = team(["李明"]);
    let units: Vec<String> = (1..=10).map(|n| first.unit("wangjing", "compounds", &format!("小区{n}"))).collect();
    second.merge(&first.export("units.tanfang"));
    for (n, unit) in units.iter().enumerate() {
        let laptop = if n < 5 { &first } else { &second };
        let passes = u8::from(![2, 5, 9].contains(&n));
        laptop.record("wangjing/1/1.2.1", &format!("--value {passes} --unit {unit}"));
    }
    let (a, b) = (first.export("a.tanfang"), second.export("b.tanfang"));
    let one_by_one = [[&a, &b], [&b, &a]].map(|files| {
        let receiver = Laptop::joined(files[0], "收件人");
        receiver.merge(files[1]);
        receiver
    });
    first.merge(&b);
    second.merge(&a);
    for laptop in [&first, &second, &one_by_one[0], &one_by_one[1]] {
        let row = laptop.assessment("wangjing/1/1.2.1").unwrap();
        assert_eq!((&row["numerator"], &row["denominator"]), (&json!(7), &json!(10)), "{row}");
        assert_eq!(
            (row["value"].as_f64(), &row["computed"], &row["conflict"]),
            (Some(70.0), &json!(true), &json!(false))
        );
        assert_eq!(laptop.rows("list DIR conflicts"), NONE);
        assert_eq!(laptop.digest(), first.digest());
    }
}

#[test]
fn a_conflict_shows_both_sides_and_is_settled_with_a_reason() {
    let (first, [second]) = team(["李明"]);
    first.record(VALUE, "--value 10");
    second.record(VALUE, "--value 20");
    let (a, b) = (first.export("a.tanfang"), second.export("b.tanfang"));
    first.merge(&b);
    second.merge(&a);

    let conflict = first.rows("list DIR conflicts").remove(0);
    assert_eq!(conflict["kind"], "value");
    assert_eq!(
        (&conflict["community"], &conflict["round"], &conflict["indicator"]),
        (&json!("wangjing"), &json!(1), &json!("2.3.1"))
    );
    let heads = conflict["heads"].as_array().unwrap();
    let mut sides: Vec<_> =
        heads.iter().map(|h| (h["value"].as_f64().unwrap(), h["author"].as_str().unwrap())).collect();
    let provisional = sides[1].0;
    sides.sort_by(|x, y| x.0.total_cmp(&y.0));
    assert_eq!(sides, [(10.0, "王芳"), (20.0, "李明")]);
    assert_eq!(heads.iter().map(|h| h["n"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2]);
    let row = first.assessment(VALUE).unwrap();
    assert_eq!(
        (&row["conflict"], row["value"].as_f64()),
        (&json!(true), Some(provisional)),
        "the last head counts meanwhile"
    );

    let before = first.state();
    first.refused(&record(VALUE, "--value 15"));
    first.refused("resolve DIR 000000000000 --take 1 --reason '查 无'");
    let id = conflict["id"].as_str().unwrap();
    for wrong in ["0", "3", "x"] {
        first.refused(&format!("resolve DIR {id} --take {wrong} --reason '复核'"));
    }
    assert_eq!(first.state(), before, "what was refused changed nothing");

    let take = heads.iter().find(|h| h["value"].as_f64() == Some(20.0)).unwrap()["n"].as_u64().unwrap();
    first.ok(&format!("resolve DIR {id} --take {take} --reason '现场 复核'"));
    assert_eq!(first.rows("list DIR conflicts"), NONE);
    assert_eq!(first.assessment(VALUE).unwrap()["value"].as_f64(), Some(20.0));
    first.refused(&format!("resolve DIR {id} --take {take} --reason '再来'"));

    second.merge(&first.export("settled.tanfang"));
    assert_eq!(second.rows("list DIR conflicts"), NONE, "settled here is settled there");
    assert_eq!(second.digest(), first.digest());
    second.check();
}

#[test]
fn an_id_dies_with_its_heads() {
    let (first, [second, third]) = team(["李明", "Anna"]);
    for (laptop, value) in [(&first, 10), (&second, 20), (&third, 30)] {
        laptop.record(VALUE, &format!("--value {value}"));
    }
    let id = |laptop: &Laptop| laptop.rows("list DIR conflicts")[0]["id"].as_str().unwrap().to_owned();
    first.merge(&second.export("b.tanfang"));
    let old = id(&first);
    first.merge(&third.export("c.tanfang"));
    let new = id(&first);
    assert_ne!(old, new);
    let before = first.state();
    first.refused(&format!("resolve DIR {old} --take 1 --reason '旧'"));
    assert_eq!(first.state(), before);
    first.ok(&format!("resolve DIR {new} --take 3 --reason '新'"));
}

#[test]
fn what_was_not_seen_is_not_buried() {
    let (first, [second]) = team(["李明"]);
    first.record(VALUE, "--value 10");
    let changes = first.rows("list DIR changes");
    let seen = changes
        .iter()
        .find_map(|change| {
            let op =
                change["ops"].as_array().unwrap().iter().position(|op| op["key"] == VALUE && op["field"] == "value")?;
            Some(format!("{}.{op}", &change["hash"].as_str().unwrap()[..32]))
        })
        .unwrap();
    second.merge(&first.export("a.tanfang"));
    second.record(VALUE, "--value 20");
    first.merge(&second.export("b.tanfang"));
    // The person at the first laptop still looks at 10 while 20 has arrived.
    first.record(VALUE, &format!("--value 11 --seen {seen}"));
    let conflicts = first.rows("list DIR conflicts");
    let heads = conflicts[0]["heads"].as_array().unwrap();
    let mut values: Vec<_> = heads.iter().map(|h| h["value"].as_f64().unwrap()).collect();
    values.sort_by(f64::total_cmp);
    assert_eq!(values, [11.0, 20.0]);

    let dots: Vec<_> = heads.iter().map(|h| h["dot"].as_str().unwrap()).collect();
    first.record(VALUE, &format!("--value 12 --seen {}", dots.join(",")));
    assert_eq!(first.rows("list DIR conflicts"), NONE, "both were seen, so both are replaced");
}

#[test]
fn the_same_value_again_writes_nothing_and_another_person_confirms_it() {
    let (first, [second]) = team(["李明"]);
    first.record(VALUE, "--value 12");
    let before = first.state();
    first.record(VALUE, "--value 12");
    first.record(VALUE, "--value 12.0");
    assert_eq!(first.state(), before);
    second.merge(&first.export("a.tanfang"));
    second.record(VALUE, "--value 12");
    assert_ne!(second.digest(), before.digest, "a confirmation is a change");
    assert_eq!(second.assessment(VALUE).unwrap()["author"], "李明");
}

#[test]
fn every_state_of_a_value_is_recorded_and_taken_back() {
    let laptop = Laptop::with_survey("王芳");
    let cell = "wangjing/1/1.1.2";
    let row = |value: &str| {
        laptop.record(cell, value);
        laptop.assessment(cell).unwrap()
    };
    let value = row("--value 3");
    assert_eq!(
        (&value["state"], value["value"].as_f64(), &value["reason"]),
        (&json!("value"), Some(3.0), &Value::Null)
    );
    assert_eq!((&value["author"], &value["computed"], &value["photos"]), (&json!("王芳"), &json!(false), &json!(0)));
    let at = value["at"].as_str().unwrap();
    let offset = at.ends_with('Z') || at[19..].contains(['+', '-']);
    assert!(at.as_bytes()[10] == b'T' && offset, "RFC 3339 with an offset: {at}");
    for (option, state) in
        [("absent", "absent"), ("not-applicable", "not_applicable"), ("not-obtained", "not_obtained")]
    {
        let row = row(&format!("--{option} '问过 物业，11 月'"));
        assert_eq!(
            (&row["state"], &row["value"], &row["reason"]),
            (&json!(state), &Value::Null, &json!("问过 物业，11 月"))
        );
    }
    laptop.record(cell, "--clear");
    assert_eq!(laptop.assessment(cell), None);
    laptop.record("wangjing/1/2.1.3", "--of 1/3");
    let share = laptop.assessment("wangjing/1/2.1.3").unwrap();
    assert_eq!((&share["numerator"], &share["denominator"]), (&json!(1), &json!(3)));
    assert!((share["value"].as_f64().unwrap() - 100.0 / 3.0).abs() < 1e-9, "unrounded");
    laptop.check();
}

#[test]
fn the_language_is_chinese_unless_english_is_asked_for() {
    let laptop = Laptop::with_survey("王芳");
    let sentence = |locale: &[(&str, &str)], line: &str| {
        let mut command = laptop.command(line);
        command.env_remove("LANG").envs(locale.iter().copied());
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    let line = record("nowhere/1/2.3.1", "--value 1");
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let zh: [&[(&str, &str)]; 5] = [
        &[],
        &[("LANG", "C")],
        &[("LANG", "zh_CN.UTF-8")],
        &[("LANG", "de_DE.UTF-8")],
        &[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")],
    ];
    for locale in zh {
        assert!(chinese(&sentence(locale, &line)), "{locale:?}");
        assert!(!chinese(&sentence(locale, &format!("{line} --lang en"))), "{locale:?}");
    }
    let en: [&[(&str, &str)]; 2] = [&[("LANG", "en_GB.UTF-8")], &[("LC_MESSAGES", "en_US"), ("LANG", "zh_CN")]];
    for locale in en {
        assert!(!chinese(&sentence(locale, &line)), "{locale:?}");
        assert!(chinese(&sentence(locale, &format!("--lang zh {line}"))), "{locale:?}");
    }
    assert!(chinese(&laptop.run("--help").out) && !chinese(&laptop.run("--help --lang en").out));
    let usage = laptop.run("record DIR");
    assert_eq!((usage.code, usage.out.as_str()), (Some(2), ""));
    assert!(chinese(&usage.err) && !usage.err.contains("Usage"), "{}", usage.err);
}

#[test]
fn a_phones_heic_photo_gets_a_picture_and_keeps_its_original() {
    let laptop = Laptop::with_survey("王芳");
    let photo = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("files/photo.heic");
    laptop.ok(&format!("photo add DIR '{}' --community wangjing --round 1", photo.display()));
    let photos = laptop.rows("list DIR photos");
    assert_eq!((photos[0]["kind"].as_str(), photos[0]["width"].as_i64()), (Some("heic"), Some(1200)));
    assert_eq!(photos[0]["bytes"].as_u64(), Some(photo.metadata().unwrap().len()));
}
