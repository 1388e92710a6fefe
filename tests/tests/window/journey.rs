//! The main job in the real window, by keyboard and mouse, through crashes and mergers.

use crate::drive::{Account, Window, program};
use fantoccini::Locator;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// Gives the account of a person who has been here before and works in Chinese.
pub fn settled(author: &str) -> Account {
    Account::new(Some(json!({ "language": "zh", "author": author })))
}

pub const ENTER: char = '\u{e007}';

/// Makes a survey through the start page; gives its folder.
pub async fn create(window: &Window, name: &str) -> String {
    window.click("[data-way=create]").await;
    window.see("input[name=name]").await.send_keys(name).await.unwrap();
    window.keys(&ENTER.to_string()).await;
    window.see("a[data-cell]").await;
    window.call("survey_view", json!({})).await.unwrap()["dir"].as_str().unwrap().to_owned()
}

/// Opens a sheet from the board by its link.
pub async fn open_sheet(window: &Window, cell: &str) {
    window.click(&format!("a[data-cell='{cell}']")).await;
    window.see("[data-indicator]").await;
}

/// Gives the cells of a sheet by indicator, as the program has them on disk.
pub async fn cells(window: &Window, community: &str, round: u32, scenario: &str) -> BTreeMap<String, Value> {
    let sheet =
        window.call("sheet", json!({ "community": community, "round": round, "scenario": scenario })).await.unwrap();
    let items = sheet["items"].as_array().unwrap().iter();
    items
        .flat_map(|item| item["indicators"].as_array().unwrap())
        .map(|cell| (cell["indicator"].as_str().unwrap().to_owned(), cell.clone()))
        .collect()
}

pub fn last(cell: &Value) -> &Value {
    cell["value"]["heads"].as_array().and_then(|heads| heads.last()).map_or(&Value::Null, |head| &head["value"])
}

