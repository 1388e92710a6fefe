//! What happens on any working day beside the main job: photos stopped and taken off, pasted lists, other programs, the window's place.

use crate::drive::{Account, Window, program};
use crate::journey::{ENTER, cells, create, last, legal, open_sheet, settled, stored, typed_directly};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// The photos of an indicator, as the program has them.
async fn photos(window: &Window, filter: Value) -> Vec<Value> {
    let page = window.call("photos", json!({ "filter": filter, "offset": 0, "limit": 100 })).await.unwrap();
    page["photos"].as_array().unwrap().clone()
}

/// An import can be stopped: what is in is in, the rest was never begun. Its dialog may be closed meanwhile.
#[tokio::test]
async fn an_import_of_photos_is_stopped_half_way() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let names: Vec<String> = (0..40)
        .map(|n| {
            let path = account.path(&format!("照片 {n}.jpg"));
            large_photo(&path, n);
            path.to_str().unwrap().to_owned()
        })
        .collect();
    let window = Window::open(&app, &account, &[]).await;
    create(&window, "停止导入").await;
    open_sheet(&window, "wangjing/1").await;
    window.click("[data-indicator='1.1.1'] [data-tool=photos]").await;
    window.see("dialog input[type=file]").await.send_keys(&names.join("\n")).await.unwrap();
    window.see("dialog .progress").await;
    window.click("dialog header button").await;
    window.until("it goes on in sight", "return !!document.querySelector('.job .progress')").await;
    window.click(".job button").await;
    window.until("it has stopped", "return !document.querySelector('.progress')").await;
    let kept = photos(&window, json!({})).await;
    assert!(!kept.is_empty() && kept.len() < names.len(), "{} of {} were imported", kept.len(), names.len());
    assert!(kept.iter().all(|photo| photo["missing"] == false), "what is in is whole");
    assert!(window.call("check", json!({})).await.unwrap()["clean"].as_bool().unwrap());
}

fn large_photo(path: &Path, n: u8) {
    let pixels = image::RgbImage::from_fn(2400, 1600, |x, y| image::Rgb([n * 6, (x * 7 + y) as u8, (y ^ x) as u8]));
    pixels.save(path).unwrap();
}

/// A photo is taken off the indicator it is shown at, by mouse, and stays with its unit.
#[tokio::test]
async fn a_photo_is_taken_off_one_link() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let photo = account.path("楼.jpg");
    tanfang_tests::picture::draw(&photo, 3);
    let window = Window::open(&app, &account, &[]).await;
    create(&window, "取消关联").await;
    let sheet = json!({ "community": "wangjing", "round": 1, "scenario": "1" });
    let sheet = window.call("sheet", sheet).await.unwrap();
    let cell = sheet["items"].as_array().unwrap().iter().flat_map(|item| item["indicators"].as_array().unwrap());
    let cell = cell.clone().find(|cell| !cell["list"].is_null() && cell["applies"] == true).unwrap().clone();
    let (code, list) = (cell["indicator"].as_str().unwrap(), cell["list"]["code"].as_str().unwrap());
    let form = json!({ "form": { "community": "wangjing", "list": list, "names": ["甲小区"] } });
    let units = window.call("add_units", form).await.unwrap();
    let unit = units["view"][0]["key"].as_str().unwrap().to_owned();

    open_sheet(&window, "wangjing/1").await;
    window.click(&format!("[data-indicator='{code}'] [data-tool=units]")).await;
    window.click(&format!("[data-row='{unit}'] [data-tool=photos]")).await;
    window.see("dialog input[type=file]").await.send_keys(photo.to_str().unwrap()).await.unwrap();
    window.see("dialog [data-photo]").await;
    window
        .until(
            "the table counts it",
            &format!(
                "return document.querySelector(\"[data-row='{unit}'] [data-tool=photos]\").innerText.includes('1')"
            ),
        )
        .await;
    window.click("dialog header button").await;
    window.click("a[href='#/photos']").await;
    window.click("[data-photo]").await;
    window.until("both links", "return document.querySelectorAll('[data-link]').length === 2").await;
    window.shot("photo-links").await;
    window.click("[data-link^='assessment/'] button").await;
    window.click("[data-link^='assessment/'] button.main").await;
    window.until("one link is left", "return document.querySelectorAll('[data-link]').length === 1").await;
    let left = photos(&window, json!({ "unit": unit })).await;
    assert_eq!(left[0]["links"].as_array().unwrap().len(), 1);
    assert_eq!(left[0]["links"][0]["unit"], unit.as_str());
    let at_cell = json!({ "community": "wangjing", "round": 1, "indicator": code });
    assert!(photos(&window, at_cell).await.is_empty());
}

