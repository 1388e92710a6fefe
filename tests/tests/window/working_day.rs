//! A whole working day through the window by keyboard alone, ended by a power cut: everything is there, and the keys are counted.

use crate::drive::{Window, program};
use crate::journey::{create, legal, settled};
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeMap;

const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";
const DOWN: &str = "\u{e015}";
const PAGE_DOWN: &str = "\u{e00f}";
const ALT: char = '\u{e00a}';
const CONTROL: char = '\u{e009}';
const PLACES: usize = 10;
const INDICATORS: usize = 60;
const PHOTOS: usize = 120;
const TALKS: usize = 5;
const FORMS: usize = 30;

/// Types, and counts the keys.
struct Hand<'w> {
    window: &'w Window,
    keys: Cell<usize>,
}

impl Hand<'_> {
    async fn keys(&self, keys: &str) {
        self.keys.set(self.keys.get() + keys.chars().count());
        self.window.keys(keys).await;
    }

    async fn chord(&self, held: char, key: char) {
        self.keys.set(self.keys.get() + 2);
        self.window.chord(&[held], key).await;
    }

    /// Presses Tab until the focus stands somewhere.
    async fn tab_to(&self, css: &str) {
        let there = format!("return document.activeElement.matches(`{css}`)");
        for _ in 0..120 {
            if self.window.js(&there).await == Value::Bool(true) {
                return;
            }
            self.keys(TAB).await;
        }
        panic!("Tab does not lead to {css}");
    }

    /// Goes somewhere by a few letters.
    async fn go(&self, letters: &str, address: &str) {
        self.chord(CONTROL, 'k').await;
        self.window
            .until("the palette is open", "return document.activeElement.getAttribute('role') === 'combobox'")
            .await;
        self.keys(letters).await;
        self.keys(ENTER).await;
        self.window.until(address, &format!("return location.hash.startsWith('{address}')")).await;
    }

    /// Tells how many keys it took since the last time, and begins again.
    fn told(&self, what: &str, values: usize) {
        let keys = self.keys.replace(0);
        eprintln!("{what}: {values} values, {keys} keys, {:.2} a value", keys as f64 / values as f64);
    }
}

async fn active(window: &Window, what: &str) -> Value {
    window.js(&format!("const a = document.activeElement; return {what}")).await
}

#[tokio::test]
async fn a_working_day_by_keyboard_alone_is_all_there_after_a_power_cut() {
    let Some(app) = program("TANFANG_APP") else { return };
    let account = settled("王敏");
    let mut window = Window::open(&app, &account, &[]).await;
    let dir = create(&window, "工作日").await;
    let card = account.path("DCIM");
    std::fs::create_dir_all(&card).unwrap();
    for n in 0..PHOTOS {
        tanfang_tests::picture::draw(&card.join(format!("IMG_20260906_10{:02}{:02}.jpg", n / 60, n % 60)), n as u8);
    }
    let names: Vec<String> = (1..=PLACES).map(|n| format!("{n}号小区")).collect();
    let form = json!({ "form": { "community": "wangjing", "list": "compounds", "names": names } });
    let units = window.call("add_units", form).await.unwrap();
    let units: Vec<String> =
        units["view"].as_array().unwrap().iter().map(|unit| unit["key"].as_str().unwrap().to_owned()).collect();
    let hand = Hand { window: &window, keys: Cell::new(0) };

    // The visit: two keys.
    hand.chord(ALT, '0').await;
    window.until("the visit can start", "return document.activeElement.matches('[data-begin]')").await;
    hand.keys(ENTER).await;
    window.until("the visit is under way", "return !!document.querySelector('[data-field=weather] select')").await;
    hand.told("visit", 1);

    let seen = places(&hand, &units).await;
    let typed = sheets(&hand).await;
    photos(&hand, &card.display().to_string()).await;
    talks(&hand).await;
    forms(&hand).await;

    // Before one leaves: what is missing, and today's file.
    hand.go("离开", "#/leaving").await;
    window
        .until("what is missing is listed", "return document.querySelectorAll('main table tbody tr').length > 5")
        .await;
    window
        .until(
            "a path is proposed",
            "return [...document.querySelectorAll('main input')].some((one) => one.value.endsWith('.tanfang'))",
        )
        .await;
    hand.tab_to("[data-hand-over]").await;
    hand.keys(ENTER).await;
    window.until("the file is written and verified", "return !!document.querySelector('[data-verified] .good')").await;
    let file = window.js("return document.querySelector('[data-verified] .path').textContent").await;
    assert!(std::fs::metadata(file.as_str().unwrap()).unwrap().len() > 10_000);
    hand.told("before leaving", 1);
    window.shot("working-day").await;
    window.kill();

    let window = Window::open(&app, &account, &[&dir]).await;
    window.see("main").await;
    there(&window, &units, &seen, &typed).await;
}

