//! Journeys of survey files, photos and folders from laptop to laptop.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};
use tanfang_tests::picture;
use tanfang_tests::program::{Laptop, copy_folder, draft, files, team};

const VALUE: &str = "wangjing/1/2.3.1";
const NONE: &[Value] = &[];

#[test]
fn repeating_any_step_changes_nothing() {
    let (first, [second]) = team(["李明"]);
    second.record(VALUE, "--value 7");
    let photo = second.path("p.png");
    picture::draw(&photo, 9);
    let add = format!("photo add DIR '{}' --community wangjing --round 1 --indicator 2.3.1", photo.display());
    let key = second.ok(&add);
    let once = second.state();
    let again = second.ok(&add);
    assert_eq!(again.split_whitespace().next(), key.split_whitespace().next(), "the same photo keeps its key");
    assert_eq!(second.state(), once);
    assert_eq!(second.rows("list DIR photos").len(), 1);

    let file = second.export("b.tanfang");
    let receipt = first.json(&format!("merge DIR '{}'", file.display()));
    assert_eq!(receipt["files"][0]["status"], "merged");
    assert!(receipt["files"][0]["new_changes"].as_u64().is_some_and(|n| n >= 2), "{receipt}");
    assert!(receipt["files"][0]["new_blobs"].as_u64().is_some_and(|n| n >= 1), "{receipt}");
    assert_eq!(receipt["digest"], first.digest());
    let before = first.state();
    for _ in 0..2 {
        let receipt = first.json(&format!("merge DIR '{0}' '{0}'", file.display()));
        for entry in receipt["files"].as_array().unwrap() {
            assert_eq!(entry["status"], "known");
            assert_eq!(
                (&entry["new_changes"], &entry["new_blobs"], &entry["new_conflicts"]),
                (&json!(0), &json!(0), &json!(0))
            );
        }
        assert_eq!(first.state(), before);
    }
    assert_eq!(first.digest(), second.digest());
}

#[test]
fn a_plan_writes_nothing_and_says_what_merging_will_do() {
    let (first, [second]) = team(["李明"]);
    first.record(VALUE, "--value 10");
    second.record(VALUE, "--value 20");
    let photo = second.path("p.png");
    picture::draw(&photo, 4);
    second.ok(&format!("photo add DIR '{}' --community wangjing --round 1", photo.display()));
    let file = second.export("b.tanfang");
    let before = first.state();
    let plan = first.json(&format!("merge DIR '{}' --plan", file.display()));
    assert_eq!(first.state(), before);
    assert_eq!(plan["digest"], before.digest);
    let receipt = first.json(&format!("merge DIR '{}'", file.display()));
    assert_eq!(plan["files"], receipt["files"], "the plan and the merge say the same");
    assert_eq!(receipt["files"][0]["new_conflicts"], 1);
    assert_ne!(receipt["digest"], before.digest);
}

#[test]
fn join_and_export_write_no_change() {
    let (first, [second]) = team(["李明"]);
    assert_eq!(first.digest(), second.digest());
    assert_eq!(first.ok("list DIR changes --json"), second.ok("list DIR changes --json"));
    let before = first.state();
    first.export("x.tanfang");
    assert_eq!(first.state(), before);
}