/// Waits until the survey holds `value` for an indicator.
pub async fn stored(window: &Window, sheet: (&str, u32, &str), indicator: &str, value: &Value) {
    for _ in 0..100 {
        if last(&cells(window, sheet.0, sheet.1, sheet.2).await[indicator]) == value {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let cell = &cells(window, sheet.0, sheet.1, sheet.2).await[indicator];
    panic!("{indicator} must hold {value}, it holds {cell}");
}

/// A number typed directly, legal for the indicator.
pub fn legal(cell: &Value) -> String {
    let bound = |name: &str| cell[name].as_str().unwrap().parse::<f64>().unwrap();
    let (min, max) = (bound("min"), bound("max"));
    // 3 is whole, so any number of decimals allows it; where it lies outside, the upper bound is legal.
    if (min..=max).contains(&3.0) { "3".to_owned() } else { cell["max"].as_str().unwrap().to_owned() }
}

/// What was typed by keyboard alone is there after `kill -9`, and what was still under the cursor comes back as a draft.
#[tokio::test]
async fn what_is_typed_by_keyboard_survives_a_kill() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let mut window = Window::open(&app, &account, &[]).await;
    let dir = create(&window, "键盘 录入").await;
    assert_eq!(
        window.client.find_all(Locator::Css("a[data-cell]")).await.unwrap().len(),
        72,
        "8 communities × 9 scenarios"
    );
    window.shot("board-empty").await;

    // The keyboard stands in the grid; Enter opens the first sheet and stands in its first field.
    window.keys(&ENTER.to_string()).await;
    window.see("[data-indicator]").await;
    window.until("a field has the focus", "return !!document.activeElement.closest('[data-indicator]')").await;
    let here = window.js("return location.hash").await;
    assert!(here.as_str().unwrap().contains("wangjing/1/1"), "the first sheet: {here}");
    let known = cells(&window, "wangjing", 1, "1").await;

    let mut typed: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..known.len() {
        let at = window
            .js("const a = document.activeElement; const h = a.closest('[data-indicator]');
                 return h && [h.dataset.indicator, a.tagName, a.type]")
            .await;
        let Value::Array(at) = at else { break };
        let code = at[0].as_str().unwrap().to_owned();
        if at[1] == "INPUT" && at[2] == "text" {
            let value = legal(&known[&code]);
            window.keys(&value).await;
            typed.insert(code.clone(), value);
        }
        window.keys(&ENTER.to_string()).await;
        let moved =
            format!("return document.activeElement.closest('[data-indicator]')?.dataset.indicator !== '{code}'");
        window.until("Enter goes on", &moved).await;
    }
    assert!(typed.len() >= 6, "most fields take a number: {typed:?}");
    for (code, value) in &typed {
        stored(&window, ("wangjing", 1, "1"), code, &json!({ "kind": "number", "text": value })).await;
    }
    window.shot("sheet-typed").await;

    // One more value is under the cursor when the power goes.
    let (last_code, _) = typed.iter().next_back().unwrap();
    let field = format!("[data-indicator='{last_code}'] input.number");
    window.click(&field).await;
    window.js(&format!("document.querySelector(\"{field}\").select()")).await;
    window.keys("7").await;
    for _ in 0..60 {
        if cells(&window, "wangjing", 1, "1").await[last_code]["value"]["draft"] == "7" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    window.kill();

    let window = Window::open(&app, &account, &[&dir]).await;
    window.see("[data-indicator]").await;
    let here = window.js("return location.hash").await;
    assert!(here.as_str().unwrap().contains("wangjing/1/1"), "it opens where one left: {here}");
    let again = cells(&window, "wangjing", 1, "1").await;
    for (code, value) in &typed {
        assert_eq!(last(&again[code]), &json!({ "kind": "number", "text": value }), "{code} after the kill");
    }
    assert_eq!(again[last_code]["value"]["draft"], "7", "what was under the cursor comes back");
    let shown = window.see(&field).await.prop("value").await.unwrap();
    assert_eq!(shown.as_deref(), Some("7"), "the draft stands in its field");
    assert!(window.call("check", json!({})).await.unwrap()["clean"].as_bool().unwrap());
}

/// A value the framework does not allow is refused beside its field, and the text stays.
#[tokio::test]
async fn a_refused_value_keeps_its_text_and_says_why() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let window = Window::open(&app, &account, &[]).await;
    create(&window, "拒绝").await;
    open_sheet(&window, "wangjing/1").await;
    let known = cells(&window, "wangjing", 1, "1").await;
    let (code, cell) = known
        .iter()
        .find(|(_, cell)| cell["list"].is_null() && cell["valueType"] != "yesNo" && cell["applies"] == true)
        .expect("an indicator typed directly");
    let field = format!("[data-indicator='{code}'] input.number");
    window.click(&field).await;
    let wrong = format!("{}7", cell["max"].as_str().unwrap().replace('.', ""));
    window.keys(&wrong).await;
    window.keys(&ENTER.to_string()).await;
    window.see(&format!("[data-indicator='{code}'] [aria-invalid=true]")).await;
    let shown = window.see(&field).await.prop("value").await.unwrap();
    assert_eq!(shown.as_deref(), Some(wrong.as_str()));
    let said = window.see(&format!("[data-indicator='{code}'] .fault")).await.text().await.unwrap();
    assert!(said.contains(&wrong), "the sentence names what was typed: {said}");
    assert_eq!(last(&cells(&window, "wangjing", 1, "1").await[code]), &Value::Null, "nothing was written");
    window.shot("sheet-refused").await;
}

/// The language changes at once, on every word of the page.
#[tokio::test]
async fn the_language_changes_at_once() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let window = Window::open(&app, &account, &[]).await;
    window.see("[data-way=create]").await;
    assert_eq!(window.js("return document.documentElement.lang").await, "zh-CN");
    window.shot("start-zh").await;
    window.click("header button[lang=en]").await;
    window.until("English", "return document.documentElement.lang === 'en'").await;
    let words = window.js("return document.querySelector('main').innerText").await;
    let chinese: String = words.as_str().unwrap().chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    assert!(chinese.is_empty() || chinese == "中文", "untranslated: {chinese}");
    window.shot("start-en").await;
    // The choice outlives the window.
    drop(window);
    let window = Window::open(&app, &account, &[]).await;
    window.see("[data-way=create]").await;
    assert_eq!(window.js("return document.documentElement.lang").await, "en");
}

/// A photo chosen in the page is imported, shown through `photo://` and there after a restart; a broken one is refused alone.
#[tokio::test]
async fn a_photo_is_imported_and_shown() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let photo = account.path("照片 1.jpg");
    tanfang_tests::picture::draw(&photo, 7);
    let broken = account.path("坏.jpg");
    std::fs::write(&broken, "no photo").unwrap();
    let window = Window::open(&app, &account, &[]).await;
    create(&window, "照片").await;
    open_sheet(&window, "wangjing/1").await;
    window.click("[data-indicator='1.1.1'] [data-tool=photos]").await;
    let both = format!("{}\n{}", photo.display(), broken.display());
    window.see("dialog input[type=file]").await.send_keys(&both).await.unwrap();
    window
        .until(
            "a thumbnail",
            "const i = document.querySelector('dialog img'); return !!i && i.complete && i.naturalWidth > 0",
        )
        .await;
    window.until("the broken one is named", "return document.body.innerText.includes('坏.jpg')").await;
    window.shot("photos").await;
    let filter =
        json!({ "filter": { "community": "wangjing", "round": 1, "indicator": "1.1.1" }, "offset": 0, "limit": 10 });
    let page = window.call("photos", filter).await.unwrap();
    assert_eq!((&page["total"], &page["photos"][0]["name"]), (&json!(1), &json!("照片 1.jpg")));
    let sheet = cells(&window, "wangjing", 1, "1").await;
    assert_eq!(sheet["1.1.1"]["photos"], 1);
}