/// A column copied from a table becomes the list, and a unit gets its position beside its name.
#[tokio::test]
async fn a_column_is_pasted_and_a_unit_placed() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let window = Window::open(&app, &account, &[]).await;
    create(&window, "粘贴").await;
    window.click("a[href='#/units']").await;
    window.see("[data-add]").await;
    window
        .js("const data = new DataTransfer();
             data.setData('text', '甲小区\\t东\\r\\n乙小区\\t西\\r\\n\\r\\n甲小区\\t东\\r\\n丙小区');
             document.querySelector('[data-add]').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));")
        .await;
    window.shot("paste").await;
    window.click("dialog button.main").await;
    window.until("three units", "return document.querySelectorAll('[data-unit]').length === 3").await;
    let field = window.see("[data-unit] .position input").await;
    field.send_keys("39.90105，116.42079\u{e007}").await.unwrap();
    let placed = "return document.querySelector('[data-unit] .position input').value === '39.901050, 116.420790'";
    window.until("the position is kept", placed).await;
    field.send_keys("东门\u{e007}").await.unwrap();
    window.until("a wrong one is refused in words", "return document.body.innerText.includes('不是有效的位置')").await;
    let units = window.call("units", json!({ "community": "wangjing", "list": null })).await.unwrap();
    let names: Vec<&Value> = units.as_array().unwrap().iter().map(|unit| &unit["name"]["heads"][0]["value"]).collect();
    assert_eq!(names, ["甲小区", "乙小区", "丙小区"]);
    assert_eq!(units[0]["position"]["heads"][0]["value"], "39.901050, 116.420790");
}

/// What the command line writes beside an open window shows when the window is looked at again.
#[tokio::test]
async fn what_another_program_writes_is_seen() {
    let (Some(app), Some(cli)) = (program("TANFANG_APP"), program("TANFANG_CLI")) else { return };
    let account = settled("王敏");
    let window = Window::open(&app, &account, &[]).await;
    let dir = create(&window, "旁边").await;
    open_sheet(&window, "wangjing/1").await;
    window
        .call(
            "set_value",
            json!({ "form": { "cell": { "community": "wangjing", "round": 1, "indicator": "1.1.1" },
        "value": { "kind": "number", "text": "1" }, "reason": null, "seen": [] } }),
        )
        .await
        .unwrap();
    let own = window.call("look_again", json!({})).await.unwrap();
    assert_eq!(own["touched"], json!([]), "what this window wrote itself is no news");
    let place = ["--community", "wangjing", "--round", "1", "--indicator", "1.1.2", "--value", "2"];
    account.run(&cli, &[&["record", &dir][..], &place[..]].concat());
    window.js("window.dispatchEvent(new Event('focus'))").await;
    let shown = "return document.querySelector(\"[data-indicator='1.1.2'] input.number\").value === '2'";
    window.until("the value shows", shown).await;
    let cell = json!({ "key": { "community": "wangjing", "round": 1, "indicator": "1.1.2" } });
    assert_eq!(last(&window.call("cell", cell).await.unwrap())["text"], "2");
}

/// On a stick that takes a second for every flush typing goes on, and what was shown as saved is there after a power cut.
#[tokio::test]
async fn a_slow_disk_holds_up_no_key() {
    let Some(app) = program("TANFANG_APP") else { return };
    let mut account = settled("王敏");
    let window = Window::open(&app, &account, &[]).await;
    let dir = create(&window, "慢盘").await;
    drop(window);
    account.slow_down(Duration::from_secs(1));
    let mut window = Window::open(&app, &account, &[&dir]).await;
    window.see("a[data-cell]").await;
    let (scenario, typed) = typed_directly(&window).await;
    open_sheet(&window, &format!("wangjing/{scenario}")).await;
    let values: Vec<(String, String)> = typed.iter().map(|(code, cell)| (code.clone(), legal(cell))).collect();
    for (code, value) in &values {
        window.click(&format!("[data-indicator='{code}'] input.number")).await;
        window.keys(&format!("{value}{ENTER}")).await;
    }
    let waiting = window.js("return document.querySelectorAll('.sign.saving').length").await;
    assert!(waiting.as_u64() > Some(0), "the last was typed before its bytes were on the disk: {waiting}");
    for (code, value) in &values {
        stored(&window, ("wangjing", 1, &scenario), code, &json!({ "kind": "number", "text": value })).await;
    }
    window.kill();

    let window = Window::open(&app, &account, &[&dir]).await;
    window.see("[data-indicator]").await;
    let again = cells(&window, "wangjing", 1, &scenario).await;
    for (code, value) in &values {
        assert_eq!(&last(&again[code])["text"], value, "{code} after the power cut");
    }
}

/// The window opens where and as large as it last was; its place is kept when it is closed.
#[tokio::test]
async fn the_window_comes_back_where_it_was() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = Account::new(Some(json!({ "language": "zh", "author": "王敏" })));
    let file = account.path("config/cn.tanfang.desktop/settings.json");
    let mut kept: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    kept["window"] = json!({ "x": 60, "y": 40, "width": 1040, "height": 660, "maximized": false });
    std::fs::write(&file, kept.to_string()).unwrap();
    let window = Window::open(&app, &account, &[]).await;
    window.see("[data-way=create]").await;
    window.until("its size", "return innerWidth === 1040 && innerHeight === 660").await;
    window.client.set_window_size(1100, 640).await.unwrap();
    window.until("another size", "return innerWidth === 1100 && innerHeight === 640").await;
    for _ in 0..100 {
        let kept: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        if kept["window"]["width"] == 1100 && kept["window"]["height"] == 640 {
            drop(window);
            let window = Window::open(&app, &account, &[]).await;
            window.until("the size it was left with", "return innerWidth === 1100 && innerHeight === 640").await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the place was not kept: {}", std::fs::read_to_string(&file).unwrap());
}