#[test]
fn photos_arrive_complete_and_byte_for_byte() {
    let first = Laptop::with_survey("王芳");
    let unit = first.unit("wangjing", "compounds", "花家地 西里");
    first.record("wangjing/1/1.2.1", &format!("--value 1 --unit {unit}"));
    let mut sent = Vec::new();
    for (n, ending) in ["jpg", "png", "webp"].iter().enumerate() {
        let path = first.path(&format!("照片 {n}.{ending}"));
        picture::draw(&path, n as u8);
        sent.push(path);
    }
    let pdf = first.path("批复 文件.pdf");
    std::fs::write(&pdf, b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n").unwrap();
    sent.push(pdf);
    let paths: Vec<String> = sent.iter().map(|p| format!("'{}'", p.display())).collect();
    let printed = first.ok(&format!(
        "photo add DIR {} --community wangjing --round 1 --indicator 1.2.1 --unit {unit} --caption '东门 入口'",
        paths.join(" ")
    ));
    assert_eq!(printed.lines().count(), sent.len());

    let second = Laptop::joined(&first.export("a.tanfang"), "李明");
    second.check();
    let photos = second.rows("list DIR photos");
    assert_eq!(photos.len(), sent.len(), "a receipt counts every photo");
    let stored = files(&second.folder().join("blobs"));
    for path in &sent {
        let name = path.file_name().unwrap().to_str().unwrap();
        let photo = photos.iter().find(|p| p["name"] == name).unwrap_or_else(|| panic!("{name} did not arrive"));
        assert_eq!((&photo["caption"], &photo["present"]), (&json!("东门 入口"), &json!(true)));
        assert_eq!((&photo["unit"], &photo["indicator"]), (&json!(unit), &json!("1.2.1")));
        let blob = photo["blob"].as_str().unwrap();
        let (kept, _) = stored.iter().find(|(p, _)| p.file_stem().is_some_and(|s| s == blob)).unwrap();
        assert_eq!(std::fs::read(kept).unwrap(), std::fs::read(path).unwrap(), "{name} is kept byte for byte");
    }
    assert_eq!(second.assessment("wangjing/1/1.2.1").unwrap()["photos"], 4);
}

#[test]
fn a_bad_photo_is_refused_alone_by_name_and_reason() {
    let laptop = Laptop::with_survey("王芳");
    let (good, bad, empty, last) =
        (laptop.path("好.jpg"), laptop.path("坏.jpg"), laptop.path("空.jpg"), laptop.path("也好.png"));
    picture::draw(&good, 1);
    picture::draw(&last, 2);
    std::fs::write(&bad, "这是一段文字，不是照片。").unwrap();
    std::fs::write(&empty, b"").unwrap();
    let all = [&good, &bad, &empty, &last].map(|p| format!("'{}'", p.display())).join(" ");
    let outcome = laptop.run(&format!("photo add DIR {all} --community wangjing --round 1"));
    assert_eq!(outcome.code, Some(1));
    let sentences: Vec<&str> = outcome.err.lines().collect();
    assert_eq!(sentences.len(), 2, "one sentence for each refused file: {sentences:?}");
    assert!(sentences[0].contains("坏.jpg") && sentences[1].contains("空.jpg"), "{sentences:?}");
    assert_eq!(outcome.out.lines().count(), 2, "the good ones are kept: {}", outcome.out);
    assert_eq!(laptop.rows("list DIR photos").len(), 2);
    laptop.check();
}

#[test]
fn a_copied_folder_writes_under_a_device_of_its_own() {
    let first = Laptop::with_survey("王芳");
    first.record(VALUE, "--value 1");
    let copy = Laptop::new();
    copy_folder(first.folder(), copy.folder());
    // The folder was copied together with the home: the key lies at hand, and yet is not used.
    copy_folder(&first.home(), &copy.home());
    first.record("wangjing/1/3.1.3", "--value 1");
    copy.record("wangjing/1/3.1.3", "--value 2");
    let devices = |laptop: &Laptop| {
        let mut devices: Vec<String> =
            laptop.rows("list DIR changes").iter().map(|c| c["device"].as_str().unwrap().to_owned()).collect();
        devices.sort();
        devices.dedup();
        devices
    };
    assert_eq!(devices(&first).len(), 1);
    assert_eq!(devices(&copy).len(), 2);
    let (a, b) = (first.export("a.tanfang"), copy.export("b.tanfang"));
    first.merge(&b);
    copy.merge(&a);
    assert_eq!(first.digest(), copy.digest());
    let kinds: Vec<_> = first.rows("list DIR conflicts").iter().map(|c| c["kind"].clone()).collect();
    assert_eq!(kinds, ["value"], "two values, and no fork of a device");
    first.check();
    copy.check();
}

#[test]
fn a_restored_backup_does_not_write_a_second_history() {
    let laptop = Laptop::with_survey("王芳");
    laptop.record(VALUE, "--value 1");
    let backup = laptop.path("备份");
    copy_folder(laptop.folder(), &backup);
    laptop.record(VALUE, "--value 2");
    let newer = laptop.export("newer.tanfang");
    std::fs::remove_dir_all(laptop.folder()).unwrap();
    copy_folder(&backup, laptop.folder());
    laptop.record("wangjing/1/3.1.3", "--value 3");
    laptop.merge(&newer);
    assert_eq!(laptop.assessment(VALUE).unwrap()["value"].as_f64(), Some(2.0), "what the survey file kept comes back");
    assert_eq!(laptop.assessment("wangjing/1/3.1.3").unwrap()["value"].as_f64(), Some(3.0));
    assert_eq!(laptop.rows("list DIR conflicts"), NONE, "one history, no fork");
    laptop.check();
}

#[test]
fn an_own_framework_travels_with_the_survey() {
    let first = Laptop::new();
    let own = first.path("自己的 指标");
    copy_folder(&draft(), &own);
    let indicators = std::fs::read_to_string(own.join("indicators.csv")).unwrap();
    let mut lines: Vec<String> = indicators.lines().map(str::to_owned).collect();
    let line = lines.iter_mut().find(|line| line.starts_with("2.3.1,")).unwrap();
    *line = line.replacen("国际志愿者活跃人数", "国际志愿者人数（自定）", 1).replacen(
        "at_least,50,30,10,",
        "at_least,80,30,10,",
        1,
    );
    let changed = lines.join("\n") + "\n";
    assert_ne!(changed, indicators);
    std::fs::write(own.join("indicators.csv"), changed).unwrap();
    let identity = std::fs::read_to_string(own.join("framework.csv")).unwrap();
    std::fs::write(own.join("framework.csv"), identity.replacen("draft-2026", "own-2027", 1)).unwrap();
    first.ok(&format!("init DIR --name '自定 指标' --author 王芳 --framework '{}'", own.display()));
    std::fs::remove_dir_all(&own).unwrap();
    first.record(VALUE, "--value 40");

    let second = Laptop::joined(&first.export("a.tanfang"), "李明");
    let scores = second.json("scores DIR");
    assert_eq!(scores, first.json("scores DIR"));
    assert_eq!(scores["framework"], "own-2027");
    let rows = scores["scores"].as_array().unwrap();
    let row = rows.iter().find(|r| r["code"] == "2.3.1" && r["community"] == "wangjing").unwrap();
    assert_eq!(row["score"].as_f64(), Some(50.0), "40 of the own target 80, not of the draft's 50");
}

#[test]
fn surveys_of_different_origin_do_not_merge() {
    let (one, other) = (Laptop::with_survey("王芳"), Laptop::with_survey("王芳"));
    let demo = Laptop::new();
    demo.ok("demo DIR --photos 0");
    let before = one.state();
    for stranger in [&other, &demo] {
        let file = stranger.export("s.tanfang");
        one.refused(&format!("merge DIR '{}'", file.display()));
        let receipt = one.json(&format!("merge DIR '{}'", file.display()));
        assert_eq!(receipt["files"][0]["status"], "refused");
        assert!(receipt["files"][0]["reason"].as_str().is_some_and(|r| !r.is_empty()));
        assert_eq!(one.state(), before);
    }
}

#[test]
fn a_refused_file_does_not_stop_the_others() {
    let (first, [second]) = team(["李明"]);
    second.record(VALUE, "--value 3");
    let good = second.export("b.tanfang");
    let bad = first.path("坏 文件.tanfang");
    std::fs::write(&bad, b"no survey").unwrap();
    let outcome = first.run(&format!("merge DIR '{}' '{}' --json", bad.display(), good.display()));
    assert_eq!(outcome.code, Some(1));
    assert_eq!(outcome.err.lines().count(), 1);
    assert!(outcome.err.contains("坏 文件.tanfang"), "{}", outcome.err);
    let receipt: Value = serde_json::from_str(&outcome.out).unwrap();
    let states: Vec<_> = receipt["files"].as_array().unwrap().iter().map(|f| f["status"].clone()).collect();
    assert_eq!(states, ["refused", "merged"]);
    assert_eq!(first.digest(), second.digest());
}

#[test]
fn what_travels_through_a_third_laptop_arrives_whole() {
    // The second never meets the fourth: everything it wrote comes by the third.
    let (first, [second, third, fourth]) = team(["李明", "Anna", "赵 云"]);
    second.record(VALUE, "--value 5 --remark '两 次 核对'");
    third.merge(&second.export("b.tanfang"));
    third.record("zgc/1/9.1.1", "--value 1");
    fourth.merge(&third.export("c.tanfang"));
    first.merge(&fourth.export("d.tanfang"));
    let row = first.assessment(VALUE).unwrap();
    assert_eq!((&row["author"], &row["remark"]), (&json!("李明"), &json!("两 次 核对")));
    assert_eq!(first.digest(), third.digest());
    assert_eq!(fourth.digest(), third.digest());
}

#[test]
fn a_survey_file_tells_what_it_holds_without_a_survey() {
    let (first, [second]) = team(["李明"]);
    second.record(VALUE, "--value 5");
    let file = second.export("调研包 二.tanfang");
    let about = first.json(&format!("inspect '{}'", file.display()));
    let devices = second
        .rows("list DIR changes")
        .iter()
        .map(|c| c["device"].as_str().unwrap().to_owned())
        .collect::<std::collections::BTreeSet<_>>();
    assert_eq!(about["branches"].as_array().map(Vec::len), Some(devices.len()));
    assert_eq!(about["changes"].as_u64(), Some(second.rows("list DIR changes").len() as u64));
    assert_eq!(about["bytes"].as_u64(), Some(std::fs::metadata(&file).unwrap().len()));
    assert_eq!((&about["name"], &about["demo"]), (&json!("八个 社区"), &json!(false)));
}

#[test]
fn a_hand_over_in_parts_arrives_whole_in_any_order() {
    let first = Laptop::with_survey("王芳");
    for n in 0..4 {
        let photo = first.path(&format!("{n}.png"));
        picture::draw(&photo, n);
        first.ok(&format!("photo add DIR '{}' --community wangjing --round 1", photo.display()));
    }
    let light = first.path("light.tanfang");
    first.ok(&format!("export DIR '{}' --light", light.display()));
    let second = Laptop::joined(&light, "李明");
    let present = |laptop: &Laptop| laptop.rows("list DIR photos").iter().filter(|p| p["present"] == true).count();
    assert_eq!((second.digest(), present(&second)), (first.digest(), 0));

    second.record(VALUE, "--value 5");
    let back = second.export("back.tanfang");
    first.merge(&back);
    first.record(VALUE, "--value 6");
    let device = second.json(&format!("inspect '{}'", back.display()))["carrier"].as_str().unwrap().to_owned();
    let rest = first.path("rest.tanfang");
    first.ok(&format!("export DIR '{}' --for {}", rest.display(), &device[..8]));
    let plan = second.json(&format!("merge DIR '{}' --plan", rest.display()));
    let file = &plan["files"][0];
    assert_eq!((&file["new_changes"], &file["known_changes"], &file["new_blobs"]), (&json!(1), &json!(0), &json!(4)));
    assert_eq!((&file["status"], &file["code"], &file["sealed"]), (&json!("merged"), &json!(null), &json!(false)));
    assert_eq!(file["author"], "王芳");
    let branch = &file["branches"][0];
    assert_eq!((&branch["author"], &branch["new"]), (&json!("王芳"), &json!(1)));
    assert_eq!(branch["checkpoint"]["seq"], branch["to"]);
    assert_eq!(branch["checkpoint"]["hash"].as_str().map(str::len), Some(64));
    assert_eq!(branch["fingerprint"].as_str().unwrap().replace(' ', ""), branch["device"].as_str().unwrap());
    second.merge(&rest);
    assert_eq!((second.digest(), present(&second)), (first.digest(), 4));
    second.check();

    let refused = first.refused(&format!("export DIR '{}' --volume-mb 0", rest.display()));
    assert!(refused.contains('0'), "{refused}");
    first.refused(&format!("export DIR '{}' --for 00000000", rest.display()));
    first.refused(&format!("export DIR '{}' --to age1wrong", rest.display()));
    assert_eq!(first.run("export DIR x --light --no-photos").code, Some(2));
}