/// Finds a sheet with two indicators whose numbers are typed directly.
pub async fn typed_directly(window: &Window) -> (String, [(String, Value); 2]) {
    for scenario in 1..=9 {
        let scenario = scenario.to_string();
        let known = cells(window, "wangjing", 1, &scenario).await;
        let plain = |cell: &Value| cell["list"].is_null() && cell["valueType"] != "yesNo" && cell["applies"] == true;
        let direct: Vec<_> = known.into_iter().filter(|(_, cell)| plain(cell)).collect();
        if let [one, two, ..] = direct.as_slice() {
            return (scenario, [one.clone(), two.clone()]);
        }
    }
    panic!("no sheet with two indicators typed directly");
}

/// Records a number in the window, without having seen any other.
pub async fn set(window: &Window, indicator: &str, number: &str) {
    let form = json!({ "form": { "cell": { "community": "wangjing", "round": 1, "indicator": indicator },
        "value": { "kind": "number", "text": number }, "reason": null, "seen": [] } });
    window.call("set_value", form).await.unwrap();
}

/// Hands the survey to 李强 on another laptop, who records `values`; gives the path of the file that comes back.
pub async fn from_another_laptop(
    window: &Window,
    here: &Account,
    (there, cli): (&Account, &Path),
    values: &[(&str, &str)],
) -> String {
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let (out, folder, back) =
        (text(&here.path("出发.tanfang")), text(&there.path("调研")), text(&there.path("回来.tanfang")));
    let form = json!({ "path": out, "photos": "all", "since": null, "forDevice": null, "volumeMb": null,
        "passphrase": null, "open": false });
    let export = json!({ "form": form, "job": 1, "onProgress": "__CHANNEL__:1" });
    assert_eq!(window.call("export_survey", export).await.unwrap()["path"], out.as_str());
    there.run(cli, &["join", &out, &folder, "--author", "李强"]);
    for (indicator, value) in values {
        let place = ["--community", "wangjing", "--round", "1", "--indicator", indicator, "--value", value];
        there.run(cli, &[&["record", &folder][..], &place[..]].concat());
    }
    there.run(cli, &["export", &folder, &back]);
    back
}

/// Two laptops write different values; the file of one is merged in the window of the other, and the conflict settled there.
#[tokio::test]
async fn a_file_from_another_laptop_is_merged_and_its_conflict_settled() {
    let (Some(app), Some(cli)) = (program("TANFANG_APP"), program("TANFANG_CLI")) else { return };
    let (here, there) = (settled("王敏"), Account::new(None));
    let window = Window::open(&app, &here, &[]).await;
    create(&window, "交接").await;
    let (scenario, [(both, cell), (only_there, other)]) = typed_directly(&window).await;
    let (ours, theirs) = (cell["max"].as_str().unwrap(), cell["min"].as_str().unwrap());
    let values = [(both.as_str(), theirs), (only_there.as_str(), other["max"].as_str().unwrap())];
    let back = from_another_laptop(&window, &here, (&there, &cli), &values).await;
    set(&window, &both, ours).await;

    window.click("a[href='#/exchange']").await;
    window.see("input[type=file]").await.send_keys(&back).await.unwrap();
    window
        .until(
            "the plan",
            "return [...document.querySelectorAll('button')].some((b) => b.innerText.includes('合并') && !b.disabled)",
        )
        .await;
    window.shot("merge-plan").await;
    window.js("[...document.querySelectorAll('button.main')].at(-1).click()").await;
    window.until("the receipt", "return !!document.querySelector('.receipt a[href*=conflicts]')").await;
    window.shot("merge-receipt").await;
    let merged = cells(&window, "wangjing", 1, &scenario).await;
    assert_eq!(last(&merged[&only_there])["text"], other["max"], "what only they wrote is there");
    assert_eq!(merged[&both]["value"]["conflict"], true, "what both wrote differently is a conflict");
    assert_eq!(merged[&both]["value"]["heads"].as_array().unwrap().len(), 2);

    let conflicts = window.call("conflicts", json!({})).await.unwrap();
    assert_eq!(conflicts.as_array().unwrap().len(), 1);
    let head =
        conflicts[0]["heads"].as_array().unwrap().iter().find(|head| head["author"] == "李强").expect("their side");
    assert_eq!(head["value"]["text"], theirs);
    window.click(".receipt a[href*=conflicts]").await;
    window.see("h1").await;
    window.shot("conflicts").await;
    let form = json!({ "form": { "id": conflicts[0]["id"], "n": head["n"], "reason": "现场核对" } });
    window.call("resolve", form).await.unwrap();
    stored(&window, ("wangjing", 1, &scenario), &both, &json!({ "kind": "number", "text": theirs })).await;
    assert_eq!(window.call("conflicts", json!({})).await.unwrap(), json!([]));
}