/// Answers everything that passes or fails at ten places, down one column each.
async fn places(hand: &Hand<'_>, units: &[String]) -> Vec<String> {
    let place = hand.window.call("place", json!({ "round": 1, "unit": units[0] })).await.unwrap();
    let asked = place["rows"].as_array().unwrap().iter().filter(|row| row["input"] == "pass");
    let asked: Vec<String> = asked.map(|row| row["cell"]["indicator"].as_str().unwrap().to_owned()).collect();
    let rows = place["rows"].as_array().unwrap().len();
    hand.go("按地点", "#/places").await;
    hand.tab_to(&format!("a[href='#/places/wangjing/{}']", units[0])).await;
    hand.keys(ENTER).await;
    for unit in units {
        let at = format!("return location.hash.endsWith('{unit}') && !!document.activeElement.closest('[data-row]')");
        hand.window.until("the keyboard is in the column", &at).await;
        for _ in 0..rows {
            let row = active(hand.window, "a.closest('[data-row]')?.dataset.row ?? null").await;
            if asked.iter().any(|code| row == code.as_str()) {
                hand.keys("y").await;
                let code = row.as_str().unwrap();
                let marked =
                    format!("return document.querySelector(\"[data-row='{code}'] input:checked\")?.value === '1'");
                hand.window.until("it is answered", &marked).await;
            }
            hand.keys(ENTER).await;
        }
        hand.keys(PAGE_DOWN).await;
    }
    hand.told("ten places", units.len() * asked.len());
    asked
}

/// Types numbers into sheet after sheet, Enter from field to field, until there are sixty.
async fn sheets(hand: &Hand<'_>) -> BTreeMap<String, String> {
    let mut typed = BTreeMap::new();
    let known: BTreeMap<String, Value> = {
        let mut known = BTreeMap::new();
        for scenario in 1..=9 {
            let place = json!({ "community": "wangjing", "round": 1, "scenario": scenario.to_string() });
            let sheet = hand.window.call("sheet", place).await.unwrap();
            let items = sheet["items"].as_array().unwrap().iter();
            let cells = items.flat_map(|item| item["indicators"].as_array().unwrap().clone());
            known.extend(cells.map(|cell| (cell["indicator"].as_str().unwrap().to_owned(), cell)));
        }
        known
    };
    hand.go("1.1.1", "#/sheet/wangjing/1/1").await;
    let in_a_field = "return !!document.activeElement.closest('[data-indicator]')";
    hand.window.until("a field has the focus", in_a_field).await;
    while typed.len() < INDICATORS {
        let at = active(hand.window, "a.id === 'next-sheet' ? ['next', ''] : [a.closest('[data-indicator]')?.dataset.indicator ?? '', a.type ?? '']").await;
        let (code, kind) = (at[0].as_str().unwrap().to_owned(), at[1].as_str().unwrap().to_owned());
        if code == "next" {
            let before = hand.window.js("return location.hash").await;
            hand.keys(ENTER).await;
            let moved =
                format!("return location.hash !== {before} && !!document.activeElement.closest('[data-indicator]')");
            hand.window.until("the next sheet", &moved).await;
            continue;
        }
        let cell = &known[&code];
        if kind == "text" {
            let value = legal(cell);
            hand.keys(&value).await;
            typed.insert(code.clone(), value);
        } else if kind == "radio" {
            hand.keys("y").await;
            typed.insert(code.clone(), "1".to_owned());
        } else if kind == "button" || kind == "submit" {
            // Enter on a computed value would open its units.
            hand.keys(DOWN).await;
            let moved =
                format!("return document.activeElement.closest('[data-indicator]')?.dataset.indicator !== '{code}'");
            hand.window.until("it goes on", &moved).await;
            continue;
        }
        hand.keys(ENTER).await;
        let moved =
            format!("return document.activeElement.closest('[data-indicator]')?.dataset.indicator !== '{code}'");
        hand.window.until("Enter goes on", &moved).await;
    }
    hand.told("sixty indicators", typed.len());
    typed
}

