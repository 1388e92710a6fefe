//! The JSON that `docs/cli.md` promises: these fields, all of them, and no others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use tanfang_tests::picture;
use tanfang_tests::program::team;

/// Asserts that an object has exactly these fields, in this order of the contract or another.
fn shape(object: &Value, fields: &str) {
    let mut given: Vec<&str> =
        object.as_object().unwrap_or_else(|| panic!("no object: {object}")).keys().map(String::as_str).collect();
    let mut promised: Vec<&str> = fields.split(", ").collect();
    given.sort_unstable();
    promised.sort_unstable();
    assert_eq!(given, promised);
}

#[test]
fn every_answer_has_the_promised_fields() {
    let (first, [second]) = team(["李明"]);
    let unit = first.unit("wangjing", "compounds", "一号 院");
    first.ok("unit add DIR --community wangjing --list compounds --name 二号院 --position 40.00,116.47");
    first.record("wangjing/1/1.2.1", &format!("--value 1 --unit {unit}"));
    first.record("wangjing/1/2.3.1", "--value 10");
    second.record("wangjing/1/2.3.1", "--value 20");
    let photo = first.path("p.jpg");
    picture::draw(&photo, 1);
    first.ok(&format!("photo add DIR '{}' --community wangjing --round 1", photo.display()));
    let file = second.export("b.tanfang");
    let receipt = first.json(&format!("merge DIR '{}'", file.display()));
    shape(&receipt, "digest, files");
    shape(
        &receipt["files"][0],
        "file, status, reason, code, new_changes, new_blobs, new_conflicts, known_changes, new_agreements, missing_blobs, late_changes, held_back, carrier, fingerprint, author, written_at, app, sealed, branches",
    );

    shape(&first.json("list DIR communities")[0], "code, name_zh, name_en, stage");
    for row in first.rows("list DIR assessments") {
        shape(
            &row,
            "community, round, indicator, state, value, numerator, denominator, reason, remark, computed, author, at, photos, conflict, late",
        );
    }
    shape(
        &first.json("list DIR observations")[0],
        "community, round, indicator, unit, unit_name, list, state, value, numerator, denominator, reason, remark, author, at, conflict, late",
    );
    shape(
        &first.json("list DIR photos")[0],
        "key, name, community, round, indicator, unit, caption, kind, blob, bytes, width, height, taken_at, lat, lon, author, at, present, late",
    );
    let conflict = &first.json("list DIR conflicts")[0];
    shape(conflict, "id, kind, noun, key, field, community, round, indicator, heads");
    shape(&conflict["heads"][0], "n, value, state, author, device, at, lamport, dot");
    let id = conflict["id"].as_str().unwrap();
    assert!(id.len() == 12 && id.bytes().all(|b| b.is_ascii_hexdigit()), "{id}");
    let ranks: Vec<_> = conflict["heads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|h| (h["lamport"].as_u64().unwrap(), h["dot"].as_str().unwrap()))
        .collect();
    assert!(ranks.is_sorted(), "heads ascend: {ranks:?}");
    let change = &first.json("list DIR changes")[0];
    shape(change, "hash, device, seq, prev, lamport, at, author, state, reason, ops");
    shape(&change["ops"][0], "noun, key, field");
    let units = first.rows("unit list DIR");
    for row in &units {
        shape(row, "key, community, list, name, position, state");
    }
    let placed = units.iter().find(|u| u["name"] == "二号院").unwrap();
    shape(&placed["position"], "lat, lon");
    assert_eq!((placed["position"]["lat"].as_f64(), placed["position"]["lon"].as_f64()), (Some(40.0), Some(116.47)));

    shape(
        &first.json("list DIR sheets")[0],
        "community, round, scenario, state, changed, assignee, comment, author, at, conflict",
    );
    shape(&first.json("draw readings DIR --round 1"), "seed, drawn, of");
    let readings = "community, round, indicator, seed, rank, reader, read, first, second, remark";
    shape(&first.json("list DIR readings")[0], readings);
    shape(&first.json("request propose DIR --community zgc --round 1")[0], "holder, holder_en, indicators");
    first.ok("request draft DIR --community zgc --round 1");
    shape(&first.json("things DIR request")[0], "key, fields, conflicts, withheld, author, at, late");
    shape(&first.json("hours DIR night=20:00-23:00")[0], "when, hours, usual");

    let scores = first.json("scores DIR --round 1");
    shape(
        &scores,
        "digest, framework, round, only_round, least_coverage, weights, scores, since, changes, gaps, stages, outliers, stability, concordance",
    );
    shape(&scores["weights"], "kind, groups");
    shape(&scores["stability"], "seed, runs, rows");
    for gap in scores["gaps"].as_array().unwrap() {
        shape(
            gap,
            "community, indicator, binding, state, from_round, distance, weight, gain, needs, remedy_type, remedy_zh, remedy_en, advice_zh, advice_en, case, projects",
        );
        shape(&gap["case"], "country_code, city_zh, city_en, title_zh, title_en");
    }
    let rows = scores["scores"].as_array().unwrap();
    for row in rows {
        shape(
            row,
            "level, code, community, round, score, coverage, from_round, binding, compliance, enough, range, interval, sides, rank, missed, open, not_applicable, plan, conflicts, result",
        );
        shape(&row["plan"], "planned, assessed, not_obtained, coverage");
        if row["level"] == "indicator" {
            shape(
                &row["result"],
                "state, value, numerator, denominator, drawn_from, share_interval, reason, target, target_upper, met, not_obtained_in",
            );
        }
        shape(&row["binding"], "met, missed, open, na");
        assert_eq!(
            row["code"].is_null(),
            row["level"] == "community",
            "the code is null at level community alone: {row}"
        );
    }
    let count = |level: &str| rows.iter().filter(|r| r["level"] == level).count();
    assert_eq!((count("community"), count("scenario"), count("item")), (8, 8 * 9, 8 * 33));
    let about = first.json(&format!("inspect '{}'", file.display()));
    shape(
        &about,
        "file, survey, name, demo, carrier, author, written_at, app, changes, blobs, bytes, fingerprint, sealed, branches",
    );
    shape(&about["branches"][0], "device, author, from, to, fingerprint, checkpoint");
}

#[test]
fn people_read_tables_that_line_up() {
    let (first, []) = team([]);
    first.record("wangjing/1/2.3.1", "--value 10 --remark '两 人 核对'");
    first.record("zgc/1/2.1.3", "--of 18/24");
    let table = first.ok("list DIR assessments");
    assert!(table.contains("75（18/24）"), "{table}");
    assert!(first.ok("list DIR assessments --lang en").contains("75 (18/24)"));
    assert!(first.ok("list DIR conflicts").contains('无'));
    let scores = first.ok("scores DIR");
    assert!(scores.contains("工作草案，非官方文本"), "the notice stands wherever results appear: {scores}");
    assert!(first.ok("scores DIR --lang en").contains("not the official indicator text"));
}