/// The second window of a survey may look and not write, and says so; a folder that is gone and comes back loses nothing.
#[tokio::test]
async fn a_second_window_only_reads_and_a_lost_folder_comes_back() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let first = Window::open(&app, &account, &[]).await;
    let dir = create(&first, "两个窗口").await;
    let second = Window::open(&app, &account, &[&dir]).await;
    second.see("a[data-cell]").await;
    assert_eq!(second.call("survey_view", json!({})).await.unwrap()["readOnly"], "window");
    second.until("it says so", "return document.body.innerText.includes('另一个窗口')").await;
    second.shot("second-window").await;
    let form = |value: &str| json!({ "form": { "cell": { "community": "wangjing", "round": 1, "indicator": "1.1.1" }, "text": value, "seen": [] } });
    let refused = second.call("set_remark", form("不行")).await.unwrap_err();
    assert_eq!(refused["code"], "read-only");
    drop(second);

    first.call("set_remark", form("可以")).await.unwrap();
    let away = format!("{dir} 拔出");
    std::fs::rename(&dir, &away).unwrap();
    let gone = first.call("sheet", json!({ "community": "wangjing", "round": 1, "scenario": "1" })).await.unwrap_err();
    assert_eq!(gone["code"], "vanished");
    std::fs::rename(&away, &dir).unwrap();
    let back = cells(&first, "wangjing", 1, "1").await;
    assert_eq!(back["1.1.1"]["remark"]["heads"][0]["value"], "可以");
    let seen = back["1.1.1"]["remark"]["seen"].clone();
    let again = json!({ "form": { "cell": { "community": "wangjing", "round": 1, "indicator": "1.1.1" }, "text": "又可以", "seen": seen } });
    first.call("set_remark", again).await.unwrap();
    assert_eq!(first.call("survey_view", json!({})).await.unwrap()["readOnly"], Value::Null);
}

/// The choices of a scenario report as the page sends them.
fn edition(scenario: &str, round: u32) -> Value {
    json!({ "kind": "scenario", "scenario": scenario, "communities": [], "round": round, "languages": "zh", "profile": "modern",
        "audience": "internal", "ranking": false, "date": "2026-05-12", "sections": [], "photos": [],
        "imprint": { "title": "", "author": "", "organisation": "", "number": "", "classification": "", "logo": "" } })
}

/// The demo opens with one click, says what it is, fills the board, and gives a report.
#[tokio::test]
async fn the_demo_opens_and_gives_a_report() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let window = Window::open(&app, &account, &[]).await;
    window.click("[data-way=demo]").await;
    window.see("a[data-cell]").await;
    window.until("the mark of a demo", "return document.body.innerText.includes('演示数据·非调研结果')").await;
    assert_eq!(
        window.client.find_all(Locator::Css("a[data-cell]")).await.unwrap().len(),
        72,
        "8 communities × 9 scenarios"
    );
    let board = window.call("board", json!({ "round": 3 })).await.unwrap();
    let assessed: u64 = board["cells"].as_array().unwrap().iter().map(|cell| cell["assessed"].as_u64().unwrap()).sum();
    assert!(assessed > 500, "a believable demo has values: {assessed}");
    window.shot("demo-board").await;
    open_sheet(&window, "wangjing/6").await;
    window.shot("demo-sheet").await;

    let path = account.path("报告.pdf");
    let edition = edition("6", 3);
    let form = json!({ "form": { "edition": edition, "format": "pdf", "asOf": null, "path": path },
        "job": 2, "onProgress": "__CHANNEL__:2" });
    let report = window.call("write_edition", form).await.unwrap();
    assert!(report["pages"].as_u64().unwrap() > 5, "{report}");
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
    let photos = window.call("photos", json!({ "filter": {}, "offset": 0, "limit": 5 })).await.unwrap();
    assert!(photos["total"].as_u64().unwrap() > 0);
    let address = photos["photos"][0]["thumb"].as_str().unwrap().to_owned();
    let script = format!(
        "const done = arguments[0]; const i = new Image(); i.onload = () => done(i.naturalWidth); i.onerror = () => done(0);
         i.src = 'photo://localhost/' + encodeURIComponent('{address}')"
    );
    let width = window.client.execute_async(&script, vec![]).await.unwrap();
    assert!(width.as_u64().unwrap() > 100, "a thumbnail through photo://: {width}");
}