/// Takes in a whole card.
async fn photos(hand: &Hand<'_>, card: &str) {
    hand.chord(ALT, '3').await;
    hand.window
        .until("the photos", "return location.hash === '#/photos' && !!document.querySelector('#photos-community')")
        .await;
    for select in ["photos-community", "photos-round"] {
        hand.tab_to(&format!("#{select}")).await;
        hand.keys(DOWN).await;
        let chosen = format!("return !['', '0'].includes(document.getElementById('{select}').value)");
        hand.window.until("something is chosen", &chosen).await;
    }
    hand.tab_to("details.card summary").await;
    hand.keys(ENTER).await;
    hand.tab_to("form[data-card] input").await;
    hand.keys(card).await;
    hand.keys(ENTER).await;
    let total = format!("return document.querySelector('main h1 + p').textContent.includes('{PHOTOS}')");
    hand.window.until("the card is read", &total).await;
    hand.told("a card", PHOTOS);
}

/// Five interviews, two answers each.
async fn talks(hand: &Hand<'_>) {
    for n in 0..TALKS {
        hand.go("访谈", "#/talks").await;
        if n > 0 {
            hand.tab_to("[data-agreed]").await;
        }
        hand.window.until("one can begin", "return document.activeElement.matches('[data-agreed]')").await;
        hand.keys(ENTER).await;
        for answer in 0..2 {
            let there = "return document.activeElement.tagName === 'TEXTAREA'";
            if answer == 0 {
                hand.window.until("the first answer", there).await;
            } else {
                hand.keys(TAB).await;
                hand.tab_to("textarea").await;
            }
            hand.keys(&format!("答{n}{answer}")).await;
        }
        // Leaving the field saves it.
        hand.keys(TAB).await;
        hand.go("今日", "#/today").await;
    }
    hand.told("five interviews", TALKS * 2);
}

/// Thirty paper forms: a number, then one key an answer.
async fn forms(hand: &Hand<'_>) {
    hand.go("问卷", "#/answers").await;
    for n in 1..=FORMS {
        let number =
            format!("return document.activeElement.matches('[data-number]') && document.activeElement.value === '{n}'");
        hand.window.until("the next number", &number).await;
        hand.keys(ENTER).await;
        hand.window.until("its first box", "return document.activeElement.matches('[data-step=consent]')").await;
        hand.keys("1").await;
        hand.window.until("the second box", "return document.activeElement.matches('[data-step=group]')").await;
        loop {
            // Every box takes 1: the first choice, the lowest step, yes.
            let last = active(hand.window, "[...document.querySelectorAll('[data-step]')].at(-1) === a").await;
            hand.keys("1").await;
            if last == Value::Bool(true) {
                break;
            }
        }
        hand.keys(ENTER).await;
    }
    let done = format!("return document.querySelector('[data-number]')?.value === '{}'", FORMS + 1);
    hand.window.until("all forms are in", &done).await;
    hand.told("thirty forms", FORMS);
}

/// Everything that was typed is on the disk.
async fn there(window: &Window, units: &[String], seen: &[String], typed: &BTreeMap<String, String>) {
    for unit in units {
        let place = window.call("place", json!({ "round": 1, "unit": unit })).await.unwrap();
        for row in place["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| seen.iter().any(|code| row["cell"]["indicator"] == code.as_str()))
        {
            assert_eq!(row["value"]["heads"][0]["value"]["text"], "1", "{row}");
        }
    }
    for (code, value) in typed {
        let key = json!({ "key": { "community": "wangjing", "round": 1, "indicator": code } });
        let cell = window.call("cell", key).await.unwrap();
        assert_eq!(cell["value"]["heads"][0]["value"]["text"], value.as_str(), "{code}");
    }
    let all = json!({ "filter": {}, "offset": 0, "limit": 1 });
    assert_eq!(window.call("photos", all).await.unwrap()["total"], PHOTOS);
    let talks =
        window.call("entities", json!({ "noun": "interview", "community": "wangjing", "round": 1 })).await.unwrap();
    let said =
        |talk: &Value| talk["fields"].as_object().unwrap().keys().filter(|field| field.starts_with("answer/")).count();
    assert_eq!(talks.as_array().unwrap().iter().map(said).collect::<Vec<_>>(), [2; TALKS]);
    let forms = json!({ "community": "wangjing", "round": 1, "counted": {} });
    let forms = window.call("questionnaire", forms).await.unwrap();
    assert_eq!(forms["forms"].as_array().unwrap().len(), FORMS);
    assert!(window.call("check", json!({})).await.unwrap()["clean"].as_bool().unwrap());
}
